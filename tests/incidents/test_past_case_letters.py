"""Letters and replies that a list of past cases tells: which letter a row means, and what its page would refuse is refused."""

import io
from datetime import date, time

import pytest
from django.utils import timezone, translation
from openpyxl import Workbook

from incidents.actions import dissolution
from incidents.forms import tables
from incidents.forms.lists import rows_of
from incidents.forms.past_case_list import COLUMNS, CaseRow
from incidents.models import PastLetter, PastReply
from incidents.plain.spans import parse
from tests.lists_of_bodies import upload
from tests.lists_of_cases import HEADS, cells, planned, take

CASE = {"file_number": "9/PDP/2020", "title": "Kebocoran lama", "began": "3-5-2020", "agency": "Ins A"}
LETTER = {"letter_dated": "8-5-2020", "letter_asked": "Apa yang bocor?\nSejak kapan?"}
REPLY = {"reply_received": "10-5-2020", "reply_kind": "part", "reply_answers": "1. Surel"}


def further(**facts):
    return cells(file_number=CASE["file_number"], agency="Ins A", **facts)


def fates(world, *rows):
    with translation.override("id"):
        found = planned(world, *rows)
    return [str(each.fate) for each in found], found[-1].words


def test_a_letter_tells_its_subject_its_questions_its_period_and_where_it_was_seen(world):
    said = {"letter_subject": "Klarifikasi", "letter_period": "3 x 24 jam", "letter_source": "Buku agenda 2020"}
    take(
        world, [HEADS, cells(**CASE, **LETTER, **said), further(letter_dated="9-5-2020", letter_asked="Apa? | Kapan?")]
    )
    first, second = PastLetter.objects.all()
    assert (first.subject, first.period, first.source) == tuple(said.values())
    assert first.questions == [(1, "Apa yang bocor?"), (2, "Sejak kapan?")]
    assert second.questions == [(1, "Apa?"), (2, "Kapan?")]


def test_a_reply_tells_what_it_says_to_each_question_who_signed_it_and_where_it_was_seen(world):
    said = {
        "reply_signed_by": "Sri",
        "reply_office": "Direktur",
        "reply_source": "Map 7",
        "reply_answers": "2) Maret\n1. Surel",
    }
    take(world, [HEADS, cells(**CASE, **LETTER, **REPLY | said | {"reply_kind": "full"})])
    reply = PastReply.objects.get()
    assert (reply.signed_by, reply.office, reply.source) == ("Sri", "Direktur", "Map 7")
    assert reply.answered == [(1, "Surel"), (2, "Maret")]
    assert fates(world, cells(**CASE, **LETTER, **REPLY | said | {"reply_kind": "full"}))[0] == ["same"]
    assert fates(world, cells(**CASE, **LETTER, **REPLY))[0] == ["refused"]


@pytest.mark.parametrize(
    ("day", "hour", "moment"),
    [
        ("8-5-2020", "14.05", "8-5-2020 14.05"),
        ("8-5-2020", "15.05 WITA", "8-5-2020 15.05 WITA"),
        ("8-5-2020", "pagi", "8-5-2020 pagi"),
        ("8-5-2020 14.05", "", "8-5-2020 14.05"),
        ("8-5-2020", "", "8-5-2020"),
        ("awal Mei 2020", "", "awal Mei 2020"),
    ],
)
def test_an_hour_may_stand_beside_its_day_and_nothing_is_made_more_exact_than_it_was_told(world, day, hour, moment):
    told = {
        "letter_dated": day,
        "letter_time": hour,
        "reply_received": day,
        "reply_time": hour,
        "reply_kind": "interim",
    }
    take(world, [HEADS, cells(**CASE, **told)])
    assert PastLetter.objects.get().dated == PastReply.objects.get().received == parse(moment)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"letter_time": "14.05"}, "tanggal surat"),
        ({"letter_dated": "Mei 2020", "letter_time": "14.05"}, "Mei 2020 14.05"),
        ({"letter_dated": "8-5-2020 13.00", "letter_time": "14.05"}, "13.00 14.05"),
        ({**LETTER, "reply_time": "9.00"}, "balasan diterima"),
    ],
)
def test_an_hour_without_a_day_of_its_own_is_refused(world, facts, words):
    found, said = fates(world, cells(**CASE, **facts))
    assert found == ["refused"] and words in said


def test_a_sheet_may_hold_day_and_hour_as_cells_of_their_own_kind(world):
    book = Workbook()
    told = CASE | {"letter_dated": date(2020, 5, 8), "letter_time": time(14, 5), "letter_asked": "Apa?\nKapan?"}
    for line in (HEADS, [told.get(fact, "") for fact in COLUMNS]):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    [row] = rows_of(tables.read(upload(out.getvalue(), "daftar.xlsx")), CaseRow)
    assert not row.faults and row.facts["letter_dated"] == parse("8-5-2020 14.05")
    assert row.facts["letter_asked"] == "Apa?\nKapan?"


ALIKE = [
    cells(**CASE, letter_dated="8-5-2020"),
    further(letter_dated="8-5-2020", letter_kind="summons", letter_subject="Rapat"),
]
CAME = {"reply_received": "12-5-2020", "reply_kind": "interim"}


