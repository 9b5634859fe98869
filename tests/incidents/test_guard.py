"""Numbers that point at a person are found; look-alikes are not. The numbers here belong to nobody."""

import hashlib
import uuid
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from incidents import files
from incidents.forms import Guarded
from incidents.forms.base import Way
from incidents.plain import guard, numbers
from incidents.plain.guard import DAYS_IN_MONTH, PROVINCES
from tests.samples import office

MAN, WOMAN = "3171011203850001", "3171015203850001"


def identity_numbers(text):
    """The stretches of `text` shaped like a NIK or NKK, as typed, in order."""
    return [found.typed for found in guard.find(text, (guard.IDENTITY,))]


@pytest.mark.parametrize(
    "text",
    [
        MAN,
        WOMAN,
        f"NIK:{MAN}.",
        "3171 0112 0385 0001",
        "317101-120385-0001",
        f"a{MAN}b",
        "３１７１０１１２０３８５０００１",
        "3.1.7.1.0.1.1.2.0.3.8.5.0.0.0.1",
        "3171011203850001\n3171015203850001",
    ],
)
def test_numbers_shaped_like_a_nik_are_found(text):
    assert identity_numbers(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023112800000001",
        "3171011203850000",
        "9971011203850001",
        "3171013203850001",
        "3171011213850001",
        "3171001203850001",
        "31710112038500011",
        "INS-2026-0001/K1 tanggal 28-11-2023 pukul 10.00",
        "Rp1.143.118.954 dan 204.807.203 baris",
        "08123456789012",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert identity_numbers(text) == []


def test_two_numbers_side_by_side_are_two():
    assert identity_numbers(f"{MAN} {WOMAN}") == [MAN, WOMAN]
    assert len(identity_numbers(MAN + WOMAN)) == 2


@given(st.sampled_from(sorted(PROVINCES)), st.integers(1, 69), st.integers(1, 99), st.integers(1, 12), st.data())
def test_every_number_built_by_the_rules_is_found(province, regency, district, month, data):
    day = data.draw(st.integers(1, DAYS_IN_MONTH[month - 1])) + data.draw(st.sampled_from([0, 40]))
    year, serial = data.draw(st.integers(0, 99)), data.draw(st.integers(1, 9999))
    number = f"{province}{regency:02d}{district:02d}{day:02d}{month:02d}{year:02d}{serial:04d}"
    assert identity_numbers(f"data {number} bocor") == [number]


LUHN = "4111111111111111"


def luhn_number(prefix, length, draw):
    body = prefix + "".join(str(draw(st.integers(0, 9))) for _ in range(length - len(prefix) - 1))
    return next(body + str(d) for d in range(10) if guard.passes_luhn(body + str(d)))


@given(st.sampled_from(["4", "51", "55", "2221", "2720", "3528"]), st.data(), st.sampled_from(["", " ", "-"]))
def test_every_card_number_is_found(prefix, data, separator):
    number = luhn_number(prefix, 16, data.draw)
    typed = separator.join(number[i : i + 4] for i in range(0, 16, 4))
    assert guard.find(f"kartu {typed} dan")


@given(st.sampled_from(["0", "+62", "+62 ", "62"]), st.integers(811, 899), st.integers(1000, 9999), st.data())
def test_every_mobile_number_is_found(prefix, network, middle, data):
    separator, last = data.draw(st.sampled_from(["", "-", " "])), data.draw(st.integers(100, 9999))
    found = guard.find(f"hubungi {prefix}{network}{separator}{middle}{separator}{last}.")
    assert found and found[0].kind == guard.PHONE or identity_numbers(f"{network}{middle}{last}")


def references(random):
    """A thousand look-alikes: references, letter numbers, dates, hashes, identifiers, sums, versions."""
    for n in range(1000):
        year, month, day = random.randint(2016, 2030), random.randint(1, 12), random.randint(1, 28)
        big = random.randint(10**6, 10**12)
        yield (
            f"INS-{year}-{n:04d}/K{random.randint(1, 99)}",
            f"B-{random.randint(1, 99999)}/DJPRD/PDP.01.{random.randint(1, 9)}/{month:02d}/{year}",
            (
                f"{day:02d}-{month:02d}-{year} {random.randint(0, 23):02d}.{random.randint(0, 59):02d}.{random.randint(0, 59):02d}"
            ),
            f"{year}{month:02d}{day:02d}{random.randint(0, 235959):06d}{random.randint(0, 99):02d}",
            hashlib.sha256(str(random.random()).encode()).hexdigest(),
            str(uuid.UUID(int=random.getrandbits(128), version=4)),
            f"Rp{numbers.exact(Decimal(big))}",
            f"Rp 08{random.randint(10**7, 10**9)}",
            f"{numbers.exact(Decimal(big))} baris",
            f"LP/B/0{random.randint(800, 899)}/{month}/{year}/SPKT",
            f"versi 8.{random.randint(10, 99)}.{random.randint(1000, 9999)}",
            f"https://forum.example/t/{random.randint(10**5, 10**9)}",
        )[n % 12]


@pytest.mark.parametrize("seed", range(5))
def test_no_false_alarm_on_a_thousand_look_alikes(seed):
    alarms = [(text, guard.find(text)) for text in references(Random(seed)) if guard.find(text)]
    assert not alarms


def test_a_found_number_is_shown_masked_and_a_masked_one_is_not_found_again():
    text = f"NIK {MAN}, hp 0812-3456-7890, kartu {LUHN}"
    found = guard.find(text)
    assert [f.kind for f in found] == [guard.IDENTITY, guard.PHONE, guard.CARD]
    masked = guard.replace(text, found, lambda f: f.masked)
    assert masked == "NIK 31••••••••••••01, hp 08••-••••-••90, kartu 41••••••••••••11"
    assert not guard.find(masked)


def test_a_hash_kept_in_place_of_a_number_needs_the_key():
    first, second = guard.keyed_hash(b"kunci", MAN), guard.keyed_hash(b"lain", MAN)
    assert first != second and first == guard.keyed_hash(b"kunci", MAN) and len(first) == 20
    assert not guard.find(f"[identity:{first}]")


def grouped(number, ends, gaps):
    """`number` with a gap at each of `ends`."""
    out, last = "", 0
    for n, end in enumerate(ends):
        out += number[last:end] + gaps[n % len(gaps)]
        last = end
    return out + number[last:]


IDENTITIES = st.sampled_from([MAN, WOMAN, "3171014509900001", "1101010101010001"])
GAPS = st.sampled_from(
    [" ", "  ", "\t", " - ", "-", ".", ",", ", ", "|", ":", "/", " / ", "_", "·", "\u00a0", "—", "\x0b", "\r\n> "]
)
UNSEEN = st.sampled_from("\u200b\u200c\u200d\u2060\u00ad\ufeff\u202e\u034f\ufe0f\x00\u0301")


@given(IDENTITIES, st.sampled_from([(4, 8, 12), (6, 12), (2, 4, 6, 8, 10, 12), (8,), tuple(range(1, 16))]), st.data())
def test_a_nik_in_its_usual_groups_is_seen_whatever_parts_them(number, ends, data):
    most = 1 if len(ends) > 6 else 3  # digit by digit, one sign parts them all
    gaps = data.draw(st.lists(GAPS, min_size=1, max_size=most))
    text = f"data {grouped(number, ends, gaps)} bocor"
    assert [f.digits for f in guard.find(text, (guard.IDENTITY,))] == [number], text


@given(IDENTITIES, st.sets(st.integers(1, 15), min_size=1), GAPS.filter(lambda gap: "\n" not in gap and gap != "\x0b"))
def test_a_nik_in_any_groups_is_seen_when_all_are_parted_alike(number, ends, gap):
    text = f"NIK {grouped(number, sorted(ends), [gap])}."
    assert [f.digits for f in guard.find(text, (guard.IDENTITY,))] == [number], text


@given(IDENTITIES, st.dictionaries(st.integers(1, 15), st.text(UNSEEN, min_size=1, max_size=4), min_size=1))
def test_signs_nobody_sees_hide_no_number(number, hidden):
    for kind, typed in ((guard.IDENTITY, number), (guard.PHONE, "081234567890"), (guard.CARD, LUHN)):
        text = "".join(hidden.get(place, "") + digit for place, digit in enumerate(typed))
        found = guard.find(f"ini {text} itu")
        assert [(f.kind, f.digits) for f in found] == [(kind, typed)]
        assert typed not in guard.replace(text, guard.find(text), lambda f: f.masked)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("3,171014509900001E+15", guard.IDENTITY),
        ("3.17101450990E+15", guard.IDENTITY),
        ("[3171] [0145] [0990] [0001]", guard.IDENTITY),
        ("３１７１－０１４５－０９９０－０００１", guard.IDENTITY),
        ("³¹⁷¹⁰¹⁴⁵⁰⁹⁹⁰⁰⁰⁰¹", guard.IDENTITY),
        ("3171\n0145\n0990\n0001", guard.IDENTITY),
        ("No. 12 3171 0145 0990 0001 27 11 2023", guard.IDENTITY),
        ("0812 - 3456 - 7890", guard.PHONE),
        ("(0812) 3456-7890", guard.PHONE),
        ("+62 (0) 812 3456 7890", guard.PHONE),
        ("0 8 1 2 3 4 5 6 7 8 9 0", guard.PHONE),
        ("08 12 34 56 78 90", guard.PHONE),
        ("4111 - 1111 - 1111 - 1111", guard.CARD),
        ("411111 1111111111", guard.CARD),
        ("4111|1111|1111|1111", guard.CARD),
    ],
)
def test_other_spellings_of_a_number_are_seen_too(text, kind):
    assert [f.kind for f in guard.find(text)] == [kind]


