"""The buttons of a thing for a person: what the table offers, where the thing's own facts let it. Templates only loop.

A button's page is named as its move (`incidents:issue`); where it is not, the table's `Offer.page` says so. What a
page's address needs besides the thing's number stands in `button_addresses`; what a status does not say in `button_facts`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.urls import reverse
from django.utils.translation import gettext

from ..actions import after_outside, case_letter_conditions, case_letters
from ..models import (
    CaseLetter,
    ClarificationRequest,
    Complaint,
    Incident,
    LadderRung,
    NotificationDuty,
    PastLetter,
    User,
)
from ..models.corrections import Entry
from ..models.points import shown_on
from ..plain import letter_kinds
from ..record import authority
from ..workflow import (
    TRANSITIONS,
    Action,
    ComplaintStatus,
    Offer,
    Place,
    RequestStatus,
    Subject,
    Thing,
    Weight,
    offered_on,
    permitted,
)
from .button_addresses import ADDRESSES, ADDRESSES_OF_OTHERS, ENTRIES
from .button_facts import FACTS

R = TypeVar("R")


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

    @property
    def moves(self) -> frozenset[Action]:
        """What is offered, wherever it stands: an empty list suggests nothing that its reader may not do."""
        return frozenset(button.move for button in self.every)

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


def each_with_buttons(rows: Iterable[R], user: User, on: Thing) -> list[R]:
    """Things that are no rows, each with what `user` may do to it as `own`."""
    rows = list(rows)
    for row in rows:
        row.own = buttons_of(row, user, on=on)  # type: ignore[attr-defined]  # what the page shows of it
    return rows


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
    case = thing if isinstance(thing, Incident) else getattr(thing, "incident", None)
    past = bool(case and case.past)
    if status not in (offer.sources or transition.starts(past=past)):
        return False
    if action in FACTS and not FACTS[action](thing):
        return False
    own = transition.own_only and getattr(thing, transition.own_as)
    if own and permitted(action, user.roles, is_author=own(user)) is None:
        return False
    if transition.within and (case is None or case.status not in transition.cases(past=past)):
        return False
    return authority.may(action, done_to, user, case)


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
        words = gettext("Draft now: %(what)s") % {"what": rung.kind_words}
        found.append(_draft(request, "next_letter", words, asks=False))
    if not request.reissue:
        found.append(_draft(request, "reissue", gettext("Issue anew")))
    return found


def letter_after_outside(letter: PastLetter, user: User, at: datetime) -> Button | None:
    """The next letter of the ladder, where it may be drafted now after this one from the record; by the same move, on the same terms."""
    case = letter.incident
    allowed = case.status in TRANSITIONS[Action.DRAFT].within and authority.may(Action.DRAFT, None, user, case)
    rung = after_outside.may_follow(letter, at) if allowed else None
    words = gettext("Draft now: %(what)s")
    return _draft(letter, "next_after_outside", words % {"what": rung.kind_words}, asks=False) if rung else None


def point_of_outside(letter: PastLetter, user: User) -> Button | None:
    """What a letter from the record asks for is entered as commitments, one each, in a form that begins with what the letter says."""
    case, move = letter.incident, TRANSITIONS[Action.COMMIT]
    if letter.struck_at or not letter.asks_for_deeds or case.status not in move.cases(past=case.past):
        return None
    if not authority.may(Action.COMMIT, None, user, case):
        return None
    url = f"{reverse('incidents:commit', args=[case.reference])}?past_letter={letter.pk}"
    return Button(Action.COMMIT, Place.BESIDE, url, gettext("Record what it asks for"))


def _draft(after: ClarificationRequest | PastLetter, page: str, label: str, *, asks: bool = True) -> Button:
    return Button(Action.DRAFT, Place.HEAD, reverse(f"incidents:{page}", args=[after.pk]), label, asks=asks)


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
        if not kind.of_another and case_letters.may_be_drafted(case, kind)
    ]


def letter_correcting(letter: CaseLetter, user: User) -> Button | None:
    """The letter that puts a slip of this one right, while it is in force and its body there. Needs `letter` with `takers` and `errata`."""
    if case_letter_conditions.no_erratum(letter):
        return None
    kind, case = letter_kinds.CORRECTED_BY[letter.kind], letter.incident
    if not authority.may(Action.DRAFT_LETTER, None, user, case) or not case_letters.may_be_drafted(case, kind):
        return None
    page = reverse("incidents:correct_letter", args=[letter.pk])
    return Button(Action.DRAFT_LETTER, Place.HEAD, page, gettext("Erratum"), icon="pen")


def letter_taking_back(letter: CaseLetter, user: User, at: datetime) -> Button | None:
    """The letter that takes this one back, such as the cancellation of an invitation, while that still makes sense: the
    same move `draft_letter`, so it hangs on the letter by hand. Needs `letter` with its `takers`."""
    if case_letter_conditions.no_taking_back(letter, at):
        return None
    transition, kind, case = TRANSITIONS[Action.DRAFT_LETTER], letter_kinds.TAKEN_BACK_BY[letter.kind], letter.incident
    if not authority.may(Action.DRAFT_LETTER, None, user, case) or not case_letters.may_be_drafted(case, kind):
        return None
    page = reverse("incidents:take_back", args=[letter.pk])
    label = f"{gettext(transition.label)}: {gettext(kind.label)}"
    return Button(Action.DRAFT_LETTER, Place.HEAD, page, label, weight=Weight.REVOKE)


def complaint_referred(complaint: Complaint, user: User) -> Button | None:
    """The page on which a complaint behind no case is referred to another authority: a report is opened, so an officer does it."""
    if complaint.incident_id or complaint.status != ComplaintStatus.IN_HAND or not complaint.belongs_to(user):
        return None
    if not all(permitted(move, user.roles, is_author=True) for move in (Action.REPORT, Action.LINK_COMPLAINT)):
        return None
    page = reverse("incidents:report_complaint", args=[complaint.pk])
    return Button(Action.LINK_COMPLAINT, Place.HEAD, page, gettext("Refer to another authority"), icon="send")


def points_kept(letter: CaseLetter, user: User) -> Button | None:
    """The page on which several points of a letter are kept at once, where several are owed and something came back that shows one."""
    owed = letter.owed
    if len(owed) < 2 or letter.ended_at or permitted(Action.KEEP, user.roles) is None:
        return None
    if not authority.may(Action.KEEP, owed[0], user, letter.incident) or not shown_on(letter).exists():
        return None
    page = reverse("incidents:keep_points", args=[letter.pk])
    return Button(Action.KEEP, Place.BESIDE, page, gettext("Several points were done"), icon="check-lg")
