"""Deeds on the case: take a report, record it, amend it, involve agencies, note what happened."""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from ..models import Agency, Incident, Involvement, User
from ..models.record import span_columns
from ..models.typed_facts import in_columns
from ..plain import clocks, spans
from ..plain.clocks import Instant
from ..plain.spans import Span
from ..record import authority, deeds
from ..workflow import Action, IncidentStatus, Role
from . import closing_conditions, drills, duplicates, law, merging, past_cases, shares
from .activities import note as note

TITLE = 120


def title_from(text: str) -> str:
    """The first line of what was seen, cut at a word: a name until somebody gives a better one."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= TITLE else line[: TITLE - 1].rsplit(" ", 1)[0] + "…"


def _reference(deed: deeds.Deed[Incident], scope: str, prefix: str) -> str:
    year = clocks.local(deed.at).year
    return f"{prefix}-{year}-{deed.take(scope, year):04d}"


def _case_reference(deed: deeds.Deed[Incident], drill: bool) -> str:
    """Drills are numbered apart, so that no exercise ever stands in the row of real cases."""
    return _reference(deed, "drill", "LAT") if drill else _reference(deed, "incident", "INS")


def _seen(seen_at: Instant | Span, at: Instant | None) -> dict[str, Any]:
    """The columns of when the ministry saw a case: no later than it was recorded."""
    seen = spans.told(seen_at)
    return span_columns("seen", spans.within(seen, seen.start, max(seen.start, at or timezone.now())))


def report(
    *,
    by: User,
    summary: str,
    seen_at: Instant | Span,
    title: str = "",
    happened: Span | None = None,
    likely: Iterable[duplicates.Likely] = (),
    at: Instant | None = None,
    replay: bool = False,
    **facts: Any,
) -> Incident:
    """Take a report: what was seen, in the words it came in. Its SHA-256 stands in the event. `likely` are the cases that it
    is perhaps the same as: the question stands on its page until somebody answers it."""
    incident = Incident(
        title=title or title_from(summary),
        summary=summary,
        owner=by,
        replay=replay,
        status=IncidentStatus.REPORT,
        **_seen(seen_at, at),
        **span_columns("happened", happened),
        **facts,
    )
    with deeds.record(Action.REPORT, on=incident, by=by, at=at, replay=replay, happened_at=seen_at) as deed:
        scope, prefix = ("drill report", "LAP-LAT") if incident.drill else ("report", "LAP")
        incident.reference = incident.report_reference = _reference(deed, scope, prefix)
        incident.save()
        duplicates.born(incident)
        deed.details = {"sha256": hashlib.sha256(summary.encode()).hexdigest()}
        duplicates.ask(incident, likely)
    return incident


def record(
    *,
    by: User,
    title: str,
    seen_at: Instant | Span,
    happened: Span | None = None,
    likely: Iterable[duplicates.Likely] = (),
    at: Instant | None = None,
    replay: bool = False,
    **facts: Any,
) -> Incident:
    """Record an incident. Its reference carries the year of recording in Asia/Jakarta and has no gaps. `likely`: see
    report()."""
    incident = Incident(
        title=title,
        owner=by,
        replay=replay,
        **_seen(seen_at, at),
        **span_columns("happened", happened),
        **facts,
    )
    with deeds.record(Action.RECORD, on=incident, by=by, at=at, replay=replay, happened_at=seen_at) as deed:
        incident.reference = _case_reference(deed, incident.drill)
        incident.save()
        duplicates.born(incident)
        duplicates.ask(incident, likely)
        if incident.summary:
            deed.details = {"sha256": hashlib.sha256(incident.summary.encode()).hexdigest()}
    return incident


def promote(incident: Incident, *, by: User, seen: int | None, at: Instant | None = None) -> Incident:
    """Make a report an incident: a case number beside the report's own, which leads here for ever."""
    with deeds.record(Action.PROMOTE, on=incident, by=by, seen=seen, at=at) as deed:
        deed.on.reference = _case_reference(deed, deed.on.drill)
        deed.on.status = IncidentStatus.OPEN
        deed.on.save()
        deed.details = {"report": deed.on.report_reference, "number": deed.on.reference}
    return deed.on


