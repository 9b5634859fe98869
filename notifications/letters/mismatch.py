"""Why a file that comes back is not the signed letter."""


class Mismatch(ValueError):
    """`why` is one of not_a_pdf, no_signature, broken, changed_after, another_number, another_text, another_file, annotated,
    another_part, misplaced, covered, drawn, undated, or unjudged: whether it is the letter could not be found out. `where` says where,
    for people."""

    def __init__(self, why: str, where: str = "") -> None:
        super().__init__(why)
        self.why, self.where = why, where
