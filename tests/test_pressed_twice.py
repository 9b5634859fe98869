"""One press, one deed, without a script as well: a form posted twice as it is does what it does once, and is answered alike."""

import re

import pytest

from incidents.actions import cases
from incidents.models import Activity, ClarificationRequest, Commitment, Incident, Sending, Share
from tests.world import make_incident, make_request

DRAFT = {"subject": "Hal", "opening": "x", "basis": "y", "security": "B", "urgency": "segera"}
DRAFT |= {"q-TOTAL_FORMS": 1, "q-INITIAL_FORMS": 0, "q-0-heading": "A", "q-0-text": "B?", "q-0-kind": "text"}


def forms(world):
    """{what a form brings forth: (its address, what is typed, the model)}"""
    case = make_incident(world)
    cases.involve(case, by=world.officer, agency=world.agency_b, role="coordination")
    asked = make_request(world, "open", incident=case)
    outside = {"seen": asked.version, "channel": "mail", "said_by": "X", "source": "Y"}
    both = {"agencies": [world.agency_a.pk, world.agency_b.pk]}
    return {
        "report": ("/insiden/baru/", {"summary": "Akun menawarkan data"}, Incident),
        "note": (f"/insiden/{case}/kegiatan/catat/", {"kind": "note", "text": "Rapat"}, Activity),
        "outside": (f"/permintaan/{asked.pk}/kirim-luar/", outside, Sending),
        "drafts": (f"/insiden/{case}/permintaan/", DRAFT | both, ClarificationRequest),
        "commitment": (f"/insiden/{case}/kegiatan/janji/", {"who": "X", "what": "Yang dijanjikan"}, Commitment),
        "share": (f"/insiden/{case}/bagikan/", {"agency": world.agency_b.pk, "text": "R", "tlp": "amber"}, Share),
    }


def token_on(page):
    return re.search(r'name="once" value="([^"]+)"', page.content.decode())[1]


@pytest.mark.parametrize("what", ["report", "note", "outside", "drafts", "commitment", "share"])
def test_a_form_posted_twice_adds_its_rows_once_and_is_answered_alike(world, log_in, what):
    address, typed, model = forms(world)[what]
    officer, before = log_in(world.officer), model.objects.count()
    data = typed | {"once": token_on(officer.get(address))}
    first, second = officer.post(address, data), officer.post(address, data)
    assert (first.status_code, second.status_code) == (302, 302) and first["Location"] == second["Location"]
    assert model.objects.count() - before == (2 if what == "drafts" else 1)
    third = officer.post(address, data | {"once": token_on(officer.get(address))})
    assert third.status_code in (302, 409), "the same again from a page of its own is no second press"


def test_what_is_typed_after_going_back_is_another_deed(world, log_in):
    address, typed, model = forms(world)["note"]
    officer, before = log_in(world.officer), model.objects.count()
    data = typed | {"once": token_on(officer.get(address))}
    officer.post(address, data)
    officer.post(address, data | {"text": "Rapat kedua"})
    assert model.objects.count() - before == 2


def test_the_same_token_of_somebody_else_does_nothing_of_theirs_away(world, log_in):
    address, typed, model = forms(world)["note"]
    before = model.objects.count()
    data = typed | {"once": token_on(log_in(world.officer).get(address))}
    log_in(world.officer).post(address, data)
    log_in(world.supervisor).post(address, data)
    assert model.objects.count() - before == 2
