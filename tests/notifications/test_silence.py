"""What an auditor's rule for a silent engine finds: what left long after it should have, and what never left, though the record says that
it should; and nothing of an engine that did its round."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents import setup_data
from incidents.actions import anomalies as verbs
from incidents.actions import deadlines
from incidents.models import CaseEvent, Pending
from incidents.plain import clocks, letter_kinds, reminder_kinds
from incidents.record import deeds
from incidents.reports import anomalies
from incidents.reports.anomalies import silence
from notifications import postroom
from notifications.models import Message
from notifications.notices import NOTICES, Audience, time_notices
from notifications.postroom import told_matters
from tests.notifications.conftest import work as round_of_work
from tests.world import answer_request, fresh, make_incident, make_request

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("drawn_letters")


@pytest.fixture
def ruled(world):
    """The world in which the shipped reminders hold, and an auditor asks what was silent for more than two hours."""
    setup_data.load_reminders(deeds.SYSTEM)
    began = clocks.day(timezone.now()) - timedelta(days=30)
    facts = {"code": "silence", "limits": {"hours": 2}, "effective_from": began, "reason": "Pemeriksaan"}
    world.silence = verbs.enact_anomaly(by=world.auditor, **facts)
    return world


def silent(world, at, after=None):
    return sorted(row.action for row in anomalies.found(world.silence, at, after))


def rounds(begins, ends):
    """The engine does its round each hour."""
    while begins < ends:
        round_of_work(begins)
        begins += HOUR


def test_an_engine_that_does_its_round_is_never_found_silent(ruled):
    now = timezone.now()
    request = make_request(ruled, "open")
    rounds(timezone.now(), now + timedelta(hours=60))
    deadlines.extend(fresh(request), by=ruled.supervisor, seen=None, due_at=now + timedelta(hours=90), reason="Diminta")
    rounds(now + timedelta(hours=60), now + timedelta(hours=130))
    assert Message.objects.filter(kind="before_24", state="sent").exists()
    assert silent(ruled, now + timedelta(hours=130)) == []


def test_a_letter_of_which_no_mail_ever_left_is_found_by_the_act_that_issued_it(ruled):
    make_request(ruled, "open")
    now = timezone.now()
    assert silent(ruled, now + HOUR) == []
    found = silent(ruled, now + 3 * HOUR)
    assert "issue" in found
    assert "issue" in silent(ruled, now + 3 * HOUR, after=now + HOUR)  # it became so since, though the act is older
    round_of_work()
    assert silent(ruled, now + 3 * HOUR) == []


def test_a_mail_whose_receipt_is_written_and_that_waits_for_hours_is_found(ruled):
    make_request(ruled, "open")
    postroom.write_receipts(timezone.now())
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    assert Message.objects.filter(kind="letter", state="to_send").exists()
    assert silent(ruled, timezone.now() + 3 * HOUR) == ["issue"]


def test_a_reminder_that_the_rule_asks_for_and_nobody_wrote_is_found_by_the_act_that_set_the_due(ruled):
    request = make_request(ruled, "open")
    round_of_work()
    due = fresh(request).present_due
    assert silent(ruled, due - 47 * HOUR) == []
    [event] = anomalies.found(ruled.silence, due - 45 * HOUR)
    assert (event.action, event.subject_id) == ("issue", str(request.pk))
    postroom.write_receipts(due - 45 * HOUR)
    assert silent(ruled, due - 45 * HOUR) == ["issue"]  # it waits
    postroom.deliver_messages(due - 45 * HOUR)
    assert silent(ruled, due - 45 * HOUR) == []


def test_a_reminder_whose_receipt_a_hand_took_away_is_found(ruled):
    request = make_request(ruled, "open")
    round_of_work()
    postroom.write_receipts(fresh(request).present_due - 47 * HOUR)
    Message.objects.filter(kind="before_48").delete()
    assert silent(ruled, fresh(request).present_due - 40 * HOUR) == ["issue"]


def test_a_reminder_that_left_long_after_its_hour_is_found_by_its_mail(ruled):
    """What went out by the hour, and what went out a quarter of a day later."""
    request = make_request(ruled, "open", issued_at=timezone.now() - 60 * HOUR)
    issue = CaseEvent.objects.get(action="issue", incident=request.incident)
    due = fresh(request).present_due
    for kind, at in (("before_48", due - 47 * HOUR), ("before_24", due - 18 * HOUR)):
        with deeds.record("send_message", on=request, by=deeds.SYSTEM, at=at) as deed:
            deed.cause, deed.details = issue.pk, {"kind": kind, "timed": True, "recipient": "surat@uji.example"}
    [sent] = anomalies.found(ruled.silence, timezone.now()).filter(action="send_message")
    assert (sent.details["kind"], sent.subject_id) == ("before_24", str(request.pk))


def test_no_reminder_is_missed_of_a_due_that_was_moved_before_or_whose_questions_were_answered(ruled):
    moved, answered = make_request(ruled, "open"), make_request(ruled, "open", incident=make_incident(ruled))
    round_of_work()
    due = fresh(moved).present_due
    deadlines.extend(fresh(moved), by=ruled.supervisor, seen=None, due_at=due + 48 * HOUR, reason="Diminta")
    answer_request(ruled, fresh(answered))
    round_of_work()
    rounds(due - 49 * HOUR, due - 40 * HOUR)
    assert silent(ruled, due - 40 * HOUR) == []


def test_a_mail_that_no_server_takes_for_hours_is_found_by_its_first_try(ruled, monkeypatch, settings):
    settings.EMAIL_BACKEND = "tests.notifications.test_silence.Closed"
    make_request(ruled, "open")
    round_of_work()
    tried = CaseEvent.objects.filter(action="fail_message")
    assert tried.exists()
    assert "fail_message" in silent(ruled, timezone.now() + 3 * HOUR)


class Closed:
    """A mail server that answers nobody."""

    def __init__(self, *args, **kwargs):
        raise ConnectionRefusedError


def test_of_an_act_that_is_said_to_be_told_always_some_body_is_told_without_a_condition():
    for action in silence.ALWAYS_TOLD:
        told = [notice for notice in NOTICES if notice.after == action and Audience.AGENCY in notice.to]
        free = [notice for notice in told if not (notice.issued_only or notice.once_an_act or notice.to_others)]
        letters = {code for notice in free for code in notice.letters}
        alone = {kind.code for kind in letter_kinds.ALONE}
        assert set(silence.TOLD_OF) == set(told_matters.TOLD_OF)
        assert free and (letters == alone if action == "issue_letter" else not letters), action


def test_more_time_of_which_no_mail_ever_left_is_found(ruled):
    request = make_request(ruled, "open")
    round_of_work()
    due = fresh(request).present_due
    deadlines.extend(fresh(request), by=ruled.supervisor, seen=None, due_at=due + 48 * HOUR, reason="Diminta")
    Pending.objects.filter(job="tell").delete()  # by a hand
    assert silent(ruled, timezone.now() + 3 * HOUR) == ["extend"]


def test_reminders_are_called_alike_in_receipts_and_where_they_are_missed():
    assert [notice.kind for notice in time_notices()] == [
        reminder_kinds.kind(notice.after_due) for notice in time_notices()
    ]
