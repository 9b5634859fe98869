"""Tables of the case file: notificationduty, relation, sanction, sanctionregime, searchentry, severityrating, share, sharedevidence, evidence, clarificationrequest, incident, activity, agency, deadline."""

import django.db.models.deletion
import incidents.workflow.words
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0008_case_tables_2'),
    ]

    operations = [
        migrations.CreateModel(
            name='NotificationDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(max_length=300, verbose_name='Legal basis')),
                ('start_event', models.CharField(choices=[('issued', 'issue of the letter'), ('received', 'receipt'), ('known', "the controller's knowledge"), ('not_stated', 'not stated')], max_length=12, verbose_name='Starts with')),
                ('hours', models.PositiveIntegerField(null=True, verbose_name='Length in hours')),
                ('needs_contact', models.BooleanField(default=False, verbose_name='Contact person required')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='Start')),
                ('start_source', models.CharField(blank=True, max_length=300, verbose_name='Who says so')),
                ('authority_at', models.DateTimeField(blank=True, null=True, verbose_name='Authority notified')),
                ('subjects_at', models.DateTimeField(blank=True, null=True, verbose_name='Subjects notified')),
                ('subjects_how', models.CharField(blank=True, max_length=300, verbose_name='How subjects were notified')),
                ('names_data', models.BooleanField(null=True, verbose_name='a. names the data exposed')),
                ('names_course', models.BooleanField(null=True, verbose_name='b. says when and how')),
                ('names_response', models.BooleanField(null=True, verbose_name='c. says how it is handled and mended')),
                ('names_contact', models.BooleanField(null=True, verbose_name='names a contact person')),
                ('exception', models.CharField(blank=True, choices=[('', 'None claimed'), ('a', 'Art. 50(1) a: national defence and security'), ('b', 'Art. 50(1) b: law enforcement'), ('c', 'Art. 50(1) c: public interest of state administration'), ('d', 'Art. 50(1) d: supervision of the financial sector')], default='', max_length=1, verbose_name='Exception claimed (Art. 50)')),
                ('exception_statute', models.CharField(blank=True, max_length=300, verbose_name='Statute the exception rests on')),
                ('public_notice', models.CharField(choices=[('unknown', 'Not yet decided'), ('not_required', 'Not required'), ('required', 'Required'), ('given', 'Given')], default='unknown', max_length=12, verbose_name='Notice to the public (Art. 46(3))')),
                ('public_grounds', models.CharField(blank=True, max_length=300, verbose_name='Grounds')),
                ('public_at', models.DateTimeField(blank=True, null=True, verbose_name='Public notified')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'Duty to notify',
                'verbose_name_plural': 'Duties to notify',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('republication', 'Re-publication of'), ('same_actor', 'Same actor as'), ('same_data', 'Same data as'), ('related', 'Related to')], max_length=14, verbose_name='Kind')),
                ('why', models.CharField(max_length=500, verbose_name='Why')),
            ],
            options={
                'verbose_name': 'Relation',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Sanction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(max_length=200, verbose_name='Legal basis')),
                ('measure', models.CharField(max_length=160, verbose_name='Measure')),
                ('decided_by', models.CharField(max_length=200, verbose_name='Decided by')),
                ('document', models.CharField(blank=True, max_length=300, verbose_name='Document')),
                ('decided_at', models.DateTimeField(verbose_name='Decided')),
                ('decided_until', models.DateTimeField(verbose_name='Decided until')),
                ('decided_precision', models.CharField(choices=[('minute', 'minute'), ('day', 'day'), ('month', 'month'), ('year', 'year')], default='minute', max_length=6, verbose_name='Decided, known to the')),
                ('note', models.TextField(blank=True, verbose_name='Note')),
            ],
            options={
                'verbose_name': 'Sanction',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SanctionRegime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, verbose_name='Code')),
                ('name', models.CharField(max_length=160, verbose_name='Name')),
                ('basis', models.CharField(max_length=200, verbose_name='Legal basis')),
                ('imposed_by', models.CharField(max_length=160, verbose_name='Imposed by')),
                ('measures', models.JSONField(verbose_name='Measures')),
                ('fines', models.JSONField(default=list, verbose_name='Measures that are fines')),
                ('effective_from', models.DateField(verbose_name='In force from')),
                ('effective_to', models.DateField(blank=True, null=True, verbose_name='In force until')),
                ('note', models.TextField(blank=True, verbose_name='Note')),
            ],
            options={
                'verbose_name': 'Sanction regime',
                'ordering': ['code', 'effective_from'],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=40)),
                ('text', models.TextField()),
                ('stems', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='SeverityRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('context', models.PositiveSmallIntegerField(verbose_name='Data context (DPC)')),
                ('identification', models.DecimalField(decimal_places=2, max_digits=3, verbose_name='Ease of identification (EI)')),
                ('confidentiality', models.DecimalField(decimal_places=2, max_digits=3, verbose_name='Confidentiality')),
                ('integrity', models.DecimalField(decimal_places=2, max_digits=3, verbose_name='Integrity')),
                ('availability', models.DecimalField(decimal_places=2, max_digits=3, verbose_name='Availability')),
                ('malicious', models.BooleanField(verbose_name='Malicious intent')),
                ('many', models.BooleanField(null=True, verbose_name='More than 100 people')),
                ('unintelligible', models.BooleanField(null=True, verbose_name='Data cannot be read (encrypted, key safe)')),
                ('score', models.DecimalField(decimal_places=2, max_digits=4, verbose_name='SE')),
                ('level', models.CharField(choices=[('low', 'Low'), ('medium', 'Medium'), ('high', 'High'), ('very_high', 'Very high')], max_length=12, verbose_name='Level by the formula')),
                ('level_set', models.CharField(choices=[('low', 'Low'), ('medium', 'Medium'), ('high', 'High'), ('very_high', 'Very high')], max_length=12, verbose_name='Level set')),
                ('reason', models.TextField(blank=True, verbose_name='Reason')),
                ('rated_at', models.DateTimeField(verbose_name='Rated')),
            ],
            options={
                'verbose_name': 'Severity rating',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='What is shared')),
                ('tlp', models.CharField(choices=[('red', 'TLP:RED'), ('amber_strict', 'TLP:AMBER+STRICT'), ('amber', 'TLP:AMBER'), ('green', 'TLP:GREEN'), ('clear', 'TLP:CLEAR')], max_length=14, verbose_name='TLP')),
                ('shared_at', models.DateTimeField(verbose_name='Shared')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='Ended')),
            ],
            options={
                'verbose_name': 'Share',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='SharedEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'Shared evidence',
            },
        ),
        migrations.AlterModelOptions(
            name='evidence',
            options={'ordering': ['incident', 'number'], 'verbose_name': 'Evidence', 'verbose_name_plural': 'Evidence'},
        ),
        migrations.AlterModelOptions(
            name='historicalevidence',
            options={'get_latest_by': ('history_date', 'history_id'), 'ordering': ('-history_date', '-history_id'), 'verbose_name': 'historical Evidence', 'verbose_name_plural': 'historical Evidence'},
        ),
        migrations.RemoveConstraint(
            model_name='clarificationrequest',
            name='request_drafted_at_and_drafted_by_go_together',
        ),
        migrations.RemoveConstraint(
            model_name='incident',
            name='incident_status_is_known',
        ),
        migrations.AddField(
            model_name='activity',
            name='happened_precision',
            field=models.CharField(choices=[('minute', 'minute'), ('day', 'day'), ('month', 'month'), ('year', 'year')], default='minute', max_length=6, verbose_name='Happened, known to the'),
        ),
        migrations.AddField(
            model_name='activity',
            name='happened_until',
            field=models.DateTimeField(null=True, verbose_name='Happened until'),
        ),
        migrations.AddField(
            model_name='activity',
            name='participants',
            field=models.TextField(blank=True, verbose_name='Who took part'),
        ),
        migrations.AddField(
            model_name='agency',
            name='kind',
            field=models.CharField(choices=[('central', 'Central public body'), ('regional', 'Regional public body'), ('state_owned', 'State-owned or region-owned enterprise'), ('private', 'Private corporation'), ('international', 'International organisation'), ('civil', 'Society, party or foundation')], default='central', max_length=14, verbose_name='Kind of body'),
        ),
        migrations.AddField(
            model_name='clarificationrequest',
            name='follows',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_up', to='incidents.clarificationrequest', verbose_name='Second letter to'),
        ),
        migrations.AddField(
            model_name='deadline',
            name='asked_by',
            field=models.CharField(blank=True, max_length=200, verbose_name='Asked by'),
        ),
        migrations.AddField(
            model_name='deadline',
            name='decided_by',
            field=models.CharField(blank=True, max_length=200, verbose_name='Decided by'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='collected_at',
            field=models.DateTimeField(null=True, verbose_name='Collected'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='collected_precision',
            field=models.CharField(choices=[('minute', 'minute'), ('day', 'day'), ('month', 'month'), ('year', 'year')], default='minute', max_length=6, verbose_name='Collected, known to the'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='collected_until',
            field=models.DateTimeField(null=True, verbose_name='Collected until'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='holder',
            field=models.CharField(blank=True, max_length=200, verbose_name='Held by'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='kind',
            field=models.CharField(choices=[('file', 'File'), ('capture', 'Screen capture'), ('address', 'Address'), ('text', 'Quoted text')], default='file', max_length=10, verbose_name='Kind'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='number',
            field=models.PositiveIntegerField(default=0, verbose_name='Number in the case'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='evidence',
            name='origin',
            field=models.CharField(blank=True, max_length=300, verbose_name='Origin'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='sha256',
            field=models.CharField(default='', max_length=64, verbose_name='SHA-256'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='evidence',
            name='status',
            field=models.CharField(choices=[('held', 'Held'), ('released', 'Released'), ('destroyed', 'Destroyed')], default=incidents.workflow.words.EvidenceStatus['HELD'], max_length=12, verbose_name='Status'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='text',
            field=models.TextField(blank=True, verbose_name='Text'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='tlp',
            field=models.CharField(choices=[('red', 'TLP:RED'), ('amber_strict', 'TLP:AMBER+STRICT'), ('amber', 'TLP:AMBER'), ('green', 'TLP:GREEN'), ('clear', 'TLP:CLEAR')], default='amber', max_length=14, verbose_name='TLP'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='historicalactivity',
            name='happened_precision',
            field=models.CharField(choices=[('minute', 'minute'), ('day', 'day'), ('month', 'month'), ('year', 'year')], default='minute', max_length=6, verbose_name='Happened, known to the'),
        ),
        migrations.AddField(
            model_name='historicalactivity',
            name='happened_until',
            field=models.DateTimeField(null=True, verbose_name='Happened until'),
        ),
        migrations.AddField(
            model_name='historicalactivity',
            name='participants',
            field=models.TextField(blank=True, verbose_name='Who took part'),
        ),
        migrations.AddField(
            model_name='historicalagency',
            name='kind',
            field=models.CharField(choices=[('central', 'Central public body'), ('regional', 'Regional public body'), ('state_owned', 'State-owned or region-owned enterprise'), ('private', 'Private corporation'), ('international', 'International organisation'), ('civil', 'Society, party or foundation')], default='central', max_length=14, verbose_name='Kind of body'),
        ),
        migrations.AddField(
            model_name='historicalclarificationrequest',
            name='follows',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.clarificationrequest', verbose_name='Second letter to'),
        ),
        migrations.AddField(
            model_name='historicaldeadline',
            name='asked_by',
            field=models.CharField(blank=True, max_length=200, verbose_name='Asked by'),
        ),
        migrations.AddField(
            model_name='historicaldeadline',
            name='decided_by',
            field=models.CharField(blank=True, max_length=200, verbose_name='Decided by'),
        ),
        migrations.AddField(
            model_name='historicalevidence',
            name='collected_at',
            field=models.DateTimeField(null=True, verbose_name='Collected'),
        ),
        migrations.AddField(
            model_name='historicalevidence',
            name='collected_precision',
            field=models.CharField(choices=[('minute', 'minute'), ('day', 'day'), ('month', 'month'), ('year', 'year')], default='minute', max_length=6, verbose_name='Collected, known to the'),
        ),
        migrations.AddField(
            model_name='historicalevidence',
            name='collected_until',
            field=models.DateTimeField(null=True, verbose_name='Collected until'),
        ),
        migrations.AddField(
            model_name='historicalevidence',
            name='holder',
            field=models.CharField(blank=True, max_length=200, verbose_name='Held by'),
        ),
        migrations.AddField(
            model_name='historicalevidence',
            name='kind',
            field=models.CharField(choices=[('file', 'File'), ('capture', 'Screen capture'), ('address', 'Address'), ('text', 'Quoted text')], default='file', max_length=10, verbose_name='Kind'),
        ),
    ]
