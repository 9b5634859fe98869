"""Somebody was quicker: what has changed since the page was shown, in the words of the verb that finds it out. A verb raises one of
these and never a bare Conflict, which is the door's own; the page that tells it adds who did what last."""

from django.db.models import Model

from ..record import deeds
from ..translatable import _


class Overtaken(deeds.Conflict):
    """`since` holds what people did last to `on`, oldest first."""

    def __init__(self, on: Model | None, **facts: object) -> None:
        super().__init__(on, deeds.events_of(on) if on is not None else (), **facts)


# --- cases and complaints ---------------------------------------------------------------------------------------------


class TheSame(Overtaken):
    message = _("That is the very same one: choose another.")


class CaseOver(Overtaken):
    message = _("%(case)s is worked on no longer: it was closed, dismissed, merged, or entered by mistake.")


class NoPlaceForLetter(Overtaken):
    message = _("A letter of this kind is not drafted in the case as it stands now.")


class StruckAlready(Overtaken):
    message = _("Somebody has struck this out already.")


class ComparedAlready(Overtaken):
    message = _("Somebody has answered already that these two are not the same.")


class OwnsItAlready(Overtaken):
    message = _("%(person)s has this case already.")


class NotGivenAway(Overtaken):
    message = _("No handing over of this piece stands any more.")


class KindsChanged(Overtaken):
    message = _("The kinds of data of this case were changed since the page was opened. Look at them again.")


class RestrictedAlready(Overtaken):
    message = _("This case is restricted already.")


class OpenAlready(Overtaken):
    message = _("This case is restricted no longer already.")


class AdmittedAlready(Overtaken):
    message = _("%(person)s is admitted to this case already.")


class AdmissionOver(Overtaken):
    message = _("The admission of %(person)s has ended already.")


class Unrelated(Overtaken):
    message = _("The relation between these cases was undone already.")


class SharedNoMore(Overtaken):
    message = _("It is shared with this body no longer already.")


class ActivityStruck(Overtaken):
    message = _("This activity was struck out.")


class SanctionStruck(Overtaken):
    message = _("This sanction was struck out.")


class LeftAlready(Overtaken):
    message = _("This body takes part no longer, or the entry was struck out.")


class WordPutRight(Overtaken):
    message = _("What you chose was put right or set aside since the page was shown.")


class ReachesOtherwise(Overtaken):
    message = _(
        "What would be emptied is not what the page showed: something came in, or was changed. Look at it again."
    )


class BehindACase(Overtaken):
    message = _("This complaint stands behind a case by now. It is referred from there.")


class BehindNoCase(Overtaken):
    message = _("This complaint stands behind no case any more.")


class ComplaintMerged(Overtaken):
    message = _("%(complaint)s was merged with another complaint.")


class ComplaintMistaken(Overtaken):
    message = _("%(complaint)s was declared to be entered by mistake.")


class AnswerWaits(Overtaken):
    message = _("An answer to this complaint is drafted already, or the complaint was merged with another.")


class HandedOverNoMore(Overtaken):
    message = _("That this answer was handed over was struck out already.")


# --- bodies and rules -------------------------------------------------------------------------------------------------


class MovedAbove(Overtaken):
    message = _("The bodies above this one were arranged anew. Look at them again.")


class MoreHangsOnIt(Overtaken):
    message = _("Something came to this body meanwhile: a case names it, or another body was put under it.")


class DividesOtherwise(Overtaken):
    message = _(
        "What there is to divide is not what the page showed: something came or went meanwhile. Look at it again."
    )


class NamedSince(Overtaken):
    message = _("This body has a name from that day on, or from a later one, already.")


class ToldApartNoMore(Overtaken):
    message = _("That these two are not the same was taken back already.")


class TakenBackAlready(Overtaken):
    message = _("Somebody has taken this back already.")


class RecognisedAlready(Overtaken):
    message = _("All that the case says of this actor is on record already.")


