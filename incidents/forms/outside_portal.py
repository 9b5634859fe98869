"""Fields of what came outside the portal: when it came, by which channel, and the scan that shows it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import files
from ..actions import completeness
from ..models import ClarificationRequest, Evidence, Response
from ..models.typed_facts import as_typed
from ..plain import spans
from ..plain.spans import Span
from .assertions import evidence_words
from .base import Guarded
from .fields import Came, Uploads, chosen, not_before_issue, offer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SCAN, PIECE = "scan", "evidence"


def received_field() -> Came:
    return Came(
        label=_("Received"),
        help_text=_(
            "When it reached the ministry: a day where no hour is known, else with the hour in WIB: 29 November 2025 14.28. "
            "When it is entered here is recorded by itself."
        ),
    )


def channel_field(spoken: bool = False) -> forms.ChoiceField:
    """`spoken`: what it is about may have been said on the telephone."""
    written = Response.Channel.written()
    channels = [choice for choice in Response.Channel.outside() if spoken or choice in written]
    return forms.ChoiceField(label=_("Channel"), choices=chosen(channels))


def document_field() -> forms.CharField:
    """Of what may have been said without any."""
    return forms.CharField(
        label=_("Number and date of the document"), max_length=300, required=False, help_text=_("If there is one.")
    )


def came_while_asked(came: Span, on: ClarificationRequest, words: "StrOrPromise") -> Span:
    """When something came on the letter of `on`: after its issue, else `words`, and before it ended early."""
    received = not_before_issue(came, on, words)
    if not completeness.asked_when(on, received):
        raise ValidationError(gettext(completeness.AskedNoMore.message))
    return received


class WithScan(Guarded):
    """A paper whose scans are taken into the evidence of the case with it: its letter first, or as a piece that is there already; what
    comes besides is laid to that as its annexes. Where it is put right, what was missing is added the same way.

    `paper` says what the scan shows, `number_in` and `came` in which fields its number and its day are typed, `signed` who or what it is
    from; where the form does not ask for one, what it is about has it. `needs_scan`: nothing is recorded without it. `of_files`: only
    a piece that is a file is a scan.
    """

    paper: Any = ""
    number_in = came = ""
    signed: tuple[str, ...] = ()
    needs_scan = False
    of_files = True

    scan = Uploads(
        limit=files.PER_PAPER,
        label=_("PDF or scans"),
        required=False,
        help_text=format_lazy(
            "{taken} {kinds}",
            taken=_("Several at once: the letter and its annexes. Taken into the evidence of the case."),
            kinds=files.HELP,
        ),
    )
    evidence = forms.ModelChoiceField(
        label=_("Or a piece of evidence of the case"),
        queryset=Evidence.objects.none(),
        required=False,
        help_text=_("Where a piece is chosen here, the files above are laid to it as its annexes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pieces = self.case.evidence.filter(file__isnull=False) if self.of_files else self.case.evidence.all()
        offer(self, PIECE, pieces, evidence_words)
        if self.needs_scan:
            self.either += (SCAN, PIECE)
        self.order_fields([name for name in self.fields if name not in (SCAN, PIECE)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.needs_scan and not (cleaned.get(SCAN) or cleaned.get(PIECE)) and SCAN not in self.errors:
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
