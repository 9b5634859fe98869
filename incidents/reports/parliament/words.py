"""The sheet in the reader's words: its tables, a line for each figure, what is said of how it was counted."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ...models import Agency, Incident
from ...plain import numbers
from ...plain.dates import date_in_words, instant_in_words
from ...plain.not_none import not_none
from . import measures
from .marks import NONE, OF_RECORD, Part, People, State, Time
from .sheet import Content, Period

Labels = Callable[[str], str]
PARTS = {
    Part.COUNTED: _("Cases told apart below"),
    Part.UNSURE: _("Entered from the record, taken up perhaps in the period"),
    Part.DRILL: _("Drills"),
    Part.RESTRICTED: _("Restricted cases, known only as a number"),
    Part.MERGED: _("Doubles, merged into another case"),
    Part.DISMISSED: _("Dismissed"),
    Part.MISTAKEN: _("Entered by mistake"),
    Part.FROM_RECORD: _("Entered from the record"),
    Part.REPLAY: _("Reconstructions"),
    Part.REPORT: _("Reports not yet decided on"),
    Part.REPUBLISHED: _("Old or open data, published again"),
}
PEOPLE = {
    People.KNOWN: _("A number of people is in use"),
    People.UNKNOWN: _("Not yet known"),
    People.OTHER_UNIT: _("A figure in another unit is in use"),
    People.SHAKEN: _("Nobody stands by the figure in use any more"),
}
TIMES = {
    Time.KNOW: _("Time until the ministry saw it"),
    Time.AUTHORITY: _("Time until the controller notified the authority"),
    Time.SUBJECTS: _("Time until the controller notified the people affected"),
    Time.ANSWER: _("Time until letters were answered in full"),
    Time.CLOSE: _("Time until the case was closed"),
}
NOTES = {
    Time.KNOW: _("From what happened; from the lowest to the highest that is known of it."),
    Time.AUTHORITY: _("From the start of the statute's clock, for each controller."),
    Time.SUBJECTS: _("From the start of the statute's clock, for each controller."),
    Time.ANSWER: _("From the issue to the first complete answer, for each letter."),
    Time.CLOSE: _("From the day the ministry saw it; of a case that was reopened, to its last closing."),
}
STATES = {
    Time.KNOW: {State.MEASURED: _("Measured"), State.UNKNOWN: _("Not known when it happened")},
    Time.AUTHORITY: {
        State.MEASURED: _("Notified"),
        State.WAITING: _("Not notified"),
        State.UNKNOWN: _("Not known since when"),
    },
    Time.SUBJECTS: {
        State.MEASURED: _("Notified"),
        State.WAITING: _("Not notified"),
        State.LEFT_OUT: _("Exception of Art. 50 claimed"),
        State.UNKNOWN: _("Not known since when"),
    },
    Time.ANSWER: {
        State.MEASURED: _("Answered in full"),
        State.WAITING: _("Not answered in full"),
        State.LEFT_OUT: _("Ended otherwise, or answered before it left"),
    },
    Time.CLOSE: {
        State.MEASURED: _("Closed"),
        State.WAITING: _("Not closed"),
        State.UNKNOWN: _("Closed, not known when"),
    },
}
# told only where there is any: no sheet without one has another byte
LINES_WHERE_ANY = (f"part:{Part.UNSURE}", f"{Time.CLOSE}:{State.UNKNOWN}")
WHICH = _("Cases that the ministry saw in the period, as they stood on record at the instant named.")
WITH_PAST = _(
    "Those entered from the record are counted with them, by when the ministry took them up as their file says: one known by a month or a year where that lies within the period as a whole. Their times are measured as exactly as the file tells; of their letters none is."
)
APART = _(
    "Each case is counted in one of these lines, in the first that fits from the second on. What is told apart below are the cases of the first line alone."
)
BY_OTHERS = _(
    "What another authority decided, or others took to law enforcement, stands in a line of its own: of that the ministry decided nothing."
)
SUM = _("The same people may stand in several cases.")


@dataclass(frozen=True)
class Line:
    """One figure: the number of cases that bear its mark, what was measured of them, if anything was, and how many of the cases were
    entered from the record."""

    key: str
    label: str
    cases: int
    value: str = ""
    past: int = 0

    @property
    def said(self) -> str:
        """All that stands beside the number."""
        past = gettext("of these entered from the record: %(n)d") % {"n": self.past} if self.past else ""
        return " · ".join(filter(None, (self.value, past)))


ELSEWHERE = "elsewhere"  # what other authorities imposed by laws of their own
BEFELL = "befell"  # what became of the sanctions
WHERE_ANY = (BEFELL, ELSEWHERE)  # told beside the sanctions, and only where there is any


@dataclass(frozen=True)
class Table:
    """Figures that belong together. `total`: the cases that they part among themselves, None where cases may be in none of them;
    `repeated`: how often cases were counted more than once."""

    key: str
    title: str
    lines: list[Line]
    note: str = ""
    total: int | None = None
    repeated: int = 0


def tables(of: Content) -> list[Table]:
    """The tables of a sheet, from its content alone: of which part each case is, then every way in which the counted ones are told
    apart. Where none is counted the first alone."""
    counted = of["figures"].get(f"part:{Part.COUNTED}", 0)
    parts = _told([_line(of, f"part:{part}", str(label)) for part, label in PARTS.items()])
    out = [Table("part", gettext("Cases"), parts, str(APART), sum(line.cases for line in parts))]
    if not counted:
        return out
    for key, title, label, order in _dimensions():
        found = [each.partition(":")[2] for each in of["figures"] if each.partition(":")[0] == key]
        codes = sorted(found, key=lambda code: (code == NONE, order.index(code) if code in order else len(order), code))
        lines = [_line(of, f"{key}:{code}", label(code), measures.told(of, f"{key}:{code}")) for code in codes]
        if key in WHERE_ANY:
            out += [Table(key, title, lines)] if lines else []
            continue
        repeated = sum(line.cases for line in lines) - counted
        out.append(Table(key, title, lines, _by_others(codes) if key == "outcome" else "", counted, repeated))
    out.append(Table("people", gettext("People affected"), _people(of), people_words(of), counted))
    return out + [_time(of, time, counted) for time in Time]


def _by_others(outcomes: Collection[str]) -> str:
    """Said only where there is any such outcome: no sheet without one has another byte."""
    return str(BY_OTHERS) if {Incident.Outcome.OTHER_AUTHORITY, Incident.Outcome.WITH_POLICE} & {*outcomes} else ""


def _dimensions() -> list[tuple[str, str, Labels, list[str]]]:
    """(key, title, words of a code, the codes in their order) of each way in which cases are told apart."""

    def choices(choice: type, none: str) -> tuple[Labels, list[str]]:
        words = {**dict(choice.choices), NONE: none}  # type: ignore[attr-defined]  # a TextChoices
        return (lambda code: str(words.get(code, code))), list(words)

    unsaid = gettext("Not yet said")
    nobody = gettext("No controller named, or none with a sector")
    return [
        ("attack", gettext("Cause"), *choices(Incident.Attack, unsaid)),
        ("failure", gettext("Kind of failure"), *choices(Incident.Failure, unsaid)),
        ("harmed", gettext("What was harmed"), *choices(Incident.Harm, unsaid)),
        ("sector", gettext("Sector of the controller"), *choices(Agency.Sector, nobody)),
        ("kind", gettext("Kind of body of the controller"), *choices(Agency.Kind, gettext("No controller named"))),
        ("outcome", gettext("Outcome"), *choices(Incident.Outcome, gettext("Not closed"))),
        ("sanction", gettext("Sanction"), *measures.imposed_labels()),
        (BEFELL, gettext("What became of sanctions"), *measures.labels()),
        (ELSEWHERE, gettext("Measure of another authority"), str, []),
    ]


def _line(of: Content, key: str, label: str, value: str = "") -> Line:
    return Line(key, label, of["figures"].get(key, 0), value, of["figures"].get(f"{OF_RECORD}{key}", 0))


def _told(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.cases or line.key not in LINES_WHERE_ANY]


def _people(of: Content) -> list[Line]:
    return [_line(of, f"people:{code}", str(label)) for code, label in PEOPLE.items()]


def people_words(of: Content) -> str:
    """The people of all cases of which a number is in use: between 1.000 and 2.000, at least 3.000."""
    people, language = of["people"], not_none(get_language())
    if not of["figures"].get(f"people:{People.KNOWN}"):
        return ""
    low, high = (
        None if people[end] is None else numbers.exact(Decimal(people[end]), language) for end in ("low", "high")
    )
    facts = {"low": low, "high": high}
    if high is None:
        words = gettext("Together at least %(low)s people.") % facts
    elif low == high:
        words = gettext("Together %(low)s people.") % facts
    else:
        words = gettext("Together %(low)s to %(high)s people.") % facts
    about = (
        gettext("Of these figures %(n)d are said to be “about”.") % {"n": people["about"]} if people["about"] else ""
    )
    return " ".join(filter(None, (words, about, str(SUM))))


def _time(of: Content, time: Time, counted: int) -> Table:
    measured = of["times"][time]
    lines = [
        _line(of, f"{time}:{state}", str(label), _measured(measured, state, time))
        for state, label in STATES[time].items()
    ]
    whole = time in (Time.KNOW, Time.CLOSE)
    return Table(time, str(TIMES[time]), _told(lines), str(NOTES[time]), counted if whole else None)


def _measured(measured: dict, state: State, time: Time) -> str:
    """How many times lie behind a line where a case may have several, and how long those measured took."""
    number, said = measured[state], []
    if number and time not in (Time.KNOW, Time.CLOSE):
        word = gettext("letters: %(n)d") if time == Time.ANSWER else gettext("controllers: %(n)d")
        said.append(word % {"n": number})
    if state == State.MEASURED and "median" in measured:
        said.append(gettext("median %(length)s") % {"length": _length(*measured["median"])})
        said.append(gettext("longest %(length)s") % {"length": _length(*measured["longest"])})
    return " · ".join(said)


def _length(low: int, high: int) -> str:
    """In days, to a tenth; a range where it is one."""
    ends = [f"{low_or_high / timedelta(days=1).total_seconds():.1f}" for low_or_high in (low, high)]
    ends = [numbers.exact(Decimal(end), not_none(get_language())) for end in ends]
    return gettext("%(days)s days") % {"days": " – ".join(dict.fromkeys(ends))}


def label_of(key: str) -> str:
    """What the figure `key` counts, in words: Sector of the controller: Health."""
    if key.startswith(OF_RECORD):
        return gettext("%(figure)s, entered from the record") % {"figure": label_of(key.removeprefix(OF_RECORD))}
    dimension, _colon, code = key.partition(":")
    if dimension in ("part", "people"):
        titles = {"part": gettext("Cases"), "people": gettext("People affected")}
        words = {str(name): str(label) for name, label in [*PARTS.items(), *PEOPLE.items()]}
        return f"{titles[dimension]}: {words.get(code, code)}"
    if dimension in set(Time):
        states = {str(name): str(label) for name, label in STATES[Time(dimension)].items()}
        return f"{TIMES[Time(dimension)]}: {states.get(code, code)}"
    for name, title, label, _order in _dimensions():
        if name == dimension:
            return f"{title}: {label(code)}"
    return key


def title(period: Period) -> str:
    """1 Januari 2026 – 30 Juni 2026; and that cases from the record are counted, where they are."""
    language = not_none(get_language())
    days = f"{date_in_words(period.first, language)} – {date_in_words(period.last, language)}"
    return gettext("%(days)s, with cases entered from the record") % {"days": days} if period.past else days


def which(of: Content) -> str:
    """Of which cases the figures are."""
    return f"{WHICH} {WITH_PAST}" if of.get("past") else str(WHICH)


def as_of(period: Period) -> str:
    return instant_in_words(period.at, not_none(get_language()), seconds=True)
