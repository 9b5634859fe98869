"""What every page shares: who may, what is visible, what is said afterwards, how a file leaves."""

import io
import logging
from datetime import datetime
from typing import Any, BinaryIO

from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .. import files
from ..errors import GONE, NOT_NOW, DomainError
from ..forms.fields import SeveralRows
from ..models import CaseLetter, ClarificationRequest, Deadline, Incident, Letter, StoredFile, User
from ..models.removals import MARK
from ..models.request_queries import RequestQuerySet
from ..record import access_log, authority, locked_files
from ..reports import request_by_body, waiting, who_may_decide
from ..workflow import TRANSITIONS, Action, RequestStatus, Role, Subject, moves, permitted

logger = logging.getLogger(__name__)
PAGE = 50
DECISIONS = 20  # on one page of what waits for a decision
EVENTS = 60  # on one page of what was done to a letter
# What a page says to whoever did it, where the record tells it of the body.
TO_ITS_DOER = {
    Action.REPORT_BACK: gettext_noop("What you said was sent to the ministry."),
    Action.TAKE_BACK_QUESTION: gettext_noop("Your question was taken back."),
    Action.TAKE_BACK_REDIRECT: gettext_noop("You took back that the letter is wrongly addressed."),
}


class SignedIn(HttpRequest):
    """A request as every page gets it that is not `login_not_required`: the middleware lets nobody else through."""

    user: User


def require(request: SignedIn, action: Action) -> None:
    """403 unless one of the person's roles may do `action` at all. The deed checks the rest at the door."""
    if permitted(action, request.user.roles) is None:
        raise PermissionDenied(f"{action} is not for {request.user}")


def require_role(request: SignedIn, *roles: Role) -> None:
    if not request.user.roles & set(roles):
        raise PermissionDenied(f"this page is not for {request.user}")


def done(request: HttpRequest, action: Action) -> None:
    """Say on the next page what has just been recorded."""
    messages.success(request, _(TO_ITS_DOER.get(action, TRANSITIONS[action].done)))


def say_who_is_missing(request: HttpRequest, case: Incident) -> None:
    """Say on the next page which letters of the case wait for somebody who does not exist, if any do."""
    for matter, why in who_may_decide.waiting_for_nobody(case, timezone.now()):
        if matter.status != RequestStatus.DRAFT or isinstance(matter, CaseLetter):
            messages.warning(request, f"{matter}: {why}")


def told(refusal: DomainError) -> str:
    """What a refusal tells the reader, in their language."""
    return _(refusal.message) % refusal.facts


