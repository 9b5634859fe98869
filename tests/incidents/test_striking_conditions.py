"""What keeps an entry from being struck: each thing that left the house with it, or rests on it, as long as that stands; nothing else does."""

import inspect
from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import (
    actor_contacts,
    actor_parts,
    actors,
    arrival,
    assertions,
    cases,
    evidence,
    follow_ups,
    law,
    shares,
    striking_conditions,
    wishes_on_paper,
    work,
)
from incidents.actions.from_outside import FromOutside
from incidents.actions.striking_conditions import resting_on, shown_to, went_out
from incidents.models import Evidence
from incidents.plain.spans import parse
from tests.one_of_everything import imposed, invited, recommended
from tests.typed_rows import asked_on_paper, past_case, past_letter, past_reply, replied, said_outside, struck
from tests.world import fresh, make_request, says


def piece_of(world, case):
    return evidence.attach(case, by=world.officer, text="Kutipan")


def assessed(world, case, piece):
    how = {"by": world.officer, "seen": None}
    word = assertions.assess(says(world, case), status="verified", evidence=piece, reason="Cocok", **how)
    return word, lambda: assertions.assess(fresh(word), status="claimed", reason="Belum tentu", **how)


def wished(world, case, piece):
    request = make_request(world, "open", incident=case)
    paper = FromOutside("Kepala Biro", timezone.now(), "letter", "B-9", piece)
    how, until = {"by": world.officer, "seen": None}, request.present_due + timedelta(days=1)
    wishes_on_paper.record_wish(request, reason="Log besar", wished_at=until, paper=paper, **how)
    return request.reference, lambda: wishes_on_paper.strike_wish(fresh(request), reason="Salah catat", **how)


def handed_over(world, case, piece):
    request = make_request(world, "open", incident=case)
    facts = {"received_at": request.issued_at, "received_by": "Sekretariat", "evidence": piece}
    arrival.hand_deliver(request, by=world.officer, seen=None, **facts)
    how = {"by": world.officer, "seen": None, "reason": "Salah letak"}
    return request.reference, lambda: arrival.strike_delivery(fresh(request), **how)


def sent(world, case, piece):
    request = make_request(world, "open", incident=case)
    told = {"channel": "post", "recipient": "Sekretariat", "said_by": "Kurir", "source": "Resi", "evidence": piece}
    return arrival.send_outside(request, by=world.officer, seen=None, **told)


def followed_up(world, case, piece):
    letter = recommended(world, case, world.agency_a, world.liaison_a)["result"]
    paper = {"channel": "letter", "number": "B-7", "text": "Sudah", "came_at": timezone.now(), "evidence": piece}
    return follow_ups.record_follow_up(letter, by=world.officer, seen=None, kind="report", **paper)


def found(world, case, piece):
    facts = {"text": "Mirip", "confidence": "low", "found": parse("2023"), "evidence": piece}
    return law.find(case, by=world.officer, **facts)


def offered(world, case, piece):
    named = {"role": "offered", "name": "Jimbo", "kind": "seller", "basis": "Tangkapan layar"}
    return actor_parts.link_actor(case, by=world.officer, evidence=piece, **named)


# {what names a piece: how it comes to, and, where no correction strikes it, how it lets go of the piece}
ON_A_PIECE = {
    "Assertion": lambda world, case, piece: says(world, case, evidence=piece),
    "Assessment": assessed,
    "Evidence": lambda world, case, piece: evidence.attach(case, by=world.officer, text="Lampiran", annex_of=piece),
    "Finding": found,
    "FollowUp": followed_up,
    "Response": lambda world, case, piece: replied(world, case, evidence=piece),
    "CounterQuestion": lambda world, case, piece: asked_on_paper(world, case, piece),
    "OutsideWord": lambda world, case, piece: said_outside(world, case, piece),
    "ExtensionRequest": wished,
    "Sending": sent,
    "PastLetter": lambda world, case, piece: past_letter(world, past_case(world), evidence=piece),
    "PastReply": lambda world, case, piece: past_reply(
        world, past_letter(world, past_case(world)), "9 Mei 2020", evidence=piece
    ),
    "ActorPart": offered,
    "a delivery by hand": handed_over,
}


