"""How long something took or came late, in words that a person can count."""

from datetime import timedelta

from django.utils.translation import get_language, ngettext

from ..plain.dates import length_in_words
from ..plain.known import known

DAYS_APART = 4  # from so many days on a length is no number of hours any more that anybody reads


def exact(length: timedelta) -> str:
    """1091 hari 20 jam 23 menit 44 detik: exact to the second, from four days on with its days."""
    days = length.days if length.days >= DAYS_APART else 0
    rest = length_in_words(length - timedelta(days=days), known(get_language()))
    return f"{ngettext('%(n)d day', '%(n)d days', days) % {'n': days}} {rest}" if days else rest
