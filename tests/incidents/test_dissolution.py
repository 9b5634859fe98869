"""A body ends: its last name stays, and everything that still runs ends where it should, in whatever order it came about."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.actions import (
    acceptance_reversal,
    agencies,
    case_letters,
    cases,
    clarifications,
    deadlines,
    dissolution,
    issuing_conditions,
    law,
    letter_decisions,
    next_letter,
    people,
    replies,
    revival,
    revival_plan,
    stopped_waiting,
    work,
)
from incidents.actions.case_letter_content import meeting_facts
from incidents.models import (
    Agency,
    Appointment,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Contact,
    Letter,
    NotificationDuty,
    User,
    still_open,
)
from incidents.plain import clocks, letter_kinds, spans
from incidents.plain.clocks import WIB
from incidents.record import deeds, divided
from incidents.reports import figures
from incidents.reports import waiting as queues
from incidents.workflow import UNANSWERED, RequestStatus
from notifications.letters import html
from tests.moves import SIGNED, choose_signing, lay_out
from tests.sent_form import Form, press
from tests.world import answer_request, draft_request, fresh, issue_request, mail_left, make_incident, make_request

RUNNING = [str(status) for status in UNANSWERED]


def body(world, name="Badan Lama", email="lama@lama.example"):
    """A body with an address, registered long ago."""
    found = agencies.add_agency(by=world.administrator, name=name, kind="central", short_name=name)
    day = timezone.localdate()
    agencies.register_contact(found, by=world.administrator, office="Sekretariat", email=email, valid_from=day)
    return found


def end(world, agency, successor=None, **split):
    how = dict(by=world.administrator, ended_on=timezone.localdate(), successor=successor, reason="Perpres")
    return dissolution.end_agency(Agency.objects.get(pk=agency.pk), **how, **split)


def asked(world, agency, status="open"):
    """A request to `agency`, walked to `status`, in a case of its own in which it is controller."""
    case = make_incident(world)
    cases.involve(case, by=world.officer, agency=agency, role="controller")
    return make_request(world, status, agency=agency, incident=case)


@pytest.mark.parametrize("status", ["draft", "awaiting_approval", "open", "answered"])
def test_with_a_successor_what_runs_is_asked_of_the_successor_as_it_stands(world, status):
    clarification = make_request(world, status)
    due = clarification.present_due
    end(world, world.agency_a, world.agency_b)
    clarification = ClarificationRequest.objects.get(pk=clarification.pk)
    assert (clarification.agency, clarification.status, clarification.present_due) == (world.agency_b, status, due)
    assert all(letter.agency == world.agency_a for letter in clarification.letters.all()), "it went to that body"
    seen = Letter.objects.visible_to(User.objects.get(pk=world.liaison_b.pk))
    assert list(seen) == list(clarification.letters.filter(issued_at__isnull=False)), "whoever answers reads it"


def standings(world):
    today = timezone.localdate()
    rows, _all = figures.by_agency(world.officer, today - timedelta(days=30), today, timezone.now())
    return {str(f.agency): (f.in_time, f.late, f.silent, f.running) for f in rows}


def sent(world, hours, numbers=None):
    """A request whose mail left at once, issued so many hours ago; `numbers` were answered now."""
    row = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=hours))
    mail_left(row, at=row.issued_at + timedelta(seconds=20))
    if numbers:
        answer_request(world, fresh(row), numbers=numbers)
    return fresh(row)


def test_the_figures_of_before_stay_those_of_the_body_that_was_asked(world):
    sent(world, 200)
    sent(world, 90, numbers=[1, 2])
    sent(world, 50, numbers=[1, 2])
    sent(world, 95, numbers=[1])
    before = standings(world)
    assert before == {"Ins A": (1, 2, 1, 0)}
    runs = sent(world, 10)
    end(world, world.agency_a, world.agency_b)
    assert standings(world) == before | {"Ins B": (0, 0, 0, 1)}
    for clarification in ClarificationRequest.objects.filter(agency=world.agency_b, status="open"):
        liaison = User.objects.get(pk=world.liaison_b.pk)
        answer_request(world, clarification, by=liaison)
    assert standings(world) == before | {"Ins B": (1, 0, 0, 0)}, "an answer of the successor changes nothing of before"
    assert fresh(runs).agency == world.agency_b


def test_what_a_body_answered_stays_its_own_and_what_is_decided_on_it_is_the_successor_s_to_hear_of(world, log_in):
    late = sent(world, 90, numbers=[1, 2])
    before = standings(world)
    end(world, world.agency_a, world.agency_b)
    late = fresh(late)
    assert (late.agency, late.status) == (world.agency_b, "answered")
    assert standings(world) == before, "it was late with the body that was asked"
    page = log_in(world.officer).get(late.get_absolute_url()).content.decode()
    assert "Semula diminta dari Ins A, yang tidak ada lagi" in " ".join(page.split())
    closed = clarifications.accept(late, by=world.officer, seen=late.version)
    letter_decisions.confirm_acceptance(closed, by=world.supervisor, seen=closed.version)
    told = {letter.kind: letter.agency for letter in fresh(late).letters.filter(response__isnull=True)}
    assert told == {"clarification_request": world.agency_a, "acceptance": world.agency_b}
    assert standings(world) == before


def test_what_is_missing_in_an_answer_of_before_is_asked_of_the_successor(world, log_in):
    row = make_request(world, "answered")
    end(world, world.agency_a, world.agency_b)
    page, officer = reverse("incidents:return", args=[row.pk]), log_in(world.officer)
    sent_form = Form(officer.get(page).content.decode()).as_sent()
    typed = {"reason": "Kurang lengkap", f"q{row.questions.first().pk}": "Sebutkan tanggalnya"}
    assert press(officer, page, sent_form | typed).status_code == 302
    row = fresh(row)
    assert (row.agency, row.status) == (world.agency_b, "open")
    liaison = User.objects.get(pk=world.liaison_b.pk)
    assert row in ClarificationRequest.objects.visible_to(liaison)
    answer_request(world, row, by=liaison)
    assert fresh(row).status == "answered"


def accepted_by_letter(world):
    closed = make_request(world, "closed")
    letter_decisions.confirm_acceptance(closed, by=world.supervisor, seen=closed.version)
    return fresh(closed)


def test_an_acceptance_that_a_letter_told_of_is_taken_back_by_a_letter_to_the_successor(world, log_in):
    closed = accepted_by_letter(world)
    end(world, world.agency_a, world.agency_b)
    assert fresh(closed).agency == world.agency_a, "nothing was to be done on it"
    page, browser = reverse("incidents:revoke_acceptance", args=[closed.pk]), log_in(world.supervisor)
    first = browser.get(page).content.decode()
    assert "surat ditujukan kepada Ins B" in first
    shown = press(browser, page, Form(first).as_sent() | {"reason": "Bukti palsu"})
    assert "Instansi B" in str(shown.context["letter_content"]["addressee"])
    assert press(browser, page, Form(shown.content.decode()).as_sent()).status_code == 302
    row = fresh(closed)
    assert (row.agency, row.status) == (world.agency_b, "answered")
    told = {letter.kind: letter.agency for letter in row.letters.filter(response__isnull=True)}
    assert told["acceptance"] == world.agency_a and told["acceptance_revoked"] == world.agency_b
    act = CaseEvent.objects.of(row).get(action="revoke_acceptance").act_id
    passed = CaseEvent.objects.of(row).get(action="hand_on")
    assert (passed.act_id, passed.reason, passed.actor) == (act, "Perpres", None)
    assert row in ClarificationRequest.objects.visible_to(User.objects.get(pk=world.liaison_b.pk))


def test_an_acceptance_without_a_letter_is_taken_back_for_the_successor(world, log_in):
    closed = make_request(world, "closed")
    end(world, world.agency_a, world.agency_b)
    page, browser = reverse("incidents:unaccept", args=[closed.pk]), log_in(world.supervisor)
    sent_form = Form(browser.get(page).content.decode()).as_sent() | {"reason": "Keliru"}
    assert press(browser, page, sent_form).status_code == 302
    row = fresh(closed)
    assert (row.agency, row.status) == (world.agency_b, "answered")


def test_a_letter_of_acceptance_after_the_end_goes_to_the_successor_and_waits_for_it_on_the_desk(world, log_in):
    closed = make_request(world, "closed")
    end(world, world.agency_a, world.agency_b)
    assert [line for line in queues.for_desk(world.supervisor, timezone.now()) if line.row == closed]
    page, browser = reverse("incidents:confirm_acceptance", args=[closed.pk]), log_in(world.supervisor)
    shown = press(browser, page, Form(browser.get(page).content.decode()).as_sent())
    assert press(browser, page, Form(shown.content.decode()).as_sent()).status_code == 302
    assert fresh(closed).letters.get(kind="acceptance").agency == world.agency_b
    assert fresh(closed).status == "closed"


def test_a_letter_of_acceptance_waits_on_the_desk_for_whoever_stands_at_the_end_of_the_chain(world):
    closed, third = make_request(world, "closed"), body(world)
    end(world, world.agency_a, world.agency_b)
    end(world, world.agency_b, third)
    assert [line for line in queues.for_desk(world.supervisor, timezone.now()) if line.row == closed]
    end(world, third)
    assert not [line for line in queues.for_desk(world.supervisor, timezone.now()) if line.row == closed]


def test_without_a_successor_what_can_be_done_is_said(world, log_in):
    closed, answered = accepted_by_letter(world), make_request(world, "answered", incident=make_incident(world))
    end(world, world.agency_a)
    words = "tidak ada badan yang menggantikannya"
    assert words in log_in(world.officer).get(answered.get_absolute_url()).content.decode()
    page, browser = reverse("incidents:revoke_acceptance", args=[closed.pk]), log_in(world.supervisor)
    first = browser.get(page).content.decode()
    assert words in first
    shown = press(browser, page, Form(first).as_sent() | {"reason": "Bukti palsu"})
    refused = press(browser, page, Form(shown.content.decode()).as_sent())
    assert refused.status_code == 409 and words in refused.content.decode()
    assert (fresh(closed).status, fresh(closed).agency) == ("closed", world.agency_a)
    row = fresh(answered)
    stopped = stopped_waiting.stop_waiting(row, by=world.supervisor, seen=row.version, reason="Tidak cukup")
    assert stopped.status == "insufficient"


def test_an_undone_end_gives_an_untouched_answer_back_and_one_that_was_judged_stays(world):
    untouched, judged = (make_request(world, "answered", incident=make_incident(world)) for _ in range(2))
    end(world, world.agency_a, world.agency_b)
    clarifications.accept(fresh(judged), by=world.officer, seen=fresh(judged).version)
    plan = revival_plan.plan_of_revival(fresh(world.agency_a))
    revival.revive_agency(fresh(world.agency_a), by=world.administrator, reason="Keliru", plan=plan.digest)
    assert (fresh(untouched).agency, fresh(untouched).status) == (world.agency_a, "answered")
    assert (fresh(judged).agency, fresh(judged).status) == (world.agency_b, "closed")


@pytest.mark.parametrize("received", ["before it passed on", "after"])
def test_paper_entered_after_the_end_is_of_the_body_that_had_the_request_when_it_came(world, received):
    runs = sent(world, 50)
    end(world, world.agency_a, world.agency_b)
    came = runs.issued_at + timedelta(hours=10) if received == "before it passed on" else timezone.now()
    said = replies.Reply(name="N", office="J", kind="denial", text="Bantah", received_at=came, channel="letter")
    reply = replies.record_reply(fresh(runs), said, by=world.officer, seen=fresh(runs).version)
    body = world.agency_a if received == "before it passed on" else world.agency_b
    assert runs.letters.get(response=reply).content["addressee"]["office"] == body.names.get().name
    assert {name: found for name, found in standings(world).items() if any(found)} == {str(body): (1, 0, 0, 0)}


def test_a_receipt_of_the_successor_lays_no_lateness_of_before_on_it(world, log_in):
    runs = sent(world, 200)
    end(world, world.agency_a, world.agency_b)
    said = dict(name="N", office="J", kind="denial", text="Bantah", received_at=timezone.now(), channel="letter")
    reply = replies.record_reply(fresh(runs), replies.Reply(**said), by=world.officer, seen=fresh(runs).version)
    receipt, words = runs.letters.get(response=reply), "yang lewat ketika surat masih pada Instansi A;"
    assert receipt.content["late_seconds"] and receipt.content["late_with"] == "Instansi A"
    paper = " ".join(html.render(receipt.content).split())
    assert words in paper and "tidak dihitung sebagai keterlambatan Instansi B" in paper and "terlambat," not in paper
    page = log_in(world.officer).get(reverse("incidents:receipt", args=[reply.pk])).content.decode()
    assert "Tenggat itu lewat ketika surat masih pada Ins A" in page


@pytest.mark.parametrize("follows", [True, False])
def test_nobody_is_silent_for_a_body_that_had_ended_before_the_due(world, follows):
    sent(world, 200)
    day = timezone.localdate() - timedelta(days=30)
    heir = world.agency_b if follows else None
    how = dict(by=world.administrator, ended_on=day, successor=heir, reason="Perpres")
    dissolution.end_agency(fresh(world.agency_a), **how)
    assert all(found[:3] == (0, 0, 0) for found in standings(world).values())


def test_the_register_and_its_filter_name_the_body_to_which_a_letter_went(world, log_in):
    number = str(sent(world, 50).letter)
    end(world, world.agency_a, world.agency_b)
    browser = log_in(world.officer)
    for code, found in (("a", True), ("b", False)):
        register = browser.get(f"/surat/register/?agency={code}").content.decode()
        assert (number in register and "Kepala Instansi A" in register) == found


def test_the_next_letter_to_a_successor_says_to_whom_the_first_went(world, the_ladder):
    first = sent(world, 100)
    drafted = next_letter.draft_next(first, by=world.officer)
    end(world, world.agency_a, world.agency_b)
    drafted = fresh(drafted)
    drafted = clarifications.submit(drafted, by=world.officer, seen=drafted.version)
    with pytest.raises(issuing_conditions.OfTheBodyBefore):
        issue_request(world, drafted)
    drafted = fresh(drafted)
    letter_decisions.withdraw(drafted, by=world.supervisor, seen=drafted.version, reason="Disusun ulang")
    words = next_letter.draft_next(fresh(first), by=world.officer).opening
    assert "kepada Kepala Instansi A, yang kini digantikan instansi penerima surat ini" in words
    assert "penjelasan Saudara paling" not in words and "jawaban tertulis Saudara" not in words


def test_a_next_letter_after_a_reissue_may_go_out_to_the_successor(world, the_ladder):
    first = sent(world, 100)
    second = next_letter.draft_next(first, by=world.officer)
    anew = next_letter.reissue(fresh(first), by=world.officer)
    issue_request(world, clarifications.submit(anew, by=world.officer, seen=anew.version))
    end(world, world.agency_a, world.agency_b)
    against = [
        type(found) for found in issuing_conditions.objections(fresh(second), timezone.now() + timedelta(hours=100))
    ]
    assert issuing_conditions.OfAnotherBody not in against


def waiting(world, decide):
    """A request with a letter about it that waits for a person's signature."""
    row = make_request(world, "open")
    choose_signing(world, "outside")
    decide(row)
    row = fresh(row)
    letter = row.letters.unsigned().get(about__isnull=False)
    with deeds.record("store_letter", on=row, by=deeds.SYSTEM) as deed:
        lay_out(letter, deed)
    return fresh(row), fresh(letter)


