"""Who may be what: conflict of interest is one rule at appointing, at acting and in what auditors are shown; somebody always
administers; and each deed is done by the appointment that permitted it."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from incidents.actions import (
    agencies,
    appointment_corrections,
    case_letters,
    clarifications,
    evidence,
    handover,
    people,
    proposals,
    replies,
    two_people,
)
from incidents.models import Appointment, CaseEvent, Contact, Proposal, User
from incidents.models.people import UserManager, UserQuerySet
from incidents.models.visibility import last_version
from incidents.plain import clocks, letter_kinds
from incidents.record import authority, deeds
from incidents.reports import anomalies, running_out
from incidents.workflow import Role, conflict, opposed_to
from notifications import postroom
from notifications.models import AccountMail
from tests.sent_form import Form, press
from tests.world import (
    PASSWORD,
    another_administrator,
    another_unit,
    answer_request,
    appoint,
    appoint_past_the_rule,
    draft_request,
    fresh,
    make_incident,
    make_request,
)

OPPOSED = [
    (Role.OFFICER, Role.LIAISON),
    (Role.SUPERVISOR, Role.LIAISON),
    (Role.AUDITOR, Role.OFFICER),
    (Role.AUDITOR, Role.SUPERVISOR),
    (Role.AUDITOR, Role.LIAISON),
    (Role.AUDITOR, Role.ADMINISTRATOR),
    (Role.ADMINISTRATOR, Role.LIAISON),
]


UNIT_FACTS = ("ministry", "name", "address", "signatory_office", "letter_code", "classification", "number_template")


def again(person):
    """The person at their next click."""
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("one, other", OPPOSED + [(b, a) for a, b in OPPOSED])
def test_nobody_is_appointed_to_both_sides(world, one, other):
    appoint(world, one)
    with pytest.raises(people.ConflictOfInterest):
        appoint(world, other)
    assert [row.role for row in Appointment.objects.filter(user__email="orang@uji.example")] == [one]


def test_the_rule_says_the_same_from_either_side():
    for one in Role:
        for other in Role:
            assert (other in opposed_to(one)) == (one in opposed_to(other)) == bool(conflict([one, other]))


def test_one_side_after_the_other_is_no_conflict_at_appointing_and_at_the_same_time_in_future_is(world):
    soon = timezone.now() + timedelta(days=10)
    appoint(world, Role.OFFICER, valid_to=soon)
    with pytest.raises(people.ConflictOfInterest):
        appoint(world, Role.LIAISON, valid_from=soon - timedelta(days=1))
    appoint(world, Role.LIAISON, valid_from=soon)


def other_unit(world):
    same = {name: getattr(world.unit, name) for name in UNIT_FACTS}
    return people.register_unit(
        reason="Uji", by=world.administrator, code="lain", valid_from=date(2024, 10, 21), **same
    )


@pytest.mark.parametrize("first, second", [(Role.OFFICER, Role.SUPERVISOR), (Role.SUPERVISOR, Role.OFFICER)])
def test_nobody_is_appointed_to_supervise_the_unit_in_which_they_are_supervised(world, first, second):
    appoint(world, first)
    for mode in ("definitive", "an", "ub"):
        post = {"mode": mode, "office": "Direktur", "through_office": "Direktur"} if second == Role.SUPERVISOR else {}
        with pytest.raises(people.ConflictOfInterest):
            people.appoint(
                people.Post(second, unit=world.unit, **post),
                by=deeds.SYSTEM,
                email="orang@uji.example",
                name="Orang",
            )
    assert appoint(world, second, unit=other_unit(world)).pk, "in another unit somebody else supervises them"
    assert not anomalies.conflicts_of_interest(timezone.now())


def test_the_page_says_why_somebody_is_not_appointed(world, log_in):
    facts = {"name": "x", "email": world.officer.email, "role": "liaison", "agency": world.agency_a.pk}
    answer = log_in(world.administrator).post("/orang/angkat/", facts)
    assert answer.status_code == 422
    assert "tidak menjawab untuk instansi" in answer.content.decode()


def test_an_address_typed_wrong_is_put_right_until_somebody_logs_in_by_it(world, log_in, client):
    post = appoint(world, Role.OFFICER, email="salha@kementerian.example", password=None)
    page, browser = f"/orang/{post.pk}/perbaiki/", log_in(world.administrator)
    sent = people.invitation(post.user)
    shown = Form(browser.get(page).content.decode()).sent | {"reason": "Salah ketik"}
    taken = press(browser, page, shown | {"email": world.officer.email})
    assert taken.status_code == 422 and User.objects.get(pk=post.user_id).email == "salha@kementerian.example"
    right = {"name": "Saleha", "email": "saleha@kementerian.example"}
    answer = press(browser, page, shown | right)
    assert answer.status_code == 302 and "/sandi/atur/" not in browser.get(answer.url).content.decode()
    postroom.write_receipts(timezone.now())  # also a link, the last of which counts
    invited = people.invitation(again(post.user))
    person = again(post.user)
    assert (person.name, person.email) == ("Saleha", "saleha@kementerian.example")
    told = {mail.kind: mail.recipient for mail in AccountMail.objects.filter(user=person, kind__startswith="address")}
    assert told == {"address_left": "salha@kementerian.example", "address_taken": "saleha@kementerian.example"}
    event = CaseEvent.objects.get(action="amend_person")
    assert event.reason == "Salah ketik" and "salha@kementerian.example" in event.details["before"]
    assert person.name in event.details["person"] and person.email in event.details["person"]
    assert "password" not in client.get(sent, follow=True).content.decode(), (
        "sent to the wrong address, it opens nothing"
    )
    assert "password" in client.get(invited, follow=True).content.decode()
    client.force_login(person)
    with pytest.raises(appointment_corrections.LoggedInByIt):
        appointment_corrections.amend_person(post, by=world.administrator, reason="x", email="lain@kementerian.example")
    appointment_corrections.amend_person(post, by=world.administrator, reason="x", name="Saleha Putri")
    assert again(person).name == "Saleha Putri"


def test_who_asked_does_not_answer_whatever_they_are_now(world):
    clarification = make_request(world, "open")
    people.end_appointment(world.officer.appointments.get(), by=world.administrator, reason="Pindah")
    appoint(world, Role.LIAISON, email=world.officer.email)
    with pytest.raises(PermissionDenied):
        answer_request(world, clarification, by=again(world.officer))
    assert not CaseEvent.objects.filter(action="answer").exists()


def test_who_answered_does_not_accept_whatever_they_are_now(world):
    clarification = make_request(world, "answered")
    people.end_appointment(world.liaison_a.appointments.get(), by=world.administrator, reason="Pindah")
    appoint(world, Role.OFFICER, email=world.liaison_a.email)
    officer = again(world.liaison_a)
    with pytest.raises(PermissionDenied):
        clarifications.accept(clarification, by=officer, seen=clarification.version)
    other = make_incident(world)  # a case they have nothing to do with is theirs to work on
    assert draft_request(world, other, by=officer).pk


def test_an_officer_who_is_a_liaison_too_answers_nothing_and_is_shown_to_administrator_and_auditor(world, log_in):
    clarification = make_request(world, "open")
    both = appoint_past_the_rule(world.supervisor, Role.LIAISON, agency=world.agency_a)
    who = {"name": "N", "office": "J"}
    with pytest.raises(PermissionDenied):
        replies.reply(clarification, by=both, seen=clarification.version, kind="interim", text="x", **who)
    assert list(anomalies.conflicts_of_interest(timezone.now())) == [both]
    for reader, page in ((world.administrator, "/orang/"), (world.auditor, "/audit/")):
        assert "tidak menjawab untuk instansi" in log_in(reader).get(page).content.decode()


@pytest.mark.asvs(55)
def test_what_is_done_for_a_body_is_recorded_as_done_for_it(world):
    """A person who serves two bodies acts for the one that was asked, under the name it had then."""
    also = people.Post(Role.LIAISON, agency=world.agency_b)
    people.appoint(also, by=world.administrator, email=world.liaison_a.email, name="x")
    both = again(world.liaison_a)
    for agency in (world.agency_b, world.agency_a):
        clarification = make_request(world, "open", agency=agency)
        clarifications.acknowledge(clarification, by=both, seen=clarification.version)
        answer_request(world, fresh(clarification), by=both)
        told = CaseEvent.objects.filter(actor=both, incident=clarification.incident)
        assert set(told.values_list("actor_agency", flat=True)) == {agency.name}
    contact = world.agency_b.contacts.get()
    agencies.confirm_contact(contact, by=both)
    assert CaseEvent.objects.get(action="confirm_contact").actor_agency == world.agency_b.name


def test_an_answer_of_the_past_names_the_body_as_it_was(world):
    at = timezone.now() - timedelta(days=3)
    clarification = make_request(world, "open", issued_at=at)
    names = {"name": "Instansi Baru", "short_name": "Ins Baru", "head_office": "Kepala", "place": "Jakarta"}
    agencies.rename_agency(
        world.agency_a, by=world.administrator, valid_from=timezone.localdate() - timedelta(days=1), **names
    )
    clarifications.acknowledge(
        clarification, by=world.liaison_a, seen=clarification.version, at=at + timedelta(hours=1)
    )
    event = CaseEvent.objects.get(action="acknowledge")
    assert (event.actor_agency, event.agency_id) == ("Instansi A", world.agency_a.pk)


def test_who_supervises_two_units_signs_for_each_as_appointed_to_it(world):
    other = another_unit(world)
    until = timezone.now() + timedelta(days=3)
    appoint(world, Role.SUPERVISOR, email=world.supervisor.email, unit=other, mode="plh", valid_to=until)
    person = again(world.supervisor)
    assert (person.signs_as(world.unit).mode, person.signs_as(other).mode) == ("definitive", "plh")


def test_the_last_administrator_stays(world, log_in):
    own = world.administrator.appointments.get()
    with pytest.raises(people.LastOfTheRole):
        people.end_appointment(own, by=world.administrator, reason="Selesai")
    answer = log_in(world.administrator).post(f"/orang/{own.pk}/akhiri/", {"reason": "Selesai"})
    assert answer.status_code == 409 and fresh(own).valid_to is None
    soon = timezone.now() + timedelta(days=1)
    appoint(world, Role.ADMINISTRATOR, email="sementara@uji.example", valid_to=soon)
    appoint(world, Role.ADMINISTRATOR, email="nanti@uji.example", valid_from=soon)
    with pytest.raises(people.LastOfTheRole):  # one until tomorrow and one from tomorrow on are none today
        people.end_appointment(own, by=world.administrator, reason="Selesai")
    appoint(world, Role.ADMINISTRATOR)
    people.end_appointment(own, by=world.administrator, reason="Selesai")
    assert fresh(own).valid_to


@pytest.mark.asvs(48)
def test_the_last_supervisor_and_the_last_auditor_stay_and_whoever_is_ended_is_out_at_once(world, log_in):
    ends, browser = {"by": world.administrator, "reason": "Pindah"}, log_in(world.supervisor)
    people.end_appointment(world.supervisor.appointments.get(), **ends)
    assert browser.get("/persetujuan/")["Location"].startswith("/masuk/"), "the session itself is over"
    for last in (world.other_supervisor, world.auditor):
        with pytest.raises(people.LastOfTheRole):
            people.end_appointment(last.appointments.get(), **ends)


@pytest.mark.asvs(11)
def test_who_decides_looks_on_or_appoints_is_proposed_by_one_administrator_and_confirmed_by_another(world, log_in):
    typed = {"name": "Atasan Baru", "email": "baru@uji.example", "role": "supervisor", "unit": world.unit.pk}
    first, people_of = log_in(world.administrator), {"by": world.administrator, "name": "x"}
    alone = first.post("/orang/angkat/", typed)
    assert alone.status_code == 409 and "appoint_administrator" in alone.content.decode(), "nobody could confirm it"
    other = another_administrator(world)
    second = log_in(other)
    assert first.post("/orang/angkat/", typed).status_code == 302
    row, seen = Proposal.objects.get(), {"seen": 1}
    assert not User.objects.filter(email="baru@uji.example").exists(), "nothing holds by it"
    page = f"/orang/usulan/{row.pk}/konfirmasi/"
    assert page not in first.get("/orang/").content.decode() and page in second.get("/orang/").content.decode()
    assert first.post(page, seen).status_code == 403 and "Atasan Baru" in second.get(page).content.decode()
    assert second.post(page, seen).status_code == 302
    post = Appointment.objects.get(user__email="baru@uji.example")
    event = CaseEvent.objects.get(action="appoint", actor__isnull=False)
    assert (post.role, event.actor, event.details["proposer"]) == ("supervisor", other, world.administrator.name)
    with pytest.raises(two_people.NeedsTwo):
        people.appoint(people.Post(Role.AUDITOR), email="auditor@uji.example", **people_of)
    with pytest.raises(people.OwnAppointment):
        people.appoint(people.Post(Role.OFFICER, unit=world.unit), email=world.administrator.email, **people_of)
    why = {"by": world.administrator, "reason": "Salah"}
    with pytest.raises(appointment_corrections.GivesMore):
        given = people.Post(Role.SUPERVISOR, unit=another_unit(world))
        appointment_corrections.correct_appointment(world.officer.appointments.get(), post=given, valid_to=None, **why)
    with pytest.raises(appointment_corrections.AppointedByTwo):
        appointment_corrections.amend_person(post, email="milik.sendiri@uji.example", **why)
    with pytest.raises(appointment_corrections.AppointedByTwo):
        appointment_corrections.amend_person(post, name="Orang Lain", **why)
    for signs in ({"mode": "an", "office": "Direktur"}, {"rank": "Pembina"}):
        with pytest.raises(appointment_corrections.GivesMore):
            given = people.Post(Role.SUPERVISOR, unit=world.unit, **signs)
            appointment_corrections.correct_appointment(post, post=given, valid_to=None, **why)
    given = people.Post(Role.SUPERVISOR, unit=world.unit, rank="Pembina")
    row = proposals.propose_appointment(given, by=other, email=post.user.email, name="Atasan Baru, S.H.")
    page = unescape(first.get(f"/orang/usulan/{row.pk}/konfirmasi/").content.decode())
    assert "Sudah memiliki akun dengan nama" in page and "Atasan Baru · Atasan" in " ".join(page.split())
    proposals.confirm_change(row, by=world.administrator, seen=row.version)
    assert again(post.user).name == "Atasan Baru, S.H.", "as two have read it"


def test_a_proposal_expires_or_is_dropped_and_then_nobody_confirms_it(world, log_in, monkeypatch):
    other, known = another_administrator(world), {"email": "auditor.baru@uji.example", "name": "Baru"}
    monkeypatch.setattr(proposals, "LASTS", timedelta(0))
    late = proposals.propose_appointment(people.Post(Role.AUDITOR), by=other, **known)
    with pytest.raises(proposals.Expired):
        proposals.confirm_change(late, by=world.administrator, seen=late.version)
    monkeypatch.setattr(proposals, "LASTS", timedelta(days=7))
    row = proposals.propose_appointment(people.Post(Role.AUDITOR), by=other, **known)
    drop = f"/orang/usulan/{row.pk}/batalkan/"
    browser = log_in(world.administrator)
    assert browser.post(drop, {"seen": row.version, "reason": "Bukan orangnya"}).status_code == 302
    assert drop not in browser.get("/orang/").content.decode()
    with pytest.raises(deeds.Conflict):
        proposals.confirm_change(row, by=world.administrator, seen=None)
    facts = {name: getattr(world.unit, name) for name in UNIT_FACTS} | {"valid_to": date(2024, 10, 22)}
    ended = people.register_unit(
        reason="Uji", by=world.administrator, code="lama", valid_from=date(2024, 10, 21), **facts
    )
    row = proposals.propose_appointment(people.Post(Role.SUPERVISOR, unit=ended), by=other, **known)
    answer = browser.post(f"/orang/usulan/{row.pk}/konfirmasi/", {"seen": row.version})
    assert answer.status_code == 409 and "sudah berakhir sejak diusulkan" in answer.content.decode()
    assert not User.objects.filter(email="auditor.baru@uji.example").exists()


def test_after_its_last_name_a_body_is_called_by_the_last_and_not_by_the_first(world):
    day = date(2020, 1, 1)
    names = [
        {"name": f"Nama {n}", "short_name": f"N{n}", "head_office": "K", "valid_from": day.replace(year=2000 + n)}
        for n in (1, 2)
    ]
    names[0]["valid_to"], names[1]["valid_to"] = day.replace(year=2002), day.replace(year=2010)
    body = agencies.register_agency(by=world.administrator, code="lama", names=names)
    assert [body.name_on(day.replace(year=y)).name for y in (1999, 2001, 2005, 2015)] == [
        "Nama 1",
        "Nama 1",
        "Nama 2",
        "Nama 2",
    ]
    present = {"name": "Nama 3", "short_name": "N3", "head_office": "K", "place": "J", "valid_from": date(2009, 1, 1)}
    agencies.rename_agency(body, by=world.administrator, **present)
    assert body.names.order_by("valid_from")[1].valid_to == date(2009, 1, 1)


def test_a_deputys_appointment_is_ended_early_from_the_page(world, log_in):
    until = timezone.now() + timedelta(days=5)
    post = appoint(world, Role.SUPERVISOR, email="plh@uji.example", unit=world.unit, mode="plh", valid_to=until)
    admin = log_in(world.administrator)
    at = f"/orang/{post.pk}/akhiri/"
    assert at in admin.get("/orang/").content.decode()
    assert admin.post(at, {"reason": "Pejabat kembali"}).status_code == 302 and fresh(post).status == "ended"
    assert at not in admin.get("/orang/").content.decode()


def corrected(browser, post, **facts):
    page = f"/orang/{post.pk}/perbaiki-penunjukan/"
    sent = Form(browser.get(page).content.decode()).as_sent()
    return press(browser, page, sent | {"reason": "Salah pilih"} | facts)


def test_a_unit_or_role_entered_wrong_is_right_from_now_on_and_what_was_done_stays_done_under_the_other(world, log_in):
    admin, other = log_in(world.administrator), another_unit(world)
    wrong = appoint(world, Role.OFFICER, unit=other)
    letter = draft_request(world, make_incident(world), by=again(wrong.user))
    assert corrected(admin, wrong, unit=world.unit.pk).status_code == 302
    event, [right] = (
        CaseEvent.objects.get(action="correct_appointment"),
        Appointment.objects.exclude(pk=wrong.pk).filter(user=wrong.user),
    )
    assert fresh(wrong).valid_to == right.valid_from == event.recorded_at and event.reason == "Salah pilih"
    assert (fresh(wrong).unit, right.unit, right.valid_to) == (other, world.unit, None)
    assert again(wrong.user).unit_as(Role.OFFICER) == world.unit and fresh(letter).unit == other
    assert set(Appointment.history.filter(event_id=event.pk).values_list("id", "history_type")) == {
        (wrong.pk, "~"),
        (right.pk, "+"),
    }
    page = admin.get("/orang/")
    assert "Penunjukan Orang" not in unescape(page.content.decode()), "nothing ran out"
    refused = corrected(admin, right, role="liaison", unit="")
    assert "agency" in refused.context["form"].errors
    assert corrected(admin, right, role="liaison", agency=world.agency_a.pk).status_code == 302
    person = again(wrong.user)
    assert person.roles == {Role.LIAISON} and person.agencies == [world.agency_a] and not person.unit
    at = right.valid_from
    assert Appointment.objects.on(at).get(user=person).role == Role.OFFICER, "who might see what then, is told truly"


def test_whoever_ends_one_is_told_what_is_left_to_nobody_by_it(world, log_in):
    admin, post = log_in(world.administrator), world.supervisor.appointments.get()
    people.end_appointment(world.other_supervisor.appointments.get(), by=world.administrator, reason="Pindah")
    appoint(world, Role.SUPERVISOR, unit=another_unit(world))
    answer = admin.post(f"/orang/{post.pk}/akhiri/", {"reason": "Pindah"})
    assert "kini tidak memiliki atasan" in unescape(admin.get(answer.url).content.decode())


def test_until_when_somebody_serves_is_put_right_where_it_stands_and_how_they_sign_is_not(world, log_in):
    admin, now = log_in(world.administrator), timezone.now()
    post = appoint(world, Role.SUPERVISOR, mode="plt", valid_to=now + timedelta(days=300))
    assert corrected(admin, post, valid_to="").status_code == 200, "a deputy serves until a day"
    soon = clocks.local(now + timedelta(days=3))
    typed = f"{soon.day}-{soon.month}-{soon.year} {soon:%H.%M}"
    assert corrected(admin, post, mode="plh", valid_to=typed).status_code == 422, "how they sign two confirm"
    assert corrected(admin, post, valid_to=typed).status_code == 302
    right = Appointment.objects.get(user=post.user)
    assert (right.pk, right.mode, right.valid_from) == (post.pk, "plt", post.valid_from)
    assert right.valid_to < now + timedelta(days=4) and right.history.count() == 2
    assert "Penunjukan Orang" in unescape(admin.get("/orang/").content.decode()), "it still runs out by its day"


def test_nobody_corrects_their_own_appointment_the_last_administrators_or_one_seen_otherwise(world, log_in):
    own, until = world.administrator.appointments.get(), timezone.now() + timedelta(days=1)
    admin = log_in(world.administrator)
    assert f"/orang/{own.pk}/perbaiki-penunjukan/" not in admin.get("/orang/").content.decode()
    page = f"/orang/{own.pk}/perbaiki-penunjukan/"
    for refused in (admin.get(page), admin.post(page, {"role": "auditor", "reason": "x", "shown": last_version(own)})):
        assert refused.status_code == 403 and "administrator lain" in refused.content.decode()
    with pytest.raises(authority.OwnAppointment):
        appointment_corrections.correct_appointment(
            own, by=world.administrator, reason="x", post=people.Post(Role.AUDITOR), valid_to=None
        )
    second = again(appoint(world, Role.ADMINISTRATOR, email="sementara@uji.example", valid_to=until).user)
    why = {"by": second, "reason": "Salah pilih"}
    for post, ends in ((people.Post(Role.OFFICER, unit=world.unit), None), (people.Post(Role.ADMINISTRATOR), until)):
        with pytest.raises(people.LastOfTheRole):
            appointment_corrections.correct_appointment(own, **why, post=post, valid_to=ends)
    post = appoint(world, Role.OFFICER)
    shown = last_version(post)
    liaison = people.Post(Role.LIAISON, agency=world.agency_a)
    appoint(world, Role.SUPERVISOR, unit=another_unit(world))
    with pytest.raises(people.ConflictOfInterest):
        appointment_corrections.correct_appointment(post, **why, post=liaison, valid_to=None)
    appointment_corrections.correct_appointment(
        post, **why, post=people.Post(Role.OFFICER, unit=world.unit), valid_to=until
    )
    with pytest.raises(appointment_corrections.AppointmentChanged):
        appointment_corrections.correct_appointment(post, **why, post=liaison, valid_to=None, shown=shown)
    people.end_appointment(post, **why)
    with pytest.raises(deeds.Conflict):
        appointment_corrections.correct_appointment(post, **why, post=liaison, valid_to=None)


def test_the_account_of_somebody_appointed_twice_at_once_is_one(world, monkeypatch):
    """Of two administrators the second finds no account yet, and then cannot make it."""
    quicker = User.objects.create_user("baru@uji.example", "Baru")
    real = UserQuerySet.first

    def finds_nobody(self):
        monkeypatch.setattr(UserQuerySet, "first", real)

    monkeypatch.setattr(UserQuerySet, "first", finds_nobody)
    assert appoint(world, Role.OFFICER, email="Baru@uji.example", unit=world.unit).user_id == quicker.pk
    quicker.email = "lain@uji.example"
    quicker.save()  # between the look for the address and the lock
    monkeypatch.setattr(UserManager, "known_by", lambda *known: quicker)
    with pytest.raises(people.AddressChanged):
        appoint(world, Role.OFFICER, email="Baru@uji.example", unit=another_unit(world))


def test_what_is_drafted_bears_the_unit_of_the_appointment_that_permits_it(world):
    """A supervisor elsewhere who is an officer here drafts here: letter, letter of the case, holder of evidence."""
    facts = {name: getattr(world.unit, name) for name in ("ministry", "address", "place", "classification")}
    facts |= {"letter_code": "L", "number_template": "{n}/{unit}", "valid_from": date(2020, 1, 1)}
    elsewhere = people.register_unit(
        reason="Uji", by=world.administrator, code="lain", name="Lain", signatory_office="Direktur Lain", **facts
    )
    who = {"by": deeds.SYSTEM, "email": "dua@uji.example", "name": "Dua"}
    people.appoint(people.Post("supervisor", unit=elsewhere), **who)
    people.appoint(people.Post("officer", unit=world.unit), **who)
    both = User.objects.get(email="dua@uji.example")
    case = make_incident(world)
    assert draft_request(world, case, by=both).unit == world.unit
    assert evidence.attach(case, by=both, text="Catatan").holder == str(world.unit)
    assert both.unit == world.unit and both.unit_as("supervisor") == elsewhere
    [letter] = case_letters.draft(
        case,
        by=both,
        kind=letter_kinds.INVITATION,
        agencies=[world.agency_a],
        subject="Undangan",
        security="B",
        urgency="segera",
        facts={},
    )
    role = case.events.get(action="draft_letter").actor_role
    assert letter.unit == both.unit_as(role)


def test_an_administrator_who_is_a_liaison_from_before_the_rule_acts_as_administrator(world, log_in):
    both = appoint_past_the_rule(world.administrator, Role.LIAISON, agency=world.agency_a)
    assert both in anomalies.conflicts_of_interest(timezone.now())
    contact = Contact.objects.get(agency=world.agency_b)
    assert log_in(both).post(f"/instansi/narahubung/{contact.pk}/benar/", {}).status_code == 302


@pytest.mark.asvs(54)
def test_a_liaison_whose_access_was_ended_is_not_brought_back_by_a_colleague(world, log_in):
    post, email = people.Post(Role.LIAISON, agency=world.agency_a), "eks@uji.example"
    ended = people.appoint(post, by=world.administrator, email=email, name="Eks", password=PASSWORD)
    agencies.amend_agency(world.agency_a, by=world.administrator, seen=None, mail_domains="uji.example")
    people.end_appointment(ended, by=world.administrator, reason="Diduga membocorkan")
    clarification, events = make_request(world, "open"), CaseEvent.objects.count()
    asked = {"seen": clarification.version, "name": "Eks", "email": email}
    page = log_in(world.liaison_a).post(f"/permintaan/{clarification.pk}/rekan/", asked)
    assert page.status_code == 422 and "sudah diakhiri" in page.content.decode()
    assert not User.objects.get(email=email).roles and CaseEvent.objects.count() == events
    people.appoint(post, by=world.administrator, email=email, name="Eks")  # whoever decides may
    assert User.objects.get(email=email).roles == {Role.LIAISON}


def test_whoever_has_no_password_yet_is_led_to_where_one_is_chosen(world, log_in):
    post = people.Post("officer", unit=world.unit)
    new = people.appoint(post, by=world.administrator, email="baru@uji.example", name="Baru").user
    assert not User.objects.get(pk=new.pk).has_usable_password()
    browser = log_in(new)
    page = browser.get("/sandi/ubah/", follow=True)
    assert page.status_code == 200 and page.redirect_chain[-1][0] == "/sandi/lupa/"


def test_an_appointment_that_runs_out_by_its_day_is_told_before_and_after(world, log_in):
    """To whoever holds it, whoever is over them, and every administrator; no more where another follows, or a deed ended it."""
    now = timezone.now()
    unit, ends = people.Post(Role.OFFICER, unit=world.unit), now + timedelta(days=3)
    how = dict(by=world.administrator, email="sementara@uji.example", name="Sementara")
    post = people.appoint(unit, valid_to=ends, **how)
    case = make_incident(world)
    handover.assign(case, by=world.supervisor, seen=case.version, to=post.user, reason="Beban")
    readers = {"/meja/": post.user, "/persetujuan/": world.supervisor, "/orang/": world.administrator}
    said = {page: unescape(log_in(reader).get(page).content.decode()) for page, reader in readers.items()}
    assert "Penunjukan Saudara sendiri (Petugas, " in said["/meja/"] and "1 kasus" in said["/persetujuan/"]
    assert all("Penunjukan Sementara (Petugas, " in said[page] for page in ("/persetujuan/", "/orang/"))
    assert "Sementara" not in unescape(log_in(world.officer).get("/meja/").content.decode())
    later = ends + timedelta(days=1)
    told = {who: running_out.told_to(who, later) for who in (post.user, world.supervisor, world.administrator)}
    assert [[each.over for each in rows] for rows in told.values()] == [[], [True], [True]]
    assert "berakhir pada" in told[world.supervisor][0].says
    people.appoint(unit, valid_from=ends, **how)
    assert not running_out.told_to(world.administrator, now)
    ended = people.appoint(unit, valid_to=ends, by=world.administrator, email="lain@uji.example", name="Lain")
    people.end_appointment(ended, by=world.administrator, reason="Batal")
    assert not running_out.told_to(world.administrator, timezone.now())
