"""The dues of a period letter by letter: each stands as it is counted in the figures, on the page and in what is taken out."""

import csv
import io
import json
import zipfile
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import deadlines, dissolution
from incidents.models import Export
from incidents.plain import clocks
from incidents.reports import due_compliance, figures
from notifications.postroom import doorbell, export_making
from tests.world import answer_request, fresh, mail_left, make_request

HOURS = 72  # from the issue to the due
COUNTED = (
    "in_time",
    "late",
    "silent",
    "running",
    "extended",
    "not_arrived",
    "not_theirs",
    "needless",
    "declined",
    "ended",
)


def issued(world, hours_ago):
    """A request whose mail left as soon as it was issued."""
    at = timezone.now() - timedelta(hours=hours_ago)
    row = make_request(world, "open", issued_at=at)
    mail_left(row, at=at + timedelta(seconds=20))
    return fresh(row)


def moved(world, request, hours):
    due = request.deadlines.latest("pk").due_at + timedelta(hours=hours)
    deadlines.extend(request, by=world.supervisor, seen=request.version, due_at=due, reason="Log besar")


@pytest.fixture
def letters(world):
    """In time, late, silent, with more time, silent with a due that was moved when it had passed."""
    named = {name: issued(world, hours) for name, hours in zip("abcde", (50, 90, 100, 60, 90), strict=True)}
    answer_request(world, named["a"])
    answer_request(world, named["b"])
    moved(world, named["d"], 48)
    moved(world, named["e"], 480)
    return named


@pytest.fixture
def days():
    today = timezone.localdate()
    return today - timedelta(days=30), today


def kept(world, days):
    return {each.request.pk: each for each in due_compliance.of(world.auditor, *days, timezone.now())}


def test_as_many_letters_stand_so_as_the_figures_count(world, letters, days):
    names = {words: name for name, words in due_compliance.STANDINGS.items()}
    found = Counter(names[each.standing] for each in kept(world, days).values())
    everybody = figures.by_agency(world.auditor, *days, timezone.now())[1]
    assert found == {name: getattr(everybody, name) for name in COUNTED if getattr(everybody, name)}
    assert sum(found.values()) == 5 and set(due_compliance.STANDINGS) == set(COUNTED)


def test_a_line_says_how_late_and_how_often_the_due_moved_before_and_after_it_had_passed(world, letters, days):
    found = {name: kept(world, days)[row.pk] for name, row in letters.items()}
    assert [len(found[name].moves) for name in "abcde"] == [0, 0, 0, 1, 1]
    assert [found[name].moved_after for name in "abcde"] == [0, 0, 0, 0, 1]
    assert [bool(found[name].late) for name in "abcde"] == [False, True, True, False, True]
    late, row = found["b"], fresh(letters["b"])
    assert late.late == clocks.lateness(late.first.due_at, row.completed_at)
    assert due_compliance.export_lines.instant(row.counted_due) in [str(cell) for cell in line_of(world, days, row)]


def line_of(world, days, row):
    return next(line for line in due_compliance.lines(world.auditor, *days, timezone.now()) if line[0] == row.reference)


def test_a_body_that_ended_is_no_later_than_it_was_when_its_letter_passed_on(world, days):
    issued(world, 80)
    facts = {"by": world.administrator, "ended_on": timezone.localdate(), "reason": "Lebur"}
    dissolution.end_agency(fresh(world.agency_a), **facts, successor=fresh(world.agency_b))
    [now] = due_compliance.of(world.auditor, *days, timezone.now())
    [later] = due_compliance.of(world.auditor, *days, timezone.now() + timedelta(hours=200))
    assert now.late == later.late and timedelta(hours=7) < later.late < timedelta(hours=9)


def test_an_auditor_reads_them_from_the_first_page_on_and_takes_them_out(world, letters, days, log_in, monkeypatch):
    monkeypatch.setattr(doorbell, "press", lambda: None)
    browser, asked = log_in(world.auditor), {"first": days[0].isoformat(), "last": days[1].isoformat()}
    assert 'href="/audit/tenggat/"' in browser.get("/audit/").content.decode()
    page = browser.get("/audit/tenggat/", asked).content.decode()
    assert all(f'href="/permintaan/{row.pk}/' in page for row in letters.values())
    answer = browser.post(f"/jejak/ekspor/minta/dues/?first={asked['first']}&last={asked['last']}", {"ready": "audit"})
    assert answer.status_code == 302
    export = Export.objects.get()
    export_making.make_export(export.pk)
    data = b"".join(browser.get(f"/jejak/ekspor/{export.pk}.zip").streaming_content)
    with zipfile.ZipFile(io.BytesIO(data)) as parcel:
        told = json.loads(parcel.read("tenggat.json"))
        rows = list(csv.reader(io.StringIO(parcel.read("tenggat.csv").decode("utf-8-sig"))))
        assert json.loads(parcel.read("daftar.json"))["asked"] == asked
    assert [row[0] for row in rows[1:]] == [each["request"] for each in told]
    assert {each["request"] for each in told} == {row.reference for row in letters.values()}
    assert sum(each["moved_after"] for each in told) == 1


def test_what_is_no_period_is_told_and_nothing_is_taken_out(world, log_in):
    browser = log_in(world.auditor)
    turned = {"first": "2026-05-02", "last": "2026-05-01"}
    assert "page" not in browser.get("/audit/tenggat/", turned).context
    assert (
        browser.post("/jejak/ekspor/minta/dues/?first=2026-05-02&last=2026-05-01", {"ready": "audit"}).status_code
        == 302
    )
    assert not Export.objects.exists()
