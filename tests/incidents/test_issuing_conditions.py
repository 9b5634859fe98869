"""What was true when a next letter was drafted is asked again when it is issued, and it is drafted again when the due moved."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import (
    clarifications,
    deadlines,
    issuing_conditions,
    letter_decisions,
    next_letter,
    replies,
    rules,
)
from incidents.models import ClarificationRequest
from incidents.record import deeds
from notifications import postroom
from tests.world import answer_request, fresh, issue_request, make_request

HOUR = timedelta(hours=1)


def first_letter(world, hours_ago):
    issued = (timezone.now() - hours_ago * HOUR).replace(microsecond=0)
    return make_request(world, "open", issued_at=issued)


def extend(world, clarification, due_at):
    facts = dict(seen=fresh(clarification).version, due_at=due_at, reason="ok")
    return deadlines.extend(fresh(clarification), by=world.supervisor, **facts)


def submitted(world, clarification):
    return clarifications.submit(fresh(clarification), by=world.officer, seen=fresh(clarification).version)


def follower(clarification):
    return ClarificationRequest.objects.filter(follows=clarification).latest("pk")


def test_a_second_letter_waits_for_a_wish_and_then_for_the_due_that_was_granted(world, the_ladder, log_in):
    first = first_letter(world, 73)
    due = first.deadlines.get().due_at
    facts = dict(seen=first.version, reason="Forensik", wished_at=due + 24 * HOUR, at=due - timedelta(minutes=1))
    deadlines.ask_extension(first, by=world.liaison_a, **facts)
    postroom.draft_next_letters(due + timedelta(seconds=1))
    drafted = log_in(world.officer).get(f"/permintaan/{follower(first).pk}/").content.decode()
    assert "diminta atau diusulkan dan belum diputuskan" in drafted, "whoever hands it in reads it before"
    second = submitted(world, follower(first))
    with pytest.raises(issuing_conditions.WishWaits):
        issue_request(world, second)
    page = log_in(world.supervisor).get(f"/permintaan/{second.pk}/terbitkan/").content.decode()
    assert "diminta atau diusulkan dan belum diputuskan" in page and 'name="digest"' in page
    extend(world, first, due + 24 * HOUR)
    with pytest.raises(issuing_conditions.DueRuns):
        issue_request(world, second)
    found = [type(each) for each in issuing_conditions.objections(second, due + 25 * HOUR)]
    assert found == [issuing_conditions.DueMoved], "and once that has passed the letter names another due"
    assert fresh(second).status == "awaiting_approval" and not second.letters.exists()


def test_what_the_product_drafted_is_written_anew_when_the_moved_due_has_passed(world, the_ladder):
    first = first_letter(world, 73)
    postroom.draft_next_letters(timezone.now())
    second = follower(first)
    due = timezone.now().replace(microsecond=0) + 5 * HOUR
    extend(world, first, due)
    answer_request(world, fresh(first), numbers=[1])
    postroom.draft_next_letters(due)
    assert fresh(second).opening == second.opening, "not before it has passed"
    for _ in range(2):
        postroom.draft_next_letters(due + timedelta(seconds=1))
    again = follower(first)
    assert again.pk == second.pk and again.opening != second.opening and "sebagian keterangan" in again.opening
    assert [q.heading for q in again.questions.all()] == ["Waktu"]
    assert again.incident.events.filter(action="redraft").count() == 1
    assert not list(issuing_conditions.objections(again, due + HOUR))


def test_what_somebody_withdrew_is_drafted_anew_only_when_the_due_moved_since(world, the_ladder):
    first = first_letter(world, 73)
    postroom.draft_next_letters(timezone.now())
    second = follower(first)
    letter_decisions.withdraw(second, by=world.supervisor, seen=second.version, reason="Ditelepon")
    postroom.draft_next_letters(timezone.now())
    assert follower(first).pk == second.pk
    due = timezone.now().replace(microsecond=0) + 5 * HOUR
    extend(world, first, due)
    postroom.draft_next_letters(due)
    assert follower(first).pk == second.pk
    postroom.draft_next_letters(due + timedelta(seconds=1))
    assert follower(first).pk != second.pk and follower(first).status == "draft"


def test_what_a_person_wrote_is_left_alone_and_may_not_go_out_with_a_due_of_before(world, the_ladder):
    first = first_letter(world, 73)
    postroom.draft_next_letters(timezone.now())
    second = follower(first)
    asked = [(q.heading, q.text) for q in second.questions.all()]
    second = clarifications.edit(
        second, by=world.officer, seen=second.version, questions=asked, opening="Tulisan kami."
    )
    due = timezone.now().replace(microsecond=0) + 5 * HOUR
    extend(world, first, due)
    postroom.draft_next_letters(due + timedelta(seconds=1))
    assert fresh(second).opening == "Tulisan kami."
    with pytest.raises(deeds.Conflict):
        next_letter.redraft(first)
    assert issuing_conditions.DueMoved in [
        type(each) for each in issuing_conditions.objections(fresh(second), due + HOUR)
    ]


def test_a_letter_by_hand_is_asked_at_its_approval_and_at_its_signature(world, the_ladder):
    from tests.moves import SIGNED, choose_signing, lay_out

    first = first_letter(world, 73)
    postroom.draft_next_letters(timezone.now())
    second = submitted(world, follower(first))
    choose_signing(world, "outside")
    from incidents.actions import letter_content, letter_issuing

    digest = letter_content.digest(letter_content.draft_content(second, timezone.now(), world.supervisor))
    second = letter_issuing.approve(second, by=world.supervisor, seen=second.version, approved_digest=digest)
    with deeds.record("store_letter", on=second, by=deeds.SYSTEM) as deed:
        lay_out(second.letter, deed)
    extend(world, first, timezone.now() + 5 * HOUR)
    with pytest.raises(issuing_conditions.DueRuns):
        letter_issuing.issue_signed(second, by=world.supervisor, seen=second.version, file=SIGNED | {"path": "p"})
    assert fresh(second).status == "awaiting_signature"


def test_nothing_follows_a_letter_that_asks_nothing_any_more(world, the_ladder):
    first = first_letter(world, 73)
    postroom.draft_next_letters(timezone.now())
    second = submitted(world, follower(first))
    letter_decisions.withdraw(fresh(first), by=world.supervisor, seen=fresh(first).version, reason="Keliru")
    assert fresh(second).status == "withdrawn", "it ends with the letter before"
    second.follows.refresh_from_db()
    assert [type(each) for each in issuing_conditions.objections(second, timezone.now())] == [
        issuing_conditions.NotOpen
    ]
    with pytest.raises(deeds.Conflict):
        issue_request(world, second)


def test_a_letter_reissued_meanwhile_has_a_due_of_its_own(world, the_ladder):
    first = first_letter(world, 73)
    postroom.draft_next_letters(timezone.now())
    second = submitted(world, follower(first))
    anew = submitted(world, next_letter.reissue(fresh(first), by=world.officer))
    issue_request(world, anew)
    with pytest.raises(issuing_conditions.DueRuns):
        issue_request(world, second)


def test_an_officer_asks_on_after_a_reply_in_part_but_not_into_silence(world, the_ladder):
    first = first_letter(world, 24)
    second = submitted(world, next_letter.draft_next(first, by=world.officer))
    with pytest.raises(issuing_conditions.DueRuns):
        issue_request(world, second)
    other = first_letter(world, 24)
    answer_request(world, other, numbers=[1])
    more = submitted(world, next_letter.draft_next(fresh(other), by=world.officer))
    assert issue_request(world, more).status == "open"


def objections(clarification):
    return [type(each) for each in issuing_conditions.objections(fresh(clarification), timezone.now())]


def edited(world, clarification):
    """As its officer sends it back, writes it anew and submits it again."""
    row = fresh(clarification)
    asked = [(q.heading, q.text, q.kind, q.section, q.pk) for q in row.questions.all()]
    if row.status != "draft":
        row = clarifications.send_back(row, by=world.supervisor, seen=row.version, reason="Tulis baru")
    row = clarifications.edit(row, by=world.officer, seen=row.version, questions=asked, opening="Tulisan baru.")
    return submitted(world, row)


def interim_word(world, clarification, at=None):
    facts = dict(kind="interim", text="Kami periksa, jawaban besok.", name="N", office="J", at=at)
    row = fresh(clarification)
    replies.reply(row, by=world.liaison_a, seen=row.version, **facts)


def reissued(world, clarification, ago):
    row = next_letter.reissue(clarification, by=world.officer, at=ago(119))
    row = clarifications.submit(row, by=world.officer, seen=row.version, at=ago(118))
    return issue_request(world, row, at=ago(117))


def ago(hours):
    return timezone.now() - hours * HOUR


def test_what_was_answered_in_the_letter_that_took_the_place_of_the_one_before_is_not_asked_again(world, the_ladder):
    first = first_letter(world, 200)
    second = next_letter.draft_next(first, by=deeds.SYSTEM, at=ago(120))
    answer_request(world, reissued(world, first, ago), numbers=[1], at=ago(100))
    second = edited(world, second)
    assert issuing_conditions.AnsweredMeanwhile in objections(second)
    with pytest.raises(issuing_conditions.AnsweredMeanwhile):
        issue_request(world, second)


def test_one_second_letter_follows_a_letter_and_those_that_took_its_place(world, the_ladder):
    first = first_letter(world, 200)
    second = next_letter.draft_next(first, by=deeds.SYSTEM, at=ago(120))
    again = reissued(world, first, ago)
    postroom.draft_next_letters(timezone.now())
    assert not again.followers.exists(), "the one that was drafted before is the next letter"
    with pytest.raises(deeds.Conflict):
        next_letter.draft_next(fresh(again), by=world.officer)
    second = issue_request(world, edited(world, second))
    assert second.status == "open" and not again.followers.exists()


def test_a_letter_that_says_nobody_replied_does_not_go_out_after_a_reply(world, the_ladder, log_in):
    first = first_letter(world, 80)
    second = next_letter.draft_next(first, by=deeds.SYSTEM, at=ago(5))
    second = clarifications.submit(second, by=world.officer, seen=second.version, at=ago(4))
    interim_word(world, first, at=ago(3))
    with pytest.raises(issuing_conditions.RepliedMeanwhile):
        issue_request(world, second)
    page = log_in(world.supervisor).get(f"/permintaan/{second.pk}/terbitkan/").content.decode()
    assert "sudah membalas sejak surat ini ditulis" in page
    assert issue_request(world, edited(world, second)).status == "open"


def test_nothing_follows_a_letter_whose_body_says_that_it_is_not_the_one_until_somebody_decides(world, the_ladder):
    first = first_letter(world, 80)
    second = next_letter.draft_next(first, by=deeds.SYSTEM, at=ago(5))
    second = clarifications.submit(second, by=world.officer, seen=second.version, at=ago(4))
    replies.redirect(first, by=world.liaison_a, seen=first.version, text="Bukan kami, tanya Ins B", at=ago(3))
    with pytest.raises(issuing_conditions.NotTheirs):
        issue_request(world, second)


def test_word_that_an_answer_will_come_is_no_answer_in_part(world, the_ladder):
    first = first_letter(world, 10)
    interim_word(world, first)
    second = submitted(world, next_letter.draft_next(fresh(first), by=world.officer))
    assert "belum menjawab pertanyaan kami" in second.opening and "sebagian" not in second.opening
    with pytest.raises(issuing_conditions.DueRuns):
        issue_request(world, second)


def test_the_hours_of_a_step_hold_for_people_as_for_the_product(world, the_ladder):
    facts = dict(code="second_letter", title="Surat kedua", subject="Surat kedua", meets=False, legal_basis="Aturan")
    rules.enact_rung(
        reason="Uji", by=world.administrator, number=2, after_hours=24, effective_from=timezone.localdate(), **facts
    )
    first = first_letter(world, 90)
    second = submitted(world, next_letter.draft_next(first, by=world.officer))
    assert objections(second) == [issuing_conditions.StepWaits]
    late = first_letter(world, 97)
    assert objections(submitted(world, next_letter.draft_next(late, by=world.officer))) == []


def test_a_summons_leaves_the_notice_of_the_day_on_which_it_goes_out(world, the_ladder):
    first = first_letter(world, 300)
    second = next_letter.draft_next(first, by=deeds.SYSTEM, at=ago(220))
    second = clarifications.submit(second, by=world.officer, seen=second.version, at=ago(219))
    second = issue_request(world, second, at=ago(218))
    third = next_letter.draft_next(second, by=deeds.SYSTEM, at=ago(100))
    asked = [(q.heading, q.text, q.kind, q.section, q.pk) for q in third.questions.all()]
    meeting = dict(meeting_at=timezone.now() + 5 * HOUR, meeting_place="Ruang rapat")
    third = clarifications.edit(third, by=world.officer, seen=third.version, questions=asked, **meeting)
    third = submitted(world, third)
    assert objections(third) == []
    facts = dict(code="summons", title="Panggilan", subject="Panggilan", after_hours=0, meets=True)
    facts |= dict(notice=3, notice_unit="hari_kerja", legal_basis="Pasal 192 PP 33/2026")
    rules.enact_rung(reason="Uji", by=world.administrator, number=3, effective_from=timezone.localdate(), **facts)
    with pytest.raises(issuing_conditions.MeetingTooNear):
        issue_request(world, third)
