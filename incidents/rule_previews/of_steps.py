"""What another step of the ladder would change: the days of an example letter that nobody answers, and of those that run."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from ..actions import letter_content, letter_issuing, same_questions
from ..models import LadderRung
from ..plain import clocks
from ..plain.clocks import Instant
from . import open_letters
from .shape import MORNING, NOTHING, SHOWN, Preview, Row, Table, Version, at, more

FIRST = 1  # the number of the first letter, which no step makes
MOST = 12  # steps that an example goes through


def told(version: Version) -> Preview:
    """An example letter issued on the first day, each step sent as soon as it is drafted; then open letters."""
    start = clocks.day_begins(version.rule.effective_from) + MORNING
    was, now = dict(_walk(start, version.before)), dict(_walk(start, version.rule))
    rows = [
        Row(f"{number}. {_title(number, version)}", was.get(number, NOTHING), now.get(number, NOTHING))
        for number in sorted(was.keys() | now.keys())
    ]
    said = [
        _("A step is that of the day on which it is drafted; what is drafted keeps the one that it was drafted by.")
    ]
    if not rows:
        said.append(_("No clock rule holds on that day, so no letter can be issued."))
    title = _("A letter issued on %(day)s that nobody answers") % {"day": at(start)}
    note = _("Each step is taken to go out as soon as it is drafted.")
    example = [Table(title, _("Step"), rows, note)] if rows else []
    return Preview(said, (*example, *_open(version)))


def _title(number: int, version: Version) -> str:
    if number == FIRST:
        return _("Letter")
    return str(version.rule) if number == version.rule.number else str(_step(number, version.rule, version.now))


def _step(number: int, typed: LadderRung | None, on: Instant) -> LadderRung | None:
    """The step of this number: the one that was typed, else the one on record for that day."""
    if typed is not None and typed.number == number:
        return typed
    return LadderRung.objects.in_force(number, clocks.day(on))


def _walk(start: Instant, typed: LadderRung | None) -> Iterator[tuple[int, str]]:
    """(number, when it goes out and from when on the meeting may be) of the letters of a chain, the first one first."""
    issued, number = start, FIRST
    try:
        due_at = letter_issuing.preview_due(issued).due_at
        yield number, _("due %(due)s") % {"due": at(due_at)}
        while number < MOST and (step := _step(number + 1, typed, due_at)):
            issued, number = step.follows_from(due_at) + timedelta(seconds=1), number + 1
            due_at = letter_issuing.preview_due(issued).due_at
            words = {"day": at(issued), "due": at(due_at)}
            said = _("drafted %(day)s, due %(due)s") % words
            if step.meets:
                said += "; " + _("meeting after %(day)s") % {"day": _meeting(step, issued)}
            yield number, said
    except letter_content.NoRule:
        return


def _meeting(step: LadderRung, issued: Instant) -> str:
    """The instant after which its meeting may be; nothing by a notice that no clock can count, which the deed refuses."""
    try:
        return at(same_questions.earliest_meeting(step, issued))
    except ValueError:
        return NOTHING


def _open(version: Version) -> list[Table]:
    """Letters that wait for this very step, and are still open when it begins to hold."""
    number, begins = version.rule.number, clocks.day_begins(version.rule.effective_from)
    stands_at = Q(rung__number=number - 1) if number - 1 > FIRST else Q(rung__isnull=True)
    rows = open_letters.of(version.user).filter(stands_at, followers__isnull=True)
    shown = []
    for each in rows[:SHOWN]:
        old = version.before.follows_from(each.due_at) if version.before else None
        if old is None or old >= begins:
            new = at(max(begins, version.rule.follows_from(each.due_at)))
        else:
            new = at(old)  # drafted by the step of before, before this one holds
        shown.append(Row(open_letters.named(each), at(old) if old else NOTHING, new))
    title = _("When the step is drafted after open letters, if nobody answers")
    return [Table(title, _("Letter"), shown, more(rows.count(), len(shown)))] if shown else []
