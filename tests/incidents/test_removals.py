"""Removal under law: what is removed stands nowhere any more, the leaves stay, and a verification says which event emptied what."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from incidents.actions import cases, complaints, merging, removals, work
from incidents.models import CaseEvent, Evidence, Leaf, ProofBundle, Removal
from incidents.plain.complainants import Person
from incidents.record.deeds import Conflict
from incidents.record.removal import content, places
from tests.removed import (
    CANARY,
    GROUND,
    choice,
    closed,
    events_of,
    planted,
    proposed,
    removed,
    rows_of_every_table,
    sealed,
    still_held,
    verified,
)
from tests.sent_form import Form
from tests.world import fresh, make_incident

PERSON = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example", phone="0812 3456 7890")


@contextmanager
def bare():
    """SQL of somebody who has the product's rights and none of its code."""
    wrappers, connection.execute_wrappers = connection.execute_wrappers, []
    try:
        with connection.cursor() as cursor:
            yield cursor.execute
    finally:
        connection.execute_wrappers = wrappers


def test_one_text_is_emptied_in_every_table_and_in_no_other_row(world, django_capture_on_commit_callbacks):
    case = closed(world, planted(world, "Lainnya Sama Sekali"))
    other = closed(world, planted(world))
    held, leaves = sealed(), dict(Leaf.objects.values_list("place", "hash"))
    row = removed(world, other, "text", "activity")
    faults, emptied = verified([held])
    assert faults == [] and len(emptied) == 1 and row.reference in emptied[0] and str(row.emptied_by_id) in emptied[0]
    assert leaves == {place: hash for place, hash in Leaf.objects.values_list("place", "hash") if place in leaves}
    texts = {note.text for note in other.activities.all()}
    assert len(texts) == 1 and f"[Dihapus menurut hukum, {row.reference}] pada " in texts.pop()
    assert all("Menelepon" not in event.payload for event in events_of(other))
    assert any("Menelepon Lainnya" in event.payload for event in events_of(case))


def test_nothing_is_removed_of_a_case_that_stands_in_one_that_is_worked_on_however_often_it_was_merged_on(world):
    first, between, last = (make_incident(world) for _n in range(3))
    for double, into in ((first, between), (between, last)):
        merging.merge(fresh(double), fresh(into), by=world.officer, seen=fresh(double).version, reason="Sama")
    assert removals.held(fresh(first))


def test_a_whole_case_holds_the_word_nowhere_any_more(world, django_capture_on_commit_callbacks):
    case = closed(world, planted(world))
    held = sealed()
    assert still_held()
    with django_capture_on_commit_callbacks(execute=True):
        row = removed(world, case, "case")
    assert still_held() == set()
    faults, emptied = verified([held])
    assert faults == []
    named = int(emptied[0].split()[0])
    assert named == len(CaseEvent.objects.get(pk=row.emptied_by_id).details["emptied"].split("\nevent ")) - 1 > 5
    assert fresh(case).status == "closed" and fresh(case).title.startswith("[Dihapus menurut hukum")


def test_a_file_goes_from_the_disk_with_its_name_and_its_hash_stays(world, django_capture_on_commit_callbacks):
    case = closed(world, planted(world))
    piece = Evidence.objects.get(incident=case, file__isnull=False)
    with django_capture_on_commit_callbacks(execute=True):
        removed(world, case, "file")
    after = fresh(piece)
    assert after.sha256 == piece.sha256 == after.file.sha256 and after.file.name.startswith("[Dihapus")
    assert not any("isi " in place for place in still_held(f"isi {CANARY}"))
    assert verified()[0] == []


def test_a_removal_twice_of_the_same_events_is_a_chain_that_is_proved(world):
    case = closed(world, planted(world))
    first, second = removed(world, case, "text", "activity"), removed(world, case, "text", "incident")
    faults, emptied = verified()
    assert faults == [] and len(emptied) == 2 and first.reference in emptied[0] and second.reference in emptied[1]


def test_an_open_case_and_a_running_due_are_held(world):
    case = planted(world)
    with pytest.raises(removals.Held, match="still worked on"):
        proposed(world, case, "text", "activity")
    case = closed(world, case)
    row = proposed(world, case, "text", "activity")
    work.reopen(case, by=world.supervisor, seen=fresh(case).version, reason="Ternyata belum")
    with pytest.raises(removals.Held, match="still worked on"):
        removals.remove(row, by=world.supervisor, seen=row.version, reason="Disetujui")
    assert still_held()


