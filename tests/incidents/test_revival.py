"""The end of the wrong body is undone: what it moved comes back, what was done since stays and is named, both in the history."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from incidents.actions import (
    agencies,
    cases,
    clarifications,
    dissolution,
    doubles,
    law,
    people,
    reply_drafts,
    revival,
    shares,
    work,
)
from incidents.models import (
    Agency,
    AnswerDraft,
    Appointment,
    CaseEvent,
    ClarificationRequest,
    Contact,
    Incident,
    Involvement,
    Letter,
    NotificationDuty,
    User,
)
from incidents.plain import spans
from incidents.record import deeds
from incidents.reports import figures
from incidents.reports.chronology import Asked, page
from incidents.reports.waiting import QUEUES
from incidents.workflow import Action
from notifications import postroom
from notifications.mails import compose
from notifications.models import Message
from tests import moves
from tests.exporting import taken
from tests.world import answer_request, draft_request, fresh, issue_request, make_incident, make_request


def end(world, agency, successor=None):
    day = timezone.localdate()
    return dissolution.end_agency(
        fresh(agency), by=world.administrator, ended_on=day, successor=successor, reason="Perpres"
    )


def revive(world, agency, **how):
    plan = how.pop("plan", None) or revival.plan_of_revival(fresh(agency)).digest
    return revival.revive_agency(fresh(agency), by=world.administrator, reason="Keliru instansi", plan=plan, **how)


def body(world, name):
    return agencies.add_agency(by=world.administrator, name=name, kind="central")


def entangled(world):
    """A case in which agency A is asked, owes, reads what is shared, is followed by law and sits in a task force."""
    case = make_incident(world)
    clarification = make_request(world, "open", incident=case)
    duty = law.track_duty(case.involvements.get(agency=world.agency_a), by=world.officer)
    owed = work.commit(case, by=world.officer, who="Ins A", what="Laporan", agency=world.agency_a)
    shared = shares.share(case, by=world.officer, agency=world.agency_a, text="Ringkas", tlp="amber")
    force = cases.note(case, by=world.officer, kind="task_force", text="Bersama", happened=spans.parse("1-6-2026"))
    place = work.join(force, by=world.officer, agency=world.agency_a)
    return Incident.objects.get(pk=case.pk), clarification, duty, owed, shared, place


@pytest.mark.parametrize("follows", [True, False])
def test_what_the_end_moved_comes_back_where_nobody_touched_it(world, follows):
    case, clarification, duty, owed, shared, place = entangled(world)
    part = body(world, "Balai Bagian")
    agencies.amend_agency(part, by=world.administrator, parent=world.agency_a)
    heir = body(world, "Badan Penerus") if follows else None
    due = clarification.present_due
    end(world, world.agency_a, heir)
    back = revive(world, world.agency_a)
    assert (back.ended_on, back.successor, back.status) == (None, None, "registered")
    assert fresh(owed).agency == world.agency_a and fresh(owed).status == "open"
    assert (fresh(shared).agency, fresh(shared).ended_at) == (world.agency_a, None)
    assert NotificationDuty.objects.get(pk=duty.pk).involvement.agency == world.agency_a
    assert fresh(place).left_at is None and fresh(part).parent == world.agency_a
    assert case.involvements.get(agency=world.agency_a).until is None
    now = timezone.now() + timedelta(seconds=1)
    assert Appointment.objects.on(now).filter(agency=world.agency_a, user=world.liaison_a).count() == 1
    assert Contact.objects.filter(agency=world.agency_a, valid_to__isnull=True).count() == 1
    clarification = fresh(clarification)
    if not follows:
        assert clarification.status == "broken_off", "no clock begins again"
        return
    assert (clarification.agency, clarification.status, clarification.present_due) == (world.agency_a, "open", due)
    assert not case.involvements.filter(agency=heir).exists()
    assert Involvement.everything.get(incident=case, agency=heir).struck_at, "it stays to be read"
    assert not case.participations.filter(agency=heir).exists()
    assert not Appointment.objects.on(now).filter(agency=heir).exists()
    answer_request(world, clarification, by=User.objects.get(pk=world.liaison_a.pk))
    assert fresh(clarification).status == "answered"


def test_what_was_done_since_stays_and_is_named(world, log_in):
    case, clarification, _duty, owed, _shared, _place = entangled(world)
    other = make_request(world, "open", incident=case)
    end(world, world.agency_a, world.agency_b)
    liaison = User.objects.get(pk=world.liaison_b.pk)
    answer_request(world, fresh(clarification), by=liaison)
    work.keep(fresh(owed), by=world.officer, seen=None)
    page = log_in(world.administrator).get(reverse("incidents:revive_agency", args=[world.agency_a.pk]))
    said = {what: (back, stays) for what, back, stays in page.context["view"].revival_plan.counts}
    assert said["Requests"] == (1, 1) and said["Outstanding commitments"] == (0, 1)
    revive(world, world.agency_a)
    assert (fresh(clarification).agency, fresh(other).agency) == (world.agency_b, world.agency_a)
    assert (fresh(owed).agency, fresh(owed).status) == (world.agency_b, "kept")
    told = CaseEvent.objects.get(incident=case, action="give_back_parts")
    assert clarification.reference in told.details["stays"] and other.reference not in told.details["stays"]
    act = CaseEvent.objects.get(action="revive_agency")
    assert act.details["stays"]["Requests"] == 1
    assert set(CaseEvent.objects.filter(act_id=act.act_id).values_list("action", flat=True)) == {
        "revive_agency",
        "give_back",
        "give_back_parts",
    }
    history = log_in(world.officer).get(reverse("incidents:history", args=[case.reference])).content.decode()
    assert "Ins B → Ins A" in history and "Ins A → Ins B" in history


def test_an_administrator_does_it_by_a_page_that_says_first_what_comes_back(world, log_in):
    entangled(world)
    browser, page = log_in(world.administrator), reverse("incidents:revive_agency", args=[world.agency_a.pk])
    assert browser.get(page).status_code == 302, "it has not ended"
    end(world, world.agency_a, world.agency_b)
    assert page in browser.get(reverse("incidents:agency", args=[world.agency_a.pk])).content.decode()
    shown = browser.get(page)
    assert "INS-" not in shown.content.decode().split("<main", 1)[1], "no case is named to an administrator"
    form = shown.context["form"]
    sent = {"seen": form["seen"].value(), "plan": form["plan"].value(), "reason": "Yang bubar Ins B"}
    assert browser.post(page, sent).status_code == 302
    assert fresh(world.agency_a).ended_on is None


def test_what_was_shown_and_is_otherwise_by_now_is_a_conflict(world):
    _case, clarification, *_ = entangled(world)
    end(world, world.agency_a, world.agency_b)
    plan = revival.plan_of_revival(fresh(world.agency_a)).digest
    answer_request(world, fresh(clarification), by=User.objects.get(pk=world.liaison_b.pk))
    with pytest.raises(deeds.Conflict):
        revive(world, world.agency_a, plan=plan)
    assert fresh(world.agency_a).ended_on


@pytest.mark.parametrize("who", ["officer", "supervisor", "liaison_a", "auditor"])
def test_only_an_administrator_undoes_an_end(world, who):
    end(world, world.agency_a, world.agency_b)
    plan = revival.plan_of_revival(fresh(world.agency_a)).digest
    with pytest.raises(PermissionDenied):
        revival.revive_agency(fresh(world.agency_a), by=getattr(world, who), reason="x", plan=plan)


def test_it_is_ended_and_undone_again_and_again(world):
    case, clarification, *_ = entangled(world)
    for _time in range(2):
        end(world, world.agency_a, world.agency_b)
        revive(world, world.agency_a)
    assert fresh(clarification).agency == world.agency_a
    assert Contact.objects.filter(agency=world.agency_a, valid_to__isnull=True).count() == 1
    assert case.involvements.filter(agency=world.agency_b, struck_at__isnull=True).count() == 1, (
        "its own part of before"
    )


def test_the_body_is_told_that_the_request_is_its_own_again(world):
    clarification = make_request(world, "open")
    end(world, world.agency_a, world.agency_b)
    revive(world, world.agency_a)
    postroom.write_receipts(timezone.now())
    told = Message.objects.filter(kind="given_back", request=clarification)
    assert {each.recipient for each in told} == {"surat@a.example", "officer@uji.example"}


def entry_of(mail):
    [content] = [body for name, body, _type in mail.attachments if name.endswith(".ics")]
    calendar = Calendar.from_ical(content)
    return str(calendar["method"]), int(calendar.walk("VEVENT")[0]["sequence"])


def test_whoever_had_it_by_mistake_is_told_that_it_is_theirs_no_more_and_their_calendar_too(world):
    clarification = make_request(world, "open")
    end(world, world.agency_a, world.agency_b)
    postroom.write_receipts(timezone.now())
    postroom.deliver_messages(timezone.now())
    revive(world, world.agency_a)
    postroom.write_receipts(timezone.now())
    told = Message.objects.get(kind="gone_back", request=clarification)
    assert told.recipient == "surat@b.example", "the addresses that came along are the body's own again"
    mail = compose.make(told, at=timezone.now())
    assert "Ins B tidak perlu menjawabnya" in mail.body and clarification.get_absolute_url() not in mail.body
    entries = [
        entry_of(compose.make(Message.objects.get(kind=kind, recipient=to), at=timezone.now()))
        for kind, to in (
            ("handed_on", "surat@b.example"),
            ("gone_back", "surat@b.example"),
            ("given_back", "surat@a.example"),
        )
    ]
    assert entries == [("PUBLISH", 1), ("CANCEL", 3), ("PUBLISH", 2)]
    postroom.deliver_messages(timezone.now())
    assert fresh(told).state == "sent"
    end(world, world.agency_a, world.agency_b)
    postroom.write_receipts(timezone.now())
    again = Message.objects.filter(kind="handed_on", recipient="surat@b.example").latest("written_at")
    assert entry_of(compose.make(again, at=timezone.now())) == ("PUBLISH", 3)


def test_nothing_is_taken_back_from_whoever_was_never_told(world):
    make_request(world, "open")
    end(world, world.agency_a, world.agency_b)
    postroom.write_receipts(timezone.now())
    revive(world, world.agency_a)
    postroom.write_receipts(timezone.now())
    postroom.deliver_messages(timezone.now())
    to_b = Message.objects.filter(recipient="surat@b.example").exclude(kind="letter")
    assert dict(to_b.values_list("kind", "skip_reason")) == {"handed_on": "moved_on", "gone_back": "untold"}


def test_what_the_successor_opened_and_wrote_is_neither_shown_nor_said_of_the_body(world, log_in):
    clarification = make_request(world, "open")
    end(world, world.agency_a, world.agency_b)
    of_b = log_in(User.objects.get(pk=world.liaison_b.pk))
    of_b.get(clarification.get_absolute_url())
    question = fresh(clarification).questions.first()
    reply_drafts.save(question, by=User.objects.get(pk=world.liaison_b.pk), text="Rancangan Ins B")
    assert fresh(clarification).delivered_how == "portal"
    revive(world, world.agency_a)
    assert (fresh(clarification).delivered_at, fresh(clarification).delivered_how) == (None, "")
    assert not reply_drafts.drafts_of(clarification) and AnswerDraft.objects.get().aside_of == question
    written = log_in(User.objects.get(pk=world.liaison_a.pk)).get(f"/permintaan/{clarification.pk}/pertanyaan/1/")
    assert written.status_code == 200 and "Rancangan" not in written.content.decode()
    history = log_in(world.officer).get(reverse("incidents:history", args=[clarification.incident.reference]))
    assert "Ins B → Ins A · konsep jawaban Ins B yang belum dikirim, disisihkan: 1" in history.content.decode()
    end(world, world.agency_a, world.agency_b)
    assert [draft.text for draft in reply_drafts.drafts_of(clarification)] == ["Rancangan Ins B"], "its own again"


def test_officer_and_body_hear_what_was_broken_off_by_mistake_and_is_to_be_asked_anew(world):
    clarification = make_request(world, "open")
    end(world, world.agency_a)
    revive(world, world.agency_a)
    postroom.write_receipts(timezone.now())
    told = Message.objects.filter(request=clarification, event__action="note_mistake")
    assert {(each.kind, each.recipient) for each in told} == {
        ("to_ask_anew", "officer@uji.example"),
        ("not_ended", "surat@a.example"),
    }
    mail = compose.make(told.get(kind="not_ended"), at=timezone.now())
    assert "tidak perlu dijawab" in mail.body and entry_of(mail)[0] == "CANCEL"
    assert "permintaan baru" in compose.make(told.get(kind="to_ask_anew"), at=timezone.now()).body
    draft_request(world, fresh(clarification.incident))
    postroom.deliver_messages(timezone.now())
    assert dict(told.values_list("kind", "skip_reason")) == {"to_ask_anew": "decided", "not_ended": ""}


def test_a_draft_of_the_successor_s_is_worded_anew_and_a_part_by_which_it_was_asked_stays(world):
    case = make_incident(world)
    heir = body(world, "Badan Penerus")
    agencies.register_contact(
        heir, by=world.administrator, office="X", email="x@p.example", valid_from=timezone.localdate()
    )
    end(world, world.agency_a, heir)
    own = make_request(world, "open", agency=heir, incident=case)
    revive(world, world.agency_a)
    assert case.involvements.filter(agency=heir).exists() and fresh(own).agency == heir


@pytest.mark.parametrize("since", ["followed", "alone", "merged"])
def test_what_became_of_the_successor_meanwhile_stands_in_no_undoing_s_way(world, since):
    """What had passed on with it stays where it is by now, and is named; the rest comes back."""
    case, clarification, duty, owed, _shared, _place = entangled(world)
    heir, third = body(world, "Badan Penerus"), body(world, "Badan Ketiga")
    end(world, world.agency_a, heir)
    if since == "merged":
        doubles.merge_agency(fresh(heir), by=world.administrator, into=third, reason="Ganda")
    else:
        end(world, heir, third if since == "followed" else None)
    revive(world, world.agency_a)
    assert fresh(clarification).agency == (world.agency_a if since == "alone" else third)
    anew = list(ClarificationRequest.objects.to_ask_anew())
    assert anew == ([clarification] if since == "alone" else []), "nobody is left to give it back"
    assert fresh(world.agency_a).status == "registered" and fresh(heir).status != "registered"
    follows = third if since == "followed" else world.agency_a
    assert NotificationDuty.objects.get(pk=duty.pk).involvement.agency == follows
    assert case.involvements.get(agency=world.agency_a).until is None
    assert Contact.objects.filter(agency=world.agency_a, valid_to__isnull=True).count() == 1
    told = CaseEvent.objects.get(incident=case, action="give_back_parts").details["stays"]
    assert clarification.reference in told
    assert (str(owed) in told) == (since != "alone"), "nobody has taken over what was owed"


def test_ends_in_a_row_undone_in_a_row_bring_everything_back_to_the_first(world):
    """What only the second end did to a thing, and its undoing undid, is nothing that was done to it."""
    case, clarification, duty, owed, shared, place = entangled(world)
    heir, third = body(world, "Badan Penerus"), body(world, "Badan Ketiga")
    end(world, world.agency_a, heir)
    end(world, heir, third)
    assert fresh(owed).agency == fresh(shared).agency == fresh(clarification).agency == third
    revive(world, heir)
    assert fresh(owed).agency == fresh(shared).agency == fresh(clarification).agency == heir
    revive(world, world.agency_a)
    assert fresh(owed).agency == fresh(shared).agency == fresh(clarification).agency == world.agency_a
    assert NotificationDuty.objects.get(pk=duty.pk).involvement.agency == world.agency_a
    assert fresh(place).left_at is None and case.involvements.get(agency=world.agency_a).until is None
    assert not case.involvements.filter(agency__in=[heir, third]).exists()
    assert set(case.participations.values_list("agency", flat=True)) == {world.agency_a.pk}


def test_before_an_end_is_undone_its_page_says_who_bears_the_name_by_now(world, log_in):
    end(world, world.agency_a)
    namesake = body(world, "Instansi A")
    page = log_in(world.administrator).get(reverse("incidents:revive_agency", args=[world.agency_a.pk]))
    assert namesake in page.context["view"].similar and "Instansi A" in page.content.decode()


def test_the_figures_are_those_of_the_body_that_never_ended(world):
    from tests.world import mail_left

    row = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=10))
    mail_left(row, at=row.issued_at + timedelta(seconds=20))
    end(world, world.agency_a, world.agency_b)
    revive(world, world.agency_a)
    today = timezone.localdate()
    rows, _all = figures.by_agency(world.officer, today - timedelta(days=30), today, timezone.now())
    assert {str(f.agency): f.running for f in rows if f.running} == {"Ins A": 1}


def test_a_late_answer_after_an_undone_end_is_the_body_s_own_and_no_silence(world):
    from tests.world import mail_left

    row = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=100))
    mail_left(row, at=row.issued_at + timedelta(seconds=20))
    end(world, world.agency_a, world.agency_b)
    revive(world, world.agency_a)
    answer_request(world, fresh(row), by=User.objects.get(pk=world.liaison_a.pk))
    today = timezone.localdate()
    rows, _all = figures.by_agency(world.officer, today - timedelta(days=30), today, timezone.now())
    assert [(str(f.agency), f.late, f.silent) for f in rows if f.letters] == [("Ins A", 1, 0)]
    assert all(f.to_answer for f in rows if f.letters)


def test_a_draft_that_waited_is_the_body_s_again_and_goes_out(world):
    clarification = make_request(world, "draft")
    end(world, world.agency_a, world.agency_b)
    revive(world, world.agency_a)
    clarification = fresh(clarification)
    clarifications.submit(clarification, by=world.officer, seen=clarification.version)
    assert issue_request(world, fresh(clarification)).agency == world.agency_a


def test_who_works_for_the_ministry_by_now_is_not_appointed_for_the_body_again(world):
    end(world, world.agency_a)
    post = people.Post("officer", unit=world.unit)
    people.appoint(post, by=world.administrator, email=world.liaison_a.email, name=world.liaison_a.name)
    revive(world, world.agency_a)
    assert not Appointment.objects.on(timezone.now() + timedelta(seconds=1)).filter(agency=world.agency_a).exists()


def test_who_got_another_appointment_of_the_body_meanwhile_is_not_appointed_twice(world):
    end(world, world.agency_a)
    revive(world, world.agency_a)
    with_post = Appointment.objects.on(timezone.now() + timedelta(seconds=1)).filter(agency=world.agency_a)
    assert with_post.count() == 1
    people.end_appointment(with_post.get(), by=world.administrator, reason="Pindah")
    assert Agency.objects.get(pk=world.agency_a.pk).status == "registered"


def test_the_chronology_tells_of_each_body_what_it_did_itself(world):
    """What the first body answered, asked for and was shown stays its own; what the successor does is the successor's."""
    case, clarification, duty, *_others = entangled(world)
    for action in (Action.ACKNOWLEDGE, Action.REPLY, Action.ASK_EXTENSION):
        moves.perform(action, fresh(clarification), world, world.liaison_a)
    heir = body(world, "Badan Penerus")
    end(world, world.agency_a, heir)
    case = fresh(case)

    def told(code):
        _window, lines = page(case, Asked(body=code), 100)
        return {line.telling.title for line in lines}

    own, passed = told(world.agency_a.code), told(heir.code)
    assert {f"Ins A mengonfirmasi penerimaan {clarification.reference}", "Dibagikan kepada Ins A"} <= own
    assert not any("Penerus" in title for title in own) and not any("Ins A" in title for title in passed)
    assert any(title.startswith("Jawaban Ins A") for title in own), own
    assert any(title.startswith("Tenggat") for title in passed), passed
    everything = {line.telling.title for line in page(case, Asked(), 100)[1]}
    assert own | passed <= everything


