"""Of what a removal under law is: of a complaint behind no case as well, whose own page proposes it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import actor_parts, actors, cases, complaint_amendments, complaints, removals, work
from incidents.models import AccessEntry, Export, Removal
from incidents.plain.complainants import Person
from incidents.record import access_log
from incidents.record.removal import places, scopes
from tests.removed import (
    CANARY,
    GROUND,
    closed,
    complained_of,
    planted,
    proposed,
    rows_of_every_table,
    sealed,
    still_held,
    verified,
)
from tests.sent_form import Form
from tests.world import fresh, make_incident, says


def as_shown(page):
    """What is sent from the page of a removal by whoever carries it out."""
    return Form(page.content.decode()).as_sent() | {"reason": "Disetujui"}


def test_of_a_complaint_behind_no_case_who_complained_is_removed_by_the_same_door_and_found_nowhere(
    world, log_in, django_capture_on_commit_callbacks
):
    complaint = complained_of(world)
    locked, held = complaint.sheet.sealed, sealed()
    officer, supervisor, auditor = (log_in(getattr(world, who)) for who in ("officer", "supervisor", "auditor"))
    page = reverse("incidents:propose_removal_of_complaint", args=[complaint.pk])
    assert page in officer.get(complaint.get_absolute_url()).content.decode() and len(still_held()) > 8
    typed = {"what": f"complainantsheet:{complaint.sheet.pk}", "ground": GROUND, "reason": f"Diminta {CANARY}"}
    assert officer.post(page, typed).status_code == 200, "what stays there for ever does not name them"
    assert officer.post(page, typed | {"reason": "Diminta pengadu"}).status_code == 302
    row = Removal.objects.get()
    assert row.incident is None and officer.post(reverse("incidents:remove", args=[row.pk]), typed).status_code == 403
    asked = supervisor.get(reverse("incidents:remove", args=[row.pk]))
    reached = {(each.model, each.copy) for each in asked.context["places"]}
    assert {("complainantsheet", False), ("letter", False), ("complaint", True), ("complaintanswer", True)} <= reached
    with django_capture_on_commit_callbacks(execute=True):
        done = supervisor.post(asked.request["PATH_INFO"], as_shown(asked))
    assert done.status_code == 302 and still_held() == set()
    assert not [table for table, text in rows_of_every_table() if locked in text]
    faults, emptied = verified([held])
    assert faults == [] and row.reference in emptied[0] and int(emptied[0].split()[0]) > 5
    pages = [complaint.get_absolute_url(), reverse("incidents:versions", args=["complaint", complaint.pk])]
    pages += [row.get_absolute_url(), reverse("incidents:event", args=[fresh(row).emptied_by_id])]
    told = [auditor.get(each) for each in pages]
    assert [answer.status_code for answer in told] == [200] * 4
    assert all(row.reference in answer.content.decode() for answer in told)
    said = supervisor.get(complaint.get_absolute_url()).content.decode()
    assert GROUND in said and "Diminta pengadu" in said and "Penghapusan menurut hukum" in said
    assert (
        world.supervisor.name in said
        and officer.get(reverse("incidents:sheet", args=[complaint.pk])).status_code == 200
    )


def test_of_a_complaint_behind_no_case_each_text_and_letter_goes_alone_and_none_while_it_is_needed(
    world, log_in, django_capture_on_commit_callbacks
):
    complaint = complained_of(world)
    typed = {"ground": GROUND, "reason": "Diminta"}
    text, letter = (
        next(each for each in scopes.choices(complaint) if each.kind == kind and has in each.scope)
        for kind, has in (("text", ":about"), ("letter", "letter:"))
    )
    for choice_of_it in (text, letter):
        row = removals.propose_of_complaint(complaint, by=world.officer, choice=choice_of_it, **typed)
        with django_capture_on_commit_callbacks(execute=True):
            removals.remove(row, by=world.supervisor, seen=row.version, reason="Disetujui")
        assert places.of(fresh(row), scopes.thing_of(row), removals.short(row))
    assert fresh(complaint).about.startswith("[Dihapus") and verified()[0] == []
    row = removals.propose_of_complaint(complaint, by=world.officer, choice=scopes.of_sheet(complaint.sheet), **typed)
    complaints.reopen(fresh(complaint), by=world.supervisor, seen=fresh(complaint).version, reason="Belum selesai")
    with pytest.raises(removals.Held, match="not concluded"):
        removals.remove(row, by=world.supervisor, seen=row.version, reason="Disetujui")
    case = make_incident(world)
    complaints.link(fresh(complaint), by=world.officer, seen=fresh(complaint).version, incident=case)
    facts = {"outcome": "in_case", "reason": "Selesai", "despite": True}
    complaints.conclude(fresh(complaint), by=world.officer, seen=fresh(complaint).version, **facts)
    with pytest.raises(removals.Held, match="does not stand where"):
        removals.remove(row, by=world.supervisor, seen=row.version, reason="Disetujui")
    page = reverse("incidents:propose_removal_of_complaint", args=[complaint.pk])
    onwards = reverse("incidents:propose_removal", args=[case.reference])
    assert log_in(world.officer).get(page).url == onwards and complaint.sheet.sealed


LATER = "Wirasaba Tokek Belang"


def test_a_name_that_came_in_after_a_removal_was_put_forward_is_shown_before_it_goes_and_then_goes(world, log_in):
    """A complaint moves without an act in any case: nothing goes that the page had not shown, and nothing stays."""
    complaint, supervisor = complained_of(world), log_in(world.supervisor)
    choice, typed = scopes.of_sheet(complaint.sheet), {"ground": GROUND, "reason": "Diminta"}
    row = removals.propose_of_complaint(complaint, by=world.officer, choice=choice, **typed)
    page = reverse("incidents:remove", args=[row.pk])
    looked, before = supervisor.get(row.get_absolute_url()), supervisor.get(page)
    complaints.reopen(fresh(complaint), by=world.supervisor, seen=fresh(complaint).version, reason="Belum selesai")
    sheet = fresh(complaint).sheet
    complaints.amend_sheet(sheet, by=world.officer, seen=sheet.version, reason="Nama lain", person_name=LATER)
    facts = {"outcome": "no_data", "reason": f"Disampaikan kepada {LATER}", "despite": True}
    answer = complaints.draft_answer(fresh(complaint), by=world.officer, text=f"Kepada {LATER}")
    complaints.send_answer(answer, by=world.supervisor, seen=answer.version)
    complaints.conclude(fresh(complaint), by=world.officer, seen=fresh(complaint).version, **facts)
    refused = supervisor.post(page, as_shown(before))
    assert refused.status_code == 409 and fresh(row).status == "proposed" and still_held(LATER)
    assert len(supervisor.get(row.get_absolute_url()).context["places"]) > len(looked.context["places"])
    assert supervisor.post(page, as_shown(supervisor.get(page))).status_code == 302
    assert still_held(LATER) == set() and fresh(row).status == "done"


def test_a_complaint_that_stands_elsewhere_by_now_is_not_emptied_with_the_case_that_it_stood_behind(
    world, log_in, django_capture_on_commit_callbacks
):
    case, facts = planted(world, "Kata Lain Sekali"), {"way": "phone", "text": "Data dipakai penagih"}
    complaint = complaints.enter(by=world.officer, person=Person(name=LATER), incident=case, **facts)
    complaints.unlink(complaint, by=world.officer, seen=fresh(complaint).version, reason="Bukan kasus ini")
    row, browser = proposed(world, closed(world, fresh(case)), "case"), log_in(world.supervisor)
    shown = browser.get(row.get_absolute_url()).context["places"]
    assert not [each for each in shown if each.model in ("complaint", "complainantsheet")]
    changed = {"by": world.officer, "reason": "Uji", "text": "Kata Lain Sekali juga menelepon"}
    complaint_amendments.amend(fresh(complaint), seen=fresh(complaint).version, **changed)
    shown = browser.get(row.get_absolute_url()).context["places"]
    assert [each.copy for each in shown if each.model == "complaint"] == [True], (
        "no act in the case, and told all the same"
    )
    with django_capture_on_commit_callbacks(execute=True):
        removals.remove(row, by=world.supervisor, seen=row.version, reason="Disetujui")
    assert fresh(complaint).text.endswith("juga menelepon") and fresh(complaint).sheet.sealed and verified()[0] == []


def an_actor(world):
    """(the actor, its case): two names in one place, a double, a word of the ministry, and what the case says of it under each."""
    facts = {"by": world.officer, "kind": "seller"}
    actor, double = (
        actors.register_actor(name=name, note=f"{name} menjual", **facts) for name in ("Kuokka", "kuokka2")
    )
    for name in ("@kuokka_x", "@kuokka_y"):
        actors.add_alias(actor, by=world.officer, name=name, place="Telegram", source=f"Kanal {name}")
    actors.judge_actor(actor, by=world.officer, reliability="e", reason="Menurut Kuokka saja")
    actors.merge_actor(double, by=world.officer, into=fresh(actor), reason="kuokka2 ialah Kuokka")
    case = make_incident(world, title="Data dijual KUOKKA di forum")
    actor_parts.link_actor(case, by=world.officer, actor=actor, role="offered", basis="Utas kuokka_x di forum")
    says(world, case, statement="Kata Kuokka benar", said_by="kuokka2")
    cases.note(case, by=world.officer, text="Menulis kepada @kuokka_x lewat Telegram")
    Export.objects.create(
        kind="chronology",
        label="x",
        asked={"q": "kuokka"},
        asked_by=world.auditor,
        asked_at=timezone.now(),
        reason="Kuokka",
    )
    access_log.log(AccessEntry.Kind.READ, None, actor, actor=world.auditor, reason="Mencari kuokka_y")
    return fresh(actor), fresh(case)


def test_who_an_actor_is_goes_with_every_name_from_the_register_and_from_its_cases(world, log_in):
    (actor, case), officer = an_actor(world), log_in(world.officer)
    namesake = actors.register_actor(by=world.officer, name="Lain", kind="group", note="Bukan Kuokka")
    page = reverse("incidents:propose_removal_of_actor", args=[actor.pk])
    typed = {"what": f"knownactor:{actor.pk}", "ground": GROUND, "reason": "Diminta kuokka_x"}
    assert page in officer.get(actor.get_absolute_url()).content.decode()
    assert officer.post(page, typed).status_code == 200, "what stays there for ever does not name it"
    typed["reason"] = "Diminta orangnya"
    assert officer.post(page, typed).status_code == 409, "a case in which it has a part is worked on"
    closed(world, case)
    assert officer.post(page, typed).status_code == 302
    row, supervisor, held = Removal.objects.get(), log_in(world.supervisor), sealed()
    shown = supervisor.get(reverse("incidents:remove", args=[row.pk]))
    reached = {each.model for each in shown.context["places"]}
    assert {"knownactor", "actoralias", "actorjudgement", "incident", "actorpart", "assertion", "activity"} <= reached
    assert supervisor.post(shown.request["PATH_INFO"], as_shown(shown)).status_code == 302
    assert [still_held(name) for name in ("kuokka", "kuokka2", "kuokka_x", "kuokka_y")] == [set()] * 4
    assert verified([held])[0] == [] and fresh(namesake).note.startswith("Bukan [Dihapus")
    assert fresh(actor).aliases.values("key").distinct().count() == 2
    pages = [actor.get_absolute_url(), row.get_absolute_url(), case.get_absolute_url()]
    pages += [reverse("incidents:as_of", args=[case.reference])]
    auditor = log_in(world.auditor)
    told = [browser.get(each) for browser in (officer, auditor) for each in pages]
    told += [auditor.get(reverse("incidents:versions", args=["knownactor", actor.pk]))]
    assert [answer.status_code for answer in told] == [200] * 9
    assert all(row.reference in answer.content.decode() for answer in told)
    assert not officer.get("/cari/", {"q": "kuokka"}).context["page"].object_list


def test_the_removal_of_an_actor_is_known_to_whoever_may_know_of_all_its_cases_and_to_nobody_else(world, log_in):
    actor, case = an_actor(world)
    work.restrict(case, by=world.officer, seen=case.version, reason="Rahasia")
    closed(world, case)
    facts = {"choice": scopes.choices(actor)[0], "ground": GROUND, "reason": "Diminta"}
    row = removals.propose_of_actor(actor, by=world.officer, **facts)
    for who, code in (("officer", 200), ("other_supervisor", 404), ("auditor", 200)):
        assert log_in(getattr(world, who)).get(row.get_absolute_url()).status_code == code, who
    page = reverse("incidents:propose_removal_of_actor", args=[actor.pk])
    assert log_in(world.other_supervisor).get(page).status_code == 403
    other = actors.register_actor(by=world.officer, name="Sebenarnya", kind="group")
    actors.merge_actor(fresh(actor), by=world.officer, into=other, reason="Orang yang sama")
    assert log_in(world.other_supervisor).get(row.get_absolute_url()).status_code == 404, "also once it is another"
    with pytest.raises(removals.Held, match="another"):
        removals.remove(row, by=world.supervisor, seen=row.version, reason="Setuju")


def test_the_removal_of_a_complaint_that_stands_behind_a_restricted_case_by_now_is_known_to_nobody_else(world, log_in):
    complaint, outsider = complained_of(world), log_in(world.other_supervisor)
    facts = {"choice": scopes.of_sheet(complaint.sheet), "ground": GROUND, "reason": "Diminta"}
    row = removals.propose_of_complaint(complaint, by=world.officer, **facts)
    assert outsider.get(row.get_absolute_url()).status_code == 200
    case, behind = make_incident(world), {"by": world.officer, "reason": "Kasus ini"}
    work.restrict(case, by=world.officer, seen=case.version, reason="Rahasia")
    complaints.reopen(fresh(complaint), by=world.supervisor, seen=fresh(complaint).version, reason="Belum selesai")
    complaints.link(fresh(complaint), seen=fresh(complaint).version, incident=fresh(case), **behind)
    assert outsider.get(row.get_absolute_url()).status_code == 404
    assert log_in(world.officer).get(row.get_absolute_url()).status_code == 200
