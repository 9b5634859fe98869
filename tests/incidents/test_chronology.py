"""One chronology of the world: every dated thing of a case once, where its earliest and latest allow, in the words it is known in."""

import io
from datetime import datetime, timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from incidents.actions import (
    assertions,
    case_letters,
    cases,
    clarifications,
    custody,
    evidence,
    law,
    letter_decisions,
    translations,
    work,
)
from incidents.models import AccessEntry, Incident
from incidents.plain import chronology, spans
from incidents.plain.chronology import Place
from incidents.plain.clocks import WIB
from incidents.record import as_of
from incidents.reports.chronology import KINDS, Asked, page, places_of
from incidents.reports.chronology.in_json import key_of
from incidents.reports.chronology.lines import SOURCES, lines_of
from incidents.reports.chronology.source import Source
from tests import meetings
from tests.every_value import every_value  # noqa: F401  (a fixture)
from tests.exporting import taken
from tests.typed_rows import past_case, past_letter
from tests.world import answer_request, duty, fresh, issue_request, make_incident, make_request, says

EVERYTHING = Asked()
# Instants of a case that are no moment of the world, and why.
KEPT_OUT = {
    "drafted_at": "the ministry at its desk: the log has it",
    "submitted_at": "the ministry at its desk: the log has it",
    "recorded_at": "the log itself",
    "loaded_at": "the log itself",
    "struck_at": "the log has it",
    "set_at": "the log has it: the due itself is a line",
    "due_before": "the due of the row before",
    "latest_at": "a bound, nothing that happens",
    "due_from": "a bound, nothing that happens",
    "wished_at": "a wish: what is decided is a line",
    "late_from": "what the statute's lines were before",
    "late_until": "what the statute's lines were before",
    "voided_at": "a letter that never went out",
    "signed_at": "part of its issue, which says when the signature was filed",
    "replaced_at": "the letter that takes its place is a line",
    "first_reply_at": "the reply is a line",
    "completed_at": "the reply is a line",
    "completed_due_at": "the due is a line",
    "answered_at": "the reply is a line",
    "first_answered_at": "the reply is a line",
    "asked_at": "the letter is a line",
    "in_time_until": "the due is a line",
    "saved_at": "a draft, seen by its agency alone",
    "told_apart_at": "the log has it",
    "since": "who may see the case",
    "at": "what an approver looked at",
    "before_at": "what an approver looked at",
}
KEPT_OUT_OF = {
    ("CaseEvent", "happened_at"): "the log itself",
    ("Admission", "ended_at"): "who may see the case",
    ("Evidence", "held_at"): "each handing over is a line",
    ("CaseLetter", "issued_at"): "its Letter is the line",
    ("ClarificationRequest", "issued_at"): "its Letter is the line",
    ("Deadline", "started_at"): "the letter is the line",
    ("Response", "due_at"): "the due is a line of its own",
    ("Commitment", "due_at"): "the due as it was told is a line",
    ("FollowUp", "due_at"): "the due of each point is a line of its own",
    ("Complaint", "received_at"): "a person's complaint has a sheet that few may see",
    ("Complaint", "acknowledged_at"): "a person's complaint has a sheet that few may see",
    ("Complaint", "confirmed_at"): "a person's complaint has a sheet that few may see",
    ("Complaint", "concluded_at"): "a person's complaint has a sheet that few may see",
    ("ComplaintAnswer", "sent_at"): "a person's complaint has a sheet that few may see",
    ("ComplaintCode", "made_at"): "a code, nothing that happens",
    ("Removal", "proposed_at"): "the ministry at its desk: the log has it",
    ("Removal", "decided_at"): "the ministry at its desk: the log has it",
}


def _of_a_case(model):
    """Whether rows of this model belong to a case, themselves or by what they hang on."""
    if model is Incident:
        return True
    links = [column.related_model for column in model._meta.concrete_fields if column.is_relation]
    return Incident in links or any(
        each.__name__ in ("ClarificationRequest", "Assertion", "Response", "Question", "Complaint") for each in links
    )


