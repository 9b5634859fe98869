"""What an act was on, in the reader's language, whoever's language the record has it in."""

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import timezone, translation

from incidents.models import CaseEvent
from incidents.record import as_of, names
from incidents.record.names_then import bodies_at
from incidents.record.subject_words import WORDED, subject_words
from tests.world import make_request


@pytest.mark.parametrize(
    ("kind", "indonesian", "english"),
    [
        ("appointment", "Siti: Petugas", "Siti: Officer"),
        ("involvement", "Ins A: Pengendali", "Ins A: Controller"),
        ("relation", "Penerbitan ulang dari INS-2026-0001", "Re-publication of INS-2026-0001"),
        ("actorjudgement", "B: biasanya dapat dipercaya", None),
        ("commitment", "Petugas", "Petugas"),
        ("appointment", "Petugas: Petugas", "Petugas: Officer"),
    ],
)
def test_a_name_made_of_words_of_the_product_is_said_in_the_readers_language(kind, indonesian, english):
    with translation.override("en"):
        said = subject_words(CaseEvent(subject_type=kind, subject_label=indonesian))
    assert said == english or (english is None and said != indonesian)
    with translation.override("id"):
        for label in filter(None, (indonesian, english)):
            assert subject_words(CaseEvent(subject_type=kind, subject_label=label)) == indonesian


def test_each_kind_of_thing_whose_name_shows_a_choice_is_named_there():
    """Those whose `str` asks for the words of a choice: looked for in its code."""
    found = {
        model._meta.model_name
        for model in apps.get_app_config("incidents").get_models()
        for field in model._meta.concrete_fields
        if field.choices and f"get_{field.name}_display" in model.__str__.__code__.co_names
    }
    assert found == set(WORDED)


def test_the_trail_and_the_page_of_an_appointment_name_its_role_in_english_to_whoever_reads_english(world, log_in):
    event = CaseEvent.objects.get(subject_type="appointment", subject_label="Officer: Petugas")
    browser = log_in(world.auditor)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for address in (f"/jejak/peristiwa/{event.pk}/", "/jejak/?action=appoint"):
        page = browser.get(address).content.decode()
        assert 'lang="en"' in page and "Officer: Officer" in page and event.subject_label not in page, address


def test_a_rule_is_called_by_its_law_and_not_by_its_code_at_any_instant(world):
    clarification, at = make_request(world, "open"), timezone.now()
    rule = clarification.deadlines.first().rule
    for language in ("id", "en"):
        with translation.override(language):
            sections = as_of.in_words(as_of.page(clarification.incident, at).state, at, world.auditor, bodies_at(at))
            said = {words for section in sections for piece in section.pieces for _name, words in piece.facts}
            name = names.name_at(rule, at)
            assert name in said and name.startswith(rule.legal_basis) and rule.code not in said
            assert rule.code not in names.label(type(rule), rule.history.first())
