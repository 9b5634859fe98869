"""By when something is owed is kept, counted and shown as exactly as somebody told it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import corrections, judgements, work
from incidents.models import CaseEvent, Commitment
from incidents.plain import clocks
from incidents.plain.dates import date_in_words
from incidents.plain.spans import in_words, last_second, parse, the_day
from notifications.models import Message
from notifications.postroom import deliver_messages, write_receipts
from tests.sent_form import Form, press
from tests.world import fresh, make_incident

DAY = timedelta(days=1)
YEAR = timezone.localtime().year + 1
TOLD = {
    f"31 Desember {YEAR}": "",
    f"Desember {YEAR}": f"sampai habis, 31 Desember {YEAR}",
    f"triwulan I {YEAR}": f"sampai habis, 31 Maret {YEAR}",
    f"akhir {YEAR}": f"sampai habis, 31 Desember {YEAR}",
    f"{YEAR}": f"sampai habis, 31 Desember {YEAR}",
}


def promise(world, due, *, days_ago=20, case=None):
    at = timezone.now() - timedelta(days=days_ago)
    case = case or make_incident(world, at=at, seen_at=at)
    return work.commit(case, by=world.officer, who="Ins A", what="Log akses", due=due, at=at + timedelta(hours=1))


def day(days):
    """The day so many days from today, as somebody tells it."""
    return the_day(timezone.now() + timedelta(days=days))


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize("words, ends", TOLD.items(), ids=TOLD)
def test_a_promise_is_kept_and_shown_everywhere_as_it_was_told(world, an_incident, log_in, words, ends):
    officer, case = log_in(world.officer), f"/insiden/{an_incident}"
    page, typed = f"{case}/kegiatan/janji/", {"who": "Ins A", "what": "Log akses", "due": words}
    asked = officer.post(page, typed)
    last = ends.removeprefix("sampai habis, ") or words
    assert asked.status_code == 200 and f"Baru lewat setelah {last}." in text(asked)
    assert press(officer, page, typed).status_code == 302
    [owed] = Commitment.objects.all()
    assert in_words(owed.due, "id") == words and owed.due_at == owed.in_time_until == last_second(parse(words))
    auditor, event = log_in(world.auditor), CaseEvent.objects.get(action="commit")
    shown = [officer.get(f"{case}/{name}/") for name in ("kegiatan", "kronologi", "riwayat", "pada")]
    shown += [auditor.get(f"/jejak/peristiwa/{event.pk}/"), officer.get(f"/entri/komitmen/{owed.pk}/perbaiki/")]
    for each in shown:
        assert each.status_code == 200 and words in text(each), each.request["PATH_INFO"]
        assert not re.search(rf"{YEAR} (pukul )?(23\.59|00\.00)", text(each)), each.request["PATH_INFO"]
    assert f"paling lambat {words}" in text(shown[0]) and ends in text(shown[0])


def test_an_hour_that_was_named_counts_and_stands_to_the_minute(world, an_incident, log_in):
    officer, case = log_in(world.officer), f"/insiden/{an_incident}"
    typed = {"who": "Ins A", "what": "Log akses", "due": f"3 Mei {YEAR} 14.28"}
    assert press(officer, f"{case}/kegiatan/janji/", typed).status_code == 302
    owed = Commitment.objects.get()
    assert owed.due.is_exact and owed.due_at == parse(f"3 Mei {YEAR} 14.28").start
    assert f"3 Mei {YEAR} pukul 14.28 WIB" in text(officer.get(f"{case}/kegiatan/"))


@pytest.mark.parametrize("words", [f"setelah Mei {YEAR}", "secepatnya", "31 Desember 9999", "2100"])
def test_what_does_not_say_by_when_at_the_latest_is_refused(world, an_incident, log_in, words):
    typed = {"who": "Ins A", "what": "Log akses", "due": words}
    answer = press(log_in(world.officer), f"/insiden/{an_incident}/kegiatan/janji/", typed)
    assert answer.status_code == 200 and "due" in answer.context["form"].errors
    assert not Commitment.objects.exists()


def test_words_that_say_by_when_themselves_are_not_said_twice(world, an_incident, log_in):
    officer, told = log_in(world.officer), f"paling lambat 3 Mei {YEAR}"
    page = f"/insiden/{an_incident}/kegiatan/"
    assert press(officer, f"{page}janji/", {"who": "Ins A", "what": "Log", "due": told}).status_code == 302
    assert text(officer.get(page)).count("paling lambat") == 1 and "sampai habis" not in text(officer.get(page))
    assert Commitment.objects.get().due_at == last_second(parse(f"3 Mei {YEAR}"))


@pytest.mark.parametrize(
    "days, late, words",
    [
        (-5, False, ""),
        (-4, True, "terlambat: dipenuhi 1 hari setelah batas waktu"),
        (-2, True, "terlambat: dipenuhi 3 hari setelah batas waktu"),
    ],
    ids=["the day of the due", "the day after", "three days after"],
)
def test_nobody_is_late_as_long_as_the_day_that_was_told_lasts(world, log_in, days, late, words):
    owed = promise(world, day(-5))
    work.keep(fresh(owed), by=world.officer, seen=None, kept=day(days))
    done = fresh(owed)
    assert (bool(done.late_by), done.perhaps_late) == (late, False)
    for name in ("kegiatan", "kronologi"):
        page = text(log_in(world.officer).get(f"/insiden/{owed.incident}/{name}/"))
        assert (words in page) if words else ("terlambat" not in page), name


def test_what_was_kept_in_a_time_in_which_the_due_ended_is_not_surely_late(world, log_in):
    owed = promise(world, day(-5))
    week = f"{date_in_words(timezone.localtime() - timedelta(days=7), 'id')} s.d. {in_words(day(-3), 'id')}"
    work.keep(fresh(owed), by=world.officer, seen=None, kept=parse(week))
    assert fresh(owed).late_by is None and fresh(owed).perhaps_late
    page = text(log_in(world.officer).get(f"/insiden/{owed.incident}/kegiatan/"))
    assert "tidak dapat dikatakan apakah itu setelah batas waktu" in page


@pytest.mark.parametrize("days, past", [(0, False), (-1, True)], ids=["today", "yesterday"])
def test_a_promise_of_today_is_not_past_before_the_day_is(world, log_in, days, past):
    owed = promise(world, day(days))
    officer = log_in(world.officer)
    page = text(officer.get(f"/insiden/{owed.incident}/kegiatan/"))
    assert ('<span class="heed">lewat</span>' in page) is past
    [row] = [each for each in officer.get("/meja/").context["waiting"] if each.row == owed]
    assert row.since == owed.due and in_words(owed.due, "id") in text(officer.get("/meja/"))


def test_a_reminder_counts_from_the_end_of_what_was_told_and_says_so(world, mailoutbox):
    owed = promise(world, parse(f"triwulan I {YEAR}"))
    write_receipts(owed.due_at - DAY - timedelta(seconds=1))
    assert not Message.objects.filter(kind="commitment_due").exists()
    at = owed.due_at - DAY
    write_receipts(at)
    deliver_messages(at=at)
    [mail] = mailoutbox
    assert f"“triwulan I {YEAR}”" in mail.body and f"31 Maret {YEAR} pukul 23.59 WIB" in mail.body
    assert "dihitung dari akhir waktu itu" in mail.body and "jatuh tempo pada" not in mail.body


def test_a_due_that_had_passed_is_still_told_as_it_was(world, log_in):
    owed, officer = promise(world, day(-5)), log_in(world.officer)
    page = f"/entri/komitmen/{owed.pk}/perbaiki/"
    sent = Form(officer.get(page).content.decode()).as_sent()
    assert sent["due"] == in_words(day(-5), "id")
    assert press(officer, page, sent | {"due": f"akhir {YEAR}", "reason": "Diundur"}).status_code == 302
    moved = fresh(owed)
    assert (in_words(moved.due, "id"), moved.passed_before) == (f"akhir {YEAR}", day(-5))
    assert moved.in_time_until == last_second(day(-5)) and moved.due_at == last_second(parse(f"akhir {YEAR}"))
    for name in ("kegiatan", "kronologi", "pada"):
        shown = text(officer.get(f"/insiden/{owed.incident}/{name}/"))
        assert in_words(day(-5), "id") in shown and f"akhir {YEAR}" in shown, name
        assert f"{in_words(day(-5), 'id')} pukul" not in shown and f"{YEAR} pukul" not in shown, name
    work.keep(moved, by=world.officer, seen=None, kept=day(-1))
    assert "terlambat: dipenuhi 4 hari" in text(officer.get(f"/insiden/{owed.incident}/kegiatan/"))


def test_only_what_was_touched_of_a_promise_is_put_right_and_its_due_is_taken_away(world, log_in):
    owed, officer = promise(world, parse(f"akhir {YEAR}")), log_in(world.officer)
    page = f"/entri/komitmen/{owed.pk}/perbaiki/"
    sent = Form(officer.get(page).content.decode()).as_sent()
    assert press(officer, page, sent | {"what": "Log server", "reason": "Salah ketik"}).status_code == 302
    assert (fresh(owed).what, fresh(owed).due) == ("Log server", owed.due)
    sent = Form(officer.get(page).content.decode()).as_sent()
    assert press(officer, page, sent | {"due": "", "reason": "Tidak pernah disebut"}).status_code == 302
    assert (fresh(owed).due, fresh(owed).due_at, fresh(owed).in_time_until) == (None, None, None)
    assert "tanpa tanggal" in text(officer.get(f"/insiden/{owed.incident}/kegiatan/"))


def test_a_promise_that_lies_before_its_case_was_seen_is_refused_and_one_of_that_day_is_not(world, log_in):
    officer, case = log_in(world.officer), make_incident(world)
    for days, answer in ((-1, 200), (0, 302)):
        told = in_words(the_day(case.seen_at + timedelta(days=days)), "id")
        typed = {"who": "Ins A", "what": "Log", "due": told}
        assert press(officer, f"/insiden/{case}/kegiatan/janji/", typed).status_code == answer, told


@pytest.mark.parametrize("lost, ahead", [(0, 30), (3, 33)], ids=["the same day", "three days later"])
def test_a_judgement_that_is_taken_back_gives_whole_days_back_to_what_was_told_by_its_day(world, lost, ahead):
    owed = promise(world, day(30))
    noon = clocks.day_begins(clocks.day(timezone.now())) - timedelta(hours=12)
    judged = work.keep(fresh(owed), by=world.officer, seen=None, at=noon - timedelta(days=lost))
    again = judgements.unsettle(judged, by=world.officer, seen=None, reason="Salah tekan", at=noon + timedelta(hours=3))
    assert (again.due, again.due_at) == (day(ahead), last_second(day(ahead)))
    assert again.in_time_until == again.due_at and again.passed_before is None


def test_no_correction_says_that_what_runs_had_passed_and_its_refusal_says_the_day(world):
    owed = promise(world, day(30))
    with pytest.raises(corrections.PassedAlready) as refused:
        corrections.revise(fresh(owed), by=world.officer, seen=None, reason="Keliru", due=day(-2))
    assert refused.value.facts["due"] == in_words(day(-2), "id")
    assert corrections.revise(fresh(owed), by=world.officer, seen=None, reason="Keliru", due=day(0)).due == day(0)
