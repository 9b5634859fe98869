"""Pages of a clarification request on the ministry's side, and the one address both sides share."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy, ngettext

from ..actions import arrival, issuing_conditions, letter_issuing, next_letter, reply_drafts, request_succession
from ..actions import clarifications as verbs
from ..errors import DomainError
from ..forms import Guarded, QuestionFormSet, RequestForm, in_english, opening_values, untouched
from ..models import AccessEntry, CaseEvent, ClarificationRequest, Letter, Question, QuestionSet, User
from ..models.succession import held_by, overdue_with, own_word_of_another, passed_on, stayed_with_another
from ..plain import clocks
from ..plain.answer_values import Asked
from ..plain.not_none import not_none
from ..record import access_log, deeds
from ..reports import by_post, corrections, who_may_decide
from ..workflow import STAFF, Action, QuestionStatus, RequestStatus, Role
from . import kept_form
from .base import (
    EVENTS,
    SignedIn,
    done,
    moves_of,
    number_of,
    page_of,
    require,
    told,
    visible_clarification,
)
from .buttons import buttons_of, letters_after
from .deed_page import ClarificationDeed


def edit(request: SignedIn, pk: int) -> HttpResponse:
    require(request, Action.EDIT)
    clarification = visible_clarification(request, pk)
    initial = {name: getattr(clarification, name) for name in RequestForm.FACTS} | {"seen": clarification.version}
    initial |= {
        "mail_to": clarification.mail_to.split(),
        "meeting_at": clarification.meeting_at and clocks.local(clarification.meeting_at),
        "meeting_place": clarification.meeting_place,
    } | in_english.initial_of(clarification.english)
    sent = kept_form.sent(request)
    form = RequestForm(sent, on=clarification, initial=initial)
    sets = opening_values.sets_for(clarification.incident, [clarification.agency_id], clocks.day(timezone.now()))
    present = [Asked(q.heading, q.text, q.kind, q.section, q.pk) for q in clarification.questions.all()]
    chosen, questions = _question_rows(sent, sets, present)
    valid = request.method == "POST" and not _only_rows(request) and form.is_valid() and questions.is_valid()
    if valid and not form.refuse_other_counts("questions", questions.questions()):
        facts, asked = untouched.changed(form), _as_they_stood(questions.questions(), present)
        if chosen and (clarification.question_set is None or chosen.code != clarification.question_set.code):
            facts["question_set"] = chosen
        if not facts and asked == present:
            messages.info(request, gettext("Nothing was changed."))
            return redirect("incidents:request", pk=clarification.pk)
        seen = form.cleaned_data["seen"]
        verbs.edit(clarification, by=request.user, seen=seen if seen is not None else 0, questions=asked, **facts)
        done(request, Action.EDIT)
        return redirect("incidents:request", pk=clarification.pk)
    access_log.look(request, clarification)
    context = {
        "form": form,
        "questions": questions,
        "incident": clarification.incident,
        "clarification": clarification,
        "action": Action.EDIT,
        "now": timezone.now(),
    }
    context["due"] = letter_issuing.due_if_issued(context["now"])
    context |= {"sets": sets, "chosen": chosen or clarification.question_set}
    return render(request, "incidents/requests/draft.html", context)


def _as_they_stood(asked: Sequence[Asked], present: Sequence[Asked]) -> list[Asked]:
    """The questions sent, each text that nobody touched as it stands: a browser makes line ends of its own."""
    stood = {question.key: question for question in present}

    def kept(sent: str, was: str) -> str:
        return was if sent == "\n".join(was.strip().splitlines()) else sent

    found = []
    for each in asked:
        sent = each._replace(text="\n".join(each.text.splitlines()))
        was = stood.get(each.key, sent)
        found.append(sent._replace(heading=kept(sent.heading, was.heading), text=kept(sent.text, was.text)))
    return found


def _only_rows(request: SignedIn) -> bool:
    """True for the buttons that change the rows of questions and save nothing."""
    return "add_row" in request.POST or "use_set" in request.POST


def _question_rows(
    sent: QueryDict | None, sets: Sequence[QuestionSet], start: Sequence[Asked]
) -> tuple[QuestionSet | None, Any]:
    """The set chosen and the questions as typed. "Add a question" brings one more empty row and keeps the rest; choosing
    another set begins with its questions and keeps everything else that was typed."""
    code = sent and (sent.get("use_set") or sent.get("set"))
    chosen = next((s for s in sets if s.code == code), None)
    if sent is None or ("use_set" in sent and chosen):
        asked = opening_values.questions_of(chosen) if chosen else start
        return chosen, QuestionFormSet(initial=[q._asdict() for q in asked], prefix="q")
    data = sent.copy()
    if "add_row" in data:
        data["q-TOTAL_FORMS"] = str((number_of(data.get("q-TOTAL_FORMS", "0")) or 0) + 1)
    return chosen, QuestionFormSet(data, prefix="q")


def request(request: SignedIn, pk: int) -> HttpResponse:
    """One address for both sides: the agency gets its own page, the ministry and auditors theirs."""
    clarification = visible_clarification(request, pk)
    now = timezone.now()
    questions = clarification.questions.select_related("deadline", "reply__request").prefetch_related(
        "answers__response", "answers__files__file"
    )
    context = {
        "clarification": clarification,
        "now": now,
        "questions": questions,
        "responses": corrections.replies_to(clarification, request.user),
        "asked_back": corrections.questions_about(clarification, request.user),
        "outside_words": corrections.words_on(clarification, request.user),
        "deadlines": clarification.deadline_rows,
        "passed_on": _passed_on(clarification),
        "buttons": buttons_of(clarification, request.user),
        "sides": {"open": sum(q.status == QuestionStatus.OPEN for q in questions), "all": len(questions)},
    }
    if Role.LIAISON in request.user.roles and not request.user.roles & (STAFF | {Role.AUDITOR}):
        # each opening: by the first after a letter went out, or was judged, it is said to have arrived, and to have been read
        access_log.log(AccessEntry.Kind.READ, request, clarification)
        _arrived(request, clarification, now)
        context |= _for_its_body(request.user, clarification, questions)
        return render(request, "incidents/portal/request.html", context)
    access_log.look(request, clarification)
    context |= _for_staff(request.user, clarification, now)
    events = CaseEvent.objects.visible_to(request.user).of(clarification)
    context["events"] = page_of(request, events.order_by("-recorded_at"), EVENTS, "peristiwa")
    return render(request, "incidents/requests/show.html", context)


def _for_its_body(user: User, clarification: ClarificationRequest, questions: Iterable[Question]) -> dict[str, Any]:
    """What only the body's own page shows; each of `questions` gets its draft."""
    drafts = {d.question_id: d for d in reply_drafts.drafts_of(clarification)}
    for question in questions:
        question.draft_row = drafts.get(question.pk)
    letters = Letter.objects.visible_to(user).filter(request=clarification)
    runs = clarification.status == RequestStatus.OPEN
    return {
        "drafts": drafts,
        "later": letters.filter(about__isnull=False, file__isnull=False),
        "next_question": _next_question(user, clarification, questions),
        "acknowledged": clarification.acknowledged_at if runs else None,
        "upheld": _last_word(clarification, Action.UPHOLD) if runs else None,
        "misaddressed": own_word_of_another(clarification),
        "why_us": clarification.incident.involvements.filter(agency=clarification.agency_id) if runs else [],
        # A successor of another agency does not exist here.
        "successor": ClarificationRequest.objects.visible_to(user).filter(replaces=clarification).first(),
    }


