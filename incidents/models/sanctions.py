"""Sanctions: which regime allows which measures from when on, and what was imposed on whom in a case."""

from decimal import Decimal

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..plain import measures, numbers, spans
from ..plain.not_none import not_none
from .agencies import Agency
from .cases import Incident
from .corrections import Entry
from .dated import DatedRule, RuleQuerySet, one_from_each_day
from .record import as_told, precision, span_of, tracked


class SanctionRegime(DatedRule):
    """Who may impose which measures by which law, from which day to which. Measures of one regime are not another's."""

    code = models.SlugField(_("Code"), max_length=40)
    name = models.CharField(_("Name"), max_length=160)
    basis = models.CharField(_("Legal basis"), max_length=200)
    imposed_by = models.CharField(_("Imposed by"), max_length=160)
    measures = models.JSONField(_("Measures"))
    fines = models.JSONField(_("Measures that are fines"), default=list)
    reprimands = models.JSONField(_("Measures that are reprimands"), default=list)
    # Each with the full title of what it stands in; none: the ministry gives no reprimand by this regime.
    reprimand_basis = models.JSONField(_("What a letter of reprimand cites"), default=list)
    # As its law lists them, see plain.provisions.
    provisions = models.JSONField(_("Provisions whose violation it sanctions"), default=list)
    note = models.TextField(_("Note"), blank=True)

    history = tracked()
    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sanction regime")
        ordering = ["code", "effective_from"]
        constraints = one_from_each_day("regime")

    def __str__(self) -> str:
        return self.name

    @property
    def written_reprimand(self) -> str:
        """What it calls the reprimand that a letter gives; "" where it knows none."""
        return next((each for each in self.reprimands if measures.may_be_a_letter(each)), "")


class Sanction(Entry):
    """A measure imposed on a body in this case, by whom and by which document. Regime and measure as text of that day.

    `regime` None: another authority imposed it by a law of its own (a foreign one, a council of ethics), which `basis` names. It is
    no sanction of the ministry's, and counted apart. `amount` is that of a fine, in a `currency` of ISO 4217.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="sanctions", verbose_name=_("Incident"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("Agency"))
    regime = models.ForeignKey(
        SanctionRegime, models.PROTECT, null=True, related_name="+", verbose_name=_("Sanction regime")
    )
    basis = models.CharField(_("Legal basis"), max_length=200)
    measure = models.CharField(_("Measure"), max_length=160)
    amount = models.DecimalField(_("Amount"), max_digits=20, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("Currency"), max_length=3, blank=True)
    decided_by = models.CharField(_("Decided by"), max_length=200)
    document = models.CharField(_("Document"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("Decided"))
    decided_until = models.DateTimeField(_("Decided until"))
    decided_precision = precision(_("Decided, precision"))
    decided_words = as_told()
    note = models.TextField(_("Note"), blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("Sanction")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True, currency="")
                | models.Q(amount__isnull=False) & ~models.Q(currency=""),
                name="an_amount_names_its_currency",
            ),
        ]

    def __str__(self) -> str:
        return self.measure

    @property
    def told(self) -> str:
        """The measure, and the amount of a fine."""
        return f"{self.measure} ({self.sum_of(self.amount)})" if self.amount else self.measure

    def sum_of(self, amount: Decimal) -> str:
        """An amount in the currency of its fine, as the reader writes numbers."""
        return f"{self.currency} {numbers.exact(amount, not_none(get_language()))}"

    @property
    def of_another_authority(self) -> bool:
        return self.regime_id is None

    @property
    def judged_or_counted(self) -> bool:
        """Outcomes with a sanction say it, and cases are counted by it."""
        return True

    @property
    def decided(self) -> spans.Span | None:
        return span_of(self, "decided")
