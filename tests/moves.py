"""Every move of people on a request, done through the real actions: for the matrix, the random walks and the races."""

import uuid
from dataclasses import replace
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
# What the machine does too, a person begins: a body ends, or a decision is taken up of which the body had ended.
BY_PEOPLE = [
    a
    for a, t in TRANSITIONS.items()
    if t.subject == Subject.REQUEST and (Role.SYSTEM not in t.by or a == Action.HAND_ON) and a != Action.DRAFT
]
WHO = {"name": "N", "office": "J"}


def perform(action, clarification, world, by, at=None):
    """Do `action` on `request` as `by`, with the version that `request` shows; `at` backdates it."""
    return _VERBS[action](
        clarification, world, by, dict(by=by, seen=clarification.version, at=at), at or timezone.now()
    )


def _verb(name):
    from incidents.actions import clarifications

    return lambda clarification, world, by, how, now: getattr(clarifications, name)(clarification, **how)


def _issue(clarification, world, by, how, now):
    from incidents.actions import letter_issuing
    from tests.world import issue_request

    if clarification.status == "awaiting_signature":
        return letter_issuing.issue_signed(clarification, file=SIGNED | {"path": uuid.uuid4().hex}, **how)
    return issue_request(world, clarification, by=by, at=how["at"])


def _approve(clarification, world, by, how, now):
    """Where a person signs: the policy says so first."""
    from incidents.actions import letter_content, letter_issuing
    from incidents.models import ClarificationRequest

    digest = letter_content.digest(
        letter_content.draft_content(ClarificationRequest.objects.get(pk=clarification.pk), now, by)
    )
    return letter_issuing.approve(clarification, approved_digest=digest, **how)


def _decision(name, facts):
    def act(clarification, world, by, how, now):
        from incidents.actions import letter_decisions

        return getattr(letter_decisions, name)(clarification, **facts, **how)

    return act


SIGNED = {"name": "s.pdf", "content_type": "application/pdf", "size": 3, "sha256": "0" * 64}


def _file_signed(clarification, world, by, how, now):
    """Of a letter about the letter: one must be waiting, which prepare() sees to."""
    from incidents.actions import letter_decisions
    from incidents.models import Letter

    letter = clarification.letters.to_sign().first() or Letter(request=clarification, signing="outside")
    file = SIGNED | {"path": uuid.uuid4().hex}
    return letter_decisions.file_signed(letter, by=by, file=file, at=how["at"])


def _drop_unsigned(clarification, world, by, how, now):
    """Of a letter about the letter, as _file_signed() has it."""
    from incidents.actions import letter_decisions
    from incidents.models import Letter

    letter = clarification.letters.to_sign().first() or Letter(request=clarification, signing="outside")
    return letter_decisions.drop_unsigned(letter, reason="Tidak jadi", **how)


def _draw_anew(clarification, world, by, how, now):
    """Of a letter about the letter, as _file_signed() has it."""
    from incidents.actions import drawing_anew, letter_content
    from incidents.models import Letter

    letter = clarification.letters.to_sign().filter(about__isnull=False).first()
    digest = letter and letter_content.digest(drawing_anew.content(letter, now, by))
    letter = letter or Letter(request=clarification, kind="correction", signing="outside")
    return drawing_anew.draw_anew(letter, approved=digest or "", **how)


def _edit(clarification, world, by, how, now):
    from incidents.actions import clarifications

    return clarifications.edit(clarification, questions=[("A", "B?")], subject="Hal lain", **how)


def _answer(clarification, world, by, how, now):
    from incidents.actions import replies, reply_drafts

    return replies.answer(
        clarification, seen_drafts=reply_drafts.fingerprint(reply_drafts.drafts_of(clarification)), **WHO, **how
    )


def _with_reason(module, name, reason="Sebab"):
    def act(clarification, world, by, how, now):
        from importlib import import_module

        return getattr(import_module(f"incidents.actions.{module}"), name)(clarification, reason=reason, **how)

    return act


def _reply(name, facts):
    def act(clarification, world, by, how, now):
        from incidents.actions import replies

        return getattr(replies, name)(clarification, **facts(clarification, now), **how)

    return act


