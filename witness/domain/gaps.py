"""The gaps in support that are scored: the table of factors, and the facts that the finders look at.

The weights are judgement, and the table says so of each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.cases import CasePicture
from witness.domain.countdown import family_of, working_days_left
from witness.domain.court_time import london_day, short_day
from witness.domain.evidence import Answer, AnswerKind, Need, NeedKind, Side
from witness.domain.hearings import Hearing
from witness.domain.needs import as_it_stands
from witness.domain.people import Requirement
from witness.domain.working_days import WorkingCalendar


class Code(StrEnum):
    """The factors that the facts of a case can feed."""

    HARD_WITHDRAWAL = "HARD_WITHDRAWAL"
    HARD_SM_GAP = "HARD_SM_GAP"
    AMBIVALENT = "AMBIVALENT"
    SM_NOT_APPLIED = "SM_NOT_APPLIED"
    PRACTICAL_CLASH = "PRACTICAL_CLASH"
    NOT_CONFIRMED = "NOT_CONFIRMED"
    NO_TWO_WAY_CONTACT = "NO_TWO_WAY_CONTACT"
    MISSED_CONTACTS = "MISSED_CONTACTS"
    UNDELIVERED = "UNDELIVERED"
    PRIOR_CHANGES = "PRIOR_CHANGES"
    CHANGE_UNEXPLAINED = "CHANGE_UNEXPLAINED"
    LONG_WAIT = "LONG_WAIT"
    UNCERTAIN_LISTING = "UNCERTAIN_LISTING"
    LANGUAGE_UNMET = "LANGUAGE_UNMET"
    PTV_NOT_DONE = "PTV_NOT_DONE"
    NO_SUPPORTER = "NO_SUPPORTER"
    TRANSPORT_OPEN = "TRANSPORT_OPEN"
    DEFENDANT_NEAR = "DEFENDANT_NEAR"
    RECONFIRMED = "RECONFIRMED"


@dataclass(frozen=True, slots=True)
class Factor:
    """One row of the table.

    points: of each step, the mildest first. hard: asks for action whatever the sum.
    verified: whether anybody has measured that the weight is right. Nobody has: they are judgement.
    """

    code: Code
    words: str
    points: tuple[int, ...]
    owner: Side
    clears_when: str
    hard: bool = False
    verified: bool = False
    source: str = "design proposal, domain reference §5.2"


_S = Side.SUPPORT

FACTORS: tuple[Factor, ...] = (
    Factor(Code.HARD_WITHDRAWAL, "does not want to come", (0,), _S,
           "somebody has spoken with them, told witness care, and settled the answer", hard=True),
    Factor(Code.HARD_SM_GAP, "special measures not safe for the day", (0,), Side.CPS,
           "the court has decided on every measure, for the day itself", hard=True),
    Factor(Code.AMBIVALENT, "doubts voiced", (20,), _S, "somebody has rung and settled the answer"),
    Factor(Code.SM_NOT_APPLIED, "special measures not applied for", (10,), Side.CPS,
           "an application is recorded, or the witness no longer wants it"),
    Factor(Code.PRACTICAL_CLASH, "not free on the date", (10,), _S,
           "the clash is solved, or the court has been told"),
    Factor(Code.NOT_CONFIRMED, "attendance not confirmed", (10, 20), _S,
           "the family answers that they are coming on the date as it stands"),
    Factor(Code.NO_TWO_WAY_CONTACT, "no two-way contact", (10, 15, 20), _S,
           "the family answers, or somebody speaks with them"),
    Factor(Code.MISSED_CONTACTS, "messages unanswered", (15,), _S,
           "the family answers, or somebody speaks with them"),
    Factor(Code.UNDELIVERED, "messages do not arrive", (15,), _S,
           "a message is delivered, or a working number is recorded"),
    Factor(Code.PRIOR_CHANGES, "date changed before", (10, 20, 30), Side.COURT,
           "it stays, as a measure of what the family has been through"),
    Factor(Code.CHANGE_UNEXPLAINED, "last change not explained", (5,), _S,
           "a reason that may be told is asked for, told and recorded"),
    Factor(Code.LONG_WAIT, "long wait since charge", (5, 10, 15), Side.COURT, "evidence is given"),
    Factor(Code.UNCERTAIN_LISTING, "date is not certain", (10,), Side.COURT, "the court fixes a day"),
    Factor(Code.LANGUAGE_UNMET, "interpreter not confirmed", (15,), Side.COURT, "the interpreter is confirmed"),
    Factor(Code.PTV_NOT_DONE, "court visit not done", (10,), _S, "the visit has taken place"),
    Factor(Code.NO_SUPPORTER, "no supporter for the day", (10,), _S, "a supporter is named and confirmed"),
    Factor(Code.TRANSPORT_OPEN, "lift not arranged", (10, 20), _S, "the lift is confirmed and the family knows"),
    Factor(Code.DEFENDANT_NEAR, "a defendant may be near", (10,), Side.POLICE,
           "the court or the police say that the defendant is no longer near"),
    Factor(Code.RECONFIRMED, "attendance confirmed lately", (-5,), _S, "five working days pass"),
)  # fmt: skip


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
        moments += [e.at for e in self.picture.contact_log if e.reached and e.person_id in self.family_ids]
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
