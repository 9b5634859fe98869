"""The passages of a letter as they are printed, and what each is to whoever reads it: by this an erratum knows what it corrects."""

from html.parser import HTMLParser

from incidents.actions.letter_content import Content
from incidents.letters.printed import reads_letters
from incidents.plain.slips import Part

from . import html

# {class of the form: what stands in such an element}
OF_CLASS = {"asked": Part.ASKED, "demands": Part.ASKED, "called": Part.MEETING}
IN_A_LINE = frozenset({"strong", "span", "em", "b", "i"})
WITHOUT_END = frozenset({"br", "img", "meta", "link", "hr"})
NOT_PRINTED = frozenset({"head"})


@reads_letters
def passages(content: Content) -> list[tuple[str, Part]]:
    """Of the letter that is drawn from `content`; none of one that a removal under law emptied. Before the first word of an element that begins a line stands a blank."""
    reader = _Reader()
    if "template" in content:
        reader.feed(html.render(content))
    return reader.passages


class _Reader(HTMLParser):
    """Reads what the form of letters prints. In the text itself, what is set in bold is a due (`html.STRONG`)."""

    def __init__(self) -> None:
        super().__init__()
        self.passages: list[tuple[str, Part]] = []
        self.open: list[tuple[str, Part | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in IN_A_LINE:
            self.passages.append((" ", Part.WORDS))
        if tag in WITHOUT_END:
            return
        classes = (dict(attrs).get("class") or "").split()
        part = next((OF_CLASS[name] for name in classes if name in OF_CLASS), None)
        if tag == "strong" and any(name == "main" for name, _part in self.open):
            part = Part.DUE
        self.open.append((tag, part))

    def handle_endtag(self, tag: str) -> None:
        if tag not in IN_A_LINE:
            self.passages.append((" ", Part.WORDS))
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(tag in NOT_PRINTED for tag, _part in self.open):
            self.passages.append((data, next((part for _tag, part in reversed(self.open) if part), Part.WORDS)))
