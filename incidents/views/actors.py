"""The register of actors: who offers, claims, publishes or reports data, by every name, and what was done on it."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from ..actions import actor_contacts, actor_parts, mistaken_actors
from ..actions import actors as verbs
from ..forms import (
    ActorContactForm,
    ActorForm,
    AliasForm,
    AmendActorForm,
    EndForm,
    Guarded,
    JudgeForm,
    LinkActorForm,
    MergeActorForm,
    ReasonForm,
    RegisterActorForm,
)
from ..models import ActorAlias, ActorJudgement, CaseEvent, KnownActor, Removal
from ..record import trail
from ..reports import actors as report
from ..workflow import STAFF, Action, ActorStatus, Role, Subject, Thing, Weight
from .base import SignedIn, page_of, require_role
from .buttons import buttons_of
from .deed_page import CaseDeed, DeedPage

LONGEST = 100
MISTAKEN, _WORDS = ActorStatus.MISTAKEN.value, KnownActor.STATUS_WORDS
OF_DRILLS = (("no", gettext_lazy("without drills")), ("yes", gettext_lazy("drills only")))


def actors(request: SignedIn) -> HttpResponse:
    """Every actor the reader may know of, by any name it goes by; drills apart."""
    require_role(request, *STAFF, Role.AUDITOR)
    chosen = {name: value for name in ("q", "kind", "drill") if (value := request.GET.get(name, "").strip()[:LONGEST])}
    rows = KnownActor.objects.visible_to(request.user)
    rows = rows.filter(mistaken_at__isnull=False) if chosen.get("kind") == MISTAKEN else rows.standing()
    rows = rows.called(chosen["q"]) if "q" in chosen else rows
    rows = rows.filter(kind=chosen["kind"]) if chosen.get("kind") in KnownActor.Kind.values else rows
    rows = rows.filter(drill=chosen["drill"] == "yes") if chosen.get("drill") in dict(OF_DRILLS) else rows
    context = {
        "page": page_of(request, rows.order_by("drill", "key", "pk").with_names()),
        "chosen": chosen,
        "query": urlencode(chosen),
        "kinds": [*KnownActor.Kind.choices, (MISTAKEN, _WORDS[MISTAKEN])],
        "of_drills": OF_DRILLS,
        "buttons": buttons_of(None, request.user, on=Thing.ACTORS),
    }
    return render(request, "incidents/actors/list.html", context)


def actor(request: SignedIn, pk: int) -> HttpResponse:
    """One actor: its names and where they were seen, how far the ministry relies on it, and what was done on the register."""
    require_role(request, *STAFF, Role.AUDITOR)
    rows = KnownActor.objects.visible_to(request.user).select_related("merged_into").with_names()
    actor = get_object_or_404(rows, pk=pk)
    keys = [each.pk for each in actor.one]
    removed = Removal.objects.visible_to(request.user).of_actor(actor)
    own = Q(subject_type=Subject.ACTOR, subject_id__in=map(str, keys))
    done = CaseEvent.objects.filter(
        own | Q(subject_type=Subject.REMOVAL, subject_id__in=[str(each.pk) for each in removed])
    )
    events = page_of(request, done.order_by("-recorded_at").defer("payload"), 20)
    aliases = ActorAlias.objects.filter(actor__in=keys).select_related("actor")
    judgements = ActorJudgement.objects.filter(actor__in=keys).select_related("actor", "judged_by").order_by("-pk")
    in_cases = report.in_cases(actor, request.user)
    context = {
        "actor": actor,
        "removed": removed.done().select_related("decided_by").order_by("-decided_at"),
        "aliases": aliases,
        "in_cases": in_cases,
        "tries": sum(each.tries for each in in_cases),
        "judgements": judgements,
        "events": events,
        "entries": trail.entries(events, request.user),
        "buttons": buttons_of(actor, request.user),
    }
    return render(request, "incidents/actors/show.html", context)


class _ActorDeed(DeedPage):
    """Changes what stands on the register of an actor, and goes back to it."""

    model: Any = KnownActor
    back = "incidents:actors"

    @property
    def case(self) -> Any:
        """No case, but an actor of a drill says so in the head of each page as one does."""
        return self.on

    def cancel_url(self) -> str:
        return str(self.on.get_absolute_url()) if self.on else super().cancel_url()


class _RegisterActor(_ActorDeed):
    model, onto = None, "incidents:actor"

    def perform(self, form: Guarded, **approved: str) -> KnownActor:
        return verbs.register_actor(by=self.request.user, **form.facts())


class _MergeActor(_ActorDeed):
    def get_success_url(self) -> str:
        return reverse("incidents:actor", args=[self.result.merged_into_id])


class _TakeBack(_ActorDeed):
    """A name of an actor, or a judgement of one, that stands."""

    def get_queryset(self) -> QuerySet[Any]:
        seen = KnownActor.objects.visible_to(self.request.user)
        rows: QuerySet[Any] = self.model.objects.filter(actor__in=seen, taken_back_at__isnull=True)
        return rows.select_related("actor")

    @property
    def case(self) -> Any:
        return self.on.actor

    def cancel_url(self) -> str:
        return str(self.on.actor.get_absolute_url())


register_actor = _RegisterActor.page(Action.REGISTER_ACTOR, None, RegisterActorForm, prefilled={"name": None})
amend_actor = _ActorDeed.page(
    Action.AMEND_ACTOR,
    verbs.amend_actor,
    AmendActorForm,
    begins=lambda actor: {name: getattr(actor, name) for name in ActorForm.base_fields},
    amends=True,
)
add_alias = _ActorDeed.page(Action.ADD_ALIAS, verbs.add_alias, AliasForm)
take_back_alias = _TakeBack.page(Action.TAKE_BACK_ALIAS, verbs.take_back_alias, EndForm, model=ActorAlias)
take_back_judgement = _TakeBack.page(
    Action.TAKE_BACK_JUDGEMENT, verbs.take_back_judgement, EndForm, model=ActorJudgement
)
judge_actor = _ActorDeed.page(
    Action.JUDGE_ACTOR,
    verbs.judge_actor,
    JudgeForm,
    lead=gettext_lazy("What the ministry thinks of the source: a judgement of ours, marked as such, with your name."),
)
merge_actor = _MergeActor.page(
    Action.MERGE_ACTOR, verbs.merge_actor, MergeActorForm, prefilled={"into": None}, weight=Weight.REVOKE
)
separate_actor = _ActorDeed.page(Action.SEPARATE_ACTOR, verbs.separate_actor)


class _AnnulActor(_ActorDeed):
    """What hangs on it stands on the page before anybody clicks: how much of each kind, for cases may be restricted."""

    above = ("incidents/agencies/mistaken_hangs.html",)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        kinds = mistaken_actors.HANGS
        found = mistaken_actors.hanging(self.on).items()
        hangs = [(gettext(kinds[name].words), n, gettext(kinds[name].instead)) for name, n in found]
        return super().get_context_data(**context) | {"hangs": hangs}


annul_actor = _AnnulActor.page(
    Action.ANNUL_ACTOR,
    mistaken_actors.annul_actor,
    weight=Weight.REVOKE,
    lead=gettext_lazy(
        "For one that should never have been put on the register: a test, or a name that is nobody's. Its page stays to be read; no form offers "
        "it, and nobody is recognised as it. One that is another actor twice is merged; who it is is removed under law by another way."
    ),
)
reinstate_actor = _ActorDeed.page(Action.REINSTATE_ACTOR, mistaken_actors.reinstate_actor)


class _OfRecognised(CaseDeed):
    """Whom the case names is this actor, by one press, or is not, with a reason."""

    def get_object(self, **address: Any) -> Any:
        seen = KnownActor.objects.visible_to(self.request.user).standing()
        self.actor = get_object_or_404(seen, pk=address["actor"])
        return super().get_object(**address)

    def perform(self, form: Guarded, **approved: str) -> None:
        self.verb(self.on, by=self.request.user, actor=self.actor, **form.facts())


link_actor = CaseDeed.page(
    Action.LINK_ACTOR, actor_parts.link_actor, LinkActorForm, prefilled={"actor": None, "assertion": None}
)
same_actor = _OfRecognised.page(Action.SAME_ACTOR, actor_parts.same_actor)
not_this_actor = _OfRecognised.page(
    Action.NOT_THIS_ACTOR,
    actor_parts.not_this_actor,
    ReasonForm,
    lead=gettext_lazy("The name is no longer shown as theirs where it stands now. That can be struck out again."),
)
record_contact = CaseDeed.page(
    Action.RECORD_CONTACT, actor_contacts.record_contact, ActorContactForm, prefilled={"actor": None}
)
