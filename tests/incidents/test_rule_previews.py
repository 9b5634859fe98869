"""What a version of a rule would change is shown before it is enacted: by the record, and nothing is stored for it."""

from datetime import UTC, date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents import rule_previews, setup_data
from incidents.actions import agencies, law, rules
from incidents.models import (
    CaseEvent,
    ClarificationRequest,
    ClockRule,
    DataCategory,
    LadderRung,
    QuestionSet,
    ReminderPolicy,
    SanctionRegime,
    WorkCalendar,
)
from incidents.models.work_calendar import years_off
from incidents.plain import dates, periods
from incidents.record import deeds
from incidents.rule_previews.shape import SHOWN, Version
from tests.sent_form import Form
from tests.world import make_incident, make_request

MONDAY = date(2027, 3, 1)


@pytest.fixture
def browser(law_loaded, log_in):
    return log_in(law_loaded.administrator)


def soon(days=30):
    return timezone.localdate() + timedelta(days=days)


def filled(browser, url, **facts):
    return Form(browser.get(url).content.decode()).as_sent() | {"reason": "Rapat 3 November"} | facts


def follows(model, **named):
    return model.objects.filter(effective_to=None, **named).earliest("pk")


def of(rule, before, reader):
    return rule_previews.of(Version(rule, before, reader, timezone.now()))


def otherwise(before, **facts):
    """`before` as it would be typed again with `facts` otherwise, not saved."""
    columns = [each.name for each in before._meta.concrete_fields if each.name not in ("id", "effective_to")]
    return type(before)(**{name: getattr(before, name) for name in columns} | facts)


def rows_of(preview, title):
    return [row for table in preview.tables if title in table.title for row in table.rows]


CLOCK = {
    "code": "clarification",
    "applies_to": "Pengendali menjawab",
    "legal_basis": "Peraturan Menteri 9/2027",
    "start_event": "issued",
    "length": "5",
    "unit": "hari_kerja",
    "effective_from": "11 Januari 2027",
    "note": "",
}


def test_a_clock_rule_shows_old_and_new_dues_and_that_what_runs_keeps_its_own(law_loaded, log_in):
    issued = make_request(law_loaded)
    before = told_so_far()
    answer = log_in(law_loaded.administrator).post("/aturan/tetapkan/", CLOCK | {"reason": "Rapat", "read_back": ""})
    assert told_so_far() == before
    page = answer.content.decode()
    assert "Senin, 18 Januari 2027 pukul 23.59 WIB" in page
    assert "Kamis, 14 Januari 2027 pukul 09.00 WIB" in page  # 72 hours after the morning of 11 January
    assert "Surat yang waktunya berjalan: 1" in page
    assert str(issued) not in page  # an administrator knows of no case
    old = follows(ClockRule, code="clarification")
    new = otherwise(old, length=24, effective_from=MONDAY)
    [row] = rows_of(of(new, old, law_loaded.officer), "tetap pada tenggatnya")
    assert row.what.startswith(str(issued))
    assert row.before == row.after


def told_so_far():
    """How much of the record there is of all that a preview speaks of."""
    models = (ClockRule, LadderRung, QuestionSet, DataCategory, SanctionRegime, WorkCalendar, CaseEvent)
    return [model.objects.count() for model in models]


def test_a_rule_that_no_clock_runs_by_says_so(law_loaded):
    beside = ClockRule.objects.exclude(code__in=ClockRule.COUNTED).first()
    preview = of(otherwise(beside, note="Lain", effective_from=MONDAY), beside, law_loaded.officer)
    assert "tidak ada tenggat yang bergeser" in preview.said[0]


def test_a_length_that_no_clock_can_count_stops_no_preview(law_loaded):
    old = follows(ClockRule, code="clarification")
    new = otherwise(old, unit="hari", effective_from=MONDAY)
    assert {row.after for row in rows_of(of(new, old, law_loaded.officer), "contoh")} == {"–"}


