"""A loopback IMAP server for the tests: as much of RFC 3501 as a reader of a mailbox needs, and no more."""

import re
import socketserver
import threading


class Mailbox:
    """`mails`: {uid: bytes}; `came`: {uid: when, as INTERNALDATE has it}; `seen`: the uids marked as read; `fails`: a command that is answered with NO."""

    def __init__(self, user="kembali", password="rahasia"):
        self.mails, self.came, self.seen, self.fails, self.said = {}, {}, set(), "", []
        self.credentials, self.validity = (user, password), 77
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
                    self.say(f"* {len(box.mails)} EXISTS", f"* OK [UIDVALIDITY {box.validity}] fine")
                elif verb.startswith("UID SEARCH UID"):  # n:* holds the last one, whatever n is
                    first = min(int(verb.split()[3].partition(":")[0]), max(box.mails, default=1))
                    self.say("* SEARCH " + " ".join(str(uid) for uid in sorted(box.mails) if uid >= first))
                elif verb.startswith("UID SEARCH"):
                    self.say("* SEARCH " + " ".join(str(uid) for uid in sorted(box.mails) if uid not in box.seen))
                elif verb.startswith("UID FETCH"):
                    self.fetch(int(rest.split()[2]), "RFC822.SIZE" in verb, "[HEADER]" in verb)
                elif verb.startswith("UID STORE"):
                    assert re.search(r"\+FLAGS \(?\\Seen", rest), rest
                    box.seen.add(int(rest.split()[2]))
                return self.say(f"{tag} OK done")

            def fetch(self, uid, size_only, header_only):
                data = box.mails[uid]
                if size_only:
                    came = f' INTERNALDATE "{box.came[uid]}"' if uid in box.came else ""
                    return self.say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(data)}{came})")
                if header_only:
                    data = data.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
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