def dismiss(incident: Incident, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Incident:
    """Put a report aside, with the reason. It stays in the list and can be taken up again; what was shared of it ends.
    Raises merging.Unfinished."""
    with deeds.record(Action.DISMISS, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        merging.check_finished(deed.on)
        deed.on.status = IncidentStatus.DISMISSED
        deed.on.save()
        shares.end(deed)
    return deed.on


def reconsider(incident: Incident, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Incident:
    """Take a dismissed report up again."""
    with deeds.record(Action.RECONSIDER, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        deed.on.status = IncidentStatus.REPORT
        deed.on.save()
    return deed.on


AMENDED = frozenset(
    {
        "title",
        "summary",
        "source",
        "source_note",
        "seen_at",
        "happened",
        "failures",
        "harmed",
        "attacks",
        "tlp",
        "file_number",
        "began",
        "drill",
    }
)
"""What is simply put right. How grave it is follows from a rating, how it ended from its closing, who may know from a restriction:
each by a deed of its own."""


# Of those what the figures count by: after the end of the case a superior alone puts it right.
COUNTED = frozenset({"seen_at", "happened", "failures", "harmed", "attacks", "drill"})


def counts_by(incident: Incident, user: User) -> bool:
    """Whether `user` puts right what is counted of the case as it is now."""
    return Role.SUPERVISOR in user.roles or incident.theirs_to_judge(user)


def amend(
    incident: Incident,
    *,
    by: User,
    seen: int | None,
    reason: str,
    at: Instant | None = None,
    **facts: Any,
) -> Incident:
    """Change the given facts of the case, some of AMENDED, `happened` a span or None; the old values stay in the history.
    Raises TypeError for any other fact, what drills.why_fixed() says, FileTaken for the number of another case's file,
    authority.RestsOnIt, and what `closing_conditions` does."""
    if further := facts.keys() - AMENDED:
        raise TypeError(f"no fact that is amended: {sorted(further)}")
    with (
        deeds.record(Action.AMEND, on=incident, by=by, seen=seen, reason=reason, at=at) as deed,
        closing_conditions.kept(incident),
    ):
        if COUNTED & facts.keys() and not counts_by(deed.on, by):
            raise authority.RestsOnIt(f"{by} puts right what is counted of {deed.on}")
        before = duplicates.text_of(deed.on)
        drills.stays_what_it_is(deed.on, facts.get("drill", deed.on.drill))
        past_cases.check_file(facts.get("file_number", ""), deed.on)
        if began := facts.get("began"):
            facts["seen_at"] = began.stands
        for name, value in in_columns(deed.on, facts).items():
            setattr(deed.on, name, value)
        deed.on.save()
        law.recount(deed.on, deed.at)
        duplicates.refresh(deed.on, before)
    return deed.on


def involve(
    incident: Incident,
    *,
    by: User,
    agency: Agency,
    role: str,
    why: str = "",
    holds: str = "",
    according_to: str = "",
    known: Span | None = None,
    known_source: str = "",
    on_behalf_of: Agency | None = None,
    since: Span | None = None,
    until: Span | None = None,
    act_id: uuid.UUID | None = None,
    at: Instant | None = None,
) -> Involvement:
    """Give an agency a role in the case, with what it holds and since when it knows, as far as anybody said.

    `since` None: since it is on record; in a past case since that began. A processor plays its part `on_behalf_of` the body it works for.
    """
    with deeds.record(Action.INVOLVE, on=incident, by=by, at=at, act_id=act_id) as deed:
        involvement = Involvement.objects.create(
            incident=deed.on,
            agency=agency,
            role=role,
            why=why,
            on_behalf_of=on_behalf_of,
            holds=holds,
            according_to=according_to,
            known_source=known_source,
            **span_columns("since", since or deed.on.began or spans.at_minute(deed.at)),
            **span_columns("until", until),
            **span_columns("known", known),
        )
        duplicates.involved(deed.on, [agency])
        deed.details = {"agency": agency.short_name_at(deed.at), "role": str(role)}
    return involvement


def involve_several(
    incident: Incident, *, by: User, bodies: Sequence[tuple[Agency, str]], role: str, act_id: uuid.UUID
) -> None:
    """Give many bodies the same role by one deed, each with why."""
    with deeds.record(Action.INVOLVE, on=incident, by=by, act_id=act_id) as deed:
        since = span_columns("since", deed.on.began or spans.at_minute(deed.at))
        for agency, why in bodies:
            Involvement.objects.create(incident=deed.on, agency=agency, role=role, why=why, **since)
        duplicates.involved(deed.on, [agency for agency, _why in bodies])
        names = [agency.short_name_at(deed.at) for agency, _why in bodies]
        deed.details = {"agency": names[0]} if len(names) == 1 else {"bodies": names}
        deed.details["role"] = str(role)


def amend_involvement(
    involvement: Involvement,
    *,
    by: User,
    seen: int | None,
    reason: str,
    at: Instant | None = None,
    **facts: Any,
) -> Involvement:
    """Change what is given of a body's part in the case: its role, since when and up to when, for whom, what it holds,
    `known`, since when it knows. Raises what `closing_conditions` and authority.check_as_changed() do."""
    case = involvement.incident
    with (
        deeds.record(Action.AMEND_INVOLVEMENT, on=involvement, by=by, seen=seen, reason=reason, at=at) as deed,
        closing_conditions.kept(case),
    ):
        for name, value in in_columns(deed.on, facts).items():
            setattr(deed.on, name, value)
        authority.check_as_changed(deed.action, deed.on, by)
        deed.on.save()
        deed.details = {"agency": deed.on.agency.short_name_at(deed.at), "role": str(deed.on.role)}
    return deed.on
