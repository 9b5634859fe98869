"""The dues that mails, calendars and a text by hand name: each that stands, with its questions, and none as still to come that
is over; and who had said what is decided, where one body took the place of another."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from incidents import setup_data
from incidents.actions import deadlines, dissolution, letter_decisions, replies, revival
from incidents.models import User
from incidents.plain import dates
from incidents.record import deeds
from incidents.workflow import Action
from notifications import postroom
from notifications.mails import compose
from notifications.mails.recipients import Directory
from notifications.models import Message
from tests import moves
from tests.world import answer_request, fresh, make_request

HOUR = timedelta(hours=1)


def end(world, agency, successor):
    how = dict(by=world.administrator, ended_on=timezone.localdate(), reason="Perpres 1/2026")
    dissolution.end_agency(fresh(agency), successor=successor, **how)


def revive(world, agency):
    plan = revival.plan_of_revival(fresh(agency)).digest
    revival.revive_agency(fresh(agency), by=world.administrator, reason="Keliru", plan=plan)


def mail(kind, to="surat@b.example", at=None):
    """The mail of this kind to that address, its words in one line."""
    postroom.write_receipts(timezone.now())
    found = Message.objects.filter(kind=kind, recipient=to).latest("written_at")
    made = compose.make(found, at=at or timezone.now())
    return made, " ".join(made.body.split())


def calendars(made):
    return [Calendar.from_ical(content) for name, content, _type in made.attachments if name.endswith(".ics")]


def marks(made):
    """{uid: (status, due)} of what it puts into a calendar."""
    events = [event for calendar in calendars(made) for event in calendar.walk("VEVENT")]
    return {str(event["uid"]).split("@")[0]: (str(event["status"]), event["dtstart"].dt) for event in events}


def of_two_dues(world):
    """Question 1 was answered and returned with more time; question 2 has the first due."""
    row = make_request(world, "open", issued_at=timezone.now() - 20 * HOUR)
    answer_request(world, fresh(row), numbers=[1], at=timezone.now() - 19 * HOUR)
    row = fresh(row)
    later = dict(due_at=timezone.now().replace(microsecond=0) + 70 * HOUR, reason="Kurang")
    questions = {row.questions.get(number=1): "Kurang"}
    replies.send_again(row, by=world.officer, seen=row.version, questions=questions, **later)
    return fresh(row)


@pytest.mark.parametrize("kind", ["handed_on", "given_back"])
def test_a_mail_of_a_change_of_body_awaits_nothing_up_to_a_day_that_is_over(world, kind):
    row = make_request(world, "open", issued_at=timezone.now() - 80 * HOUR)
    due = dates.instant_in_words(row.present_due, "id")
    end(world, world.agency_a, world.agency_b)
    if kind == "given_back":
        revive(world, world.agency_a)
    made, words = mail(kind, "surat@a.example" if kind == "given_back" else "surat@b.example")
    to = world.agency_a if kind == "given_back" else world.agency_b
    there = dates.hour_elsewhere(row.present_due, to.zone, "id")
    told = f"{due} ({there})" if there else due  # beside WIB as it is where the body is
    assert "ditunggu sampai" not in words and f"Tenggatnya, {told}, sudah lewat; jawaban masih dapat dikirim" in words
    assert made.subject.endswith(f"tenggat {due} (sudah lewat)")


def test_a_mail_that_leaves_after_its_due_says_so(world):
    row = make_request(world, "open")
    due = dates.instant_in_words(row.present_due, "id")
    made, words = mail("letter", "surat@a.example")
    assert f"ditunggu sampai {due}." in words and "sudah lewat" not in made.subject
    made, words = mail("letter", "surat@a.example", at=row.present_due + 2 * HOUR)
    assert "ditunggu sampai" not in words and "sudah lewat" in made.subject


@pytest.mark.parametrize("hours", [10, 80])
def test_the_text_by_hand_awaits_nothing_up_to_a_day_that_is_over(world, log_in, hours):
    row = make_request(world, "open", issued_at=timezone.now() - hours * HOUR)
    end(world, world.agency_a, world.agency_b)
    text = log_in(world.officer).get(row.get_absolute_url()).context["nudge_text"]
    assert ("menunggu jawaban sampai" in text) == (hours == 10)
    assert ("sudah lewat ketika surat masih pada Ins A" in text) == (hours == 80)


def test_a_reminder_of_what_is_overdue_says_with_whom_the_due_passed(world):
    setup_data.load_reminders(deeds.SYSTEM)
    row = make_request(world, "open", issued_at=timezone.now() - 80 * HOUR)
    end(world, world.agency_a, world.agency_b)
    postroom.write_receipts(timezone.now())
    after = Message.objects.filter(request=row, after_due__gte=0)
    told = [" ".join(compose.make(each, at=timezone.now()).body.split()) for each in after]
    assert told and all("Tenggat itu lewat ketika surat masih pada Ins A;" in words for words in told)


def test_two_dues_are_two_entries_of_a_calendar_and_two_in_words(world):
    row = of_two_dues(world)
    (first, _n), (second, _m) = row.dues
    end(world, world.agency_a, world.agency_b)
    made, words = mail("handed_on")
    name = row.reference.replace("/", "-")
    assert marks(made) == {name: ("CONFIRMED", first), f"{name}.2": ("CONFIRMED", second)}
    assert len(calendars(made)) == 1
    zone = world.agency_b.zone
    said = [
        f"pertanyaan {n}: {dates.instant_in_words(due, 'id')} ({dates.hour_elsewhere(due, zone, 'id')})"
        for n, due in ((2, first), (1, second))
    ]
    assert f"ditunggu sampai {said[0]}; {said[1]}." in words
    _made, words = mail("handed_on", at=first + HOUR)
    assert f"{said[0]} (sudah lewat); {said[1]}." in words and "ditunggu" in words
    answer_request(world, fresh(row), numbers=[2], by=User.objects.get(pk=world.liaison_b.pk))
    later = dict(due_at=second + HOUR, reason="Beralasan", seen=fresh(row).version)
    deadlines.extend(fresh(row), by=world.supervisor, **later)
    made, _words = mail("extended")
    assert marks(made)[name] == ("CONFIRMED", second + HOUR) and marks(made)[f"{name}.2"][0] == "CANCELLED"
    letter_decisions.withdraw(fresh(row), by=world.supervisor, seen=fresh(row).version, reason="Keliru")
    made, _words = mail("withdrawn")
    assert [str(each["method"]) for each in calendars(made)] == ["CANCEL", "CANCEL"]
    assert set(marks(made)) == {name, f"{name}.2"}, "whatever was put in is taken out"


def test_the_successor_hears_whose_word_was_decided_and_the_body_before_who_has_it_now(world):
    row = make_request(world, "open")
    moves.perform(Action.REDIRECT, fresh(row), world, world.liaison_a)
    end(world, world.agency_a, world.agency_b)
    moves.perform(Action.UPHOLD, fresh(row), world, world.officer)
    _made, words = mail("upheld")
    assert "tetap meminta jawaban Instansi B" in words
    assert "Hal itu disampaikan Ins A sebelum permintaan beralih kepada Instansi B." in words


def test_the_receipt_of_an_answer_goes_to_no_body_that_got_the_request_since(world):
    told, waits = (make_request(world, "open") for _ in range(2))
    answer_request(world, fresh(told), numbers=[1])
    postroom.write_receipts(timezone.now())
    answer_request(world, fresh(waits), numbers=[1])
    end(world, world.agency_a, world.agency_b)
    postroom.write_receipts(timezone.now())
    receipts = Message.objects.filter(kind="receipt")
    assert not receipts.filter(recipient="surat@b.example").exists()
    [message] = receipts.filter(audience="agency", request=told)
    assert Directory([fresh(told)], timezone.now()).now(message) == []


def test_what_was_decided_before_the_end_and_leaves_after_it_says_whose_it_is_by_now(world):
    row = make_request(world, "open")
    moves.perform(Action.REDIRECT, fresh(row), world, world.liaison_a)
    moves.perform(Action.UPHOLD, fresh(row), world, world.officer)
    end(world, world.agency_a, world.agency_b)
    _made, words = mail("upheld")
    assert "tetap meminta jawaban Instansi A" in words and "Hal itu disampaikan" not in words
    assert "permintaan itu beralih kepada Instansi B sebagai penggantinya." in words


def test_a_wish_of_the_body_before_is_decided_for_its_successor_by_name(world):
    row = make_request(world, "open")
    wished = dict(reason="Perlu waktu", wished_at=row.present_due + 20 * HOUR)
    deadlines.ask_extension(fresh(row), by=world.liaison_a, seen=None, **wished)
    end(world, world.agency_a, world.agency_b)
    deadlines.refuse_extension(fresh(row), by=world.supervisor, seen=None, reason="Kurang")
    _made, words = mail("refused")
    assert "Hal itu disampaikan Ins A sebelum permintaan beralih kepada Instansi B." in words
