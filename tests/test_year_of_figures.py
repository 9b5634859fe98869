"""A year of letters and every way in which one can end: the figures of each agency, computed here from the events alone,
are those of the page, of the sheet and of the PDF, in every column.

The oracle reads who did what when from the record of acts, and nothing that the product derived from it.
"""

import io
import random
from collections import defaultdict
from datetime import datetime, timedelta
from statistics import median

import lxml.html
import openpyxl
import pypdfium2
from django.utils import timezone

from incidents.actions import clarifications, deadlines, letter_decisions, next_letter, replies, work
from incidents.models import CaseEvent, Incident
from incidents.plain.clocks import WIB
from incidents.record import deeds
from incidents.workflow import Action
from tests.exporting import taken
from tests.states import ON_POSTGRES
from tests.world import answer_request, draft_request, fresh, issue_request, mail_left, make_incident

HOUR = timedelta(hours=1)
WHO = {"name": "N", "office": "J"}
QUESTIONS = {1, 2}  # of every letter here
OUTCOMES = {"old_or_open": "Data lama atau terbuka", "no_breach": "Bukan pelanggaran pelindungan data pribadi"}


class Letter:
    """One request and what happens to it, hours after its issue."""

    def __init__(self, world, agency, issued_at, case=None, mailed=True, **facts):
        self.world, self.issued_at, self.mailed = world, issued_at, mailed
        self.liaison = world.liaison_a if agency == world.agency_a else world.liaison_b
        start = issued_at - HOUR
        case = case or make_incident(world, at=start, seen_at=start, **facts)
        row = draft_request(world, case, agency=agency, at=start + 0.2 * HOUR)
        self.row = self.send(row, start + 0.4 * HOUR, issued_at)

    def send(self, row, submitted_at, issued_at):
        row = clarifications.submit(row, by=self.world.officer, seen=row.version, at=submitted_at)
        row = issue_request(self.world, row, at=issued_at)
        if self.mailed:
            mail_left(row, at=issued_at + timedelta(seconds=20))
        return row

    def do(self, verb, hours, by=None, **facts):
        row = fresh(self.row)
        return verb(row, by=by or self.world.supervisor, seen=row.version, at=self.issued_at + hours * HOUR, **facts)

    def answer(self, hours, numbers=None):
        answer_request(self.world, fresh(self.row), numbers=numbers, by=self.liaison, at=self.issued_at + hours * HOUR)

    def say(self, hours, kind):
        self.do(replies.reply, hours, by=self.liaison, kind=kind, text="Kata kami", **WHO)

    def extend(self, hours, until):
        self.do(deadlines.extend, hours, due_at=self.issued_at + until * HOUR, reason="x")

    def send_back(self, hours, number, until):
        questions = {self.row.questions.get(number=number): "Kurang"}
        due_at = self.issued_at + until * HOUR
        self.do(replies.send_again, hours, by=self.world.officer, questions=questions, reason="x", due_at=due_at)

    def withdraw(self, hours):
        self.do(letter_decisions.withdraw, hours, reason="x")

    def lose(self, hours):
        self.mail(Action.GIVE_UP_MESSAGE, hours, "x@a.example")

    def mail(self, outcome, hours, recipient):
        at = self.issued_at + hours * HOUR
        with deeds.record(outcome, on=self.row, by=deeds.SYSTEM, at=at) as deed:
            deed.details = {"kind": "letter", "recipient": recipient}

    def close(self, hours, outcome):
        self.do(clarifications.accept, hours, by=self.world.officer)
        case = Incident.objects.get(pk=self.row.incident_id)
        at = self.issued_at + (hours + 1) * HOUR
        work.close(case, by=self.world.supervisor, seen=case.version, outcome=outcome, reason="x", at=at)


def silent(letter):
    pass


def in_time(letter):
    letter.do(clarifications.acknowledge, 5, by=letter.liaison)
    letter.answer(40)
    letter.close(60, "old_or_open")


def late(letter):
    letter.answer(80)
    letter.close(120, "no_breach")


