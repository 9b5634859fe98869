"""One evaluation of the rules of anomalies: the instant at which the record is asked, with what is read once then for however many rules."""

from dataclasses import dataclass
from functools import cached_property

from ...models import ReminderPolicy
from ...plain.clocks import Instant


@dataclass
class Evaluation:
    """`at` is the instant, in UTC."""

    at: Instant

    @cached_property
    def policies(self) -> list[ReminderPolicy]:
        """Every policy of reminders, in the order in which they began."""
        return list(ReminderPolicy.objects.order_by("effective_from"))
