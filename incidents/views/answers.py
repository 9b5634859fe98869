"""Pages on which an agency answers: one question, check and send, receipt; and the files that belong to answers."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from .. import files
from ..actions import clarifications, drafts
from ..forms import AnswerForm, SendForm
from ..models import AccessEntry, AnswerFile, DraftFile, Response, ResponseFile
from ..plain import dates
from ..record import access_log
from ..workflow import Action
from . import done, kept_form, require
from .clarifications import elsewhere, moves_of, visible
from .evidence import send

CHANGED = gettext_lazy("A colleague has changed this answer meanwhile. Save to see both texts.")
AUTOSAVE = "X-Autosave"  # set by the page's script, which saves while somebody writes


def question(request, pk, number):
    """One question, the agency's own words, its files. Everything typed is kept on the server at once."""
    require(request, Action.ANSWER)
    row = visible(request, pk)
    asked = get_object_or_404(row.questions, number=number)
    draft = clarifications.drafts_of(row).filter(question=asked).first()
    lost = kept_form.take(request)
    form = AnswerForm(request.POST or lost, question=asked, initial=AnswerForm.initial_of(asked, draft))
    theirs = None
    if request.method == "POST":
        uploads, faults = _uploads(request, draft)
        for fault in faults:
            form.add_error(None, fault)
        if form.is_valid():
            try:
                kept = _keep(request, asked, form, uploads)
            except drafts.Overtaken as overtaken:
                theirs = overtaken.draft
                if AUTOSAVE in request.headers:
                    return JsonResponse({"faults": [str(CHANGED)]}, status=409)
                data = request.POST.copy()
                data["stands"] = theirs.words if theirs.pk else ""
                form = AnswerForm(data, question=asked)
            else:
                if AUTOSAVE in request.headers:
                    stands = kept.words if kept else ""
                    return JsonResponse({"saved": dates.hour_in_words(timezone.now()), "stands": stands})
                return _onwards(request, row, number)
        elif AUTOSAVE in request.headers:
            return JsonResponse(
                {"faults": [str(fault) for faults in form.errors.values() for fault in faults]}, status=422
            )
    context = {
        "row": row,
        "question": asked,
        "form": form,
        "draft": draft,
        "theirs": theirs,
        "lost": lost is not None,
        "elsewhere": elsewhere(asked),
        "now": timezone.now(),
        "may_answer": Action.ANSWER in moves_of(request.user, row) and asked.status == "open",
        "accept": files.ACCEPT,
        "last": not row.questions.filter(number__gt=number, status="open").exists(),
    }
    return render(request, "incidents/liaison/question.html", context, status=409 if theirs else 200)


def _keep(request, asked, form, uploads):
    # A page from before drafts had a mark sends none: it writes over what is there, as it always did.
    seen = form.cleaned_data["stands"] if "stands" in form.data else None
    facts = {"text": form.cleaned_data["text"], "value": form.answered()}
    return drafts.save(asked, by=request.user, uploads=uploads, seen=seen, **facts)


def _onwards(request, row, number):
    """Where the button leads: the same question, the next open one, or back to the list."""
    if "stay" in request.POST:
        return redirect("incidents:question", pk=row.pk, number=number)
    if "send" in request.POST:
        return redirect("incidents:answer", pk=row.pk)
    following = row.questions.filter(number__gt=number, status="open").first()
    if "next" in request.POST and following:
        return redirect("incidents:question", pk=row.pk, number=following.number)
    return redirect("incidents:request", pk=row.pk)


def _uploads(request, draft):
    """The files sent along, each checked at the door, and what is wrong with them."""
    uploads, faults = request.FILES.getlist("files"), []
    kept = draft.files.count() if draft else 0
    if kept + len(uploads) > files.MAX_FILES_PER_ANSWER:
        limit = files.MAX_FILES_PER_ANSWER
        faults.append(
            ngettext("At most %(limit)d file for each answer.", "At most %(limit)d files for each answer.", limit)
            % {"limit": limit}
        )
    for upload in uploads:
        try:
            files.check(upload)
        except files.ValidationError as fault:
            faults.append(fault)
    return uploads, faults


@require_POST
def remove_draft_file(request, pk):
    require(request, Action.ANSWER)
    found = get_object_or_404(
        DraftFile.objects.visible_to(request.user).select_related("draft__question__request"), pk=pk
    )
    asked = found.draft.question
    drafts.remove_file(found, by=request.user)
    return redirect("incidents:question", pk=asked.request_id, number=asked.number)


def answer(request, pk):
    """Check and send: what goes now, what stays open, who answers."""
    require(request, Action.ANSWER)
    row = visible(request, pk)
    written = list(clarifications.drafts_of(row))
    initial = {"seen": row.version, "drafts": clarifications.fingerprint(written), "name": request.user.name}
    said_before = row.responses.filter(received_by=request.user).last()
    initial["office"] = said_before.declared_office if said_before else ""
    form = SendForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        response = clarifications.answer(
            row,
            by=request.user,
            seen=data["seen"],
            seen_drafts=data["drafts"],
            name=data["name"],
            office=data["office"],
        )
        done(request, Action.ANSWER)
        return redirect("incidents:receipt", pk=response.pk)
    if not written:
        return redirect("incidents:request", pk=row.pk)
    ready = [d for d in written if d.is_complete]
    still_open = row.questions.filter(status="open").exclude(pk__in=[d.question_id for d in ready])
    context = {
        "row": row,
        "form": form,
        "drafts": ready,
        "unfinished": {d.question_id for d in written if not d.is_complete},
        "still_open": still_open,
        "now": timezone.now(),
        "button": ngettext("Send %(count)d answer", "Send %(count)d answers", len(ready)) % {"count": len(ready)},
    }
    return render(request, "incidents/liaison/send.html", context)


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
    row = found.request
    still_open = row.questions.filter(status="open")
    context = {
        "response": found,
        "row": row,
        "now": timezone.now(),
        "files": [f.file for part in (found, *found.answers.all()) for f in part.files.all()],
        "still_open": still_open,
        "sentence": _("The clock stops when every question is answered."),
    }
    return render(request, "incidents/liaison/receipt.html", context)


def response_file(request, pk):
    found = get_object_or_404(ResponseFile.objects.visible_to(request.user).select_related("file"), pk=pk)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return send(found.file)


def answer_file(request, pk):
    found = get_object_or_404(AnswerFile.objects.visible_to(request.user).select_related("file"), pk=pk)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return send(found.file)
