"""Names that may mean one body, and the signs new bodies are known by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.plain import body_names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tokopedia", "PT Tokopedia"),
        ("PT. Tokopedia Tbk", "tokopedia"),
        ("PT Bank Jatim (Persero)", "Bank Jatim"),
        ("Komisi Pemilihan Umum", "Komisi Pemilihan  umum"),
        ("Kementerian Kesehatan", "Kementrian Kesehatan"),
        ("Bank Syariah Indonesia", "Bank Syariah Indonesia Cabang Medan"),
        ("Qur'an Digital", "Quran Digital"),
    ],
)
def test_names_that_may_mean_one_body_are_shown_side_by_side(one, other):
    assert body_names.alike(one, other) and body_names.alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dukcapil", "Bawaslu"),
        ("SMA Negeri 1 Medan", "SMA Negeri 2 Medan"),
        ("Kementerian Kesehatan", "Kementerian Keuangan"),
        ("PT Angkasa", "PT Pertamina"),
        ("KPU", "KPAI"),
    ],
)
def test_names_of_two_bodies_are_kept_apart(one, other):
    assert not body_names.alike(one, other)


@given(st.text(min_size=1, max_size=200), st.sets(st.from_regex(r"[a-z]{1,4}(-\d)?", fullmatch=True)))
def test_a_new_body_gets_a_code_that_nobody_has_and_that_fits_its_column(name, taken):
    found = body_names.code(name, taken)
    assert found not in taken and 0 < len(found) <= 40
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@given(st.text(min_size=1, max_size=200))
def test_every_name_is_alike_itself_and_has_a_short_one(name):
    assert body_names.alike(name, name)
    assert len(body_names.initials(name)) <= 60
