"""Who knew what, and since when: of a case or one letter of it, each person, each fact, and the first instant of each way by which the
record has it. Nothing is concluded: that a mail server took a mail is not that somebody read it, and who looked at one thing is
not said to know of another. Who complained is in none of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import CharField, Min, Q, QuerySet, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext

from ..models import (
    AccessEntry,
    Agency,
    AnswerFile,
    Appointment,
    Assertion,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Contact,
    Evidence,
    FollowUp,
    FollowUpFile,
    Incident,
    Letter,
    Response,
    ResponseFile,
    User,
)
from ..plain.clocks import Instant
from ..record.event_titles import ANSWERS
from ..translatable import _
from ..workflow import TRANSITIONS, Action, Role, Subject

SIZE = 150  # lines of a page
Key = tuple[str, str]  # table and key of a thing
OF_COMPLAINTS = (Subject.COMPLAINT, Subject.COMPLAINT_ANSWER, "complainantsheet")
SENT, ARRIVED, CAME_BACK, GIVEN_UP = "sent", "arrived", "came_back", "given_up"
OPENED, READ, DOWNLOADED, ANSWERED, DID = "opened", "read", "downloaded", "answered", "did"
WAYS = {
    SENT: _("told by mail: a mail server took it"),
    ARRIVED: _("told by mail: its mail server said that it arrived"),
    CAME_BACK: _("the mail came back"),
    GIVEN_UP: _("the mail was given up, no mail server took it"),
    OPENED: _("opened it in the portal"),
    READ: _("read it on a page"),
    DOWNLOADED: _("took a copy"),
    ANSWERED: _("answered it"),
    DID: _("worked on it"),
}
OF_MAILS = {
    Action.SEND_MESSAGE: SENT,
    Action.BOUNCE_MESSAGE: CAME_BACK,
    Action.GIVE_UP_MESSAGE: GIVEN_UP,
    Action.DELIVER: ARRIVED,
}
FILES: tuple[tuple[type, str, str], ...] = (
    (ResponseFile, "response__request", "response__request__incident"),
    (AnswerFile, "answer__response__request", "answer__response__request__incident"),
    (FollowUpFile, "follow_up__case_letter", "follow_up__incident"),
)
ENTERED: tuple[tuple[Any, str, str], ...] = (
    (Response, "receipt", "request"),
    (FollowUp, "id", "case_letter"),
    (Assertion, "number", ""),
    (Evidence, "number", ""),
)
NAMES = {Response: "{}", FollowUp: "{}", Assertion: "P-{:0>2}", Evidence: "B-{:0>2}"}


@dataclass(frozen=True)
class Fact:
    """Something that one may know of. `about` is the letter in which it stands, None for what stands in none."""

    key: Key
    words: str
    about: Key | None = None


@dataclass(frozen=True)
class Step:
    """The first time that a person came by a fact in one way; `act` is what was done where that is known."""

    at: Instant
    way: str
    act: str = ""


@dataclass
class Person:
    """An account, or an address that belongs to none."""

    key: str
    name: str
    body: str = ""


@dataclass
class Line:
    person: Person
    fact: Fact
    steps: list[Step] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"{self.person.key}~{':'.join(self.fact.key)}"


class Knowledge:
    """Of one case all that the record says of who knew of what in it: some ten queries, however much that is."""

    def __init__(self, case: Incident, reader: User, about: Key | None = None) -> None:
        self.case, self.reader = case, reader
        self._first: dict[tuple[str, Key, str], Step] = {}  # (person, fact, way)
        self._names: dict[str, str] = {}
        self._bodies_of: defaultdict[str, list[Appointment]] = defaultdict(list)
        own = Fact((Subject.INCIDENT, str(case.pk)), gettext("The case"))
        facts = [own, *self._letters(), *self._entered(), *self._files()]
        self.facts = {fact.key: fact for fact in facts if about in (None, fact.key, fact.about)}
        drawn = Letter.objects.filter(incident=case).values_list("pk", "request", "case_letter", "response")
        self._drawn = {str(pk): _matter(request, letter, reply) for pk, request, letter, reply in drawn}
        self._acts()
        self._mails()
        self._looks()
        self.lines = self._in_order()

    def _letters(self) -> Iterator[Fact]:
        of_case = {"incident": self.case}
        for model in (ClarificationRequest, CaseLetter):
            kind = str(model._meta.model_name)
            for pk, reference, subject in model.objects.filter(**of_case).values_list("pk", "reference", "subject"):
                words = f"{model._meta.verbose_name} {reference or subject}"
                yield Fact((kind, str(pk)), words)

    def _entered(self) -> list[Fact]:
        """Replies, assertions and evidence, each with who recorded it."""
        found = []
        rows: list[QuerySet[Any]] = []
        for model, name, letter in ENTERED:
            born = model.history.filter(history_type="+").order_by()
            born = born.filter(**({"request__incident": self.case} if model is Response else {"incident": self.case}))
            kind = Value(model._meta.model_name, CharField())
            columns = (kind, Cast("id", CharField()), Cast(name, CharField()))
            about = Cast(f"{letter}_id", CharField()) if letter else Value("", CharField())
            rows.append(born.values_list(*columns, about, "history_date", "history_user"))
        models = {model._meta.model_name: (model, letter) for model, _name, letter in ENTERED}
        for kind, key, name, about, at, user in rows[0].union(*rows[1:], all=True):
            model, letter = models[kind]
            words = f"{model._meta.verbose_name} {NAMES[model].format(name)}"
            found.append(Fact((kind, key), words, (_LETTER[letter], about) if letter else None))
            if user:
                self._note(f"u{user}", (kind, key), Step(at, ANSWERED if model is Response else DID, _born(model)))
        return found

    def _files(self) -> Iterator[Fact]:
        rows = [
            cast(Any, model)
            .objects.filter(**{case: self.case})
            .order_by()
            .values_list(Value(cast(Any, model)._meta.model_name, CharField()), "pk", "file__name", letter)
            for model, letter, case in FILES
        ]
        for kind, key, name, letter in rows[0].union(*rows[1:], all=True):
            of = Subject.CASE_LETTER if kind == "followupfile" else Subject.REQUEST
            yield Fact((kind, str(key)), gettext("File %(name)s") % {"name": name}, (of, str(letter)))

    def _acts(self) -> None:
        """What people did to each of them; whatever they did in the case, they knew of it."""
        acts = CaseEvent.objects.visible_to(self.reader).filter(incident=self.case, actor__isnull=False).order_by()
        first = acts.exclude(subject_type__in=OF_COMPLAINTS).values_list(
            "subject_type", "subject_id", "action", "actor"
        )
        for kind, key, action, actor, at in first.annotate(at=Min("recorded_at")):
            way = ANSWERED if action in ANSWERS else DID
            act = gettext(TRANSITIONS[Action(action)].done) if action in TRANSITIONS else action
            for fact in ((kind, key), (Subject.INCIDENT, str(self.case.pk))):
                self._note(f"u{actor}", fact, Step(at, DID if fact[0] == Subject.INCIDENT else way, act))

    def _mails(self) -> None:
        mails = CaseEvent.objects.visible_to(self.reader).filter(incident=self.case, action__in=OF_MAILS).order_by()
        mails = mails.exclude(subject_type__in=OF_COMPLAINTS).exclude(action=Action.DELIVER, details__how="portal")
        told = mails.values_list("subject_type", "subject_id", "action", KT("details__recipient"), KT("details__what"))
        for kind, key, action, recipient, what, at in told.annotate(at=Min("recorded_at")):
            address, fact = (recipient or what or "").lower(), (kind, key)
            if fact[0] not in (Subject.REQUEST, Subject.CASE_LETTER):  # of a duty or a commitment: it told of the case
                fact = (Subject.INCIDENT, str(self.case.pk))
            self._note(address, fact, Step(at, OF_MAILS[Action(action)]))

    def _looks(self) -> None:
        of = Q(subject_type="letter", subject_id__in=list(self._drawn))
        by_kind = defaultdict(list)
        for kind, key in self.facts:
            by_kind[kind].append(key)
        for kind, keys in by_kind.items():
            of |= Q(subject_type=kind, subject_id__in=keys)
        looks = AccessEntry.objects.visible_to(self.reader).filter(of, actor__isnull=False).order_by()
        kinds = {"read": READ, "reveal": READ, "download": DOWNLOADED, "export": DOWNLOADED}
        looks = looks.filter(kind__in=list(kinds))
        for kind, key, way, actor, at in looks.values_list("subject_type", "subject_id", "kind", "actor").annotate(
            first=Min("at")
        ):
            fact = self._drawn[key] if kind == "letter" else (kind, key)
            if fact:
                self._note(f"u{actor}", fact, Step(at, kinds[way]))

    def _note(self, person: str, fact: Key, step: Step) -> None:
        """Keep the first of each way."""
        place = (person, fact, step.way)
        if person and (place not in self._first or step.at < self._first[place].at):
            self._first[place] = step

    def _in_order(self) -> list[Line]:
        """By body, in it by person, of each person what came first."""
        accounts = {user.email.lower(): user for user in self._accounts()}
        people = {f"u{user.pk}": user for user in accounts.values()}
        posts = defaultdict(list)
        for post in Appointment.objects.filter(user__in=[user.pk for user in people.values()]).select_related("unit"):
            posts[f"u{post.user_id}"].append(post)
        addresses = [key for key, _fact, _way in self._first if "@" in key and key not in accounts]
        contacts = dict(Contact.objects.filter(email__in=addresses).values_list("email", "agency"))
        bodies = Agency.objects.prefetch_related("names").in_bulk(
            {post.agency_id for each in posts.values() for post in each if post.agency_id} | set(contacts.values())
        )
        lines: dict[tuple[str, Key], Line] = {}
        for (key, fact, _way), step in self._first.items():
            if fact not in self.facts:
                continue
            user = accounts.get(key) or people.get(key)
            own = f"u{user.pk}" if user else key
            person = Person(own, f"{user.name} ({user.email})" if user else key)
            line = lines.setdefault((own, fact), Line(person, self.facts[fact]))
            line.steps.append(_as(_post(posts[own], step.at), step))
        for line in lines.values():
            line.steps.sort(key=lambda step: step.at)
            at = line.steps[0].at
            held = _post(posts[line.person.key], at)
            agency = bodies.get((held.agency_id if held else contacts.get(line.person.key)) or 0)
            ministry = held.unit.ministry if held and held.unit else ""
            line.person.body = agency.short_name_at(at) if agency else ministry
        return sorted(lines.values(), key=_order)

    def _accounts(self) -> Iterable[User]:
        keys = {key for key, _fact, _way in self._first}
        numbers = [int(key[1:]) for key in keys if key[1:].isdecimal() and key[0] == "u"]
        return User.objects.filter(Q(pk__in=numbers) | Q(email__in=[key for key in keys if "@" in key]))


_LETTER = {"request": str(Subject.REQUEST), "case_letter": str(Subject.CASE_LETTER)}


def _born(model: Any) -> str:
    """By what act things of a kind come about, in words; "" for those that come about in several ways."""
    acts = {Assertion: Action.CLAIM, Evidence: Action.ATTACH}
    return gettext(TRANSITIONS[acts[model]].done) if model in acts else ""


def _matter(request: int | None, letter: int | None, reply: int | None) -> Key | None:
    """What a letter was written for: whoever took a copy of it knows of that."""
    if reply:
        return ("response", str(reply))
    if request:
        return (Subject.REQUEST, str(request))
    return (Subject.CASE_LETTER, str(letter)) if letter else None


def _post(posts: list[Appointment], at: Instant) -> Appointment | None:
    """The appointment that somebody held at an instant, else the last they had."""
    held = [post for post in posts if post.valid_from <= at and not (post.valid_to and post.valid_to <= at)]
    return next(reversed(held or posts), None)


def _as(post: Appointment | None, step: Step) -> Step:
    """A look or an answer, as that of a body's own person or as that of somebody else."""
    own = bool(post and post.role == Role.LIAISON)
    way = {READ: OPENED if own else READ, ANSWERED: ANSWERED if own else DID}.get(step.way, step.way)
    return Step(step.at, way, step.act)


def _order(line: Line) -> tuple[Any, ...]:
    return (not line.person.body, line.person.body, line.person.name, line.steps[0].at, line.fact.key)


def narrowed(lines: Iterable[Line], person: str, fact: str) -> list[Line]:
    """Those of whoever is called so or has this address, and of this fact; what is empty narrows nothing."""
    words = person.casefold()
    return [
        line for line in lines if words in line.person.name.casefold() and (not fact or fact == ":".join(line.fact.key))
    ]


def page(lines: list[Line], after: str) -> tuple[list[Line], str]:
    """The lines after that of this place, from the first on where there is none such, and the place of the last if more follow."""
    begin = next((n + 1 for n, line in enumerate(lines) if line.place == after), 0)
    shown = lines[begin : begin + SIZE]
    return shown, shown[-1].place if len(lines) > begin + SIZE else ""
