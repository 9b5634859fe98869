"""Dated law is obeyed whatever the order of typing: the controller's duty, sanctions, categories; a rule put right on its day."""

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from incidents import setup_data
from incidents.actions import cases, law, rule_withdrawals, rules, sanctions, work
from incidents.forms.fields import When
from incidents.models import CaseEvent, ClockRule, DataCategory, NotificationDuty, ReminderPolicy, SanctionRegime
from incidents.plain import spans
from incidents.plain.clocks import WIB
from incidents.record import deeds
from tests.sent_form import press
from tests.world import enact_clock, fresh, make_incident, make_request

HOUR = timedelta(hours=1)


def wib(*parts):
    return datetime(*parts, tzinfo=WIB)


def ago(hours):
    return timezone.now() - hours * HOUR


def a_duty(world, seen_at, started_at, *, at_once):
    case = cases.record(by=world.officer, title="Dugaan", seen_at=seen_at)
    involved = cases.involve(case, by=world.officer, agency=world.agency_a, role="controller")
    if at_once:
        return law.track_duty(involved, by=world.officer, started=started_at, start_source="KPU")
    duty = law.track_duty(involved, by=world.officer)
    return law.amend_duty(duty, by=world.officer, seen=duty.version, started=started_at, start_source="KPU")


@pytest.mark.parametrize(
    ("now", "seen", "knew"),
    [
        (None, wib(2022, 10, 10, 9), wib(2022, 10, 20, 9)),
        (None, wib(2023, 1, 1, 9), wib(2021, 5, 20, 9)),
        (wib(2027, 1, 19, 9), wib(2027, 1, 14, 8), wib(2027, 1, 18, 9)),
    ],
)
def test_the_law_of_a_duty_is_that_of_its_start_whenever_that_is_typed(world, now, seen, knew):
    with patch.object(timezone, "now", (lambda: now) if now else timezone.now):
        first, second = (a_duty(world, seen, knew, at_once=at_once) for at_once in (True, False))
    for name in ("rule", "basis", "start_event", "length", "unit", "needs_contact", "due_at"):
        assert getattr(first, name) == getattr(second, name), name


def late_duty(world, case):
    facts = dict(started=ago(200), start_source="Surat", authority=ago(100), subjects=ago(100))
    return law.track_duty(case.involvements.first(), by=world.officer, **facts)


def test_a_start_put_otherwise_needs_a_reason_and_leaves_late_what_was_late(world, an_incident):
    duty = late_duty(world, an_incident)
    lateness = duty.clock(timezone.now()).span
    with pytest.raises(law.WhyOtherwise):
        law.amend_duty(duty, by=world.officer, seen=duty.version, started=ago(101))
    duty = law.amend_duty(duty, by=world.officer, seen=duty.version, reason="Surat kedua", started=ago(101))
    assert duty.clock(timezone.now()).state == "telat" and duty.clock(timezone.now()).span == lateness
    duty = law.amend_duty(fresh(duty), by=world.officer, seen=duty.version, reason="Lagi", started=ago(100.5))
    assert duty.clock(timezone.now()).state == "telat"


def test_the_page_of_a_duty_asks_why_its_start_is_put_otherwise(world, an_incident, log_in):
    duty, browser = late_duty(world, an_incident), log_in(world.officer)
    address = f"/wajib-beritahu/{duty.pk}/"
    form = browser.get(address).context["form"]
    typed = {name: "" if form[name].value() in (None, False) else form[name].value() for name in form.fields}
    typed = {name: form.fields[name].prepare_value(value) for name, value in typed.items()}
    typed["started"] = f"{ago(101).astimezone(WIB):%d-%m-%Y %H.%M}"
    asked = browser.post(address, typed)
    assert "Dibaca " in asked.content.decode()
    typed["read_back"] = asked.context["form"].data["read_back"]
    assert "jelaskan mengapa diubah" in browser.post(address, typed).content.decode()
    typed |= {"reason": "Pengendali mengirim surat kedua"}
    assert browser.post(address, typed).status_code == 302
    duty = fresh(duty)
    assert duty.clock(timezone.now()).state == "telat" and duty.late_by and duty.due_at > duty.late_by


