"""How long a practised hand takes: real pages and their real forms, counted by the keystroke-level model.

Card, Moran, Newell: The keystroke-level model for user performance time with interactive systems. Communications of the ACM
23(7), July 1980, pp. 396-410; the times of its operators are theirs (K for an average typist, not a secretary). Pasting is
one chord. R, for which the model has no constant, is one second for each page, more than any of these takes to answer.
"""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from django.urls import reverse

from incidents import setup_data
from incidents.actions import agencies
from incidents.models import Incident
from incidents.record import deeds

K = 0.28  # one sign typed, or one chord, by an average typist (40 words a minute)
P = 1.10  # pointing at something with a mouse
B = 0.20  # pressing and letting go of its button
H = 0.40  # the hand goes from the mouse to the keys, or back
M = 1.35  # making up one's mind before a step
R = 1.00  # waiting for the next page

MOST_SECONDS = 600
AFFECTED = 282  # bodies of the centre and the regions, of which the ministry spoke in June 2024
SUPPLIERS = ("PT Awan Contoh", "PT Jaringan Contoh", "PT Lisensi Contoh", "PT Pemulihan Contoh")


class _Forms(HTMLParser):
    """The forms of a page: of each its address, what its fields hold, and which of them there are."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.links, self._select, self._area = [], [], "", ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append({"action": given.get("action", ""), "holds": {}, "fields": {}, "buttons": set()})
        elif tag == "a":
            self.links.append(given.get("href", ""))
        if not self.forms or tag not in ("input", "select", "textarea", "button", "option"):
            return
        form, name = self.forms[-1], given.get("name", "")
        if tag == "option":
            if self._select and ("selected" in given or self._select not in form["holds"]):
                form["holds"][self._select] = [given.get("value", "")]
        elif tag == "button":
            form["buttons"].add((name, given.get("value", "")))
        elif name:
            kind = given.get("type", "text") if tag == "input" else tag
            form["fields"].setdefault(name, kind)
            if kind in ("checkbox", "radio"):
                held = form["holds"].setdefault(name, [])
                held += [given.get("value", "on")] if "checked" in given else []
            elif kind != "select":
                form["holds"][name] = [given.get("value", "")]
        self._select = name if tag == "select" else self._select if tag == "option" else ""
        self._area = name if tag == "textarea" else ""

    def handle_endtag(self, tag):
        self._area = "" if tag == "textarea" else self._area
        self._select = "" if tag == "select" else self._select

    def handle_data(self, data):
        if self._area:
            self.forms[-1]["holds"][self._area] = [self.forms[-1]["holds"][self._area][0] + data.removeprefix("\n")]


class Hand:
    """Somebody at the keys: does what is done on the page that is shown, and counts what it costs."""

    def __init__(self, client, address):
        self.client, self.seconds, self.steps = client, 0.0, []
        self._show(client.get(address))

    def _show(self, answer):
        while answer.status_code == 302:
            self.at = urljoin(self.at if hasattr(self, "at") else "", answer["Location"])
            answer = self.client.get(self.at)
        assert answer.status_code == 200, answer.status_code
        self.at = answer.wsgi_request.get_full_path()
        self.page, self.forms = answer.content.decode(), _Forms(answer.content.decode())
        self.typed, self.form = {}, None

    def _count(self, what, seconds):
        self.steps.append((what, seconds))
        self.seconds += seconds

    def follow(self, address):
        """A link of this very page."""
        assert any(link.split("?")[0] == address for link in self.forms.links), address
        self._count(f"link {address}", M + P + B + R)
        self._show(self.client.get(address))

    def unfold(self, words):
        """A part of the page that stands folded."""
        assert re.search(rf"<details[^>]*>\s*<summary[^>]*>.*?{re.escape(words)}", self.page, re.S), words
        self._count(f"unfold {words}", M + P + B)

    def _in(self, name):
        self.form = next(form for form in self.forms.forms if name in form["fields"])
        return self.form["fields"][name]

    def type(self, name, text, *, pasted=False):
        assert self._in(name) in ("text", "textarea", "email", "search"), name
        self.typed[name] = [text]
        self._count(f"{'paste' if pasted else 'type'} {name}", M + P + B + 2 * H + K * (1 if pasted else len(text)))

    def choose(self, name, value):
        """One of a list: open it, point at the one that is meant."""
        assert self._in(name) == "select", name
        self.typed[name] = [value]
        self._count(f"choose {name}", M + 2 * (P + B))

    def tick(self, name, *values):
        """Tick, or take the tick away, at each."""
        assert self._in(name) == "checkbox", name
        held = self.typed.setdefault(name, list(self.form["holds"][name]))
        for value in values:
            held.remove(value) if value in held else held.append(value)
            self._count(f"tick {name}", M + P + B)

    def press(self, name="", value="1"):
        """A button of the form in which something was done, or the only one that has it."""
        form = self.form or next(form for form in self.forms.forms if name in {each for each, _ in form["buttons"]})
        assert name in {each for each, _ in form["buttons"]}, (name, form["buttons"])
        sent = {**form["holds"], **self.typed, **({name: [value]} if name else {})}
        address = urljoin(self.at, form["action"]) if form["action"] else self.at
        self._count(f"press {name or 'the button'}", M + P + B + R)
        self._show(self.client.post(address, {field: values for field, values in sent.items() if values}))


@pytest.fixture
def registered(world):
    """The ministry that ran the data centre is in the directory, and so are the question sets; nobody else is."""
    setup_data.load_questions(deeds.SYSTEM)
    return agencies.add_agency(
        by=world.administrator, name="Kementerian Contoh", kind="central", short_name="Kemencontoh"
    )


def test_one_processor_one_ministry_282_affected_bodies_and_four_suppliers_take_less_than_ten_minutes(
    world, log_in, registered, capsys
):
    hand = Hand(log_in(world.officer), reverse("incidents:desk"))
    hand.follow(reverse("incidents:record"))
    hand.type("summary", "Pusat data nasional sementara lumpuh oleh perangkat pemeras; layanan 282 instansi terganggu.")
    hand.press("incident", "")
    case = Incident.objects.get()
    at = [case.reference]

    hand.follow(reverse("incidents:involve", args=at))
    hand.choose("agency", str(registered.pk))
    hand.choose("role", "controller")
    hand.press()
    hand.follow(reverse("incidents:involve", args=at))
    hand.unfold("Tambahkan di sini")
    hand.type("body_name", "PT Pusat Data Contoh")
    hand.choose("role", "processor")
    hand.press()

    hand.follow(reverse("incidents:affected", args=at))
    hand.follow(reverse("incidents:list_affected", args=at))
    hand.type("pasted", "\n".join(f"Dinas Contoh {n};layanan daring;" for n in range(AFFECTED)), pasted=True)
    hand.press()

    hand.follow(reverse("incidents:incident", args=at))
    hand.follow(reverse("incidents:draft", args=at))
    for name in SUPPLIERS:
        hand.unfold("Tambahkan di sini")
        hand.type("body_name", name)
        hand.choose("body_role", "processor")
        hand.press("add_body")
    others = case.involvements.exclude(agency__names__name__in=SUPPLIERS).values_list("agency", flat=True)
    hand.tick("agencies", *map(str, others))
    hand.type(
        "opening",
        "Sehubungan dengan lumpuhnya pusat data nasional sementara sejak 20 Juni 2024, kami meminta penjelasan.",
    )
    hand.press("submit")

    roles = dict(case.involvements.values_list("agency__names__name", "role"))
    assert roles == {"Kementerian Contoh": "controller", "PT Pusat Data Contoh": "processor"} | dict.fromkeys(
        SUPPLIERS, "processor"
    )
    assert case.affected.count() == AFFECTED
    asked = {request.agency.name: request.status for request in case.requests.all()}
    assert asked == dict.fromkeys(SUPPLIERS, "awaiting_approval")
    assert all(request.questions.count() == 8 for request in case.requests.all())
    with capsys.disabled():
        print(f"\n{len(hand.steps)} steps, {hand.seconds:.0f} s by the keystroke-level model")
    assert hand.seconds < MOST_SECONDS


def test_a_page_that_asks_for_more_costs_more():
    """The count is of what is done, not of what is written here: the same step twice costs twice."""
    hand = Hand.__new__(Hand)
    hand.seconds, hand.steps = 0.0, []
    hand.forms, hand.typed, hand.form = _Forms('<form><textarea name="a"></textarea></form>'), {}, None
    hand.type("a", "x" * 100)
    once = hand.seconds
    hand.type("a", "x" * 100, pasted=True)
    assert once == pytest.approx(M + P + B + 2 * H + 100 * K) and hand.seconds - once == pytest.approx(once - 99 * K)
