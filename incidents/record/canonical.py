"""The one way this product turns data into text that is hashed."""

import json

from django.core.serializers.json import DjangoJSONEncoder


def canonical_json(value: object) -> str:
    """JSON with sorted keys, no spaces, UTC instants."""
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