def test_a_request_that_was_broken_off_is_nowhere_told_as_withdrawn(world, client, log_in):
    clarification = make_request(world, "open")
    letter = clarification.letters.get()
    code = letter.check_code
    end(world, world.agency_a)
    checked = client.get(f"/v/{code}/").content.decode()
    assert "Dihentikan" in checked and "Ditarik" not in checked and "menarik surat" not in checked
    told = [line.telling.title for line in page(clarification.incident, Asked(), 100)[1]]
    assert f"{clarification.reference} kepada Ins A dihentikan: instansi tercatat sudah tidak ada" in told
    assert not [title for title in told if title.endswith("ditarik")]
    assert fresh(clarification).get_status_display() == "Dihentikan" and fresh(letter).standing == "broken_off"
    assert list(Letter.objects.standing("broken_off")) == [letter] and not Letter.objects.standing("withdrawn")
    register = reverse("incidents:register")
    officer = log_in(world.officer)
    answer = taken(officer, reverse("incidents:register_sheet"), {"state": "broken_off"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer))
    said = {str(cell.value) for row in sheet.active.iter_rows() for cell in row}
    assert "Dihentikan" in said and "Ditarik" not in said
    pages = [reverse("incidents:incident", args=[clarification.incident.reference]), clarification.get_absolute_url()]
    for page_of in [*pages, f"{register}?state=broken_off"]:
        html = officer.get(page_of).content.decode().split("<main", 1)[1]
        assert "ihentikan" in html and "itarik" not in html.replace('">Ditarik</option>', ""), page_of
    revive(world, world.agency_a)
    liaison = log_in(User.objects.get(pk=world.liaison_a.pk))
    shown = liaison.get(clarification.get_absolute_url()).content.decode()
    assert "karena Ins A tercatat sudah tidak ada" in shown and "Tanpa tenggat: permintaan dihentikan." in shown
    assert "menarik permintaan ini" not in shown and "permintaan ditarik" not in shown


def test_what_was_broken_off_by_mistake_waits_to_be_asked_anew_and_its_case_is_not_ready_to_close(world):
    def waiting():
        found = {queue.label for queue in QUEUES if list(queue.keys(world.officer, timezone.now()))}
        return found & {close, anew}

    close, anew = "Nothing open, case to close", "Broken off by mistake, to be asked anew"
    case = make_request(world, "open").incident
    end(world, world.agency_a)
    assert waiting() == {close}
    revive(world, world.agency_a)
    assert waiting() == {anew}
    draft_request(world, fresh(case))
    assert waiting() == set()
