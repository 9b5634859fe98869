"""What no letter can show is refused before the letter is written: nobody finds out from an empty box on paper."""

from django.db.models import Model

from ..errors import DomainError
from ..letters import glyphs
from ..translatable import _

MOST_NAMED = 5
AROUND = 20  # signs before the odd one that say where it stands, and as many from it on


class NotShown(DomainError):
    """The letter's fonts lack a sign of what it would say."""

    message = _("The letter's fonts do not have %(signs)s, in “%(where)s”. Write it in other letters, then submit.")


def refuse_what_no_font_shows(on: Model, content: object) -> None:
    """Raises NotShown, with the place, when any text of `content` (what JSON keeps of a letter) would be an empty box."""
    for text in glyphs.texts(content):
        if odd := glyphs.missing(text):
            start = max(0, text.find(odd[0]) - AROUND)
            raise NotShown(on, signs=glyphs.named(odd[:MOST_NAMED]), where=text[start : start + 2 * AROUND])
