"""The auditor's first page: what it says, and that the questions auditors ask are answered a few clicks from it."""

import json
import re
import subprocess
import sys
import zipfile
from datetime import datetime, timedelta
from decimal import Decimal
from html import unescape

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from incidents.actions import cases, complaints, deadlines, law
from incidents.models import AccessEntry, ProofBundle, Verification
from incidents.plain import clocks, dates
from incidents.plain.complainants import Person
from incidents.record.event_titles import mail_in_words
from incidents.reports import last_visit
from incidents.workflow import TRANSITIONS, Action
from notifications import tasks
from tests.notifications.conftest import drawn_letters  # noqa: F401  (a fixture)
from tests.notifications.conftest import work as round_of_work
from tests.world import fresh, make_incident, make_request

MOST = 4  # presses, from the first page to the file that proves the answer
IMPACT = dict.fromkeys(("confidentiality", "integrity", "availability"), Decimal("0.5"))
RATING = {"level_set": "high", "reason": "x", "context": 1, "identification": Decimal("0.25"), "malicious": False}
RATING |= IMPACT
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
FIELD = re.compile(r"<input\b[^>]*>", re.S)
BUTTON = re.compile(r"<button\b([^>]*)>(.*?)</button>", re.S)
LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"[^>]*>(.*?)</a>', re.S)


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def attribute(name, html):
    found = re.search(rf'\b{name}="([^"]*)"', html)
    return unescape(found[1]) if found else ""


class Reader:
    """An auditor who follows links and presses buttons from the first page on, and counts both."""

    def __init__(self, browser):
        self.browser, self.clicks = browser, 0
        self.at, self.page = "/audit/", browser.get("/", follow=True).content.decode()

    def click(self, words):
        """Follow the first link in whose words `words` stand."""
        for address, inside in LINK.findall(self.page):
            if words in text_of(inside):
                return self._go(unescape(address))
        raise AssertionError(f"no link {words!r} on {self.at}")

    def _go(self, address):
        self.at = self.at.partition("?")[0] + address if address.startswith("?") else address
        return self._came(self.browser.get(self.at, follow=True))

    def _came(self, answer):
        self.answer, self.clicks = answer, self.clicks + 1
        if answer.redirect_chain:
            self.at = answer.redirect_chain[-1][0]
        self.page = "" if answer.streaming else answer.content.decode()
        return self

    def press(self, button, /, **typed):
        """Type into the form that has this button, which costs no press, and press it."""
        for opening, inside in FORM.findall(self.page):
            for described, label in BUTTON.findall(inside):
                if button in text_of(label):
                    sent = {attribute("name", field): attribute("value", field) for field in FIELD.findall(inside)}
                    sent |= {attribute("name", described): attribute("value", described)} | typed
                    sent.pop("", None)
                    way = self.browser.post if attribute("method", opening) == "post" else self.browser.get
                    self.at = attribute("action", opening) or self.at
                    return self._came(way(self.at, sent, follow=True))
        raise AssertionError(f"no button {button!r} on {self.at}")

    def proved(self, button, folder):
        """What was recorded, as the file has it that this button leads to: made by the worker while the page looks again by
        itself, downloaded, and judged by its own verifier alone."""
        self.press(button, words="Pemeriksaan inspektorat")
        assert self.answer.headers["Refresh"] and "Unduh berkas bukti" not in self.page
        for bundle in ProofBundle.objects.filter(state="waiting"):
            tasks.make_bundle(bundle.pk)
        self.page = self.browser.get(self.at).content.decode()
        self.click("Unduh berkas bukti")
        assert self.clicks <= MOST, self.clicks
        (folder / "bukti.zip").write_bytes(b"".join(self.answer.streaming_content))
        with zipfile.ZipFile(folder / "bukti.zip") as files:
            (folder / "periksa.py").write_bytes(files.read("periksa.py"))
            record = json.loads(files.read("catatan.json"))
        command = [sys.executable, "-I", "periksa.py", "bukti.zip"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={}, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return record

    def reads(self, *words):
        main = text_of(self.page.partition("<main")[2])
        return self.clicks <= MOST and all(each in main for each in words)


def versions(record, table):
    """The rows of a history table in what was proved, each with its act, in their order."""
    return [(told["event"], row) for told in record for row in told["history"] if row["table"] == table]


def test_was_the_reminder_sent_and_was_the_due_moved_afterwards(world, drawn_letters, log_in, tmp_path):  # noqa: F811
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=49))
    round_of_work()
    reader = Reader(log_in(world.auditor)).click("Surat mana yang diterbitkan")
    with translation.override("id"):
        issued, moved = (gettext(TRANSITIONS[action].done) for action in (Action.ISSUE, Action.EXTEND))
    reader.click(issued)
    assert reader.reads(clarification.reference, "Pengingat, tersisa 24 jam", "surat@a.example", "Tenggat")
    due = clarification.present_due + timedelta(hours=24)
    deadlines.extend(fresh(clarification), by=world.supervisor, seen=None, reason="Log besar", due_at=due)
    reader = Reader(log_in(world.auditor)).click("Surat mana yang diterbitkan")
    new = dates.instant_short(due, "id")[:-4]
    assert not reader.reads(new)
    reader.click(issued)
    assert reader.reads("Pengingat, tersisa 24 jam", moved, new)
    page = reader.page
    record = reader.proved(f"Buktikan semua yang dicatat tentang {clarification.reference}", tmp_path)
    mails = [told["event"] for told in record if "label" in told["event"]["details"]]
    with translation.override("id"):
        reminders = [each for each in mails if mail_in_words(each["details"]) == "Pengingat, tersisa 24 jam"]
    assert reminders and {each["action"] for each in reminders} <= {"send_message", "skip_message"}, mails
    assert all(each["details"]["recipient"] in page for each in reminders)
    [_first, (extended, row)] = versions(record, "incidents_historicaldeadline")
    assert extended["action"] == "extend" and extended["recorded_at"] > max(each["recorded_at"] for each in reminders)
    assert datetime.fromisoformat(row["due_at"]) == due.replace(microsecond=0)


