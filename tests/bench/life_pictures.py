"""What is on record of an invented life at a moment: a case picture like any other, for the rules to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache

from tests.bench.life_records import Life
from tests.bench.lives import BEGINS
from tests.builders import (
    CALENDAR,
    MOTHER,
    TRIAL,
    TRIAL_DAY,
    WITNESS,
    J,
    a_case,
    a_defendant,
    a_hearing,
    a_marker,
    a_measure,
    a_message,
    a_need,
    a_picture,
    a_revision,
    a_slot,
    noon,
)
from witness.domain.cases import CasePicture, StandingMessage
from witness.domain.contact_log import ContactEntry, ContactVia
from witness.domain.court_time import moment_in_london
from witness.domain.defendants import DefendantStep, Turn
from witness.domain.evidence import Answer, Need, Told
from witness.domain.hearings import Hearing, Listing, Slot
from witness.domain.markers import Marker
from witness.domain.measures import Measure, MeasureState
from witness.domain.messages import MessageState
from witness.domain.people import AvoidWhy, DatesToAvoid, Person
from witness.domain.sureness import SureAnswer

NARROWS = 5
"""A warned list becomes a day so many working days before."""

LONGEST = 260


@cache
def days() -> tuple[date, ...]:
    """The working days before the day, by how many."""
    found = [TRIAL_DAY]
    while len(found) <= LONGEST:
        found.append(CALENDAR.add(found[-1], -1))
    return tuple(found)


@cache
def moments() -> tuple[datetime, ...]:
    return tuple(noon(day) for day in days())


def picture_of(life: Life, at: int, *, child: Person | None = None) -> CasePicture:
    """Give what is on record so many working days before the day. child: the witness as a person, where it matters."""
    base = _blank()
    hearing = _hearing(life, at)
    people = base.people if child is None else (child, *base.people[1:])
    near = DefendantStep(Turn.BAILED, moments()[life.near], near_family=True) if _has(life.near, at) else None
    charged = TRIAL_DAY - timedelta(days=round(30.4 * life.months_waited))
    return replace(
        base,
        people=people,
        case=replace(base.case, charged_on=charged, defendants=(a_defendant(steps=(near,) if near else ()),)),
        hearings=(hearing,),
        measures=tuple(_measures(life, at)),
        needs=tuple(_needs(life, at)),
        answers=tuple(_answers(life, at)),
        told=tuple(_told(life, at)),
        messages=tuple(_texts(life, at)),
        contact_log=tuple(_talks(life, at)),
        availability=tuple(_clashes(life, at)),
        markers=tuple(_markers(life, at)),
        sureness=tuple(_sureness(life, at)),
    )


@cache
def _blank() -> CasePicture:
    return a_picture(case=a_case(support_began_on=days()[BEGINS]), contacts=())


def _has(moment: int | None, at: int) -> bool:
    """Whether something has happened by then: time counts down."""
    return moment is not None and moment >= at


def _revision_at(life: Life, moment: int) -> int:
    return 1 + sum(changed >= moment for changed, _ in life.changes)


def _hearing(life: Life, at: int) -> Hearing:
    """The dates as the court gave them: each change moves a date that lay some weeks ahead, the last one to the day."""
    known = [(LONGEST, True), *life.changes]
    revisions = []
    for number, (learnt, explained) in enumerate(known, start=1):
        if learnt < at and number > 1:
            break
        is_last = number == len(known)
        day = TRIAL_DAY if is_last else days()[max(0, known[number][0] - 10)]
        revisions.append(
            replace(
                a_revision(number, _slot(life.listing, day), reason="the court was busy" if explained else ""),
                learnt_at=moments()[learnt],
                recorded_at=moments()[learnt],
            )
        )
    if life.listing is Listing.WARNED_LIST and at <= NARROWS and len(revisions) == len(known):
        narrowed = a_revision(len(revisions) + 1, a_slot(TRIAL_DAY))
        revisions.append(replace(narrowed, learnt_at=moments()[NARROWS], recorded_at=moments()[NARROWS]))
    return a_hearing(revisions=revisions)


def _slot(listing: Listing, day: date) -> Slot:
    if listing is Listing.WARNED_LIST:
        return a_slot(day, listing=listing, until=day + timedelta(days=11), at=None)
    return a_slot(day, listing=listing)


def _measures(life: Life, at: int) -> Iterator[Measure]:
    if life.measures:
        state = MeasureState.GRANTED if _has(life.decided, at) else MeasureState.APPLIED
        since = days()[life.decided if life.decided is not None and _has(life.decided, at) else BEGINS]
        yield replace(a_measure(state=state), since=since)


def _needs(life: Life, at: int) -> Iterator[Need]:
    for kind, steps in life.needs.items():
        done = [(moment, state) for moment, state in steps if moment >= at]
        if done:
            moment, state = done[-1]
            revision = _revision_at(life, moment)
            yield a_need(kind, state, since=days()[moment], hearing_id=TRIAL, of_revision=revision)


def _answers(life: Life, at: int) -> Iterator[Answer]:
    for number, said in enumerate(life.said):
        if said.at >= at:
            revision = _revision_at(life, said.at)
            settled = moments()[said.settled] if said.settled is not None and said.settled >= at else None
            at_time = moments()[said.at]
            yield Answer(f"answer-{number:03}", MOTHER, TRIAL, revision, said.kind, said.via, at_time, settled)


def _told(life: Life, at: int) -> Iterator[Told]:
    for talk in life.talks:
        if talk.reached and _has(talk.written, at):
            yield Told(MOTHER, TRIAL, _revision_at(life, talk.at), "voice", moments()[talk.at])


def _texts(life: Life, at: int) -> Iterator[StandingMessage]:
    for moment, arrived in life.texts:
        # On the same day nobody can have answered yet.
        if moment > at:
            state = MessageState.DELIVERED if arrived else MessageState.UNDELIVERED
            yield replace(a_message(state, on=days()[moment]), handed_over_at=_morning(days()[moment]))


@cache
def _morning(day: date) -> datetime:
    return moment_in_london(day, _NINE)


_NINE = time(9, 0)


def _talks(life: Life, at: int) -> Iterator[ContactEntry]:
    for number, talk in enumerate(life.talks):
        if _has(talk.written, at):
            name = f"entry-{number:03}"
            yield ContactEntry(name, MOTHER, moments()[talk.at], ContactVia.VOICE, from_family=False,
                               reached=talk.reached, hearing_id=TRIAL)  # fmt: skip


def _clashes(life: Life, at: int) -> Iterator[DatesToAvoid]:
    if _has(life.clash, at) and not _has(life.clash_over, at):
        yield DatesToAvoid("avoid-1", J, TRIAL_DAY, TRIAL_DAY, AvoidWhy.EXAM, moments()[life.clash or 0])


def _sureness(life: Life, at: int) -> Iterator[SureAnswer]:
    for number, said in enumerate(life.sure):
        if said.written >= at:
            yield SureAnswer(f"sure-{number:03}", WITNESS, MOTHER, said.sure, days()[said.at], moments()[said.written],
                             TRIAL, _revision_at(life, said.at), said.hard)  # fmt: skip


def _markers(life: Life, at: int) -> Iterator[Marker]:
    for number, mark in enumerate(life.marks):
        if mark.at >= at:
            yield a_marker(mark.kind, mark.said, days()[mark.on], marker_id=f"marker-{number:03}",
                           recorded_at=moments()[mark.at])  # fmt: skip
