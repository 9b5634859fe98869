"""Fair figures: what counts, what is taken out and said, on screen, as XLSX and as PDF."""

import io
import re
from datetime import timedelta

import openpyxl
import pypdfium2
import pytest
from django.utils import timezone

from incidents.actions import (
    agencies,
    arrival,
    clarifications,
    deadlines,
    dissolution,
    evidence,
    letter_decisions,
    merging,
    next_letter,
    replies,
    work,
)
from incidents.actions import (
    not_for_us as not_ours,
)
from incidents.models import CaseEvent, ClarificationRequest, Incident
from incidents.record import deeds
from incidents.reports import figures
from incidents.workflow import Action
from notifications.models import Message
from tests.exporting import taken
from tests.world import answer_request, issue_request, mail_left, make_incident
from tests.world import make_request as not_mailed


def reckon(world, user=None, days=30):
    today = timezone.localdate()
    rows, everybody = figures.by_agency(user or world.officer, today - timedelta(days=days), today, timezone.now())
    return {str(f.agency): f for f in rows}, everybody


def ago(hours):
    return timezone.now() - timedelta(hours=hours)


def make_request(world, status="open", *, issued_at=None, **facts):
    """A request whose mail left as soon as it was issued."""
    row = not_mailed(world, status, issued_at=issued_at, **facts)
    mail_left(row, at=issued_at + timedelta(seconds=20) if issued_at and status == "open" else None)
    return fresh(row)


def some_letters(world):
    """Agency A: one in time, one late, one silent, one extended, one running, one lost; B: one in time."""
    answer_request(world, make_request(world, "open", issued_at=ago(50)))
    answer_request(world, make_request(world, "open", issued_at=ago(90)))
    make_request(world, "open", issued_at=ago(100))
    more = make_request(world, "open", issued_at=ago(60))
    due = more.deadlines.get().due_at + timedelta(hours=48)
    deadlines.extend(more, by=world.supervisor, seen=more.version, due_at=due, reason="x")
    make_request(world, "open")
    lost = not_mailed(world, "open", issued_at=ago(80))
    with deeds.record(Action.GIVE_UP_MESSAGE, on=lost, by=deeds.SYSTEM) as deed:
        deed.details = {"kind": "letter", "recipient": "x@a.example"}
    answer_request(world, make_request(world, "open", agency=world.agency_b, issued_at=ago(10)), by=world.liaison_b)


def test_each_letter_is_counted_once_and_what_is_taken_out_is_said(world):
    some_letters(world)
    found, everybody = reckon(world)
    a, b = found["Ins A"], found["Ins B"]
    assert (a.in_time, a.late, a.silent, a.extended, a.running, a.not_arrived) == (1, 1, 1, 1, 1, 1)
    assert (a.letters, a.counted, a.share, b.share) == (6, 3, 33, 100)
    assert (everybody.letters, everybody.counted, everybody.share) == (7, 4, 50)
    assert 49 < a.to_answer.total_seconds() / 3600 < 91 and len(a.answers) == 2


def test_drills_replays_withdrawn_and_replaced_letters_are_left_out(world):
    make_request(world, "withdrawn")
    make_request(world, "replaced")  # its successor counts
    drill = make_incident(world, drill=True)
    make_request(world, "open", incident=drill)
    found, everybody = reckon(world)
    assert everybody.letters == 1 and everybody.running == 1


def test_a_late_answer_stays_late_when_it_is_returned_and_completed_in_time(world):
    clarification = make_request(world, "open", issued_at=ago(80))
    answer_request(world, clarification)
    clarification = fresh(clarification)
    question, due = clarification.questions.first(), timezone.now() + timedelta(hours=20)
    facts = dict(questions={question: "x"}, reason="x", due_at=due)
    replies.send_again(clarification, by=world.officer, seen=clarification.version, **facts)
    assert (reckon(world)[0]["Ins A"].late, fresh(clarification).clock(timezone.now()).running) == (1, True)
    answer_request(world, fresh(clarification))
    found = reckon(world)[0]["Ins A"]
    assert (found.late, found.in_time, found.share) == (1, 0, 0)
    assert fresh(clarification).clock(timezone.now()).state == "telat"


def test_an_answer_in_time_stays_in_time_while_more_is_asked_of_it(world):
    clarification = make_request(world, "answered", issued_at=ago(20))
    question, due = clarification.questions.first(), clarification.deadlines.get().due_at
    facts = dict(questions={question: "x"}, reason="x", due_at=due)
    replies.send_again(clarification, by=world.officer, seen=clarification.version, **facts)
    found = reckon(world)[0]["Ins A"]
    assert (found.in_time, found.running, len(found.answers)) == (1, 0, 1)


