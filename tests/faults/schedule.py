"""Which faults happen, in which order, and how each is done. A seed gives the same schedule each time."""

import random
import time

from django.db import connection
from django.utils import timezone

from notifications import postroom
from notifications.postroom import smtp

from . import relay
from .people import steady
from .stack import BEATS, WEBS, WORKERS

# (kind, how many of 220). The kills at named places first.
SHARES = (
    ("mail-accepted", 40),
    ("letter-stored", 36),
    ("letter-drawn", 7),
    ("mail-recorded", 7),
    ("worker", 16),
    ("beat", 13),
    ("web", 13),
    ("redis", 12),
    ("database", 10),
    ("refuse", 9),
    ("hang", 8),
    ("drop", 10),
    ("later", 11),
    ("never", 8),
    ("disk", 10),
    ("clock", 10),
)
PLACES = ("mail-accepted", "letter-stored", "letter-drawn", "mail-recorded")
PATIENCE = 90  # seconds an armed place may wait for a process to pass it


def plan(count, seed):
    """At least `count` kinds of fault in the order they happen, each kind at least once."""
    whole = sum(share for _, share in SHARES)
    faults = [kind for kind, share in SHARES for _ in range(max(1, -(-share * count // whole)))]
    random.Random(seed).shuffle(faults)
    return faults


class Trial:
    """Does the faults one after the other, with clicks in between. `done` counts what really happened, by kind."""

    def __init__(self, stack, ministry, seed):
        self.stack, self.ministry, self.dice = stack, ministry, random.Random(seed)
        self.done = {kind: 0 for kind, _ in SHARES}

    def run(self, faults):
        for n, kind in enumerate(faults):
            if len(self.ministry.drafts) > len(faults) - n:
                self._click()
            started = time.monotonic()
            happened = getattr(self, f"_{kind.replace('-', '_')}", self._at_place)(kind)
            self.done[kind] += bool(happened)
            print(f"{n + 1} {kind}: {time.monotonic() - started:.1f} s{'' if happened else ', not met'}", flush=True)
            time.sleep(self.dice.uniform(0, 0.6))

    def rest(self):
        """The letters that no fault has asked for go out as well."""
        while self.ministry.drafts:
            self._click()

    def _click(self):
        return self.ministry.click(self.stack.ports[self.dice.choice(WEBS)])

    def _came(self, happened):
        """Wait until `happened()`. Where nothing moves a letter is issued: a fault needs work to break into."""
        end = time.monotonic() + PATIENCE
        click_at = time.monotonic() + 0.3
        while time.monotonic() < end and not happened():
            if time.monotonic() > click_at:
                self._click()
                click_at = time.monotonic() + 4
            time.sleep(0.05)
        return happened()

    def _at_place(self, place):
        """SIGKILL of whichever process passes `place` next."""
        before = len(self.stack.points.died_at(place))
        self.stack.points.arm(place)
        came = self._came(lambda: len(self.stack.points.died_at(place)) > before)
        self.stack.points.disarm()
        return came

    def _kill_one(self, names):
        self.stack.kill(self.dice.choice(names))
        return True

    def _worker(self, _kind):
        return self._kill_one(WORKERS)

    def _beat(self, _kind):
        return self._kill_one(BEATS)

    def _web(self, _kind):
        return self._kill_one(WEBS)

    def _redis(self, _kind):
        self.stack.crash_redis()
        return True

    def _database(self, _kind):
        self.stack.crash_database()
        connection.close()
        return True

    def _refuse(self, _kind):
        self.stack.relay.refuse(1.5)
        time.sleep(1.5)
        return True

    def _mood(self, mood, mails):
        """True when at least one mail met the mood."""
        before = self._met(mood)
        self.stack.relay.suffer(mood, mails)
        came = self._came(lambda: self._met(mood) > before)
        self.stack.relay.heal()
        return came

    def _met(self, mood):
        return sum(handed.outcome == mood for handed in self.stack.relay.log)

    def _hang(self, _kind):
        return self._mood(relay.HUNG, 1)

    def _drop(self, _kind):
        return self._mood(relay.DROPPED, 2)

    def _later(self, _kind):
        return self._mood(relay.LATER, 4)

    def _never(self, _kind):
        return self._mood(relay.NEVER, 2)

    def _disk(self, _kind):
        """No worker can write more than 4 KB to a file: less than any letter."""
        self.stack.fill_disk(4096)
        self._click()
        time.sleep(1.5)
        self.stack.fill_disk(None)
        return True

    def _clock(self, _kind):
        """One more engine, in this process, whose clock is up to five seconds wrong."""
        at = timezone.now() + timezone.timedelta(seconds=self.dice.uniform(-5, 5))

        def sweep():
            postroom.write_receipts(at)
            postroom.deliver_messages(at)

        steady(sweep)
        smtp.kept.cache_clear()
        return True
