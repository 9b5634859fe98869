"""A record of any length that looks like the product's: events that the product wrote, copied with their history and the rows of
today; what each copied payload says of itself and of its rows is true of the copy.

A copy keeps everything but keys, numbers and instants. Keys of the rows that these events wrote are moved by the number of the
copy, and so is whatever points at them; a text that stands but once in the record gets that number behind it. Rows go in by
COPY, past the triggers that look for what they point at: a million events take minutes.
"""

import json
import os
import re
import secrets
import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import psycopg
from django.db.models import UniqueConstraint
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from incidents import files
from incidents.actions import cases, law
from incidents.models import AccessEntry, CaseEvent, Incident, Letter, Pending, StoredFile
from incidents.record import deeds, locked_files
from incidents.record.canonical import canonical_json
from incidents.record.trail import history_models
from notifications.models import Message
from notifications.models.messages import number_of
from tests.world import make_request

FIRST, ROOM = 10_000_000, 1_000  # keys of the copies: those of one lie in ROOM numbers, and no own key is that large
APART = timedelta(minutes=7)  # between the beginnings of two copies
AT_ONCE = 500  # copies that are written together
NOTES_FROM = 1_000_000  # the numbers of notes lie beyond those of lives
RATING = {"level_set": "high", "reason": "Data spesifik", "context": 1, "identification": Decimal("0.25")}
RATING |= dict.fromkeys(("confidentiality", "integrity", "availability"), Decimal("0.5")) | {"malicious": False}
SLOT, NUMBER = re.compile("<<(\\d+)>>"), re.compile('"<#(\\d+)#>"')


def live(world):
    """A case of two years ago: recorded, rated, asked by a letter that was drawn and of which six mails tell. Gives its events."""
    begun = timezone.now() - timedelta(days=800)
    clarification = make_request(world, "open", issued_at=begun)
    case = Incident.objects.get(pk=clarification.incident_id)
    for minute, text in enumerate(
        ("Rapat dengan pusat data. " * 12, "Menunggu log akses. " * 8, "Log diterima. " * 20)
    ):
        cases.note(case, by=world.officer, text=text, at=begun + timedelta(minutes=40 + minute))
    law.rate(case, by=world.officer, at=begun + timedelta(minutes=50), **RATING)
    issued = CaseEvent.objects.get(incident=case, action="issue")
    for n, kind in enumerate(("letter", "letter", "letter", "letter", "before_24", "due")):
        at = begun + timedelta(minutes=60 + n)
        mail = Message(event=issued, request=clarification, kind=kind, audience="agency", state="sent", attempts=1)
        mail.recipient, mail.recipient_name = f"alamat{n}@uji.example", f"Narahubung {n}"
        mail.planned_for = mail.written_at = mail.next_try_at = mail.sent_at = mail.settled_at = at
        mail.save()
        with deeds.record("send_message", on=clarification, by=deeds.SYSTEM, at=at) as deed:
            told = {"kind": kind, "label": kind, "hours": 24, "timed": kind != "letter", "status": "sent", "error": ""}
            to = {"recipient": mail.recipient, "audience": mail.audience, "message_id": mail.message_id}
            deed.cause, deed.details = issued.pk, told | to | {"reply": "250 ok"}
    letter = Letter.objects.get(request=clarification)
    with locked_files.keeping(b"%PDF-1.7 bytes of a letter", "surat.pdf", lock=False) as kept:
        with deeds.record("store_letter", on=clarification, by=deeds.SYSTEM, at=begun + timedelta(minutes=70)) as deed:
            letter.file = StoredFile.objects.create(stored_at=deed.at, **kept)
            letter.save()
            deed.details = {"number": str(letter), "sha256": letter.file.sha256, "size": letter.file.size}
    return CaseEvent.objects.filter(incident=case).order_by("recorded_at")


