"""What became of one letter that asked for clarification, in sentences that follow from the record, each with its event.

Nothing is summed up that the record does not say: that a mail server took a mail is not that somebody read it, and a due that was
moved after it had passed is told with that.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language, gettext

from ..models import CaseEvent, ClarificationRequest, Deadline, Response
from ..models.known_instants import perhaps_late
from ..models.succession import HANDED_ON, overdue_with
from ..plain import clocks, mail_addresses, spans
from ..plain.clocks import Instant
from ..plain.dates import instant_in_words
from ..plain.not_none import not_none
from ..record import about_letters, event_titles
from ..record.stream import BECAME
from ..translatable import _
from ..workflow import Action, Subject
from . import account_steps, durations

MAILS = {
    "sent": _("%(mail)s, to %(to)s: a mail server took it on %(at)s."),
    "arrived": _("%(mail)s, to %(to)s: its mail server said that it arrived on %(at)s."),
    "skipped": _("%(mail)s, to %(to)s: not sent, on %(at)s (%(why)s)."),
    "to nobody": _("%(mail)s: not sent, on %(at)s (%(why)s)."),
    "waiting": _("%(mail)s, to %(to)s: no mail server has taken it yet; tried last on %(at)s."),
    "failed": _("%(mail)s, to %(to)s: given up on %(at)s, no mail server took it."),
    "came_back": _("%(mail)s, to %(to)s: it came back on %(at)s."),
}
Acts = dict[Instant, CaseEvent]  # which act set each due
ENDING = (Action.WITHDRAW, Action.REPLACE, Action.BREAK_OFF, Action.STOP_WAITING)
CORRECTING = (Action.REVISE, Action.STRIKE)
DUES: dict[str, str] = {
    Deadline.Kind.FIRST: _("An answer to it is asked by %(due)s (%(basis)s)."),
    Deadline.Kind.EXTENSION: _("%(who)s moved the due from %(before)s to %(due)s, on %(at)s. Reason: %(reason)s"),
    Deadline.Kind.REOPENED: _(
        "What is asked again since %(at)s, its reply being struck out by %(by)s, got the time that was left: until %(due)s."
    ),
    Deadline.Kind.RESUMED: _(
        "What had no answer when it was waited for again on %(at)s got time until %(due)s: the due before that had passed, and this makes nobody punctual. Reason: %(reason)s"
    ),
    Deadline.Kind.RETURN: _("What was returned to be completed on %(at)s got time until %(due)s. Reason: %(reason)s"),
}
TOO_LATE = _("The due that it moves had passed by then: this gives time and makes nobody punctual.")
CARRIED = _("What had come on %(at)s to %(through)s answers this letter as well, as far as it asks the same.")


@dataclass(frozen=True)
class Sentence:
    """`event` is what it rests on; None where it rests on none having been recorded. `due` is the act that set the due by which it
    measures."""

    words: str
    event: CaseEvent | None = None
    due: CaseEvent | None = None


@dataclass(frozen=True)
class Account:
    """The sentences of a request by what they tell of: each list in the order in which it happened."""

    steps: list[Sentence]
    dues: list[Sentence]
    mails: list[Sentence]
    answers: list[Sentence]


def of(clarification: ClarificationRequest, now: Instant) -> Account:
    """Of a request that was issued. `now` is the instant up to which a silence is told."""
    own = Q(subject_type=Subject.REQUEST, subject_id=str(clarification.pk))
    hanging = about_letters.things(Subject.REQUEST, str(clarification.pk))
    since = Q(action__in=CORRECTING) & about_letters.among(hanging)  # what was put right or struck
    events = list(CaseEvent.objects.filter(own | since).defer("payload").order_by("recorded_at", "pk"))
    rows = list(clarification.deadlines.select_related("event").defer("event__payload").order_by("pk"))
    set_by = {row.due_at: row.event for row in rows}
    answers = _answers(clarification, events, set_by)
    return Account(
        list(_steps(clarification, events)),
        list(_dues(rows)),
        list(_mails(events)),
        [*(sentence for _at_, sentence in answers), *_end(clarification, now, events, answers, set_by)],
    )


def _steps(clarification: ClarificationRequest, events: Iterable[CaseEvent]) -> Iterator[Sentence]:
    left: dict[UUID, list[str]] = defaultdict(list)
    for event_id, words in account_steps.left_waiting(clarification):
        left[event_id].append(words)
    for event in events:
        said = {"who": event.actor_name, "at": _when(event), "reason": event.reason}
        told = account_steps.sentence(clarification, event, said | {"recorded": _at(event.recorded_at)})
        if told:
            yield Sentence(told, event)
        for words in left[event.pk]:
            yield Sentence(gettext(words) % {"at": _at(event.recorded_at)}, event)


def _dues(rows: list[Deadline]) -> Iterator[Sentence]:
    for row in rows:
        facts = {"due": _at(row.due_at), "at": _at(row.set_at), "basis": row.basis, "reason": row.reason}
        facts |= {
            "who": row.event.actor_name,
            "by": row.decided_by,
            "before": _at(row.due_before) if row.due_before else "",
        }
        late = row.kind == Deadline.Kind.EXTENSION and clocks.passed(not_none(row.due_before), row.set_at)
        words = gettext(DUES[row.kind]) % facts
        yield Sentence(f"{words} {gettext(TOO_LATE)}" if late else words, row.event)
    if len(rows) == 1:
        yield Sentence(gettext("The due was never moved."), due=rows[0].event)


def _mails(events: Iterable[CaseEvent]) -> Iterator[Sentence]:
    """Each mail as it stands after the last that was recorded of it."""
    last: dict[str, CaseEvent] = {}
    for event in events:
        if event.action in BECAME and "message_id" in event.details:
            last[event.details["message_id"]] = event
    for event in last.values():
        told = event.details
        facts = {"mail": event_titles.mail_in_words(told), "to": told["recipient"], "at": _at(event.happened_at)}
        why = gettext(told["skip_reason_text"]) if "skip_reason_text" in told else ""
        became = BECAME[Action(event.action)]
        reached = mail_addresses.somebody(told["recipient"])
        words = MAILS["to nobody" if became == "skipped" and not reached else became]
        yield Sentence(gettext(words) % (facts | {"why": why}), event)
    if not last:
        yield Sentence(gettext("No mail about it is on record."))


def _answers(
    clarification: ClarificationRequest, own: Iterable[CaseEvent], set_by: Acts
) -> list[tuple[Instant, Sentence]]:
    """What came to it, and what came to another letter that asks the same, in the order in which it came, each with when."""
    found = []
    rows = list(clarification.responses.order_by("received_at", "phase"))
    written = Response.history.filter(id__in=[row.pk for row in rows]).order_by("version", "-history_id")
    said_by = dict(written.values_list("id", "event_id"))  # the act by which it stands so: the last that put it right
    events = CaseEvent.objects.defer("payload").in_bulk(list(said_by.values()))
    event_of = {key: events.get(event_id) for key, event_id in said_by.items()}
    for row in rows:
        facts = {"kind": row.get_kind_display(), "receipt": row.receipt, "at": _said(row.received)}
        facts |= {"how": _against(row.due_at, row.received), "name": row.declared_name}
        words = gettext("%(kind)s (%(receipt)s) came from %(name)s on %(at)s: %(how)s.") % facts
        found.append((row.received_at, Sentence(words, event_of.get(row.pk), set_by.get(row.due_at))))
    for event in own:
        if event.action == Action.CARRY:
            words = gettext(CARRIED) % {"at": _when(event), "through": event.details["through"]}
            found.append((event.happened_at, Sentence(words, event)))
    return sorted(found, key=itemgetter(0))


def _end(
    clarification: ClarificationRequest,
    now: Instant,
    own: list[CaseEvent],
    answers: list[tuple[Instant, Sentence]],
    set_by: Acts,
) -> Iterator[Sentence]:
    """The first complete answer and how late it was, or that there is none; with whom its due went by, where that was another body."""
    due, complete, event = clarification.counted_due, clarification.completed, None
    if due is None:
        yield Sentence(gettext("It never had a due."))
        return
    if complete:
        event = next((sentence.event for at, sentence in reversed(answers) if at <= complete.start), None)
        words = gettext("All that was asked was first answered on %(at)s: %(how)s.")
        said = words % {"at": _said(complete), "how": _against(due, complete)}
    elif ended := clarification.ended_at:
        event = next((each for each in reversed(own) if each.action in ENDING), None)
        early = gettext("It ended on %(at)s without a complete answer; its due of %(due)s had not passed.")
        late_end = gettext("It ended on %(at)s without a complete answer: %(how)s.")
        words = late_end if clocks.passed(due, ended) else early  # that it ended before its due is nobody's merit
        said = words % {"at": _at(ended), "due": _at(due), "how": _against(due, spans.to_the_second(ended))}
    elif late := clocks.lateness(due, now):
        said = gettext("No complete answer is on record: the due passed %(late)s ago.") % {
            "late": durations.exact(late, due)
        }
        if (present := clarification.present_due) not in (None, due):
            said += " " + gettext("Since then there is time until %(until)s.") % {"until": _at(not_none(present))}
    else:
        said = gettext("No complete answer is on record yet; the due is %(due)s.") % {"due": _at(due)}
    yield Sentence(said, event, set_by.get(due))
    if passed := overdue_with(clarification, due, clarification.completed_at or clarification.ended_at or now):
        name = not_none(passed.body.name_on(clocks.day(passed.at))).name
        on = next((each for each in own if each.action in HANDED_ON and each.recorded_at == passed.at), None)
        yield Sentence(gettext("The due had passed while it was with %(body)s.") % {"body": name}, on, set_by.get(due))


def _against(due: Instant, came: spans.Span) -> str:
    """Of what came on a day it is said only what is so whatever hour it was."""
    if perhaps_late(due, came):
        return gettext("whether before the due of %(due)s cannot be said") % {"due": _at(due)}
    late = clocks.lateness(due, came.start)
    if not late:
        return gettext("before the due of %(due)s") % {"due": _at(due)}
    if not came.is_exact:
        words = gettext("at least %(late)s after the due of %(due)s")
        return words % {"late": durations.exact(late, due), "due": _at(due)}
    return gettext("%(late)s after the due of %(due)s") % {"late": durations.exact(late, due), "due": _at(due)}


def _when(event: CaseEvent) -> str:
    """When it happened: where nobody named the minute, as exactly as it is known."""
    then = event.details.get("then")
    return _said(spans.parse(then)) if then else _at(event.happened_at)


def _said(came: spans.Span) -> str:
    return _at(came.start) if came.is_exact else spans.in_words(came, not_none(get_language()))


def _at(instant: Instant) -> str:
    return instant_in_words(instant, not_none(get_language()), seconds=True)
