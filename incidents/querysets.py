"""Which rows a user may know of, and the questions asked of rows. `visible_to` ends in `none()`: the default is nothing.

Time is a parameter wherever it decides.
"""

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from .workflow import STAFF, Action, IncidentStatus, RequestStatus, Role

READS_CASES = STAFF | {Role.AUDITOR}


def _readable(user, case=""):
    """The one rule of who may know of a case, as a condition; `case` is the path to it from the row asked for.

    Staff: every case that is not restricted, and restricted ones they own or are named for. Auditors: every case.
    """
    if Role.AUDITOR in user.roles:
        return Q()
    if user.roles & STAFF:
        named = user.admissions.filter(ended_at__isnull=True).values("incident")
        restricted, owner, key = f"{case}restricted", f"{case}owner", f"{case}pk__in"
        return Q(**{restricted: False}) | Q(**{owner: user}) | Q(**{key: named})
    return Q(pk__in=[])


class AppendOnlyQuerySet(QuerySet):
    """Rows that are written once. PostgreSQL refuses too; this answers in Python's words."""

    def update(self, **kwargs):
        raise TypeError(f"{self.model.__name__} rows never change")

    def delete(self):
        raise TypeError(f"{self.model.__name__} rows are never removed")


def _during(at, start="valid_from", end="valid_to"):
    """Rows valid at `at`: from the start, up to but not including the end."""
    return Q(**{f"{start}__lte": at}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": at}))


class DatedQuerySet(QuerySet):
    def on(self, day):
        """Rows in force on `day` (a date in Asia/Jakarta, or an instant where the model keeps instants)."""
        return self.filter(_during(day))


class RuleQuerySet(QuerySet):
    def on(self, day):
        return self.filter(_during(day, "effective_from", "effective_to"))


class UserQuerySet(QuerySet):
    def appointed(self, role, at, **where):
        """Active people who hold `role` at the instant `at`; `where` narrows the appointment (agency=, unit__code=)."""
        appointment = self.model._meta.get_field("appointments").related_model
        rows = appointment.objects.on(at).filter(role=role, **where)
        return self.filter(is_active=True, pk__in=rows.values("user"))


class IncidentQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(_readable(user))

    def by_reference(self, reference):
        """The case of this number, or the one that the report of this number became."""
        return self.filter(Q(reference=reference) | Q(report_reference=reference))

    def reports(self):
        return self.filter(status=IncidentStatus.REPORT)


class OfIncidentQuerySet(QuerySet):
    """Rows of a case that only people of the ministry and auditors read: notes, evidence, assertions, involvements."""

    def visible_to(self, user):
        return self.filter(_readable(user, "incident__"))

    def with_recorded(self):
        """Adds `recorded_at` and `recorded_by_id`: when and by whom the row was entered, from its own history."""
        born = self.model.history.model.objects.filter(id=OuterRef("pk"), history_type="+")
        return self.annotate(
            recorded_at=Subquery(born.values("history_date")[:1]),
            recorded_by_id=Subquery(born.values("history_user")[:1]),
        )


class ShareQuerySet(QuerySet):
    def visible_to(self, user):
        """Whoever may know of the case; and the agency it is shared with, while it lasts."""
        if user.roles & READS_CASES:
            return self.filter(_readable(user, "incident__"))
        if Role.LIAISON in user.roles:
            return self.filter(agency__in=user.agency_ids, ended_at__isnull=True)
        return self.none()


class RequestQuerySet(QuerySet):
    def visible_to(self, user):
        """Staff and auditors see every request; a liaison sees those issued to their own agencies, nothing else."""
        if user.roles & READS_CASES:
            return self.filter(_readable(user, "incident__"))
        if Role.LIAISON in user.roles:
            return self.filter(agency__in=user.agency_ids, issued_at__isnull=False)
        return self.none()

    def with_clock(self):
        """Adds `started_at`, `due_at` (the present due: the last row) and `first_due_at`."""
        deadline = self.model._meta.get_field("deadlines").related_model
        rows = deadline.objects.filter(request=OuterRef("pk"))
        last, first = rows.order_by("-pk"), rows.order_by("pk")
        return self.annotate(
            started_at=Subquery(first.values("started_at")[:1]),
            due_at=Subquery(last.values("due_at")[:1]),
            first_due_at=Subquery(first.values("due_at")[:1]),
        )

    def with_own_hand(self, user):
        """Adds `own_hand`: whether `user` drafted or edited the request, and so may not approve it."""
        events = self.model._meta.apps.get_model("incidents", "CaseEvent").objects
        written = events.filter(
            subject_type=self.model._meta.model_name,
            subject_id=Cast(OuterRef("pk"), CharField()),
            action__in=[Action.DRAFT, Action.EDIT],
            actor=user,
        )
        return self.annotate(own_hand=Exists(written))

    def unanswered(self):
        """Issued, and at least one question is still open."""
        return self.filter(status=RequestStatus.OPEN)

    def overdue(self, at):
        """Unanswered and past the present due at `at`; needs with_clock()."""
        return self.unanswered().filter(due_at__lt=at.replace(microsecond=0))

    def to_review(self):
        return self.filter(status=RequestStatus.ANSWERED)

    def awaiting_approval(self):
        return self.filter(status=RequestStatus.AWAITING_APPROVAL)

    def awaiting_signature(self):
        return self.filter(status=RequestStatus.AWAITING_SIGNATURE)

    def by_due(self):
        return self.order_by(F("due_at").asc(nulls_last=True), "pk")


class OfRequestQuerySet(QuerySet):
    """Rows that belong to a request and are seen by whoever sees the request."""

    def visible_to(self, user):
        request = self.model._meta.get_field("request").related_model
        return self.filter(request__in=request.objects.visible_to(user))


class LetterQuerySet(OfRequestQuerySet):
    def visible_to(self, user):
        """Whoever sees the request sees its letters; an agency those that were issued."""
        rows = super().visible_to(user)
        return rows if user.roles & READS_CASES else rows.filter(issued_at__isnull=False)

    def standing(self, value):
        """Letters of one Letter.Standing, as the property tells it."""
        model, ended = self.model, {str(v): str(k) for k, v in self.model.ENDED.items()}
        if value == model.Standing.VOID:
            return self.filter(voided_at__isnull=False)
        rows = self.filter(voided_at__isnull=True, issued_at__isnull=value == model.Standing.WAITING)
        asking = Q(kind__in=model.ASKING)
        if value in ended:
            return rows.filter(asking, request__status=ended[value])
        return rows.exclude(asking, request__status__in=ended.values()) if value == model.Standing.VALID else rows

    def undrawn(self):
        """Letters that wait for their bytes."""
        return self.filter(file__isnull=True, unsigned__isnull=True, voided_at__isnull=True)

    def to_sign(self):
        """Drawn, waiting for a person's signature."""
        return self.filter(file__isnull=True, unsigned__isnull=False, voided_at__isnull=True)


class ResponseQuerySet(OfRequestQuerySet):
    pass


class ResponseFileQuerySet(QuerySet):
    def visible_to(self, user):
        response = self.model._meta.get_field("response").related_model
        return self.filter(response__in=response.objects.visible_to(user))


class AnswerFileQuerySet(QuerySet):
    def visible_to(self, user):
        response = self.model._meta.get_field("answer").related_model._meta.get_field("response").related_model
        return self.filter(answer__response__in=response.objects.visible_to(user))


class DraftFileQuerySet(QuerySet):
    def visible_to(self, user):
        """A draft is seen by the agency that writes it alone: not by the ministry, not by auditors."""
        if Role.LIAISON in user.roles:
            return self.filter(draft__question__request__agency__in=user.agency_ids)
        return self.none()


class EventQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user):
        """Staff see the events of cases, the auditor every event."""
        if Role.AUDITOR in user.roles:
            return self.all()
        if user.roles & STAFF:
            return self.filter(_readable(user, "incident__"), incident__isnull=False)
        return self.none()
