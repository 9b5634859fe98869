from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


def give_way(sender, using, **kwargs):
    from .record.triggers import frozen

    with connections[using].cursor() as cursor:
        frozen.give_way(connections[using], cursor)


def protect_record(sender, using, **kwargs):
    from .record.triggers.append_only import protect

    protect(using)


class IncidentsConfig(AppConfig):
    name = "incidents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .record import access_log, deeds, log_lines  # noqa: F401  (their receivers)

        pre_migrate.connect(give_way, sender=self, dispatch_uid="incidents.give_way")
        # post_migrate comes once everything has been migrated, so tables of other apps exist by then too.
        post_migrate.connect(protect_record, sender=self, dispatch_uid="incidents.protect_record")