def scan_of(clarification, world, by):
    """A piece of the case; an officer adds one where there is none."""
    from incidents.actions import evidence

    found = clarification.incident.evidence.first()
    if found is None and Role.OFFICER in by.roles:
        found = evidence.attach(clarification.incident, by=by, text="Pindaian", origin="Meja surat")
    return found


def _record_reply(clarification, world, by, how, now):
    from incidents.actions import replies

    came = max(clarification.issued_at or now, now - timedelta(minutes=2))
    said = replies.Reply(**WHO, kind="interim", text="Surat", received_at=came, channel="mail", document="Surel")
    if clarification.status != "open" and clarification.issued_at:  # only what came before counts, and with its scan
        said = replace(said, received_at=clarification.issued_at, evidence=scan_of(clarification, world, by))
    return replies.record_reply(clarification, said, **how)


def _not_for_us(name, facts):
    def act(clarification, world, by, how, now):
        from incidents.actions import not_for_us

        return getattr(not_for_us, name)(clarification, **facts(clarification, now), **how)

    return act


def _deadline(name, facts):
    def act(clarification, world, by, how, now):
        from incidents.actions import deadlines

        return getattr(deadlines, name)(clarification, **facts(clarification, now), **how)

    return act


def _arrival(name, facts):
    def act(clarification, world, by, how, now):
        from incidents.actions import arrival

        return getattr(arrival, name)(clarification, **facts(clarification, now), **how)

    return act


def _hand_deliver(clarification, world, by, how, now):
    from incidents.actions import arrival

    came = max(clarification.issued_at or now, now - timedelta(minutes=3))
    receipt = scan_of(clarification, world, by) if clarification.issued_at else None
    return arrival.hand_deliver(clarification, received_at=came, received_by="Sekretariat", evidence=receipt, **how)


def _accept_question(clarification, world, by, how, now):
    from incidents.actions import clarifications

    question = clarification.questions.filter(status="answered").first() or clarification.questions.first()
    return clarifications.accept_question(clarification, question=question, **how)


def _replace(clarification, world, by, how, now):
    from incidents.actions import same_questions

    return same_questions.replace(clarification, by=by, at=how["at"], act_id=uuid.uuid4())


def _of_ended_body(name):
    def act(clarification, world, by, how, now):
        from incidents.actions import dissolution

        to = {"to": clarification.agency} if name == "hand_on" else {}
        return getattr(dissolution, name)(clarification, reason="Perpres", **to, **how)

    return act


def _stop_waiting(clarification, world, by, how, now):
    from incidents.actions import stopped_waiting

    if how["at"] is None and clarification.status == "open":  # nobody is silent while the due runs
        how |= {"at": _due(clarification, now) + timedelta(minutes=1)}
    return stopped_waiting.stop_waiting(clarification, reason="Tidak dijawab", **how)


def _wait_again(clarification, world, by, how, now):
    from incidents.actions import stopped_waiting_reversal

    return stopped_waiting_reversal.wait_again(clarification, reason="Keliru", due_at=now + timedelta(hours=60), **how)


def _unaccept_question(clarification, world, by, how, now):
    from incidents.actions import acceptance_reversal

    question = clarification.questions.filter(status="accepted").first() or clarification.questions.first()
    return acceptance_reversal.unaccept_question(clarification, question=question, reason="Keliru", **how)


def _again(name):
    def act(clarification, world, by, how, now):
        from incidents.actions import requests_again

        return getattr(requests_again, name)(clarification, to=clarification.agency, reason="Keliru", **how)

    return act


def _due(clarification, now):
    rows = clarification.deadlines.order_by("pk")
    return max(rows.last().due_at if rows else now, now)


def _returned(clarification, now):
    answered = clarification.questions.filter(status="answered").first()
    return {
        "questions": {answered: "Kurang"} if answered else {},
        "reason": "Kurang",
        "due_at": max(answered.deadline.due_at if answered else now, now + timedelta(hours=70)),
    }


