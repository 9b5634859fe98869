"""The hand in the database. It works in SQL as the owner of the tables, past every trigger and check, and knows nothing of the
product's own code; the `clever` ones and `removal` compute hashes of leaves with the product's own, because a thief may read its source.

Each tampering is told by what it must be found by: words of which one stands in what a verification finds.
"""

import base64
import hashlib
import json
import uuid
from typing import NamedTuple

from asn1crypto import tsp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from incidents.plain import merkle
from tests.time_authority import TimeAuthority

EVENT, LEAF, HEAD = "incidents_caseevent", "incidents_leaf", "incidents_treehead"
ENTRY, FILE, PENDING = "incidents_accessentry", "incidents_storedfile", "incidents_pending"
LETTER, MESSAGE = "incidents_letter", "notifications_message"
STAMP, DECLARATION = "incidents_headstamp", "incidents_logdeclaration"
HEADS_GONE = "tanggap/kepala-hilang/1\n"  # how a declaration begins that heads held outside are gone
ASIDE = 1_000_000_000  # a place that no leaf has
TEXTS = [  # a text of each kind of thing that a case is made of, as it stands today
    ("incidents_incident", "title"),
    ("incidents_agencyname", "name"),
    ("incidents_contact", "email"),
    ("incidents_question", "text"),
    ("incidents_involvement", "role"),
    ("incidents_appointment", "role"),
    ("incidents_unit", "name"),
    ("incidents_registerentry", "number"),
]


class Missed(Exception):
    """There is nothing in this database on which this tampering could be tried."""


class Hand:
    """`run` executes SQL as the owner and gives rows; `chance` decides what is altered; `write` writes a file of the folder."""

    def __init__(self, run, chance, files, write):
        self.run, self.chance, self.files, self.write = run, chance, files, write

    def one(self, table, columns="*", where="TRUE"):
        rows = self.run(f"SELECT {columns} FROM {table} WHERE {where} ORDER BY 1")
        if not rows:
            raise Missed(f"no row of {table} where {where}")
        return self.chance.choice(rows)

    def event(self, where="TRUE"):
        """The key of an event that is sealed."""
        return self.one(f"{EVENT} e JOIN {LEAF} l ON l.event_id = e.id", "e.id", where)[0]

    def unchecked(self, table):
        """Take away what the table's rows must hold by themselves and beside each other: its owner can."""
        checks = "SELECT conname FROM pg_constraint WHERE contype IN ('c', 'x', 'u') AND conrelid = %s::regclass"
        for (name,) in self.run(checks, [table]):
            self.run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')

    def heads(self):
        return [size for (size,) in self.run(f"SELECT size FROM {HEAD} ORDER BY size")]

    def columns(self, table):
        return [
            name
            for (name,) in self.run(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
                [table],
            )
        ]

    def copied(self, table, key, value, of, **changed):
        """Insert a copy of the row `of` under another key."""
        names = self.columns(table)
        written = {key: value, **changed}
        chosen = ", ".join("%s" if name in written else name for name in names)
        self.run(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {chosen} FROM {table} WHERE {key} = %s",
            [*(written[name] for name in names if name in written), of],
        )


class Found(NamedTuple):
    """What locates a tampering: any of these words in a finding, or a missing tail."""

    words: tuple
    tail: bool = False


def value(hand):
    column = hand.chance.choice(["reason", "subject_label", "status_to", "subject_id", "action"])
    event = hand.event()
    hand.run(f"UPDATE {EVENT} SET {column} = left({column} || 'x', 30) WHERE id = %s", [event])
    return Found((str(event),))


def value_of_today(hand):
    table, column = hand.chance.choice(TEXTS)
    key = hand.one(table, "id")[0]
    hand.unchecked(table)
    hand.run(f"UPDATE {table} SET {column} = 'x' || left({column}, 20) WHERE id = %s", [key])
    return Found((f"{table} {key},",))


