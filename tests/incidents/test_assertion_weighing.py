"""Figures as people write them, and assertions weighed against each other. Unknown is unknown, never zero."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.plain import assertion_weighing, mentions, numbers, severity
from incidents.plain.assertion_weighing import Bound, Topic


@dataclass(eq=False)
class Said:
    topic: str
    amount: Decimal | None = None
    amount_to: Decimal | None = None
    out_of: Decimal | None = None
    payment: str = ""
    bound: str = Bound.EXACTLY
    unit: str = "orang"
    status: str = "claimed"
    said_by: str = "Penjual"


def people(amount, **more):
    return Said(Topic.SUBJECTS, Decimal(amount), **more)


def links(amount, of=None):
    return Said(Topic.LINKS, Decimal(amount), out_of=of and Decimal(of), unit="tautan")


def ransom(payment, amount=None):
    return Said(Topic.RANSOM, amount and Decimal(amount), unit="USD", payment=payment)


def price(amount, unit="", **more):
    return Said(Topic.PRICE, Decimal(amount), unit=unit, **more)


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        (people(252), people(204_807_203), True),
        (people(252, bound=Bound.AT_LEAST), people(204_807_203), False),
        (people(300, bound=Bound.AT_MOST), people(204_807_203), True),
        (people(190_000_000, bound=Bound.ABOUT), people(200_000_000), False),
        (people(190_000_000, bound=Bound.ABOUT), people(250_000_000), True),
        (people(252), people(252), False),
        (links(2, 3), links(2, 3), False),
        (links(2, 3), links(2), False),
        (links(2, 3), links(2, 5), True),
        (links(2, 3), links(3, 3), True),
        (ransom("paid"), ransom("unpaid"), True),
        (ransom("paid"), ransom("part"), True),
        (ransom("refused"), ransom("unpaid"), False),
        (ransom("unknown"), ransom("paid"), False),
        (ransom("", 8_000_000), ransom("refused"), False),
        (ransom("refused", 8), ransom("unpaid", 9), True),
        (people(252), people(300, status="withdrawn"), False),
        (people(252), Said(Topic.RECORDS, Decimal(900), unit="baris"), False),
        (price(2, "BTC"), price(3, "Rp"), False),
        (price(0), price(5000, "USD"), True),
        (price(0), price(5000, "USD", bound=Bound.AT_MOST), False),
        (price(0), price(0), False),
        (Said(Topic.DENIAL, said_by="Dukcapil"), people(252), True),
        (Said(Topic.DENIAL, said_by="Dukcapil"), Said(Topic.SIMILARITY, said_by="Ditjen IKP"), True),
        (Said(Topic.DENIAL, said_by="Dukcapil"), Said(Topic.DENIAL, said_by="KPU"), False),
        (Said(Topic.DENIAL, said_by="KPU"), Said(Topic.ORIGIN, said_by="KPU"), False),
    ],
)
def test_what_cannot_both_be_true_is_said(one, other, against):
    assert assertion_weighing.contradict(one, other) is assertion_weighing.contradict(other, one) is against


def test_a_denial_adds_no_point_to_the_range():
    rows = [people(252), people(204_807_203), Said(Topic.DENIAL), people(9, status="withdrawn")]
    assert assertion_weighing.claimed_ranges(rows) == [(252, 204_807_203, "orang", 2)]
    assert assertion_weighing.claimed_ranges([Said(Topic.DENIAL)]) == []
    given_away = [price(5000, "USD"), price(0)]
    assert assertion_weighing.claimed_ranges(given_away) == [(5000, 5000, "USD", 1), (0, 0, "", 1)]
    assert assertion_weighing.by_unit(given_away) == [given_away[:1]], "what is free stands on no scale"


UNITS = ("orang", "KK", "baris", "GB", "Rp", "BTC", "USD", "akun", "pulau")


@given(st.lists(st.tuples(st.sampled_from(UNITS), st.integers(1, 10**12)), min_size=1))
def test_no_range_and_no_scale_reaches_from_one_unit_to_another(said):
    rows = [Said(Topic.RECORDS, Decimal(amount), unit=unit) for unit, amount in said]
    ranges = assertion_weighing.claimed_ranges(rows)
    assert {found.unit for found in ranges} == {unit for unit, _amount in said}
    for found in ranges:
        own = [amount for unit, amount in said if unit == found.unit]
        assert (found.low, found.high, found.said) == (min(own), max(own), len(own))
    assert all(len({row.unit for row in alike}) == 1 for alike in assertion_weighing.by_unit(rows))


@given(st.sampled_from(UNITS), st.sampled_from(UNITS), st.integers(1, 10**12), st.integers(1, 10**12))
def test_figures_of_two_units_never_contradict_each_other(one, other, first, second):
    if one != other:
        rows = [Said(Topic.SUBJECTS, Decimal(n), unit=unit) for unit, n in ((one, first), (other, second))]
        assert not assertion_weighing.contradict(*rows)


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        (("252", "orang"), ("252", "jiwa"), False),
        (("252", "orang"), ("300", "people"), True),
        (("1500", "MB"), ("1.5", "GB"), False),
        (("1500", "MB"), ("2", "GB"), True),
        (("204.8", "juta orang"), ("204800000", "orang"), False),
        (("2", "BTC"), ("3", "bitcoin"), True),
        (("2", "BTC"), ("571559477", "Rp"), False),
        (("84", "KK"), ("252", "orang"), False),
        (("571559477", "Rp per BTC"), ("600000000", "Rp/BTC"), True),
        (("571559477", "IDR per BTC"), ("571559477", "rupiah / bitcoin"), False),
        (("571559477", "Rp per BTC"), ("15400", "Rp per USD"), False),
        (("15400", "Rp/USD"), ("15500", "rupiah per dolar AS"), True),
        (("15400", "Rp per BTC"), ("15400000", "Rp"), False),
        (("100", "dollar AS"), ("200", "US$"), True),
        (("100", "dollar Amerika"), ("200", "S$"), False),
        (("60", "MB per menit"), ("1", "MB/detik"), False),
        (("600", "pengguna"), ("252", "orang"), False),
    ],
)
def test_spellings_and_sizes_of_one_unit_are_one_unit(one, other, against):
    first, second = (Said(Topic.RECORDS, Decimal(amount), unit=unit) for amount, unit in (one, other))
    assert assertion_weighing.contradict(first, second) is against


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("252", 252),
        ("204.807.203", 204_807_203),
        ("204,8 juta", 204_800_000),
        ("204.8 million", 204_800_000),
        ("Rp571.559.477", 571_559_477),
        ("Rp 1.143.118.954", 1_143_118_954),
        ("2", 2),
        ("0,5", Decimal("0.5")),
        ("0.125", Decimal("0.125")),
        ("1.234,5", Decimal("1234.5")),
        ("1,234.5", Decimal("1234.5")),
        ("337 juta", 337_000_000),
        ("1 triliun", 10**12),
        ("1,5 jt", 1_500_000),
        ("150rb", 150_000),
        ("1.000.000 orang", 1_000_000),
        ("±150 ribu", 150_000),
        ("sekitar 5 juta jiwa", 5_000_000),
        ("Rp571.559.477,-", 571_559_477),
        ("Rp. 5 juta", 5_000_000),
        ("204 807 203", 204_807_203),
        ("2,5 GB", Decimal("2.5")),
    ],
)
def test_figures_are_read_as_written(text, amount):
    assert numbers.parse(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "banyak",
        "1.23.456",
        "1.2.3",
        ".5",
        "5,",
        "1e9",
        "-3",
        "10000 triliun",
        "1.234.56",
        "0x10",
        "5 pisang",
        "12 34",
    ],
)
def test_what_is_no_figure_is_refused(text):
    with pytest.raises(ValueError):
        numbers.parse(text)


@given(st.integers(1, 10**14), st.sampled_from(["id", "en"]))
def test_a_figure_written_out_is_read_back(amount, language):
    assert numbers.parse(numbers.exact(Decimal(amount), language)) == amount


@given(st.decimals(min_value=Decimal("0.01"), max_value=999, places=2))
def test_decimals_are_read_back_too(amount):
    written = numbers.exact(amount)
    assert numbers.parse(written) == amount or len(written.split(",")[-1]) == 3


def test_a_figure_says_its_unit_whether_it_is_about_and_whether_a_word_of_size_stands_with_it():
    assert numbers.read("±1,5 jt orang") == (1_500_000, "orang", True, True)
    assert numbers.read("US$ 2.000") == (2000, "US$", False, False)
    for text, unit in (
        ("Rp571.559.477 per BTC", "Rp per BTC"),
        ("Rp571.559.477/BTC", "Rp/BTC"),
        ("571.559.477 Rp/BTC", "Rp/BTC"),
        ("571.559.477 rupiah per bitcoin", "rupiah per bitcoin"),
    ):
        assert numbers.read(text) == (571_559_477, unit, False, False)
    for wrong in ("Rp5 BTC", "Rp571.559.477 per BTC dan Rp15.400 per USD", "Rp5 per", "5 /BTC"):
        with pytest.raises(ValueError):
            numbers.read(wrong)


def test_a_unit_without_a_name_stays_as_it_was_written():
    for unit in ("N/A", "karung/hari", "km per jam", "ember"):
        assert numbers.counted(5, unit) == f"5 {unit}"
    assert (
        numbers.counted(571_559_477, "Rp/BTC") == numbers.counted(571_559_477, "IDR per BTC") == "Rp571.559.477 per BTC"
    )


def test_long_figures_have_a_short_form():
    assert numbers.short(Decimal(204_807_203)) == "204,8 juta"
    assert numbers.short(Decimal(204_807_203), "en") == "204.8 million"
    assert (numbers.short(Decimal(252)), numbers.short(Decimal(999_999))) == ("252", "999.999")
    assert numbers.short(Decimal(1_143_118_954)) == "1,1 miliar"


def test_marks_of_a_report_are_what_another_may_name_too():
    text = "Akun @p4c3n0g3: “Jimbo” menjual data KPU, 2 BTC, lihat https://www.Forum.example/t/48213. Rp571.559.477"
    assert mentions.named_in(text, [("kpu", ["KPU", "Komisi Pemilihan Umum"])]) == {
        ("account", "@p4c3n0g3"),
        ("name", "jimbo"),
        ("agency", "kpu"),
        ("price", "2 btc"),
        ("price", "571.559.477 idr"),
        ("address", "forum.example/t/48213"),
    }


@pytest.mark.parametrize("text", ["", "surel petugas@kpu.example saja", "kpuD bukan KPU-nya siapa"])
def test_other_words_leave_no_wrong_mark(text):
    assert not {k for k, _ in mentions.named_in(text, [("x", ["xy"])])} & {"account", "name", "price", "address"}


def test_severity_follows_the_formula():
    kpu = dict(
        context=2,
        identification=Decimal(1),
        confidentiality=Decimal("0.5"),
        integrity=Decimal(0),
        availability=Decimal(0),
        malicious=True,
    )
    assert severity.score(**kpu) == 3
    assert [severity.level(Decimal(v)) for v in ("1.99", "2", "2.99", "3", "3.99", "4")] == [
        "low",
        "medium",
        "medium",
        "high",
        "high",
        "very_high",
    ]


@pytest.mark.parametrize(
    ("codes", "weight"), [([], 1), (["U-a"], 1), (["S-f"], 3), (["S-a"], 4), (["S-e", "U-a"], 2), (["S-a", "S-e"], 4)]
)
def test_the_categories_call_for_a_least_context(codes, weight):
    assert severity.context_of(codes) == weight
