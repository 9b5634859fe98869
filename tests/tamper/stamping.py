"""An authority outside that stamps heads of the log, configured and trusted for a while."""

import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.test import override_settings
from django.utils import timezone

from incidents.models import AccessEntry
from incidents.record import transparency
from incidents.record.access_log import log
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
    """The newest head of so many days has a stamp, and each stamp a leaf. Somebody logs in afterwards: of a tail of nothing but
    stamps, which the sealer makes leaves of again, nothing would be lost."""
    for day in range(days):
        transparency.seal_all(timezone.now())
        stamp_newest_head(timezone.now() + timedelta(days=day))
    log(AccessEntry.Kind.LOG_IN, None, actor_name="Petugas")
    transparency.seal_all(timezone.now())
