"""Verifies a proof bundle by itself: Python 3.10 or later, nothing installed, no network, nothing of the product that made it.

    python3 -I periksa.py BUNDLE.zip [--key LINE]... [--head FILE]...

Ed25519 (RFC 8032) is included below. The bundle is judged by the keys that lie in it, unless you give the line of one that you hold.
--head is a head of the log that you kept. Ends with 0 when all holds, 1 when something does not, 2 when nothing can be judged."""

import base64
import csv
import hashlib
import io
import json
import re
import sys
import zipfile
from pathlib import Path

Point = tuple[int, int, int, int]
Key = tuple[str, bytes, bytes, int]  # name, identity, public key, the size of the last head that it counts for
FORM, MANIFEST, PROOF, RECORD, TABLE = "tanggap/bukti/1", "daftar.txt", "bukti.json", "catatan.json", "catatan.csv"
HEADS, KEPT, REMOVAL = "segel/", "berkas/", "tanggap/penghapusan/1"
RESTORE, GONE = "tanggap/pemulihan/1", "tanggap/kepala-hilang/1"
DECLARED = {RESTORE: "PEMULIHAN DINYATAKAN / RESTORE", GONE: "KEPALA SEGEL DI LUAR DINYATAKAN HILANG / HEADS GONE"}
COLUMNS = ["id", "act_id", "recorded_at", "happened_at", "action", "subject_type", "subject_label", "incident_id"]
COLUMNS += ["status_from", "status_to", "actor_name", "actor_role", "actor_agency", "reason"]
LOOK = ["id", "at", "kind", "actor_name", "address", "subject_type", "subject_id", "subject_label", "reason", "path"]
OF = {"event": (COLUMNS, "peristiwa", "events"), "accessentry": (LOOK, "pembacaan", "looks")}
SIGNS = "-=+@\uff1d\uff0b\uff0d\uff20"  # a formula begins with one, also where another sign than a comma parts columns
FORMULA, WITHIN = rf" *[{SIGNS}\t\r\n]", rf"([;|\t\r\n][\s\"]*)([{SIGNS}])"
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


class Rejected(Exception):
    """What does not hold: where, in Indonesian, in English."""


def check(holds: object, where: str, indonesian: str, english: str) -> None:
    if not holds:
        raise Rejected(where, indonesian, english)


def plus(a: Point, b: Point) -> Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    return (f - e) * (h - g) % P, (h + g) * (f + e) % P, (h - g) * (h + g) % P, (f - e) * (f + e) % P


def times(number: int, point: Point) -> Point:
    even: Point = times(number >> 1, plus(point, point)) if number else (0, 1, 1, 0)
    return plus(even, point) if number & 1 else even


def point_of(raw: bytes) -> Point | None:
    y, sign = int.from_bytes(raw, "little") & (2**255 - 1), raw[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    return (x := x if x & 1 == sign else P - x), y, 1, x * y % P


def signed(public: bytes, text: bytes, signature: bytes) -> bool:
    """Whether the signature (64 bytes) is this key's over the text."""
    key, begin, scalar = point_of(public), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    base = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    if key is None or begin is None or base is None or scalar >= ORDER:
        return False
    digest = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), "little") % ORDER
    left, right = times(scalar, base), plus(begin, times(digest, key))
    return not any((left[n] * right[2] - right[n] * left[2]) % P for n in (0, 1))


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_over(leaf: bytes, place: int, size: int, path: list[bytes]) -> bytes:
    """The root that the way up of a leaf leads to (2.1.3)."""
    if size == 1 or not path:
        return leaf if (size, path) == (1, []) else b""
    left = 1 << ((size - 1).bit_length() - 1)
    if place < left:
        return node(root_over(leaf, place, left, path[:-1]), path[-1])
    return node(path[-1], root_over(leaf, place - left, size - left, path[:-1]))


def roots_over(before: bytes, first: int, size: int, path: list[bytes], whole: bool = True) -> tuple[bytes, bytes]:
    """The roots of a tree of `first` leaves and of the one of `size` that it begins (2.1.4)."""
    if first == size or not path:
        root = before if whole else path[0] if path else b""
        return (root, root) if first == size and len(path) == (0 if whole else 1) else (b"", b"")
    left = 1 << ((size - 1).bit_length() - 1)
    if first <= left:
        old, new = roots_over(before, first, left, path[:-1], whole)
        return old, node(new, path[-1])
    old, new = roots_over(before, first - left, size - left, path[:-1], False)
    return node(path[-1], old), node(path[-1], new)


def key_of(line: str) -> Key:
    name, identity, written = (line.strip().split("+", 2) + ["", ""])[:3]
    raw, _at, until = written.partition("@")  # of a retired key, up to which size it signed
    key = base64.b64decode(raw)
    named = hashlib.sha256(name.encode() + b"\n" + key).hexdigest()[:8] == identity
    check(key[:1] == b"\x01" and len(key) == 33 and named, repr(line), "bukan kunci Ed25519", "is no Ed25519 key")
    return name, bytes.fromhex(identity), key[1:], int(until or 2**63)