def test_nobody_decides_on_what_they_proposed_and_no_officer_decides(world):
    case = closed(world, planted(world))
    row = proposed(world, case, "text", "activity", by=world.supervisor)
    for person in (world.supervisor, world.officer):
        with pytest.raises(PermissionDenied):
            removals.remove(row, by=person, seen=row.version, reason="Disetujui")
    with pytest.raises(Conflict):
        proposed(world, case, "text", "activity")
    removals.decline_removal(row, by=world.other_supervisor, seen=row.version, reason="Belum perlu")
    assert fresh(row).status == "declined" and still_held()


def test_without_a_removal_that_somebody_else_decided_the_door_is_shut(world):
    """The product's own role may write into an event through the door alone, and the door asks for the removal."""
    event = CaseEvent.objects.filter(incident=planted(world)).first()
    if connection.vendor != "postgresql":
        return
    for sql in (
        "UPDATE incidents_caseevent SET reason = 'x'",
        f"SELECT tanggap_empty('{event.pk}', 'incidents_caseevent', '{event.pk}', 'reason', 'x')",
        f"SELECT tanggap_empty(gen_random_uuid()::text, 'incidents_caseevent', '{event.pk}', 'reason', 'x')",
        "SELECT set_config('tanggap.removal', 'x', true); UPDATE incidents_caseevent SET reason = 'x'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), bare() as run:
            run(sql)


def test_the_content_of_every_model_of_a_case_is_known(world):
    assert Removal in content.OF_NO_CASE
    assert all(content.columns_of(model) == [] for model in content.OF_NO_CASE)


def test_pages_of_a_case_say_what_was_removed_and_none_breaks(world, log_in, django_capture_on_commit_callbacks):
    case = closed(world, planted(world))
    with django_capture_on_commit_callbacks(execute=True):
        row = removed(world, case, "case")
    request = case.requests.get()
    pages = [reverse(f"incidents:{name}", args=[case.reference]) for name in OF_THE_CASE]
    pages += [reverse("incidents:request", args=[request.pk]), reverse("incidents:account", args=[request.pk])]
    pages += [reverse("incidents:piece", args=[piece.pk]) for piece in Evidence.objects.filter(incident=case)]
    pages += [
        f"{reverse('incidents:versions', args=['incident', case.pk])}",
        reverse("incidents:removal", args=[row.pk]),
    ]
    pages += [reverse("incidents:removals")]
    for who in ("officer", "auditor"):
        browser = log_in(getattr(world, who))
        told = {page: browser.get(page) for page in pages}
        assert {page: answer.status_code for page, answer in told.items() if answer.status_code != 200} == {}
        assert not [page for page, answer in told.items() if CANARY in answer.content.decode()]
    for page in (pages[0], reverse("incidents:removal", args=[row.pk])):
        said = told[page].content.decode()
        assert row.reference in said and GROUND in said and world.supervisor.name in said and row.reason in said
    file = Evidence.objects.get(incident=case, file__isnull=False)
    gone = log_in(world.officer).get(reverse("incidents:evidence_file", args=[file.pk]))
    assert gone.status_code == 410 and row.reference in gone.content.decode()
    assert not log_in(world.officer).get("/cari/", {"q": "Quagga"}).context["page"].object_list


OF_THE_CASE = (
    "incident",
    "history",
    "as_of",
    "chronology",
    "law",
    "work",
    "assertions",
    "case_evidence",
    "correspondence",
    "affected",
)


def test_a_removal_is_proposed_on_the_case_and_decided_on_its_own_page(world, log_in):
    case = closed(world, planted(world))
    officer, supervisor = log_in(world.officer), log_in(world.supervisor)
    page = reverse("incidents:propose_removal", args=[case.reference])
    assert page in officer.get(case.get_absolute_url()).content.decode()
    scope = choice(case, "text", "activity").scope
    typed = {"what": scope, "ground": GROUND, "reason": "Subjek data meminta"}
    assert officer.post(page, typed).status_code == 302
    row = Removal.objects.get()
    assert reverse("incidents:remove", args=[row.pk]) in supervisor.get(row.get_absolute_url()).content.decode()
    page_of_it = reverse("incidents:remove", args=[row.pk])
    typed = Form(supervisor.get(page_of_it).content.decode()).as_sent() | {"reason": "Disetujui"}
    answer = supervisor.post(page_of_it, typed)
    assert answer.status_code == 302 and fresh(row).status == "done"
    assert officer.get(page).status_code == 200


def test_a_removal_lists_what_it_empties_before_it_is_decided_and_what_it_emptied_afterwards(world, log_in):
    case = closed(world, planted(world))
    row, browser = proposed(world, case, "case"), log_in(world.supervisor)
    pages = (row.get_absolute_url(), reverse("incidents:remove", args=[row.pk]))
    listed = [{(each.thing, each.columns) for each in browser.get(page).context["places"]} for page in pages]
    things = " ".join(thing for thing, _columns in listed[0])
    assert listed[0] == listed[1] and len(listed[0]) > 8 and case.reference in things
    assert any(each.file for each in browser.get(pages[0]).context["places"])
    removals.remove(row, by=world.supervisor, seen=row.version, reason="Disetujui")
    after = browser.get(row.get_absolute_url())
    assert {(each.thing, each.columns) for each in after.context["places"]} == listed[0]
    assert after.context["entries"] == CaseEvent.objects.get(pk=fresh(row).emptied_by_id).details["entries"]
    assert CANARY not in after.content.decode()


def test_where_a_removal_reaches_is_worked_out_once_for_each_state_of_its_case_and_shown_by_pages(
    world, log_in, monkeypatch
):
    case = planted(world)
    for n in range(60):
        cases.note(case, by=world.officer, text=f"Catatan {n}")
    row, browser, asked = proposed(world, closed(world, case), "case"), log_in(world.supervisor), []
    of = places.of
    monkeypatch.setattr(places, "of", lambda *facts: asked.append(facts) or of(*facts))
    pages = [browser.get(row.get_absolute_url(), {"page": n}) for n in (1, 2, 1)]
    browser.get(reverse("incidents:remove", args=[row.pk]))
    assert len(asked) == 2, "where somebody decides it is worked out anew"
    shown = [{each.called for each in page.context["places"] if each.model == "activity"} for page in pages]
    assert shown[0] == shown[2] and not shown[0] & shown[1] and len(shown[0] | shown[1]) > 60
    assert all(page.content.decode().count("<tr>") < 60 for page in pages) and "page=2" in pages[0].content.decode()
    removals.remove(row, by=world.supervisor, seen=row.version, reason="Disetujui")
    after = browser.get(row.get_absolute_url())
    browser.get(row.get_absolute_url())
    assert len(asked) == 3 and after.context["places"]


def test_of_one_text_its_row_is_listed_whole_and_what_repeats_it_as_a_copy(world, log_in):
    case = planted(world, "Kata Lain Sekali")
    for text in ("Saksi mata dari Bandung", "Menurut Saksi mata dari Bandung"):
        cases.note(case, by=world.officer, text=text)
    row = proposed(world, closed(world, case), "text", f"activity:{case.activities.get(text__startswith='Saksi').pk}:")
    places = log_in(world.officer).get(row.get_absolute_url()).context["places"]
    assert sorted(place.copy for place in places) == [False, True]


def test_what_was_merged_into_a_case_is_named_and_not_emptied_with_it(world, log_in):
    case, double = planted(world, "Kata Lain Sekali"), planted(world)
    merging.merge(double, case, by=world.officer, seen=double.version, reason="Sama")
    row = proposed(world, closed(world, fresh(case)), "case")
    page = log_in(world.officer).get(row.get_absolute_url())
    assert [thing for thing, _case in page.context["merged"]] == [double]
    assert "hanya dikosongkan oleh penghapusannya sendiri" in page.content.decode()
    removals.remove(row, by=world.supervisor, seen=row.version, reason="Disetujui")
    assert CANARY in fresh(double).title


def test_a_sheet_forgets_who_complained_and_its_page_can_still_be_read(world, log_in):
    case = planted(world)
    complaint = complaints.enter(by=world.officer, person=PERSON, incident=case, way="phone", text="Data dipakai")
    locked = complaint.sheet.sealed
    case = closed(world, case)
    with pytest.raises(removals.Held, match="not concluded"):
        proposed(world, case, "sheet")
    complaints.conclude(
        complaint, by=world.officer, seen=fresh(complaint).version, outcome="in_case", reason="Selesai", despite=True
    )
    removed(world, case, "sheet")
    assert not [table for table, row in rows_of_every_table() if locked in row]
    assert verified()[0] == []
    assert log_in(world.officer).get(reverse("incidents:sheet", args=[complaint.pk])).status_code == 200


def test_a_proof_that_began_before_the_removal_was_certain_is_given_to_nobody(
    world, django_capture_on_commit_callbacks, monkeypatch
):
    case = closed(world, planted(world))
    facts = {"kind": "case", "key": str(case.pk), "label": case.reference, "language": "id", "reason": "x"}
    facts |= {"asked_by": world.auditor, "asked_at": timezone.now()}
    parcels = removals._parcels

    def meanwhile():
        """What others began just then: they still read what the removal has not taken away for them."""
        if not ProofBundle.objects.exists():
            ProofBundle.objects.create(state="ready", path="bukti/x.zip", **facts)
            ProofBundle.objects.create(state="making", **facts)
        return parcels()

    monkeypatch.setattr(removals, "_parcels", meanwhile)
    with django_capture_on_commit_callbacks(execute=True):
        removed(world, case, "text", "activity")
    assert sorted(ProofBundle.objects.values_list("state", "path")) == [("expired", ""), ("waiting", "")]
