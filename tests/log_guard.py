"""Fails the test in which a line of the log holds a secret, who complained, or a word of a case: each line that the product writes while the
suite runs is looked at as it is written, and those of its web servers and workers when a test has ended them."""

import logging
import re

from django.conf import settings

from config.logs import Lines
from tests.canary import SIGNS
from tests.world import PASSWORD

TITLE = "Dugaan kebocoran"  # of most cases of the suite (tests/world.py)
FORBIDDEN = re.compile(
    "|".join(
        (
            *map(re.escape, (PASSWORD, settings.SECRET_KEY, TITLE, *SIGNS)),
            r"(?-i:\b[A-Z2-7]{32}\b)",  # what an authenticator app is set up with
            r"/sandi/atur/\w+-\w+-\w{8,}",  # the link to a new password
            r"%PDF-|PK\\u0003|-----BEGIN",  # of a file, of a key
        )
    ),
    re.IGNORECASE,
)
_offences = []


def install():
    """Around the product's own handler, whatever it writes to."""
    [handler] = [each for each in logging.getLogger().handlers if isinstance(each.formatter, Lines)]
    written = handler.format

    def format(record):
        line = written(record)
        if record.levelno >= logging.INFO:
            look(line)
        return line

    handler.format = format


def look(text):
    _offences.extend(text[max(0, found.start() - 200) : found.end() + 50] for found in FORBIDDEN.finditer(text))


def complain():
    """What was found since the last time, as the failure of the test that has just ended."""
    found, _offences[:] = _offences[:3], []
    assert not found, f"a line of the log holds what nobody may read there: {found}"
