"""Mails that came into the mailbox for replies: each is kept as it came, and a person decides what it is."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.models import CaseLetter, ClarificationRequest, Complaint, Incident, User
from incidents.models.visibility import READS_CASES, readable
from incidents.workflow import MAIL_STATUS_LABELS, MailStatus, Role


class IncomingMailQuerySet(models.QuerySet["IncomingMail"]):
    def visible_to(self, user: User) -> Self:
        """Of a case: whoever of the ministry may know of it. Of none: supervisors, who say where it belongs, and auditors; for it may
        speak of any case. Of a complainant: to whom the sheet opens, and auditors, who say why before they read it."""
        if not user.roles & READS_CASES:
            return self.none()
        found = Q(incident__isnull=False) & readable(user, "incident__")
        if user.roles & {Role.SUPERVISOR, Role.AUDITOR}:
            found |= Q(incident__isnull=True, complaint__isnull=True)
        of_complainants = Complaint.objects.filter(incoming_mails__in=self.filter(complaint__isnull=False))
        opens = of_complainants if Role.AUDITOR in user.roles else of_complainants.opening_to(user)
        return self.filter(found | Q(complaint__in=opens.values("pk")))

    def waiting(self) -> Self:
        return self.filter(status=MailStatus.WAITS)

    def with_matter(self) -> Self:
        """With what a line of a list says of the letter or the complaint that each belongs to."""
        found = self.select_related("incident", "request__agency", "case_letter__agency", "complaint__incident")
        return found.prefetch_related("request__agency__names", "case_letter__agency__names")


class IncomingMail(models.Model):
    """One mail as it came. Not tracked: what came never changes, and each decision on it is an event.

    `key` is the server's (UIDVALIDITY:UID, RFC 3501 2.3.1.1), so that it is taken in once. `came_at` is when the mailbox took it in, as
    its server says: the ministry's own clock, not the sender's. `sender` and `subject` are what the mail itself claims, without numbers
    that point at people. `sha256` is of the bytes as they came; under `path` they lie locked (record.complainant_sheets): anybody may
    write into a mailbox, a complainant too. Without `path` the bytes are in the mailbox alone: too large, or removed under law.
    `kind` is what a machine took it for; a person decides. It stands in the case of the letter that it answers.
    One of a `complaint` is of whoever complained: what it claims and says lies in its locked bytes alone, and it stands in no case.
    """

    class Kind(models.TextChoices):
        REPLY = "reply", _("Proposed as a reply")
        STRANGER = "stranger", _("From an address that is not on file")
        BY_NUMBER = "by_number", _("Names the letter by its number alone")
        UNNAMED = "unnamed", _("Names no letter")
        COMPLAINANT = "complains", _("Mail of a complainant")
        AUTOMATIC = "automatic", _("Automatic reply, nobody has answered")
        SERVER = "server", _("Notice of a mail server")
        BULK = "bulk", _("Circular or spam, by its own words")
        TOO_LARGE = "too_large", _("Too large to be taken in")
        UNREADABLE = "unreadable", _("Cannot be read by a machine")

    DECIDED_BY_NOBODY = (Kind.AUTOMATIC, Kind.SERVER, Kind.BULK)

    key = models.CharField(max_length=60, unique=True)
    came_at = models.DateTimeField()
    read_at = models.DateTimeField()
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    status = models.CharField(
        max_length=7, choices=[(str(each), _(words)) for each, words in MAIL_STATUS_LABELS.items()]
    )
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=80, blank=True)
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, related_name="incoming_mails")
    request = models.ForeignKey(ClarificationRequest, models.PROTECT, null=True, related_name="incoming_mails")
    case_letter = models.ForeignKey(CaseLetter, models.PROTECT, null=True, related_name="incoming_mails")
    complaint = models.ForeignKey(Complaint, models.PROTECT, null=True, related_name="incoming_mails")

    objects = IncomingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-came_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(incident__isnull=True, request__isnull=True, case_letter__isnull=True)
                | Q(incident__isnull=False, request__isnull=False, case_letter__isnull=True)
                | Q(incident__isnull=False, request__isnull=True, case_letter__isnull=False),
                name="a_mail_stands_in_the_case_of_its_letter",
            ),
            models.CheckConstraint(
                condition=~Q(status="entered") | Q(incident__isnull=False), name="what_is_entered_belongs_to_a_letter"
            ),
            models.CheckConstraint(
                condition=Q(complaint__isnull=True) | Q(sender="", subject="", incident__isnull=True),
                name="of_who_complained_a_mail_says_nothing_in_plain",
            ),
            models.CheckConstraint(
                condition=~Q(status="laid") | Q(complaint__isnull=False, path=""),
                name="what_is_laid_to_a_sheet_lies_there_alone",
            ),
        ]
        indexes = [models.Index(fields=["came_at"], condition=Q(status="waits"), name="incoming_mails_that_wait")]

    def __str__(self) -> str:
        return f"SM-{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("notifications:incoming_mail", args=[self.pk])

    @property
    def matter(self) -> ClarificationRequest | CaseLetter | None:
        """The letter that it belongs to."""
        return self.request or self.case_letter

    @matter.setter
    def matter(self, matter: ClarificationRequest | CaseLetter | None) -> None:
        self.request = matter if isinstance(matter, ClarificationRequest) else None
        self.case_letter = matter if isinstance(matter, CaseLetter) else None
        self.incident = matter.incident if matter else None

    @property
    def title(self) -> str:
        """What stands for it in a list: its subject; of one of a complainant that it is one, and no more."""
        return gettext("Mail of a complainant") if self.complaint_id else self.subject or str(self)

    @property
    def laid(self) -> bool:
        return self.status == MailStatus.LAID

    @property
    def waits(self) -> bool:
        return self.status == MailStatus.WAITS