def grant(world, row, hours=24):
    due = row.present_due + timedelta(hours=hours)
    deadlines.extend(row, by=world.supervisor, seen=row.version, due_at=due, reason="x")


def take_back(world, row):
    letter_decisions.withdraw(row, by=world.supervisor, seen=row.version, reason="Keliru")


@pytest.mark.parametrize("follows", [True, False])
@pytest.mark.parametrize("decide", [grant, take_back])
def test_a_letter_that_waits_for_its_signature_ends_with_the_body_it_is_addressed_to(world, decide, follows):
    row, letter = waiting(world, lambda row: decide(world, row))
    end(world, world.agency_a, world.agency_b if follows else None)
    letter = fresh(letter)
    assert letter.voided_at and letter.register_entry.void_reason == "Instansi yang dituju surat ini sudah tidak ada."
    assert not still_open.unfinished()["unsigned"].filter(incident=row.incident).exists()
    with pytest.raises(deeds.Conflict):
        letter_decisions.file_signed(letter, by=world.supervisor, file=SIGNED)


def test_a_case_closes_after_its_request_was_broken_off_with_a_letter_unsigned(world):
    row, _letter = waiting(world, lambda row: grant(world, row))
    end(world, world.agency_a)
    case = fresh(row.incident)
    assert (
        work.close(case, by=world.supervisor, seen=case.version, outcome="old_or_open", reason="x").status == "closed"
    )


