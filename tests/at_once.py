"""Acts that begin at the same moment, each on a connection of its own."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection


@contextmanager
def hands(number):
    """So many people, each a thread that keeps its connection. Gives together(*acts): an act for each of them, all from
    the same moment, answered with results or errors."""
    barrier = threading.Barrier(number)

    def run(act):
        barrier.wait()
        try:
            return act()
        except Exception as error:
            return error

    with ThreadPoolExecutor(number) as people:  # each waits for all others, so none takes two acts

        def together(*acts):
            return list(people.map(run, acts))

        yield together
        together(*[connection.close] * number)


def at_once(*acts):
    """Run each act in a thread with a connection of its own, all from the same moment. Returns results or errors."""
    with hands(len(acts)) as together:
        return together(*acts)
