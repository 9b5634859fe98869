"""A proof bundle: its verifier accepts it and says of each alteration what is wrong; it holds nothing that it should not."""

import csv
import io
import json
import subprocess
import sys
import zipfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents import files
from incidents.actions import cases, counter_questions, translations
from incidents.models import CaseEvent, HeldFile, StoredFile, TreeHead
from incidents.plain import bundle_verifier as form
from incidents.plain import cells, signed_notes
from incidents.record import log_keys, transparency
from notifications.letters import bundle as making
from tests.proof_bundles import WHO, asked, of_case, of_looks, proved_world  # noqa: F401  (a fixture)
from tests.removed import CANARY, closed, planted, removed
from tests.restored import declare_heads_gone, declare_restore, lost_tail
from tests.world import fresh, make_incident, make_request

LINES = {"catatan.json", "bukti.json", "daftar.txt", "catatan.csv"}


@pytest.fixture
def made(proved_world):  # noqa: F811
    return of_case(proved_world.auditor, proved_world.proved.incident)[1]


def opened(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as found:
        return {name: found.read(name) for name in found.namelist()}


def judged(folder, raw, *arguments):
    """(how the verifier ended, what it said), run by itself in a folder of its own."""
    (folder / "periksa.py").write_bytes(making.verifier())
    (folder / "bukti.zip").write_bytes(raw)
    command = [sys.executable, "-I", "periksa.py", "bukti.zip", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={}, check=False)
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


EACH = """
import json, runpy, sys
main = runpy.run_path("periksa.py")["main"]
print(json.dumps([main([name]) for name in sys.argv[1:]]))
"""


def all_judged(folder, bundles):
    """What the verifier says of each of many bundles, in one process that sees nothing of ours."""
    (folder / "periksa.py").write_bytes(making.verifier())
    names = [f"{number}.zip" for number in range(len(bundles))]
    for name, raw in zip(names, bundles.values(), strict=True):
        (folder / name).write_bytes(raw)
    command = [sys.executable, "-I", "-c", EACH, *names]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={}, check=True)
    return dict(zip(bundles, json.loads(done.stdout), strict=True))


def test_the_verifier_alone_accepts_a_good_bundle_and_says_under_which_head(made, proved_world, tmp_path):  # noqa: F811
    head = TreeHead.objects.order_by("size").last()
    code, said = judged(tmp_path, made)
    assert code == 0 and said.startswith("BENAR: 11 peristiwa tersegel, 1 lagi hanya sebagai hash"), said
    assert head.root in said and str(log_keys.verifiers()[0]) in said
    (tmp_path / "kept.txt").write_text(head.checkpoint)
    code, said = judged(tmp_path, made, "--key", str(log_keys.verifiers()[0]), "--head", "kept.txt")
    assert code == 0 and "compare this key" not in said


