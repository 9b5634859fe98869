"""The sheet for Parliament: the cases of a period in figures, each of which opens the cases behind it; and the sheets that were issued."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import files as stored
from ..forms.parliament import SheetForm, period_asked
from ..models import CaseEvent, Export, ParliamentSheet
from ..record import access_log
from ..reports import xlsx_of_pages
from ..reports.parliament import cases_behind, changed_since, files, sheet, words
from ..reports.parliament.marks import OF_RECORD
from ..reports.parliament.sheet import Content, Period
from ..reports.parliament.words import Line
from ..workflow import Action, Role, Thing
from .base import SignedIn, page_of, require_role
from .buttons import buttons_of
from .exporting import Outgoing, Taken, take_out

READERS = (*cases_behind.OPENS_FOR, Role.ADMINISTRATOR)
QUARTERS = ("I", "II", "III", "IV")
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class Span:
    """A period that is often asked for: its name, and the address that asks for it."""

    label: str
    query: str


def parliament(request: SignedIn) -> HttpResponse:
    """The figures of a period, as of now or of an instant before; who may not know of cases sees the figures alone."""
    require_role(request, *READERS)
    form, period = period_asked(request.GET)
    issued = ParliamentSheet.objects.select_related("issued_by", "superseded_by").defer("content")
    context: dict[str, Any] = {"form": form, "issued": page_of(request, issued)}
    if period:
        content = sheet.content(period)
        opens = bool(request.user.roles & set(cases_behind.OPENS_FOR))
        context |= shown(content, opens=opens) | {"opens": opens, "spans": _spans(period)}
        context |= {"query": period.in_address, "buttons": buttons_of(period, request.user, on=Thing.PARLIAMENT)}
    return render(request, "incidents/parliament/show.html", context)


def shown(content: Content, *, opens: bool = False) -> dict[str, Any]:
    """What a template needs to say these figures; `opens`: each that is not zero leads to the cases behind it."""
    period, tables = sheet.period_of(content), words.tables(content)
    return {
        "tables": [
            (
                table,
                [
                    (
                        line,
                        cases_behind.address(period, line.key) if opens and line.cases else "",
                        cases_behind.address(period, f"{OF_RECORD}{line.key}") if opens and line.past else "",
                    )
                    for line in table.lines
                ],
            )
            for table in tables
        ],
        "leaves": content["leaves"],
        "root": content.get("root", ""),  # sheets of before say the size alone
        "title": words.title(period),
        "as_of": words.as_of(period),
        "digest": sheet.digest(content),
        "which": words.which(content),
    }


def parliament_csv(request: SignedIn) -> HttpResponse:
    return _file(request, "csv")


def parliament_xlsx(request: SignedIn) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: SignedIn, extension: str) -> HttpResponse:
    """The figures of a period as a file that is not issued: drawn anew, the same bytes for the same instant."""
    form, period = asked_by(request)
    if period is None:
        return back_to(request)

    def draw(content: Content) -> tuple[bytes, str]:
        as_csv = extension == "csv"
        return (files.as_csv(content), CSV) if as_csv else (files.as_xlsx(content), xlsx_of_pages.XLSX)

    return drawn(request, period, extension, draw)


def drawn(
    request: SignedIn, period: Period, extension: str, draw: Callable[[Content], tuple[bytes, str]]
) -> HttpResponse:
    """The figures of a period as a file that is not issued; `draw` gives its bytes and what kind of file they are."""

    def make() -> Taken:
        content = sheet.content(period)
        data, kind = draw(content)
        return Taken(files.name(content, extension), kind, data, len(list(files.rows(content))))

    back = f"{reverse('incidents:parliament')}?{request.GET.urlencode()}"
    what = Outgoing(Export.Kind.PARLIAMENT, extension.upper(), back, _label(period))
    return take_out(request, what, make)


def _label(period: Period) -> str:
    """What an export is called after: its days, and that it counts cases from the record."""
    days = f"{period.first.isoformat()} – {period.last.isoformat()}"
    return _("%(days)s, with cases entered from the record") % {"days": days} if period.past else days


def asked_by(request: SignedIn) -> tuple[SheetForm, Period | None]:
    """What a file is asked of; 403 for whoever may not know the numbers of the cases."""
    require_role(request, *cases_behind.OPENS_FOR)
    return period_asked(request.GET)


def back_to(request: SignedIn) -> HttpResponse:
    """The page that says what is wrong with what was asked for."""
    return redirect(f"{reverse('incidents:parliament')}?{request.GET.urlencode()}")


def issued_sheet(request: SignedIn, pk: int) -> HttpResponse:
    """A sheet that was issued, beside what the same days say now."""
    require_role(request, *READERS)
    found = get_object_or_404(ParliamentSheet.objects.select_related("issued_by", "supersedes", "superseded_by"), pk=pk)
    access_log.looks_at(request, found)
    period = Period(found.first, found.last, timezone.now(), past=found.past)
    today = sheet.content(period)
    then = sheet.period_of(found.content)
    opens = bool(request.user.roles & set(cases_behind.OPENS_FOR))
    context = shown(found.content, opens=opens) | {
        "sheet": found,
        "issued": CaseEvent.objects.of(found).filter(action=Action.ISSUE_SHEET).first(),
        "query": period.in_address,
        "opens": opens,
        "now": period.at,
        "differing": [
            (
                words.label_of(each.key),
                _figure(each.issued, then, opens=opens),
                _figure(each.today, period, opens=opens),
                each.note,
            )
            for each in changed_since.differing(found.content, today)
        ],
        "files": [(found.file(extension), extension) for extension in ParliamentSheet.FILES],
    }
    return render(request, "incidents/parliament/issued.html", context)


def _figure(line: Line, period: Period, *, opens: bool) -> tuple[int, str, str]:
    """The number of a figure, where the cases behind it stand, and what was measured of them."""
    return line.cases, cases_behind.address(period, line.key) if opens and line.cases else "", line.said


def issued_file(request: SignedIn, pk: int, extension: str) -> HttpResponse:
    """One of the three files of an issued sheet, as its bytes were kept, once it is said what for."""
    require_role(request, *cases_behind.OPENS_FOR)
    found = get_object_or_404(ParliamentSheet, pk=pk)
    if extension not in ParliamentSheet.FILES:
        raise Http404(extension)

    def make() -> Taken:
        kept = found.file(extension)
        return Taken(kept.name, kept.content_type, stored.read(kept), len(list(files.rows(found.content))))

    what = Outgoing(
        Export.Kind.ISSUED_SHEET, extension.upper(), found.get_absolute_url(), _label(sheet.period_of(found.content))
    )
    return take_out(request, what, make)


def _spans(of: Period) -> list[Span]:
    """The year before, the year, its halves and quarters; counted as `of` is."""
    year = of.first.year

    def span(label: str, year: int, begins: int, months: int) -> Span:
        last = date(year + (begins + months > 12), (begins + months - 1) % 12 + 1, 1).toordinal() - 1
        asked = {"first": f"{year}-{begins:02}-01", "last": date.fromordinal(last).isoformat()}
        return Span(label, urlencode(asked | ({"past": "on"} if of.past else {})))

    whole = [span(str(each), each, 1, 12) for each in (year - 1, year)]
    halves = [
        span(_("Half-year %(n)s %(year)d") % {"n": n, "year": year}, year, begins, 6)
        for n, begins in (("I", 1), ("II", 7))
    ]
    quarters = [
        span(_("Quarter %(n)s %(year)d") % {"n": n, "year": year}, year, 3 * number + 1, 3)
        for number, n in enumerate(QUARTERS)
    ]
    return [*whole, *halves, *quarters]
