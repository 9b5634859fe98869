"""What became of a letter, told from its record alone: each sentence as the rows have it, each with the act it rests on."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from incidents.actions import (
    agencies,
    arrival,
    clarifications,
    counter_questions,
    deadlines,
    dissolution,
    evidence,
    letter_decisions,
    next_letter,
    replies,
    revival,
)
from incidents.models import AccessEntry, ClarificationRequest
from incidents.plain.dates import instant_in_words
from incidents.reports import account_steps, letter_account
from incidents.workflow import TRANSITIONS, Action, Subject
from notifications import postroom
from tests.canary import legible, swept
from tests.notifications.conftest import work
from tests.world import answer_request, fresh, issue_request, make_request


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def told(clarification, now=None):
    row = ClarificationRequest.objects.get(pk=clarification.pk)
    return letter_account.of(row, now or timezone.now())


def words(sentences):
    return " ".join(each.words for each in sentences)


def signed(world, drafted):
    return issue_request(world, clarifications.submit(drafted, by=world.officer, seen=drafted.version))


def test_it_says_who_issued_it_and_that_its_due_never_moved(world):
    clarification = make_request(world)
    account = told(clarification)
    assert account.steps[0].words.startswith(f"{world.supervisor.name} issued {clarification.letter} on ")
    assert account.steps[0].event.action == "issue"
    assert words(account.dues).endswith("The due was never moved.")
    assert account.mails[0].words == "No mail about it is on record."
    assert words(account.answers).startswith("No complete answer is on record yet; the due is ")


def test_handed_over_and_recorded_are_two_instants_and_the_account_says_both(world):
    clarification = make_request(world, issued_at=timezone.now() - timedelta(hours=20))
    handed = clarification.issued_at + timedelta(hours=1)
    scan = evidence.attach(clarification.incident, by=world.officer, upload=SimpleUploadedFile("t.txt", b"isi"))
    facts = {"received_at": handed, "received_by": "Agendaris", "evidence": scan}
    arrival.hand_deliver(clarification, by=world.officer, seen=fresh(clarification).version, **facts)
    [step] = [each for each in told(clarification).steps if each.event.action == "hand_deliver"]
    recorded = step.event.recorded_at
    assert (step.event.happened_at, fresh(clarification).delivered_at) == (handed, handed) and recorded > handed
    at, entered = (instant_in_words(each, "en", seconds=True) for each in (handed, recorded))
    assert (
        step.words == f"It was handed over by hand to Agendaris on {at}, as {world.officer.name} recorded on {entered}."
    )


def test_each_move_of_a_request_is_told_somewhere_in_its_account():
    moves = {action for action, move in TRANSITIONS.items() if move.subject == Subject.REQUEST}
    elsewhere = [account_steps.OF_THE_DUE, account_steps.OF_THE_ANSWERS, account_steps.BEFORE_IT_WENT_OUT]
    places = [set(account_steps.STEPS), *elsewhere]
    assert set.union(*places) == moves
    assert sum(map(len, places)) == len(moves), "each in one place"


def test_a_letter_that_passed_on_by_mistake_is_told_to_be_back(world):
    clarification, today = make_request(world), timezone.localdate()
    facts = {"by": world.administrator, "reason": "Lebur", "successor": world.agency_b}
    dissolution.end_agency(fresh(world.agency_a), ended_on=today, **facts)
    body = fresh(world.agency_a)
    revival.revive_agency(body, by=world.administrator, reason="Keliru", plan=revival.plan_of_revival(body).digest)
    passed, back = told(clarification).steps[-2:]
    assert passed.words.startswith("It passed from Ins A to Ins B on ") and passed.words.endswith("Reason: Lebur")
    assert back.words.startswith("Ins A has it again since ") and back.event.action == "give_back"


def test_a_body_that_says_that_it_is_not_the_one_and_what_the_ministry_says_to_that_stand_in_it(world):
    clarification = make_request(world, issued_at=timezone.now() - timedelta(hours=80))
    at = clarification.issued_at + timedelta(hours=3)
    replies.redirect(clarification, by=world.liaison_a, seen=None, text="Itu Ins B", at=at)
    said = fresh(clarification)
    clarifications.uphold(said, by=world.officer, seen=None, reason="Data ada di Ins A", at=at + timedelta(hours=1))
    redirected, upheld = told(clarification).steps[-2:]
    assert redirected.words.startswith(f"{world.liaison_a.name} said for the agency on ")
    assert redirected.words.endswith("Itu Ins B") and upheld.words.endswith("Reason: Data ada di Ins A")


@pytest.mark.parametrize("how", ["answered", "withdrawn", "replaced"])
def test_a_question_back_and_a_wish_that_nobody_answered_are_told_with_what_ended_them(world, how):
    clarification = make_request(world)
    counter_questions.ask_back(clarification, by=world.liaison_a, seen=None, text="Tahun berapa?")
    due = fresh(clarification).present_due + timedelta(hours=5)
    deadlines.ask_extension(fresh(clarification), by=world.liaison_a, seen=None, wished_at=due, reason="Data besar")
    if how == "answered":
        answer_request(world, fresh(clarification))
    elif how == "withdrawn":
        letter_decisions.withdraw(fresh(clarification), by=world.supervisor, seen=None, reason="Keliru")
    else:
        signed(world, next_letter.reissue(fresh(clarification), by=world.officer))
    left = [each for each in told(clarification).steps if "needs no" in each.words or "needs none" in each.words]
    assert len(left) == 2 and {each.event.action for each in left} == {
        {"answered": "answer", "withdrawn": "withdraw", "replaced": "replace"}[how]
    }
    if how == "replaced":
        assert "A new letter took its place on " in words(told(clarification).steps)


def test_what_came_to_another_letter_that_asks_the_same_stands_among_the_answers(world, the_ladder):
    clarification = make_request(world, issued_at=timezone.now() - timedelta(hours=80))
    second = signed(world, next_letter.draft_next(clarification, by=world.officer))
    answer_request(world, second)
    carried, end = [each for each in told(clarification).answers if each.event and each.event.action == Action.CARRY]
    assert end.words.startswith("All that was asked was first answered on ")
    assert f"to {fresh(second).reference} answers this letter as well" in carried.words


def test_a_due_moved_before_it_passed_and_one_moved_after_are_told_apart(world):
    now = timezone.now()
    early = make_request(world)
    deadlines.extend(early, by=world.supervisor, seen=early.version, due_at=now + timedelta(hours=100), reason="Cukup")
    assert f"{world.supervisor.name} moved the due" in words(told(early).dues)
    assert "makes nobody punctual" not in words(told(early).dues)
    late = make_request(world, issued_at=now - timedelta(hours=80))
    deadlines.extend(late, by=world.supervisor, seen=late.version, due_at=now + timedelta(hours=10), reason="Terlambat")
    account = told(late)
    assert "makes nobody punctual" in words(account.dues) and "never moved" not in words(account.dues)
    assert "the due passed 8 h " in words(account.answers) and "there is time until" in words(account.answers)
    assert all(sentence.event for sentence in account.dues)
    assert [sentence.due.action for sentence in account.answers] == ["issue"], "late by the due that counts"


def test_a_long_lateness_is_told_in_days(world):
    clarification = make_request(world, issued_at=timezone.now() - timedelta(hours=72 + 24 * 5 + 3))
    assert "the due passed 5 days 3 h 0 min" in words(told(clarification).answers)


def test_an_answer_is_measured_against_the_due_that_counted_and_leads_to_its_act(world):
    clarification = make_request(world, issued_at=timezone.now() - timedelta(hours=80))
    answer_request(world, clarification)
    *replies, end = told(clarification).answers
    assert "8 h 0 min" in replies[0].words and replies[0].event.action == "answer"
    assert end.words.startswith("All that was asked was first answered on ") and "after the due of" in end.words
    for sentence in (replies[0], end):
        assert (sentence.event.action, sentence.due.action) == ("answer", "issue")


def test_a_letter_withdrawn_ended_without_an_answer(world):
    clarification = make_request(world)
    letter_decisions.withdraw(clarification, by=world.supervisor, seen=clarification.version, reason="Keliru")
    account = told(clarification)
    assert "Reason: Keliru" in words(account.steps)
    assert "without a complete answer; its due of" in words(account.answers)
    assert "had not passed" in words(account.answers) and "in time" not in words(account.answers)
    assert (account.answers[-1].event.action, account.answers[-1].due.action) == ("withdraw", "issue")


def test_that_a_due_passed_while_it_was_with_another_body_leads_to_the_act_by_which_it_passed_on(world):
    clarification, today = make_request(world, issued_at=timezone.now() - timedelta(hours=80)), timezone.localdate()
    facts = {"by": world.administrator, "reason": "Lebur", "successor": world.agency_b}
    dissolution.end_agency(fresh(world.agency_a), ended_on=today, **facts)
    late, with_whom = told(clarification).answers
    assert (late.event, late.due.action) == (None, "issue") and "the due passed 8 h" in late.words
    assert with_whom.words.startswith("The due had passed while it was with ")
    assert (with_whom.event.action, with_whom.due.action) == ("hand_on", "issue")


def test_each_sentence_but_that_nothing_came_leads_an_auditor_to_an_act(world, log_in):
    clarification = make_request(world, issued_at=timezone.now() - timedelta(hours=80))
    answer_request(world, clarification)
    account = told(clarification)
    page = log_in(world.auditor).get(reverse("incidents:account", args=[clarification.pk])).content.decode()
    for sentence in [*account.steps, *account.dues, *account.answers]:
        for act in filter(None, {sentence.event, sentence.due}):
            assert reverse("incidents:event", args=[act.pk]) in page
        assert sentence.event or sentence.due, sentence.words


def test_each_mail_stands_as_it_stood_last_and_none_is_said_to_be_read(world):
    clarification = make_request(world)
    with legible():
        swept(letters=False)
        postroom.make_letter(clarification.letter.pk)
        swept(letters=False)
    mails = told(clarification).mails
    assert mails and all(each.event for each in mails)
    assert ": a mail server took it on" in words(mails) and ": not sent, on" in words(mails)


def test_a_letter_for_which_there_is_no_address_names_nobody(world):
    [contact] = world.agency_a.contacts.all()
    agencies.end_contact(contact, by=world.administrator, reason="Tidak aktif")
    clarification = make_request(world)
    work()
    said = words(told(clarification).mails)
    assert "Letter: not sent, on" in said and ", to -" not in said


def test_a_reminder_is_named_with_its_hours(world):
    clarification = make_request(world, issued_at=timezone.now() - timedelta(hours=80))
    with legible():
        swept(letters=False)
    mails = words(told(clarification).mails)
    assert "Reminder, 24 hours left, to " in mails and "%(" not in mails


def test_the_page_leads_an_auditor_to_each_act_and_is_recorded(world, log_in):
    clarification = make_request(world)
    address = reverse("incidents:account", args=[clarification.pk])
    page = log_in(world.auditor).get(address).content.decode()
    assert reverse("incidents:event", args=[told(clarification).steps[0].event.pk]) in page
    assert AccessEntry.objects.filter(actor=world.auditor, path=address).exists()
    assert "/jejak/peristiwa/" not in log_in(world.officer).get(address).content.decode()
    draft = make_request(world, "draft")
    assert log_in(world.officer).get(reverse("incidents:account", args=[draft.pk])).status_code == 404
    assert fresh(draft).issued_at is None