def _for_staff(user: User, clarification: ClarificationRequest, now: datetime) -> dict[str, Any]:
    """What only the page of the ministry and of auditors shows."""
    rung = next_letter.next_rung(clarification, clocks.day(now)) if _may_ask_again(clarification, now) else None
    later = clarification.letters.filter(about__isnull=False).select_related(
        "register_entry", "agency", "request", "about"
    )
    drafted = clarification.status == RequestStatus.DRAFT
    unfrozen = drafted or clarification.status == RequestStatus.AWAITING_APPROVAL
    found = issuing_conditions.objections(clarification, now) if unfrozen else issuing_conditions.fallen(clarification)
    return {
        "later": later.order_by("pk"),
        **by_post.told_on(clarification, user),
        "misaddressed": clarification.said_of_another,
        "stopped": _last_word(clarification, Action.STOP_WAITING) if clarification.stopped_at else None,
        "sent_back": _last_word(clarification, Action.SEND_BACK) if drafted else None,
        "nobody": who_may_decide.nobody(clarification, now),
        "unheard": told(unheard) if (unheard := request_succession.unheard(clarification)) else "",
        "objections": [told(each) for each in found],
        "letters_after": letters_after(clarification, user, rung),
        "nudge_text": _nudge_text(clarification, now),
    }


def _nudge_text(clarification: ClarificationRequest, now: datetime) -> str:
    """What somebody may send by hand, in the agency's language whatever the reader's; a due that has passed is no day up to which
    anything is awaited."""
    due_at = clarification.present_due
    over = bool(due_at and clocks.passed(due_at, now))
    before = overdue_with(clarification, not_none(due_at), now) if over else None
    with translation.override("id"):
        words = {"clarification": clarification, "site": settings.SITE_URL, "due_at": due_at, "over": over}
        words["late_with"] = before.body.short_name_at(before.at) if before else ""
        return render_to_string("incidents/requests/nudge.txt", words).strip()


