"""How long something took or came late, in the reader's words."""

from datetime import datetime, timedelta

from django.utils.translation import get_language

from ..plain import lengths
from ..plain.known import known


def exact(length: timedelta, since: datetime | None = None) -> str:
    """1091 hari 20 jam 23 menit 44 detik: exact to the second; with its years where `since` says from when on."""
    return lengths.in_words(length, known(get_language()), since)
