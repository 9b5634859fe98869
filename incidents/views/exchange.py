"""Pages of the exchange: replies without answers, replies from outside, returning, more time, wrong addressee."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.shortcuts import redirect as go_to
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import exchange
from ..forms import (
    AskExtensionForm,
    RecordReplyForm,
    RedirectForm,
    ReplyForm,
    ReturnForm,
)
from ..record import deeds
from ..workflow import Action
from . import done, require
from .clarifications import moves_of, visible

DAY = timedelta(days=1)


def page(request, row, action, form, act, template, **context):
    """A page that does one deed on a request and goes back to it."""
    if request.method == "POST" and form.is_valid():
        try:
            with deeds.remark(form.remarks):
                target = act(form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            done(request, action)
            return target or go_to("incidents:request", pk=row.pk)
    if request.method != "POST" and action not in moves_of(request.user, row) and action != Action.DRAFT:
        return go_to("incidents:request", pk=row.pk)
    context |= {"form": form, "row": row, "action": action, "now": timezone.now()}
    return render(request, template, context)


AGENCY, STAFF_PAGE = "incidents/liaison/small_form.html", "incidents/requests/small_form.html"


def reply(request, pk):
    """The agency: an interim word, a denial, or "we do not hold it". Ends on the receipt."""
    require(request, Action.REPLY)
    row = visible(request, pk)
    form = ReplyForm(
        request.POST or None, request.FILES or None, initial={"seen": row.version, "name": request.user.name}
    )

    def act(data):
        data.pop("declaration")
        response = exchange.reply(row, by=request.user, uploads=data.pop("files"), **data)
        return go_to("incidents:receipt", pk=response.pk)

    lead = _(
        "An interim answer ends the silence, not the questions. A denial or “not held” is an answer and stops the clock."
    )
    return page(request, row, Action.REPLY, form, act, AGENCY, lead=lead)


def redirect(request, pk):
    """The agency: we are not the one to ask, or only our address is wrong."""
    require(request, Action.REDIRECT)
    row = visible(request, pk)
    form = RedirectForm(request.POST or None, initial={"seen": row.version, "what": request.GET.get("apa")})

    def act(data):
        what = dict(form.fields["what"].choices)[data["what"]]
        exchange.redirect(row, by=request.user, seen=data["seen"], text=f"{what}: {data['text']}")

    lead = _(
        "The clock runs on until an officer withdraws or replaces the letter. Not holding the data? That is an answer and stops the clock."
    )
    return page(request, row, Action.REDIRECT, form, act, AGENCY, lead=lead)


def ask_extension(request, pk):
    """The agency asks for more time."""
    require(request, Action.ASK_EXTENSION)
    row = visible(request, pk)
    due_at = row.deadline_rows[-1].due_at if row.deadline_rows else timezone.now()
    form = AskExtensionForm(
        request.POST or None,
        due_at=due_at,
        initial={"seen": row.version, "wished_at": timezone.localtime(due_at + DAY)},
    )

    def act(data):
        exchange.ask_extension(row, by=request.user, **data)

    lead = _("Decided by the supervisor at the ministry. The due does not change before there is a decision.")
    return page(request, row, Action.ASK_EXTENSION, form, act, AGENCY, lead=lead)


def send_again(request, pk):
    """The ministry: return answers to be completed, question by question, with a new due."""
    require(request, Action.RETURN)
    row = visible(request, pk)
    initial = {"seen": row.version, "due_at": timezone.localtime(timezone.now() + 3 * DAY)}
    form = ReturnForm(request.POST or None, request=row, initial=initial)

    def act(data):
        facts = {name: data[name] for name in ("seen", "reason", "due_at")}
        try:
            exchange.send_again(row, by=request.user, questions=form.questions(), **facts)
        except exchange.NotLater:
            raise ValidationError(_("The new due lies in the past.")) from None

    return page(request, row, Action.RETURN, form, act, STAFF_PAGE)


def record_reply(request, pk):
    """The ministry: a letter, mail or paper that came outside the portal. Press and telephone are notes of the case."""
    require(request, Action.RECORD_REPLY)
    row = visible(request, pk)
    form = RecordReplyForm(request.POST or None, request=row, initial={"seen": row.version})

    def act(data):
        exchange.record_reply(row, by=request.user, **form.facts())

    lead = _(
        "A written reply stops the clock at the instant it was received. A statement to the press or a call is a note of the case and stops nothing."
    )
    return page(request, row, Action.RECORD_REPLY, form, act, STAFF_PAGE, lead=lead)
