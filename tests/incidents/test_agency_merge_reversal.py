"""Two bodies that are not one after all: what each had is its own again, what was entered since stays where it truthfully belongs."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from incidents.actions import (
    agencies,
    agency_merge_reversal,
    agency_merge_reversal_plan,
    cases,
    clarifications,
    corrections,
    doubles,
    law,
    overtaken,
    reply_drafts,
    work,
)
from incidents.models import (
    Agency,
    AnswerDraft,
    Appointment,
    CaseEvent,
    Contact,
    Incident,
    NotificationDuty,
    ToldApart,
    User,
)
from incidents.record import after_the_end
from tests.every_value import every_value  # noqa: F401  (a state)
from tests.what_names_a_body import rows_naming
from tests.world import fresh, make_incident, make_request, the_same_address_and_person_on_both_sides


def merge(world):
    doubles.merge_agency(fresh(world.agency_b), by=world.administrator, into=fresh(world.agency_a), reason="Sama")


def plan(world):
    return agency_merge_reversal_plan.plan_of_reversal(fresh(world.agency_b)).digest


def unmerge(world, by=None, plan_of=None):
    return agency_merge_reversal.unmerge_agency(
        fresh(world.agency_b), by=by or world.administrator, reason="Bukan satu", plan=plan_of or plan(world)
    )


def test_what_hung_on_the_double_hangs_on_it_again_row_by_row(every_value):  # noqa: F811
    world = every_value
    for duty in NotificationDuty.objects.filter(involvement__agency=world.agency_b):
        part = duty.involvement
        cases.amend_involvement(part, by=world.officer, seen=part.version, reason="Uji", role="processor")
    before = {body: rows_naming(body) for body in (world.agency_a, world.agency_b)}
    merge(world)
    assert rows_naming(world.agency_b) != before[world.agency_b]
    unmerge(world)
    assert {body: rows_naming(body) for body in (world.agency_a, world.agency_b)} == before


def test_what_would_come_back_is_asked_for_as_little_of_many_rows_as_of_few(world):
    asked = []
    for many in (1, 4):
        for _n in range(many):
            make_request(world, "open", agency=world.agency_b)
        merge(world)
        with CaptureQueriesContext(connection) as queries:
            plan(world)
        asked.append(len(queries.captured_queries))
        unmerge(world)
    assert asked[0] == asked[1], asked


def test_it_is_one_act_told_in_the_history_of_each_case_with_its_reason(world):
    first, second = make_incident(world), make_incident(world)
    merge(world)
    unmerge(world)
    told = CaseEvent.objects.filter(action="divide_bodies")
    assert {event.incident for event in told} == {first, second}
    assert len({*told.values_list("act_id", flat=True), CaseEvent.objects.get(action="unmerge_agency").act_id}) == 1
    assert {event.reason for event in told} == {"Bukan satu"}
    assert fresh(world.agency_b).status == "registered"
    assert {row.agency for row in Incident.objects.get(pk=first.pk).involvements.all()} == {
        world.agency_a,
        world.agency_b,
    }


def test_two_parts_that_had_become_one_are_two_with_what_each_knew_and_its_duty(world):
    case = make_incident(world)
    part = case.involvements.get(agency=world.agency_b)
    cases.amend_involvement(part, by=world.officer, seen=part.version, reason="Uji", holds="Salinan 2022")
    duty = law.track_duty(part, by=world.officer)
    merge(world)
    assert case.involvements.count() == 1
    unmerge(world)
    own = case.involvements.get(agency=world.agency_b)
    assert (own.holds, case.involvements.get(agency=world.agency_a).holds) == ("Salinan 2022", "")
    assert NotificationDuty.objects.get(pk=duty.pk).involvement == own


def test_what_somebody_wrote_on_the_row_of_both_since_stays(world):
    case = make_incident(world)
    part = case.involvements.get(agency=world.agency_b)
    cases.amend_involvement(part, by=world.officer, seen=part.version, reason="Uji", holds="Salinan 2022")
    merge(world)
    only = case.involvements.get()
    cases.amend_involvement(only, by=world.officer, seen=only.version, reason="Uji", holds="Salinan 2023")
    unmerge(world)
    assert case.involvements.get(agency=world.agency_a).holds == "Salinan 2023"
    assert case.involvements.get(agency=world.agency_b).holds == "Salinan 2022"


def test_a_request_is_the_bodys_own_again_and_its_letter_keeps_the_name(world):
    request = make_request(world, "open", agency=world.agency_b)
    content = request.letter.content
    merge(world)
    unmerge(world)
    request = fresh(request)
    assert (request.agency, request.letter.agency, request.letter.content) == (
        world.agency_b,
        world.agency_b,
        content,
    )
    assert list(world.liaison_b.agency_ids) == [world.agency_b.pk]


def test_a_request_that_the_other_body_has_answered_stays_with_it_and_the_page_says_so(world, log_in):
    answered = make_request(world, "open", agency=world.agency_b)
    other = make_request(world, "open", agency=world.agency_b, incident=answered.incident)
    merge(world)
    clarifications.acknowledge(fresh(answered), by=world.liaison_a, seen=fresh(answered).version)
    clarifications.acknowledge(fresh(other), by=world.liaison_b, seen=fresh(other).version)
    page = log_in(world.administrator).get(reverse("incidents:unmerge_agency", args=[world.agency_b.pk]))
    assert page.status_code == 200
    counts = {str(kind): (back, stays) for kind, back, stays in page.context["view"].reversal_plan.counts}
    assert counts["Requests"] == (1, 1)
    unmerge(world)
    assert (fresh(answered).agency, fresh(other).agency) == (world.agency_a, world.agency_b)
    assert fresh(answered).letter.agency == world.agency_a
    event = CaseEvent.objects.get(action="divide_bodies", incident=answered.incident)
    assert str(answered) in event.details["stays"]


def test_what_was_entered_since_the_merge_stays_with_the_body_that_it_names(world):
    case = make_incident(world)
    merge(world)
    owed = work.commit(fresh(case), by=world.officer, who="Ins A", agency=world.agency_a, what="Log")
    added = agencies.register_contact(
        fresh(world.agency_a),
        by=world.administrator,
        office="Humas",
        email="humas@a.example",
        valid_from=timezone.localdate(),
    )
    unmerge(world)
    assert fresh(owed).agency == world.agency_a and fresh(added).agency == world.agency_a


def test_addresses_and_people_of_each_are_its_own_again(world):
    twice = the_same_address_and_person_on_both_sides(world)
    merge(world)
    unmerge(world)
    assert Contact.objects.get(pk=twice.pk).valid_to is None
    assert Contact.objects.filter(agency=world.agency_b, valid_to__isnull=True).count() == 2
    posts = Appointment.objects.on(timezone.now()).filter(role="liaison")
    assert sorted(posts.values_list("user", "agency")) == sorted(
        [
            (world.liaison_a.pk, world.agency_a.pk),
            (world.liaison_a.pk, world.agency_b.pk),
            (world.liaison_b.pk, world.agency_b.pk),
        ]
    )


def test_a_body_that_stood_under_the_double_stands_there_again_and_the_double_where_it_stood(world):
    above = agencies.propose_agency(by=world.officer, name="Badan Induk", kind="central")
    part = agencies.propose_agency(by=world.officer, name="Badan Bagian", kind="central")
    agencies.confirm_agency(part, by=world.administrator, parent=fresh(world.agency_b))
    agencies.amend_agency(fresh(world.agency_b), by=world.administrator, parent=fresh(above))
    merge(world)
    assert fresh(part).parent == world.agency_a
    unmerge(world)
    assert fresh(part).parent == world.agency_b and fresh(world.agency_b).parent == above


def test_a_double_of_a_double_is_that_of_its_own_body_again(world):
    third = agencies.propose_agency(by=world.officer, name="Badan Ketiga", kind="central")
    doubles.merge_agency(third, by=world.administrator, into=fresh(world.agency_b), reason="Sama")
    merge(world)
    assert fresh(third).merged_into == world.agency_a
    unmerge(world)
    assert fresh(third).merged_into == world.agency_b


def test_whoever_undoes_what_is_not_what_the_page_showed_is_told(world):
    case = make_incident(world)
    merge(world)
    seen = plan(world)
    unmerge(world)
    with pytest.raises(overtaken.PartsOtherwise):
        unmerge(world, plan_of=seen)
    merge(world)
    with pytest.raises(overtaken.PartsOtherwise):
        unmerge(world, plan_of=seen)
    unmerge(world)
    assert {row.agency for row in case.involvements.all()} == {world.agency_a, world.agency_b}


def test_an_administrator_undoes_it_on_the_page_of_the_double_and_nobody_else(world, log_in):
    make_incident(world)
    merge(world)
    with pytest.raises(PermissionDenied):
        unmerge(world, by=world.officer)
    browser, page = log_in(world.administrator), reverse("incidents:unmerge_agency", args=[world.agency_b.pk])
    assert page in browser.get(reverse("incidents:agency", args=[world.agency_b.pk])).content.decode()
    form = browser.get(page).context["form"]
    sent = {name: form[name].value() for name in ("seen", "plan")} | {"reason": "Dua badan"}
    assert browser.post(page, sent).status_code == 302
    assert Agency.objects.get(pk=world.agency_b.pk).merged_into is None
    assert browser.get(page).status_code == 302


def test_every_model_that_a_merge_moves_has_its_words_here():
    moved = {*doubles.IN_CASES, *doubles.OUTSIDE_CASES} - {ToldApart}
    assert {*agency_merge_reversal_plan.KINDS} == moved | {Agency, NotificationDuty}


def test_a_case_that_writes_the_name_of_the_double_is_found_by_it_as_before(world):
    case = make_incident(world, title="Data Instansi B dijual")
    for part in case.involvements.all():
        corrections.strike(part, by=world.officer, seen=part.version, reason="Belum pasti")
    found = sorted(case.mentions.values_list("kind", "value"))
    merge(world)
    unmerge(world)
    assert sorted(case.mentions.values_list("kind", "value")) == found


def test_what_the_other_bodys_people_were_writing_is_laid_aside_and_shown_to_nobody(world, log_in):
    request = make_request(world, "open", agency=world.agency_b)
    first, second = request.questions.order_by("number")[:2]
    clarifications.acknowledge(request, by=world.liaison_b, seen=request.version)
    merge(world)
    reply_drafts.save(first, by=User.objects.get(pk=world.liaison_a.pk), text="Rancangan Ins A")
    reply_drafts.save(second, by=User.objects.get(pk=world.liaison_b.pk), text="Rancangan Ins B")
    unmerge(world)
    assert fresh(request).agency == world.agency_b
    assert [draft.text for draft in reply_drafts.drafts_of(fresh(request))] == ["Rancangan Ins B"]
    assert AnswerDraft.objects.get(text="Rancangan Ins A").aside_of == first
    page = log_in(User.objects.get(pk=world.liaison_b.pk)).get(f"/permintaan/{request.pk}/pertanyaan/{first.number}/")
    assert page.status_code == 200 and "Rancangan Ins A" not in page.content.decode()
    history = log_in(world.officer).get(reverse("incidents:history", args=[request.incident.reference]))
    assert "konsep jawaban yang belum dikirim, disisihkan: 1" in history.content.decode()


def test_of_a_request_that_stays_with_the_other_body_what_the_bodys_own_people_were_writing_is_laid_aside(world):
    request = make_request(world, "open", agency=world.agency_b)
    question = request.questions.first()
    merge(world)
    clarifications.acknowledge(fresh(request), by=world.liaison_a, seen=fresh(request).version)
    reply_drafts.save(question, by=User.objects.get(pk=world.liaison_b.pk), text="Rancangan Ins B")
    unmerge(world)
    assert fresh(request).agency == world.agency_a
    assert not reply_drafts.drafts_of(fresh(request)) and AnswerDraft.objects.get().aside_of == question


def test_that_the_other_bodys_people_opened_a_letter_proves_no_arrival_at_the_body(world, log_in):
    by_other, by_own = (make_request(world, "open", agency=world.agency_b) for _each in range(2))
    merge(world)
    log_in(User.objects.get(pk=world.liaison_a.pk)).get(by_other.get_absolute_url())
    log_in(User.objects.get(pk=world.liaison_b.pk)).get(by_own.get_absolute_url())
    assert fresh(by_other).delivered_how == fresh(by_own).delivered_how == "portal"
    unmerge(world)
    assert (fresh(by_other).agency, fresh(by_other).delivered_at) == (world.agency_b, None)
    assert fresh(by_own).delivered_how == "portal"


def test_a_part_that_the_body_has_again_by_another_row_stays_and_the_merge_is_undone(world):
    case = make_incident(world)
    cases.involve(fresh(case), by=world.officer, agency=fresh(world.agency_b), role="processor")
    merge(world)
    for before, after in (("controller", "supplier"), ("processor", "controller")):
        part = case.involvements.get(role=before)
        cases.amend_involvement(part, by=world.officer, seen=part.version, reason="Uji", role=after)
    unmerge(world)
    assert sorted(case.involvements.values_list("agency", "role")) == sorted(
        [(world.agency_a.pk, "supplier"), (world.agency_a.pk, "controller"), (world.agency_b.pk, "controller")]
    )
    [event] = CaseEvent.objects.filter(action="divide_bodies", incident=case)
    assert any(world.agency_a.short_name in said for said in event.details["stays"])


def test_a_part_that_is_there_again_is_of_whoever_entered_it_and_is_put_right_after_the_closing(world, log_in):
    case = make_incident(world)
    part = cases.involve(case, by=world.officer, agency=world.agency_b, role="coordination")
    cases.involve(fresh(case), by=world.officer, agency=world.agency_a, role="coordination")
    merge(world)
    unmerge(world)
    born = part.history.filter(history_type="+").order_by("history_id")
    assert len(born) == 2, "the merge took it away and its undoing brought it back"
    work.close(fresh(case), by=world.supervisor, seen=None, outcome="too_little", reason="Selesai")
    row = type(part).objects.with_recorded().get(pk=part.pk)
    first = born[0].history_date
    assert row.entered_at == fresh(part).entered_at == first
    assert row.belongs_to(world.officer) and fresh(part).belongs_to(world.officer)
    assert not row.belongs_to(world.administrator) and not fresh(part).belongs_to(world.administrator)
    own = case.involvements.get(agency=world.agency_b, role="controller")
    for each, user in ((part, world.officer), (own, world.supervisor)):
        assert log_in(user).get(f"/keterlibatan/{each.pk}/").status_code == 200
    assert log_in(world.officer).get(f"/keterlibatan/{own.pk}/").status_code == 403
    found = {type(part): list(type(part).objects.filter(incident=case))}
    assert after_the_end.since(fresh(case), found, timezone.now()).entered == set()
    corrections.strike(fresh(part), by=world.officer, seen=None, reason="Salah kasus")
