"""A rule or a letterhead ends on a day and nothing follows: what lacks it is said before, and by whatever deed would need it."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from incidents.actions import letter_content, letter_writing, people, rule_ends, rules, statute
from incidents.actions.rule_withdrawals import StepsAbove
from incidents.models import CaseEvent, ClockRule, DataCategory, LadderRung, QuestionSet, SanctionRegime, Unit
from incidents.record import deeds
from incidents.views.base import told
from tests.sent_form import Form, press
from tests.world import fresh, issue_request, make_incident, make_request

LISTED = "/aturan/"


def day(days=30):
    return timezone.localdate() + timedelta(days=days)


def text_of(answer):
    return unescape(answer.content.decode())


def last(model):
    began = {"effective_to": None, "effective_from__lte": timezone.localdate()}
    return model.objects.filter(**began).order_by("pk").last()


def page_of(kind, row):
    return f"/aturan/{kind}/{row.pk}/akhiri/"


def ended(browser, kind, row, on):
    sent = Form(browser.get(page_of(kind, row)).content.decode()).as_sent()
    return press(browser, page_of(kind, row), sent | {"ends_on": f"{on:%d-%m-%Y}", "reason": "Dicabut"})


@pytest.mark.parametrize(
    ("kind", "model"),
    [
        ("tenggat", ClockRule),
        ("tangga", LadderRung),
        ("pertanyaan", QuestionSet),
        ("jenis-data", DataCategory),
        ("sanksi", SanctionRegime),
    ],
)
def test_a_rule_of_each_kind_ends_on_a_day_and_nothing_follows(law_loaded, log_in, kind, model):
    row, browser = last(model), log_in(law_loaded.administrator)
    if model is LadderRung:
        row = LadderRung.objects.filter(effective_to=None).order_by("number").last()
    assert page_of(kind, row) in text_of(browser.get(LISTED))
    assert ended(browser, kind, row, day()).status_code == 302
    assert fresh(row).effective_to == day()
    assert (
        not model.objects.on(day()).filter(pk=row.pk).exists() and model.objects.on(day(29)).filter(pk=row.pk).exists()
    )
    event = CaseEvent.objects.get(action="end_rule")
    assert (event.reason, event.details["until"]) == ("Dicabut", day().isoformat())


def test_what_lacks_the_rule_is_read_back_before_it_counts(law_loaded, log_in):
    make_request(law_loaded, "draft")
    rule, browser = ClockRule.objects.in_force("clarification", day(0)), log_in(law_loaded.administrator)
    sent = Form(browser.get(page_of("tenggat", rule)).content.decode()).as_sent()
    asked = browser.post(page_of("tenggat", rule), sent | {"ends_on": f"{day():%d-%m-%Y}", "reason": "Dicabut"})
    said = text_of(asked)
    assert "Tidak ada surat yang meminta jawaban dapat diterbitkan" in said
    assert "1 permintaan yang disusun menunggu penerbitan" in said
    assert fresh(rule).effective_to is None


def test_the_end_of_a_rule_is_moved_while_it_is_to_come_and_one_that_is_followed_is_none(law_loaded):
    row, by = last(DataCategory), law_loaded.administrator
    rule_ends.end_rule(row, by=by, ends_on=day(), reason="Dicabut")
    rule_ends.end_rule(fresh(row), by=by, ends_on=day(40), reason="Ditunda")
    assert fresh(row).effective_to == day(40)
    with pytest.raises(rule_ends.EndsThen):
        rule_ends.end_rule(fresh(row), by=by, ends_on=day(40), reason="x")
    kept = {each.name: getattr(row, each.name) for each in row._meta.concrete_fields}
    for name in ("id", "effective_from", "effective_to"):
        del kept[name]
    rules.enact_category(by=by, reason="Berlaku lagi", effective_from=day(50), **kept)
    assert fresh(row).effective_to == day(40), "there are days between without one"
    with pytest.raises(deeds.Conflict):
        rule_ends.end_rule(fresh(row), by=by, ends_on=day(45), reason="x")


def test_a_rule_ends_neither_in_the_past_nor_before_it_begins(law_loaded, log_in):
    row, by = last(DataCategory), law_loaded.administrator
    with pytest.raises(rules.ForThePast):
        rule_ends.end_rule(row, by=by, ends_on=day(-1), reason="x")
    assert ended(log_in(by), "jenis-data", row, day(-1)).context["form"].errors["ends_on"]
    kept = {each.name: getattr(row, each.name) for each in row._meta.concrete_fields}
    for name in ("id", "effective_from", "effective_to", "code"):
        del kept[name]
    coming = rules.enact_category(by=by, reason="Baru", effective_from=day(20), code="baru", **kept)
    with pytest.raises(rule_ends.EndsBeforeItBegins):
        rule_ends.end_rule(coming, by=by, ends_on=day(20), reason="x")


def test_a_step_on_which_others_stand_is_not_ended(law_loaded):
    first = LadderRung.objects.filter(effective_to=None).order_by("number").first()
    with pytest.raises(StepsAbove):
        rule_ends.end_rule(first, by=law_loaded.administrator, ends_on=day(), reason="x")


def test_after_the_last_step_ended_a_new_one_is_that_step_and_not_one_that_no_letter_reaches(law_loaded, log_in):
    row, browser = (
        LadderRung.objects.filter(effective_to=None).order_by("number").last(),
        log_in(law_loaded.administrator),
    )
    rule_ends.end_rule(row, by=law_loaded.administrator, ends_on=day(20), reason="Dicabut")
    address = "/aturan/tangga/tetapkan/"
    sent = Form(browser.get(address).content.decode()).as_sent() | {
        "title": "Peringatan",
        "subject": "Peringatan",
        "code": row.code,
        "after_hours": "0",
        "legal_basis": "Pasal 57",
        "effective_from": f"{day():%d-%m-%Y}",
        "reason": "Uji",
    }
    assert press(browser, address, sent).status_code == 302
    assert LadderRung.objects.get(title="Peringatan").number == row.number


def test_whoever_issues_a_letter_without_a_rule_is_told_that_there_is_none(world):
    request = make_request(world, "awaiting_approval")
    rule = ClockRule.objects.in_force("clarification", day(0))
    rule_ends.end_rule(rule, by=world.administrator, ends_on=day(0), reason="Dicabut")
    with pytest.raises(letter_content.NoRule):
        issue_request(world, request)
    assert fresh(request).status == "awaiting_approval" and statute.duty_rule(day(0)) is not None


def test_a_letterhead_ends_and_no_letter_is_issued_under_it(world, log_in):
    request = make_request(world, "awaiting_approval")
    browser = log_in(world.administrator)
    unit = world.unit
    assert f"/aturan/kop/{unit.pk}/akhiri/" in text_of(browser.get("/surat/susunan/"))
    asked = text_of(browser.get(page_of("kop", unit)))
    assert "Tidak ada surat diterbitkan dengan kop ini" in asked
    assert ended(browser, "kop", unit, day(0)).status_code == 302
    assert fresh(unit).valid_to == day(0)
    with pytest.raises(letter_writing.NoLetterhead) as refused:
        issue_request(world, request)
    assert "berakhir pada" in told(refused.value) and fresh(request).status == "awaiting_approval"


def test_a_letterhead_that_ended_alone_is_followed_by_another_later(world, log_in):
    unit, browser = world.unit, log_in(world.administrator)
    rule_ends.end_rule(unit, by=world.administrator, ends_on=day(0), reason="Dilebur")
    assert f"follows={unit.pk}" in text_of(browser.get("/surat/susunan/"))
    facts = {each.name: getattr(unit, each.name) for each in unit._meta.concrete_fields}
    for name in ("id", "valid_from", "valid_to"):
        del facts[name]
    people.register_unit(by=world.administrator, reason="Unit baru", valid_from=day(5), **facts)
    assert Unit.objects.in_force(unit.code, day(4)) is None and Unit.objects.in_force(unit.code, day(6)) is not None


def test_what_ended_alone_may_begin_again_as_it_was(law_loaded, log_in):
    row, browser = last(DataCategory), log_in(law_loaded.administrator)
    rule_ends.end_rule(row, by=law_loaded.administrator, ends_on=day(0), reason="Dicabut")
    page = f"/aturan/jenis-data/tetapkan/?follows={row.pk}"
    assert f"follows={row.pk}" in text_of(browser.get(LISTED))
    sent = Form(browser.get(page).content.decode()).as_sent()
    answer = press(browser, page, sent | {"effective_from": f"{day(9):%d-%m-%Y}", "reason": "Berlaku lagi"})
    assert answer.status_code == 302
    assert DataCategory.objects.in_force(row.code, day(9)).pk != row.pk


def test_only_an_administrator_ends_a_rule(world, log_in):
    rule = last(ClockRule)
    for person in (world.officer, world.supervisor, world.auditor):
        assert log_in(person).get(page_of("tenggat", rule)).status_code == 403
    assert make_incident(world).pk
