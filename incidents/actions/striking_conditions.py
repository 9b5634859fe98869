"""Why an entry may not be struck: what of it has left the house, and what stands in the case and rests on it."""

from collections.abc import Iterable
from typing import Any

from ..models import (
    Activity,
    ActorContact,
    ActorPart,
    Assertion,
    Assessment,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    CounterQuestion,
    Evidence,
    ExtensionRequest,
    Finding,
    FollowUp,
    Involvement,
    Letter,
    OutsideWord,
    PastLetter,
    PastReply,
    Response,
    Sanction,
    Sending,
    Share,
    SharedEvidence,
    handings_over,
)
from ..workflow import GIVEN_UP
from . import past_letters, struck_replies


def shown_to(row: Any) -> Iterable[str]:
    """The bodies with which `row` was shared, also those with whom sharing ended."""
    if isinstance(row, Evidence):
        yield from (str(piece.share.agency) for piece in SharedEvidence.objects.filter(evidence=row))


def went_out(row: Any) -> Iterable[str]:
    """What of `row` has left the house, or leans on it outside: numbers of letters, names of bodies. A letter of the case, or an old
    one, leans on no part: it may go to any body."""
    if isinstance(row, Commitment) and row.case_letter:
        yield str(row.case_letter)
    if isinstance(row, Involvement):
        same = {"incident": row.incident, "agency": row.agency}
        if Involvement.objects.filter(**same).exclude(pk=row.pk).exists():
            return  # it has another part in the case: what it was sent does not hang on this one
        yield from (each.reference for each in ClarificationRequest.objects.filter(**same))
        yield from (str(share) for share in Share.objects.filter(**same))
        # What it got before it ended is its successor's matter by now, and names it all the same.
        passed_on = Letter.objects.filter(**same, voided_at__isnull=True, request__isnull=False)
        yield from map(str, passed_on.exclude(request__agency=row.agency))


def resting_on(row: Any) -> Iterable[str]:
    """What stands in the case and names `row` as what it rests on."""
    if isinstance(row, PastLetter):
        yield from (str(reply) for reply in PastReply.objects.filter(letter=row))
        yield from (str(letter) for letter in PastLetter.objects.filter(follows=row))
        yield from (each.what[:60] for each in Commitment.objects.filter(past_letter=row))
        yield from map(str, row.requests_after.exclude(status__in=GIVEN_UP).order_by("pk"))
    if isinstance(row, PastReply):
        yield from (str(reply) for reply in past_letters.leaning_on(row))
    if isinstance(row, Evidence):
        yield from (each.label for each in Assertion.objects.filter(evidence=row))
        yield from (str(each.assertion) for each in Assessment.objects.that_stand().filter(evidence=row))
        yield from (each.label for each in row.annexes.all())
        yield from (each.label for each in Finding.objects.filter(evidence=row))
        yield from (str(each) for each in FollowUp.objects.filter(evidence=row))
        yield from (response.receipt for response in Response.objects.filter(evidence=row))
        yield from (str(asked) for asked in CounterQuestion.objects.filter(evidence=row))
        yield from (str(word) for word in OutsideWord.objects.filter(evidence=row))
        wishes = ExtensionRequest.objects.filter(evidence=row, struck_at__isnull=True)
        yield from (f"{wish.request.reference}: {wish.in_words}" for wish in wishes)
        yield from (f"{sending.letter}: {sending}" for sending in Sending.objects.filter(evidence=row))
        yield from (str(letter) for letter in PastLetter.objects.filter(evidence=row))
        yield from (str(reply) for reply in PastReply.objects.filter(evidence=row))
        yield from (str(part) for part in ActorPart.objects.filter(evidence=row))
        yield from _handed_over_by(row)
    if isinstance(row, Assertion):
        yield from (each.label for each in row.corrected_by.filter(struck_at__isnull=True))
        yield from (f"{each}: {each.text[:60]}" for each in Activity.objects.filter(assertion=row))
        yield from (str(part) for part in ActorPart.objects.filter(assertion=row))
    if isinstance(row, Response):
        for denied in struck_replies.denied_in(row):
            yield from resting_on(denied)
    if isinstance(row, ActorPart):
        known_as = row.actor.merged_into or row.actor
        same = {"incident": row.incident, "actor__in": known_as.one}
        if not ActorPart.objects.filter(**same).exclude(pk=row.pk).exists():
            yield from (str(each) for each in ActorContact.objects.filter(**same))
            yield from (f"{each}: {each.text[:60]}" for each in Activity.objects.filter(**same))
    if isinstance(row, Activity):
        yield from (each.what[:60] for each in Commitment.objects.filter(activity=row))
    if isinstance(row, Involvement):
        same = {"incident": row.incident, "agency": row.agency}
        if not Involvement.objects.filter(**same).exclude(pk=row.pk).exists():
            yield from (f"{each.agency}: {each.measure}" for each in Sanction.objects.filter(**same))
            yield from (f"{each.agency}: {each.what[:60]}" for each in Commitment.objects.filter(**same))
        served = Involvement.objects.filter(incident=row.incident, on_behalf_of=row.agency)
        yield from (str(each) for each in served)


def _handed_over_by(row: Evidence) -> Iterable[str]:
    """What was handed over as this piece shows, requests first: its deed names the piece, and was not struck out."""
    deeds_of_it = CaseEvent.objects.filter(
        incident=row.incident_id, action__in=handings_over.GIVEN, details__evidence=str(row)
    )
    for model in (ClarificationRequest, CaseLetter):
        keys = deeds_of_it.filter(subject_type=model._meta.model_name).values_list("subject_id", flat=True)
        for letter in model._default_manager.filter(pk__in=[int(key) for key in keys]).order_by("pk"):
            if any(each.details["evidence"] == str(row) for each in handings_over.standing(letter)):
                yield str(letter)
