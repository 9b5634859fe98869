"""The moves of a mail that came into the mailbox for replies: a machine takes it in, a person decides what it is."""

from collections.abc import Mapping
from enum import StrEnum

from ..translatable import _
from .acts import Action
from .offers import Thing, Weight, elsewhere, head
from .rows import BORN, OFFICER, STAYS, SYSTEM, TRUE, row
from .words import STAFF, Subject


class MailStatus(StrEnum):
    """How such a mail stands. NOTED: a machine wrote it, and nobody has to decide. LAID: it lies with a complainant's sheet."""

    WAITS = "waits"
    NOTED = "noted"
    ENTERED = "entered"
    ASIDE = "aside"
    LAID = "laid"


MAIL_STATUS_LABELS: Mapping[MailStatus, str] = {
    MailStatus.WAITS: _("Waits for a decision"),
    MailStatus.NOTED: _("Noted, nothing to decide"),
    MailStatus.ENTERED: _("Entered"),
    MailStatus.ASIDE: _("Was put aside"),
    MailStatus.LAID: _("Laid to a complainant's sheet"),
}
M, MAIL = MailStatus, Subject.INCOMING_MAIL
OF_INCOMING_MAIL = {
    Action.RECEIVE_MAIL: row(MAIL, BORN, (M.WAITS, M.NOTED), SYSTEM, _("Take in a mail"), _("A mail came in")),
    Action.ASSIGN_MAIL: row(
        MAIL,
        M.WAITS,
        STAYS,
        STAFF,
        _("Say to which letter it belongs"),
        _("Mail laid to the letter that it belongs to"),
        needs_reason=True,
        offers=head(Thing.INCOMING_MAIL, page="notifications:assign_mail"),
    ),
    # Its bytes become a file of the sheet, and nothing that it claims is left in plain.
    Action.LAY_MAIL_TO_SHEET: row(
        MAIL,
        M.WAITS,
        M.LAID,
        STAFF,
        _("Lay to a complainant's sheet"),
        _("Mail laid to a complainant's sheet"),
        needs_reason=True,
        offers=head(Thing.INCOMING_MAIL, page="notifications:lay_mail_to_sheet"),
    ),
    # By the form of whatever it turns out to be: a reply, a question, a wish for more time …
    Action.ENTER_MAIL: row(
        MAIL,
        M.WAITS,
        M.ENTERED,
        OFFICER,
        _("Enter what came by mail"),
        _("What came by mail was entered"),
        within=TRUE,
        offers=elsewhere("notifications:enter_mail"),
    ),
    Action.PUT_MAIL_ASIDE: row(
        MAIL,
        M.WAITS,
        M.ASIDE,
        STAFF,
        _("Put aside"),
        _("Mail put aside"),
        needs_reason=True,
        offers=head(Thing.INCOMING_MAIL, weight=Weight.REVOKE, page="notifications:put_mail_aside"),
    ),
    Action.TAKE_MAIL_UP: row(
        MAIL,
        (M.NOTED, M.ASIDE, M.ENTERED),
        M.WAITS,
        STAFF,
        _("Decide anew"),
        _("Mail waits for a decision again"),
        needs_reason=True,
        offers=head(Thing.INCOMING_MAIL, page="notifications:take_mail_up"),
    ),
}
