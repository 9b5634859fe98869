"""What all refusals of a verb share: words for the reader, and the status their answer carries. Pure.

Each stands beside the verb that raises it. They are answered in one place each: at the form that stands on the page
(views.base), and by a page of its own where no form stands (config.middleware).
"""

from .translatable import _

CANNOT_BE_SO, NOT_NOW, GONE = 422, 409, 410


class DomainError(Exception):
    """A verb refuses, and nothing was stored. `on` is the object it was to be done to, where there is one.

    `message` is marked for translation; `facts` fill its placeholders.
    """

    status: int = CANNOT_BE_SO
    message: str = _("This cannot be done so.")

    def __init__(self, on: object = None, **facts: object) -> None:
        super().__init__(on, facts)
        self.on, self.facts = on, facts

    def __str__(self) -> str:
        return self.message % self.facts
