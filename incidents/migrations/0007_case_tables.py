"""Tables of the case file: assertion, assessment, figure, intakedraft, intakefile, mark, evidence, incident, activity."""

import incidents.ledger
import incidents.workflow.words
import simple_history.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0006_evidence'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assertion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='Number in the case')),
                ('topic', models.CharField(choices=[('subjects', 'Number of people affected'), ('records', 'Number of records'), ('price', 'Price asked'), ('fields', 'Kinds of data'), ('denial', 'Denial'), ('similarity', 'Similarity with known data'), ('age', 'Age of the data'), ('origin', 'Where the data come from'), ('holder', 'Who holds the data'), ('course', 'How it happened'), ('other', 'Something else')], max_length=12, verbose_name='About')),
                ('statement', models.TextField(verbose_name='What is said')),
                ('amount', models.DecimalField(blank=True, decimal_places=8, max_digits=24, null=True, verbose_name='Figure')),
                ('bound', models.CharField(choices=[('exactly', 'exactly'), ('about', 'about'), ('at_least', 'at least'), ('at_most', 'at most')], default=incidents.ledger.Bound['EXACTLY'], max_length=10, verbose_name='Reading')),
                ('unit', models.CharField(blank=True, max_length=30, verbose_name='Unit')),
                ('said_by', models.CharField(max_length=200, verbose_name='Who says so')),
                ('source', models.CharField(max_length=300, verbose_name='Source')),
                ('said_at', models.DateTimeField(verbose_name='Said')),
                ('said_until', models.DateTimeField(verbose_name='Said until')),
                ('said_precision', models.CharField(choices=[('minute', 'minute'), ('day', 'day'), ('month', 'month'), ('year', 'year')], default='minute', max_length=6, verbose_name='Said, known to the')),
                ('status', models.CharField(choices=[('claimed', 'Claimed'), ('denied', 'Denied'), ('partly_verified', 'Partly verified'), ('verified', 'Verified'), ('withdrawn', 'Withdrawn')], default=incidents.workflow.words.AssertionStatus['CLAIMED'], max_length=16, verbose_name='State')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'Assertion',
                'ordering': ['incident', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status_from', models.CharField(choices=[('claimed', 'Claimed'), ('denied', 'Denied'), ('partly_verified', 'Partly verified'), ('verified', 'Verified'), ('withdrawn', 'Withdrawn')], max_length=16, verbose_name='State before')),
                ('status', models.CharField(choices=[('claimed', 'Claimed'), ('denied', 'Denied'), ('partly_verified', 'Partly verified'), ('verified', 'Verified'), ('withdrawn', 'Withdrawn')], max_length=16, verbose_name='State')),
                ('grounds', models.TextField(verbose_name='Grounds')),
                ('document', models.CharField(blank=True, max_length=300, verbose_name='Document or meeting')),
                ('assessed_at', models.DateTimeField(verbose_name='Assessed')),
            ],
            options={
                'verbose_name': 'Assessment',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(choices=[('subjects', 'Number of people affected'), ('records', 'Number of records'), ('price', 'Price asked'), ('fields', 'Kinds of data'), ('denial', 'Denial'), ('similarity', 'Similarity with known data'), ('age', 'Age of the data'), ('origin', 'Where the data come from'), ('holder', 'Who holds the data'), ('course', 'How it happened'), ('other', 'Something else')], max_length=12, verbose_name='About')),
                ('bound', models.CharField(choices=[('exactly', 'exactly'), ('about', 'about'), ('at_least', 'at least'), ('at_most', 'at most')], default=incidents.ledger.Bound['EXACTLY'], max_length=10, verbose_name='Reading')),
                ('reason', models.TextField(verbose_name='Reason')),
                ('adopted_at', models.DateTimeField(verbose_name='In use since')),
            ],
            options={
                'verbose_name': 'Figure in use',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalAssertion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('event_id', models.UUIDField(db_index=True)),
                ('number', models.PositiveIntegerField(verbose_name='Number in the case')),
                ('topic', models.CharField(choices=[('subjects', 'Number of people affected'), ('records', 'Number of records'), ('price', 'Price asked'), ('fields', 'Kinds of data'), ('denial', 'Denial'), ('similarity', 'Similarity with known data'), ('age', 'Age of the data'), ('origin', 'Where the data come from'), ('holder', 'Who holds the data'), ('course', 'How it happened'), ('other', 'Something else')], max_length=12, verbose_name='About')),
                ('statement', models.TextField(verbose_name='What is said')),
                ('amount', models.DecimalField(blank=True, decimal_places=8, max_digits=24, null=True, verbose_name='Figure')),
                ('bound', models.CharField(choices=[('exactly', 'exactly'), ('about', 'about'), ('at_least', 'at least'), ('at_most', 'at most')], default=incidents.ledger.Bound['EXACTLY'], max_length=10, verbose_name='Reading')),
                ('unit', models.CharField(blank=True, max_length=30, verbose_name='Unit')),
                ('said_by', models.CharField(max_length=200, verbose_name='Who says so')),
                ('source', models.CharField(max_length=300, verbose_name='Source')),
                ('said_at', models.DateTimeField(verbose_name='Said')),
                ('said_until', models.DateTimeField(verbose_name='Said until')),
                ('said_precision', models.CharField(choices=[('minute', 'minute'), ('day', 'day'), ('month', 'month'), ('year', 'year')], default='minute', max_length=6, verbose_name='Said, known to the')),
                ('status', models.CharField(choices=[('claimed', 'Claimed'), ('denied', 'Denied'), ('partly_verified', 'Partly verified'), ('verified', 'Verified'), ('withdrawn', 'Withdrawn')], default=incidents.workflow.words.AssertionStatus['CLAIMED'], max_length=16, verbose_name='State')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical Assertion',
                'verbose_name_plural': 'historical Assertions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalAssessment',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('event_id', models.UUIDField(db_index=True)),
                ('status_from', models.CharField(choices=[('claimed', 'Claimed'), ('denied', 'Denied'), ('partly_verified', 'Partly verified'), ('verified', 'Verified'), ('withdrawn', 'Withdrawn')], max_length=16, verbose_name='State before')),
                ('status', models.CharField(choices=[('claimed', 'Claimed'), ('denied', 'Denied'), ('partly_verified', 'Partly verified'), ('verified', 'Verified'), ('withdrawn', 'Withdrawn')], max_length=16, verbose_name='State')),
                ('grounds', models.TextField(verbose_name='Grounds')),
                ('document', models.CharField(blank=True, max_length=300, verbose_name='Document or meeting')),
                ('assessed_at', models.DateTimeField(verbose_name='Assessed')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical Assessment',
                'verbose_name_plural': 'historical Assessments',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalFigure',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('event_id', models.UUIDField(db_index=True)),
                ('topic', models.CharField(choices=[('subjects', 'Number of people affected'), ('records', 'Number of records'), ('price', 'Price asked'), ('fields', 'Kinds of data'), ('denial', 'Denial'), ('similarity', 'Similarity with known data'), ('age', 'Age of the data'), ('origin', 'Where the data come from'), ('holder', 'Who holds the data'), ('course', 'How it happened'), ('other', 'Something else')], max_length=12, verbose_name='About')),
                ('bound', models.CharField(choices=[('exactly', 'exactly'), ('about', 'about'), ('at_least', 'at least'), ('at_most', 'at most')], default=incidents.ledger.Bound['EXACTLY'], max_length=10, verbose_name='Reading')),
                ('reason', models.TextField(verbose_name='Reason')),
                ('adopted_at', models.DateTimeField(verbose_name='In use since')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical Figure in use',
                'verbose_name_plural': 'historical Figure in uses',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='IntakeDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('saved_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='IntakeFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('path', models.CharField(max_length=80, unique=True)),
                ('added_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('value', models.CharField(max_length=200)),
            ],
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
        migrations.AddField(
            model_name='historicalevidence',
            name='number',
            field=models.PositiveIntegerField(default=0, verbose_name='Number in the case'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='historicalevidence',
            name='origin',
            field=models.CharField(blank=True, max_length=300, verbose_name='Origin'),
        ),
        migrations.AddField(
            model_name='historicalevidence',
            name='sha256',
            field=models.CharField(default='', max_length=64, verbose_name='SHA-256'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='historicalevidence',
            name='status',
            field=models.CharField(choices=[('held', 'Held'), ('released', 'Released'), ('destroyed', 'Destroyed')], default=incidents.workflow.words.EvidenceStatus['HELD'], max_length=12, verbose_name='Status'),
        ),
        migrations.AddField(
            model_name='historicalevidence',
            name='text',
            field=models.TextField(blank=True, verbose_name='Text'),
        ),
        migrations.AddField(
            model_name='historicalevidence',
            name='tlp',
            field=models.CharField(choices=[('red', 'TLP:RED'), ('amber_strict', 'TLP:AMBER+STRICT'), ('amber', 'TLP:AMBER'), ('green', 'TLP:GREEN'), ('clear', 'TLP:CLEAR')], default='amber', max_length=14, verbose_name='TLP'),
        ),
    ]
