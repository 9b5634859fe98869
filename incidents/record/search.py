"""Finding things: the words of the record, kept beside it by every deed, and the question put to them.

PostgreSQL stems with its `indonesian` configuration, SQLite with the same Snowball stems kept in a column; a corpus in
the tests holds both to the same hits. References, addresses and accounts are found as typed.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any
from unicodedata import combining, normalize

import snowballstemmer
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import Model, Q, QuerySet

from ..models import AgencyName, Incident, SearchEntry, User
from ..models.record import HistoryRow
from ..plain.known import known
from . import cited_numbers
from .searched import NAMING_A_BODY, TEXTS

CONFIG = "indonesian"
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = "'\u2018\u2019\u02bc\u02bb`"
JOINED = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")  # Qur'an, Jum'at: one word, spelt in several ways
LONGEST = 200
Passage = list[str]  # what stands before the hit, the hit, what stands after it
SHORTEST_TYPED = 3  # one or two signs stand inside every text
_stemmer = snowballstemmer.stemmer("indonesian")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    return str(_stemmer.stemWord(word))


def stems(text: str) -> list[str]:
    """The stems of the words of `text`, in order, lower case, without accents and apostrophes: Ā'isyah is Aisyah."""
    return [stem(re.sub(f"[{APOSTROPHES}]", "", word)) for word in JOINED.findall(_without_accents(text))]


def _stems_to_find(text: str) -> list[str]:
    """What is kept of `text`: its stems, and those of what stands between apostrophes."""
    parts = [word for joined in JOINED.findall(_without_accents(text)) for word in WORD.findall(joined)]
    return list(dict.fromkeys([*stems(text), *map(stem, parts)]))


def _without_accents(text: str) -> str:
    return "".join(sign for sign in normalize("NFKD", text.lower()) if not combining(sign))


def refresh(rows: Iterable[HistoryRow]) -> None:
    """Index what the history rows of a deed speak of, and what names a body whose names they change. Inside the deed:
    what was recorded can be found at once."""
    renamed = set()
    for row in rows:
        model = type(row).instance_type
        if model is AgencyName:
            renamed.add(getattr(row, "agency_id"))  # noqa: B009  (a column of this history alone)
        if model not in TEXTS:
            continue
        entry = {"kind": known(model._meta.model_name), "key": str(getattr(row, model._meta.pk.attname))}
        if row.history_type == "-" or getattr(row, "struck_at", None):
            SearchEntry.objects.filter(**entry).delete()
        else:
            _index(entry, *TEXTS[model](row.instance))
    for model, fields in NAMING_A_BODY.items() if renamed else ():
        naming = Q()
        for field in fields:
            naming |= Q(**{f"{field}__in": renamed})
        names = [f"{field}{path}" for field in fields for path in ("__names", "__doubles__names")]
        _index_all(model, model._default_manager.filter(naming).prefetch_related(*names))


def _index_all(model: type[Model], rows: QuerySet[Any]) -> int:
    """Index `rows` of one model afresh. Returns how many."""
    count = 0
    for row in rows.order_by("pk").iterator(chunk_size=500):
        _index({"kind": known(model._meta.model_name), "key": str(row.pk)}, *TEXTS[model](row))
        count += 1
    return count


def _index(entry: dict[str, str], incident: Incident, words: Iterable[str]) -> None:
    text = "\n".join(word for word in words if word)
    if not text:
        SearchEntry.objects.filter(**entry).delete()
        return
    found = {"incident_id": incident.pk, "text": text, "stems": f" {' '.join(_stems_to_find(text))} "}
    # The case is locked: nobody else writes this entry between the two.
    if not SearchEntry.objects.filter(**entry).update(**found):
        SearchEntry.objects.create(**entry, **found)


def rebuild() -> int:
    """Index everything afresh: after a restore, or when what is indexed has changed. Returns how many rows were read."""
    return sum(_index_all(model, model._default_manager.all()) for model in TEXTS)


def entries(query: str) -> QuerySet[SearchEntry]:
    """The entries that hold every word of `query` in some form, or `query` as typed."""
    query = " ".join(query.split())[:LONGEST]
    if not query:
        return SearchEntry.objects.none()
    as_typed = Q(text__icontains=query) if len(query) >= SHORTEST_TYPED else Q(pk__in=[])
    return SearchEntry.objects.filter(_by_words(query) | as_typed)


def _by_words(query: str) -> Q:
    wanted = stems(query)
    if not wanted:
        return Q(pk__in=[])
    kept = Q()
    for each in wanted:
        kept &= Q(stems__contains=f" {each} ")
    if connection.vendor == "postgresql":
        vector = SearchVector("text", config=CONFIG)
        found = SearchEntry.objects.annotate(words=vector).filter(
            words=SearchQuery(" ".join(WORD.findall(query)), config=CONFIG)
        )
        return Q(pk__in=found.values("pk")) | kept
    return kept


def cases(user: User, query: str) -> QuerySet[Incident]:
    """The cases that `user` may know of and that hold the words of `query`, each word somewhere in the case.

    A number that stands on a page or letter finds the case it belongs to, nothing else; an address or account is looked
    for as typed as well. Latest first.
    """
    seen = Incident.objects.visible_to(user)
    query = " ".join(query.split())[:LONGEST]
    if not query:
        return seen.none()
    if cited := cited_numbers.find(user, query):
        return seen.filter(pk__in=cited.incidents).order_by("-pk")
    together = seen.filter(pk__in=entries(query).values("incident"))
    words = JOINED.findall(query)
    scattered = seen if words else seen.none()
    for word in words:
        scattered = scattered.filter(pk__in=entries(word).values("incident"))
    return (together | scattered).distinct().order_by("-pk")


def passages(query: str, incidents: Iterable[Incident], each: int = 3, around: int = 90) -> dict[int, list[Passage]]:
    """{incident id: [text around the hit, …]} for a page of results; at most `each` for a case."""
    words = set(stems(query))
    found: dict[int, list[Passage]] = {}
    rows = SearchEntry.objects.filter(incident__in=incidents).order_by("pk")
    for row in rows.filter(_any(words, query)):
        shown = found.setdefault(row.incident_id, [])
        if len(shown) < each:
            shown.append(_around(row.text, words, query, around))
    return found


def _any(words: Iterable[str], query: str) -> Q:
    condition = Q(text__icontains=query)
    for word in words:
        condition |= Q(stems__contains=f" {word} ")
    return condition


def _around(text: str, words: Collection[str], query: str, around: int) -> Passage:
    """[before, hit, after] of the first hit in `text`, cut to `around` signs on either side."""
    start = text.lower().find(query.lower())
    end = start + len(query)
    if start < 0:
        for match in JOINED.finditer(text):
            if not set(_stems_to_find(match.group())).isdisjoint(words):
                start, end = match.span()
                break
        else:
            return ["", "", text[: 2 * around]]
    while start > 0 and WORD.fullmatch(text[start - 1]):
        start -= 1
    while end < len(text) and WORD.fullmatch(text[end]):
        end += 1
    before, after = text[max(0, start - around) : start], text[end : end + around]
    return [
        f"{'…' if start > around else ''}{before}",
        text[start:end],
        f"{after}{'…' if end + around < len(text) else ''}",
    ]
