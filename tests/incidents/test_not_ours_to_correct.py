"""A question about a letter that came on paper, or a call about it, entered by mistake: put right, or struck, and no due is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import arrival, corrections, counter_questions, deadlines, not_ours_to_correct, overtaken
from incidents.models import Activity, ClarificationRequest, CounterQuestion
from incidents.record import search
from incidents.reports import letter_account
from tests.typed_rows import asked_on_paper, struck
from tests.world import fresh, make_request


@pytest.fixture
def asked(world):
    return asked_on_paper(world)


def letter_of(asked):
    return ClarificationRequest.objects.get(pk=asked.request_id)


def answered(world, asked, hours=0):
    """Answered by the officer, with more time proposed where `hours` says so."""
    until = letter_of(asked).present_due + timedelta(hours=hours)
    more = counter_questions.MoreTime(until, "Baru dijawab") if hours else None
    counter_questions.answer_back(letter_of(asked), by=world.officer, seen=None, text="Semuanya", more_time=more)
    return until


def test_a_struck_question_waits_for_nothing_and_another_can_be_asked(world, asked):
    due = letter_of(asked).present_due
    struck(asked, by=world.officer)
    row = letter_of(asked)
    assert row.question_back is None and row.present_due == due and row.deadlines.count() == 1
    with pytest.raises(overtaken.NoQuestionWaits):
        counter_questions.answer_back(row, by=world.officer, seen=None, text="Semuanya")
    counter_questions.ask_back(row, by=world.liaison_a, seen=None, text="Data apa?")
    assert letter_of(asked).question_back.text == "Data apa?"
    assert CounterQuestion.everything.filter(request=row).count() == 2


def test_more_time_that_was_granted_with_its_answer_stays_though_the_question_is_struck(world, asked):
    until = answered(world, asked, hours=24)
    deadlines.extend(letter_of(asked), by=world.supervisor, seen=None, due_at=until, reason="Baru dijawab")
    struck(asked, by=world.supervisor)
    row = letter_of(asked)
    assert row.present_due == until.replace(microsecond=0)
    assert {each.in_time_until for each in row.questions.all()} == {row.present_due}


def test_more_time_that_was_only_proposed_with_its_answer_waits_no_more_and_the_older_page_is_told(world, asked):
    answered(world, asked, hours=24)
    row = letter_of(asked)
    struck(asked, by=world.officer)
    assert [wish.decision for wish in row.extension_requests.all()] == ["lapsed"]
    assert letter_of(asked).version > row.version and letter_of(asked).deadlines.count() == 1


def test_its_words_are_put_right_and_an_answer_to_it_stays(world, asked):
    answered(world, asked)
    fixed = corrections.revise(asked, by=world.officer, seen=None, reason="Salah ketik", text="Data apa saja?")
    assert (fixed.text, fixed.answer) == ("Data apa saja?", "Semuanya")


def test_both_sides_read_that_it_was_struck_and_the_reason_stays_in_the_ministry(world, asked, log_in):
    struck(asked, by=world.officer, reason="Surat dari kasus lain")
    address = f"/permintaan/{asked.request_id}/"
    portal = log_in(world.liaison_a).get(address).content.decode()
    assert "catatan kementerian yang keliru" in portal and "Surat dari kasus lain" not in portal
    staff = log_in(world.auditor).get(address).content.decode()
    assert "Surat dari kasus lain" in staff and asked.text in staff
    told = letter_account.of(letter_of(asked), timezone.now())
    assert any("struck out" in step.words or "dicoret" in step.words for step in told.steps)
    assert not search.entries(asked.text).filter(kind="counterquestion").exists()


def test_what_a_body_asked_itself_is_not_corrected(world, log_in):
    request = make_request(world, "open")
    own = counter_questions.ask_back(request, by=world.liaison_a, seen=None, text="Data apa?")
    for deed in (corrections.revise, corrections.strike):
        with pytest.raises(not_ours_to_correct.SentByTheBody):
            deed(own, by=world.supervisor, seen=None, reason="x")
    page = log_in(world.officer).get(f"/permintaan/{fresh(request).pk}/").content.decode()
    assert f"/entri/pertanyaan/{own.pk}/" not in page


def test_what_came_of_a_call_is_put_right_and_its_letter_tells_both(world, log_in):
    request = make_request(world, "open")
    call = arrival.telephone(request, by=world.officer, seen=None, outcome="reached", spoke_with="Salah sambung")
    address, browser = f"/entri/kegiatan/{call.pk}/perbaiki/", log_in(world.officer)
    form = browser.get(address).context["form"]
    assert form["participants"].value() == "Salah sambung"
    typed = {each.html_name: "" if each.value() is None else each.value() for each in form}
    browser.post(address, typed | {"outcome": "nobody", "participants": "", "reason": "Salah ketik"})
    now = Activity.objects.get(pk=call.pk)
    assert (now.outcome, now.participants, now.text) == ("nobody", "", "")
    [*_issued, called, fixed] = letter_account.of(fresh(request), timezone.now()).steps
    assert called.event.action == "telephone" and fixed.event.action == "revise" and "Salah ketik" in fixed.words
    struck(now, by=world.supervisor, reason="Surat lain")
    assert "Surat lain" in letter_account.of(fresh(request), timezone.now()).steps[-1].words