def _dated():
    """(model, column) of every instant that a case keeps; of a span its first column."""
    for model in apps.get_app_config("incidents").get_models():
        if model.__name__.startswith("Historical") or not _of_a_case(model):
            continue
        names = {column.name for column in model._meta.concrete_fields}
        for column in model._meta.concrete_fields:
            is_end = column.name.endswith("_until") and f"{column.name.removesuffix('_until')}_precision" in names
            if isinstance(column, models.DateTimeField) and not is_end:
                yield model, column.name


def test_every_instant_that_a_case_keeps_is_a_line_or_is_kept_out_for_a_reason():
    told = {(source.model, source.column) for source in SOURCES.values() if isinstance(source, Source)}
    silent = [
        f"{model.__name__}.{name}"
        for model, name in _dated()
        if (model, name) not in told and name not in KEPT_OUT and (model.__name__, name) not in KEPT_OUT_OF
    ]
    assert silent == []


# Parts of a case of which no line tells, and why.
NO_LINE = {
    "Incident": "told in its own words", "SeverityRating": "told in its own words", "Relation": "between two cases: the log has it",
    "Admission": "who may see the case", "ExposedCategory": "a list: the log has it", "Figure": "adopted",
    "AffectedBody": "a list: the log has it", "ActorPart": "dated by the words it rests on", "ActorDismissal": "the log has it", "Question": "in its letter", "Answer": "in its reply",
    "Likeness": "a question of intake: the log has it", "Removal": "the ministry at its desk: the log has it",
    "Complaint": "a person's, with a sheet that few may see", "ComplainantSheet": "a person's", "ComplaintAnswer": "a person's",
    "ResponseFile": "in its reply", "AnswerFile": "in its reply", "CounterQuestionFile": "in its question",
    "FollowUpFile": "in its follow-up", "SharedEvidence": "in its share",
}  # fmt: skip


def test_every_part_of_a_case_is_told_or_kept_out_for_a_reason():
    told = {source.model.__name__ for source in SOURCES.values()}
    parts = {model.__name__ for _heading, parts in as_of.PARTS for model, _column in parts}
    assert sorted(parts - told - set(NO_LINE)) == []


def test_a_translation_stands_in_the_chronology_with_what_it_translates(world):
    row = make_request(world, "open")
    answer_request(world, row)
    part = row.responses.get()
    translations.translate(
        fresh(row), by=world.officer, seen=None, response=part, language="en", text="Tidak ada data kami"
    )
    _window, lines = page(row.incident, Asked(text="tidak ada data"), 100)
    [line] = [line for line in lines if line.telling.text == "Tidak ada data kami"]
    assert part.receipt in line.telling.title and row.reference in line.telling.title
    assert line.instant == part.translations.get().translated_at


def test_every_kind_of_line_can_be_asked_for():
    assert {source.kind for source in SOURCES.values()} == set(KINDS)


def _expected(case):
    """By the rows themselves, one by one: what must stand in the chronology."""
    found = []
    for source in SOURCES.values():
        for row in source.standing(source.rows(case)):
            if not isinstance(source, Source):
                if source.when(row) is not None:
                    found.append((source.name, key_of(row)))
            elif getattr(row, source.column) is not None or source.undated:
                found.append((source.name, row.pk))
    return found


def _consistent(places):
    """What surely came before stands before; what nobody dated comes last."""
    dated = [place for place in places if place.span]
    assert places[: len(dated)] == dated
    for n, place in enumerate(dated):
        for later in dated[n + 1 :]:
            assert later.span.end > place.span.start


def test_every_dated_thing_of_the_record_stands_once_in_its_place(every_value):  # noqa: F811
    seen = set()
    for case in Incident.objects.all():
        window, lines = page(case, EVERYTHING, 10_000)
        stands = [(place.source, place.key) for place in window.places]
        assert sorted(stands) == sorted(_expected(case))
        assert len(set(stands)) == len(stands) == len(lines) == window.total
        _consistent(list(window.places))
        seen |= {name for name, _key in stands}
    assert len(seen) > 30, sorted(set(SOURCES) - seen)


