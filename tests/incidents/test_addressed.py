"""What is noted of somebody who was not let in: the very thing that the address names, at whichever address of the product."""

from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from django.utils import timezone

from incidents.actions import work
from incidents.models import AccessEntry, ComplainantSheet, Incident, User
from incidents.record import deeds
from incidents.reports import reads
from incidents.reports.anomalies import restricted
from incidents.reports.anomalies.evaluation import Evaluation
from incidents.views import addressed
from incidents.workflow import Role
from tests.canary import objects, planted_everywhere
from tests.routes import TABLE, address
from tests.world import appoint, fresh

__all__ = ["objects", "planted_everywhere"]  # fixtures

OF_NO_CASE = {
    "aturan/",
    "aturan/hari-libur/",
    "audit/anomali/",
    "audit/anomali/aturan/",
    "beban-kerja/",
    "beban-kerja/wakil/",
    "insiden/baru/berkas/",  # of who writes it, in no case yet
    "instansi/",
    "instansi/dibedakan/",
    "instansi/narahubung/",
    "jejak/bukti/",
    "jejak/ekspor/",
    "jejak/ekspor/minta/",
    "jejak/pertanyaan/",
    "jejak/segel/",
    "kotak-keluar/",  # a mail, which whoever tends the outbox may see
    "lembar-dpr/",
    "orang/",
    "orang/usulan/",
    "pelaku/",
    "pelaku/nama/",
    "pelaku/nilai/",
    "pengingat/",
    "surat/susunan/",
    "surat/susunan/kop/",
    "v/",
}


@pytest.fixture
def asked(world, planted_everywhere):
    """{address: how it is resolved} of every page that names a thing by its key or number."""
    at = {address(name, planted_everywhere["own"], world) for name in TABLE}
    found = {each: resolve(urlsplit(each).path) for each in at}
    return {each: match for each, match in found.items() if match.kwargs and match.namespaces}


def test_every_address_with_a_key_is_known_to_name_a_thing_in_a_case_or_none(asked):
    before = {addressed.before_the_key(match) for match in asked.values() if "reference" not in match.kwargs}
    assert before - OF_NO_CASE == {*addressed.KEYS, addressed.ENTRY, addressed.VERSION}
    assert not OF_NO_CASE & set(addressed.KEYS) and before >= OF_NO_CASE


def test_each_try_at_a_restricted_case_is_noted_with_that_case_and_found_by_the_anomaly(world, asked, log_in):
    for case in Incident.objects.filter(restricted=False):
        with suppress(deeds.Conflict):  # one that is archived is not restricted any more
            work.restrict(fresh(case), by=world.supervisor, seen=None, reason="Saksi")
    appoint(world, Role.OFFICER, email="baru@uji.example")
    stranger = User.objects.get(email="baru@uji.example")
    browser = log_in(stranger)
    answers = {at: browser.get(at).status_code for at in sorted(asked)}
    named = {at for at, match in asked.items() if addressed.before_the_key(match) not in OF_NO_CASE}
    kept_out = {at for at in named if answers[at] in (403, 404)}
    entries = list(AccessEntry.objects.filter(kind="refused", actor=stranger))
    of = reads.cases_of(entries, world.auditor)
    in_a_case = {entry.path for entry in entries if entry.pk in of}
    assert kept_out - in_a_case == set(), {at: answers[at] for at in kept_out - in_a_case}
    assert {entry.path for entry in entries if entry.subject_type} <= named
    found = restricted.rows({}, min(entry.at for entry in entries), Evaluation(timezone.now()))
    assert {entry.path for entry in found} == {e.path for e in entries if e.pk in of and of[e.pk].restricted}


def test_a_key_of_another_table_names_nothing_of_that_number(world, objects, log_in):
    own = objects["own"]
    browser = log_in(world.liaison_b)
    for before, model in (("dibagikan/berkas", own["share"]), ("pengaduan/jawaban", own["complaint"])):
        browser.get(f"/{before}/{10**6 + model.pk}/{'kirim/' if 'jawaban' in before else ''}")
    assert browser.get("/pengaduan/").status_code == 403, "whose address is the beginning of one with a key"
    browser.get(f"/surat/susunan/kop/{own['letter'].pk}/lambang.png")
    assert not AccessEntry.objects.filter(kind="refused").exclude(subject_type="").exists()


def test_versions_of_who_complained_and_a_number_that_is_no_key_are_not_found_and_the_try_is_noted(
    world, planted_everywhere, log_in
):
    sheet = ComplainantSheet.objects.first()
    browser = log_in(world.officer)
    for kind, key in (("complainantsheet", sheet.pk), ("storedfile", 10**40)):
        assert browser.get(f"/jejak/versi/{kind}/{key}/").status_code == 404
    [tried] = AccessEntry.objects.filter(kind=AccessEntry.Kind.REFUSED, actor=world.officer)
    assert (tried.subject_type, tried.subject_id) == ("complainantsheet", str(sheet.pk))
