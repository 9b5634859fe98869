"""Lines about what was said, done and found: assertions and how far they are borne out, activities, evidence, findings, commitments."""

from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ...models import (
    Activity,
    Assertion,
    Assessment,
    Commitment,
    Evidence,
    Figure,
    Finding,
    Incident,
    Participation,
    Share,
)
from ...plain import spans
from ...plain.chronology import RestsOn
from ...plain.clocks import passed
from ...plain.not_none import not_none
from ...workflow import AssertionStatus
from ..kept_late import kept_late, shown_by
from .source import ALWAYS, BODY, Due, Source, Telling

Side = Participation.Side


def _topic(assertion: Assertion) -> str:
    """The page that holds all that is said of the matter, opened at this word."""
    return assertion.on_its_topic


def _work(case: Incident) -> str:
    return reverse("incidents:work", args=[case.reference])


def _rests_on(assertion: Assertion) -> RestsOn:
    return RestsOn.VERIFIED if assertion.status == AssertionStatus.VERIFIED else RestsOn.SAID


def _speaker(assertion: Assertion) -> str:
    if not assertion.reported_by:
        return assertion.said_by
    return _("%(who)s, reported by %(by)s") % {"who": assertion.said_by, "by": assertion.reported_by}


def _said(assertion: Assertion) -> Telling:
    free = _("free") if assertion.amount == 0 else ""
    said = (assertion.label, assertion.get_topic_display(), free, assertion.get_payment_display())
    return Telling(
        " · ".join(filter(None, said)),
        _topic(assertion),
        text=assertion.statement,
        who=_speaker(assertion),
        source=assertion.source,
        rests_on=_rests_on(assertion),
        evidence=assertion.evidence,
        badge=assertion,
        weighed=assertion,
    )


def _dated(assertion: Assertion) -> Telling:
    title = _("Date that the data carry, by %(assertion)s") % {"assertion": assertion.label}
    return replace(_said(assertion), title=title, weighed=None)


def _assessed(assessment: Assessment) -> Telling:
    assertion = assessment.assertion
    return Telling(
        _("%(assertion)s assessed: %(status)s")
        % {"assertion": assertion.label, "status": assessment.get_status_display()},
        _topic(assertion),
        text=assessment.grounds,
        who=assessment.assessed_by.name,
        source=assessment.document,
        evidence=assessment.evidence,
    )


def _adopted(figure: Figure) -> Telling:
    chosen = figure.assertion.label if figure.assertion else _("not yet known")
    return Telling(
        _("Figure in use for %(topic)s: %(chosen)s") % {"topic": figure.get_topic_display(), "chosen": chosen},
        reverse("incidents:topic", args=[figure.incident.reference, figure.topic]),
        text=figure.reason,
        who=figure.adopted_by.name,
    )


def _on_its_side(part: Participation, activity: Activity) -> str:
    agency = part.agency.short_name_at(activity.happened_at)
    words = {Side.SUBJECT: _("about %(agency)s"), Side.BOTH: _("%(agency)s, about itself")}
    return words.get(Side(part.side), "%(agency)s") % {"agency": agency}


def _took_place(activity: Activity) -> Telling:
    title = (activity.get_kind_display(), str(activity.actor or ""), activity.get_outcome_display())
    on_sides = [_on_its_side(part, activity) for part in activity.parts.all() if part.side != Side.TAKES_PART]
    beside = [_on_its_side(part, activity) for part in activity.parts.all() if part.side == Side.TAKES_PART]
    others = (*beside, activity.participants.replace("\n", ", "), activity.place)
    return Telling(
        " · ".join(filter(None, title)),
        activity.request.get_absolute_url() if activity.request else _work(activity.incident),
        text=activity.text,
        who=", ".join(filter(None, (activity.speaker, *on_sides, *others))),
        source=activity.source,
        rests_on=RestsOn.SAID if activity.speaker else RestsOn.OURS,
    )


def _part(part: Participation) -> dict[str, str]:
    agency = part.agency.short_name_at(part.activity.happened_at)
    return {"agency": agency, "activity": part.activity.get_kind_display()}


def _joined(part: Participation) -> Telling:
    title = _("%(agency)s takes part: %(activity)s") % _part(part)
    return Telling(title, _work(part.incident), text=part.capacity or part.activity.text)


def _left(part: Participation) -> Telling:
    title = _("%(agency)s takes part no longer: %(activity)s") % _part(part)
    return Telling(title, _work(part.incident), text=part.capacity or part.activity.text)


def _collected(piece: Evidence) -> Telling:
    return Telling(
        _("%(piece)s collected") % {"piece": piece.label},
        reverse("incidents:piece", args=[piece.pk]),
        text=piece.in_lists,
        source=piece.origin,
        badge=piece,
    )


def _found(finding: Finding) -> Telling:
    return Telling(
        f"{finding.label} · {finding.get_confidence_display()}",
        reverse("incidents:law", args=[finding.incident.reference]) + f"#{finding.label}",
        text=finding.text,
        who=", ".join(filter(None, (finding.said_by, finding.place))),
        source=finding.source or finding.method,
        evidence=finding.evidence,
    )


def _owed(commitment: Commitment) -> Telling:
    return Telling(
        _("Commitment falls due: %(who)s") % {"who": commitment.who},
        commitment.get_absolute_url(),
        text=commitment.what,
        source=commitment.source,
        rests_on=RestsOn.SAID,
        badge=None if _settled_after_its_due(commitment) else commitment,
    )