def text_of(note: bytes, keys: list[Key], what: str) -> str:
    """The text of a note that one of these keys signed, and none of them wrongly."""
    (text, _gap, signatures), good = note.decode().rpartition("\n\n"), False
    for line in signatures.rstrip("\n").split("\n"):
        name, _blank, written = line[2:].partition(" ")
        raw = base64.b64decode(written, validate=True)
        for public in [key[2] for key in keys if key[:2] == (name, raw[:4])]:
            good = signed(public, (text + "\n").encode(), raw[4:])
            check(good, what, "tanda tangannya tidak sah", "its signature does not hold")
    check(good, what, "tidak ditandatangani kunci log ini", "is not signed by a key of this log")
    return text + "\n"


def head_of(note: bytes, keys: list[Key], origin: str, what: str) -> tuple[int, bytes]:
    named, size, root = text_of(note, [x for x in keys if int(note.split(b"\n")[1]) <= x[3]], what).split("\n")[:3]
    check(named == origin, what, "dari log lain", "is of another log")
    return int(size), base64.b64decode(root)


def archive(files: dict[str, bytes]) -> bytes:
    """The one ZIP that these files make: in the order of their names, not packed, without hours."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            written.writestr(entry, files[name])
    return out.getvalue()


def record(payloads: list[str]) -> bytes:
    """The payloads as an array of JSON, one a line: the leaf of each is the hash of its line."""
    return ("[\n" + ",\n".join(payloads) + "\n]\n").encode()


def table(of: str, leaves: list[int], rows: list[dict[str, object]]) -> bytes:
    """The events, or the looks, as CSV. What a spreadsheet would take for a formula begins with an apostrophe."""
    (written := csv.writer(out := io.StringIO())).writerow(["leaf", *OF[of][0]])
    for leaf, row in zip(leaves, rows, strict=True):
        told = ("" if row[name] is None else str(row[name]) for name in OF[of][0])
        written.writerow([leaf, *("'" * bool(re.match(FORMULA, x)) + re.sub(WITHIN, r"\1'\2", x) for x in told)])
    return out.getvalue().encode()


def manifest(origin: str, size: int, files: dict[str, bytes]) -> str:
    """Which files there are, and their hashes: what the log's key signs of a bundle as a whole."""
    hashes = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files) if name != MANIFEST)
    return f"{FORM}\n{origin}\n{size}\n{''.join(hashes)}"


