"""Which rules of the database are broken by somebody who was quicker, and how one learns which rule it was."""

from django.apps import apps
from django.db import IntegrityError, OperationalError, models
from psycopg.errors import DeadlockDetected, ExclusionViolation, UniqueViolation

from ..plain.not_none import not_none
from ..translatable import _

# Every unique rule of the record's tables stands in one of the three lists; a test holds them complete.
# Asked before the lock was taken (a form, a page), decided by the database; and what whoever was slower is told.
BROKEN_BY_THE_SLOWER = {
    "a_body_takes_part_once_at_a_time": _("This body takes part in it already."),
    "a_duty_of_a_part_is_followed_once_at_a_time": _("The duty of this body is followed already."),
    "a_sheet_of_an_instant_is_issued_once": _("The sheet of that instant is issued already."),
    "an_old_file_is_entered_once": _("This old file is entered already."),
    "an_agency_has_each_role_once_in_a_case": _("This body has that part in the case already."),
    "incidents_agency_code_key": _("Another body has this code already."),
    "incidents_reminderpolicy_effective_from_key": _("Other reminders begin at the same instant already."),
    "incidents_parliamentsheet_supersedes_id_key": _("Another sheet takes the place of that one already."),
    "one_erratum_of_a_letter_at_a_time": _(
        "An erratum to the same letter is drafted already: it is issued or dropped first."
    ),
    "one_letter_at_a_time_takes_another_back": _("Another letter takes the same letter back already."),
    "one_next_letter_at_a_time": _("A letter after this one is drafted already."),
    "one_present_contact_for_each_address_of_an_agency": _("This body has that address already."),
    "one_question_back_at_a_time": _("A question about this letter waits for its answer already."),
    "one_reissue_of_a_letter_at_a_time": _("A letter that takes the place of this one is drafted already."),
    "one_removal_of_a_thing_at_a_time": _("Its removal is proposed already."),
    "one_wish_for_more_time_at_a_time": _("More time is asked for already, and nobody has decided."),
    "one_wording_of_a_kind_in_each_version": _("This version of the wording is there already."),
    "two_bodies_are_told_apart_once": _("The two bodies are told apart already."),
    "two_cases_are_related_once_in_a_way": _("The two cases are related in that way already."),
}
FOLLOWED_ALREADY = _("Another of the same name begins on that day, or holds on it, already.")
# Two rows of one name that follow each other, begun at the same moment: by their columns, and by what `triggers.overlapping_rules` sets.
OF_SUCCESSION = frozenset(
    {
        "anomalyrule_one_of_a_name_on_each_day",
        "clockrule_one_of_a_name_on_each_day",
        "datacategory_one_of_a_name_on_each_day",
        "ladderrung_one_of_a_name_on_each_day",
        "one_anomaly_from_each_day",
        "one_anomaly_without_an_end",
        "one_category_from_each_day",
        "one_category_without_an_end",
        "one_question_set_from_each_day",
        "one_question_set_without_an_end",
        "one_regime_from_each_day",
        "one_regime_without_an_end",
        "one_retention_from_each_day",
        "one_retention_without_an_end",
        "one_rule_from_each_day",
        "one_rule_without_an_end",
        "one_rung_from_each_day",
        "one_rung_without_an_end",
        "one_unit_row_from_each_day",
        "questionset_one_of_a_name_on_each_day",
        "retentionrule_one_of_a_name_on_each_day",
        "sanctionregime_one_of_a_name_on_each_day",
        "unit_one_of_a_name_on_each_day",
    }
)
# Decided under a lock, drawn at random, taken from a sequence or written by the product alone: a double is a fault of ours.
OURS = frozenset(
    {
        "a_body_follows_another_once",
        "a_body_is_affected_once_in_a_case",
        "an_actor_has_a_name_in_a_place_once",
        "a_name_is_dismissed_once_in_an_assertion",
        "a_name_is_dismissed_once_in_the_words_of_a_case",
        "an_actor_has_each_part_once_in_a_case",
        "agencyname_one_of_a_name_on_each_day",
        "a_case_has_each_mention_once",
        "a_check_code_is_of_one_letter",
        "a_category_stands_once_in_a_case",
        "a_clock_starts_once",
        "a_letter_is_entered_once_for_each_addressee",
        "a_letter_number_is_given_out_once",
        "a_number_is_of_one_letter",
        "a_person_is_admitted_once_at_a_time",
        "a_piece_is_shared_once",
        "a_reply_is_entered_once_to_each_letter",
        "a_thing_is_indexed_once",
        "bytes_are_of_one_letter",
        "bytes_to_sign_are_of_one_letter",
        "a_year_is_confirmed_once_at_a_time",
        "assertion_numbers_are_unique_in_a_case",
        "each_witness_is_told_once_of_a_verification",
        "incidents_sheetfile_file_id_key",
        "incidents_verification_missed_on_key",
        "evidence_numbers_are_unique_in_a_case",
        "files_of_a_sheet_are_numbered_once",
        "finding_numbers_are_unique_in_a_case",
        "incidents_answerdraft_question_id_key",
        "incidents_answerfile_file_id_key",
        "incidents_caseletter_reference_key",
        "incidents_clarificationrequest_reference_key",
        "incidents_complainantsheet_complaint_id_key",
        "incidents_complaint_reference_key",
        "incidents_complaintcode_digest_key",
        "incidents_complaintformpolicy_effective_from_key",
        "incidents_counterquestionfile_file_id_key",
        "incidents_draftfile_path_key",
        "incidents_evidence_file_id_key",
        "incidents_export_entry_id_key",
        "incidents_incident_reference_key",
        "incidents_incident_report_reference_key",
        "incidents_intakedraft_user_id_key",
        "incidents_followupfile_file_id_key",
        "incidents_heldfile_path_key",
        "incidents_intakefile_path_key",
        "incidents_leaf_declaration_id_key",
        "incidents_leaf_entry_id_key",
        "incidents_leaf_event_id_key",
        "incidents_leaf_head_id_key",
        "incidents_leaf_stamp_id_key",
        "incidents_letter_response_id_key",
        "incidents_parliamentsheet_pdf_id_key",
        "incidents_parliamentsheet_xlsx_id_key",
        "incidents_parliamentsheet_csv_id_key",
        "incidents_removal_emptied_by_id_key",
        "incidents_removal_reference_key",
        "incidents_response_receipt_key",
        "incidents_responsefile_file_id_key",
        "incidents_signingpolicy_effective_from_key",
        "incidents_storedfile_path_key",
        "incidents_translation_file_id_key",
        "incidents_user_email_key",
        "letters_of_a_case_are_numbered_once",
        "one_agency_name_from_each_day",
        "one_answer_to_a_question_in_each_part",
        "one_next_letter_at_a_time_after_one_outside",
        "one_answer_waits_for_a_complaint",
        "one_asking_letter_of_each_kind_for_a_request",
        "one_job_of_a_kind_for_each_event",
        "one_last_look_of_each_person",
        "one_sequence_for_each_scope_and_year",
        "question_numbers_are_unique_in_a_request",
        "request_numbers_are_unique_in_a_case",
        "response_parts_are_numbered_once",
        "two_cases_are_compared_once",
    }
)


