"""`make asvs`: runs every marked test, tells of each item by which tests and with which result, and ends with one line of JSON.

python -m tests.asvs [NUMBER …]      on the PostgreSQL that tests/run.py starts; of these items alone
"""

import json
import sys
from collections import Counter

import pytest

from tests.asvs import BASE, ITEMS, marked, proofs_of


class Results:
    """What became of each test, all of its values together: passed, or not."""

    def __init__(self):
        self.passed, self.failed = Counter(), Counter()

    def pytest_runtest_logreport(self, report):
        test = report.nodeid.partition("[")[0]
        if report.failed or report.skipped:
            self.failed[test] += 1
        elif report.when == "call":
            self.passed[test] += 1

    def of(self, test):
        ran = self.passed[test] + self.failed[test]
        return "did not run" if not ran else f"{self.failed[test]} of {ran} failed" if self.failed[test] else "passed"


def verdict(item, said):
    """What an item is, by what became of its tests."""
    if not said:
        return "no test" if not item.lacks.startswith("not built") else "not built"
    if set(said) != {"passed"}:
        return "FAILED"
    return "partly" if item.lacks else "passed"


def main(numbers):
    asked = {number: ITEMS[number] for number in numbers or ITEMS}
    results = Results()
    tests = sorted({f"{each.path}::{each.test}" for each in marked() if asked.keys() & {*each.items}})
    pytest.main(["--rootdir", str(BASE), *tests], plugins=[results])
    found = Counter()
    for number, item in asked.items():
        tests = proofs_of(number)
        outcome = verdict(item, [results.of(test) for test in tests])
        found[outcome] += 1
        print(
            f"{number:2} ASVS {item.ids}: {outcome} | {item.says}" + (f" | lacks: {item.lacks}" if item.lacks else "")
        )
        for test in tests:
            print(f"     {results.of(test):11} {test}")
    told = {"name": "asvs", "items": len(asked), "passed": found["passed"]}
    print(
        json.dumps(told | {each.replace(" ", "_").lower(): n for each, n in sorted(found.items()) if each != "passed"})
    )
    return 0 if found["passed"] == len(asked) else 1


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]]))
