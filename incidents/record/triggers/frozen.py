"""Makes the database itself refuse to move a due earlier or to rewrite what was judged, whoever asks: on PostgreSQL and SQLite.

The verbs ask first and say why in words; a line here holds for whoever comes past them. Runs after every migration, as the
tables' owner; on SQLite taken away before one, which could not rename a table that a trigger of another names.
"""

from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

QUESTION, REQUEST = "incidents_question", "incidents_clarificationrequest"
DEADLINE, RESPONSE, DUTY = "incidents_deadline", "incidents_response", "incidents_notificationduty"
COMMITMENT, INCOMING = "incidents_commitment", "notifications_incomingmail"
PARTS = ("at", "until", "precision", "words")  # of a span


class Rule(NamedTuple):
    """`holds` is SQL over OLD and NEW that must be true. SAME compares empty values too; SECOND() cuts off what is finer,
    EPOCH() counts the seconds up to an instant, to reckon with."""

    table: str
    when: str
    name: str
    holds: str


def _stays(*columns: str) -> str:
    return " AND ".join(f"(NEW.{column} SAME OLD.{column})" for column in columns)


def _become(new: str, old: str) -> str:
    return " AND ".join(f"(NEW.{new}_{part} SAME OLD.{old}_{part})" for part in PARTS)


def _once_set_stays(*columns: str) -> str:
    return " AND ".join(f"(OLD.{column} IS NULL OR NEW.{column} SAME OLD.{column})" for column in columns)


def _once_set_only_earlier(*columns: str) -> str:
    return " AND ".join(f"(OLD.{column} IS NULL OR NEW.{column} <= OLD.{column})" for column in columns)


