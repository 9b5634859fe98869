"""The deed that issues a sheet for Parliament: its figures and the very bytes that are handed on are kept."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile

from .. import files
from ..errors import DomainError
from ..models import ParliamentSheet, StoredFile, User
from ..plain.clocks import Instant
from ..record import canonical, deeds
from ..translatable import _
from ..workflow import Action


class StillAhead(DomainError):
    """The figures of an instant that lies ahead."""

    message = _("This instant has not come yet.")


class OfOtherDays(DomainError):
    message = _("A sheet takes the place only of an earlier one of the same days that was counted alike.")


def issue_sheet(
    *,
    by: User,
    content: dict[str, Any],
    purpose: str,
    made: Mapping[str, tuple[str, bytes]],
    supersedes: ParliamentSheet | None = None,
    superseding_why: str = "",
    at: Instant | None = None,
) -> ParliamentSheet:
    """Keep `content` (reports.parliament.sheet) and `made`, {extension: (name, bytes)}, as they are handed on. `supersedes` stays as it
    is, and is marked by this one. Raises StillAhead, OfOtherDays."""
    sheet = ParliamentSheet(
        first=date.fromisoformat(content["first"]),
        last=date.fromisoformat(content["last"]),
        past=content.get("past", False),
        as_of=datetime.fromisoformat(content["as_of"]),
        purpose=purpose,
        content=content,
        digest=canonical.digest(content),
        leaves=content["leaves"],
        issued_by=by,
        supersedes=supersedes,
        superseding_why=superseding_why,
    )
    uploads = [ContentFile(made[extension][1], made[extension][0]) for extension in ParliamentSheet.FILES]
    issuing = deeds.record(Action.ISSUE_SHEET, on=sheet, by=by, reason=superseding_why, at=at)
    with files.keeping(uploads) as kept, issuing as deed:
        if sheet.as_of > deed.at:
            raise StillAhead(f"{sheet.as_of} lies ahead of {deed.at}")
        if supersedes and any(getattr(supersedes, name) != getattr(sheet, name) for name in ("first", "last", "past")):
            raise OfOtherDays(sheet)
        for extension, each in zip(ParliamentSheet.FILES, kept, strict=True):
            setattr(sheet, extension, StoredFile.objects.create(stored_at=deed.at, **each.fields()))
        sheet.issued_at = deed.at
        sheet.save()
        deed.details = {"sheet": str(sheet), "sha256": sheet.digest, "leaves": sheet.leaves}
    return sheet
