"""A list of 300 bodies with faulty rows: what becomes of each is shown first, then all of it comes in by one act, or nothing."""

import pytest
from django.urls import reverse

from incidents.actions import agencies, agency_list
from incidents.forms import tables
from incidents.forms.agency_list import BodyRow
from incidents.forms.lists import rows_of
from incidents.models import Agency, CaseEvent, Contact
from tests.lists_of_bodies import GOOD, HEADS, as_csv, as_xlsx, cells, table, take, upload


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
