"""What becomes of something planned when its hearing changes: tables of what may be kept, moved or cancelled.

The first choice of a row is the default. Nothing may be kept that would be wrong: a ride on the old day cannot stay
when the day has moved. What a list does not show is only in doubt, so nothing planned for it changes.
"""

from datetime import timedelta
from enum import StrEnum

from witness.domain.beliefs import same_promise
from witness.domain.bookings import LETTERS, BookingKind
from witness.domain.hearings import Certainty, HearingState, Revision
from witness.domain.visits import VisitKind


class Choice(StrEnum):
    """What is done with something planned."""

    KEEP = "keep"
    MOVE = "move"
    CANCEL = "cancel"


CHOICE_IN_WORDS: dict[Choice, str] = {Choice.KEEP: "Keep", Choice.MOVE: "Move", Choice.CANCEL: "Cancel"}


class Turn(StrEnum):
    """What became of the promise that something was planned for."""

    NONE = "none"  # it would be told in the same words, or is only in doubt, or has taken place
    HOUR = "hour"  # the same day in the same building
    DAY = "day"
    COURT = "court"  # another building, on whatever day
    WINDOW = "window"  # any day in a period
    OFF = "off"  # no date


class Habit(StrEnum):
    """How something planned hangs on the day of the hearing."""

    BEFORE = "before"  # only has to come before it
    LOOSE = "loose"  # hangs on no day
    COURT_VISIT = "court_visit"
    REFRESH = "refresh"
    NEAR = "near"  # so many working days from it
    SUPPORT = "support"  # on the day itself
    RIDE = "ride"
    BOOKED = "booked"
    LETTER = "letter"


HABIT_OF_VISIT: dict[VisitKind, Habit] = {
    VisitKind.WELCOME: Habit.BEFORE,
    VisitKind.HOW_COURT_WORKS: Habit.BEFORE,
    VisitKind.COURT_VISIT: Habit.COURT_VISIT,
    VisitKind.MEMORY_REFRESH: Habit.REFRESH,
    VisitKind.READINESS_CALL: Habit.NEAR,
    VisitKind.EVE_CALL: Habit.NEAR,
    VisitKind.DAY_SUPPORT: Habit.SUPPORT,
    VisitKind.DEBRIEF: Habit.NEAR,
    VisitKind.AFTERCARE: Habit.LOOSE,
    VisitKind.OTHER: Habit.LOOSE,
}


def habit_of_booking(kind: BookingKind) -> Habit:
    """Say how a booking hangs on the day."""
    return Habit.LETTER if kind in LETTERS else Habit.BOOKED


_K, _M, _C = Choice.KEEP, Choice.MOVE, Choice.CANCEL
_STAYS = {Turn.HOUR: (_K,), Turn.DAY: (_K, _M, _C), Turn.COURT: (_K, _M, _C), Turn.WINDOW: (_K, _M, _C)}
_FOLLOWS = {Turn.HOUR: (_M, _C), Turn.DAY: (_M, _C), Turn.COURT: (_M, _C), Turn.WINDOW: (_M, _C), Turn.OFF: (_C,)}

# KEEP of a row holds only while it still fits (`ripple_days.still_fits`); else moving is the default.
# Domain reference §3.3 (the ladder of preparation), §10 ("reverse everything"); court-lists reference §7.
CHOICES: dict[Habit, dict[Turn, tuple[Choice, ...]]] = {
    Habit.LOOSE: {turn: (_K, _C) for turn in (Turn.HOUR, Turn.DAY, Turn.COURT, Turn.WINDOW, Turn.OFF)},
    Habit.BEFORE: {**_STAYS, Turn.OFF: (_K, _C)},
    Habit.COURT_VISIT: {**_STAYS, Turn.OFF: (_C, _K)},
    # As near to the day as it was: fresh in the memory is what it is for.
    Habit.REFRESH: {
        Turn.HOUR: (_K,),
        Turn.DAY: (_M, _K, _C),
        Turn.COURT: (_M, _K, _C),
        Turn.WINDOW: (_M, _C),
        Turn.OFF: (_C,),
    },
    Habit.NEAR: {**_FOLLOWS, Turn.HOUR: (_K,)},
    Habit.SUPPORT: _FOLLOWS,
    Habit.RIDE: {**_FOLLOWS, Turn.WINDOW: (_C,)},
    Habit.BOOKED: _FOLLOWS,
    Habit.LETTER: _FOLLOWS,
}