def to_the_second(letter):
    due = letter.row.deadlines.get().due_at
    letter.answer((due - letter.issued_at) / HOUR)


def in_parts(letter):
    letter.answer(20, {1})
    letter.answer(70)
    letter.close(90, "old_or_open")


def second_part_late(letter):
    letter.answer(20, {1})
    letter.answer(90)


def only_a_word(letter):
    letter.say(30, "interim")


def denied(letter):
    letter.say(33, "denial")


def not_held_late(letter):
    letter.say(99, "not_held")


def extended(letter):
    letter.extend(30, 120)
    letter.answer(100)


def extended_in_vain(letter):
    letter.extend(30, 96)


def extended_after_one_answer(letter):
    letter.answer(20, {2})
    letter.extend(30, 96)
    letter.answer(90)


def granted_too_late(letter):
    letter.extend(80, 140)
    letter.answer(100)


def returned(letter):
    letter.answer(20)
    letter.send_back(30, 1, 100)
    letter.answer(200)


def late_and_returned(letter):
    letter.answer(90)
    letter.send_back(100, 2, 150)
    letter.answer(120)


def withdrawn(letter):
    letter.withdraw(20)


def withdrawn_too_late(letter):
    letter.withdraw(90)


def reissued(letter):
    anew = letter.do(lambda row, seen, **how: next_letter.reissue(row, **how), 20, by=letter.world.officer)
    letter.send(anew, letter.issued_at + 21 * HOUR, letter.issued_at + 22 * HOUR)


def lost(letter):
    letter.lose(1)


def lost_and_answered_late(letter):
    letter.lose(1)
    letter.answer(90)


def one_of_two_addresses_lost(letter):
    letter.lose(1)
    letter.mail(Action.SEND_MESSAGE, 2, "y@a.example")


def lost_and_sent_again(letter):
    letter.lose(1)
    letter.mail(Action.SEND_MESSAGE, 3, "x@a.example")


def never_mailed(letter):
    pass


def never_mailed_and_answered_late(letter):
    letter.answer(90)


def not_for_us(letter):
    letter.do(replies.redirect, 5, by=letter.liaison, text="Bukan kami")


def not_for_us_then_a_word(letter):
    letter.do(replies.redirect, 5, by=letter.liaison, text="Bukan kami")
    letter.say(10, "interim")


def not_for_us_but_more_time(letter):
    letter.do(replies.redirect, 5, by=letter.liaison, text="Bukan kami")
    wished_at = letter.issued_at + 100 * HOUR
    letter.do(deadlines.ask_extension, 6, by=letter.liaison, reason="x", wished_at=wished_at)


def only_our_address(letter):
    letter.do(replies.redirect, 5, by=letter.liaison, text="Jalan Baru 1", what="address")


def lost_and_sent_again_too_late(letter):
    letter.lose(1)
    letter.mail(Action.SEND_MESSAGE, 90, "x@a.example")


def sent_too_late(letter):
    letter.mail(Action.SEND_MESSAGE, 90, "x@a.example")
    letter.answer(95)


def not_for_us_too_late(letter):
    letter.do(replies.redirect, 90, by=letter.liaison, text="Bukan kami")


def lost_and_answered(letter):
    letter.lose(1)
    letter.answer(50)


def answered_before_the_second_left(letter):
    second = letter.do(lambda row, seen, **how: next_letter.draft_next(row, **how), 74, by=letter.world.officer)
    letter.send(second, letter.issued_at + 75 * HOUR, letter.issued_at + 76 * HOUR)
    answers = [replies.Said(question, "x") for question in letter.row.questions.all()]
    came = letter.issued_at + 50 * HOUR
    paper = replies.Reply(**WHO, answers=answers, received_at=came, channel="letter", document="B-7")
    letter.do(replies.record_reply, 80, by=letter.world.officer, reply=paper)


