"""Pages on which an agency answers and the ministry takes in what comes: one question, check and send, receipt; replies
without answers or from outside, returning; the files that belong to answers."""

from datetime import timedelta

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.shortcuts import redirect as go_to
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from .. import files
from ..actions import replies, reply_drafts
from ..errors import DomainError
from ..forms import (
    AnswerForm,
    RecordReplyForm,
    RedirectForm,
    ReplyForm,
    ReturnForm,
    SendForm,
)
from ..models import AccessEntry, AnswerFile, DraftFile, Response, ResponseFile
from ..plain import dates
from ..record import access_log, deeds
from ..workflow import Action
from . import autosave, kept_form
from .base import done, require, told
from .clarifications import AGENCY_PAGE, STAFF_PAGE, deed_page, elsewhere, moves_of, visible
from .evidence import send


def question(request, pk, number):
    """One question, the agency's own words, its files. Everything typed is kept on the server at once."""
    require(request, Action.ANSWER)
    clarification = visible(request, pk)
    asked = get_object_or_404(clarification.questions, number=number)
    draft = reply_drafts.drafts_of(clarification).filter(question=asked).first()
    lost = kept_form.take(request)
    given = request.POST or _given_back(lost, draft)
    form = AnswerForm(given, request.FILES or None, question=asked, initial=AnswerForm.initial_of(asked, draft))
    theirs, status = None, 200
    if request.method == "POST":
        if autosave.is_quiet(request):
            return _keep_quietly(request, asked, form)
        if form.is_valid():
            try:
                _keep(request, asked, form)
            except reply_drafts.Overtaken as overtaken:
                theirs, status = overtaken.draft, overtaken.status
                data = request.POST.copy()
                data["stands"] = theirs.words if theirs.pk else ""
                form = AnswerForm(data, question=asked)
            except files.TooMany as refusal:
                form.add_error("files", told(refusal))
                status = refusal.status
            else:
                return _onwards(request, clarification, number)
    context = {
        "row": clarification,
        "question": asked,
        "form": form,
        "draft": draft,
        "theirs": theirs,
        "lost": lost is not None,
        "page_token": autosave.new_page(),
        "elsewhere": elsewhere(asked),
        "now": timezone.now(),
        "may_answer": Action.ANSWER in moves_of(request.user, clarification) and asked.status == "open",
        "accept": files.ACCEPT,
        "last": not clarification.questions.filter(number__gt=number, status="open").exists(),
    }
    return render(request, "incidents/portal/question.html", context, status=status)


def _given_back(lost, draft):
    """The form that was sent without a session. What its own page had kept before that is no colleague's."""
    if lost is None:
        return None
    data = lost.form
    if draft and draft.page and draft.page == data.get("page"):
        data["stands"] = draft.words
    return data


def _keep(request, asked, form):
    data = form.cleaned_data
    facts = {"text": data["text"], "value": form.answered(), "uploads": data["files"], "seen": data["stands"]}
    return reply_drafts.save(asked, by=request.user, saving=autosave.saving_of(request), **facts)


def _keep_quietly(request, asked, form):
    """The answer to the page's script: when it was kept and what stands now, or why nothing was kept."""
    if not form.is_valid():
        return _refused((fault for faults in form.errors.values() for fault in faults), 422)
    try:
        kept = _keep(request, asked, form)
    except deeds.Conflict as closed:
        return _refused([_("This question can no longer be answered.")], closed.status)
    except DomainError as refusal:
        return _refused([told(refusal)], refusal.status)
    return JsonResponse({"saved": dates.hour_in_words(timezone.now()), "stands": kept.words if kept else ""})


def _refused(faults, status):
    return JsonResponse({"faults": [str(fault) for fault in faults]}, status=status)


def _onwards(request, clarification, number):
    """Where the button leads: the same question, the next open one, or back to the list."""
    if "stay" in request.POST:
        return go_to("incidents:question", pk=clarification.pk, number=number)
    if "send" in request.POST:
        return go_to("incidents:answer", pk=clarification.pk)
    following = clarification.questions.filter(number__gt=number, status="open").first()
    if "next" in request.POST and following:
        return go_to("incidents:question", pk=clarification.pk, number=following.number)
    return go_to("incidents:request", pk=clarification.pk)


@require_POST
def remove_draft_file(request, pk):
    require(request, Action.ANSWER)
    found = get_object_or_404(
        DraftFile.objects.visible_to(request.user).select_related("draft__question__request"), pk=pk
    )
    asked = found.draft.question
    reply_drafts.remove_file(found, by=request.user)
    return go_to("incidents:question", pk=asked.request_id, number=asked.number)