WORDS = [
    "sekitar 2021",
    "awal 2021",
    "akhir Maret 2021",
    "2021",
    "Maret 2021",
    "Maret–Juni 2021",
    "dini hari 3 Mei 2021",
]
WORDS += [
    "3 Mei 2021",
    "3 Mei 2021 10.00",
    "sebelum Juni 2021",
    "sesudah 3 Mei 2021",
    "triwulan II 2021",
    "3 Mei 2021 WIT",
]
SPANS = st.one_of(st.none(), st.sampled_from(WORDS).map(spans.parse), st.dates().map(lambda day: _day(day)))


def _day(day):
    start = datetime(1991 + day.year % 100, day.month, min(day.day, 28), tzinfo=WIB)
    return spans.Span(start, start + timedelta(days=1), spans.DAY)


PLACES = st.lists(SPANS, max_size=60).map(lambda found: [Place("said", n, span) for n, span in enumerate(found)])


@given(PLACES, st.integers(1, 7))
def test_pages_forwards_and_backwards_show_every_line_once_in_an_order_that_the_bounds_allow(places, size):
    shown, mark, marks = [], "", []
    while True:
        window = chronology.window(places, size, after=mark)
        shown += window.places
        marks.append(window)
        assert window.total == len(places)
        if not window.after:
            break
        mark = window.after
    assert sorted(place.key for place in shown) == [place.key for place in places]
    _consistent(shown)
    for earlier, later in zip(marks, marks[1:], strict=False):
        assert chronology.window(places, size, before=later.before).places == earlier.places


@pytest.mark.parametrize("mark", ["x", "1.2", "1.2.said.x", "....", "'", "9" * 400])
def test_a_mark_that_no_page_wrote_begins_at_the_beginning(mark):
    places = [Place("said", n, spans.parse(text)) for n, text in enumerate(WORDS)]
    assert chronology.window(places, 3, after=mark).first == 1


def test_a_page_goes_on_where_it_was_though_its_line_was_struck_meanwhile():
    places = [Place("said", n, spans.parse(f"{n + 1} Mei 2021")) for n in range(6)]
    window = chronology.window(places, 2)
    left = [place for place in places if place.key != 1]
    assert [place.key for place in chronology.window(left, 2, after=window.after).places] == [2, 3]


def chronology_of(case, **asked):
    return f"/insiden/{case.reference}/kronologi/" + (f"?{urlencode(asked)}" if asked else "")


def _told(world, case):
    """A case with words of several precisions, borne out and not, and what the ministry did itself."""
    says(
        world,
        case,
        said=spans.parse("awal 2021"),
        amount=Decimal(252),
        unit="orang",
        statement="Dua ratus lima puluh dua",
    )
    other = says(world, case, said=spans.parse("3 Mei 2021"), said_by="KPU", amount=Decimal(9), unit="orang")
    cases.note(
        case, by=world.officer, kind="meeting", text="Rapat koordinasi", happened=spans.parse("sekitar Juni 2021")
    )
    law.find(case, by=world.officer, text="Log dibaca", confidence="low", found=spans.parse("dini hari 4 Mei 2021"))
    grounds = {"status": "verified", "reason": "Log", "document": "Berita acara"}
    assertions.assess(other, by=world.officer, seen=other.version, **grounds)
    return other