def test_more_time_is_not_granted_on_paper_after_the_answer(world):
    row, letter = waiting(world, lambda row: grant(world, row))
    answer_request(world, row)
    assert fresh(letter).voided_at and not Letter.objects.unsigned().exists()


def test_more_time_is_not_granted_on_paper_after_it_has_passed(world):
    row, letter = waiting(world, lambda row: grant(world, row))
    at = row.present_due + timedelta(minutes=1)
    with pytest.raises(letter_decisions.DuePassed):
        letter_decisions.file_signed(letter, by=world.supervisor, file=SIGNED, at=at)
    row = fresh(row)
    letter_decisions.withdraw(row, by=world.supervisor, seen=row.version, reason="x")
    assert fresh(letter).voided_at, "it ends with its request"


def test_a_letter_that_waited_for_its_signature_is_a_draft_to_the_successor_and_its_number_is_void(world):
    choose_signing(world, "outside")
    clarification = make_request(world, "awaiting_signature")
    end(world, world.agency_a, world.agency_b)
    clarification = ClarificationRequest.objects.get(pk=clarification.pk)
    assert (clarification.agency, clarification.status) == (world.agency_b, "draft")
    assert Letter.objects.get(request=clarification).voided_at


@pytest.mark.parametrize("status", ["draft", "awaiting_approval", "open"])
def test_without_a_successor_what_nobody_can_answer_lapses(world, status):
    clarification = make_request(world, status)
    end(world, world.agency_a)
    clarification = ClarificationRequest.objects.get(pk=clarification.pk)
    assert (clarification.status, clarification.broken_off_by) == ("broken_off", world.administrator)
    assert clarification.clock(timezone.now()) is None