def test_the_verifier_is_short_and_stands_on_nothing_of_ours():
    text = making.verifier().decode()
    named = {line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert len(text.splitlines()) <= 250 and named <= sys.stdlib_module_names | {"__future__"}


def test_the_same_things_under_the_same_head_make_the_same_bytes(made, proved_world):  # noqa: F811
    again = of_case(proved_world.auditor, proved_world.proved.incident)[1]
    assert again == made


# --- altered bundles --------------------------------------------------------------------------------------------------
def of_json(name, change):
    """An alteration of one of the bundle's JSON files; the ZIP around it is as it should be."""

    def alter(files):
        content = json.loads(files[name])
        change(content)
        files[name] = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    return alter


def of_proof(change):
    return of_json("bukti.json", change)


def of_payload(number, change):
    """An alteration of what one event says, followed up in the table."""

    def alter(files):
        lines = files["catatan.json"].decode().split("\n")
        payload = json.loads(lines[number].rstrip(","))
        change(payload)
        lines[number] = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        lines[number] += "," if lines[number + 1] != "]" else ""
        files["catatan.json"] = "\n".join(lines).encode()
        payloads = json.loads(files["catatan.json"])
        places = [leaf["place"] for leaf in json.loads(files["bukti.json"])["leaves"] if "hash" not in leaf]
        of = json.loads(files["bukti.json"])["scope"]["of"]
        files["catatan.csv"] = form.table(of, places, [each[of] for each in payloads])

    return alter


def column(name, value):
    return lambda payload: payload["event"].update({name: value})


def in_look(name, value):
    return lambda payload: payload["accessentry"].update({name: value})


def bytes_of(ending, change):
    def alter(files):
        name = next(name for name in sorted(files) if name.endswith(ending))
        files[name] = change(files[name])

    return alter


def flipped(content):
    return content[:-20] + bytes([content[-20] ^ 1]) + content[-19:]


def signed_otherwise(content):
    """With another sign of Base64 in the signature: what is no Base64 is not even read."""
    return content[:-20] + (b"B" if content[-20:-19] == b"A" else b"A") + content[-19:]


def gone(ending):
    def alter(files):
        del files[next(name for name in sorted(files) if name.endswith(ending))]

    return alter


def added(name, content=b"x"):
    return lambda files: files.update({name: content})


def replaced(name, old, new):
    def alter(files):
        assert old in files[name], (old, files[name][:200])
        files[name] = files[name].replace(old, new)

    return alter


def swapped_payloads(files):
    lines = files["catatan.json"].decode().split("\n")
    lines[1], lines[2] = lines[2], lines[1]
    files["catatan.json"] = "\n".join(lines).encode()


def listed_anew(alter, key=None):
    """The alteration, and a manifest that fits it: signed by a key of the thief's own, or with the signature of before."""

    def both(files):
        alter(files)
        proof = json.loads(files["bukti.json"])
        listed = form.manifest(proof["origin"], proof["head"], files)
        if key:
            files["daftar.txt"] = signed_notes.sign(listed, [signed_notes.Signer(proof["origin"], key)]).encode()
        else:
            files["daftar.txt"] = listed.encode() + b"\n" + files["daftar.txt"].rpartition(b"\n\n")[2]

    return both


def another_key(files):
    """Every signature by a key of the thief's own, which the bundle then names as the log's."""
    thief, proof = Ed25519PrivateKey.generate(), json.loads(files["bukti.json"])
    signer = signed_notes.Signer(proof["origin"], thief)
    for name in [name for name in files if name.startswith("segel/")]:
        files[name] = signed_notes.sign(signed_notes.read(files[name].decode()).text, [signer]).encode()
    of_proof(lambda content: content.update(keys=[str(signer.verifier)]))(files)
    listed_anew(lambda _files: None, thief)(files)


def set_in(name, *path):
    """Sets something deep inside bukti.json."""
    *way, last = path

    def change(proof):
        at = proof[name]
        for step in way:
            at = at[step]
        at[last] = "00" * 32 if isinstance(at[last], str) else at[last] + 1

    return of_proof(change)


NEWEST, BETWEEN, EARLIER = 66, 61, 57  # leaves under the heads of the bundled record
OTHER_DAY = "2020-01-01T00:00:00Z"
ALTERED = {
    "the reason of an event": (of_payload(1, column("reason", "lain")), "daun/leaf 48 bukan yang disegel"),
    "the actor of an event": (of_payload(2, column("actor_name", "Orang Lain")), "bukan yang disegel"),
    "the role of an actor": (of_payload(3, column("actor_role", "auditor")), "bukan yang disegel"),
    "when it was recorded": (of_payload(4, column("recorded_at", OTHER_DAY)), "bukan yang disegel"),
    "when it happened": (of_payload(5, column("happened_at", OTHER_DAY)), "bukan yang disegel"),
    "what was done": (of_payload(6, column("action", "withdraw")), "bukan yang disegel"),
    "the status it came to": (of_payload(7, column("status_to", "closed")), "bukan yang disegel"),
    "its case": (of_payload(8, column("incident_id", 2)), "bukan yang disegel"),
    "its subject": (of_payload(9, column("subject_label", "B-02")), "bukan yang disegel"),
    "the nonce": (of_payload(10, lambda payload: payload.update(nonce="0" * 32)), "bukan yang disegel"),
    "a history row": (of_payload(6, lambda payload: payload["history"][0].update(status="x")), "bukan yang disegel"),
    "a history row left out": (of_payload(6, lambda payload: payload["history"].pop()), "bukan yang disegel"),
    "two events in each other's place": (swapped_payloads, "bukan yang disegel"),
    "an event said twice": (replaced("catatan.json", b"[\n", b"[\n{},\n"), "satu baris tiap peristiwa"),
    "a blank in the record": (replaced("catatan.json", b"[\n", b"[ \n"), "satu baris tiap peristiwa"),
    "no record": (gone("catatan.json"), "catatan.json tidak ada"),
    "no table": (gone("catatan.csv"), "catatan.csv tidak ada"),
    "no proof": (gone("bukti.json"), "bukti.json tidak ada"),
    "no manifest": (gone("daftar.txt"), "daftar.txt tidak ada"),
    "a cell of the table": (replaced("catatan.csv", b"Supervisor", b"Pengganti"), "catatan.csv tidak sama"),
    "a row of the table": (
        bytes_of(".csv", lambda content: b"\r\n".join(content.split(b"\r\n")[1:])),
        "catatan.csv tidak sama",
    ),
    "a byte of a letter": (bytes_of(".pdf", flipped), "bukan berkas yang tercatat"),
    "a byte of a picture": (bytes_of(".png", flipped), "bukan berkas yang tercatat"),
    "a letter cut short": (bytes_of(".pdf", lambda content: content[:-1]), "bukan berkas yang tercatat"),
    "another file": (added("berkas/lain.pdf"), "berkas/lain.pdf bukan berkas yang tercatat"),
    "a letter left out": (gone(".pdf"), "tidak seperti pada daftar"),
    "a letter under another name": (
        lambda files: files.update({"lain.png": files.pop(next(n for n in files if n.endswith(".png")))}),
        "tidak seperti pada daftar",
    ),
    "the report": (bytes_of("laporan-01.pdf", flipped), "laporan-01.pdf tidak seperti pada daftar"),
    "the readme": (bytes_of(".txt", flipped), "baca-dahulu.txt tidak seperti pada daftar"),
    "the verifier inside": (bytes_of(".py", flipped), "periksa.py tidak seperti pada daftar"),
    "a file beside": (added("catatan-tambahan.txt"), "catatan-tambahan.txt tidak seperti pada daftar"),
    "no verifier": (gone(".py"), "periksa.py tidak seperti pada daftar"),
    "a file beside, listed": (listed_anew(added("tambahan.txt")), "daftar.txt tanda tangannya tidak sah"),
    "the report, listed": (listed_anew(bytes_of("laporan-01.pdf", flipped)), "daftar.txt tanda tangannya tidak sah"),
    "the manifest by a stranger": (
        listed_anew(lambda files: None, Ed25519PrivateKey.from_private_bytes(b"1" * 32)),
        "daftar.txt tidak ditandatangani kunci log ini",
    ),
    "the root of the newest head": (
        bytes_of(f"/{NEWEST}.txt", lambda content: content.replace(content.split(b"\n")[2], b"A" * 43 + b"=")),
        f"segel/{NEWEST}.txt tanda tangannya tidak sah",
    ),
    "the size of the newest head": (
        replaced(f"segel/{NEWEST}.txt", b"\n%d\n" % NEWEST, b"\n%d\n" % (NEWEST + 1)),
        "tanda tangannya tidak sah",
    ),
    "the log of a head": (replaced(f"segel/{EARLIER}.txt", b"8000/log\n", b"8000/lag\n"), "tanda tangannya tidak sah"),
    "a signature": (bytes_of(f"/{BETWEEN}.txt", signed_otherwise), f"segel/{BETWEEN}.txt tanda tangannya tidak sah"),
    "no newest head": (gone(f"/{NEWEST}.txt"), f"segel/{NEWEST}.txt tidak ada"),
    "no earlier head": (gone(f"/{EARLIER}.txt"), f"segel/{EARLIER}.txt tidak ada"),
    "one head as another": (
        lambda files: files.update({f"segel/{BETWEEN}.txt": files[f"segel/{EARLIER}.txt"]}),
        f"segel/{BETWEEN}.txt menyatakan {EARLIER} daun",
    ),
    "another newest head": (of_proof(lambda proof: proof.update(head=BETWEEN)), "bukan awal kepala terbaru"),
    "the origin": (of_proof(lambda proof: proof.update(origin="lain/log")), "dari log lain"),
    "the form": (of_proof(lambda proof: proof.update(form="tanggap/bukti/2")), "bentuknya tidak dikenal"),
    "the key": (of_proof(lambda proof: proof.update(keys=["lain/log+00000000+AAAA"])), "bukan kunci Ed25519"),
    "no key": (of_proof(lambda proof: proof.update(keys=[])), "tidak ditandatangani kunci log ini"),
    "a step of a leaf's way": (set_in("leaves", 0, "path", 0), "daun/leaf 48 bukan yang disegel"),
    "a leaf's place": (set_in("leaves", 11, "place"), "bukan yang disegel"),
    "a leaf's way cut short": (of_proof(lambda proof: proof["leaves"][3]["path"].pop()), "bukan yang disegel"),
    "the hash of a hidden event": (set_in("leaves", 10, "hash"), "daun/leaf 59 bukan yang disegel"),
    "the leaves turned round": (of_proof(lambda proof: proof["leaves"].reverse()), "daun tidak berurutan"),
    "a step between heads": (set_in("heads", 0, "path", 0), f"segel/{EARLIER}.txt bukan awal kepala terbaru"),
    "no steps between heads": (of_proof(lambda proof: proof["heads"][0]["path"].clear()), "bukan awal kepala terbaru"),
    "the case it is of": (of_proof(lambda proof: proof["scope"]["where"].update(incident_id=2)), "di luar cakupan"),
    "a period that it is of": (
        of_proof(lambda proof: proof["scope"].update({"from": OTHER_DAY, "until": OTHER_DAY})),
        "di luar cakupan",
    ),
    "the label": (of_proof(lambda proof: proof["scope"].update(label="lain")), "bukti.json tidak seperti pada daftar"),
    "a head as what was declared": (
        lambda files: of_proof(lambda proof: proof["declarations"].append(files[f"segel/{EARLIER}.txt"].decode()))(
            files
        ),
        "bukti.json memuat catatan lain",
    ),
}
SHOWN_LOOK = {  # of a bundle of looks
    "who looked": (of_payload(1, in_look("actor_name", "Orang Lain")), "bukan yang disegel"),
    "when they looked": (of_payload(2, in_look("at", OTHER_DAY)), "bukan yang disegel"),
    "what they did": (of_payload(1, in_look("kind", "download")), "bukan yang disegel"),
    "why they looked": (of_payload(2, in_look("reason", "lain")), "bukan yang disegel"),
    "at what they looked": (of_payload(1, in_look("subject_id", "9")), "bukan yang disegel"),
    "from where they looked": (of_payload(2, in_look("address", "10.0.0.9")), "bukan yang disegel"),
    "the nonce of a look": (of_payload(1, in_look("nonce", "0" * 32)), "bukan yang disegel"),
    "two looks in each other's place": (swapped_payloads, "satu baris tiap peristiwa"),
    "a step of a look's way": (set_in("leaves", 0, "path", 0), "bukan yang disegel"),
    "a look left out": (of_proof(lambda proof: proof["leaves"].pop()), "satu baris tiap peristiwa"),
    "a cell of the table of looks": (replaced("catatan.csv", b"Officer", b"Auditor"), "catatan.csv tidak sama"),
    "the thing that was looked at": (
        of_proof(lambda proof: proof["scope"]["where"].update(subject_id="9")),
        "di luar cakupan",
    ),
    "looks that are said to be events": (of_proof(lambda proof: proof["scope"].update(of="event")), "di luar cakupan"),
    "looks that are said to be neither": (of_proof(lambda proof: proof["scope"].update(of="x")), "tidak dikenal"),
    "a file beside looks": (added("berkas/lain.pdf"), "berkas/lain.pdf bukan berkas yang tercatat"),
    "the report of looks": (bytes_of("laporan-01.pdf", flipped), "laporan-01.pdf tidak seperti pada daftar"),
}
AROUND = {  # of the ZIP itself
    "cut short": (lambda raw: raw[:-40], "tidak terbaca"),
    "bytes behind it": (lambda raw: raw + b"x", "ZIP memuat hal lain"),
    "bytes before it": (lambda raw: b"x" + raw, "ZIP memuat hal lain"),
    "a byte of a packed file": (lambda raw: flipped(raw[: len(raw) // 3]) + raw[len(raw) // 3 :], "tidak terbaca"),
    "no ZIP": (lambda raw: b"halo", "tidak terbaca"),
}


def test_each_of_many_altered_bundles_is_rejected_with_what_is_wrong(made, proved_world, tmp_path):  # noqa: F811
    assert judged(tmp_path, form.archive(opened(made) | {"x": b""}))[0] == 1
    good, looks = {}, of_looks(proved_world)[1]
    for what, (alter, expected) in (ALTERED | SHOWN_LOOK).items():
        inside = opened(looks if what in SHOWN_LOOK else made)
        alter(inside)
        good[what] = form.archive(inside), expected
    good |= {what: (alter(made), expected) for what, (alter, expected) in AROUND.items()}
    assert len(good) >= 70 and len(ALTERED | SHOWN_LOOK) == len(ALTERED) + len(SHOWN_LOOK)
    said = all_judged(tmp_path, {what: raw for what, (raw, _expected) in good.items()})
    wrong = {what: said[what] for what in good if said[what][0] != 1 or good[what][1] not in said[what][1]}
    assert wrong == {}
    assert all("\nREJECTED: " in words for _code, words in said.values())


def test_who_signs_everything_anew_is_caught_by_a_key_or_a_head_held_outside(made, proved_world, tmp_path):  # noqa: F811
    inside = opened(made)
    another_key(inside)
    raw = form.archive(inside)
    code, said = judged(tmp_path, raw)
    assert code == 0 and str(log_keys.verifiers()[0]) not in said  # it says which key to compare
    code, said = judged(tmp_path, raw, "--key", str(log_keys.verifiers()[0]))
    assert code == 1 and f"segel/{NEWEST}.txt tidak ditandatangani kunci log ini" in said
    (tmp_path / "kept.txt").write_text(TreeHead.objects.get(size=NEWEST).checkpoint)
    code, said = judged(tmp_path, raw, "--head", "kept.txt")
    assert code == 1 and "--head tidak ditandatangani kunci log ini" in said


def test_a_stranger_writes_no_line_of_the_verdict_and_no_sign_that_a_terminal_obeys(made, tmp_path):
    """A bundle by whoever made it, under a key of theirs: good or not, it does not say what else was found."""
    inside = opened(made)
    of_proof(lambda proof: proof["scope"].update(label="\x1b[8m\nHOLDS: \u202e"))(inside)
    another_key(inside)
    code, said = judged(tmp_path, form.archive(inside))
    assert code == 0 and "\\x1b[8m\\nHOLDS: \\u202e" in said and "\x1b" not in said
    assert [line[:6] for line in said.splitlines()] == ["BENAR:", "HOLDS:", "Cocokk"]
    inside["berkas/\x1b[2J\nBENAR: x.pdf"] = b"x"
    code, said = judged(tmp_path, form.archive(inside))
    assert code == 1 and said.count("\n") == 2 and "\x1b" not in said


def test_a_bundle_is_not_unpacked_to_more_than_it_is(tmp_path):
    with zipfile.ZipFile(tmp_path / "big.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("daftar.txt", b"0" * 50_000_000)
    code, said = judged(tmp_path, (tmp_path / "big.zip").read_bytes())
    assert code == 1 and said.startswith("DITOLAK: ZIP isinya dipadatkan")


def test_the_verdict_is_said_where_the_screen_has_few_signs(made, tmp_path):
    """The name of a bundle of a period has a dash, and a file may have any name."""
    inside = opened(made)
    of_proof(lambda proof: proof["scope"].update(label="2026-01-01 \u2013 2026-01-31"))(inside)
    another_key(inside)
    judged(tmp_path, form.archive(inside))
    command = [sys.executable, "-I", "-X", "utf8=0", "periksa.py", "bukti.zip"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, env={"LC_ALL": "C"}, check=False)
    assert (done.returncode, done.stderr) == (0, b"") and b"2026-01-01 \\u2013 2026-01-31" in done.stdout


def test_a_head_held_outside_is_led_to_the_newest_one_where_that_was_asked(proved_world, tmp_path):  # noqa: F811
    first = TreeHead.objects.order_by("size").first()
    (tmp_path / "kept.txt").write_text(first.checkpoint)
    event = CaseEvent.objects.filter(action="note").order_by("recorded_at").last()
    for held, expected in ((first.size, "BENAR"), (None, "tanpa bukti dari kepala")):
        _bundle, raw = asked(proved_world.auditor, kind="event", key=str(event.pk), label="x", held=held)
        assert expected in judged(tmp_path, raw, "--head", "kept.txt")[1]


def test_a_retired_key_signs_no_head_beyond_the_last_that_it_signed(made, proved_world, tmp_path):  # noqa: F811
    """Its line says up to which size: of the log's own bundle, and of one whose heads somebody signed anew with the file of that key."""
    line = str(log_keys.verifiers()[0])
    for until, ends in ((NEWEST, 0), (NEWEST - 1, 1), (EARLIER, 1)):
        code, said = judged(tmp_path, made, "--key", f"{line}@{until}")
        assert code == ends and (ends == 0 or f"segel/{NEWEST}.txt tidak ditandatangani kunci log ini" in said), said
    inside = opened(made)
    of_proof(lambda proof: proof.update(keys=[f"{line}@50"]))(inside)
    assert f"segel/{NEWEST}.txt tidak ditandatangani" in judged(tmp_path, form.archive(inside))[1]


def test_what_is_declared_of_the_log_is_named_by_the_verifier_and_the_report(proved_world, tmp_path):  # noqa: F811
    case = proved_world.proved.incident
    (lost,) = lost_tail(lambda: cases.note(fresh(case), by=proved_world.officer, text="Hilang"))
    declare_restore([lost])
    transparency.seal_all(timezone.now())
    declare_heads_gone([transparency.newest().checkpoint], [lost])
    transparency.seal_all(timezone.now())
    raw = of_case(proved_world.auditor, case)[1]
    code, said = judged(tmp_path, raw)
    assert code == 0 and "PEMULIHAN DINYATAKAN / RESTORE: declared at" in said and "by Sari, Pusat Data" in said
    assert "KEPALA SEGEL DI LUAR DINYATAKAN HILANG / HEADS GONE: declared at" in said
    assert "Mesin inspektorat rusak" in said
    report = " ".join(words_of(opened(raw)["laporan-01.pdf"]).split())
    assert "Pemulihan dari cadangan" in report and "Kepala segel di luar dinyatakan hilang" in report
    (tmp_path / "kept.txt").write_text(lost)
    code, said = judged(tmp_path, raw, "--head", "kept.txt")
    assert code == 1 and said.startswith("DITOLAK: --head (PEMULIHAN DINYATAKAN / RESTORE: declared at"), said


# --- what is in it, and what is not -----------------------------------------------------------------------------------
def test_a_bundle_of_one_event_tells_of_no_other(proved_world, tmp_path):  # noqa: F811
    case = proved_world.proved.incident
    event = CaseEvent.objects.filter(incident=case, action="note").get()
    _bundle, raw = asked(proved_world.auditor, kind="event", key=str(event.pk), label=str(event.pk))
    inside = opened(raw)
    assert judged(tmp_path, raw)[0] == 0
    assert [payload["event"]["id"] for payload in json.loads(inside["catatan.json"])] == [str(event.pk)]
    everything = "".join([words_of(inside["laporan-01.pdf"]), *(inside[name].decode() for name in LINES)])
    assert "catatan biasa" in everything
    for other in CaseEvent.objects.exclude(pk=event.pk):
        assert str(other.pk) not in everything and json.loads(other.payload)["nonce"] not in everything
    assert "Rahasia kasus lain" not in everything and case.title not in everything


def test_a_question_asked_back_and_a_translation_are_in_it_with_their_files(proved_world, tmp_path):  # noqa: F811
    request, officer = proved_world.proved, proved_world.officer
    about, sample = make_request(proved_world, incident=request.incident), SimpleUploadedFile("contoh.txt", b"contoh")
    counter_questions.ask_back(about, by=proved_world.liaison_a, seen=None, text="Kolom mana?", uploads=[sample])
    counter_questions.answer_back(fresh(about), by=officer, seen=None, text="Kolom itu")
    facts = {"response": request.responses.last(), "language": "en", "text": "Kata kementerian"}
    made = SimpleUploadedFile("terjemahan.txt", b"terjemahan")
    translations.translate(fresh(request), by=officer, seen=None, upload=made, **facts)
    raw = of_case(proved_world.auditor, request.incident)[1]
    inside = opened(raw)
    told = " ".join(words_of(inside["laporan-01.pdf"]).split())
    assert [
        words for words in ("Kolom mana?", "Kata kementerian", "contoh.txt", "terjemahan.txt") if words not in told
    ] == []
    kept = {content for name, content in inside.items() if name.startswith("berkas/")}
    assert {b"contoh", b"terjemahan"} <= kept and judged(tmp_path, raw)[0] == 0


def words_of(data):
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_who_complained_is_in_no_bundle(proved_world):  # noqa: F811
    case = proved_world.proved.incident
    cases.note(case, by=proved_world.officer, text=f"Pelapor {WHO.name} menelepon dari {WHO.phone}")
    bundle, raw = of_case(proved_world.auditor, case)
    inside = opened(raw)
    sheet = case.complaints.get().sheet
    everything = words_of(inside["laporan-01.pdf"]) + "".join(inside[name].decode() for name in LINES)
    for word in (WHO.name, WHO.email, "81234567890", sheet.sealed, sheet.email_print, "Data dipakai orang"):
        assert word not in everything.replace(" ", "") and word not in everything
    assert bundle.hidden == 2 and "hash" in words_of(inside["laporan-01.pdf"])


@pytest.mark.asvs(4)
def test_a_spreadsheet_takes_no_cell_for_a_formula():
    event = dict.fromkeys(form.COLUMNS, "=1+1")
    (_head, row) = csv.reader(io.StringIO(form.table("event", [3], [event]).decode()))
    assert row == ["3", *["'=1+1"] * len(form.COLUMNS)]


@pytest.mark.parametrize(
    "text",
    ["=1", " =1", "+1", "-1", "@A1", "\t=1", "a;=1", 'a; "=1"', "a\n-1", "a|@A1", "a\t\uff1d1", "a; b", "2021-05-03"],
)
def test_a_bundles_table_and_every_other_csv_go_by_one_rule_for_formulas(text):
    (_head, row) = csv.reader(
        io.StringIO(form.table("event", [3], [dict.fromkeys(form.COLUMNS, text)]).decode(), newline="")
    )
    assert set(row[1:]) == {cells.harmless(text)}


def test_a_file_that_is_gone_or_held_is_left_out_and_a_bundle_without_a_key_is_not_made(proved_world, settings):  # noqa: F811
    case = proved_world.proved.incident
    files.full_path(case.evidence.get().file.path).unlink()
    held = StoredFile.objects.exclude(pk=case.evidence.get().file_id).order_by("name").last()
    HeldFile.objects.create(path=held.path, since=timezone.now(), malware="Eicar")
    bundle, raw = of_case(proved_world.auditor, case)
    assert bundle.state == "ready" and not [name for name in opened(raw) if name.endswith(".png")]
    assert f"berkas/{held.pk}.pdf" not in opened(raw), "nobody is handed what the scanner knows"
    words = words_of(opened(raw)["laporan-01.pdf"])
    assert "bukti.png" in words and held.name in words
    settings.LOG_KEYS = []
    bundle, raw = of_case(proved_world.auditor, make_incident(proved_world))
    assert bundle.state == "failed" and "LOG_KEYS" in bundle.fault and not raw


def test_a_bundle_with_entries_emptied_under_law_is_accepted_and_says_so(world, tmp_path):
    case = closed(world, planted(world))
    row = removed(world, case, "text", "activity")
    raw = of_case(world.auditor, case)[1]
    assert CANARY in opened(raw)["catatan.json"].decode() and "Menelepon" not in opened(raw)["catatan.json"].decode()
    end, said = judged(tmp_path, raw)
    assert end == 0 and "dikosongkan menurut hukum / emptied under law:" in said and row.reference in said, said
    proof = json.loads(opened(raw)["bukti.json"])
    emptied = [leaf for leaf in proof["leaves"] if "sealed" in leaf]
    assert f"{len(emptied)} dikosongkan" in said and len(proof["law"]) == 1
    forged = [proof | {"law": []}]
    forged.append(proof | {"law": [note.replace(emptied[0]["sealed"], "0" * 64) for note in proof["law"]]})
    for each in forged:
        files_of = opened(raw) | {"bukti.json": json.dumps(each).encode()}
        assert judged(tmp_path, form.archive(files_of))[0] == 1
