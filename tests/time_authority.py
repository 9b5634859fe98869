"""A time stamp authority on loopback: RFC 3161 over HTTP, with certificates of the tests."""

import time
from datetime import UTC, datetime

import pytest
from asn1crypto import cms, core, keys, tsp, x509
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.timestamps import DummyTimeStamper

from tests import certificates
from tests.loopback import Loopback

REPLY = "application/timestamp-reply"


class TimeAuthority(Loopback):
    """`mood` is what it does next: good, imprint, nonce, rejected, garbage, page, broken, slow, drip, vast, redirect; `asked` is
    every question with its headers. `certificate` is what its stamps are judged by (PEM), `at` the instant it states, None for its clock's."""

    def __init__(self, name="Otoritas Waktu Uji", **validity):
        own, key, above = certificates.of_time(name, **validity)
        encoded = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self._own = x509.Certificate.load(own.public_bytes(serialization.Encoding.DER))
        self._above = x509.Certificate.load(above.public_bytes(serialization.Encoding.DER))
        self._key = keys.PrivateKeyInfo.load(encoded)
        self.certificate = above.public_bytes(serialization.Encoding.PEM)
        self.mood, self.asked, self.at = "good", [], None
        self.listen()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/cap"

    def granted(self, question):
        """The answer to a question as an honest authority gives it."""
        stamper = DummyTimeStamper(self._own, self._key, certs_to_embed=[self._above], fixed_dt=self.at)
        return stamper.request_tsa_response(question)

    def serve(self, call):
        question = tsp.TimeStampReq.load(call.rfile.read(int(call.headers["Content-Length"])))
        self.asked.append((question, dict(call.headers)))
        kind, code, body = REPLY, 200, b""
        if self.mood == "slow":
            time.sleep(3)
        if self.mood == "imprint":
            question["message_imprint"]["hashed_message"] = b"\0" * 32
        elif self.mood == "nonce":
            question["nonce"] = core.Integer(7)
        if self.mood == "rejected":
            body = refusal().dump()
        elif self.mood == "garbage":
            body = b"\x30\x03rubbish"
        elif self.mood == "vast":
            body = b"\0" * 100_000
        elif self.mood == "page":
            kind, body = "text/html", b"<p>Masuk"
        elif self.mood == "broken":
            code = 503
        elif self.mood == "redirect":
            code = 307
        else:
            body = self.granted(question).dump()
        call.send_response(code)
        if code == 307:
            call.send_header("Location", self.url)
        call.send_header("Content-Type", kind)
        call.send_header("Content-Length", str(len(body)))
        call.end_headers()
        try:
            if self.mood == "drip":
                for n in range(20):
                    call.wfile.write(body[n : n + 1])
                    call.wfile.flush()
                    time.sleep(0.2)
            call.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            return


class Refusal(core.Sequence):
    _fields = [("status", tsp.PKIStatusInfo)]  # noqa: RUF012


def refusal():
    """An answer that grants nothing, and says why."""
    status = {"status": "rejection", "status_string": ["kuota habis"], "fail_info": {"system_failure"}}
    return Refusal({"status": tsp.PKIStatusInfo(status)})


@pytest.fixture
def time_authority(settings, tmp_path):
    """An authority that is configured and trusted."""
    served = TimeAuthority(starts=datetime(2020, 1, 1, tzinfo=UTC))
    (tmp_path / "otoritas.pem").write_bytes(served.certificate)
    settings.TSA_URL, settings.TSA_CERTIFICATES = served.url, str(tmp_path / "otoritas.pem")
    yield served
    served.close()


def without_its_signature(token):
    """The token with another signature: what it says is unchanged."""
    found = cms.ContentInfo.load(token)
    signer = found["content"]["signer_infos"][0]
    kept = signer["signature"].native
    signer["signature"] = kept[:-1] + bytes([kept[-1] ^ 1])
    return found.dump(force=True)
