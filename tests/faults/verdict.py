"""What became of every mail and letter: the record beside the mail server's own log and the log of the fail points."""

import hashlib
from collections import Counter
from datetime import timedelta

from incidents import files
from incidents.models import CaseEvent, ClarificationRequest, Letter, RegisterEntry
from notifications.models import LATE, Message, Silence

from .relay import DROPPED, NEVER

State = Message.State
SUPERVISORS = ("supervisor@uji.example", "other.supervisor@uji.example")
OFFICER = "officer@uji.example"
REACH = 10  # seconds from the mail server's word to the passage of the place that tells of it, on a busy machine
OUTAGE = 180  # seconds without engine after which a silence is written down


class Verdict:
    """`problems` names each mail or letter that is not as it should be, by the heading it counts under."""

    def __init__(self, stack, ministry, clock):
        """`clock` turns a monotonic instant into wall-clock seconds."""
        self.stack, self.clock = stack, clock
        self.kept = stack.relay.kept()
        self.messages = {m.mail_id.hex: m for m in Message.objects.select_related("request")}
        self.problems = {name: [] for name in ("lost", "double_in_ledger", "double_unexplained", "late_unreported")}
        self.wanted = self._wanted(ministry)
        self._lost()
        self._letters()
        self._doubles()
        self._late()

    def _wanted(self, ministry):
        """{(request, kind, address)}: what has to have been sent, from what the people did and from nothing else."""
        wanted = set()
        for clarification in ministry.issued + ministry.running:
            code = clarification.agency.code
            contacts = [f"surat@{code}.example"] + [f"bagian{n}@{code}.example" for n in range(1, 10)]
            wanted |= {(clarification.pk, "letter", address) for address in contacts}
            if clarification in ministry.running:
                wanted |= {(clarification.pk, "due", address) for address in (*contacts, OFFICER)}
        refused = {m for m, message in self.messages.items() if message.state == State.GIVEN_UP}
        for key in refused:
            message = self.messages[key]
            if message.audience == "agency":
                wanted |= {(message.request_id, "lost", address) for address in SUPERVISORS}
        return wanted

    def _lost(self):
        """Not written, not sent, said to be sent and in no mailbox, or given up though nobody refused it for good."""
        found = {}
        for key, message in self.messages.items():
            found.setdefault((message.request_id, message.kind, message.recipient), []).append((key, message))
        refused = Counter(h.mail_id for h in self.stack.relay.log if h.outcome == NEVER)
        for wanted in self.wanted:
            for key, message in found.get(wanted, [(None, None)]):
                well = message and (
                    (message.state == State.SENT and key in self.kept)
                    or (message.state == State.GIVEN_UP and refused[key])
                )
                if not well:
                    self._say("lost", wanted, message and message.state, message and message.last_error)
        for key, message in self.messages.items():
            if message.state == State.TO_SEND or (message.state == State.SENT and key not in self.kept):
                self._say("lost", message, message.state)

    def _letters(self):
        for letter in Letter.objects.select_related("file"):
            if not letter.file or hashlib.sha256(files.read(letter.file)).hexdigest() != letter.file.sha256:
                self._say("lost", letter, "no bytes, or other bytes than recorded")
        stored = CaseEvent.objects.filter(action="store_letter").values_list("subject_id", flat=True)
        for request, times in Counter(stored).items():
            if times > 1:
                self._say("double_in_ledger", f"letter of request {request}", times)
        numbers = list(RegisterEntry.objects.values_list("sequence", flat=True))
        issued = ClarificationRequest.objects.filter(issued_at__isnull=False).count()
        if sorted(numbers) != list(range(1, issued + 1)):
            self._say("double_in_ledger", "numbers of the register", numbers)

    def _doubles(self):
        told = CaseEvent.objects.filter(action="send_message").values_list("details", flat=True)
        for mail_id, times in Counter(d["message_id"] for d in told).items():
            if times > 1:
                self._say("double_in_ledger", mail_id, times)
        passed = {}
        for at, pid, place, key, died in self.stack.points.passed:
            if place in ("mail-accepted", "mail-recorded"):
                passed.setdefault(key.replace("-", ""), []).append((at, pid, place, died))
        for key, handed in self.kept.items():
            mine = passed.get(key, ())
            copies = zip(handed, handed[1:], strict=False)
            if not all(self._explained(copy, following, mine) for copy, following in copies):
                self._say("double_unexplained", self.messages.get(key, key), handed, mine)

    def _explained(self, handed, following, passed):
        """Whether the ledger could not know that this mail, of which `following` is the next copy or None, had left:
        the worker never heard the server's word, or was killed or without database before it had written it down.
        """
        if handed.outcome == DROPPED:
            return True
        until = following.at if following else handed.at + REACH
        near = [p for p in passed if handed.at - 0.5 < self.clock(p[0]) < until and p[2] == "mail-accepted"]
        if not near:  # killed in the instant between the two
            return any(-1 < self.clock(at) - handed.at < REACH for at in self._deaths())
        at, pid, _place, died = near[0]
        if any(p[2] == "mail-recorded" and p[1] == pid and p[0] >= at for p in passed if self.clock(p[0]) < until):
            return False
        died = died or pid in {p[1] for p in self.stack.points.passed if p[4]}
        killed = self.stack.gone.get(self.stack.points.leaders[pid], 0) >= at
        no_database = any(ended > at - 10 and self.clock(began) < until for began, ended in self.stack.database_down)
        return died or killed or no_database

    def _deaths(self):
        at_places = [at for at, _pid, _place, _key, died in self.stack.points.passed if died]
        return at_places + list(self.stack.gone.values())

    def _late(self):
        reported = {m.hex for m in Message.objects.sent_late().values_list("mail_id", flat=True)}
        for key, handed in self.kept.items():
            message = self.messages.get(key)
            if message and message.state == State.SENT:
                late = handed[-1].at - message.planned_for.timestamp()
                if late > LATE / timedelta(seconds=1) and key not in reported:
                    self._say("late_unreported", message, late)
        for began, ended in self.stack.outages:
            if ended - began > OUTAGE and not any(
                s.began_at.timestamp() <= began + 5 and s.ended_at.timestamp() >= ended - 1
                for s in Silence.objects.all()
            ):
                self._say("late_unreported", "an outage without a silence", began, ended)

    def _say(self, heading, *words):
        self.problems[heading].append(" · ".join(str(word) for word in words))


def moods(stack):
    """How many mails the server treated how: for the reader of the trial."""
    return Counter(handed.outcome for handed in stack.relay.log)
