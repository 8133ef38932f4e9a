"""Today at court: who is where now, and since when, by initials and in as many statements whatever their number.

What stands here may be kept on an officer's phone until midnight (`docs/day-of-court.md`): initials, the hour, and the
steps of today. No name, no place, no telephone number.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime

from witness.domain.access import Asking, Deed
from witness.domain.at_court import DayState, DayStep, DayTap, next_step, where_now
from witness.domain.at_court_clocks import Wait, is_late, tell_again_at, wait_of
from witness.domain.at_court_day import AtCourt, at_court_on
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.trips import Trip
from witness.store import Desk, Store
from witness.store.case_outlines import Narrowing

# What still needs somebody stands first.
ORDER = (
    DayState.EXPECTED,
    DayState.ON_THE_WAY,
    DayState.WAITING,
    DayState.GIVING_EVIDENCE,
    DayState.RELEASED,
    DayState.NOT_COME,
    DayState.HOME,
)


@dataclass(frozen=True, slots=True)
class DayRow:
    """One witness of today. next: the step of the big button, None when the day is closed. ahead: those after it.

    steps: what was reached, with the ids of the taps. tell_at: when the family should hear again, None while nobody
    waits.
    """

    case_id: str
    case_ref: str
    witness_id: str
    initials: str
    owner: str
    there_by: datetime | None
    state: DayState
    since: datetime | None
    next: DayStep | None
    ahead: tuple[DayStep, ...]
    steps: tuple[tuple[DayStep, datetime, str], ...]
    wait: Wait
    tell_at: datetime | None
    is_late: bool
    is_fetched: bool


@dataclass(frozen=True, slots=True)
class DayList:
    """Today at court. whole_team: of every case that the viewer may see, not of their own alone."""

    on: date
    now: datetime
    rows: tuple[DayRow, ...]
    whole_team: bool


def day_list(store: Store, *, whole_team: bool, asking: Asking) -> DayList:
    """Give the witnesses of today at court of the cases that a viewer may see; or only of those that they own."""
    on = london_day(asking.at)
    with store.board_for(asking, doing="day.list", about=on.isoformat()) as desk:
        pictures = _pictures(desk, on, whole_team, asking)
    rows = [row_of(picture, day, owner, asking.at) for picture, owner in pictures for day in at_court_on(picture, on)]
    rows.sort(key=lambda r: (not r.is_late, ORDER.index(r.state), r.since or r.there_by or asking.at, r.case_ref))
    return DayList(on, asking.at, tuple(rows), whole_team)


def row_of(picture: CasePicture, day: AtCourt, owner: str, now: datetime) -> DayRow:
    """Lay out one witness of a day."""
    where, step = where_now(day.course), next_step(day.course, is_fetched=day.is_fetched)
    return DayRow(
        case_id=picture.case.case_id,
        case_ref=picture.case.ref,
        witness_id=day.witness_id,
        initials=picture.person(picture.witness(day.witness_id).person_id).initials,
        owner=owner,
        there_by=day.there_by,
        state=where.state,
        since=where.since,
        next=step,
        ahead=tuple(_ahead(step, is_fetched=day.is_fetched)),
        steps=tuple((r.step, r.at, r.tap_id) for r in day.course.steps),
        wait=wait_of(day.course, now),
        tell_at=tell_again_at(day.course, now),
        is_late=is_late(day.course, day.there_by, now),
        is_fetched=day.is_fetched,
    )


def _ahead(step: DayStep | None, *, is_fetched: bool) -> list[DayStep]:
    whole = [
        DayStep.LEFT_HOME,
        *([DayStep.PICKED_UP] if is_fetched else []),
        DayStep.ARRIVED,
        DayStep.CALLED,
        DayStep.RELEASED,
        DayStep.HOME_SAFE,
    ]
    return whole[whole.index(step) :] if step in whole else []


def _pictures(desk: Desk, on: date, whole_team: bool, asking: Asking) -> list[tuple[CasePicture, str]]:
    viewer = asking.viewer
    owner_id = None if whole_team else viewer.account_id
    lines = desk.boards.standings(viewer, Deed.SEE_CASE, first=on, last=on, owner_id=owner_id)
    rides = desk.work_boards.rides(viewer, on)
    ids = {line.standing.case_id for line in lines} | desk.at_court.cases_on(viewer, on)
    ids |= {ride.case_id for ride in rides if ride.visit_id is None}
    if not ids:
        return []
    rows = desk.case_outlines.rows(viewer, Narrowing(owner_id or "", case_ids=frozenset(ids)))
    trips, taps = desk.plans.trips.with_ids(ride.trip_id for ride in rides), desk.at_court.of_cases(ids, on)
    by_case: dict[str, list[Trip]] = defaultdict(list)
    for ride in rides:
        by_case[ride.case_id].append(trips[ride.trip_id])
    return [(_whole(row.outline.picture, by_case, taps), row.owner_name) for row in rows]


def _whole(bare: CasePicture, trips: dict[str, list[Trip]], taps: dict[str, tuple[DayTap, ...]]) -> CasePicture:
    case_id = bare.case.case_id
    return replace(bare, trips=tuple(trips.get(case_id, ())), day_taps=taps.get(case_id, ()))
