"""What one run of the suite asks of the many values that its tests have (decision 119): a quarter, chosen by the commit.

Whoever runs the same commit asks the same; another commit asks others.
"""

import subprocess
import zlib
from pathlib import Path

TURNS = 4
# What walks through all of the product is asked whole, by the commits of one turn: most of such a file is the walk, whatever is asked
# of it. The four turns cost about the same.
WALKS = {
    "tests/test_hostile.py": 0,
    "tests/test_drills.py": 0,
    "tests/test_access.py": 1,
    "tests/test_auditors_limits.py": 1,
    "tests/incidents/test_kept_form.py": 1,
    "tests/test_lives.py": 2,
    "tests/test_pairs.py": 2,
    "tests/incidents/test_values.py": 2,
    "tests/incidents/test_as_of.py": 3,
    "tests/incidents/test_chronology.py": 3,
    "tests/incidents/test_stream.py": 3,
}
# What reads the sources and lists of the product, file by file, is asked whole each time: it costs little, and tells at once who wrote
# a line too long, a text without its number or a form without its token.
LISTS = {
    "tests/test_architecture.py",
    "tests/test_docs.py",
    "tests/test_numbers_in_words.py",
    "tests/test_templates.py",
    "tests/test_types.py",
}


def of_this_commit() -> str:
    """The turn, or "" where no commit tells it (sources without their history): then everything is asked."""
    asked = ["git", "rev-parse", "HEAD"]
    said = subprocess.run(asked, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    return str(int(said.stdout, 16) % TURNS) if said.returncode == 0 else ""


def others(items, turn):
    """Of the collected tests, what other turns ask: files that walk, and three quarters of each test with TURNS values or more, but of LISTS."""
    asked, left = {}, set()
    for item in items:
        path = item.path.relative_to(item.config.rootpath).as_posix()
        if path in WALKS:
            left |= {item} if WALKS[path] != turn else set()
        elif path not in LISTS and hasattr(item, "callspec"):
            asked.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for test, values in asked.items():
        if len(values) >= TURNS:
            first = zlib.crc32(test.encode())  # not the first values of all tests in one turn
            left |= {item for n, item in enumerate(values, first) if n % TURNS != turn}
    return left
