"""Letters about a letter: shown before they go, one with each decision, worded by versioned data, looked at anew."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from incidents.actions import clarifications, letter_content, letter_decisions, people, rules
from incidents.letters import wordings
from incidents.models import CaseEvent, ClarificationRequest, LastLook, Letter, LetterTemplate
from incidents.plain import letter_kinds
from incidents.record import deeds
from notifications import postroom
from notifications.letters import html
from notifications.mails import compose
from notifications.models import Message
from tests.notifications.conftest import work
from tests.world import answer_request, make_request

SLIP = {"where_1": "Hal", "reads_1": "Klarifkasi", "should_read_1": "Klarifikasi"}


def press(browser, address, **typed):
    """Look at the letter, then decide, as a person does."""
    shown = browser.post(address, typed)
    assert shown.status_code == 200 and "data:image/png;base64," in shown.content.decode(), shown.content.decode()[
        -2500:
    ]
    return shown, browser.post(address, {**typed, "approved": shown.context["digest"]})


@pytest.fixture
def later(world):
    """An open request, and an hour after its due."""
    row = make_request(world, "open")
    due = timezone.localtime(row.deadlines.get().due_at + timedelta(days=1))
    return row, {"due_at_0": due.date().isoformat(), "due_at_1": due.strftime("%H:%M")}


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
    row, supervisor = make_request(world, status), log_in(world.supervisor)
    typed = {"seen": row.version, "reason": "Alasan yang tertulis", **SLIP}
    if kind == "extension":
        typed |= when(row)
    events = CaseEvent.objects.count()
    shown = supervisor.post(f"/permintaan/{row.pk}/{page}/", typed)
    assert CaseEvent.objects.count() == events and not Letter.objects.filter(kind=kind).exists(), "only shown"
    assert shown.context["letter_content"]["kind"] == kind
    decided = supervisor.post(f"/permintaan/{row.pk}/{page}/", {**typed, "approved": shown.context["digest"]})
    assert decided.status_code == 302, decided.content.decode()[-2000:]
    letter = Letter.objects.get(kind=kind)
    assert letter.about == row.letter and letter.register_entry.sequence == 2
    assert letter.draft_digest == shown.context["digest"], "what was shown is what went"
    event = CaseEvent.objects.get(action=action)
    assert event.details["letter"] == str(letter) and letter.cause == event
    work()
    mails = Message.objects.filter(event=event, audience="agency")
    assert [compose.carried_by(mail) for mail in mails] == [letter] and mails.get().state == "sent"
    liaison = log_in(world.liaison_a)
    assert str(letter) in liaison.get(f"/permintaan/{row.pk}/").content.decode()
    assert liaison.get(f"/surat/{letter.pk}/").status_code == 200
    assert log_in(world.liaison_b).get(f"/surat/{letter.pk}/").status_code == 404


def when(row):
    due = timezone.localtime(row.deadlines.last().due_at + timedelta(days=1))
    form = {
        "due_at_0": due.strftime("%Y-%m-%d"),
        "due_at_1": due.strftime("%H.%M"),
        "due_at": due.strftime("%Y-%m-%dT%H:%M"),
    }
    return form


def test_a_refusal_of_more_time_goes_out_as_a_letter_too(world, log_in, drawn_letters):
    from incidents.actions import deadlines

    row = make_request(world, "open")
    wished = row.deadlines.get().due_at + timedelta(days=1)
    deadlines.ask_extension(row, by=world.liaison_a, seen=row.version, reason="Perlu", wished_at=wished)
    row.refresh_from_db()
    _shown, decided = press(
        log_in(world.supervisor), f"/permintaan/{row.pk}/tolak-perpanjangan/", seen=row.version, reason="Tidak cukup"
    )
    assert decided.status_code == 302
    letter = Letter.objects.get(kind="refusal")
    assert "Tidak cukup" in html.render(letter.content) and letter.content["facts"]["tenggat_lama"]


def test_what_is_changed_after_the_look_is_shown_anew_instead_of_going_out(world, log_in):
    row, supervisor = make_request(world, "open"), log_in(world.supervisor)
    address, typed = f"/permintaan/{row.pk}/tarik/", {"seen": row.version, "reason": "Satu"}
    digest = supervisor.post(address, typed).context["digest"]
    again = supervisor.post(address, typed | {"reason": "Dua", "approved": digest})
    assert again.status_code == 200 and again.context["digest"] != digest
    assert ClarificationRequest.objects.get().status == "open"
    with pytest.raises(deeds.Conflict):
        clarifications.withdraw(row, by=world.supervisor, seen=row.version, reason="Dua", approved=digest)


def test_a_letter_never_issued_is_withdrawn_without_a_letter(world, log_in):
    row = make_request(world, "awaiting_approval")
    log_in(world.supervisor).post(f"/permintaan/{row.pk}/tarik/", {"seen": row.version, "reason": "Batal"})
    assert ClarificationRequest.objects.get().status == "withdrawn" and not Letter.objects.exists()


def test_the_check_page_knows_what_became_of_a_letter(world, log_in, client):
    row, supervisor = make_request(world, "open"), log_in(world.supervisor)
    press(supervisor, f"/permintaan/{row.pk}/ralat/", seen=row.version, **SLIP)
    row.refresh_from_db()
    correction = Letter.objects.get(kind="correction")
    page = client.get(f"/v/{row.letter.check_code}/").content.decode()
    assert f"Diralat dengan surat {correction}" in page and "Masih berlaku" not in page.split("Status")[0]
    about = client.get(f"/v/{correction.check_code}/").content.decode()
    assert str(row.letter) in about and "Ralat surat" in about
    press(supervisor, f"/permintaan/{row.pk}/tarik/", seen=row.version, reason="Rahasia internal")
    page = client.get(f"/v/{row.letter.check_code}/").content.decode()
    assert f"Penarikan dilakukan dengan surat {Letter.objects.get(kind='withdrawal')}" in page
    for hidden in (row.incident.title, row.reference, row.opening, "Klarifkasi", "Rahasia internal", row.subject):
        assert hidden not in page + about


def test_the_check_page_names_the_letter_in_the_place_of_another(world, client):
    row = make_request(world, "replaced")
    page = client.get(f"/v/{row.letter.check_code}/").content.decode()
    assert f"Penggantinya adalah surat {row.reissues.get().letter}" in page


def test_an_answer_has_its_receipt_as_a_letter_on_the_check_page_but_not_on_the_register(world, client, log_in):
    row = make_request(world, "open")
    response = answer_request(world, row)
    letter = response.letter
    assert str(letter) == response.receipt and letter.register_entry is None and letter.content["late_minutes"] == 0
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
    row, supervisor = make_request(world, "open"), log_in(world.supervisor)
    page = supervisor.post(f"/permintaan/{row.pk}/ralat/", {"seen": row.version, **SLIP, "reads_2": "x"})
    assert "Ralat menyebut bagiannya" in page.content.decode() and not Letter.objects.filter(kind="correction").exists()


def test_acceptance_is_confirmed_once(world):
    row = make_request(world, "closed")
    row = letter_decisions.confirm_acceptance(row, by=world.supervisor, seen=row.version)
    with pytest.raises(deeds.Conflict):
        letter_decisions.confirm_acceptance(row, by=world.supervisor, seen=row.version)


# --- what changed since the last look ------------------------------------------------------------------------------


def test_the_approver_sees_what_changed_since_the_last_look(world, log_in):
    row, supervisor = make_request(world, "awaiting_approval"), log_in(world.supervisor)
    address = f"/permintaan/{row.pk}/terbitkan/"
    assert "Berubah sejak" not in supervisor.get(address).content.decode()
    clarifications.send_back(row, by=world.supervisor, seen=row.version, reason="Perbaiki")
    row.refresh_from_db()
    questions = [("Data", "Data apa yang terungkap?"), ("Waktu", "Kapan tepatnya diketahui?"), ("Baru", "Siapa?")]
    row = clarifications.edit(row, by=world.officer, seen=row.version, questions=questions, subject="Hal surat lain")
    row = clarifications.submit(row, by=world.officer, seen=row.version)
    for _ in range(2):  # a reload shows it again
        page = supervisor.get(address).content.decode()
        changes = page.split("Berubah sejak")[1].split('class="two approve"')[0]
        assert "<ins>tepatnya</ins>" in changes and "<ins>lain</ins>" in changes and "Pertanyaan 3" in changes
        assert "Pertanyaan 1" not in changes
    assert "Berubah sejak" not in log_in(world.other_supervisor).get(address).content.decode(), "first look"
    assert LastLook.objects.count() == 2


# --- wording as data ----------------------------------------------------------------------------------------------

BODY = "Mohon dijawab {tenggat} lewat {portal}, acuan {acuan}: {jumlah_pertanyaan} pertanyaan."


def enact(browser, kind="clarification_request", **typed):
    typed = {"effective_from": timezone.localdate().isoformat(), "body": BODY, "closing": "Terima kasih.", **typed}
    return press(browser, f"/surat/susunan/{kind}/", reason="Nota 2/2026", **typed)


def test_a_wording_is_enacted_by_a_deed_and_a_letter_names_the_version_it_used(world, log_in):
    before = make_request(world, "open").letter
    _shown, decided = enact(log_in(world.administrator))
    assert decided.status_code == 302
    event = CaseEvent.objects.get(action="enact_template")
    assert event.reason == "Nota 2/2026" and event.details == {"kind": "clarification_request", "version": 1}
    after = make_request(world, "open").letter
    assert (before.content["wording"]["version"], after.content["wording"]["version"]) == (0, 1)
    assert "Mohon dijawab" in html.render(after.content) and "Mohon dijawab" not in html.render(before.content)


def test_a_wording_of_a_later_day_waits_for_it(world):
    day = timezone.localdate() + timedelta(days=10)
    rules.enact_template(
        by=world.administrator,
        kind="extension",
        effective_from=day,
        reason="x",
        subject="S",
        opening="O",
        body="B",
        closing="C",
    )
    assert wordings.on("extension", day - timedelta(days=1)).version == 0 and wordings.on("extension", day).body == "B"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"body": "Tanpa batas waktu"}, "tidak akan menyebut"),
        ({"body": BODY + " {rahasia}"}, "Bukan isian"),
        ({"body": BODY + " {{ settings }}"}, "Bukan isian"),
        ({"body": BODY + " {acuan.__class__}"}, "Bukan isian"),
        ({"body": BODY + " {"}, "Bukan isian"),
        ({"effective_from": "2020-01-01"}, "pilih hari ini"),
        ({"body": ""}, ""),
    ],
)
def test_a_wording_that_would_not_do_is_refused(world, log_in, typed, said):
    base = {"effective_from": timezone.localdate().isoformat(), "body": BODY, "closing": "T", "reason": "x"}
    page = log_in(world.administrator).post("/surat/susunan/clarification_request/", base | typed)
    assert page.status_code == 200 and said in page.content.decode() and "digest" not in page.context
    assert not LetterTemplate.objects.exists()


def test_typed_markup_in_a_wording_is_printed_as_typed():
    from notifications.letters import specimen

    content = specimen.content(letter_kinds.CLARIFICATION_REQUEST) | {
        "wording": {
            "version": 1,
            "opening": "",
            "subject": "",
            "body": "<b>{tenggat}</b> {{x}} {% y %}",
            "closing": "&",
        }
    }
    page = html.render(content, draft=True)
    assert "&lt;b&gt;" in page and "{{x}}" in page and "{% y %}" in page and "&amp;" in page


@pytest.mark.parametrize("kind", [kind.code for kind in letter_kinds.WORDED])
def test_every_shipped_wording_keeps_its_own_rules_and_can_be_seen_with_an_invented_letter(world, log_in, kind):
    shipped = wordings.shipped()[kind]
    for text in (shipped.opening, shipped.body, shipped.closing, shipped.subject):
        assert wordings.unknown(kind, text) == []
    assert wordings.missing(kind, shipped.opening, shipped.body, shipped.closing) == []
    facts = {"subject": shipped.subject, "opening": shipped.opening, "body": shipped.body, "closing": shipped.closing}
    page = log_in(world.administrator).post(
        f"/surat/susunan/{kind}/", facts | {"effective_from": timezone.localdate().isoformat(), "reason": "x"}
    )
    assert "data:image/png" in page.content.decode(), page.content.decode()[-1500:]


@pytest.mark.parametrize("kind", ["extension", "acceptance", "correction", "clarification_request"])
def test_who_may_know_of_a_case_sees_the_wording_with_it(world, log_in, kind):
    from incidents.workflow import Role

    row = make_request(world, "closed")
    people.appoint(by=deeds.SYSTEM, email=world.administrator.email, name="A", role=Role.SUPERVISOR, unit=world.unit)
    shipped = wordings.shipped()[kind]
    facts = {"subject": shipped.subject, "opening": shipped.opening, "body": shipped.body, "closing": shipped.closing}
    browser = log_in(world.administrator)
    page = browser.post(
        f"/surat/susunan/{kind}/",
        facts | {"effective_from": timezone.localdate().isoformat(), "reason": "x", "request": row.pk},
    )
    assert page.context["letter_content"]["addressee"]["office"] == "Kepala Instansi A"
    assert json.dumps(page.context["letter_content"])


def test_an_administrator_without_a_case_finds_no_case_to_preview_with(world, log_in):
    make_request(world, "open")
    page = log_in(world.administrator).get("/surat/susunan/extension/").content.decode()
    assert "INS-" not in page


def test_an_unknown_kind_is_no_page(world, log_in):
    browser = log_in(world.administrator)
    assert browser.get("/surat/susunan/receipt/").status_code == browser.get("/surat/susunan/x/").status_code == 404


# --- register -----------------------------------------------------------------------------------------------------


def test_the_register_filters_and_the_sheet_holds_the_same_lines(world, log_in):
    import io

    from openpyxl import load_workbook

    first = make_request(world, "open")
    withdrawn = make_request(world, "withdrawn", agency=world.agency_b)
    browser = log_in(world.officer)
    year = timezone.localdate().year
    for query, shown, hidden in (
        ("", [first.letter, withdrawn.letter], []),
        ("state=valid", [first.letter], [withdrawn.letter]),
        ("state=withdrawn", [withdrawn.letter], [first.letter]),
        ("kind=withdrawal", [withdrawn.letters.get(kind="withdrawal")], []),
        ("agency=b", [withdrawn.letter], [first.letter]),
        (f"case={first.incident.reference}", [first.letter], [withdrawn.letter]),
        ("case=INS-1999-0001", [], [first.letter, withdrawn.letter]),
        (f"year={year}&unit=pdp", [first.letter, withdrawn.letter], []),
        ("year=1999", [], [first.letter, withdrawn.letter]),
        ("state=x&kind=y", [first.letter], []),
    ):
        page = browser.get(f"/surat/register/?{query}")
        numbers = {str(letter) for letter in page.context["page"].object_list}
        assert {str(letter) for letter in shown} <= numbers and not {str(letter) for letter in hidden} & numbers, query
        book = load_workbook(io.BytesIO(browser.get(f"/surat/register.xlsx?{query}").content))
        listed = {row[0].value for row in book.active.iter_rows(min_row=4)}
        assert listed - {None} == numbers, query


def test_the_register_survives_whatever_stands_in_its_address(world, log_in):
    make_request(world, "open")
    browser = log_in(world.auditor)
    for query in ("year=٣٣٣٣", "year=99999999999", "agency='--", "q=%25_", "q=" + "x" * 5000, "page=-1", "unit=<b>"):
        assert browser.get(f"/surat/register/?{query}").status_code == 200, query


def test_the_correspondence_of_a_case_holds_what_went_out_and_what_came_in(world, log_in):
    row = make_request(world, "closed")
    letter_decisions.confirm_acceptance(row, by=world.supervisor, seen=row.version)
    page = log_in(world.officer).get(f"/insiden/{row.incident.reference}/surat/").content.decode()
    assert str(row.letter) in page and str(Letter.objects.get(kind="acceptance")) in page
    assert row.responses.get().receipt in page


def test_a_restricted_case_keeps_its_letters_to_itself(world, log_in):
    from incidents.actions import work as case_work

    row = make_request(world, "open")
    case_work.restrict(row.incident, by=world.officer, seen=row.incident.version, reason="Peka")
    page = log_in(world.other_supervisor).get("/surat/register/").content.decode()
    assert str(row.letter) not in page and "1 nomor milik kasus terbatas" in page
    assert log_in(world.other_supervisor).get(f"/insiden/{row.incident.reference}/surat/").status_code == 404


def test_indonesian_dates_stand_on_the_check_page(world, client):
    letter = make_request(world, "open").letter
    day = date.fromisoformat(letter.content["date"])
    assert f" {day.year}" in client.get(f"/v/{letter.check_code}/").content.decode()
    assert letter_content.signing_at(timezone.now()) == "unsigned"
