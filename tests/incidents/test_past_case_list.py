"""Forty past cases with faulty rows among them: what becomes of each is shown first, then all the rest by one act, or nothing."""

import io
from html import unescape

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook

from incidents.actions import agency_list, past_case_list, past_cases, work
from incidents.forms import tables
from incidents.forms.agency_list import BodyRow
from incidents.forms.lists import rows_of
from incidents.forms.past_case_list import COLUMNS, CaseRow, PastCaseListForm
from incidents.models import CaseEvent, Incident, Involvement, PastLetter, PastReply
from incidents.plain.spans import parse
from incidents.workflow import Role
from tests import lists_of_bodies as bodies
from tests.lists_of_bodies import as_csv, as_xlsx, upload
from tests.lists_of_cases import HEADS, read, take
from tests.world import appoint, fresh

GOOD = 25
FACTS = list(COLUMNS)


def row(n, **facts):
    """The cells of one case; what is not told is empty."""
    year = 2019 + n % 7
    base = {"file_number": f"{n:03d}/PDP/{year}", "title": f"Kebocoran lama {n}", "began": f"{1 + n % 27}-3-{year}"}
    base |= {
        "source": "Pemberitaan media",
        "agency": "Ins A" if n % 2 else "b",
        "failures": "disclosure",
        "attacks": "Melalui pemasok atau prosesor; scraping",
    }
    if n % 3 == 0:
        base |= {"letter_number": f"S-{n}", "letter_dated": f"28-3-{year}", "due": f"31-3-{year}"}
    if n % 6 == 0:
        base |= {"reply_received": f"April {year}", "reply_kind": "full", "reply_number": f"R-{n}"}
    if n % 4 == 0:
        base |= {"outcome": "Data lama atau terbuka", "ended": str(year + 1), "grounds": "Nota dinas"}
    return [(base | facts).get(fact, "") for fact in FACTS]


def faulty():
    """Fifteen rows that cannot be taken in, each for a reason of its own."""
    wrong = [
        {"file_number": ""},
        {"title": ""},
        {"began": ""},
        {"began": "kapan-kapan"},
        {"began": "1-1-2099"},
        {"source": "wangsit"},
        {"agency": "PT Entah Siapa"},
        {"agency": "", "letter_dated": "1-4-2024", "letter_number": "", "due": ""},
        {"letter_dated": "28-3-2024", "due": "1-3-2024"},
        {"outcome": "Bukan pelanggaran pelindungan data pribadi", "ended": "", "grounds": "x"},
        {"outcome": "no_breach", "ended": "2018", "grounds": "x"},
        {"file_number": "001/PDP/2020"},
        {"title": "=HYPERLINK(A1)"},
        {"summary": "NIK 3174012505990001"},
        {"harmed": "confidentiality; entah"},
    ]
    return [row(100 + n * 7, **facts) for n, facts in enumerate(wrong)]


def table():
    rows = [row(n) for n in range(GOOD)]
    for n, wrong in enumerate(faulty()):
        rows.insert(2 * (n + 2), wrong)
    return [HEADS, *rows]


def test_of_40_rows_each_is_told_its_fate_in_words_and_nothing_is_written(world):
    before = CaseEvent.objects.count()
    plan = past_case_list.plan(read(table()), by=world.officer)
    assert len(plan.rows) == 40 and plan.counts == {"new": GOOD, "same": 0, "changed": 0, "refused": 15}
    refused = [each for each in plan.rows if each.fate == "refused"]
    assert all(each.words for each in refused) and len({each.words for each in refused}) == 15
    assert [each.row.line for each in refused] == [2 * (n + 2) + 2 for n in range(15)]
    assert CaseEvent.objects.count() == before


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"letter_dated": "1-4-2024"}, True),
        ({"letter_dated": "1-4-2024", "letter_kind": "Pemberitahuan hasil"}, False),
        ({"letter_dated": "1-3-2023", "reply_received": "1-4-2024"}, True),
    ],
)
def test_a_case_that_ends_before_what_its_row_says_is_entered_on_its_own_page(world, facts, refused):
    typed = {"letter_number": "S-1", "due": "", "outcome": "no_reply", "ended": "2023", "grounds": "x"}
    [found] = past_case_list.plan(read([HEADS, row(4, **typed, **facts)]), by=world.officer).rows
    assert (found.fate == "refused") is refused


