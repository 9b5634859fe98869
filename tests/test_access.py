"""The URLconf walked: every route × role × own or foreign object, from one table. A new route without a row fails.

Whatever leaves the product as a file is noted: what any address answers as an attachment has an entry of the access log by
whoever took it. A new download that notes nothing fails here by itself.
"""

import re
from typing import NamedTuple

import pytest
from django.conf import settings
from django.urls import get_resolver

from incidents.models import AccessEntry, CaseEvent
from tests import canary, languages
from tests.canary import objects, planted_everywhere
from tests.exporting import WHY
from tests.routes import (
    ADMIN,
    AUDITOR,
    BY_ADMINISTRATORS,
    BY_AUDITORS,
    CHANGES,
    EVERYBODY,
    OFFICER,
    STRANGER,
    SUPERVISOR,
    TABLE,
    address,
    routes,
)
from tests.world import make_request

__all__ = ["objects", "planted_everywhere"]  # fixtures


@pytest.mark.asvs(50)
def test_every_route_has_its_row():
    assert sorted(routes()) == sorted(TABLE)


class Page(NamedTuple):
    status: int
    html: str  # "" for what no person reads: files, redirects
    planted: list  # what it says of the planted person, in its bytes and headers
    looks: int  # at a sheet, that reading it noted
    noted: bool | None  # as taken by whoever reads; None of what is no file


class Walk(NamedTuple):
    pages: dict  # name of the route → Page
    written: int  # events that reading them all left behind
    files: dict  # name of the route → whether the file that it gives, at once or once told what for, was noted


def looks_at_sheets():
    return AccessEntry.objects.filter(subject_type="complainantsheet").count()


def noted(answer, actor, before):
    """Whether the file that leaves is noted by whom; None of what is no file."""
    if "attachment" not in answer.headers.get("Content-Disposition", ""):
        return None
    return AccessEntry.objects.filter(pk__gt=before, kind__in=("download", "export"), actor=actor).exists()


def last_entry():
    return AccessEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def page_of(browser, at, actor):
    last, before, answer = last_entry(), looks_at_sheets(), browser.get(at)
    read = answer.headers.get("Content-Type", "").startswith("text/html") and answer.status_code not in (302, 405)
    body = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8", "replace")
    said = canary.seen_in(body) + canary.seen_in(str(answer.headers))
    return Page(answer.status_code, body if read else "", said, looks_at_sheets() - before, noted(answer, actor, last))


def file_of(browser, at, actor):
    """Whether the file that a page gives, once it is told what for, is noted."""
    last, answer = last_entry(), browser.post(at, WHY)
    if answer.streaming:
        b"".join(answer.streaming_content)  # read to its end, as by whoever takes it: then it is closed
    return noted(answer, actor, last)


@pytest.fixture(scope="module")
def walks():
    """Who → Walk: each test finds the same objects, so everything is read once, and forgotten after this file."""
    return {}


@pytest.fixture
def walk(world, planted_everywhere, client, log_in, walks):
    """walk(who) reads every page of every route, in English."""

    def through(who):
        if who not in walks:
            events = CaseEvent.objects.count()
            actor = None if who == STRANGER else getattr(world, who)
            browser = log_in(actor) if actor else client
            browser.cookies["bahasa"] = "en"
            addresses = {name: address(name, planted_everywhere["own"], world) for name in TABLE}
            pages = {name: page_of(browser, at, actor) for name, at in addresses.items()}
            written = CaseEvent.objects.count() - events
            asking = [name for name, page in pages.items() if page.status == 200 and 'name="ready"' in page.html]
            files = {name: page.noted for name, page in pages.items()}
            files |= {name: file_of(browser, addresses[name], actor) for name in asking}
            walks[who] = Walk(pages, written, {name: noted for name, noted in files.items() if noted is not None})
        return walks[who]

    return through


@pytest.mark.asvs(50)
@pytest.mark.parametrize("who", EVERYBODY)
def test_every_route_answers_every_role_as_the_table_says(walk, who):
    found = {name: page.status for name, page in walk(who).pages.items()}
    assert found == {name: expected[who] for name, expected in TABLE.items()}


@pytest.mark.asvs(63)
@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_of_any_role_names_the_complainant_but_the_sheet_for_the_few(walk, who):
    named = {name: page.looks for name, page in walk(who).pages.items() if page.planted}
    assert named == (dict.fromkeys(canary.OF_THE_SHEET, 1) if who in (OFFICER, SUPERVISOR) else {})


AT_LEAST = {"officer": 10, "supervisor": 10, "liaison_a": 3, "auditor": 10, "administrator": 0, "stranger": 0}


@pytest.mark.asvs(68)
@pytest.mark.parametrize("who", EVERYBODY)
def test_every_file_that_leaves_is_noted_by_whom(walk, who):
    files = walk(who).files
    assert [name for name, noted in files.items() if not noted] == []
    assert len(files) >= AT_LEAST[who], files


