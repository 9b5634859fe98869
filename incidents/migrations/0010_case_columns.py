"""Columns of the case file: incident, involvement, question, response, activity, caseevent, clockrule, deadline, evidence."""

import django.db.models.deletion
import incidents.workflow.words
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0009_case_tables_3'),
    ]

    operations = [
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
        migrations.AddField(
            model_name='historicalevidence',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='closed_at',
            field=models.DateTimeField(null=True, verbose_name='Closed'),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='failure',
            field=models.CharField(blank=True, choices=[('disclosure', 'Leak or disclosure'), ('access', 'Unlawful access'), ('loss', 'Loss or destruction'), ('change', 'Alteration'), ('collection', 'Excessive collection'), ('consent', 'Processing without consent'), ('late_notice', 'Late notification'), ('other', 'Other')], max_length=20, verbose_name='Kind of failure'),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='happened_precision',
            field=models.CharField(choices=[('minute', 'minute'), ('day', 'day'), ('month', 'month'), ('year', 'year')], default='minute', max_length=6, verbose_name='Happened, known to the'),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='happened_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='Happened until'),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.incident', verbose_name='Merged into'),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='outcome',
            field=models.CharField(blank=True, choices=[('no_breach', 'No violation of data protection'), ('no_personal_data', 'Incident without personal data'), ('old_or_open', 'Old or open data'), ('fabricated', 'Fabricated data'), ('other_source', 'Not the source, another holder'), ('recommendation', 'Proven: recommendation'), ('reprimand', 'Proven: reprimand'), ('sanction', 'Proven: sanction and recommendation'), ('to_police', 'Referred to law enforcement'), ('to_sector', 'Referred to a sector body'), ('too_little', 'Not enough information'), ('not_competent', 'Not competent'), ('no_reply', 'No reply')], max_length=24, verbose_name='Outcome'),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='report_reference',
            field=models.CharField(db_index=True, max_length=20, null=True, verbose_name='Report number'),
        ),
        migrations.AddField(
            model_name='historicalincident',
            name='restricted',
            field=models.BooleanField(default=False, verbose_name='Restricted'),
        ),
        migrations.AddField(
            model_name='historicalinvolvement',
            name='according_to',
            field=models.CharField(blank=True, max_length=200, verbose_name='According to'),
        ),
        migrations.AddField(
            model_name='historicalinvolvement',
            name='holds',
            field=models.CharField(blank=True, max_length=200, verbose_name='Holds'),
        ),
        migrations.AddField(
            model_name='historicalinvolvement',
            name='known_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='Known to it'),
        ),
        migrations.AddField(
            model_name='historicalinvolvement',
            name='known_precision',
            field=models.CharField(choices=[('minute', 'minute'), ('day', 'day'), ('month', 'month'), ('year', 'year')], default='minute', max_length=6, verbose_name='Known to it, known to the'),
        ),
        migrations.AddField(
            model_name='historicalinvolvement',
            name='known_source',
            field=models.CharField(blank=True, max_length=300, verbose_name='Who says since when'),
        ),
        migrations.AddField(
            model_name='historicalinvolvement',
            name='known_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='Known to it until'),
        ),
        migrations.AddField(
            model_name='historicalinvolvement',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='historicalquestion',
            name='returned',
            field=models.TextField(blank=True, verbose_name='What is missing'),
        ),
        migrations.AddField(
            model_name='historicalresponse',
            name='channel',
            field=models.CharField(choices=[('portal', 'Portal'), ('letter', 'Letter'), ('mail', 'E-mail'), ('hand', 'Handed over'), ('other', 'Another way, or not known')], default='portal', max_length=8, verbose_name='Channel'),
        ),
        migrations.AddField(
            model_name='historicalresponse',
            name='document',
            field=models.CharField(blank=True, max_length=300, verbose_name='Number and date of the document'),
        ),
        migrations.AddField(
            model_name='historicalresponse',
            name='evidence',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='incidents.evidence', verbose_name='Scan'),
        ),
        migrations.AddField(
            model_name='historicalresponse',
            name='text',
            field=models.TextField(blank=True, verbose_name='Text'),
        ),
        migrations.AddField(
            model_name='incident',
            name='closed_at',
            field=models.DateTimeField(null=True, verbose_name='Closed'),
        ),
        migrations.AddField(
            model_name='incident',
            name='failure',
            field=models.CharField(blank=True, choices=[('disclosure', 'Leak or disclosure'), ('access', 'Unlawful access'), ('loss', 'Loss or destruction'), ('change', 'Alteration'), ('collection', 'Excessive collection'), ('consent', 'Processing without consent'), ('late_notice', 'Late notification'), ('other', 'Other')], max_length=20, verbose_name='Kind of failure'),
        ),
        migrations.AddField(
            model_name='incident',
            name='happened_precision',
            field=models.CharField(choices=[('minute', 'minute'), ('day', 'day'), ('month', 'month'), ('year', 'year')], default='minute', max_length=6, verbose_name='Happened, known to the'),
        ),
        migrations.AddField(
            model_name='incident',
            name='happened_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='Happened until'),
        ),
        migrations.AddField(
            model_name='incident',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='incidents.incident', verbose_name='Merged into'),
        ),
        migrations.AddField(
            model_name='incident',
            name='outcome',
            field=models.CharField(blank=True, choices=[('no_breach', 'No violation of data protection'), ('no_personal_data', 'Incident without personal data'), ('old_or_open', 'Old or open data'), ('fabricated', 'Fabricated data'), ('other_source', 'Not the source, another holder'), ('recommendation', 'Proven: recommendation'), ('reprimand', 'Proven: reprimand'), ('sanction', 'Proven: sanction and recommendation'), ('to_police', 'Referred to law enforcement'), ('to_sector', 'Referred to a sector body'), ('too_little', 'Not enough information'), ('not_competent', 'Not competent'), ('no_reply', 'No reply')], max_length=24, verbose_name='Outcome'),
        ),
        migrations.AddField(
            model_name='incident',
            name='report_reference',
            field=models.CharField(max_length=20, null=True, unique=True, verbose_name='Report number'),
        ),
        migrations.AddField(
            model_name='incident',
            name='restricted',
            field=models.BooleanField(default=False, verbose_name='Restricted'),
        ),
        migrations.AddField(
            model_name='involvement',
            name='according_to',
            field=models.CharField(blank=True, max_length=200, verbose_name='According to'),
        ),
        migrations.AddField(
            model_name='involvement',
            name='holds',
            field=models.CharField(blank=True, max_length=200, verbose_name='Holds'),
        ),
        migrations.AddField(
            model_name='involvement',
            name='known_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='Known to it'),
        ),
        migrations.AddField(
            model_name='involvement',
            name='known_precision',
            field=models.CharField(choices=[('minute', 'minute'), ('day', 'day'), ('month', 'month'), ('year', 'year')], default='minute', max_length=6, verbose_name='Known to it, known to the'),
        ),
        migrations.AddField(
            model_name='involvement',
            name='known_source',
            field=models.CharField(blank=True, max_length=300, verbose_name='Who says since when'),
        ),
        migrations.AddField(
            model_name='involvement',
            name='known_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='Known to it until'),
        ),
        migrations.AddField(
            model_name='involvement',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='question',
            name='returned',
            field=models.TextField(blank=True, verbose_name='What is missing'),
        ),
        migrations.AddField(
            model_name='response',
            name='channel',
            field=models.CharField(choices=[('portal', 'Portal'), ('letter', 'Letter'), ('mail', 'E-mail'), ('hand', 'Handed over'), ('other', 'Another way, or not known')], default='portal', max_length=8, verbose_name='Channel'),
        ),
        migrations.AddField(
            model_name='response',
            name='document',
            field=models.CharField(blank=True, max_length=300, verbose_name='Number and date of the document'),
        ),
        migrations.AddField(
            model_name='response',
            name='evidence',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.evidence', verbose_name='Scan'),
        ),
        migrations.AddField(
            model_name='response',
            name='text',
            field=models.TextField(blank=True, verbose_name='Text'),
        ),
        migrations.AlterField(
            model_name='activity',
            name='kind',
            field=models.CharField(choices=[('note', 'Note'), ('meeting', 'Meeting'), ('call', 'Phone call'), ('statement', 'Statement to the press'), ('assignment', 'Assignment'), ('briefing', 'Briefing'), ('summons', 'Summons'), ('examination', 'Examination'), ('takedown', 'Takedown request'), ('recommendation', 'Recommendation'), ('offer', 'Support offered')], default='note', max_length=16, verbose_name='Kind'),
        ),
        migrations.AlterField(
            model_name='caseevent',
            name='action',
            field=models.CharField(choices=[('report', 'report'), ('record', 'record'), ('promote', 'promote'), ('dismiss', 'dismiss'), ('reconsider', 'reconsider'), ('merge', 'merge'), ('absorb', 'absorb'), ('separate', 'separate'), ('amend', 'amend'), ('involve', 'involve'), ('amend_involvement', 'amend_involvement'), ('note', 'note'), ('attach', 'attach'), ('claim', 'claim'), ('assess', 'assess'), ('adopt', 'adopt'), ('hand_over', 'hand_over'), ('reclassify', 'reclassify'), ('release', 'release'), ('destroy', 'destroy'), ('categorize', 'categorize'), ('track_duty', 'track_duty'), ('amend_duty', 'amend_duty'), ('rate', 'rate'), ('find', 'find'), ('sanction', 'sanction'), ('commit', 'commit'), ('keep', 'keep'), ('drop', 'drop'), ('relate', 'relate'), ('unrelate', 'unrelate'), ('restrict', 'restrict'), ('unrestrict', 'unrestrict'), ('admit', 'admit'), ('exclude', 'exclude'), ('share', 'share'), ('unshare', 'unshare'), ('close', 'close'), ('reopen', 'reopen'), ('draft', 'draft'), ('edit', 'edit'), ('submit', 'submit'), ('send_back', 'send_back'), ('issue', 'issue'), ('acknowledge', 'acknowledge'), ('answer', 'answer'), ('reply', 'reply'), ('record_reply', 'record_reply'), ('redirect', 'redirect'), ('return', 'return'), ('ask_extension', 'ask_extension'), ('extend', 'extend'), ('refuse_extension', 'refuse_extension'), ('accept', 'accept'), ('withdraw', 'withdraw'), ('store_letter', 'store_letter'), ('send_message', 'send_message'), ('fail_message', 'fail_message'), ('give_up_message', 'give_up_message'), ('skip_message', 'skip_message'), ('register_agency', 'register_agency'), ('register_contact', 'register_contact'), ('end_contact', 'end_contact'), ('register_unit', 'register_unit'), ('enact_rule', 'enact_rule'), ('enact_category', 'enact_category'), ('enact_regime', 'enact_regime'), ('appoint', 'appoint'), ('end_appointment', 'end_appointment')], max_length=40),
        ),
        migrations.AlterField(
            model_name='clockrule',
            name='length',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='Length'),
        ),
        migrations.AlterField(
            model_name='deadline',
            name='kind',
            field=models.CharField(choices=[('first', 'First due'), ('extension', 'Extension'), ('return', 'Returned to be completed')], max_length=12, verbose_name='Kind'),
        ),
        migrations.AlterField(
            model_name='evidence',
            name='file',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='incidents.storedfile', verbose_name='File'),
        ),
        migrations.AlterField(
            model_name='evidence',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='incidents.incident', verbose_name='Incident'),
        ),
        migrations.AlterField(
            model_name='historicalactivity',
            name='kind',
            field=models.CharField(choices=[('note', 'Note'), ('meeting', 'Meeting'), ('call', 'Phone call'), ('statement', 'Statement to the press'), ('assignment', 'Assignment'), ('briefing', 'Briefing'), ('summons', 'Summons'), ('examination', 'Examination'), ('takedown', 'Takedown request'), ('recommendation', 'Recommendation'), ('offer', 'Support offered')], default='note', max_length=16, verbose_name='Kind'),
        ),
        migrations.AlterField(
            model_name='historicalclockrule',
            name='length',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='Length'),
        ),
        migrations.AlterField(
            model_name='historicaldeadline',
            name='kind',
            field=models.CharField(choices=[('first', 'First due'), ('extension', 'Extension'), ('return', 'Returned to be completed')], max_length=12, verbose_name='Kind'),
        ),
        migrations.AlterField(
            model_name='historicalincident',
            name='source',
            field=models.CharField(choices=[('complaint', 'Complaint by the public'), ('controller', 'Report by the controller (Art. 46)'), ('social_media', 'Social media'), ('news', 'News'), ('forum', 'Forum or black market'), ('bssn', 'Notice by BSSN'), ('police', 'Notice by the police'), ('supervision', 'Own supervision'), ('sector', 'Notice by a sector body'), ('researcher', 'Security researcher'), ('other', 'Other')], default='other', max_length=20, verbose_name='Source'),
        ),
        migrations.AlterField(
            model_name='historicalincident',
            name='status',
            field=models.CharField(choices=[('report', 'Report'), ('open', 'Open case'), ('closed', 'Closed'), ('dismissed', 'Dismissed'), ('merged', 'Merged')], default=incidents.workflow.words.IncidentStatus['OPEN'], max_length=20, verbose_name='Status'),
        ),
        migrations.AlterField(
            model_name='historicalresponse',
            name='kind',
            field=models.CharField(choices=[('interim', 'Interim'), ('partial', 'In part'), ('full', 'In full'), ('denial', 'Denial'), ('not_held', 'Data not held')], max_length=10, verbose_name='Kind'),
        ),
        migrations.AlterField(
            model_name='incident',
            name='source',
            field=models.CharField(choices=[('complaint', 'Complaint by the public'), ('controller', 'Report by the controller (Art. 46)'), ('social_media', 'Social media'), ('news', 'News'), ('forum', 'Forum or black market'), ('bssn', 'Notice by BSSN'), ('police', 'Notice by the police'), ('supervision', 'Own supervision'), ('sector', 'Notice by a sector body'), ('researcher', 'Security researcher'), ('other', 'Other')], default='other', max_length=20, verbose_name='Source'),
        ),
        migrations.AlterField(
            model_name='incident',
            name='status',
            field=models.CharField(choices=[('report', 'Report'), ('open', 'Open case'), ('closed', 'Closed'), ('dismissed', 'Dismissed'), ('merged', 'Merged')], default=incidents.workflow.words.IncidentStatus['OPEN'], max_length=20, verbose_name='Status'),
        ),
    ]
