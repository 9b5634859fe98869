"""Deeds of an auditor on their own instruments: rules for anomalies, and that something found was looked at. None of them writes
a row of a case; a rule may begin in the past, for it asks of what has passed and changes nothing of it."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from ..errors import DomainError
from ..models import AnomalyLook, AnomalyRule, User
from ..plain.clocks import Instant
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from .overtaken import Overtaken
from .rules import check_last


class AskedNoLonger(Overtaken):
    message = _("This rule for anomalies has its end already.")


class EndsBeforeItBegins(DomainError):
    """A rule that would hold on no day."""

    message = _("The rule begins on that day or later: choose a day after it.")


def enact_anomaly(
    *, by: User, code: str, limits: Mapping[str, int], effective_from: date, reason: str, seen: int | None = None
) -> AnomalyRule:
    """From `effective_from` on the record is asked so, until the next rule of this kind. The one before ends that day; one that
    began on the very day makes way, its end stays the end, and history keeps it. Raises Conflict: see rules.check_last()."""
    rule = AnomalyRule(code=code, limits=dict(limits), effective_from=effective_from)
    with deeds.record(Action.ENACT_ANOMALY, on=rule, by=by, reason=reason) as deed:
        others = AnomalyRule.objects.filter(code=code).order_by("effective_from")
        list(others.select_for_update())
        deed.details = {"anomaly": code}
        check_last(others, seen, rule)
        if mistaken := others.filter(effective_from=effective_from).first():
            mistaken.delete()
            deed.details["put_right"] = True
        before = others.filter(effective_from__lt=effective_from).last()
        after = others.filter(effective_from__gt=effective_from).first()
        if before is not None and (before.effective_to is None or before.effective_to > effective_from):
            before.effective_to = effective_from
            before.save()
        rule.effective_to = mistaken.effective_to if mistaken else after.effective_from if after else None
        rule.save()
    return rule


def end_anomaly(rule: AnomalyRule, *, by: User, effective_to: date, reason: str) -> AnomalyRule:
    """What is recorded from `effective_to` on is asked no longer. Raises EndsBeforeItBegins, and AskedNoLonger."""
    with deeds.record(Action.END_ANOMALY, on=rule, by=by, reason=reason) as deed:
        if deed.on.effective_to is not None:
            raise AskedNoLonger(deed.on)
        if effective_to <= deed.on.effective_from:
            raise EndsBeforeItBegins(deed.on)
        deed.details = {"anomaly": deed.on.code}
        deed.on.effective_to = effective_to
        deed.on.save()
    return deed.on


def look_at_finding(*, by: User, code: str, finding: str, words: str, at: Instant | None = None) -> AnomalyLook:
    """Say what was seen on looking at it. It stays found; another look may follow."""
    look = AnomalyLook(code=code, finding=finding, words=words, looked_by=by, looked_at=at or timezone.now())
    with deeds.record(Action.LOOK_AT_FINDING, on=look, by=by, at=at) as deed:
        deed.details = {"anomaly": code}
        look.looked_at = deed.at
        look.save()
    return look
