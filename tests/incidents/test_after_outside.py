"""The next letter of the ladder after one that went out on paper: drafted here, and issued while what it says is still so."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import (
    after_outside,
    agencies,
    clarifications,
    corrections,
    dissolution,
    issuing_conditions,
    letter_content,
    letter_decisions,
    next_letter,
    outcomes,
    overtaken,
    past_letters,
)
from incidents.plain.spans import parse
from incidents.reports import past_letters as standing
from tests.plain_state import text_of
from tests.typed_rows import past_letter, past_reply, struck
from tests.world import answer_request, fresh, issue_request

QUESTIONS = "Apa yang bocor?\nSejak kapan?"


@pytest.fixture
def outside(world, the_ladder, an_incident):
    """A letter on paper whose due has passed, with two questions, of which a reply answered the first."""
    letter = past_letter(world, an_incident, number="S-9/2020", asked=QUESTIONS, due="11 Mei 2020")
    past_reply(world, letter, "10 Mei 2020", kind="part", number="R-1", answers=[{"number": 1, "text": "Surel"}])
    return letter


def of(letter):
    return next(each for each in standing.of_case(letter.incident, timezone.now()) if each.letter == letter)


def of_letters(case):
    return reverse("incidents:correspondence", args=[case.reference])


def objected(drafted):
    return [type(each) for each in issuing_conditions.objections(fresh(drafted), timezone.now())]


def test_a_second_letter_is_drafted_after_one_on_paper_cites_it_and_asks_what_is_still_open(world, log_in, outside):
    officer, page = log_in(world.officer), of_letters(outside.incident)
    address = reverse("incidents:next_after_outside", args=[outside.pk])
    assert address in officer.get(page).content.decode()
    assert address not in log_in(world.supervisor).get(page).content.decode()
    assert officer.post(address).status_code == 302
    drafted = outside.requests_after.get()
    assert (drafted.rung.code, drafted.agency, drafted.status) == ("second_letter", outside.agency, "draft")
    assert "Menindaklanjuti surat kami Nomor S-9/2020 tanggal 8 Mei 2020, yang meminta" in drafted.opening
    assert "penjelasan Saudara paling lambat 11 Mei 2020, kami telah menerima sebagian" in drafted.opening
    assert [question.text for question in drafted.questions.all()] == ["Sejak kapan?"]
    assert address not in officer.get(page).content.decode()
    with pytest.raises(overtaken.NothingFollows):
        after_outside.draft_next(outside, by=world.officer)
    assert "S-9/2020" in officer.get(drafted.get_absolute_url()).content.decode()
    with pytest.raises(corrections.Rested):
        struck(outside, by=world.officer)
    with pytest.raises(past_letters.FollowedHere):
        corrections.revise(outside, by=world.officer, seen=None, reason="Salah", agency=world.agency_b)
    with pytest.raises(clarifications.OfAnotherBody):
        facts = {"questions": [], "agency": world.agency_b}
        clarifications.edit(drafted, by=world.officer, seen=drafted.version, **facts)
    issued = issue_request(world, clarifications.submit(fresh(drafted), by=world.officer, seen=None))
    assert letter_content.kind_of(issued) == "second_letter"
    with pytest.raises(clarifications.OfAnotherBody):
        next_letter.reissue(issued, by=world.officer, agency=world.agency_b)
    assert outcomes.lacking(outside.incident, "no_reply"), "the letter that follows is waited for"
    answer_request(world, issued)
    stands = of(outside)
    assert (stands.after, stands.answering, stands.look) == (issued, None, "telat")
    shown = unescape(officer.get(page).content.decode())
    assert issued.reference in shown and address not in shown


def test_what_follows_a_letter_on_paper_goes_out_while_that_stands_as_it_was_written(world, log_in, outside):
    drafted = after_outside.draft_next(outside, by=world.officer)
    now = timezone.now()
    assert list(issuing_conditions.objections(drafted, now)) == []
    corrections.revise(outside, by=world.officer, seen=None, reason="Salah ketik", number="S-19/2020")
    [found] = issuing_conditions.objections(fresh(drafted), now)
    assert isinstance(found, issuing_conditions.PutRightMeanwhile)
    clarifications.submit(fresh(drafted), by=world.officer, seen=None)
    shown = " ".join(log_in(world.officer).get(drafted.get_absolute_url()).content.decode().split())
    assert "sesuaikan dahulu isinya" in shown, "nobody hands it on unaware"
    past_reply(world, fresh(outside), "12 Mei 2020", number="R-2", kind="denial")
    assert objected(drafted) == [issuing_conditions.NotOpen, issuing_conditions.PutRightMeanwhile]
    letter_decisions.withdraw(drafted, by=world.supervisor, seen=fresh(drafted).version, reason="Sudah dijawab")
    assert after_outside.may_follow(fresh(outside), now) is None, "it is answered"


def test_a_letter_on_paper_that_two_replies_answer_between_them_is_followed_by_none(world, outside):
    drafted = after_outside.draft_next(outside, by=world.officer)
    past_reply(world, outside, "12 Mei 2020", kind="part", number="R-2", answers=[{"number": 2, "text": "Maret"}])
    assert objected(drafted) == [issuing_conditions.NotOpen, issuing_conditions.PutRightMeanwhile]
    letter_decisions.withdraw(drafted, by=world.supervisor, seen=fresh(drafted).version, reason="Sudah dijawab")
    assert after_outside.may_follow(fresh(outside), timezone.now()) is None


def test_only_a_letter_that_asks_again_ends_the_ladder_and_more_time_moves_its_due(world, log_in, outside):
    now, case = timezone.now(), outside.incident
    followed = {"follows": outside, "due": ""}
    told = past_letter(world, case, "9 Mei 2020", number="S-10", kind="information", **followed)
    past_letter(world, case, "10 Mei 2020", number="S-11", kind="refusal", **followed)
    assert after_outside.may_follow(outside, now), "what tells or refuses asks nothing again"
    more = {"kind": "extension", "due": "20 Mei 2020", "follows": told}
    past_letter(world, case, "11 Mei 2020", number="S-12", **more)
    assert (of(outside).judged.standing, of(outside).due) == ("late", parse("20 Mei 2020"))
    drafted = after_outside.draft_next(outside, by=world.officer)
    assert "paling lambat 20 Mei 2020 setelah diperpanjang, kami telah" in drafted.opening
    assert "diperpanjang sampai 20 Mei 2020" in text_of(log_in(world.officer).get(of_letters(case)).content.decode())
    assert list(issuing_conditions.objections(drafted, now)) == []
    again = past_letter(world, case, "12 Mei 2020", number="S-13", **more | {"due": "1 Januari 2099"})
    assert objected(drafted) == [issuing_conditions.DueRuns, issuing_conditions.PutRightMeanwhile]
    struck(again, by=world.officer)
    assert objected(drafted) == [issuing_conditions.PutRightMeanwhile], (
        "nobody knows whether it was written by that due"
    )
    letter_decisions.withdraw(drafted, by=world.supervisor, seen=fresh(drafted).version, reason="Ditulis ulang")
    second = past_letter(world, case, "21 Mei 2020", number="S-14", kind="second_letter", **followed)
    assert after_outside.may_follow(fresh(outside), now) is None
    past_letter(world, case, "22 Mei 2020", number="S-15", kind="withdrawal", follows=second)
    assert after_outside.may_follow(fresh(outside), now), "what was taken back asks nothing"
    past_letter(world, case, "23 Mei 2020", number="S-16", kind="second_letter", follows=second)
    assert after_outside.may_follow(fresh(outside), now) is None, "another took its place"


def test_what_was_taken_back_on_paper_is_followed_by_nothing_and_closes_no_case_as_unanswered(world, log_in, outside):
    struck(outside.replies.get(), by=world.officer)
    case, drafted = outside.incident, after_outside.draft_next(outside, by=world.officer)
    assert not outcomes.lacking(case, "no_reply")
    past_letter(world, case, "11 Mei 2020", number="S-10", kind="withdrawal", follows=outside)
    assert objected(drafted) == [issuing_conditions.NotOpen]
    letter_decisions.withdraw(drafted, by=world.supervisor, seen=fresh(drafted).version, reason="Ditarik")
    assert after_outside.may_follow(fresh(outside), timezone.now()) is None
    assert outcomes.lacking(case, "no_reply") and of(outside).judged.standing == "withdrawn"
    assert "Ditarik 11 Mei 2020" in text_of(log_in(world.auditor).get(of_letters(case)).content.decode())


def test_a_second_letter_on_paper_entered_after_one_was_drafted_here_keeps_that_in(world, outside):
    drafted = after_outside.draft_next(outside, by=world.officer)
    past_letter(world, outside.incident, "12 Mei 2020", number="S-10", kind="second_letter", follows=outside)
    assert objected(drafted) == [issuing_conditions.AnotherIsOut]


def test_a_letter_on_paper_without_questions_or_whose_due_runs_is_followed_by_none_yet(world, the_ladder, an_incident):
    bare = past_letter(world, an_incident, number="S-1/2020")
    with pytest.raises(after_outside.NothingAsked):
        after_outside.draft_next(bare, by=world.officer)
    notice = past_letter(world, an_incident, number="S-2/2020", kind="outcome_notice")
    assert after_outside.may_follow(notice, timezone.now()) is None
    runs = past_letter(world, an_incident, number="S-3/2020", asked=QUESTIONS, due="1 Januari 2099", dated="9 Mei 2020")
    drafted = after_outside.draft_next(runs, by=world.officer)
    [found] = issuing_conditions.objections(drafted, timezone.now())
    assert isinstance(found, issuing_conditions.DueRuns)


def test_whoever_answers_the_letter_that_gave_more_time_has_answered_the_one_before_it(world, log_in, outside):
    struck(outside.replies.get(), by=world.officer)
    case, now = outside.incident, timezone.now()
    more = past_letter(world, case, "10 Mei 2020", number="S-10", kind="extension", due="20 Mei 2020", follows=outside)
    part = past_reply(world, more, "15 Mei 2020", kind="part", number="R-2", text="Sebagian")
    assert of(outside).judged.standing == "late" and outcomes.lacking(case, "no_reply"), "something came"
    drafted = after_outside.draft_next(outside, by=world.officer)
    assert "kami telah menerima sebagian keterangan" in drafted.opening
    corrections.revise(part, by=world.officer, seen=None, reason="Lengkap", kind="denial")
    assert objected(drafted) == [issuing_conditions.NotOpen, issuing_conditions.PutRightMeanwhile]
    letter_decisions.withdraw(drafted, by=world.supervisor, seen=fresh(drafted).version, reason="Sudah dijawab")
    assert after_outside.may_follow(fresh(outside), now) is None and of(outside).judged.standing == "extended"


def test_after_a_body_that_ended_the_next_letter_goes_to_its_successor_and_says_whose_the_one_on_paper_was(
    world, outside
):
    how = {"by": world.administrator, "ended_on": timezone.localdate() - timedelta(days=1), "reason": "Perpres 1"}
    dissolution.end_agency(world.agency_a, successor=world.agency_b, **how)
    drafted = after_outside.draft_next(fresh(outside), by=world.officer)
    assert drafted.agency == world.agency_b
    told = f"tanggal 8 Mei 2020 kepada {world.agency_a.name}, yang kini digantikan instansi penerima surat ini, "
    told += "yang meminta"
    assert told in drafted.opening and "keterangan. Sebagian pertanyaan" in drafted.opening, (
        "nothing of it was asked of it"
    )
    assert not objected(drafted)
    third = agencies.propose_agency(by=world.officer, name="Instansi C", kind="private")
    dissolution.end_agency(world.agency_b, successor=third, **how)
    assert fresh(drafted).agency == third
    assert objected(drafted) == [issuing_conditions.OfTheBodyBefore]
