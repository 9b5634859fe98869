"""Deed that strikes more time which was given by mistake for what a letter asks for: each point is owed by the due that it had. Nobody is
made late by it: where that due has passed meanwhile, the time that the body was told of stays."""

from datetime import datetime
from typing import Any

from django.db import transaction

from ..errors import NOT_NOW, DomainError
from ..models import CaseLetter, Commitment, FollowUp, User
from ..models.points import copies_with
from ..models.record import SPAN_PARTS
from ..plain.clocks import passed
from ..plain.not_none import not_none
from ..record import deeds, sent_forms
from ..translatable import _
from ..workflow import Action, CommitmentStatus
from . import follow_ups, same_points
from .agencies import check_exists

DUES = ("due_at", "in_time_until", *(f"{due}_{part}" for due in ("told_due", "passed_due") for part in SPAN_PARTS))


class NoMoreTimeStands(deeds.Conflict):
    message = _("No more time stands on this letter that could be struck: none was given, or it was struck already.")


class JudgedWithIt(DomainError):
    status = NOT_NOW
    message = _(
        "By this due it was judged, or the judgement was taken back: %(what)s. What was judged by it keeps it: take the judgement "
        "back first where it stands, with a reason."
    )


class ReliedOn(DomainError):
    status = NOT_NOW
    message = _(
        "The due that it had before has passed since, and the body relied on what it was told: that time stays. What is outstanding "
        "may be asked for by a new letter."
    )


def strike_more_time(
    letter: CaseLetter, *, by: User, seen: int | None, reason: str, at: datetime | None = None
) -> FollowUp:
    """Strike the last more time that stands on `letter`, on whichever of its copies its body owes the same; the body reads why. Given anew,
    it is told anew. Raises NoMoreTimeStands, JudgedWithIt, ReliedOn, BodyEnded."""
    act_id = sent_forms.new_act()
    with transaction.atomic():
        with deeds.record(
            Action.STRIKE_MORE_TIME, on=letter, by=by, seen=seen, reason=reason, at=at, act_id=act_id
        ) as deed:
            check_exists(deed.on.agency, deed.at)
            given = FollowUp.objects.filter(case_letter=deed.on, kind=FollowUp.Kind.POSTPONED).last()
            if given is None:
                raise NoMoreTimeStands(deed.on)
            moved = _moved_by(given)
            _check(given, moved, deed.at)
            copies = [deed.on, *copies_with(deed.on)]
            same = FollowUp.objects.filter(case_letter__in=copies, kind=given.kind)
            for row in same.filter(came_at=given.came_at, due_at=given.due_at):
                row.struck_at = deed.at
                row.save()
            said = follow_ups.say(deed, FollowUp.Kind.TIME_BACK, by)
            same_points.say_on_copies(said, [point for point, _before in moved])
            deed.details["due_at"] = not_none(given.due_at).isoformat()
        for n, (point, before) in enumerate(moved, start=1):
            step = deed.after(n)
            with deeds.record(Action.REDATE, on=point, by=by, reason=reason, at=step, act_id=act_id) as back:
                for name in DUES:
                    setattr(back.on, name, getattr(before, name))
                back.on.save()
                back.details = {"who": back.on.who, "text": back.on.what, "due_at": not_none(before.due_at).isoformat()}
    return given


def _moved_by(given: FollowUp) -> list[tuple[Commitment, Any]]:
    """What it gave time for and nobody gave more since, settled meanwhile or not, each with how it stood before."""
    letters = [given.case_letter, *copies_with(given.case_letter)]
    rows = Commitment.objects.filter(case_letter__in=letters, due_at=given.due_at).order_by("pk")
    before = (each.history.filter(history_date__lte=given.came_at).order_by("history_id").last() for each in rows)
    return [(each, was) for each, was in zip(rows, before, strict=True) if was and was.due_at != each.due_at]


def _check(given: FollowUp, moved: list[tuple[Commitment, Any]], at: datetime) -> None:
    judged = (CommitmentStatus.KEPT, CommitmentStatus.MISSED)
    owed = CommitmentStatus.OPEN
    if what := [each.what[:60] for each, was in moved if each.status in judged or was.status != owed]:
        raise JudgedWithIt(given, what=", ".join(what))
    for each, was in list(moved):
        if each.status != owed:
            moved.remove((each, was))  # released: nothing is owed by any due
        elif passed(was.in_time_until, at) and not passed(was.in_time_until, given.came_at):
            raise ReliedOn(given)
