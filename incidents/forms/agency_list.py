"""A list of bodies as somebody brings it: its columns, by the names people give them, and what each cell may hold."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ..actions.agency_list import NEW, Row, fact_label
from ..models import Agency
from ..models.agencies import ZONES
from . import tables
from .addresses import Email, MailDomains
from .base import Guarded, Upload
from .moments import Day
from .on_paper import OnPaper

# How the heads of a list may be written: the product's own word first, which its page documents.
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("nama", "name", "nama instansi"),
    "short_name": ("nama singkat", "short_name", "short name", "singkatan"),
    "code": ("kode", "code"),
    "kind": ("jenis", "kind", "jenis badan"),
    "sector": ("sektor", "sector"),
    "parent": ("induk", "parent", "instansi induk"),
    "country": ("negara", "country"),
    "zone": ("zona waktu", "zone"),
    "mail_domains": ("domain", "mail_domains", "domain surel"),
    "phone": ("telepon", "phone", "telephone"),
    "post_address": ("alamat pos", "post_address", "postal address", "alamat"),
    "office_hours": ("jam kantor", "office_hours", "office hours", "jam kerja"),
    "head_office": ("jabatan dituju", "head_office", "office addressed"),
    "place": ("tempat", "place", "kota"),
    "office": ("kontak", "office", "unit kontak"),
    "email": ("surel", "email", "e-mail", "surel kontak"),
    "valid_from": ("berlaku sejak", "valid_from", "valid from"),
}


class Word(forms.CharField):
    """One of several choices, written by its label in either language or by its code."""

    def __init__(self, choices: Any, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.of_words = {str(value).lower(): value for value, _label in choices}
        for language in ("id", "en"):
            with translation.override(language):
                self.of_words |= {str(label).lower(): value for value, label in choices}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and text.lower() not in self.of_words:
            raise ValidationError(_("“%(text)s” is none of the words this column knows."), params={"text": text[:60]})
        return self.of_words[text.lower()] if text else ""


class RowForm(OnPaper):
    """One row of the list."""

    printed = ("name", "short_name", "head_office", "place")
    unguarded = ("phone",)

    name = forms.CharField(max_length=200)
    short_name = forms.CharField(max_length=60, required=False)
    code = forms.CharField(max_length=40, required=False)
    kind = Word(Agency.Kind.choices)
    sector = Word(Agency.Sector.choices)
    parent = forms.CharField(max_length=200, required=False)
    country = forms.CharField(max_length=60, required=False)
    zone = Word(ZONES)
    mail_domains = MailDomains()
    phone = forms.CharField(max_length=60, required=False)
    post_address = forms.CharField(max_length=300, required=False)
    office_hours = forms.CharField(max_length=120, required=False)
    head_office = forms.CharField(max_length=200, required=False)
    place = forms.CharField(max_length=80, required=False)
    office = forms.CharField(max_length=200, required=False)
    email = Email(required=False)
    valid_from = Day(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        code = cleaned.get("code", "").lower()
        if not cleaned.get("kind") and "kind" not in self.errors and code in ("", NEW):
            cleaned["kind"] = Agency.Kind.PRIVATE if self.data.get("name", "").upper().startswith("PT") else ""
        return cleaned

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong, each with the head of its column."""
        return tuple(
            f"{fact_label(name)}: {' '.join(map(str, errors))}" if name in COLUMNS else " ".join(map(str, errors))
            for name, errors in self.errors.items()
        )


def rows_of(table: tables.Table) -> list[Row]:
    """The rows of a table under its heads. Raises ValidationError where no column is called a name, or two are alike."""
    known = {head(word): fact for fact, words in COLUMNS.items() for word in words}
    facts = [known.get(head(cell)) for cell in table[0]]
    if "name" not in facts:
        raise ValidationError(
            _("No column is called “%(name)s”. The heads stand in the first row."), params={"name": "nama"}
        )
    named = [fact for fact in facts if fact]
    if len(named) != len(set(named)):
        raise ValidationError(_("Two columns say the same."))
    unknown = [cell for cell, fact in zip(table[0], facts, strict=True) if cell and not fact]
    if unknown:
        raise ValidationError(_("Columns that nobody knows: %(heads)s."), params={"heads": ", ".join(unknown)[:200]})
    found = []
    for line, cells in enumerate(table[1:], start=2):
        if not any(cells):
            continue
        form = RowForm({fact: cell for fact, cell in zip(facts, cells, strict=False) if fact})
        faults = () if form.is_valid() else form.faults
        typed = {name: value for name, value in form.cleaned_data.items() if value not in ("", None)}
        found.append(Row(line, typed | ({"name": form.data.get("name", "")} if faults else {}), faults))
    return found


def head(text: str) -> str:
    return re.sub(r"[\s_]+", " ", text.strip().lower())


class AgencyListForm(Guarded):
    """A list to look at, or one that has been looked at and is carried along."""

    file = Upload(label=_("List"), required=False, help_text=_("CSV or XLSX, at most 2,000 rows."))
    table = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2_000_000)
    unguarded = ("table", "file")  # each cell is looked at by RowForm

    rows: list[Row]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        upload, text = cleaned.get("file"), self.data.get(self.add_prefix("table"), "")
        if upload and not upload.name.lower().endswith((".csv", ".xlsx")):
            self.add_error("file", _("Bring the list as CSV or XLSX."))
        elif upload or text:
            try:
                table = tables.read(upload) if upload else tables.of_text(text)
                self.rows = rows_of(table)
                self.carried = tables.as_text(table)
            except ValidationError as fault:
                self.add_error("file", fault)
        elif "file" not in self.errors:
            self.add_error("file", _("Choose the list."))
        return cleaned
