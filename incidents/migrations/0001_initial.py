import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import incidents.migrations._tables
import incidents.models.letters
import incidents.models.people
import incidents.models.record
import incidents.models.timed
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        incidents.migrations._tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="AccessEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("log_in", "Log In"),
                                    ("log_out", "Log Out"),
                                    ("log_in_failed", "Log In Failed"),
                                    ("read", "Read"),
                                    ("download", "Download"),
                                    ("refused", "Refused"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "actor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("actor_name", models.CharField(max_length=200)),
                        ("subject_type", models.CharField(blank=True, max_length=40)),
                        ("subject_id", models.CharField(blank=True, max_length=40)),
                        ("subject_label", models.CharField(blank=True, max_length=200)),
                        ("address", models.GenericIPAddressField(null=True)),
                        ("path", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "ordering": ["-at"],
                        "indexes": [
                            models.Index(fields=["-at"], name="latest_accesses_first"),
                            models.Index(fields=["subject_type", "subject_id", "at"], name="accesses_to_an_object"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Activity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="activities",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("note", "Note"),
                                    ("meeting", "Meeting"),
                                    ("coordination", "Coordination"),
                                    ("task_force", "Task force"),
                                    ("call", "Phone call"),
                                    ("statement", "Statement to the press"),
                                    ("assignment", "Assignment"),
                                    ("briefing", "Briefing"),
                                    ("summons", "Summons"),
                                    ("examination", "Examination"),
                                    ("takedown", "Takedown request"),
                                    ("recommendation", "Recommendation"),
                                    ("offer", "Support offered"),
                                ],
                                default="note",
                                max_length=16,
                                verbose_name="Kind",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="Text")),
                        ("speaker", models.CharField(blank=True, max_length=200, verbose_name="Who says so")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="Place")),
                        ("participants", models.TextField(blank=True, verbose_name="Others who took part")),
                        (
                            "assertion",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="activities",
                                to="incidents.assertion",
                                verbose_name="Assertion",
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="Source")),
                        ("happened_at", models.DateTimeField(verbose_name="Happened")),
                        ("happened_until", models.DateTimeField(null=True, verbose_name="Happened until")),
                        (
                            "happened_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Happened, precision",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Activity",
                        "verbose_name_plural": "Activities",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Admission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="admissions",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="admissions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Person",
                            ),
                        ),
                        ("why", models.CharField(max_length=300, verbose_name="Why")),
                        ("since", models.DateTimeField(verbose_name="Since")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="Ended")),
                    ],
                    options={
                        "verbose_name": "Admission",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("incident", "user"),
                                name="a_person_is_admitted_once_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Agency",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=40, unique=True, verbose_name="Code")),
                        (
                            "zone",
                            models.CharField(
                                choices=[("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")],
                                default="Asia/Jakarta",
                                max_length=40,
                                verbose_name="Time zone",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("central", "Central public body"),
                                    ("regional", "Regional public body"),
                                    ("state_owned", "State-owned or region-owned enterprise"),
                                    ("private", "Private corporation"),
                                    ("international", "International organisation"),
                                    ("civil", "Society, party or foundation"),
                                ],
                                default="central",
                                max_length=14,
                                verbose_name="Kind of body",
                            ),
                        ),
                        ("mail_domains", models.TextField(blank=True, verbose_name="Mail domains, one per line")),
                    ],
                    options={
                        "verbose_name": "Agency",
                        "verbose_name_plural": "Agencies",
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="AgencyName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="names",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="Name")),
                        ("short_name", models.CharField(max_length=60, verbose_name="Short name")),
                        ("head_office", models.CharField(max_length=200, verbose_name="Office addressed")),
                        ("place", models.CharField(default="Jakarta", max_length=80, verbose_name="Place")),
                        ("valid_from", models.DateField(verbose_name="Valid from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="Valid to")),
                    ],
                    options={
                        "verbose_name": "Agency name",
                        "ordering": ["agency", "valid_from"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "valid_from"), name="one_agency_name_from_each_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="agency_name_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "response",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="incidents.response",
                                verbose_name="Response",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="incidents.question",
                                verbose_name="Question",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="Answer")),
                        ("value", models.JSONField(null=True, verbose_name="Value")),
                    ],
                    options={
                        "verbose_name": "Answer",
                        "ordering": ["response", "question"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("response", "question"), name="one_answer_to_a_question_in_each_part"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AnswerDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("page", models.CharField(blank=True, default="", max_length=32)),
                        ("turn", models.PositiveIntegerField(null=True)),
                        (
                            "question",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draft",
                                to="incidents.question",
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        ("value", models.JSONField(null=True)),
                        ("saved_at", models.DateTimeField()),
                        (
                            "saved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AnswerFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="incidents.answer",
                                verbose_name="Answer",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="incidents.storedfile",
                                verbose_name="File",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "File of an answer",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Appointment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Person",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=incidents.models.people.held_roles, max_length=20, verbose_name="Role"
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="incidents.unit",
                                verbose_name="Unit",
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("definitive", "In own right"),
                                    ("plh", "Acting for a day (plh.)"),
                                    ("plt", "Acting for a task (plt.)"),
                                    ("an", "On behalf of the signing office (a.n.)"),
                                    ("ub", "For the one who signs on behalf (u.b.)"),
                                ],
                                default="definitive",
                                max_length=12,
                                verbose_name="Mode",
                            ),
                        ),
                        ("office", models.CharField(blank=True, max_length=200, verbose_name="Own office")),
                        (
                            "through_office",
                            models.CharField(blank=True, max_length=200, verbose_name="Office in between"),
                        ),
                        ("valid_from", models.DateTimeField(verbose_name="Valid from")),
                        ("valid_to", models.DateTimeField(blank=True, null=True, verbose_name="Valid to")),
                    ],
                    options={
                        "verbose_name": "Appointment",
                        "ordering": ["user", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agency__isnull", False), ("role", "liaison"), ("unit__isnull", True)),
                                    models.Q(
                                        ("agency__isnull", True),
                                        ("role__in", ["officer", "supervisor"]),
                                        ("unit__isnull", False),
                                    ),
                                    models.Q(
                                        ("agency__isnull", True),
                                        ("role__in", ["auditor", "administrator"]),
                                        ("unit__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="liaison_serves_an_agency_and_staff_a_unit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="appointment_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("mode__in", ["plh", "plt"]), _negated=True),
                                    ("valid_to__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_deputy_serves_until_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("mode__in", ["an", "ub"]), _negated=True),
                                    models.Q(("office", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="who_signs_on_behalf_names_the_own_office",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("mode", "ub"), _negated=True),
                                    models.Q(("through_office", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="who_signs_for_a_delegate_names_that_office",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assertion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assertions",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="Number in the case")),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("subjects", "Number of people affected"),
                                    ("records", "Number of records"),
                                    ("price", "Price asked"),
                                    ("rate", "Exchange rate"),
                                    ("size", "Size of a list or data set"),
                                    ("fields", "Kinds of data"),
                                    ("whose", "Whose data they are"),
                                    ("system", "Affected system or domain"),
                                    ("denial", "Denial"),
                                    ("similarity", "Similarity with known data"),
                                    ("age", "Age of the data"),
                                    ("origin", "Where the data come from"),
                                    ("holder", "Who holds the data"),
                                    ("course", "How it happened"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                                verbose_name="About",
                            ),
                        ),
                        ("statement", models.TextField(verbose_name="What is said")),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True, decimal_places=8, max_digits=24, null=True, verbose_name="Figure"
                            ),
                        ),
                        (
                            "bound",
                            models.CharField(
                                choices=[
                                    ("exactly", "exactly"),
                                    ("about", "about"),
                                    ("at_least", "at least"),
                                    ("at_most", "at most"),
                                ],
                                default="exactly",
                                max_length=10,
                                verbose_name="Reading",
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=30, verbose_name="Unit of the figure")),
                        ("said_by", models.CharField(max_length=200, verbose_name="Who says so")),
                        ("reported_by", models.CharField(blank=True, max_length=200, verbose_name="Reported by")),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="On behalf of",
                            ),
                        ),
                        ("source", models.CharField(max_length=300, verbose_name="Source")),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assertions",
                                to="incidents.evidence",
                                verbose_name="Evidence",
                            ),
                        ),
                        ("said_at", models.DateTimeField(null=True, verbose_name="Said")),
                        ("said_until", models.DateTimeField(null=True, verbose_name="Said until")),
                        (
                            "said_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Said, precision",
                            ),
                        ),
                        ("dated_at", models.DateTimeField(blank=True, null=True, verbose_name="Date of the data")),
                        (
                            "dated_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="Date of the data until"),
                        ),
                        (
                            "dated_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Date of the data, precision",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("claimed", "Claimed"),
                                    ("denied", "Denied"),
                                    ("partly_verified", "Partly verified"),
                                    ("verified", "Verified"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="claimed",
                                max_length=16,
                                verbose_name="State",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Assertion",
                        "ordering": ["incident", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incident", "number"), name="assertion_numbers_are_unique_in_a_case"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["claimed", "denied", "partly_verified", "verified", "withdrawn"])
                                ),
                                name="assertion_status_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__isnull", True), ("amount__gt", 0), _connector="OR"),
                                name="unknown_is_never_zero",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("topic", "denial"), _negated=True),
                                    ("amount__isnull", True),
                                    _connector="OR",
                                ),
                                name="a_denial_names_no_figure",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assessment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "assertion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="incidents.assertion",
                                verbose_name="Assertion",
                            ),
                        ),
                        (
                            "status_from",
                            models.CharField(
                                choices=[
                                    ("claimed", "Claimed"),
                                    ("denied", "Denied"),
                                    ("partly_verified", "Partly verified"),
                                    ("verified", "Verified"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=16,
                                verbose_name="State before",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("claimed", "Claimed"),
                                    ("denied", "Denied"),
                                    ("partly_verified", "Partly verified"),
                                    ("verified", "Verified"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=16,
                                verbose_name="State",
                            ),
                        ),
                        ("grounds", models.TextField(verbose_name="Grounds")),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="incidents.evidence",
                                verbose_name="Evidence",
                            ),
                        ),
                        ("document", models.CharField(blank=True, max_length=300, verbose_name="Document or meeting")),
                        ("assessed_at", models.DateTimeField(verbose_name="Assessed")),
                        (
                            "assessed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Assessed by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Assessment",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CaseEvent",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("act_id", models.UUIDField(default=uuid.uuid4)),
                        ("action", models.CharField(choices=incidents.models.record.acts, max_length=40)),
                        ("subject_type", models.CharField(max_length=40)),
                        ("subject_id", models.CharField(max_length=40)),
                        ("subject_label", models.CharField(max_length=200)),
                        (
                            "incident",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="incidents.incident",
                            ),
                        ),
                        (
                            "actor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("actor_name", models.CharField(max_length=200)),
                        ("actor_role", models.CharField(max_length=20)),
                        ("actor_agency", models.CharField(blank=True, max_length=200)),
                        ("recorded_at", models.DateTimeField()),
                        ("happened_at", models.DateTimeField()),
                        ("status_from", models.CharField(blank=True, max_length=30)),
                        ("status_to", models.CharField(blank=True, max_length=30)),
                        ("reason", models.TextField(blank=True)),
                        ("details", models.JSONField(default=dict)),
                        ("replay", models.BooleanField(default=False)),
                        ("loaded_at", models.DateTimeField(null=True)),
                        ("payload", models.TextField()),
                    ],
                    options={
                        "ordering": ["recorded_at"],
                        "indexes": [
                            models.Index(fields=["incident", "recorded_at"], name="events_of_a_case_in_order"),
                            models.Index(fields=["-recorded_at"], name="latest_events_first"),
                            models.Index(
                                fields=["subject_type", "subject_id", "recorded_at"], name="events_of_an_object"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseLetter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_letters",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_letters",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.unit",
                                verbose_name="Unit",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=incidents.models.letters.kind_choices, max_length=30, verbose_name="Kind"
                            ),
                        ),
                        (
                            "takes_back",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="takers",
                                to="incidents.caseletter",
                                verbose_name="Takes back",
                            ),
                        ),
                        ("act_id", models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="Act")),
                        ("number", models.PositiveIntegerField(verbose_name="Number in the case")),
                        ("reference", models.CharField(max_length=30, unique=True, verbose_name="Reference")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Awaiting approval"),
                                    ("awaiting_signature", "Awaiting signature"),
                                    ("issued", "Issued"),
                                    ("dropped", "Dropped"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="Status",
                            ),
                        ),
                        ("subject", models.CharField(max_length=200, verbose_name="Subject of the letter")),
                        ("facts", models.JSONField(default=dict, verbose_name="What it says")),
                        ("copies", models.TextField(blank=True, verbose_name="Copies to, one office per line")),
                        (
                            "security",
                            models.CharField(
                                choices=[("B", "Ordinary"), ("T", "Limited"), ("R", "Secret")],
                                default="B",
                                max_length=1,
                                verbose_name="Security",
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[("biasa", "Ordinary"), ("segera", "Urgent"), ("sangat segera", "Very urgent")],
                                default="segera",
                                max_length=14,
                                verbose_name="Urgency",
                            ),
                        ),
                        (
                            "drill_addresses",
                            models.TextField(
                                blank=True, verbose_name="Real addresses confirmed for the drill, one per line"
                            ),
                        ),
                        ("drafted_at", models.DateTimeField(verbose_name="Drafted")),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Drafted by",
                            ),
                        ),
                        ("issued_at", models.DateTimeField(null=True, verbose_name="Issued")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "Letter of the case",
                        "verbose_name_plural": "Letters of the case",
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["act_id"], name="case_letters_of_an_act")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incident", "number"), name="letters_of_a_case_are_numbered_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "dropped"), _negated=True),
                                fields=("takes_back",),
                                name="a_letter_of_the_case_is_taken_back_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "awaiting_signature", "issued", "dropped"])
                                ),
                                name="case_letter_status_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("issued_at__isnull", False), ("status", "issued")),
                                    models.Q(
                                        models.Q(("status", "issued"), _negated=True), ("issued_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="an_issued_case_letter_says_since_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClarificationRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.unit",
                                verbose_name="Unit",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="Number in the case")),
                        ("reference", models.CharField(max_length=30, unique=True, verbose_name="Reference")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("awaiting_approval", "Awaiting approval"),
                                    ("awaiting_signature", "Awaiting signature"),
                                    ("open", "Awaiting answer"),
                                    ("answered", "Answered"),
                                    ("closed", "Accepted"),
                                    ("withdrawn", "Withdrawn"),
                                    ("replaced", "Replaced"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="Status",
                            ),
                        ),
                        (
                            "follows",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followers",
                                to="incidents.clarificationrequest",
                                verbose_name="Next letter after",
                            ),
                        ),
                        (
                            "rung",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.ladderrung",
                                verbose_name="Step of the ladder",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reissues",
                                to="incidents.clarificationrequest",
                                verbose_name="Takes the place of",
                            ),
                        ),
                        (
                            "question_set",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.questionset",
                                verbose_name="Question set",
                            ),
                        ),
                        ("subject", models.CharField(max_length=200, verbose_name="Subject of the letter")),
                        ("opening", models.TextField(verbose_name="Opening paragraph")),
                        ("basis", models.TextField(verbose_name="Legal basis, one per line")),
                        ("copies", models.TextField(blank=True, verbose_name="Copies to, one office per line")),
                        (
                            "security",
                            models.CharField(
                                choices=[("B", "Ordinary"), ("T", "Limited"), ("R", "Secret")],
                                default="B",
                                max_length=1,
                                verbose_name="Security",
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[("biasa", "Ordinary"), ("segera", "Urgent"), ("sangat segera", "Very urgent")],
                                default="segera",
                                max_length=14,
                                verbose_name="Urgency",
                            ),
                        ),
                        (
                            "drill_addresses",
                            models.TextField(
                                blank=True, verbose_name="Real addresses confirmed for the drill, one per line"
                            ),
                        ),
                        ("meeting_at", models.DateTimeField(null=True, verbose_name="Meeting")),
                        (
                            "meeting_place",
                            models.CharField(blank=True, max_length=300, verbose_name="Place of the meeting"),
                        ),
                        ("drafted_at", models.DateTimeField(null=True, verbose_name="Drafted")),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Drafted by",
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(null=True, verbose_name="Submitted")),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Submitted by",
                            ),
                        ),
                        ("issued_at", models.DateTimeField(null=True, verbose_name="Issued")),
                        (
                            "issued_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Issued by",
                            ),
                        ),
                        ("delivered_at", models.DateTimeField(null=True, verbose_name="Arrived")),
                        (
                            "delivered_how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("receipt", "delivery receipt of its mail server"),
                                    ("portal", "opened in the portal"),
                                    ("acknowledged", "acknowledged by the agency"),
                                    ("hand", "handed over"),
                                ],
                                max_length=14,
                                verbose_name="Arrival shown by",
                            ),
                        ),
                        ("acknowledged_at", models.DateTimeField(null=True, verbose_name="Acknowledged")),
                        (
                            "acknowledged_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Acknowledged by",
                            ),
                        ),
                        ("first_reply_at", models.DateTimeField(null=True, verbose_name="First reply")),
                        ("completed_at", models.DateTimeField(null=True, verbose_name="First complete answer")),
                        (
                            "completed_due_at",
                            models.DateTimeField(null=True, verbose_name="Due of the first complete answer"),
                        ),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="Answered in full")),
                        ("accepted_at", models.DateTimeField(null=True, verbose_name="Accepted")),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Accepted by",
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="Withdrawn")),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Withdrawn by",
                            ),
                        ),
                        ("replaced_at", models.DateTimeField(null=True, verbose_name="Replaced")),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Replaced by",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "Clarification request",
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["status", "agency"], name="requests_by_status")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incident", "number"), name="request_numbers_are_unique_in_a_case"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "draft",
                                            "awaiting_approval",
                                            "awaiting_signature",
                                            "open",
                                            "answered",
                                            "closed",
                                            "withdrawn",
                                            "replaced",
                                        ],
                                    )
                                ),
                                name="request_status_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                                    models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="request_submitted_at_and_submitted_by_go_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("issued_at__isnull", False), ("issued_by__isnull", False)),
                                    models.Q(("issued_at__isnull", True), ("issued_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="request_issued_at_and_issued_by_go_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                                    models.Q(("acknowledged_at__isnull", True), ("acknowledged_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="request_acknowledged_at_and_acknowledged_by_go_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                                    models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="request_accepted_at_and_accepted_by_go_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                                    models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                                    models.Q(("issued_at__isnull", True), ("withdrawn_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="an_issued_request_is_withdrawn_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("replaced_at__isnull", False), ("replaced_by__isnull", False)),
                                    models.Q(("replaced_at__isnull", True), ("replaced_by__isnull", True)),
                                    _connector="OR",
                                ),
                                name="request_replaced_at_and_replaced_by_go_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("completed_at__isnull", False), ("completed_due_at__isnull", False)),
                                    models.Q(("completed_at__isnull", True), ("completed_due_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="request_completed_at_and_completed_due_at_go_together",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("issued_at__isnull", True),
                                    ("delivered_at__isnull", True),
                                    ("delivered_at__gte", models.F("issued_at")),
                                    _connector="OR",
                                ),
                                name="request_issued_at_not_after_delivered_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("issued_at__isnull", True),
                                    ("acknowledged_at__isnull", True),
                                    ("acknowledged_at__gte", models.F("issued_at")),
                                    _connector="OR",
                                ),
                                name="request_issued_at_not_after_acknowledged_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("issued_at__isnull", True),
                                    ("first_reply_at__isnull", True),
                                    ("first_reply_at__gte", models.F("issued_at")),
                                    _connector="OR",
                                ),
                                name="request_issued_at_not_after_first_reply_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first_reply_at__isnull", True),
                                    ("completed_at__isnull", True),
                                    ("completed_at__gte", models.F("first_reply_at")),
                                    _connector="OR",
                                ),
                                name="request_first_reply_at_not_after_completed_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("completed_at__isnull", True),
                                    ("answered_at__isnull", True),
                                    ("answered_at__gte", models.F("completed_at")),
                                    _connector="OR",
                                ),
                                name="request_completed_at_not_after_answered_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_at__isnull", True),
                                    ("accepted_at__isnull", True),
                                    ("accepted_at__gte", models.F("answered_at")),
                                    _connector="OR",
                                ),
                                name="request_answered_at_not_after_accepted_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("delivered_at__isnull", True), ("delivered_how", "")),
                                    models.Q(
                                        ("delivered_at__isnull", False), models.Q(("delivered_how", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="an_arrival_says_what_shows_it",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("status", "withdrawn"), _negated=True), ("replaces__isnull", True)
                                ),
                                fields=("follows",),
                                name="one_next_letter_at_a_time",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "withdrawn"), _negated=True),
                                fields=("replaces",),
                                name="one_reissue_of_a_letter_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClockRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("effective_from", models.DateField(verbose_name="In force from")),
                        ("effective_to", models.DateField(blank=True, null=True, verbose_name="In force until")),
                        ("code", models.SlugField(max_length=60, verbose_name="Code")),
                        ("applies_to", models.CharField(max_length=200, verbose_name="Who owes it to whom")),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="Legal basis")),
                        (
                            "start_event",
                            models.CharField(
                                choices=[
                                    ("issued", "issue of the letter"),
                                    ("received", "receipt"),
                                    ("known", "the controller's knowledge"),
                                    ("not_stated", "not stated"),
                                ],
                                max_length=12,
                                verbose_name="Starts with",
                            ),
                        ),
                        ("length", models.PositiveIntegerField(blank=True, null=True, verbose_name="Length")),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("jam", "hours"),
                                    ("hari_kalender", "calendar days"),
                                    ("hari_kerja", "working days"),
                                    ("hari", "days (kind not stated)"),
                                ],
                                max_length=14,
                                verbose_name="Unit of length",
                            ),
                        ),
                        (
                            "needs_contact",
                            models.BooleanField(default=False, verbose_name="The notice names a contact person"),
                        ),
                        ("verified", models.BooleanField(default=False, verbose_name="Text verified")),
                        ("note", models.TextField(blank=True, verbose_name="Note")),
                    ],
                    options={
                        "verbose_name": "Clock rule",
                        "ordering": ["code", "effective_from"],
                        "constraints": [
                            models.UniqueConstraint(fields=("code", "effective_from"), name="one_rule_from_each_day"),
                            models.UniqueConstraint(
                                condition=models.Q(("effective_to__isnull", True)),
                                fields=("code",),
                                name="one_rule_without_an_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effective_to__isnull", True),
                                    ("effective_to__gt", models.F("effective_from")),
                                    _connector="OR",
                                ),
                                name="rule_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Commitment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="incidents.activity",
                                verbose_name="Activity",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        ("who", models.CharField(max_length=200, verbose_name="Who")),
                        ("what", models.TextField(verbose_name="Commitment made")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="Source")),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="By when")),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "Outstanding"), ("kept", "Kept"), ("dropped", "Dropped")],
                                default="open",
                                max_length=8,
                                verbose_name="State",
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="Settled")),
                    ],
                    options={
                        "verbose_name": "Commitment",
                        "ordering": ["pk"],
                    },
                    bases=(incidents.models.timed.TimedInCase, models.Model),
                ),
                migrations.CreateModel(
                    name="Contact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        ("office", models.CharField(max_length=200, verbose_name="Office")),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="Name")),
                        ("email", models.EmailField(max_length=254, verbose_name="E-mail")),
                        ("is_ppdp", models.BooleanField(default=False, verbose_name="Data protection officer (PPDP)")),
                        (
                            "deputy_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deputies",
                                to="incidents.contact",
                                verbose_name="Deputy of",
                            ),
                        ),
                        ("exercise", models.BooleanField(default=False, verbose_name="Takes part in drills")),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="Confirmed")),
                        ("valid_from", models.DateField(verbose_name="Valid from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="Valid to")),
                    ],
                    options={
                        "verbose_name": "Contact",
                        "ordering": ["agency", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("email"),
                                models.F("agency"),
                                condition=models.Q(("valid_to__isnull", True)),
                                name="one_present_contact_for_each_address_of_an_agency",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="contact_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DataCategory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("effective_from", models.DateField(verbose_name="In force from")),
                        ("effective_to", models.DateField(blank=True, null=True, verbose_name="In force until")),
                        ("code", models.CharField(max_length=20, verbose_name="Code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("specific", "Specific"), ("general", "General")],
                                max_length=10,
                                verbose_name="Kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=160, verbose_name="Name")),
                        ("article", models.CharField(max_length=120, verbose_name="Article")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="Note")),
                    ],
                    options={
                        "verbose_name": "Data category",
                        "ordering": ["code", "effective_from"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "effective_from"), name="one_category_from_each_day"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("effective_to__isnull", True)),
                                fields=("code",),
                                name="one_category_without_an_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effective_to__isnull", True),
                                    ("effective_to__gt", models.F("effective_from")),
                                    _connector="OR",
                                ),
                                name="category_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Deadline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deadlines",
                                to="incidents.clarificationrequest",
                                verbose_name="Request",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.caseevent",
                                verbose_name="Event",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("first", "First due"),
                                    ("extension", "Extension"),
                                    ("return", "Returned to be completed"),
                                ],
                                max_length=12,
                                verbose_name="Kind",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.clockrule",
                                verbose_name="Clock rule",
                            ),
                        ),
                        ("basis", models.CharField(max_length=300, verbose_name="Legal basis")),
                        (
                            "start_event",
                            models.CharField(
                                choices=[
                                    ("issued", "issue of the letter"),
                                    ("received", "receipt"),
                                    ("known", "the controller's knowledge"),
                                    ("not_stated", "not stated"),
                                ],
                                max_length=12,
                                verbose_name="Starts with",
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="Start")),
                        ("length", models.PositiveIntegerField(null=True, verbose_name="Length")),
                        (
                            "unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("jam", "hours"),
                                    ("hari_kalender", "calendar days"),
                                    ("hari_kerja", "working days"),
                                    ("hari", "days (kind not stated)"),
                                ],
                                max_length=14,
                                verbose_name="Unit of length",
                            ),
                        ),
                        ("hours", models.PositiveIntegerField(verbose_name="Length in hours")),
                        ("days_off", models.TextField(blank=True, verbose_name="Holidays and joint leave passed over")),
                        (
                            "unconfirmed",
                            models.CharField(
                                blank=True,
                                max_length=100,
                                verbose_name="Years counted by a calendar nobody had confirmed",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="Due")),
                        ("set_at", models.DateTimeField(verbose_name="Set")),
                        ("due_before", models.DateTimeField(null=True, verbose_name="Due before")),
                        ("latest_at", models.DateTimeField(null=True, verbose_name="At the latest")),
                        ("reason", models.TextField(blank=True, verbose_name="Reason")),
                        ("asked_by", models.CharField(blank=True, max_length=200, verbose_name="Asked by")),
                        ("decided_by", models.CharField(blank=True, max_length=200, verbose_name="Decided by")),
                    ],
                    options={
                        "verbose_name": "Deadline",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("due_at__gt", models.F("started_at"))),
                                name="due_lies_after_the_start",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "first")), fields=("request",), name="a_clock_starts_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_at__gt", models.F("set_at"))), name="a_due_is_set_before_it"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("due_before__isnull", True), ("kind", "first"), ("latest_at__isnull", True)
                                    ),
                                    models.Q(
                                        ("due_before__isnull", False),
                                        ("kind__in", ["extension", "return"]),
                                        ("latest_at__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                        models.Q(("decided_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_moved_due_says_what_it_was_and_who_moved_it_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "first"),
                                    models.Q(("due_at__gte", models.F("due_before")), ("kind", "return")),
                                    models.Q(("due_at__gt", models.F("due_before")), ("kind", "extension")),
                                    _connector="OR",
                                ),
                                name="a_due_only_moves_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("latest_at__isnull", True), ("due_at__lte", models.F("latest_at")), _connector="OR"
                                ),
                                name="a_due_moves_no_further_than_may_be_given",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DraftFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="incidents.answerdraft",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveBigIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("path", models.CharField(max_length=80, unique=True)),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="Number in the case")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("file", "File"),
                                    ("capture", "Screen capture"),
                                    ("address", "Address"),
                                    ("text", "Quoted text"),
                                ],
                                default="file",
                                max_length=10,
                                verbose_name="Kind",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="incidents.storedfile",
                                verbose_name="File",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="Text")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("description", models.CharField(blank=True, max_length=200, verbose_name="What it shows")),
                        ("origin", models.CharField(blank=True, max_length=300, verbose_name="Origin")),
                        (
                            "tlp",
                            models.CharField(
                                choices=[
                                    ("red", "TLP:RED"),
                                    ("amber_strict", "TLP:AMBER+STRICT"),
                                    ("amber", "TLP:AMBER"),
                                    ("green", "TLP:GREEN"),
                                    ("clear", "TLP:CLEAR"),
                                ],
                                default="amber",
                                max_length=14,
                                verbose_name="TLP",
                            ),
                        ),
                        ("collected_at", models.DateTimeField(null=True, verbose_name="Collected")),
                        ("collected_until", models.DateTimeField(null=True, verbose_name="Collected until")),
                        (
                            "collected_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Collected, precision",
                            ),
                        ),
                        ("holder", models.CharField(blank=True, max_length=200, verbose_name="Held by")),
                        (
                            "status",
                            models.CharField(
                                choices=[("held", "Held"), ("released", "Released"), ("destroyed", "Destroyed")],
                                default="held",
                                max_length=12,
                                verbose_name="Status",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Evidence",
                        "verbose_name_plural": "Evidence",
                        "ordering": ["incident", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incident", "number"), name="evidence_numbers_are_unique_in_a_case"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["held", "released", "destroyed"])),
                                name="evidence_status_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("file__isnull", False), models.Q(("text", ""), _negated=True), _connector="OR"
                                ),
                                name="evidence_is_a_file_or_a_text",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExposedCategory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="categories",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.datacategory",
                                verbose_name="Data category",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("claimed", "Claimed"), ("confirmed", "Confirmed")],
                                default="claimed",
                                max_length=10,
                                verbose_name="State",
                            ),
                        ),
                        ("basis", models.CharField(blank=True, max_length=300, verbose_name="Basis")),
                    ],
                    options={
                        "verbose_name": "Exposed data",
                        "ordering": ["category__code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incident", "category"), name="a_category_stands_once_in_a_case"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExtensionRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extension_requests",
                                to="incidents.clarificationrequest",
                                verbose_name="Request",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="Reason")),
                        ("wished_at", models.DateTimeField(verbose_name="Wished until")),
                        ("asked_at", models.DateTimeField(verbose_name="Asked")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Asked by",
                            ),
                        ),
                        (
                            "decision",
                            models.CharField(
                                choices=[
                                    ("pending", "Not yet decided"),
                                    ("granted", "Granted"),
                                    ("refused", "Refused"),
                                    ("lapsed", "Needs no decision any more"),
                                ],
                                default="pending",
                                max_length=8,
                                verbose_name="Decision",
                            ),
                        ),
                        ("decision_reason", models.TextField(blank=True, verbose_name="Reason of the decision")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="Decided")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Decided by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Request for more time",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("decision", "pending")),
                                fields=("request",),
                                name="one_wish_for_more_time_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("wished_at__gt", models.F("asked_at"))),
                                name="a_wish_lies_after_it_is_asked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_at__isnull", True),
                                    ("decided_at__gte", models.F("asked_at")),
                                    _connector="OR",
                                ),
                                name="a_wish_is_decided_after_it_is_asked",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Figure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("subjects", "Number of people affected"),
                                    ("records", "Number of records"),
                                    ("price", "Price asked"),
                                    ("rate", "Exchange rate"),
                                    ("size", "Size of a list or data set"),
                                    ("fields", "Kinds of data"),
                                    ("whose", "Whose data they are"),
                                    ("system", "Affected system or domain"),
                                    ("denial", "Denial"),
                                    ("similarity", "Similarity with known data"),
                                    ("age", "Age of the data"),
                                    ("origin", "Where the data come from"),
                                    ("holder", "Who holds the data"),
                                    ("course", "How it happened"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                                verbose_name="About",
                            ),
                        ),
                        (
                            "assertion",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="incidents.assertion",
                                verbose_name="Assertion",
                            ),
                        ),
                        (
                            "bound",
                            models.CharField(
                                choices=[
                                    ("exactly", "exactly"),
                                    ("about", "about"),
                                    ("at_least", "at least"),
                                    ("at_most", "at most"),
                                ],
                                default="exactly",
                                max_length=10,
                                verbose_name="Reading",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="Reason")),
                        ("adopted_at", models.DateTimeField(verbose_name="In use since")),
                        (
                            "adopted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Adopted by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Figure in use",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="Number in the case")),
                        ("text", models.TextField(verbose_name="Finding")),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("unstated", "Confidence not stated"),
                                    ("low", "Low confidence"),
                                    ("medium", "Medium confidence"),
                                    ("high", "High confidence"),
                                ],
                                max_length=8,
                                verbose_name="Confidence",
                            ),
                        ),
                        ("said_by", models.CharField(blank=True, max_length=200, verbose_name="Who says so")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="Place")),
                        ("method", models.CharField(blank=True, max_length=300, verbose_name="How it was found")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="Source")),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.evidence",
                                verbose_name="Evidence",
                            ),
                        ),
                        ("found_at", models.DateTimeField(verbose_name="Found")),
                        ("found_until", models.DateTimeField(verbose_name="Found until")),
                        (
                            "found_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Found, precision",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Finding",
                        "ordering": ["incident", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incident", "number"), name="finding_numbers_are_unique_in_a_case"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalActivity",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("note", "Note"),
                                    ("meeting", "Meeting"),
                                    ("coordination", "Coordination"),
                                    ("task_force", "Task force"),
                                    ("call", "Phone call"),
                                    ("statement", "Statement to the press"),
                                    ("assignment", "Assignment"),
                                    ("briefing", "Briefing"),
                                    ("summons", "Summons"),
                                    ("examination", "Examination"),
                                    ("takedown", "Takedown request"),
                                    ("recommendation", "Recommendation"),
                                    ("offer", "Support offered"),
                                ],
                                default="note",
                                max_length=16,
                                verbose_name="Kind",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="Text")),
                        ("speaker", models.CharField(blank=True, max_length=200, verbose_name="Who says so")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="Place")),
                        ("participants", models.TextField(blank=True, verbose_name="Others who took part")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="Source")),
                        ("happened_at", models.DateTimeField(verbose_name="Happened")),
                        ("happened_until", models.DateTimeField(null=True, verbose_name="Happened until")),
                        (
                            "happened_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Happened, precision",
                            ),
                        ),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "assertion",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.assertion",
                                verbose_name="Assertion",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Activity",
                        "verbose_name_plural": "historical Activities",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAdmission",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("why", models.CharField(max_length=300, verbose_name="Why")),
                        ("since", models.DateTimeField(verbose_name="Since")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="Ended")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Person",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Admission",
                        "verbose_name_plural": "historical Admissions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAgency",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("code", models.SlugField(max_length=40, verbose_name="Code")),
                        (
                            "zone",
                            models.CharField(
                                choices=[("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")],
                                default="Asia/Jakarta",
                                max_length=40,
                                verbose_name="Time zone",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("central", "Central public body"),
                                    ("regional", "Regional public body"),
                                    ("state_owned", "State-owned or region-owned enterprise"),
                                    ("private", "Private corporation"),
                                    ("international", "International organisation"),
                                    ("civil", "Society, party or foundation"),
                                ],
                                default="central",
                                max_length=14,
                                verbose_name="Kind of body",
                            ),
                        ),
                        ("mail_domains", models.TextField(blank=True, verbose_name="Mail domains, one per line")),
                        ("history_change_reason", models.TextField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Agency",
                        "verbose_name_plural": "historical Agencies",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAgencyName",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("name", models.CharField(max_length=200, verbose_name="Name")),
                        ("short_name", models.CharField(max_length=60, verbose_name="Short name")),
                        ("head_office", models.CharField(max_length=200, verbose_name="Office addressed")),
                        ("place", models.CharField(default="Jakarta", max_length=80, verbose_name="Place")),
                        ("valid_from", models.DateField(verbose_name="Valid from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="Valid to")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Agency name",
                        "verbose_name_plural": "historical Agency names",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAnswer",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("text", models.TextField(blank=True, verbose_name="Answer")),
                        ("value", models.JSONField(null=True, verbose_name="Value")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "response",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.response",
                                verbose_name="Response",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.question",
                                verbose_name="Question",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Answer",
                        "verbose_name_plural": "historical Answers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAnswerFile",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "answer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.answer",
                                verbose_name="Answer",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.storedfile",
                                verbose_name="File",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical File of an answer",
                        "verbose_name_plural": "historical File of an answers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAppointment",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        (
                            "role",
                            models.CharField(
                                choices=incidents.models.people.held_roles, max_length=20, verbose_name="Role"
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("definitive", "In own right"),
                                    ("plh", "Acting for a day (plh.)"),
                                    ("plt", "Acting for a task (plt.)"),
                                    ("an", "On behalf of the signing office (a.n.)"),
                                    ("ub", "For the one who signs on behalf (u.b.)"),
                                ],
                                default="definitive",
                                max_length=12,
                                verbose_name="Mode",
                            ),
                        ),
                        ("office", models.CharField(blank=True, max_length=200, verbose_name="Own office")),
                        (
                            "through_office",
                            models.CharField(blank=True, max_length=200, verbose_name="Office in between"),
                        ),
                        ("valid_from", models.DateTimeField(verbose_name="Valid from")),
                        ("valid_to", models.DateTimeField(blank=True, null=True, verbose_name="Valid to")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Person",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.unit",
                                verbose_name="Unit",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Appointment",
                        "verbose_name_plural": "historical Appointments",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAssertion",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        ("number", models.PositiveIntegerField(verbose_name="Number in the case")),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("subjects", "Number of people affected"),
                                    ("records", "Number of records"),
                                    ("price", "Price asked"),
                                    ("rate", "Exchange rate"),
                                    ("size", "Size of a list or data set"),
                                    ("fields", "Kinds of data"),
                                    ("whose", "Whose data they are"),
                                    ("system", "Affected system or domain"),
                                    ("denial", "Denial"),
                                    ("similarity", "Similarity with known data"),
                                    ("age", "Age of the data"),
                                    ("origin", "Where the data come from"),
                                    ("holder", "Who holds the data"),
                                    ("course", "How it happened"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                                verbose_name="About",
                            ),
                        ),
                        ("statement", models.TextField(verbose_name="What is said")),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True, decimal_places=8, max_digits=24, null=True, verbose_name="Figure"
                            ),
                        ),
                        (
                            "bound",
                            models.CharField(
                                choices=[
                                    ("exactly", "exactly"),
                                    ("about", "about"),
                                    ("at_least", "at least"),
                                    ("at_most", "at most"),
                                ],
                                default="exactly",
                                max_length=10,
                                verbose_name="Reading",
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=30, verbose_name="Unit of the figure")),
                        ("said_by", models.CharField(max_length=200, verbose_name="Who says so")),
                        ("reported_by", models.CharField(blank=True, max_length=200, verbose_name="Reported by")),
                        ("source", models.CharField(max_length=300, verbose_name="Source")),
                        ("said_at", models.DateTimeField(null=True, verbose_name="Said")),
                        ("said_until", models.DateTimeField(null=True, verbose_name="Said until")),
                        (
                            "said_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Said, precision",
                            ),
                        ),
                        ("dated_at", models.DateTimeField(blank=True, null=True, verbose_name="Date of the data")),
                        (
                            "dated_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="Date of the data until"),
                        ),
                        (
                            "dated_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Date of the data, precision",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("claimed", "Claimed"),
                                    ("denied", "Denied"),
                                    ("partly_verified", "Partly verified"),
                                    ("verified", "Verified"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="claimed",
                                max_length=16,
                                verbose_name="State",
                            ),
                        ),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="On behalf of",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.evidence",
                                verbose_name="Evidence",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Assertion",
                        "verbose_name_plural": "historical Assertions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAssessment",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        (
                            "status_from",
                            models.CharField(
                                choices=[
                                    ("claimed", "Claimed"),
                                    ("denied", "Denied"),
                                    ("partly_verified", "Partly verified"),
                                    ("verified", "Verified"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=16,
                                verbose_name="State before",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("claimed", "Claimed"),
                                    ("denied", "Denied"),
                                    ("partly_verified", "Partly verified"),
                                    ("verified", "Verified"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=16,
                                verbose_name="State",
                            ),
                        ),
                        ("grounds", models.TextField(verbose_name="Grounds")),
                        ("document", models.CharField(blank=True, max_length=300, verbose_name="Document or meeting")),
                        ("assessed_at", models.DateTimeField(verbose_name="Assessed")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "assertion",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.assertion",
                                verbose_name="Assertion",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.evidence",
                                verbose_name="Evidence",
                            ),
                        ),
                        (
                            "assessed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Assessed by",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Assessment",
                        "verbose_name_plural": "historical Assessments",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCaseLetter",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=incidents.models.letters.kind_choices, max_length=30, verbose_name="Kind"
                            ),
                        ),
                        ("act_id", models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="Act")),
                        ("number", models.PositiveIntegerField(verbose_name="Number in the case")),
                        ("reference", models.CharField(db_index=True, max_length=30, verbose_name="Reference")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Awaiting approval"),
                                    ("awaiting_signature", "Awaiting signature"),
                                    ("issued", "Issued"),
                                    ("dropped", "Dropped"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="Status",
                            ),
                        ),
                        ("subject", models.CharField(max_length=200, verbose_name="Subject of the letter")),
                        ("facts", models.JSONField(default=dict, verbose_name="What it says")),
                        ("copies", models.TextField(blank=True, verbose_name="Copies to, one office per line")),
                        (
                            "security",
                            models.CharField(
                                choices=[("B", "Ordinary"), ("T", "Limited"), ("R", "Secret")],
                                default="B",
                                max_length=1,
                                verbose_name="Security",
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[("biasa", "Ordinary"), ("segera", "Urgent"), ("sangat segera", "Very urgent")],
                                default="segera",
                                max_length=14,
                                verbose_name="Urgency",
                            ),
                        ),
                        (
                            "drill_addresses",
                            models.TextField(
                                blank=True, verbose_name="Real addresses confirmed for the drill, one per line"
                            ),
                        ),
                        ("drafted_at", models.DateTimeField(verbose_name="Drafted")),
                        ("issued_at", models.DateTimeField(null=True, verbose_name="Issued")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.unit",
                                verbose_name="Unit",
                            ),
                        ),
                        (
                            "takes_back",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.caseletter",
                                verbose_name="Takes back",
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Drafted by",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Letter of the case",
                        "verbose_name_plural": "historical Letters of the case",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalClarificationRequest",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("number", models.PositiveIntegerField(verbose_name="Number in the case")),
                        ("reference", models.CharField(db_index=True, max_length=30, verbose_name="Reference")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("awaiting_approval", "Awaiting approval"),
                                    ("awaiting_signature", "Awaiting signature"),
                                    ("open", "Awaiting answer"),
                                    ("answered", "Answered"),
                                    ("closed", "Accepted"),
                                    ("withdrawn", "Withdrawn"),
                                    ("replaced", "Replaced"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="Status",
                            ),
                        ),
                        ("subject", models.CharField(max_length=200, verbose_name="Subject of the letter")),
                        ("opening", models.TextField(verbose_name="Opening paragraph")),
                        ("basis", models.TextField(verbose_name="Legal basis, one per line")),
                        ("copies", models.TextField(blank=True, verbose_name="Copies to, one office per line")),
                        (
                            "security",
                            models.CharField(
                                choices=[("B", "Ordinary"), ("T", "Limited"), ("R", "Secret")],
                                default="B",
                                max_length=1,
                                verbose_name="Security",
                            ),
                        ),
                        (
                            "urgency",
                            models.CharField(
                                choices=[("biasa", "Ordinary"), ("segera", "Urgent"), ("sangat segera", "Very urgent")],
                                default="segera",
                                max_length=14,
                                verbose_name="Urgency",
                            ),
                        ),
                        (
                            "drill_addresses",
                            models.TextField(
                                blank=True, verbose_name="Real addresses confirmed for the drill, one per line"
                            ),
                        ),
                        ("meeting_at", models.DateTimeField(null=True, verbose_name="Meeting")),
                        (
                            "meeting_place",
                            models.CharField(blank=True, max_length=300, verbose_name="Place of the meeting"),
                        ),
                        ("drafted_at", models.DateTimeField(null=True, verbose_name="Drafted")),
                        ("submitted_at", models.DateTimeField(null=True, verbose_name="Submitted")),
                        ("issued_at", models.DateTimeField(null=True, verbose_name="Issued")),
                        ("delivered_at", models.DateTimeField(null=True, verbose_name="Arrived")),
                        (
                            "delivered_how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("receipt", "delivery receipt of its mail server"),
                                    ("portal", "opened in the portal"),
                                    ("acknowledged", "acknowledged by the agency"),
                                    ("hand", "handed over"),
                                ],
                                max_length=14,
                                verbose_name="Arrival shown by",
                            ),
                        ),
                        ("acknowledged_at", models.DateTimeField(null=True, verbose_name="Acknowledged")),
                        ("first_reply_at", models.DateTimeField(null=True, verbose_name="First reply")),
                        ("completed_at", models.DateTimeField(null=True, verbose_name="First complete answer")),
                        (
                            "completed_due_at",
                            models.DateTimeField(null=True, verbose_name="Due of the first complete answer"),
                        ),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="Answered in full")),
                        ("accepted_at", models.DateTimeField(null=True, verbose_name="Accepted")),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="Withdrawn")),
                        ("replaced_at", models.DateTimeField(null=True, verbose_name="Replaced")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.unit",
                                verbose_name="Unit",
                            ),
                        ),
                        (
                            "follows",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.clarificationrequest",
                                verbose_name="Next letter after",
                            ),
                        ),
                        (
                            "rung",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.ladderrung",
                                verbose_name="Step of the ladder",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.clarificationrequest",
                                verbose_name="Takes the place of",
                            ),
                        ),
                        (
                            "question_set",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.questionset",
                                verbose_name="Question set",
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Drafted by",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Submitted by",
                            ),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Issued by",
                            ),
                        ),
                        (
                            "acknowledged_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Acknowledged by",
                            ),
                        ),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Accepted by",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Withdrawn by",
                            ),
                        ),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Replaced by",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Clarification request",
                        "verbose_name_plural": "historical Clarification requests",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalClockRule",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("effective_from", models.DateField(verbose_name="In force from")),
                        ("effective_to", models.DateField(blank=True, null=True, verbose_name="In force until")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("code", models.SlugField(max_length=60, verbose_name="Code")),
                        ("applies_to", models.CharField(max_length=200, verbose_name="Who owes it to whom")),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="Legal basis")),
                        (
                            "start_event",
                            models.CharField(
                                choices=[
                                    ("issued", "issue of the letter"),
                                    ("received", "receipt"),
                                    ("known", "the controller's knowledge"),
                                    ("not_stated", "not stated"),
                                ],
                                max_length=12,
                                verbose_name="Starts with",
                            ),
                        ),
                        ("length", models.PositiveIntegerField(blank=True, null=True, verbose_name="Length")),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("jam", "hours"),
                                    ("hari_kalender", "calendar days"),
                                    ("hari_kerja", "working days"),
                                    ("hari", "days (kind not stated)"),
                                ],
                                max_length=14,
                                verbose_name="Unit of length",
                            ),
                        ),
                        (
                            "needs_contact",
                            models.BooleanField(default=False, verbose_name="The notice names a contact person"),
                        ),
                        ("verified", models.BooleanField(default=False, verbose_name="Text verified")),
                        ("note", models.TextField(blank=True, verbose_name="Note")),
                        ("history_change_reason", models.TextField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Clock rule",
                        "verbose_name_plural": "historical Clock rules",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCommitment",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        ("who", models.CharField(max_length=200, verbose_name="Who")),
                        ("what", models.TextField(verbose_name="Commitment made")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="Source")),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="By when")),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "Outstanding"), ("kept", "Kept"), ("dropped", "Dropped")],
                                default="open",
                                max_length=8,
                                verbose_name="State",
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="Settled")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.activity",
                                verbose_name="Activity",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Commitment",
                        "verbose_name_plural": "historical Commitments",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalContact",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("office", models.CharField(max_length=200, verbose_name="Office")),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="Name")),
                        ("email", models.EmailField(max_length=254, verbose_name="E-mail")),
                        ("is_ppdp", models.BooleanField(default=False, verbose_name="Data protection officer (PPDP)")),
                        ("exercise", models.BooleanField(default=False, verbose_name="Takes part in drills")),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="Confirmed")),
                        ("valid_from", models.DateField(verbose_name="Valid from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="Valid to")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        (
                            "deputy_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.contact",
                                verbose_name="Deputy of",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Contact",
                        "verbose_name_plural": "historical Contacts",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDataCategory",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("effective_from", models.DateField(verbose_name="In force from")),
                        ("effective_to", models.DateField(blank=True, null=True, verbose_name="In force until")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("code", models.CharField(max_length=20, verbose_name="Code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("specific", "Specific"), ("general", "General")],
                                max_length=10,
                                verbose_name="Kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=160, verbose_name="Name")),
                        ("article", models.CharField(max_length=120, verbose_name="Article")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="Note")),
                        ("history_change_reason", models.TextField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Data category",
                        "verbose_name_plural": "historical Data categorys",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDeadline",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("first", "First due"),
                                    ("extension", "Extension"),
                                    ("return", "Returned to be completed"),
                                ],
                                max_length=12,
                                verbose_name="Kind",
                            ),
                        ),
                        ("basis", models.CharField(max_length=300, verbose_name="Legal basis")),
                        (
                            "start_event",
                            models.CharField(
                                choices=[
                                    ("issued", "issue of the letter"),
                                    ("received", "receipt"),
                                    ("known", "the controller's knowledge"),
                                    ("not_stated", "not stated"),
                                ],
                                max_length=12,
                                verbose_name="Starts with",
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="Start")),
                        ("length", models.PositiveIntegerField(null=True, verbose_name="Length")),
                        (
                            "unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("jam", "hours"),
                                    ("hari_kalender", "calendar days"),
                                    ("hari_kerja", "working days"),
                                    ("hari", "days (kind not stated)"),
                                ],
                                max_length=14,
                                verbose_name="Unit of length",
                            ),
                        ),
                        ("hours", models.PositiveIntegerField(verbose_name="Length in hours")),
                        ("days_off", models.TextField(blank=True, verbose_name="Holidays and joint leave passed over")),
                        (
                            "unconfirmed",
                            models.CharField(
                                blank=True,
                                max_length=100,
                                verbose_name="Years counted by a calendar nobody had confirmed",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="Due")),
                        ("set_at", models.DateTimeField(verbose_name="Set")),
                        ("due_before", models.DateTimeField(null=True, verbose_name="Due before")),
                        ("latest_at", models.DateTimeField(null=True, verbose_name="At the latest")),
                        ("reason", models.TextField(blank=True, verbose_name="Reason")),
                        ("asked_by", models.CharField(blank=True, max_length=200, verbose_name="Asked by")),
                        ("decided_by", models.CharField(blank=True, max_length=200, verbose_name="Decided by")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "request",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.clarificationrequest",
                                verbose_name="Request",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.caseevent",
                                verbose_name="Event",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.clockrule",
                                verbose_name="Clock rule",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Deadline",
                        "verbose_name_plural": "historical Deadlines",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEvidence",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        ("number", models.PositiveIntegerField(verbose_name="Number in the case")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("file", "File"),
                                    ("capture", "Screen capture"),
                                    ("address", "Address"),
                                    ("text", "Quoted text"),
                                ],
                                default="file",
                                max_length=10,
                                verbose_name="Kind",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="Text")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("description", models.CharField(blank=True, max_length=200, verbose_name="What it shows")),
                        ("origin", models.CharField(blank=True, max_length=300, verbose_name="Origin")),
                        (
                            "tlp",
                            models.CharField(
                                choices=[
                                    ("red", "TLP:RED"),
                                    ("amber_strict", "TLP:AMBER+STRICT"),
                                    ("amber", "TLP:AMBER"),
                                    ("green", "TLP:GREEN"),
                                    ("clear", "TLP:CLEAR"),
                                ],
                                default="amber",
                                max_length=14,
                                verbose_name="TLP",
                            ),
                        ),
                        ("collected_at", models.DateTimeField(null=True, verbose_name="Collected")),
                        ("collected_until", models.DateTimeField(null=True, verbose_name="Collected until")),
                        (
                            "collected_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Collected, precision",
                            ),
                        ),
                        ("holder", models.CharField(blank=True, max_length=200, verbose_name="Held by")),
                        (
                            "status",
                            models.CharField(
                                choices=[("held", "Held"), ("released", "Released"), ("destroyed", "Destroyed")],
                                default="held",
                                max_length=12,
                                verbose_name="Status",
                            ),
                        ),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.storedfile",
                                verbose_name="File",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Evidence",
                        "verbose_name_plural": "historical Evidence",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalExposedCategory",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("claimed", "Claimed"), ("confirmed", "Confirmed")],
                                default="claimed",
                                max_length=10,
                                verbose_name="State",
                            ),
                        ),
                        ("basis", models.CharField(blank=True, max_length=300, verbose_name="Basis")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.datacategory",
                                verbose_name="Data category",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Exposed data",
                        "verbose_name_plural": "historical Exposed datas",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalExtensionRequest",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("reason", models.TextField(verbose_name="Reason")),
                        ("wished_at", models.DateTimeField(verbose_name="Wished until")),
                        ("asked_at", models.DateTimeField(verbose_name="Asked")),
                        (
                            "decision",
                            models.CharField(
                                choices=[
                                    ("pending", "Not yet decided"),
                                    ("granted", "Granted"),
                                    ("refused", "Refused"),
                                    ("lapsed", "Needs no decision any more"),
                                ],
                                default="pending",
                                max_length=8,
                                verbose_name="Decision",
                            ),
                        ),
                        ("decision_reason", models.TextField(blank=True, verbose_name="Reason of the decision")),
                        ("decided_at", models.DateTimeField(null=True, verbose_name="Decided")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "request",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.clarificationrequest",
                                verbose_name="Request",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Asked by",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Decided by",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Request for more time",
                        "verbose_name_plural": "historical Request for more times",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFigure",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("subjects", "Number of people affected"),
                                    ("records", "Number of records"),
                                    ("price", "Price asked"),
                                    ("rate", "Exchange rate"),
                                    ("size", "Size of a list or data set"),
                                    ("fields", "Kinds of data"),
                                    ("whose", "Whose data they are"),
                                    ("system", "Affected system or domain"),
                                    ("denial", "Denial"),
                                    ("similarity", "Similarity with known data"),
                                    ("age", "Age of the data"),
                                    ("origin", "Where the data come from"),
                                    ("holder", "Who holds the data"),
                                    ("course", "How it happened"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                                verbose_name="About",
                            ),
                        ),
                        (
                            "bound",
                            models.CharField(
                                choices=[
                                    ("exactly", "exactly"),
                                    ("about", "about"),
                                    ("at_least", "at least"),
                                    ("at_most", "at most"),
                                ],
                                default="exactly",
                                max_length=10,
                                verbose_name="Reading",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="Reason")),
                        ("adopted_at", models.DateTimeField(verbose_name="In use since")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "assertion",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.assertion",
                                verbose_name="Assertion",
                            ),
                        ),
                        (
                            "adopted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Adopted by",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Figure in use",
                        "verbose_name_plural": "historical Figure in uses",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFinding",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        ("number", models.PositiveIntegerField(verbose_name="Number in the case")),
                        ("text", models.TextField(verbose_name="Finding")),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("unstated", "Confidence not stated"),
                                    ("low", "Low confidence"),
                                    ("medium", "Medium confidence"),
                                    ("high", "High confidence"),
                                ],
                                max_length=8,
                                verbose_name="Confidence",
                            ),
                        ),
                        ("said_by", models.CharField(blank=True, max_length=200, verbose_name="Who says so")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="Place")),
                        ("method", models.CharField(blank=True, max_length=300, verbose_name="How it was found")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="Source")),
                        ("found_at", models.DateTimeField(verbose_name="Found")),
                        ("found_until", models.DateTimeField(verbose_name="Found until")),
                        (
                            "found_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Found, precision",
                            ),
                        ),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.evidence",
                                verbose_name="Evidence",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Finding",
                        "verbose_name_plural": "historical Findings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalIncident",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("reference", models.CharField(db_index=True, max_length=20, verbose_name="Reference")),
                        (
                            "report_reference",
                            models.CharField(db_index=True, max_length=20, null=True, verbose_name="Report number"),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="Title")),
                        ("summary", models.TextField(blank=True, verbose_name="What is known")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("complaint", "Complaint by the public"),
                                    ("controller", "Report by the controller (Art. 46)"),
                                    ("social_media", "Social media"),
                                    ("news", "News"),
                                    ("forum", "Forum or black market"),
                                    ("bssn", "Notice by BSSN"),
                                    ("police", "Notice by the police"),
                                    ("supervision", "Own supervision"),
                                    ("sector", "Notice by a sector body"),
                                    ("researcher", "Security researcher"),
                                    ("other", "Other"),
                                ],
                                default="other",
                                max_length=20,
                                verbose_name="Source",
                            ),
                        ),
                        ("source_note", models.CharField(blank=True, max_length=300, verbose_name="Where it was seen")),
                        (
                            "severity",
                            models.CharField(
                                choices=[
                                    ("unknown", "Not yet known"),
                                    ("low", "Low"),
                                    ("medium", "Medium"),
                                    ("high", "High"),
                                    ("very_high", "Very high"),
                                ],
                                default="unknown",
                                max_length=12,
                                verbose_name="Severity",
                            ),
                        ),
                        (
                            "tlp",
                            models.CharField(
                                choices=[
                                    ("red", "TLP:RED"),
                                    ("amber_strict", "TLP:AMBER+STRICT"),
                                    ("amber", "TLP:AMBER"),
                                    ("green", "TLP:GREEN"),
                                    ("clear", "TLP:CLEAR"),
                                ],
                                default="amber",
                                max_length=14,
                                verbose_name="TLP",
                            ),
                        ),
                        ("happened_at", models.DateTimeField(blank=True, null=True, verbose_name="Happened")),
                        ("happened_until", models.DateTimeField(blank=True, null=True, verbose_name="Happened until")),
                        (
                            "happened_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Happened, precision",
                            ),
                        ),
                        ("seen_at", models.DateTimeField(verbose_name="Seen by the ministry")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("report", "Report"),
                                    ("open", "Open case"),
                                    ("closed", "Closed"),
                                    ("dismissed", "Dismissed"),
                                    ("merged", "Merged"),
                                ],
                                default="open",
                                max_length=20,
                                verbose_name="Status",
                            ),
                        ),
                        (
                            "failure",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("disclosure", "Leak or disclosure"),
                                    ("access", "Unlawful access"),
                                    ("loss", "Loss or destruction"),
                                    ("change", "Alteration"),
                                    ("collection", "Excessive collection"),
                                    ("consent", "Processing without consent"),
                                    ("late_notice", "Late notification"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                                verbose_name="Kind of failure",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("no_breach", "No violation of data protection"),
                                    ("no_personal_data", "Incident without personal data"),
                                    ("old_or_open", "Old or open data"),
                                    ("fabricated", "Fabricated data"),
                                    ("other_source", "Not the source, another holder"),
                                    ("recommendation", "Proven: recommendation"),
                                    ("reprimand", "Proven: reprimand"),
                                    ("sanction", "Proven: sanction and recommendation"),
                                    ("to_police", "Referred to law enforcement"),
                                    ("to_sector", "Referred to a sector body"),
                                    ("too_little", "Not enough information"),
                                    ("not_competent", "Not competent"),
                                    ("no_reply", "No reply"),
                                ],
                                max_length=24,
                                verbose_name="Outcome",
                            ),
                        ),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="Closed")),
                        ("restricted", models.BooleanField(default=False, verbose_name="Restricted")),
                        ("drill", models.BooleanField(default=False, verbose_name="Drill")),
                        ("replay", models.BooleanField(default=False, verbose_name="Replay")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Merged into",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Owner",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Incident",
                        "verbose_name_plural": "historical Incidents",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalInvolvement",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("controller", "Controller"),
                                    ("joint_controller", "Joint controller"),
                                    ("processor", "Processor"),
                                    ("copy_holder", "Copy holder"),
                                    ("origin", "Origin of the data"),
                                    ("coordination", "Coordination"),
                                    ("law_enforcement", "Law enforcement"),
                                    ("reporter", "Reporter"),
                                    ("named", "Named in the case"),
                                ],
                                max_length=20,
                                verbose_name="Role in the case",
                            ),
                        ),
                        ("since_at", models.DateTimeField(verbose_name="Since")),
                        ("since_until", models.DateTimeField(null=True, verbose_name="Since, until")),
                        (
                            "since_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Since, precision",
                            ),
                        ),
                        ("until_at", models.DateTimeField(null=True, verbose_name="Played until")),
                        ("until_until", models.DateTimeField(null=True, verbose_name="Played until, until")),
                        (
                            "until_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Played until, precision",
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=300, verbose_name="Why")),
                        ("holds", models.CharField(blank=True, max_length=200, verbose_name="Holds")),
                        ("according_to", models.CharField(blank=True, max_length=200, verbose_name="According to")),
                        ("known_at", models.DateTimeField(blank=True, null=True, verbose_name="Known to it")),
                        ("known_until", models.DateTimeField(blank=True, null=True, verbose_name="Known to it until")),
                        (
                            "known_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Known to it, precision",
                            ),
                        ),
                        (
                            "known_source",
                            models.CharField(blank=True, max_length=300, verbose_name="Who says since when"),
                        ),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        (
                            "on_behalf_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="On whose behalf",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Involvement",
                        "verbose_name_plural": "historical Involvements",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLadderRung",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("effective_from", models.DateField(verbose_name="In force from")),
                        ("effective_to", models.DateField(blank=True, null=True, verbose_name="In force until")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("number", models.PositiveIntegerField(verbose_name="Step")),
                        ("code", models.SlugField(max_length=30, verbose_name="Code")),
                        ("title", models.CharField(max_length=80, verbose_name="Title")),
                        ("subject", models.CharField(max_length=160, verbose_name="Subject of the letter")),
                        (
                            "after_hours",
                            models.PositiveIntegerField(verbose_name="Hours after the due of the letter before"),
                        ),
                        ("meets", models.BooleanField(default=False, verbose_name="Names a meeting")),
                        (
                            "notice",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="Notice before a meeting"),
                        ),
                        (
                            "notice_unit",
                            models.CharField(
                                choices=[
                                    ("jam", "hours"),
                                    ("hari_kalender", "calendar days"),
                                    ("hari_kerja", "working days"),
                                    ("hari", "days (kind not stated)"),
                                ],
                                default="jam",
                                max_length=14,
                                verbose_name="Unit of the notice",
                            ),
                        ),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="Legal basis")),
                        ("verified", models.BooleanField(default=False, verbose_name="Text verified")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="Note")),
                        ("history_change_reason", models.TextField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Step of the ladder",
                        "verbose_name_plural": "historical Step of the ladders",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLetter",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=incidents.models.letters.kind_choices, max_length=30, verbose_name="Kind"
                            ),
                        ),
                        ("issued_at", models.DateTimeField(null=True, verbose_name="Issued")),
                        ("voided_at", models.DateTimeField(null=True, verbose_name="Void since")),
                        ("check_code", models.CharField(db_index=True, max_length=12, verbose_name="Check code")),
                        ("content", models.JSONField(verbose_name="Frozen content")),
                        ("content_digest", models.CharField(max_length=64, verbose_name="Digest of the content")),
                        ("draft_digest", models.CharField(max_length=64, verbose_name="Digest of the approved draft")),
                        (
                            "signing",
                            models.CharField(
                                choices=[
                                    ("unsigned", "Not signed electronically"),
                                    ("sealed", "Sealed with the organisation's certificate"),
                                    ("outside", "Signed in another system (such as SRIKANDI)"),
                                    ("bsre", "Signed through BSrE"),
                                ],
                                default="unsigned",
                                max_length=12,
                                verbose_name="Signature",
                            ),
                        ),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.clarificationrequest",
                                verbose_name="Request",
                            ),
                        ),
                        (
                            "case_letter",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.caseletter",
                                verbose_name="Letter of the case",
                            ),
                        ),
                        (
                            "cause",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.caseevent",
                                verbose_name="Event",
                            ),
                        ),
                        (
                            "about",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.letter",
                                verbose_name="About",
                            ),
                        ),
                        (
                            "response",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.response",
                                verbose_name="Response",
                            ),
                        ),
                        (
                            "register_entry",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.registerentry",
                                verbose_name="Register entry",
                            ),
                        ),
                        (
                            "unsigned",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.storedfile",
                                verbose_name="File before the signature",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.storedfile",
                                verbose_name="File",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Letter",
                        "verbose_name_plural": "historical Letters",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLetterTemplate",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=incidents.models.letters.kind_choices, max_length=30, verbose_name="Kind"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(verbose_name="Version")),
                        ("effective_from", models.DateField(verbose_name="In force from")),
                        ("subject", models.CharField(blank=True, max_length=200, verbose_name="Subject of the letter")),
                        ("opening", models.TextField(blank=True, verbose_name="Opening paragraph")),
                        ("body", models.TextField(verbose_name="Body")),
                        ("closing", models.TextField(verbose_name="Closing")),
                        ("history_change_reason", models.TextField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Letter wording",
                        "verbose_name_plural": "historical Letter wordings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLikeness",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("shared", models.CharField(max_length=100, verbose_name="Named by both")),
                        ("days", models.PositiveIntegerField(verbose_name="Days apart")),
                        ("told_apart_at", models.DateTimeField(null=True, verbose_name="Told apart")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Other case",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Likely duplicate",
                        "verbose_name_plural": "historical Likely duplicates",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalNotificationDuty",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("basis", models.CharField(max_length=300, verbose_name="Legal basis")),
                        (
                            "start_event",
                            models.CharField(
                                choices=[
                                    ("issued", "issue of the letter"),
                                    ("received", "receipt"),
                                    ("known", "the controller's knowledge"),
                                    ("not_stated", "not stated"),
                                ],
                                max_length=12,
                                verbose_name="Starts with",
                            ),
                        ),
                        ("length", models.PositiveIntegerField(null=True, verbose_name="Length")),
                        (
                            "unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("jam", "hours"),
                                    ("hari_kalender", "calendar days"),
                                    ("hari_kerja", "working days"),
                                    ("hari", "days (kind not stated)"),
                                ],
                                max_length=14,
                                verbose_name="Unit of length",
                            ),
                        ),
                        ("needs_contact", models.BooleanField(default=False, verbose_name="Contact person required")),
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="Start")),
                        ("start_source", models.CharField(blank=True, max_length=300, verbose_name="Who says so")),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="Due")),
                        ("days_off", models.TextField(blank=True, verbose_name="Holidays and joint leave passed over")),
                        (
                            "unconfirmed",
                            models.CharField(
                                blank=True,
                                max_length=100,
                                verbose_name="Years counted by a calendar nobody had confirmed",
                            ),
                        ),
                        (
                            "authority_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="Authority notified"),
                        ),
                        ("subjects_at", models.DateTimeField(blank=True, null=True, verbose_name="Subjects notified")),
                        (
                            "subjects_how",
                            models.CharField(blank=True, max_length=300, verbose_name="How subjects were notified"),
                        ),
                        ("names_data", models.BooleanField(null=True, verbose_name="a. names the data exposed")),
                        ("names_course", models.BooleanField(null=True, verbose_name="b. says when and how")),
                        (
                            "names_response",
                            models.BooleanField(null=True, verbose_name="c. says how it is handled and put right"),
                        ),
                        ("names_contact", models.BooleanField(null=True, verbose_name="names a contact person")),
                        (
                            "exception",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "None claimed"),
                                    ("a", "Art. 50(1) a: national defence and security"),
                                    ("b", "Art. 50(1) b: law enforcement"),
                                    ("c", "Art. 50(1) c: public interest of state administration"),
                                    ("d", "Art. 50(1) d: supervision of the financial sector"),
                                ],
                                default="",
                                max_length=1,
                                verbose_name="Exception claimed (Art. 50)",
                            ),
                        ),
                        (
                            "exception_statute",
                            models.CharField(blank=True, max_length=300, verbose_name="Statute the exception rests on"),
                        ),
                        (
                            "public_notice",
                            models.CharField(
                                choices=[
                                    ("unknown", "Not yet decided"),
                                    ("not_required", "Not required"),
                                    ("required", "Required"),
                                    ("given", "Given"),
                                ],
                                default="unknown",
                                max_length=12,
                                verbose_name="Notice to the public (Art. 46(3))",
                            ),
                        ),
                        ("public_grounds", models.CharField(blank=True, max_length=300, verbose_name="Grounds")),
                        ("public_at", models.DateTimeField(blank=True, null=True, verbose_name="Public notified")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "involvement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.involvement",
                                verbose_name="Controller",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.clockrule",
                                verbose_name="Clock rule",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Duty to notify",
                        "verbose_name_plural": "historical Duties to notify",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalParticipation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        ("capacity", models.CharField(blank=True, max_length=200, verbose_name="As what")),
                        ("joined_at", models.DateTimeField(null=True, verbose_name="Takes part since")),
                        ("joined_until", models.DateTimeField(null=True, verbose_name="Takes part since, until")),
                        (
                            "joined_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Takes part since, precision",
                            ),
                        ),
                        ("left_at", models.DateTimeField(null=True, verbose_name="Took part until")),
                        ("left_until", models.DateTimeField(null=True, verbose_name="Took part until, until")),
                        (
                            "left_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Took part until, precision",
                            ),
                        ),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.activity",
                                verbose_name="Activity",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Participation",
                        "verbose_name_plural": "historical Participations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalQuestion",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("number", models.PositiveIntegerField(verbose_name="Number")),
                        ("returned", models.TextField(blank=True, verbose_name="What is missing")),
                        ("heading", models.CharField(max_length=120, verbose_name="Heading")),
                        ("text", models.TextField(verbose_name="Question")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("text", "Text"),
                                    ("number", "Number, with words"),
                                    ("instant", "Day and hour, with words"),
                                    ("yes_no", "Yes or no, with the reason"),
                                    ("categories", "Kinds of data (Art. 4), with words"),
                                ],
                                default="text",
                                max_length=10,
                                verbose_name="Answered with",
                            ),
                        ),
                        ("section", models.CharField(blank=True, max_length=1, verbose_name="Part of the answer")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "Not yet answered"),
                                    ("answered", "To review"),
                                    ("accepted", "Accepted"),
                                ],
                                default="open",
                                max_length=12,
                                verbose_name="Status",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(null=True, verbose_name="Asked, or asked again")),
                        ("in_time_until", models.DateTimeField(null=True, verbose_name="In time until")),
                        ("first_answered_at", models.DateTimeField(null=True, verbose_name="First answered")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="Answered")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "request",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.clarificationrequest",
                                verbose_name="Request",
                            ),
                        ),
                        (
                            "repeats",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.question",
                                verbose_name="Asked before as",
                            ),
                        ),
                        (
                            "deadline",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.deadline",
                                verbose_name="Due set by",
                            ),
                        ),
                        (
                            "reply",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.response",
                                verbose_name="Answered by the reply",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Question",
                        "verbose_name_plural": "historical Questions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalQuestionSet",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("effective_from", models.DateField(verbose_name="In force from")),
                        ("effective_to", models.DateField(blank=True, null=True, verbose_name="In force until")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("code", models.SlugField(max_length=40, verbose_name="Code")),
                        ("title", models.CharField(max_length=160, verbose_name="Title")),
                        ("failures", models.JSONField(default=list, verbose_name="Kinds of failure")),
                        ("roles", models.JSONField(default=list, verbose_name="Parts in the case")),
                        ("questions", models.JSONField(verbose_name="Questions")),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="Legal basis")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="Note")),
                        ("history_change_reason", models.TextField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Question set",
                        "verbose_name_plural": "historical Question sets",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRegisterEntry",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("unit_code", models.SlugField(max_length=40, verbose_name="Unit code")),
                        ("year", models.PositiveIntegerField(verbose_name="Year")),
                        ("drill", models.BooleanField(default=False, verbose_name="Drill")),
                        ("sequence", models.PositiveIntegerField(verbose_name="Number in the year")),
                        ("number", models.CharField(max_length=120, verbose_name="Letter number")),
                        ("void_reason", models.TextField(blank=True, verbose_name="Void because")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.unit",
                                verbose_name="Unit",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Register entry",
                        "verbose_name_plural": "historical Register entrys",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRelation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("republication", "Re-publication of"),
                                    ("same_actor", "Same actor as"),
                                    ("same_data", "Same data as"),
                                    ("related", "Related to"),
                                ],
                                max_length=14,
                                verbose_name="Kind",
                            ),
                        ),
                        ("why", models.CharField(max_length=500, verbose_name="Why")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Other case",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Relation",
                        "verbose_name_plural": "historical Relations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReminderPolicy",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("effective_from", models.DateTimeField(db_index=True, verbose_name="In force from")),
                        ("reminders", models.JSONField(verbose_name="Reminders")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="Note")),
                        ("history_change_reason", models.TextField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Reminder policy",
                        "verbose_name_plural": "historical Reminder policys",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalResponse",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("phase", models.PositiveIntegerField(verbose_name="Part")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("interim", "Interim"),
                                    ("partial", "In part"),
                                    ("full", "In full"),
                                    ("denial", "Denial"),
                                    ("not_held", "Data not held"),
                                ],
                                max_length=10,
                                verbose_name="Kind",
                            ),
                        ),
                        ("receipt", models.CharField(db_index=True, max_length=40, verbose_name="Receipt number")),
                        ("declared_name", models.CharField(max_length=200, verbose_name="Answered by")),
                        ("declared_office", models.CharField(max_length=200, verbose_name="Position")),
                        ("text", models.TextField(blank=True, verbose_name="Text")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("portal", "Portal"),
                                    ("letter", "Letter"),
                                    ("mail", "E-mail"),
                                    ("hand", "Handed over"),
                                    ("other", "Another way, or not known"),
                                ],
                                default="portal",
                                max_length=8,
                                verbose_name="Channel",
                            ),
                        ),
                        (
                            "document",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="Number and date of the document"
                            ),
                        ),
                        ("received_at", models.DateTimeField(verbose_name="Received")),
                        ("asked_at", models.DateTimeField(verbose_name="Asked, or asked again")),
                        ("due_at", models.DateTimeField(verbose_name="Due that counted")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "request",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.clarificationrequest",
                                verbose_name="Request",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.evidence",
                                verbose_name="Scan",
                            ),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Sent by",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Response",
                        "verbose_name_plural": "historical Responses",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalResponseFile",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "response",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.response",
                                verbose_name="Response",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.storedfile",
                                verbose_name="File",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical File of a reply",
                        "verbose_name_plural": "historical File of a replys",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSanction",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        ("basis", models.CharField(max_length=200, verbose_name="Legal basis")),
                        ("measure", models.CharField(max_length=160, verbose_name="Measure")),
                        ("decided_by", models.CharField(max_length=200, verbose_name="Decided by")),
                        ("document", models.CharField(blank=True, max_length=300, verbose_name="Document")),
                        ("decided_at", models.DateTimeField(verbose_name="Decided")),
                        ("decided_until", models.DateTimeField(verbose_name="Decided until")),
                        (
                            "decided_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Decided, precision",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="Note")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        (
                            "regime",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.sanctionregime",
                                verbose_name="Sanction regime",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Sanction",
                        "verbose_name_plural": "historical Sanctions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSanctionRegime",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("effective_from", models.DateField(verbose_name="In force from")),
                        ("effective_to", models.DateField(blank=True, null=True, verbose_name="In force until")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("code", models.SlugField(max_length=40, verbose_name="Code")),
                        ("name", models.CharField(max_length=160, verbose_name="Name")),
                        ("basis", models.CharField(max_length=200, verbose_name="Legal basis")),
                        ("imposed_by", models.CharField(max_length=160, verbose_name="Imposed by")),
                        ("measures", models.JSONField(verbose_name="Measures")),
                        ("fines", models.JSONField(default=list, verbose_name="Measures that are fines")),
                        ("note", models.TextField(blank=True, verbose_name="Note")),
                        ("history_change_reason", models.TextField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Sanction regime",
                        "verbose_name_plural": "historical Sanction regimes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSending",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("mail", "E-mail"),
                                    ("electronic", "Electronically, no more is told"),
                                    ("post", "Post"),
                                    ("courier", "Courier"),
                                    ("system", "Official correspondence system"),
                                    ("other", "Another way, or not known"),
                                ],
                                max_length=10,
                                verbose_name="Channel",
                            ),
                        ),
                        ("recipient", models.CharField(blank=True, max_length=200, verbose_name="Recipient")),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="Sent")),
                        ("sent_until", models.DateTimeField(null=True, verbose_name="Sent until")),
                        (
                            "sent_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Sent, precision",
                            ),
                        ),
                        ("said_by", models.CharField(max_length=200, verbose_name="Who says so")),
                        ("source", models.CharField(max_length=300, verbose_name="Source")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "request",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.clarificationrequest",
                                verbose_name="Request",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.evidence",
                                verbose_name="Evidence",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Sent outside Tanggap",
                        "verbose_name_plural": "historical Sent outside Tanggaps",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSeverityRating",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("context", models.PositiveSmallIntegerField(verbose_name="Data context (DPC)")),
                        (
                            "identification",
                            models.DecimalField(
                                decimal_places=2, max_digits=3, verbose_name="Ease of identification (EI)"
                            ),
                        ),
                        (
                            "confidentiality",
                            models.DecimalField(decimal_places=2, max_digits=3, verbose_name="Confidentiality"),
                        ),
                        ("integrity", models.DecimalField(decimal_places=2, max_digits=3, verbose_name="Integrity")),
                        (
                            "availability",
                            models.DecimalField(decimal_places=2, max_digits=3, verbose_name="Availability"),
                        ),
                        ("malicious", models.BooleanField(verbose_name="Malicious intent")),
                        ("many", models.BooleanField(null=True, verbose_name="More than 100 people")),
                        (
                            "unintelligible",
                            models.BooleanField(null=True, verbose_name="Data cannot be read (encrypted, key safe)"),
                        ),
                        ("score", models.DecimalField(decimal_places=2, max_digits=4, verbose_name="SE")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("low", "Low"),
                                    ("medium", "Medium"),
                                    ("high", "High"),
                                    ("very_high", "Very high"),
                                ],
                                max_length=12,
                                verbose_name="Level by the formula",
                            ),
                        ),
                        (
                            "level_set",
                            models.CharField(
                                choices=[
                                    ("low", "Low"),
                                    ("medium", "Medium"),
                                    ("high", "High"),
                                    ("very_high", "Very high"),
                                ],
                                max_length=12,
                                verbose_name="Level set",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="Reason")),
                        ("rated_at", models.DateTimeField(verbose_name="Rated")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "rated_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Rated by",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Severity rating",
                        "verbose_name_plural": "historical Severity ratings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalShare",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("text", models.TextField(verbose_name="What is shared")),
                        (
                            "tlp",
                            models.CharField(
                                choices=[
                                    ("red", "TLP:RED"),
                                    ("amber_strict", "TLP:AMBER+STRICT"),
                                    ("amber", "TLP:AMBER"),
                                    ("green", "TLP:GREEN"),
                                    ("clear", "TLP:CLEAR"),
                                ],
                                max_length=14,
                                verbose_name="TLP",
                            ),
                        ),
                        ("shared_at", models.DateTimeField(verbose_name="Shared")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="Ended")),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Share",
                        "verbose_name_plural": "historical Shares",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSharedEvidence",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("history_change_reason", models.TextField(null=True)),
                        (
                            "share",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.share",
                                verbose_name="Share",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="incidents.evidence",
                                verbose_name="Evidence",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Shared evidence",
                        "verbose_name_plural": "historical Shared evidences",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSigningPolicy",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("unsigned", "Not signed electronically"),
                                    ("sealed", "Sealed with the organisation's certificate"),
                                    ("outside", "Signed in another system (such as SRIKANDI)"),
                                    ("bsre", "Signed through BSrE"),
                                ],
                                max_length=12,
                                verbose_name="Signature",
                            ),
                        ),
                        ("effective_from", models.DateTimeField(db_index=True, verbose_name="In force from")),
                        ("history_change_reason", models.TextField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Way of signing",
                        "verbose_name_plural": "historical Way of signings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStoredFile",
                    fields=[
                        ("event_id", models.UUIDField(db_index=True)),
                        ("id", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("name", models.CharField(max_length=200, verbose_name="Name")),
                        ("content_type", models.CharField(max_length=100, verbose_name="Content type")),
                        ("size", models.PositiveBigIntegerField(verbose_name="Size in bytes")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("path", models.CharField(db_index=True, max_length=80, verbose_name="Path")),
                        ("stored_at", models.DateTimeField(verbose_name="Stored")),
                        ("history_change_reason", models.TextField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Stored file",
                        "verbose_name_plural": "historical Stored files",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalUnit",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("code", models.SlugField(max_length=40, verbose_name="Code")),
                        ("ministry", models.CharField(max_length=200, verbose_name="Ministry")),
                        ("name", models.CharField(max_length=200, verbose_name="Name")),
                        ("address", models.CharField(max_length=300, verbose_name="Address")),
                        ("place", models.CharField(default="Jakarta", max_length=80, verbose_name="Place")),
                        ("signatory_office", models.CharField(max_length=200, verbose_name="Signing office")),
                        ("letter_code", models.CharField(max_length=40, verbose_name="Code in letter numbers")),
                        ("classification", models.CharField(max_length=40, verbose_name="Archive classification")),
                        ("number_template", models.CharField(max_length=120, verbose_name="Number template")),
                        ("valid_from", models.DateField(verbose_name="Valid from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="Valid to")),
                        ("history_change_reason", models.TextField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Unit",
                        "verbose_name_plural": "historical Units",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalWorkCalendar",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("event_id", models.UUIDField(db_index=True)),
                        ("year", models.PositiveIntegerField(verbose_name="Year")),
                        ("effective_from", models.DateTimeField(verbose_name="Confirmed")),
                        ("holidays", models.TextField(verbose_name="National holidays, one a line")),
                        ("joint_leave", models.TextField(blank=True, verbose_name="Joint leave, one a line")),
                        ("basis", models.CharField(max_length=300, verbose_name="Joint decree")),
                        ("history_change_reason", models.TextField(null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical Calendar of working days",
                        "verbose_name_plural": "historical Calendar of working dayss",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Incident",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reference", models.CharField(max_length=20, unique=True, verbose_name="Reference")),
                        (
                            "report_reference",
                            models.CharField(max_length=20, null=True, unique=True, verbose_name="Report number"),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="Title")),
                        ("summary", models.TextField(blank=True, verbose_name="What is known")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("complaint", "Complaint by the public"),
                                    ("controller", "Report by the controller (Art. 46)"),
                                    ("social_media", "Social media"),
                                    ("news", "News"),
                                    ("forum", "Forum or black market"),
                                    ("bssn", "Notice by BSSN"),
                                    ("police", "Notice by the police"),
                                    ("supervision", "Own supervision"),
                                    ("sector", "Notice by a sector body"),
                                    ("researcher", "Security researcher"),
                                    ("other", "Other"),
                                ],
                                default="other",
                                max_length=20,
                                verbose_name="Source",
                            ),
                        ),
                        ("source_note", models.CharField(blank=True, max_length=300, verbose_name="Where it was seen")),
                        (
                            "severity",
                            models.CharField(
                                choices=[
                                    ("unknown", "Not yet known"),
                                    ("low", "Low"),
                                    ("medium", "Medium"),
                                    ("high", "High"),
                                    ("very_high", "Very high"),
                                ],
                                default="unknown",
                                max_length=12,
                                verbose_name="Severity",
                            ),
                        ),
                        (
                            "tlp",
                            models.CharField(
                                choices=[
                                    ("red", "TLP:RED"),
                                    ("amber_strict", "TLP:AMBER+STRICT"),
                                    ("amber", "TLP:AMBER"),
                                    ("green", "TLP:GREEN"),
                                    ("clear", "TLP:CLEAR"),
                                ],
                                default="amber",
                                max_length=14,
                                verbose_name="TLP",
                            ),
                        ),
                        ("happened_at", models.DateTimeField(blank=True, null=True, verbose_name="Happened")),
                        ("happened_until", models.DateTimeField(blank=True, null=True, verbose_name="Happened until")),
                        (
                            "happened_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Happened, precision",
                            ),
                        ),
                        ("seen_at", models.DateTimeField(verbose_name="Seen by the ministry")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("report", "Report"),
                                    ("open", "Open case"),
                                    ("closed", "Closed"),
                                    ("dismissed", "Dismissed"),
                                    ("merged", "Merged"),
                                ],
                                default="open",
                                max_length=20,
                                verbose_name="Status",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="incidents.incident",
                                verbose_name="Merged into",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="owned_incidents",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Owner",
                            ),
                        ),
                        (
                            "failure",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("disclosure", "Leak or disclosure"),
                                    ("access", "Unlawful access"),
                                    ("loss", "Loss or destruction"),
                                    ("change", "Alteration"),
                                    ("collection", "Excessive collection"),
                                    ("consent", "Processing without consent"),
                                    ("late_notice", "Late notification"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                                verbose_name="Kind of failure",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("no_breach", "No violation of data protection"),
                                    ("no_personal_data", "Incident without personal data"),
                                    ("old_or_open", "Old or open data"),
                                    ("fabricated", "Fabricated data"),
                                    ("other_source", "Not the source, another holder"),
                                    ("recommendation", "Proven: recommendation"),
                                    ("reprimand", "Proven: reprimand"),
                                    ("sanction", "Proven: sanction and recommendation"),
                                    ("to_police", "Referred to law enforcement"),
                                    ("to_sector", "Referred to a sector body"),
                                    ("too_little", "Not enough information"),
                                    ("not_competent", "Not competent"),
                                    ("no_reply", "No reply"),
                                ],
                                max_length=24,
                                verbose_name="Outcome",
                            ),
                        ),
                        ("closed_at", models.DateTimeField(null=True, verbose_name="Closed")),
                        ("restricted", models.BooleanField(default=False, verbose_name="Restricted")),
                        ("drill", models.BooleanField(default=False, verbose_name="Drill")),
                        ("replay", models.BooleanField(default=False, verbose_name="Replay")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "Incident",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["report", "open", "closed", "dismissed", "merged"])),
                                name="incident_status_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("merged_into__isnull", False), ("status", "merged")),
                                    models.Q(
                                        models.Q(("status", "merged"), _negated=True), ("merged_into__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_merged_case_names_the_other",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                                name="a_case_is_not_merged_into_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status", "closed"),
                                        models.Q(("outcome", ""), _negated=True),
                                        ("closed_at__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("status", "closed"), _negated=True), ("closed_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_closed_case_has_an_outcome",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IntakeDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("page", models.CharField(blank=True, default="", max_length=32)),
                        ("turn", models.PositiveIntegerField(null=True)),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="intake_draft",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        ("saved_at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="IntakeFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="incidents.intakedraft",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("content_type", models.CharField(max_length=100)),
                        ("size", models.PositiveBigIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("path", models.CharField(max_length=80, unique=True)),
                        ("added_at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Involvement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="involvements",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="involvements",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("controller", "Controller"),
                                    ("joint_controller", "Joint controller"),
                                    ("processor", "Processor"),
                                    ("copy_holder", "Copy holder"),
                                    ("origin", "Origin of the data"),
                                    ("coordination", "Coordination"),
                                    ("law_enforcement", "Law enforcement"),
                                    ("reporter", "Reporter"),
                                    ("named", "Named in the case"),
                                ],
                                max_length=20,
                                verbose_name="Role in the case",
                            ),
                        ),
                        (
                            "on_behalf_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="On whose behalf",
                            ),
                        ),
                        ("since_at", models.DateTimeField(verbose_name="Since")),
                        ("since_until", models.DateTimeField(null=True, verbose_name="Since, until")),
                        (
                            "since_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Since, precision",
                            ),
                        ),
                        ("until_at", models.DateTimeField(null=True, verbose_name="Played until")),
                        ("until_until", models.DateTimeField(null=True, verbose_name="Played until, until")),
                        (
                            "until_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Played until, precision",
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=300, verbose_name="Why")),
                        ("holds", models.CharField(blank=True, max_length=200, verbose_name="Holds")),
                        ("according_to", models.CharField(blank=True, max_length=200, verbose_name="According to")),
                        ("known_at", models.DateTimeField(blank=True, null=True, verbose_name="Known to it")),
                        ("known_until", models.DateTimeField(blank=True, null=True, verbose_name="Known to it until")),
                        (
                            "known_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Known to it, precision",
                            ),
                        ),
                        (
                            "known_source",
                            models.CharField(blank=True, max_length=300, verbose_name="Who says since when"),
                        ),
                    ],
                    options={
                        "verbose_name": "Involvement",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("struck_at__isnull", True)),
                                fields=("incident", "agency", "role"),
                                name="an_agency_has_each_role_once_in_a_case",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LadderRung",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("effective_from", models.DateField(verbose_name="In force from")),
                        ("effective_to", models.DateField(blank=True, null=True, verbose_name="In force until")),
                        ("number", models.PositiveIntegerField(verbose_name="Step")),
                        ("code", models.SlugField(max_length=30, verbose_name="Code")),
                        ("title", models.CharField(max_length=80, verbose_name="Title")),
                        ("subject", models.CharField(max_length=160, verbose_name="Subject of the letter")),
                        (
                            "after_hours",
                            models.PositiveIntegerField(verbose_name="Hours after the due of the letter before"),
                        ),
                        ("meets", models.BooleanField(default=False, verbose_name="Names a meeting")),
                        (
                            "notice",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="Notice before a meeting"),
                        ),
                        (
                            "notice_unit",
                            models.CharField(
                                choices=[
                                    ("jam", "hours"),
                                    ("hari_kalender", "calendar days"),
                                    ("hari_kerja", "working days"),
                                    ("hari", "days (kind not stated)"),
                                ],
                                default="jam",
                                max_length=14,
                                verbose_name="Unit of the notice",
                            ),
                        ),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="Legal basis")),
                        ("verified", models.BooleanField(default=False, verbose_name="Text verified")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="Note")),
                    ],
                    options={
                        "verbose_name": "Step of the ladder",
                        "ordering": ["number", "effective_from"],
                        "constraints": [
                            models.UniqueConstraint(fields=("number", "effective_from"), name="one_rung_from_each_day"),
                            models.UniqueConstraint(
                                condition=models.Q(("effective_to__isnull", True)),
                                fields=("number",),
                                name="one_rung_without_an_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effective_to__isnull", True),
                                    ("effective_to__gt", models.F("effective_from")),
                                    _connector="OR",
                                ),
                                name="rung_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LastLook",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="last_looks",
                                to="incidents.clarificationrequest",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(null=True)),
                        ("content", models.JSONField(default=dict)),
                        ("before_at", models.DateTimeField(null=True)),
                        ("before", models.JSONField(default=dict)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("request", "user"), name="one_last_look_of_each_person")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=incidents.models.letters.kind_choices, max_length=30, verbose_name="Kind"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="incidents.clarificationrequest",
                                verbose_name="Request",
                            ),
                        ),
                        (
                            "case_letter",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="incidents.caseletter",
                                verbose_name="Letter of the case",
                            ),
                        ),
                        (
                            "cause",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="incidents.caseevent",
                                verbose_name="Event",
                            ),
                        ),
                        (
                            "about",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="later",
                                to="incidents.letter",
                                verbose_name="About",
                            ),
                        ),
                        (
                            "response",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letter",
                                to="incidents.response",
                                verbose_name="Response",
                            ),
                        ),
                        (
                            "register_entry",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letter",
                                to="incidents.registerentry",
                                verbose_name="Register entry",
                            ),
                        ),
                        ("issued_at", models.DateTimeField(null=True, verbose_name="Issued")),
                        ("voided_at", models.DateTimeField(null=True, verbose_name="Void since")),
                        ("check_code", models.CharField(max_length=12, unique=True, verbose_name="Check code")),
                        ("content", models.JSONField(verbose_name="Frozen content")),
                        ("content_digest", models.CharField(max_length=64, verbose_name="Digest of the content")),
                        ("draft_digest", models.CharField(max_length=64, verbose_name="Digest of the approved draft")),
                        (
                            "signing",
                            models.CharField(
                                choices=[
                                    ("unsigned", "Not signed electronically"),
                                    ("sealed", "Sealed with the organisation's certificate"),
                                    ("outside", "Signed in another system (such as SRIKANDI)"),
                                    ("bsre", "Signed through BSrE"),
                                ],
                                default="unsigned",
                                max_length=12,
                                verbose_name="Signature",
                            ),
                        ),
                        (
                            "unsigned",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.storedfile",
                                verbose_name="File before the signature",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="incidents.storedfile",
                                verbose_name="File",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Letter",
                        "verbose_name_plural": "Letters",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("about__isnull", True), ("response__isnull", True), ("voided_at__isnull", True)
                                ),
                                fields=("request", "kind"),
                                name="one_asking_letter_of_each_kind_for_a_request",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "receipt"),
                                        ("register_entry__isnull", True),
                                        ("response__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "receipt"), _negated=True),
                                        ("register_entry__isnull", False),
                                        ("response__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_letter_has_a_number_and_a_receipt_an_answer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("case_letter__isnull", True), ("request__isnull", False)),
                                    models.Q(
                                        ("case_letter__isnull", False),
                                        ("request__isnull", True),
                                        ("response__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_letter_belongs_to_a_request_or_to_the_case",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterTemplate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=incidents.models.letters.kind_choices, max_length=30, verbose_name="Kind"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(verbose_name="Version")),
                        ("effective_from", models.DateField(verbose_name="In force from")),
                        ("subject", models.CharField(blank=True, max_length=200, verbose_name="Subject of the letter")),
                        ("opening", models.TextField(blank=True, verbose_name="Opening paragraph")),
                        ("body", models.TextField(verbose_name="Body")),
                        ("closing", models.TextField(verbose_name="Closing")),
                    ],
                    options={
                        "verbose_name": "Letter wording",
                        "ordering": ["kind", "version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "version"), name="one_wording_of_a_kind_in_each_version"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Likeness",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="likenesses",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.incident",
                                verbose_name="Other case",
                            ),
                        ),
                        ("shared", models.CharField(max_length=100, verbose_name="Named by both")),
                        ("days", models.PositiveIntegerField(verbose_name="Days apart")),
                        ("told_apart_at", models.DateTimeField(null=True, verbose_name="Told apart")),
                    ],
                    options={
                        "verbose_name": "Likely duplicate",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("incident", "other"), name="two_cases_are_compared_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mention",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mentions",
                                to="incidents.incident",
                            ),
                        ),
                        ("kind", models.CharField(max_length=10)),
                        ("value", models.CharField(max_length=200)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["kind", "value"], name="cases_by_mention")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incident", "kind", "value"), name="a_case_has_each_mention_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NotificationDuty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duties",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "involvement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duty",
                                to="incidents.involvement",
                                verbose_name="Controller",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.clockrule",
                                verbose_name="Clock rule",
                            ),
                        ),
                        ("basis", models.CharField(max_length=300, verbose_name="Legal basis")),
                        (
                            "start_event",
                            models.CharField(
                                choices=[
                                    ("issued", "issue of the letter"),
                                    ("received", "receipt"),
                                    ("known", "the controller's knowledge"),
                                    ("not_stated", "not stated"),
                                ],
                                max_length=12,
                                verbose_name="Starts with",
                            ),
                        ),
                        ("length", models.PositiveIntegerField(null=True, verbose_name="Length")),
                        (
                            "unit",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("jam", "hours"),
                                    ("hari_kalender", "calendar days"),
                                    ("hari_kerja", "working days"),
                                    ("hari", "days (kind not stated)"),
                                ],
                                max_length=14,
                                verbose_name="Unit of length",
                            ),
                        ),
                        ("needs_contact", models.BooleanField(default=False, verbose_name="Contact person required")),
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="Start")),
                        ("start_source", models.CharField(blank=True, max_length=300, verbose_name="Who says so")),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="Due")),
                        ("days_off", models.TextField(blank=True, verbose_name="Holidays and joint leave passed over")),
                        (
                            "unconfirmed",
                            models.CharField(
                                blank=True,
                                max_length=100,
                                verbose_name="Years counted by a calendar nobody had confirmed",
                            ),
                        ),
                        (
                            "authority_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="Authority notified"),
                        ),
                        ("subjects_at", models.DateTimeField(blank=True, null=True, verbose_name="Subjects notified")),
                        (
                            "subjects_how",
                            models.CharField(blank=True, max_length=300, verbose_name="How subjects were notified"),
                        ),
                        ("names_data", models.BooleanField(null=True, verbose_name="a. names the data exposed")),
                        ("names_course", models.BooleanField(null=True, verbose_name="b. says when and how")),
                        (
                            "names_response",
                            models.BooleanField(null=True, verbose_name="c. says how it is handled and put right"),
                        ),
                        ("names_contact", models.BooleanField(null=True, verbose_name="names a contact person")),
                        (
                            "exception",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "None claimed"),
                                    ("a", "Art. 50(1) a: national defence and security"),
                                    ("b", "Art. 50(1) b: law enforcement"),
                                    ("c", "Art. 50(1) c: public interest of state administration"),
                                    ("d", "Art. 50(1) d: supervision of the financial sector"),
                                ],
                                default="",
                                max_length=1,
                                verbose_name="Exception claimed (Art. 50)",
                            ),
                        ),
                        (
                            "exception_statute",
                            models.CharField(blank=True, max_length=300, verbose_name="Statute the exception rests on"),
                        ),
                        (
                            "public_notice",
                            models.CharField(
                                choices=[
                                    ("unknown", "Not yet decided"),
                                    ("not_required", "Not required"),
                                    ("required", "Required"),
                                    ("given", "Given"),
                                ],
                                default="unknown",
                                max_length=12,
                                verbose_name="Notice to the public (Art. 46(3))",
                            ),
                        ),
                        ("public_grounds", models.CharField(blank=True, max_length=300, verbose_name="Grounds")),
                        ("public_at", models.DateTimeField(blank=True, null=True, verbose_name="Public notified")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "Duty to notify",
                        "verbose_name_plural": "Duties to notify",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("exception", ""),
                                    models.Q(("exception_statute", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="an_exception_rests_on_a_statute",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_at__isnull", True),
                                    models.Q(
                                        ("due_at__gt", models.F("started_at")),
                                        ("length__isnull", False),
                                        ("started_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_duty_is_due_after_its_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("started_at__isnull", True),
                                    ("authority_at__isnull", True),
                                    ("authority_at__gte", models.F("started_at")),
                                    _connector="OR",
                                ),
                                name="duty_authority_at_not_before_its_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("started_at__isnull", True),
                                    ("subjects_at__isnull", True),
                                    ("subjects_at__gte", models.F("started_at")),
                                    _connector="OR",
                                ),
                                name="duty_subjects_at_not_before_its_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("started_at__isnull", True),
                                    ("public_at__isnull", True),
                                    ("public_at__gte", models.F("started_at")),
                                    _connector="OR",
                                ),
                                name="duty_public_at_not_before_its_start",
                            ),
                        ],
                    },
                    bases=(incidents.models.timed.TimedInCase, models.Model),
                ),
                migrations.CreateModel(
                    name="Participation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participations",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "activity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="incidents.activity",
                                verbose_name="Activity",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        ("capacity", models.CharField(blank=True, max_length=200, verbose_name="As what")),
                        ("joined_at", models.DateTimeField(null=True, verbose_name="Takes part since")),
                        ("joined_until", models.DateTimeField(null=True, verbose_name="Takes part since, until")),
                        (
                            "joined_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Takes part since, precision",
                            ),
                        ),
                        ("left_at", models.DateTimeField(null=True, verbose_name="Took part until")),
                        ("left_until", models.DateTimeField(null=True, verbose_name="Took part until, until")),
                        (
                            "left_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Took part until, precision",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Participation",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("left_at__isnull", True), ("struck_at__isnull", True)),
                                fields=("activity", "agency"),
                                name="a_body_takes_part_once_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pending",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pending",
                                to="incidents.caseevent",
                            ),
                        ),
                        (
                            "job",
                            models.CharField(
                                choices=[("letter", "Letter"), ("tell", "Tell"), ("seal", "Seal")], max_length=10
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["job", "id"], name="pending_by_job")],
                        "constraints": [
                            models.UniqueConstraint(fields=("event", "job"), name="one_job_of_a_kind_for_each_event")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="incidents.clarificationrequest",
                                verbose_name="Request",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="Number")),
                        (
                            "repeats",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="repeated_by",
                                to="incidents.question",
                                verbose_name="Asked before as",
                            ),
                        ),
                        ("returned", models.TextField(blank=True, verbose_name="What is missing")),
                        ("heading", models.CharField(max_length=120, verbose_name="Heading")),
                        ("text", models.TextField(verbose_name="Question")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("text", "Text"),
                                    ("number", "Number, with words"),
                                    ("instant", "Day and hour, with words"),
                                    ("yes_no", "Yes or no, with the reason"),
                                    ("categories", "Kinds of data (Art. 4), with words"),
                                ],
                                default="text",
                                max_length=10,
                                verbose_name="Answered with",
                            ),
                        ),
                        ("section", models.CharField(blank=True, max_length=1, verbose_name="Part of the answer")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "Not yet answered"),
                                    ("answered", "To review"),
                                    ("accepted", "Accepted"),
                                ],
                                default="open",
                                max_length=12,
                                verbose_name="Status",
                            ),
                        ),
                        (
                            "deadline",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="incidents.deadline",
                                verbose_name="Due set by",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(null=True, verbose_name="Asked, or asked again")),
                        ("in_time_until", models.DateTimeField(null=True, verbose_name="In time until")),
                        ("first_answered_at", models.DateTimeField(null=True, verbose_name="First answered")),
                        ("answered_at", models.DateTimeField(null=True, verbose_name="Answered")),
                        (
                            "reply",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.response",
                                verbose_name="Answered by the reply",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Question",
                        "ordering": ["request", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("request", "number"), name="question_numbers_are_unique_in_a_request"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("asked_at__isnull", True),
                                        ("deadline__isnull", True),
                                        ("in_time_until__isnull", True),
                                    ),
                                    models.Q(
                                        ("asked_at__isnull", False),
                                        ("deadline__isnull", False),
                                        ("in_time_until__gt", models.F("asked_at")),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_question_is_asked_with_a_due_after_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status", "open"), ("answered_at__gte", models.F("asked_at")), _connector="OR"
                                ),
                                name="no_answer_is_older_than_its_question",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", True), ("first_answered_at__isnull", True)),
                                    ("first_answered_at__lte", models.F("answered_at")),
                                    _connector="OR",
                                ),
                                name="a_first_answer_is_no_later_than_the_latest",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QuestionSet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("effective_from", models.DateField(verbose_name="In force from")),
                        ("effective_to", models.DateField(blank=True, null=True, verbose_name="In force until")),
                        ("code", models.SlugField(max_length=40, verbose_name="Code")),
                        ("title", models.CharField(max_length=160, verbose_name="Title")),
                        ("failures", models.JSONField(default=list, verbose_name="Kinds of failure")),
                        ("roles", models.JSONField(default=list, verbose_name="Parts in the case")),
                        ("questions", models.JSONField(verbose_name="Questions")),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="Legal basis")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="Note")),
                    ],
                    options={
                        "verbose_name": "Question set",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "effective_from"), name="one_question_set_from_each_day"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("effective_to__isnull", True)),
                                fields=("code",),
                                name="one_question_set_without_an_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effective_to__isnull", True),
                                    ("effective_to__gt", models.F("effective_from")),
                                    _connector="OR",
                                ),
                                name="question_set_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, to="incidents.unit", verbose_name="Unit"
                            ),
                        ),
                        ("unit_code", models.SlugField(max_length=40, verbose_name="Unit code")),
                        ("year", models.PositiveIntegerField(verbose_name="Year")),
                        ("drill", models.BooleanField(default=False, verbose_name="Drill")),
                        ("sequence", models.PositiveIntegerField(verbose_name="Number in the year")),
                        ("number", models.CharField(max_length=120, verbose_name="Letter number")),
                        ("void_reason", models.TextField(blank=True, verbose_name="Void because")),
                    ],
                    options={
                        "verbose_name": "Register entry",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("unit_code", "year", "drill", "sequence"),
                                name="a_letter_number_is_given_out_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Relation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="relations",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="related_from",
                                to="incidents.incident",
                                verbose_name="Other case",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("republication", "Re-publication of"),
                                    ("same_actor", "Same actor as"),
                                    ("same_data", "Same data as"),
                                    ("related", "Related to"),
                                ],
                                max_length=14,
                                verbose_name="Kind",
                            ),
                        ),
                        ("why", models.CharField(max_length=500, verbose_name="Why")),
                    ],
                    options={
                        "verbose_name": "Relation",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incident", "other", "kind"), name="two_cases_are_related_once_in_a_way"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("incident", models.F("other")), _negated=True),
                                name="a_case_is_not_related_to_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReminderPolicy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("effective_from", models.DateTimeField(unique=True, verbose_name="In force from")),
                        ("reminders", models.JSONField(verbose_name="Reminders")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="Note")),
                    ],
                    options={
                        "verbose_name": "Reminder policy",
                        "ordering": ["effective_from"],
                    },
                ),
                migrations.CreateModel(
                    name="Response",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="responses",
                                to="incidents.clarificationrequest",
                                verbose_name="Request",
                            ),
                        ),
                        ("phase", models.PositiveIntegerField(verbose_name="Part")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("interim", "Interim"),
                                    ("partial", "In part"),
                                    ("full", "In full"),
                                    ("denial", "Denial"),
                                    ("not_held", "Data not held"),
                                ],
                                max_length=10,
                                verbose_name="Kind",
                            ),
                        ),
                        ("receipt", models.CharField(max_length=40, unique=True, verbose_name="Receipt number")),
                        ("declared_name", models.CharField(max_length=200, verbose_name="Answered by")),
                        ("declared_office", models.CharField(max_length=200, verbose_name="Position")),
                        ("text", models.TextField(blank=True, verbose_name="Text")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("portal", "Portal"),
                                    ("letter", "Letter"),
                                    ("mail", "E-mail"),
                                    ("hand", "Handed over"),
                                    ("other", "Another way, or not known"),
                                ],
                                default="portal",
                                max_length=8,
                                verbose_name="Channel",
                            ),
                        ),
                        (
                            "document",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="Number and date of the document"
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.evidence",
                                verbose_name="Scan",
                            ),
                        ),
                        ("received_at", models.DateTimeField(verbose_name="Received")),
                        ("asked_at", models.DateTimeField(verbose_name="Asked, or asked again")),
                        ("due_at", models.DateTimeField(verbose_name="Due that counted")),
                        (
                            "received_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Sent by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Response",
                        "ordering": ["request", "phase"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("request", "phase"), name="response_parts_are_numbered_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("received_at__gte", models.F("asked_at"))),
                                name="no_reply_is_older_than_what_it_answers",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResponseFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "response",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="incidents.response",
                                verbose_name="Response",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="incidents.storedfile",
                                verbose_name="File",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "File of a reply",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Sanction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("struck_at", models.DateTimeField(editable=False, null=True, verbose_name="Struck")),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sanctions",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        (
                            "regime",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.sanctionregime",
                                verbose_name="Sanction regime",
                            ),
                        ),
                        ("basis", models.CharField(max_length=200, verbose_name="Legal basis")),
                        ("measure", models.CharField(max_length=160, verbose_name="Measure")),
                        ("decided_by", models.CharField(max_length=200, verbose_name="Decided by")),
                        ("document", models.CharField(blank=True, max_length=300, verbose_name="Document")),
                        ("decided_at", models.DateTimeField(verbose_name="Decided")),
                        ("decided_until", models.DateTimeField(verbose_name="Decided until")),
                        (
                            "decided_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Decided, precision",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="Note")),
                    ],
                    options={
                        "verbose_name": "Sanction",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SanctionRegime",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("effective_from", models.DateField(verbose_name="In force from")),
                        ("effective_to", models.DateField(blank=True, null=True, verbose_name="In force until")),
                        ("code", models.SlugField(max_length=40, verbose_name="Code")),
                        ("name", models.CharField(max_length=160, verbose_name="Name")),
                        ("basis", models.CharField(max_length=200, verbose_name="Legal basis")),
                        ("imposed_by", models.CharField(max_length=160, verbose_name="Imposed by")),
                        ("measures", models.JSONField(verbose_name="Measures")),
                        ("fines", models.JSONField(default=list, verbose_name="Measures that are fines")),
                        ("note", models.TextField(blank=True, verbose_name="Note")),
                    ],
                    options={
                        "verbose_name": "Sanction regime",
                        "ordering": ["code", "effective_from"],
                        "constraints": [
                            models.UniqueConstraint(fields=("code", "effective_from"), name="one_regime_from_each_day"),
                            models.UniqueConstraint(
                                condition=models.Q(("effective_to__isnull", True)),
                                fields=("code",),
                                name="one_regime_without_an_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effective_to__isnull", True),
                                    ("effective_to__gt", models.F("effective_from")),
                                    _connector="OR",
                                ),
                                name="regime_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="search_entries",
                                to="incidents.incident",
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("key", models.CharField(max_length=40)),
                        ("text", models.TextField()),
                        ("stems", models.TextField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "key"), name="a_thing_is_indexed_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sending",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sendings",
                                to="incidents.clarificationrequest",
                                verbose_name="Request",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("mail", "E-mail"),
                                    ("electronic", "Electronically, no more is told"),
                                    ("post", "Post"),
                                    ("courier", "Courier"),
                                    ("system", "Official correspondence system"),
                                    ("other", "Another way, or not known"),
                                ],
                                max_length=10,
                                verbose_name="Channel",
                            ),
                        ),
                        ("recipient", models.CharField(blank=True, max_length=200, verbose_name="Recipient")),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="Sent")),
                        ("sent_until", models.DateTimeField(null=True, verbose_name="Sent until")),
                        (
                            "sent_precision",
                            models.CharField(
                                choices=[("minute", "minute"), ("day", "day"), ("month", "month"), ("year", "year")],
                                default="minute",
                                max_length=6,
                                verbose_name="Sent, precision",
                            ),
                        ),
                        ("said_by", models.CharField(max_length=200, verbose_name="Who says so")),
                        ("source", models.CharField(max_length=300, verbose_name="Source")),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.evidence",
                                verbose_name="Evidence",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Sent outside Tanggap",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Sequence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("scope", models.CharField(max_length=80)),
                        ("year", models.PositiveIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scope", "year"), name="one_sequence_for_each_scope_and_year"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeverityRating",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        ("context", models.PositiveSmallIntegerField(verbose_name="Data context (DPC)")),
                        (
                            "identification",
                            models.DecimalField(
                                decimal_places=2, max_digits=3, verbose_name="Ease of identification (EI)"
                            ),
                        ),
                        (
                            "confidentiality",
                            models.DecimalField(decimal_places=2, max_digits=3, verbose_name="Confidentiality"),
                        ),
                        ("integrity", models.DecimalField(decimal_places=2, max_digits=3, verbose_name="Integrity")),
                        (
                            "availability",
                            models.DecimalField(decimal_places=2, max_digits=3, verbose_name="Availability"),
                        ),
                        ("malicious", models.BooleanField(verbose_name="Malicious intent")),
                        ("many", models.BooleanField(null=True, verbose_name="More than 100 people")),
                        (
                            "unintelligible",
                            models.BooleanField(null=True, verbose_name="Data cannot be read (encrypted, key safe)"),
                        ),
                        ("score", models.DecimalField(decimal_places=2, max_digits=4, verbose_name="SE")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("low", "Low"),
                                    ("medium", "Medium"),
                                    ("high", "High"),
                                    ("very_high", "Very high"),
                                ],
                                max_length=12,
                                verbose_name="Level by the formula",
                            ),
                        ),
                        (
                            "level_set",
                            models.CharField(
                                choices=[
                                    ("low", "Low"),
                                    ("medium", "Medium"),
                                    ("high", "High"),
                                    ("very_high", "Very high"),
                                ],
                                max_length=12,
                                verbose_name="Level set",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="Reason")),
                        ("rated_at", models.DateTimeField(verbose_name="Rated")),
                        (
                            "rated_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="Rated by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Severity rating",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("level", models.F("level_set")),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="another_level_needs_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Share",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shares",
                                to="incidents.incident",
                                verbose_name="Incident",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.agency",
                                verbose_name="Agency",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="What is shared")),
                        (
                            "tlp",
                            models.CharField(
                                choices=[
                                    ("red", "TLP:RED"),
                                    ("amber_strict", "TLP:AMBER+STRICT"),
                                    ("amber", "TLP:AMBER"),
                                    ("green", "TLP:GREEN"),
                                    ("clear", "TLP:CLEAR"),
                                ],
                                max_length=14,
                                verbose_name="TLP",
                            ),
                        ),
                        ("shared_at", models.DateTimeField(verbose_name="Shared")),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="Ended")),
                    ],
                    options={
                        "verbose_name": "Share",
                        "ordering": ["-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SharedEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "share",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pieces",
                                to="incidents.share",
                                verbose_name="Share",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="incidents.evidence",
                                verbose_name="Evidence",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "Shared evidence",
                        "constraints": [
                            models.UniqueConstraint(fields=("share", "evidence"), name="a_piece_is_shared_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SigningPolicy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("unsigned", "Not signed electronically"),
                                    ("sealed", "Sealed with the organisation's certificate"),
                                    ("outside", "Signed in another system (such as SRIKANDI)"),
                                    ("bsre", "Signed through BSrE"),
                                ],
                                max_length=12,
                                verbose_name="Signature",
                            ),
                        ),
                        ("effective_from", models.DateTimeField(unique=True, verbose_name="In force from")),
                    ],
                    options={
                        "verbose_name": "Way of signing",
                        "ordering": ["effective_from"],
                    },
                ),
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=200, verbose_name="Name")),
                        ("content_type", models.CharField(max_length=100, verbose_name="Content type")),
                        ("size", models.PositiveBigIntegerField(verbose_name="Size in bytes")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("path", models.CharField(max_length=80, unique=True, verbose_name="Path")),
                        ("stored_at", models.DateTimeField(verbose_name="Stored")),
                    ],
                    options={
                        "verbose_name": "Stored file",
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=40, verbose_name="Code")),
                        ("ministry", models.CharField(max_length=200, verbose_name="Ministry")),
                        ("name", models.CharField(max_length=200, verbose_name="Name")),
                        ("address", models.CharField(max_length=300, verbose_name="Address")),
                        ("place", models.CharField(default="Jakarta", max_length=80, verbose_name="Place")),
                        ("signatory_office", models.CharField(max_length=200, verbose_name="Signing office")),
                        ("letter_code", models.CharField(max_length=40, verbose_name="Code in letter numbers")),
                        ("classification", models.CharField(max_length=40, verbose_name="Archive classification")),
                        ("number_template", models.CharField(max_length=120, verbose_name="Number template")),
                        ("valid_from", models.DateField(verbose_name="Valid from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="Valid to")),
                    ],
                    options={
                        "verbose_name": "Unit",
                        "ordering": ["code", "valid_from"],
                        "constraints": [
                            models.UniqueConstraint(fields=("code", "valid_from"), name="one_unit_row_from_each_day"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_to__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="unit_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="E-mail")),
                        ("name", models.CharField(max_length=200, verbose_name="Name")),
                        ("is_active", models.BooleanField(default=True, verbose_name="Active")),
                        ("joined_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="Joined")),
                    ],
                    options={
                        "verbose_name": "User",
                    },
                ),
                migrations.CreateModel(
                    name="WorkCalendar",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveIntegerField(verbose_name="Year")),
                        ("effective_from", models.DateTimeField(verbose_name="Confirmed")),
                        ("holidays", models.TextField(verbose_name="National holidays, one a line")),
                        ("joint_leave", models.TextField(blank=True, verbose_name="Joint leave, one a line")),
                        ("basis", models.CharField(max_length=300, verbose_name="Joint decree")),
                    ],
                    options={
                        "verbose_name": "Calendar of working days",
                        "ordering": ["year", "effective_from"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "effective_from"), name="a_year_is_confirmed_once_at_a_time"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
