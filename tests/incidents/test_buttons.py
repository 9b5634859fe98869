"""Buttons come from the table: every move of people is offered somewhere, and every button stands on its page."""

import html
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import get_commands
from django.urls import get_resolver
from django.utils import timezone

from incidents.actions import actor_parts, work
from incidents.models import ClarificationRequest, Incident
from incidents.record import deeds
from incidents.views.buttons import Topic, buttons_of, letters_after
from incidents.workflow import TRANSITIONS, Action, Place, RequestStatus, Role, Thing, Weight
from tests.moves import perform
from tests.routes import TABLE
from tests.world import answer_request, make_incident, make_request

NOBODY = SimpleNamespace(roles=frozenset())
OFFERS = [(action, offer) for action, row in TRANSITIONS.items() for offer in row.offers]


def buttons_at(place, pk, user):
    clarification = ClarificationRequest.objects.with_own_hand(user).get(pk=pk)
    return [b for b in buttons_of(clarification, user).every if b.place == place]


def moves_at(place, pk, user):
    return [str(b.move) for b in buttons_at(place, pk, user)]


def page_names(resolver=None, space=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from page_names(entry, f"{entry.namespace}:" if entry.namespace else space)
        elif entry.name:
            yield space + entry.name


@pytest.mark.parametrize("action", list(Action))
def test_every_move_of_people_has_a_button_or_a_named_place(action):
    row = TRANSITIONS[action]
    assert bool(row.offers) == bool(row.by - {Role.SYSTEM}), f"{action}: say in its row where people find it"


@pytest.mark.parametrize(("action", "offer"), OFFERS, ids=lambda value: str(getattr(value, "place", value)))
def test_every_offer_leads_to_a_page_that_exists(action, offer):
    if offer.page.startswith("manage.py "):
        assert offer.page.removeprefix("manage.py ") in get_commands()
        return
    page = offer.page or f"incidents:{action}"
    assert page in set(page_names())
    assert (offer.place == Place.ELSEWHERE) == (offer.on is None)
    assert offer.place == Place.ELSEWHERE or (405 in TABLE[page].values()) == (not TRANSITIONS[action].asks), page


def test_a_place_of_single_buttons_offers_each_move_once():
    for place in (Place.BESIDE, Place.QUEUE):
        found = [(action, offer.on) for action, offer in OFFERS if offer.place == place]
        assert len(found) == len(set(found))


def test_who_holds_no_role_is_offered_nothing(world, an_incident):
    clarification = make_request(world, "open", incident=an_incident)
    for thing in (
        an_incident,
        clarification,
        clarification.questions.first(),
        an_incident.involvements.first(),
        world.agency_a,
    ):
        assert not buttons_of(thing, NOBODY).every


@pytest.mark.parametrize("who", ["officer", "supervisor", "auditor", "liaison_a"])
@pytest.mark.parametrize("status", list(RequestStatus))
def test_every_button_of_a_request_stands_on_its_page(world, log_in, status, who):
    person, clarification = getattr(world, who), make_request(world, status)
    if who == "liaison_a" and not clarification.issued_at:
        return
    page = html.unescape(log_in(person).get(f"/permintaan/{clarification.pk}/").content.decode())
    clarification = ClarificationRequest.objects.with_own_hand(person).get(pk=clarification.pk)
    found = [b for b in buttons_of(clarification, person).every if b.place not in (Place.ALARM, Place.QUEUE)]
    found = [b for b in found if b.move != Action.EXTEND or b.place == Place.HEAD]  # beside a wish for more time
    for button in [*found, *(b for q in clarification.questions.all() for b in buttons_of(q, person).every)]:
        mark = f'href="{button.url}"' if button.asks else f'action="{button.url}"'
        assert page.count(mark) == 1 and button.label in page, button
    assert bool(found) == (who != "auditor" and (status, who) not in NOTHING_TO_DO)


NOTHING_TO_DO = {
    ("draft", "liaison_a"),
    ("awaiting_approval", "officer"),
    ("awaiting_signature", "officer"),
    ("answered", "liaison_a"),
    ("closed", "liaison_a"),
    *((status, "liaison_a") for status in ("withdrawn", "replaced", "broken_off")),
}


@pytest.mark.parametrize("who", ["officer", "supervisor", "auditor"])
def test_every_button_of_a_case_stands_on_one_of_its_pages(world, log_in, who):
    person, case = getattr(world, who), make_incident(world)
    actor_parts.link_actor(case, by=world.officer, role="offered", name="Loki", basis="Forum")
    case = Incident.objects.get(pk=case.pk)
    if who != "auditor":
        work.restrict(case, by=world.officer, seen=case.version, reason="Sebab")
        work.admit(Incident.objects.get(pk=case.pk), by=world.officer, user=world.supervisor, why="Atasan")
    case = Incident.objects.get(pk=case.pk)
    client = log_in(person)
    tabs = [
        html.unescape(client.get(f"/insiden/{case}/{tab}").content.decode())
        for tab in ("", "kegiatan/", "hukum/", "bukti/", "surat/", "pernyataan/", "pernyataan/records/", "terdampak/")
    ]
    buttons, topic = buttons_of(case, person), buttons_of(Topic(case, "records"), person)
    parts = [b for row in case.involvements.all() for b in buttons_of(row, person).every]
    for button in [*buttons.head, *buttons.menu]:
        assert all(f'"{button.url}"' in tab for tab in tabs[:6]), button
    for button in [*buttons.beside.values(), *topic.every, *parts]:
        assert any(f'"{button.url}' in tab for tab in tabs), button
    assert bool(buttons.every) == bool(topic.every) == (who != "auditor")


def test_the_head_of_a_case_in_order(world, an_incident):
    found = buttons_of(an_incident, world.officer)
    assert [b.move for b in found.head] == ["draft", "claim", "attach"]
    assert [b.weight for b in found.head] == [Weight.MAIN, Weight.ORDINARY, Weight.ORDINARY]
    assert [b.move for b in found.menu] == ["merge", "amend", "relate", "restrict", "assign"]
    of_supervisor = [b.move for b in buttons_of(an_incident, world.supervisor).menu]
    assert of_supervisor == ["amend", "restrict", "close", "assign", "annul"]


def test_a_restricted_case_offers_to_lift_it_and_to_admit(world, an_incident):
    assert "admit" not in buttons_of(an_incident, world.supervisor).beside
    work.restrict(an_incident, by=world.officer, seen=an_incident.version, reason="Sebab")
    found = buttons_of(Incident.objects.get(pk=an_incident.pk), world.supervisor)
    assert "admit" in found.beside
    assert [b.move for b in found.menu] == ["amend", "unrestrict", "close", "assign", "annul"]


def test_the_letter_is_looked_at_before_it_is_issued_and_signed_on_a_page_of_its_own(world):
    clarification = make_request(world, "awaiting_approval")
    assert moves_at(Place.HEAD, clarification.pk, world.supervisor) == ["send_back", "issue", "withdraw"]
    look = buttons_at(Place.HEAD, clarification.pk, world.supervisor)[1]
    assert (look.url, look.weight, look.icon) == (f"/permintaan/{clarification.pk}/terbitkan/", Weight.MAIN, "")
    clarification = make_request(world, "awaiting_signature")
    sign = buttons_at(Place.HEAD, clarification.pk, world.supervisor)[1]
    assert (sign.move, sign.icon) == ("issue", "pen") and sign.url == f"/surat/{clarification.letter.pk}/tanda-tangan/"
    assert moves_at(Place.QUEUE, clarification.pk, world.supervisor) == []


def test_whoever_had_a_hand_in_a_letter_is_not_offered_its_issue(world):
    from incidents.actions import people

    clarification = make_request(world, "awaiting_approval")
    deputy, until = people.Post(Role.SUPERVISOR, unit=world.unit, mode="plh"), timezone.now() + timedelta(days=1)
    people.appoint(deputy, by=deeds.SYSTEM, email=world.officer.email, name="x", valid_to=until)
    both = type(world.officer).objects.get(pk=world.officer.pk)
    assert moves_at(Place.HEAD, clarification.pk, both) == ["withdraw"]


def test_answers_can_be_returned_and_accepted_once_there_are_any(world):
    clarification = make_request(world, "open")
    assert "return" not in moves_at(Place.HEAD, clarification.pk, world.officer)
    assert not buttons_of(clarification.questions.first(), world.officer).every
    answer_request(world, clarification, numbers={1})
    assert "return" in moves_at(Place.HEAD, clarification.pk, world.officer)
    offered = [buttons_of(q, world.officer).beside for q in clarification.questions.order_by("number")]
    assert offered[1] == {} and offered[0]["accept_question"].seen == clarification.version
    assert not offered[0]["accept_question"].asks


def test_what_is_done_is_not_offered_again(world):
    clarification = make_request(world, "open")
    assert "hand_deliver" in moves_at(Place.BESIDE, clarification.pk, world.officer)
    assert "acknowledge" in moves_at(Place.BESIDE, clarification.pk, world.liaison_a)
    perform(Action.ACKNOWLEDGE, clarification, world, world.liaison_a)
    assert "hand_deliver" in moves_at(Place.BESIDE, clarification.pk, world.officer), (
        "an earlier day is the better proof"
    )
    assert "acknowledge" not in moves_at(Place.BESIDE, clarification.pk, world.liaison_a)

    clarification = make_request(world, "closed")
    assert moves_at(Place.QUEUE, clarification.pk, world.supervisor) == ["confirm_acceptance"]
    perform(Action.CONFIRM_ACCEPTANCE, clarification, world, world.supervisor)
    assert moves_at(Place.QUEUE, clarification.pk, world.supervisor) == []
    assert moves_at(Place.HEAD, clarification.pk, world.supervisor) == ["revoke_acceptance", "correct"]


def test_a_further_letter_is_offered_while_none_is_drafted(world):
    from incidents.actions import next_letter

    clarification = make_request(world, "open")
    anew = letters_after(clarification, world.officer, None)
    assert [(b.url, b.asks) for b in anew] == [(f"/permintaan/{clarification.pk}/terbitkan-ulang/", True)]
    assert letters_after(clarification, world.supervisor, None) == []
    next_letter.reissue(clarification, by=world.officer)
    assert letters_after(ClarificationRequest.objects.get(pk=clarification.pk), world.officer, None) == []


def test_an_agency_has_two_lines_for_a_letter_gone_wrong(world):
    clarification = make_request(world, "open")
    found = buttons_at(Place.LIST, clarification.pk, world.liaison_a)
    assert [b.move for b in found] == [
        "reply",
        "reply",
        "ask_back",
        "ask_extension",
        "redirect",
        "redirect",
        "delegate",
    ]
    assert [b.url.partition("?")[2] for b in found] == ["jenis=whole", "", "", "", "apa=addressee", "apa=address", ""]
    assert buttons_of(None, world.liaison_a, on=Thing.PEOPLE).every == ()
