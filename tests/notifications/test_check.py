"""The public page: what the letter says of itself, no case facts, slow to guess."""

from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents import files
from incidents.actions import letter_content, letter_decisions
from notifications import postroom
from tests.world import make_request


def test_a_code_leads_to_number_date_office_and_status_alone(world, client):
    clarification = make_request(world, "open")
    letter = clarification.letters.get()
    page = client.get(f"/v/{letter.check_code}/").content.decode()
    for shown in (letter.content["number"], "Kepala Instansi A", letter.content["signatory_office"]):
        assert shown in page
    for hidden in (
        clarification.incident.title,
        clarification.reference,
        clarification.opening,
        "Data apa yang terungkap",
        "Officer",
    ):
        assert hidden not in page


def test_a_code_is_read_as_people_type_it(world, client):
    code = make_request(world, "open").letters.get().check_code
    assert client.get("/v/", {"kode": f" {code.lower().replace('-', ' ')} "}).headers["Location"] == f"/v/{code}/"
    assert client.get(f"/v/{code.replace('-', '')}/").status_code == 200


def test_a_withdrawn_letter_says_so(world, client):
    clarification = make_request(world, "open")
    code = clarification.letters.get().check_code
    letter_decisions.withdraw(clarification, by=world.supervisor, seen=clarification.version, reason="Rahasia internal")
    page = client.get(f"/v/{code}/").content.decode()
    assert "Ditarik" in page and "Rahasia internal" not in page


def test_an_unknown_code_is_404_and_asks_to_compare(client, db):
    for code in ("ZZZZ-ZZZZ", "a", "%00", "x" * 200, "<script>"):
        answer = client.get(f"/v/{code}/")
        assert answer.status_code == 404 and b"<script>alert" not in answer.content


@pytest.mark.asvs(12)
def test_guessing_is_slowed_down_for_all_addresses_of_one_line(client, db):
    def tried(address):
        return client.get("/v/AAAA-0000/", REMOTE_ADDR=address).status_code

    answers = [tried(f"2001:db8:0:1::{n:x}") for n in range(40)]
    assert answers[0] == 404 and answers[-1] == 429
    assert tried("2001:db8:0:2::1") == 404, "a neighbour"


@pytest.fixture
def drawn(world, drawn_letters):
    """A letter with its bytes."""
    letter = make_request(world, "open").letters.get()
    postroom.make_letter(letter.pk)
    return type(letter).objects.get(pk=letter.pk)


def compare(client, letter, data):
    upload = {"file": SimpleUploadedFile("surat.pdf", data)} if data is not None else {}
    return client.post(f"/v/{letter.check_code}/cocokkan/", upload)


def test_the_very_file_matches_and_any_flipped_bit_does_not(drawn, client):
    data = files.read(drawn.file)
    page = client.get(f"/v/{drawn.check_code}/").content.decode()
    assert drawn.file.sha256 in page and "Sama, bita demi bita" in page.split("data-same hidden")[1][:400]
    same = compare(client, drawn, data).content.decode()
    assert "data-same>" in same and "data-different hidden" in same
    for n in range(len(data)):
        flipped = data[:n] + bytes([data[n] ^ 1]) + data[n + 1 :]
        with_one = compare(client, drawn, flipped)
        if with_one.status_code == 429:
            cache.clear()
            with_one = compare(client, drawn, flipped)
        assert "data-different>" in with_one.content.decode() and "data-same hidden" in with_one.content.decode(), n


def test_comparing_keeps_nothing_and_tells_nothing_of_the_case(drawn, client, settings):
    before = sorted(p for p in settings.FILES_ROOT.rglob("*") if p.is_file())
    page = compare(client, drawn, b"x" * (3 * 1024 * 1024)).content.decode()
    assert sorted(p for p in settings.FILES_ROOT.rglob("*") if p.is_file()) == before
    assert drawn.request.reference not in page and drawn.request.incident.title not in page


def test_no_file_a_huge_file_an_unknown_code_and_too_many(drawn, client, monkeypatch):
    assert "Pilih berkas dahulu" in compare(client, drawn, None).content.decode()
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    assert "lebih besar daripada surat mana pun" in compare(client, drawn, b"x" * 11).content.decode()
    assert client.post("/v/ZZZZ-ZZZZ/cocokkan/", {"file": SimpleUploadedFile("a", b"x")}).status_code == 404
    codes = [compare(client, drawn, b"x").status_code for _ in range(40)]
    assert codes[-1] == 429


@pytest.mark.asvs(12)
def test_an_upload_that_comes_too_often_is_not_even_read(drawn, client, monkeypatch):
    for _ in range(30):
        client.get(f"/v/{drawn.check_code}/")
    monkeypatch.setattr("notifications.views.check.hashlib.sha256", lambda: pytest.fail("it was read"))
    assert compare(client, drawn, b"x").status_code == 429


def test_a_letter_without_bytes_offers_no_comparison(world, client):
    letter = make_request(world, "open").letters.get()
    assert "data-match" not in client.get(f"/v/{letter.check_code}/").content.decode()
    assert compare(client, letter, b"x").status_code == 200


def test_indonesian_dates_stand_on_the_check_page(world, client):
    letter = make_request(world, "open").letter
    day = date.fromisoformat(letter.content["date"])
    assert f" {day.year}" in client.get(f"/v/{letter.check_code}/").content.decode()
    assert letter_content.signing_at(timezone.now()) == "unsigned"
