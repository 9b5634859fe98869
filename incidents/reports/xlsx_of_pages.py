"""What pages show, as XLSX to take along: a function a page. Every text is a text: what somebody typed never becomes a formula."""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from ..plain import signs, spans
from ..plain.cells import fitting
from ..plain.dates import instant_in_words
from ..plain.not_none import not_none
from ..plain.spans import Span
from . import figures
from .chronology.lines import Line
from .chronology.source import RULE
from .export_files import CUT

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HOURS = "0.0"
WIDE, NARROW = 34, 13  # signs


@dataclass(frozen=True)
class Column:
    """One column: its head in the reader's language, and what stands in it for a row; `wide` where sentences do."""

    head: str
    cell: Callable[[Any], Any]
    wide: bool = False


def performance(rows, everybody, first, last, *, which, now, past=False) -> bytes:
    """The fair figures of a period as they stand at `now`: one line for each agency, all together below. `which` says of
    what letters; `past`: those entered from the record among them. Durations in hours."""
    columns = [
        Column(_("Agency"), lambda row: row.agency.name if row.agency else _("All"), wide=True),
        Column(_("Cases"), lambda row: len(row.cases)),
        Column(_("Letters"), lambda row: row.letters),
        Column(_("In time"), lambda row: row.in_time),
        Column(_("Late"), lambda row: row.late),
        Column(_("Silent"), lambda row: row.silent),
        Column(_("Declined to answer"), lambda row: row.declined),
        Column(_("On-time share, %"), lambda row: row.share),
        Column(_("Due still runs"), lambda row: row.running),
        Column(_("Taken out: more time granted"), lambda row: row.extended),
        Column(_("Taken out: did not arrive"), lambda row: row.not_arrived),
        Column(_("Taken out: said in time that it was not for them"), lambda row: row.not_theirs),
        Column(_("Taken out: withdrawn, replaced or broken off before the due"), lambda row: row.ended),
        Column(_("Taken out: answered before it left"), lambda row: row.needless),
        Column(_("Hours to arrival, median"), lambda row: _hours(row.to_arrival)),
        Column(_("Hours to first reply, median"), lambda row: _hours(row.to_reply)),
        Column(_("Hours to full answer, median"), lambda row: _hours(row.to_answer)),
        Column(
            _("Outcome of the cases"), lambda row: "; ".join(f"{words}: {n}" for words, n in row.endings), wide=True
        ),
    ]
    if past:
        columns += [
            Column(_("Entered from the record"), lambda row: row.from_record),
            Column(_("Taken out: too inexact for their due"), lambda row: row.untold),
            Column(_("Taken out: no due on record"), lambda row: row.no_due),
        ]
    title = _("Answers of agencies, %(first)s to %(last)s") % {"first": first.isoformat(), "last": last.isoformat()}
    as_of = _("As of %(now)s.") % {"now": instant_in_words(now, not_none(get_language()))}
    return _book(_("Figures"), title, f"{as_of} {which} {figures.HOW_COUNTED}", columns, rows, everybody)


def register(letters, note, *, drill=False) -> bytes:
    """The outgoing register, or that of drills: one line for each number, void ones too. Days by Asia/Jakarta."""
    columns = [
        Column(_("Number"), str, wide=True),
        Column(_("Date"), lambda letter: letter.date.isoformat()),
        Column(_("Kind"), lambda letter: letter.get_kind_display()),
        Column(_("Subject of the letter"), lambda letter: letter.content["subject"], wide=True),
        Column(_("Addressed to"), lambda letter: letter.content["addressee"]["office"], wide=True),
        Column(_("Number in Tanggap"), lambda letter: letter.content["reference"]),
        Column(_("Status"), lambda letter: str(letter.standing.label)),
        Column(_("Signature"), lambda letter: letter.get_signing_display()),
        Column(_("Check code"), lambda letter: letter.check_code),
        Column(_("Void because"), lambda letter: letter.register_entry.void_reason, wide=True),
        # Of a locked file its own hash says nothing to whoever holds the letter.
        Column("SHA-256", lambda letter: letter.file.sha256 if letter.file and not letter.to_person else "", wide=True),
    ]
    title = _("LATIHAN: letters of drills, no official letters") if drill else _("Outgoing letters")
    return _book(_("Drills") if drill else _("Register"), title, note, columns, letters)


