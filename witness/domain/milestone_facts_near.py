"""Whether a milestone of the last days, the day itself or after it is reached: answers, rides, calls, the debrief."""

from collections.abc import Callable
from datetime import date, datetime, time

from witness.domain.at_court import DayStep
from witness.domain.at_court_day import at_court_on
from witness.domain.contact_log import ContactVia
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.evidence import EventState, NeedKind, NeedState
from witness.domain.expenses import IS_IN, IS_OVER
from witness.domain.lists import Layer
from witness.domain.milestone_facts import BEFORE_THE_DAY
from witness.domain.milestone_rows import CLOCK_OF, Milestone
from witness.domain.milestone_sight import Finder, Seen, Sight, no, not_needed, not_recorded, yes
from witness.domain.plans import PlanState
from witness.domain.readiness_items import Matter, State
from witness.domain.sureness import that_stand
from witness.domain.trip_course import Answer as DriverSays
from witness.domain.trip_course import answer_of, family_knows, way_now, ways_of
from witness.domain.trip_rules import WITHOUT_A_DRIVER
from witness.domain.trips import Entrance, PickUp, Trip, Waiting
from witness.domain.visits import VisitKind
from witness.domain.working_days import BeyondTheCalendar

# The court's list for the next day is out about then (domain reference §1.2).
LIST_IS_OUT = time(16, 0)
# A call in so many working days before the day counts as the call of the last week. A judgement.
CALL_COUNTS_FROM = 7


def _attendance(sight: Sight) -> Seen:
    item = sight.item(Matter.ATTENDANCE)
    if item is not None and item.state is State.COMING:
        return yes("They have said so, for the date as it stands.", item.since)
    return no("" if item is None else f"Attendance: {item.state_in_words}.")


def _money(sight: Sight) -> Seen:
    item = sight.item(Matter.EXPENSES)
    if item is None or item.state is State.MONEY_NOT_ASKED:
        return not_recorded("Nobody has recorded whether money is needed in advance.")
    if item.state is State.MONEY_ARRANGED:
        return yes("An advance is arranged.", item.since)
    return no("An advance is asked for and not arranged.")


def _entrance(sight: Sight) -> Seen:
    ways = sight.ways_out()
    if not ways:
        return not_recorded("Nobody has recorded what is agreed with the court.")
    open_still = [t for t in ways if t.entrance is Entrance.UNKNOWN or t.waits is Waiting.UNKNOWN]
    if open_still:
        return not_recorded("The trip does not say by which door they come in, or where they wait.")
    return yes("Each trip says the door and the waiting place.")


def _call_made(sight: Sight) -> Seen:
    since = _working_day_before(sight, CALL_COUNTS_FROM)
    spoken = [] if since is None else _spoken_since(sight, moment_in_london(since, time(0, 0)))
    done = [
        visit.now.on
        for visit in sight.visits(VisitKind.READINESS_CALL)
        if visit.now.state is PlanState.DONE and visit.hearing_id == sight.hearing.hearing_id
    ]
    days = [*(london_day(at) for at in spoken), *(day for day in done if day is not None)]
    return yes("They were spoken with.", max(days)) if days else no("Nobody has spoken with them in the last days.")


def _spoken_since(sight: Sight, since: datetime) -> list[datetime]:
    """Give when somebody spoke with the witness, or with whoever cares for them."""
    family = sight.family_ids
    rung = [
        entry.at
        for entry in sight.picture.contact_log
        if entry.person_id in family and entry.reached and entry.via is ContactVia.VOICE
    ]
    told = [t.at for t in sight.picture.told if t.person_id in family and t.via == "voice"]
    return [at for at in [*rung, *told] if since <= at <= sight.now]


def _working_day_before(sight: Sight, days: int) -> date | None:
    try:
        return None if sight.day is None else sight.calendar.add(sight.day, -days)
    except BeyondTheCalendar:
        return None


def _refresh(sight: Sight) -> Seen:
    need = sight.need(NeedKind.MEMORY_REFRESH)
    if need is not None and need.state is NeedState.NOT_NEEDED:
        return not_needed("It is not wanted.")
    booked = [v for v in sight.visits(VisitKind.MEMORY_REFRESH) if v.hearing_id == sight.hearing.hearing_id]
    if any(visit.now.on is not None for visit in booked):
        return yes("It has its day.", london_day(booked[0].now.recorded_at))
    item = sight.item(NeedKind.MEMORY_REFRESH)
    if item is not None and not item.missing:
        return yes("It is recorded among the needs.", item.since)
    return no("No day is known for it.")


def _driver(sight: Sight) -> Seen:
    return _each_trip(sight, _is_driven, "Each trip is accepted.", "A driver has not accepted, or none is asked.")


def _is_driven(trip: Trip) -> bool:
    return answer_of(trip) is DriverSays.ACCEPTED


def _meeting(sight: Sight) -> Seen:
    return _each_trip(
        sight, _is_met, "Hour and meeting point are set, and the family knows.",
        "The hour or the meeting point is open, or the family does not know it yet.",
    )  # fmt: skip


def _is_met(trip: Trip) -> bool:
    place = trip.pick_up is not PickUp.SAFE_POINT or bool(trip.meeting)
    return trip.now.at is not None and place and family_knows(trip)


def _fallback(sight: Sight) -> Seen:
    missing = "There is no other way if the driver falls through."
    seen = _each_trip(sight, _has_another, "There is another way.", missing)
    # A neighbour who would drive them is no way that a trip is planned with.
    return not_recorded(missing) if seen.how == missing else seen


def _has_another(trip: Trip) -> bool:
    """Whoever goes by train or in their own car waits for no driver."""
    return way_now(trip) + 1 < len(ways_of(trip)) or ways_of(trip)[way_now(trip)].mode in WITHOUT_A_DRIVER