def _asking(name, facts):
    def act(clarification, world, by, how, now):
        from incidents.actions import counter_questions

        return getattr(counter_questions, name)(clarification, **facts(clarification, now), **how)

    return act


def _translate(clarification, world, by, how, now):
    from incidents.actions import translations

    part = clarification.responses.last()
    return translations.translate(clarification, response=part, language="en", text="Terjemahan", **how)


def _question_on_paper(clarification, now):
    from incidents.actions.from_outside import FromOutside

    came = max(clarification.issued_at or now, now - timedelta(minutes=2))
    if clarification.status != "open" and clarification.issued_at:  # only what came while it asked
        came = clarification.issued_at
    return {"text": "Data yang mana?", "paper": FromOutside("Kepala Biro", came, "letter", "Nomor 7")}


def _on_paper(name, facts):
    def act(clarification, world, by, how, now):
        from incidents.actions import wishes_on_paper

        return getattr(wishes_on_paper, name)(clarification, **facts(clarification, now), **how)

    return act


def _word(name, facts):
    def act(clarification, world, by, how, now):
        from incidents.actions import outside_words

        paper = _question_on_paper(clarification, now)["paper"]
        return getattr(outside_words, name)(clarification, paper=paper, **facts, **how)

    return act


def _wish_on_paper(clarification, now):
    paper = _question_on_paper(clarification, now)["paper"]
    return {"reason": "Perlu waktu", "wished_at": _due(clarification, now) + timedelta(hours=30), "paper": paper}


def _proposal(clarification, now):
    return {
        "reason": "Baru dijawab",
        "wished_at": _due(clarification, now) + timedelta(hours=30),
        "answered": clarification.counter_questions.filter(state="answered").last(),
    }


# What every letter prints.
SLIP = {"where": "Kop", "reads": "REPUBLIK INDONESIA", "should_read": "Republik Indonesia"}

