"""The form of a letter of the case: what every one of them needs, and what its kind wants to be filled in."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from ..actions import letter_revocation, slips
from ..actions.case_letter_content import done_by_facts, meeting_facts
from ..actions.case_letters import of_one_act
from ..actions.letter_content import lines
from ..models import Agency, CaseLetter, ClarificationRequest, Contact, Incident
from ..plain import clocks
from ..plain.letter_kinds import DEMANDS, FOUND, PLACES, REGIME, SLIP, SLIP_FIELDS, VIOLATED, LetterKind
from ..workflow import CaseLetterStatus
from . import in_english as english
from . import reprimands, untouched
from .base import ReasonForm
from .cases import STAFF_WAYS
from .clarifications import involved_in
from .fields import SeveralRows, area, offer
from .in_english import InEnglish
from .letter_contacts import NamesContact
from .letters import refuse_slips
from .moments import Moment, ReadsBack
from .recipients import PREFIX, ChoosesRecipients
from .unlisted_bodies import picked_as, refuse_ended

# From now to what a letter asks to be done by: a year that is typed wrong is for ever.
LONGEST_TO_DO = timedelta(days=2 * 365)
OFFERED = {REGIME: reprimands.regime_field, FOUND: reprimands.findings_field}  # rather than typed


class CaseLetterForm(ReadsBack, ChoosesRecipients, InEnglish, NamesContact):
    """A letter of one kind, to agencies of the case `on`; or, `on` a draft, what the letters of its act say."""

    ways = STAFF_WAYS
    reads_back = ("meeting_at", "meeting_until", "done_by")

    agencies = SeveralRows(
        label=_("Agencies"), queryset=Agency.objects.none(), help_text=_("Only agencies involved in this case.")
    )
    joint = forms.BooleanField(
        label=_("One letter of one number to all of them"),
        required=False,
        help_text=_(
            "It names every body, so that each reads who else gets it. Otherwise each gets a letter of a number of its own."
        ),
    )
    subject = forms.CharField(label=_("Subject of the letter"), max_length=200)
    meeting_at = Moment(
        label=_("Meeting begins"), help_text=_("Day, month, year, hour.minute in WIB: 29 November 2026 14.28.")
    )
    meeting_until = Moment(label=_("Meeting ends"), required=False, help_text=_("On the same day. May stay empty."))
    meeting_place = forms.CharField(label=_("Place or link"), max_length=300)
    security = forms.ChoiceField(label=_("Security"), choices=ClarificationRequest.Security.choices)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=ClarificationRequest.Urgency.choices)
    done_by = Moment(
        label=_("To be done by"), help_text=_("Day, month, year, hour.minute in WIB: 14 December 2026 16.00.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    MEETING = ("meeting_at", "meeting_until", "meeting_place")
    SHARED = ("subject", "copies", "security", "urgency", "contact_person")

    def __init__(self, *args: Any, kind: LetterKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if isinstance(self.on, Incident):
            offer(self, "agencies", self.addressees(), picked_as)
            del self.fields["seen"]
        else:
            del self.fields["agencies"]
            self.fields["seen"].required = True
        if not kind.joint or "agencies" not in self.fields:
            del self.fields["joint"]
        if not kind.meets:
            for name in self.MEETING:
                del self.fields[name]
        if not kind.demands:
            del self.fields["done_by"]
        elif not next(wanted.needed for wanted in kind.wanted if wanted.name == DEMANDS):
            self.fields["done_by"].required = False
        typed = (wanted.name for wanted in kind.wanted if wanted.name not in OFFERED)
        self.printed = ("subject", "copies", "meeting_place", *typed)
        case = self.on if isinstance(self.on, Incident) else self.on.incident
        for wanted in kind.wanted:
            if field := OFFERED[wanted.name](case, wanted) if wanted.name in OFFERED else None:
                self.fields[wanted.name] = field
                continue
            self.fields[wanted.name] = forms.CharField(
                label=translated(wanted.label),
                help_text=reprimands.help_on(case, wanted),
                widget=area(wanted.rows) if wanted.rows > 1 else forms.TextInput,
                max_length=wanted.longest,
                required=wanted.needed,
            )
        for n in PLACES if kind.corrects else ():
            self.fields[f"{SLIP[0]}_{n}"].label = translated("Place %(n)d") % {"n": n}
        before = [name for name in ("agencies", "joint", "subject", *self.MEETING) if name in self.fields]
        self.order_fields([*before, *(wanted.name for wanted in kind.wanted), "done_by"])
        self._offer_recipients()
        self.ask_of_draft(kind)

    def _offer_recipients(self) -> None:
        """Of a new letter those of every agency of the case; of drafts those of the agencies they go to. What takes back
        goes to whom that went."""
        contacts = Prefetch("contacts", Contact.objects.filter(valid_to__isnull=True).select_related("deputy_of"))
        if isinstance(self.on, Incident):
            rows, stands = self.addressees(), {}
        else:
            if self.kind.code != self.on.kind:
                return
            stands = {each.agency_id: each.mail_to for each in of_one_act(self.on)}
            rows = Agency.objects.filter(pk__in=stands).with_names()
        self.offer_recipients(rows.prefetch_related(contacts), tells_ppdp=self.kind.legal, stands=stands)

    def addressees(self) -> QuerySet[Agency]:
        """Whom a new letter is offered to."""
        return involved_in(self.on)

    def how_many(self, cleaned: dict[str, Any]) -> int:
        """To how many bodies a new letter goes."""
        return len(cleaned.get("agencies") or ())

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """Every field but those that choose recipients."""
        return [field for field in self if not field.name.startswith((PREFIX, english.PREFIX))]

    @classmethod
    def initial_of(cls, row: CaseLetter) -> dict[str, Any]:
        """What stands in a draft, as it would be typed."""
        found = {name: getattr(row, name) for name in cls.SHARED} | {"seen": row.version}
        found |= {wanted.name: row.facts.get(wanted.name, "") for wanted in row.kind_row.wanted}
        if FOUND in found and row.incident.findings.exists():
            found[FOUND] = lines(found[FOUND])
        if row.kind_row.meets:
            meeting = row.facts["meeting"]
            found |= {f"meeting_{name}": _local(meeting[name]) for name in ("at", "until")}
            found["meeting_place"] = meeting["place"]
        if row.done_by:
            found["done_by"] = clocks.local(row.done_by)
        return found | english.initial_of(row.facts.get("english", {}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        refuse_ended(self, "agencies")
        if cleaned.get("joint") and self.how_many(cleaned) == 1:
            self.add_error("joint", _("One letter to several bodies needs two of them at least."))
        if self.kind.demands:
            self._each_point_once(lines(cleaned.get(DEMANDS, "")))
            self.refuse_other_counts(DEMANDS, lines(cleaned.get(DEMANDS, "")))
            self._points_by_a_day(cleaned)
        if self.kind.sanction and not self.errors.keys() & {REGIME, VIOLATED}:
            for why in reprimands.faults(self.case, cleaned[REGIME], cleaned[VIOLATED]):
                self.add_error(VIOLATED, why)
        for n in PLACES if self.kind.corrects else ():
            self._whole_slip([f"{part}_{n}" for part in SLIP])
        if self.kind.corrects and not self.errors:
            self._only_slips(cleaned)
        return cleaned

    def _only_slips(self, cleaned: dict[str, Any]) -> None:
        """What an erratum puts right stands in the letter, and is neither what that asks nor until when."""
        wrong = self.on.corrects if self.on.kind == self.kind.code else self.on
        if wrong.letter:
            faults = slips.of_a_case_letter(wrong, {name: cleaned[name] for name in SLIP_FIELDS})
            refuse_slips(self, faults, [n for n in PLACES if cleaned[f"{SLIP[0]}_{n}"]], (SLIP[1], SLIP[2]))

    def _whole_slip(self, names: list[str]) -> None:
        """A place, how it reads and how it should: all three, or none."""
        given = [name for name in names if self.cleaned_data.get(name) or name in self.errors]
        for name in names if given else ():
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("A correction names the place, how it reads and how it should read."))

    def _points_by_a_day(self, cleaned: dict[str, Any]) -> None:
        """What is to be done has a due, and nothing else has one."""
        if self.errors:
            return
        points, due = lines(cleaned[DEMANDS]), cleaned["done_by"]
        if points and not due:
            self.add_error("done_by", _("Say by when this is to be done."))
        if due and not points:
            self.add_error(DEMANDS, _("Say what is to be done by that day, or leave the day empty."))

    def _each_point_once(self, points: list[str]) -> None:
        """Each is judged by itself, and on the copies of a joint letter it is known by its words."""
        found = [" ".join(point.casefold().split()) for point in points]
        for point, words in zip(points, found, strict=True):
            if found.count(words) > 1:
                refusal = _("“%(point)s” stands there more than once. Each line is a point of its own: write it once.")
                self.add_error(DEMANDS, ValidationError(refusal, params={"point": point}))
                return

    def clean_meeting_at(self):
        starts = self.cleaned_data["meeting_at"]
        if starts <= timezone.now():
            raise ValidationError(_("This meeting lies in the past. Enter a day and hour still to come, in WIB."))
        return starts

    def clean_meeting_until(self):
        starts, ends = self.cleaned_data.get("meeting_at"), self.cleaned_data["meeting_until"]
        if starts and ends and (ends <= starts or clocks.day(ends) != clocks.day(starts)):
            raise ValidationError(_("A meeting ends after it begins, on the same day."))
        return ends

    def clean_done_by(self):
        due = self.cleaned_data["done_by"]
        if due is None:
            return None
        if due <= timezone.now():
            raise ValidationError(_("This lies in the past. Enter a day and hour still to come, in WIB."))
        if due > timezone.now() + LONGEST_TO_DO:
            words = _(
                "More than %(days)d days ahead: look whether the year is typed right. More time can be given later."
            )
            raise ValidationError(words, params={"days": LONGEST_TO_DO.days})
        return due

    def facts(self) -> dict[str, Any]:
        """`facts` among them is what this kind wants, as CaseLetter keeps it."""
        data = self.cleaned_data
        # What nobody touched in a draft stays as it was typed, instants to the second.
        edited = isinstance(self.on, CaseLetter) and self.on.kind == self.kind.code
        left = untouched.fields(self) if edited else set()
        found: dict[str, Any] = {
            wanted.name: self.on.facts[wanted.name] if wanted.name in left else _as_text(data[wanted.name])
            for wanted in self.kind.wanted
        }
        if self.kind.meets:
            found["meeting"] = meeting_facts(data["meeting_at"], data["meeting_until"], data["meeting_place"])
            for name in ("at", "until", "place"):
                if f"meeting_{name}" in left:
                    found["meeting"][name] = self.on.facts["meeting"][name]
        if data.get("done_by"):
            touched = "done_by" not in left
            found["done_by"] = done_by_facts(data["done_by"]) if touched else self.on.facts["done_by"]
        found |= {"english": given} if (given := self.in_english()) else {}
        shared = {name: data[name] for name in (*self.SHARED, "agencies", "joint", "seen") if name in data}
        chosen = self.recipients(but=left)
        return shared | {"facts": found} | ({"mail_to": chosen} if chosen else {})


class DropLetterForm(ReasonForm):
    """Why a letter of the case will not go out; of a joint draft also whether it is dropped for one addressee alone."""

    whole = forms.BooleanField(
        label=_("For every addressee"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.on.status != CaseLetterStatus.DRAFT or not letter_revocation.may_fall_out(self.on):
            del self.fields["whole"]
            return
        self.fields["whole"].help_text = _(
            "Without this the letter goes to the others, and no longer names %(agency)s."
        ) % {"agency": self.on.agency.short_name}


def _as_text(typed: str | list[str]) -> str:
    """What was ticked stands one a line."""
    return typed.strip() if isinstance(typed, str) else "\n".join(typed)


def _local(instant: str | None) -> datetime | None:
    return clocks.local(datetime.fromisoformat(instant)) if instant else None