def test_a_silent_body_stays_silent_whatever_is_granted_afterwards(world):
    clarification = make_request(world, "open", issued_at=ago(80))
    due = timezone.now() + timedelta(hours=30)
    facts = dict(seen=clarification.version, due_at=due, reason="x")
    clarification = deadlines.extend(clarification, by=world.supervisor, **facts)
    found = reckon(world)[0]["Ins A"]
    assert (found.silent, found.extended, found.running) == (1, 0, 0)
    answer_request(world, clarification)
    found = reckon(world)[0]["Ins A"]
    assert (found.late, found.extended, found.in_time) == (1, 0, 0)


def test_more_time_that_passes_in_silence_is_silence(world):
    clarification = make_request(world, "open", issued_at=ago(100))
    due = clarification.deadlines.get().due_at + timedelta(hours=10)
    facts = dict(seen=clarification.version, due_at=due, reason="x", at=ago(60))
    deadlines.extend(clarification, by=world.supervisor, **facts)
    found = reckon(world)[0]["Ins A"]
    assert (found.silent, found.extended) == (1, 0)


def test_withdrawing_or_replacing_an_overdue_letter_wipes_nothing_out(world):
    silent = make_request(world, "open", issued_at=ago(80))
    letter_decisions.withdraw(silent, by=world.supervisor, seen=silent.version, reason="x")
    make_request(world, "withdrawn")
    found = reckon(world)[0]["Ins A"]
    assert (found.letters, found.silent, found.ended) == (1, 1, 1)


def test_a_letter_that_was_answered_before_it_left_is_left_out_and_said(world, the_ladder, log_in):
    first = make_request(world, "open", issued_at=ago(100))
    second = next_letter.draft_next(first, by=world.officer, at=ago(26))
    second = clarifications.submit(second, by=world.officer, seen=second.version, at=ago(25))
    second = issue_request(world, second, at=ago(24))
    answers = [replies.Said(question, "x") for question in first.questions.all()]
    paper = replies.Reply("N", "J", answers=answers, received_at=ago(50), channel="letter", document="B-7")
    replies.record_reply(fresh(first), paper, by=world.officer, seen=fresh(first).version)
    first, second = fresh(first), fresh(second)
    assert second.answered_at == second.completed_at == second.first_reply_at == second.issued_at
    assert second.clock(timezone.now()).span < timedelta(seconds=1)
    found = reckon(world)[0]["Ins A"]
    assert (found.letters, found.in_time, found.needless) == (2, 1, 1)
    assert found.answers == found.replies == [first.answered_at - first.issued_at]
    assert "dijawab sebelum terbit" in log_in(world.officer).get("/kinerja/").content.decode()


def test_the_day_is_that_of_jakarta_and_the_last_day_counts(world):
    start, end = figures.between(timezone.localdate(), timezone.localdate())
    assert end - start == timedelta(days=1) and start.utcoffset() == timedelta(hours=7)
    make_request(world, "open")
    assert reckon(world, days=0)[1].letters == 1


def test_who_may_not_know_of_a_case_does_not_count_it(world):

    case = make_incident(world)
    make_request(world, "open", incident=case)
    work.restrict(case, by=world.officer, seen=Incident.objects.get(pk=case.pk).version, reason="x")
    assert reckon(world)[1].letters == 1 and reckon(world, world.supervisor)[1].letters == 0


@pytest.mark.asvs(4)
def test_the_sheet_holds_the_same_numbers_and_no_formula(world, log_in):
    agencies.rename_agency(
        world.agency_a,
        by=world.administrator,
        name='=HYPERLINK("http://x","y")',
        short_name="=1+1",
        head_office="x",
        place="x",
        valid_from=timezone.localdate(),
    )
    some_letters(world)
    sheet = openpyxl.load_workbook(io.BytesIO(taken(log_in(world.officer), "/kinerja/lembar.xlsx"))).active
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [line[1:8] for line in lines] == [[6, 6, 1, 1, 1, 0, 33], [1, 1, 1, 0, 0, 0, 100], [7, 7, 2, 1, 1, 0, 50]]
    cell = sheet["A4"]
    assert cell.data_type == "s" and cell.value.startswith("=HYPERLINK")