def note(world, case):
    """A note in a case that begins with it: copied, they are all of the same case."""
    written = cases.note(case, by=world.officer, text="Catatan " + "isi " * 60, at=timezone.now() - timedelta(days=800))
    return CaseEvent.objects.filter(pk=written.history.get().event_id)


def _is_unique(field):
    """Whether some rule, such as that of letters that are no copies, lets a value of this column stand but once."""
    rules = (rule for rule in field.model._meta.constraints if isinstance(rule, UniqueConstraint))
    return any(tuple(rule.fields) == (field.name,) for rule in rules)


def moved(key, g):
    return str(FIRST + g * ROOM + int(key))


def of_copy(key, g):
    return str(uuid.UUID(int=(uuid.UUID(str(key)).int + g * 0x9E3779B97F4A7C15F39CC0605CEDC835) % 2**128))


def number_of_copy(mail, g):
    """The number of a copied mail, made of what it is as the product makes it."""
    event, kind, recipient = mail
    return str(number_of(uuid.UUID(of_copy(event, g)), kind, recipient))


def later(instant, g):
    return (instant.astimezone(UTC) + g % NOTES_FROM * APART).isoformat().replace("+00:00", "Z")


def behind(text, g):
    return f"{text}-{g}"


def one_more(number, g):
    return str(number + g)


def fresh(_value, _g):
    return secrets.token_hex(16)


class Copied:
    """Some events with all that they wrote, as lines of COPY with holes for what differs from copy to copy."""

    def __init__(self, events):
        self.events, self.slots, self.lines, self.files = list(events), {}, [], []
        own = {event.pk for event in self.events}
        found = [(m, h, list(h.objects.filter(event_id__in=own).order_by("history_id"))) for m, h in history_models()]
        written = [each for each in found if each[2]]
        self.moving = {model for model, _history, _rows in written}
        told = {event.pk: [] for event in self.events}
        for model, history, rows in written:
            for row in rows:
                columns = self._columns(model, row)
                self._line(history, columns)
                told[row.event_id].append({"table": history._meta.db_table, **columns})
            keys = {getattr(row, model._meta.pk.attname) for row in rows}
            for row in model._base_manager.filter(pk__in=keys):
                self._line(model, self._columns(model, row))
                self.files += [row.path] if model is StoredFile else []
        self.mails = {mail.message_id: mail for mail in Message.objects.filter(event__in=own)}
        for mail in self.mails.values():
            own_numbers = {"id": self._slot(of_copy, mail.pk, number=False), "mail_id": self._number_of(mail)}
            self._line(Message, self._columns(Message, mail) | own_numbers)
        for event in self.events:
            self._event(event, told[event.pk])

    def _number_of(self, mail):
        return self._slot(number_of_copy, (mail.event_id, mail.kind, mail.recipient), number=False)

    def __len__(self):
        return len(self.events)

    def _slot(self, turn, value, *, number):
        n = self.slots.setdefault((turn, value), len(self.slots))
        return f"<#{n}#>" if number else f"<<{n}>>"

    def _columns(self, model, row):
        """The columns of a row of a model or of its history, holes where a copy differs."""
        own = {field.attname: field for field in model._meta.concrete_fields}
        return {
            f.attname: self._value(own.get(f.attname, f), f.value_from_object(row)) for f in row._meta.concrete_fields
        }

    def _value(self, field, value):
        target, kind = field.related_model, field.get_internal_type()
        if value is None:
            return None
        own = target in self.moving or (field.primary_key and field.model in self.moving)
        if field.attname == "event_id" or target is CaseEvent or (own and isinstance(value, uuid.UUID)):
            return self._slot(of_copy, value, number=False)
        if own or field.attname == "history_id":
            return self._slot(moved, value, number=True)
        if kind == "DateTimeField":
            return self._slot(later, value, number=False)
        if kind == "CharField" and (field.unique or _is_unique(field)):
            return self._slot(behind, value[: field.max_length - 8], number=False)
        return self._slot(one_more, value, number=True) if field.name == "sequence" else value

    def _event(self, event, told):
        columns = {f.attname: f.value_from_object(event) for f in event._meta.concrete_fields if f.name != "payload"}
        for name in ("id", "act_id", "cause_id"):
            columns[name] = columns[name] and self._slot(of_copy, columns[name], number=False)
        for name in ("recorded_at", "happened_at", "loaded_at"):
            columns[name] = columns[name] and self._slot(later, columns[name], number=False)
        columns["loaded_at"] = event.loaded_at and event.loaded_at.isoformat().replace("+00:00", "Z")
        if mail := self.mails.get(event.details.get("message_id")):
            named = mail.message_id.replace(str(mail.mail_id), self._number_of(mail))
            columns["details"] = event.details | {"message_id": named}
        names = {model._meta.model_name for model in self.moving}
        if event.subject_type in names:
            columns["subject_id"] = self._slot(moved, event.subject_id, number=False)
        if Incident in self.moving:
            columns["incident_id"] = self._slot(moved, event.incident_id, number=True)
        nonce = self._slot(fresh, str(event.pk), number=False)
        payload = canonical_json({"event": columns, "history": told, "nonce": nonce})
        self._line(CaseEvent, columns | {"payload": NUMBER.sub("<<\\1>>", payload)})
        self._line(Pending, {"event_id": columns["id"], "job": "seal"})

    def _line(self, model, columns):
        names = {field.attname: field.column for field in model._meta.concrete_fields}
        where = f"{model._meta.db_table} ({', '.join(names[name] for name in columns)})"
        line = "\t".join(map(written_out, columns.values())).replace("<#", "<<").replace("#>", ">>") + "\n"
        self.lines.append((where, SLOT.split(line)))

    def write(self, cursor, first, last):
        """The copies of these numbers."""
        for begun in range(first, last, AT_ONCE):
            out = {where: [] for where, _line in self.lines}
            for g in range(begun, min(begun + AT_ONCE, last)):
                values = [turn(value, g) for turn, value in self.slots]
                for where, line in self.lines:
                    out[where].append("".join(values[int(p)] if n % 2 else p for n, p in enumerate(line)))
            for path in self.files:
                for g in range(begun, min(begun + AT_ONCE, last)):
                    os.link(files.full_path(path), files.full_path(behind(path, g)))
            for where, rows in out.items():
                with cursor.copy(f"COPY {where} FROM STDIN") as copy:
                    copy.write("".join(rows))