def test_words_stand_as_they_were_told_beside_what_they_allow_and_nothing_is_merged(world, an_incident, log_in):
    _told(world, an_incident)
    shown = log_in(world.officer).get(chronology_of(an_incident)).content.decode()
    for words in (
        "awal 2021",
        "1 Januari 2021 s.d. 30 April 2021",
        "3 Mei 2021",
        "sekitar Juni 2021",
        "dini hari 4 Mei 2021",
    ):
        assert words in shown
    first, second = shown.index("Dua ratus lima puluh dua"), shown.index("P-02 ·")
    assert first < second < shown.index("Log dibaca") < shown.index("Rapat koordinasi")
    assert shown.count("bertentangan dengan") == 2, "each of the two names the other"
    assert f"/insiden/{an_incident.reference}/pernyataan/subjects/#P-01" in shown


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ({"kind": "findings"}, "Log dibaca", "Rapat koordinasi"),
        ({"kind": "keliru"}, "Rapat koordinasi", "tidak ada yang cocok"),
        ({"period": "Mei 2021"}, "Log dibaca", "Dua ratus lima puluh dua"),
        ({"period": "Februari 2021"}, "Dua ratus lima puluh dua", "Log dibaca"),
        ({"q": "koordinasi"}, "Rapat koordinasi", "Log dibaca"),
        ({"q": "awal 2021"}, "Dua ratus lima puluh dua", "Log dibaca"),
        ({"established": "1"}, "P-02 ·", "Dua ratus lima puluh dua"),
        ({"agency": "a"}, "pengendali", "Rapat koordinasi"),
    ],
)
def test_the_address_holds_what_was_asked(world, an_incident, log_in, asked, there, not_there):
    _told(world, an_incident)
    if "agency" in asked:
        asked = {"agency": world.agency_a.code}
    shown = log_in(world.auditor).get(chronology_of(an_incident, **asked)).content.decode()
    body = shown[shown.index("</form>") :]
    assert there.lower() in body.lower() and not_there.lower() not in body.lower()


def test_only_what_is_established_is_what_the_lines_say_of_themselves(every_value):  # noqa: F811
    for case in Incident.objects.all():
        _window, lines = page(case, EVERYTHING, 10_000)
        resting = [line.telling.title for line in lines if line.telling.rests_on != chronology.RestsOn.SAID]
        _window, established = page(case, Asked(established=True), 10_000)
        assert [line.telling.title for line in established] == resting


def test_each_kind_and_each_word_narrows_and_never_adds(every_value):  # noqa: F811
    narrower = (Asked(text="a"), Asked(body=every_value.agency_a.code), Asked(period=spans.parse("2023")))
    found, more = [0] * len(narrower), 0
    for case in Incident.objects.all():
        everything = places_of(case, EVERYTHING)
        parts = [place for kind in KINDS for place in places_of(case, Asked(kind=kind))]
        assert sorted(map(chronology.order, parts)) == sorted(map(chronology.order, everything))
        for n, asked in enumerate(narrower):
            fits = {chronology.order(each) for each in places_of(case, asked)}
            assert fits <= set(map(chronology.order, everything))
            found[n] += len(fits)
        more += len(everything)
    assert all(0 < n < more for n in found), "each finds something, and not everything"


def test_a_period_that_nobody_understands_shows_nothing_and_says_so(world, an_incident, log_in):
    _told(world, an_incident)
    shown = log_in(world.officer).get(chronology_of(an_incident, period="entah")).content.decode()
    assert "tidak terbaca sebagai waktu" in shown and "Rapat koordinasi" not in shown and " baris" not in shown
    sheet = log_in(world.officer).get(f"/insiden/{an_incident.reference}/kronologi.xlsx", {"period": "entah"})
    assert sheet.status_code == 302 and sheet["Location"] == chronology_of(an_incident, period="entah")
    assert not AccessEntry.objects.filter(kind="export").exists()


def test_the_sheet_has_the_lines_of_the_page_and_says_what_they_were_narrowed_to(world, an_incident, log_in):
    _told(world, an_incident)
    browser, address = log_in(world.officer), f"/insiden/{an_incident.reference}/kronologi.xlsx"
    for asked, said in (({"kind": "work", "q": "rapat"}, "rapat."), ({"kind": "nonsense", "established": "maybe"}, "")):
        page = browser.get(chronology_of(an_incident, **asked)).context
        sheet = load_workbook(io.BytesIO(taken(browser, address, asked))).active
        assert sheet.max_row - 3 == page["window"].total
        assert said in sheet["A2"].value and ("Hanya: " in sheet["A2"].value) == bool(said)


