"""What every page shares: who may, what is visible, what is said afterwards, a page of one deed inside a case."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ..errors import DomainError
from ..models import Incident
from ..record import deeds
from ..workflow import TRANSITIONS, permitted

PAGE = 50


def require(request, action):
    """403 unless one of the person's roles may do `action` at all. The deed checks the rest at the door."""
    if permitted(action, request.user.roles) is None:
        raise PermissionDenied(f"{action} is not for {request.user}")


def require_role(request, *roles):
    if not request.user.roles & set(roles):
        raise PermissionDenied(f"this page is not for {request.user}")


def done(request, action):
    """Say on the next page what has just been recorded."""
    messages.success(request, _(TRANSITIONS[action].done))


def told(refusal: DomainError) -> str:
    """What a refusal tells the reader, in their language."""
    return _(refusal.message) % refusal.facts


def page_of(request, rows, size=PAGE):
    """The page of `rows` the address asks for; a page that does not exist is the nearest one."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def visible_case(request, reference):
    """The case, or 404: for whom it is not visible it does not exist. A report's old number leads to its case."""
    return get_object_or_404(Incident.objects.visible_to(request.user).by_reference(reference))


def case_form(request, case, action, form, act, *, back="incidents:incident", **context):
    """A page that does one deed inside a case: show `form`; when valid call `act(cleaned_data)` and go back.

    What the verb refuses stands at the form, with the input kept.
    """
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            with deeds.remark(form.remarks):
                act(form.cleaned_data)
        except deeds.Conflict:
            raise
        except DomainError as refusal:
            form.add_error(None, told(refusal))
            status = refusal.status
        else:
            done(request, action)
            return redirect(back, reference=Incident.objects.get(pk=case.pk).reference)
    context |= {"form": form, "incident": case, "action": action, "back": back}
    return render(request, context.pop("template", "incidents/cases/small_form.html"), context, status=status)
