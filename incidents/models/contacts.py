"""Where the mail of a body goes: its contacts, which are no accounts."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..plain import clocks
from .agencies import Agency
from .dated import DatedQuerySet
from .record import tracked

CONFIRM_AFTER = timedelta(days=180)  # an address that nobody has confirmed for so long is asked after


class Contact(models.Model):
    """Where an agency's mail goes. A contact is not an account: a letter works by mail alone.

    `exercise`: it also gets what is mailed in a drill. Any other address gets that only when whoever approves the letter
    has confirmed the very address.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="contacts", verbose_name=_("Agency"))
    office = models.CharField(_("Office"), max_length=200)
    name = models.CharField(_("Name"), max_length=200, blank=True)
    email = models.EmailField(_("E-mail"))
    phone = models.CharField(_("Telephone"), max_length=60, blank=True)
    is_ppdp = models.BooleanField(_("Data protection officer (PPDP)"), default=False)
    deputy_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name=_("Deputy of")
    )
    exercise = models.BooleanField(_("Takes part in drills"), default=False)
    confirmed_at = models.DateTimeField(_("Confirmed"), null=True, blank=True)
    valid_from = models.DateField(_("Valid from"))
    valid_to = models.DateField(_("Valid to"), null=True, blank=True)

    # What its address was before it was corrected, in small letters; given by who asks whom a mail goes to.
    addresses_before: set[str]

    history = tracked()
    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Contact")
        ordering = ["agency", "pk"]
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                "agency",
                condition=models.Q(valid_to__isnull=True),
                name="one_present_contact_for_each_address_of_an_agency",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="contact_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} <{self.email}>"

    @property
    def status(self) -> str:
        return "ended" if self.valid_to else "current"

    def is_stale(self, at: datetime) -> bool:
        """True when nobody has said for CONFIRM_AFTER that this address is still right."""
        since = self.confirmed_at or clocks.day_begins(self.valid_from)
        return at - since > CONFIRM_AFTER
