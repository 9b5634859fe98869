"""Bodies outside the unit: agencies with dated names."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..plain import chains, clocks
from ..workflow import AgencyStatus
from .dated import DatedQuerySet, valid_in_order
from .record import choices, tracked
from .zones import HOME, zone_choices

if TYPE_CHECKING:
    from .people import User


class AgencyQuerySet(QuerySet["Agency"]):
    def with_names(self) -> Self:
        """With every name a body ever had, those of the doubles merged into it among them, and its successor's."""
        return self.select_related("successor").prefetch_related("names", "doubles__names", "successor__names")

    def to_pick(self) -> Self:
        """What a form offers: every body but doubles and mistakes, also those that have ended, which cases of before name."""
        return self.filter(merged_into__isnull=True, mistaken_at__isnull=True).with_names()

    def mistakes(self) -> Self:
        """Those that were entered by mistake: in the directory for whoever asks for them, nowhere else."""
        return self.filter(mistaken_at__isnull=False).with_names()

    def present(self) -> Self:
        """Bodies that exist today."""
        return self.filter(merged_into__isnull=True, ended_on__isnull=True, mistaken_at__isnull=True)

    def to_complete(self) -> Self:
        """Added where they were needed; no administrator has confirmed them yet."""
        return self.present().filter(confirmed_at__isnull=True)

    def stood_for_by(self, keys: Iterable[int]) -> Self:
        """Those of these keys, and every body before them: what they took the place of, or is one of them twice."""
        found: set[int] = set()
        new = set(keys)
        while new:
            found |= new
            followed = Q(successor__in=new) | Q(further__heir__in=new)
            before = self.filter(Q(followed, ended_on__isnull=False) | Q(merged_into__in=new))
            new = set(before.values_list("pk", flat=True)) - found
        return self.filter(pk__in=found)

    def called(self, text: str) -> Self:
        """Bodies that are called so, or once were, or whose double was."""
        own = Q(names__name__icontains=text) | Q(names__short_name__icontains=text)
        doubles = Q(doubles__names__name__icontains=text) | Q(doubles__names__short_name__icontains=text)
        return self.filter(own | doubles | Q(code__iexact=text)).distinct()


