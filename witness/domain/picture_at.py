"""The picture of a case as it was known at an instant: later facts are left out, and what they changed is undone.

Facts that keep their steps are told exactly. Of older records without steps only the day is known: they count from that
day on. Safe-contact records are told as their steps say; of those that were kept before steps held all that was agreed,
only the state and the level are known.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from witness.domain.bookings import Booking
from witness.domain.cases import Case, CasePicture, StandingMessage
from witness.domain.contact import SafeContact
from witness.domain.contact_terms import as_it_was
from witness.domain.court_time import london_day
from witness.domain.defendant_road import defendant_at
from witness.domain.enquiries import Enquiry
from witness.domain.evidence import Answer, EventState, EvidenceEvent, Told
from witness.domain.expenses import Claim
from witness.domain.hearings import Hearing, HearingState
from witness.domain.measures import Measure
from witness.domain.passings import passing_at
from witness.domain.people import CasePart, Requirement, Witness
from witness.domain.plans import PlanStep
from witness.domain.trips import Trip
from witness.domain.visits import Visit

Item = TypeVar("Item", Visit, Trip, Booking)


def picture_at(picture: CasePicture, at: datetime, *, now: datetime) -> CasePicture:
    """Give what was known at an instant. now: the present; messages that are still planned belong to it alone."""
    day = london_day(at)
    hearings = tuple(known for hearing in picture.hearings if (known := _hearing(hearing, at)))
    listed = {hearing.hearing_id: hearing for hearing in hearings}
    parts = tuple(_part(p, at) for p in picture.parts if p.joined_at is None or p.joined_at <= at)
    here = {p.person_id for p in parts}
    return replace(
        picture,
        case=_case(picture.case, at, day),
        people=tuple(p for p in picture.people if p.person_id in here),
        parts=parts,
        witnesses=tuple(_witness(witness, at) for witness in picture.witnesses),
        hearings=hearings,
        events=tuple(_event(event, listed, at) for event in picture.events if _is_expected(event, listed, at)),
        measures=tuple(was for measure in picture.measures if (was := _measure(measure, at, day))),
        needs=tuple(need for need in picture.needs if need.since <= day),
        contacts=tuple(_contacts(picture.contacts, here, at)),
        answers=tuple(_answer(a, at) for a in picture.answers if a.at <= at and a.hearing_id in listed),
        told=tuple(_told(t, at) for t in picture.told if _was_told(t, listed, at)),
        messages=tuple(m for m in picture.messages if at >= now or _had_left(m, at)),
        visits=tuple(_unreported(visit, at) for visit in _known(picture.visits, listed, at)),
        trips=tuple(_driven(trip, at) for trip in _known(picture.trips, listed, at)),
        bookings=_known(picture.bookings, listed, at),
        promises=tuple(
            replace(p, kept_at=None if p.kept_at and p.kept_at > at else p.kept_at)
            for p in picture.promises
            if p.made_at <= at
        ),
        availability=tuple(d for d in picture.availability if d.recorded_at <= at),
        contact_log=tuple(e for e in picture.contact_log if e.at <= at),
        notices=tuple(n for n in picture.notices if n.recorded_at <= at),
        stops=tuple(
            replace(s, until=None if s.until and s.until > at else s.until) for s in picture.stops if s.since <= at
        ),
        calendar_choices=tuple(c for c in picture.calendar_choices if c.at is None or c.at <= at),
        calendar_entries=tuple(e for e in picture.calendar_entries if e.at <= at),
        choices=tuple(choice for choice in picture.choices if choice.at <= at),
        day_taps=tuple(tap for tap in picture.day_taps if tap.received_at <= at),
        markers=tuple(marker for marker in picture.markers if marker.recorded_at <= at),
        places=tuple(said for said in picture.places if said.entered_at <= at),
        care=tuple(said for said in picture.care if said.entered_at <= at),
        markers_elsewhere=tuple(pair for pair in picture.markers_elsewhere if pair[1].recorded_at <= at),
        enquiries=tuple(_enquiry(e, at) for e in picture.enquiries if e.asked_at <= at),
        milestones=tuple(word for word in picture.milestones if word.recorded_at <= at),
        claims=tuple(_claim(claim, at) for claim in picture.claims if claim.noted_at <= at),
        offers=tuple(step for step in picture.offers if step.recorded_at <= at),
        passings=tuple(passing_at(p, at) for p in picture.passings if p.recorded_at <= at),
        aftercare=tuple(fact for fact in picture.aftercare if fact.recorded_at <= at),
        sureness=tuple(answer for answer in picture.sureness if answer.recorded_at <= at),
    )


def _enquiry(enquiry: Enquiry, at: datetime) -> Enquiry:
    return replace(enquiry, ended=None) if enquiry.ended and enquiry.ended.at > at else enquiry


def _claim(claim: Claim, at: datetime) -> Claim:
    return replace(
        claim,
        items=tuple(item for item in claim.items if item.recorded_at <= at),
        steps=tuple(step for step in claim.steps if step.recorded_at <= at),
    )


def _case(case: Case, at: datetime, day: date) -> Case:
    closed_on = None if case.closed_on is None or case.closed_on > day else case.closed_on
    defendants = tuple(defendant_at(defendant, at) for defendant in case.defendants)
    return replace(case, closed_on=closed_on, defendants=defendants)


def _part(part: CasePart, at: datetime) -> CasePart:
    return replace(part, left_at=None) if part.left_at and part.left_at > at else part


def _hearing(hearing: Hearing, at: datetime) -> Hearing | None:
    revisions = tuple(r for r in hearing.revisions if r.recorded_at <= at)
    return replace(hearing, revisions=revisions) if revisions else None


def _witness(witness: Witness, at: datetime) -> Witness:
    if not witness.steps:
        return witness
    steps = tuple(step for step in witness.steps if step.at <= at)
    return replace(witness, steps=steps, requirement=steps[-1].requirement if steps else Requirement.STATEMENT_TAKEN)


def _is_expected(event: EvidenceEvent, listed: dict[str, Hearing], at: datetime) -> bool:
    return event.hearing_id in listed and (event.expected_at is None or event.expected_at <= at)


def _event(event: EvidenceEvent, listed: dict[str, Hearing], at: datetime) -> EvidenceEvent:
    if event.state is EventState.EXPECTED:
        return event
    # Without an instant of its own, evidence was given when its hearing was recorded as held.
    later = event.settled_at > at if event.settled_at else listed[event.hearing_id].now.state is not HearingState.HELD
    return replace(event, state=EventState.EXPECTED, settled_at=None) if later else event


def _measure(measure: Measure, at: datetime, day: date) -> Measure | None:
    if not measure.steps:
        return measure if measure.since <= day else None
    steps = tuple(step for step in measure.steps if step.at <= at)
    if not steps:
        return None
    return replace(measure, steps=steps, state=steps[-1].state, since=london_day(steps[-1].at))


def _contacts(contacts: Iterable[SafeContact], here: set[str], at: datetime) -> Iterator[SafeContact]:
    for contact in contacts:
        was = as_it_was(contact, at)
        if was is not None and contact.person_id in here:
            yield was


def _answer(answer: Answer, at: datetime) -> Answer:
    return replace(answer, settled_at=None) if answer.settled_at and answer.settled_at > at else answer


def _was_told(told: Told, listed: dict[str, Hearing], at: datetime) -> bool:
    hearing = listed.get(told.hearing_id)
    return told.at <= at and hearing is not None and told.revision <= hearing.now.number


def _told(told: Told, at: datetime) -> Told:
    return replace(
        told,
        acknowledged_at=told.acknowledged_at if told.acknowledged_at and told.acknowledged_at <= at else None,
        delivered_at=told.delivered_at if told.delivered_at and told.delivered_at <= at else None,
    )


def _had_left(message: StandingMessage, at: datetime) -> bool:
    return message.handed_over_at is not None and message.handed_over_at <= at


def _known(items: Iterable[Item], listed: dict[str, Hearing], at: datetime) -> tuple[Item, ...]:
    """Give what was planned by then; nothing can have been planned for a date that nobody knew."""
    planned = (item for item in items if _is_known(item.hearing_id, listed))
    known = (replace(item, steps=_steps(item.steps, listed.get(item.hearing_id or ""), at)) for item in planned)
    return tuple(item for item in known if item.steps)


def _is_known(hearing_id: str | None, listed: dict[str, Hearing]) -> bool:
    return hearing_id is None or hearing_id in listed


def _steps(steps: Iterable[PlanStep], hearing: Hearing | None, at: datetime) -> tuple[PlanStep, ...]:
    taken = tuple(step for step in steps if step.recorded_at <= at)
    if hearing is None:
        return taken
    return tuple(replace(step, of_revision=min(step.of_revision, hearing.now.number)) for step in taken)


def _driven(trip: Trip, at: datetime) -> Trip:
    return replace(trip, facts=tuple(fact for fact in trip.facts if fact.recorded_at <= at))


def _unreported(visit: Visit, at: datetime) -> Visit:
    later = visit.report is not None and visit.report.recorded_at > at
    return replace(visit, report=None) if later else visit
