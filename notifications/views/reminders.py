"""The reminders around a due: what holds now, what held, what is to hold; an administrator enacts the next policy."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import setup_data
from incidents.actions import rule_withdrawals, rules
from incidents.forms import SaysWhy
from incidents.models import ReminderPolicy
from incidents.record import enacted_by
from incidents.views import kept_form
from incidents.views.base import SignedIn, done, require, require_role
from incidents.views.buttons import buttons_of
from incidents.views.deed_page import Head, RegisterDeed
from incidents.workflow import STAFF, Action, Role, Thing, Weight

from .. import notices
from ..forms import AFTER, BEFORE, PolicyForm, ReminderFormSet


def policies(request: SignedIn) -> HttpResponse:
    """Every policy, the latest first, and which of them holds."""
    require_role(request, *STAFF, Role.AUDITOR, Role.ADMINISTRATOR)
    now = timezone.now()
    rows = list(ReminderPolicy.objects.order_by("-effective_from"))
    present = ReminderPolicy.objects.in_force(now)
    told = enacted_by.deeds_of(rows)
    shown = [
        {"policy": row, "present": row == present, "coming": row.effective_from > now, "lines": _lines(row.reminders)}
        | {"buttons": buttons_of(row, request.user), "deeds": told[row.pk]}
        for row in rows
    ]
    context = {
        "rows": shown,
        "shipped": [] if rows else _lines(setup_data.shipped_reminders()),
        "buttons": buttons_of(None, request.user, on=Thing.REMINDERS),
    }
    return render(request, "notifications/reminders/show.html", context)


def _lines(reminders: Iterable[Mapping[str, Any]]) -> list[tuple[str, Any]]:
    return [(notices.timed(each["hours"]).in_words, each["to"]) for each in reminders]


def _typed(latest: ReminderPolicy | None) -> list[dict[str, Any]]:
    """What holds, as it would be typed into the lines."""
    held = latest.reminders if latest else setup_data.shipped_reminders()
    return [{"when": abs(r["hours"]), "side": BEFORE if r["hours"] < 0 else AFTER, "to": r["to"]} for r in held]


def _same(held: Iterable[Mapping[str, Any]], typed: Iterable[Mapping[str, Any]]) -> bool:
    """Whether two policies tell the same people at the same hours, in whatever order their lines stand."""
    one, other = (sorted((each["hours"], sorted(each["to"])) for each in lines) for lines in (held, typed))
    return one == other


class _Withdraw(RegisterDeed):
    """A policy that has not begun: as if it had not been enacted, and history says so."""

    back = "notifications:policies"
    model = ReminderPolicy

    def head(self) -> Head:
        crumbs = [(_("Reminders"), reverse(self.back))]
        return Head(self.label(), self.label(), str(self.on), crumbs=crumbs)


withdraw_reminders = _Withdraw.page(
    Action.WITHDRAW_REMINDERS, rule_withdrawals.withdraw_reminders, SaysWhy, weight=Weight.REVOKE
)


def enact_reminders(request: SignedIn) -> HttpResponse:
    """A new policy, for thresholds that fall after its first instant: it mails no old case."""
    require(request, Action.ENACT_REMINDERS)
    latest = ReminderPolicy.objects.order_by("effective_from").last()
    sent, seen = kept_form.sent(request), rules.last_of(ReminderPolicy.objects.all())
    if sent is not None:
        lines = ReminderFormSet(sent, prefix="baris")
    else:
        lines = ReminderFormSet(initial=_typed(latest), prefix="baris")
    form = PolicyForm(sent, initial={"seen": seen}, lines=lines)
    if request.method == "POST" and all([form.is_valid(), lines.is_valid()]):
        before = ReminderPolicy.objects.in_force(form.cleaned_data["effective_from"])
        if before and _same(before.reminders, lines.reminders()):
            messages.info(request, _("Nothing was changed."))
            return redirect("notifications:policies")
        rules.enact_reminders(by=request.user, reminders=lines.reminders(), **form.cleaned_data)
        done(request, Action.ENACT_REMINDERS)
        return redirect("notifications:policies")
    context = {"form": form, "lines": lines, "action": Action.ENACT_REMINDERS}
    return render(request, "notifications/reminders/form.html", context)
