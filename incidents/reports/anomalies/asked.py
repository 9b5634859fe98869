"""What the rules of an auditor find in the record: the rows of a rule, how many each found, what came since a visit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Subquery

from ...models import AnomalyRule, User
from ...plain.anomaly_kinds import AnomalyKind
from ...plain.clocks import Instant, day
from ...record.keyset import ORDER
from . import conflict, dues, exports, late, night, posts, restricted, silence, verified

# The rows that a kind finds with these limits, from about this instant on: a query over acts or over the access log.
Rows = Callable[[Mapping[str, int], Instant], QuerySet[Any]]
ROWS: dict[str, Rows] = {
    "dues": dues.rows,
    "night": night.rows,
    "late": late.rows,
    "exports": exports.rows,
    "posts": posts.rows,
    "conflict": conflict.rows,
    "silence": silence.rows,
    "verified": verified.rows,
    "restricted": restricted.rows,
}


class _Counted(Subquery):
    """How many rows a query finds, inside another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def found(rule: AnomalyRule, after: Instant | None = None) -> QuerySet[Any]:
    """What was recorded while `rule` held, not before `after`, and answers its question."""
    start = max(rule.begins_at, after) if after else rule.begins_at
    rows = ROWS[rule.code](rule.limits, start)
    instant, _key = ORDER[rows.model]
    rows = rows.filter(**{f"{instant}__gte": start})
    return rows.filter(**{f"{instant}__lt": rule.ends_at}) if rule.ends_at else rows


def found_by(rules: Sequence[AnomalyRule], user: User) -> QuerySet[Any] | None:
    """What several rules of one kind found, of what `user` may know of; None without a rule."""
    asked = Q()
    for rule in rules:
        asked |= Q(pk__in=found(rule).order_by().values("pk"))
    return found(rules[0]).model.objects.visible_to(user).filter(asked) if rules else None


def counts(rules: Iterable[AnomalyRule], user: User, after: Instant | None = None) -> dict[int, int]:
    """{key of a rule: how much it found}, of all of them at once: one query, hung on the row of the reader."""
    rules = list(rules)
    if not rules:
        return {}
    asked = [_Counted(found(rule, after).order_by().values("pk")) for rule in rules]
    row = User.objects.filter(pk=user.pk).order_by().values_list(*asked).get()
    return {rule.pk: n for rule, n in zip(rules, row, strict=True)}


def since(user: User, at: Instant) -> list[tuple[AnomalyKind, int]]:
    """Each kind that is asked, and how much of it was recorded since `at`, in the order of the rules."""
    rules = list(AnomalyRule.objects.exclude(effective_to__lte=day(at)))
    n = counts(rules, user, at)
    found_of: dict[AnomalyKind, int] = {}
    for rule in rules:
        found_of[rule.kind] = found_of.get(rule.kind, 0) + n[rule.pk]
    return list(found_of.items())
