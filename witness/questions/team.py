"""The team, for its manager: who has too much next week, what waits for somebody, and what we owe families."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from witness.domain.access import Asking, Deed, Role
from witness.domain.accounts import Account, AccountState
from witness.domain.court_time import london_day
from witness.domain.escalation import BY_THEIR_OWN_RULE, HARD, Step
from witness.domain.rules import Rules
from witness.domain.staffing import Absence, is_away
from witness.domain.tasks import TaskKind
from witness.domain.workload import Familiar, familiar_faces, monday_of, spread_of
from witness.questions.team_load import OfficerLoad, Work, loads_of
from witness.questions.to_tell import ToTell, hearings_of, who_must_be_told
from witness.store import Desk, Store
from witness.store.aftercare import ClosingWaits
from witness.store.boards import TaskLine
from witness.store.work_boards import BrokenPromise

WEEKS = 4
# Continuity is judged over a quarter of a year: long enough for numbers, short enough to be about the team as it is.
CONTINUITY_DAYS = 91
FEWEST_TO_JUDGE = 5
# Others were brought in for these, because whoever should have acted had not.
ESCALATED = frozenset(
    {
        TaskKind.SAFEGUARDING,
        TaskKind.UNREAD,
        TaskKind.NOT_REACHED,
        TaskKind.WRONG_NUMBER,
        TaskKind.EVIDENCE_MENTIONED,
    }
)
A_DAY, THREE_DAYS = timedelta(days=1), timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Escalation:
    """Something that waits for somebody beside the one whose work it was. waits_for: names of its owners, each once.

    brought_in: who was brought in beside them, "" for nobody, and since when. task_id: what the viewer may say they
    have, "" when they may not. rung: how far it has gone: its owner alone, a colleague, or a manager.
    """

    case_id: str
    case_ref: str
    words: str
    waits_for: tuple[str, ...]
    due_at: datetime
    raised_at: datetime
    kind: TaskKind
    brought_in: str = ""
    since: datetime | None = None
    task_id: str = ""
    rung: Step = Step.OWNER


@dataclass(frozen=True, slots=True)
class StaleAges:
    """How many people believe what is no longer so, by how long. now: of them, who may set off within a day."""

    under_a_day: int
    under_three_days: int
    longer: int
    now: int

    @property
    def all(self) -> int:
        """Everybody."""
        return self.under_a_day + self.under_three_days + self.longer


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which somebody does not work. cover: who stands in, "" when nobody does; both_away: they are away too."""

    name: str
    first_on: date
    last_on: date
    cover: str
    both_away: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    """The page. over: the loads of those whose next week does not fit, the worst first; room: who has room, most first.

    fairness: who has the least and the most of their hours taken next week, None when there are not two to compare.
    rung: which escalations are shown, None for all.
    """

    on: date
    mondays: tuple[date, ...]
    loads: tuple[OfficerLoad, ...]
    over: tuple[OfficerLoad, ...]
    room: tuple[OfficerLoad, ...]
    escalations: tuple[Escalation, ...]
    stale: tuple[ToTell, ...]
    ages: StaleAges
    promises: tuple[BrokenPromise, ...]
    closings: tuple[ClosingWaits, ...]
    away: tuple[Away, ...]
    fairness: tuple[OfficerLoad, OfficerLoad] | None
    continuity: Familiar
    rung: Step | None = None

    @property
    def shown(self) -> tuple[Escalation, ...]:
        """The escalations of the rung that was chosen."""
        return tuple(row for row in self.escalations if self.rung in (None, row.rung))

    @property
    def at_rungs(self) -> tuple[tuple[Step, int], ...]:
        """How many escalations have gone how far, those that have gone furthest first."""
        counts = Counter(row.rung for row in self.escalations)
        return tuple((rung, counts[rung]) for rung in sorted(Step, reverse=True))

    @property
    def waits_for(self) -> tuple[tuple[str, int], ...]:
        """For how many of the escalations that are shown each person is waited for, most first."""
        counts = Counter(name for row in self.shown for name in dict.fromkeys((*row.waits_for, row.brought_in)) if name)
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    @property
    def can_judge_continuity(self) -> bool:
        """Whether there were enough visits to say anything."""
        return self.continuity.visits >= FEWEST_TO_JUDGE


