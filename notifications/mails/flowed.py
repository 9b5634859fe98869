"""The text of a mail in short lines that a mail program joins again (RFC 3676, format=flowed with DelSp). Pure.

A line that goes on ends with one blank that is no part of the text; a line that ends a paragraph, with none.
"""

LONGEST = 78  # signs of a line (RFC 5322, 2.1.1), the blank that joins it included
SIGNATURE = "-- "


def flowed(text: str) -> str:
    """`text` in lines of at most LONGEST signs. What is longer and has no blank, as a link, stays whole: who cannot join lines
    could not open it."""
    return "\n".join(line for paragraph in text.split("\n") for line in _lines(paragraph))


def _lines(paragraph: str) -> list[str]:
    rest = paragraph if paragraph == SIGNATURE else paragraph.rstrip(" ")
    lines: list[str] = []
    while rest:
        stuffed = " " if rest.startswith((" ", ">", "From ")) else ""
        room = LONGEST - len(stuffed)
        if len(rest) <= room:
            return [*lines, stuffed + rest]
        end = rest.rfind(" ", 0, room - 1) + 1 or rest.find(" ") + 1 or len(rest)
        lines.append(stuffed + rest[:end] + (" " if end < len(rest) else ""))
        rest = rest[end:]
    return lines or [""]