def test_a_notice_that_no_clock_can_count_stops_no_preview(law_loaded):
    old = LadderRung.objects.filter(effective_to=None, meets=True).earliest("number")
    new = otherwise(old, notice=3, notice_unit="hari", effective_from=MONDAY)
    [row] = [row for row in rows_of(of(new, old, law_loaded.officer), "tidak dijawab") if str(old) in row.what]
    assert "–" in row.after


def first_day(keeps):
    """The first day after today that `keeps` lets pass, and is no day off yet."""
    off, days = years_off(timezone.now()), (soon(n) for n in range(1, 30))
    return next(day for day in days if day not in off(day.year).days and keeps(day))


def calendar_with(day):
    """The year of `day` as it is known, and `day` off besides."""
    year = years_off(timezone.now())(day.year)
    days = dict(year.holidays) | {day: "Cuti pilkada"}
    return WorkCalendar(year=day.year, holidays=periods.write(days), joint_leave=periods.write(year.joint_leave))


def test_a_calendar_shows_what_is_told_of_office_hours_beside_open_letters(law_loaded):
    agencies.amend_agency(
        law_loaded.agency_a,
        by=law_loaded.administrator,
        seen=law_loaded.agency_a.version,
        office_hours="Setiap hari 24 jam",
    )
    issued = make_request(law_loaded)
    preview = of(calendar_with(first_day(lambda day: True)), None, law_loaded.officer)
    assert any("tidak ada tenggat" in line for line in preview.said)  # 72 hours run through days off
    [row] = rows_of(preview, "Jam kerja")
    assert row.what.startswith(str(issued))
    assert row.before != row.after
    assert not of(calendar_with(soon(200)), None, law_loaded.officer).tables


def test_a_calendar_shows_the_dues_in_working_days_that_move(law_loaded):
    rules.enact_rule(by=law_loaded.administrator, reason="Rapat", **{**CLOCK, "length": 5, "effective_from": soon(0)})
    moved = rows_of(of(calendar_with(first_day(lambda day: day.weekday() < 5)), None, law_loaded.officer), "bergeser")
    assert moved
    assert all(row.before != row.after for row in moved)
    assert len(moved) <= SHOWN


def test_a_question_set_shows_what_is_added_left_out_and_worded_otherwise(law_loaded):
    old = QuestionSet.objects.filter(effective_to=None).exclude(questions=[]).first()
    first, *rest = old.questions
    asked = [
        first | {"text": first["text"] + " Sebutkan sumbernya."},
        *rest[:-1],
        {"heading": "Biaya", "text": "Berapa biayanya?", "kind": "number", "section": "A"},
        {"heading": "Asuransi", "text": "Siapa menanggung?", "kind": "text", "section": ""},
    ]
    preview = of(otherwise(old, questions=asked, effective_from=MONDAY), old, law_loaded.officer)
    rows = rows_of(preview, "sebagaimana tercetak")
    assert any(op == "add" and "Sebutkan sumbernya." in words for op, words in rows[0].words)
    assert any(op == "same" for op, _words in rows[0].words)
    assert [row.what for row in rows if row.before == "–"] == [f"{len(asked)}. Asuransi"]
    assert f"Tidak berubah: {len(old.questions) - 2}" in preview.said[0]


def test_a_step_shows_the_days_of_an_example_and_of_letters_that_wait_for_it(law_loaded):
    issued = make_request(law_loaded)
    old = LadderRung.objects.filter(number=2, effective_to=None).get()
    new = otherwise(old, after_hours=old.after_hours + 48, effective_from=timezone.localdate())
    preview = of(new, old, law_loaded.officer)
    example = rows_of(preview, "tidak dijawab")
    assert example[0].before == example[0].after  # the first letter
    assert all(row.before != row.after for row in example[1:])
    [row] = rows_of(preview, "belum dijawab")
    due = ClarificationRequest.objects.with_clock().get(pk=issued.pk).due_at
    assert row.before == dates.instant_in_words(old.follows_from(due), "id")
    assert row.after == dates.instant_in_words(new.follows_from(due), "id")


