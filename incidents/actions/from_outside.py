"""What reaches the ministry outside the portal about a letter that went out."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from ..models import Evidence
from ..plain.clocks import Instant
from ..plain.spans import Span


@dataclass(frozen=True)
class FromOutside:
    """A question, a wish for more time or a word on the letter that came on paper, by mail or by telephone: from whom, when as far as
    is known, by which way, in which document, with which scan. Of a call there is neither."""

    who: str
    received_at: Instant | Span
    channel: str
    document: str
    evidence: Evidence | None = None

    @classmethod
    def of(cls, typed: Mapping[str, Any]) -> Self:
        """As it stands in the fields of a form, which bear these names."""
        return cls(**{each.name: typed[each.name] for each in fields(cls)})

    @property
    def columns(self) -> dict[str, Any]:
        """Those of the row that keeps it; when it came stands in columns of its own."""
        return {"who": self.who, "channel": self.channel, "document": self.document, "evidence": self.evidence}
