"""A removal under law of who a natural person on the register of bodies is: the name goes wherever it went, and the record says that it did."""

from django.urls import reverse

from incidents.actions import agencies, agency_corrections, cases, letter_decisions, removals, work
from incidents.models import Letter, Removal
from incidents.record.removal import scopes
from notifications import postroom
from tests.canary import legible, swept
from tests.removed import GROUND, closed, sealed, still_held, verified
from tests.sent_form import Form
from tests.world import fresh, make_incident, make_request

NAME, ONCE = "Wahyu Kuaggafikri", "Wahyu Lamafikri"


def a_person(world):
    """A controller that is a person, under two names, with an address, asked by a letter that was withdrawn, in one case."""
    facts = {"kind": "person", "phone": "0813-7777-4242", "post_address": f"Rumah {NAME}", "email": "wk@rumah.example"}
    body = agencies.propose_agency(by=world.officer, name=ONCE, short_name="WLamafikri", **facts)
    body = agencies.confirm_agency(body, by=world.administrator, email="wk@rumah.example")
    named = {"name": NAME, "short_name": "WK", "head_office": NAME, "place": "Tempat"}
    row = body.names.get()
    body = agency_corrections.correct_name(fresh(body), by=world.administrator, row=row, reason="Nama", **named)
    case = make_incident(world, title=f"Data dijual {NAME.upper()}")
    cases.involve(case, by=world.officer, agency=fresh(body), role="controller")
    cases.note(case, by=world.officer, text=f"Menelepon {NAME}, dahulu {ONCE}")
    asked = make_request(world, "open", incident=case, agency=fresh(body))
    letter_decisions.withdraw(asked, by=world.supervisor, seen=asked.version, reason=f"Dibicarakan dengan {NAME}")
    with legible():
        for letter in Letter.objects.filter(agency=body):
            postroom.make_letter(letter.pk)
    swept()
    return fresh(body), fresh(case)


def test_who_a_person_is_goes_from_the_register_the_letters_and_the_cases_that_name_them(
    world, log_in, django_capture_on_commit_callbacks
):
    (body, case), officer = a_person(world), log_in(world.officer)
    page = reverse("incidents:propose_removal_of_person", args=[body.pk])
    typed = {"what": f"agency:{body.pk}", "ground": GROUND, "reason": f"Diminta {NAME}"}
    assert page in officer.get(body.get_absolute_url()).content.decode()
    assert officer.post(page, typed).status_code == 200, "what stays there for ever does not name them"
    typed["reason"] = "Diminta orangnya"
    assert officer.post(page, typed).status_code == 409, "a case that names them is worked on"
    closed(world, case)
    assert officer.post(page, typed).status_code == 409, "somebody still writes to the address"
    agencies.end_contact(body.contacts.get(), by=world.administrator, reason="Diminta dihapus")
    assert officer.post(page, typed).status_code == 302
    row, supervisor, held = Removal.objects.get(), log_in(world.supervisor), sealed()
    shown = supervisor.get(reverse("incidents:remove", args=[row.pk]))
    reached = {each.model for each in shown.context["places"]}
    assert {"agency", "agencyname", "contact", "letter", "incident", "activity"} <= reached
    sent = Form(shown.content.decode()).as_sent() | {"reason": "Disetujui"}
    with django_capture_on_commit_callbacks(execute=True):
        assert supervisor.post(shown.request["PATH_INFO"], sent).status_code == 302
    assert {name: still_held(name) for name in (NAME, ONCE, "WLamafikri", "0813-7777-4242")} == {
        NAME: set(),
        ONCE: set(),
        "WLamafikri": set(),
        "0813-7777-4242": set(),
    }
    assert verified([held])[0] == []
    body = fresh(body)
    assert body.name.startswith("[Dihapus") and body.code.startswith("dihapus-")
    pages = [body.get_absolute_url(), row.get_absolute_url(), case.get_absolute_url()]
    pages += [reverse("incidents:as_of", args=[case.reference]), fresh(case).requests.get().get_absolute_url()]
    auditor = log_in(world.auditor)
    told = [browser.get(each) for browser in (officer, auditor) for each in pages]
    told += [auditor.get(reverse("incidents:versions", args=["agency", body.pk]))]
    assert [answer.status_code for answer in told] == [200] * 11
    assert all(NAME not in answer.content.decode() for answer in told)
    assert not officer.get("/cari/", {"q": "Kuaggafikri"}).context["page"].object_list


def test_it_is_put_forward_of_a_person_alone_by_whoever_may_know_of_every_case_that_names_them(world, log_in):
    body, case = a_person(world)
    work.restrict(case, by=world.officer, seen=case.version, reason="Rahasia")
    page = reverse("incidents:propose_removal_of_person", args=[body.pk])
    assert log_in(world.other_supervisor).get(page).status_code == 403
    closed(world, case)
    agencies.end_contact(body.contacts.get(), by=world.administrator, reason="Diminta dihapus")
    facts = {"choice": scopes.choices(body)[0], "ground": GROUND, "reason": "Diminta"}
    row = removals.propose_of_person(body, by=world.officer, **facts)
    for who, code in (("officer", 200), ("other_supervisor", 404), ("auditor", 200)):
        assert log_in(getattr(world, who)).get(row.get_absolute_url()).status_code == code, who
    firm = reverse("incidents:propose_removal_of_person", args=[world.agency_b.pk])
    assert log_in(world.officer).get(firm).status_code == 404
    assert firm not in log_in(world.officer).get(world.agency_b.get_absolute_url()).content.decode()
