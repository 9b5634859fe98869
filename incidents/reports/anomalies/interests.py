"""What auditors and administrators are shown as out of order, though no rule refused it: it was so before the rule, or lasts
for days. An anomaly is a query over the record; what the door refuses stands with its verb."""

from collections.abc import Iterable
from datetime import datetime

from ...models import Appointment, CaseEvent, User
from ...translatable import _
from ...workflow import Role, conflict, opposed_to, supervises_themselves

AUDITS_THEMSELVES = _(
    "Audits a record in which they have acted themselves: another auditor should look at those cases."
)


def conflicts_of_interest(at: datetime) -> dict[User, str]:
    """{person: why, marked for translation} of everybody whose appointments at `at` oppose each other, by which they
    supervise themselves, or who audit what they once did themselves."""
    held: dict[User, list[Appointment]] = {}
    for row in Appointment.objects.on(at).filter(user__is_active=True).select_related("user", "unit").order_by("pk"):
        held.setdefault(row.user, []).append(row)
    found = {}
    for person, posts in held.items():
        themselves = supervises_themselves([post.held for post in posts])
        why = conflict([Role(post.role) for post in posts]) or (themselves.why if themselves else None)
        why = why or (AUDITS_THEMSELVES if _audits_themselves(person, posts) else None)
        if why:
            found[person] = why
    return found


def _audits_themselves(person: User, posts: Iterable[Appointment]) -> bool:
    if not any(post.role == Role.AUDITOR for post in posts):
        return False
    return CaseEvent.objects.done_as(opposed_to(Role.AUDITOR), person.pk).exists()
