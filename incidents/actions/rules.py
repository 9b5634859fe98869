"""Deeds on dated rules: clocks, steps of the ladder, reminders, signing, wordings, question sets, categories, regimes.

Rules of one name follow each other: enacting one ends the one before it in the same deed, and it ends itself where one
that was enacted earlier begins. What ran by a rule keeps what it copied of it. A person enacts for today or later; the
product loads what it ships from its true day, also when the upgrade that brought it came after that day.
"""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar, cast

from django.db.models import Max, Model, QuerySet
from django.utils import timezone

from ..errors import DomainError
from ..models import (
    ClockRule,
    DataCategory,
    LadderRung,
    Letter,
    LetterTemplate,
    Proposal,
    QuestionSet,
    ReminderPolicy,
    RetentionRule,
    SanctionRegime,
    SigningPolicy,
)
from ..models.dated import DatedRule
from ..models.visibility import Tracked
from ..plain import clocks, periods
from ..plain.clocks import Instant
from ..record import deeds
from ..translatable import _
from ..workflow import Action, Actor
from . import overtaken, two_people

R = TypeVar("R", bound=DatedRule)
NAMED = 3  # how many of what follows a rule a refusal names


class ForThePast(DomainError):
    """A rule that would change what has passed: clocks ran and letters went out by the one before."""

    message = _("A rule holds for what is still to come: choose today or a later day.")


class HeldByHand(ForThePast):
    """What is shipped would end, in the past, a rule that somebody of the ministry enacted."""

    message = _(
        "A rule that the ministry itself enacted holds on that day, and is not ended behind its back. Let it stand, or enact the shipped text under Rules from a day to come."
    )


class BeginsThen(DomainError):
    """Another rule of the same name begins on that very day."""

    message = _("Another rule of this name begins on that day.")


class Followed(BeginsThen):
    """Something was done by a rule: it stands, whatever was meant."""

    message = _(
        "The rule of this name that begins on that day was followed already: %(what)s. It stands; another begins on a later day."
    )


class StartNotCounted(DomainError):
    """A clock would have to start with something that no instant on record stands for."""

    message = _("No clock of the product can start so. By this rule it starts with: %(starts)s.")


class LengthNotCounted(DomainError):
    """A clock would have to run for days of which nobody knows whether they are working days, or for no time at all."""

    message = _("A clock runs by this rule: give a length from 1 to 999, in hours, calendar days or working days.")


def enact_rule(*, by: Actor, reason: str, **fields: Any) -> ClockRule:
    """Enact a clock rule. Running clocks keep the rule they started with. What a clock could not obey is refused.

    Raises StartNotCounted, LengthNotCounted, ForThePast, BeginsThen.
    """
    rule = ClockRule(**fields)
    if rule.runs_a_clock:
        starts = ClockRule.COUNTED[rule.code]
        if rule.start_event not in starts:
            raise StartNotCounted(rule, starts=_starts(starts))
        if not _countable(rule.length, rule.unit):
            raise LengthNotCounted(rule)
    return _enact(rule, Action.ENACT_RULE, by, reason)


def _countable(length: int | None, unit: str) -> bool:
    return unit != ClockRule.Unit.DAYS and 1 <= (length or 0) <= periods.LONGEST


def _starts(starts: Collection[str]) -> str:
    return ", ".join(str(label) for value, label in ClockRule.Start.choices if value in starts)


def enact_rung(*, by: Actor, reason: str, **fields: Any) -> LadderRung:
    """Enact a step of the ladder. Letters drafted before keep theirs. Raises LengthNotCounted, ForThePast, BeginsThen."""
    rung = LadderRung(**fields)
    if rung.notice is not None and not _countable(rung.notice, rung.notice_unit):
        raise LengthNotCounted(rung)
    return _enact(rung, Action.ENACT_RUNG, by, reason)


def enact_questions(*, by: Actor, reason: str, **fields: Any) -> QuestionSet:
    """Enact a question set. Requests keep the set they began with. Raises ForThePast, BeginsThen."""
    return _enact(QuestionSet(**fields), Action.ENACT_QUESTIONS, by, reason)


def enact_category(*, by: Actor, reason: str, **fields: Any) -> DataCategory:
    """Enact a category of data. Raises ForThePast, BeginsThen."""
    return _enact(DataCategory(**fields), Action.ENACT_CATEGORY, by, reason)


