"""What waits for a decision: it stands where decisions are made, what is due first on top, and leaves when it is done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import (
    cases,
    clarifications,
    deadlines,
    law,
    letter_decisions,
    next_letter,
    removals,
    replies,
    work,
)
from incidents.models import Involvement
from incidents.record import deeds
from incidents.reports import waiting
from tests.removed import closed, planted, proposed
from tests.world import answer_request, duty, fresh, make_incident, make_request, owed, report

DAY = timedelta(days=1)


def asked_for_more(world, **facts):
    request = make_request(world, "open", **facts)
    wished = request.present_due + DAY
    deadlines.ask_extension(request, by=world.liaison_a, seen=request.version, reason="Perlu log", wished_at=wished)
    return fresh(request)


def redirected(world):
    request = make_request(world, "open")
    replies.redirect(request, by=world.liaison_a, seen=request.version, text="Bukan kami")
    return fresh(request)


def shown(user, page="desk"):
    """[(move that ends the waiting, row), …] as the page lists them."""
    entries = {"desk": waiting.for_desk, "approvals": waiting.for_approvals}[page](user, timezone.now())
    return [(entry.queue.move, entry.row) for entry in entries[:200]]


def waits(user, page="desk"):
    return [str(move) for move, _row in shown(user, page)]


def test_a_wish_for_time_stands_with_the_supervisor_until_it_is_decided(world, log_in):
    request = asked_for_more(world)
    page = log_in(world.supervisor).get("/persetujuan/").content.decode()
    assert f"/permintaan/{request.pk}/perpanjang/" in page and "Perpanjangan waktu diminta" in page
    desk = log_in(world.officer).get("/meja/").content.decode()
    assert f'href="/permintaan/{request.pk}/"' in desk and f"/permintaan/{request.pk}/perpanjang/" not in desk
    deadlines.refuse_extension(request, by=world.supervisor, seen=request.version, reason="Cukup")
    assert "extend" not in waits(world.supervisor, "approvals") + waits(world.officer)


@pytest.mark.parametrize("end", ["withdraw", "answer"])
def test_a_wish_ends_with_its_request(world, end):
    request = asked_for_more(world)
    if end == "withdraw":
        letter_decisions.withdraw(request, by=world.supervisor, seen=request.version, reason="Keliru")
    else:
        answer_request(world, request)
    assert "extend" not in waits(world.supervisor, "approvals")


def test_a_letter_said_to_be_wrongly_addressed_waits_until_it_goes_out_anew_or_is_answered(world):
    request, other = redirected(world), redirected(world)
    assert waits(world.officer).count("draft") == 2
    next_letter.reissue(request, by=world.officer)
    answer_request(world, other, numbers=[1])
    assert "draft" not in waits(world.officer)


def test_the_ministry_may_stay_with_its_addressee_and_says_why_to_the_agency(world, log_in):
    from notifications.models import Message
    from tests.notifications.conftest import work as round_of_work

    request = redirected(world)
    officer, due = log_in(world.officer), request.present_due
    assert "Bukan kami" in officer.get(f"/permintaan/{request.pk}/").content.decode()
    facts = {"seen": request.version, "reason": "KPU pengendali menurut UU 7/2017"}
    officer.post(f"/permintaan/{request.pk}/tetap-dituju/", facts)
    assert "draft" not in waits(world.officer) and fresh(request).present_due == due
    portal = log_in(world.liaison_a).get(f"/permintaan/{request.pk}/").content.decode()
    assert "KPU pengendali menurut UU 7/2017" in portal
    round_of_work()
    assert Message.objects.filter(request=request, kind="upheld", recipient="surat@a.example").exists()
    with pytest.raises(deeds.Conflict):
        clarifications.uphold(request, by=world.officer, seen=fresh(request).version, reason="Lagi")


def test_a_second_word_of_a_wrong_addressee_is_a_new_question(world):
    request = redirected(world)
    clarifications.uphold(request, by=world.officer, seen=request.version, reason="Tetap")
    replies.redirect(fresh(request), by=world.liaison_a, seen=fresh(request).version, text="Sungguh bukan kami")
    assert waits(world.officer) == ["draft"]


def test_an_answer_in_part_waits_for_its_review_like_a_complete_one(world, log_in):
    request = make_request(world, "open")
    answer_request(world, request, numbers=[1])
    page = log_in(world.officer).get("/meja/")
    assert page.context["counts"]["review"] == 1 and waits(world.officer) == ["accept_question"]
    request = fresh(request)
    [question] = request.questions.filter(status="answered")
    clarifications.accept_question(request, by=world.officer, seen=request.version, question=question)
    assert waits(world.officer) == []
    answer_request(world, fresh(request))
    assert waits(world.officer) == ["accept_question"]


def test_a_statutory_clock_stands_there_while_it_runs_and_after_it_ran_out(world):
    late, running = duty(world, 80), duty(world, 10)
    assert [row for _move, row in shown(world.officer)] == [late, running]
    now = timezone.now()
    law.amend_duty(late, by=world.officer, seen=late.version, authority=now, subjects=now)
    assert [row for _move, row in shown(world.officer)] == [running]


def test_a_duty_to_subjects_alone_does_not_wait_where_an_exception_is_claimed(world):
    row = duty(world)
    law.amend_duty(
        row,
        by=world.officer,
        seen=row.version,
        reason="Operasi pertahanan",
        authority=timezone.now(),
        exception="a",
        exception_statute="UU 3/2002",
    )
    assert shown(world.officer) == []


def test_a_commitment_waits_from_the_day_before_it_is_due(world):
    owed(world, timedelta(days=3))
    assert shown(world.officer) == []
    row = owed(world)
    assert shown(world.officer) == [("keep", row)]
    work.keep(row, by=world.officer, seen=row.version)
    assert shown(world.officer) == []


def test_a_case_in_which_nothing_is_open_waits_to_be_closed(world):
    request = make_request(world, "closed")
    assert "close" in waits(world.supervisor, "approvals")
    work.close(
        fresh(request.incident),
        by=world.supervisor,
        seen=fresh(request.incident).version,
        outcome="no_breach",
        reason="Selesai",
    )
    assert "close" not in waits(world.supervisor, "approvals")


def test_a_case_with_an_open_end_or_without_a_question_is_not_offered_for_closing(world):
    make_incident(world)
    request = make_request(world, "closed")
    work.commit(fresh(request.incident), by=world.officer, who="Ins A", what="Log")
    assert "close" not in waits(world.supervisor, "approvals")


def test_a_letter_that_waits_for_its_signature_and_a_report_stand_there(world):
    make_request(world, "awaiting_signature")
    row = report(world)
    assert waits(world.supervisor, "approvals") == ["file_signed"]
    assert set(waits(world.officer)) == {"file_signed", "promote"}
    cases.dismiss(row, by=world.officer, seen=row.version, reason="Bukan data pribadi")
    assert waits(world.officer) == ["file_signed"]


def test_what_is_due_first_stands_on_top_and_replays_of_the_past_last(world):
    late, soon = duty(world, 90), owed(world, timedelta(hours=20))
    past = timezone.now() - timedelta(days=900)
    replayed = make_incident(world, at=past, replay=True, seen_at=past)
    old = duty(world, 24 * 800, replayed)
    wish = asked_for_more(world)
    rows = [row for _move, row in shown(world.officer)]
    assert rows == [late, soon, wish.extension_requests.get(), old]
    body = Involvement.objects.get(pk=late.involvement_id)
    assert body.agency == world.agency_a


def test_nothing_of_a_restricted_case_is_listed_for_whom_it_does_not_exist(world):
    request = asked_for_more(world)
    row = duty(world)
    for case in (request.incident, row.incident):
        case = fresh(case)
        work.restrict(case, by=world.officer, seen=case.version, reason="Penyidikan")
    assert shown(world.supervisor, "approvals") == [] and shown(world.supervisor) == []
    assert len(shown(world.officer)) == 2


@pytest.mark.parametrize("page", ["/meja/", "/persetujuan/"])
def test_two_hundred_decisions_cost_no_more_questions_than_two(world, log_in, page, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    supervisor = log_in(world.supervisor)
    make = [asked_for_more, lambda w: duty(w, 70), owed, redirected]
    assert "Menunggu keputusan" not in supervisor.get(page).content.decode()
    for each in make:
        each(world)
        each(world)
    supervisor.get(page)
    with CaptureQueriesContext(connection) as few:
        supervisor.get(page)
    case = make_incident(world)
    for _ in range(200):
        work.commit(case, by=world.officer, who="Ins A", what="Serahkan log", due=timezone.now())
    with django_assert_max_num_queries(len(few)):
        answer = supervisor.get(page)
    assert answer.context["waiting"].paginator.count > 200
    assert "keputusan=2" in answer.content.decode()
    assert supervisor.get(page, {"keputusan": "11"}).context["waiting"].number == 11


def test_the_page_that_closes_a_case_names_the_controller_that_has_not_notified(world, log_in):
    row = duty(world)
    page = log_in(world.supervisor).get(f"/insiden/{row.incident}/tutup/").content.decode()
    assert "Ins A belum memberikan semua pemberitahuan" in page


def test_a_wish_stands_at_the_due_that_its_clock_shows(world):
    """Two questions, one returned to a later due: the wish is decided before the earliest of them."""
    ago = timezone.now() - timedelta(hours=2)
    request = make_request(world, "open", issued_at=ago)
    answer_request(world, request, numbers=[1], at=ago + timedelta(hours=1))
    request = fresh(request)
    [first, _second] = request.questions.all()
    later = timezone.now() + timedelta(hours=71)
    back = {"questions": {first: "Jam"}, "reason": "Kurang", "due_at": later}
    replies.send_again(request, by=world.officer, seen=request.version, **back)
    wished = timezone.now() + timedelta(hours=90)
    deadlines.ask_extension(fresh(request), by=world.liaison_a, seen=None, reason="x", wished_at=wished)
    [entry] = waiting.for_approvals(world.supervisor, timezone.now())[:9]
    assert entry.at == fresh(request).present_due != later


def test_a_letter_sent_back_stands_on_top_of_the_desk_and_of_its_page_with_the_reason(world, log_in):
    row = make_request(world, "awaiting_approval")
    clarifications.send_back(row, by=world.supervisor, seen=row.version, reason="Sebutkan dasar hukumnya")
    other = make_request(world, "draft")
    officer = log_in(world.officer)
    desk = officer.get("/meja/")
    assert [each.pk for each, _why in desk.context["sent_back"]] == [row.pk]
    assert [each.pk for each in desk.context["drafts"]] == [other.pk]
    page = officer.get(f"/permintaan/{row.pk}/").content.decode()
    assert "Sebutkan dasar hukumnya" in desk.content.decode() and "Dikembalikan · Supervisor" in " ".join(page.split())


def test_what_is_overdue_stands_over_what_waits_and_no_count_contradicts_another(world, log_in):
    report(world)
    late = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=80))
    page = log_in(world.officer).get("/meja/").content.decode()
    assert page.index(f"/permintaan/{late.pk}/") < page.index("Menunggu keputusan")
    assert "hal perlu tindakan" not in page


def test_a_removal_under_law_waits_for_whoever_may_decide_until_it_is_decided(world, log_in):
    case = closed(world, planted(world))
    removal = proposed(world, case, "text", "activity")
    page = log_in(world.supervisor).get("/persetujuan/").content.decode()
    assert f'href="{removal.get_absolute_url()}"' in page and "Penghapusan menurut hukum diusulkan" in page
    assert "remove" in waits(world.officer) and "remove" in waits(world.supervisor, "approvals")
    removals.decline_removal(removal, by=world.supervisor, seen=removal.version, reason="Masih perlu")
    assert "remove" not in waits(world.supervisor, "approvals") + waits(world.officer)


def test_who_proposed_a_removal_does_not_find_it_among_what_they_decide(world):
    case = closed(world, planted(world))
    proposed(world, case, "text", "activity", by=world.supervisor)
    assert "remove" not in waits(world.supervisor, "approvals") and "remove" in waits(world.supervisor)
