"""Deeds on the assertion ledger: record what somebody says, assess it, choose the figure the ministry uses."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max

from ..errors import DomainError
from ..models import Agency, Assertion, Assessment, Evidence, Figure, Incident, User
from ..models.record import span_columns
from ..plain.assertion_weighing import COUNTED, Bound
from ..plain.clocks import Instant
from ..plain.spans import Span
from ..record import deeds
from ..translatable import _
from ..workflow import Action, Actor, AssertionStatus
from . import overtaken
from .rules import check_last

UNUSABLE = (AssertionStatus.WITHDRAWN, AssertionStatus.UNESTABLISHED)  # no figure that the ministry uses


@dataclass(frozen=True)
class Claim:
    """What somebody says, in their own sense. `amount` is None when they named no figure: unknown is never zero. Of a price it is zero
    where something was given away."""

    topic: str
    statement: str
    said_by: str
    source: str
    said: Span | None  # None: nobody tells when
    amount: Decimal | int | None = None
    amount_to: Decimal | int | None = None  # of a range, its upper end
    out_of: Decimal | int | None = None  # of a part, the whole
    worth: Decimal | int | None = None  # of a price: rupiah on that day
    worth_source: str = ""
    payment: str = ""  # whether what is asked for was paid, as they say
    corrects: Assertion | None = None  # an earlier word of the same speaker
    bound: str = Bound.EXACTLY
    unit: str = ""
    agency: Agency | None = None
    evidence: Evidence | None = None
    reported_by: str = ""
    dated: Span | None = None


class NoSuccession(DomainError):
    """A word takes the place of one that is no earlier word of the same speaker on the same thing."""

    message = _("%(later)s takes the place of %(earlier)s: both must be words of one speaker about one thing.")


class Ring(NoSuccession):
    message = _("%(later)s and %(earlier)s would each take the place of the other: then neither counted.")


def check_succession(row: Assertion) -> None:
    """What `row` takes the place of, and what takes its place, are words of its speaker on its topic; no ring arises."""
    earlier = row.corrects
    if earlier:
        _check_alike(row, earlier)
    for each in row.corrected_by.filter(struck_at__isnull=True):
        _check_alike(each, row)
    passed = {row.pk}
    while earlier is not None:
        if earlier.pk in passed:
            raise Ring(row, later=row.label, earlier=earlier.label)
        passed.add(earlier.pk)
        earlier = earlier.corrects


def _check_alike(later: Assertion, earlier: Assertion) -> None:
    if (later.said_by.casefold(), later.topic) != (earlier.said_by.casefold(), earlier.topic):
        raise NoSuccession(later, later=later.label, earlier=earlier.label)


def claim(
    incident: Incident, what: Claim, *, by: Actor, at: Instant | None = None, act_id: uuid.UUID | None = None
) -> Assertion:
    """Put on record that somebody says something. It is claimed, nothing more, until it is assessed."""
    assertion = Assertion(
        incident=incident,
        topic=what.topic,
        statement=what.statement,
        said_by=what.said_by,
        reported_by=what.reported_by,
        source=what.source,
        amount=what.amount,
        amount_to=what.amount_to,
        out_of=what.out_of,
        worth=what.worth,
        worth_source=what.worth_source,
        payment=what.payment,
        corrects=what.corrects,
        bound=what.bound,
        unit=what.unit,
        agency=what.agency,
        evidence=what.evidence,
        **span_columns("said", what.said),
        **span_columns("dated", what.dated),
    )
    with deeds.record(Action.CLAIM, on=assertion, by=by, at=at, happened_at=what.said, act_id=act_id) as deed:
        assertion.number = (
            Assertion.everything.filter(incident=incident).aggregate(last=Max("number"))["last"] or 0
        ) + 1
        if assertion.corrects:
            _check_alike(assertion, assertion.corrects)
        assertion.save()
        deed.details = {
            "assertion": assertion.label,
            "text": what.statement,
            "said_by": what.said_by,
            "reported_by": what.reported_by,
            "source": what.source,
        }
    return assertion


def assess(
    assertion: Assertion,
    *,
    by: User,
    seen: int | None,
    status: str,
    reason: str,
    evidence: Evidence | None = None,
    document: str = "",
    at: Instant | None = None,
) -> Assertion:
    """Set how far an assertion is borne out, and by what. The same state again, with new grounds, is a deed too."""
    with deeds.record(Action.ASSESS, on=assertion, by=by, seen=seen, reason=reason, at=at) as deed:
        Assessment.objects.create(
            assertion=deed.on,
            status_from=deed.on.status,
            status=status,
            grounds=deed.reason,
            evidence=evidence,
            document=document,
            assessed_at=deed.at,
            assessed_by=by,
        )
        deed.on.status = status
        deed.on.save()
        deed.details = {"assertion": deed.on.label, "text": deed.on.statement}
    return deed.on


def adopt(
    incident: Incident,
    *,
    by: User,
    topic: str,
    reason: str,
    assertion: Assertion | None = None,
    bound: str = Bound.EXACTLY,
    seen: int | None = None,
    at: Instant | None = None,
) -> Figure:
    """Choose which assertion's figure the ministry uses for `topic`; None: not yet known. Earlier choices stay. `seen` is
    the key of the choice that stood on the page, 0 for none.

    Raises Conflict when another choice has been made since, ValueError for an assertion of another case or topic, or one that names no figure.
    """
    if topic not in COUNTED or (
        assertion and (assertion.incident_id != incident.pk or assertion.topic != topic or assertion.amount is None)
    ):
        raise ValueError(f"{assertion} carries no figure about {topic}")
    with deeds.record(Action.ADOPT, on=incident, by=by, reason=reason, at=at) as deed:
        check_last(Figure.objects.filter(incident=deed.on, topic=topic), seen, deed.on)
        if assertion:
            _check_shown(assertion)
        figure = Figure.objects.create(
            incident=deed.on,
            topic=topic,
            assertion=assertion,
            bound=bound,
            reason=deed.reason,
            adopted_at=deed.at,
            adopted_by=by,
        )
        deed.details = {"topic": str(topic), "assertion": assertion.label if assertion else ""}
    return figure


def _check_shown(chosen: Assertion) -> None:
    """What is chosen is what was shown: nobody has put its figure right, or the word aside, in the same moment."""
    now = Assertion.everything.get(pk=chosen.pk)
    figure = ("topic", "amount", "amount_to", "out_of", "bound", "unit", "said_by")
    if now.status in UNUSABLE or any(getattr(now, fact) != getattr(chosen, fact) for fact in figure):
        raise overtaken.WordPutRight(now)
