"""A head of our log is read and judged by a program that nobody here wrote: Sigstore's client for its own logs."""

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone
from sigstore._internal.rekor.checkpoint import SignedCheckpoint
from sigstore._internal.trust import Keyring
from sigstore.errors import VerificationError
from sigstore_models.common import v1 as common_v1

from incidents.record import log_keys, transparency


@pytest.fixture
def head(an_incident):
    transparency.seal_all(timezone.now())
    return transparency.newest()


@pytest.fixture
def keyring():
    """The log's key, in the form in which Sigstore takes keys."""
    (verifier,) = log_keys.verifiers()
    key = Ed25519PublicKey.from_public_bytes(verifier.public)
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    details = common_v1.PublicKeyDetails.PKIX_ED25519
    return Keyring([common_v1.PublicKey(raw_bytes=b64encode(der), key_details=details)])


def test_sigstore_reads_our_head_and_holds_its_signature_for_good(head, keyring):
    read = SignedCheckpoint.from_text(head.checkpoint)
    stated = read.checkpoint
    assert (stated.origin, stated.log_size, stated.log_hash) == (log_keys.origin(), head.size, head.root)
    read.signed_note.verify(keyring, log_keys.verifiers()[0].key_id)


def test_sigstore_refuses_our_head_with_another_root_or_by_another_key(head, keyring, settings, tmp_path):
    other = head.checkpoint.replace(f"\n{head.size}\n", f"\n{head.size + 1}\n")
    with pytest.raises(VerificationError, match="invalid signature"):
        SignedCheckpoint.from_text(other).signed_note.verify(keyring, log_keys.verifiers()[0].key_id)
    settings.LOG_KEYS = [str(tmp_path / "another.pem")]
    with pytest.raises(VerificationError, match="Signature not found"):
        SignedCheckpoint.from_text(head.checkpoint).signed_note.verify(keyring, log_keys.verifiers()[0].key_id)
