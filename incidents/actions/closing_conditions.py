"""A closed case stays closed as it was, whatever is put right in it: what closing asked of it, it says still."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from django.utils.translation import gettext

from ..errors import NOT_NOW, DomainError
from ..models import Incident
from ..plain import clocks
from ..plain.spans import Span
from ..record import deeds
from ..translatable import _
from ..workflow import IncidentStatus
from . import outcomes, work


class ClosedWithIt(DomainError):
    status = NOT_NOW
    message = _(
        "%(case)s was closed as “%(outcome)s”, and without this it would not say any more: %(what)s. Its words, amounts and dates are put "
        "right as it is; for more, reopen the case first, with a reason."
    )


class ClosedAgainstIt(DomainError):
    status = NOT_NOW
    message = _(
        "%(case)s was closed as “%(outcome)s”, and with this it would not say any more: %(what)s. Reopen the case first, with a reason."
    )


class OpenAgain(DomainError):
    status = NOT_NOW
    message = _(
        "%(case)s was closed as “%(outcome)s”, and by this something would be open in it again: %(what)s. Reopen the case first, with a "
        "reason."
    )


class WhyAfterTheEnd(DomainError):
    message = _("The case has ended: say why this is put right.")


Asked = tuple[list[str], dict[str, str]]


@contextmanager
def kept(case: Incident, refused: type[DomainError] = ClosedWithIt) -> Iterator[None]:
    """Around a correction, inside its transaction. Raises `refused`, OpenAgain where the case could not be closed any more as it is. What
    it lacked before it may lack: not every outcome was asked for what it is today, nor that of a past case for anything."""
    lacked, was_open = _asked(case)
    yield
    lacks, is_open = _asked(case)
    now = Incident.objects.get(pk=case.pk)
    facts = {"case": now.reference, "outcome": now.get_outcome_display()}
    if missing := [words for words in lacks if words not in lacked]:
        raise refused(now, **facts, what="; ".join(missing))
    if again := [words for key, words in is_open.items() if key not in was_open]:
        raise OpenAgain(now, **facts, what="; ".join(again))


def kept_before_its_end(case: Incident, happened: Span) -> AbstractContextManager[None]:
    """kept() around what is added to a case and happened before that ended; what happened afterwards is news, and so is what is known to
    be of the day of its end."""
    ended = case.over_since
    before = ended is not None and clocks.day(happened.start) < clocks.day(ended)
    return kept(case, ClosedAgainstIt) if before else nullcontext()


def check_says_why(deed: deeds.Deed[Any]) -> None:
    """Raises WhyAfterTheEnd where a case has ended and nobody says why something in it is put right."""
    if deed.afterwards and not deed.reason:
        raise WhyAfterTheEnd(deed.on)


def _asked(case: Incident) -> Asked:
    """What a closed case lacks of what its outcome says, and what stands against closing it; nothing of any other."""
    now = Incident.objects.get(pk=case.pk)
    if now.status != IncidentStatus.CLOSED or now.past:
        return [], {}
    standing = [row for rows in work.open_ends(now, now.outcome).values() for row in rows]
    lacking = outcomes.lacking(now, now.outcome)
    # No outcome asks for a finding, for others may have found it out; where the ministry's own proved a breach, one stays.
    if now.outcome in outcomes.PROVEN and not now.findings.exists():
        lacking.append(gettext("a finding (under Law)"))
    return lacking, {f"{row._meta.label} {row.pk}": str(row) for row in standing}