def test_the_page_and_the_pdf_show_chart_table_and_outcome(world, log_in):
    clarification = make_request(world, "open", issued_at=ago(50))
    answer_request(world, clarification)
    clarifications.accept(fresh(clarification), by=world.officer, seen=fresh(clarification).version)
    case = Incident.objects.get(pk=clarification.incident_id)
    work.close(case, by=world.supervisor, seen=case.version, outcome="old_or_open", reason="x")
    page = log_in(world.auditor).get("/kinerja/").content.decode()
    assert "100 %" in page and "Data lama atau terbuka" in page and 'role="img"' in page
    with pypdfium2.PdfDocument(io.BytesIO(taken(log_in(world.auditor), "/kinerja/lembar.pdf"))) as document:
        text = document[0].get_textpage().get_text_range()
        assert document[0].get_width() > document[0].get_height()
    assert "Ins A" in text and "100 %" in text
    assert not Message.objects.exists()


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_period_that_makes_no_sense_shows_no_figures_of_another(world, log_in):
    make_request(world, "open")
    officer = log_in(world.officer)
    for query in ("first=2026-12-31&last=2026-01-01", "first=kemarin", "first=9999-01-01&last=9999-12-31"):
        page = officer.get(f"/kinerja/?{query}").content.decode()
        assert "Ins A" not in page and "XLSX" not in page and 'role="alert"' in page, query
        for sheet in ("/kinerja/lembar.xlsx", "/kinerja/lembar.pdf"):
            answer = officer.get(f"{sheet}?{query}")
            assert answer.status_code == 302 and answer.headers["Location"].startswith("/kinerja/?"), sheet


def test_the_period_stands_over_its_figures_and_is_typed_as_everywhere(world, log_in):
    make_request(world, "open")
    page = log_in(world.officer).get("/kinerja/?first=1/1/26&last=31 Desember 2026").content.decode()
    assert "1 Januari 2026 – 31 Desember 2026" in page and "Ins A" in page and 'type="date"' not in page


def test_the_share_is_never_rounded_to_all_or_to_none():
    counted = figures.Figures()
    for in_time, late, share in ((299, 1, 99), (1, 250, 1), (3, 0, 100), (0, 3, 0), (0, 0, None), (2, 1, 67)):
        counted.in_time, counted.late = in_time, late
        assert counted.share == share


def test_figures_and_request_page_agree_on_what_arrived(world):
    """Two contacts, one address bounces, the other took the mail: it arrived; and so does a mail that was sent again."""
    from notifications import postroom
    from notifications.postroom import after_sending, departures
    from notifications.postroom.outcomes import Outcome, settle

    row = not_mailed(world, "open", issued_at=ago(100))
    postroom.write_receipts(ago(99.9))
    [mail] = Message.objects.filter(request=row, kind="letter")
    settle([Outcome(mail, Action.GIVE_UP_MESSAGE, "given_up")], ago(99))
    assert departures.of(fresh(row), timezone.now()).words and reckon(world)[0]["Ins A"].not_arrived == 1
    after_sending.retry(mail, by=world.supervisor)
    mail.refresh_from_db()
    settle([Outcome(mail, Action.SEND_MESSAGE, "sent")], ago(98))
    assert not departures.of(fresh(row), timezone.now()).words
    assert (reckon(world)[0]["Ins A"].silent, reckon(world)[0]["Ins A"].not_arrived) == (1, 0)


def test_a_letter_that_had_no_contact_to_go_to_is_no_silence(world):
    from notifications import postroom
    from notifications.postroom import departures

    agencies.end_contact(world.agency_a.contacts.get(), by=world.administrator, reason="Pindah")
    row = not_mailed(world, "open", issued_at=ago(100))
    postroom.write_receipts(timezone.now())
    assert departures.of(fresh(row), timezone.now()).words == "Tidak ada kontak surat"
    assert (reckon(world)[0]["Ins A"].silent, reckon(world)[0]["Ins A"].not_arrived) == (0, 1)


def test_a_letter_that_waits_to_be_posted_is_under_way_until_its_due_has_passed(world):
    from notifications import postroom

    agencies.end_contact(world.agency_a.contacts.get(), by=world.administrator, reason="Pindah")
    body = fresh(world.agency_a)
    agencies.amend_agency(body, by=world.administrator, seen=body.version, post_address="Jalan Pos 1, Jayapura")
    not_mailed(world, "open", issued_at=ago(10))
    postroom.write_receipts(timezone.now())
    found = reckon(world)[0]["Ins A"]
    assert (found.running, found.not_arrived, found.letters) == (1, 0, 1)
    not_mailed(world, "open", issued_at=ago(100))
    found = reckon(world)[0]["Ins A"]
    assert (found.running, found.not_arrived, found.silent) == (1, 1, 0)


