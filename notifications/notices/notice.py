"""What a row of the table of notices says: which kind of mail, after which act or how long before a due, to whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext

from incidents.workflow import Action, CaseLetterStatus, ComplaintStatus, RequestStatus


class Audience(StrEnum):
    AGENCY = "agency"
    OFFICER = "officer"
    SUPERVISORS = "supervisors"
    COLLEAGUE = "colleague"
    COMPLAINANT = "complainant"
    COPY = "copy"  # who is printed as getting a copy of the letter, at the address that stands with the office
    FORMER = "former"  # who was told that it had passed to them, by mistake
    ANSWERER = "answerer"  # who sent an answer from their account, whether or not they are a contact


# Whom a row of the table tells.
AGENCY, OFFICER, SUPERVISORS = (Audience.AGENCY,), (Audience.OFFICER,), (Audience.SUPERVISORS,)
COLLEAGUE, COMPLAINANT, FORMER = (Audience.COLLEAGUE,), (Audience.COMPLAINANT,), (Audience.FORMER,)
COPY, ANSWERER = (Audience.COPY,), (Audience.ANSWERER,)


class CalendarEntry(StrEnum):
    """What a mail's calendar entry does to the calendar of whoever gets it."""

    DUE = "due"  # sets the due, or moves it
    DUE_ENDS = "due_ends"  # takes it out again
    MEETING = "meeting"  # puts the meeting in to which the letter calls
    MEETING_ENDS = "meeting_ends"  # takes it out again


class Kind(StrEnum):
    """One kind of mail that tells of an act; names its templates under templates/notifications/emails/."""

    LETTER = "letter"
    COPY = "copy"
    COPY_EXTENDED = "copy_extended"
    COPY_REFUSED = "copy_refused"
    COPY_ACCEPTED = "copy_accepted"
    COPY_REVOKED = "copy_revoked"
    COPY_WITHDRAWN = "copy_withdrawn"
    COPY_CORRECTED = "copy_corrected"
    COPY_SIGNED = "copy_signed"
    COPY_OF_CASE = "copy_of_case"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    ANSWERED = "answered"
    REPLIED = "replied"
    RECEIPT = "receipt"
    RECEIPT_OF_REPLY = "receipt_of_reply"
    RECEIPT_RECORDED = "receipt_recorded"
    MAIL_CAME = "mail_came"
    REDIRECTED = "redirected"
    REDIRECT_RECORDED = "redirect_recorded"
    UPHELD = "upheld"
    UNANSWERED = "unanswered"
    ASKED_BACK = "asked_back"
    QUESTION_RECORDED = "question_recorded"
    ANSWERED_BACK = "answered_back"
    MORE_TIME = "more_time"
    MORE_TIME_RECORDED = "more_time_recorded"
    MORE_TIME_PROPOSED = "more_time_proposed"
    EXTENDED = "extended"
    REFUSED = "refused"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    UNACCEPTED = "unaccepted"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"
    HANDED_ON = "handed_on"
    BROKEN_OFF = "broken_off"
    GIVEN_BACK = "given_back"
    GONE_BACK = "gone_back"
    TO_ASK_ANEW = "to_ask_anew"
    NOT_ENDED = "not_ended"
    REPLACED = "replaced"
    ACCEPTED_BY_LETTER = "accepted_by_letter"
    ACCEPTANCE_REVOKED = "acceptance_revoked"
    CORRECTED = "corrected"
    SIGNED = "signed"
    INVITATION = "invitation"
    MEETING_CANCELLED = "meeting_cancelled"
    RESULT_LETTER = "result_letter"
    REPORTED_BACK = "reported_back"
    WROTE_BACK = "wrote_back"
    RECORDED_BACK = "recorded_back"
    OBJECTED = "objected"
    OBJECTION_RECORDED = "objection_recorded"
    TIME_WISHED = "time_wished"
    TIME_WISH_RECORDED = "time_wish_recorded"
    MORE_ASKED = "more_asked"
    POSTPONED = "postponed"
    MORE_TIME_STRUCK = "more_time_struck"
    TURNED_DOWN = "turned_down"
    RELEASED = "released"
    REJUDGED = "rejudged"
    LETTER_HANDED_ON = "letter_handed_on"
    LETTER_GIVEN_BACK = "letter_given_back"
    LETTER_GONE_BACK = "letter_gone_back"
    LETTER_DRAFTED = "letter_drafted"
    LETTER_DROPPED = "letter_dropped"
    COLLEAGUE = "colleague"
    LOST = "lost"
    CAME_BACK = "came_back"
    COMPLAINT_CAME = "complaint_came"
    COMPLAINT_CONFIRMED = "complaint_confirmed"
    COMPLAINT_RECEIVED = "complaint_received"
    ANSWER_DRAFTED = "answer_drafted"
    COMPLAINT_ANSWERED = "complaint_answered"
    REMOVAL_PROPOSED = "removal_proposed"
    COMMITMENT_DUE = "commitment_due"
    DEMAND_DUE = "demand_due"
    DEMAND_OVER = "demand_over"
    DUTY_DUE = "duty_due"
    DUTY_OVER = "duty_over"


