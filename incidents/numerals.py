"""Numbers in Indonesian words, as letters write them. Pure."""

_UNITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()


def in_words(number: int) -> str:
    """An Indonesian numeral in words, 0 to 999."""
    if number < 12:
        return _UNITS[number]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    if number < 100:
        tens, rest = divmod(number, 10)
        return f"{_UNITS[tens]} puluh {in_words(rest) if rest else ''}".strip()
    hundreds, rest = divmod(number, 100)
    head = "seratus" if hundreds == 1 else f"{_UNITS[hundreds]} ratus"
    return f"{head} {in_words(rest) if rest else ''}".strip()


def period(hours: int) -> str:
    """A period as letters write it: 72 is "3 x 24 (tiga kali dua puluh empat) jam"."""
    if hours % 24 == 0:
        return f"{hours // 24} x 24 ({in_words(hours // 24)} kali dua puluh empat) jam"
    return f"{hours} ({in_words(hours)}) jam"