AMOUNTS = st.integers(1_000, 10**12).map(lambda n: numbers.exact(Decimal(n)))
HOURS = st.times().map(lambda t: f"{t:%H.%M}")
DATES = st.builds(
    lambda d, s: f"{d:%d{s}%m{s}%Y}", st.dates(date(1990, 1, 1), date(2035, 1, 1)), st.sampled_from("-/.")
)
LETTERS = st.builds("{}/{}/{:02d}/{}".format, *[st.integers(1, n) for n in (999, 9999, 12)], st.integers(2000, 2035))
SHARES = st.decimals(0, 99, places=2).map(lambda n: f"{n}%".replace(".", ","))
YEARS = st.integers(1945, 2035).map(str)


@given(
    st.sampled_from([AMOUNTS, HOURS, DATES, LETTERS, SHARES, YEARS]),
    st.sampled_from([", ", "; ", "\n", "\t", " "]),
    st.data(),
)
def test_a_list_of_amounts_hours_dates_letters_shares_or_years_is_no_number(kind, between, data):
    text = between.join(data.draw(st.lists(kind, min_size=2, max_size=9)))
    assert not guard.find(text), text


@given(
    st.lists(st.integers(10**8, 10**9 - 1).map(lambda n: f"08{n}"), min_size=2, max_size=6),
    st.sampled_from([", ", "\n", " "]),
)
def test_telephone_numbers_side_by_side_are_no_identity_and_no_card(phones, between):
    assert not guard.find(between.join(phones), (guard.IDENTITY, guard.CARD))


