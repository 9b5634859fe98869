"""Letters, each with its frozen content: who may know of it, what it is worth today. Its number: `register`."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Self, cast

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ..plain import letter_kinds
from ..workflow import Action, RequestStatus, Role
from .complaints import Complaint
from .files import StoredFile
from .people import User
from .record import CaseEvent, tracked
from .revoked_acceptances import REVOKES, revoker
from .visibility import READS_CASES, ToAgencyQuerySet, readable

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from .case_letters import CaseLetter
    from .clarifications import ClarificationRequest
    from .complaint_answers import ComplaintAnswer


FILED_BY = {
    letter_kinds.Part.ASKS: Action.ISSUE,
    letter_kinds.Part.ABOUT: Action.FILE_SIGNED,
    letter_kinds.Part.ALONE: Action.ISSUE_LETTER,
    letter_kinds.Part.TO_PERSON: Action.SEND_ANSWER,
}


def kind_choices() -> "list[tuple[str, StrPromise]]":
    """The kinds of letter as a column's choices, named by this function: a new kind is no migration."""
    return [(kind.code, _(kind.label)) for kind in letter_kinds.TABLE]


def worded_choices() -> "list[tuple[str, StrPromise]]":
    """What administrators word: each kind of letter, and what letters say to some addressees alone."""
    return [*kind_choices(), *((clause.code, _(clause.label)) for clause in letter_kinds.CLAUSES)]


class LetterQuerySet(ToAgencyQuerySet["Letter"]):
    def visible_to(self, user: User) -> Self:
        """As of all that is written to one agency; whoever took a request over, or what a letter asks to be done, reads what went to the
        body before. Of an answer to a complainant knows who knows of the complaint: that it went out, not whom it names."""
        if user.roles & READS_CASES:
            to_person = Q(complaint_answer__complaint__in=Complaint.objects.visible_to(user))
            return self.filter(Q(readable(user, "incident__"), complaint_answer__isnull=True) | to_person)
        if Role.LIAISON not in user.roles:
            return self.none()
        own = Q(agency__in=user.agency_ids) | Q(request__agency__in=user.agency_ids)
        own |= Q(case_letter__agency__in=user.agency_ids)
        return self.filter(own, issued_at__isnull=False)

    def of_cases(self, cases: Collection[int]) -> Self:
        """Letters in these cases (keys), and answers to complaints that stand behind them now."""
        return self.filter(Q(incident__in=cases) | Q(complaint_answer__complaint__incident__in=cases))

    def standing(self, value: str) -> Self:
        """Letters of one Letter.Standing, as the property tells it."""
        ended = {str(v): str(k) for k, v in Letter.ENDED.items()}
        if value == Letter.Standing.VOID:
            return self.filter(voided_at__isnull=False)
        rows = self.filter(voided_at__isnull=True, issued_at__isnull=value == Letter.Standing.WAITING)
        asking = Q(kind__in=letter_kinds.ASKING)
        later = rows.model.objects.filter(about=OuterRef("pk"), issued_at__isnull=False)
        taken_back = Exists(later.filter(Q(case_letter__takes_back__isnull=False) | REVOKES))
        unheard = Q(case_letter__revoked_with__isnull=False) | Q(case_letter__revoked_at__isnull=False)
        if value == Letter.Standing.WITHDRAWN:
            return rows.filter(Q(asking, request__status=ended[value]) | Q(taken_back) | unheard)
        if value in ended:
            return rows.filter(asking, request__status=ended[value])
        if value != Letter.Standing.VALID:
            return rows
        return rows.exclude(asking, request__status__in=ended.values()).exclude(taken_back).exclude(unheard)

    def undrawn(self) -> Self:
        """Letters that wait for their bytes."""
        return self.filter(file__isnull=True, unsigned__isnull=True, voided_at__isnull=True)

    def unsigned(self) -> Self:
        """Approved, drawn or not, and waiting for a person's signature."""
        return self.filter(signing__in=Letter.BY_HAND, file__isnull=True, voided_at__isnull=True)

    def to_sign(self) -> Self:
        """Drawn, waiting for a person's signature."""
        return self.filter(file__isnull=True, unsigned__isnull=False, voided_at__isnull=True)

    def once(self) -> Self:
        """Each number once: of the copies of a joint letter the first among these rows."""
        earlier = self.order_by().filter(register_entry=OuterRef("register_entry"), pk__lt=OuterRef("pk"))
        return self.filter(Q(copy_of__isnull=True) | ~Exists(earlier))


