"""Attempts at contact with an actor: recorded in a case, counted there and for the actor, told in the chronology."""

import pytest
from django.urls import reverse

from incidents.actions import actor_contacts, actor_parts, actors, corrections, work
from incidents.models import ActorContact, KnownActor
from incidents.plain.spans import parse
from incidents.reports import actors as report
from tests.sent_form import press
from tests.typed_rows import struck
from tests.world import fresh, make_incident


@pytest.fixture
def jimbo(world):
    return actors.register_actor(by=world.officer, name="Jimbo", kind="seller")


def link(world, case, actor):
    return actor_parts.link_actor(case, by=world.officer, role="offered", actor=actor, basis="Forum")


def tried(world, case, actor, **facts):
    facts = {"side": "ministry", "channel": "forum", "outcome": "silent", "tried": parse("3 Mei 2023 10.00")} | facts
    return actor_contacts.record_contact(case, by=world.officer, actor=actor, **facts)


def tries(world, actor, who=None):
    return [each.tries for each in report.in_cases(fresh(actor), who or world.officer)]


def test_an_attempt_is_recorded_on_its_page_and_counted_on_those_of_case_and_actor(world, an_incident, jimbo, log_in):
    link(world, an_incident, jimbo)
    browser, address = log_in(world.officer), reverse("incidents:record_contact", args=[an_incident.reference])
    facts = {"actor": jimbo.pk, "side": "journalist", "who": "Redaksi Tempo", "channel": "messenger"}
    press(browser, address, facts | {"tried": "awal 2023", "outcome": "refused", "text": "Menolak bicara"})
    tried(world, an_incident, jimbo)
    for page in (an_incident, jimbo):
        shown = browser.get(page.get_absolute_url()).content.decode()
        for words in ("2 percobaan kontak", "Redaksi Tempo", "awal 2023", "Menolak bicara", "Tidak menjawab"):
            assert words in shown, words
    told = browser.get(reverse("incidents:chronology", args=[an_incident.reference])).content.decode()
    assert "Percobaan kontak dengan Jimbo" in told and "awal 2023" in told


def test_what_was_struck_out_is_not_counted_and_stays_to_be_read(world, an_incident, jimbo):
    link(world, an_incident, jimbo)
    row = tried(world, an_incident, jimbo)
    tried(world, an_incident, jimbo, outcome="answered")
    struck(row, by=world.officer)
    assert tries(world, jimbo) == [1] and len(report.in_case(an_incident)[0].contacts) == 2


def test_of_a_case_that_the_reader_may_not_know_of_no_attempt_is_counted(world, an_incident, jimbo):
    hidden = make_incident(world)
    for case in (an_incident, hidden):
        link(world, case, jimbo)
        tried(world, case, jimbo)
    work.restrict(hidden, by=world.officer, reason="Sensitif", seen=fresh(hidden).version)
    assert tries(world, jimbo, world.supervisor) == [1] and tries(world, jimbo, world.auditor) == [1, 1]


def test_only_who_has_a_part_in_the_case_was_tried_there_and_that_part_is_not_struck_from_under_it(
    world, an_incident, jimbo
):
    with pytest.raises(actor_contacts.NoPartHere):
        tried(world, an_incident, jimbo)
    part = link(world, an_incident, jimbo)
    tried(world, an_incident, jimbo)
    with pytest.raises(corrections.Rested):
        struck(part, by=world.officer)


def test_two_that_are_one_have_the_attempts_of_both(world, an_incident, jimbo):
    other = actors.register_actor(by=world.officer, name="Loki", kind="seller")
    for actor in (jimbo, other):
        link(world, an_incident, actor)
        tried(world, an_incident, actor)
    actors.merge_actor(other, by=world.officer, into=jimbo, reason="Satu dompet")
    assert tries(world, jimbo) == [2] and KnownActor.objects.count() == ActorContact.objects.count() == 2


def test_an_attempt_stays_where_it_was_made_when_two_are_told_apart_again(world, an_incident, jimbo, log_in):
    other = actors.register_actor(by=world.officer, name="Loki", kind="seller")
    link(world, an_incident, other)
    actors.merge_actor(other, by=world.officer, into=jimbo, reason="Satu dompet")
    tried(world, an_incident, jimbo)
    actors.separate_actor(fresh(other), by=world.officer, reason="Dua orang")
    assert [(each.actor.name, each.tries) for each in report.in_case(an_incident)] == [("Loki", 0), ("Jimbo", 1)]
    assert (tries(world, jimbo), tries(world, other)) == ([1], [0])
    for page in (an_incident, jimbo):
        assert "1 percobaan kontak" in log_in(world.officer).get(page.get_absolute_url()).content.decode()


def test_the_one_part_of_two_that_are_one_is_not_struck_from_under_their_attempts(world, an_incident, jimbo):
    other = actors.register_actor(by=world.officer, name="Loki", kind="seller")
    part = link(world, an_incident, other)
    actors.merge_actor(other, by=world.officer, into=jimbo, reason="Satu dompet")
    tried(world, an_incident, jimbo)
    with pytest.raises(corrections.Rested):
        struck(fresh(part), by=world.officer)


def test_no_telephone_number_of_anybody_comes_in_with_an_attempt(world, an_incident, jimbo, log_in):
    link(world, an_incident, jimbo)
    address = reverse("incidents:record_contact", args=[an_incident.reference])
    facts = {"actor": jimbo.pk, "side": "ministry", "channel": "phone", "tried": "2023", "outcome": "silent"}
    press(log_in(world.officer), address, facts | {"who": "081234567890"})
    assert not ActorContact.objects.exists()
