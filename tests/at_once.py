"""Acts that begin at the same moment, each on a connection of its own."""

import threading

from django.db import connection


def at_once(*acts):
    """Run each act in a thread with a connection of its own, all from the same moment. Returns results or errors."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(n, act):
        try:
            barrier.wait()
            results[n] = act()
        except Exception as error:
            results[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