_IN_CASE = Q(incident__isnull=False, agency__isnull=False, complaint_answer__isnull=True)
_TO_PERSON = Q(incident__isnull=True, agency__isnull=True, complaint_answer__isnull=False)


class Letter(models.Model):
    """A letter, drawn from `content` alone; once `file` is set its bytes never change again.

    A joint letter is a row for each of its addressees, of one number, check code, content and file: the first of them, and
    copies of it.

    `draft_digest` is the digest of what was approved (without number, date, code and due), `content_digest` that of the
    whole frozen content; both SHA-256 of canonical JSON. A letter that a person signs outside waits as `unsigned` and
    is issued with its signed bytes; one that never went out is void, and so is its number.
    """

    class Signing(models.TextChoices):
        UNSIGNED = "unsigned", _("Not signed electronically")
        SEALED = "sealed", _("Sealed with the organisation's certificate")
        OUTSIDE = "outside", _("Signed in another system (such as SRIKANDI)")
        BSRE = "bsre", _("Signed through BSrE")

    BY_HAND = (Signing.OUTSIDE, Signing.BSRE)  # a person signs, and that is the issue

    kind = models.CharField(_("Kind"), max_length=30, choices=kind_choices)
    # Neither, for an answer to a complainant: it goes where the complaint goes, behind a case or none.
    incident = models.ForeignKey(
        "incidents.Incident", models.PROTECT, null=True, related_name="letters", verbose_name=_("Incident")
    )
    agency = models.ForeignKey(
        "incidents.Agency", models.PROTECT, null=True, related_name="letters", verbose_name=_("Agency")
    )
    # What it was written for: one of the three.
    request = models.ForeignKey(
        "incidents.ClarificationRequest", models.PROTECT, null=True, related_name="letters", verbose_name=_("Request")
    )
    case_letter = models.ForeignKey(
        "incidents.CaseLetter", models.PROTECT, null=True, related_name="letters", verbose_name=_("Letter of the case")
    )
    complaint_answer = models.ForeignKey(
        "incidents.ComplaintAnswer", models.PROTECT, null=True, related_name="letters", verbose_name=_("Answer")
    )
    # The act that brought it, and later the one that issued it: what is told of that act waits for these bytes.
    cause = models.ForeignKey(CaseEvent, models.PROTECT, null=True, related_name="letters", verbose_name=_("Event"))
    # The letter this one decides on, takes back or corrects.
    about = models.ForeignKey("self", models.PROTECT, null=True, related_name="later", verbose_name=_("About"))
    response = models.OneToOneField(
        "incidents.Response", models.PROTECT, null=True, related_name="letter", verbose_name=_("Response")
    )
    # The row of a joint letter to its first addressee, where this is the one to another of them.
    copy_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="copies", verbose_name=_("Copy of the joint letter")
    )
    register_entry = models.ForeignKey(
        "incidents.RegisterEntry", models.PROTECT, null=True, related_name="letters", verbose_name=_("Register entry")
    )
    issued_at = models.DateTimeField(_("Issued"), null=True)
    # Of one that a person signs: what the signature itself says. It is of the day of the letter's date, and its clock starts then.
    signed_at = models.DateTimeField(_("Time of the signature"), null=True)
    voided_at = models.DateTimeField(_("Void since"), null=True)
    check_code = models.CharField(_("Check code"), max_length=12, db_index=True)
    content = models.JSONField(_("Frozen content"))
    content_digest = models.CharField(_("Digest of the content"), max_length=64)
    draft_digest = models.CharField(_("Digest of the approved draft"), max_length=64)
    signing = models.CharField(_("Signature"), max_length=12, choices=Signing.choices, default=Signing.UNSIGNED)
    unsigned = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("File before the signature")
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("File"))
    # What it says in English, drawn with it from the same content for a body abroad: no letter itself.
    courtesy = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("Courtesy translation")
    )

    history = tracked()
    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("Letter")
        verbose_name_plural = _("Letters")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["cause"],
                condition=models.Q(file__isnull=True, unsigned__isnull=True, voided_at__isnull=True),
                name="letters_without_their_bytes",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "kind"],
                condition=models.Q(about__isnull=True, response__isnull=True, voided_at__isnull=True),
                name="one_asking_letter_of_each_kind_for_a_request",
            ),
            *(
                models.UniqueConstraint(fields=[field], condition=models.Q(copy_of__isnull=True), name=name)
                for field, name in (
                    ("register_entry", "a_number_is_of_one_letter"),
                    ("check_code", "a_check_code_is_of_one_letter"),
                    ("unsigned", "bytes_to_sign_are_of_one_letter"),
                    ("file", "bytes_are_of_one_letter"),
                )
            ),
            models.CheckConstraint(
                condition=models.Q(copy_of__isnull=True) | models.Q(case_letter__isnull=False),
                name="a_copy_is_of_a_letter_of_the_case",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="receipt", register_entry__isnull=True, response__isnull=False)
                | ~models.Q(kind="receipt") & models.Q(register_entry__isnull=False, response__isnull=True),
                name="a_letter_has_a_number_and_a_receipt_an_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(_IN_CASE, request__isnull=False, case_letter__isnull=True)
                | models.Q(_IN_CASE, request__isnull=True, case_letter__isnull=False, response__isnull=True)
                | models.Q(_TO_PERSON, request__isnull=True, case_letter__isnull=True, response__isnull=True),
                name="a_letter_belongs_to_a_request_the_case_or_a_complaint",
            ),
        ]

    def __str__(self) -> str:
        number: str = self.content["number"]
        return number

    @property
    def date(self) -> "date":
        """The date that it bears and by which it is cited. Where a person signs, the signature is of that day, or refused."""
        return date.fromisoformat(self.content["date"])

    @property
    def kind_row(self) -> letter_kinds.LetterKind:
        """All that is known of letters of this kind."""
        return letter_kinds.KINDS[self.kind]

    @property
    def is_asking(self) -> bool:
        return self.kind_row.asks

    @property
    def with_copies(self) -> list["Letter"]:
        """All rows of its number, itself among them: one, or those of a joint letter in the order of its addressees."""
        if self.register_entry_id is None:
            return [self]
        return list(Letter.objects.filter(register_entry=self.register_entry_id).order_by("pk"))

    @property
    def own_addressee(self) -> dict[str, str]:
        """Of those whom it names the one to whom this row is the letter."""
        found: list[dict[str, str]] = self.content.get("addressees") or [self.content["addressee"]]
        if len(found) == 1:
            return found[0]
        order = sorted(each.case_letter_id or 0 for each in self.with_copies)
        return found[order.index(self.case_letter_id or 0)]

    @property
    def matter(self) -> "ClarificationRequest | CaseLetter | ComplaintAnswer":
        """What it was written for: a clarification request, a letter of the case that asks nothing, an answer to a complainant."""
        matter = self.request or self.case_letter or self.complaint_answer
        return cast("ClarificationRequest | CaseLetter | ComplaintAnswer", matter)

    @property
    def to_person(self) -> bool:
        """Whether it names somebody who complained: its file lies locked, few open it, and each look is noted."""
        return self.complaint_answer_id is not None

    @property
    def filed_by(self) -> Action:
        """The move that files its signature: with it the letter is issued."""
        return FILED_BY[self.kind_row.part]

    class Standing(models.TextChoices):
        """What a letter is worth today. Derived from its request, or from the letter that takes it back; never stored."""

        VALID = "valid", _("In force")
        WAITING = "waiting", _("Awaiting signature")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REPLACED = "replaced", _("Replaced")
        BROKEN_OFF = "broken_off", _("Broken off")
        VOID = "void", _("Number void")

    ENDED: Mapping[str, Standing] = {
        RequestStatus.WITHDRAWN: Standing.WITHDRAWN,
        RequestStatus.REPLACED: Standing.REPLACED,
        RequestStatus.BROKEN_OFF: Standing.BROKEN_OFF,
    }

    @property
    def standing(self) -> "Letter.Standing":
        if self.voided_at:
            return self.Standing.VOID
        if self.issued_at is None:
            return self.Standing.WAITING
        if self.is_asking and self.request:
            return self.ENDED.get(self.request.status, self.Standing.VALID)
        if (self.case_letter and self.case_letter.ended_at) or revoker(self):
            return self.Standing.WITHDRAWN
        return self.Standing.VALID

    @property
    def waits_for_signature(self) -> bool:
        return self.signing in self.BY_HAND and self.file_id is None and self.voided_at is None
