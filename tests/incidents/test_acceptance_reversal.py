"""Whoever accepted the wrong answer takes that back, with a reason: it is judged anew, by what came in the time in which it came. The agency
that was told so is told the truth, and a case that has ended is reopened first."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from incidents.actions import acceptance_reversal, clarifications, replies, work
from incidents.models import CaseEvent
from incidents.plain import clocks
from incidents.record import deeds
from incidents.reports import figures, letter_account
from notifications.models import Message
from tests.at_once import at_once
from tests.moves import perform
from tests.notifications.conftest import work as engine
from tests.sent_form import press
from tests.world import answer_request, appoint, fresh, make_request

HOUR = timedelta(hours=1)


def ago(hours):
    return timezone.now() - hours * HOUR


def text_of(answer):
    return " ".join(unescape(answer.content.decode()).split())


def accepted(world, came=10):
    clarification = make_request(world, "open", issued_at=ago(100))
    answer_request(world, clarification, at=clarification.issued_at + came * HOUR)
    clarification = fresh(clarification)
    return clarifications.accept(clarification, by=world.officer, seen=clarification.version)


def unaccept(world, clarification, **how):
    facts = {"by": world.officer, "seen": clarification.version, "reason": "Jawaban lain yang dimaksud", **how}
    return acceptance_reversal.unaccept(clarification, **facts)


def counted(world):
    day = clocks.day(timezone.now())
    _bodies, everybody = figures.by_agency(world.officer, day - timedelta(days=30), day, timezone.now())
    return {name: getattr(everybody, name) for name in ("letters", "in_time", "late", "silent", "running", "share")}


@pytest.mark.parametrize("came", [10, 90])
def test_what_was_accepted_by_mistake_is_judged_anew_and_stays_as_punctual_as_it_was(world, log_in, mailoutbox, came):
    clarification = accepted(world, came)
    engine()
    before, when, late = counted(world), clarification.completed_at, clarification.lateness(timezone.now())
    browser, address = log_in(world.officer), f"/permintaan/{clarification.pk}/batal-terima/"
    assert address in browser.get(f"/permintaan/{clarification.pk}/").content.decode()
    assert press(browser, address, {"seen": clarification.version, "reason": ""}).status_code == 200, "not without why"
    sent = press(browser, address, {"seen": clarification.version, "reason": "Jawaban lain yang dimaksud"})
    assert sent.status_code == 302
    now = fresh(clarification)
    assert (now.status, now.accepted_at, now.accepted_by, now.completed_at) == ("answered", None, None, when)
    assert {each.status for each in now.questions.all()} == {"answered"}
    assert counted(world) == before and now.lateness(timezone.now()) == late
    assert now.deadlines.count() == 1, "no clock begins by it"
    told = " ".join(each.words for each in letter_account.of(now, timezone.now()).steps)
    assert "menarik kembali penerimaan jawaban" in told and "Jawaban lain yang dimaksud" in told
    assert "menilai memadai" not in text_of(log_in(world.auditor).get(f"/insiden/{now.incident}/kronologi/"))
    engine()
    [mail] = Message.objects.filter(kind="unaccepted")
    assert mail.state == "sent" and "ditarik kembali" in mailoutbox[-1].body
    assert "Jawaban lain yang dimaksud" not in mailoutbox[-1].body, "the ministry's reason stays there"
    portal = text_of(log_in(world.liaison_a).get(f"/permintaan/{now.pk}/"))
    assert "jawaban itu dinilai lagi" in portal and "Jawaban lain yang dimaksud" not in portal
    assert address not in browser.get(f"/permintaan/{now.pk}/").content.decode()
    again = clarifications.accept(now, by=world.officer, seen=now.version)
    assert again.status == "closed" and again.completed_at == when


def test_what_is_missing_after_all_is_asked_for_by_a_due_that_somebody_sets(world):
    clarification = unaccept(world, accepted(world))
    [first, *_others] = clarification.questions.all()
    due = timezone.now().replace(microsecond=0) + 70 * HOUR
    facts = {"questions": {first: "Jumlahnya"}, "reason": "Kurang", "due_at": due}
    again = replies.send_again(clarification, by=world.officer, seen=clarification.version, **facts)
    assert again.status == "open" and again.present_due == due and again.lateness(timezone.now()) == timedelta(0)


def test_an_answer_whose_acceptance_was_taken_back_at_once_is_told_of_to_nobody(world, mailoutbox):
    clarification = unaccept(world, accepted(world))
    engine()
    states = dict(Message.objects.filter(request=clarification, kind__contains="accepted").values_list("kind", "state"))
    assert states == {"accepted": "skipped", "unaccepted": "skipped"}


def test_one_of_several_acceptances_is_taken_back_by_whoever_accepted_it_or_a_superior(world, log_in):
    clarification, colleague = make_request(world, "answered"), appoint(world, "officer", name="Rekan").user
    first, second, *_others = clarification.questions.all()
    for hand, each in ((world.officer, first), (colleague, second)):
        clarifications.accept_question(fresh(clarification), by=hand, seen=None, question=each)
    facts = {"seen": None, "reason": "Salah tekan"}
    with pytest.raises(PermissionDenied):
        acceptance_reversal.unaccept_question(fresh(clarification), by=colleague, question=first, **facts)
    page = log_in(colleague).get(f"/permintaan/{clarification.pk}/").content.decode()
    places = [f"/permintaan/{clarification.pk}/urungkan/{each.number}/" for each in (first, second)]
    assert places[0] not in page and places[1] in page
    sent = press(log_in(colleague), places[1], {"seen": fresh(clarification).version, "reason": "Salah tekan"})
    assert sent.status_code == 302
    acceptance_reversal.unaccept_question(fresh(clarification), by=world.supervisor, question=first, **facts)
    assert {each.status for each in fresh(clarification).questions.all()} == {"answered"}
    with pytest.raises(deeds.Conflict):
        acceptance_reversal.unaccept_question(fresh(clarification), by=world.supervisor, question=first, **facts)
    said = [each.details["questions"] for each in CaseEvent.objects.filter(action="unaccept_question")]
    assert sorted(said) == [[first.number], [second.number]]


def test_what_was_accepted_before_the_rest_stays_accepted(world):
    clarification = make_request(world, "answered")
    first = clarification.questions.first()
    clarification = clarifications.accept_question(clarification, by=world.officer, seen=None, question=first)
    clarification = clarifications.accept(clarification, by=world.officer, seen=None)
    clarification = unaccept(world, clarification)
    assert [each.status for each in clarification.questions.all()][:2] == ["accepted", "answered"]


def test_another_officer_takes_no_acceptance_back_and_a_supervisor_does(world, log_in):
    clarification, colleague = accepted(world), appoint(world, "officer", name="Rekan").user
    with pytest.raises(PermissionDenied):
        unaccept(world, clarification, by=colleague)
    address = f"/permintaan/{clarification.pk}/batal-terima/"
    assert address not in log_in(colleague).get(f"/permintaan/{clarification.pk}/").content.decode()
    assert unaccept(world, clarification, by=world.supervisor).status == "answered"


def test_in_a_case_that_was_closed_meanwhile_the_way_is_named_and_reopened_it_leads_there(world, log_in):
    clarification = accepted(world)
    browser, address = log_in(world.officer), f"/permintaan/{clarification.pk}/batal-terima/"
    case = fresh(clarification.incident)
    case = work.close(case, by=world.supervisor, seen=case.version, outcome="no_breach", reason="Selesai")
    assert "Buka lagi kasusnya lebih dahulu" in text_of(browser.get(address))
    sent = press(browser, address, {"seen": clarification.version, "reason": "Keliru"})
    assert sent.status_code == 409 and "Buka lagi kasusnya lebih dahulu" in text_of(sent)
    with pytest.raises(acceptance_reversal.DecidedWithIt):
        unaccept(world, clarification)
    work.reopen(case, by=world.supervisor, seen=case.version, reason="Salah dinilai")
    assert unaccept(world, fresh(clarification)).status == "answered"
    case = fresh(case)
    with pytest.raises(work.NotYet):
        work.close(case, by=world.supervisor, seen=case.version, outcome="no_breach", reason="Selesai")


def test_of_two_who_take_it_back_one_is_told_and_so_is_whoever_enters_a_reply_meanwhile(world):
    clarification = accepted(world)
    unaccept(world, clarification)
    with pytest.raises(deeds.Conflict):
        unaccept(world, clarification)
    with pytest.raises(deeds.Conflict):
        perform("record_reply", clarification, world, world.officer)


@pytest.mark.real
def test_taken_back_and_closed_at_the_same_moment_no_case_ends_with_an_answer_that_waits_to_be_judged(real_world):
    world, clarification = real_world, accepted(real_world)
    case = fresh(clarification.incident)

    def close():
        return work.close(case, by=world.supervisor, seen=case.version, outcome="no_breach", reason="Selesai")

    came = at_once(lambda: unaccept(world, clarification), close)
    refused = [each for each in came if isinstance(each, Exception)]
    assert len(refused) == 1 and isinstance(refused[0], (acceptance_reversal.DecidedWithIt, work.NotYet))
    assert (fresh(case).status, fresh(clarification).status) in (("closed", "closed"), ("open", "answered"))


@pytest.mark.real
def test_two_who_take_it_back_at_the_same_moment_do_it_once(real_world):
    world, clarification = real_world, accepted(real_world)
    came = at_once(lambda: unaccept(world, clarification), lambda: unaccept(world, clarification, by=world.supervisor))
    assert sum(isinstance(each, deeds.Conflict) for each in came) == 1
    assert CaseEvent.objects.filter(action="unaccept").count() == 1