def instant(hand):
    column = hand.chance.choice(["recorded_at", "happened_at"])
    event = hand.event()
    hand.run(f"UPDATE {EVENT} SET {column} = {column} - interval '1 microsecond' WHERE id = %s", [event])
    return Found((str(event),))


def due_of_today(hand):
    key = hand.one("incidents_deadline", "id")[0]
    hand.unchecked("incidents_deadline")
    hand.run("UPDATE incidents_deadline SET due_at = due_at + interval '1 day' WHERE id = %s", [key])
    return Found((f"incidents_deadline {key},",))


def actor(hand):
    event = hand.event("e.actor_id IS NOT NULL")
    other = hand.one("incidents_user", "id", f"id <> (SELECT actor_id FROM {EVENT} WHERE id = '{event}')")[0]
    change = hand.chance.choice([("actor_id", other), ("actor_name", "Orang Lain"), ("actor_role", "system")])
    hand.run(f"UPDATE {EVENT} SET {change[0]} = %s WHERE id = %s", [change[1], event])
    return Found((str(event),))


def order(hand):
    """Two leaves change places, with their hashes."""
    rows = hand.run(f"SELECT place, hash FROM {LEAF} WHERE event_id IS NOT NULL ORDER BY place")
    (first, a), (second, b) = sorted(hand.chance.sample(rows, 2))
    hand.run(f"UPDATE {LEAF} SET place = %s WHERE place = %s", [ASIDE, first])
    hand.run(f"UPDATE {LEAF} SET place = %s WHERE place = %s", [first, second])
    hand.run(f"UPDATE {LEAF} SET place = %s WHERE place = %s", [second, ASIDE])
    return Found(_between(hand, first, second))


def _between(hand, *places):
    heads = hand.heads()
    after = [min((size for size in heads if size > place), default=None) for place in places]
    return tuple(f"and head {size}" if size else "and the end" for size in after)


def inserted_event(hand):
    """An event that nobody did, waiting for its seal or not."""
    of, new = hand.event(), str(uuid.UUID(int=hand.chance.getrandbits(128), version=4))
    hand.copied(EVENT, "id", new, of)
    if hand.chance.random() < 0.5:
        hand.run(f"INSERT INTO {PENDING} (event_id, job) VALUES (%s, 'seal')", [new])
    return Found((new,))


def inserted_row(hand):
    """A right that nobody gave: an appointment out of nowhere."""
    of = hand.one("incidents_appointment", "id", "role = 'officer'")[0]
    new = 1_000_000 + hand.chance.randrange(10_000)
    hand.copied("incidents_appointment", "id", new, of, role="supervisor")
    return Found((f"incidents_appointment {new}",))


def deleted_event(hand):
    event, place = hand.one(f"{EVENT} e JOIN {LEAF} l ON l.event_id = e.id", "e.id, l.place")
    hand.run(f"DELETE FROM {LEAF} WHERE place = %s", [place])
    hand.run(f"DELETE FROM {EVENT} WHERE id = %s", [event])
    return Found((*_between(hand, place), str(event)))


def deleted_row(hand):
    table = hand.chance.choice(
        ["incidents_contact", "incidents_question", "incidents_involvement", "incidents_deadline"]
    )
    key = hand.one(table, "id")[0]
    hand.run(f"DELETE FROM {table} WHERE id = %s", [key])
    return Found((f"{table} {key}",))


def tail(hand):
    """Everything after a head goes, as if it had never been."""
    cut = hand.chance.choice(hand.heads()[:-1])
    _cut(hand, cut)
    return Found(("head", "no event explains"), tail=True)


