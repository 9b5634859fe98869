"""How a case stands, by what reads no history: plain SQL of the tables as the database names them, and its pages as people read them now.
And what the page of a past instant says, read as text. For comparing the one, kept, with the other, asked for later.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from html import unescape

from django.apps import apps
from django.db import connection
from django.utils import timezone, translation

from incidents.plain.dates import instant_in_words
from incidents.templatetags.words import short_seconds
from incidents.workflow import STATUS_LABELS, RequestStatus
from tests.life_of_a_case import WHO

COMPLAINED = WHO.name
MARK = re.compile(r"Kata\d{4}x")  # long enough not to stand in what is locked by chance
FILES = "incidents_storedfile"
CASES, DUES, REQUESTS = "incidents_incident", "incidents_deadline", "incidents_clarificationrequest"
NEXT = re.compile(r'href="([^"]*[?&]after=[^"]*|[^"]*&amp;after=[^"]*)"')
CLOCK = re.compile(r"<tr>\s*<td[^>]*>(.*?)</td>\s*<td[^>]*>.*?</td>\s*<td[^>]*>(.*?)</td>\s*<td[^>]*>(.*?)</td>", re.S)
ADDRESSED = re.compile(r'<tr>(?:(?!</tr>).)*data-label="Alamat"(?:(?!</tr>).)*</tr>', re.S)
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.S)
MAILS = """SELECT letter.reference, mail.recipient, mail.state FROM notifications_message mail
    JOIN {letter} letter ON letter.id = mail.{link}
    WHERE letter.incident_id = %s AND mail.audience = 'agency' AND letter.issued_at IS NOT NULL"""
ON_FILE = """SELECT letter.reference, contact.email, letter.mail_to, contact.is_ppdp FROM {letter} letter
    JOIN incidents_contact contact ON contact.agency_id = letter.agency_id
    WHERE letter.incident_id = %s AND letter.status IN ('draft', 'awaiting_approval', 'awaiting_signature')
    AND contact.valid_from <= %s AND (contact.valid_to IS NULL OR contact.valid_to > %s)"""
OF_MAILS = {
    "to_send": "menunggu dikirim dengan surel",
    "sent": "dikirim dengan surel",
    "delivered": "sampai, kata server surelnya",
    "bounced": "kembali",
    "given_up": "dihentikan, tidak ada server surel yang menerima",
    "skipped": "tidak dikirim dengan surel",
}
# what happened, and so what was
OF_BEFORE = re.compile(r"""<(dl|article|li|div) class="(change|entry)\b.*?</\1>""", re.S)


@dataclass(frozen=True)
class Stands:
    """`things`: how many of each kind; `marks`: the words of a life that its rows hold; `dues`: every due in words; `clocks`: of each request
    its number, status and last due; `marks_on_pages`: those words on the pages of the case, but for what tells of acts; `addresses`: of each
    letter its number, an address and what had become of a mail to it, or that it would go there."""

    things: Counter
    marks: set
    dues: set
    clocks: set
    marks_on_pages: set
    addresses: set


@dataclass(frozen=True)
class Told:
    """What the page of an instant says, in the same terms, and its whole text."""

    things: Counter
    marks: set
    clocks: set
    addresses: set
    text: str


class Looker:
    """Looks at a case as it stands: by SQL, and each fourth time by the pages as `browser` is shown them."""

    def __init__(self, browser):
        self.browser, self.looks = browser, 0

    def __call__(self, case, _at):
        rows, self.looks = _rows_of(case.pk), self.looks + 1
        with translation.override("id"):
            things = Counter({_names()[table]: len(found) for table, found in rows.items() if found})
            dues = {key: _instant(row["due_at"]) for key, row in rows[DUES].items()}
            words = {instant_in_words(due, "id", seconds=True) for due in dues.values()}
            clocks = {self._clock(row, rows[DUES]) for row in rows[REQUESTS].values()}
        on_pages = set() if self.looks % 4 else self._on_pages(case, rows)
        return Stands(things, _marks_in(rows), words, clocks, on_pages, _addresses(case.pk))

    def _clock(self, row, dues):
        own = [(key, _instant(each["due_at"])) for key, each in dues.items() if each["request_id"] == row["id"]]
        status = translation.gettext(STATUS_LABELS[RequestStatus][RequestStatus(row["status"])])
        return row["reference"], status, short_seconds(max(own)[1]) if own else "tidak ada"

    def _on_pages(self, case, rows):
        own = [f"/insiden/{case}/{part}" for part in ("kegiatan/", "bukti/", "pernyataan/", "hukum/", "")]
        own += [f"/permintaan/{key}/" for key in rows[REQUESTS]]
        own += [f"/pengaduan/{key}/" for key in rows["incidents_complaint"]]
        pages = (OF_BEFORE.sub("", main_of(self.browser.get(address).content.decode())) for address in own)
        return {mark for page in pages for mark in MARK.findall(text_of(page))}