def test_a_reply_that_may_be_to_either_of_two_letters_is_refused_and_told_apart_by_what_the_row_says(world):
    found, said = fates(world, *ALIKE, further(letter_dated="8-5-2020", **CAME))
    assert found == ["refused"] * 3 and "2, 3" in said
    take(world, [HEADS, *ALIKE, further(letter_dated="8-5-2020", letter_subject="Rapat", **CAME)])
    assert PastReply.objects.get().letter.kind == "summons"


def test_a_row_that_says_all_that_was_said_of_one_letter_means_that_one(world):
    take(world, [HEADS, *ALIKE, further(letter_dated="8-5-2020", letter_kind="clarification_request", **CAME)])
    assert PastReply.objects.get().letter.kind == "clarification_request"


def test_a_letter_without_a_number_is_followed_by_its_day(world):
    second = further(letter_dated="12-5-2020", letter_kind="second_letter", letter_follows="8 Mei 2020")
    rows = [cells(**CASE, **LETTER, letter_time="10.00"), second]
    take(world, [HEADS, *rows])
    assert PastLetter.objects.get(kind="second_letter").follows == PastLetter.objects.get(kind="clarification_request")
    assert fates(world, *rows)[0] == ["same", "same"]
    assert fates(world, rows[0], further(letter_dated="12-5-2020", letter_follows="7 Mei 2020"))[0] == [
        "same",
        "refused",
    ]


def test_a_letter_that_follows_one_of_two_of_a_day_says_which_by_its_number(world):
    found, said = fates(world, *ALIKE, further(letter_dated="12-5-2020", letter_follows="8-5-2020"))
    assert found == ["refused"] * 3 and "2, 3" in said


def test_a_letter_to_the_successor_follows_the_one_to_the_body_before_it(world):
    day = timezone.localdate()
    dissolution.end_agency(
        world.agency_b, by=world.administrator, ended_on=day, reason="Dilebur", successor=world.agency_a
    )
    rows = [
        cells(**CASE | {"agency": "b"}, **LETTER, letter_number="S-1"),
        further(letter_dated="12-5-2020", letter_follows="S-1"),
    ]
    found, _said = fates(world, *rows)
    assert found == ["new", "new"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"reply_answers": "3. Tidak ada"}, "3"),
        ({"reply_answers": "Surel"}, "Surel"),
        ({"reply_answers": "1. Surel\n1. Nama"}, "1. Nama"),
        ({"reply_answers": ""}, "pertanyaan"),
        ({"reply_kind": "interim"}, "pertanyaan"),
        ({"reply_kind": "full"}, "pertanyaan 2"),
        ({"reply_ground": "Kewajiban kerahasiaan"}, "Dasar penolakan"),
        ({"reply_kind": "result", "reply_answers": ""}, "meminta jawaban"),
    ],
)
def test_what_the_page_of_a_reply_refuses_a_list_refuses_by_its_row(world, facts, words):
    found, said = fates(world, cells(**CASE, **LETTER, **REPLY | facts))
    assert found == ["refused"] and words in said


def test_a_letter_that_asks_nothing_has_no_answers_by_number(world):
    found, said = fates(world, cells(**CASE, **LETTER, letter_kind="outcome_notice", **REPLY))
    assert found == ["refused"] and "tidak menanyakan" in said


def test_a_reply_that_declines_tells_its_ground(world):
    declined = {"reply_kind": "Menolak menjawab", "reply_ground": "Kewajiban kerahasiaan", "reply_answers": ""}
    take(world, [HEADS, cells(**CASE, **LETTER, **REPLY | declined)])
    assert (PastReply.objects.get().kind, PastReply.objects.get().ground) == ("declined", "secrecy")
    assert fates(world, cells(**CASE, **LETTER, **REPLY | declined))[0] == ["same"]
    assert fates(world, cells(**CASE, **LETTER, **REPLY | declined | {"reply_ground": "law"}))[0] == ["refused"]


@pytest.mark.parametrize("number", ["R-1", ""])
def test_a_reply_that_a_row_before_tells_otherwise_is_refused_before_anything_is_entered(world, number):
    again = {**LETTER, **REPLY, "reply_number": number}
    found, said = fates(world, cells(**CASE, **again), further(**again, reply_channel="post"))
    assert found == ["refused"] * 2 and "balasan ini" in said


def test_more_time_in_a_list_is_of_the_only_letter_it_can_be_about_or_says_which(world):
    more = {"letter_dated": "10-5-2020", "letter_kind": "extension", "letter_number": "P-1", "due": "20-5-2020"}
    first = cells(**CASE, **LETTER, letter_number="S-1")
    second = further(letter_dated="9-5-2020", letter_number="S-2", letter_asked="Apa?")
    found, said = fates(world, first, second, further(**more))
    assert found[-1] == "refused" and "mungkin dimaksud" in said
    told = cells(**CASE, letter_dated="8-5-2020", letter_kind="information", letter_number="S-1")
    found, said = fates(world, told, further(**more, letter_follows="S-1"))
    assert found[-1] == "refused" and "meminta jawaban" in said
    take(world, [HEADS, first, further(**more)])
    assert PastLetter.objects.get(number="P-1").follows.number == "S-1"
