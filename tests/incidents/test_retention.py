"""Retention is dated data: what is past its years is shown to who may propose its removal, and nothing is removed by itself."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import (
    cases,
    complaints,
    merging,
    mistaken_cases,
    mistaken_complaints,
    removals,
    rules,
)
from incidents.models import CaseEvent, RetentionRule
from incidents.plain import clocks, dates
from incidents.plain.complainants import Person
from incidents.record import transparency, verification
from incidents.record.removal import scopes
from incidents.reports import retention
from tests.removed import closed, planted, removed
from tests.sent_form import Form
from tests.world import fresh, make_incident, report

LATER = timedelta(days=6 * 366)


@pytest.fixture
def kept_five_years(world):
    facts = {"name": "Perkara yang ditutup", "content": "case", "years": 5, "basis": "Jadwal retensi, butir 1"}
    return rules.enact_retention(
        reason="Uji", by=world.administrator, code="perkara", effective_from=timezone.localdate(), **facts
    )


@pytest.mark.asvs(64)
def test_a_closed_case_is_past_its_retention_after_its_years_until_it_is_emptied(world, kept_five_years):
    case, later = closed(world, planted(world)), timezone.now() + LATER
    assert retention.past(world.officer, timezone.now()) == []
    events = CaseEvent.objects.count()
    [found] = retention.past(world.officer, later)
    closed_on = clocks.day(fresh(case).closed_at)
    assert found.thing == case and found.rule == kept_five_years and found.since.year == closed_on.year + 5
    assert CaseEvent.objects.count() == events, "nothing is removed by itself"
    removed(world, case, "case")
    assert retention.past(world.officer, later) == []


def test_whatever_way_it_ended_it_is_past_its_years_by_the_day_of_that_and_goes_by_the_same_door(
    world, log_in, kept_five_years
):
    facts = {"name": "Pengadu", "content": "sheet", "years": 5, "basis": "Jadwal retensi, butir 2", "reason": "Uji"}
    today, later = timezone.localdate(), timezone.now() + LATER
    rules.enact_retention(by=world.administrator, code="pengadu", effective_from=today, **facts)
    why = {"by": world.supervisor, "reason": "Uji"}
    dismissed, double, mistaken, open_one = report(world), report(world), make_incident(world), make_incident(world)
    into = {"by": world.officer, "reason": "Sama"}
    merging.merge(double, dismissed, seen=fresh(double).version, **into)
    cases.dismiss(fresh(dismissed), seen=fresh(dismissed).version, **why | {"by": world.officer})
    mistaken_cases.annul(mistaken, seen=fresh(mistaken).version, **why)
    twice, first, unsaid, in_hand = (
        complaints.enter(by=world.officer, person=Person(name=f"Pengadu {n}"), way="phone", text="Data")
        for n in range(4)
    )
    complaints.merge(twice, seen=fresh(twice).version, into=first, **into)
    ended = {"outcome": "no_data", "reason": "Selesai", "despite": True}
    complaints.conclude(fresh(first), by=world.officer, seen=fresh(first).version, **ended)
    mistaken_complaints.annul(unsaid, seen=fresh(unsaid).version, **why)
    found = {each.thing: each for each in retention.past(world.officer, later)}
    assert set(found) == {dismissed, double, mistaken, twice, first, unsaid}, "and none that goes on"
    assert {each.since for each in found.values()} == {retention._years_after(today, 5)}
    how = [found[each].counted_from for each in (dismissed, double, mistaken, twice)]
    assert len({*how}) == 3 and how[1] == how[3]
    assert retention.past(world.officer, timezone.now()) == []
    for thing in found:
        choice = scopes.choices(fresh(thing))[0]
        case = fresh(thing) if thing in (dismissed, double, mistaken) else None
        row = removals.propose(case, by=world.officer, choice=choice, ground="Pasal 43", reason="Lewat masa retensi")
        removals.remove(row, by=world.supervisor, seen=row.version, reason="Disetujui")
    assert retention.past(world.officer, later) == [] and fresh(in_hand).sheet.sealed and fresh(open_one).title
    transparency.seal_all(timezone.now())
    assert verification.verify([]).well


def test_an_open_case_is_never_past_its_retention(world, kept_five_years):
    planted(world)
    assert retention.past(world.officer, timezone.now() + LATER) == []


def test_an_administrator_enacts_how_long_what_is_kept_and_all_read_it_with_its_source(world, log_in):
    page = reverse("incidents:enact_retention")
    typed = {
        "name": "Pengadu",
        "content": "sheet",
        "years": 2,
        "basis": "Jadwal retensi, butir 2",
        "note": "",
        "reason": "JRA 2026",
    }
    typed["effective_from"] = dates.date_in_words(timezone.localdate(), "id")
    browser = log_in(world.administrator)
    asked = browser.post(page, typed)  # reads the day back before it takes it
    if asked.status_code == 200:
        asked = browser.post(page, Form(asked.content.decode()).as_sent())
    assert asked.status_code == 302
    row = RetentionRule.objects.get()
    assert row.years == 2 and not row.verified
    shown = log_in(world.officer).get(reverse("incidents:rules")).content.decode()
    assert "JRA 2026" in shown
    assert "Jadwal retensi, butir 2" in shown and "belum dibaca" in shown.casefold()


def test_a_retention_that_was_entered_by_mistake_is_withdrawn_with_a_reason(world, log_in, kept_five_years):
    browser, page = log_in(world.administrator), f"/aturan/retensi/{kept_five_years.pk}/batalkan/"
    assert page in browser.get(reverse("incidents:rules")).content.decode()
    assert browser.post(page, {"reason": ""}).status_code == 200, "not without a reason"
    assert browser.post(page, {"reason": "Salah jadwal"}).status_code == 302
    assert not RetentionRule.objects.exists()
    assert CaseEvent.objects.get(action="withdraw_rule").reason == "Salah jadwal"


@pytest.mark.parametrize("ended", [date(2018, 2, 27), date(2018, 2, 28), date(2018, 3, 1), date(2016, 2, 29)])
def test_what_is_over_since_yesterday_is_past_its_years_on_every_day_of_a_calendar(ended):
    """A leap day too: what ended on 28 February is over on the 28th, and past it on the 29th."""
    over = retention._years_after(ended, 10)
    for day in (over + timedelta(days=n) for n in range(-2, 4)):
        assert (ended < retention._years_before(day, 10)) == (over < day), day
