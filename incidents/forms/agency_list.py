"""A list of bodies as somebody brings it: its columns, by the names people give them, and what each cell may hold."""

from typing import Any

from django import forms

from ..actions.agency_list import LABELS, NEW
from ..models import Agency, AgencyName
from ..models.zones import zone_choices, zone_fits
from .addresses import Email, MailDomains
from .agencies import OUTSIDE_ITS_COUNTRY
from .fields import OfficeHours
from .lists import ListForm, RowForm, Word
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
    "institution": ("lembaga di bawah jabatan", "institution", "institution under the office"),
    "place": ("tempat", "place", "kota"),
    "salutation": ("sapaan", "salutation"),
    "attention": ("u.p.", "attention", "up", "untuk perhatian"),
    "office": ("kontak", "office", "unit kontak"),
    "email": ("surel", "email", "e-mail", "surel kontak"),
    "valid_from": ("berlaku sejak", "valid_from", "valid from"),
}


class BodyRow(OnPaper, RowForm):
    """One row of the list."""

    COLUMNS, LABELS, needed = COLUMNS, LABELS, ("name",)

    printed = (*AgencyName.WORDS, "post_address")
    unguarded = ("phone",)

    name = forms.CharField(max_length=200)
    short_name = forms.CharField(max_length=60, required=False)
    code = forms.CharField(max_length=40, required=False)
    kind = Word(Agency.Kind.choices)
    sector = Word(Agency.Sector.choices)
    parent = forms.CharField(max_length=200, required=False)
    country = forms.CharField(max_length=60, required=False)
    zone = Word(zone_choices())
    mail_domains = MailDomains()
    phone = forms.CharField(max_length=60, required=False)
    post_address = forms.CharField(max_length=300, required=False)
    office_hours = OfficeHours()
    head_office = forms.CharField(max_length=200, required=False)
    institution = forms.CharField(max_length=200, required=False)
    place = forms.CharField(max_length=80, required=False)
    salutation = forms.CharField(max_length=40, required=False)
    attention = forms.CharField(max_length=200, required=False)
    office = forms.CharField(max_length=200, required=False)
    email = Email(required=False)
    valid_from = Day(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("zone") and cleaned.get("country") and not zone_fits(cleaned["country"], cleaned["zone"]):
            self.add_error("zone", OUTSIDE_ITS_COUNTRY)
        code = cleaned.get("code", "").lower()
        if not cleaned.get("kind") and "kind" not in self.errors and code in ("", NEW):
            cleaned["kind"] = Agency.Kind.PRIVATE if self.data.get("name", "").upper().startswith("PT") else ""
        return cleaned


class AgencyListForm(ListForm):
    of = BodyRow
