"""Bodies added where they are needed, confirmed, renamed and put right."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from incidents.actions import agencies
from incidents.models import Agency, CaseEvent, ClarificationRequest, Incident
from incidents.plain.dates import date_in_words
from incidents.record import search
from tests.sent_form import Form
from tests.world import make_incident, make_request

NEW = {
    "body_name": "PT Toko Contoh Nusantara",
    "body_short_name": "Tokonusa",
    "body_kind": "private",
    "body_sector": "trade",
    "body_country": "Indonesia",
    "body_mail_domains": "tokonusa.example",
}


def propose(world, name="PT Toko Contoh Nusantara", **facts):
    return agencies.propose_agency(by=world.officer, name=name, **{"kind": "private", **facts})


def intake(browser, **typed):
    return browser.post(reverse("incidents:record"), {"summary": "Basis data dijual", "drill": "", **typed})


def test_the_officer_of_the_evening_adds_the_body_in_the_very_form_of_intake(world, log_in):
    answer = intake(log_in(world.officer), **NEW)
    added = Agency.objects.get(code="tokonusa")
    case = Incident.objects.get(reference=answer.url.rstrip("/").rsplit("/", 1)[1])
    assert [(each.agency, each.role) for each in case.involvements.all()] == [(added, "suspected")]
    assert (added.name, added.sector, added.country, added.status) == (
        "PT Toko Contoh Nusantara",
        "trade",
        "Indonesia",
        "proposed",
    )


def test_a_similar_name_is_shown_before_a_double_arises_and_what_was_typed_stays(world, log_in):
    propose(world)
    typed = NEW | {"body_name": "Toko Contoh Nusantara", "source_note": "Forum X"}
    answer = intake(log_in(world.officer), **typed)
    page = answer.content.decode()
    assert answer.status_code == 200 and Agency.objects.filter(names__name__contains="Toko Contoh").count() == 1
    assert "Basis data dijual" in page and "Forum X" in page and 'name="another"' in page
    first = Agency.objects.get(names__name="PT Toko Contoh Nusantara")
    looked = {"another": "on", "looked_at": f"{first.pk} "}
    propose(world, name="PT. Toko Contoh Nusantara", short_name="TokoNusa")
    told = intake(log_in(world.officer), **typed, **looked)
    assert told.status_code == 200, "a body that a colleague has added meanwhile was not among those looked at"
    shown = told.context["form"].similar
    looked["looked_at"] = " ".join(str(body.pk) for body in shown)
    assert (
        first in shown
        and len(shown) == 2
        and f'name="looked_at" value="{looked["looked_at"]} "' in told.content.decode()
    )
    assert intake(log_in(world.officer), **typed, **looked).status_code == 302
    assert Agency.objects.filter(names__name__contains="Toko Contoh").count() == 3


def test_an_administrator_finds_the_bodies_that_may_be_one_and_merges_them(world, log_in):
    page = reverse("incidents:possible_doubles")
    administrator = log_in(world.administrator)
    first = agencies.add_agency(by=world.administrator, name="PT Toko Contoh", mail_domains="toko.example")
    double = propose(world, name="Toko Contoh", short_name="TC")
    of_mail = propose(world, name="Grup Niaga", short_name="GN", mail_domains="toko.example\nniaga.example")
    part = agencies.add_agency(by=world.administrator, name="Gudang", mail_domains="toko.example", parent=first)
    pairs = administrator.get(page).context["page"].object_list
    assert [(row.double, row.other, row.same_name) for row in pairs] == [
        (double, first, True),
        (of_mail, first, False),
        (of_mail, part, False),
        (world.agency_b, world.agency_a, False),  # Ins A and Ins B: similar names
    ]
    merge = f"{reverse('incidents:merge_agency', args=[double.pk])}?into={first.pk}"
    assert f'href="{merge}"' in administrator.get(page).content.decode()
    assert str(administrator.get(merge).context["form"]["into"].value()) == str(first.pk)
    assert page in administrator.get("/instansi/").content.decode()
    assert page not in log_in(world.officer).get("/instansi/").content.decode()


def test_a_body_is_involved_with_its_role_as_it_is_added(world, log_in, an_incident):
    page = reverse("incidents:involve", args=[an_incident.reference])
    log_in(world.officer).post(page, NEW | {"role": "processor", "why": "Menyimpan cadangan"})
    part = an_incident.involvements.get(agency__code="tokonusa")
    assert (part.role, part.why) == ("processor", "Menyimpan cadangan")


def test_of_a_body_and_its_part_both_are_stored_or_neither(world, log_in, an_incident):
    page = reverse("incidents:involve", args=[an_incident.reference])
    log_in(world.officer).post(page, NEW | {"role": "controller", "known": "31 Februari 2026"})
    assert not Agency.objects.filter(code="tokonusa").exists()


def test_one_names_a_body_or_chooses_one_not_both_and_not_neither(world, log_in, an_incident):
    page = reverse("incidents:involve", args=[an_incident.reference])
    browser = log_in(world.officer)
    assert browser.post(page, NEW | {"role": "named", "agency": world.agency_a.pk}).status_code == 200
    assert browser.post(page, {"role": "named"}).status_code == 200
    assert an_incident.involvements.filter(role="named").count() == 0


def test_a_letter_is_drafted_to_a_body_that_is_added_beside_those_chosen(world, log_in, an_incident):
    page = reverse("incidents:draft", args=[an_incident.reference])
    letter = {"subject": "Hal", "opening": "Pembuka", "basis": "Pasal 46", "security": "B", "urgency": "segera"}
    rows = {"q-TOTAL_FORMS": "1", "q-INITIAL_FORMS": "0", "q-0-heading": "A", "q-0-text": "Apa?", "q-0-kind": "text"}
    log_in(world.officer).post(page, NEW | letter | rows | {"agencies": [world.agency_a.pk], "body_role": "processor"})
    asked = ClarificationRequest.objects.filter(incident=an_incident)
    assert {each.agency.code for each in asked} == {"a", "tokonusa"}
    assert an_incident.involvements.get(agency__code="tokonusa").role == "processor"


@pytest.mark.parametrize("who", ["supervisor", "liaison_a", "auditor"])
def test_only_officers_and_administrators_add_bodies(world, who):
    with pytest.raises(PermissionDenied):
        agencies.propose_agency(by=getattr(world, who), name="PT Lain", kind="private")
    with pytest.raises(PermissionDenied):
        agencies.add_agency(by=getattr(world, who), name="PT Lain", kind="private")


def test_what_was_added_waits_for_an_administrator_until_it_is_confirmed(world, log_in):
    added, browser = propose(world), log_in(world.administrator)
    assert reverse("incidents:confirm_agency", args=[added.pk]) in browser.get("/instansi/").content.decode()
    assert "/lengkapi/" not in log_in(world.officer).get("/instansi/").content.decode()
    typed = {
        "seen": added.version,
        "name": "PT Toko Contoh Nusantara Tbk",
        "short_name": "Tokonusa",
        "head_office": "Direktur Utama PT Toko Contoh Nusantara Tbk",
        "place": "Bandung",
        "kind": "private",
        "sector": "trade",
        "country": "Indonesia",
        "zone": "Asia/Jakarta",
        "mail_domains": "tokonusa.example",
    }
    address = reverse("incidents:confirm_agency", args=[added.pk])
    at_home = browser.post(address, typed | {"zone": "Europe/Dublin"})
    assert "WIB, WITA, atau WIT" in at_home.content.decode()
    browser.post(address, typed)
    added = Agency.objects.get(pk=added.pk)
    assert (added.status, added.name, added.names.get().place) == ("registered", typed["name"], "Bandung")
    assert reverse("incidents:confirm_agency", args=[added.pk]) not in browser.get("/instansi/").content.decode()


def test_a_confirmed_body_is_not_confirmed_again(world):
    added = propose(world)
    agencies.confirm_agency(added, by=world.administrator)
    with pytest.raises(agencies.deeds.Conflict):
        agencies.confirm_agency(added, by=world.administrator)


def test_a_slip_in_the_name_is_put_right_and_a_new_name_has_its_day(world):
    added = propose(world, short_name="Tokonusa")
    agencies.confirm_agency(added, by=world.administrator, name="PT Toko Nusantara")
    agencies.amend_agency(added, by=world.administrator, short_name="Tokonus")
    assert [row.short_name for row in added.names.all()] == ["Tokonus"]
    assert [row.short_name for row in added.names.model.history.order_by("history_id")][-1] == "Tokonus"


def test_the_directory_and_the_choices_of_a_form_find_a_body_by_its_old_name(world, log_in, an_incident):
    facts = {"name": "Badan Serba Baru", "short_name": "BSB", "head_office": "Kepala", "place": "Jakarta"}
    agencies.rename_agency(world.agency_a, by=world.administrator, valid_from=timezone.localdate(), **facts)
    browser = log_in(world.officer)
    assert "Badan Serba Baru" in browser.get("/instansi/", {"q": "Instansi A"}).content.decode()
    form = browser.get(reverse("incidents:involve", args=[an_incident.reference])).content.decode()
    assert "BSB (juga Ins A)" in form


def test_a_case_that_named_the_body_before_it_was_added_is_found_by_it(world):
    case = make_incident(world, title="Data PT Toko Contoh Nusantara dijual")
    propose(world)
    assert case.mentions.filter(kind="agency", value__startswith="toko").exists()


def test_the_case_is_found_by_the_name_of_a_body_added_to_it(world, log_in, an_incident):
    page = reverse("incidents:involve", args=[an_incident.reference])
    log_in(world.officer).post(page, NEW | {"role": "controller"})
    assert an_incident in search.cases(world.officer, "Tokonusa")


def test_the_event_of_a_body_added_stands_in_the_trail_with_its_name(world):
    added = propose(world)
    event = CaseEvent.objects.get(subject_type="agency", subject_id=str(added.pk))
    assert (event.action, event.details["name"], event.incident) == ("propose_agency", added.name, None)


def test_the_trail_says_what_a_body_was_and_became(world, log_in):
    added = propose(world)
    agencies.confirm_agency(added, by=world.administrator)
    page = log_in(world.auditor).get("/jejak/").content.decode()
    assert "Perlu dilengkapi" in page and "Instansi dikonfirmasi" in page


def test_an_address_given_at_night_is_written_to_and_waits_with_its_body_to_be_confirmed(world, log_in):
    intake(log_in(world.officer), **NEW, body_email="ppdp@tokonusa.example")
    added = Agency.objects.get(code="tokonusa")
    contact = added.contacts.get()
    assert (contact.email, contact.confirmed_at, contact.office) == (
        "ppdp@tokonusa.example",
        None,
        "Pimpinan PT Toko Contoh Nusantara",
    )
    asked = make_request(world, "awaiting_approval", agency=added, incident=make_incident(world))
    issue, supervisor = reverse("incidents:issue", args=[asked.pk]), log_in(world.supervisor)
    today = date_in_words(timezone.localdate(), "id")
    given = f"ppdp@tokonusa.example: alamat diberikan oleh Officer pada {today}, belum dikonfirmasi."
    several = supervisor.post(reverse("incidents:issue_several"), {"letter": asked.pk})
    for html in (supervisor.get(issue).content.decode(), several.content.decode()):
        assert given in html and "tidak ada yang disurati" not in html
    body = log_in(world.officer).get(reverse("incidents:agency", args=[added.pk])).content.decode()
    assert "diberikan oleh Officer, belum dikonfirmasi" in " ".join(body.split())
    amended = agencies.amend_agency(added, by=world.officer, reason="Salah ketik", email="ppdp@tokonusa.test")
    assert (added.contacts.get().email, added.contacts.get().confirmed_at) == ("ppdp@tokonusa.test", None)
    page, administrator = reverse("incidents:confirm_agency", args=[added.pk]), log_in(world.administrator)
    shown = Form(administrator.get(page).content.decode()).as_sent()
    assert shown["email"] == "ppdp@tokonusa.test"
    assert administrator.post(page, shown | {"email": "surat@tokonusa.example"}).status_code == 302
    contact = added.contacts.get()
    assert contact.email == "surat@tokonusa.example" and contact.confirmed_at and amended.pk == added.pk
    assert "belum dikonfirmasi" not in supervisor.get(issue).content.decode()
    assert "surat@tokonusa.example" in supervisor.get(issue).content.decode()
    assert 'name="email"' not in administrator.get(reverse("incidents:amend_agency", args=[added.pk])).content.decode()


def test_the_given_address_of_a_body_that_has_none_ends_when_it_is_confirmed(world):
    added = propose(world, email="salah@x.example")
    agencies.confirm_agency(added, by=world.administrator, email="")
    assert added.contacts.get().valid_to == timezone.localdate()
    other = agencies.confirm_agency(propose(world, name="PT Lain Lagi"), by=world.administrator, email="b@x.example")
    assert other.contacts.get().confirmed_at
