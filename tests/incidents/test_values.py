"""The history in words: every value of every field of every tracked model, on every page that reads the record back."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from incidents.actions import cases
from incidents.models import CaseEvent, Incident
from incidents.record import trail, values
from tests.every_value import every_value, past  # noqa: F401  (a fixture)

TRACKED = [tracked for tracked, _history in trail.history_models()]
# Set by the deed that makes the row, so never empty.
ALWAYS_THERE = {"drafted_at", "cause", "content", "facts"}
FILLED_ELSEWHERE = {"drill_addresses"}  # texts, filled where drills are tested
MACHINE = {
    str(value)
    for tracked in TRACKED
    for column in tracked._meta.concrete_fields
    for value, _label in column.flatchoices or ()
    if "_" in str(value)
} | {"True", "False", "None"}
RAW = re.compile(r"[\[{]['\"]|Decimal\(|datetime|UUID\(|<\w+ object|\d{4}-\d\d-\d\dT\d\d|frozen content with")
TAG = re.compile(r"<[^>]+>|<!--.*?-->", re.S)


def is_machine_word(text):
    return bool(RAW.search(text) or MACHINE & set(re.findall(r"\w+", text)))


def shown():
    """(tracked model, its column, the history row) of everything that the history shows."""
    for tracked, history in trail.history_models():
        rows = list(history.objects.all())
        for column in trail.shown_columns(tracked):
            yield tracked, column, rows


@pytest.mark.parametrize("tracked", TRACKED, ids=lambda model: model.__name__)
def test_every_field_of_the_record_has_words(tracked):
    for column in trail.shown_columns(tracked):
        assert column.related_model or values.words_for(tracked, column), column.name


def test_a_number_or_json_that_nobody_has_worded_is_refused():
    for column in (models.JSONField(), models.IntegerField(), models.DecimalField(), models.DurationField()):
        column.name = "new"
        with pytest.raises(values.WithoutWords):
            values.words_for(Incident, column)


def test_the_world_holds_every_field_filled_and_empty(every_value):  # noqa: F811
    wanting = []
    for tracked, column, rows in shown():
        kept = [trail.kept(tracked, column, row) for row in rows]
        may_be_empty = column.null or column.blank or isinstance(column, models.JSONField)
        if column.name not in FILLED_ELSEWHERE and not any(value is not None for value in kept):
            wanting.append(f"{tracked.__name__}.{column.name} is never filled")
        if may_be_empty and column.name not in ALWAYS_THERE and None not in kept:
            wanting.append(f"{tracked.__name__}.{column.name} is never empty")
    assert not wanting


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_value_of_the_record_reads_like_a_machines(every_value, language):  # noqa: F811
    with translation.override(language):
        for entry in trail.entries(CaseEvent.objects.all()):
            assert not is_machine_word(entry.title) and not is_machine_word(entry.event.subject_label), entry.event
            assert not is_machine_word(" ".join(entry.status_change or ())), entry.event
            for row in entry.objects:
                for change in row.changes:
                    code = change.label in ("Kode", "Code")
                    assert code or not is_machine_word(f"{change.old} {change.new}"), (entry.event, change)


def test_values_are_said_as_exactly_as_they_are_known(every_value):  # noqa: F811
    with translation.override("en"):
        said = {
            (change.label, change.new)
            for entry in trail.entries(CaseEvent.objects.all())
            for row in entry.objects
            for change in row.changes
        }
    for label, words in {
        ("Happened", "2021"),
        ("Happened", "20 November 2023 to 28 November 2023"),
        ("Value", "204,807,203"),
        ("Value", "2021"),
        ("Value", "No"),
        ("Value", "Data kesehatan, Nama lengkap"),
        ("Measures", "Teguran; Denda"),
        ("Said", "27 November 2023 at 22.10 WIB"),
        (
            "Reminders",
            "48 hours before the due: the agency; at the due: the agency, the officer of the case; "
            "1 hour after the due: the supervisors",
        ),
    }:
        assert (label, words) in said, (label, words, sorted(w for each, w in said if each == label))
    letters = [words for label, words in said if label == "Frozen content"]
    assert any("to Kepala Instansi A: Hal surat uji" in words for words in letters)


def test_a_body_is_called_as_on_that_day(world, log_in):
    case, then, now = past(world)
    [entry] = trail.entries(CaseEvent.objects.filter(incident=case, action="involve"))
    [part] = entry.objects
    assert then in [change.new for change in part.changes]
    page = log_in(world.auditor).get(f"/insiden/{case}/riwayat/").content.decode()
    assert then in page and now not in page


def test_what_a_deed_was_about_is_called_as_on_that_day(world):
    case, then, _now = past(world)
    part, at = case.involvements.get(), case.seen_at + timedelta(hours=1)
    cases.amend_involvement(part, by=world.officer, seen=part.version, reason="Uji", holds="Salinan", at=at)
    assert CaseEvent.objects.get(action="amend_involvement").subject_label == f"{then}: Pengendali"


def test_a_report_is_called_by_its_own_number_until_it_is_a_case(world):
    from incidents.actions import work
    from tests.world import make_incident, report

    one, other = make_incident(world), report(world)
    work.relate(one, by=world.officer, other=other, kind="related", why="Mirip")
    cases.promote(other, by=world.officer, seen=other.version)
    [entry] = trail.entries(CaseEvent.objects.filter(action="relate"), world.officer)
    assert other.reference in [c.new for c in entry.objects[0].changes]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_that_reads_the_record_back_reads_in_words(every_value, log_in, language):  # noqa: F811
    """Every page and filter, every case and every reader, each in one of the two languages at least."""
    half = slice(0, None, 2) if language == "id" else slice(1, None, 2)
    auditor = log_in(every_value.auditor)
    auditor.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    actors = CaseEvent.objects.order_by().values_list("actor_name", flat=True).distinct()
    done = CaseEvent.objects.order_by().values_list("action", flat=True).distinct()
    filters = [f"actor={name}" for name in actors] + [f"action={action}" for action in done]
    query = "language"
    while query:
        older = _reads_in_words(auditor, f"/jejak/?{query}").context["page"].older
        query = older and urlencode({"before": older})
    for query in filters[half]:
        _reads_in_words(auditor, f"/jejak/?{query}")
    for event in list(CaseEvent.objects.order_by("action", "pk"))[half][::7]:
        _reads_in_words(auditor, f"/jejak/peristiwa/{event.pk}/")
    readers = [every_value.auditor, every_value.officer, every_value.supervisor]
    histories = [(reader, case) for case in Incident.objects.all() for reader in readers]
    for reader, case in histories[half]:
        browser = log_in(reader)
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        query = "language"
        while query:
            older = _reads_in_words(browser, f"/insiden/{case}/riwayat/?{query}").context["page"].older
            query = older and urlencode({"before": older})
        _reads_in_words(browser, f"/insiden/{case}/")


def _reads_in_words(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200, address
    body = answer.content.decode().partition("<main")[2]
    for control in ("form", "code", "a"):  # what an address, a form and a code hold is for machines
        body = re.sub(rf"<{control}\b.*?</{control}>", "", body, flags=re.S)
    text = re.sub(r"(Kode|Code):\s*\S+", "", unescape(TAG.sub(" ", body)))
    found = RAW.search(text) or MACHINE & set(re.findall(r"\w+", text))
    assert not found, (address, found)
    return answer


def test_queries_grow_with_the_kinds_of_things_told_and_not_with_the_events(every_value):  # noqa: F811
    events = list(CaseEvent.objects.filter(action__in=["involve", "draft", "claim"]))
    assert len(events) > 10
    counts = []
    for told in (events[:1] + [e for e in events if e.action != events[0].action], events * 2):
        with CaptureQueriesContext(connection) as queries:
            trail.entries(told)
        counts.append(len(queries))
    assert counts[0] == counts[1] and counts[1] < 30, counts
