"""In which figures a case is counted: the marks it bears, `sector:health`, and the times and people that are measured of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from ...models import Incident
from ...models.request_clock import ENDS
from ...plain import measures, units
from ...plain.assertion_weighing import Bound
from ...plain.clocks import Instant
from ...plain.measures import Befell, Standing
from ...plain.spans import MINUTE, Span, latest
from ...plain.spans.span import END, OPEN
from ...workflow import AssertionStatus, IncidentStatus
from ..case_file import SHAKEN
from .as_of import CaseThen, Version

NONE = "-"  # the code of what nobody has said, or what there is none of
# the code of a reprimand that stands by its letter; other measures are called by their own words
BY_LETTER = "by_letter"
# what stands before a mark where its case was entered from the record and is counted with the others
OF_RECORD = "past/"


class Part(StrEnum):
    """Each case stands in the first of these that it fits; only those that are COUNTED are told apart further."""

    COUNTED = "counted"
    UNSURE = "unsure"
    DRILL = "drill"
    RESTRICTED = "restricted"
    MERGED = "merged"
    DISMISSED = "dismissed"
    MISTAKEN = "mistaken"
    FROM_RECORD = "past"
    REPLAY = "replay"
    REPORT = "report"
    REPUBLISHED = "republished"


class Time(StrEnum):
    KNOW = "know"
    AUTHORITY = "authority"
    SUBJECTS = "subjects"
    ANSWER = "answer"
    CLOSE = "close"


class State(StrEnum):
    """How a time stands: it was measured, it still runs, nobody knows it, or it is of no account."""

    MEASURED = "measured"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    LEFT_OUT = "left_out"


class Became(StrEnum):
    """What became of a measure that the ministry imposed; one may be several."""

    LIFTED = "lifted"
    ANNULLED = "annulled"
    REDUCED = "reduced"
    CONTESTED = "contested"
    PAID = "paid"


@dataclass(frozen=True)
class Imposed:
    """One measure: by which mark its case is counted, with which amount it was imposed, and how it stands."""

    mark: str
    amount: Decimal | None
    currency: str
    ours: bool
    standing: Standing
    befell: bool

    @property
    def became(self) -> list[Became]:
        stands = self.standing
        true = {
            Became.LIFTED: stands.ended == measures.Turn.LIFTED,
            Became.ANNULLED: stands.ended == measures.Turn.ANNULLED,
            Became.REDUCED: stands.reduced,
            Became.CONTESTED: stands.contested,
            Became.PAID: bool(stands.paid),
        }
        return [each for each, is_so in true.items() if is_so]


class People(StrEnum):
    KNOWN = "known"
    UNKNOWN = "unknown"
    OTHER_UNIT = "other_unit"
    SHAKEN = "shaken"


@dataclass
class Measured:
    """What is measured of a case beside the figures in which it is counted. Times are (lowest, highest) in seconds."""

    marks: set[str] = field(default_factory=set)
    times: list[tuple[Time, State, tuple[int, int] | None]] = field(default_factory=list)
    # the lowest and the highest; None where it is left open
    people: tuple[Decimal | None, Decimal | None] | None = None
    about: bool = False
    imposed: list[Imposed] = field(default_factory=list)


def of_case(case: CaseThen, *, past: bool = False) -> Measured:
    """The marks by which the sheet counts `case`, its times and its people; of one that stands in no figure its part alone. `past`: one
    that was entered from the record is counted with the others, and bears each of its marks once more as such."""
    found = Measured()
    part = part_of(case, past=past)
    found.marks.add(f"part:{part}")
    if part != Part.COUNTED:
        return found
    row = case.row
    for key, column in (("attack", "attacks"), ("failure", "failures"), ("harmed", "harmed")):
        found.marks |= {f"{key}:{each}" for each in row[column] or [NONE]}
    found.marks |= {f"sector:{body['sector'] or NONE}" for body in case.controllers} or {f"sector:{NONE}"}
    found.marks |= {f"kind:{body['kind']}" for body in case.controllers} or {f"kind:{NONE}"}
    found.marks.add(f"outcome:{row['outcome'] if row['status'] == IncidentStatus.CLOSED else NONE}")
    found.imposed = [_imposed(each, case.befell.get(each["id"], [])) for each in case.sanctions]
    found.imposed += [_by_letter() for _letter in case.reprimands]
    found.marks |= {each.mark for each in found.imposed if each.ours} or {f"sanction:{NONE}"}
    found.marks |= {each.mark for each in found.imposed if not each.ours}
    found.marks |= {f"befell:{became}" for each in found.imposed if each.ours for became in each.became}
    found.times = list(_times(case))
    found.marks |= {f"{time}:{state}" for time, state, _length in found.times}
    _people(case, found)
    if row["past"]:
        found.marks |= {f"{OF_RECORD}{mark}" for mark in found.marks}
    return found


def _imposed(row: Version, befell: list[Version]) -> Imposed:
    ours = row["regime_id"] is not None
    turns = [Befell(each["kind"], each["befell_at"], each["id"], each["amount"]) for each in befell]
    mark = f"{'sanction' if ours else 'elsewhere'}:{row['measure']}"
    return Imposed(mark, row["amount"], row["currency"], ours, measures.standing(row["amount"], turns), bool(turns))


def _by_letter() -> Imposed:
    return Imposed(f"sanction:{BY_LETTER}", None, "", ours=True, standing=measures.standing(None, ()), befell=False)


def part_of(case: CaseThen, *, past: bool) -> Part:
    """The line of the sheet in which it stands: the first that fits, so that each case stands in one."""
    row = case.row
    fits = {
        Part.UNSURE: not case.surely,
        Part.DRILL: row["drill"],  # a drill is one everywhere: also a restricted one is no case of Parliament's
        Part.RESTRICTED: row["restricted"],
        Part.MERGED: row["status"] == IncidentStatus.MERGED,
        Part.DISMISSED: row["status"] == IncidentStatus.DISMISSED,
        Part.MISTAKEN: row["status"] == IncidentStatus.MISTAKEN,
        Part.FROM_RECORD: row["past"] and not past,
        Part.REPLAY: row["replay"] and not row["past"],
        Part.REPORT: row["status"] == IncidentStatus.REPORT,
        Part.REPUBLISHED: case.republished or row["outcome"] == Incident.Outcome.OLD_OR_OPEN,
    }
    return next((part for part, true in fits.items() if true), Part.COUNTED)


def _times(case: CaseThen) -> Iterator[tuple[Time, State, tuple[int, int] | None]]:
    row = case.row
    yield Time.KNOW, *_known_after(row)
    for body in case.controllers:
        duty = case.duties.get(body["id"])
        yield Time.AUTHORITY, *_told_after(duty, "authority")
        if duty and duty["exception"] and not duty["subjects_at"]:
            yield Time.SUBJECTS, State.LEFT_OUT, None
        else:
            yield Time.SUBJECTS, *_told_after(duty, "subjects")
    for letter in case.letters:
        yield Time.ANSWER, *_answered_after(letter)
    yield Time.CLOSE, *_closed_after(row)


def _known_after(row: Version) -> tuple[State, tuple[int, int] | None]:
    """From what happened to the day the ministry saw it; as wide as the moment is known, and unknown where words leave it open."""
    began, ended, seen = row["happened_at"], row["happened_until"], row["seen_at"]
    if began is None or began == OPEN or began > _last_seen(row):
        return State.UNKNOWN, None
    return State.MEASURED, (max(0, _seconds(seen - (ended or began))), _seconds(_last_seen(row) - began))


def _closed_after(row: Version) -> tuple[State, tuple[int, int] | None]:
    """From the day the ministry saw it to its end; unknown where its file does not tell when that was."""
    if row["status"] != IncidentStatus.CLOSED:
        return State.WAITING, None
    closed, until = row["closed_at"], row["closed_until"]
    if closed is None or closed == OPEN or until == END:
        return State.UNKNOWN, None
    last = latest(Span(closed, until or closed, MINUTE))
    return State.MEASURED, (max(0, _seconds(closed - _last_seen(row))), _seconds(last - row["seen_at"]))


def _last_seen(row: Version) -> Instant:
    """The last minute at which the ministry may have seen it."""
    return latest(Span(row["seen_at"], row["seen_until"] or row["seen_at"], MINUTE))


def _told_after(duty: Version | None, name: str) -> tuple[State, tuple[int, int] | None]:
    """From when the controller knew to the notice; as wide as both are known, and unknown where words leave one of them open."""
    if duty is None or (duty[f"{name}_at"] and not duty["started_at"]):
        return State.UNKNOWN, None
    if not duty[f"{name}_at"]:
        return State.WAITING, None
    (knew, knew_last), (told, told_last) = (_from_to(duty, each) for each in ("started", name))
    if OPEN in (knew, told) or END in (duty["started_until"], duty[f"{name}_until"]):
        return State.UNKNOWN, None
    return State.MEASURED, (max(0, _seconds(told - knew_last)), _seconds(told_last - knew))


def _from_to(duty: Version, name: str) -> tuple[Instant, Instant]:
    """The first and the last minute that its words allow."""
    start, end = duty[f"{name}_at"], duty[f"{name}_until"]
    return start, latest(Span(start, end, MINUTE))


def _answered_after(letter: Version) -> tuple[State, tuple[int, int] | None]:
    if completed := letter["completed_at"]:
        if completed == letter["issued_at"]:
            return State.LEFT_OUT, None  # an answer to the letter before had come already
        last = latest(Span(completed, letter["completed_until"] or completed, MINUTE))
        return State.MEASURED, (_seconds(completed - letter["issued_at"]), _seconds(last - letter["issued_at"]))
    ended = any(letter[each] for each in ENDS)
    return (State.LEFT_OUT if ended else State.WAITING), None


def _seconds(length: timedelta) -> int:
    return int(length.total_seconds())


def _people(case: CaseThen, found: Measured) -> None:
    """The number of people in use, only where it is one of people and somebody still stands by it."""
    figure = case.figure
    if figure is None or figure["assertion_id"] is None:
        found.marks.add(f"people:{People.UNKNOWN}")
        return
    word = case.words.get(figure["assertion_id"])
    later = (each for each in case.words.values() if each["status"] != AssertionStatus.WITHDRAWN)
    if word is None or word["status"] in SHAKEN or any(each["corrects_id"] == word["id"] for each in later):
        found.marks.add(f"people:{People.SHAKEN}")
        return
    if word["amount"] is None:
        found.marks.add(f"people:{People.UNKNOWN}")
        return
    unit = units.unit_of(word["unit"])
    if unit.key != "people":
        found.marks.add(f"people:{People.OTHER_UNIT}")
        return
    found.marks.add(f"people:{People.KNOWN}")
    amount, most, bound = word["amount"] * unit.factor, word["amount_to"], figure["bound"]
    found.about = bound == Bound.ABOUT
    if most is not None:
        found.people = amount, most * unit.factor
    else:
        found.people = (None if bound == Bound.AT_MOST else amount, None if bound == Bound.AT_LEAST else amount)
