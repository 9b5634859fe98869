"""What follows from the law: duties on the statute of their day, severity, measures."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incidents.actions import cases, corrections, law, sanctions, statute
from incidents.plain import spans
from notifications.models import Message
from notifications.postroom import receipts
from tests.world import SAID, enact_clock, fresh, make_incident


def test_a_duty_follows_the_statute_of_its_day_and_keeps_it(world):
    early = cases.record(by=world.officer, title="2021", seen_at=spans.parse("20-05-2021 10.00").start)
    late = cases.record(by=world.officer, title="2023", seen_at=spans.parse("27-11-2023 10.00").start)
    row = {
        case: law.track_duty(
            cases.involve(case, by=world.officer, agency=world.agency_a, role="controller"), by=world.officer
        )
        for case in (early, late)
    }
    assert (row[early].rule, row[early].length) == (None, None)
    assert row[late].basis == "Pasal 46 ayat (1) UU 27/2022" and row[late].due_at is None
    start = spans.parse("28-11-2023 08.00").start
    duty = law.amend_duty(row[late], by=world.officer, seen=row[late].version, started=start, start_source="KPU")
    assert duty.due_at == start + timedelta(hours=72)
    before = duty.due_at
    enact_clock(world, code="breach_notice", start_event="known", length=24)
    assert fresh(duty).due_at == before


@pytest.mark.parametrize(
    ("day", "basis"),
    [
        ("2022-10-16", None),
        ("2022-10-17", "Pasal 46 ayat (1) UU 27/2022"),
        ("2027-01-15", "Pasal 46 ayat (1) UU 27/2022"),
        ("2027-01-16", "Pasal 46 ayat (1) UU 27/2022 dan Pasal 114 PP 33/2026"),
    ],
)
def test_the_rule_changes_on_the_very_day(world, day, basis):
    from datetime import date

    rule = statute.duty_rule(date.fromisoformat(day))
    assert (rule and rule.legal_basis) == basis


def test_a_notice_in_time_and_one_second_late(world, an_incident):
    duty = law.track_duty(an_incident.involvements.first(), by=world.officer)
    start = timezone.now().replace(microsecond=0) - timedelta(days=5)
    due = start + timedelta(hours=72)
    for told, state in ((due, "tepat"), (due + timedelta(seconds=1), "telat")):
        duty = law.amend_duty(
            duty,
            by=world.officer,
            seen=duty.version,
            reason="Surat",
            started=start,
            authority=told,
            subjects=start,
        )
        assert duty.clock(timezone.now()).state == state
    duty = law.amend_duty(
        duty,
        by=world.officer,
        seen=duty.version,
        reason="Penyidikan",
        subjects=None,
        exception="b",
        exception_statute="KUHAP",
    )
    assert duty.fulfilled_at == due + timedelta(seconds=1)


def test_another_severity_than_the_formulas_needs_a_reason(world, an_incident):
    inputs = dict(
        context=2,
        identification=Decimal(1),
        confidentiality=Decimal("0.5"),
        integrity=Decimal(0),
        availability=Decimal(0),
        malicious=True,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        law.rate(an_incident, by=world.officer, level_set="very_high", **inputs)
    law.rate(an_incident, by=world.officer, **inputs)
    assert fresh(an_incident).severity == "high"
    law.rate(an_incident, by=world.officer, level_set="very_high", reason="Pemilu", **inputs)
    assert fresh(an_incident).severity == "very_high" and an_incident.ratings.count() == 2


def test_a_measure_belongs_to_its_regime(world, an_incident):
    from incidents.models import SanctionRegime

    regime = SanctionRegime.objects.get(code="permen20")
    with pytest.raises(ValueError, match="no measure"):
        sanctions.sanction(
            an_incident,
            by=world.officer,
            agency=world.agency_a,
            regime=regime,
            measure="denda administratif",
            decided_by="Menteri",
            decided=SAID,
        )


def test_a_finding_says_who_made_it_known_where_and_may_have_no_confidence(world, an_incident, log_in):
    facts = {
        "text": "Belum bisa menyimpulkan",
        "confidence": "unstated",
        "found": "4 Desember 2023",
        "said_by": "Direktur Uji",
        "place": "Kantor Uji",
        "source": "Berita Uji, alinea 15",
    }
    officer = log_in(world.officer)
    assert officer.post(f"/insiden/{an_incident}/hukum/temuan/", facts).status_code == 302
    for page in ("hukum/", "riwayat/"):
        shown = officer.get(f"/insiden/{an_incident}/{page}").content.decode()
        assert all(word in shown for word in ("Direktur Uji", "Kantor Uji", "Keyakinan tidak dinyatakan")), page


@pytest.mark.parametrize("ending", ["another_role", "struck"])
def test_who_is_no_controller_owes_no_notice_any_more(world, log_in, ending):
    """The desk, the case and the mails say it no more; as a controller again, it owes what it owed."""
    case = make_incident(world)
    part = case.involvements.get(agency=world.agency_a)
    start = timezone.now() - timedelta(hours=80)
    duty = law.track_duty(part, by=world.officer, started=start, start_source="Surat")
    officer = log_in(world.officer)
    assert "Ins A" in words_of_duties(officer, case)
    facts = {"by": world.officer, "seen": part.version, "reason": "Ternyata prosesor"}
    if ending == "struck":
        corrections.strike(part, **facts)
    else:
        cases.amend_involvement(part, role="processor", **facts)
    receipts.write_receipts(timezone.now())
    assert not Message.objects.filter(duty=duty).exists() and not fresh(duty).waits()
    assert words_of_duties(officer, case) == ""
    if ending == "another_role":
        again = facts | {"seen": fresh(part).version, "reason": "Pengendali"}
        cases.amend_involvement(fresh(part), role="joint_controller", **again)
        assert fresh(duty).waits() and "Ins A" in words_of_duties(officer, case)


def words_of_duties(officer, case):
    """Whose statutory clock the desk counts and the case's page shows; both or neither."""
    desk = officer.get("/meja/").context["waiting"]
    running = [entry.row for entry in desk if hasattr(entry.row, "involvement")]
    shown = list(officer.get(f"/insiden/{case}/").context["duties"])
    assert [each.pk for each in running] == [each.pk for each in shown]
    return " ".join(str(each) for each in shown)


def test_a_severity_that_nobody_chose_is_not_recorded(world, an_incident, log_in):
    officer, at = log_in(world.officer), f"/insiden/{an_incident}/hukum/keparahan/"
    form = officer.get(at).context["form"]
    untouched = {name: form[name].value() or "" for name in form.fields}
    assert untouched["identification"] == "" == untouched["confidentiality"]
    assert officer.post(at, untouched).status_code == 200
    assert not an_incident.ratings.exists()
