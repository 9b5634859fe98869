"""Who gets a copy of what is written for a body: of a request and of a letter of the case alike."""

from ..plain import letter_copies


class Copied:
    """What has `copies`, one a line."""

    copies: str

    @property
    def copied(self) -> list[letter_copies.Copy]:
        """Who gets a copy, and where it is mailed."""
        return letter_copies.read(self.copies)
