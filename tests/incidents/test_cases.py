"""Reports and what becomes of them; numbers; the page of a case."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.actions import assertions, cases, evidence, law, shares, work
from incidents.forms.cases import AmendForm
from incidents.forms.past_cases import AmendPastForm
from incidents.models import CaseEvent, Incident
from incidents.plain import clocks, spans
from incidents.plain.dates import date_in_words
from incidents.record import deeds
from tests.sent_form import Form
from tests.states import made_once
from tests.world import SAID, fresh, make_incident, report, says


def test_a_report_becomes_a_case_and_both_numbers_lead_to_it(world, log_in):
    case = report(world)
    assert (case.status, case.reference[:4], case.title) == ("report", "LAP-", case.summary)
    number = case.reference
    case = cases.promote(case, by=world.officer, seen=case.version)
    assert case.status == "open" and case.reference.startswith("INS-") and case.report_reference == number
    answer = log_in(world.officer).get(f"/insiden/{number}/")
    assert answer.headers["Location"] == f"/insiden/{case.reference}/"


def test_a_dismissed_report_stays_and_can_be_taken_up_again(world, log_in):
    case = report(world)
    with pytest.raises(ValueError, match="reason"):
        cases.dismiss(case, by=world.officer, seen=case.version, reason=" ")
    case = cases.dismiss(case, by=world.officer, seen=case.version, reason="Iklan biasa")
    assert case.reference in log_in(world.auditor).get("/insiden/?shelf=aside").content.decode()
    with pytest.raises(deeds.Conflict):
        cases.promote(case, by=world.officer, seen=case.version)
    assert cases.reconsider(case, by=world.officer, seen=case.version, reason="Muncul lagi").status == "report"


def test_drills_are_numbered_apart(world):
    drill = cases.record(by=world.officer, title="Latihan", seen_at=timezone.now(), drill=True)
    real = cases.record(by=world.officer, title="Nyata", seen_at=timezone.now())
    practised = report(world, drill=True)
    assert (drill.reference[:4], real.reference[:4], practised.reference[:8]) == ("LAT-", "INS-", "LAP-LAT-")
    assert drill.reference.endswith("0001") and real.reference.endswith("0001")
    assert cases.promote(practised, by=world.officer, seen=practised.version).reference.startswith("LAT-")


def test_what_was_marked_a_drill_by_mistake_is_put_right_on_the_page_that_amends(world, log_in):
    browser, case = log_in(world.officer), report(world, drill=True)
    address = f"/insiden/{case}/ubah/"
    page = browser.get(address)
    assert "tetap dipakai" in page.content.decode(), "what becomes of its number"
    sent = Form(page.content.decode()).as_sent()
    assert sent.pop("drill") == "on"
    assert browser.post(address, sent | {"reason": "Ternyata nyata"}).status_code == 302
    case = fresh(case)
    assert not case.drill and case.reference.startswith("LAP-LAT-")
    history = log_in(world.auditor).get(f"/insiden/{case}/riwayat/").content.decode()
    assert "Latihan" in history and "Ternyata nyata" in history
    case = cases.promote(case, by=world.officer, seen=case.version)
    assert case.reference.startswith("INS-"), "numbered as what it is"
    address = f"/insiden/{case}/ubah/"
    sent = Form(browser.get(address).content.decode()).as_sent() | {"drill": "on", "reason": "Latihan juga"}
    assert browser.post(address, sent).status_code == 302 and fresh(case).drill


def test_a_gap_of_more_than_a_day_shows_itself(world, an_incident, log_in):
    heard = timezone.now() - timedelta(hours=41, minutes=2)
    cases.note(an_incident, by=world.officer, text="Telepon", happened=spans.at_minute(heard))
    cases.note(an_incident, by=world.officer, text="Baru saja")
    page = log_in(world.officer).get(f"/insiden/{an_incident}/kegiatan/").content.decode()
    assert page.count("jam kemudian") == 1 and "dicatat 41 jam kemudian" in page


def cases_of_3_and_of_30(world):
    """Of everything."""
    made = []
    for size in (3, 30):
        case = make_incident(world)
        for n in range(size):
            piece = evidence.attach(case, by=world.officer, text=f"Kutipan {n}")
            word = says(world, case, amount=Decimal(n + 1), unit="orang", evidence=piece, agency=world.agency_a)
            assertions.assess(word, by=world.officer, seen=1, status="verified", reason="x", evidence=piece)
            cases.note(case, by=world.officer, text=f"Catatan {n}", assertion=word)
            work.commit(case, by=world.officer, who="A", what="x", agency=world.agency_a)
            law.find(case, by=world.officer, text="x", confidence="low", found=SAID, evidence=piece)
            shares.share(case, by=world.officer, agency=world.agency_b, text="x", tlp="green", evidence=[piece])
        assertions.adopt(case, by=world.officer, topic="subjects", assertion=word, reason="x")
        made.append(case)
    return made


small_and_large = made_once("small_and_large", cases_of_3_and_of_30, upon="world")


@pytest.mark.parametrize("part", ["", "pernyataan/", "pernyataan/subjects/", "bukti/", "kegiatan/", "hukum/"])
def test_the_number_of_queries_does_not_grow_with_the_case(world, small_and_large, log_in, part):
    """A case of 3 and a case of 30 of everything cost the same questions to the database."""
    officer, counts = log_in(world.officer), []
    for case in small_and_large:
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(f"/insiden/{case}/{part}").status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0], counts


NONE = Decimal(0)
MILD = {"context": 2, "identification": Decimal(1), "confidentiality": NONE, "integrity": NONE, "availability": NONE}


def names_in(page, *titles):
    """Those of `titles` that a page shows, in its order."""
    return sorted((title for title in titles if title in page), key=page.index)


def test_the_list_is_ordered_by_the_day_it_shows_and_otherwise_as_chosen(world, log_in):
    now = timezone.now()
    old = make_incident(world, title="Bocor dulu", seen_at=now - timedelta(days=900))
    make_incident(world, title="Aman kemarin", seen_at=now - timedelta(days=1))
    make_incident(world, title="Cerita lama", seen_at=now - timedelta(days=2000))
    law.rate(old, by=world.officer, level_set="high", reason="Pemilu", malicious=True, **MILD)
    browser = log_in(world.auditor)
    orders = {
        "": ["Aman kemarin", "Bocor dulu", "Cerita lama"],
        "oldest": ["Cerita lama", "Bocor dulu", "Aman kemarin"],
        "entered": ["Cerita lama", "Aman kemarin", "Bocor dulu"],
        "severity": ["Bocor dulu", "Aman kemarin", "Cerita lama"],
        "title": ["Aman kemarin", "Bocor dulu", "Cerita lama"],
        "nonsense": ["Aman kemarin", "Bocor dulu", "Cerita lama"],
    }
    for order, wanted in orders.items():
        page = browser.get("/insiden/", {"order": order}).content.decode()
        assert names_in(page, *wanted) == wanted, order


def test_the_list_is_narrowed_to_the_cases_of_an_agency(world, log_in):
    both = make_incident(world, title="Dengan keduanya")
    alone = cases.record(by=world.officer, title="Tanpa instansi", seen_at=timezone.now())
    browser = log_in(world.officer)
    page = browser.get("/insiden/", {"agency": world.agency_b.code}).content.decode()
    assert both.reference in page and alone.reference not in page
    assert f'value="{world.agency_b.code}" selected' in page and f"agency={world.agency_b.code}" in page
    assert both.reference not in browser.get("/insiden/", {"agency": "tiada"}).content.decode()


@pytest.mark.asvs(52)
@pytest.mark.parametrize("fact", ["severity", "status", "outcome", "restricted", "owner", "past", "reference"])
def test_what_a_deed_of_its_own_decides_is_not_amended(world, fact):
    case = make_incident(world)
    with pytest.raises(TypeError, match=fact):
        cases.amend(case, by=world.officer, seen=case.version, reason="x", **{fact: "high"})


@pytest.mark.asvs(52)
def test_every_field_of_the_form_that_amends_is_a_fact_that_is_amended():
    asked = {*AmendForm.base_fields, *AmendPastForm.base_fields}
    assert asked - {"reason", "seen", "read_back"} == cases.AMENDED


def test_a_case_that_was_seen_on_a_day_says_that_day_and_no_hour(world, log_in):
    day = timezone.localtime() - timedelta(days=2)
    told, typed = date_in_words(day, "id"), f"{day:%d-%m-%Y}"
    officer = log_in(world.officer)
    assert (
        officer.post("/insiden/baru/", {"summary": "Data dijual", "seen_at": typed, "incident": ""}).status_code == 302
    )
    case = Incident.objects.get()
    assert (case.seen_precision, spans.in_words(case.sighted, "id")) == ("day", told)
    assert CaseEvent.objects.get(action="record").details["then"] == told
    for address in ("/insiden/", *(f"/insiden/{case}/{page}" for page in ("", "kronologi/"))):
        page = officer.get(address).content.decode()
        assert told in page and " 00.00" not in page, address
    taken = {"summary": "Data lain dijual", "seen_at": typed, "report": ""}
    assert officer.post("/insiden/baru/", taken).status_code == 302
    desk = officer.get("/meja/").content.decode()
    assert "Data lain dijual" in desk and told in desk and " 00.00" not in desk
    form = officer.get(f"/insiden/{case}/ubah/").context["form"]
    assert form["seen_at"].value() == told, "it is amended as it is known"
    cases.amend(case, by=world.officer, seen=case.version, reason="Jamnya ada", seen_at=day)
    case.refresh_from_db()
    assert case.sighted.is_exact and case.seen_at == day


def test_an_hour_and_a_second_that_were_typed_stay(world, log_in):
    typed = {"summary": "Data dijual", "seen_at": "3 Mei 2021 10.14.35", "incident": ""}
    log_in(world.officer).post("/insiden/baru/", typed)
    assert Incident.objects.get().seen_at == datetime(2021, 5, 3, 10, 14, 35, tzinfo=clocks.WIB)
