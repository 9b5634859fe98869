"""Letters of the case that ask nothing: what an officer drafts to one agency, and a supervisor issues as a Letter."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..plain import clocks, letter_kinds
from ..plain.not_none import not_none
from ..workflow import CaseLetterStatus, CommitmentStatus
from .agencies import Agency
from .cases import Incident
from .clarifications import ClarificationRequest, drill_addresses, mail_to
from .contacts import Contact
from .handings_over import HandedOver
from .letter_copies import Copied, contact_person
from .letters import Letter, kind_choices
from .people import Unit
from .record import choices, tracked
from .request_queries import DraftedQuerySet

if TYPE_CHECKING:
    from ..errors import DomainError
    from .work import Commitment


class CaseLetterQuerySet(DraftedQuerySet["CaseLetter"]):
    def awaiting_approval(self) -> Self:
        return self.filter(status=CaseLetterStatus.DRAFT)

    def in_force(self) -> Self:
        """Issued, and neither taken back by a letter nor revoked without one."""
        takers = self.model._base_manager.filter(takes_back=models.OuterRef("pk"), status=CaseLetterStatus.ISSUED)
        rows = self.filter(status=CaseLetterStatus.ISSUED, revoked_with__isnull=True, revoked_at__isnull=True)
        return rows.filter(~models.Exists(takers))


class CaseLetter(HandedOver, Copied, models.Model):
    """One agency's letter of a kind that stands alone, from its draft to its issue; what goes out is its Letter.

    It has no question, no clock and no due. `facts` are what its kind wants to be filled in, instants in ISO 8601, UTC.
    `act_id` is the act that drafted it: the letters of one act say the same to several agencies, and are edited and issued
    together. `joint` ones are a single letter of one number, which names every addressee; each of them is the copy of one.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="case_letters", verbose_name=_("Incident"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="case_letters", verbose_name=_("Agency"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Unit"))
    kind = models.CharField(_("Kind"), max_length=30, choices=kind_choices)
    takes_back = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="takers", verbose_name=_("Takes back")
    )
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="errata", verbose_name=_("Corrects"))
    # Of a letter to a body that exists no more and nobody follows: the one by which the others of its act were taken back; of a
    # copy of a joint letter that came to a body with one of its own: what took that back.
    revoked_with = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("Revoked together with")
    )
    # Of one to such a body that went out alone, or with others to such bodies only: when a supervisor revoked it.
    revoked_at = models.DateTimeField(_("Revoked without a letter"), null=True)
    act_id = models.UUIDField(_("Act"), default=uuid.uuid4, editable=False)
    joint = models.BooleanField(_("One letter to several bodies"), default=False)
    number = models.PositiveIntegerField(_("Number in the case"))
    reference = models.CharField(_("Reference"), max_length=30, unique=True)
    status = models.CharField(
        _("Status"), max_length=20, choices=choices(CaseLetterStatus), default=CaseLetterStatus.DRAFT.value
    )
    subject = models.CharField(_("Subject of the letter"), max_length=200)
    facts = models.JSONField(_("What it says"), default=dict)
    copies = models.TextField(_("Copies to"), blank=True)
    security = models.CharField(
        _("Security"),
        max_length=1,
        choices=ClarificationRequest.Security.choices,
        default=ClarificationRequest.Security.ORDINARY.value,
    )
    urgency = models.CharField(
        _("Urgency"),
        max_length=14,
        choices=ClarificationRequest.Urgency.choices,
        default=ClarificationRequest.Urgency.URGENT.value,
    )
    contact_person = contact_person()
    mail_to = mail_to()
    drill_addresses = drill_addresses()
    drafted_at = models.DateTimeField(_("Drafted"))
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Drafted by")
    )
    issued_at = models.DateTimeField(_("Issued"), null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = CaseLetterQuerySet.as_manager()

    own_hand: bool  # given by with_own_hand()
    content: dict[str, Any]  # as it would be issued now, with …
    digest: str  # … its digest and …
    real_contacts: "models.QuerySet[Contact]"  # … whom a drill would reach: given by the page on which it is issued
    to_be_done: "list[Commitment]"  # what is owed by this copy, and …
    untold: bool  # … whether its body has not heard that it was revoked: given by the portal
    objection: "DomainError | None"  # what speaks against issuing it, and …
    together: "list[CaseLetter]"  # those of the same act, itself among them; given by the page of approvals

    # It has no clock: what asks a request for its dues asks it as well, and finds none.
    deadline_rows: Sequence[Any] = ()

    class Meta:
        verbose_name = _("Letter of the case")
        verbose_name_plural = _("Letters of the case")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="letters_of_a_case_are_numbered_once"),
            models.UniqueConstraint(
                fields=["takes_back"],
                condition=models.Q(status__in=["draft", "awaiting_signature"]),
                name="one_letter_at_a_time_takes_another_back",
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=models.Q(status__in=["draft", "awaiting_signature"]),
                name="one_erratum_of_a_letter_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(corrects__isnull=True) | models.Q(takes_back__isnull=True),
                name="a_case_letter_takes_back_or_corrects",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[str(s) for s in CaseLetterStatus]), name="case_letter_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status="issued", issued_at__isnull=False)
                | ~models.Q(status="issued") & models.Q(issued_at__isnull=True),
                name="an_issued_case_letter_says_since_when",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True)
                | models.Q(revoked_with__isnull=True, revoked_at__gte=models.F("issued_at")),
                name="a_case_letter_is_revoked_once_after_its_issue",
            ),
        ]
        indexes = [models.Index(fields=["act_id"], name="case_letters_of_an_act")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("incidents:case_letter", args=[self.pk])

    @property
    def first_that_waits(self) -> "CaseLetter":
        """Of the letters of its act the one that still waits for a decision: itself, unless that is done; itself when none
        does."""
        if self.status == CaseLetterStatus.DRAFT:
            return self
        return CaseLetter.objects.awaiting_approval().filter(act_id=self.act_id).order_by("pk").first() or self

    @property
    def fellows(self) -> list["CaseLetter"]:
        """The copies of the joint letter that were not dropped, in the order of its addressees; of another letter itself alone."""
        if not self.joint:
            return [self]
        rows = CaseLetter.objects.filter(act_id=self.act_id).exclude(status=CaseLetterStatus.DROPPED).order_by("pk")
        return list(
            rows.select_related("agency", "incident", "takes_back", "corrects").prefetch_related("agency__names")
        )

    @property
    def kind_row(self) -> letter_kinds.LetterKind:
        """All that is known of letters of this kind."""
        return letter_kinds.KINDS[self.kind]

    @property
    def asks_for_deeds(self) -> bool:
        """Whether it asks that things be done; a reprimand need not."""
        return self.kind_row.demands and self.done_by is not None

    @property
    def comes_back(self) -> bool:
        """Whether something is awaited of its body: what was done, what came of it."""
        return self.asks_for_deeds or self.kind_row.refers

    @property
    def paragraphs(self) -> list[dict[str, str]]:
        """What the officer wrote for it that is no line of its table, each under the word of its form."""
        wanted = [each for each in self.kind_row.wanted if not each.on_letter and self.facts.get(each.name)]
        if self.issued_at:  # each point stands by itself from then on
            wanted = [each for each in wanted if each.name != letter_kinds.DEMANDS]
        return [{"label": str(_(each.label)), "words": self.facts[each.name]} for each in wanted]

    @property
    def done_by(self) -> datetime | None:
        """Until when what it asks for was to be done when it went out (UTC), None where it asks for nothing; later dues stand with
        each point."""
        due = self.facts.get("done_by")
        return datetime.fromisoformat(due["at"]) if due else None

    @property
    def owed(self) -> "list[Commitment]":
        """What it asks for and is still owed."""
        return [each for each in self.demands.all() if each.status == CommitmentStatus.OPEN]

    @property
    def has_more_time(self) -> bool:
        """Whether more time was given for what it asks for, and stands."""
        return any(said.kind == said.Kind.POSTPONED for said in self.follow_ups.all())

    @property
    def undecided(self) -> bool:
        """Whether its body objects, or asks for more time, and nobody has decided on that."""
        said: Any = self.follow_ups.all()
        return bool((self.owed or self.kind_row.disputable) and said.undecided().exists())

    @property
    def passed_before(self) -> datetime | None:
        """The first due of what is owed that had passed when more time was given; None where none had."""
        return min((not_none(each.in_time_until) for each in self.owed if each.passed_before), default=None)

    @property
    def tells_ppdp(self) -> bool:
        """Whether the agency's data protection officer is told whoever else was chosen: of what has legal effect. UU 27/2022
        Art. 54(1)d makes them the one to turn to in what concerns the processing of personal data."""
        return self.kind_row.legal

    @property
    def imposes(self) -> bool:
        """Whether it imposes a sanction, or says how the words of one should read."""
        return self.kind_row.sanction or bool(self.corrects and self.corrects.kind_row.sanction)

    @property
    def earlier(self) -> "CaseLetter | None":
        """The letter of the case that it takes back or corrects."""
        return self.takes_back or self.corrects

    @property
    def corrected_by(self) -> "list[CaseLetter]":
        """The issued letters that put slips of this one right, the first one first."""
        return [each for each in self.errata.all() if each.status == CaseLetterStatus.ISSUED]

    @property
    def taken_back_by(self) -> "CaseLetter | None":
        """The issued letter by which this one is no longer in force; where nobody is left to be told of it that to the others."""
        return self.taker or self.revoked_with

    @property
    def told_by_another_copy(self) -> bool:
        """Whether its body, or who stands for that now, was told of its end by the letter that took back another copy of the same
        joint letter."""
        now = self.agency.heir if self.agency.ended_on or self.agency.merged_into_id else self.agency
        return bool(self.joint and self.revoked_with and now and self.revoked_with.agency == now)

    @property
    def ended_at(self) -> datetime | None:
        """Since when it is no longer in force, by a letter or without one (UTC); None while it is."""
        found = [self.revoked_at, self.revoked_with and self.revoked_with.issued_at]
        found += [each.issued_at for each in self.every_taker]
        return min((at for at in found if at), default=None)

    @property
    def taker(self) -> "CaseLetter | None":
        """The issued letter that takes this very one back; of two, where the first went to a body that only seemed to follow, the one
        to its own."""
        return next(
            (each for each in self.every_taker if each.agency_id == self.agency_id), next(iter(self.every_taker), None)
        )

    @property
    def every_taker(self) -> "list[CaseLetter]":
        """The issued letters that take this very one back, the first one first."""
        return [each for each in self.takers.all() if each.status == CaseLetterStatus.ISSUED]

    @property
    def meeting(self) -> dict[str, Any] | None:
        """The meeting to which it calls, or that it cancels: `at` and `until` in ISO 8601 UTC, `place`; None for neither."""
        found: dict[str, Any] | None = (self.takes_back or self).facts.get("meeting")
        return found

    def has_met(self, at: datetime) -> bool:
        """Whether the meeting to which it calls, or that it cancels, has begun at `at`."""
        return self.meeting is not None and datetime.fromisoformat(self.meeting["at"]) <= at

    @property
    def meeting_over_at(self) -> datetime | None:
        """When nobody can come to that meeting any more: its end, or where none is named the end of its day. None for no meeting."""
        if self.meeting is None:
            return None
        if until := self.meeting["until"]:
            return datetime.fromisoformat(until)
        return clocks.day_begins(clocks.day(datetime.fromisoformat(self.meeting["at"])) + timedelta(days=1))

    @property
    def letter(self) -> Letter | None:
        """What goes out: issued, or waiting for its signature."""
        return next((each for each in self.letters.all() if not each.voided_at), None)
