"""What another policy of reminders would change: the reminders of a letter issued when it begins, beside those of the policy before."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from incidents import setup_data
from incidents.actions import letter_issuing
from incidents.models import ClarificationRequest, ReminderPolicy
from incidents.plain.clocks import Instant
from incidents.rule_previews.shape import NOTHING, Preview, Row, Table, at

from .reminders import timed

Reminders = Iterable[Mapping[str, Any]]


def of(reminders: Reminders, begins: Instant) -> Preview:
    """By the clock rule of that day; without one no letter can be issued, and nothing reminds of it."""
    holds = ReminderPolicy.objects.in_force(begins)
    words = {"n": ClarificationRequest.objects.unanswered().count()}
    said = [_("Letters whose clock runs: %(n)d. What falls to them from then on goes by this policy.") % words]
    due_at = letter_issuing.due_if_issued(begins)
    if due_at is None:
        return Preview([*said, _("No clock rule holds on that day, so no letter can be issued.")])
    was, now = (
        {each["hours"]: each["to"] for each in lines}
        for lines in (holds.reminders if holds else setup_data.shipped_reminders(), reminders)
    )
    told = partial(_told, begins=begins, due_at=due_at)
    rows = [
        Row(timed(hours).in_words, told(was.get(hours), hours), told(now.get(hours), hours))
        for hours in sorted(was.keys() | now.keys())
    ]
    title = _("A letter issued on %(day)s that nobody answers") % {"day": at(begins)}
    return Preview(said, [Table(title, _("Reminder"), rows, _("due %(due)s") % {"due": at(due_at)})])


def _told(to: Iterable[str] | None, hours: int, begins: Instant, due_at: Instant) -> str:
    """When it goes out and to whom; nothing where there is none, or the letter is not out by then."""
    instant = due_at + timedelta(hours=hours)
    if not to or instant <= begins:
        return NOTHING
    return f"{at(instant)}: {', '.join(str(ReminderPolicy.Audience(each).label) for each in to)}"
