"""The rows that make up a clock: the deadlines set by rules or people, and more time asked for."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from ..plain.dates import instant_short
from ..plain.not_none import not_none
from .channels import Channel
from .record import CaseEvent, as_told, precision, span_of, tracked
from .rules import LONGEST_BASIS, ClockRule


class Deadline(models.Model):
    """One row of a request's clock: the first due, more time, time for what was returned, is asked again or waited for again. No row is
    ever changed: the database refuses it too (`record.frozen`).

    Each question hangs on the row that sets its due (`Question.deadline`); the present due of a request is the earliest
    of its open questions. A row moves a due later or leaves it, never earlier: `due_before` is the latest due of the
    questions it moves, `latest_at` the most that could be given. Rule, basis and start event are copied in when the
    clock starts: changing a rule never moves a running clock.
    """

    class Kind(models.TextChoices):
        FIRST = "first", _("First due")
        EXTENSION = "extension", _("Extension")
        RETURN = "return", _("Returned to be completed")
        REOPENED = "reopened", _("Asked again: its reply was struck out")
        RESUMED = "resumed", _("Waited for again")

    request = models.ForeignKey(
        "incidents.ClarificationRequest", models.PROTECT, related_name="deadlines", verbose_name=_("Request")
    )
    event = models.ForeignKey(CaseEvent, models.PROTECT, related_name="+", verbose_name=_("Event"))
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind.choices)
    rule = models.ForeignKey(ClockRule, models.PROTECT, related_name="+", verbose_name=_("Clock rule"))
    basis = models.CharField(_("Legal basis"), max_length=LONGEST_BASIS)
    start_event = models.CharField(_("Starts with"), max_length=12, choices=ClockRule.Start.choices)
    started_at = models.DateTimeField(_("Start"))
    # What the rule gave, copied; a due that people set has no length of its own. Hours from start to due, rounded up.
    length = models.PositiveIntegerField(_("Length"), null=True)
    unit = models.CharField(_("Unit of length"), max_length=14, choices=ClockRule.Unit.choices, blank=True)
    hours = models.PositiveIntegerField(_("Length in hours"))
    days_off = models.TextField(_("Holidays and joint leave passed over"), blank=True)
    unconfirmed = models.CharField(_("Years counted by a calendar nobody had confirmed"), max_length=100, blank=True)
    due_at = models.DateTimeField(_("Due"))
    set_at = models.DateTimeField(_("Set"))
    due_before = models.DateTimeField(_("Due before"), null=True)
    latest_at = models.DateTimeField(_("At the latest"), null=True)
    reason = models.TextField(_("Reason"), blank=True)
    asked_by = models.CharField(_("Asked by"), max_length=200, blank=True)
    decided_by = models.CharField(_("Decided by"), max_length=200, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("Deadline")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_at__gt=models.F("started_at")), name="due_lies_after_the_start"
            ),
            models.UniqueConstraint(fields=["request"], condition=models.Q(kind="first"), name="a_clock_starts_once"),
            models.CheckConstraint(condition=models.Q(due_at__gt=models.F("set_at")), name="a_due_is_set_before_it"),
            models.CheckConstraint(
                condition=models.Q(kind="first", due_before__isnull=True, latest_at__isnull=True)
                | (
                    models.Q(
                        kind__in=["extension", "return", "reopened", "resumed"],
                        due_before__isnull=False,
                        latest_at__isnull=False,
                    )
                    & ~models.Q(reason="")
                    & ~models.Q(decided_by="")
                ),
                name="a_moved_due_says_what_it_was_and_who_moved_it_why",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="first")
                | models.Q(kind__in=["return", "reopened"], due_at__gte=models.F("due_before"))
                | models.Q(kind__in=["extension", "resumed"], due_at__gt=models.F("due_before")),
                name="a_due_only_moves_later",
            ),
            models.CheckConstraint(
                condition=models.Q(latest_at__isnull=True) | models.Q(due_at__lte=models.F("latest_at")),
                name="a_due_moves_no_further_than_may_be_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {instant_short(self.due_at, 'id', seconds=True)}"

    @property
    def asker(self) -> str:
        """Who asked for it, as that stands by now: this row keeps whom it named when it was set, and a wish from outside that was typed
        wrong is put right afterwards."""
        if not self.asked_by:
            return ""
        granted = ExtensionRequest.Decision.GRANTED
        wishes = (each for each in self.request.extension_requests.all() if each.decision == granted)
        return next((each.asker for each in wishes if each.decided_at == self.set_at), self.asked_by)


class ExtensionRequestQuerySet(models.QuerySet["ExtensionRequest"]):
    def of_the_one_to_ask(self) -> Self:
        """Those by which their body says that it is the one to ask; see ExtensionRequest.of_the_one_to_ask."""
        gone = models.Q(decision=ExtensionRequest.Decision.WITHDRAWN) | models.Q(struck_at__isnull=False)
        return self.filter(proposed_with__isnull=True).exclude(gone)


class ExtensionRequest(models.Model):
    """More time, asked for by the agency, or proposed by an officer who answers its question (`proposed_with`), and decided by a
    supervisor. Nothing moves before the decision.

    Whoever answers, or asks no longer, leaves nothing to decide: the wish has lapsed. Its body takes it back as long as nobody has decided,
    and may wish again. `asked_at` is when it reached the ministry, at the
    earliest where only a day is known: of one that came outside the portal that is earlier than its entry, `asked_by` entered it, and
    `who`, `channel`, `document` and `evidence` say where it comes from. Entered by mistake it is struck, and lapses with that. Found when
    the letter asked nothing any more (`found_afterwards`) it needs no decision, and moves no due that has ended.
    """

    class Decision(models.TextChoices):
        PENDING = "pending", _("Not yet decided")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Taken back")
        LAPSED = "lapsed", _("Needs no decision any more")

    request = models.ForeignKey(
        "incidents.ClarificationRequest", models.PROTECT, related_name="extension_requests", verbose_name=_("Request")
    )
    reason = models.TextField(_("Reason"))
    wished_at = models.DateTimeField(_("Wished until"))
    asked_at = models.DateTimeField(_("Asked"))
    asked_until = models.DateTimeField(_("Asked until"), null=True)
    asked_precision = precision(_("Asked, precision"))
    asked_words = as_told()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Asked by"))
    proposed_with = models.ForeignKey(
        "incidents.CounterQuestion",
        models.PROTECT,
        null=True,
        related_name="proposals",
        verbose_name=_("Proposed with the answer to"),
    )
    who = models.CharField(_("Signed by"), max_length=200, blank=True)
    channel = models.CharField(_("Channel"), max_length=8, choices=Channel.written(), default=Channel.PORTAL)
    document = models.CharField(_("Number and date of the document"), max_length=300, blank=True)
    evidence = models.ForeignKey(
        "incidents.Evidence", models.PROTECT, null=True, related_name="+", verbose_name=_("Scan")
    )
    struck_at = models.DateTimeField(_("Struck"), null=True, editable=False)
    found_afterwards = models.BooleanField(_("Found when the request asked no more"), default=False)
    decision = models.CharField(_("Decision"), max_length=9, choices=Decision.choices, default=Decision.PENDING)
    decision_reason = models.TextField(_("Reason of the decision"), blank=True)
    decided_at = models.DateTimeField(_("Decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("Decided by")
    )

    history = tracked()
    objects = ExtensionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("Request for more time")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(decision="pending"), name="one_wish_for_more_time_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(wished_at__gt=models.F("asked_at")), name="a_wish_lies_after_it_is_asked"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True) | models.Q(decided_at__gte=models.F("asked_at")),
                name="a_wish_is_decided_after_it_is_asked",
            ),
            models.CheckConstraint(
                condition=models.Q(channel="portal", evidence__isnull=True, struck_at__isnull=True)
                | ~models.Q(channel="portal") & ~models.Q(who="") & ~models.Q(document=""),
                name="a_wish_from_outside_says_whose_it_is",
            ),
            models.CheckConstraint(
                condition=models.Q(struck_at__isnull=True) | models.Q(decision="lapsed"),
                name="a_struck_wish_is_not_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(found_afterwards=False) | models.Q(decision="lapsed") & ~models.Q(channel="portal"),
                name="a_wish_found_afterwards_is_not_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.decision}"

    @property
    def in_words(self) -> str:
        """What it is called: whoever decides reads whose idea it was."""
        return gettext("More time proposed") if self.is_proposal else gettext("More time asked for")

    @property
    def on_paper(self) -> bool:
        """Whether the ministry entered what came outside the portal."""
        return self.channel != Channel.PORTAL

    @property
    def is_told_of(self) -> bool:
        """Whether the ministry's page tells of it once it waits no more: its body took it back, or it came on paper. Letters, clock and
        timeline tell of what was decided on the others."""
        return not self.struck_at and (self.on_paper or self.decision == self.Decision.WITHDRAWN)

    @property
    def of_the_one_to_ask(self) -> bool:
        """Whether its body says by it that it is the one to ask: it asked itself, took that not back, and it was no mistake."""
        return not (self.is_proposal or self.struck_at or self.decision == self.Decision.WITHDRAWN)

    @property
    def received(self) -> spans.Span:
        """When it reached the ministry, as exactly as is known."""
        return not_none(span_of(self, "asked"))

    @property
    def entered_at(self) -> datetime:
        """When it was entered: of one from outside the portal later than it came."""
        born = self.history.filter(history_type="+")
        found: datetime | None = born.values_list("history_date", flat=True).first()
        return not_none(found)

    @property
    def asker(self) -> str:
        """Whoever asked, or proposed."""
        return self.who or self.asked_by.name

    @property
    def is_proposal(self) -> bool:
        """Whether an officer proposed it, and the agency did not ask for it."""
        return self.proposed_with_id is not None
