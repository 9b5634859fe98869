"""What followed a letter of the case that awaits something: what the body reports or confirms, and what the ministry says to that."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..plain import letter_kinds, spans
from ..plain.not_none import not_none
from ..workflow import CommitmentStatus
from .agencies import Agency
from .case_letters import CaseLetter
from .cases import Incident
from .corrections import Entry, StandingManager
from .evidence import Evidence
from .files import StoredFile
from .record import as_told, precision, span_of, tracked
from .replies import Response
from .visibility import READS_CASES, OfIncidentQuerySet
from .work import Commitment

if TYPE_CHECKING:
    from .people import User


class FollowUpQuerySet(OfIncidentQuerySet["FollowUp"]):
    def visible_to(self, user: "User") -> Self:
        """Whoever may know of the letter: the ministry, auditors, the body itself. What another body wrote that had the letter by
        mistake is that one's; a successor reads what the body before it wrote."""
        rows = self.filter(case_letter__in=CaseLetter.objects.visible_to(user))
        return (
            rows if user.roles & READS_CASES else rows.filter(agency__in=Agency.objects.stood_for_by(user.agency_ids))
        )

    def undecided(self) -> Self:
        """Objections, and wishes for more time, on which nobody has decided: to what is owed, as long as that is; to the letter itself as
        long as that is in force."""
        owed = Commitment.objects.filter(case_letter=OuterRef("case_letter"), status=CommitmentStatus.OPEN)
        stand = CaseLetter.objects.in_force().filter(kind__in=letter_kinds.DISPUTABLE)
        itself = Q(kind=FollowUp.Kind.OBJECTS, case_letter__in=stand)
        after = FollowUp.objects.filter(case_letter=OuterRef("case_letter"), pk__gt=OuterRef("pk"))
        waits = Q()
        for kind, decides in FollowUp.DECIDED_BY.items():
            waits |= Q(~Exists(after.filter(kind__in=decides)), kind=kind)
        return self.filter(waits, Q(Exists(owed)) | itself)


class FollowUpManager(StandingManager["FollowUp"]):
    def get_queryset(self) -> FollowUpQuerySet:
        return FollowUpQuerySet(self.model, using=self._db).filter(struck_at__isnull=True)


