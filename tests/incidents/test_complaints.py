"""Complaints: taken in, put behind cases, merged, answered, ended; the sheet of whoever complained, and the public form."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import (
    cases,
    complaint_amendments,
    complaint_answers,
    complaints,
    drills,
    handover,
    merging,
    people,
    work,
)
from incidents.forms.cases import another_case
from incidents.models import AccessEntry, CaseEvent, ComplainantSheet, Complaint, ComplaintAnswer
from incidents.plain import spans
from incidents.plain.complainants import Person
from incidents.record import cited_numbers, complainant_sheets, deeds, event_titles
from incidents.reports import waiting
from incidents.views import public_complaints
from tests.sent_form import Form
from tests.typed_rows import past_case
from tests.world import appointed_to_another_unit, fresh, make_incident

WHO = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example", phone="0812-3456-7890", post="Jalan Mawar 5")


def entered(world, **facts):
    facts = {"way": "phone", "text": "Data saya dipakai orang lain"} | facts
    return complaints.enter(by=world.officer, person=facts.pop("person", WHO), **facts)


def colleague_of(world):
    post = people.Post("officer", unit=world.unit)
    return people.appoint(post, by=world.administrator, email="rekan@uji.example", name="Rekan Uji").user


def put_behind(world, case, number):
    return [entered(world, incident=case) for _n in range(number)]


def test_a_complaint_gets_the_next_number_of_its_own_series(world):
    first, second = entered(world), entered(world)
    year = first.received_at.year
    assert [first.reference, second.reference] == [f"ADU-{year}-0001", f"ADU-{year}-0002"]


def test_whoever_takes_a_complaint_enters_it_on_one_page_and_it_stands_behind_the_case(world, log_in):
    case = make_incident(world)
    officer = log_in(world.officer)
    page = f"/pengaduan/catat/?case={case.reference}"
    typed = {"way": "counter", "text": "Ditelepon pinjol", "wanted": "Data dihapus", "person_name": WHO.name}
    answer = officer.post(page, typed | {"person_phone": WHO.phone, "case": case.reference})
    complaint = Complaint.objects.get()
    assert answer.url == complaint.get_absolute_url() and complaint.incident == case
    assert complainant_sheets.read(complaint.sheet) == Person(name=WHO.name, phone=WHO.phone)
    shown = officer.get(case.get_absolute_url()).content.decode()
    assert complaint.reference in shown and WHO.name not in shown


def test_the_words_of_a_complaint_never_name_the_complainant(world, log_in):
    officer = log_in(world.officer)
    for words in ("Sri  wahyuningsih, korban", "hubungi SRI.W@contoh.example", "telepon +62 812 3456 7890"):
        typed = {"way": "phone", "text": words, "guard": "keep", "guard_reason": "nomor"}
        typed |= {"person_name": WHO.name, "person_email": WHO.email, "person_phone": WHO.phone}
        assert officer.post("/pengaduan/catat/", typed).status_code == 200
    assert not Complaint.objects.exists()
    assert officer.post("/pengaduan/catat/", typed | {"text": "Telepon berkali-kali"}).status_code == 302
    assert Complaint.objects.count() == 1, "it was the name alone that was refused"


def test_an_answer_and_a_reason_never_name_the_complainant_either(world, log_in):
    complaint = entered(world)
    officer = log_in(world.officer)
    case = make_incident(world)
    forms = (
        ("link_complaint", "reason", WHO.name, {"case": case.reference}),
        ("conclude_complaint", "reason", f"{WHO.name} puas", {"outcome": "in_case"}),
        ("draft_answer", "text", f"Yth. {WHO.name}", {}),
    )

    def sent(name, **typed):
        page = reverse(f"incidents:{name}", args=[complaint.pk])
        return officer.post(page, typed | {"seen": fresh(complaint).version})

    for name, field, words, typed in forms:
        answer = sent(name, **typed, **{field: words})
        assert answer.status_code == 200 and list(answer.context["form"].errors) == [field], name
    assert not ComplaintAnswer.objects.exists()
    assert fresh(complaint).status == "in_hand" and fresh(complaint).incident is None
    for name, field, words, typed in forms:
        assert sent(name, **typed, **{field: words.replace(WHO.name, "Ibu")}).status_code == 302, name
    assert fresh(complaint).status == "concluded" and fresh(complaint).incident == case


def test_a_case_is_named_by_the_number_of_its_old_file_too(world, log_in):
    case, officer = past_case(world, file_number="045/PDP/2020"), log_in(world.officer)
    complaint = entered(world)
    typed = {"case": "045/pdp/2020", "seen": complaint.version}
    assert officer.post(reverse("incidents:link_complaint", args=[complaint.pk]), typed).status_code == 302
    assert fresh(complaint).incident == case
    shown = officer.get("/pengaduan/?case=045/PDP/2020").content.decode()
    assert complaint.reference in shown
    assert complaint.reference not in officer.get("/pengaduan/?case=046/PDP/2020").content.decode()
    other = make_incident(world)
    assert another_case(world.officer, other, " 045/PDP/2020 ") == case
    assert cited_numbers.the_case(world.liaison_a, "045/PDP/2020") is None


def test_an_identity_number_is_covered_before_it_is_kept_and_says_what_it_is_for(world, log_in):
    complaint = entered(world)
    page = reverse("incidents:amend_sheet", args=[complaint.pk])
    officer, number = log_in(world.officer), "3171014509900001"
    stands = WHO.as_facts | {"person_identity": number, "seen": 1, "reason": "Perlu"}
    assert officer.post(page, stands).status_code == 200
    assert officer.post(page, stands | {"person_identity_why": "Mencocokkan data"}).status_code == 302
    kept = complainant_sheets.read(complaint.sheet.__class__.objects.get())
    assert kept.identity.startswith("31") and kept.identity.endswith("01") and kept.identity.count("•") == 12


@pytest.mark.parametrize("field", ["person_name", "person_email", "person_phone", "person_post", "person_identity_why"])
def test_an_identity_number_stands_covered_in_no_field_of_a_sheet(world, log_in, field):
    """Neither where it is entered nor where the sheet is amended: it is refused, whatever it was typed as."""
    officer, number = log_in(world.officer), "3201011203850001"
    why = {"person_identity": "12345678", "person_identity_why": "Mencocokkan"}
    typed = WHO.as_facts | why | {field: f"x{number}@a.example" if field == "person_email" else f"NIK {number}"}
    assert officer.post("/pengaduan/catat/", typed | {"way": "phone", "text": "Bocor"}).status_code == 200
    assert not Complaint.objects.exists()
    complaint = entered(world)
    assert (
        officer.post(
            reverse("incidents:amend_sheet", args=[complaint.pk]), typed | {"seen": 1, "reason": "x"}
        ).status_code
        == 200
    )
    assert complainant_sheets.read(fresh(complaint.sheet)) == WHO


def test_neither_the_reason_of_a_held_number_nor_a_later_name_gives_the_complainant_away(world, log_in):
    officer = log_in(world.officer)
    typed = {"way": "phone", "text": "Nomor 3201011203850001 tampil", "person_name": WHO.name, "guard": "keep"}
    assert officer.post("/pengaduan/catat/", typed | {"guard_reason": f"rekening {WHO.name}"}).status_code == 200
    assert not Complaint.objects.exists()
    complaint = entered(world, person=Person(), text="Budi Santoso menelepon")
    page = reverse("incidents:amend_sheet", args=[complaint.pk])
    assert officer.post(page, {"seen": 1, "person_name": "Budi Santoso", "reason": "x"}).status_code == 200
    assert complainant_sheets.read(fresh(complaint.sheet)) == Person()


# --- who looks ---------------------------------------------------------------------------------------------------


@pytest.mark.asvs(63)
def test_the_sheet_opens_to_those_who_see_to_it_and_each_look_is_noted(world, log_in):
    complaint = entered(world)
    page = reverse("incidents:sheet", args=[complaint.pk])
    for person in (world.officer, world.supervisor):
        assert WHO.name in log_in(person).get(page).content.decode()
    looks = AccessEntry.objects.filter(subject_type="complainantsheet").order_by("pk")
    assert [look.actor for look in looks] == [world.officer, world.supervisor]
    readers = log_in(world.supervisor).get(reverse("incidents:sheet_readers", args=[complaint.pk])).content.decode()
    assert world.officer.name in readers and WHO.name not in readers


def test_a_colleague_and_a_supervisor_of_another_unit_do_not_open_it(world, log_in):
    complaint = entered(world)
    for person in (colleague_of(world), appointed_to_another_unit(world)):
        for name in ("sheet", "sheet_readers", "amend_sheet"):
            assert log_in(person).get(reverse(f"incidents:{name}", args=[complaint.pk])).status_code == 403
        with pytest.raises(deeds.authority.NotYours):
            complaints.amend_sheet(complaint.sheet, by=person, reason="Uji", seen=1, person_name="X")
    assert not AccessEntry.objects.filter(kind="read").exists()


def test_an_auditor_says_why_before_the_sheet_opens(world, log_in):
    complaint = entered(world)
    auditor, page = log_in(world.auditor), reverse("incidents:sheet", args=[complaint.pk])
    assert WHO.name not in auditor.get(page).content.decode()
    assert WHO.name not in auditor.post(page, {"reason": " "}).content.decode()
    assert not AccessEntry.objects.filter(kind="reveal").exists()
    assert WHO.name in auditor.post(page, {"reason": "Uji petik triwulan"}).content.decode()
    look = AccessEntry.objects.get(kind="reveal")
    assert (look.actor, look.reason) == (world.auditor, "Uji petik triwulan")


def test_whoever_owns_the_case_behind_which_it_stands_opens_it_too(world, log_in):
    colleague = colleague_of(world)
    case = make_incident(world)
    handover.assign(case, by=world.officer, seen=case.version, to=colleague, reason="Beban kerja")
    complaint_case = fresh(case)
    complaint = entered(world)
    page = reverse("incidents:sheet", args=[complaint.pk])
    assert log_in(colleague).get(page).status_code == 403
    complaints.link(complaint, by=world.officer, seen=complaint.version, incident=complaint_case)
    assert log_in(colleague).get(page).status_code == 200


def test_nobody_opens_a_sheet_by_putting_the_complaint_behind_a_case_of_their_own_or_taking_it_over(world, log_in):
    """Who does not see to it neither links it, nor hands it to themselves; the page says to whom linking opens the sheet."""
    complaint, colleague = entered(world), colleague_of(world)
    case = make_incident(world)
    handover.assign(case, by=world.officer, seen=case.version, to=colleague, reason="Beban kerja")
    superior = appointed_to_another_unit(world)
    for person in (colleague, superior):
        with pytest.raises(deeds.authority.NotYours):
            complaints.link(fresh(complaint), by=person, seen=1, incident=fresh(case))
        with pytest.raises(deeds.authority.NotYours):
            complaints.assign(complaint, by=person, seen=1, to=person, reason="Saya saja")
    said = log_in(world.officer).get(reverse("incidents:link_complaint", args=[complaint.pk])).content.decode()
    assert "dapat membuka lembar pengadu sejak saat itu" in said


def test_a_sheet_is_changed_with_a_reason_that_names_nobody(world, log_in):
    """Many read why: neither whom the sheet named before nor whom it names now."""
    officer, complaint = log_in(world.officer), entered(world)
    page = reverse("incidents:amend_sheet", args=[complaint.pk])
    typed = WHO.as_facts | {"person_name": "Budi Santoso", "seen": 1}
    for words in ("", f"Bukan {WHO.name}", "Ternyata Budi Santoso", f"lihat {WHO.email}", "telepon 0812-3456-7890"):
        assert list(officer.post(page, typed | {"reason": words}).context["form"].errors) == ["reason"], words
    assert officer.post(page, typed | {"reason": "Salah dengar"}).status_code == 302
    assert CaseEvent.objects.get(action="amend_sheet").reason == "Salah dengar"


def test_the_record_proves_that_a_sheet_changed_and_says_nothing_of_what(world, log_in):
    complaint = entered(world)
    complaints.amend_sheet(complaint.sheet, by=world.officer, reason="Uji", seen=1, person_phone="021 555 0101")
    event = CaseEvent.objects.get(action="amend_sheet")
    first, second = ComplainantSheet.history.order_by("history_id")
    assert event.details == {"changed": ["phone"]} and first.sealed != second.sealed
    assert second.sealed in event.payload
    everything = "".join([event.payload, first.sealed, second.sealed, str(event.details)])
    assert not any(word in everything for word in (WHO.name, WHO.email, "555 0101"))
    assert "terkunci" in log_in(world.auditor).get(f"/jejak/peristiwa/{event.pk}/").content.decode()


# --- where it stands ---------------------------------------------------------------------------------------------


def test_a_complaint_that_moves_is_told_in_both_cases(world):
    first, second = make_incident(world), make_incident(world)
    complaint = entered(world, incident=first)
    complaints.link(complaint, by=world.officer, seen=1, incident=second, reason="Keliru kasus")
    assert fresh(complaint).incident == second
    told = {event.incident_id: event.action for event in CaseEvent.objects.filter(subject_type="complaint")}
    assert told == {first.pk: "unlink_complaint", second.pk: "link_complaint"}


def test_a_complaint_behind_a_restricted_case_is_seen_by_those_named_for_it(world, log_in):
    complaint = entered(world, incident=(case := make_incident(world)))
    colleague = colleague_of(world)
    assert log_in(colleague).get(complaint.get_absolute_url()).status_code == 200
    work.restrict(case, by=world.officer, seen=fresh(case).version, reason="Peka")
    assert log_in(colleague).get(complaint.get_absolute_url()).status_code == 404
    assert complaint.reference not in log_in(colleague).get("/pengaduan/").content.decode()


def restricted(world):
    case = make_incident(world)
    work.restrict(case, by=world.officer, seen=case.version, reason="Peka")
    return fresh(case)


def test_a_complaint_taken_from_a_restricted_case_does_not_name_it_to_who_may_not_know_of_it(world, log_in):
    case, complaint = restricted(world), entered(world)
    complaints.link(complaint, by=world.officer, seen=1, incident=case)
    complaints.unlink(fresh(complaint), by=world.officer, seen=2, reason="Keliru")
    for person, named in ((colleague_of(world), False), (world.officer, True)):
        page = log_in(person).get(complaint.get_absolute_url()).content.decode()
        assert (case.reference in page) == named


def test_what_was_merged_with_a_hidden_complaint_does_not_name_it(world, log_in):
    case, colleague = restricted(world), colleague_of(world)
    plain, other, hidden, behind = (entered(world, incident=of) for of in (None, None, case, case))
    complaints.merge(plain, by=world.officer, seen=1, into=hidden, reason="Sama")
    complaints.merge(behind, by=world.officer, seen=1, into=other, reason="Sama")
    browser = log_in(colleague)
    assert hidden.reference not in browser.get(plain.get_absolute_url()).content.decode()
    assert behind.reference not in browser.get(other.get_absolute_url()).content.decode()
    own = complaints.enter(by=colleague, person=WHO, way="phone", text="Sama")
    typed = {"seen": 1, "into": plain.reference, "reason": "Sama"}
    assert (
        hidden.reference
        not in browser.post(reverse("incidents:merge_complaint", args=[own.pk]), typed).content.decode()
    )
    assert fresh(own).status == "in_hand"


def test_nobody_sees_to_a_complaint_behind_a_case_that_they_may_not_know_of(world, log_in):
    case, colleague = restricted(world), colleague_of(world)
    complaint = entered(world, incident=case)
    offered = log_in(world.officer).get(reverse("incidents:assign_complaint", args=[complaint.pk])).content.decode()
    assert colleague.name not in offered
    with pytest.raises(handover.MayNotKnow):
        complaints.assign(complaint, by=world.officer, seen=1, to=colleague, reason="Cuti")
    theirs = complaints.enter(by=colleague, person=WHO, way="phone", text="Sama")
    with pytest.raises(handover.MayNotKnow):
        complaints.link(theirs, by=world.supervisor, seen=1, incident=case)


def test_a_complaint_said_twice_counts_once_and_its_code_tells_how_the_other_stands(world, client):
    case = make_incident(world)
    first, second = put_behind(world, case, 2)
    code = complainant_sheets.new_code(second)
    complaints.merge(second, by=world.officer, seen=1, into=first, reason="Orang yang sama")
    assert Complaint.objects.counted().behind([case.pk]).count() == 1
    complaints.conclude(first, by=world.officer, seen=1, outcome="in_case", reason="Ditangani")
    told = client.post("/adukan/kode/", {"kode": code}).content.decode()
    assert "Pengaduan sudah diakhiri." in told
    assert second.reference in told and first.reference not in told, "under its own number"
    with pytest.raises(deeds.Conflict):
        complaints.merge(first, by=world.officer, seen=2, into=second, reason="Berputar")


def test_behind_a_drill_stands_no_complaint_and_a_case_with_one_becomes_no_drill(world):
    drill, case = make_incident(world, drill=True), make_incident(world)
    with pytest.raises(drills.OfNoDrill):
        entered(world, incident=drill)
    with pytest.raises(drills.OfNoDrill):
        complaints.link(entered(world), by=world.officer, seen=1, incident=drill)
    entered(world, incident=case)
    with pytest.raises(drills.NotAcross):
        cases.amend(case, by=world.officer, reason="Uji", seen=fresh(case).version, drill=True)


def test_the_list_of_those_behind_a_case_holds_those_of_what_was_merged_into_it(world, log_in):
    kept, double = make_incident(world), make_incident(world)
    complaint = entered(world, incident=double)
    merging.merge(double, kept, by=world.officer, seen=fresh(double).version, reason="Sama")
    assert complaint.reference in log_in(world.officer).get(f"/pengaduan/?case={kept}").content.decode()


def test_the_complaints_of_what_was_merged_on_and_on_stand_behind_the_last_case(world, log_in):
    first, between, last = (make_incident(world) for _n in range(3))
    complaint = entered(world, incident=first)
    for double, kept in ((first, between), (between, last)):
        merging.merge(fresh(double), fresh(kept), by=world.officer, seen=fresh(double).version, reason="Sama")
    for page in (last.get_absolute_url(), f"/pengaduan/?case={last}"):
        assert complaint.reference in log_in(world.officer).get(page).content.decode()


def test_a_complaint_taken_up_again_is_seen_to_by_somebody_who_may_know_of_its_case(world, log_in):
    case, colleague = make_incident(world), colleague_of(world)
    complaint = complaints.enter(by=colleague, person=WHO, way="phone", text="Sama", incident=case)
    complaints.conclude(complaint, by=colleague, seen=1, outcome="no_data", reason="Bukan data pribadi")
    work.restrict(case, by=world.officer, seen=fresh(case).version, reason="Peka")
    work.admit(fresh(case), by=world.officer, user=world.supervisor, why="Atasan")
    page = reverse("incidents:reopen_complaint", args=[complaint.pk])
    log_in(world.supervisor).post(page, {"seen": fresh(complaint).version, "reason": "Bukti baru"})
    again = fresh(complaint)
    assert (again.status, again.owner) == ("in_hand", world.supervisor)
    assert log_in(again.owner).get(again.get_absolute_url()).status_code == 200


def test_why_it_was_done_is_not_told_to_who_may_not_know_of_the_case(world, log_in):
    case, colleague = restricted(world), colleague_of(world)
    taken, merged, behind = entered(world), entered(world), entered(world, incident=case)
    complaints.link(taken, by=world.officer, seen=1, incident=case)
    complaints.unlink(fresh(taken), by=world.officer, seen=2, reason="Bukan dari Bank Jimbo")
    complaints.merge(merged, by=world.officer, seen=1, into=behind, reason="Sama dengan Bank Jimbo")
    for complaint in (taken, merged):
        for person, told in ((colleague, False), (world.officer, True)):
            assert ("Bank Jimbo" in log_in(person).get(complaint.get_absolute_url()).content.decode()) == told


def test_those_who_may_open_the_sheet_are_told_of_another_complaint_of_the_same_address(world, log_in):
    first = entered(world)
    second = entered(world, person=Person(name="S. Wahyu", email=WHO.email.upper()))
    assert first.reference in log_in(world.officer).get(second.get_absolute_url()).content.decode()
    assert first.reference not in log_in(colleague_of(world)).get(second.get_absolute_url()).content.decode()


def test_a_complaint_ends_with_a_reason_and_is_taken_up_again_by_a_supervisor(world):
    complaint = entered(world)
    complaints.conclude(complaint, by=world.officer, seen=1, outcome="no_data", reason="Bukan data pribadi")
    again = complaints.reopen(fresh(complaint), by=world.supervisor, seen=2, reason="Bukti baru")
    assert (again.status, again.outcome, again.concluded_at) == ("in_hand", "", None)


@pytest.mark.asvs(11)
def test_an_answer_is_approved_by_somebody_else(world):
    complaint = entered(world)
    answer = complaints.draft_answer(complaint, by=world.supervisor, text="Laporan Saudara telah kami tindak lanjuti.")
    with pytest.raises(deeds.authority.OwnHand):
        complaints.send_answer(answer, by=world.supervisor, seen=1)
    with pytest.raises(deeds.Conflict):
        complaints.draft_answer(complaint, by=world.officer, text="Lagi")
    complaints.drop_answer(answer, by=world.supervisor, seen=1, reason="Ditulis ulang")
    answer = complaints.draft_answer(complaint, by=world.officer, text="Laporan Saudara telah kami tindak lanjuti.")
    assert complaints.send_answer(answer, by=world.supervisor, seen=1).sent_at


def test_a_complaint_ends_as_the_record_has_it(world):
    """Not answered where nothing was sent, not dealt with in a case where there is none, and not while an answer waits."""
    complaint, case = entered(world), make_incident(world)

    def ends(outcome):
        return complaints.conclude(
            complaint, by=world.officer, seen=fresh(complaint).version, outcome=outcome, reason="Selesai"
        )

    for outcome in ("answered", "in_case"):
        with pytest.raises(complaints.EndsNotSo):
            ends(outcome)
    answer = complaints.draft_answer(complaint, by=world.officer, text="Kami tindak lanjuti.")
    for outcome in ("answered", "taken_back"):
        with pytest.raises(complaints.AnswerWaits):
            ends(outcome)
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    complaints.link(complaint, by=world.officer, seen=fresh(complaint).version, incident=case)
    with pytest.raises(complaints.NotReached):  # its mail has not left yet
        ends("answered")
    assert ends("in_case").outcome == "in_case"


@pytest.mark.parametrize("sent", [True, False])
def test_the_answer_of_a_merged_complaint_is_told_when_it_was_sent_and_dropped_when_it_was_not(world, client, sent):
    first, second = entered(world), entered(world)
    answer = complaints.draft_answer(second, by=world.officer, text="Kami tindak lanjuti.")
    if sent:
        complaints.send_answer(answer, by=world.supervisor, seen=1)
    complaints.merge(second, by=world.officer, seen=1, into=first, reason="Orang yang sama")
    assert fresh(answer).status == ("sent" if sent else "dropped")
    for complaint in (first, second):
        page = client.post("/adukan/kode/", {"kode": complainant_sheets.new_code(complaint)}).content.decode()
        assert ("Jawaban sudah disetujui" in page) == sent
    if not sent:
        with pytest.raises(deeds.Conflict):
            complaints.send_answer(answer, by=world.supervisor, seen=fresh(answer).version)


def test_an_answer_is_drafted_and_approved_on_its_pages(world, log_in):
    complaint = entered(world)
    officer, supervisor = log_in(world.officer), log_in(world.supervisor)
    officer.post(
        reverse("incidents:draft_answer", args=[complaint.pk]), {"text": "Laporan Saudara kami tindak lanjuti."}
    )
    page = reverse("incidents:send_answer", args=[(answer := ComplaintAnswer.objects.get()).pk])
    assert page in supervisor.get(complaint.get_absolute_url()).content.decode()
    shown = supervisor.get(page).context["digest"]
    done = supervisor.post(page, {"seen": answer.version, "approved": shown})
    assert done.status_code == 302, done.context["form"].errors
    assert fresh(answer).status == "sent"


def test_every_page_of_a_complaint_does_its_deed(world, log_in):
    """Each form as a person fills it in, one after the other."""
    case, other = make_incident(world), make_incident(world)
    complaint, double = entered(world), entered(world)
    officer, supervisor = log_in(world.officer), log_in(world.supervisor)

    def done(browser, name, **typed):
        events = CaseEvent.objects.filter(action=name, subject_id=str(complaint.pk))
        before = events.count()
        answer = browser.post(
            reverse(f"incidents:{name}", args=[complaint.pk]), typed | {"seen": fresh(complaint).version}
        )
        assert answer.status_code in (200, 302) and events.count() == before + 1, name
        return answer

    assert "Kode" in done(officer, "acknowledge_complaint").content.decode()
    came = {"received": "1 Mei 2021", "reason": "Salah ketik"}
    done(officer, "amend_complaint", way="letter", text="Data saya dijual", about="Toko", **came)
    done(officer, "link_complaint", case=case.reference)
    done(officer, "link_complaint", case=other.reference, reason="Keliru kasus")
    done(officer, "unlink_complaint", reason="Berdiri sendiri")
    done(officer, "assign_complaint", to=world.supervisor.pk, reason="Cuti")
    done(supervisor, "conclude_complaint", outcome="taken_back", reason="Dicabut")
    done(supervisor, "reopen_complaint", reason="Ada kabar baru")
    done(supervisor, "merge_complaint", into=double.reference, reason="Orang yang sama")
    assert (fresh(complaint).status, fresh(complaint).merged_into) == ("merged", double)


# --- the public form ---------------------------------------------------------------------------------------------

SENT = {"about": "Toko daring", "text": "Data saya bocor", "person_name": WHO.name, "person_email": WHO.email}


@pytest.fixture
def opened(world):
    return complaints.switch_form(by=world.administrator, opened=True, reason="Diputuskan menteri")


def test_the_public_form_does_not_exist_until_an_administrator_opens_it(world, client, log_in):
    assert client.get("/adukan/").status_code == 404
    assert client.post("/adukan/", SENT).status_code == 404
    administrator = log_in(world.administrator)
    page = reverse("incidents:switch_complaint_form")
    assert administrator.post(page, {"opened": "yes", "reason": "Dibuka", "seen": "0"}).status_code == 302
    assert client.get("/adukan/").status_code == 200
    complaints.switch_form(by=world.administrator, opened=False, reason="Ditutup")
    assert client.get("/adukan/").status_code == 404
    said = [event_titles.title(each) for each in CaseEvent.objects.filter(action="switch_complaint_form")]
    assert sorted(said) == ["Formulir publik dibuka", "Formulir publik ditutup"]


def test_what_comes_by_the_public_form_is_nobodys_until_it_is_taken_up(world, opened, client, log_in):
    page = client.post("/adukan/", SENT).content.decode()
    complaint = Complaint.objects.get()
    assert (complaint.status, complaint.owner, complaint.way) == ("received", None, "form")
    assert complaint.reference in page and WHO.name not in page
    assert log_in(world.officer).get(reverse("incidents:sheet", args=[complaint.pk])).status_code == 403
    log_in(world.officer).post(reverse("incidents:take_up_complaint", args=[complaint.pk]), {"seen": 1})
    assert fresh(complaint).owner == world.officer


def test_a_second_press_sends_nothing_twice_and_shows_the_same_code(world, opened, client):
    form = SENT | {"once": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"}
    first, second = (client.post("/adukan/", form).content.decode() for _n in range(2))
    assert Complaint.objects.count() == 1
    code = [page.split('class="mono">')[2].split("<")[0] for page in (first, second)]
    assert code[0] == code[1] and complainant_sheets.by_code(code[0]) == Complaint.objects.get()


def test_a_press_beside_another_one_gets_the_same_number_and_code(world, opened, client, monkeypatch):
    """Both were on their way when neither had been taken in: the later one finds the other's."""
    form = SENT | {"once": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"}
    first = client.post("/adukan/", form).content.decode()
    looked, before = [], public_complaints._sent_before
    monkeypatch.setattr(
        public_complaints, "_sent_before", lambda: looked.append(1) or (before() if looked[1:] else None)
    )
    second = client.post("/adukan/", form).content.decode()
    assert Complaint.objects.count() == 1 and len(looked) == 2
    assert first.split('class="mono">')[1:3] == second.split('class="mono">')[1:3]


def test_whoever_wrote_while_the_form_was_closed_keeps_their_words_and_whoever_sent_before_keeps_the_code(
    world, opened, client
):
    form = SENT | {"once": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"}
    first = client.post("/adukan/", form).content.decode()
    complaints.switch_form(by=world.administrator, opened=False, reason="Ditutup")
    assert (
        client.post("/adukan/", form).content.decode().split('class="mono">')[1:3] == first.split('class="mono">')[1:3]
    )
    late = client.post("/adukan/", form | {"text": "Cerita panjang"})
    assert late.status_code == 409 and "Cerita panjang" in late.content.decode() and Complaint.objects.count() == 1


def test_the_form_holds_back_identity_numbers_and_what_only_a_machine_fills_in(world, opened, client):
    number = "NIK 3201011203850001"
    for wrong in (
        {"text": "NIK saya 3171014509900001"},
        {"website": "http://x.example"},
        {"person_email": ""},
        {"person_email": "a@localhost"},
        {"person_email": f"{'x' * 65}@contoh.example"},
        {"person_post": number},
        {"person_phone": number},
        {"person_name": number},
    ):
        assert client.post("/adukan/", SENT | wrong).status_code == 200
    assert not Complaint.objects.exists()


@pytest.mark.asvs(12)
def test_one_address_sends_five_complaints_an_hour(world, opened, client):
    answers = [client.post("/adukan/", SENT | {"text": f"Keluhan {n}"}).status_code for n in range(6)]
    assert answers == [200] * 5 + [429] and Complaint.objects.count() == 5


def test_a_code_tells_in_plain_words_how_it_stands_and_nothing_of_the_case(world, client):
    case = make_incident(world)
    complaint = entered(world, incident=case)
    code = complainant_sheets.new_code(complaint)
    wide = code.translate({ord(sign): ord(sign) + 0xFEE0 for sign in complainant_sheets.ALPHABET})
    assert {complainant_sheets.by_code(typed) for typed in (code, f"Kode: {code}", wide)} == {complaint}
    page = client.post("/adukan/kode/", {"kode": code.lower().replace("-", " ")}).content.decode()
    assert complaint.reference in page and "ditangani" in page
    assert not any(word in page for word in (case.reference, case.title, complaint.text, WHO.name))
    assert code.replace("-", "") not in str(complaint.codes.values())


@pytest.mark.asvs(12)
def test_a_wrong_code_gets_the_same_answer_whatever_it_is_and_only_ten_a_minute(world, client):
    entered(world)
    answers = [client.post("/adukan/kode/", {"kode": f"AAAA-BBBB-CC{n:02}"}) for n in range(11)]
    assert [answer.status_code for answer in answers] == [404] * 10 + [429]
    assert len({answer.content.decode().split("<main")[1].split('name="csrf')[0] for answer in answers[:10]}) == 1


def awaited(user, page):
    """[(move that ends the waiting, row), …] of complaints, as the desk or the approvals page lists them."""
    entries = {"desk": waiting.for_desk, "approvals": waiting.for_approvals}[page](user, timezone.now())
    return [(entry.queue.move, entry.row) for entry in entries[:9]]


def test_what_nobody_has_taken_up_stands_on_every_desk_until_somebody_does(world, log_in):
    complaint = complaints.submit(person=WHO, text="Data bocor", about="Ins A")
    mine = [("take_up_complaint", complaint)]
    assert awaited(world.officer, "desk") == awaited(world.supervisor, "approvals") == mine
    page = log_in(world.officer).get("/meja/").content.decode()
    assert f'href="{complaint.get_absolute_url()}"' in page and complaint.reference in page
    complaints.take_up(complaint, by=world.officer, seen=complaint.version)
    assert awaited(world.officer, "desk") == awaited(world.supervisor, "approvals") == []


def test_an_answer_that_waits_stands_with_the_supervisor_who_may_send_it_and_leaves_when_it_is_sent(world, log_in):
    for by in (world.supervisor, world.officer):
        complaint = entered(world, incident=make_incident(world))
        answer = complaints.draft_answer(complaint, by=by, text="Kami tanyakan")
    assert awaited(world.supervisor, "approvals") == [("send_answer", answer)], "nobody approves an answer of their own"
    assert len(awaited(world.officer, "desk")) == 2 and not awaited(colleague_of(world), "approvals")
    page = log_in(world.supervisor).get("/persetujuan/").content.decode()
    assert f'href="{reverse("incidents:send_answer", args=[answer.pk])}"' in page and complaint.reference in page
    desk = log_in(world.officer).get("/meja/").content.decode()
    assert f'href="{complaint.get_absolute_url()}"' in desk and "setujui-jawaban" not in desk
    complaints.send_answer(answer, by=world.supervisor, seen=answer.version)
    assert awaited(world.supervisor, "approvals") == []


def test_a_complaint_of_whoever_serves_no_more_waits_to_be_handed_over(world):
    complaint = entered(world)
    assert awaited(world.supervisor, "approvals") == []
    post = world.officer.current_appointments[0]
    people.end_appointment(post, by=world.administrator, reason="Pindah")
    assert awaited(fresh(world.supervisor), "approvals") == [("assign_complaint", complaint)]


def test_what_came_before_some_day_waits_since_that_day_and_not_since_the_beginning_of_the_record(world):
    facts = {"way": "letter", "text": "Data bocor", "received": spans.parse("sebelum 3 Mei 2021")}
    complaints.enter(by=world.officer, person=WHO, **facts)
    post = world.officer.current_appointments[0]
    people.end_appointment(post, by=world.administrator, reason="Pindah")
    [entry] = waiting.for_approvals(fresh(world.supervisor), timezone.now())[:9]
    assert entry.at == spans.parse("3 Mei 2021").start


def test_the_deputy_finds_the_complaints_of_who_is_away_under_the_own_ones(world, log_in):
    complaint, deputy, now = entered(world), colleague_of(world), timezone.now()
    mine = "/pengaduan/?owner=mine"
    assert complaint.reference not in log_in(deputy).get(mine).content.decode()
    away = {"valid_from": now, "valid_to": now + timedelta(days=3), "why": "Cuti"}
    handover.deputize(world.officer, by=world.supervisor, deputy=deputy, **away)
    assert complaint.reference in log_in(deputy).get(mine).content.decode()


def test_whoever_sees_to_a_complaint_does_not_lose_it_when_its_case_is_restricted_or_changes_hands(world):
    colleague = colleague_of(world)
    complaint = complaints.enter(
        by=colleague, person=WHO, way="phone", text="Data bocor", incident=make_incident(world)
    )
    case = complaint.incident
    work.restrict(case, by=world.officer, seen=case.version, reason="Penyidikan")
    assert fresh(complaint) in Complaint.objects.visible_to(colleague)
    admission = case.admissions.get(user=colleague)
    assert admission.why == complaint.reference
    with pytest.raises(handover.StillSeesTo):
        work.exclude(admission, by=world.officer, reason="Selesai")
    own = entered(world, incident=case)
    work.exclude(case.admissions.get(user=world.officer), by=world.officer, reason="Pemilik kasus")
    with pytest.raises(handover.StillSeesTo):
        handover.assign(case, by=world.officer, seen=fresh(case).version, to=colleague, reason="Pindah")
    complaints.assign(own, by=world.officer, seen=own.version, to=colleague, reason="Pindah")
    handover.assign(case, by=world.officer, seen=fresh(case).version, to=colleague, reason="Pindah")
    assert fresh(case).owner == colleague


def test_words_sent_to_what_is_not_there_any_more_come_back_without_those_of_the_sheet(world, log_in):
    sent = {"text": "Ditelepon tiga kali", "about": "X3", "person_name": WHO.name, "seen": "1"}
    answer = log_in(world.officer).post(reverse("incidents:amend_complaint", args=[4711]), sent)
    page = answer.content.decode()
    assert answer.status_code == 404 and "Ditelepon tiga kali" in page and "X3" in page and WHO.name not in page
    refused = log_in(world.administrator).post(reverse("incidents:amend_complaint", args=[4711]), sent)
    assert "Ditelepon tiga kali" in refused.content.decode()


def test_the_number_of_a_complaint_finds_it_and_an_unknown_number_is_said_to_be_unknown(world, log_in):
    complaint, other = entered(world), entered(world)
    lines = log_in(world.auditor).get("/jejak/", {"case": complaint.reference.lower()}).context["page"].lines
    assert lines and {line.event.subject_id for line in lines} == {str(complaint.pk)} != {str(other.pk)}
    officer = log_in(world.officer)
    assert (
        f'href="{complaint.get_absolute_url()}"' in officer.get("/cari/", {"q": complaint.reference}).content.decode()
    )
    assert "Nomor ini tidak dikenal" in officer.get("/pengaduan/", {"case": "INS-1999-0001"}).content.decode()


# --- when it came in ---------------------------------------------------------------------------------------------


def amended_on_its_page(browser, page, typed):
    return browser.post(page, Form(browser.get(page).content.decode()).as_sent() | typed)


def amend_page(complaint):
    return reverse("incidents:amend_complaint", args=[complaint.pk])


def test_when_a_complaint_came_is_kept_as_exactly_as_it_is_known(world, log_in):
    officer = log_in(world.officer)
    typed = {"way": "letter", "text": "Data dipakai", "received": "akhir Mei 2021"}
    officer.post("/pengaduan/catat/", typed)
    complaint = Complaint.objects.get()
    assert (complaint.received.words, complaint.received_precision) == ("akhir Mei 2021", "about")
    for page in (complaint.get_absolute_url(), "/pengaduan/"):
        shown = officer.get(page).content.decode()
        assert "akhir Mei 2021" in shown and "21 Mei 2021" not in shown


def test_when_a_complaint_came_is_put_right_with_the_reason_and_both_stay(world, log_in):
    complaint = entered(world, received=spans.parse("27 November 2023"))
    officer = log_in(world.officer)
    refused = amended_on_its_page(officer, amend_page(complaint), {"received": "17 November 2023"})
    assert list(refused.context["form"].errors) == ["reason"] and fresh(complaint).received_at == complaint.received_at
    amended_on_its_page(officer, amend_page(complaint), {"received": "17 November 2023", "reason": "Salah ketik"})
    assert fresh(complaint).received == spans.parse("17 November 2023")
    event = CaseEvent.objects.get(action="amend_complaint")
    assert event.reason == "Salah ketik"
    page = officer.get(complaint.get_absolute_url()).content.decode()
    assert "27 November 2023" in page and "17 November 2023" in page and "Salah ketik" in page


def test_words_of_a_complaint_are_put_right_with_a_reason_and_without_moving_when_it_came(world, log_in):
    complaint, officer, words = entered(world), log_in(world.officer), {"text": "Data saya dijual"}
    refused = amended_on_its_page(officer, amend_page(complaint), words)
    assert list(refused.context["form"].errors) == ["reason"]
    amended_on_its_page(officer, amend_page(complaint), words | {"reason": "Salah dengar"})
    assert fresh(complaint).received == complaint.received and fresh(complaint).text == "Data saya dijual"


def test_a_complaint_comes_in_neither_in_the_future_nor_after_it_was_confirmed(world, log_in):
    complaint = entered(world, received=spans.parse("1 November 2023"))
    complaints.acknowledge(complaint, by=world.officer, seen=1)
    officer = log_in(world.officer)
    ahead = timezone.now() + timedelta(days=2)
    refused = amended_on_its_page(officer, amend_page(complaint), {"received": f"{ahead:%d-%m-%Y}", "reason": "x"})
    assert refused.context["form"].errors["received"]
    with pytest.raises(complaint_amendments.ConfirmedBefore):
        later = spans.to_the_second(timezone.now() + timedelta(seconds=1))
        complaint_amendments.amend(complaint, by=world.officer, seen=2, received=later, reason="x")


def test_when_a_complaint_came_by_the_public_form_is_not_put_otherwise(world, log_in, opened):
    complaint = complaints.submit(person=WHO, text="Data dipakai", about="")
    complaint = complaints.take_up(complaint, by=world.officer, seen=complaint.version)
    assert "received" not in log_in(world.officer).get(amend_page(complaint)).context["form"].fields
    with pytest.raises(complaint_amendments.CameByItself):
        earlier = spans.parse("1 November 2023")
        complaint_amendments.amend(complaint, by=world.officer, seen=complaint.version, received=earlier, reason="x")


@pytest.mark.parametrize(
    ("came", "said"),
    [
        ("27 November 2023", "27 November 2023"),
        ("27 November 2023 pukul 23.10", "27 November 2023"),
        ("sekitar November 2023", "yang tercatat sebagai “sekitar November 2023”"),
    ],
)
def test_the_letter_says_when_the_complaint_came_no_more_exactly_than_it_is_known(world, came, said):
    complaint = entered(world, received=spans.parse(came))
    answer = complaints.draft_answer(complaint, by=world.officer, text="Kami tindak lanjuti.")
    letter = complaint_answers.content(answer, timezone.now(), world.supervisor)
    assert letter["facts"]["tanggal_pengaduan"] == said
