"""Receipts of what leaves the house, mails that came into it, and the heartbeat of the engine that sends and reads them."""

from .account_mail import AccountMail
from .engine import Heartbeat, Silence
from .incoming_mail import IncomingMail
from .messages import LATE, MATTERS, Message, MessageQuerySet
from .readers import Reader, Recipient
from .returned_mail import StrayMail
from .skip_reasons import SKIP_REASONS

__all__ = [
    "LATE",
    "MATTERS",
    "SKIP_REASONS",
    "AccountMail",
    "Heartbeat",
    "IncomingMail",
    "Message",
    "MessageQuerySet",
    "Reader",
    "Recipient",
    "Silence",
    "StrayMail",
]