def test_a_letter_whose_step_comes_before_the_new_one_holds_keeps_its_day(law_loaded):
    make_request(law_loaded)
    old = LadderRung.objects.filter(number=2, effective_to=None).get()
    new = otherwise(old, after_hours=old.after_hours + 48, effective_from=soon(300))
    [row] = rows_of(of(new, old, law_loaded.officer), "belum dijawab")
    assert row.before == row.after


def test_a_kind_of_data_shows_the_cases_that_name_it_to_those_who_may_know_of_them(law_loaded):
    incident = make_incident(law_loaded)
    old = follows(DataCategory)
    law.categorize(incident, by=law_loaded.officer, claimed=[old], confirmed=[], basis="Unggahan")
    new = otherwise(old, name="Nama lain", effective_from=MONDAY)
    preview = of(new, old, law_loaded.officer)
    assert [row.what for row in rows_of(preview, "yang menyebutnya")] == [str(incident)]
    [row] = rows_of(preview, "dipilih petugas")
    assert row.before.startswith(old.name)
    assert row.after.startswith("Nama lain")
    told = of(new, old, law_loaded.administrator)
    assert not rows_of(told, "yang menyebutnya")
    assert "Kasus yang sedang ditangani dan menyebutnya: 1" in told.said[1]


def test_a_regime_shows_each_measure_for_a_breach_of_the_day_before_and_of_the_day(law_loaded):
    old = SanctionRegime.objects.filter(effective_to=None).exclude(fines=[]).first()
    new = otherwise(old, measures=[*old.measures[1:], "teguran terbuka"], effective_from=MONDAY)
    rows = {row.what: (row.before, row.after) for row in rows_of(of(new, old, law_loaded.officer), "dapat dijatuhkan")}
    assert rows["teguran terbuka"] == ("–", "dapat dijatuhkan")
    assert rows[old.measures[0]][1] == "–"
    assert rows[old.fines[0]][0] == "denda"


PAGES = {
    "tangga": (LadderRung, "title"),
    "pertanyaan": (QuestionSet, "title"),
    "jenis-data": (DataCategory, "name"),
    "sanksi": (SanctionRegime, "name"),
}


@pytest.mark.parametrize("page", PAGES)
def test_what_was_previewed_is_what_is_enacted(browser, page):
    model, named = PAGES[page]
    old = follows(model)
    url = f"/aturan/{page}/tetapkan/?follows={old.pk}"
    typed = filled(browser, url, effective_from=dates.date_in_words(soon(), "id"), **{named: "Nama baru"})
    first = browser.post(url, typed)
    assert "Apa yang berubah oleh versi ini" in first.content.decode()
    assert "Belum ada yang ditetapkan" in first.content.decode()
    assert model.objects.latest("pk").effective_from != soon()
    shown = Form(first.content.decode()).as_sent()
    assert shown[named] == "Nama baru"
    other = browser.post(url, shown | {named: "Nama ketiga"})  # not what was shown: shown anew
    assert other.status_code == 200
    assert "Nama ketiga" in other.content.decode()
    assert browser.post(url, shown).status_code == 302
    assert getattr(model.objects.latest("pk"), named) == "Nama baru"


def test_a_record_that_changed_since_is_said_and_shown_anew(browser, law_loaded):
    old = LadderRung.objects.filter(number=2, effective_to=None).get()
    url = f"/aturan/tangga/tetapkan/?follows={old.pk}"
    typed = filled(browser, url, effective_from=dates.date_in_words(soon(), "id"), title="Nama baru")
    shown = Form(browser.post(url, typed).content.decode()).as_sent()
    rules.enact_rule(
        by=law_loaded.administrator,
        reason="Rapat",
        **{**CLOCK, "length": 5, "effective_from": timezone.localdate()},
    )
    answer = browser.post(url, shown)
    assert answer.status_code == 200
    assert "ada yang berubah dalam catatan" in answer.content.decode()
    assert browser.post(url, Form(answer.content.decode()).as_sent()).status_code == 302


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_fault_is_said_before_any_preview_and_keeps_what_was_typed(browser, page, language):
    model, named = PAGES[page]
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    url = f"/aturan/{page}/tetapkan/?follows={follows(model).pk}"
    answer = browser.post(url, filled(browser, url, effective_from="bukan hari", **{named: "Yang diketik"}))
    assert "Yang diketik" in answer.content.decode()
    assert "Belum ada yang ditetapkan" not in answer.content.decode()
    assert "Nothing is enacted yet" not in answer.content.decode()


