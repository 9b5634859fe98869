"""A list of 300 bodies with faulty rows: what becomes of each is shown first, then all of it comes in by one act, or nothing."""

import io
import random
import time
import zipfile
from functools import cache

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from incidents.actions import agencies, agency_list, doubles
from incidents.forms import tables
from incidents.forms.agency_list import BodyRow
from incidents.forms.lists import rows_of
from incidents.models import Agency, CaseEvent, Contact
from incidents.plain import body_names
from tests.lists_of_bodies import GOOD, HEADS, as_csv, as_xlsx, cells, table, take, upload
from tests.second_factor import known


def planned(rows):
    return agency_list.plan(rows_of(tables.of_text(as_csv(rows)), BodyRow))


def test_of_300_rows_each_is_told_its_fate_and_nothing_is_written(world):
    before = CaseEvent.objects.count()
    plan = planned(table())
    assert plan.counts == {"new": GOOD, "same": 0, "changed": 0, "refused": 15}
    refused = [each for each in plan.rows if each.fate == "refused"]
    assert all(each.words for each in refused) and len({each.words for each in refused}) >= 12
    assert [each.row.line for each in refused] == [*(20 * (n + 1) + 2 for n in range(14)), 301]
    assert CaseEvent.objects.count() == before


def test_the_rows_shown_come_in_by_one_act_and_the_list_again_changes_nothing(world):
    take(world, table())
    told = CaseEvent.objects.filter(act_id=CaseEvent.objects.latest("recorded_at").act_id)
    assert told.filter(action="register_agency").count() == GOOD
    assert Contact.objects.filter(email__endswith=".example", agency__names__name__startswith="PT Contoh").count() == 95
    assert Agency.objects.filter(parent__names__name="PT Contoh Usaha 000").count() == 6
    again = planned(table())
    assert again.counts == {"new": 0, "same": GOOD, "changed": 0, "refused": 15}
    events = CaseEvent.objects.count()
    take(world, table())
    assert CaseEvent.objects.count() == events


@pytest.mark.parametrize("taken_before", [False, True], ids=["lost at the press", "taken in at the first of two"])
def test_a_list_whose_session_ended_is_looked_at_anew_and_comes_in_once(world, client, taken_before):
    known(client, world.administrator)
    page, text = reverse("incidents:import_agencies"), as_csv([HEADS, cells(1)])
    digest, before = planned([HEADS, cells(1)]).digest, Agency.objects.count()
    if taken_before:
        take(world, [HEADS, cells(1)])
    assert client.post(page, {"table": text, "approved": digest}).status_code == 302  # to the log-in
    client.force_login(world.administrator)
    shown = client.get(page)
    assert shown.context["plan"].counts["same" if taken_before else "new"] == 1
    assert ("Tidak ada yang akan berubah" in shown.content.decode()) == taken_before
    again = {"table": shown.context["form"].carried, "approved": shown.context["plan"].digest}
    assert client.post(page, again).status_code in (200, 302)
    assert Agency.objects.filter(names__name="PT Contoh Usaha 001").count() == 1
    assert Agency.objects.count() == before + 1


def test_a_list_with_numbers_in_it_is_kept_whole_or_not_at_all(world, client):
    row = cells(1)
    row[6] = "0812-3456-7890"
    page = reverse("incidents:import_agencies")
    known(client, world.administrator)
    client.post(page, {"table": as_csv([HEADS, row]), "approved": "x"})
    client.force_login(world.administrator)
    shown = client.get(page).content.decode()
    assert "Sesi Saudara berakhir" in shown and "PT Contoh Usaha 001" not in shown and "••" not in shown


def test_where_one_row_fails_in_the_middle_nothing_at_all_is_stored(world, monkeypatch):
    really, count = agencies.add_agency, iter(range(100))

    def breaks(**facts):
        if next(count) == 50:
            raise RuntimeError("power")
        return really(**facts)

    monkeypatch.setattr(agencies, "add_agency", breaks)
    before = Agency.objects.count(), CaseEvent.objects.count()
    with pytest.raises(RuntimeError):
        take(world, table())
    assert (Agency.objects.count(), CaseEvent.objects.count()) == before


