"""The register of actors: names, judgements, which two are one; who reads it, and what its history says."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from incidents.actions import actor_parts, actors
from incidents.forms.actors import called_the_same
from incidents.models import ActorAlias, CaseEvent, KnownActor
from incidents.plain.spans import parse
from incidents.record import deeds
from incidents.record.recognised_actors import recognised
from tests.sent_form import press
from tests.typed_rows import struck
from tests.world import fresh, says


@pytest.fixture
def jimbo(world):
    return actors.register_actor(by=world.officer, name="Jimbo", kind="seller", note="Menjual data pemilih")


def also(world, actor, name="@jimbo_x", place="BreachForums", **facts):
    return actors.add_alias(actor, by=world.officer, name=name, place=place, **facts)


def found(world, text, who=None):
    return [actor.name for actor in KnownActor.objects.visible_to(who or world.officer).standing().called(text)]


def page(browser, actor):
    return browser.get(actor.get_absolute_url()).content.decode()


def test_an_actor_is_put_on_the_register_by_its_page_and_found_by_every_name(world, log_in):
    browser = log_in(world.officer)
    press(browser, reverse("incidents:register_actor"), {"name": "Bjorka", "kind": "seller", "note": "Akun forum"})
    actor = KnownActor.objects.get()
    form = {"name": "@bjorkanism", "place": "Telegram", "since": "awal 2022", "source": "Kanal", "seen": actor.version}
    press(browser, reverse("incidents:add_alias", args=[actor.pk]), form)
    assert found(world, "bjorkan") == found(world, "BJORKA") == found(world, "@Bjorka") == ["Bjorka"]
    shown = page(browser, actor)
    assert "Telegram" in shown and "awal 2022" in shown and "@bjorkanism" in shown
    for address in (reverse("incidents:actors"), reverse("incidents:search")):
        assert actor.get_absolute_url() in browser.get(address, {"q": "bjorkanism"}).content.decode()


def test_a_second_one_of_a_name_on_file_is_added_only_by_saying_that_another_is_meant(world, jimbo, log_in):
    also(world, jimbo)
    browser, address = log_in(world.officer), reverse("incidents:register_actor")
    for name in ("jimbo", "JIMBO_X"):
        answer = press(browser, address, {"name": name, "kind": "seller"})
        assert answer.status_code == 200 and "Jimbo" in str(answer.context["form"].errors["name"])
    assert KnownActor.objects.count() == 1
    press(browser, address, {"name": "jimbo", "kind": "group", "another": "on"})
    assert KnownActor.objects.count() == 2


def test_names_of_nothing_but_the_sign_before_a_handle_are_one_and_stand_once(world, log_in):
    browser, address = log_in(world.officer), reverse("incidents:register_actor")
    press(browser, address, {"name": "@", "kind": "seller"})
    answer = press(browser, address, {"name": "@@@", "kind": "seller"})
    assert answer.status_code == 200 and "name" in answer.context["form"].errors
    assert [actor.name for actor in KnownActor.objects.all()] == ["@"] and found(world, "@ @") == ["@"]


def test_an_alias_taken_back_stays_to_be_read_and_finds_nobody(world, jimbo, log_in):
    alias, browser = also(world, jimbo), log_in(world.supervisor)
    address = reverse("incidents:take_back_alias", args=[alias.pk])
    assert address in page(browser, jimbo)
    press(browser, address, {"reason": "Akun orang lain"})
    assert (
        not found(world, "jimbo_x")
        and "Akun orang lain" in page(browser, jimbo)
        and address not in page(browser, jimbo)
    )
    with pytest.raises(deeds.Conflict):
        actors.take_back_alias(alias, by=world.officer, reason="Lagi")
    also(world, jimbo)
    assert ActorAlias.objects.count() == 2


def test_a_name_is_recorded_once_for_an_actor_in_a_place(world, jimbo):
    also(world, jimbo, since=parse("2023"))
    with pytest.raises(actors.KnownByIt):
        also(world, jimbo, name="Jimbo_X")
    also(world, jimbo, place="Telegram")


def test_a_judgement_says_who_judged_and_why_and_the_last_one_counts(world, jimbo, log_in):
    actors.judge_actor(jimbo, by=world.officer, reliability="f", reason="Baru muncul")
    browser = log_in(world.supervisor)
    form = {"reliability": "c", "reason": "Sampel cocok sebagian", "seen": jimbo.version}
    press(browser, reverse("incidents:judge_actor", args=[jimbo.pk]), form)
    shown = page(browser, jimbo)
    assert "penilaian kementerian" in shown and world.supervisor.name in shown and "Baru muncul" in shown
    assert (
        fresh(jimbo).judgement.reliability == "c" and CaseEvent.objects.get(reason="Baru muncul").actor == world.officer
    )


def test_a_judgement_of_the_wrong_actor_is_taken_back_with_a_reason_and_the_one_before_counts_again(
    world, jimbo, log_in
):
    for reliability in "ca":
        row = actors.judge_actor(jimbo, by=world.officer, reliability=reliability, reason=f"Sebab {reliability}")
    browser, address = log_in(world.supervisor), reverse("incidents:take_back_judgement", args=[row.pk])
    assert address in page(browser, jimbo)
    press(browser, address, {"reason": "Maksudnya Loki"})
    assert fresh(jimbo).judgement.reliability == "c"
    shown = page(browser, jimbo)
    assert "Maksudnya Loki" in shown and "Sebab a" in shown and address not in shown
    with pytest.raises(deeds.Conflict):
        actors.take_back_judgement(row, by=world.officer, reason="Lagi")


def test_an_actor_put_on_the_register_by_mistake_is_declared_so_offered_nowhere_and_taken_up_again(
    world, jimbo, an_incident, log_in
):
    by, browser = world.officer, log_in(world.officer)
    part = actor_parts.link_actor(an_incident, by=by, role="offered", actor=jimbo, basis="Forum")
    annul, back = (reverse(f"incidents:{move}", args=[jimbo.pk]) for move in ("annul_actor", "reinstate_actor"))
    assert annul in page(browser, jimbo) and "Peran dalam kasus" in browser.get(annul).content.decode()
    refused = browser.post(annul, {"reason": "Percobaan", "seen": fresh(jimbo).version})
    assert refused.status_code == 409 and fresh(jimbo).status == "on_file"
    struck(part, by=by)
    press(browser, annul, {"reason": "Hanya percobaan", "seen": fresh(jimbo).version})
    says(world, an_incident, said_by="Jimbo")
    assert fresh(jimbo).status == "mistaken" and not found(world, "jimbo")
    assert not recognised(an_incident, by) and "Hanya percobaan" in page(browser, jimbo)
    offered = browser.get(reverse("incidents:link_actor", args=[an_incident.reference])).context["form"]
    assert jimbo not in offered.fields["actor"].queryset
    register = reverse("incidents:actors")
    assert [jimbo] == [*browser.get(register, {"kind": "mistaken"}).context["page"]]
    assert not [*browser.get(register).context["page"]]
    with pytest.raises(deeds.Conflict):  # chosen on a page of before
        actor_parts.link_actor(an_incident, by=by, role="claimed", actor=jimbo, basis="Forum")
    press(browser, back, {"reason": "Ternyata ada", "seen": fresh(jimbo).version})
    assert found(world, "jimbo") == ["Jimbo"] and recognised(an_incident, by)


def test_two_actors_that_are_one_are_found_as_one_and_told_apart_again(world, jimbo):
    also(world, jimbo)
    bjorka, third = (actors.register_actor(by=world.officer, name=name, kind="seller") for name in ("Bjorka", "Loki"))
    actors.merge_actor(third, by=world.officer, into=jimbo, reason="Dompet sama")
    actors.merge_actor(fresh(jimbo), by=world.officer, into=bjorka, reason="Satu orang")
    assert found(world, "jimbo_x") == found(world, "loki") == ["Bjorka"]
    assert set(fresh(bjorka).names) == {"Bjorka", "Jimbo", "@jimbo_x", "Loki"}
    actors.separate_actor(fresh(jimbo), by=world.officer, reason="Dua orang")
    assert found(world, "jimbo_x") == found(world, "loki") == ["Jimbo"] and fresh(bjorka).names == ["Bjorka"]
    with pytest.raises(deeds.Conflict):
        actors.separate_actor(fresh(jimbo), by=world.officer, reason="Lagi")


def test_the_history_of_both_is_kept_and_told_in_words(world, jimbo, log_in):
    also(world, jimbo)
    other = actors.register_actor(by=world.officer, name="Loki", kind="account")
    actors.merge_actor(jimbo, by=world.officer, into=other, reason="Dompet sama")
    browser = log_in(world.auditor)
    shown = page(browser, other)
    for words in ("Menjual data pemilih", "@jimbo_x", "Dompet sama", "Dua pelaku adalah satu"):
        assert words in shown, words
    assert "merged_into" not in shown and other.get_absolute_url() in page(browser, jimbo)


@pytest.mark.parametrize("into", ["itself", "a double", "a real one"])
def test_an_actor_is_merged_only_into_another_one_on_file_on_its_own_side_of_drills(world, jimbo, log_in, into):
    other, drill = (
        actors.register_actor(by=world.officer, name=name, kind="seller", drill=drill)
        for name, drill in (("Loki", False), ("Latihan", True))
    )
    double, target = {"itself": (jimbo, jimbo), "a double": (jimbo, other), "a real one": (drill, jimbo)}[into]
    if into == "a double":
        actors.merge_actor(
            other, by=world.officer, into=actors.register_actor(by=world.officer, name="X", kind="group"), reason="Satu"
        )
    trail = log_in(world.auditor).get(reverse("incidents:trail")).content.decode()
    assert "LATIHAN" in trail, "by its actor alone: there is no case"
    with pytest.raises((actors.NotTheSame, actors.DrillApart)):
        actors.merge_actor(fresh(double), by=world.officer, into=fresh(target), reason="Satu")


def test_no_identity_number_or_telephone_comes_onto_the_register(world, jimbo, log_in):
    browser = log_in(world.officer)
    for name in ("3171011203850001", "081234567890"):
        press(browser, reverse("incidents:add_alias", args=[jimbo.pk]), {"name": name, "place": "WhatsApp", "seen": 1})
    assert not ActorAlias.objects.exists()


def test_liaisons_and_administrators_know_of_no_register_and_auditors_read_it(world, jimbo, log_in):
    for who, status in ((world.liaison_a, 403), (world.administrator, 403), (world.auditor, 200)):
        assert log_in(who).get(jimbo.get_absolute_url()).status_code == status
    assert not KnownActor.objects.visible_to(world.liaison_a).exists() and called_the_same(
        world.officer, "JIMBO", drill=False
    )
    for who in (world.liaison_a, world.auditor, world.administrator):
        with pytest.raises(PermissionDenied):
            actors.judge_actor(jimbo, by=who, reliability="a", reason="x")


def three(world):
    return [actors.register_actor(by=world.officer, name=name, kind="seller") for name in ("Satu", "Dua", "Tiga")]


def test_who_only_came_along_with_another_is_told_apart_alone(world):
    """One is two, two turns out to be three, and one is none of them after all: two stays three."""
    one, two, last = three(world)
    actors.merge_actor(one, by=world.officer, into=two, reason="x")
    actors.merge_actor(fresh(two), by=world.officer, into=fresh(last), reason="y")
    actors.separate_actor(fresh(one), by=world.officer, reason="z")
    assert (fresh(one).merged_into, fresh(two).merged_into) == (None, last)


def test_of_two_that_came_along_together_one_is_told_apart_and_the_others_stay_where_they_are(world):
    one, two, third = three(world)
    last = actors.register_actor(by=world.officer, name="Empat", kind="seller")
    actors.merge_actor(one, by=world.officer, into=third, reason="x")
    actors.merge_actor(two, by=world.officer, into=fresh(third), reason="x")
    actors.merge_actor(fresh(third), by=world.officer, into=last, reason="x")
    actors.separate_actor(fresh(two), by=world.officer, reason="z")
    assert [fresh(each).merged_into for each in (one, two, third)] == [last, None, last]
    actors.separate_actor(fresh(third), by=world.officer, reason="z")
    assert [fresh(each).merged_into for each in (one, two, third)] == [third, None, None], "its own go with it"
