"""Heads held outside that are gone for good: an alarm raised with them ends by a declaration that is listed for ever, and by nothing less."""

import json
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from incidents import files
from incidents.actions import evidence
from incidents.models import AccessEntry, Leaf, LogDeclaration, StoredFile, Verification
from incidents.plain import signed_notes
from incidents.record import declarations, discrepancies, heads_gone, log_keys, transparency, verification
from incidents.record.access_log import log
from incidents.reports.seal_state import watched
from notifications import tasks
from tests.restored import lost_tail
from tests.samples import picture

SAID = ["--by", "Sari, Pusat Data", "--reason", "Mesin inspektorat rusak"]


def look(world):
    log(AccessEntry.Kind.READ, None, actor=world.auditor)


def sealed(world, hours_ago=0):
    look(world)
    transparency.seal_all(timezone.now() - timedelta(hours=hours_ago))
    return transparency.newest()


def declare(capsys, *arguments):
    """What the command signed."""
    capsys.readouterr()
    call_command("declare_heads_gone", *SAID, *arguments)
    return capsys.readouterr().out


def by_hand(capsys, *arguments):
    """(how `verify_audit` ended, what it said)."""
    capsys.readouterr()
    try:
        call_command("verify_audit", *arguments)
    except SystemExit as end:
        return end.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


def told(log_in, world, page="/audit/"):
    return " ".join(log_in(world.auditor).get(page).content.decode().split())


@pytest.fixture
def outside(settings, an_incident, world, tmp_path):
    """A folder of somebody else with three heads: with all of them the night found bytes missing, which are back since; two heads are gone."""
    attached = evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile("bukti.png", picture()))
    settings.LOG_WITNESSES, settings.LOG_HEADS = ["inspektorat@luar.example"], [str(tmp_path)]
    heads = [sealed(world, ago) for ago in (3, 2, 1)]
    for head in heads:
        (tmp_path / f"{head.size:06}.txt").write_text(head.checkpoint)
    with_its_bytes_away(attached.file, tasks.verify_record)
    for head in heads[1:]:
        (tmp_path / f"{head.size:06}.txt").unlink()
    tasks.verify_record()
    assert watched(timezone.now()).standing and not watched(timezone.now()).last.found
    return tmp_path, heads


def with_its_bytes_away(stored, act):
    """What a verification finds meanwhile is mended when it is over."""
    path = files.full_path(stored.path)
    away = path.rename(f"{path}.away")
    act()
    away.rename(path)


def test_an_alarm_with_heads_that_are_gone_ends_by_a_declaration_that_every_place_lists(outside, log_in, world, capsys):
    _folder, (kept, first, last) = outside
    page = told(log_in, world)
    assert "Ada yang ditemukan" in page and "hal itu dinyatakan oleh pengelola server" in page
    assert "dinyatakan hilang oleh pengelola server" in mail.outbox[-1].body
    statement = declare(capsys)
    assert LogDeclaration.objects.get().statement in statement and f"still holds {kept.size} {kept.root}" in statement
    assert [line for line in statement.splitlines() if line.startswith("gone ")] == [
        f"gone {head.size} {head.root}" for head in (first, last)
    ]
    assert watched(timezone.now()).standing, "not before a verification has looked again"
    tasks.seal_log()
    assert Leaf.objects.filter(declaration=LogDeclaration.objects.get()).exists()
    tasks.verify_record()
    watch = watched(timezone.now())
    assert watch.standing is None and watch.proved and not watch.last.found
    sizes = f"sebanyak 2, dari {first.size} sampai {last.size} daun"
    for page in (told(log_in, world), told(log_in, world, "/jejak/segel/"), mail.outbox[-1].body):
        for words in ("dinyatakan hilang", "oleh Sari, Pusat Data", "Mesin inspektorat rusak", sizes, "perbedaan: 1"):
            assert words in page, words
    assert "Sesuai segel" in told(log_in, world)
    assert mail.outbox[-1].subject.startswith("PERHATIKAN: kepala segel di luar dinyatakan hilang")
    code, said = by_hand(capsys)
    assert code == 0 and "heads held outside declared gone" in said and "by Sari, Pusat Data" in said
    report = json.loads(by_hand(capsys, "--json")[1])
    assert len(report["gone"]) == 1 and "Mesin inspektorat rusak" in report["gone"][0] and report["restores"] == []
    with pytest.raises(CommandError, match="no alarm of before stands"):
        declare(capsys)


def test_it_names_every_alarm_that_stands_and_tells_the_gravest(outside, world, capsys):
    """A later one that saw less must not hide what an earlier one found."""
    raised = Verification.objects.exclude(discrepancies=[]).get()
    heard = {"began_at": raised.began_at, "ended_at": raised.ended_at, "outside": raised.outside, "size": raised.size}
    more = discrepancies.left_out(49_000)
    Verification.objects.create(**heard, leaves=0, rows=0, files=0, tail_since=1, discrepancies=[asdict(more)])
    statement = declare(capsys)
    told = [line.split(" ")[2:] for line in statement.splitlines() if line.startswith("verification ")]
    assert sorted(told) == [["1", "-"], ["49000", "1"]]
    assert "tail since head 1 is missing" in str(heads_gone.listed(declarations.rows())[0])


