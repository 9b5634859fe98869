"""Letters about a letter: shown before they go, one with each decision, drawn as they were shown."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import (
    clarifications,
    deadlines,
    letter_content,
    letter_decisions,
    letter_issuing,
    next_letter,
    replies,
    rules,
)
from incidents.models import CaseEvent, ClarificationRequest, Letter
from incidents.plain import clocks, dates
from incidents.record import deeds
from notifications import postroom
from notifications.letters import html
from notifications.mails import compose
from notifications.models import Message
from tests.moves import SIGNED, choose_signing, lay_out
from tests.notifications.conftest import press, work
from tests.world import answer_request, draft_request, fresh, make_incident, make_request

SLIP = {"where_1": "Hal", "reads_1": "Klarifkasi", "should_read_1": "Klarifikasi"}


@pytest.fixture
def later(world):
    """An open request, and an hour after its due."""
    clarification = make_request(world, "open")
    due = timezone.localtime(clarification.deadlines.get().due_at + timedelta(days=1))
    return clarification, {"due_at_0": due.date().isoformat(), "due_at_1": due.strftime("%H:%M")}


def test_a_letter_is_cited_by_the_one_date_that_it_bears(world, the_ladder):
    """Approved on one day, signed four days later: the paper bears the first."""
    start = timezone.now() - timedelta(hours=200)
    rules.enact_signing(by=world.administrator, mode="outside", reason="x", at=start - timedelta(hours=1))
    case = make_incident(world, at=start, seen_at=start)
    row = draft_request(world, case, at=start + timedelta(minutes=10))
    row = clarifications.submit(row, by=world.officer, seen=row.version, at=start + timedelta(minutes=20))
    at = start + timedelta(minutes=30)
    digest = letter_content.digest(letter_content.draft_content(row, at, world.supervisor))
    row = letter_issuing.approve(row, by=world.supervisor, seen=row.version, approved_digest=digest, at=at)
    with deeds.record("store_letter", on=row, by=deeds.SYSTEM, at=at + timedelta(minutes=1)) as deed:
        lay_out(row.letter, deed)
    signed = dict(file=SIGNED, at=start + timedelta(hours=110))
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
    assert [compose.carried_by(mail) for mail in mails] == [letter] and mails.get().state == "sent"
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
    assert "Tidak cukup" in html.render(letter.content) and letter.content["facts"]["tenggat_lama"]


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
        "Klarifkasi",
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
