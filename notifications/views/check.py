"""The public page on which whoever holds a letter checks it. No log-in, no case facts."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from incidents import files
from incidents.models import Deadline, Letter
from incidents.models.revoked_acceptances import revoker
from incidents.plain import letter_kinds
from incidents.plain.clocks import Instant
from incidents.plain.not_none import not_none
from incidents.record import locked_files
from incidents.views.base import BytesAreAltered, BytesAreLost, RemovedUnderLaw, bytes_of
from incidents.views.rate_limits import too_often

from ..letters import soundness
from ..letters.soundness import Soundness

CORRECT = (letter_kinds.CORRECTION.code, letter_kinds.ERRATUM.code)  # by which a slip of a letter is put right
A_MINUTE, CHECKS_A_MINUTE = 60, 30  # seconds, checks of one address


@login_not_required
def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """Is this letter on the register? Number, date, office, status; no case facts. Slow to guess, by design."""
    typed = (code or request.GET.get("kode", "")).strip()
    wanted = _normal(typed)
    if not code and wanted and len(wanted) == 9:
        return redirect("notifications:check", code=wanted)
    if not typed:
        return _page(request)
    if _too_many(request):
        return _too_often(request, typed)
    return _verdict(request, typed, wanted)


@login_not_required
@require_POST
def match(request: HttpRequest, code: str) -> HttpResponse:
    """Is this very file the letter, byte for byte? It is hashed while it comes in and not kept. Browsers with script
    hash it themselves and send nothing."""
    upload = request.FILES.get("file")
    if _too_many(request):  # asked before anything is read
        return _too_often(request, code)
    if upload is None:
        return _verdict(request, code, _normal(code), matched="missing")
    if not_none(upload.size) > files.MAX_BYTES:
        return _verdict(request, code, _normal(code), matched="too_large")
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return _verdict(request, code, _normal(code), digest=digest.hexdigest())


def _verdict(request: HttpRequest, typed: str, wanted: str, *, digest: str = "", matched: str = "") -> HttpResponse:
    rows = Letter.objects.filter(check_code=wanted).select_related("request", "about", "file", "response")
    found = _first_that_ended(rows.order_by("pk"))
    if found is None:
        return _page(request, status=404, typed=typed, checked=True)
    if digest and found.file:
        matched = "same" if locked_files.is_of(found.file, digest) else "different"
        if found.courtesy and found.courtesy.sha256 == digest:
            matched = "courtesy"
    about = {"soundness": _soundness(found), "signed_due": _due_since_signature(found), **_worth(found)}
    return _page(request, typed=typed, checked=True, letter=found, matched=matched, **about)


def _due_since_signature(letter: Letter) -> Instant | None:
    """Until when an issued letter asks whose paper cannot say so to the minute: its period runs since what the signature states."""
    if not (letter.signed_at and letter.is_asking and "period" in letter.content):
        return None
    return not_none(not_none(letter.request).deadlines.filter(kind=Deadline.Kind.FIRST).order_by("pk").first()).due_at


def _soundness(letter: Letter) -> Soundness | None:
    """Whether what signs the letter on record holds; None of one that bears nothing of the kind."""
    if letter.file is None or letter.signing == Letter.Signing.UNSIGNED:
        return None
    try:
        with bytes_of(letter.file) as file:
            return soundness.look(file.read(), timezone.now())
    except BytesAreAltered:  # the signature itself says so, to whoever asks
        if letter.file.locked_print:
            return None
        return soundness.look(files.full_path(letter.file.path).read_bytes(), timezone.now())
    except (RemovedUnderLaw, BytesAreLost):
        return None


def _first_that_ended(copies: Iterable[Letter]) -> Letter | None:
    """The letter of this code; of the copies of a joint one that which was taken back by a letter, where one was: a body that is no
    more, or has another copy in its hand, gets nothing that takes back its own."""
    found = list(copies)
    ended = [each for each in found if each.standing == Letter.Standing.WITHDRAWN]
    by_letter = [each for each in ended if each.case_letter and each.case_letter.taker]
    return next(iter([*by_letter, *ended, *found]), None)


def _too_often(request: HttpRequest, typed: str) -> HttpResponse:
    return _page(request, status=429, typed=typed, checked=True, too_many=True)


def _worth(letter: Letter) -> dict[str, Any]:
    """What the letter is worth today, and through which other letters: their numbers and dates alone."""
    about = letter.later.filter(issued_at__isnull=False, voided_at__isnull=True).order_by("pk")
    found: dict[str, Any] = {"standing": letter.standing, "corrected": about.filter(kind__in=CORRECT)}
    found["about_ended"] = letter.about and letter.about.standing in Letter.ENDED.values()
    if letter.standing == Letter.Standing.WITHDRAWN and letter.case_letter:
        own = letter.case_letter.taker
        found |= {"ended_at": letter.case_letter.ended_at, "ended_by": own and own.letter}
        found["nobody_to_tell"] = own is None
    elif back := revoker(letter):
        found |= {"ended_at": back.issued_at, "ended_by": back}
    elif letter.standing == Letter.Standing.WITHDRAWN:
        found |= {
            "ended_at": not_none(letter.request).withdrawn_at,
            "ended_by": about.filter(kind=letter_kinds.WITHDRAWAL.code).first(),
        }
    if letter.standing == Letter.Standing.BROKEN_OFF:
        found["ended_at"] = not_none(letter.request).broken_off_at
    if letter.standing == Letter.Standing.REPLACED:
        clarification = not_none(letter.request)
        successor = clarification.reissues.filter(issued_at__isnull=False).order_by("pk").last()
        found |= {"ended_at": clarification.replaced_at, "ended_by": successor and successor.letter}
    return found


def _page(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, "notifications/check/show.html", context, status=status)


def _normal(code: str) -> str:
    signs = "".join(c for c in code.upper() if c.isalnum())[:12]
    return f"{signs[:4]}-{signs[4:]}" if len(signs) > 4 else signs


def _too_many(request: HttpRequest) -> bool:
    """True from the 31st check of an address within a minute."""
    return too_often(request, "check", CHECKS_A_MINUTE, A_MINUTE)