ASKED_FIRST = """
OLD.deadline_id IS NULL AND (NEW.deadline_id IS NULL OR EXISTS (
    SELECT 1 FROM incidents_deadline AS row
    WHERE row.id = NEW.deadline_id AND row.request_id = NEW.request_id AND row.due_at = NEW.in_time_until
))
"""
# The reply that answered a question was entered by mistake, and is struck.
REPLY_STRUCK = (
    "EXISTS (SELECT 1 FROM incidents_response AS came WHERE came.id = OLD.reply_id AND came.struck_at IS NOT NULL)"
)
MOVED_LATER = """
EXISTS (
    SELECT 1 FROM incidents_deadline AS row, incidents_deadline AS before
    WHERE before.id = OLD.deadline_id AND row.id = NEW.deadline_id AND row.request_id = NEW.request_id
        AND row.id <> before.id AND row.due_at >= before.due_at AND NEW.asked_at >= OLD.asked_at
        AND (NEW.in_time_until SAME OLD.in_time_until OR (
            NEW.in_time_until = row.due_at AND (row.kind = 'return' OR (REPLY_STRUCK) OR SECOND(row.set_at) <= SECOND(OLD.in_time_until))
        ))
)
""".replace("REPLY_STRUCK", REPLY_STRUCK)
COMPLETE = """
(NEW.completed_at SAME OLD.completed_at AND NEW.completed_due_at SAME OLD.completed_due_at)
OR (
    NEW.completed_at < OLD.completed_at AND NEW.completed_due_at SAME OLD.completed_due_at
    AND NEW.completed_at = (SELECT MAX(first_answered_at) FROM incidents_question WHERE request_id = NEW.id)
)
OR (
    NEW.completed_at IS NULL AND NEW.completed_due_at IS NULL
    AND EXISTS (SELECT 1 FROM incidents_question WHERE request_id = NEW.id AND first_answered_at IS NULL)
)
OR (
    OLD.completed_at IS NULL AND OLD.completed_due_at IS NULL
    AND NEW.completed_at = (SELECT MAX(first_answered_at) FROM incidents_question WHERE request_id = NEW.id)
    AND EXISTS (
        SELECT 1 FROM incidents_question WHERE request_id = NEW.id AND in_time_until = NEW.completed_due_at
    )
)
"""
# The first answer that is known may only turn out to be an earlier one, which came on paper, with its scan.
FIRST_ANSWER = """
(NEW.first_answered_at IS NULL AND REPLY_STRUCK)
OR OLD.first_answered_at IS NULL OR NEW.first_answered_at SAME OLD.first_answered_at
OR (
    NEW.first_answered_at < OLD.first_answered_at
    AND EXISTS (
        SELECT 1 FROM incidents_response AS came
        JOIN incidents_clarificationrequest AS asked ON asked.id = came.request_id
        JOIN incidents_clarificationrequest AS own ON own.incident_id = asked.incident_id
        WHERE own.id = NEW.request_id AND came.channel <> 'portal' AND came.evidence_id IS NOT NULL
            AND NEW.first_answered_at IN (came.received_at, own.issued_at) AND came.received_at <= NEW.first_answered_at
    )
)
""".replace("REPLY_STRUCK", REPLY_STRUCK)
PASSED = tuple(f"passed_due_{part}" for part in PARTS)
DUES = ("due_at", "in_time_until", *PASSED, *(f"told_due_{part}" for part in PARTS))
# A due that had passed when a later one was told stands as it was told.
PASSED_AS_TOLD = f"({_stays(*PASSED)}) OR (OLD.passed_due_at IS NULL AND {_become('passed_due', 'told_due')})"
# What a letter asks for moves later alone, by more time that was said; given after the due it makes nobody punctual.
POINT_MOVED = """
NEW.case_letter_id SAME OLD.case_letter_id AND NEW.due_at > OLD.due_at AND EXISTS (
    SELECT 1 FROM incidents_followup AS said
    WHERE said.case_letter_id = OLD.case_letter_id AND said.kind = 'postponed' AND said.due_at = NEW.due_at
        AND (NEW.in_time_until SAME OLD.in_time_until OR (
            NEW.in_time_until = NEW.due_at AND SECOND(said.came_at) <= SECOND(OLD.in_time_until)
        ))
)
"""
# More time was a mistake and is struck: each point has again what it had.
MORE_TIME_STRUCK = """
NEW.case_letter_id SAME OLD.case_letter_id AND NEW.due_at < OLD.due_at AND EXISTS (
    SELECT 1 FROM incidents_followup AS said
    WHERE said.case_letter_id = OLD.case_letter_id AND said.kind = 'postponed' AND said.due_at = OLD.due_at
        AND said.struck_at IS NOT NULL
) AND EXISTS (
    SELECT 1 FROM incidents_historicalcommitment AS was
    WHERE was.id = OLD.id AND was.due_at = NEW.due_at AND was.in_time_until = NEW.in_time_until
)
"""
# A judgement is taken back: as long as it stood nothing was owed, so the time that was left then runs anew, and no more than that,
# or than was given meanwhile.
POINT_OPEN_AGAIN = """
NEW.case_letter_id SAME OLD.case_letter_id AND NEW.status = 'open' AND OLD.status <> 'open'
AND NEW.due_at >= OLD.due_at AND NEW.in_time_until = NEW.due_at AND SECOND(OLD.settled_at) <= SECOND(OLD.in_time_until)
AND (NEW.due_at = OLD.due_at OR EXISTS (
    SELECT 1 FROM incidents_followup AS said WHERE said.case_letter_id = OLD.case_letter_id AND (
        said.kind = 'postponed' AND said.due_at = NEW.due_at AND said.came_at >= OLD.settled_at
        OR said.kind = 'rejudged'
        AND EPOCH(SECOND(NEW.due_at)) - EPOCH(SECOND(said.came_at))
            <= EPOCH(SECOND(OLD.in_time_until)) - EPOCH(SECOND(OLD.settled_at))
    )
))
"""
# A body to which the request had passed by mistake opened it: no arrival at the one that has it again.
OPENED_BY_ANOTHER = "NEW.agency_id <> OLD.agency_id AND NEW.delivered_at IS NULL AND OLD.delivered_how = 'portal'"
# A delivery by hand that was recorded by mistake is struck out: what else shows the arrival came later, or nothing does.
HANDED_OVER_BY_MISTAKE = """
OLD.delivered_how = 'hand' AND EXISTS (
    SELECT 1 FROM incidents_caseevent AS handed WHERE handed.action = 'hand_deliver'
        AND handed.subject_type = 'clarificationrequest' AND handed.subject_id = CAST(NEW.id AS varchar)
        AND handed.happened_at = OLD.delivered_at
)
"""
# So is a word of the body that was typed in by mistake, or a reply.
SAID_BY_MISTAKE = """
OLD.delivered_how = 'word' AND EXISTS (
    SELECT 1 FROM incidents_outsideword AS said
    WHERE said.request_id = NEW.id AND said.struck_at IS NOT NULL AND said.received_at = OLD.delivered_at
)
"""
# A word that was entered by mistake, to this letter or to another that asks the same, is struck: the next counts, if there is one.
STRUCK_WORD = """
EXISTS (
    SELECT 1 FROM incidents_response AS came
    JOIN incidents_clarificationrequest AS asked ON asked.id = came.request_id
    WHERE asked.incident_id = NEW.incident_id AND came.struck_at IS NOT NULL
        AND OLD.{column} IN (came.received_at, OLD.issued_at)
)
"""
# A decision that the answer is waited for no longer, or suffices, is taken back: it is judged again, or asked again.
WAITED_FOR_AGAIN = (
    "NEW.stopped_at IS NULL AND OLD.status IN ('not_answered', 'insufficient') AND NEW.status IN ('open', 'answered')"
)
ACCEPTED_BY_MISTAKE = "NEW.accepted_at IS NULL AND OLD.status = 'closed' AND NEW.status = 'answered'"
RULES = [
    Rule(
        QUESTION,
        "UPDATE",
        "the_due_of_a_question_only_moves_later",
        f"({ASKED_FIRST}) OR ({_stays('deadline_id', 'in_time_until', 'asked_at')}) OR ({MOVED_LATER})",
    ),
    Rule(QUESTION, "UPDATE", "a_first_answer_moves_earlier_by_paper_alone", FIRST_ANSWER),
    Rule(QUESTION, "DELETE", "what_was_asked_stays", "OLD.deadline_id IS NULL"),
    Rule(
        REQUEST,
        "UPDATE",
        "what_ended_or_began_a_clock_stays",
        f"{_once_set_stays('issued_at', 'issued_by_id', 'withdrawn_at', 'replaced_at', 'broken_off_at')}"
        f" AND ({_once_set_stays('stopped_at')} OR ({WAITED_FOR_AGAIN}))"
        f" AND ({_once_set_stays('accepted_at')} OR ({ACCEPTED_BY_MISTAKE}))",
    ),
    Rule(
        REQUEST,
        "UPDATE",
        "the_earliest_word_or_proof_counts",
        f"({_once_set_only_earlier('first_reply_at')} OR {STRUCK_WORD.format(column='first_reply_at')}) AND "
        f"({_once_set_only_earlier('delivered_at')} OR ({OPENED_BY_ANOTHER}) OR ({HANDED_OVER_BY_MISTAKE})"
        f" OR ({SAID_BY_MISTAKE}) OR (OLD.delivered_how = 'reply' AND {STRUCK_WORD.format(column='delivered_at')}))",
    ),
    Rule(REQUEST, "UPDATE", "a_first_complete_answer_is_judged_once", COMPLETE),
    Rule(REQUEST, "DELETE", "an_issued_letter_stays", "OLD.issued_at IS NULL"),
    Rule(
        RESPONSE,
        "UPDATE",
        "a_reply_came_when_it_came",
        _stays("request_id", "phase", "kind", "receipt", "received_at", "received_until", "asked_at", "due_at"),
    ),
    Rule(RESPONSE, "DELETE", "a_reply_stays", "1 = 0"),
    Rule(
        RESPONSE,
        "INSERT",
        "a_reply_is_judged_by_a_due_of_its_clock",
        "EXISTS (SELECT 1 FROM incidents_deadline WHERE request_id = NEW.request_id AND due_at = NEW.due_at)",
    ),
    Rule(DEADLINE, "UPDATE", "a_row_of_a_clock_never_changes", "1 = 0"),
    Rule(DEADLINE, "DELETE", "a_row_of_a_clock_stays", "1 = 0"),
    Rule(
        DEADLINE,
        "INSERT",
        "a_due_that_is_moved_was_one_of_this_clock",
        "NEW.kind = 'first' OR NEW.due_before IS NULL OR EXISTS (SELECT 1 FROM incidents_deadline AS row "
        "WHERE row.request_id = NEW.request_id AND row.due_at = NEW.due_before)",
    ),
    Rule(
        COMMITMENT,
        "INSERT",
        "a_commitment_is_judged_by_its_due",
        "NEW.in_time_until SAME NEW.due_at AND NEW.passed_due_at IS NULL",
    ),
    Rule(
        COMMITMENT,
        "UPDATE",
        "what_a_letter_asks_for_only_moves_later",
        f"OLD.case_letter_id IS NULL OR ({_stays('case_letter_id', *DUES)}) OR ({POINT_MOVED}) OR ({POINT_OPEN_AGAIN})"
        f" OR ({MORE_TIME_STRUCK})",
    ),
    # Without a letter a day is put right; by what it is judged is the day of now, or one that had passed before.
    Rule(
        COMMITMENT,
        "UPDATE",
        "a_commitment_is_judged_by_a_day_that_it_had",
        f"({_stays('in_time_until')} AND ({PASSED_AS_TOLD})) OR (NEW.in_time_until SAME NEW.due_at) OR ({MORE_TIME_STRUCK})",
    ),
    # Settled it is judged: only what is open again may be owed by another day.
    Rule(
        COMMITMENT,
        "UPDATE",
        "what_is_settled_keeps_its_due",
        f"NEW.status = 'open' OR ({_stays(*DUES)} AND (OLD.status = 'open' OR {_stays('settled_at')}))",
    ),
    Rule(
        DUTY,
        "UPDATE",
        "the_due_of_a_duty_moves_with_its_start",
        f"({_stays('due_at', 'due_from')}) OR NOT ({_stays('started_at', 'started_until')})",
    ),
    Rule(INCOMING, "UPDATE", "a_mail_came_as_it_came", _stays("key", "came_at", "read_at", "size", "sha256", "kind")),
    # Until it is laid to a sheet somebody may find it to be of another complaint.
    Rule(
        INCOMING,
        "UPDATE",
        "a_mail_of_who_complained_stays_theirs",
        f"OLD.complaint_id IS NULL OR {_stays('complaint_id')} OR OLD.status <> 'laid' AND NEW.complaint_id IS NOT NULL",
    ),
    Rule(INCOMING, "DELETE", "a_mail_that_came_stays", "1 = 0"),
    Rule(DUTY, "UPDATE", "what_was_late_by_statute_stays_late", _once_set_stays("late_from", "late_by", "late_until")),
]

