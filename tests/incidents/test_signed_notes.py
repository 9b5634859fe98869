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


# The example of https://c2sp.org/signed-note, section "Example": a key and a note that it signed.
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n\u2014 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# The example at the head of the same page, whose text has an empty line, and that of https://c2sp.org/tlog-checkpoint. Neither page gives
# the key.
VERSE = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned \u00e8 subito sera.\n\n"
    "\u2014 quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "\u2014 example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)


def signer(name="tanggap.example/log"):
    return Signer(name, Ed25519PrivateKey.generate())


def test_a_note_that_go_signed_is_read_and_its_signature_holds():
    key, note = Verifier.read(KEY), signed_notes.read(SIGNED)
    assert (str(key), note.text) == (KEY, TEXT)
    assert note.signed_by([key]) == [key] and not note.forged_by([key])


def test_the_example_of_the_specification_is_read_and_its_signature_holds():
    key, note = Verifier.read(EXAMPLE_KEY), signed_notes.read(EXAMPLE)
    assert (str(key), key.key_id.hex(), note.text) == (EXAMPLE_KEY, "530d903a", "This is an example message.\n")
    assert note.signed_by([key]) == [key]
    altered = signed_notes.read(EXAMPLE.replace("an example", "no example"))
    assert altered.forged_by([key]) == [key] and not altered.signed_by([key])


def test_a_text_with_an_empty_line_ends_at_the_last_one_as_the_specification_shows():
    note = signed_notes.read(VERSE)
    assert note.text.endswith("sole:\n\ned \u00e8 subito sera.\n")
    [(name, identity, signature)] = note.signatures
    assert (name, identity.hex(), len(signature)) == ("quasimodo.example/salvatore", "367ba04b", 64)
    assert not note.signed_by([Verifier.read(EXAMPLE_KEY)]), "a signature of somebody unknown counts for nothing"


def test_the_example_of_a_checkpoint_is_read_and_written_as_it_stands():
    note = signed_notes.read(SOFA)
    point = Checkpoint.read(note.text)
    assert (point.origin, point.size) == ("example.com/behind-the-sofa", 20852163) and point.text == note.text


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
