"""Whether a witness came on a day on which they were to give evidence, as far as somebody has recorded it.

Only three endings say something about support: gave evidence, came but was not heard, did not come for a reason of
their own. A day that the court or the defence lost says nothing, nor does one of which nobody wrote down who came:
that is counted as not known, never as a good day.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from witness.domain.hearings import Effectiveness
from witness.domain.people import Requirement


class Came(StrEnum):
    """What became of one witness's day. The values are the words."""

    GAVE = "gave evidence"
    NOT_HEARD = "came and was not heard"
    ABSENT = "did not come, for a reason of their own"
    OFF = "the day was lost for another reason, or they were stood down"
    NOT_KNOWN = "nobody recorded whether they came"


CAME = frozenset({Came.GAVE, Came.NOT_HEARD})
SAYS_SOMETHING = CAME | {Came.ABSENT}
# The prosecution's witness was absent or had withdrawn (codes from memory, see `outcome_codes`).
WITNESS_ABSENT = frozenset({"M3", "J"})
# These stand for a reason of the witness's own when the day comes.
WOULD_NOT_COME = frozenset({Requirement.REFUSES, Requirement.UNAVAILABLE})
WAS_THERE = frozenset({Requirement.CALLED, Requirement.GIVING_EVIDENCE})


@dataclass(frozen=True, slots=True)
class DayRecorded:
    """One witness and one day in court, as recorded.

    requirement: what was required of the witness when it was recorded; None when that is not known. gave: evidence was
    given on it. is_alone: no other witness was still to be heard on it. seen_there: somebody at court tapped that they
    were in, called or sent home. seen_missing: somebody tapped that they did not come, and nobody that they did.
    """

    witness_id: str
    case_id: str
    hearing_id: str
    on: date
    recorded_at: datetime
    effectiveness: Effectiveness
    code: str = ""
    requirement: Requirement | None = None
    gave: bool = False
    is_alone: bool = True
    seen_there: bool = False
    seen_missing: bool = False


def what_became(day: DayRecorded) -> Came:
    """Say whether a witness came, in the order in which the record can be trusted.

    Who stood at the door knows best, then the outcome. A code says that a witness was absent, not which: with several
    still to be heard, nobody is blamed for it unless somebody at court saw who was missing. On a day that others lost,
    whoever stayed away may have been told to.
    """
    if day.gave:
        return Came.GAVE
    if day.seen_there or day.requirement in WAS_THERE:
        return Came.NOT_HEARD
    if day.effectiveness is Effectiveness.VACATED:
        return Came.OFF
    if day.requirement in WOULD_NOT_COME:
        return Came.ABSENT
    if day.code in WITNESS_ABSENT:
        return Came.ABSENT if day.is_alone or day.seen_missing else Came.NOT_KNOWN
    if day.effectiveness is Effectiveness.EFFECTIVE or not day.code:
        return Came.ABSENT if day.seen_missing else Came.NOT_KNOWN
    return Came.OFF


def one_for_each_day(days: Iterable[DayRecorded]) -> tuple[DayRecorded, ...]:
    """Give each witness's day once, as it was last recorded: a trial that went on is recorded more than once."""
    newest: dict[tuple[str, str, date], DayRecorded] = {}
    for day in sorted(days, key=lambda d: d.recorded_at):
        newest[day.witness_id, day.hearing_id, day.on] = day
    return tuple(newest.values())


def with_company(days: Collection[DayRecorded]) -> tuple[DayRecorded, ...]:
    """Give the days with `is_alone` set by the others of the hearing and day who gave no evidence and were not seen."""
    silent: dict[tuple[str, date], set[str]] = {}
    for day in days:
        if not day.gave and not day.seen_there:
            silent.setdefault((day.hearing_id, day.on), set()).add(day.witness_id)
    return tuple(
        replace(day, is_alone=not silent.get((day.hearing_id, day.on), set()) - {day.witness_id}) for day in days
    )
