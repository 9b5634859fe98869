"""A page asks the database no more questions for many rows than for one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.actions import cases, deadlines, merging
from incidents.models import Agency
from incidents.views.base import page_of
from tests.world import answer_request, fresh, make_incident, make_request


def answered(world):
    """A letter that nothing shows to have left, with an answer to review."""
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=2))
    answer_request(world, clarification, numbers=[1])


def undelivered(world):
    make_request(world, "open", issued_at=timezone.now() - timedelta(hours=2))


def wish(world):
    clarification = make_request(world, "open")
    wished = clarification.present_due + timedelta(days=1)
    deadlines.ask_extension(clarification, by=world.liaison_a, seen=None, reason="x", wished_at=wished)


def waiting_for_signature(world):
    make_request(world, "awaiting_approval")


def merged(world):
    case = cases.report(by=world.officer, summary="Laporan", seen_at=timezone.now())
    merging.merge(fresh(case), make_incident(world), by=world.officer, seen=None, reason="Sama")


@pytest.mark.parametrize(
    ("make", "who", "path"),
    [
        (answered, "officer", "/meja/"),
        (undelivered, "officer", "/meja/"),
        (wish, "officer", "/meja/"),
        (wish, "supervisor", "/persetujuan/"),
        (waiting_for_signature, "supervisor", "/persetujuan/"),
        (merged, "officer", "/insiden/"),
        (merged, "auditor", "/insiden/"),
    ],
    ids=lambda each: getattr(each, "__name__", each),
)
def test_many_rows_cost_no_more_questions_than_two(world, log_in, make, who, path):
    browser, asked = log_in(getattr(world, who)), []
    for _ in range(2):
        make(world)
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
        asked.append(len(queries))
        for _ in range(3):
            make(world)
    assert asked[1] <= asked[0], asked


@pytest.mark.parametrize(("size", "questions"), [(2, 1), (1, 2)])
def test_only_a_list_longer_than_its_page_is_counted_apart(world, rf, size, questions):
    bodies = Agency.objects.order_by("pk")
    with CaptureQueriesContext(connection) as asked:
        page = page_of(rf.get("/"), bodies, size)
        assert (list(page), page.paginator.count) == (list(bodies)[:size], 2)
    assert len(asked) == questions + 1  # beside the one of this test
    assert list(page_of(rf.get("/?page=2"), bodies, 1)) == [world.agency_b]
    assert list(page_of(rf.get("/?page=9"), bodies, 2)) == [world.agency_a, world.agency_b]
