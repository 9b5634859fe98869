"""What stood on record at an instant about the cases of a period: the last versions of their rows that were written by then."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

from django.db.models import Model, Q

from ...models import (
    Agency,
    Assertion,
    CaseLetter,
    ClarificationRequest,
    Development,
    Figure,
    FurtherSuccessor,
    Incident,
    Involvement,
    NotificationDuty,
    PastLetter,
    Relation,
    Sanction,
    SanctionRegime,
)
from ...models.request_clock import ENDS
from ...plain import chains, clocks, letter_kinds, measures
from ...plain.assertion_weighing import Topic
from ...plain.clocks import Instant
from ...plain.not_none import not_none
from ...workflow import CaseLetterStatus, IncidentStatus

Version = dict[str, Any]  # the columns of a history row, and the key of the thing under "id"
OF_A_CASE = ("incident_id",)
OF_ITS_FILE = ("began_at", "began_until", "ended_at", "ended_until")
CASE = (
    "reference",
    "status",
    "seen_at",
    "restricted",
    "drill",
    "past",
    "replay",
    "failures",
    "harmed",
    "attacks",
    "outcome",
    "closed_at",
    "happened_at",
    "happened_until",
    "seen_until",
    *OF_ITS_FILE,
)
PART = (*OF_A_CASE, "agency_id", "role", "struck_at", "since_at", "until_at")
TOLD = ("started", "authority", "subjects")  # as exactly as each is known
DUTY = (
    *OF_A_CASE,
    "involvement_id",
    "exception",
    "struck_at",
    *(f"{name}_{end}" for name in TOLD for end in ("at", "until")),
)
LETTER = (*OF_A_CASE, "issued_at", "completed_at", "completed_until", *ENDS)
MEASURE = (*OF_A_CASE, "agency_id", "regime_id", "measure", "amount", "currency", "struck_at")
TOLD_BY_LETTER = (*OF_A_CASE, "agency_id", "kind", "status", "takes_back_id", "revoked_with_id", "revoked_at")
OF_BEFORE = (*OF_A_CASE, "agency_id", "kind", "follows_id", "struck_at")
TURN = (*OF_A_CASE, "sanction_id", "kind", "amount", "befell_at", "struck_at")
WORD = (*OF_A_CASE, "topic", "amount", "amount_to", "unit", "status", "corrects_id", "struck_at")


@dataclass
class CaseThen:
    """One case as it stood: its own row, and the rows that hung on it. `surely`: that it is of the period, not only that it may be."""

    row: Version
    surely: bool = True
    controllers: list[Version] = field(default_factory=list)
    duties: dict[int, Version] = field(default_factory=dict)  # by the part that owes it
    letters: list[Version] = field(default_factory=list)
    sanctions: list[Version] = field(default_factory=list)
    befell: dict[int, list[Version]] = field(default_factory=dict)  # by the sanction that it befell
    # letters in force that nobody recorded as a sanction besides
    reprimands: list[Version] = field(default_factory=list)
    figure: Version | None = None  # the number of people in use …
    words: dict[int, Version] = field(default_factory=dict)  # … and what was said of it
    republished: bool = False


def cases(first: date, last: date, at: Instant) -> list[CaseThen]:
    """The cases that the ministry saw between the two days, both included, as they stood at `at`; in the order of their numbers.
    One from the record is of the days in which it was taken up, as exactly as its file says; of a year it is surely of no month."""
    begins, ends = clocks.day_begins(first), clocks.day_begins(last + timedelta(days=1))
    seen = Q(past=False, seen_at__gte=begins, seen_at__lt=ends)
    rows = _versions(Incident, at, CASE, seen | Q(past=True, began_at__lt=ends, began_until__gt=begins))
    found = {}
    for row in rows:
        if not row["past"] and begins <= row["seen_at"] < ends:
            found[row["id"]] = CaseThen(row | {"closed_until": row["closed_at"]})
        elif row["past"] and row["began_at"] < ends and row["began_until"] > begins:
            surely = begins <= row["began_at"] and row["began_until"] <= ends
            found[row["id"]] = CaseThen(_as_its_file_says(row), surely)
    _hang_on(found, at)
    return sorted(found.values(), key=lambda case: case.row["reference"])


def _as_its_file_says(row: Version) -> Version:
    """A case from the record was seen when it was taken up, and closed when its file was: not when somebody entered that."""
    names = (("seen", "began"), ("closed", "ended"))
    return row | {f"{name}_{end}": row[f"{told}_{end}"] for name, told in names for end in ("at", "until")}


def _hang_on(found: dict[int, CaseThen], at: Instant) -> None:
    def of_cases(model: type[Model], columns: Iterable[str]) -> Iterable[tuple[CaseThen, Version]]:
        for row in _versions(model, at, columns, incident_id__in=list(found)):
            if row["incident_id"] in found:
                yield found[row["incident_id"]], row

    for case, row in of_cases(Involvement, PART):
        if row["role"] in Involvement.CONTROLLERS and not row["struck_at"]:
            case.controllers.append(row)
    bodies = _bodies((row for case in found.values() for row in case.controllers), at)
    for case in found.values():
        for row in case.controllers:
            row |= bodies[row["agency_id"]]
    for case, row in of_cases(NotificationDuty, DUTY):
        if not row["struck_at"]:
            case.duties[row["involvement_id"]] = row
    for case in found.values():
        case.controllers = _as_one(case)
    for case, row in of_cases(ClarificationRequest, LETTER):
        if row["issued_at"]:
            case.letters.append(row)
    for case, row in of_cases(Sanction, MEASURE):
        if not row["struck_at"]:
            case.sanctions.append(row)
    for case, row in of_cases(Development, TURN):
        if not row["struck_at"]:
            case.befell.setdefault(row["sanction_id"], []).append(row)
    ours = [row for _case, row in of_cases(CaseLetter, TOLD_BY_LETTER)]
    of_before = [row for _case, row in of_cases(PastLetter, OF_BEFORE)]
    _reprimands(found.values(), ours, of_before, at)
    copies = [row for row in of_cases(Relation, (*OF_A_CASE, "kind", "other_id")) if _is_copy(row[1])]
    never = _mistakes({row["other_id"] for _case, row in copies}, at)
    for case, row in copies:
        case.republished |= row["other_id"] not in never
    for case, row in of_cases(Figure, (*OF_A_CASE, "topic", "assertion_id", "bound", "struck_at")):
        if row["topic"] == Topic.SUBJECTS and not row["struck_at"]:
            case.figure = row  # the last that stands counts
    for case, row in of_cases(Assertion, WORD):
        if not row["struck_at"]:
            case.words[row["id"]] = row


def _reprimands(cases: Iterable[CaseThen], ours: list[Version], of_before: list[Version], at: Instant) -> None:
    """The same as models.reprimands, of what stood at `at`."""
    in_force = [*_in_force_ours(ours), *_in_force_of_before(of_before)]
    if not in_force:
        return
    kinds = dict(SanctionRegime.objects.values_list("pk", "reprimands"))
    bodies = _bodies([*in_force, *(row for case in cases for row in case.sanctions)], at)

    def keys(row: Version) -> set[int]:
        body = bodies[row["agency_id"]]
        return {body["body_id"], *body["heir_ids"]}

    for case in cases:
        own = [(row, keys(row)) for row in in_force if row["incident_id"] == case.row["id"]]
        recorded = [row for row in case.sanctions if row["measure"] in kinds.get(row["regime_id"], [])]
        written = [keys(row) for row in recorded if measures.may_be_a_letter(row["measure"])]
        case.reprimands = measures.by_letter_alone(own, written)


def _in_force_ours(rows: list[Version]) -> list[Version]:
    """The reprimands that were issued here, and neither taken back nor revoked."""
    issued = [row for row in rows if row["status"] == CaseLetterStatus.ISSUED]
    gone = {row["takes_back_id"] for row in issued}
    in_force = [row for row in issued if not (row["revoked_with_id"] or row["revoked_at"] or row["id"] in gone)]
    return [row for row in in_force if row["kind"] == letter_kinds.REPRIMAND.code]


def _in_force_of_before(rows: list[Version]) -> list[Version]:
    """Those from the record of a past case that no letter of it revoked."""
    stand = [row for row in rows if not row["struck_at"]]
    gone = {row["follows_id"] for row in stand if row["kind"] == letter_kinds.REVOCATION.code}
    return [row for row in stand if row["kind"] == letter_kinds.REPRIMAND.code and row["id"] not in gone]


def _is_copy(relation: Version) -> bool:
    return bool(relation["kind"] == Relation.Kind.REPUBLICATION)


def _mistakes(cases: Collection[int], at: Instant) -> set[int]:
    """Those of `cases` that were declared to be entered by mistake by then: what names one is a copy of nothing."""
    rows = _versions(Incident, at, ("status",), id__in=list(cases)) if cases else []
    return {row["id"] for row in rows if row["status"] == IncidentStatus.MISTAKEN}


def _as_one(case: CaseThen) -> list[Version]:
    """The controllers, each once: a part that passed to the successor of its body is that one's, with the duty that stayed behind
    because it had been fulfilled. Where both owe by a clock of their own, they are two."""
    gone: set[int] = set()
    goes_on: set[int] = set()  # a part goes on from one part alone: two bodies that ended in one were two controllers
    for part in sorted(case.controllers, key=lambda row: (row["since_at"], row["id"])):
        for heir in case.controllers:
            passed = heir["body_id"] in part["heir_ids"]
            passed = passed and (heir["role"], heir["since_at"]) == (part["role"], part["until_at"])
            two = part["id"] in case.duties and heir["id"] in case.duties
            if passed and heir is not part and not two and heir["id"] not in goes_on:
                gone.add(part["id"])
                goes_on.add(heir["id"])
                if part["id"] in case.duties:
                    case.duties[heir["id"]] = case.duties[part["id"]]
                break  # of a body that was split the first goes on, with its duty; another one is a controller by itself
    return [row for row in case.controllers if row["id"] not in gone]


def _versions(model: type[Model], at: Instant, columns: Iterable[str], *which: Q, **belongs: Any) -> list[Version]:
    """The version in force at `at` of each thing that ever was so by then (`which`, `belongs`), by its key; what was removed is none of
    it."""
    history: Any = cast(Any, model).history
    by_then = history.filter(history_date__lte=at).order_by()
    rows = by_then.filter(id__in=by_then.filter(*which, **belongs).values("id")).order_by("history_id")
    last = {row["id"]: row for row in rows.values("id", "history_type", *columns)}
    return [last[key] for key in sorted(last) if last[key]["history_type"] != "-"]


def _bodies(parts: Iterable[Version], at: Instant) -> dict[int, Version]:
    """{key of a body: its kind, its sector, its own key and those of its successors}; a double is as the body into which it was merged.
    Of one that was registered after `at`, as everything that a past case names may be, the first version stands."""
    keys = {row["agency_id"] for row in parts}
    if not keys:
        return {}
    versions: dict[int, list[Version]] = defaultdict(list)
    rows = cast(Any, Agency).history.order_by("history_id")
    for row in rows.values("id", "history_date", "kind", "sector", "merged_into_id", "successor_id"):
        versions[row["id"]].append(row)
    then = {key: ([row for row in rows if row["history_date"] <= at] or rows[:1])[-1] for key, rows in versions.items()}

    def stands(key: int | None) -> Version | None:
        found = chains.walked(then.get(key), lambda body: then.get(body["merged_into_id"])) if key else []
        return found[-1] if found else None

    further = _versions(FurtherSuccessor, at, ("agency_id", "heir_id"), agency_id__in=keys)
    out = {}
    for key in keys:
        body = not_none(stands(key))
        named = [body["successor_id"], *(row["heir_id"] for row in further if row["agency_id"] == key)]
        out[key] = {
            "kind": body["kind"],
            "sector": body["sector"],
            "body_id": body["id"],
            "heir_ids": {heir["id"] for each in named if (heir := stands(each))},
        }
    return out