def answer(request, pk):
    """Check and send: what goes now, what stays open, who answers."""
    require(request, Action.ANSWER)
    clarification = visible(request, pk)
    written = list(reply_drafts.drafts_of(clarification))
    initial = {"seen": clarification.version, "drafts": reply_drafts.fingerprint(written), "name": request.user.name}
    said_before = clarification.responses.filter(received_by=request.user).last()
    initial["office"] = said_before.declared_office if said_before else ""
    form = SendForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        response = replies.answer(
            clarification,
            by=request.user,
            seen=data["seen"],
            seen_drafts=data["drafts"],
            name=data["name"],
            office=data["office"],
        )
        done(request, Action.ANSWER)
        return go_to("incidents:receipt", pk=response.pk)
    if not written:
        return go_to("incidents:request", pk=clarification.pk)
    ready = [d for d in written if d.is_complete]
    still_open = clarification.questions.filter(status="open").exclude(pk__in=[d.question_id for d in ready])
    context = {
        "row": clarification,
        "form": form,
        "drafts": ready,
        "unfinished": {d.question_id for d in written if not d.is_complete},
        "still_open": still_open,
        "now": timezone.now(),
        "button": ngettext("Send %(count)d answer", "Send %(count)d answers", len(ready)) % {"count": len(ready)},
    }
    return render(request, "incidents/portal/send.html", context)


def receipt(request, pk):
    """The receipt of one part. The same page on every return."""
    found = get_object_or_404(
        Response.objects.visible_to(request.user)
        .select_related("request__incident", "request__agency", "received_by")
        .prefetch_related(
            "answers__question",
            "answers__files__file",
            "files__file",
            "request__deadlines__event",
            "request__agency__names",
        ),
        pk=pk,
    )
    clarification = found.request
    still_open = clarification.questions.filter(status="open")
    context = {
        "response": found,
        "row": clarification,
        "now": timezone.now(),
        "files": [f.file for part in (found, *found.answers.all()) for f in part.files.all()],
        "still_open": still_open,
        "sentence": _("The clock stops when every question is answered."),
    }
    return render(request, "incidents/portal/receipt.html", context)


def response_file(request, pk):
    found = get_object_or_404(ResponseFile.objects.visible_to(request.user).select_related("file"), pk=pk)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return send(found.file)


def answer_file(request, pk):
    found = get_object_or_404(AnswerFile.objects.visible_to(request.user).select_related("file"), pk=pk)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return send(found.file)


DAY = timedelta(days=1)


def reply(request, pk):
    """The agency: an interim word, a denial, or "we do not hold it". Ends on the receipt."""
    require(request, Action.REPLY)
    clarification = visible(request, pk)
    form = ReplyForm(
        request.POST or None, request.FILES or None, initial={"seen": clarification.version, "name": request.user.name}
    )

    def act(data):
        data.pop("declaration")
        response = replies.reply(clarification, by=request.user, uploads=data.pop("files"), **data)
        return go_to("incidents:receipt", pk=response.pk)

    lead = _(
        "An interim answer ends the silence, not the questions. A denial or “not held” is an answer and stops the clock."
    )
    return deed_page(request, clarification, Action.REPLY, form, act, AGENCY_PAGE, lead=lead)


def redirect(request, pk):
    """The agency: we are not the one to ask, or only our address is wrong."""
    require(request, Action.REDIRECT)
    clarification = visible(request, pk)
    form = RedirectForm(request.POST or None, initial={"seen": clarification.version, "what": request.GET.get("apa")})

    def act(data):
        what = dict(form.fields["what"].choices)[data["what"]]
        replies.redirect(clarification, by=request.user, seen=data["seen"], text=f"{what}: {data['text']}")

    lead = _(
        "The clock runs on until an officer withdraws or replaces the letter. Not holding the data? That is an answer and stops the clock."
    )
    return deed_page(request, clarification, Action.REDIRECT, form, act, AGENCY_PAGE, lead=lead)


def send_again(request, pk):
    """The ministry: return answers to be completed, question by question, with a new due."""
    require(request, Action.RETURN)
    clarification = visible(request, pk)
    initial = {"seen": clarification.version, "due_at": timezone.localtime(timezone.now() + 3 * DAY)}
    form = ReturnForm(request.POST or None, clarification=clarification, initial=initial)

    def act(data):
        facts = {name: data[name] for name in ("seen", "reason", "due_at")}
        replies.send_again(clarification, by=request.user, questions=form.questions(), **facts)

    return deed_page(request, clarification, Action.RETURN, form, act, STAFF_PAGE)


def record_reply(request, pk):
    """The ministry: a letter, mail or paper that came outside the portal. Press and telephone are notes of the case."""
    require(request, Action.RECORD_REPLY)
    clarification = visible(request, pk)
    form = RecordReplyForm(request.POST or None, clarification=clarification, initial={"seen": clarification.version})

    def act(data):
        replies.record_reply(clarification, form.reply(), by=request.user, seen=data["seen"])

    lead = _(
        "A written reply stops the clock at the instant it was received. A statement to the press or a call is a note of the case and stops nothing."
    )
    return deed_page(request, clarification, Action.RECORD_REPLY, form, act, STAFF_PAGE, lead=lead)
