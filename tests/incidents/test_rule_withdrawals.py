"""What an administrator entered by mistake is withdrawn while nothing was done by it: one way for all that is kept in the browser."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from incidents.actions import clarifications, law, people, rule_ends, rule_withdrawals, rules, work_calendar
from incidents.models import (
    CaseEvent,
    DataCategory,
    LadderRung,
    Letter,
    LetterTemplate,
    QuestionSet,
    SanctionRegime,
    Unit,
    WorkCalendar,
)
from incidents.models.work_calendar import years_off
from incidents.plain import letter_kinds, periods
from tests.world import QUESTIONS, enact_clock, fresh, make_incident, make_request

DATED = {"tangga": LadderRung, "pertanyaan": QuestionSet, "jenis-data": DataCategory, "sanksi": SanctionRegime}
VERBS = {
    LadderRung: rules.enact_rung,
    QuestionSet: rules.enact_questions,
    DataCategory: rules.enact_category,
    SanctionRegime: rules.enact_regime,
}


def day(days=30):
    return timezone.localdate() + timedelta(days=days)


def off(year):
    return periods.write({date(year, 8, 17): "Hari Kemerdekaan"})


def again(row, by, begins, **other):
    """The same rule once more, from another day on."""
    kept = {each.name: getattr(row, each.name) for each in row._meta.concrete_fields}
    for name in ("id", "effective_from", "effective_to"):
        del kept[name]
    return VERBS[type(row)](reason="Uji", by=by, effective_from=begins, **kept | other)


def withdraw(browser, kind, row, reason="Salah ketik"):
    return browser.post(f"/aturan/{kind}/{row.pk}/batalkan/", {"reason": reason})


def says(browser, kind, row):
    """What the page says that withdrawing it does."""
    return browser.get(f"/aturan/{kind}/{row.pk}/batalkan/").content.decode()


def test_of_what_nothing_stood_before_it_is_not_said_that_it_holds_on(law_loaded, log_in):
    before = DATED["jenis-data"].objects.filter(effective_to=None).order_by("pk").last()
    first = again(before, law_loaded.administrator, day(10), code="baru", name="Baru")
    next_one = again(before, law_loaded.administrator, day(20), code="baru", name="Baru")
    browser = log_in(law_loaded.administrator)
    assert "Tidak ada yang bernama sama sebelumnya" in says(browser, "jenis-data", first)
    assert "Yang berlaku sebelumnya tetap berlaku" in says(browser, "jenis-data", next_one)


@pytest.mark.parametrize("kind", DATED)
def test_a_mistaken_row_is_withdrawn_with_a_reason_and_leaves_no_day_without_one(law_loaded, log_in, kind):
    before = DATED[kind].objects.filter(effective_to=None, effective_from__lte=day(0)).order_by("pk").last()
    first = again(before, law_loaded.administrator, day(10))
    last = again(before, law_loaded.administrator, day(20))
    browser = log_in(law_loaded.administrator)
    page = browser.get("/aturan/").content.decode()
    assert f"/aturan/{kind}/{first.pk}/batalkan/" in page and f"/aturan/{kind}/{before.pk}/batalkan/" not in page
    assert withdraw(browser, kind, first, "").status_code == 200, "not without a reason"
    assert withdraw(browser, kind, first).status_code == 302
    assert fresh(before).effective_to == last.effective_from, "no day in between is without one"
    assert withdraw(browser, kind, last).status_code == 302
    assert fresh(before).effective_to is None and not DATED[kind].objects.filter(pk__in=[first.pk, last.pk]).exists()
    told = CaseEvent.objects.filter(action="withdraw_rule")
    assert {(each.subject_id, each.reason) for each in told} == {(str(row.pk), "Salah ketik") for row in (first, last)}
    assert DATED[kind].history.filter(id=first.pk).count() >= 2, "history keeps it"
    assert again(before, law_loaded.administrator, day(10)).effective_to is None, "and another may begin that day"
    assert withdraw(browser, kind, before).status_code == 422, "what is shipped is followed, not withdrawn"
    assert browser.get(f"/aturan/lain/{before.pk}/batalkan/").status_code == 404


def test_what_a_case_rests_on_stands(law_loaded, log_in):
    browser, case = log_in(law_loaded.administrator), make_incident(law_loaded)
    today, by = day(0), law_loaded.administrator
    category = again(DataCategory.objects.filter(effective_to=None).first(), by, today)
    law.categorize(case, by=law_loaded.officer, claimed=[category])
    regime = again(SanctionRegime.objects.filter(effective_to=None).first(), by, today)
    questions = again(QuestionSet.objects.filter(effective_to=None).first(), by, today)
    clarifications.draft(
        case,
        by=law_loaded.officer,
        agency=law_loaded.agency_a,
        questions=QUESTIONS,
        subject="Hal",
        question_set=questions,
    )
    for kind, row, why in (("jenis-data", category, case.reference), ("pertanyaan", questions, case.reference)):
        answer = withdraw(browser, kind, row)
        assert answer.status_code == 422 and why in answer.content.decode()
        assert type(row).objects.filter(pk=row.pk).exists()
    assert withdraw(browser, "sanksi", regime).status_code == 302, "nobody was sanctioned by it"


def test_a_step_of_the_ladder_stands_while_steps_stand_on_it(law_loaded):
    by, last = law_loaded.administrator, LadderRung.objects.order_by("number").last()
    fourth = again(last, by, day(5), number=last.number + 1)
    fifth = again(last, by, day(5), number=last.number + 2)
    with pytest.raises(rule_withdrawals.StepsAbove):
        rule_withdrawals.withdraw_rule(fourth, by=by, reason="x")
    rule_withdrawals.withdraw_rule(fifth, by=by, reason="x")
    rule_withdrawals.withdraw_rule(fourth, by=by, reason="x")
    assert LadderRung.objects.order_by("number").last().number == last.number


def test_a_letterhead_to_come_is_withdrawn_and_one_that_has_begun_is_not(world, log_in):
    names = ("code", "ministry", "address", "place", "signatory_office", "letter_code", "classification")
    facts = {name: getattr(world.unit, name) for name in (*names, "number_template")}
    coming = people.register_unit(reason="Uji", by=world.administrator, name="Keliru", valid_from=day(), **facts)
    browser = log_in(world.administrator)
    assert f"/aturan/kop/{coming.pk}/batalkan/" in browser.get("/surat/susunan/").content.decode()
    assert withdraw(browser, "kop", coming).headers["Location"] == "/surat/susunan/"
    assert fresh(world.unit).valid_to is None and not Unit.objects.filter(pk=coming.pk).exists()
    begun = people.register_unit(reason="Uji", by=world.administrator, name="Keliru", valid_from=day(0), **facts)
    assert withdraw(browser, "kop", begun).status_code == 422
    assert f"/aturan/kop/{begun.pk}/batalkan/" not in browser.get("/surat/susunan/").content.decode()


def test_a_wording_is_withdrawn_until_a_letter_bears_it_and_its_number_names_no_other(world, log_in):
    kind, browser = letter_kinds.CLARIFICATION_REQUEST.code, log_in(world.administrator)
    texts = {"body": "Isi {tenggat}", "closing": "Penutup", "reason": "Baru"}
    mistaken = rules.enact_template(by=world.administrator, kind=kind, effective_from=day(0), **texts)
    assert f"/aturan/susunan-surat/{mistaken.pk}/batalkan/" in browser.get("/surat/susunan/").content.decode()
    assert withdraw(browser, "susunan-surat", mistaken).status_code == 302
    make_request(world)
    assert Letter.objects.get().content["wording"]["version"] == 0
    right = rules.enact_template(by=world.administrator, kind=kind, effective_from=day(0), **texts)
    assert (mistaken.version, right.version) == (1, 2)
    request = make_request(world)
    assert request.letter.content["wording"]["version"] == 2
    answer = withdraw(browser, "susunan-surat", right)
    assert answer.status_code == 422 and request.reference in answer.content.decode()
    assert LetterTemplate.objects.filter(pk=right.pk).exists()


def test_a_calendar_is_withdrawn_until_a_due_was_counted_through_its_year(world, log_in):
    browser, year = log_in(world.administrator), day(0).year
    enact_clock(world, length=3, unit="hari_kerja")
    days = {"holidays": off(year), "basis": "SKB"}
    mistaken = work_calendar.confirm_calendar(year, reason="Uji", by=world.administrator, **days)
    next_year = work_calendar.confirm_calendar(
        year + 1, reason="Uji", by=world.administrator, holidays=off(year + 1), basis="SKB"
    )
    assert f"/aturan/hari-libur/{mistaken.pk}/batalkan/" in browser.get("/aturan/").content.decode()
    assert f"Kalender {year} lalu tidak dipastikan" in says(browser, "hari-libur", mistaken)
    again = work_calendar.confirm_calendar(year, reason="Uji", by=world.administrator, seen=mistaken.pk, **days)
    assert "Yang berlaku sebelumnya tetap berlaku" in says(browser, "hari-libur", again)
    assert withdraw(browser, "hari-libur", again).status_code == 302
    assert withdraw(browser, "hari-libur", mistaken).status_code == 302
    assert not WorkCalendar.objects.filter(year=year).exists() and year in work_calendar.years_to_confirm(day(0))
    assert not years_off(timezone.now())(year).confirmed
    right = work_calendar.confirm_calendar(year, reason="Uji", by=world.administrator, **days)
    request = make_request(world)
    due = request.deadlines.get()
    answer = withdraw(browser, "hari-libur", right)
    assert answer.status_code == 422 and request.reference in answer.content.decode()
    counted_into_next = due.due_at.year > year
    assert (withdraw(browser, "hari-libur", next_year).status_code == 302) is not counted_into_next
    assert fresh(due).due_at == due.due_at


@pytest.mark.parametrize("begins", [25, 30, 35])
def test_what_was_ended_by_itself_ends_again_where_what_followed_it_is_withdrawn(law_loaded, log_in, begins):
    row, by = SanctionRegime.objects.filter(effective_to=None).earliest("pk"), law_loaded.administrator
    rule_ends.end_rule(row, by=by, ends_on=day(40), reason="Dicabut")
    rule_ends.end_rule(fresh(row), by=by, ends_on=day(30), reason="Lebih awal")
    follower = again(row, by, day(begins), name="Salah")
    assert "dan tidak berlaku lebih lama" in says(log_in(by), "sanksi", follower)
    rule_withdrawals.withdraw_rule(follower, by=by, reason="Keliru")
    assert fresh(row).effective_to == day(30)
