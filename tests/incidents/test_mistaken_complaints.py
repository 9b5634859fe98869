"""A complaint that was entered by mistake ends as just that; its code says something true; what somebody sent or was answered is none."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from incidents.actions import complaints, mistaken_complaints, removals
from incidents.models import Complaint
from incidents.plain.complainants import Person
from incidents.record import complainant_sheets, deeds
from incidents.views.buttons import buttons_of
from tests.sent_form import Form, press
from tests.world import appointed_to_another_unit, fresh, make_incident

SRI = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example")
SAID = "keliru diberikan"


def entered(world, **facts):
    return complaints.enter(by=world.officer, person=SRI, way="phone", text="Data saya dipakai", **facts)


def annul(world, complaint, **facts):
    facts = {"by": world.supervisor, "reason": "Percobaan saja"} | facts
    return mistaken_complaints.annul(complaint, seen=fresh(complaint).version, **facts)


def told(client, code):
    return " ".join(client.post("/adukan/kode/", {"kode": code}).content.decode().split())


def pressed(browser, page, reason):
    return press(browser, page, Form(browser.get(page).content.decode()).as_sent() | {"reason": reason})


def test_a_supervisor_declares_it_by_its_page_it_counts_nowhere_and_its_code_says_so_without_harm(
    world, log_in, client
):
    case = make_incident(world)
    complaint, other = entered(world, incident=case), entered(world, incident=case)
    code = complaints.acknowledge(complaint, by=world.officer, seen=complaint.version)
    browser, page = log_in(world.supervisor), reverse("incidents:annul_complaint", args=[complaint.pk])
    assert page in browser.get(complaint.get_absolute_url()).content.decode()
    assert log_in(world.officer).get(page).status_code == 403
    assert pressed(browser, page, "").status_code == 200, "it says why"
    assert pressed(browser, page, f"Bukan {SRI.name}").status_code == 200, "nobody is named"
    assert pressed(browser, page, "Percobaan saja").status_code == 302
    now = fresh(complaint)
    assert (now.status, now.outcome, now.reference) == ("mistaken", "", complaint.reference)
    assert list(Complaint.objects.counted().behind([case.pk])) == [other]
    said = told(client, code)
    assert SAID in said and "sebutkan nomor ini" in said and complaint.reference in said
    assert "Belum ada jawaban" not in said and "Percobaan" not in said
    shown = log_in(world.officer).get(complaint.get_absolute_url()).content.decode()
    assert "Keliru dicatat, demikian dinyatakan" in shown and "Data saya dipakai" in shown
    assert "Alasan: Percobaan saja" in " ".join(shown.split())
    assert {button.move for button in buttons_of(now, world.officer).every} == set()
    back = reverse("incidents:reinstate_complaint", args=[complaint.pk])
    assert pressed(browser, back, "Ternyata ada yang mengadu").status_code == 302
    now = fresh(complaint)
    assert (now.status, now.owner, now.incident) == ("in_hand", world.officer, case)
    assert SAID not in told(client, code) and Complaint.objects.counted().behind([case.pk]).count() == 2
    actions = list(now.history.order_by("history_id").values_list("status", flat=True))
    assert actions[-2:] == ["mistaken", "in_hand"]


def test_one_that_was_concluded_comes_back_as_it_had_ended(world):
    complaint = entered(world)
    ended = complaints.conclude(complaint, by=world.officer, seen=1, outcome="no_data", reason="Bukan data")
    annul(world, ended)
    back = mistaken_complaints.reinstate(fresh(ended), by=world.supervisor, seen=None, reason="Ternyata tidak")
    assert (back.status, back.outcome, back.concluded_at) == ("concluded", "no_data", ended.concluded_at)


def answered(world):
    complaint = entered(world)
    answer = complaints.draft_answer(complaint, by=world.officer, text="Kami tindak lanjuti.")
    return complaints.send_answer(answer, by=world.supervisor, seen=1).complaint


def drafted(world):
    return complaints.draft_answer(entered(world), by=world.officer, text="Kami tindak lanjuti.").complaint


def counted_with(world):
    into, double = entered(world), entered(world)
    complaints.merge(double, by=world.officer, seen=1, into=into, reason="Sama")
    return into


def sent(world):
    complaint = complaints.submit(person=SRI, text="Data saya dipakai", about="")
    return complaints.take_up(complaint, by=world.officer, seen=complaint.version)


@pytest.mark.parametrize(
    ("made", "refusal", "words"),
    [
        (answered, mistaken_complaints.WasAnswered, "sudah menjawab pengadu"),
        (drafted, complaints.AnswerWaits, "menunggu persetujuan"),
        (counted_with, mistaken_complaints.CountsWithIt, "dihitung bersama yang ini"),
        (sent, mistaken_complaints.SentByItsForm, "ada orang yang mengirimnya"),
    ],
)
def test_what_somebody_said_or_was_told_is_no_mistake_and_the_page_says_what_is_done_instead(
    world, log_in, made, refusal, words
):
    complaint = fresh(made(world))
    answer = pressed(log_in(world.supervisor), reverse("incidents:annul_complaint", args=[complaint.pk]), "Percobaan")
    assert answer.status_code in (409, 422) and words in answer.content.decode()
    with pytest.raises(refusal):
        annul(world, complaint)
    assert fresh(complaint).status == "in_hand"


def test_nothing_is_answered_linked_or_merged_into_it_while_it_is_a_mistake(world, log_in):
    complaint, other = annul(world, entered(world)), entered(world)
    for act in (
        lambda: complaints.draft_answer(complaint, by=world.officer, text="Kami tindak lanjuti."),
        lambda: complaints.merge(other, by=world.officer, seen=1, into=complaint, reason="Sama"),
        lambda: complaints.link(complaint, by=world.officer, seen=None, incident=make_incident(world)),
        lambda: complaints.acknowledge(complaint, by=world.officer, seen=complaint.version),
    ):
        with pytest.raises(deeds.Conflict):
            act()
    browser, page = log_in(world.officer), reverse("incidents:merge_complaint", args=[other.pk])
    typed = Form(browser.get(page).content.decode()).as_sent() | {"into": complaint.reference, "reason": "Sama"}
    assert "keliru dicatat" in press(browser, page, typed).content.decode()
    assert complaint not in browser.get(other.get_absolute_url()).context["alike"], "nor is it like another one"


def test_a_supervisor_of_another_unit_declares_nothing(world):
    with pytest.raises(PermissionDenied):
        annul(world, entered(world), by=appointed_to_another_unit(world))


def test_the_sheet_of_whoever_did_not_complain_may_be_removed(world):
    complaint = entered(world)
    assert removals.held(None, complaint)
    annul(world, complaint)
    assert not removals.held(None, fresh(complaint))


def test_of_two_who_decide_on_it_at_once_one_is_told(world):
    complaint = entered(world)
    annul(world, complaint)
    with pytest.raises(deeds.Conflict):
        mistaken_complaints.annul(complaint, by=world.supervisor, seen=complaint.version, reason="x")
    with pytest.raises(deeds.Conflict):
        complaints.conclude(complaint, by=world.officer, seen=complaint.version, outcome="no_data", reason="x")
    assert complainant_sheets.read(complaint.sheet) == SRI