def test_an_exception_claimed_after_a_late_notice_makes_it_no_earlier(world, an_incident):
    facts = dict(started=ago(200), start_source="KPU", authority=ago(199), subjects=ago(10))
    duty = law.track_duty(an_incident.involvements.first(), by=world.officer, **facts)
    assert duty.clock(timezone.now()).state == "telat"
    claim = dict(exception="a", exception_statute="UU 3/2002")
    with pytest.raises(law.WhyOtherwise):
        law.amend_duty(duty, by=world.officer, seen=duty.version, **claim)


def test_a_sanction_is_taken_from_the_law_of_the_day_of_the_breach(world):
    regime = SanctionRegime.objects.on(timezone.localdate()).get(code="uu27")
    old = cases.record(by=world.officer, title="2018", seen_at=wib(2018, 3, 5, 9))
    cases.involve(old, by=world.officer, agency=world.agency_a, role="controller")
    facts = dict(agency=world.agency_a, regime=regime, measure=regime.measures[0], decided_by="Menteri")
    new = make_incident(world)
    for case, decided in ((old, "1 Maret 2024"), (new, "1 Maret 2018")):
        with pytest.raises(sanctions.NotInForce):
            sanctions.sanction(case, by=world.officer, decided=spans.parse(decided), **facts)
    assert regime not in sanctions.regimes_for(old) and regime in sanctions.regimes_for(new)


def test_a_sanction_imposed_after_the_case_was_closed_is_on_record(world, log_in):
    regime, case = SanctionRegime.objects.on(timezone.localdate()).get(code="uu27"), make_incident(world)
    work.close(case, by=world.supervisor, seen=case.version, outcome="no_reply", reason="Tidak ada balasan")
    case.refresh_from_db()
    page = log_in(world.officer).get(f"/insiden/{case.reference}/hukum/")
    assert f"/insiden/{case.reference}/hukum/sanksi/" in page.content.decode()
    facts = dict(agency=world.agency_a, regime=regime, measure=regime.measures[0], decided_by="Menteri")
    sanctions.sanction(case, by=world.officer, decided=spans.parse(f"{timezone.localdate():%d-%m-%Y}"), **facts)
    case.refresh_from_db()
    assert case.status == "closed" and case.sanctions.get().agency == world.agency_a


def test_a_category_named_in_an_older_version_stays_while_another_is_ticked(world, log_in):
    setup_data.load_categories(deeds.SYSTEM)
    case, old = make_incident(world), DataCategory.objects.get(code="U-a", effective_to=None)
    law.categorize(case, by=world.officer, claimed=[old], basis="P1")
    facts = dict(kind=old.kind, name=old.name, article="Pasal baru", effective_from=timezone.localdate())
    rules.enact_category(reason="Uji", by=world.administrator, code="U-a", **facts)
    browser = log_in(world.officer)
    form = browser.get(f"/insiden/{case.reference}/hukum/jenis-data/").context["form"]
    assert [each.pk for each in form.categories if each.code == "U-a"] == [old.pk]
    other = next(each for each in form.categories if each.code == "U-b")
    typed = {f"c{old.pk}": "claimed", f"c{other.pk}": "claimed", "basis": "P2", "shown": law.named_in(case)}
    browser.post(f"/insiden/{case.reference}/hukum/jenis-data/", typed)
    assert [row.category.code for row in case.categories.all()] == ["U-a", "U-b"]


def test_a_rule_enacted_by_mistake_is_put_right_on_its_day_until_something_follows_it(world):
    enact_clock(world, length=24)
    right = enact_clock(world, length=48)
    assert ClockRule.objects.in_force("clarification", timezone.localdate()) == right and right.length == 48
    assert {row.length for row in ClockRule.history.filter(id=right.pk)} == {24, 48}
    clarification = make_request(world, "open")
    assert clarification.deadlines.get().length == 48
    with pytest.raises(rules.BeginsThen, match=clarification.reference):
        enact_clock(world, length=72)