def _cut(hand, size):
    gone = f"SELECT event_id FROM {LEAF} WHERE place >= %s AND event_id IS NOT NULL"
    history = [name for (name,) in hand.run("SELECT tablename FROM pg_tables WHERE tablename LIKE '%%historical%%'")]
    for table in history:
        hand.run(f"DELETE FROM {table} WHERE event_id IN ({gone})", [size])
    events = [key for (key,) in hand.run(gone, [size])]
    entries = [
        key for (key,) in hand.run(f"SELECT entry_id FROM {LEAF} WHERE place >= %s AND entry_id IS NOT NULL", [size])
    ]
    hand.run(f"DELETE FROM {LEAF} WHERE place >= %s", [size])
    hand.run(f"DELETE FROM {PENDING} WHERE event_id = ANY(%s)", [events])
    hand.run(f"DELETE FROM {EVENT} WHERE id = ANY(%s)", [events])
    hand.run(f"DELETE FROM {ENTRY} WHERE id = ANY(%s)", [entries])
    hand.run(f"DELETE FROM {HEAD} WHERE size > %s", [size])


def history_row(hand):
    table, column = hand.chance.choice(TEXTS)
    table = table.replace("incidents_", "incidents_historical")
    key = hand.one(table, "history_id")[0]
    if hand.chance.random() < 0.7:
        hand.run(f"UPDATE {table} SET {column} = 'x' || left({column}, 20) WHERE history_id = %s", [key])
    else:
        hand.run(f"DELETE FROM {table} WHERE history_id = %s", [key])
    return Found((f"{table} {key} ",))


def access_entry(hand):
    how = hand.chance.choice(["altered", "deleted", "inserted"])
    key, place = hand.one(f"{ENTRY} a JOIN {LEAF} l ON l.entry_id = a.id", "a.id, l.place")
    if how == "altered":
        column = hand.chance.choice(["actor_name", "subject_label", "path", "kind"])
        hand.run(f"UPDATE {ENTRY} SET {column} = 'x' || left({column}, 15) WHERE id = %s", [key])
        return Found((f"access entry {key} ",))
    if how == "deleted":
        hand.run(f"DELETE FROM {LEAF} WHERE place = %s", [place])
        hand.run(f"DELETE FROM {ENTRY} WHERE id = %s", [key])
        return Found(_between(hand, place))
    new = hand.run(f"SELECT max(id) + 1 FROM {ENTRY}")[0][0]
    hand.copied(ENTRY, "id", new, key, at="2020-01-01 00:00:00+00")
    return Found((f"access entry {new} ",))


def file_byte(hand):
    """One byte of a file on disk."""
    key, _path = _file(hand)
    return Found((f"file {key}",))


def _file(hand, where="TRUE"):
    key, path = hand.one(FILE, "id, path", where)
    file = hand.files / path
    content = bytearray(file.read_bytes())
    content[hand.chance.randrange(len(content))] ^= 1
    hand.write(file, content)
    return key, path


def letter_and_its_hash(hand):
    """The bytes of a letter that went out, its hash beside it, and what the history says of that hash."""
    key, path = _file(hand, f"id IN (SELECT file_id FROM {LETTER})")
    altered = hashlib.sha256((hand.files / path).read_bytes()).hexdigest()
    hand.run(f"UPDATE {FILE} SET sha256 = %s WHERE id = %s", [altered, key])
    hand.run("UPDATE incidents_historicalstoredfile SET sha256 = %s WHERE id = %s", [altered, key])
    return Found(("incidents_historicalstoredfile",))


def head(hand):
    heads = hand.heads()
    size = hand.chance.choice(heads)
    how = hand.chance.choice(["root", "peaks", "checkpoint", "sealed_at", "deleted"])
    if how == "root":
        hand.run(f"UPDATE {HEAD} SET root = md5(root) || md5(root) WHERE size = %s", [size])
    elif how == "peaks":
        hand.run(f"UPDATE {HEAD} SET peaks = '[\"00\"]' WHERE size = %s", [size])
    elif how == "checkpoint":
        hand.run(
            f"UPDATE {HEAD} SET checkpoint = replace(checkpoint, %s, %s) WHERE size = %s",
            [f"\n{size}\n", "\n1\n", size],
        )
    elif how == "sealed_at":
        hand.run(f"UPDATE {HEAD} SET sealed_at = sealed_at - interval '1 hour' WHERE size = %s", [size])
    else:
        hand.run(f"DELETE FROM {HEAD} WHERE size = %s", [size])
    places = tuple(f"head {each}" for each in (size, *[h for h in heads if h > size][:1]))
    return Found((*places, "and the end"))


