"""Where a case is, in words that a twelve-year-old understands, and the road it has come."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from witness.domain.cases import CasePicture
from witness.domain.hearings import (
    EVIDENCE_KINDS,
    KIND_IN_WORDS,
    Certainty,
    Hearing,
    HearingState,
    next_of,
)

TIMES = {1: "once", 2: "twice", 3: "three times", 4: "four times"}


class StepState(StrEnum):
    """Where a step of the road lies."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    OFF = "off"


STEP_IN_WORDS: dict[StepState, str] = {
    StepState.DONE: "done",
    StepState.NOW: "next",
    StepState.AHEAD: "ahead",
    StepState.OFF: "off",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the road: what, when in words, and where it lies."""

    what: str
    when: str
    state: StepState


def where_we_are(picture: CasePicture, today: date) -> str:
    """Say in a sentence or two where a case is. No name and no crime is in it."""
    if picture.case.closed_on is not None:
        return "This case is closed. Our support has ended."
    hearing = next_of(picture.hearings, today)
    if hearing is None:
        return _without_a_date(picture)
    words = f"The {KIND_IN_WORDS[hearing.kind]} {_planned(hearing)}."
    moved = hearing.times_moved
    if moved:
        words += f" It has moved {TIMES.get(moved, f'{moved} times')}."
    if hearing.kind not in EVIDENCE_KINDS:
        words += " The family does not have to come."
    return words


def journey_of(picture: CasePicture, today: date) -> tuple[Step, ...]:
    """Give the road of a case, from charge to after, as steps in order."""
    charged = picture.case.charged_on
    steps = [Step("charge", "" if charged is None else f"{charged:%b %Y}", StepState.DONE)]
    upcoming = next_of(picture.hearings, today)
    dated = [h for h in picture.hearings if h.now.slot.on is not None]
    for hearing in sorted(dated, key=lambda h: (h.now.slot.on or date.max, h.hearing_id)):
        steps.append(Step(KIND_IN_WORDS[hearing.kind], _short(hearing), _state_of(hearing, upcoming, today)))
    undated = [h for h in picture.hearings if h.now.slot.on is None and h.now.state is HearingState.LISTED]
    steps += [Step(KIND_IN_WORDS[h.kind], "no date yet", StepState.AHEAD) for h in undated]
    closed = picture.case.closed_on is not None
    steps.append(Step("after", "", StepState.DONE if closed else StepState.AHEAD))
    return tuple(steps)


def moved_in_words(hearing: Hearing) -> str:
    """Say how often a date has moved, "" when never."""
    moved = hearing.times_moved
    return f"moved {TIMES.get(moved, f'{moved} times')}" if moved else ""


def _planned(hearing: Hearing) -> str:
    slot = hearing.now.slot
    if hearing.now.state is HearingState.UNCONFIRMED:
        return f"was planned for {slot.in_words()}, but a court list does not show it. We are asking the court"
    if slot.certainty is Certainty.WINDOW:
        return f"may start on {slot.in_words()}"
    if slot.certainty is Certainty.MAYBE:
        return f"may be on {slot.in_words()}"
    return f"is planned for {slot.in_words()}"


def _without_a_date(picture: CasePicture) -> str:
    if any(h.now.state is HearingState.VACATED for h in picture.hearings):
        return "The last date was taken out. The court has not given a new one yet."
    if any(h.now.state is HearingState.HELD for h in picture.hearings):
        return "There is no further date at court. We stay in touch with the family."
    return "The court has not given a date yet."


def _state_of(hearing: Hearing, upcoming: Hearing | None, today: date) -> StepState:
    if hearing.now.state is HearingState.VACATED:
        return StepState.OFF
    if upcoming is not None and hearing.hearing_id == upcoming.hearing_id:
        return StepState.NOW
    past = hearing.now.state is HearingState.HELD or (hearing.now.slot.last_day or today) < today
    return StepState.DONE if past else StepState.AHEAD


def _short(hearing: Hearing) -> str:
    slot = hearing.now.slot
    if slot.on is None:
        return ""
    return (
        f"{slot.on.day} {slot.on:%b}" if slot.certainty is not Certainty.WINDOW else f"from {slot.on.day} {slot.on:%b}"
    )
