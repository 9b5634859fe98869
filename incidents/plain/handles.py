"""What somebody is called on a forum or a channel, and where a text names them so. Pure."""

SHORTEST = 3  # one or two signs stand inside every text


def key_of(name: str) -> str:
    """A handle as it is compared: `@Jimbo` and `jimbo` are one."""
    return " ".join(name.lower().split()).lstrip("@ ")
