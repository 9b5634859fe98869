"""What somebody is called on a forum or a channel, and where a text names them so. Pure."""

SHORTEST = 3  # one or two signs stand inside every text
LONGEST = 4  # words of a name that is recognised
MOST_WORDS = 1500
ABOUT = "@“”\"'‘’()[]{}<>.,;:!?…«»"  # signs that stand around a name and are none of it


def key_of(name: str) -> str:
    """A handle as it is compared: `@Jimbo` and `jimbo` are one, and so are all that are nothing but such signs."""
    whole = " ".join(name.lower().split())
    return whole.lstrip("@ ") or whole[:1]


def named_in(*texts: str) -> set[str]:
    """Every name that `texts` may hold, as it is compared: each word, and some words together. Only for looking up what is
    known already; most of these are nobody's name."""
    found: set[str] = set()
    for text in texts:
        words = [word.strip(ABOUT) for word in text.lower().split()[:MOST_WORDS]]
        for size in range(1, LONGEST + 1):
            found |= {" ".join(words[n : n + size]).strip() for n in range(len(words) - size + 1)}
    return {name for name in found if len(name) >= SHORTEST}
