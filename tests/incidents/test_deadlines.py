"""A due moves later or not at all: what may be given, by whom, to which questions; and the database that holds it so."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incidents.actions import counter_questions, deadlines, letter_decisions, overtaken, replies, wishes_on_paper
from incidents.actions.from_outside import FromOutside
from incidents.models import Deadline
from incidents.plain import dates, lengths
from incidents.record import deeds
from incidents.reports import letter_account
from tests.world import answer_request, fresh, make_request

HOUR = timedelta(hours=1)


def ago(hours):
    return timezone.now() - hours * HOUR


def send_back(world, clarification, numbers, due_at, at=None):
    questions = {question: "Kurang" for question in clarification.questions.filter(number__in=numbers)}
    facts = dict(seen=clarification.version, questions=questions, reason="Kurang", due_at=due_at, at=at)
    return replies.send_again(clarification, by=world.officer, **facts)


def extend(world, clarification, due_at, at=None):
    facts = dict(seen=clarification.version, due_at=due_at, reason="Beralasan", at=at)
    return deadlines.extend(clarification, by=world.supervisor, **facts)


def half_answered(world, hours_ago):
    """Two questions; the first answered after an hour."""
    clarification = make_request(world, "open", issued_at=ago(hours_ago))
    answer_request(world, clarification, numbers=[1], at=ago(hours_ago - 1))
    return fresh(clarification)


def test_an_officer_shortens_no_due_by_returning_an_answer(world, log_in):
    clarification = half_answered(world, 2)
    due = clarification.deadlines.get().due_at
    for wrong in (timezone.now() + 2 * HOUR, due - timedelta(seconds=1)):
        with pytest.raises(deadlines.TooEarly):
            send_back(world, clarification, [1], wrong)
    question = clarification.questions.get(number=1)
    soon = (timezone.localtime() + 2 * HOUR).strftime("%d-%m-%Y %H.%M")
    data = {"seen": clarification.version, "reason": "Kurang", "due_at": soon, f"q{question.pk}": "Jumlah"}
    page = log_in(world.officer).post(f"/permintaan/{clarification.pk}/minta-lengkapi/", data).content.decode()
    assert "tidak dikurangi" in page and clarification.deadlines.get().due_at == due
    assert send_back(world, clarification, [1], due).present_due == due


@pytest.mark.asvs(7)
def test_an_officer_alone_gives_as_long_as_the_letter_gave_and_a_supervisor_more(world):
    clarification = half_answered(world, 50)
    with pytest.raises(deadlines.TooFar):
        send_back(world, clarification, [1], timezone.now() + 73 * HOUR)
    clarification = send_back(world, clarification, [1], timezone.now() + 71 * HOUR)
    clarification = extend(world, clarification, timezone.now() + 100 * HOUR)
    assert clarification.present_due == clarification.deadlines.get(kind="extension").due_at


def test_a_return_gives_time_to_what_is_returned_alone(world):
    clarification = half_answered(world, 71)
    due = clarification.deadlines.get().due_at
    clarification = send_back(world, clarification, [1], timezone.now() + 60 * HOUR)
    assert clarification.present_due == due and clarification.clock(timezone.now()).due_at == due
    later = due + timedelta(minutes=30)
    reading = clarification.clock(later)
    assert (reading.state, reading.span) == ("lewat", timedelta(minutes=30)), (
        "the other question is overdue all the same"
    )
    assert clarification in type(clarification).objects.with_clock().overdue(later)


def test_an_overdue_question_does_not_look_punctual_because_another_was_returned(world):
    clarification = half_answered(world, 80)
    send_back(world, clarification, [1], timezone.now() + 60 * HOUR)
    clarification = fresh(clarification)
    now = timezone.now()
    assert clarification.clock(now).state == "lewat" and clarification.lateness(now) > 7 * HOUR
    answer_request(world, clarification, numbers=[2])
    clarification = fresh(clarification)
    assert clarification.lateness(now) > 7 * HOUR and clarification.completed_due_at < clarification.completed_at
    assert clarification.clock(now).due_at == clarification.deadlines.get(kind="return").due_at
    assert clarification.responses.last().lateness > 7 * HOUR


def test_more_time_after_the_due_gives_time_and_makes_nobody_punctual(world):
    clarification = make_request(world, "open", issued_at=ago(80))
    due = clarification.deadlines.get().due_at
    clarification = extend(world, clarification, timezone.now() + 24 * HOUR)
    now = timezone.now()
    assert clarification.clock(now).state == "segera" and clarification.lateness(now) > 7 * HOUR
    assert clarification.counted_due == due
    past = clarification.clock(now + 30 * HOUR)
    assert past.due_at == due and past.span > 37 * HOUR, "past the second due as well it is late since the first"
    answer_request(world, clarification)
    clarification = fresh(clarification)
    assert clarification.clock(timezone.now()).state == "telat" and clarification.completed_due_at == due


def test_more_time_in_time_counts(world):
    clarification = make_request(world, "open", issued_at=ago(80))
    due = clarification.deadlines.get().due_at
    clarification = extend(world, clarification, due + 24 * HOUR, at=ago(20))
    answer_request(world, clarification)
    clarification = fresh(clarification)
    assert clarification.completed_due_at == due + 24 * HOUR and not clarification.lateness(timezone.now())


def test_the_marks_of_until_when_and_what_is_missing_say_that_one_is_needed(world, log_in):
    wanted = {"perpanjang": world.supervisor, "minta-lengkapi": world.officer}
    answered = make_request(world, "answered")
    for where, who in wanted.items():
        row = answered if where == "minta-lengkapi" else make_request(world, "open")
        page = log_in(who).get(f"/permintaan/{row.pk}/{where}/").content.decode().partition("<main")[2]
        marks = {}
        for _tag, name, words in re.findall(r'<(legend|label for="id_(\w+)")>(.*?)</(?:legend|label)>', page, re.S):
            marks[name or "until"] = " ".join(re.findall(r"\((.*?)\)", words))
        one = {name for name, mark in marks.items() if mark == "salah satu wajib diisi"}
        assert {"until", "due_at"} <= one and "boleh kosong" not in marks.values(), marks
        assert where == "perpanjang" or [name for name in one if name.startswith("q")]


def test_24_hours_more_are_24_hours_to_the_second_and_the_wish_is_granted_as_it_was_wished(world, log_in):
    clarification = make_request(world, "open", issued_at=ago(5).replace(second=42))
    due = clarification.deadlines.get().due_at
    liaison = log_in(world.liaison_a)
    address = f"/permintaan/{clarification.pk}/minta-waktu/"
    until = liaison.get(address).context["form"].initial["until"]
    data = {"seen": clarification.version, "reason": "Forensik", "until": until}
    assert liaison.post(address, data).status_code == 302
    wish = clarification.extension_requests.get()
    assert wish.wished_at == due + 24 * HOUR and wish.wished_at.second == 42
    supervisor, address = log_in(world.supervisor), f"/permintaan/{clarification.pk}/perpanjang/"
    form = supervisor.get(address).context["form"]
    assert form.initial["until"] == wish.wished_at.isoformat()
    data = {"seen": fresh(clarification).version, "reason": "Beralasan", "until": form.initial["until"]}
    shown = supervisor.post(address, data)
    assert supervisor.post(address, data | {"approved": shown.context["digest"]}).status_code == 302
    assert fresh(clarification).present_due == due + 24 * HOUR


def test_a_wish_on_an_overdue_request_begins_after_now(world, log_in):
    clarification = make_request(world, "open", issued_at=ago(2000))
    form = log_in(world.liaison_a).get(f"/permintaan/{clarification.pk}/minta-waktu/").context["form"]
    assert form.initial["until"] > timezone.now().isoformat()
    wish = timezone.now() + 24 * HOUR
    facts = dict(seen=clarification.version, reason="x", wished_at=wish)
    deadlines.ask_extension(clarification, by=world.liaison_a, **facts)
    with pytest.raises(deadlines.Beyond):
        extend(world, fresh(clarification), timezone.now() + timedelta(days=61))


def test_a_typed_due_is_read_back_in_words_before_it_counts(world, log_in):
    clarification = half_answered(world, 50)
    question = clarification.questions.get(number=1)
    due = (timezone.localtime() + 60 * HOUR).replace(second=0, microsecond=0)
    data = {"seen": clarification.version, "reason": "x", "until": "other", f"q{question.pk}": "Jumlah"}
    data["due_at"] = due.strftime("%d/%m/%Y %H.%M")
    officer, address = log_in(world.officer), f"/permintaan/{clarification.pk}/minta-lengkapi/"
    first = officer.post(address, data)
    assert "Dibaca sebagai" in first.content.decode() and clarification.deadlines.count() == 1
    data["read_back"] = first.context["form"]["read_back"].value()
    assert officer.post(address, data | {"due_at": due.strftime("%d/%m/%Y 23.59")}).status_code == 200
    assert officer.post(address, data).status_code == 302
    assert fresh(question).deadline.due_at == due
    for wrong in ("besok", "11/29/2026, 02:28 AM", "29-11-2026"):
        page = officer.post(address, data | {"due_at": wrong, "seen": fresh(clarification).version})
        assert page.status_code in (200, 302) and clarification.deadlines.count() == 2


@pytest.mark.asvs(7)
@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("a_due_only_moves_later", {"due_at": -1}),
        ("a_due_only_moves_later", {"due_at": 0, "kind": "extension"}),
        ("a_due_is_set_before_it", {"set_at": 1, "due_at": 0}),
        ("a_moved_due_says_what_it_was_and_who_moved_it_why", {"reason": ""}),
        ("a_moved_due_says_what_it_was_and_who_moved_it_why", {"decided_by": ""}),
        ("a_moved_due_says_what_it_was_and_who_moved_it_why", {"due_before": None}),
        ("a_due_moves_no_further_than_may_be_given", {"due_at": 200}),
    ],
)
def test_the_database_holds_the_same_rules(world, rule, wrong):
    clarification = make_request(world, "open")
    first = clarification.deadlines.get()
    facts = {name: getattr(first, name) for name in ("rule", "basis", "start_event", "started_at", "hours")}
    facts |= dict(kind="return", due_at=first.due_at, due_before=first.due_at, latest_at=first.due_at + 100 * HOUR)
    facts |= dict(set_at=timezone.now(), reason="x", decided_by="Petugas")
    for name, value in wrong.items():
        facts[name] = first.due_at + value * HOUR if isinstance(value, int) else value
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        with deeds.record("nudge", on=clarification, by=world.officer) as deed:
            Deadline.objects.create(request=deed.on, event_id=deed.event_id, **facts)


def test_the_mails_of_both_dues_go_out_and_none_for_what_is_answered(world):
    from notifications import notices, postroom
    from notifications.models import Message

    clarification = half_answered(world, 71)
    due = clarification.deadlines.get().due_at
    back = timezone.now().replace(microsecond=0) + 60 * HOUR
    clarification = send_back(world, clarification, [1], back)
    coming = {at for at, _ in notices.upcoming(clarification, timezone.now())}
    assert {due, back} <= coming
    passed = due + timedelta(seconds=1)
    postroom.write_receipts(passed)
    told = Message.objects.filter(kind="due", event=clarification.deadlines.get(kind="first").event_id)
    assert told.exists() and not any(
        notices.why_useless(m.notice, clarification, m.event_id, passed, notices.time_notices()) for m in told
    )
    answer_request(world, clarification, numbers=[2])
    clarification, notice = fresh(clarification), told.first().notice
    assert notices.why_useless(notice, clarification, told.first().event_id, passed, []) == "answered"


def test_each_question_shows_its_own_due_where_they_differ(world, log_in):
    clarification = half_answered(world, 71)
    assert len(clarification.dues) == 1
    clarification = fresh(send_back(world, clarification, [1], timezone.now() + 60 * HOUR))
    dues = clarification.dues
    assert len(dues) == 2 and sum(number for _due, number in dues) == clarification.questions.count()
    for person in (world.liaison_a, world.officer):
        page = log_in(person).get(f"/permintaan/{clarification.pk}/").content.decode()
        assert all(
            f"1 pertanyaan sampai {dates.instant_short(due, 'id')}" in page for due, number in dues if number == 1
        )


def test_hours_counted_from_now_say_from_when_and_are_granted_to_the_second(world, log_in):
    overdue = make_request(world, "open", issued_at=ago(80))
    page = log_in(world.supervisor).get(f"/permintaan/{overdue.pk}/perpanjang/")
    (until, words), *_ = page.context["form"].fields["until"].choices
    until = datetime.fromisoformat(until)
    since = until - 24 * HOUR
    assert words.startswith(f"tambah 24 jam, dihitung dari {dates.instant_short(since, 'id', seconds=True)}: ")
    assert abs(timezone.now() - since) < HOUR / 60
    running = make_request(world, "open", issued_at=ago(10))
    page = log_in(world.supervisor).get(f"/permintaan/{running.pk}/perpanjang/")
    (until, words), *_ = page.context["form"].fields["until"].choices
    assert "dihitung" not in words and datetime.fromisoformat(until) == running.present_due + 24 * HOUR


def test_time_for_what_is_returned_says_from_when_it_is_counted(world, log_in):
    clarification = half_answered(world, 50)
    page = log_in(world.officer).get(f"/permintaan/{clarification.pk}/minta-lengkapi/")
    words = [said for _, said in page.context["form"].fields["until"].choices[:-1]]
    assert len(words) == 2 and all(", dihitung dari " in said for said in words)


def test_the_clock_after_a_return_says_when_it_was_returned_more_time_or_not(world, log_in):
    row = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=67))
    answer_request(world, row)
    row, due = fresh(row), dict(due_at=timezone.now() + timedelta(hours=30), reason="x")
    question = {row.questions.get(number=1): "Kurang"}
    row = fresh(replies.send_again(row, by=world.officer, seen=row.version, questions=question, **due))
    began = row.deadline_rows[-1].started_at
    for _ in range(2):
        assert row.clock(timezone.now()).started_at == began
        for person, words in ((world.officer, "dikembalikan"), (world.liaison_a, "dikembalikan")):
            page = log_in(person).get(f"/permintaan/{row.pk}/").content.decode()
            assert f"{words} {dates.instant_short(began, 'id')}" in " ".join(page.split())
        more = dict(due_at=row.present_due + timedelta(hours=5), reason="x")
        row = fresh(deadlines.extend(row, by=world.supervisor, seen=row.version, **more))


@pytest.mark.parametrize("answered", [True, False])
def test_what_was_late_when_it_was_withdrawn_says_so_for_ever(world, log_in, answered):
    row = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=90))
    if answered:
        answer_request(world, row)
        row = fresh(row)
    row = letter_decisions.withdraw(row, by=world.supervisor, seen=row.version, reason="Keliru")
    row = fresh(row)
    late = row.lateness(timezone.now())
    assert timedelta(hours=17, minutes=59) < late < timedelta(hours=18, minutes=1)
    assert row.lateness(timezone.now() + timedelta(days=9)) == late
    page = log_in(world.officer).get(f"/permintaan/{row.pk}/").content.decode()
    says = "Jawaban lengkap pertama" if answered else "lewat dari tenggat"
    assert says in page and lengths.in_words(late, "id") in page


def test_a_wish_typed_wrong_is_taken_back_by_its_body_before_anybody_decides_and_asked_anew(world, log_in):
    row = make_request(world, "open")
    due, page, liaison = row.present_due, f"/permintaan/{row.pk}/", log_in(world.liaison_a)
    ask = {"by": world.liaison_a, "seen": None, "reason": "Log besar"}
    deadlines.ask_extension(row, wished_at=due + 240 * HOUR, **ask)
    older = fresh(row)
    portal = liaison.get(page).content.decode()
    assert f'action="{page}tarik-permohonan-waktu/"' in portal and f'name="seen" value="{older.version}"' in portal
    assert "tarik-permohonan-waktu" not in log_in(world.officer).get(page).content.decode()
    assert liaison.post(f"{page}tarik-permohonan-waktu/", {"seen": older.version}).status_code == 302
    with pytest.raises(deeds.Conflict):  # whoever decides reads first that there is nothing to decide
        extend(world, older, due + 240 * HOUR)
    with pytest.raises(overtaken.NoWishWaits):
        deadlines.take_back_wish(fresh(row), by=world.liaison_a, seen=None)
    assert page not in log_in(world.supervisor).get("/persetujuan/").content.decode()
    for person in (world.liaison_a, world.officer, world.auditor):
        told = " ".join(log_in(person).get(page).content.decode().split())
        assert "Ditarik kembali" in told and "sebelum ada keputusan. Tenggat tidak berubah" in told, person
    chronology = log_in(world.officer).get(f"/insiden/{row.incident.reference}/kronologi/").content.decode()
    assert f"menarik kembali permohonan perpanjangan waktunya untuk {row.reference}" in chronology
    steps = letter_account.of(fresh(row), timezone.now()).steps
    assert steps[-1].words.startswith(f"{world.liaison_a.name} menarik kembali permohonan perpanjangan waktu itu")
    deadlines.ask_extension(fresh(row), wished_at=due + 24 * HOUR, **ask)
    assert extend(world, fresh(row), due + 24 * HOUR).present_due == due + 24 * HOUR
    wishes = row.extension_requests.order_by("pk")
    assert [(each.decision, each.decided_by) for each in wishes] == [
        ("withdrawn", None),
        ("granted", world.supervisor),
    ]


def test_what_an_officer_proposed_is_none_of_its_bodys_to_take_back_and_one_on_paper_is_struck_all_the_same(world):
    row = make_request(world, "open")
    counter_questions.ask_back(row, by=world.liaison_a, seen=None, text="Data yang mana?")
    more = counter_questions.MoreTime(row.present_due + 30 * HOUR, "Baru dijawab")
    counter_questions.answer_back(fresh(row), by=world.officer, seen=None, text="Semua", more_time=more)
    with pytest.raises(overtaken.NoWishWaits):
        deadlines.take_back_wish(fresh(row), by=world.liaison_a, seen=None)
    paper = FromOutside("Kepala Biro Hukum", row.issued_at, "letter", "Nomor 7")
    wish = {"wished_at": row.present_due + 48 * HOUR, "reason": "Log besar", "paper": paper}
    wishes_on_paper.record_wish(fresh(row), by=world.officer, seen=None, **wish)
    deadlines.take_back_wish(fresh(row), by=world.liaison_a, seen=None)
    wishes_on_paper.strike_wish(fresh(row), by=world.officer, seen=None, reason="Surat lain")
    assert fresh(row).wishes_on_paper == []
