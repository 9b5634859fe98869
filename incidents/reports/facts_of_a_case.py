"""Of what in a case somebody may know: the case itself, its letters, what was entered or shared, its files. In one order, page by page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Lower, NullIf, Substr, TruncDate
from django.utils.translation import get_language, gettext

from ..models import (
    AccessEntry,
    Activity,
    AgencyName,
    Appointment,
    Assertion,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    Development,
    Evidence,
    Finding,
    FollowUp,
    Incident,
    Letter,
    PastLetter,
    PastReply,
    Response,
    Sanction,
    Share,
    succession,
)
from ..models.past_letters import past_kinds
from ..plain import dates
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record.case_files import FILE_KINDS
from ..workflow import Role, Subject
from . import people_on_paper

Key = tuple[str, str]  # table and key of a thing
LETTERS: dict[str, Any] = {Subject.REQUEST: ClarificationRequest, Subject.CASE_LETTER: CaseLetter}
# What the body was called on the day on which something was shared with it.
SHARED_WITH = Subquery(
    AgencyName.objects.filter(agency=OuterRef("agency"), valid_from__lte=OuterRef("day"))
    .order_by("-valid_from")
    .values("short_name")[:1]
)
# A letter or reply from the record that bears no number is called by its kind.
NUMBER_OR_KIND = Coalesce(NullIf(F("number"), Value("")), F("kind"))
# By what each is called, and the letter in which it stands, if it does in one.
ENTERED: tuple[tuple[Any, Any, str], ...] = (
    (Response, "receipt", "request"),
    (FollowUp, "kind", "case_letter"),
    (Assertion, "number", ""),
    (Evidence, "number", ""),
    (Share, SHARED_WITH, ""),
    (Finding, "number", ""),
    (Activity, "kind", "request"),
    (Commitment, Substr("what", 1, 80), "case_letter"),
    (Sanction, "measure", ""),
    (Development, "kind", ""),
    (PastLetter, NUMBER_OR_KIND, ""),
    (PastReply, NUMBER_OR_KIND, ""),
)
NAMES: dict[Any, Callable[[str], str]] = {
    Response: str,
    FollowUp: lambda kind: f"({FollowUp.Kind(kind).label})",
    Assertion: "P-{:0>2}".format,
    Evidence: "B-{:0>2}".format,
    Share: "({})".format,
    Finding: "T-{:0>2}".format,
    Activity: lambda kind: f"({Activity.Kind(kind).label})",
    Commitment: "({})".format,
    Sanction: "({})".format,
    Development: lambda kind: f"({Development.Kind(kind).label})",
    PastLetter: lambda said: _number_or_kind(dict(past_kinds()), said),
    PastReply: lambda said: _number_or_kind(dict(PastReply.Kind.choices), said),
}
DRAWN_FOR = {str(Subject.REQUEST): "request", str(Subject.CASE_LETTER): "case_letter", "response": "response"}
_MODELS = [*(model for model, *_rest in ENTERED), *(kind.model for kind in FILE_KINDS)]
ORDER = [str(Subject.INCIDENT), *map(str, LETTERS), *(str(model._meta.model_name) for model in _MODELS)]


@dataclass(frozen=True)
class Fact:
    """Something that one may know of. `about` is the letter in which it stands, None for what stands in none; `born` is when and
    by which account it was entered, where that is part of it."""

    key: Key
    words: str
    about: Key | None = None
    born: tuple[Instant, int] | None = field(default=None, compare=False)

    @property
    def place(self) -> str:
        return ":".join(self.key)


def _number_or_kind(kinds: Mapping[str, Any], said: str) -> str:
    return f"({kinds[said]})" if said in kinds else said


def key_of(text: str) -> Key | None:
    """The key that a page wrote into its address; None for anything else."""
    kind, _between, key = text.partition(":")
    return (kind, key) if kind in ORDER and key.isascii() and key.isdecimal() and len(key) <= 18 else None


@dataclass(frozen=True)
class Wanted:
    """Which facts of a case: those about one letter, only one of them, those after one, those of which these `people` (accounts, each
    with its address), or addresses in which `words` stand, may have come to know."""

    about: Key | None = None
    only: Key | None = None
    after: Key | None = None
    people: Mapping[int, str] | None = None
    words: str = ""

    def rows(self, model: Any, rows: Any, *, letter: str = "", key: str = "pk", user: str = "") -> Any:
        """The wanted ones among rows of a model; `letter` is their way to the letter in which they stand, `key` what they are
        known by, `user` who entered them."""
        kind = str(model._meta.model_name)
        if self.only:
            rows = rows.filter(**{key: self.only[1]}) if self.only[0] == kind else rows.none()
        if self.after:
            from_here = ORDER.index(kind) - ORDER.index(self.after[0])
            rows = rows.none() if from_here < 0 else rows if from_here else rows.filter(**{f"{key}__gt": self.after[1]})
        if self.about and (kind, letter) != (self.about[0], ""):
            of_it = letter and _kind_of_letter(letter) == self.about[0]
            rows = rows.filter(**{letter: self.about[1]}) if of_it else rows.none()
        elif self.about:
            rows = rows.filter(**{key: self.about[1]})
        if self.people is not None:
            entered = Q(**{f"{user}__in": list(self.people)}) if user else Q(pk__in=[])
            shared = Q(Exists(shared_with(self.people))) if model is Share else Q(pk__in=[])
            rows = rows.filter(_known(kind, key, self.people, self.words) | entered | shared)
        return rows

    def whole_case(self, case: Incident) -> bool:
        """Whether the case itself is among them: it comes first."""
        key = (str(Subject.INCIDENT), str(case.pk))
        return not self.about and not self.after and self.only in (None, key)


def shared_with(people: Iterable[int]) -> Any:
    """The appointments by which some of these people could read a share (the row outside) at some instant since it was shared."""
    liaisons = Appointment.objects.filter(role=Role.LIAISON, agency=OuterRef("agency"), user__in=list(people))
    return liaisons.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("shared_at")))


def _known(kind: str, key: str, people: Mapping[int, str], words: str) -> Q:
    """What these did to a thing of this kind, were mailed of it or looked at; each asked by the thing, as an index has it."""
    row = OuterRef("id" if key == "id" else "pk")
    told = Lower(Coalesce(KT("details__recipient"), KT("details__what"), KT("details__received_by")))
    by_them, mailed = Q(actor__in=list(people)), Q(told__contains=words.lower())
    mailed |= Q(told__in=[address.lower() for address in people.values()])
    own = {"subject_type": kind, "subject_id": Cast(row, CharField())}
    events = CaseEvent.objects.alias(told=told).filter(by_them | mailed, **own)
    found = Q(Exists(events)) | Q(Exists(AccessEntry.objects.filter(by_them, **own)))
    if column := DRAWN_FOR.get(kind):
        copies = AccessEntry.objects.filter(
            by_them, subject_type="letter", subject_id=Cast(OuterRef("pk"), CharField())
        )
        found |= Q(Exists(Letter.objects.filter(Exists(copies), **{column: row})))
    return found | people_on_paper.named(kind, row, words)


def _kind_of_letter(way: str) -> str:
    return str(Subject.CASE_LETTER if way.endswith("case_letter") else Subject.REQUEST)


class Facts:
    """Some facts of a case in their order, at most `size` of them, and the letters in which they stand: seven queries."""

    def __init__(self, case: Incident, wanted: Wanted, size: int | None) -> None:
        self.case = case
        most = None if size is None else size + 1
        found = [Fact((str(Subject.INCIDENT), str(case.pk)), gettext("The case"))] if wanted.whole_case(case) else []
        letters: dict[Key, succession.Matter] = {}
        for kind, model in LETTERS.items():
            rows = wanted.rows(model, model.objects.filter(incident=case)).select_related("agency").order_by("pk")
            letters |= {(str(kind), str(row.pk)): row for row in rows[:most]}
        found += [Fact(key, f"{row._meta.verbose_name} {row.reference or row.subject}") for key, row in letters.items()]
        found += [*self._entered(wanted, most), *self._files(wanted, most)]
        shown = found if size is None else found[:size]
        self.more = len(found) > len(shown)
        self.by_key = {fact.key: fact for fact in shown}
        self._letters = self._stand_in(letters)

    def _entered(self, wanted: Wanted, most: int | None) -> Iterable[Fact]:
        """What people typed into the case or shared with a body, each with who recorded it."""
        rows: list[QuerySet[Any]] = []
        for model, name, letter in ENTERED:
            born = model.history.filter(history_type="+").order_by()
            born = born.filter(**({"request__incident": self.case} if model is Response else {"incident": self.case}))
            born = born.alias(day=TruncDate("shared_at")) if model is Share else born
            born = wanted.rows(model, born, letter=letter, key="id", user="history_user")
            about = Cast(f"{letter}_id", CharField()) if letter else Value("", CharField())
            columns = {"turn": _turn(model), "key_of": F("id"), "called": Cast(name, CharField()), "about_of": about}
            rows.append(born.annotate(**columns).values_list(*columns, "history_date", "history_user"))
        for turn, key, name, about, at, user in _in_order(rows)[:most]:
            model, letter = next((model, letter) for model, _name, letter in ENTERED if _place(model) == turn)
            words = f"{model._meta.verbose_name} {NAMES[model](name)}"
            if model is Activity:  # many are of one kind
                words += f", {dates.instant_short(at, not_none(get_language()), seconds=True)}"
            of = (_kind_of_letter(letter), about) if about else None
            yield Fact((ORDER[turn], str(key)), words, of, (at, user) if user else None)

    def _files(self, wanted: Wanted, most: int | None) -> Iterable[Fact]:
        rows: list[QuerySet[Any]] = []
        for kind in FILE_KINDS:
            own = wanted.rows(kind.model, kind.model.objects.filter(**{kind.case: self.case}), letter=kind.letter)
            columns = {
                "turn": _turn(kind.model),
                "key_of": F("pk"),
                "called": F("file__name"),
                "about_of": F(kind.letter),
            }
            rows.append(own.order_by().annotate(**columns).values_list(*columns))
        subjects = {_place(kind.model): str(kind.subject) for kind in FILE_KINDS}
        for turn, key, name, about in _in_order(rows)[:most]:
            words = gettext("File %(name)s") % {"name": name}
            yield Fact((ORDER[turn], str(key)), words, (subjects[turn], str(about)))

    def _stand_in(
        self, letters: dict[Key, succession.Matter]
    ) -> dict[Key, tuple[succession.Matter, list[succession.Passed]]]:
        """The letters of these facts, or in which they stand, each with how it passed on."""
        asked = {fact.about or fact.key for fact in self.by_key.values()}
        found: dict[Key, tuple[succession.Matter, list[succession.Passed]]] = {}
        for kind, model in LETTERS.items():
            missing = [key for name, key in asked if name == kind and (name, key) not in letters]
            rows = [row for (name, key), row in letters.items() if name == kind and (name, key) in asked]
            if missing:
                rows += cast(Any, model).objects.filter(pk__in=missing).select_related("agency")
            passed = succession.passed_on(rows)
            found |= {(str(kind), str(row.pk)): (row, passed.get(row.pk, [])) for row in rows}
        return found

    def held_by(self, fact: Key, at: Instant) -> int | None:
        """The body whose letter it was at `at`, or whose was the letter in which it stands; None of what stands in none."""
        letter = self._letters.get(self.by_key[fact].about or fact)
        return succession.held_by(letter[0], at, letter[1]).pk if letter else None

    def of_kind(self, *kinds: str) -> list[str]:
        """The keys of those of these kinds."""
        return [key for kind, key in self.by_key if kind in kinds]


def _place(model: Any) -> int:
    return ORDER.index(str(model._meta.model_name))


def _turn(model: Any) -> Value:
    """When the rows of a model come, among those of all."""
    return Value(_place(model))


def _in_order(rows: list[QuerySet[Any]]) -> Any:
    return rows[0].union(*rows[1:], all=True).order_by("turn", "key_of")
