"""Pages on which an agency answers and the ministry takes in what comes: one question, check and send, receipt; replies
without answers or from outside, returning; the files that belong to answers."""

from collections.abc import Iterable
from typing import Any

from django.http import FileResponse, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.shortcuts import redirect as go_to
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from .. import files
from ..actions import not_for_us, replies, reply_drafts
from ..errors import DomainError
from ..forms import (
    AnswerForm,
    RecordReplyForm,
    RedirectForm,
    ReplyForm,
    ReturnForm,
    SendForm,
)
from ..models import (
    AccessEntry,
    Answer,
    AnswerDraft,
    AnswerFile,
    ClarificationRequest,
    DraftFile,
    Question,
    Response,
    ResponseFile,
)
from ..models.succession import overdue_with
from ..plain import dates
from ..plain.not_none import not_none
from ..record import access_log, deeds
from ..workflow import Action, QuestionStatus
from . import autosave, kept_form
from .base import SignedIn, moves_of, require, send, told, visible_clarification
from .deed_page import AgencyDeed, ClarificationDeed, OfWhatWentOut, TakesScan


def question(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """One question, the agency's own words, its files. Everything typed is kept on the server at once."""
    require(request, Action.ANSWER)
    clarification = visible_clarification(request, pk)
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
        if form.is_bound and form.errors:
            form.ask_for_files_again()
    access_log.look(request, clarification)
    context = {
        "clarification": clarification,
        "question": asked,
        "form": form,
        "draft": draft,
        "theirs": theirs,
        "lost": lost,
        "page_token": autosave.new_page(),
        "elsewhere": asked.answered_elsewhere,
        "now": timezone.now(),
        "may_answer": Action.ANSWER in moves_of(request.user, clarification) and asked.status == QuestionStatus.OPEN,
        "accept": files.ACCEPT,
        "files_help": files.HELP,
        "last": not clarification.questions.filter(number__gt=number, status=QuestionStatus.OPEN).exists(),
    }
    return render(request, "incidents/portal/question.html", context, status=status)


def _given_back(lost: kept_form.GivenBack | None, draft: AnswerDraft | None) -> QueryDict | None:
    """The form that was sent without a session. What its own page had kept before that is no colleague's."""
    if lost is None:
        return None
    data = lost.form
    if draft and draft.page and draft.page == data.get("page"):
        data["stands"] = draft.words
    return data


def _keep(request: SignedIn, asked: Question, form: AnswerForm) -> AnswerDraft | None:
    data = form.cleaned_data
    facts = {"text": data["text"], "value": form.answered(), "uploads": data["files"], "seen": data["stands"]}
    return reply_drafts.save(asked, by=request.user, saving=autosave.saving_of(request), **facts)


def _keep_quietly(request: SignedIn, asked: Question, form: AnswerForm) -> JsonResponse:
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


def _refused(faults: Iterable[object], status: int) -> JsonResponse:
    return JsonResponse({"faults": [str(fault) for fault in faults]}, status=status)


def _onwards(request: SignedIn, clarification: ClarificationRequest, number: int) -> HttpResponse:
    """Where the button leads: the same question, the next open one, or back to the list."""
    if "stay" in request.POST:
        return go_to("incidents:question", pk=clarification.pk, number=number)
    if "send" in request.POST:
        return go_to("incidents:answer", pk=clarification.pk)
    following = clarification.questions.filter(number__gt=number, status=QuestionStatus.OPEN).first()
    if "next" in request.POST and following:
        return go_to("incidents:question", pk=clarification.pk, number=following.number)
    return go_to("incidents:request", pk=clarification.pk)


@require_POST
def remove_draft_file(request: SignedIn, pk: int) -> HttpResponse:
    require(request, Action.ANSWER)
    found = get_object_or_404(
        DraftFile.objects.visible_to(request.user).select_related("draft__question__request"), pk=pk
    )
    asked = not_none(found.draft.question)
    reply_drafts.remove_file(found, by=request.user)
    return go_to("incidents:question", pk=asked.request_id, number=asked.number)


class _Answer(AgencyDeed):
    """Check and send: what goes now, what stays open, who answers. Ends on the receipt."""

    template_name = "incidents/portal/send.html"

    def get_object(self, **address: Any) -> ClarificationRequest:
        clarification = super().get_object(**address)
        self.written = list(reply_drafts.drafts_of(clarification))
        return clarification

    def idle(self) -> bool:
        return super().idle() or not self.written

    def get_initial(self) -> dict[str, Any]:
        said_before = self.on.responses.filter(received_by=self.request.user).last()
        office = said_before.declared_office if said_before else ""
        facts = {"drafts": reply_drafts.fingerprint(self.written), "name": self.request.user.name, "office": office}
        return super().get_initial() | facts

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        ready = [draft for draft in self.written if draft.is_complete]
        still_open = self.on.questions.filter(status=QuestionStatus.OPEN)
        return super().get_context_data(**context) | {
            "drafts": ready,
            "unfinished": {draft.question_id for draft in self.written if not draft.is_complete},
            "still_open": still_open.exclude(pk__in=[draft.question_id for draft in ready]),
            "button": ngettext("Send %(count)d answer", "Send %(count)d answers", len(ready)) % {"count": len(ready)},
        }


answer = _Answer.page(Action.ANSWER, replies.answer, SendForm, onto="incidents:receipt")


def receipt(request: SignedIn, pk: int) -> HttpResponse:
    """The receipt of one part. The same page on every return."""
    found = get_object_or_404(
        Response.everything.visible_to(request.user)
        .select_related("request__incident", "request__agency", "received_by")
        .prefetch_related(
            "answers__question",
            "answers__files__file",
            "files__file",
            "request__deadlines",
            "request__questions",
            "request__agency__names",
        ),
        pk=pk,
    )
    clarification = found.request
    access_log.look(request, found)
    parts: list[Response | Answer] = [found, *found.answers.all()]
    still_open = clarification.questions.filter(status=QuestionStatus.OPEN)
    context = {
        "response": found,
        "clarification": clarification,
        "now": timezone.now(),
        "files": [each.file for part in parts for each in part.files.all()],
        "still_open": still_open,
        "late_with": overdue_with(clarification, found.due_at, found.received_at),
        "sentence": _("The clock stops when every question is answered."),
    }
    return render(request, "incidents/portal/receipt.html", context)


def response_file(request: SignedIn, pk: int) -> FileResponse:
    found = get_object_or_404(ResponseFile.objects.visible_to(request.user).select_related("file"), pk=pk)
    response = send(found.file)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return response


def answer_file(request: SignedIn, pk: int) -> FileResponse:
    found = get_object_or_404(AnswerFile.objects.visible_to(request.user).select_related("file"), pk=pk)
    response = send(found.file)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return response


class _Reply(AgencyDeed):
    """A document as a whole, an interim word, a denial, "we do not hold it", or that the body declines. Ends on the receipt."""

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"name": self.request.user.name, "kind": self.request.GET.get("jenis")}

    def label(self) -> str:
        whole = self.request.GET.get("jenis") == "whole"
        return _("One document answers several questions") if whole else super().label()


