"""What was drafted because of a letter ends with it, in whatever state it lies, and however the letter ended."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import (
    case_letter_content,
    case_letters,
    clarifications,
    evidence,
    letter_content,
    letter_decisions,
    letter_issuing,
    next_letter,
    replies,
    reply_drafts,
)
from incidents.models import ClarificationRequest
from incidents.plain import letter_kinds
from incidents.record import deeds
from notifications import postroom
from notifications.models import Message
from tests.moves import choose_signing, lay_out
from tests.states import step
from tests.world import answer_request, fresh, issue_request, make_incident, make_request

HOUR = timedelta(hours=1)
WHO = {"name": "N", "office": "J"}
STATES = ("draft", "awaiting_approval", "awaiting_signature")


@step
def overdue(world):
    """A letter whose due has passed without an answer."""
    return make_request(world, "open", issued_at=timezone.now() - 80 * HOUR)


def bring(world, drafted, state):
    """What is drafted, submitted, or approved and waiting for a person's signature."""
    if state == "draft":
        return drafted
    row = clarifications.submit(drafted, by=world.officer, seen=drafted.version)
    if state == "awaiting_approval":
        return row
    choose_signing(world, "outside")
    digest = letter_content.digest(letter_content.draft_content(row, timezone.now(), world.supervisor))
    row = letter_issuing.approve(row, by=world.supervisor, seen=row.version, approved_digest=digest)
    with deeds.record("store_letter", on=row, by=deeds.SYSTEM) as deed:
        lay_out(row.letter, deed)
    return row


def answered(world, letter):
    answer_request(world, fresh(letter))


def denied(world, letter):
    row = fresh(letter)
    replies.reply(row, by=world.liaison_a, seen=row.version, kind="denial", text="Bukan kami", **WHO)


def answered_on_paper(world, letter, scan=None):
    said = [replies.Said(question, "x") for question in letter.questions.all()]
    paper = replies.Reply(**WHO, answers=said, received_at=letter.issued_at + HOUR, channel="letter", document="B-7")
    paper = replace(paper, evidence=scan)
    replies.record_reply(fresh(letter), paper, by=world.officer, seen=fresh(letter).version)


def withdrawn(world, letter):
    letter_decisions.withdraw(fresh(letter), by=world.supervisor, seen=fresh(letter).version, reason="Keliru")


ENDINGS = (answered, denied, answered_on_paper, withdrawn)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("ending", ENDINGS, ids=lambda each: each.__name__)
def test_a_next_letter_that_is_not_out_ends_with_the_letter_before(world, the_ladder, log_in, ending, state):
    first = overdue(world)
    second = bring(world, next_letter.draft_next(first, by=world.officer), state)
    ending(world, first)
    lapsed = fresh(second)
    assert (lapsed.status, lapsed.withdrawn_by, lapsed.issued_at) == ("withdrawn", None, None)
    event = lapsed.incident.events.get(action="lapse")
    assert first.reference in event.reason and event.actor_role == "system" and event.status_from == state
    act = {each.action for each in lapsed.incident.events.filter(act_id=event.act_id)}
    assert len(act) > 1, "one act with what ended the letter before"
    for page in ("/persetujuan/", "/meja/"):
        assert f"/permintaan/{second.pk}/" not in log_in(world.supervisor).get(page).content.decode()
    assert event.reason in log_in(world.officer).get(f"/permintaan/{second.pk}/").content.decode()
    if state == "awaiting_signature":
        letter = second.letters.get()
        assert letter.voided_at and letter.register_entry.void_reason == event.reason
        assert letter not in type(letter).objects.to_sign()
    with pytest.raises(deeds.Conflict):
        issue_request(world, second)


@pytest.mark.parametrize("state", STATES)
def test_a_letter_that_was_to_take_the_place_of_another_ends_when_that_is_answered(world, state):
    first = make_request(world, "open")
    anew = bring(world, next_letter.reissue(first, by=world.officer), state)
    answered(world, first)
    assert (fresh(anew).status, fresh(first).status) == ("withdrawn", "answered")


def test_a_letter_that_takes_the_place_of_a_withdrawn_one_goes_out(world):
    first = make_request(world, "open")
    anew = bring(world, next_letter.reissue(first, by=world.officer), "awaiting_approval")
    withdrawn(world, first)
    assert issue_request(world, anew).status == "open" and fresh(first).status == "withdrawn"


def test_an_answer_in_part_ends_no_next_letter(world, the_ladder):
    first = overdue(world)
    second = next_letter.draft_next(first, by=world.officer)
    answer_request(world, fresh(first), numbers=[1])
    assert fresh(second).status == "draft"


