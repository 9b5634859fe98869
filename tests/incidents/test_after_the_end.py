"""The facts of a closed case, what was judged of it, the duties to notify, a concluded complaint: put right as they stand, and told as such."""

from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest

from incidents.actions import cases, closing_conditions, complaints, law, past_cases, work
from incidents.models import CaseEvent, DataCategory
from incidents.plain.complainants import Person
from incidents.plain.spans import parse
from incidents.record import after_the_end, authority
from incidents.reports.chronology import Asked, page
from tests.sent_form import Form, press
from tests.sheets import counted, drawn
from tests.typed_rows import past_case
from tests.world import appoint, duty, fresh, proven


def text_of(answer):
    return unescape(answer.content.decode())


def ended(case):
    case = fresh(case)
    return case.status, case.outcome, case.closed_at


def sent(browser, address, **typed):
    """What the page at `address` answers to `typed`, the rest untouched."""
    form = Form(browser.get(address).content.decode()).as_sent()
    return press(browser, address, form | {"reason": "Salah ketik"} | typed, follow=True)


@pytest.fixture
def closed(world, an_incident):
    """Closed for want of information, with a duty that runs and all that is judged of a case."""
    case = proven(world, duty(world, case=an_incident).incident)
    return work.close(case, by=world.supervisor, seen=None, outcome="too_little", reason="Selesai")


def test_its_words_are_put_right_by_its_owner_and_what_is_counted_of_it_by_a_superior(world, closed, log_in):
    stood, address = ended(closed), f"/insiden/{closed}/ubah/"
    officer, supervisor = log_in(world.officer), log_in(world.supervisor)
    shown = text_of(officer.get(address))
    assert "Kasus ini sudah berakhir" in shown and 'name="failures"' not in shown and 'name="seen_at"' not in shown
    assert sent(officer, address, title="Dugaan kebocoran data pelanggan").status_code == 200
    assert 'name="failures"' in text_of(supervisor.get(address))
    sent(supervisor, address, failures=["access"])
    case = fresh(closed)
    assert (case.title, case.failures) == ("Dugaan kebocoran data pelanggan", ["access"]) and ended(case) == stood
    with pytest.raises(authority.RestsOnIt):
        cases.amend(case, by=world.officer, seen=case.version, reason="x", failures=["loss"])
    told = CaseEvent.objects.filter(incident=case, action="amend", details__afterwards=True)
    assert [event.reason for event in told] == ["Salah ketik"] * 2
    read = text_of(log_in(world.auditor).get(f"/insiden/{case}/"))
    assert read.count("Diperbaiki setelah kasus berakhir") == 1 and "Akses tidak sah" in read
    kinds = {line.corrected for line in page(case, Asked(kind="breach"), 50)[1]}
    assert kinds == {False}, "when it was seen stands as it stood: neither title nor failure tells it"


def test_kinds_of_data_severity_and_duty_are_put_right_by_a_superior_alone_with_a_reason(world, closed, log_in):
    stood, row = ended(closed), closed.duties.get()
    pages = (
        f"/insiden/{closed}/hukum/jenis-data/",
        f"/insiden/{closed}/hukum/keparahan/",
        f"/wajib-beritahu/{row.pk}/",
    )
    for address in pages:
        answer = log_in(world.officer).get(address)
        assert answer.status_code == 403 and "Cara kasus berakhir bertumpu" in text_of(answer), address
    supervisor = log_in(world.supervisor)
    kind = closed.categories.get().category
    more = DataCategory.objects.exclude(code=kind.code).first()
    assert sent(supervisor, pages[0], **{f"c{more.pk}": "claimed", "reason": ""}).context["form"].errors["reason"]
    sent(supervisor, pages[0], **{f"c{more.pk}": "claimed"})
    sent(supervisor, pages[1], level_set="medium")
    sent(supervisor, pages[2], subjects_how="Surat pos")
    case = fresh(closed)
    assert case.categories.count() == 2 and case.severity == "medium" and ended(case) == stood
    assert fresh(row).subjects_how == "Surat pos"
    told = CaseEvent.objects.filter(incident=case, details__afterwards=True).values_list("action", flat=True)
    assert sorted(told) == ["amend_duty", "categorize", "rate"]
    law_page = text_of(supervisor.get(f"/insiden/{case}/hukum/"))
    assert law_page.count("Salah ketik") >= 3 and "Diperbaiki setelah kasus berakhir" in law_page
    found = {type(each): [each] for each in (row, case)} | {
        type(case.categories.get(category=kind)): case.categories.all()
    }
    since = after_the_end.since(case, found, CaseEvent.objects.order_by("recorded_at").last().recorded_at)
    assert (type(row), row.pk) in since.corrected and (type(case), case.pk) not in since.corrected
    assert {key for model, key in since.entered if model is type(case.categories.get(category=more))} == {
        case.categories.get(category=more).pk
    }
    for verb, on, facts in (
        (law.categorize, case, {"confirmed": [kind, more]}),
        (law.amend_duty, fresh(row), {"seen": fresh(row).version, "subjects_how": "Surel"}),
    ):
        with pytest.raises(closing_conditions.WhyAfterTheEnd):
            verb(on, by=world.supervisor, **facts)
    law.strike_duty(fresh(row), by=world.supervisor, seen=fresh(row).version, reason="Bukan pengendali")
    assert ended(case) == stood


