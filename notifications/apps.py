from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .letters import checks, passages  # noqa: F401  (their registrations)
        from .mails import checks as checks_of_mails  # noqa: F401  (their registrations)
        from .postroom import doorbell, emptied_mails, outbox_on_record  # noqa: F401  (their registrations)
        from .views import slots  # noqa: F401  (its registrations)
