"""What a need is worth today: what was arranged for a date that has since moved has to be arranged anew."""

from dataclasses import replace
from datetime import date

from witness.domain.beliefs import same_promise
from witness.domain.cases import CasePicture
from witness.domain.evidence import NEED_MET, Need, NeedKind, NeedState
from witness.domain.hearings import Hearing, HearingState, Revision
from witness.domain.plans import PlanState
from witness.domain.ripple_table import VISIT_HOLDS, same_building
from witness.domain.visits import VisitKind


def need_now(picture: CasePicture, need: Need) -> NeedState:
    """Say how far a need is met for the date as it stands.

    A lift for Tuesday is none for the Monday after. Somebody who needs no lift needs none on another day either, and
    who has seen the court room has seen it, unless it is another building or more than 8 weeks later (domain
    reference §3.3).
    """
    hearing = next((h for h in picture.hearings if h.hearing_id == need.hearing_id), None)
    if hearing is None or need.state not in NEED_MET or need.state is NeedState.NOT_NEEDED:
        return need.state
    then = hearing.revision(need.of_revision) if 1 <= need.of_revision <= len(hearing.revisions) else None
    if then is None or hearing.now.state is HearingState.UNCONFIRMED or same_promise(then, hearing.now):
        return need.state
    holds = need.kind is NeedKind.COURT_VISIT and _visit_still_counts(picture, need, then, hearing)
    return need.state if holds else NeedState.REQUESTED


def as_it_stands(picture: CasePicture, need: Need) -> Need:
    """Give a need with its state for the date as it stands."""
    return replace(need, state=need_now(picture, need))


def need_for(picture: CasePicture, need: Need, today: date) -> Need:
    """Give a need with the date that it is recorded for: the next at which this witness is to give evidence."""
    event = picture.next_event_of(need.witness_id, today)
    if event is None:
        return need
    return replace(need, hearing_id=event.hearing_id, of_revision=picture.hearing(event.hearing_id).now.number)


def _visit_still_counts(picture: CasePicture, need: Need, then: Revision, hearing: Hearing) -> bool:
    if not same_building(then, hearing.now):
        return False
    if hearing.now.state is HearingState.VACATED:
        return need.state is NeedState.DONE
    before, after = then.slot.on, hearing.now.slot.on
    if before is not None and after is not None and after - before > VISIT_HOLDS:
        return False
    return need.state is NeedState.DONE or _is_booked(picture, need)


def _is_booked(picture: CasePicture, need: Need) -> bool:
    """Whether a booked visit still stands; where visits are not recorded as such, the need's own word counts."""
    visits = [v for v in picture.visits if v.witness_id == need.witness_id and v.kind is VisitKind.COURT_VISIT]
    return not visits or any(v.now.state in (PlanState.CONFIRMED, PlanState.SHARED) for v in visits)
