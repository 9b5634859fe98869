"""Honest lives of a record: what people do to it and what is done to it by those who run the product, each by a seed of its
own. Every act is the product's own; a verification, which is asked again and again meanwhile, must find nothing.
"""

import pickle
import random
import tempfile
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist, PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models, transaction
from django.test import override_settings
from django.utils import timezone

from incidents import files
from incidents.actions import agencies, cases, evidence, merging, shares, work
from incidents.errors import DomainError
from incidents.models import AccessEntry, CaseEvent, Evidence, Incident, StoredFile
from incidents.plain import signed_notes
from incidents.plain.signed_notes import Checkpoint
from incidents.record import log_keys, transparency, verification
from incidents.record.access_log import log
from incidents.workflow import Role
from notifications.models import Message
from notifications.postroom import after_sending
from tests.moves import BY_PEOPLE, PEOPLE
from tests.one_of_everything import affected_body, complained, invited, recommended
from tests.removed import closed, planted, removed
from tests.restored import declare_heads_gone, declare_restore
from tests.samples import picture
from tests.states import ON_POSTGRES
from tests.tamper import stamping
from tests.tamper.bench import mailed
from tests.typed_rows import past_case
from tests.walk import Walk
from tests.world import appoint, duty, enact_clock, fresh, make_incident, make_request, owed, proven, report, says

STEPS = ("onwards", "onwards", "write", "write", "next", "reissue", "signing", "wait", *BY_PEOPLE)
REQUESTS = ("draft", "awaiting_approval", "open", "answered", "closed", "withdrawn", "replaced")


class Life:
    """One life: `chance` decides what is done, `alarms` are what verifications found meanwhile."""

    def __init__(self, world, seed):
        self.world, self.chance, self.alarms, self.heads, self.lost = world, random.Random(seed), [], [], []
        self.case, self.refused = None, 0
        self.until_its_end = ExitStack()

    def walk(self, steps):
        """People write, issue, answer and judge letters, over weeks that lie behind; sealed meanwhile, by the clock of then."""
        walk = Walk(self.world)
        for number in (0, 0, 1, 1):
            walk.do("onwards", number, 1)
        for _ in range(self.chance.randrange(steps)):
            what, number = self.chance.choice(STEPS), self.chance.randrange(5)
            if what == "wait":
                walk.do(what, self.chance.randint(1, 30), None)
            elif what in BY_PEOPLE:
                walk.do(what, number, self.chance.choice([None, None, None, *PEOPLE]))
            else:
                walk.do(what, number, self.chance.randint(1, 2))
            if self.chance.random() < 0.15:
                self.verify(walk.tick())
        self.verify(walk.tick())
        self.case = fresh(walk.case)

    def do(self, act):
        """What the product refuses leaves nothing behind; what can be done once only is not looked for twice."""
        self.case = fresh(self.case or make_incident(self.world))
        try:
            with transaction.atomic():
                act(self)
        except (DomainError, PermissionDenied, ObjectDoesNotExist, MultipleObjectsReturned):
            self.refused += 1

    def some(self, count):
        """So many different acts on the case, in an order of their own."""
        for act in self.chance.sample(list(ACTS.values()), count):
            self.do(act)

    def seal(self, at=None):
        transparency.seal_all(at or timezone.now())
        self.heads.append(transparency.newest().checkpoint)

    def verify(self, at=None):
        self.seal(at)
        self.verified()

    def verified(self, *, tail=None):
        report = verification.verify(self.heads)
        self.alarms += map(str, report.discrepancies)
        if len(report.missing) != len(self.lost):
            self.alarms.append(f"{len(self.lost)} heads are of a lost tail, said of {[*map(str, report.missing)]}")
        if report.tail_since != tail:
            self.alarms.append(f"the tail is said to be missing since {report.tail_since}, not {tail}")

    def word(self):
        return f"Kata {self.chance.randrange(10**9)}"


def _upload(life):
    return SimpleUploadedFile(f"{life.chance.randrange(10**9)}.png", picture())


def _amend(life):
    cases.amend(life.case, by=life.world.officer, seen=life.case.version, reason="Ralat", title=life.word())


def _admit(life):
    work.admit(life.case, by=life.world.officer, user=life.world.other_supervisor, why="Menangani")


def _share(life):
    piece = evidence.attach(life.case, by=life.world.officer, text=life.word(), origin="Meja surat")
    facts = {"text": "Yang boleh diketahui", "tlp": "green", "evidence": [piece]}
    shares.share(life.case, by=life.world.officer, agency=life.world.agency_a, **facts)


def _commit_and_keep(life):
    row = owed(life.world, case=life.case)
    work.keep(row, by=life.world.officer, seen=fresh(row).version)


