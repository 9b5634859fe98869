"""The rules the database keeps about the case file: constraints and indexes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0009_number_evidence'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.UniqueConstraint(fields=('incident', 'number'), name='evidence_numbers_are_unique_in_a_case'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['held', 'released', 'destroyed'])), name='evidence_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('file__isnull', False), models.Q(('text', ''), _negated=True), _connector='OR'), name='evidence_is_a_file_or_a_text'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['report', 'open', 'closed', 'dismissed', 'merged'])), name='incident_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('status', 'merged')), models.Q(models.Q(('status', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='a_merged_case_names_the_other'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('pk')), _negated=True), name='a_case_is_not_merged_into_itself'),
        ),
        migrations.AddField(
            model_name='assertion',
            name='agency',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.agency', verbose_name='On behalf of'),
        ),
        migrations.AddField(
            model_name='assertion',
            name='evidence',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assertions', to='incidents.evidence', verbose_name='Evidence'),
        ),
        migrations.AddField(
            model_name='assertion',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assertions', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='assertion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='incidents.assertion', verbose_name='Assertion'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='assessed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Assessed by'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='evidence',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='incidents.evidence', verbose_name='Evidence'),
        ),
        migrations.AddField(
            model_name='figure',
            name='adopted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Adopted by'),
        ),
        migrations.AddField(
            model_name='figure',
            name='assertion',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='incidents.assertion', verbose_name='Assertion'),
        ),
        migrations.AddField(
            model_name='figure',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AddField(
            model_name='historicalassertion',
            name='agency',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.agency', verbose_name='On behalf of'),
        ),
        migrations.AddField(
            model_name='historicalassertion',
            name='evidence',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.evidence', verbose_name='Evidence'),
        ),
        migrations.AddField(
            model_name='historicalassertion',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalassertion',
            name='incident',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AddField(
            model_name='historicalassessment',
            name='assertion',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.assertion', verbose_name='Assertion'),
        ),
        migrations.AddField(
            model_name='historicalassessment',
            name='assessed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Assessed by'),
        ),
        migrations.AddField(
            model_name='historicalassessment',
            name='evidence',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.evidence', verbose_name='Evidence'),
        ),
        migrations.AddField(
            model_name='historicalassessment',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalfigure',
            name='adopted_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Adopted by'),
        ),
        migrations.AddField(
            model_name='historicalfigure',
            name='assertion',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.assertion', verbose_name='Assertion'),
        ),
        migrations.AddField(
            model_name='historicalfigure',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalfigure',
            name='incident',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AddField(
            model_name='intakedraft',
            name='user',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='intake_draft', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='intakefile',
            name='draft',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='incidents.intakedraft'),
        ),
        migrations.AddField(
            model_name='mark',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='incidents.incident'),
        ),
        migrations.AddConstraint(
            model_name='assertion',
            constraint=models.UniqueConstraint(fields=('incident', 'number'), name='assertion_numbers_are_unique_in_a_case'),
        ),
        migrations.AddConstraint(
            model_name='assertion',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['claimed', 'denied', 'partly_verified', 'verified', 'withdrawn'])), name='assertion_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='assertion',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gt', 0), _connector='OR'), name='unknown_is_never_zero'),
        ),
        migrations.AddConstraint(
            model_name='assertion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('topic', 'denial'), _negated=True), ('amount__isnull', True), _connector='OR'), name='a_denial_names_no_figure'),
        ),
        migrations.AddIndex(
            model_name='mark',
            index=models.Index(fields=['kind', 'value'], name='cases_by_mark'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.UniqueConstraint(fields=('incident', 'kind', 'value'), name='a_case_has_each_mark_once'),
        ),
    ]
