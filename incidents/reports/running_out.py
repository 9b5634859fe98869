"""Appointments that run out by their day: told before that to whoever holds one and to whoever is over them, and to the latter also
once it is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ..models import Appointment, CaseEvent, Complaint, Incident, User
from ..plain import dates
from ..plain.not_none import not_none
from ..workflow import Action, ComplaintStatus, Role, Subject
from ..workflow.rows import ALIVE

LEAD = timedelta(days=14)  # so long before it is told, and so long after
ENDS = (Action.END_APPOINTMENT, Action.CORRECT_APPOINTMENT)  # at once; a correction of the day itself ends nothing


@dataclass(frozen=True)
class RunsOut:
    """One of them, as its reader is told; `work`: how much of theirs the reader knows of that somebody else would see to."""

    post: Appointment
    own: bool
    over: bool
    work: int

    @property
    def says(self) -> str:
        facts = {
            "person": self.post.user.name,
            "role": self.post.get_role_display(),
            "place": self.post.agency or self.post.unit or "",
            "until": dates.instant_in_words(not_none(self.post.valid_to), get_language()),
        }
        role = _("%(role)s, %(place)s") % facts if facts["place"] else facts["role"]
        return self._sentence() % (facts | {"role": role})

    def _sentence(self) -> str:
        if self.own:
            return _("Your own appointment (%(role)s) runs out on %(until)s, and no other follows it.")
        if self.over:
            return _("The appointment of %(person)s (%(role)s) ran out on %(until)s, and no other followed it.")
        return _("The appointment of %(person)s (%(role)s) runs out on %(until)s, and no other follows it.")

    @property
    def leaves(self) -> str:
        """What they see to; "" where the reader knows of nothing."""
        if not self.work:
            return ""
        return ngettext(
            "%(n)d case or complaint that you may know of is theirs: it is handed over.",
            "%(n)d cases and complaints that you may know of are theirs: they are handed over.",
            self.work,
        ) % {"n": self.work}


def told_to(reader: User, at: datetime) -> list[RunsOut]:
    """What `reader` is told at `at`: of their own, of those in a unit whose letters they sign; an administrator of all."""
    rows = _near(at)
    if Role.ADMINISTRATOR not in reader.roles:
        rows = rows.filter(Q(user=reader, valid_to__gt=at) | Q(unit__code__in=reader.signing_units))
    rows = rows.select_related("user", "unit", "agency").prefetch_related("agency__names")
    return [_told(post, reader, at) for post in rows.order_by("valid_to", "pk")]


def _near(at: datetime) -> QuerySet[Appointment]:
    """Those whose day is near, before it or after it, which nobody ended by a deed and which no other of the kind follows."""
    near = Appointment.objects.filter(valid_to__gt=at - LEAD, valid_to__lte=at + LEAD, user__is_active=True)
    after = Appointment.objects.filter(user=OuterRef("user"), role=OuterRef("role"))
    after = after.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("valid_to")))
    same_place = Q(unit__code=OuterRef("unit__code")) | Q(agency=OuterRef("agency")) | Q(unit=None, agency=None)
    ended = CaseEvent.objects.filter(subject_type=Subject.APPOINTMENT, subject_id=Cast(OuterRef("pk"), CharField()))
    ended = ended.filter(action__in=ENDS, recorded_at__gte=OuterRef("valid_to"))
    return near.exclude(Exists(after.filter(same_place))).exclude(Exists(ended))


def _told(post: Appointment, reader: User, at: datetime) -> RunsOut:
    over = post.valid_to is not None and post.valid_to <= at
    return RunsOut(post, post.user_id == reader.pk, over, sum(_work_of(post, reader)) if post.unit_id else 0)


def _work_of(post: Appointment, reader: User) -> Iterable[int]:
    theirs = Incident.objects.visible_to(reader).filter(owner=post.user, status__in=map(str, ALIVE), replay=False)
    yield theirs.count()
    yield Complaint.objects.visible_to(reader).filter(owner=post.user, status=ComplaintStatus.IN_HAND).count()
