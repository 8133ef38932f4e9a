"""Whether a milestone of the weeks before the day is reached: people, needs, special measures, court visit, letters.

Each looks at facts that are kept for their own sake. What nothing in the case can show is "not recorded", never true.
"""

from collections.abc import Collection
from datetime import date

from witness.domain.bookings import LETTERS, BookingKind
from witness.domain.countdown import measures_of
from witness.domain.court_time import london_day
from witness.domain.evidence import NEED_MET, NeedKind, NeedState, Side
from witness.domain.keep_apart import supporters_of
from witness.domain.ladder_gates import court_visit_again
from witness.domain.measures import MEASURE_IN_WORDS, MeasureKind, MeasureState
from witness.domain.measures_chain import ENDED, Chain, LinkStanding, MeasureLink
from witness.domain.milestone_rows import Holds, Milestone
from witness.domain.milestone_sight import ARRANGED, Finder, Seen, Sight, no, not_needed, not_recorded, yes
from witness.domain.people import Part
from witness.domain.plans import PlanState
from witness.domain.primary_rule import Answered, primary_rule
from witness.domain.readiness_items import State
from witness.domain.trip_course import Answer as DriverSays
from witness.domain.trip_course import answer_of
from witness.domain.visits import VisitKind

# What somebody who works on the case is called where they are put in (`CasePart.relation`).
OFFICER_IN_THE_CASE = frozenset({"oic", "officer in the case"})
WITNESS_CARE = frozenset({"wco", "wcu", "witness care", "witness care officer"})
ON_ITS_WAY = frozenset({NeedState.REQUESTED, NeedState.CONFIRMED, NeedState.DONE})


def _named(sight: Sight, names: Collection[str], who: str) -> Seen:
    for part in sight.picture.parts:
        is_here = part.left_at is None and part.for_person_id in (None, sight.person_id)
        if part.part is Part.PROFESSIONAL and is_here and part.relation.strip().lower() in names:
            return yes(f"{who} is among the people of this case.", part.joined_at and london_day(part.joined_at))
    return not_recorded(f"{who} is not among the people of this case.")


def _officer_named(sight: Sight) -> Seen:
    return _named(sight, OFFICER_IN_THE_CASE, "The officer in the case")


def _care_named(sight: Sight) -> Seen:
    return _named(sight, WITNESS_CARE, "A witness care officer")


def _needs_assessed(sight: Sight) -> Seen:
    # What the police arrange is no part of our assessment: memory refreshing has a row of its own.
    unasked = [i.what_in_words for i in sight.items if i.state is State.NEED_UNKNOWN and i.whose is Side.SUPPORT]
    if unasked:
        return no(f"Not asked yet: {', '.join(unasked)}.")
    own = [need.since for need in sight.picture.needs if need.witness_id == sight.witness_id]
    return yes("Each need has been asked about.", max(own, default=None))


def _views_sent(sight: Sight) -> Seen:
    rule = primary_rule(sight.picture, sight.witness_id, sight.hearing)
    expected = [MEASURE_IN_WORDS[e.kind] for e in rule if e.answered is Answered.MISSING]
    if expected:
        return no(f"Nobody has asked about: {', '.join(expected)}.")
    if not sight.chains:
        return not_recorded("No special measure is recorded, wanted or not.")
    return _all_have(sight, MeasureLink.ASKED, "views are not sent on")


def _applied(sight: Sight) -> Seen:
    return _all_have(sight, MeasureLink.APPLIED, "not applied for")


def _decided(sight: Sight) -> Seen:
    return _all_have(sight, MeasureLink.DECIDED, "not decided")


def _all_have(sight: Sight, link: MeasureLink, missing: str) -> Seen:
    """Whether a link of every measure that is wanted is closed."""
    wanted = [chain for chain in sight.chains if chain.state not in ENDED]
    if not wanted:
        # Asked and declined: that was their view, and there is nothing to apply for or to decide.
        if not _views_known(sight):
            return no("Nobody has recorded what they want.")
        nothing = "No special measure is open."
        own = [m.since for m in measures_of(sight.picture, sight.witness_id)]
        return yes(nothing, max(own)) if own and link is MeasureLink.ASKED else not_needed(nothing)
    without = [MEASURE_IN_WORDS[chain.kind] for chain in wanted if not _has(chain, link)]
    if without:
        return no(f"{', '.join(without)[:1].upper()}{', '.join(without)[1:]}: {missing}.")
    since = [chain.link(link).since for chain in wanted]
    return yes(f"{len(wanted)} of {len(wanted)} special measures.", _newest(since))


def _views_known(sight: Sight) -> bool:
    """Whether they were asked what they want: something is recorded, or somebody's word that they want nothing."""
    return bool(sight.chains) or sight.word(Milestone.MEASURES_VIEWS, Holds.ALWAYS) is not None


def _has(chain: Chain, link: MeasureLink) -> bool:
    found = chain.link(link)
    return found.standing in (LinkStanding.DONE, LinkStanding.NONE) and not found.for_old_date


