"""The desk leaves nothing out: what does not fit on a page has a next one, and a drill is marked in every row."""

import re

from django.core.paginator import Page

from incidents.actions import clarifications
from tests.world import draft_request, make_incident, make_request


def all_of(browser, name, list_name, at="/meja/"):
    """Every row of one list, page by page, as its own links lead."""
    found, number = [], 1
    while True:
        page = browser.get(f"{at}?{name}={number}")
        rows = page.context[list_name]
        found += list(rows)
        if not rows.has_next():
            return found
        number += 1
        assert f"{name}={number}" in page.content.decode()


def test_every_draft_is_on_some_page_of_the_desk(world, log_in):
    case = make_incident(world)
    drafts = {draft_request(world, case).pk for _ in range(23)}
    found = all_of(log_in(world.officer), "draf", "drafts")
    assert {row.pk for row in found} == drafts and len(found) == 23


def test_what_was_sent_back_is_listed_whatever_stands_before_it(world, log_in):
    case = make_incident(world)
    for _ in range(21):
        draft_request(world, case)
    last = clarifications.submit(draft_request(world, case), by=world.officer, seen=None)
    clarifications.send_back(last, by=world.supervisor, seen=last.version, reason="Perbaiki")
    page = log_in(world.officer).get("/meja/")
    assert [(row.pk, why.reason) for row, why in page.context["sent_back"]] == [(last.pk, "Perbaiki")]


def test_every_own_case_and_every_act_on_a_letter_is_on_some_page(world, log_in, monkeypatch):
    monkeypatch.setattr("incidents.views.clarifications.EVENTS", 2)
    cases = {make_incident(world).pk for _ in range(21)}
    browser, clarification = log_in(world.officer), make_request(world, "answered")
    assert {case.pk for case in all_of(browser, "kasus", "cases")} == cases | {clarification.incident_id}
    acts = all_of(browser, "peristiwa", "events", f"/permintaan/{clarification.pk}/")
    assert len(acts) == clarification.incident.events.filter(subject_type="clarificationrequest").count() > 2


def test_no_list_of_the_desk_is_cut_without_a_next_page(world, log_in):
    page = log_in(world.officer).get("/meja/")
    lists = ("running", "waiting", "replays", "sent_back_page", "drafts", "cases", "stale")
    assert all(isinstance(page.context[name], Page) for name in lists)


def test_a_drill_is_marked_in_every_row_of_the_desk(world, log_in):
    drill = make_incident(world, drill=True)
    draft_request(world, drill)
    returned = clarifications.submit(draft_request(world, drill), by=world.officer, seen=None)
    clarifications.send_back(returned, by=world.supervisor, seen=returned.version, reason="Perbaiki")
    make_request(world, "open", incident=drill, agency=world.agency_b)
    page = log_in(world.officer).get("/meja/").content.decode()
    rows = [row for row in page.split('<div class="task"')[1:] if drill.reference in row]
    assert len(rows) >= 3 and all("latihan" in row.lower() for row in rows)


def test_a_tile_of_the_desk_leads_to_what_it_counts_and_an_empty_one_nowhere(world, log_in):
    make_request(world, "answered")
    page = log_in(world.officer).get("/meja/").content.decode()
    assert '<a href="#keputusan"' in page and 'id="keputusan"' in page
    assert '<a href="#tenggat"' not in page


def test_what_waits_for_approval_leads_a_supervisor_to_the_list_and_nobody_to_nowhere(world, log_in):
    make_request(world, "awaiting_approval")
    for user, leads in ((world.officer, False), (world.supervisor, True)):
        page = log_in(user).get("/meja/").content.decode()
        tiles = page[page.index('class="panel counts"') : page.index("</section>", page.index('class="panel counts"'))]
        assert ('href="/persetujuan/"' in tiles) is leads
        assert all(f'id="{mark}"' in page for mark in re.findall(r'href="#([^"]+)"', tiles))
