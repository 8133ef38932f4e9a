"""The gaps in support that are scored: the facts that the finders look at, and what a finder gives."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.at_court_calls import log_that_stands
from witness.domain.cases import CasePicture
from witness.domain.countdown import family_of, working_days_left
from witness.domain.court_time import london_day, short_day
from witness.domain.evidence import Answer, AnswerKind, Need, NeedKind, Side
from witness.domain.factor_table import FIRST_TABLE, Code, FactorTable
from witness.domain.hearings import Hearing
from witness.domain.markers import MarkerKind, MarkerStanding, marker_standing
from witness.domain.needs import as_it_stands
from witness.domain.people import Requirement
from witness.domain.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Hit:
    """That a factor holds: why, since when, which step of its points, and whose move when not the table's."""

    reason: str
    since: date | None = None
    step: int = 0
    owner: Side | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The picture seen from one witness on one day."""

    picture: CasePicture
    witness_id: str
    hearing: Hearing
    calendar: WorkingCalendar
    today: date
    table: FactorTable = FIRST_TABLE

    def limits(self, code: Code) -> tuple[int, ...]:
        """Give the numbers at which the steps of a factor begin, as the table that stands has them."""
        return self.table.row(code).limits

    def marker(self, kind: MarkerKind) -> MarkerStanding:
        return marker_standing(self.picture.markers, self.witness_id, kind, self.today)

    @property
    def left(self) -> int | None:
        return working_days_left(self.hearing, self.calendar, self.today)

    @property
    def family_ids(self) -> frozenset[str]:
        return frozenset(person.person_id for person in family_of(self.picture, self.witness_id))

    @property
    def answers(self) -> list[Answer]:
        return [answer for answer in self.picture.answers if answer.person_id in self.family_ids]

    @property
    def newest_answers(self) -> list[Answer]:
        about = self.hearing.hearing_id
        newest = (self.picture.answered_last(person, about) for person in self.family_ids)
        return sorted((answer for answer in newest if answer), key=lambda a: (a.at, a.answer_id))

    @property
    def requirement(self) -> Requirement:
        return self.picture.witness(self.witness_id).requirement

    @property
    def last_heard(self) -> datetime | None:
        """When the family last answered, said that they know, wrote to us, or was spoken with."""
        told = [t for t in self.picture.told if t.person_id in self.family_ids]
        moments = [a.at for a in self.answers] + [t.acknowledged_at for t in told if t.acknowledged_at]
        moments += [e.at for e in log_that_stands(self.picture) if e.reached and e.person_id in self.family_ids]
        return max(moments + [t.at for t in told if t.via == "voice"], default=None)

    def within(self, working_days: int) -> bool:
        return self.left is not None and self.left <= working_days

    def step_of(self, ladder: tuple[int, ...]) -> int | None:
        """Give the last rung of a ladder of working days that has been reached, or None."""
        return max((n for n, rung in enumerate(ladder) if self.within(rung)), default=None)

    def unsettled(self, kind: AnswerKind) -> Answer | None:
        """Give the oldest answer of a kind that nobody has dealt with. It waits, whatever was said after it."""
        waiting = [a for a in self.answers if a.answer is kind and a.settled_at is None]
        return min(waiting, key=lambda a: (a.at, a.answer_id), default=None)

    def need(self, kind: NeedKind) -> Need | None:
        own = (n for n in self.picture.needs if n.witness_id == self.witness_id and n.kind is kind)
        need = next(own, None)
        return None if need is None else as_it_stands(self.picture, need)

    def to_go(self) -> str:
        return f"{self.left} working day{'' if self.left == 1 else 's'} left"


def day_of(answer: Answer) -> str:
    """Write the day of an answer: "Tue 24 Nov"."""
    return short_day(london_day(answer.at))


# Says whether and why a factor holds; None when it does not.
Finder = Callable[[Facts], Hit | None]
