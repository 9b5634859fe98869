"""Who gets a letter's mail: those chosen for it, their deputies, or everybody on file."""

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import agencies, clarifications
from incidents.models import ClarificationRequest
from notifications.mails.recipients import recipients
from notifications.notices import NOTICES, Kind
from tests.world import make_request

LETTER = next(notice for notice in NOTICES if notice.kind == Kind.LETTER)


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
    return sorted(each.address for each in recipients(LETTER, ClarificationRequest.objects.get(pk=request.pk)))


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


def test_where_there_is_one_address_nothing_is_asked(world, log_in):
    request = make_request(world, "draft")
    page = log_in(world.officer).get(reverse("incidents:edit", args=[request.pk])).content.decode()
    assert 'name="mail_to"' not in page