def _newest(days: list[date | None]) -> date | None:
    known = [day for day in days if day is not None]
    return max(known) if known else None


def _interpreter_declared(sight: Sight) -> Seen:
    need = sight.need(NeedKind.INTERPRETER)
    if need is not None:
        return yes("It is recorded among the needs.", need.since)
    return not_recorded("Nobody has recorded whether one is needed.")


def _intermediary_declared(sight: Sight) -> Seen:
    own = [m.since for m in measures_of(sight.picture, sight.witness_id) if m.kind is MeasureKind.INTERMEDIARY]
    if own:
        return yes("It is recorded among the special measures.", max(own))
    return not_recorded("Nobody has recorded whether one is needed.")


def _visit_asked(sight: Sight) -> Seen:
    need, visits = sight.need(NeedKind.COURT_VISIT), sight.visits(VisitKind.COURT_VISIT)
    if need is not None and need.state is NeedState.NOT_NEEDED:
        return not_needed("They do not want one.")
    if visits:
        return yes("A visit is booked, or was made.", london_day(visits[0].steps[0].recorded_at))
    if need is not None and need.state in ON_ITS_WAY:
        return yes("It is recorded among the needs.", need.since)
    return no("No court visit has been asked for.")


def _visit_dated(sight: Sight) -> Seen:
    need, visits = sight.need(NeedKind.COURT_VISIT), sight.visits(VisitKind.COURT_VISIT)
    if need is not None and need.state is NeedState.NOT_NEEDED:
        return not_needed("They do not want one.")
    dated = [visit for visit in visits if visit.now.on is not None and _still_serves(sight, visit.visit_id)]
    if dated:
        return yes("A visit has its day.", london_day(dated[0].now.recorded_at))
    if need is not None and need.state in NEED_MET:
        return yes("It is recorded among the needs.", need.since)
    return no("No day is agreed for the court visit.")


def _visit_done(sight: Sight) -> Seen:
    need = sight.need(NeedKind.COURT_VISIT)
    if need is not None and need.state is NeedState.NOT_NEEDED:
        return not_needed("They do not want one.")
    made = [v for v in sight.visits(VisitKind.COURT_VISIT) if v.now.state is PlanState.DONE]
    serving = [visit for visit in made if _still_serves(sight, visit.visit_id)]
    if serving:
        return yes("The visit was made.", serving[-1].now.on)
    if made:
        return no(court_visit_again(sight.picture, made[-1], sight.hearing))
    if need is not None and need.state is NeedState.DONE:
        return yes("It is recorded among the needs.", need.since)
    return no("They have not seen the court yet.")


def _still_serves(sight: Sight, visit_id: str) -> bool:
    visit = next(v for v in sight.picture.visits if v.visit_id == visit_id)
    return not court_visit_again(sight.picture, visit, sight.hearing)


def _supporter_chosen(sight: Sight) -> Seen:
    need = sight.need(NeedKind.SUPPORTER)
    if supporters_of(sight.picture, sight.witness_id):
        return yes("A supporter is among the people of this case.")
    if need is not None and need.state is NeedState.NOT_NEEDED:
        return not_needed("They want nobody beside them.")
    if need is not None and need.state in ON_ITS_WAY:
        return yes("It is recorded among the needs.", need.since)
    return no("Nobody is chosen to be beside them.")


def _supporter_confirmed(sight: Sight) -> Seen:
    item = sight.item(NeedKind.SUPPORTER)
    if item is None or item.missing:
        return no("No supporter is confirmed for the day." if item is None else f"Supporter: {item.state_in_words}.")
    if item.state is State.NEED_NOT_NEEDED:
        return not_needed("They want nobody beside them.")
    return yes("A supporter is confirmed.", item.since)


def _transport_drafted(sight: Sight) -> Seen:
    need, ways = sight.need(NeedKind.TRANSPORT), sight.ways_out()
    if need is not None and need.state is NeedState.NOT_NEEDED:
        return not_needed("They need no lift.")
    if ways:
        return yes("A trip is planned.", london_day(ways[0].steps[0].recorded_at))
    if need is not None and need.state in ON_ITS_WAY:
        return yes("It is recorded among the needs.", need.since)
    return no("No way to court is planned.")


def _transport_confirmed(sight: Sight) -> Seen:
    need, ways = sight.need(NeedKind.TRANSPORT), sight.ways_out()
    if need is not None and need.state is NeedState.NOT_NEEDED:
        return not_needed("They need no lift.")
    if ways and all(answer_of(trip) is DriverSays.ACCEPTED for trip in ways):
        return yes("Each trip to court is accepted.", london_day(max(trip.now.recorded_at for trip in ways)))
    if need is not None and need.state in NEED_MET and not ways:
        return yes("It is recorded among the needs.", need.since)
    return no("A trip is planned and not accepted yet." if ways else "No way to court is confirmed.")


def _letters(sight: Sight) -> Seen:
    own = sight.bookings(*LETTERS)
    if not own:
        return not_recorded("No letter is recorded, and nobody has said that none is wanted.")
    if all(booking.now.state in ARRANGED for booking in own):
        return yes("Each letter is out.", london_day(max(b.now.recorded_at for b in own)))
    return no("A letter is asked for and not out yet.")


