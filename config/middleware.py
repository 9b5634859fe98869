"""The language a person chose, and the answers: not yours to know (404), not yours to do (403), changed (409), not so (422)."""

from http import HTTPStatus
from urllib.parse import unquote, urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponseForbidden, QueryDict
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

from config.accounts import devices
from incidents.errors import DomainError
from incidents.files import budget
from incidents.forms.typed_words import typed
from incidents.models import AccessEntry, Agency, CaseEvent, CaseLetter, ClarificationRequest, Complaint, Incident
from incidents.plain import form_fields, signs
from incidents.record import access_log, authority, deeds, origins, races, sent_forms
from incidents.views import addressed, autosave, kept_form
from incidents.views.base import case_of, told
from incidents.workflow import TRANSITIONS, Role

LARGEST_KEY = 10**18  # no database holds a larger number, and PostgreSQL refuses to compare with one
OF_THE_DOOR = ("account_", "mfa_")  # the pages on which secrets are typed


class ChosenLanguage(LocaleMiddleware):
    """Indonesian unless the person chose otherwise; the browser's own wish does not count."""

    def process_request(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language


class OnlyWhatIsSeen:
    """The door of every text: what comes by an address or a form holds no sign that nobody can see (plain.signs).

    A secret stays as typed: it is compared, never shown.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, named):
        request.GET = self._cleaned(request.GET)
        if request.method == "POST":
            request.POST = self._cleaned(request.POST)
        if any(isinstance(key, int) and key > LARGEST_KEY for key in named.values()):
            return page_not_found(request, None)
        return None

    def _cleaned(self, sent):
        """`sent` itself when nothing in it has to go."""
        kept = {
            name: values if form_fields.holds_secret(name) else [signs.clean(text) for text in values]
            for name, values in sent.lists()
        }
        if kept == dict(sent.lists()):
            return sent
        return QueryDict(urlencode(kept, doseq=True))


class LoginRequired(LoginRequiredMiddleware):
    """Everybody logs in. What was being sent when the session ended is kept until they are back.

    Not what a page's script sends: the page still has it, and would be given back older words than it shows. Nor from a browser in
    which nobody has ever logged in: whatever it sends would be a row of ours, and no session of its can have ended.
    """

    def handle_no_permission(self, request, view_func):
        if devices.has_been_used(request) and not autosave.is_quiet(request) and kept_form.keep(request):
            messages.warning(
                request,
                _("Your session has ended, and what you sent was not taken in. Log in, and it is back on its page."),
            )
        elif why := getattr(request, "session_over", ""):
            messages.warning(request, _(why))
        return super().handle_no_permission(request, view_func)


def expired_form(request, reason=""):
    """A form older than the session, since its person has logged in again elsewhere: the words go back to its page.

    Only a form of our own pages, in a browser that somebody has logged in with; what a foreign page sent is refused as ever.
    """
    ours = request.headers.get("Origin") in (settings.SITE_URL, f"{request.scheme}://{request.get_host()}")
    ours = ours and (request.user.is_authenticated or devices.has_been_used(request))
    if ours and not autosave.is_quiet(request) and (page := kept_form.keep(request)):
        return redirect(page)
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


class LooksAreCounted:
    """What looking into the files of a request may cost, by who sends them (incidents.files.budget)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with budget.of_request(lambda: str(request.user.pk or origins.counted_as(request))):
            return self.get_response(request)


class Answers:
    """What a verb refused, and no form could show, becomes a page that says what happened, what changed and what was typed.

    A page that is not for somebody is noted in the access log with what its address names, also where they read that nothing is
    there; and so is each that an auditor reads, restricted case or not.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.DEMO and not origins.is_of_this_machine(request):
            return HttpResponseForbidden("The demo answers this machine alone: its passwords are known to everybody.")
        # No address of ours holds a NUL; PostgreSQL refuses to compare with one.
        response = (
            page_not_found(request, None) if "\x00" in unquote(request.get_full_path()) else self.get_response(request)
        )
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and (lost := kept_form.take(request)):
            response = _press_again(request, lost)
        # what it was sent to went away
        if response.status_code == HTTPStatus.NOT_FOUND and (words := _words_of(request)):
            response = render(request, "404.html", {"typed": words}, status=HTTPStatus.NOT_FOUND)
        if getattr(request, "user", None) and request.user.is_authenticated:
            if response.status_code == HTTPStatus.NOT_FOUND and (hidden := addressed.hidden_at(request)):
                # they read that nothing is there, and no more
                access_log.log(AccessEntry.Kind.REFUSED, request, hidden)
            response.headers.setdefault("Cache-Control", "no-store")
            if _is_a_page_read(request, response) and Role.AUDITOR in request.user.roles:
                access_log.note_page(request)
        elif request.resolver_match and request.resolver_match.view_name.startswith(OF_THE_DOOR):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, OperationalError) and races.blocked_each_other(exception):
            exception = deeds.Conflict(None)
        if isinstance(exception, DomainError):
            on = None if _is_hidden(exception.on, request.user) else exception.on
            context = {
                "title": _("Changed meanwhile") if isinstance(exception, deeds.Conflict) else _("Not done"),
                "says": told(exception),
                "since": on and getattr(exception, "since", ()),
                "typed": typed(request.POST.lists()),
                "back": _page_of(on),
                "case": case_of(on),
            }
            return render(request, "refused.html", context, status=exception.status)
        if isinstance(exception, PermissionDenied):
            access_log.log(AccessEntry.Kind.REFUSED, request, addressed.thing_at(request))
            why = getattr(exception, "message", authority.NotYours.message)
            context = {"why": _(why), "typed": _words_of(request)}
            return render(request, "403.html", context, status=HTTPStatus.FORBIDDEN)
        return None


def _is_a_page_read(request, response):
    """Whether somebody was shown a page, by whatever method they asked and whatever they say of who asks: of a header that a page's script
    sends nobody knows who wrote it. What a script saves is answered without a page; files are none."""
    html = response.headers.get("Content-Type", "").startswith("text/html")
    return html and response.status_code == HTTPStatus.OK


class OncePressed:
    """A form that is posted twice as it is, by two clicks or by going back, is answered as the first time."""

    KEPT, KEY = 8, "answered"  # how many answers of a session are remembered, and where
    SAME_PAGE = ""  # the answer of a page that took one part of itself in and goes on: it knows its own second press

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        form = None if autosave.is_quiet(request) else sent_forms.form_of(request)
        with sent_forms.sent(form):
            response = self.get_response(request)
        if form and form.begun and response.status_code < HTTPStatus.BAD_REQUEST:
            others = list(request.session.get(self.KEY, {}).items())[1 - self.KEPT :]
            answer = response.get("Location", self.SAME_PAGE)
            request.session[self.KEY] = dict([*others, (str(form.act_id), answer)])
        return response

    def process_view(self, request, *view):
        """Before anything looks at the form: what the first press did would stand against the second."""
        form = sent_forms.present()
        if form and request.user.is_authenticated and sent_forms.begun_before(form, request.user.pk):
            if request.session.get(self.KEY, {}).get(str(form.act_id)) == self.SAME_PAGE:
                return None
            form.begun = True
            return self._as_the_first_time(request, form, None)
        return None

    def process_exception(self, request, exception):
        if not isinstance(exception, deeds.DoneAlready):
            return None
        return self._as_the_first_time(request, sent_forms.present(), exception.on)

    def _as_the_first_time(self, request, form, on):
        """Where the first press led, or else where what it did is seen: nobody is sent to what it took out of their sight."""
        answered = request.session.get(self.KEY, {}).get(str(form.act_id)) if form else None
        messages.info(request, _("This was recorded already, at the first press."))
        if answered:
            return redirect(answered)
        on = on or CaseEvent.objects.filter(act_id=form.act_id).earliest("recorded_at").incident
        return redirect(_page_of(None if _is_hidden(on, request.user) else on))


def _words_of(request):
    """What whoever is logged in had typed into the form that is being sent; a script's page still has it."""
    known = getattr(request, "user", None) and request.user.is_authenticated and not autosave.is_quiet(request)
    return typed(request.POST.lists()) if known and request.method == "POST" else []


def _press_again(request, lost):
    """A button was pressed that has no page of its own, and something came between: it may be pressed once more."""
    move = TRANSITIONS.get(request.resolver_match.url_name)
    label = _(move.label) if move else _("Send again")
    fields = [(name, value) for name, values in lost.form.lists() for value in values]
    return render(request, "press_again.html", {"fields": fields, "label": label, "lost": lost})


def _is_hidden(on, user):
    """Whether it is in a case of which somebody who works on cases may know no more, as whoever has just handed it over."""
    case = case_of(on)
    if case is None or case.pk is None or not (user.is_authenticated and user.is_staff_member):
        return False
    return not Incident.objects.visible_to(user).filter(pk=case.pk).exists()


def _page_of(on):
    """Where the object's present state is seen."""
    if isinstance(on, ClarificationRequest) and on.pk:
        return reverse("incidents:request", args=[on.pk])
    if isinstance(on, CaseLetter) and on.pk:
        return on.get_absolute_url()
    if isinstance(on, Agency) and on.pk:
        return reverse("incidents:agency", args=[on.pk])
    complaint = on if isinstance(on, Complaint) else getattr(on, "complaint", None)
    if complaint and complaint.pk:
        return complaint.get_absolute_url()
    case = on if isinstance(on, Incident) else getattr(on, "incident", None)
    if case and case.pk:
        return reverse("incidents:incident", args=[case.reference])
    return reverse("incidents:home")
