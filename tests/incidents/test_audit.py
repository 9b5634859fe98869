"""The auditor's first page: what it says, and that the questions auditors ask are answered a few clicks from it."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

from django.utils import timezone, translation
from django.utils.translation import gettext

from incidents.actions import cases, complaints, deadlines, law
from incidents.models import AccessEntry, CaseEvent, Verification
from incidents.plain import dates
from incidents.plain.complainants import Person
from incidents.reports import last_visit
from incidents.workflow import TRANSITIONS, Action
from tests.notifications.conftest import drawn_letters  # noqa: F401  (a fixture)
from tests.notifications.conftest import work as round_of_work
from tests.world import fresh, make_request

MOST = 4  # clicks to an answer
IMPACT = dict.fromkeys(("confidentiality", "integrity", "availability"), Decimal("0.5"))
RATING = {"level_set": "high", "reason": "x", "context": 1, "identification": Decimal("0.25"), "malicious": False}
RATING |= IMPACT
BUNDLES = "/jejak/bukti/?"
FORM = re.compile(r'<form method="get" action="([^"]+)"')
LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"[^>]*>(.*?)</a>', re.S)


class Reader:
    """An auditor who follows links from the first page, and counts."""

    def __init__(self, browser):
        self.browser, self.clicks = browser, 0
        self.at, self.page = "/audit/", browser.get("/", follow=True).content.decode()

    def click(self, words):
        """Follow the first link in whose words `words` stand."""
        for address, inside in LINK.findall(self.page):
            if words in " ".join(re.sub(r"<[^>]+>", " ", inside).split()):
                address = unescape(address)
                self.at = self.at.partition("?")[0] + address if address.startswith("?") else address
                self.page, self.clicks = self.browser.get(self.at).content.decode(), self.clicks + 1
                return self
        raise AssertionError(f"no link {words!r} on {self.at}")

    def press(self, typed):
        """Fill in the form of the page and press its button: a click as well."""
        if leads := FORM.search(self.page):
            self.at = leads[1]
        self.page, self.clicks = self.browser.get(self.at, typed).content.decode(), self.clicks + 1
        return self

    def proof_of(self, number):
        """Whether the page offers the proof of what bears this number, or of the looks at it: its link, a click as well, leads to a
        form that asks for just that, and only what it is for is left to say."""
        [*links] = [unescape(address) for address, _words in LINK.findall(self.page) if BUNDLES in address]
        forms = [self.browser.get(link).context["form"] for link in links]
        begun = [form.of["key"] if form.of else str(form.initial["number"]) for form in forms]
        return self.clicks + 1 <= MOST and str(number) in begun

    def reads(self, *words):
        main = " ".join(unescape(re.sub(r"<[^>]+>", " ", self.page.partition("<main")[2])).split())
        return self.clicks <= MOST and all(each in main for each in words)


def test_was_the_reminder_sent_and_was_the_due_moved_afterwards(world, drawn_letters, log_in):  # noqa: F811
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=49))
    round_of_work()
    reader = Reader(log_in(world.auditor)).click("Surat mana yang diterbitkan")
    with translation.override("id"):
        reader.click(gettext(TRANSITIONS[Action.ISSUE].done))
    assert reader.reads(clarification.reference, "Pengingat, tersisa 24 jam", "surat@a.example", "Tenggat")
    due = clarification.present_due + timedelta(hours=24)
    deadlines.extend(fresh(clarification), by=world.supervisor, seen=None, reason="Log besar", due_at=due)
    issued = CaseEvent.objects.get(action="issue")
    reader = Reader(log_in(world.auditor)).click("Surat mana yang diterbitkan")
    with translation.override("id"):
        moved, new = gettext(TRANSITIONS[Action.EXTEND].done), dates.instant_short(due, "id")[:-4]
        assert not reader.reads(new)
        reader.click(gettext(TRANSITIONS[Action.ISSUE].done))
    assert reader.reads("Pengingat, tersisa 24 jam", moved, new) and reader.proof_of(issued.pk)


def test_who_changed_the_severity_and_from_what(world, an_incident, log_in):
    law.rate(an_incident, by=world.officer, **RATING)
    reader = Reader(log_in(world.auditor)).click("Siapa yang mengubah keparahan")
    severity = fresh(an_incident).get_severity_display()
    assert reader.reads("Officer", "Keparahan", severity, an_incident.get_severity_display())
    assert reader.click("Keparahan dinilai").reads(severity)
    assert reader.proof_of(CaseEvent.objects.get(action="rate").pk)


def test_what_did_the_case_look_like_yesterday_at_noon(world, an_incident, log_in):
    noon = an_incident.events.last().recorded_at
    cases.amend(an_incident, by=world.officer, seen=an_incident.version, title="Judul sesudahnya", reason="x")
    reader = Reader(log_in(world.auditor)).click("Seperti apa suatu kasus").click("Judul sesudahnya")
    reader.click("Keadaan pada saat itu").press({"at": noon.isoformat()})
    assert reader.reads(an_incident.title, "Fakta") and not reader.reads("Judul sesudahnya")
    reader = Reader(log_in(world.auditor)).press({"case": an_incident.reference})
    with translation.override("id"):
        reader.click(gettext(TRANSITIONS[Action(an_incident.events.earliest("recorded_at").action)].done))
        reader.click(gettext("The case as it stood then"))
    assert reader.reads(an_incident.title, "Fakta") and not reader.reads("Judul sesudahnya")
    assert reader.proof_of(an_incident)


def test_who_has_read_the_name_of_the_complainant(world, log_in):
    who = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example", phone="", post="")
    complaint = complaints.enter(by=world.officer, person=who, way="phone", text="Data saya dipakai orang lain")
    log_in(world.officer).get(f"/pengaduan/{complaint.pk}/lembar/")
    reader = Reader(log_in(world.auditor)).click("Siapa yang telah membaca nama pengadu").click(str(complaint))
    assert reader.click("Siapa yang membuka").reads("Officer")
    assert reader.proof_of(f"complainantsheet:{complaint.sheet.pk}")


def test_who_knew_of_a_letter_and_since_when(world, log_in):
    clarification = make_request(world, "answered")
    reader = Reader(log_in(world.auditor)).click("Siapa yang tahu").press({"case": clarification.reference})
    assert reader.reads("Liaison A", "menjawab", "Officer", clarification.reference)


def test_the_first_page_says_what_was_done_since_the_last_visit(world, an_incident, log_in):
    def trace(kind, minutes):
        at = timezone.now() + timedelta(minutes=minutes)
        AccessEntry.objects.create(kind=kind, actor=world.auditor, actor_name="Auditor", at=at)
        return at

    assert last_visit.since(world.auditor, None).cases == [an_incident]
    first = log_in(world.auditor).get("/audit/").content.decode()
    assert "Semua yang dilakukan orang" in first and "sejak itu" not in first and "sejak Anda" not in first
    trace("log_in", -60)
    before = trace("read", 0)
    cases.note(an_incident, by=world.officer, text="Catatan")
    trace("log_in", 1)
    assert last_visit.last_visit(world.auditor) == before
    done = last_visit.since(world.auditor, before)
    assert (done.acts, done.cases) == ([("note", 1)], [an_incident])


def test_the_first_page_says_what_the_last_verification_found(world, log_in):
    auditor, now = log_in(world.auditor), timezone.now()
    assert "Belum ada pemeriksaan" in auditor.get("/audit/").content.decode()
    for found, words in (([], "Sesuai segel"), ([{"x": "y"}], "Ada yang ditemukan")):
        facts = {"began_at": now, "ended_at": now, "size": 0, "leaves": 0, "rows": 0, "files": 0}
        Verification.objects.create(discrepancies=found, **facts)
        now += timedelta(seconds=1)
        assert words in auditor.get("/audit/").content.decode()
