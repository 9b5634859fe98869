"""Letters from the record in the figures: left out by rule, said so on page, sheet and PDF, and counted where somebody asks."""

import io
from datetime import date
from html import unescape

import openpyxl
import pypdfium2
import pytest
from django.utils import timezone

from incidents.actions import merging, work
from incidents.reports import past_figures, past_letters
from tests.exporting import taken
from tests.typed_rows import past_case, past_letter, past_reply
from tests.world import fresh

FIRST, LAST = date(2020, 1, 1), date(2020, 12, 31)
PERIOD = "first=2020-01-01&last=2020-12-31"
TAKEN_OUT = {
    "extended": 1,
    "ended": 1,
}  # by letters that followed; of what was withdrawn in time nothing else is counted
OUT, IN = "Yang dientri dari arsip tidak dihitung", "Surat yang dientri dari arsip ikut dihitung"


def counted(world, who=None, past=True, first=FIRST, last=LAST):
    return past_figures.by_agency(who or world.officer, first, last, timezone.now(), past=past)


def every_fate(world):
    """One letter of each fate, and two that no figure of 2020 counts."""
    case = past_case(world, "Januari 2020")
    letters = {}
    for n, (fate, due, received, kind) in enumerate(
        (
            ("in_time", "10 Maret 2020", "10 Maret 2020", "full"),
            ("late", "10 Maret 2020", "11 Maret 2020", "denial"),
            ("late", "10 Maret 2020", "9 Maret 2020", "part"),
            ("silent", "10 Maret 2020", "9 Maret 2020", "interim"),
            ("declined", "10 Maret 2020", "9 Maret 2020", "declined"),
            ("untold", "10 Maret 2020 10.00", "10 Maret 2020", "full"),
            ("no_due", "", "10 Maret 2020", "denial"),
            ("running", "1 Januari 2099", "", ""),
        )
    ):
        letter = past_letter(world, case, "8 Maret 2020", number=f"S-{n}", due=due)
        if received:
            past_reply(world, letter, received, kind=kind)
        letters[fate] = letter
    for fate, kind, due in (("extended", "extension", "20 Maret 2020"), ("ended", "withdrawal", "")):
        letters[fate] = past_letter(world, case, "8 Maret 2020", number=f"S-{fate}", due="10 Maret 2020")
        past_letter(world, case, "9 Maret 2020", number=f"P-{fate}", kind=kind, due=due, follows=letters[fate])
    past_reply(world, letters["extended"], "15 Maret 2020", kind="full")
    past_letter(world, case, "2019", number="S-19", due="2019")
    past_letter(world, case, "1 Mei 2020", number="S-20", kind="recommendation")
    return case, letters


def test_they_are_left_out_unless_asked_for(world):
    every_fate(world)
    assert counted(world, past=False) == ([], counted(world, past=False)[1])
    assert counted(world, past=False)[1].letters == 0


def test_each_is_counted_by_its_fate_once_asked_for(world):
    every_fate(world)
    [own], everybody = counted(world)
    for figures in (own, everybody):
        found = {name: getattr(figures, name) for name in past_figures.COUNTED_AS.values()}
        assert found == {"in_time": 1, "late": 2, "silent": 1, "untold": 1, "no_due": 1, "running": 1} | TAKEN_OUT
        assert (figures.letters, figures.from_record, figures.counted, figures.share) == (9, 9, 5, 20)
        assert figures.declined == 1 and figures.to_answer is None and len(figures.cases) == 1


@pytest.mark.parametrize(
    "due, before, counted_as",
    [("10 Maret 2020", "part", "late"), ("10 Maret 2020", None, "declined"), ("1 Januari 2099", None, "running")],
    ids=["the rest, after a part", "all of it", "before its due"],
)
def test_who_declines_is_counted_as_that_and_never_as_silent(world, due, before, counted_as):
    letter = past_letter(world, past_case(world), "8 Maret 2020", number="S-1", due=due)
    if before:
        past_reply(world, letter, "9 Maret 2020", kind=before)
    past_reply(world, letter, "10 Maret 2020", kind="declined")
    everybody = counted(world)[1]
    assert getattr(everybody, counted_as) == everybody.letters == 1
    assert everybody.silent == 0


def test_who_asked_back_is_as_silent_as_whoever_said_nothing(world):
    letter = past_letter(world, past_case(world), "8 Maret 2020", number="S-1", due="10 Maret 2020")
    past_reply(world, letter, "9 Maret 2020", kind="asked_back", text="Data yang mana?")
    everybody = counted(world)[1]
    assert everybody.silent == everybody.letters == 1 and everybody.declined == 0