def time_stamp(hand):
    """A time stamp says another hour or another authority, has another byte, is exchanged with another's, is put on another head, is
    of an authority of their own, is gone with its leaf or without it, or was never given."""
    key, size, place = hand.one(f"{STAMP} s JOIN {LEAF} l ON l.stamp_id = s.id", "s.id, s.head_id, l.place")
    other, other_size = hand.one(STAMP, "id, head_id", f"id <> {key} AND head_id <> {size}")
    how = hand.chance.choice(
        [*_OF_A_STAMP, "byte", "exchanged", "moved", "own authority", "gone", "taken out", "never given"]
    )
    where = (f"time stamp of head {size}:", *_between(hand, place))
    if how in _OF_A_STAMP:
        hand.run(f"UPDATE {STAMP} SET {_OF_A_STAMP[how]} WHERE id = %s", [key])
    elif how == "moved":
        hand.run(f"UPDATE {STAMP} SET head_id = %s WHERE id = %s", [other_size, key])
        return Found((*where, f"time stamp of head {other_size}:"))
    elif how == "byte":
        token = bytearray(base64.b64decode(hand.run(f"SELECT token FROM {STAMP} WHERE id = %s", [key])[0][0]))
        token[hand.chance.randrange(len(token))] ^= 1
        hand.run(f"UPDATE {STAMP} SET token = %s WHERE id = %s", [base64.b64encode(token).decode(), key])
    elif how == "exchanged":
        told = f"SELECT id, token, stamped_at, authority FROM {STAMP} WHERE id IN (%s, %s)"
        new = "token = o.token, stamped_at = o.stamped_at, authority = o.authority"
        hand.run(
            f"UPDATE {STAMP} s SET {new} FROM ({told}) o WHERE s.id IN (%s, %s) AND o.id <> s.id", [key, other] * 2
        )
    elif how == "own authority":
        hand.run(f"UPDATE {STAMP} SET token = %s WHERE id = %s", [_of_a_stranger(hand, size), key])
    elif how == "never given":
        new = hand.run(f"SELECT max(id) + 1 FROM {STAMP}")[0][0]
        hand.copied(STAMP, "id", new, key, head_id=other_size)
        return Found((f"time stamp of head {other_size}:",))
    else:
        if how == "taken out":
            hand.run(f"DELETE FROM {LEAF} WHERE place = %s", [place])
        hand.run(f"DELETE FROM {STAMP} WHERE id = %s", [key])
    return Found(where)


_OF_A_STAMP = {"hour": "stamped_at = stamped_at - interval '1 hour'", "authority": "authority = 'Otoritas Lain'"}


def _of_a_stranger(hand, size):
    """A time stamp over the very head, by an authority that anybody can set up."""
    checkpoint = hand.run(f"SELECT checkpoint FROM {HEAD} WHERE size = %s", [size])[0][0]
    digest = hashlib.sha256(checkpoint.encode()).digest()
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest}
    stranger = TimeAuthority("Otoritas Lain")
    try:
        answer = stranger.granted(tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "cert_req": True}))
    finally:
        stranger.close()
    return base64.b64encode(answer["time_stamp_token"].dump()).decode()


def leaf(hand):
    """A leaf that would break what reads it, or that hides a read which was never sealed."""
    how = hand.chance.choice(["no hash", "far away", "of two things"])
    place = hand.one(f"{LEAF} l JOIN {EVENT} e ON l.event_id = e.id", "l.place")[0]
    if how == "no hash":
        hand.run(f"UPDATE {LEAF} SET hash = 'zz' || substr(hash, 3) WHERE place = %s", [place])
    elif how == "far away":
        hand.run(f"UPDATE {LEAF} SET place = 1000000000000000 WHERE place = %s", [place])
    else:
        key = hand.one(ENTRY, "id")[0]
        new = hand.run(f"SELECT max(id) + 1 FROM {ENTRY}")[0][0]
        hand.run(f"ALTER TABLE {LEAF} DROP CONSTRAINT a_leaf_is_of_one_thing")
        hand.copied(ENTRY, "id", new, key)
        hand.run(f"UPDATE {LEAF} SET entry_id = %s WHERE place = %s", [new, place])
        return Found((f"access entry {new} ",))
    return Found(_between(hand, place))


