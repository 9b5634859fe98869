"""Whoever closed the wrong request takes that back, with a reason: what has no answer is asked by a new due, what was late stays so, and what
came meanwhile counts with its time."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from incidents.actions import (
    acceptance_reversal,
    clarifications,
    deadlines,
    dissolution,
    next_letter,
    replies,
    reply_drafts,
    request_succession,
    stopped_waiting,
    stopped_waiting_reversal,
    work,
)
from incidents.models import CaseEvent
from incidents.plain import clocks
from incidents.record import deeds
from incidents.reports import figures, letter_account
from notifications import notices
from notifications.models import Message
from tests.at_once import at_once
from tests.notifications.conftest import work as engine
from tests.sent_form import Form, press
from tests.world import answer_request, appointed_to_another_unit, fresh, issue_request, make_request

HOUR = timedelta(hours=1)


def ago(hours):
    return timezone.now() - hours * HOUR


def text_of(answer):
    return " ".join(unescape(answer.content.decode()).split())


def stopped(world, **how):
    clarification = make_request(world, "open", issued_at=ago(100), **how)
    facts = {"by": world.supervisor, "seen": clarification.version, "reason": "Tidak ada jawaban"}
    return stopped_waiting.stop_waiting(clarification, **facts)


def wait_again(world, clarification, **how):
    due = timezone.now().replace(microsecond=0) + 60 * HOUR
    facts = {"by": world.supervisor, "seen": clarification.version, "reason": "Surat lain yang dimaksud", **how}
    return stopped_waiting_reversal.wait_again(clarification, **{"due_at": due, **facts})


def counted(world):
    day = clocks.day(timezone.now())
    _bodies, everybody = figures.by_agency(world.officer, day - timedelta(days=30), day, timezone.now())
    return {name: getattr(everybody, name) for name in ("letters", "in_time", "late", "silent", "running", "share")}


def test_what_was_closed_by_mistake_is_asked_again_by_a_new_due_and_its_body_stays_as_late(world, log_in, mailoutbox):
    clarification = stopped(world)
    engine()
    before, late = counted(world), clarification.lateness(timezone.now())
    browser, page = log_in(world.supervisor), f"/permintaan/{clarification.pk}/"
    assert f"{page}tunggu-lagi/" in browser.get(page).content.decode()
    form = browser.get(f"{page}tunggu-lagi/")
    assert "dengan tenggat baru" in text_of(form)
    typed = Form(form.content.decode()).as_sent()
    refused = press(browser, f"{page}tunggu-lagi/", typed | {"reason": ""})
    assert refused.status_code == 200 and fresh(clarification).status == "not_answered"
    sent = press(browser, f"{page}tunggu-lagi/", typed | {"reason": "Surat lain yang dimaksud"})
    if sent.status_code == 200:  # what was typed is read back once
        sent = press(browser, f"{page}tunggu-lagi/", Form(sent.content.decode()).as_sent())
    assert sent.status_code == 302, text_of(sent)
    now = fresh(clarification)
    assert (now.status, now.stopped_at, now.stopped_by) == ("open", None, None)
    row = now.present_row
    assert row.kind == "resumed" and row.due_at > timezone.now() and row.decided_by == str(world.supervisor)
    assert counted(world) == before and now.lateness(timezone.now()) >= late > timedelta(0)
    assert notices.upcoming(now, timezone.now()), "it is reminded of again"
    account = letter_account.of(now, timezone.now())
    assert "jawabannya ditunggu lagi" in " ".join(each.words for each in account.steps)
    assert "tidak membuat siapa pun tepat waktu" in " ".join(each.words for each in account.dues)
    engine()
    [mail] = Message.objects.filter(kind="resumed")
    assert mail.state == "sent" and "ditunggu lagi" in mailoutbox[-1].body
    assert any("tenggat" in str(each) for each in mailoutbox[-1].attachments), "the calendar has the new due"
    portal = text_of(log_in(world.liaison_a).get(page))
    assert "yang belum berjawab ditanyakan lagi" in portal and "Surat lain yang dimaksud" in portal
    answer_request(world, now)
    assert fresh(now).status == "answered" and fresh(now).lateness(timezone.now()) >= late


def test_what_was_answered_in_full_waits_to_be_judged_again_and_no_clock_begins(world, log_in):
    answered = make_request(world, "answered", issued_at=ago(100))
    version, when = answered.version, answered.completed_at
    facts = {"by": world.supervisor, "seen": version, "reason": "Kurang"}
    closed = stopped_waiting.stop_waiting(answered, **facts)
    page = log_in(world.supervisor).get(f"/permintaan/{closed.pk}/tunggu-lagi/")
    assert "menunggu dinilai lagi" in text_of(page) and "due_at" not in page.content.decode()
    again = wait_again(world, closed, due_at=None)
    assert (again.status, again.completed_at, again.deadlines.count()) == ("answered", when, 1)
    accepted = clarifications.accept(again, by=world.officer, seen=again.version)
    assert accepted.status == "closed"


def test_what_came_while_nobody_waited_counts_with_its_time(world):
    clarification = stopped(world)
    answer_request(world, clarification)
    came = fresh(clarification).completed_at
    again = wait_again(world, fresh(clarification), due_at=None)
    assert (again.status, again.answered_at, again.completed_at) == ("answered", came, came)


def test_what_is_asked_again_has_a_due_within_the_bounds_of_more_time(world):
    clarification = stopped(world)
    with pytest.raises(stopped_waiting_reversal.NoDueToAskBy):
        wait_again(world, clarification, due_at=None)
    with pytest.raises(deadlines.NotLater):
        wait_again(world, clarification, due_at=ago(1))
    with pytest.raises(deadlines.Beyond):
        wait_again(world, clarification, due_at=timezone.now() + timedelta(days=61))
    assert fresh(clarification).status == "not_answered"


def test_the_letters_that_the_same_act_closed_come_back_with_it_and_what_lapsed_stays_so(world, the_ladder):
    first = make_request(world, "open", issued_at=ago(300))
    second = next_letter.draft_next(first, by=world.officer, at=ago(200))
    second = clarifications.submit(second, by=world.officer, seen=second.version, at=ago(199))
    second = issue_request(world, second, at=ago(198))
    drafted = next_letter.draft_next(fresh(second), by=world.officer)
    stopped_waiting.stop_waiting(fresh(first), by=world.supervisor, seen=None, reason="Tidak ada jawaban")
    wait_again(world, fresh(second))
    assert [fresh(each).status for each in (first, second, drafted)] == ["open", "open", "withdrawn"]
    acts = CaseEvent.objects.filter(action="wait_again").values_list("act_id", flat=True)
    assert len(acts) == 2 and len(set(acts)) == 1, "one act"
    assert fresh(first).present_due == fresh(second).present_due


def test_only_a_supervisor_of_its_unit_waits_again_and_nobody_is_asked_who_exists_no_more(world):
    clarification = stopped(world)
    for somebody in (world.officer, appointed_to_another_unit(world)):
        with pytest.raises(PermissionDenied):
            wait_again(world, clarification, by=somebody)
    body = clarification.agency
    dissolution.end_agency(body, by=world.administrator, ended_on=clocks.day(timezone.now()), reason="Perpres")
    with pytest.raises(request_succession.NobodyFollows):
        wait_again(world, fresh(clarification))


def test_what_is_waited_for_again_is_waited_for_from_whoever_took_the_place_of_its_body(world):
    clarification = stopped(world)
    how = {"by": world.administrator, "ended_on": clocks.day(timezone.now()), "reason": "Perpres"}
    dissolution.end_agency(clarification.agency, successor=world.agency_b, **how)
    assert fresh(clarification).agency == world.agency_a, "nobody waited for it when its body ended"
    again = wait_again(world, fresh(clarification))
    assert (again.agency, again.status) == (world.agency_b, "open")
    engine()
    told = Message.objects.filter(request=clarification, audience="agency").filter(kind__in=["resumed", "handed_on"])
    assert set(told.values_list("kind", "state")) == {("resumed", "sent")}, "by what is asked again, and once"


def test_in_a_case_that_was_closed_meanwhile_the_way_is_named_and_reopened_it_leads_there(world, log_in):
    clarification = stopped(world)
    case = fresh(clarification.incident)
    case = work.close(case, by=world.supervisor, seen=case.version, outcome="no_reply", reason="Selesai")
    browser = log_in(world.supervisor)
    assert "Buka lagi kasusnya lebih dahulu" in text_of(browser.get(f"/permintaan/{clarification.pk}/tunggu-lagi/"))
    with pytest.raises(acceptance_reversal.DecidedWithIt):
        wait_again(world, clarification)
    assert f"/permintaan/{clarification.pk}/tunggu-lagi/" not in text_of(
        browser.get(f"/permintaan/{clarification.pk}/")
    )
    work.reopen(case, by=world.supervisor, seen=case.version, reason="Salah dinilai")
    assert wait_again(world, clarification).status == "open"


def test_an_answer_sent_from_an_older_page_is_told_and_nothing_typed_is_lost(world):
    clarification = stopped(world)
    reply_drafts.save(clarification.questions.first(), by=world.liaison_a, text="Hampir selesai")
    drafts = reply_drafts.fingerprint(reply_drafts.drafts_of(clarification))
    seen = clarification.version
    wait_again(world, clarification)
    with pytest.raises(deeds.Conflict):
        replies.answer(
            fresh(clarification), by=world.liaison_a, seen=seen, seen_drafts=drafts, name="Wati", office="Sekretaris"
        )
    assert reply_drafts.drafts_of(clarification).get().text == "Hampir selesai"
    assert answer_request(world, fresh(clarification)).answers.exists()


@pytest.mark.real
def test_waited_for_again_and_answered_at_the_same_moment_both_count_or_one_is_told(real_world):
    world, clarification = real_world, stopped(real_world)
    came = at_once(lambda: wait_again(world, clarification), lambda: answer_request(world, clarification))
    told = [each for each in came if isinstance(each, Exception)]
    assert len(told) <= 1 and all(isinstance(each, deeds.Conflict) for each in told)
    now = fresh(clarification)
    assert (now.status, now.responses.exists()) in (("open", False), ("not_answered", True), ("answered", True))


@pytest.mark.real
def test_two_who_wait_again_at_the_same_moment_set_one_due(real_world):
    world, clarification = real_world, stopped(real_world)
    came = at_once(*[lambda: wait_again(world, clarification)] * 2)
    assert sum(isinstance(each, deeds.Conflict) for each in came) == 1
    assert fresh(clarification).deadlines.filter(kind="resumed").count() == 1
