"""What is typed for a letter: a sign that the letter's fonts do not have is named where it was typed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..letters import glyphs
from .base import Guarded

MOST_NAMED = 5


class OnPaper(Guarded):
    """A form whose texts `printed` stand in a letter."""

    printed: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in self.printed:
            if odd := glyphs.missing(cleaned.get(name) or ""):
                self.add_error(name, not_shown(odd))
        return cleaned


def name_what_no_font_shows(form: Guarded, content: object) -> bool:
    """Where the letter `content` that `form` writes holds such a sign, name it at each field that it was typed in; at the
    form when it is in none. True when there is one."""
    odd = glyphs.missing_in(content)
    typed = {name: glyphs.missing(value) for name, value in form.cleaned_data.items() if isinstance(value, str)}
    for name, signs in typed.items():
        if here := [sign for sign in signs if sign in odd]:
            form.add_error(name, not_shown(here))
    if odd and form.is_valid():
        form.add_error(None, not_shown(odd))
    return bool(odd)


def not_shown(odd: list[str]) -> ValidationError:
    return ValidationError(
        _("The letter's fonts do not have %(signs)s. On paper that would be an empty box: write it in other letters."),
        code="not_shown",
        params={"signs": glyphs.named(odd[:MOST_NAMED])},
    )