def test_what_a_row_says_otherwise_is_a_change_and_what_it_leaves_empty_stays(world):
    take(world, [HEADS, cells(1)])
    row = cells(1)
    row[3], row[6] = "Kesehatan", ""
    plan = take(world, [HEADS, row])
    body = Agency.objects.get(names__name="PT Contoh Usaha 001")
    assert [(each.fate, each.changes) for each in plan.rows] == [("changed", {"sector": "health"})]
    assert (body.sector, body.phone) == ("health", "021-5550100")


def test_a_new_name_needs_its_day(world):
    heads = [*HEADS, "Berlaku sejak"]
    row = ["Badan Baru Sekali", "BBS", "central", *[""] * 6, "a"]
    assert [each.fate for each in planned([heads, [*row, ""]]).rows] == ["refused"]
    take(world, [heads, [*row, "1-2-2026"]])
    assert [name.name for name in Agency.objects.get(code="a").names.order_by("valid_from")] == [
        "Instansi A",
        "Badan Baru Sekali",
    ]


def test_another_body_of_a_similar_name_comes_in_when_the_list_says_so(world):
    take(world, [HEADS, cells(1)])
    row = ["PT Contoh Usahaa", "", "private", *[""] * 7]
    row[0] = "PT Contoh Usaha 001 Cabang Medan"
    assert [each.fate for each in planned([HEADS, row]).rows] == ["refused"]
    row[-1] = "baru"
    assert [each.fate for each in planned([HEADS, row]).rows] == ["new"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_however_it_was_saved(delimiter, encoding):
    rows = [["Nama", "Negara"], ["Société Générale", "Prancis"]]
    assert tables.read(upload(as_csv(rows, delimiter).encode(encoding))) == rows


def test_a_sheet_is_read_as_the_csv_of_the_same_rows(world):
    found = tables.read(upload(as_xlsx([HEADS, cells(3)]), "daftar.xlsx"))
    assert rows_of(found, BodyRow)[0].facts == rows_of(tables.of_text(as_csv([HEADS, cells(3)])), BodyRow)[0].facts


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["Instansi"], ["X"]], "nama"),
        ([["Nama", "Rahasia"], ["X", "Y"]], "Rahasia"),
        ([["Nama", "Name"], ["X", "Y"]], "Dua kolom"),
        ([["Nama"]], "tidak berisi baris"),
    ],
)
def test_a_list_that_cannot_be_understood_is_refused_with_the_reason(world, log_in, rows, words):
    answer = log_in(world.administrator).post(reverse("incidents:import_agencies"), {"file": upload(as_csv(rows))})
    assert answer.status_code == 200 and words in answer.content.decode()


def test_in_the_browser_the_first_press_shows_and_the_second_takes_in(world, log_in):
    browser, page = log_in(world.administrator), reverse("incidents:import_agencies")
    shown = browser.post(page, {"file": upload(as_xlsx(table()), "daftar.xlsx")})
    plan, carried = shown.context["plan"], shown.context["form"].carried
    assert "Baru: 285" in shown.content.decode() and not Agency.objects.filter(code="usaha001").exists()
    answer = browser.post(page, {"table": carried, "approved": plan.digest})
    assert answer.status_code == 302 and Agency.objects.filter(names__short_name__startswith="Usaha").count() == GOOD


def test_a_list_is_shown_again_when_the_record_has_changed_meanwhile(world, log_in):
    browser, page = log_in(world.administrator), reverse("incidents:import_agencies")
    shown = browser.post(page, {"file": upload(as_csv([HEADS, cells(1)]))})
    agencies.propose_agency(by=world.officer, name="PT Contoh Usaha 001", kind="private")
    typed = {"table": shown.context["form"].carried, "approved": shown.context["plan"].digest}
    answer = browser.post(page, typed)
    assert answer.status_code == 200 and answer.context["plan"].counts["new"] == 0


def fates(rows):
    return [each.fate for each in planned(rows).rows]


@pytest.mark.parametrize("carried", [" ", "\n", ";", '"', "nama"])
def test_what_a_page_carries_along_is_refused_in_words_when_it_is_no_list(world, log_in, carried):
    answer = log_in(world.administrator).post(reverse("incidents:import_agencies"), {"table": carried})
    assert answer.status_code == 200 and answer.context["form"].errors["file"]


