"""A number that a text names is that of the setting or constant behind it, in both languages: who changes one is told."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from incidents.actions import letter_writing, proposals
from incidents.files import budget
from incidents.plain import clocks
from notifications import forms, watch
from notifications.postroom import departures, letter_making

BASE = Path(__file__).resolve().parent.parent
CATALOGUE = {
    entry.msgid: [entry.msgid, entry.msgid_plural or entry.msgid, *(entry.msgstr_plural or {0: entry.msgstr}).values()]
    for entry in polib.pofile(str(BASE / "locale/id/LC_MESSAGES/django.po"))
}
IN_WORDS = {2: ("two", "dua"), 3: ("three", "tiga"), 7: ("seven", "tujuh"), 10: ("ten", "sepuluh")}
NUMBER = r"(\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|half a|a dozen)"
COUNTED = re.compile(
    rf"\b{NUMBER} (MB|kB|seconds?|minutes?|hours?|h|days?|weeks?|months?|years?|characters|letters|signs|lines|files)\b"
)
# Not a constant of ours: what a person chose, a figure in a statute, words that an old letter may bear.
GIVEN = {
    "At the due (0 hours) the agency and the officer are told; that cannot be left out.",
    "For example: 3 x 24 hours after receipt.",
}


def minutes(span):
    return span.total_seconds() / 60


def every_ten_seconds():
    """In the script, in milliseconds."""
    return int(re.search(r"const EVERY = ([\d_]+);", (BASE / "static/js/autosave.js").read_text())[1]) / 1000


def shortest_password():
    rule = next(each for each in settings.AUTH_PASSWORD_VALIDATORS if each["NAME"].endswith("MinimumLengthValidator"))
    return rule["OPTIONS"]["min_length"]


def megabytes(size):
    return size / 1024 / 1024


BEHIND = {
    r"no PDF yet after": lambda: minutes(letter_making.UNMADE_AFTER),
    r"A pause of more than": lambda: minutes(watch.SILENCE),
    r"after its issue": lambda: minutes(departures.PATIENCE),
    r"^Up to 6 h$": lambda: minutes(clocks.CRITICAL) / 60,
    r"^Up to 24 h$": lambda: minutes(clocks.SOON) / 60,
    r"A sentence you remember": shortest_password,
    r"letters and digits": lambda: letter_writing.CODE_LENGTH,
    r"works for|is older than": lambda: settings.PASSWORD_RESET_TIMEOUT / 24 / 60 / 60,
    r"[Tt]ried again every": every_ten_seconds,
    r"Send the next one in": lambda: budget.WINDOW / 60,
    r"confirms it within": lambda: proposals.LASTS / clocks.DAY,
    r"Its link opens for": lambda: settings.PASSWORD_RESET_TIMEOUT / 60 / 60,
    r"without its attachments": lambda: megabytes(forms.MOST_BYTES),
}
COUNTING = sorted(msgid for msgid in CATALOGUE if COUNTED.search(msgid) and msgid not in GIVEN)


@pytest.mark.parametrize("msgid", COUNTING)
def test_a_counted_text_names_the_number_behind_it(msgid):
    behind = [number for words, number in BEHIND.items() if re.search(words, msgid)]
    assert len(behind) == 1, "say in BEHIND which constant this text is about, or fill the number in"
    number = behind[0]()
    said = {str(int(number)), *IN_WORDS.get(number, ())}
    for text in CATALOGUE[msgid]:
        assert said & set(re.findall(r"\w+", text)), f"{text!r} is about {number}"


def test_every_constant_named_here_has_its_text():
    assert not [words for words in BEHIND if not any(re.search(words, msgid) for msgid in COUNTING)]


def test_the_glossary_names_when_a_due_is_soon_and_when_it_is_critical():
    row = next(
        line for line in (BASE / "docs/glossary.md").read_text().splitlines() if "SAFE · SOON · CRITICAL" in line
    )
    soon, critical = minutes(clocks.SOON) // 60, minutes(clocks.CRITICAL) // 60
    assert re.findall(r"(\d+) h", row) == [f"{soon:.0f}", f"{soon:.0f}", f"{critical:.0f}"]
