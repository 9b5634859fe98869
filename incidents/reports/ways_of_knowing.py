"""By which ways the record has it that somebody knew of a thing, each in words. None says more than its act does."""

from ..translatable import _
from ..workflow import Action

SENT, ARRIVED, CAME_BACK, GIVEN_UP = "sent", "arrived", "came_back", "given_up"
HANDED, SENT_OUTSIDE, ANSWERED_OUTSIDE = "handed", "sent_outside", "answered_outside"
SHARED, OPENED, READ, DOWNLOADED, ANSWERED, DID = "shared", "opened", "read", "downloaded", "answered", "did"
WAYS = {
    SENT: _("told by mail: a mail server took it"),
    ARRIVED: _("told by mail: its mail server said that it arrived"),
    CAME_BACK: _("the mail came back"),
    GIVEN_UP: _("the mail was given up, no mail server took it"),
    HANDED: _("it was handed over to them, as somebody recorded"),
    SENT_OUTSIDE: _("it was sent to them outside Tanggap, as somebody recorded: that proves no arrival"),
    ANSWERED_OUTSIDE: _("answered it outside the portal, as somebody recorded"),
    SHARED: _("it was shared with their body"),
    OPENED: _("opened it in the portal"),
    READ: _("read it on a page"),
    DOWNLOADED: _("took a copy"),
    ANSWERED: _("answered it"),
    DID: _("worked on it"),
}
OF_MAILS = {
    Action.SEND_MESSAGE: SENT,
    Action.ARRIVE_MESSAGE: ARRIVED,
    Action.BOUNCE_MESSAGE: CAME_BACK,
    Action.GIVE_UP_MESSAGE: GIVEN_UP,
    Action.DELIVER: ARRIVED,
}