def test_an_office_without_an_address_is_left_out_and_that_is_said(world):
    heads, rows = ["Nama", "Jenis", "Kontak"], [["Dinas Uji Kontak", "private", "Humas"], ["Instansi A", "", "Humas"]]
    plan = take(world, [heads, *rows])
    assert [each.fate for each in plan.rows] == ["new", "same"] and all("surel" in each.words for each in plan.rows)
    assert not Agency.objects.get(names__name="Dinas Uji Kontak").contacts.exists()


def test_what_stands_under_a_refused_row_or_under_itself_is_refused_with_it(world):
    heads = ["Nama", "Jenis", "Induk"]
    assert (
        fates([heads, ["Induk Salah", "bank gelap", ""], ["Anak Dinas", "private", "Induk Salah"]]) == ["refused"] * 2
    )
    assert fates([heads, ["Sendiri Saja", "private", "Sendiri Saja"]]) == ["refused"]
    assert fates([heads, ["Instansi A", "", "Instansi A"]]) == ["refused"]
    assert fates([heads, ["Instansi A", "", "Instansi B"], ["Instansi B", "", "Instansi A"]]) == ["changed", "refused"]


def test_every_row_that_is_not_refused_is_taken_in_with_its_parent(world):
    heads = ["Nama", "Jenis", "Induk"]
    take(
        world, [heads, ["Badan Atas", "central", ""], ["Kantor Bawah", "central", "Badan Atas"], ["Instansi A", "", ""]]
    )
    assert Agency.objects.get(names__name="Kantor Bawah").parent.name == "Badan Atas"


def test_a_new_name_before_the_present_one_is_refused_and_a_new_body_has_its_name_from_its_day(world):
    heads = ["Nama", "Jenis", "Kode", "Berlaku sejak"]
    assert fates([heads, ["Badan Baru Sekali", "", "a", "1-2-1999"]]) == ["refused"]
    take(world, [heads, ["Badan Sejak Dulu", "central", "", "1-2-2021"]])
    assert Agency.objects.get(names__name="Badan Sejak Dulu").names.get().valid_from.year == 2021


def test_two_rows_of_one_body_are_not_both_taken_in(world):
    rows = [["Nama", "Telepon"], ["Instansi A", "021-1"], ["Ins A", "021-2"]]
    assert fates(rows) == ["changed", "refused"]


def test_bodies_of_two_legal_forms_are_two(world):
    rows = [
        ["Nama", "Jenis"],
        ["PT Sejahtera", "private"],
        ["Koperasi Sejahtera", "private"],
        ["PT. Sejahtera Tbk", ""],
    ]
    assert fates(rows) == ["new", "new", "refused"]


def test_what_changes_is_said_in_the_words_of_its_readers(world):
    heads = ["Nama", "Jenis", "Sektor", "Kode", "Berlaku sejak"]
    words = planned([heads, ["Badan Baru Sekali", "private", "finance", "a", "1-2-2026"]]).rows[0].words
    assert "Korporasi swasta" in words and "Keuangan" in words and "1 Februari 2026" in words


def test_no_cell_column_or_sign_of_a_list_is_lost_in_silence(world):
    assert fates([["Nama", "Jenis", ""], ["PT Satu", "private", "lebih"]]) == ["refused"]
    for rows in ([["Nama", *[""] * 50], ["PT Satu", *["x"] * 50]], [["Nama"], ["P" * 2001]]):
        with pytest.raises(ValidationError):
            tables.of_text(as_csv(rows))