FATES = [
    *(silent, in_time, late, to_the_second, in_parts, second_part_late, only_a_word, denied, not_held_late, extended),
    *(extended_in_vain, extended_after_one_answer, granted_too_late, returned, late_and_returned, withdrawn),
    *(withdrawn_too_late, reissued, lost, lost_and_answered, answered_before_the_second_left, lost_and_answered_late),
    *(one_of_two_addresses_lost, lost_and_sent_again, not_for_us, not_for_us_too_late, not_for_us_then_a_word),
    *(not_for_us_but_more_time, only_our_address, lost_and_sent_again_too_late, sent_too_late),
    *(never_mailed, never_mailed_and_answered_late),
]


def live_a_year(world, dice, now, first):
    """Every fate for both agencies; and what no figure may count: drills, replays, letters of the evening before."""
    agencies = (world.agency_a, world.agency_b)
    fates = [(fate, dice.choice(agencies)) for fate in FATES]
    if not ON_POSTGRES:
        fates = [(fate, agency) for fate in FATES for agency in agencies]
    for fate, agency in fates:
        mailed = not {"lost", "never"} & set(fate.__name__.split("_"))
        fate(Letter(world, agency, (now - dice.uniform(15, 360) * 24 * HOUR), mailed=mailed))
    begins = datetime.combine(first, datetime.min.time(), tzinfo=WIB)
    Letter(world, world.agency_a, begins - timedelta(seconds=1)).answer(10)
    Letter(world, world.agency_a, begins).answer(10)
    for agency in agencies:
        Letter(world, agency, now - dice.uniform(2, 60) * HOUR)  # still runs
    together = Letter(world, world.agency_a, now - 900 * HOUR)
    case = Incident.objects.get(pk=together.row.incident_id)
    Letter(world, world.agency_b, now - 890 * HOUR, case=case).answer(30)
    for left_out in ({"drill": True}, {"replay": True}):
        Letter(world, world.agency_b, now - 800 * HOUR, **left_out).answer(9)
    secret = Letter(world, world.agency_b, now - 700 * HOUR).row.incident
    work.restrict(secret, by=world.officer, seen=fresh(secret).version, reason="x")


# --- the oracle: figures from events ---------------------------------------------------------------------------------


def seconds(instant):
    return instant.replace(microsecond=0)


class Told:
    """One letter as its events tell it."""

    def __init__(self, drafted):
        self.agency, self.case, self.replay = drafted.details["agency"], drafted.incident_id, drafted.replay
        self.issued = self.ended = self.arrived = None
        self.answered, self.due, self.replies, self.mails, self.elsewhere = {}, {}, [], {}, None

    def hear(self, event):
        act, said = event.action, event.details
        if act == "issue":
            self.issued = event.recorded_at
            self.first_due = datetime.fromisoformat(said["due_at"])
            self.due = dict.fromkeys(QUESTIONS, self.first_due)
        elif act in ("answer", "reply", "record_reply", "carry"):
            came = max(event.happened_at, self.issued)
            self.replies += [came] if act != "carry" or said["answered"] else []
            for number in said["answered"]:
                self.answered.setdefault(number, came)
            if act != "carry":
                self.arrive(came)
        elif act == "acknowledge":
            self.arrive(event.recorded_at)
        elif act == "extend":
            due = datetime.fromisoformat(said["due_at"])
            for number in QUESTIONS - set(self.answered):
                if seconds(event.recorded_at) <= self.due[number]:  # granted later, it makes nobody punctual
                    self.due[number] = max(due, self.due[number])
        elif act in ("withdraw", "replace"):
            self.ended = event.recorded_at
        elif act in ("send_message", "bounce_message", "give_up_message") and said["kind"] == "letter":
            standing = self.mails.get(said["recipient"])
            self.mails[said["recipient"]] = (standing or event.recorded_at) if act == "send_message" else None
        if act == "redirect":
            self.elsewhere = event.recorded_at if said["wrong"] == "addressee" else None
        elif act in ("answer", "reply", "record_reply", "carry", "ask_extension", "uphold"):
            self.elsewhere = None

    def arrive(self, at):
        self.arrived = min(filter(None, (self.arrived, at)))

    @property
    def complete(self):
        return max(self.answered.values()) if set(self.answered) == QUESTIONS else None

    def fate(self, now):
        due = max(self.due.values()) if self.complete else max(self.due[n] for n in QUESTIONS - set(self.answered))
        if self.complete == self.issued:
            return "needless"
        reached = min([each for each in (self.arrived, *self.replies) if each], default=None)
        missed = seconds(self.ended or self.complete or now) > due
        lost = missed and not any(sent and seconds(sent) <= due for sent in self.mails.values())
        if lost and (reached is None or seconds(reached) > due):
            return "not_arrived"
        if seconds(self.complete or self.ended or now) > due:
            if self.answered:
                return "late"
            return "not_theirs" if self.elsewhere and self.elsewhere <= due else "silent"
        if self.ended and not self.complete:
            return "ended"
        if due > self.first_due:
            return "extended"
        return "in_time" if self.complete else "running"


