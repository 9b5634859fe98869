"""Attachments become evidence: the same rows under the name of what they are."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("incidents", "0005_rules"),
    ]

    operations = [
        migrations.RenameModel("Attachment", "Evidence"),
        migrations.RenameModel("HistoricalAttachment", "HistoricalEvidence"),
    ]
