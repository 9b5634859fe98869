"""A list of past cases as somebody brings it: its columns, and what each cell may hold."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import files
from ..actions import outcomes
from ..actions.lists import Row
from ..actions.past_case_columns import BEFORE_THE_ROW, HOURS, LABELS, before_the_end
from ..actions.past_case_scans import FileTold, Scans, names_in, resolved, told
from ..models import Incident, Involvement, PastReply, Response
from ..models.arrival import Sending
from ..models.languages import Language
from ..models.past_letters import past_kinds
from .answered_questions import of_its_answer
from .fields import When
from .lists import ListForm, RowForm, Word, Words, rows_of
from .past_letters import AsWritten
from .replies import OF_WHO_DECLINES
from .zipped_lists import ZIP, ZippedList, archive_of, laid_aside, receipt_of, signed

COLUMNS: dict[str, tuple[str, ...]] = {
    "file_number": ("nomor berkas", "file_number", "file number", "berkas"),
    "title": ("judul", "title"),
    "began": ("mulai ditangani", "began", "taken up"),
    "happened": ("terjadi", "happened"),
    "summary": ("ringkasan", "summary"),
    "source": ("sumber", "source"),
    "source_note": ("tempat terlihat", "source_note", "where seen"),
    "failures": ("jenis kegagalan", "failures"),
    "harmed": ("yang terganggu", "harmed"),
    "attacks": ("jenis serangan", "attacks"),
    "tlp": ("tlp",),
    "agency": ("instansi", "agency"),
    "role": ("peran", "role"),
    "known": ("diketahui instansi", "known"),
    "letter_kind": ("jenis surat", "letter_kind", "letter kind"),
    "letter_number": ("nomor surat", "letter_number", "letter number"),
    "letter_dated": ("tanggal surat", "letter_dated", "letter dated"),
    "letter_time": ("jam surat", "letter_time", "letter time"),
    "letter_office": ("jabatan dituju", "letter_office", "office addressed"),
    "letter_channel": ("jalur surat", "letter_channel", "letter channel"),
    "letter_subject": ("hal surat", "letter_subject", "letter subject"),
    "letter_asked": ("pertanyaan", "letter_asked", "questions"),
    "letter_period": ("jangka waktu", "letter_period", "letter period"),
    "due": ("tenggat", "due"),
    "letter_follows": ("surat sebelumnya", "letter_follows", "letter before"),
    "letter_source": ("sumber surat", "letter_source", "letter source"),
    "letter_scan": ("pindaian surat", "letter_scan", "letter scan"),
    "reply_kind": ("jenis balasan", "reply_kind", "reply kind"),
    "reply_ground": ("alasan menolak", "reply_ground", "reply ground"),
    "reply_number": ("nomor balasan", "reply_number", "reply number"),
    "reply_received": ("balasan diterima", "reply_received", "reply received"),
    "reply_time": ("jam balasan", "reply_time", "reply time"),
    "reply_channel": ("jalur balasan", "reply_channel", "reply channel"),
    "reply_signed_by": ("penanda tangan balasan", "reply_signed_by", "reply signed by"),
    "reply_office": ("jabatan penanda tangan", "reply_office", "reply office"),
    "reply_text": ("isi balasan", "reply_text", "reply text"),
    "reply_answers": ("jawaban per pertanyaan", "reply_answers", "answers"),
    "reply_language": ("bahasa balasan", "reply_language", "reply language"),
    "reply_translation": ("terjemahan balasan", "reply_translation", "reply translation"),
    "reply_answer": ("jawaban kementerian", "reply_answer", "answer of the ministry"),
    "reply_settled": ("tanggal jawaban kementerian", "reply_settled", "reply settled"),
    "reply_effect": ("pengaruh pada tenggat", "reply_effect", "reply effect"),
    "reply_source": ("sumber balasan", "reply_source", "reply source"),
    "reply_scan": ("pindaian balasan", "reply_scan", "reply scan"),
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
    "letter_time": "letter_dated",
    "letter_channel": "letter_dated",
    "letter_subject": "letter_dated",
    "letter_asked": "letter_dated",
    "letter_period": "letter_dated",
    "letter_source": "letter_dated",
    "letter_scan": "letter_dated",
    "due": "letter_dated",
    "letter_follows": "letter_dated",
    "reply_received": "letter_dated",
    "reply_kind": "reply_received",
    "reply_ground": "reply_kind",
    "reply_number": "reply_received",
    "reply_time": "reply_received",
    "reply_channel": "reply_received",
    "reply_signed_by": "reply_received",
    "reply_office": "reply_received",
    "reply_text": "reply_received",
    "reply_answers": "reply_received",
    "reply_source": "reply_received",
    "reply_scan": "reply_received",
    "reply_language": "reply_received",
    "reply_translation": "reply_language",
    "reply_answer": "reply_kind",
    "reply_settled": "reply_answer",
    "reply_effect": "reply_answer",
    "outcome": "ended",
    "ended": "outcome",
    "grounds": "outcome",
}


class Lines(forms.CharField):
    """Several of them in one cell, each on a line of its own, or parted by upright strokes where a sheet has one line a cell."""

    def clean(self, value: Any) -> str:
        return "\n".join(self.parts(super().clean(value)))

    @staticmethod
    def parts(text: str) -> list[str]:
        return [part.strip() for part in re.split(r"[\r\n|]+", text) if part.strip()]


class FileNames(forms.CharField):
    """The files of one paper, its letter first, parted by semicolons."""

    def clean(self, value: Any) -> list[str]:
        names = [name.strip() for name in super().clean(value).split(";") if name.strip()]
        try:
            files.PER_PAPER.check(len(names))
        except files.TooMany as refusal:
            raise ValidationError(gettext(refusal.message), params=refusal.facts) from None
        return names


class AnswersByNumber(forms.CharField):
    """What a reply says to each question: "1. Sudah" on a line of its own. Cleans to [{"number": of the question, "text": …}]."""

    def clean(self, value: Any) -> list[dict[str, Any]]:
        found: dict[int, str] = {}
        for part in Lines.parts(super().clean(value)):
            told = re.fullmatch(r"(\d{1,3})\s*[.):]\s*(.+)", part)
            if told is None or int(told[1]) in found:
                raise ValidationError(
                    _("“%(text)s” names no question of its own. Write 1. and what it says to that, one answer a line."),
                    params={"text": part[:60]},
                )
            found[int(told[1])] = told[2]
        return [{"number": number, "text": text} for number, text in sorted(found.items())]


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
    failures = Words(Incident.Failure.choices)
    harmed = Words(Incident.Harm.choices)
    attacks = Words(Incident.Attack.choices)
    tlp = Word(Incident.Tlp.choices)
    agency = forms.CharField(max_length=200, required=False)
    role = Word(Involvement.AgencyRole.choices)
    known = When(required=False)
    letter_kind = Word(past_kinds())
    letter_number = forms.CharField(max_length=120, required=False)
    letter_dated = When(required=False)
    letter_office = forms.CharField(max_length=200, required=False)
    letter_time = forms.CharField(max_length=40, required=False)
    letter_channel = Word(Sending.Channel.choices)
    letter_subject = forms.CharField(max_length=200, required=False)
    letter_asked = Lines(max_length=2000, required=False, widget=forms.Textarea)
    letter_period = forms.CharField(max_length=200, required=False)
    letter_source = forms.CharField(max_length=300, required=False)
    letter_scan = FileNames(max_length=2000, required=False)
    due = AsWritten(required=False)
    letter_follows = forms.CharField(max_length=120, required=False)
    reply_kind = Word(PastReply.Kind.choices)
    reply_ground = Word(Response.Ground.choices)
    reply_number = forms.CharField(max_length=120, required=False)
    reply_received = When(required=False)
    reply_time = forms.CharField(max_length=40, required=False)
    reply_channel = Word(Sending.Channel.choices)
    reply_signed_by = forms.CharField(max_length=200, required=False)
    reply_office = forms.CharField(max_length=200, required=False)
    reply_answers = AnswersByNumber(max_length=2000, required=False, widget=forms.Textarea)
    reply_source = forms.CharField(max_length=300, required=False)
    reply_scan = FileNames(max_length=2000, required=False)
    reply_text = forms.CharField(max_length=2000, required=False)
    reply_language = Word(Language.choices)
    reply_answer = forms.CharField(max_length=2000, required=False)
    reply_settled = When(required=False)
    reply_effect = Word(PastReply.Effect.choices)
    reply_translation = forms.CharField(max_length=2000, required=False)
    outcome = Word(Incident.Outcome.choices)
    ended = When(required=False)
    grounds = forms.CharField(max_length=2000, required=False)

    def __init__(self, data: Mapping[str, str], **kwargs: Any) -> None:
        """An hour beside a day makes one moment of both: what people know is read in one place."""
        whole = {day: f"{data[day]} {data[hour]}" for hour, day in HOURS.items() if data.get(hour) and data.get(day)}
        super().__init__({**data, **whole}, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for hour in HOURS:
            cleaned.pop(hour, None)  # told with its day
        for name, other in BESIDE.items():
            untold = name == "outcome" and cleaned.get("outcome") in outcomes.OF_A_FILE
            if self.data.get(name) and not self.data.get(other) and not untold:
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
        answers_some = cleaned.get("reply_kind") in (PastReply.Kind.PART, PastReply.Kind.FULL)
        if cleaned.get("reply_answers") and not answers_some and "reply_kind" not in self.errors:
            self.add_error("reply_kind", _("This kind of reply answers no single question."))
        if cleaned.get("reply_ground") and cleaned.get("reply_kind") not in ("", None, PastReply.Kind.DECLINED):
            self.add_error("reply_ground", OF_WHO_DECLINES)
        for name, words in of_its_answer(cleaned, "reply_").items():
            self.add_error(name, words)
        return cleaned

    def _not_before(self, later: str, earlier: str, words: Any) -> None:
        first, last = self.cleaned_data.get(earlier), self.cleaned_data.get(later)
        if first and last and last.end <= first.start:
            self.add_error(later, words)


class PastCaseListForm(ListForm):
    """Each row is several deeds, and all rows are one act: as many as a request has time for. With scans the list comes in a ZIP, which
    lies aside between the two presses: `carried_scans` is its receipt, signed, for whoever brought it."""

    of = CaseRow
    most_rows = 300
    unguarded = (*ListForm.unguarded, "scans")

    file = ZippedList(label=_("List"), required=False)
    scans = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200_000)

    brought: Scans | None = None
    scanned: Sequence[FileTold] = ()
    carried_scans = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "CSV or XLSX, at most %(most)d rows. With scans: a ZIP of the files and the list, which is called daftar.csv or daftar.xlsx."
        ) % {"most": self.most_rows}

    def read(self, upload: Any, text: str) -> list[Row]:
        who = self.user.pk if self.user else None
        if upload and upload.name.lower().endswith(ZIP):
            table, archive = archive_of(upload)
            rows = rows_of(self.kept(table), self.of)
            self.brought = laid_aside(upload, archive, names_in(rows))
        else:
            rows = super().read(upload, text)
            carried = self.data.get(self.add_prefix("scans"), "")
            self.brought = receipt_of(carried, who) if carried and not upload else None
        self.scanned = told(rows, self.brought)
        self.carried_scans = signed(self.brought, who) if self.brought else ""
        return resolved(rows, self.brought)
