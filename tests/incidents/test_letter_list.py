"""The register and its sheet, and the correspondence of a case."""

import io

from django.utils import timezone
from openpyxl import load_workbook

from incidents.actions import letter_decisions
from incidents.models import Letter
from tests.exporting import taken
from tests.world import make_request


def test_the_register_filters_and_the_sheet_holds_the_same_lines(world, log_in):
    first = make_request(world, "open")
    withdrawn = make_request(world, "withdrawn", agency=world.agency_b)
    browser = log_in(world.officer)
    year = timezone.localdate().year
    for query, shown, hidden in (
        ("", [first.letter, withdrawn.letter], []),
        ("state=valid", [first.letter], [withdrawn.letter]),
        ("state=withdrawn", [withdrawn.letter], [first.letter]),
        ("kind=withdrawal", [withdrawn.letters.get(kind="withdrawal")], []),
        ("agency=b", [withdrawn.letter], [first.letter]),
        (f"case={first.incident.reference}", [first.letter], [withdrawn.letter]),
        ("case=INS-1999-0001", [], [first.letter, withdrawn.letter]),
        (f"year={year}&unit=pdp", [first.letter, withdrawn.letter], []),
        ("year=1999", [], [first.letter, withdrawn.letter]),
        ("state=x&kind=y", [first.letter], []),
    ):
        page = browser.get(f"/surat/register/?{query}")
        numbers = {str(letter) for letter in page.context["page"].object_list}
        assert {str(letter) for letter in shown} <= numbers and not {str(letter) for letter in hidden} & numbers, query
        book = load_workbook(io.BytesIO(taken(browser, f"/surat/register.xlsx?{query}")))
        listed = {row[0].value for row in book.active.iter_rows(min_row=4)}
        assert listed - {None} == numbers, query


def test_the_register_survives_whatever_stands_in_its_address(world, log_in):
    make_request(world, "open")
    browser = log_in(world.auditor)
    for query in ("year=٣٣٣٣", "year=99999999999", "agency='--", "q=%25_", "q=" + "x" * 5000, "page=-1", "unit=<b>"):
        assert browser.get(f"/surat/register/?{query}").status_code == 200, query


def test_the_correspondence_of_a_case_holds_what_went_out_and_what_came_in(world, log_in):
    clarification = make_request(world, "closed")
    letter_decisions.confirm_acceptance(clarification, by=world.supervisor, seen=clarification.version)
    page = log_in(world.officer).get(f"/insiden/{clarification.incident.reference}/surat/").content.decode()
    assert str(clarification.letter) in page and str(Letter.objects.get(kind="acceptance")) in page
    assert clarification.responses.get().receipt in page


def test_a_restricted_case_keeps_its_letters_to_itself(world, log_in):
    from incidents.actions import work as case_work

    clarification = make_request(world, "open")
    case_work.restrict(clarification.incident, by=world.officer, seen=clarification.incident.version, reason="Peka")
    page = log_in(world.other_supervisor).get("/surat/register/").content.decode()
    assert str(clarification.letter) not in page and "1 nomor milik kasus terbatas" in page
    assert log_in(world.other_supervisor).get(f"/insiden/{clarification.incident.reference}/surat/").status_code == 404


def test_the_sheet_says_in_words_what_narrowed_it_and_nothing_of_what_did_not(world, log_in):
    make_request(world, "open")
    asked = {"kind": "ngawur", "state": "valid", "year": "²", "agency": "a"}
    sheet = taken(log_in(world.officer), "/surat/register.xlsx", asked)
    said = " ".join(str(cell.value) for row in load_workbook(io.BytesIO(sheet)).active.iter_rows() for cell in row)
    assert "ngawur" not in said and "²" not in said and "state" not in said
    assert "Instansi: Ins A" in said and "Berlaku" in said
