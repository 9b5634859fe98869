"""A stand-in for the Esign Client Service on loopback, after its published form. It signs with a certificate of the tests."""

import base64
import io
import json
import time

from tests import certificates
from tests.loopback import Loopback

NAME, PASSWORD, PASSPHRASE, TOTP = "tanggap", "rahasia gerbang", "kata sandi saya", "123456"


class Gateway(Loopback):
    """`mood` is what it does next: sign, slow, refuse, nonsense, tamper, down; `asked` is every path with its body; `sign` is how it
    signs the bytes with its certificate, `after` is done to what was signed, before it goes back."""

    def __init__(self, folder):
        self.p12 = folder / "orang.p12"
        certificates.make(self.p12, elliptic=True)
        self.mood, self.asked, self.status = "sign", [], "ISSUE"
        self.sign, self.after = sign, lambda data: data
        self.listen()

    @property
    def url(self):
        return f"http://{NAME}:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{self.port}"

    def serve(self, call):
        body = json.loads(call.rfile.read(int(call.headers["Content-Length"])))
        self.asked.append((call.path, body))
        login = "Basic " + base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
        if call.headers.get("Authorization") != login:
            return self.answer(call, 401, {"error": "Unauthorized"})
        if call.path == "/api/v2/user/check/status":
            return self.answer(call, 200, {"status": self.status})
        if self.mood == "slow":
            time.sleep(3)
        if self.mood == "nonsense":
            return self.answer(call, 200, {"time": 1})
        if self.mood == "refuse":
            return self.answer(call, 500, {"error": "Terjadi kesalahan", "status_code": 9999})
        if body.get("passphrase") != PASSPHRASE and body.get("totp") != TOTP:
            return self.answer(call, 400, {"error": "Passphrase anda salah", "status_code": 2031})
        data = self.after(self.sign(base64.b64decode(body["file"][0]), self.p12))
        if self.mood == "tamper":
            data = data[:2000] + bytes([data[2000] ^ 1]) + data[2001:]
        return self.answer(call, 200, {"time": 200, "file": [base64.b64encode(data).decode()]})

    @staticmethod
    def answer(call, code, body):
        data = json.dumps(body).encode()
        call.send_response(code)
        call.send_header("Content-Type", "application/json")
        call.send_header("Content-Length", str(len(data)))
        call.end_headers()
        try:
            call.wfile.write(data)
        except BrokenPipeError:
            return


def sign(data, p12, field="TTE", timestamper=None, *, rect=None, page=0, look=None):
    """The PDF signed by a person's certificate, as BSrE or SRIKANDI would give it back; with the picture `look` in `rect` of `page`."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    signer = signers.SimpleSigner.load_pkcs12(str(p12), passphrase=certificates.PASSWORD.encode())
    about = signers.PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.PADES)
    place = fields.SigFieldSpec(field, on_page=page, box=rect) if rect else None
    signing = signers.PdfSigner(about, signer=signer, timestamper=timestamper, stamp_style=look, new_field_spec=place)
    return signing.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data))).getvalue()
