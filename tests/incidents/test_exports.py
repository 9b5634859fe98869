"""Exports: none leaves without a reason, each is noted with its hash, and a file shown later is known by it."""

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from incidents.models import AccessEntry, Export
from incidents.record import exports, transparency
from tests.exporting import EXPORTS, taken
from tests.one_of_everything import objects  # noqa: F401  (a fixture)
from tests.routes import address
from tests.world import make_request


def digest(data):
    return hashlib.sha256(data).hexdigest()


def left():
    return AccessEntry.objects.filter(kind__in=("export", "download")).count()


def test_no_export_leaves_without_a_reason_and_each_is_noted_with_its_hash(world, objects, log_in):  # noqa: F811
    browser, own = log_in(world.supervisor), objects["own"]
    for name in EXPORTS:
        at, before = address(name, own, world), left()
        for unsaid in ({}, {"ready": "", "words": " "}, {"ready": "nonsense", "words": "x"}):
            answer = browser.post(at, unsaid)
            assert answer.status_code == 200 and "Content-Disposition" not in answer.headers, name
        assert left() == before, name
        if name == "incidents:issued_file":
            continue  # the files of this one only look like what they are
        data = taken(browser, at, why={"ready": "court", "words": "Nomor perkara 5"})
        entry = AccessEntry.objects.filter(kind="export").latest("pk")
        assert left() == before + 1 and entry.asked["sha256"] == digest(data), name
        assert entry.reason == "Penegakan hukum atau pengadilan: Nomor perkara 5", name


def test_every_page_that_gives_many_rows_as_a_file_is_one_of_them():
    def walk(resolver, space=""):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
            else:
                yield f"{space}{pattern.name}", str(pattern.pattern)

    rows = [
        name for name, at in walk(get_resolver()) if at.endswith((".xlsx", ".csv", ".ods")) or at.startswith("lembar-")
    ]
    found = {name for name in rows if name.endswith(("sheet", "csv", "xlsx", "pdf", "file"))}
    assert found - {"notifications:issue_sheet", "incidents:issued_sheet"} <= set(EXPORTS)


def test_the_database_refuses_an_export_without_a_reason(world):
    facts = {"at": timezone.now(), "actor": world.officer, "actor_name": "x"}
    for unsaid in (
        lambda: AccessEntry.objects.create(kind="export", **facts),
        lambda: Export.objects.create(kind="register", asked_by=world.officer, asked_at=timezone.now(), reason=""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            unsaid()


def test_the_manifest_says_what_was_asked_by_whom_and_under_which_head(world, log_in):
    make_request(world, "open")
    transparency.seal_all(timezone.now())
    head = transparency.newest()
    data = taken(log_in(world.officer), "/surat/register.xlsx", {"state": "valid", "page": "\u202e"})
    export = Export.objects.get()
    told = json.loads(export.manifest)
    assert told["head"] == {"size": head.size, "root": head.root} and told["asked"] == {"state": "valid"}
    assert told["asked_by"] == str(world.officer) and told["reason"] == export.reason
    assert told["files"] == [
        {"name": "register-surat.xlsx", "sha256": digest(data), "size": len(data), "rows": 1}
    ] and export.entry.asked["manifest"] == digest(export.manifest.encode())  # fmt: skip


def test_a_file_shown_later_is_known_by_the_log_and_an_altered_one_is_not(world, an_incident, log_in):
    make_request(world, "open")
    data = taken(log_in(world.officer), f"/insiden/{an_incident}/kronologi.xlsx")
    export, auditor = Export.objects.get(), log_in(world.auditor)
    assert list(AccessEntry.objects.of(an_incident).filter(kind="export")) == [export.entry]
    page = reverse("incidents:exports")
    [found] = auditor.get(page, {"sha256": digest(data).upper()}).context["found"]
    assert (found.file.export, found.faults, found.place) == (export, [], None)
    transparency.seal_all(timezone.now())
    shown = auditor.post(page, {"file": SimpleUploadedFile("apa saja.bin", data)})
    [found] = shown.context["found"]
    assert found.place is not None and an_incident.reference in shown.content.decode()
    manifest = auditor.get(reverse("incidents:export_manifest", args=[export.pk])).content
    assert [each.file.name for each in exports.find(digest(manifest))] == [exports.MANIFEST]
    answer = auditor.post(page, {"file": SimpleUploadedFile("diubah.xlsx", data + b" ")})
    assert answer.context["found"] == [] and "Tidak ada ekspor" in answer.content.decode()


def test_rows_that_a_hand_put_into_the_database_are_told_from_what_left(world, log_in):
    make_request(world, "open")
    taken(log_in(world.officer), "/surat/register.xlsx")
    export, forged = Export.objects.get(), digest(b"palsu")
    export.files.create(name="register-surat.xlsx", sha256=forged, size=5)
    [found] = exports.find(forged)
    assert found.faults == [exports.NOT_LISTED]
    export.manifest = export.manifest.replace('"files":[', '"files":[{"sha256":"' + forged + '"},')
    export.save()
    [found] = exports.find(forged)
    assert found.faults == [exports.ALTERED_MANIFEST]


def test_what_is_no_hash_and_no_file_is_said(world, log_in):
    auditor, page = log_in(world.auditor), reverse("incidents:exports")
    for typed in ({"sha256": "x"}, {"sha256": ""}, {"sha256": "0" * 64, "file": SimpleUploadedFile("a", b"x")}):
        answer = auditor.post(page, typed)
        assert answer.status_code == 200 and answer.context["form"].errors and not answer.context["digest"], typed
