"""A letter to a body that exists no more and nobody follows is revoked by a supervisor's word, without a letter."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from incidents.actions import (
    case_letter_conditions,
    case_letter_content,
    case_letter_issuing,
    case_letters,
    dissolution,
    follow_ups,
    letter_content,
    revival,
    revocation_without_letter,
)
from incidents.models import CaseEvent, CaseLetter, Letter
from incidents.plain import letter_kinds
from incidents.record import open_matters_of_bodies
from incidents.workflow import Action
from tests.sent_form import press
from tests.world import fresh, make_incident

REASON = "Instansinya bubar"


def issued(world, agencies, joint=False):
    facts = {wanted.name: f"Isi {wanted.name}" for wanted in letter_kinds.RECOMMENDATION.wanted}
    facts |= {
        "butir": "Mengganti kunci",
        "done_by": case_letter_content.done_by_facts(timezone.now() + timedelta(days=9)),
    }
    rows = case_letters.draft(
        make_incident(world),
        by=world.officer,
        kind=letter_kinds.RECOMMENDATION,
        agencies=agencies,
        facts=facts,
        subject="Rekomendasi",
        joint=joint,
    )
    issue(world, rows)
    return [fresh(row) for row in rows]


def issue(world, rows):
    shown = {
        row: (row.version, letter_content.digest(case_letter_content.content(row, timezone.now(), world.supervisor)))
        for row in rows
    }
    case_letter_issuing.issue(shown, by=world.supervisor)


def end(world, agency):
    day = timezone.localdate() - timedelta(days=1)
    dissolution.end_agency(fresh(agency), by=world.administrator, ended_on=day, reason="Bubar")


def revoke(world, row, **how):
    return revocation_without_letter.revoke_unheard(
        row, **{"by": world.supervisor, "seen": row.version, "reason": REASON} | how
    )


def test_a_letter_to_a_dissolved_body_alone_is_revoked_by_a_supervisors_word_and_every_page_says_so(
    world, log_in, client
):
    [row] = issued(world, [world.agency_a])
    end(world, world.agency_a)
    row, page, address = fresh(row), log_in(world.supervisor), f"/surat-perkara/{row.pk}/cabut-tanpa-surat/"
    assert address in page.get(row.get_absolute_url()).content.decode()
    assert press(page, address, {"reason": REASON, "seen": row.version}).status_code == 302
    row = fresh(row)
    assert row.revoked_at and row.ended_at == row.revoked_at and row.letter.standing == "withdrawn"
    assert {each.status for each in row.demands.all()} == {"dropped"}
    assert row.letter in Letter.objects.standing("withdrawn") and row.letter not in Letter.objects.standing("valid")
    assert row not in open_matters_of_bodies.awaiting(world.agency_a) and row not in CaseLetter.objects.in_force()
    event = CaseEvent.objects.get(action=Action.REVOKE_UNHEARD)
    assert (event.reason, event.actor, event.details["letter"]) == (REASON, world.supervisor, str(row.letter))
    page = log_in(world.officer).get(row.get_absolute_url()).content.decode()
    assert "dicabut oleh Kementerian tanpa surat" in page and REASON in page and address not in page
    public = client.get(f"/v/{row.letter.check_code}/").content.decode()
    assert "Hal itu dilakukan tanpa surat" in public
    register = log_in(world.auditor).get("/surat/register/?state=withdrawn").content.decode()
    assert str(row.letter) in register
    lines = log_in(world.officer).get(f"/insiden/{row.incident.reference}/kronologi/").content.decode()
    assert f"{row.reference} kepada Ins A dicabut tanpa surat" in lines
    assert Letter.objects.filter(about=row.letter).count() == 0, "no letter was written to nobody"


def test_letters_of_one_act_to_dissolved_bodies_end_together_a_joint_one_as_a_whole(world):
    both = [world.agency_a, world.agency_b]
    apart, joint = issued(world, both), issued(world, both, joint=True)
    end(world, world.agency_a)
    end(world, world.agency_b)
    for rows in (apart, joint):
        revoke(world, fresh(rows[1]))
        assert all(fresh(row).letter.standing == "withdrawn" for row in rows)
    acts = CaseEvent.objects.filter(action=Action.REVOKE_UNHEARD)
    assert acts.count() == 4 and len({each.act_id for each in acts}) == 2


def test_while_anybody_who_got_it_is_there_a_letter_revokes_it_and_only_a_supervisor_of_the_unit_does_without(world):
    rows = issued(world, [world.agency_a, world.agency_b])
    for row in rows:
        with pytest.raises(revocation_without_letter.SomebodyHears):
            revoke(world, row)
    end(world, world.agency_a)
    gone, there = (fresh(row) for row in rows)
    with pytest.raises(revocation_without_letter.SomebodyHears):
        revoke(world, gone)
    end(world, world.agency_b)
    for person in (world.officer, world.administrator, world.auditor, world.liaison_a):
        with pytest.raises(PermissionDenied):
            revoke(world, fresh(gone), by=person)
    revoke(world, fresh(there))
    with pytest.raises(case_letter_conditions.TakenBackAlready):
        revoke(world, fresh(gone), seen=None)


def test_nothing_comes_back_on_a_letter_that_was_revoked_and_a_body_that_is_back_is_told_by_a_letter(world, log_in):
    [row] = issued(world, [world.agency_a])
    end(world, world.agency_a)
    revoked = revoke(world, fresh(row))
    plan = revival.plan_of_revival(fresh(world.agency_a)).digest
    revival.revive_agency(fresh(world.agency_a), by=world.administrator, reason="Keliru", plan=plan)
    row = fresh(row)
    assert row.revoked_at == revoked.revoked_at and row.agency == world.agency_a, "the ministry's word stands"
    with pytest.raises(follow_ups.NothingAwaited):
        follow_ups.report_back(row, by=world.liaison_a, seen=None, text="x", name="x", office="x")
    page = log_in(world.officer).get(row.get_absolute_url()).content.decode()
    assert "belum diberi tahu" in page and f"/surat-perkara/{row.pk}/tarik-kembali/" in page
    [back] = case_letters.take_back(row, by=world.officer, seen=row.version, facts={"alasan": "Keliru"}, subject="x")
    issue(world, [back])
    row = fresh(row)
    assert row.taken_back_by == back and row.ended_at == row.revoked_at < back_issued(back)
    page = log_in(world.officer).get(row.get_absolute_url()).content.decode()
    assert "belum diberi tahu" not in page and str(fresh(back).letter) in page


def back_issued(row):
    return fresh(row).issued_at
