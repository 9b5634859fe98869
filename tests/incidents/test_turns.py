"""Each body with what it itself was asked and answered, wherever one took the place of another."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import agencies, dissolution, replies, revival
from incidents.models import Agency, ClarificationRequest, User
from incidents.plain import holders
from incidents.reports import turns
from tests.world import answer_request, fresh, make_request


def end(world, agency, successor=None):
    """Its last day is today; the case and its requests know of it from now on."""
    how = dict(by=world.administrator, ended_on=timezone.localdate(), reason="Perpres 1/2026")
    dissolution.end_agency(fresh(agency), successor=successor and fresh(successor), **how)


def revive(world, agency):
    plan = revival.undoing(fresh(agency)).digest
    revival.revive_agency(fresh(agency), by=world.administrator, reason="Keliru", plan=plan)


def said(clarification):
    """[(body, what came back)] of every turn, as the page of the case has it."""
    rows = ClarificationRequest.objects.filter(pk=clarification.pk).select_related("agency")
    return [(str(turn.agency), str(holders.came_back(turn))) for turn in turns.of(rows)]


def letter(world, clarification, kind, came=None):
    how = dict(name="N", office="J", kind=kind, text="Bantah", received_at=came or timezone.now(), channel="letter")
    row = fresh(clarification)
    replies.record_reply(row, replies.Reply(**how), by=world.officer, seen=row.version)


def test_each_body_is_said_to_have_answered_what_it_answered_itself(world):
    third = agencies.add_agency(by=world.administrator, name="Badan Ketiga", kind="central")
    clarification = make_request(world, "open")
    assert said(clarification) == [("Ins A", "silent")]
    answer_request(world, fresh(clarification), numbers=[1])
    assert said(clarification) == [("Ins A", "in_part")]
    end(world, world.agency_a, world.agency_b)
    assert said(clarification) == [("Ins A", "in_part"), ("Ins B", "silent")]
    end(world, world.agency_b, third)
    assert said(clarification) == [("Ins A", "in_part"), ("Ins B", "said_nothing"), ("Badan Ketiga", "silent")]
    letter(world, clarification, "interim")
    assert said(clarification)[-1] == ("Badan Ketiga", "word"), "word that an answer will come answers nothing"
    letter(world, clarification, "denial")
    assert said(clarification)[1:] == [("Ins B", "said_nothing"), ("Badan Ketiga", "answered")]


def test_paper_of_before_is_an_answer_of_the_body_before_and_of_no_other(world):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=50))
    end(world, world.agency_a, world.agency_b)
    letter(world, clarification, "denial", clarification.issued_at + timedelta(hours=10))
    assert said(clarification) == [("Ins A", "answered"), ("Ins B", "answered_before")]


@pytest.mark.parametrize("status", ["draft", "awaiting_approval"])
def test_a_body_of_a_draft_was_asked_nothing(world, status):
    clarification = make_request(world, status)
    end(world, world.agency_a, world.agency_b)
    assert said(clarification) == [("Ins B", "drafted")]


def test_what_was_given_back_was_never_anybody_elses(world):
    clarification = make_request(world, "open")
    end(world, world.agency_a, world.agency_b)
    revive(world, world.agency_a)
    assert said(clarification) == [("Ins A", "silent")]


def test_the_pages_of_the_case_and_of_both_bodies_say_the_same(world, log_in):
    long_ago = timezone.now() - timedelta(hours=80)
    clarification = make_request(world, "open", issued_at=long_ago)
    answer_request(world, fresh(clarification), numbers=[1])
    end(world, world.agency_a, world.agency_b)
    browser = log_in(world.officer)

    def page(url, *args):
        return " ".join(browser.get(reverse(url, args=args)).content.decode().split())

    case = page("incidents:incident", clarification.incident.reference)
    table = case.split("Siapa memegang data", 1)[1].split("</table>", 1)[0]
    of_a, of_b = (next(row for row in table.split("<tr") if f'"strong"> {name}' in row) for name in ("Ins A", "Ins B"))
    assert "Dijawab sebagian" in of_a and "Beralih kepada Ins B" in of_a and "lewat tenggat" in of_a
    assert "?agency=" not in of_a and "Belum menjawab" in of_b and "lewat pada Ins A" in of_b
    for body, words in ((world.agency_a, "Beralih kepada Ins B"), (world.agency_b, "lewat pada Ins A")):
        html = page("incidents:agency", body.pk)
        assert clarification.reference in html and words in html, body
    assert "Dijawab sebagian" in page("incidents:agency", world.agency_a.pk)
    for liaison in (world.liaison_b, world.officer):
        answered = fresh(clarification)
        if answered.status == "open":
            answer_request(world, answered, by=User.objects.get(pk=world.liaison_b.pk))
        portal = log_in(User.objects.get(pk=liaison.pk)).get(clarification.get_absolute_url()).content.decode()
        assert "yang lewat pada Ins A" in portal, "answered late, by the due of the body before"
    past = log_in(User.objects.get(pk=world.liaison_b.pk)).get(reverse("incidents:portal") + "?semua=1")
    assert "lewat pada Ins A" in past.content.decode()


def test_the_last_name_of_an_ended_body_was_borne_until_its_end(world, log_in):
    end(world, world.agency_a, world.agency_b)
    ended = Agency.objects.get(pk=world.agency_a.pk)
    names = log_in(world.officer).get(reverse("incidents:agency", args=[ended.pk])).content.decode()
    panel = names.split("Nama", 1)[1].split("Surat memuat nama", 1)[0]
    assert "sekarang" not in panel
