"""Deeds on the letters that come after a letter: the next step of the ladder, and a reissue that takes its place."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..letters import courtesy
from ..models import Agency, ClarificationRequest, Incident, LadderRung, Question
from ..plain import clocks
from ..plain.answer_values import Asked
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import deeds
from ..translatable import _
from ..workflow import Action, Actor, QuestionStatus, RequestStatus
from . import clarifications, issuing_conditions, letter_basis, openings, overtaken

COPIED = ("unit", "copies", "security", "contact_person", "question_set")


class DraftedAlready(deeds.Conflict):
    message = _("A letter after this one, or in its place, is drafted already: issue it, or withdraw it first.")


class NoFurtherStep(deeds.Conflict):
    message = _("The ladder has no step after this letter.")


class NothingOpen(deeds.Conflict):
    message = _("Nothing of this letter is open any more.")


def next_rung(clarification: ClarificationRequest, day: date) -> LadderRung | None:
    """The step after this letter as the rules stood on `day`, or None at the end of the ladder. The first letter is 1."""
    return LadderRung.after(clarification.rung, day)


def draft_next(
    clarification: ClarificationRequest, *, by: Actor, at: Instant | None = None, now: Instant | None = None
) -> ClarificationRequest:
    """Draft the next letter to whoever has not answered: only the questions still open, citing the letter before.

    The product does it when the due has passed, a person at any time while questions are open. Somebody edits,
    approves and issues it, or withdraws it; nothing goes out by itself. It is a request of its own with its own clock.
    `now` is the instant at which the due is judged. Raises Conflict when the ladder has no further step, one is drafted already, or nothing is open any more.
    """
    with transaction.atomic():
        return _draft_next(_as_it_stands(clarification), by=by, at=at, now=now or at or timezone.now())


def _as_it_stands(clarification: ClarificationRequest) -> ClarificationRequest:
    """The letter as it is while nobody can change it: the case is locked first, as at the door."""
    Incident.objects.select_for_update().get(pk=clarification.incident_id)
    return ClarificationRequest.objects.get(pk=clarification.pk)


def _draft_next(
    clarification: ClarificationRequest, *, by: Actor, at: Instant | None, now: Instant
) -> ClarificationRequest:
    rung = next_rung(clarification, clocks.day(now))
    due_at = clarification.present_due
    waiting = issuing_conditions.next_letters(clarification).exists()
    early = by is deeds.SYSTEM and due_at and not clocks.passed(rung.follows_from(due_at) if rung else due_at, now)
    if clarification.status != RequestStatus.OPEN or early:
        raise overtaken.NothingFollows(clarification)
    if rung is None:
        raise NoFurtherStep(clarification)
    if waiting:
        raise DraftedAlready(clarification)
    if missing := issuing_conditions.of_its_meeting(clarification, now):
        raise missing
    return _draft_after(
        clarification,
        by=by,
        at=at,
        agency=clarification.agency,
        follows=clarification,
        rung=rung,
        subject=rung.subject,
        opening=_opening_of(rung, clarification, now),
        in_english=_opening_of(rung, clarification, now, language="en"),
        urgency=ClarificationRequest.Urgency.VERY_URGENT,
    )


def _opening_of(
    rung: LadderRung,
    clarification: ClarificationRequest,
    now: Instant,
    *,
    after: ClarificationRequest | None = None,
    language: str = "id",
) -> str:
    """The words of the step `rung` after `clarification`; `after` is the letter of this step whose place it takes: what came
    to that has come too."""
    due_at, asked = not_none(clarification.present_due), [each for each in (clarification, after) if each]
    words = {
        "due_at": due_at,
        "overdue": clocks.passed(due_at, now),
        "replied": any(each.answered_in_part for each in asked),
        "spoke": any(each.first_reply_at for each in asked),
    }
    return openings.of_step(rung.code, clarification, clarification.agency, now, language, **words)


def redraft(drafted: ClarificationRequest, *, at: Instant | None = None, now: Instant | None = None) -> None:
    """Write anew what the product itself drafted, and nobody has touched, when the due that it names was moved and has
    passed as well. It asks what is still open. Raises Conflict when there is nothing to write anew."""
    with deeds.record(Action.REDRAFT, on=drafted, by=deeds.SYSTEM, at=at) as deed:
        before, rung, now = deed.on.follows, deed.on.rung, now or deed.at
        waits = before is not None and before.status == RequestStatus.OPEN
        if before is None or rung is None or not (waits and clocks.passed(not_none(before.present_due), now)):
            raise overtaken.NothingFollows(drafted)
        waiting = list(before.questions.filter(status=QuestionStatus.OPEN))
        deed.on.opening, deed.on.drafted_at = _opening_of(rung, before, now), deed.at
        deed.on.english = _english_of(before, waiting, deed.on.agency, _opening_of(rung, before, now, language="en"))
        deed.on.save()
        if [row.repeats_id for row in deed.on.questions.all()] != [question.pk for question in waiting]:
            for row in deed.on.questions.all():
                row.delete()
            clarifications.ask(deed.on, [_as_asked(question) for question in waiting], waiting)


def reissue(
    clarification: ClarificationRequest, *, by: Actor, agency: Agency | None = None, at: Instant | None = None
) -> ClarificationRequest:
    """Draft the letter anew, to the same agency or another: a request with its own clock. When it is issued, the old
    one becomes *replaced*; until then the old one stands. Another body was never asked: to it the letter is a first one,
    in the words with which the chain began, and tells it nothing of letters to others. Raises Conflict when one is drafted
    already, OfAnotherBody where the chain began outside the product: its words name that letter."""
    with transaction.atomic():
        return _reissue(_as_it_stands(clarification), by=by, agency=agency, at=at)


def _reissue(
    clarification: ClarificationRequest, *, by: Actor, agency: Agency | None, at: Instant | None
) -> ClarificationRequest:
    if clarification.status != RequestStatus.OPEN:
        raise overtaken.NothingToReplace(clarification)
    if clarification.reissue:
        raise DraftedAlready(clarification)
    if agency and agency != clarification.agency:
        first = clarification.first_of_chain
        if first.follows_outside:  # its words cite a letter to the first body
            raise clarifications.OfAnotherBody(clarification)
        return _draft_after(
            clarification,
            by=by,
            at=at,
            agency=agency,
            replaces=clarification,
            subject=first.subject,
            opening=first.opening,
            in_english=first.english.get("opening", ""),
            urgency=first.urgency,
        )
    words, english = clarification.opening, clarification.english.get("opening", "")
    before, now = clarification.follows, at or timezone.now()
    if before and clarification.rung:  # what it says of the letter before is told as it is now
        words, english = (
            _opening_of(clarification.rung, before, now, after=clarification, language=each) for each in ("id", "en")
        )
    return _draft_after(
        clarification,
        by=by,
        at=at,
        agency=clarification.agency,
        replaces=clarification,
        follows=before,
        follows_outside=clarification.follows_outside,
        rung=clarification.rung,
        subject=clarification.subject,
        opening=openings.of_reissue(clarification, now, "id") + "\n" + words,
        in_english=english and openings.of_reissue(clarification, now, "en") + "\n" + english,
        urgency=clarification.urgency,
        meeting_at=clarification.meeting_at,
        meeting_place=clarification.meeting_place,
    )


def _as_asked(question: Question) -> Asked:
    return Asked(question.heading, question.text, question.kind, question.section)


def _english_of(
    before: ClarificationRequest, asked: Iterable[Question], agency: Agency, opening: str
) -> dict[str, str]:
    """What was said in English of the questions that are asked again, for a courtesy copy, and the `opening`, where `agency` gets one."""
    if not courtesy.wanted_by([agency]):
        return {}
    every = list(before.questions.order_by("number"))
    given = courtesy.lines_as(before.english.get("questions", ""), every)
    of_each = dict(zip(every, given, strict=True)) if given else {}
    said = {"opening": opening, "questions": "\n".join(of_each[each] for each in asked) if of_each else ""}
    return {part: words for part, words in said.items() if words}


def _draft_after(
    clarification: ClarificationRequest, *, by: Actor, at: Instant | None, in_english: str, **fields: Any
) -> ClarificationRequest:
    still_open = list(clarification.questions.filter(status=QuestionStatus.OPEN))
    if not still_open:
        raise NothingOpen(clarification)
    fields |= {name: getattr(clarification, name) for name in COPIED}
    fields["english"] = _english_of(clarification, still_open, fields["agency"], in_english)
    day = clocks.day(at or timezone.now())
    fields["basis"] = letter_basis.basis_after(clarification, fields.get("rung"), day)
    return clarifications.draft(
        clarification.incident,
        by=by,
        at=at,
        questions=[_as_asked(question) for question in still_open],
        repeats=still_open,
        drafted_by=by if by.pk else None,
        **fields,
    )
