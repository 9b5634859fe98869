"""Provisions as a letter names them, and whether a law's own list holds them."""

import pytest

from incidents import setup_data
from incidents.plain import provisions

PP, PERMEN = (
    "Peraturan Pemerintah Nomor 71 Tahun 2019",
    "Peraturan Menteri Komunikasi dan Informatika Nomor 20 Tahun 2016",
)
ITE = "Undang-Undang Nomor 11 Tahun 2008 tentang Informasi dan Transaksi Elektronik"
SHIPPED = {
    row["code"]: row["provisions"].split("; ") for _at, row in setup_data.rows(setup_data.DATA / "sanction_regimes.csv")
}


@pytest.mark.parametrize(
    ("regime", "line", "held"),
    [
        ("pp71", f"Pasal 14 ayat (1) {PP}", True),
        ("pp71", f"{PP} tentang Penyelenggaraan Sistem dan Transaksi Elektronik, Pasal 24 ayat (3)", True),
        ("pp71", f"Pasal 14 ayat (1) huruf f dan ayat (5) {PP}", True),
        ("pp71", f"Pasal 24 ayat (1), (2) dan (3) {PP}", True),
        ("pp71", f"Pasal 4 huruf b {PP}", True),
        ("pp71", f"Pasal 14 {PP}", False),
        ("pp71", f"Pasal 14 ayat (1) jo. Pasal 35 {PP}", False),
        ("pp71", f"Pasal 35 ayat (1) {PP}", False),
        ("permen20", f"Pasal 28 huruf c {PERMEN}", True),
        ("permen20", f"Pasal 2 sampai dengan Pasal 5 {PERMEN} tentang Perlindungan Data Pribadi", True),
        (
            "permen20",
            f"Pasal 26 ayat (1) {ITE} sebagaimana telah diubah terakhir dengan Undang-Undang Nomor 1 Tahun 2024",
            True,
        ),
        ("permen20", f"Pasal 35 ayat (3) {PERMEN}", False),
        ("permen20", "Pasal 35 Peraturan Menteri Kominfo Nomor 20 Tahun 2016", False),
        ("permen20", "Pasal 46 Undang-Undang Nomor 27 Tahun 2022", False),
        ("permen20", f"Pasal 35 {PP}", False),
    ],
)
def test_a_shipped_list_holds_what_its_law_sanctions_and_nothing_else(regime, line, held):
    assert provisions.holds(SHIPPED[regime], provisions.read(line)) == held


@pytest.mark.parametrize(
    "line",
    [
        "Pasal 35",
        PP,
        "Pasal 14 ayat (1) PP 71/2019",
        f"Melanggar Pasal 14 ayat (1) {PP}",
        f"Pasal 14 ayat (1) {PP} jo. Pasal 35 {PERMEN}",
        f"Pasal 14 dan {PP}",
        f"Pasal 14 ayat (1) {PP} dan surat yang tidak dijawab",
        "Pasal sampai dengan Pasal 4 Undang-Undang Nomor 1 Tahun 2020",
    ],
)
def test_what_names_no_articles_of_one_act_is_not_read(line):
    assert provisions.read(line) is None