def payload(hand):
    """A payload in another form, which tells what no reader expects."""
    event = hand.event()
    told = hand.chance.choice(['{"event": 1, "history": 2}', '{"event": {"id": 1}, "history": [{}]}', "[]", "{"])
    hand.run(f"UPDATE {EVENT} SET payload = %s WHERE id = %s", [told, event])
    return Found((str(event),))


def removal(hand):
    """Content is emptied, and an event says that a law wanted it so: one that nobody signed, or a true one that names more than it
    did, or a true one whose entry tells something else since."""
    done, note = hand.one(EVENT, "id, details->>'emptied'", "action = 'remove'")
    event = hand.event(f"e.action <> 'remove' AND '{note}' NOT LIKE '%%' || e.id || '%%'")
    named = next(line.split()[1] for line in note.split("\n") if line.startswith("event "))
    empty = json.dumps({"event": {}, "history": []})
    way = hand.chance.choice(["faked", "widened", "altered"])
    if way == "altered":
        hand.run(f"UPDATE {EVENT} SET payload = %s WHERE id = %s", [empty, named])
        return Found((named,))
    was, now = (
        merkle.leaf_hash(text.encode()).hex()
        for text in (hand.run(f"SELECT payload FROM {EVENT} WHERE id = %s", [event])[0][0], empty)
    )
    hand.run(f"UPDATE {EVENT} SET payload = %s WHERE id = %s", [empty, event])
    told = note.replace("\nevent ", f"\nevent {event} {was} {now}\nevent ", 1)
    if way == "widened":
        hand.run(
            f"UPDATE {EVENT} SET details = details || jsonb_build_object('emptied', %s::text) WHERE id = %s",
            [told, done],
        )
        return Found((str(event),))
    new = str(uuid.UUID(int=hand.chance.getrandbits(128)))
    hand.copied(EVENT, "id", new, done, details=json.dumps({"emptied": told.replace(str(done), new)}))
    hand.run(f"INSERT INTO {PENDING} (event_id, job) VALUES (%s, 'seal')", [new])
    return Found((str(event),))


def declaration(hand):
    """The tail is cut, and a declaration says that a restore lost it, or that the heads that show it are gone: one that their own key signed,
    or the note of a true one with other heads beside it. Or a true one explains more than it did, says another instant, or is gone."""
    key, place, note = hand.one(
        f"{DECLARATION} r JOIN {LEAF} l ON l.declaration_id = r.id", "r.id, l.place, r.statement"
    )
    how = hand.chance.choice(["own key", "copied", "widened", "instant", "gone"])
    called = "declared loss of heads" if note.startswith(HEADS_GONE) else "declared restore"
    held = hand.run(f"SELECT checkpoint FROM {HEAD} ORDER BY size DESC LIMIT 1")[0][0]
    if how in ("own key", "copied"):
        _cut(hand, hand.chance.choice([size for size in hand.heads()[:-1] if size > place]))
        told = _signed_by_a_stranger(_naming(note, held)) if how == "own key" else note
        new = hand.run(f"SELECT max(id) + 1 FROM {DECLARATION}")[0][0]
        hand.copied(DECLARATION, "id", new, key, statement=told, lost=json.dumps([held]))
        return Found((f"{called} {new}:",))
    if how == "widened":
        told = _naming(note, held) + note.partition("\n\n")[2]
        hand.run(f"UPDATE {DECLARATION} SET statement = %s WHERE id = %s", [told, key])
    elif how == "instant":
        hand.run(f"UPDATE {DECLARATION} SET declared_at = declared_at - interval '1 day' WHERE id = %s", [key])
    else:
        hand.run(f"DELETE FROM {LEAF} WHERE place = %s", [place])
        hand.run(f"DELETE FROM {DECLARATION} WHERE id = %s", [key])
        return Found(_between(hand, place))
    return Found((f"{called} {key}:",))


