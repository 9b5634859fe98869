"""What a proof bundle proves: which events or looks, under which head, which files they name; and what is shown of it as its hash
alone."""

import json
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _

from .. import files
from ..errors import DomainError
from ..models import (
    CaseEvent,
    ComplainantSheet,
    Complaint,
    ComplaintAnswer,
    HeadStamp,
    Leaf,
    Letter,
    ProofBundle,
    StoredFile,
    TreeHead,
)
from ..plain import bundle_verifier as form
from ..plain import clocks
from ..plain.complainants import Person
from ..plain.merkle import Proofs
from ..plain.not_none import not_none
from ..record import (
    about_letters,
    complainant_sheets,
    declarations,
    discrepancies,
    heads_gone,
    log_keys,
    restores,
    transparency,
)
from ..record.canonical import canonical_json
from ..record.removal import statements
from ..record.removal.statements import Claim, Emptied
from . import proved_looks
from .proved_looks import LOOK

MOST_EVENTS = 10_000
MOST_BYTES = 300 * 1024 * 1024
CHUNK = 500
HIDDEN = {model.history.model._meta.db_table for model in (Complaint, ComplainantSheet, ComplaintAnswer)}
LETTERS = Letter.history.model._meta.db_table
STORED = StoredFile.history.model._meta.db_table
EVENT = "event"  # what a leaf is of, as its text calls it: this, or a LOOK


class NotAsSealed(DomainError):
    """What the log holds and what the record holds are no longer the same."""

    message = _("The record is not what was sealed: %(where)s. Verify it first.")


class TooMuch(DomainError):
    """More than one bundle holds."""

    message = _("More than one bundle holds: at most %(events)d entries, %(megabytes)d MB of files. Choose less.")


@dataclass
class Proved:
    """What is proved under a head. `places`, `payloads` and what those tell of what is shown, in the order of the log; `hidden`
    counts what stands as a hash alone. `missing` are files that are no longer kept, are not what came in, are held, or name a complainant."""

    bundle: ProofBundle
    head: TreeHead
    leaves: list[dict[str, Any]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    payloads: list[str] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)
    file_rows: list[dict[str, Any]] = field(default_factory=list)
    missing: list[dict[str, Any]] = field(default_factory=list)
    heads: list[TreeHead] = field(default_factory=list)
    stamps: dict[int, HeadStamp] = field(default_factory=dict)  # by the size of the head that each is of
    proofs: Proofs = field(default_factory=lambda: Proofs([]))
    removals: dict[str, Claim] = field(default_factory=dict)  # by whose notes what was emptied under law is proved

    @property
    def hidden(self) -> int:
        return len(self.leaves) - len(self.places)

    @property
    def of(self) -> str:
        """What each of its leaves is of."""
        return LOOK if self.bundle.of_looks else EVENT

    def files(self) -> dict[str, bytes]:
        """Everything but the words for readers and the manifest: what the verifier goes by."""
        keys = [str(key) for key in log_keys.verifiers()]
        heads = [
            {"size": head.size, "path": _hex(self.proofs.consistency(head.size, self.head.size))} for head in self.heads
        ]
        proof = {"form": form.FORM, "origin": log_keys.origin(), "keys": keys, "head": self.head.size, "heads": heads}
        proof |= {"scope": scope_of(self.bundle), "leaves": self.leaves}
        declared = declarations.rows(self.head.size)
        proof["declarations"] = restores.statements(declared) + heads_gone.statements(declared)
        proof["law"] = [claim.note for claim in self.removals.values()]
        checkpoints = {f"{form.HEADS}{head.size}.txt": head.checkpoint.encode() for head in (*self.heads, self.head)}
        stamps = {f"{form.HEADS}{size}.tst": stamp.der for size, stamp in self.stamps.items()}
        return {
            form.PROOF: canonical_json(proof).encode(),
            form.RECORD: form.record(self.payloads),
            form.TABLE: form.table(self.of, self.places, [told[self.of] for told in self.told]),
            **checkpoints,
            **stamps,
            **self.kept,
        }


