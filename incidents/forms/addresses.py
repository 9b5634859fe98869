"""A mail address, refused at the door when no relay takes it, or when it is nobody's mailbox."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..plain import mail_addresses, signs
from ..plain.mail_addresses import Doubtful

WHY = {
    Doubtful.LOCAL: _("This is a name of one machine, not of the internet: write the domain, such as kpu.go.id."),
    Doubtful.LITERAL: _("A number stands where the domain should: write its name, such as kpu.go.id."),
    Doubtful.LOOK_ALIKE: _(
        "The domain mixes letters of several scripts, and looks like another: type it anew in its own."
    ),
}


class Email(forms.EmailField):
    """An address that mail can be sent to."""

    def clean(self, value: Any) -> str:
        address = super().clean(signs.one_line(value) if isinstance(value, str) else value)
        if address:
            try:
                mail_addresses.of_somebody(address)
            except mail_addresses.Unsendable:
                raise ValidationError(
                    _("No mail reaches this address: before the @ stand letters a to z, digits and . _ - + only.")
                ) from None
            except Doubtful as doubt:
                raise ValidationError(WHY[doubt.why], code=doubt.why) from None
        return address