POSTGRES_SAYS = {"SAME": "IS NOT DISTINCT FROM", "SECOND(": "date_trunc('second', ", "EPOCH(": "date_part('epoch', "}
SQLITE_SAYS = {"SAME": "IS", "SECOND(": "strftime('%Y-%m-%d %H:%M:%S', ", "EPOCH(": "strftime('%s', "}
ON_POSTGRES = """
CREATE OR REPLACE FUNCTION tanggap_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT COALESCE(({holds}), FALSE) THEN
        RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;
    RETURN {row};
END $$;
DROP TRIGGER IF EXISTS {name} ON {table};
CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION tanggap_{name}();
"""
ON_SQLITE = """
CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN NOT COALESCE(({holds}), 0)
BEGIN SELECT RAISE(ABORT, '{name}'); END
"""


def protect(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> None:
    """Set every rule as it stands today. Idempotent."""
    existing = set(connection.introspection.table_names(cursor))
    on_postgres = connection.vendor == "postgresql"
    if not on_postgres:
        give_way(connection, cursor)
    for rule in RULES:
        if rule.table not in existing:
            continue
        holds = rule.holds
        for ours, theirs in (POSTGRES_SAYS if on_postgres else SQLITE_SAYS).items():
            holds = holds.replace(ours, theirs)
        words = rule._asdict() | {"holds": holds, "row": "OLD" if rule.when == "DELETE" else "NEW"}
        cursor.execute((ON_POSTGRES if on_postgres else ON_SQLITE).format(**words))


def give_way(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> None:
    """On SQLite: let a migration make a table anew; protect() comes after it."""
    if connection.vendor == "sqlite":
        for rule in RULES:
            cursor.execute(f"DROP TRIGGER IF EXISTS {rule.name}")
