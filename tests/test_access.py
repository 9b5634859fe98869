"""The URLconf walked: every route × role × own or foreign object, from one table. A new route without a row fails."""

import re
from html import unescape
from pathlib import Path
from typing import NamedTuple

import polib
import pytest
from django.template.defaultfilters import striptags

from incidents.models import CaseEvent
from tests.one_of_everything import objects
from tests.routes import (
    ADMIN,
    AUDITOR,
    BY_ADMINISTRATORS,
    CHANGES,
    EVERYBODY,
    STRANGER,
    TABLE,
    address,
    routes,
)
from tests.world import make_request

__all__ = ["objects"]  # a fixture


def test_every_route_has_its_row():
    assert sorted(routes()) == sorted(TABLE)


class Page(NamedTuple):
    status: int
    html: str  # "" for what no person reads: files, redirects


class Walk(NamedTuple):
    pages: dict  # name of the route → Page
    written: int  # events that reading them all left behind


def page_of(answer):
    read = answer.headers.get("Content-Type", "").startswith("text/html") and answer.status_code not in (302, 405)
    return Page(answer.status_code, answer.content.decode() if read else "")


_walks = {}  # (who, language) → Walk; each test finds the same objects, so everything is read once


@pytest.fixture
def walk(world, objects, client, log_in):
    """walk(who, language) reads every page of every route."""

    def through(who, language="id"):
        if (who, language) not in _walks:
            events = CaseEvent.objects.count()
            browser = client if who == STRANGER else log_in(getattr(world, who))
            browser.cookies["bahasa"] = language
            pages = {name: page_of(browser.get(address(name, objects["own"], world))) for name in TABLE}
            _walks[who, language] = Walk(pages, CaseEvent.objects.count() - events)
        return _walks[who, language]

    return through


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_route_answers_every_role_as_the_table_says(walk, who):
    found = {name: page.status for name, page in walk(who).pages.items()}
    assert found == {name: expected[who] for name, expected in TABLE.items()}


def without_tokens(answer):
    """A page without what differs by chance or by its own address: form tokens, the way back, the instant."""
    return re.sub(
        r'(name="(csrfmiddlewaretoken|next|once)" value|data-server-now)="[^"]*"', "", answer.content.decode()
    )


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


def test_a_liaison_sees_no_word_of_another_agency_anywhere(world, objects, log_in):
    liaison = log_in(world.liaison_a)
    own = objects["own"]
    for name in ("portal", "request", "question", "answer", "receipt", "case_letter"):
        page = liaison.get(address(f"incidents:{name}", own, world), {"semua": 1}, follow=True).content.decode()
        for hidden in ("Instansi B", "Ins B", objects["foreign"]["request"].reference, own["incident"].title):
            assert hidden not in page, (name, hidden)


def test_a_liaison_never_sees_a_draft_or_unissued_letter(world, log_in):
    liaison = log_in(world.liaison_a)
    for status in ("draft", "awaiting_approval", "awaiting_signature"):
        clarification = make_request(world, status)
        assert liaison.get(f"/permintaan/{clarification.pk}/").status_code == 404
        assert clarification.reference not in liaison.get("/untuk-kami/?semua=1").content.decode()


@pytest.mark.parametrize("who", [AUDITOR, ADMIN, STRANGER])
def test_who_only_reads_changes_nothing_by_any_post(world, objects, client, log_in, who):
    browser = client if who == STRANGER else log_in(getattr(world, who))
    events = CaseEvent.objects.count()
    for name in CHANGES:
        if who == ADMIN and name.split(":")[1] in BY_ADMINISTRATORS:
            continue
        browser.post(address(name, objects["own"], world), {"seen": 1, "reason": "x", "text": "x", "digest": "x"})
    assert CaseEvent.objects.count() == events


def test_reading_every_page_as_every_role_changes_no_row_of_the_record(walk):
    assert not any(walk(who).written for who in EVERYBODY)


def test_refusals_and_downloads_are_in_the_access_log(world, objects, log_in):
    from incidents.models import AccessEntry

    log_in(world.auditor).get("/meja/")
    log_in(world.liaison_a).get(address("incidents:answer_file", objects["own"], world))
    kinds = set(AccessEntry.objects.values_list("kind", "actor__email"))
    assert ("refused", world.auditor.email) in kinds and ("download", world.liaison_a.email) in kinds


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


# What a letter or the law says is Indonesian for every reader, and marked so.
INDONESIAN = re.compile(r'<(p|div|span) [^>]*lang="id"[^>]*>.*?</\1>', re.DOTALL)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_speaks_one_language(walk, language):
    """No text of the other language on any page of any role: texts of 15 signs and more from the catalogue."""
    catalogue = polib.pofile(str(Path(__file__).resolve().parent.parent / "locale/id/LC_MESSAGES/django.po"))
    other = {e.msgid if language == "id" else e.msgstr for e in catalogue if e.msgid != e.msgstr and not e.msgid_plural}
    other = {text for text in other if len(text) >= 15 and "%(" not in text}
    strange = []
    for who in EVERYBODY:
        for name, page in walk(who, language).pages.items():
            if page.html:
                assert f'<html lang="{language}">' in page.html
                text = unescape(striptags(INDONESIAN.sub("", page.html)))
                strange += [(name, who, found) for found in other if found in text]
    assert not strange
