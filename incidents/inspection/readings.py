"""The texts that some bytes may be: what an editor, a mail or a browser would take them for."""

import re

BOM8, BOM16 = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
BOM32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
SEVEN = re.compile(rb"\+AD")  # UTF-7 (RFC 2152): how every digit from 0 to 9 begins there
WORDS = re.compile(rb"[\t\n\r\x20-\x7e]{12,}")  # among other bytes, where chance does not make them
_NUL = b"\x00"


def readings(raw: bytes) -> list[str]:
    """Every text that `raw` can be read as, the likeliest first. A mark at the start may lie about what follows."""
    if raw.startswith(BOM32):
        found = [raw.decode("utf-32", "replace")]
    elif raw.startswith(BOM16):
        found = [raw.decode("utf-16", "replace")]
        if raw.count(_NUL) * 8 < len(raw):
            found.append(raw[2:].decode("utf-8", "replace"))
    else:
        found = [raw.removeprefix(BOM8).decode("utf-8", "replace")]
        if _NUL in raw:
            found += [raw.decode(name, "replace") for name in ("utf-16-le", "utf-16-be")]
            found.append(raw.replace(_NUL, b"").decode("utf-8", "replace"))  # UTF-32, and words between binary numbers
    if SEVEN.search(raw):
        found.append(raw.decode("utf-7", "replace"))
    return found


def words_between(raw: bytes) -> str:
    """What stands in plain letters between bytes that are no text, a line each."""
    return "\n".join(" ".join(each.decode("ascii").split()) for each in WORDS.findall(raw.replace(_NUL, b"")))


def is_text(raw: bytes) -> bool:
    """Whether somebody could read it in an editor."""
    if raw.startswith((*BOM16, *BOM32)):
        return True
    head = raw[:4096]
    return _NUL not in raw and sum(sign < 9 or 13 < sign < 32 for sign in head) * 20 < max(len(head), 1)
