"""Letters that went out before or outside the product, and what came back: entered as they were, from paper or from mail."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import letter_kinds, spans
from . import cited
from .agencies import Agency
from .arrival import Sending
from .cases import Incident
from .corrections import Entry
from .evidence import Evidence
from .follow_ups import FollowUp
from .languages import Language
from .outside_words import OutsideWord
from .record import as_told, precision, span_of, tracked
from .replies import Response

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from .work import Commitment


OTHER = "other"  # of a kind that no letter has today


def past_kinds() -> "list[tuple[str, StrPromise]]":
    """What a letter of before may be: every kind of today's letters to a body, and another one. Named by this function, as a
    column's choices: a new kind of letter is one of the past too, and no migration."""
    return [*((kind.code, _(kind.label)) for kind in letter_kinds.OF_THE_RECORD), (OTHER, _("Other letter"))]


class PastLetter(Entry):
    """A letter that went out outside the product: of a past case, or of one that is worked on. It has no number of the product's
    register, no clock and no mail; how it was answered follows from the days that were typed (plain.punctuality).

    `asked` holds its questions, one per line; `period` the time it gave, in its own words, `due` the day that it set.
    """

    ASKING = letter_kinds.ASKING  # an answer is owed

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="past_letters", verbose_name=_("Incident"))
    kind = models.CharField(_("Kind"), max_length=30, choices=past_kinds)
    number = models.CharField(_("Letter number"), max_length=120, blank=True)
    dated_at = models.DateTimeField(_("Date of the letter"))
    dated_until = models.DateTimeField(_("Date of the letter, until"), null=True)
    dated_precision = precision(_("Date of the letter, precision"))
    dated_words = as_told()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="past_letters", verbose_name=_("Addressed to"))
    office = models.CharField(_("Office addressed"), max_length=200, blank=True)
    channel = models.CharField(_("Channel"), max_length=10, choices=Sending.Channel.choices)
    subject = models.CharField(_("Subject of the letter"), max_length=200, blank=True)
    asked = models.TextField(_("What it asked"), blank=True)
    period = models.CharField(_("Time it gave, in its own words"), max_length=200, blank=True)
    due_at = models.DateTimeField(_("Due"), null=True, blank=True)
    due_until = models.DateTimeField(_("Due until"), null=True)
    due_precision = precision(_("Due, precision"))
    due_words = as_told()
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followers", verbose_name=_("Next letter after")
    )
    source = models.CharField(_("Source"), max_length=300, blank=True)
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Scan")
    )

    history = tracked()

    class Meta:
        verbose_name = _("Letter from the record")
        verbose_name_plural = _("Letters from the record")
        ordering = ["dated_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(follows=models.F("pk")), name="a_letter_follows_another_one"),
            models.UniqueConstraint(
                "incident",
                "agency",
                cited.key_of("number"),
                condition=~models.Q(number="") & models.Q(struck_at__isnull=True),
                name="a_letter_is_entered_once_for_each_addressee",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.get_kind_display())

    @property
    def judged_or_counted(self) -> bool:
        """Whom the ministry asked, warned, referred to: an outcome says so."""
        return True

    @property
    def dated(self) -> spans.Span | None:
        return span_of(self, "dated")

    @property
    def due(self) -> spans.Span | None:
        return span_of(self, "due")

    @property
    def tells_only(self) -> bool:
        """Whether letters of its kind ask nothing."""
        return self.kind != OTHER and letter_kinds.KINDS[self.kind].tells_only

    @property
    def speaks_of(self) -> "tuple[str, ...]":
        """The kinds of letters whose due a letter of its kind moves, or that it takes back; none for most."""
        return letter_kinds.SPEAKS_OF.get(self.kind, ())

    @property
    def asks_for_deeds(self) -> bool:
        """Whether letters of its kind ask that things be done: a commitment each, typed in as any other."""
        return self.kind in letter_kinds.DEMANDING

    @property
    def points(self) -> "list[Commitment]":
        """What it asks for, as far as that was typed in."""
        return [each for each in self.demands.all() if not each.struck_at]

    @property
    def questions(self) -> list[tuple[int, str]]:
        """(number, question), as it asked them."""
        return list(enumerate((line.strip() for line in self.asked.splitlines() if line.strip()), start=1))


class PastReply(Entry):
    """What came back to such a letter. `answers` are [{"number": of the question, "text": what it says}]; `language` is
    what it was written in, empty for Indonesian, and `translation` the ministry's own words for it. `ground` is why it declines, empty
    where the file does not say. Of one that asks about the letter `answer` is what the ministry answered, `settled` when, and `effect`
    what came of it for the due, each empty where the file does not say: the letter that gave more time is one of its own."""

    class Kind(models.TextChoices):
        INTERIM = "interim", _("Word that an answer will come")
        PART = "part", _("Answers in part")
        FULL = "full", _("Answers in full")
        DENIAL = "denial", _("Denial: nothing leaked from them")
        NOT_HELD = "not_held", _("Data not held")
        DECLINED = "declined", _("Declines to answer")
        ASKED_BACK = "asked_back", _("Asks about the letter")
        ADDRESSEE = OutsideWord.Kind.ADDRESSEE.value, OutsideWord.Kind.ADDRESSEE.label
        ADDRESS = OutsideWord.Kind.ADDRESS.value, OutsideWord.Kind.ADDRESS.label
        RECEIPT = FollowUp.Kind.RECEIPT.value, FollowUp.Kind.RECEIPT.label
        RESULT = FollowUp.Kind.RESULT.value, FollowUp.Kind.RESULT.label
        REPORT = FollowUp.Kind.REPORT.value, FollowUp.Kind.REPORT.label
        NOTHING = FollowUp.Kind.NOTHING.value, FollowUp.Kind.NOTHING.label
        OBJECTS = FollowUp.Kind.OBJECTS.value, FollowUp.Kind.OBJECTS.label
        WISH = FollowUp.Kind.WISH.value, FollowUp.Kind.WISH.label
        WORD = FollowUp.Kind.WORD.value, FollowUp.Kind.WORD.label

    class Effect(models.TextChoices):
        STAYS = "stays", _("The due stays as it is")
        MORE = "more", _("More time was given")

    # Each answers all that the letter asked; to decline, or to ask back, answers nothing of it, nor does what comes back of itself.
    ANSWERS = (Kind.FULL, Kind.DENIAL, Kind.NOT_HELD)
    # to a letter that owes no answer: what was done, what came of it
    FOLLOW_UPS = (Kind.RESULT, Kind.REPORT, Kind.NOTHING)
    SHOWS = (Kind.RESULT, Kind.REPORT)  # that something was done
    OF_ANOTHER = (Kind.ADDRESSEE, Kind.ADDRESS)
    # Whoever answers, will answer, declines to, or asks for time to do so, is the one to ask.
    OWNS = (Kind.INTERIM, Kind.PART, *ANSWERS, Kind.DECLINED, Kind.WISH)

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="past_replies", verbose_name=_("Incident"))
    letter = models.ForeignKey(PastLetter, models.PROTECT, related_name="replies", verbose_name=_("Letter"))
    kind = models.CharField(_("Kind of reply"), max_length=10, choices=Kind.choices)
    ground = models.CharField(_("Declined because of"), max_length=13, choices=Response.Ground.choices, blank=True)
    number = models.CharField(_("Number of the reply"), max_length=120, blank=True)
    received_at = models.DateTimeField(_("Received"))
    received_until = models.DateTimeField(_("Received until"), null=True)
    received_precision = precision(_("Received, precision"))
    received_words = as_told()
    channel = models.CharField(_("Channel"), max_length=10, choices=Sending.Channel.choices)
    signed_by = models.CharField(_("Signed by"), max_length=200, blank=True)
    office = models.CharField(_("Position"), max_length=200, blank=True)
    text = models.TextField(_("What it says"), blank=True)
    answers = models.JSONField(_("Answers"), default=list, blank=True)
    language = models.CharField(_("Language of the answer"), max_length=3, choices=Language.choices, blank=True)
    translation = models.TextField(_("Translation of the ministry"), blank=True)
    answer = models.TextField(_("Answer of the ministry"), blank=True)
    settled_at = models.DateTimeField(_("When it was answered"), null=True, blank=True)
    settled_until = models.DateTimeField(_("When it was answered, until"), null=True)
    settled_precision = precision(_("When it was answered, precision"))
    settled_words = as_told()
    effect = models.CharField(_("Effect on the due"), max_length=5, choices=Effect.choices, blank=True)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Scan")
    )

    history = tracked()

    class Meta:
        verbose_name = _("Reply from the record")
        verbose_name_plural = _("Replies from the record")
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "letter",
                cited.key_of("number"),
                condition=~models.Q(number="") & models.Q(struck_at__isnull=True),
                name="a_reply_is_entered_once_to_each_letter",
            ),
            models.CheckConstraint(
                condition=models.Q(translation="") | ~models.Q(language=""), name="a_translated_reply_says_its_language"
            ),
            models.CheckConstraint(
                condition=models.Q(ground="") | models.Q(kind="declined"), name="a_ground_is_of_a_reply_that_declines"
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", settled_at__isnull=True, effect="")
                | models.Q(kind="asked_back") & ~models.Q(answer=""),
                name="the_ministry_answers_who_asks_about_its_letter",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True) | models.Q(settled_until__gt=models.F("received_at")),
                name="who_asks_about_a_letter_is_answered_after_that",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.get_kind_display())

    @property
    def judged_or_counted(self) -> bool:
        """That nobody replied is an outcome."""
        return True

    @property
    def received(self) -> spans.Span | None:
        return span_of(self, "received")

    @property
    def settled(self) -> spans.Span | None:
        """When the ministry answered what it asks, as exactly as that is known."""
        return span_of(self, "settled")

    @property
    def answered(self) -> list[tuple[int, str]]:
        """(number of the question, what the reply says to it)."""
        return [(each["number"], each["text"]) for each in self.answers]


def in_force(incident: Incident, kind: letter_kinds.LetterKind) -> models.QuerySet[PastLetter]:
    """The letters of `kind` that were entered in the case and that no letter entered after them revokes."""
    rows = PastLetter.objects.filter(incident=incident)
    revoked = rows.filter(kind=letter_kinds.REVOCATION.code, follows__isnull=False).values("follows")
    return rows.filter(kind=kind.code).exclude(pk__in=revoked)


def scans_of(piece: Evidence | None) -> list[str]:
    """The SHA-256 (hex) of each file that shows a letter or a reply: of the piece that it names, and of what is laid to that."""
    return [each.file.sha256 for each in piece.with_annexes if each.file] if piece else []


def answer_words(answers: list[dict[str, Any]]) -> str:
    """The answers of a reply in one text, for the history."""
    return "\n".join(f"{each['number']}. {each['text']}" for each in answers)
