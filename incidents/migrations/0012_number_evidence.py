"""Evidence that was an attachment gets its number in the case and its file's hash."""

from django.db import migrations


def fill(apps, schema_editor):
    Evidence = apps.get_model("incidents", "Evidence")
    last = {}
    for row in Evidence.objects.select_related("file").order_by("pk"):
        last[row.incident_id] = last.get(row.incident_id, 0) + 1
        Evidence.objects.filter(pk=row.pk).update(number=last[row.incident_id], sha256=row.file.sha256)


class Migration(migrations.Migration):

    dependencies = [
        ("incidents", "0011_case_columns_2"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
