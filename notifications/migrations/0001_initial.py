import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import incidents.migrations._tables
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('incidents', '0001_initial'),
        ('incidents', '__first__'),
    ]

    operations = [
        incidents.migrations._tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='AccountMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='account_mails', to=settings.AUTH_USER_MODEL)),
                        ('kind', models.CharField(choices=[('reset', 'Reset'), ('invitation', 'Invitation'), ('told', 'Told'), ('password', 'Password'), ('app_added', 'App Added'), ('app_removed', 'App Removed'), ('passkey_added', 'Passkey Added'), ('passkey_removed', 'Passkey Removed'), ('factors_removed', 'Factors Removed'), ('codes_made', 'Codes Made'), ('address_taken', 'Address Taken'), ('address_left', 'Address Left')], max_length=20)),
                        ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.caseevent')),
                        ('recipient', models.EmailField(max_length=254)),
                        ('written_at', models.DateTimeField()),
                        ('attempts', models.PositiveIntegerField(default=0)),
                        ('next_try_at', models.DateTimeField()),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('given_up_at', models.DateTimeField(null=True)),
                        ('last_error', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Heartbeat',
                    fields=[
                        ('part', models.CharField(choices=[('sweep', 'Sweep'), ('beat', 'Beat'), ('notices', 'Notices'), ('letters', 'Letters'), ('mailbox', 'Mailbox'), ('replies', 'Replies'), ('seal', 'Seal'), ('log', 'Log'), ('files', 'Files'), ('scanner', 'Scanner')], max_length=10, primary_key=True, serialize=False)),
                        ('at', models.DateTimeField()),
                        ('well', models.BooleanField(default=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='IncomingMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=60, unique=True)),
                        ('came_at', models.DateTimeField()),
                        ('read_at', models.DateTimeField()),
                        ('sender', models.CharField(blank=True, max_length=254)),
                        ('subject', models.CharField(blank=True, max_length=200)),
                        ('kind', models.CharField(choices=[('reply', 'Proposed as a reply'), ('stranger', 'From an address that is not on file'), ('by_number', 'Names the letter by its number alone'), ('unnamed', 'Names no letter'), ('complains', 'Mail of a complainant'), ('automatic', 'Automatic reply, nobody has answered'), ('server', 'Notice of a mail server'), ('bulk', 'Circular or spam, by its own words'), ('too_large', 'Too large to be taken in'), ('unreadable', 'Cannot be read by a machine')], max_length=10)),
                        ('status', models.CharField(choices=[('waits', 'Waits for a decision'), ('noted', 'Noted, nothing to decide'), ('entered', 'Entered'), ('aside', 'Was put aside'), ('laid', "Laid to a complainant's sheet")], max_length=7)),
                        ('size', models.PositiveBigIntegerField()),
                        ('sha256', models.CharField(blank=True, max_length=64)),
                        ('path', models.CharField(blank=True, max_length=80)),
                        ('incident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incoming_mails', to='incidents.incident')),
                        ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incoming_mails', to='incidents.clarificationrequest')),
                        ('case_letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incoming_mails', to='incidents.caseletter')),
                        ('complaint', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incoming_mails', to='incidents.complaint')),
                    ],
                    options={
                        'ordering': ['-came_at', '-pk'],
                        'indexes': [models.Index(condition=models.Q(('status', 'waits')), fields=['came_at'], name='incoming_mails_that_wait')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('case_letter__isnull', True), ('incident__isnull', True), ('request__isnull', True)), models.Q(('case_letter__isnull', True), ('incident__isnull', False), ('request__isnull', False)), models.Q(('case_letter__isnull', False), ('incident__isnull', False), ('request__isnull', True)), _connector='OR'), name='a_mail_stands_in_the_case_of_its_letter'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'entered'), _negated=True), ('incident__isnull', False), _connector='OR'), name='what_is_entered_belongs_to_a_letter'), models.CheckConstraint(condition=models.Q(('complaint__isnull', True), models.Q(('incident__isnull', True), ('sender', ''), ('subject', '')), _connector='OR'), name='of_who_complained_a_mail_says_nothing_in_plain'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'laid'), _negated=True), models.Q(('complaint__isnull', False), ('path', '')), _connector='OR'), name='what_is_laid_to_a_sheet_lies_there_alone')],
                    },
                ),
                migrations.CreateModel(
                    name='Message',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('mail_id', models.UUIDField(editable=False, unique=True)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='incidents.caseevent')),
                        ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='incidents.clarificationrequest')),
                        ('case_letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='incidents.caseletter')),
                        ('commitment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='incidents.commitment')),
                        ('duty', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='incidents.notificationduty')),
                        ('complaint', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='incidents.complaint')),
                        ('removal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='incidents.removal')),
                        ('kind', models.CharField(max_length=20)),
                        ('after_due', models.IntegerField(null=True)),
                        ('audience', models.CharField(choices=[('agency', 'agency'), ('officer', 'officer'), ('supervisors', 'supervisors'), ('colleague', 'colleague'), ('complainant', 'complainant'), ('copy', 'copy'), ('former', 'former'), ('answerer', 'answerer')], max_length=12)),
                        ('recipient', models.EmailField(max_length=254)),
                        ('recipient_name', models.CharField(max_length=200)),
                        ('planned_for', models.DateTimeField()),
                        ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('digest', models.BooleanField(default=False)),
                        ('state', models.CharField(choices=[('to_send', 'To send'), ('sent', 'Sent'), ('delivered', 'Arrived'), ('bounced', 'Came back'), ('skipped', 'Skipped'), ('given_up', 'Given up')], default='to_send', max_length=10)),
                        ('skip_reason', models.CharField(blank=True, max_length=20)),
                        ('attempts', models.PositiveIntegerField(default=0)),
                        ('next_try_at', models.DateTimeField()),
                        ('claimed_until', models.DateTimeField(null=True)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('reply', models.CharField(blank=True, max_length=200)),
                        ('last_error', models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        'ordering': ['planned_for', 'pk'],
                        'indexes': [models.Index(condition=models.Q(('state', 'to_send')), fields=['next_try_at'], name='messages_to_send'), models.Index(condition=models.Q(('state__in', ['given_up', 'bounced'])), fields=['state'], name='messages_given_up'), models.Index(fields=['request', 'planned_for'], name='messages_of_a_request'), models.Index(django.db.models.functions.text.Upper('recipient'), models.F('written_at'), name='messages_of_an_address')],
                        'constraints': [models.UniqueConstraint(fields=('event', 'kind', 'recipient'), name='told_once_to_each_address'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state', 'to_send')), models.Q(models.Q(('state', 'to_send'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='settled_messages_say_when'), models.CheckConstraint(condition=models.Q(models.Q(('case_letter__isnull', True), ('commitment__isnull', True), ('complaint__isnull', True), ('duty__isnull', True), ('removal__isnull', True), ('request__isnull', False)), models.Q(('case_letter__isnull', False), ('commitment__isnull', True), ('complaint__isnull', True), ('duty__isnull', True), ('removal__isnull', True), ('request__isnull', True)), models.Q(('case_letter__isnull', True), ('commitment__isnull', False), ('complaint__isnull', True), ('duty__isnull', True), ('removal__isnull', True), ('request__isnull', True)), models.Q(('case_letter__isnull', True), ('commitment__isnull', True), ('complaint__isnull', True), ('duty__isnull', False), ('removal__isnull', True), ('request__isnull', True)), models.Q(('case_letter__isnull', True), ('commitment__isnull', True), ('complaint__isnull', False), ('duty__isnull', True), ('removal__isnull', True), ('request__isnull', True)), models.Q(('case_letter__isnull', True), ('commitment__isnull', True), ('complaint__isnull', True), ('duty__isnull', True), ('removal__isnull', False), ('request__isnull', True)), _connector='OR'), name='a_mail_belongs_to_one_thing')],
                    },
                ),
                migrations.CreateModel(
                    name='Reader',
                    fields=[
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='reader', serialize=False, to=settings.AUTH_USER_MODEL)),
                        ('read_until', models.DateTimeField(null=True)),
                        ('digest', models.BooleanField(default=False, verbose_name='Daily digest')),
                    ],
                ),
                migrations.CreateModel(
                    name='Silence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('began_at', models.DateTimeField(unique=True)),
                        ('ended_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['-began_at'],
                    },
                ),
                migrations.CreateModel(
                    name='StrayMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=60, unique=True)),
                        ('sender', models.CharField(blank=True, max_length=254)),
                        ('note', models.CharField(blank=True, max_length=100)),
                        ('read_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['-read_at'],
                    },
                ),
            ],
        ),
    ]
