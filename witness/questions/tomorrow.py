"""The evening before: for each hearing of the next court day, what is missing, whose move it is, and by when.

A page that is also a paper for when systems are down: initials, no family's number. The pictures of the cases are read
whole and together, however many there are: everything about them counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from witness.domain.access import Asking, Deed, Role
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.eve import days_ahead
from witness.domain.eve_lines import EveHearing, EveLine, EveState, EveThing, eves_of
from witness.domain.evidence import Side
from witness.domain.hearings import KIND_IN_WORDS, Certainty
from witness.domain.rules import Rules
from witness.domain.staffing import Absence, cover_for, is_away, on_call_at
from witness.domain.tasks import TaskKind
from witness.store import Desk, Store
from witness.store.tasks import Task
from witness.store.work_boards import CourtCard

WHOSE: dict[Side, str] = {Side.SUPPORT: "us", Side.CPS: "the CPS", Side.COURT: "the court", Side.POLICE: "the police"}
# When the office is shut: who is on call then is named on the page.
NIGHT = time(17, 30)


@dataclass(frozen=True, slots=True)
class EveItem:
    """One thing of one hearing. what, says: in words; whose: whose move it is; by: until when."""

    thing: EveThing
    what: str
    says: str
    whose: str
    by: datetime
    person_id: str
    trip_id: str


@dataclass(frozen=True, slots=True)
class EveRow:
    """One hearing. called: its witnesses by initials. cover: who stands in for an owner who is away, "" for nobody.

    owner_away: the owner does not work today. watch_id: the task of looking at the list, "" when none is open.
    work: the task of putting it right, None before the sweep and when nothing is missing.
    """

    case_id: str
    case_ref: str
    hearing_id: str
    called: str
    kind: str
    on: date
    at: time | None
    is_maybe: bool
    is_standby: bool
    court: CourtCard | None
    room: str
    owner: str
    owner_away: bool
    cover: str
    is_mine: bool
    watch_id: str
    work: Task | None
    missing: tuple[EveItem, ...]
    ahead: tuple[EveItem, ...]
    in_place: tuple[EveItem, ...]


@dataclass(frozen=True, slots=True)
class TomorrowPage:
    """The page. mine: those of the viewer, or of somebody for whom they stand in. team: all others they may see.

    first_on, last_on: the days that it covers. on_call: who is on call tonight, "" for nobody. whole_team: one list.
    """

    now: datetime
    first_on: date
    last_on: date
    mine: tuple[EveRow, ...]
    team: tuple[EveRow, ...]
    on_call: str
    whole_team: bool

    @property
    def rows(self) -> tuple[EveRow, ...]:
        """Every hearing."""
        return (*self.mine, *self.team)

    @property
    def missing(self) -> int:
        """How many things are missing."""
        return sum(len(row.missing) for row in self.rows)

    @property
    def short(self) -> int:
        """For how many hearings something is missing."""
        return sum(bool(row.missing) for row in self.rows)

    @property
    def ahead(self) -> int:
        """How many things cannot be done before the list is out."""
        return sum(len(row.ahead) for row in self.rows)


def tomorrow_page(store: Store, *, rules: Rules, asking: Asking) -> TomorrowPage:
    """Give what is missing for the hearings of the next court day in the cases that a viewer may see."""
    today, viewer = london_day(asking.at), asking.viewer
    days = days_ahead(today, rules.calendar)
    with store.board_for(asking, doing="tomorrow.read", about=today.isoformat()) as desk:
        lines = desk.boards.standings(viewer, Deed.SEE_CASE, first=today, last=days[-1])
        case_ids = tuple(dict.fromkeys(line.standing.case_id for line in lines))
        tasks = _Tasks(desk.tasks.of_kinds(case_ids, (TaskKind.LIST_WATCH, TaskKind.EVE)))
        found = [
            (picture, eve)
            for picture in desk.cases.pictures(case_ids).values()
            for eve in eves_of(picture, rules.calendar, asking.at, tasks.looked)
        ]
        around = _Around(desk, {_court_of(picture, eve) for picture, eve in found}, asking)
        rows = sorted((_row(picture, eve, tasks, around) for picture, eve in found), key=_soonest_and_worst)
        night = moment_in_london(today, NIGHT)
        on_call = on_call_at(desk.staffing.rota_of(viewer.team_id, night), max(night, asking.at))
    whole_team = viewer.role is Role.MANAGER
    return TomorrowPage(
        now=asking.at,
        first_on=min([days[0], *(row.on for row in rows)]),
        last_on=days[-1],
        mine=() if whole_team else tuple(row for row in rows if row.is_mine),
        team=tuple(rows) if whole_team else tuple(row for row in rows if not row.is_mine),
        on_call=around.names.get(on_call or "", ""),
        whole_team=whole_team,
    )


class _Tasks:
    """The work that exists for these cases: which lists were looked at, and what is open."""

    def __init__(self, tasks: tuple[Task, ...]) -> None:
        self.looked = frozenset(t.reason_key for t in tasks if t.kind is TaskKind.LIST_WATCH and t.state == "done")
        self._open = [task for task in tasks if task.state == "open"]

    def of(self, hearing_id: str, kind: TaskKind) -> Task | None:
        return next((t for t in self._open if t.hearing_id == hearing_id and t.kind is kind), None)


class _Around:
    """Who is there, and the courts."""

    def __init__(self, desk: Desk, courts: set[str], asking: Asking) -> None:
        self.today, self.viewer = london_day(asking.at), asking.viewer
        self.names = {account.id: account.name for account in desk.accounts.everyone()}
        self.absences: tuple[Absence, ...] = desk.staffing.absences(self.today)
        self.cards = desk.work_boards.court_cards(courts)


def _row(picture: CasePicture, eve: EveHearing, tasks: _Tasks, around: _Around) -> EveRow:
    slot, owner_id = eve.hearing.now.slot, picture.case.owner_id
    away = is_away(around.absences, owner_id, around.today)
    cover = cover_for(around.absences, owner_id, around.today) if away else None
    watch = tasks.of(eve.hearing.hearing_id, TaskKind.LIST_WATCH)
    return EveRow(
        case_id=picture.case.case_id,
        case_ref=picture.case.ref,
        hearing_id=eve.hearing.hearing_id,
        called=", ".join(_initials(picture, witness_id) for witness_id in eve.witness_ids),
        kind=KIND_IN_WORDS[eve.hearing.kind],
        on=eve.on,
        at=slot.at,
        is_maybe=slot.certainty is Certainty.MAYBE,
        is_standby=eve.is_standby,
        court=around.cards.get(_court_of(picture, eve)),
        room=slot.room,
        owner=around.names.get(owner_id, ""),
        owner_away=away,
        cover=around.names.get(cover or "", ""),
        is_mine=around.viewer.account_id in (owner_id, cover),
        watch_id="" if watch is None else watch.task_id,
        work=tasks.of(eve.hearing.hearing_id, TaskKind.EVE),
        missing=tuple(_items(picture, eve, EveState.MISSING)),
        ahead=tuple(_items(picture, eve, EveState.AHEAD)),
        in_place=tuple(_items(picture, eve, EveState.IN_PLACE)),
    )


def _items(picture: CasePicture, eve: EveHearing, state: EveState) -> Iterator[EveItem]:
    several = len(eve.witness_ids) > 1
    for line in eve.of(state):
        yield EveItem(
            thing=line.thing,
            what=_what(picture, line, several=several),
            says=line.says,
            whose=WHOSE[line.whose],
            by=line.by,
            person_id=line.person_id or "",
            trip_id=line.trip_id or "",
        )


def _what(picture: CasePicture, line: EveLine, *, several: bool) -> str:
    if not several or line.witness_id is None:
        return line.what
    return f"{_initials(picture, line.witness_id)}: {line.what}"


def _initials(picture: CasePicture, witness_id: str) -> str:
    return picture.person(picture.witness(witness_id).person_id).initials


def _court_of(picture: CasePicture, eve: EveHearing) -> str:
    return eve.hearing.now.slot.court_code or picture.case.court_code


def _soonest_and_worst(row: EveRow) -> tuple[date, bool, int, time, str]:
    """The next day first; on a day what is missing most before what is in place; what is on standby last."""
    return row.on, row.is_standby, -len(row.missing), row.at or time.max, row.case_ref