def _naming(note, held):
    """The text of a declaration with one more head that is said to be lost or gone, and the empty line before who signs."""
    _origin, size, root, sealed_at, *_rest = held.split("\n")
    line = f"{size} {base64.b64decode(root).hex()}"
    line = f"gone {line}" if note.startswith(HEADS_GONE) else f"lost {line} {sealed_at.removeprefix('sealed at ')}"
    return f"{note.partition(chr(10) * 2)[0]}\n{line}\n\n"


def _signed_by_a_stranger(text):
    """As a key that the thief made signs a note under the log's name."""
    own, name = Ed25519PrivateKey.generate(), text.split("\n")[1]
    public = b"\1" + own.public_key().public_bytes_raw()
    identity = hashlib.sha256(f"{name}\n".encode() + public).digest()[:4]
    signature = base64.b64encode(identity + own.sign(text.removesuffix("\n").encode())).decode()
    return f"{text}\u2014 {name} {signature}\n"


def rule_row(hand):
    column, new = hand.chance.choice(
        [("length", "coalesce(length, 0) + 1"), ("effective_from", "effective_from - 400")]
    )
    key = hand.one("incidents_clockrule", "id")[0]
    hand.unchecked("incidents_clockrule")
    hand.run(f"UPDATE incidents_clockrule SET {column} = {new} WHERE id = %s", [key])
    return Found((f"incidents_clockrule {key},",))


def receipt_of_a_mail(hand):
    """What the outbox says of a mail: whom it went to, what became of it, when; that there was one; one that never was, with its
    number reckoned as the product does."""
    ways = ["recipient", "kind", "left", "waits", "earlier", "put in", "doubled", "to another", "taken away"]
    how = hand.chance.choice(ways)
    if how in ("recipient", "kind"):
        key = hand.one(MESSAGE, "id")[0]
        hand.run(f"UPDATE {MESSAGE} SET {how} = 'x' || left({how}, 15) WHERE id = %s", [key])
        return Found((f"{MESSAGE} {key}",))
    hand.unchecked(MESSAGE)
    if how == "left":
        key = hand.one(MESSAGE, "id", "state = 'to_send'")[0]
        hand.run(f"UPDATE {MESSAGE} SET state = 'sent', sent_at = now(), settled_at = now() WHERE id = %s", [key])
        return Found((f"{MESSAGE} {key}",))
    key, event, kind = hand.one(MESSAGE, "id, event_id, kind", "state IN ('sent', 'delivered')")
    to = "orang.lain@uji.example"
    number = uuid.uuid5(uuid.NAMESPACE_URL, f"tanggap:{event}:{kind}:{to}")
    if how == "waits":
        hand.run(f"UPDATE {MESSAGE} SET state = 'to_send', settled_at = NULL WHERE id = %s", [key])
    elif how == "earlier":
        hand.run(f"UPDATE {MESSAGE} SET sent_at = sent_at - interval '1 day' WHERE id = %s", [key])
    elif how == "to another":
        hand.run(f"UPDATE {MESSAGE} SET mail_id = %s, recipient = %s WHERE id = %s", [number, to, key])
    elif how in ("put in", "doubled"):
        new = uuid.UUID(int=hand.chance.getrandbits(128))
        hand.copied(MESSAGE, "id", new, key, **({"mail_id": number, "recipient": to} if how == "put in" else {}))
        return Found((f"{MESSAGE} {new}", f"{MESSAGE} {key}"))
    else:
        told = "details ->> 'message_id' LIKE '<' || (SELECT mail_id::text FROM notifications_message WHERE id = %s) || '@%%'"
        events = hand.run(f"SELECT id FROM {EVENT} WHERE cause_id = %s AND {told}", [event, key])
        hand.run(f"DELETE FROM {MESSAGE} WHERE id = %s", [key])
        return Found(tuple(str(each) for (each,) in events))
    return Found((f"{MESSAGE} {key}",))


