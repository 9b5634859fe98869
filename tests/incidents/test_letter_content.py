"""What a letter says: it cites the law in force on its day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from incidents import setup_data
from incidents.actions import clarifications, letter_content, next_letter
from incidents.letters import wordings
from incidents.plain import letter_kinds
from incidents.record import deeds
from tests.world import draft_request, enact_clock, issue_request, make_incident, make_request


def closings(day):
    return {kind.code: wordings.on(kind.code, day).closing for kind in letter_kinds.WORDED}


@pytest.mark.parametrize(
    ("day", "cited", "not_yet"),
    [
        (date(2019, 10, 9), "Pasal 28 huruf c", "71 Tahun 2019"),
        (date(2021, 10, 21), "Pasal 14 ayat (5)", "27 Tahun 2022"),
        (date(2022, 10, 16), "Pasal 14 ayat (5)", "27 Tahun 2022"),
        (date(2022, 10, 17), "Pasal 46 ayat (1)", "Pasal 14 ayat (5)"),
    ],
)
def test_the_closing_of_a_letter_cites_the_law_in_force_on_its_day(world, day, cited, not_yet):
    said = closings(day)
    assert cited in said["clarification_request"] and cited in said["withdrawal"]
    assert not any(not_yet in closing for closing in said.values())


def test_a_letter_of_2021_cites_nothing_of_2022(world):
    letter = make_request(world, "open", issued_at=datetime(2021, 10, 21, 3, 0, tzinfo=UTC)).letter
    assert (
        "2022" not in letter.content["wording"]["closing"] and "71 Tahun 2019" in letter.content["wording"]["closing"]
    )


@pytest.fixture
def days_ago(world):
    """A letter submitted four days ago that cites what was in force then."""
    start = timezone.now() - timedelta(days=4)
    basis = letter_content.basis_on(timezone.localtime(start).date())
    incident = make_incident(world, at=start, seen_at=start)
    clarification = draft_request(world, incident, at=start + timedelta(minutes=1), basis=basis)
    return clarifications.submit(
        clarification, by=world.officer, seen=clarification.version, at=start + timedelta(minutes=2)
    )


def test_who_issues_reads_that_the_law_changed_since_the_draft(world, log_in, days_ago):
    browser, page = log_in(world.supervisor), f"/permintaan/{days_ago.pk}/terbitkan/"
    assert "Hukum telah berubah" not in browser.get(page).content.decode()
    enact_clock(world, legal_basis="Aturan baru")
    assert "Hukum telah berubah" in browser.get(page).content.decode()


def test_the_next_letter_cites_what_came_into_force_since(world, days_ago):
    setup_data.load_ladder(deeds.SYSTEM)
    first = issue_request(world, days_ago, at=days_ago.submitted_at + timedelta(minutes=1))
    enact_clock(world, legal_basis="Aturan satu; Aturan dua")
    assert next_letter.draft_next(first, by=deeds.SYSTEM).basis == "Aturan satu\nAturan dua"


def test_what_an_officer_wrote_as_basis_stays(world):
    setup_data.load_ladder(deeds.SYSTEM)
    first = make_request(world, "open", issued_at=timezone.now() - timedelta(days=4))
    enact_clock(world, legal_basis="Aturan satu")
    assert next_letter.draft_next(first, by=deeds.SYSTEM).basis == first.basis
