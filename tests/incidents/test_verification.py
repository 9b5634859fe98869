"""An honest record verifies; what `verify_audit` says of one that has lost its tail, and of one that is not sealed yet."""

import json
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from incidents import files
from incidents.actions import evidence
from incidents.models import AccessEntry, Deadline, Verification
from incidents.record import discrepancies, transparency, verification
from incidents.record.access_log import log
from incidents.record.columns_in_words import NO_INSTANT
from incidents.record.explained_rows import EVENT, Told, same
from tests.every_value import every_value  # noqa: F401  (a fixture)
from tests.honest import altered
from tests.samples import overwritten, picture
from tests.world import make_incident


def seal():
    return transparency.seal_all(timezone.now())


def verified(*arguments):
    """(how `verify_audit` ended, what it said)."""
    out = StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_every_kind_of_row_that_the_product_writes_is_explained_by_its_event(every_value):  # noqa: F811
    assert altered() == []
    report = verification.verify()
    assert report.leaves == report.size > 100 and report.rows > report.leaves


def test_the_command_says_that_all_is_well_and_keeps_what_it_saw(an_incident):
    seal()
    code, said = verified()
    kept = Verification.objects.get()
    assert code == 0 and said.endswith("Everything is as it was sealed.\n"), said
    assert (kept.size, kept.leaves, kept.discrepancies) == (transparency.newest().size, kept.size, [])


def test_what_waits_for_its_seal_is_said_and_is_no_fault(world, an_incident):
    seal()
    make_incident(world)
    code, said = verified()
    assert code == 0 and "events wait for their seal" in said, said


def test_a_head_held_outside_that_the_record_does_not_reach_is_a_missing_tail(world, an_incident, tmp_path):
    from django.db import transaction

    held = tmp_path / "head.txt"
    seal()
    with transaction.atomic():
        log(AccessEntry.Kind.READ, None, actor=world.auditor)
        seal()
        held.write_text(transparency.newest().checkpoint)
        assert verified("--head", str(held))[0] == 0
        transaction.set_rollback(True)  # as a restore from before
    code, said = verified("--head", str(held), "--json")
    report = json.loads(said)
    assert (code, report["tail_since"], report["discrepancies"]) == (3, report["size"], [])


def test_since_a_head_only_what_came_after_it_is_looked_at(world, an_incident):
    seal()
    first = transparency.newest().size
    log(AccessEntry.Kind.READ, None, actor=world.auditor)
    seal()
    code, said = verified("--since", str(first), "--json")
    assert (code, json.loads(said)["leaves"]) == (0, 2) and not Verification.objects.exists()
    code, said = verified("--since", str(first))
    assert code == 0 and "Everything" not in said and f"What was sealed after head {first} is as it was sealed" in said
    assert (
        f"Not looked at: the leaves up to head {first}" in said and "of what that head covers nothing is said" in said
    )
    code, said = verified("--since", str(first + 1), "--json")
    assert code == 1 and "there is no such head" in said


class Terminal(StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_whoever_waits_at_a_terminal_is_told_how_far_it_is_beside_the_report_in_either_form(an_incident, form):
    seal()
    out, screen = StringIO(), Terminal()
    call_command("verify_audit", *form, stdout=out, stderr=screen)
    assert f" of {transparency.newest().size}\r" in screen.getvalue()
    assert not form or json.loads(out.getvalue())["discrepancies"] == []
    out, file = StringIO(), StringIO()
    call_command("verify_audit", *form, stdout=out, stderr=file)
    assert file.getvalue() == ""


def test_a_head_from_outside_of_before_the_one_that_it_begins_after_is_said_not_to_be_looked_at(
    world, an_incident, tmp_path
):
    for name in ("first.txt", "second.txt"):
        log(AccessEntry.Kind.READ, None, actor=world.auditor)
        seal()
        (tmp_path / name).write_text(transparency.newest().checkpoint)
    size = str(transparency.newest().size)
    code, said = verified("--since", size, "--head", str(tmp_path))
    assert code == 0 and f"held against heads from outside: 1, the newest of {size} leaves" in said
    assert f"not looked at, of before head {size}: heads from outside, 1" in said


def test_bytes_that_are_others_or_gone_are_named_by_their_file(world, an_incident):
    piece = evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile("bukti.png", picture()))
    path = files.full_path(piece.file.path)
    seal()
    overwritten(path, b"lain")
    code, said = verified()
    assert code == 1 and f"file {piece.file_id} (bukti.png): its bytes are not those that came in" in said
    path.unlink()
    code, said = verified()
    assert code == 1 and f"file {piece.file_id} (bukti.png): its bytes are missing" in said
    assert [len(each.discrepancies) for each in Verification.objects.all()] == [1, 1]