def test_who_changed_the_severity_and_from_what(world, an_incident, log_in, tmp_path):
    law.rate(an_incident, by=world.officer, **RATING)
    reader = Reader(log_in(world.auditor)).click("Siapa yang mengubah keparahan")
    severity = fresh(an_incident).get_severity_display()
    assert reader.reads("Officer", "Keparahan", severity, an_incident.get_severity_display())
    assert reader.click("Keparahan dinilai").reads(severity)
    record = reader.proved(f"Buktikan semua yang dicatat tentang {an_incident}", tmp_path)
    cases_then = versions(record, "incidents_historicalincident")
    (before, was), (changed, became) = cases_then[-2:]
    assert (changed["action"], changed["actor_name"]) == ("rate", "Officer") and before["action"] != "rate"
    assert (was["severity"], became["severity"]) == (an_incident.severity, fresh(an_incident).severity)
    assert was["severity"] != became["severity"]


def test_what_did_the_case_look_like_yesterday_at_noon(world, log_in, tmp_path):
    noon = clocks.day_begins(clocks.day(timezone.now()) - timedelta(days=1)) + timedelta(hours=12)
    case = make_incident(world, title="Judul kemarin", at=noon - timedelta(hours=3), seen_at=noon - timedelta(hours=4))
    cases.amend(case, by=world.officer, seen=case.version, title="Judul sesudahnya", reason="x")
    first = Reader(log_in(world.auditor))
    assert "Nomor ini tidak dikenal" in first.press("Tampilkan kasus pada saat itu", past="INS-1999-9999").page
    make_incident(world)
    assert "atau dalam beberapa" in first.press("Tampilkan kasus pada saat itu", past=case.reference[:-4]).page
    reader = Reader(log_in(world.auditor)).press("Tampilkan kasus pada saat itu", past=case.reference)
    assert reader.reads("Judul kemarin", "Fakta") and not reader.reads("Judul sesudahnya")
    at = dates.instant_in_words(noon, "id").removesuffix(" WIB")
    assert reader.reads(at), "yesterday's noon stands in the field before anybody types"
    record = reader.proved(f"Buktikan semua yang dicatat tentang {case}", tmp_path)
    titles = [
        (datetime.fromisoformat(event["recorded_at"]) <= noon, row["title"])
        for event, row in versions(record, "incidents_historicalincident")
    ]
    assert [title for by_noon, title in titles if by_noon][-1] == "Judul kemarin"
    assert titles[-1] == (False, "Judul sesudahnya") and reader.clicks == 3


def test_who_has_read_the_name_of_the_complainant(world, log_in, tmp_path):
    who = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example", phone="", post="")
    complaint = complaints.enter(by=world.officer, person=who, way="phone", text="Data saya dipakai orang lain")
    log_in(world.officer).get(f"/pengaduan/{complaint.pk}/lembar/")
    log_in(world.officer).get(f"/insiden/{make_incident(world)}/")
    reader = Reader(log_in(world.auditor)).click("Siapa yang telah membaca nama pengadu")
    assert reader.reads("Officer", str(complaint)) and not reader.reads("INS-")
    assert reader.click(str(complaint)).reads("Officer")
    [look] = reader.proved("Buat bukti", tmp_path)
    assert look["accessentry"]["actor_name"] == "Officer"
    assert look["accessentry"]["subject_id"] == str(complaint.sheet.pk) and "Sri Wahyu" not in str(look)


def test_who_knew_of_a_letter_and_since_when(world, log_in):
    clarification = make_request(world, "answered")
    reader = Reader(log_in(world.auditor)).click("Siapa yang tahu").press("Tampilkan", case=clarification.reference)
    assert reader.reads("Liaison A", "menjawab", "Officer", clarification.reference)


def test_the_first_page_says_what_was_done_since_the_last_visit(world, an_incident, log_in):
    def trace(kind, minutes):
        at = timezone.now() + timedelta(minutes=minutes)
        AccessEntry.objects.create(kind=kind, actor=world.auditor, actor_name="Auditor", at=at)
        return at

    assert last_visit.since(world.auditor, None).cases == [an_incident]
    first = log_in(world.auditor).get("/audit/").content.decode()
    assert "Semua yang dilakukan orang" in first and "sejak itu" not in first and "sejak Saudara" not in first
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


def test_a_page_that_waits_for_a_bundle_does_not_keep_its_reader_logged_in_for_ever(world, an_incident, log_in):
    """Each time it asks again the session begins anew: where no worker is there, nobody would ever be logged out."""
    of = {"kind": "case", "key": str(an_incident.pk), "label": an_incident.reference, "language": "id", "reason": "x"}
    client, now = log_in(world.auditor), timezone.now()
    for age, again in ((timedelta(minutes=14), True), (timedelta(minutes=16), False)):
        bundle = ProofBundle.objects.create(asked_by=world.auditor, asked_at=now - age, **of)
        answer = client.get(f"{reverse('notifications:bundles')}?ditunggu={bundle.pk}")
        said = "memeriksa lagi dengan sendirinya" in answer.content.decode()
        assert ("Refresh" in answer.headers) == said == again