def test_the_answer_to_the_first_letter_ends_the_draft_of_the_third(world, the_ladder):
    first = overdue(world)
    second = bring(world, next_letter.draft_next(first, by=world.officer, at=first.issued_at + 74 * HOUR), "draft")
    second = clarifications.submit(second, by=world.officer, seen=second.version, at=first.issued_at + 74.5 * HOUR)
    second = issue_request(world, second, at=first.issued_at + 75 * HOUR)
    answer_request(world, fresh(second), numbers=[1])
    third = next_letter.draft_next(fresh(second), by=world.officer)
    scan = evidence.attach(first.incident, by=world.officer, text="Pindaian", origin="Meja surat")
    answered_on_paper(world, first, scan)
    assert [fresh(each).status for each in (first, second, third)] == ["answered", "answered", "withdrawn"]


def test_what_follows_a_replaced_letter_ends_with_the_one_that_took_its_place(world, the_ladder):
    first = overdue(world)
    second = bring(world, next_letter.draft_next(first, by=world.officer), "awaiting_approval")
    anew = issue_request(world, bring(world, next_letter.reissue(first, by=world.officer), "awaiting_approval"))
    assert (fresh(first).status, fresh(second).status) == ("replaced", "awaiting_approval")
    answer_request(world, fresh(anew))
    assert fresh(second).status == "withdrawn"


def test_when_answers_are_returned_the_next_letter_is_drafted_again_at_the_new_due(world, the_ladder):
    first = overdue(world)
    second = next_letter.draft_next(first, by=world.officer)
    answered(world, first)
    row, due = fresh(first), timezone.now().replace(microsecond=0) + 20 * HOUR
    questions = {row.questions.first(): "Kurang"}
    replies.send_again(row, by=world.officer, seen=row.version, questions=questions, reason="x", due_at=due)
    postroom.draft_next_letters(due + timedelta(seconds=1))
    again = ClarificationRequest.objects.filter(follows=first).latest("pk")
    assert again.pk != second.pk and again.status == "draft"


def test_nobody_is_mailed_about_a_draft_that_ended(world, the_ladder, mailoutbox):
    first = overdue(world)
    bring(world, next_letter.draft_next(first, by=world.officer), "awaiting_approval")
    answered(world, first)
    postroom.write_receipts(timezone.now())
    postroom.deliver_messages(timezone.now())
    asked = Message.objects.filter(kind="submitted", request__follows=first)
    assert {message.skip_reason for message in asked} == {"moved_on"}


@pytest.mark.parametrize("how", ["withdrawn", "replaced"])
def test_what_an_agency_had_typed_is_shown_to_it_alone_when_the_letter_asks_nothing_any_more(world, log_in, how):
    row, words = make_request(world, "open"), "Frasa yang belum dikirim"
    reply_drafts.save(row.questions.first(), by=world.liaison_a, text=words)
    page = f"/permintaan/{row.pk}/"
    if how == "withdrawn":
        withdrawn(world, row)
    else:
        issue_request(world, bring(world, next_letter.reissue(row, by=world.officer), "awaiting_approval"))
    assert fresh(row).status == how
    shown = log_in(world.liaison_a).get(page).content.decode()
    assert words in shown and "tidak dikirim" in shown
    assert words not in log_in(world.officer).get(page).content.decode()
    assert log_in(world.liaison_b).get(page).status_code == 404


def test_a_letter_about_a_meeting_that_has_begun_is_shown_as_groundless_with_its_way_out(world, log_in):
    case = make_incident(world)
    begins = timezone.now() + HOUR
    facts = {"acara": "Klarifikasi", "peserta": "Kepala unit"}
    facts["meeting"] = case_letter_content.meeting_facts(begins, None, "Ruang Rapat")
    how = {"by": world.officer, "agencies": [world.agency_a], "subject": "Undangan"}
    [invited] = case_letters.draft(case, kind=letter_kinds.INVITATION, facts=facts, **how)
    page = log_in(world.supervisor).get("/persetujuan/").content.decode()
    assert reverse("incidents:issue_letter", args=[invited.pk]) in page and "Batalkan surat" not in page
    with deeds.record("edit_letter", on=invited, by=world.officer) as deed:
        past = case_letter_content.meeting_facts(timezone.now() - HOUR, None, "Ruang Rapat")
        deed.on.facts = deed.on.facts | {"meeting": past}
        deed.on.save()
    page = log_in(world.supervisor).get("/persetujuan/").content.decode()
    assert reverse("incidents:issue_letter", args=[invited.pk]) not in page
    assert "Ubah hari rapatnya, atau pilih “Batalkan surat”" in page and invited.get_absolute_url() in page