def verify(raw: bytes, given: list[str], held: list[bytes]) -> tuple[str, str]:
    """What is proved, in Indonesian and in English. Raises Rejected."""
    with zipfile.ZipFile(io.BytesIO(raw)) as opened:
        check(sum(x.file_size for x in opened.infolist()) <= len(raw), "ZIP", "isinya dipadatkan", "is packed")
        files = {name: opened.read(name) for name in opened.namelist()}
    for name in (MANIFEST, PROOF, RECORD, TABLE):
        check(name in files, name, "tidak ada", "is missing")
    proof = json.loads(files[PROOF])
    check(proof["form"] == FORM, PROOF, "bentuknya tidak dikenal", "is of an unknown form")
    inside, size, origin = [key_of(line) for line in proof["keys"]], proof["head"], proof["origin"]
    judges, roots = [key_of(line) for line in given] or inside, dict[int, bytes]()
    for each in [{"size": size, "path": []}, *proof["heads"]]:
        name, first, path = f"{HEADS}{each['size']}.txt", each["size"], [bytes.fromhex(step) for step in each["path"]]
        check(name in files, name, "tidak ada", "is missing")
        stated, roots[first] = head_of(files[name], judges if first == size else inside, origin, name)
        check(stated == first, name, f"menyatakan {stated} daun", f"states {stated} leaves")
        both = roots_over(roots[first], first, size, path)
        check(both == (roots[first], roots[size]), name, "bukan awal kepala terbaru", "does not begin the newest head")
    leaves, payloads = proof["leaves"], [line.rstrip(",") for line in files[RECORD].decode().split("\n")[1:-2] if line]
    shown = [each["place"] for each in leaves if "hash" not in each]
    fits = len(payloads) == len(shown) and files[RECORD] == record(payloads)
    check(fits, RECORD, "tidak memuat satu baris tiap peristiwa", "does not hold one line for each entry")
    places, rest = [each["place"] for each in leaves], iter(payloads)
    check(places == sorted(set(places)), PROOF, "daun tidak berurutan", "its leaves are not in their order")
    law, gone, lost = dict[str, tuple[str, str]](), dict[int, str](), ""
    for note in [*proof["law"], *proof["declarations"]]:
        kind, _origin, of, removal, *lines = text_of(note.encode(), inside, PROOF).split("\n")
        law |= {x.split()[2]: (x.split()[3], removal) for x in lines if kind == REMOVAL and x.count(" ") == 3}
        check(kind == REMOVAL or kind in DECLARED, PROOF, "memuat catatan lain", "holds a note of another kind")
        lost += f"{DECLARED.get(kind)}: {repr('; '.join([of, removal, *lines]))[1:-3]}\n" * (kind in DECLARED)
    for head in held:
        stated, root = head_of(head, judges, origin, "--head")
        where = f"--head ({'; '.join(lost.splitlines())})" if lost else "--head"
        check(stated in roots, where, f"tanpa bukti dari kepala {stated}", f"no proof from head {stated} is here")
        check(roots[stated] == root, where, f"kepala {stated} di sini lain", f"head {stated} here is another")
    for each in leaves:
        leaf = bytes.fromhex(each["hash"]) if "hash" in each else hashlib.sha256(b"\0" + next(rest).encode()).digest()
        sealed = step = each.get("sealed", leaf.hex())
        while step != leaf.hex() and step in law:
            step, gone[each["place"]] = law[step]
        found = root_over(bytes.fromhex(sealed), each["place"], size, [bytes.fromhex(step) for step in each["path"]])
        good = step == leaf.hex() and found == roots[size] and 0 <= each["place"] < size
        check(good, f"daun/leaf {each['place']}", "bukan yang disegel", "is not what was sealed")
    told, scope = [{"history": [], **json.loads(payload)} for payload in payloads], proof["scope"]
    check((of := scope["of"]) in OF, PROOF, "cakupannya tidak dikenal", "is of an unknown scope")
    for place, row in zip(shown, rows := [each.get(of, {}) for each in told], strict=True):
        within = not scope["from"] or scope["from"][:19] <= row["recorded_at"][:19] < scope["until"][:19]
        borne = any(each.items() <= row.items() for each in [scope["where"], *scope.get("also", [])])
        check(row and within and borne, f"daun/leaf {place}", "di luar cakupan", "is outside the scope of the bundle")
    check(files[TABLE] == table(of, shown, rows), TABLE, f"tidak sama dengan {RECORD}", f"differs from {RECORD}")
    written = [(each["event"]["details"], row) for each in told for row in each["history"] if "draft_digest" in row]
    known = {row["file_id"] or row["unsigned_id"]: said["sha256"] for said, row in written if "sha256" in said}
    known |= {row["courtesy_id"]: said["courtesy_sha256"] for said, row in written if "courtesy_sha256" in said}
    known |= {row["content"].get("emblem"): row["content"].get("emblem") for _said, row in written}
    known |= {row["id"]: row["sha256"] for each in told for row in each["history"] if "sha256" in row and "path" in row}
    for name in [name for name in files if name.startswith(KEPT)]:
        same = known.get(name[len(KEPT) :].partition(".")[0]) == hashlib.sha256(files[name]).hexdigest()
        check(same, name, "bukan berkas yang tercatat", "is not a file that the record names")
    text, mine = text_of(files[MANIFEST], [k for k in judges if size <= k[3]], MANIFEST), manifest(origin, size, files)
    odd = ", ".join(sorted({line[66:] for line in {*text.split("\n")[3:]} ^ {*mine.split("\n")[3:]}})) or MANIFEST
    check(text == mine, odd, "tidak seperti pada daftar", "is not as the manifest lists it")
    check(archive(files) == raw, "ZIP", "memuat hal lain di luar berkasnya", "holds something besides its files")
    hidden, about = len(leaves) - len(shown), repr(f"({scope['label']}, {origin} {size} {roots[size].hex()})")[1:-1]
    keys = lost + ("" if given else f"Cocokkan kunci ini / compare this key: {repr(', '.join(proof['keys']))[1:-1]}\n")
    keys += f"{len(gone)} dikosongkan menurut hukum / emptied under law: {sorted({*gone.values()})}\n" * bool(gone)
    words = f"{len(shown)} {OF[of][1]} tersegel, {hidden} lagi hanya sebagai hash {about}."
    return words, f"{len(shown)} {OF[of][2]} are sealed, {hidden} more stand as hashes alone {about}.\n{keys}"


def main(arguments: list[str]) -> tuple[int, str]:
    given: dict[str, list[str]] = {"--key": [], "--head": [], "": []}
    for each in (rest := iter(arguments)):
        given[each if each in given else ""].append(next(rest, "") if each in given else each)
    if len(given[""]) != 1:
        return 2, __doc__ or ""
    try:
        raw, *held = [Path(name).read_bytes() for name in [*given[""], *given["--head"]]]
        good = verify(raw, given["--key"], held)
    except OSError as fault:
        return 2, f"TIDAK TERBACA / CANNOT BE READ: {fault}\n"
    except Exception as fault:  # also whatever a hostile file makes a library say
        why = fault.args if isinstance(fault, Rejected) else (f"ZIP ({fault!r})", "tidak terbaca", "cannot be read")
        return 1, "DITOLAK: {0} {1}.\nREJECTED: {0} {2}.\n".format(*(repr(x)[1:-1] for x in why))
    return 0, f"BENAR: {good[0]}\nHOLDS: {good[1]}"


if __name__ == "__main__":
    end, words = main(sys.argv[1:])
    sys.stdout.buffer.write(words.encode(sys.stdout.encoding, "backslashreplace"))
    sys.exit(end)
