"""What the suite's processes do straight gives what Django's own way gives."""

import copy

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Q, Value
from django.db.models.expressions import Col, Expression
from django.db.models.functions import Coalesce, Lower
from django.db.models.sql.compiler import SQLCompiler

from incidents.models import Agency, AgencyName
from tests import quicker_django


def columns():
    return [
        Col(alias, field, *output)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        for alias in (model._meta.db_table, "T4", None)
        for output in ((), (None,), (field,), (model._meta.pk,))
    ]


def test_it_is_in_use():
    assert SQLCompiler._order_by_pairs is quicker_django.ordered and Col.as_sql is quicker_django.as_sql
    assert Col.identity.func is quicker_django.identity and Value.copy is quicker_django.copied


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


def test_whatever_is_ordered_is_asked_in_the_same_words(monkeypatch):
    straight = [str(each.query) for each in questions()]
    monkeypatch.setattr(Col, "as_sql", quicker_django.column_as_sql)
    monkeypatch.setattr(SQLCompiler, "_order_by_pairs", quicker_django.order_by_pairs)
    assert straight == [str(each.query) for each in questions()]
    assert len(straight) > 1000


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
