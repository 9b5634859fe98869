"""Who knew of a failure and who has to notify by now: the panel of the case, the page of the law and the chronology agree."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import agencies, cases, dissolution, law, revival
from incidents.models import Involvement, NotificationDuty
from incidents.reports import notification_duties
from tests.clerk import Clerk
from tests.world import fresh, make_incident


def end(world, agency, successor):
    how = dict(by=world.administrator, ended_on=timezone.localdate(), reason="Perpres 1/2026")
    dissolution.end_agency(fresh(agency), successor=fresh(successor), **how)


def followed(world):
    """A case in which A knew two hours ago; two bodies that are to come after it."""
    case = make_incident(world)
    part, start = case.involvements.get(agency=world.agency_a), timezone.now() - timedelta(hours=2)
    duty = law.track_duty(part, by=world.officer, started=start, start_source="Siaran pers")
    heirs = [agencies.add_agency(by=world.administrator, name=name, kind="central") for name in ("Satu", "Dua")]
    return case, duty, *heirs


def standing(case):
    """{body: (whether it knew, whether it owes, from whom that came, to whom it passed)}."""
    parts = Involvement.objects.filter(incident=case, role="controller").select_related("agency")
    return {
        str(each.part.agency): (
            bool(each.knew),
            bool(each.duty),
            each.came_from and str(each.came_from.body),
            each.passed_to and str(each.passed_to.body),
        )
        for each in notification_duties.of(case, parts).values()
        if str(each.part.agency) != "Ins B"  # it has a part of its own in the case
    }


def test_the_body_that_knew_knew_and_the_duty_is_whose_it_is_by_now(world):
    case, _duty, first, second = followed(world)
    assert standing(case) == {"Ins A": (True, True, None, None)}
    end(world, world.agency_a, first)
    assert standing(case) == {"Ins A": (True, False, None, "Satu"), "Satu": (False, True, "Ins A", None)}
    end(world, first, second)
    assert standing(case) == {
        "Ins A": (True, False, None, "Satu"),
        "Satu": (False, False, "Ins A", "Dua"),
        "Dua": (False, True, "Satu", None),
    }
    revival.revive_agency(
        fresh(first), by=world.administrator, reason="Keliru", plan=revival.plan_of_revival(fresh(first)).digest
    )
    assert standing(case) == {"Ins A": (True, False, None, "Satu"), "Satu": (False, True, "Ins A", None)}
    revival.revive_agency(
        fresh(world.agency_a),
        by=world.administrator,
        reason="Keliru",
        plan=revival.plan_of_revival(fresh(world.agency_a)).digest,
    )
    assert standing(case) == {"Ins A": (True, True, None, None)}


def test_a_start_that_lies_after_the_passing_is_the_successors_own(world):
    case = make_incident(world)
    heir = agencies.add_agency(by=world.administrator, name="Satu", kind="central")
    duty = law.track_duty(case.involvements.get(agency=world.agency_a), by=world.officer)
    end(world, world.agency_a, heir)
    duty = fresh(duty)
    law.amend_duty(duty, by=world.officer, seen=duty.version, started=timezone.now(), start_source="Surat")
    assert standing(case) == {"Ins A": (False, False, None, "Satu"), "Satu": (True, True, "Ins A", None)}


def test_a_duty_that_was_struck_passes_to_nobody(world):
    case, duty, heir, _second = followed(world)
    law.strike_duty(duty, by=world.officer, seen=duty.version, reason="Bukan pengendali")
    end(world, world.agency_a, heir)
    assert fresh(duty).involvement.agency == world.agency_a
    own = law.track_duty(case.involvements.get(agency=heir), by=world.officer)
    assert own.pk != duty.pk and fresh(duty).struck_at and standing(case)["Satu"] == (True, True, None, None)


def test_a_duty_that_runs_passes_to_the_successor_whose_own_one_was_struck_and_comes_back(world, log_in):
    case, duty, heir, _second = followed(world)
    part = cases.involve(case, by=world.officer, agency=heir, role="controller")
    mistaken, clerk = law.track_duty(part, by=world.officer), Clerk(log_in(world.officer))
    clerk.fill(f"/wajib-beritahu/{mistaken.pk}/coret/", reason="Bukan pengendali waktu itu")
    end(world, world.agency_a, heir)
    assert fresh(duty).involvement == part and fresh(part).standing_duty == duty and duty.agency == world.agency_a
    assert standing(case) == {"Ins A": (True, False, None, "Satu"), "Satu": (False, True, "Ins A", None)}
    shown = clerk.read(f"/insiden/{case}/hukum/").text_content()
    assert "Bukan pengendali waktu itu" in shown and fresh(mistaken).involvement == part
    assert NotificationDuty.objects.running().get() == duty and f"/wajib-beritahu/{duty.pk}/" in _links(clerk, case)
    revival.revive_agency(
        fresh(world.agency_a),
        by=world.administrator,
        reason="Keliru",
        plan=revival.plan_of_revival(fresh(world.agency_a)).digest,
    )
    assert fresh(duty).involvement.agency == world.agency_a and fresh(mistaken).involvement == part


def _links(clerk, case):
    return " ".join(link.get("href", "") for link in clerk.read(f"/insiden/{case}/hukum/").iter("a"))


def test_what_passed_on_is_not_begun_to_be_followed_once_more(world):
    case, _duty, heir, _second = followed(world)
    end(world, world.agency_a, heir)
    part = case.involvements.get(agency=world.agency_a)
    with pytest.raises(law.DutyPassedOn):
        law.track_duty(part, by=world.officer)
    other = cases.involve(case, by=world.officer, agency=world.agency_b, role="joint_controller")
    assert law.track_duty(other, by=world.officer).involvement == other


def test_panel_law_page_and_chronology_say_that_the_ended_body_knew(world, log_in):
    case, _duty, heir, _second = followed(world)
    end(world, world.agency_a, heir)
    browser = log_in(world.officer)

    def page(name):
        return " ".join(browser.get(reverse(f"incidents:{name}", args=[case.reference])).content.decode().split())

    panel = page("incident").split("Diketahui pengendali", 1)[1].split("</dd>", 1)[0]
    of_a, of_heir = panel.split("Satu: ", 1)
    assert "Siaran pers" in of_a and "Kewajiban pemberitahuannya beralih kepada Satu" in of_a
    assert "Siaran pers" not in of_heir and "beralih kepadanya dari Ins A" in of_heir
    assert "Belum diketahui" not in of_heir
    told = page("law")
    assert "Ins A mengetahui pada" in told and told.count("belum dipantau") == 1, "that of Ins B alone"
    assert "beralih kepadanya dari Ins A" in told and "Kewajiban pemberitahuannya beralih kepada Satu" in told
    assert "Ins A mengetahui dengan pasti" in page("chronology")
