"""Deeds on dated rules: clocks, steps of the ladder, reminders, signing, wordings, question sets."""

from datetime import date
from typing import Any

from django.utils import timezone

from ..errors import DomainError
from ..models import (
    ClockRule,
    LadderRung,
    LetterTemplate,
    QuestionSet,
    ReminderPolicy,
    SigningPolicy,
)
from ..plain.clocks import Instant
from ..record import deeds
from ..translatable import _
from ..workflow import Action, Actor


def enact_rule(*, by: Actor, **fields: Any) -> ClockRule:
    """Add a dated rule. Running clocks keep the rule they started with."""
    rule = ClockRule(**fields)
    with deeds.record(Action.ENACT_RULE, on=rule, by=by):
        rule.save()
    return rule


def enact_rung(*, by: Actor, **fields: Any) -> LadderRung:
    """Add a dated step of the ladder. Letters drafted before keep the step they were drafted with."""
    rung = LadderRung(**fields)
    with deeds.record(Action.ENACT_RUNG, on=rung, by=by):
        rung.save()
    return rung


class TooEarly(DomainError):
    """A policy that would change what has passed."""

    message = _("A policy holds for what is still to come: choose a later moment.")


def enact_reminders(
    *, by: Actor, effective_from: Instant, reminders: list[dict[str, Any]], note: str = ""
) -> ReminderPolicy:
    """From `effective_from` on reminders go out so. Raises TooEarly for one that would change what has passed."""
    latest = ReminderPolicy.objects.last()
    if latest and effective_from <= max(latest.effective_from, timezone.now()):
        raise TooEarly(latest)
    policy = ReminderPolicy(effective_from=effective_from, reminders=reminders, note=note)
    with deeds.record(Action.ENACT_REMINDERS, on=policy, by=by):
        policy.save()
    return policy


def enact_signing(*, by: Actor, mode: str, reason: str, at: Instant | None = None) -> SigningPolicy:
    """From now on letters are signed so. What is approved already keeps what it says."""
    policy = SigningPolicy(mode=mode)
    with deeds.record(Action.ENACT_SIGNING, on=policy, by=by, reason=reason, at=at) as deed:
        policy.effective_from = deed.at
        policy.save()
        deed.details = {"mode": str(mode)}
    return policy


def enact_template(*, by: Actor, kind: str, effective_from: date, reason: str, **texts: str) -> LetterTemplate:
    """The next version of the wording of `kind`, in force from the day `effective_from` (Asia/Jakarta)."""
    row = LetterTemplate(kind=kind, effective_from=effective_from, **texts)
    with deeds.record(Action.ENACT_TEMPLATE, on=row, by=by, reason=reason) as deed:
        row.version = LetterTemplate.objects.filter(kind=kind).count() + 1
        row.save()
        deed.details = {"kind": str(kind), "version": row.version}
    return row


def enact_questions(*, by: Actor, **fields: Any) -> QuestionSet:
    """Add a dated question set. Requests keep the set they began with."""
    questions = QuestionSet(**fields)
    with deeds.record(Action.ENACT_QUESTIONS, on=questions, by=by):
        questions.save()
    return questions
