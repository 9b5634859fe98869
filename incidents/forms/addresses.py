"""Mail addresses and domains, refused at the door when no relay takes them, or when they are nobody's mailbox."""

import re
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

DOMAIN = re.compile(r"(?=.{4,120}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}")


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


def domains_of(text: str) -> str:
    """Mail domains as they are kept, one a line. Raises ValidationError for what is none."""
    lines = [line.strip().lower() for line in re.split(r"[\n;,]", text) if line.strip()]
    for line in lines:
        if not DOMAIN.fullmatch(line):
            raise ValidationError(_("“%(line)s” is not a domain such as kpu.go.id."), params={"line": line[:60]})
    return "\n".join(dict.fromkeys(lines))


class MailDomains(forms.CharField):
    """Domains of a body's own addresses, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mail domains"))
        kwargs.setdefault("help_text", _("One domain a line."))
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=1000, **kwargs)

    def clean(self, value: Any) -> str:
        return domains_of(super().clean(value))
