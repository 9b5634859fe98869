"""A draft that a page keeps while somebody writes, and the savings it is made of."""

from typing import NamedTuple

from django.db import models


class Saving(NamedTuple):
    """Which page saves, and which of its quiet savings this is. Without a turn it is one of the page's buttons."""

    page: str = ""
    turn: int | None = None


class WrittenOnAPage(models.Model):
    """A draft that a page's script keeps while somebody writes. What it sends may arrive late, or after the button."""

    page = models.CharField(max_length=32, blank=True, default="")
    turn = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True

    def is_of(self, saving: Saving) -> bool:
        """True when the page that saves wrote what stands here: it never meets its own words as somebody else's."""
        return bool(saving.page) and saving.page == self.page

    def is_past(self, saving: Saving) -> bool:
        """True when the same page has saved something later meanwhile. Its button comes after all its quiet savings."""
        return self.is_of(saving) and saving.turn is not None and (self.turn is None or saving.turn < self.turn)

    def sign(self, saving: Saving) -> None:
        self.page, self.turn = saving
