"""The public page: what the letter says of itself, no case facts, slow to guess."""

from incidents.actions import clarifications
from tests.conftest import make_request


def test_a_code_leads_to_number_date_office_and_status_alone(world, client):
    request = make_request(world, "open")
    letter = request.letters.get()
    page = client.get(f"/v/{letter.check_code}/").content.decode()
    for shown in (letter.content["number"], "Kepala Instansi A", letter.content["signatory_office"]):
        assert shown in page
    for hidden in (request.incident.title, request.reference, request.opening, "Data apa yang terungkap", "Officer"):
        assert hidden not in page


def test_a_code_is_read_as_people_type_it(world, client):
    code = make_request(world, "open").letters.get().check_code
    assert client.get("/v/", {"kode": f" {code.lower().replace('-', ' ')} "}).headers["Location"] == f"/v/{code}/"
    assert client.get(f"/v/{code.replace('-', '')}/").status_code == 200


def test_a_withdrawn_letter_says_so(world, client):
    request = make_request(world, "open")
    code = request.letters.get().check_code
    clarifications.withdraw(request, by=world.supervisor, seen=request.version, reason="Rahasia internal")
    page = client.get(f"/v/{code}/").content.decode()
    assert "Ditarik" in page and "Rahasia internal" not in page


def test_an_unknown_code_is_404_and_asks_to_compare(client, db):
    for code in ("ZZZZ-ZZZZ", "a", "%00", "x" * 200, "<script>"):
        answer = client.get(f"/v/{code}/")
        assert answer.status_code == 404 and b"<script>alert" not in answer.content


def test_guessing_is_slowed_down(client, db):
    answers = [client.get(f"/v/AAAA-{n:04d}/").status_code for n in range(40)]
    assert answers[0] == 404 and answers[-1] == 429
