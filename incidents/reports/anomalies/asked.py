"""What the rules of an auditor find in the record: the rows of a rule, how many each found, what came since a visit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Subquery

from ...models import AnomalyRule, User
from ...plain.anomaly_kinds import AnomalyKind
from ...plain.clocks import Instant, day
from ...record.keyset import ORDER
from . import changed_back, conflict, dues, exports, late, night, posts, restricted, roles, silence, verified
from .evaluation import Evaluation

# The rows that a kind finds with these limits, of what was recorded or became so from an instant on, at another: a query over acts or
# over the access log.
Rows = Callable[[Mapping[str, int], Instant, Evaluation], QuerySet[Any]]
ROWS: dict[str, Rows] = {
    "dues": dues.rows,
    "night": night.rows,
    "late": late.rows,
    "exports": exports.rows,
    "posts": posts.rows,
    "roles": roles.rows,
    "back": changed_back.rows,
    "conflict": conflict.rows,
    "silence": silence.rows,
    "verified": verified.rows,
    "restricted": restricted.rows,
}


class _Counted(Subquery):
    """How many rows a query finds, inside another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def found(rule: AnomalyRule, at: Instant, after: Instant | None = None) -> QuerySet[Any]:
    """What was recorded while `rule` held and answers its question at `at`; of that what was recorded, or came to be so, not before
    `after`."""
    return _found(rule, Evaluation(at), after)


def _found(rule: AnomalyRule, evaluation: Evaluation, after: Instant | None = None) -> QuerySet[Any]:
    rows = ROWS[rule.code](rule.limits, max(rule.begins_at, after) if after else rule.begins_at, evaluation)
    instant, _key = ORDER[rows.model]
    rows = rows.filter(**{f"{instant}__gte": rule.begins_at})
    return rows.filter(**{f"{instant}__lt": rule.ends_at}) if rule.ends_at else rows


def found_by(rules: Sequence[AnomalyRule], user: User, at: Instant) -> QuerySet[Any] | None:
    """What several rules of one kind find at `at`, of what `user` may know of; None without a rule."""
    evaluation, asked = Evaluation(at), Q()
    rows = [_found(rule, evaluation) for rule in rules]
    for each in rows:
        asked |= Q(pk__in=each.order_by().values("pk"))
    return rows[0].model.objects.visible_to(user).filter(asked) if rows else None


def counts(rules: Iterable[AnomalyRule], user: User, at: Instant, after: Instant | None = None) -> dict[int, int]:
    """{key of a rule: how much it finds at `at`}, of all of them at once: one query, hung on the row of the reader."""
    rules = list(rules)
    if not rules:
        return {}
    evaluation = Evaluation(at)
    asked = [_Counted(_found(rule, evaluation, after).order_by().values("pk")) for rule in rules]
    row = User.objects.filter(pk=user.pk).order_by().values_list(*asked).get()
    return {rule.pk: n for rule, n in zip(rules, row, strict=True)}


def since(user: User, after: Instant, at: Instant) -> list[tuple[AnomalyKind, int]]:
    """Each kind that is asked, and how much of it was recorded or came to be so from `after` up to `at`, in the order of the rules."""
    rules = list(AnomalyRule.objects.exclude(effective_to__lte=day(after)))
    n = counts(rules, user, at, after)
    found_of: dict[AnomalyKind, int] = {}
    for rule in rules:
        found_of[rule.kind] = found_of.get(rule.kind, 0) + n[rule.pk]
    return list(found_of.items())
