"""The clarification request: what one agency is asked."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..workflow import GIVEN_UP, STOPPED, QuestionStatus, RequestStatus
from .agencies import Agency
from .cases import Incident
from .known_instants import Answered, Arrived
from .letter_copies import OPEN, Copied, contact_person
from .people import Unit, User
from .record import CaseEvent, choices, tracked
from .request_clock import RequestClock
from .request_decisions import RequestDecisions
from .request_queries import RequestQuerySet
from .rules import LadderRung, QuestionSet

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from .counter_questions import CounterQuestion
    from .letters import Letter
    from .replies import Response
    from .succession import Passed


def _pair(at: str, by: str) -> models.CheckConstraint:
    """Both set or both empty: an instant without its person proves nothing, nor an answer without its due."""
    both = models.Q(**{f"{at}__isnull": False, f"{by}__isnull": False})
    none = models.Q(**{f"{at}__isnull": True, f"{by}__isnull": True})
    return models.CheckConstraint(condition=both | none, name=f"request_{at}_and_{by}_go_together")


_IS_GIVEN_UP = models.Q(status__in=sorted(GIVEN_UP))


def in_order(earlier: str, later: str) -> models.CheckConstraint:
    """Where both are known, the later is not the earlier: a negative duration is no fact."""
    unknown = models.Q(**{f"{earlier}__isnull": True}) | models.Q(**{f"{later}__isnull": True})
    return models.CheckConstraint(
        condition=unknown | models.Q(**{f"{later}__gte": models.F(earlier)}),
        name=f"request_{earlier}_not_after_{later}",
    )


def _by(label: "StrPromise") -> "models.ForeignKey[User | None, User | None]":
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=label)


def mail_to() -> "models.TextField[str, str]":
    """Addresses of the agency chosen for a letter and what is mailed about it; empty: every one on file. See
    notifications.mails.recipients for who gets it besides."""
    return models.TextField(_("Mailed to"), blank=True)


def drill_addresses() -> "models.TextField[str, str]":
    """The real addresses to which mail of a drill may go: each confirmed by whoever approved the letter."""
    return models.TextField(_("Real addresses confirmed for the drill"), blank=True)


class ClarificationRequest(RequestClock, RequestDecisions, Arrived, Answered, Copied):
    """What one agency is asked in one case, with its own letter and its own clock."""

    class Security(models.TextChoices):
        ORDINARY = OPEN, _("Ordinary")
        LIMITED = "T", _("Limited")
        SECRET = "R", _("Secret")

    class Urgency(models.TextChoices):
        ORDINARY = "biasa", _("Ordinary")
        URGENT = "segera", _("Urgent")
        VERY_URGENT = "sangat segera", _("Very urgent")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="requests", verbose_name=_("Incident"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="requests", verbose_name=_("Agency"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    number = models.PositiveIntegerField(_("Number in the case"))
    reference = models.CharField(_("Reference"), max_length=30, unique=True)
    status = models.CharField(
        _("Status"), max_length=20, choices=choices(RequestStatus), default=RequestStatus.DRAFT.value
    )
    # A second letter, a summons, a warning has its own number and clock; it names the letter that was not answered.
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="followers", verbose_name=_("Next letter after")
    )
    # The same of a letter that went out outside the product, under a number that it did not give.
    follows_outside = models.ForeignKey(
        "incidents.PastLetter",
        models.PROTECT,
        null=True,
        related_name="requests_after",
        verbose_name=_("Next letter after one from the record"),
    )
    rung = models.ForeignKey(
        LadderRung, models.PROTECT, null=True, related_name="+", verbose_name=_("Step of the ladder")
    )
    # Letter lost, address wrong, wrong body asked: a new request with its own clock takes the old one's place.
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="reissues", verbose_name=_("Takes the place of")
    )
    question_set = models.ForeignKey(
        QuestionSet, models.PROTECT, null=True, related_name="+", verbose_name=_("Question set")
    )
    subject = models.CharField(_("Subject of the letter"), max_length=200)
    opening = models.TextField(_("Opening paragraph"))
    basis = models.TextField(_("Legal basis"))
    copies = models.TextField(_("Copies to"), blank=True)
    security = models.CharField(_("Security"), max_length=1, choices=Security.choices, default=Security.ORDINARY)
    urgency = models.CharField(_("Urgency"), max_length=14, choices=Urgency.choices, default=Urgency.URGENT)
    contact_person = contact_person()
    mail_to = mail_to()
    drill_addresses = drill_addresses()
    meeting_at = models.DateTimeField(_("Meeting"), null=True)
    meeting_place = models.CharField(_("Place of the meeting"), max_length=300, blank=True)
    # {part: what its author says of it in English}, for the courtesy copy of a letter that goes abroad.
    english = models.JSONField(_("In English"), default=dict, blank=True)

    drafted_at = models.DateTimeField(_("Drafted"), null=True)
    drafted_by = _by(_("Drafted by"))
    submitted_at = models.DateTimeField(_("Submitted"), null=True)
    submitted_by = _by(_("Submitted by"))
    issued_at = models.DateTimeField(_("Issued"), null=True)
    issued_by = _by(_("Issued by"))
    acknowledged_at = models.DateTimeField(_("Acknowledged"), null=True)
    acknowledged_by = _by(_("Acknowledged by"))
    accepted_at = models.DateTimeField(_("Accepted"), null=True)
    accepted_by = _by(_("Accepted by"))
    withdrawn_at = models.DateTimeField(_("Withdrawn"), null=True)
    withdrawn_by = _by(_("Withdrawn by"))
    replaced_at = models.DateTimeField(_("Replaced"), null=True)
    replaced_by = _by(_("Replaced by"))
    # Its body existed no more, by the register of then; nobody took it back.
    broken_off_at = models.DateTimeField(_("Broken off"), null=True)
    broken_off_by = _by(_("Broken off by"))
    # By decision, without a letter: nothing had come, or too little. See actions/stopped_waiting.py.
    stopped_at = models.DateTimeField(_("Closed without a sufficient answer"), null=True)
    stopped_by = _by(_("Closed without a sufficient answer by"))
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = RequestQuerySet.as_manager()
    tells_ppdp = True  # it asks about the processing of personal data: see CaseLetter.tells_ppdp
    told: "list[CaseEvent]"  # given by reports.figures, and …
    case: Incident  # … the case that stands for its own, and …
    owed: Any  # … who owed its answer
    late_with: "Passed | None" = None  # given by reports.request_by_body
    own_hand: bool  # given by with_own_hand()
    started_at: datetime  # given by with_clock(), and …
    due_at: datetime  # … so is this
    content: dict[str, Any]  # as it would be issued now, with …
    digest: str  # … its digest and …
    signed_by_hand: bool  # … who signs: given by the page on which several are issued

    class Meta:
        verbose_name = _("Clarification request")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="request_numbers_are_unique_in_a_case"),
            models.CheckConstraint(
                condition=models.Q(status__in=[str(s) for s in RequestStatus]), name="request_status_is_known"
            ),
            _pair("submitted_at", "submitted_by"),
            _pair("issued_at", "issued_by"),
            _pair("acknowledged_at", "acknowledged_by"),
            _pair("accepted_at", "accepted_by"),
            models.CheckConstraint(  # by somebody; what never went out may lapse by itself
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                | models.Q(withdrawn_at__isnull=False, issued_at__isnull=True),
                name="an_issued_request_is_withdrawn_by_somebody",
            ),
            _pair("replaced_at", "replaced_by"),
            _pair("broken_off_at", "broken_off_by"),
            _pair("stopped_at", "stopped_by"),
            _pair("completed_at", "completed_due_at"),
            in_order("submitted_at", "issued_at"),
            in_order("issued_at", "withdrawn_at"),
            in_order("issued_at", "replaced_at"),
            in_order("issued_at", "broken_off_at"),
            in_order("issued_at", "stopped_at"),
            in_order("issued_at", "delivered_at"),
            in_order("issued_at", "acknowledged_at"),
            in_order("issued_at", "first_reply_at"),
            in_order("first_reply_at", "completed_at"),
            in_order("completed_at", "answered_at"),
            in_order("answered_at", "accepted_at"),
            models.CheckConstraint(
                condition=models.Q(delivered_at__isnull=True, delivered_how="")
                | (models.Q(delivered_at__isnull=False) & ~models.Q(delivered_how="")),
                name="an_arrival_says_what_shows_it",
            ),
            models.UniqueConstraint(
                fields=["follows"],  # what takes the place of a next letter follows the same one
                condition=~_IS_GIVEN_UP & models.Q(replaces__isnull=True),
                name="one_next_letter_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["follows_outside"],
                condition=~_IS_GIVEN_UP & models.Q(replaces__isnull=True),
                name="one_next_letter_at_a_time_after_one_outside",
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=~_IS_GIVEN_UP, name="one_reissue_of_a_letter_at_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "agency"], name="requests_by_status"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("incidents:request", args=[self.pk])

    @property
    def came_from(self) -> "ClarificationRequest | None":
        """The letter because of which this one was drafted: the one it follows, or whose place it takes. None for a first."""
        return self.follows or self.replaces

    @property
    def bound_to_its_body(self) -> bool:
        """Whether it was drafted because of a letter to its body: it goes to nobody else."""
        return bool(self.came_from or self.follows_outside_id)

    @property
    def first_of_chain(self) -> "ClarificationRequest":
        """The letter with which it all began: itself where no other came before."""
        return self.came_from.first_of_chain if self.came_from else self

    @property
    def answered_in_part(self) -> bool:
        """Whether at least one question was ever answered: more than word that an answer will come."""
        return any(question.first_answered_at for question in self.questions.all())

    @property
    def question_count(self) -> int:
        """How many questions it asks."""
        return len(self.questions.all())

    @property
    def answered_count(self) -> int:
        """How many of its questions have an answer, judged or not."""
        return sum(each.status in (QuestionStatus.ANSWERED, QuestionStatus.ACCEPTED) for each in self.questions.all())

    @property
    def declined(self) -> "Response | None":
        """The reply by which the body declined, where nothing came since and something is still asked; None otherwise."""
        if self.status != RequestStatus.OPEN:
            return None
        last = self.responses.order_by("-received_at", "-phase").first()
        return last if last and last.kind == last.Kind.DECLINED else None

    @cached_property
    def question_back(self) -> "CounterQuestion | None":
        """What the agency asked about the letter and waits to be told; None where nothing waits."""
        return self.counter_questions.pending().first() if self.status == RequestStatus.OPEN else None

    @property
    def letter(self) -> "Letter | None":
        """The letter that asks: the one in force, or waiting for its signature. Letters about it are others."""
        return next((each for each in self.letters.all() if each.is_asking and not each.voided_at), None)

    @property
    def cited(self) -> str:
        """What its letter cites, one provision a line: with what binds its addressee alone. Before there is one, what is to be cited."""
        printed = self.letter.content.get("basis") if self.letter else None
        return "\n".join(printed) if printed else self.basis

    @property
    def ended_early_at(self) -> datetime | None:
        """When it was withdrawn, replaced or broken off after its issue, and asked nothing any more; None while it asks, or was
        answered, or merely waited for no longer: it had asked."""
        return self.ended_at if self.issued_at and not self.stopped_at else None

    @property
    def takes_answers(self) -> bool:
        """Whether what its body sends is still taken in: while it asks, and also when nobody waits any more."""
        return self.status == RequestStatus.OPEN or self.status in STOPPED

    @cached_property
    def follow_up(self) -> "ClarificationRequest | None":
        """The next letter after this one, the latest when an earlier one was withdrawn; or None."""
        return self.followers.order_by("pk").last()

    @cached_property
    def reissue(self) -> "ClarificationRequest | None":
        """The request that takes this one's place, or None."""
        return self.reissues.exclude(status__in=GIVEN_UP).first()
