"""What an administrator types to end a rule or a letterhead that nothing follows."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..plain import clocks
from ..reports import rule_gaps
from .base import SaysWhy
from .moments import Day, ReadsBack, in_words


class EndRuleForm(ReadsBack, SaysWhy):
    """From which day on nothing of its name holds. What lacks it then is read back before it counts."""

    reads_back = ("ends_on",)

    ends_on = Day(
        label=_("Holds no more from"),
        help_text=_("The first day without it, today or later: 16-01-2027, 16 January 2027."),
    )

    def clean_ends_on(self) -> Any:
        day = self.cleaned_data["ends_on"]
        if day < clocks.day(timezone.now()):
            self.add_error("ends_on", _("A rule holds for what is still to come: choose today or a later day."))
        return day

    def read_as(self, cleaned: dict[str, Any], typed: dict[str, Any]) -> dict[str, list[str]]:
        day = cleaned["ends_on"]
        said = [gettext("It holds up to the day before %(day)s; nothing follows.") % {"day": in_words(day)}]
        return {"ends_on": [*said, *rule_gaps.told(self.on, day)]}
