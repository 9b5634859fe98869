"""What was true when a letter was drafted is asked again when it is issued: a next letter goes
out to the same body after a due has passed without an answer, or asks on after a reply in part; a summons leaves its notice, a reissue
takes the place of a letter that is open."""

from collections.abc import Iterator

from django.db.models import Max, Q, QuerySet

from ..models import Activity, CaseEvent, ClarificationRequest, LadderRung, PastLetter, PastReply, followed_letters
from ..plain import clocks, letter_kinds
from ..plain.clocks import Instant
from ..record import deeds
from ..translatable import _
from ..workflow import ENDED_EARLY, GIVEN_UP, Action, RequestStatus
from . import letter_basis, letter_content, same_questions

REPLIES = (Action.ANSWER, Action.REPLY, Action.RECORD_REPLY, Action.CARRY)


class NotAnyMore(deeds.Conflict):
    """What the letter says was so when it was drafted."""


class DueRuns(NotAnyMore):
    message = _("The due of the letter before has not passed: this one may go out after it.")


class WishWaits(NotAnyMore):
    message = _("More time was asked for, or proposed, and nobody has decided: this letter may go out after that.")


class QuestionWaits(NotAnyMore):
    message = _(
        "The agency asked a question about the letter before, and nobody has answered it: this one may go out after that."
    )


class DueMoved(NotAnyMore):
    message = _(
        "The due of the letter before was moved since this was written: its words are put right first, they name another."
    )


class NotOpen(NotAnyMore):
    message = _("The letter before waits for no answer any more: this one may not go out.")


class StepWaits(NotAnyMore):
    message = _("This step waits %(hours)d hours after the due of the letter before: this one may go out after them.")


class RepliedMeanwhile(NotAnyMore):
    message = _(
        "The agency replied since this was written: its words are put right first, they speak of what came before."
    )


class PutRightMeanwhile(NotAnyMore):
    message = _(
        "The letter from the record that this one follows, more time for it, or what came back to it, was entered or put right since this "
        "was written: its words are put right first."
    )


class NotTheirs(NotAnyMore):
    message = _(
        "The agency says that the letter before is wrongly addressed, and nobody has decided: this one may go out after that."
    )


class AnotherIsOut(NotAnyMore):
    message = _("Another letter with these questions has gone out after the same letter: this one may not.")


class BasisOfBefore(NotAnyMore):
    message = _(
        "The law has changed since this letter was drafted: it cites what held then. In force today: %(basis)s. It is "
        "amended first."
    )


class OfAnotherBody(NotAnyMore):
    message = _("The letter before went to another body: this one may not go out.")


class NotItsLetter(NotAnyMore):
    message = _(
        "The letter whose place this one takes is one to %(body)s now, not to the addressee: withdraw this one, and draft it anew."
    )


class OfTheBodyBefore(NotAnyMore):
    message = _("This was written for the body that the addressee takes the place of: it is worded anew first.")


class AnsweredMeanwhile(NotAnyMore):
    message = _("Questions of this letter were answered meanwhile: they are taken out first.")


class MeetingTooNear(NotAnyMore):
    message = _("The meeting is too near or past; send the letter back for another day.")


class MeetingToCome(NotAnyMore):
    message = _("The meeting to which the letter before calls is still to come: this one may follow it.")


class MeetingUnrecorded(NotAnyMore):
    message = _(
        "Of the meeting to which the letter before called no record is kept: note under Work who came and what was said, and that it is the "
        "record of that letter's meeting. If the meeting is noted there already, correct that entry and choose the letter in it. Then this one "
        "may follow."
    )


class MeetingUnrecordedSince(NotAnyMore):
    message = _(
        "The record of the meeting to which the letter before called stands no longer: it was struck, or names that letter no more. This "
        "letter rests on it: the meeting is noted anew, or this letter withdrawn while it waits for an answer."
    )


def check(on: ClarificationRequest, at: Instant, *, to_be_drawn: bool = False) -> None:
    """Raises the first of what speaks against issuing `on` at `at`."""
    for found in objections(on, at, to_be_drawn=to_be_drawn):
        raise found


