"""What a liaison may read of readiness: the types, and nothing that could hold more.

These types have no field for a name, a number, an address, a relation or a note: no page, export or log can show one.
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from witness.domain.at_court import DayState
from witness.domain.at_court_clocks import WaitLevel
from witness.domain.enquiry_clock import Clock
from witness.domain.hearings import HearingState
from witness.domain.measures_chain import LinkStanding
from witness.domain.readiness import VERDICT_IN_WORDS, Verdict

WEEKS_AHEAD = 2
# A trial is as ready as the witness who is furthest from it.
FURTHEST_FIRST = (Verdict.AT_RISK, Verdict.NOT_READY, Verdict.READY)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that must be true: how far it has got since when, whose move it is, and by when."""

    what: str
    state: str
    whose: str
    by: date | None
    since: date | None
    is_missing: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class QuestionsWaiting:
    """How many questions wait for you, and how many of yours for the others; each with its first clock."""

    for_you: int = 0
    of_you: int = 0
    clock: Clock | None = None
    their_clock: Clock | None = None

    @property
    def any(self) -> bool:
        """Whether one waits at all."""
        return bool(self.for_you or self.of_you)


@dataclass(frozen=True, slots=True)
class AtCourtNow:
    """Where a witness is on a day at court: on the way, in court, on the way home. wait: of the two hours, or ""."""

    state: DayState
    words: str
    wait: str
    level: WaitLevel

    @property
    def is_over(self) -> bool:
        """Say whether the court has let them go for today, so that nothing more can be missing from the day."""
        return self.state in (DayState.RELEASED, DayState.HOME)


@dataclass(frozen=True, slots=True)
class ReadinessLine:
    """One witness on the board. moved: how often its date has; why_changed: "" unless it changed since Monday.

    changes: each thing that is different from when the reader last marked the board as seen; if never, since Monday.
    """

    case_id: str
    ref: str
    references: str
    witness: str
    court: str
    what: str
    day: str
    on: date | None
    verdict_code: Verdict
    verdict: str
    days_left: int | None
    missing: tuple[Item, ...]
    why_changed: str
    moved: str = ""
    hearing_id: str | None = None
    changes: tuple[str, ...] = ()
    witness_id: str = ""
    questions: QuestionsWaiting = QuestionsWaiting()
    here: AtCourtNow | None = None
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class TrialReadiness:
    """The witnesses of one case at one date. The verdict is that of the witness who is furthest from ready."""

    case_id: str
    ref: str
    references: str
    court: str
    what: str
    day: str
    moved: str
    days_left: int | None
    verdict_code: Verdict
    verdict: str
    ready_count: int
    lines: tuple[ReadinessLine, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which witnesses a board is to show. week: a day of it, narrows `weeks`. case_id: of one case only.

    mine: of cases that the reader owns, is named for, or has asked about. asked: about whom a question waits.
    """

    court: str = ""
    weeks: int = WEEKS_AHEAD
    week: date | None = None
    verdict: Verdict | None = None
    changed_only: bool = False
    case_id: str = ""
    mine: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class ReadinessBoard:
    """The board: the court and the days that it speaks of, and its lines by day. is_cut: there were too many.

    seen_at: when the reader last marked it as seen; None when never: then changes count from Monday.
    questions: of all open cases that the reader may see, also of those that are not on the board.
    mondays: the weeks in which somebody is expected. counts: (verdict, its words, how many) before that filter.
    as_known_at: when the oldest of the verdicts shown was worked out; None when none is shown.
    """

    lines: tuple[ReadinessLine, ...]
    courts: tuple[str, ...]
    court: str
    first: date
    last: date
    changed_count: int
    seen_at: datetime | None
    since: date
    is_cut: bool
    as_at: datetime
    as_known_at: datetime | None
    wanted: Wanted
    mondays: tuple[date, ...]
    counts: tuple[tuple[Verdict, str, int], ...]
    questions: QuestionsWaiting = QuestionsWaiting()

    @property
    def trials(self) -> tuple[TrialReadiness, ...]:
        """The lines by trial, in the order of the days."""
        together = groupby(self.lines, key=lambda line: (line.on, line.ref, line.case_id, line.hearing_id))
        return tuple(_trial(tuple(lines)) for _, lines in together)


@dataclass(frozen=True, slots=True)
class ChainLine:
    """The chain of one special measure. links: (words, where it stands); lapse: what eighteen does to it, or ""."""

    what: str
    links: tuple[tuple[str, LinkStanding], ...]
    lapse: str


@dataclass(frozen=True, slots=True)
class WitnessReadiness:
    """Everything about one witness that a prosecutor needs. changed_at: None when it never has."""

    witness: str
    verdict_code: Verdict
    verdict: str
    because: str
    days_left: int | None
    items: tuple[Item, ...]
    chains: tuple[ChainLine, ...]
    changed_at: datetime | None
    why_changed: str
    witness_id: str = ""
    here: AtCourtNow | None = None


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question that waits for an answer, without its free words. whose: "the CPS", "support"."""

    enquiry_id: str
    asks: str
    about: str
    whose: str
    for_you: bool
    clock: Clock


@dataclass(frozen=True, slots=True)
class CaseReadiness:
    """One case: its references, its dates ahead, its witnesses. hearings: (what, day, state, how often it moved).

    certificates: whose certificate of trial readiness was filed, and on which day.
    """

    ref: str
    references: tuple[str, ...]
    court: str
    hearings: tuple[tuple[str, str, HearingState, str], ...]
    witnesses: tuple[WitnessReadiness, ...]
    as_at: datetime
    certificates: tuple[tuple[str, date], ...] = ()
    may_record: bool = False
    questions: tuple[QuestionLine, ...] = ()

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The witnesses as a form offers them: what it sends, and the label."""
        return tuple((witness.witness_id, witness.witness) for witness in self.witnesses)


def _trial(lines: tuple[ReadinessLine, ...]) -> TrialReadiness:
    first = lines[0]
    worst = min((line.verdict_code for line in lines), key=FURTHEST_FIRST.index)
    return TrialReadiness(
        case_id=first.case_id,
        ref=first.ref,
        references=first.references,
        court=first.court,
        what=first.what,
        day=first.day,
        moved=first.moved,
        days_left=first.days_left,
        verdict_code=worst,
        verdict=VERDICT_IN_WORDS[worst],
        ready_count=sum(line.verdict_code is Verdict.READY for line in lines),
        lines=lines,
    )
