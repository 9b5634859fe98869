"""System checks of who holds what the record is proved by, for `manage.py check --deploy`; pages of auditors say the same."""

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

HINTS = {
    "LOG_WITNESSES": (
        "notifications.W002",
        "Kepala segel terbaru tidak dikirim kepada siapa pun di luar setiap malam (LOG_WITNESSES kosong).",
        "LOG_WITNESSES=inspektorat@instansi-lain.go.id",
    ),
    "LOG_HEADS": (
        "notifications.W003",
        "Setiap malam catatan tidak dicocokkan dengan kepala segel yang disimpan di luar (LOG_HEADS kosong).",
        "LOG_HEADS=https://pemantau.instansi-lain.go.id/checkpoint",
    ),
}


@register(deploy=True)
def heads_are_held_outside(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    return [
        Warning(words, hint=hint, id=key) for name, (key, words, hint) in HINTS.items() if not getattr(settings, name)
    ]
