"""Somebody was quicker: what has changed since the page was shown, in the words of the verb that finds it out. A verb raises one of
these and never a bare Conflict, which is the door's own; the page that tells it adds who did what last."""

from django.db.models import Model

from ..record import deeds
from ..translatable import _


class Meanwhile(deeds.Conflict):
    """`since` holds what people did last to `on`, oldest first."""

    def __init__(self, on: Model | None, **facts: object) -> None:
        super().__init__(on, deeds.events_of(on) if on is not None else (), **facts)


# --- cases and complaints ---------------------------------------------------------------------------------------------


class TheSame(Meanwhile):
    message = _("That is the very same one: choose another.")


class CaseOver(Meanwhile):
    message = _("%(case)s is worked on no longer: it was closed, dismissed or merged.")


class NoPlaceForLetter(Meanwhile):
    message = _("A letter of this kind is not drafted in the case as it stands now.")


class ComparedAlready(Meanwhile):
    message = _("Somebody has answered already that these two are not the same.")


class OwnsItAlready(Meanwhile):
    message = _("%(person)s has this case already.")


class KindsChanged(Meanwhile):
    message = _("The kinds of data of this case were changed since the page was opened. Look at them again.")


class RestrictedAlready(Meanwhile):
    message = _("This case is restricted already.")


class OpenAlready(Meanwhile):
    message = _("This case is restricted no longer already.")


class AdmittedAlready(Meanwhile):
    message = _("%(person)s is admitted to this case already.")


class AdmissionOver(Meanwhile):
    message = _("The admission of %(person)s has ended already.")


class Unrelated(Meanwhile):
    message = _("The relation between these cases was undone already.")


class SharedNoMore(Meanwhile):
    message = _("It is shared with this body no longer already.")


class ActivityStruck(Meanwhile):
    message = _("This activity was struck out.")


class LeftAlready(Meanwhile):
    message = _("This body takes part no longer, or the entry was struck out.")


class WordPutRight(Meanwhile):
    message = _("What you chose was put right or set aside since the page was shown.")


class BehindNoCase(Meanwhile):
    message = _("This complaint stands behind no case any more.")


class ComplaintMerged(Meanwhile):
    message = _("%(complaint)s was merged with another complaint.")


class AnswerWaits(Meanwhile):
    message = _("An answer to this complaint is drafted already, or the complaint was merged with another.")


# --- bodies and rules -------------------------------------------------------------------------------------------------


class MovedAbove(Meanwhile):
    message = _("The bodies above this one were arranged anew. Look at them again.")


class MoreHangsOnIt(Meanwhile):
    message = _("Something came to this body meanwhile: a case names it, or another body was put under it.")


class NamedSince(Meanwhile):
    message = _("This body has a name from that day on, or from a later one, already.")


class ToldApartNoMore(Meanwhile):
    message = _("That these two are not the same was taken back already.")


class AliasTakenBack(Meanwhile):
    message = _("This name was taken back already.")


class RecognisedAlready(Meanwhile):
    message = _("All that the case says of this actor is on record already.")


class ReturnsOtherwise(Meanwhile):
    message = _("What would come back is not what the page showed: something was done meanwhile. Look at it again.")


class EnactedSince(Meanwhile):
    message = _("Another one was enacted since the page was opened. Look at what holds now.")


class AskedNoLonger(Meanwhile):
    message = _("This rule for anomalies has its end already.")


# --- requests and answers ---------------------------------------------------------------------------------------------


class NoWishWaits(Meanwhile):
    message = _("No wish for more time waits any more: it was decided, or an answer came.")


class NotOfThisLetter(Meanwhile):
    message = _("That answer did not come to this letter: choose one of its own.")


class TranslatedSo(Meanwhile):
    message = _("This translation of the answer stands already.")


class NoQuestionWaits(Meanwhile):
    message = _("No question about this letter waits for an answer any more.")


class ArrivedBefore(Meanwhile):
    message = _("An arrival that was earlier is on record already.")


class NothingFollows(Meanwhile):
    message = _("No letter follows this one now: it was answered or ended, or its due was moved.")


class NothingToReplace(Meanwhile):
    message = _("This letter asks for no answer any more: nothing takes its place.")


class NotAskedNow(Meanwhile):
    message = _("This question asks for no answer now: it was answered, or the request ended.")


class DraftsChanged(Meanwhile):
    message = _("The drafted answers are not those that the page showed: somebody wrote on, or sent them.")


class NoWordOfAnother(Meanwhile):
    message = _("No word that another body is to be asked waits for an answer any more.")


class NoAnswerToDecide(Meanwhile):
    message = _("An answer that you chose waits no longer: it was accepted or returned already.")


class NothingToReturn(Meanwhile):
    message = _("No answer is chosen that could be returned.")


class NeverWentOut(Meanwhile):
    message = _("This letter was withdrawn before it went out: nothing answers it.")


# --- letters and mails ------------------------------------------------------------------------------------------------


class LetterChanged(Meanwhile):
    message = _("The letter would not say what the page showed: something in it has changed. Read it again.")


class ApprovedOtherwise(Meanwhile):
    message = _("This letter waits for no approval any more, or is signed in another way now. Look at it again.")


class SignedAlready(Meanwhile):
    message = _("This letter waits for no signature any more: it was signed or dropped.")


class AboutTakenBack(Meanwhile):
    message = _("The letter that this one is about was taken back: nothing else is said about it.")


class AboutEnded(Meanwhile):
    message = _("The letter that this one is about asks for no answer any more.")


class AcceptedByLetter(Meanwhile):
    message = _("A letter says already that the answers suffice.")


class LetterTouched(Meanwhile):
    message = _("This letter was changed or taken back since the page was shown. Look at it again.")


class AddresseesChanged(Meanwhile):
    message = _("The letter has other addressees than the page showed. Read it again.")


class MailTriedAgain(Meanwhile):
    message = _("This mail has not failed: it was sent, or is tried again already.")


class MailLeft(Meanwhile):
    message = _("This mail cannot be cancelled any more: it has left, is being sent, or was cancelled already.")
