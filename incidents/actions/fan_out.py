"""One act, several letters: each body gets a request of its own, by deeds of its own.

A letter that is refused leaves the others alone; its refusal is kept, for whoever pressed the button once for all of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ..errors import DomainError
from ..models import Agency, ClarificationRequest, Incident, User
from ..plain.answer_values import Asked
from ..record import deeds, sent_forms
from . import clarifications


@dataclass(frozen=True)
class Addressed:
    """One letter of several: to whom, what is asked of them, and at which addresses ("" for every one on file)."""

    agency: Agency
    questions: tuple[Asked, ...]
    mail_to: str = ""


@dataclass
class Outcome:
    """What became of each letter. `refused` pairs a body with why its letter stayed behind: a draft, or not even that."""

    drafted: list[ClarificationRequest] = field(default_factory=list)
    submitted: list[ClarificationRequest] = field(default_factory=list)
    refused: list[tuple[Agency, DomainError | PermissionDenied]] = field(default_factory=list)


def fan_out(
    incident: Incident, *, by: User, letters: Iterable[Addressed], submitted: bool = False, **fields: Any
) -> Outcome:
    """Draft the same letter to several bodies by one act, each with its questions, and where `submitted` hand it to the
    supervisors at once. `fields` are what all letters say alike. Raises deeds.DoneAlready: the very same form was posted
    before."""
    outcome, act_id = Outcome(), sent_forms.new_act()
    for each in letters:
        try:
            with transaction.atomic():
                request = clarifications.draft(
                    incident,
                    by=by,
                    agency=each.agency,
                    questions=each.questions,
                    mail_to=each.mail_to,
                    act_id=act_id,
                    **fields,
                )
            outcome.drafted.append(request)
            if submitted:
                with transaction.atomic():
                    request = clarifications.submit(request, by=by, seen=request.version, act_id=act_id)
                outcome.submitted.append(request)
        except deeds.DoneAlready:
            raise
        except (DomainError, PermissionDenied) as refusal:
            outcome.refused.append((each.agency, refusal))
    return outcome
