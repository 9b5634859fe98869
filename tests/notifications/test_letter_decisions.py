"""Letters about a letter: shown before they go, one with each decision, drawn as they were shown."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import letter_decisions
from incidents.models import CaseEvent, ClarificationRequest, Letter
from incidents.record import deeds
from notifications import postroom
from notifications.letters import html
from notifications.mails import compose
from notifications.models import Message
from tests.notifications.conftest import press, work
from tests.world import answer_request, make_request

SLIP = {"where_1": "Hal", "reads_1": "Klarifkasi", "should_read_1": "Klarifikasi"}


@pytest.fixture
def later(world):
    """An open request, and an hour after its due."""
    clarification = make_request(world, "open")
    due = timezone.localtime(clarification.deadlines.get().due_at + timedelta(days=1))
    return clarification, {"due_at_0": due.date().isoformat(), "due_at_1": due.strftime("%H:%M")}


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
