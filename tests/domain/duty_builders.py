"""Facts that start time limits, for the tests of clocks and of the work they make."""

from datetime import UTC, date, datetime
from typing import Any

from tests.builders import CALENDAR, a_case, a_defendant, a_hearing, a_picture, a_revision, a_slot
from witness.domain.cases import CasePicture
from witness.domain.defendants import Defendant, DefendantOutcome, DefendantStep, Turn
from witness.domain.duties import Duty, DutyNotice, DutyRule
from witness.domain.duty_clocks import duties_of
from witness.domain.duty_rules import DUTY_RULES
from witness.domain.hearings import Hearing

OUTCOME_OF = {
    Turn.SENTENCED: DefendantOutcome.SENTENCED,
    Turn.ACQUITTED: DefendantOutcome.ACQUITTED,
    Turn.DISCONTINUED: DefendantOutcome.DISCONTINUED,
    Turn.NO_EVIDENCE_OFFERED: DefendantOutcome.NO_EVIDENCE_OFFERED,
}


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def a_turn(turn: Turn, when: datetime, **changes: Any) -> DefendantStep:
    return DefendantStep(turn, when, "the court", **changes)


def one_who(*steps: DefendantStep, label: str = "D1") -> Defendant:
    outcome = OUTCOME_OF.get(steps[-1].turn, DefendantOutcome.NONE) if steps else DefendantOutcome.NONE
    return a_defendant(label, outcome=outcome, steps=tuple(steps))


def after(*steps: DefendantStep, **changes: Any) -> CasePicture:
    """A case in which these turns have happened to one defendant."""
    return a_picture(case=a_case(defendants=(one_who(*steps),)), **changes)


def learnt(*moments: datetime, on: tuple[date, ...], reason: str = "the judge is not free") -> Hearing:
    """A trial whose day was learnt at these instants."""
    pairs = zip(moments, on, strict=True)
    return a_hearing(
        revisions=[
            a_revision(n, a_slot(day), learnt_at=moment, recorded_at=moment, reason=reason if n > 1 else "")
            for n, (moment, day) in enumerate(pairs, start=1)
        ]
    )


def a_notice(code: str, about: str, told_at: datetime, **changes: Any) -> DutyNotice:
    fields = {"person_id": None, "via": "voice", "by": "witness care", "recorded_at": told_at, **changes}
    return DutyNotice(f"notice-{code}-{about}", code, about, told_at=told_at, **fields)


def running(picture: CasePicture, now: datetime, rules: tuple[DutyRule, ...] = DUTY_RULES) -> tuple[Duty, ...]:
    return duties_of(picture, rules, CALENDAR, now)


def the(code: str, picture: CasePicture, now: datetime, rules: tuple[DutyRule, ...] = DUTY_RULES) -> Duty:
    """The one duty of this code."""
    (duty,) = (duty for duty in running(picture, now, rules) if duty.code == code)
    return duty


def codes(picture: CasePicture, now: datetime) -> set[str]:
    return {duty.code for duty in running(picture, now)}
