"""Who complained stands on the sheet and nowhere else: a name, an address and a number are planted and looked for in every
page of every role (`test_access.py`, where all are read), in every mail, file, export, table, log and answer to an error."""

import logging
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents.actions import complaints
from incidents.models import AccessEntry, Complaint, ProofBundle, User
from incidents.record import search
from notifications import tasks
from notifications.postroom import doorbell, export_making
from tests.canary import CANARY, NAME, OF_THE_SHEET, PHONE, objects, plant, planted_everywhere, seen_in, swept
from tests.exporting import EXPORTS, WHY, made, taken, words_in
from tests.routes import EVERYBODY, OF_A_COMPLAINT, STRANGER, TABLE, address
from tests.states import made_once

__all__ = ["objects", "planted_everywhere"]  # fixtures


def on_every_route(objects):
    """The one complaint of every route is of the planted person, with all that may happen to it."""
    people = SimpleNamespace(**{who: User.objects.get(email=f"{who}@uji.example") for who in ("officer", "supervisor")})
    return plant(people, objects["own"]["complaint"])


planted = made_once("planted", on_every_route, upon="objects")


def sent_by_the_public_form(world):
    complaints.switch_form(by=world.administrator, opened=True, reason="Dibuka")
    form = CANARY.as_facts | {"about": "Toko daring", "text": "Data saya dipakai orang lain"}
    assert Client().post("/adukan/", form).status_code == 200
    swept()
    return Complaint.objects.get(way="form")


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_of_an_answered_complaint_names_who_complained_but_the_sheet(world, objects, planted, log_in, who):
    """Of every other page `test_access.py` asks the same."""
    browser = Client() if who == STRANGER else log_in(getattr(world, who))
    named = {}
    for name in (f"incidents:{short}" for short in (*OF_A_COMPLAINT, "sheet_file", "amend_sheet_file")):
        before = AccessEntry.objects.filter(subject_type="complainantsheet").count()
        answer = browser.get(address(name, objects["own"], world))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if seen_in(body.decode("utf-8", "replace")) or seen_in(str(answer.headers)):
            named[name] = AccessEntry.objects.filter(subject_type="complainantsheet").count() - before
    few = who in ("officer", "supervisor")
    assert named == (dict.fromkeys(OF_THE_SHEET, 1) if few else {})


@pytest.mark.asvs(63)
def test_an_auditor_s_reveal_is_the_only_other_way_and_is_noted_with_its_reason(world, planted, log_in):
    page = reverse("incidents:sheet", args=[planted.pk])
    shown = log_in(world.auditor).post(page, {"reason": "Pemeriksaan"}).content.decode()
    assert NAME in shown
    assert AccessEntry.objects.filter(kind="reveal", actor=world.auditor, reason="Pemeriksaan").count() == 1


def test_no_mail_names_the_complainant_and_their_own_go_to_the_address_on_the_sheet(world, objects):
    plant(world, objects["own"]["complaint"])
    sent_by_the_public_form(world)
    own = [sent for sent in mail.outbox if sent.to == [CANARY.email]]
    assert len(own) == 3, "two acknowledgements and an answer"
    for sent in mail.outbox:
        words = str(sent.message().as_string()).replace(CANARY.email, "") if sent in own else str(sent.message())
        assert not seen_in(words)
        assert not any(seen_in(str(part)) for part in (sent.subject, sent.body, *sent.alternatives))
    named = [sent for sent in mail.outbox if any(seen_in(str(part)) for part in sent.attachments)]
    assert len(named) == 1 and named[0] in own, "the answer itself, to whoever complained"


