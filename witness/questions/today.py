"""Today: what can still be put right, by whom, by when?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from witness.domain.access import Asking, Deed, Role
from witness.domain.countdown import working_days_until
from witness.domain.court_time import end_of_london_day, london_day, spoken_time
from witness.domain.hearings import KIND_IN_WORDS, Hearing
from witness.domain.readiness import WHAT_IN_WORDS
from witness.domain.rules import Rules
from witness.domain.story import moved_in_words
from witness.domain.task_sides import side_of
from witness.domain.tasks import TaskKind
from witness.domain.today_order import Urgency, urgency_of
from witness.domain.working_days import BeyondTheCalendar
from witness.questions.own_day import DayLine, own_day
from witness.questions.sender import sender_of
from witness.questions.to_tell import ToTell, hearings_of, who_must_be_told
from witness.questions.today_first import First, first_of, urgency_at_risk, urgency_to_tell
from witness.questions.today_texts import each_text_once, left_to_read
from witness.store import Store
from witness.store.boards import StandingLine, TaskLine
from witness.store.handovers import OfferLine
from witness.store.message_boards import Sieve, TextCounts

MOST_REASONS = 3
WHOSE = {"support": "us", "cps": "the CPS", "court": "the court", "police": "the police"}
ABOUT_WORRY = frozenset({TaskKind.WORRIED, TaskKind.HELP})

# The open steps of one case's countdown are one row of a day.
COUNTDOWN = "countdown"


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A witness who may not come, why, and what to do.

    task: what the family's own answer asks for, None without one. missing: what is to be put in place the soonest, with
    whose move it is, "" when nothing is missing; by: its day. more_reasons: how many are left out. moved: how often the
    date has moved, "" when never. has_flag: something asks for action the same day, whatever the points.
    """

    case_id: str
    case_ref: str
    initials: str
    what: str
    points: int
    band: str
    reasons: tuple[str, ...]
    more_reasons: int
    owner: str
    task: TaskLine | None
    missing: str
    by: date | None
    moved: str = ""
    has_flag: bool = False


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task. times: how many tasks say the same about the same person; the earliest is shown.

    because: why it stands where it stands in the order, "" when it can wait. more: other steps of the same case's
    countdown that are open, which its page lists: a day is read at a glance, and one look at a case does for all.
    """

    line: TaskLine
    times: int
    because: str = ""
    more: int = 0

    @property
    def side(self) -> str:
        """The side of the case on which it is put right."""
        return side_of(self.line.task.kind, self.line.task.reason_key)


@dataclass(frozen=True, slots=True)
class ForTomorrow:
    """A witness who may be needed on the next working day, and what is missing for it, with whose move that is."""

    case_id: str
    case_ref: str
    initials: str
    what: str
    missing: tuple[str, ...]
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """The page. sender_at: when the sender last went well, None when it never has. may_narrow: not to managers.

    unread: texts that no row of the page asks anybody to read. to_read: case and person of every text that waits.
    answers: how many answers of the CPS to what the viewer asked they have not seen.
    first: what a crowded day begins with, () when it is not crowded; these rows stand in their sections as well.
    """

    on: date
    texts: TextCounts
    sender_at: datetime | None
    sender_late: bool
    to_tell: tuple[ToTell, ...]
    at_risk: tuple[AtRisk, ...]
    due: tuple[ToDo, ...]
    proposals: int
    unread: int
    tomorrow_on: date | None
    tomorrow: tuple[ForTomorrow, ...]
    done_today: int
    whole_team: bool
    may_narrow: bool
    offers: tuple[OfferLine, ...] = ()
    day: tuple[DayLine, ...] = ()
    first: tuple[First, ...] = ()
    answers: int = 0
    to_read: frozenset[tuple[str, str]] = frozenset()

    @property
    def alarms(self) -> int:
        """How many texts that speak of danger wait for those who must act on them."""
        return sum(row.line.task.kind is TaskKind.SAFEGUARDING for row in self.due)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing needs anybody now."""
        return not (
            self.to_tell or self.at_risk or self.due or self.proposals or self.unread or self.offers or self.answers
        )


