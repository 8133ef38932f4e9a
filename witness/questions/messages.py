"""Messages: what waits to be read, what goes out, and what could not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from witness.domain.access import Asking
from witness.domain.court_time import end_of_london_day, london_day
from witness.domain.messages import MessageState
from witness.store import Store
from witness.store.boards import MessageLine, TextLine

DAYS_AHEAD = 30
DAYS_BACK = 14
FAILED = (
    MessageState.UNDELIVERED,
    MessageState.REJECTED,
    MessageState.BLOCKED,
    MessageState.EXPIRED,
    MessageState.UNCERTAIN,
)


@dataclass(frozen=True, slots=True)
class MessagesPage:
    """The page of messages of the cases that somebody may see."""

    texts: dict[str, int]
    unread: tuple[TextLine, ...]
    failed: tuple[MessageLine, ...]
    planned: tuple[MessageLine, ...]
    as_at: datetime


def messages_page(store: Store, *, asking: Asking) -> MessagesPage:
    """Answer for one officer or manager."""
    now, today = asking.at, london_day(asking.at)
    far = timedelta(days=DAYS_AHEAD)
    with store.board_for(asking, doing="messages.read") as desk:
        return MessagesPage(
            texts=desk.boards.texts_of_day(
                asking.viewer, end_of_london_day(today - timedelta(days=1)), end_of_london_day(today)
            ),
            unread=desk.boards.unread_texts(asking.viewer),
            failed=desk.boards.messages(asking.viewer, FAILED, first=now - timedelta(days=DAYS_BACK), last=now + far),
            planned=desk.boards.messages(asking.viewer, (MessageState.PLANNED,), first=now - far, last=now + far),
            as_at=now,
        )
