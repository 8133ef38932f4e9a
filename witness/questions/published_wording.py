"""The decisions of people about words, as the wording asks for them: the port between the store and the messages."""

from dataclasses import dataclass

from witness.domain.wording import Published
from witness.store import Store


@dataclass(frozen=True, slots=True)
class PublishedInStore:
    """Reads them from the database, in transactions of their own."""

    store: Store

    def number(self) -> int:
        """Give a number that rises with every decision."""
        with self.store.reading() as desk:
            return desk.wordings.number()

    def published(self) -> Published:
        """Give all decisions that hold now."""
        with self.store.reading() as desk:
            return desk.wordings.published()
