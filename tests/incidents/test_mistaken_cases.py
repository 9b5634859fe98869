"""A case that was entered by mistake ends as just that: it is read on, and counts nowhere; whatever left the house on it is settled
first; and where the mistake was none, it is what it was before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from incidents.actions import (
    acceptance_reversal,
    after_closing,
    cases,
    complaint_merge_reversal,
    complaints,
    dissolution,
    duplicates,
    evidence,
    letter_decisions,
    merging,
    mistaken_cases,
    mistaken_complaints,
    past_cases,
    request_succession,
    revocation_without_letter,
    sanctions,
    shares,
    stopped_waiting_reversal,
    work,
)
from incidents.models import CaseEvent, Complaint, Incident, Likeness, NotificationDuty, SanctionRegime
from incidents.plain import clocks
from incidents.plain.complainants import Person
from incidents.plain.spans import parse
from incidents.record import deeds
from incidents.reports import figures
from incidents.views.buttons import buttons_of
from tests import typed_rows
from tests.lists_of_cases import HEADS, cells, planned, take
from tests.one_of_everything import invited
from tests.sent_form import Form, press
from tests.sheets import counted, drawn
from tests.world import draft_request, duty, fresh, make_incident, make_request, report

SRI = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example")


def annul(world, case, **facts):
    facts = {"by": world.supervisor, "reason": "Percobaan saja"} | facts
    return mistaken_cases.annul(case, seen=fresh(case).version, **facts)


def reinstate(world, case, **facts):
    facts = {"by": world.supervisor, "reason": "Ternyata memang kasus"} | facts
    return mistaken_cases.reinstate(case, seen=fresh(case).version, **facts)


def pressed(browser, page, reason="Percobaan saja"):
    return press(browser, page, Form(browser.get(page).content.decode()).as_sent() | {"reason": reason})


def test_a_supervisor_declares_an_open_case_entered_by_mistake_and_takes_that_back_by_its_page(world, log_in):
    case = make_incident(world, title="Uji coba formulir")
    cases.note(case, by=world.officer, text="Catatan uji")
    number, browser = case.reference, log_in(world.supervisor)
    page, here = reverse("incidents:annul", args=[number]), reverse("incidents:incident", args=[number])
    assert page in browser.get(here).content.decode()
    assert page not in log_in(world.officer).get(here).content.decode()
    assert log_in(world.officer).get(page).status_code == 403
    assert pressed(browser, page, "").status_code == 200, "it says why"
    assert pressed(browser, page).status_code == 302
    now = fresh(case)
    assert (now.status, now.outcome, now.closed_at, now.reference) == ("mistaken", "", None, number)
    for reader in (world.officer, world.auditor):
        shown = log_in(reader).get(here).content.decode()
        assert "Keliru dicatat" in shown and "Percobaan saja" in shown and "Catatan uji" in shown
        assert world.supervisor.name in shown
    assert make_incident(world).reference != number
    assert {button.move for button in buttons_of(now, world.officer).every} <= {"propose_removal"}
    back = reverse("incidents:reinstate", args=[number])
    assert back in browser.get(here).content.decode()
    assert pressed(browser, back, "Ternyata memang kasus").status_code == 302
    assert fresh(case).status == "open" and "Keliru dicatat, demikian" not in browser.get(here).content.decode()
    told = list(case.events.order_by("recorded_at").values_list("action", "reason"))[-2:]
    assert told == [("annul", "Percobaan saja"), ("reinstate", "Ternyata memang kasus")]


def test_nothing_comes_into_it_and_nothing_stands_behind_it_while_it_is_a_mistake(world):
    case, other = annul(world, make_incident(world)), make_incident(world)
    alone = complaints.enter(by=world.officer, person=SRI, way="phone", text="Data saya")
    for act in (
        lambda: cases.note(case, by=world.officer, text="Catatan"),
        lambda: evidence.attach(case, by=world.officer, text="Kutipan"),
        lambda: draft_request(world, case),
        lambda: cases.involve(case, by=world.officer, agency=world.agency_a, role="controller"),
        lambda: work.relate(case, by=world.officer, other=other, kind="same_actor", why="x"),
        lambda: merging.merge(other, fresh(case), by=world.officer, seen=other.version, reason="x"),
        lambda: work.reopen(case, by=world.supervisor, seen=case.version, reason="x"),
    ):
        with pytest.raises(deeds.Conflict):
            act()
    with pytest.raises(after_closing.NoCase):
        complaints.enter(by=world.officer, person=SRI, incident=case, way="phone", text="Data saya")
    with pytest.raises(after_closing.NoCase):
        complaints.link(alone, by=world.officer, seen=alone.version, incident=case)
    assert not Complaint.objects.filter(incident=case).exists()


def test_the_page_of_a_complaint_refuses_such_a_case_in_words(world, log_in):
    case, browser = annul(world, make_incident(world)), log_in(world.officer)
    alone = complaints.enter(by=world.officer, person=SRI, way="phone", text="Data saya")
    page = reverse("incidents:link_complaint", args=[alone.pk])
    answer = press(browser, page, Form(browser.get(page).content.decode()).as_sent() | {"case": case.reference})
    assert answer.status_code == 200 and "Kasus itu keliru dicatat" in answer.content.decode()


def sanctioned(world, case):
    regime = SanctionRegime.objects.on(timezone.localdate()).first()
    facts = {"agency": world.agency_a, "regime": regime, "measure": regime.measures[0], "decided_by": "Lembaga"}
    sanctions.sanction(case, by=world.officer, decided=parse("2023"), **facts)


def shared(world, case):
    shares.share(case, by=world.officer, agency=world.agency_b, text="Yang diketahui", tlp="amber")


def complained(world, case):
    complaints.enter(by=world.officer, person=SRI, incident=case, way="phone", text="Data saya dipakai")


def answered(world, case):
    complained(world, case)
    answer = complaints.draft_answer(case.complaints.get(), by=world.officer, text="Kami tindak lanjuti.")
    complaints.send_answer(answer, by=world.supervisor, seen=1)


def merged_in(world, case):
    double = make_incident(world)
    merging.merge(double, case, by=world.officer, seen=double.version, reason="Sama")


def published_again(world, case):
    work.relate(make_incident(world), by=world.officer, other=case, kind="republication", why="Sama")


def released(world, case):
    piece = evidence.attach(case, by=world.officer, text="Kutipan")
    evidence.release(piece, by=world.officer, seen=piece.version, holder="Penyidik", reason="Diminta")


STANDS = {  # what is in the case, what the page says of it
    "drafted": (lambda world, case: draft_request(world, case), "ditarik dahulu"),
    "issued": (lambda world, case: make_request(world, "open", incident=case), "ditarik dahulu"),
    "accepted": (lambda world, case: make_request(world, "closed", incident=case), "disatukan ke kasus"),
    "answered in part": (lambda world, case: make_request(world, "insufficient", incident=case), "disatukan ke kasus"),
    "closed without an answer": (
        lambda world, case: make_request(world, "not_answered", incident=case),
        "ditunggu lagi",
    ),
    "sanctioned": (sanctioned, "Sanksi dicoret dahulu"),
    "shared": (shared, "diakhiri dahulu"),
    "promised": (lambda world, case: work.commit(case, by=world.officer, who="A", what="Log"), "Komitmen dipenuhi"),
    "complained of": (complained, "Ada orang yang mengadu"),
    "answered": (answered, "Ada orang yang mengadu"),
    "published again": (published_again, "relasi itu dibatalkan dahulu"),
    "merged into": (merged_in, "pisahkan dahulu"),
    "released": (released, "Bukti yang dilepaskan"),
}


@pytest.mark.parametrize("what", STANDS)
def test_while_something_is_in_it_that_is_no_mistake_its_page_says_what_and_what_is_done_first(world, log_in, what):
    put, words = STANDS[what]
    long_ago = timezone.now() - timedelta(days=9)
    case = make_incident(world, at=long_ago, seen_at=long_ago)
    put(world, case)
    browser, page = log_in(world.supervisor), reverse("incidents:annul", args=[case.reference])
    assert words in browser.get(page).content.decode()
    answer = pressed(browser, page)
    assert answer.status_code == 409 and words in answer.content.decode()
    assert "selama masih memuat yang tersebut di atas" in answer.content.decode()
    with pytest.raises(mistaken_cases.StillStands):
        annul(world, case)
    assert fresh(case).status == "open"


def test_a_letter_without_an_answer_is_waited_for_again_in_the_reopened_case_or_nobody_is_left_to_be_told(
    world, log_in
):
    """What the page says to be done first can be done, and what cannot be done stands in no way."""
    alone, request = make_request(world, "not_answered"), make_request(world, "not_answered", agency=world.agency_b)
    case, browser = request.incident, log_in(world.supervisor)
    page, reopened = reverse("incidents:annul", args=[case.reference]), "kasus ini dibuka kembali dahulu"
    assert reopened not in browser.get(page).content.decode()
    work.close(case, by=world.supervisor, seen=fresh(case).version, outcome="no_breach", reason="Percobaan")
    told = browser.get(page).content.decode()
    assert "ditunggu lagi dahulu" in told and reopened in told
    again = {"by": world.supervisor, "seen": None, "reason": "Keliru"}
    with pytest.raises(acceptance_reversal.DecidedWithIt):
        stopped_waiting_reversal.wait_again(fresh(request), **again)
    work.reopen(fresh(case), **again)
    stopped_waiting_reversal.wait_again(fresh(request), due_at=timezone.now() + timedelta(days=9), **again)
    letter_decisions.withdraw(fresh(request), **again)
    assert annul(world, case).status == "mistaken"
    with pytest.raises(mistaken_cases.StillStands):
        annul(world, alone.incident)
    today = clocks.day(timezone.now())
    dissolution.end_agency(alone.agency, by=world.administrator, ended_on=today, reason="Perpres")
    with pytest.raises(request_succession.NobodyFollows):
        stopped_waiting_reversal.wait_again(fresh(alone), due_at=timezone.now() + timedelta(days=9), **again)
    assert annul(world, alone.incident).status == "mistaken"


def test_an_invitation_is_taken_back_until_its_meeting_begins_and_then_the_case_is_none_of_a_mistake(world):
    case = make_incident(world)
    letter = invited(world, case, world.agency_a)
    assert mistaken_cases.standing(case, timezone.now()) == {"letters": [letter]}
    later = timezone.now() + timedelta(days=2)
    assert mistaken_cases.standing(case, later) == {"met": [letter]}
    assert not revocation_without_letter.may_be_revoked(letter, later) and "is closed" in mistaken_cases.INSTEAD["met"]


def test_what_stands_above_is_named_to_nobody_who_may_not_know_of_it(world, log_in):
    case, hidden = make_incident(world), make_incident(world, title="Rahasia sekali")
    hidden = work.restrict(hidden, by=world.officer, seen=hidden.version, reason="x")
    merging.merge(hidden, case, by=world.officer, seen=hidden.version, reason="Sama")
    assert not Incident.objects.visible_to(world.supervisor).filter(pk=hidden.pk).exists()
    shown = log_in(world.supervisor).get(reverse("incidents:annul", args=[case.reference])).content.decode()
    assert "Rahasia sekali" not in shown and hidden.reference not in shown
    assert "Sesuatu yang tidak boleh Saudara ketahui" in shown


def test_once_its_letter_is_withdrawn_it_is_a_mistake_and_out_of_the_figures_by_a_rule_that_they_tell(world, log_in):
    request = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=100))  # overdue
    case, today = request.incident, timezone.localdate()
    since = today - timedelta(days=9)
    letter_decisions.withdraw(request, by=world.supervisor, seen=fresh(request).version, reason="Salah kasus")
    _rows, everybody = figures.by_agency(world.supervisor, since, today, timezone.now())
    assert everybody.letters == 1
    annul(world, case)
    rows, everybody = figures.by_agency(world.supervisor, since, today, timezone.now())
    assert (rows, everybody.letters) == ([], 0)
    shown = log_in(world.supervisor).get(reverse("incidents:performance")).content.decode()
    assert "keliru dicatat" in shown
    reinstate(world, case)
    assert figures.by_agency(world.supervisor, since, today, timezone.now())[1].letters == 1


def test_in_the_sheet_for_parliament_it_stands_in_a_line_of_its_own(world, log_in):
    case = make_incident(world)
    annul(world, case)
    assert counted(drawn(), "part") == {"mistaken": 1}
    shown = log_in(world.supervisor).get("/lembar-dpr/").content.decode()
    assert "Keliru dicatat" in shown
    reinstate(world, case)
    assert counted(drawn(), "part") == {"counted": 1}


def test_no_due_of_the_law_runs_in_it_and_it_waits_for_nobody(world):
    row = duty(world)
    case = row.incident
    assert NotificationDuty.objects.running().exists()
    annul(world, case)
    assert not NotificationDuty.objects.running().exists()
    assert case.pk not in Incident.objects.untouched(0, timezone.now() + timedelta(days=1)).values_list("pk", flat=True)
    reinstate(world, case)
    assert NotificationDuty.objects.running().exists()


def test_it_is_like_nothing_while_it_is_a_mistake_and_is_found_under_its_number_all_the_same(world, log_in):
    case = make_incident(world, title="Akun “Jimbo”", summary="Ada di https://forum.example/t/1")
    asked = report(world, "“Jimbo” lagi", likely=[(case, ["name"], 0)])
    annul(world, case)
    at = timezone.now()
    assert [c for c, *_ in duplicates.likely_duplicates(world.officer, "forum.example/t/1", at=at)] == []
    assert not Likeness.objects.unanswered().filter(incident=asked).exists()
    browser = log_in(world.officer)
    assert case.reference in browser.get("/cari/", {"q": case.reference}, follow=True).content.decode()
    listed = browser.get(reverse("incidents:cases"), {"shelf": "aside"})
    assert [row.reference for row in listed.context["rows"]] == [case.reference]
    reinstate(world, case)
    assert [c for c, *_ in duplicates.likely_duplicates(world.officer, "forum.example/t/1", at=at)][0] == case
    assert Likeness.objects.unanswered().filter(incident=asked).exists()


def test_a_closed_case_that_was_closed_by_stating_something_untrue_comes_back_as_it_was(world):
    case = make_incident(world)
    closed = work.close(case, by=world.supervisor, seen=case.version, outcome="no_breach", reason="Percobaan")
    now = annul(world, closed)
    assert (now.status, now.outcome, now.closed_at) == ("mistaken", "", None)
    back = reinstate(world, now)
    assert (back.status, back.outcome, back.closed_at) == ("closed", "no_breach", closed.closed_at)


ROW = {"file_number": "1/PDP/2020", "title": "Kebocoran lama", "began": "1-3-2020"}
ENDED = {"outcome": "Data lama atau terbuka", "ended": "2021", "grounds": "Nota dinas"}


def test_the_list_of_past_cases_brought_again_leaves_what_it_had_entered_by_mistake_as_it_is(world, log_in):
    rows = [HEADS, cells(**ROW, **ENDED)]
    take(world, rows)
    case = Incident.objects.get(past=True)
    page = reverse("incidents:annul", args=[case.reference])
    assert pressed(log_in(world.supervisor), page).status_code == 302
    with translation.override("id"):
        [told] = planned(world, *rows[1:])
    assert told.fate == "same" and "keliru dicatat" in told.words
    assert take(world, rows) is None
    assert Incident.objects.get(past=True).status == "mistaken"
    back = reinstate(world, case)
    assert (back.status, back.outcome, back.ended) == ("closed", "old_or_open", case.ended)


def test_the_file_that_a_mistaken_case_took_is_entered_by_hand_and_then_stands_against_its_return(world):
    case = typed_rows.past_case(world, file_number="7/2020")
    annul(world, case)
    again = past_cases.enter_case(by=world.officer, title="Yang benar", began=parse("2020"), file_number="7/2020")
    with pytest.raises(past_cases.FileTaken):
        reinstate(world, case)
    assert fresh(case).status == "mistaken"
    [told] = planned(world, cells(file_number="7/2020", title="Yang benar", began="2020"))
    assert (told.fate, told.on) == ("same", again)


def test_a_past_case_keeps_its_letters_until_they_are_struck_as_well(world):
    case = typed_rows.past_case(world)
    letter = typed_rows.past_letter(world, case)
    with pytest.raises(mistaken_cases.StillStands) as refusal:
        annul(world, case)
    assert refusal.value.stands == {"from_record": [letter]}
    typed_rows.struck(letter, by=world.officer)
    assert annul(world, case).status == "mistaken"


def test_a_complaint_that_was_a_mistake_as_well_stands_in_the_way_of_nothing_and_does_not_come_back_alone(world):
    case = make_incident(world)
    complained(world, case)
    complaint = case.complaints.get()
    mistaken_complaints.annul(complaint, by=world.supervisor, seen=complaint.version, reason="Percobaan")
    annul(world, case)
    with pytest.raises(mistaken_complaints.ItsCaseIsAMistake):
        mistaken_complaints.reinstate(complaint, by=world.supervisor, seen=None, reason="Ternyata bukan")
    reinstate(world, case)
    back = mistaken_complaints.reinstate(complaint, by=world.supervisor, seen=None, reason="Ternyata bukan")
    assert (back.status, back.incident) == ("in_hand", case)


def test_a_complaint_comes_back_behind_no_case_where_its_own_cannot_because_its_file_was_entered_anew(world, log_in):
    case = typed_rows.past_case(world, file_number="8/2020")
    facts = {"by": world.officer, "person": SRI, "way": "phone", "text": "Data saya"}
    kept, double, into = (complaints.enter(incident=where, **facts) for where in (case, case, None))
    complaints.conclude(kept, by=world.officer, seen=1, outcome="in_case", reason="Diurus kasusnya")
    along = complaints.enter(incident=case, **facts)
    for each, other in ((along, double), (double, into)):
        complaints.merge(fresh(each), by=world.officer, seen=1, into=other, reason="Sama")
    mistaken_complaints.annul(kept, by=world.supervisor, seen=None, reason="Percobaan")
    annul(world, case)
    browser, page = log_in(world.supervisor), reverse("incidents:reinstate_complaint", args=[kept.pk])
    assert "tidak lagi menaunginya" not in browser.get(page).content.decode()
    assert pressed(browser, page, "Ternyata ada").status_code == 409, "its case comes back first"
    past_cases.enter_case(by=world.officer, title="Yang benar", began=parse("2020"), file_number="8/2020")
    assert "tidak lagi menaunginya" in browser.get(page).content.decode()
    assert pressed(browser, page, "Ternyata ada").status_code == 302
    complaint_merge_reversal.unmerge(double, by=world.officer, seen=None, reason="Dua orang")
    for row in (fresh(kept), fresh(double)):
        assert (row.status, row.incident, row.outcome, row.owner) == ("in_hand", None, "", world.officer)
    assert (fresh(along).merged_into, fresh(along).incident) == (double, None), "what comes along leaves it too"
    told = CaseEvent.objects.filter(action__in=("reinstate_complaint", "unmerge_complaint"))
    assert {event.details["case"] for event in told} == {case.reference}


def test_of_two_who_decide_on_it_at_once_one_is_told(world):
    case = make_incident(world)
    annul(world, case, reason="Percobaan")
    with pytest.raises(deeds.Conflict):
        mistaken_cases.annul(case, by=world.supervisor, seen=case.version, reason="Percobaan")
    with pytest.raises(deeds.Conflict):
        work.close(case, by=world.supervisor, seen=case.version, outcome="no_breach", reason="x")
