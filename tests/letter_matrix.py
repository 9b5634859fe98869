"""Each kind of letter to each kind of addressee, in years of other law: golden files as text, for whoever drafts laws.

Composed by the product, on a case of that day in which all has gone out that a letter speaks of. What an officer writes stands in « ».
A letter is printed whole once; the same in the next year by what differs, and to another addressee by what differs in its year.
"""

import difflib
import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from types import SimpleNamespace

from django.db import transaction
from django.utils.translation import gettext, override

from incidents import setup_data
from incidents.actions import (
    acceptance_reversal,
    agencies,
    case_letter_conditions,
    case_letter_content,
    case_letter_issuing,
    case_letters,
    cases,
    clarifications,
    deadlines,
    law,
    letter_content,
    letter_decisions,
    letter_issuing,
    next_letter,
    people,
    receipts,
)
from incidents.forms.opening_values import questions_of, sets_for
from incidents.models import Agency, CaseLetter, ClarificationRequest, Involvement, Response, Unit, User
from incidents.plain import clocks, letter_kinds, letter_numbers, spans
from incidents.plain.dates import date_in_words
from incidents.plain.letter_kinds import KINDS, Part
from incidents.record import complainant_sheets, deeds
from incidents.workflow import Role
from notifications.letters import html
from tests import every_letter

DAYS = (date(2021, 10, 21), date(2023, 11, 28), date(2024, 11, 5), date(2026, 12, 1), date(2027, 2, 2))
FIRST, ABROAD = "pengendali", "asing, pengendali"
# What kind of body it is, its name, office and place.
STATE = Agency.Kind.CENTRAL, "Badan Contoh", "Kepala Badan Contoh", "Jakarta"
PRIVATE = Agency.Kind.PRIVATE, "PT Contoh", "Direktur Utama PT Contoh", "Jakarta"
FOREIGN = Agency.Kind.FOREIGN, "Otoritas Contoh", "Ketua Otoritas Contoh", "Singapura"
ADDRESSEES = {
    FIRST: (Involvement.AgencyRole.CONTROLLER, *STATE),
    "pemegang salinan": (Involvement.AgencyRole.COPY_HOLDER, *STATE),
    "prosesor": (Involvement.AgencyRole.PROCESSOR, *STATE),
    "swasta, pengendali": (Involvement.AgencyRole.CONTROLLER, *PRIVATE),
    ABROAD: (Involvement.AgencyRole.CONTROLLER, *FOREIGN),
}
NUMBERED = {"letter_code": "CONTOH", "classification": "PDP.01"}
PLACE, ASKED = "«Tempat»", [("«Pokok»", "«Pertanyaan»")]
SLIP = {"where": "«Bagian»", "reads": "«Tertulis»", "should_read": "«Seharusnya»"}
CORRECTED = {
    **dict.fromkeys(letter_kinds.SLIP_FIELDS, ""),
    **{"bagian_1": "Alinea kedua", "tertulis_1": "«Pertimbangan».", "seharusnya_1": "«Pertimbangan lain»."},
}
FOUND, DEMANDED = {"pertimbangan": "«Pertimbangan»."}, {"butir": "«Butir pertama»\n«Butir kedua»"}
# What rests on a provision takes the one of the golden letters.
WRITTEN = {
    "information": {"isi": "«Isi pemberitahuan»."},
    "outcome_notice": {"hasil": "«Hasil penanganan»."} | FOUND,
    "recommendation": FOUND | DEMANDED,
    "reprimand": every_letter.WRITTEN["reprimand"] | FOUND | DEMANDED,
    "order": every_letter.WRITTEN["order"] | FOUND | DEMANDED,
    "referral": {"dasar": "«Dasar pelimpahan»", "pokok": "«Pokok».", "diserahkan": "«Yang diserahkan»."},
}


def tell():
    """{kind: {(day, addressee): lines of the letter, or why there is none}}."""
    world, found = _world(), {code: {} for code in KINDS}
    for day in DAYS:
        with transaction.atomic():  # each day has a register of its own, so that numbers are the same
            case = _Case(world, day)
            for who, body in ADDRESSEES.items():
                with transaction.atomic():
                    case.becomes(*body)
                    for code, composed in case.letters.items():
                        content = composed()
                        found[code][day, who] = content if isinstance(content, str) else lines(content)
                    transaction.set_rollback(True)
            transaction.set_rollback(True)
    return found