@pytest.mark.parametrize("kind", ON_A_PIECE)
def test_a_piece_is_held_by_what_names_it_until_that_is_gone(world, an_incident, kind):
    piece, beside = piece_of(world, an_incident), piece_of(world, an_incident)
    assert not [*resting_on(piece)]
    made = ON_A_PIECE[kind](world, an_incident, piece)
    row, let_go = made if isinstance(made, tuple) else (made, lambda: struck(made, by=world.officer))
    [said] = resting_on(piece)
    names = {str(row), getattr(row, "label", None), getattr(row, "receipt", None), getattr(row, "in_case", None)}
    assert any(name and name in said for name in names), said
    assert not [*resting_on(beside), *shown_to(piece), *went_out(piece)]
    let_go()
    assert not [*resting_on(piece)]


def test_every_entry_that_names_a_piece_of_evidence_is_asked_before_the_piece_is_struck():
    """A new relation to a piece that `striking_conditions` does not ask about would let it be struck from under what rests on it."""
    source = inspect.getsource(striking_conditions)
    naming = {
        relation.related_model.__name__
        for relation in Evidence._meta.get_fields(include_hidden=True)
        if relation.one_to_many and relation.auto_created and not hasattr(relation.related_model, "history_date")
    }
    assert {"CounterQuestion", "Assertion", "Sending"} <= naming
    asked = {name for name in naming if f"{name}.objects" in source}
    assert naming - {"Evidence"} == asked - {"Evidence"} and naming - {"SharedEvidence"} <= {*ON_A_PIECE}


def test_a_piece_was_shown_to_those_it_was_shared_with_also_after_that_ended(world, an_incident):
    piece, beside = piece_of(world, an_incident), piece_of(world, an_incident)
    how = {"by": world.officer, "text": "x", "tlp": "green"}
    given = shares.share(an_incident, agency=world.agency_b, evidence=[piece], **how)
    assert [*shown_to(piece)] == [str(world.agency_b)] and not [*shown_to(beside)]
    shares.unshare(given, by=world.officer, reason="Selesai")
    assert [*shown_to(piece)] == [str(world.agency_b)]


def test_a_part_is_held_by_the_letters_and_shares_of_its_body_unless_the_body_has_another(world, an_incident):
    """A letter of the case may go to any body: it holds no part (decision 72)."""
    part = an_incident.involvements.get(agency=world.agency_a)
    invited(world, an_incident, world.agency_a)
    assert not [*went_out(part)]
    given = shares.share(an_incident, by=world.officer, agency=world.agency_a, text="x", tlp="green")
    request = make_request(world, "open", incident=an_incident)
    assert [*went_out(part)] == [request.reference, str(given)]
    cases.involve(an_incident, by=world.officer, agency=world.agency_a, role="origin")
    assert not [*went_out(part)]


def test_a_part_is_held_by_what_its_body_owes_and_by_those_that_served_it(world, an_incident):
    part = an_incident.involvements.get(agency=world.agency_a)
    assert not [*resting_on(part)]
    owed = work.commit(an_incident, by=world.officer, who="Ins A", what="Log server", agency=world.agency_a)
    measure = imposed(world, an_incident, world.agency_a)
    cases.involve(an_incident, by=world.officer, agency=world.agency_b, role="processor", on_behalf_of=world.agency_a)
    serves = an_incident.involvements.get(agency=world.agency_b, role="processor")
    assert [*resting_on(part)] == [f"{world.agency_a}: Denda", f"{world.agency_a}: Log server", str(serves)]
    cases.involve(an_incident, by=world.officer, agency=world.agency_a, role="origin")
    assert [*resting_on(part)] == [str(serves)], "what it owes hangs on its other part as well"
    struck(serves, by=world.officer)
    assert not [*resting_on(part)] and owed.agency == measure.agency


