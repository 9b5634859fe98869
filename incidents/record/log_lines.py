"""What is done and looked at stands in the log of the machine as well, by keys alone: no name, no word, no address of a mail."""

import logging

from django.db.models.signals import post_save
from django.dispatch import receiver

from ..models import AccessEntry, CaseEvent
from .deeds import recorded

logger = logging.getLogger("tanggap.record")


@receiver(post_save, sender=AccessEntry)
def say_access(sender: object, instance: AccessEntry, **kwargs: object) -> None:
    """A log-in or one that failed, a refusal, a look that matters, an export."""
    subject = f"{instance.subject_type}:{instance.subject_id}" if instance.subject_type else None
    _say(instance.kind, "access", subject, instance.actor_id)


@receiver(recorded)
def say_deed(sender: object, event: CaseEvent, **kwargs: object) -> None:
    """Administration too: appointments, rules, letterheads are deeds."""
    _say(event.action, "deed", f"{event.subject_type}:{event.subject_id}", event.actor_id)


def _say(kind: str, event: str, subject: str | None, actor: int | None) -> None:
    logger.info(event, extra={"facts": {"kind": kind, "subject": subject, "actor": actor}})