def team_page(store: Store, *, rules: Rules, asking: Asking, rung: Step | None = None) -> TeamPage:
    """Answer for a manager about their own team, in a number of statements that never grows."""
    on = london_day(asking.at)
    mondays = tuple(monday_of(on) + timedelta(weeks=n) for n in range(WEEKS))
    with store.board_for(asking, doing="team.read") as desk:
        team = _working(desk, asking.viewer.team_id)
        absences = desk.staffing.absences(mondays[0])
        tasks = desk.boards.tasks(asking.viewer, owner_id=None)
        loads = loads_of(_work(desk, team, absences, mondays, tasks, rules, asking))
        told = desk.telling_boards.last_told(asking.viewer, owner_id=None)
        stale = who_must_be_told(desk, told, hearings_of(desk, told, ()), rules, asking.at)
        since = on - timedelta(days=CONTINUITY_DAYS)
        return TeamPage(
            on=on,
            mondays=mondays,
            loads=loads,
            over=tuple(sorted((o for o in loads if o.next.over > 0), key=lambda o: -o.next.over)),
            room=tuple(sorted((o for o in loads if o.next.over < 0), key=lambda o: o.next.over)),
            escalations=tuple(_escalations(tasks, team, asking)),
            stale=stale,
            ages=_ages(stale, asking.at),
            promises=desk.work_boards.broken_promises(asking.viewer, on),
            closings=desk.aftercare.closings_waiting(asking.viewer),
            away=tuple(_away(absences, {a.id: a.name for a in team}, on, mondays[-1] + timedelta(days=6))),
            fairness=_fairness(loads),
            continuity=familiar_faces(desk.work_boards.meetings(asking.viewer, since), since),
            rung=rung,
        )


def _working(desk: Desk, team_id: str) -> tuple[Account, ...]:
    """Officers, and the managers, who may have cases of their own; who has neither case nor visit is left out later."""
    roles = (Role.OFFICER, Role.MANAGER)
    return tuple(a for a in desk.accounts.of_team(team_id) if a.state is AccountState.ACTIVE and a.role in roles)


def _work(
    desk: Desk,
    team: tuple[Account, ...],
    absences: tuple[Absence, ...],
    mondays: tuple[date, ...],
    tasks: tuple[TaskLine, ...],
    rules: Rules,
    asking: Asking,
) -> Work:
    viewer, last = asking.viewer, mondays[-1] + timedelta(days=6)
    return Work(
        team=team,
        mondays=mondays,
        terms=desk.weeks.terms_of(account.id for account in team),
        hours=desk.staffing.hours_of(viewer.team_id),
        absences=absences,
        calendar=rules.calendar,
        visits=desk.work_boards.visits(viewer, mondays[0], last),
        court=desk.boards.standings(viewer, Deed.SEE_CASE, first=mondays[0], last=last),
        cases=desk.work_boards.open_cases(viewer),
        bookings=desk.work_boards.bookings_to_make(viewer),
        late=Counter(line.task.owner_id for line in tasks if line.task.due_at < asking.at),
    )