def test_an_answer_that_is_there_is_still_judged_but_nothing_is_returned_to_a_body_that_is_no_more(world):
    clarification = make_request(world, "answered")
    end(world, world.agency_a)
    clarification = ClarificationRequest.objects.get(pk=clarification.pk)
    with pytest.raises(agencies.BodyEnded):
        from incidents.actions import replies

        replies.send_again(
            clarification,
            by=world.officer,
            seen=clarification.version,
            questions={clarification.questions.first(): "Kurang"},
            reason="Kurang",
            due_at=timezone.now() + timedelta(hours=80),
        )
    assert clarifications.accept(clarification, by=world.officer, seen=clarification.version).status == "closed"


def test_what_was_closed_stays_the_body_s_own(world):
    clarification = make_request(world, "closed")
    end(world, world.agency_a, world.agency_b)
    clarification.refresh_from_db()
    assert clarification.agency == world.agency_a


@pytest.mark.parametrize("follows", [True, False])
def test_addresses_and_liaisons_end_and_are_the_successor_s_where_there_is_one(world, follows):
    old = body(world)
    for n in range(3):
        post = people.Post("liaison", agency=old)
        people.appoint(post, by=world.administrator, email=f"n{n}@lama.example", name=f"N{n}")
    end(world, old, world.agency_b if follows else None)
    now = timezone.now() + timedelta(seconds=1)
    assert not Contact.objects.filter(agency=old, valid_to__isnull=True).exists()
    assert not Appointment.objects.on(now).filter(agency=old).exists()
    moved = Appointment.objects.on(now).filter(agency=world.agency_b, user__email__endswith="lama.example").count()
    there = Contact.objects.filter(agency=world.agency_b, email="lama@lama.example", valid_to__isnull=True).count()
    assert (moved, there) == ((3, 1) if follows else (0, 0))


