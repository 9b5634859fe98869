"""How long which content of a case is kept after its end: what a schedule of retention says, from a day on."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .dated import DatedRule, RuleQuerySet, one_from_each_day
from .record import tracked

LONGEST = 100  # years


class RetentionRule(DatedRule):
    """So many years after a case or a complaint ended, in whatever way, this content of it is kept no longer. Nothing goes by itself:
    what has passed its years is shown to who may propose its removal."""

    class Content(models.TextChoices):
        CASE = "case", _("All personal content of the case")
        SHEET = "sheet", _("Who complained")

    code = models.CharField(_("Code"), max_length=20)
    name = models.CharField(_("Name"), max_length=160)
    content = models.CharField(_("What is kept so long"), max_length=10, choices=Content.choices)
    years = models.PositiveSmallIntegerField(
        _("Years after the end"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    basis = models.CharField(_("Source, with its article"), max_length=300)
    verified = models.BooleanField(_("Read in its source"), default=False)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    history = tracked()
    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("Retention")
        ordering = ["code", "effective_from"]
        constraints = (
            *one_from_each_day("retention"),
            models.CheckConstraint(
                condition=Q(years__gte=1, years__lte=LONGEST), name="retention_is_a_number_of_years"
            ),
        )

    def __str__(self) -> str:
        return self.name
