"""Who gets a letter's mail: those chosen for it, their deputies, or everybody on file."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import agencies, cases, clarifications
from incidents.models import CaseLetter, ClarificationRequest
from notifications.mails.recipients import recipients
from notifications.notices import NOTICES, Kind
from tests.sent_form import press
from tests.world import make_request

LETTER = next(notice for notice in NOTICES if notice.kind == Kind.LETTER)

INVITATION = next(notice for notice in NOTICES if notice.kind == Kind.INVITATION)


@pytest.fixture
def contacts(world):
    """Three addresses of agency A: the one of the world, the data protection officer, and that one's deputy."""

    def register(email, **facts):
        day = timezone.localdate()
        facts = {"office": email.split("@")[0], "email": email, "valid_from": day, **facts}
        return agencies.register_contact(world.agency_a, by=world.administrator, **facts)

    ppdp = register("ppdp@a.example", is_ppdp=True)
    return ppdp, register("wakil@a.example", deputy_of=ppdp)


def mailed(request):
    return sorted(
        each.address for each in recipients(LETTER, ClarificationRequest.objects.get(pk=request.pk), timezone.now())
    )


def choose(world, request, *addresses):
    questions = [(q.heading, q.text) for q in request.questions.all()]
    return clarifications.edit(
        request, by=world.officer, seen=request.version, questions=questions, mail_to="\n".join(addresses)
    )


def test_a_letter_for_which_nobody_was_chosen_goes_to_every_address(world, contacts):
    assert mailed(make_request(world, "draft")) == ["ppdp@a.example", "surat@a.example", "wakil@a.example"]


def test_a_letter_goes_to_those_chosen_alone(world, contacts):
    request = choose(world, make_request(world, "draft"), "PPDP@a.example")
    assert mailed(request) == ["ppdp@a.example"]


def test_the_data_protection_officer_is_told_of_a_request_whoever_else_was_chosen(world, contacts):
    """UU 27/2022 Art. 54(1)d: the one to turn to in what concerns the processing."""
    assert mailed(choose(world, make_request(world, "draft"), "surat@a.example")) == [
        "ppdp@a.example",
        "surat@a.example",
    ]


def test_where_that_officer_is_gone_the_deputy_is_told(world, contacts):
    request = choose(world, make_request(world, "draft"), "surat@a.example")
    agencies.end_contact(contacts[0], by=world.administrator, reason="Pensiun")
    assert mailed(request) == ["surat@a.example", "wakil@a.example"]


def test_where_one_chosen_has_ended_the_deputy_gets_it(world, contacts):
    request = choose(world, make_request(world, "draft"), "ppdp@a.example")
    agencies.end_contact(contacts[0], by=world.administrator, reason="Pensiun")
    assert mailed(request) == ["wakil@a.example"]


def test_where_nobody_chosen_is_left_it_goes_to_every_address_rather_than_to_nobody(world, contacts):
    request = choose(world, make_request(world, "draft"), "ppdp@a.example")
    for contact in contacts:
        agencies.end_contact(contact, by=world.administrator, reason="Pindah")
    assert mailed(request) == ["surat@a.example"]


def test_the_addresses_are_ticked_on_the_page_of_the_draft(world, contacts, log_in):
    request, browser = make_request(world, "draft"), log_in(world.officer)
    page = reverse("incidents:edit", args=[request.pk])
    shown = browser.get(page)
    assert 'value="ppdp@a.example"' in shown.content.decode()
    form = shown.context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, [])}
    questions = {f"q-{name}": 1 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    questions |= {"q-0-heading": "A", "q-0-text": "Apa?", "q-0-kind": "text"}
    browser.post(page, typed | questions | {"mail_to": ["ppdp@a.example"]})
    assert mailed(request) == ["ppdp@a.example"]


def test_an_invitation_goes_to_those_chosen_for_each_agency_and_asks_the_officer_of_protection_for_nothing(
    world, contacts, log_in, an_incident
):
    cases.involve(an_incident, by=world.officer, agency=world.agency_b, role="coordination")
    page = reverse("incidents:draft_letter", args=[an_incident.reference, "invitation"])
    browser = log_in(world.officer)
    name = f"mail_to_{world.agency_a.pk}"
    shown = browser.get(page)
    assert name in shown.content.decode() and f"mail_to_{world.agency_b.pk}" not in shown.content.decode()
    day = timezone.localdate() + timedelta(days=4)
    typed = {"agencies": [world.agency_a.pk, world.agency_b.pk], "subject": "Undangan", "acara": "Rapat"}
    typed |= {"peserta": "Kepala", "meeting_at": f"{day:%d-%m-%Y} 09.00", "meeting_place": "Ruang 1"}
    typed |= {"security": "B", "urgency": "segera", name: ["surat@a.example"]}
    press(browser, page, typed)
    first, second = CaseLetter.objects.order_by("pk")
    assert _of_letter(first) == ["surat@a.example"] and _of_letter(second) == ["surat@b.example"]
    edited = browser.get(reverse("incidents:edit_letter", args=[first.pk]))
    assert edited.context["form"][name].value() == ["surat@a.example"]
    press(browser, edited.wsgi_request.path, typed | {"seen": first.version, name: ["wakil@a.example"]})
    assert _of_letter(first) == ["wakil@a.example"] and CaseLetter.objects.get(pk=first.pk).subject == "Undangan"


def _of_letter(letter):
    letter = CaseLetter.objects.get(pk=letter.pk)
    return sorted(each.address for each in recipients(INVITATION, letter, timezone.now()))


def test_where_there_is_one_address_nothing_is_asked(world, log_in):
    request = make_request(world, "draft")
    page = log_in(world.officer).get(reverse("incidents:edit", args=[request.pk])).content.decode()
    assert 'name="mail_to"' not in page
