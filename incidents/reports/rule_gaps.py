"""What lacks a rule, or a letterhead, once one ends and nothing follows: said to whoever ends it, before they do."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import (
    Appointment,
    CaseLetter,
    ClarificationRequest,
    ClockRule,
    DataCategory,
    Incident,
    LadderRung,
    QuestionSet,
    RetentionRule,
    SanctionRegime,
    Unit,
)
from ..models.dated import DatedRule
from ..plain import clocks
from ..workflow import LETTERS_NOT_OUT, UNISSUED
from ..workflow.rows import ALIVE

Ending = ClockRule | LadderRung | QuestionSet | DataCategory | SanctionRegime | RetentionRule | Unit


def told(row: Ending, day: date | None = None) -> Iterable[str]:
    """What is without it from `day` on (None: from the day on which it ends, not chosen yet), in the reader's words."""
    if isinstance(row, Unit):
        yield from _of_unit(row, day)
        return
    yield _KINDS[type(row)](row)
    if isinstance(row, ClockRule) and row.code == "clarification" and (waiting := _requests().count()):
        yield ngettext(
            "%(n)d request that is drafted waits for its issue and could not be issued then.",
            "%(n)d requests that are drafted wait for their issue and could not be issued then.",
            waiting,
        ) % {"n": waiting}


def _of_clock(rule: ClockRule) -> str:
    if rule.code == "clarification":
        return _("No letter that asks for an answer can be issued then: nobody could say when it would be due.")
    if rule.code == "breach_notice":
        return _("For a controller that knows from then on no period of the statute is counted: its duty has no due.")
    return _("It is told beside no case from then on; a period that is counted from it ends with it.")


def _of_rung(rung: LadderRung) -> str:
    return _("No letter of step %(n)d is drafted then: after the step before it the ladder ends.") % {"n": rung.number}


def _of_questions(row: QuestionSet) -> str:
    others = QuestionSet.objects.filter(effective_to__isnull=True).exclude(code=row.code).count()
    if others:
        return _("It is offered no more: requests that began with it keep it.")
    return _("It is offered no more, and no other set holds on: a request begins without questions.")


def _of_category(_row: DataCategory) -> str:
    return _("It is named in no case whose breach falls on that day or later; where it is named it stays.")


def _of_regime(_row: SanctionRegime) -> str:
    return _("No measure of it is recorded that was decided on that day or later; those on record stay.")


def _of_retention(_row: RetentionRule) -> str:
    return _("Nothing is shown as kept longer than it allows; what was removed by it stays removed.")


_KINDS: dict[type[DatedRule], Callable[[Any], str]] = {
    ClockRule: _of_clock,
    LadderRung: _of_rung,
    QuestionSet: _of_questions,
    DataCategory: _of_category,
    SanctionRegime: _of_regime,
    RetentionRule: _of_retention,
}


def _requests() -> QuerySet[ClarificationRequest]:
    return ClarificationRequest.objects.filter(status__in=UNISSUED)


def _of_unit(unit: Unit, day: date | None) -> Iterable[str]:
    yield _("No letter is issued under it then, and none gets a number of it.")
    begins = clocks.day_begins(day) if day else None
    posts = Appointment.objects.filter(unit__code=unit.code, user__is_active=True)
    posts = posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=begins)) if begins else posts.filter(valid_to=None)
    counts = (
        (
            posts.values("user").distinct().count(),
            lambda n: ngettext(
                "%(n)d person serves in it beyond that: they are appointed elsewhere.",
                "%(n)d people serve in it beyond that: they are appointed elsewhere.",
                n,
            ),
        ),
        (
            Incident.objects.filter(status__in=map(str, ALIVE), owner__in=posts.values("user")).count(),
            lambda n: ngettext(
                "%(n)d case that is worked on is theirs: it is handed over.",
                "%(n)d cases that are worked on are theirs: they are handed over.",
                n,
            ),
        ),
        (
            _requests().filter(unit__code=unit.code).count()
            + CaseLetter.objects.filter(unit__code=unit.code, status__in=LETTERS_NOT_OUT).count(),
            lambda n: ngettext(
                "%(n)d letter that is drafted under it has not gone out.",
                "%(n)d letters that are drafted under it have not gone out.",
                n,
            ),
        ),
    )
    yield from (words(number) % {"n": number} for number, words in counts if number)
