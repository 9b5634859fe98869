"""Bodies that no mail and no post reaches, or that the last letter did not move, are telephoned: who, under which number, is their
office open; what was said is on record, and moves no clock."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import agencies, arrival, clarifications, next_letter, rules
from incidents.models import Activity, CaseEvent, ClarificationRequest, unreached
from incidents.plain.spans import parse
from incidents.record import deeds
from incidents.reports import letter_account, office_hours
from incidents.workflow import Action
from tests.notifications.conftest import work
from tests.sent_form import Form, press
from tests.typed_rows import struck
from tests.world import fresh, issue_request, make_request

PHONE = "021-555 0199"


@pytest.fixture
def unreachable(world):
    """Body B has a telephone number, and neither an e-mail nor a postal address any more."""
    body = world.agency_b
    [contact] = body.contacts.all()
    agencies.end_contact(contact, by=world.administrator, reason="Tidak aktif")
    facts = {"phone": PHONE, "office_hours": "Senin–Jumat 08.00–16.00"}
    return agencies.amend_agency(fresh(body), by=world.administrator, seen=fresh(body).version, **facts)


def to_call(at=None):
    rows, at = ClarificationRequest.objects.all(), at or timezone.now()
    return [list(unreached.not_reached(rows, at)), list(unreached.silent_at_last(rows, at))]


def test_a_body_with_neither_address_is_telephoned_until_somebody_there_was_spoken_to(world, unreachable, log_in):
    asked = make_request(world, "open", agency=unreachable)
    work()
    assert to_call() == [[asked], []]
    due, browser = asked.deadlines.get().due_at, log_in(world.officer)
    desk, page = reverse("incidents:desk"), reverse("incidents:telephone", args=[asked.pk])
    shown = browser.get(desk).content.decode()
    assert PHONE in shown and page in shown and "Kantornya (Senin–Jumat 08.00–16.00)" in shown
    assert PHONE in browser.get(page).content.decode()
    form = Form(browser.get(page).content.decode()).as_sent()
    assert press(browser, page, form | {"outcome": "reached"}).status_code == 200, "who was reached is asked"
    assert press(browser, page, form | {"outcome": "nobody"}).status_code == 302
    assert to_call() == [[asked], []], "nobody answered: it is tried again"
    form = Form(browser.get(page).content.decode()).as_sent()
    said = {"outcome": "reached", "spoke_with": "Bu Sri, Sekretariat", "text": "Surat dikirim lewat kurir"}
    assert press(browser, page, form | said).status_code == 302
    assert to_call() == [[], []] and PHONE not in browser.get(desk).content.decode()
    assert fresh(asked).status == "open" and fresh(asked).delivered_at is None
    assert fresh(asked).deadlines.get().due_at == due
    told = " ".join(each.words for each in letter_account.of(fresh(asked), timezone.now()).steps)
    assert "menelepon instansi" in told and "Bu Sri, Sekretariat" in told and "tidak menggeser tenggat" in told
    for route in ("chronology", "history", "work"):
        shown = browser.get(reverse(f"incidents:{route}", args=[asked.incident.reference])).content.decode()
        assert "Bu Sri, Sekretariat" in shown, route
    assert CaseEvent.objects.filter(action="telephone", subject_id=str(asked.pk)).count() == 2


def test_a_call_that_was_noted_by_mistake_is_struck_and_the_body_is_to_be_called_again(world, unreachable):
    asked = make_request(world, "open", agency=unreachable)
    work()
    call = arrival.telephone(asked, by=world.officer, seen=None, outcome="reached", spoke_with="Salah sambung")
    assert to_call() == [[], []]
    struck(call, by=world.officer)
    assert to_call() == [[asked], []] and Activity.everything.get(pk=call.pk).struck_at


def test_a_body_whose_mail_came_back_is_called_and_one_with_another_address_that_took_it_is_not(world):
    for body in (world.agency_a, world.agency_b):
        agencies.amend_agency(body, by=world.administrator, seen=body.version, phone=PHONE)
    also = {"email": "kedua@a.example", "office": "Sekretariat", "valid_from": timezone.localdate()}
    agencies.register_contact(fresh(world.agency_a), by=world.administrator, **also)
    two, one = (make_request(world, "open", agency=fresh(body)) for body in (world.agency_a, world.agency_b))
    work()
    assert to_call() == [[], []]
    for asked, address in ((two, "kedua@a.example"), (one, "surat@b.example")):
        with deeds.record(Action.BOUNCE_MESSAGE, on=fresh(asked), by=deeds.SYSTEM) as deed:
            deed.details = {"kind": "letter", "recipient": address}
    assert to_call() == [[one], []]


def test_a_body_silent_on_the_last_letter_of_the_ladder_is_called_after_its_due(world):
    step = dict(code="second_letter", title="Surat kedua", subject="Surat kedua", meets=False, legal_basis="Aturan")
    step |= {"number": 2, "after_hours": 0, "effective_from": timezone.localdate()}
    rules.enact_rung(reason="Uji", by=world.administrator, **step)
    agencies.amend_agency(world.agency_a, by=world.administrator, seen=world.agency_a.version, phone=PHONE)
    first = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=80))
    assert to_call() == [[], []], "another letter follows"
    row = next_letter.draft_next(first, by=world.officer)
    row = issue_request(world, clarifications.submit(row, by=world.officer, seen=row.version))
    later = timezone.now() + timedelta(hours=80)
    assert to_call() == [[], []], "its due runs"
    assert to_call(later) == [[], [row]]
    arrival.telephone(row, by=world.officer, seen=None, outcome="reached", spoke_with="Pak Adi")
    assert to_call(later) == [[], [row]], "that was before its due"


def test_what_goes_by_post_was_handed_over_or_has_no_number_is_not_called(world, unreachable):
    body = agencies.amend_agency(unreachable, by=world.administrator, seen=unreachable.version, post_address="Jalan 1")
    asked = make_request(world, "open", agency=body)
    work()
    assert to_call() == [[], []], "it is posted"
    arrival.send_outside(asked, by=world.officer, seen=None, channel="post", said_by="P", source="R")
    assert to_call() == [[], []]
    body = agencies.amend_agency(
        fresh(body), by=world.administrator, seen=fresh(body).version, post_address="", phone=""
    )
    make_request(world, "open", agency=body)
    work()
    assert to_call() == [[], []]


def test_the_office_is_said_to_be_open_or_when_it_opens(world, unreachable):
    monday = parse("30-11-2026 10.00").start
    assert office_hours.open_or_shut(unreachable, monday).endswith(
        "buka sekarang, sampai Senin, 30 November 16.00 WIT."
    )
    saturday = parse("28-11-2026 10.00").start
    assert office_hours.open_or_shut(unreachable, saturday).endswith(
        "tutup sekarang; buka Senin, 30 November 08.00 WIT."
    )
    assert office_hours.open_or_shut(world.agency_a, monday) == ""
