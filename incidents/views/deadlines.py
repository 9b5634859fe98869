"""More time: an agency asks for it, the ministry gives or refuses it."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import deadlines, letter_decisions
from ..forms import (
    AskExtensionForm,
    ExtendForm,
    ReasonForm,
)
from ..models import ExtensionRequest
from ..plain import letter_kinds
from ..workflow import Action
from .base import require
from .clarifications import AGENCY_PAGE, deed_page, visible
from .letter_decisions import letter_page

DAY = timedelta(days=1)


def ask_extension(request, pk):
    """The agency asks for more time."""
    require(request, Action.ASK_EXTENSION)
    clarification = visible(request, pk)
    due_at = clarification.deadline_rows[-1].due_at if clarification.deadline_rows else timezone.now()
    form = AskExtensionForm(
        request.POST or None,
        due_at=due_at,
        initial={"seen": clarification.version, "wished_at": timezone.localtime(due_at + DAY)},
    )

    def act(data):
        deadlines.ask_extension(clarification, by=request.user, **data)

    lead = _("Decided by the supervisor at the ministry. The due does not change before there is a decision.")
    return deed_page(request, clarification, Action.ASK_EXTENSION, form, act, AGENCY_PAGE, lead=lead)


def _wish(clarification):
    return clarification.extension_requests.filter(decision=ExtensionRequest.Decision.PENDING).first()


def extend(request, pk):
    """Grant more time, asked for or not. A new row on the clock; the first due stays."""
    require(request, Action.EXTEND)
    clarification = visible(request, pk)
    present, wish = (
        clarification.deadline_rows[-1].due_at if clarification.deadline_rows else timezone.now(),
        _wish(clarification),
    )
    wished = wish.wished_at if wish else max(present, timezone.now()) + DAY
    form = ExtendForm(
        request.POST or None,
        due_at=present,
        initial={"seen": clarification.version, "due_at": timezone.localtime(wished)},
    )

    def content(data):
        due_at = data["due_at"].replace(microsecond=0)
        facts = {"tenggat_baru": due_at, "alasan": data["reason"]}
        return letter_decisions.content(clarification, letter_kinds.EXTENSION, timezone.now(), request.user, **facts)

    def act(data, digest):
        deadlines.extend(clarification, by=request.user, approved=digest, **data)

    return letter_page(request, clarification, Action.EXTEND, form, content, act, wish=wish, present=present)


def refuse_extension(request, pk):
    require(request, Action.REFUSE_EXTENSION)
    clarification = visible(request, pk)
    form = ReasonForm(request.POST or None, initial={"seen": clarification.version})

    def content(data):
        return letter_decisions.content(
            clarification, letter_kinds.REFUSAL, timezone.now(), request.user, alasan=data["reason"]
        )

    def act(data, digest):
        deadlines.refuse_extension(clarification, by=request.user, approved=digest, **data)

    return letter_page(request, clarification, Action.REFUSE_EXTENSION, form, content, act, wish=_wish(clarification))
