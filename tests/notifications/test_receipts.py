"""What has a due and no letter is told of too: a commitment the day before, a controller's duty the day before and when it ran
out; to people of the ministry, once for each due, and not when it is done."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import law, work
from incidents.models import CaseEvent
from incidents.plain import dates
from incidents.reports import waiting
from notifications.models import Message
from notifications.postroom import receipts
from tests.notifications.conftest import count_of
from tests.notifications.conftest import work as round_of_work
from tests.world import duty, fresh, make_incident, make_request, owed


def told(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("recipient", "state"))


def test_the_officer_is_told_of_a_commitment_the_day_before_it_is_due_and_once(world, mailoutbox, log_in):
    row = owed(world, timedelta(days=3))
    round_of_work()
    assert told("commitment_due") == []
    later = row.due_at - timedelta(hours=20)
    round_of_work(later)
    round_of_work(later + timedelta(minutes=1))
    assert told("commitment_due") == [("officer@uji.example", "sent")]
    [mail] = mailoutbox
    assert row.incident.reference in mail.subject and "jatuh tempo pada" in mail.body and row.what not in mail.body
    assert f"/insiden/{row.incident}/kegiatan/" in mail.body
    [event] = CaseEvent.objects.filter(action="send_message")
    assert (event.subject_type, event.subject_id, event.incident) == ("commitment", str(row.pk), row.incident)
    officer = log_in(world.officer)
    for page in ("/meja/", "/pemberitahuan/", "/kotak-keluar/", f"/insiden/{row.incident}/riwayat/", "/jejak/"):
        person = log_in(world.auditor) if page == "/jejak/" else officer
        assert person.get(page).status_code == 200, page


def test_the_bell_forgets_a_commitment_that_was_kept(world, log_in):
    row = owed(world)
    round_of_work()
    officer = log_in(world.officer)
    assert count_of(officer, "/meja/") == 1
    work.keep(row, by=world.officer, seen=row.version)
    assert count_of(officer, "/meja/") == 0


def test_a_commitment_kept_before_its_mail_left_is_not_mailed(world, mailoutbox):
    from notifications import postroom

    row = owed(world)
    postroom.write_receipts(timezone.now())
    work.keep(row, by=world.officer, seen=row.version)
    postroom.deliver_messages()
    assert mailoutbox == [] and told("commitment_due") == [("officer@uji.example", "skipped")]


def test_a_duty_is_told_of_the_day_before_it_runs_out_and_when_it_has(world):
    row = duty(world, hours_ago=60)
    round_of_work()
    assert [address for address, _state in told("duty_due")] == ["officer@uji.example"] and told("duty_over") == []
    round_of_work(row.due_at + timedelta(minutes=1))
    assert [address for address, _state in told("duty_over")] == [
        "officer@uji.example",
        "other.supervisor@uji.example",
        "supervisor@uji.example",
    ]


def test_a_note_on_a_duty_tells_nobody_again_and_a_due_that_moved_does(world):
    row = duty(world, hours_ago=60)
    round_of_work()
    row = law.amend_duty(row, by=world.officer, seen=row.version, names_data=True)
    round_of_work()
    assert len(told("duty_due")) == 1
    later = row.started_at + timedelta(hours=6)
    row = law.amend_duty(row, by=world.officer, seen=row.version, reason="Salah hitung", started=later)
    round_of_work()
    assert len(told("duty_due")) == 2


def test_a_duty_that_was_fulfilled_is_told_of_no_more(world):
    row = duty(world, hours_ago=60)
    now = timezone.now()
    law.amend_duty(row, by=world.officer, seen=row.version, authority=now, subjects=now)
    round_of_work(row.due_at + timedelta(hours=1))
    assert told("duty_due") == told("duty_over") == []


def test_of_a_restricted_case_only_who_may_know_is_told(world):
    row = duty(world, hours_ago=80)
    case = fresh(row.incident)
    work.restrict(case, by=world.officer, seen=case.version, reason="Penyidikan")
    round_of_work()
    assert [address for address, _state in told("duty_over")] == ["officer@uji.example"]


def test_nobody_is_told_of_the_past_of_a_replay(world):
    past = timezone.now() - timedelta(days=900)
    case = make_incident(world, at=past, replay=True, seen_at=past)
    duty(world, 24 * 800, case)
    work.commit(case, by=world.officer, who="Ins A", what="Log", due=past + timedelta(days=9))
    round_of_work()
    assert not Message.objects.filter(kind__in=["commitment_due", "duty_due", "duty_over"]).exists()


@pytest.mark.parametrize("many", [1, 200])
def test_a_round_asks_no_more_questions_for_many_commitments(world, many, django_assert_max_num_queries):
    from notifications import postroom

    case = make_incident(world)
    for _ in range(many):
        work.commit(case, by=world.officer, who="Ins A", what="Log", due=timezone.now())
    Message.objects.all().delete()
    postroom.write_receipts(timezone.now())
    assert Message.objects.filter(kind="commitment_due").count() == many
    with django_assert_max_num_queries(40):
        postroom.write_receipts(timezone.now())


@pytest.mark.parametrize("make", [duty, owed])
def test_a_mail_about_a_duty_or_commitment_that_failed_is_tried_again_and_one_that_waits_can_be_cancelled(
    world, log_in, make
):
    from notifications import postroom
    from notifications.postroom import after_sending

    make(world)
    postroom.write_receipts(timezone.now())
    message = Message.objects.filter(recipient="officer@uji.example").first()
    Message.objects.filter(pk=message.pk).update(state="given_up", settled_at=timezone.now())
    assert log_in(world.officer).get("/kotak-keluar/").status_code == 200
    after_sending.retry(message, by=world.officer)
    assert fresh(message).state == "to_send"
    after_sending.cancel(message, by=world.supervisor, reason="Sudah ditelepon")
    assert fresh(message).skip_reason == "cancelled"


def test_one_commitment_that_cannot_be_told_of_blocks_no_other_and_stops_no_round(world, monkeypatch, caplog):
    faulty, sound = owed(world), owed(world)
    real = receipts._causes
    monkeypatch.setattr(receipts, "_causes", lambda rows: {pk: e for pk, e in real(rows).items() if pk != faulty.pk})
    round_of_work()
    assert [row.commitment_id for row in Message.objects.filter(kind="commitment_due")] == [sound.pk]
    assert "cannot be written" in caplog.text
    monkeypatch.setattr(receipts, "_causes", real)
    round_of_work()
    assert Message.objects.filter(kind="commitment_due", commitment=faulty).exists()


def other_starts(row):
    """What a start that proved wrong may be put to: not known, later than it was, before any statutory period."""
    return {
        "unknown": None,
        "later": row.started_at + timedelta(hours=20),
        "old": row.started_at - timedelta(days=5 * 365),
    }


@pytest.mark.parametrize("told_before", [True, False])
@pytest.mark.parametrize("start", ["unknown", "later", "old"])
def test_a_late_duty_is_told_of_and_stands_on_the_desk_by_the_due_it_is_late_by(
    world, log_in, mailoutbox, start, told_before
):
    row = duty(world)
    due = row.due_at
    if told_before:
        round_of_work()
    row = law.amend_duty(
        row, by=world.officer, seen=row.version, reason="Belum pasti", started=other_starts(row)[start]
    )
    assert row.late_by == row.counted_due == due and row.due_at != due
    round_of_work()
    round_of_work()
    assert {mail.extra_headers["X-Tanggap-Kind"] for mail in mailoutbox} == {"duty_over"}
    assert len(mailoutbox) == 3 and all(dates.instant_in_words(due, "id") in mail.body for mail in mailoutbox)
    [line] = [each for each in waiting.for_desk(world.officer, timezone.now()) if each.row == row]
    assert line.at == due
    desk = log_in(world.officer).get("/meja/").content.decode()
    closing = log_in(world.supervisor).get(reverse("incidents:close", args=[row.incident])).content.decode()
    assert "Lewat tenggat" in desk
    assert dates.instant_in_words(due, "id") in closing


def test_a_late_duty_asks_why_its_exception_is_claimed_whatever_start_is_known_now(world):
    row = duty(world)
    row = law.amend_duty(
        row, by=world.officer, seen=row.version, reason="Keliru", started=timezone.now() - timedelta(hours=10)
    )
    with pytest.raises(law.WhyOtherwise):
        law.amend_duty(row, by=world.officer, seen=row.version, exception="a", exception_statute="UU 3/2002")


def test_a_duty_that_has_run_out_before_anybody_typed_it_is_not_said_to_run_out(world):
    duty(world, hours_ago=80)
    round_of_work()
    assert told("duty_due") == [("officer@uji.example", "skipped")] and len(told("duty_over")) == 3
    assert Message.objects.get(kind="duty_due").skip_reason == "due_passed"


@pytest.mark.parametrize("asked", ["commitment", "duty", "letter"])
def test_one_mail_that_nobody_can_judge_holds_up_no_other_of_its_round(world, drawn_letters, monkeypatch, asked):
    from notifications import notices

    make = {"commitment": owed, "duty": duty, "letter": lambda world: make_request(world, "open").incident}
    for one in make.values():
        one(world)
    real = notices.why_useless

    def blind(notice, matter, *rest):
        if notice.of == asked or (asked == "letter" and notice.kind == "letter"):
            raise TypeError("'<=' not supported between instances of 'NoneType' and 'datetime.datetime'")
        return real(notice, matter, *rest)

    monkeypatch.setattr(notices, "why_useless", blind)
    round_of_work()
    faulty = Message.objects.exclude(last_error="")
    assert {m.notice.of or m.kind for m in faulty} == {asked} and all(m.attempts == 1 and m.waits for m in faulty)
    assert not Message.objects.filter(last_error="", state="to_send").exists()
    assert faulty.first().matter.incident.events.filter(action="fail_message").exists()