def rows_of_every_table():
    """(table, row) of every table there is, history, sessions and cache among them."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield table, " ".join(map(str, row))


@pytest.mark.asvs(56)
def test_no_table_no_history_no_payload_and_no_index_holds_it_in_plain_words(world, planted):
    sent_by_the_public_form(world)
    search.rebuild()
    found = {table for table, row in rows_of_every_table() if seen_in(row)}
    assert found == set()
    assert apps.get_model("incidents", "ComplainantSheet").history.count() > 1


def test_searching_for_the_complainant_finds_nothing(world, planted, log_in):
    for who in ("officer", "supervisor", "auditor"):
        browser = log_in(getattr(world, who))
        for words in (NAME, "Kwanimbuka", CANARY.email, PHONE):
            assert not browser.get("/cari/", {"q": words}).context["page"].object_list
            assert not browser.get("/pengaduan/", {"q": words}).context["page"].object_list


@pytest.mark.asvs(67)
def test_no_file_and_no_log_holds_it(world, planted, caplog, log_in):
    caplog.set_level(logging.DEBUG)
    sent_by_the_public_form(world)
    officer = log_in(world.officer)
    officer.post(reverse("incidents:amend_sheet", args=[planted.pk]), CANARY.as_facts | {"seen": "x", "reason": NAME})
    files = [path for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()]
    assert not [path for path in files if seen_in(path.read_bytes().decode("latin-1")) or seen_in(path.name)]
    assert not [record for record in caplog.records if seen_in(record.getMessage())]


@pytest.mark.parametrize("who", ["officer", "supervisor", "auditor"])
def test_no_export_that_somebody_takes_out_names_who_complained(world, planted_everywhere, log_in, who):
    """Every file of many rows, taken by the page that gives it and opened as whoever receives it opens it."""
    browser, own = log_in(getattr(world, who)), planted_everywhere["own"]
    browser.get(reverse("incidents:sheet", args=[own["complaint"].pk]))  # a look that the exports may tell of
    named, read = {}, 0
    for name in EXPORTS:
        at = address(name, own, world)
        if TABLE[name][who] == 200:
            words = words_in(taken(browser, at))
            read += len(words)
            named |= {name: found} if (found := seen_in(words)) else {}
    assert (named, read > 1000) == ({}, who in ("officer", "supervisor", "auditor"))


def test_no_export_of_the_record_and_no_proof_bundle_names_who_complained(
    world, planted_everywhere, log_in, monkeypatch
):
    """The auditor's own: the engine makes each, and the look at the sheet with its reason stands in what tells of looks."""
    monkeypatch.setattr(doorbell, "press", lambda: None)
    own, foreign = planted_everywhere["own"]["complaint"], planted_everywhere["foreign"]["complaint"]
    auditor = log_in(world.auditor)
    auditor.post(reverse("incidents:sheet", args=[own.pk]), {"reason": "Pemeriksaan"})
    today = timezone.localdate()
    period = {"first": today.replace(month=1, day=1).isoformat(), "last": today.isoformat()}
    found = {kind: words_in(made(auditor, kind, period if kind == "dues" else None)) for kind in export_making.TABLES}
    assert "complainantsheet" in found["reads"] or "Lembar pengadu" in found["reads"]
    number = {"number": foreign.incident.reference if foreign.incident else str(foreign)}
    look = {"pembacaan": f"complainantsheet:{own.sheet.pk}"}
    found |= {
        "bundle of a complaint": bundle_taken(auditor, number),
        "bundle of looks": bundle_taken(auditor, {}, look),
    }
    assert {kind: seen_in(words) for kind, words in found.items() if seen_in(words)} == {}
    assert all(len(words) > 200 for words in found.values()), {kind: len(words) for kind, words in found.items()}


def bundle_taken(auditor, typed, asked=None):
    """The words of a proof bundle: asked for on its page, made by the engine, and taken from where the page has it."""
    page = f"{reverse('notifications:bundles')}?{urlencode(asked or {})}"
    answer = auditor.post(page, WHY | typed)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    bundle = ProofBundle.objects.latest("asked_at")
    tasks.make_bundle(bundle.pk)
    return words_in(b"".join(auditor.get(reverse("notifications:bundle_file", args=[bundle.pk])).streaming_content))


def test_what_was_typed_onto_a_sheet_is_given_back_by_no_page_of_a_refusal(world, planted, log_in):
    """Neither the page that says what changed meanwhile nor the form kept for a session that ended."""
    officer, page = log_in(world.officer), reverse("incidents:amend_sheet", args=[planted.pk])
    stale = CANARY.as_facts | {"person_name": f"{NAME} Baru", "seen": 1, "reason": "x"}
    refused = officer.post(page, stale)
    assert refused.status_code == 409 and not seen_in(refused.content.decode())
    stranger = Client()
    assert stranger.post(page, stale).status_code == 302
    assert not seen_in(str(dict(stranger.session.items())))


@pytest.mark.asvs(15, 71)
def test_a_machine_s_fault_names_nobody(world, planted, log_in, settings):
    settings.DEBUG = False
    officer = log_in(world.officer)
    officer.raise_request_exception = False
    settings.SHEET_KEYS = ["another key"]
    broken = officer.get(reverse("incidents:sheet", args=[planted.pk]))
    assert broken.status_code == 500 and not seen_in(broken.content.decode())
    assert "default-src 'none'" in broken.headers["Content-Security-Policy"]


def test_a_new_key_locks_and_the_one_of_before_still_opens(world, planted, settings):
    from incidents.record import complainant_sheets

    settings.SHEET_KEYS = ["a new key", *settings.SHEET_KEYS]
    assert complainant_sheets.read(planted.sheet) == CANARY
    complaints.amend_sheet(planted.sheet, by=world.officer, reason="Uji", seen=3, person_post="Pindah")
    assert complainant_sheets.read(fresh_sheet(planted)).post == "Pindah"


@pytest.mark.asvs(56)
def test_no_byte_of_what_is_locked_can_be_another():
    from incidents.record import complainant_sheets

    locked = urlsafe_b64decode(complainant_sheets.lock(NAME.encode()))
    for n in range(len(locked)):
        altered = locked[:n] + bytes([locked[n] ^ 1]) + locked[n + 1 :]
        with pytest.raises(InvalidToken):
            complainant_sheets.unlock(urlsafe_b64encode(altered))


def fresh_sheet(complaint):
    return Complaint.objects.get(pk=complaint.pk).sheet


def test_the_complainant_s_name_is_refused_in_every_text_of_the_complaint(world, planted, log_in):
    officer = log_in(world.officer)
    for name in ("amend_complaint", "conclude_complaint", "merge_complaint", "assign_complaint", "draft_answer"):
        typed = {"seen": planted.version, "text": NAME, "reason": NAME, "way": "phone", "outcome": "answered"}
        typed |= {"to": world.supervisor.pk, "into": "ADU-2026-0002"}
        officer.post(reverse(f"incidents:{name}", args=[planted.pk]), typed)
    assert not [table for table, row in rows_of_every_table() if seen_in(row)]
