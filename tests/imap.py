"""A loopback IMAP server for the tests: as much of RFC 3501 as a reader of a mailbox needs, and no more."""

import re
import socketserver
import threading


class Mailbox:
    """`mails`: {uid: bytes}; `seen`: the uids marked as read; `fails`: a command that is answered with NO."""

    def __init__(self, user="kembali", password="rahasia"):
        self.mails, self.seen, self.fails, self.said = {}, set(), "", []
        self.credentials = (user, password)
        box = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self):
                self.say("* OK ready")
                for line in self.rfile:
                    tag, _, rest = line.decode().strip().partition(" ")
                    box.said.append(rest)
                    self.answer(tag, rest)
                    if rest.upper().startswith("LOGOUT"):
                        return

            def say(self, *lines):
                for line in lines:
                    self.wfile.write((line if isinstance(line, bytes) else line.encode()) + b"\r\n")

            def answer(self, tag, rest):
                verb = rest.upper()
                if box.fails and box.fails in verb:
                    return self.say(f"{tag} NO not now")
                if verb.startswith("CAPABILITY"):
                    self.say("* CAPABILITY IMAP4rev1")
                elif verb.startswith("LOGIN") and rest != 'LOGIN {} "{}"'.format(*box.credentials):
                    return self.say(f"{tag} NO wrong")
                elif verb.startswith("SELECT"):
                    self.say(f"* {len(box.mails)} EXISTS", "* OK [UIDVALIDITY 77] fine")
                elif verb.startswith("UID SEARCH"):
                    self.say("* SEARCH " + " ".join(str(uid) for uid in sorted(box.mails) if uid not in box.seen))
                elif verb.startswith("UID FETCH"):
                    self.fetch(int(rest.split()[2]), "RFC822.SIZE" in verb)
                elif verb.startswith("UID STORE"):
                    assert re.search(r"\+FLAGS \(?\\Seen", rest), rest
                    box.seen.add(int(rest.split()[2]))
                return self.say(f"{tag} OK done")

            def fetch(self, uid, size_only):
                data = box.mails[uid]
                if size_only:
                    return self.say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(data)})")
                return self.say(f"* 1 FETCH (UID {uid} BODY[] {{{len(data)}}}", data + b")")

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return "imap://{}:{}@127.0.0.1:{}/INBOX".format(*self.credentials, self.port)

    def close(self):
        self._server.shutdown()
        self._server.server_close()
