"""Nothing enters a case that was entered by mistake, and nothing leaves it: by no deed, and by no button; and what a body said is none."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import (
    after_closing,
    cases,
    complaint_merge_reversal,
    complaints,
    corrections,
    dissolution,
    evidence,
    letter_decisions,
    merging,
    mistaken_cases,
    mistaken_complaints,
    people,
    replies,
    work,
)
from incidents.models import Relation
from incidents.plain.complainants import Person
from incidents.record import deeds
from incidents.views.buttons import buttons_of
from incidents.workflow import TRANSITIONS, Action, IncidentStatus, Subject, possible
from tests import typed_rows
from tests.sent_form import Form, press
from tests.sheets import counted, drawn
from tests.world import answer_request, fresh, make_incident, make_request

SRI = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example")
CASE_WORDS = "tidak ada yang masuk ke dalamnya atau keluar dari sana"


def annul(world, case):
    return mistaken_cases.annul(case, by=world.supervisor, seen=fresh(case).version, reason="Percobaan saja")


def reinstate(world, case):
    return mistaken_cases.reinstate(case, by=world.supervisor, seen=fresh(case).version, reason="Ternyata kasus")


def withdrawn(world, **facts):
    long_ago = timezone.now() - timedelta(hours=30)
    request = make_request(world, "open", issued_at=long_ago, **facts)
    return letter_decisions.withdraw(request, by=world.supervisor, seen=fresh(request).version, reason="Salah kasus")


def pressed(browser, page, **typed):
    return press(browser, page, Form(browser.get(page).content.decode()).as_sent() | typed)


# What empty lists of a case suggest to whoever may do it, by the page.
SUGGESTED = {
    "incident": "Libatkan pihak yang memegang data",
    "case_evidence": "nilai hash masing-masing",
    "assertions": "Catat apa yang dinyatakan",
    "affected": "Tempelkan daftar",
}


def test_an_empty_list_suggests_nothing_that_its_reader_may_not_do(world, log_in):
    case = cases.record(by=world.officer, title="Kosong", seen_at=timezone.now() - timedelta(hours=1))

    def suggested(reader):
        pages = {name: reader.get(reverse(f"incidents:{name}", args=[case.reference])) for name in SUGGESTED}
        return {name for name, page in pages.items() if SUGGESTED[name] in " ".join(page.content.decode().split())}

    officer, auditor = log_in(world.officer), log_in(world.auditor)
    assert suggested(officer) == {*SUGGESTED} and suggested(auditor) == set()
    work.close(fresh(case), by=world.supervisor, seen=None, outcome="too_little", reason="Selesai")
    assert suggested(officer) == {"case_evidence"}, "what comes after the end is kept"
    annul(world, case)
    assert suggested(officer) == set()
    complaint = complaints.enter(by=world.officer, person=SRI, way="phone", text="Data saya dipakai")
    words = "Petugas menyusunnya, atasan menyetujuinya"
    assert words in officer.get(complaint.get_absolute_url()).content.decode()
    assert words not in auditor.get(complaint.get_absolute_url()).content.decode()
    mistaken_complaints.annul(complaint, by=world.supervisor, seen=complaint.version, reason="Percobaan")
    assert words not in officer.get(complaint.get_absolute_url()).content.decode()


FROM_OUTSIDE = {
    *("record_reply", "record_question", "record_wish", "record_redirect", "record_receipt"),
    *("hand_deliver", "send_outside", "telephone", "translate"),
}


def test_a_letter_that_was_withdrawn_in_it_offers_nothing_and_takes_no_reply_until_it_is_a_case_again(world, log_in):
    request = withdrawn(world)
    offered = {button.move for button in buttons_of(fresh(request), world.officer).every}
    assert {"record_reply", "record_question", "record_wish", "hand_deliver"} <= offered
    annul(world, request.incident)
    now = fresh(request)
    assert not {button.move for button in buttons_of(now, world.officer).every} & FROM_OUTSIDE
    shown = log_in(world.officer).get(now.get_absolute_url()).content.decode()
    for move in ("record_reply", "record_question", "record_wish", "hand_deliver"):
        assert reverse(f"incidents:{move}", args=[now.pk]) not in shown
    came = now.issued_at + timedelta(minutes=1)
    said = replies.Reply("N", "J", "interim", "Masih dicari", received_at=came, channel="letter", document="B-1")
    with pytest.raises(deeds.InAMistake):
        replies.record_reply(now, said, by=world.officer, seen=now.version)
    reinstate(world, request.incident)
    assert {button.move for button in buttons_of(fresh(request), world.officer).every} >= offered - {"translate"}


def test_the_page_that_was_open_meanwhile_says_that_its_case_was_a_mistake_and_who_takes_that_back(world, log_in):
    request = withdrawn(world)
    browser, page = log_in(world.officer), reverse("incidents:send_outside", args=[request.letter.pk])
    typed = Form(browser.get(page).content.decode()).as_sent()
    typed |= {"channel": "courier", "said_by": "Tata usaha", "source": "Buku ekspedisi"}
    annul(world, request.incident)
    answer = press(browser, page, typed)
    assert answer.status_code == 409 and CASE_WORDS in answer.content.decode()
    reinstate(world, request.incident)
    assert press(browser, page, typed).status_code == 302


def test_evidence_stays_where_it_lies_and_as_it_is(world, log_in):
    case = make_incident(world)
    piece = evidence.attach(case, by=world.officer, text="Kutipan")
    piece = evidence.hand_over(piece, by=world.officer, seen=piece.version, holder="Labfor", reason="Diperiksa")
    annul(world, case)
    now, how = fresh(piece), {"by": world.officer, "seen": fresh(piece).version, "reason": "x"}
    for act in (
        lambda: evidence.release(now, **how, holder="Penyidik"),
        lambda: evidence.hand_over(now, **how, holder="Penyidik"),
        lambda: evidence.reclassify(now, **how, tlp="red"),
        lambda: evidence.destroy(now, **how | {"by": world.supervisor}),
    ):
        with pytest.raises(deeds.InAMistake):
            act()
    assert {button.move for button in buttons_of(now, world.supervisor).every} == set()
    shown = log_in(world.officer).get(reverse("incidents:case_evidence", args=[case.reference])).content.decode()
    assert reverse("incidents:release", args=[now.pk]) not in shown
    reinstate(world, case)
    assert "release" in {button.move for button in buttons_of(fresh(piece), world.officer).every}


def test_what_came_back_on_a_letter_is_put_right_once_it_is_a_case_again(world):
    row = typed_rows.paper_on_a_result(world)
    assert corrections.takes_corrections(row)
    row.incident.status = IncidentStatus.MISTAKEN
    assert not corrections.takes_corrections(row)


def test_no_move_of_evidence_and_no_entry_from_outside_is_open_in_a_mistake_by_the_table():
    moves = {action for action, move in TRANSITIONS.items() if move.subject == Subject.EVIDENCE}
    moves |= {Action(each) for each in FROM_OUTSIDE} | {Action.SEND_LETTER_OUTSIDE, Action.RECORD_FOLLOW_UP}
    moves |= {Action.HAND_DELIVER_LETTER, Action.STRIKE_LETTER_DELIVERY}
    left_open = [each for each in moves if IncidentStatus.MISTAKEN in (TRANSITIONS[each].within or IncidentStatus)]
    assert left_open == []
    assert not any(possible(move, IncidentStatus.MISTAKEN) for move in (Action.ENTER_LETTER, Action.ENTER_REPLY))


@pytest.mark.parametrize("end", ["withdrawn", "broken_off"])
def test_a_case_in_which_a_body_answered_is_no_mistake_whatever_became_of_its_letter(world, log_in, end):
    request = make_request(world, "open")
    answer_request(world, request, numbers=[1])
    now, how = fresh(request), {"seen": fresh(request).version, "reason": "Salah kasus"}
    if end == "withdrawn":
        letter_decisions.withdraw(now, by=world.supervisor, **how)
    else:
        dissolution.break_off(now, by=world.administrator, **how)
    assert fresh(request).status == end
    page = reverse("incidents:annul", args=[request.incident.reference])
    answer = pressed(log_in(world.supervisor), page, reason="Percobaan")
    assert answer.status_code == 409 and "disatukan ke kasus" in answer.content.decode()
    assert fresh(request.incident).status == "open"


def test_a_complaint_that_had_been_merged_does_not_come_back_behind_a_mistake(world, log_in):
    case = make_incident(world)
    facts = {"by": world.officer, "person": SRI, "way": "phone", "text": "Data saya"}
    double, into = complaints.enter(incident=case, **facts), complaints.enter(**facts)
    complaints.merge(double, by=world.officer, seen=1, into=into, reason="Sama")
    annul(world, case)
    page = reverse("incidents:unmerge_complaint", args=[double.pk])
    answer = pressed(log_in(world.officer), page, reason="Dua orang")
    assert "kasus yang menaunginya, keliru dicatat" in answer.content.decode() and fresh(double).status == "merged"
    how = {"by": world.officer, "seen": fresh(double).version, "reason": "Dua orang"}
    with pytest.raises(mistaken_complaints.ItsCaseIsAMistake):
        complaint_merge_reversal.unmerge(fresh(double), **how)
    reinstate(world, case)
    assert complaint_merge_reversal.unmerge(fresh(double), **how).status == "in_hand"


def test_whoever_may_see_a_restricted_mistake_lets_somebody_in_who_takes_it_back(world, log_in):
    case = make_incident(world)
    case = work.restrict(case, by=world.supervisor, seen=case.version, reason="Rahasia")
    annul(world, case)
    post = people.Post("supervisor", unit=world.unit)
    other = people.appoint(post, by=deeds.SYSTEM, email="ketua@uji.example", name="Ketua Uji").user
    page, back = (reverse(f"incidents:{name}", args=[case.reference]) for name in ("admit", "reinstate"))
    assert log_in(other).get(back).status_code == 404
    browser = log_in(world.officer)
    assert page in browser.get(reverse("incidents:work", args=[case.reference])).content.decode()
    assert pressed(browser, page, user=str(other.pk), why="Menggantikan").status_code == 302
    assert pressed(log_in(other), back, reason="Ternyata kasus").status_code == 302
    assert fresh(case).status == "open"


def test_no_case_is_related_to_a_mistake_and_the_form_says_so(world, log_in):
    never, case = annul(world, make_incident(world)), make_incident(world)
    page = reverse("incidents:relate", args=[case.reference])
    typed = {"kind": "republication", "other": never.reference, "why": "Sama"}
    answer = pressed(log_in(world.officer), page, **typed)
    assert answer.status_code == 200 and "tidak ada kasus yang dikaitkan" in answer.content.decode()
    with pytest.raises(after_closing.NoCaseToName):
        work.relate(case, by=world.officer, other=never, kind="republication", why="Sama")
    assert not Relation.objects.exists() and counted(drawn(), "part") == {"mistaken": 1, "counted": 1}


def test_a_copy_that_is_a_mistake_or_was_merged_keeps_nobody_and_what_copies_a_mistake_is_counted(world):
    first, copy, third = make_incident(world), make_incident(world), make_incident(world)
    work.relate(copy, by=world.officer, other=first, kind="republication", why="Sama")
    assert counted(drawn(), "part") == {"counted": 2, "republished": 1}
    with pytest.raises(mistaken_cases.StillStands):
        annul(world, first)
    merging.merge(copy, third, by=world.officer, seen=fresh(copy).version, reason="Sama")
    annul(world, first)
    assert merging.separate(copy, by=world.officer, seen=fresh(copy).version, reason="Dua hal").status == "open"
    assert counted(drawn(), "part") == {"counted": 2, "mistaken": 1}
    reinstate(world, first)
    assert counted(drawn(), "part") == {"counted": 2, "republished": 1}


def test_the_chronology_of_a_case_that_was_closed_and_then_a_mistake_tells_its_closing_once(world, log_in):
    case = make_incident(world)
    work.close(case, by=world.supervisor, seen=case.version, outcome="no_breach", reason="Selesai")
    page, browser = reverse("incidents:chronology", args=[case.reference]), log_in(world.officer)
    words = "Ditutup, kemudian dinyatakan keliru dicatat"
    assert words not in browser.get(page).content.decode()
    annul(world, case)
    assert browser.get(page).content.decode().count(words) == 1
    reinstate(world, case)
    assert words not in browser.get(page).content.decode() and "Ditutup" in browser.get(page).content.decode()
