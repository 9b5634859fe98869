"""Numbers that point at a person are found; look-alikes are not. The numbers here belong to nobody."""

import hashlib
import uuid
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.plain import guard, numbers
from incidents.plain.guard import DAYS_IN_MONTH, PROVINCES

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
