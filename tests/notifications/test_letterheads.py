"""How a unit is reached, and how a letter addresses whom it goes to: printed where it is on file, left out where it is not."""

import re
from html import unescape

import pytest
from django.utils import timezone

from incidents.actions import agencies, clarifications, letter_content, next_letter, people
from incidents.forms import RequestForm
from incidents.models import Appointment, Letter, User
from incidents.record import deeds
from notifications.letters import html
from tests.notifications.conftest import work
from tests.world import QUESTIONS, answer_request, draft_request, fresh, make_incident, make_request

pytestmark = pytest.mark.usefixtures("drawn_letters")
HEAD = {"phone": "(021) 5550100", "email": "surat@kementerian.example", "site": "kementerian.example"}
CONTACT = {"name": "Rina Contoh", "phone": "(021) 5550111", "email": "rina@kementerian.example"}
OWN = ("code", "ministry", "name", "address", "place", "signatory_office", "letter_code", "classification")


def on_paper(letter):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html.render(letter.content))).split())


def tell(world, **body):
    """From today on the unit says how it is reached, the supervisor has a rank, and body A says how it is written to."""
    same = {name: getattr(world.unit, name) for name in (*OWN, "number_template", "sanctions_for", "mandate")}
    same |= HEAD | {f"contact_{part}": words for part, words in CONTACT.items()}
    people.register_unit(reason="Uji", by=world.administrator, valid_from=timezone.localdate(), **same)
    post = people.Post("supervisor", unit=world.unit, rank="Pembina Utama Madya (IV/d)")
    signs = Appointment.objects.get(user=world.supervisor)
    people.appoint(post, by=deeds.SYSTEM, email=signs.user.email, name=signs.user.name)
    people.end_appointment(signs, by=world.administrator, reason="Uji")
    world.supervisor = User.objects.get(pk=world.supervisor.pk)  # what it holds is known anew
    agencies.amend_agency(world.agency_a, by=world.administrator, reason="Uji", **body)


def test_letter_receipt_and_mail_say_how_the_unit_is_reached_and_a_letter_of_before_stays(
    world, the_ladder, mailoutbox
):
    before = make_request(world, "open").letter
    stood = on_paper(before)
    assert not [word for word in ("Telepon", "Surel", "Laman", "narahubung", "u.p.") if word in stood]
    body = {"salutation": "Yang Mulia", "attention": "Kepala Biro Hukum", "post_address": "Jalan Uji 1, Jakarta 10110"}
    tell(world, **body, head_office="Kepala Instansi", institution="Kementerian Uji")
    clarification = make_request(world, "open")
    now = on_paper(clarification.letter)
    assert "Telepon (021) 5550100 · Surel surat@kementerian.example · Laman kementerian.example" in now
    contact = "narahubung kami ialah Rina Contoh, telepon (021) 5550111, surel rina@kementerian.example."
    assert contact in now, now
    assert "Supervisor Pembina Utama Madya (IV/d)" in now
    said = "Yth. Kepala Instansi Kementerian Uji u.p. Kepala Biro Hukum Jalan Uji 1, Jakarta 10110"
    assert said in now and "di Jakarta" not in now and "Yth. Kepala Instansi A di Jakarta" in stood
    assert "Yang Mulia, kami" in now and "Saudara" not in now and "Saudara, kami" in stood
    assert "penjelasan Yang Mulia" in next_letter.draft_next(fresh(clarification), by=world.officer).opening
    assert on_paper(fresh(before)) == stood
    mailoutbox.clear()
    work()
    [mail] = [each for each in mailoutbox if str(clarification.letter) in each.body and "surat@a.example" in each.to]
    for words in (*HEAD.values(), "Narahubung: Rina Contoh, telepon (021) 5550111"):
        assert words in mail.body
    answer_request(world, fresh(clarification))
    assert contact in on_paper(Letter.objects.get(kind="receipt", request=clarification))


def test_an_officer_names_another_contact_person_for_one_letter_as_long_as_they_serve_in_its_unit(world):
    tell(world)
    row = draft_request(world, make_incident(world))
    offered = RequestForm(on=row).fields["contact_person"].queryset
    assert {world.officer, world.supervisor} <= set(offered) and world.liaison_a not in offered
    named = {"questions": QUESTIONS, "contact_person": world.officer}
    row = fresh(clarifications.edit(row, by=world.officer, seen=row.version, **named))
    said = letter_content.draft_content(row, timezone.now())
    assert said["contact"] == {"name": world.officer.name, "email": world.officer.email}
    serves = Appointment.objects.get(user=world.officer)
    people.end_appointment(serves, by=world.administrator, reason="Pindah")
    assert letter_content.draft_content(fresh(row), timezone.now())["contact"] == CONTACT, (
        "nobody turns to who has left"
    )


def test_of_what_a_unit_and_a_body_say_only_the_lines_that_are_there_are_printed(world):
    content = make_request(world, "open").letter.content
    content["letterhead"]["site"] = "kementerian.example"
    content["contact"] = {"name": "Meja layanan", "email": "meja@kementerian.example"}
    words = on_paper(type("Letter", (), {"content": content}))
    assert "Jakarta 10110 Laman kementerian.example" in words
    assert "ialah Meja layanan, surel meja@kementerian.example." in words and "telepon" not in words
