"""Who gets a copy of what is written for a body: of a request and of a letter of the case alike."""

from ..plain import letter_copies

OPEN = "B"  # the security of a letter that a mail may carry


class Copied:
    """What has `copies`, one a line, and a security."""

    copies: str
    security: str

    @property
    def copied(self) -> list[letter_copies.Copy]:
        """Who gets a copy, and where it is mailed."""
        return letter_copies.read(self.copies)

    @property
    def travels_closed(self) -> bool:
        """Whether no mail carries the letter, limited or secret: what arrives by mail is the word that it is there."""
        return self.security != OPEN
