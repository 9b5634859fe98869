"""The rules the database keeps: constraints and indexes."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0004_letters'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), models.F('agency'), condition=models.Q(('valid_to__isnull', True)), name='one_present_contact_for_each_address_of_an_agency'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='contact_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('started_at'))), name='due_lies_after_the_start'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'first')), fields=('request',), name='a_clock_starts_once'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open'])), name='incident_status_is_known'),
        ),
        migrations.AddIndex(
            model_name='caseevent',
            index=models.Index(fields=['incident', 'recorded_at'], name='events_of_a_case_in_order'),
        ),
        migrations.AddIndex(
            model_name='caseevent',
            index=models.Index(fields=['-recorded_at'], name='latest_events_first'),
        ),
        migrations.AddIndex(
            model_name='caseevent',
            index=models.Index(fields=['subject_type', 'subject_id', 'recorded_at'], name='events_of_an_object'),
        ),
        migrations.AddConstraint(
            model_name='involvement',
            constraint=models.UniqueConstraint(fields=('incident', 'agency', 'role'), name='an_agency_has_each_role_once_in_a_case'),
        ),
        migrations.AddIndex(
            model_name='pending',
            index=models.Index(fields=['job', 'id'], name='pending_by_job'),
        ),
        migrations.AddConstraint(
            model_name='pending',
            constraint=models.UniqueConstraint(fields=('event', 'job'), name='one_job_of_a_kind_for_each_event'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('request', 'number'), name='question_numbers_are_unique_in_a_request'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.UniqueConstraint(fields=('request', 'phase'), name='response_parts_are_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('response', 'question'), name='one_answer_to_a_question_in_each_part'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(fields=('request', 'kind'), name='one_letter_of_each_kind_for_a_request'),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.UniqueConstraint(fields=('unit_code', 'year', 'sequence'), name='a_letter_number_is_given_out_once'),
        ),
        migrations.AddIndex(
            model_name='clarificationrequest',
            index=models.Index(fields=['status', 'agency'], name='requests_by_status'),
        ),
        migrations.AddConstraint(
            model_name='clarificationrequest',
            constraint=models.UniqueConstraint(fields=('incident', 'number'), name='request_numbers_are_unique_in_a_case'),
        ),
        migrations.AddConstraint(
            model_name='clarificationrequest',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'awaiting_approval', 'open', 'answered', 'closed', 'withdrawn'])), name='request_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='clarificationrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('drafted_at__isnull', False), ('drafted_by__isnull', False)), models.Q(('drafted_at__isnull', True), ('drafted_by__isnull', True)), _connector='OR'), name='request_drafted_at_and_drafted_by_go_together'),
        ),
        migrations.AddConstraint(
            model_name='clarificationrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), models.Q(('submitted_at__isnull', True), ('submitted_by__isnull', True)), _connector='OR'), name='request_submitted_at_and_submitted_by_go_together'),
        ),
        migrations.AddConstraint(
            model_name='clarificationrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issued_at__isnull', False), ('issued_by__isnull', False)), models.Q(('issued_at__isnull', True), ('issued_by__isnull', True)), _connector='OR'), name='request_issued_at_and_issued_by_go_together'),
        ),
        migrations.AddConstraint(
            model_name='clarificationrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False)), models.Q(('acknowledged_at__isnull', True), ('acknowledged_by__isnull', True)), _connector='OR'), name='request_acknowledged_at_and_acknowledged_by_go_together'),
        ),
        migrations.AddConstraint(
            model_name='clarificationrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True)), _connector='OR'), name='request_accepted_at_and_accepted_by_go_together'),
        ),
        migrations.AddConstraint(
            model_name='clarificationrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), _connector='OR'), name='request_withdrawn_at_and_withdrawn_by_go_together'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('role', 'liaison'), ('unit__isnull', True)), models.Q(('agency__isnull', True), ('role__in', ['officer', 'supervisor']), ('unit__isnull', False)), models.Q(('agency__isnull', True), ('role__in', ['auditor', 'administrator']), ('unit__isnull', True)), _connector='OR'), name='liaison_serves_an_agency_and_staff_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='appointment_ends_after_it_begins'),
        ),
    ]
