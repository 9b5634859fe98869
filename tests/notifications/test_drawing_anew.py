"""A letter that nobody signed on the day of its date is drawn anew: another number and date, and each number accounted for."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents import files
from incidents.actions import (
    case_letter_content,
    case_letter_issuing,
    case_letters,
    deadlines,
    drawing_anew,
    letter_content,
    letter_decisions,
    letter_issuing,
    overtaken,
    rules,
    signatures,
)
from incidents.models import CaseEvent, CaseLetter, ClarificationRequest, Letter, RegisterEntry
from incidents.plain import clocks, letter_kinds
from incidents.plain.clocks import WIB
from incidents.record import deeds
from notifications import postroom
from notifications.models import Message
from tests import gateway
from tests.moves import SIGNED, choose_signing
from tests.notifications.conftest import work
from tests.signed_letters import address, approved, bring_back, laid_out, p12
from tests.world import fresh, make_incident, make_request

__all__ = ["p12"]  # a fixture

NEW_YEAR = datetime(2026, 1, 1, tzinfo=WIB)
TEN_MINUTES = timedelta(minutes=10)


def of_yesterday():
    return clocks.day_begins(timezone.localdate()) - TEN_MINUTES


def draw(letter, by, at=None):
    digest = letter_content.digest(drawing_anew.content(letter, at or timezone.now(), by))
    drawing_anew.draw_anew(letter, by=by, seen=letter.matter.version, approved=digest, at=at)
    return letter.matter


def page(letter):
    return reverse("notifications:draw_anew", args=[letter.pk])


def test_over_midnight_number_date_and_year_follow_and_the_number_of_before_says_which_took_its_place(world):
    clarification = approved(world, at=NEW_YEAR - TEN_MINUTES, drawn=False)
    before = clarification.letter
    again = ClarificationRequest.objects.get(pk=draw(before, world.supervisor, NEW_YEAR + TEN_MINUTES).pk)
    letter, before = again.letter, Letter.objects.get(pk=before.pk)
    assert again.status == "awaiting_signature" and letter.pk != before.pk and letter.check_code != before.check_code
    assert (before.date.year, before.register_entry.year) == (2025, 2025)
    assert (letter.date.isoformat(), letter.register_entry.year, letter.register_entry.sequence) == (
        "2026-01-01",
        2026,
        1,
    )
    assert str(before).endswith("/12/2025") and str(letter).endswith("/01/2026")
    assert before.voided_at and str(letter) in before.register_entry.void_reason
    assert "1 Januari 2026" in before.register_entry.void_reason
    event = CaseEvent.objects.filter(action="approve").latest("recorded_at")
    assert event.details == {"number": str(letter), "instead_of": str(before)}


def test_it_is_drawn_signed_and_issued_like_any_other_and_the_register_has_no_gap_that_nothing_explains(
    world, log_in, p12
):
    clarification, browser = approved(world, at=of_yesterday()), log_in(world.supervisor)
    old = clarification.letter
    shown = browser.get(page(old)).context
    assert shown["date"] == timezone.localdate() != old.date
    answer = browser.post(page(old), {"seen": shown["matter"].version, "digest": shown["digest"]})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    clarification = fresh(clarification)
    postroom.make_letter(clarification.letter.pk)
    clarification = fresh(clarification)
    assert browser.get(address(old)).status_code == browser.get(page(old)).status_code == 404, "nothing waits there"
    assert (
        "ini surat lain"
        in bring_back(
            browser, clarification, gateway.sign(files.read(Letter.objects.get(pk=old.pk).unsigned), p12)
        ).content.decode()
    )
    data = gateway.sign(files.read(clarification.letter.unsigned), p12)
    assert bring_back(browser, clarification, data).status_code == 302
    clarification = fresh(clarification)
    letter = clarification.letter
    assert clarification.status == "open" and letter.date == clocks.day(letter.signed_at) == timezone.localdate()
    entries = RegisterEntry.objects.order_by("sequence")
    assert [entry.sequence for entry in entries] == [1, 2]
    for entry in entries:
        assert entry.void_reason or entry.letters.filter(issued_at__isnull=False).exists()
    work()
    assert Message.objects.filter(kind="letter").count() == 1


def test_two_who_draw_at_the_same_page_draw_one_letter(world):
    clarification = approved(world)
    letter, now = clarification.letter, timezone.now()
    digest = letter_content.digest(drawing_anew.content(letter, now, world.supervisor))
    how = {"by": world.supervisor, "seen": clarification.version, "approved": digest}
    drawing_anew.draw_anew(letter, **how)
    with pytest.raises(deeds.Conflict):
        drawing_anew.draw_anew(letter, **how)
    assert RegisterEntry.objects.count() == 2 and Letter.objects.filter(voided_at__isnull=True).count() == 1


def test_what_was_not_shown_is_not_drawn(world):
    clarification = approved(world)
    how = {"by": world.supervisor, "seen": clarification.version}
    with pytest.raises(overtaken.LetterChanged):
        drawing_anew.draw_anew(clarification.letter, approved="0" * 64, **how)


def test_bsre_is_not_asked_once_the_day_of_the_letter_is_over(world, log_in, tmp_path, settings):
    served = gateway.Gateway(tmp_path)
    settings.BSRE_URL = served.url
    try:
        clarification = approved(world, "bsre", at=of_yesterday())
        typed = {"seen": clarification.version, "passphrase": gateway.PASSPHRASE, "totp": ""}
        assert "passphrase" not in log_in(world.supervisor).get(address(clarification.letter)).content.decode()
        said = log_in(world.supervisor).post(address(clarification.letter), typed).content.decode()
        assert "hari itu sudah lewat" in said and gateway.PASSPHRASE not in said and served.asked == []
        draw(clarification.letter, world.supervisor)
        clarification = fresh(clarification)
        postroom.make_letter(clarification.letter.pk)
        typed["seen"] = clarification.version
        assert log_in(world.supervisor).post(address(clarification.letter), typed).status_code == 302
    finally:
        served.close()
    assert fresh(clarification).status == "open"


@pytest.mark.parametrize("kind", ["extension", "correction"])
def test_a_letter_about_a_letter_tells_the_same_decision_under_its_new_number(world, kind):
    midnight = clocks.day_begins(timezone.localdate())
    evening, morning = midnight - TEN_MINUTES, midnight + TEN_MINUTES
    clarification = make_request(world, "open", issued_at=midnight - timedelta(hours=20))
    rules.enact_signing(by=deeds.SYSTEM, mode="outside", reason="Uji", at=midnight - timedelta(hours=1))
    how = {"by": world.supervisor, "seen": clarification.version, "at": evening}
    if kind == "extension":
        due = clarification.deadlines.get().due_at + timedelta(days=1)
        deadlines.extend(clarification, due_at=due, reason="Beralasan", **how)
    else:
        slips = [{"where": "Hal", "reads": "surat uji", "should_read": "surat ujian"}]
        letter_decisions.correct(clarification, corrections=slips, **how)
    before = Letter.objects.get(kind=kind)
    laid_out(before, evening)
    with pytest.raises(signatures.SignedOnAnotherDay):
        letter_decisions.file_signed(before, by=world.supervisor, file=SIGNED | {"path": "p"}, at=morning)
    draw(before, world.supervisor, morning)
    after, before = Letter.objects.get(kind=kind, voided_at__isnull=True), Letter.objects.get(pk=before.pk)
    same = ("facts", "due_at", "corrections", "subject", "addressee")
    assert [after.content.get(name) for name in same] == [before.content.get(name) for name in same]
    assert (after.about, after.date) == (before.about, before.date + timedelta(days=1)) and str(after) != str(before)
    assert str(after) in before.register_entry.void_reason
    laid_out(after, morning)
    letter_decisions.file_signed(after, by=world.supervisor, file=SIGNED | {"path": "p"}, at=morning + TEN_MINUTES)
    assert Letter.objects.get(pk=after.pk).issued_at
    told = CaseEvent.objects.get(action="draw_anew").details
    assert told == {"letter": str(after), "kind_of_letter": kind, "instead_of": str(before)}


def test_a_joint_letter_is_drawn_anew_as_a_whole_under_one_number(world):
    choose_signing(world, "outside")
    kind = letter_kinds.INFORMATION
    rows = case_letters.draft(
        make_incident(world),
        by=world.officer,
        kind=kind,
        agencies=[world.agency_a, world.agency_b],
        facts={wanted.name: f"Isi {wanted.name}" for wanted in kind.wanted},
        subject="Pemberitahuan",
        joint=True,
    )
    digest = letter_content.digest(case_letter_content.content(rows[0], timezone.now(), world.supervisor))
    case_letter_issuing.issue({row: (row.version, digest) for row in rows}, by=world.supervisor)
    first = CaseLetter.objects.get(pk=rows[0].pk).letter
    postroom.make_letter(first.pk)
    draw(Letter.objects.get(pk=first.pk), world.supervisor)
    rows = [CaseLetter.objects.get(pk=row.pk) for row in rows]
    assert {row.status for row in rows} == {"awaiting_signature"}
    letters = [row.letter for row in rows]
    assert letters[1].copy_of == letters[0] and {str(letter) for letter in letters} == {str(letters[0])} != {str(first)}
    old = RegisterEntry.objects.get(sequence=1)
    assert str(letters[0]) in old.void_reason and not old.letters.filter(voided_at__isnull=True).exists()
    postroom.make_letter(letters[0].pk)
    row = CaseLetter.objects.get(pk=rows[0].pk)
    case_letter_issuing.issue_signed(
        row, by=world.supervisor, seen=row.version, file=SIGNED | {"path": "p"}, details=None
    )
    assert {CaseLetter.objects.get(pk=each.pk).status for each in rows} == {"issued"}


def test_a_letter_approved_before_the_signature_was_given_up_for_the_seal_is_not_drawn_anew_as_another_kind(world):
    clarification = approved(world)
    choose_signing(world, "unsigned")
    with pytest.raises(overtaken.ApprovedOtherwise):
        draw(clarification.letter, world.supervisor)
    assert fresh(clarification).letter == clarification.letter


def test_who_holds_the_letter_reads_the_hour_of_its_signature_and_its_due_where_it_is_checked(world, client):
    clarification = approved(world)
    signed_at = timezone.now().replace(microsecond=0)
    letter_issuing.issue_signed(
        clarification,
        by=world.supervisor,
        seen=clarification.version,
        file=SIGNED | {"path": "p"},
        details={"signed_at": signed_at.isoformat()},
    )
    letter = fresh(clarification).letter
    shown = client.get(f"/v/{letter.check_code}/").content.decode()
    due = signed_at + timedelta(hours=72)
    for instant in (signed_at, due):
        assert f"{clocks.local(instant):%H.%M} WIB" in shown
    assert "Ditandatangani, menurut tanda tangannya" in shown and "Tenggat jawaban, menurut surat ini" in shown