def test_it_asks_for_all_that_is_left_and_takes_back_no_later_alarm(outside, world, settings, capsys):
    folder, (_kept, _first, last) = outside
    declare(capsys)
    tasks.seal_log()
    settings.LOG_HEADS = []
    tasks.verify_record()
    assert watched(timezone.now()).standing, "what is left was not looked at"
    settings.LOG_HEADS = [str(folder)]
    tasks.verify_record()
    assert watched(timezone.now()).standing is None
    # One that was named comes back, and with it something is found: it is an alarm of its own, which needs that head again.
    (folder / "back.txt").write_text(last.checkpoint)
    with_its_bytes_away(StoredFile.objects.get(), tasks.verify_record)
    (folder / "back.txt").unlink()
    tasks.verify_record()
    assert watched(timezone.now()).standing


def test_a_head_that_contradicts_the_record_is_found_though_it_was_declared_gone(
    settings, an_incident, world, tmp_path, capsys
):
    """A tail was cut, and whoever cut it took the head away that showed it."""
    settings.LOG_HEADS = [str(tmp_path)]
    base = sealed(world)
    (tmp_path / "base.txt").write_text(base.checkpoint)
    (lost,) = lost_tail(lambda: look(world))
    (tmp_path / "lost.txt").write_text(lost)
    tasks.verify_record()
    with pytest.raises(CommandError, match="what that found itself is looked into first"):
        declare(capsys)
    (tmp_path / "lost.txt").unlink()
    tasks.verify_record()
    declare(capsys)
    tasks.seal_log()
    code, said = by_hand(capsys)
    assert (code, watched(timezone.now()).standing) == (0, None)
    assert f"had found that the tail since head {base.size} is missing" in said
    (tmp_path / "lost.txt").write_text(lost)
    code, said = by_hand(capsys)
    assert code == 3 and "nothing declares a restore" in said and watched(timezone.now()).alarm
    tasks.verify_record()
    assert Verification.objects.latest("ended_at").tail_since == base.size


def test_what_is_not_so_is_not_declared(outside, settings, capsys):
    folder, (_kept, first, last) = outside
    with pytest.raises(CommandError, match="who declares it, and why"):
        call_command("declare_heads_gone", "--by", " ", "--reason", "x")
    for head in (first, last):
        (folder / f"there-{head.size}").write_text(head.checkpoint)
    with pytest.raises(CommandError, match="none is gone"):
        declare(capsys, *(word for head in (first, last) for word in ("--head", str(folder / f"there-{head.size}"))))
    settings.LOG_HEADS = [str(folder), str(folder / "none.txt")]
    with pytest.raises(CommandError, match="a place that is lost is taken out of LOG_HEADS first"):
        declare(capsys)
    settings.LOG_HEADS = []
    with pytest.raises(CommandError, match="no head of this record is left outside"):
        declare(capsys)
    assert not LogDeclaration.objects.exists()


def test_whoever_has_no_key_declares_none_gone(outside, world, capsys):
    """As by whoever owns the database: a true note altered, one that is there twice, one beside another instant."""
    declare(capsys)
    true = LogDeclaration.objects.get()
    tasks.seal_log()
    assert verification.verify().well
    facts = {"declared_at": true.declared_at, "lost": []}
    for statement, words in (
        (true.statement.replace("Sari", "Budi"), "no key of this log signed that"),
        (true.statement, "declares again, in the same words"),
    ):
        row = LogDeclaration.objects.create(**facts, statement=statement)
        transparency.seal_all(timezone.now())
        found = [str(each) for each in verification.verify().discrepancies]
        assert any(f"declared loss of heads {row.pk}:" in each and words in each for each in found), found
    assert signed_notes.read(true.statement).signed_by(log_keys.verifiers())
    assert "Budi" not in str(verification.verify().gone)


def test_a_declaration_is_read_whole_or_not_at_all():
    """Nobody signs another; if somebody does, nothing of it is left out in silence."""
    at, root = timezone.now(), "0" * 64
    alarms = (heads_gone.Alarm(at, 1, None), heads_gone.Alarm(at, 49_000, 3))
    told = heads_gone.Gone(at, "Sari", "Rusak", 3, root, at, alarms, (f"5 {root}", f"7 {root}"))
    assert heads_gone.Gone.read(told.text) == told
    lines = told.text.splitlines()
    others = [
        lines[:-2],
        [*lines[:6], *lines[8:]],
        [*lines[:6], *lines[7:], lines[6]],
    ]  # no head, no alarm, one after a head
    others += [[*lines[:n], *lines[n + 1 :]] for n in range(6)] + [[*lines[:n], "x", *lines[n:]] for n in range(11)]
    for other in others:
        with pytest.raises(signed_notes.Unreadable):
            heads_gone.Gone.read("\n".join([*other, ""]))