def test_the_rows_shown_come_in_by_one_act_and_the_list_again_changes_nothing(world):
    take(world, table())
    told = CaseEvent.objects.filter(act_id=CaseEvent.objects.latest("recorded_at").act_id)
    assert told.filter(action="enter_case").count() == GOOD == Incident.objects.filter(past=True).count()
    assert (PastLetter.objects.count(), PastReply.objects.count()) == (9, 5)
    case = Incident.objects.get(file_number="012/PDP/2024")
    assert (case.status, case.outcome, case.ended) == ("closed", "old_or_open", parse("2025"))
    assert (case.began, case.reference[:10]) == (parse("13-3-2024"), "INS-2024-A")
    assert (case.failures, case.attacks) == (["disclosure"], ["scraping", "supplier"])
    again = past_case_list.plan(read(table()), by=world.officer)
    assert again.counts == {"new": 0, "same": GOOD, "changed": 0, "refused": 15}
    events = CaseEvent.objects.count()
    take(world, table())
    assert CaseEvent.objects.count() == events


def test_300_bodies_and_40_cases_that_name_them_come_in_one_after_the_other(world):
    bodies.take(world, bodies.table())
    rows = [row(n, agency=f"PT Contoh Usaha {n:03d}") for n in range(GOOD)]
    wrong = [row(50 + n, agency=f"PT Tidak Ada {n}") for n in range(15)]
    assert take(world, [HEADS, *rows, *wrong]).counts == {"new": GOOD, "same": 0, "changed": 0, "refused": 15}
    assert {str(case.involvements.get().agency.name) for case in Incident.objects.filter(past=True)} == {
        f"PT Contoh Usaha {n:03d}" for n in range(GOOD)
    }
    events = CaseEvent.objects.count()
    bodies.take(world, bodies.table())
    take(world, [HEADS, *rows, *wrong])
    assert CaseEvent.objects.count() == events


def test_where_one_row_fails_in_the_middle_nothing_at_all_is_stored(world, monkeypatch):
    really, count = past_cases.enter_letter, iter(range(100))

    def breaks(*on, **facts):
        if next(count) == 5:
            raise RuntimeError("power")
        return really(*on, **facts)

    monkeypatch.setattr(past_cases, "enter_letter", breaks)
    before = CaseEvent.objects.count()
    with pytest.raises(RuntimeError):
        take(world, table())
    assert not Incident.objects.filter(past=True).exists() and CaseEvent.objects.count() == before


def test_a_file_that_tells_of_no_end_comes_in_without_a_day_of_it(world):
    told = {"outcome": "Hasil tidak disebut dalam berkas", "ended": "", "grounds": "Berkas berakhir pada surat"}
    take(world, [HEADS, row(1, **told)])
    case = Incident.objects.get()
    assert (case.status, case.outcome, case.ended) == ("closed", "untold", None)


@pytest.mark.parametrize(
    ("otherwise", "named"),
    [
        ({"title": "Lain"}, "Judul"),
        ({"began": "1-4-2025"}, "Mulai ditangani"),
        ({"letter_number": "S-99"}, "Nomor surat"),
        ({"reply_received": "Mei 2025"}, "Diterima"),
        ({"agency": "b", "role": "processor"}, "Peran"),
        ({"outcome": "no_breach", "ended": "2026", "grounds": "x"}, "Hasil"),
    ],
)
def test_a_case_that_is_on_file_otherwise_is_refused_and_said_in_what(world, otherwise, named):
    take(world, [HEADS, row(6)])
    [planned] = past_case_list.plan(read([HEADS, row(6, **otherwise)]), by=world.officer).rows
    assert planned.fate == "refused" and named in planned.words and "INS-2025-A0001" in planned.words
    [same] = past_case_list.plan(read([HEADS, row(6, source="")]), by=world.officer).rows
    assert same.fate == "same"  # what a row leaves empty says nothing