_VERBS = {
    Action.EDIT: _edit,
    Action.SUBMIT: _verb("submit"),
    Action.SEND_BACK: _with_reason("clarifications", "send_back"),
    Action.APPROVE: _approve,
    Action.ISSUE: _issue,
    Action.CONFIRM_ACCEPTANCE: _decision("confirm_acceptance", {}),
    Action.REVOKE_ACCEPTANCE: _with_reason("acceptance_reversal", "revoke_acceptance"),
    Action.CORRECT: _decision("correct", {"corrections": [SLIP]}),
    Action.FILE_SIGNED: _file_signed,
    Action.DROP_UNSIGNED: _drop_unsigned,
    Action.DRAW_ANEW: _draw_anew,
    Action.ACKNOWLEDGE: _verb("acknowledge"),
    Action.ANSWER: _answer,
    Action.REPLY: _reply("reply", lambda r, now: {"kind": "interim", "text": "Kami periksa", **WHO}),
    Action.RECORD_REPLY: _record_reply,
    Action.REDIRECT: _reply("redirect", lambda r, now: {"text": "Bukan kami"}),
    Action.TAKE_BACK_REDIRECT: _not_for_us("take_back_redirect", lambda r, now: {}),
    Action.RECORD_REDIRECT: _word("record_redirect", {"what": "addressee", "text": "Bukan kami"}),
    Action.RECORD_RECEIPT: _word("record_receipt", {}),
    Action.UPHOLD: _with_reason("clarifications", "uphold"),
    Action.ASK_BACK: _asking("ask_back", lambda r, now: {"text": "Data yang mana?"}),
    Action.RECORD_QUESTION: _asking("record_question", _question_on_paper),
    Action.ANSWER_BACK: _asking("answer_back", lambda r, now: {"text": "Semua data pemilih"}),
    Action.TRANSLATE: _translate,
    Action.TAKE_BACK_QUESTION: _asking("take_back_question", lambda r, now: {}),
    Action.PROPOSE_EXTENSION: _deadline("propose_extension", _proposal),
    Action.RETURN: _reply("send_again", _returned),
    Action.ASK_EXTENSION: _deadline(
        "ask_extension", lambda r, now: {"reason": "Perlu waktu", "wished_at": _due(r, now) + timedelta(hours=30)}
    ),
    Action.RECORD_WISH: _on_paper("record_wish", _wish_on_paper),
    Action.CORRECT_WISH: _on_paper(
        "correct_wish", lambda r, now: {"reason": "Salah ketik", "document": f"Nomor 8/{now:%S%f}"}
    ),
    Action.STRIKE_WISH: _on_paper("strike_wish", lambda r, now: {"reason": "Salah ketik"}),
    Action.TAKE_BACK_WISH: _deadline("take_back_wish", lambda r, now: {}),
    Action.EXTEND: _deadline(
        "extend", lambda r, now: {"reason": "Cukup alasan", "due_at": _due(r, now) + timedelta(hours=24)}
    ),
    Action.REFUSE_EXTENSION: _with_reason("deadlines", "refuse_extension"),
    Action.ACCEPT_ANSWERED: _verb("accept_answered"),
    Action.ACCEPT_QUESTION: _accept_question,
    Action.ACCEPT: _verb("accept"),
    Action.UNACCEPT_QUESTION: _unaccept_question,
    Action.UNACCEPT: _with_reason("acceptance_reversal", "unaccept"),
    Action.WITHDRAW: _decision("withdraw", {"reason": "Sebab"}),
    Action.STOP_WAITING: _stop_waiting,
    Action.WAIT_AGAIN: _wait_again,
    Action.HAND_ON: _of_ended_body("hand_on"),
    Action.BREAK_OFF: _of_ended_body("break_off"),
    Action.GIVE_BACK: _again("give_back"),
    Action.NOTE_MISTAKE: _again("note_mistake"),
    Action.REPLACE: _replace,
    Action.DELEGATE: _arrival("delegate", lambda r, now: {"name": "Rekan", "email": "rekan@a.example"}),
    Action.NUDGE: _arrival("nudge", lambda r, now: {"channel": "WhatsApp"}),
    Action.STRIKE_NUDGE: _arrival("strike_nudge", lambda r, now: {"reason": "Belum dikirim"}),
    Action.SEND_OUTSIDE: _arrival(
        "send_outside", lambda r, now: {"channel": "mail", "said_by": "Sekretariat", "source": "Buku ekspedisi"}
    ),
    Action.TELEPHONE: _arrival("telephone", lambda r, now: {"outcome": "reached", "spoke_with": "Sekretariat"}),
    Action.HAND_DELIVER: _hand_deliver,
    Action.STRIKE_DELIVERY: _arrival("strike_delivery", lambda r, now: {"reason": "Salah ketik"}),
}
assert set(_VERBS) == set(BY_PEOPLE)


def choose_signing(world, mode):
    """From now on letters are signed so."""
    from incidents.actions import rules
    from incidents.record import deeds

    rules.enact_signing(by=deeds.SYSTEM, mode=mode, reason="Keputusan uji")


def wait_for_signature(clarification, world):
    """A letter about this one that waits for its signature: a correction, or what takes a withdrawn one back."""
    from incidents.actions import letter_decisions
    from incidents.plain import letter_kinds
    from incidents.record import deeds

    kind, facts = (
        letter_kinds.CORRECTION,
        {"corrections": [SLIP]},
    )
    if clarification.status == "withdrawn":
        kind, facts = letter_kinds.WITHDRAWAL, {"alasan": "Keliru"}
    with deeds.record(Action.STORE_LETTER, on=clarification, by=deeds.SYSTEM) as deed:
        found = letter_decisions.content(clarification, kind, deed.at, world.supervisor, **facts)
        lay_out(letter_decisions.issue(deed, found | {"signing": "outside"}), deed)


def lay_out(letter, deed):
    """The bytes that go out for signature, without the beauty of a drawn letter."""
    from incidents.actions import letter_writing

    letter.unsigned = letter_writing.stored(deed, SIGNED | {"path": uuid.uuid4().hex})
    letter.save()


