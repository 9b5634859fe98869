"""What stands in a field of the record, in the reader's words. Every field of every tracked model has words.

A text, a choice, yes or no, a day and an instant have those of their kind of column. A number or JSON says nothing by
itself: each such field is named in `WORDS`. `words_for` raises WithoutWords for one that is not, and a test asks it of all.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeAlias

from django.db import models
from django.utils.translation import get_language, gettext, ngettext

from ..models import (
    ActorDismissal,
    AnomalyRule,
    Answer,
    Assertion,
    CaseLetter,
    ClarificationRequest,
    ClockRule,
    ComplainantSheet,
    Deadline,
    Development,
    Evidence,
    Finding,
    Incident,
    Involvement,
    LadderRung,
    Letter,
    Likeness,
    NotificationDuty,
    ParliamentSheet,
    PastReply,
    Proposal,
    Question,
    QuestionSet,
    RegisterEntry,
    ReminderPolicy,
    Response,
    RetentionRule,
    Sanction,
    SanctionRegime,
    SeverityRating,
    SheetFile,
    StoredFile,
    WorkCalendar,
)
from ..models.past_letters import answer_words
from ..models.proposals import lines
from ..models.record import SPAN_PARTS, HistoryRow
from ..plain import answer_values, letter_kinds, mentions, numbers, spans
from ..plain.anomaly_kinds import KINDS
from ..plain.dates import date_in_words, instant_in_words
from ..plain.not_none import not_none

Column: TypeAlias = "models.Field[Any, Any]"
Words = Callable[[Any, HistoryRow], str]  # a value that is not empty, and the row it stands in


class WithoutWords(LookupError):
    """A field of the record that nobody has given words: an auditor could not read it."""


def empty() -> str:
    return gettext("empty")


def language() -> str:
    return get_language() or "id"


def figure(value: Any) -> str:
    """204.807.203; 0,75"""
    return numbers.exact(value, language())


def figure_or_free(value: Any) -> str:
    """As figure(); a price of nothing says so."""
    return numbers.counted(value, "", language())


def size(value: int) -> str:
    """1,4 MB"""
    for unit, step in (("MB", 1024 * 1024), ("kB", 1024)):
        if value >= step:
            return f"{value / step:.1f}".replace(".", "," if language() == "id" else ".") + f" {unit}"
    return f"{value} B"


def hours(value: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", value) % {"n": value}


def limits(code: str, value: dict[str, int]) -> str:
    """The limits of a rule for anomalies, each with what it counts."""
    said = [(each, value[each.name]) for each in KINDS[code].parameters if each.name in value]
    return "; ".join(f"{gettext(each.label)}: {figure(n)} ({gettext(each.unit)})" for each, n in said)


def answered(value: answer_values.Value) -> str:
    """What was answered beside the words: 204.807.203; 27 November 2023; Ya; Nama lengkap, Alamat. "" for none."""
    if value in (None, "", []):
        return ""
    if isinstance(value, dict):
        return spans.in_words(not_none(answer_values.read_span(value)), language())
    if isinstance(value, str):
        return gettext("Yes") if value == "yes" else gettext("No")
    return figure(value) if isinstance(value, int) else ", ".join(kind["name"] for kind in not_none(value))


def _reminder(each: dict[str, Any]) -> str:
    """One line of a reminder policy: when, and to whom."""
    to = ", ".join(str(ReminderPolicy.Audience(who).label) for who in each["to"])
    if each["hours"] == 0:
        return gettext("at the due: %(to)s") % {"to": to}
    side = (
        gettext("%(hours)s before the due: %(to)s") if each["hours"] < 0 else gettext("%(hours)s after the due: %(to)s")
    )
    return side % {"hours": hours(abs(each["hours"])), "to": to}


def _question(each: dict[str, str]) -> str:
    """One question of a set, as it is asked and with what it is answered."""
    part = f"{each['section']}. " if each["section"] else ""
    return f"{part}{each['heading']}: {each['text']} ({Question.Kind(each['kind']).label})"


def _facts(facts: dict[str, Any], row: HistoryRow) -> str:
    """What a letter of the case says, each under the word of its form."""
    kind = letter_kinds.KINDS[row.kind]  # type: ignore[attr-defined]  # a CaseLetter's
    said = [f"{gettext(each.label)}: {facts[each.name]}" for each in kind.wanted if facts[each.name]]
    if kind.meets:
        meeting = facts["meeting"]
        instants = [
            instant_in_words(datetime.fromisoformat(meeting[at]), language()) for at in ("at", "until") if meeting[at]
        ]
        said.insert(0, f"{gettext('Meeting')}: {' – '.join(instants)}, {meeting['place']}")
    if due := row.instance.done_by:  # type: ignore[attr-defined]  # a CaseLetter's
        said.append(f"{gettext('To be done by')}: {instant_in_words(due, language())}")
    if english := facts.get("english"):
        said.append(f"{gettext('In English')}: {_english(english)}")
    return " · ".join(said)


def _english(parts: dict[str, str]) -> str:
    """What the author of a letter says of it in English."""
    return " · ".join(text for _part, text in sorted(parts.items()))


def _shared(kinds: str) -> str:
    """What two cases both name."""
    words = {
        mentions.ADDRESS: gettext("same address"),
        mentions.ACCOUNT: gettext("same account"),
        mentions.NAME: gettext("same name in quotes"),
        mentions.PRICE: gettext("same price"),
        mentions.AGENCY: gettext("same agency"),
    }
    return ", ".join(words[kind] for kind in kinds.split())


def _letter(content: dict[str, Any], row: HistoryRow) -> str:
    """Which letter was frozen: its number, to whom it goes, what it is about."""
    facts = {"number": content["number"], "office": content["addressee"]["office"], "subject": content["subject"]}
    return gettext("%(number)s to %(office)s: %(subject)s") % facts


def _sheet(content: dict[str, Any], row: HistoryRow) -> str:
    """Of how many cases the figures of a sheet for Parliament are."""
    cases = sum(number for key, number in content["figures"].items() if key.startswith("part:"))
    return ngettext("%(n)s case", "%(n)s cases", cases) % {"n": cases}


def _each(words: Callable[[Any], str], between: str = "; ") -> Words:
    return lambda values, row: between.join(words(value) for value in values)


def _labels(choices: Iterable[tuple[Any, Any]]) -> Words:
    known_labels = dict(choices)
    return _each(lambda value: str(known_labels[value]), BETWEEN)


def _plain(words: Callable[[Any], str]) -> Words:
    return lambda value, row: words(value)


# The fields whose column says too little: (model, field).
WORDS: dict[tuple[type[models.Model], str], Words] = {
    (AnomalyRule, "limits"): lambda value, row: limits(row.code, value),  # type: ignore[attr-defined]  # its history has its columns
    (Answer, "value"): _plain(answered),
    (CaseLetter, "facts"): _facts,
    (ClarificationRequest, "english"): _plain(_english),
    (Letter, "content"): _letter,
    (ParliamentSheet, "content"): _sheet,
    (ParliamentSheet, "leaves"): _plain(figure),
    (PastReply, "answers"): _plain(answer_words),
    (ComplainantSheet, "sealed"): _plain(lambda _locked: gettext("locked; the sheet says it to those who may open it")),
    (SheetFile, "sealed"): _plain(lambda _locked: gettext("locked; the sheet says it to those who may open it")),
    (Proposal, "facts"): lambda value, row: "; ".join(f"{label}: {what}" for label, what in lines(row.kind, value)),  # type: ignore[attr-defined]  # its history has its columns
    (QuestionSet, "questions"): _each(_question, "\n"),
    (ReminderPolicy, "reminders"): _each(_reminder),
    (Sanction, "amount"): _plain(figure),
    (Development, "amount"): _plain(figure),
    (SanctionRegime, "measures"): _each(str),
    (SanctionRegime, "fines"): _each(str),
    (SanctionRegime, "reprimands"): _each(str),
    (SanctionRegime, "reprimand_basis"): _each(str),
    (SanctionRegime, "provisions"): _each(str),
    (StoredFile, "size"): _plain(size),
    (LadderRung, "after_hours"): _plain(hours),
    (LadderRung, "notice"): _plain(figure),
    (Deadline, "hours"): _plain(hours),
    (Deadline, "length"): _plain(figure),
    (NotificationDuty, "length"): _plain(figure),
    (Assertion, "amount"): _plain(figure_or_free),
    (Assertion, "amount_to"): _plain(figure),
    (Assertion, "out_of"): _plain(figure),
    (Assertion, "worth"): _plain(figure),
    (Likeness, "days"): _plain(figure),
    (Likeness, "shared"): _plain(_shared),
    (SeverityRating, "identification"): _plain(figure),
    (SeverityRating, "confidentiality"): _plain(figure),
    (SeverityRating, "integrity"): _plain(figure),
    (SeverityRating, "availability"): _plain(figure),
    (SeverityRating, "score"): _plain(figure),
    (SeverityRating, "context"): _plain(figure),
    (ClockRule, "length"): _plain(figure),
    (RetentionRule, "years"): _plain(figure),
    (RegisterEntry, "year"): _plain(str),  # no figure: 2026, not 2.026
    (WorkCalendar, "year"): _plain(str),
}
WORDS |= {
    (model, name): _plain(str)  # a place in a row, not an amount
    for model, name in (
        (Evidence, "number"),
        (Assertion, "number"),
        (ActorDismissal, "assertion_number"),
        (LadderRung, "number"),
        (ClarificationRequest, "number"),
        (Question, "number"),
        (CaseLetter, "number"),
        (Finding, "number"),
        (SheetFile, "number"),
        (Response, "phase"),
        (RegisterEntry, "sequence"),
    )
}
# several choices at once, parted as in a list that is brought: their words have commas
LISTED: dict[tuple[type[models.Model], str], type[models.TextChoices]] = {
    (Incident, "failures"): Incident.Failure,
    (Incident, "harmed"): Incident.Harm,
    (Incident, "attacks"): Incident.Attack,
    (QuestionSet, "failures"): Incident.Failure,
    (QuestionSet, "roles"): Involvement.AgencyRole,
}
BETWEEN = "; "
WORDS |= {place: _labels(choices.choices) for place, choices in LISTED.items()}
TEXTS = (models.CharField, models.TextField)


def words_for(tracked: type[models.Model], column: Column) -> Words:
    """How a value of this field is said; it is no relation. Raises WithoutWords."""
    if (tracked, column.name) in WORDS:
        return WORDS[tracked, column.name]
    if column.choices:
        return _plain(lambda value: gettext(str(dict(column.flatchoices)[value])))
    if isinstance(column, models.BooleanField):
        return _plain(lambda value: gettext("yes") if value else gettext("no"))
    if isinstance(column, models.DateTimeField):
        return _plain(lambda value: instant_in_words(value, language(), seconds=True))
    if isinstance(column, models.DateField):
        return _plain(lambda value: date_in_words(value, language()))
    if isinstance(column, TEXTS):
        return _plain(str)
    raise WithoutWords(f"{tracked.__name__}.{column.name}")


def span_words(row: HistoryRow, name: str) -> str:
    """The span kept in `name`_at and its other columns, as exactly as it is known."""
    start, end, precision, words = (getattr(row, f"{name}_{part}") for part in SPAN_PARTS)
    if start is None:
        return empty()
    return spans.in_words(spans.Span(start, end, precision, words) if end else spans.at_minute(start), language())
