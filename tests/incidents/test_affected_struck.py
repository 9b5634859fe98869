"""Affected bodies struck out: one, several, a whole list that was taken in wrongly; both versions stay."""

import pytest
from django.urls import reverse

from incidents.actions import affected, affected_struck, corrections, overtaken, people
from incidents.actions.affected import Named
from incidents.models import AffectedBody, CaseEvent, User
from incidents.record import search
from tests.world import make_incident


def listing(world, case, *names, by=None, **facts):
    bodies = [Named(name, **facts) for name in names]
    affected.list_affected(case, by=by or world.officer, bodies=bodies, reason="Daftar baru")


def last_list(case):
    return affected_struck.lists_of(case).first()


def take_back(world, case, by=None):
    of = last_list(case)
    plan = affected_struck.of_list(of).digest
    return affected_struck.strike_affected(case, by=by or world.officer, reason="Daftar keliru", plan=plan, of=of)


def strike(case, by, rows, **facts):
    keys = [row.pk for row in rows]
    plan = facts.pop("plan", None) or affected_struck.of_rows(case, keys).digest
    return affected_struck.strike_affected(case, by=by, reason="Keliru", plan=plan, rows=keys, **facts)


def colleague(world):
    post = people.Post("officer", unit=world.unit)
    people.appoint(post, by=world.administrator, email="lain@uji.example", name="Petugas Lain")
    return User.objects.get(email="lain@uji.example")


def test_a_list_of_282_bodies_is_taken_back_by_one_act_and_may_come_again(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    listing(world, case, "Dinas Lama")
    names = [f"Dinas Contoh {n:03d}" for n in range(282)]
    listing(world, case, *names)
    events = CaseEvent.objects.filter(incident=case).count()
    here = reverse("incidents:affected", args=[case.reference])
    assert "Tarik kembali daftar" in browser.get(here).content.decode()
    page = reverse("incidents:strike_affected", args=[case.reference])
    shown = browser.get(page, {"list": last_list(case).pk})
    assert "282 instansi akan dicoret" in shown.content.decode()
    form = shown.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"reason": "Daftar kasus lain"}
    assert browser.post(page, sent).status_code == 302
    assert [row.name for row in case.affected.all()] == ["Dinas Lama"]
    assert CaseEvent.objects.filter(incident=case).count() == events + 1
    seen = browser.get(here)
    assert (seen.context["total"], seen.context["struck"]) == (1, 282)
    assert "Daftar kasus lain" in seen.content.decode() and len(seen.context["lists"]) == 1
    letters = reverse("incidents:involve_affected", args=[case.reference])
    assert [row.name for row in browser.get(letters, {"all": 1}).context["form"].chosen_rows] == ["Dinas Lama"]
    listing(world, case, *names)
    assert case.affected.count() == 283 and AffectedBody.everything.filter(incident=case).count() == 283 + 282
    listing(world, case, *names)
    assert case.affected.count() == 283


def test_what_a_list_changed_is_as_before_and_what_somebody_has_put_right_since_stays(world):
    case = make_incident(world)
    listing(world, case, "Dinas Satu", "Dinas Dua", data="KTP", state="affected")
    listing(world, case, "Dinas Satu", "Dinas Dua", "Dinas Tiga", "Dinas Empat", data="Semua", state="restored")
    for name in ("Dinas Dua", "Dinas Empat"):
        row = case.affected.get(name=name)
        affected.amend_affected(row, by=world.officer, reason="Uji", seen=row.version, data="Diperiksa")
    found = take_back(world, case)
    stands = dict(case.affected.values_list("name", "data"))
    assert stands == {"Dinas Satu": "KTP", "Dinas Dua": "Diperiksa", "Dinas Empat": "Diperiksa"}
    assert {row.name for row in found.stays} == {"Dinas Dua", "Dinas Empat"}
    row = case.affected.get(name="Dinas Satu")
    assert [each.data for each in row.history.order_by("history_id")] == ["KTP", "Semua", "KTP"]


def test_a_body_that_a_wrong_list_recognised_is_no_body_on_file_any_more(world):
    case = make_incident(world)
    listing(world, case, "Dinas Lain")
    row = case.affected.get()
    affected.amend_affected(row, by=world.officer, reason="Uji", seen=row.version, name="Instansi B")
    listing(world, case, "Instansi B", data="Semua")
    assert case.affected.get().agency == world.agency_b
    take_back(world, case)
    assert (case.affected.get().agency, case.affected.get().data) == (None, "")


