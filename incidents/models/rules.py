"""What clarifications follow, as dated data: clocks, sets of questions, reminders, the ladder from the first letter to the warning."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..plain import dates, letter_kinds, periods
from ..plain.clocks import Instant
from .dated import DatedRule, RuleQuerySet, SuccessionQuerySet, Successor, one_from_each_day
from .record import tracked

LONGEST_BASIS = 1000  # several provisions with the full titles of what they stand in


class RuleUnit(models.TextChoices):
    """What the length of a rule is counted in."""

    HOURS = periods.Unit.HOURS.value, _("hours")
    CALENDAR_DAYS = periods.Unit.CALENDAR_DAYS.value, _("calendar days")
    WORKING_DAYS = periods.Unit.WORKING_DAYS.value, _("working days")
    DAYS = periods.Unit.DAYS.value, _("days (kind not stated)")


class QuestionSet(DatedRule):
    """Questions to begin a request with, for some kinds of failure and some parts an agency plays.

    A new wording is a new row from another day on; the request keeps the set it began with. `questions` is a list of
    {"section", "kind", "heading", "text"} after Art. 46(2) UU 27/2022 and the parts A to L of an answer.
    """

    code = models.SlugField(_("Code"), max_length=40)
    title = models.CharField(_("Title"), max_length=160)
    failures = models.JSONField(_("Kinds of failure"), default=list)
    roles = models.JSONField(_("Parts in the case"), default=list)
    questions = models.JSONField(_("Questions"))
    legal_basis = models.CharField(_("Legal basis"), max_length=LONGEST_BASIS)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    history = tracked()
    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("Question set")
        ordering = ["pk"]
        constraints = one_from_each_day("question_set")

    def __str__(self) -> str:
        return self.title


class ReminderPolicy(Successor):
    """When reminders go out around a due and to whom, for thresholds that fall from `effective_from` (UTC) on, until
    the next policy. So a change mails no old case. `reminders` is a list of {"hours", "to"}: hours after the due
    (before it: negative), and who is told, each an Audience."""

    class Audience(models.TextChoices):
        AGENCY = "agency", _("the agency")
        OFFICER = "officer", _("the officer of the case")
        SUPERVISORS = "supervisors", _("the supervisors")

    effective_from = models.DateTimeField(_("In force from"), unique=True)
    reminders = models.JSONField(_("Reminders"))

    history = tracked()
    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Reminder policy")
        ordering = ["effective_from"]

    def __str__(self) -> str:
        return dates.instant_in_words(self.effective_from, "id")


class LadderRung(DatedRule):
    """One step after an unanswered letter: second letter, summons, written warning. Drafted by itself, sent by a person.

    `after_hours` counts from the due of the letter before. `notice` (in `notice_unit`) is how long before a meeting it
    must go out: that time has passed in full before the meeting begins.
    """

    named_by = "number"

    number = models.PositiveIntegerField(_("Step"))
    code = models.SlugField(_("Code"), max_length=30)
    title = models.CharField(_("Title"), max_length=80)
    subject = models.CharField(_("Subject of the letter"), max_length=160)
    after_hours = models.PositiveIntegerField(_("Hours after the due of the letter before"))
    meets = models.BooleanField(_("Names a meeting"), default=False)
    notice = models.PositiveIntegerField(_("Notice before a meeting"), null=True, blank=True)
    notice_unit = models.CharField(
        _("Unit of the notice"), max_length=14, choices=RuleUnit.choices, default=RuleUnit.HOURS
    )
    legal_basis = models.CharField(_("Legal basis"), max_length=LONGEST_BASIS)
    verified = models.BooleanField(_("Text verified"), default=False)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    history = tracked()
    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("Step of the ladder")
        ordering = ["number", "effective_from"]
        constraints = one_from_each_day("rung", named_by="number")

    def __str__(self) -> str:
        return self.title

    @property
    def kind_words(self) -> str:
        """What kind of letter it is, as pages name it in the reader's language; its title is how the letter calls itself."""
        kind = letter_kinds.KINDS.get(self.code)
        return gettext(kind.label) if kind else self.title

    @classmethod
    def after(cls, rung: "LadderRung | None", day: date) -> "LadderRung | None":
        """The step after `rung` (None: after the first letter, which is 1) as the rules stood on `day`; None at the end of the ladder."""
        return cls.objects.in_force((rung.number if rung else 1) + 1, day)

    def follows_from(self, due_at: Instant) -> Instant:
        """The instant after which it may follow a letter that was due at `due_at`."""
        return due_at + timedelta(hours=self.after_hours)


class ClockRule(DatedRule):
    """How long, from what, by which law, and from which day to which. Dated data: law changes, code does not."""

    Unit = RuleUnit

    class Start(models.TextChoices):
        ISSUED = "issued", _("issue of the letter")
        RECEIVED = "received", _("receipt")
        KNOWN = "known", _("the controller's knowledge")
        NOT_STATED = "not_stated", _("not stated")

    # By which rules the product counts, and from what it can: the letter's own clock, and the controller's duty. Where
    # the Act names no start (Art. 46 UU 27/2022) the duty is counted from the controller's knowledge: our reading.
    COUNTED: ClassVar[dict[str, frozenset[str]]] = {
        "clarification": frozenset({Start.ISSUED}),
        "breach_notice": frozenset({Start.KNOWN, Start.NOT_STATED}),
    }

    code = models.SlugField(_("Code"), max_length=60)
    applies_to = models.CharField(_("Who owes it to whom"), max_length=200)
    legal_basis = models.CharField(_("Legal basis"), max_length=LONGEST_BASIS)
    start_event = models.CharField(_("Starts with"), max_length=12, choices=Start.choices)
    length = models.PositiveIntegerField(_("Length"), null=True, blank=True)
    unit = models.CharField(_("Unit of length"), max_length=14, choices=Unit.choices)
    # What the rule demands besides: Art. 114(4) PP 33/2026.
    needs_contact = models.BooleanField(_("The notice names a contact person"), default=False)
    verified = models.BooleanField(_("Text verified"), default=False)
    note = models.TextField(_("Note"), blank=True)

    history = tracked()
    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("Clock rule")
        ordering = ["code", "effective_from"]
        constraints = [
            *one_from_each_day("rule"),
            models.CheckConstraint(
                condition=~models.Q(code="clarification")
                | models.Q(start_event="issued", unit__in=["jam", "hari_kalender", "hari_kerja"], length__gte=1),
                name="a_letters_clock_counts_from_its_issue_in_units_it_can_count",
            ),
        ]

    def __str__(self) -> str:
        since = dates.date_in_words(self.effective_from, "id") if self.effective_from else ""
        return f"{self.legal_basis} ({since})" if since else self.legal_basis

    @property
    def runs_a_clock(self) -> bool:
        """Whether the product counts by rules of this name; of others it only tells."""
        return self.code in self.COUNTED