def _owed_before(commitment: Commitment) -> Telling:
    """The due that had passed when a later one was set."""
    title, how = _("Commitment falls due: %(who)s"), _("moved after it had passed, and counts")
    return Telling(
        f"{title % {'who': commitment.who}} · {how}",
        commitment.get_absolute_url(),
        text=commitment.what,
        source=commitment.source,
        rests_on=RestsOn.SAID,
    )


def _settled_after_its_due(commitment: Commitment) -> bool:
    """What was judged later is no state of that day."""
    settled_at = spans.latest(commitment.kept) if commitment.kept else commitment.settled_at
    return bool(settled_at and passed(not_none(commitment.due_at), settled_at))


def _settled(commitment: Commitment) -> Telling:
    return Telling(
        _("Commitment settled: %(who)s") % {"who": commitment.who},
        commitment.get_absolute_url(),
        text=commitment.what,
        who=kept_late(commitment),
        source=", ".join(filter(None, (commitment.source, shown_by(commitment)))),
        badge=commitment,
    )


def _shared(share: Share) -> Telling:
    agency = share.agency.short_name_at(share.shared_at)
    return Telling(_("Shared with %(agency)s") % {"agency": agency}, _work(share.incident), text=share.text)


def _unshared(share: Share) -> Telling:
    agency = share.agency.short_name_at(share.ended_at or share.shared_at)
    return Telling(_("Shared with %(agency)s no longer") % {"agency": agency}, _work(share.incident), text=share.text)


_VERIFIED = Q(status=AssertionStatus.VERIFIED)
_CLAIM: dict[str, Any] = {"bodies": ("agency",), "joins": ("incident", "evidence"), "established": _VERIFIED}
_CLAIM_TEXTS = ("statement", "said_by", "reported_by", "source", *BODY)
_TAKES_PART: dict[str, Any] = {
    "kind": "parts",
    "model": Participation,
    "only": Q(activity__struck_at__isnull=True),
    "bodies": ("agency",),
    "established": ALWAYS,
    "joins": ("incident", "activity", "agency"),
    "fetches": ("agency__names",),
}
_WITH_BODY: dict[str, Any] = {"bodies": ("agency",), "joins": ("incident", "agency"), "fetches": ("agency__names",)}
_SHARE: dict[str, Any] = {"passes": "", "texts": ("text", *BODY), "established": ALWAYS, **_WITH_BODY}
_OF_OWED: dict[str, Any] = _WITH_BODY | {"joins": ("incident", "agency", "shown_by")}
_OF_DUE: dict[str, Any] = _OF_OWED | {"passes": ""}
_SETTLED: dict[str, Any] = _OF_OWED | {"passes": "", "established": ALWAYS}
_PIECE = ("description", "origin", "text", "file__name", "collected_words")
_OWED_TEXTS = ("who", "what", "source", *BODY)

SOURCES = (
    Source("said", "words", Assertion, "said", _said, texts=(*_CLAIM_TEXTS, "said_words"), undated=True, **_CLAIM),
    Source("dated", "words", Assertion, "dated", _dated, texts=(*_CLAIM_TEXTS, "dated_words"), **_CLAIM),
    Source(
        "assessed",
        "findings",
        Assessment,
        "assessed_at",
        _assessed,
        case="assertion__incident",
        bodies=("assertion__agency",),
        texts=("grounds", "document", "assessed_by__name"),
        only=Q(assertion__struck_at__isnull=True),
        established=ALWAYS,
        joins=("assertion__incident", "assessed_by", "evidence"),
    ),
    Source(
        "adopted",
        "findings",
        Figure,
        "adopted_at",
        _adopted,
        bodies=("assertion__agency",),
        texts=("reason", "adopted_by__name"),
        established=ALWAYS,
        joins=("incident", "assertion", "adopted_by"),
    ),
    Source(
        "activity",
        "work",
        Activity,
        "happened",
        _took_place,
        bodies=("parts__agency", "assertion__agency"),
        texts=("text", "speaker", "place", "participants", "source", "happened_words", "actor__name"),
        established=Q(speaker=""),
        joins=("incident", "request", "actor"),
        fetches=("parts__agency__names",),
    ),
    Source("joined", when="joined", tell=_joined, texts=(*BODY, "capacity", "joined_words"), **_TAKES_PART),
    Source("left", when="left", tell=_left, texts=(*BODY, "capacity", "left_words"), **_TAKES_PART),
    Source(
        "collected", "evidence", Evidence, "collected", _collected, texts=_PIECE, established=ALWAYS, joins=("file",)
    ),
    Source(
        "found",
        "findings",
        Finding,
        "found",
        _found,
        texts=("text", "said_by", "place", "method", "source", "found_words"),
        established=ALWAYS,
        joins=("incident", "evidence"),
    ),
    Due("owed", "dues", Commitment, "told_due", _owed, texts=(*_OWED_TEXTS, "told_due_words"), **_OF_DUE),
    Due(
        "owed_before",
        "dues",
        Commitment,
        "passed_due",
        _owed_before,
        texts=(*_OWED_TEXTS, "passed_due_words"),
        **_OF_DUE,
    ),
    Source(
        "settled",
        "dues",
        Commitment,
        "settled_at",
        _settled,
        texts=_OWED_TEXTS,
        **_SETTLED | {"only": Q(kept_at__isnull=True)},
    ),
    # What was kept stands where it was kept, not where somebody said so.
    Source("kept", "dues", Commitment, "kept", _settled, texts=(*_OWED_TEXTS, "kept_words"), **_SETTLED),
    Source("shared", "parts", Share, "shared_at", _shared, **_SHARE),
    Source("unshared", "parts", Share, "ended_at", _unshared, **_SHARE),
)
