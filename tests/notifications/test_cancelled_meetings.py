"""A meeting that is cancelled: a letter to everybody who was invited, which takes the invitation back and the entry out of
their calendars; once, by two people, before the meeting begins."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from icalendar import Calendar

from incidents.actions import (
    case_letter_conditions,
    case_letter_content,
    case_letter_issuing,
    case_letters,
    letter_content,
)
from incidents.models import CaseLetter, Letter
from incidents.record import deeds
from notifications.mails import compose
from notifications.models import Message
from tests.meetings import PLACE, invite, issue
from tests.notifications.conftest import work

WHY = {"alasan": "Pimpinan berhalangan"}


def fresh(letters):
    return [CaseLetter.objects.get(pk=each.pk) for each in letters]


def cancel(world, invited, **more):
    invited = CaseLetter.objects.get(pk=invited.pk)
    return case_letters.take_back(
        invited, by=world.officer, seen=invited.version, facts=WHY, subject="Pembatalan Undangan", **more
    )


def entries(kind):
    """{agency: its calendar} of the mails of one kind."""
    found = {}
    for message in Message.objects.filter(kind=kind):
        made = compose.make(message, at=timezone.now()).message()
        parts = {part.get_filename(): part for part in made.walk() if part.get_filename()}
        found[message.matter.agency_id] = Calendar.from_ical(parts["rapat.ics"].get_payload(decode=True))
    return found


def test_everybody_who_was_invited_is_told_and_the_entry_leaves_their_calendar(world):
    invited = issue(world)
    work()
    cancelled = issue(world, cancel(world, invited[0]))
    work()
    assert [each.agency for each in cancelled] == [each.agency for each in invited]
    assert [each.takes_back_id for each in cancelled] == [each.pk for each in invited]
    put_in, taken_out = entries("invitation"), entries("meeting_cancelled")
    assert set(put_in) == set(taken_out) == {world.agency_a.pk, world.agency_b.pk}
    for agency, calendar in taken_out.items():
        [before], [after] = put_in[agency].walk("vevent"), calendar.walk("vevent")
        assert calendar["method"] == "CANCEL" and after["status"] == "CANCELLED"
        assert (after["uid"], after["dtstart"].dt) == (before["uid"], before["dtstart"].dt)
        assert after["sequence"] > before["sequence"]


def test_the_letter_cites_the_invitation_and_repeats_the_meeting(world):
    [invited, _other] = issue(world)
    [row, _other] = cancel(world, invited)
    content = case_letter_content.content(row, timezone.now(), world.supervisor)
    assert content["facts"]["nomor_asal"] == str(invited.letter)
    said = {line["label"]: line["words"] for line in content["particulars"]}
    assert set(said) == {"Hari, tanggal", "Waktu", "Tempat", "Alasan"} and said["Alasan"] == WHY["alasan"]
    assert content["meeting"] == invited.letter.content["meeting"]


def test_register_check_page_and_both_pages_say_that_it_is_no_longer_in_force(world, log_in, client):
    invited = issue(world)
    before_it = log_in(world.liaison_a).get("/untuk-kami/?semua=1").content.decode()
    assert "tidak berlaku lagi" not in before_it and PLACE in before_it and "Waktu" in before_it
    valid = {letter.pk for letter in Letter.objects.all().standing("valid")}
    assert {each.letter.pk for each in invited} <= valid
    cancelled = issue(world, cancel(world, invited[0]))
    for before, after in zip(fresh(invited), cancelled, strict=True):
        assert before.letter.standing == Letter.Standing.WITHDRAWN and after.letter.standing == Letter.Standing.VALID
    assert {each.letter.pk for each in invited} == {x.pk for x in Letter.objects.all().standing("withdrawn")}
    assert not {each.letter.pk for each in invited} & {x.pk for x in Letter.objects.all().standing("valid")}
    for reader in (world.officer, world.auditor, world.liaison_a):
        page = log_in(reader).get(invited[0].get_absolute_url()).content.decode()
        assert "Tidak berlaku lagi" in page and str(cancelled[0].letter) in page
    portal = log_in(world.liaison_a).get("/untuk-kami/?semua=1").content.decode()
    assert portal.count("tidak berlaku lagi") == 1 and PLACE in portal
    checked = client.get(f"/v/{invited[0].letter.check_code}/").content.decode()
    assert "Ditarik" in checked and str(cancelled[0].letter) in checked


def test_no_agency_sees_the_cancellation_of_another(world, log_in):
    cancelled = issue(world, cancel(world, issue(world)[0]))
    statuses = [log_in(world.liaison_a).get(each.get_absolute_url()).status_code for each in cancelled]
    assert statuses == [200, 404]


def test_a_meeting_is_cancelled_once_and_a_dropped_draft_leaves_the_way_free(world, log_in):
    invited = issue(world)
    drafted = cancel(world, invited[0])
    for each in invited:
        with pytest.raises(deeds.Conflict):
            cancel(world, each)
    page = log_in(world.officer).get(f"/surat-perkara/{invited[0].pk}/tarik-kembali/")
    assert page.status_code == 409 and drafted[0].get_absolute_url() in page.content.decode()
    case_letters.drop(drafted[0], by=world.supervisor, seen=drafted[0].version, reason="Jadi rapat")
    [again] = cancel(world, invited[0])
    assert again.takes_back_id == invited[0].pk


def test_what_is_not_issued_or_has_begun_is_not_cancelled(world, log_in):
    [draft, _other] = invite(world)
    with pytest.raises(deeds.Conflict):
        cancel(world, draft)
    soon = timezone.now() + timedelta(minutes=30)
    [invited, _other] = issue(world, invite(world, at=soon))
    rows = cancel(world, invited)
    # The meeting begins while the cancellation waits for its approval.
    later = timezone.now() + timedelta(hours=1)
    assert all(case_letter_conditions.calls_too_late(row, later) for row in rows)
    for waiting, why in (
        (rows, case_letter_conditions.NothingToCancel),
        (invite(world, at=soon), case_letter_conditions.MeetingHasBegun),
    ):
        shown = {}
        for row in waiting:
            content = case_letter_content.content(row, later, world.supervisor)
            shown[row] = (row.version, letter_content.digest(content))
        with pytest.raises(why):
            case_letter_issuing.issue(shown, by=world.supervisor, at=later)
    with pytest.raises(deeds.Conflict):
        case_letters.take_back(invited, by=world.officer, seen=invited.version, facts=WHY, subject="x", at=later)


def test_whoever_drafted_the_cancellation_does_not_issue_it(world):
    invited = issue(world)
    rows = case_letters.take_back(
        fresh(invited)[0], by=world.officer, seen=fresh(invited)[0].version, facts=WHY, subject="Pembatalan"
    )
    with pytest.raises(PermissionDenied):
        issue(world, rows, by=world.officer)


def test_the_page_of_an_invitation_leads_to_its_cancellation_and_keeps_what_was_typed(world, log_in):
    [invited, _other] = issue(world)
    officer = log_in(world.officer)
    address = f"/surat-perkara/{invited.pk}/tarik-kembali/"
    assert address in officer.get(invited.get_absolute_url()).content.decode()
    data = {
        "subject": "Pembatalan Undangan",
        "copies": "",
        "security": "B",
        "urgency": "segera",
        "seen": invited.version,
    }
    refused = officer.post(address, data | {"alasan": ""})
    assert refused.status_code == 200 and "Pembatalan Undangan" in refused.content.decode()
    sent = officer.post(address, data | WHY)
    assert sent.status_code == 302 and CaseLetter.objects.filter(takes_back__isnull=False).count() == 2
    assert address not in officer.get(invited.get_absolute_url()).content.decode()
    stale = officer.post(address, data | WHY)
    assert stale.status_code in (302, 409) and CaseLetter.objects.filter(takes_back__isnull=False).count() == 2
