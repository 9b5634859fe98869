"""Who must decide on a removal under law is told of it by mail, and not who proposed it; what the post room kept of what goes, goes."""

import pytest
from django.core import mail
from django.utils import timezone

from incidents.actions import actor_parts, actors, complaints, removals, work
from incidents.plain.complainants import Person
from incidents.record.removal import scopes
from notifications import postroom
from notifications.mails import settled
from notifications.models import IncomingMail, Message, StrayMail
from tests.incoming_kinds import came_by_mail, taken_in
from tests.removed import CANARY, closed, planted, proposed
from tests.world import fresh, make_incident

PERSON = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example", phone="0812 3456 7890")


@pytest.fixture
def row(world):
    return proposed(world, closed(world, planted(world)), "text", "activity")


def told():
    postroom.write_receipts(timezone.now())
    return Message.objects.filter(kind="removal_proposed")


def test_supervisors_are_told_of_a_removal_that_waits_for_them_and_read_nothing_of_what_goes(world, row, log_in):
    assert {message.recipient for message in told()} == {world.supervisor.email, world.other_supervisor.email}
    mail.outbox.clear()
    postroom.deliver_messages()
    words = next(each for each in mail.outbox if row.reference in each.subject)
    assert row.get_absolute_url() in words.body and CANARY not in words.body and "menunggu keputusan" in words.body
    page = log_in(world.supervisor).get("/pemberitahuan/").content.decode()
    assert row.reference in page and "Penghapusan menurut hukum menunggu keputusan" in page


def test_whoever_proposed_it_is_not_told_and_once_it_is_decided_no_mail_goes_out(world):
    case = closed(world, planted(world))
    row = proposed(world, case, "text", "activity", by=world.supervisor)
    assert {message.recipient for message in told()} == {world.other_supervisor.email}
    assert settled.settled_of(told()) == set()
    removals.decline_removal(row, by=world.other_supervisor, seen=row.version, reason="Belum perlu")
    postroom.deliver_messages()
    message = told().get()
    assert (message.state, message.skip_reason) == ("skipped", "decided")
    assert settled.settled_of([message]) == {message.pk}


def test_a_removal_of_a_complaint_that_stands_alone_is_told_to_every_supervisor(world):
    alone = complaints.enter(by=world.officer, person=PERSON, way="phone", text=f"{PERSON.name} melapor")
    how = {"outcome": "no_data", "reason": "Bukan data pribadi", "despite": True}
    complaints.conclude(alone, by=world.officer, seen=fresh(alone).version, **how)
    StrayMail.objects.create(key="1:1", sender=f"{PERSON.name} <{PERSON.email}>", read_at=timezone.now())
    came_by_mail(f"{PERSON.name} {PERSON.email}")
    theirs = taken_in(b"From: x@y.example\r\n\r\nx")
    IncomingMail.objects.filter(pk=theirs.pk).update(complaint=alone, sender="", subject="")
    choice = scopes.of_sheet(fresh(alone).sheet)
    row = removals.propose(None, by=world.officer, choice=choice, ground="Pasal 43 UU 27/2022", reason="Diminta")
    assert world.supervisor.email in {message.recipient for message in told()}
    postroom.deliver_messages()
    removals.remove(row, by=world.supervisor, seen=fresh(row).version, reason="Disetujui")
    assert PERSON.name not in fresh(alone).text, "what a text repeats of who complained goes as well"
    assert PERSON.email not in StrayMail.objects.get().sender
    left, theirs = IncomingMail.objects.order_by("pk")
    assert not theirs.path and theirs.complaint == alone, "it says nothing that is looked for, and goes with the sheet"
    assert PERSON.email not in left.sender + left.subject and not left.path and left.sha256


def test_a_supervisor_who_may_not_know_of_a_case_of_the_actor_is_not_told_of_its_removal_at_any_time(world):
    actor, hidden, open_one = actors.register_actor(by=world.officer, name="Kuokka", kind="seller"), *two_cases(world)
    actor_parts.link_actor(open_one, by=world.officer, actor=actor, role="offered", basis="Utas di forum")
    closed(world, open_one)
    facts = {"choice": scopes.choices(fresh(actor))[0], "ground": "Pasal 43 UU 27/2022", "reason": "Diminta"}
    row = removals.propose_of_actor(fresh(actor), by=world.officer, **facts)
    assert {message.recipient for message in told()} == {world.supervisor.email, world.other_supervisor.email}
    actor_parts.link_actor(hidden, by=world.officer, actor=actor, role="offered", basis="Utas di forum")
    work.restrict(fresh(hidden), by=world.officer, seen=fresh(hidden).version, reason="Rahasia")
    assert not type(row).objects.visible_to(world.other_supervisor).exists()
    mail.outbox.clear()
    postroom.deliver_messages()
    assert not [each for each in mail.outbox if row.reference in each.subject + each.body]
    assert {message.skip_reason for message in told()} == {"left"}


def two_cases(world):
    return make_incident(world), make_incident(world)
