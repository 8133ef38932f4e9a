"""Alembic's way in: `witness.store.migrate` hands it an open connection."""

from typing import Any, Literal

from alembic import context

from witness.store.tables import metadata
from witness.store.types import UtcMoment


def plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as SQLAlchemy's, because history must not depend on code that moves on."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcMoment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=plain_types,
    compare_type=True,
)
context.run_migrations()
