"""Invitations to a meeting, drafted and issued."""

from datetime import timedelta

from django.utils import timezone

from incidents.actions import case_letter_content, case_letter_issuing, case_letters, letter_content
from incidents.models import CaseLetter
from incidents.plain.letter_kinds import INVITATION
from tests.world import make_incident

PLACE, AGENDA, WHO = "Ruang Rapat Contoh", "Menyamakan kronologi", "Kepala unit pengelola sistem"


def tomorrow(hour=10):
    return (timezone.localtime() + timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)


def facts(at=None, until=None, **more):
    meeting = case_letter_content.meeting_facts(at or tomorrow(), until or tomorrow(12), PLACE)
    return {"acara": AGENDA, "peserta": WHO, "meeting": meeting, **more}


def invite(world, incident=None, agencies=None, by=None, at=None):
    """Drafts to agencies A and B, in one act."""
    return case_letters.draft(
        incident or make_incident(world),
        by=by or world.officer,
        kind=INVITATION,
        agencies=agencies or [world.agency_a, world.agency_b],
        facts=facts(at=at),
        subject="Undangan Rapat Koordinasi",
        copies="Menteri Uji",
    )


def shown(rows, by):
    now = timezone.now()
    contents = [case_letter_content.content(row, now, by) for row in rows]
    return {row: (row.version, letter_content.digest(found)) for row, found in zip(rows, contents, strict=True)}


def issue(world, rows=None, by=None):
    rows, by = rows or invite(world), by or world.supervisor
    case_letter_issuing.issue(shown(rows, by), by=by)
    return [CaseLetter.objects.get(pk=row.pk) for row in rows]
