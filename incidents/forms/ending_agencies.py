"""What is asked when a body ends: from which day on, who follows it and, where it was split, what each of those takes over."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Agency
from ..plain import clocks
from ..record import divided
from ..reports import ending_bodies
from .base import SeenForm
from .fields import area, offer
from .moments import Day, ReadsBack, token
from .unlisted_bodies import picked_as

FURTHER, TO = "further_", "to_"
LEAST, MOST = 2, 12  # fields for further successors: one more than are filled in


class EndAgencyForm(ReadsBack, SeenForm):
    """From which day a body exists no more, and who stands for it. Where more than one does, the first press asks for each thing that
    somebody hands over as a whole whose it is; what nobody chooses is the first one's."""

    reads_back = ("ended_on",)

    ended_on = Day(label=_("Exists no more since"))
    successor = forms.ModelChoiceField(
        label=_("Successor"),
        queryset=Agency.objects.none(),
        required=False,
        help_text=_(
            "Empty: nobody follows it. Where it was split, the body that stands for it wherever you do not say otherwise."
        ),
    )
    reason = forms.CharField(
        label=_("Reason"), widget=area(3), max_length=500, help_text=_("The law or the decree by which it ends.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = Agency.objects.present().with_names().exclude(pk=self.on.pk)
        offer(self, "successor", self.others, picked_as)
        filled = [n for n in range(1, MOST + 1) if self.data.get(f"{FURTHER}{n}")]
        for n in range(1, min(MOST, max(LEAST, *filled, len(filled) + 1)) + 1):
            name = f"{FURTHER}{n}"
            self.fields[name] = forms.ModelChoiceField(
                label=_("Further successor"), queryset=self.others, required=False, empty_label=_("Choose")
            )
            offer(self, name, self.others, picked_as)
        self.lots = divided.lots(self.on, timezone.now(), cast(Any, self.user)) if len(self.named) > 1 else []
        choices = [(str(body.pk), body.short_name) for body in self.named]
        for lot in self.lots:
            name = f"{TO}{lot.key}"
            self.fields[name] = forms.ChoiceField(label=str(lot), choices=choices)
            if name not in self.data:  # nobody was asked yet
                data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which a page may not write in
                data[name], self.data = choices[0][0], data
        self.order_fields([name for name in self.fields if name != "reason"])

    @cached_property
    def named(self) -> list[Agency]:
        """The successors as they were sent, each once, the first one first; none of them where the first is missing."""
        sent = [self.data.get("successor"), *(self.data.get(f"{FURTHER}{n}") for n in range(1, MOST + 1))]
        keys = list(dict.fromkeys(int(key) for key in sent if key and key.isdecimal() and len(key) < 19))
        found = self.others.in_bulk(keys) if sent[0] else {}
        return [found[key] for key in keys if key in found]

    def clean_ended_on(self) -> date:
        day: date = self.cleaned_data["ended_on"]
        if day > clocks.day(timezone.now()):
            raise ValidationError(_("This day is still to come. A body is ended on the day or after it."))
        if known := ending_bodies.stands_against(self.on, day):
            raise ValidationError(known)
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("successor") and any(cleaned.get(name) for name in self.fields if name.startswith(FURTHER)):
            self.add_error("successor", _("Name first the body that stands for it wherever you do not say otherwise."))
        return cleaned

    def read_as(self, cleaned: dict[str, Any], typed: dict[str, Any]) -> dict[str, list[str]]:
        words = super().read_as(cleaned, typed)
        if self.lots:
            facts = {"first": self.named[0].short_name, "others": ", ".join(body.short_name for body in self.named[1:])}
            words["successor"] = [
                gettext(
                    "It was split into %(first)s and %(others)s. Say below what another one than %(first)s takes over. All that is not "
                    "named there is that of %(first)s, what stands in restricted cases too; what was settled before stays with the last name."
                )
                % facts
            ]
        return words

    def token_of(self, words: dict[str, list[str]]) -> str:
        """Other things to divide, or other bodies to divide them among, are asked about anew; what is chosen is not."""
        return token([words, self.laid_out])

    @property
    def laid_out(self) -> str:
        return divided.digest(self.named, self.lots) if self.lots else ""

    def facts(self) -> dict[str, Any]:
        kept = {name: self.cleaned_data[name] for name in ("ended_on", "successor", "reason", "seen")}
        by_key = {str(body.pk): body for body in self.named}
        chosen = {lot.key: self.cleaned_data[f"{TO}{lot.key}"] for lot in self.lots}
        to = {key: by_key[body] for key, body in chosen.items()}
        return kept | {"further": self.named[1:], "to": to, "laid_out": self.laid_out}
