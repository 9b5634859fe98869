"""What becomes of letters that wait for a signature when the letter that they are about asks nothing any more."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext

from ..plain.letter_kinds import LetterKind
from ..record.deeds import OnRequest
from ..translatable import _
from ..workflow import RequestStatus
from . import letter_content

WHY = {
    RequestStatus.WITHDRAWN: _("%(letter)s, which this is about, was withdrawn before this was signed."),
    RequestStatus.REPLACED: _("%(letter)s, which this is about, was replaced before this was signed."),
}


SUPERSEDED = _("Another decision on time for %(letter)s was made before this was signed.")


def end_superseded(deed: OnRequest, kinds: Iterable[LetterKind]) -> None:
    """This open deed decides on time: what an earlier decision wrote, and nobody has signed yet, holds no more."""
    with translation.override("id"):
        why = gettext(SUPERSEDED) % {"letter": deed.on.reference}
    for letter in deed.on.letters.unsigned().filter(kind__in=[kind.code for kind in kinds]):
        letter_content.void(letter, deed, why)


def end(deed: OnRequest) -> None:
    """The request is withdrawn or replaced by this open deed: a letter about its letter that nobody has signed yet, such as
    one that grants more time, says what is not so any more. It will not go out; its number is void."""
    with translation.override("id"):  # what stands for ever is not worded by who happened to click
        why = gettext(WHY[RequestStatus(deed.on.status)]) % {"letter": deed.on.reference}
    for letter in deed.on.letters.unsigned().filter(about__isnull=False):
        letter_content.void(letter, deed, why)
