"""A body is split: each thing that somebody hands over as a whole goes to the successor that is named, and nothing goes anywhere unsaid."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import (
    agencies,
    agency_merge_reversal,
    agency_merge_reversal_plan,
    dissolution,
    doubles,
    law,
    people,
    revival,
    revival_plan,
    work,
)
from incidents.models import Agency, Appointment, CaseEvent, Contact, FurtherSuccessor, NotificationDuty, User
from incidents.record.deeds import Conflict
from incidents.reports.parliament import as_of
from tests.sent_form import Form
from tests.world import draft_request, fresh, make_incident, make_request

DAY = "1-6-2024"


def split(world, **how):
    day = timezone.localdate()
    given = dict(ended_on=day, successor=world.agency_b, further=[world.third], reason="Perpres") | how
    return dissolution.end_agency(fresh(world.agency_a), by=world.administrator, **given)


@pytest.fixture
def world(world):
    """Beside the two bodies of every test a third one, and one more person who answers for the first."""
    facts = dict(name="Badan Ketiga", kind="central", short_name="Ketiga")
    world.third = agencies.add_agency(by=world.administrator, **facts)
    who = dict(email="dua@a.example", name="Dua A")
    people.appoint(people.Post("liaison", agency=world.agency_a), by=world.administrator, **who)
    world.other_liaison = User.objects.get(email="dua@a.example")
    return world


def test_the_first_press_asks_for_each_thing_whose_it_is_and_the_second_does_so(world, log_in):
    """Both letters are of one case: that which is chosen goes to the other body, with the part that it is asked as."""
    case = make_incident(world)
    law.track_duty(case.involvements.get(agency=world.agency_a), by=world.officer)
    stays, goes = (make_request(world, "open", incident=case) for _n in range(2))
    hidden = make_request(world, "open", incident=make_incident(world))
    work.restrict(hidden.incident, by=world.officer, seen=None, reason="Rahasia")
    page, browser = reverse("incidents:end_agency", args=[world.agency_a.pk]), log_in(world.administrator)
    typed = Form(browser.get(page).content.decode()).as_sent() | {"ended_on": DAY, "reason": "Perpres 174/2024"}
    typed |= {"successor": world.agency_b.pk, "further_1": world.third.pk}
    first = browser.post(page, typed)
    html = first.content.decode()
    assert first.status_code == 200 and fresh(world.agency_a).ended_on is None
    assert str(goes.letter) in html and "Dua A" in html and "surat@a.example" in html
    assert str(hidden.letter) not in html and case.reference not in html, "who may not know of a case learns of none"
    to = {f"to_request_{goes.pk}": world.third.pk, f"to_person_{world.other_liaison.pk}": world.third.pk}
    assert browser.post(page, Form(html).as_sent() | to).status_code == 302
    assert [fresh(row).agency for row in (stays, goes, hidden)] == [world.agency_b, world.third, world.agency_b]
    assert {part.agency for part in case.involvements.filter(role="controller", until_at=None)} == {
        world.agency_b,
        world.third,
    }
    assert NotificationDuty.objects.get(incident=case).agency == world.agency_b, "one duty, and the first one's"
    now = timezone.now() + timedelta(seconds=1)
    assert Appointment.objects.on(now).get(user=world.other_liaison).agency == world.third
    assert Appointment.objects.on(now).get(user=world.liaison_a).agency == world.agency_b
    told = CaseEvent.objects.get(action="exchange_body", incident=case)
    assert told.details["for"] == "Ins B, Ketiga"


def test_what_came_meanwhile_is_asked_about_before_anything_goes_anywhere(world, log_in):
    page, browser = reverse("incidents:end_agency", args=[world.agency_a.pk]), log_in(world.administrator)
    typed = Form(browser.get(page).content.decode()).as_sent() | {"ended_on": DAY, "reason": "Perpres"}
    typed |= {"successor": world.agency_b.pk, "further_2": world.third.pk}
    html = browser.post(page, typed).content.decode()
    came = make_request(world, "open")
    again = browser.post(page, Form(html).as_sent())
    assert again.status_code == 200 and str(came.letter) in again.content.decode()
    assert fresh(world.agency_a).ended_on is None
    for wrong in ({"laid_out": "x"}, {"to": {"request_0": world.third}}):
        with pytest.raises(Conflict):
            split(world, **wrong)
    with pytest.raises(dissolution.NoSuccessor):
        split(world, further=[], to={"request_1": world.third})


def test_a_letter_to_it_is_refused_with_the_names_of_all_who_follow_and_its_page_names_them(world, log_in):
    case = make_incident(world)
    split(world)
    with pytest.raises(agencies.BodyEnded, match="Ins B, Ketiga"):
        draft_request(world, case)
    page = log_in(world.officer).get(reverse("incidents:agency", args=[world.agency_a.pk])).content.decode()
    assert "Dipecah menjadi" in page and "Instansi B" in page and "Badan Ketiga" in page
    assert fresh(world.agency_a).becomes(world.third) and fresh(world.agency_a).addressee == world.agency_b
    assert world.agency_a in Agency.objects.stood_for_by([world.third.pk])


def test_its_end_is_undone_whoever_had_what(world):
    goes, stays = make_request(world, "open"), make_request(world, "open")
    to = {f"request_{goes.pk}": world.third, f"person_{world.other_liaison.pk}": world.third}
    split(world, to=to)
    plan = revival_plan.plan_of_revival(fresh(world.agency_a))
    revival.revive_agency(fresh(world.agency_a), by=world.administrator, reason="Keliru", plan=plan.digest)
    assert {fresh(row).agency for row in (goes, stays)} == {world.agency_a}
    assert not FurtherSuccessor.objects.exists() and fresh(world.agency_a).heirs == []
    now = timezone.now() + timedelta(seconds=1)
    assert Appointment.objects.on(now).get(user=world.other_liaison).agency == world.agency_a
    assert Contact.objects.filter(email="surat@a.example", valid_to=None).get().agency == world.agency_a
    assert not goes.incident.involvements.filter(agency=world.third).exists()


@pytest.mark.parametrize("double", ["first", "further"])
def test_successors_that_are_one_body_follow_it_once_until_they_are_told_apart(world, double):
    split(world)
    row, into = (world.third, world.agency_b) if double == "further" else (world.agency_b, world.third)
    doubles.merge_agency(fresh(row), by=world.administrator, into=fresh(into), reason="Sama")
    assert fresh(world.agency_a).followed_by == [into]
    plan = agency_merge_reversal_plan.plan_of_reversal(fresh(row)).digest
    agency_merge_reversal.unmerge_agency(fresh(row), by=world.administrator, reason="Bukan", plan=plan)
    assert fresh(world.agency_a).followed_by == [world.agency_b, world.third]


def test_the_sheet_for_parliament_knows_each_successor_of_a_body_that_was_split(world):
    case = make_incident(world)
    goes = make_request(world, "open", incident=case)
    split(world, to={f"request_{goes.pk}": world.third})
    then = as_of._bodies([{"agency_id": world.agency_a.pk}], timezone.now() + timedelta(seconds=1))
    assert then[world.agency_a.pk]["heir_ids"] == {world.agency_b.pk, world.third.pk}
