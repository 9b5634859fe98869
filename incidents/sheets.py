"""Tables as XLSX. Every text is a text: what somebody typed never becomes a formula."""

import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HOURS = "0.0"


def performance(rows, everybody, first, last) -> bytes:
    """The fair figures of a period: one line for each agency, all together below. Durations in hours."""
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
        _("Hours to arrival, median"),
        _("Hours to first reply, median"),
        _("Hours to full answer, median"),
        _("Outcome of the cases"),
    )
    book = Workbook()
    sheet = book.active
    sheet.title = _("Figures")
    title = _("Answers of agencies, %(first)s to %(last)s") % {"first": first.isoformat(), "last": last.isoformat()}
    _line(sheet, [title], bold=True)
    _line(sheet, [_("Without drills, replays, withdrawn and replaced letters.")])
    _line(sheet, heads, bold=True)
    for row in rows:
        _line(sheet, _cells(row, row.agency.name))
    _line(sheet, _cells(everybody, _("All")), bold=True)
    for column in range(1, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 34 if column in (1, len(heads)) else 13
    for cell in sheet[3]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B4"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(figures, name):
    ended = "; ".join(f"{words}: {n}" for words, n in figures.ended)
    return [
        name,
        len(figures.cases),
        figures.letters,
        figures.in_time,
        figures.late,
        figures.silent,
        figures.share,
        figures.running,
        figures.extended,
        figures.not_arrived,
        *(d and d.total_seconds() / 3600 for d in (figures.to_arrival, figures.to_reply, figures.to_answer)),
        ended,
    ]


def _line(sheet, values, *, bold=False):
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row=row, column=column, value=value if not isinstance(value, str) else None)
        if isinstance(value, str):
            cell.value, cell.data_type = str(value), "s"
        if isinstance(value, float):
            cell.number_format = HOURS
        cell.font = Font(bold=bold)
