"""To which addresses the letters of a case had gone at an instant, and what had become of each mail by then; of one that was not out yet, to
which it would have gone. By what was recorded by then: receipts of mails with the events that tell of them, contacts by their history.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import Q
from django.utils.translation import gettext

from ..models import CaseEvent, CaseLetter, ClarificationRequest, Contact
from ..plain import clocks
from ..plain.clocks import Instant
from ..plain.mail_addresses import somebody
from ..translatable import _
from ..workflow import LETTERS_NOT_OUT, UNISSUED, Action, Subject
from . import addressed
from .as_of import State, in_force
from .event_titles import mail_in_words
from .names_then import Bodies

LETTERS: dict[Any, str] = {ClarificationRequest: Subject.REQUEST, CaseLetter: Subject.CASE_LETTER}
TO_BODIES = "agency"  # the post room's word for whom it tells
Mail = tuple[Any, str, str]  # the act it tells of, its kind, its address: told once
WAITS = _("waits to be mailed")
BECAME = {
    Action.SEND_MESSAGE: _("mailed"),
    Action.ARRIVE_MESSAGE: _("arrived, as its mail server said"),
    Action.SKIP_MESSAGE: _("not mailed"),
    Action.CANCEL_MESSAGE: _("not mailed"),
    Action.FAIL_MESSAGE: WAITS,
    Action.RETRY_MESSAGE: WAITS,
    Action.GIVE_UP_MESSAGE: _("given up, no mail server took it"),
    Action.BOUNCE_MESSAGE: _("came back"),
}


@dataclass(frozen=True)
class Mailed:
    """One mail: what had become of it, since when (None: nothing yet), which mail that was."""

    became: str
    at: Instant | None = None
    which: str = ""


@dataclass
class AddressThen:
    """An address, "" where none was on file, of one letter to one body, with the mails that had been written to it; none: the letter would go
    there."""

    letter: str
    body: str
    address: str
    mails: list[Mailed] = field(default_factory=list)


def addresses_then(state: State, at: Instant, bodies: Bodies, *, drill: bool) -> list[AddressThen]:
    """Of the letters in `state`, in its order: at most five queries, however many they are. `bodies` as they were called then."""
    letters = [cast(Any, version).instance for model in LETTERS for version in state[model]]
    if not letters:
        return []
    mailed = _mailed(letters, at)
    present = _on_file([each for each in letters if not_out(each)], at)
    found = []
    for letter in letters:
        rows = mailed.get((type(letter), letter.pk), {})
        if not_out(letter):
            rows = {each.email: [] for each in addressed.of_letter(letter, present[letter.agency_id], drill=drill)}
        for address, mails in rows.items():
            found.append(AddressThen(letter.reference, bodies.get(letter.agency_id, ""), somebody(address), mails))
    return found


def not_out(letter: Any) -> bool:
    """Whether it was still to go out."""
    return letter.status in (LETTERS_NOT_OUT if isinstance(letter, CaseLetter) else UNISSUED)


def _mailed(letters: Iterable[Any], at: Instant) -> dict[tuple[Any, int], dict[str, list[Mailed]]]:
    """{letter: {address: its mails}}: those to its body. To whom one went and what became of it is read of its events, which are sealed;
    only of one that still waited the post room's own list is asked, which nobody seals."""
    found: dict[tuple[Any, int], dict[str, list[Mailed]]] = {}
    for model, subject in LETTERS.items():
        keys = [each.pk for each in letters if isinstance(each, model)]
        if not keys:
            continue
        told, later = _events(subject, keys, at)
        outbox = _outbox(model, keys, at)
        mails: list[tuple[int, Mail, CaseEvent | None]] = [
            (int(event.subject_id), mail, event) for mail, event in told.items() if _to_body(mail, event, outbox)
        ]
        waited = {mail for mail, (_key, settled_at) in outbox.items() if settled_at is None or settled_at > at} | later
        mails += [(key, mail, None) for mail, (key, _settled) in outbox.items() if mail in waited - told.keys()]
        for key, (_cause, _kind, address), event in sorted(mails, key=lambda row: row[1][2]):
            found.setdefault((model, key), {}).setdefault(address, []).append(_became(event))
    return found


def _became(event: CaseEvent | None) -> Mailed:
    if event is None:
        return Mailed(gettext(WAITS))
    return Mailed(gettext(BECAME[Action(event.action)]), event.recorded_at, mail_in_words(event.details))


def _to_body(mail: Mail, event: CaseEvent, outbox: Iterable[Mail]) -> bool:
    """Whether it went to the letter's body. What was recorded before events said so is known to the post room alone."""
    return event.details["audience"] == TO_BODIES if "audience" in event.details else mail in outbox


def _events(subject: str, keys: list[int], at: Instant) -> tuple[dict[Mail, CaseEvent], set[Mail]]:
    """The last event of each mail that was recorded by then; the mails of which the first was recorded later."""
    events = CaseEvent.objects.filter(subject_type=subject, subject_id__in=[str(key) for key in keys])
    rows = events.filter(action__in=list(BECAME)).order_by("recorded_at", "pk")
    told: dict[Mail, CaseEvent] = {}
    later: set[Mail] = set()
    for event in rows.only("cause_id", "action", "subject_id", "details", "recorded_at"):
        mail = (event.cause_id, event.details["kind"], event.details["recipient"])
        if event.recorded_at <= at:
            told[mail] = event
        elif mail not in told:
            later.add(mail)
    return told, later


def _outbox(model: Any, keys: list[int], at: Instant) -> dict[Mail, tuple[int, Instant | None]]:
    """{mail to the body of a letter that was written by then: the key of that letter, and since when it waits no more}"""
    mails = model.objects.filter(pk__in=keys, messages__audience=TO_BODIES, messages__written_at__lte=at)
    rows = mails.order_by("messages__written_at", "messages__kind").values_list(
        "messages__event", "messages__kind", "messages__recipient", "pk", "messages__settled_at"
    )
    return {(cause, kind, address): (key, settled_at) for cause, kind, address, key, settled_at in rows}


def _on_file(letters: list[Any], at: Instant) -> defaultdict[int, list[Contact]]:
    """{body: its addresses in force then}, each with whom it stands in for and what it was before it was corrected."""
    found: defaultdict[int, list[Contact]] = defaultdict(list)
    if not letters:
        return found
    of_these = Q(agency__in={each.agency_id for each in letters})
    versions: defaultdict[int, list[Any]] = defaultdict(list)
    standing = in_force(Contact, of_these, at).values("id")
    for each in Contact.history.filter(id__in=standing, history_date__lte=at).order_by("id", "history_id"):
        versions[each.id].append(each)
    rows = [chain[-1].instance for chain in versions.values()]
    by_key = {each.pk: each for each in rows}
    before = {pk: {each.email.lower() for each in chain} for pk, chain in versions.items()}
    day = clocks.day(at)
    for each in rows:
        each.deputy_of = by_key.get(each.deputy_of_id)
        each.addresses_before = before[each.pk] - {each.email.lower()}
        if each.valid_from <= day and (each.valid_to is None or day < each.valid_to):
            found[each.agency_id].append(each)
    return found
