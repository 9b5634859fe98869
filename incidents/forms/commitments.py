"""What is asked of what somebody owes: who, what, by when, by which letter from the record; and when it was kept."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ..actions.agencies import stands_for
from ..models import Activity, Agency, Incident, PastLetter
from ..plain import clocks, letter_kinds, spans
from ..plain.not_none import not_none
from .base import Guarded
from .cases import STAFF_WAYS, agencies
from .fields import ByWhen, Came, area, not_before, offer
from .moments import ReadsBack
from .unlisted_bodies import picked_as


class CommitForm(ReadsBack, Guarded):
    ways = STAFF_WAYS
    reads_back: tuple[str, ...] = ("due",)

    either = ("who", "agency")

    who = forms.CharField(label=_("Who"), max_length=200, required=False, help_text=_("Or choose an agency."))
    agency = forms.ModelChoiceField(label=_("Agency"), queryset=Agency.objects.none(), required=False)
    what = forms.CharField(label=_("Commitment made"), widget=area(3), max_length=2000)
    due = ByWhen(label=_("By when"), required=False)
    source = forms.CharField(
        label=_("Source"), max_length=300, required=False, help_text=_("Who or what says that it is owed.")
    )
    activity = forms.ModelChoiceField(label=_("Agreed at"), queryset=Activity.objects.none(), required=False)
    past_letter = forms.ModelChoiceField(
        label=_("Asked for by"),
        queryset=PastLetter.objects.none(),
        required=False,
        help_text=_("A letter from the record: one entry for each thing that it asks for."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies(), picked_as)
        offer(
            self,
            "activity",
            self.case.activities.order_by("-happened_at"),
            lambda a: f"{a.get_kind_display()}: {a.text[:80]}",
        )
        asking = PastLetter.objects.filter(incident=self.case, kind__in=letter_kinds.DEMANDING)
        if asking.exists():
            offer(self, "past_letter", asking, lambda letter: f"{letter.get_kind_display()} {letter.number}".strip())
        else:
            del self.fields["past_letter"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("due") and spans.last_second(cleaned["due"]) < self.case.seen_at:
            self.add_error("due", _("This lies before the case was seen."))
        if letter := cleaned.get("past_letter"):
            cleaned["agency"] = cleaned.get("agency") or stands_for(letter.agency) or letter.agency
            if not letter.agency.becomes(cleaned["agency"]):
                self.add_error("agency", _("That letter went to another agency."))
        if not cleaned.get("who") and not cleaned.get("agency"):
            self.add_error("who", _("Say who made the commitment, or choose an agency."))
        elif not cleaned.get("who"):
            cleaned["who"] = cleaned["agency"].short_name
        return cleaned

    def read_as(self, cleaned: dict[str, Any], typed: dict[str, Any]) -> dict[str, list[str]]:
        """Of a due without its hour also up to when it lasts."""
        found, due = super().read_as(cleaned, typed), typed.get("due")
        if due and not due.is_exact:
            end = spans.end_in_words(due, not_none(get_language()))
            found["due"].append(gettext("It has passed only after %(end)s.") % {"end": end})
        return found


def kept_field() -> Came:
    """When something owed was kept: today, unless somebody says otherwise."""
    return Came(label=_("When was it kept?"), initial=_today)


def _today() -> spans.Span:
    return spans.parse(f"{clocks.local(timezone.now()):%d-%m-%Y}")


def kept_in_case(kept: spans.Span, case: Incident) -> spans.Span:
    """Nobody kept anything of a case before it was seen."""
    return not_before(kept, case.seen_at, _("This lies before the case was seen."))
