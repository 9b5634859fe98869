"""Dated rules: one in force on each day, the next one ends it, the past is not rewritten, the database agrees."""

import csv
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from incidents import setup_data
from incidents.actions import anomalies, law, letter_content, next_letter, rules, same_questions, statute
from incidents.forms.rules import FOLLOWED
from incidents.letters import wordings
from incidents.models import (
    AgencyName,
    AnomalyRule,
    CaseEvent,
    ClockRule,
    LadderRung,
    QuestionSet,
    RetentionRule,
    SanctionRegime,
    Unit,
)
from incidents.models.dated import DatedRule
from incidents.models.work_calendar import years_off
from incidents.plain import dates, periods
from incidents.plain.clocks import WIB
from incidents.record import deeds
from incidents.record.triggers import overlapping_rules
from incidents.workflow import Action
from tests.moves import perform
from tests.world import enact_clock, fresh, make_request

FIRST = date(2016, 12, 1)
WORDS = {
    ClockRule: {
        "code": "clarification",
        "applies_to": "x",
        "legal_basis": "x",
        "start_event": "issued",
        "length": 72,
        "unit": "jam",
    },
    LadderRung: {
        "number": 2,
        "code": "second_letter",
        "title": "x",
        "subject": "x",
        "after_hours": 0,
        "legal_basis": "x",
    },
    QuestionSet: {"code": "pemrosesan", "title": "x", "questions": [], "legal_basis": "x"},
    SanctionRegime: {"code": "permen20", "name": "x", "basis": "x", "imposed_by": "x", "measures": []},
}
VERBS = {
    ClockRule: rules.enact_rule,
    LadderRung: rules.enact_rung,
    QuestionSet: rules.enact_questions,
    SanctionRegime: rules.enact_regime,
}


@pytest.fixture
def today():
    return timezone.localdate()


def name_of(kind):
    return WORDS[kind][kind.named_by]


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_enacting_a_rule_ends_the_one_before_in_the_same_deed(law_loaded, kind, today):
    day = today + timedelta(days=60)
    old = kind.objects.in_force(name_of(kind), day)
    new = VERBS[kind](reason="Uji", by=law_loaded.administrator, effective_from=day, **WORDS[kind])
    assert fresh(old).effective_to == day
    assert kind.objects.in_force(name_of(kind), day - timedelta(days=1)) == old
    assert kind.objects.in_force(name_of(kind), day) == new
    ended, begun = kind.history.filter(id=old.pk).latest("history_id"), kind.history.get(id=new.pk)
    assert ended.event_id == begun.event_id == CaseEvent.objects.latest("recorded_at").pk


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_a_rule_between_two_ends_where_the_next_begins(law_loaded, kind, today):
    later, sooner = today + timedelta(days=60), today + timedelta(days=30)
    last = VERBS[kind](reason="Uji", by=law_loaded.administrator, effective_from=later, **WORDS[kind])
    between = VERBS[kind](reason="Uji", by=law_loaded.administrator, effective_from=sooner, **WORDS[kind])
    assert (between.effective_to, fresh(last).effective_to) == (later, None)
    assert kind.objects.in_force(name_of(kind), later) == last


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_a_rule_for_the_past_or_for_a_day_taken_is_refused_and_nothing_is_stored(law_loaded, kind, today):
    before, events = list(kind.objects.values()), CaseEvent.objects.count()
    begun = {row.effective_from for row in kind.objects.all()}
    past = next(day for n in range(1, 9) if (day := today - timedelta(days=n)) not in begun)
    with pytest.raises(rules.ForThePast):
        VERBS[kind](reason="Uji", by=law_loaded.administrator, effective_from=past, **WORDS[kind])
    taken = kind.objects.in_force(name_of(kind), today).effective_from
    with pytest.raises(rules.BeginsThen):
        VERBS[kind](reason="Uji", by=law_loaded.administrator, effective_from=taken, **WORDS[kind])
    assert list(kind.objects.values()) == before and CaseEvent.objects.count() == events


