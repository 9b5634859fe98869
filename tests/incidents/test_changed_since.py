"""The sheet for Parliament: what reads otherwise since one was issued; who is counted once, whoever took over; a drill is a drill."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import agencies, cases, dissolution, law, work
from incidents.reports.parliament import changed_since, files, marks
from tests.sheets import counted, drawn, in_use, issue
from tests.world import duty, fresh, make_incident


def read(log_in, world, issued):
    """What the page of an issued sheet says was put right: {figure: (issued, today, note)}, and the page."""
    page = log_in(world.supervisor).get(issued.get_absolute_url())
    found = {
        label: (f"{before[0]} {before[2]}".strip(), f"{today[0]} {today[2]}".strip(), note)
        for label, before, today, note in page.context["differing"]
    }
    return found, page.content.decode()


def end(world, body, heir):
    how = dict(by=world.administrator, ended_on=timezone.localdate(), reason="Perpres 1/2026")
    dissolution.end_agency(fresh(body), successor=fresh(heir), **how)


def heir_of(world, name="Satu"):
    return agencies.add_agency(by=world.administrator, name=name, kind="central")


def test_a_sheet_that_says_the_same_today_differs_in_nothing(world, log_in):
    in_use(world, make_incident(world), 1000)
    found, page = read(log_in, world, issue(world, drawn()))
    assert not found and "Setiap angka hari ini masih sama dengan yang diterbitkan." in page


def test_another_number_of_people_is_said_though_as_many_cases_have_one(world, log_in):
    case = make_incident(world)
    in_use(world, case, 1000)
    issued = issue(world, drawn())
    in_use(world, case, 500_000_000)
    found, page = read(log_in, world, issued)
    [(label, (before, today, note))] = found.items()
    assert label == "Orang terdampak: Jumlah orang sudah dipakai" and not note
    assert before.startswith("1 ") and "1.000 orang" in before
    assert today.startswith("1 ") and "500.000.000 orang" in today
    assert "1.000 orang" in page and "500.000.000 orang" in page


def test_another_time_is_said_though_as_many_were_measured(world, log_in):
    told = duty(world)
    after = {"by": world.officer, "reason": "x"}
    law.amend_duty(told, seen=told.version, authority=told.started_at + timedelta(hours=60), **after)
    issued, told = issue(world, drawn()), fresh(told)
    law.amend_duty(told, seen=told.version, authority=told.started_at + timedelta(hours=36), **after)
    found, _page = read(log_in, world, issued)
    [(before, today, note)] = found.values()
    assert "median 2,5 hari" in before and "median 1,5 hari" in today and not note


def test_an_equal_number_of_other_cases_is_not_the_same_figure(world, log_in):
    one, other = make_incident(world), make_incident(world)
    by = world.officer
    cases.amend(one, by=by, seen=one.version, reason="x", attacks=["ransomware"])
    cases.amend(other, by=by, seen=other.version, reason="x", attacks=["phishing"])
    issued = issue(world, drawn())
    cases.amend(fresh(one), by=by, seen=fresh(one).version, reason="x", attacks=["phishing"])
    cases.amend(fresh(other), by=by, seen=fresh(other).version, reason="x", attacks=["ransomware"])
    found, page = read(log_in, world, issued)
    assert set(found.values()) == {("1", "1", "Bukan kasus yang sama di baliknya")}
    assert set(found) == {"Penyebab: Ransomware", "Penyebab: Pengelabuan (phishing)"}
    assert "Bukan kasus yang sama di baliknya" in page


def test_the_same_sum_of_other_numbers_of_people_is_said(world):
    one, other = make_incident(world), make_incident(world)
    in_use(world, one, 1000)
    in_use(world, other, 300)
    before = drawn()
    in_use(world, one, 300)
    in_use(world, other, 1000)
    [found] = changed_since.differing(before, drawn())
    assert found.key == changed_since.KNOWN and found.note


@pytest.mark.parametrize("notified", [False, True])
def test_a_controller_whose_part_passed_on_is_one(world, notified):
    owed = duty(world)
    if notified:
        law.amend_duty(
            owed, by=world.officer, seen=owed.version, reason="x", authority=timezone.now() - timedelta(hours=2)
        )
    before = drawn()
    end(world, world.agency_a, heir_of(world))
    after = drawn()
    assert after["times"] == before["times"]
    assert counted(after, "authority") == counted(before, "authority")
    assert counted(after, "subjects") == counted(before, "subjects")


def test_a_part_that_passed_on_twice_is_one(world):
    duty(world)
    before = drawn()
    first, second = heir_of(world), heir_of(world, "Dua")
    end(world, world.agency_a, first)
    end(world, first, second)
    assert drawn()["times"] == before["times"]


def test_two_controllers_that_ended_in_one_body_stay_two(world):
    case = make_incident(world)
    before, heir = drawn(), heir_of(world)
    assert case.involvements.filter(role="controller").count() == before["times"]["authority"]["unknown"] == 2
    end(world, world.agency_a, heir)
    end(world, world.agency_b, heir)
    assert drawn()["times"] == before["times"]


def test_a_restricted_drill_is_a_drill_whose_number_no_sheet_names(world):
    case = make_incident(world, drill=True)
    work.restrict(case, by=world.officer, seen=case.version, reason="x")
    found = drawn()
    assert counted(found, "part") == {marks.Part.DRILL: 1}
    assert not found["cases"] and case.reference.encode() not in files.as_csv(found)
