"""How many files one case may hold, and one body in it, and how large they may be together: counted by the rows that name them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Count, Sum

from ..errors import DomainError
from ..files import Upload
from ..models import DraftFile, Evidence, Incident
from ..translatable import _
from .case_files import FILE_KINDS

MEGABYTE = 1024 * 1024


class NoRoom(DomainError):
    """The case holds as much as one may."""

    message = _(
        "This case holds as many files as one may (%(count)d, %(megabytes)d MB). Whoever runs this system can allow more."
    )


class NoRoomForBody(NoRoom):
    """The body has sent as much as one may in one case."""

    message = _(
        "%(body)s has sent as many files as one may in one case (%(count)d, %(megabytes)d MB). Ask the ministry how the others are to come."
    )


def check(on: Any, uploads: Sequence[Upload]) -> None:
    """Whether `uploads` find room in the case of `on`, a case or a thing in one. Raises NoRoom."""
    case = on if isinstance(on, Incident) else getattr(on, "incident", None)
    if not isinstance(case, Incident) or case.pk is None or not uploads:
        return
    size = sum(each.size or 0 for each in uploads)
    count, there = _held(Evidence.everything.filter(incident=case, file__isnull=False), "file__size")
    of_body, size_of_body, body = 0, 0, getattr(on, "agency", None)
    for rows, column, of in _rows(case):
        more, bytes_more = _held(rows, column)
        count, there = count + more, there + bytes_more
        if body is not None:
            own, bytes_own = _held(rows.filter(**{of: body}), column)
            of_body, size_of_body = of_body + own, size_of_body + bytes_own
    most, megabytes = settings.MOST_FILES_OF_BODY, settings.MOST_MB_OF_BODY
    if body and (of_body + len(uploads) > most or size_of_body + size > megabytes * MEGABYTE):
        raise NoRoomForBody(on, body=str(body), count=most, megabytes=megabytes)
    most, megabytes = settings.MOST_FILES_IN_CASE, settings.MOST_MB_IN_CASE
    if count + len(uploads) > most or there + size > megabytes * MEGABYTE:
        raise NoRoom(on, count=most, megabytes=megabytes)


def _rows(case: Incident) -> Iterable[tuple[Any, str, str]]:
    """(rows of files in the case, the column of their size, the way to the body whose letter they belong to)"""
    for kind in FILE_KINDS:
        yield kind.model.objects.filter(**{kind.case: case}), "file__size", f"{kind.letter}__agency"
    drafts = DraftFile.objects.filter(draft__question__request__incident=case)
    yield drafts, "size", "draft__question__request__agency"


def _held(rows: Any, column: str) -> tuple[int, int]:
    found = rows.order_by().aggregate(count=Count("pk"), size=Sum(column))
    return found["count"], found["size"] or 0
