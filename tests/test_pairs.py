"""Every pair of moves that people could make on one request at the same moment, made at the same moment, on PostgreSQL.

The pairs come from the table of moves. Whoever comes second with a version that is no longer the present one is told.
"""

import itertools

import pytest

from incidents.models import CaseEvent, ClarificationRequest
from incidents.record import deeds
from incidents.workflow import TRANSITIONS, Action, RequestStatus, possible
from tests.at_once import at_once, hands
from tests.moves import BY_PEOPLE, PEOPLE, perform, prepare
from tests.world import issue_request, make_incident, make_request

pytestmark = pytest.mark.real

# These add to the record and leave the request's own row as it is: nobody's page becomes stale by them.
BESIDE = (
    "redirect",
    "ask_extension",
    "ask_back",
    "record_question",
    "record_wish",
    "propose_extension",
    "translate",
    "nudge",
    "strike_nudge",
    "delegate",
    "file_signed",
    "drop_unsigned",
    "draw_anew",
    "send_outside",
    "telephone",
)
# Done to the old letter when another request is issued: judged by what stands then, not by a page somebody saw.
UNSEEN = ("replace",)
IN_ONE_CASE = 8  # requests: in a case of two hundred each act looks at all that were asked the same
# so many are walked to a status once, and found again in a copy of the database for the next pairs
IN_ONE_COPY = 5 * IN_ONE_CASE
STATUSES = (
    RequestStatus.DRAFT,
    RequestStatus.AWAITING_APPROVAL,
    RequestStatus.AWAITING_SIGNATURE,
    RequestStatus.OPEN,
    RequestStatus.ANSWERED,
)


# Nobody is silent while the due runs: whoever answers meanwhile is in tests/incidents/test_stopped_waiting.py.
NOT_WHILE_IT_RUNS = {(Action.STOP_WAITING, RequestStatus.OPEN)}

# A wish on paper is there before another would be asked for; the draft of an answer comes last: it would go along.
PREPARED = dict.fromkeys(Action, 1) | {Action.CORRECT_WISH: 0, Action.STRIKE_WISH: 0, Action.ANSWER: 2}


def pairs_of(status):
    acts = [action for action in BY_PEOPLE if possible(action, status) and (action, status) not in NOT_WHILE_IT_RUNS]
    return list(itertools.combinations_with_replacement(acts, 2))


def who(world, action):
    return getattr(world, PEOPLE[sorted(TRANSITIONS[action].by)[0]])


def events_of(clarification):
    return CaseEvent.objects.filter(subject_type="clarificationrequest", subject_id=str(clarification.pk))


@pytest.mark.parametrize("status", STATUSES)
def test_of_two_moves_at_once_one_wins_and_the_other_is_told(real_world, states, status):
    world, pairs, kept = real_world, pairs_of(status), f"pairs_{status}"
    waiting = walked(world, status, min(len(pairs), IN_ONE_COPY))
    states.keep(kept)
    for begin in range(0, len(pairs), IN_ONE_COPY):
        if begin:
            states.come_back(kept)
        with hands(2) as together:
            for key, pair in zip(waiting, pairs[begin : begin + IN_ONE_COPY], strict=False):
                one_wins(world, key, status, pair, together)
    print(f"{status}: {len(pairs)} pairs at once")


def walked(world, status, number):
    """The keys of so many requests, each walked to `status`."""
    keys = []
    for n in range(number):
        if n % IN_ONE_CASE == 0:
            case = make_incident(world)
        keys.append(make_request(world, status, incident=case, nudged=True).pk)
    return keys


def one_wins(world, key, status, pair, together):
    clarification = ClarificationRequest.objects.get(pk=key)
    needing = {Action.FILE_SIGNED, Action.DROP_UNSIGNED, Action.DRAW_ANEW, Action.RECORD_REPLY, Action.HAND_DELIVER}
    needing = (
        needing | {Action.STRIKE_DELIVERY, Action.UNACCEPT_QUESTION, Action.CORRECT_WISH, Action.STRIKE_WISH}
    ) & set(pair)
    if status in (RequestStatus.OPEN, RequestStatus.AWAITING_APPROVAL) or needing:
        for action in sorted(set(pair), key=PREPARED.get):
            prepare(action, ClarificationRequest.objects.get(pk=clarification.pk), world)
    clarification = ClarificationRequest.objects.get(pk=clarification.pk)
    events = events_of(clarification).count()
    results = together(*[lambda a=a, r=clarification: perform(a, r, world, who(world, a)) for a in pair])
    lost = [r for r in results if isinstance(r, Exception)]
    assert all(isinstance(r, deeds.Conflict) for r in lost), (pair, results)
    both_move = not set(pair) & set(BESIDE + UNSEEN)
    assert len(lost) == 1 if both_move else len(lost) <= 1, (pair, results)
    after = events_of(clarification)
    assert after.count() == events + 2 - len(lost), pair
    clarification = ClarificationRequest.objects.get(pk=clarification.pk)
    assert after.order_by("-recorded_at").first().status_to == clarification.status, pair


def test_issuing_a_reissue_while_the_old_letter_is_answered(real_world):
    """Two requests of one case: the new letter replaces the old one, or the old one is answered and the new one ends with
    it; never both."""
    from incidents.actions import clarifications, next_letter
    from tests.world import answer_request

    world = real_world
    for _ in range(4):
        old = make_request(world, "open")
        new = next_letter.reissue(old, by=world.officer)
        new = clarifications.submit(new, by=world.officer, seen=new.version)
        results = at_once(lambda o=old: answer_request(world, o), lambda n=new: issue_request(world, n))
        lost = [r for r in results if isinstance(r, Exception)]
        assert len(lost) == 1 and isinstance(lost[0], deeds.Conflict), results
        states = [ClarificationRequest.objects.get(pk=r.pk).status for r in (old, new)]
        assert states in (["answered", "withdrawn"], ["replaced", "open"])


def test_two_sweeps_draft_one_second_letter(real_world):
    from datetime import timedelta

    from django.utils import timezone

    from incidents import setup_data
    from notifications import postroom

    setup_data.load_ladder(deeds.SYSTEM)
    clarification = make_request(real_world, "open", issued_at=timezone.now() - timedelta(hours=80))
    at = timezone.now()
    at_once(*[lambda: postroom.draft_next_letters(at)] * 4)
    assert ClarificationRequest.objects.filter(follows=clarification).count() == 1


def test_two_colleagues_save_the_same_draft_at_once(real_world):
    """One text is kept, the other is given back: neither is lost, neither is written over."""
    from incidents.actions import reply_drafts

    clarification = make_request(real_world, "open")
    question = clarification.questions.first()
    results = at_once(
        *[
            lambda t=t: reply_drafts.save(question, by=real_world.liaison_a, text=t, seen="")
            for t in ("Satu", "Dua", "Tiga")
        ]
    )
    lost = [r for r in results if isinstance(r, reply_drafts.Overtaken)]
    assert len(lost) == 2, results
    assert type(results[0]).__name__ in ("AnswerDraft", "Overtaken")
