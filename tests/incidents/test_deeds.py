"""The door: everything or nothing, one event, history tied to it, nobody past it."""

import json
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import DatabaseError
from django.utils import timezone

from incidents.actions import cases, letter_decisions
from incidents.models import CaseEvent, Incident, Pending, Sequence
from incidents.plain.clocks import WIB
from incidents.record import deeds, open_deed
from incidents.record.canonical import canonical_json
from incidents.workflow import Action
from tests.world import make_incident, make_request


def test_a_tracked_table_cannot_be_written_outside_a_deed(an_incident):
    an_incident.title = "Diam-diam"
    with pytest.raises((deeds.Outside, AssertionError)):
        an_incident.save()


def test_the_door_itself_refuses_history_without_a_deed():
    """Not only the suite's guard: the product's own receiver."""
    with pytest.raises(deeds.Outside, match="outside a deed"):
        open_deed.stamp(sender=Incident, history_instance=Incident.history.model())


def test_deeds_do_not_nest(world, an_incident):
    with pytest.raises(deeds.Outside, match="nest"), deeds.record(Action.NOTE, on=an_incident, by=world.officer):
        cases.note(an_incident, by=world.officer, text="Di dalam")


@pytest.mark.asvs(9)
def test_if_the_event_cannot_be_written_nothing_happened(world, an_incident):
    before = (CaseEvent.objects.count(), Incident.history.count(), Pending.objects.count())
    with patch.object(CaseEvent, "save", side_effect=DatabaseError("disk full")), pytest.raises(DatabaseError):
        cases.amend(an_incident, by=world.officer, reason="Uji", seen=an_incident.version, title="Baru")
    an_incident.refresh_from_db()
    assert an_incident.title == "Dugaan kebocoran"
    assert (CaseEvent.objects.count(), Incident.history.count(), Pending.objects.count()) == before
    assert deeds.current() is None


def test_history_carries_the_event_its_instant_and_its_actor(world, an_incident):
    cases.amend(an_incident, by=world.officer, seen=an_incident.version, title="Baru", reason="Salah ketik")
    event = CaseEvent.objects.latest("recorded_at")
    row = Incident.history.latest("history_id")
    assert (row.event_id, row.history_date, row.history_user, row.history_change_reason) == (
        event.pk,
        event.recorded_at,
        world.officer,
        "Salah ketik",
    )


def test_the_payload_holds_the_event_and_the_rows_as_written(world, an_incident):
    cases.amend(an_incident, by=world.officer, seen=an_incident.version, title="Baru", reason="Sebab")
    event = CaseEvent.objects.latest("recorded_at")
    payload = json.loads(event.payload)
    assert payload["event"]["id"] == str(event.pk) and payload["event"]["reason"] == "Sebab"
    assert [(r["table"], r["title"]) for r in payload["history"]] == [("incidents_historicalincident", "Baru")]
    assert len(payload["nonce"]) == 32
    assert event.payload == canonical_json(payload)


@pytest.mark.asvs(10)
def test_an_old_version_meets_a_conflict_that_says_what_came_between(world, an_incident):
    seen = an_incident.version
    cases.amend(an_incident, by=world.officer, seen=seen, title="Pertama", reason="x")
    with pytest.raises(deeds.Conflict) as met:
        cases.amend(an_incident, by=world.officer, seen=seen, title="Kedua", reason="y")
    assert [e.action for e in met.value.since][-1] == Action.AMEND
    an_incident.refresh_from_db()
    assert an_incident.title == "Pertama"


def test_a_machines_deed_does_not_make_a_click_stale(world):
    clarification = make_request(world, "open")
    with deeds.record(Action.SEND_MESSAGE, on=clarification, by=deeds.SYSTEM) as deed:
        deed.on.save()
    assert type(clarification).objects.get(pk=clarification.pk).version == clarification.version


def test_a_note_does_not_make_an_amendment_stale(world, an_incident):
    cases.note(an_incident, by=world.officer, text="Catatan")
    cases.amend(an_incident, by=world.officer, seen=an_incident.version, title="Baru", reason="x")


def test_events_of_a_case_are_strictly_ordered_even_when_the_clock_stands(world, an_incident):
    with patch.object(timezone, "now", return_value=an_incident.events.latest("recorded_at").recorded_at):
        for _ in range(3):
            cases.note(an_incident, by=world.officer, text="Catatan")
    instants = list(an_incident.events.values_list("recorded_at", flat=True).order_by("recorded_at"))
    assert len(set(instants)) == len(instants)


def test_history_cannot_be_entered_before_what_is_there(world, an_incident):
    with pytest.raises(ValueError, match="before the last event"):
        cases.note(an_incident, by=world.officer, text="Catatan", at=timezone.now() - timedelta(days=1))


def test_references_follow_the_year_of_recording_in_jakarta(world):
    eve = datetime(2025, 12, 31, 23, 59, 59, tzinfo=WIB).astimezone(UTC)  # 16.59 on the 31st in UTC, both times
    first, second = make_incident(world, at=eve - timedelta(hours=1), seen_at=eve), None
    second = cases.record(by=world.officer, title="Tahun baru", seen_at=eve, at=eve + timedelta(seconds=1))
    assert (first.reference, second.reference) == ("INS-2025-0001", "INS-2026-0001")


@pytest.mark.asvs(9)
def test_a_refused_deed_burns_no_number(world):
    make_incident(world)
    last = Sequence.objects.get(scope="incident").last
    with patch.object(CaseEvent, "save", side_effect=DatabaseError), pytest.raises(DatabaseError):
        cases.record(by=world.officer, title="Gagal", seen_at=timezone.now())
    assert Sequence.objects.get(scope="incident").last == last


@pytest.mark.asvs(70)
def test_events_and_history_refuse_change_in_python_too(an_incident):
    event = an_incident.events.first()
    for forbidden in (
        event.save,
        event.delete,
        CaseEvent.objects.all().delete,
        lambda: CaseEvent.objects.update(reason=""),
    ):
        with pytest.raises(TypeError):
            forbidden()
    with pytest.raises(TypeError):
        Incident.history.first().delete()


def test_the_actor_stays_named_as_text(world):
    clarification = make_request(world, "answered")
    event = CaseEvent.objects.filter(action=Action.ANSWER).get()
    assert (event.actor_name, event.actor_role, event.actor_agency) == ("Liaison A", "liaison", "Instansi A")
    assert event.subject_label == clarification.reference


def test_the_case_that_the_door_locked_is_at_hand_in_the_deed(world, django_assert_num_queries):
    request = make_request(world, "draft")
    with deeds.record(Action.SUBMIT, on=request, by=world.officer) as deed:
        with django_assert_num_queries(0):
            assert deed.on.incident.pk == request.incident_id
        deed.on.status = "awaiting_approval"
        deed.on.save()


def test_withdrawing_says_why(world):
    clarification = make_request(world, "open")
    letter_decisions.withdraw(clarification, by=world.supervisor, seen=clarification.version, reason="Keliru alamat")
    assert CaseEvent.objects.latest("recorded_at").reason == "Keliru alamat"