def _what_a_reply_does(on: ClarificationRequest) -> str:
    if on.stopped_at:
        return _(
            "Nobody waits for this answer any more. It is kept with its time, and changes nothing of what has passed."
        )
    return _(
        "An interim answer ends the silence, not the questions, and so does a word that you decline. A denial or “not held” is an answer and stops the clock; a document answers the questions that you tick."
    )


class _Redirect(AgencyDeed):
    """We are not the one to ask, or only our address is wrong."""

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"what": self.request.GET.get("apa")}


reply = _Reply.page(
    Action.REPLY,
    replies.reply,
    ReplyForm,
    onto="incidents:receipt",
    lead=_what_a_reply_does,
)
redirect = _Redirect.page(
    Action.REDIRECT,
    replies.redirect,
    RedirectForm,
    lead=gettext_lazy(
        "The clock runs on until an officer withdraws or replaces the letter. Not holding the data? That is an answer and stops the clock."
    ),
)
take_back_redirect = AgencyDeed.page(Action.TAKE_BACK_REDIRECT, not_for_us.take_back_redirect)
# The ministry: answers go back to be completed, question by question, with a new due.
send_again = ClarificationDeed.page(
    Action.RETURN,
    replies.send_again,
    ReturnForm,
)


class _RecordReply(TakesScan, OfWhatWentOut):
    pass


record_reply = _RecordReply.page(
    Action.RECORD_REPLY,
    replies.record_reply,
    RecordReplyForm,
    lead=gettext_lazy(
        "A written reply stops the clock at the instant it was received. A statement to the press or a call is a note of the case and stops nothing."
    ),
)
