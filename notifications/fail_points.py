"""Named places where a test lets the process die as a power cut would. Without the variable nothing happens here.

TANGGAP_DIE_AT=name:/path/of/a/file kills this process with SIGKILL when it reaches `name` and the file exists; the
file is removed first, so it dies once. Production refuses to start with the variable set.
"""

import os
import signal

VARIABLE = "TANGGAP_DIE_AT"


def reach(name):
    point, _, path = os.environ.get(VARIABLE, "").partition(":")
    if point != name:
        return
    try:
        os.unlink(path)
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
