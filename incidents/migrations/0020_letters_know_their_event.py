"""Letters from before name the event that issued them, so that its mail and its bytes find each other."""

from django.db import migrations


def name_the_event(apps, schema_editor):
    letters, events = apps.get_model("incidents", "Letter"), apps.get_model("incidents", "CaseEvent")
    for letter in letters.objects.filter(cause__isnull=True):
        issued = events.objects.filter(
            action="issue", subject_type="clarificationrequest", subject_id=str(letter.request_id)
        )
        letter.cause = issued.order_by("recorded_at").first()
        letter.save(update_fields=["cause"])


class Migration(migrations.Migration):
    dependencies = [("incidents", "0019_letters_of_every_kind")]
    operations = [migrations.RunPython(name_the_event, migrations.RunPython.noop)]
