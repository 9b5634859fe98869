from django.apps import AppConfig
from django.db.models.signals import post_migrate


def protect_record(sender, using, **kwargs):
    from .record.append_only import protect

    protect(using)


class IncidentsConfig(AppConfig):
    name = "incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .record import access_log, deeds  # noqa: F401  (their receivers)

        # post_migrate comes once everything has been migrated, so tables of other apps exist by then too.
        post_migrate.connect(protect_record, sender=self, dispatch_uid="incidents.protect_record")