def _interpreter_booked(sight: Sight) -> Seen:
    need, booked = sight.need(NeedKind.INTERPRETER), sight.bookings(BookingKind.INTERPRETER)
    if booked and all(b.now.state in ARRANGED for b in booked):
        return yes("The booking is confirmed.", london_day(booked[0].now.recorded_at))
    if need is None:
        told = sight.word(Milestone.INTERPRETER_DECLARED, Holds.ALWAYS)
        return not_needed("No interpreter is needed.") if told else no("Nobody has said whether one is needed.")
    if need.state is NeedState.NOT_NEEDED:
        return not_needed("No interpreter is needed.")
    return yes("It is recorded among the needs.", need.since) if need.state in NEED_MET else no("Not confirmed yet.")


def _intermediary_booked(sight: Sight) -> Seen:
    booked = sight.bookings(BookingKind.INTERMEDIARY)
    if booked and all(b.now.state in ARRANGED for b in booked):
        return yes("The booking is confirmed.", london_day(booked[0].now.recorded_at))
    chain = next((c for c in sight.chains if c.kind is MeasureKind.INTERMEDIARY), None)
    if chain is None:
        told = sight.word(Milestone.INTERMEDIARY_DECLARED, Holds.ALWAYS)
        return not_needed("No intermediary is needed.") if told else no("Nobody has said whether one is needed.")
    return _arranged(chain, "intermediary")


def _link_room(sight: Sight) -> Seen:
    booked = sight.bookings(BookingKind.LINK_ROOM)
    if booked and all(b.now.state in ARRANGED for b in booked):
        return yes("The booking is confirmed.", london_day(booked[0].now.recorded_at))
    chain = next((c for c in sight.chains if c.kind is MeasureKind.LIVE_LINK), None)
    return _no_link(sight) if chain is None else _arranged(chain, "live link")


def _no_link(sight: Sight) -> Seen:
    known = _views_known(sight)
    return not_needed("No live link is asked for.") if known else no("Nobody has recorded what they want.")


def _arranged(chain: Chain, what: str) -> Seen:
    if chain.state in ENDED or chain.decision is MeasureState.REFUSED:
        return not_needed(f"The {what} is not wanted, was refused or has served.")
    if _has(chain, MeasureLink.ARRANGED):
        return yes(f"The {what} is arranged.", chain.link(MeasureLink.ARRANGED).since)
    was = chain.link(MeasureLink.ARRANGED).for_old_date
    return no(f"The {what} was arranged for an earlier date." if was else f"The {what} is not arranged yet.")


def _remote_site(sight: Sight) -> Seen:
    booked = sight.bookings(BookingKind.REMOTE_SITE)
    if booked:
        ready = all(b.now.state in ARRANGED for b in booked)
        return (
            yes("The booking is confirmed.", london_day(booked[0].now.recorded_at)) if ready else no("Not confirmed.")
        )
    chain = next((c for c in sight.chains if c.kind is MeasureKind.LIVE_LINK), None)
    if chain is None:
        return _no_link(sight)
    if chain.state in ENDED or chain.decision is MeasureState.REFUSED:
        return not_needed("No live link is asked for.")
    return not_recorded("Nobody has recorded from where the link is.")


BEFORE_THE_DAY: dict[Milestone, Finder] = {
    Milestone.OFFICER_NAMED: _officer_named,
    Milestone.CARE_NAMED: _care_named,
    Milestone.NEEDS_ASSESSED: _needs_assessed,
    Milestone.MEASURES_VIEWS: _views_sent,
    Milestone.INTERPRETER_DECLARED: _interpreter_declared,
    Milestone.INTERMEDIARY_DECLARED: _intermediary_declared,
    Milestone.DATES_SENT: lambda _: not_recorded("Nobody has recorded that they were sent."),
    Milestone.MEASURES_APPLIED: _applied,
    Milestone.COURT_VISIT_ASKED: _visit_asked,
    Milestone.SUPPORTER_CHOSEN: _supporter_chosen,
    Milestone.WELLBEING_OFFERED: lambda _: not_recorded("Nobody has recorded that it was offered."),
    Milestone.MEASURES_DECIDED: _decided,
    Milestone.COURT_VISIT_DATED: _visit_dated,
    Milestone.TRANSPORT_DRAFTED: _transport_drafted,
    Milestone.LETTERS_SENT: _letters,
    Milestone.INTERPRETER_BOOKED: _interpreter_booked,
    Milestone.INTERMEDIARY_BOOKED: _intermediary_booked,
    Milestone.LINK_ROOM_BOOKED: _link_room,
    Milestone.REMOTE_SITE_BOOKED: _remote_site,
    Milestone.SUPPORTER_CONFIRMED: _supporter_confirmed,
    Milestone.TRANSPORT_CONFIRMED: _transport_confirmed,
    Milestone.COURT_VISIT_DONE: _visit_done,
}