def test_those_ticked_are_struck_counted_nowhere_and_get_no_letter(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    listing(world, case, "Dinas Perikanan Contoh", "Dinas Dua", "Dinas Tiga")
    rows = list(case.affected.exclude(name="Dinas Dua"))
    page = reverse("incidents:strike_affected", args=[case.reference])
    form = browser.get(page, {"rows": [row.pk for row in rows]}).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"reason": "Bukan terdampak"}
    assert browser.post(page, sent).status_code == 302
    assert [row.name for row in case.affected.all()] == ["Dinas Dua"]
    assert case not in search.cases(world.officer, "perikanan")
    letters = reverse("incidents:involve_affected", args=[case.reference])
    answer = browser.get(letters, {"rows": [row.pk for row in rows]}, follow=True)
    assert "Tidak ada instansi yang dipilih" in answer.content.decode()
    struck = browser.get(reverse("incidents:affected", args=[case.reference]), {"state": "struck"})
    assert len(struck.context["page"].object_list) == 2 and "Bukan terdampak" in struck.content.decode()
    auditor = log_in(world.auditor).get(reverse("incidents:affected", args=[case.reference]))
    assert "Bukan terdampak" in auditor.content.decode() and "formaction" not in auditor.content.decode()


def test_one_that_was_struck_by_itself_may_be_listed_again_as_another_row(world):
    case = make_incident(world)
    listing(world, case, "Dinas Satu", data="KTP")
    row = case.affected.get()
    corrections.strike(row, by=world.officer, seen=row.version, reason="Salah kasus")
    assert not case.affected.exists()
    listing(world, case, "Dinas Satu")
    assert case.affected.get().pk != row.pk and case.affected.get().data == ""


def test_a_part_in_the_case_stays_when_its_line_is_struck_and_the_page_says_so(world, log_in):
    case = make_incident(world)
    listing(world, case, "Dinas Satu", kind="regional")
    affected.involve_affected(case, by=world.officer, rows=case.affected.all())
    row = case.affected.get()
    page = reverse("incidents:strike_affected", args=[case.reference])
    assert "berperan dalam kasus ini" in log_in(world.officer).get(page, {"rows": row.pk}).content.decode()
    strike(case, world.officer, [row])
    assert case.involvements.filter(agency=row.agency).exists()


def test_what_somebody_else_entered_is_struck_by_them_or_a_supervisor(world):
    case, other = make_incident(world), colleague(world)
    listing(world, case, "Dinas Satu")
    listing(world, case, "Dinas Dua", by=other)
    with pytest.raises(affected_struck.EnteredByAnother):
        strike(case, other, case.affected.all())
    with pytest.raises(affected_struck.EnteredByAnother):
        take_back(world, case)
    listing(world, case, "Dinas Satu", by=other, data="Lain")
    with pytest.raises(affected_struck.EnteredByAnother):
        take_back(world, case)
    take_back(world, case, by=other)
    strike(case, world.supervisor, case.affected.all())
    assert not case.affected.exists()


def test_whoever_strikes_what_somebody_has_changed_meanwhile_is_told(world):
    case = make_incident(world)
    listing(world, case, "Dinas Satu", "Dinas Dua")
    rows = list(case.affected.all())
    plan = affected_struck.of_rows(case, [row.pk for row in rows]).digest
    affected.amend_affected(rows[0], by=world.officer, reason="Uji", seen=rows[0].version, data="KTP")
    with pytest.raises(overtaken.StrikesOtherwise):
        strike(case, world.officer, rows, plan=plan)
    strike(case, world.officer, rows)
    with pytest.raises(overtaken.StrikesOtherwise):
        strike(case, world.officer, rows)


def test_a_list_is_taken_back_once(world, log_in):
    case = make_incident(world)
    listing(world, case, "Dinas Satu")
    of = last_list(case)
    take_back(world, case)
    page = reverse("incidents:strike_affected", args=[case.reference])
    answer = log_in(world.officer).get(page, {"list": of.pk}, follow=True)
    assert "Tidak ada instansi yang dipilih" in answer.content.decode()
    again = {"of": of.pk, "plan": "x", "reason": "Lagi", "rows": ""}
    assert log_in(world.officer).post(page, again).status_code == 409
