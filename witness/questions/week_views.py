"""What the pages about a week are made of: read types of their own, with initials where names would be."""

from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.week_board import Board
from witness.domain.week_changes import Change


@dataclass(frozen=True, slots=True)
class CostLine:
    """One measure of a plan beside what it was. tone: "better", "worse" or "" for neither."""

    what: str
    now: str
    before: str
    difference: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class SlotOffer:
    """A place that fits. officer, second: accounts, second "" for a visit of one; at: "14:30"; because: in words."""

    on: date
    at: str
    officer: str
    second: str
    words: str
    because: str


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """Something that is due and found no place. must: it may not be left out."""

    key: str
    words: str
    case_id: str
    must: bool
    reasons: tuple[str, ...]
    slots: tuple[SlotOffer, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftView:
    """The newest plan that was asked for a week.

    state: waiting, working, done, failed or accepted. what_if: who would be away and when, "" for a plain plan.
    seen: names this very version of the plan, so that nobody accepts what they have not seen. elapsed: of `seconds`.
    """

    request_id: str
    first_on: date
    state: str
    by: str
    asked_at: datetime
    progress: str
    doing: str = ""
    because: str = ""
    what_if: str = ""
    seen: str = ""
    seconds: int = 0
    elapsed: int = 0
    decided_at: datetime | None = None
    may_decide: bool = False
    has_plan: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the planner has yet to finish."""
        return self.state in ("waiting", "working")

    @property
    def stamp(self) -> str:
        """Name what a page that was loaded before shows, so that it knows when to load again."""
        return f"{self.state}-{self.seen}"


@dataclass(frozen=True, slots=True)
class WeekPage:
    """My week. draft: None while nobody has asked. against: what `costs` and `changes` compare with.

    ways: how travel times are known. scopes: for whom a plan can be asked, with `scope` chosen.
    """

    first_on: date
    today: date
    earlier_on: date
    later_on: date
    board: Board
    draft: DraftView | None
    unplaced: tuple[NotPlaced, ...]
    changes: tuple[Change, ...]
    summed_up: str
    costs: tuple[CostLine, ...]
    against: str
    against_short: str
    ways: str
    officers: tuple[tuple[str, str], ...]
    scopes: tuple[tuple[str, str], ...]
    scope: str
    day_choices: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...] = ()
    may_ask: bool = False
    may_what_if: bool = False

    @property
    def nobody(self) -> int:
        """How many things that were promised found no place."""
        return sum(item.must for item in self.unplaced)

    @property
    def may_change(self) -> bool:
        """Whether what is on the board can be moved: only in a draft."""
        return self.draft is not None and self.draft.may_decide

    @property
    def shows_plan(self) -> bool:
        """Whether the board is that of a plan which nobody has accepted yet, and not what is agreed."""
        return self.draft is not None and self.draft.has_plan and self.draft.state in ("working", "done")

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all stands in the week."""
        return not any(line.day.pieces for row in self.board.rows for line in row.lines)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something fits somewhere. because: every reason; may_overrule: a note is enough to put it there."""

    fits: bool
    words: str
    because: tuple[str, ...] = ()
    may_overrule: bool = False


@dataclass(frozen=True, slots=True)
class MovePage:
    """One visit or ride of a draft, where it stands, and where it could go."""

    request_id: str
    key: str
    seen: str
    first_on: date
    words: str
    stands: str
    on: date | None
    at: str
    officer: str
    second: str
    is_placed: bool
    is_pinned: bool
    may_leave: bool
    takes_two: bool
    days: tuple[tuple[str, str], ...]
    officers: tuple[tuple[str, str], ...]
    slots: tuple[SlotOffer, ...]
    verdict: Verdict | None
    reasons: tuple[tuple[str, str], ...] = ()
