"""Bodies whose data or services a failure at another one reached: hundreds at once, without a letter to each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..workflow import AffectedStatus
from .agencies import Agency
from .cases import Incident
from .corrections import Entry
from .record import choices, tracked


class AffectedBody(Entry):
    """One body that a case affects, as it was named: what of it is affected, and how it stands there now.

    It plays no part in the case and is asked nothing until somebody chooses it; `agency` is the body on file that it is,
    None while nobody has said. Struck, it is no longer one of them, and may be listed again.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="affected", verbose_name=_("Incident"))
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Agency")
    )
    name = models.CharField(_("Affected body"), max_length=200)
    kind = models.CharField(_("Kind of body"), max_length=14, choices=Agency.Kind.choices, blank=True)
    data = models.CharField(_("What is affected"), max_length=300, blank=True)
    state = models.CharField(
        _("State"), max_length=12, choices=choices(AffectedStatus), default=AffectedStatus.SUSPECTED.value
    )
    note = models.CharField(_("Note"), max_length=300, blank=True)

    history = tracked()

    class Meta:
        verbose_name = _("Affected body")
        verbose_name_plural = _("Affected bodies")
        ordering = ["incident", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "name"],
                condition=models.Q(struck_at__isnull=True),
                name="a_body_is_affected_once_in_a_case",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def judged_or_counted(self) -> bool:
        """A case says how many bodies it affects."""
        return True