def test_a_letter_of_which_no_mail_was_ever_tried_is_no_silence_as_its_page_says(world):
    from notifications.postroom import departures

    row = not_mailed(world, "open", issued_at=ago(100))
    still = not_mailed(world, "open", issued_at=ago(1))
    assert departures.of(fresh(row), timezone.now()).words == "Belum terkirim 15 menit setelah terbit"
    assert not row.incident.events.filter(action__in=["send_message", "skip_message"]).exists()
    found = reckon(world)[0]["Ins A"]
    assert (found.silent, found.not_arrived, found.running) == (0, 1, 1) and still.status == "open"
    mail_left(fresh(row), at=ago(99))
    assert (reckon(world)[0]["Ins A"].silent, reckon(world)[0]["Ins A"].not_arrived) == (1, 0)


def test_a_letter_handed_over_after_its_due_did_not_arrive_in_time(world):
    row = not_mailed(world, "open", issued_at=ago(200))
    with deeds.record(Action.GIVE_UP_MESSAGE, on=row, by=deeds.SYSTEM) as deed:
        deed.details = {"kind": "letter", "recipient": "surat@a.example"}
    proof = evidence.attach(row.incident, by=world.officer, text="Tanda terima")
    facts = dict(received_at=ago(5), received_by="Sekretariat", evidence=proof)
    arrival.hand_deliver(fresh(row), by=world.officer, seen=fresh(row).version, **facts)
    assert (reckon(world)[0]["Ins A"].silent, reckon(world)[0]["Ins A"].not_arrived) == (0, 1)


def test_one_word_that_an_answer_will_come_does_not_end_the_silence(world):
    row = make_request(world, "open", issued_at=ago(500))
    replies.reply(row, by=world.liaison_a, seen=row.version, kind="interim", text="Kami periksa", name="N", office="J")
    assert (reckon(world)[0]["Ins A"].silent, reckon(world)[0]["Ins A"].late) == (1, 0)


def test_a_body_that_said_in_time_that_it_was_not_the_one_is_not_silent_unless_the_letter_is_upheld(world, log_in):
    row = make_request(world, "open", issued_at=ago(80))
    replies.redirect(row, by=world.liaison_a, seen=row.version, text="Bukan kami, tanya Ins B", at=ago(70))
    found = reckon(world)[0]["Ins A"]
    assert (found.silent, found.not_theirs, found.counted) == (0, 1, 0)
    kept = make_request(world, "open", agency=world.agency_b, issued_at=ago(80))
    replies.redirect(kept, by=world.liaison_b, seen=kept.version, text="Bukan kami", at=ago(70))
    clarifications.uphold(fresh(kept), by=world.officer, seen=fresh(kept).version, reason="Tetap Ins B", at=ago(60))
    assert (reckon(world)[0]["Ins B"].silent, reckon(world)[0]["Ins B"].not_theirs) == (1, 0)
    anew = next_letter.reissue(fresh(row), by=world.officer, agency=world.agency_b, at=ago(2))
    anew = clarifications.submit(anew, by=world.officer, seen=anew.version, at=ago(1.5))
    issue_request(world, anew, at=ago(1))
    found = reckon(world)[0]["Ins A"]
    assert (found.silent, found.not_theirs) == (0, 1)


def not_for_us(world, what="addressee", hours=80):
    """A letter whose body said in time that it is wrongly addressed."""
    row = make_request(world, "open", issued_at=ago(hours))
    how = dict(by=world.liaison_a, seen=row.version, text="Salah alamat", what=what, at=ago(hours - 10))
    return fresh(replies.redirect(row, **how))


@pytest.mark.parametrize("own_word", [False, True])
def test_a_successor_that_is_silent_is_silent_whatever_the_body_before_it_said_of_itself(world, own_word):
    row, today = make_request(world, "open", issued_at=ago(50)), timezone.localdate()
    replies.redirect(row, by=world.liaison_a, seen=row.version, text="Bukan kami", at=ago(40))
    how = {"ended_on": today, "reason": "Perpres", "successor": world.agency_b, "seen": None}
    dissolution.end_agency(world.agency_a, by=world.administrator, **how)
    if own_word:
        replies.redirect(fresh(row), by=world.liaison_b, seen=None, text="Bukan kami juga")
    later = timezone.now() + timedelta(hours=50)
    [found], _all = figures.by_agency(world.officer, today - timedelta(days=9), today, later)
    assert str(found.agency) == "Ins B" and (found.silent, found.not_theirs) == (1 - own_word, int(own_word))


