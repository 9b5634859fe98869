"""What an auditor may write: every address of the product is posted to as its form stands and with what forms ask for, and what the
database was told to write is held against one table. A new address that an auditor may write by is a row here, or fails.
"""

import ast
import re

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.urls import reverse

from incidents.models import AccessEntry
from incidents.models.record import HistoryRow
from tests.canary import objects
from tests.processes import BASE
from tests.routes import TABLE, address
from tests.sent_form import Form, press
from tests.world import PASSWORD

__all__ = ["objects"]  # a fixture

WRITES = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
WORDS = dict.fromkeys(("reason", "words", "why", "text", "name", "query"), "Pemeriksaan berkala") | {"seen": 1}
OTHER = "kalimat-lain-yang-panjang"
# Beside whatever is done: who is logged in, that they looked, and of a deed its event and the history of its row.
BESIDE = {"django_session", "incidents_accessentry", "incidents_caseevent", "incidents_pending", "incidents_lastlook"}
# The tables that an address may write for an auditor: own account, own questions, proofs and exports, rules of anomalies (decision 83).
TAKEN_OUT = {"incidents_export", "incidents_exportfile"}
MAY = {
    "account_change_password": {"incidents_user", "notifications_accountmail"},
    "notifications:digest": {"notifications_reader"},
    "incidents:save_question": {"incidents_savedquestion"},
    "incidents:drop_question": {"incidents_savedquestion"},
    "notifications:bundles": {"incidents_proofbundle"},
    "notifications:ask_export": {"incidents_export"},
    "incidents:record_register_sheet": TAKEN_OUT,
    "incidents:register_sheet": TAKEN_OUT,
    "incidents:chronology_sheet": TAKEN_OUT,
    "incidents:performance_sheet": TAKEN_OUT,
    "notifications:performance_pdf": TAKEN_OUT,
    "incidents:parliament_csv": TAKEN_OUT,
    "incidents:parliament_xlsx": TAKEN_OUT,
    "notifications:parliament_pdf": TAKEN_OUT,
    "incidents:issued_file": TAKEN_OUT,
    "incidents:enact_anomaly": {"incidents_anomalyrule"},
    "incidents:end_anomaly": {"incidents_anomalyrule"},
    "incidents:look_at_finding": {"incidents_anomalylook"},
}
OWN_DEEDS = {"incidents_anomalyrule", "incidents_anomalylook"}


def tracked():
    """The tables of which the record keeps every version."""
    histories = [model for model in apps.get_models() if issubclass(model, HistoryRow)]
    return {model._meta.db_table.replace("_historical", "_", 1) for model in histories}


def posts(browser, name, things, world):
    """What is sent to an address: words for whatever it asks, and its form with words where it is empty."""
    yield WORDS
    shown = browser.get(address(name, things, world))
    if shown.status_code == 200 and not shown.streaming and shown.headers["Content-Type"].startswith("text/html"):
        sent = Form(shown.content.decode()).as_sent()
        yield sent | {key: WORDS[key] for key, value in sent.items() if not value and key in WORDS}
    if name == "notifications:bundles":
        yield {"number": things["incident"].reference, "ready": "audit"}
    if name == "incidents:save_question":
        yield {"name": "Surat yang terbit", "page": reverse("incidents:trail"), "query": "action=issue"}
    if name == "account_change_password":
        yield {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}


class Written(set):
    """Tables that something is written into, as the connection is told."""

    def __call__(self, execute, sql, params, many, context):
        if found := WRITES.match(sql):
            self.add(found[1].replace("_historical", "_", 1))
        return execute(sql, params, many, context)


def written_by(name, things, world, log_in):
    """The tables that an auditor's posts to an address write into; all is undone again."""
    written = Written()
    with transaction.atomic():
        browser = log_in(world.auditor)
        for sent in posts(browser, name, things, world):
            with connection.execute_wrapper(written):
                press(browser, address(name, things, world), sent)
        transaction.set_rollback(True)
    return written - BESIDE


@pytest.mark.asvs(53)
def test_every_post_of_an_auditor_writes_their_account_questions_proofs_exports_and_rules_of_anomalies_alone(
    world, objects, log_in
):
    found = {name: written_by(name, objects["own"], world, log_in) for name in TABLE}
    assert {name: tables for name, tables in found.items() if tables} == MAY
    assert set().union(*found.values()) & tracked() == OWN_DEEDS


def test_what_an_auditor_writes_of_the_record_links_to_nothing_of_a_case_and_nothing_links_to_it():
    own = {model for model in apps.get_models() if model._meta.db_table in OWN_DEEDS}
    assert {model.__name__ for model in own} == {"AnomalyRule", "AnomalyLook"}
    linked = {
        (model.__name__, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and not issubclass(model, HistoryRow) and (model in own or field.related_model in own)
    }
    assert linked == {("AnomalyLook", "looked_by")}  # a person, and nothing else


def test_only_the_pages_of_the_audit_read_what_an_auditor_writes_of_the_record():
    reading = set()
    for app in ("incidents", "notifications"):
        for file in (BASE / app).rglob("*.py"):
            named = {node.id for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Name)}
            if named & {"AnomalyRule", "AnomalyLook"}:
                reading.add(str(file.relative_to(BASE)))
    assert reading == READ_IN


READ_IN = {
    "incidents/actions/anomalies.py",
    "incidents/forms/anomalies.py",
    "incidents/record/names.py",
    "incidents/record/removal/content.py",
    "incidents/record/values.py",
    "incidents/reports/anomalies/asked.py",
    "incidents/reports/export_lines.py",
    "incidents/views/anomalies.py",
}


def test_a_page_that_an_auditor_asks_for_by_a_post_is_noted_as_every_other(world, objects, log_in):
    case = objects["own"]["incident"]
    for name in ("incident", "history"):
        at = reverse(f"incidents:{name}", args=[case.reference])
        before = AccessEntry.objects.count()
        assert log_in(world.auditor).post(at).status_code in (200, 405)
        assert AccessEntry.objects.count() == before + 1, name
