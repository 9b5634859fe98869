"""Pages of a letter of the case that asks nothing: draft it to one agency or several, look at it, issue it, drop it."""

from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import (
    agencies,
    case_letter_conditions,
    case_letter_content,
    case_letter_issuing,
    case_letters,
    drills,
    letter_content,
    revocation_without_letter,
)
from ..forms import CaseLetterForm, DropLetterForm, Guarded, NewCaseLetterForm, ReasonForm, opening_values
from ..letters import wordings
from ..models import AccessEntry, CaseEvent, CaseLetter, ClarificationRequest, FollowUp, Incident, Letter, User
from ..models.evidence import ANNEXES
from ..models.points import copies_with
from ..plain import clocks, letter_kinds
from ..record import access_log, authority, untold_letters
from ..reports import by_hand, by_post, corrections, who_may_decide
from ..workflow import STAFF, Action, CaseLetterStatus, Role, Subject, Weight, moves
from . import kept_form
from .base import EVENTS, SignedIn, done, number_of, page_of, require, say_who_is_missing
from .buttons import buttons_of, letter_correcting, letter_taking_back, points_kept
from .case_letter_page import LetterOfCase, visible_case_letter
from .deed_page import CaseDeed, Head


def _moves_of(request: SignedIn, case_letter: CaseLetter) -> list[Action]:
    case, own = case_letter.incident, case_letter.own_hand
    found = moves(Subject.CASE_LETTER, case_letter.status, request.user.roles, is_drafter=own, case=case.status)
    return [each for each in found if authority.may(each, case_letter, request.user, case)]


def _said_on(case_letter: CaseLetter, user: User, rows: Any) -> QuerySet[FollowUp]:
    """What was said after it went out, as far as `user` may read it. Whoever works on it reads what was struck as well, the body
    what stands."""
    found: QuerySet[FollowUp] = rows.with_recorded().visible_to(user).filter(case_letter=case_letter)
    rows = found.select_related("agency", "evidence__file", "by")
    return rows.prefetch_related("files__file", ANNEXES)


def case_letter(request: SignedIn, pk: int) -> HttpResponse:
    """One address for both sides: the agency gets its own page, the ministry and auditors theirs."""
    case_letter, now = visible_case_letter(request, pk), timezone.now()
    context: dict[str, Any] = {
        "case_letter": case_letter,
        "letter": case_letter.letter,
        "taken_back_by": case_letter.taken_back_by,
        "errata": case_letter.corrected_by,
        "now": now,
        "buttons": buttons_of(case_letter, request.user),
        "follow_ups": _said_on(case_letter, request.user, FollowUp.objects),
        "untold": untold_letters.untold(case_letter),
        "apart": not case_letter.incident.involvements.filter(agency=case_letter.agency_id).exists(),
        "copies": copies_with(case_letter) if case_letter.asks_for_deeds else [],
    }
    if Role.LIAISON in request.user.roles and not request.user.roles & (STAFF | {Role.AUDITOR}):
        access_log.log(AccessEntry.Kind.READ, request, case_letter)
        return render(request, "incidents/portal/case_letter.html", context)
    access_log.look(request, case_letter)  # by this what came back waits for nobody to read it any more
    together = CaseLetter.objects.visible_to(request.user).filter(act_id=case_letter.act_id).exclude(pk=case_letter.pk)
    events = CaseEvent.objects.visible_to(request.user)
    said = _said_on(case_letter, request.user, FollowUp.everything)
    context |= {
        "follow_ups": corrections.told_on(case_letter.incident, said),
        "content": case_letter.letter.content
        if case_letter.letter
        else case_letter_content.content(case_letter, now, request.user),
        "taking_back": letter_taking_back(case_letter, request.user, now),
        "correcting": letter_correcting(case_letter, request.user),
        "keeping": points_kept(case_letter, request.user),
        "nobody": who_may_decide.nobody(case_letter, now),
        **by_post.told_on(case_letter, request.user),
        "by_hand": by_hand.told_on(case_letter, request.user),
        "unanswerable": case_letter.comes_back
        and case_letter.issued_at
        and not agencies.stands_for(case_letter.agency),
        "together": together.select_related("agency").prefetch_related("agency__names"),
        "objection": case_letter_conditions.objection(case_letter, now),
        "fallen": ", ".join(case_letter_conditions.findings_fallen(case_letter)) if case_letter.issued_at else "",
        "events": page_of(
            request,
            events.of(case_letter).order_by("-recorded_at"),
            EVENTS,
            "peristiwa",
        ),
    }
    return render(request, "incidents/case_letters/letter.html", context)


