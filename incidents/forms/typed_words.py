"""What somebody typed, named by the labels of our forms: for a page that hands words back where no form can show them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django import forms

from ..plain import form_fields
from .base import Guarded
from .moments import Offered, in_words, offered_before


class Typed(NamedTuple):
    label: str  # "" where no form of ours has such a field
    text: str


def typed(sent: Iterable[tuple[str, Sequence[str]]]) -> list[Typed]:
    """The words and choices of `sent` (name, values), each under its field's label. A choice is named in its own words; what
    stands for a row of the database is no word of anybody's."""
    found = []
    for name, texts in sent:
        fields = _fields().get(name.rpartition("-")[2], [])
        for text in form_fields.typed([(name, texts)], 1 if fields else form_fields.SHORTEST):
            read = [Typed(str(field.label or ""), words) for field in fields if (words := _words(field, text))]
            # several forms name it differently
            if read and len({each.label for each in read if each.text == text}) > 1:
                read = [Typed("", text)]
            found += read[:1] if fields else [Typed("", text)]
    return found


def _words(field: forms.Field, text: str) -> str:
    """What a field of this kind shows for `text`; "" where it shows nothing of it."""
    if isinstance(field, forms.ModelChoiceField | forms.BooleanField) or field.widget.is_hidden:
        return ""
    if isinstance(field, Offered):  # what a page offered is not among the choices of its form
        instant = offered_before(text)
        return in_words(instant) if instant else ""
    return str(dict(_flat(field.choices)).get(text, "")) if isinstance(field, forms.ChoiceField) else text


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        yield from _flat(label) if isinstance(label, list | tuple) else [(str(value), label)]


@lru_cache(maxsize=1)
def _fields() -> dict[str, list[forms.Field]]:
    """Every field of every form of ours, by its name: those with choices first, since only their own values fit them."""
    found: dict[str, list[forms.Field]] = {}
    kinds: list[type[Guarded]] = [Guarded]
    for kind in kinds:
        kinds += kind.__subclasses__()
        for name, field in kind.base_fields.items():
            found.setdefault(name, []).append(field)
    for fields in found.values():
        fields.sort(key=lambda field: not isinstance(field, forms.ChoiceField))
    return found
