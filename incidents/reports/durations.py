"""How long something took or came late, in the reader's words."""

from datetime import datetime, timedelta

from django.utils.translation import get_language

from ..plain import lengths
from ..plain.not_none import not_none


def exact(length: timedelta, since: datetime | None = None) -> str:
    """1091 hari 20 jam 23 menit 44 detik: exact to the second; with its years where `since` says from when on."""
    return lengths.in_words(length, not_none(get_language()), since)
