"""The first tables: users, agencies, files, events, requests, rules, contacts, deadlines, drafts."""

import django.db.models.deletion
import django.utils.timezone
import incidents.workflow
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='E-mail')),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('is_active', models.BooleanField(default=True, verbose_name='Active')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='Joined')),
            ],
            options={
                'verbose_name': 'User',
            },
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='Code')),
                ('zone', models.CharField(choices=[('Asia/Jakarta', 'WIB'), ('Asia/Makassar', 'WITA'), ('Asia/Jayapura', 'WIT')], default='Asia/Jakarta', max_length=40, verbose_name='Time zone')),
            ],
            options={
                'verbose_name': 'Agency',
                'verbose_name_plural': 'Agencies',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='RegisterEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_code', models.SlugField(max_length=40, verbose_name='Unit code')),
                ('year', models.PositiveIntegerField(verbose_name='Year')),
                ('sequence', models.PositiveIntegerField(verbose_name='Number in the year')),
                ('number', models.CharField(max_length=120, verbose_name='Letter number')),
                ('void_reason', models.TextField(blank=True, verbose_name='Void because')),
            ],
            options={
                'verbose_name': 'Register entry',
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('content_type', models.CharField(max_length=100, verbose_name='Content type')),
                ('size', models.PositiveBigIntegerField(verbose_name='Size in bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('path', models.CharField(max_length=80, unique=True, verbose_name='Path')),
                ('stored_at', models.DateTimeField(verbose_name='Stored')),
            ],
            options={
                'verbose_name': 'Stored file',
            },
        ),
        migrations.CreateModel(
            name='AnswerDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('saved_at', models.DateTimeField()),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('deed', models.UUIDField(default=uuid.uuid4)),
                ('action', models.CharField(choices=[('record', 'record'), ('amend', 'amend'), ('involve', 'involve'), ('note', 'note'), ('attach', 'attach'), ('draft', 'draft'), ('edit', 'edit'), ('submit', 'submit'), ('send_back', 'send_back'), ('issue', 'issue'), ('acknowledge', 'acknowledge'), ('answer', 'answer'), ('accept', 'accept'), ('withdraw', 'withdraw'), ('store_letter', 'store_letter'), ('send_message', 'send_message'), ('fail_message', 'fail_message'), ('give_up_message', 'give_up_message'), ('skip_message', 'skip_message'), ('register_agency', 'register_agency'), ('register_contact', 'register_contact'), ('end_contact', 'end_contact'), ('register_unit', 'register_unit'), ('enact_rule', 'enact_rule'), ('appoint', 'appoint'), ('end_appointment', 'end_appointment')], max_length=40)),
                ('subject_type', models.CharField(max_length=40)),
                ('subject_id', models.CharField(max_length=40)),
                ('subject_label', models.CharField(max_length=200)),
                ('actor_name', models.CharField(max_length=200)),
                ('actor_role', models.CharField(max_length=20)),
                ('actor_agency', models.CharField(blank=True, max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('happened_at', models.DateTimeField()),
                ('status_from', models.CharField(blank=True, max_length=30)),
                ('status_to', models.CharField(blank=True, max_length=30)),
                ('reason', models.TextField(blank=True)),
                ('details', models.JSONField(default=dict)),
                ('replay', models.BooleanField(default=False)),
                ('loaded_at', models.DateTimeField(null=True)),
                ('payload', models.TextField()),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='ClarificationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='Number in the case')),
                ('reference', models.CharField(max_length=30, unique=True, verbose_name='Reference')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('awaiting_approval', 'Awaiting approval'), ('open', 'Awaiting answer'), ('answered', 'Answered'), ('closed', 'Accepted'), ('withdrawn', 'Withdrawn')], default=incidents.workflow.RequestStatus['DRAFT'], max_length=20, verbose_name='Status')),
                ('subject', models.CharField(max_length=200, verbose_name='Subject of the letter')),
                ('opening', models.TextField(verbose_name='Opening paragraph')),
                ('basis', models.TextField(verbose_name='Legal basis, one per line')),
                ('copies', models.TextField(blank=True, verbose_name='Copies to, one office per line')),
                ('security', models.CharField(choices=[('B', 'Ordinary'), ('T', 'Limited'), ('R', 'Secret')], default='B', max_length=1, verbose_name='Security')),
                ('urgency', models.CharField(choices=[('biasa', 'Ordinary'), ('segera', 'Urgent'), ('sangat segera', 'Very urgent')], default='segera', max_length=14, verbose_name='Urgency')),
                ('drafted_at', models.DateTimeField(null=True, verbose_name='Drafted')),
                ('submitted_at', models.DateTimeField(null=True, verbose_name='Submitted')),
                ('issued_at', models.DateTimeField(null=True, verbose_name='Issued')),
                ('acknowledged_at', models.DateTimeField(null=True, verbose_name='Acknowledged')),
                ('first_reply_at', models.DateTimeField(null=True, verbose_name='First reply')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='Answered in full')),
                ('accepted_at', models.DateTimeField(null=True, verbose_name='Accepted')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='Withdrawn')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Accepted by')),
                ('acknowledged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Acknowledged by')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='incidents.agency', verbose_name='Agency')),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Drafted by')),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Issued by')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Submitted by')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Withdrawn by')),
            ],
            options={
                'verbose_name': 'Clarification request',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ClockRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, verbose_name='Code')),
                ('applies_to', models.CharField(max_length=200, verbose_name='Who owes it to whom')),
                ('legal_basis', models.CharField(max_length=300, verbose_name='Legal basis')),
                ('start_event', models.CharField(choices=[('issued', 'issue of the letter'), ('received', 'receipt'), ('known', "the controller's knowledge"), ('not_stated', 'not stated')], max_length=12, verbose_name='Starts with')),
                ('length', models.PositiveIntegerField(verbose_name='Length')),
                ('unit', models.CharField(choices=[('jam', 'hours'), ('hari_kalender', 'calendar days'), ('hari_kerja', 'working days'), ('hari', 'days (kind not stated)')], max_length=14, verbose_name='Unit of length')),
                ('effective_from', models.DateField(verbose_name='In force from')),
                ('effective_to', models.DateField(blank=True, null=True, verbose_name='In force until')),
                ('verified', models.BooleanField(default=False, verbose_name='Text verified')),
                ('note', models.TextField(blank=True, verbose_name='Note')),
            ],
            options={
                'verbose_name': 'Clock rule',
                'ordering': ['code', 'effective_from'],
                'constraints': [models.UniqueConstraint(fields=('code', 'effective_from'), name='one_rule_from_each_day')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(max_length=200, verbose_name='Office')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='Name')),
                ('email', models.EmailField(max_length=254, verbose_name='E-mail')),
                ('is_ppdp', models.BooleanField(default=False, verbose_name='Data protection officer (PPDP)')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='Confirmed')),
                ('valid_from', models.DateField(verbose_name='Valid from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Valid to')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='incidents.agency', verbose_name='Agency')),
                ('deputy_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to='incidents.contact', verbose_name='Deputy of')),
            ],
            options={
                'verbose_name': 'Contact',
                'ordering': ['agency', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('first', 'First due')], max_length=12, verbose_name='Kind')),
                ('basis', models.CharField(max_length=300, verbose_name='Legal basis')),
                ('start_event', models.CharField(choices=[('issued', 'issue of the letter'), ('received', 'receipt'), ('known', "the controller's knowledge"), ('not_stated', 'not stated')], max_length=12, verbose_name='Starts with')),
                ('started_at', models.DateTimeField(verbose_name='Start')),
                ('hours', models.PositiveIntegerField(verbose_name='Length in hours')),
                ('due_at', models.DateTimeField(verbose_name='Due')),
                ('reason', models.TextField(blank=True, verbose_name='Reason')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.caseevent', verbose_name='Event')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='incidents.clarificationrequest', verbose_name='Request')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.clockrule', verbose_name='Clock rule')),
            ],
            options={
                'verbose_name': 'Deadline',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DraftFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('path', models.CharField(max_length=80, unique=True)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='incidents.answerdraft')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
