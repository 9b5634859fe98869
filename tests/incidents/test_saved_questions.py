"""What an auditor asks again and again is kept under a name, of whichever page, and asked again from their first page."""

from urllib.parse import urlencode

import pytest
from django.utils import timezone

from incidents.actions import cases
from incidents.models import CaseEvent, SavedQuestion
from incidents.plain import clocks
from tests.sent_form import Form, press
from tests.world import fresh

SAVE = "/jejak/pertanyaan/simpan/"


def kept_form(page):
    """What the form that keeps the question of a page would send; None where it has none."""
    for form in page.split("<form")[1:]:
        if f'action="{SAVE}"' in form:
            return Form(f"<main><form{form}").as_sent()
    return None


def test_a_question_is_kept_under_a_name_found_again_and_dropped(world, an_incident, log_in):
    auditor = log_in(world.auditor)
    facts = {"page": "/jejak/", "name": "Judul"}
    press(auditor, SAVE, facts | {"query": "field=Judul&page=7&case="})
    kept = SavedQuestion.objects.get()
    assert (kept.user, kept.address) == (world.auditor, "/jejak/?field=Judul")
    assert "/jejak/?field=Judul" in auditor.get("/audit/").content.decode()
    for nothing in ("case=INS-1999-0001", "", "start=kapan"):
        answer = press(auditor, SAVE, facts | {"name": "Kosong", "query": nothing})
        assert "dapat dijawab" in answer.content.decode() and SavedQuestion.objects.count() == 1, nothing
    long = press(auditor, SAVE, facts | {"name": "Lama", "query": "actor=" + "é" * 300})
    assert "terlalu panjang" in long.content.decode() and "Lama" in long.content.decode()
    again = press(auditor, SAVE, facts | {"query": "legal=1"})
    assert "sudah bernama" in again.content.decode() and SavedQuestion.objects.count() == 1
    press(auditor, f"/jejak/pertanyaan/{kept.pk}/hapus/", {})
    assert not SavedQuestion.objects.exists()


def test_what_was_asked_of_each_page_of_the_audit_is_kept_by_its_own_form_and_leads_back_there(
    world, an_incident, log_in
):
    cases.amend(an_incident, by=world.officer, seen=fresh(an_incident).version, reason="x", title="Lain")
    case, auditor = an_incident.reference, log_in(world.auditor)
    first, *_others, last = CaseEvent.objects.filter(incident=an_incident).order_by("recorded_at")
    today, number = f"{clocks.day(timezone.now()):%d-%m-%Y}", {"case": case}
    asked = {
        "/jejak/": number,
        "/jejak/pembacaan/": number,
        f"/jejak/versi/incident/{an_incident.pk}/": {"from": str(first.pk), "to": str(last.pk)},
        f"/insiden/{case}/pada/": {"at": an_incident.events.first().recorded_at.isoformat()},
        "/jejak/pengetahuan/": number,
        "/audit/tenggat/": {"first": today, "last": today},
    }
    for n, (page, query) in enumerate(asked.items()):
        assert kept_form(auditor.get(page).content.decode()) is None, page
        sent = kept_form(auditor.get(page, query | {"before": "", "x": "y"}).content.decode())
        assert sent, page
        answer = press(auditor, SAVE, sent | {"name": f"Pertanyaan {n}"})
        assert answer.status_code == 302, answer.content.decode()
        assert answer["Location"] == f"{page}?{urlencode(query)}"
    first_page = auditor.get("/audit/").content.decode()
    for n, kept in enumerate(SavedQuestion.objects.order_by("pk")):
        assert f"Pertanyaan {n}" in first_page
        assert auditor.get(kept.address).status_code == 200
    assert SavedQuestion.objects.count() == len(asked)


@pytest.mark.parametrize("page", ["/audit/", "/meja/", "https://lain.example/jejak/", "//lain.example/", "", "/tiada/"])
def test_no_other_page_is_kept(world, log_in, page):
    answer = press(log_in(world.auditor), SAVE, {"name": "x", "page": page, "query": "case=INS-2026-0001"})
    assert answer.status_code == 200 and not SavedQuestion.objects.exists()


def test_whoever_does_not_audit_is_offered_none(world, an_incident, log_in):
    at = an_incident.events.first().recorded_at.isoformat()
    page = log_in(world.officer).get(f"/insiden/{an_incident}/pada/", {"at": at}).content.decode()
    assert kept_form(page) is None and SAVE not in page
