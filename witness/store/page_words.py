"""Keeps who stands behind the words of the private page in a language: behind these very words, named by a digest."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select

from witness.domain.errors import SomebodyElseChangedThis
from witness.identifiers import new_id
from witness.store.tables.private_pages import PageWordsReadRow


class PageWordsRead:
    """The drawer of readings."""

    def __init__(self, connection: Connection) -> None:
        """Work in this transaction."""
        self._connection = connection

    def readers(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Give the accounts that stand behind words, by language and digest."""
        found: dict[tuple[str, str], frozenset[str]] = {}
        for row in self._connection.execute(select(PageWordsReadRow).order_by(PageWordsReadRow.at)):
            key = (row.language, row.digest)
            found[key] = found.get(key, frozenset()) | {row.by_id}
        return found

    def stand_behind(self, language: str, digest: str, *, by_id: str, at: datetime) -> None:
        """Keep that somebody stands behind words, once.

        Raises:
            SomebodyElseChangedThis: they do already.
        """
        if by_id in self.readers().get((language, digest), frozenset()):
            raise SomebodyElseChangedThis("You stand behind these words already.")
        row = {"id": new_id(), "language": language, "digest": digest, "by_id": by_id, "at": at}
        self._connection.execute(insert(PageWordsReadRow), [row])
