"""What the suite's processes do straight gives what Django's own way gives."""

import copy
import inspect
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery, Value
from django.db.models.expressions import Col, Expression
from django.db.models.functions import Coalesce, Lower

from incidents.models import Agency, AgencyName, ClarificationRequest
from tests import quicker_django


def columns():
    return [
        Col(alias, field, *output)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        for alias in (model._meta.db_table, "T4", None)
        for output in ((), (None,), (field,), (model._meta.pk,))
    ]


@pytest.fixture
def djangos_own(monkeypatch):
    """From when it is called on, Django goes its own way."""

    def instead():
        for (owner, name), way in quicker_django.DJANGOS.items():
            monkeypatch.setattr(owner, name, way)

    return instead


def test_it_is_in_use():
    for (owner, name), way in quicker_django.WAYS.items():
        assert inspect.getattr_static(owner, name) is way is not quicker_django.DJANGOS[owner, name]


def test_every_column_is_the_same_as_by_djangos_own_question():
    assert len(columns()) > 5000
    for column in columns():
        assert column.identity == Expression.identity.func(column)


def questions():
    """Each table ordered as it is by itself, by each of its columns, and in the ways in which questions select by name."""
    for model in apps.get_models():
        rows, columns = model._base_manager.all(), [field.name for field in model._meta.concrete_fields]
        yield from (rows, rows.reverse(), rows.order_by("pk"), rows.order_by("?"), rows.order_by(F("pk").desc()))
        yield from (rows.order_by(f"-{name}", "pk") for name in columns)
        for some in (rows.values("pk", x=F("pk")), rows.values_list("pk", flat=True), rows.annotate(x=Count("pk"))):
            yield from (some, some.order_by("-pk"), some.distinct())
        yield rows.annotate(x=Lower(F("pk"))).order_by("x", "-pk")
        yield rows.order_by().values("pk").union(rows.order_by().values("pk")).order_by("-pk")
        yield rows.order_by("-pk")[:3]
        yield from (rows.select_related(name).order_by(f"{name}__pk") for name in columns if name in LINKS)


LINKS = ("incident", "agency", "request")


def nested():
    """Questions within questions, constants of each type, columns of other tables, what is counted by what stands outside."""
    named = AgencyName.objects.filter(agency=OuterRef("agency"), valid_from__lte=OuterRef("agency__ended_on"))
    asked = ClarificationRequest.objects.filter(incident=OuterRef("incident"), agency__names__in=named.values("pk"))
    twice = asked.filter(
        Exists(ClarificationRequest.objects.filter(follows=OuterRef("pk"), agency=OuterRef(OuterRef("agency"))))
    )
    rows = ClarificationRequest.objects.exclude(agency__names__name="x").filter(
        Q(Exists(asked.none())) | ~Q(Exists(twice))
    )
    yield from (rows, rows.filter(Exists(twice)).select_related("incident__owner", "agency").order_by("-incident__pk"))
    few = (
        asked.order_by().values("agency__code").annotate(n=Count("pk", filter=Q(agency__code=OuterRef("agency__code"))))
    )
    yield rows.annotate(n=Subquery(few.values("n")[:1]), m=Count("questions", distinct=True)).filter(n__gt=F("m") + 1)
    yield rows.values("agency").annotate(n=Count("pk"), last=Max("issued_at")).filter(n__gt=1).order_by("-last")
    yield rows.only("pk", "agency__code", "agency__version").select_related("agency")
    yield rows.defer("agency__code").select_related("agency", "follows__follows")
    for value in (
        "x",
        True,
        1,
        1.5,
        datetime(2026, 1, 1, tzinfo=UTC),
        date(2026, 1, 1),
        timedelta(1),
        Decimal(1),
        b"x",
        UUID(int=1),
    ):
        yield rows.annotate(x=Value(value), y=Coalesce(Value(value), Value(value))).filter(x=F("y"))


def said(question):
    """Its words, what it fills in, and which columns it reads in which way."""
    compiler = question.query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        words = compiler.as_sql()
    except EmptyResultSet:
        return None
    read = compiler.get_converters([expression for expression, *_sql in compiler.select])
    return repr(words), [
        (n, [way.__name__ for way in ways], type(each), repr(getattr(each, "target", None)))
        for n, (ways, each) in read.items()
    ]


def test_whatever_is_asked_is_asked_in_the_same_words_and_read_in_the_same_way(djangos_own):
    straight, once_more = ([said(each) for each in (*questions(), *nested())] for _time in range(2))
    djangos_own()
    djangos = [said(each) for each in (*questions(), *nested())]
    for ours, theirs in zip((*straight, *once_more), djangos * 2, strict=True):
        assert ours == theirs
    assert len(straight) > 1000 and sum(bool(each and each[1]) for each in straight) > 100


def test_a_copy_has_all_that_a_copy_by_pickling_has():
    named = AgencyName.objects.filter(agency=OuterRef("pk"))
    parts = (Value("x"), Lower(Value("X")), Coalesce(Value("x"), Value("")), Exists(named))
    where = Agency.objects.filter(Q(code="x") & Exists(named)).query.where.children
    for each in (*columns()[:40], *parts, *where):
        assert each.convert_value is not None  # remembered by the first, and by no copy
        ours, theirs = quicker_django.copied(each), copy.copy(each)
        assert type(ours) is type(theirs) is type(each)
        assert {key: id(value) for key, value in vars(ours).items()} == {
            key: id(value) for key, value in vars(theirs).items()
        }
        assert "convert_value" not in vars(ours)
