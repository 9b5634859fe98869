"""Enters what the public record says through the real actions, at earlier instants, a minute apart within a day."""

from datetime import datetime, timedelta

from ..actions import (
    actor_parts,
    actors,
    arrival,
    assertions,
    cases,
    clarifications,
    evidence,
    letter_content,
    letter_issuing,
    work,
)
from ..forms.opening_values import common_questions, new_request
from ..models import Agency, ClarificationRequest, Evidence, Incident
from ..plain import clocks, spans
from ..plain.clocks import WIB
from .articles import Article, Passage


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
        self.pieces: dict[Article, Evidence] = {}

    def day(self, *parts):
        self.at = wib(*parts)

    def tick(self):
        self.at += timedelta(minutes=1)
        return self.at

    def do(self, verb, *args, **facts):
        """Do `verb` on the case as the officer, a minute later."""
        return verb(self.case, *args, by=self.officer, at=self.tick(), **facts)

    def take_in(self, article: Article):
        """An article as evidence of the case: its words, credited to its publisher, under their hash."""
        self.pieces[article] = self.do(
            evidence.attach,
            text=article.text,
            description=f"Artikel {article}",
            origin=f"© {article.publisher}; terbit {article.published}",
            tlp=Incident.Tlp.CLEAR,
            collected=spans.parse(article.day),
        )

    def involve(self, code, role, why="", **facts):
        return self.do(cases.involve, agency=self.agency[code], role=role, why=why, **facts)

    def says(self, topic, statement, said_by="", said="", source="", *, agency="", **facts):
        """`source` is a Passage of an article that was taken in, or the words for something else. `said` "": not told."""
        facts["agency"] = self.agency[agency] if agency else None
        facts["dated"] = spans.parse(facts["dated"]) if "dated" in facts else None
        if isinstance(source, Passage):
            facts["evidence"] = self.pieces[source.article]
        what = assertions.Claim(
            topic,
            statement,
            said_by=said_by,
            source=str(source),
            said=spans.parse(said) if said else None,
            **facts,
        )
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
        facts["bodies"] = [self.agency[code] for code in facts.get("bodies", ())]
        return self.do(cases.note, kind=kind, text=text, happened=spans.parse(when), source=str(source), **facts)

    def acts(self, role, name, kind, assertion, note):
        """What somebody did, who goes on the register of actors by this assertion; `note` says what is known of them, and by whom."""
        part = self.do(
            actor_parts.link_actor, role=role, name=name, kind=kind, assertion=assertion, basis=assertion.source
        )
        self.tick()  # two acts: on the register, and in the case
        actors.amend_actor(
            part.actor,
            by=self.officer,
            seen=part.actor.version,
            note=note,
            reason="Keterangan dari kasus",
            at=self.tick(),
        )
        return part

    def takes_part(self, code, activity, capacity=""):
        return work.join(activity, by=self.officer, agency=self.agency[code], capacity=capacity, at=self.tick())

    def owes(self, code, who, what, source, activity):
        return self.do(work.commit, who=who, agency=self.agency[code], what=what, source=str(source), activity=activity)

    def was_sent(self, clarification, channel, said_by, passage):
        """Somebody says that the letter went out, by a way of theirs."""
        clarification.refresh_from_db()
        arrival.send_outside(
            clarification,
            by=self.officer,
            seen=clarification.version,
            channel=channel,
            said_by=said_by,
            source=str(passage),
            evidence=self.pieces[passage.article],
            at=self.tick(),
        )

    def ask(self, code, opening, at, copies="", **fields):
        """Draft, submit and issue a letter to an agency; its questions follow from Art. 46(2)."""
        values = new_request(self.case, clocks.day(at)) | {"opening": opening, "copies": copies} | fields
        clarification = self.do(
            clarifications.draft, agency=self.agency[code], **common_questions(clocks.day(at)), **values
        )
        clarification = clarifications.submit(
            clarification, by=self.officer, seen=clarification.version, at=self.tick()
        )
        self.at = at
        issue(clarification, self.supervisor, at)
        return ClarificationRequest.objects.get(pk=clarification.pk)
