"""`make specimens DIR=…`: one letter of each kind through the real path (deeds, frozen content, PDF, seal of a test
certificate), an unsigned twin of each, and with PICTURES=… their pages as pictures."""

import os
import sys
import tempfile
from pathlib import Path

os.environ["TANGGAP_MODE"] = "test"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="tanggap-"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment  # noqa: E402

from notifications.letters import pdf, seal  # noqa: E402
from tests import certificates, every_letter  # noqa: E402


def main(folder, pictures=None):
    setup_test_environment(debug=False)
    setup_databases(verbosity=0, interactive=False)
    folder.mkdir(parents=True, exist_ok=True)
    certificate = folder / "sertifikat-uji.p12"
    (folder / "otoritas-uji.pem").write_bytes(certificates.make(certificate))
    settings.SEAL_PKCS12, settings.SEAL_PASSWORD = str(certificate), certificates.PASSWORD
    settings.SITE_URL = "https://tanggap.example"
    contents = every_letter.tell(every_letter.world())
    for name, content in contents.items():
        sealed = seal.seal(pdf.letter(content), content)
        unsigned = pdf.letter(content | {"signing": "unsigned"})
        for kind, data in (("", sealed), ("-tanpa-segel", unsigned)):
            (folder / f"{name}{kind}.pdf").write_bytes(data)
        print(f"{name}: {content['number']}, {pdf.pages(sealed)} pages, {len(sealed)} bytes sealed")
        for page in range(1, pdf.pages(sealed) + 1) if pictures else ():
            (pictures / f"letter-{name}-{page}.png").write_bytes(pdf.picture(sealed, page, scale=1.2))
    certificate.unlink()


if __name__ == "__main__":
    where = os.environ.get("PICTURES")
    main(Path(sys.argv[1]).resolve(), Path(where).resolve() if where else None)
