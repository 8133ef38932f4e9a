"""The only module that knows how the two databases differ."""

from sqlalchemy import Connection, Engine, create_engine, event

SQLITE_PRAGMAS = (
    "foreign_keys = ON",
    "journal_mode = WAL",
    # FULL, because in WAL mode NORMAL may lose the last commits at power loss: a text sent and forgotten
    # would be sent again.
    "synchronous = FULL",
    "busy_timeout = 10000",
    "secure_delete = ON",
    "trusted_schema = OFF",
)


def open_engine(url: str) -> Engine:
    """Open a database by its address: `sqlite:///file.db` or `postgresql://…`."""
    if url.startswith("sqlite"):
        return _sqlite(url)
    return _postgresql(url)


def is_sqlite(engine: Engine) -> bool:
    """Whether this engine is the one-machine database."""
    return engine.dialect.name == "sqlite"


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, pool_size=8, max_overflow=8)

    @event.listens_for(engine, "connect")
    def _on_connect(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
        # IMMEDIATE, because a transaction that reads first and writes later is refused at once when another writes.
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _postgresql(url: str) -> Engine:
    engine = create_engine(
        url,
        pool_size=8,
        max_overflow=8,
        pool_pre_ping=True,
        connect_args={"options": "-c timezone=UTC -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"},
    )

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get("reading", False):
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    return engine