def tell(first, last):
    """[Told, …] of the letters issued in these days in Jakarta, in the order in which they were drafted."""
    letters, drills, restricted, outcomes = {}, set(), set(), {}
    for event in CaseEvent.objects.order_by("recorded_at"):
        if event.action == "record" and event.subject_label.startswith("LAT"):
            drills.add(event.incident_id)
        if event.action == "restrict":
            restricted.add(event.incident_id)
        if event.action == "close":
            outcomes[event.incident_id] = OUTCOMES[event.details["outcome"]]
        if event.action == "draft":
            letters[event.subject_id] = Told(event)
        elif event.subject_type == "clarificationrequest":
            letters[event.subject_id].hear(event)
    counted = [letters[key] for key in sorted(letters, key=int)]
    counted = [each for each in counted if each.case not in drills and not each.replay]
    return [each for each in counted if first <= each.issued.astimezone(WIB).date() <= last], restricted, outcomes


LEFT_OUT = {
    "running": "masih berjalan",
    "extended": "dengan perpanjangan",
    "not_arrived": "tidak sampai",
    "not_theirs": "menyatakan tepat waktu bukan untuknya",
    "ended": "ditarik, diganti, atau dihentikan sebelum tenggat",
    "needless": "dijawab sebelum terbit",
}


class Row:
    """What one line must say: of one agency, or of all."""

    def __init__(self, letters, outcomes, now):
        fates = [each.fate(now) for each in letters]
        self.count = {fate: fates.count(fate) for fate in ("in_time", "late", "silent", "running", *list(LEFT_OUT)[1:])}
        heard = [each for each, fate in zip(letters, fates, strict=True) if fate != "ended"]
        self.letters, cases = len(heard), list(dict.fromkeys(each.case for each in heard))
        self.cases = len(cases)
        judged = self.count["in_time"] + self.count["late"] + self.count["silent"]
        kept = self.count["in_time"]
        self.share = round(100 * kept / judged) if judged else None
        assert self.share is None or (self.share == 100) == (kept == judged) and (self.share == 0) == (kept == 0)
        self.times = [
            [each.arrived - each.issued for each in heard if each.arrived],
            [min(each.replies) - each.issued for each in heard if each.replies and min(each.replies) > each.issued],
            [each.complete - each.issued for each in heard if each.complete and each.complete > each.issued],
        ]
        ended = [outcomes[case] for case in cases if case in outcomes]
        self.endings = sorted({words: ended.count(words) for words in ended}.items(), key=lambda pair: -pair[1])

    def numbers(self):
        declined = 0  # in this year nobody does
        return [self.cases, self.letters, *(self.count[fate] for fate in ("in_time", "late", "silent")), declined]

    def words(self):
        """The cells as a person reads them."""
        left_out = " ".join(f"{self.count[fate]} {words}" for fate, words in LEFT_OUT.items() if self.count[fate])
        share = "–" if self.share is None else f"{self.share} %"
        endings = " ".join(f"{n} {words}" for words, n in self.endings)
        return [*map(str, self.numbers()), share, left_out, *map(length, self.times), endings]

    def cells(self):
        """The cells of the sheet; times in hours."""
        hours = [median(found) / HOUR if found else None for found in self.times]
        endings = "; ".join(f"{words}: {n}" for words, n in self.endings)
        return [
            *self.numbers(),
            self.share,
            *(self.count[fate] for fate in LEFT_OUT),
            *hours,
            endings or None,
        ]


