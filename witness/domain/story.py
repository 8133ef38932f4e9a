"""Where a case is, what is next and who acts, in words that a twelve-year-old understands, and the road it has come."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.case_stage import CaseStage, stage_on
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, short_day
from witness.domain.evidence import Side
from witness.domain.hearings import (
    EVIDENCE_KINDS,
    KIND_IN_WORDS,
    Certainty,
    Hearing,
    HearingState,
    next_of,
)
from witness.domain.readiness_items import ReadinessItem

TIMES = {1: "once", 2: "twice", 3: "three times", 4: "four times"}


# Where the defendants' roads say more than the lack of a date does.
WITHOUT_A_DATE: dict[CaseStage, str] = {
    CaseStage.PART_HEARD: "The trial has been put off part heard. The court will say when it goes on.",
    CaseStage.JURY_OUT: "The jury is considering its verdict.",
    CaseStage.AWAITING_RETRIAL_DECISION: "There was no verdict. It is to be decided whether there is another trial.",
    CaseStage.AWAITING_RETRIAL: "There will be another trial. The court has not given a date yet.",
    CaseStage.AWAITING_NEWTON: "There was a plea of guilty. The court will look into the facts; it has given no date.",
    CaseStage.ABSCONDED: "The defendant has absconded. Nothing goes on until they are found.",
    CaseStage.APPEAL: "There is an appeal. The court has not given a date yet.",
}


# How the tasks that an answer raises go on after the person's name.
SAID_OF_A_PERSON = frozenset({"is", "says", "needs"})


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


SIDE_ACTS: dict[Side, str] = {
    Side.CPS: "The CPS acts",
    Side.COURT: "The court acts",
    Side.POLICE: "The police act",
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
        return _without_a_date(picture, today)
    words = f"The {KIND_IN_WORDS[hearing.kind]} {_planned(hearing)}."
    moved = hearing.times_moved
    if moved:
        words += f" It has moved {TIMES.get(moved, f'{moved} times')}."
    if hearing.kind not in EVIDENCE_KINDS:
        words += " The family does not have to come."
    elif _nobody_is_needed(picture, hearing):
        words += " Nobody whom we support has to come."
    return words


@dataclass(frozen=True, slots=True)
class Work:
    """Something that waits for a person, as a task words it: "Ring J.F.'s mother: is worried"."""

    words: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """All that may be next: work, what is missing, who believes what is no longer so, who has not answered a change.

    steps: of the countdown, which wait for whoever must hear of something or has asked for it.
    """

    work: tuple[Work, ...] = ()
    missing: tuple[ReadinessItem, ...] = ()
    unaware: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    steps: tuple[Work, ...] = ()


def who_acts(pending: Pending, *, owner: str, mine: bool, now: datetime) -> str:
    """Say in a sentence or two who has to do what next: the most urgent work, else what is missing the soonest.

    owner: the first name of who has the case; mine: whether they are the reader.
    """
    us = "You act" if mine else f"{owner} acts"
    if pending.work:
        return _most_urgent(us, pending.work, now)
    if pending.unaware:
        return f"{us}: {_listed(pending.unaware)} must hear of the change."
    if pending.steps:
        return _most_urgent(us, pending.steps, now)
    item = min(pending.missing, key=lambda i: i.by or date.max, default=None)
    if item is None and pending.silent:
        return f"We wait for an answer from {_listed(pending.silent)}."
    if item is None:
        return "Nothing is waiting to be done."
    acting = us if item.whose is Side.SUPPORT else SIDE_ACTS[item.whose]
    what = f"{item.what_in_words} ({item.state_in_words}). {acting}."
    if item.by is not None and item.by < london_day(now):
        return f"Next: {what} It is late: it was due on {short_day(item.by)}."
    by = "" if item.by is None else f" by {short_day(item.by)}"
    return f"Next{by}: {what}"


def _most_urgent(us: str, work: tuple[Work, ...], now: datetime) -> str:
    first = min(work, key=lambda one: one.due_at)
    order = _as_order(first.words)
    return f"{us}: {order}{'' if order.endswith('?') else '.'}{_lateness(first.due_at, now)}"


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


def _as_order(words: str) -> str:
    """Write a task as what somebody does: "ring J.F.'s mother. Why: is worried"."""
    # Initials keep their capitals: "J.F.'s mother …".
    small = words[:1].lower() + words[1:] if words[1:2].islower() else words
    ring, _, why = small.partition(": ")
    if not small.startswith("ring ") or not why:
        return small.rstrip(".")
    if "?" in why:
        return f"{ring} and ask: {why}"
    return f"{ring}, who {why}" if why.split()[0] in SAID_OF_A_PERSON else f"{ring}. Why: {why}"


def _listed(people: tuple[str, ...]) -> str:
    return people[0] if len(people) == 1 else f"{', '.join(people[:-1])} and {people[-1]}"


def _lateness(due_at: datetime, now: datetime) -> str:
    if due_at >= now:
        return ""
    return f" It is late: it was due on {short_day(london_day(due_at))}."


def _planned(hearing: Hearing) -> str:
    slot = hearing.now.slot
    if hearing.now.state is HearingState.UNCONFIRMED:
        return f"was planned for {slot.in_words()}, but a court list does not show it. We are asking the court"
    if slot.certainty is Certainty.WINDOW:
        return f"may start on {slot.in_words()}"
    if slot.certainty is Certainty.MAYBE:
        return f"may be on {slot.in_words()}"
    return f"is planned for {slot.in_words()}"


def _nobody_is_needed(picture: CasePicture, hearing: Hearing) -> bool:
    """Whether those who were to give evidence need not any more: recorded, pleaded, released or de-warned."""
    here = [event for event in picture.events if event.hearing_id == hearing.hearing_id]
    awaited = [event for event in picture.awaited if event.hearing_id == hearing.hearing_id]
    return bool(here) and not any(picture.witness(event.witness_id).is_expected for event in awaited)


def _without_a_date(picture: CasePicture, today: date) -> str:
    known = WITHOUT_A_DATE.get(stage_on(picture, today))
    if known is not None:
        return known
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
    begins = "from " if slot.certainty is Certainty.WINDOW else ""
    return f"{begins}{slot.on.day} {slot.on:%b %Y}"