def today_for(store: Store, asking: Asking, rules: Rules, *, whole_team: bool) -> Today:
    """Answer for one officer, or for the whole team that they belong to."""
    on = london_day(asking.at)
    owner_id = None if whole_team else asking.viewer.account_id
    with store.board_for(asking, doing="today.read") as desk:
        tasks = desk.boards.tasks(asking.viewer, owner_id=owner_id)
        standings = desk.boards.standings(
            asking.viewer, Deed.SEE_CASE, first=on, owner_id=owner_id, at_least=rules.factors.watch_from
        )
        next_day = _next_working_day(on, rules)
        tomorrow = (
            ()
            if next_day is None
            else desk.boards.standings(asking.viewer, Deed.SEE_CASE, first=next_day, last=next_day, owner_id=owner_id)
        )
        told = desk.telling_boards.last_told(asking.viewer, owner_id=owner_id)
        dates = hearings_of(desk, told, (*standings, *tomorrow))
        at_risk = _at_risk(standings, tasks, on, rules, dates)
        shown = {row.task.task.task_id for row in at_risk if row.task}
        to_tell = who_must_be_told(desk, told, dates, rules, asking.at)
        rung = tuple(row.task for row in at_risk if row.task)
        left = (line for line in tasks if line.task.task_id not in shown and not _is_told_above(line, to_tell))
        due = _due(each_text_once(left, mine=asking.viewer.account_id, standing=rung), rules, asking.at)
        texts = desk.message_boards.unread_texts(asking.viewer, sieve=Sieve(owner_id=owner_id))
        sender = sender_of(desk, asking.at)
        return Today(
            on=on,
            texts=desk.message_boards.texts_of_day(
                asking.viewer,
                end_of_london_day(on - timedelta(days=1)),
                end_of_london_day(on),
                sieve=Sieve(owner_id=owner_id),
            ),
            sender_at=sender.last_at,
            sender_late=sender.is_late,
            to_tell=to_tell,
            at_risk=at_risk,
            due=due,
            proposals=len(desk.boards.proposals(asking.viewer, asking.at)),
            unread=left_to_read(texts, (*rung, *(row.line for row in due))),
            tomorrow_on=next_day,
            tomorrow=_tomorrow(tomorrow, next_day, dates),
            done_today=desk.boards.done_since(asking.viewer, end_of_london_day(on - timedelta(days=1))),
            whole_team=whole_team,
            may_narrow=asking.viewer.role is Role.OFFICER,
            offers=desk.handovers.waiting_for(asking.viewer),
            day=own_day(desk, asking, on),
            answers=desk.enquiries.new_answers(asking.viewer),
            first=first_of(_ranked(to_tell, at_risk, due, rules, asking.at, on)),
            to_read=frozenset((text.case_id, text.person_id) for text in texts),
        )


def _ranked(
    to_tell: tuple[ToTell, ...],
    at_risk: tuple[AtRisk, ...],
    due: tuple[ToDo, ...],
    rules: Rules,
    now: datetime,
    on: date,
) -> Iterator[tuple[str, ToTell | AtRisk | ToDo, Urgency]]:
    for told in to_tell:
        yield "tell", told, urgency_to_tell(told, now, on)
    for risk in at_risk:
        task = None if risk.task is None else risk.task.task
        work = None if task is None else urgency_of(task.kind, task.due_at, now, rules.calendar)
        yield "risk", risk, urgency_at_risk(work, risk.band, risk.by, on)
    for row in due:
        yield "due", row, urgency_of(row.line.task.kind, row.line.task.due_at, now, rules.calendar)


def _at_risk(
    standings: tuple[StandingLine, ...],
    tasks: tuple[TaskLine, ...],
    on: date,
    rules: Rules,
    dates: dict[str, Hearing],
) -> tuple[AtRisk, ...]:
    worries = {line.task.case_id: line for line in reversed(tasks) if line.task.kind in ABOUT_WORRY}
    rows: list[AtRisk] = []
    for line in standings:
        standing = line.standing
        hard_first = sorted(standing.factors, key=lambda f: (not f["hard"], -int(f["points"])))
        reasons = [str(factor["reason"]) for factor in hard_first if int(factor["points"]) > 0 or factor["hard"]]
        missing, by = _first_missing(line)
        rows.append(
            AtRisk(
                case_id=standing.case_id,
                case_ref=line.case_ref,
                initials=line.initials,
                what=_counted_down(line, on, rules),
                points=standing.points,
                band=standing.band,
                reasons=tuple(reasons[:MOST_REASONS]),
                more_reasons=len(reasons[MOST_REASONS:]),
                owner=line.owner_name,
                task=worries.pop(standing.case_id, None),
                missing=missing,
                by=by,
                moved=_moved(line, dates),
                has_flag=any(factor["hard"] for factor in standing.factors),
            )
        )
    # What is nearest and worst first: a worry with a task, then the band, a hard flag in it, then the day.
    return tuple(sorted(rows, key=lambda row: (row.task is None, row.band != "act", not row.has_flag)))


