"""The lists of messages: conversations, what is planned, what failed, whom to ring, and the texts of today."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from witness.domain.access import Asking, Role
from witness.domain.court_time import end_of_london_day, london_day
from witness.domain.messages import MessageState
from witness.domain.rules import Rules
from witness.questions.call_list import CallList, call_list
from witness.questions.message_fates import Failure, failure_of
from witness.questions.sender import Sender, sender_of
from witness.store import Desk, Store
from witness.store.message_boards import STATES_OF, TAKEN, Fate, MessageLine, Sieve, TalkLine, TextCounts, TextLine

DAYS_AHEAD = timedelta(days=30)
DAYS_BACK = timedelta(days=14)
ROWS = 50
# Who is worried or wants us to stop is read before who only says that they are coming.
READ_FIRST = ("late", "cannot", "worried", "stop", "unclear", "question", "help")

# The lists behind the numbers of the day, and the states that each holds.
OF_TODAY: dict[str, tuple[MessageState, ...]] = {
    "due": tuple(state for fate in Fate for state in STATES_OF[fate]),
    "sent": TAKEN,
    "delivered": STATES_OF[Fate.DELIVERED],
    "on_the_way": STATES_OF[Fate.ON_THE_WAY],
    "failed": STATES_OF[Fate.FAILED],
    "waiting": STATES_OF[Fate.WAITING],
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see. page: from 1 on."""

    whole_team: bool = False
    purpose: str = ""
    find: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class TabCounts:
    """What stands behind each tab: texts to read, messages planned, failures not put right, people to ring."""

    unread: int
    planned: int
    failed: int
    calls: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What every list of messages has on top. may_narrow: not of managers, who see their team."""

    wish: Wish
    texts: TextCounts
    sender: Sender
    counts: TabCounts
    may_narrow: bool
    unread: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation. waits: the most urgent thing that they wrote and nobody has read, "" when all is read."""

    line: TalkLine
    waits: str
    last_at: datetime | None
    they_wrote_last: bool


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A message that could not go or did not arrive, with what happened and what to do."""

    line: MessageLine
    failure: Failure


@dataclass(frozen=True, slots=True)
class TalksPage:
    """Conversations: unread and worried first, then the newest."""

    frame: Frame
    talks: tuple[Talk, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """What is planned for the next 30 days, the soonest first."""

    frame: Frame
    planned: tuple[MessageLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class FailedPage:
    """What could not go or did not arrive in two weeks. open: nobody has put it right yet."""

    frame: Frame
    open: tuple[FailedRow, ...]
    settled: tuple[FailedRow, ...]


@dataclass(frozen=True, slots=True)
class CallsPage:
    """Whom to ring."""

    frame: Frame
    calls: CallList


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The texts of today behind one of the numbers. what: a key of `OF_TODAY`."""

    frame: Frame
    what: str
    rows: tuple[FailedRow, ...]


def talks_page(store: Store, wish: Wish, *, asking: Asking) -> TalksPage:
    """Give the conversations of the cases that somebody may see."""
    with store.board_for(asking, doing="messages.read") as desk:
        frame, sieve = _frame(desk, wish, asking)
        lines = desk.message_boards.talks(asking.viewer, sieve=sieve)
    waits = _waits(frame.unread)
    talks = sorted((_talk(line, waits) for line in lines), key=_how_soon)
    spoken = [talk for talk in talks if talk.last_at is not None]
    return TalksPage(frame, tuple(_page_of(spoken, wish)), len(spoken))


def planned_page(store: Store, wish: Wish, *, asking: Asking) -> PlannedPage:
    """Give what is planned, day by day; what is late stands first."""
    with store.board_for(asking, doing="messages.read") as desk:
        frame, sieve = _frame(desk, wish, asking)
        lines = desk.message_boards.planned(
            asking.viewer,
            first=asking.at - DAYS_AHEAD,
            last=asking.at + DAYS_AHEAD,
            sieve=sieve,
            skip=ROWS * (wish.page - 1),
            most=ROWS,
        )
    return PlannedPage(frame, lines, frame.counts.planned)


