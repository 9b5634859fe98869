"""A random life of one case: what may happen to it and to what stands in it, each by the real action, with words that stand nowhere else."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents.actions import (
    agencies,
    arrival,
    cases,
    clarifications,
    complaints,
    corrections,
    counter_questions,
    deadlines,
    evidence,
    handover,
    law,
    letter_decisions,
    merging,
    people,
    replies,
    reply_drafts,
    shares,
    work,
)
from incidents.models import ComplaintAnswer, Letter, SeverityRating, Unit
from incidents.models.still_open import UNFINISHED
from incidents.plain.complainants import Person
from incidents.record import deeds
from incidents.workflow import Action, Role
from tests.moves import lay_out
from tests.one_of_everything import recommended
from tests.world import QUESTIONS, answer_request, draft_request, fresh, issue_request, make_incident, says

IMPACT = ("confidentiality", "integrity", "availability")
WHO = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example", phone="0812 3456 7890")


class Life:
    """A case and what may happen to it, each by the real actions."""

    def __init__(self, world, dice):
        self.world, self.dice, self.n, self._marks = world, dice, 0, 0
        other = {"likely": [(make_incident(world), ["name"], 3)]}
        taken_in = cases.report(by=world.officer, summary=f"Laporan {self._mark()}", seen_at=timezone.now(), **other)
        self.case = cases.promote(taken_in, by=world.officer, seen=taken_in.version)
        for agency in (world.agency_a, world.agency_b):
            cases.involve(self.case, by=world.officer, agency=agency, role="controller")
        email = f"rekan.{self.case.pk}@uji.example"
        elsewhere = Unit.objects.exclude(pk=world.unit.pk).first() or world.unit
        post = people.Post(Role.OFFICER, unit=elsewhere)
        self.colleague = people.appoint(post, by=world.administrator, email=email, name="Rekan Lain").user

    def _mark(self):
        """A word that stands nowhere else."""
        self._marks += 1
        return f"Kata{self._marks:04}x"

    def pick(self, rows):
        found = list(rows)
        return self.dice.choice(found) if found else None

    def amend(self):
        facts = {
            "title": f"Judul {self._mark()}",
            "failures": self.dice.sample(["loss", "access"], self.dice.randint(1, 2)),
            "reason": "x",
        }
        cases.amend(fresh(self.case), by=self.world.officer, seen=fresh(self.case).version, **facts)

    def say(self):
        says(self.world, self.case, amount=self.n + 1, statement=self._mark(), said_by=f"Penjual {self._mark()}")

    def put_right(self):
        if row := self.pick(self.case.assertions.all()):
            facts = {"statement": f"Lain {self._mark()}", "reason": "Salah ketik"}
            corrections.revise(row, by=self.world.officer, seen=row.version, **facts)

    def strike(self):
        if row := self.pick(self.case.assertions.all()):
            corrections.strike(row, by=self.world.officer, seen=row.version, reason="Keliru")

    def promise(self):
        work.commit(self.case, by=self.world.officer, who="Instansi", what=f"Laporan {self._mark()}")

    def keep(self):
        if row := self.pick(self.case.commitments.filter(status="open")):
            work.keep(row, by=self.world.officer, seen=row.version)

    def note(self):
        cases.note(self.case, by=self.world.officer, text=f"Catatan {self._mark()}")

    def ask(self):
        draft_request(self.world, self.case, agency=self.dice.choice([self.world.agency_a, self.world.agency_b]))

    def issue(self):
        if row := self.pick(self.case.requests.filter(status="draft")):
            row = clarifications.submit(row, by=self.world.officer, seen=row.version)
            issue_request(self.world, row)

    def extend(self):
        if row := self.pick(self.case.requests.filter(status="open")):
            due = row.present_due + timedelta(hours=self.n + 1)
            deadlines.extend(row, by=self.world.supervisor, seen=row.version, reason=self._mark(), due_at=due)

    def answer(self):
        if row := self.pick(self.case.requests.filter(status="open")):
            by = self.world.liaison_a if row.agency == self.world.agency_a else self.world.liaison_b
            answer_request(self.world, row, by=by)

    def withdraw(self):
        if row := self.pick(self.case.requests.filter(status="open")):
            letter_decisions.withdraw(row, by=self.world.supervisor, seen=row.version, reason="Keliru")

    def address(self):
        if row := self.pick(self.case.requests.filter(status="draft")):
            facts = {"questions": QUESTIONS, "mail_to": f"surat{self.n}@a.example"}
            clarifications.edit(row, by=self.world.officer, seen=row.version, **facts)

    def send(self):
        if row := self.pick(self.case.requests.filter(status="open")):
            facts = {"channel": "courier", "said_by": "Kurir", "source": "Resi", "recipient": f"Loket {self._mark()}"}
            arrival.send_outside(row, by=self.world.officer, seen=row.version, **facts)

    def draw(self):
        if row := self.pick(Letter.objects.filter(request__incident=self.case, unsigned__isnull=True)):
            with deeds.record("store_letter", on=row.request, by=deeds.SYSTEM) as deed:
                lay_out(row, deed)

    def rename(self):
        """Of a body: recorded now, in force from a day long before, as renames are entered late."""
        name = {"name": f"Nama {self.n}", "short_name": f"N{self.n}", "head_office": "Kepala"}
        last = self.world.agency_a.names.latest("valid_from").valid_from
        name["valid_from"] = max(last, date(2021, 1, 1)) + timedelta(days=1)
        agencies.rename_agency(fresh(self.world.agency_a), by=self.world.administrator, **name)

    def register(self):
        """One more address of a body."""
        email = f"kantor{self.n}.{self.case.pk}@a.example"  # a second life may register one at the same turn
        facts = {"office": "Sekretariat", "email": email, "valid_from": date(2021, 1, 1)}
        agencies.register_contact(self.world.agency_a, by=self.world.administrator, **facts)

    def post(self):
        """What is to be told is written down, and one mail to a body leaves, or is tried in vain."""
        from notifications.models import Message
        from notifications.postroom import outcomes, receipts

        receipts.write_receipts(timezone.now())
        if mail := self.pick(Message.objects.filter(request__incident=self.case, audience="agency", state="to_send")):
            action, state = self.dice.choice(
                [(Action.SEND_MESSAGE, "sent"), (Action.SEND_MESSAGE, "sent"), (Action.GIVE_UP_MESSAGE, "given_up")]
            )
            outcomes.settle([outcomes.Outcome(mail, action, state)], timezone.now())

    def arrive(self):
        """The server of a body says that a mail arrived."""
        self._hear("delivered")

    def come_back(self):
        self._hear("bounced")

    def _hear(self, verdict):
        from notifications.models import Message
        from notifications.postroom import after_sending, bounces

        if mail := self.pick(Message.objects.filter(request__incident=self.case, audience="agency", state="sent")):
            said = {"mail_ids": (mail.mail_id,), "recipients": (mail.recipient,), "status": "x", "diagnostic": "x"}
            after_sending.note_returned(bounces.Returned(bounces.Verdict(verdict), **said), timezone.now())

    def complain(self):
        """With an answer that goes out, where one is drafted and approved."""
        facts = {"way": "phone", "text": self._mark(), "happened": self._mark(), "incident": self.case}
        complaints.enter(by=self.world.officer, person=WHO, **facts)

    def answer_complaint(self):
        found = [row for row in self.case.complaints.order_by("pk") if row.may_be_answered]
        if row := self.pick(found):
            complaints.draft_answer(row, by=self.world.officer, text=f"Jawaban {self._mark()}")

    def send_answer(self):
        if row := self.pick(ComplaintAnswer.objects.filter(complaint__incident=self.case, status="draft")):
            complaints.send_answer(row, by=self.world.supervisor, seen=row.version)

    def take_away(self):
        if row := self.pick(self.case.complaints.filter(status="received")):
            complaints.unlink(row, by=self.world.officer, seen=row.version, reason="Bukan kasus ini")

    def share(self):
        """With a piece of evidence."""
        piece = evidence.attach(self.case, by=self.world.officer, text=self._mark(), origin=self._mark())
        facts = {"agency": self.world.agency_a, "text": self._mark(), "tlp": "green", "evidence": [piece]}
        shares.share(self.case, by=self.world.officer, **facts)

    def send_word(self):
        """With a file."""
        if row := self.pick(self.case.requests.filter(status="open")):
            by = self.world.liaison_a if row.agency == self.world.agency_a else self.world.liaison_b
            facts = {"kind": "interim", "text": self._mark(), "name": "N", "office": "J"}
            replies.reply(row, by=by, seen=row.version, uploads=[_file(self._mark())], **facts)

    def enclose(self):
        """A file with the answer to one question."""
        if row := self.pick(self.case.requests.filter(status="open")):
            by = self.world.liaison_a if row.agency == self.world.agency_a else self.world.liaison_b
            question = row.questions.filter(status="open").first()
            reply_drafts.save(question, by=by, text=self._mark(), uploads=[_file(self._mark())])
            answer_request(self.world, row, numbers=(), by=by)

    def ask_back(self):
        free = [row for row in self.case.requests.filter(status="open") if not row.question_back]
        if row := self.pick(free):
            by = self.world.liaison_a if row.agency == self.world.agency_a else self.world.liaison_b
            counter_questions.ask_back(row, by=by, seen=None, text=self._mark(), uploads=[_file(self._mark())])

    def recommend(self):
        """With what the body reported on it, and the file of that."""
        recommended(self.world, self.case, self.world.agency_a, self.world.liaison_a)

    def rate(self):
        """By the formula, or as somebody set it."""
        levels = [level for level, _words in SeverityRating._meta.get_field("level_set").choices]
        facts = {"level_set": self.dice.choice([None, *levels]), "reason": self._mark(), "context": 1}
        facts |= {"identification": Decimal(self.dice.choice(["0.25", "0.75"])), "malicious": self.n % 2 == 0}
        law.rate(self.case, by=self.world.officer, **facts, **dict.fromkeys(IMPACT, Decimal("0.5")))

    def assign(self):
        """To whoever does not have it, and so to another unit."""
        case = fresh(self.case)
        to = self.colleague if case.owner == self.world.officer else self.world.officer
        handover.assign(case, by=self.world.supervisor, seen=case.version, to=to, reason=self._mark())

    def restrict(self):
        """To named people, among them whoever goes on with it; or nobody is kept out any more."""
        case = fresh(self.case)
        facts = {"seen": case.version, "reason": self._mark()}
        if case.restricted:
            work.unrestrict(case, by=self.world.supervisor, **facts)
            return
        work.restrict(case, by=self.world.officer, **facts)
        if not case.admissions.in_force(timezone.now()).filter(user=self.world.supervisor).exists():
            work.admit(case, by=self.world.officer, user=self.world.supervisor, why=self._mark())

    def absorb(self):
        """Another case, in which nothing was asked."""
        other = make_incident(self.world)
        merging.merge(other, self.case, by=self.world.officer, seen=other.version, reason=self._mark())

    def merge(self):
        """Into another case, while nothing of it is open."""
        facts = {"by": self.world.officer, "seen": fresh(self.case).version, "reason": self._mark()}
        merging.merge(fresh(self.case), make_incident(self.world), **facts)

    def separate(self):
        merging.separate(
            fresh(self.case), by=self.world.officer, seen=fresh(self.case).version, reason="Bukan yang sama"
        )

    def close(self):
        """When what was asked is withdrawn and what was promised is kept."""
        supervisor = self.world.supervisor
        for row in self.case.requests.filter(status__in=UNFINISHED):
            letter_decisions.withdraw(row, by=supervisor, seen=row.version, reason=self._mark())
        for row in self.case.commitments.filter(status="open", case_letter=None):
            work.keep(row, by=self.world.officer, seen=row.version)
        facts = {"seen": fresh(self.case).version, "outcome": "too_little", "reason": self._mark()}
        work.close(fresh(self.case), by=supervisor, **facts)

    def reopen(self):
        case = fresh(self.case)
        work.reopen(case, by=self.world.supervisor, seen=case.version, reason=self._mark())

    def tell_apart(self):
        if row := self.pick(self.case.likenesses.filter(told_apart_at=None)):
            merging.tell_apart(row, by=self.world.officer, seen=fresh(self.case).version, reason="Hal lain")


def _file(word):
    return SimpleUploadedFile(f"{word}.txt", b"isi")


OF_LETTERS = (
    "ask",
    "address",
    "issue",
    "ask",
    "address",
    "issue",
    "post",
    "extend",
    "send",
    "draw",
    "post",
    "arrive",
    "extend",
    "send",
    "draw",
    "post",
    "come_back",
)
# What a case refuses while it is over stands in none of these: merged and out again, closed and open again.
MERGED = ("merge", "rename", "separate")
CLOSED = ("close", "assign", "rename", "post", "reopen")
DEEDS = [
    name
    for name in vars(Life)
    if not name.startswith("_") and name not in {"pick", "merge", "separate", "close", "reopen"}
]