def open_letter(world, n, kind):
    """An open letter to a body of its own, in a case of its own that names `kind`."""
    names = {"name": f"Instansi {n}", "short_name": f"Ke-{n}", "head_office": "Kepala", "valid_from": date(2020, 1, 1)}
    agency = agencies.register_agency(by=deeds.SYSTEM, code=f"ke-{n}", names=[names])
    incident = make_incident(world)
    law.categorize(incident, by=world.officer, claimed=[kind], confirmed=[], basis="Unggahan")
    return make_request(world, agency=agency, incident=incident)


def test_a_preview_asks_no_more_of_many_letters_than_of_one(law_loaded):
    step = LadderRung.objects.get(number=2, effective_to=None)
    clock, kind = follows(ClockRule, code="clarification"), follows(DataCategory)
    asked = [
        (otherwise(step, after_hours=99, effective_from=soon()), step),
        (otherwise(clock, length=99, effective_from=soon()), clock),
        (otherwise(kind, name="Lain", effective_from=soon()), kind),
        (calendar_with(first_day(lambda day: True)), None),
    ]

    def looked_at():
        with CaptureQueriesContext(connection) as queries:
            previews = [of(rule, before, law_loaded.officer) for rule, before in asked]
        return len(queries), [table for preview in previews for table in preview.tables]

    looked_at()
    open_letter(law_loaded, 0, kind)
    one, _tables = looked_at()
    for n in range(SHOWN + 1):
        open_letter(law_loaded, n + 1, kind)
    many, tables = looked_at()
    assert many <= one
    assert max(len(table.rows) for table in tables) == SHOWN
    assert sum("2" in table.note for table in tables) == 3


def policy(begins, **lines):
    """A policy that reminds before, at and after the due, as its page posts it."""
    said = {"-24": "agency", "0": "agency officer", **lines}
    data = {"effective_from": begins.astimezone(UTC).strftime("%Y-%m-%dT%H:%M+00:00"), "reason": "Rapat"}
    data |= {"baris-TOTAL_FORMS": len(said), "baris-INITIAL_FORMS": 0}
    for n, (hours, to) in enumerate(said.items()):
        line = {"when": abs(int(hours)), "side": "before" if int(hours) < 0 else "after", "to": to.split()}
        data |= {f"baris-{n}-{name}": value for name, value in line.items()}
    return data


def test_reminders_are_shown_for_a_letter_before_they_are_enacted_and_lines_typed_anew_are_shown_anew(browser):
    setup_data.load_reminders(deeds.SYSTEM)
    url, begins = "/pengingat/tetapkan/", timezone.now() + timedelta(days=1)
    first = browser.post(url, policy(begins, **{"12": "supervisors"}))
    assert "Apa yang berubah oleh versi ini" in first.content.decode()
    rows = {row.what: (row.before, row.after) for row in first.context["form"].preview.tables[0].rows}
    assert rows["Lewat 12 jam"][0] == rows["Pengingat, tersisa 6 jam"][1] == "–"
    other = browser.post(url, policy(begins) | {"read_back": first.context["form"]["read_back"].value()})
    assert (other.status_code, ReminderPolicy.objects.count()) == (200, 1)
    again = policy(begins) | {"read_back": other.context["form"]["read_back"].value()}
    assert browser.post(url, again).status_code == 302
    assert ReminderPolicy.objects.count() == 2