def _world():
    """The unit with its letterheads, each with the minister of its day in whose name it sanctions; a body, and who acts."""
    system, found = deeds.SYSTEM, SimpleNamespace()
    setup_data.load_law(system)
    for _where, row in setup_data.rows(setup_data.DATA / "units.csv"):
        row |= {name: date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_to")}
        row |= NUMBERED | {"number_template": setup_data.NUMBER_TEMPLATE, "mandate": "«Keputusan tentang mandat»"}
        row["sanctions_for"] = row["ministry"].replace("Kementerian", "Menteri")
        people.register_unit(by=system, reason="contoh", **row)
    named = {"name": "Badan Contoh", "short_name": "Contoh", "head_office": "Kepala", "valid_from": date(2010, 1, 1)}
    found.agency = agencies.register_agency(by=system, code="contoh", zone="Asia/Jakarta", names=[named])
    unit = {"unit": Unit.objects.get(code="pdp", valid_to=None)}
    posts = {"officer": (Role.OFFICER, unit), "direct": (Role.SUPERVISOR, unit)}
    for who, (role, where) in (posts | {"liaison": (Role.LIAISON, {"agency": found.agency})}).items():
        email = f"{who}@surat.example"
        people.appoint(people.Post(role, **where), by=system, email=email, name="Nama Contoh")
        setattr(found, who, User.objects.get(email=email))
    return found


class _Case:
    """A case of `day` in which everything has gone out. `letters` are {kind: what composes the letter to its body as that now is}."""

    def __init__(self, world, day):
        self.world = world
        self.teller = every_letter.Teller(
            world, datetime(day.year, day.month, day.day, 3, tzinfo=UTC), failures=["disclosure"]
        )
        self.letters = {}
        first = self._issued(self.teller.draft(questions=ASKED, opening="«Alinea pembuka».", copies="«Tembusan»"))
        self._asks(first, first.issued_at, as_offered=True)
        self._time(first)
        self.teller.at = first.present_due + timedelta(hours=1)
        second = self._issued(self._next(first))
        self._asks(second, second.issued_at)
        self.teller.at = second.present_due + timedelta(hours=1)
        summons = self._summons(second)
        self._asks(summons, summons.issued_at)
        self._about(second, letter_kinds.WITHDRAWAL, self.teller.tick(), alasan="«Alasan».")
        self._asks(self._after_its_meeting(summons), self.teller.tick())
        self._answered()
        self._of_the_case()
        answer = every_letter.answered_complaint(self.teller, "«Isi jawaban».").letter.content
        self.letters[letter_kinds.COMPLAINT_ANSWER.code] = lambda: _steady(complainant_sheets.with_addressee(answer))

    def becomes(self, part, kind, name, office, place):
        """Its body is of this kind, called so, and plays this part."""
        called = {"name": name, "head_office": office, "place": place}
        agencies.amend_agency(self.world.agency, by=deeds.SYSTEM, reason="contoh", kind=kind, **called)
        row = self.teller.case.involvements.get()
        facts = {"reason": "contoh", "role": part, "at": self.teller.at + timedelta(minutes=1)}
        cases.amend_involvement(row, by=self.world.officer, seen=row.version, **facts)

    def _issued(self, row):
        return self.teller.issue(row, "direct")

    def _next(self, before):
        return next_letter.draft_next(before, by=self.world.officer, at=self.teller.tick(), now=self.teller.at)

    def _summons(self, before):
        row, when = self._next(before), (self.teller.at + timedelta(days=7)).replace(hour=3, minute=0)
        told = {"questions": ASKED, "meeting_at": when, "meeting_place": PLACE, "at": self.teller.tick()}
        return self._issued(clarifications.edit(row, by=self.world.officer, seen=row.version, **told))

    def _after_its_meeting(self, summons):
        self.teller.at = summons.meeting_at + timedelta(hours=3)
        held = {"happened_at": summons.meeting_at, "summons": summons, "participants": "«Yang hadir»"}
        case, at = self.teller.case, self.teller.tick()
        cases.note(case, by=self.world.officer, kind="meeting", text="«Catatan»", at=at, **held)
        return self._next(summons)

    def _asks(self, row, at, *, as_offered=False):
        """With `as_offered` it asks what the set asks that the product offers first; what follows asks one question."""

        def composed():
            fresh, case = ClarificationRequest.objects.get(pk=row.pk), self.teller.case
            questions = questions_of(sets_for(case, [fresh.agency_id], at.date())[0]) if as_offered else None
            draft = letter_content.draft_content(fresh, at, self.world.direct, questions=questions)
            return _frozen(draft, at, due_at=letter_issuing.due_if_issued(at))

        self.letters[letter_content.kind_of(row)] = composed

    def _about(self, row, kind, at, **facts):
        def composed():
            fresh = ClarificationRequest.objects.get(pk=row.pk)
            return _frozen(letter_decisions.content(fresh, kind, at, self.world.direct, **facts), at)

        self.letters[kind.code] = composed

    def _time(self, row):
        """A slip in it, and a wish for more time, which is decided in both ways at one instant."""
        self._about(row, letter_kinds.CORRECTION, self.teller.tick(), corrections=[SLIP])
        due, wished = row.present_due, {"reason": "«Alasan»", "wished_at": row.present_due + timedelta(days=2)}
        deadlines.ask_extension(row, by=self.world.liaison, seen=row.version, at=self.teller.tick(), **wished)
        row, at = ClarificationRequest.objects.get(pk=row.pk), self.teller.tick()
        why = "«Pertimbangan»."
        deadlines.refuse_extension(row, by=self.world.direct, seen=row.version, reason=why, at=at)
        self._about(row, letter_kinds.REFUSAL, at, alasan=why)
        moved = {"tenggat_lama": due, "tenggat_baru": due + timedelta(days=1)}
        self._about(row, letter_kinds.EXTENSION, at, alasan=why, **moved)

    def _answered(self):
        row = self.teller.answer(self._issued(self.teller.draft(questions=ASKED, copies="")))
        reply = row.responses.get()
        self.letters[letter_kinds.RECEIPT.code] = lambda: _receipt(reply.pk)
        row = clarifications.accept(row, by=self.world.officer, seen=row.version, at=self.teller.tick())
        row = letter_decisions.confirm_acceptance(row, by=self.world.direct, seen=row.version, at=self.teller.tick())
        letter = row.letters.get(kind=letter_kinds.ACCEPTANCE.code)
        self._about(row, letter_kinds.ACCEPTANCE, letter.issued_at)
        back = acceptance_reversal.told_of(letter, "«Pertimbangan».")
        self._about(row, letter_kinds.ACCEPTANCE_REVOKED, self.teller.tick(), **back)

    def _of_the_case(self):
        found = {"text": "«Temuan»", "confidence": "high", "found": spans.at_minute(self.teller.at)}
        law.find(self.teller.case, by=self.world.officer, at=self.teller.tick(), **found)
        invited = self._drafted(letter_kinds.INVITATION, {"acara": "«Acara»", "peserta": "«Peserta»"})
        rows = {code: self._drafted(KINDS[code], written) for code, written in WRITTEN.items()}
        told = rows[letter_kinds.OUTCOME_NOTICE.code]
        for row in (invited, told):
            self._goes_out(row)
        self._drafted(letter_kinds.CANCELLATION, {"alasan": "«Alasan»"}, of=invited)
        self._drafted(letter_kinds.ERRATUM, CORRECTED, of=told)
        self._drafted(letter_kinds.REVOCATION, {"alasan": "«Alasan»"}, of=told)

    def _drafted(self, kind, facts, of=None):
        """A draft of `kind`; `of` is the letter that it takes back, or corrects."""
        later = (self.teller.at + timedelta(days=14)).replace(hour=3, minute=0)
        if kind.meets:
            facts = facts | {"meeting": case_letter_content.meeting_facts(later, later + timedelta(hours=2), PLACE)}
        if kind.demands:
            facts = facts | {"done_by": case_letter_content.done_by_facts(later)}
        facts = {"by": self.world.officer, "facts": facts, "at": self.teller.tick()}
        if of:
            of = CaseLetter.objects.get(pk=of.pk)
            verb = case_letters.correct if kind.corrects else case_letters.take_back
            [row] = verb(of, seen=of.version, **facts)
        else:
            [row] = case_letters.draft(self.teller.case, kind=kind, agencies=[self.world.agency], **facts)
        at = self.teller.tick()
        self.letters[kind.code] = lambda: self._of_case(row.pk, at)
        return row

    def _of_case(self, pk, at):
        row = CaseLetter.objects.get(pk=pk)
        if why := case_letter_conditions.objection(row, at):
            with override("id"):
                return f"Tidak terbit: {gettext(why.message) % why.facts}"
        return _frozen(case_letter_content.content(row, at, self.world.direct), at)

    def _goes_out(self, row):
        at = self.teller.tick()
        digest = letter_content.digest(case_letter_content.content(row, at, self.world.direct))
        case_letter_issuing.issue({row: (row.version, digest)}, by=self.world.direct, at=at)


def _receipt(pk):
    reply = Response.objects.get(pk=pk)
    return _frozen(receipts.receipt_content(reply, reply.received_at), reply.received_at, number=reply.receipt)


def _frozen(draft, at, **facts):
    """The content of `draft` issued at `at`, under one and the same number."""
    if "number" not in facts:
        day, security = clocks.day(at), draft["security"]
        parts = {"unit": NUMBERED["letter_code"], "classification": NUMBERED["classification"]}
        facts["number"] = letter_numbers.number(
            setup_data.NUMBER_TEMPLATE, security=security, n=9, day=day, parts=parts
        )
    return _steady(letter_content.issued_content(draft, at=at, check_code=every_letter.CODE, **facts))


def _steady(content):
    return every_letter.steady(content) | {"check_url": ""}  # no picture of it: nobody reads that here


NOBODYS = {Part.TO_PERSON: "pengadu, bukan instansi"}
HEAD = """{kind}

Surat pertama utuh. Selebihnya yang berbeda: surat kepada pengendali dibandingkan dengan hari sebelumnya, surat kepada yang lain
dengan surat kepada pengendali pada hari itu. "-" tertulis di sana, "+" tertulis di sini; di atasnya baris yang mendahuluinya.
Dalam « » yang ditulis petugas."""


def page(kind, cells):
    """The golden file of one kind; `cells` are {(day, addressee): lines, or why there is none}."""
    out, said = [HEAD.format(kind=kind)], {}
    for before, day in zip((None, *DAYS), DAYS, strict=False):
        for who in [FIRST] if KINDS[kind].part == Part.TO_PERSON else ADDRESSEES:
            here, there = cells[day, who], cells.get((day, FIRST) if who != FIRST else (before, FIRST))
            out.append(f"\n════ {date_in_words(day, 'id')}: {NOBODYS.get(KINDS[kind].part, who)}")
            if isinstance(here, str) or not isinstance(there, list):
                out += [here] if isinstance(here, str) else here
                continue
            changes = _changes(there, here)
            # the line before, which only shows where, may differ
            first = said.setdefault((who, *(line for line in changes if line[0] != " ")), day)
            out += (changes or ["Sama."]) if first == day else [f"Seperti pada {date_in_words(first, 'id')}."]
    return "\n".join(out) + "\n"


def _changes(there, here):
    out = []
    for what, i, j, k, n in difflib.SequenceMatcher(None, there, here, autojunk=False).get_opcodes():
        if what != "equal":
            out += [f"  {there[i - 1][:100]}"] if i else []
            out += [f"- {line}" for line in there[i:j]] + [f"+ {line}" for line in here[k:n]]
    return out


SENTENCE = re.compile(r"(?<!Yth\.)(?<!Jl\.)(?<!No\.)(?<!jo\.)(?<=[\w)»]{2}[.:?]) (?=[A-Z«])")
IN_A_LINE = {"strong", "span", "title"}
PARTS_OF_A_LINE = {"label", "colon", "words", "number", "date"}


def lines(content):
    """What the letter prints, a line a sentence; its foot last."""
    reader = _Reader()
    reader.feed(html.render(content))
    reader.end()
    return reader.lines + reader.foot


class _Reader(HTMLParser):
    """Reads the form of letters: what stands beside each other in one line there does so here."""

    def __init__(self):
        super().__init__()
        self.lines, self.foot, self.line, self.open = [], [], "", []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        classes = {*(attrs.get("class") or "").split()}
        beside = tag in IN_A_LINE or classes & PARTS_OF_A_LINE
        if tag in ("td", "th"):
            self.line += " | " if self.line.strip() else ""
        elif beside:
            self.line += " " if tag not in IN_A_LINE else ""
        else:
            self.end()
        if tag in ("br", "img", "meta"):
            return
        hidden = tag == "head" or classes & {"emblem", "n"}  # a number would make each that follows another one
        self.open.append((tag, beside, attrs.get("id") == "foot", hidden))
        if tag == "li":
            self.line = "• "

    def handle_endtag(self, tag):
        if not self.open[-1][1] and tag not in ("td", "th"):
            self.end()
        self.open.pop()

    def handle_data(self, data):
        if not any(hidden for *_others, hidden in self.open):
            self.line += data

    def end(self):
        kept = self.foot if any(foot for _tag, _beside, foot, _hidden in self.open) else self.lines
        kept += filter(None, SENTENCE.split(" ".join(self.line.split())))
        self.line = ""
