"""Asks many questions about one case, or several, in one statement, and hands each the rows it would have got alone.

A question about one case brings a few rows; what costs is to build a statement, send it and plan it. A case is known
by some forty such questions, and its page, its messages and every look of the worker begin with all of them. Asked
together they also see one and the same instant.
"""

from collections import Counter, namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    JSON,
    BinaryExpression,
    BindParameter,
    Boolean,
    ColumnElement,
    Connection,
    Date,
    Integer,
    LargeBinary,
    Select,
    String,
    Time,
    bindparam,
    cast,
    false,
    func,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.sql.visitors import replacement_traverse
from sqlalchemy.types import TypeEngine

from witness.store.types import Id, UtcMoment

# What a statement of a `CaseQuery` says where the case belongs.
THIS_CASE: ColumnElement[str] = bindparam("case_id", type_=Id)
# What stands there instead when it is asked of several cases at once.
THESE_CASES: Any = bindparam("case_ids", type_=Id, expanding=True)

# What a column may hold. A boolean is no number here, and an instant no day.
KINDS: tuple[type[TypeEngine[Any]], ...] = (UtcMoment, Boolean, Integer, Date, Time, LargeBinary, JSON, String)

Kind = type[TypeEngine[Any]]
Rows = Sequence[Any]


class CaseQuery:
    """A question about one case: a statement with `THIS_CASE` in it and without an order, and the order of its rows."""

    def __init__(self, asked: Any, *order: ColumnElement[Any] | Any) -> None:
        """Keep what is asked; every column has a name of its own."""
        self.asked = asked
        self.order = order
        self._alone = asked.order_by(*order)

    def rows(self, connection: Connection, case_id: str, at_hand: "AtHand | None" = None) -> Rows:
        """Give the rows about a case: those at hand, when they were read together with others, else by a statement."""
        if at_hand is not None and self in at_hand:
            return at_hand[self]
        return connection.execute(self._alone, {"case_id": case_id}).all()

    def rows_of_many(self, connection: Connection, case_ids: Sequence[str]) -> Rows:
        """Give the rows about several cases by one statement, in the order of the question. One row stands once."""
        return connection.execute(self._among, {"case_ids": list(case_ids)}).all()

    @cached_property
    def _among(self) -> Any:
        return among(self._alone)


# What was read together of one case. Never kept beyond the picture for which it was read.
AtHand = Mapping[CaseQuery, Rows]


def of_one_case(table: Any, *order: ColumnElement[Any] | Any) -> CaseQuery:
    """Ask for every row of a table that is about the case."""
    return CaseQuery(select(table).where(table.case_id == THIS_CASE), *order)


class Together:
    """Questions that are asked in one statement.

    Each row says which question it answers, and its place in the order of that question. What it holds stands in
    columns that all questions share: as many of each kind as the widest question needs, empty where one needs fewer.
    """

    def __init__(self, *queries: CaseQuery) -> None:
        """Keep the questions; the statement is built when it is first asked."""
        self.queries = queries

    def of_case(self, connection: Connection, case_id: str) -> AtHand:
        """Give the rows of every question about one case."""
        return self._found(connection, self._asked[0], {"case_id": case_id})

    def of_many(self, connection: Connection, case_ids: Sequence[str]) -> AtHand:
        """Give the rows of every question about several cases, in its order. Whose each is, its columns must say."""
        return self._found(connection, self._among, {"case_ids": list(case_ids)})

    def _found(self, connection: Connection, statement: Any, of: Mapping[str, object]) -> AtHand:
        readers = self._asked[1]
        found: dict[CaseQuery, list[Any]] = {query: [] for query in self.queries}
        lists = list(found.values())
        # By question and place, of which each row has its own.
        for row in sorted(connection.execute(statement, of).all(), key=itemgetter(0, 1)):
            lists[row[0]].append(readers[row[0]](row))
        return MappingProxyType(found)

    @cached_property
    def _among(self) -> Any:
        return among(self._asked[0])

    @cached_property
    def _asked(self) -> tuple[Any, list[Callable[[Any], Any]]]:
        inner = [_placed(query) for query in self.queries]
        most: Counter[Kind] = Counter()
        for columns in inner:
            most |= Counter(_kind_of(column) for column in columns[1:])
        shared = [(kind, n) for kind in KINDS for n in range(most[kind])]
        parts = [_nothing(shared)]
        readers = []
        for number, (place, *columns) in enumerate(inner):
            at = _positions(columns, shared)
            by_position = dict(zip(at, columns, strict=True))
            said = [by_position.get(position, null()) for position in range(len(shared))]
            parts.append(select(literal_column(str(number)), place, *(c.label(f"c{n}") for n, c in enumerate(said))))
            readers.append(_reader([column.key for column in columns], at))
        return union_all(*parts), readers


def among(statement: Any) -> Any:
    """Turn a statement about `THIS_CASE` into the same about `THESE_CASES`."""
    return replacement_traverse(statement, {}, _these_instead)


def _these_instead(element: Any, **_: Any) -> Any:
    right = element.right if isinstance(element, BinaryExpression) else None
    if isinstance(right, BindParameter) and right.key == "case_id":
        return element.left.in_(THESE_CASES)
    return None


def _placed(query: CaseQuery) -> list[Any]:
    """Give the columns of a question, before them its rows' place."""
    place = func.row_number().over(order_by=query.order).label("place_in_order")
    *columns, place_column = query.asked.add_columns(place).subquery().c
    return [place_column, *columns]


def _nothing(shared: list[tuple[Kind, int]]) -> Select[Any]:
    """Ask for no row: the first part of a union says of what kind its columns are."""
    columns = (cast(null(), kind()).label(f"c{n}") for n, (kind, _) in enumerate(shared))
    return select(literal_column("0"), literal_column("0"), *columns).where(false())


def _kind_of(column: ColumnElement[Any]) -> Kind:
    return next(kind for kind in KINDS if isinstance(column.type, kind))


def _positions(columns: list[Any], shared: list[tuple[Kind, int]]) -> list[int]:
    taken: Counter[Kind] = Counter()
    found = []
    for column in columns:
        kind = _kind_of(column)
        found.append(shared.index((kind, taken[kind])))
        taken[kind] += 1
    return found


def _reader(names: list[str], at: list[int]) -> Callable[[Any], Any]:
    """Turn a row of the union into one with a question's own names. Every question has more than one column."""
    made = namedtuple("CaseRowOf", names)  # type: ignore[misc]  # noqa: PYI024
    pick = itemgetter(*(position + 2 for position in at))
    return lambda row: made._make(pick(row))
