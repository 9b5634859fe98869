"""Which letter or receipt a mail brings to whom it goes, and whether its file goes along."""

from django.db.models import Q

from incidents.models import Letter
from incidents.plain import letter_kinds
from incidents.plain.not_none import not_none

from ..models import Message
from ..notices import BRINGING_RECEIPTS, TO_WHOM_LETTERS_GO, Audience, Kind

CLOSED = {"T": "Terbatas", "R": "Rahasia"}


def by(message: Message) -> Letter | None:
    """The letter that this mail brings the agency, or a complainant: the one its act issued, the one that its predecessor got.
    None while it waits for a signature."""
    if message.kind in (Kind.HANDED_ON, Kind.LETTER_HANDED_ON) and message.audience == Audience.AGENCY:
        letter = message.matter.letter
        return letter if letter and letter.file_id else None
    if message.audience not in TO_WHOM_LETTERS_GO or message.after_due is not None:
        return None  # a reminder belongs to the act that set the due, and repeats no letter
    found = Letter.objects.filter(cause=message.event_id, file__isnull=False)
    receipt = Q(kind=letter_kinds.RECEIPT.code)
    return found.filter(receipt if message.kind in BRINGING_RECEIPTS else ~receipt).select_related("file").first()


def enclosed(message: Message) -> Letter | None:
    """The letter whose file goes along with this mail: the one that it brings, but a limited or secret one. A mail lies open on
    every server that it passes; such a letter is read behind the log-in, and the mail says so."""
    letter = by(message)
    return None if letter is None or closed(letter) else letter


def closed(letter: Letter) -> str:
    """The word for the security of a letter that no mail carries open; "" for any other. A receipt has that of the letter answered."""
    of = not_none(not_none(letter.request).letter) if letter.response_id else letter
    return "" if letter.to_person else CLOSED.get(of.content["security"], "")
