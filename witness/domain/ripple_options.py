"""The ways to go on with one thing planned when its hearing has changed: what it would be, why, and what to mind."""

from dataclasses import dataclass, replace

from witness.domain.plans import PlanState, PlanStep
from witness.domain.ripple_days import Shift, day_of_hearing, is_beyond, shifted_hour, still_fits, visit_day
from witness.domain.ripple_items import Item, deadline_in_words, step_in_words, when_in_words
from witness.domain.ripple_table import (
    ANOTHER_BUILDING,
    BECAUSE,
    CHOICE_IN_WORDS,
    CHOICES,
    DECIDED_SO,
    FEWER_DAYS,
    IT_IS_OFF,
    NO_RIDE_FOR_A_PERIOD,
    REFRESH_OFF,
    TOO_LATE_FOR_ONE,
    WAITING,
    Choice,
    Habit,
    Turn,
)


@dataclass(frozen=True, slots=True)
class Option:
    """One way to go on. after: what it would be; because: why; warning: what to mind, "" for nothing.

    words: the way as one chooses it, "Move to Fri 4 Dec at 4pm".
    """

    choice: Choice
    after: str
    because: str
    warning: str
    step: PlanStep
    words: str


def options_of(item: Item, shift: Shift, turn: Turn, key: str) -> tuple[Option, ...]:
    """Give what is allowed, the default first. key: the change that brings the step about."""
    return tuple(_option(item, shift, turn, choice, key) for choice in _allowed(item, shift, turn))


def _allowed(item: Item, shift: Shift, turn: Turn) -> tuple[Choice, ...]:
    if item.habit is Habit.LETTER and turn is Turn.OFF:
        # Whoever holds the old letter has to be told; one that was never written is not needed.
        return (Choice.CANCEL,) if item.now.state is PlanState.NEEDED else (Choice.MOVE, Choice.CANCEL)
    choices = CHOICES[item.habit][turn]
    if item.habit is Habit.RIDE and is_beyond(shift, item.now.on):
        return (Choice.CANCEL,)
    if turn is Turn.OFF or Choice.KEEP not in choices or still_fits(shift, item.habit, item.kind, item.now.on):
        return choices
    return (Choice.MOVE, Choice.CANCEL)


def _option(item: Item, shift: Shift, turn: Turn, choice: Choice, key: str) -> Option:
    step = _STEP[choice](item, shift)
    because = _because(item, shift, turn, choice, step)
    full = replace(step, recorded_at=shift.at, of_revision=shift.now.number, because=because, change=key)
    words = in_few_words(item.habit, choice, full)
    return Option(choice, step_in_words(full), because, _warning(item, shift, choice), full, words)


def in_few_words(habit: Habit, choice: Choice, step: PlanStep) -> str:
    """Say a way in as few words as a choice has room for."""
    if choice is Choice.CANCEL:
        return CHOICE_IN_WORDS[choice]
    if choice is Choice.MOVE and habit is Habit.LETTER:
        return "Write a new one"
    if choice is Choice.MOVE and step.on is None:
        return "Move, no day yet"
    return f"{CHOICE_IN_WORDS[choice]}{' to' if choice is Choice.MOVE else ''} {when_in_words(step)}"


def _kept(item: Item, _shift: Shift) -> PlanStep:
    return item.now


def _cancelled(item: Item, _shift: Shift) -> PlanStep:
    return replace(item.now, state=PlanState.CANCELLED)


def _moved(item: Item, shift: Shift) -> PlanStep:
    before = item.now
    if item.kind is not None and item.habit is not Habit.SUPPORT:
        return replace(before, state=PlanState.NEEDED, on=visit_day(shift, item.kind, before.on))
    at = shifted_hour(shift, before.at)
    on = day_of_hearing(shift, before.on)
    return replace(before, state=_anew(item), on=on, at=None if on is None else at)


def _anew(item: Item) -> PlanState:
    asked = item.habit is Habit.BOOKED and item.now.state is not PlanState.NEEDED
    return PlanState.REQUESTED if asked else PlanState.NEEDED


_STEP = {Choice.KEEP: _kept, Choice.MOVE: _moved, Choice.CANCEL: _cancelled}


def _because(item: Item, shift: Shift, turn: Turn, choice: Choice, step: PlanStep) -> str:
    if choice is Choice.CANCEL:
        return FEWER_DAYS if is_beyond(shift, item.now.on) else _why_cancelled(item, turn)
    if choice is Choice.KEEP and turn is Turn.OFF:
        return BECAUSE[choice, Habit.LOOSE]
    if choice is Choice.MOVE and turn is Turn.COURT and item.habit is Habit.RIDE:
        return ANOTHER_BUILDING
    words = BECAUSE[choice, item.habit]
    return f"{words} {WAITING}" if choice is Choice.MOVE and step.on is None and shift.is_window else words


def _why_cancelled(item: Item, turn: Turn) -> str:
    if turn is Turn.OFF:
        return REFRESH_OFF if item.habit is Habit.REFRESH else IT_IS_OFF
    return NO_RIDE_FOR_A_PERIOD if turn is Turn.WINDOW and item.habit is Habit.RIDE else DECIDED_SO


def _warning(item: Item, shift: Shift, choice: Choice) -> str:
    if choice is Choice.KEEP:
        return ""
    words, has_passed = deadline_in_words(item, shift.at)
    if has_passed:
        return words
    no_day = choice is Choice.MOVE and item.kind is not None and not shift.is_window
    return TOO_LATE_FOR_ONE if no_day and _moved(item, shift).on is None else ""
