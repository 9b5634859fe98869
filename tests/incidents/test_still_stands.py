"""What was true when a next letter was drafted is asked again when it is issued, and it is drafted again when the due moved."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import clarifications, deadlines, letter_decisions, next_letter, still_stands
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
    second = submitted(world, follower(first))
    with pytest.raises(still_stands.WishWaits):
        issue_request(world, second)
    page = log_in(world.supervisor).get(f"/permintaan/{second.pk}/terbitkan/").content.decode()
    assert "meminta waktu tambahan dan belum diputuskan" in page and 'name="digest"' in page
    extend(world, first, due + 24 * HOUR)
    with pytest.raises(still_stands.DueRuns):
        issue_request(world, second)
    found = [type(each) for each in still_stands.objections(second, due + 25 * HOUR)]
    assert found == [still_stands.DueMoved], "and once that has passed the letter names another due"
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
    assert not list(still_stands.objections(again, due + HOUR))


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
    assert still_stands.DueMoved in [type(each) for each in still_stands.objections(fresh(second), due + HOUR)]


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
    with pytest.raises(still_stands.DueRuns):
        letter_issuing.issue_signed(second, by=world.supervisor, seen=second.version, file=SIGNED | {"path": "p"})
    assert fresh(second).status == "awaiting_signature"


def test_nothing_follows_a_letter_that_asks_nothing_any_more(world, the_ladder):
    first = first_letter(world, 73)
    postroom.draft_next_letters(timezone.now())
    second = submitted(world, follower(first))
    letter_decisions.withdraw(fresh(first), by=world.supervisor, seen=fresh(first).version, reason="Keliru")
    assert fresh(second).status == "withdrawn", "it ends with the letter before"
    second.follows.refresh_from_db()
    assert [type(each) for each in still_stands.objections(second, timezone.now())] == [still_stands.NotOpen]
    with pytest.raises(deeds.Conflict):
        issue_request(world, second)


def test_a_letter_reissued_meanwhile_has_a_due_of_its_own(world, the_ladder):
    first = first_letter(world, 73)
    postroom.draft_next_letters(timezone.now())
    second = submitted(world, follower(first))
    anew = submitted(world, next_letter.reissue(fresh(first), by=world.officer))
    issue_request(world, anew)
    with pytest.raises(still_stands.DueRuns):
        issue_request(world, second)


def test_an_officer_asks_on_after_a_reply_in_part_but_not_into_silence(world, the_ladder):
    first = first_letter(world, 24)
    second = submitted(world, next_letter.draft_next(first, by=world.officer))
    with pytest.raises(still_stands.DueRuns):
        issue_request(world, second)
    other = first_letter(world, 24)
    answer_request(world, other, numbers=[1])
    more = submitted(world, next_letter.draft_next(fresh(other), by=world.officer))
    assert issue_request(world, more).status == "open"
