"""A number that stands on a page, a letter or a receipt leads to what bears it; one that nothing bears is said to be unknown."""

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from incidents.actions import cases, evidence, reply_drafts, work
from incidents.models import AnswerFile, CaseEvent, Incident, StoredFile
from incidents.record import cited_numbers
from incidents.templatetags import words
from incidents.templatetags.words import grouped
from notifications import postroom
from tests.removed import closed, planted, proposed
from tests.states import step
from tests.world import answer_request, make_incident, make_request, report, says


@step
def an_answered(world):
    clarification = make_request(world, "open")
    answer_request(world, clarification)
    clarification.refresh_from_db()
    return clarification


@pytest.fixture
def answered(world):
    return an_answered(world)


def numbers(clarification):
    letter = clarification.letters.get(kind="clarification_request")
    return {
        "case": clarification.incident.reference,
        "request": clarification.reference,
        "letter": letter.register_entry.number,
        "check code": letter.check_code,
        "receipt": clarification.responses.get().receipt,
    } | {
        "check code without its hyphen": letter.check_code.replace("-", ""),
        "check code read aloud": letter.check_code.replace("-", " "),
    }


KINDS = (
    "case",
    "request",
    "letter",
    "check code",
    "receipt",
    "check code without its hyphen",
    "check code read aloud",
)


@pytest.mark.parametrize("kind", KINDS)
def test_the_trail_finds_each_number_that_it_prints(world, answered, log_in, kind):
    other = make_request(world, "open")
    page = log_in(world.auditor).get("/jejak/", {"case": f"  {numbers(answered)[kind].lower()} "})
    events = [line.event for line in page.context["page"].lines]
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


def test_the_trail_finds_what_is_said_and_kept_in_a_case_and_what_is_to_be_removed_from_it(world, answered, log_in):
    case = answered.incident
    piece = evidence.attach(case, by=world.officer, text="https://forum.example/1", kind="address")
    said, asked = says(world, case), proposed(world, closed(world, planted(world)), "case")
    for thing, number in ((piece, f"{case.reference} {piece}"), (said, f"{case} p1"), (asked, asked.reference)):
        page = log_in(world.auditor).get("/jejak/", {"case": number})
        lines = page.context["page"].lines
        assert {(line.event.subject_type, line.event.subject_id) for line in lines} == {
            (thing._meta.model_name, str(thing.pk))
        }
        assert cited_numbers.find(world.liaison_b, number) is None
    assert cited_numbers.find(world.auditor, f"{case.reference} B-99") is None


def test_the_number_of_an_act_finds_it_alone_on_the_trail_and_its_case_by_search(world, answered, log_in):
    auditor = log_in(world.auditor)
    for event in (answered.incident.events.last(), CaseEvent.objects.filter(incident__isnull=True).last()):
        page = auditor.get("/jejak/", {"case": str(event.pk)})
        assert [line.event.pk for line in page.context["page"].lines] == [event.pk]
        found = auditor.get("/cari/", {"q": str(event.pk)}).context["page"].object_list
        assert [case.pk for case in found] == ([event.incident_id] if event.incident_id else [])


def test_a_file_is_found_by_its_hash_as_every_page_prints_it(world, answered, log_in):
    """Of a piece of evidence, of a letter and of an answer; in groups, whole, cut in the middle, its beginning."""
    case = answered.incident
    piece = evidence.attach(case, by=world.officer, text="https://forum.example/1", kind="address")
    letter = answered.letters.get(kind="clarification_request")
    postroom.make_letter(letter.pk)
    letter.refresh_from_db()
    asked = make_request(world, "open", incident=case, agency=world.agency_b)
    upload = SimpleUploadedFile("log.txt", b"isi log")
    reply_drafts.save(asked.questions.first(), by=world.liaison_b, text="Ada", uploads=[upload])
    answer_request(world, asked, by=world.liaison_b)
    file = AnswerFile.objects.get().file
    officer = log_in(world.officer)
    for digest in (piece.sha256, letter.file.sha256, file.sha256):
        for typed in (digest, grouped(digest), f"{digest[:8]}…{digest[-4:]}", digest[:16], digest.upper()):
            assert [each.pk for each in officer.get("/cari/", {"q": typed}).context["page"]] == [case.pk], typed
    work.restrict(case, by=world.officer, seen=None, reason="x")
    assert cited_numbers.find(world.supervisor, piece.sha256) is None


def test_every_file_of_a_case_is_among_those_that_its_hash_finds():
    """A new model with a file of a case would be found by no hash that somebody holds against the record."""
    # an emblem and a sheet for Parliament stand in none; what a complainant sent is told by no hash to whoever holds it
    of_no_case = {"Unit", "ParliamentSheet", "SheetFile"}
    holding = {
        model.__name__
        for model in apps.get_models()
        if not hasattr(model, "history_date")
        and any(column.related_model is StoredFile for column in model._meta.concrete_fields)
    }
    assert holding - of_no_case <= {model.__name__ for model, _paths, _way in cited_numbers.HASHES}


@pytest.mark.real
def test_a_case_is_found_by_the_keys_of_its_numbers_however_many_there_are(world):
    case = make_incident(world)
    rows = cited_numbers._cases_of(Incident.objects.all(), cited_numbers._plain(case.reference))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off"
        )  # of so few it would look at each
        plan = rows.explain()
    assert "cases_by_old_file" in plan and "Seq Scan" not in plan, plan


def test_a_number_stands_whole_wherever_it_is_read_and_what_stands_beside_it_stays_escaped():
    held = '<span class="whole">{}</span>'.format
    assert words.whole("B-2/UJI/PDP.01/11/2026") == held("B-2/UJI/PDP.01/11/2026")
    assert words.whole(": B-2/UJI <b> a@x-1.example") == f": {held('B-2')}/UJI &lt;b&gt; a@x-1.example"
    assert words.whole("Surat INS-2026-0001/K1: x") == f"Surat {held('INS-2026-0001/K1')}: x" and not words.whole(None)
