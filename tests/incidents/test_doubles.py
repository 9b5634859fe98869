"""Two bodies that are one: everything that hangs on the double moves, by one act, and the history keeps its old name."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from incidents.actions import agencies, assertions, cases, corrections, doubles, law, past_cases, people, work
from incidents.actions.assertions import Claim
from incidents.models import Agency, Appointment, CaseEvent, Contact, NotificationDuty
from incidents.plain.spans import parse
from incidents.record import search
from tests.clerk import Clerk, Pick
from tests.every_value import every_value  # noqa: F401  (a state)
from tests.what_names_a_body import rows_naming
from tests.world import make_incident, make_request, the_same_address_and_person_on_both_sides


def merge(world, double=None, into=None):
    return doubles.merge_agency(
        double or world.agency_b, by=world.administrator, into=into or world.agency_a, reason="Satu badan, dua catatan"
    )


def test_after_the_merge_nothing_but_its_names_hangs_on_the_double(every_value):  # noqa: F811
    world = every_value
    for duty in NotificationDuty.objects.filter(involvement__agency=world.agency_b):
        part = duty.involvement
        cases.amend_involvement(part, by=world.officer, seen=part.version, reason="Uji", role="processor")
    before = rows_naming(world.agency_b)
    assert sum(1 for count in before.values() if count) >= 5
    merge(world)
    left = {name: count for name, count in rows_naming(world.agency_b).items() if count}
    assert {name.partition(".")[0] for name in left} == {"ToldApart"}, "what was said of the two as they were"
    assert world.agency_b.names.exists()


def test_the_list_of_what_moves_holds_every_model_that_names_a_body():
    models = {
        model
        for model in apps.get_models()
        if model._meta.app_label in ("incidents", "notifications")
        and not hasattr(model, "instance_type")
        and model is not Agency
        and any(column.related_model is Agency for column in model._meta.concrete_fields)
    }
    assert {model.__name__ for model in models} == {
        *(model.__name__ for model in (*doubles.IN_CASES, *doubles.OUTSIDE_CASES)),
        "AgencyName",
    }


def test_it_is_one_act_told_in_the_history_of_each_case_it_touched(world):
    first, second = make_incident(world), make_incident(world)
    merge(world)
    told = CaseEvent.objects.filter(action="exchange_body")
    assert {event.incident for event in told} == {first, second}
    assert len({*told.values_list("act_id", flat=True), CaseEvent.objects.get(action="merge_agency").act_id}) == 1
    assert {event.details["agency"] for event in told} == {"Ins B"}


def test_the_history_of_before_calls_the_double_as_it_was_called(world, log_in):
    case = make_incident(world)
    merge(world)
    page = log_in(world.auditor).get(reverse("incidents:history", args=[case.reference])).content.decode()
    assert "Ins B" in page


def test_a_letter_that_went_out_stays_as_it_was_written(world):
    clarification = make_request(world, "open", agency=world.agency_b)
    before = clarification.letter.content
    merge(world)
    clarification.refresh_from_db()
    assert clarification.agency == world.agency_a
    assert clarification.letter.content == before and clarification.letter.agency == world.agency_a
    assert before["addressee"]["agency"] == "Instansi B"


def test_the_liaison_of_the_double_reads_and_answers_what_was_asked_of_both(world, log_in):
    clarification = make_request(world, "open", agency=world.agency_b)
    merge(world)
    assert log_in(world.liaison_b).get(f"/permintaan/{clarification.pk}/").status_code == 200
    assert log_in(world.liaison_a).get(f"/permintaan/{clarification.pk}/").status_code == 200


def test_an_address_and_a_person_on_both_sides_are_there_once_afterwards(world):
    the_same_address_and_person_on_both_sides(world)
    merge(world)
    present = Contact.objects.filter(agency=world.agency_a, valid_to__isnull=True)
    assert len({contact.email.lower() for contact in present}) == present.count() == 2
    current = Appointment.objects.on(timezone.now() + timedelta(seconds=1)).filter(agency=world.agency_a)
    assert sorted(current.values_list("user", flat=True)) == sorted([world.liaison_a.pk, world.liaison_b.pk])


def test_where_both_have_one_part_in_a_case_one_row_stands_for_both_with_what_either_knew(world):
    case = make_incident(world)
    part = case.involvements.get(agency=world.agency_b)
    cases.amend_involvement(part, by=world.officer, seen=part.version, reason="Uji", holds="Salinan 2022")
    law.track_duty(part, by=world.officer)
    merge(world)
    only = case.involvements.get()
    assert (only.agency, only.holds) == (world.agency_a, "Salinan 2022")
    assert NotificationDuty.objects.get(incident=case).involvement == only


def test_two_duties_of_one_part_are_not_thrown_together(world):
    case = make_incident(world)
    for part in case.involvements.all():
        law.track_duty(part, by=world.officer)
    with pytest.raises(doubles.BothNotified):
        merge(world)
    assert case.involvements.count() == 2 and not CaseEvent.objects.filter(action="merge_agency").exists()


@pytest.mark.parametrize("whose", ["double", "into", "both"])
def test_a_duty_that_was_struck_is_none_and_stays_to_be_read_beside_the_one_that_is_followed(world, log_in, whose):
    case, officer, administrator = (
        make_incident(world),
        Clerk(log_in(world.officer)),
        Clerk(log_in(world.administrator)),
    )
    parts = {
        name: case.involvements.get(agency=body) for name, body in zip(("into", "double"), _two(world), strict=True)
    }
    duties = {name: law.track_duty(part, by=world.officer) for name, part in parts.items()}
    mistaken = parts.keys() if whose == "both" else {whose}
    for name in mistaken:
        officer.fill(f"/wajib-beritahu/{duties[name].pk}/coret/", reason=f"Bukan pengendali: {name}")
    administrator.fill(f"/instansi/{world.agency_b.pk}/gabung/", into=Pick("Ins A"), reason="Satu badan, dua catatan")
    only = case.involvements.get()
    followed = [duty for name, duty in duties.items() if name not in mistaken]
    assert only.agency == world.agency_a and [only.standing_duty] == (followed or [None])
    assert {*only.duties.all()} == {*duties.values()}
    law_page = officer.read(f"/insiden/{case}/hukum/").text_content()
    assert all(f"Bukan pengendali: {name}" in law_page for name in mistaken)
    administrator.fill(f"/instansi/{world.agency_b.pk}/batal-gabung/", reason="Bukan satu")
    again = {name: NotificationDuty.objects.get(pk=duty.pk) for name, duty in duties.items()}
    assert {name: duty.involvement.agency for name, duty in again.items()} == dict(
        zip(("into", "double"), _two(world), strict=True)
    )
    assert {name for name, duty in again.items() if duty.struck_at} == {*mistaken}


def _two(world):
    return world.agency_a, world.agency_b


def test_a_letter_entered_as_sent_to_both_is_named_and_nothing_is_merged(world):
    case = past_cases.enter_case(by=world.officer, title="Lama", began=parse("2019"))
    for agency, number in ((world.agency_a, "S-1/2019"), (world.agency_b, "s-1 / 2019")):
        cases.involve(case, by=world.officer, agency=agency, role="controller", since=case.began)
        past_cases.enter_letter(
            case,
            by=world.officer,
            agency=agency,
            kind="clarification_request",
            number=number,
            dated=parse("3 Mei 2019"),
            channel="post",
        )
    with pytest.raises(doubles.EnteredForBoth, match="s-1 / 2019"):
        merge(world)
    twice = case.past_letters.get(agency=world.agency_b)
    corrections.strike(twice, by=world.officer, reason="Satu surat", seen=twice.version)
    merge(world)
    assert case.past_letters.get().agency == world.agency_a


def test_who_serves_the_body_until_a_day_and_its_double_for_good_serves_it_for_good(world):
    until, who = timezone.now() + timedelta(days=10), {"email": "dua@b.example", "name": "Dua Jabatan"}
    people.appoint(people.Post("liaison", agency=world.agency_b), by=world.administrator, **who)
    people.appoint(people.Post("liaison", agency=world.agency_a), by=world.administrator, valid_to=until, **who)
    merge(world, world.agency_b, world.agency_a)
    later = Appointment.objects.on(until + timedelta(days=1))
    assert later.filter(agency=world.agency_a, user__email=who["email"]).exists()


def test_search_and_the_directory_find_the_body_by_the_name_of_its_double(world, log_in):
    case = make_incident(world)
    merge(world)
    assert case in search.cases(world.officer, "Instansi B")
    page = log_in(world.officer).get("/instansi/", {"q": "Instansi B"}).content.decode()
    assert reverse("incidents:agency", args=[world.agency_a.pk]) in page
    assert reverse("incidents:agency", args=[world.agency_b.pk]) not in page


def test_a_text_that_names_the_double_points_to_the_body_it_is(world):
    case = make_incident(world, title="Data Instansi B dijual")
    merge(world)
    assert {m.value for m in case.mentions.filter(kind="agency")} == {"a"}
    later = cases.record(by=world.officer, title="Instansi B lagi", seen_at=timezone.now())
    assert {m.value for m in later.mentions.filter(kind="agency")} == {"a"}


def test_words_commitments_and_meetings_of_the_double_are_those_of_the_body(world):
    case = make_incident(world)
    said = assertions.claim(
        case,
        Claim("denial", "Bukan dari kami", "Humas", "Siaran pers", None, agency=world.agency_b),
        by=world.officer,
    )
    owed = work.commit(case, by=world.officer, who="Ins B", what="Laporan", agency=world.agency_b)
    merge(world)
    said.refresh_from_db()
    owed.refresh_from_db()
    assert {said.agency, owed.agency} == {world.agency_a}


def test_a_body_is_merged_into_another_that_exists(world):
    merge(world)
    third = agencies.propose_agency(by=world.officer, name="PT Ketiga", kind="private")
    for into in (third, world.agency_b):
        with pytest.raises(doubles.NotItself):
            merge(world, third, into)


def test_a_double_takes_part_in_nothing_any_more(world, log_in, an_incident):
    merge(world)
    form = log_in(world.officer).get(reverse("incidents:involve", args=[an_incident.reference])).content.decode()
    assert f'value="{world.agency_b.pk}"' not in form
    with pytest.raises(agencies.deeds.Conflict):
        agencies.amend_agency(Agency.objects.get(pk=world.agency_b.pk), by=world.administrator, zone="Asia/Jayapura")


@pytest.mark.parametrize("who", ["officer", "supervisor", "liaison_a", "auditor"])
def test_only_an_administrator_merges(world, who):
    with pytest.raises(PermissionDenied):
        doubles.merge_agency(world.agency_b, by=getattr(world, who), into=world.agency_a, reason="x")


def test_the_page_of_the_merge_leads_to_the_body_that_stays(world, log_in):
    page = reverse("incidents:merge_agency", args=[world.agency_b.pk])
    browser = log_in(world.administrator)
    assert browser.get(page, {"into": world.agency_a.pk}).status_code == 200
    answer = browser.post(page, {"into": world.agency_a.pk, "reason": "Sama", "seen": 1})
    assert answer.url == reverse("incidents:agency", args=[world.agency_a.pk])


def test_one_part_for_two_knows_since_the_earlier_day_and_lasts_as_long_as_either(world):
    case = make_incident(world)
    first = case.involvements.get(agency=world.agency_a)
    whole = {"since": parse("10 November 2023"), "until": parse("20 November 2023")}
    cases.amend_involvement(
        first, by=world.officer, seen=first.version, reason="x", known=parse("20 November 2023"), **whole
    )
    second = case.involvements.get(agency=world.agency_b, role=first.role)
    heard = {"known": parse("1 November 2023"), "known_source": "Surat", "since": parse("5 November 2023")}
    cases.amend_involvement(second, by=world.officer, seen=second.version, reason="x", **heard)
    merge(world)
    part = case.involvements.get(agency=world.agency_a, role=first.role)
    assert part.known == parse("1 November 2023") and part.known_source == "Surat"
    assert part.since == parse("5 November 2023") and part.until is None
