"""A stand-in for clamd on a socket of its own: INSTREAM alone, and it knows one piece of malware, the one made for such tests."""

import socketserver
import threading
import time
from contextlib import suppress

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """`asked`: the bytes of each question; `fails`: what it answers in place of a verdict; `slow`: of what it says nothing in time."""

    def __init__(self, path):
        self.asked, self.fails, self.slow, clamd = [], "", b"slow", self

        class Question(socketserver.StreamRequestHandler):
            def handle(self):
                assert self.rfile.read(10) == b"zINSTREAM\0"
                data = b""
                while size := int.from_bytes(self.rfile.read(4), "big"):
                    data += self.rfile.read(size)
                clamd.asked.append(data)
                if clamd.slow in data:
                    time.sleep(0.3)
                found = "Eicar-Test-Signature FOUND" if EICAR in data else "OK"
                with suppress(BrokenPipeError):  # whoever asked has gone
                    self.wfile.write((clamd.fails or f"stream: {found}").encode() + b"\0")

        self.server = socketserver.ThreadingUnixStreamServer(str(path), Question)
        self.url = f"unix:{path}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