def test_after_a_second_rule_letters_still_go_out_and_follow_it(world, today):
    running = make_request(world, "open")
    newer = enact_clock(world, length=48)
    request = make_request(world, "open")
    assert letter_content.rule_on(today) == newer
    assert request.deadlines.get().due_at - request.deadlines.get().started_at == timedelta(hours=48)
    assert running.deadlines.get().due_at - running.deadlines.get().started_at == timedelta(hours=72)


def test_every_reader_of_a_rule_reads_the_one_that_came_last(law_loaded, today):
    request = make_request(law_loaded, "open")
    duty = enact_clock(law_loaded, code="breach_notice", start_event="known", length=24)
    rung = rules.enact_rung(reason="Uji", by=law_loaded.administrator, effective_from=today, **WORDS[LadderRung])
    assert statute.duty_rule(today) == duty
    assert next_letter.next_rung(request, today) == rung
    for n, body in enumerate(("{tenggat} {acuan} satu", "{tenggat} {acuan} dua"), start=1):
        words = dict(subject="", opening="", body=body, closing="x")
        rules.enact_template(by=law_loaded.administrator, kind="warning", effective_from=today, reason="x", **words)
        assert wordings.on("warning", today).version == n


@pytest.mark.parametrize(
    ("code", "day", "begins"),
    [
        ("clarification", date(2024, 11, 4), date(2019, 10, 10)),
        ("clarification", date(2024, 11, 5), date(2024, 11, 5)),
        ("breach_notice", date(2022, 10, 16), None),
        ("breach_notice", date(2022, 10, 17), date(2022, 10, 17)),
        ("breach_notice", date(2027, 1, 15), date(2022, 10, 17)),
        ("breach_notice", date(2027, 1, 16), date(2027, 1, 16)),
    ],
)
def test_the_rule_in_force_changes_at_midnight_of_its_day(world, code, day, begins):
    rule = ClockRule.objects.in_force(code, day)
    assert (rule and rule.effective_from) == begins


def test_the_database_refuses_two_rules_of_one_name_on_one_day(law_loaded, today):
    """Whatever stands in Python: each table of dated rows, its own words, by its own constraint."""
    named = {words["table"]: words for words in overlapping_rules.tables()}
    of_anomalies = {"code": "late", "limits": {"days": 1}, "effective_from": today, "reason": "x"}
    anomalies.enact_anomaly(by=law_loaded.auditor, **of_anomalies)
    kept = {"name": "x", "content": "case", "years": 5, "basis": "x"}
    rules.enact_retention(reason="Uji", by=law_loaded.administrator, code="x", effective_from=today, **kept)
    kinds = [*WORDS, AnomalyRule, RetentionRule, Unit, AgencyName]
    assert {kind._meta.db_table for kind in kinds} | {"incidents_datacategory"} == set(named)
    for kind in kinds:
        words = named[kind._meta.db_table]
        row = kind.objects.filter(**{f"{words['end']}__isnull": True}).first()
        row.pk = None
        setattr(row, words["start"], getattr(row, words["start"]) + timedelta(days=1))
        setattr(row, words["end"], getattr(row, words["start"]) + timedelta(days=9))
        deed = deeds.record("enact_rule", on=ClockRule(code="x"), reason="Uji", by=deeds.SYSTEM)
        # Names of an agency are given under its lock: no two people can ask for one at once.
        refusal = IntegrityError if kind is AgencyName else deeds.Conflict
        with pytest.raises(refusal) as met, deed:
            kind.objects.bulk_create([row])
        assert words["constraint"] in str(met.value if refusal is IntegrityError else met.value.__cause__)


def test_each_kind_of_dated_rule_is_kept_apart_by_the_database():
    kinds = {kind._meta.db_table for kind in DatedRule.__subclasses__()}
    assert kinds and kinds < {words["table"] for words in overlapping_rules.tables()}


