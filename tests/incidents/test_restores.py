"""A record that was restored from a backup: what lost heads are said to be of, and that a declaration excuses nothing else."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from incidents.actions import cases
from incidents.models import AccessEntry, Leaf, LogDeclaration, TreeHead
from incidents.plain import signed_notes
from incidents.record import declarations, log_keys, restores, transparency, verification
from incidents.record.access_log import log
from tests.restored import declare_restore, lost_tail
from tests.world import fresh

WHO = {"by": "Sari, Pusat Data", "reason": "Cakram rusak"}


def seal(at=None):
    transparency.seal_all(at or timezone.now())
    return transparency.newest()


def look(world):
    log(AccessEntry.Kind.READ, None, actor=world.auditor)


def outgrow(world, held):
    """People go on until the record is longer than it was."""
    while seal().size <= max(signed_notes.Checkpoint.read(note).size for note in held):
        look(world)


def verified(tmp_path, held, *arguments):
    """(how `verify_audit` ended, what it said) against these heads from outside."""
    folder, out = tmp_path / "kept", StringIO()
    folder.mkdir(exist_ok=True)
    for number, note in enumerate(held):
        (folder / f"{number}.txt").write_text(note)
    try:
        call_command("verify_audit", "--head", str(folder), *arguments, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_a_declared_restore_that_outgrows_what_it_lost_is_no_tampering(world, an_incident, tmp_path):
    base, heads = seal(), lost_tail(lambda: cases.note(fresh(an_incident), by=world.officer, text="Hilang"), 2)
    declaration = declare_restore(heads)
    outgrow(world, heads)
    code, said = verified(tmp_path, [base.checkpoint, *heads, transparency.newest().checkpoint])
    assert code == 4, said
    for head in heads:
        size = signed_notes.Checkpoint.read(head).size
        assert f"the tail since head {base.size}, up to head {size} held outside, is missing: restore declared" in said
    assert "by Sari, Pusat Data" in said and "Cakram rusak" in said and "differs" not in said and declaration
    assert Leaf.objects.get(declaration=declaration).place >= base.size
    report = verification.verify([base.checkpoint, *heads])
    assert not report.discrepancies and report.well and len(report.missing) == 2 and len(report.restores) == 1


@pytest.mark.parametrize("outgrown", [False, True])
def test_a_restore_that_nobody_declared_is_a_missing_tail_and_no_tampering(world, an_incident, tmp_path, outgrown):
    base, heads = seal(), lost_tail(lambda: look(world))
    if outgrown:
        outgrow(world, heads)
    code, said = verified(tmp_path, heads)
    assert code == 3 and f"the tail since head {base.size}, up to head" in said, said
    assert "nothing declares a restore" in said and "Everything" not in said
    report = json.loads(verified(tmp_path, heads, "--json")[1])
    assert (report["tail_since"], report["discrepancies"]) == (base.size, [])


def test_a_declaration_is_listed_for_ever_with_no_head_from_outside_too(world, an_incident, tmp_path):
    seal()
    declare_restore(lost_tail(lambda: look(world)))
    seal()
    code, said = verified(tmp_path, [])
    assert code == 0 and "restore of the backup of" in said and "held against no head from outside" in said


def test_only_the_heads_that_it_names_are_explained(world, an_incident, tmp_path):
    """A tail that is cut later, in the shadow of a restore that was true, is one that nothing declares."""
    seal()
    first, second = lost_tail(lambda: look(world), 2)
    declare_restore([second])
    outgrow(world, [second])
    code, said = verified(tmp_path, [first, second])
    assert code == 3 and "nothing declares a restore" in said and "restore declared" in said


def test_a_head_from_before_the_backup_is_asked_for_still(world, an_incident):
    """Up to the head from which the log goes on, nothing is excused."""
    old, _base = seal(), (look(world), seal())[1]
    heads = lost_tail(lambda: look(world))
    declare_restore(heads)
    seal()
    point = signed_notes.Checkpoint(log_keys.origin(), old.size, b"\1" * 32)
    batch = transparency.Batch(old.sealed_at, False)
    other = signed_notes.sign(point.text + batch.text, log_keys.signers())
    report = verification.verify([other, *heads])
    assert report.tail_since is not None and not report.well
    assert verification.verify([old.checkpoint, *heads]).well


def test_two_heads_of_one_size_are_of_two_histories(world, an_incident, tmp_path):
    seal()
    (lost,) = lost_tail(lambda: look(world))
    declare_restore([lost])
    with_its_leaf = seal()
    assert with_its_leaf.size == signed_notes.Checkpoint.read(lost).size
    assert verified(tmp_path, [lost, with_its_leaf.checkpoint])[0] == 4


def test_what_a_restore_cannot_have_left_contradicts_it(world, an_incident):
    """Said to be restored from a backup of two days ago, with what people did yesterday in it."""
    now = timezone.now()
    seal(now - timedelta(days=2))
    AccessEntry.objects.create(kind="read", actor_name="Siapa", at=now - timedelta(days=1))
    (lost,) = lost_tail(lambda: look(world))
    backup = now - timedelta(days=2)
    restores.declare([lost], **WHO, backup_at=backup, at=timezone.now())
    seal()
    found = [str(each) for each in verification.verify([lost]).discrepancies]
    assert any("recorded between the backup of a declared restore and a head" in each for each in found), found


def test_a_cut_that_left_what_was_done_meanwhile_is_no_restore(world, an_incident):
    """Sealed anew after its old heads were taken away: what it says of its own instants no restore leaves."""
    now = timezone.now()
    seal(now - timedelta(days=2))
    (held,) = lost_tail(lambda: look(world))
    AccessEntry.objects.create(kind="read", actor_name="Siapa", at=now - timedelta(days=1))
    for _each in range(3):
        look(world)
    seal()
    report = verification.verify([held])
    assert report.tail_since is not None
    assert any("no restore leaves that" in str(each) for each in report.discrepancies)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"by": " "}, "who declares it"),
        ({"reason": ""}, "who declares it"),
        ({"backup_at": timedelta(days=-900)}, "no head of this record was sealed by"),
        ({"backup_at": timedelta(days=1)}, "no head of this record was sealed by"),
        ({"backup_at": timedelta(0)}, "that backup should hold it"),
    ],
)
def test_what_contradicts_itself_is_not_declared(world, an_incident, how, why):
    seal()
    heads = lost_tail(lambda: look(world))
    now = timezone.now()
    facts = WHO | {"backup_at": transparency.newest().sealed_at, "at": now} | how
    facts["backup_at"] = facts["backup_at"] if "backup_at" not in how else now + how["backup_at"]
    with pytest.raises(declarations.CannotDeclare, match=why):
        restores.declare(heads, **facts)
    assert not LogDeclaration.objects.exists()


def test_a_head_that_the_record_has_is_not_lost(world, an_incident):
    base = seal()
    look(world)
    head = seal()
    with pytest.raises(declarations.CannotDeclare, match="is in the record"):
        restores.declare([head.checkpoint], **WHO, backup_at=base.sealed_at, at=timezone.now())


def test_the_command_writes_a_statement_that_the_key_signed(world, an_incident, tmp_path, capsys):
    base = seal()
    (lost,) = lost_tail(lambda: look(world))
    (tmp_path / "head.txt").write_text(lost)
    facts = ["--by", "Sari", "--reason", "Cakram\nrusak", "--lost", str(tmp_path / "head.txt")]
    for backup in ("kemarin", "2026-11-27T02:00"):
        with pytest.raises(CommandError, match="zone|no instant"):
            call_command("declare_restore", "--backup", backup, *facts)
    call_command("declare_restore", "--backup", base.sealed_at.isoformat(), *facts)
    statement = LogDeclaration.objects.get().statement
    assert statement in capsys.readouterr().out and f"goes on from {base.size} {base.root}" in statement
    assert "reason Cakram rusak" in statement and signed_notes.read(statement).signed_by(log_keys.verifiers())


def test_a_declaration_that_no_key_signed_excuses_nothing_and_is_found(world, an_incident):
    """As by whoever owns the database: it has no key."""
    base = seal()
    heads = lost_tail(lambda: look(world))
    with transaction.atomic():
        true = declare_restore(heads)
        statement = true.statement
        transaction.set_rollback(True)
    LogDeclaration.objects.create(declared_at=true.declared_at, statement=statement.replace("Sari", "Budi"), lost=heads)
    seal()
    report = verification.verify(heads)
    assert any("no key of this log signed that" in str(each) for each in report.discrepancies)
    assert report.tail_since == base.size and not report.restores
    assert [str(each) for each in restores.listed(declarations.rows())] == [
        f"restore {LogDeclaration.objects.get().pk} is declared, and no key of this log signed that"
    ]


def test_the_sealer_goes_on_from_a_restored_record(world, an_incident):
    seal()
    lost_tail(lambda: look(world))
    assert transparency.is_sound() and not TreeHead.objects.filter(leaf__isnull=True).exclude(
        pk=transparency.newest().pk
    )


def test_a_declaration_that_was_copied_or_put_in_again_is_found(world, an_incident):
    """As by whoever owns the database: it has no key, and an old note that the key signed."""
    now = timezone.now()
    seal(now - timedelta(days=2))
    facts = {"declared_at": now - timedelta(hours=30), "lost": []}
    head, backup = transparency.newest(), now - timedelta(days=2)
    told = restores.Declared(facts["declared_at"], backup, head.size, bytes.fromhex(head.root), **WHO, lost=())
    facts["statement"] = signed_notes.sign(told.text, log_keys.signers())
    with transaction.atomic():
        LogDeclaration.objects.create(**facts)
        seal(now - timedelta(hours=30))
        assert verification.verify().well
        LogDeclaration.objects.create(**facts)
        seal(now - timedelta(hours=30))
        found = [str(each) for each in verification.verify().discrepancies]
        assert len(found) == 1 and "declares again, in the same words" in found[0], found
        transaction.set_rollback(True)
    look(world)
    seal()
    LogDeclaration.objects.create(**facts)
    seal()
    found = [str(each) for each in verification.verify().discrepancies]
    assert len(found) == 1 and "was sealed after it" in found[0], found


def test_two_restores_and_one_declared_twice_are_no_tampering(world, an_incident):
    """The second from an older backup than the first; then a head turns up that no declaration named, and one of both."""
    base = seal()
    first, second = lost_tail(lambda: look(world), 2)
    with transaction.atomic():
        declare_restore([second])
        look(world)
        third = seal().checkpoint
        transaction.set_rollback(True)
    declare_restore([second, third], backup_at=base.sealed_at)
    outgrow(world, [second, third])
    assert verification.verify([second, third]).well and verification.verify([first]).tail_since == base.size
    declare_restore([first], backup_at=base.sealed_at)
    seal()
    report = verification.verify([first, second, third])
    assert report.well and len(report.restores) == 2, [str(each) for each in report.discrepancies]
