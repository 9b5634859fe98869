"""A measure that another authority imposed by a law of its own: on record with its amount, and counted as none of the ministry's."""

import pytest

from incidents.actions import outcomes, work
from incidents.models import Sanction
from incidents.reports import chronology
from incidents.reports.parliament import words
from tests.sent_form import Form, press
from tests.sheets import drawn
from tests.world import fresh, make_incident, proven


def test_a_measure_of_another_authority_bears_its_law_and_amount_and_is_counted_apart(world, log_in):
    case = make_incident(world)
    proven(world, case)
    browser, page = log_in(world.officer), f"/insiden/{case}/hukum/sanksi/"
    sent = Form(browser.get(page).content.decode()).as_sent()
    sent |= {"agency": world.agency_a.pk, "measure": "other", "decided_by": "PDPC Singapura", "decided": "1 Maret 2024"}
    whole = {"other_measure": "Denda", "basis": "PDPA 2012", "amount": "74.000", "currency": "SGD"}
    for name, typed in (("basis", {"basis": ""}), ("currency", {"currency": ""}), ("currency", {"currency": "dolar"})):
        answer = press(browser, page, sent | whole | typed)
        assert name in answer.context["form"].errors, typed
    ours = next(
        key
        for _name, group in answer.context["form"].fields["measure"].choices
        if isinstance(group, list)
        for key, _ in group
    )
    assert "measure" in press(browser, page, sent | whole | {"measure": ours}).context["form"].errors
    assert press(browser, page, sent | whole).status_code == 302
    row = Sanction.objects.get()
    assert (row.regime, row.basis, row.told) == (None, "PDPA 2012", "Denda (SGD 74.000)")
    shown = " ".join(browser.get(f"/insiden/{case}/hukum/").content.decode().split())
    assert "Denda (SGD 74.000)" in shown and "bukan sanksi Kementerian" in shown
    _window, lines = chronology.page(case, chronology.Asked(text="PDPC"), 20)
    assert [line.telling.title.endswith("oleh lembaga lain: Denda (SGD 74.000)") for line in lines] == [True]

    # It is put right as what it is, and no case is closed by it as one that the ministry sanctioned.
    page = f"/entri/sanksi/{row.pk}/perbaiki/"
    sent = Form(browser.get(page).content.decode()).as_sent()
    assert (sent["measure"], sent["other_measure"], sent["amount"]) == ("other", "Denda", "74.000")
    assert press(browser, page, sent | {"amount": "74.500", "reason": "Salah ketik"}).status_code == 302
    assert (fresh(row).amount, fresh(row).basis, fresh(row).regime) == (74_500, "PDPA 2012", None)
    with pytest.raises(outcomes.Lacks):
        work.close(fresh(case), by=world.supervisor, seen=None, outcome="sanction_alone", reason="Selesai")
    of = drawn()
    assert of["figures"]["elsewhere:Denda"] == of["figures"]["sanction:-"] == 1
    (apart,) = (table for table in words.tables(of) if table.key == words.ELSEWHERE)
    assert [(line.label, line.cases) for line in apart.lines] == [("Denda", 1)] and apart.total is None
