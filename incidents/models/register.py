"""The register of outgoing numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .record import tracked


class RegisterEntry(models.Model):
    """One line of the outgoing register: a number given out once in a unit and year, never reused. Drills have a register
    of their own, so that the ministry's has neither a hole nor an exercise in it."""

    unit = models.ForeignKey("incidents.Unit", models.PROTECT, verbose_name=_("Unit"))
    unit_code = models.SlugField(_("Unit code"), max_length=40)
    year = models.PositiveIntegerField(_("Year"))
    drill = models.BooleanField(_("Drill"), default=False)
    sequence = models.PositiveIntegerField(_("Number in the year"))
    number = models.CharField(_("Letter number"), max_length=120)
    void_reason = models.TextField(_("Void because"), blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("Register entry")
        constraints = [
            models.UniqueConstraint(
                fields=["unit_code", "year", "drill", "sequence"], name="a_letter_number_is_given_out_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number
