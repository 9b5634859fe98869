"""How letters are worded and signed: what holds, what held; an administrator enacts the next version by a deed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.actions import letter_content, letter_decisions, letter_facts, proposals, rules
from incidents.forms import units, untouched
from incidents.letters import wordings
from incidents.models import CaseEvent, ClarificationRequest, Letter, LetterTemplate, SigningPolicy, Unit, User
from incidents.plain import clocks, letter_kinds
from incidents.plain.letter_kinds import Clause, LetterKind
from incidents.record import enacted_by
from incidents.views import kept_form
from incidents.views.base import SignedIn, done, require, require_role, told
from incidents.views.buttons import Buttons, buttons_of
from incidents.workflow import STAFF, Action, Role, Thing

from ..forms import ClauseForm, SigningForm, TemplateForm, WordsForm
from ..letters import specimen


def templates(request: SignedIn) -> HttpResponse:
    """The letterheads, the wording of each kind in force today with its versions, and how letters are signed."""
    require_role(request, *STAFF, Role.AUDITOR, Role.ADMINISTRATOR)
    now = timezone.now()
    today = clocks.day(timezone.now())
    worded, policies = (
        list(LetterTemplate.objects.order_by("-version")),
        list(SigningPolicy.objects.order_by("-effective_from")),
    )
    heads = list(Unit.objects.select_related("emblem").order_by("code", "-valid_from"))
    of_wording, of_policy, of_head = (enacted_by.deeds_of(rows) for rows in (worded, policies, heads))
    versions: dict[str, list[tuple[LetterTemplate, Buttons, list[CaseEvent]]]] = {}
    for row in worded:
        versions.setdefault(row.kind, []).append((row, buttons_of(row, request.user), of_wording[row.pk]))
    context = {
        "kinds": [
            {
                "kind": k.code,
                "label": _(k.label),
                "wording": wordings.on(k.code, today),
                "versions": versions.get(k.code, []),
                "buttons": buttons_of(k, request.user, on=Thing.WORDING),
            }
            for k in letter_kinds.WORDED
        ],
        "clauses": [
            {
                "label": _(clause.label),
                "said": wordings.clause_on(clause, today),
                "versions": versions.get(clause.code, []),
                "buttons": buttons_of(clause, request.user, on=Thing.WORDING),
            }
            for clause in letter_kinds.CLAUSES
        ],
        "signing": dict(Letter.Signing.choices).get(letter_content.signing_at(now)),
        "policies": [(policy, of_policy[policy.pk]) for policy in policies],
        "units": [
            (unit, units.example({name: getattr(unit, name) for name in units.OWN}), own, of_head[unit.pk])
            for unit, own in ((unit, buttons_of(unit, request.user)) for unit in heads)
        ],
        "unit_buttons": buttons_of(None, request.user, on=Thing.UNITS),
        "signing_buttons": buttons_of(None, request.user, on=Thing.SIGNING),
    }
    return render(request, "notifications/wordings/list.html", context)


def enact_template(request: SignedIn, kind: str) -> HttpResponse:
    """A new version of one wording: first the letter as it would be, of a real request or an invented one."""
    require(request, Action.ENACT_TEMPLATE)
    worded = letter_kinds.CLAUSE_OF.get(kind) or letter_kinds.KINDS.get(kind)
    if worded is None or worded not in (*letter_kinds.WORDED, *letter_kinds.CLAUSES):
        raise Http404("no such letter")
    form = _form_of(worded, request)
    context = {"form": form, "kind": _(worded.label), "placeholders": getattr(worded, "placeholders", ())}
    if request.method == "POST" and (form.is_valid() or form.only_asks):
        facts = form.facts()
        content = _as_it_would_be(worded, form, facts, request.user)
        digest = letter_content.digest(facts)
        if form.is_valid() and request.POST.get("approved") == digest:
            if set(form.TEXTS) & form.fields.keys() <= untouched.fields(form):
                return _nothing_changed(request)
            rules.enact_template(
                by=request.user,
                kind=worded.code,
                reason=form.cleaned_data["reason"],
                effective_from=form.cleaned_data["effective_from"],
                seen=form.cleaned_data["seen"],
                **facts,
            )
            done(request, Action.ENACT_TEMPLATE)
            return redirect("notifications:templates")
        context |= {"letter_content": content, "digest": digest}
    return render(request, "notifications/wordings/form.html", context)


def _form_of(worded: LetterKind | Clause, request: SignedIn) -> WordsForm:
    """Begins with the words that stand."""
    today = clocks.day(timezone.now())
    seen = rules.last_of(LetterTemplate.objects.filter(kind=worded.code))
    initial = {"effective_from": today, "seen": seen}
    if isinstance(worded, Clause):
        said = wordings.clause_on(worded, today)
        initial |= {"basis": "\n".join(said.basis), "body": said.sentence}
        return ClauseForm(kept_form.sent(request), kind=worded, initial=initial)
    issued = ClarificationRequest.objects.visible_to(request.user).filter(issued_at__isnull=False)
    rows = [] if worded.alone else issued.order_by("-pk")[:20]
    initial |= wordings.on(worded.code, today).frozen()
    return TemplateForm(kept_form.sent(request), kind=worded, requests=rows, initial=initial)


def _as_it_would_be(
    worded: LetterKind | Clause, form: WordsForm, facts: dict[str, str], user: User
) -> letter_content.Content:
    """The content of a letter with the words that are typed: of a clause an invented one that says it."""
    if isinstance(worded, Clause):
        return specimen.with_clause(worded, facts)
    chosen = form.chosen if isinstance(form, TemplateForm) else None
    content = _example(chosen, worded, user) | {"wording": {**facts, "version": 0}}
    content.pop("courtesy", None)  # of the words before these
    subject = wordings.filled(facts["subject"], content.get("facts", {}))
    return content | {"subject": subject or content["subject"]}


def _nothing_changed(request: SignedIn) -> HttpResponse:
    """The same again is no new version and no new policy."""
    messages.info(request, _("Nothing was changed."))
    return redirect("notifications:templates")


def _example(clarification: ClarificationRequest | None, kind: LetterKind, user: User) -> dict[str, Any]:
    """The content of a letter of this kind: about a real request the reader may know of, or an invented one."""
    if clarification is None:
        return specimen.content(kind)
    now = timezone.now()
    if kind.asks:
        return letter_content.draft_content(clarification, now, user) | {"kind": kind.code}
    facts: dict[str, letter_facts.Fact] = {
        "tenggat_baru": clarification.present_due,
        "alasan": "…",
        "waktu_jawaban": clarification.answered_at or now,
    }
    wanted = {name: facts[name] for name in facts if name in kind.placeholders}
    return letter_decisions.content(
        clarification, kind, now, user, corrections=kind.sample.get("corrections", ()), english="", **wanted
    )


def enact_signing(request: SignedIn) -> HttpResponse:
    """How letters are signed once another administrator has confirmed it. Without a signature only so, with its reason."""
    require(request, Action.ENACT_SIGNING)
    initial = {"mode": letter_content.signing_at(timezone.now()), "seen": rules.last_of(SigningPolicy.objects.all())}
    form = SigningForm(kept_form.sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        if SigningPolicy.objects.exists() and "mode" in untouched.fields(form):
            return _nothing_changed(request)
        try:
            proposals.propose_signing(by=request.user, **form.cleaned_data)
        except proposals.NobodyConfirms as refusal:
            form.add_error(None, told(refusal))
        else:
            done(request, Action.PROPOSE_CHANGE)
            return redirect("notifications:templates")
    return render(request, "notifications/signature/policy.html", {"form": form, "action": Action.ENACT_SIGNING})
