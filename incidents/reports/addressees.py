"""The bodies of a case as somebody who writes to them needs them: their part, whom a letter would reach, what was asked."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import (
    Agency,
    CaseLetter,
    ClarificationRequest,
    Contact,
    Incident,
    Involvement,
    PastLetter,
    User,
    followed_letters,
)
from ..models.contacts import CONFIRM_AFTER
from ..plain import clocks
from ..workflow import ENDED_EARLY, CaseLetterStatus

Part = Involvement.AgencyRole
HELPING = (Part.COORDINATION, Part.LAW_ENFORCEMENT, Part.REPORTER)  # they help the ministry, and answer for nothing


@dataclass
class Addressee:
    """One body of the case: `parts` in words, `asked` the last request to it that was not broken off, `outside`
    the last letter from the record that asked it and that no other took back, `contacts` the addresses on file today. The page adds what was chosen on it."""

    agency: Agency
    parts: list[str]
    answers_for_something: bool
    asked: ClarificationRequest | None
    outside: PastLetter | None
    contacts: list[Contact]
    has_ended: bool
    stale: bool
    drill: bool

    ticked: bool = False
    opened: bool = False
    own: Any = None  # the questions it alone is asked, and …
    recipients: Any = field(default=None)  # … the field in which its addresses are chosen

    @property
    def to_be_asked(self) -> bool:
        """Whether its box is ticked to begin with."""
        return self.answers_for_something and not self.has_ended and not (self.asked or self.outside)

    @property
    def reached(self) -> list[Contact]:
        """Whom a letter would be mailed to: of a drill only who takes part in drills."""
        return [each for each in self.contacts if each.exercise or not self.drill]

    @property
    def unconfirmed(self) -> bool:
        """Whether an address was given with the body at night, and waits with it to be confirmed."""
        return self.agency.confirmed_at is None and any(each.confirmed_at is None for each in self.reached)

    @property
    def is_fit(self) -> bool:
        """Nothing is to be put right before a letter goes out."""
        return bool(self.reached) and not self.unconfirmed and not self.stale and self.has_ppdp

    @property
    def has_ppdp(self) -> bool:
        return any(each.is_ppdp for each in self.reached)

    @property
    def check(self) -> str:
        """What is to be said of its addresses, in the reader's words."""
        if not self.reached:
            if self.agency.post_address and not self.drill:
                return _("no e-mail address on file: by post to %(address)s") % {"address": self.agency.post_address}
            return _("nobody who takes part in drills") if self.drill else _("no contact on file")
        count = len(self.reached)
        said = [ngettext("%(n)d address", "%(n)d addresses", count) % {"n": count}]
        said.append(_("PPDP among them") if self.has_ppdp else _("no PPDP on file"))
        if self.unconfirmed:
            said.append(_("not yet confirmed"))
        if self.stale:
            said.append(_("not confirmed for %(n)d days") % {"n": CONFIRM_AFTER.days})
        return ", ".join(said)


def of_case(case: Incident, at: datetime) -> list[Addressee]:
    """Every body that plays a part in `case`, in the order in which they came into it; struck parts are none."""
    day = clocks.day(at)
    parts: dict[int, list[Involvement]] = {}
    for part in case.involvements.order_by("pk"):
        parts.setdefault(part.agency_id, []).append(part)
    present = Prefetch("contacts", Contact.objects.filter(valid_to__isnull=True).select_related("deputy_of"))
    rows = {row.pk: row for row in Agency.objects.with_names().filter(pk__in=parts).prefetch_related(present)}
    asked = {
        request.agency_id: request
        for request in ClarificationRequest.objects.filter(incident=case)
        .exclude(status__in=ENDED_EARLY)
        .order_by("pk")
        .prefetch_related("letters__register_entry")
    }
    outside = {letter.agency_id: letter for letter in _asked_outside(case)}
    return [
        Addressee(
            agency=rows[pk],
            parts=[str(part.get_role_display()) for part in own],
            answers_for_something=any(part.role not in HELPING for part in own),
            asked=asked.get(pk),
            outside=outside.get(pk),
            contacts=list(rows[pk].contacts.all()),
            has_ended=rows[pk].has_ended(day),
            stale=any(contact.is_stale(at) for contact in rows[pk].contacts.all()),
            drill=case.drill,
        )
        for pk, own in parts.items()
    ]


def _asked_outside(case: Incident) -> list[PastLetter]:
    """The letters that asked somebody outside the product and were not taken back, the last one last."""
    rows = PastLetter.objects.filter(incident=case, kind__in=PastLetter.ASKING).order_by("dated_at", "pk")
    later = followed_letters.later_in([case.pk])
    return [letter for letter in rows if followed_letters.of(letter, later).withdrawn is None]


def without_part(case: Incident, reader: User) -> QuerySet[CaseLetter]:
    """Letters of the case to bodies that play no part in it, such as the police to whom it was referred, the latest first; not the
    dropped ones."""
    rows = CaseLetter.objects.visible_to(reader).filter(incident=case).exclude(status=CaseLetterStatus.DROPPED)
    rows = rows.exclude(agency__in=case.involvements.values("agency"))
    return rows.select_related("agency").prefetch_related("agency__names").order_by("-pk")
