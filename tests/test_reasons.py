"""Nobody moves a due, a status, a severity, a recipient or an owner, opens again or reveals without saying why: the form asks, the
door refuses, and so does the database."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import get_resolver
from django.utils import timezone

from incidents.actions import law
from incidents.models import AccessEntry, CaseEvent, ClockRule, Incident
from incidents.record import deeds
from incidents.views.deed_page import DeedPage
from incidents.workflow import SAY_WHY, TRANSITIONS, Action, Role
from tests.sent_form import Form, press
from tests.world import fresh, make_incident

ACTS = {
    "due": ("extend", "refuse_extension", "return", "postpone", "strike_more_time", "redate"),
    "status": (
        "dismiss",
        "merge",
        "separate",
        "close",
        "send_back",
        "withdraw",
        "stop_waiting",
        "break_off",
        "assess",
        "conclude_complaint",
        "unmerge_complaint",
        "annul",
        "annul_complaint",
        "annul_agency",
        "put_mail_aside",
    ),
    "opened again": (
        "reopen",
        "reconsider",
        "reopen_complaint",
        "reinstate",
        "reinstate_complaint",
        "reinstate_agency",
        "unsettle",
        "unaccept",
        "revoke_acceptance",
        "unaccept_question",
        "wait_again",
        "revive_agency",
        "take_mail_up",
    ),
    "recipient": (
        "hand_on",
        "uphold",
        "amend_involvement",
        "end_contact",
        "drop_letter",
        "assign_mail",
        "lay_mail_to_sheet",
    ),
    "owner": ("assign", "assign_complaint", "hand_over", "end_appointment", "return_early"),
    "custody": ("release", "correct_custody", "strike_custody"),
    "words": (
        *("amend", "amend_affected", "amend_actor", "amend_complaint"),
        *("amend_sheet", "amend_involvement", "amend_sheet_file"),
    ),
    "restriction": ("restrict", "unrestrict", "open_restricted", "exclude", "unshare"),
}
NAMED = [act for acts in ACTS.values() for act in acts]
# Done by another act that asks, or on pages of the post room whose forms ask by names of their own.
NO_PAGE_OF_ITS_OWN = {"redate", "hand_on", "break_off"}


@pytest.mark.parametrize("act", NAMED)
def test_an_act_is_refused_without_a_reason_by_the_door_and_by_the_database(world, act):
    assert act in SAY_WHY
    events = CaseEvent.objects.count()
    for nothing in ("", " \n"):
        with (
            pytest.raises(ValueError, match="needs a reason"),
            deeds.record(act, on=Incident(), by=world.supervisor, reason=nothing),
        ):
            pass
    now = timezone.now()
    row = CaseEvent(action=act, actor_name="x", actor_role="system", recorded_at=now, happened_at=now, payload="{}")
    deed = deeds.record("enact_rule", on=ClockRule(code="x"), reason="Uji", by=deeds.SYSTEM)
    with pytest.raises(IntegrityError, match="an_act_that_needs_a_reason_says_why"), deed:
        row.save()
    assert CaseEvent.objects.count() == events


def _pages(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _pages(pattern)
        elif issubclass(getattr(pattern.callback, "view_class", object), DeedPage):
            yield pattern.callback


def test_the_form_of_every_act_that_needs_a_reason_asks_for_it():
    asked = set()
    for page in _pages(get_resolver()):
        facts = page.view_initkwargs
        action, form = facts.get("action", page.view_class.action), facts.get("form_class", page.view_class.form_class)
        if action in SAY_WHY:
            assert form.base_fields["reason"].required, action
            asked.add(str(action))
    assert {*NAMED} - asked == NO_PAGE_OF_ITS_OWN
    people = {str(action) for action, move in TRANSITIONS.items() if move.by - {Role.SYSTEM}}
    assert asked <= people


def test_a_severity_moves_with_a_reason_alone_and_history_shows_it(world, log_in):
    case = make_incident(world)
    parts = dict.fromkeys(("confidentiality", "integrity", "availability"), Decimal(0))
    inputs = {"context": 1, "identification": Decimal("0.25"), "malicious": False} | parts
    law.rate(case, by=world.officer, **inputs)
    worse = inputs | {"context": 4, "identification": Decimal(1)}
    with pytest.raises(law.SeverityMoved):
        law.rate(fresh(case), by=world.officer, **worse)
    with pytest.raises(law.RatedOtherwise):
        law.rate(fresh(case), by=world.officer, many=True, **inputs)
    law.rate(fresh(case), by=world.officer, many=True, reason="Dihitung", **inputs)
    browser, url = log_in(world.officer), f"/insiden/{case.reference}/hukum/keparahan/"
    sent = Form(browser.get(url).content.decode()).as_sent() | {"context": "4", "identification": "1"}
    assert "katakan mengapa" in press(browser, url, sent | {"reason": ""}).content.decode()
    assert press(browser, url, sent | {"reason": "Data kesehatan ikut"}).status_code == 302
    assert fresh(case).severity not in (case.severity, Incident.Severity.UNKNOWN)
    assert CaseEvent.objects.filter(action=Action.RATE).latest("recorded_at").reason == "Data kesehatan ikut"
    assert "Data kesehatan ikut" in browser.get(f"/insiden/{case.reference}/riwayat/").content.decode()


def test_nothing_is_revealed_without_a_reason(world):
    facts = {"kind": AccessEntry.Kind.REVEAL, "at": timezone.now(), "actor": world.auditor, "actor_name": "x"}
    with pytest.raises(IntegrityError, match="nothing_is_revealed_without_a_reason"), transaction.atomic():
        AccessEntry.objects.create(**facts)
    AccessEntry.objects.create(**facts, reason="Pemeriksaan")
