"""Incidents with what belongs to them, pending work, questions, responses, sequences."""

import django.db.models.deletion
import incidents.workflow
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0002_history'),
    ]

    operations = [
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True, verbose_name='Reference')),
                ('title', models.CharField(max_length=200, verbose_name='Title')),
                ('summary', models.TextField(blank=True, verbose_name='What is known')),
                ('source', models.CharField(choices=[('complaint', 'Complaint by the public'), ('controller', 'Report by the controller (Art. 46)'), ('social_media', 'Social media'), ('news', 'News'), ('forum', 'Forum or black market'), ('bssn', 'Notice by BSSN'), ('police', 'Notice by the police'), ('supervision', 'Own supervision'), ('researcher', 'Security researcher'), ('other', 'Other')], default='other', max_length=20, verbose_name='Source')),
                ('source_note', models.CharField(blank=True, max_length=300, verbose_name='Where it was seen')),
                ('severity', models.CharField(choices=[('unknown', 'Not yet known'), ('low', 'Low'), ('medium', 'Medium'), ('high', 'High'), ('very_high', 'Very high')], default='unknown', max_length=12, verbose_name='Severity')),
                ('tlp', models.CharField(choices=[('red', 'TLP:RED'), ('amber_strict', 'TLP:AMBER+STRICT'), ('amber', 'TLP:AMBER'), ('green', 'TLP:GREEN'), ('clear', 'TLP:CLEAR')], default='amber', max_length=14, verbose_name='TLP')),
                ('happened_at', models.DateTimeField(blank=True, null=True, verbose_name='Happened')),
                ('seen_at', models.DateTimeField(verbose_name='Seen by the ministry')),
                ('status', models.CharField(choices=[('open', 'Open case')], default=incidents.workflow.IncidentStatus['OPEN'], max_length=20, verbose_name='Status')),
                ('drill', models.BooleanField(default=False, verbose_name='Drill')),
                ('replay', models.BooleanField(default=False, verbose_name='Replay')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='owned_incidents', to=settings.AUTH_USER_MODEL, verbose_name='Owner')),
            ],
            options={
                'verbose_name': 'Incident',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalInvolvement',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('event_id', models.UUIDField(db_index=True)),
                ('role', models.CharField(choices=[('controller', 'Controller'), ('joint_controller', 'Joint controller'), ('processor', 'Processor'), ('copy_holder', 'Copy holder'), ('origin', 'Origin of the data'), ('coordination', 'Coordination'), ('law_enforcement', 'Law enforcement'), ('reporter', 'Reporter')], max_length=20, verbose_name='Role in the case')),
                ('since', models.DateTimeField(verbose_name='Since')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='Why')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('agency', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.agency', verbose_name='Agency')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident', verbose_name='Incident')),
            ],
            options={
                'verbose_name': 'historical Involvement',
                'verbose_name_plural': 'historical Involvements',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalActivity',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('event_id', models.UUIDField(db_index=True)),
                ('kind', models.CharField(choices=[('note', 'Note'), ('meeting', 'Meeting'), ('call', 'Phone call'), ('statement', 'Statement to the press'), ('assignment', 'Assignment'), ('briefing', 'Briefing'), ('finding', 'Finding')], default='note', max_length=12, verbose_name='Kind')),
                ('text', models.TextField(verbose_name='Text')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='Source')),
                ('happened_at', models.DateTimeField(verbose_name='Happened')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident', verbose_name='Incident')),
            ],
            options={
                'verbose_name': 'historical Activity',
                'verbose_name_plural': 'historical Activities',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='clarificationrequest',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='incident',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='incidents.incident'),
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('note', 'Note'), ('meeting', 'Meeting'), ('call', 'Phone call'), ('statement', 'Statement to the press'), ('assignment', 'Assignment'), ('briefing', 'Briefing'), ('finding', 'Finding')], default='note', max_length=12, verbose_name='Kind')),
                ('text', models.TextField(verbose_name='Text')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='Source')),
                ('happened_at', models.DateTimeField(verbose_name='Happened')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='incidents.incident', verbose_name='Incident')),
            ],
            options={
                'verbose_name': 'Activity',
                'verbose_name_plural': 'Activities',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Involvement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('controller', 'Controller'), ('joint_controller', 'Joint controller'), ('processor', 'Processor'), ('copy_holder', 'Copy holder'), ('origin', 'Origin of the data'), ('coordination', 'Coordination'), ('law_enforcement', 'Law enforcement'), ('reporter', 'Reporter')], max_length=20, verbose_name='Role in the case')),
                ('since', models.DateTimeField(verbose_name='Since')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='Why')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='involvements', to='incidents.agency', verbose_name='Agency')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='involvements', to='incidents.incident', verbose_name='Incident')),
            ],
            options={
                'verbose_name': 'Involvement',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Pending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job', models.CharField(choices=[('letter', 'Letter'), ('tell', 'Tell'), ('seal', 'Seal')], max_length=10)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pending', to='incidents.caseevent')),
            ],
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='Number')),
                ('heading', models.CharField(max_length=120, verbose_name='Heading')),
                ('text', models.TextField(verbose_name='Question')),
                ('status', models.CharField(choices=[('open', 'Not yet answered'), ('answered', 'To review'), ('accepted', 'Accepted')], default=incidents.workflow.QuestionStatus['OPEN'], max_length=12, verbose_name='Status')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='incidents.clarificationrequest', verbose_name='Request')),
            ],
            options={
                'verbose_name': 'Question',
                'ordering': ['request', 'number'],
            },
        ),
        migrations.AddField(
            model_name='answerdraft',
            name='question',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='incidents.question'),
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phase', models.PositiveIntegerField(verbose_name='Part')),
                ('kind', models.CharField(choices=[('partial', 'In part'), ('full', 'In full')], max_length=10, verbose_name='Kind')),
                ('receipt', models.CharField(max_length=40, unique=True, verbose_name='Receipt number')),
                ('declared_name', models.CharField(max_length=200, verbose_name='Answered by')),
                ('declared_office', models.CharField(max_length=200, verbose_name='Position')),
                ('received_at', models.DateTimeField(verbose_name='Received')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Sent by')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='incidents.clarificationrequest', verbose_name='Request')),
            ],
            options={
                'verbose_name': 'Response',
                'ordering': ['request', 'phase'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalAnswer',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('event_id', models.UUIDField(db_index=True)),
                ('text', models.TextField(blank=True, verbose_name='Answer')),
                ('history_change_reason', models.TextField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.question', verbose_name='Question')),
                ('response', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.response', verbose_name='Response')),
            ],
            options={
                'verbose_name': 'historical Answer',
                'verbose_name_plural': 'historical Answers',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, verbose_name='Answer')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='incidents.question', verbose_name='Question')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='incidents.response', verbose_name='Response')),
            ],
            options={
                'verbose_name': 'Answer',
                'ordering': ['response', 'question'],
            },
        ),
        migrations.CreateModel(
            name='Sequence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=80)),
                ('year', models.PositiveIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scope', 'year'), name='one_sequence_for_each_scope_and_year')],
            },
        ),
    ]
