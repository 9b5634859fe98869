"""When a task's soft limit strikes, the task ends: nowhere is it taken for a fault of the row that was being done."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from incidents.actions import next_letter
from incidents.models import ClarificationRequest, Pending
from notifications import postroom
from notifications.mails import compose
from notifications.models import Message
from notifications.postroom import receipts
from tests.notifications.conftest import work
from tests.world import make_request

ROOM = Path(postroom.__file__).parent


def the_limit_strikes(monkeypatch, module, name, nth=1):
    """At the nth call of `name` the task's time is up; before and after it works as ever."""
    real, calls = getattr(module, name), []

    def slow(*args, **kwargs):
        calls.append(name)
        if len(calls) == nth:
            raise SoftTimeLimitExceeded
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, slow)
    return calls


def test_a_batch_of_thresholds_is_not_tried_again_one_by_one(world, drawn_letters, monkeypatch):
    make_request(world, "open", issued_at=timezone.now() - timedelta(hours=73))
    calls = the_limit_strikes(monkeypatch, receipts, "_write_rows")
    with pytest.raises(SoftTimeLimitExceeded):
        postroom.write_receipts(timezone.now())
    assert len(calls) == 1


def test_a_single_threshold_ends_the_sweep_too(world, drawn_letters, monkeypatch):
    make_request(world, "open", issued_at=timezone.now() - timedelta(hours=73))
    failed = []

    def fails(notice, rows, at):
        failed.append(notice)
        raise SoftTimeLimitExceeded if len(failed) == 2 else ValueError("a row that cannot be written")

    monkeypatch.setattr(receipts, "_write_rows", fails)
    with pytest.raises(SoftTimeLimitExceeded):
        postroom.write_receipts(timezone.now())


def test_acts_wait_for_the_next_sweep(world, monkeypatch):
    make_request(world, "open")
    waiting = Pending.objects.filter(job=Pending.Job.TELL).count()
    the_limit_strikes(monkeypatch, receipts, "_tell")
    with pytest.raises(SoftTimeLimitExceeded):
        postroom.write_receipts(timezone.now())
    assert Pending.objects.filter(job=Pending.Job.TELL).count() == waiting


def test_the_next_letter_waits_for_the_next_sweep(world, the_ladder, monkeypatch):
    make_request(world, "open", issued_at=timezone.now() - timedelta(hours=73))
    the_limit_strikes(monkeypatch, next_letter, "draft_next")
    with pytest.raises(SoftTimeLimitExceeded):
        postroom.draft_next_letters(timezone.now())
    postroom.draft_next_letters(timezone.now())
    assert ClarificationRequest.objects.filter(follows__isnull=False).count() == 1


def test_mail_that_was_sent_before_is_known_to_be_sent_and_the_rest_is_no_failure(world, drawn_letters, monkeypatch):
    make_request(world, "open")
    make_request(world, "open", agency=world.agency_b)
    the_limit_strikes(monkeypatch, compose, "make", nth=2)
    with pytest.raises(SoftTimeLimitExceeded):
        work()
    states = sorted(Message.objects.values_list("state", flat=True))
    assert states.count("sent") == 1 and "failed" not in states


def test_no_ring_hides_it(world, monkeypatch):
    def strikes(*args, **kwargs):
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(current_app, "send_task", strikes)
    monkeypatch.setattr("notifications.postroom.doorbell._lines", _AnyLine())
    from notifications.postroom import doorbell

    event = make_request(world, "open").incident.events.filter(actor__isnull=False).first()
    with pytest.raises(SoftTimeLimitExceeded):
        doorbell.ring(sender=None, event=event)


def test_a_ring_holds_until_the_next_sweep_comes_by_itself(monkeypatch, settings):
    rung = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **options: rung.append(options["expires"]))
    monkeypatch.setattr("notifications.postroom.doorbell._lines", _AnyLine())
    from notifications.postroom import doorbell

    doorbell.press()
    assert rung == [settings.SWEEP_SECONDS], "a worker that was away meets no pile of rings"


class _AnyLine:
    """A connection to a broker that need not be there."""

    def __getitem__(self, broker):
        return self

    def acquire(self, **options):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        return False


def test_everything_is_caught_in_one_place_which_lets_the_limit_pass_first():
    """`except Exception` stands once in the post room, behind `except (SoftTimeLimitExceeded, …): raise`. Whoever catches more
    than that tidies up and raises it again."""
    caught = {}
    for path in ROOM.glob("*.py"):
        for tried in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Try)):
            handled = [ast.unparse(handler.type) if handler.type else "everything" for handler in tried.handlers]
            if {"Exception", "everything"} & set(handled):
                caught[path.name] = handled
            tidied = [each for each in tried.handlers if each.type and ast.unparse(each.type) == "BaseException"]
            assert all(ast.unparse(each.body[-1]) == "raise" for each in tidied), path
    assert caught == {"fault_isolation.py": ["(SoftTimeLimitExceeded, *beyond)", "Exception"]}
