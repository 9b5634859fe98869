"""Which rules of the database are broken by somebody who was quicker, and how one learns which rule it was."""

from django.apps import apps
from django.db import IntegrityError, models
from psycopg.errors import UniqueViolation

from ..plain.known import known

# Asked before the lock was taken (a form, a page), decided by the database. Any other double is a fault of ours.
BROKEN_BY_THE_SLOWER = frozenset(
    {
        "a_person_is_admitted_once_at_a_time",
        "an_agency_has_each_role_once_in_a_case",
        "incidents_notificationduty_involvement_id_key",
        "incidents_reminderpolicy_effective_from_key",
        "one_next_letter_at_a_time",
        "one_present_contact_for_each_address_of_an_agency",
        "one_reissue_of_a_letter_at_a_time",
        "one_wish_for_more_time_at_a_time",
        "one_wording_of_a_kind_in_each_version",
        "two_cases_are_related_once_in_a_way",
    }
)


def somebody_was_quicker(fault: IntegrityError) -> bool:
    """True when two people added the same thing at once and the database let the other one in."""
    return broken_rule(fault) in BROKEN_BY_THE_SLOWER


def broken_rule(fault: IntegrityError) -> str:
    """The name of the unique constraint that refused a row, as PostgreSQL has it; "" for any other refusal."""
    cause = fault.__cause__
    if isinstance(cause, UniqueViolation):
        return cause.diag.constraint_name or ""
    if getattr(cause, "sqlite_errorname", None) != "SQLITE_CONSTRAINT_UNIQUE":
        return ""
    # SQLite names an index over expressions; of any other it names the columns.
    what = str(cause).partition(": ")[2]
    if what.startswith("index "):
        return what.removeprefix("index ").strip("'")
    table, columns = what.partition(".")[0], frozenset(column.partition(".")[2] for column in what.split(", "))
    return _rules_of(table).get(columns, "")


def _rules_of(table: str) -> dict[frozenset[str], str]:
    """{columns: name} of the unique constraints of a table; that of a single unique column is named as PostgreSQL does."""
    model = next((model for model in apps.get_models() if model._meta.db_table == table), None)
    if model is None:
        return {}
    columns = {field.name: known(field.column) for field in model._meta.concrete_fields}
    single = {frozenset({columns[f.name]}): f"{table}_{f.column}_key" for f in model._meta.concrete_fields if f.unique}
    return single | {
        frozenset(columns[name] for name in rule.fields): rule.name
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint)
    }