def parts_of(rows):
    with zipfile.ZipFile(io.BytesIO(as_xlsx(rows))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@cache
def broken():
    """{how an XLSX is broken: its bytes}"""
    parts = parts_of([["Nama"], ["Dinas X"]])
    whole, sheet = packed(parts), "xl/worksheets/sheet1.xml"
    spoilt = bytearray(whole)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        at = archive.getinfo(sheet).header_offset
    spoilt[at + 30 + len(sheet) + 5] ^= 0xFF
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    bomb = parts[sheet].replace(b"<worksheet", entities + b"]><worksheet", 1).replace(b"Dinas X", b"&j;")
    return {
        "sheet": packed(parts | {sheet: b"<worksheet><row"}),
        "workbook": packed(parts | {"xl/workbook.xml": b"<workbook"}),
        "styles": packed(parts | {"xl/styles.xml": b"<styleSheet><"}),
        "packing": bytes(spoilt),
        "entities": packed(parts | {sheet: bomb}),
        "unpacks to much": packed(
            parts | {sheet: parts[sheet].replace(b"</sheetData>", b" " * 60_000_000 + b"</sheetData>")}
        ),
        "cut off": whole[: len(whole) // 2],
        "empty": b"",
    }


@pytest.mark.parametrize("how", broken())
def test_a_broken_or_bursting_workbook_is_refused_in_words_on_every_page_that_reads_one(
    world, log_in, an_incident, how
):
    pages = [(world.administrator, reverse("incidents:import_agencies"))]
    pages += [(world.officer, reverse("incidents:list_affected", args=[an_incident.reference]))]
    for person, page in pages:
        answer = log_in(person).post(page, {"file": upload(broken()[how], "daftar.xlsx"), "pasted": ""})
        assert answer.status_code == 200 and (answer.context["form"].errors or answer.context["plan"].taken == 0)


def test_2000_rows_beside_600_bodies_are_planned_in_seconds(world):
    """Ten times as long as it takes: what this guards against took minutes."""
    words = (
        "Dinas Badan Pendidikan Kesehatan Perhubungan Pertanian Kabupaten Kota Sukamaju Karangasri Tanjungpura".split()
    )
    chance = random.Random(1)
    names = [f"{' '.join(chance.sample(words, 4))} {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}" for n in range(2600)]
    known = body_names.Called((n, [name]) for n, name in enumerate(names[:600]))
    begun = time.process_time()
    found = [known.similar([name], most=3) for name in names[600:]]
    assert time.process_time() - begun < 60 and any(found)
    for name, similar in list(zip(names[600:], found, strict=True))[::200]:
        assert similar == [n for n, other in enumerate(names[:600]) if body_names.alike(name, other)][:3]


CHANGED = [["Nama", "Telepon", "Induk"], ["Instansi A", "021-777", "Instansi B"]]


def renumbered(world):
    agencies.amend_agency(world.agency_a, by=world.administrator, phone="021-999")


def merged(world):
    doubles.merge_agency(world.agency_a, into=world.agency_b, by=world.administrator, seen=1, reason="Sama")


def parent_merged(world):
    third = agencies.add_agency(by=world.administrator, name="Badan Ketiga")
    doubles.merge_agency(world.agency_b, into=third, by=world.administrator, seen=1, reason="Sama")


@pytest.mark.parametrize("meanwhile", [renumbered, merged, parent_merged], ids=lambda act: act.__name__)
def test_a_plan_is_shown_anew_when_what_it_speaks_of_is_other_meanwhile(world, log_in, meanwhile):
    """Which body it is, what stands there, and under which one it comes: all of it was looked at."""
    browser, page = log_in(world.administrator), reverse("incidents:import_agencies")
    shown = browser.post(page, {"file": upload(as_csv(CHANGED))})
    assert shown.context["plan"].counts["changed"] == 1
    meanwhile(world)
    before = list(Agency.objects.order_by("pk").values("phone", "parent", "version"))
    typed = {"table": shown.context["form"].carried, "approved": shown.context["plan"].digest}
    assert browser.post(page, typed).status_code == 200
    assert list(Agency.objects.order_by("pk").values("phone", "parent", "version")) == before


def test_what_changes_in_the_moment_of_the_second_press_is_shown_anew_too(world, log_in, monkeypatch):
    rows = rows_of(tables.of_text(as_csv(CHANGED)), BodyRow)
    approved, really = agency_list.plan(rows).digest, agencies.amend_agency

    def late(agency, **facts):
        monkeypatch.setattr(agencies, "amend_agency", really)
        renumbered(world)
        return really(agency, **facts)

    monkeypatch.setattr(agencies, "amend_agency", late)
    assert agency_list.take_in(rows, by=world.administrator, approved=approved) is None


def test_the_look_at_a_list_names_the_body_that_it_means_and_what_stands_there(world):
    renumbered(world)
    [each] = planned([["Nama", "Telepon"], ["PT Instansi A", "021-777"]]).rows
    assert each.words.startswith("Instansi A (a). ") and "021-999 → 021-777" in each.words
