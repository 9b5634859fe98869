"""What was entered wrongly in the directory is put right with a reason: an address, a name, the day of a name; letters keep theirs."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from incidents.actions import agencies, agency_corrections, cases, corrections, overtaken
from incidents.models import Agency, AgencyName, CaseEvent, Contact
from incidents.models.visibility import last_version
from incidents.record import deeds, search
from notifications.mails.recipients import Directory
from notifications.notices import NOTICES, Audience
from tests.sent_form import Form, press
from tests.world import fresh, make_incident, make_request

TODAY = timezone.localdate
NEW = {"name": "Badan Serba Baru", "short_name": "BSB", "head_office": "Kepala", "place": "Jakarta"}


def renamed(world, days=0):
    day = TODAY() - timedelta(days=days)
    agencies.rename_agency(fresh(world.agency_a), by=world.administrator, valid_from=day, **NEW)
    return AgencyName.objects.get(name=NEW["name"])


def correct(world, row, **facts):
    body = fresh(row.agency)
    return agency_corrections.correct_name(
        body, by=world.administrator, row=row, seen=body.version, reason="Perpres 1", **facts
    )


def sent(browser, address, *, follow=False, **changes):
    """What the form of a page sends with these changes."""
    form = Form(browser.get(address).content.decode())
    return press(browser, address, form.as_sent() | changes, follow=follow)


def spans(body):
    return [(row.short_name, row.valid_from, row.valid_to) for row in body.names.order_by("valid_from")]


@pytest.mark.parametrize("days", [30, -30])
def test_a_name_from_a_wrong_day_on_is_from_the_right_one_and_the_one_before_holds_until_then(world, days):
    row = renamed(world, 60)
    first, day = world.agency_a.names.order_by("valid_from").first(), row.valid_from + timedelta(days=days)
    correct(world, row, valid_from=day)
    assert spans(world.agency_a) == [(first.short_name, first.valid_from, day), ("BSB", day, None)]
    event = CaseEvent.objects.get(action="correct_name")
    assert (event.reason, event.actor) == ("Perpres 1", world.administrator)
    assert [each.valid_from for each in row.history.order_by("history_id")] == [row.valid_from, day]


def test_a_name_begins_after_the_one_before_and_before_it_ends_itself(world):
    row = renamed(world, 60)
    first = world.agency_a.names.order_by("valid_from").first()
    for day in (first.valid_from, first.valid_from - timedelta(days=1)):
        with pytest.raises(agency_corrections.OtherNameThen):
            correct(world, row, valid_from=day)
    with pytest.raises(agency_corrections.OtherNameThen):
        correct(world, first, valid_from=row.valid_from)
    correct(world, first, valid_from=row.valid_from - timedelta(days=1))
    assert spans(world.agency_a)[0][1:] == (row.valid_from - timedelta(days=1), row.valid_from)


def test_a_name_that_a_body_never_had_is_withdrawn_and_the_one_before_holds_on(world):
    row = renamed(world)
    first = spans(world.agency_a)[0]
    body = fresh(world.agency_a)
    agency_corrections.withdraw_name(body, by=world.administrator, row=row, seen=body.version, reason="Salah badan")
    assert spans(world.agency_a) == [(first[0], first[1], None)]
    kinds = [each.history_type for each in AgencyName.history.filter(id=row.pk).order_by("history_id")]
    assert kinds == ["+", "-"]
    with pytest.raises(overtaken.NameGone):
        correct(world, row, name="Lagi")
    with pytest.raises(agency_corrections.OnlyName):
        agency_corrections.withdraw_name(
            fresh(world.agency_a), by=world.administrator, row=world.agency_a.names.get(), reason="x"
        )


def test_a_name_of_before_is_put_right_and_a_letter_keeps_the_name_under_which_it_went(world):
    request = make_request(world, "open")
    sent = request.letter.content
    row = renamed(world)
    first = request.agency.names.order_by("valid_from").first()
    correct(world, first, name="Instansi A yang Benar", short_name="IAB")
    correct(world, row, name="Badan Serba Benar")
    assert [each.name for each in request.agency.names.order_by("valid_from")] == [
        "Instansi A yang Benar",
        "Badan Serba Benar",
    ]
    assert fresh(request).letter.content == sent and "Instansi A" in str(sent)
    assert request.incident in search.cases(world.officer, "Badan Serba Benar")
    assert request.incident not in search.cases(world.officer, "Serba Baru")


def test_two_administrators_correct_one_name_and_the_second_is_told(world):
    row, seen = renamed(world), fresh(world.agency_a).version
    correct(world, row, name="Satu")
    with pytest.raises(agencies.deeds.Conflict):
        agency_corrections.correct_name(
            fresh(world.agency_a), by=world.administrator, row=row, seen=seen, reason="x", name="Dua"
        )


def test_the_page_of_a_body_leads_to_the_correction_of_each_name(world, log_in):
    row, browser = renamed(world, 60), log_in(world.administrator)
    page = reverse("incidents:correct_name", args=[world.agency_a.pk])
    assert (
        f"{page}?name={row.pk}" in browser.get(reverse("incidents:agency", args=[world.agency_a.pk])).content.decode()
    )
    answer = sent(browser, f"{page}?name={row.pk}", place="Bandung", reason="Salah ketik")
    assert answer.status_code == 302 and AgencyName.objects.get(pk=row.pk).place == "Bandung"
    assert "Tidak ada yang diubah" in sent(browser, f"{page}?name={row.pk}", reason="x", follow=True).content.decode()
    assert page not in log_in(world.auditor).get(reverse("incidents:agency", args=[world.agency_a.pk])).content.decode()


def test_an_address_typed_wrong_is_put_right_and_what_is_on_its_way_goes_to_the_right_one(world):
    request = make_request(world, "open")
    contact = Contact.objects.get(agency=request.agency)
    other = agencies.register_contact(
        request.agency, by=world.administrator, office="Humas", email="humas@a.example", valid_from=TODAY()
    )
    request = type(request).objects.get(pk=request.pk)
    request.mail_to = contact.email
    agency_corrections.amend_contact(
        contact, by=world.administrator, reason="Salah ketik", email="benar@a.example", office="Sekretariat"
    )
    notice = next(each for each in NOTICES if Audience.AGENCY in each.to)
    told = {each.address for each in Directory([request], timezone.now()).of(notice, request)}
    assert "benar@a.example" in told and other.email not in told and contact.email not in told
    assert [row.email for row in contact.history.order_by("history_id")][-2:] == [contact.email, "benar@a.example"]
    assert Contact.objects.get(pk=contact.pk).confirmed_at


def test_the_form_of_an_address_writes_what_was_touched_and_refuses_one_on_file_already(world, log_in):
    contact = Contact.objects.get(agency=world.agency_a)
    agencies.register_contact(
        world.agency_a, by=world.administrator, office="Humas", email="humas@a.example", valid_from=TODAY()
    )
    browser, page = log_in(world.administrator), reverse("incidents:amend_contact", args=[contact.pk])
    assert page in browser.get(reverse("incidents:agency", args=[world.agency_a.pk])).content.decode()
    taken = sent(browser, page, email="HUMAS@a.example", reason="x")
    assert taken.status_code == 200 and Contact.objects.get(pk=contact.pk).email == contact.email
    assert sent(browser, page, phone="021-777", is_ppdp="on", reason="Nomor baru").status_code == 302
    row = Contact.objects.get(pk=contact.pk)
    assert (row.phone, row.is_ppdp, row.email, row.confirmed_at) == (
        "021-777",
        True,
        contact.email,
        contact.confirmed_at,
    )


def test_of_two_administrators_who_correct_one_address_the_second_is_told(world):
    contact = Contact.objects.get(agency=world.agency_a)
    shown = last_version(contact)
    agency_corrections.amend_contact(contact, by=world.administrator, reason="x", phone="021-1", shown=shown)
    with pytest.raises(overtaken.ContactChanged):
        agency_corrections.amend_contact(contact, by=world.administrator, reason="x", phone="021-2", shown=shown)


def test_nobody_is_a_deputy_of_themselves_or_of_their_own_deputy(world):
    contact = Contact.objects.get(agency=world.agency_a)
    deputy = agencies.register_contact(
        world.agency_a,
        by=world.administrator,
        office="Wakil",
        email="wakil@a.example",
        deputy_of=contact,
        valid_from=TODAY(),
    )
    for above in (contact, deputy):
        with pytest.raises(agency_corrections.DeputyOfItself):
            agency_corrections.amend_contact(contact, by=world.administrator, reason="x", deputy_of=above)


def test_who_added_a_body_puts_it_right_until_an_administrator_has_confirmed_it(world, log_in):
    make_incident(world)
    added = agencies.propose_agency(by=world.officer, name="PT Toko Contoh", kind="regional")
    page = reverse("incidents:amend_agency", args=[added.pk])
    assert sent(log_in(world.officer), page, kind="private", reason="Salah pilih").status_code == 302
    assert Agency.objects.get(pk=added.pk).kind == "private"
    assert CaseEvent.objects.filter(action="amend_agency").latest("recorded_at").reason == "Salah pilih"
    agencies.confirm_agency(fresh(added), by=world.administrator)
    assert log_in(world.officer).get(page).status_code == 403
    with pytest.raises(PermissionDenied):
        agencies.amend_agency(fresh(added), by=world.officer, kind="foreign")
    assert log_in(world.officer).get(reverse("incidents:amend_agency", args=[world.agency_a.pk])).status_code == 403


def test_a_body_entered_by_mistake_is_offered_nowhere_and_one_on_which_something_hangs_is_none(world, log_in):
    """Said above the form, by kind; the page of restricted cases is not asked. It is taken back as it was."""
    admin, real = log_in(world.administrator), reverse("incidents:annul_agency", args=[world.agency_a.pk])
    row = make_request(world)
    shown = unescape(admin.get(real).content.decode())
    assert all(words in shown for words in ("Surat kepadanya", "Narahubung", "Alamat"))
    refused = sent(admin, real, reason="Percobaan")
    assert refused.status_code == 409 and fresh(world.agency_a).mistaken_at is None
    added = agencies.propose_agency(by=world.officer, name="PT Salah Ketik", kind="private")
    case = make_incident(world, title="Kebocoran PT Salah Ketik")
    part = cases.involve(case, by=world.officer, agency=added, role="controller", why="x")
    page = reverse("incidents:annul_agency", args=[added.pk])
    assert "Catatan dalam kasus yang menyebutnya" in unescape(admin.get(page).content.decode())
    corrections.strike(part, by=world.officer, seen=part.version, reason="Salah pilih")
    before = Agency.objects.to_pick().count()
    assert sent(admin, page, reason="Percobaan").status_code == 302
    assert fresh(added).status == "mistaken" and fresh(added).has_ended(TODAY())
    assert Agency.objects.to_pick().count() == before - 1 and not Agency.objects.to_complete().filter(pk=added.pk)
    assert "PT Salah Ketik" not in admin.get("/instansi/").content.decode()
    assert "PT Salah Ketik" in admin.get("/instansi/?status=mistaken").content.decode()
    assert "Keliru dicatat" in admin.get(added.get_absolute_url()).content.decode()
    with pytest.raises(agencies.BodyEnded, match="by mistake"):
        agencies.check_exists(added, timezone.now())
    with pytest.raises(deeds.Conflict):
        cases.involve(fresh(case), by=world.officer, agency=fresh(added), role="processor", why="x")
    assert sent(admin, reverse("incidents:reinstate_agency", args=[added.pk]), reason="Ada").status_code == 302
    assert fresh(added).status == "proposed" and Agency.objects.to_pick().count() == before
    told = CaseEvent.objects.filter(action__in=("annul_agency", "reinstate_agency")).values_list("reason", flat=True)
    assert sorted(told) == ["Ada", "Percobaan"] and fresh(row).agency == world.agency_a
