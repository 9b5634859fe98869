"""The directory of agencies: names with their dates, zone, mail domains, and the contacts letters are mailed to."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ..actions import agencies as verbs
from ..forms import AmendAgencyForm, ContactForm, RenameAgencyForm
from ..models import Agency, ClarificationRequest, Contact
from ..workflow import STAFF, Action, Role, Thing
from .base import done, page_of, require, require_role
from .buttons import buttons_of
from .people import end

READERS = (*STAFF, Role.AUDITOR, Role.ADMINISTRATOR)


def agencies(request):
    """Every agency with the addresses its letters go to."""
    require_role(request, *READERS)
    present = Contact.objects.filter(valid_to__isnull=True)
    rows = Agency.objects.prefetch_related("names", Prefetch("contacts", present, to_attr="present_contacts"))
    context = {"page": page_of(request, rows), "now": timezone.now()}
    context["buttons"] = buttons_of(None, request.user, on=Thing.AGENCIES)
    return render(request, "incidents/agencies/list.html", context)


def agency(request, pk):
    """One agency: what it was called when, where its mail goes and who said so, what it was asked."""
    require_role(request, *READERS)
    now = timezone.now()
    row = get_object_or_404(Agency.objects.prefetch_related("names", "contacts__deputy_of"), pk=pk)
    asked = ClarificationRequest.objects.visible_to(request.user).filter(agency=row, issued_at__isnull=False)
    context = {
        "agency": row,
        "now": now,
        "stale": [contact for contact in row.contacts.all() if contact.is_stale(now)],
        "requests": page_of(
            request, asked.prefetch_related("deadlines").select_related("incident").order_by("-issued_at"), 20
        ),
        "buttons": buttons_of(row, request.user),
    }
    return render(request, "incidents/agencies/show.html", context)


def _form(request, action, form, act, **context):
    """A page that changes an agency and goes back to it."""
    if request.method == "POST" and form.is_valid():
        row = act(form.cleaned_data)
        done(request, action)
        return redirect("incidents:agency", pk=row.pk)
    context |= {"form": form, "action": action, "back": "incidents:agencies"}
    return render(request, "incidents/people/form.html", context)


def amend_agency(request, pk):
    require(request, Action.AMEND_AGENCY)
    row = get_object_or_404(Agency, pk=pk)
    initial = {"zone": row.zone, "kind": row.kind, "mail_domains": row.mail_domains}
    form = AmendAgencyForm(request.POST or None, initial=initial)
    return _form(
        request, Action.AMEND_AGENCY, form, lambda data: verbs.amend_agency(row, by=request.user, **data), on=row
    )


def rename_agency(request, pk):
    """A new name from a day on; the present one stands in the form to begin with."""
    require(request, Action.RENAME_AGENCY)
    row = get_object_or_404(Agency.objects.prefetch_related("names"), pk=pk)
    name = row.name_on(timezone.localdate())
    facts = ("name", "short_name", "head_office", "place")
    initial = {fact: getattr(name, fact) for fact in facts} | {"valid_from": timezone.localdate()} if name else {}
    form = RenameAgencyForm(request.POST or None, initial=initial)
    return _form(
        request, Action.RENAME_AGENCY, form, lambda data: verbs.rename_agency(row, by=request.user, **data), on=row
    )


def register_contact(request):
    require(request, Action.REGISTER_CONTACT)
    form = ContactForm(request.POST or None, initial={"agency": request.GET.get("agency")})

    def act(data):
        facts = dict(data)
        owner = facts.pop("agency")
        day = timezone.localdate()
        verbs.register_contact(owner, by=request.user, valid_from=day, confirmed_at=timezone.now(), **facts)
        return owner

    return _form(request, Action.REGISTER_CONTACT, form, act)


@require_POST
def confirm_contact(request, pk):
    """One click: this address is still right. Officers, administrators, and the agency itself for its own."""
    require(request, Action.CONFIRM_CONTACT)
    rows = Contact.objects.filter(valid_to__isnull=True)
    if not request.user.roles & {Role.ADMINISTRATOR, Role.OFFICER}:
        rows = rows.filter(agency__in=request.user.agency_ids)
    contact = get_object_or_404(rows, pk=pk)
    verbs.confirm_contact(contact, by=request.user)
    done(request, Action.CONFIRM_CONTACT)
    if Role.LIAISON in request.user.roles:
        return redirect("incidents:portal")
    return redirect("incidents:agency", pk=contact.agency_id)


def end_contact(request, pk):
    contact = get_object_or_404(Contact, pk=pk)
    return end(request, Action.END_CONTACT, contact, verbs.end_contact, "incidents:agencies")