def enact_retention(*, by: Actor, reason: str, **fields: Any) -> RetentionRule:
    """Enact how long content is kept after the end. It removes nothing. Raises ForThePast, BeginsThen."""
    return _enact(RetentionRule(**fields), Action.ENACT_RETENTION, by, reason)


def enact_regime(*, by: Actor, reason: str, **fields: Any) -> SanctionRegime:
    """Enact a sanction regime with its own measures. Raises ForThePast, BeginsThen."""
    return _enact(SanctionRegime(**fields), Action.ENACT_REGIME, by, reason)


def _enact(rule: R, action: Action, by: Actor, reason: str) -> R:
    """The rule takes its place among those of its name, all in one deed."""
    if (mistaken := _of_the_same_day(rule)) is not None:
        return _put_right(mistaken, rule, action, by, reason)
    with deeds.record(action, on=rule, by=by, reason=reason) as deed:
        named = {rule.named_by: getattr(rule, rule.named_by)}
        others = type(rule)._default_manager.filter(**named).order_by("effective_from")
        # Whoever enacts a rule of this name at the same moment is waited for; the questions below are put after that.
        list(others.select_for_update())
        if taken := others.filter(effective_from=rule.effective_from).first():
            raise Followed(taken, what=what) if (what := in_short(followers(taken))) else BeginsThen(taken)
        before = others.filter(effective_from__lt=rule.effective_from).last()
        after = others.filter(effective_from__gt=rule.effective_from).first()
        cut = before is not None and (before.effective_to is None or before.effective_to > rule.effective_from)
        past = rule.effective_from < clocks.day(deed.at)
        # What the law has been since that day, before the product came or before it was upgraded, the product itself loads.
        if past and by is not deeds.SYSTEM:
            raise ForThePast(rule)
        if past and before is not None and cut:
            if enacted_by_somebody(before):
                raise HeldByHand(rule)
            deed.details = {"entered_late": True}
        if before is not None and cut:
            before.effective_to = rule.effective_from
            before.save()
        if after and (rule.effective_to is None or rule.effective_to > after.effective_from):
            rule.effective_to = after.effective_from
        rule.save()
    return rule


def _of_the_same_day(rule: R) -> R | None:
    """The rule of this name that begins on the same day, from today on, and that nothing has followed yet: a mistake may
    be put right. History keeps what stood."""
    named = {rule.named_by: getattr(rule, rule.named_by)}
    rows = type(rule)._default_manager.filter(effective_from=rule.effective_from, **named)
    row: R | None = rows.filter(effective_from__gte=clocks.day(timezone.now())).first()
    return row if row is not None and may_be_put_right(row) else None


def may_be_put_right(rule: DatedRule) -> bool:
    """Whether it was enacted by a person, and nothing was done by it yet."""
    return enacted_by_somebody(rule) and not followers(rule)


def followers(rule: DatedRule) -> list[Model]:
    """The clocks, letters and cases that refer to this rule; of each kind at most NAMED and one more."""
    found: list[Model] = []
    if isinstance(rule, ClockRule):
        found += Letter.objects.filter(content__clock_rule=rule.pk).order_by("pk")[: NAMED + 1]
    links = (link for link in rule._meta.get_fields(include_hidden=True) if link.one_to_many or link.one_to_one)
    tables = [(link.related_model, link.field) for link in links if not link.concrete]  # type: ignore[union-attr]  # a relation back has no column
    for model, column in tables:
        if model is not None and not hasattr(model, "history_id"):
            found += model._base_manager.filter(**{column.attname: rule.pk}).order_by("pk")[: NAMED + 1]
    return found


def in_short(rows: list[Model]) -> str:
    """What follows a rule, in short: the letters, requests and cases, each once."""
    names = dict.fromkeys(str(getattr(row, "request", None) or getattr(row, "incident", None) or row) for row in rows)
    return ", ".join([*list(names)[:NAMED], *(["…"] if len(names) > NAMED else [])])


