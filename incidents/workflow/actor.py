"""Who does a deed, as far as the table of moves asks. Pure."""

from collections.abc import Collection, Set
from typing import Protocol

from .words import Role


class Actor(Protocol):
    """A person who is logged in, or the product itself."""

    @property
    def pk(self) -> int | None: ...

    @property
    def roles(self) -> Set[Role]: ...

    @property
    def agency_ids(self) -> Collection[int]: ...
