"""Who knew what, and since when: of a case or one letter of it, page by page, each fact, each person, and the first instant of each way
by which the record has it. Nothing is concluded: that a mail server took a mail is not that somebody read it, and who looked at one thing is
not said to know of another. Who complained is in none of it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import CharField, Min, OuterRef, Q, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext

from ..models import (
    AccessEntry,
    Agency,
    Appointment,
    Assertion,
    CaseEvent,
    Commitment,
    Evidence,
    Incident,
    Letter,
    Share,
    User,
)
from ..plain.clocks import Instant
from ..record.event_titles import ANSWERS
from ..workflow import TRANSITIONS, Action, Role, Subject
from . import bodies_of_people, people_on_paper
from .facts_of_a_case import Fact, Facts, Key, Wanted
from .ways_of_knowing import ANSWERED, DID, DOWNLOADED, OF_MAILS, OPENED, READ, SHARED

SIZE = 50  # facts of a page
WORK_ON_CASES = (Role.OFFICER, Role.SUPERVISOR)
OF_COMPLAINTS = (Subject.COMPLAINT, Subject.COMPLAINT_ANSWER, "complainantsheet")
ABOUT_LETTERS = (Subject.REQUEST, Subject.CASE_LETTER)
LOOKS = {"read": READ, "reveal": READ, "download": DOWNLOADED, "export": DOWNLOADED}


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
    """One person and one fact, with the first step of each way."""

    person: Person
    fact: Fact
    steps: list[Step] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"{self.person.key}~{':'.join(self.fact.key)}"


class Knowledge:
    """Of one case what the record says of who knew of what in it, for at most `size` facts of it (None: for all of them): some
    eighteen queries, whatever stands there. What is `wanted` of people is judged by `person`, words of a name or an address."""

    def __init__(
        self,
        case: Incident,
        reader: User,
        wanted: Wanted | None = None,
        *,
        person: str = "",
        size: int | None = None,
    ) -> None:
        self.case, self.reader, self._own = case, reader, (str(Subject.INCIDENT), str(case.pk))
        self._first: dict[tuple[str, Key, str], Step] = {}  # (person, fact, way)
        self._on_paper: dict[str, people_on_paper.OnPaper] = {}  # by the key of a person without an account
        self._shared_with: dict[Key, int] = {}  # what was shared, and the body
        wanted = wanted or Wanted()
        if person:
            shown = User.objects.annotate(
                shown=Concat("name", Value(" ("), "email", Value(")"), output_field=TextField())
            )
            people = shown.filter(shown__icontains=person).values_list("pk", "email")
            wanted = replace(wanted, people=dict(people), words=person)
        self._facts = Facts(case, wanted, size)
        self.facts, self.more = self._facts.by_key, self._facts.more
        points = Commitment.everything.filter(incident=case, case_letter__isnull=False).order_by()
        self._points: Any = points.annotate(key=Cast("pk", CharField()))
        # Of an act or a mail the letter of the case that asked for what it is about: who is told of a point is told of its letter.
        self._asked_by = Subquery(self._points.filter(key=OuterRef("subject_id")).values("case_letter")[:1])
        for fact in self.facts.values():
            if fact.born:
                at, user = fact.born
                kind = fact.key[0]
                self._note(f"u{user}", fact.key, Step(at, ANSWERED if kind == "response" else DID, _born(kind)))
        self._acts()
        self._mails()
        self._looks()
        self._papers()
        self._shares()
        self.lines = narrowed(self._in_order(), person)

    @property
    def last(self) -> str:
        """Where the next page begins, "" where nothing follows."""
        return list(self.facts.values())[-1].place if self.more else ""

    def _of_facts(self) -> Q:
        """What is about one of the facts, by its kind and key."""
        by_kind = defaultdict(list)
        for kind, key in self.facts:
            by_kind[kind].append(key)
        points = self._points.filter(case_letter__in=by_kind[str(Subject.CASE_LETTER)])
        found = Q(subject_type=Subject.COMMITMENT, subject_id__in=points.values("key"))
        for kind, keys in by_kind.items():
            found |= Q(subject_type=kind, subject_id__in=keys)
        return found

    def _acts(self) -> None:
        """What people did to each of them; and whoever worked on cases did it in the case, and knew of that. A body's own person and
        an administrator, who ends a body and may not know of its case, come by the thing alone."""
        acts = CaseEvent.objects.visible_to(self.reader).filter(incident=self.case, actor__isnull=False).order_by()
        acts = acts.exclude(subject_type__in=OF_COMPLAINTS)
        own = acts.filter(self._of_facts()).exclude(subject_type=Subject.INCIDENT)
        names = ("subject_type", "subject_id", "asked_by", "action", "actor")
        by_thing: Any = own.annotate(asked_by=self._asked_by).values_list(*names)
        for kind, key, letter, action, actor, at in by_thing.annotate(at=Min("recorded_at")):
            step = Step(at, ANSWERED if action in ANSWERS else DID, _done(action))
            self._note(f"u{actor}", _fact(kind, key, letter), step)
        if self._own in self.facts:
            worked = acts.filter(actor_role__in=WORK_ON_CASES).values_list("action", "actor")
            for action, actor, at in worked.annotate(at=Min("recorded_at")):
                self._note(f"u{actor}", self._own, Step(at, DID, _done(action)))

    def _mails(self) -> None:
        mails = CaseEvent.objects.visible_to(self.reader).filter(incident=self.case, action__in=OF_MAILS).order_by()
        mails = mails.exclude(subject_type__in=OF_COMPLAINTS).exclude(action=Action.DELIVER, details__how="portal")
        of_the_case = ~Q(subject_type__in=ABOUT_LETTERS) if self._own in self.facts else Q(pk__in=[])
        mails = mails.filter(self._of_facts() | of_the_case)
        names = ("subject_type", "subject_id", "asked_by", "action", KT("details__recipient"), KT("details__what"))
        told: Any = mails.annotate(asked_by=self._asked_by).values_list(*names)
        for kind, key, letter, action, recipient, what, at in told.annotate(at=Min("recorded_at")):
            fact = _fact(kind, key, letter)
            # Of a duty, or a commitment that no letter asked for: it told of the case.
            fact = fact if fact[0] in ABOUT_LETTERS else self._own
            self._note((recipient or what or "").lower(), fact, Step(at, OF_MAILS[Action(action)]))

    def _looks(self) -> None:
        drawn = self._drawn()
        of = self._of_facts() | Q(subject_type="letter", subject_id__in=list(drawn))
        looks = AccessEntry.objects.visible_to(self.reader).filter(of, actor__isnull=False).order_by()
        looks = looks.filter(kind__in=list(LOOKS))
        for kind, key, way, actor, at in looks.values_list("subject_type", "subject_id", "kind", "actor").annotate(
            first=Min("at")
        ):
            self._note(f"u{actor}", drawn[key] if kind == "letter" else (kind, key), Step(at, LOOKS[way]))

    def _papers(self) -> None:
        """Whoever has no account is one person for each body by the name that was written down."""
        asked, alone, replied = (self._facts.of_kind(kind) for kind in (*ABOUT_LETTERS, people_on_paper.REPLY))
        for told in people_on_paper.of(asked, alone, replied, self.reader):
            if told.fact in self.facts:
                person = f"={self._body_of(told.fact, told.at)}:{told.name.casefold()}"
                self._on_paper.setdefault(person, told)
                self._note(person, told.fact, Step(told.at, told.way, told.when))

    def _shares(self) -> None:
        """What was shared stood in the portal, while the share lasted, for each who answered for its body then."""
        shares = Share.objects.filter(pk__in=self._facts.of_kind(str(Share._meta.model_name)))
        post = "agency__appointment"
        shares = shares.filter(**{f"{post}__role": Role.LIAISON}).order_by()
        posts = [f"{post}__{name}" for name in ("user", "valid_from", "valid_to")]
        for pk, body, shared, ended, user, since, until in shares.values_list(
            "pk", "agency", "shared_at", "ended_at", *posts
        ):
            key = (str(Share._meta.model_name), str(pk))
            self._shared_with[key] = body
            at = max(shared, since)
            if all(at < end for end in (ended, until) if end):
                self._note(f"u{user}", key, Step(at, SHARED))

    def _body_of(self, fact: Key, at: Instant) -> int | None:
        """The body whose the letter was then, or with which it was shared."""
        return self._shared_with.get(fact) or self._facts.held_by(fact, at)

    def _drawn(self) -> dict[str, Key]:
        """{key of a letter as it was drawn: for which of the facts}: whoever took a copy of it knows of that."""
        asked, alone, replied = (self._facts.of_kind(kind) for kind in (*ABOUT_LETTERS, "response"))
        of = Q(response__in=replied) | Q(response=None) & (Q(request__in=asked) | Q(case_letter__in=alone))
        drawn = Letter.objects.filter(of, incident=self.case).values_list("pk", "request", "case_letter", "response")
        return {str(pk): _matter(request, letter, reply) for pk, request, letter, reply in drawn}

    def _note(self, person: str, fact: Key, step: Step) -> None:
        """Keep the first of each way."""
        place = (person, fact, step.way)
        if person and (place not in self._first or step.at < self._first[place].at):
            self._first[place] = step

    def _in_order(self) -> list[Line]:
        """By fact; of each by body, in it by person."""
        accounts = {user.email.lower(): user for user in self._accounts()}
        people = {f"u{user.pk}": user for user in accounts.values()}
        posts = defaultdict(list)
        for post in Appointment.objects.filter(user__in=[user.pk for user in people.values()]).select_related("unit"):
            posts[f"u{post.user_id}"].append(post)
        keys = {key for key, _fact, _way in self._first}
        addresses = [key for key in keys if "@" in key and key not in {*accounts, *self._on_paper}]
        contacts = bodies_of_people.of_addresses(addresses)
        for key, told in self._on_paper.items():
            if body := self._body_of(told.fact, told.at):
                contacts[key].append((told.at, body))
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
            called = self._on_paper[key].name if key in self._on_paper else key
            person = Person(own, f"{user.name} ({user.email})" if user else called)
            line = lines.setdefault((own, fact), Line(person, self.facts[fact]))
            line.steps.append(_as(bodies_of_people.post_held(posts[own], step.at, self._body_of(fact, step.at)), step))
        for line in lines.values():
            line.steps.sort(key=lambda step: step.at)
            at = line.steps[0].at
            letter = self._body_of(line.fact.key, at)
            held = bodies_of_people.post_held(posts[line.person.key], at, letter)
            agency = bodies.get(
                (held.agency_id if held else bodies_of_people.had_address(contacts[line.person.key], at, letter)) or 0
            )
            ministry = held.unit.ministry if held and held.unit else ""
            line.person.body = agency.short_name_at(at) if agency else ministry
        turns = {fact: n for n, fact in enumerate(self.facts)}
        return sorted(lines.values(), key=lambda line: (turns[line.fact.key], *_order(line)))

    def _accounts(self) -> Iterable[User]:
        keys = {key for key, _fact, _way in self._first}
        numbers = [int(key[1:]) for key in keys if key[1:].isdecimal() and key[0] == "u"]
        return User.objects.filter(Q(pk__in=numbers) | Q(email__in=[key for key in keys if "@" in key]))


def _fact(kind: str, key: str, letter: int | None) -> Key:
    """The fact that a thing with acts and mails of its own is, or the `letter` of the case that asked for it."""
    return (str(Subject.CASE_LETTER), str(letter)) if kind == Subject.COMMITMENT and letter else (kind, key)


def _done(action: str) -> str:
    return gettext(TRANSITIONS[Action(action)].done) if action in TRANSITIONS else action


def _born(kind: str) -> str:
    """By what act things of a kind come about, in words; "" for those that come about in several ways."""
    acts = {
        Assertion._meta.model_name: Action.CLAIM,
        Evidence._meta.model_name: Action.ATTACH,
        Share._meta.model_name: Action.SHARE,
    }
    return _done(acts[kind]) if kind in acts else ""


def _matter(request: int | None, letter: int | None, reply: int | None) -> Key:
    """What a letter was written for: a reply, else a request, else a letter of the case."""
    if reply:
        return ("response", str(reply))
    return (str(Subject.REQUEST), str(request)) if request else (str(Subject.CASE_LETTER), str(letter))


def _as(post: Appointment | None, step: Step) -> Step:
    """A look or an answer, as that of a body's own person or as that of somebody else."""
    own = bool(post and post.role == Role.LIAISON)
    way = {READ: OPENED if own else READ, ANSWERED: ANSWERED if own else DID}.get(step.way, step.way)
    return Step(step.at, way, step.act)


def _order(line: Line) -> tuple[Any, ...]:
    return (not line.person.body, line.person.body, line.person.name, line.person.key)


def narrowed(lines: Iterable[Line], person: str) -> list[Line]:
    """Those of whoever is called so or has this address; what is empty narrows nothing."""
    words = person.casefold()
    return [line for line in lines if words in line.person.name.casefold()]
