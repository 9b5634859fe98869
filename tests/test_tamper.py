"""No tampering by the owner of the database goes unseen: the short form of `make tamper`."""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents.actions import evidence
from incidents.models import AccessEntry
from incidents.record import transparency, verification
from incidents.record.access_log import log
from tests.samples import picture
from tests.states import committed, made_once
from tests.tamper.bench import Tally, as_owner, attempt
from tests.tamper.hand import CLASSES
from tests.world import make_incident, make_request

pytestmark = pytest.mark.real
EACH = 3


def live(world):
    """Some cases with letters and answers, sealed in several batches; people log in and read meanwhile."""
    for status in ("open", "answered", "closed"):
        request = make_request(world, status)
        log(AccessEntry.Kind.READ, None, request, actor=world.auditor)
        transparency.seal_all(timezone.now())
    evidence.attach(make_incident(world), by=world.officer, upload=SimpleUploadedFile("bukti.png", picture()))
    log(AccessEntry.Kind.LOG_IN, None, actor=world.officer)
    transparency.seal_all(timezone.now())
    return world


sealed, real_sealed = made_once("sealed", live, upon="world"), committed("sealed")


@pytest.mark.parametrize("name", CLASSES)
def test_a_hand_in_the_database_is_found_and_located(real_sealed, name):
    held, tally = transparency.newest().checkpoint, Tally()
    with as_owner(os.environ["DATABASE_OWNER_URL"]):
        assert verification.verify([held]).well
        for seed in range(EACH):
            attempt(name, seed, held, tally)
    assert tally.missed == []
    assert tally.by_class[name].located == EACH
