"""The letter and its clock follow one rule: the one that was read when the content was frozen."""

from unittest.mock import patch

import pytest
from django.utils import timezone

from incidents.actions import clarifications, issuing_conditions, letter_basis, letter_content, letter_issuing
from incidents.models import ClockRule
from incidents.workflow import Action
from tests.moves import perform
from tests.world import draft_request, enact_clock, fresh, issue_request, make_incident, make_request


def test_a_signature_after_a_new_rule_of_the_same_day_starts_the_clock_that_the_letter_states(world):
    clarification = make_request(world, "awaiting_signature")
    assert clarification.letter.content["period"].startswith("3 x 24")
    enact_clock(world, length=24)
    row = perform(Action.ISSUE, fresh(clarification), world, world.supervisor).deadlines.get()
    assert (row.length, row.unit) == (72, "jam")


def test_a_rule_enacted_while_a_letter_is_issued_reaches_neither_its_words_nor_its_clock(world):
    """Read once: a second reading, of whatever it finds, would be another rule."""
    clarification = make_request(world, "awaiting_approval")
    read, seen = letter_content.rule_on, []

    def only_once(day):
        seen.append(read(day))
        return seen[0] if len(seen) == 1 else ClockRule(pk=0, length=24, unit="jam", start_event="issued")

    digest = letter_content.digest(letter_content.draft_content(clarification, timezone.now(), world.supervisor))
    with patch.object(letter_content, "rule_on", only_once):
        how = dict(by=world.supervisor, seen=clarification.version, approved_digest=digest)
        clarification = letter_issuing.issue(clarification, **how)
    assert clarification.letter.content["period"].startswith("3 x 24") and clarification.deadlines.get().length == 72


def test_a_letter_that_cites_the_rule_of_before_is_sent_back(world, log_in):
    basis = letter_basis.basis_on(timezone.localdate())
    clarification = draft_request(world, make_incident(world), basis=basis)
    clarification = clarifications.submit(clarification, by=world.officer, seen=clarification.version)
    enact_clock(world, length=5, unit="hari_kerja", legal_basis="Pasal 9 Aturan Baru")
    page = log_in(world.supervisor).get(f"/permintaan/{clarification.pk}/terbitkan/").content.decode()
    assert "Pasal 9 Aturan Baru" in page and "Hukum telah berubah" in page
    with pytest.raises(issuing_conditions.BasisOfBefore):
        issue_request(world, clarification)


def test_what_an_officer_wrote_as_its_basis_stands_under_every_rule(world):
    clarification = make_request(world, "awaiting_approval")
    enact_clock(world, length=5, unit="hari_kerja", legal_basis="Pasal 9 Aturan Baru")
    basis = issue_request(world, clarification).letter.content["basis"]
    assert basis[0] == "Pasal 46 UU 27/2022" and not [act for act in basis if "Aturan Baru" in act]