def _reads(life):
    kinds = (AccessEntry.Kind.READ, AccessEntry.Kind.DOWNLOAD, AccessEntry.Kind.REVEAL)
    for kind in life.chance.sample(kinds, 2):
        log(kind, None, life.case, actor=life.world.auditor, reason="Pemeriksaan")


def _dismissed(life):
    row = report(life.world, life.word())
    cases.dismiss(row, by=life.world.officer, seen=fresh(row).version, reason="Bukan kebocoran")
    if life.chance.random() < 0.5:
        cases.reconsider(row, by=life.world.officer, seen=fresh(row).version, reason="Ternyata benar")


def _hand_over(life):
    piece = evidence.attach(life.case, by=life.world.officer, upload=_upload(life))
    evidence.hand_over(piece, by=life.world.officer, seen=piece.version, holder="Labfor", reason="Diperiksa")


def _mails(life):
    """What waits is sent, some of it comes back, and some of that is tried again or given up."""
    mailed()
    for mail in Message.objects.given_up():
        if life.chance.random() < 0.5:
            after_sending.retry(mail, by=life.world.supervisor)
    for mail in Message.objects.filter(state=Message.State.TO_SEND):
        if life.chance.random() < 0.3:
            after_sending.cancel(mail, by=life.world.supervisor, reason="Sudah disampaikan")


def _new_body(life):
    body = agencies.add_agency(by=life.world.administrator, name=f"Badan {life.word()}")
    cases.involve(life.case, by=life.world.officer, agency=body, role="coordination")


ACTS = {
    "note": lambda life: cases.note(life.case, by=life.world.officer, text=life.word()),
    "text": lambda life: evidence.attach(life.case, by=life.world.officer, text=life.word(), origin="Surat"),
    "file": lambda life: evidence.attach(life.case, by=life.world.officer, upload=_upload(life)),
    "assertion": lambda life: says(life.world, life.case, statement=life.word()),
    "amend": _amend,
    "admit": _admit,
    "restrict": lambda life: work.restrict(
        life.case, by=life.world.supervisor, seen=life.case.version, reason="Rahasia"
    ),
    "share": _share,
    "commitment": _commit_and_keep,
    "duty": lambda life: duty(life.world, case=make_incident(life.world)),
    "proven": lambda life: proven(life.world, life.case),
    "complaint": lambda life: complained(life.world, life.case),
    "affected": lambda life: affected_body(life.world, life.case),
    "invitation": lambda life: invited(life.world, life.case, life.world.agency_a),
    "recommendation": lambda life: recommended(life.world, life.case, life.world.agency_b, life.world.liaison_b),
    "past case": lambda life: past_case(life.world),
    "person": lambda life: appoint(life.world, Role.OFFICER, email=f"{life.chance.randrange(10**9)}@uji.example"),
    "rule": lambda life: enact_clock(life.world, length=life.chance.randint(24, 96)),
    "request": lambda life: make_request(life.world, life.chance.choice(REQUESTS), incident=make_incident(life.world)),
    "reads": _reads,
    "dismissed": _dismissed,
    "handed over": _hand_over,
    "new body": _new_body,
    "mails": _mails,
}


# --- what those who run the product do to a record, or what happens to it --------------------------------------------
def keys_rotated(life):
    """A key gives way to another: for a while both sign, then the new one alone."""
    life.seal()
    (old, *_others) = log_keys.signers()
    new = str(Path(life.until_its_end.enter_context(tempfile.TemporaryDirectory()), "new.pem"))
    life.until_its_end.enter_context(override_settings(LOG_KEYS=[new, *settings.LOG_KEYS]))
    life.some(1)
    life.verify()
    life.until_its_end.enter_context(
        override_settings(LOG_KEYS=[new], LOG_RETIRED_KEYS=[f"{old.verifier}@{transparency.newest().size}"])
    )


def merged(life):
    """A report becomes part of a case, and maybe its own again."""
    other = report(life.world, life.word())
    merging.merge(other, life.case, by=life.world.officer, seen=fresh(other).version, reason="Sama")
    life.verify()
    if life.chance.random() < 0.5:
        merging.separate(fresh(other), by=life.world.officer, seen=fresh(other).version, reason="Ternyata lain")


def restored_without_its_tail(life):
    """A backup from before comes back: what was done since is missing, and that is all that is said of it while nobody declares that, here
    and once the record is longer than it was. Then it is declared, and life goes on with every head held outside."""
    life.seal()
    base, before = transparency.newest(), len(life.heads)
    with transaction.atomic():
        life.some(2)
        life.verify()
        transaction.set_rollback(True)
    life.lost = life.heads[before:]
    life.verified(tail=base.size)
    if life.chance.random() < 0.5:
        _outgrow(life)
        life.verified(tail=base.size)
    declare_restore(life.lost, backup_at=base.sealed_at)
    _outgrow(life)
    life.verify()


