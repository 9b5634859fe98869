"""Finding things: the words of the record, kept beside it by every deed, and the question put to them.

PostgreSQL stems with its `indonesian` configuration, SQLite with the same Snowball stems kept in a column; a corpus in
the tests holds both to the same hits. References, addresses and accounts are found as typed.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import islice
from typing import Any
from unicodedata import combining, normalize

import snowballstemmer
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.utils.translation import gettext

from ..models import (
    ActorPart,
    Agency,
    AgencyName,
    Answer,
    CaseEvent,
    Complaint,
    ComplaintAnswer,
    Evidence,
    Incident,
    KnownActor,
    Response,
    SearchEntry,
    Translation,
    User,
)
from ..models.actors import ActorQuerySet
from ..models.record import HistoryRow
from ..plain.not_none import not_none
from . import cited_numbers
from .searched_texts import NAMING_A_BODY, TEXTS

CONFIG = "indonesian"
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = "'\u2018\u2019\u02bc\u02bb`"
JOINED = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")  # Qur'an, Jum'at: one word, spelt in several ways
FIGURE = r"\d{1,3}(?:[.,]\d{3})+(?![\d.,]*\d)"  # 15.000 is one number, not 15 and 000
ASKED = re.compile(rf"(?<![\d.,]){FIGURE}|{JOINED.pattern}")
LONGEST = 200
Thing = tuple[type[Model], Any]  # a model and a key
Passage = list[str]  # what stands before the hit, the hit, what stands after it
PIECE = str(Evidence._meta.model_name)
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


def refresh(rows: Iterable[HistoryRow], event: CaseEvent | None = None) -> None:
    """Index what the history rows of a deed speak of, why its `event` says that it was done, and what names a body whose
    names they change. Inside the deed: what was recorded can be found at once."""
    renamed, new, born, left = set(), set(), set(), {}
    for row in rows:
        model = type(row).instance_type
        if model is Agency and row.history_type == "+":
            new.add(getattr(row, "id"))  # noqa: B009  (a column of this history alone)
        if model is AgencyName:
            renamed.add(getattr(row, "agency_id"))  # noqa: B009  (a column of this history alone)
        if model in TEXTS:
            thing = model, getattr(row, model._meta.pk.attname)
            left[thing] = row  # the last of them says how the deed leaves the thing
            if row.history_type == "+":
                born.add(thing)
    gone = {thing for thing, row in left.items() if row.history_type == "-" or getattr(row, "struck_at", None)}
    things = _with_bodies([_as_left(row) for thing, row in left.items() if thing not in gone])
    wordless = _index([*things, *filter(None, [event])])
    _forget((gone | wordless) - born - {(CaseEvent, event and event.pk)})
    if complained := [key for model, key in left if model is Complaint]:  # what was answered stands where it stands
        _index_all(ComplaintAnswer, ComplaintAnswer.objects.filter(complaint__in=complained))
    if struck := [key for model, key in gone if model is Response]:  # its parts go with it
        for part in (Answer, Translation):
            _index_all(part, part._default_manager.filter(response__in=struck))
    renamed -= new  # nothing of before names what this deed has brought forth
    for model, fields in NAMING_A_BODY.items() if renamed else ():
        naming = Q()
        for field in fields:
            naming |= Q(**{f"{field}__in": renamed})
        _index_all(model, model._default_manager.filter(naming))


def _as_left(row: HistoryRow) -> Model:
    """The thing as this row says, beside what it is linked to where the deed had that in hand: it is not asked for again."""
    thing = row.instance
    for link in thing._meta.concrete_fields:
        if not isinstance(link, ForeignKey) or link.related_model is Agency:
            continue
        if row.saved and link.is_cached(row.saved):
            linked = link.get_cached_value(row.saved)
            if linked is not None and linked.pk == getattr(thing, link.attname):
                link.set_cached_value(thing, linked)
    return thing


def _with_bodies(things: list[Model]) -> list[Model]:
    """The things beside the bodies they name, with all their names, as they are called now: one question for all of them."""
    links = [(thing, name) for thing in things for name in NAMING_A_BODY.get(type(thing), ())]
    keys = {getattr(thing, f"{name}_id") for thing, name in links} - {None}
    bodies: dict[int, Agency] = {}
    called: defaultdict[int, list[AgencyName]] = defaultdict(list)
    wanted = Q(agency__in=keys) | Q(agency__merged_into__in=keys) if keys else Q(pk__in=[])
    for row in AgencyName.objects.filter(wanted).select_related("agency").order_by():
        bodies[row.agency_id] = row.agency
        called[row.agency.merged_into_id or row.agency_id].append(row)
        if row.agency.merged_into_id:
            called[row.agency_id].append(row)
    for thing, name in links:
        if body := bodies.get(getattr(thing, f"{name}_id")):
            body.every_name = called[body.pk]
            setattr(thing, name, body)
    return things


def _index_all(model: type[Model], rows: QuerySet[Any]) -> int:
    """Index `rows` of one model afresh. Returns how many of them have words."""
    count, things = 0, rows.order_by("pk").iterator(chunk_size=500)
    while some := list(islice(things, 500)):
        _forget(wordless := _index(_with_bodies(some)))
        count += len(some) - len(wordless)
    return count


def index_again(model: type[Model], keys: Collection[Any]) -> None:
    """Index these rows afresh: what they say was emptied past the door of deeds."""
    if model in TEXTS:
        _index_all(model, model._default_manager.filter(pk__in=keys))


def _index(things: Iterable[Model]) -> set[Thing]:
    """Keep the words of these things. Returns those that have none."""
    kept, wordless = [], set()
    for thing in things:
        incident, words = TEXTS[type(thing)](thing)
        text = "\n".join(word for word in words if word)
        if text and incident is not None:
            stemmed = f" {' '.join(_stems_to_find(text))} "
            entry = {"kind": not_none(thing._meta.model_name), "key": str(thing.pk)}
            kept.append(SearchEntry(incident_id=incident, text=text, stems=stemmed, **entry))
        else:
            wordless.add((type(thing), thing.pk))
    SearchEntry.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["kind", "key"], update_fields=["incident", "text", "stems"]
    )
    return wordless


def _forget(things: Iterable[Thing]) -> None:
    """Take these things out of the index."""
    keys: dict[str, list[str]] = {}
    for model, key in things:
        keys.setdefault(not_none(model._meta.model_name), []).append(str(key))
    for kind, gone in keys.items():
        SearchEntry.objects.filter(kind=kind, key__in=gone).delete()


def rebuild() -> int:
    """Index everything afresh. Returns how many entries there are: see actions.reindexing."""
    return sum(_index_all(model, model._default_manager.all()) for model in TEXTS)


def entries(query: str) -> QuerySet[SearchEntry]:
    """The entries that hold every word of `query` in some form, or `query` as typed."""
    query = " ".join(query.split())[:LONGEST]
    if not query:
        return SearchEntry.objects.none()
    as_typed = Q(text__icontains=query) if len(query) >= SHORTEST_TYPED else Q(pk__in=[])
    if re.fullmatch(FIGURE, query):
        return SearchEntry.objects.filter(text__regex=rf"(^|[^0-9.,]){re.escape(query)}($|[^0-9.,]|[.,]($|[^0-9]))")
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
    together = seen.filter(Q(pk__in=entries(query).values("incident")) | Q(pk__in=_of_actors(user, query)))
    words = ASKED.findall(query)
    scattered = seen if words else seen.none()
    for word in words:
        scattered = scattered.filter(pk__in=entries(word).values("incident"))
    return (together | scattered).distinct().order_by("-pk")


def actors(user: User, query: str) -> ActorQuerySet:
    """Those on the register whom `user` may know of and who go by such a name; a sign or two stand in every one."""
    found = KnownActor.objects.visible_to(user).standing()
    return found.called(query) if len(query) >= SHORTEST_TYPED else found.none()


def _of_actors(user: User, query: str) -> QuerySet[Any, Any]:
    """The keys of the cases in which they have a part."""
    heads = actors(user, query).order_by().values("pk")
    parts = ActorPart.objects.filter(Q(actor__in=heads) | Q(actor__merged_into__in=heads))
    return parts.order_by().values("incident")


def passages(query: str, incidents: Iterable[Incident], each: int = 3, around: int = 90) -> dict[int, list[Passage]]:
    """{incident id: [text around the hit, …]} for a page of results; at most `each` for a case."""
    words = set(stems(query))
    found: dict[int, list[Passage]] = {}
    rows = SearchEntry.objects.filter(incident__in=incidents).order_by("pk")
    for row in rows.filter(_any(words, query)):
        shown = found.setdefault(row.incident_id, [])
        if len(shown) < each:
            shown.append(_around(row.text, words, query, around) if row.kind != PIECE else _named(row))
    return found


def _named(row: SearchEntry) -> Passage:
    """A piece of evidence by its number alone: its words are read on its own page, where each look is recorded."""
    return [f"{gettext('Evidence')} ", row.text.split(maxsplit=1)[0], ""]


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
