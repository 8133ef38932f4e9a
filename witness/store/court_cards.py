"""Keeps what somebody found out about a court building, and when. Rows are added and never changed."""

from sqlalchemy import Connection, insert, select

from witness.domain.court_cards import CourtFact, CourtFactSaid
from witness.identifiers import new_id
from witness.store.tables.accounts import AccountRow
from witness.store.tables.courts import CourtRow
from witness.store.tables.parents import CourtFactRow


class CourtCards:
    """The drawer of courts' fact cards."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def say(self, said: CourtFactSaid, *, by_id: str | None) -> None:
        """Keep a fact."""
        self._connection.execute(
            insert(CourtFactRow).values(
                id=new_id(),
                court_code=said.court_code,
                fact=said.fact.value,
                words=said.words,
                checked_on=said.checked_on,
                recorded_at=said.recorded_at,
                by_id=by_id,
            )
        )

    def of_court(self, court_code: str) -> tuple[CourtFactSaid, ...]:
        """Give everything that was said of a court, oldest first."""
        rows = self._connection.execute(
            select(CourtFactRow, AccountRow.name)
            .outerjoin(AccountRow, AccountRow.id == CourtFactRow.by_id)
            .where(CourtFactRow.court_code == court_code)
            .order_by(CourtFactRow.recorded_at, CourtFactRow.id)
        )
        return tuple(
            CourtFactSaid(r.court_code, CourtFact(r.fact), r.words, r.checked_on, r.recorded_at, r.name or "")
            for r in rows
        )

    def has_court(self, court_code: str) -> bool:
        """Whether the directory has this court."""
        query = select(CourtRow.code).where(CourtRow.code == court_code)
        return self._connection.execute(query).one_or_none() is not None