# Working days before the day between which a visit belongs, the nearest first; below 0: after it.
# Domain reference §3.3, design proposal.
BELONGS: dict[VisitKind, tuple[int, int]] = {
    VisitKind.WELCOME: (1, 60),
    VisitKind.HOW_COURT_WORKS: (1, 40),
    VisitKind.COURT_VISIT: (10, 20),
    VisitKind.MEMORY_REFRESH: (1, 5),
    VisitKind.READINESS_CALL: (2, 7),
    VisitKind.EVE_CALL: (1, 1),
    VisitKind.DEBRIEF: (-2, 0),
}
# These need a day: while there is only a period they wait for one.
WAITS_FOR_A_DAY = frozenset({VisitKind.MEMORY_REFRESH, VisitKind.EVE_CALL, VisitKind.DAY_SUPPORT, VisitKind.DEBRIEF})
# A telephone call needs no notice; for everything else there is tomorrow at the earliest.
CAN_BE_TODAY = frozenset({VisitKind.READINESS_CALL, VisitKind.EVE_CALL, VisitKind.DEBRIEF})
# A court visit longer ago than this is done anew (domain reference §3.3).
VISIT_HOLDS = timedelta(weeks=8)

# Why, by what is done and how it hangs on the day.
BECAUSE: dict[tuple[Choice, Habit], str] = {
    (_K, Habit.LOOSE): "It does not hang on the day.",
    (_K, Habit.BEFORE): "It does not hang on the day.",
    (_K, Habit.COURT_VISIT): "It is still before the hearing, in the same building.",
    (_K, Habit.REFRESH): "It still lies in the five working days before.",
    (_K, Habit.NEAR): "The day is the same.",
    (_M, Habit.BEFORE): "It has to come before the hearing.",
    (_M, Habit.COURT_VISIT): "It has to come before the hearing, in that building, and at most 8 weeks before.",
    (_M, Habit.REFRESH): "It belongs to the five working days before, never on the day itself. The police lead it.",
    (_M, Habit.NEAR): "It goes with the day.",
    (_M, Habit.SUPPORT): "It is on the day itself.",
    (_M, Habit.RIDE): "The ride has to be confirmed anew.",
    (_M, Habit.BOOKED): "It has to be asked for again.",
    (_M, Habit.LETTER): "A new letter is needed: what the old one says is no longer so.",
}
NO_RIDE_FOR_A_PERIOD = "No ride is held for a day that is not known."
FEWER_DAYS = "The hearing has fewer days now: nobody is fetched on a day that it does not have."
ANOTHER_BUILDING = "It is another building: the way there and the hour have to be agreed anew."
IT_IS_OFF = "The hearing is off."
REFRESH_OFF = "Nobody goes through a recording for a hearing that is off. Tell their supporter at once."
DECIDED_SO = "It was cancelled when the change was accepted."
WAITING = "It waits until a day is named."
TOO_LATE_FOR_ONE = "No day for it could be named: agree one, or what can still be done."


def turn_of(then: Revision, now: Revision) -> Turn:
    """Say what has become of the promise `then`, by what is true now."""
    if now.state in (HearingState.UNCONFIRMED, HearingState.HELD) or same_promise(then, now):
        return Turn.NONE
    if now.state is HearingState.VACATED or now.slot.certainty is Certainty.NONE:
        return Turn.OFF
    if now.slot.certainty is Certainty.WINDOW:
        return Turn.WINDOW
    if not same_building(then, now):
        return Turn.COURT
    same_day = then.slot.certainty is not Certainty.WINDOW and then.slot.on == now.slot.on
    return Turn.HOUR if same_day else Turn.DAY


def same_building(then: Revision, now: Revision) -> bool:
    """Whether both are in one building; one that nobody has named counts as the same."""
    codes = {revision.slot.court_code for revision in (then, now)} - {""}
    return len(codes) <= 1