@pytest.mark.parametrize("cell", ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+cmd|'x'!A1", "-2+3|x"])
def test_a_formula_is_refused_wherever_it_stands(world, cell):
    for fact in ("title", "summary", "letter_number"):
        [planned] = past_case_list.plan(read([HEADS, row(3, **{fact: cell})]), by=world.officer).rows
        assert planned.fate == "refused" and "rumus" in planned.words
    base = ["PT Contoh", *[""] * (len(bodies.HEADS) - 1)]
    base[6] = cell
    [planned] = agency_list.plan(rows_of(tables.of_text(as_csv([bodies.HEADS, base])), BodyRow)).rows
    assert planned.fate == "refused" and "rumus" in planned.words


def test_a_formula_is_refused_among_affected_bodies_too(world, log_in, an_incident):
    answer = log_in(world.officer).post(f"/insiden/{an_incident}/terdampak/daftar/", {"pasted": "Dinas X; =1+1"})
    assert answer.status_code == 200 and "rumus" in unescape(answer.content.decode())
    assert not an_incident.affected.exists()


def test_what_only_begins_like_a_formula_is_kept(world):
    [planned] = past_case_list.plan(
        read([HEADS, row(3, source_note="@p4c3n0g3 (X)", summary="- dijual")]), by=world.officer
    ).rows
    assert planned.fate == "new" and planned.changes["source_note"] == "@p4c3n0g3 (X)"


def test_a_formula_of_a_sheet_is_no_empty_cell(world):
    book = Workbook()
    for line in ([*HEADS], row(3, title="=1+1")):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    [found] = rows_of(tables.read(upload(out.getvalue(), "daftar.xlsx")), CaseRow)
    assert "rumus" in " ".join(found.faults)


def test_in_the_browser_the_first_press_shows_and_the_second_takes_in(world, log_in):
    browser, page = log_in(world.officer), reverse("incidents:import_cases")
    documented = unescape(browser.get(page).content.decode())
    assert all(words[0] in documented for words in COLUMNS.values())
    shown = browser.post(page, {"file": upload(as_xlsx(table()), "daftar.xlsx")})
    assert "Baru: 25" in shown.content.decode() and not Incident.objects.filter(past=True).exists()
    typed = {"table": shown.context["form"].carried, "approved": shown.context["plan"].digest}
    answer = browser.post(page, typed, follow=True)
    assert "25 kasus dientri dari arsip" in answer.content.decode()
    assert fresh(Incident.objects.get(file_number="024/PDP/2022")).past


def test_every_column_and_word_stands_in_the_documents():
    told = (settings.BASE_DIR / "docs/list-of-past-cases.md").read_text()
    for fact, words in COLUMNS.items():
        field = CaseRow.base_fields[fact]
        assert f"| `{words[0]}` | {', '.join(words[1:])} |" in told
        with translation.override("id"):
            assert all(str(label) in told for _value, label in getattr(field, "known", ()))


def test_a_list_is_shown_again_when_the_record_has_changed_meanwhile(world, log_in):
    browser, page = log_in(world.officer), reverse("incidents:import_cases")
    shown = browser.post(page, {"file": upload(as_csv([HEADS, row(1)]))})
    take(world, [HEADS, row(1)])
    answer = browser.post(page, {"table": shown.context["form"].carried, "approved": shown.context["plan"].digest})
    assert answer.status_code == 200 and answer.context["plan"].counts["same"] == 1


@pytest.mark.parametrize("otherwise", [{}, {"title": "Tebakan"}, {"agency": "a"}, {"letter_number": "S-0"}])
def test_a_list_tells_nothing_of_a_case_that_its_bringer_may_not_know_of(world, log_in, otherwise):
    """A guess that is right and one that is wrong are answered alike: its file is on record, as the page of one case says."""
    take(world, [HEADS, row(6)])
    case = Incident.objects.get(file_number="006/PDP/2025")
    work.restrict(case, by=world.officer, seen=fresh(case).version, reason="Rahasia")
    stranger = appoint(world, Role.OFFICER, email="lain@uji.example", name="Lain").user
    typed = {"file": upload(as_csv([HEADS, row(6, **otherwise), row(7)]))}
    answer = log_in(stranger).post(reverse("incidents:import_cases"), typed)
    [refused, _new] = answer.context["plan"].sorted
    words = "Kasus dengan nomor berkas ini sudah tercatat. Satu berkas dientri satu kali."
    assert (refused.fate, refused.words, refused.on) == ("refused", words, None)
    assert case.reference not in unescape(answer.content.decode())
    [own] = past_case_list.plan(read([HEADS, row(6)]), by=world.officer).rows
    assert own.fate == "same" and case.reference in own.words


@pytest.mark.parametrize("number", ["006/pdp/2025", "006 /PDP/2025", "006/PDP/2025"])
def test_a_list_knows_a_file_in_any_spelling(world, number):
    take(world, [HEADS, row(6)])
    [planned] = past_case_list.plan(read([HEADS, row(6, file_number=number)]), by=world.officer).rows
    assert planned.fate == "same"


def replied(n, **facts):
    """A row with a letter and a reply to it."""
    year = 2019 + n % 7
    base = {"letter_number": f"S-{n}", "letter_dated": f"28-3-{year}", "reply_received": f"April {year}"}
    return row(n, **(base | {"reply_kind": "full", "reply_number": f"R-{n}"} | facts))


def test_a_reply_comes_in_with_its_words_its_language_and_the_translation_of_the_ministry(world):
    said = {
        "reply_text": "No data left us.",
        "reply_language": "Inggris",
        "reply_translation": "Tidak ada data keluar.",
    }
    take(world, [HEADS, replied(1, **said)])
    reply = PastReply.objects.get()
    assert (reply.text, reply.language, reply.translation) == ("No data left us.", "en", "Tidak ada data keluar.")
    again = past_case_list.plan(read([HEADS, replied(1, **said)]), by=world.officer)
    assert again.counts["same"] == 1
    other = past_case_list.plan(read([HEADS, replied(1, **said | {"reply_language": "Arab"})]), by=world.officer)
    assert other.counts["refused"] == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"reply_translation": "Tidak ada."}, "bahasa balasan"),
        ({"reply_language": "Klingon"}, "Klingon"),
        ({"reply_answer": "Semua data"}, "bertanya tentang surat"),
        ({"reply_received": "", "reply_kind": "", "reply_number": "", "reply_text": "x"}, "balasan diterima"),
    ],
)
def test_a_translation_without_a_language_and_words_without_a_reply_are_refused(world, facts, words):
    with translation.override("id"):
        [planned] = past_case_list.plan(read([HEADS, replied(1, **facts)]), by=world.officer).rows
    assert planned.fate == "refused" and words in planned.words