def _put_right(mistaken: R, rule: R, action: Action, by: Actor, reason: str) -> R:
    with deeds.record(action, on=mistaken, by=by, reason=reason) as deed:
        if what := in_short(followers(deed.on)):  # since it was looked at, before its row was locked
            raise Followed(deed.on, what=what)
        for column in rule._meta.concrete_fields:
            if column.name not in ("id", "effective_from", "effective_to"):
                setattr(deed.on, column.attname, getattr(rule, column.attname))
        deed.on.save()
        deed.details = {"put_right": True}
    return deed.on


def last_of(rows: QuerySet[Any]) -> int:
    """The key of the row that came last among `rows`, 0 for none: what the page of a successor has seen."""
    found: int | None = rows.order_by("pk").values_list("pk", flat=True).last()
    return found or 0


def check_last(rows: QuerySet[Any], seen: int | None, on: Model) -> None:
    """Raises Conflict when a row has come that the page of `on` had not seen. None: nobody looked at a page."""
    if seen is None:
        return
    list(rows.select_for_update().order_by("pk").values_list("pk"))  # of two at once the later sees the earlier
    if last_of(rows) != seen:
        raise overtaken.EnactedSince(on)


def enacted_by_somebody(rule: Model) -> bool:
    """Whether a person enacted it, rather than the loader of what is shipped."""
    tracked = cast(Tracked, type(rule))
    return tracked.history.filter(id=rule.pk, history_type="+", history_user__isnull=False).exists()


class TooEarly(DomainError):
    """A policy that would change what has passed."""

    message = _("A policy holds for what is still to come: choose a later moment.")


def enact_reminders(
    *, by: Actor, effective_from: Instant, reminders: list[dict[str, Any]], reason: str, seen: int | None = None
) -> ReminderPolicy:
    """From `effective_from` on reminders go out so. Raises TooEarly for one that would change what has passed, Conflict
    when a policy has come since the one that was `seen` (see check_last())."""
    taken = ReminderPolicy.objects.filter(effective_from=effective_from).first()
    begun = ReminderPolicy.objects.order_by("effective_from").first()
    if taken or (begun and effective_from <= timezone.now()):
        raise TooEarly(taken or begun)
    policy = ReminderPolicy(effective_from=effective_from, reminders=reminders)
    with deeds.record(Action.ENACT_REMINDERS, on=policy, by=by, reason=reason):
        check_last(ReminderPolicy.objects.all(), seen, policy)
        policy.save()
    return policy


def check_signing_seen(seen: int | None) -> None:
    """Raises Conflict where letters are signed otherwise since it was `seen`: see check_last()."""
    check_last(SigningPolicy.objects.all(), seen, SigningPolicy())


def enact_signing(
    *,
    by: Actor,
    mode: str,
    reason: str,
    at: Instant | None = None,
    confirms: Proposal | None = None,
    act_id: uuid.UUID | None = None,
) -> SigningPolicy:
    """From now on letters are signed so, as somebody else proposed whom this `confirms`. What is approved already keeps what it says.
    Raises NeedsTwo."""
    two_people.check(confirms, by, confirms)
    policy = SigningPolicy(mode=mode)
    with deeds.record(Action.ENACT_SIGNING, on=policy, by=by, reason=reason, at=at, act_id=act_id) as deed:
        policy.effective_from = deed.at
        policy.save()
        deed.details = {"mode": str(mode)}
        if confirms:
            deed.details |= {"proposer": confirms.proposed_by.name}
    return policy


def enact_template(
    *, by: Actor, kind: str, effective_from: date, reason: str, seen: int | None = None, **texts: str
) -> LetterTemplate:
    """The next version of the wording of `kind`, in force from the day `effective_from` (Asia/Jakarta). Raises
    ForThePast, and Conflict: see check_last()."""
    row = LetterTemplate(kind=kind, effective_from=effective_from, **texts)
    with deeds.record(Action.ENACT_TEMPLATE, on=row, by=by, reason=reason) as deed:
        if effective_from < clocks.day(deed.at):
            raise ForThePast(row)
        check_last(LetterTemplate.objects.filter(kind=kind), seen, row)
        told = LetterTemplate.history.filter(kind=kind).aggregate(last=Max("version"))
        row.version = (told["last"] or 0) + 1  # also of what was withdrawn: no number names two wordings
        row.save()
        deed.details = {"kind": str(kind), "version": row.version}
    return row