def scope_of(bundle: ProofBundle) -> dict[str, Any]:
    """What the bundle is of, as its verifier reads it: columns that each event or look bears, or instants between which an event
    was recorded; `also` those of what hangs on a letter, as far as its head knows of it."""
    first, last = bundle.days or (None, None)
    ends = (clocks.day_begins(first), clocks.day_begins(last + timedelta(days=1))) if first and last else (None, None)
    where: dict[str, Any] = {}
    if bundle.kind == ProofBundle.Kind.EVENT:
        where = {"id": bundle.key}
    elif bundle.kind == ProofBundle.Kind.CASE:
        where = {"incident_id": int(bundle.key)}
    elif bundle.kind == ProofBundle.Kind.LOOK:
        where = {"id": int(bundle.key)}
    elif bundle.kind in (ProofBundle.Kind.MATTER, ProofBundle.Kind.LOOKS):
        kind, _colon, key = bundle.key.partition(":")
        where = {"subject_type": kind, "subject_id": key}
    of = LOOK if bundle.of_looks else EVENT
    scope = {"label": bundle.label, "of": of, "where": where, "from": ends[0], "until": ends[1]}
    hanging = about_letters.things(kind, key, under=bundle.head_id) if bundle.kind == ProofBundle.Kind.MATTER else []
    also = [{"subject_type": each, "subject_id": of_it} for each, of_it in hanging]
    return scope | ({"also": also} if also else {})


def events_of(bundle: ProofBundle) -> QuerySet[CaseEvent]:
    """The events that the bundle is of, as far as whoever asked for it may know of them."""
    scope = scope_of(bundle)
    borne = Q(**scope["where"])
    for other in scope.get("also", ()):
        borne |= Q(**other)
    rows = CaseEvent.objects.visible_to(bundle.asked_by).filter(borne)
    return rows.filter(recorded_at__gte=scope["from"], recorded_at__lt=scope["until"]) if scope["from"] else rows


