"""What a clock was set to and a letter was judged by stays so below the verbs too: the database refuses SQL that rewrites it,
PostgreSQL and SQLite alike, and lets every verb through (the rest of the suite walks them)."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from incidents.actions import corrections, deadlines, follow_ups, judgements, law, replies, work
from incidents.models import Commitment, Deadline, NotificationDuty, Question, Response
from incidents.plain.spans import the_day
from incidents.record import deeds
from incidents.record.triggers import frozen
from tests.one_of_everything import recommended
from tests.world import answer_request, fresh, make_incident, make_request

HOUR = timedelta(hours=1)


def ago(hours):
    return (timezone.now() - hours * HOUR).replace(microsecond=0)


@pytest.fixture
def lived(world):
    """One letter answered late and in part returned, one that is silent, and a duty that was late by its first start."""
    answered = make_request(world, "open", issued_at=ago(200))
    answer_request(world, answered, at=ago(100))
    questions = {answered.questions.get(number=1): "Kurang"}
    facts = dict(seen=fresh(answered).version, questions=questions, reason="x", due_at=ago(-20), at=ago(50))
    replies.send_again(fresh(answered), by=world.officer, **facts)
    silent = make_request(world, "open", issued_at=ago(80))
    inv = silent.incident.involvements.get(agency=world.agency_a)
    duty = law.track_duty(inv, by=world.officer, started=ago(90), start_source="KPU")
    law.amend_duty(duty, by=world.officer, seen=fresh(duty).version, reason="Keliru", started=ago(10))
    assert fresh(duty).late_by
    return answered, silent


def refused(rule, rows, **facts):
    """The rows are not updated so, nor removed where nothing is given."""
    table = rows.model._meta.db_table
    keys = ", ".join(str(pk) for pk in rows.values_list("pk", flat=True))
    assert keys, "there is a row to try it on"
    change = ", ".join(f"{column} = {value}" for column, value in facts.items())
    sql = f"UPDATE {table} SET {change} WHERE id IN ({keys})" if facts else f"DELETE FROM {table} WHERE id IN ({keys})"
    with pytest.raises(IntegrityError, match=rule), transaction.atomic(), connection.cursor() as cursor:
        wrappers, connection.execute_wrappers = connection.execute_wrappers, []
        try:
            cursor.execute(sql)
        finally:
            connection.execute_wrappers = wrappers


FAR = "'2099-01-01 00:00:00'"
LONG_AGO = "'2001-01-01 00:00:00'"


def test_no_sql_moves_a_due_or_makes_an_answer_punctual(lived):
    answered, silent = lived
    for letter in lived:
        rows = Deadline.objects.filter(request=letter)
        for due in (FAR, LONG_AGO):
            refused("a_row_of_a_clock_never_changes", rows, due_at=due)
        refused("a_row_of_a_clock_stays", rows)
        asked = Question.objects.filter(request=letter)
        for due in (FAR, LONG_AGO):
            refused("the_due_of_a_question_only_moves_later", asked, in_time_until=due)
            refused("the_due_of_a_question_only_moves_later", asked, asked_at=due)
        refused(
            "the_due_of_a_question_only_moves_later", asked, deadline_id="NULL", asked_at="NULL", in_time_until="NULL"
        )
        refused("what_was_asked_stays", asked)
    other = answered.deadlines.order_by("pk").last()
    refused("only_moves_later", silent.questions.all(), deadline_id=str(other.pk), in_time_until=f"'{FAR[1:-1]}'")
    first = answered.deadlines.order_by("pk").first()
    returned = answered.questions.filter(number=1)
    refused("only_moves_later", returned, deadline_id=str(first.pk))


def test_no_sql_rewrites_what_a_letter_was_judged_by(lived):
    answered, silent = lived
    judged, waits = type(answered).objects.filter(pk=answered.pk), type(answered).objects.filter(pk=silent.pk)
    once = "a_first_complete_answer_is_judged_once"
    for facts in (
        {"completed_at": "issued_at"},
        {"completed_due_at": FAR},
        {"completed_at": "NULL", "completed_due_at": "NULL"},
    ):
        refused(once, judged, **facts)
    refused(once, waits, completed_at="issued_at", completed_due_at=FAR)
    refused("a_first_answer_moves_earlier_by_paper_alone", answered.questions.all(), first_answered_at=LONG_AGO)
    refused("a_first_answer_moves_earlier_by_paper_alone", answered.questions.all(), first_answered_at="NULL")
    refused("what_ended_or_began_a_clock_stays", waits, issued_at=LONG_AGO)
    refused("the_earliest_word_or_proof_counts", judged, first_reply_at="NULL")
    refused("the_earliest_word_or_proof_counts", judged, delivered_at=FAR)
    refused("an_issued_letter_stays", waits)
    parts = Response.objects.filter(request=answered)
    for column in ("due_at", "received_at", "asked_at"):
        refused("a_reply_came_when_it_came", parts, **{column: FAR})
    refused("a_reply_stays", parts)


def test_no_sql_moves_the_due_of_a_duty_or_forgets_that_it_was_late(lived):
    duties = NotificationDuty.objects.all()
    for due in (FAR, "NULL"):
        refused("the_due_of_a_duty_moves_with_its_start", duties, due_at=due)
    refused("what_was_late_by_statute_stays_late", duties, late_by="NULL")


def test_rows_that_no_clock_set_are_not_added(lived, world):
    answered, silent = lived
    row = silent.deadlines.get()
    row.pk, row.kind, row.due_before, row.latest_at = None, "extension", ago(500), ago(-900)
    row.due_at, row.reason, row.decided_by = ago(-800), "x", "x"
    with pytest.raises(IntegrityError, match="was_one_of_this_clock"), transaction.atomic():
        with deeds.record("extend", on=silent, by=world.supervisor, reason="x"):
            row.save()
    part = Response.objects.filter(request=answered).last()
    part.pk, part.phase, part.receipt, part.due_at = None, 9, "TT-9", ago(-900)
    with pytest.raises(IntegrityError, match="judged_by_a_due_of_its_clock"), transaction.atomic():
        with deeds.record("reply", on=fresh(answered), by=world.liaison_a):
            part.save()


def test_an_extension_granted_after_the_due_gives_time_and_passes_the_database(lived, world):
    _, silent = lived
    facts = dict(seen=fresh(silent).version, due_at=timezone.now() + 48 * HOUR, reason="x")
    row = deadlines.extend(fresh(silent), by=world.supervisor, **facts)
    assert row.present_due > timezone.now() and row.lateness(timezone.now()) > timedelta(0)
    late = row.questions.first().deadline_id
    refused(
        "only_moves_later",
        row.questions.all(),
        in_time_until=f"(SELECT due_at FROM incidents_deadline WHERE id = {late})",
    )


def test_no_sql_moves_the_due_of_a_point_earlier_or_makes_it_punctual(world):
    letter = recommended(world, make_incident(world), world.agency_a, world.liaison_a)["result"]
    points, due = letter.demands.all(), letter.demands.first().due_at
    rule = "what_a_letter_asks_for_only_moves_later"
    for day in (FAR, LONG_AGO, "NULL"):
        refused(rule, points, due_at=day, in_time_until=day)
        refused(rule, points, due_at=day)
    for day in (LONG_AGO, "NULL"):
        refused(f"{rule}|a_commitment_is_judged_by_a_day_that_it_had", points, in_time_until=day)
    refused(rule, points, case_letter_id="NULL")
    given, later = due + timedelta(days=3), due + timedelta(days=30)
    follow_ups.postpone(fresh(letter), by=world.supervisor, seen=None, due_at=later, reason="Lambat", at=given)
    assert {(each.due_at, each.in_time_until) for each in points.all()} == {(later, due)}
    refused(rule, points, in_time_until="due_at")


def test_no_sql_gives_a_point_that_is_open_again_more_time_than_was_left_when_it_was_judged(world):
    letter = recommended(world, make_incident(world), world.agency_a, world.liaison_a)["result"]
    rule, (owed, rows) = "what_a_letter_asks_for_only_moves_later", (letter.demands.first(), letter.demands.all())
    opened = {"status": "'open'", "settled_at": "NULL", "judged_by_id": "NULL"}
    for nth in range(2):  # nothing was said of it yet; then it was taken back once
        judgements.waive(fresh(owed), by=world.supervisor, seen=None, reason="Tidak perlu", at=ago(-1 - 40 * nth))
        due, settled = fresh(owed).due_at, fresh(owed).settled_at
        back = ago(-30 - 40 * nth)
        more = back + (due.replace(microsecond=0) - settled) + timedelta(seconds=1)
        for day in (FAR, f"'{more:%Y-%m-%d %H:%M:%S}'"):
            refused(rule, rows, **opened, due_at=day, in_time_until=day)
        again = judgements.unsettle(fresh(owed), by=world.supervisor, seen=None, reason="Salah tekan", at=back)
        assert again.due_at == again.in_time_until == more - timedelta(seconds=1)


def test_no_sql_judges_a_commitment_by_a_day_that_it_never_had(world):
    owed = work.commit(make_incident(world), by=world.officer, who="Ins A", what="Log", due=ago(-50))
    rows = Commitment.objects.filter(pk=owed.pk)
    for day in (FAR, LONG_AGO, "NULL"):
        refused("a_commitment_is_judged_by_a_day_that_it_had", rows, in_time_until=day)
    again = corrections.revise(fresh(owed), by=world.officer, seen=fresh(owed).version, reason="Keliru", due=ago(-20))
    assert again.due_at == again.in_time_until < owed.due_at, "put right while it ran"


def test_no_sql_tells_another_due_than_the_one_that_counts(world):
    first, at = the_day(ago(5 * 24)), ago(20 * 24)
    case = make_incident(world, at=at, seen_at=at)
    owed = work.commit(case, by=world.officer, who="Ins A", what="Log", due=first, at=at + HOUR)
    corrections.revise(fresh(owed), by=world.officer, seen=None, reason="Diundur", due=the_day(ago(-200)))
    rows, within = Commitment.objects.filter(pk=owed.pk), "a_due_counts_within_what_was_told"
    assert fresh(owed).passed_before == first
    refused(within, rows, told_due_until="told_due_at")
    refused(within, rows, told_due_at="NULL")
    for told in ({"passed_due_words": "'dahulu'"}, {"passed_due_at": "NULL", "passed_due_until": "NULL"}):
        refused("a_commitment_is_judged_by_a_day_that_it_had", rows, **told)
    refused("a_commitment_is_judged_by_a_day_that_it_had", rows, passed_due_until="passed_due_at")
    work.keep(fresh(owed), by=world.officer, seen=None)
    refused("what_is_settled_keeps_its_due", rows, told_due_words="'awal 2020'")


@pytest.mark.parametrize("settle", [work.keep, partial(work.miss, reason="Tidak"), partial(work.drop, reason="Batal")])
def test_no_sql_moves_the_due_of_what_is_settled_or_when_it_was_settled(world, settle):
    owed = work.commit(make_incident(world), by=world.officer, who="Ins A", what="Log", due=ago(-50))
    rows, rule = Commitment.objects.filter(pk=owed.pk), "what_is_settled_keeps_its_due"
    refused(rule, rows, status="'kept'", due_at=FAR, in_time_until=FAR)
    settle(fresh(owed), by=world.officer, seen=None)
    for day in (FAR, LONG_AGO, "NULL"):
        refused(rule, rows, due_at=day, in_time_until=day)
        refused(rule, rows, due_at=day)
        refused(rule, rows, settled_at=day)
    again = judgements.unsettle(fresh(owed), by=world.supervisor, seen=None, reason="Salah tekan")
    facts = {"by": world.officer, "seen": again.version, "reason": "Keliru", "due": ago(-20)}
    assert corrections.revise(fresh(owed), **facts).due_at < owed.due_at, "open again, it is put right"


def test_a_duty_whose_start_stays_keeps_its_due_whatever_is_amended(world):
    case = make_incident(world)
    facts = dict(started=ago(20), start_source="KPU")
    duty = law.track_duty(case.involvements.first(), by=world.officer, **facts)
    due = fresh(duty).due_at
    again = law.amend_duty(duty, by=world.officer, seen=fresh(duty).version, **facts, authority=ago(2))
    assert again.due_at == due and again.authority_at


def test_every_rule_stands_in_the_database(world):
    with connection.cursor() as cursor:
        catalogue = (
            "pg_trigger WHERE NOT tgisinternal"
            if connection.vendor == "postgresql"
            else "sqlite_master WHERE type = 'trigger'"
        )
        name = "tgname" if connection.vendor == "postgresql" else "name"
        cursor.execute(f"SELECT {name} FROM {catalogue}")
        standing = {found for (found,) in cursor.fetchall()}
    assert {rule.name for rule in frozen.RULES} <= standing
