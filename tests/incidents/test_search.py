"""Finding things: one corpus, the same hits on both databases, in any form of a word, only from what one may see."""

import pytest
from django.utils import timezone

from incidents.actions import assertions, cases, evidence, work
from incidents.models import SearchEntry
from incidents.plain.spans import parse
from incidents.record import search
from tests.every_value import every_value  # noqa: F401  (a fixture)
from tests.world import make_incident, make_request

CORPUS = (
    ("pemilih", "Dugaan kebocoran Daftar Pemilih Tetap", "Penjual “Jimbo” menawarkan data lewat akun @p4c3n0g3."),
    ("pajak", "Dugaan pengungkapan data NPWP", "Diberitakan tirto.id; alamat https://forum.example/t/48213."),
    ("nasabah", "Pelanggaran pelindungan data nasabah", "Peretas melaporkan; bank mengklarifikasi. Nomor surat B-121."),
    ("santri", "Data santri ma'had", "José menyebut Ā’isyah, Qur'an dan hari Jumat."),
)


@pytest.fixture
def corpus(world):
    found = {}
    for key, title, summary in CORPUS:
        found[key] = cases.record(by=world.officer, title=title, summary=summary, seen_at=timezone.now())
    cases.note(found["nasabah"], by=world.officer, text="Rapat membahas pemulihan layanan")
    evidence.attach(found["pajak"], by=world.officer, text="Cuplikan laman", origin="Diserahkan wartawan")
    return found


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("bocor", {"pemilih"}),
        ("membocorkan", {"pemilih"}),
        ("dibocorkan", {"pemilih"}),
        ("KEBOCORAN", {"pemilih"}),
        ("langgar", {"nasabah"}),
        ("melanggar", {"nasabah"}),
        ("laporan", {"nasabah"}),
        ("klarifikasi", {"nasabah"}),
        ("ungkap", {"pajak"}),
        ("jimbo", {"pemilih"}),
        ("@p4c3n0g3", {"pemilih"}),
        ("forum.example/t/48213", {"pajak"}),
        ("B-121", {"nasabah"}),
        ("pulih", {"nasabah"}),
        ("wartawan", {"pajak"}),
        ("data", {"pemilih", "pajak", "nasabah", "santri"}),
        ("Jose", {"santri"}),
        ("josé", {"santri"}),
        ("quran", {"santri"}),
        ("Qur’an", {"santri"}),
        ("mahad", {"santri"}),
        ("aisyah", {"santri"}),
        ("Jum'at", {"santri"}),
        ("data nasabah", {"nasabah"}),
        ("wartawan ungkap", {"pajak"}),
        ("nasabah jimbo", set()),
        ("zzz", set()),
        ("", set()),
        ("   ", set()),
        ("%", set()),
        ("_", set()),
        ("'; DROP TABLE", set()),
        ("a & b | ! (", set()),
        ("\\", set()),
    ],
)
def test_the_same_words_find_the_same_cases(world, corpus, query, hits):
    found = set(search.cases(world.officer, query).values_list("pk", flat=True))
    assert {key for key, case in corpus.items() if case.pk in found} == hits


def test_references_agencies_and_answers_are_found(world):
    clarification = make_request(world, "answered")
    case = clarification.incident
    for query in (
        case.reference,
        clarification.reference,
        "Instansi A",
        "Jawaban atas Waktu",
        str(clarification.letter),
    ):
        assert case in search.cases(world.officer, query), query


def test_what_changes_is_found_anew_and_no_longer_by_the_old_word(world):
    case = cases.record(by=world.officer, title="Semangka", seen_at=timezone.now())
    cases.amend(case, by=world.officer, seen=case.version, reason="x", title="Pepaya", seen_at=case.seen_at)
    assert not search.cases(world.officer, "semangka") and search.cases(world.officer, "pepaya")
    row = work.relate(case, by=world.officer, other=make_incident(world), kind="related", why="x")
    work.unrelate(row, by=world.officer, reason="x")


def test_results_come_only_from_what_one_may_see(world, corpus):
    case = corpus["pemilih"]
    work.restrict(case, by=world.officer, seen=case.version, reason="x")
    assert case in search.cases(world.officer, "jimbo") and case in search.cases(world.auditor, "jimbo")
    assert not search.cases(world.supervisor, "jimbo").exists()
    assert not search.cases(world.liaison_a, "data").exists()


def test_rebuilding_gives_the_very_same_index(world, corpus):
    assertions.claim(
        corpus["pajak"],
        assertions.Claim("records", "Enam juta", said_by="Penjual", source="forum", said=parse("2024")),
        by=world.officer,
    )
    before = sorted(SearchEntry.objects.values_list("kind", "key", "text", "stems"))
    SearchEntry.objects.all().delete()
    assert search.rebuild() == len(before)
    assert sorted(SearchEntry.objects.values_list("kind", "key", "text", "stems")) == before


def test_the_page_shows_the_words_around_the_hit_and_filters_by_its_address(world, corpus, log_in):
    officer = log_in(world.officer)
    page = officer.get("/cari/?q=bocor").content.decode()
    assert "<mark>kebocoran</mark>" in page and "NPWP" not in page
    page = officer.get("/cari/?q=data&status=closed").content.decode()
    assert "Tidak ada hasil untuk “data” dengan 1 saringan." in page
    page = officer.get("/cari/?agency=a&status=zzz&drill=maybe&page=zzz").content.decode()
    assert "0 kasus" in page
    page = officer.get("/cari/", {"q": "<script>alert(1)</script>\x00" * 30}).content.decode()
    assert "<script>alert" not in page


def test_a_renamed_body_is_found_by_its_present_name_and_its_former_one(world):
    from incidents.actions import agencies, duplicates
    from tests.world import report

    clarification = make_request(world, "open")
    told = report(world, "Katanya data Kombaru dijual")  # written before anybody here called a body so
    agencies.rename_agency(
        world.agency_a,
        by=world.administrator,
        name="Kementerian Komunikasi Baru",
        short_name="Kombaru",
        head_office="Menteri",
        place="Jakarta",
        valid_from=timezone.localdate(),
    )
    for name in ("Kombaru", "Kementerian Komunikasi Baru", "Instansi A"):
        assert clarification.incident in search.cases(world.officer, name), name
    assert told.mentions.filter(kind="agency", value=world.agency_a.code).exists()
    likely = duplicates.likely_duplicates(world.officer, "Kombaru", at=timezone.now())
    assert told in [case for case, _kinds, _days in likely]


def test_the_index_built_afresh_says_what_the_deeds_kept(every_value):  # noqa: F811
    def kept():
        return set(SearchEntry.objects.values_list("incident", "kind", "key", "text"))

    before = kept()
    search.rebuild()
    assert kept() == before


def test_mentions_found_afresh_are_those_the_deeds_kept(every_value):  # noqa: F811
    from incidents.actions import duplicates
    from incidents.models import Incident, Mention

    before = set(Mention.objects.values_list("incident", "kind", "value"))
    for case in Incident.objects.all():
        duplicates.refresh(case)
    assert set(Mention.objects.values_list("incident", "kind", "value")) == before