def test_a_list_of_cases_holds_as_many_as_one_request_has_time_for(world, log_in):
    rows = [row(n, file_number=f"{n}/B") for n in range(PastCaseListForm.most_rows + 1)]
    answer = log_in(world.officer).post(reverse("incidents:import_cases"), {"file": upload(as_csv([HEADS, *rows]))})
    assert "Paling banyak 300 baris" in answer.content.decode()
    assert PastCaseListForm({"table": as_csv([HEADS, *rows[:-1]])}).is_valid()


def test_a_list_that_is_on_file_is_compared_by_as_many_questions_as_one_row(world, django_assert_max_num_queries):
    rows = [row(n) for n in range(12)]
    take(world, [HEADS, *rows])
    found = read([HEADS, *rows])
    with django_assert_max_num_queries(16):
        assert past_case_list.plan(found, by=world.officer).counts["same"] == 12


def further(n, **facts):
    """A further row of the file of row(n): nothing but its number, and what is told."""
    empty = dict.fromkeys(FACTS, "") | {"file_number": f"{n:03d}/PDP/{2019 + n % 7}"}
    return [(empty | facts)[fact] for fact in FACTS]


def told_at_length():
    """One case in five rows: a letter and its reply, the second letter, its two replies, a body, a referral after the end."""
    second = {"agency": "Ins A", "letter_number": "S-2", "letter_dated": "5-4-2020"}
    return [
        HEADS,
        replied(1, due="31-3-2020", reply_kind="part", outcome="no_reply", ended="2021", grounds="Nota"),
        further(1, **second, letter_kind="second_letter", due="8-4-2020", letter_follows="s-1"),
        further(1, **second, reply_received="9-4-2020", reply_kind="interim"),
        further(1, **second, reply_received="12-4-2020", reply_kind="full", reply_number="R-2"),
        further(1, agency="b", role="processor", known="3-3-2020"),
        further(1, agency="b", letter_kind="referral", letter_dated="Maret 2022", letter_number="S-9"),
    ]


