"""The history in words: changed fields only, old to new, who, when, why; the reader changes nothing."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from incidents.actions import cases
from incidents.models import CaseEvent
from incidents.plain import dates
from incidents.record import trail
from tests.world import make_request


def of(incident):
    return trail.entries(CaseEvent.objects.filter(incident=incident).order_by("recorded_at"))


def test_only_changed_fields_stand_there_old_and_new(world, an_incident):
    cases.amend(
        an_incident,
        by=world.officer,
        seen=an_incident.version,
        failures=["disclosure"],
        title="Dugaan kebocoran",
        reason="Sampel cocok",
    )
    with translation.override("en"):
        entry = of(an_incident)[-1]
        [change] = entry.objects[0].changes
        assert (change.label, change.new) == ("Kind of failure", "Leak or disclosure") and change.old != change.new
    assert entry.event.reason == "Sampel cocok"


def test_long_text_is_a_word_diff(world, an_incident):
    for text in ("data masih dikumpulkan", "data memiliki kemiripan"):
        an_incident.refresh_from_db()
        cases.amend(an_incident, by=world.officer, seen=an_incident.version, summary=text, reason="x")
    [change] = of(an_incident)[-1].objects[0].changes
    assert change.words == [("same", "data"), ("del", "masih dikumpulkan"), ("add", "memiliki kemiripan")]


def test_keys_are_shown_as_names_and_instants_in_wib(world):
    clarification = make_request(world, "open")
    with translation.override("en"):
        entry = next(e for e in of(clarification.incident) if e.event.action == "issue")
    words = {c.label: c.new for o in entry.objects for c in o.changes}
    assert words["Issued by"] == "Supervisor" and words["Due"].endswith("WIB")


def test_the_number_of_queries_does_not_grow_with_the_case(world):
    incident = make_request(world, "answered").incident
    counts = []
    for _ in range(2):
        cases.note(incident, by=world.officer, text="Catatan")
        with CaptureQueriesContext(connection) as queries:
            of(incident)
        counts.append(len(queries))
        for n in range(30):
            cases.note(incident, by=world.officer, text=f"Catatan {n}")
    assert counts[0] == counts[1]


def test_the_page_shows_it_and_its_reading_is_recorded(world, an_incident, log_in):
    from incidents.models import AccessEntry

    cases.amend(an_incident, by=world.officer, seen=an_incident.version, failures=["disclosure"], reason="Sampel cocok")
    page = log_in(world.auditor).get(f"/insiden/{an_incident}/riwayat/").content.decode()
    assert "<del>" in page and "Sampel cocok" in page
    assert AccessEntry.objects.filter(kind="read", subject_label=str(an_incident), actor=world.auditor).exists()


def test_the_stream_filters_by_case_act_person_and_day(world, log_in):
    clarification = make_request(world, "open")
    auditor = log_in(world.auditor)

    def events(query):
        return auditor.get(f"/jejak/{query}").context["page"].lines

    assert [e.event.action for e in events("?action=issue")] == ["issue"]
    assert events("?case=INS-1999") == []
    assert {e.event.incident for e in events(f"?case={clarification.incident}")} == {clarification.incident}
    assert {e.event.actor_name for e in events("?actor=Supervisor")} == {"Supervisor"}
    assert events("?end=2020-01-01") == []
    assert auditor.get("/jejak/?page=9999&action=xyz&end=2026-13-45").status_code == 200


def test_a_period_that_is_none_lists_nothing_and_says_why(world, log_in):
    make_request(world, "open")
    auditor, today = log_in(world.auditor), timezone.localdate()
    typed = (f"{today.day}/{today.month}/{today.year % 100}", f"{today:%d-%m-%Y}", dates.date_in_words(today, "id"))
    for text in typed:
        assert auditor.get("/jejak/", {"start": text}).context["page"].lines, text
    for query, words in (
        ({"start": "kemarin"}, "Ini bukan hari"),
        ({"start": "2 Mei 2026", "end": "1 Mei 2026"}, "Hari terakhir mendahului hari pertama"),
    ):
        page = auditor.get("/jejak/", query)
        assert page.context["page"].lines == [] and words in page.content.decode()