def test_the_form_names_what_follows_the_rule_that_begins_that_day(world, log_in):
    enact_clock(world, length=24)
    followed = [make_request(world, "open") for _ in range(5)]
    browser, today = log_in(world.administrator), f"{timezone.localdate():%d-%m-%Y}"
    typed = {
        "code": "clarification",
        "applies_to": "x",
        "legal_basis": "y",
        "start_event": "issued",
        "length": 72,
        "reason": "z",
    }
    answer = press(browser, "/aturan/tetapkan/", typed | {"unit": "jam", "effective_from": today})
    page = answer.content.decode()
    assert "sudah diikuti" in page and followed[0].reference in page and followed[4].reference not in page
    assert "…" in page and ClockRule.objects.filter(effective_from=timezone.localdate()).get().length == 24


@pytest.mark.parametrize("days", [0, 30])
def test_a_rule_enacted_by_mistake_is_withdrawn_while_nothing_was_done_by_it(world, log_in, days):
    """As if it had not been: the one before holds on, another may begin that day, and history says what was and why."""
    before, day = (
        ClockRule.objects.in_force("clarification", timezone.localdate()),
        timezone.localdate() + timedelta(days=days),
    )
    mistaken = enact_clock(world, length=24, effective_from=day, legal_basis="Keliru")
    assert fresh(before).effective_to == day
    browser, page = log_in(world.administrator), f"/aturan/tenggat/{mistaken.pk}/batalkan/"
    assert page in browser.get("/aturan/").content.decode()
    assert browser.post(page, {"reason": ""}).status_code == 200 and ClockRule.objects.filter(pk=mistaken.pk)
    assert browser.post(page, {"reason": "Salah ketik"}).status_code == 302
    assert fresh(before).effective_to is None and not ClockRule.objects.filter(pk=mistaken.pk).exists()
    event = CaseEvent.objects.get(action="withdraw_rule")
    assert (event.reason, event.subject_id, event.actor) == ("Salah ketik", str(mistaken.pk), world.administrator)
    trail = log_in(world.auditor).get("/jejak/").content.decode()
    assert "Penetapan yang keliru dibatalkan" in trail and "Salah ketik" in trail
    assert make_request(world, "open").deadlines.get().length == 72
    assert enact_clock(world, length=48, effective_from=day).length == 48


def test_a_rule_between_two_leaves_no_day_without_one(world):
    today = timezone.localdate()
    first = ClockRule.objects.in_force("clarification", today)
    between = enact_clock(world, length=24, effective_from=today + timedelta(days=10))
    last = enact_clock(world, length=48, effective_from=today + timedelta(days=20))
    rule_withdrawals.withdraw_rule(between, by=world.administrator, reason="x")
    assert fresh(first).effective_to == last.effective_from
    rule_withdrawals.withdraw_rule(last, by=world.administrator, reason="x")
    assert fresh(first).effective_to is None


def test_a_rule_that_something_was_done_by_stands_and_so_does_what_is_shipped(world, log_in):
    shipped = ClockRule.objects.in_force("clarification", timezone.localdate())
    mine = enact_clock(world, length=24)
    clarification = make_request(world, "open")
    browser = log_in(world.administrator)
    page = browser.get("/aturan/").content.decode()
    for rule, why in ((mine, clarification.reference), (shipped, "bawaan")):
        address = f"/aturan/tenggat/{rule.pk}/batalkan/"
        assert address not in page
        answer = browser.post(address, {"reason": "Keliru"})
        assert answer.status_code == 422 and why in answer.content.decode()
    assert fresh(mine).length == 24 and not CaseEvent.objects.filter(action="withdraw_rule").exists()


def test_a_policy_that_has_not_begun_is_withdrawn_and_one_that_has_is_not(world, log_in):
    setup_data.load_reminders(deeds.SYSTEM)
    lines = [{"hours": -24, "to": ["agency"]}, {"hours": 0, "to": ["agency", "officer"]}]
    far = rules.enact_reminders(
        reason="Uji", by=world.administrator, effective_from=wib(2100, 12, 31, 10), reminders=lines
    )
    holds, browser = ReminderPolicy.objects.in_force(timezone.now()), log_in(world.administrator)
    page = browser.get("/pengingat/").content.decode()
    assert f"/pengingat/{far.pk}/batalkan/" in page and f"/pengingat/{holds.pk}/batalkan/" not in page
    assert browser.post(f"/pengingat/{far.pk}/batalkan/", {"reason": "Salah tahun"}).status_code == 302
    assert not ReminderPolicy.objects.filter(pk=far.pk).exists()
    answer = browser.post(f"/pengingat/{holds.pk}/batalkan/", {"reason": "x"})
    assert answer.status_code == 422 and ReminderPolicy.objects.filter(pk=holds.pk).exists()


