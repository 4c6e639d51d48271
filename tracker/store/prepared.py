"""Statements that run at every check: put into the database's words once, then given to its driver with nothing but values.

What SQLAlchemy does around a call costs 10 to 20 µs where SQLite takes one or two, and several times that where other work
was done in between. So its words, types, connections and transactions are used here, and not its results.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import ClauseElement, ColumnDefault, Connection, Select, TextClause, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

Values = Mapping[str, Any]
_Process = Callable[[Any], Any]

_EACH = {
    "sqlite": "SELECT value FROM json_each(:ids)",
    "postgresql": "SELECT CAST(value AS BIGINT) AS value FROM json_array_elements_text(CAST(:ids AS JSON)) AS value",
}
"""The numbers of a JSON array as rows: one parameter, so that one statement does for any number of them."""


class Prepared:
    """One statement. It takes times, JSON and the like as SQLAlchemy does and gives them so; its values come by name, always
    the same names: those of its parameters, and where it is an INSERT, of the columns that it sets.

    To be used within `Database.read` or `Database.write`. Raises SQLAlchemy's errors for the driver's.
    """

    def __init__(self, statement: ClauseElement | Mapping[str, ClauseElement]) -> None:
        """A statement that is another for each kind of database comes by the names of their dialects."""
        self._statement = statement
        self._said: dict[str, _Said] = {}

    def all(self, connection: Connection, values: Values) -> list[Any]:
        """The rows as tuples, whose items have the names of their columns where the statement is not plain text."""
        said = self._said_to(connection, values)
        return said.rows(_cursor(connection, said.words, said.parameters(values)))

    def one_or_none(self, connection: Connection, values: Values) -> Any:
        """The first row, where there is one."""
        rows = self.all(connection, values)
        return rows[0] if rows else None

    def scalar(self, connection: Connection, values: Values) -> Any:
        """The first item of the first row; None where there is no row."""
        rows = self.all(connection, values)
        return rows[0][0] if rows else None

    def run(self, connection: Connection, values: Values) -> int:
        """Write; gives how many rows were written."""
        said = self._said_to(connection, values)
        return int(_cursor(connection, said.words, said.parameters(values)).rowcount)

    def run_each(self, connection: Connection, many: Sequence[Values]) -> None:
        """Write once for each of these."""
        if many:
            said = self._said_to(connection, many[0])
            _cursor(connection, said.words, [said.parameters(values) for values in many], many=True)

    def _said_to(self, connection: Connection, values: Values) -> _Said:
        name = connection.dialect.name
        said = self._said.get(name)
        if said is None:
            statement = self._statement[name] if isinstance(self._statement, Mapping) else self._statement
            said = self._said[name] = _Said(statement, connection, list(values))
        return said


def in_each(words: str) -> dict[str, TextClause]:
    """A statement by the name of the dialect, where `{among}` in its words says that a number is among `:ids`, and `{each}`
    has these numbers as rows of a `value`.
    """
    return {name: text(words.format(among=f"IN ({each})", each=each)) for name, each in _EACH.items()}


def among(chosen: Select[Any], column: str) -> dict[str, Select[Any]]:
    """The rows of a question whose column has one of the numbers `:ids`, by the name of the dialect."""
    return {name: chosen.where(is_among) for name, is_among in in_each(f"{column} {{among}}").items()}


class _Said:
    """A statement in the words of one kind of database, and what its values and results go through on their way."""

    def __init__(self, statement: ClauseElement, connection: Connection, names: list[str]) -> None:
        dialect = connection.dialect
        compiled = statement.compile(dialect=dialect, column_keys=names)
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 - as that of every statement that reads or writes rows
        self.words = compiled.string
        self._names = frozenset(names)
        self._order = compiled.positiontup if compiled.positional else None
        takes = {name: one.type.dialect_impl(dialect).bind_processor(dialect) for name, one in compiled.binds.items()}
        self._takes = [(name, take) for name, take in takes.items() if take and name in self._names]
        fixed = {name: one.value for name, one in compiled.binds.items() if not one.required}
        defaults = {column.key: column.default for column in compiled.insert_prefetch}
        fixed |= {name: one.arg for name, one in defaults.items() if isinstance(one, ColumnDefault) and one.is_scalar}
        self._fixed = {name: take(value) if (take := takes.get(name)) else value for name, value in fixed.items()}
        self._dialect = dialect
        self._columns = list(getattr(statement, "exported_columns", ()))
        named = {column.key: property(itemgetter(at)) for at, column in enumerate(self._columns)}
        self._row = type("Row", (tuple,), {"__slots__": (), **named}) if named else tuple
        self._gives: list[tuple[int, _Process]] | None = None  # known when the driver says what its columns are

    def parameters(self, values: Values) -> Any:
        """The values as the driver takes them. Raises KeyError where they have other names than the statement's."""
        if values.keys() != self._names:
            raise KeyError(f"{sorted(values)}, not {sorted(self._names)}, for {self.words}")
        given = {**self._fixed, **values}
        for name, take in self._takes:
            given[name] = take(given[name])
        return given if self._order is None else [given[name] for name in self._order]

    def rows(self, cursor: Any) -> list[Any]:
        """The driver's rows as the statement's."""
        found = cursor.fetchall()
        if not self._columns:
            return list(found)
        if self._gives is None:
            self._gives = self._givers(cursor.description)
        rows = []
        for row in found:
            items = list(row)
            for at, give in self._gives:
                items[at] = give(items[at])
            rows.append(self._row(items))
        return rows

    def _givers(self, description: Sequence[Sequence[Any]]) -> list[tuple[int, _Process]]:
        kinds = [column.type.dialect_impl(self._dialect) for column in self._columns]
        codes = [described[1] for described in description]
        gives = [kind.result_processor(self._dialect, code) for kind, code in zip(kinds, codes, strict=True)]
        return [(at, give) for at, give in enumerate(gives) if give]


def _cursor(connection: Connection, words: str, parameters: Any, *, many: bool = False) -> Any:
    """The driver's cursor after it was asked."""
    cursor = connection.connection.cursor()
    try:
        (cursor.executemany if many else cursor.execute)(words, parameters)
    except (driver := connection.dialect.loaded_dbapi).Error as error:
        raise DBAPIError.instance(words, parameters, error, driver.Error, dialect=connection.dialect) from error
    return cursor
