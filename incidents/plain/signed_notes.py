"""Notes signed with Ed25519, and checkpoints of a log in them, in the form that the C2SP specifications `signed-note` and
`tlog-checkpoint` give: tools that nobody here wrote read and cosign them. No Django, no database.
"""

import hashlib
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"  # the signature type
MARK = "\u2014 "  # an em dash begins each line that signs
DIGITS = 19  # of the largest size that a log's column holds


class Unreadable(ValueError):
    """Not a note, a key or a checkpoint of this form."""


@dataclass(frozen=True)
class Verifier:
    """Who signs, known by name and public key (32 bytes); `until` is the size of the last head that a retired key counts for."""

    name: str
    public: bytes
    until: int | None = None

    def __post_init__(self) -> None:
        if not self.name or any(sign.isspace() or sign == "+" for sign in self.name):
            raise Unreadable(f"{self.name!r} is no name of a key: no blanks, no +")

    @property
    def key_id(self) -> bytes:
        """Four bytes by which a signature says whose it is."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """The key in one line, as others keep it: name+id+key, and @size where it is retired."""
        ended = "" if self.until is None else f"@{self.until}"
        return f"{self.name}+{self.key_id.hex()}+{_written(ED25519 + self.public)}{ended}"

    def signs(self, size: int) -> bool:
        """Whether it may sign a head of so many leaves. Whoever finds a retired key signs nothing new with it."""
        return self.until is None or size <= self.until

    @classmethod
    def read(cls, line: str) -> "Verifier":
        """The key that stands in one line. Raises Unreadable."""
        line, until = _parted(line.strip())
        name, _, rest = line.partition("+")
        identity, _, key = rest.partition("+")
        raw = _read(key)
        if raw[:1] != ED25519 or len(raw) != 33:
            raise Unreadable(f"{name}: not an Ed25519 key")
        found = cls(name, raw[1:], until)
        if found.key_id.hex() != identity:
            raise Unreadable(f"{name}: the key is not the one its id names")
        return found

    def holds(self, text: str, signature: bytes) -> bool:
        """Whether the signature (64 bytes) is this key's over the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A private key and the name it signs under."""

    name: str
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.key.public_key().public_bytes_raw())


class Note(NamedTuple):
    """A text that ends with a line break, and who signed it: (name, key id, signature) each."""

    text: str
    signatures: list[tuple[str, bytes, bytes]]

    def signed_by(self, known: Iterable[Verifier], size: int = 0) -> list[Verifier]:
        """Those of the known keys whose signature holds, and that may sign what has so many leaves. A signature that does not hold
        counts as none: see `forged_by`."""
        return [key for key, holds in self._checked(known) if holds and key.signs(size)]

    def forged_by(self, known: Iterable[Verifier]) -> list[Verifier]:
        """Those of the known keys under whose name and id stands a signature that does not hold."""
        return [key for key, holds in self._checked(known) if not holds]

    def _checked(self, known: Iterable[Verifier]) -> list[tuple[Verifier, bool]]:
        by_id = {(key.name, key.key_id): key for key in known}
        return [
            (by_id[name, identity], by_id[name, identity].holds(self.text, signature))
            for name, identity, signature in self.signatures
            if (name, identity) in by_id
        ]


def sign(text: str, signers: Iterable[Signer]) -> str:
    """The text, an empty line, a line from each signer. Raises Unreadable for a text that cannot be a note's."""
    if not text.endswith("\n") or any(ord(sign) < 32 and sign != "\n" for sign in text):
        raise Unreadable("a note's text ends with a line break and has no control signs")
    lines = [
        f"{MARK}{signer.name} {_written(signer.verifier.key_id + signer.key.sign(text.encode()))}\n"
        for signer in signers
    ]
    return f"{text}\n{''.join(lines)}"


def read(note: str) -> Note:
    """The note's text and signatures, none of them checked. Raises Unreadable."""
    text, parted, signed = note.rpartition("\n\n")
    if not parted or not signed.endswith("\n"):
        raise Unreadable("not a signed note: no empty line before the signatures")
    return Note(text + "\n", [_signature(line) for line in signed.removesuffix("\n").split("\n")])


def _signature(line: str) -> tuple[str, bytes, bytes]:
    name, _, written = line.removeprefix(MARK).partition(" ")
    raw = _read(written)
    if not line.startswith(MARK) or not name or len(raw) < 5:
        raise Unreadable(f"{line!r} is no signature of a note")
    return name, raw[:4], raw[4:]


class Checkpoint(NamedTuple):
    """What a log states of itself: which log, how many leaves, their root (32 bytes)."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed (tlog-checkpoint)."""
        return f"{self.origin}\n{self.size}\n{_written(self.root)}\n"

    @classmethod
    def read(cls, text: str) -> "Checkpoint":
        """The checkpoint that a note's text begins with; what lines follow is not ours. Raises Unreadable."""
        origin, size, root, *_others = [*text.split("\n"), "", "", ""]
        counted = size == "0" or (size.isascii() and size.isdigit() and not size.startswith("0"))
        if not origin or not counted or len(size) > DIGITS:
            raise Unreadable("not a checkpoint: a name of a log, a size, a root")
        found = cls(origin, int(size), _read(root))
        if len(found.root) != 32:
            raise Unreadable("the root of a checkpoint has 32 bytes")
        return found


def _parted(line: str) -> tuple[str, int | None]:
    """The line of a key and the size after its last @; a name may have an @ too."""
    key, _, until = line.rpartition("@")
    if not key or not (until.isascii() and until.isdigit()) or len(until) > DIGITS:
        return line, None
    return key, int(until)


def _written(raw: bytes) -> str:
    return b64encode(raw).decode()


def _read(text: str) -> bytes:
    try:
        return b64decode(text.encode(), validate=True)
    except (NoBase64, UnicodeEncodeError) as fault:
        raise Unreadable(f"{text!r} is not base64") from fault