def test_a_column_of_numbers_is_a_table_and_a_row_of_niks_is_not():
    table = "\n".join(["3171", "0145", "0990", "0001", "1250"])
    assert not guard.find(table)
    assert len(guard.find("3171 0145 0990 0001 3171 0152 0385 0002")) == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.eml", b"Content-Type: text/html\r\n\r\n<p>NIK 3171<b>0112</b>&nbsp;0385<i></i>0001</p>"),
        ("a.eml", b"Content-Type: text/html\r\n\r\n<tr><td>1234</td><td>3171011203850001</td></tr>"),
        (
            "a.docx",
            office(
                "[Content_Types].xml",
                contents=[
                    (
                        "word/document.xml",
                        "<w:p xmlns:w='w'><w:t>1234</w:t><w:tab/><w:t>3171</w:t><w:t>011203850001</w:t></w:p>",
                    )
                ],
            ),
        ),
        (
            "a.xlsx",
            office(
                "[Content_Types].xml",
                contents=[
                    ("xl/workbook.xml", "<x/>"),
                    ("xl/worksheets/sheet1.xml", "<c><v>3.171014509900001E15</v></c>"),
                ],
            ),
        ),
        ("a.csv", "nama;3171\u200b0112\u200b0385\u200b0001".encode("utf-16")),
    ],
)
def test_a_number_in_the_marks_of_a_file_is_seen(name, data):
    upload = SimpleUploadedFile(name, data)
    files.check(upload)
    assert [found.kind for found in files.seen(upload).held] == [guard.IDENTITY]


@pytest.mark.parametrize(
    "gap", [" " * 7, "-" * 9, "\t" * 8, " - " * 5, "." * 12, "_" * 40, "\n" + " " * 30, "\r\n> > > > > "]
)
def test_a_number_whose_groups_stand_far_apart_is_found(gap):
    groups = [MAN[:6], MAN[6:12], MAN[12:]]
    assert identity_numbers(f"NIK {gap.join(groups)} bocor")
    assert identity_numbers(f"NIK {gap.join(MAN[at : at + 4] for at in range(0, 16, 4))}")
    assert guard.find(f"kartu {gap.join(LUHN[at : at + 4] for at in range(0, 16, 4))}")


@pytest.mark.parametrize(
    ("head", "tail", "divided"),
    [
        ("NIK 32010112", "03850001", True),
        ("3201", "0112 0385 0001 atas nama", True),
        ("320101.120385", "0001", True),
        ("32010112", "Rp03850001", False),
        ("32010112 data", "03850001", False),
        ("1.332010112", "03850001", False),
        ("99999999", "99999999", False),
        ("190000000", "2014", False),
    ],
)
def test_an_identity_number_divided_over_two_fields_or_cells_is_seen(head, tail, divided):
    form = Divided({"one": head, "between": "", "two": tail})
    assert (form.is_valid(), bool(form.held)) == (not divided, divided)
    kept = Divided({"one": head, "between": "", "two": tail, "guard": "keep", "guard_reason": "kode barang"})
    assert kept.is_valid() and bool(kept.remarks) == divided


class Divided(Guarded):
    ways, kinds = (Way.KEEP,), (guard.IDENTITY,)
    one, between, two = (forms.CharField(required=False) for _n in range(3))