def test_a_body_does_not_take_its_silence_out_of_the_figures_by_two_words(world):
    """Not for us, then: we will answer. Nobody is left to decide whose the letter is, so it is theirs."""
    row = not_for_us(world)
    word = dict(kind="interim", text="Baik, kami periksa", name="N", office="J")
    replies.reply(row, by=world.liaison_a, seen=row.version, **word, at=ago(60))
    assert not ClarificationRequest.objects.misaddressed().filter(pk=row.pk).exists()
    found = reckon(world)[0]["Ins A"]
    assert (found.silent, found.not_theirs, found.share) == (1, 0, 0)


def test_a_word_on_paper_is_as_old_as_it_came_and_not_as_it_was_entered(world):
    """An interim letter lay in the mail room when the body said in the portal that it is not the one to ask."""
    row = not_for_us(world)
    word = dict(kind="interim", text="Kami periksa", channel="letter", document="B-1", received_at=ago(75))
    came = replies.Reply("N", "J", **word)
    row = replies.record_reply(row, came, by=world.officer, seen=row.version, at=ago(60)).request
    assert ClarificationRequest.objects.misaddressed().filter(pk=row.pk).exists()
    assert (reckon(world)[0]["Ins A"].silent, reckon(world)[0]["Ins A"].not_theirs) == (0, 1)
    later = replies.Reply("N", "J", **word | {"received_at": ago(65)})
    replies.record_reply(fresh(row), later, by=world.officer, seen=fresh(row).version, at=ago(50))
    assert not ClarificationRequest.objects.misaddressed().filter(pk=row.pk).exists()
    assert (reckon(world)[0]["Ins A"].silent, reckon(world)[0]["Ins A"].not_theirs) == (1, 0)


def test_who_asks_for_more_time_is_the_one_to_ask(world):
    row = not_for_us(world)
    wished_at = row.present_due + timedelta(hours=24)
    deadlines.ask_extension(row, by=world.liaison_a, seen=row.version, reason="x", wished_at=wished_at, at=ago(60))
    assert not ClarificationRequest.objects.misaddressed().filter(pk=row.pk).exists()
    assert (reckon(world)[0]["Ins A"].silent, reckon(world)[0]["Ins A"].not_theirs) == (1, 0)


def test_a_word_or_a_wish_that_is_taken_back_settles_nothing(world, log_in):
    """Not for us, then more time, which is taken back: nobody said that the letter is theirs. That it is not is taken back as well, by one
    press, as long as nobody has decided on it."""
    row = not_for_us(world)
    own, wished_at = ClarificationRequest.objects.filter(pk=row.pk), row.present_due + timedelta(hours=24)
    deadlines.ask_extension(row, by=world.liaison_a, seen=row.version, reason="x", wished_at=wished_at, at=ago(60))
    deadlines.take_back_wish(fresh(row), by=world.liaison_a, seen=None, at=ago(59))
    assert own.misaddressed() and (reckon(world)[0]["Ins A"].silent, reckon(world)[0]["Ins A"].not_theirs) == (0, 1)
    liaison, at = log_in(world.liaison_a), f"/permintaan/{row.pk}/"
    assert "Salah alamat" in (shown := liaison.get(at).content.decode()) and "tarik-salah-alamat" in shown
    assert liaison.post(f"{at}tarik-salah-alamat/", {"seen": fresh(row).version}).status_code == 302
    assert not own.misaddressed() and (reckon(world)[0]["Ins A"].silent, reckon(world)[0]["Ins A"].not_theirs) == (1, 0)
    assert "tarik-salah-alamat" not in liaison.get(at).content.decode()
    replies.redirect(fresh(row), by=world.liaison_a, seen=None, text="Bukan kami")
    clarifications.uphold(fresh(row), by=world.officer, seen=None, reason="Tetap")
    with pytest.raises(deeds.Conflict):
        not_ours.take_back_redirect(fresh(row), by=world.liaison_a, seen=None)


