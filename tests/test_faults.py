"""The short form of `make faults`: some 25 faults over a few hundred due messages, on servers of its own."""

import json
import subprocess
import sys

import pytest

from tests.processes import BASE

pytestmark = pytest.mark.real
SHORT = ("--faults", "22", "--clicks", "12", "--running", "6", "--outage", "0", "--seed", "3")


@pytest.mark.usefixtures("real_db")
def test_whatever_goes_wrong_no_mail_is_lost_and_none_is_doubled_without_a_reason():
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults", *SHORT],
        cwd=BASE,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    lines = [line for line in run.stdout.splitlines() if line.startswith("{")]
    assert run.returncode == 0 and lines, run.stdout[-3000:] + run.stderr[-3000:]
    result = json.loads(lines[-1])
    assert result["faults"] >= 20 and result["due"] >= 200
    assert all(result["kills_by_window"][place] for place in ("mail-accepted", "letter-stored"))