@dataclass(frozen=True)
class Notice:
    """One row of the table: all that is known of a kind of mail.

    `kind` is told once of an event to each address; `words` names its templates where several kinds share them.
    `after` names the act that is told of; `after_due` (hours after the present due, before it negative) makes it a time
    notice, which counts for thresholds from `since` up to `until`: a policy changes nothing that has passed.
    `of` names a thing of the case that has a due of its own (a link of Message); it is told of `lead` before that, and no more
    once that has passed where `over` names the kind that tells so.
    `by_letter` narrows commitments to what letters ask for, told of once for a letter and a due, however many points it has.
    `letters` narrows an act that makes letters of several kinds to some of them, `said` one by which a body says different things. `issued_only` keeps acts on letters that never left
    the house from leaving it after all; `to_others` tells nobody of what they did themselves; `once_an_act` tells of the first event of
    an act alone; `only_while` names the status in which the notice still asks for something; `once_done` why it is not sent when what
    it asks for has been done meanwhile (see mails.settled). `routine` ones may wait for the daily digest of people of the
    ministry who chose it; what the law or a clock asks for is never routine. `entry` goes along for the calendar.
    """

    kind: str
    to: tuple[Audience, ...]
    label: str
    after: Action | None = None
    after_due: int | None = None
    words: str = ""
    letters: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    entry: CalendarEntry | None = None
    issued_only: bool = False
    to_others: bool = False
    once_an_act: bool = False
    only_while: RequestStatus | CaseLetterStatus | ComplaintStatus | None = None
    once_done: str = ""
    routine: bool = False
    of: str = ""
    by_letter: bool = False
    lead: timedelta | None = None
    over: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def templates(self) -> str:
        """What its templates under templates/notifications/emails/ are called."""
        return self.words or self.kind

    @property
    def offset(self) -> timedelta | None:
        return None if self.after_due is None else timedelta(hours=self.after_due)

    @property
    def hours(self) -> int | None:
        """Hours from the due, without sign; None for what is told of acts."""
        return None if self.after_due is None else abs(self.after_due)

    @property
    def in_words(self) -> str:
        """What it is, in the reader's words."""
        words = gettext(self.label)
        return words if self.hours is None else words % {"n": self.hours}

    def covers(self, instant: datetime) -> bool:
        """True when a threshold at `instant` falls into the time of this notice's policy."""
        return (self.since is None or self.since <= instant) and (self.until is None or instant < self.until)

    @property
    def says_passed(self) -> bool:
        """Whether it says that a due has passed, and so may not leave within the second of that due."""
        return self.after_due == 0 or self.lead == timedelta(0)

    @property
    def before_due(self) -> bool:
        return self.after_due is not None and self.after_due < 0
