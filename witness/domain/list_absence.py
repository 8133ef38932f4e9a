"""What a court list does not show, and what may be made of that: a question to the court, never that a hearing is off.

Guards: court-lists reference §7.7.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from witness.domain.courts import CourtsKnown
from witness.domain.hearings import HearingState
from witness.domain.list_changes import is_single
from witness.domain.list_sentences import FINISHED, SENTENCES, Told, list_in_words, sentence
from witness.domain.lists import (
    Change,
    CourtList,
    Difference,
    HeldHearing,
    Layer,
    ListRow,
    MayHaveFinished,
)

ABSENT_HOLD_MINUTES = 30  # a list is often issued again within minutes
QUARANTINE_SHARE = 0.25
QUARANTINE_FLOOR = 2  # one hearing alone is always more than its share, and says nothing about the list

CLOCK_IN_DOUBT = (
    "{list} has every sitting at 11am or 3pm, so its clock looks an hour out: check one time with the court first."
)
TOO_MANY_ABSENT = (
    "{list} leaves out {absent} of the {expected} hearings we hold there on those days: it may not be complete."
)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a list can be silent about: the days on which each court has at least one row."""

    sittings: frozenset[tuple[str, date]]
    may_be_silent: bool

    def covers(self, hearing: HeldHearing, day: date | None) -> bool:
        """Say whether a hearing on that day ought to be in the list."""
        return self.may_be_silent and day is not None and (hearing.slot.court_code, day) in self.sittings


def reach_of(court_list: CourtList, rows: Sequence[ListRow]) -> Reach:
    """Give what a list can be silent about; nothing when it is damaged, a forecast or a draft of one.

    rows: all rows of the list, whoever they belong to, with the directory's court codes.
    """
    coverage = court_list.coverage
    is_settled = coverage.layer is Layer.DAILY or (coverage.layer is Layer.FIRM and court_list.is_final)
    may_be_silent = is_settled and not court_list.damaged and not court_list.clock_in_doubt
    sittings = frozenset(
        (row.slot.court_code, row.slot.on)
        for row in rows
        if row.slot.on and row.slot.court_code and is_single(row.slot)
        if coverage.starts_on <= row.slot.on <= coverage.ends_on
    )
    return Reach(sittings, may_be_silent)


def expected(reach: Reach, held: Sequence[HeldHearing]) -> tuple[HeldHearing, ...]:
    """Give the hearings that ought to be in the list: dated, at a court and on a day it speaks of, not restricted."""
    return tuple(
        hearing
        for hearing in held
        if hearing.state is HearingState.LISTED and not hearing.restricted and not hearing.running
        if is_single(hearing.slot) and reach.covers(hearing, hearing.slot.on)
    )


def absences(court_list: CourtList, missing: Sequence[HeldHearing], courts: CourtsKnown) -> tuple[Difference, ...]:
    """Propose to ask the court about each of these hearings, after the time in which a list is often issued again."""
    name = list_in_words(court_list, courts)
    return tuple(
        Difference(
            change=Change.ABSENT,
            case_id=hearing.case_id,
            hearing_id=hearing.hearing_id,
            kind=hearing.kind,
            before=hearing.slot,
            after=None,
            because=sentence(SENTENCES[Change.ABSENT], Told(name, hearing.kind, hearing.slot), courts),
            where="$",
            not_before_minutes=ABSENT_HOLD_MINUTES,
        )
        for hearing in missing
    )


def finished(
    court_list: CourtList, reach: Reach, missing: Sequence[HeldHearing], courts: CourtsKnown
) -> tuple[MayHaveFinished, ...]:
    """Give the running trials, on their second day or later, that a list of one day no longer shows."""
    day = court_list.coverage.starts_on
    if court_list.coverage.layer is not Layer.DAILY:
        return ()
    name = list_in_words(court_list, courts)
    return tuple(
        MayHaveFinished(
            hearing.case_id,
            hearing.hearing_id,
            sentence(FINISHED, Told(name, hearing.kind, hearing.slot), courts),
        )
        for hearing in missing
        if hearing.running and not hearing.restricted and reach.covers(hearing, day)
        if hearing.slot.on is not None and hearing.slot.on < day
    )


def why_quarantined(court_list: CourtList, absent_count: int, expected_count: int, courts: CourtsKnown) -> str:
    """Say why a person must release the list before anything in it is proposed, "" when nothing is wrong."""
    name = list_in_words(court_list, courts)
    if court_list.clock_in_doubt:
        return CLOCK_IN_DOUBT.format(list=name)
    if absent_count >= QUARANTINE_FLOOR and absent_count > QUARANTINE_SHARE * expected_count:
        return TOO_MANY_ABSENT.format(list=name, absent=absent_count, expected=expected_count)
    return ""


def withdrawn(list_name: str, held: Sequence[HeldHearing], courts: CourtsKnown) -> tuple[Difference, ...]:
    """Propose to treat hearings as unconfirmed because the list that set them has been withdrawn.

    list_name: the list as `list_in_words` named it when it came.
    held: the hearings whose slot that list set.
    """
    return tuple(
        Difference(
            change=Change.WITHDRAWN,
            case_id=hearing.case_id,
            hearing_id=hearing.hearing_id,
            kind=hearing.kind,
            before=hearing.slot,
            after=None,
            because=sentence(SENTENCES[Change.WITHDRAWN], Told(list_name, hearing.kind, hearing.slot), courts),
            where="$",
        )
        for hearing in held
        if hearing.state is HearingState.LISTED
    )
