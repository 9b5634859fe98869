"""What stands in the log: a line of JSON for each thing, in UTC, with the tag that an answer bears; no secret, no word of a case. Every line
of the whole run is looked at by tests/log_guard.py."""

import io
import json
import logging
from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.conf import settings as product_settings

from config.logs import Lines
from tests.log_guard import FORBIDDEN
from tests.world import PASSWORD, make_incident

FORGED = 'x\r\n{"event": "access", "kind": "log_in", "actor": 1}\u2028'


@pytest.fixture
def lines():
    """lines() gives what the log was told since, read as a machine reads it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    root.removeHandler(handler)


def of(lines, event, **facts):
    return [line for line in lines() if line["event"] == event and facts.items() <= line.items()]


@pytest.mark.asvs(66, 67, 69)
def test_a_line_is_one_of_json_and_hides_what_opens_a_door(lines, settings):
    logger = logging.getLogger("tests")
    for said in (
        FORGED,
        f"key {product_settings.SECRET_KEY}",
        "smtp://tanggap:rahasia-relay@relay.example is silent",
        "Not Found: /sandi/atur/3k-c9h2ab-0123456789abcdef/",
        "Not Found: /v/ABCD-1234/ and /cari/?q=Budi+Santoso",
        "password=rahasia-relay; Cookie: sesi=rahasia-relay",
    ):
        logger.warning(said)
    told = lines()
    assert len(told) == 6 and told[0]["event"] == FORGED
    hidden = ("rahasia-relay", "c9h2ab", "ABCD-1234", "Budi", product_settings.SECRET_KEY)
    assert not [word for word in hidden if word in json.dumps(told)]
    assert abs(datetime.fromisoformat(told[0]["at"]) - datetime.now(UTC)) < timedelta(minutes=1)
    assert told[0]["at"].endswith("Z") and told[0]["level"] == "warning"


@pytest.mark.asvs(67, 71)
def test_of_a_fault_its_kind_and_place_stand_there_and_no_word_of_the_row(lines, world, client, monkeypatch):
    def fail(code):
        refused = SMTPRecipientsRefused({"pengadu@uji.example": (550, b"no such user")})
        refused.__cause__ = ConnectionError("smtp://tanggap:rahasia-relay@relay.example is away")
        raise ValueError("Failing row contains (Nama pengadu, 3171…)") from refused

    monkeypatch.setattr("notifications.views.check._normal", fail)
    client.raise_request_exception = False
    answer = client.get("/v/AAAA-0001/")
    tag = answer.headers["X-Request-ID"]
    assert answer.status_code == 500 and tag in answer.content.decode()
    [line] = [line for line in lines() if "fault" in line]
    away = "ConnectionError: smtp://***@relay.example is away"
    assert line["fault"] == ["ValueError", "SMTPRecipientsRefused", away] and line["request"] == tag
    assert "test_logs.py" in line["at_line"][-1] and "Nama pengadu" not in json.dumps(lines())


@pytest.mark.asvs(66, 68)
def test_who_logged_in_who_was_refused_and_what_was_done_are_found_by_the_tag_of_the_answer(
    world, client, log_in, lines, monkeypatch
):
    monkeypatch.setattr("django.db.transaction.on_commit", lambda follow, *args, **kwargs: follow())
    wrong = client.post("/masuk/", {"login": f"a@b.example{FORGED}", "password": PASSWORD})
    hers = {"login": world.officer.email, "password": "salah-sekali-1"}
    assert of(lines, "access", kind="log_in_failed") == [] and client.post("/masuk/", hers).status_code == 200
    right = client.post("/masuk/", hers | {"password": PASSWORD})
    [came] = of(lines, "access", kind="log_in")
    assert (came["request"], came["actor"]) == (right.headers["X-Request-ID"], world.officer.pk)
    assert len(of(lines, "access", kind="log_in_failed")) == 1
    case, officer = make_incident(world, restricted=True), log_in(world.officer)
    for _twice in range(2):
        officer.get(f"/insiden/{case}/")
    [read] = of(lines, "access", kind="read")
    assert (read["subject"], read["actor"]) == (f"incident:{case.pk}", world.officer.pk), "once in an hour"
    liaison = log_in(world.liaison_a)
    missing, forbidden = liaison.get(f"/insiden/{case}/"), liaison.get("/meja/")
    refused = of(lines, "access", kind="refused")
    assert [line["request"] for line in refused] == [each.headers["X-Request-ID"] for each in (missing, forbidden)]
    assert refused[0]["subject"] == f"incident:{case.pk}" and refused[0]["user"] == world.liaison_a.pk
    for answer in (missing, forbidden):
        assert answer.headers["X-Request-ID"] in answer.content.decode(), "whoever is refused can name it"
    [done] = of(lines, "deed", kind="record")
    assert done["subject"] == f"incident:{case.pk}" and done["actor"] == world.officer.pk
    [asked] = of(lines, "request", request=wrong.headers["X-Request-ID"])
    assert (asked["method"], asked["path"], asked["address"]) == ("POST", "/masuk/", "127.0.0.1")


@pytest.mark.asvs(67)
def test_the_guard_of_the_whole_run_sees_what_it_is_for():
    for line in (PASSWORD, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "dugaan Kebocoran", "%PDF-1.7", "Zebediah"):
        assert FORBIDDEN.search(f'{{"event": "{line}"}}')
    assert not FORBIDDEN.search('{"path": "/insiden/INS-2026-0001/", "request": "0123456789ab"}')
