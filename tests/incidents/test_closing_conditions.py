"""What was typed before a case was closed is put right after it: the case stays closed as it was, and what its closing rests on stays."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from incidents.actions import (
    affected,
    affected_struck,
    agencies,
    assertions,
    cases,
    closing_conditions,
    corrections,
    custody,
    evidence,
    judgements,
    law,
    mistaken_cases,
    sanctions,
    work,
)
from incidents.models import CaseEvent, SanctionRegime
from incidents.plain.spans import parse
from incidents.record import after_the_end, authority
from incidents.reports.chronology import Asked, page
from incidents.reports.parliament import changed_since, files
from incidents.views.button_addresses import ENTRIES
from incidents.views.buttons import buttons_of
from tests.sent_form import Form, press
from tests.sheets import drawn, in_use, issue
from tests.states import step
from tests.typed_rows import CHANGED, ended_with, listed, one_of_each, rated
from tests.world import appoint, fresh, make_incident, make_request, proven, says

KINDS = [*ENTRIES.values()]
REVISABLE = [*CHANGED]
# Of the rows of `one_of_each` those that are judged or counted.
WEIGHED = {
    *("temuan", "sanksi", "perkembangan", "keterlibatan", "terdampak", "penilaian", "penilaian-pernyataan", "angka"),
}
ON_A_LETTER = {"tindak-lanjut", "pengiriman"}


def text_of(answer):
    return unescape(answer.content.decode())


def address(row, deed="perbaiki"):
    return f"/entri/{ {str(thing): slug for thing, slug in ENTRIES.items()}[row._meta.model_name] }/{row.pk}/{deed}/"


def as_ended(case):
    case = fresh(case)
    return case.status, case.outcome, case.closed_at, case.version


def revised(browser, row, **typed):
    """What the page of its correction answers to `typed`, the rest untouched."""
    form = Form(browser.get(address(row)).content.decode()).as_sent()
    return press(browser, address(row), form | {"reason": "Salah ketik"} | typed, follow=True)


def imposed(world, case, measure=None, by=None, **facts):
    regime = SanctionRegime.objects.on(timezone.localdate()).first()
    facts = {"agency": world.agency_a, "decided_by": "Lembaga", "decided": parse("2023")} | facts
    found = {"by": by or world.officer, "regime": regime, "measure": measure or regime.measures[0]}
    return sanctions.sanction(case, **found, **facts)


def close(world, case, outcome="too_little"):
    return work.close(fresh(case), by=world.supervisor, seen=None, outcome=outcome, reason="Selesai")


@step
def all_ended(world, case):
    rows = one_of_each(world, case)
    ended_with(world, rows.values())
    return {kind: type(row).objects.with_recorded().get(pk=row.pk) for kind, row in rows.items()}


@pytest.fixture
def ended(world, an_incident):
    return all_ended(world, an_incident)


@pytest.mark.parametrize("kind", REVISABLE)
def test_what_was_typed_before_the_closing_is_put_right_on_its_page_and_the_case_stays_closed_as_it_was(
    world, ended, log_in, kind
):
    row, browser = ended[kind], log_in(world.supervisor)
    stood, (field, new) = as_ended(row.incident), CHANGED[kind]
    old = browser.get(address(row)).context["form"][field].value()
    # the end of a past case is what its file says, and rests on nothing here
    of_the_file = kind in ("surat-arsip", "balasan-arsip")
    assert ("Kasus ini sudah berakhir" in text_of(browser.get(address(row)))) is not of_the_file
    assert "Entri diperbaiki" in text_of(revised(browser, row, **{field: new}))
    event = CaseEvent.objects.get(action="revise")
    assert event.details["afterwards"] is True and event.reason == "Salah ketik"
    assert as_ended(row.incident) == stood and stood[0] == "closed"
    history = text_of(log_in(world.auditor).get(f"/insiden/{row.incident}/riwayat/"))
    plain = re.sub(r"<[^>]+>", "", history)
    assert "setelah kasus berakhir" in history and all(word in plain for word in f"{old} {new}".split())


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_typed_it_puts_it_right_after_the_closing_unless_that_rests_on_it(world, ended, log_in, kind):
    row, officer = ended[kind], log_in(world.officer)
    deed = "coret" if kind not in REVISABLE else "perbaiki"
    answer, beside = officer.get(address(row, deed)), buttons_of(row, world.officer).beside
    if kind in WEIGHED:
        assert answer.status_code == 403 and "Cara kasus berakhir bertumpu pada entri ini" in text_of(answer)
        assert not {"revise", "strike"} & set(beside)
        with pytest.raises(authority.RestsOnIt):
            corrections.strike(row, by=world.officer, seen=row.version, reason="x")
    else:
        assert answer.status_code == 200 and "strike" in beside
    other = appoint(world, "officer")
    assert log_in(getattr(other, "user", other)).get(address(row, deed)).status_code == 403


@pytest.mark.parametrize("kind", sorted(set(KINDS) - ON_A_LETTER))
def test_what_nothing_rests_on_is_struck_after_the_closing_by_a_superior_and_stays_to_be_read(world, ended, kind):
    row, stood = ended[kind], as_ended(ended[kind].incident)
    corrections.strike(row, by=world.supervisor, seen=row.version, reason="Salah kasus")
    assert type(row).everything.get(pk=row.pk).struck_at and as_ended(row.incident) == stood


def test_a_case_is_as_grave_as_the_last_rating_that_stands_says_and_keeps_the_one_it_was_closed_with(
    world, an_incident
):
    proven_so = proven(world, an_incident)
    [first] = proven_so.ratings.all()
    second = rated(world, proven_so)
    assert fresh(an_incident).severity == second.level_set != first.level_set
    corrections.strike(second, by=world.officer, seen=second.version, reason="Kasus lain")
    assert fresh(an_incident).severity == first.level_set
    law.find(fresh(an_incident), by=world.officer, text="Bocor", confidence="high", found=parse("2023"))
    imposed(world, an_incident)
    close(world, an_incident, "sanction_alone")
    with pytest.raises(closing_conditions.ClosedWithIt):
        corrections.strike(first, by=world.supervisor, seen=first.version, reason="Kasus lain")
    assert fresh(an_incident).severity == first.level_set and not fresh(first).struck_at


def test_what_the_outcome_says_is_put_right_in_its_words_and_day_but_never_struck(world, an_incident, log_in):
    case = proven(world, an_incident)
    row = imposed(world, case)
    close(world, case, "sanction_alone")
    stood, browser = as_ended(case), log_in(world.supervisor)
    answer = browser.post(address(row, "coret"), {"reason": "x", "seen": row.version})
    assert answer.status_code == 409 and as_ended(case) == stood and not fresh(row).struck_at
    told = text_of(answer)
    assert "buka lagi kasusnya" in told.lower() and "sanksi" in told and "Terbukti: sanksi" in told
    assert "Entri diperbaiki" in text_of(revised(browser, row, decided="5 Mei 2023", document="SK 7/2023"))
    assert fresh(row).decided == parse("5 Mei 2023") and as_ended(case) == stood
    second = imposed(world, fresh(case), by=world.supervisor, document="SK 8/2024")
    corrections.strike(fresh(row), by=world.supervisor, seen=fresh(row).version, reason="Salah kasus")
    with pytest.raises(corrections.closing_conditions.ClosedWithIt):
        corrections.strike(second, by=world.supervisor, seen=second.version, reason="x")


def test_a_sanction_that_is_the_reprimand_of_the_outcome_stays_one(world, an_incident):
    case = proven(world, an_incident)
    regime = SanctionRegime.objects.on(timezone.localdate()).exclude(reprimands=[]).first()
    other = next(each for each in regime.measures if each not in regime.reprimands)
    row = sanctions.sanction(
        case,
        by=world.officer,
        agency=world.agency_a,
        regime=regime,
        measure=regime.reprimands[0],
        decided_by="Lembaga",
        decided=parse("2023"),
    )
    close(world, case, "reprimand")
    with pytest.raises(corrections.closing_conditions.ClosedWithIt):
        corrections.revise(row, by=world.supervisor, seen=row.version, reason="x", measure=other)
    assert fresh(row).measure == regime.reprimands[0]


def test_of_the_findings_by_which_a_breach_was_proven_one_stays(world, an_incident, log_in):
    case = proven(world, an_incident)
    imposed(world, case)
    facts = {"by": world.officer, "confidence": "high", "found": parse("2023")}
    one, other = (law.find(fresh(case), text=text, **facts) for text in ("Susunan sama", "Kolom sama"))
    close(world, case, "sanction_alone")
    browser = log_in(world.supervisor)
    assert browser.post(address(one, "coret"), {"reason": "x", "seen": one.version}).status_code == 302
    answer = browser.post(address(other, "coret"), {"reason": "x", "seen": other.version})
    assert answer.status_code == 409 and "temuan" in text_of(answer) and not fresh(other).struck_at
    assert "Entri diperbaiki" in text_of(revised(browser, other, text="Susunan kolom sama"))


def test_to_whom_a_case_was_referred_stays_law_enforcement(world, an_incident):
    by = world.officer
    part = cases.involve(an_incident, by=by, agency=world.agency_b, role="law_enforcement")
    told = cases.note(fresh(an_incident), by=by, kind="referral", text="Dilimpahkan", happened=parse("2024"))
    took_part = work.join(told, by=by, agency=world.agency_b)
    close(world, an_incident, "to_police")
    facts = {"by": world.supervisor, "seen": None, "reason": "x"}
    for changes in (
        lambda: corrections.strike(took_part, **facts),
        lambda: corrections.strike(told, **facts),
        lambda: corrections.revise(told, kind="note", **facts),
        lambda: cases.amend_involvement(part, role="coordination", **facts),
    ):
        with pytest.raises(corrections.closing_conditions.ClosedWithIt):
            changes()
    corrections.revise(told, text="Dilimpahkan ke Ditsiber", **facts)
    cases.amend_involvement(part, why="Ditsiber", **facts)


def test_a_part_of_a_body_is_put_right_after_the_closing_by_whoever_named_it_unless_cases_are_counted_by_it(
    world, an_incident, log_in
):
    part = cases.involve(an_incident, by=world.officer, agency=world.agency_b, role="coordination")
    controller = an_incident.involvements.filter(role="controller").first()
    close(world, an_incident)
    stood, officer = as_ended(an_incident), log_in(world.officer)
    page_of = f"/keterlibatan/{part.pk}/"
    typed = Form(officer.get(page_of).content.decode()).as_sent() | {"since": "3 Maret 2024", "reason": "Salah ketik"}
    assert officer.post(page_of, typed, follow=True).status_code == 200
    assert fresh(part).since == parse("3 Maret 2024") and as_ended(an_incident) == stood
    assert CaseEvent.objects.get(action="amend_involvement").details["afterwards"] is True
    assert officer.get(f"/keterlibatan/{controller.pk}/").status_code == 403
    assert "amend_involvement" not in buttons_of(fresh(controller), world.officer).beside
    assert log_in(world.supervisor).get(f"/keterlibatan/{controller.pk}/").status_code == 200
    other = appoint(world, "officer")
    assert log_in(getattr(other, "user", other)).get(page_of).status_code == 403


def test_an_affected_body_of_before_is_put_right_after_the_closing_by_a_superior(world, an_incident, log_in):
    row = listed(an_incident, world.officer)
    close(world, an_incident)
    stood, page_of = as_ended(an_incident), f"/terdampak/{row.pk}/"
    assert log_in(world.officer).get(page_of).status_code == 403
    browser = log_in(world.supervisor)
    typed = Form(browser.get(page_of).content.decode()).as_sent() | {"name": "Dinas Perikanan", "reason": "Salah ketik"}
    browser.post(page_of, typed)
    assert fresh(row).name == "Dinas Perikanan" and as_ended(an_incident) == stood


def test_a_list_of_affected_bodies_is_taken_back_by_one_act_after_the_closing_by_a_superior(world, an_incident, log_in):
    affected.list_affected(
        an_incident, by=world.officer, bodies=[affected.Named(f"Dinas {n}") for n in range(3)], reason=""
    )
    close(world, an_incident)
    stood, taken_in = as_ended(an_incident), affected_struck.lists_of(an_incident).get()
    here, page_of = f"/insiden/{an_incident}/terdampak/", f"/insiden/{an_incident}/terdampak/coret/"
    officer, browser = log_in(world.officer), log_in(world.supervisor)
    assert page_of not in text_of(officer.get(here)), "what the reader may not follow is not offered"
    assert officer.get(page_of, {"list": taken_in.pk}).status_code == 403
    with pytest.raises(authority.RestsOnIt):
        plan = affected_struck.of_list(taken_in).digest
        affected_struck.strike_affected(an_incident, by=world.officer, reason="x", plan=plan, of=taken_in)
    assert f"{page_of}?list={taken_in.pk}" in text_of(browser.get(here))
    shown = browser.get(page_of, {"list": taken_in.pk})
    assert "Kasus ini sudah berakhir" in text_of(shown) and "3 instansi akan dicoret" in text_of(shown)
    form = shown.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"reason": "Daftar kasus lain"}
    assert browser.post(page_of, sent).status_code == 302
    assert not fresh(an_incident).affected.exists() and as_ended(an_incident) == stood
    act = CaseEvent.objects.get(action="strike_affected")
    assert act.details["afterwards"] is True and act.details["struck"] == 3
    assert page_of not in text_of(browser.get(here))
    then = after_the_end.since(fresh(an_incident), {}, timezone.now())
    assert len(then.corrected) == 3 and {model.__name__ for model, _key in then.corrected} == {"AffectedBody"}


def test_the_words_of_an_assessed_assertion_are_a_superiors_who_says_that_the_assessment_holds(world, log_in):
    case = make_incident(world)
    row = says(world, case, amount=252, unit="orang", said_by="Penjual", statement="252 orng")
    assertions.assess(row, by=world.officer, seen=None, status="verified", reason="Cocok", document="BA 1")
    with pytest.raises(corrections.Assessed):
        corrections.revise(fresh(row), by=world.officer, seen=None, reason="x", statement="252 orang")
    close(world, case, "no_breach")
    assert log_in(world.officer).get(address(row)).status_code == 403
    browser = log_in(world.supervisor)
    shown = text_of(browser.get(address(row)))
    assert "Dinilai" in shown and "penilaian itu berlaku" in shown
    assert "Entri diperbaiki" in text_of(revised(browser, row, statement="252 orang", amount="25.200"))
    now = fresh(row)
    assert (now.statement, now.amount, now.status) == ("252 orang", 25200, "verified")


def test_the_figure_in_use_of_a_closed_case_moves_by_no_correction(world, log_in):
    case = make_incident(world)
    word = in_use(world, case, 1000)
    close(world, case)
    browser = log_in(world.supervisor)
    for answer in (
        revised(browser, word, amount="2.000"),
        browser.post(address(word, "coret"), {"reason": "x", "seen": word.version}),
    ):
        assert answer.status_code == 422 and "Buka lagi kasusnya" in text_of(answer)
    assert fresh(word).amount == 1000 and not fresh(word).struck_at
    assert "Entri diperbaiki" in text_of(revised(browser, word, statement="Seribu orang", source="Forum"))


def test_the_due_by_which_a_promise_was_judged_is_corrected_once_the_case_is_reopened(world, log_in):
    case = make_incident(world)
    owed = work.commit(case, by=world.officer, who="Ins A", what="Log", due=timezone.now() + timedelta(days=3))
    work.keep(owed, by=world.officer, seen=owed.version)
    close(world, case)
    browser = log_in(world.officer)
    answer = revised(browser, owed, due="1-1-2031 10.00")
    assert "Buka lagi kasusnya" in text_of(answer) and fresh(owed).due_at == owed.due_at
    assert "Entri diperbaiki" in text_of(revised(browser, owed, what="Log server"))
    with pytest.raises(judgements.Decided):
        judgements.unsettle(fresh(owed), by=world.supervisor, seen=None, reason="x")


def test_a_correction_after_the_closing_changes_no_sheet_of_before_and_is_said_beside_an_issued_one(
    world, an_incident, log_in
):
    case = proven(world, an_incident)
    regime = SanctionRegime.objects.on(timezone.localdate()).first()
    row = imposed(world, case, regime.measures[0])
    close(world, case, "sanction_alone")
    at = timezone.now()
    before = drawn(at)
    issued = issue(world, before)
    stood = as_ended(case)
    assert "Entri diperbaiki" in text_of(revised(log_in(world.supervisor), row, measure=f"{regime.pk}:1"))
    assert drawn(at) == before and files.as_csv(drawn(at)) == files.as_csv(before) and fresh(issued) == issued
    assert as_ended(case) == stood
    today = drawn()
    assert today["times"]["close"] == before["times"]["close"]
    found = {each.key for each in changed_since.differing(before, today)}
    assert found == {f"sanction:{regime.measures[0]}", f"sanction:{regime.measures[1]}"}


def test_chronology_and_the_case_as_it_stood_say_what_was_put_right_after_the_end(world, log_in):
    case = make_incident(world)
    row = cases.note(case, by=world.officer, text="Rapat di Bgor", happened=parse("1 Maret 2024"))
    cases.note(fresh(case), by=world.officer, text="Rapat di Depok", happened=parse("2 Maret 2024"))
    close(world, case)
    between = timezone.now()
    assert "Entri diperbaiki" in text_of(revised(log_in(world.officer), row, text="Rapat di Bogor"))
    lines = {line.telling.text: line for line in page(fresh(case), Asked(), 50)[1]}
    assert lines["Rapat di Bogor"].corrected and not lines["Rapat di Bogor"].afterwards
    assert not lines["Rapat di Depok"].corrected
    auditor = log_in(world.auditor)
    for shown in (f"/insiden/{case}/kronologi/", f"/insiden/{case}/pada/"):
        assert text_of(auditor.get(shown)).count("diperbaiki setelah kasus berakhir") == 1, shown
    then = text_of(auditor.get(f"/insiden/{case}/pada/", {"at": between.isoformat()}))
    assert "Rapat di Bgor" in then and "diperbaiki setelah kasus berakhir" not in then
    work.reopen(fresh(case), by=world.supervisor, seen=None, reason="Baru")
    assert "diperbaiki setelah" not in text_of(auditor.get(f"/insiden/{case}/kronologi/"))


def test_a_reply_on_paper_of_before_is_put_right_and_its_account_says_that_it_was_after_the_end(world, ended, log_in):
    row = ended["balasan"]
    assert "Entri diperbaiki" in text_of(revised(log_in(world.officer), row, declared_office="Kepala Biro"))
    shown = text_of(log_in(world.auditor).get(f"/permintaan/{row.request_id}/jalannya/"))
    told = [sentence for sentence in shown.split("<li")[1:] if "setelah kasus berakhir" in sentence]
    assert len(told) == 2 and all(row.receipt in sentence for sentence in told), told
    assert sum("diperbaiki oleh" in sentence for sentence in told) == 1, "the other tells of the reply as it stands now"


def test_of_a_case_that_was_dismissed_what_was_typed_before_is_put_right_as_well(world, log_in):
    report = cases.report(by=world.officer, summary="Akun menawarkan data", seen_at=timezone.now())
    row = cases.note(report, by=world.officer, text="Telpon")
    cases.dismiss(fresh(report), by=world.officer, seen=fresh(report).version, reason="Bukan")
    assert "Entri diperbaiki" in text_of(revised(log_in(world.officer), row, text="Telepon"))
    assert fresh(report).status == "dismissed" and fresh(row).text == "Telepon"


def test_in_a_case_that_was_entered_by_mistake_nothing_is_put_right_until_it_is_taken_up_again(world, log_in):
    case = make_incident(world)
    row = cases.note(case, by=world.officer, text="Telpon")
    mistaken_cases.annul(fresh(case), by=world.supervisor, seen=fresh(case).version, reason="Uji coba")
    answer = log_in(world.officer).post(address(row, "coret"), {"reason": "x", "seen": row.version})
    assert answer.status_code == 409 and "keliru dicatat" in text_of(answer) and not fresh(row).struck_at


def test_a_correction_that_would_open_something_again_is_refused_in_words_that_name_reopening(world, log_in):
    case = make_incident(world)
    earlier = says(world, case, amount=10, unit="orang", said_by="Penjual")
    later = says(world, fresh(case), amount=12, unit="orang", said_by="Penjual", corrects=earlier)
    assertions.assess(later, by=world.officer, seen=None, status="verified", reason="Cocok", document="BA 1")
    close(world, case, "no_breach")
    answer = log_in(world.supervisor).post(address(later, "coret"), {"reason": "x", "seen": fresh(later).version})
    assert answer.status_code == 409 and "buka lagi kasusnya" in text_of(answer).lower()
    assert earlier.label in text_of(answer) and not fresh(later).struck_at


def test_a_case_that_was_closed_twice_shows_both_days_and_its_time_is_counted_to_the_last(world, log_in):
    case = make_incident(world)
    make_request(world, "closed", incident=case)
    first = close(world, case).closed_at
    work.reopen(fresh(case), by=world.supervisor, seen=None, reason="Data baru")
    auditor = log_in(world.auditor)
    assert "dihitung sampai penutupan terakhir" not in text_of(auditor.get(f"/insiden/{case}/"))
    last = close(world, case, "no_breach").closed_at
    assert first != last
    shown = text_of(auditor.get(f"/insiden/{case}/"))
    told = shown[shown.index("<dt>Ditutup") :].partition("</dd>")[0]
    assert "Tidak cukup informasi" in told and "dibuka lagi" in told and "Bukan pelanggaran" in told
    assert "dihitung sampai penutupan terakhir" in told
    lines = [line for line in page(fresh(case), Asked(kind="outcome"), 50)[1] if "utup" in line.telling.title]
    assert [line.instant for line in lines] == [first, last]
    chronology = text_of(auditor.get(f"/insiden/{case}/kronologi/"))
    assert "Dibuka lagi" in chronology and "Data baru" in chronology
    assert drawn()["times"]["close"]["longest"][1] == int((last - fresh(case).seen_at).total_seconds())
    assert "sampai penutupan terakhir" in text_of(log_in(world.supervisor).get("/lembar-dpr/"))


def test_a_finding_of_before_is_a_superiors_and_one_that_came_since_its_closing_is_its_authors(world, an_incident):
    before = law.find(an_incident, by=world.officer, text="Mirip", confidence="low", found=parse("2023"))
    sanction = imposed(world, an_incident)
    close(world, an_incident)
    today = parse(f"{timezone.localdate():%d-%m-%Y}")
    since = imposed(world, an_incident, document="SK 9/2024", decided=today)
    assert fresh(before).the_end_rests_on_it and fresh(sanction).the_end_rests_on_it
    assert not fresh(since).the_end_rests_on_it
    assert "strike" in buttons_of(type(since).objects.with_recorded().get(pk=since.pk), world.officer).beside
    work.reopen(fresh(an_incident), by=world.supervisor, seen=None, reason="Baru")
    assert not fresh(before).the_end_rests_on_it


@pytest.mark.parametrize("role", ["controller", "joint_controller", "copy_holder"])
def test_nobody_but_a_superior_makes_of_a_part_one_by_which_closed_cases_are_counted(world, an_incident, log_in, role):
    third = agencies.add_agency(by=world.administrator, name="Badan Tiga", kind="central", short_name="Badan Tiga")
    part = cases.involve(an_incident, by=world.officer, agency=third, role="affected")
    close(world, an_incident)
    page_of, before = f"/keterlibatan/{part.pk}/", drawn()
    for user, status in ((world.officer, 403), (world.supervisor, 302)):
        browser = log_in(user)
        typed = Form(browser.get(page_of).content.decode()).as_sent() | {"role": role, "reason": "Salah pilih"}
        answer = browser.post(page_of, typed)
        assert answer.status_code == status
        if status == 403:
            assert "Cara kasus berakhir bertumpu pada entri ini" in text_of(answer)
            assert fresh(part).role == "affected" and drawn()["figures"] == before["figures"]
    assert fresh(part).role == role


def test_nobody_but_a_superior_makes_a_referral_of_a_note_after_the_closing(world, an_incident):
    told = cases.note(an_incident, by=world.officer, text="Dilimpahkan", happened=parse("2024"))
    close(world, an_incident)
    facts = {"seen": None, "reason": "x", "kind": "referral"}
    with pytest.raises(authority.RestsOnIt):
        corrections.revise(told, by=world.officer, **facts)
    assert fresh(told).kind == "note"
    assert corrections.revise(told, by=world.supervisor, **facts).kind == "referral"


def test_what_takes_the_place_of_the_figure_in_use_is_neither_set_nor_struck_after_the_closing(world, log_in):
    case = make_incident(world)
    used = in_use(world, case, 1000, said_by="Penjual")
    other = says(world, fresh(case), amount=1200, unit="orang", said_by="Penjual")
    later = says(world, fresh(case), amount=1300, unit="orang", said_by="Penjual", corrects=used)
    close(world, case)
    browser, before = log_in(world.supervisor), drawn()["figures"]
    for answer in (
        revised(browser, other, corrects=str(used.pk)),
        revised(browser, later, corrects=""),
        browser.post(address(later, "coret"), {"reason": "x", "seen": fresh(later).version}),
    ):
        assert answer.status_code == 422 and "Buka lagi kasusnya" in text_of(answer) and used.label in text_of(answer)
    assert (fresh(other).corrects, fresh(later).corrects, fresh(later).struck_at) == (None, used, None)
    assert drawn()["figures"] == before
    assert "Entri diperbaiki" in text_of(revised(browser, later, statement="Seribu tiga ratus"))
    work.reopen(fresh(case), by=world.supervisor, seen=None, reason="Keliru")
    corrections.strike(fresh(later), by=world.supervisor, seen=None, reason="Salah kasus")


def test_who_had_a_piece_of_evidence_says_that_it_was_put_right_after_the_closing(world, log_in):
    case = make_incident(world)
    piece = evidence.attach(case, by=world.officer, text="Kutipan")
    piece = evidence.hand_over(piece, by=world.officer, seen=1, holder="Polda Jaba", reason="Forensik")
    other = evidence.attach(case, by=world.officer, text="Lain")
    close(world, case)
    custody.put_right(piece, by=world.officer, seen=None, holder="Polda Jabar", reason="Salah ketik")
    assert after_the_end.corrected_after(fresh(case), fresh(case).closed_at) == {(type(piece), piece.pk)}
    shown = text_of(log_in(world.auditor).get(f"/insiden/{case}/pada/"))
    assert shown.count("diperbaiki setelah kasus berakhir") == 1 and other.label in shown