def _due(lines: Iterable[TaskLine], rules: Rules, now: datetime) -> tuple[ToDo, ...]:
    """Say once what several tasks say about the same person, by what can still be put right today."""
    found: dict[tuple[str, str | None, str], list[TaskLine]] = {}
    for line in lines:
        words = COUNTDOWN if line.task.kind is TaskKind.MILESTONE else line.task.words
        found.setdefault((line.task.case_id, line.task.person_id, words), []).append(line)
    urgent = [
        (urgency_of(same[0].task.kind, same[0].task.due_at, now, rules.calendar), same) for same in found.values()
    ]
    urgent.sort(key=lambda pair: pair[0].key)
    return tuple(_to_do(same, urgency.because) for urgency, same in urgent)


def _to_do(same: list[TaskLine], because: str) -> ToDo:
    if same[0].task.kind is TaskKind.MILESTONE:
        return ToDo(same[0], 1, because, more=len(same) - 1)
    return ToDo(same[0], len(same), because)


def _is_told_above(line: TaskLine, to_tell: tuple[ToTell, ...]) -> bool:
    """Whether the first section asks for this very call already."""
    return line.task.kind is TaskKind.CALL_FIRST and any(
        (row.person_id, row.hearing_id) == (line.task.person_id, line.task.hearing_id) for row in to_tell
    )


def _first_missing(line: StandingLine) -> tuple[str, date | None]:
    missing = [item for item in line.standing.items if item["missing"]]
    if not missing:
        return "", None
    first = min(missing, key=lambda item: item["by"] or "9")
    return _with_whose(first), None if first["by"] is None else date.fromisoformat(first["by"])


def _with_whose(item: dict[str, Any]) -> str:
    return f"{_what(item)}: {item['state']} ({WHOSE[item['whose']]})"


def _what(item: dict[str, Any]) -> str:
    # A line kept by an earlier release may name what is no longer in the list: better its own word than none.
    return WHAT_IN_WORDS.get(str(item["what"]), str(item["what"]))


def _counted_down(line: StandingLine, on: date, rules: Rules) -> str:
    kind = "evidence" if line.kind is None else KIND_IN_WORDS[line.kind]
    if line.standing.on is None:
        return f"{kind}, no date yet"
    left = working_days_until(line.standing.on, rules.calendar, on)
    if left is None:
        return f"{kind} on {line.standing.on:%d %b %Y}"
    if line.standing.on <= on:
        return f"{kind} today" if line.standing.on == on else f"{kind}, window open"
    return f"{kind} in {left} working day{'' if left == 1 else 's'}"


def _moved(line: StandingLine, dates: dict[str, Hearing]) -> str:
    hearing = dates.get(line.standing.hearing_id or "")
    return "" if hearing is None else moved_in_words(hearing)


def _tomorrow(lines: tuple[StandingLine, ...], day: date | None, dates: dict[str, Hearing]) -> tuple[ForTomorrow, ...]:
    if day is None:
        return ()
    return tuple(
        ForTomorrow(
            case_id=line.standing.case_id,
            case_ref=line.case_ref,
            initials=line.initials,
            what=_planned(line, day),
            missing=tuple(_with_whose(item) for item in line.standing.items if item["missing"]),
            moved=_moved(line, dates),
        )
        for line in lines
    )


def _planned(line: StandingLine, day: date) -> str:
    kind = "hearing" if line.kind is None else KIND_IN_WORDS[line.kind]
    if line.slot is None:
        return kind
    if line.slot.on != day:
        return f"{kind}, {line.slot.in_brief(day)}"
    return kind if line.slot.at is None else f"{kind} at {spoken_time(line.slot.at)}"


def _next_working_day(on: date, rules: Rules) -> date | None:
    try:
        return rules.calendar.add(on, 1)
    except BeyondTheCalendar:
        return None