def test_who_serves_the_successor_until_a_day_serves_it_from_then_on_as_long_as_the_body_that_ended(world):
    old, until = body(world), timezone.now() + timedelta(days=10)
    who = {"email": "dua@lama.example", "name": "Dua Jabatan"}
    people.appoint(people.Post("liaison", agency=old), by=world.administrator, **who)
    people.appoint(people.Post("liaison", agency=world.agency_b), by=world.administrator, valid_to=until, **who)
    end(world, old, world.agency_b)
    for days in (1, 11):
        day = timezone.now() + timedelta(days=days)
        serving = Appointment.objects.on(day).filter(agency=world.agency_b, user__email=who["email"])
        assert serving.count() == 1


def test_a_deputy_stays_one_where_the_successor_has_the_address_of_the_principal_already(world):
    old, day = body(world, email="surat@b.example"), timezone.localdate()
    principal = Contact.objects.get(agency=old)
    deputy = {"office": "Wakil", "email": "wakil@b.example", "valid_from": day, "deputy_of": principal}
    agencies.register_contact(old, by=world.administrator, **deputy)
    end(world, old, world.agency_b)
    there = Contact.objects.get(agency=world.agency_b, email="surat@b.example")
    assert Contact.objects.get(agency=world.agency_b, email="wakil@b.example").deputy_of == there


def test_the_last_name_stays_and_the_directory_says_who_follows(world, log_in):
    end(world, world.agency_a, world.agency_b)
    ended = Agency.objects.get(pk=world.agency_a.pk)
    assert (ended.status, ended.name) == ("ended", "Instansi A")
    page = log_in(world.officer).get(reverse("incidents:agency", args=[ended.pk])).content.decode()
    assert "Instansi B" in page and "Sudah tidak ada sejak" in page