def past_letters(rows, narrowed="") -> bytes:
    """Letters that went out outside the product, entered from the record: none stands on the official register. `narrowed`
    says what they were narrowed to, "" for nothing."""
    columns = [
        Column(_("Number"), lambda each: each.letter.number, wide=True),
        Column(_("Date"), lambda each: _day(each.letter.dated)),
        Column(_("Kind"), lambda each: each.letter.get_kind_display()),
        Column(_("Addressed to"), lambda each: each.letter.agency.short_name_at(each.letter.dated_at), wide=True),
        Column(_("Office addressed"), lambda each: each.letter.office, wide=True),
        Column(_("Subject of the letter"), lambda each: each.letter.subject, wide=True),
        Column(_("Case number"), lambda each: each.letter.incident.reference),
        Column(_("Old file"), lambda each: each.letter.incident.file_number),
        Column(_("Next letter after"), lambda each: str(each.letter.follows or "")),
        Column(_("Due"), lambda each: _day(each.due)),
        Column(
            _("Received"), lambda each: _day(next((r.received for r in each.replies if r.pk == each.answering), None))
        ),
        Column(_("Answer"), lambda each: each.words, wide=True),
    ]
    note = _(
        "Entered from the record: their numbers were given out elsewhere, and none of them stands on the official register."
    )
    title = _("Letters from the record")
    return _book(_("From the record"), title, f"{_only(narrowed)} {note}".strip(), columns, rows)


def chronology(case, lines, narrowed="") -> bytes:
    """What happened in the world in a case, one line each, in its order. Instants as exactly as they are known, in words.
    `narrowed` says what it was narrowed to, "" for nothing."""
    language = not_none(get_language())
    columns = [
        Column(_("When"), lambda line: line.when(language), wide=True),
        Column(_("What that allows"), lambda line: line.allows(language), wide=True),
        Column(_("Kind"), lambda line: str(line.kind_words)),
        Column(_("What happened"), lambda line: line.telling.title, wide=True),
        Column(_("Details"), lambda line: line.telling.text, wide=True),
        Column(_("Who says so"), lambda line: line.telling.who, wide=True),
        Column(_("Source"), lambda line: line.telling.source, wide=True),
        Column(_("Evidence"), _pieces),
        Column(_("Rests on"), lambda line: str(line.rests_on_words)),
        Column(_("Status"), lambda line: line.telling.badge.get_status_display() if line.telling.badge else ""),
        Column(_("Contradicts"), lambda line: "; ".join(f"{a.label} ({a.said_by})" for a in line.against), wide=True),
    ]
    if case.over_since:
        columns.append(Column(_("Entered after the case had ended"), lambda line: _("yes") if line.afterwards else ""))
        columns.append(Column(_("Put right after the case had ended"), lambda line: _("yes") if line.corrected else ""))
    title = _("Chronology of %(case)s: %(title)s") % {"case": case.reference, "title": case.marked_title}
    drill = _("LATIHAN: a drill, nothing of it happened.") if case.drill else ""
    note = " ".join(filter(None, (drill, _only(narrowed), str(RULE))))
    return _book(_("Chronology"), title, note, columns, lines)


def _pieces(line: Line) -> str:
    """The scan on which it rests, with its annexes."""
    return ", ".join(piece.label for piece in line.telling.evidence.with_annexes) if line.telling.evidence else ""


def _only(narrowed: str) -> str:
    return f"{_('Only')}: {narrowed}." if narrowed else ""


def _day(span: Span | None) -> str:
    return spans.in_words(span, not_none(get_language())) if span else ""


def _hours(duration: timedelta | None) -> float | None:
    return duration.total_seconds() / 3600 if duration is not None else None


def _book(name: str, title: str, note: str, columns: Sequence[Column], rows: Iterable[Any], last: Any = None) -> bytes:
    """A sheet with a title, a note, a head that stays in sight, a line for each of `rows` and perhaps a sum, `last`."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    _line(sheet, [title], bold=True)
    _line(sheet, [note])
    _line(sheet, [column.head for column in columns], bold=True)
    for row in rows:
        _line(sheet, [column.cell(row) for column in columns])
    if last:
        _line(sheet, [column.cell(last) for column in columns], bold=True)
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDE if column.wide else NARROW
    for cell in sheet[3]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B4"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _line(sheet, values, *, bold=False):
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row=row, column=column, value=value if not isinstance(value, str) else None)
        if isinstance(value, str):
            # A record of before the door cleaned what came in may hold a sign that XML forbids.
            cell.value, cell.data_type = fitting(signs.clean(value), _(CUT)), "s"
        if isinstance(value, float):
            cell.number_format = HOURS
        cell.font = Font(bold=bold)
