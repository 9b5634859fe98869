"""Enters what the public record says through the real actions, at earlier instants, a minute apart within a day."""

from datetime import datetime, timedelta

from ..actions import assertions, cases, clarifications, letter_content, letter_issuing
from ..forms.opening_values import common_questions, new_request
from ..models import Agency, ClarificationRequest
from ..plain import spans
from ..plain.clocks import WIB


def wib(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=WIB)


def issue(clarification, supervisor, at):
    digest = letter_content.digest(letter_content.draft_content(clarification, at, supervisor))
    return letter_issuing.issue(clarification, by=supervisor, seen=clarification.version, approved_digest=digest, at=at)


class Teller:
    """Tells one case. `day()` sets the day it was entered; every deed moves on by a minute.

    Days are as reported; the hours of entry are invented, which each case's summary says.
    """

    def __init__(self, officer, supervisor, *start, **facts):
        self.officer, self.supervisor, self.at = officer, supervisor, wib(*start)
        self.agency = {a.code: a for a in Agency.objects.prefetch_related("names")}
        facts.setdefault("seen_at", self.at)
        self.case = cases.record(by=officer, at=self.at, replay=True, **facts)

    def day(self, *parts):
        self.at = wib(*parts)

    def tick(self):
        self.at += timedelta(minutes=1)
        return self.at

    def do(self, verb, *args, **facts):
        """Do `verb` on the case as the officer, a minute later."""
        return verb(self.case, *args, by=self.officer, at=self.tick(), **facts)

    def involve(self, code, role, why="", **facts):
        return self.do(cases.involve, agency=self.agency[code], role=role, why=why, **facts)

    def says(self, topic, statement, said_by, said, source, *, agency="", **facts):
        facts["agency"] = self.agency[agency] if agency else None
        what = assertions.Claim(topic, statement, said_by=said_by, source=source, said=spans.parse(said), **facts)
        return self.do(assertions.claim, what)

    def assess(self, assertion, status, reason, document):
        assertion.refresh_from_db()
        return assertions.assess(
            assertion,
            by=self.officer,
            seen=assertion.version,
            status=status,
            reason=reason,
            document=document,
            at=self.tick(),
        )

    def happens(self, kind, text, when, source, **facts):
        return self.do(cases.note, kind=kind, text=text, happened=spans.parse(when), source=source, **facts)

    def ask(self, code, opening, at, copies="", **fields):
        """Draft, submit and issue a letter to an agency; its questions follow from Art. 46(2)."""
        values = new_request(self.case, at.date()) | {"opening": opening, "copies": copies} | fields
        clarification = self.do(clarifications.draft, agency=self.agency[code], **common_questions(at.date()), **values)
        clarification = clarifications.submit(
            clarification, by=self.officer, seen=clarification.version, at=self.tick()
        )
        self.at = at
        issue(clarification, self.supervisor, at)
        return ClarificationRequest.objects.get(pk=clarification.pk)
