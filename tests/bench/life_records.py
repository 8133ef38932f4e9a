"""What is known of an invented life when it is over: what was written down and when, and what kept somebody away."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from witness.domain.evidence import AnswerKind, NeedKind, NeedState
from witness.domain.hearings import Listing
from witness.domain.markers import MarkerKind
from witness.domain.markers import Said as Marked
from witness.domain.sureness import Hard, Sure


class Cause(StrEnum):
    """What kept somebody away."""

    SILENCE = "drifted out of contact"
    FEAR = "fear or second thoughts"
    LIFT = "no way to get there"
    MEASURES = "special measures missing"
    CLASH = "not free that day"
    PHONE = "the last word did not reach them"
    CHANCE = "chance, without a trace"


@dataclass(frozen=True, slots=True)
class Talk:
    """A try to speak with the family. written: when it was put in the log, None for never."""

    at: int
    reached: bool
    written: int | None


@dataclass(slots=True)
class Said:
    """An answer of the family. settled: when it was dealt with, None while it waits."""

    at: int
    kind: AnswerKind
    via: str
    settled: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker as it was recorded. on: the day it is about, at: when it was written down."""

    at: int
    on: int
    kind: MarkerKind
    said: Marked


@dataclass(frozen=True, slots=True)
class Answered:
    """What the family said when it was asked how sure they are. at: when they were asked, written: when it was kept."""

    at: int
    written: int
    sure: Sure
    hard: tuple[Hard, ...] = ()


@dataclass(slots=True)
class Truth:
    """What is so, whether or not anybody knows. contact, fear: 0 to 2; troubles: what goes on, and since when."""

    contact: int = 0
    torn: bool = False
    fear: int = 0
    phone_dead: bool = False
    lift_open: bool = False
    clash: bool = False
    stretched: bool = False
    calmed: bool = False
    troubles: dict[MarkerKind, int] = field(default_factory=dict)


@dataclass(slots=True)
class Life:
    """One witness. Lists hold what is on record and when; `causes` is what kept them away, empty when they came.

    on_the_day: what was so on the day; when_judged: on the day on which everybody is looked at.
    """

    months_waited: float = 0.0
    listing: Listing = Listing.FIXTURE
    changes: list[tuple[int, bool]] = field(default_factory=list)  # when, and whether with a reason
    near: int | None = None
    measures: bool = False
    decided: int | None = None
    talks: list[Talk] = field(default_factory=list)
    texts: list[tuple[int, bool]] = field(default_factory=list)  # when, and whether it arrived
    said: list[Said] = field(default_factory=list)
    needs: dict[NeedKind, list[tuple[int, NeedState]]] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    sure: list[Answered] = field(default_factory=list)
    clash: int | None = None
    clash_over: int | None = None
    causes: list[Cause] = field(default_factory=list)
    on_the_day: Truth = field(default_factory=Truth)
    when_judged: Truth = field(default_factory=Truth)

    @property
    def comes(self) -> bool:
        return not self.causes
