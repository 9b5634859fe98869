"""Who knew what, and since when: of a case or one letter of it, each person, each fact, and the first instant of each way by which the
record has it. Nothing is concluded: that a mail server took a mail is not that somebody read it, and who looked at one thing is
not said to know of another. Who complained is in none of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import CharField, Min, Q, QuerySet, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext

from ..models import (
    AccessEntry,
    Agency,
    Appointment,
    Assertion,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Evidence,
    FollowUp,
    Incident,
    Letter,
    Response,
    User,
    holding,
)
from ..plain.clocks import Instant
from ..record.case_files import FILE_KINDS
from ..record.event_titles import ANSWERS
from ..workflow import TRANSITIONS, Action, Role, Subject
from . import bodies_of_people
from .ways_of_knowing import ANSWERED, DID, DOWNLOADED, OF_MAILS, OPENED, READ

SIZE = 150  # lines of a page
WORK_ON_CASES = (Role.OFFICER, Role.SUPERVISOR)
Key = tuple[str, str]  # table and key of a thing
OF_COMPLAINTS = (Subject.COMPLAINT, Subject.COMPLAINT_ANSWER, "complainantsheet")
ENTERED: tuple[tuple[Any, str, str], ...] = (
    (Response, "receipt", "request"),
    (FollowUp, "kind", "case_letter"),
    (Assertion, "number", ""),
    (Evidence, "number", ""),
)
NAMES: dict[Any, Callable[[str], str]] = {
    Response: str,
    FollowUp: lambda kind: f"({FollowUp.Kind(kind).label})",
    Assertion: "P-{:0>2}".format,
    Evidence: "B-{:0>2}".format,
}


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
    """One person and one fact, with the first step of each way; `place` is where a page begins after it."""

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
        self._letters_of: dict[Key, tuple[holding.Matter, list[holding.Passed]]] = {}
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
        for model in (ClarificationRequest, CaseLetter):
            rows: list[holding.Matter] = list(cast(Any, model).objects.filter(incident=self.case).order_by("pk"))
            passed = holding.passed_on(rows)
            for row in rows:
                key = (str(model._meta.model_name), str(row.pk))
                self._letters_of[key] = (row, passed.get(row.pk, []))
                yield Fact(key, f"{model._meta.verbose_name} {row.reference or row.subject}")

    def _held_by(self, fact: Key, at: Instant) -> int | None:
        """The body whose letter it was at `at`, or whose was the letter in which it stands; None of what stands in none."""
        letter = self._letters_of.get(fact) or self._letters_of.get(self.facts[fact].about or fact)
        return holding.held_by(letter[0], at, letter[1]).pk if letter else None

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
            words = f"{model._meta.verbose_name} {NAMES[model](name)}"
            found.append(Fact((kind, key), words, (_LETTER[letter], about) if letter else None))
            if user:
                self._note(f"u{user}", (kind, key), Step(at, ANSWERED if model is Response else DID, _born(model)))
        return found

    def _files(self) -> Iterator[Fact]:
        rows = [
            kind.model.objects.filter(**{kind.case: self.case})
            .order_by()
            .values_list(Value(kind.model._meta.model_name, CharField()), "pk", "file__name", kind.letter)
            for kind in FILE_KINDS
        ]
        subjects = {kind.model._meta.model_name: kind.subject for kind in FILE_KINDS}
        for kind, key, name, letter in rows[0].union(*rows[1:], all=True):
            of = subjects[kind]
            yield Fact((kind, str(key)), gettext("File %(name)s") % {"name": name}, (of, str(letter)))

    def _acts(self) -> None:
        """What people did to each of them; and whoever worked on cases did it in the case, and knew of that. A body's own person and
        an administrator, who ends a body and may not know of its case, come by the thing alone."""
        acts = CaseEvent.objects.visible_to(self.reader).filter(incident=self.case, actor__isnull=False).order_by()
        first = acts.exclude(subject_type__in=OF_COMPLAINTS).values_list(
            "subject_type", "subject_id", "action", "actor", "actor_role"
        )
        for kind, key, action, actor, role, at in first.annotate(at=Min("recorded_at")):
            way = ANSWERED if action in ANSWERS else DID
            act = gettext(TRANSITIONS[Action(action)].done) if action in TRANSITIONS else action
            if kind != Subject.INCIDENT:
                self._note(f"u{actor}", (kind, key), Step(at, way, act))
            if role in WORK_ON_CASES:
                self._note(f"u{actor}", (Subject.INCIDENT, str(self.case.pk)), Step(at, DID, act))

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
        contacts = bodies_of_people.of_addresses(addresses)
        bodies = Agency.objects.prefetch_related("names").in_bulk(
            {post.agency_id for each in posts.values() for post in each if post.agency_id}
            | {body for had in contacts.values() for _at, body in had}
        )
        lines: dict[tuple[str, Key], Line] = {}
        for (key, fact, _way), step in self._first.items():
            if fact not in self.facts:
                continue
            user = accounts.get(key) or people.get(key)
            own = f"u{user.pk}" if user else key
            person = Person(own, f"{user.name} ({user.email})" if user else key)
            line = lines.setdefault((own, fact), Line(person, self.facts[fact]))
            line.steps.append(_as(bodies_of_people.post_held(posts[own], step.at, self._held_by(fact, step.at)), step))
        for line in lines.values():
            line.steps.sort(key=lambda step: step.at)
            at = line.steps[0].at
            letter = self._held_by(line.fact.key, at)
            held = bodies_of_people.post_held(posts[line.person.key], at, letter)
            agency = bodies.get(
                (held.agency_id if held else bodies_of_people.had_address(contacts[line.person.key], at, letter)) or 0
            )
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
