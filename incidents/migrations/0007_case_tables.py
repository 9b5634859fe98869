"""Tables of the case file: admission, assertion, assessment, commitment, datacategory, exposedcategory, extensionrequest, figure, finding."""

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
            name='Admission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=300, verbose_name='Why')),
                ('since', models.DateTimeField(verbose_name='Since')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='Ended')),
            ],
            options={
                'verbose_name': 'Admission',
                'ordering': ['pk'],
            },
        ),
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
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(max_length=200, verbose_name='Who')),
                ('what', models.TextField(verbose_name='Owes what')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='By when')),
                ('status', models.CharField(choices=[('open', 'Owed'), ('kept', 'Kept'), ('dropped', 'Dropped')], default=incidents.workflow.words.CommitmentStatus['OPEN'], max_length=8, verbose_name='State')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='Settled')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': 'Commitment',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DataCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='Code')),
                ('kind', models.CharField(choices=[('specific', 'Specific'), ('general', 'General')], max_length=10, verbose_name='Kind')),
                ('name', models.CharField(max_length=160, verbose_name='Name')),
                ('article', models.CharField(max_length=120, verbose_name='Article')),
                ('effective_from', models.DateField(verbose_name='In force from')),
                ('effective_to', models.DateField(blank=True, null=True, verbose_name='In force until')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='Note')),
            ],
            options={
                'verbose_name': 'Data category',
                'ordering': ['code', 'effective_from'],
            },
        ),
        migrations.CreateModel(
            name='ExposedCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('claimed', 'Claimed'), ('confirmed', 'Confirmed')], default='claimed', max_length=10, verbose_name='State')),
                ('basis', models.CharField(blank=True, max_length=300, verbose_name='Basis')),
            ],
            options={
                'verbose_name': 'Exposed data',
                'ordering': ['category__code'],
            },
        ),
        migrations.CreateModel(
            name='ExtensionRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='Reason')),
                ('wished_at', models.DateTimeField(verbose_name='Wished until')),
                ('asked_at', models.DateTimeField(verbose_name='Asked')),
                ('decision', models.CharField(choices=[('pending', 'Not yet decided'), ('granted', 'Granted'), ('refused', 'Refused')], default='pending', max_length=8, verbose_name='Decision')),
                ('decision_reason', models.TextField(blank=True, verbose_name='Reason of the decision')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='Decided')),
            ],
            options={
                'verbose_name': 'Request for more time',
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
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='Number in the case')),
                ('text', models.TextField(verbose_name='Finding')),
                ('confidence', models.CharField(choices=[('low', 'Low confidence'), ('medium', 'Medium confidence'), ('high', 'High confidence')], max_length=8, verbose_name='Confidence')),
                ('method', models.CharField(blank=True, max_length=300, verbose_name='How it was found')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='Source')),
                ('found_at', models.DateTimeField(verbose_name='Found')),
                ('found_until', models.DateTimeField(verbose_name='Found until')),
                ('found_precision', models.CharField(choices=[('minute', 'minute'), ('day', 'day'), ('month', 'month'), ('year', 'year')], default='minute', max_length=6, verbose_name='Found, known to the')),
            ],
            options={
                'verbose_name': 'Finding',
                'ordering': ['incident', 'number'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalAdmission',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('event_id', models.UUIDField(db_index=True)),
                ('why', models.CharField(max_length=300, verbose_name='Why')),
                ('since', models.DateTimeField(verbose_name='Since')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='Ended')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical Admission',
                'verbose_name_plural': 'historical Admissions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
            name='HistoricalCommitment',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('event_id', models.UUIDField(db_index=True)),
                ('who', models.CharField(max_length=200, verbose_name='Who')),
                ('what', models.TextField(verbose_name='Owes what')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='By when')),
                ('status', models.CharField(choices=[('open', 'Owed'), ('kept', 'Kept'), ('dropped', 'Dropped')], default=incidents.workflow.words.CommitmentStatus['OPEN'], max_length=8, verbose_name='State')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='Settled')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical Commitment',
                'verbose_name_plural': 'historical Commitments',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalDataCategory',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('event_id', models.UUIDField(db_index=True)),
                ('code', models.CharField(max_length=20, verbose_name='Code')),
                ('kind', models.CharField(choices=[('specific', 'Specific'), ('general', 'General')], max_length=10, verbose_name='Kind')),
                ('name', models.CharField(max_length=160, verbose_name='Name')),
                ('article', models.CharField(max_length=120, verbose_name='Article')),
                ('effective_from', models.DateField(verbose_name='In force from')),
                ('effective_to', models.DateField(blank=True, null=True, verbose_name='In force until')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='Note')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical Data category',
                'verbose_name_plural': 'historical Data categorys',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalExposedCategory',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('event_id', models.UUIDField(db_index=True)),
                ('state', models.CharField(choices=[('claimed', 'Claimed'), ('confirmed', 'Confirmed')], default='claimed', max_length=10, verbose_name='State')),
                ('basis', models.CharField(blank=True, max_length=300, verbose_name='Basis')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical Exposed data',
                'verbose_name_plural': 'historical Exposed datas',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