def somebody_was_quicker(fault: IntegrityError) -> str:
    """Which rule lets in one of two people who added the same thing at once, as the slower one is told; "" for any other fault."""
    rule = broken_rule(fault)
    return FOLLOWED_ALREADY if rule in OF_SUCCESSION else BROKEN_BY_THE_SLOWER.get(rule, "")


def blocked_each_other(fault: OperationalError) -> bool:
    """True when two deeds each waited for what the other held, and the database ended this one: nothing of it was stored."""
    return isinstance(fault.__cause__, DeadlockDetected)


def broken_rule(fault: IntegrityError) -> str:
    """The name of the rule of the database that refused a second row, as PostgreSQL has it; "" for any other refusal."""
    cause = fault.__cause__
    if isinstance(cause, UniqueViolation | ExclusionViolation):
        return cause.diag.constraint_name or ""
    if getattr(cause, "sqlite_errorname", None) == "SQLITE_CONSTRAINT_TRIGGER":
        return str(cause)
    if getattr(cause, "sqlite_errorname", None) != "SQLITE_CONSTRAINT_UNIQUE":
        return ""
    # SQLite names an index over expressions; of any other it names the columns.
    what = str(cause).partition(": ")[2]
    if what.startswith("index "):
        return what.removeprefix("index ").strip("'")
    table, columns = what.partition(".")[0], frozenset(column.partition(".")[2] for column in what.split(", "))
    return _rules_of(table).get(columns, "")


def _rules_of(table: str) -> dict[frozenset[str], str]:
    """{columns: name} of the unique constraints of a table."""
    model = next((model for model in apps.get_models() if model._meta.db_table == table), None)
    return rules_of(model) if model else {}


def rules_of(model: type[models.Model]) -> dict[frozenset[str], str]:
    """{columns: name} of a model's unique constraints; that of a single unique column is named as PostgreSQL does. One
    over expressions has no columns of its own and stands under its name."""
    table = model._meta.db_table
    columns = {field.name: not_none(field.column) for field in model._meta.concrete_fields}
    single = {frozenset({columns[f.name]}): f"{table}_{f.column}_key" for f in model._meta.concrete_fields if f.unique}
    return single | {
        frozenset(columns[name] for name in rule.fields) or frozenset({rule.name}): rule.name
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint)
    }