def test_it_asks_as_often_for_two_hundred_lines_as_for_ten(world, an_incident, log_in):
    def asked():
        officer.get(chronology_of(an_incident))
        with CaptureQueriesContext(connection) as queries:
            officer.get(chronology_of(an_incident))
        return len(queries)

    officer = log_in(world.officer)
    for n in range(5):
        cases.note(an_incident, by=world.officer, text=f"Catatan {n}", happened=spans.parse(f"{n + 1} Mei 2021"))
        says(world, an_incident, said=spans.parse(f"{n + 1} Juni 2021"))
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    hands = [("Polri", "3 Mei 2021"), ("KPU", "4 Mei 2021"), ("Labfor", "5 Mei 2021"), ("Bareskrim", "6 Mei 2021")]

    def handed(piece, to, day):
        gone = spans.parse(day)
        return evidence.hand_over(piece, by=world.officer, seen=piece.version, holder=to, gone=gone, reason="Forensik")

    piece = handed(piece, *hands[0])
    few = asked()
    for hand in hands[1:]:
        piece = handed(piece, *hand)
    for n in range(95):
        cases.note(an_incident, by=world.officer, text=f"Catatan lain {n}", happened=spans.parse("awal 2021"))
        says(world, an_incident, said=spans.parse("akhir 2021"))
    assert asked() <= few
    places = [place for place in places_of(an_incident, Asked()) if place.source == "handed"]
    custody.strike(piece, by=world.officer, seen=piece.version, reason="Keliru", entry=None)
    titles = [line.telling.title for line in lines_of(an_incident, places)]  # struck between the two readings
    assert len(places) == len(hands) and len(titles) == len(hands) - 1 and "Bareskrim" not in str(titles)


def test_more_lines_than_a_page_stand_on_pages_and_all_of_them_on_paper_and_in_the_sheet(world, an_incident, log_in):
    for n in range(120):
        cases.note(an_incident, by=world.officer, text=f"Catatan {n:03d}", happened=spans.parse("awal 2021"))
    officer = log_in(world.officer)
    first = officer.get(chronology_of(an_incident))
    window = first.context["window"]
    assert len(window.places) == 50 and not window.before
    second = officer.get(chronology_of(an_incident, after=window.after))
    assert second.context["window"].first == 51
    back = officer.get(chronology_of(an_incident, before=second.context["window"].before))
    assert back.context["window"].places == window.places
    paper = officer.get(chronology_of(an_incident, all=1)).content.decode()
    assert paper.count("Catatan ") == 120 and "dicetak oleh" in paper
    sheet = taken(officer, f"/insiden/{an_incident.reference}/kronologi.xlsx")
    rows = list(load_workbook(io.BytesIO(sheet)).active.iter_rows(values_only=True))
    assert sum("Catatan" in str(row[4]) for row in rows) == 120 and ("awal 2021" in {row[0] for row in rows})


def test_where_no_line_fits_the_page_says_so_and_a_case_of_which_nothing_is_told_has_its_beginning(world, log_in):
    case = make_incident(world)
    shown = log_in(world.officer).get(chronology_of(case, kind="words")).content.decode()
    assert "Tidak ada yang cocok" in shown
    assert log_in(world.officer).get(chronology_of(case)).context["window"].total


def test_whoever_may_not_know_of_the_case_finds_no_chronology(world, an_incident, log_in):
    work.restrict(an_incident, by=world.officer, seen=an_incident.version, reason="Pelapor")
    for address in (chronology_of(an_incident), f"/insiden/{an_incident.reference}/kronologi.xlsx"):
        assert log_in(world.supervisor).get(address).status_code == 404
        assert log_in(world.liaison_a).get(address).status_code == 403
        assert log_in(world.auditor).get(address).status_code == 200


def test_a_drill_says_so_on_the_page_on_paper_and_in_the_sheet(world, log_in):
    case = make_incident(world, drill=True)
    officer = log_in(world.officer)
    shown = officer.get(chronology_of(case)).content.decode()
    assert shown.count("LATIHAN") >= 2, "in the head, and on paper"
    sheet = load_workbook(io.BytesIO(taken(officer, f"/insiden/{case.reference}/kronologi.xlsx"))).active
    assert "LATIHAN" in sheet["A2"].value


