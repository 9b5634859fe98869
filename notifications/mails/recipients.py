"""Who is told: addresses for the audiences of a notice. A contact needs no account; of a restricted case nobody hears
who may not know of it."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, cast

from incidents.models import Absence, CaseEvent, CaseLetter, ClarificationRequest, Complaint, Contact, Letter, User
from incidents.models.due_in_case import DueInCase
from incidents.models.succession import held_by
from incidents.plain import clocks, letter_kinds
from incidents.plain.clocks import Instant
from incidents.plain.not_none import not_none
from incidents.record import addressed, complainant_sheets
from incidents.record.batch import Matter
from incidents.workflow import Role

from ..models import Message, Reader, Recipient
from ..notices import BRINGING_RECEIPTS, Audience, Kind, Notice
from . import complainants

Address = tuple[str, str]  # of a mail, and the name beside it
INSIDE = (Audience.OFFICER, Audience.SUPERVISORS)
SEES_TO = (Role.OFFICER, Role.SUPERVISOR)  # who may be one of the few to whom a complainant's sheet opens


class Directory:
    """The addresses, as they stand at `at`, for a batch of matters (requests, letters of cases): each question is put to
    the database once, however many there are."""

    def __init__(self, matters: Iterable[Matter], at: Instant) -> None:
        self._matters, self._at = list(matters), at
        self._agencies = {matter.agency_id for matter in self._matters}
        self._serving: dict[tuple[str, ...], list[User]] = {}
        self._known: dict[int, set[tuple[type[Matter], int]]] = {}
        self._addresses = {
            Audience.AGENCY: self._contacts,
            Audience.OFFICER: self._officer,
            Audience.SUPERVISORS: self._supervisors,
            Audience.COLLEAGUE: self._colleague,
            Audience.COMPLAINANT: self._complainant,
            Audience.FORMER: self._former,
            Audience.COPY: self._copied,
            Audience.ANSWERER: self._answerer,
        }

    def of(self, notice: Notice, matter: Matter, event: CaseEvent | None = None) -> list[Recipient]:
        """[Recipient, …], each address once. `event` is the act told of."""
        found: dict[str, Recipient] = {}
        own = event.actor.email.lower() if notice.to_others and event and event.actor else None
        for audience in notice.to:
            if event and _answered_by_another(notice.kind, audience, matter, event):
                continue
            for address, name in self._addresses[audience](matter, event):
                if address.lower() == own:
                    continue
                digest = audience in INSIDE and address.lower() in self._with_digest
                found.setdefault(address.lower(), Recipient(address, name, audience, digest))
        return list(found.values())

    def now(self, message: Message) -> list[Recipient]:
        """[Recipient, …] for the audience of a mail that is on its way, as it stands now."""
        if _answered_by_another(message.kind, message.audience, message.matter, message.event):
            return []
        act = message.event if message.audience in (Audience.FORMER, Audience.ANSWERER) else None
        found = self._addresses[Audience(message.audience)](message.matter, act)
        return [Recipient(address, name, Audience(message.audience)) for address, name in found]

    @cached_property
    def _with_digest(self) -> set[str]:
        """Addresses of people who chose a daily digest for what is routine."""
        return {email.lower() for email in Reader.objects.filter(digest=True).values_list("user__email", flat=True)}

    @cached_property
    def _contacts_of(self) -> dict[int | None, list[Contact]]:
        found: dict[int | None, list[Contact]] = {}
        there = Contact.objects.on(clocks.day(self._at)).filter(agency__in=self._agencies)
        rows = list(there.select_related("deputy_of"))
        before: dict[int, set[str]] = {}
        for pk, email in Contact.history.filter(id__in=[each.pk for each in rows]).values_list("id", "email"):
            before.setdefault(pk, set()).add(email.lower())
        for contact in rows:
            contact.addresses_before = before.get(contact.pk, set()) - {contact.email.lower()}
            found.setdefault(contact.agency_id, []).append(contact)
        return found

    def addresses_of(self, matter: Matter, to: Recipient) -> list[str]:
        """The address of a contact of the matter's body, in small letters, and after it those that it had before it was put right."""
        own = to.address.lower()
        rows = [each for each in self._contacts_of.get(matter.agency_id, []) if each.email.lower() == own]
        return [own, *sorted({before for each in rows for before in each.addresses_before})]

    def _contacts(self, matter: Matter, _event: CaseEvent | None) -> list[Address]:
        """Those on file to which the letter is addressed."""
        present = self._contacts_of.get(matter.agency_id, [])
        rows = addressed.of_letter(matter, present, drill=not_none(matter.incident).drill)
        return [(each.email, each.name or each.office) for each in rows]

    def _officer(self, matter: Matter, _event: CaseEvent | None) -> list[Address]:
        """The case's owner, and who stands in while they are away, in whatever unit each serves; when nobody of them is
        there, every officer of the unit as well: a case is never nobody's. Of a complaint those to whom its sheet opens."""
        if isinstance(matter, Complaint):
            return self._opening(matter)
        owner = not_none(matter.incident).owner_id
        own = [self._officers[pk] for pk in (owner, self._absences.get(owner)) if pk in self._officers]
        own = [person for person in own if (type(matter), matter.pk) in self._known_to(person)]
        there = any(person.pk not in self._absences for person in own)
        told = [(person.email, person.name) for person in own]
        return told if there else list(dict.fromkeys([*told, *self._those(Role.OFFICER, matter)]))

    def _opening(self, complaint: Complaint) -> list[Address]:
        own = Complaint.objects.filter(pk=complaint.pk)
        staff = {each.pk: each for role in SEES_TO for each in User.objects.appointed(role, self._at)}
        return [(each.email, each.name) for _pk, each in sorted(staff.items()) if own.opening_to(each).exists()]

    @cached_property
    def _officers(self) -> dict[int, User]:
        """{key: everybody who works on cases}."""
        return {person.pk: person for person in User.objects.appointed(Role.OFFICER, self._at)}

    @cached_property
    def _absences(self) -> dict[int, int]:
        """{key of who is away: key of their deputy}."""
        return dict(Absence.objects.on(self._at).values_list("user", "deputy"))

    def _supervisors(self, matter: Matter, _event: CaseEvent | None) -> list[Address]:
        return self._those(Role.SUPERVISOR, matter)

    def _colleague(self, _matter: Matter, event: CaseEvent | None) -> list[Address]:
        return [(event.details["email"], event.details["name"])] if event else []

    def _former(self, matter: Matter, event: CaseEvent | None) -> list[Address]:
        """Whom a mail told, or is to tell, that it had passed to them by what `event` undoes, unless they hear for the
        body that has it again."""
        of_letter = isinstance(matter, CaseLetter)
        link = {"case_letter": matter.pk} if of_letter else {"request": matter.pk}
        kind = Kind.LETTER_HANDED_ON if of_letter else Kind.HANDED_ON
        told = Message.objects.filter(kind=kind, audience=Audience.AGENCY, **link)
        told = told.filter(event__recorded_at__lt=not_none(event).recorded_at).exclude(state=Message.State.SKIPPED)
        last = told.order_by("-event__recorded_at").first()
        own = {address.lower() for address, _name in self._contacts(matter, event)}
        rows = told.filter(event=last.event_id).order_by("pk") if last else ()
        return [(each.recipient, each.recipient_name) for each in rows if each.recipient.lower() not in own]

    def _answerer(self, matter: Matter, event: CaseEvent | None) -> list[Address]:
        """Who sent what `event` took in, while they still answer for its body."""
        sent = event.actor if event else None
        answers = sent is not None and Role.LIAISON in sent.roles and (type(matter), matter.pk) in self._known_to(sent)
        return [(sent.email, sent.name)] if sent and answers else []

    def _copied(self, matter: Matter, event: CaseEvent | None) -> list[Address]:
        """Whom the letter that `event` brought prints as getting a copy, as far as an address stands with the office; a joint letter is
        copied once. Of a drill only who takes part in drills."""
        if event and not _copied_by(event):
            return []
        if isinstance(matter, CaseLetter) and event and matter.fellows and matter.pk != matter.fellows[0].pk:
            return []
        rows = [(each.address, each.office) for each in getattr(matter, "copied", ()) if each.address]
        if rows and not_none(matter.incident).drill:
            there = Contact.objects.on(clocks.day(self._at)).filter(exercise=True).values_list("email", flat=True)
            rows = [row for row in rows if row[0].lower() in {email.lower() for email in there}]
        return rows

    def _complainant(self, matter: Matter, _event: CaseEvent | None) -> list[Address]:
        """The placeholder of whoever complained, where an address stands on the sheet."""
        complaint = cast("Complaint", matter)
        has_address = complainant_sheets.read(complaint.sheet).email
        return [(complainants.placeholder(complaint), complaint.reference)] if has_address else []

    def _those(self, role: Role, matter: Matter) -> list[Address]:
        """[(address, name), …] of the unit's people in this role who may know of the matter."""
        unit = matter.incident.owner.unit if isinstance(matter, DueInCase) else matter.unit
        where = {"unit__code": unit.code} if unit else {}  # a case whose owner serves no longer: everybody
        place = (role, *where.values())
        if place not in self._serving:
            self._serving[place] = list(User.objects.appointed(role, self._at, **where).order_by("pk"))
        serving = self._serving[place]
        return [(u.email, u.name) for u in serving if (type(matter), matter.pk) in self._known_to(u)]

    def _known_to(self, user: User) -> set[tuple[type[Matter], int]]:
        """{(model, key)} of the matters that `user` may know of."""
        if user.pk not in self._known:
            self._known[user.pk] = self._visible_to(user)
        return self._known[user.pk]

    def _visible_to(self, user: User) -> set[tuple[type[Matter], int]]:
        found: set[tuple[type[Matter], int]] = set()
        for model in {type(matter) for matter in self._matters}:
            rows: Any = model._default_manager.filter(
                pk__in=[each.pk for each in self._matters if isinstance(each, model)]
            )
            found |= {(model, pk) for pk in rows.visible_to(user).values_list("pk", flat=True)}
        return found


def _answered_by_another(kind: str, audience: str, matter: Matter, event: CaseEvent) -> bool:
    """Whether it is the receipt of what another body answered, which had the request then: its paper is no other body's."""
    if kind not in BRINGING_RECEIPTS or audience != Audience.AGENCY:
        return False
    return held_by(cast("ClarificationRequest", matter), event.recorded_at).pk != matter.agency_id


def _copied_by(event: CaseEvent) -> bool:
    """Whether the act brought a letter that is out and prints copies."""
    out = Letter.objects.filter(cause=event, issued_at__isnull=False).exclude(kind=letter_kinds.RECEIPT.code)
    return any(letter.content.get("copies") for letter in out)


def recipients(notice: Notice, matter: Matter, at: Instant, event: CaseEvent | None = None) -> list[Recipient]:
    """Who is told of one matter at `at`; see Directory.of."""
    return Directory([matter], at).of(notice, matter, event)
