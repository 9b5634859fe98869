"""Of what a bundle of proofs is asked."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from incidents.forms import Day
from incidents.forms.exports import ExportForm
from incidents.models import (
    AccessEntry,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Incident,
    ProofBundle,
    TreeHead,
    User,
)
from incidents.plain import spans
from incidents.plain.not_none import not_none
from incidents.record import about_letters, cited_numbers
from incidents.reports import reads

Columns = dict[str, Any]  # of a bundle, by name: what it is of
LABEL = 100  # signs of what a bundle is called


class LooksBundleForm(ExportForm):
    """What the proof of a look, or of who looked at one thing, is for: of which, the page says that led here. `of` are the columns
    of the bundle that say so."""

    of: Columns

    head_size = forms.IntegerField(
        label=_("Leaves of a head that you hold"),
        help_text=_("The bundle then proves that your head is the beginning of the newest one. Empty: none."),
        required=False,
        min_value=1,
        max_value=2**62,
    )

    def __init__(self, *args: Any, of: Columns | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of or {}

    @property
    def kind(self) -> str:
        """What kind of bundle it becomes, where the page says of what."""
        return str(ProofBundle.Kind(self.of["kind"]).label) if self.of else ""

    @property
    def drill(self) -> bool:
        """Whether that is of a drill, for the mark beside it."""
        return bool(self.of.get("drill"))

    def clean_head_size(self) -> int | None:
        held: int | None = self.cleaned_data["head_size"]
        if held and not TreeHead.objects.filter(size=held).exists():
            raise ValidationError(_("The log has no head of so many leaves."))
        return held

    def asked(self) -> Columns:
        """The columns of a bundle that say what it is of, and what for."""
        return {**self.of, "held": self.cleaned_data["head_size"], "reason": self.reason}


class BundleForm(LooksBundleForm):
    """Of what a proof is wanted, of the thing that bears a number or of the days of a period; and what for."""

    unguarded = ("number",)  # it names what is on record and is kept nowhere
    either = (*LooksBundleForm.either, "number", "first", "last")

    number = forms.CharField(
        label=_("Number of a case, request, letter or act"), max_length=cited_numbers.LONGEST, required=False
    )
    first = Day(label=_("From"), required=False)
    last = Day(label=_("Up to"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        number, first, last = (cleaned.get(name) for name in ("number", "first", "last"))
        if self.errors:
            return cleaned
        if bool(number) == bool(first and last) or bool(first) != bool(last):
            raise ValidationError(_("Name one thing by its number, or a period by its first and its last day."))
        if first and last and (last < first or first.year < spans.EARLIEST or last.year > spans.LATEST):
            raise ValidationError(_("The last day lies before the first, or out of reach."))
        self.of = self._thing(number) if number else _days(not_none(first), not_none(last))
        return cleaned

    def _thing(self, number: str) -> Columns:
        found = cited_numbers.find(not_none(self.user), number)
        if found is None:
            raise ValidationError({"number": _("This number is not known.")})
        if found.event:
            event = CaseEvent.objects.select_related("incident").get(pk=found.event)
            return _of(ProofBundle.Kind.EVENT, str(event.pk), str(event.pk), event.incident)
        if found.subject and found.subject[0] not in about_letters.LETTERS:
            words = _(
                "Of a complaint, and of a letter that answers one, no proof is made by its number: name its case."
            )
            raise ValidationError({"number": words})
        if found.subject:
            matter = _matter(*found.subject)
            return _of(ProofBundle.Kind.MATTER, ":".join(found.subject), matter.reference, matter.incident)
        if len(found.incidents) != 1:
            raise ValidationError({"number": _("Several cases bear this. Write the whole number of one.")})
        case = Incident.objects.get(pk=min(found.incidents))
        return _of(ProofBundle.Kind.CASE, str(case.pk), case.reference, case)


def looked(text: str, user: User) -> Columns | None:
    """The columns of a bundle of what an address names: one look by its key, who looked at a thing as `type:key`; None where nobody
    looked that `user` may know of."""
    look: AccessEntry | None = reads.named(text, user).order_by("-pk").first()
    if look is None:
        return None
    case = reads.cases_of([look], user).get(look.pk)
    if reads.thing_of(text):
        return _of(ProofBundle.Kind.LOOKS, text, look.subject_label or text, case)
    return _of(ProofBundle.Kind.LOOK, str(look.pk), f"#{look.pk} {look.actor_name} {look.subject_label}".strip(), case)


def _days(first: date, last: date) -> Columns:
    label = f"{first.isoformat()} – {last.isoformat()}"
    return {"kind": ProofBundle.Kind.PERIOD, "first": first, "last": last, "label": label}


def _of(kind: str, key: str, label: str, case: Incident | None) -> Columns:
    return {"kind": kind, "key": key, "label": label[:LABEL], "drill": bool(case and case.drill)}


def _matter(kind: str, key: str) -> ClarificationRequest | CaseLetter:
    found: ClarificationRequest | CaseLetter = (
        about_letters.LETTERS[kind].objects.select_related("incident").get(pk=key)
    )
    return found
