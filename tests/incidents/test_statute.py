"""The statute's clock whose start and notices are known only as somebody knew them: judged by their bounds, struck where followed by mistake."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from incidents.actions import law, statute
from incidents.models import NotificationDuty
from incidents.models.statute_clock import Kept
from incidents.plain import spans
from incidents.record import deeds
from incidents.reports.parliament import as_of, marks
from notifications.mails import compose
from notifications.models import Message
from notifications.postroom import receipts
from tests.sent_form import Form, press
from tests.world import fresh, make_incident

TOLD = ("started", "authority", "subjects", "public")


def told_as(**words):
    return {name: spans.parse(text) for name, text in words.items()}


@pytest.fixture
def part(world):
    return make_incident(world).involvements.get(agency=world.agency_a)


def duty_of(world, part, **words):
    return law.track_duty(part, by=world.officer, start_source="Siaran pers", **told_as(**words))


def text_of(answer):
    return unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("started", "told", "kept"),
    [
        (
            "3 Mei 2023",
            "5 Mei 2023",
            Kept.IN_TIME,
        ),  # by the end of the fifth no 72 hours have passed since the third began
        ("3 Mei 2023", "6 Mei 2023", Kept.UNTOLD),
        ("3 Mei 2023", "7 Mei 2023", Kept.LATE),
        ("3 Mei 2023 10.00", "6 Mei 2023", Kept.UNTOLD),
        ("3 Mei 2023 10.00", "6 Mei 2023 10.00", Kept.IN_TIME),
        ("3 Mei 2023 10.00", "6 Mei 2023 10.01", Kept.LATE),
        ("3 Mei 2023 10.00 WITA", "6 Mei 2023 09.00", Kept.IN_TIME),
        ("dini hari 3 Mei 2023", "5 Mei 2023", Kept.IN_TIME),
        ("dini hari 3 Mei 2023", "7 Mei 2023", Kept.LATE),
        ("akhir Mei 2023", "25 Mei 2023", Kept.UNTOLD),
        ("akhir Mei 2023", "Agustus 2023", Kept.LATE),
        ("Maret\u2013Juni 2023", "Mei 2023", Kept.UNTOLD),
        ("sekitar 2023", "Juli 2023", Kept.UNTOLD),
        ("sebelum 3 Mei 2023", "4 Mei 2023", Kept.UNTOLD),
        ("sebelum 3 Mei 2023", "7 Mei 2023", Kept.LATE),
        ("3 Mei 2023", "sebelum 5 Mei 2023", Kept.IN_TIME),
    ],
)
def test_whether_a_notice_came_in_time_is_judged_by_what_the_words_allow(world, part, started, told, kept):
    duty = duty_of(world, part, started=started, authority=told, subjects=told)
    assert fresh(duty).kept(timezone.now()) == kept
    assert fresh(duty).late_at(timezone.now()) == (kept == Kept.LATE)


def test_a_due_runs_from_the_earliest_to_the_latest_that_the_start_may_have_been(world, part):
    duty = duty_of(world, part, started="3 Mei 2023")
    assert (duty.due_from, duty.due_at) == tuple(
        spans.parse(text).start for text in ("6 Mei 2023 00.00", "6 Mei 2023 23.59")
    )
    exact = duty_of(world, make_incident(world).involvements.get(agency=world.agency_a), started="3 Mei 2023 10.00")
    assert (exact.due_from, exact.due_at) == (None, spans.parse("6 Mei 2023 10.00").start)


def test_a_start_lies_no_later_than_it_was_recorded(world, part):
    now = timezone.now()
    duty = law.track_duty(part, by=world.officer, started=spans.parse(f"{timezone.localtime(now):%Y}"))
    assert duty.due_at <= timezone.now() + timedelta(hours=72)


def test_the_law_is_that_of_the_latest_day_on_which_the_start_may_have_been(world, part):
    assert duty_of(world, part, started="akhir 2021").rule is None
    other = make_incident(world).involvements.get(agency=world.agency_a)
    assert duty_of(world, other, started="sekitar 2022").rule == statute.duty_rule(date(2023, 5, 3)) is not None


def test_where_no_period_applied_the_clock_waits_for_nothing(world, part, log_in):
    duty_of(world, part, started="akhir 2021")
    shown = text_of(log_in(world.officer).get(reverse("incidents:law", args=[part.incident.reference])))
    assert "Tanpa jangka waktu" in shown and "Waktu itu tidak ada jangka waktu undang-undang" in shown


def test_every_page_shows_the_words_and_no_instant_that_nobody_named(world, part, log_in):
    officer, case = log_in(world.officer), part.incident
    page = reverse("incidents:track_duty", args=[part.pk])
    typed = dict(zip(TOLD, ("akhir Mei 2021", "sekitar Juni 2021", "Juli 2021", "Mei\u2013Juni 2021"), strict=True))
    sent = (
        Form(officer.get(page).content.decode()).as_sent() | typed | {"public_notice": "given", "start_source": "BSSN"}
    )
    asked = officer.post(page, sent)
    assert "Disimpan sebagai \u201cakhir Mei 2021\u201d" in text_of(asked)
    assert press(officer, page, sent).status_code == 302
    duty = NotificationDuty.objects.get()
    assert [getattr(duty, name) for name in TOLD] == [spans.parse(words) for words in typed.values()]
    for address in (f"/insiden/{case}/hukum/", f"/insiden/{case}/kronologi/"):
        shown = text_of(officer.get(address))
        assert all(spans.in_words(spans.parse(words), "id") in shown for words in typed.values()), address
        assert "pukul 00.00" not in shown, address
    shown = text_of(log_in(world.auditor).get(f"/insiden/{case}/riwayat/"))
    assert "akhir Mei 2021" in shown and "21 Mei 2021" not in shown


def test_the_page_says_what_cannot_be_said(world, part, log_in):
    duty_of(world, part, started="3 Mei 2023", authority="6 Mei 2023", subjects="6 Mei 2023")
    shown = text_of(log_in(world.officer).get(f"/insiden/{part.incident}/hukum/"))
    assert "Tidak dapat dipastikan" in shown
    assert (
        "tenggat paling awal Sabtu, 6 Mei 2023 pukul 00.00 WIB, paling lambat Sabtu, 6 Mei 2023 pukul 23.59 WIB"
        in shown
    )


def test_a_due_that_is_the_latest_is_said_to_be_that_on_the_desk_and_in_the_mail(world, part, log_in):
    now = timezone.now()
    start = spans.Span(now - timedelta(hours=90), now - timedelta(hours=60), "about", "baru")
    duty = law.track_duty(part, by=world.officer, started=start)
    assert "paling lambat" in text_of(log_in(world.officer).get("/meja/"))
    receipts.write_receipts(now)
    told = compose.make(Message.objects.get(duty=duty, kind="duty_due"), at=now)
    assert "habis paling lambat pada" in " ".join(told.body.split())


def test_a_due_that_is_known_is_not_said_to_be_the_latest(world, part, log_in):
    law.track_duty(part, by=world.officer, started=spans.at_minute(timezone.now() - timedelta(hours=60)))
    assert "paling lambat" not in text_of(log_in(world.officer).get("/meja/"))


def test_nobody_is_told_that_a_due_passed_that_may_not_have(world, part):
    now = timezone.now()
    duty = law.track_duty(part, by=world.officer, started=spans.Span(now - timedelta(hours=90), now, "about", "baru"))
    receipts.write_receipts(now)
    assert duty.kept(now) == Kept.UNTOLD
    assert not Message.objects.filter(duty=duty, kind="duty_over").exists()


def test_a_notice_that_may_have_come_before_the_start_is_kept_and_one_that_cannot_is_refused(world, part, log_in):
    duty = duty_of(world, part, started="Mei 2023", authority="Mei 2023")
    assert duty.kept(timezone.now()) != Kept.IN_TIME
    with pytest.raises(IntegrityError), transaction.atomic():
        law.amend_duty(duty, by=world.officer, seen=duty.version, **told_as(subjects="April 2023"))
    page = reverse("incidents:amend_duty", args=[duty.pk])
    officer = log_in(world.officer)
    sent = Form(officer.get(page).content.decode()).as_sent() | {"subjects": "April 2023"}
    assert officer.post(page, sent).context["form"].errors["subjects"]


def test_what_was_late_by_a_start_known_in_bounds_stays_late_when_that_is_put_otherwise(world, part):
    duty = duty_of(world, part, started="3 Mei 2023", authority="8 Mei 2023", subjects="8 Mei 2023")
    again = law.amend_duty(duty, by=world.officer, seen=duty.version, reason="Surat", **told_as(started="6 Mei 2023"))
    assert again.late_before and again.kept(timezone.now()) == Kept.LATE
    assert again.late_by == duty.due_at


def test_what_could_not_be_said_is_no_lateness_that_stays(world, part):
    duty = duty_of(world, part, started="3 Mei 2023", authority="6 Mei 2023", subjects="6 Mei 2023")
    words = told_as(started="3 Mei 2023 22.00", authority="6 Mei 2023 08.00", subjects="6 Mei 2023 08.00")
    exact = law.amend_duty(duty, by=world.officer, seen=duty.version, reason="Surat", **words)
    assert not exact.late_before and exact.kept(timezone.now()) == Kept.IN_TIME


def measured(case, name):
    now = timezone.localdate()
    [then] = as_of.cases(now - timedelta(days=1), now, timezone.now())
    assert then.row["reference"] == case.reference
    return next((state, lengths) for time, state, lengths in marks.of_case(then).times if time == name)


def test_the_sheet_for_parliament_counts_from_and_up_to_what_the_words_allow(world, part):
    duty = duty_of(world, part, started="3 Mei 2023", authority="6 Mei 2023")
    state, (lowest, highest) = measured(part.incident, marks.Time.AUTHORITY)
    assert state == marks.State.MEASURED
    day = timedelta(days=1).total_seconds()
    assert (lowest, highest) == (2 * day + 60, 4 * day - 60)
    law.amend_duty(duty, by=world.officer, seen=duty.version, reason="x", **told_as(started="sebelum 3 Mei 2023"))
    assert measured(part.incident, marks.Time.AUTHORITY) == (marks.State.UNKNOWN, None)


# --- followed by mistake ------------------------------------------------------------------------------------------


def test_a_duty_followed_by_mistake_is_struck_with_a_reason_and_counts_nowhere(world, part, log_in):
    case, officer = part.incident, log_in(world.officer)
    duty = law.track_duty(part, by=world.officer, started=timezone.now() - timedelta(hours=80), start_source="Memo K")
    assert f"/wajib-beritahu/{duty.pk}/coret/" in text_of(officer.get(f"/insiden/{case}/hukum/"))
    page = reverse("incidents:strike_duty", args=[duty.pk])
    sent = Form(officer.get(page).content.decode()).as_sent()
    assert officer.post(page, sent).status_code == 200, "a reason is asked for"
    assert officer.post(page, sent | {"reason": "Bukan pengendali data ini"}).status_code == 302
    receipts.write_receipts(timezone.now())
    assert not Message.objects.filter(duty=duty).exists() and not fresh(duty).waits()
    assert not NotificationDuty.objects.running().exists()
    assert "Memo K" not in text_of(officer.get(f"/insiden/{case}/kronologi/"))
    assert measured(case, marks.Time.AUTHORITY) == (marks.State.UNKNOWN, None)
    shown = text_of(officer.get(f"/insiden/{case}/hukum/"))
    assert "Bukan pengendali data ini" in shown and "Kewajiban pemberitahuan dicoret" in shown
    assert f"/keterlibatan/{part.pk}/wajib-beritahu/" in shown, "it may be followed anew"
    assert officer.get(reverse("incidents:amend_duty", args=[duty.pk])).status_code == 404


def test_followed_anew_it_begins_with_nothing_and_what_was_late_stays_late(world, part, log_in):
    begun = timezone.now() - timedelta(hours=80)
    duty = law.track_duty(part, by=world.officer, started=begun, start_source="Surat")
    struck = law.strike_duty(duty, by=world.officer, seen=duty.version, reason="Keliru")
    with pytest.raises(deeds.Conflict):
        law.amend_duty(struck, by=world.officer, seen=struck.version, start_source="x", reason="x")
    again = law.track_duty(fresh(part), by=world.officer)
    assert (again.pk, again.started, again.start_source, again.struck_at) == (duty.pk, None, "", None)
    assert again.late_before and again.late_by == duty.due_at
    with pytest.raises(deeds.Conflict):
        law.track_duty(fresh(part), by=world.officer)


def test_of_two_who_strike_at_once_one_is_told(world, part):
    duty = law.track_duty(part, by=world.officer)
    law.strike_duty(duty, by=world.officer, seen=duty.version, reason="Keliru")
    for seen in (duty.version, duty.version + 1):
        with pytest.raises(deeds.Conflict):
            law.strike_duty(duty, by=world.officer, seen=seen, reason="Keliru")
