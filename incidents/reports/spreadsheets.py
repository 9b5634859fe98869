"""Tables as XLSX. Every text is a text: what somebody typed never becomes a formula."""

import io

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from ..plain import signs, spans
from ..plain.dates import instant_in_words
from ..plain.known import known
from . import figures
from .chronology.source import RULE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HOURS = "0.0"


def performance(rows, everybody, first, last, *, which, now, past=False) -> bytes:
    """The fair figures of a period as they stand at `now`: one line for each agency, all together below. `which` says of
    what letters; `past`: those entered from the record among them. Durations in hours."""
    heads = (
        _("Agency"),
        _("Cases"),
        _("Letters"),
        _("In time"),
        _("Late"),
        _("Silent"),
        _("On-time share, %"),
        _("Due still runs"),
        _("Taken out: more time granted"),
        _("Taken out: did not arrive"),
        _("Taken out: said in time that it was not for them"),
        _("Taken out: withdrawn, replaced or broken off before the due"),
        _("Taken out: answered before it left"),
        _("Hours to arrival, median"),
        _("Hours to first reply, median"),
        _("Hours to full answer, median"),
        _("Outcome of the cases"),
    )
    title = _("Answers of agencies, %(first)s to %(last)s") % {"first": first.isoformat(), "last": last.isoformat()}
    as_of = _("As of %(now)s.") % {"now": instant_in_words(now, known(get_language()))}
    note = f"{as_of} {which} {figures.HOW_COUNTED}"
    wide = (1, len(heads))
    further = (
        _("Entered from the record"),
        _("Of the silent: declined to answer"),
        _("Taken out: too inexact for their due"),
        _("Taken out: no due on record"),
    )
    lines = [_cells(row, row.agency.name, past) for row in rows]
    return _book(
        _("Figures"),
        title,
        note,
        heads + (further if past else ()),
        lines,
        _cells(everybody, _("All"), past),
        wide=wide,
    )


def register(letters, note, *, drill=False) -> bytes:
    """The outgoing register, or that of drills: one line for each number, void ones too. Days by Asia/Jakarta."""
    heads = (
        _("Number"),
        _("Date"),
        _("Kind"),
        _("Subject of the letter"),
        _("Addressed to"),
        _("Reference"),
        _("Status"),
        _("Signature"),
        _("Check code"),
        _("Void because"),
        "SHA-256",
    )
    lines = [
        [
            str(letter),
            letter.content["date"],
            letter.get_kind_display(),
            letter.content["subject"],
            letter.content["addressee"]["office"],
            letter.content["reference"],
            str(letter.standing.label),
            letter.get_signing_display(),
            letter.check_code,
            letter.register_entry.void_reason,
            letter.file.sha256 if letter.file else "",
        ]
        for letter in letters
    ]
    title = _("LATIHAN: letters of drills, no official letters") if drill else _("Outgoing letters")
    return _book(_("Drills") if drill else _("Register"), title, note, heads, lines, wide=(1, 4, 5, 10, 11))


def past_letters(rows, narrowed="") -> bytes:
    """Letters that went out outside the product, entered from the record: none stands on the official register. `narrowed`
    says what they were narrowed to, "" for nothing."""
    heads = (
        _("Number"),
        _("Date"),
        _("Kind"),
        _("Addressed to"),
        _("Office addressed"),
        _("Subject of the letter"),
        _("Reference"),
        _("Old file"),
        _("Next letter after"),
        _("Due"),
        _("Received"),
        _("Answer"),
    )
    language = known(get_language())
    lines = []
    for each in rows:
        letter = each.letter
        ending = next((reply for reply in each.replies if reply.pk == each.answering), None)
        days = [letter.dated, letter.due, ending.received if ending else None]
        dated, due, received = (spans.in_words(day, language) if day else "" for day in days)
        whom = (letter.get_kind_display(), letter.agency.short_name_at(letter.dated_at), letter.office, letter.subject)
        case = (letter.incident.reference, letter.incident.file_number, str(letter.follows or ""))
        lines.append([letter.number, dated, *whom, *case, due, received, each.words])
    note = _(
        "Entered from the record: their numbers were given out elsewhere, and none of them stands on the official register."
    )
    only = f"{_('Only')}: {narrowed}." if narrowed else ""
    return _book(
        _("From the record"),
        _("Letters from the record"),
        f"{only} {note}".strip(),
        heads,
        lines,
        wide=(1, 4, 5, 6, 12),
    )


def chronology(case, lines, narrowed="") -> bytes:
    """What happened in the world in a case, one line each, in its order. Instants as exactly as they are known, in words.
    `narrowed` says what it was narrowed to, "" for nothing."""
    heads = (
        _("When"),
        _("What that allows"),
        _("Kind"),
        _("What happened"),
        _("Details"),
        _("Who says so"),
        _("Source"),
        _("Evidence"),
        _("Rests on"),
        _("Status"),
        _("Contradicts"),
    )
    language = known(get_language())
    rows = []
    for line in lines:
        telling = line.telling
        status = telling.badge.get_status_display() if telling.badge else ""
        piece = telling.evidence.label if telling.evidence else ""
        against = "; ".join(f"{each.label} ({each.said_by})" for each in line.against)
        happened = (line.when(language), line.allows(language), str(line.kind_words), telling.title, telling.text)
        rows.append([*happened, telling.who, telling.source, piece, str(line.rests_on_words), status, against])
    title = _("Chronology of %(case)s: %(title)s") % {"case": case.reference, "title": case.marked_title}
    drill = _("LATIHAN: a drill, nothing of it happened.") if case.drill else ""
    only = f"{_('Only')}: {narrowed}." if narrowed else ""
    return _book(
        _("Chronology"),
        title,
        " ".join(filter(None, (drill, only, str(RULE)))),
        heads,
        rows,
        wide=(1, 2, 4, 5, 6, 7, 11),
    )


def _book(name, title, note, heads, lines, last=None, *, wide=()):
    """A sheet with a title, a note, a head that stays in sight, the lines and perhaps a sum."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    _line(sheet, [title], bold=True)
    _line(sheet, [note])
    _line(sheet, heads, bold=True)
    for line in lines:
        _line(sheet, line)
    if last:
        _line(sheet, last, bold=True)
    for column in range(1, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 34 if column in wide else 13
    for cell in sheet[3]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B4"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(row, name, past):
    ended = "; ".join(f"{words}: {n}" for words, n in row.endings)
    return [
        name,
        len(row.cases),
        row.letters,
        row.in_time,
        row.late,
        row.silent,
        row.share,
        row.running,
        row.extended,
        row.not_arrived,
        row.not_theirs,
        row.ended,
        row.needless,
        *(d and d.total_seconds() / 3600 for d in (row.to_arrival, row.to_reply, row.to_answer)),
        ended,
        *((row.from_record, row.declined, row.untold, row.no_due) if past else ()),
    ]


def _line(sheet, values, *, bold=False):
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row=row, column=column, value=value if not isinstance(value, str) else None)
        if isinstance(value, str):
            # A record of before the door cleaned what came in may hold a sign that XML forbids.
            cell.value, cell.data_type = signs.clean(value), "s"
        if isinstance(value, float):
            cell.number_format = HOURS
        cell.font = Font(bold=bold)
