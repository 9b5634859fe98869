"""What reminders cost beside bare SQL and a bare mail client: ratios to a floor in the same run.

Run by `make bench` on a PostgreSQL of its own.
Sweep, claim and record of 10,000 due among 100,000 open: at most 2.0 times set-based SQL to the same end state, and no
mail twice with two sweepers and two workers. The same with a mail server: at most 1.5 times bare smtplib on one line.
"""

import os
import smtplib
import statistics
import subprocess
import sys
import time
from collections import Counter

import django
import psycopg

os.environ["REDIS_URL"] = os.environ["TEST_REDIS_URL"]
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from incidents.models import CaseEvent, ClarificationRequest, Deadline, Incident  # noqa: E402
from notifications import postroom  # noqa: E402
from notifications.mails import compose  # noqa: E402
from notifications.models import Message  # noqa: E402
from notifications.postroom import sending, smtp  # noqa: E402
from tests.servers import free_port  # noqa: E402
from tests.world import build_world, make_request  # noqa: E402

OPEN = int(os.environ.get("OPEN", "100000"))
DUE = int(os.environ.get("DUE", "10000"))  # messages: half as many requests, each told to the agency and the officer
CASES = OPEN // 5
MAILS = min(DUE, 2000)
BASE = 10_000_000


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def clones(row, count, **columns):
    """`count` copies of a row; `columns` gives SQL in terms of g (1…count) for those that differ."""
    fields = [f.column for f in row._meta.concrete_fields]
    chosen = ", ".join(columns.get(f, f"t.{f}") for f in fields)
    table = row._meta.db_table
    sql(
        f"INSERT INTO {table} ({', '.join(fields)}) SELECT {chosen} FROM {table} t, generate_series(1, {count}) g"
        f" WHERE t.{row._meta.pk.column} = %s",
        str(row.pk),
    )


