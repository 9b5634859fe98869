"""Letters about a letter: shown before they go, one with each decision, drawn as they were shown."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from incidents.actions import (
    acceptance_reversal,
    agencies,
    clarifications,
    deadlines,
    dissolution,
    letter_content,
    letter_decisions,
    letter_issuing,
    next_letter,
    replies,
    rules,
)
from incidents.actions import work as casework
from incidents.errors import DomainError
from incidents.models import CaseEvent, ClarificationRequest, Letter, still_open
from incidents.plain import clocks, dates
from incidents.record import deeds, transparency
from incidents.reports import waiting
from incidents.templatetags.words import grouped
from notifications import postroom
from notifications.letters import html
from notifications.mails import carried
from notifications.models import Message
from tests.moves import SIGNED, choose_signing, lay_out
from tests.notifications.conftest import press, work
from tests.world import (
    QUESTIONS,
    answer_request,
    appointed_to_another_unit,
    draft_request,
    fresh,
    issue_request,
    make_incident,
    make_request,
)

SLIP = {"where_1": "Hal", "reads_1": "surat uji", "should_read_1": "surat ujian"}


@pytest.fixture
def later(world):
    """An open request, and an hour after its due."""
    clarification = make_request(world, "open")
    due = timezone.localtime(clarification.deadlines.get().due_at + timedelta(days=1))
    return clarification, {"due_at_0": due.date().isoformat(), "due_at_1": due.strftime("%H:%M")}


def test_a_letter_is_cited_by_the_one_date_that_it_bears(world, the_ladder):
    """Approved and signed late in the evening, filed after midnight: it is cited by the date on the paper, that of its signature."""
    start = clocks.day_begins(timezone.localdate() - timedelta(days=7)) + timedelta(hours=22)
    rules.enact_signing(by=deeds.SYSTEM, mode="outside", reason="x", at=start - timedelta(hours=1))
    case = make_incident(world, at=start, seen_at=start)
    row = draft_request(world, case, at=start + timedelta(minutes=10))
    row = clarifications.submit(row, by=world.officer, seen=row.version, at=start + timedelta(minutes=20))
    at = start + timedelta(minutes=30)
    digest = letter_content.digest(letter_content.draft_content(row, at, world.supervisor))
    row = letter_issuing.approve(row, by=world.supervisor, seen=row.version, approved_digest=digest, at=at)
    with deeds.record("store_letter", on=row, by=deeds.SYSTEM, at=at + timedelta(minutes=1)) as deed:
        lay_out(row.letter, deed)
    signed = dict(
        file=SIGNED, at=start + timedelta(hours=3), details={"signed_at": (at + timedelta(minutes=9)).isoformat()}
    )
    row = letter_issuing.issue_signed(fresh(row), by=world.supervisor, seen=fresh(row).version, **signed)
    bears = dates.date_in_words(clocks.day(at), "id")
    assert clocks.day(row.issued_at) != clocks.day(at)
    assert f"tanggal {bears}" in next_letter.draft_next(fresh(row), by=world.officer).opening
    assert f"tanggal {bears}" in next_letter.reissue(fresh(row), by=world.officer).opening
    due = timezone.now() + timedelta(hours=24)
    deadlines.extend(fresh(row), by=world.supervisor, seen=fresh(row).version, due_at=due, reason="x")
    assert fresh(row).letters.get(kind="extension").content["facts"]["tanggal_asal"] == bears
    answer_request(world, fresh(row), numbers=[1])
    assert fresh(row).letters.get(kind="receipt").content["about"]["date"] == clocks.day(at).isoformat()


def test_a_letter_on_time_names_every_due_of_before(world):
    row = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=60))
    answer_request(world, row, numbers=[1])
    row, later = fresh(row), timezone.now() + timedelta(hours=60)
    again = dict(questions={row.questions.get(number=1): "kurang"}, reason="x", due_at=later)
    replies.send_again(row, by=world.officer, seen=row.version, **again)
    row = fresh(row)
    first = row.present_due
    due = first + timedelta(hours=24)
    deadlines.extend(row, by=world.supervisor, seen=row.version, due_at=due, reason="x")
    before = fresh(row).letters.get(kind="extension").content["facts"]["tenggat_lama"]
    assert "(pertanyaan 1)" in before and "(pertanyaan 2)" in before
    assert dates.instant_in_words(first, "id") in before


@pytest.mark.parametrize(
    ("kind", "status", "page", "action"),
    [
        ("extension", "open", "perpanjang", "extend"),
        ("withdrawal", "open", "tarik", "withdraw"),
        ("correction", "open", "ralat", "correct"),
        ("acceptance", "closed", "surat-penerimaan", "confirm_acceptance"),
    ],
)
def test_each_decision_is_shown_as_its_letter_and_goes_out_with_the_second_press(
    world, log_in, drawn_letters, mailbox, settings, kind, status, page, action
):
    clarification, supervisor = make_request(world, status), log_in(world.supervisor)
    typed = {"seen": clarification.version, "reason": "Alasan yang tertulis", **SLIP}
    if kind == "extension":
        typed |= when(clarification)
    events = CaseEvent.objects.count()
    shown = supervisor.post(f"/permintaan/{clarification.pk}/{page}/", typed)
    assert CaseEvent.objects.count() == events and not Letter.objects.filter(kind=kind).exists(), "only shown"
    assert shown.context["letter_content"]["kind"] == kind
    decided = supervisor.post(f"/permintaan/{clarification.pk}/{page}/", {**typed, "approved": shown.context["digest"]})
    assert decided.status_code == 302, decided.content.decode()[-2000:]
    letter = Letter.objects.get(kind=kind)
    assert letter.about == clarification.letter and letter.register_entry.sequence == 2
    assert letter.draft_digest == shown.context["digest"], "what was shown is what went"
    event = CaseEvent.objects.get(action=action)
    assert event.details["letter"] == str(letter) and letter.cause == event
    work()
    mails = Message.objects.filter(event=event, audience="agency")
    assert [carried.by(mail) for mail in mails] == [letter] and mails.get().state == "sent"
    liaison = log_in(world.liaison_a)
    assert str(letter) in liaison.get(f"/permintaan/{clarification.pk}/").content.decode()
    assert liaison.get(f"/surat/{letter.pk}/").status_code == 200
    assert log_in(world.liaison_b).get(f"/surat/{letter.pk}/").status_code == 404


def when(clarification):
    due = timezone.localtime(clarification.deadlines.last().due_at + timedelta(days=1))
    form = {
        "due_at_0": due.strftime("%Y-%m-%d"),
        "due_at_1": due.strftime("%H.%M"),
        "due_at": due.strftime("%Y-%m-%dT%H:%M"),
    }
    return form


def test_a_refusal_of_more_time_goes_out_as_a_letter_too(world, log_in, drawn_letters):
    from incidents.actions import deadlines

    clarification = make_request(world, "open")
    wished = clarification.deadlines.get().due_at + timedelta(days=1)
    deadlines.ask_extension(
        clarification, by=world.liaison_a, seen=clarification.version, reason="Perlu", wished_at=wished
    )
    clarification.refresh_from_db()
    _shown, decided = press(
        log_in(world.supervisor),
        f"/permintaan/{clarification.pk}/tolak-perpanjangan/",
        seen=clarification.version,
        reason="Tidak cukup",
    )
    assert decided.status_code == 302
    letter = Letter.objects.get(kind="refusal")
    said, asked = html.render(letter.content), dates.date_in_words(timezone.localdate(), "id")
    assert "Tidak cukup." in said and letter.content["facts"]["tenggat_lama"]
    assert f"Sehubungan dengan permohonan perpanjangan waktu tanggal {asked} atas surat kami Nomor" in said


def test_what_is_changed_after_the_look_is_shown_anew_instead_of_going_out(world, log_in):
    clarification, supervisor = make_request(world, "open"), log_in(world.supervisor)
    address, typed = f"/permintaan/{clarification.pk}/tarik/", {"seen": clarification.version, "reason": "Satu"}
    digest = supervisor.post(address, typed).context["digest"]
    again = supervisor.post(address, typed | {"reason": "Dua", "approved": digest})
    assert again.status_code == 200 and again.context["digest"] != digest
    assert ClarificationRequest.objects.get().status == "open"
    with pytest.raises(deeds.Conflict):
        letter_decisions.withdraw(
            clarification, by=world.supervisor, seen=clarification.version, reason="Dua", approved=digest
        )


def test_a_letter_never_issued_is_withdrawn_without_a_letter(world, log_in):
    clarification = make_request(world, "awaiting_approval")
    log_in(world.supervisor).post(
        f"/permintaan/{clarification.pk}/tarik/", {"seen": clarification.version, "reason": "Batal"}
    )
    assert ClarificationRequest.objects.get().status == "withdrawn" and not Letter.objects.exists()


def test_the_check_page_knows_what_became_of_a_letter(world, log_in, client):
    clarification, supervisor = make_request(world, "open"), log_in(world.supervisor)
    press(supervisor, f"/permintaan/{clarification.pk}/ralat/", seen=clarification.version, **SLIP)
    clarification.refresh_from_db()
    correction = Letter.objects.get(kind="correction")
    page = client.get(f"/v/{clarification.letter.check_code}/").content.decode()
    assert f"Diralat dengan surat {correction}" in page and "Masih berlaku" not in page.split("Status")[0]
    about = client.get(f"/v/{correction.check_code}/").content.decode()
    assert str(clarification.letter) in about and "Ralat surat" in about
    press(supervisor, f"/permintaan/{clarification.pk}/tarik/", seen=clarification.version, reason="Rahasia internal")
    page = client.get(f"/v/{clarification.letter.check_code}/").content.decode()
    assert f"Penarikan dilakukan dengan surat {Letter.objects.get(kind='withdrawal')}" in page
    for hidden in (
        clarification.incident.title,
        clarification.reference,
        clarification.opening,
        "surat ujian",
        "Rahasia internal",
        clarification.subject,
    ):
        assert hidden not in page + about


def test_the_check_page_names_the_letter_in_the_place_of_another(world, client):
    clarification = make_request(world, "replaced")
    page = client.get(f"/v/{clarification.letter.check_code}/").content.decode()
    assert f"Penggantinya adalah surat {clarification.reissues.get().letter}" in page


def test_an_answer_has_its_receipt_as_a_letter_on_the_check_page_but_not_on_the_register(world, client, log_in):
    clarification = make_request(world, "open")
    response = answer_request(world, clarification)
    letter = response.letter
    assert str(letter) == response.receipt and letter.register_entry is None and letter.content["late_seconds"] == 0
    page = client.get(f"/v/{letter.check_code}/").content.decode()
    assert response.receipt in page and "Tanda terima" in page and "Narahubung" not in page
    liaison = log_in(world.liaison_a)
    assert liaison.get(f"/tanda-terima/{response.pk}/tanda-terima.pdf").status_code == 503
    postroom.make_letter(letter.pk)
    first = liaison.get(f"/tanda-terima/{response.pk}/tanda-terima.pdf").getvalue()
    assert (
        first.startswith(b"%PDF") and first == liaison.get(f"/tanda-terima/{response.pk}/tanda-terima.pdf").getvalue()
    )
    assert response.receipt not in log_in(world.officer).get("/surat/register/").content.decode()


def test_a_receipt_names_the_head_that_sealed_what_stood_before_it(world):
    clarification = make_request(world, "open")
    assert "log" not in answer_request(world, make_request(world, "open")).letter.content
    transparency.seal_all(timezone.now())
    head = transparency.newest()
    letter = answer_request(world, clarification).letter
    assert letter.content["log"] == {"size": head.size, "root": head.root}
    page = html.render(letter.content)
    assert f"{head.size} daun, akar {grouped(head.root)}" in " ".join(page.split())


def test_corrections_are_complete_or_told_what_is_missing(world, log_in):
    clarification, supervisor = make_request(world, "open"), log_in(world.supervisor)
    page = supervisor.post(
        f"/permintaan/{clarification.pk}/ralat/", {"seen": clarification.version, **SLIP, "reads_2": "x"}
    )
    assert "Ralat menyebut bagiannya" in page.content.decode() and not Letter.objects.filter(kind="correction").exists()


def test_acceptance_is_confirmed_once(world):
    clarification = make_request(world, "closed")
    clarification = letter_decisions.confirm_acceptance(clarification, by=world.supervisor, seen=clarification.version)
    with pytest.raises(deeds.Conflict):
        letter_decisions.confirm_acceptance(clarification, by=world.supervisor, seen=clarification.version)


def withdrawn(world, clarification):
    letter_decisions.withdraw(clarification, by=world.supervisor, seen=clarification.version, reason="Keliru")


def replaced(world, clarification):
    anew = next_letter.reissue(clarification, by=world.officer)
    anew = clarifications.submit(anew, by=world.officer, seen=anew.version)
    digest = letter_content.digest(letter_content.draft_content(anew, timezone.now(), world.supervisor))
    anew = letter_issuing.approve(anew, by=world.supervisor, seen=anew.version, approved_digest=digest)
    lay_out_letter(anew, anew.letter)
    letter_issuing.issue_signed(anew, by=world.supervisor, seen=anew.version, file=signed_file())


def signed_file():
    return SIGNED | {"path": uuid.uuid4().hex}


def lay_out_letter(clarification, letter):
    with deeds.record("store_letter", on=clarification, by=deeds.SYSTEM) as deed:
        lay_out(letter, deed)


@pytest.mark.parametrize("ended", [withdrawn, replaced])
@pytest.mark.parametrize("drawn", [True, False])
def test_a_letter_that_waits_for_its_signature_ends_with_the_letter_it_is_about(world, log_in, ended, drawn):
    """More time is not granted on paper for a letter that asks nothing any more; its number is void, and says why."""
    clarification = make_request(world, "open")
    choose_signing(world, "outside")
    due_at = clarification.present_due + timedelta(hours=24)
    deadlines.extend(clarification, by=world.supervisor, seen=clarification.version, due_at=due_at, reason="Cukup")
    clarification = fresh(clarification)
    grant = clarification.letters.get(kind="extension")
    if drawn:
        lay_out_letter(clarification, grant)
    ended(world, clarification)
    grant = fresh(grant)
    assert grant.standing == "void" and clarification.reference in grant.register_entry.void_reason
    with pytest.raises(deeds.Conflict):
        letter_decisions.file_signed(grant, by=world.supervisor, file=signed_file())
    waiting = log_in(world.supervisor).get("/persetujuan/").content.decode()
    assert str(grant) not in waiting
    if ended is withdrawn:  # the letter that says so is signed and goes out
        taken_back = fresh(clarification).letters.get(kind="withdrawal")
        lay_out_letter(clarification, taken_back)
        letter_decisions.file_signed(taken_back, by=world.supervisor, file=signed_file())
        assert fresh(taken_back).standing == "valid"


def told_but_unsigned(world, kind):
    """A letter of `kind` about an issued letter, that waits for its signature: its request, itself."""
    status = {"acceptance": "closed"}.get(kind, "open")
    clarification = make_request(world, status)
    choose_signing(world, "outside")
    by, seen = world.supervisor, clarification.version
    if kind == "acceptance":
        letter_decisions.confirm_acceptance(clarification, by=by, seen=seen)
    elif kind == "withdrawal":
        letter_decisions.withdraw(clarification, by=by, seen=seen, reason="Keliru")
    else:
        due_at = clarification.present_due + timedelta(hours=24)
        deadlines.extend(clarification, by=by, seen=seen, due_at=due_at, reason="Cukup")
    clarification = fresh(clarification)
    return clarification, clarification.letters.get(kind=kind)


@pytest.mark.parametrize("kind", ["acceptance", "withdrawal", "extension"])
@pytest.mark.parametrize("drawn", [True, False])
def test_a_letter_that_nobody_signs_is_dropped_with_a_reason_and_what_was_decided_stands(world, log_in, kind, drawn):
    clarification, letter = told_but_unsigned(world, kind)
    if drawn:
        lay_out_letter(clarification, letter)
    before = (clarification.status, clarification.present_due)
    browser, page = log_in(world.supervisor), f"/surat/{letter.pk}/tidak-jadi/"
    assert page in browser.get(f"/surat/{letter.pk}/tanda-tangan/").content.decode()
    assert browser.post(page, {"seen": clarification.version, "reason": ""}).status_code == 200
    answer = browser.post(page, {"seen": clarification.version, "reason": "Pejabat menolak"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/permintaan/{clarification.pk}/"
    letter = fresh(letter)
    assert letter.standing == "void" and letter.register_entry.void_reason == "Pejabat menolak"
    assert (fresh(clarification).status, fresh(clarification).present_due) == before
    history = log_in(world.auditor).get(f"/insiden/{clarification.incident}/riwayat/").content.decode()
    assert "Surat yang belum ditandatangani tidak jadi" in history and str(letter) in history
    assert str(letter) not in browser.get("/persetujuan/").content.decode()
    assert browser.get(page).status_code == 404
    with pytest.raises(deeds.Conflict):
        letter_decisions.file_signed(letter, by=world.supervisor, file=signed_file())
    with pytest.raises(deeds.Conflict):
        letter_decisions.drop_unsigned(letter, by=world.supervisor, seen=clarification.version, reason="Dua kali")


def test_a_dropped_letter_of_acceptance_holds_no_case_up_and_may_be_written_anew(world):
    clarification, letter = told_but_unsigned(world, "acceptance")
    waiting = still_open.unfinished()["unsigned"].filter(incident=clarification.incident)
    assert waiting.get() == letter
    letter_decisions.drop_unsigned(letter, by=world.supervisor, seen=clarification.version, reason="Keliru")
    assert not waiting.exists()
    again = letter_decisions.confirm_acceptance(fresh(clarification), by=world.supervisor, seen=clarification.version)
    assert again.letters.filter(kind="acceptance", voided_at__isnull=True).count() == 1


def test_no_letter_that_asks_and_none_that_went_out_is_dropped_so(world):
    clarification = make_request(world, "open")
    for letter in clarification.letters.all():
        with pytest.raises(deeds.Conflict):
            letter_decisions.drop_unsigned(letter, by=world.supervisor, seen=clarification.version, reason="x")


def test_of_two_decisions_on_time_only_the_later_waits_for_its_signature(world):
    """What grants less than was granted since would tell the agency a due that is no more."""
    clarification, first = told_but_unsigned(world, "extension")
    due_at = clarification.present_due + timedelta(hours=24)
    deadlines.extend(clarification, by=world.supervisor, seen=clarification.version, due_at=due_at, reason="Lagi")
    first, second = fresh(first), clarification.letters.filter(kind="extension").last()
    assert first.standing == "void" and "Keputusan lain tentang waktu" in first.register_entry.void_reason
    assert second != first and second.standing == "waiting"
    lay_out_letter(clarification, second)
    letter_decisions.file_signed(second, by=world.supervisor, file=signed_file())
    with pytest.raises(deeds.Conflict):
        letter_decisions.file_signed(first, by=world.supervisor, file=signed_file())


def test_a_letter_on_time_names_each_due_that_an_open_question_keeps(world):
    """One due for all would shorten in words what a question was given when it was returned."""
    asked = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=10))
    clarification = answer_request(world, asked, numbers=[1]).request
    first, second = clarification.questions.order_by("number")
    given = clarification.deadlines.get().due_at
    later = given + timedelta(hours=2)
    replies.send_again(
        clarification,
        by=world.officer,
        seen=fresh(clarification).version,
        questions={first: "Kurang"},
        reason="Kurang",
        due_at=later,
    )
    clarification = fresh(clarification)
    due_at = given + timedelta(hours=1)
    deadlines.extend(clarification, by=world.supervisor, seen=clarification.version, due_at=due_at, reason="Cukup")
    named = fresh(clarification).letters.get(kind="extension").content["facts"]
    for due, number in ((later, first.number), (due_at, second.number)):
        assert f"{dates.instant_in_words(due, 'id')} (pertanyaan {number})" in named["tenggat_baru"]
    assert f"{dates.instant_in_words(given, 'id')} (pertanyaan {second.number})" in named["tenggat_lama"]
    clarification = fresh(clarification)
    all_later = later + timedelta(hours=5)
    deadlines.extend(clarification, by=world.supervisor, seen=clarification.version, due_at=all_later, reason="Cukup")
    named = fresh(clarification).letters.filter(kind="extension").last().content["facts"]
    assert named["tenggat_baru"] == dates.instant_in_words(all_later, "id"), "one due for all is one due"


ASKS, TELLS_TIME, CALLS = "yang diminta surat itu", "Ralat tidak menggeser tenggat", "surat itu memanggil"


SLIPS = (
    ("3 x 24 (tiga kali dua puluh empat) jam", "1 x 24 (satu kali dua puluh empat) jam", TELLS_TIME),
    ("Diminta dalam 3x24 jam", "tujuh hari", TELLS_TIME),
    ("surat uji", "surat uji dalam 5 (lima) hari kerja", TELLS_TIME),
    ("dalam 3x24 jam", "dalam 14 hari", TELLS_TIME),
    ("tiga kali dua puluh empat", "dua kali dua puluh empat", TELLS_TIME),
    ("{due}", "Senin", TELLS_TIME),
    ("Diminta dalam 3x24 jam", "Diminta dalam 3 x 24 (tiga kali dua puluh empat) jam", ""),
    ("Diminta dalam 3x24 jam", "Diminta dalam 72 jam sejak surat ini diterbitkan", ""),
    ("arsip 14 hari", "arsip 15 hari", ""),
    ("hal \u201csurat  ujian\u201d", "hal surat uji", "Yang paling mirip: \u201cHal surat uji\u201d"),
    ("Nihil di mana pun", "Ada", "tidak ada kata yang mirip"),
    ("surat uj", "surat uji", "Yang paling mirip"),
    ("Hal surat uji", "Hal surat uji", "Bunyinya sudah demikian"),
    ("beredar", "beredar luas", ""),
    ("Data apa yang terungkap?", "Data apa yang terungkp?", ""),
    ("Data apa yang terungkap?", "Data siapa yang terungkap?", ASKS),
    ("terungkap", "tidak terungkap", ASKS),
    ("Kapan diketahui?", "Kapan diketahui? Sebutkan pelakunya.", ASKS),
    ("Ruang Uji 2", "Ruang Uji 3", CALLS),
    ("Ruang Uji 2", "Ruang  Ujji 2", ""),
)


def test_a_correction_puts_right_what_is_printed_and_neither_what_is_asked_nor_until_when(world, log_in):
    case, meets = make_incident(world), timezone.now() + timedelta(days=9)
    words = {
        "subject": "Hal surat uji",
        "opening": "Yang beredar. Diminta dalam 3x24 jam atas arsip 14 hari.",
        "basis": "Dasar",
    }
    words |= {"security": "B", "urgency": "segera", "meeting_at": meets, "meeting_place": "Ruang Uji 2"}
    row = clarifications.draft(case, by=world.officer, agency=world.agency_a, questions=QUESTIONS, **words)
    row = issue_request(world, clarifications.submit(row, by=world.officer, seen=row.version))
    due = dates.date_in_words(clocks.day(row.present_due), "id")
    browser, page = log_in(world.supervisor), f"/permintaan/{row.pk}/ralat/"
    for reads, should_read, says in SLIPS:
        slip = {"where": "Alinea 2", "reads": reads.format(due=due), "should_read": should_read}
        form = browser.post(page, {"seen": row.version} | {f"{part}_1": text for part, text in slip.items()}).context[
            "form"
        ]
        if says:
            [(field, why)] = form.errors.items()
            assert says in str(why) and field == ("reads_1" if "mirip" in says else "should_read_1"), slip
            with pytest.raises(DomainError):
                letter_decisions.correct(row, by=world.supervisor, seen=row.version, corrections=[slip])
        else:
            assert not form.errors, (slip, form.errors)
    assert not row.letters.filter(kind="correction").exists()


def ended(world, heir=None):
    day = timezone.localdate() - timedelta(days=1)
    dissolution.end_agency(world.agency_a, by=world.administrator, ended_on=day, reason="Perpres", successor=heir)


@pytest.mark.parametrize("with_heir", [True, False])
def test_no_letter_is_written_to_a_body_that_has_ended(world, log_in, with_heir):
    row = make_request(world, "answered")
    ended(world, world.agency_b if with_heir else None)
    row = clarifications.accept(fresh(row), by=world.officer, seen=fresh(row).version)
    seen, corrected = (
        dict(by=world.supervisor, seen=row.version),
        [{"where": "Hal", "reads": "uji", "should_read": "x"}],
    )
    before = Letter.objects.count()
    if row.agency.has_ended(timezone.localdate()):
        with pytest.raises(agencies.BodyEnded):
            letter_decisions.confirm_acceptance(row, **seen)
        with pytest.raises(agencies.BodyEnded):
            letter_decisions.correct(row, **seen, corrections=corrected)
        assert Letter.objects.count() == before
        assert not [line for line in waiting.for_desk(world.supervisor, timezone.now()) if line.row == row]
        log_in(world.supervisor).post(f"/permintaan/{row.pk}/surat-penerimaan/", {"seen": row.version})
        assert Letter.objects.count() == before
    else:
        letter_decisions.confirm_acceptance(row, **seen)
        assert fresh(row).letters.get(kind="acceptance").agency == world.agency_b


def test_what_asked_a_body_that_has_ended_is_withdrawn_without_a_letter(world, log_in):
    row = make_request(world, "answered")
    ended(world)
    row, address = fresh(row), f"/permintaan/{row.pk}/tarik/"
    page = log_in(world.supervisor).get(address).content.decode()
    assert "tidak ada yang diberi tahu" in page
    letter_decisions.withdraw(row, by=world.supervisor, seen=row.version, reason="Keliru")
    assert fresh(row).status == "withdrawn" and not fresh(row).letters.filter(kind="withdrawal").exists()


def test_a_refusal_after_the_due_says_that_it_has_passed(world, log_in):
    row = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=71))
    wish = timezone.now() + timedelta(hours=24)
    deadlines.ask_extension(row, by=world.liaison_a, seen=row.version, reason="Perlu", wished_at=wish)
    row = fresh(row)
    late = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=100), agency=world.agency_b)
    deadlines.ask_extension(late, by=world.liaison_b, seen=late.version, reason="Perlu", wished_at=wish)
    late = fresh(late)
    press(log_in(world.supervisor), f"/permintaan/{late.pk}/tolak-perpanjangan/", seen=late.version, reason="Cukup")
    deadlines.refuse_extension(fresh(row), by=world.supervisor, seen=fresh(row).version, reason="Cukup")
    named = [fresh(each).letters.get(kind="refusal").content["facts"]["tenggat_lama"] for each in (row, late)]
    assert ["telah lewat" in words for words in named] == [False, True]


def test_a_refusal_that_says_the_due_has_passed_is_filed_when_it_comes_back_signed(world, later):
    row = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=100))
    choose_signing(world, "outside")
    wish = timezone.now() + timedelta(hours=24)
    deadlines.ask_extension(row, by=world.liaison_a, seen=row.version, reason="Perlu", wished_at=wish)
    row = fresh(row)
    deadlines.refuse_extension(row, by=world.supervisor, seen=row.version, reason="Cukup")
    letter = fresh(row).letters.get(kind="refusal")
    lay_out_letter(fresh(row), letter)
    assert letter_decisions.file_signed(letter, by=world.supervisor, file=signed_file()).issued_at


def test_an_acceptance_names_the_day_on_which_the_answer_came_though_the_letter_left_after_it(world, the_ladder):
    first = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=100))
    second = next_letter.draft_next(first, by=world.officer)
    second = issue_request(world, clarifications.submit(second, by=world.officer, seen=second.version))
    first, came = fresh(first), timezone.now() - timedelta(hours=50)
    said = [replies.Said(question, "Jawab", None) for question in first.questions.all()]
    paper = replies.Reply("N", "J", answers=said, received_at=came, channel="letter", document="S-1")
    replies.record_reply(first, paper, by=world.officer, seen=first.version)
    second = clarifications.accept(fresh(second), by=world.officer, seen=fresh(second).version)
    letter_decisions.confirm_acceptance(second, by=world.supervisor, seen=second.version)
    facts = fresh(second).letters.get(kind="acceptance").content["facts"]
    assert facts["waktu_jawaban"] == dates.instant_in_words(came, "id")


def test_a_decision_on_what_went_to_the_body_before_says_whom_that_went_to(world):
    row = make_request(world, "open")
    wish = row.present_due + timedelta(hours=24)
    deadlines.ask_extension(row, by=world.liaison_a, seen=row.version, reason="Perlu", wished_at=wish)
    row = fresh(row)
    office = row.letter.content["addressee"]["office"]
    dissolution.end_agency(
        world.agency_a, by=world.administrator, ended_on=timezone.localdate(), reason="x", successor=world.agency_b
    )
    row = fresh(row)
    deadlines.refuse_extension(row, by=world.supervisor, seen=row.version, reason="Cukup")
    shown = html.render(fresh(row).letters.get(kind="refusal").content)
    assert f"kepada {office}, yang kini digantikan instansi penerima surat ini" in " ".join(shown.split())


def two_that_ask_the_same(world, mailoutbox):
    """A letter whose due has passed and the next one, both told."""
    first = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=100))
    second = next_letter.draft_next(first, by=world.officer)
    second = issue_request(world, clarifications.submit(second, by=world.officer, seen=second.version))
    work()
    mailoutbox.clear()
    return first, second


def test_a_second_letter_taken_back_does_not_say_that_nothing_is_to_be_answered(
    world, the_ladder, drawn_letters, mailoutbox
):
    first, second = two_that_ask_the_same(world, mailoutbox)
    letter_decisions.withdraw(fresh(second), by=world.supervisor, seen=fresh(second).version, reason="Keliru")
    letter_decisions.withdraw(fresh(first), by=world.supervisor, seen=fresh(first).version, reason="Keliru")
    assert "tetap berlaku" not in html.render(first.letters.get(kind="withdrawal").content)
    work()
    told = [mail.body for mail in mailoutbox if mail.extra_headers["X-Tanggap-Kind"] == "withdrawn"]
    assert told and all("Jawaban tidak diperlukan lagi" in body for body in told), "nothing is asked any more"


def test_a_second_letter_taken_back_alone_names_the_letter_that_still_asks(
    world, the_ladder, drawn_letters, mailoutbox
):
    first, second = two_that_ask_the_same(world, mailoutbox)
    letter_decisions.withdraw(fresh(second), by=world.supervisor, seen=fresh(second).version, reason="Keliru")
    work()
    told = [mail.body for mail in mailoutbox if mail.extra_headers["X-Tanggap-Kind"] == "withdrawn"]
    assert told and all(f"jawaban atas surat Nomor {first.letter} tetap ditunggu" in " ".join(b.split()) for b in told)
    content = second.letters.get(kind="withdrawal").content
    assert content["subject"] == f"Penarikan Surat Nomor {second.letter}"
    said = html.render(content)
    assert "Pertimbangan kami: Keliru." in said and f"Surat kami Nomor {first.letter} tanggal" in said
    assert "tetap berlaku, dan jawabannya tetap kami tunggu." in said


def accepted_by_letter(world):
    clarification = make_request(world, "closed")
    return letter_decisions.confirm_acceptance(clarification, by=world.supervisor, seen=clarification.version)


def test_an_acceptance_that_a_letter_told_of_is_taken_back_by_a_letter_that_is_shown_first(
    world, log_in, drawn_letters, mailbox, settings
):
    clarification, supervisor = accepted_by_letter(world), log_in(world.supervisor)
    told = clarification.letters.get(kind="acceptance")
    with pytest.raises(acceptance_reversal.SaidByLetter):
        acceptance_reversal.unaccept(clarification, by=world.officer, seen=None, reason="Keliru")
    page = f"/permintaan/{clarification.pk}/"
    shown_on = supervisor.get(page).content.decode()
    assert f"{page}tarik-surat-penerimaan/" in shown_on and f"{page}batal-terima/" not in shown_on
    typed = {"seen": clarification.version, "reason": "Yang dimaksud jawaban lain"}
    shown = supervisor.post(f"{page}tarik-surat-penerimaan/", typed)
    assert fresh(clarification).status == "closed", "only shown"
    facts = shown.context["letter_content"]["facts"]
    assert facts["nomor_penerimaan"] == str(told) and facts["alasan"] == "Yang dimaksud jawaban lain."
    sent = {**typed, "approved": shown.context["digest"]}
    assert supervisor.post(f"{page}tarik-surat-penerimaan/", sent).status_code == 302
    now, back = fresh(clarification), Letter.objects.get(kind="acceptance_revoked")
    assert (now.status, now.accepted_at, now.completed_at) == ("answered", None, clarification.completed_at)
    assert (back.about, back.draft_digest) == (told, shown.context["digest"]) and now.acceptance_letter is None
    assert fresh(told).standing == "withdrawn" and back.standing == "valid"
    assert told in Letter.objects.standing("withdrawn") and told not in Letter.objects.standing("valid")
    event = CaseEvent.objects.get(action="revoke_acceptance")
    work()
    mails = Message.objects.filter(event=event, audience="agency")
    assert [carried.by(mail) for mail in mails] == [back] and mails.get().state == "sent"
    checked = supervisor.get(f"/v/{told.check_code}/").content.decode()
    assert str(back) in checked
    again = clarifications.accept(now, by=world.officer, seen=now.version)
    assert f"{page}surat-penerimaan/" in supervisor.get(page).content.decode()
    again = letter_decisions.confirm_acceptance(again, by=world.supervisor, seen=again.version)
    assert again.acceptance_letter.pk > back.pk and again.acceptance_letter.standing == "valid"


def test_a_letter_of_acceptance_that_nobody_has_signed_is_dropped_before_the_acceptance_is_taken_back(world):
    clarification, letter = told_but_unsigned(world, "acceptance")
    for verb in (acceptance_reversal.unaccept, acceptance_reversal.revoke_acceptance):
        with pytest.raises(acceptance_reversal.WaitsForSignature):
            verb(fresh(clarification), by=world.supervisor, seen=None, reason="Keliru")
    letter_decisions.drop_unsigned(letter, by=world.supervisor, seen=None, reason="Keliru")
    now = acceptance_reversal.unaccept(fresh(clarification), by=world.supervisor, seen=None, reason="Keliru")
    assert now.status == "answered"
    with pytest.raises(deeds.Conflict):
        acceptance_reversal.revoke_acceptance(now, by=world.supervisor, seen=None, reason="Keliru")


def test_until_what_takes_it_back_is_signed_the_acceptance_stands_on_paper_and_the_answer_is_judged_anew(world):
    clarification = accepted_by_letter(world)
    told = clarification.letters.get(kind="acceptance")
    choose_signing(world, "outside")
    now = acceptance_reversal.revoke_acceptance(clarification, by=world.supervisor, seen=None, reason="Keliru")
    back = now.letters.get(kind="acceptance_revoked")
    assert (now.status, fresh(told).standing, back.standing) == ("answered", "valid", "waiting")
    lay_out_letter(now, back)
    letter_decisions.file_signed(back, by=world.supervisor, file=signed_file())
    assert (fresh(told).standing, fresh(back).standing) == ("withdrawn", "valid")


def test_no_letter_takes_an_acceptance_back_in_a_case_that_ended_or_by_somebody_of_another_unit(world):
    clarification = accepted_by_letter(world)
    for somebody in (world.officer, appointed_to_another_unit(world)):
        with pytest.raises(PermissionDenied):
            acceptance_reversal.revoke_acceptance(clarification, by=somebody, seen=None, reason="Keliru")
    case = fresh(clarification.incident)
    casework.close(case, by=world.supervisor, seen=case.version, outcome="no_breach", reason="Selesai")
    with pytest.raises(acceptance_reversal.DecidedWithIt):
        acceptance_reversal.revoke_acceptance(clarification, by=world.supervisor, seen=None, reason="Keliru")
    assert fresh(clarification).letters.filter(kind="acceptance_revoked").count() == 0