def test_a_policy_of_the_far_future_locks_none_that_begins_before_it(world):
    lines = [{"hours": -24, "to": ["agency"]}, {"hours": 0, "to": ["agency", "officer"]}]
    far, near = wib(2100, 12, 31, 10), timezone.now() + 48 * HOUR
    rules.enact_reminders(reason="Uji", by=world.administrator, effective_from=far, reminders=lines)
    rules.enact_reminders(reason="Uji", by=world.administrator, effective_from=near, reminders=lines)
    assert ReminderPolicy.objects.in_force(near + HOUR).effective_from == near
    for taken in (near, timezone.now() - HOUR):
        with pytest.raises(rules.TooEarly):
            rules.enact_reminders(reason="Uji", by=world.administrator, effective_from=taken, reminders=lines)


def test_a_span_that_happened_ends_no_later_than_today():
    today = timezone.localdate()
    assert When().clean(str(today.year)) and When().clean(f"2020 s.d. {today.year}")
    assert When().clean(f"1-1-2020 s.d. {today:%d-%m-%Y}")
    for ahead in ("20 November 2026 s.d. 5 Maret 2090", f"2020 s.d. {today.year + 1}"):
        with pytest.raises(ValidationError):
            When().clean(ahead)


def amended(world, duty, **facts):
    duty = fresh(duty)
    return law.amend_duty(duty, by=world.officer, seen=duty.version, **facts)


OTHERWISE = {
    "the start is moved": lambda: {"started": ago(101)},
    "the start is no longer known": lambda: {"started": None},
    "the notices are dated earlier": lambda: {"authority": ago(190), "subjects": ago(190)},
    "one notice after the other": lambda: {"subjects": ago(199)},
}


@pytest.mark.parametrize("how", OTHERWISE)
def test_however_a_late_duty_is_put_otherwise_it_needs_a_reason_and_stays_as_late_as_it_was(
    world, an_incident, log_in, how
):
    duty = late_duty(world, an_incident)
    before = duty.clock(timezone.now())
    with pytest.raises(law.WhyOtherwise):
        amended(world, duty, **OTHERWISE[how]())
    duty = amended(world, duty, reason="Salah ketik", **OTHERWISE[how]())
    after = fresh(duty).clock(timezone.now())
    assert after.state == "telat" and after.span == before.span and after.due_at == before.due_at
    page = log_in(world.officer).get(f"/insiden/{an_incident}/hukum/").content.decode()
    assert "Diberitahukan tepat waktu" not in page and "tetap terlambat" in page
    # and once more, with a notice of the first hour: the first lateness on record is the one that counts
    again = amended(world, duty, reason="Lagi", authority=ago(99), subjects=ago(99))
    assert fresh(again).clock(timezone.now()).span >= before.span


def test_an_exception_claimed_when_the_subjects_were_never_told_in_time_is_no_notice_in_time(
    world, an_incident, log_in
):
    facts = dict(started=ago(200), start_source="KPU", authority=ago(190))
    duty = law.track_duty(an_incident.involvements.first(), by=world.officer, **facts)
    assert duty.clock(timezone.now()).state == "lewat"
    duty = amended(world, duty, reason="Pasal 50", exception="a", exception_statute="UU 3/2002")
    reading = fresh(duty).clock(timezone.now())
    assert reading.state == "telat" and reading.span >= 127 * HOUR
    assert "Diberitahukan tepat waktu" not in log_in(world.officer).get(f"/insiden/{an_incident}/").content.decode()


def test_a_notice_that_is_typed_for_the_first_time_needs_no_reason_and_counts_when_it_was_given(world, an_incident):
    duty = law.track_duty(an_incident.involvements.first(), by=world.officer, started=ago(200), start_source="KPU")
    duty = amended(world, duty, authority=ago(190), subjects=ago(180))
    assert duty.late_by is None and duty.clock(timezone.now()).state == "tepat"


