"""The moves around what a body says of a letter outside the portal and that answers nothing: that too is kept when the letter asks no more."""

from ..translatable import _
from .acts import Action
from .of_replies import ONCE_ASKED
from .offers import Thing, alarm, head
from .rows import OFFICER, STAYS, TRUE, on_request

OF_OUTSIDE_WORDS = {
    Action.RECORD_REDIRECT: on_request(
        ONCE_ASKED,
        STAYS,
        OFFICER,
        _("Record “not for us” from outside"),
        _("“Not for us” from outside recorded"),
        within=TRUE,
        offers=head(Thing.REQUEST),
    ),
    Action.RECORD_RECEIPT: on_request(
        ONCE_ASKED,
        STAYS,
        OFFICER,
        _("Record a receipt from outside"),
        _("Receipt from outside recorded"),
        within=TRUE,
        offers=(head(Thing.REQUEST), alarm(Thing.REQUEST, 3, icon="envelope-open")),
    ),
}
