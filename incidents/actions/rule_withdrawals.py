"""Deeds that take back what was enacted by mistake, while nothing was done by it: a clock rule, a policy of reminders."""

from django.db.models import QuerySet

from ..errors import DomainError
from ..models import ClockRule, ReminderPolicy, User
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from .rules import Followed, enacted_by_somebody, followers, in_short


class Shipped(DomainError):
    """What the product ships is no mistake of an administrator's."""

    message = _("This rule came with the product: it is followed by another, not withdrawn.")


class BegunBefore(DomainError):
    """A policy by which reminders may have gone out."""

    message = _("This policy has begun: reminders may have gone out by it. Another one follows it.")


def withdraw_rule(rule: ClockRule, *, by: User, reason: str) -> ClockRule:
    """Take back a rule that was enacted by mistake, while nothing was done by it: the one before it holds as if it had not
    been. History keeps it, and why. Raises Followed, Shipped."""
    with deeds.record(Action.WITHDRAW_RULE, on=rule, by=by, reason=reason) as deed:
        others = ClockRule.objects.filter(code=deed.on.code).order_by("effective_from")
        list(others.select_for_update())
        if not enacted_by_somebody(deed.on):
            raise Shipped(deed.on)
        if what := in_short(followers(deed.on)):
            raise Followed(deed.on, what=what)
        ClockRule.objects.get(pk=deed.on.pk).delete()
        _give_back(deed.on, others)
        deed.details = {"rule": str(deed.on), "from": deed.on.effective_from.isoformat()}
    return deed.on


def _give_back(gone: ClockRule, others: QuerySet[ClockRule]) -> None:
    """The rule that ended where `gone` began ends where the next one begins; without one at the end that it was given
    itself, if it was given one."""
    before = others.filter(effective_to=gone.effective_from).last()
    if before is None:
        return
    after = others.filter(effective_from__gt=gone.effective_from).first()
    ends = ClockRule.history.filter(id=before.pk, history_type="+").earliest("history_date").effective_to
    if ClockRule.history.filter(code=gone.code, effective_from=ends).exists():
        ends = None  # where another began, that may be gone by now
    if after and (ends is None or ends > after.effective_from):
        ends = after.effective_from
    before.effective_to = ends
    before.save()


def withdraw_reminders(policy: ReminderPolicy, *, by: User, reason: str) -> ReminderPolicy:
    """Take back a policy that has not begun. History keeps it, and why. Raises BegunBefore."""
    with deeds.record(Action.WITHDRAW_REMINDERS, on=policy, by=by, reason=reason) as deed:
        if deed.on.effective_from <= deed.at:
            raise BegunBefore(deed.on)
        ReminderPolicy.objects.get(pk=deed.on.pk).delete()
        deed.details = {"from": deed.on.effective_from.isoformat()}
    return deed.on
