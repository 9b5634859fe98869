"""Cases pass from one officer to another, for good or while somebody is away; who works on how much; what nobody touched."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from incidents.actions import cases, complaints, handover, merging, mistaken_cases, people, restricted_cases, work
from incidents.models import Absence, AccessEntry, CaseEvent, Incident, User
from incidents.models.absences import standing_in, stood_in_for
from incidents.plain.complainants import Person
from incidents.record import deeds
from incidents.reports.workload import workload
from incidents.workflow import Role
from notifications import postroom
from notifications.mails.recipients import Directory
from notifications.notices import Audience
from tests.one_of_everything import recommended
from tests.sent_form import Form, press
from tests.world import another_administrator, another_unit, appoint, fresh, make_incident, make_request, report


@pytest.fixture
def colleague(world):
    post = people.Post(Role.OFFICER, unit=world.unit)
    return people.appoint(post, by=world.administrator, email="rekan@uji.example", name="Rekan").user


@pytest.fixture
def away(world, colleague):
    """The officer is away from yesterday on for three days, and the colleague stands in."""
    now = timezone.now()
    return handover.deputize(
        world.officer,
        by=world.supervisor,
        deputy=colleague,
        valid_from=now - timedelta(days=1),
        valid_to=now + timedelta(days=2),
        why="Cuti",
    )


def text_of(answer):
    return unescape(answer.content.decode())


def test_an_officer_hands_a_case_over_with_the_reason(world, an_incident, colleague, log_in):
    browser = log_in(world.officer)
    data = {"to": colleague.pk, "reason": "Pindah tugas", "seen": an_incident.version}
    answer = browser.post(f"/insiden/{an_incident}/serahkan/", data, follow=True)
    assert "Kasus diserahkan" in text_of(answer)
    assert Incident.objects.get(pk=an_incident.pk).owner == colleague
    event = CaseEvent.objects.get(action="assign")
    assert (event.details["from"], event.details["person"], event.reason) == ("Officer", "Rekan", "Pindah tugas")
    assert event.details["unit"] == world.unit.name
    history = text_of(log_in(world.auditor).get(f"/insiden/{an_incident}/riwayat/"))
    assert "Pindah tugas" in history and "Rekan" in history
    assert an_incident.title in text_of(log_in(colleague).get("/meja/"))


def test_a_case_is_not_handed_to_whoever_answered_in_it(world):
    """They would own what the door lets them do nothing in."""
    row = make_request(world, "answered")
    people.end_appointment(world.liaison_a.appointments.get(), by=world.administrator, reason="Pindah")
    post = people.Post(Role.OFFICER, unit=world.unit)
    moved = people.appoint(post, by=world.administrator, email=world.liaison_a.email, name="Liaison A").user
    moved = User.objects.get(pk=moved.pk)
    case = Incident.objects.get(pk=row.incident_id)
    with pytest.raises(handover.OfTheOtherSide):
        handover.assign(case, by=world.officer, seen=case.version, to=moved, reason="x")
    with pytest.raises(handover.OfTheOtherSide):
        handover.assign_all(world.officer, by=world.supervisor, to=moved, reason="x")
    assert Incident.objects.get(pk=case.pk).owner == world.officer
    work.restrict(case, by=world.officer, seen=case.version, reason="Peka")
    people.end_appointment(world.officer.appointments.get(), by=world.administrator, reason="Pindah")
    with pytest.raises(handover.NotToThem):  # which says nothing of what they did in it
        handover.assign_unseen(fresh(case), by=world.supervisor, to=moved, reason="x")
    appoint(world, Role.SUPERVISOR, email=moved.email, unit=another_unit(world))
    with pytest.raises(restricted_cases.NothingToOpen):  # as of a number that nothing bears
        restricted_cases.open_restricted(by=fresh(moved), reference=case.reference, reason="x")


def test_whoever_stands_in_does_not_go_away_meanwhile(world, away, colleague):
    third = people.appoint(
        people.Post(Role.OFFICER, unit=world.unit), by=world.administrator, email="tiga@uji.example", name="Tiga"
    ).user
    how = dict(by=world.supervisor, deputy=third, why="Cuti")
    with pytest.raises(handover.StandsIn):
        handover.deputize(colleague, valid_from=timezone.now(), valid_to=away.valid_to + timedelta(days=1), **how)
    after = away.valid_to + timedelta(days=1)
    assert handover.deputize(colleague, valid_from=after, valid_to=after + timedelta(days=1), **how).deputy == third


def test_a_case_is_given_away_by_its_owner_or_a_superior_alone(world, an_incident, colleague, log_in):
    assert log_in(colleague).get(f"/insiden/{an_incident}/serahkan/").status_code == 403
    with pytest.raises(PermissionDenied):
        handover.assign(an_incident, by=colleague, seen=an_incident.version, to=colleague, reason="Milik saya")
    handover.assign(an_incident, by=world.supervisor, seen=an_incident.version, to=colleague, reason="Beban")
    assert log_in(world.officer).get(f"/insiden/{an_incident}/serahkan/").status_code == 403


def test_where_nobody_else_is_an_officer_the_page_says_what_would_bring_one(world, an_incident, log_in):
    page = log_in(world.officer).get(reverse("incidents:assign", args=[an_incident.reference]))
    assert "tidak ada petugas lain" in unescape(page.content.decode())


def test_a_case_goes_to_nobody_who_does_not_work_on_cases(world, an_incident, log_in):
    for person in (world.supervisor, world.liaison_a, world.auditor):
        with pytest.raises(handover.ServesNot):
            handover.assign(an_incident, by=world.officer, seen=an_incident.version, to=person, reason="x")
    form = log_in(world.officer).get(f"/insiden/{an_incident}/serahkan/").context["form"]
    assert not form.fields["to"].queryset.exists()


def test_of_two_who_hand_over_at_once_one_is_told(world, an_incident, colleague):
    handover.assign(an_incident, by=world.officer, seen=an_incident.version, to=colleague, reason="x")
    for seen in (an_incident.version, an_incident.version + 1):
        with pytest.raises(deeds.Conflict):
            handover.assign(an_incident, by=world.supervisor, seen=seen, to=colleague, reason="x")


def test_a_restricted_case_follows_its_new_owner(world, an_incident, colleague, log_in):
    work.restrict(an_incident, by=world.officer, seen=an_incident.version, reason="Peka")
    case = Incident.objects.get(pk=an_incident.pk)
    assert log_in(colleague).get(f"/insiden/{case}/").status_code == 404
    data = {"to": colleague.pk, "reason": "Pindah", "seen": case.version}
    assert log_in(world.officer).post(f"/insiden/{case}/serahkan/", data, follow=True).status_code == 200
    assert log_in(colleague).get(f"/insiden/{case}/").status_code == 200


def test_all_cases_of_a_person_pass_in_one_act(world, colleague, log_in):
    owned = [make_incident(world), make_incident(world), report(world)]
    closed = make_incident(world)
    work.close(closed, by=world.supervisor, seen=closed.version, outcome="no_breach", reason="x")
    data = {"to": colleague.pk, "reason": "Pensiun"}
    answer = log_in(world.supervisor).post(f"/beban-kerja/{world.officer.pk}/serahkan/", data, follow=True)
    assert "3 kasus diserahkan" in text_of(answer)
    events = CaseEvent.objects.filter(action="assign")
    assert events.count() == 3 and events.values("act_id").distinct().count() == 1
    assert {case.owner for case in Incident.objects.filter(pk__in=[c.pk for c in owned])} == {colleague}
    assert Incident.objects.get(pk=closed.pk).owner == world.officer


def test_what_a_superior_may_not_know_of_is_not_handed_over_by_them(world, an_incident, colleague):
    work.restrict(an_incident, by=world.officer, seen=an_incident.version, reason="Peka")
    open_case = make_incident(world)
    passed = handover.assign_all(world.officer, by=world.supervisor, to=colleague, reason="Pindah")
    assert passed.cases == [open_case]
    assert [
        c.pk for c in handover.assign_all(world.officer, by=world.officer, to=colleague, reason="Pindah").cases
    ] == [an_incident.pk]


def test_a_restricted_case_whose_owner_left_is_handed_over_by_a_superior_who_is_shown_nothing_of_it(
    world, an_incident, colleague, log_in
):
    page = f"/insiden/{an_incident}/serahkan-tanpa-dibuka/"
    work.restrict(an_incident, by=world.officer, seen=an_incident.version, reason="Peka")
    superior, auditor = log_in(world.supervisor), log_in(world.auditor)
    assert superior.get(page).status_code == 404, "as long as its owner serves"
    post = world.officer.appointments.get()
    people.end_appointment(post, by=world.administrator, reason="Pindah")
    title = an_incident.title
    for address in ("/persetujuan/", "/beban-kerja/", page):
        shown = text_of(superior.get(address))
        assert an_incident.reference in shown and "Kasus terbatas" in shown and title not in shown, address
    assert f"{an_incident.reference} · Kasus terbatas" in text_of(superior.get(page))
    assert an_incident.reference not in text_of(log_in(colleague).get("/beban-kerja/"))
    assert log_in(colleague).get(page).status_code == 403
    assert an_incident.reference in text_of(auditor.get("/beban-kerja/"))
    refusals = AccessEntry.objects.filter(kind="refused", actor=world.supervisor)
    before = refusals.count()
    typed = {"to": colleague.pk, "reason": "Pemilik pindah", "once": str(uuid4())}
    answer = superior.post(page, typed, follow=True)
    assert "Kasus diserahkan" in text_of(answer) and title not in text_of(answer)
    # The same press again, here and where the first one's answer is not known; then another by whoever still had the page open.
    for browser in (superior, log_in(world.supervisor)):
        again = browser.post(page, typed, follow=True)
        assert again.status_code == 200 and "Ini sudah dicatat" in text_of(again) and title not in text_of(again)
    late = [superior.post(of, typed | {"reason": "Lain"}) for of in (page, page.replace(an_incident.reference, "TI-0"))]
    assert [answer.status_code for answer in late] == [409, 409]
    said = [text_of(answer).partition("<main")[2] for answer in late]
    assert said[0] == said[1] and "menunggu diserahkan tanpa dibuka" in said[0], (
        "whether there is such a case is told to nobody"
    )
    assert refusals.count() == before, "none of them looked at what is not theirs"
    assert log_in(colleague).get(f"/insiden/{an_incident}/").status_code == 200
    assert superior.get(f"/insiden/{an_incident}/").status_code == superior.get(page).status_code == 404
    assert an_incident.reference not in text_of(superior.get("/persetujuan/"))
    history = text_of(auditor.get(f"/insiden/{an_incident}/riwayat/"))
    assert "tanpa diperlihatkan" in history and "Pemilik pindah" in history
    case = fresh(an_incident)
    mistaken_cases.annul(case, by=world.supervisor, seen=case.version, reason="x")
    with pytest.raises(handover.WaitsUnseenNoMore) as refused:
        handover.assign_unseen(fresh(case), by=world.supervisor, to=world.other_supervisor, reason="x")
    assert (refused.value.on, refused.value.since) == (None, []), "nor who did what to it last"


def test_all_of_them_pass_or_none(world, an_incident):
    other = make_incident(world)
    with pytest.raises(handover.ServesNot):
        handover.assign_all(world.officer, by=world.supervisor, to=world.liaison_a, reason="x")
    assert {each.owner for each in Incident.objects.filter(pk__in=[an_incident.pk, other.pk])} == {world.officer}


def test_a_colleague_cannot_hand_over_somebody_elses_cases(world, an_incident, colleague, log_in):
    assert log_in(colleague).get(f"/beban-kerja/{world.officer.pk}/serahkan/").status_code == 403
    assert log_in(colleague).get(f"/beban-kerja/{world.officer.pk}/wakil/").status_code == 403


def test_a_deputy_finds_the_cases_and_is_told_while_it_lasts(world, away, log_in):
    clarification = make_request(world, "open")
    case = clarification.incident
    page = text_of(log_in(away.deputy).get("/meja/"))
    assert case.title in page and "mewakili Officer" in page
    assert "Rekan" in text_of(log_in(world.supervisor).get(f"/insiden/{case}/"))
    told = Directory([clarification], timezone.now())._addresses[Audience.OFFICER](clarification, None)
    assert {address for address, _name in told} == {world.officer.email, away.deputy.email}
    handover.return_early(away, by=world.officer, reason="Kembali")
    told = Directory([clarification], timezone.now())._addresses[Audience.OFFICER](clarification, None)
    assert {address for address, _name in told} == {world.officer.email}
    assert case.title not in text_of(log_in(away.deputy).get("/meja/")).partition("Kasus saya")[2]


def told_of(clarification):
    found = Directory([clarification], timezone.now())._addresses[Audience.OFFICER](clarification, None)
    return sorted(address for address, _name in found)


def test_a_deputy_of_another_unit_is_told_what_the_page_promises(world, log_in):
    clarification = make_request(world, "open")
    elsewhere = another_unit(world)
    deputy = appoint(world, Role.OFFICER, unit=elsewhere).user
    now = timezone.now()
    handover.deputize(
        world.officer, by=world.officer, deputy=deputy, valid_from=now, valid_to=now + timedelta(days=2), why="Cuti"
    )
    assert told_of(clarification) == sorted([world.officer.email, deputy.email])
    assert clarification.incident.title in text_of(log_in(deputy).get("/meja/"))


def test_an_owner_of_another_unit_than_the_letters_is_told(world, an_incident):
    clarification = make_request(world, "open", incident=an_incident)
    elsewhere = another_unit(world)
    new = User.objects.get(pk=appoint(world, Role.OFFICER, unit=elsewhere).user_id)
    handover.assign(fresh(an_incident), by=world.officer, seen=fresh(an_incident).version, to=new, reason="Pindah")
    assert told_of(fresh(clarification)) == [new.email]


def test_whoever_stands_in_and_serves_no_more_stands_in_no_more_and_the_unit_is_told(world, away, log_in):
    third = appoint(world, Role.OFFICER).user
    clarification = make_request(world, "open")
    post = away.deputy.appointments.get()
    answer = log_in(world.administrator).post(f"/orang/{post.pk}/akhiri/", {"reason": "Pindah", "seen": 0}, follow=True)
    assert "Rekan mewakili Officer sampai" in text_of(answer) and "tunjuk wakil lain" in text_of(answer)
    assert standing_in(world.officer, timezone.now()) is None
    assert not stood_in_for(away.deputy, timezone.now()).exists()
    assert told_of(clarification) == sorted([world.officer.email, third.email])
    assert "tidak lagi bertugas" in text_of(log_in(world.supervisor).get("/beban-kerja/"))


def test_nobody_stands_in_for_whoever_works_on_no_case(world, colleague, log_in):
    supervisor, now = log_in(world.supervisor), timezone.now()
    for person in (world.liaison_a, world.auditor, world.administrator, world.supervisor):
        with pytest.raises(handover.WorksOnNone):
            handover.deputize(
                person, by=world.supervisor, deputy=colleague, valid_from=now, valid_to=now + timedelta(1), why="x"
            )
        page = supervisor.post(f"/beban-kerja/{person.pk}/serahkan/", {"to": colleague.pk, "reason": "Pindah"})
        assert page.status_code == 409 and "tidak memiliki kasus" in text_of(page)
    page = text_of(supervisor.get("/beban-kerja/"))
    assert f"/beban-kerja/{world.officer.pk}/wakil/" in page and f"/{world.supervisor.pk}/wakil/" not in page
    assert not Absence.objects.exists() and not CaseEvent.objects.filter(action="assign").exists()


def test_a_deputy_learns_nothing_of_a_restricted_case(world, away, log_in):
    clarification = make_request(world, "open")
    case = clarification.incident
    work.restrict(case, by=world.officer, seen=case.version, reason="Peka")
    assert case.title not in text_of(log_in(away.deputy).get("/meja/"))
    told = Directory([clarification], timezone.now())._addresses[Audience.OFFICER](clarification, None)
    assert {address for address, _name in told} == {world.officer.email}


def test_the_case_stays_its_owners_while_a_deputy_stands_in(world, away, an_incident):
    assert an_incident.owner == world.officer
    assert standing_in(world.officer, timezone.now()) == away.deputy
    assert list(stood_in_for(away.deputy, timezone.now())) == [world.officer]
    assert standing_in(world.officer, away.valid_to) is None


def test_nobody_is_away_twice_at_a_time_nor_stands_in_while_away(world, away):
    now = timezone.now()
    facts = {"by": world.supervisor, "valid_from": now, "valid_to": now + timedelta(days=9), "why": "x"}
    with pytest.raises(handover.AlreadyAway):
        handover.deputize(world.officer, deputy=away.deputy, **facts)
    with pytest.raises(handover.AwayToo):
        handover.deputize(away.deputy, deputy=world.officer, **facts)
    with pytest.raises(handover.ServesNot):
        handover.deputize(away.deputy, deputy=world.auditor, **facts)
    assert Absence.objects.count() == 1


def test_a_deputy_is_named_on_the_page_until_a_day(world, colleague, log_in):
    browser, address = log_in(world.officer), f"/beban-kerja/{world.officer.pk}/wakil/"
    assert "valid_to" in browser.post(address, {"deputy": colleague.pk, "why": "Cuti"}).context["form"].errors
    past = browser.post(address, {"deputy": colleague.pk, "why": "Cuti", "valid_to": "1 Januari 2020 10.00"})
    assert "valid_to" in past.context["form"].errors
    ends = (timezone.now() + timedelta(days=3)).strftime("%d-%m-%Y 10.00")
    typed = {"deputy": colleague.pk, "why": "Cuti tahunan", "valid_to": ends}
    answer = press(browser, address, typed, follow=True)
    page = text_of(answer)
    assert "Wakil ditunjuk" in page and "Cuti tahunan" in page and "Rekan" in page
    absence = Absence.objects.get()
    browser.post(f"/beban-kerja/wakil/{absence.pk}/akhiri/", {"reason": "Kembali lebih awal", "seen": 0})
    assert standing_in(world.officer, timezone.now()) is None


def test_the_workload_counts_what_is_worked_on(world, colleague, log_in):
    past = timezone.now() - timedelta(days=20)
    make_incident(world, at=past, seen_at=past)
    late = make_request(world, "open", issued_at=timezone.now() - timedelta(days=5))
    report(world)
    work.commit(late.incident, by=world.officer, who="A", what="Log", due=timezone.now() - timedelta(hours=1))
    make_incident(world, replay=True)
    [load] = [row for row in workload(world.supervisor, timezone.now()) if row.person == world.officer]
    assert (load.cases, load.reports, load.letters, load.overdue, load.owed, load.untouched) == (2, 1, 1, 1, 1, 1)
    page = text_of(log_in(world.auditor).get("/beban-kerja/"))
    assert "Officer" in page and "Rekan" in page and "/serahkan/" not in page


def test_the_workload_tells_nothing_of_what_its_reader_may_not_know(world, an_incident):
    work.restrict(an_incident, by=world.officer, seen=an_incident.version, reason="Peka")
    [load] = [row for row in workload(world.supervisor, timezone.now()) if row.person == world.officer]
    assert load.total == 0


def test_the_list_is_narrowed_to_an_owner_and_to_what_nobody_touched(world, colleague, log_in):
    past = timezone.now() - timedelta(days=20)
    old, fresh = (
        make_incident(world, title="Lama sekali", at=past, seen_at=past),
        make_incident(world, title="Baru saja"),
    )
    handover.assign(fresh, by=world.officer, seen=fresh.version, to=colleague, reason="x")
    browser = log_in(world.supervisor)
    page = text_of(browser.get("/insiden/", {"untouched": 14}))
    assert old.title in page and fresh.title not in page and "terakhir dikerjakan" in page
    assert old.title not in text_of(browser.get("/insiden/", {"untouched": 30}))
    page = text_of(browser.get("/insiden/", {"owner": colleague.pk}))
    assert fresh.title in page and old.title not in page
    for nonsense in ("x", "0", "-1", "9" * 40):
        assert browser.get("/insiden/", {"untouched": nonsense, "owner": nonsense}).status_code == 200
    cases.note(old, by=world.officer, text="Ditelepon")
    assert old.title not in text_of(browser.get("/insiden/", {"untouched": 14}))


def test_a_filter_stays_while_one_turns_the_page_or_takes_another_shelf(world, log_in):
    make_incident(world)
    page = text_of(log_in(world.supervisor).get("/insiden/", {"owner": world.officer.pk}))
    assert f"?shelf=open&owner={world.officer.pk}" in page


def test_a_person_who_serves_no_more_stands_in_the_workload_until_their_cases_are_handed_over(
    world, an_incident, colleague
):
    people.end_appointment(world.officer.appointments.get(), by=world.administrator, reason="Pensiun")
    person = User.objects.get(pk=world.officer.pk)
    assert person in [row.person for row in workload(world.supervisor, timezone.now())]
    handover.assign_all(person, by=world.supervisor, to=colleague, reason="Pensiun")
    assert person not in [row.person for row in workload(world.supervisor, timezone.now())]


def test_who_leaves_hands_over_the_complaints_too_and_until_then_the_list_says_that_nobody_is_there(
    world, colleague, log_in
):
    complaint = complaints.enter(by=world.officer, person=Person(name="Sri"), way="phone", text="Bocor")
    people.end_appointment(world.officer.appointments.get(), by=world.administrator, reason="Pensiun")
    person, browser = User.objects.get(pk=world.officer.pk), log_in(world.supervisor)
    (load,) = [row for row in workload(world.supervisor, timezone.now()) if row.person == person]
    assert (load.complaints, load.total) == (1, 1)
    assert "tidak lagi bertugas: serahkan" in text_of(browser.get("/pengaduan/"))
    page = reverse("incidents:assign_all", args=[person.pk])
    done = text_of(browser.post(page, {"to": colleague.pk, "reason": "Pensiun"}, follow=True))
    assert fresh(complaint).owner == colleague and "1 pengaduan diserahkan" in done and "0 kasus" not in done
    nothing = browser.get(page, follow=True)
    assert nothing.redirect_chain and person.name in text_of(nothing), "nothing is offered where nothing is left"
    assert "tidak lagi bertugas" not in text_of(browser.get("/pengaduan/"))


def test_the_list_of_complaints_says_who_stands_in(world, away, log_in):
    complaints.enter(by=away.user, person=Person(name="Sri"), way="phone", text="Bocor")
    assert away.deputy.name in text_of(log_in(world.supervisor).get("/pengaduan/"))


def test_a_drill_is_no_load_of_cases_and_letters(world):
    make_request(world, "open", incident=make_incident(world, drill=True))
    make_request(world, "open")
    [load] = [each for each in workload(world.officer, timezone.now()) if each.person == world.officer]
    assert (load.cases, load.letters) == (1, 1)


def handed(browser, page, to):
    sent = Form(browser.get(page).content.decode()).as_sent()
    return browser.post(page, sent | {"to": to.pk, "reason": "Pensiun"}, follow=True)


def test_a_closed_case_passes_to_another_officer_and_unit_and_stays_closed(world, colleague, log_in):
    case = make_incident(world)
    work.close(case, by=world.supervisor, seen=case.version, outcome="no_breach", reason="x")
    browser = log_in(world.supervisor)
    page = f"/insiden/{case}/serahkan/"
    assert page in text_of(browser.get(f"/insiden/{case}/"))
    assert "Kasus diserahkan" in text_of(handed(browser, page, colleague))
    passed = fresh(case)
    assert (passed.owner, passed.status) == (colleague, "closed")
    assert CaseEvent.objects.get(action="assign").details["person"] == "Rekan"


def test_a_dismissed_report_passes_to_whoever_takes_it_up_again(world, colleague):
    case = report(world)
    cases.dismiss(case, by=world.officer, seen=case.version, reason="Bukan kebocoran")
    case = fresh(case)
    handover.assign(case, by=world.officer, seen=case.version, to=colleague, reason="Pindah")
    assert (fresh(case).owner, fresh(case).status) == (colleague, "dismissed")


def test_a_merged_case_is_handed_over_with_the_one_in_which_it_stands_alone(world, colleague):
    case, other = make_incident(world), make_incident(world)
    merging.merge(case, other, by=world.officer, seen=case.version, reason="Sama")
    with pytest.raises(deeds.Conflict):
        handover.assign(fresh(case), by=world.officer, seen=fresh(case).version, to=colleague, reason="Pindah")


def test_with_all_that_a_person_holds_goes_the_closed_case_in_which_something_is_owed(world, colleague, log_in):
    case, done = make_incident(world), make_incident(world)
    recommended(world, case, world.agency_a, world.liaison_a)
    for each in (case, done):
        each = fresh(each)
        work.close(each, by=world.supervisor, seen=each.version, outcome="no_breach", reason="Selesai")
    [load] = [each for each in workload(world.supervisor, timezone.now()) if each.person == world.officer]
    assert (load.cases, load.followed, load.total) == (0, 1, 1)
    browser = log_in(world.supervisor)
    assert "Ditutup, masih ditindaklanjuti: 1" in text_of(browser.get("/beban-kerja/"))
    answer = handed(browser, f"/beban-kerja/{world.officer.pk}/serahkan/", colleague)
    assert "1 kasus diserahkan" in text_of(answer)
    assert (fresh(case).owner, fresh(done).owner) == (colleague, world.officer)


def test_a_concluded_complaint_passes_to_whoever_answers_for_it_and_stays_concluded(world, colleague, log_in):
    complaint = complaints.enter(by=world.officer, person=Person(), way="phone", text="Data dipakai")
    complaints.conclude(complaint, by=world.officer, seen=1, outcome="taken_back", reason="Dicabut")
    browser = log_in(world.officer)
    handed(browser, reverse("incidents:assign_complaint", args=[complaint.pk]), colleague)
    passed = fresh(complaint)
    assert (passed.owner, passed.status, passed.outcome) == (colleague, "concluded", "taken_back")


def test_a_supervisor_opens_a_restricted_case_with_a_reason_and_every_auditor_is_told(
    world, an_incident, log_in, mailoutbox
):
    another_administrator(world)  # is told of no case
    work.restrict(an_incident, by=world.officer, seen=an_incident.version, reason="Peka")
    page, browser = "/kasus-terbatas/buka/", log_in(world.supervisor)
    assert page in browser.get("/beban-kerja/").content.decode()
    typed = {"reference": an_incident.reference, "reason": "Tenggat habis malam ini"}
    nothing = [browser.post(page, typed | {"reference": number}) for number in ("INS-1999-0001", "x")]
    assert [answer.status_code for answer in nothing] == [422, 422] and log_in(world.officer).get(
        page
    ).status_code == 403
    assert browser.get(f"/insiden/{an_incident}/").status_code == 404
    assert browser.post(page, typed)["Location"] == f"/insiden/{an_incident}/"
    assert browser.get(f"/insiden/{an_incident}/").status_code == 200
    assert browser.post(page, typed).status_code == 422, "it is open to them"
    event = CaseEvent.objects.get(action="open_restricted")
    assert (event.actor, event.reason) == (world.supervisor, typed["reason"])
    looked_on = appoint(world, Role.AUDITOR, email="auditor.lain@uji.example")
    postroom.write_receipts(timezone.now())
    people.end_appointment(looked_on, by=world.administrator, reason="Pindah")
    postroom.send_account_mails(timezone.now())
    [mail] = [each for each in mailoutbox if "Kasus terbatas dibuka" in each.subject]
    assert mail.to == [world.auditor.email] and str(event.pk) in mail.body
