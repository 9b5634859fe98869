"""What becomes of letters that wait for a signature when what they say holds no more: the letter that they are about asks
nothing, was answered in full, or went to a body that is no more; another decision was made on time."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext

from ..models import Letter
from ..plain import letter_kinds
from ..record.deeds import OnRequest
from ..translatable import _
from ..workflow import STOPPED, RequestStatus
from . import letter_writing

WHY = {
    RequestStatus.WITHDRAWN: _("%(letter)s, which this is about, was withdrawn before this was signed."),
    RequestStatus.REPLACED: _("%(letter)s, which this is about, was replaced before this was signed."),
    **dict.fromkeys(
        STOPPED, _("%(letter)s, which this is about, is waited for no longer; this was not signed before.")
    ),
}


SUPERSEDED = _("Another decision on time for %(letter)s was made before this was signed.")
ANSWERED = _("%(letter)s was answered in full before this was signed.")
NO_BODY = _("The body to which this is addressed exists no more.")
ABOUT_TIME = (letter_kinds.EXTENSION, letter_kinds.REFUSAL)  # the later of two decides


def end_superseded(deed: OnRequest) -> None:
    """This open deed decides on time: what an earlier decision wrote, and nobody has signed yet, holds no more."""
    _void(deed, _about_time(deed), SUPERSEDED)


def end_answered(deed: OnRequest) -> None:
    """Answered in full by this open deed, the agency needs no word on time any more."""
    _void(deed, _about_time(deed), ANSWERED)


def end_addressed(deed: OnRequest) -> None:
    """The body is no more: nothing that this open deed finds waiting for a signature can reach it."""
    _void(deed, _about(deed), NO_BODY)


def _about(deed: OnRequest) -> QuerySet[Letter]:
    return deed.on.letters.unsigned().filter(about__isnull=False)


def _about_time(deed: OnRequest) -> QuerySet[Letter]:
    return _about(deed).filter(kind__in=[kind.code for kind in ABOUT_TIME])


def _void(deed: OnRequest, letters: Iterable[Letter], words: str) -> None:
    with translation.override("id"):  # what stands for ever is not worded by who happened to click
        why = gettext(words) % {"letter": deed.on.reference}
    for letter in letters:
        letter_writing.void(letter, deed, why)


def end(deed: OnRequest) -> None:
    """The request is withdrawn, replaced or waited for no longer by this open deed: a letter about its letter that nobody has signed
    yet, such as one that grants more time, says what is not so any more. It will not go out; its number is void."""
    _void(deed, _about(deed), WHY[RequestStatus(deed.on.status)])
