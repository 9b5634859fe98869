"""Buttons in templates: those of one row of a list, and how one is drawn."""

from typing import Any

from django import template
from django.utils.html import format_html

from ..actions.wishes_on_paper import may_mend
from ..models import ExtensionRequest, User
from ..views.buttons import Button, Buttons
from ..views.buttons import buttons_of as buttons_for
from ..workflow import Action, Weight
from .tanggap import icon

register = template.Library()

CLASSES = {Weight.MAIN: "btn main", Weight.ORDINARY: "btn", Weight.REVOKE: "btn revoke"}


@register.simple_tag(takes_context=True)
def buttons_of(context: template.Context, thing: Any) -> Buttons:
    """What the reader may do to a row of a list. The buttons of a page's own thing come from its view."""
    return buttons_for(thing, context["user"])


@register.simple_tag
def mending_of(wish: ExtensionRequest, buttons: Buttons, user: User) -> list[Button]:
    """Of a request's buttons those that put this wish for more time right, or strike it, where that is the reader's to do."""
    request = wish.request
    about = {Action.CORRECT_WISH: request.wishes_on_paper, Action.STRIKE_WISH: request.undecided_on_paper}
    moves = [move for move, wishes in about.items() if wish in wishes and may_mend(wish, move, user)]
    return [buttons.beside[move] for move in moves if move in buttons.beside]


@register.inclusion_tag("parts/act_button.html")
def act_button(
    button: Button | None, style: str | None = None, about: str = "", *, main: bool = False, wide: bool = False
) -> dict[str, Any]:
    """One button of the workflow; nothing for a move that is not this person's now.

    `style` is the class instead of a button's own ("" is a bare link); `about` says to readers by ear which of several
    it is; `main` makes an ordinary one the first thing to press; `wide` fills the line, on an agency's pages.
    """
    if not button:
        return {}
    look = CLASSES[Weight.MAIN if main else button.weight] if style is None else style
    picture = format_html("{} ", icon(button.icon)) if button.icon else ""
    aside = format_html('<span class="hear"> {}</span>', about) if about else ""
    words = format_html("{}{}{}", picture, button.label, aside)
    return {"button": button, "look": f"{look} wide" if wide else look, "words": words}
