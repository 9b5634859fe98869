"""Slots: places on the record's pages that an app above fills, so that the record's templates need not know that app.

An app fills a slot once, at start, with a function of the page's context and what the page hands over. What it returns
is shown where the slot stands, or kept: `{% slot "reminder_marks" clarification as marks %}`. A slot nobody fills gives nothing.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django import template
from django.template.context import Context

register = template.Library()

# What is handed over, and what comes back: markup unless said otherwise.
SLOTS = {
    "desk_alarm": "() letters that nothing shows to have arrived, above everything",
    "desk_count": "() one more figure in the row of counts",
    "desk_group": "() one more group of rows that need somebody",
    "delivery": "(clarification) when the letter left and what is wrong: sent_at, words, alarm",
    "reminder_marks": "(clarification) the reminders on the clock's bar: a list of at, hours, sent",
    "matter_mails": "(clarification, letter of the case or complaint) what was mailed about it and what is to come, as rows",
    "unplaced_mails": "() what came by mail, names no letter and waits for a supervisor",
    "waiting_mails": "(clarification) what came by mail on it, or on the letter that it follows, and waits for a decision",
    "letter_recipients": "(clarification or letter of the case) where the letter would be mailed if it were issued now: a list with address",
    "letter_pictures": "(content, clarification or None) the pages of the letter as it would go out",
    "issue_warnings": "(seal=True) what speaks against issuing a letter on this machine now",
}
Filler = Callable[..., Any]
Fill = TypeVar("Fill", bound=Filler)
_fillers: dict[str, Filler] = {}


def fills(name: str) -> Callable[[Fill], Fill]:
    """Decorator: this function fills a slot. Raises ValueError for a slot that no page has, or that is filled already."""
    if name not in SLOTS or name in _fillers:
        raise ValueError(f"no free slot {name!r}")

    def keep(filler: Fill) -> Fill:
        _fillers[name] = filler
        return filler

    return keep


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, *things: Any) -> Any:
    """What fills the slot here; "" when nobody does. Raises KeyError for a slot that is not declared above."""
    SLOTS[name]
    filler = _fillers.get(name)
    return filler(context, *things) if filler else ""