def _next_question(user: User, clarification: ClarificationRequest, questions: Iterable[Question]) -> Question | None:
    """The question the agency's page leads to; None when this person has nothing to answer."""
    if Action.ANSWER not in moves_of(user, clarification):
        return None
    return next((q for q in questions if q.status == QuestionStatus.OPEN), None)


def _last_word(clarification: ClarificationRequest, action: Action) -> CaseEvent | None:
    """The last event of this kind on the request, or None."""
    events = CaseEvent.objects.of(clarification).filter(action=action)
    return events.order_by("-recorded_at").first()


def _passed_on(clarification: ClarificationRequest) -> dict[str, Any] | None:
    """Of whom it was asked first, and whether that is there after all; since when the body that has it does, and to whom its due was
    given where that is another. None for one that stayed where it was, or was given back."""
    passed = passed_on([clarification]).get(clarification.pk)
    if not passed:
        return None
    row = clarification.present_row
    whose = held_by(clarification, row.set_at) if row else clarification.agency
    given_to = "" if whose == clarification.agency or not row else whose.short_name_at(row.set_at)
    first = passed[0]
    told = {"first": first.body.short_name_at(first.at), "at": passed[-1].at, "due_given_to": given_to}
    own = ClarificationRequest.objects.filter(pk=clarification.pk)
    return told | {"never_ended": first.body.ended_on is None, "undecided": bool(stayed_with_another(own))}


def _may_ask_again(clarification: ClarificationRequest, now: datetime) -> bool:
    """The next letter is offered once something came back or the due has passed; before that it would only hurry."""
    due_at = clarification.present_due
    return bool(clarification.first_reply_at or (due_at and clocks.passed(due_at, now)))


def _arrived(request: SignedIn, clarification: ClarificationRequest, now: datetime) -> None:
    """An appointed contact opens the letter's page: that proves that it arrived, the first time."""
    if clarification.delivered_at is None and clarification.status == RequestStatus.OPEN:
        with suppress(deeds.Conflict):  # a colleague opened it at the same moment
            arrival.deliver(clarification, how=arrival.Arrival.PORTAL, what=str(request.user), happened_at=now)


class _Submit(ClarificationDeed):
    """Hand the draft over; a summons without its meeting goes back to the draft, with a word."""

    def refused(self, form: Guarded, refusal: DomainError) -> HttpResponse:
        messages.error(self.request, told(refusal))
        return redirect("incidents:edit", pk=self.on.pk)

    def perform(self, form: Guarded, **approved: str) -> ClarificationRequest:
        """Nothing waits in silence for somebody who does not exist."""
        submitted = super().perform(form, **approved)
        now = timezone.now()
        for words in filter(None, (who_may_decide.nobody(submitted, now), by_post.of_letter(submitted, now))):
            messages.warning(self.request, words)
        return submitted


class _AcceptQuestion(ClarificationDeed):
    def perform(self, form: Guarded, **approved: str) -> ClarificationRequest:
        question = get_object_or_404(self.on.questions, number=self.kwargs["number"])
        return verbs.accept_question(self.on, by=self.request.user, question=question, **form.facts())


class _AcceptAnswered(ClarificationDeed):
    """What came so far suffices; what is still open stays open, and the next page says which questions those are."""

    def perform(self, form: Guarded, **approved: str) -> ClarificationRequest:
        accepted = super().perform(form, **approved)
        unanswered = accepted.questions.filter(status=QuestionStatus.OPEN).order_by("number")
        still = list(unanswered.values_list("number", flat=True))
        words = ngettext(
            "Still open, with the due that it has: question %(numbers)s.",
            "Still open, with the dues that they have: questions %(numbers)s.",
            len(still),
        )
        messages.info(self.request, words % {"numbers": ", ".join(map(str, still))})
        return accepted


submit = _Submit.page(Action.SUBMIT, verbs.submit)
send_back = ClarificationDeed.page(
    Action.SEND_BACK, verbs.send_back, lead=gettext_lazy("The drafter is told why."), shown_when_idle=True
)
uphold = ClarificationDeed.page(
    Action.UPHOLD,
    verbs.uphold,
    lead=gettext_lazy("The agency is told why it is asked all the same. Its due stays what it is."),
)
acknowledge = ClarificationDeed.page(Action.ACKNOWLEDGE, verbs.acknowledge)
accept_question = _AcceptQuestion.page(Action.ACCEPT_QUESTION)
accept_answered = _AcceptAnswered.page(Action.ACCEPT_ANSWERED, verbs.accept_answered)
accept = ClarificationDeed.page(Action.ACCEPT, verbs.accept)
