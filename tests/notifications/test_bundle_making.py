"""Proof bundles from the auditor's page: asked for, made by the engine, downloaded on record, gone after a week."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incidents.actions import complaints
from incidents.models import AccessEntry, CaseEvent, Incident, ProofBundle
from incidents.plain import clocks
from incidents.plain.complainants import Person
from incidents.record import access_log, transparency
from notifications import tasks
from notifications.letters.bundle import kept, verifier
from notifications.postroom import bundle_making, doorbell, remove_old_bundles
from tests.proof_bundles import asked as bundle_of
from tests.proof_bundles import proved_world  # noqa: F401  (a fixture)
from tests.world import make_incident

PAGE = "/jejak/bukti/"
WHY = {"ready": "audit", "words": "Surat tugas 12"}


@pytest.fixture
def auditor(proved_world, log_in, monkeypatch):  # noqa: F811
    monkeypatch.setattr(doorbell, "press", lambda: None)
    return log_in(proved_world.auditor)


def of_what(auditor, **typed):
    """The bundle that was asked for, or None where the form said what is wrong."""
    answer = auditor.post(PAGE, WHY | typed)
    return ProofBundle.objects.latest("asked_at") if answer.status_code == 302 else None


def test_a_number_says_of_what_the_bundle_is(auditor, proved_world):  # noqa: F811
    request = proved_world.proved
    case, event = request.incident, CaseEvent.objects.filter(action="issue").get()
    for number, kind, key in (
        (case.reference, "case", str(case.pk)),
        (request.reference.lower(), "matter", f"clarificationrequest:{request.pk}"),
        (request.letter.register_entry.number, "matter", f"clarificationrequest:{request.pk}"),
        (str(event.pk), "event", str(event.pk)),
    ):
        bundle = of_what(auditor, number=number)
        assert (bundle.kind, bundle.key, bundle.asked_by) == (kind, key, proved_world.auditor)


def marks_of(page):
    """{field: the mark beside its label}"""
    labels = re.findall(r'<label for="(?:id|proof)_(\w+)">(.*?)</label>', page, re.S)
    return {name: " ".join(re.findall(r"\((.*?)\)", words)) for name, words in labels}


def test_the_marks_of_a_proof_say_that_a_reason_is_needed_and_the_error_names_it(auditor, proved_world):  # noqa: F811
    marks = marks_of(auditor.get(PAGE).content.decode().partition("<main")[2])
    one = "salah satu wajib diisi"
    assert {name for name, mark in marks.items() if mark == one} == {"number", "first", "last", "ready", "words"}
    assert marks["head_size"] == "boleh kosong"
    event = CaseEvent.objects.get(action="issue")
    marks = marks_of(auditor.get(f"/jejak/peristiwa/{event.pk}/").content.decode())
    assert marks["ready"] == marks["words"] == one
    answer = auditor.post(PAGE, {"number": str(event.pk)})
    assert "Isi keperluannya: pilih salah satu alasan, atau tulis sendiri." in answer.content.decode()


def test_what_names_nothing_or_several_is_said(auditor):
    for typed, words in (
        ({"number": "INS-1999-9999"}, "tidak dikenal"),
        ({"number": "INS-"}, "Beberapa kasus"),
        ({}, "satu hal dengan nomornya"),
        ({"first": "1-11-2026"}, "satu hal dengan nomornya"),
        ({"number": "INS-2026-0001", "first": "1-11-2026", "last": "2-11-2026"}, "satu hal dengan nomornya"),
        ({"first": "2-11-2026", "last": "1-11-2026"}, "mendahului"),
        ({"number": "INS-2026-0001", "head_size": "7"}, "tidak memiliki kepala"),
    ):
        assert words in auditor.post(PAGE, WHY | typed).content.decode(), typed
    assert not ProofBundle.objects.exists()


def test_of_who_complained_no_proof_is_made_by_a_number(world, auditor):
    facts = {"way": "phone", "text": "Data saya dipakai", "incident": make_incident(world)}
    complaint = complaints.enter(by=world.officer, person=Person(name="Sri"), **facts)
    asked = auditor.post(PAGE, WHY | {"number": complaint.reference})
    assert asked.status_code == 200 and "sebutkan kasusnya" in asked.content.decode()
    assert not ProofBundle.objects.exists()


def test_nothing_is_proved_without_a_reason(auditor, proved_world):  # noqa: F811
    case = proved_world.proved.incident
    answer = auditor.post(PAGE, {"number": case.reference})
    assert answer.status_code == 200 and "Isi keperluannya" in answer.content.decode()
    assert not ProofBundle.objects.exists()
    bundle = of_what(auditor, number=case.reference)
    assert bundle.reason in auditor.get(PAGE).content.decode()
    bundle.reason = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        bundle.save()


def test_the_engine_makes_what_was_asked_for_and_the_download_is_recorded(auditor, proved_world, log_in):  # noqa: F811
    day = clocks.day(timezone.now()).strftime("%d-%m-%Y")
    bundle = of_what(auditor, first=day, last=day)
    assert "menunggu" in auditor.get(PAGE).content.decode()
    assert of_what(auditor, first=day, last=day) == bundle  # it is under way already
    tasks.make_bundle(bundle.pk)
    bundle.refresh_from_db()
    assert (bundle.state, bundle.events + bundle.hidden) == ("ready", CaseEvent.objects.count())
    answer = auditor.get(f"{PAGE}{bundle.pk}.zip")
    assert answer.getvalue() == kept(bundle).read_bytes() and answer["Cache-Control"] == "no-store"
    entry = AccessEntry.objects.get(kind="download", subject_type="proofbundle")
    assert bundle.sha256 in entry.subject_label and entry.actor == proved_world.auditor
    assert entry.reason == bundle.reason == "Audit atau pemeriksaan: Surat tugas 12"
    assert log_in(proved_world.supervisor).get(f"{PAGE}{bundle.pk}.zip").status_code == 403


def test_a_case_whose_bundle_is_downloaded_has_been_read(auditor, proved_world):  # noqa: F811
    case = proved_world.proved.incident
    bundle = of_what(auditor, number=case.reference)
    tasks.make_bundle(bundle.pk)
    auditor.get(f"{PAGE}{bundle.pk}.zip")
    assert AccessEntry.objects.filter(kind="download", subject_type="incident", subject_id=str(case.pk)).exists()


def test_every_bundle_that_is_taken_stands_under_who_looked_at_what_it_is_of(auditor, proved_world):  # noqa: F811
    request, day = proved_world.proved, clocks.day(timezone.now())
    case, sheet = request.incident, request.incident.complaints.get().sheet
    look = access_log.log("read", None, sheet, actor=proved_world.officer)
    log_in_at = access_log.log("log_in", None, actor=proved_world.officer)
    transparency.seal_all(timezone.now())
    matter, looks = f"clarificationrequest:{request.pk}", f"complainantsheet:{sheet.pk}"
    for of, things in (
        ({"kind": "matter", "key": matter}, [matter]),
        ({"kind": "looks", "key": looks}, [looks]),
        ({"kind": "look", "key": str(look.pk)}, [looks]),
        ({"kind": "look", "key": str(log_in_at.pk)}, [f"accessentry:{log_in_at.pk}"]),
        ({"kind": "period", "first": day, "last": day}, []),
    ):
        bundle, _raw = bundle_of(proved_world.auditor, label="x", **of)
        before = AccessEntry.objects.latest("pk").pk
        assert auditor.get(f"{PAGE}{bundle.pk}.zip").status_code == 200
        taken = AccessEntry.objects.filter(pk__gt=before, kind="download").order_by("pk")
        noted = [f"{entry.subject_type}:{entry.subject_id}" for entry in taken]
        assert noted == [f"proofbundle:{bundle.pk}", *things], of
        assert {entry.reason for entry in taken} == {"Pemeriksaan"}
        number = case.reference if of["kind"] != "matter" else request.reference
        in_no_case = of.get("key") == str(log_in_at.pk)
        assert (taken.last().pk in looked_at(auditor, number)) != in_no_case, of
    other = Incident.objects.exclude(pk=case.pk).latest("pk")
    assert taken.last().pk in looked_at(auditor, other.reference)  # it stands in the period as well
    make_incident(proved_world)
    assert taken.last().pk not in looked_at(auditor, Incident.objects.latest("pk").reference)  # began after the bundle


def looked_at(browser, number):
    """The keys of the entries that the page of who looked has for what bears a number."""
    lines = browser.get("/jejak/pembacaan/", {"case": number, "kind": "download"}).context["lines"]
    return [entry.pk for entry, _words, _case in lines]


def test_after_a_week_the_file_goes_and_what_was_asked_for_stays(auditor, proved_world):  # noqa: F811
    event = CaseEvent.objects.filter(action="note").first()
    bundle = of_what(auditor, number=str(event.pk))
    tasks.make_bundle(bundle.pk)
    bundle.refresh_from_db()
    file = kept(bundle)
    remove_old_bundles(timezone.now() + timedelta(days=6))
    assert file.exists()
    remove_old_bundles(timezone.now() + timedelta(days=8))
    assert not file.exists() and auditor.get(f"{PAGE}{bundle.pk}.zip").status_code == 404
    assert "tidak disimpan lagi" in auditor.get(PAGE).content.decode()


def test_a_worker_that_is_gone_is_followed_by_another_and_two_do_not_make_one(auditor, proved_world):  # noqa: F811
    event = CaseEvent.objects.filter(action="note").first()
    bundle = of_what(auditor, number=str(event.pk))
    now = timezone.now()
    ProofBundle.objects.update(state="making", claimed_until=now + timedelta(minutes=1))
    tasks.make_bundle(bundle.pk)
    assert ProofBundle.objects.get().state == "making"
    ProofBundle.objects.update(claimed_until=now - timedelta(minutes=1))
    tasks.make_bundle(bundle.pk)
    assert ProofBundle.objects.get().state == "ready"


def test_the_verifier_is_had_apart_from_any_bundle(auditor):
    assert auditor.get(f"{PAGE}periksa.py").content == verifier()


def test_history_and_trail_lead_to_the_form_with_the_number_filled_in(auditor, proved_world, log_in):  # noqa: F811
    case = proved_world.proved.incident
    act = f"/jejak/peristiwa/{case.events.first().pk}/"
    for page in (f"/insiden/{case.reference}/riwayat/", f"/permintaan/{proved_world.proved.pk}/", act):
        assert f"{PAGE}?perihal=" in auditor.get(page).content.decode(), page
    assert f'value="{case.reference}"' in auditor.get(f"{PAGE}?perihal={case.reference}").content.decode()
    assert PAGE not in log_in(proved_world.officer).get(f"/insiden/{case.reference}/riwayat/").content.decode()


def test_a_bundle_that_is_gone_or_over_is_told_so_and_no_entry_says_that_it_was_downloaded(auditor, proved_world):  # noqa: F811
    bundle = of_what(auditor, number=proved_world.proved.incident.reference)
    tasks.make_bundle(bundle.pk)
    bundle.refresh_from_db()
    kept(bundle).rename(kept(bundle).with_suffix(".away"))
    answer = auditor.get(f"{PAGE}{bundle.pk}.zip")
    assert answer.status_code == 410 and "tidak disimpan lagi" in answer.content.decode()
    kept(bundle).with_suffix(".away").rename(kept(bundle))
    ProofBundle.objects.filter(pk=bundle.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert auditor.get(f"{PAGE}{bundle.pk}.zip").status_code == 410
    assert not AccessEntry.objects.filter(kind="download").exists()


def test_whoever_was_overtaken_while_making_one_keeps_nothing(auditor, proved_world, monkeypatch):  # noqa: F811
    bundle = of_what(auditor, number=str(CaseEvent.objects.filter(action="note").first().pk))
    make = bundle_making.bundles.make

    def slow(row, *rest):
        """Its lease is over before it is done; another worker takes over, and is quicker."""
        made = make(row, *rest)
        monkeypatch.setattr(bundle_making.bundles, "make", make)
        ProofBundle.objects.filter(pk=row.pk).update(claimed_until=timezone.now() - timedelta(minutes=1))
        tasks.make_bundle(row.pk)
        return made

    monkeypatch.setattr(bundle_making.bundles, "make", slow)
    tasks.make_bundle(bundle.pk)
    bundle.refresh_from_db()
    assert bundle.state == "ready" and list(kept(bundle).parent.iterdir()) == [kept(bundle)]
