"""What nobody may work on any more when somebody's appointment ends: said to whoever ends it, who sees none of it."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ..models import Absence, Incident, User
from ..models.work import known_to_nobody
from ..plain import dates
from ..workflow import Role
from ..workflow.rows import ALIVE
from . import who_may_decide


def _known_to(person: User) -> list[Incident]:
    """The restricted cases worked on that this person owns or was ever named for and not excluded from."""
    cases = Incident.objects.filter(restricted=True, status__in=map(str, ALIVE))
    named = person.admissions.filter(ended_at__isnull=True).values("incident")
    return list((cases.filter(owner=person) | cases.filter(pk__in=named)).distinct().order_by("pk"))


def _left_by_deputy(person: User, at: datetime) -> Iterable[Absence]:
    """The absences, present or to come, in which this person was to see to the cases and does so no more."""
    if Role.OFFICER in person.roles:
        return []
    return Absence.objects.to_come(at).filter(deputy=person).select_related("user")


def told(person: User, at: datetime) -> Iterable[str]:
    """What the end of an appointment of `person` leaves to nobody at `at`, in the reader's words; no case is named."""
    for absence in _left_by_deputy(person, at):
        yield _(
            "%(person)s stands in for %(away)s until %(until)s and works on cases no more: name another deputy."
        ) % {
            "person": person.name,
            "away": absence.user.name,
            "until": dates.instant_in_words(absence.valid_to, get_language()),
        }
    cases = _known_to(person)
    unknown = set(known_to_nobody(at).values_list("pk", flat=True))
    alone = [case for case in cases if case.pk in unknown]
    if alone:
        yield ngettext(
            "%(n)d restricted case is known to nobody now who may work on it. A supervisor hands it over, without being shown it; auditors can read it.",
            "%(n)d restricted cases are known to nobody now who may work on them. A supervisor hands them over, without being shown them; auditors can read them.",
            len(alone),
        ) % {"n": len(alone)}
    stuck = sum(len(who_may_decide.waiting_for_nobody(case, at)) for case in cases if case not in alone)
    if stuck:
        yield ngettext(
            "%(n)d letter of a restricted case waits for nobody now: its owner must name another supervisor.",
            "%(n)d letters of restricted cases wait for nobody now: their owners must name another supervisor.",
            stuck,
        ) % {"n": stuck}
