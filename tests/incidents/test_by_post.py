"""A body without an address for mail: its letter goes by post, which is said before, waits on the desk, and is recorded."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import agencies, arrival, clarifications
from incidents.models import CaseEvent, ClarificationRequest, Sending
from incidents.plain import clocks
from notifications.postroom import departures
from tests.notifications.conftest import work
from tests.sent_form import Form, press
from tests.world import draft_request, fresh, issue_request, make_incident, make_request

STREET = "Jalan Pos 1, Jayapura"


@pytest.fixture
def without_mail(world):
    """Body B has no e-mail address any more, and a postal one."""
    body = world.agency_b
    [contact] = body.contacts.all()
    agencies.end_contact(contact, by=world.administrator, reason="Tidak aktif")
    return agencies.amend_agency(body, by=world.administrator, seen=body.version, post_address=STREET)


def waiting():
    return list(ClarificationRequest.objects.to_post())


def test_the_letter_of_a_body_without_mail_is_said_to_go_by_post_when_it_is_submitted(world, without_mail, log_in):
    clarification = draft_request(world, make_incident(world), agency=without_mail)
    browser = log_in(world.officer)
    page = browser.post(
        reverse("incidents:submit", args=[clarification.pk]), {"seen": clarification.version}, follow=True
    )
    assert f"lewat pos ke {STREET}" in page.content.decode()
    shown = log_in(world.supervisor).get(reverse("incidents:issue", args=[clarification.pk])).content.decode()
    assert f"lewat pos ke {STREET}" in shown


def test_it_waits_on_the_desk_until_somebody_says_that_it_was_posted(world, without_mail, log_in):
    clarification = make_request(world, "open", agency=without_mail)
    by_mail = make_request(world, "open", agency=world.agency_a)
    work()
    later = timezone.now() + timedelta(hours=1)
    assert waiting() == [clarification]
    assert clarification not in departures.undelivered(ClarificationRequest.objects.all(), later)
    browser, page = log_in(world.officer), reverse("incidents:send_outside", args=[clarification.pk])
    desk = browser.get(reverse("incidents:desk")).content.decode()
    assert "Surat untuk dikirim lewat pos" in desk and STREET in desk and page in desk
    form = Form(browser.get(page).content.decode()).as_sent()
    assert (form["channel"], form["recipient"]) == ("post", STREET)
    facts = {"said_by": "Petugas", "source": "Resi PD-1", "sent": clocks.local(timezone.now()).strftime("%d-%m-%Y")}
    assert press(browser, page, form | facts).status_code == 302
    assert Sending.objects.get().channel == "post" and waiting() == []
    assert CaseEvent.objects.get(action="send_outside").details["way"] == "post"
    assert clarification not in departures.undelivered(ClarificationRequest.objects.all(), later)
    assert "Surat untuk dikirim lewat pos" not in browser.get(reverse("incidents:desk")).content.decode()
    assert (
        Form(browser.get(reverse("incidents:send_outside", args=[by_mail.pk])).content.decode()).as_sent()["channel"]
        == ""
    )


def test_what_was_answered_handed_over_or_is_a_drill_is_not_posted(world, without_mail):
    drill = make_incident(world, drill=True)
    clarification = draft_request(world, drill, agency=without_mail)
    clarifications.submit(clarification, by=world.officer, seen=clarification.version)
    issue_request(world, fresh(clarification))
    assert waiting() == []
    clarification = make_request(world, "open", agency=without_mail)
    assert waiting() == [clarification]
    arrival.deliver(clarification, how="receipt", what="x", happened_at=timezone.now())
    assert waiting() == []


def test_without_either_address_it_stays_an_alarm_and_is_said_to_reach_nobody(world, without_mail, log_in):
    agencies.amend_agency(without_mail, by=world.administrator, seen=without_mail.version, post_address="")
    clarification = make_request(world, "open", agency=fresh(without_mail))
    work()
    later = timezone.now() + timedelta(hours=1)
    assert waiting() == [] and clarification in departures.undelivered(ClarificationRequest.objects.all(), later)
    draft = draft_request(world, make_incident(world), agency=without_mail)
    browser = log_in(world.officer)
    page = browser.post(reverse("incidents:submit", args=[draft.pk]), {"seen": draft.version}, follow=True)
    assert "tidak ada yang terjangkau" in page.content.decode()


def test_the_office_hours_are_told_beside_the_due_and_move_no_clock(world, log_in):
    body = world.agency_b
    body = agencies.amend_agency(
        body, by=world.administrator, seen=body.version, office_hours="Senin–Jumat 08.00–16.00"
    )
    clarification = draft_request(world, make_incident(world), agency=body)
    edits = reverse("incidents:edit", args=[clarification.pk])
    browser = log_in(world.officer)
    for language, words in (("id", "Dari 72 jam ini kantornya"), ("en", "Of these 72 hours the office")):
        browser.cookies["bahasa"] = language
        assert f"{words} (Senin–Jumat 08.00–16.00)" in browser.get(edits).content.decode()
    clarifications.submit(clarification, by=world.officer, seen=clarification.version)
    page = log_in(world.supervisor).get(reverse("incidents:issue", args=[clarification.pk])).content.decode()
    assert "Dari 72 jam ini kantornya (Senin–Jumat 08.00–16.00) buka" in page and "Tenggat tetap berjalan" in page
    issue_request(world, fresh(clarification))
    row = fresh(clarification).deadlines.get()
    assert row.due_at - row.started_at.replace(microsecond=0) == timedelta(hours=72)


def test_hours_by_which_nothing_could_be_counted_are_refused_at_their_field(world, log_in):
    browser, page = log_in(world.administrator), reverse("incidents:amend_agency", args=[world.agency_a.pk])
    form = Form(browser.get(page).content.decode()).as_sent()
    answer = browser.post(page, form | {"office_hours": "siang hari"})
    assert "office_hours" in answer.context["form"].errors
    assert (
        press(browser, page, form | {"office_hours": "Senin–Kamis 07.30–16.00, Jumat 07.30–16.30"}).status_code == 302
    )


def test_a_letter_whose_mail_left_is_not_to_be_posted_when_its_address_ends_the_same_day(world):
    body = world.agency_b
    body = agencies.amend_agency(body, by=world.administrator, seen=body.version, post_address=STREET)
    make_request(world, "open", agency=body, issued_at=timezone.now())
    work()
    [contact] = body.contacts.all()
    agencies.end_contact(contact, by=world.administrator, reason="Tidak aktif")
    assert waiting() == []
