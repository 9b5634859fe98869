"""The mails of one life of a request, as they leave: from the draft of its first letter to the letter that accepts the answers.

What they look like stands in docs/mails/, as text and as HTML; `tests/test_story.py` holds it to what the product mails.
"""

import re
from datetime import date, datetime, timedelta

from django.core import mail
from django.utils import timezone

from incidents import setup_data
from incidents.actions import agencies, cases, clarifications, deadlines, letter_decisions, next_letter, people, replies
from incidents.models import ClarificationRequest, Incident, Involvement, Unit, User
from incidents.plain.clocks import WIB
from incidents.record import deeds
from incidents.workflow import Role
from notifications import postroom
from tests.world import QUESTIONS, answer_request, build_world, issue_request

BEGAN = datetime(2026, 11, 9, 9, 0, tzinfo=WIB)
KPU = {
    "name": "Komisi Pemilihan Umum",
    "short_name": "KPU",
    "head_office": "Ketua Komisi Pemilihan Umum",
    "valid_from": date(2001, 4, 11),
}
REACHED = {
    "phone": "(021) 5550100",
    "email": "pdp@kementerian.example",
    "contact_name": "Rina Contoh",
    "contact_phone": "(021) 5550111",
}
OPENING = (
    "Sehubungan dengan unggahan pada sebuah forum daring tanggal 8 November 2026 yang menawarkan data yang disebut "
    "berasal dari daftar pemilih, kami telah melakukan penelusuran awal."
)
SHOWN = {"sekjen@kpu.example": "kpu", "persuratan@bssn.example": "bssn"}


def tell(move_to):
    """Lives it; `move_to` sets the clock. Gives [mail, …] as they left, one of those that several supervisors get."""
    move_to(BEGAN - timedelta(days=3))
    world, kpu = _world()
    move_to(BEGAN)
    case = cases.record(by=world.officer, title="Dugaan kebocoran daftar pemilih", seen_at=BEGAN - timedelta(hours=12))
    cases.involve(case, by=world.officer, agency=kpu, role=Involvement.AgencyRole.CONTROLLER)
    said = {
        "subject": "Permintaan Klarifikasi atas Dugaan Kegagalan Pelindungan Data Pribadi",
        "opening": OPENING,
        "basis": "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi, Pasal 46",
        "copies": "Kepala Badan Siber dan Sandi Negara <persuratan@bssn.example>",
        "security": "B",
        "urgency": "segera",
    }
    case = Incident.objects.get(pk=case.pk)
    first = clarifications.draft(case, by=world.officer, agency=kpu, questions=QUESTIONS, **said)
    first = _issued(world, first, move_to, BEGAN)
    due = first.present_due
    move_to(due - timedelta(hours=23))
    _work()
    why = {"reason": "Log akses masih diperiksa.", "wished_at": due + timedelta(days=2)}
    deadlines.ask_extension(first, by=world.liaison, seen=first.version, **why)
    _work()
    due += timedelta(days=1)
    deadlines.extend(_now(first), by=world.supervisor, seen=None, due_at=due, reason="Log akses masih diperiksa.")
    _work()
    for passed in (timedelta(minutes=1), timedelta(hours=24, minutes=1)):
        move_to(due + passed)
        _work()
    second = _issued(world, next_letter.draft_next(_now(first), by=world.officer), move_to, due + timedelta(hours=26))
    answer_request(world, second, by=world.liaison)
    _work()
    missing = {_now(second).questions.last(): "Jam dan zona waktunya belum disebut."}
    by = {"reason": "Belum lengkap", "due_at": second.present_due}
    replies.send_again(_now(second), by=world.officer, seen=None, questions=missing, **by)
    _work()
    answer_request(world, _now(second), by=world.liaison)
    clarifications.accept(_now(second), by=world.officer, seen=None)
    letter_decisions.confirm_acceptance(_now(second), by=world.supervisor, seen=None)
    _work()
    return [each for each in mail.outbox if each.to != [world.other_supervisor.email]]


def _world():
    world = build_world()
    setup_data.load_ladder(deeds.SYSTEM)
    unit = Unit.objects.get(code="pdp", valid_to=None)
    names = ("code", "ministry", "name", "address", "place", "signatory_office", "letter_code", "classification")
    same = {name: getattr(unit, name) for name in (*names, "number_template", "sanctions_for", "mandate")}
    people.register_unit(by=world.administrator, reason="Uji", valid_from=date(2026, 11, 6), **same, **REACHED)
    kpu = agencies.register_agency(by=deeds.SYSTEM, code="kpu", zone=WIB.key, names=[KPU])
    office = {"office": "Sekretaris Jenderal Komisi Pemilihan Umum", "email": "sekjen@kpu.example"}
    agencies.register_contact(kpu, by=world.administrator, valid_from=date(2020, 1, 1), **office)
    post = people.Post(Role.LIAISON, agency=kpu)
    people.appoint(post, by=world.administrator, email="narahubung@kpu.example", name="Narahubung KPU")
    world.liaison = User.objects.get(email="narahubung@kpu.example")
    for who in ("officer", "supervisor", "other_supervisor"):
        setattr(world, who, User.objects.get(pk=getattr(world, who).pk))  # what they hold is known anew
    return world, kpu


def _issued(world, draft, move_to, at):
    """The letter once it is submitted and issued at `at`, what is mailed of both included."""
    move_to(at)
    row = clarifications.submit(draft, by=world.officer, seen=draft.version)
    _work()
    move_to(at + timedelta(minutes=4))
    issue_request(world, _now(row))
    _work()
    return _now(row)


def _now(row):
    return ClarificationRequest.objects.get(pk=row.pk)


def _work():
    """One round of the engine. What leaves in one round leaves in any order."""
    before = len(mail.outbox)
    postroom.write_receipts(timezone.now())
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    postroom.deliver_messages()
    mail.outbox[before:] = sorted(
        mail.outbox[before:], key=lambda each: (each.extra_headers["X-Tanggap-Kind"], each.to)
    )


def files(mails):
    """{name of a file: its text}: of each mail what a mail program shows, and its HTML. What is drawn by lot is always the same."""
    found = {}
    for n, each in enumerate(mails, 1):
        name = f"{n:02}-{each.extra_headers['X-Tanggap-Kind']}-{SHOWN.get(each.to[0], each.to[0].split('@')[0])}"
        head = {"From": each.from_email, "To": ", ".join(each.to), "Reply-To": ", ".join(each.reply_to)}
        head |= {"Subject": each.subject, "Attached": ", ".join(name for name, *_rest in each.attachments)}
        lines = [f"{title}: {words}" for title, words in head.items() if words]
        found[f"{name}.txt"] = _steady("\n".join([*lines, "", each.body]))
        found[f"{name}.html"] = _steady(each.alternatives[0].content)
    return found


def _steady(text):
    text = re.sub(r"\+[0-9a-f]{32}@", "+7f3a91c04be24d6f8a15c2b97e60d438@", text)
    text = re.sub(r"(/v/(?:<span[^>]*>)?)\w{4}-\w{4}", r"\g<1>7KQ4-M2XD", text)
    return re.sub(r"/permintaan/\d+/", lambda found: "/permintaan/1/", text)