@pytest.mark.parametrize("presses", [("start notices",), ("notices", "start"), ("start", "notices")])
@pytest.mark.parametrize(("hours", "state", "late"), [(-5, "tepat", 0), (5, "telat", 5)])
def test_notices_first_typed_when_the_start_is_put_otherwise_count_when_they_were_given(
    world, an_incident, presses, hours, state, late
):
    duty = law.track_duty(an_incident.involvements.first(), by=world.officer, started=ago(200), start_source="KPU")
    told_at = duty.due_at + hours * HOUR
    facts = {
        "start": {"reason": "Salah ketik", "started": duty.started_at + HOUR},
        "notices": {"authority": told_at, "subjects": told_at},
    }
    for part_of in presses:
        amended(world, duty, **{name: each for part in part_of.split() for name, each in facts[part].items()})
    reading = fresh(duty).clock(timezone.now())
    assert reading.state == state and (not late or late - 1 <= reading.span / HOUR <= late)
    again = amended(world, duty, reason="Keliru", authority=ago(190), subjects=ago(190))
    assert fresh(again).clock(timezone.now()).state == state, (
        "late it stays, once a notice of that instant was on record"
    )


def test_a_notice_in_time_beside_one_moved_leaves_late_what_was_on_record(world, an_incident):
    facts = dict(started=ago(200), start_source="KPU", authority=ago(100))
    duty = law.track_duty(an_incident.involvements.first(), by=world.officer, **facts)
    amended(world, duty, reason="Keliru", authority=ago(190), subjects=ago(190), subjects_how="Surel")
    reading = fresh(duty).clock(timezone.now())
    assert reading.state == "telat" and reading.span // HOUR == 28


def test_a_late_duty_whose_start_is_no_longer_known_waits_on(world, an_incident):
    duty = law.track_duty(an_incident.involvements.first(), by=world.officer, started=ago(200), start_source="KPU")
    duty = amended(world, duty, reason="Ditarik", started=None)
    assert duty.waits() and duty in NotificationDuty.objects.running()
    assert duty.clock(timezone.now()).state == "lewat"


def test_the_law_of_a_duty_without_a_start_follows_the_day_of_the_breach(world, an_incident, log_in):
    duty = law.track_duty(an_incident.involvements.first(), by=world.officer)
    regime = SanctionRegime.objects.on(timezone.localdate()).get(code="uu27")
    facts = dict(agency=world.agency_a, regime=regime, measure=regime.measures[0], decided_by="Menteri")
    sanctions.sanction(an_incident, by=world.officer, decided=spans.parse("1 Maret 2024"), **facts)
    assert duty.length == 72
    case = fresh(an_incident)
    cases.amend(case, by=world.officer, seen=case.version, reason="Hari kejadian", happened=spans.parse("3 Mei 2021"))
    after = fresh(duty)
    assert after.length is None and "27" not in after.basis.split(";")[0].split("/")[0] and after.version > duty.version
    with pytest.raises(deeds.Conflict):
        law.amend_duty(duty, by=world.officer, seen=duty.version, subjects_how="Surel")
    page = log_in(world.officer).get(f"/insiden/{an_incident}/hukum/").content.decode()
    assert "Ketentuan sanksi ini tidak berlaku pada hari kejadian" in page


def test_where_a_controller_is_said_to_have_known_earlier_the_page_shows_both(world, log_in):
    case = make_incident(world)
    involved = case.involvements.first()
    involved = cases.amend_involvement(
        involved,
        by=world.officer,
        seen=involved.version,
        known=spans.parse("1 November 2023"),
        known_source="Surat Ins A",
        reason="Surat Ins A",
    )
    browser = log_in(world.officer)
    form = browser.get(f"/keterlibatan/{involved.pk}/wajib-beritahu/").content.decode()
    assert "1 November 2023" in form and "Surat Ins A" in form
    law.track_duty(fresh(involved), by=world.officer, started=ago(80), start_source="Rapat")
    page = browser.get(f"/insiden/{case}/hukum/").content.decode()
    assert "1 November 2023" in page and "Surat Ins A" in page and "Jam dimulai lebih lambat" in page