def issue_letter(request: SignedIn, pk: int) -> HttpResponse:
    """The very letters, and one button for all that were drafted together. Where a person signs, it leads to that."""
    require(request, Action.ISSUE_LETTER)
    case_letter, now = visible_case_letter(request, pk), timezone.now()
    if request.method == "POST":
        shown = {each: _seen(request, each) for each in case_letters.of_one_act(case_letter) or [case_letter]}
        case_letter_issuing.issue(shown, by=request.user, mail_to=request.POST.getlist("mail_to"))
        signed_by_hand = letter_content.signing_of(case_letter, now) in Letter.BY_HAND
        done(request, Action.APPROVE_LETTER if signed_by_hand else Action.ISSUE_LETTER)
        return redirect(case_letter)
    if Action.ISSUE_LETTER not in _moves_of(request, case_letter) or case_letter.status != CaseLetterStatus.DRAFT:
        return redirect(case_letter)
    kept_form.sent(request)
    letters: list[CaseLetter] = []
    for each in case_letters.of_one_act(case_letter):
        first = letters[0] if letters and each.joint else None
        each.content = first.content if first else case_letter_content.content(each, now, request.user)
        each.digest = first.digest if first else letter_content.digest(each.content)
        each.real_contacts = drills.real_contacts(each, now)
        letters.append(each)
    access_log.look(request, *letters)
    signing, joint = letters[0].content["signing"], case_letter.joint and len(letters) > 1
    context = {
        "case_letter": case_letter,
        "letters": letters,
        "joint": joint,
        "papers": letters[:1] if joint else letters,
        "to_all": _("To all of them") if joint else "",
        "kind": case_letter.kind_row,
        "action": Action.APPROVE_LETTER if signing in Letter.BY_HAND else Action.ISSUE_LETTER,
        "signing": dict(Letter.Signing.choices).get(signing, ""),
        "objection": case_letter_conditions.objection(case_letter, now),
        "now": now,
    }
    return render(request, "incidents/case_letters/issue.html", context)


def _seen(request: SignedIn, case_letter: CaseLetter) -> tuple[int, str]:
    """Version and digest of the letter as the page showed it; a letter that it did not show was not seen."""
    version, _dot, digest = request.POST.get(f"seen-{case_letter.pk}", "").partition(".")
    return number_of(version) or 0, digest


class _DraftLetter(CaseDeed):
    """A new letter of one kind, to bodies of the case, others of the directory, and one that is named in it."""

    template_name = "incidents/case_letters/words.html"
    back = "incidents:correspondence"
    kind: letter_kinds.LetterKind

    def get_object(self, **address: Any) -> Incident:
        kind = letter_kinds.KINDS.get(address["kind"])
        if kind is None or not kind.alone or kind.of_another:
            raise Http404("no letter of this kind stands alone")
        self.kind = kind
        return super().get_object(**address)

    def elsewhere(self) -> str:
        """Back to the letters of a case that has ended, for a kind that has no place there any more."""
        ended = self.request.method != "POST" and not case_letters.may_be_drafted(self.on, self.kind)
        return super().elsewhere() or (self.cancel_url() if ended else "")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"kind": self.kind}

    def get_initial(self) -> dict[str, Any]:
        return {
            **opening_values.case_letter(self.on, self.kind),
            "subject": wordings.on(self.kind.code, clocks.day(timezone.now())).subject,
            "agencies": self.request.GET.getlist("agency"),
            "security": ClarificationRequest.Security.ORDINARY,
            "urgency": ClarificationRequest.Urgency.URGENT,
        }

    def post(self, request: HttpRequest, *args: Any, **address: Any) -> HttpResponse:
        """The button that looks into the directory keeps what was typed, and stores nothing."""
        if "find" not in request.POST:
            return super().post(request, *args, **address)
        typed = {name: value for name, value in self.get_form_kwargs().items() if name != "files"}
        return self.render_to_response(self.get_context_data(form=NewCaseLetterForm.as_typed(**typed)))

    def perform(self, form: Guarded, **approved: str) -> list[CaseLetter]:
        """To bodies that are there, and to one that is named here: all or nothing."""
        facts, user = form.facts(), self.request.user
        with transaction.atomic():
            addressees = list(facts.pop("agencies"))
            if body := cast(NewCaseLetterForm, form).body():
                addressees.append(agencies.propose_agency(by=user, within=self.on, **body))
            drafted = case_letters.draft(self.on, by=user, kind=self.kind, agencies=addressees, **facts)
        say_who_is_missing(self.request, self.on)
        return drafted

    def get_success_url(self) -> str:
        return self.result[0].get_absolute_url()

    def head(self) -> Head:
        note, crumbs = _(self.kind.hint) if self.kind.hint else "", [(str(self.case), self.cancel_url())]
        return Head(f"{self.label()} {self.case}", f"{self.label()}: {_(self.kind.label)}", note, crumbs)


