"""The five press articles that the seed cases are told from: evidence of their cases, each the property of its publisher.

A place in an article is named by its paragraphs, counted as the page of the piece counts them. What stands in no article
says so itself (`OURS`, `ELSEWHERE`).
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ...models import Evidence

OURS = "dari kami"
ELSEWHERE = "di luar lima artikel"


@dataclass(frozen=True)
class Article:
    """One article: who published it on which day (and hour, where it says so), and its words as they were given to us."""

    file: str
    publisher: str
    day: str
    hour: str = ""

    def __str__(self) -> str:
        return f"{self.publisher}, {self.day}"

    @property
    def published(self) -> str:
        return f"{self}{f' pukul {self.hour} WIB' if self.hour else ''}"

    @cached_property
    def text(self) -> str:
        return (Path(__file__).parent / self.file).read_text(encoding="utf-8")

    @cached_property
    def paragraphs(self) -> list[str]:
        return Evidence(text=self.text).paragraphs

    def at(self, *numbers: int) -> "Passage":
        return Passage(self, numbers)


@dataclass(frozen=True)
class Passage:
    """Paragraphs of an article, counted from 1."""

    article: Article
    numbers: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.article}, alinea {', '.join(map(str, self.numbers))}"

    @property
    def text(self) -> str:
        return "\n".join(self.article.paragraphs[n - 1] for n in self.numbers)


DETIK = Article("detik_2018.txt", "detikNews", "6 Juli 2018", "17.06")
LIPUTAN6 = Article("liputan6_2020.txt", "Liputan6.com", "22 Mei 2020", "11.44")
TRIBUN = Article("tribun_2023.txt", "Tribunnews", "29 November 2023")
MERAPI = Article("merapi_2023.txt", "Harian Merapi", "3 Desember 2023", "11.00")
LAW_JUSTICE = Article("law_justice_2023.txt", "law-justice.co", "4 Desember 2023")
ARTICLES = (DETIK, LIPUTAN6, TRIBUN, MERAPI, LAW_JUSTICE)
