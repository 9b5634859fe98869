"""Numbers shaped like a NIK or NKK are found; look-alikes are not. The numbers here belong to nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.guard import DAYS_IN_MONTH, PROVINCES, identity_numbers

MAN, WOMAN = "3171011203850001", "3171015203850001"


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
