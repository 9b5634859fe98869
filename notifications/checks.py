"""System checks of what leaves the house."""

from django.core.checks import Warning, register

from .letters import pdf


@register()
def letters_can_be_made(app_configs, **kwargs):
    if pdf.available():
        return []
    return [
        Warning(
            "Pango belum terpasang: surat tidak dapat dibuat.",
            hint="apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
            id="notifications.W001",
        )
    ]
