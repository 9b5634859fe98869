"""What befell a sanction after it was decided: lifted, annulled, reduced, contested, paid, carried out; each on its day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import spans
from ..plain.measures import Befell, Turn
from .cases import Incident
from .corrections import Entry
from .record import as_told, precision, span_of, tracked
from .sanctions import Sanction


class Development(Entry):
    """One thing that befell a measure, of the ministry or of another authority, by whom and by which document.

    `amount` is in the currency of the fine: what was paid by this payment, or to what the fine was reduced. A measure that is no fine
    was reduced to what `became` says.
    """

    class Kind(models.TextChoices):
        LIFTED = Turn.LIFTED.value, _("Lifted")
        ANNULLED = Turn.ANNULLED.value, _("Annulled")
        REDUCED = Turn.REDUCED.value, _("Reduced")
        RESTORED = Turn.RESTORED.value, _("In force again as imposed")
        OBJECTED = Turn.OBJECTED.value, _("Objection or appeal filed")
        UPHELD = Turn.UPHELD.value, _("Objection or appeal rejected")
        PAID_PART = Turn.PAID_PART.value, _("Paid in part")
        PAID = Turn.PAID.value, _("Paid in full")
        CARRIED_OUT = Turn.CARRIED_OUT.value, _("Carried out")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="developments", verbose_name=_("Incident"))
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="developments", verbose_name=_("Sanction"))
    kind = models.CharField(_("What befell it"), max_length=12, choices=Kind.choices)
    befell_at = models.DateTimeField(_("When it befell"))
    befell_until = models.DateTimeField(_("When it befell, until"))
    befell_precision = precision(_("When it befell, precision"))
    befell_words = as_told()
    amount = models.DecimalField(_("Amount"), max_digits=20, decimal_places=2, null=True, blank=True)
    became = models.CharField(_("Reduced to"), max_length=160, blank=True)
    decided_by = models.CharField(_("By whom"), max_length=200, blank=True)
    document = models.CharField(_("Document or source"), max_length=300)
    grounds = models.TextField(_("Why, as it says"), blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("Development of a sanction")
        verbose_name_plural = _("Developments of sanctions")
        ordering = ["befell_at", "pk"]

    def __str__(self) -> str:
        return f"{self.sanction.measure}: {self.get_kind_display()}"

    @property
    def told(self) -> str:
        """What befell it, with the amount or what it became."""
        said = self.sanction.sum_of(self.amount) if self.amount else self.became
        return f"{self.get_kind_display()}: {said}" if said else str(self.get_kind_display())

    @property
    def befell(self) -> spans.Span | None:
        return span_of(self, "befell")

    @property
    def turn(self) -> Befell:
        return Befell(self.kind, self.befell_at, self.pk, self.amount)

    @property
    def judged_or_counted(self) -> bool:
        """Measures are counted by what became of them."""
        return True
