"""Deeds on what a person typed wrong into a case: put it right, or strike it. Both versions stay, and why.

What was sent, issued or approved is no entry: it is answered by a letter of its own, a withdrawal, a reopening.
"""

import uuid
from collections.abc import Iterable
from typing import Any, TypeVar, cast

from django.db import transaction
from django.utils.translation import get_language

from ..errors import NOT_NOW, DomainError
from ..models import (
    Activity,
    Assertion,
    Assessment,
    Commitment,
    CounterQuestion,
    Evidence,
    Figure,
    FollowUp,
    Involvement,
    OutsideWord,
    PastReply,
    Response,
    Sanction,
    Sending,
    SeverityRating,
    User,
)
from ..models.corrections import Entry
from ..models.typed_facts import in_columns
from ..plain import spans
from ..plain.clocks import Instant, passed
from ..plain.not_none import not_none
from ..plain.spans import Span
from ..record import authority, deeds
from ..translatable import _
from ..workflow import Action, CommitmentStatus, IncidentStatus
from ..workflow.rows import OWN_FILE
from . import (
    after_closing,
    assertion_correction_rules,
    closing_conditions,
    developments,
    duplicates,
    entry_conditions,
    entry_words,
    extension_wishes,
    follow_ups,
    judged_words,
    law,
    not_ours_to_correct,
    outside_words,
    past_letters,
    reply_consequences,
    striking_conditions,
    struck_replies,
)
from .assertion_correction_rules import Assessed as Assessed
from .assertion_correction_rules import InUse as InUse
from .assertion_correction_rules import WorthOfBefore as WorthOfBefore
from .not_ours_to_correct import AgencysOwnWords as AgencysOwnWords
from .not_ours_to_correct import WentOut as WentOut

E = TypeVar("E", bound=Entry)


class MergedAway(DomainError):
    status = NOT_NOW
    message = _(
        "%(case)s was merged into another case: what was entered in it before is put right once it is separated again, with a reason."
    )


class EnteredByMistake(DomainError):
    status = NOT_NOW
    message = _("%(case)s was entered by mistake: nothing in it is put right. Take it up again first, with a reason.")


class Rested(DomainError):
    message = _("%(what)s rest on this. Correct those first: what stands may not rest on what was struck out.")


class ShowsIt(DomainError):
    status = NOT_NOW
    message = _(
        "By this it was judged that something was done: %(what)s. Take that judgement back first, with a reason; then correct "
        "this and judge again."
    )


class JudgedByIt(DomainError):
    status = NOT_NOW
    message = _(
        "By this due it was judged: %(state)s. Take that judgement back first, with a reason; then correct the due and judge again."
    )


class JudgedAtTheEnd(JudgedByIt):
    message = _(
        "By this due it was judged: %(state)s, and the case has ended since. Reopen the case first, with a reason; then take that "
        "judgement back and correct the due."
    )


class PassedAlready(DomainError):
    message = _(
        "%(due)s has passed already: nobody can keep it any more. Look whether it is typed right. What was truly owed by then is "
        "struck and entered anew."
    )


# What a judgement read: whose paper it is, by which number and way, is put right under it all the same.
WHAT_IS_SHOWN = frozenset({"kind", "came_at", "received", "text", "evidence"})


def revise(
    row: E,
    *,
    by: User,
    seen: int | None,
    reason: str,
    act_id: uuid.UUID | None = None,
    at: Instant | None = None,
    **facts: Any,
) -> E:
    """Put right what was typed wrong in `row`; spans by their names. How it stood stays in the history, and on the page.

    Raises MergedAway, EnteredByMistake, AgencysOwnWords, WentOut, ShowsIt, JudgedByIt, PassedAlready, InUse, Assessed,
    WorthOfBefore, MovesTheFigure, authority.RestsOnIt, and what `closing_conditions` and `entry_conditions` do.
    """
    case = row.incident  # type: ignore[attr-defined]  # every entry stands in one
    with (
        deeds.record(Action.REVISE, on=row, by=by, seen=seen, reason=reason, act_id=act_id, at=at) as deed,
        closing_conditions.kept(case),
    ):
        _check_takes_corrections(deed.on)
        not_ours_to_correct.check(deed.on)
        if isinstance(deed.on, Commitment) and deed.on.case_letter:  # in the words of a letter that went out
            raise WentOut(deed.on, what=str(deed.on.case_letter))
        if isinstance(deed.on, Assertion):
            changed = {name for name, value in facts.items() if getattr(deed.on, name) != value}
            assertion_correction_rules.check(deed.on, changed)
            if "corrects" in changed:
                assertion_correction_rules.check_moves_no_figure(deed.on, deed.on.corrects, facts["corrects"])
            assertion_correction_rules.check_worth(deed.on, changed, facts.get("said", deed.on.said))
        if isinstance(deed.on, Response):
            struck_replies.check_proof(deed.on, facts)
        if isinstance(deed.on, (FollowUp, PastReply)) and WHAT_IS_SHOWN & facts.keys():
            _check_shows_nothing(deed.on)
        if "regime" in facts:  # what a measure rests on is the regime's word on it
            facts["basis"] = facts["regime"].basis
        asked = getattr(deed.on, "asked", None)
        in_it = reply_consequences.pointing_to_its_document(deed.on) if isinstance(deed.on, Response) else []
        if isinstance(deed.on, Commitment) and "due" in facts:
            _correct_due(deed.on, facts.pop("due"), deed.at)
        for name, value in in_columns(deed.on, facts).items():
            setattr(deed.on, name, value)
        authority.check_as_changed(deed.action, deed.on, by)
        entry_conditions.check(deed.on, by, facts.keys(), asked)
        if isinstance(deed.on, FollowUp):
            follow_ups.put_right(deed.on)
        if isinstance(deed.on, Response):
            _put_right_what_it_denied(deed.on, facts)
            reply_consequences.point_again(in_it if "document" in facts else (), deed.on)
        deed.on.save()
        deed.details = entry_words.told(deed.on, deed.at)
    return deed.on


