"""Expressions of PostgreSQL that the ORM lacks: one of many keys, arrays of rows, whole rows."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func, IntegerField, QuerySet
from django.db.models.expressions import RawSQL

Sql = tuple[str, list[Any]]


class Among(Func):
    """Whether a key is one of `keys`: one array, however many they are.

    An array of constants is a filter or an index condition, never a sub-query, so that it can
    be OR-ed with another one. A single key is a plain comparison, which keeps an index's order.
    """

    arity = 1
    output_field = BooleanField()

    def __init__(self, path: Any, keys: Iterable[int]) -> None:
        super().__init__(F(path) if isinstance(path, str) else path)
        self.keys = list(keys)

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> Sql:  # type: ignore[override]
        """The key, compared with a single parameter."""
        column, parameters = compiler.compile(self.source_expressions[0])
        if len(self.keys) == 1:
            return f"{column} = %s", [*parameters, *self.keys]
        return f"{column} = ANY(%s::bigint[])", [*parameters, self.keys]


class AmongFound(Func):
    """Whether a key is in the arrays that come first: they are computed once, before the rows."""

    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> Sql:  # type: ignore[override]
        """The key, compared with all arrays as one."""
        key, *arrays = [compiler.compile(one) for one in self.source_expressions]
        joined = " || ".join(sql for sql, _parameters in arrays)
        parameters = [one for _sql, given in (key, *arrays) for one in given]
        return f"{key[0]} = ANY({joined})", parameters


class Keys(Func):
    """The keys that a query finds, as an array."""

    output_field = ArrayField(BigIntegerField())

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        super().__init__()
        self.rows = rows

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> Sql:  # type: ignore[override]
        """The query, read into an array before anything else."""
        sql, parameters = _compiled(self.rows, connection)
        return f"ARRAY({sql})", parameters


class Counted(Func):
    """How many rows a query finds: computed once, however many rows it stands beside."""

    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        super().__init__()
        self.rows = rows

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> Sql:  # type: ignore[override]
        """The number as a value of its own."""
        sql, parameters = _compiled(self.rows, connection)
        return f"(SELECT count(*) FROM ({sql}) counted)", parameters  # noqa: S608 - by the ORM


class FirstOfEach(Keys):
    """The keys of the first rows, over all groups, from the first rows of each.

    Each group is read from its own part of an index and no further than `size` rows, however
    far behind the rows of other groups its own come.
    """

    def __init__(self, rows: QuerySet[Any, Any], group: str, keys: Iterable[int], size: int):
        mine = rows.filter(**{group: RawSQL("each_group.key", ())})
        super().__init__(mine.values_list("pk", *(_bare(one) for one in _order(rows)))[:size])
        self.keys = list(keys)
        self.size = size

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> Sql:  # type: ignore[override]
        """The first of the first, by the same order."""
        sql, parameters = _compiled(self.rows, connection)
        order = _order(self.rows)
        names = ", ".join(f"k{n}" for n in range(len(order)))
        wanted = ", ".join(
            f"k{n} DESC" if one.startswith("-") else f"k{n}" for n, one in enumerate(order)
        )
        groups = f"unnest(%s::bigint[]) each_group(key), LATERAL ({sql}) found(key, {names})"
        first = f"SELECT found.key FROM {groups} ORDER BY {wanted} LIMIT %s"  # noqa: S608 - by the ORM
        return f"ARRAY({first})", [self.keys, *parameters, self.size]


def _compiled(rows: QuerySet[Any, Any], connection: Any) -> Sql:
    sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    return sql, list(parameters)


def _order(rows: QuerySet[Any, Any]) -> tuple[str, ...]:
    return tuple(str(one) for one in rows.query.order_by)


def _bare(name: str) -> str:
    return name.removeprefix("-")


class RowBefore(Func):
    """Whether a row of columns sorts before a row of values: a condition that an index serves."""

    output_field = BooleanField()
    operator = "<"

    def __init__(self, *columns: str, values: Iterable[Any]) -> None:
        super().__init__(*(F(column) for column in columns))
        self.values = list(values)

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> Sql:  # type: ignore[override]
        """Two rows, compared as PostgreSQL compares them."""
        columns = [compiler.compile(one) for one in self.source_expressions]
        left = ", ".join(sql for sql, _parameters in columns)
        right = ", ".join("%s" for _value in self.values)
        parameters = [one for _sql, given in columns for one in given]
        return f"({left}) {self.operator} ({right})", [*parameters, *self.values]


class RowAfter(RowBefore):
    """Whether a row of columns sorts after a row of values."""

    operator = ">"