NOT_OURS = ("9 Maret 2020", "addressee")


@pytest.mark.parametrize(
    "due, replies, next_letter, counted_as",
    [
        ("10 Maret 2020", [NOT_OURS], None, "not_theirs"),
        ("9 Maret 2020 10.00", [NOT_OURS], None, "not_theirs"),
        ("10 Maret 2020", [("11 Maret 2020", "addressee")], None, "silent"),
        ("10 Maret 2020", [NOT_OURS, ("10 Maret 2020", "receipt")], None, "not_theirs"),
        ("10 Maret 2020", [NOT_OURS, ("10 Maret 2020", "interim")], None, "silent"),
        ("10 Maret 2020", [NOT_OURS, ("10 Maret 2020", "address")], None, "silent"),
        ("10 Maret 2020", [("8 Maret 2020", "interim"), NOT_OURS], None, "not_theirs"),
        ("10 Maret 2020", [("8 Maret 2020", "part"), NOT_OURS], None, "late"),
        ("10 Maret 2020", [NOT_OURS, ("12 Maret 2020", "denial")], None, "late"),
        ("1 Januari 2099", [NOT_OURS], None, "running"),
        ("", [NOT_OURS], None, "no_due"),
        ("10 Maret 2020", [NOT_OURS], "10 Maret 2020", "silent"),
        ("10 Maret 2020", [NOT_OURS], "9 Maret 2020", "not_theirs"),
    ],
)
def test_who_said_by_the_due_that_it_is_not_for_them_is_taken_out_unless_held_to_it(
    world, due, replies, next_letter, counted_as
):
    letter = past_letter(world, past_case(world), "8 Maret 2020", number="S-1", due=due)
    for came, kind in replies:
        past_reply(world, letter, came, kind=kind)
    if next_letter:
        past_letter(world, letter.incident, next_letter, number="S-2", kind="second_letter", follows=letter, due="2099")
    everybody = counted(world)[1]
    assert getattr(everybody, counted_as) == 1 and everybody.letters == 1 + bool(next_letter)
    [first, *_more] = past_letters.of_case(letter.incident, timezone.now())
    stated = counted_as not in ("silent", "late")
    assert (first.words == "Menyatakan pihak lain yang perlu ditanya") == stated


def test_a_letter_dated_by_a_month_counts_where_the_month_lies_within_the_period(world):
    past_letter(world, past_case(world), "Maret 2020", due="2020")
    assert counted(world)[1].letters == 1
    assert counted(world, first=date(2020, 3, 2))[1].letters == 0


def test_a_restricted_one_is_left_out_and_said_so(world):
    case, _letters = every_fate(world)
    work.restrict(fresh(case), by=world.officer, seen=fresh(case).version, reason="x")
    assert counted(world, world.supervisor)[1].letters == 0
    assert "kasus terbatas" in past_figures.which(world.supervisor, FIRST, LAST, past=True)
    assert "kasus terbatas" not in past_figures.which(world.supervisor, FIRST, LAST, past=False)


@pytest.mark.parametrize(("ask", "rule"), [("", OUT), ("&past=on", IN)])
def test_page_sheet_and_pdf_state_the_rule_and_count_by_it(world, log_in, ask, rule):
    every_fate(world)
    browser = log_in(world.officer)
    page = unescape(browser.get(f"/kinerja/?{PERIOD}{ask}").content.decode())
    sheet = openpyxl.load_workbook(io.BytesIO(taken(browser, f"/kinerja/lembar.xlsx?{PERIOD}{ask}"))).active
    pdf = pypdfium2.PdfDocument(taken(browser, f"/kinerja/lembar.pdf?{PERIOD}{ask}"))
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)
    assert rule in page and rule in sheet["A2"].value and rule in text
    assert ("9 dari arsip" in page) == bool(ask) == ("9 dari arsip" in text)
    lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=3)]
    sums = dict(zip(lines[0], lines[-1], strict=True))
    assert sums["Surat"] == (9 if ask else 0) and sums.get("Dientri dari arsip") == (9 if ask else None)
    if ask:
        assert f"{PERIOD}{ask}" in page  # the sheet is drawn up with the same choice


def test_past_cases_that_were_merged_are_one_case(world):
    one, other = past_case(world, "7 Mei 2020"), past_case(world, "8 Mei 2020")
    for case in (one, other):
        past_letter(world, case, "8 Mei 2020", due="11 Mei 2020")
    merging.merge(fresh(other), one, by=world.officer, seen=fresh(other).version, reason="Perkara yang sama")
    rows, everybody = counted(world)
    assert everybody.cases == {one.pk} == rows[0].cases and everybody.letters == 2