class FollowUpFileQuerySet(QuerySet["FollowUpFile"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(follow_up__in=FollowUp.objects.visible_to(user))


class FollowUp(Entry):
    """One thing said after a letter went out. `agency` is the body that says it, or is told. What came on paper is typed in
    by the ministry and may be put right or struck; what a body sent itself, and what was said to it, may not;
    more time that was given by mistake is struck by an act of its own.

    `came_at` is when it reached the ministry, or went out from it, at the earliest where only a day is known (`received`); entered
    later, it says by which way it came. `number` is the body's own. `due_at`: until when there is time from then on;
    `wished_at`: until when the body asks for it, None where its paper names no day.
    """

    class Kind(models.TextChoices):
        REPORT = "report", _("Report on what was done")
        NOTHING = "nothing", _("Nothing done yet")
        RECEIPT = "receipt", _("Confirmation of receipt")
        RESULT = "result", _("What came of it")
        OBJECTS = "objects", _("Objection")
        WISH = "wish", _("Wish for more time")
        WORD = "word", _("Another word of the body")
        ASKED = "asked", _("Asked to complete")
        POSTPONED = "postponed", _("More time")
        TIME_BACK = "time_back", _("More time taken back")
        DECLINED = "declined", _("Objection or wish declined")
        RELEASED = "released", _("A point released")
        REJUDGED = "rejudged", _("Judgement taken back")

    TO_DECIDE = (Kind.OBJECTS, Kind.WISH)  # done by nobody: a supervisor decides on it
    # What decides on each, later, for all that is owed. A point that is released is owed no more, and the others wait for a word on them.
    DECIDED_BY: ClassVar = {Kind.OBJECTS: (Kind.DECLINED,), Kind.WISH: (Kind.DECLINED, Kind.POSTPONED)}
    CAME = (Kind.REPORT, Kind.NOTHING, Kind.RECEIPT, Kind.RESULT, Kind.WORD, *TO_DECIDE)
    OF_ANY = (Kind.RECEIPT, Kind.WORD)  # come back on a letter of which nothing is awaited, or not any more
    OF_POINTS = (Kind.RELEASED, Kind.REJUDGED, Kind.TIME_BACK)  # said of points: what came before it waits as it did
    SHOWS = (Kind.REPORT, Kind.RESULT)  # that a letter is there, or nothing done yet, shows nothing of what it asks for

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="follow_ups", verbose_name=_("Incident"))
    case_letter = models.ForeignKey(
        CaseLetter, models.PROTECT, related_name="follow_ups", verbose_name=_("Letter of the case")
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("Agency"))
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices)
    text = models.TextField(_("Text"), blank=True)
    number = models.CharField(_("Their number"), max_length=120, blank=True)
    name = models.CharField(_("Signed by"), max_length=200, blank=True)
    office = models.CharField(_("Position"), max_length=200, blank=True)
    channel = models.CharField(
        _("Channel"), max_length=8, choices=Response.Channel.choices, default=Response.Channel.PORTAL.value
    )
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+", verbose_name=_("Scan"))
    came_at = models.DateTimeField(_("Received"))
    came_until = models.DateTimeField(_("Received until"), null=True)
    came_precision = precision(_("Received, precision"))
    came_words = as_told()
    due_at = models.DateTimeField(_("New due"), null=True)
    wished_at = models.DateTimeField(_("Asked for until"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("Entered by"))

    history = tracked()
    objects: ClassVar[FollowUpManager] = FollowUpManager()
    everything: ClassVar[Any] = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("Follow-up")
        verbose_name_plural = _("Follow-ups")
        ordering = ["came_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="postponed", due_at__isnull=False)
                | ~models.Q(kind="postponed") & models.Q(due_at__isnull=True),
                name="more_time_says_until_when",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="wish") | models.Q(wished_at__isnull=True),
                name="only_a_wish_for_more_time_names_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_letter}: {self.get_kind_display()}"

    @classmethod
    def kinds_on(cls, letter: CaseLetter) -> frozenset[str]:
        """What may be said on `letter` as it stands: nothing on one that is not out, or in force no longer."""
        return cls.kinds_of(letter) if letter.issued_at and not letter.ended_at else frozenset()

    @classmethod
    def kinds_of(cls, letter: CaseLetter) -> frozenset[str]:
        """What its body and the ministry say on such a letter: nothing where nothing is awaited; an objection, and what declines it, where
        it imposes something as well; a wish for more time where it asks for deeds alone."""
        found: set[str] = set()
        if letter.kind_row.disputable or letter.asks_for_deeds:
            found |= {cls.Kind.OBJECTS, cls.Kind.DECLINED}
        if letter.comes_back:
            found |= set(cls.Kind) - {*cls.TO_DECIDE, cls.Kind.DECLINED}
        if letter.asks_for_deeds:
            found |= {cls.Kind.WISH}
        return frozenset(found)

    def get_absolute_url(self) -> str:
        return self.case_letter.get_absolute_url()

    @property
    def received(self) -> spans.Span:
        """When it came, or was said, as exactly as that is known."""
        return not_none(span_of(self, "came"))

    @property
    def came(self) -> bool:
        """Whether the body said it, not the ministry."""
        return self.kind in self.CAME

    @property
    def typed_in(self) -> bool:
        """Whether somebody of the ministry typed in what came another way than through the portal."""
        return self.came and self.channel != Response.Channel.PORTAL

    @property
    def label(self) -> str:
        """By what it is known to whoever reads of it elsewhere: what it is, and the body's own number where it has one."""
        return f"{self.get_kind_display()} {self.number}".strip()

    @classmethod
    def called_otherwise(cls, row: Any) -> Mapping[str, Any]:
        """How the history calls columns of a version of the ministry's own word, "" for one that says nothing of it: it came no
        way and was received by nobody."""
        return (
            {} if row.kind in cls.CAME else {"channel": "", "came_at": _("Said"), "by": _("Said by"), "agency": _("To")}
        )


class FollowUpFile(models.Model):
    """A file that the body sent along."""

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="files", verbose_name=_("Follow-up"))
    file = models.OneToOneField(StoredFile, models.PROTECT, verbose_name=_("File"))

    history = tracked()
    objects = FollowUpFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("File of a follow-up")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file)