def _each_trip(sight: Sight, holds: Callable[[Trip], bool], so: str, not_so: str) -> Seen:
    need, ways = sight.need(NeedKind.TRANSPORT), sight.ways_out()
    if need is not None and need.state is NeedState.NOT_NEEDED:
        return not_needed("They need no lift.")
    if not ways:
        return no("No trip is planned for this day.")
    return yes(so) if all(holds(trip) for trip in ways) else no(not_so)


def _list_checked(sight: Sight) -> Seen:
    """Somebody has looked at the list of the next court day, or its time came from such a list."""
    now = sight.hearing.now
    looks = [f"list_watch:{sight.hearing.hearing_id}:{now.number}:{sight.today}"]
    eve = _working_day_before(sight, 1)
    if eve is not None and eve != sight.today and sight.today >= (sight.day or sight.today):
        looks.append(f"list_watch:{sight.hearing.hearing_id}:{now.number}:{eve}")
    if sight.looked.intersection(looks):
        return yes("Somebody has looked at it.")
    if now.layer == Layer.DAILY.value and eve is not None and london_day(now.learnt_at) >= eve:
        return yes("The day's list was read in.", london_day(now.learnt_at))
    return no("Nobody has recorded that they looked.")


def _told_by_voice(sight: Sight) -> Seen:
    eve = _working_day_before(sight, 1)
    if eve is None:
        return no("No day is known.")
    called = [v for v in sight.visits(VisitKind.EVE_CALL) if v.now.state is PlanState.DONE and v.now.on == eve]
    spoken = _spoken_since(sight, moment_in_london(eve, LIST_IS_OUT))
    if called or spoken:
        return yes("They were spoken with after the list was out.", eve if called else london_day(max(spoken)))
    return no("Nobody has spoken with them since the list was out.")


def _arrived(sight: Sight) -> Seen:
    for day in at_court_on(sight.picture, sight.day) if sight.day is not None else ():
        arrived = day.course.first(DayStep.ARRIVED) if day.witness_id == sight.witness_id else None
        if arrived is not None:
            return yes("They are there.", london_day(arrived))
    return no("Nobody has recorded that they are there.")


def _outcome_told(sight: Sight) -> Seen:
    return _by_a_notice(sight, Milestone.OUTCOME_TOLD, "Nobody has recorded that they were told.")


def _expenses(sight: Sight) -> Seen:
    """Each claim of the family for this hearing is in, or they do not want to claim."""
    own = [
        c for c in sight.picture.claims if (c.witness_id, c.hearing_id) == (sight.witness_id, sight.hearing.hearing_id)
    ]
    days = [claim.since for claim in own if claim.state in IS_IN | IS_OVER and claim.since is not None]
    if own and len(days) == len(own):
        return yes("Each claim is sent, or they do not want to claim.", max(days))
    if own:
        return no("A claim is begun and is not sent.")
    return _by_a_notice(sight, Milestone.EXPENSES_CLAIMED, "Nobody has recorded that a claim is in.")


def _by_a_notice(sight: Sight, code: Milestone, missing: str) -> Seen:
    said = [n.told_at for n in sight.picture.notices if n.code == CLOCK_OF[code] and n.told_at <= sight.now]
    return yes("It is recorded under Duties.", london_day(max(said))) if said else not_recorded(missing)


def _sureness(sight: Sight) -> Seen:
    """Somebody of the family was asked about the day as it stands, whatever they said."""
    hearing = sight.hearing
    asked = [
        answer.on
        for who in sorted(sight.family_ids)
        for answer in that_stand(sight.picture.sureness, sight.witness_id, who, sight.today)
        if answer.hearing_id == hearing.hearing_id and 1 <= answer.of_revision <= len(hearing.revisions)
        if hearing.revision(answer.of_revision).slot.on == hearing.now.slot.on
    ]
    return yes("They were asked.", max(asked)) if asked else no("Nobody has asked them about this day.")


def _debrief(sight: Sight) -> Seen:
    given = given_on(sight)
    made = [v.now.on for v in sight.visits(VisitKind.DEBRIEF) if v.now.state is PlanState.DONE and v.now.on]
    since = [day for day in made if given is None or day >= given]
    return (
        yes("The debrief was made.", max(since)) if since else no("Nobody has spoken with them since their evidence.")
    )


def given_on(sight: Sight) -> date | None:
    """Give the day on which this witness gave evidence at this hearing; None when it is not known."""
    given = [
        event
        for event in sight.picture.events
        if event.witness_id == sight.witness_id
        and event.hearing_id == sight.hearing.hearing_id
        and event.state is EventState.GIVEN
    ]
    settled = [london_day(event.settled_at) for event in given if event.settled_at is not None]
    return max(settled) if settled else (sight.day if given else None)


FINDERS: dict[Milestone, Finder] = {
    **BEFORE_THE_DAY,
    Milestone.ATTENDANCE_CONFIRMED: _attendance,
    Milestone.MONEY_SORTED: _money,
    Milestone.ENTRANCE_AGREED: _entrance,
    Milestone.CALL_MADE: _call_made,
    Milestone.REFRESH_BOOKED: _refresh,
    Milestone.DRIVER_CONFIRMED: _driver,
    Milestone.MEETING_POINT: _meeting,
    Milestone.FALLBACK: _fallback,
    Milestone.LIST_CHECKED: _list_checked,
    Milestone.TOLD_BY_VOICE: _told_by_voice,
    Milestone.ARRIVED: _arrived,
    Milestone.OUTCOME_TOLD: _outcome_told,
    Milestone.DEBRIEF_DONE: _debrief,
    Milestone.EXPENSES_CLAIMED: _expenses,
    Milestone.SURENESS_ASKED: _sureness,
}
