"""What a role for reporting may read of the database, and nothing more: it writes nowhere and sees no secret.

Each table has its word here, a history that of its table; a test refuses a table without one. Rows of restricted cases are
there for whoever has this role, as for auditors, but not what stands in their files. The role is made by whoever runs the
server; REPORTING_ROLE names it.
"""

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

READ = frozenset(
    """
    incidents_absence incidents_accessentry incidents_activity incidents_actoralias incidents_actorcontact incidents_actordismissal
    incidents_actorjudgement incidents_actorpart incidents_admission incidents_affectedbody incidents_agency
    incidents_agencyname incidents_anomalylook incidents_anomalyrule incidents_answer incidents_answerfile
    incidents_appointment incidents_assertion incidents_assessment incidents_caseevent incidents_caseletter
    incidents_clarificationrequest incidents_clockrule incidents_commitment incidents_complaint
    incidents_complaintformpolicy incidents_contact incidents_counterquestion incidents_counterquestionfile
    incidents_datacategory incidents_deadline incidents_development incidents_evidence incidents_export incidents_exportfile
    incidents_exposedcategory incidents_extensionrequest incidents_figure incidents_finding incidents_followup
    incidents_followupfile incidents_furthersuccessor incidents_headmail incidents_headstamp incidents_incident incidents_involvement incidents_knownactor
    incidents_ladderrung incidents_leaf incidents_letter incidents_lettertemplate incidents_likeness
    incidents_logdeclaration incidents_notificationduty incidents_outsideword incidents_parliamentsheet incidents_participation incidents_pastletter incidents_pastreply
    incidents_pending incidents_proofbundle incidents_proposal incidents_question incidents_questionset incidents_registerentry
    incidents_relation incidents_reminderpolicy incidents_removal incidents_response incidents_responsefile
    incidents_retentionrule incidents_sanction incidents_sanctionregime incidents_sending incidents_severityrating
    incidents_share incidents_sharedevidence incidents_signingpolicy incidents_storedfile incidents_toldapart
    incidents_translation incidents_treehead incidents_unit incidents_user incidents_verification incidents_workcalendar
    notifications_heartbeat notifications_message notifications_silence
    """.split()
)
# Who complained and what they were written, keys and codes, sessions, what somebody has not said yet, and what only works inside.
REFUSED = frozenset(
    """
    account_emailaddress account_emailconfirmation auth_group auth_group_permissions auth_permission cache
    django_content_type django_migrations django_session incidents_answerdraft incidents_complainantsheet
    incidents_complaintanswer incidents_complaintcode incidents_draftfile incidents_heldfile incidents_indexedby incidents_intakedraft
    incidents_intakefile incidents_lastlook incidents_mention incidents_savedquestion incidents_searchentry
    incidents_sequence incidents_sheetfile mfa_authenticator notifications_accountmail notifications_incomingmail notifications_reader notifications_straymail
    """.split()
)
# Of a table that may be read: what of it may not. A payload holds whole rows of every table, a nonce what makes a leaf say nothing;
# who complained may have named themselves in their words, and who searches types names.
HELD_BACK = {
    "incidents_user": {"password"},
    "incidents_caseevent": {"payload"},
    "incidents_accessentry": {"nonce", "path"},
    "incidents_complaint": {"text", "happened", "wanted"},
    "incidents_evidence": {"text"},
    "incidents_export": {"asked", "manifest", "path"},
    "incidents_letter": {"check_code", "content"},
    "incidents_proofbundle": {"path"},
    "incidents_storedfile": {"path", "locked_print"},
    "notifications_message": {"recipient", "recipient_name", "reply", "last_error"},
}


def base(table: str) -> str:
    """The table whose history this is, or itself."""
    return table.replace("_historical", "_", 1)


def readable(table: str) -> bool:
    """Whether reporting reads this table. Raises KeyError for one that has no word."""
    if base(table) not in READ | REFUSED:
        raise KeyError(table)
    return base(table) in READ


def grant(connection: BaseDatabaseWrapper, cursor: CursorWrapper, role: str, app_role: str) -> None:
    """Give `role` what it may read and take all else, as the tables' owner; "" is no role. PostgreSQL alone; idempotent.

    A table that has no word is not read. Raises ImproperlyConfigured for a role that is not there, or that can do more than reporting.
    """
    if not role:
        return
    cursor.execute(
        "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR pg_has_role(rolname, current_user, 'MEMBER') OR rolname = %s"
        " FROM pg_roles WHERE rolname = %s",
        [app_role, role],
    )
    found = cursor.fetchone()
    if found is None:
        raise ImproperlyConfigured(f"REPORTING_ROLE {role}: there is no such role. README says how it is made.")
    if found[0]:
        raise ImproperlyConfigured(f"REPORTING_ROLE {role} may do more than read: it is to be a role of its own.")
    quote, existing = connection.ops.quote_name, sorted(connection.introspection.table_names(cursor))
    for what in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        cursor.execute(f"REVOKE ALL ON ALL {what} IN SCHEMA public FROM {quote(role)}")
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quote(role)}")
    for table in existing:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        cursor.execute(f"REVOKE ALL ({', '.join(map(quote, columns))}) ON {quote(table)} FROM {quote(role)}")
        if base(table) in READ:
            shown = [quote(each) for each in columns if each not in HELD_BACK.get(base(table), ())]
            cursor.execute(f"GRANT SELECT ({', '.join(shown)}) ON {quote(table)} TO {quote(role)}")
