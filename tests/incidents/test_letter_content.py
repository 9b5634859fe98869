"""What a letter says: it cites the law in force on its day."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from incidents import setup_data
from incidents.actions import (
    cases,
    clarifications,
    letter_content,
    letter_decisions,
    letter_issuing,
    next_letter,
)
from incidents.letters import wordings
from incidents.models import Incident, LadderRung
from incidents.plain import letter_kinds
from incidents.record import deeds
from notifications.letters import html
from tests.world import draft_request, enact_clock, fresh, issue_request, make_incident, make_request


def closings(day):
    return {
        kind.code: wordings.on(kind.code, day).closing.replace("{kewajiban}", wordings.duty_on(kind.code, day))
        for kind in letter_kinds.WORDED
    }


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
    closing = letter.content["wording"]["closing"] + letter.content["facts"]["kewajiban"]
    assert "2022" not in closing and "71 Tahun 2019" in closing


REMINDED, OTHERS = ("controller", "joint_controller"), ("processor", "copy_holder", "origin", "named", "")


def given_role(world, *roles):
    """A case in which agency A plays these parts."""
    case = cases.record(by=world.officer, title="Dugaan", seen_at=timezone.now() - timedelta(hours=1))
    for role in filter(None, roles):
        cases.involve(case, by=world.officer, agency=world.agency_a, role=role)
    return Incident.objects.get(pk=case.pk)


def letters_of(world, case, kind):
    """What the letter of `kind` says to agency A of this case, tags left out."""
    clarification = draft_request(world, case)
    clarification = clarifications.submit(clarification, by=world.officer, seen=clarification.version)
    clarification = issue_request(world, clarification)
    now = timezone.now()
    if kind == "clarification_request":
        found = clarification.letter.content
    elif letter_kinds.KINDS[kind].asks:
        rung = LadderRung.objects.on(timezone.localdate()).get(code=kind)
        clarification.rung = rung
        found = letter_content.draft_content(clarification, now, world.supervisor)
    else:
        facts = {"tenggat_baru": now, "alasan": "x", "waktu_jawaban": now}
        facts = {name: value for name, value in facts.items() if name in letter_kinds.KINDS[kind].placeholders}
        found = letter_decisions.content(clarification, letter_kinds.KINDS[kind], now, world.supervisor, **facts)
    return " ".join(re.sub(r"<[^>]+>", " ", html.render(found, draft=True)).split())


@pytest.mark.parametrize("kind", [kind.code for kind in letter_kinds.WORDED if "kewajiban" in kind.placeholders])
def test_the_duty_to_notify_is_recalled_to_controllers_alone(world, the_ladder, kind):
    words = wordings.duty_on(kind, timezone.localdate())
    assert "Pasal 46 ayat (1)" in words
    for role in REMINDED:
        assert words in letters_of(world, given_role(world, role), kind)
    assert words in letters_of(world, given_role(world, "copy_holder", "controller"), kind)
    for role in OTHERS:
        said = letters_of(world, given_role(world, role), kind)
        assert "kewajiban pemberitahuan" not in said.lower() and "{kewajiban}" not in said
        assert "ucapkan terima kasih" in said


def test_a_role_given_after_the_approver_looked_is_another_letter(world):
    case = given_role(world, "copy_holder")
    row = draft_request(world, case)
    row = clarifications.submit(row, by=world.officer, seen=row.version)
    seen = letter_content.digest(letter_content.draft_content(row, timezone.now(), world.supervisor))
    cases.involve(case, by=world.officer, agency=world.agency_a, role="controller")
    with pytest.raises(deeds.Conflict):
        letter_issuing.issue(row, by=world.supervisor, seen=row.version, approved_digest=seen)


def test_a_letter_that_is_out_keeps_what_it_said(world):
    case = given_role(world, "controller")
    row = draft_request(world, case)
    row = clarifications.submit(row, by=world.officer, seen=row.version)
    before = issue_request(world, row).letter.content
    involvement = case.involvements.get()
    cases.amend_involvement(involvement, by=world.officer, seen=involvement.version, reason="x", role="copy_holder")
    assert fresh(row).letter.content == before and before["facts"]["kewajiban"]


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


STEP = "Pasal 35 ayat (3) Peraturan Menteri Kominfo Nomor 20 Tahun 2016"  # what a second letter rests on


def test_the_next_letter_cites_what_came_into_force_since(world, days_ago):
    setup_data.load_ladder(deeds.SYSTEM)
    first = issue_request(world, days_ago, at=days_ago.submitted_at + timedelta(minutes=1))
    enact_clock(world, legal_basis="Aturan satu; Aturan dua")
    assert next_letter.draft_next(first, by=deeds.SYSTEM).basis == f"Aturan satu\nAturan dua\n{STEP}"


def test_what_an_officer_wrote_as_basis_stays(world):
    setup_data.load_ladder(deeds.SYSTEM)
    first = make_request(world, "open", issued_at=timezone.now() - timedelta(days=4))
    enact_clock(world, legal_basis="Aturan satu")
    assert next_letter.draft_next(first, by=deeds.SYSTEM).basis == f"{first.basis}\n{STEP}", (
        "beside what the step rests on"
    )
