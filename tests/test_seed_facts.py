"""The five seed articles held against the pages: every fact of them is shown with its place in the article, and what the pages
quote stands there, or says that it is ours."""

import hashlib
import re

import lxml.html
import pytest

from incidents.demo.articles import ARTICLES, DETIK, ELSEWHERE, LAW_JUSTICE, LIPUTAN6, MERAPI, OURS, Article, Passage
from incidents.models import Incident, Involvement
from tests.public_cases import told
from tests.seed_facts import CASE, CASES, DONE, FACTS, LAW, LETTER, PROOF, SAID

__all__ = ["told"]  # a fixture

# What one row of a page is: the smallest element that holds one thing on record with its source.
ROW = {
    CASE: "//tr | //section[contains(@class, 'figures')]/a | //dl/div",
    SAID: "//tr",
    DONE: "//div[contains(@class, 'rows')]/div",
    LAW: "//div[contains(@class, 'rows')]/div | //tr",
    PROOF: "//tr",
    LETTER: "//dl/div | //div[contains(@class, 'rows')]/div",
}
# Facts about the article itself, and what a page shows by showing nothing: no paragraph is cited there.
UNCITED = (1, 44, 65, 94)
CITED = re.compile(rf"({'|'.join(re.escape(str(a)) for a in ARTICLES)}), alinea (\d+(?:, \d+)*)")


def passages(text: str) -> list[Passage]:
    """Every place in an article that `text` names."""
    by_name = {str(article): article for article in ARTICLES}
    return [by_name[name].at(*map(int, numbers.split(", "))) for name, numbers in CITED.findall(text)]


def words_of(element) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


@pytest.fixture
def rows(told, log_in):
    """rows(article, page): the words of every row of that page of the article's case, as an officer sees it."""
    browser, seen = log_in(told), {}

    def shown(article: Article, page: str) -> list[str]:
        case = Incident.objects.get(reference=CASES[article])
        address = f"/insiden/{case}/{page}" if page != LETTER else f"/permintaan/{case.requests.first().pk}/"
        if address not in seen:
            answer = browser.get(address)
            assert answer.status_code == 200, address
            tree = lxml.html.fromstring(answer.content.decode())
            seen[address] = [words_of(each) for each in tree.xpath(ROW[page])]
        return seen[address]

    return shown


def test_there_are_ninety_five_facts_each_once():
    assert [fact.number for fact in sorted(FACTS)] == list(range(1, 96))
    assert all(fact.words or fact.because for fact in FACTS)


def test_every_fact_stands_in_a_row_of_its_page_with_its_place_in_the_article(rows):
    lost = []
    for fact in FACTS:
        if fact.because:
            continue
        found = [row for row in rows(fact.article, fact.page) if all(word in row for word in fact.words)]
        if fact.number not in UNCITED:
            found = [
                row
                for row in found
                if any(p.article == fact.article and fact.paragraph in p.numbers for p in passages(row))
            ]
        if not found:
            lost.append((fact.number, fact.fact))
    assert not lost


def test_the_articles_are_evidence_under_the_hash_of_their_words(told):
    for article in ARTICLES:
        piece = Incident.objects.get(reference=CASES[article]).evidence.get(description=f"Artikel {article}")
        assert piece.text == article.text and piece.sha256 == hashlib.sha256(article.text.encode()).hexdigest()
        assert piece.origin == f"© {article.publisher}; terbit {article.published}"


def test_a_piece_numbers_its_paragraphs_as_the_record_cites_them(told, log_in):
    piece = Incident.objects.get(reference=CASES[DETIK]).evidence.get()
    page = lxml.html.fromstring(log_in(told).get(f"/bukti/{piece.pk}/").content.decode())
    items = [words_of(each) for each in page.xpath("//ol[@class='numbered']/li")]
    assert len(items) == len(DETIK.paragraphs) and "kemarin (5/7)" in items[7 - 1]


def said_in_the_cases():
    """(what is said, everything it may be taken from) of each line that quotes, reports or finds."""
    for case in Incident.objects.filter(reference__in=CASES.values()):
        for a in case.assertions.all():
            yield f"{a.statement} · {a.said_by.partition(',')[0]} · {int(a.amount) if a.amount else ''}", a.source
        for each in case.activities.prefetch_related("parts"):
            parts = " ".join(part.capacity for part in each.parts.all())
            yield f"{each.text} · {each.speaker.partition(',')[0]} · {each.participants} {parts}", each.source
        for each in case.findings.all():
            yield f"{each.text} · {each.method} · {each.said_by.partition(',')[0]}", each.source
        for each in case.commitments.all():
            yield f"{each.what} · {each.who}", each.source
        for each in case.involvements.all():
            yield each.why.partition(" (")[0] if OURS in each.why else each.why, each.why
            yield each.holds, each.according_to or each.why


def names_and_figures(text: str) -> set[str]:
    """Figures, and words with a capital that do not begin a sentence, of `text` without the sentences that are ours."""
    text = re.sub(rf"[^.:]*\b{OURS}\b[^.]*\.?", "", text)
    found = set()
    for match in re.finditer(r"[\w@](?:[\w./'-]*\w)?", text):
        begins = text[: match.start()].rstrip()[-1:] in ("", ".", ":", ";", "“")
        word = match.group()
        if word[0].isdigit() or (word[0].isupper() and not begins):
            found.add(word)
    return found


# Our short names for what an article spells out, and words of the language that ours begin a label with.
SPELLED = {
    "DPT": "daftar pemilih tetap",
    "PDP": "pdp",
    "Pelindungan": "perlindungan",
    "e-KTP": "e-ktp",
    "Komplek": "komplek",
}


