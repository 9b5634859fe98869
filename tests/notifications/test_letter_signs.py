"""No letter is written with a sign that its fonts do not have, whatever form or verb the sign came from."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents import setup_data
from incidents.actions import agencies, clarifications, deadlines, letter_decisions, letter_signs
from incidents.models import CaseEvent
from incidents.plain.not_none import not_none
from incidents.record import deeds
from tests.world import make_request

ODD = "\ua9a5"  # a Javanese letter: no font of the letters has it


@pytest.mark.parametrize(
    ("who", "address", "typed", "field"),
    [
        ("supervisor", "perpanjang", {"due_at": "", "reason": "Disetujui ODD pimpinan"}, "reason"),
        ("supervisor", "tolak-perpanjangan", {"reason": "Tidak ODD"}, "reason"),
        ("supervisor", "tarik", {"reason": "Keliru ODD alamat"}, "reason"),
        (
            "supervisor",
            "ralat",
            {"where_1": "Alinea 1", "reads_1": "Hal surat uji", "should_read_1": "Hal ODD"},
            "should_read_1",
        ),
        ("liaison_a", "balas", {"kind": "interim", "text": "Ditelusuri", "name": "N ODD", "declaration": "on"}, "name"),
        ("officer", "catat-balasan", {"document": "812/ODD", "kind": "interim"}, "document"),
    ],
    ids=["more time", "no more time", "withdrawn", "corrected", "receipt", "receipt of a reply outside"],
)
def test_every_text_that_a_letter_prints_is_read_for_signs_at_its_own_form(world, log_in, who, address, typed, field):
    clarification = make_request(world, "open")
    due = not_none(clarification.present_due) + timedelta(hours=24)
    deadlines.ask_extension(clarification, by=world.liaison_a, seen=None, reason="Log besar", wished_at=due)
    clarification = type(clarification).objects.get(pk=clarification.pk)
    events = CaseEvent.objects.count()
    data = {"seen": clarification.version, "until": due.isoformat(), "office": "PPDP"} | typed
    data = {name: value.replace("ODD", ODD) if isinstance(value, str) else value for name, value in data.items()}
    page = log_in(getattr(world, who)).post(f"/permintaan/{clarification.pk}/{address}/", data)
    assert page.status_code == 200 and "U+A9A5" in " ".join(page.context["form"].errors[field])
    assert CaseEvent.objects.count() == events


def test_no_letter_is_frozen_with_a_sign_that_it_cannot_show(world):
    """Whoever calls the verb, and whatever the sign came from: here the reason, then the name of the body."""
    clarification = make_request(world, "open")
    withdraw = {"by": world.supervisor, "seen": clarification.version}
    with pytest.raises(letter_signs.NotShown, match="A9A5"):
        letter_decisions.withdraw(clarification, reason=f"Keliru {ODD}", **withdraw)
    draft, name = make_request(world, "draft"), {"name": f"Ins {ODD}", "short_name": "I", "head_office": "Kepala"}
    name |= {"place": "Jakarta", "valid_from": timezone.localdate()}
    agencies.rename_agency(world.agency_a, by=world.administrator, **name)
    with pytest.raises(letter_signs.NotShown, match="A9A5"):
        clarifications.submit(draft, by=world.officer, seen=draft.version)


def test_a_register_of_bodies_with_such_a_sign_is_refused_with_its_line(tmp_path):
    head = "code,zone,name,short_name,head_office,place,valid_from,valid_to"
    row = f"jawa,Asia/Jakarta,Dinas {ODD},Dinas,Kepala Dinas,Jakarta,2020-01-01,"
    (tmp_path / "a.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    with pytest.raises(setup_data.BadRow, match="A9A5"):
        setup_data.load_agencies(deeds.SYSTEM, tmp_path / "a.csv")
