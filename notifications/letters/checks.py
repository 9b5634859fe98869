"""System checks of what leaves the house, for `manage.py check --deploy`; at run time the sweep looks each minute."""

from django.core.checks import CheckMessage, Warning, register

from . import pdf


@register(deploy=True)
def letters_can_be_made(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    if pdf.available():
        return []
    return [
        Warning(
            "Pango belum terpasang: surat tidak dapat dibuat.",
            hint="apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
            id="notifications.W001",
        )
    ]