def _escalations(tasks: tuple[TaskLine, ...], team: tuple[Account, ...], asking: Asking) -> Iterator[Escalation]:
    """Say once what several people were asked to act on, danger before all, then hard flags, then the oldest first."""
    names = {account.id: account.name for account in team}
    managers = frozenset(account.id for account in team if account.role is Role.MANAGER)
    found: dict[tuple[str, TaskKind, str | None], list[TaskLine]] = {}
    for line in tasks:
        if line.task.kind in ESCALATED or line.task.is_escalated(asking.at):
            found.setdefault((line.task.case_id, line.task.kind, line.task.person_id), []).append(line)
    for lines in sorted(found.values(), key=_urgency):
        # Whoever should have acted is told "you have not …"; those brought in later are told who.
        first = next((line for line in lines if line.task.owner_id == asking.viewer.account_id), lines[-1])
        yield Escalation(
            case_id=first.task.case_id,
            case_ref=first.case_ref,
            words=first.task.words,
            waits_for=tuple(dict.fromkeys(line.owner_name for line in lines)),
            due_at=min(line.task.due_at for line in lines),
            raised_at=min(line.task.raised_at for line in lines),
            kind=first.task.kind,
            brought_in=names.get(_passed_on(lines).task.brought_in_id or "", ""),
            since=_passed_on(lines).task.passed_on_at,
            task_id=_to_take(lines, asking.viewer.account_id),
            rung=_rung(lines, managers),
        )


def _rung(lines: list[TaskLine], managers: frozenset[str]) -> Step:
    """Say how far it has gone. What others are brought in for by a rule of its own is a task of theirs as well."""
    asked = {who for line in lines for who in (line.task.owner_id, line.task.brought_in_id) if who is not None}
    if asked & managers or any(line.task.step is Step.MANAGER for line in lines):
        return Step.MANAGER
    return Step.LEAD if len(asked) > 1 or any(line.task.step is Step.LEAD for line in lines) else Step.OWNER


def _passed_on(lines: list[TaskLine]) -> TaskLine:
    """Give the one with which somebody was brought in, the longest ago where there are several."""
    return min(lines, key=lambda line: (line.task.passed_on_at is None, line.task.passed_on_at or line.task.raised_at))


def _to_take(lines: list[TaskLine], viewer_id: str) -> str:
    """Give the task that a viewer may say they have: they were brought in, it is theirs, or nobody else is there."""
    for line in lines:
        task = line.task
        is_theirs = task.owner_id == viewer_id or task.brought_in_id == viewer_id
        if task.kind not in BY_THEIR_OWN_RULE and (is_theirs or (task.step and task.brought_in_id is None)):
            return task.task_id
    return ""


def _urgency(lines: list[TaskLine]) -> tuple[bool, bool, datetime]:
    kind = lines[0].task.kind
    waits_since = min(line.task.passed_on_at or line.task.raised_at for line in lines)
    return kind is not TaskKind.SAFEGUARDING, kind not in HARD, waits_since


def _ages(stale: tuple[ToTell, ...], now: datetime) -> StaleAges:
    ages = [now - row.since if row.since is not None else timedelta(0) for row in stale]
    return StaleAges(
        under_a_day=sum(age < A_DAY for age in ages),
        under_three_days=sum(A_DAY <= age < THREE_DAYS for age in ages),
        longer=sum(age >= THREE_DAYS for age in ages),
        now=sum(row.is_now for row in stale),
    )


def _away(absences: tuple[Absence, ...], names: dict[str, str], on: date, last: date) -> Iterator[Away]:
    """Give who is away: days that nobody covers before those that somebody does."""
    rows = []
    for absence in absences:
        if absence.account_id not in names or absence.last_on < on or absence.first_on > last:
            continue
        days = (absence.last_on - absence.first_on).days + 1
        both = absence.cover_id is not None and any(
            is_away(absences, absence.cover_id, absence.first_on + timedelta(days=n)) for n in range(days)
        )
        cover = names.get(absence.cover_id or "", "")
        rows.append(Away(names[absence.account_id], absence.first_on, absence.last_on, cover, both))
    yield from sorted(rows, key=lambda row: (bool(row.cover) and not row.both_away, row.first_on, row.name))


def _fairness(loads: tuple[OfficerLoad, ...]) -> tuple[OfficerLoad, OfficerLoad] | None:
    by_id = {officer.account_id: officer for officer in loads}
    pair = spread_of({who: share for who, officer in by_id.items() if (share := officer.next.share) is not None})
    return None if pair is None else (by_id[pair[0]], by_id[pair[1]])
