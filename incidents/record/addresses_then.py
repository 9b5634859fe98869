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
    """Of the letters in `state`, in its order: at most six queries, however many they are. `bodies` as they were called then."""
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
    """{letter: {address: its mails, the first first}}: those to its body."""
    found: dict[tuple[Any, int], dict[str, list[Mailed]]] = {}
    for model, subject in LETTERS.items():
        keys = [each.pk for each in letters if isinstance(each, model)]
        if not keys:
            continue
        last = _last_events(subject, keys, at)
        mails = model.objects.filter(pk__in=keys, messages__audience="agency", messages__written_at__lte=at)
        names = ("messages__recipient", "messages__event", "messages__kind", "messages__written_at")
        order = ("pk", "messages__recipient", "messages__written_at", "messages__kind")
        for pk, address, cause, kind, _written in mails.order_by(*order).values_list("pk", *names):
            event = last.get((cause, kind, address))
            mailed = Mailed(gettext(WAITS))
            if event:
                words = gettext(BECAME[Action(event.action)])
                mailed = Mailed(words, event.recorded_at, mail_in_words(event.details))
            found.setdefault((model, pk), {}).setdefault(address, []).append(mailed)
    return found


def _last_events(subject: str, keys: list[int], at: Instant) -> dict[tuple[Any, str, str], CaseEvent]:
    """{act told of, kind of mail, address: the last that was recorded of it}"""
    events = CaseEvent.objects.filter(subject_type=subject, subject_id__in=[str(key) for key in keys])
    events = events.filter(action__in=list(BECAME), recorded_at__lte=at).order_by("recorded_at", "pk")
    rows = events.only("cause_id", "action", "details", "recorded_at")
    return {(each.cause_id, each.details["kind"], each.details["recipient"]): each for each in rows}


def _on_file(letters: list[Any], at: Instant) -> defaultdict[int, list[Contact]]:
    """{body: its addresses in force then}, each with whom it stands in for and what it was before it was corrected."""
    found: defaultdict[int, list[Contact]] = defaultdict(list)
    if not letters:
        return found
    of_these = Q(agency__in={each.agency_id for each in letters})
    rows = [cast(Any, each).instance for each in in_force(Contact, of_these, at).order_by("id")]
    by_key = {each.pk: each for each in rows}
    before: defaultdict[int, set[str]] = defaultdict(set)
    versions = Contact.history.filter(id__in=list(by_key), history_date__lte=at)
    for pk, email in versions.values_list("id", "email"):
        before[pk].add(email.lower())
    day = clocks.day(at)
    for each in rows:
        each.deputy_of = by_key.get(each.deputy_of_id)
        each.addresses_before = before[each.pk] - {each.email.lower()}
        if each.valid_from <= day and (each.valid_to is None or day < each.valid_to):
            found[each.agency_id].append(each)
    return found
