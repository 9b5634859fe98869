"""Pages of what follows a letter of the result: the body reports, the ministry records, asks to complete, gives more time."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ..actions import follow_ups as verbs
from ..actions import more_time_struck
from ..actions import points_kept as points
from ..forms import Guarded, KeepSeveralForm, PostponeForm, ReasonForm, RecordFollowUpForm, ReportBackForm
from ..models import AccessEntry, CaseLetter, FollowUpFile
from ..models.points import open_points
from ..plain import clocks, dates
from ..record import access_log
from ..workflow import Action
from .base import SignedIn, send
from .button_facts import FACTS
from .buttons import points_kept
from .case_letter_page import LetterOfCase
from .deed_page import Head, TakesScan


class _OfResult(LetterOfCase):
    """A deed on a letter that awaits something. Where it does not, or not any more, its page leads to the letter's own."""

    def elsewhere(self) -> str:
        idle = self.request.method != "POST" and not FACTS[self.action](self.on)
        return self.as_it_stands() if idle else ""


def _more_time(letter: CaseLetter) -> str:
    said = _("For everything that is still outstanding. The letter keeps the day that it names.")
    dues, now = [each.in_time_until for each in letter.owed if each.in_time_until], timezone.now()
    over = [due_at for due_at in dues if clocks.passed(due_at, now)]
    if not over:
        return said
    due = dates.instant_in_words(min(over), get_language() or "id")
    late = _("The due %(due)s has passed: what is done after it stays late.") % {"due": due}
    return f"{said} {late}"


class _ReportBack(_OfResult):
    """The body's own page."""

    layout = "visitor.html"
    template_name = "incidents/portal/report_back.html"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"name": self.request.user.name}

    def head(self) -> Head:
        return Head(self.label(), self.label(), sentence=self.sentence())

    def label(self) -> str:
        return super().label() if self.on.comes_back else _("Object to the letter")


def _what_is_read(letter: CaseLetter) -> str:
    if letter.comes_back:
        return _(
            "You may report more than once, as things are done. The ministry reads each report and says what is missing."
        )
    return _(
        "The letter stays in force until the ministry has decided. What it decides stands on the page of the letter."
    )


report_back = _ReportBack.page(Action.REPORT_BACK, verbs.report_back, ReportBackForm, lead=_what_is_read)


class _RecordFollowUp(TakesScan, _OfResult):
    pass


record_follow_up = _RecordFollowUp.page(Action.RECORD_FOLLOW_UP, verbs.record_follow_up, RecordFollowUpForm)
ask_more = _OfResult.page(
    Action.ASK_MORE, verbs.ask_more, ReasonForm, lead=gettext_lazy("The body reads it on its page and is told by mail.")
)
postpone = _OfResult.page(
    Action.POSTPONE,
    verbs.postpone,
    PostponeForm,
    lead=_more_time,
)


strike_more_time = _OfResult.page(
    Action.STRIKE_MORE_TIME,
    more_time_struck.strike_more_time,
    ReasonForm,
    lead=gettext_lazy(
        "The last more time that was given is struck: what is outstanding is owed by the due that it had before. The body reads why, "
        "and is told by mail where it was told of the more time. What is right is given anew."
    ),
)


def _what_stays(letter: CaseLetter) -> str:
    if letter.asks_for_deeds:
        return _(
            "What the letter asks for stays owed by its due. The body reads why, and is told by mail. Where it is right, give more time or "
            "release the point instead."
        )
    return _(
        "The letter stays in force. The body reads why, and is told by mail. Where it is right, take the letter back instead."
    )


turn_down = _OfResult.page(Action.TURN_DOWN, verbs.turn_down, ReasonForm, lead=_what_stays)


class _KeepSeveral(LetterOfCase):
    """Which points were done: those stay owed that are not ticked, and the next page says which they are."""

    asks = True

    def elsewhere(self) -> str:
        idle = self.request.method != "POST" and points_kept(self.on, self.request.user) is None
        return self.as_it_stands() if idle else ""

    def perform(self, form: Guarded, **approved: str) -> CaseLetter:
        letter: CaseLetter = super().perform(form, **approved)
        if still := list(open_points(letter)):
            words = _("Still owed, with the due that it has: %(points)s.")
            messages.info(self.request, words % {"points": "; ".join(owed.what for owed in still)})
        return letter

    def label(self) -> str:
        return _("Several points were done")


keep_points = _KeepSeveral.page(Action.KEEP, points.keep_several, KeepSeveralForm)


def follow_up_file(request: SignedIn, pk: int) -> FileResponse:
    """A file that a body sent with its report."""
    found = get_object_or_404(FollowUpFile.objects.visible_to(request.user).select_related("file"), pk=pk)
    response = send(found.file)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return response
