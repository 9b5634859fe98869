"""Letters that went out outside Tanggap in a case that is worked on: entered as they were, beside those that go out from here."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone

from incidents.actions import closing_conditions, corrections, follow_ups, outcomes, past_letters, work
from incidents.models import CaseEvent, Incident, PastLetter, RegisterEntry, still_open
from incidents.plain.spans import parse
from incidents.record import authority
from incidents.reports import past_figures
from notifications import postroom
from notifications.models import Message
from tests.sent_form import Form, press
from tests.typed_rows import past_letter, past_reply, struck
from tests.world import answer_request, fresh, make_request, proven


def text_of(answer):
    return " ".join(unescape(answer.content.decode()).split())


def typed(world, **facts):
    letter = {"kind": "clarification_request", "number": "S-9/2026", "dated": "8-5-2026", "agency": world.agency_a.pk}
    return letter | {"channel": "post", "due": "11-5-2026", "asked": "Apa yang bocor?\nSejak kapan?"} | facts


def test_a_letter_on_paper_and_its_reply_stand_in_a_case_that_is_worked_on_as_they_were(world, log_in, an_incident):
    """Under its own number, marked, with no mail, no clock, no line of the register; nobody outside reads it, and no figure counts it
    unasked."""
    case, officer = an_incident, log_in(world.officer)
    numbers, mails = RegisterEntry.objects.count(), Message.objects.count()
    letters = f"/insiden/{case}/surat/"
    assert f"/insiden/{case}/surat-arsip/" in text_of(officer.get(letters))
    assert press(officer, f"/insiden/{case}/surat-arsip/", typed(world)).status_code == 302
    letter = PastLetter.objects.get()
    said = {"kind": "part", "received": "13-5-2026", "channel": "mail", "number": "R-1", "q1": "Surel"}
    assert press(officer, f"/surat-arsip/{letter.pk}/balasan/", said | {"seen": letter.version}).status_code == 302
    acts = CaseEvent.objects.filter(action__in=("enter_letter", "enter_reply"))
    assert [act.details["past"] for act in acts] == [True, True]
    postroom.write_receipts(timezone.now())
    assert (RegisterEntry.objects.count(), Message.objects.count()) == (numbers, mails)
    shown = text_of(officer.get(letters))
    assert "S-9/2026" in shown and "Terlambat" in shown and "Apa yang bocor?" in shown
    summary = text_of(officer.get(f"/insiden/{case}/"))
    assert "S-9/2026" in summary and "Belum ditanya" not in summary
    assert "S-9/2026" in text_of(officer.get(f"/insiden/{case}/kronologi/"))
    assert "dari arsip" in text_of(log_in(world.auditor).get(f"/insiden/{case}/riwayat/"))
    make_request(world, "open", incident=case)
    for page in ("/", f"/permintaan/{case.requests.get().pk}/"):
        assert "S-9/2026" not in text_of(log_in(world.liaison_a).get(page, follow=True))
    assert log_in(world.liaison_a).get(f"/surat-arsip/{letter.pk}/balasan/").status_code in (403, 404)
    period = (world.officer, date(2026, 5, 1), date(2026, 5, 31), timezone.now())
    assert past_figures.by_agency(*period, past=False)[1].letters == 0
    assert past_figures.by_agency(*period, past=True)[1].from_record == 1


def test_a_number_that_the_register_gave_out_is_no_letter_of_another_origin(world, log_in, an_incident):
    given = str(make_request(world, "open", incident=an_incident).letter)
    answer = press(log_in(world.officer), f"/insiden/{an_incident}/surat-arsip/", typed(world, number=given.lower()))
    assert answer.status_code == 200 and "agenda" in text_of(answer) and not PastLetter.objects.exists()
    with pytest.raises(past_letters.OnTheRegister):
        past_letter(world, an_incident, number=given)
    letter = past_letter(world, an_incident, number="S-9")
    with pytest.raises(past_letters.OnTheRegister):
        corrections.revise(letter, by=world.officer, seen=None, reason="Salah", number=given)


def closed(world, case, outcome):
    done = {"by": world.supervisor, "seen": fresh(case).version, "outcome": outcome, "reason": "Selesai"}
    return work.close(fresh(case), **done)


def test_a_case_is_closed_with_what_a_letter_on_paper_says_and_that_stands_from_then_on(world, an_incident):
    case = proven(world, an_incident)
    with pytest.raises(outcomes.Lacks):
        closed(world, case, "recommendation")
    letter = past_letter(world, case, kind="recommendation", number="S-10/2026")
    with pytest.raises(outcomes.Lacks):
        closed(world, case, "recommendation")
    point = {"who": "Ins A", "agency": world.agency_a, "due": timezone.now() + timedelta(days=30)}
    owed = work.commit(case, by=world.officer, what="Ganti kunci", past_letter=letter, **point)
    closed(world, case, "recommendation")
    with pytest.raises(closing_conditions.ClosedWithIt):
        struck(owed, by=world.supervisor)
    with pytest.raises(authority.RestsOnIt):
        struck(letter, by=world.officer)
    with pytest.raises(corrections.Rested):
        struck(letter, by=world.supervisor)
    corrections.revise(fresh(letter), by=world.supervisor, seen=None, reason="Salah ketik", subject="Kunci")
    late = past_letter(world, case, number="S-11/2026", kind="outcome_notice")
    struck(late, by=world.officer)  # entered after the end: nothing rests on it


def test_what_a_letter_on_paper_asks_for_without_a_day_keeps_no_case_open_and_is_followed_up_after_the_end(
    world, an_incident
):
    case = proven(world, an_incident)
    letter = past_letter(world, case, kind="recommendation", number="S-10/2026")
    work.commit(case, by=world.officer, who="Ins A", agency=world.agency_a, what="Ganti kunci", past_letter=letter)
    closed(world, case, "recommendation")
    assert Incident.objects.filter(still_open.followed_up()).contains(case)


def test_who_answered_a_letter_on_paper_is_not_said_to_be_silent(world, an_incident):
    letter = past_letter(world, an_incident, number="S-10/2026")
    reply = past_reply(world, letter, "10 Mei 2020", number="R-1")
    with pytest.raises(outcomes.Lacks):
        closed(world, an_incident, "no_reply")
    struck(reply, by=world.officer)
    closed(world, an_incident, "no_reply")
    with pytest.raises(closing_conditions.ClosedAgainstIt):
        past_reply(world, letter, "10 Mei 2020", number="R-1")
    past_reply(world, letter, "9 Mei 2020", kind="interim")


def test_where_every_letter_from_here_and_outside_was_answered_nobody_was_silent(world, an_incident):
    past_reply(world, past_letter(world, an_incident, number="S-10/2026"), "10 Mei 2020")
    request = make_request(world, "open", incident=an_incident)
    answer_request(world, request)
    assert outcomes.lacking(an_incident, "no_reply")


def test_what_a_letter_on_paper_asks_for_is_owed_by_its_body_and_kept_by_what_came_back(world, log_in, an_incident):
    letter = past_letter(world, an_incident, kind="order", number="S-9", due="1 Juni 2099")
    officer, page = log_in(world.officer), f"/insiden/{an_incident}/surat/"
    assert "belum dicatat" in text_of(officer.get(page))
    begins = officer.get(f"/insiden/{an_incident}/kegiatan/janji/?past_letter={letter.pk}").content.decode()
    assert f"janji/?past_letter={letter.pk}" in officer.get(page).content.decode()
    typed = Form(begins).as_sent() | {"what": "Ganti kunci"}
    elsewhere = officer.post(f"/insiden/{an_incident}/kegiatan/janji/", typed | {"agency": world.agency_b.pk})
    assert "instansi lain" in text_of(elsewhere)
    press(officer, f"/insiden/{an_incident}/kegiatan/janji/", typed)
    owed = letter.demands.get()
    assert (owed.agency, owed.who, owed.source) == (world.agency_a, "Ins A", "S-9") and owed.due == letter.due
    assert "Ganti kunci" in text_of(officer.get(page))
    with pytest.raises(corrections.Rested):
        struck(letter, by=world.officer)
    for changed in ({"kind": "outcome_notice"}, {"agency": world.agency_b}):
        with pytest.raises(past_letters.AsksItOfNobody):
            corrections.revise(fresh(letter), by=world.officer, seen=None, reason="Salah", **changed)
    with pytest.raises(follow_ups.NothingShows):
        work.keep(owed, by=world.officer, seen=None)
    report = past_reply(world, letter, "10 Mei 2020", kind="report", number="R-1")
    work.keep(fresh(owed), by=world.officer, seen=None, kept=parse("10 Mei 2020"))
    with pytest.raises(corrections.ShowsIt):
        struck(report, by=world.officer)
    with pytest.raises(corrections.ShowsIt):
        corrections.revise(fresh(report), by=world.officer, seen=None, reason="Salah", kind="word")
