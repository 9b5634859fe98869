"""The page on which an administrator changes the reminders, and the pages of what is still to come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents import setup_data
from incidents.actions import deadlines, replies, work
from incidents.models import CaseEvent, Incident, ReminderPolicy
from incidents.plain.clocks import WIB
from incidents.record import deeds
from notifications import notices
from notifications.models import Message
from tests.notifications.conftest import work as round_of_work
from tests.sent_form import press
from tests.world import answer_request, fresh, make_request

HELD = [(48, "before", ["agency"]), (24, "before", ["agency"]), (0, "after", ["agency", "officer"])]


def typed(at, lines=HELD, reason="Rapat 3 November"):
    data = {"effective_from": at.astimezone(WIB).strftime("%Y-%m-%dT%H:%M"), "reason": reason}
    data |= {"baris-TOTAL_FORMS": len(lines), "baris-INITIAL_FORMS": 0}
    for n, (when, side, to) in enumerate(lines):
        data |= {f"baris-{n}-when": when, f"baris-{n}-side": side, f"baris-{n}-to": to}
    return data


def soon():
    return (timezone.now() + timedelta(hours=2)).replace(second=0, microsecond=0)


def test_an_administrator_enacts_a_policy_and_the_history_says_who(world, log_in):
    setup_data.load_reminders(deeds.SYSTEM)
    admin = log_in(world.administrator)
    page = admin.get("/pengingat/tetapkan/")
    assert [line.initial["when"] for line in page.context["lines"].initial_forms] == [48, 24, 6, 0, 24]
    when = soon()
    answer = press(admin, "/pengingat/tetapkan/", typed(when, [*HELD, (12, "after", ["supervisors"])]))
    assert answer.status_code == 302, answer.context["lines"].errors
    policy = ReminderPolicy.objects.last()
    assert policy.effective_from == when
    assert policy.reminders == [
        {"hours": -48, "to": ["agency"]},
        {"hours": -24, "to": ["agency"]},
        {"hours": 0, "to": ["agency", "officer"]},
        {"hours": 12, "to": ["supervisors"]},
    ]
    event = CaseEvent.objects.filter(action="enact_reminders").latest("recorded_at")
    assert (event.actor, event.reason) == (world.administrator, "Rapat 3 November")
    shown = admin.get("/pengingat/").content.decode()
    assert "belum berlaku" in shown and "Lewat 12 jam" in shown and "Rapat 3 November" in shown


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([(0, "after", ["agency", "officer"])], "paling sedikit satu pengingat sebelum tenggat"),
        ([(48, "before", ["officer"]), (0, "after", ["agency", "officer"])], "paling sedikit satu pengingat"),
        ([(48, "before", ["agency"]), (0, "after", ["officer"])], "tidak dapat ditiadakan"),
        ([(48, "before", ["agency"])], "tidak dapat ditiadakan"),
        ([*HELD, (24, "before", ["officer"])], "jam yang sama"),
        ([*HELD, ("", "before", ["officer"])], "Berapa jam"),
        ([*HELD, (5, "before", [])], "Kepada siapa"),
        ([*HELD, (-5, "before", ["agency"])], "lebih besar"),
        ([*HELD, (99999, "after", ["agency"])], "lebih kecil"),
        ([*HELD, ("x", "after", ["agency"])], "bilangan"),
        ([*HELD, (5, "sideways", ["agency"])], "sideways"),
        ([*HELD, (5, "after", ["everybody"])], "everybody"),
    ],
)
def test_a_policy_that_leaves_somebody_out_or_makes_no_sense_is_refused_and_kept_on_the_page(
    world, log_in, lines, words
):
    page = log_in(world.administrator).post("/pengingat/tetapkan/", typed(soon(), lines))
    assert page.status_code == 200 and words in page.content.decode()
    assert "Rapat 3 November" in page.content.decode() and not ReminderPolicy.objects.exists()


def test_the_same_reminders_are_no_new_policy(world, log_in):
    admin = log_in(world.administrator)
    press(admin, "/pengingat/tetapkan/", typed(soon()))
    again = typed(soon() + timedelta(days=1), [*reversed(HELD)]) | {"seen": ReminderPolicy.objects.get().pk}
    answer = press(admin, "/pengingat/tetapkan/", again, follow=True)
    assert "Tidak ada yang diubah" in answer.content.decode()
    assert ReminderPolicy.objects.count() == 1


@pytest.mark.parametrize("hours", [-1, 0])
def test_no_policy_reaches_back(world, log_in, hours):
    page = log_in(world.administrator).post("/pengingat/tetapkan/", typed(timezone.now() + timedelta(hours=hours)))
    assert "pilih saat yang lebih kemudian" in page.content.decode() and not ReminderPolicy.objects.exists()


def test_no_two_policies_begin_at_once_and_one_of_the_far_future_locks_none_before_it(world, log_in):
    admin, when = log_in(world.administrator), soon()
    press(admin, "/pengingat/tetapkan/", typed(when + timedelta(days=1)))
    page = press(admin, "/pengingat/tetapkan/", typed(when + timedelta(days=1)))
    assert "Kebijakan lain" in page.content.decode() and ReminderPolicy.objects.count() == 1
    press(admin, "/pengingat/tetapkan/", typed(when))
    assert ReminderPolicy.objects.count() == 2


def test_an_enacted_policy_changes_what_is_to_come_and_not_what_was_told(world, log_in):
    setup_data.load_reminders(deeds.SYSTEM)
    clarification = make_request(world, "open")
    press(log_in(world.administrator), "/pengingat/tetapkan/", typed(soon()))
    kinds = [n.kind for _, n in notices.upcoming(clarification, timezone.now())]
    assert kinds == ["before_48", "before_24", "due"]


def test_what_is_to_come_is_listed_with_its_recipients_and_only_of_visible_cases(world, log_in):
    first, second = make_request(world, "open"), make_request(world, "open", agency=world.agency_b)
    make_request(world, "answered"), make_request(world, "draft")
    supervisor = log_in(world.supervisor)
    page = supervisor.get("/kotak-keluar/akan-datang/")
    rows = [(c.request_id, c.notice.kind, [r.address for r in c.recipients]) for c in page.context["page"]]
    assert (first.pk, "before_48", ["surat@a.example"]) in rows and len(rows) == 10
    assert [c.at for c in page.context["page"]] == sorted(c.at for c in page.context["page"])
    assert (
        second.pk,
        "after_24",
        ["officer@uji.example", "supervisor@uji.example", "other.supervisor@uji.example"],
    ) in rows
    of_case = supervisor.get(f"/kotak-keluar/akan-datang/?insiden={second.incident.reference}")
    assert {c.request_id for c in of_case.context["page"]} == {second.pk}
    assert supervisor.get("/kotak-keluar/akan-datang/?insiden=INS-1999-0001").status_code == 404
    empty = (
        log_in(world.auditor).get(f"/kotak-keluar/?insiden={first.incident.reference}&keadaan=sent").content.decode()
    )
    assert first.incident.title in empty and "Tidak ada surel" in empty


def test_who_was_told_what_stands_on_a_page_of_the_case(world, log_in):
    from notifications import postroom

    first, second = make_request(world, "open"), make_request(world, "open")
    postroom.write_receipts(timezone.now())
    page = log_in(world.officer).get(f"/kotak-keluar/?insiden={first.incident.reference}")
    assert {m.request_id for m in page.context["page"]} == {first.pk}
    assert second.reference not in page.content.decode()
    case = log_in(world.officer).get(f"/insiden/{first.incident.reference}/").content.decode()
    assert f"/kotak-keluar/?insiden={first.incident.reference}" in case


def test_a_restricted_case_shows_its_reminders_to_nobody_who_may_not_know(world, log_in):
    clarification = make_request(world, "open")
    case = Incident.objects.get(pk=clarification.incident_id)
    work.restrict(case, by=world.officer, seen=case.version, reason="x")
    page = log_in(world.other_supervisor).get("/kotak-keluar/akan-datang/")
    assert not list(page.context["page"])
    assert log_in(world.other_supervisor).get(f"/kotak-keluar/?insiden={case.reference}").status_code == 404


def given_more(world, request):
    deadlines.extend(
        request, by=world.supervisor, seen=request.version, due_at=request.present_due + timedelta(hours=5), reason="x"
    )


def returned(world, request):
    answer_request(world, request)
    request = fresh(request)
    question = {request.questions.get(number=1): "Kurang"}
    due = dict(due_at=timezone.now() + timedelta(hours=8), reason="x")
    replies.send_again(request, by=world.officer, seen=request.version, questions=question, **due)


@pytest.mark.parametrize("moved", [given_more, returned])
def test_a_reminder_whose_hour_had_passed_when_the_due_was_set_is_not_sent(world, drawn_letters, mailoutbox, moved):
    request = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=67))
    round_of_work()
    mailoutbox.clear()
    moved(world, fresh(request))
    round_of_work()
    event = fresh(request).deadline_rows[-1].event_id
    rows = dict(Message.objects.filter(event=event, after_due__isnull=False).values_list("kind", "skip_reason"))
    assert rows == {"before_48": "due_set_later", "before_24": "due_set_later"}
    assert not [mail for mail in mailoutbox if "Pengingat" in mail.subject]
    round_of_work(fresh(request).present_due - timedelta(hours=5, minutes=50))
    assert [mail.subject for mail in mailoutbox if "Pengingat" in mail.subject] == [
        f"Pengingat surat {request.letter}, tersisa kurang dari 6 jam ({request.reference})"
    ]


@pytest.mark.parametrize(
    ("from_due", "words"),
    [
        (-47.5, "kurang dari 48 jam"),
        (-30, "kurang dari 30 jam"),
        (24.2, "lebih dari 24 jam"),
        (45, "lebih dari 45 jam"),
    ],
)
def test_a_reminder_says_what_is_left_or_over_when_it_leaves(world, drawn_letters, mailoutbox, from_due, words):
    """Also after an outage, whatever threshold it was written for."""
    request = make_request(world, "open")
    round_of_work()
    mailoutbox.clear()
    round_of_work(request.present_due + timedelta(hours=from_due))
    assert [mail for mail in mailoutbox if words in mail.subject], [mail.subject for mail in mailoutbox]
    assert not [mail for mail in mailoutbox if "jam" in mail.subject and words not in mail.subject]
