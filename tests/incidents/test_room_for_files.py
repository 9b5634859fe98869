"""How much is taken in: of one person within a day, of one body in one case, in one case altogether."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from incidents import files
from incidents.actions import evidence
from incidents.files import budget
from incidents.models import DraftFile, Evidence
from tests.sent_form import Form
from tests.world import make_request


def upload(content=b"isi"):
    return SimpleUploadedFile("a.txt", content)


@pytest.mark.asvs(26)
def test_a_body_sends_no_more_into_one_case_than_it_may(world, log_in, settings):
    settings.MOST_FILES_OF_BODY = 1
    liaison, at = log_in(world.liaison_a), f"/permintaan/{make_request(world, 'open').pk}/pertanyaan/"
    assert liaison.post(f"{at}1/", {"text": "Satu", "stays": "1", "files": [upload()]}).status_code == 302
    page = liaison.post(f"{at}2/", {"text": "Dua", "stays": "1", "files": [upload()]}).content.decode()
    assert "sudah mengirim berkas sebanyak batas untuk satu kasus (1 berkas, 1000 MB)" in page and "Dua" in page
    assert DraftFile.objects.count() == 1


@pytest.mark.asvs(26)
def test_a_case_holds_no_more_than_it_may(world, an_incident, log_in, settings):
    settings.MOST_MB_IN_CASE = 1
    evidence.attach(an_incident, by=world.officer, upload=upload(b"a" * 900_000))
    at, officer = f"/insiden/{an_incident.reference}/bukti/tambah/", log_in(world.officer)
    sent = Form(officer.get(at).content.decode()).as_sent() | {"file": upload(b"a" * 200_000)}
    page = officer.post(at, sent).content.decode()
    assert "Kasus ini sudah memuat berkas sebanyak batasnya" in page and Evidence.objects.count() == 1


@pytest.fixture
def kept_in_the_database(db, settings):
    """The cache of production, in a table of this test's own: the product's role makes none."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "counted"}}
    with connection.cursor() as cursor:
        columns = "cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL"
        cursor.execute(f"CREATE TEMPORARY TABLE counted ({columns})")


@pytest.mark.asvs(26)
def test_a_person_sends_no_more_within_a_day_than_they_may(kept_in_the_database, settings, monkeypatch):
    settings.MOST_MB_A_DAY = 1
    for person, sends in (("satu", 600_000), ("dua", 600_000)):
        with budget.of_request(lambda person=person: person):
            files.check(upload(b"a" * sends))
    budget.Budget(lambda: "tiga").spend(9)
    later = timezone.now() + timedelta(minutes=9)
    monkeypatch.setattr("django.core.cache.backends.db.tz_now", lambda: later)
    assert budget._counted("looked:tiga") == (9,)
    with budget.of_request(lambda: "satu"), pytest.raises(ValidationError, match="besok|tomorrow"):
        files.check(upload(b"a" * 600_000))