def strike(row: E, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> E:
    """Strike what should never have been entered: it stays to be read and counts nowhere. What hangs on it goes with it; what a
    struck reply answered is asked again. Raises MergedAway, EnteredByMistake, WentOut, ShowsIt, Rested, InUse, MovesTheFigure,
    developments.ForASuperior, and what not_ours_to_correct, struck_replies, closing_conditions and judged_words check."""
    case = row.incident  # type: ignore[attr-defined]  # every entry stands in one
    with transaction.atomic(), closing_conditions.kept(case):
        with deeds.record(Action.STRIKE, on=row, by=by, seen=seen, reason=reason, at=at) as deed:
            _strike(deed, by)
        if isinstance(deed.on, Response):
            struck_replies.reopen(cast("deeds.Deed[Response]", deed))
    return deed.on


def _strike(deed: deeds.Deed[E], by: User) -> None:
    _check_takes_corrections(deed.on)
    not_ours_to_correct.check(deed.on)
    if isinstance(deed.on, Response):
        struck_replies.check(deed.on)
    if isinstance(deed.on, (FollowUp, PastReply)):
        _check_shows_nothing(deed.on)
    if isinstance(deed.on, Assertion) and not deed.on.incident.is_judged:
        assertion_correction_rules.check_in_use(deed.on)
        assertion_correction_rules.check_moves_no_figure(deed.on, deed.on.corrects)
    if shown := ", ".join(striking_conditions.shown_to(deed.on)):
        raise not_ours_to_correct.Shown(deed.on, what=shown)
    if went := ", ".join(striking_conditions.went_out(deed.on)):
        raise WentOut(deed.on, what=went)
    if rested := ", ".join(striking_conditions.resting_on(deed.on)):
        raise Rested(deed.on, what=rested)
    # What befell a sanction goes with it, also what whoever typed the sanction in may not decide on.
    if isinstance(deed.on, Sanction):
        for turn in deed.on.developments.all():
            developments.check_whose(deed.on.incident, by, turn.kind, not_none(turn.befell))
    gone: list[Entry] = [deed.on, *_parts(deed.on)]
    for part in gone:
        part.struck_at = deed.at
        part.save()
    if isinstance(deed.on, (Involvement, Evidence)):
        duplicates.refresh(deed.on.incident)
    if isinstance(deed.on, FollowUp):
        follow_ups.put_right(deed.on)
    if isinstance(deed.on, SeverityRating):
        law.follow_the_ratings(deed.on.incident)
    if isinstance(deed.on, (Assessment, Figure)):
        judged_words.follow(deed.on)
    if isinstance(deed.on, CounterQuestion):
        extension_wishes.lapse_proposed_with(deed.on, deed.at)
    if isinstance(deed.on, OutsideWord):
        outside_words.follow(deed.on)
    deed.details = entry_words.told(deed.on, deed.at)


def _put_right_what_it_denied(row: Response, facts: dict[str, Any]) -> None:
    """What the product made of a denial says what the reply says. Raises Assessed."""
    for denied in struck_replies.denied_in(row) if facts else ():
        assertion_correction_rules.check(denied, {"statement"} if "text" in facts else set())
        reply_consequences.say(denied, row)
        denied.save()


def takes_corrections(row: Any) -> bool:
    """Whether `row` is put right where it stands: in its case also after that has ended, on the letter on which it came back; in one that
    was merged only what came in after that, in one that was entered by mistake nothing."""
    if row.incident.status == IncidentStatus.MISTAKEN:
        return False
    if isinstance(row, (FollowUp, Sending)) or row.incident.status in OWN_FILE:
        return True
    return after_closing.came_after(row)


def _check_takes_corrections(row: Any) -> None:
    if takes_corrections(row):
        return
    merged = row.incident.status == IncidentStatus.MERGED
    raise (MergedAway if merged else EnteredByMistake)(row, case=row.incident.reference)


def _check_shows_nothing(row: FollowUp | PastReply) -> None:
    """What a point was judged by is what was read then. Raises ShowsIt."""
    shown = Commitment.objects.filter(shown_by=row) if isinstance(row, FollowUp) else past_letters.kept_by(row)
    if judged := ", ".join(each.what[:60] for each in shown):
        raise ShowsIt(row, what=judged)


def _correct_due(row: Commitment, due: Instant | Span | None, at: Instant) -> None:
    """No correction makes late what was in time. Raises JudgedByIt, PassedAlready."""
    if row.status != CommitmentStatus.OPEN:
        judged = JudgedByIt if row.may_be_judged_anew else JudgedAtTheEnd
        raise judged(row, state=row.get_status_display())
    runs = row.in_time_until is None or not passed(row.in_time_until, at)
    told = due and spans.told(due)
    if runs and told and passed(spans.last_second(told), at):
        raise PassedAlready(row, due=spans.in_words(told, not_none(get_language())))
    row.correct_due(due, at)


def _parts(row: Any) -> Iterable[Entry]:
    """Bodies that took part in an activity; what befell a sanction; what the product made of a denial."""
    denied = struck_replies.denied_in(row) if isinstance(row, Response) else ()
    if isinstance(row, Sanction):
        return row.developments.all()
    return row.parts.all() if isinstance(row, Activity) else denied