def test_a_new_letter_to_it_is_refused_with_the_word_who_stands_for_it(world, log_in):
    case = make_incident(world)
    end(world, world.agency_a, world.agency_b)
    with pytest.raises(agencies.BodyEnded):
        draft_request(world, case)
    letter = {"subject": "Hal", "opening": "Pembuka", "basis": "Pasal 46", "security": "B", "urgency": "segera"}
    rows = {"q-TOTAL_FORMS": "1", "q-INITIAL_FORMS": "0", "q-0-heading": "A", "q-0-text": "Apa?", "q-0-kind": "text"}
    page = reverse("incidents:draft", args=[case.reference])
    answer = log_in(world.officer).post(page, letter | rows | {"agencies": [world.agency_a.pk]})
    assert answer.status_code == 200 and "kini digantikan Ins B" in answer.content.decode()
    assert not case.requests.exists()


def test_a_draft_that_outlived_its_body_does_not_go_out(world):
    """Two hands at once: the draft came in while the body ended."""
    clarification = make_request(world, "awaiting_approval", agency=world.agency_b)
    with deeds.record(deeds.Action.END_AGENCY, on=world.agency_b, by=world.administrator, reason="Perpres") as deed:
        deed.on.ended_on = timezone.localdate()
        deed.on.save()
    with pytest.raises(agencies.BodyEnded):
        issue_request(world, ClarificationRequest.objects.get(pk=clarification.pk))


def test_nobody_is_appointed_to_and_no_address_is_registered_for_a_body_that_is_no_more(world):
    end(world, world.agency_a)
    with pytest.raises(agencies.BodyEnded):
        people.appoint(
            people.Post("liaison", agency=Agency.objects.get(pk=world.agency_a.pk)),
            by=world.administrator,
            email="baru@a.example",
            name="Baru",
        )
    with pytest.raises(agencies.BodyEnded):
        agencies.register_contact(
            Agency.objects.get(pk=world.agency_a.pk),
            by=world.administrator,
            office="X",
            email="x@a.example",
            valid_from=timezone.localdate(),
        )


def test_a_case_of_before_can_still_name_it(world, log_in):
    old = body(world)
    end(world, old)
    case = make_incident(world)
    page = reverse("incidents:involve", args=[case.reference])
    log_in(world.officer).post(page, {"agency": old.pk, "role": "copy_holder"})
    assert case.involvements.filter(agency=old, role="copy_holder").exists()


def test_the_successor_has_its_parts_its_duty_and_what_it_owed(world):
    case, new = make_incident(world), body(world, "Badan Baru", "baru@baru.example")
    part = case.involvements.get(agency=world.agency_a)
    law.track_duty(part, by=world.officer)
    owed = work.commit(case, by=world.officer, who="Ins A", what="Laporan", agency=world.agency_a)
    end(world, world.agency_a, new)
    owed.refresh_from_db()
    follows = case.involvements.get(agency=new)
    assert (follows.role, follows.why, owed.agency) == ("controller", "Pengganti Ins A", new)
    assert NotificationDuty.objects.get(incident=case).involvement == follows
    assert case.involvements.filter(agency=world.agency_a).exists()


def _task_force(world, case, kind="task_force", happened="1-6-2026"):
    return cases.note(case, by=world.officer, kind=kind, text="Bersama", happened=spans.parse(happened))


def test_in_a_task_force_that_lasts_the_successor_takes_its_place(world):
    case, old, new = make_incident(world), body(world), body(world, "Badan Baru", "baru@baru.example")
    force = _task_force(world, case)
    work.join(force, by=world.officer, agency=old, capacity="Forensik")
    end(world, old, new)
    left, joined = force.parts.get(agency=old), force.parts.get(agency=new)
    assert left.left_at == joined.joined_at and left.left_at.astimezone(WIB).date() == timezone.localdate()
    assert joined.capacity == "Forensik" and joined.left_at is None


@pytest.mark.parametrize(
    ("kind", "happened", "what"),
    [
        ("meeting", "1-6-2026", "a meeting was held once"),
        ("task_force", "1-1-2026 s.d. 1-3-2026", "the task force was over"),
    ],
)
def test_where_it_took_part_in_what_is_over_it_stays_as_it_was(world, kind, happened, what):
    case, old, new = make_incident(world), body(world), body(world, "Badan Baru", "baru@baru.example")
    activity = _task_force(world, case, kind, happened)
    work.join(activity, by=world.officer, agency=old)
    end(world, old, new)
    assert [part.agency for part in activity.parts.all()] == [old], what
    assert activity.parts.get().left_at is None


