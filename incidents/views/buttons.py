"""The buttons of a thing for a person: what the table offers, where the thing's own facts let it. Templates only loop.

A button's page is named as its move (`incidents:issue`); where it is not, the table's `Offer.page` says so. What a
page's address needs besides the thing's number stands in `ADDRESSES`; what a status does not say stands in `FACTS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from ..actions import case_letter_stands, case_letters, rules
from ..actions.agencies import stands_for
from ..models import CaseLetter, ClarificationRequest, Incident, Involvement, LadderRung, NotificationDuty, User
from ..models.corrections import Entry
from ..plain import assertion_weighing, letter_kinds
from ..record import authority
from ..workflow import (
    TRANSITIONS,
    Action,
    CaseLetterStatus,
    Offer,
    Place,
    QuestionStatus,
    RequestStatus,
    Subject,
    Thing,
    Weight,
    offered_on,
    permitted,
)
from ..workflow.rows import ALIVE


@dataclass(frozen=True)
class Button:
    """One button. `asks`: it leads to a page that asks first; else one press posts `seen`, the version its page showed
    (None where the deed does not depend on what was seen)."""

    move: Action
    place: Place
    url: str
    label: str
    weight: Weight = Weight.ORDINARY
    icon: str = ""
    asks: bool = True
    seen: int | None = None


@dataclass(frozen=True)
class Buttons:
    """All buttons of one thing for one person, by place. Lists stand in order; single ones are named by their move."""

    every: tuple[Button, ...]

    def _at(self, place: Place) -> list[Button]:
        return [button for button in self.every if button.place == place]

    @property
    def head(self) -> list[Button]:
        return self._at(Place.HEAD)

    @property
    def menu(self) -> list[Button]:
        return self._at(Place.MENU)

    @property
    def listed(self) -> list[Button]:
        return self._at(Place.LIST)

    @property
    def alarm(self) -> list[Button]:
        return self._at(Place.ALARM)

    @property
    def beside(self) -> dict[str, Button]:
        return {button.move: button for button in self._at(Place.BESIDE)}

    @property
    def queue(self) -> dict[str, Button]:
        return {button.move: button for button in self._at(Place.QUEUE)}


@dataclass(frozen=True)
class Topic:
    """One topic of a case's assertions: no row of its own, but it carries buttons."""

    incident: Incident
    code: str


# What follows the name of a page in its address, by thing; a case has its reference, any other row its number.
ADDRESSES: dict[Thing, Callable[[Any], list[Any]]] = {
    Thing.CASES: lambda _none: [],
    Thing.CASE: lambda case: [case.reference],
    Thing.TOPIC: lambda topic: [topic.incident.reference, topic.code],
    Thing.QUESTION: lambda question: [question.request_id, question.number],
    Thing.AGENCIES: lambda _none: [],
    Thing.PEOPLE: lambda _none: [],
    Thing.COMPLAINTS: lambda _none: [],
    Thing.SHEET: lambda sheet: [sheet.complaint_id],
    Thing.RULES: lambda _none: [],
    Thing.CALENDAR: lambda calendar: [calendar.year],
    Thing.REMINDERS: lambda _none: [],
    Thing.SIGNING: lambda _none: [],
    Thing.WORDING: lambda kind: [kind.code],
}
# The same where the page is another thing's: its address, and what is filled in there from the start.
ADDRESSES_OF_OTHERS: dict[tuple[str, Thing], Callable[[Any], tuple[list[Any], str]]] = {
    ("incidents:merge", Thing.LIKENESS): lambda row: ([row.incident.reference], f"into={row.stands.reference}"),
    ("incidents:claim", Thing.TOPIC): lambda topic: ([topic.incident.reference], f"topic={topic.code}"),
    ("incidents:note", Thing.REQUEST): lambda request: ([request.incident.reference], "kind=call"),
    ("incidents:enter_complaint", Thing.CASE): lambda case: ([], f"case={case.reference}"),
    ("incidents:register_contact", Thing.AGENCY): lambda agency: ([], f"agency={agency.pk}"),
    ("notifications:signature", Thing.REQUEST): lambda request: ([request.letter.pk], ""),
    ("notifications:signature", Thing.CASE_LETTER): lambda row: ([row.letter.pk], ""),
    ("notifications:signature", Thing.COMPLAINT_ANSWER): lambda answer: ([answer.letter.pk], ""),
}


# How the addresses of what corrects or strikes an entry call its kind.
ENTRIES: dict[Thing, str] = {
    Thing.FINDING: "temuan",
    Thing.SANCTION: "sanksi",
    Thing.ACTIVITY: "kegiatan",
    Thing.PARTICIPATION: "keikutsertaan",
    Thing.COMMITMENT: "komitmen",
    Thing.EVIDENCE: "bukti",
    Thing.ASSERTION: "pernyataan",
    Thing.INVOLVEMENT: "keterlibatan",
    Thing.PAST_LETTER: "surat-arsip",
    Thing.PAST_REPLY: "balasan-arsip",
}


