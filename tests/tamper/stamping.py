"""An authority outside that stamps heads of the log, configured and trusted for a while."""

import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.test import override_settings
from django.utils import timezone

from incidents.record import transparency
from notifications.postroom import stamp_newest_head
from tests.time_authority import TimeAuthority


@contextmanager
def authority():
    served = TimeAuthority(starts=datetime(2020, 1, 1, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as folder:
        trusted = Path(folder, "otoritas.pem")
        trusted.write_bytes(served.certificate)
        try:
            with override_settings(TSA_URL=served.url, TSA_CERTIFICATES=str(trusted)):
                yield
        finally:
            served.close()


def stamp(days):
    """The newest head of so many days has a stamp, and each stamp a leaf."""
    for day in range(days):
        transparency.seal_all(timezone.now())
        stamp_newest_head(timezone.now() + timedelta(days=day))
    transparency.seal_all(timezone.now())