class _EditLetter(LetterOfCase):
    """What the letters of one act say, as far as they are drafts."""

    template_name = "incidents/case_letters/words.html"

    def elsewhere(self) -> str:
        return "" if Action.EDIT_LETTER in _moves_of(self.request, self.on) else self.as_it_stands()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"kind": self.on.kind_row}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        access_log.look(self.request, self.on)
        return super().get_context_data(**context)


class _TakeBack(LetterOfCase):
    """The letters that take back what one act sent, such as the cancellation of a meeting, to everybody it reached. Where none does
    now the page says why."""

    def elsewhere(self) -> str:
        if why := case_letter_conditions.no_taking_back(self.on, timezone.now()):
            raise why
        return "" if letter_taking_back(self.on, self.request.user, timezone.now()) else self.no_place()

    def no_place(self) -> str:
        """Back to the letter, whose case takes none of this kind as it stands, or is not for them."""
        if why := authority.refusal(Action.DRAFT_LETTER, None, self.request.user, self.case):
            raise why
        return self.back_to_the_ended_case()

    @property
    def kind(self) -> letter_kinds.LetterKind:
        found: letter_kinds.LetterKind = letter_kinds.TAKEN_BACK_BY[self.on.kind]
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"kind": self.kind}

    def get_initial(self) -> dict[str, Any]:
        same = {name: getattr(self.on, name) for name in ("copies", "security", "urgency", "contact_person")}
        return (
            super().get_initial() | same | {"subject": wordings.on(self.kind.code, clocks.day(timezone.now())).subject}
        )

    def get_success_url(self) -> str:
        return self.result[0].get_absolute_url()

    def head(self) -> Head:
        heading = f"{self.label()}: {_(self.kind.label)}"
        return Head(f"{self.label()} {self.on}", heading, _(self.kind.hint), super().head().crumbs)


class _CorrectLetter(_TakeBack):
    """The letters that put a slip right in what one act sent, to everybody who got it. Where none does now the page says why."""

    def elsewhere(self) -> str:
        if why := case_letter_conditions.no_erratum(self.on):
            raise why
        return "" if letter_correcting(self.on, self.request.user) else self.no_place()

    @property
    def kind(self) -> letter_kinds.LetterKind:
        found: letter_kinds.LetterKind = letter_kinds.CORRECTED_BY[self.on.kind]
        return found


draft_letter = _DraftLetter.page(Action.DRAFT_LETTER, None, NewCaseLetterForm)
take_back = _TakeBack.page(Action.DRAFT_LETTER, case_letters.take_back, CaseLetterForm)
correct_letter = _CorrectLetter.page(Action.DRAFT_LETTER, case_letters.correct, CaseLetterForm)
edit_letter = _EditLetter.page(
    Action.EDIT_LETTER, case_letters.edit, CaseLetterForm, begins=CaseLetterForm.initial_of, amends=True
)
# It will not go out, and why. A number that it has is void.
drop_letter = LetterOfCase.page(
    Action.DROP_LETTER,
    case_letters.drop,
    DropLetterForm,
    lead=gettext_lazy("It will not go out; whoever drafted it is told why. A number that was given stays void."),
    weight=Weight.REVOKE,
)
# Nobody is left to be told: the supervisor's word alone takes it back.
revoke_unheard = LetterOfCase.page(
    Action.REVOKE_UNHEARD,
    revocation_without_letter.revoke_unheard,
    ReasonForm,
    lead=gettext_lazy(
        "The body to which it went exists no more, and no body follows it: no letter says so to anybody. What is outstanding is "
        "owed no longer; the check page, the register and the case say that it is withdrawn. Letters of the same act end with it."
    ),
    weight=Weight.REVOKE,
)
