"""Which language a page speaks."""

import re
from html import unescape
from pathlib import Path

import polib
from django.template.defaultfilters import striptags

CATALOGUE = Path(__file__).resolve().parent.parent / "locale/id/LC_MESSAGES/django.po"
# What a letter or the law says is Indonesian for every reader, and marked so.
INDONESIAN = re.compile(r'<(p|div|span) [^>]*lang="id"[^>]*>.*?</\1>', re.DOTALL)


def strange(language, pages):
    """[(place, text)]: texts of the other language, of 15 signs and more from the catalogue, in pages {place: HTML}.

    Fails for a page that does not say that it is in this one."""
    texts = [e for e in polib.pofile(str(CATALOGUE)) if e.msgid != e.msgstr and not e.msgid_plural]
    other = {e.msgid if language == "id" else e.msgstr for e in texts}
    other = {text for text in other if len(text) >= 15 and "%(" not in text}
    said = {}  # a text that pages have in common is looked at once → the first place of it
    for place, html in pages.items():
        assert f'<html lang="{language}">' in html, place
        for line in unescape(striptags(INDONESIAN.sub("", html))).splitlines():
            said.setdefault(line.strip(), place)
    whole = "\n".join(said)
    found = [text for text in other if text in whole]
    return [(place, text) for text in found for line, place in said.items() if text in line]