class ReturnsOtherwise(Overtaken):
    message = _("What would come back is not what the page showed: something was done meanwhile. Look at it again.")


class PartsOtherwise(Overtaken):
    message = _("What would go back is not what the page showed: something was done meanwhile. Look at it again.")


class NameGone(Overtaken):
    message = _("This name was withdrawn already.")


class ContactChanged(Overtaken):
    message = _("This contact was changed since the page was opened. Look at it again.")


class StrikesOtherwise(Overtaken):
    message = _("What would be struck out is not what the page showed: something was done meanwhile. Look at it again.")


class ChangesOtherwise(Overtaken):
    message = _(
        "What the list would change is not what the page showed: something was done meanwhile. Look at it again."
    )


class EnactedSince(Overtaken):
    message = _("Another one was enacted since the page was opened. Look at what holds now.")


# --- requests and answers ---------------------------------------------------------------------------------------------


class NoWishWaits(Overtaken):
    message = _("No wish for more time waits any more: it was decided or taken back, or an answer came.")


class NotOfThisLetter(Overtaken):
    message = _("That answer did not come to this letter: choose one of its own.")


class TranslatedSo(Overtaken):
    message = _("This translation of the answer stands already.")


class NoQuestionWaits(Overtaken):
    message = _("No question about this letter waits for an answer any more.")


class NotHandedOver(Overtaken):
    message = _("No delivery by hand stands here any more.")


class NotReminded(Overtaken):
    message = _("No reminder by hand stands here any more.")


class ArrivedBefore(Overtaken):
    message = _("An arrival that was earlier is on record already.")


class NothingFollows(Overtaken):
    message = _("No letter follows this one now: it was answered or ended, or its due was moved.")


class NothingToReplace(Overtaken):
    message = _("This letter asks for no answer any more: nothing takes its place.")


class NotAskedNow(Overtaken):
    message = _("This question asks for no answer now: it was answered, or the request ended.")


class DraftsChanged(Overtaken):
    message = _("The drafted answers are not those that the page showed: somebody wrote on, or sent them.")


class NoWordOfAnother(Overtaken):
    message = _("No word that another body is to be asked waits for an answer any more.")


class NotAccepted(Overtaken):
    message = _("This answer is accepted no longer.")


class NotAcceptedByLetter(Overtaken):
    message = _("No letter says any more that the answers are accepted.")


class NoAnswerToDecide(Overtaken):
    message = _("An answer that you chose waits no longer: it was accepted or returned already.")


class NothingToReturn(Overtaken):
    message = _("No answer is chosen that could be returned.")


class NeverWentOut(Overtaken):
    message = _("This letter was withdrawn before it went out: nothing answers it.")


# --- letters and mails ------------------------------------------------------------------------------------------------


class LetterChanged(Overtaken):
    message = _("The letter would not say what the page showed: something in it has changed. Read it again.")


class ApprovedOtherwise(Overtaken):
    message = _("This letter waits for no approval any more, or is signed in another way now. Look at it again.")


class SignedAlready(Overtaken):
    message = _("This letter waits for no signature any more: it was signed or dropped.")


class AboutTakenBack(Overtaken):
    message = _("The letter that this one is about was taken back: nothing else is said about it.")


class AboutEnded(Overtaken):
    message = _("The letter that this one is about asks for no answer any more.")


class AcceptedByLetter(Overtaken):
    message = _("A letter says already that the answers suffice.")


class LetterTouched(Overtaken):
    message = _("This letter was changed or taken back since the page was shown. Look at it again.")


class AddresseesChanged(Overtaken):
    message = _("The letter has other addressees than the page showed. Read it again.")


class MailTriedAgain(Overtaken):
    message = _("This mail has not failed: it was sent, or is tried again already.")


class MailLeft(Overtaken):
    message = _("This mail cannot be cancelled any more: it has left, is being sent, or was cancelled already.")
