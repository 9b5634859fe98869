"""What is asked about actors: names, kind, where they were seen, how far the ministry relies on them."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..models import ActorJudgement, ActorPart, Assertion, Evidence, Incident, KnownActor, User
from ..plain.not_none import not_none
from ..plain.online_names import key_of
from .assertions import evidence_words
from .base import Guarded, SeenForm
from .cases import STAFF_WAYS
from .fields import When, area, chosen, offer

HANDLE = _("A handle or the name they give themselves, not who is thought to be behind it.")


class ActorForm(Guarded):
    """An actor by what is known: a handle is fine, who is behind it does not belong here."""

    ways = STAFF_WAYS

    name = forms.CharField(label=_("Name"), max_length=120, help_text=HANDLE)
    kind = forms.ChoiceField(label=_("Kind of actor"), choices=chosen(KnownActor.Kind.choices))
    note = forms.CharField(
        label=_("What is known of them"),
        widget=area(3),
        max_length=2000,
        required=False,
        help_text=_("All people of the ministry read this: nothing here of a restricted case."),
    )


class RegisterActorForm(ActorForm):
    """A new one, unless one of that name is on file: then whoever enters it says that another one is meant."""

    drill = forms.BooleanField(
        label=_("Drill"), required=False, help_text=_("Of a drill: it has a part in drills alone, for good.")
    )
    another = forms.BooleanField(label=_("Another one who goes by the same name"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        on_file = called_the_same(not_none(self.user), cleaned.get("name", ""), drill=bool(cleaned.get("drill")))
        if on_file and not cleaned.get("another"):
            words = _("%(name)s is on file already. If another one is meant, say so below.")
            self.add_error("name", forms.ValidationError(words, params={"name": on_file[0]}))
        return cleaned

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in super().facts().items() if name != "another"}


class AmendActorForm(SeenForm, ActorForm):
    """The same of one that is on file, and why it is put otherwise."""

    reason = forms.CharField(label=_("Why is this changed?"), max_length=500)

    field_order = ("name", "kind", "note", "reason")


class AliasForm(SeenForm):
    """Another name of an actor, where it was seen, since when and how one knows."""

    ways = STAFF_WAYS

    name = forms.CharField(label=_("Name"), max_length=120, help_text=HANDLE)
    place = forms.CharField(
        label=_("Where"), max_length=120, help_text=_("The forum, channel or service on which they use it.")
    )
    since = When(label=_("Seen since"), required=False)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)


class JudgeForm(SeenForm):
    """How far the ministry relies on what an actor says."""

    ways = STAFF_WAYS

    reliability = forms.ChoiceField(
        label=_("Reliability"),
        choices=chosen(ActorJudgement.Reliability.choices),
        help_text=_("Of the source, by the Admiralty code (NATO AJP-2.1); whether one word is true stands with that."),
    )
    reason = forms.CharField(label=_("Why"), widget=area(3), max_length=2000)


class ActorPartForm(Guarded):
    """What an actor did in a case, and by what that is known."""

    ways = STAFF_WAYS
    either = ("assertion", "evidence", "basis")

    actor = forms.ModelChoiceField(label=_("Actor"), queryset=KnownActor.objects.none())
    role = forms.ChoiceField(label=_("What they did"), choices=chosen(ActorPart.Role.choices))
    assertion = forms.ModelChoiceField(
        label=_("Assertion"),
        queryset=Assertion.objects.none(),
        required=False,
        help_text=_("That says so; a price stands there and is not typed again."),
    )
    evidence = forms.ModelChoiceField(label=_("Evidence"), queryset=Evidence.objects.none(), required=False)
    basis = forms.CharField(
        label=_("How that is known"),
        max_length=300,
        required=False,
        help_text=_("Where neither an assertion nor evidence says it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = KnownActor.objects.visible_to(not_none(self.user)).filter(drill=self.case.drill)
        own = self.on.actor_id if isinstance(self.on, ActorPart) else None
        offer(
            self,
            "actor",
            seen.filter(Q(merged_into__isnull=True, mistaken_at__isnull=True) | Q(pk=own)).with_names(),
            picked_as,
        )
        offer(
            self,
            "assertion",
            self.case.assertions.all(),
            lambda row: f"{row.label} {row.said_by}: {row.statement[:80]}",
        )
        offer(self, "evidence", self.case.evidence.all(), evidence_words)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("assertion", "evidence", "basis")):
            self.add_error("basis", _("Say by what that is known: an assertion, evidence, or in words."))
        return cleaned


class LinkActorForm(ActorPartForm):
    """The same of one on the register, or of one that is put there by the name it goes by in this case."""

    actor = forms.ModelChoiceField(label=_("Actor"), queryset=KnownActor.objects.none(), required=False)
    name = forms.CharField(label=_("Name, if not on the register"), max_length=120, required=False, help_text=HANDLE)
    kind = forms.ChoiceField(
        label=_("Kind of actor"), choices=KnownActor.Kind.choices, initial=KnownActor.Kind.UNKNOWN, required=False
    )

    field_order = ("actor", "name", "kind", "role", "assertion", "evidence", "basis")

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"] or KnownActor.Kind.UNKNOWN)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        actor, name = cleaned.get("actor"), cleaned.get("name")
        if bool(actor) == bool(name) and "actor" in cleaned and "name" in cleaned:
            self.add_error("actor", _("Choose an actor on the register, or name a new one: one of both."))
        elif name and (on_file := called_the_same(not_none(self.user), name, drill=self.case.drill)):
            words = _("%(name)s is on file already: choose it above, or add another one of that name on the register.")
            self.add_error("name", forms.ValidationError(words, params={"name": on_file[0]}))
        return cleaned


class MergeActorForm(SeenForm):
    """Which other one an actor is."""

    ways = STAFF_WAYS

    into = forms.ModelChoiceField(label=_("It is the same as"), queryset=KnownActor.objects.none())
    reason = forms.CharField(label=_("Why is it the same?"), widget=area(3), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = KnownActor.objects.visible_to(not_none(self.user)).standing().filter(drill=self.on.drill)
        offer(self, "into", others.exclude(pk=self.on.pk).with_names(), picked_as)


def with_a_part(case: Incident, on: Any) -> QuerySet[KnownActor]:
    """The actors that have a part in `case`, with the one whom the entry that is put right names already."""
    own = getattr(on, "actor_id", None)
    return KnownActor.objects.filter(Q(pk__in=case.actor_parts.values("actor")) | Q(pk=own)).with_names()


def picked_as(actor: KnownActor) -> str:
    """How it stands among the choices of a form: with every name it goes by."""
    return ", ".join([*actor.names, str(actor.get_kind_display())])


def called_the_same(user: User, name: str, *, drill: bool) -> list[KnownActor]:
    """Those on file that go by this very name."""
    found = KnownActor.objects.visible_to(user).standing().filter(drill=drill).called(name).with_names()
    return [actor for actor in found if key_of(name) in map(key_of, actor.names)]
