"""A request that nobody answered, or not sufficiently, ends as just that: no letter, no figure better than before, and what comes later is
kept. It is neither withdrawn nor accepted, for neither would be true."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from incidents.actions import (
    clarifications,
    counter_questions,
    deadlines,
    dissolution,
    letter_decisions,
    next_letter,
    outcomes,
    replies,
    reply_drafts,
    stopped_waiting,
    work,
)
from incidents.models import Assertion, CaseEvent, ClarificationRequest, ExtensionRequest, Letter
from incidents.plain import clocks, holders
from incidents.record import deeds
from incidents.reports import due_compliance, figures, letter_account, request_by_body
from notifications import notices
from notifications.models import Message
from tests.notifications.conftest import work as engine
from tests.sent_form import press
from tests.states import step
from tests.world import answer_request, fresh, issue_request, mail_left, make_incident, make_request

HOUR = timedelta(hours=1)
WHO = {"name": "Wati", "office": "Sekretaris"}


def ago(hours):
    return timezone.now() - hours * HOUR


@step
def overdue(world, **how):
    clarification = make_request(world, "open", issued_at=ago(100), **how)
    mail_left(clarification, at=clarification.issued_at + timedelta(seconds=20))
    return fresh(clarification)


def stop(world, clarification, **how):
    facts = {"by": world.supervisor, "seen": clarification.version, "reason": "Tidak ada jawaban", **how}
    return stopped_waiting.stop_waiting(clarification, **facts)


def end(world, case, outcome):
    case = fresh(case)
    return work.close(case, by=world.supervisor, seen=case.version, outcome=outcome, reason="Menurut catatan")


def counted(world):
    day = clocks.day(timezone.now())
    _bodies, everybody = figures.by_agency(world.officer, day - timedelta(days=30), day, timezone.now())
    names = ("letters", "in_time", "late", "silent", "running", "extended", "ended", "declined", "share")
    return {name: getattr(everybody, name) for name in names}


def text_of(answer):
    return " ".join(unescape(answer.content.decode()).split())


def test_a_silent_body_stays_silent_in_every_figure_and_its_case_ends_as_without_a_reply(world, log_in, mailoutbox):
    clarification = overdue(world)
    before, late = counted(world), clarification.lateness(timezone.now())
    with pytest.raises(work.NotYet):
        end(world, clarification.incident, "no_reply")
    clarification = stop(world, clarification)
    assert clarification.status == "not_answered" and counted(world) == before and before["silent"] == 1
    assert clarification.lateness(timezone.now() + 50 * HOUR) >= late, "it stays as late as it was"
    assert clarification.clock(timezone.now()) is None and notices.upcoming(clarification, timezone.now()) == []
    assert clarification.letters.count() == 1 and clarification.letter.standing == Letter.Standing.VALID
    engine()
    reminders = Message.objects.filter(after_due__isnull=False)
    assert {each.state for each in reminders} == {Message.State.SKIPPED}
    assert not Message.objects.filter(event__action="stop_waiting").exists(), "nobody is mailed"
    assert end(world, clarification.incident, "no_reply").outcome == "no_reply"
    assert counted(world) == before
    days = (clocks.day(ago(200)), clocks.day(timezone.now()))
    [line] = due_compliance.of(world.auditor, *days, timezone.now())
    assert line.standing == due_compliance.STANDINGS["silent"] and line.late >= late


@pytest.mark.parametrize("came", [10, 90])
def test_an_answer_that_does_not_suffice_stays_as_punctual_as_it_was(world, came):
    clarification = overdue(world)
    answer_request(world, clarification, at=clarification.issued_at + came * HOUR)
    before = counted(world)
    assert before["in_time" if came == 10 else "late"] == 1
    clarification = stop(world, fresh(clarification))
    assert clarification.status == "insufficient" and clarification.accepted_at is None and counted(world) == before
    assert end(world, clarification.incident, "too_little").status == "closed"


def test_an_answer_of_which_every_part_was_accepted_is_not_called_insufficient(world, log_in):
    clarification = make_request(world, "answered", issued_at=ago(100))
    browser = log_in(world.supervisor)
    for question in clarification.questions.all():
        assert f"/permintaan/{clarification.pk}/tutup/" in text_of(browser.get(f"/permintaan/{clarification.pk}/"))
        facts = {"by": world.officer, "seen": None, "question": question}
        clarification = clarifications.accept_question(clarification, **facts)
    with pytest.raises(stopped_waiting.Suffices):
        stop(world, clarification)
    assert "dinilai memadai" in text_of(browser.get(f"/permintaan/{clarification.pk}/tutup/"))
    assert f"/permintaan/{clarification.pk}/tutup/" not in text_of(browser.get(f"/permintaan/{clarification.pk}/"))
    assert fresh(clarification).status == "answered"


def test_an_answer_in_part_is_late_and_insufficient(world):
    clarification = overdue(world)
    answer_request(world, clarification, numbers=[1], at=clarification.issued_at + 10 * HOUR)
    before = counted(world)
    clarification = stop(world, fresh(clarification))
    assert clarification.status == "insufficient" and clarification.completed_at is None
    assert before["late"] == 1 and counted(world) == before


def test_whoever_has_time_yet_is_not_silent(world, log_in):
    clarification = make_request(world, "open")
    with pytest.raises(stopped_waiting.StillRuns):
        stop(world, clarification)
    assert fresh(clarification).status == "open"
    browser = log_in(world.supervisor)
    assert "/tutup/" not in text_of(browser.get(f"/permintaan/{clarification.pk}/")), "no button either"
    answer = browser.get(f"/permintaan/{clarification.pk}/tutup/")
    posted = browser.post(
        f"/permintaan/{clarification.pk}/tutup/", {"seen": clarification.version, "reason": "Tidak dijawab"}
    )
    assert answer.status_code == 200 and "belum lewat" in text_of(answer)
    assert posted.status_code == 409 and "belum lewat" in text_of(posted)


@pytest.mark.parametrize("waits", ["more time", "a question", "another addressee"])
def test_a_body_that_waits_for_the_ministry_is_not_silent(world, waits):
    clarification, liaison = overdue(world), world.liaison_a
    facts = {"by": liaison, "seen": clarification.version}
    if waits == "more time":
        wish = timezone.now() + 30 * HOUR
        deadlines.ask_extension(clarification, reason="Perlu waktu", wished_at=wish, **facts)
    elif waits == "a question":
        counter_questions.ask_back(clarification, text="Data yang mana?", **facts)
    else:
        replies.redirect(clarification, text="Bukan kami", **facts)
    with pytest.raises(stopped_waiting.WaitsForUs):
        stop(world, fresh(clarification))
    if waits == "more time":
        letter = fresh(clarification)
        deadlines.refuse_extension(letter, by=world.supervisor, seen=letter.version, reason="Sudah lama")
        assert stop(world, fresh(letter)).status == "not_answered"
        assert ExtensionRequest.objects.get().decision == "refused"


def test_every_letter_of_its_chain_closes_with_it_and_what_was_drafted_because_of_it_lapses(world, the_ladder):
    first = make_request(world, "open", issued_at=ago(300))
    second = next_letter.draft_next(first, by=world.officer, at=ago(200))

    second = clarifications.submit(second, by=world.officer, seen=second.version, at=ago(199))
    second = issue_request(world, second, at=ago(198))
    drafted = next_letter.draft_next(fresh(second), by=world.officer)
    stop(world, fresh(first))
    assert [fresh(each).status for each in (first, second, drafted)] == ["not_answered", "not_answered", "withdrawn"]
    acts = CaseEvent.objects.filter(action__in=("stop_waiting", "lapse")).values_list("act_id", flat=True)
    assert len(acts) == 3 and len(set(acts)) == 1, "one act"
    assert end(world, first.incident, "no_reply").outcome == "no_reply"


def test_a_chain_whose_last_letter_still_runs_is_waited_for(world, the_ladder):
    first = overdue(world)
    second = next_letter.draft_next(first, by=world.officer)

    second = clarifications.submit(second, by=world.officer, seen=second.version)
    issue_request(world, second)
    with pytest.raises(stopped_waiting.StillRuns):
        stop(world, fresh(first))
    assert {each.status for each in ClarificationRequest.objects.all()} == {"open"}, "nothing half done"


def test_an_answer_that_came_while_the_officer_decided_wins_and_one_that_comes_after_is_kept(world):
    raced, later = overdue(world), overdue(world)
    version = raced.version
    answer_request(world, raced)
    with pytest.raises(deeds.Conflict):
        stop(world, fresh(raced), seen=version)
    assert fresh(raced).status == "answered"
    reply_drafts.save(later.questions.first(), by=world.liaison_a, text="Hampir selesai")
    old = later.version
    stop(world, later)
    with pytest.raises(deeds.Conflict):
        drafts = reply_drafts.fingerprint(reply_drafts.drafts_of(later))
        replies.answer(later, by=world.liaison_a, seen=old, seen_drafts=drafts, **WHO)
    assert reply_drafts.drafts_of(later).get().text == "Hampir selesai", "nothing typed is lost"
    answer_request(world, fresh(later))
    kept = fresh(later)
    assert kept.status == "not_answered" and kept.completed_at > kept.stopped_at and kept.responses.count() == 1
    assert {q.status for q in kept.questions.all()} == {"answered"}
    assert kept.lateness(timezone.now()) == kept.completed_at.replace(microsecond=0) - kept.completed_due_at


def test_what_comes_after_the_end_counts_as_late_as_ever_and_the_officer_is_told(world, log_in, mailoutbox):
    with_end, without = overdue(world), overdue(world)
    stop(world, with_end)
    end(world, with_end.incident, "no_reply")
    for each in (with_end, without):
        answer_request(world, fresh(each))
    now = counted(world)
    assert (now["late"], now["silent"], now["in_time"]) == (2, 0, 0), "the same with and without"
    engine()
    told = Message.objects.filter(request=with_end, event__action="answer")
    assert told.exists() and not told.filter(state="skipped").exists()
    page = text_of(log_in(world.officer).get(f"/permintaan/{with_end.pk}/"))
    assert "Bila mengubah hasil, kasus dibuka kembali" in page
    portal = text_of(log_in(world.liaison_a).get(f"/permintaan/{with_end.pk}/"))
    assert "tidak menunggu lagi" in portal and "Ditutup tanpa jawaban" in portal


def test_a_denial_after_the_case_is_closed_is_kept_and_nobody_weighs_it(world, log_in):
    clarification = stop(world, overdue(world))
    end(world, clarification.incident, "no_reply")
    answer = press(
        log_in(world.liaison_a),
        f"/permintaan/{clarification.pk}/balas/",
        {"seen": clarification.version, "kind": "denial", "text": "Tidak bocor", "declaration": "on", **WHO},
    )
    assert answer.status_code == 302, text_of(answer)
    assert fresh(clarification).responses.get().kind == "denial" and not Assertion.objects.exists()


def test_paper_after_the_end_is_recorded_also_where_everything_had_been_answered(world):
    in_full = stop(world, make_request(world, "answered", issued_at=ago(100)))
    for clarification in (make_request(world, "not_answered"), make_request(world, "insufficient"), in_full):
        status = clarification.status
        said = [replies.Said(each, "Tambahan") for each in clarification.questions.all()]
        came = timezone.now()
        reply = replies.Reply(**WHO, answers=said, received_at=came, channel="letter", document="B-9")
        taken = replies.record_reply(clarification, reply, by=world.officer, seen=clarification.version)
        assert taken.answers.count() == len(said) and fresh(clarification).status == status


def test_of_several_bodies_the_silent_one_ends_as_silent_and_the_others_as_they_are(world):
    case = make_incident(world, at=ago(110), seen_at=ago(110))
    silent = overdue(world, incident=case)
    answered = make_request(world, "closed", agency=world.agency_b, incident=case)
    stop(world, silent)
    assert end(world, case, "no_reply").outcome == "no_reply"
    turns = request_by_body.of(case.requests.prefetch_related("questions", "deadlines", "responses"))
    rows = holders.holders([], turns, [])
    assert {str(each.agency): each.reply for each in rows} == {"Ins A": "not_answered", "Ins B": "answered"}
    assert fresh(answered).status == "closed"


def test_no_reply_is_no_outcome_where_every_letter_was_answered(world, log_in):
    silent = overdue(world, agency=world.agency_b)
    clarification = make_request(world, "answered", incident=silent.incident)

    clarifications.accept(clarification, by=world.officer, seen=clarification.version)
    assert outcomes.lacking(clarification.incident, "no_reply"), "so far nobody left anything unanswered"
    page = text_of(log_in(world.supervisor).get(f"/insiden/{clarification.incident}/tutup/"))
    assert f"/permintaan/{silent.pk}/tutup/" in page and "Tutup tanpa jawaban memadai" in page
    stop(world, silent)
    assert end(world, clarification.incident, "no_reply").status == "closed"


@pytest.mark.parametrize("came", ["before", "afterwards"])
def test_no_reply_is_no_outcome_where_the_body_replied_too_little_or_too_late(world, came):
    clarification = overdue(world)
    if came == "before":
        answer_request(world, clarification, numbers=[1], at=clarification.issued_at + 90 * HOUR)
    clarification = stop(world, fresh(clarification))
    if came == "afterwards":
        answer_request(world, clarification)
    with pytest.raises(outcomes.Lacks):
        end(world, clarification.incident, "no_reply")
    assert end(world, clarification.incident, "too_little").outcome == "too_little"


def test_what_nobody_answers_any_more_may_be_withdrawn_no_more_and_a_reopened_case_leaves_it_so(world, log_in):
    clarification = stop(world, overdue(world))
    with pytest.raises(deeds.Conflict):
        letter_decisions.withdraw(clarification, by=world.supervisor, seen=clarification.version, reason="x")
    case = end(world, clarification.incident, "no_reply")
    page = text_of(log_in(world.supervisor).get(f"/insiden/{case}/buka-lagi/"))
    assert "Permintaan yang ditutup tanpa jawaban memadai tetap demikian" in page
    work.reopen(case, by=world.supervisor, seen=case.version, reason="Data baru")
    assert fresh(clarification).status == "not_answered"
    assert end(world, case, "too_little").status == "closed", "it stands against nothing"


def test_an_answered_request_of_a_body_that_exists_no_more_ends_so_too(world):
    clarification = make_request(world, "answered", issued_at=ago(100))
    body = clarification.agency
    dissolution.end_agency(body, by=world.administrator, ended_on=clocks.day(timezone.now()), reason="Perpres")
    assert stop(world, fresh(clarification)).status == "insufficient"


def test_the_account_and_the_history_say_what_there_was(world, log_in):
    for status, words in (("not_answered", "tidak ada pertanyaan yang dijawab"), ("insufficient", "tidak memadai")):
        clarification = make_request(world, status)
        told = letter_account.of(clarification, timezone.now())
        assert words in " ".join(each.words for each in told.steps)
        case = clarification.incident
        assert "ditutup tanpa jawaban memadai" in text_of(log_in(world.auditor).get(f"/insiden/{case}/kronologi/"))
        page = text_of(log_in(world.auditor).get(f"/permintaan/{clarification.pk}/"))
        assert clarification.get_status_display() in page and "Tidak memadai" in page
