"""The rules the database keeps about the case file: constraints and indexes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0013_case_rules'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalnotificationduty',
            name='involvement',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.involvement', verbose_name='Controller'),
        ),
        migrations.AddField(
            model_name='historicalnotificationduty',
            name='rule',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.clockrule', verbose_name='Clock rule'),
        ),
        migrations.AddField(
            model_name='historicalrelation',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalrelation',
            name='incident',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AddField(
            model_name='historicalrelation',
            name='other',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident', verbose_name='Other case'),
        ),
        migrations.AddField(
            model_name='historicalsanction',
            name='agency',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.agency', verbose_name='Agency'),
        ),
        migrations.AddField(
            model_name='historicalsanction',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalsanction',
            name='incident',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AddField(
            model_name='historicalsanctionregime',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalseverityrating',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalseverityrating',
            name='incident',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AddField(
            model_name='historicalseverityrating',
            name='rated_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Rated by'),
        ),
        migrations.AddField(
            model_name='historicalshare',
            name='agency',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.agency', verbose_name='Agency'),
        ),
        migrations.AddField(
            model_name='historicalshare',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalshare',
            name='incident',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AddField(
            model_name='historicalsharedevidence',
            name='evidence',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.evidence', verbose_name='Evidence'),
        ),
        migrations.AddField(
            model_name='historicalsharedevidence',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
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
        migrations.AddField(
            model_name='notificationduty',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AddField(
            model_name='notificationduty',
            name='involvement',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='duty', to='incidents.involvement', verbose_name='Controller'),
        ),
        migrations.AddField(
            model_name='notificationduty',
            name='rule',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.clockrule', verbose_name='Clock rule'),
        ),
        migrations.AddField(
            model_name='relation',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AddField(
            model_name='relation',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='related_from', to='incidents.incident', verbose_name='Other case'),
        ),
        migrations.AddField(
            model_name='sanction',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.agency', verbose_name='Agency'),
        ),
        migrations.AddField(
            model_name='sanction',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sanctions', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AddConstraint(
            model_name='sanctionregime',
            constraint=models.UniqueConstraint(fields=('code', 'effective_from'), name='one_regime_from_each_day'),
        ),
        migrations.AddField(
            model_name='sanction',
            name='regime',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.sanctionregime', verbose_name='Sanction regime'),
        ),
        migrations.AddField(
            model_name='historicalsanction',
            name='regime',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.sanctionregime', verbose_name='Sanction regime'),
        ),
        migrations.AddField(
            model_name='searchentry',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='search_entries', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='severityrating',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AddField(
            model_name='severityrating',
            name='rated_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Rated by'),
        ),
        migrations.AddField(
            model_name='share',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.agency', verbose_name='Agency'),
        ),
        migrations.AddField(
            model_name='share',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AddField(
            model_name='historicalsharedevidence',
            name='share',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.share', verbose_name='Share'),
        ),
        migrations.AddField(
            model_name='sharedevidence',
            name='evidence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.evidence', verbose_name='Evidence'),
        ),
        migrations.AddField(
            model_name='sharedevidence',
            name='share',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='incidents.share', verbose_name='Share'),
        ),
        migrations.AddConstraint(
            model_name='admission',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('incident', 'user'), name='a_person_is_admitted_once_at_a_time'),
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
        migrations.AddConstraint(
            model_name='exposedcategory',
            constraint=models.UniqueConstraint(fields=('incident', 'category'), name='a_category_stands_once_in_a_case'),
        ),
        migrations.AddConstraint(
            model_name='extensionrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('decision', 'pending')), fields=('request',), name='one_wish_for_more_time_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('incident', 'number'), name='finding_numbers_are_unique_in_a_case'),
        ),
        migrations.AddIndex(
            model_name='mark',
            index=models.Index(fields=['kind', 'value'], name='cases_by_mark'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.UniqueConstraint(fields=('incident', 'kind', 'value'), name='a_case_has_each_mark_once'),
        ),
        migrations.AddConstraint(
            model_name='notificationduty',
            constraint=models.CheckConstraint(condition=models.Q(('exception', ''), models.Q(('exception_statute', ''), _negated=True), _connector='OR'), name='an_exception_rests_on_a_statute'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.UniqueConstraint(fields=('incident', 'other', 'kind'), name='two_cases_are_related_once_in_a_way'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(('incident', models.F('other')), _negated=True), name='a_case_is_not_related_to_itself'),
        ),
        migrations.AddConstraint(
            model_name='searchentry',
            constraint=models.UniqueConstraint(fields=('kind', 'key'), name='a_thing_is_indexed_once'),
        ),
        migrations.AddConstraint(
            model_name='severityrating',
            constraint=models.CheckConstraint(condition=models.Q(('level', models.F('level_set')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='another_level_needs_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='sharedevidence',
            constraint=models.UniqueConstraint(fields=('share', 'evidence'), name='a_piece_is_shared_once'),
        ),
    ]
