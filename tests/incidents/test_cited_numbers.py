"""A number that stands on a page, a letter or a receipt leads to what bears it; one that nothing bears is said to be unknown."""

import pytest

from incidents.actions import cases
from incidents.models import CaseEvent
from incidents.record import cited_numbers
from tests.world import answer_request, make_request, report


@pytest.fixture
def answered(world):
    clarification = make_request(world, "open")
    answer_request(world, clarification)
    clarification.refresh_from_db()
    return clarification


def numbers(clarification):
    letter = clarification.letters.get(kind="clarification_request")
    return {
        "case": clarification.incident.reference,
        "request": clarification.reference,
        "letter": letter.register_entry.number,
        "check code": letter.check_code,
        "receipt": clarification.responses.get().receipt,
    }


KINDS = ("case", "request", "letter", "check code", "receipt")


@pytest.mark.parametrize("kind", KINDS)
def test_the_trail_finds_each_number_that_it_prints(world, answered, log_in, kind):
    other = make_request(world, "open")
    page = log_in(world.auditor).get("/jejak/", {"case": f"  {numbers(answered)[kind].lower()} "})
    events = [entry.event for entry in page.context["entries"]]
    assert events and {event.incident_id for event in events} == {answered.incident_id} != {other.incident_id}
    if kind != "case":
        assert {(e.subject_type, e.subject_id) for e in events} == {("clarificationrequest", str(answered.pk))}


@pytest.mark.parametrize("kind", KINDS)
def test_search_and_register_find_the_case_by_each_number(world, answered, log_in, kind):
    make_request(world, "open")
    officer, number = log_in(world.officer), numbers(answered)[kind]
    assert [case.pk for case in officer.get("/cari/", {"q": number}).context["page"]] == [answered.incident_id]
    letters = officer.get("/surat/register/", {"case": number}).context["page"].object_list
    assert {letter.incident_id for letter in letters} == {answered.incident_id}


@pytest.mark.parametrize("address", ["/jejak/", "/surat/register/"])
@pytest.mark.parametrize("typed", ["INS-1999-0001", "INS-2026-0001/K9", "B-77/UJI/2026", "%", "\x00"])
def test_an_unknown_number_is_said_to_be_unknown_instead_of_without_events(world, answered, log_in, address, typed):
    page = log_in(world.auditor).get(address, {"case": typed})
    assert ("Nomor ini tidak dikenal" in page.content.decode()) == bool(typed.strip("\x00"))


def test_a_number_of_a_case_that_the_reader_may_not_know_of_is_unknown(world, answered):
    for kind in KINDS:
        assert cited_numbers.find(world.liaison_b, numbers(answered)[kind]) is None


def test_the_report_s_old_number_and_a_beginning_lead_to_the_case(world):
    case = report(world)
    old = case.reference
    case = cases.promote(case, by=world.officer, seen=case.version)
    assert case.reference != old
    for typed in (old, case.reference, case.reference[:8]):
        cited = cited_numbers.find(world.officer, typed)
        assert cited.incidents == {case.pk}
        assert CaseEvent.objects.filter(cited.events()).filter(action="promote").exists()