def failed_page(store: Store, wish: Wish, *, asking: Asking) -> FailedPage:
    """Give what failed: what can still be put right first, and of that what is about the soonest day."""
    today = london_day(asking.at)
    with store.board_for(asking, doing="messages.read") as desk:
        frame, sieve = _frame(desk, wish, asking)
        lines = desk.message_boards.failed(asking.viewer, since=asking.at - DAYS_BACK, sieve=sieve)
    rows = [_failed(line) for line in lines]
    still = [row for row in rows if row.line.is_open]
    still.sort(
        key=lambda row: (row.line.hearing_on is None or row.line.hearing_on < today, row.line.hearing_on or today)
    )
    return FailedPage(frame, tuple(still), tuple(row for row in rows if not row.line.is_open))


def calls_page(store: Store, wish: Wish, *, rules: Rules, asking: Asking) -> CallsPage:
    """Give whom to ring."""
    with store.board_for(asking, doing="messages.read") as desk:
        frame, sieve = _frame(desk, wish, asking, calls_too=False)
        calls = call_list(desk, sieve, rules, asking)
    return CallsPage(replace(frame, counts=replace(frame.counts, calls=calls.with_work)), calls)


def today_page(store: Store, what: str, wish: Wish, *, asking: Asking) -> TodayPage:
    """Give the texts of today behind one number. what: a key of `OF_TODAY`; anything else is "due"."""
    what = what if what in OF_TODAY else "due"
    with store.board_for(asking, doing="messages.read") as desk:
        frame, sieve = _frame(desk, wish, asking)
        starts, ends = _day_of(asking.at)
        lines = desk.message_boards.texts_of_day_in(asking.viewer, starts, ends, states=OF_TODAY[what], sieve=sieve)
    return TodayPage(frame, what, tuple(_failed(line) for line in lines))


def _frame(desk: Desk, wish: Wish, asking: Asking, *, calls_too: bool = True) -> tuple[Frame, Sieve]:
    viewer, boards = asking.viewer, desk.message_boards
    may_narrow = viewer.role is Role.OFFICER
    owner_id = viewer.account_id if may_narrow and not wish.whole_team else None
    sieve = Sieve(owner_id, wish.purpose, wish.find)
    starts, ends = _day_of(asking.at)
    unread = boards.unread_texts(viewer, sieve=sieve)
    planned, failed = boards.counts(
        viewer, first=asking.at - DAYS_AHEAD, last=asking.at + DAYS_AHEAD, since=asking.at - DAYS_BACK, sieve=sieve
    )
    calls = desk.call_boards.count_people(viewer, sieve=sieve) if calls_too else 0
    counts = TabCounts(len(unread), planned, failed, calls)
    texts = boards.texts_of_day(viewer, starts, ends, sieve=sieve)
    return Frame(wish, texts, sender_of(desk, asking.at), counts, may_narrow, unread), sieve


def _day_of(now: datetime) -> tuple[datetime, datetime]:
    today = london_day(now)
    return end_of_london_day(today - timedelta(days=1)), end_of_london_day(today)


def _waits(unread: tuple[TextLine, ...]) -> dict[tuple[str, str], str]:
    """Give, for each conversation with something to read, the most urgent of it."""
    found: dict[tuple[str, str], str] = {}
    for line in unread:
        before = found.get((line.case_id, line.person_id))
        if before is None or _urgency(line.meaning) < _urgency(before):
            found[line.case_id, line.person_id] = line.meaning
    return found


def _urgency(meaning: str) -> int:
    return READ_FIRST.index(meaning) if meaning in READ_FIRST else len(READ_FIRST)


def _talk(line: TalkLine, waits: dict[tuple[str, str], str]) -> Talk:
    wrote = [at for at in (line.we_wrote_at, line.they_wrote_at) if at is not None]
    last_at = max(wrote, default=None)
    return Talk(
        line=line,
        waits=waits.get((line.case_id, line.person_id), ""),
        last_at=last_at,
        they_wrote_last=last_at is not None and last_at == line.they_wrote_at,
    )


def _how_soon(talk: Talk) -> tuple[bool, int, float]:
    newest = -talk.last_at.timestamp() if talk.last_at is not None else 0.0
    return not talk.line.unread, _urgency(talk.waits), newest


def _failed(line: MessageLine) -> FailedRow:
    return FailedRow(line, failure_of(MessageState(line.state), line.because))


def _page_of(talks: list[Talk], wish: Wish) -> list[Talk]:
    return talks[ROWS * (wish.page - 1) : ROWS * wish.page]
