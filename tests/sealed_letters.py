"""A letter under the organisation's seal, made by the post room, and what pdfsig says of it."""

import shutil
import subprocess

import pytest

from incidents import files
from notifications import postroom
from notifications.letters import seal
from tests import certificates
from tests.world import make_request


@pytest.fixture
def certificate(settings, tmp_path):
    seal._seal.cache_clear()
    path = tmp_path / "segel.p12"
    certificates.make(path)
    settings.SEAL_PKCS12, settings.SEAL_PASSWORD = str(path), certificates.PASSWORD
    yield path
    seal._seal.cache_clear()


@pytest.fixture
def sealed_letter(world, certificate):
    return made(world)[0]


def made(world):
    """A letter and its bytes, sealed."""
    clarification = make_request(world, "open")
    postroom.make_letter(clarification.letters.get().pk)
    letter = clarification.letters.select_related("file").get()
    return letter, files.read(letter.file)


def pdfsig(data, tmp_path):
    """What pdfsig says; "" when it finds no signature it can read."""
    if not shutil.which("pdfsig"):
        pytest.fail("pdfsig is missing: apt-get install poppler-utils")
    path = tmp_path / "checked.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False).stdout
