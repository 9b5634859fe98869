"""Two bodies that look like one and are not: said with a reason, taken back, and compared no more meanwhile."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from incidents.actions import agencies, bodies_told_apart, doubles
from incidents.models import Agency, CaseEvent, ToldApart
from incidents.record import deeds
from incidents.reports import doubles_of_bodies
from tests.sent_form import press
from tests.world import fresh


@pytest.fixture
def pair(world):
    """A body and one that somebody entered again, called the same."""
    first, second = (
        agencies.propose_agency(by=world.officer, name=name, kind="private")
        for name in ("PT Data Aman Sentosa", "Data Aman Sentosa")
    )
    return first, second


def alike():
    return {(row.other.pk, row.double.pk) for row in doubles_of_bodies.pairs()}


def apart(world, agency, other, **more):
    return bodies_told_apart.tell_bodies_apart(
        agency, by=world.administrator, other=other, reason="Dua badan hukum", **more
    )


@pytest.mark.parametrize("turned", [False, True], ids=["first of second", "second of first"])
def test_a_pair_that_was_told_apart_leaves_the_list_until_that_is_taken_back(world, pair, turned):
    first, second = pair
    assert (first.pk, second.pk) in alike()
    told = apart(world, *(reversed(pair) if turned else pair))
    assert (first.pk, second.pk) not in alike() and (told.agency, told.other) == pair
    with pytest.raises(deeds.Conflict):
        apart(world, second, first)
    bodies_told_apart.compare_again(told, by=world.administrator, reason="Ternyata satu")
    assert (first.pk, second.pk) in alike()
    with pytest.raises(deeds.Conflict):
        bodies_told_apart.compare_again(told, by=world.administrator, reason="Lagi")
    apart(world, first, second)
    assert ToldApart.objects.count() == 2 and CaseEvent.objects.filter(action="tell_bodies_apart").count() == 2


def test_it_is_said_and_taken_back_on_its_pages_by_the_administrator_alone(world, pair, log_in):
    first, second = pair
    with pytest.raises(PermissionDenied):
        bodies_told_apart.tell_bodies_apart(first, by=world.officer, other=second, reason="x")
    browser, page = log_in(world.administrator), reverse("incidents:possible_doubles")
    shown = browser.get(page).content.decode()
    form = f"{reverse('incidents:tell_bodies_apart', args=[second.pk])}?other={first.pk}"
    assert form.replace("&", "&amp;") in shown and browser.get(form).context["form"].initial["other"] == str(first.pk)
    assert press(browser, form, {"other": first.pk, "reason": "", "seen": second.version}).status_code == 200
    press(browser, form, {"other": first.pk, "reason": "Dua badan hukum", "seen": second.version})
    shown = browser.get(page).content.decode()
    assert "Dua badan hukum" in shown and "Dibedakan" in shown and form not in shown
    back = reverse("incidents:compare_again", args=[ToldApart.objects.get().pk])
    assert back in shown
    press(browser, back, {"reason": "Ternyata satu"})
    assert form in browser.get(page).content.decode()
    assert log_in(world.officer).get(back).status_code == 403


def test_a_body_is_not_told_from_itself_or_from_what_is_no_body_any_more(world, pair):
    first, second = pair
    with pytest.raises(bodies_told_apart.NotTwo):
        apart(world, first, first)
    told = apart(world, first, second)
    doubles.merge_agency(fresh(second), by=world.administrator, into=fresh(first), reason="Satu", seen=None)
    assert not ToldApart.objects.standing().exists(), "they are one after all"
    with pytest.raises(deeds.Conflict):
        bodies_told_apart.compare_again(told, by=world.administrator, reason="Lagi")
    with pytest.raises(bodies_told_apart.NotTwo):
        apart(world, world.agency_a, Agency.objects.get(pk=second.pk))