def objections(on: ClarificationRequest, at: Instant, *, to_be_drawn: bool = False) -> Iterator[NotAnyMore]:
    """What speaks against issuing `on` at `at`; `to_be_drawn`: by a letter that is frozen only now, whatever waits already."""
    if same_questions.calls_too_late(on, at):
        yield MeetingTooNear(on)
    if same_questions.answered_meanwhile(on):
        yield AnsweredMeanwhile(on)
    # what is signed has its basis and clock by one rule
    if to_be_drawn or on.status != RequestStatus.AWAITING_SIGNATURE:
        day = clocks.day(at)
        if on.basis != letter_basis.present_basis(on, day):
            yield BasisOfBefore(on, basis=letter_content.rule_on(day).legal_basis)
    if on.bound_to_its_body and _handed_on_since(on):
        yield OfTheBodyBefore(on)
    if on.follows and on.replaces and _replied_since(on, on.replaces):
        yield RepliedMeanwhile(on)
    if on.replaces and on.replaces.agency_id != on.agency_id and _was_to_whoever_had_it(on, on.replaces):
        yield NotItsLetter(on, body=on.replaces.agency.short_name)
    if on.follows_outside:
        yield from _about_the_letter_outside(on, on.follows_outside, at)
    before = same_questions.in_force(on.follows) if on.follows else None
    if before and before.agency_id != on.agency_id:
        yield OfAnotherBody(on)
    elif before:
        yield from _about_the_letter_before(on, before, at)


def _about_the_letter_before(
    on: ClarificationRequest, before: ClarificationRequest, at: Instant
) -> Iterator[NotAnyMore]:
    if before.status != RequestStatus.OPEN and on.replaces:
        return  # takes the place of a next letter that is out already
    if before.status != RequestStatus.OPEN:
        yield NotOpen(on)
        return
    if not _asks_more(on, before):
        yield from _too_soon(on, before, at)
    if not on.replaces and next_letters(before).exclude(pk=on.pk).filter(issued_at__isnull=False).exists():
        yield AnotherIsOut(on)
    if ClarificationRequest.objects.misaddressed().filter(pk=before.pk).exists():
        yield NotTheirs(on)
    elif _replied_since(on, before):
        yield RepliedMeanwhile(on)
    if missing := of_its_meeting(before, at):
        yield missing
    if before.waiting_wish:
        yield WishWaits(on)
    if before.counter_questions.pending().exists():
        yield QuestionWaits(on)
    if due_moved(on, before):
        yield DueMoved(on)


def _about_the_letter_outside(on: ClarificationRequest, before: PastLetter, at: Instant) -> Iterator[NotAnyMore]:
    if on.replaces and on.replaces.issued_at:
        return  # takes the place of a next letter that is out already
    followed = followed_letters.of(before)
    due, asks_on = followed.due, _answered_in_part(before) and not followed.extensions
    if followed.withdrawn or followed_letters.answered_in_full(before):
        yield NotOpen(on)
    elif due and due.end > at and not asks_on:
        yield DueRuns(on)
    elif due and on.rung and not clocks.passed(on.rung.follows_from(due.end), at):
        yield StepWaits(on, hours=on.rung.after_hours)
    if followed.asking:
        yield AnotherIsOut(on)
    if _touched_since(before, _written_at(on)):
        yield PutRightMeanwhile(on)


def _answered_in_part(before: PastLetter) -> bool:
    return any(reply.kind == PastReply.Kind.PART for reply in followed_letters.came_to(before))


def _touched_since(before: PastLetter, written: Instant | None) -> bool:
    """Whether the letter, more time for it, or what came back to it, was put right, struck or entered since then."""
    since, about = {"history_date__gt": written}, _ever_about(before)
    more_time = PastLetter.history.filter(id__in=about, kind=letter_kinds.EXTENSION.code).values("id")
    letters = PastLetter.history.filter(Q(id=before.pk) | Q(id__in=more_time), **since)
    return bool(written) and (
        letters.exists() or PastReply.history.filter(letter__in=[before.pk, *about], **since).exists()
    )


