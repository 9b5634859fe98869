"""Signed notes and checkpoints: read what Go's own package signed, write what it reads."""

from base64 import b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from incidents.plain import signed_notes
from incidents.plain.signed_notes import Checkpoint, Signer, Unreadable, Verifier

# The vectors of golang.org/x/mod/sumdb/note, whose form the specification describes.
KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = (
    f"{TEXT}\n\u2014 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ROOT = bytes(range(32))


def signer(name="tanggap.example/log"):
    return Signer(name, Ed25519PrivateKey.generate())


def test_a_note_that_go_signed_is_read_and_its_signature_holds():
    key, note = Verifier.read(KEY), signed_notes.read(SIGNED)
    assert (str(key), note.text) == (KEY, TEXT)
    assert note.signed_by([key]) == [key] and not note.forged_by([key])


def test_the_same_key_signs_the_same_note():
    raw = b64decode(SECRET)
    peter = Signer("PeterNeumann", Ed25519PrivateKey.from_private_bytes(raw[1:]))
    assert str(peter.verifier) == KEY
    assert signed_notes.sign(TEXT, [peter]) == SIGNED


def test_a_signature_over_another_text_is_a_forged_one_and_one_of_a_stranger_is_none():
    key = Verifier.read(KEY)
    altered = signed_notes.read(SIGNED.replace("answer", "Answer"))
    assert not altered.signed_by([key]) and altered.forged_by([key]) == [key]
    stranger = signer().verifier
    assert not altered.signed_by([stranger]) and not altered.forged_by([stranger])


def test_two_keys_sign_one_note_and_each_is_recognised():
    old, new = signer("old"), signer("new")
    note = signed_notes.read(signed_notes.sign("a\n", [old, new]))
    assert note.signed_by([new.verifier, old.verifier]) == [old.verifier, new.verifier]


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\nno dash here\n",
        "text\n\n\u2014 name\n",
        "text\n\n\u2014 name ???\n",
        "text\n\n\u2014 name AAAA\n",
    ],
)
def test_what_is_no_note_is_refused(note):
    with pytest.raises(Unreadable):
        signed_notes.read(note)


@pytest.mark.parametrize("text", ["no end", "a tab\there\n"])
def test_what_cannot_be_a_note_is_not_signed(text):
    with pytest.raises(Unreadable):
        signed_notes.sign(text, [signer()])


@pytest.mark.parametrize(
    "line",
    [
        KEY.replace("c74f20a3", "c74f20a4"),
        "PeterNeumann",
        KEY.replace("ARpc", "AR??"),
        KEY[:-4],
        "+" + KEY.partition("+")[2],
    ],
)
def test_what_is_no_key_is_refused(line):
    with pytest.raises(Unreadable):
        Verifier.read(line)


def test_a_checkpoint_is_three_lines_and_read_again():
    point = Checkpoint("tanggap.example/log", 7, ROOT)
    assert point.text == "tanggap.example/log\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    assert Checkpoint.read(point.text) == point
    assert Checkpoint.read(point.text + "a line of a witness\n") == point


@pytest.mark.parametrize(
    "text",
    [
        "",
        "log\n",
        "log\n07\nAAEC\n",
        "log\n-1\nAAEC\n",
        "log\n\u0663\nAAEC\n",
        "log\n7\nAAEC\n",
        f"log\n{'9' * 5000}\nAAEC\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(Unreadable):
        Checkpoint.read(text)
