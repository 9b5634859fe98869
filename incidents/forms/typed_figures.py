"""The field for a figure as people write it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..plain import numbers
from ..plain.not_none import not_none

NOT_ZERO = _("Unknown is not zero. Leave the figure empty when nobody named one.")


class Figure(forms.CharField):
    """A number as people write it: 204.807.203, 204,8 juta, ±150rb orang. Cleans to numbers.Written above zero, or None.
    `places` are the decimals that its column keeps: a figure with more of them would be stored as another one. One that may be `free`
    is zero where that was written, in words or as a nought; its form asks of what."""

    def __init__(self, *args: Any, places: int, free: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places, self.free = places, free

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return numbers.exact(value) if value else numbers.counted(value, "", not_none(get_language()))

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        if self.free and numbers.is_free(text):
            return numbers.Written(Decimal(0))
        try:
            written = numbers.read(text)
        except ValueError:
            raise ValidationError(_("Write the figure as 204.807.203, 204,8 juta or 0,5.")) from None
        if not written.amount and not self.free:
            raise ValidationError(NOT_ZERO)
        if round(written.amount, self.places) != written.amount:
            raise ValidationError(
                _("At most %(places)d decimals are kept. Write the figure in a larger or a smaller unit."),
                params={"places": self.places},
            )
        return written
