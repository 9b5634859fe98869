"""What each act on a letter did to it, in a sentence of its own; the account (letter_account) says them in the order of the record.

Every move of a request has its sentence here, or is told in another part of the account, or comes before the letter went out:
a new move that is none of these is missing from the account, and the tests say so.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from ..models import Activity, CaseEvent, ClarificationRequest, CounterQuestion, ExtensionRequest, OutsideWord, Sending
from ..models.channels import Channel
from ..plain.not_none import not_none
from ..translatable import _
from ..workflow import STATUS_LABELS, Action, RequestStatus, Thing

STEPS = {
    Action.ISSUE: _("%(who)s issued %(letter)s on %(at)s."),
    Action.SEND_OUTSIDE: _(
        "%(letter)s was sent outside Tanggap (%(way)s), as %(who)s recorded on %(recorded)s by the word of %(said_by)s: that proves no arrival."
    ),
    Action.DELIVER: _("There is proof that it had arrived by %(at)s: %(how)s (%(what)s)."),
    Action.ACKNOWLEDGE: _("%(who)s confirmed for the agency on %(at)s that it had arrived."),
    Action.HAND_DELIVER: _(
        "It was handed over by hand to %(received_by)s on %(at)s, as %(who)s recorded on %(recorded)s."
    ),
    Action.STRIKE_DELIVERY: _(
        "%(who)s struck out on %(at)s that it had been handed over by hand to %(received_by)s: that shows no arrival. Reason: %(reason)s"
    ),
    Action.TELEPHONE: _("%(who)s telephoned the agency on %(at)s: %(outcome)s. That moved no due. %(spoke_with)s"),
    Action.NUDGE: _("%(who)s sent a reminder by hand, as they recorded on %(recorded)s."),
    Action.STRIKE_NUDGE: _("%(who)s struck out on %(at)s that a reminder had been sent by hand. Reason: %(reason)s"),
    Action.DELEGATE: _("%(who)s brought in a colleague of the agency on %(at)s."),
    Action.UNANSWER: _("The reply %(receipt)s was struck out on %(at)s, having been entered by mistake."),
    Action.REDIRECT: _("%(who)s said for the agency on %(at)s: %(text)s"),
    Action.TAKE_BACK_REDIRECT: _("%(who)s took back for the agency on %(at)s that it is wrongly addressed."),
    Action.RECORD_REDIRECT: _(
        "%(said_by)s had said on %(at)s outside Tanggap (%(came_by)s), as %(who)s recorded on %(recorded)s: “%(word)s: %(text)s”. That answered nothing and moved no due."
    ),
    Action.RECORD_RECEIPT: _(
        "%(said_by)s had said on %(at)s outside Tanggap (%(came_by)s) that the agency has the letter, as %(who)s recorded on %(recorded)s. That answered nothing and moved no due."
    ),
    Action.UPHOLD: _("%(who)s stayed with this addressee on %(at)s. Reason: %(reason)s"),
    Action.ASK_EXTENSION: _("%(who)s asked for more time on %(at)s. Reason: %(reason)s"),
    Action.RECORD_WISH: _(
        "%(said_by)s had asked for more time on %(at)s outside Tanggap (%(source)s), as %(who)s recorded on %(recorded)s. Reason: %(reason)s"
    ),
    Action.CORRECT_WISH: _(
        "%(who)s put right on %(at)s what was recorded of a wish for more time (%(source)s). What was decided stays. Reason: %(reason)s"
    ),
    Action.STRIKE_WISH: _(
        "A wish for more time (%(source)s) was struck out on %(at)s, having been recorded by mistake. That moved no due."
    ),
    Action.REFUSE_EXTENSION: _("%(who)s refused more time on %(at)s. Reason: %(reason)s"),
    Action.ASK_BACK: _("%(who)s asked the ministry about the letter on %(at)s. That moved no due."),
    Action.RECORD_QUESTION: _(
        "A question about the letter had come on %(at)s, as %(who)s recorded. That moved no due."
    ),
    Action.ANSWER_BACK: _("%(who)s answered the agency's question on %(at)s. That moved no due."),
    Action.TAKE_BACK_QUESTION: _("%(who)s took the question back on %(at)s."),
    Action.TAKE_BACK_WISH: _("%(who)s took the wish for more time back on %(at)s. That moved no due."),
    Action.PROPOSE_EXTENSION: _("%(who)s proposed more time on %(at)s. Reason: %(reason)s"),
    Action.TRANSLATE: _("%(who)s added a translation of %(receipt)s on %(at)s."),
    Action.ACCEPT_QUESTION: _("%(who)s accepted the answer to question %(questions)s on %(at)s."),
    Action.ACCEPT_ANSWERED: _("%(who)s accepted on %(at)s what was answered so far: question %(questions)s."),
    Action.ACCEPT: _("%(who)s accepted the answer on %(at)s."),
    Action.UNACCEPT_QUESTION: _(
        "%(who)s took back on %(at)s that the answer to question %(questions)s is accepted. Reason: %(reason)s"
    ),
    Action.UNACCEPT: _("%(who)s took back on %(at)s that the answer is accepted. Reason: %(reason)s"),
    Action.REVOKE_ACCEPTANCE: _(
        "%(who)s took back on %(at)s, by %(letter)s, that the answer is accepted. Reason: %(reason)s"
    ),
    Action.CONFIRM_ACCEPTANCE: _("%(who)s wrote on %(at)s that the answer is accepted: %(letter)s."),
    Action.CORRECT: _("%(who)s corrected the letter on %(at)s: %(letter)s."),
    Action.FILE_SIGNED: _("%(who)s filed %(letter)s signed on %(at)s."),
    Action.DRAW_ANEW: _("%(who)s drew %(letter)s anew on %(at)s, in place of %(instead_of)s, which nobody had signed."),
    Action.DROP_UNSIGNED: _("%(who)s dropped %(letter)s unsigned on %(at)s. Reason: %(reason)s"),
    Action.WITHDRAW: _("%(who)s withdrew it on %(at)s. Reason: %(reason)s"),
    Action.STOP_WAITING: _("%(who)s closed it on %(at)s without a letter: %(answer)s. Reason: %(reason)s"),
    Action.WAIT_AGAIN: _(
        "%(who)s took back on %(at)s that it was closed: its answer is waited for again. Reason: %(reason)s"
    ),
    Action.REPLACE: _("A new letter took its place on %(at)s: it asks nothing any more."),
    Action.HAND_ON: _("It passed from %(agency)s to %(for)s on %(at)s. Reason: %(reason)s"),
    Action.GIVE_BACK: _("%(for)s has it again since %(at)s, for it had not ended. Reason: %(reason)s"),
    Action.BREAK_OFF: _("It was broken off on %(at)s. Reason: %(reason)s"),
    Action.NOTE_MISTAKE: _(
        "It had been broken off by mistake, as %(who)s recorded on %(at)s; it stays so. Reason: %(reason)s"
    ),
}
# What came while the letter asked, and was found when it asked nothing any more.
FOUND_AFTERWARDS: Mapping[str, str] = {
    Action.RECORD_QUESTION: _(
        "A question about the letter (%(source)s) had come on %(at)s; %(who)s recorded it only on %(recorded)s, when the letter asked no more (%(found_when)s): %(became)s. That moved no due."
    ),
    Action.RECORD_WISH: _(
        "%(said_by)s had asked for more time on %(at)s outside Tanggap (%(source)s); %(who)s recorded it only on %(recorded)s, when the letter asked no more (%(found_when)s): it needed no decision, and no due was moved. Reason: %(reason)s"
    ),
}
# What came while the letter asked, and is entered with the answer that it had got.
ANSWERED_THEN = _(
    "A question about the letter (%(source)s) had come on %(at)s; it had been answered outside Tanggap, as %(who)s recorded on %(recorded)s. That moved no due."
)
BECAME_OF_IT: Mapping[str, str] = {
    CounterQuestion.State.LAPSED: _("it needed no answer any more"),
    CounterQuestion.State.ANSWERED: _("it had been answered"),
}
# What was recorded of the letter and put right, or struck, since; a struck reply has a move of the letter's own.
CORRECTED: Mapping[tuple[str, str], str] = {
    (Action.STRIKE, Thing.QUESTION_BACK): _(
        "A question about the letter was struck out on %(at)s, having been recorded by mistake. That moved no due."
    ),
    (Action.REVISE, Thing.QUESTION_BACK): _(
        "What was recorded of a question about the letter was put right by %(who)s on %(at)s. Reason: %(reason)s"
    ),
    (Action.STRIKE, Thing.OUTSIDE_WORD): _(
        "What the agency was said to have said outside Tanggap (%(word)s) was struck out by %(who)s on %(at)s, having been recorded by mistake. Reason: %(reason)s"
    ),
    (Action.REVISE, Thing.OUTSIDE_WORD): _(
        "What was recorded of a word of the agency from outside (%(word)s) was put right by %(who)s on %(at)s. Reason: %(reason)s"
    ),
    (Action.REVISE, Thing.REPLY): _(
        "What was recorded of the reply %(reply)s was put right by %(who)s on %(at)s. Reason: %(reason)s"
    ),
    (Action.STRIKE, Thing.TRANSLATION): _(
        "A translation of the reply %(reply)s was struck out by %(who)s on %(at)s. Reason: %(reason)s"
    ),
    (Action.STRIKE, Thing.SENDING): _(
        "That it was sent outside Tanggap (%(way)s) was struck out by %(who)s on %(at)s, having been recorded by mistake. Reason: %(reason)s"
    ),
    (Action.REVISE, Thing.SENDING): _(
        "What was recorded of its being sent outside Tanggap was put right by %(who)s on %(at)s: %(way)s. Reason: %(reason)s"
    ),
    (Action.STRIKE, Thing.ACTIVITY): _(
        "What was recorded of a call was struck out by %(who)s on %(at)s. Reason: %(reason)s"
    ),
    (Action.REVISE, Thing.ACTIVITY): _(
        "What was recorded of a call was put right by %(who)s on %(at)s: %(outcome)s. Reason: %(reason)s"
    ),
}
# Told by the rows of its clock, and by the replies that came to it or to another letter.
OF_THE_DUE = frozenset({Action.EXTEND, Action.RETURN})
OF_THE_ANSWERS = frozenset({Action.ANSWER, Action.REPLY, Action.RECORD_REPLY, Action.CARRY})
BEFORE_IT_WENT_OUT = frozenset(
    {
        Action.DRAFT,
        Action.EDIT,
        Action.SUBMIT,
        Action.SEND_BACK,
        Action.APPROVE,
        Action.REDRAFT,
        Action.LAPSE,
    }
)
UNANSWERED = _(
    "What the agency had asked about the letter was not answered: by what was recorded on %(at)s it needs no answer any more."
)
UNDECIDED = _("More time waited for a decision: by what was recorded on %(at)s it needs none any more.")
# What a request that is waited for no longer had by then.
HAD_COME = {
    RequestStatus.NOT_ANSWERED: _("no question had an answer"),
    RequestStatus.INSUFFICIENT: _("the answer there was did not suffice"),
}
_SAID: Mapping[str, Callable[[Any], str]] = {
    "outcome": lambda outcome: str(Activity.Outcome(outcome).label),
    "spoke_with": lambda whom: gettext("They spoke with %(whom)s.") % {"whom": whom} if whom else "",
    "way": lambda way: str(Sending.Channel(way).label),
    "word": lambda word: str(OutsideWord.Kind(word).label),
    "came_by": lambda way: str(Channel(way).label),
    "answer": lambda answer: gettext(HAD_COME[answer]),
    "found_when": lambda status: gettext(STATUS_LABELS[RequestStatus][status]),
    "became": lambda state: gettext(BECAME_OF_IT[state]),
    "how": lambda how: str(ClarificationRequest.Arrival(how).label),
    "questions": lambda numbers: ", ".join(str(number) for number in numbers),
}


def sentence(clarification: ClarificationRequest, event: CaseEvent, said: Mapping[str, str]) -> str | None:
    """What `event` did to the letter, in the reader's language; None where another part of the account tells it. `said` are the
    words for who, when and why."""
    words = CORRECTED.get((event.action, event.subject_type)) or STEPS.get(Action(event.action))
    if "found_when" in event.details:
        words = FOUND_AFTERWARDS[event.action]
    elif event.action == Action.RECORD_QUESTION and "became" in event.details:
        words = ANSWERED_THEN
    if words is None:
        return None
    told = {name: _SAID[name](value) if name in _SAID else value for name, value in event.details.items()}
    if "came_by" in told and "source" in told:
        told["source"] = ", ".join(filter(None, (told["came_by"], told["source"])))
    letter = {"letter": str(clarification.letter or clarification)}
    return gettext(words) % (letter | told | dict(said))


def left_waiting(clarification: ClarificationRequest) -> Iterator[tuple[UUID, str]]:
    """(key of the act, words) of each question back, and wish for more time, that nobody had to answer any more since that act. What was
    found afterwards had waited for nobody."""
    asked = clarification.counter_questions.filter(state=CounterQuestion.State.LAPSED, found_afterwards=False)
    wished = clarification.extension_requests.filter(
        decision=ExtensionRequest.Decision.LAPSED, struck_at__isnull=True, found_afterwards=False
    )
    for rows, column, words in ((asked, "state", UNANSWERED), (wished, "decision", UNDECIDED)):
        for row in rows:
            before = row.history.exclude(**{column: getattr(row, column)}).order_by("history_id").last()
            lapsed = row.history.filter(history_id__gt=before.history_id if before else 0).order_by("history_id")
            yield not_none(lapsed.first()).event_id, words  # not the act by which it was put right since
