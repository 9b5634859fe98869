"""Every move of people on a request, done through the real actions: for the matrix, the random walks and the races."""

import uuid
from datetime import timedelta

from django.utils import timezone

from incidents.workflow import TRANSITIONS, Action, Role, Subject

PEOPLE = {
    Role.OFFICER: "officer",
    Role.SUPERVISOR: "supervisor",
    Role.LIAISON: "liaison_a",
    Role.AUDITOR: "auditor",
    Role.ADMINISTRATOR: "administrator",
}
BY_PEOPLE = [
    a for a, t in TRANSITIONS.items() if t.subject == Subject.REQUEST and Role.SYSTEM not in t.by and a != Action.DRAFT
]
WHO = {"name": "N", "office": "J"}


def perform(action, request, world, by, at=None):
    """Do `action` on `request` as `by`, with the version that `request` shows; `at` backdates it."""
    return _VERBS[action](request, world, by, dict(by=by, seen=request.version, at=at), at or timezone.now())


def _verb(name):
    from incidents.actions import clarifications

    return lambda request, world, by, how, now: getattr(clarifications, name)(request, **how)


def _issue(request, world, by, how, now):
    from incidents.actions import letter_issuing
    from tests.world import issue_request

    if request.status == "awaiting_signature":
        return letter_issuing.issue_signed(request, file=SIGNED | {"path": uuid.uuid4().hex}, **how)
    return issue_request(world, request, by=by, at=how["at"])


def _approve(request, world, by, how, now):
    """Where a person signs: the policy says so first."""
    from incidents.actions import letter_content, letter_issuing
    from incidents.models import ClarificationRequest

    digest = letter_content.digest(
        letter_content.draft_content(ClarificationRequest.objects.get(pk=request.pk), now, by)
    )
    return letter_issuing.approve(request, approved_digest=digest, **how)


def _decision(name, facts):
    def act(request, world, by, how, now):
        from incidents.actions import letter_decisions

        return getattr(letter_decisions, name)(request, **facts, **how)

    return act


SIGNED = {"name": "s.pdf", "content_type": "application/pdf", "size": 3, "sha256": "0" * 64}


def _file_signed(request, world, by, how, now):
    """Of a letter about the letter: one must be waiting, which prepare() sees to."""
    from incidents.actions import letter_decisions
    from incidents.models import Letter

    letter = request.letters.to_sign().first() or Letter(request=request, signing="outside")
    file = SIGNED | {"path": uuid.uuid4().hex}
    return letter_decisions.file_signed(letter, by=by, file=file, at=how["at"])


def _edit(request, world, by, how, now):
    from incidents.actions import clarifications

    return clarifications.edit(request, questions=[("A", "B?")], subject="Hal lain", **how)


def _answer(request, world, by, how, now):
    from incidents.actions import replies, reply_drafts

    return replies.answer(request, seen_drafts=reply_drafts.fingerprint(reply_drafts.drafts_of(request)), **WHO, **how)


def _with_reason(module, name, reason="Sebab"):
    def act(request, world, by, how, now):
        from incidents.actions import clarifications, deadlines

        verbs = {"clarifications": clarifications, "deadlines": deadlines}[module]
        return getattr(verbs, name)(request, reason=reason, **how)

    return act


def _reply(name, facts):
    def act(request, world, by, how, now):
        from incidents.actions import replies

        return getattr(replies, name)(request, **facts(request, now), **how)

    return act


def _record_reply(request, world, by, how, now):
    from incidents.actions import replies

    came = max(request.issued_at or now, now - timedelta(minutes=2))
    said = replies.Reply(**WHO, kind="interim", text="Surat", received_at=came, channel="mail", document="Surel")
    return replies.record_reply(request, said, **how)


def _deadline(name, facts):
    def act(request, world, by, how, now):
        from incidents.actions import deadlines

        return getattr(deadlines, name)(request, **facts(request, now), **how)

    return act


def _arrival(name, facts):
    def act(request, world, by, how, now):
        from incidents.actions import arrival

        return getattr(arrival, name)(request, **facts(request, now), **how)

    return act


def _accept_question(request, world, by, how, now):
    from incidents.actions import clarifications

    question = request.questions.filter(status="answered").first() or request.questions.first()
    return clarifications.accept_question(request, question=question, **how)


def _replace(request, world, by, how, now):
    from incidents.actions import same_questions

    return same_questions.replace(request, by=by, at=how["at"], act_id=uuid.uuid4())


def _due(request, now):
    rows = request.deadlines.order_by("pk")
    return max(rows.last().due_at if rows else now, now)