def mains_of_the_past(browser, case, at):
    """The page of an instant, to its last part, without its forms: those grow with the case."""
    address, parts = f"/insiden/{case}/pada/?at={at.isoformat().replace('+', '%2B')}", []
    while address:
        main = main_of(browser.get(address).content.decode())
        parts.append(without_forms(main))
        address = next((unescape(found) for found in NEXT.findall(main)), None)
    return "".join(parts)


def told(whole):
    """What the page of an instant says."""
    headings = [text_of(found) for found in re.findall(r"<article[^>]*>.*?<h3[^>]*>(.*?)</h3>", whole, re.S)]
    rows = [[text_of(cell) for cell in CELL.findall(row)] for row in ADDRESSED.findall(whole)]
    addresses = {(letter, address, words) for letter, _body, address, mails in rows for words in _mails_in(mails)}
    clocks = {tuple(text_of(cell) for cell in row) for row in CLOCK.findall(ADDRESSED.sub("", whole))}
    # without what is left of it
    clocks = {(number, status, re.sub(r"(?<= WIB) .*", "", due)) for number, status, due in clocks}
    known = sorted(map(str, _names().values()), key=len, reverse=True)
    things = Counter(next(name for name in known if heading.startswith(name)) for heading in headings)
    text = text_of(whole)
    return Told(things, set(MARK.findall(text)), clocks, addresses, text)


def main_of(page):
    return page.partition("<main")[2].partition(">")[2].partition("</main>")[0]


def without_forms(html):
    """Without the ways to other instants, which grow with the case, and what is asked beside what stands there."""
    return re.sub(r"<form\b.*?</form>", "", html, flags=re.S)


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


WOULD_GO = "belum terbit, akan dikirim ke sini"


def _mails_in(words):
    """What a cell says of its mails, without which and when."""
    said = sorted([*OF_MAILS.values(), WOULD_GO], key=len, reverse=True)
    found = re.findall("|".join(rf"\b{each}\b" for each in said), words)
    return found or [words]


def _addresses(case):
    """Of each letter that went out its mails, of the others whoever is on file and chosen, or on file where nobody is."""
    found, day = set(), timezone.localdate()
    for letter, link in ((REQUESTS, "request_id"), ("incidents_caseletter", "case_letter_id")):
        with connection.cursor() as cursor:
            cursor.execute(MAILS.format(letter=letter, link=link), [case])
            found |= {
                (reference, to if to != "-" else "tidak ada yang terdaftar", OF_MAILS[state])
                for reference, to, state in cursor
            }
            cursor.execute(ON_FILE.format(letter=letter), [case, day, day])
            on_file = list(cursor)
        for reference, to, chosen, officer in on_file:
            wanted = set(chosen.split()) & {other for of, other, *_rest in on_file if of == reference}
            if not wanted or to in wanted or officer:
                found.add((reference, to, WOULD_GO))
    return found


def _marks_in(rows):
    """In texts that people typed, and in the names of files; what a letter froze says again what stands elsewhere."""
    files = {row["file_id"] for found in rows.values() for row in found.values() if row.get("file_id")}
    everything = [row for found in (*rows.values(), _select(FILES, "id", files)) for row in found.values()]
    texts = [value for row in everything for value in row.values() if isinstance(value, str)]
    return {mark for text in texts if not text.startswith(("{", "[")) for mark in MARK.findall(text)}


def _instant(value):
    """As a database gives it: SQLite in UTC, without saying so."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _rows_of(case):
    """{table: {key: {column: value}}} of all that hangs on the case, by the database's own foreign keys."""
    found, fresh_keys = {table: {} for table in _tables()}, {CASES: {case}}
    found[CASES] = _select(CASES, "id", {case})
    while fresh_keys:
        added = {}
        for table, column, of in _links():
            if of in fresh_keys and table != CASES:
                new = {
                    key: row for key, row in _select(table, column, fresh_keys[of]).items() if key not in found[table]
                }
                found[table] |= new
                added.setdefault(table, set()).update(new)
        fresh_keys = {table: keys for table, keys in added.items() if keys}
    return found


def _select(table, column, keys):
    if not keys:
        return {}
    holes = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" WHERE "{column}" IN ({holes})', list(keys))  # noqa: S608  (the database's own names)
        names = [each[0] for each in cursor.description]
        return {row[names.index("id")]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


@cache
def _tables():
    """Those of which the database keeps a history."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    return sorted(
        table for table in tables if table.replace("incidents_", "incidents_historical", 1) in tables - {table}
    )


@cache
def _links():
    """(table, column, the table that it leads to), of those."""
    with connection.cursor() as cursor:
        relations = {table: connection.introspection.get_relations(cursor, table) for table in _tables()}
    return [
        (table, column, of)
        for table, links in relations.items()
        for column, (_to, of) in links.items()
        if of in relations
    ]


@cache
def _names():
    """What tables are called in Indonesian."""
    with translation.override("id"):
        return {model._meta.db_table: str(model._meta.verbose_name) for model in apps.get_models()}
