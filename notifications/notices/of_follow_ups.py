"""What is told around what follows a letter of the case: what its body sends back, each by what it is, and what the ministry says to that."""

from incidents.models import FollowUp
from incidents.translatable import _
from incidents.workflow import Action

from .notice import AGENCY, OFFICER, SUPERVISORS, Kind, Notice

SAID = FollowUp.Kind
OF_DEEDS = (SAID.REPORT, SAID.NOTHING)


def _came(kind: Kind, label: str, *said: str) -> Notice:
    """The body sends it back itself: whoever works on the case reads it, when they next look."""
    after = Action.REPORT_BACK
    return Notice(
        kind, OFFICER, label, after=after, said=said, words="reported_back", once_done="reviewed", routine=True
    )


def _to_decide(kind: Kind, label: str, said: str, after: Action, *, words: str = "") -> Notice:
    """A supervisor decides on it: it waits for no digest, and of what the ministry typed in itself whoever did so is not told."""
    typed_in = after == Action.RECORD_FOLLOW_UP
    told = OFFICER + SUPERVISORS
    return Notice(kind, told, label, after=after, said=(said,), words=words, once_done="decided", to_others=typed_in)


OF_FOLLOW_UPS = (
    _came(Kind.REPORTED_BACK, _("A body reported back"), *OF_DEEDS),
    _came(Kind.WROTE_BACK, _("A body wrote back on a letter"), SAID.RECEIPT, SAID.RESULT, SAID.WORD),
    Notice(
        Kind.RECORDED_BACK,
        OFFICER,
        _("What a body sent back was recorded"),
        after=Action.RECORD_FOLLOW_UP,
        said=(*OF_DEEDS, SAID.RECEIPT, SAID.RESULT, SAID.WORD),
        words="reported_back",
        once_done="reviewed",
        routine=True,
        to_others=True,
    ),
    _to_decide(Kind.OBJECTED, _("A body objects to a letter"), SAID.OBJECTS, Action.REPORT_BACK),
    _to_decide(
        Kind.OBJECTION_RECORDED,
        _("An objection to a letter was recorded"),
        SAID.OBJECTS,
        Action.RECORD_FOLLOW_UP,
        words="objected",
    ),
    _to_decide(Kind.TIME_WISHED, _("A body asks for more time to do it"), SAID.WISH, Action.REPORT_BACK),
    _to_decide(
        Kind.TIME_WISH_RECORDED,
        _("A wish for more time to do it was recorded"),
        SAID.WISH,
        Action.RECORD_FOLLOW_UP,
        words="time_wished",
    ),
    Notice(Kind.MORE_ASKED, AGENCY, _("Asked to complete what was done"), after=Action.ASK_MORE, once_done="decided"),
    Notice(Kind.POSTPONED, AGENCY, _("More time to do it"), after=Action.POSTPONE, once_done="decided"),
    Notice(
        Kind.MORE_TIME_STRUCK,
        AGENCY,
        _("More time to do it taken back"),
        after=Action.STRIKE_MORE_TIME,
        once_done="untold",
    ),
    Notice(Kind.TURNED_DOWN, AGENCY, _("Objection or wish declined"), after=Action.TURN_DOWN, once_done="decided"),
    Notice(Kind.RELEASED, AGENCY, _("What a letter asks for released"), after=Action.WAIVE),
    Notice(Kind.REJUDGED, AGENCY, _("Judgement taken back"), after=Action.UNSETTLE, once_done="untold"),
)
