"""A body ends: who answers from then on is told what is asked, until when and since when; who follows nobody is said before."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import (
    agencies,
    cases,
    clarifications,
    corrections,
    deadlines,
    dissolution,
    doubles,
    law,
    revival,
    revival_plan,
    shares,
    work,
)
from incidents.models import Agency, CaseEvent, Incident, Letter, NotificationDuty, User
from incidents.plain import dates, spans
from incidents.record import open_matters_of_bodies
from incidents.record.trail import history_models
from incidents.reports import ending_bodies
from incidents.workflow import Action
from notifications import notices, postroom
from notifications.letters import pdf
from notifications.mails import compose
from notifications.models import Message
from tests import moves
from tests.sent_form import press
from tests.world import QUESTIONS, answer_request, fresh, issue_request, make_incident, make_request


def end(world, agency, successor=None):
    day = timezone.localdate()
    return dissolution.end_agency(
        fresh(agency), by=world.administrator, ended_on=day, successor=successor, reason="Perpres 1/2026"
    )


def test_the_successor_is_told_what_is_asked_and_until_when(world, log_in):
    clarification = make_request(world, "draft")
    how = dict(by=world.officer, seen=clarification.version, questions=QUESTIONS)
    clarifications.edit(clarification, mail_to="surat@a.example", **how)
    clarification = fresh(clarification)
    clarifications.submit(clarification, by=world.officer, seen=clarification.version)
    clarification = issue_request(world, fresh(clarification))
    due = clarification.present_due
    end(world, world.agency_a, world.agency_b)
    postroom.write_receipts(timezone.now())
    told = Message.objects.filter(kind="handed_on", request=clarification)
    assert {(each.recipient, each.audience) for each in told} == {
        ("surat@a.example", "agency"),
        ("surat@b.example", "agency"),
        ("officer@uji.example", "officer"),
    }, "its own addresses and those that came along, whoever was chosen before"
    mail = compose.make(told.get(recipient="surat@b.example"), at=timezone.now())
    assert "semula ditujukan kepada Ins A" in mail.body and "Instansi B" in mail.body
    assert "belum terjawab: 2" in mail.body and "tidak berubah karena peralihan" in mail.body
    assert [name for name, *_ in mail.attachments if name.endswith(".ics")], "the due goes into the calendar"
    assert fresh(clarification).present_due == due
    page = log_in(world.liaison_b).get(clarification.get_absolute_url()).content.decode()
    assert "Semula diminta dari Ins A" in page


def test_the_mail_to_the_successor_brings_the_letter_that_the_body_got(world, monkeypatch):
    monkeypatch.setattr(pdf, "letter", lambda content: b"%PDF-1.7 bytes of a letter")
    clarification = make_request(world, "open")
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    end(world, world.agency_a, world.agency_b)
    postroom.write_receipts(timezone.now())
    letter = Letter.objects.get(request=clarification)
    mail = compose.make(Message.objects.get(kind="handed_on", recipient="surat@b.example"), at=timezone.now())
    assert letter.file.name in [each[0] for each in mail.attachments] and letter.agency == world.agency_a


def test_a_draft_that_passes_on_is_told_to_nobody_outside(world):
    clarification = make_request(world, "draft")
    end(world, world.agency_a, world.agency_b)
    postroom.write_receipts(timezone.now())
    assert not Message.objects.filter(kind="handed_on", request=clarification).exists()


def test_the_page_says_whose_due_it_is_and_a_supervisor_moves_it_there(world, log_in):
    clarification = make_request(world, "open")
    end(world, world.agency_a, world.agency_b)
    page = log_in(world.supervisor).get(clarification.get_absolute_url()).content.decode()
    assert "Tenggat diberikan kepada Ins A" in page
    extend = reverse("incidents:extend", args=[clarification.pk])
    assert extend in page.split("Tenggat diberikan kepada Ins A")[1].split("</div>")[0]
    clarification = fresh(clarification)
    later = clarification.present_due + timedelta(hours=24)
    how = dict(by=world.supervisor, seen=clarification.version, due_at=later, reason="Peralihan")
    deadlines.extend(clarification, **how)
    assert fresh(clarification).present_due == later


def test_the_officer_hears_that_a_request_was_broken_off(world):
    clarification = make_request(world, "open")
    end(world, world.agency_a)
    postroom.write_receipts(timezone.now())
    told = Message.objects.filter(kind="broken_off", request=clarification)
    assert [(each.recipient, each.state) for each in told] == [("officer@uji.example", "to_send")]
    assert not Message.objects.filter(kind="handed_on").exists()


def owing(world):
    """A case in which a body is controller with a duty that runs, owes something and reads what is shared with it."""
    case = make_incident(world)
    duty = law.track_duty(case.involvements.get(agency=world.agency_a), by=world.officer)
    duty = law.amend_duty(duty, by=world.officer, seen=duty.version, started=timezone.now(), start_source="Surat")
    owed = work.commit(case, by=world.officer, who="Ins A", what="Laporan", agency=world.agency_a)
    shared = shares.share(case, by=world.officer, agency=world.agency_a, text="Ringkas", tlp="amber")
    return Incident.objects.get(pk=case.pk), duty, owed, shared


def test_the_part_of_an_ended_body_that_got_a_letter_is_not_struck(world):
    letter = make_request(world, "open").letter
    part = letter.incident.involvements.get(agency=world.agency_a)
    end(world, world.agency_a, world.agency_b)
    with pytest.raises(corrections.WentOut, match=re.escape(str(letter))):
        corrections.strike(part, by=world.officer, seen=fresh(part).version, reason="Keliru")


def test_before_a_body_ends_its_page_says_what_becomes_of_each_thing(world, log_in):
    make_request(world, "open", incident=owing(world)[0])
    page = log_in(world.administrator).get(reverse("incidents:end_agency", args=[world.agency_a.pk]))
    said = {fate.what: (fate.number, fate.follows, fate.alone) for fate in page.context["view"].fates}
    assert set(said) >= {
        "Permintaan terbuka",
        "Komitmen yang belum selesai",
        "Kewajiban pemberitahuan menurut undang-undang",
    }
    assert all(number and follows and alone for number, follows, alone in said.values())
    html = page.content.decode()
    assert all(what in html for what in said) and "INS-" not in html.split("<main", 1)[1]


def test_without_a_successor_the_case_says_what_stays_and_closes_truthfully(world, log_in):
    case, duty, owed, shared = owing(world)
    end(world, world.agency_a)
    told = CaseEvent.objects.get(incident=case, action="lose_body")
    assert told.details == {"agency": "Ins A"}
    part = case.involvements.get(agency=world.agency_a)
    assert part.until and fresh(shared).ended_at and fresh(owed).status == "open"
    assert NotificationDuty.objects.get(pk=duty.pk).involvement == part, "it did not notify, whoever asks later"
    browser = log_in(world.supervisor)
    for name in ("work", "law", "close", "incident"):
        page = browser.get(reverse(f"incidents:{name}", args=[case.reference])).content.decode()
        assert "Ins A tidak ada lagi sejak" in page, name
    history = browser.get(reverse("incidents:history", args=[case.reference])).content.decode()
    assert "tidak ada penggantinya" in history and "Ins A" in history
    with pytest.raises(work.NotYet):
        work.close(fresh(case), by=world.supervisor, seen=None, outcome="old_or_open", reason="x")
    work.drop(fresh(owed), by=world.supervisor, seen=None, reason="Ins A tidak ada lagi")
    assert work.close(fresh(case), by=world.supervisor, seen=None, outcome="old_or_open", reason="x").status == "closed"


def test_the_history_names_the_body_and_its_successor_that_had_the_part_already(world, log_in):
    case = make_incident(world)
    end(world, world.agency_a, world.agency_b)
    page = log_in(world.officer).get(reverse("incidents:history", args=[case.reference])).content.decode()
    assert "Ins A → Ins B" in page


@pytest.mark.parametrize(("day", "said"), [("1-1-1990", "1 Januari 2020"), ("31-12-2019", "1 Januari 2020")])
def test_a_body_has_not_ended_before_the_record_knows_of_it(world, log_in, day, said):
    page = reverse("incidents:end_agency", args=[world.agency_a.pk])
    answer = log_in(world.administrator).post(page, {"ended_on": day, "reason": "Perpres", "seen": 1})
    assert answer.status_code == 200 and said in answer.content.decode()
    assert Agency.objects.get(pk=world.agency_a.pk).ended_on is None


def test_a_part_of_before_its_name_lets_it_end_before_its_name(world, log_in):
    """Added today for a case of 2021: it may have ended in 2022, not in 2020."""
    added = agencies.propose_agency(by=world.officer, name="Badan Lama", kind="central")
    case = make_incident(world)
    cases.involve(case, by=world.officer, agency=added, role="controller", since=spans.parse("1-6-2021"))
    page, browser = reverse("incidents:end_agency", args=[added.pk]), log_in(world.administrator)
    facts = {"reason": "Perpres", "seen": added.version}
    answer = browser.post(page, facts | {"ended_on": "1-6-2020"})
    assert answer.status_code == 200 and "1 Juni 2021" in answer.content.decode()
    press(browser, page, facts | {"ended_on": "1-6-2022"})
    assert fresh(added).ended_on


def test_a_body_has_not_ended_before_its_last_name_began(world, log_in):
    named = {"name": "Instansi A Baru", "short_name": "A Baru", "head_office": "Kepala", "valid_from": date(2024, 1, 1)}
    agencies.rename_agency(world.agency_a, by=world.administrator, **named)
    page = reverse("incidents:end_agency", args=[world.agency_a.pk])
    answer = log_in(world.administrator).post(
        page, {"ended_on": "1-6-2023", "reason": "Perpres", "seen": fresh(world.agency_a).version}
    )
    assert answer.status_code == 200 and "1 Januari 2024" in answer.content.decode()


def test_a_part_that_ended_long_ago_stays_the_body_s_and_passes_to_nobody(world):
    heir = agencies.add_agency(by=world.administrator, name="Badan Penerus", kind="central")
    case = make_incident(world)
    part = dict(by=world.officer, agency=world.agency_a, since=spans.parse("1-1-2021"))
    cases.involve(case, role="processor", until=spans.parse("Maret 2025"), **part)
    cases.involve(case, role="origin", until=spans.parse("1-6-2099"), **part)
    assert 2 in [fate.number for fate in ending_bodies.fates(world.agency_a, timezone.now())], "of three parts"
    end(world, world.agency_a, heir)
    assert set(case.involvements.filter(agency=heir).values_list("role", flat=True)) == {"controller", "origin"}
    assert case.involvements.get(agency=heir, role="origin").until == spans.parse("1-6-2099")
    assert case.involvements.get(agency=world.agency_a, role="processor").until == spans.parse("Maret 2025")


def test_a_case_in_which_its_part_had_ended_hears_nothing_of_the_end(world):
    case = make_incident(world)
    part = case.involvements.get(agency=world.agency_a)
    past = dict(since=spans.parse("1-1-2021"), until=spans.parse("Maret 2025"))
    cases.amend_involvement(part, by=world.officer, seen=part.version, reason="Berakhir", **past)
    end(world, world.agency_a, world.agency_b)
    assert not CaseEvent.objects.filter(incident=case, action="exchange_body").exists()


def test_an_end_that_is_entered_late_dates_no_part_before_the_body_was_on_record_with_it(world, log_in):
    heir = agencies.add_agency(by=world.administrator, name="Badan Penerus", kind="central")
    case = make_incident(world, seen_at=timezone.now() - timedelta(days=1))
    own = case.involvements.get(agency=world.agency_a)
    over = dict(by=world.administrator, reason="Perpres", successor=heir)
    dissolution.end_agency(fresh(world.agency_a), ended_on=timezone.localdate() - timedelta(days=20), **over)
    theirs = case.involvements.get(agency=heir)
    assert fresh(own).until == own.since == theirs.since and theirs.until is None
    page = log_in(world.officer).get(reverse("incidents:incident", args=[case.reference])).content.decode()
    asked = {int(key) for key in re.findall(r"\?agency=(\d+)", page)}
    assert heir.pk in asked and world.agency_a.pk not in asked, "nobody is asked who exists no more"


def test_a_successor_that_had_the_part_once_has_it_again_and_it_says_since_when(world):
    """A body has each part once in a case: the row goes on, and the undoing puts it back as it was."""
    case = make_incident(world)
    part = case.involvements.get(agency=world.agency_b)
    past = dict(since=spans.parse("1-1-2021"), until=spans.parse("Maret 2025"))
    cases.amend_involvement(part, by=world.officer, seen=part.version, reason="Berakhir", **past)
    end(world, world.agency_a, world.agency_b)
    again = fresh(part)
    assert (again.since, again.until) == (past["since"], None)
    assert again.why.startswith("Pengganti Ins A sejak ") and again.why.endswith("(sebelumnya sampai Maret 2025)")
    plan = revival.plan_of_revival(fresh(world.agency_a)).digest
    revival.revive_agency(fresh(world.agency_a), by=world.administrator, reason="Keliru", plan=plan)
    assert (fresh(part).until, fresh(part).why) == (past["until"], "")


@pytest.mark.parametrize("follows", [True, False])
def test_what_is_told_of_each_kind_is_what_the_end_does(world, follows):
    """By the history of the act itself: as many rows of each kind changed as the page had counted."""
    case, duty, owed, shared = owing(world)
    make_request(world, "open", incident=case), make_request(world, "draft", incident=case)
    force = cases.note(case, by=world.officer, kind="task_force", text="Bersama", happened=spans.parse("1-6-2026"))
    work.join(force, by=world.officer, agency=world.agency_a)
    over = dict(since=spans.parse("1-1-2021"), until=spans.parse("Maret 2025"))
    cases.involve(case, by=world.officer, agency=world.agency_a, role="processor", **over)
    under = agencies.add_agency(by=world.administrator, name="Balai Bagian", kind="central")
    agencies.amend_agency(under, by=world.administrator, parent=world.agency_a)
    heir = agencies.add_agency(by=world.administrator, name="Badan Penerus", kind="central") if follows else None
    counted, now = {}, timezone.now()
    for kind in open_matters_of_bodies.TABLE:
        changes = kind.follows if follows else kind.alone
        number = kind.rows(world.agency_a, now).count()
        counted[kind.model] = counted.get(kind.model, 0) + (
            number if changes not in open_matters_of_bodies.UNTOUCHED else 0
        )
    end(world, world.agency_a, heir)
    events = CaseEvent.objects.filter(act_id=CaseEvent.objects.get(action="end_agency").act_id)
    done = {
        model: history.objects.filter(event_id__in=events.values("pk"), history_type="~")
        .exclude(**{model._meta.pk.attname: world.agency_a.pk} if model is Agency else {})
        .order_by()
        .values(model._meta.pk.attname)
        .distinct()
        .count()
        for model, history in history_models()
    }
    assert {model: n for model, n in done.items() if n} == {model: n for model, n in counted.items() if n}
    assert sum(1 for n in counted.values() if n) >= (8 if follows else 6)


def test_every_model_that_names_a_body_has_its_fate_or_is_told_to_stay():
    """One that is born later is put into the table, or below with why the end of a body does not touch it."""
    # stays said of it
    stays = {
        "Sanction",
        "Assertion",
        "AffectedBody",
        "PastLetter",
        "Complaint",
        "FollowUp",
        "FurtherSuccessor",
        "ToldApart",
    }
    named = {model.__name__ for model in (*doubles.IN_CASES, *doubles.OUTSIDE_CASES)}
    told = {kind.model.__name__ for kind in open_matters_of_bodies.TABLE}
    assert named - stays == told - {"NotificationDuty", "Agency"}, "by their part, and by the tree"
    assert {kind.model for kind in open_matters_of_bodies.TABLE if kind.moves} == set(revival_plan.KINDS)


def made(kind, to="surat@b.example", **which):
    """The mail of this kind to that address, and why it does not go out, if it does not."""
    message = Message.objects.get(kind=kind, recipient=to, **which)
    clarification = fresh(message.request)
    why = notices.why_useless(message.notice, clarification, message.event_id, timezone.now(), [])
    return compose.make(message, at=timezone.now()), why


def test_a_mail_about_a_change_of_body_that_was_undone_meanwhile_does_not_go_out(world):
    make_request(world, "open")
    end(world, world.agency_a, world.agency_b)
    postroom.write_receipts(timezone.now())
    plan = revival.plan_of_revival(fresh(world.agency_a)).digest
    revival.revive_agency(fresh(world.agency_a), by=world.administrator, reason="Keliru", plan=plan)
    postroom.write_receipts(timezone.now())
    assert made("handed_on")[1] == "moved_on" and made("given_back", "surat@a.example")[1] == ""


def test_mails_name_the_body_and_the_due_of_their_act_however_late_they_leave(world):
    clarification = make_request(world, "open")
    postroom.write_receipts(timezone.now())
    due = clarification.present_due
    ask = dict(by=world.liaison_a, reason="Perlu waktu", wished_at=due + timedelta(hours=20))
    deadlines.ask_extension(fresh(clarification), seen=fresh(clarification).version, **ask)
    refused = dict(by=world.supervisor, seen=fresh(clarification).version, reason="Kurang")
    deadlines.refuse_extension(fresh(clarification), **refused)
    postroom.write_receipts(timezone.now())
    end(world, world.agency_a, world.agency_b)
    postroom.write_receipts(timezone.now())
    later = dict(by=world.supervisor, seen=fresh(clarification).version, reason="Baru diterima")
    deadlines.extend(fresh(clarification), due_at=due + timedelta(hours=24), **later)
    postroom.write_receipts(timezone.now())
    was, now = (dates.instant_in_words(each, "id") for each in (due, due + timedelta(hours=24)))
    for kind, to in (("letter", "surat@a.example"), ("refused", "surat@a.example"), ("handed_on", "surat@b.example")):
        body = made(kind, to)[0].body
        assert was in body and now not in body
    assert "kepada Instansi A" in made("letter", "surat@a.example")[0].body
    assert now in made("extended")[0].body and "beralih kepada Instansi B" in " ".join(
        made("handed_on")[0].body.split()
    )


def test_who_follows_whoever_followed_hears_to_whom_the_letter_went_and_how_it_came_to_them(world, log_in):
    """Of two changes before the first mail left, the one that holds is told; what was open then is what was open then."""
    clarification = make_request(world, "open")
    heir = agencies.add_agency(by=world.administrator, name="Badan Penerus", kind="central")
    day = timezone.localdate()
    agencies.register_contact(heir, by=world.administrator, office="X", email="x@p.example", valid_from=day)
    end(world, world.agency_a, heir)
    postroom.write_receipts(timezone.now())
    end(world, heir, world.agency_b)
    postroom.write_receipts(timezone.now())
    answer_request(world, fresh(clarification), numbers=[1], by=User.objects.get(pk=world.liaison_b.pk))
    assert made("handed_on", "x@p.example", event__details__for="Badan Penerus")[1] == "moved_on"
    mail, why = made("handed_on")
    body = " ".join(mail.body.split())
    assert "semula ditujukan kepada Ins A, lalu beralih kepada Badan Penerus, yang tidak ada lagi." in body
    assert "beralih kepada Instansi B" in body and "belum terjawab: 2" in body and why == ""
    page = log_in(world.liaison_b).get(clarification.get_absolute_url()).content.decode()
    assert "Semula diminta dari Ins A" in page and "Tenggat diberikan kepada Ins A" in page
    later = dict(by=world.supervisor, seen=fresh(clarification).version, reason="Baru diterima")
    deadlines.extend(fresh(clarification), due_at=clarification.present_due + timedelta(hours=24), **later)
    page = log_in(world.liaison_b).get(clarification.get_absolute_url()).content.decode()
    assert "Tenggat diberikan kepada" not in page, "it was given to the body that has it"


def test_a_mail_that_upholds_names_the_due_of_that_hour_and_goes_while_the_body_is_asked(world):
    clarification = make_request(world, "open")
    due = clarification.present_due
    for move, by in ((Action.REDIRECT, world.liaison_a), (Action.UPHOLD, world.officer)):
        moves.perform(move, fresh(clarification), world, by)
    postroom.write_receipts(timezone.now())
    later = dict(by=world.supervisor, seen=fresh(clarification).version, reason="Baru diterima")
    deadlines.extend(fresh(clarification), due_at=due + timedelta(hours=24), **later)
    end(world, world.agency_a, world.agency_b)
    mail, why = made("upheld", "surat@a.example")
    assert dates.instant_in_words(due, "id") in mail.body and "meminta jawaban Instansi A" in " ".join(
        mail.body.split()
    )
    assert why == ""


def test_the_clocks_of_a_successor_say_with_whom_the_due_passed(world, log_in):
    """The letter's and the statute's: the hours are counted on, and whose they are stands beside them."""
    long_ago = timezone.now() - timedelta(hours=100)
    clarification = make_request(world, "open", issued_at=long_ago)
    duty = law.track_duty(clarification.incident.involvements.get(agency=world.agency_a), by=world.officer)
    law.amend_duty(duty, by=world.officer, seen=duty.version, started=long_ago, start_source="Surat")
    heir = agencies.add_agency(by=world.administrator, name="Badan Penerus", kind="central")
    end(world, world.agency_a, heir)
    browser, case = log_in(world.officer), clarification.incident
    for page in (clarification.get_absolute_url(), reverse("incidents:law", args=[case.reference])):
        html = " ".join(browser.get(page).content.decode().split())
        assert "yang lewat pada Ins A; Badan Penerus memegangnya sejak" in html, page
    plan = revival.plan_of_revival(fresh(world.agency_a)).digest
    revival.revive_agency(fresh(world.agency_a), by=world.administrator, reason="Keliru", plan=plan)
    html = browser.get(clarification.get_absolute_url()).content.decode()
    assert "yang lewat pada" not in html and "Lewat" in html
