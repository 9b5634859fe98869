"""One place says when a due has passed (clocks.passed, and models.past_due of rows): an act within the second of the due is in time,
on every page and list, in every mail and by every move alike."""

import ast
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from incidents.actions import deadlines, issuing_conditions, next_letter, overtaken
from incidents.models import ClarificationRequest, Deadline
from incidents.plain import clocks
from incidents.record import deeds
from incidents.reports import letter_account
from incidents.reports.anomalies import dues
from incidents.reports.anomalies.evaluation import Evaluation
from incidents.views.clarifications import _may_ask_again
from notifications import notices
from notifications.postroom import receipts
from tests.world import fresh, make_request

HOUR = timedelta(hours=1)
BORDER = [(timedelta(microseconds=-1), False), (timedelta(0), False), (timedelta(seconds=0.4), False)]
BORDER += [(timedelta(microseconds=999_999), False), (timedelta(seconds=1), True)]
NAMED = re.compile(r"(^|_)(?<!after_)due(_at|_before)?$|^in_time_until$|^late_by$")
NOT_OF_LATENESS = {
    ("deadlines.py", "check_extension"): "a new due lies after now, and not too far",
    ("deadlines.py", "check_return"): "a new due lies after now, and not too far",
    ("follow_ups.py", "check_more_time"): "a new due lies after now, and not too far",
    ("case_letters.py", "clean_done_by"): "a new due lies after now",
    ("receipts.py", "_running"): "how near a due is",
    ("skipped.py", "why_useless"): "the hour of a later reminder",
}


def by(world, at, **facts):
    facts = {"due_at": at + 30 * HOUR, "reason": "Data besar", "at": at} | facts
    return deadlines.extend(facts.pop("on"), by=world.supervisor, seen=None, **facts)


@pytest.mark.parametrize(("after", "late"), BORDER)
def test_every_part_of_the_product_says_alike_whether_the_due_of_a_letter_has_passed(world, the_ladder, after, late):
    row = make_request(world, issued_at=(timezone.now() - 80 * HOUR).replace(microsecond=0))
    due = row.present_due
    at = due + after
    mine = ClarificationRequest.objects.filter(pk=row.pk).with_clock()
    opening = {clocks.passed(row.present_due, at), _may_ask_again(row, at), mine.overdue(at).exists()}
    opening |= {row.lateness(at) > timedelta(0), row.clock(at).state == clocks.ClockState.OVERDUE}
    counted = mine.clocks_counted(at)
    assert opening == {late} and counted == {"overdue": int(late), "critical": int(not late), "soon": 0}
    with translation.override("en"):
        assert ("the due passed" in letter_account.of(row, at).answers[-1].words) is late
    drafted = next_letter.draft_next(fresh(row), by=world.officer, now=at)
    assert (
        bool(
            [
                found
                for found in issuing_conditions.objections(drafted, at)
                if isinstance(found, issuing_conditions.DueRuns)
            ]
        )
        is not late
    )
    assert ("kami meminta kembali penjelasan" in drafted.opening) is late
    passed = next(notice for notice in notices.time_notices() if notice.after_due == 0)
    assert bool(list(receipts._untold(passed, at))) is late


@pytest.mark.parametrize(("after", "late"), BORDER)
def test_more_time_given_within_the_second_of_the_due_counts_for_whoever_tells_of_it(world, after, late):
    row = make_request(world, issued_at=(timezone.now() - 80 * HOUR).replace(microsecond=0))
    due = row.present_due
    moved = by(world, due + after, on=row)
    assert (fresh(row).counted_due == due) is late, "what it is judged by"
    with translation.override("en"):
        told = " ".join(each.words for each in letter_account.of(fresh(moved), timezone.now()).dues)
    assert ("makes nobody punctual" in told) is late
    assert (
        dues.rows({"hours": 0}, due - HOUR, Evaluation(due)).exists() is late
        and Deadline.objects.filter(kind="extension").exists()
    )


@pytest.mark.parametrize(("after", "late"), BORDER)
def test_the_next_step_of_the_ladder_waits_until_its_hours_have_passed(world, the_ladder, after, late):
    row = make_request(world, issued_at=(timezone.now() - 300 * HOUR).replace(microsecond=0))
    at = row.present_due + timedelta(hours=next_letter.next_rung(row, clocks.day(timezone.now())).after_hours) + after
    if late:
        assert next_letter.draft_next(fresh(row), by=deeds.SYSTEM, now=at).follows == row
    else:
        with pytest.raises(overtaken.NothingFollows):
            next_letter.draft_next(fresh(row), by=deeds.SYSTEM, now=at)


@given(seconds=st.integers(-3, 3), fine=st.integers(0, 999_999), due_fine=st.integers(0, 999_999))
def test_a_due_has_passed_from_the_second_after_its_own_on(seconds, fine, due_fine):
    due = timezone.now().replace(microsecond=due_fine)
    at = due.replace(microsecond=fine) + timedelta(seconds=seconds)
    assert clocks.passed(due, at) is (seconds > 0) is (clocks.lateness(due, at) > timedelta(0))


def _comparisons():
    for part in ("incidents", "notifications"):
        for path in sorted((settings.BASE_DIR / part).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from ((path.name, found) for found in _in(ast.parse(path.read_text())))


def _in(tree):
    """(function, line) of each comparison of a due with an instant that is none."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            ordered = isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.Lt, ast.LtE, ast.Gt, ast.GtE))
            sides = [_is_due(side) for side in (node.left, node.comparators[0])] if ordered else []
            if any(sides) and not all(sides):
                yield function.name, node.lineno


def _is_due(node):
    if isinstance(node, ast.BinOp):
        return _is_due(node.left)
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "not_none":
        return _is_due(node.args[0])
    name = getattr(node, "attr", getattr(node, "id", ""))
    return bool(NAMED.search(name))


def test_nothing_compares_a_due_by_itself():
    found = {(file, function): line for file, (function, line) in _comparisons()}
    unknown = {key: line for key, line in found.items() if key not in NOT_OF_LATENESS}
    assert not unknown and set(NOT_OF_LATENESS) <= set(found), unknown or "one of them is there no more"
    pages = settings.BASE_DIR / "templates"
    compared = re.compile(
        r"\{% (el)?if [^%]*((?<!over)due(_at)?|in_time_until) ?[<>]|[<>]=? ?[a-z_.]*((?<!over)due(_at)?|in_time_until)\b[^%]*%\}"
    )
    assert not [path for path in pages.rglob("*.html") if compared.search(path.read_text())]
