"""Decisions that go out as a letter: first the very letter is shown, the second press of the button decides."""

from datetime import timedelta

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import clarifications, letter_content, letter_decisions
from ..errors import DomainError
from ..forms import AcceptanceForm, CorrectForm, ReasonForm
from ..plain import letter_kinds
from ..record import deeds
from ..workflow import Action
from .base import done, require, told
from .clarifications import moves_of, visible, with_reason

DAY = timedelta(days=1)
PAGE = "incidents/requests/small_form.html"


def letter_page(request, clarification, action, form, content, act, **context):
    """`content(data)` is the letter as it would go out, `act(data, digest)` the deed. What was shown is what goes: a
    form changed since then shows its letter anew."""
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        found = content(data)
        digest = letter_content.digest(found)
        if request.POST.get("approved") == digest:
            try:
                with deeds.remark(form.remarks):
                    act(data, digest)
            except deeds.Conflict:
                raise
            except DomainError as refusal:
                form.add_error(None, told(refusal))
                status = refusal.status
            else:
                done(request, action)
                return redirect("incidents:request", pk=clarification.pk)
        context |= {"letter_content": found, "digest": digest}
    elif request.method != "POST" and action not in moves_of(request.user, clarification):
        return redirect("incidents:request", pk=clarification.pk)
    context |= {"form": form, "row": clarification, "action": action, "now": timezone.now(), "goes_out": True}
    return render(request, PAGE, context, status=status)


def withdraw(request, pk):
    """Take a letter back, with a letter. What never went out is withdrawn without one."""
    require(request, Action.WITHDRAW)
    clarification = visible(request, pk)
    if not clarification.issued_at:
        return with_reason(request, pk, Action.WITHDRAW, clarifications.withdraw)
    form = ReasonForm(request.POST or None, initial={"seen": clarification.version})

    def content(data):
        return letter_decisions.content(
            clarification, letter_kinds.WITHDRAWAL, timezone.now(), request.user, alasan=data["reason"]
        )

    def act(data, digest):
        clarifications.withdraw(clarification, by=request.user, approved=digest, **data)

    lead = _("The letter stays on the register; its check page will say that it is withdrawn. The agency is told.")
    return letter_page(request, clarification, Action.WITHDRAW, form, content, act, lead=lead, revoke=True)


def confirm_acceptance(request, pk):
    """The letter that says the answers suffice, after an officer accepted them."""
    require(request, Action.CONFIRM_ACCEPTANCE)
    clarification = visible(request, pk)
    if clarification.letters.filter(kind=letter_kinds.ACCEPTANCE.code, voided_at__isnull=True).exists():
        return redirect("incidents:request", pk=clarification.pk)
    form = AcceptanceForm(request.POST or None, initial={"seen": clarification.version})

    def content(data):
        return letter_decisions.content(clarification, letter_kinds.ACCEPTANCE, timezone.now(), request.user)

    def act(data, digest):
        letter_decisions.confirm_acceptance(clarification, by=request.user, approved=digest, **data)

    lead = _("The agency learns by letter that its answers suffice. Nothing else changes.")
    return letter_page(request, clarification, Action.CONFIRM_ACCEPTANCE, form, content, act, lead=lead)


def correct(request, pk):
    """A correction of the wording. Whoever needs other questions or another due writes another letter."""
    require(request, Action.CORRECT)
    clarification = visible(request, pk)
    form = CorrectForm(request.POST or None, initial={"seen": clarification.version})

    def content(data):
        slips = form.corrections()
        return letter_decisions.content(
            clarification, letter_kinds.CORRECTION, timezone.now(), request.user, corrections=slips
        )

    def act(data, digest):
        letter_decisions.correct(
            clarification, by=request.user, seen=data["seen"], corrections=form.corrections(), approved=digest
        )

    lead = _("For slips of the pen. Neither the questions nor the due change by it: for that, issue the letter anew.")
    return letter_page(request, clarification, Action.CORRECT, form, content, act, lead=lead)
