"""A sealed letter bears a time stamp and what its seal is judged by later; without the authority it waits a little and is not lost."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import Mock

import pytest
from django.utils import timezone

from incidents import files
from incidents.models import CaseEvent
from notifications import tasks
from notifications.letters import pdf, signed, soundness, validation_data
from notifications.letters import time_authority as client
from notifications.postroom import letter_making
from tests import certificates
from tests.sealed_letters import certificate, made, pdfsig
from tests.time_authority import TimeAuthority, time_authority
from tests.world import make_request

__all__ = ["certificate", "time_authority"]  # fixtures
YEARS = timedelta(days=3000)


@pytest.fixture
def above(certificate, settings, tmp_path):
    """The certificate above the seal's, configured; what its authority says of it is served nowhere."""
    return trusting(settings, tmp_path, certificates.make(certificate))


def trusting(settings, folder, root):
    (folder / "induk.pem").write_bytes(root)
    settings.SEAL_CERTIFICATES = str(folder / "induk.pem")


def told():
    return CaseEvent.objects.get(action="store_letter").details


def test_a_letter_is_stamped_and_carries_what_its_seal_is_judged_by(world, above, time_authority, tmp_path):
    letter, data = made(world)
    found = soundness.look(data, timezone.now())
    assert found.whole and found.lasting and found.stamped_at and "Otoritas Waktu Uji" in found.stamped_by
    assert len(time_authority.asked) == 1, "one stamp a letter"
    assert told()["stamped_at"] == found.stamped_at.isoformat() and told()["lasting_by"] == validation_data.COMPLETE
    assert "Signature is Valid" in pdfsig(data, tmp_path)
    assert data.startswith(pdf.letter(letter.content)), "what was drawn stands unchanged before it"
    assert len(signed.signatures(data)) == 1, "what proves it is no change"


def test_the_page_says_since_when_the_seal_stands_also_after_its_certificate_has_ended(
    world, certificate, time_authority, client, settings
):
    letter, data = made(world)
    page = client.get(f"/v/{letter.check_code}/").content.decode()
    assert "menurut cap waktu Common Name: Otoritas Waktu Uji" in page
    assert soundness.look(data, timezone.now() + YEARS).stamped_at
    settings.TSA_CERTIFICATES = ""
    page = client.get(f"/v/{letter.check_code}/").content.decode()
    assert "Utuh. Tanpa cap waktu" in page, "nobody vouches for the authority any more"


def test_a_seal_without_a_stamp_is_not_known_to_be_older_than_the_end_of_its_certificate(
    world, certificate, client, monkeypatch
):
    letter, data = made(world)
    assert soundness.look(data, timezone.now()) == soundness.Soundness(True)
    assert soundness.look(data, timezone.now() + YEARS).ended_at
    assert "Utuh. Tanpa cap waktu" in client.get(f"/v/{letter.check_code}/").content.decode()
    assert "stamped_at" not in told()
    monkeypatch.setattr("pyhanko.sign.validation.validate_pdf_signature", Mock(side_effect=AttributeError("a slip")))
    page = client.get(f"/v/{letter.check_code}/").content.decode()
    assert "tidak berarti apa-apa tentang suratnya" in page and "Tidak sah" not in page, (
        "a fault of ours accuses nobody"
    )


def test_without_its_authority_a_letter_waits_and_is_stamped_by_the_next_sweep(world, certificate, time_authority):
    time_authority.mood = "broken"
    letter = make_request(world, "open").letters.get()
    tasks.make_letter(letter.pk)
    letter.refresh_from_db()
    assert letter.file is None and letter_making.letters_to_make() == [letter.pk]
    time_authority.mood = "good"
    tasks.make_letter(letter.pk)
    letter.refresh_from_db()
    assert letter.file and told()["stamped_at"]


@pytest.mark.parametrize("mood", ["broken", "imprint", "nonce", "rejected", "garbage"])
def test_a_letter_that_has_waited_long_enough_goes_out_without_a_stamp_and_the_record_says_so(
    world, certificate, time_authority, monkeypatch, tmp_path, mood
):
    monkeypatch.setattr(letter_making, "STAMP_WAITED_FOR", timedelta(0))
    time_authority.mood = mood
    _letter, data = made(world)
    assert "authority" in told()["unstamped"] and "stamped_at" not in told()
    assert "Signature is Valid" in pdfsig(data, tmp_path) and soundness.look(data, timezone.now()).stamped_at is None


def test_a_stamp_of_an_authority_that_is_not_trusted_is_none(world, certificate, time_authority, settings):
    other = TimeAuthority("Otoritas Lain")
    settings.TSA_URL = other.url
    letter = make_request(world, "open").letters.get()
    with pytest.raises(client.Unstamped, match="not trusted"):
        letter_making.make_letter(letter.pk)
    other.close()


@pytest.fixture
def revocations():
    """What the seal's authority says of its certificates, on loopback; `up` is whether it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = certificates.revoked_list() if self.server.up else b""
            self.send_response(200 if self.server.up else 503)
            self.send_header("Content-Type", "application/pkix-crl")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.up = True
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield served
    served.shutdown()
    served.server_close()


@pytest.mark.parametrize(("up", "expected"), [(True, validation_data.COMPLETE), (False, validation_data.CERTIFICATES)])
def test_what_the_authority_says_of_the_certificate_is_put_into_the_letter_where_it_can_be_had(
    world, certificate, time_authority, settings, tmp_path, revocations, up, expected
):
    at = f"http://127.0.0.1:{revocations.server_port}/dicabut.crl"
    trusting(settings, tmp_path, certificates.make(certificate, said_at=at))
    revocations.up = up
    _letter, data = made(world)
    assert told()["lasting_by"] == expected
    assert (b"/CRLs" in data) == up and b"/Certs" in data and soundness.look(data, timezone.now()).whole


def test_certificates_that_are_not_above_the_seal_prove_nothing_and_stop_no_letter(
    world, certificate, time_authority, settings, tmp_path
):
    trusting(settings, tmp_path, TimeAuthority("Otoritas Lain").certificate)
    _letter, data = made(world)
    assert told()["lasting_by"] == "" and told()["stamped_at"] and b"/DSS" not in data


def test_receipts_and_what_a_person_signs_go_their_own_way(world, certificate, time_authority):
    answered = make_request(world, "answered")
    receipt = answered.responses.get().letter
    letter_making.make_letter(receipt.pk)
    assert soundness.look(files.read(type(receipt).objects.get(pk=receipt.pk).file), timezone.now()).stamped_at