def clever_rewrite(hand):
    """An event told otherwise, with its payload, its leaf, every head after it: all but the signature."""
    event, place = hand.one(f"{EVENT} e JOIN {LEAF} l ON l.event_id = e.id", "e.id, l.place")
    payload = json.loads(hand.run(f"SELECT payload FROM {EVENT} WHERE id = %s", [event])[0][0])
    payload["event"]["reason"] = "Karena begitu"
    told = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    hand.run(f"UPDATE {EVENT} SET reason = 'Karena begitu', payload = %s WHERE id = %s", [told, event])
    _rehash(hand, place, merkle.leaf_hash(told.encode()))
    return Found(_of_heads(hand, place))


def clever_forget(hand):
    """An event is taken out and the leaves move up; every head after it is made anew: all but the signature."""
    event, place = hand.one(f"{EVENT} e JOIN {LEAF} l ON l.event_id = e.id", "e.id, l.place")
    hand.run(f"DELETE FROM {LEAF} WHERE place = %s", [place])
    hand.run(f"DELETE FROM {EVENT} WHERE id = %s", [event])
    hand.run(f"UPDATE {LEAF} SET place = place + %s WHERE place > %s", [ASIDE, place])
    hand.run(f"UPDATE {LEAF} SET place = place - %s WHERE place > %s", [ASIDE + 1, ASIDE])
    last = hand.heads()[-1]
    hand.run(f"UPDATE {HEAD} SET size = size - 1 WHERE size > %s", [place])
    _rehash(hand, None, None)
    return Found((*(f"head {size}" for size in hand.heads() if size >= place), f"head {last}"))


def _of_heads(hand, place):
    return tuple(f"head {size}" for size in hand.heads() if size > place)


def _rehash(hand, place, hashed):
    """Every head, as the leaves make it now; its old signature stays under the new text."""
    if place is not None:
        hand.run(f"UPDATE {LEAF} SET hash = %s WHERE place = %s", [hashed.hex(), place])
    heads, tree = hand.heads(), merkle.Tree()
    for (leaf,) in hand.run(f"SELECT hash FROM {LEAF} ORDER BY place"):
        tree.append(bytes.fromhex(leaf))
        if tree.size in heads:
            note = hand.run(f"SELECT checkpoint FROM {HEAD} WHERE size = %s", [tree.size])[0][0]
            origin, _size, _root, *rest = note.split("\n")
            told = "\n".join([origin, str(tree.size), base64.b64encode(tree.root()).decode(), *rest])
            peaks = json.dumps([peak.hex() for peak in tree.peaks])
            hand.run(
                f"UPDATE {HEAD} SET root = %s, peaks = %s, checkpoint = %s WHERE size = %s",
                [tree.root().hex(), peaks, told, tree.size],
            )


CLASSES = {
    "value": value,
    "value of today": value_of_today,
    "instant": instant,
    "due of today": due_of_today,
    "actor": actor,
    "order": order,
    "insertion of an event": inserted_event,
    "insertion of a row": inserted_row,
    "deletion of an event": deleted_event,
    "deletion of a row": deleted_row,
    "tail cut": tail,
    "history row": history_row,
    "access entry": access_entry,
    "file byte": file_byte,
    "letter and its hash": letter_and_its_hash,
    "head": head,
    "time stamp": time_stamp,
    "leaf": leaf,
    "payload": payload,
    "removal": removal,
    "restore declared": declaration,
    "rule row": rule_row,
    "receipt of a mail": receipt_of_a_mail,
    "clever: rewritten": clever_rewrite,
    "clever: forgotten": clever_forget,
}
