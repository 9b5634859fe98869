"""What forms and verbs call a fact of a row, and its columns: a span by its name, or by that of its first column."""

from typing import Any

from django.db import models

from ..plain import spans
from .record import span_columns, span_of


def in_columns(row: models.Model, facts: dict[str, Any]) -> dict[str, Any]:
    """`facts` of a row as its columns: each span among them as all of its own, also one that is called by its first column."""
    out: dict[str, Any] = {}
    for name, value in facts.items():
        if hasattr(row, f"{name}_precision"):
            out |= span_columns(name, value)
        elif _is_first_of_a_span(row, name):
            out |= span_columns(name.removesuffix("_at"), value and spans.told(value))
        else:
            out[name] = value
    return out


def as_typed(row: models.Model, name: str) -> Any:
    """The fact of a row that a form asks for under this name: a span as exactly as it is known."""
    return span_of(row, name.removesuffix("_at")) if _is_first_of_a_span(row, name) else getattr(row, name)


def _is_first_of_a_span(row: models.Model, name: str) -> bool:
    return name.endswith("_at") and hasattr(row, f"{name.removesuffix('_at')}_precision")
