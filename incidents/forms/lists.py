"""A list as somebody brings it: its columns by the names people give them, each row a form, no cell a formula."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..actions.lists import Row
from . import tables
from .base import Guarded
from .fields import Upload

# How a spreadsheet tells that a cell is to be reckoned: what somebody else would run, and nobody meant to say.
_FORMULA = re.compile(r"=|[+\-@]\w+\(|[+\-@][^|]*\|")


class Word(forms.CharField):
    """One of several choices, written by its label in either language or by its code."""

    def __init__(self, choices: Any, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.known = list(choices)
        self.of_words = {str(value).lower(): value for value, _label in choices}
        for language in ("id", "en"):
            with translation.override(language):
                self.of_words |= {str(label).lower(): value for value, label in choices}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self.read(text) if text else ""

    def read(self, text: str) -> Any:
        if text.lower() not in self.of_words:
            raise ValidationError(_("“%(text)s” is none of the words this column knows."), params={"text": text[:60]})
        return self.of_words[text.lower()]


class Words(Word):
    """Several of them, parted by semicolons: each once, in the order of the choices, as a form has them."""

    def clean(self, value: Any) -> Any:
        parts = [part.strip() for part in forms.CharField.clean(self, value).split(";")]
        told = {self.read(part) for part in parts if part}
        return [code for code, _label in self.known if code in told]


class PlainCells(Guarded):
    """A row none of whose cells is to be reckoned."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, cell in self.data.items():
            if _FORMULA.match(cell):
                self.add_error(name, _("This cell holds a formula. Write what it comes to."))
        return cleaned


class RowForm(PlainCells):
    """One row of a list. `COLUMNS` says how the heads may be written, the product's own word first, which its page documents;
    `LABELS` what each column is called; `needed` are the columns without which a list says nothing."""

    COLUMNS: ClassVar[Mapping[str, tuple[str, ...]]]
    LABELS: ClassVar[Mapping[str, str]]
    needed: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong, each with the head of its column."""
        return tuple(
            f"{gettext(self.LABELS[name])}: {' '.join(map(str, errors))}"
            if name in self.LABELS
            else " ".join(map(str, errors))
            for name, errors in self.errors.items()
        )


def rows_of(table: tables.Table, of: type[RowForm]) -> list[Row]:
    """The rows of a table under its heads. Raises ValidationError where a column that is needed is missing, one is not known,
    or two are alike."""
    facts = tables.heads_of(tables.with_rows(table)[0], of.COLUMNS, of.needed)
    found = []
    for line, cells in enumerate(table[1:], start=2):
        if not any(cells):
            continue
        typed, strays = tables.under_heads(facts, cells)
        form = of(typed)
        faults = (*(() if form.is_valid() else form.faults), *strays)
        known = {name: value for name, value in form.cleaned_data.items() if value not in ("", None, [])}
        called = {fact: form.data.get(fact, "") for fact in of.needed} if faults else {}
        found.append(Row(line, known | called, faults))
    return found


class ListForm(Guarded):
    """A list to look at, or one that has been looked at and is carried along."""

    file = Upload(label=_("List"), required=False)
    table = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2_000_000)
    unguarded: tuple[str, ...] = ("table", "file")  # each cell is looked at by the form of its row

    of: type[RowForm]
    rows: list[Row]
    carried: str
    most_rows = tables.MOST_ROWS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.required = not self.data.get(self.add_prefix("table"))  # what was looked at is carried along
        file.error_messages["required"] = _("Choose the list.")
        file.help_text = _("CSV or XLSX, at most %(most)d rows.") % {"most": self.most_rows}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        upload, text = cleaned.get("file"), self.data.get(self.add_prefix("table"), "")
        if upload or text:
            try:
                self.rows = self.read(upload, text)
            except ValidationError as fault:
                self.add_error("file", fault)
        return cleaned

    def read(self, upload: Any, text: str) -> list[Row]:
        """The rows of what was brought, or of what is carried along. Raises ValidationError."""
        return rows_of(self.kept(tables.read(upload) if upload else tables.of_text(text)), self.of)

    def kept(self, table: tables.Table) -> tables.Table:
        """`table` itself, carried along to the second press. Raises ValidationError where it is too long."""
        tables.not_more(table, self.most_rows)
        self.carried = tables.as_text(table)
        return table