@pytest.mark.parametrize("destroyed", [True, False])
def test_bytes_that_were_destroyed_by_a_deed_are_not_missed(world, an_incident, destroyed):
    piece = evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile("bukti.png", picture()))
    if destroyed:
        evidence.destroy(piece, by=world.supervisor, seen=piece.version, reason="Dikembalikan")
    files.full_path(piece.file.path).unlink()  # as the deed does when it is certain
    seal()
    assert verification.verify().well == destroyed


def test_without_a_key_nothing_is_judged(settings, an_incident):
    seal()
    settings.LOG_KEYS = []
    with pytest.raises(CommandError, match="LOG_KEYS"):
        verified()


def test_a_head_that_a_stranger_signed_counts_for_nothing(settings, an_incident, tmp_path):
    seal()
    held = tmp_path / "head.txt"
    held.write_text(transparency.newest().checkpoint)
    settings.LOG_KEYS = [str(tmp_path / "another.pem")]
    code, said = verified("--head", str(held))
    assert code == 1 and "is not signed by a key of this log" in said


def a_payload(**other):
    row = {"table": "incidents_historicalincident", "history_id": 1}
    return {"event": {"id": "x"}, "history": [row], **other}


@pytest.mark.parametrize(
    "told",
    [
        [],
        {},
        a_payload(event=1),
        a_payload(event="id"),
        a_payload(history=2),
        a_payload(history=[1]),
        a_payload(history=[{}]),
        a_payload(history=[{"table": "incidents_historicalincident", "history_id": "1"}]),
        a_payload(history=[{"table": ["incidents_historicalincident"], "history_id": 1}]),
    ],
)
def test_a_payload_of_another_form_tells_nothing_and_stops_nobody(told):
    def by(payload):
        return Told.by((*[None] * len(EVENT.names), json.dumps(payload)))

    assert len(by(a_payload()).rows) == 1
    assert (by(told).columns, by(told).rows) == ({}, [])


def test_a_column_is_compared_with_whatever_a_payload_says_of_it():
    length = Deadline._meta.get_field("length")
    assert same(length, "72", 72) and not any(same(length, said, 72) for said in (float("inf"), [], {}, "x", None))


def test_a_file_whose_bytes_cannot_be_read_is_named_and_the_others_are_looked_at(world, an_incident):
    piece = evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile("bukti.png", picture()))
    seal()
    path = files.full_path(piece.file.path)
    path.unlink()
    path.mkdir()
    (found,) = verification.verify().discrepancies
    path.rmdir()
    assert str(found) == f"file {piece.file_id} (bukti.png): its bytes cannot be read"


def test_of_more_than_is_written_down_it_is_said_how_many_everywhere(db):
    report = discrepancies.Report()
    for leaf in range(discrepancies.MOST + 7):
        report.find("is not what was sealed", discrepancies.of_head(leaf))
    assert len(report.discrepancies) == discrepancies.MOST and report.more == 7 and not report.well
    assert report.as_json()["discrepancies"][-1] == "not named here: 7 more were found"
    kept = verification.keep(report, timezone.now(), timezone.now())
    shown = discrepancies.first(kept.discrepancies, 20)
    assert len(shown) == 21 and shown[-1][1].startswith(f"{discrepancies.MOST + 7 - 20} ")
    assert len(discrepancies.first(kept.discrepancies[:20], 20)) == 20, (
        "where nothing is left out nothing is said of it"
    )


@pytest.mark.parametrize("before_the_sealer", [True, False])
def test_a_read_dated_as_no_clock_dates_is_found_sealed_or_not(an_incident, before_the_sealer):
    seal()
    put_in = AccessEntry.objects.create(kind="read", actor_name="Siapa", at=NO_INSTANT)
    if before_the_sealer:
        seal()
    code, said = verified()
    assert code == 1 and f"access entry {put_in.pk} of" in said and "its instant is none that a clock says" in said, (
        said
    )