def test_what_the_outcome_says_stays_said_and_an_issued_sheet_stays_as_it_was(world, an_incident, log_in):
    case = proven(world, an_incident)
    cases.note(case, by=world.officer, kind="recommendation", text="Perbaiki sistem", happened=parse("2023"))
    case = work.close(fresh(case), by=world.supervisor, seen=None, outcome="recommendation", reason="Selesai")
    stood, before = ended(case), drawn()
    supervisor, kind = log_in(world.supervisor), case.categories.get().category
    for address, typed in (
        (f"/insiden/{case}/ubah/", {"failures": []}),
        (f"/insiden/{case}/hukum/jenis-data/", {f"c{kind.pk}": ""}),
    ):
        refused = sent(supervisor, address, **typed)
        assert refused.status_code == 409 and "buka lagi kasusnya" in text_of(refused).lower(), address
    assert fresh(case).failures == ["disclosure"] and case.categories.get().category == kind
    cases.amend(fresh(case), by=world.supervisor, seen=None, reason="Salah ketik", failures=["access"])
    assert ended(case) == stood and counted(before, "failure") == {"disclosure": 1}
    assert counted(drawn(before_instant(case)), "failure") == {"disclosure": 1}
    assert counted(drawn(), "failure") == {"access": 1}


def before_instant(case):
    """A moment before its facts were put right."""
    return CaseEvent.objects.get(incident=case, action="amend", details__afterwards=True).recorded_at - timedelta(
        microseconds=1
    )


def test_the_facts_of_a_closed_past_case_are_its_owners_to_put_right(world, log_in):
    case = past_case(world)
    past_cases.enter_outcome(
        case, by=world.officer, seen=None, outcome="too_little", ended=parse("2021"), reason="Berkas"
    )
    impact = dict.fromkeys(("confidentiality", "integrity", "availability"), Decimal("0.5"))
    facts = {"context": 1, "identification": Decimal("0.25"), "malicious": False, "reason": "Menurut berkas"} | impact
    law.rate(fresh(case), by=world.officer, **facts)
    sent(log_in(world.officer), f"/insiden/{case}/ubah/", file_number="B-77/2020", failures=["access"])
    assert (fresh(case).file_number, fresh(case).failures, fresh(case).status) == ("B-77/2020", ["access"], "closed")
    with pytest.raises(authority.OfSomebodyElse):
        law.rate(fresh(case), by=appoint(world, "officer").user, **facts)


def test_a_concluded_complaint_and_its_sheet_are_put_right_as_they_are_and_told_as_such(world, log_in):
    who = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example")
    complaint = complaints.enter(by=world.officer, person=who, way="phone", text="Data saya bocor di Ins X")
    complaints.conclude(complaint, by=world.officer, seen=1, outcome="no_data", reason="Bukan data pribadi")
    stood, officer = fresh(complaint), log_in(world.officer)
    assert "Pengaduan sudah diakhiri" in text_of(officer.get(f"/pengaduan/{complaint.pk}/ubah/"))
    shown = text_of(sent(officer, f"/pengaduan/{complaint.pk}/ubah/", text="Data saya bocor di Instansi X"))
    sent(officer, f"/pengaduan/{complaint.pk}/lembar/ubah/", person_name="Sri Wahyuni")
    now = fresh(complaint)
    assert now.text == "Data saya bocor di Instansi X" and shown.count("setelah pengaduan diakhiri") == 1
    assert (now.status, now.outcome, now.concluded_at) == (stood.status, stood.outcome, stood.concluded_at)
    told = CaseEvent.objects.filter(action__in=("amend_complaint", "amend_sheet"))
    assert [event.details["concluded"] for event in told] == [True, True]