def without_tokens(answer):
    """A page without what differs by chance or by its own address: form tokens, the way back, the instant, its tag in the log."""
    page = answer.content.decode().replace(answer.headers["X-Request-ID"], "")
    return re.sub(r'(name="(csrfmiddlewaretoken|next|once)" value|data-server-now)="[^"]*"', "", page)


@pytest.mark.asvs(51)
def test_for_a_liaison_nothing_of_another_agency_exists(world, objects, log_in):
    """404, never 403, and the very page of what was never there: whether it exists is not said. Pages and files alike."""
    liaison = log_in(world.liaison_a)
    missing = liaison.get(f"/permintaan/{10**6}/")
    for name in (
        "request",
        "receipt",
        "answer_file",
        "response_file",
        "question",
        "answer",
        "reply",
        "redirect",
        "ask_extension",
        "delegate",
        "case_letter",
    ):
        foreign = liaison.get(address(f"incidents:{name}", objects["foreign"], world))
        assert (name, foreign.status_code) == (name, 404)
        assert without_tokens(foreign) == without_tokens(missing)
    for name in ("notifications:letter", "notifications:receipt_pdf"):
        assert liaison.get(address(name, objects["foreign"], world)).status_code == 404
    assert liaison.post(address("incidents:confirm_contact", objects["foreign"], world)).status_code == 404
    for name in ("acknowledge", "answer", "question", "remove_draft_file", "reply", "redirect", "delegate"):
        answer = liaison.post(address(f"incidents:{name}", objects["foreign"], world), {"seen": 1, "text": "x"})
        assert (name, answer.status_code) == (name, 404)


@pytest.mark.asvs(51, 52)
def test_a_liaison_sees_no_word_of_another_agency_anywhere(world, objects, log_in):
    liaison = log_in(world.liaison_a)
    own = objects["own"]
    for name in ("portal", "request", "question", "answer", "receipt", "case_letter"):
        page = liaison.get(address(f"incidents:{name}", own, world), {"semua": 1}, follow=True).content.decode()
        for hidden in ("Instansi B", "Ins B", objects["foreign"]["request"].reference, own["incident"].title):
            assert hidden not in page, (name, hidden)


@pytest.mark.asvs(51, 52)
def test_a_liaison_never_sees_a_draft_or_unissued_letter(world, log_in):
    liaison = log_in(world.liaison_a)
    for status in ("draft", "awaiting_approval", "awaiting_signature"):
        clarification = make_request(world, status)
        assert liaison.get(f"/permintaan/{clarification.pk}/").status_code == 404
        assert clarification.reference not in liaison.get("/untuk-kami/?semua=1").content.decode()


@pytest.mark.asvs(53)
@pytest.mark.parametrize("who", [AUDITOR, ADMIN, STRANGER])
def test_who_only_reads_changes_nothing_by_any_post(world, objects, client, log_in, who):
    browser = client if who == STRANGER else log_in(getattr(world, who))
    events = CaseEvent.objects.count()
    for name in CHANGES:
        if name.split(":")[1] in {ADMIN: BY_ADMINISTRATORS, AUDITOR: BY_AUDITORS}.get(who, ()):
            continue
        browser.post(address(name, objects["own"], world), {"seen": 1, "reason": "x", "text": "x", "digest": "x"})
    assert CaseEvent.objects.count() == events


@pytest.mark.asvs(20)
def test_reading_every_page_as_every_role_changes_no_row_of_the_record(walk):
    assert not any(walk(who).written for who in EVERYBODY)


@pytest.mark.asvs(68)
def test_refusals_and_downloads_are_in_the_access_log(world, objects, log_in):
    from incidents.models import AccessEntry

    log_in(world.auditor).get("/meja/")
    log_in(world.liaison_a).get(address("incidents:answer_file", objects["own"], world))
    kinds = set(AccessEntry.objects.values_list("kind", "actor__email"))
    assert ("refused", world.auditor.email) in kinds and ("download", world.liaison_a.email) in kinds


@pytest.mark.asvs(16, 29)
def test_downloads_leave_as_attachments_that_nothing_runs(world, objects, log_in):
    answer = log_in(world.officer).get(address("incidents:evidence_file", objects["own"], world))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a.txt"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_account_without_appointment_reaches_nothing(world, log_in):
    from incidents.models import User

    nobody = User.objects.create_user("siapa@uji.example", "Siapa", "sebuah-kalimat-panjang")
    browser = log_in(nobody)
    assert browser.get("/").status_code == 403
    assert browser.get("/insiden/").status_code == 403


def test_every_page_speaks_english_to_who_chose_it(walk):
    """Indonesian, `test_drills.py` asks of its pages."""
    pages = {(name, who): page.html for who in EVERYBODY for name, page in walk(who).pages.items() if page.html}
    assert languages.strange("en", pages) == []


@pytest.mark.asvs(20)
def test_no_address_takes_a_form_without_its_token():
    def views(resolver):
        for pattern in resolver.url_patterns:
            yield from views(pattern) if hasattr(pattern, "url_patterns") else [pattern.callback]

    assert not [view for view in views(get_resolver()) if getattr(view, "csrf_exempt", False)]
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE
