"""The one way this product turns data into text that is hashed."""

import hashlib
import json
from datetime import UTC, datetime

from django.core.serializers.json import DjangoJSONEncoder


class _Exact(DjangoJSONEncoder):
    """Instants to the microsecond, as the database keeps them: Django's own cuts them to the millisecond."""

    def default(self, o: object) -> object:
        if isinstance(o, datetime) and o.tzinfo:
            return o.astimezone(UTC).isoformat().replace("+00:00", "Z")
        return super().default(o)


def canonical_json(value: object) -> str:
    """JSON with sorted keys, no spaces, UTC instants."""
    return json.dumps(value, cls=_Exact, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: object) -> str:
    """The SHA-256 (hex) of its canonical JSON."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