def _ever_about(before: PastLetter) -> set[int]:
    """The letters that ask nothing and follow it, or did so until they were struck or put right."""
    rows = PastLetter.history.exclude(kind__in=PastLetter.ASKING).filter(incident=before.incident_id)
    ever: set[int] = set()
    fresh = {before.pk}
    while fresh:
        fresh = set(rows.filter(follows__in=fresh).values_list("id", flat=True)) - ever
        ever |= fresh
    return ever


def of_its_meeting(summons: ClarificationRequest, at: Instant) -> NotAnyMore | None:
    """What is missing of the meeting to which `summons` calls before anything follows it: whoever is called is heard first. None
    for a letter that calls to none, and once the record of that very meeting is kept: another body's, or of another letter's, is none."""
    if not (summons.rung and summons.rung.meets and summons.meeting_at):
        return None
    if not clocks.passed(summons.meeting_at, at):
        return MeetingToCome(summons)
    return None if Activity.objects.filter(summons=summons).exists() else MeetingUnrecorded(summons)


def fallen(on: ClarificationRequest) -> Iterator[NotAnyMore]:
    """What a letter that is out and stands rests on no longer: the record of the meeting to which the letter before called, or one in
    its place."""
    if not on.follows or not on.issued_at or on.status in ENDED_EARLY:
        return
    called = [on.follows]
    while (later := called[-1].reissue) and later.issued_at:
        called.append(later)
    kept = Activity.history.filter(summons__in=called)
    if kept.exists() and not Activity.objects.filter(summons__in=called).exists():
        yield MeetingUnrecordedSince(on)


def _too_soon(on: ClarificationRequest, before: ClarificationRequest, at: Instant) -> Iterator[NotAnyMore]:
    if before.present_due and not clocks.passed(before.present_due, at):
        yield DueRuns(on)
    elif before.present_due and on.rung:
        step = LadderRung.objects.in_force(on.rung.number, clocks.day(at)) or on.rung
        if not clocks.passed(step.follows_from(before.present_due), at):
            yield StepWaits(on, hours=step.after_hours)


def _asks_more(on: ClarificationRequest, before: ClarificationRequest) -> bool:
    """True when somebody asks on after an answer in part, and nobody gave the agency more time for the rest. Word that
    an answer will come is none."""
    return bool(on.drafted_by_id) and before.answered_in_part and before.deadlines.count() == 1


def next_letters(before: ClarificationRequest) -> QuerySet[ClarificationRequest]:
    """The next letters, not given up, after `before` or after a letter whose place it took."""
    chain = [before]
    while chain[-1].replaces:
        chain.append(chain[-1].replaces)
    rows = ClarificationRequest.objects.filter(follows__in=chain, replaces__isnull=True)
    return rows.exclude(status__in=GIVEN_UP)


def _written_at(on: ClarificationRequest) -> Instant | None:
    """When the words of `on` were last written."""
    acts = CaseEvent.objects.of(on).filter(action__in=(Action.DRAFT, Action.EDIT, Action.REDRAFT))
    last: Instant | None = acts.aggregate(last=Max("recorded_at"))["last"]
    return last


def _replied_since(on: ClarificationRequest, before: ClarificationRequest) -> bool:
    written = _written_at(on)
    return bool(written) and CaseEvent.objects.of(before).filter(action__in=REPLIES, recorded_at__gt=written).exists()


def _was_to_whoever_had_it(on: ClarificationRequest, replaced: ClarificationRequest) -> bool:
    """Whether `on` was drafted to the very body that `replaced` was one to: not, as a first letter, to another."""
    birth = on.history.earliest("history_id")
    then = replaced.history.filter(history_id__lt=birth.pk).latest("history_id")
    return bool(birth.agency_id == then.agency_id)


def _handed_on_since(on: ClarificationRequest) -> bool:
    """Whether `on` passed to another body after its words were last written."""
    written = _written_at(on)
    passed = CaseEvent.objects.of(on).filter(action__in=(Action.HAND_ON, Action.GIVE_BACK))
    return bool(written) and passed.filter(recorded_at__gt=written).exists()


def due_moved(on: ClarificationRequest, before: ClarificationRequest) -> bool:
    """True when the due of the letter before was set anew after the words of `on` were last written."""
    written = _written_at(on)
    return bool(written) and before.deadlines.filter(set_at__gt=written).exists()
