"""Whatever leaves the product as a file is noted: every address is asked by every role, and what it answers as an attachment has an
entry of the access log by whoever took it. A new download that notes nothing fails here by itself.
"""

import pytest

from incidents.models import AccessEntry
from tests.canary import objects
from tests.exporting import WHY
from tests.routes import EVERYBODY, STRANGER, TABLE, address

__all__ = ["objects"]  # a fixture

TAKEN = ("download", "export")


def is_a_file(answer):
    if answer.streaming:
        b"".join(answer.streaming_content)  # read to its end, as by whoever takes it: then it is closed
    return "attachment" in answer.headers.get("Content-Disposition", "")


def last_entry():
    return AccessEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def asked(browser, at):
    """What an address answers; where it asks what for, what it answers then."""
    answer = browser.get(at)
    if answer.status_code == 200 and not answer.streaming and b'name="ready"' in answer.content:
        answer = browser.post(at, WHY)
    return answer


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_file_that_leaves_is_noted_by_whom(who, world, objects, client, log_in):
    browser = client if who == STRANGER else log_in(getattr(world, who))
    actor = None if who == STRANGER else getattr(world, who)
    files, unnoted = set(), set()
    for name in TABLE:
        before = last_entry()
        if not is_a_file(asked(browser, address(name, objects["own"], world))):
            continue
        files.add(name)
        if not AccessEntry.objects.filter(pk__gt=before, kind__in=TAKEN, actor=actor).exists():
            unnoted.add(name)
    assert unnoted == set()
    assert len(files) >= AT_LEAST[who], files


AT_LEAST = {"officer": 10, "supervisor": 10, "liaison_a": 3, "auditor": 10, "administrator": 0, "stranger": 0}
