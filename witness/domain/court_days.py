"""What becomes of a day in court: which revisions it adds, and what it means for those who were to give evidence."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from witness.domain.court_time import london_day, moment_in_london
from witness.domain.errors import Refused
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import (
    EVIDENCE_KINDS,
    KIND_IN_WORDS,
    NO_SLOT,
    Certainty,
    Effectiveness,
    Hearing,
    HearingKind,
    HearingState,
    Revision,
    Slot,
)
from witness.domain.outcome_codes import check_outcome, family_reason

# Only what would have been a hearing of evidence before the court that decides can crack.
CAN_CRACK = EVIDENCE_KINDS - {HearingKind.S28}
STANDS = frozenset({HearingState.LISTED, HearingState.UNCONFIRMED})
# After these a further date is needed; whoever was to give evidence still is.
NEEDS_A_NEW_DATE = frozenset({Effectiveness.INEFFECTIVE, Effectiveness.VACATED})


@dataclass(frozen=True, slots=True)
class DayInCourt:
    """What somebody reports of a day in court.

    code: the court's coded reason, `NOT_KNOWN_YET` while nobody has said. given: ids of those who gave evidence.
    then: the new date when one was given at once. goes_on_until: the day until which a trial that began is expected to
    go on; None when it is over.
    """

    effectiveness: Effectiveness
    heard_from: str
    code: str = ""
    given: frozenset[str] = frozenset()
    then: Slot | None = None
    goes_on_until: date | None = None

    @property
    def goes_on(self) -> bool:
        """Whether it went ahead and is not over."""
        return self.goes_on_until is not None


@dataclass(frozen=True, slots=True)
class EventsThen:
    """The ids of the evidence events that a day closes: where evidence was given, and where it will not be."""

    given: frozenset[str]
    released: frozenset[str]


def check_day(hearing: Hearing, day: DayInCourt, events: Collection[EvidenceEvent], now: datetime) -> None:
    """Check that a day can have gone so.

    Raises:
        Refused: with what does not go together.
    """
    for refusal in (_when(hearing, day, now), _parts(hearing, day), _who(hearing, day, events)):
        if refusal:
            raise Refused(refusal)
    check_outcome(day.effectiveness, day.code)
    if day.then is not None:
        check_slot(day.then, now)


def check_slot(slot: Slot, now: datetime) -> None:
    """Check that a date can be a new one.

    Raises:
        Refused: it has passed, its hour does not exist, or its window ends before it begins.
    """
    if slot.on is None:
        return
    if slot.until is not None and slot.until < slot.on:
        raise Refused("The window ends before it begins.")
    if (slot.last_day or slot.on) < london_day(now):
        raise Refused("That date has passed.")
    if slot.at is not None and moment_in_london(slot.on, slot.at) <= now:
        raise Refused("That date and time have passed.")


def revisions_of(hearing: Hearing, day: DayInCourt, *, now: datetime, by_id: str | None) -> tuple[Revision, ...]:
    """Give the revisions that a day adds: what became of it, and the new date where one is needed.

    A window that closed without the case being reached was no day in court: it is taken out, and the next window is a
    change that counts. An ineffective day is followed by "no date yet" until the court gives one.
    """
    outcome = Revision(
        number=hearing.now.number + 1,
        state=_state_after(hearing, day),
        slot=replace(hearing.now.slot, until=day.goes_on_until) if day.goes_on else hearing.now.slot,
        source=day.heard_from,
        learnt_at=now,
        recorded_at=now,
        reason=family_reason(day.code),
        recorded_by=by_id,
        effectiveness=day.effectiveness,
        outcome_code=day.code,
    )
    then = day.then
    if then is None and outcome.state is HearingState.HELD and day.effectiveness in NEEDS_A_NEW_DATE:
        then = NO_SLOT
    if then is None:
        return (outcome,)
    slot = then if then.court_code else replace(then, court_code=hearing.now.slot.court_code)
    anew = replace(
        outcome,
        number=outcome.number + 1,
        state=HearingState.LISTED,
        slot=slot,
        effectiveness=None,
        outcome_code="",
    )
    return (outcome, anew)


def events_then(hearing: Hearing, day: DayInCourt, events: Collection[EvidenceEvent]) -> EventsThen:
    """Give what a day means for those who were expected: heard, still expected, or free."""
    here = [e for e in events if e.hearing_id == hearing.hearing_id and e.state is EventState.EXPECTED]
    given = frozenset(e.event_id for e in here if e.witness_id in day.given)
    stay = day.goes_on or day.effectiveness in NEEDS_A_NEW_DATE
    others = frozenset(e.event_id for e in here) - given
    return EventsThen(given, frozenset() if stay else others)


def _state_after(hearing: Hearing, day: DayInCourt) -> HearingState:
    if day.goes_on:
        return HearingState.LISTED
    never_began = _is_window(hearing) and day.effectiveness is Effectiveness.INEFFECTIVE
    return HearingState.VACATED if never_began or day.effectiveness is Effectiveness.VACATED else HearingState.HELD


def _is_window(hearing: Hearing) -> bool:
    return hearing.now.slot.certainty is Certainty.WINDOW


def _when(hearing: Hearing, day: DayInCourt, now: datetime) -> str:
    on = hearing.now.slot.on
    if hearing.now.state not in STANDS:
        return "What became of this date has been recorded already."
    if on is None:
        return "There is no date yet of which anything could be recorded."
    if day.effectiveness is Effectiveness.VACATED:
        was_today = london_day(now) >= on
        return "A date is vacated before its day. On the day it is ineffective or cracked." if was_today else ""
    if london_day(now) < on:
        return "That day has not come yet."
    if day.goes_on_until is not None and day.goes_on_until < london_day(now):
        return "The day until which it goes on has passed."
    return ""


def _parts(hearing: Hearing, day: DayInCourt) -> str:
    what = KIND_IN_WORDS[hearing.kind]
    if day.effectiveness is Effectiveness.CRACKED and hearing.kind not in CAN_CRACK:
        return f"A {what} does not crack. Say whether it went ahead."
    if day.goes_on and (day.effectiveness is not Effectiveness.EFFECTIVE or _is_window(hearing)):
        return "Only a hearing that went ahead on a day we know can go on."
    if day.then is not None and day.effectiveness not in NEEDS_A_NEW_DATE:
        return "A new date follows only a day that did not go ahead. Add a hearing instead."
    return ""


def _who(hearing: Hearing, day: DayInCourt, events: Collection[EvidenceEvent]) -> str:
    if day.given and day.effectiveness is not Effectiveness.EFFECTIVE:
        return "Evidence is given only when the hearing went ahead."
    expected = {e.witness_id for e in events if e.hearing_id == hearing.hearing_id and e.state is EventState.EXPECTED}
    return "Somebody is said to have given evidence who was not expected there." if day.given - expected else ""
