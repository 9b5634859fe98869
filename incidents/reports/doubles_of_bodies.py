"""Which bodies on file may be one that was entered twice: they are called nearly the same, or mail goes to the same domain."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..models import Agency, ToldApart
from ..plain import body_names


@dataclass(frozen=True)
class Alike:
    """Two present bodies that may be one: `double`, which nobody has completed or which came later, and `other`."""

    double: Agency
    other: Agency
    same_name: bool  # but for the legal form
    domains: tuple[str, ...]  # that both have


def pairs() -> list[Alike]:
    """All pairs of present bodies that may be one, those of the same name first. A body and its parts, or parts of one body,
    share their domain and are none; nor are those that somebody told apart."""
    bodies = list(Agency.objects.present().with_names().order_by("pk"))
    by_key = {body.pk: body for body in bodies}
    called: body_names.Called[int] = body_names.Called()
    found: dict[tuple[int, int], None] = {}
    of_domain: dict[str, list[Agency]] = {}
    for body in bodies:
        words = body.words
        found |= dict.fromkeys((other, body.pk) for other in called.similar(words))
        called.add(body.pk, words)
        for domain in set(body.domains):
            for other in of_domain.setdefault(domain, []):
                if not _kin(body, other, by_key):
                    found[other.pk, body.pk] = None
            of_domain[domain].append(body)
    apart = set(ToldApart.objects.standing().values_list("agency", "other"))
    rows = [_alike(by_key[first], by_key[second]) for first, second in found if (first, second) not in apart]
    return sorted(rows, key=lambda row: (not row.same_name, not row.domains, row.other.pk, row.double.pk))


def _alike(first: Agency, second: Agency) -> Alike:
    double, other = (first, second) if second.confirmed_at and not first.confirmed_at else (second, first)
    same_name = bool({*map(body_names.bare, first.words)} & {*map(body_names.bare, second.words)})
    return Alike(double, other, same_name, tuple(sorted({*first.domains} & {*second.domains})))


def _kin(one: Agency, other: Agency, by_key: dict[int, Agency]) -> bool:
    """Whether one stands under the other, or both under one body."""
    return bool({one.pk, *_above(one, by_key)} & {other.pk, *_above(other, by_key)})


def _above(body: Agency, by_key: dict[int, Agency]) -> Iterator[int]:
    seen = {body.pk}
    while body.parent_id and body.parent_id not in seen:
        yield body.parent_id
        seen.add(body.parent_id)
        if body.parent_id not in by_key:  # it has ended
            return
        body = by_key[body.parent_id]