def number_of(text: str) -> int | None:
    """A key or a version that a page had written and a browser sent back; None for anything else. "²" and "٣" are digits to
    Python and no number of ours, and no database holds more than LONGEST_KEY of them."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= SeveralRows.LONGEST_KEY else None


class Pages(Paginator):
    """The pages of a list. Most lists fit on their first page, and then nobody counts them apart: the rows are there."""

    @cached_property
    def _first(self) -> list[Any]:
        """The rows of the first page, and the one after them if there is one."""
        return list(self.object_list[: self.per_page + 1])

    @cached_property
    def count(self) -> int:
        return len(self._first) if len(self._first) <= self.per_page else super().count

    def page(self, number: int | str) -> Page:
        if self.validate_number(number) > 1:
            return super().page(number)
        return Page(self._first[: self.per_page], 1, self)


def page_of(request: HttpRequest, rows: Any, size: int = PAGE, name: str = "page") -> Page:
    """The page of `rows` that the address asks for under `name`, which each of several lists on a page has of its own; a
    page that does not exist is the nearest one."""
    return Pages(rows, size).get_page(request.GET.get(name))


def waiting_page(request: HttpRequest, entries: waiting.Waiting) -> Page:
    """The page of what waits for a decision; its number is `keputusan`, beside that of the list below."""
    page = page_of(request, entries, DECISIONS, "keputusan")
    clocks = [entry.clock for entry in page]
    request_by_body.tell_with_whom_late(
        (row for row in clocks if isinstance(row, ClarificationRequest)), timezone.now()
    )
    return page


def visible_case(request: SignedIn, reference: str) -> Incident:
    """The case, or 404: for whom it is not visible it does not exist. A report's old number leads to its case. Who opens a restricted
    one is noted."""
    case = get_object_or_404(Incident.objects.visible_to(request.user).by_reference(reference))
    access_log.looks_at(request, case)
    if case.restricted:
        access_log.look(request, case)
    return case


def case_of(thing: Any) -> Incident | None:
    """The case that a thing is or stands in; None for what stands in none."""
    row = getattr(thing, "matter", thing)
    return row if isinstance(row, Incident) else getattr(row, "incident", None)


def visible_clarification(request: SignedIn, pk: int) -> ClarificationRequest:
    """The request with all that its pages show, or 404."""
    rows = ClarificationRequest.objects.visible_to(request.user).select_related(
        "incident__owner",
        "agency",
        "unit",
        "follows",
        "follows_outside",
        "replaces",
        "rung",
        "question_set",
        "contact_person",
        "drafted_by",
        "issued_by",
        "submitted_by",
        "accepted_by",
        "withdrawn_by",
        "replaced_by",
        "broken_off_by",
        "stopped_by",
    )
    rows = rows.with_own_hand(request.user)
    deadlines = Prefetch("deadlines", Deadline.objects.select_related("rule"))
    rows = rows.prefetch_related("agency__names", deadlines, "questions", numbered_letters())
    found = get_object_or_404(rows, pk=pk)
    access_log.looks_at(request, found)
    return found


def numbered_letters() -> Prefetch:
    """The letters of requests beside their numbers in the register, in one question to the database."""
    return Prefetch("letters", Letter.objects.select_related("register_entry"))


def in_lines(requests: RequestQuerySet) -> RequestQuerySet:
    """With all that a line of a list says of a request."""
    rows = requests.with_clock().select_related("incident", "agency", "unit")
    return rows.prefetch_related("agency__names", "deadlines", "questions", numbered_letters())


def moves_of(user: User, clarification: ClarificationRequest) -> list[Action]:
    """What `user` may do to a request now."""
    found = moves(Subject.REQUEST, clarification.status, user.roles, is_drafter=clarification.own_hand)
    return [each for each in found if authority.may(each, clarification, user, clarification.incident)]


class RemovedUnderLaw(DomainError):
    """The bytes of a file that was removed under law."""

    status = GONE
    message = gettext_noop("%(name)s: the file itself is no longer kept; its hash stays.")


class BytesAreLost(DomainError):
    """The bytes of a stored file are not where they lie, or no key opens them: a disk, a restore, a hand. Never by the product."""

    status = GONE
    message = gettext_noop(
        "%(name)s: the file cannot be read where it is kept. Tell whoever runs this system; its hash stays on record."
    )


class IsHeld(DomainError):
    """A kept file that the scanner for malware has not seen yet."""

    status = NOT_NOW
    message = gettext_noop("%(name)s waits to be scanned for malware. It opens as soon as that is done.")


class HoldsMalware(DomainError):
    """A kept file in which the scanner found malware after it had come in."""

    status = GONE
    message = gettext_noop("%(name)s holds known malware (%(what)s) and is not handed out.")


class BytesAreAltered(DomainError):
    """The bytes of a kept file are not those that came in: nobody is handed them."""

    status = GONE
    message = gettext_noop(
        "%(name)s is kept here otherwise than it came in, and is not handed out. Tell whoever runs this system; the hash of what came in "
        "stays on record."
    )


class NoLongerKept(DomainError):
    """The bytes of what was made for somebody are not where they lay: after the restore of a backup, or in the second they went."""

    status = GONE
    message = gettext_noop("This file is no longer kept. Ask for it to be made again.")


def open_kept(path: str, sha256: str, name: str, until: datetime | None) -> BinaryIO:
    """What was made for somebody and is kept `until` then, to be sent. Raises NoLongerKept, before anything says that it left;
    also where its time is over and nobody has swept it away yet. Raises BytesAreAltered."""
    if until is None or until <= timezone.now():
        raise NoLongerKept
    try:
        return files.opened_as(path, sha256)
    except FileNotFoundError as why:
        raise NoLongerKept from why
    except files.Altered as why:
        logger.error("the bytes of %s (%s) are not those that were made", name, path)
        raise BytesAreAltered(name=name) from why


def bytes_of(stored: StoredFile) -> BinaryIO:
    """A stored file as it is read. Raises RemovedUnderLaw, BytesAreLost, BytesAreAltered, IsHeld, HoldsMalware; the operator then reads in the log which file
    it is."""
    try:
        if stored.locked_print:
            return io.BytesIO(locked_files.read(stored))
        return files.opened(stored)
    except files.Held as why:
        raise HoldsMalware(name=stored.name, what=why.malware) if why.malware else IsHeld(name=stored.name) from why
    except files.Altered as why:
        logger.error("the bytes of stored file %s (%s) are not those that came in", stored.pk, stored.path)
        raise BytesAreAltered(name=stored.name) from why
    except (OSError, InvalidToken) as why:
        if stored.name.startswith(MARK) and isinstance(why, FileNotFoundError):
            raise RemovedUnderLaw(name=stored.name) from why
        logger.error("the bytes of stored file %s (%s) cannot be read: %r", stored.pk, stored.path, why)
        raise BytesAreLost(name=stored.name) from why


def send(stored: StoredFile) -> FileResponse:
    """A stored file as a download. One that lies locked goes out as it is read. Whoever sends it notes that afterwards: what is not
    there was not taken. Raises RemovedUnderLaw, BytesAreLost, BytesAreAltered."""
    return as_download(bytes_of(stored), stored.name, stored.content_type)


def as_download(content: BinaryIO, name: str, content_type: str) -> FileResponse:
    """Never shown inside our origin, never sniffed, never kept by a cache."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
    response.headers["Cache-Control"] = "no-store"
    response._csp_replace = {  # type: ignore[attr-defined]  # what django-csp reads, as its decorator sets it
        "default-src": ["'none'"],
        "sandbox": [],
    }
    return response
