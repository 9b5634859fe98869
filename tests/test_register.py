"""The register under fire: 50 letters issued at once by several processes that roll back and die in between."""

import json
import os
import random
import subprocess
import sys

import pytest

from incidents.models import CaseEvent, ClarificationRequest, Letter, RegisterEntry, Sequence
from tests.processes import BASE
from tests.world import make_request

pytestmark = pytest.mark.real
LETTERS, HANDS = 50, 5


@pytest.fixture
def hands(real_db):
    """hands(shares) lets a process issue each share, all at once; what each had issued when it ended, and its exit code."""
    environment = {**os.environ, "TANGGAP_MODE": "test"}
    command, pipes = [sys.executable, "-m", "tests.issuer"], {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}

    with subprocess.Popen(command, cwd=BASE, env=environment, text=True, **pipes) as issuer:

        def at_once(shares):
            issuer.stdin.write(json.dumps(shares) + "\n")
            issuer.stdin.flush()
            return json.loads(issuer.stdout.readline())

        yield at_once
        issuer.stdin.close()


def test_fifty_letters_at_once_get_the_numbers_1_to_50_without_gap_or_double(real_world, hands):
    dice = random.Random(20261121)
    keys = [str(make_request(real_world, "awaiting_approval").pk) for _ in range(LETTERS)]
    fates = ["kill"] * 6 + ["rollback"] * 14 + [""] * 30
    dice.shuffle(fates)
    waiting = [f"{key}:{fate}" if fate else key for key, fate in zip(keys, fates, strict=True)]
    killed, rounds = 0, 0
    while waiting:
        rounds += 1
        assert rounds < 10
        shares = [waiting[n::HANDS] for n in range(HANDS) if waiting[n::HANDS]]
        left = []
        for share, (done, code) in zip(shares, hands(shares), strict=True):
            rest = share[len(done) :]
            assert code == (-9 if rest else 0), (share, done, code)
            if rest:  # died with the number in its hand: whoever comes next takes it
                killed += 1
                rest[0] = rest[0].partition(":")[0]
            left += rest
        waiting = left
    entries = RegisterEntry.objects.order_by("sequence")
    assert [entry.sequence for entry in entries] == list(range(1, LETTERS + 1))
    assert len({entry.number for entry in entries}) == LETTERS == Letter.objects.count()
    assert not entries.exclude(void_reason="").exists()
    assert Sequence.objects.get(scope="letter:pdp").last == LETTERS
    assert ClarificationRequest.objects.filter(status="open").count() == LETTERS
    assert CaseEvent.objects.filter(action="issue").count() == LETTERS
    assert killed == 6
    print(f"{LETTERS} letters by {HANDS} processes, {killed} killed and 14 rolled back with the number in hand")