def lay_notes(case, by, count):
    """So many notes and their histories, written at once: as deeds of their own three thousand would take half a minute."""
    from incidents.models import Activity
    from incidents.models.record import span_columns
    from incidents.plain import spans
    from incidents.record import deeds

    with deeds.record("note", on=case, by=by) as deed:
        happened = span_columns("happened", spans.at_minute(deed.at))
        rows = [Activity(incident=case, text=f"Catatan nomor {n}", **happened) for n in range(count)]
        Activity.objects.bulk_create(rows)
        stamp = {"event_id": deed.event_id, "history_date": deed.at, "history_type": "+", "history_user": by}
        kept = [
            {field.attname: field.value_from_object(row) for field in Activity._meta.concrete_fields} for row in rows
        ]
        Activity.history.bulk_create(Activity.history.model(**columns, **stamp) for columns in kept)


def prepare(action, clarification, world, at=None):
    """What must stand on an open request before `action` can be done at all."""
    from incidents.actions import reply_drafts
    from incidents.models import handings_over
    from tests.world import answer_request

    if action == Action.ANSWER:
        question = clarification.questions.filter(status="open").last()
        reply_drafts.save(question, by=world.liaison_a, text="Jawaban")
    if action in (Action.APPROVE, Action.ISSUE):
        choose_signing(world, "outside" if action == Action.APPROVE else "unsigned")
    if action == Action.HAND_DELIVER or (action == Action.RECORD_REPLY and clarification.status != "open"):
        scan_of(clarification, world, world.officer)
    if action == Action.STRIKE_NUDGE and handings_over.last_reminder(clarification) is None:
        perform(Action.NUDGE, clarification, world, world.officer, at)
    if action == Action.STRIKE_DELIVERY:
        perform(Action.HAND_DELIVER, clarification, world, world.officer, at)
    if action == Action.REVOKE_ACCEPTANCE and clarification.status == "closed":
        perform(Action.CONFIRM_ACCEPTANCE, clarification, world, world.supervisor, at)
    if action in (Action.FILE_SIGNED, Action.DROP_UNSIGNED, Action.DRAW_ANEW):
        wait_for_signature(clarification, world)
    answered = clarification.questions.filter(status="answered").exists()
    judged = action in (Action.RETURN, Action.ACCEPT_QUESTION, Action.ACCEPT_ANSWERED)
    if judged and clarification.status == "open" and not answered:
        first = clarification.questions.filter(status="open").first()
        answer_request(world, clarification, numbers=[first.number], at=at)
    if action == Action.UNACCEPT_QUESTION:
        if clarification.status == "open" and not answered:
            answer_request(world, clarification, numbers=[1], at=at)
        now = type(clarification).objects.get(pk=clarification.pk)
        perform(Action.ACCEPT_QUESTION, now, world, world.officer, at and at + timedelta(seconds=1))
    if action in (Action.UPHOLD, Action.TAKE_BACK_REDIRECT):
        perform(Action.REDIRECT, clarification, world, world.liaison_a, at)
    if action == Action.TRANSLATE and clarification.status == "open":
        perform(Action.REPLY, clarification, world, world.liaison_a, at)
    # what came although nobody waited any more
    elif action == Action.TRANSLATE and not clarification.responses.exists():
        prepare(Action.RECORD_REPLY, clarification, world, at)
        perform(Action.RECORD_REPLY, clarification, world, world.officer, at)
    if action in (Action.ANSWER_BACK, Action.TAKE_BACK_QUESTION, Action.PROPOSE_EXTENSION):
        if not clarification.question_back:
            perform(Action.ASK_BACK, clarification, world, world.liaison_a, at)
    if action == Action.PROPOSE_EXTENSION:
        perform(Action.ANSWER_BACK, clarification, world, world.officer, at and at + timedelta(seconds=1))
    if action in (Action.CORRECT_WISH, Action.STRIKE_WISH) and not clarification.undecided_on_paper:
        perform(Action.RECORD_WISH, clarification, world, world.officer, at)
    if action == Action.TAKE_BACK_WISH and not clarification.asks_for_more_time:
        perform(Action.ASK_EXTENSION, clarification, world, world.liaison_a, at)
    if action == Action.REFUSE_EXTENSION and not clarification.extension_requests.filter(decision="pending").exists():
        perform(Action.ASK_EXTENSION, clarification, world, world.liaison_a, at)