def _returned(request, now):
    answered = request.questions.filter(status="answered").first()
    return {
        "questions": {answered: "Kurang"} if answered else {},
        "reason": "Kurang",
        "due_at": now + timedelta(hours=90),
    }


_VERBS = {
    Action.EDIT: _edit,
    Action.SUBMIT: _verb("submit"),
    Action.SEND_BACK: _with_reason("clarifications", "send_back"),
    Action.APPROVE: _approve,
    Action.ISSUE: _issue,
    Action.CONFIRM_ACCEPTANCE: _decision("confirm_acceptance", {}),
    Action.CORRECT: _decision(
        "correct", {"corrections": [{"where": "Hal", "reads": "Klarifkasi", "should_read": "Klarifikasi"}]}
    ),
    Action.FILE_SIGNED: _file_signed,
    Action.ACKNOWLEDGE: _verb("acknowledge"),
    Action.ANSWER: _answer,
    Action.REPLY: _reply("reply", lambda r, now: {"kind": "interim", "text": "Kami periksa", **WHO}),
    Action.RECORD_REPLY: _record_reply,
    Action.REDIRECT: _reply("redirect", lambda r, now: {"text": "Bukan kami"}),
    Action.RETURN: _reply("send_again", _returned),
    Action.ASK_EXTENSION: _deadline(
        "ask_extension", lambda r, now: {"reason": "Perlu waktu", "wished_at": _due(r, now) + timedelta(hours=30)}
    ),
    Action.EXTEND: _deadline(
        "extend", lambda r, now: {"reason": "Cukup alasan", "due_at": _due(r, now) + timedelta(hours=24)}
    ),
    Action.REFUSE_EXTENSION: _with_reason("deadlines", "refuse_extension"),
    Action.ACCEPT_QUESTION: _accept_question,
    Action.ACCEPT: _verb("accept"),
    Action.WITHDRAW: _with_reason("clarifications", "withdraw"),
    Action.REPLACE: _replace,
    Action.DELEGATE: _arrival("delegate", lambda r, now: {"name": "Rekan", "email": "rekan@a.example"}),
    Action.NUDGE: _arrival("nudge", lambda r, now: {"channel": "WhatsApp"}),
    Action.HAND_DELIVER: _arrival(
        "hand_deliver",
        lambda r, now: {
            "received_at": max(r.issued_at or now, now - timedelta(minutes=3)),
            "received_by": "Sekretariat",
            "evidence": "B-01",
        },
    ),
}
assert set(_VERBS) == set(BY_PEOPLE)


def choose_signing(world, mode):
    """From now on letters are signed so."""
    from incidents.actions import rules

    rules.enact_signing(by=world.administrator, mode=mode, reason="Keputusan uji")


def wait_for_signature(request, world):
    """A correction of this letter that waits for its signature."""
    from incidents.actions import letter_decisions
    from incidents.plain import letter_kinds
    from incidents.record import deeds

    slips = [{"where": "Hal", "reads": "Klarifkasi", "should_read": "Klarifikasi"}]
    with deeds.record(Action.STORE_LETTER, on=request, by=deeds.SYSTEM) as deed:
        found = letter_decisions.content(request, letter_kinds.CORRECTION, deed.at, world.supervisor, corrections=slips)
        lay_out(letter_decisions.issue(deed, found | {"signing": "outside"}), deed)


def lay_out(letter, deed):
    """The bytes that go out for signature, without the beauty of a drawn letter."""
    from incidents.actions import letter_content

    letter.unsigned = letter_content.stored(deed, SIGNED | {"path": uuid.uuid4().hex})
    letter.save()


def prepare(action, request, world, at=None):
    """What must stand on an open request before `action` can be done at all."""
    from incidents.actions import reply_drafts
    from tests.world import answer_request

    if action == Action.ANSWER:
        question = request.questions.filter(status="open").last()
        reply_drafts.save(question, by=world.liaison_a, text="Jawaban")
    if action in (Action.APPROVE, Action.ISSUE):
        choose_signing(world, "outside" if action == Action.APPROVE else "unsigned")
    if action == Action.FILE_SIGNED:
        wait_for_signature(request, world)
    answered = request.questions.filter(status="answered").exists()
    if action in (Action.RETURN, Action.ACCEPT_QUESTION) and request.status == "open" and not answered:
        answer_request(world, request, numbers=[1], at=at)
    if action == Action.REFUSE_EXTENSION:
        perform(Action.ASK_EXTENSION, request, world, world.liaison_a, at)