class Agency(models.Model):
    """A body outside the unit that handles the case. Its names carry dates: see AgencyName.

    Nothing of it disappears: a body that ended keeps its last name and may have a successor, a double names the body
    it was merged into.
    """

    class Kind(models.TextChoices):
        """Kinds of bodies after Art. 1 UU 27/2022 and the ministry's own statistics."""

        CENTRAL = "central", _("Central public body")
        REGIONAL = "regional", _("Regional public body")
        STATE_OWNED = "state_owned", _("State-owned or region-owned enterprise")
        PRIVATE = "private", _("Private corporation")
        INTERNATIONAL = "international", _("International organisation")
        FOREIGN = "foreign", _("Body of another state")
        CIVIL = "civil", _("Non-governmental: society, party or foundation")
        PERSON = "person", _("Natural person")

    class Sector(models.TextChoices):
        """The sectors of Art. 4 Perpres 82/2022 (vital information infrastructure), and those that leaks are also of."""

        GOVERNMENT = "government", _("Public administration")
        ENERGY = "energy", _("Energy and minerals")
        TRANSPORT = "transport", _("Transport")
        FINANCE = "finance", _("Finance")
        HEALTH = "health", _("Health")
        ICT = "ict", _("Information and communication technology")
        FOOD = "food", _("Food")
        DEFENCE = "defence", _("Defence")
        TRADE = "trade", _("Trade and online shops")
        EDUCATION = "education", _("Education")
        ELECTIONS = "elections", _("Elections and politics")
        OTHER = "other", _("Another sector")

    PUBLIC = (Kind.CENTRAL, Kind.REGIONAL)
    STATUS_WORDS = dict(choices(AgencyStatus))

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    zone = models.CharField(_("Time zone"), max_length=40, choices=zone_choices, default="Asia/Jakarta")
    kind = models.CharField(_("Kind of body"), max_length=14, choices=Kind.choices, default=Kind.CENTRAL)
    sector = models.CharField(_("Sector"), max_length=12, choices=Sector.choices, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("Parent body")
    )
    country = models.CharField(_("Country"), max_length=60, default=HOME)
    # Whom its liaison may bring in: only people with an address of the body itself.
    mail_domains = models.TextField(_("Mail domains"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=60, blank=True)
    post_address = models.CharField(_("Postal address"), max_length=300, blank=True)
    office_hours = models.CharField(_("Office hours"), max_length=120, blank=True)
    confirmed_at = models.DateTimeField(_("Confirmed"), null=True)
    ended_on = models.DateField(_("Ended on"), null=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="predecessors", verbose_name=_("Successor")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="doubles", verbose_name=_("Double of")
    )
    mistaken_at = models.DateTimeField(_("Entered by mistake"), null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()
    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Agency")
        verbose_name_plural = _("Agencies")
        ordering = ["code"]
        constraints = [
            *(
                models.CheckConstraint(condition=~Q(**{link: models.F("pk")}), name=f"an_agency_is_not_its_own_{link}")
                for link in ("parent", "successor", "merged_into")
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(ended_on__isnull=False), name="who_has_a_successor_has_ended"
            ),
            models.CheckConstraint(
                condition=Q(mistaken_at__isnull=True) | Q(ended_on__isnull=True, merged_into__isnull=True),
                name="a_mistake_has_not_ended_and_is_no_double",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        return reverse("incidents:agency", args=[self.pk])

    def proposed_by(self, user: "User") -> bool:
        """Whether `user` added it where it was needed, and nobody has confirmed it yet."""
        added = self.history.filter(history_type="+", history_user=user.pk)
        return self.confirmed_at is None and bool(added.exists())

    @property
    def is_bound(self) -> bool:
        """Whether this country's law gives it duties: all but a body of another state. Art. 1 UU 27/2022 names international organisations."""
        return self.kind != self.Kind.FOREIGN

    @property
    def status(self) -> AgencyStatus:
        if self.mistaken_at:
            return AgencyStatus.MISTAKEN
        if self.merged_into_id:
            return AgencyStatus.MERGED
        if self.ended_on:
            return AgencyStatus.ENDED
        return AgencyStatus.REGISTERED if self.confirmed_at else AgencyStatus.PROPOSED

    def get_status_display(self) -> str:
        return str(self.STATUS_WORDS[self.status])

    def has_ended(self, day: date) -> bool:
        """Whether it exists no more on `day`, or never did: nobody may be written to, and nobody answers for it."""
        return bool(self.merged_into_id or self.mistaken_at) or bool(self.ended_on and self.ended_on <= day)

    @property
    def addressee(self) -> "Agency | None":
        """The body to write to: itself while it exists, else its successor; None where nobody is left."""
        found = self.heir if self.ended_on or self.merged_into_id else self
        return found if found and not found.ended_on else None

    @property
    def heir(self) -> "Agency | None":
        """The body that stands for it now wherever nobody said otherwise: its first successor, or that one's; None when there is none."""
        found = chains.walked(self, lambda body: body.merged_into or body.successor)
        return found[-1] if found[1:] else None

    @property
    def heirs(self) -> "list[Agency]":
        """Every body that has taken its place, or a part of it, since."""
        return chains.all_of(self, lambda body: body.followed_by)[1:]

    @property
    def followed_by(self) -> "list[Agency]":
        """The bodies right after it: the one whose double it is, or its successors, first the one that stands for it wherever nobody
        said otherwise."""
        if self.merged_into:
            return [self.merged_into]
        return [self.successor, *(row.heir for row in self.further.all())] if self.successor else []

    @property
    def present_heirs(self) -> "list[Agency]":
        """Those of its heirs that exist: whoever means to write to it chooses among them."""
        return [body for body in self.heirs if not (body.merged_into_id or body.ended_on)]

    def becomes(self, other: "Agency") -> bool:
        """Whether `other` is this body, the one whose double it is, a successor, or that one's."""
        return other == self or other in self.heirs

    @cached_property
    def every_name(self) -> "list[AgencyName]":
        """All names it ever had, and those of the doubles merged into it."""
        return [name for body in (self, *self.doubles.all()) for name in body.names.all()]

    @property
    def words(self) -> set[str]:
        """Every name and short name of every_name."""
        return {word for name in self.every_name for word in (name.name, name.short_name)}

    @property
    def once_called(self) -> list[str]:
        """Short names by which it is known beside today's, in order."""
        return [n for n in dict.fromkeys(name.short_name for name in self.every_name) if n != self.short_name]

    @property
    def picked_as(self) -> str:
        """How it stands among the choices of a form: found by its former names too, and it says when it has ended."""
        found = self.short_name
        if self.once_called:
            found += " " + gettext("(also %(names)s)") % {"names": ", ".join(self.once_called)}
        if self.ended_on:
            found += " · " + gettext("ended")
        elif not self.confirmed_at:
            found += " · " + gettext("to be completed")
        return found

    def name_on(self, day: date) -> "AgencyName | None":
        """The AgencyName in force on `day`; before the first, the first; after the last, the last: none is ever nameless."""
        names = sorted(self.names.all(), key=lambda name: name.valid_from) if self.pk else []
        begun = [name for name in names if name.valid_from <= day]
        return begun[-1] if begun else next(iter(names), None)

    @property
    def domains(self) -> list[str]:
        return [line.strip().lower() for line in self.mail_domains.splitlines() if line.strip()]

    def short_name_at(self, instant: datetime) -> str:
        """The short name in force at `instant`, by the calendar of Asia/Jakarta."""
        name = self.name_on(clocks.day(instant))
        return name.short_name if name else self.code

    @cached_property
    def _name_today(self) -> "AgencyName | None":
        return self.name_on(clocks.day(timezone.now()))

    @property
    def name(self) -> str:
        return self._name_today.name if self._name_today else self.code

    @property
    def short_name(self) -> str:
        return self._name_today.short_name if self._name_today else self.code


class AgencyName(models.Model):
    """What an agency is called, the office a letter is addressed to and how that speaks to it, from one day up to another.
    `institution` stands under that office in place of the name, of which it says part once more; `attention` is whom it is for
    there ("u.p.")."""

    WORDS = ("name", "short_name", "head_office", "institution", "place", "salutation", "attention")
    SALUTATIONS = ("Saudara", "Bapak", "Ibu", "Bapak/Ibu", "Yang Mulia")  # offered; others may be typed

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="names", verbose_name=_("Agency"))
    name = models.CharField(_("Name"), max_length=200)
    short_name = models.CharField(_("Short name"), max_length=60)
    head_office = models.CharField(_("Office addressed"), max_length=200)
    institution = models.CharField(_("Institution under the office"), max_length=200, blank=True)
    place = models.CharField(_("Place"), max_length=80, default="Jakarta")
    salutation = models.CharField(_("Salutation"), max_length=40, blank=True)
    attention = models.CharField(_("For the attention of (u.p.)"), max_length=200, blank=True)
    valid_from = models.DateField(_("Valid from"))
    valid_to = models.DateField(_("Valid to"), null=True, blank=True)

    history = tracked()
    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Agency name")
        ordering = ["agency", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "valid_from"], name="one_agency_name_from_each_day"),
            valid_in_order("agency_name_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.name