def stands_in(word: str, text: str) -> bool:
    plain = text.lower().replace("’", "'")
    digits = word.replace(".", "")
    if digits.isdigit():
        figures = {n.replace(".", "") for n in re.findall(r"\d[\d.]*\d|\d", text)}
        return digits in figures or digits.removesuffix("000000") in figures
    return word.lower() in plain or SPELLED.get(word, "\0") in plain


def test_names_and_figures_of_every_line_stand_in_the_paragraphs_it_cites(told):
    strange = []
    for words, source in said_in_the_cases():
        if ELSEWHERE in source or not words.strip():
            continue
        places = passages(source)
        if not places:
            assert OURS in source, (words, source)
            continue
        for word in names_and_figures(words):
            text = "\n".join(p.text if word[0].isdigit() else p.article.text for p in places)
            if not stands_in(word, text):
                strange.append((word, words, source))
    assert not strange


def test_every_line_names_its_article_and_paragraph_or_says_that_it_is_ours(told):
    for case in Incident.objects.filter(reference__in=CASES.values()):
        lines = [
            *case.assertions.values_list("source", flat=True),
            *case.activities.values_list("source", flat=True),
            *case.findings.values_list("source", flat=True),
            *case.commitments.values_list("source", flat=True),
            *case.involvements.values_list("why", flat=True),
        ]
        for line in lines:
            assert passages(line) or ELSEWHERE in line or OURS in line, (case, line)
        for assertion in case.assertions.exclude(source__contains=ELSEWHERE):
            [piece] = {p.article for p in passages(assertion.source)}
            assert assertion.evidence.description == f"Artikel {piece}"


NAMED = {
    "U-a": ("nama lengkap",),
    "U-b": ("jenis kelamin",),
    "U-f.nik": ("NIK",),
    "U-f.nkk": ("NKK", "Nomor KK"),
    "U-f.ktp": ("nomor KTP",),
    "U-f.lahir": ("tanggal lahir",),
    "U-f.tps": ("TPS",),
}


def test_each_kind_of_data_cites_the_articles_that_name_it_and_no_other(told):
    exposed = Incident.objects.get(reference=CASES[LAW_JUSTICE]).categories.select_related("category")
    assert {each.category.code for each in exposed} == set(NAMED)
    for each in exposed:
        places = passages(each.basis)
        assert places and all(any(word in p.text for word in NAMED[each.category.code]) for p in places), each


def test_parts_that_bodies_play_are_ours_and_findings_have_no_confidence_that_nobody_named(told):
    for case in Incident.objects.filter(reference__in=CASES.values()):
        assert "jam pencatatannya rekaan" in case.summary
        assert all(finding.confidence == "unstated" for finding in case.findings.all())
        assert all(OURS in part.why for part in case.involvements.all())


def test_nobody_is_said_to_be_affected_by_the_size_of_a_list(told):
    case = Incident.objects.get(reference=CASES[LIPUTAN6])
    assert not case.assertions.filter(topic="subjects").exists() and not case.figures.exists()


def test_a_rate_is_no_price(told, log_in):
    page = lxml.html.fromstring(log_in(told).get("/insiden/INS-2023-0001/").content.decode())
    [price] = [words_of(a) for a in page.xpath("//section[contains(@class, 'figures')]/a") if "Harga" in words_of(a)]
    assert "2 BTC" in price and "571" not in price


def test_no_body_is_called_the_origin_of_data_that_no_article_traces_to_it(told):
    cases = Incident.objects.filter(reference__in=CASES.values())
    assert not Involvement.objects.filter(incident__in=cases, role="origin").exists()
    assert {p.article for p in passages(cases.get(reference=CASES[LAW_JUSTICE]).findings.last().source)} == {
        LAW_JUSTICE
    }


def test_what_an_article_gives_no_day_or_speaker_has_none_or_says_that_it_is_ours(told):
    """Semuel's words stand in a paper of 3 December without a day, the coordination is that of law-justice itself."""
    case = Incident.objects.get(reference=CASES[MERAPI])
    asked = case.assertions.get(statement__startswith="Klarifikasi telah diminta")
    assert asked.said is None and asked.said_by.startswith("Semuel")
    finding = case.findings.get(text__contains="masih melacak")
    assert "hari keterangannya tidak disebut" in finding.text and OURS in finding.text
    coordinated = case.activities.get(text__contains="menghindari hal ini terjadi lagi")
    assert coordinated.speaker == "" and "koordinasinya tidak disebut" in coordinated.text and OURS in coordinated.text
    for activity in case.activities.filter(source__contains="law-justice"):
        assert activity.speaker == "" or 5 in passages(activity.source)[0].numbers, "the day stands in paragraph 5"


def test_nobody_denies_and_nothing_is_open_but_in_the_words_of_the_article(told):
    """KPU's commissioner denied nothing: he said which file it is, issued by regulation and open."""
    case = Incident.objects.get(reference=CASES[LIPUTAN6])
    denials = case.assertions.filter(topic="denial")
    assert {row.agency.code for row in denials} == {"dukcapil"}
    assert "menurut undang-undang" not in case.summary and "sesuai regulasi" in case.summary
    for assessment in (each for row in case.assertions.all() for each in row.assessments.all()):
        assert not re.search(r"KPU[^;.]*menyangkal", assessment.grounds)
    parties = case.involvements.get(agency__code="parpol")
    assert "wajib diberi" in parties.why, "the law that KPU quotes orders it; nobody says that it was done"
