"""What a letter of the result asks for is owed until it is done: reported by the body, judged by the ministry, with more time
by a supervisor's word alone, after the case is closed as well."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as translated

from incidents.actions import (
    case_letter_conditions,
    case_letter_content,
    case_letter_issuing,
    case_letters,
    corrections,
    dissolution,
    doubles,
    follow_ups,
    judgements,
    letter_content,
    more_time_struck,
    revival,
    revival_plan,
    work,
)
from incidents.actions.agencies import BodyEnded
from incidents.models import (
    Agency,
    CaseEvent,
    CaseLetter,
    ClockRule,
    Commitment,
    FollowUp,
    Incident,
    Letter,
    still_open,
)
from incidents.plain import letter_kinds, spans
from incidents.plain.dates import date_in_words
from incidents.record import deeds, event_titles, open_matters_of_bodies
from incidents.reports import durations, waiting, workload
from incidents.reports.chronology import of_words
from incidents.reports.waiting import keys
from notifications import postroom
from notifications.letters import html
from notifications.mails import carried, compose, settled
from notifications.models import Message
from tests.every_value import upload
from tests.sent_form import Form, press
from tests.states import step
from tests.typed_rows import grounds
from tests.world import make_incident

POINTS = ("Mengganti kunci akses", "Menyandikan cadangan")


def soon(days=30):
    return timezone.now().replace(microsecond=0) + timedelta(days=days)


def drafted(world, kind=letter_kinds.RECOMMENDATION, case=None, done_by=None, **more):
    facts = {wanted.name: f"Isi {wanted.name}" for wanted in kind.wanted}
    facts |= {"butir": "\n".join(POINTS), "done_by": case_letter_content.done_by_facts(done_by or soon())}
    case = case or make_incident(world)
    if kind is letter_kinds.REPRIMAND:
        facts |= grounds(case, world.officer)
    facts |= more.pop("facts", {})
    [row] = case_letters.draft(
        case,
        by=world.officer,
        kind=kind,
        agencies=[world.agency_a],
        facts=facts,
        subject="Rekomendasi",
        **more,
    )
    return row


@step
def issued(world, row=None, at=None, **more):
    row = row or drafted(world, **more)
    instant = at or timezone.now()
    digest = letter_content.digest(case_letter_content.content(row, instant, world.supervisor))
    case_letter_issuing.issue({row: (row.version, digest)}, by=world.supervisor, at=at)
    return fresh(row)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def report(world, row, by=None, **more):
    said = {"text": "Sudah kami laksanakan", "name": "Wati", "office": "PPDP"} | more
    return follow_ups.report_back(row, by=by or world.liaison_a, seen=None, **said)


def close(world, case):
    case = Incident.objects.get(pk=case.pk)
    return work.close(case, by=world.supervisor, seen=case.version, outcome="old_or_open", reason="Selesai")


@pytest.mark.parametrize("kind", [kind for kind in letter_kinds.RESULTS if kind.demands], ids=lambda kind: kind.code)
def test_each_point_of_an_issued_letter_is_owed_and_a_draft_owes_nothing(world, kind):
    due = soon()
    row = drafted(world, kind, done_by=due)
    assert not Commitment.objects.exists()
    row = issued(world, row)
    owed = list(row.demands.order_by("pk"))
    assert [(each.what, each.due_at, each.agency) for each in owed] == [(p, due, world.agency_a) for p in POINTS]
    assert {each.source for each in owed} == {str(row.letter)}
    content = row.letter.content
    assert content["demands"] == list(POINTS) and content["facts"]["batas"].endswith("WIB")
    rests = kind.sanction or letter_kinds.BASIS in [wanted.name for wanted in kind.wanted]
    assert bool(content.get("basis")) == rests


def test_a_reprimand_may_ask_for_nothing_and_then_nothing_is_owed_awaited_or_told_of(world, log_in, drawn):
    case, browser = make_incident(world), log_in(world.officer)
    address = f"/insiden/{case.reference}/surat/reprimand/"
    typed = Form(browser.get(address).content.decode()).as_sent()
    typed |= {"agencies": [world.agency_a.pk], "subject": "Teguran", "pertimbangan": "Terbuka"}
    typed |= grounds(case, world.officer) | {"temuan": ["T-01"]}
    day = {"done_by": "14 Desember 2026 16.00"}
    assert "done_by" in press(browser, address, typed | {"butir": POINTS[0]}).context["form"].errors
    assert "butir" in press(browser, address, typed | day).context["form"].errors
    assert press(browser, address, typed).status_code == 302
    row = issued(world, CaseLetter.objects.get())
    postroom.write_receipts(timezone.now())
    assert not row.demands.exists() and row.letter.content.get("demands") is None
    said = html.render(row.letter.content)
    assert (
        "kami sampaikan teguran tertulis" in said and "paling lambat" not in said and "Laporan pelaksanaan" not in said
    )
    mail = compose.make(Message.objects.get(kind="result_letter", recipient="surat@a.example"), at=timezone.now())
    assert "tidak meminta jawaban tertulis" in mail.body
    for who, words in ((world.officer, "Batas"), (world.liaison_a, "Lapor")):
        page = log_in(who).get(row.get_absolute_url()).content.decode()
        assert words not in page
    with pytest.raises(follow_ups.NothingAwaited):
        report(world, row)
    page, officer = f"/surat-perkara/{row.pk}/catat-balasan/", log_in(world.officer)
    assert page in officer.get(row.get_absolute_url()).content.decode()
    came = {"kind": "word", "channel": "phone", "came_at": f"{timezone.localtime():%d-%m-%Y}", "text": "Kami keberatan"}
    came |= {"seen": fresh(row).version}
    assert press(officer, page, came | {"kind": "report"}).status_code == 200 and not row.follow_ups.exists()
    assert press(officer, page, came).status_code == 302 and row.follow_ups.get().kind == "word"
    for who in (world.officer, world.liaison_a):
        assert "Kami keberatan" in log_in(who).get(row.get_absolute_url()).content.decode()
    assert press(officer, page, came | {"kind": "objects", "seen": fresh(row).version}).status_code == 302
    assert undecided(world) == {row.pk} and fresh(row).undecided, "an objection is more than a word"


@pytest.mark.parametrize("kind", ["REPRIMAND", "REFERRAL"])
def test_a_body_objects_to_a_reprimand_or_a_referral_itself_until_that_is_declined_or_taken_back(
    world, log_in, drawn, kind
):
    more = {"facts": {"butir": "", "done_by": None}} if kind == "REPRIMAND" else {}
    row = issued(world, drafted(world, getattr(letter_kinds, kind), **more))
    liaison, address = log_in(world.liaison_a), reverse("incidents:report_back", args=[row.pk])
    assert address in liaison.get(row.get_absolute_url()).content.decode()
    typed = Form(liaison.get(address).content.decode()).as_sent() | {"kind": "objects", "office": "PPDP"}
    assert "text" in press(liaison, address, typed | {"number": "B-1"}).context["form"].errors
    assert press(liaison, address, typed | {"text": "Bukan data kami"}).status_code == 302
    assert not on_desk(world.officer, "Follow-up to read"), "it stands on one desk"
    assert undecided(world) == {row.pk} and row in open_matters_of_bodies.awaiting(world.agency_a)
    with pytest.raises(follow_ups.NothingAwaited):
        report(world, row, kind="wish", wished_at=soon(60))
    postroom.write_receipts(timezone.now())
    waits = Message.objects.get(kind="objected", recipient=world.supervisor.email)
    assert "tetap berlaku" in compose.make(waits, at=timezone.now()).body and not settled.done_meanwhile(waits)
    turned_down(world, row)
    assert not undecided(world) and settled.done_meanwhile(fresh(waits)) == "decided"
    postroom.write_receipts(timezone.now())
    told = Message.objects.get(kind="turned_down", recipient="surat@a.example")
    assert not settled.done_meanwhile(told) and "tetap berlaku" in compose.make(told, at=timezone.now()).body
    report(world, row, kind="objects")
    taking = {"seen": fresh(row).version, "facts": {"alasan": "Beralasan"}, "subject": "Pencabutan"}
    [back] = case_letters.take_back(fresh(row), by=world.officer, **taking)
    issued(world, back)
    assert not undecided(world) and not fresh(row).undecided


def on_desk(user, label):
    [queue] = [each for each in waiting.QUEUES if each.label == label]
    return {key[0] for key in queue.keys(user, timezone.now())}


def turned_down(world, row):
    follow_ups.turn_down(fresh(row), by=world.supervisor, seen=None, reason="Tidak beralasan")


def more_time(world, row):
    follow_ups.postpone(fresh(row), by=world.supervisor, seen=None, due_at=soon(60), reason="Dikabulkan")


def released(world, row, point="first"):
    judgements.waive(getattr(row.demands, point)(), by=world.supervisor, seen=None, reason="Beralasan")


def released_last(world, row):
    released(world, row, "last")


def undecided(world):
    return on_desk(world.supervisor, "Objection or wish for more time")


PAPER = {"channel": "letter", "number": "B-9"}
# {how it came: who enters it, on which page, what is typed of the paper}
WAYS = {"portal": ("liaison_a", "report_back", {}), "paper": ("officer", "record_follow_up", PAPER)}
# {what came, and how: the mail that tells of it}
TOLD = {
    ("objects", "portal"): "objected",
    ("objects", "paper"): "objection_recorded",
    ("wish", "portal"): "time_wished",
    ("wish", "paper"): "time_wish_recorded",
}
NAMED = {"objects": "keberatan atas", "wish": "perpanjangan waktu"}
DONE = {"objects": "The body objected to the letter", "wish": "The body asked for more time to do it"}


@pytest.mark.parametrize(("kind", "way"), TOLD)
def test_what_a_body_objects_or_asks_more_time_for_is_a_supervisors_and_shows_nothing_done(
    world, log_in, drawn, kind, way
):
    row, day = issued(world), "30 Januari 2027 16.00"
    who, page, paper = WAYS[way]
    browser, address = log_in(getattr(world, who)), reverse(f"incidents:{page}", args=[row.pk])
    typed = Form(browser.get(address).content.decode()).as_sent() | {"text": "Belum selesai", "office": "PPDP"} | paper
    typed |= {"came_at": date_in_words(timezone.localdate(), "id")} if paper else {}
    named = press(browser, address, typed | {"kind": "objects", "wished_at": day})
    assert "wished_at" in named.context["form"].errors, "an objection names no day"
    sent = press(browser, address, typed | {"kind": kind, "wished_at": day if kind == "wish" else ""})
    assert sent.status_code == 302, sent.context["form"].errors
    said = FollowUp.objects.get()
    assert said.kind == kind and bool(said.wished_at) == (kind == "wish")
    assert undecided(world) == {row.pk} and not on_desk(world.officer, "Follow-up reported")
    with pytest.raises(follow_ups.NothingShows):
        work.keep(row.demands.first(), by=world.officer, seen=None)
    assert "tolak-tanggapan" in log_in(world.supervisor).get(row.get_absolute_url()).content.decode()
    postroom.write_receipts(timezone.now())
    event = row.incident.events.get(action=page)
    assert paper or event_titles.title(event).startswith(translated(DONE[kind]))
    mails = Message.objects.filter(kind=TOLD[kind, way], event=event)
    told = {world.supervisor.email, world.other_supervisor.email} | (set() if paper else {world.officer.email})
    assert {each.recipient for each in mails} == told
    made = compose.make(mails[0], at=timezone.now())
    assert NAMED[kind] in made.body and "menunggu keputusan atasan" in made.body and "aporan" not in made.subject


@pytest.mark.parametrize(
    ("kind", "leaves_it", "decides"),
    [
        ("objects", [more_time], turned_down),  # more time grants no objection
        ("objects", [released_last], released),  # the other points wait for a word on them
        ("wish", [], more_time),
        ("wish", [], turned_down),
    ],
)
def test_an_objection_waits_until_it_is_decided_and_a_wish_until_it_is_granted_or_declined(
    world, drawn, kind, leaves_it, decides
):
    row = issued(world)
    report(world, row, kind=kind, wished_at=soon(60) if kind == "wish" else None)
    postroom.write_receipts(timezone.now())
    waits = Message.objects.get(kind=TOLD[kind, "portal"], recipient=world.supervisor.email)
    assert not settled.done_meanwhile(waits)
    for before in leaves_it:
        before(world, row)
        assert undecided(world) == {row.pk}
    decides(world, row)
    assert not undecided(world) and settled.done_meanwhile(fresh(waits)) == "decided"
    with pytest.raises(follow_ups.NothingToDecide):
        turned_down(world, row)


def test_what_was_turned_down_is_told_to_its_body_with_the_reason_and_may_be_objected_to_again(world, log_in, drawn):
    row = issued(world)
    report(world, row, kind="objects")
    turned_down(world, row)
    postroom.write_receipts(timezone.now())
    deed = row.incident.events.get(action="turn_down")
    assert deed.reason == "Tidak beralasan" and "text" not in deed.details, "told once"
    told = Message.objects.get(kind="turned_down", recipient="surat@a.example")
    assert "ditolak" in compose.make(told, at=timezone.now()).body
    page = " ".join(log_in(world.liaison_a).get(row.get_absolute_url()).content.decode().split())
    assert "Keberatan atau permohonan ditolak" in page and "Tidak beralasan" in page
    report(world, fresh(row))
    report(world, fresh(row), kind="objects")
    assert on_desk(world.officer, "Follow-up reported") == {row.pk}, "the report still waits to be judged"
    # The desk asks the database, the letter its own rows: both answer alike, also with nothing owed any more.
    assert fresh(row).undecided and undecided(world) == {row.pk}
    for point in row.demands.all():
        work.keep(point, by=world.officer, seen=fresh(point).version)
    assert not fresh(row).undecided and not undecided(world)


def test_a_letter_whose_day_has_passed_asks_for_nothing_any_more(world):
    row = drafted(world, done_by=timezone.now() + timedelta(seconds=1))
    with pytest.raises(case_letter_conditions.DueHasPassed):
        case_letter_conditions.check(row, soon())


def test_a_point_written_twice_is_refused_and_what_was_typed_stays(world, log_in):
    row = drafted(world)
    browser, address = log_in(world.officer), reverse("incidents:edit_letter", args=[row.pk])
    typed = f"{POINTS[0]}\n{POINTS[1]}\n{POINTS[0].upper()}"
    shown = Form(browser.get(address).content.decode()).as_sent()
    answer = browser.post(address, shown | {"butir": typed}).content.decode()
    assert "lebih dari sekali" in answer and POINTS[0].upper() in answer
    assert "\n".join(POINTS) == CaseLetter.objects.get(pk=row.pk).facts["butir"]


def test_the_body_reports_with_files_the_officer_is_told_and_judges_each_point(world, log_in, drawn):
    row = issued(world)
    with pytest.raises(follow_ups.NothingShows):
        work.keep(row.demands.first(), by=world.officer, seen=None)
    said = report(world, row, uploads=[upload("bukti.pdf")], number="01/PPDP")
    assert said.files.get().file.name == "bukti.pdf"
    [waits] = [line for line in waiting_of(world.officer) if line.pk == row.pk]
    assert waits.agency == world.agency_a
    postroom.write_receipts(timezone.now())
    assert Message.objects.get(kind="reported_back").recipient == world.officer.email
    first, second = row.demands.order_by("pk")
    work.keep(first, by=world.officer, seen=first.version)
    assert (fresh(first).status, fresh(first).shown_by) == ("kept", said)
    follow_ups.ask_more(row, by=world.officer, seen=None, reason="Butir 2 belum ada buktinya")
    assert not waiting_of(world.officer)
    postroom.write_receipts(timezone.now())
    assert {m.recipient for m in Message.objects.filter(kind="more_asked")} == {"surat@a.example"}
    page = log_in(world.liaison_a).get(f"/surat-perkara/{row.pk}/").content.decode()
    assert "Butir 2 belum ada buktinya" in page and POINTS[1] in page and "bukti.pdf" in page
    work.miss(second, by=world.officer, seen=second.version, reason="Instansi menolak")
    assert fresh(second).status == "missed" and not fresh(row).owed
    with pytest.raises(follow_ups.NothingOwed):
        follow_ups.ask_more(fresh(row), by=world.officer, seen=None, reason="x")


def keep_all(world, row):
    for owed in row.demands.all():
        work.keep(owed, by=world.officer, seen=owed.version)


def ask_more(world, row, **more):
    return follow_ups.ask_more(row, by=world.officer, seen=None, reason="Butir 2 belum ada buktinya", **more)


def told_of(kind):
    """How the mails of this kind ended, once all that waits was sent."""
    postroom.write_receipts(timezone.now())
    postroom.deliver_messages(timezone.now())
    return [(m.state, m.skip_reason) for m in Message.objects.filter(kind=kind).order_by("event__recorded_at")]


READ = {  # what was done before the report and after it, and what became of the mail that tells of the report
    "all kept before it": (lambda w, r: (report(w, r), keep_all(w, r)), lambda w, r: None, ("sent", "")),
    "all kept by it": (lambda w, r: None, keep_all, ("skipped", "reviewed")),
    "asked to complete after it": (lambda w, r: None, ask_more, ("skipped", "reviewed")),
    "asked to complete before it": (ask_more, lambda w, r: None, ("sent", "")),
}


@pytest.mark.parametrize("how", READ)
def test_every_report_is_told_to_who_works_on_the_case_until_somebody_judged_with_it_at_hand(world, drawn, how):
    before, after, became = READ[how]
    row = issued(world)
    before(world, row)
    report(world, fresh(row), text="Kunci bocor lagi")
    after(world, row)
    assert told_of("reported_back")[-1] == became


def test_what_is_missing_is_mailed_although_the_body_wrote_again_and_not_once_the_letter_is_taken_back(world, drawn):
    row = issued(world)
    ask_more(world, row)
    report(world, fresh(row))
    assert told_of("more_asked") == [("sent", "")]
    referral = referred(world)
    ask_more(world, referral)
    referral = fresh(referral)
    [back] = case_letters.take_back(
        referral, by=world.officer, seen=referral.version, facts={"alasan": "Keliru"}, subject="Pencabutan"
    )
    issued(world, back)
    assert told_of("more_asked")[1:] == [("skipped", "taken_back")]


DECIDED = {
    "asked to complete": lambda w, r, o: follow_ups.ask_more(r, by=w.officer, seen=r.version, reason="Belum ada"),
    "more time": lambda w, r, o: follow_ups.postpone(
        r, by=w.supervisor, seen=r.version, due_at=soon(60), reason="Belum ada"
    ),
    "not kept": lambda w, r, o: work.miss(o, by=w.officer, seen=o.version, reason="Tidak ada laporan apa pun"),
    "kept": lambda w, r, o: work.keep(o, by=w.officer, seen=o.version),
    "released": lambda w, r, o: judgements.waive(o, by=w.supervisor, seen=o.version, reason="Tidak perlu lagi"),
}


@pytest.mark.parametrize("how", DECIDED)
def test_nothing_is_decided_with_a_page_from_before_what_came_back(world, how):
    row = issued(world)
    owed = row.demands.first()
    report(world, row)
    with pytest.raises(deeds.Conflict):
        DECIDED[how](world, row, owed)
    assert set(row.demands.values_list("status", flat=True)) == {"open"}
    DECIDED[how](world, fresh(row), fresh(owed))


@pytest.fixture
def drawn(monkeypatch):
    from notifications.letters import pdf

    monkeypatch.setattr(pdf, "letter", lambda content: b"%PDF-1.7")


def waiting_of(user):
    [queue] = [each for each in waiting.QUEUES if each.label == "Follow-up reported"]
    keys = [key for key, _since, _replay in queue.keys(user, timezone.now())]
    return list(queue.load().filter(pk__in=keys))


def test_it_is_owed_after_the_case_is_closed_and_its_officer_is_reminded_a_day_before(world, drawn):
    row = issued(world, done_by=timezone.now() + timedelta(hours=20))
    close(world, row.incident)
    assert not still_open.closable(Incident.objects.all()).filter(pk=row.incident_id).exists()
    assert all(each.waits() for each in row.demands.select_related("incident"))
    postroom.write_receipts(timezone.now())
    told = Message.objects.filter(kind="commitment_due")
    assert {(m.recipient, m.event.action) for m in told} == {(world.officer.email, "demand")} and len(told) == 2
    report(world, fresh(row))
    owed = row.demands.first()
    assert work.keep(owed, by=world.officer, seen=owed.version).status == "kept"


def test_more_time_is_a_supervisors_word_with_a_reason_and_never_less(world, drawn):
    row = issued(world)
    with pytest.raises(PermissionDenied):
        follow_ups.postpone(row, by=world.officer, seen=None, due_at=soon(60), reason="x")
    with pytest.raises(follow_ups.NoLater):
        follow_ups.postpone(row, by=world.supervisor, seen=None, due_at=soon(10), reason="x")
    with pytest.raises(follow_ups.TooFar):
        follow_ups.postpone(row, by=world.supervisor, seen=None, due_at=row.done_by + timedelta(days=366), reason="x")
    later = soon(60)
    follow_ups.postpone(row, by=world.supervisor, seen=None, due_at=later, reason="Pengadaan berjalan")
    assert {each.due_at for each in row.demands.all()} == {later}
    assert fresh(row).done_by < later, "the letter keeps the day that it names"
    postroom.write_receipts(timezone.now())
    assert {m.recipient for m in Message.objects.filter(kind="postponed")} == {"surat@a.example"}
    postroom.write_receipts(later - timedelta(hours=3))
    assert Message.objects.filter(kind="commitment_due").count() == len(POINTS), "once for each, by the new due"
    postroom.write_receipts(later - timedelta(hours=2))
    assert Message.objects.filter(kind="commitment_due").count() == len(POINTS)


LATE = timedelta(days=10)


def test_what_was_shown_after_its_due_is_kept_late_on_every_page_and_no_state_of_its_due_day(world, log_in):
    row = issued(world)
    owed, own = (
        row.demands.first(),
        work.commit(
            row.incident, by=world.officer, who="Ins A", what="Rapat ulang", agency=world.agency_a, due=soon(30)
        ),
    )
    report(world, row, at=owed.due_at + LATE)
    kept = work.keep(fresh(owed), by=world.officer, seen=None, at=owed.due_at + LATE + timedelta(hours=3))
    own = work.keep(own, by=world.officer, seen=None, at=owed.due_at + LATE + timedelta(hours=4))
    assert (kept.late_by, own.late_by) == (LATE, LATE + timedelta(hours=4) - (own.due_at - owed.due_at))
    words = "terlambat: ditunjukkan 10 hari 0 detik setelah batas waktu"
    said = f"terlambat: dipenuhi {durations.exact(own.late_by)} setelah batas waktu"
    officer, case = log_in(world.officer), f"/insiden/{row.incident.reference}"
    for address in (f"/surat-perkara/{row.pk}/", f"{case}/kegiatan/", f"{case}/kronologi/"):
        page = officer.get(address).content.decode()
        assert words in page and (said in page or "surat-perkara" in address)
    assert words in log_in(world.liaison_a).get(f"/surat-perkara/{row.pk}/").content.decode()
    [due_day] = [source for source in of_words.SOURCES if source.name == "owed"]
    assert due_day.tell(kept).badge is None and due_day.tell(row.demands.last()).badge


def test_what_was_done_in_time_is_late_by_nothing(world):
    row = issued(world)
    report(world, row)
    assert work.keep(row.demands.first(), by=world.officer, seen=None).late_by is None


def test_that_the_letter_is_there_shows_nothing_of_what_it_asks_for(world):
    row = issued(world)
    follow_ups.record_follow_up(
        row, by=world.officer, seen=None, kind="receipt", channel="letter", came_at=timezone.now(), number="B-1/TT"
    )
    with pytest.raises(follow_ups.NothingShows):
        work.keep(row.demands.first(), by=world.officer, seen=None)


def ended(world):
    dissolution.end_agency(
        world.agency_a, by=world.administrator, ended_on=timezone.localdate(), reason="Lebur", successor=world.agency_b
    )


def merged(world):
    doubles.merge_agency(
        fresh(world.agency_a), by=world.administrator, into=fresh(world.agency_b), reason="Rangkap", seen=None
    )


def words_of(kind):
    """The mails of this kind as they are made now, one for each event."""
    postroom.write_receipts(timezone.now())
    told = {m.event_id: m for m in Message.objects.filter(kind=kind).order_by("event__recorded_at")}
    return [compose.make(message, at=timezone.now()).body for message in told.values()]


@pytest.mark.parametrize("gone", [ended, merged])
def test_a_mail_names_to_whom_a_letter_went_and_whose_it_is_by_now(world, drawn, gone):
    row = issued(world)
    report(world, row)
    follow_ups.postpone(fresh(row), by=world.supervisor, seen=None, due_at=soon(60), reason="x")
    ask_more(world, fresh(row))
    gone(world)
    both = "kepada Instansi A (kini Instansi B)"
    for kind in ("result_letter", "postponed", "more_asked"):
        [body] = words_of(kind)
        assert both in body, kind
    [reported] = words_of("reported_back")
    assert ("Instansi A melaporkan" if gone is ended else "Instansi B melaporkan") in reported
    if gone is ended:
        report(world, fresh(row), by=fresh(world.liaison_b))
        assert "Instansi B melaporkan" in words_of("reported_back")[1]


@pytest.mark.parametrize("gone", [ended, merged])
def test_what_a_body_owed_is_owed_by_name_by_whoever_takes_its_place(world, log_in, gone):
    row = issued(world)
    work.commit(row.incident, by=world.officer, who="Ins A", what="Rapat ulang", agency=world.agency_a, due=soon())
    work.commit(row.incident, by=world.officer, who="Kepala TI", what="Uji", agency=world.agency_a, due=soon())
    gone(world)
    owed = set(row.incident.commitments.values_list("agency__pk", "who"))
    assert owed == {(world.agency_b.pk, "Ins B"), (world.agency_b.pk, "Kepala TI")}
    page = log_in(world.officer).get(f"/insiden/{row.incident.reference}/kronologi/").content.decode()
    assert "Komitmen jatuh tempo: Ins B" in page and "Komitmen jatuh tempo: Ins A" not in page


def test_the_successor_and_the_officer_are_told_what_is_asked_of_it_and_get_the_letter(world, drawn):
    row, draft = issued(world), drafted(world)
    postroom.write_receipts(timezone.now())
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    ended(world)
    postroom.write_receipts(timezone.now())
    told = Message.objects.filter(kind="letter_handed_on")
    assert {m.case_letter_id for m in told} == {row.pk}, draft
    assert world.officer.email in {m.recipient for m in told} and len(told) >= 2
    to_body = told.get(audience="agency", recipient="surat@a.example")
    mail = compose.make(to_body, at=timezone.now())
    assert "beralih kepada Instansi B" in " ".join(mail.body.split()) and "2 butir" in mail.body
    assert carried.by(to_body) == fresh(row).letter
    body = Agency.objects.get(pk=world.agency_a.pk)
    revival.revive_agency(
        body, by=world.administrator, reason="Keliru", plan=revival.plan_of_revival(body).digest, seen=body.version
    )
    assert set(row.demands.values_list("agency", "who")) == {(world.agency_a.pk, "Ins A")}
    postroom.deliver_messages(timezone.now())
    assert {m.skip_reason for m in told.all()} == {"moved_on"}


def test_what_a_body_sent_before_its_end_is_its_own_paper_whenever_it_is_entered(world):
    row = issued(world)
    came = timezone.now()
    ended(world)
    said = follow_ups.record_follow_up(
        fresh(row), by=world.officer, seen=None, kind="report", channel="letter", came_at=came, number="B-1/A"
    )
    assert said.agency == world.agency_a
    assert CaseEvent.objects.get(action="record_follow_up").details["agency"] == "Ins A"
    assert report(world, fresh(row), by=fresh(world.liaison_b)).agency == world.agency_b


def test_a_referral_of_which_nothing_came_yet_is_the_successors_and_one_with_its_result_stays(world, log_in):
    waits, done, back = referred(world), referred(world), referred(world)
    report(world, done, kind="result", text="Penyidikan dihentikan")
    back = fresh(back)
    [taker] = case_letters.take_back(
        back, by=world.officer, seen=back.version, facts={"alasan": "Keliru"}, subject="Pencabutan"
    )
    issued(world, taker)
    ended(world)
    assert [fresh(row).agency for row in (waits, done, back)] == [world.agency_b, world.agency_a, world.agency_a]
    assert log_in(fresh(world.liaison_b)).get(f"/surat-perkara/{waits.pk}/").status_code == 200


def test_a_revocation_to_the_successor_says_to_whom_the_letter_went(world):
    row = issued(world)
    ended(world)
    row = fresh(row)
    [back] = case_letters.take_back(row, by=world.officer, seen=row.version, facts={"alasan": "Keliru"}, subject="x")
    cited = case_letter_content.content(back, timezone.now(), world.supervisor)["facts"]["hal_asal"]
    assert cited.startswith("Rekomendasi kepada ") and cited.endswith(
        ", yang kini digantikan instansi penerima surat ini"
    )


def test_nothing_is_asked_of_a_body_that_nobody_follows_and_no_page_offers_it(world, log_in):
    row = issued(world)
    report(world, row, kind="objects")
    assert on_desk(world.supervisor, "Objection or wish for more time") == {row.pk}
    dissolution.end_agency(world.agency_a, by=world.administrator, ended_on=yesterday(), reason="Bubar")
    row = fresh(row)
    assert not on_desk(world.supervisor, "Objection or wish for more time"), "nobody is left to be told"
    with pytest.raises(BodyEnded):
        ask_more(world, row)
    with pytest.raises(BodyEnded):
        follow_ups.postpone(row, by=world.supervisor, seen=None, due_at=soon(60), reason="x")
    page = log_in(world.supervisor).get(f"/surat-perkara/{row.pk}/").content.decode()
    for address in ("minta-lengkapi", "beri-waktu", "tarik-kembali"):
        assert f"/surat-perkara/{row.pk}/{address}/" not in page
    assert f"/surat-perkara/{row.pk}/catat-balasan/" in page
    work_page = log_in(world.officer).get(f"/insiden/{row.incident.reference}/kegiatan/").content.decode()
    assert "Seorang atasan melepasnya." in work_page and "perbaiki siapa" not in work_page
    owed = row.demands.first()
    assert judgements.waive(owed, by=world.supervisor, seen=owed.version, reason="Bubar").status == "dropped"


def test_a_twin_to_a_body_that_nobody_follows_ends_without_a_letter_when_the_others_are_revoked(world, log_in, client):
    case = make_incident(world)
    facts = {wanted.name: f"Isi {wanted.name}" for wanted in letter_kinds.RECOMMENDATION.wanted}
    facts |= {"butir": "\n".join(POINTS), "done_by": case_letter_content.done_by_facts(soon())}
    both = dict(agencies=[world.agency_a, world.agency_b], facts=facts, subject="Rekomendasi")
    rows = case_letters.draft(case, by=world.officer, kind=letter_kinds.RECOMMENDATION, **both)
    issue(world, rows)
    dissolution.end_agency(world.agency_a, by=world.administrator, ended_on=yesterday(), reason="Bubar")
    to_a, to_b = (fresh(row) for row in rows)
    drafts = case_letters.take_back(to_b, by=world.officer, seen=to_b.version, facts={"alasan": "Keliru"}, subject="x")
    assert [each.agency for each in drafts] == [world.agency_b] and fresh(to_a).taken_back_by is None
    issue(world, drafts)
    to_a = fresh(to_a)
    assert to_a.revoked_with == drafts[0] and to_a.letter.standing == "withdrawn"
    assert to_a.letter in Letter.objects.standing("withdrawn") and to_a.letter not in Letter.objects.standing("valid")
    assert {each.status for row in (to_a, to_b) for each in row.demands.all()} == {"dropped"}
    assert to_a not in open_matters_of_bodies.awaiting(world.agency_a)
    public = client.get(f"/v/{to_a.letter.check_code}/").content.decode()
    assert "Hal itu dilakukan tanpa surat" in public and str(drafts[0].letter) not in public
    page = log_in(world.officer).get(f"/surat-perkara/{to_a.pk}/").content.decode()
    assert "surat ini berakhir bersamanya tanpa surat" in page


def issue(world, rows):
    shown = {
        row: (row.version, letter_content.digest(case_letter_content.content(row, timezone.now(), world.supervisor)))
        for row in rows
    }
    case_letter_issuing.issue(shown, by=world.supervisor)


def test_what_comes_after_everything_was_judged_waits_until_somebody_who_works_on_the_case_has_read_it(world, log_in):
    row = issued(world)
    report(world, row)
    keep_all(world, row)

    def waits():
        return row.pk in [key for key, *_rest in keys.to_read(world.officer, timezone.now())]

    assert not waits(), "it was judged with this report at hand"
    report(world, fresh(row), text="Masih ada yang tersisa")
    assert waits() and "Tindak lanjut untuk dibaca" in log_in(world.officer).get("/meja/").content.decode()
    for reader, still in ((world.liaison_a, True), (world.auditor, True), (world.officer, False)):
        assert log_in(fresh_user(reader)).get(f"/surat-perkara/{row.pk}/").status_code == 200
        assert waits() == still, reader


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def test_another_body_neither_sees_nor_reports(world, log_in):
    row = issued(world)
    said = report(world, row, uploads=[upload("bukti.pdf")])
    other = log_in(world.liaison_b)
    for address in ("", "laporkan/"):
        assert other.get(f"/surat-perkara/{row.pk}/{address}").status_code == 404
    assert other.get(f"/tindak-lanjut/{said.files.get().pk}/berkas/").status_code == 404
    with pytest.raises(PermissionDenied):
        report(world, row, by=world.liaison_b)
    assert not FollowUp.objects.visible_to(world.liaison_b).exists()


def test_a_revocation_ends_what_was_asked_and_nothing_is_awaited_any_more(world):
    row = issued(world)
    [back] = case_letters.take_back(
        row, by=world.officer, seen=row.version, facts={"alasan": "Keliru"}, subject="Pencabutan"
    )
    issued(world, back)
    assert set(row.demands.values_list("status", flat=True)) == {"dropped"}
    with pytest.raises(follow_ups.NothingAwaited):
        report(world, fresh(row))
    paper = {"came_at": timezone.now(), "channel": "letter", "text": "Sudah kami terima"}
    with pytest.raises(follow_ups.NothingAwaited):
        follow_ups.record_follow_up(fresh(row), by=world.officer, seen=None, kind="report", **paper)
    for letter in (row, back):  # that they have it, or object, is said of a letter whatever became of it
        follow_ups.record_follow_up(fresh(letter), by=world.officer, seen=None, kind="receipt", **paper)
    assert set(row.demands.values_list("status", flat=True)) == {"dropped"}


def test_what_a_letter_asks_for_is_not_corrected_as_an_entry(world, log_in):
    row = issued(world)
    owed = row.demands.first()
    with pytest.raises(corrections.WentOut):
        corrections.revise(owed, by=world.supervisor, seen=owed.version, reason="x", what="Lain")
    with pytest.raises(corrections.WentOut):
        corrections.strike(owed, by=world.supervisor, seen=owed.version, reason="x")
    page = log_in(world.supervisor).get(f"/insiden/{row.incident.reference}/kegiatan/").content.decode()
    assert POINTS[0] in page and f"/komitmen/{owed.pk}/" not in page


def test_paper_is_entered_with_their_number_and_the_day_it_came(world, log_in):
    row = issued(world)
    page = f"/surat-perkara/{row.pk}/catat-balasan/"
    typed = {"kind": "report", "channel": "letter", "number": "", "text": "", "name": "", "office": "", "evidence": ""}
    came = timezone.localtime(row.issued_at)  # the minute of its issue, whatever the clock shows by now
    officer = log_in(world.officer)
    empty = press(officer, page, typed | {"came_at": f"{came:%Y-%m-%dT%H:%M}", "seen": row.version})
    assert empty.status_code == 200 and not FollowUp.objects.exists()
    answer = press(
        officer, page, typed | {"came_at": f"{came:%Y-%m-%dT%H:%M}", "number": "B-7/2026", "seen": row.version}
    )
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    said = FollowUp.objects.get()
    assert said.number == "B-7/2026" and said.came_at == row.issued_at and said.by == world.officer
    event = CaseEvent.objects.get(action="record_follow_up")
    assert event.happened_at == said.came_at and event.details["number"] == "B-7/2026"


def test_what_a_body_that_ends_owes_is_its_successors_with_its_due_and_comes_back_when_it_never_ended(world, log_in):
    row = issued(world)
    close(world, row.incident)
    dissolution.end_agency(
        world.agency_a, by=world.administrator, ended_on=timezone.localdate(), reason="Lebur", successor=world.agency_b
    )
    assert {each.agency for each in row.demands.all()} == {world.agency_b}
    assert fresh(row).letter.agency == world.agency_a, "the letter went to whom it went"
    heir = log_in(fresh_user(world.liaison_b))
    assert heir.get(f"/surat-perkara/{row.pk}/").status_code == 200
    report(world, fresh(row), by=fresh_user(world.liaison_b))
    body = Agency.objects.get(pk=world.agency_a.pk)
    shown = revival.plan_of_revival(body)
    assert (still_runs_words(), 1, 0) in shown.counts, "an issued letter is called so"
    revival.revive_agency(body, by=world.administrator, reason="Keliru", plan=shown.digest, seen=body.version)
    assert CaseLetter.objects.get(pk=row.pk).agency == world.agency_a, (
        "nobody but the body owes it, whoever wrote meanwhile"
    )
    assert {each.agency for each in row.demands.all()} == {world.agency_a}
    assert [each.agency for each in row.follow_ups.all()] == [world.agency_b], "what it did itself stays its own"
    own = log_in(fresh_user(world.liaison_a)).get(f"/surat-perkara/{row.pk}/")
    assert own.status_code == 200 and not own.context["follow_ups"], "what another body wrote is not shown to it"
    assert log_in(fresh_user(world.liaison_b)).get(f"/surat-perkara/{row.pk}/").status_code == 404


def test_whoever_was_told_that_a_letter_is_theirs_hears_that_it_went_back(world, drawn):
    row = issued(world)
    end = dict(by=world.administrator, ended_on=timezone.localdate(), reason="Lebur", successor=world.agency_b)
    dissolution.end_agency(world.agency_a, **end)
    postroom.write_receipts(timezone.now())
    postroom.deliver_messages(timezone.now())
    body = Agency.objects.get(pk=world.agency_a.pk)
    plan = revival.plan_of_revival(body).digest
    revival.revive_agency(body, by=world.administrator, reason="Keliru", plan=plan, seen=body.version)
    postroom.write_receipts(timezone.now())
    back = {each.recipient: each for each in Message.objects.filter(kind="letter_given_back", case_letter=row)}
    gone = Message.objects.get(kind="letter_gone_back", case_letter=row)
    assert set(back) == {"surat@a.example", "officer@uji.example"} and gone.recipient == "surat@b.example"
    words = " ".join(compose.make(gone, at=timezone.now()).body.split())
    assert "Ins B tidak perlu melaksanakan" in words and "surat itu beralih kepada Ins B" in words
    words = " ".join(compose.make(back["surat@a.example"], at=timezone.now()).body.split())
    assert "kembali kepada Instansi A. Yang belum dilaksanakan: 2 butir." in words
    postroom.deliver_messages(timezone.now())
    assert {fresh(each).state for each in (gone, *back.values())} == {"sent"}


def still_runs_words():
    return str(revival_plan.AWAITING)


def test_points_that_were_settled_or_given_more_time_meanwhile_stay_with_their_letter_or_with_who_did_them(world):
    row = issued(world)
    end = dict(by=world.administrator, ended_on=timezone.localdate(), reason="Lebur", successor=world.agency_b)
    dissolution.end_agency(world.agency_a, **end)
    report(world, fresh(row), by=fresh_user(world.liaison_b))
    later = dict(due_at=soon(60), reason="Beralasan")
    follow_ups.postpone(fresh(row), by=world.supervisor, seen=fresh(row).version, **later)
    first, second = row.demands.order_by("pk")
    work.keep(fresh(first), by=world.officer, seen=fresh(first).version)
    body = Agency.objects.get(pk=world.agency_a.pk)
    plan = revival.plan_of_revival(body).digest
    revival.revive_agency(body, by=world.administrator, reason="Keliru", plan=plan, seen=body.version)
    assert (fresh(first).agency, fresh(second).agency) == (world.agency_b, world.agency_a)
    assert fresh(row).agency == world.agency_a and fresh(second).due_at == later["due_at"]


def fresh_user(user):
    return type(user).objects.get(pk=user.pk)


def test_a_second_press_reports_once(world, log_in):
    row = issued(world)
    liaison = log_in(world.liaison_a)
    page = f"/surat-perkara/{row.pk}/laporkan/"
    typed = {"kind": "report", "text": "Selesai", "number": "", "name": "W", "office": "PPDP", "seen": row.version}
    once = liaison.get(page).context["form"]
    assert once
    first = press(liaison, page, typed)
    assert first.status_code == 302, first.content.decode()[-2000:]
    assert FollowUp.objects.count() == 1 and "dilaksanakan" in liaison.get("/untuk-kami/?semua=1").content.decode()


def referred(world):
    kind = letter_kinds.REFERRAL
    [row] = case_letters.draft(
        make_incident(world),
        by=world.officer,
        kind=kind,
        agencies=[world.agency_a],
        facts={wanted.name: f"Isi {wanted.name}" for wanted in kind.wanted},
        subject="Pelimpahan",
    )
    return issued(world, row)


def test_of_a_referral_its_receipt_their_number_and_what_came_of_it_are_kept(world, log_in, drawn):
    row = referred(world)
    assert row.letter.content["basis"] == ["Isi dasar"] and not row.demands.exists()
    close(world, row.incident)
    liaison, page = log_in(world.liaison_a), f"/surat-perkara/{row.pk}/laporkan/"
    typed = {"kind": "receipt", "text": "", "number": "", "name": "W", "office": "PPDP", "seen": row.version}
    assert press(liaison, page, typed).status_code == 200 and not FollowUp.objects.exists()
    answer = press(liaison, page, typed | {"number": "LP/B/12/XI/2026"})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    result = {"kind": "result", "channel": "letter", "text": "Penyidikan dihentikan", "number": "B/9/2027"}
    follow_ups.record_follow_up(row, by=world.officer, seen=None, came_at=timezone.now(), **result)
    follow_ups.ask_more(fresh(row), by=world.officer, seen=None, reason="Mohon salinan ketetapan")
    said = list(row.follow_ups.values_list("kind", "number"))
    assert said == [("receipt", "LP/B/12/XI/2026"), ("result", "B/9/2027"), ("asked", "")]
    shown = log_in(world.officer).get(f"/surat-perkara/{row.pk}/").content.decode()
    assert all(words in shown for words in ("LP/B/12/XI/2026", "B/9/2027", "Penyidikan dihentikan"))
    with pytest.raises(follow_ups.NothingOwed):
        follow_ups.postpone(fresh(row), by=world.supervisor, seen=None, due_at=soon(), reason="x")


def test_who_works_on_the_case_is_told_of_a_receipt_by_mail_until_they_wrote_back(world, drawn, mailoutbox):
    row = referred(world)
    report(world, row, kind="receipt", text="", number="LP/B/12/XI/2026")
    postroom.write_receipts(timezone.now())
    postroom.deliver_messages(timezone.now())
    told = Message.objects.get(kind="wrote_back")
    assert (told.recipient, told.state) == (world.officer.email, "sent")


def told_of_due(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("recipient", "state"))


def swept(at):
    postroom.write_receipts(at)
    postroom.deliver_messages(at)


def test_the_body_is_reminded_of_its_due_once_for_the_whole_letter_before_it_and_after_it(world, drawn, mailoutbox):
    row = issued(world)
    close(world, row.incident)
    first, second = row.demands.order_by("pk")
    swept(first.due_at - timedelta(days=4))
    assert told_of_due("demand_due") == []
    swept(first.due_at - timedelta(days=2))
    report(world, row)
    work.keep(first, by=world.officer, seen=fresh(first).version)
    swept(first.due_at - timedelta(days=1))
    assert told_of_due("demand_due") == [("surat@a.example", "sent")]
    [mail] = [each for each in mailoutbox if each.extra_headers["X-Tanggap-Kind"] == "demand_due"]
    assert str(row.letter) in mail.body and str(row.letter) in mail.subject and POINTS[0] not in mail.body
    swept(second.due_at + timedelta(minutes=1))
    assert told_of_due("demand_over") == [("surat@a.example", "sent")]


def test_a_body_that_did_everything_is_reminded_of_nothing(world, drawn, mailoutbox):
    row = issued(world)
    report(world, row)
    for owed in row.demands.all():
        work.keep(owed, by=world.officer, seen=owed.version)
    swept(row.done_by + timedelta(minutes=1))
    assert told_of_due("demand_due") == told_of_due("demand_over") == []


def test_a_referral_without_a_receipt_waits_on_the_desk_once_its_days_are_over(world):
    row = referred(world)
    rule = ClockRule.objects.in_force("referral_receipt", row.issued_at.date())
    over = row.issued_at + timedelta(days=rule.length + 1)  # whole days: the last one to its end

    def waits(at):
        return [each for each in waiting.for_desk(world.officer, at) if each.queue.keys is keys.without_result]

    assert not waits(over - timedelta(days=1)) and len(waits(over)) == 1
    report(world, row, kind="receipt", text="", number="LP/B/12/XI/2026")
    assert not waits(over)


def test_what_a_closed_case_is_still_owed_counts_among_its_officers_work(world):
    row = issued(world)
    close(world, row.incident)
    late = row.done_by + timedelta(minutes=1)
    [load] = [each for each in workload.workload(world.supervisor, late) if each.person == world.officer]
    assert load.cases == 0 and load.owed == len(POINTS)


def test_more_time_after_the_due_makes_nothing_punctual_and_both_days_are_told(world, log_in, drawn):
    row = issued(world)
    owed, second = row.demands.order_by("pk")
    first, later = owed.due_at, owed.due_at + timedelta(days=20)
    late = first + timedelta(days=10)
    follow_ups.postpone(row, by=world.supervisor, seen=None, due_at=later, reason="Baru diminta", at=late)
    report(world, fresh(row), at=first + timedelta(days=15))
    kept = work.keep(fresh(owed), by=world.officer, seen=None, at=first + timedelta(days=16))
    assert (kept.due_at, kept.in_time_until, kept.late_by) == (later, first, timedelta(days=15))
    again = later + timedelta(days=9)
    follow_ups.postpone(
        fresh(row), by=world.supervisor, seen=None, due_at=again, reason="Lagi", at=later - timedelta(days=1)
    )
    assert (fresh(second).due_at, fresh(second).in_time_until) == (again, first), "the first that passed counts"
    page = " ".join(log_in(world.officer).get(f"/surat-perkara/{row.pk}/").content.decode().split())
    assert (
        f"terlambat: ditunjukkan {durations.exact(timedelta(days=15))}" in page
        and page.count("dipindah setelah tenggat ini lewat") == 2
    )
    lines = log_in(world.officer).get(f"/insiden/{row.incident.reference}/kronologi/").content.decode()
    assert "dipindah setelah lewat, dan tetap dihitung" in lines
    told = CaseEvent.objects.filter(action__in=["postpone", "redate"])
    assert {event.details["due_at"] for event in told} == {later.isoformat(), again.isoformat()}
    postroom.write_receipts(late)
    mail = compose.make(Message.objects.filter(kind="postponed").first(), at=late)
    assert "tetap tercatat terlambat" in " ".join(mail.body.split())


def test_more_time_before_the_due_is_the_due(world):
    row = issued(world)
    owed = row.demands.first()
    later = owed.due_at + timedelta(days=20)
    follow_ups.postpone(row, by=world.supervisor, seen=None, due_at=later, reason="Baru diminta")
    assert (fresh(owed).in_time_until, fresh(owed).passed_before) == (later, None)


def test_more_time_by_mistake_is_struck_with_a_reason_and_whoever_was_told_of_it_is_told(
    world, log_in, drawn, mailoutbox
):
    row = issued(world)
    owed = row.demands.first()
    first, wrong = owed.due_at, owed.due_at + timedelta(days=300)
    boss, page = log_in(world.supervisor), f"/surat-perkara/{row.pk}/coret-waktu/"
    with pytest.raises(more_time_struck.NoMoreTimeStands):
        more_time_struck.strike_more_time(row, by=world.supervisor, seen=None, reason="x")
    follow_ups.postpone(fresh(row), by=world.supervisor, seen=None, due_at=wrong, reason="Pengadaan")
    postroom.write_receipts(timezone.now())
    postroom.deliver_messages(timezone.now())
    assert press(boss, page, {"seen": fresh(row).version, "reason": "Salah tahun"}).status_code == 302
    assert {(each.due_at, each.in_time_until) for each in row.demands.all()} == {(first, first)}
    given = FollowUp.everything.get(kind="postponed")
    assert given.struck_at and FollowUp.objects.get(kind="time_back").text == "Salah tahun"
    assert {each.due_at for each in owed.history.all()} == {first, wrong}, "both versions stay"
    postroom.write_receipts(timezone.now())
    postroom.deliver_messages(timezone.now())
    assert "ditarik kembali" in mailoutbox[-1].body
    assert "Salah tahun" in log_in(world.liaison_a).get(f"/surat-perkara/{row.pk}/").content.decode()
    later, passed = first + timedelta(days=20), first + timedelta(days=1)
    follow_ups.postpone(fresh(row), by=world.supervisor, seen=None, due_at=later, reason="Pengadaan")
    with pytest.raises(more_time_struck.ReliedOn):
        more_time_struck.strike_more_time(fresh(row), by=world.supervisor, seen=None, reason="x", at=passed)
    report(world, fresh(row))
    work.keep(fresh(owed), by=world.officer, seen=None)
    with pytest.raises(more_time_struck.JudgedWithIt):
        more_time_struck.strike_more_time(fresh(row), by=world.supervisor, seen=None, reason="x")


def test_a_due_that_was_corrected_after_it_had_passed_makes_no_commitment_punctual(world):
    due = soon(2)
    own = work.commit(make_incident(world), by=world.officer, who="Ins A", what="Rapat", due=due)
    after = due + timedelta(days=8)
    corrections.revise(own, by=world.officer, seen=None, reason="Diundur", at=after, due=after + timedelta(days=1))
    kept = work.keep(fresh(own), by=world.officer, seen=None, at=after + timedelta(hours=2))
    assert kept.late_by == timedelta(days=8, hours=2)
    other = work.commit(make_incident(world), by=world.officer, who="Ins A", what="Uji", due=due)
    corrections.revise(other, by=world.officer, seen=None, reason="Keliru", due=due + timedelta(days=9))
    assert work.keep(fresh(other), by=world.officer, seen=None, at=due + timedelta(days=3)).late_by is None


def test_what_came_of_a_referral_comes_to_the_desk_and_what_nobody_told_is_asked_after(world):
    row = referred(world)
    report(world, row, kind="receipt", text="", number="LP/B/12/XI/2026")
    long_after = timezone.now() + keys.RESULT_WITHIN + timedelta(days=1)
    assert not waiting_of(world.officer), "a receipt alone is nothing to judge"
    assert [pk for pk, *_ in keys.without_result(world.officer, long_after)] == [row.pk]
    ask_more(world, fresh(row), at=long_after - timedelta(days=2))
    assert not list(keys.without_result(world.officer, long_after)), "it was asked after"
    report(world, fresh(row), kind="result", text="Bukan kewenangan kami", at=long_after)
    assert [pk for pk, *_ in keys.to_read(world.officer, timezone.now())] == [row.pk]
    assert not list(keys.without_result(world.officer, long_after + keys.RESULT_WITHIN))


def test_a_referral_to_a_body_that_nobody_follows_leaves_the_desk_and_its_letter_says_so(world, log_in):
    row = referred(world)
    body = Agency.objects.get(pk=world.agency_a.pk)
    dissolution.end_agency(body, by=world.administrator, ended_on=timezone.localdate(), reason="Bubar")
    assert not list(keys.without_result(world.officer, timezone.now() + timedelta(days=400)))
    page = log_in(world.officer).get(f"/surat-perkara/{row.pk}/").content.decode()
    assert "tidak ada lagi yang menjawab surat ini" in page


def test_paper_that_came_before_the_asking_and_is_entered_after_it_is_read_and_the_owner_is_told(world, drawn):
    row, came = issued(world), timezone.now()
    report(world, row)
    ask_more(world, fresh(row))
    assert not waiting_of(world.officer)
    by_letter = {"kind": "report", "channel": "letter", "came_at": came, "number": "B-9", "text": "lengkap"}
    follow_ups.record_follow_up(fresh(row), by=world.supervisor, seen=None, **by_letter)
    assert [line.pk for line in waiting_of(world.officer)] == [row.pk]
    postroom.write_receipts(timezone.now())
    told = Message.objects.filter(kind="recorded_back")
    assert [each.recipient for each in told] == [world.officer.email]
    follow_ups.record_follow_up(fresh(row), by=world.officer, seen=None, **by_letter | {"number": "B-10"})
    postroom.write_receipts(timezone.now())
    assert told.count() == 1, "nobody is told of what they did themselves"


def shown_on(world, row, day):
    """The first point of the letter, kept as a paper shows that came on `day`."""
    said = {"kind": "report", "channel": "letter", "came_at": spans.parse(f"{timezone.localtime(day):%d-%m-%Y}")}
    paper = follow_ups.record_follow_up(fresh(row), by=world.officer, seen=None, number="B-9", **said)
    owed = row.demands.order_by("pk").first()
    work.keep(owed, by=world.officer, seen=owed.version, shown_by=paper)
    return Commitment.objects.get(pk=owed.pk)


@pytest.mark.parametrize(
    "days, late, words",
    [(0, False, ""), (1, False, "tidak dapat dikatakan apakah itu setelah batas waktu"), (2, True, "sedikitnya")],
    ids=["the day before", "the day of the due", "the day after"],
)
def test_what_came_on_a_day_is_late_only_where_all_of_the_day_is(world, log_in, days, late, words):
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    case = make_incident(world, at=noon - timedelta(days=10), seen_at=noon - timedelta(days=10))
    row = drafted(world, case=case, done_by=noon - timedelta(days=3), at=noon - timedelta(days=9))
    row = issued(world, row, at=noon - timedelta(days=8))
    owed = shown_on(world, row, noon - timedelta(days=4 - days))
    assert (bool(owed.late_by), owed.perhaps_late) == (late, bool(words) and not late)
    page = log_in(world.officer).get(row.get_absolute_url()).content.decode()
    assert " 00.00" not in page and (words in page if words else "sedikitnya" not in page)


def test_a_paper_of_which_only_the_day_is_known_is_put_right_as_a_day(world, log_in):
    row = issued(world)
    day = f"{timezone.localtime():%d-%m-%Y}"
    page = f"/surat-perkara/{row.pk}/catat-balasan/"
    typed = {
        "kind": "report",
        "channel": "letter",
        "number": "B-7",
        "text": "",
        "name": "",
        "office": "",
        "evidence": "",
    }
    officer = log_in(world.officer)
    assert press(officer, page, typed | {"came_at": day, "seen": row.version}).status_code == 302
    said, told = FollowUp.objects.get(), date_in_words(timezone.localtime(), "id")
    assert said.came_precision == "day" and said.came_at == row.issued_at
    assert CaseEvent.objects.get(action="record_follow_up").details["then"] == told
    form = officer.get(f"/entri/tindak-lanjut/{said.pk}/perbaiki/")
    assert form.status_code == 200 and f'value="{told}"' in form.content.decode()
