"""Counts the statements that reach the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from witness.store import Store


@contextmanager
def statements_of(store: Store) -> Iterator[list[str]]:
    """Note every statement that is sent while this is open."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    engine = store._engine  # noqa: SLF001
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
