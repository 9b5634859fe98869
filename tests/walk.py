"""A walk of everybody over several requests, time moving on: each step is tried through the real actions, and what is refused
leaves nothing behind."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from incidents.actions import (
    arrival,
    clarifications,
    completeness,
    deadlines,
    evidence,
    letter_content,
    letter_issuing,
    next_letter,
    reply_drafts,
    rules,
    signatures,
    stopped_waiting,
)
from incidents.models import Answer, CaseEvent, ClarificationRequest
from incidents.record import deeds
from incidents.workflow import TRANSITIONS, Action
from tests.moves import PEOPLE, lay_out, perform
from tests.world import draft_request, issue_request, make_incident

REFUSED = (
    deeds.Conflict,
    PermissionDenied,
    deadlines.NotLater,
    deadlines.TooFar,
    completeness.OlderThanTheQuestion,
    arrival.NotAColleague,
    clarifications.MeetingMissing,
    signatures.SignedOnAnotherDay,
    stopped_waiting.StillRuns,
    stopped_waiting.Suffices,
    stopped_waiting.WaitsForUs,
)


class Walk:
    """Three requests to begin with, two of them to one agency; new ones are born of the ladder and of reissues."""

    def __init__(self, world):
        self.world = world
        self.now = (timezone.now() - timedelta(days=60)).replace(microsecond=0)
        self.case = make_incident(world, at=self.now, seen_at=self.now)
        self.sent = {}
        evidence.attach(self.case, by=world.officer, text="Pindaian", origin="Meja surat", at=self.tick())
        for agency in (world.agency_a, world.agency_b, world.agency_a):
            draft_request(world, self.case, agency=agency, at=self.tick())

    def tick(self):
        self.now += timedelta(minutes=7)
        return self.now

    def pick(self, number):
        rows = list(ClarificationRequest.objects.order_by("pk"))
        return rows[number % len(rows)]

    def do(self, what, number, how):
        at = self.tick()
        if what == "wait":
            self.now += timedelta(hours=number)
            return
        clarification = self.pick(number)
        before = self.picture()
        try:
            self.act(what, clarification, how, at)
        except REFUSED:
            assert self.picture() == before, f"{what} was refused and left something behind"

    def act(self, what, clarification, how, at):
        liaison = self.world.liaison_a if clarification.agency == self.world.agency_a else self.world.liaison_b
        if what == "write":
            question = clarification.questions.filter(number=how, status="open").first()
            if question and clarification.takes_answers:
                reply_drafts.save(question, by=liaison, text=f"Jawaban {question.pk} {at.isoformat()}")
        elif what == "next":
            if clarification.issued_at:
                next_letter.draft_next(clarification, by=self.world.officer, at=at)
        elif what == "reissue":
            next_letter.reissue(clarification, by=self.world.officer, at=at)
        elif what == "onwards":
            if clarification.status == "draft":
                clarifications.submit(clarification, by=self.world.officer, seen=clarification.version, at=at)
            elif clarification.status == "awaiting_signature":
                if signatures.date_is_over(clarification.letter, at):
                    self.approve(clarification, at)
                else:
                    perform("issue", clarification, self.world, self.world.supervisor, at)
            elif letter_content.signing_at(at) == "outside" and clarification.status == "awaiting_approval":
                self.approve(clarification, at)
            elif clarification.status == "awaiting_approval":
                issue_request(self.world, clarification, at=at)
        elif what == "signing":
            mode = "outside" if how == 1 else "unsigned"
            rules.enact_signing(by=deeds.SYSTEM, mode=mode, reason="Uji", at=at)
        else:
            role = how or sorted(TRANSITIONS[what].by)[0]
            by = liaison if role == "liaison" else getattr(self.world, PEOPLE[role])
            written = (
                [(d.question_id, d.text) for d in reply_drafts.drafts_of(clarification)] if what == "answer" else []
            )
            perform(what, clarification, self.world, by, at)
            assert role in TRANSITIONS[what].by and clarification.status in TRANSITIONS[what].sources
            self.sent |= dict.fromkeys(written)

    def approve(self, clarification, at):
        by = self.world.supervisor
        digest = letter_content.digest(letter_content.draft_content(clarification, at, by))
        row = letter_issuing.approve(clarification, by=by, seen=clarification.version, approved_digest=digest, at=at)
        with deeds.record(Action.STORE_LETTER, on=row, by=deeds.SYSTEM, at=self.tick()) as deed:
            lay_out(row.letter, deed)

    def picture(self):
        rows = ClarificationRequest.objects.order_by("pk").values_list("pk", "status", "version", "answered_at")
        return list(rows), CaseEvent.objects.count(), Answer.objects.count()
