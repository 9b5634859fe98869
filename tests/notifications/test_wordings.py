"""Wordings as dated, versioned data: enacted by a deed, held to their placeholders, seen with a letter."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import people, rule_withdrawals, rules
from incidents.forms.moments import in_words
from incidents.letters import wordings
from incidents.models import CaseEvent, LetterTemplate, SigningPolicy
from incidents.plain import letter_kinds
from incidents.record import deeds
from notifications.letters import html
from tests.notifications.conftest import press
from tests.sent_form import Form
from tests.world import make_request

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


@pytest.mark.asvs(6)
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"body": "Tanpa batas waktu"}, "tidak akan menyebut"),
        ({"body": BODY + " {rahasia}"}, "Bukan penanda isian"),
        ({"body": BODY + " {{ settings }}"}, "Bukan penanda isian"),
        ({"body": BODY + " {acuan.__class__}"}, "Bukan penanda isian"),
        ({"body": BODY + " {"}, "Bukan penanda isian"),
        ({"effective_from": "2020-01-01"}, "pilih hari ini"),
        ({"body": ""}, ""),
    ],
)
def test_a_wording_that_would_not_do_is_refused(world, log_in, typed, said):
    base = {"effective_from": timezone.localdate().isoformat(), "body": BODY, "closing": "T", "reason": "x"}
    page = log_in(world.administrator).post("/surat/susunan/clarification_request/", base | typed)
    assert page.status_code == 200 and said in page.content.decode() and "digest" not in page.context
    assert not LetterTemplate.objects.exists()


@pytest.mark.asvs(6)
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
    shipped = wordings.shipped_on(kind, timezone.localdate())
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

    clarification = make_request(world, "closed")
    people.appoint(
        people.Post(Role.SUPERVISOR, unit=world.unit), by=deeds.SYSTEM, email=world.administrator.email, name="A"
    )
    shipped = wordings.shipped_on(kind, timezone.localdate())
    facts = {"subject": shipped.subject, "opening": shipped.opening, "body": shipped.body, "closing": shipped.closing}
    browser = log_in(world.administrator)
    page = browser.post(
        f"/surat/susunan/{kind}/",
        facts | {"effective_from": timezone.localdate().isoformat(), "reason": "x", "request": clarification.pk},
    )
    assert page.context["letter_content"]["addressee"]["office"] == "Kepala Instansi A"
    assert json.dumps(page.context["letter_content"])


def test_an_administrator_without_a_case_finds_no_case_to_preview_with(world, log_in):
    make_request(world, "open")
    page = log_in(world.administrator).get("/surat/susunan/extension/").content.decode()
    assert "INS-" not in page


def test_what_is_said_to_some_addressees_is_enacted_seen_and_frozen_as_a_wording_is(world, log_in):
    """Cited in the order of rank beside the bases of the letter; what a letter says is not withdrawn."""
    browser, address = log_in(world.administrator), "/surat/susunan/to_controller/"
    act = "Undang-Undang Nomor 1 Tahun 2026 tentang Contoh, Pasal 9"
    typed = {"effective_from": timezone.localdate().isoformat(), "reason": "x", "body": "Kalimat baru.", "basis": act}
    shown = browser.post(address, typed)
    page = shown.content.decode()
    assert "data:image/png" in page and shown.context["letter_content"]["basis"][-1] == act
    assert browser.post(address, Form(page).sent).status_code == 302
    row = LetterTemplate.objects.get(kind="to_controller")
    letter = make_request(world, "open").letter
    assert letter.content["clauses"] == {"to_controller": row.version}
    assert "Kalimat baru." in html.render(letter.content) and act in letter.content["basis"]
    assert "Kalimat baru." in browser.get("/surat/susunan/").content.decode()
    with pytest.raises(rules.Followed):
        rule_withdrawals.withdraw_rule(row, by=world.administrator, reason="x")


def test_the_sentence_at_the_foot_is_enacted_too_and_letters_of_before_keep_theirs(world, log_in):
    before, today = make_request(world, "open").letter.content, timezone.localdate().isoformat()
    new = "Kalimat kaki baru."
    press(log_in(world.administrator), "/surat/susunan/foot/", effective_from=today, reason="x", body=new)
    after = make_request(world, "open").letter.content
    assert new in html.render(after) and "UU No. 1 Tahun 2024" in html.render(before)
    bare = {name: value for name, value in before.items() if name != "foot"}
    assert "UU ITE No. 11 Tahun 2008 Pasal 5 ayat (1)" in html.render(bare), (
        "frozen before it was a sentence of its own"
    )


def test_an_unknown_kind_is_no_page(world, log_in):
    browser = log_in(world.administrator)
    assert browser.get("/surat/susunan/receipt/").status_code == browser.get("/surat/susunan/x/").status_code == 404


def test_the_wording_that_stands_and_the_signing_that_stands_are_not_enacted_again(world, log_in):
    from tests.moves import choose_signing

    choose_signing(world, "unsigned")
    administrator, address = log_in(world.administrator), "/surat/susunan/acceptance/"
    form = administrator.get(address).context["form"]
    stands = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    stands |= {"reason": "Tanpa sebab", "effective_from": str(timezone.localdate())}
    digest = administrator.post(address, stands).context["digest"]
    assert administrator.post(address, stands | {"approved": digest}).status_code == 302
    assert not LetterTemplate.objects.filter(kind="acceptance").exists()
    before = SigningPolicy.objects.count()
    page = reverse("notifications:enact_signing")
    assert administrator.post(page, {"mode": "unsigned", "reason": "Sama"}).status_code == 302
    assert SigningPolicy.objects.count() == before
    seen = SigningPolicy.objects.latest("pk").pk
    administrator.post(page, {"mode": "outside", "reason": "Lain", "seen": seen})
    assert SigningPolicy.objects.count() == before, "another administrator confirms it first"


def test_the_first_day_of_a_wording_is_read_back_beside_the_letter_as_it_would_be(world, log_in):
    """One press shows both, the next one counts; without a new day nothing is to be read back."""
    browser, address = log_in(world.administrator), "/surat/susunan/invitation/"
    day = timezone.localdate() + timedelta(days=40)
    stands = Form(browser.get(address).content.decode()).sent
    typed = stands | {"body": "Isi baru {peserta}.", "reason": "x", "effective_from": f"{day:%d-%m-%Y}"}
    first = browser.post(address, typed)
    page = first.content.decode()
    assert f"Dibaca sebagai {in_words(day)}" in page and "data:image/png" in page and "Ada isian" not in page
    assert not LetterTemplate.objects.exists()
    again = Form(page).sent
    assert browser.post(address, again | {"effective_from": "1-1-2090"}).status_code == 200, "another day, read anew"
    assert browser.post(address, again).status_code == 302
    assert LetterTemplate.objects.get().effective_from == day
