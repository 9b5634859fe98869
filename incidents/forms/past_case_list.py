"""A list of past cases as somebody brings it: its columns, and what each cell may hold."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.past_case_columns import BEFORE_THE_ROW, LABELS, before_the_end
from ..models import Incident, Involvement, PastReply
from ..models.arrival import Sending
from ..models.languages import Language
from ..models.past_letters import past_kinds
from .fields import When
from .lists import ListForm, RowForm, Word, Words
from .past_letters import AsWritten

COLUMNS: dict[str, tuple[str, ...]] = {
    "file_number": ("nomor berkas", "file_number", "file number", "berkas"),
    "title": ("judul", "title"),
    "began": ("mulai ditangani", "began", "taken up"),
    "happened": ("terjadi", "happened"),
    "summary": ("ringkasan", "summary"),
    "source": ("sumber", "source"),
    "source_note": ("tempat terlihat", "source_note", "where seen"),
    "failure": ("jenis kegagalan", "failure"),
    "harmed": ("yang terganggu", "harmed"),
    "attack": ("jenis serangan", "attack"),
    "tlp": ("tlp",),
    "agency": ("instansi", "agency"),
    "role": ("peran", "role"),
    "known": ("diketahui instansi", "known"),
    "letter_kind": ("jenis surat", "letter_kind", "letter kind"),
    "letter_number": ("nomor surat", "letter_number", "letter number"),
    "letter_dated": ("tanggal surat", "letter_dated", "letter dated"),
    "letter_office": ("jabatan dituju", "letter_office", "office addressed"),
    "letter_channel": ("jalur surat", "letter_channel", "letter channel"),
    "due": ("tenggat", "due"),
    "letter_follows": ("surat sebelumnya", "letter_follows", "letter before"),
    "reply_kind": ("jenis balasan", "reply_kind", "reply kind"),
    "reply_number": ("nomor balasan", "reply_number", "reply number"),
    "reply_received": ("balasan diterima", "reply_received", "reply received"),
    "reply_channel": ("jalur balasan", "reply_channel", "reply channel"),
    "reply_text": ("isi balasan", "reply_text", "reply text"),
    "reply_language": ("bahasa balasan", "reply_language", "reply language"),
    "reply_translation": ("terjemahan balasan", "reply_translation", "reply translation"),
    "outcome": ("hasil", "outcome"),
    "ended": ("ditutup", "ended", "closed"),
    "grounds": ("dasar hasil", "grounds"),
}
# What a column says only beside another one.
BESIDE = {
    "role": "agency",
    "known": "agency",
    "letter_dated": "agency",
    "letter_kind": "letter_dated",
    "letter_number": "letter_dated",
    "letter_office": "letter_dated",
    "letter_channel": "letter_dated",
    "due": "letter_dated",
    "letter_follows": "letter_dated",
    "reply_received": "letter_dated",
    "reply_kind": "reply_received",
    "reply_number": "reply_received",
    "reply_channel": "reply_received",
    "reply_text": "reply_received",
    "reply_language": "reply_received",
    "reply_translation": "reply_language",
    "outcome": "ended",
    "ended": "outcome",
    "grounds": "outcome",
}


class CaseRow(RowForm):
    """One past case, or one more letter, reply or body of the case of a row before. `needed` are the columns without which a list
    says nothing; in its first row a file has something under each of them, which the plan looks at."""

    COLUMNS, LABELS, needed = COLUMNS, LABELS, ("file_number", "title", "began")

    file_number = forms.CharField(max_length=80)
    title = forms.CharField(max_length=200, required=False)
    began = When(required=False)
    happened = When(required=False)
    summary = forms.CharField(max_length=2000, required=False)
    source = Word(Incident.Source.choices)
    source_note = forms.CharField(max_length=300, required=False)
    failure = Word(Incident.Failure.choices)
    harmed = Words(Incident.Harm.choices)
    attack = Word(Incident.Attack.choices)
    tlp = Word(Incident.Tlp.choices)
    agency = forms.CharField(max_length=200, required=False)
    role = Word(Involvement.AgencyRole.choices)
    known = When(required=False)
    letter_kind = Word(past_kinds())
    letter_number = forms.CharField(max_length=120, required=False)
    letter_dated = When(required=False)
    letter_office = forms.CharField(max_length=200, required=False)
    letter_channel = Word(Sending.Channel.choices)
    due = AsWritten(required=False)
    letter_follows = forms.CharField(max_length=120, required=False)
    reply_kind = Word(PastReply.Kind.choices)
    reply_number = forms.CharField(max_length=120, required=False)
    reply_received = When(required=False)
    reply_channel = Word(Sending.Channel.choices)
    reply_text = forms.CharField(max_length=2000, required=False)
    reply_language = Word(Language.choices)
    reply_translation = forms.CharField(max_length=2000, required=False)
    outcome = Word(Incident.Outcome.choices)
    ended = When(required=False)
    grounds = forms.CharField(max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, other in BESIDE.items():
            if self.data.get(name) and not self.data.get(other):
                self.add_error(
                    name, _("This says nothing without the column “%(other)s”.") % {"other": COLUMNS[other][0]}
                )
        self._not_before("ended", "began", _("This lies before the case began."))
        self._not_before("due", "letter_dated", _("This lies before the date of the letter."))
        self._not_before("reply_received", "letter_dated", _("A reply cannot have come before the letter was issued."))
        for came in before_the_end(cleaned.get("letter_kind")):
            self._not_before("ended", came, BEFORE_THE_ROW)
        if cleaned.get("outcome") and not cleaned.get("grounds"):
            self.add_error("grounds", _("Say on what the outcome rests."))
        if cleaned.get("reply_received") and not cleaned.get("reply_kind") and "reply_kind" not in self.errors:
            self.add_error("reply_kind", _("Say what came back: whether it was in time rests on that."))
        return cleaned

    def _not_before(self, later: str, earlier: str, words: Any) -> None:
        first, last = self.cleaned_data.get(earlier), self.cleaned_data.get(later)
        if first and last and last.end <= first.start:
            self.add_error(later, words)


class PastCaseListForm(ListForm):
    """Each row is several deeds, and all rows are one act: as many as a request has time for."""

    of = CaseRow
    most_rows = 300