def _accepted_by_letter(request: ClarificationRequest) -> bool:
    return any(letter.kind == letter_kinds.ACCEPTANCE.code and not letter.voided_at for letter in request.letters.all())


def _has_answers(request: ClarificationRequest) -> bool:
    return any(question.status != QuestionStatus.OPEN for question in request.questions.all())


def _owes_untold(involvement: Any) -> bool:
    """A controller whose duty to notify nobody follows yet."""
    return involvement.role in Involvement.CONTROLLERS and getattr(involvement, "duty", None) is None


def _awaits(letter: CaseLetter) -> bool:
    """Whether something is awaited of whoever got the letter."""
    return letter.kind_row.comes_back and not letter.taken_back_by


def _is_there(letter: CaseLetter) -> bool:
    """Whether something is awaited, and the body of which it is exists: nobody else reads what the ministry says to it."""
    return _awaits(letter) and not letter.agency.ended_on


# When a move that its status allows would still be idle: there is nothing to do it to, or it is done already.
FACTS: dict[Action, Callable[[Any], bool]] = {
    Action.CLOSE: lambda case: not case.past,
    Action.DRAFT: lambda thing: not isinstance(thing, Incident) or not thing.past,
    Action.ENTER_LETTER: lambda case: case.past,
    Action.ENTER_OUTCOME: lambda case: case.past,
    Action.UNLINK_COMPLAINT: lambda complaint: bool(complaint.incident_id),
    Action.DRAFT_ANSWER: lambda complaint: complaint.may_be_answered,
    Action.REVISE: lambda row: not getattr(row, "case_letter_id", None),  # a letter's words
    Action.STRIKE: lambda row: not getattr(row, "case_letter_id", None),
    Action.REPORT_BACK: _awaits,
    Action.RECORD_FOLLOW_UP: _awaits,
    Action.ASK_MORE: lambda letter: _is_there(letter) and bool(letter.owed or not letter.kind_row.demands),
    Action.POSTPONE: lambda letter: _is_there(letter) and bool(letter.owed),
    Action.RESTRICT: lambda case: not case.restricted,
    Action.UNRESTRICT: lambda case: case.restricted,
    Action.ADMIT: lambda case: case.restricted,
    Action.EXCLUDE: lambda admission: not admission.ended_at,
    Action.LEAVE: lambda part: not part.left_at and part.activity.kind in part.activity.LASTING,
    Action.MERGE: lambda thing: isinstance(thing, Incident) or thing.stands.status in ALIVE,
    Action.TELL_APART: lambda likeness: not likeness.told_apart_at,
    Action.UNSHARE: lambda share: not share.ended_at,
    Action.ADOPT: lambda topic: topic.code in assertion_weighing.COUNTED,
    Action.DESTROY: lambda evidence: bool(evidence.file),
    Action.TRACK_DUTY: _owes_untold,
    Action.ACKNOWLEDGE: lambda request: not request.acknowledged_at,
    Action.RETURN: _has_answers,
    Action.RECORD_REPLY: lambda request: bool(request.issued_at),
    Action.CONFIRM_ACCEPTANCE: lambda request: not _accepted_by_letter(request),
    Action.HAND_DELIVER: lambda request: not request.delivered_at,
    Action.ACCEPT_QUESTION: lambda question: question.status == QuestionStatus.ANSWERED,
    Action.RETRY_MESSAGE: lambda message: message.failed,
    Action.CANCEL_MESSAGE: lambda message: message.waits,
    Action.WITHDRAW_RULE: rules.may_be_withdrawn,
    Action.WITHDRAW_REMINDERS: lambda policy: policy.effective_from > timezone.now(),
    Action.END_APPOINTMENT: lambda appointment: appointment.status == "current",
}


def buttons_of(thing: Any, user: User, *, on: Thing | None = None) -> Buttons:
    """What `user` may do now to `thing`, a row as its page shows it; `on` says the kind where `thing` is no row.

    A request comes from `with_own_hand(user)`: whoever drafted a letter does not approve it. A row that somebody typed
    into a case comes from `with_recorded()`: they put it right; struck, it has no buttons any more.
    """
    kind = on or (Thing.TOPIC if isinstance(thing, Topic) else Thing(thing._meta.model_name))
    if isinstance(thing, Entry) and thing.struck_at:
        return Buttons(())
    offered = [(action, offer) for action, offer in offered_on(kind) if _may(action, offer, thing, user)]
    return Buttons(tuple(_button(action, offer, thing, kind) for action, offer in offered))


def _object(action: Action, thing: Any) -> Any:
    """What the deed would be done to: the thing, its request or its case. None when it is born by it."""
    transition = TRANSITIONS[action]
    if transition.subject == Subject.ENTRY:
        return thing
    if None in transition.sources:
        return None
    if transition.subject == Subject.INCIDENT:
        return thing if isinstance(thing, Incident) else thing.incident
    if transition.subject == Subject.POST:
        return thing.matter
    if transition.subject == Subject.REQUEST:
        return thing if isinstance(thing, ClarificationRequest) else thing.request
    return thing


