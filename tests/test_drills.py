"""A drill is a drill everywhere: every page, mail and file that names one says LATIHAN where it does."""

import json
from datetime import timedelta
from functools import cache

import lxml.html
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents.actions import agencies, deadlines, replies
from incidents.models import ClarificationRequest, Incident, Letter
from notifications.letters import annex
from tests import languages
from tests.notifications.conftest import work
from tests.one_of_everything import one_of_everything
from tests.routes import EVERYBODY, STRANGER, TABLE, address
from tests.states import made_once
from tests.world import duty, make_incident, make_request, owed, report

DRILL, REAL = "Kasus yang dikarang", "Kasus yang sungguhan"
MARK = "LATIHAN"


def a_drill_among_real_cases(world):
    """One of everything in drills, all that waits for somebody in one of them, and a real case beside it on every list."""
    agencies.register_contact(
        world.agency_a,
        by=world.administrator,
        office="Tim",
        email="latihan@a.example",
        exercise=True,
        valid_from=timezone.localdate(),
    )
    things = one_of_everything(world, drill=True, title=DRILL)
    for facts in ({"drill": True, "title": DRILL}, {"drill": False, "title": REAL}):
        for status in ("draft", "awaiting_approval", "answered", "closed", "withdrawn"):
            make_request(world, status, incident=make_incident(world, **facts))
        asked = make_request(world, "open", incident=make_incident(world, **facts))
        later = asked.present_due + timedelta(days=1)
        deadlines.ask_extension(asked, by=world.liaison_a, seen=asked.version, reason="Perlu log", wished_at=later)
        wrong = make_request(world, "open", incident=make_incident(world, **facts))
        replies.redirect(wrong, by=world.liaison_a, seen=wrong.version, text="Bukan kami")
        duty(world, case=make_incident(world, **facts))
        owed(world, case=make_incident(world, **facts))
        report(world, **facts)
    work()
    for reader in (world.officer, world.supervisor):
        read_all(reader)
    return things


def read_all(person):
    """The bell asks after everything that is new, on every page; a liaison's rings all the same."""
    browser = Client()
    browser.force_login(person)
    newest = browser.get(reverse("notifications:inbox")).context["page"][0]
    browser.post(reverse("notifications:mark_read"), {"until": newest.pk})
    assert not browser.get(reverse("notifications:inbox")).context["has_new"]


drilled = made_once("drilled", a_drill_among_real_cases, upon="world")


def names():
    """What a drill is called, and what a real case is: titles and numbers, that of a request too."""
    found = {True: {DRILL}, False: {REAL}}
    for case in Incident.objects.all():
        found[case.drill] |= {case.reference, case.report_reference}
    for request in ClarificationRequest.objects.select_related("incident"):
        found[request.incident.drill].add(request.reference)
    return [{name for name in found[drill] if name} for drill in (True, False)]


def unmarked(page, drills, real):
    """The places of a page that name a drill and do not say so: the largest element about a name that speaks of no real
    case is one thing, and says LATIHAN."""
    body = lxml.html.document_fromstring(page).find("body")
    for aside in body.xpath(".//script | .//style | .//input[@type='hidden']"):
        aside.drop_tree()

    @cache
    def is_real(element):
        text = element.text_content()
        return any(word in text for word in real)

    if any(MARK in head.text_content() for head in body.xpath(".//main/*[@class='head' or self::p]")):
        return []  # all of the page is about the drill, and its head says so
    places = []
    for element in body.iter():
        if not isinstance(element.tag, str) or not any(word in (element.text or "") for word in drills):
            if not any(word in (child.tail or "") for child in element for word in drills):
                continue
        thing = element
        while thing.getparent() is not None and thing.tag != "body" and not is_real(thing.getparent()):
            thing = thing.getparent()
        if MARK not in thing.text_content():
            places.append(" ".join(thing.text_content().split())[:160])
    return places


# What a list shows only when its address asks for it.
ASKED = {
    "incidents:register": "?register=drills",
    "incidents:search": f"?q={DRILL}",
    "incidents:cases": "?shelf=reports",
    "incidents:portal": "?semua=1",
    "incidents:record": f"?drill=on&summary={DRILL}",
}


@pytest.fixture(scope="module")
def read_pages():
    """Who → {address: HTML}: each test finds the same objects, so everything is read once, and forgotten after this file."""
    return {}


@pytest.fixture
def pages(world, drilled, client, log_in, read_pages):
    """pages(who) reads every page of every route: {its name and what is asked: HTML}."""

    def of(who):
        if who not in read_pages:
            browser, read_pages[who] = client if who == STRANGER else log_in(getattr(world, who)), {}
            for route in TABLE:
                for asked in {"", ASKED.get(route, "")}:
                    answer = browser.get(address(route, drilled["own"], world) + asked)
                    html = answer.headers.get("Content-Type", "").startswith("text/html")
                    if html and answer.status_code not in (302, 405):
                        read_pages[who][route + asked] = answer.content.decode()
        return read_pages[who]

    return of


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_that_names_a_drill_says_so(pages, who):
    drills, real = names()
    wrong = {at: places[:4] for at, html in pages(who).items() if (places := unmarked(html, drills, real))}
    assert len(pages(who)) > 5
    assert wrong == {}


def test_every_page_speaks_indonesian_unless_its_reader_chose_english(pages):
    """English, `test_access.py` asks of its pages."""
    every = {(at, who): html for who in EVERYBODY for at, html in pages(who).items()}
    assert languages.strange("id", every) == []


def test_a_request_that_lost_against_another_press_says_that_it_is_a_drill(world, drilled, log_in):
    request = drilled["own"]["request"]
    answer = log_in(world.liaison_a).post(f"/permintaan/{request.pk}/konfirmasi/", {"seen": 0})
    assert answer.status_code == 409 and MARK in answer.content.decode()


def test_the_data_in_a_drills_letter_says_so_and_that_of_a_real_one_says_nothing(drilled):
    letters = Letter.objects.filter(kind="clarification_request").select_related("incident")
    said = {letter.incident.drill: json.loads(annex.request_json(letter.content)) for letter in letters}
    assert said[True]["drill"] is True and "drill" not in said[False]
    schema = json.loads((settings.BASE_DIR / "static/schema/permintaan-klarifikasi-1.json").read_text())
    assert all(data.keys() <= schema["properties"].keys() for data in said.values())
