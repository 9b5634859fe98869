"""Numbers of old files and letters as people cite them: small letters, spaces and other dashes make no other number. Pure."""

SPACES = " \u00a0"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"  # "-" as Word and telephones write it
_PLAIN = str.maketrans({**dict.fromkeys(SPACES, ""), **dict.fromkeys(DASHES, "-")})


def key(number: str) -> str:
    """What all spellings of one number share: 045/pdp-2020 of "045 /PDP–2020". `models.cited` asks the database for it."""
    return number.translate(_PLAIN).lower()
