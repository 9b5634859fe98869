"""`make asvs-bite`: runs each test of `bites.py` as it is, then once for each guard that it proves, without that guard. As it is it must
pass, without the guard it must fail. Says by what it failed, and ends with one line of JSON.

python -m tests.asvs.bite      on the PostgreSQL that tests/run.py starts
"""

import json
import sys

import pytest
from _pytest.runner import runtestprotocol

from tests.asvs import BASE
from tests.asvs.bites import BITES


class NotTried(Exception):
    """What a test stands on, or the taking away itself, did not work: that proves nothing."""


class Bitten:
    """Runs what was collected, guard by guard. The values of a test are run until one of them fails."""

    def __init__(self):
        self.take, self.fault, self.whole = None, None, {}
        self.seen, self.others = [], {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item):
        with pytest.MonkeyPatch.context() as patch:
            try:
                if self.take:
                    self.take(patch)
            except Exception as fault:
                self.fault = fault
                raise
            return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        values = {bite.test: [] for bite in BITES}
        for item in session.items:
            values[item.nodeid.partition("[")[0]].append(item)
        for bite in sorted(BITES, key=lambda bite: bite.test):
            try:
                said = self._bite(bite, values[bite.test])
            except NotTried as why:
                said = self.others[bite.guard] = f"not tried: {why}"
            print(f"ASVS item {bite.item}, {bite.guard}: {said} | {bite.test}", flush=True)
        return True

    def _bite(self, bite, items):
        self.take = None
        if bite.test not in self.whole:
            self.whole[bite.test] = bool(items) and not self._failure(items)
        if not self.whole[bite.test]:
            raise NotTried("the test fails as it is, or is not there")
        self.take = bite.take
        why = self._failure(items)
        if why:
            self.seen.append(bite.guard)
            return f"red without it ({why})"
        self.others[bite.guard] = "not seen"
        return "NOT SEEN"

    def _failure(self, items):
        """By what one of them fails in what it does itself, not in what it stands on; "" where none does."""
        for item in items:
            self.fault = None
            reports = runtestprotocol(item, log=False, nextitem=item.session)  # what the whole run stands on stays
            failed = {report.when: report.longreprtext.strip() for report in reports if report.failed}
            if self.fault or failed.keys() - {"call"}:
                raise NotTried(repr(self.fault or failed)[-300:])
            if failed:
                lines = [line[1:].strip() for line in failed["call"].splitlines() if line.startswith("E ")]
                return " ".join(lines[:1])[:160] or "failed"
        return ""


def main():
    bitten = Bitten()
    pytest.main(["--rootdir", str(BASE), *sorted({bite.test for bite in BITES})], plugins=[bitten])
    told = {"name": "asvs-bite", "guards": len(BITES), "seen": len(bitten.seen)}
    print(json.dumps(told | {"others": bitten.others}))
    return 0 if len(bitten.seen) == len(BITES) else 1


if __name__ == "__main__":
    sys.exit(main())