def heads_outside_gone(life):
    """Whoever kept the heads has lost all but the newest, and that is declared."""
    for _each in range(2):
        life.some(1)
        life.verify()
    *gone, kept = life.heads
    declare_heads_gone([kept], gone)
    life.heads = [kept]
    life.some(1)
    life.verify()


def _outgrow(life):
    """The record becomes longer than it was before the restore."""
    longest = max(Checkpoint.read(signed_notes.read(head).text).size for head in life.lost)
    while transparency.newest().size <= longest:
        life.some(1)
        life.seal()


def column_added(life):
    """A migration gives a tracked table one more column; what was told before it says nothing of it."""
    tracked = life.chance.choice([Incident, Evidence])
    both = [(each, models.CharField(max_length=20, default="lama")) for each in (tracked, tracked.history.model)]
    connection.check_constraints()
    try:
        with connection.schema_editor(atomic=False) as editor:
            for each, field in both:
                field.contribute_to_class(each, "baru")
                editor.add_field(each, field)
        life.verified()
        for name in ("amend", "file"):
            life.do(ACTS[name])
        life.verify()
    finally:
        for each, field in both:
            if field in each._meta.local_fields:
                each._meta.local_fields.remove(field)
                each._meta._expire_cache()
                delattr(each, "baru")


def stamped_outside(life):
    """An authority stamps the heads of two days; life goes on."""
    life.until_its_end.enter_context(stamping.authority())
    stamping.stamp(2)
    life.verify()
    life.some(1)
    life.verify()


def sealer_stood_still(life):
    """What waited for hours is sealed in many small batches; it is verified meanwhile."""
    life.some(2)
    later, batch = timezone.now() + timedelta(hours=life.chance.randint(2, 9)), transparency.BATCH
    transparency.BATCH = life.chance.randint(3, 8)
    try:
        while transparency.seal(later):
            life.verified()
    finally:
        transparency.BATCH = batch


def evidence_destroyed(life):
    """The bytes of a piece go by a deed; its row and its hash stay."""
    piece = evidence.attach(life.case, by=life.world.officer, upload=_upload(life))
    life.verify()
    evidence.destroy(piece, by=life.world.supervisor, seen=piece.version, reason="Dikembalikan")
    files.discard(piece.file.path)  # as the deed does when it is certain


def removed_under_law(life):
    """What a law takes away is emptied, by two people: the leaves stay, and a verification knows why they are of nothing it can read."""
    case = closed(life.world, planted(life.world, life.word()))
    life.verify()
    for kind in life.chance.sample(["text", "file", "letter", "case"], 2):
        row = removed(life.world, case, kind)
        for line in CaseEvent.objects.get(pk=row.emptied_by_id).details["emptied"].splitlines():
            if line.startswith("file "):
                files.discard(StoredFile.objects.get(pk=line.split()[1]).path)  # as the deed does when it is certain
        life.verify()


def not_sealed_yet(life):
    """What was just done waits for its seal."""
    life.seal()
    life.some(3)
    life.verified()


def body_renamed(life):
    facts = {"name": f"Badan {life.word()}", "short_name": "BB", "head_office": "Kepala Badan"}
    agencies.rename_agency(life.world.agency_b, by=life.world.administrator, valid_from=timezone.localdate(), **facts)
    life.do(ACTS["invitation"])


OPERATIONS = {
    "keys rotated": keys_rotated,
    "merged case": merged,
    "restored without its tail": restored_without_its_tail,
    "heads outside gone": heads_outside_gone,
    "stamped outside": stamped_outside,
    "sealer stood still": sealer_stood_still,
    "evidence destroyed": evidence_destroyed,
    "removed under law": removed_under_law,
    "not sealed yet": not_sealed_yet,
    "body renamed": body_renamed,
    "only people": lambda life: life.some(3),
}
if ON_POSTGRES:  # SQLite makes a table anew for a column, and no transaction of a life may hold that
    OPERATIONS["column added"] = column_added


def live(world, seed, operation, *, steps=12, acts=6):
    """(what was done, as one text; the alarms): a life that is taken back at its end, of less than so many steps of a walk and
    of at most so many acts on a case before the operation."""
    life = Life(pickle.loads(pickle.dumps(world)), seed)
    with life.until_its_end, transaction.atomic():
        before = {*CaseEvent.objects.values_list("pk", flat=True)}
        life.walk(steps)
        life.some(life.chance.randint(1, acts))
        life.verify()
        life.case = fresh(life.case)
        OPERATIONS[operation](life)
        life.verify()
        told = CaseEvent.objects.exclude(pk__in=before).order_by("recorded_at", "pk")
        done = " ".join([operation, *(f"{kind}.{act}" for kind, act in told.values_list("subject_type", "action"))])
        transaction.set_rollback(True)
    return done, [f"life {seed} ({operation}): {alarm}" for alarm in life.alarms]
