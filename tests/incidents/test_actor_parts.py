"""What actors did in cases: recorded by hand, or by one press where a case names them; prices from the ledger; who knows."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from incidents.actions import actor_parts, actors, cases, drills, work
from incidents.models import ActorPart, CaseEvent, KnownActor
from incidents.record import deeds, search
from incidents.record.recognised_actors import recognised
from incidents.reports import actors as report
from tests.sent_form import press
from tests.typed_rows import struck
from tests.world import fresh, make_incident, says


@pytest.fixture
def jimbo(world):
    actor = actors.register_actor(by=world.officer, name="Jimbo", kind="seller")
    actors.add_alias(actor, by=world.officer, name="@jimbo_x", place="BreachForums")
    return actor


def offers(world, case, amount=2, unit="BTC", said_by="Penjual anonim “Jimbo”", **facts):
    return says(world, case, topic="price", amount=amount, unit=unit, said_by=said_by, **facts)


def link(world, case, actor, role="offered", **facts):
    return actor_parts.link_actor(case, by=world.officer, role=role, actor=actor, **{"basis": "Forum"} | facts)


def same(world, case, actor):
    return actor_parts.same_actor(case, by=world.officer, actor=actor, seen=fresh(case).version)


def page(browser, thing):
    return browser.get(thing.get_absolute_url()).content.decode()


def only_for(world, case):
    work.restrict(case, by=world.officer, reason="Sensitif", seen=fresh(case).version)
    return fresh(case)


def test_one_press_says_that_whom_the_case_names_is_the_same_actor(world, an_incident, jimbo, log_in):
    price = offers(world, an_incident)
    says(world, an_incident, amount=252, unit="orang", said_by="@Jimbo_X")
    browser, address = log_in(world.officer), reverse("incidents:same_actor", args=[an_incident.reference, jimbo.pk])
    for shown in (
        page(browser, an_incident),
        browser.get(reverse("incidents:assertions", args=[an_incident.reference])).content.decode(),
    ):
        assert address in shown
    browser.post(address, {"seen": an_incident.version})
    parts = {part.role: part for part in ActorPart.objects.filter(incident=an_incident, actor=jimbo)}
    assert parts.keys() == {"offered", "claimed"} and parts["offered"].assertion == price
    assert address not in page(browser, an_incident) and CaseEvent.objects.filter(action="same_actor").count() == 1
    with pytest.raises(deeds.Conflict):
        same(world, an_incident, jimbo)


@pytest.mark.parametrize(
    ("text", "role"),
    [("Akun jimbo_x menyebut KPU", "named"), ("Jimboree dibuka", None), ("penjual bernama JIMBO, katanya", "named")],
)
def test_a_name_in_the_text_of_a_case_is_recognised_as_a_whole_word_alone(world, jimbo, text, role):
    case = make_incident(world, summary=text)
    found = recognised(case, world.officer)
    assert [part[0] for each in found for part in each.parts] == ([role] if role else [])
    if role:
        same(world, case, jimbo)
        assert not recognised(case, world.officer) and "Jimbo" in ActorPart.objects.get().basis.title()


def test_who_tells_of_another_is_recognised_as_who_told_of_it(world, an_incident, jimbo):
    says(world, an_incident, amount=2, unit="orang", said_by="Penjual lain", reported_by="@jimbo_x")
    same(world, an_incident, jimbo)
    assert ActorPart.objects.get().role == "reported"


def test_prices_are_those_of_the_ledger_and_follow_it(world, an_incident, jimbo, log_in):
    price = offers(world, an_incident)
    same(world, an_incident, jimbo)
    says(world, an_incident, topic="price", amount=9, unit="BTC", said_by="Orang lain")
    later = offers(world, an_incident, amount=3, corrects=price)
    [there] = report.in_cases(fresh(jimbo), world.officer)
    assert there.prices == [later] and there.case == an_incident
    assert "3 BTC" in page(log_in(world.auditor), jimbo)
    other = actors.register_actor(by=world.officer, name="Jimbo", kind="group")
    link(world, an_incident, other, assertion=later)
    assert not report.in_cases(fresh(jimbo), world.officer)[0].prices, "it is the other one's"


@pytest.mark.parametrize("role", ["reported", "bought", "negotiated", "named"])
def test_who_told_of_a_price_or_paid_it_asked_none_and_takes_it_from_nobody(world, an_incident, jimbo, role):
    price = offers(world, an_incident)
    same(world, an_incident, jimbo)
    other = actors.register_actor(by=world.officer, name="Falcon", kind="researcher")
    actor_parts.link_actor(an_incident, by=world.officer, role=role, actor=other, assertion=price)
    asked = {each.actor.name: each.prices for each in report.in_case(an_incident)}
    assert asked == {jimbo.name: [price], "Falcon": []}


def test_a_new_actor_is_named_on_the_page_that_needs_it_and_known_from_its_cases_alone(world, an_incident, log_in):
    browser, address = log_in(world.officer), reverse("incidents:link_actor", args=[an_incident.reference])
    facts = {"name": "Bjorka", "kind": "seller", "role": "published", "basis": "Kanal Telegram"}
    assert press(browser, address, facts | {"basis": ""}).status_code == 200 and not KnownActor.objects.exists()
    press(browser, address, facts)
    actor = KnownActor.objects.get()
    assert actor.of_case and an_incident.reference in page(browser, actor) and "Bjorka" in page(browser, an_incident)
    assert press(browser, address, facts | {"role": "offered"}).status_code == 200, "that name is on file"
    link(world, an_incident, actor)
    with pytest.raises(actor_parts.HasPartAlready):
        link(world, an_incident, actor)


def test_of_a_restricted_case_no_page_of_an_actor_says_anything_to_others(world, an_incident, jimbo, log_in):
    link(world, an_incident, jimbo)
    hidden = only_for(world, make_incident(world, title="Rahasia sekali"))
    link(world, hidden, jimbo, role="demanded", basis="Obrolan tertutup")
    secret = actor_parts.link_actor(hidden, by=world.officer, role="offered", name="Loki", basis="Obrolan").actor
    browser = log_in(world.supervisor)
    shown = page(browser, jimbo)
    for word in ("Rahasia sekali", hidden.reference, "Obrolan tertutup", "tebusan"):
        assert word not in shown, word
    assert browser.get(secret.get_absolute_url()).status_code == 404
    for address in (reverse("incidents:actors"), reverse("incidents:search")):
        assert "Loki" not in browser.get(address, {"q": "Lok"}).content.decode().replace('value="Lok"', "")
    assert not recognised(make_incident(world, summary="Akun Loki"), world.supervisor)
    for who in (world.officer, world.auditor):
        reads = log_in(who)
        assert hidden.reference in page(reads, jimbo) and "Loki" in page(reads, secret)


def test_an_actor_known_from_a_hidden_case_is_known_once_it_has_a_part_in_another(world, an_incident):
    hidden = only_for(world, make_incident(world))
    secret = actor_parts.link_actor(hidden, by=world.officer, role="offered", name="Loki", basis="Obrolan").actor
    assert not KnownActor.objects.visible_to(world.supervisor).exists()
    link(world, an_incident, secret)
    assert [each.case for each in report.in_cases(secret, world.supervisor)] == [an_incident]


def test_who_is_known_from_a_restricted_case_alone_is_not_merged_with_one_whom_others_know(
    world, an_incident, jimbo, log_in
):
    hidden, other = (only_for(world, make_incident(world)) for _n in range(2))
    secret, known_there, known_elsewhere = (
        actor_parts.link_actor(case, by=world.officer, role="offered", name=name, basis="Obrolan").actor
        for case, name in ((hidden, "Loki"), (hidden, "Loki2"), (other, "Thor"))
    )
    for double, into in ((secret, jimbo), (jimbo, secret), (secret, known_elsewhere)):
        with pytest.raises(actors.WouldBeKnown):
            actors.merge_actor(double, by=world.officer, into=into, reason="Rahasia: alat yang sama")
    address = reverse("incidents:merge_actor", args=[secret.pk])
    form = {"into": jimbo.pk, "reason": "Sama", "seen": secret.version}
    answer = log_in(world.officer).post(address, form)
    assert answer.status_code == 422 and "kasus terbatas" in answer.content.decode()
    actors.merge_actor(known_there, by=world.officer, into=secret, reason="Alat yang sama")
    assert not KnownActor.objects.visible_to(world.supervisor).exclude(pk=jimbo.pk).exists()
    link(world, an_incident, secret)  # from now on everybody knows of it, and of who is one with it
    actors.merge_actor(fresh(secret), by=world.officer, into=jimbo, reason="Alat yang sama")
    assert fresh(known_there).merged_into == jimbo


def test_cases_are_found_by_an_alias_that_none_of_them_writes(world, an_incident, jimbo):
    link(world, an_incident, jimbo)
    assert list(search.cases(world.officer, "jimbo_x")) == [an_incident]
    hidden = only_for(world, make_incident(world))
    link(world, hidden, jimbo)
    assert list(search.cases(world.supervisor, "jimbo_x")) == [an_incident]


def test_a_part_typed_wrong_is_struck_and_the_actor_may_be_recognised_again(world, an_incident, jimbo):
    offers(world, an_incident)
    same(world, an_incident, jimbo)
    struck(ActorPart.objects.get(), by=world.officer)
    assert not report.in_cases(fresh(jimbo), world.officer) and len(recognised(an_incident, world.officer)) == 1


def test_two_that_are_one_have_the_cases_of_both(world, an_incident, jimbo):
    other, case = actors.register_actor(by=world.officer, name="Bjorka", kind="seller"), make_incident(world)
    link(world, an_incident, jimbo)
    link(world, case, other)
    actors.merge_actor(jimbo, by=world.officer, into=other, reason="Satu dompet")
    assert {each.case for each in report.in_cases(fresh(other), world.officer)} == {an_incident, case}
    assert [each.actor for each in report.in_case(an_incident)] == [other]
    assert not recognised(make_incident(world, summary="Bjorka"), world.officer)[0].actor.merged_into


def test_actors_of_drills_and_real_cases_stay_apart(world, jimbo):
    drill = make_incident(world, drill=True, summary="Jimbo menjual")
    assert not recognised(drill, world.officer)
    with pytest.raises(actors.DrillApart):
        link(world, drill, jimbo)
    assert actor_parts.link_actor(drill, by=world.officer, role="offered", name="Jimbo", basis="Skenario").actor.drill
    with pytest.raises(drills.HeldToIt):
        cases.amend(drill, by=world.officer, seen=fresh(drill).version, reason="Keliru", drill=False)


def test_auditors_and_liaisons_link_nobody(world, an_incident, jimbo):
    for who in (world.auditor, world.liaison_a, world.administrator):
        with pytest.raises(PermissionDenied):
            actor_parts.link_actor(an_incident, by=who, role="offered", actor=jimbo, basis="x")


# --- not them -----------------------------------------------------------------------------------------------------------
def test_a_name_that_is_somebody_elses_is_dismissed_with_a_reason_and_does_not_come_again(
    world, an_incident, jimbo, log_in
):
    says(world, an_incident, said_by="Jimbo")
    says(world, an_incident, said_by="Jimbo", topic="price", amount=2, unit="BTC")
    browser = log_in(world.officer)
    address = reverse("incidents:not_this_actor", args=[an_incident.reference, jimbo.pk])
    assert address in page(browser, an_incident)
    seen = {"seen": fresh(an_incident).version}
    assert browser.post(address, seen | {"reason": " "}).status_code == 200, "not without a reason"
    press(browser, address, seen | {"reason": "Jimbo ini pegawai instansi"})
    shown = page(browser, an_incident)
    assert address not in shown and "Bukan" not in shown.partition("Bernama seperti pelaku")[0]
    assert "Jimbo ini pegawai instansi" in shown and not recognised(fresh(an_incident), world.officer)
    places = list(an_incident.actor_dismissals.values_list("assertion_number", flat=True))
    assert len(places) == 2 and not ActorPart.objects.exists()
    event = CaseEvent.objects.get(action="not_this_actor")
    assert event.reason == "Jimbo ini pegawai instansi" and event.details["text"] == "Jimbo"
    assert "Jimbo ini pegawai instansi" in browser.get(f"/insiden/{an_incident}/riwayat/").content.decode()
    with pytest.raises(deeds.Conflict):
        actor_parts.not_this_actor(fresh(an_incident), by=world.officer, actor=jimbo, reason="x")


def test_another_assertion_brings_the_name_again_and_what_was_dismissed_can_be_struck_out(
    world, an_incident, jimbo, log_in
):
    says(world, an_incident, said_by="Jimbo")
    actor_parts.not_this_actor(fresh(an_incident), by=world.officer, actor=jimbo, reason="Orang lain")
    [row] = an_incident.actor_dismissals.all()
    browser, strike = log_in(world.officer), reverse("incidents:strike", args=["bukan-pelaku", row.pk])
    assert strike in page(browser, an_incident)
    press(browser, strike, {"seen": row.version, "reason": "Ternyata dia"})
    [again] = recognised(fresh(an_incident), world.officer)
    assert again.actor == jimbo and not an_incident.actor_dismissals.exists()
    actor_parts.not_this_actor(fresh(an_incident), by=world.officer, actor=jimbo, reason="Orang lain")
    later = says(world, an_incident, said_by="Jimbo", topic="origin")
    [again] = recognised(fresh(an_incident), world.officer)
    assert again.places == [later.number], "only where nobody has said yet that it is not them"


def test_a_dismissal_holds_for_whoever_the_actor_turns_out_to_be(world, an_incident, jimbo):
    says(world, an_incident, said_by="Jimbo")
    actor_parts.not_this_actor(fresh(an_incident), by=world.officer, actor=jimbo, reason="Orang lain")
    other = actors.register_actor(by=world.officer, name="Loki", kind="seller")
    actors.merge_actor(fresh(jimbo), by=world.officer, into=other, reason="Dompet sama")
    assert not recognised(fresh(an_incident), world.officer)


def test_a_dismissed_name_tells_nobody_of_an_actor_they_may_not_know_of(world, an_incident, log_in):
    """Loki is known from a case of few alone, and goes by the name of a spokesperson in a case of many."""
    hidden = only_for(world, make_incident(world, title="Rahasia"))
    loki = actor_parts.link_actor(hidden, by=world.officer, role="offered", name="Loki", basis="Obrolan").actor
    actors.add_alias(loki, by=world.officer, name="jubirx", place="Forum")
    says(world, an_incident, said_by="jubirx")
    actor_parts.not_this_actor(fresh(an_incident), by=world.officer, actor=loki, reason="Juru bicara")
    browser = log_in(world.supervisor)
    addresses = (f"/insiden/{an_incident}/", f"/insiden/{an_incident}/riwayat/", f"/insiden/{an_incident}/pada/")
    for address in addresses:
        assert "Loki" not in browser.get(address).content.decode(), address
    versions = reverse("incidents:versions", args=["incident", an_incident.pk])
    assert "Loki" not in log_in(world.auditor).get(versions).content.decode()