def load(now):
    """A ministry a hundred times the real one: rows copied from one case that was made by the product itself."""
    world = build_world()
    clarification = make_request(world, "open")
    case, deadline = f"{BASE} + (g - 1) %% {CASES}", clarification.deadlines.get()
    due = f"CASE WHEN g <= {DUE // 2} THEN '{now.isoformat()}'::timestamptz - interval '1 second'"
    due += f" ELSE '{now.isoformat()}'::timestamptz + interval '60 hours' END"
    clones(clarification.incident, CASES, id=f"{BASE} - 1 + g", reference="'UKUR-' || g", report_reference="NULL")
    clones(
        deadline.event, OPEN, id="md5('event' || g)::uuid", incident_id=case, subject_id=f"({BASE} + g)::text",
        recorded_at="t.recorded_at + g * interval '1 microsecond'",
    )  # fmt: skip
    number = f"(g - 1) / {CASES} + 1"
    clones(clarification, OPEN, id=f"{BASE} + g", incident_id=case, number=number, reference="'UKUR-K' || g")
    key = "md5('event' || g)::uuid"
    clones(
        deadline,
        OPEN,
        id=f"{BASE} + g",
        request_id=f"{BASE} + g",
        event_id=key,
        due_at=due,
        started_at="t.started_at - interval '90 hours'",
    )
    postroom.write_receipts(now)
    Message.objects.all().delete()
    for hours in (48, 24, 6):  # what has gone out before
        gone = Message.objects.create(
            event=deadline.event, request=clarification, kind=f"before_{hours}", after_due=-hours, audience="agency", recipient="surat@a.example",
            recipient_name="Sekretariat", planned_for=now, next_try_at=now, state="sent", settled_at=now, sent_at=now,
        )  # fmt: skip
        row = {"id": "gen_random_uuid()", "mail_id": "gen_random_uuid()", "event_id": key}
        clones(gone, DUE // 2, **row, request_id=f"{BASE} + g")
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")


FLOOR = (
    # receipts
    "INSERT INTO notifications_message (id, mail_id, event_id, request_id, kind, audience, recipient, recipient_name,"
    " planned_for, state, skip_reason, attempts, next_try_at, reply, last_error, written_at, digest)"
    " SELECT gen_random_uuid(), gen_random_uuid(), d.event_id, d.request_id, 'due', w.audience, w.recipient, w.name,"
    " d.due_at, 'to_send', '', 0, %(now)s, '', '', %(now)s, false FROM incidents_deadline d"
    " JOIN incidents_clarificationrequest r ON r.id = d.request_id JOIN incidents_incident i ON i.id = r.incident_id"
    " CROSS JOIN LATERAL (SELECT 'agency' audience, c.email recipient, c.office AS name FROM incidents_contact c"
    "  WHERE c.agency_id = r.agency_id UNION ALL SELECT 'officer', u.email, u.name FROM incidents_user u"
    "  WHERE u.id = i.owner_id) w"
    " WHERE d.due_at <= %(now)s AND NOT i.replay"
    " AND NOT EXISTS (SELECT 1 FROM incidents_deadline x WHERE x.request_id = d.request_id AND x.id > d.id)"
    " AND NOT EXISTS (SELECT 1 FROM notifications_message m WHERE m.event_id = d.event_id AND m.kind = 'due')"
    " ON CONFLICT DO NOTHING",
    # claim
    "UPDATE notifications_message SET claimed_until = %(now)s + interval '2 minutes' WHERE state = 'to_send'",
    # record: the event with its payload, and what it leaves behind
    "INSERT INTO incidents_caseevent (id, act_id, action, subject_type, subject_id, subject_label, incident_id,"
    " actor_name, actor_role, actor_agency, recorded_at, happened_at, status_from, status_to, reason, details, replay,"
    " payload) SELECT md5('sent' || m.id)::uuid, gen_random_uuid(), 'send_message', 'clarificationrequest', r.id::text,"
    " r.reference, r.incident_id, 'Sistem', 'system', '', clock_timestamp(), clock_timestamp(), r.status, r.status, '',"
    " jsonb_build_object('kind', m.kind, 'label', m.kind, 'hours', 0, 'recipient', m.recipient, 'message_id',"
    " '<' || m.mail_id || '@tanggap.example>', 'reply', '250 ok'), false,"
    " jsonb_build_object('event', jsonb_build_object('id', m.id, 'action', 'send_message', 'subject_type',"
    "  'clarificationrequest', 'subject_id', r.id, 'subject_label', r.reference, 'incident_id', r.incident_id,"
    "  'actor_id', NULL, 'actor_name', 'Sistem', 'actor_role', 'system', 'actor_agency', '', 'recorded_at',"
    "  clock_timestamp(), 'happened_at', clock_timestamp(), 'status_from', r.status, 'status_to', r.status, 'reason', '',"
    "  'replay', false, 'loaded_at', NULL, 'details', jsonb_build_object('kind', m.kind, 'label', m.kind, 'hours', 0,"
    "  'recipient', m.recipient, 'message_id', m.mail_id, 'reply', '250 ok')), 'history', '[]'::jsonb, 'nonce',"
    "  md5(random()::text))::text"
    " FROM notifications_message m JOIN incidents_clarificationrequest r ON r.id = m.request_id"
    " WHERE m.state = 'to_send'",
    "INSERT INTO incidents_pending (event_id, job) SELECT md5('sent' || id)::uuid, 'seal' FROM notifications_message"
    " WHERE state = 'to_send'",
    "UPDATE notifications_message SET state = 'sent', settled_at = %(now)s, sent_at = %(now)s, claimed_until = NULL,"
    " attempts = 1, reply = '250 ok' WHERE state = 'to_send'",
)


def bare(now):
    for statement in FLOOR:
        with connection.cursor() as cursor:
            cursor.execute(statement, {"now": now})


def ours(now):
    """The product's own sweep, claim and record; the sending between them left out."""
    postroom.write_receipts(now)
    # Several rounds: each ends after 40 seconds at the latest.
    while postroom.deliver_messages(now):
        pass


def measured(act, now):
    """Seconds of `act`; its rows are taken away again, which only the tables' owner can, and only with triggers off."""
    started = time.perf_counter()
    act(now)
    took = time.perf_counter() - started
    sent = Message.objects.filter(kind="due", state="sent").count()
    assert sent == DUE, f"{act.__name__}: {sent} of {DUE}"
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("ALTER TABLE incidents_caseevent DISABLE TRIGGER USER")
        owner.execute(
            "DELETE FROM incidents_pending p USING incidents_caseevent e WHERE e.id = p.event_id AND e.action = 'send_message'"
        )
        owner.execute("DELETE FROM notifications_message WHERE kind = 'due'")
        owner.execute("DELETE FROM incidents_caseevent WHERE action = 'send_message'")
        owner.execute("ALTER TABLE incidents_caseevent ENABLE TRIGGER USER")
        owner.execute("VACUUM ANALYZE notifications_message, incidents_caseevent, incidents_pending")
    return took


def sweep_claim_record(now):
    real = sending.Round._send, sending.Round._gather
    sending.Round._gather = lambda self, batch: None
    reply = {"reply": "250 ok"}
    sending.Round._send = lambda self, parcel: [
        sending.Outcome(m, sending.Action.SEND_MESSAGE, sending.State.SENT, reply, reply) for m in parcel
    ]
    try:
        floors, works = [], []
        for _ in range(int(os.environ.get("SWEEP_ROUNDS", "3"))):
            floors.append(measured(bare, now))
            works.append(measured(ours, now))
    finally:
        sending.Round._send, sending.Round._gather = real
    ratio = statistics.median(w / f for f, w in zip(floors, works, strict=True))
    return ratio, statistics.median(floors), statistics.median(works)


def with_mail(now):
    """Floor: the same mails, made beforehand, by one smtplib connection. Work: claim, make, send, record."""
    server, port = mail_server()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "notifications.postroom.smtp.Backend", "127.0.0.1"
    settings.EMAIL_PORT = port
    try:
        postroom.write_receipts(now)
        some = Message.objects.filter(pk__in=Message.objects.filter(state="to_send").values("pk")[:200])
        made = [compose.make(m, at=timezone.now()).message().as_bytes(linesep="\r\n") for m in some]
        started = time.perf_counter()
        with smtplib.SMTP("127.0.0.1", port) as line:
            for n in range(MAILS):
                line.sendmail("tanggap@tanggap.example", ["surat@a.example"], made[n % len(made)])
        floor = time.perf_counter() - started
        Message.objects.filter(state="to_send").exclude(
            pk__in=Message.objects.filter(state="to_send").order_by("pk").values("pk")[:MAILS]
        ).update(next_try_at=now + timezone.timedelta(days=1))
        started = time.perf_counter()
        while postroom.deliver_messages(now):
            pass
        work = time.perf_counter() - started
        Message.objects.filter(state="to_send").update(next_try_at=now)
        return work / floor, floor, work
    finally:
        smtp.kept.cache_clear()
        server.kill()


def mail_server():
    port = free_port()
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Sink"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            smtplib.SMTP("127.0.0.1", port).quit()
            break
        except OSError:
            time.sleep(0.1)
    return server, port


def two_and_two(now):
    """Two sweepers and two workers at the same rows, in processes of their own: how many mails were recorded twice."""
    code = (
        "import os, sys; os.environ['REDIS_URL'] = os.environ['TEST_REDIS_URL']; import django; django.setup();"
        "from datetime import datetime; from notifications import postroom; from notifications.postroom import sending as d;"
        "d.Round._send = lambda self, parcel:"
        " [d.Outcome(m, d.Action.SEND_MESSAGE, d.State.SENT, {'reply': 'x'}) for m in parcel];"
        "now = datetime.fromisoformat(sys.argv[2]);"
        "postroom.write_receipts(now) if sys.argv[1] == 'sweep' else None;"
        "list(iter(lambda: postroom.deliver_messages(now), False))"
    )
    roles = ("sweep", "sweep", "work", "work")
    running = [subprocess.Popen([sys.executable, "-c", code, role, now.isoformat()]) for role in roles]
    assert not any(process.wait() for process in running)
    postroom.deliver_messages(now)
    told = Counter(CaseEvent.objects.filter(action="send_message").values_list("details__message_id", flat=True))
    due = Message.objects.filter(kind="due")
    assert due.filter(state="sent").count() == DUE, due.count()
    return sum(times - 1 for times in told.values())


def main():
    now, started = timezone.now(), time.perf_counter()
    load(now)
    print(
        f"{Incident.objects.count()} cases, {ClarificationRequest.objects.count()} open requests, "
        f"{Deadline.objects.count()} dues loaded in {time.perf_counter() - started:.0f} s",
        flush=True,
    )
    failed = False
    for name, measure, goal in (
        (f"sweep, claim, record of {DUE} among {OPEN}", sweep_claim_record, 2.0),
        (f"{MAILS} reminders with SMTP", with_mail, 1.5),
    ):
        ratio, floor, work = measure(now)
        failed |= ratio > goal
        print(
            f"{name}: {ratio:.2f}x its floor (goal {goal:.2f}x) · floor {floor:.2f} s · work {work:.2f} s", flush=True
        )
    doubles = two_and_two(now)
    print(f"two sweepers, two workers: {doubles} of {DUE} recorded twice (goal 0)")
    return int(failed or doubles > 0)


if __name__ == "__main__":
    sys.exit(main())
