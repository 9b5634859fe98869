"""To whom a letter from the record went: bodies of the directory, those of the case first, and one that is named here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .past_letters import PastLetterForm
from .unlisted_bodies import BringsBody


class NewPastLetterForm(BringsBody, PastLetterForm):
    """A letter that is entered. Whoever is named here gets it, and no part in the case, as any body that was only written to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].help_text = _(
            "Those of this case stand first; one that is not in the list is added below. Whoever is only written to has no part in it."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("follows") and cleaned.get("body_name"):
            self.add_error("follows", _("That letter went to another agency."))
        return cleaned