def length(found):
    if not found:
        return "–"
    minutes = int(median(found).total_seconds()) // 60
    days, hours = divmod(minutes // 60, 24)
    return f"{days} hari {hours} jam" if days >= 4 else f"{minutes // 60} jam {minutes % 60} mnt"


def flat(text):
    return " ".join(text.split())


def test_page_sheet_and_pdf_show_what_the_events_of_a_year_say(world, the_ladder, log_in):
    dice, now = random.Random(20261126), timezone.now()
    last = timezone.localdate()
    first = last - timedelta(days=364)
    live_a_year(world, dice, now, first)
    for reader, sees_all in ((world.auditor, True), (world.supervisor, False)):
        told, restricted, outcomes = tell(first, last)
        everything, told = told, [each for each in told if sees_all or each.case not in restricted]
        left_out = len(everything) > len(told)
        by_agency = defaultdict(list)
        for each in told:
            by_agency[each.agency].append(each)
        asked = timezone.now()
        expected = {name: Row(letters, outcomes, asked) for name, letters in sorted(by_agency.items())}
        everybody = Row(told, outcomes, asked)
        assert all(everybody.count.values()) and everybody.endings, "every fate stands in some column"
        assert len(expected) == 2
        browser, query = log_in(reader), f"?first={first}&last={last}"
        shown = [[name, *row.words()] for name, row in expected.items()] + [["Semua", *everybody.words()]]
        the_page_shows(browser.get(f"/kinerja/{query}"), shown, left_out)
        the_pdf_shows(taken(browser, f"/kinerja/lembar.pdf{query}"), shown, left_out)
        named = {"Ins A": "Instansi A", "Ins B": "Instansi B"}
        cells = [[named[name], *row.cells()] for name, row in expected.items()] + [["Semua", *everybody.cells()]]
        the_sheet_holds(taken(browser, f"/kinerja/lembar.xlsx{query}"), cells, left_out)


HOW_COUNTED = (
    "ditarik, diganti, atau dihentikan sebelum tenggatnya, atau yang jawabannya sudah datang sebelum surat terbit"
)
LEFT_OUT_OF_IT = "Surat dari kasus terbatas"


def the_page_shows(answer, shown, left_out):
    page = lxml.html.fromstring(answer.content.decode())
    (table,) = page.xpath("//table")
    heads = [flat(cell.text_content()) for cell in table.xpath(".//thead//th")]
    rows = [[flat(" ".join(cell.itertext())) for cell in row.xpath("./td")] for row in table.xpath(".//tbody/tr")]
    assert rows == shown and all(len(row) == len(heads) for row in rows)
    text = flat(page.text_content())
    assert HOW_COUNTED in text and (LEFT_OUT_OF_IT in text) == left_out and "Keadaan per " in text
    bars = [bar.get("aria-label") for bar in page.xpath("//svg[@role='img']")]
    fates = ("Tepat waktu", "Terlambat", "Belum menjawab", "Menolak menjawab")
    told = [", ".join(f"{fate} {count}" for fate, count in zip(fates, row[3:7], strict=True)) for row in shown[:-1]]
    said = [f"{row[0]}: {each}" for row, each in zip(shown, told, strict=False)]
    assert [flat(words) for words in bars] == said
    return heads


def the_pdf_shows(data, shown, left_out):
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        text = flat(" ".join(page.get_textpage().get_text_range() for page in document))
    for row in shown:
        assert flat(" ".join(row)) in text
    assert HOW_COUNTED in text and (LEFT_OUT_OF_IT in text) == left_out


def the_sheet_holds(data, cells, left_out):
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [[near(value) for value in row] for row in found] == [[near(value) for value in row] for row in cells]
    note = sheet["A2"].value
    assert HOW_COUNTED in note and (LEFT_OUT_OF_IT in note) == left_out and note.startswith("Keadaan per ")


def near(value):
    """Hours as exactly as a sheet keeps them."""
    return round(value, 6) if isinstance(value, float) else value