def _status_of(done_to: Any) -> Any:
    """A duty has none of its own: it is as open as its case."""
    if isinstance(done_to, Entry):
        return getattr(done_to, "status", None)
    return done_to.incident.status if isinstance(done_to, NotificationDuty) else done_to.status


def _may(action: Action, offer: Offer, thing: Any, user: User) -> bool:
    transition = TRANSITIONS[action]
    if permitted(action, user.roles) is None:
        return False
    if isinstance(thing, User):  # whatever becomes of their cases is asked of each
        return permitted(action, user.roles, is_author=thing == user) is not None
    done_to = _object(action, thing)
    status = None if done_to is None else _status_of(done_to)
    if status not in (offer.sources or transition.sources):
        return False
    if transition.own_only and permitted(action, user.roles, is_author=thing.belongs_to(user)) is None:
        return False
    case = thing if isinstance(thing, Incident) else getattr(thing, "incident", None)
    if transition.within and (case is None or case.status not in transition.within):
        return False
    if not authority.may(action, done_to, user, case):
        return False
    return action not in FACTS or FACTS[action](thing)


def _button(action: Action, offer: Offer, thing: Any, kind: Thing) -> Button:
    transition = TRANSITIONS[action]
    page, query = offer.page or f"incidents:{action}", offer.query
    if transition.subject == Subject.ENTRY:
        arguments = [ENTRIES[kind], thing.pk]
    elif (page, kind) in ADDRESSES_OF_OTHERS:
        arguments, query = ADDRESSES_OF_OTHERS[page, kind](thing)
    else:
        arguments = ADDRESSES[kind](thing) if kind in ADDRESSES else [thing.pk]
    url = reverse(page, args=arguments)
    return Button(
        move=action,
        place=offer.place,
        url=f"{url}?{query}" if query else url,
        label=gettext(offer.words or transition.label),
        weight=offer.weight,
        icon=offer.icon,
        asks=transition.asks,
        seen=None if transition.asks or kind == Thing.MESSAGE else getattr(_object(action, thing), "version", None),
    )


def letters_after(request: ClarificationRequest, user: User, rung: LadderRung | None) -> list[Button]:
    """What may be drafted because of this letter: the next one of the ladder (`rung`), or itself anew. Both are the
    move `draft` of the case, so they hang on the request by hand. Needs `request` open."""
    case = request.incident
    if request.status != RequestStatus.OPEN or not authority.may(Action.DRAFT, None, user, case):
        return []
    if case.status not in TRANSITIONS[Action.DRAFT].within:
        return []
    found = []
    if rung and not request.follow_up:
        words = gettext("Draft now: %(what)s") % {"what": rung.title}
        found.append(_draft(request, "next_letter", words, asks=False))
    if not request.reissue:
        found.append(_draft(request, "reissue", gettext("Issue anew")))
    return found


def _draft(request: ClarificationRequest, page: str, label: str, *, asks: bool = True) -> Button:
    return Button(Action.DRAFT, Place.HEAD, reverse(f"incidents:{page}", args=[request.pk]), label, asks=asks)


def letters_alone(case: Incident, user: User) -> list[Button]:
    """The kinds of letter that may be drafted in this case on no request: one move, a page for each kind."""
    transition = TRANSITIONS[Action.DRAFT_LETTER]
    if case.past or not authority.may(Action.DRAFT_LETTER, None, user, case):
        return []
    return [
        Button(
            Action.DRAFT_LETTER,
            Place.BESIDE,
            reverse("incidents:draft_letter", args=[case.reference, kind.code]),
            f"{gettext(transition.label)}: {gettext(kind.label)}",
            icon="plus-lg",
        )
        for kind in letter_kinds.ALONE
        if not kind.takes_back and case_letters.may_be_drafted(case, kind)
    ]


def letter_taking_back(letter: CaseLetter, user: User, at: datetime) -> Button | None:
    """The letter that takes this one back, such as the cancellation of an invitation, while that still makes sense: the
    same move `draft_letter`, so it hangs on the letter by hand. Needs `letter` with its `takers`."""
    transition, kind = TRANSITIONS[Action.DRAFT_LETTER], letter_kinds.TAKEN_BACK_BY.get(letter.kind)
    if kind is None or letter.status != CaseLetterStatus.ISSUED or case_letter_stands.calls_too_late(letter, at):
        return None
    if any(taker.status != CaseLetterStatus.DROPPED for taker in letter.takers.all()):
        return None
    if not stands_for(letter.agency):  # nobody is left who could be told
        return None
    case = letter.incident
    if not authority.may(Action.DRAFT_LETTER, None, user, case) or not case_letters.may_be_drafted(case, kind):
        return None
    page = reverse("incidents:take_back", args=[letter.pk])
    label = f"{gettext(transition.label)}: {gettext(kind.label)}"
    return Button(Action.DRAFT_LETTER, Place.HEAD, page, label, weight=Weight.REVOKE)
