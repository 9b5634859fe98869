"""What an outside service of a test stands on: an HTTP server on loopback that hands each POST to serve()."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Loopback:
    def listen(self):
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                service.serve(self)

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server.server_port

    def serve(self, call):
        """Answer `call`, the handler of one POST."""
        raise NotImplementedError

    def close(self):
        self.server.shutdown()
        self.server.server_close()
