"""Gaps in special measures: not applied for in time, not decided near the day, or ended by a birthday before it."""

from collections.abc import Iterable
from datetime import date

from witness.domain.cases import CasePicture, Track
from witness.domain.countdown import chain_in, measures_of
from witness.domain.court_time import london_day, short_day
from witness.domain.defendants import Turn
from witness.domain.evidence import Side
from witness.domain.factor_table import Code
from witness.domain.gaps import Facts, Finder, Hit
from witness.domain.measures import MEASURE_IN_WORDS, Measure, MeasureState
from witness.domain.measures_chain import ENDED, Chain, Lapse, LinkStanding, MeasureLink
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

# Business days after a plea of not guilty (Criminal Procedure Rules, part 18; from memory, to be verified against the
# rules of 2025).
APPLIED_WITHIN: dict[Track, int] = {Track.CROWN: 10, Track.MAGISTRATES: 20, Track.YOUTH: 20}
# What the witness wants is known, and no application has been made.
WAITS_FOR_AN_APPLICATION = frozenset({MeasureState.VIEWS, MeasureState.ASKED})


def application_due_on(picture: CasePicture, calendar: WorkingCalendar) -> date | None:
    """Give the last day for an application: it counts from the first plea of not guilty.

    None while no such plea is recorded with its day, or when the calendar does not reach it.
    """
    pleas = (s.at for d in picture.case.defendants for s in d.steps if s.turn is Turn.PLEADED_NOT_GUILTY)
    first = min(pleas, default=None)
    try:
        return None if first is None else calendar.add(london_day(first), APPLIED_WITHIN[picture.case.track])
    except BeyondTheCalendar:
        return None


def _measures_gap(facts: Facts) -> Hit | None:
    measures = list(measures_of(facts.picture, facts.witness_id))
    chains = [(m, chain_in(facts.picture, m, facts.hearing)) for m in measures]
    lapsing = [m for m, chain in chains if chain.lapse is Lapse.AHEAD]
    lapsed = [m for m, chain in chains if chain.lapse is Lapse.DONE]
    undecided = [m for m, chain in chains if chain.lapse is None and _is_undecided(chain)]
    undecided = undecided if facts.within(facts.limits(Code.HARD_SM_GAP)[0]) else []
    reasons = []
    if undecided:
        reasons.append(f"{facts.to_go()} and no decision on {_named(undecided)}.")
    if lapsing:
        reasons.append(f"The witness turns 18 by the day of evidence: {_named(lapsing)} may end with that birthday.")
    if lapsed:
        reasons.append(f"The witness has turned 18 and no fresh application is recorded for {_named(lapsed)}.")
    return Hit(" ".join(reasons), min(m.since for m in undecided + lapsing + lapsed)) if reasons else None


def _not_applied(facts: Facts) -> Hit | None:
    due_on = application_due_on(facts.picture, facts.calendar)
    waiting = [m for m in measures_of(facts.picture, facts.witness_id) if _waits_for_the_first(m)]
    if due_on is None or facts.today <= due_on or not waiting:
        return None
    nobody_asked = any(m.state is MeasureState.VIEWS for m in waiting)
    words = f"The time for an application ran out on {short_day(due_on)} and none is recorded for {_named(waiting)}."
    return Hit(words, due_on, owner=Side.SUPPORT if nobody_asked else Side.CPS)


def _waits_for_the_first(measure: Measure) -> bool:
    """The limit runs for the first application. What has to be changed or renewed has other clocks."""
    anew = any(step.state in (MeasureState.LAPSED, MeasureState.VARIATION) for step in measure.steps)
    return measure.state in WAITS_FOR_AN_APPLICATION and not anew


def _is_undecided(chain: Chain) -> bool:
    return chain.state not in ENDED and chain.link(MeasureLink.DECIDED).standing is not LinkStanding.DONE


def _named(measures: Iterable[Measure]) -> str:
    return ", ".join(MEASURE_IN_WORDS[measure.kind] for measure in measures)


IN_MEASURES: dict[Code, Finder] = {
    Code.HARD_SM_GAP: _measures_gap,
    Code.SM_NOT_APPLIED: _not_applied,
}
