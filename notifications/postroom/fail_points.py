"""Named places where a test sees this process pass, and can let it die as a power cut would.

TANGGAP_FAIL_POINTS=/path/of/a/socket: at each place the process says its id, the place and what it holds, and waits for
one word; at `die` it ends by SIGKILL. Without the variable nothing happens here. Production refuses to start with it.
"""

import os
import signal
import socket

VARIABLE = "TANGGAP_FAIL_POINTS"


def reach(place: str, key: object) -> None:
    """`key` names what is being worked on. Neither may hold a space."""
    path = os.environ.get(VARIABLE)
    if not path:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.connect(path)
        line.sendall(f"{os.getpid()} {place} {key}\n".encode())
        if line.recv(3) == b"die":
            os.kill(os.getpid(), signal.SIGKILL)
