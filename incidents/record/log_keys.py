"""The keys under which the heads of the log are signed, and those by which a head is judged. None of them lies in the
database: who writes there can sign nothing."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from django.conf import settings

from ..plain.signed_notes import Signer, Unreadable, Verifier


class NoKey(Exception):
    """The log can be neither sealed nor judged: LOG_KEYS names no Ed25519 key that can be read, or LOG_RETIRED_KEYS none."""


def origin() -> str:
    """The name of this log, the first line of each of its checkpoints, and the name its keys sign under."""
    return settings.LOG_ORIGIN or f"{urlsplit(settings.SITE_URL).netloc}/log"


def signers() -> list[Signer]:
    """The keys of LOG_KEYS, the present one first: while a key gives way to another, both sign. Raises NoKey."""
    if not settings.LOG_KEYS:
        raise NoKey("LOG_KEYS names no file; `manage.py log_key FILE` makes one")
    return [Signer(origin(), _read(Path(name))) for name in settings.LOG_KEYS]


def verifiers() -> list[Verifier]:
    """Whom a head may be signed by: the keys of LOG_KEYS, and those of LOG_RETIRED_KEYS, each up to the size of the last head that
    it signed.

    Raises NoKey, for a retired key too that is none or does not say up to which size.
    """
    return [*(signer.verifier for signer in signers()), *map(_retired, settings.LOG_RETIRED_KEYS)]


def read(file: Path) -> Verifier:
    """The key that a file of LOG_KEYS holds. Raises NoKey."""
    if not file.exists():
        raise NoKey(f"{file} is not there")
    return Signer(origin(), _read(file)).verifier


def _retired(line: str) -> Verifier:
    try:
        key = Verifier.read(line)
    except Unreadable as fault:
        raise NoKey(f"LOG_RETIRED_KEYS cannot be read: {fault}") from fault
    if key.until is None:
        raise NoKey(f"LOG_RETIRED_KEYS does not say up to which size {key} signed (`manage.py log_key FILE --retire`)")
    return key


def make(file: Path) -> Verifier:
    """A new key in a new file that only its owner reads. Raises FileExistsError."""
    key = Ed25519PrivateKey.generate()
    written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
        kept.write(written)
    return Signer(origin(), key).verifier


def _read(file: Path) -> Ed25519PrivateKey:
    if not settings.PRODUCTION and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        make(file)
    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except (OSError, ValueError, TypeError) as fault:
        raise NoKey(f"{file} cannot be read as a key: {fault}") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise NoKey(f"{file} is no Ed25519 key")
    return key
