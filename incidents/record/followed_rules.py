"""The dated rules and wordings that a deed follows: none of them is withdrawn or put right between the look at it and the deed.

A rule that nobody followed yet may be taken back or corrected. Whoever does so locks its row and then asks who follows it; the
door holds, at the end of each deed, the rows that this names, so that one of the two waits for the other and is told.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.db import connection, models

from ..models import ClockRule, Letter, LetterTemplate
from ..models.dated import DatedRule
from ..models.record import HistoryRow
from ..plain.not_none import not_none

Rule = type[DatedRule] | type[LetterTemplate]
HELD = "SELECT * FROM {table} WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"


def changed_meanwhile(rows: Iterable[HistoryRow]) -> models.Model | None:
    """Of the rules that a deed has newly named one that is gone, or says something else than the deed saw; None where all
    stand as they were. They stay so until the transaction ends."""
    seen: dict[Rule, dict[int, DatedRule | None]] = {}
    for row in rows:
        if row.history_type != "-":
            for model, key, rule in _named_by(not_none(row.saved), born=row.history_type == "+"):
                seen.setdefault(model, {}).setdefault(key, rule)
    for model, rules in sorted(seen.items(), key=lambda item: item[0].__name__):
        now = _hold(model, sorted(rules))
        for key, rule in rules.items():
            if key not in now or (rule is not None and _said(now[key]) != _said(rule)):
                gone: models.Model = rule or model()
                gone.pk = key
                return gone
    return None


def _hold(model: Rule, keys: list[int]) -> dict[int, models.Model]:
    """{key: the rule as it is now}. Whoever withdraws or puts one right waits until the transaction ends."""
    manager: models.Manager[Any] = model._base_manager
    if connection.vendor == "postgresql":
        held = manager.raw(HELD.format(table=connection.ops.quote_name(model._meta.db_table)), [keys])
        return {rule.pk: rule for rule in held}
    return manager.in_bulk(keys)  # on SQLite nobody else writes meanwhile


def _said(rule: models.Model) -> list[Any]:
    """What it says; the day on which it ends moves when another follows it."""
    columns = rule._meta.concrete_fields
    return [getattr(rule, column.attname) for column in columns if column.name != "effective_to"]


def _named_by(row: models.Model, *, born: bool) -> Iterator[tuple[Rule, int, DatedRule | None]]:
    """The rules that a row names for the first time: (model, key, the rule as the deed had it before it, or None)."""
    for name, column, model in _columns(type(row)):
        key, rule = getattr(row, column), row._state.fields_cache.get(name)
        if key is not None and (born or rule is not None):
            yield model, key, rule
    if born and isinstance(row, Letter) and (named := row.content.get("clock_rule")):
        yield ClockRule, named, None
    if born and isinstance(row, Letter):
        worded = {row.kind: row.content.get("wording", {}).get("version")} | row.content.get("clauses", {})
        for kind, version in worded.items():
            if version:
                key = LetterTemplate.objects.filter(kind=kind, version=version).values_list("pk", flat=True).first()
                yield LetterTemplate, key or 0, None


@cache
def _columns(model: type[models.Model]) -> tuple[tuple[str, str, type[DatedRule]], ...]:
    """(field, column, model of the rule) of everything in a row that names a dated rule."""
    return tuple(
        (field.name, field.attname, field.related_model)
        for field in model._meta.concrete_fields
        if isinstance(field.related_model, type) and issubclass(field.related_model, DatedRule)
    )
