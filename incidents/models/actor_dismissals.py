"""That a name which stands in a case is not that of the actor on the register who goes by it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .actors import KnownActor
from .cases import Incident
from .corrections import Entry
from .record import tracked


class ActorDismissal(Entry):
    """One place in a case, an assertion by its number or, without one, the words about the case, whose `name` is not `other_than`,
    and how that is known. Struck out, the actor is recognised there again. The register's own name of them stands on no page of the
    case: who reads the case need not know of them."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="actor_dismissals", verbose_name=_("Incident"))
    other_than = models.ForeignKey(KnownActor, models.PROTECT, related_name="+", verbose_name=_("Actor"))
    name = models.CharField(_("Name"), max_length=120)
    assertion_number = models.PositiveIntegerField(_("Number of the assertion"), null=True)
    why = models.CharField(_("Why"), max_length=500)

    history = tracked()

    class Meta:
        verbose_name = _("Name of somebody else")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "other_than", "assertion_number"],
                condition=Q(struck_at__isnull=True),
                name="a_name_is_dismissed_once_in_an_assertion",
            ),
            models.UniqueConstraint(
                fields=["incident", "other_than"],
                condition=Q(struck_at__isnull=True, assertion_number__isnull=True),
                name="a_name_is_dismissed_once_in_the_words_of_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"≠ {self.name}"
