"""What a reminder around a due is called, by how many hours after it falls (before it: negative): in its receipt, and in the events that
say what became of it. Pure."""

DUE = "due"


def kind(after_due: int) -> str:
    """`due` in the instant of the due, `before_24` a day before, `after_24` a day after."""
    if after_due == 0:
        return DUE
    return f"before_{-after_due}" if after_due < 0 else f"after_{after_due}"