def test_a_word_is_held_by_its_correction_and_by_what_tells_of_it(world, an_incident):
    word = says(world, an_incident, amount=1, unit="orang")
    assert not [*resting_on(word)]
    later = says(world, an_incident, amount=2, unit="orang", corrects=word)
    told = {"kind": "statement", "text": "Kata juru bicara", "happened": parse("2024"), "assertion": word}
    note = cases.note(an_incident, by=world.officer, **told)
    part = actor_parts.link_actor(
        an_incident, by=world.officer, role="offered", name="Jimbo", kind="seller", assertion=word
    )
    assert [*resting_on(word)] == [later.label, f"{note}: Kata juru bicara", str(part)]
    for row in (later, note, part):
        struck(row, by=world.officer)
    assert not [*resting_on(word)]


def test_a_reply_is_held_by_what_rests_on_the_denial_in_it(world, an_incident):
    reply = replied(world, an_incident, kind="denial", text="Bukan kami")
    assert not [*resting_on(reply)]
    denied = an_incident.assertions.get()
    later = says(world, an_incident, denied.topic, denied.said_by, corrects=denied)
    assert [*resting_on(reply)] == [later.label]


def test_a_meeting_is_held_by_what_was_promised_in_it_and_a_letter_by_no_promise_but_its_own(world, an_incident):
    told = {"kind": "meeting", "text": "Rapat", "happened": parse("2024")}
    meeting = cases.note(an_incident, by=world.officer, **told)
    assert not [*resting_on(meeting)]
    owed = work.commit(an_incident, by=world.officer, who="Ins A", what="Log server", activity=meeting)
    assert [*resting_on(meeting)] == ["Log server"] and not [*went_out(owed)]
    struck(owed, by=world.officer)
    assert not [*resting_on(meeting)]
    letter = recommended(world, an_incident, world.agency_a, world.liaison_a)["result"]
    assert [[*went_out(asked)] for asked in letter.demands.all()] == [[str(letter)]] * letter.demands.count() != []


def test_the_only_part_of_an_actor_is_held_by_the_tries_to_reach_them_under_any_name(world, an_incident):
    part = offered(world, an_incident, None)
    other = actors.register_actor(by=world.officer, name="Loki", kind="seller")
    actors.merge_actor(fresh(part.actor), by=world.officer, into=other, reason="Satu dompet")
    part = fresh(part)
    assert not [*resting_on(part)]
    tried = {"side": "ministry", "channel": "forum", "outcome": "silent", "tried": parse("2023")}
    contact = actor_contacts.record_contact(an_incident, by=world.officer, actor=other, **tried)
    traced = {"kind": "tracing", "text": "Pemilik akun", "outcome": "ongoing", "happened": parse("2023")}
    note = cases.note(an_incident, by=world.officer, actor=other, **traced)
    assert [*resting_on(part)] == [str(contact), f"{note}: Pemilik akun"]
    actor_parts.link_actor(an_incident, by=world.officer, role="published", actor=other, basis="Kabar")
    assert not [*resting_on(part)]


def test_an_old_letter_is_held_by_its_replies_and_the_letters_after_it(world):
    case = past_case(world)
    first = past_letter(world, case)
    assert not [*resting_on(first)]
    reply = past_reply(world, first, "9 Mei 2020")
    second = past_letter(world, case, "12 Mei 2020", number="S-9", kind="second_letter", follows=first)
    assert [*resting_on(first)] == [str(reply), str(second)] and not [*resting_on(reply), *resting_on(second)]
    struck(reply, by=world.officer)
    struck(second, by=world.officer)
    assert not [*resting_on(first)]