@pytest.fixture
def ship(world, tmp_path):
    """ship(day): load the clarification rule of 24 hours that a release ships from that day on; what the loader says."""
    with open(setup_data.DATA / "clock_rules.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(line for line in rows if line["code"] == "clarification" and not line["effective_to"])
    path = tmp_path / "rules.csv"

    def load(day, **changed):
        with open(path, "w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(row))
            table.writeheader()
            table.writerow(row | {"effective_from": day.isoformat(), "length": "24"} | changed)
        return setup_data.load_rules(deeds.SYSTEM, path)

    return load


def test_the_loader_obeys_the_same_and_names_the_line(ship, today):
    with pytest.raises(setup_data.BadRow, match=r"rules\.csv:2: "):
        ship(today + timedelta(days=1), unit="hari")
    assert ship(today + timedelta(days=1)) == []
    present, coming = (letter_content.rule_on(today + timedelta(days=n)) for n in (0, 1))
    assert (present.length, present.effective_to, coming.length) == (72, coming.effective_from, 24)


def test_an_upgrade_on_a_later_day_brings_a_rule_into_force_from_its_true_day_and_says_so(world, ship, today):
    began = today - timedelta(days=5)
    meanwhile = make_request(world, "open", issued_at=timezone.now() - timedelta(days=2))
    [said] = ship(began)
    assert "rules.csv:2: " in said and began.isoformat() in said and "entered only now" in said
    lengths = [letter_content.rule_on(began + timedelta(days=n)).length for n in (-1, 0, 5)]
    assert lengths == [72, 24, 24]
    rule = letter_content.rule_on(began)
    event = CaseEvent.objects.get(subject_type="clockrule", subject_id=str(rule.pk))
    assert event.details == {"entered_late": True} and event.actor is None
    row = fresh(meanwhile).deadlines.get()
    assert (row.length, row.rule.length) == (72, 72), "what began meanwhile keeps the rule it began with"
    assert make_request(world, "open").deadlines.get().length == 24
    assert ship(began) == [], "and a second run has nothing to say"


def test_an_upgrade_ends_no_rule_of_the_ministry_itself_in_the_past(world, ship, today):
    own = enact_clock(world, effective_from=today, length=48)
    before = ClockRule.objects.get(code="clarification", effective_to=today)
    with deeds.record("enact_rule", on=own, reason="Uji", by=world.administrator):
        before.effective_to = own.effective_from = today - timedelta(days=9)
        before.save()
        own.save()
    [said] = ship(today - timedelta(days=5))
    assert "rules.csv:2: " in said and "Rules" in said
    assert letter_content.rule_on(today).length == 48


def test_a_unit_goes_on_under_another_letterhead_from_the_day_that_is_shipped(world, tmp_path, today):
    with open(setup_data.DATA / "units.csv", encoding="utf-8", newline="") as file:
        last = list(csv.DictReader(file))[-1]
    path, began = tmp_path / "units.csv", today - timedelta(days=3)
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(last))
        table.writeheader()
        table.writerow(last | {"name": "Direktorat Baru", "valid_from": began.isoformat(), "valid_to": ""})
    codes = {"letter_code": "UJI", "classification": "PDP.01"}
    [said] = setup_data.load_units(deeds.SYSTEM, path=path, **codes)
    assert "Direktorat Baru" in said and setup_data.load_units(deeds.SYSTEM, path=path, **codes) == []
    names = [Unit.objects.in_force(last["code"], began + timedelta(days=n)).name for n in (-1, 0)]
    assert names == [world.unit.name, "Direktorat Baru"]


def test_a_name_that_is_shipped_for_a_body_on_file_is_left_to_the_administrator_and_said(world, tmp_path):
    path = tmp_path / "agencies.csv"
    path.write_text(
        "code,name,short_name,head_office,place,zone,valid_from,valid_to\n"
        "a,Instansi A Baru,Ins AB,Kepala,Jakarta,Asia/Jakarta,2026-01-01,\n"
    )
    [said] = setup_data.load_agencies(deeds.SYSTEM, path)
    assert "Instansi A Baru" in said and "2026-01-01" in said and world.agency_a.names.count() == 1


def test_a_duty_owes_a_contact_person_because_the_rule_says_so(world):
    owed = {rule.effective_from: rule.needs_contact for rule in ClockRule.objects.filter(code="breach_notice")}
    assert owed == {date(2022, 10, 17): False, date(2027, 1, 16): True}
    start = timezone.now()
    enact_clock(world, code="breach_notice", start_event="known", needs_contact=False)
    part = make_request(world, "open").incident.involvements.first()
    assert law.track_duty(part, by=world.officer, started=start).needs_contact is False


# --- what a rule says is counted, or refused ------------------------------------------------------------------------
UNITS = {"jam": 3, "hari_kalender": 3, "hari_kerja": 3}
EVE = datetime(2027, 3, 5, 3, 0, tzinfo=UTC)  # Friday before Nyepi and Idul Fitri, 10.00 WIB


@pytest.mark.parametrize("start", ClockRule.Start.values)
@pytest.mark.parametrize("unit", ClockRule.Unit.values)
@pytest.mark.parametrize("code", ClockRule.COUNTED)
def test_a_rule_of_each_unit_and_start_is_counted_right_or_refused(world, code, unit, start):
    before = ClockRule.objects.count()
    if unit == "hari" or start not in ClockRule.COUNTED[code]:
        with pytest.raises((rules.StartNotCounted, rules.LengthNotCounted)):
            enact_clock(world, code=code, unit=unit, start_event=start, length=3)
        assert ClockRule.objects.count() == before
        return
    enact_clock(world, code=code, unit=unit, start_event=start, length=3)
    if code == "clarification":
        row = make_request(world, "open").deadlines.get()
        started_at, due_at = row.started_at, row.due_at
        assert (row.length, row.unit, row.start_event) == (3, unit, start)
    else:
        started_at = timezone.now().replace(microsecond=0)
        part = make_request(world, "open").incident.involvements.first()
        due_at = law.track_duty(part, by=world.officer, started=started_at).due_at
    if unit == "jam":
        assert due_at == started_at + timedelta(hours=3)
    else:
        assert due_at == periods.count(started_at, 3, unit, years_off(timezone.now())).due_at
        local = due_at.astimezone(WIB)
        assert (local.hour, local.minute, local.second) == (23, 59, 59)


@pytest.mark.parametrize("facts", [{"notice": 3, "notice_unit": "hari"}, {"notice": 0, "notice_unit": "hari_kerja"}])
def test_a_summons_cannot_leave_a_notice_that_nobody_can_count(law_loaded, today, facts):
    with pytest.raises(rules.LengthNotCounted):
        rules.enact_rung(reason="Uji", by=law_loaded.administrator, effective_from=today, **WORDS[LadderRung] | facts)


def test_a_wording_for_the_past_is_refused(world, today):
    words = dict(subject="", opening="", body="x", closing="x")
    with pytest.raises(rules.ForThePast):
        day = today - timedelta(days=1)
        rules.enact_template(by=world.administrator, kind="warning", effective_from=day, reason="x", **words)


def test_three_working_days_pass_in_full_before_a_meeting(law_loaded):
    """Art. 192 PP 33/2026: a summons of Friday calls to Thursday at the earliest, of Thursday to Wednesday."""
    rung = LadderRung.objects.in_force(3, date(2027, 2, 15))
    for issued, earliest in ((date(2027, 2, 19), date(2027, 2, 24)), (date(2027, 2, 18), date(2027, 2, 23))):
        at = datetime(issued.year, issued.month, issued.day, 3, 0, tzinfo=UTC)
        end = same_questions.earliest_meeting(rung, at).astimezone(WIB)
        assert end.date() == earliest and (end.hour, end.minute, end.second) == (23, 59, 59)


@pytest.mark.parametrize("length", [None, 0, 1000])
def test_a_clock_without_a_length_is_refused(world, length):
    with pytest.raises(rules.LengthNotCounted):
        enact_clock(world, length=length)


def test_a_rule_by_which_no_clock_runs_may_say_what_its_text_says(world):
    rule = enact_clock(world, code="notice_20_2016", unit="hari", start_event="known", length=14)
    assert not rule.runs_a_clock


def test_a_letter_of_working_days_says_so_and_its_clock_says_how_it_was_counted(world):
    enact_clock(world, unit="hari_kerja", length=3)
    clarification = make_request(world, "open")
    content, row = clarification.letter.content, clarification.deadlines.get()
    assert (content["period"], content["hours"], content["days"]) == ("3 (tiga) hari kerja", None, 3)
    assert content["due_at"] == row.due_at.isoformat() and row.unconfirmed


def test_a_letter_signed_after_the_rule_changed_keeps_the_period_it_states(world):
    clarification = make_request(world, "awaiting_signature")
    enact_clock(world, length=24)
    signed = perform(Action.ISSUE, fresh(clarification), world, world.supervisor)
    assert signed.deadlines.get().length == 72


# --- the pages ------------------------------------------------------------------------------------------------------
def test_the_administrator_enacts_a_rule_on_a_page_and_reads_why_one_is_refused(world, log_in, today):
    browser = log_in(world.administrator)
    typed = {
        "code": "clarification",
        "applies_to": "instansi → kementerian",
        "legal_basis": "Aturan 2027",
        "reason": "Nota Dinas 7",
        "start_event": "issued",
        "length": "3",
        "unit": "hari_kerja",
        "effective_from": (today + timedelta(days=30)).strftime("%d-%m-%Y"),
    }
    for wrong, words in (
        ({"start_event": "received"}, "surat diterbitkan"),
        ({"unit": "hari"}, "hari kalender"),
        ({"effective_from": "2020"}, "Tulis hari, bulan"),
        ({"effective_from": "16-01-2020"}, "akan datang"),
    ):
        page = pressed_twice(browser, typed | wrong).content.decode()
        assert 'role="alert"' in page and words in page, wrong
    assert pressed_twice(browser, typed | {"reason": " "}).status_code == 200, "not without a reason"
    assert pressed_twice(browser, typed).status_code == 302
    page = log_in(world.auditor).get("/aturan/").content.decode()
    assert "Aturan 2027" in page and "3 hari kerja" in page and "belum berlaku" in page and "Nota Dinas 7" in page


def pressed_twice(browser, typed, path="/aturan/tetapkan/"):
    """The second press carries what the page read back at the first."""
    first = browser.post(path, typed)
    assert first.status_code == 200, "read back before it counts"
    return browser.post(path, typed | {"read_back": first.context["form"]["read_back"].value() or ""})


def test_a_rule_is_chosen_by_what_follows_it_and_read_back_before_it_holds(world, log_in, today):
    browser = log_in(world.administrator)
    assert set(FOLLOWED) == set(ClockRule.COUNTED)
    day = today + timedelta(days=30)
    typed = {
        "code": "clarification",
        "applies_to": "x",
        "legal_basis": "Aturan",
        "start_event": "issued",
        "length": "3",
    }
    typed |= {"unit": "hari_kerja", "effective_from": day.strftime("%d-%m-%Y"), "reason": "Uji"}
    assert "clarification" not in browser.get("/aturan/").content.decode()
    page = browser.post("/aturan/tetapkan/", typed).content.decode()
    assert dates.DAYS["id"][day.weekday()] in page and "3 hari kerja" in page and "setiap surat" in page
    assert "Belum ada yang membaca naskahnya" in page and "Ada isian yang perlu diperbaiki" not in page
    assert ClockRule.objects.filter(legal_basis="Aturan").count() == 0
    assert "Pilih" in browser.post("/aturan/tetapkan/", typed | {"code": "klarifikasi"}).content.decode()
    page = browser.post("/aturan/tetapkan/", typed | {"code": "another"}).content.decode()
    assert "tidak ada yang mengikutinya" in page
    assert pressed_twice(browser, typed | {"code": "another"}).status_code == 302
    assert not ClockRule.objects.get(legal_basis="Aturan").runs_a_clock


def test_what_was_read_back_counts_only_as_it_was_read(world, log_in, today):
    browser, day = log_in(world.administrator), (today + timedelta(days=30)).strftime("%d-%m-%Y")
    typed = {
        "code": "clarification",
        "applies_to": "x",
        "legal_basis": "Aturan",
        "start_event": "issued",
        "length": "3",
    }
    typed |= {"unit": "jam", "effective_from": day, "reason": "Uji"}
    token = browser.post("/aturan/tetapkan/", typed).context["form"]["read_back"].value()
    other = browser.post("/aturan/tetapkan/", typed | {"read_back": token, "length": "300"})
    assert other.status_code == 200 and "300 jam" in other.content.decode()
