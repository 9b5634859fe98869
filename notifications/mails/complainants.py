"""Mails to people who complained: their address stands on the sheet, and is read in the moment of sending alone.

What is kept of such a mail bears a placeholder in its place (RFC 2606), and of what a mail server says only its codes: its
words repeat the address.
"""

import re
from typing import Any

from incidents.models import Complaint, ComplaintAnswer
from incidents.plain.not_none import not_none
from incidents.record import complainant_sheets

from ..models import Message
from ..notices import Audience

NOWHERE = "pengadu.invalid"
CODES = re.compile(r"\b[245]\d\d\b|\b[245]\.\d{1,3}\.\d{1,3}\b")


def placeholder(complaint: Complaint) -> str:
    """What stands in every list in place of the address."""
    return f"{complaint.reference.lower()}@{NOWHERE}"


def address(message: Message) -> str:
    """Where the mail of this receipt goes: the address on the sheet, where it is for a complainant."""
    if message.audience != Audience.COMPLAINANT:
        return message.recipient
    return complainant_sheets.read(not_none(message.complaint).sheet).email


def names_another(message: Message) -> bool:
    """Whether the letter that this mail carries names somebody else, or another address, than the sheet does by now."""
    answer = _answer(message) if message.audience == Audience.COMPLAINANT else None
    letter = answer.letter if answer else None
    return letter is not None and not complainant_sheets.still_names(letter.content, not_none(message.complaint).sheet)


def _answer(message: Message) -> ComplaintAnswer | None:
    """The answer that this mail carries; None of any other mail."""
    if message.event.subject_type != ComplaintAnswer._meta.model_name:
        return None
    return ComplaintAnswer.objects.filter(pk=message.event.subject_id).first()


def kept(message: Message, words: str) -> str:
    """What may be kept of the words of a mail server: of a complainant's mail its codes alone."""
    if message.audience != Audience.COMPLAINANT:
        return words
    return " ".join(dict.fromkeys(CODES.findall(words)[:2]))


def told(message: Message) -> dict[str, Any]:
    """What the words of a mail to a complainant may say: the number of the letter that it carries, or a code of its own. The same mail
    made again has the same code."""
    if message.audience != Audience.COMPLAINANT:
        return {}
    if answer := _answer(message):
        return {"number": str(answer.letter)}
    return {
        "code": complainant_sheets.new_code(not_none(message.complaint), of=str(message.mail_id)),
        "came": not_none(message.complaint).received,
    }
