"""Fields of what came outside the portal: when it came, by which channel, and the scan that shows it."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .. import files
from ..models import Evidence, Response
from ..models.typed_facts import as_typed
from ..plain import spans
from ..plain.spans import Span
from .assertions import evidence_words
from .base import Guarded
from .fields import Came, Upload, chosen, offer

SCAN, PIECE = "scan", "evidence"


def received_field() -> Came:
    return Came(
        label=_("Received"),
        help_text=_(
            "When it reached the ministry: a day where no hour is known, else with the hour in WIB: 29 November 2026 14.28. "
            "When it is entered here is recorded by itself."
        ),
    )


def channel_field() -> forms.ChoiceField:
    channels = [choice for choice in Response.Channel.choices if choice[0] != Response.Channel.PORTAL]
    return forms.ChoiceField(label=_("Channel"), choices=chosen(channels))


class WithScan(Guarded):
    """A paper whose scan is taken into the evidence of the case with it, or is a piece that is there already: one of the two.

    `paper` says what the scan shows, `number_in` and `came` in which fields its number and its day are typed, `signed` who or what it is
    from; where the form does not ask for one, what it is about has it. `needs_scan`: nothing is recorded without it. `of_files`: only
    a piece that is a file is a scan.
    """

    paper: Any = ""
    number_in = came = ""
    signed: tuple[str, ...] = ()
    needs_scan = False
    of_files = True

    scan = Upload(
        label=_("PDF or scan"),
        required=False,
        help_text=format_lazy("{taken} {kinds}", taken=_("Taken into the evidence of the case."), kinds=files.HELP),
    )
    evidence = forms.ModelChoiceField(
        label=_("Or a piece of evidence of the case"), queryset=Evidence.objects.none(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pieces = self.case.evidence.filter(file__isnull=False) if self.of_files else self.case.evidence.all()
        offer(self, PIECE, pieces, evidence_words)
        if self.needs_scan:
            words = _("One of these two is needed.")
            self.fields[SCAN].help_text = format_lazy("{words} {rest}", words=words, rest=self.fields[SCAN].help_text)
        self.order_fields([name for name in self.fields if name not in (SCAN, PIECE)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        both = cleaned.get(SCAN), cleaned.get(PIECE)
        if all(both) and PIECE in self.changed_data:
            self.add_error(PIECE, _("Choose a file, or a piece that is there: one of the two."))
        if self.needs_scan and not any(both) and SCAN not in self.errors:
            self.add_error(SCAN, _("Attach the scan, or choose the piece of evidence that shows it."))
        return cleaned

    def taken_as(self) -> dict[str, Any]:
        """As what the scan is taken in: what it shows, who it is from, when it came."""
        shows = " ".join(filter(None, (str(self.paper), self._said(self.number_in))))
        signed = ", ".join(filter(None, map(self._said, self.signed)))
        came: Span | None = self._said(self.came)
        return {
            "description": shows[:200],
            "origin": signed[:300],
            "collected": spans.at_minute(came.start) if came and came.is_exact and not came.words else came,
        }

    def _said(self, name: str) -> Any:
        if name in self.cleaned_data:
            return self.cleaned_data[name]
        return as_typed(self.on, name) if hasattr(self.on, name) else None
