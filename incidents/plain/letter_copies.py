"""Who gets a copy of a letter (tembusan), one a line: an office, and behind it, in angle brackets, where its copy is mailed. Without an
address it is printed alone, and handed over otherwise."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Copy:
    """One line; `address` is "" where no mail goes."""

    office: str
    address: str

    @property
    def line(self) -> str:
        return f"{self.office} <{self.address}>" if self.address else self.office


def read(text: str) -> list[Copy]:
    """Every line that says something, in its order."""
    return [_read(line.strip()) for line in text.splitlines() if line.strip()]


def offices(text: str) -> list[str]:
    """As a letter prints them."""
    return [each.office for each in read(text)]


def _read(line: str) -> Copy:
    office, bracket, rest = line.rpartition("<")
    if not bracket or not rest.endswith(">") or not office.strip():
        return Copy(line, "")
    return Copy(office.strip(), rest[:-1].strip())
