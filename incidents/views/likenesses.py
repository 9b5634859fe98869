"""Pages that answer the question whether two cases are the same, and that ask it again."""

from typing import Any

from ..actions import merging
from ..models import Likeness
from ..workflow import Action
from .deed_page import CaseDeed


class _OfTwo(CaseDeed):
    model = Likeness

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"seen": self.case.version}

    def sentence(self) -> str:
        """Of which two it is said."""
        return f"{self.case}: {self.case.title} · {self.on.stands}: {self.on.stands.title}"


tell_apart = _OfTwo.page(Action.TELL_APART, merging.tell_apart, only={"told_apart_at": None})
compare_cases_again = _OfTwo.page(
    Action.COMPARE_CASES_AGAIN, merging.compare_cases_again, only={"told_apart_at__isnull": False}
)