def test_letters_answers_and_their_dues_stand_in_it(world, log_in):
    clarification = make_request(world, "open")
    answer_request(world, clarification)
    shown = log_in(world.officer).get(chronology_of(clarification.incident)).content.decode()
    named = f"{clarification.reference} untuk {clarification.agency.short_name}"
    assert f"Tenggat {named}" in shown and f"atas {clarification.reference}" in shown
    assert shown.index("Permintaan klarifikasi kepada") < shown.index("Jawaban ")


def titled(case, words):
    """The titles with these words in them, in their order."""
    return [line.telling.title for line in page(case, EVERYTHING, 100)[1] if words in line.telling.title]


def test_the_due_by_which_a_duty_is_late_stands_beside_the_one_of_a_start_put_otherwise(world):
    late = duty(world, hours_ago=80)
    due = "Tenggat undang-undang bagi Ins A"
    assert titled(late.incident, due) == [due]
    anew = dict(reason="Salah ketik", started=timezone.now() - timedelta(hours=10))
    law.amend_duty(fresh(late), by=world.officer, seen=fresh(late).version, **anew)
    assert titled(late.incident, due) == [
        f"{due} · menurut catatan sebelumnya, dan tetap dihitung",
        f"{due} · menurut catatan sekarang, tetapi tenggat sebelumnya yang dihitung",
    ]


def test_a_due_or_meeting_of_a_request_that_had_ended_by_then_says_so(world):
    draft = make_request(world, "draft")
    meeting = dict(meeting_at=timezone.now() + timedelta(days=7), meeting_place="Ruang Rapat")
    asked = [(q.heading, q.text, q.kind, q.section) for q in draft.questions.all()]
    draft = clarifications.edit(draft, by=world.officer, seen=draft.version, questions=asked, **meeting)
    sent = issue_request(world, clarifications.submit(draft, by=world.officer, seen=draft.version))
    ended = "· permintaannya sudah berakhir saat itu"
    assert titled(sent.incident, ended) == []
    letter_decisions.withdraw(fresh(sent), by=world.supervisor, seen=fresh(sent).version, reason="Keliru")
    assert [title.partition(" ")[0] for title in titled(sent.incident, ended)] == ["Tenggat", "Pertemuan"]
    replaced = make_request(world, "replaced")
    assert len(titled(replaced.incident, ended)) == 1 and len(titled(replaced.incident, "Tenggat")) == 2


def test_a_meeting_that_was_cancelled_says_so(world):
    [invited, _other] = meetings.issue(world)
    assert titled(invited.incident, "· dibatalkan") == []
    facts = dict(facts={"alasan": "Batal"}, subject="Pembatalan Undangan")
    drafts = case_letters.take_back(fresh(invited), by=world.officer, seen=fresh(invited).version, **facts)
    meetings.issue(world, [fresh(each) for each in drafts])
    assert len(titled(invited.incident, "· dibatalkan sebelumnya")) == 2


def test_a_past_case_stands_as_exactly_as_its_file_says(world, log_in):
    case = past_case(world)
    past_letter(world, case)
    shown = log_in(world.officer).get(chronology_of(case)).content.decode()
    assert "00.00" not in shown[shown.index("<ol") : shown.index("</ol>")]


def test_who_told_of_a_meeting_is_not_all_that_is_said_of_who_was_there(world, an_incident, log_in):
    beside = {"bodies": [world.agency_b], "participants": "Komisi I", "place": "Ruang rapat 2"}
    told = {"kind": "meeting", "text": "Penjelasan", "happened": spans.parse("2021"), "speaker": "Direktur Utama"}
    cases.note(an_incident, by=world.officer, **told, **beside)
    lines = log_in(world.auditor).get(f"/insiden/{an_incident}/kronologi/").content.decode()
    assert f"Direktur Utama, {world.agency_b.short_name_at(timezone.now())}, Komisi I, Ruang rapat 2" in lines