@pytest.mark.parametrize("what, silent", [("address", 1), ("addressee", 0)])
def test_whoever_says_that_only_its_address_is_wrong_says_that_the_letter_is_its_own(world, log_in, what, silent):
    row, liaison = make_request(world, "open"), log_in(world.liaison_a)
    at = f"/permintaan/{row.pk}/bukan-kami/"
    liaison.post(at, {"seen": row.version, "what": what, "text": "Jalan Baru 1"})
    assert CaseEvent.objects.get(action="redirect").details["wrong"] == what
    today = timezone.localdate()
    rows, _all = figures.by_agency(world.officer, today, today, row.present_due + timedelta(seconds=1))
    assert (rows[0].silent, rows[0].not_theirs) == (silent, 1 - silent)


def test_the_last_word_on_whose_a_letter_is_counts(world):
    row = not_for_us(world)
    how = dict(by=world.liaison_a, seen=row.version, text="Hanya alamatnya", what="address", at=ago(60))
    replies.redirect(row, **how)
    assert (reckon(world)[0]["Ins A"].silent, reckon(world)[0]["Ins A"].not_theirs) == (1, 0)


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("lost_before", [False, True])
def test_a_letter_whose_mail_left_only_after_its_due_did_not_arrive_by_it(world, lost_before, answered):
    """Given up and sent again, or never sent while the post room stood still."""
    from notifications import postroom
    from notifications.postroom import after_sending
    from notifications.postroom.outcomes import Outcome, settle

    row = not_mailed(world, "open", issued_at=ago(100))
    postroom.write_receipts(ago(99.9))
    [mail] = Message.objects.filter(request=row, kind="letter")
    if lost_before:
        settle([Outcome(mail, Action.GIVE_UP_MESSAGE, "given_up")], ago(99))
        after_sending.retry(mail, by=world.supervisor)
        mail.refresh_from_db()
    settle([Outcome(mail, Action.SEND_MESSAGE, "sent")], timezone.now())
    if answered:
        answer_request(world, fresh(row))
    found = reckon(world)[0]["Ins A"]
    assert (found.not_arrived, found.silent, found.late) == (1, 0, 0)


def test_cases_that_were_merged_are_one_case_of_the_agency(world):
    first, second, third = (make_request(world, "closed").incident for _ in range(3))
    for case, into in ((first, second), (second, third)):
        merging.merge(fresh(case), fresh(into), by=world.officer, seen=fresh(case).version, reason="sama")
    case = fresh(third)
    work.close(case, by=world.supervisor, seen=case.version, outcome="old_or_open", reason="x")
    found, everybody = reckon(world)
    assert (len(found["Ins A"].cases), found["Ins A"].letters, len(everybody.cases)) == (1, 3, 1)
    assert found["Ins A"].outcomes == {"old_or_open": 1}


def test_a_paper_of_the_minute_of_the_issue_is_an_answer_to_this_letter(world):
    at = ago(50).replace(second=30, microsecond=0)
    row = make_request(world, "open", issued_at=at)
    answers = [replies.Said(question, "x") for question in row.questions.all()]
    paper = replies.Reply("N", "J", answers=answers, received_at=at, channel="hand", document="B-1")
    replies.record_reply(row, paper, by=world.officer, seen=row.version)
    found = reckon(world)[0]["Ins A"]
    assert (found.in_time, found.needless, found.to_answer) == (1, 0, timedelta(0))


def test_the_pdf_speaks_indonesian_whoever_draws_it_up_and_says_its_scope_over_every_page(world, log_in):
    make_request(world, "open")
    browser = log_in(world.auditor)
    browser.cookies["bahasa"] = "en"
    with pypdfium2.PdfDocument(io.BytesIO(taken(browser, "/kinerja/lembar.pdf"))) as document:
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    assert all("tanpa latihan, rekonstruksi, dan kasus yang keliru dicatat" in text for text in texts)
    assert not any("without drills" in text or "On time" in text for text in texts)


def test_no_two_columns_of_the_figures_bear_one_name(world, log_in):
    make_request(world, "open", issued_at=ago(100))
    for language in ("id", "en"):
        browser = log_in(world.auditor)
        browser.cookies["bahasa"] = language
        heads = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', browser.get("/kinerja/").content.decode())
        assert len(heads) == len(set(heads)) == 13


def test_how_it_is_counted_says_what_becomes_of_a_body_that_declined(world, log_in):
    make_request(world, "open")
    page = log_in(world.auditor).get("/kinerja/").content.decode()
    assert "Instansi yang menolak menjawab belum menjawab, tetapi sudah menanggapi" in page
