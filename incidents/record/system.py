"""Who does what the product does by itself."""

from ..workflow import Actor, Role


class _System:
    """The product acting by itself: the actor of stored letters and sent mail."""

    pk = None
    roles = frozenset({Role.SYSTEM})
    agency_ids: tuple[int, ...] = ()

    def __str__(self) -> str:
        return "Sistem"


SYSTEM: Actor = _System()