def written_out(value):
    """A value as COPY reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, dict | list):
        value = json.dumps(value)
    if isinstance(value, datetime | date):
        value = value.isoformat()
    text = str(value)
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def fill(of_lives, of_one_case, first, last, *, notes, reads):
    """Lives of the numbers first…last-1, and for each so many notes of the one long case and so many reads of the log."""
    owner = make_conninfo(os.environ["DATABASE_ADMIN_URL"], dbname=os.environ["DATABASE_URL"].rpartition("/")[2])
    with psycopg.connect(owner) as connection, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        of_lives.write(cursor, first, last)
        of_one_case.write(cursor, first * notes + NOTES_FROM, last * notes + NOTES_FROM)
        _reads(cursor, reads * (last - first))


def _reads(cursor, count):
    """Reads as the last of the log, of the last half hour: one dated earlier would have been put in past the door."""
    read = AccessEntry.objects.filter(kind="read").latest("pk")
    names = [field.column for field in read._meta.concrete_fields if not field.primary_key]
    turned = {"at": "now() - interval '30 minutes' + g * interval '10 milliseconds'", "nonce": "md5(random()::text)"}
    chosen = ", ".join(turned.get(name, f"t.{name}") for name in names)
    table = read._meta.db_table
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {chosen} FROM {table} t, generate_series(1, {count}) g"
        " WHERE t.id = %s",
        [read.pk],
    )