def prove(bundle: ProofBundle, head: TreeHead, progress: Callable[[int, int], None]) -> Proved:
    """Gather what the bundle proves under `head`. Raises NotAsSealed, TooMuch, log_keys.NoKey."""
    found = Proved(bundle, head)
    leaves = Leaf.objects.filter(place__lt=head.size).order_by("place")
    looks = proved_looks.of(bundle, scope_of(bundle)["where"]) if bundle.of_looks else None
    leaves = (
        leaves.filter(event__in=events_of(bundle).values("pk")) if looks is None else leaves.filter(entry__in=looks)
    )
    count = leaves.count()
    if count > MOST_EVENTS:
        raise TooMuch(events=MOST_EVENTS, megabytes=MOST_BYTES // 2**20)
    hashes = Leaf.objects.filter(place__lt=head.size).order_by("place").values_list("hash", flat=True)
    found.proofs = Proofs(map(bytes.fromhex, hashes.iterator(chunk_size=10_000)))
    if len(found.proofs.levels[0]) != head.size or found.proofs.root(0, head.size).hex() != head.root:
        raise NotAsSealed(where=_("the log"))
    people = list(_complainants(leaves)) if looks is None else proved_looks.named_in(looks)
    law = Emptied(discrepancies.Report(), log_keys.verifiers())
    for done, (leaf, text) in enumerate(_events(leaves) if looks is None else proved_looks.texts(leaves)):
        _add(found, leaf, text, people, law)
        if done % CHUNK == 0:
            progress(done, count)
    _add_files(found, people)
    _add_heads(found)
    return found


def _events(leaves: QuerySet[Leaf]) -> Iterator[tuple[Leaf, str]]:
    """The leaves of events with what each is the hash of."""
    for leaf in leaves.select_related("event").iterator(chunk_size=CHUNK):
        yield leaf, not_none(leaf.event).payload


def _add(found: Proved, leaf: Leaf, payload: str, people: list[Person], law: Emptied) -> None:
    each: dict[str, Any] = {"place": leaf.place, "path": _hex(found.proofs.inclusion(leaf.place, found.head.size))}
    if (now := transparency.hash_of(payload).hex()) != leaf.hash:
        kind, key = (statements.EVENT, leaf.event_id) if leaf.event_id else (statements.ENTRY, leaf.entry_id)
        chain = law.of(kind, str(key), leaf.hash, now)
        if not chain:
            raise NotAsSealed(where=str(key))
        each["sealed"] = leaf.hash
    told = {"history": [], **json.loads(payload)}
    if _gives_away(payload, told, people):
        found.leaves.append({"place": leaf.place, "path": each["path"], "hash": leaf.hash})
        return
    if "sealed" in each:
        found.removals |= {claim.event: claim for claim in chain}
    found.leaves.append(each)
    found.places.append(leaf.place)
    found.payloads.append(payload)
    found.told.append(told)


def _complainants(events: QuerySet[Leaf]) -> Iterator[Person]:
    """Who complained in the cases of these events, now or once."""
    cases = events.filter(event__incident__isnull=False).values("event__incident")
    behind = Complaint.history.filter(incident_id__in=cases).values("id")
    for sheet in ComplainantSheet.objects.filter(complaint__in=behind):
        yield complainant_sheets.read(sheet)


def _gives_away(payload: str, told: dict[str, Any], people: list[Person]) -> bool:
    """Whether it tells of a complaint, or names somebody who complained (PP 33/2026 Art. 189 (4)). A single word is no name. A look
    at a sheet says that somebody opened it, not whose it is."""
    if look := told.get(LOOK):
        payload = f"{payload}\n{proved_looks.typed_in(look['path'])}"
    about = any(row["table"] in HIDDEN or _to_person(row) for row in told["history"])
    return about or any(person.surely_named_in(payload) for person in people)


def _to_person(row: dict[str, Any]) -> bool:
    """Whether it is of a letter to a complainant: it says of which complaint."""
    return row["table"] == LETTERS and bool(row.get("complaint_answer_id"))


def _add_files(found: Proved, people: list[Person]) -> None:
    """The bytes of each file that a shown payload tells of, as they came in, or names by its hash."""
    rows = [row for told in found.told for row in told["history"] if row["table"] == STORED]
    told_of = {row["id"]: row for row in rows if row["history_type"] != "-"}
    total = 0
    for row in [*told_of.values(), *_named_by_letters(found, told_of)]:
        try:
            files.let_out(row["path"])
            content = files.full_path(row["path"]).read_bytes()
        except (FileNotFoundError, files.Held):
            found.missing.append(row)
            continue
        total += len(content)
        if total > MOST_BYTES:
            raise TooMuch(events=MOST_EVENTS, megabytes=MOST_BYTES // 2**20)
        if sha256(content).hexdigest() != row["sha256"] or (people and _names_one(row["name"], content, people)):
            found.missing.append(row)
        else:
            found.file_rows.append(row)
            found.kept[f"{form.KEPT}{row['id']}{_ending(row['name'])}"] = content


def _named_by_letters(found: Proved, told_of: Collection[str]) -> Iterator[dict[str, Any]]:
    """What a letter names by its hash and another act brought: the file of a joint letter, which came with the first of its
    copies and says to each addressee what it says to all, what it says in English, and the emblem of its letterhead, which goes by its hash."""
    named: dict[str, str] = {}
    for told in found.told:
        for row in told["history"]:
            if row["table"] != LETTERS:
                continue
            if (key := row["file_id"] or row["unsigned_id"]) and (digest := told["event"]["details"].get("sha256")):
                named[key] = digest
            if (key := row.get("courtesy_id")) and (digest := told["event"]["details"].get("courtesy_sha256")):
                named[key] = digest
            if emblem := row["content"].get("emblem"):
                named[emblem] = emblem
    for key, digest in named.items():
        kept = StoredFile.objects.filter(sha256=digest, locked_print="").first()
        if key not in told_of and kept:
            yield {"id": key, "name": kept.name, "sha256": digest, "path": kept.path}


def _names_one(name: str, content: bytes, people: list[Person]) -> bool:
    """Whether the text of a file names one of these people; of what cannot be read that is not known, so it counts as if."""
    text = files.text_in(name, content)
    return text is None or any(person.surely_named_in(text) for person in people)


def _ending(name: str) -> str:
    found = PurePath(name).suffix.lower()
    return found if found[1:].isalnum() and found.isascii() else ""


def _add_heads(found: Proved) -> None:
    """The first head over each leaf, the first over it that bears a time stamp, and the one that the reader holds: each proved to
    be the beginning of the newest."""
    sizes = list(TreeHead.objects.filter(size__lte=found.head.size).order_by("size").values_list("size", flat=True))
    wanted = {sizes[bisect_right(sizes, leaf["place"])] for leaf in found.leaves} | {found.bundle.held or 0}
    # None that came later than the head: the same input, the same bytes.
    under_it = HeadStamp.objects.filter(leaf__place__lt=found.head.size)
    stamps = {stamp.head_id: stamp for stamp in under_it.order_by("-pk")}
    stamped = sorted(stamps)
    first = {next(iter(stamped[bisect_right(stamped, leaf["place"]) :]), 0) for leaf in found.leaves}
    wanted |= first
    found.stamps = {size: stamps[size] for size in sorted(wanted | {found.head.size}) if size in stamps}
    found.heads = list(TreeHead.objects.filter(size__in=wanted - {found.head.size}).order_by("size"))


def _hex(path: list[bytes]) -> list[str]:
    return [step.hex() for step in path]