def test_second_and_further_letters_replies_and_bodies_stand_in_rows_of_their_own(world):
    assert take(world, told_at_length()).counts == {"new": 6, "same": 0, "changed": 0, "refused": 0}
    case = Incident.objects.get(past=True)
    first, second, referral = PastLetter.objects.order_by("dated_at")
    assert (second.follows, second.due, second.agency) == (first, parse("8-4-2020"), world.agency_a)
    assert [str(each.kind) for each in second.replies.all()] == ["interim", "full"]
    assert (referral.kind, referral.agency, case.status, case.outcome) == (
        "referral",
        world.agency_b,
        "closed",
        "no_reply",
    )
    assert [part.role for part in case.involvements.order_by("pk")] == ["controller", "processor"]
    events = CaseEvent.objects.count()
    again = take(world, told_at_length())
    assert again is None and CaseEvent.objects.count() == events
    assert past_case_list.plan(read(told_at_length()), by=world.officer).counts["same"] == 6


def test_to_whom_a_further_letter_goes_has_no_part_in_the_case_unless_its_row_says_which(world):
    letter = {"agency": "b", "letter_kind": "referral", "letter_dated": "1-5-2020"}
    take(world, [HEADS, row(1), further(1, **letter)])
    assert PastLetter.objects.get().agency == world.agency_b
    assert not Involvement.objects.filter(agency=world.agency_b).exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "tidak ada yang baru"),
        ({"agency": "Ins A"}, "tidak ada yang baru"),
        ({"title": "Perkara lain"}, "Judul"),
    ],
)
def test_a_row_of_the_same_file_that_brings_nothing_or_is_of_another_case_is_refused_alone(world, facts, words):
    with translation.override("id"):
        first, second = past_case_list.plan(read([HEADS, row(1), further(1, **facts)]), by=world.officer).rows
    assert first.fate == "new" and second.fate == "refused" and words in second.words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"agency": "PT Entah", "letter_dated": "1-4-2020"}, "PT Entah"),
        ({"agency": "Ins A", "letter_dated": "kapan"}, "kapan"),
        ({"agency": "Ins A", "letter_dated": "1-4-2020", "letter_follows": "S-77"}, "S-77"),
        ({"agency": "Ins A", "letter_dated": "1-4-2020", "letter_number": "s-1"}, "baris 2"),
        ({"agency": "Ins A", "letter_dated": "1-4-2024"}, "Ditutup"),
        ({"agency": "Ins A", "letter_dated": "28-3-2020", "reply_received": "2024", "reply_kind": "full"}, "Ditutup"),
        ({"agency": "Ins A", "letter_dated": "1-4-2020", "reply_received": "2024", "reply_kind": "full"}, "Ditutup"),
    ],
)
def test_a_case_comes_in_whole_or_not_at_all(world, facts, words):
    first = replied(1, outcome="no_reply", ended="2021", grounds="Nota")
    with translation.override("id"):
        rows = past_case_list.plan(read([HEADS, first, further(1, **facts), row(2)]), by=world.officer).rows
    assert [each.fate for each in rows] == ["refused", "refused", "new"]
    assert words in rows[1].words and "baris 3" in rows[0].words.lower()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"known": "2-4-2020"}, "Diketahui"),
        ({"known": "2-4-2020", "role": "controller"}, "Diketahui"),
        ({"letter_follows": "s-1"}, "baris 3"),
    ],
)
def test_what_a_further_row_says_of_something_told_before_is_never_left_out(world, facts, words):
    second = {"agency": "Ins A", "letter_number": "S-2", "letter_dated": "5-4-2020"}
    reply = {"reply_received": "9-4-2020", "reply_kind": "interim"}
    rows = [HEADS, replied(1, known="1-4-2020"), further(1, **second), further(1, **second, **reply, **facts)]
    with translation.override("id"):
        refused = past_case_list.plan(read(rows), by=world.officer).rows
    assert [each.fate for each in refused] == ["refused"] * 3 and words in refused[2].words
    rows[-1] = further(1, **second, **reply, known="1-4-2020")
    assert take(world, rows).counts["new"] == 3


def test_a_further_row_of_a_case_on_record_adds_nothing_to_it(world):
    take(world, told_at_length())
    late = [*told_at_length(), further(1, agency="Ins A", letter_dated="1-6-2020", letter_number="S-5")]
    *known, last = past_case_list.plan(read(late), by=world.officer).rows
    assert {each.fate for each in known} == {"same"} and last.fate == "refused" and "INS-2020-A0001" in last.words