def test_a_successor_that_is_in_the_task_force_already_stays_in_it_once(world):
    case, old, new = make_incident(world), body(world), body(world, "Badan Baru", "baru@baru.example")
    force = _task_force(world, case)
    for each in (old, new):
        work.join(force, by=world.officer, agency=each)
    end(world, old, new)
    assert force.parts.filter(agency=new).count() == 1 and force.parts.get(agency=old).left_at


@pytest.mark.parametrize("follows", [True, False])
def test_a_letter_of_the_case_that_is_not_out_goes_to_the_successor_or_is_dropped(world, follows):
    case, new = make_incident(world), body(world, "Badan Baru", "baru@baru.example")
    starts = timezone.now() + timedelta(days=4)
    facts = {"agenda": "Rapat", "meeting": meeting_facts(starts, None, "Ruang 1")}
    facts |= {wanted.name: "Isi" for wanted in letter_kinds.INVITATION.wanted}
    row = case_letters.draft(
        case,
        by=world.officer,
        kind=letter_kinds.INVITATION,
        agencies=[world.agency_a],
        facts=facts,
        subject="Undangan",
    )[0]
    end(world, world.agency_a, new if follows else None)
    row = CaseLetter.objects.get(pk=row.pk)
    assert (row.agency, row.status) == ((new, "draft") if follows else (world.agency_a, "dropped"))


@pytest.mark.parametrize("who", ["officer", "supervisor", "liaison_a", "auditor"])
def test_only_an_administrator_ends_a_body(world, who):
    with pytest.raises(PermissionDenied):
        dissolution.end_agency(
            world.agency_a, by=getattr(world, who), ended_on=timezone.localdate(), reason="x", successor=None
        )


def test_a_body_does_not_follow_itself_or_one_that_has_ended(world):
    end(world, world.agency_b)
    for heir in (world.agency_a, world.agency_b):
        with pytest.raises(dissolution.NoSuccessor):
            end(world, world.agency_a, heir)


def test_the_day_it_ends_is_not_still_to_come(world, log_in):
    page = reverse("incidents:end_agency", args=[world.agency_a.pk])
    browser, tomorrow = log_in(world.administrator), timezone.localdate() + timedelta(days=1)
    answer = browser.post(page, {"ended_on": tomorrow.strftime("%d-%m-%Y"), "reason": "Perpres", "seen": 1})
    assert answer.status_code == 200 and Agency.objects.get(pk=world.agency_a.pk).ended_on is None
    press(browser, page, {"ended_on": "1-6-2024", "reason": "Perpres", "successor": world.agency_b.pk, "seen": 1})
    assert Agency.objects.get(pk=world.agency_a.pk).heir == world.agency_b


def test_who_follows_whoever_followed_stands_for_it_now(world):
    first, second = body(world, "Pertama", "p@p.example"), body(world, "Kedua", "k@k.example")
    end(world, first, second)
    end(world, second, world.agency_a)
    assert Agency.objects.get(pk=first.pk).heir == world.agency_a


# --- two open letters, three liaisons and a summons, in any order -----------------------------------------------------
STEPS = (
    *("first letter", "second letter", "summons", "liaison 1", "liaison 2", "liaison 3", "address"),
    *("answer", "accept", "take back", "END"),
)


