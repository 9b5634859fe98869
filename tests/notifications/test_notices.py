"""Reminders as dated data: a policy holds for what is still to come, and mails no old case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents import setup_data
from incidents.actions import rules
from incidents.models import ReminderPolicy
from incidents.record import deeds
from notifications import notices, postroom
from notifications.models import Message
from tests.meetings import issue, tomorrow
from tests.world import make_request


def kinds_of(clarification):
    return sorted(
        set(
            Message.objects.filter(request=clarification, kind__regex="^(before_|due|after_)").values_list(
                "kind", flat=True
            )
        )
    )


def enact(world, reminders, since):
    return rules.enact_reminders(reason="Uji", by=world.administrator, effective_from=since, reminders=reminders)


def test_what_is_shipped_holds_until_somebody_enacts_another(world):
    shipped = [(n.kind, n.to) for n in notices.time_notices()]
    setup_data.load_reminders(deeds.SYSTEM)
    setup_data.load_reminders(deeds.SYSTEM)
    assert ReminderPolicy.objects.count() == 1
    assert [(n.kind, n.to) for n in notices.time_notices()] == shipped
    assert [kind for kind, _ in shipped] == ["before_48", "before_24", "before_6", "due", "after_24"]


def test_a_new_policy_tells_of_what_is_to_come_and_mails_no_old_case(world):
    setup_data.load_reminders(deeds.SYSTEM)
    now = timezone.now()
    old = make_request(world, "open", issued_at=now - timedelta(hours=200))
    young = make_request(world, "open")
    enact(world, [{"hours": -12, "to": ["agency"]}, {"hours": 72, "to": ["supervisors"]}], now + timedelta(minutes=1))
    postroom.write_receipts(now + timedelta(minutes=2))
    assert kinds_of(old) == ["after_24", "before_24", "before_48", "before_6", "due"], "of the old policy, skipped"
    assert not Message.objects.filter(request=old, kind__in=["before_12", "after_72"]).exists()
    due = young.deadlines.get().due_at
    coming = [(at, n.kind) for at, n in notices.upcoming(young, now + timedelta(minutes=2))]
    assert coming == [(due - timedelta(hours=12), "before_12"), (due + timedelta(hours=72), "after_72")]
    postroom.write_receipts(due - timedelta(hours=11))
    [message] = Message.objects.filter(request=young, kind="before_12")
    from notifications.mails import compose

    mail = compose.make(message, at=due - timedelta(hours=11))
    assert "tersisa kurang dari 11 jam" in mail.subject and message.get_kind_display() == "Pengingat, tersisa 12 jam"
    assert not Message.objects.filter(request=young, kind="before_24").exists()


def test_the_threshold_decides_which_policy_holds_not_the_issue(world):
    """A letter issued under one policy, its reminders falling under the next."""
    setup_data.load_reminders(deeds.SYSTEM)
    clarification = make_request(world, "open")
    due = clarification.deadlines.get().due_at
    enact(world, [{"hours": -2, "to": ["agency", "officer"]}], due - timedelta(hours=10))
    kinds = [n.kind for _, n in notices.upcoming(clarification, timezone.now())]
    assert kinds == ["before_48", "before_24", "before_2"]
    postroom.write_receipts(due + timedelta(hours=30))
    assert "before_6" not in kinds_of(clarification) and "due" not in kinds_of(clarification)


def test_a_policy_does_not_change_what_has_passed(world):
    setup_data.load_reminders(deeds.SYSTEM)
    for since in (timezone.now() - timedelta(days=1), timezone.now()):
        with pytest.raises(rules.TooEarly):
            enact(world, [], since)
    later = enact(world, [{"hours": 0, "to": ["agency"]}], timezone.now() + timedelta(days=2))
    with pytest.raises(rules.TooEarly):
        enact(world, [], later.effective_from)
    assert ReminderPolicy.objects.count() == 2


def test_the_history_names_the_mail_with_its_hours_in_both_languages(world, log_in):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=73))
    postroom.write_receipts(timezone.now())
    browser = log_in(world.officer)
    assert "Pengingat, tersisa 48 jam" in browser.get(f"/permintaan/{clarification.pk}/").content.decode()
    browser.cookies["bahasa"] = "en"
    page = browser.get(f"/insiden/{clarification.incident}/riwayat/").content.decode()
    assert "Reminder, 48 hours left" in page and "%(n)d" not in page


def test_an_invitation_does_not_go_out_once_its_meeting_is_over(world):
    [invited, _other] = issue(world)
    postroom.write_receipts(timezone.now())
    told = Message.objects.filter(kind="invitation", case_letter=invited).first()
    asked = (told.notice, told.matter, told.event_id)
    assert notices.why_useless(*asked, tomorrow(11), []) == ""
    assert notices.why_useless(*asked, tomorrow(12), []) == "meeting_over"
    told.matter.facts["meeting"]["until"] = None  # then its day counts
    assert notices.why_useless(*asked, tomorrow(23), []) == ""
    assert notices.why_useless(*asked, tomorrow(0) + timedelta(days=1), []) == "meeting_over"
