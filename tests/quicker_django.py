"""What Django and its driver do in a roundabout way for each question that the suite asks, done straight in its processes.

A question's parts are copied by `copy.copy`, which asks each class how it is pickled; the columns that an ordered question
selects are hashed by binding the signature of their class, also where it is ordered by names alone, which no column answers
to; a question that is long is taken apart anew each time. Of each part it is asked anew whether this database says it in a way
of its own, under a name that is put together for it; columns of a table are made anew for each question that selects them all; and
a whole field, with its checks, is made for each constant and each join. What comes of it is the same (`test_quicker_django.py`).
"""

import inspect
import sys
from functools import cache, lru_cache

from django.db.models.expressions import BaseExpression, Col, Expression, Value
from django.db.models.fields import BigAutoField, BigIntegerField, Field
from django.db.models.sql.compiler import SQLCompiler
from django.utils.functional import cached_property

order_by_pairs, relabel = SQLCompiler._order_by_pairs, Col.relabeled_clone
default_columns, all_converters = SQLCompiler.get_default_columns, SQLCompiler.get_converters
kind_of_value, same_field = Value._resolve_output_field, Field.__eq__
resolve = {kind: kind.resolve_expression for kind in (Col, Value)}


def copied(self):
    """As `copy.copy`: the same class with the same state, which is what pickling would keep of it."""
    new = object.__new__(self.__class__)
    new.__dict__.update(self.__getstate__())
    return new


def identity(self):
    """As every expression's: its class, and what it was made of."""
    args, kwargs = self._constructor_args
    if kwargs or not 2 <= len(args) <= 3 or type(self) is not Col:
        return Expression.identity.func(self)
    alias, target, *output = args
    return Col, ("alias", alias), ("target", _named(target)), ("output_field", _named(output[0] if output else None))


def _named(field):
    if isinstance(field, Field) and field.name and field.model:
        return field.model._meta.label, field.name
    return Expression._identity(field)


def ordered(self):
    """What is ordered by names, and selects nothing under a name, finds none of them among what it selects."""
    query, selected = self.query, self.select
    meta = query.get_meta()  # None of what asks no table
    order = query.order_by or (query.default_ordering and meta and meta.ordering) or ()
    by_names = order and not query.extra_order_by and all(isinstance(name, str) for name in order)
    if not by_names or query.combinator or any(alias for *_column, alias in selected or ()):
        return order_by_pairs(self)
    self.select = ()
    try:
        return list(order_by_pairs(self))
    finally:
        self.select = selected


def as_sql(self, compiler, connection):
    """As it is: what was quoted once for a question is not asked for again, nor is a column that was said so before put together."""
    alias, quoted = self.alias, compiler.quote_cache
    if not alias:
        return quoted.get(self.target.column) or compiler.quote_name_unless_alias(self.target.column), []
    table = quoted.get(alias) or compiler.quote_name_unless_alias(alias)
    said = self.__dict__.get("_said")
    if said is None or said[0] != table:
        said = self._said = table, f"{table}.{compiler.quote_name_unless_alias(self.target.column)}"
    return said[1], []


@cache
def _way(kind, vendor):
    """The method by which an expression of this class says itself to this database."""
    own = f"as_{vendor}"
    return sys.intern(own if getattr(kind, own, None) else "as_sql")


def compile(self, node):
    if node.__class__ is Col:
        return as_sql(node, self, self.connection)
    return getattr(node, _way(node.__class__, self.connection.vendor))(self, self.connection)


_columns = {}  # (table, how a question calls it) → its columns, of tables that stand on no other


def columns(self, select_mask, start_alias=None, opts=None, from_parent=None):
    """As they are: an expression that stands in a question is never changed, only copied."""
    opts = opts or self.query.get_meta()
    if select_mask or opts is None:
        return default_columns(self, select_mask, start_alias, opts, from_parent)
    key = opts.model, start_alias or self.query.get_initial_alias()
    if (found := _columns.get(key)) is None:
        found = default_columns(self, select_mask, key[1], opts, from_parent)
        if any(field.model is not opts.model for field in opts.concrete_fields):
            return found
        _columns[key] = found
    return list(found)


def converters(self, expressions):
    """As they are: how the values of a column are read is the same each time."""
    found = {}
    for n, expression in enumerate(expressions):
        if expression.__class__ is not Col:
            return all_converters(self, expressions)
        if (read := expression.__dict__.get("_read")) is None:
            own = expression.get_db_converters(self.connection)
            read = expression._read = self.connection.ops.get_db_converters(expression) + own
        if read:
            found[n] = read, expression
    return found


def resolved(self, query=None, allow_joins=True, reuse=None, summarize=False, for_save=False):
    """A column or a constant is made of nothing that has to be found first: only one that is marked anew is another."""
    if self.is_summary == summarize and getattr(self, "for_save", for_save) == for_save:
        return self
    return resolve[self.__class__](self, query, allow_joins, reuse, summarize, for_save)


def relabeled(self, relabels):
    if self.alias in relabels or "possibly_multivalued" in self.__dict__:
        return relabel(self, relabels)
    return self


_kinds = {}  # type of a constant → its field


def kind(self):
    """One field for all constants of a type: it belongs to no model, and holds nothing."""
    if (found := _kinds.get(self.value.__class__)) is None and (found := kind_of_value(self)) is not None:
        _kinds[self.value.__class__] = found
    return found


def same(self, other):
    return self is other or same_field(self, other)


_of_keys = BigIntegerField()


def type_of_keys(self, connection):
    return _of_keys.db_type(connection)


WAYS = {
    (BaseExpression, "copy"): copied,
    (BigAutoField, "rel_db_type"): type_of_keys,
    (Col, "as_sql"): as_sql,
    (Col, "identity"): cached_property(identity),
    (Col, "relabeled_clone"): relabeled,
    (Col, "resolve_expression"): resolved,
    (Field, "__eq__"): same,
    (SQLCompiler, "_order_by_pairs"): ordered,
    (SQLCompiler, "compile"): compile,
    (SQLCompiler, "get_converters"): converters,
    (SQLCompiler, "get_default_columns"): columns,
    (Value, "_resolve_output_field"): kind,
    (Value, "resolve_expression"): resolved,
}
DJANGOS = {(owner, name): inspect.getattr_static(owner, name) for owner, name in WAYS}


def install():
    for (owner, name), way in WAYS.items():
        setattr(owner, name, way)
    Col.identity.__set_name__(Col, "identity")
    try:
        from psycopg import _queries
    except ImportError:  # SQLite alone
        return
    _queries.MAX_CACHED_STATEMENT_LENGTH, _queries.MAX_CACHED_STATEMENT_PARAMS = 40_000, 400
    _queries._query2pg_client = lru_cache(1000)(_queries._query2pg_client_nocache)