@settings(max_examples=25)
@given(order=st.permutations(STEPS), follow=st.sampled_from([0, 1, 3]), turns=st.lists(st.integers(0, 2), min_size=9))
def test_in_whatever_order_it_came_about_each_ends_where_it_should(world, the_ladder, order, follow, turns):
    """Also what somebody tries after the end: it is refused, and nothing runs for a body that is no more. Where it was split, each letter
    with those that follow it, each person and each address is that one's who was named."""
    email = f"surat{timezone.now():%f}@lama.example"
    old, heir = body(world, f"Badan {timezone.now():%f}", email), world.agency_b
    follows = follow > 0
    heirs = [heir, *(body(world, f"Pecahan {n} {timezone.now():%f}", f"p{n}@p.example") for n in range(1, follow))]
    chosen = {}  # lot: whose it was to be
    now = timezone.now()
    case = make_incident(world, at=now - timedelta(hours=200), seen_at=now - timedelta(hours=200))
    cases.involve(case, by=world.officer, agency=old, role="controller", at=now - timedelta(hours=199))
    requests, ended, running, serving = {}, False, set[str](), set[int]()

    def step(name):
        if "letter" in name:
            last = CaseEvent.objects.filter(incident=case).latest("recorded_at").recorded_at + timedelta(hours=2)
            overdue = last if last < now - timedelta(hours=100) else None  # events stay in order
            requests[name] = make_request(world, "open", agency=old, incident=case, issued_at=overdue)
        elif name == "summons" and requests:
            before = ClarificationRequest.objects.get(pk=next(iter(requests.values())).pk)
            if before.status == RequestStatus.OPEN:
                second = next_letter.draft_next(before, by=world.officer)
                requests["second of the ladder"] = second
                # the second letter to a successor is written anew, and has a test of its own
                if clocks.passed(before.present_due, now) and not ended:
                    second = clarifications.submit(second, by=world.officer, seen=second.version)
                    requests[name] = next_letter.draft_next(issue_request(world, second), by=world.officer)
                    assert requests[name].rung.code == "summons"
        elif name.startswith("liaison"):
            email = f"{name[-1]}.{old.pk}@lama.example"
            people.appoint(people.Post("liaison", agency=old), by=world.administrator, email=email, name=name)
        elif name == "address":
            day = timezone.localdate()
            agencies.register_contact(old, by=world.administrator, office="X", email="dua@lama.example", valid_from=day)
        elif name == "answer" and requests:
            request = ClarificationRequest.objects.get(pk=next(iter(requests.values())).pk)
            liaison = Appointment.objects.on(timezone.now()).filter(agency=request.agency).first()
            if request.status == RequestStatus.OPEN and liaison:
                answer_request(world, request, by=liaison.user)
        elif name == "accept":
            for row in ClarificationRequest.objects.filter(incident=case, status=RequestStatus.ANSWERED):
                closed = clarifications.accept(row, by=world.officer, seen=row.version)
                letter_decisions.confirm_acceptance(closed, by=world.supervisor, seen=closed.version)
        elif name == "take back":
            for row in ClarificationRequest.objects.filter(incident=case, status=RequestStatus.CLOSED):
                again = "revoke_acceptance" if row.acceptance_letter else "unaccept"
                getattr(acceptance_reversal, again)(row, by=world.supervisor, seen=row.version, reason="Keliru")

    for name in order:
        if name == "END":
            moves = [*RUNNING, str(RequestStatus.ANSWERED)] if follows else RUNNING
            ends = ClarificationRequest.objects.filter(agency=old, status__in=moves)
            running = {str(pk) for pk in ends.values_list("pk", flat=True)}
            serving = set(Appointment.objects.on(timezone.now()).filter(agency=old).values_list("user", flat=True))
            lots = divided.lots(Agency.objects.get(pk=old.pk), timezone.now(), world.administrator)
            chosen = {lot.key: heirs[turns[n % len(turns)] % follow] for n, lot in enumerate(lots) if follow > 1}
            end(world, old, heir if follows else None, further=heirs[1:], to=chosen)
            ended, old = True, Agency.objects.get(pk=old.pk)
            continue
        try:
            step(name)
        except agencies.BodyEnded:
            assert ended
    now = timezone.now() + timedelta(seconds=1)
    old = Agency.objects.get(pk=old.pk)
    assert not Appointment.objects.on(now).filter(agency=old).exists()
    assert not Contact.objects.filter(agency=old, valid_to__isnull=True).exists()
    assert not ClarificationRequest.objects.filter(agency=old, status__in=RUNNING).exists()
    for request in ClarificationRequest.objects.filter(incident=case):
        assert request.agency in (old, *heirs)
        judged = request.status == RequestStatus.ANSWERED
        whose = chosen.get(divided.key_of_request(request), heir) if follows else old
        assert request.agency == whose or request.status not in RUNNING and not judged
        had = case.involvements.filter(agency=request.agency, role="controller")
        assert had.exists(), "who is asked has its part in the case"
    end_event = CaseEvent.objects.get(action="end_agency", subject_id=str(old.pk))
    late = Letter.objects.filter(request__incident=case, agency=old, issued_at__gt=end_event.recorded_at)
    assert not late.exists(), "nothing is written to a body that is no more"
    act = end_event.act_id
    moved = CaseEvent.objects.filter(act_id=act, action="hand_on" if follows else "break_off")
    assert set(moved.values_list("subject_id", flat=True)) == running, "each by the one act, and no other"
    served = Appointment.objects.on(now).filter(user__in=serving, agency__in=heirs)
    assert {post.user_id: post.agency for post in served} == (
        {user: chosen.get(f"person_{user}", heir) for user in serving} if follows else {}
    )
    addresses = Contact.objects.filter(email=email, valid_to__isnull=True, agency__in=heirs)
    lot = divided.key_of_address(old.contacts.get(email=email).pk)
    assert [row.agency for row in addresses] == ([chosen.get(lot, heir)] if follows else [])
