"""My week: what is planned or agreed for the officers of a team, what the newest plan changes, and what it costs."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from witness.domain.access import Asking, Role
from witness.domain.court_time import london_day, short_day
from witness.domain.errors import NotFound
from witness.domain.rules import Rules
from witness.domain.week import WeekFacts
from witness.domain.week_board import Board, board
from witness.domain.week_changes import changes, placed, summed_up
from witness.domain.week_days import Seen, agreed_days, dates_of, days_of
from witness.domain.week_drafts import Because, Draft, draft_from_plain
from witness.domain.week_moved import Moved
from witness.domain.week_pieces import OfficerDay, clock_words
from witness.domain.week_plain import facts_from_plain, mark_of
from witness.domain.week_requests import PlanRequest, Progress, RequestState
from witness.domain.week_slots import slots
from witness.domain.week_uncovered import uncovered_unseen
from witness.questions.week_costs import costs
from witness.questions.week_seen import Agreed, agreed_week, names_of, planned_people, seen_by
from witness.questions.week_views import DraftView, NotPlaced, SlotOffer, WeekPage
from witness.store import Desk, Store

WORKING_DAYS = 5
WITH_SLOTS = 6  # how many things without a place are offered others; the rest is one click further
# Of these the plan itself is shown, and not what is agreed.
DRAWN = frozenset({RequestState.WORKING, RequestState.DONE})
AGAINST = "what is agreed now"
DAY_BY_NUMBER = re.compile(r" on day \d+")
PASSED_ON = "whoever was to go is away. When you accept, its manager is asked to find somebody."
SCOPES = (("team", "The whole team"), ("me", "Only me"))


@dataclass(frozen=True, slots=True)
class Drafted:
    """A plan that can be drawn: its facts, the draft, and how the viewer sees it."""

    request: PlanRequest
    facts: WeekFacts
    draft: Draft
    seen: Seen


def week_page(store: Store, monday: date, *, rules: Rules, asking: Asking) -> WeekPage:
    """Answer for one officer or manager about a week of their team."""
    days = tuple(monday + timedelta(days=n) for n in range(WORKING_DAYS))
    viewer = asking.viewer
    with store.board_for(asking, doing="week.read", about=monday.isoformat()) as desk:
        request = desk.weeks.newest(viewer.team_id, days[0], days[-1])
        people = tuple((one.id, one.name) for one in planned_people(desk, viewer.team_id))
        names = names_of(desk, viewer.team_id)
        is_drawn = request is not None and request.state in DRAWN
        drafted = drafted_of(desk, request, asking) if request is not None and is_drawn else None
        if drafted is None:
            agreed = agreed_week(desk, viewer, days, rules=rules)
            return _agreed_page(agreed, request, days, people, names, asking)
    return _draft_page(drafted, days, people, names, asking)


def draft_view(store: Store, request_id: str, *, asking: Asking) -> DraftView:
    """Say how far a plan has got.

    Raises:
        NotFound: there is none in this team.
    """
    with store.reading() as desk:
        request = request_for(desk, request_id, asking)
        names = names_of(desk, asking.viewer.team_id)
    return _view(request, names, asking)


def moved_lines(store: Store, moved: tuple[Moved, ...], *, asking: Asking) -> tuple[str, ...]:
    """Say what moved under a draft, with initials where the viewer may know whose it is and colleagues by name."""
    case_ids = {one.case_id for one in moved} - {""}
    with store.board_for(asking, doing="week.moved") as desk:
        lines = desk.week_boards.witnesses(asking.viewer, case_ids)
        names = names_of(desk, asking.viewer.team_id)
    initials = {line.witness_id: line.initials for line in lines} | {line.case_id: line.initials for line in lines}
    said = []
    for one in moved:
        whose = next((initials[part] for part in (*one.key.split(":"), one.case_id) if part in initials), "")
        who = whose or names.get(one.account_id, "").split(" ")[0]
        said.append(f"{who}, {one.words}" if who else one.words)
    return tuple(dict.fromkeys(said))


def request_for(desk: Desk, request_id: str, asking: Asking) -> PlanRequest:
    """Give a request of the viewer's own team.

    Raises:
        NotFound: there is none.
    """
    request = desk.weeks.request(request_id)
    if request is None or request.team_id != asking.viewer.team_id:
        raise NotFound("There is no such plan.")
    return request


def drafted_of(desk: Desk, request: PlanRequest, asking: Asking) -> Drafted | None:
    """Give a request's plan as the viewer sees it; None while it has none."""
    if request.plan is None or request.asked is None:
        return None
    facts, draft = facts_from_plain(request.asked["facts"]), draft_from_plain(request.plan)
    pins = desk.weeks.pins_of(request.team_id, request.first_on, request.last_on)
    names = names_of(desk, request.team_id)
    pinned = (pin.task_key for pin in pins)
    away = ((one.account_id, one.on) for one in request.away)
    seen = seen_by(desk, asking.viewer, facts, names, pinned=pinned, notes=draft.notes, away=away)
    return Drafted(request, facts, draft, seen)


def offers(drafted: Drafted, key: str) -> tuple[SlotOffer, ...]:
    """Give three places for a task of a draft, in words."""
    found = []
    for slot in slots(drafted.facts, drafted.draft, key, drafted.seen):
        first, *rest = slot.where.officers
        at = f"{slot.where.minute // 60:02d}:{slot.where.minute % 60:02d}"
        who = " and ".join(drafted.seen.name(one) for one in slot.where.officers)
        words = f"{short_day(slot.where.on)}, {clock_words(slot.where.minute)}, {who}"
        because = "; ".join(slot.because)
        found.append(SlotOffer(slot.where.on, at, first, rest[0] if rest else "", words, because))
    return tuple(found)


def _agreed_page(
    agreed: Agreed,
    request: PlanRequest | None,
    days: tuple[date, ...],
    people: tuple[tuple[str, str], ...],
    names: dict[str, str],
    asking: Asking,
) -> WeekPage:
    drawn = _board(agreed_days(agreed.facts, agreed.seen), days, people, asking)
    draft = None if request is None else _view(request, names, asking)
    return _page(drawn, draft, agreed.facts.ways_say, days, people, asking)


def _draft_page(
    drafted: Drafted, days: tuple[date, ...], people: tuple[tuple[str, str], ...], names: dict[str, str], asking: Asking
) -> WeekPage:
    facts, draft, seen = drafted.facts, drafted.draft, drafted.seen
    shown = dates_of(facts)
    rows = tuple((officer.account_id, names.get(officer.account_id, "Somebody")) for officer in facts.officers)
    rows = tuple(sorted(rows, key=lambda row: row[1]))
    now = _board(days_of(facts, draft, seen), shown, rows, asking)
    before = _board(agreed_days(facts, seen), shown, rows, asking)
    was, will = placed(before), placed(now)
    found = changes(was, will)
    touched = {change.key for change in found}
    page = _page(now, _view(drafted.request, names, asking), facts.ways_say, days, people, asking)
    return replace(
        page,
        unplaced=_unplaced(drafted),
        changes=found,
        summed_up=summed_up(found, len(will.keys() - touched)),
        costs=costs(facts, draft, now, before),
        remarks=tuple(_remarks(drafted)),
    )


def _page(
    drawn: Board,
    draft: DraftView | None,
    ways: str,
    days: tuple[date, ...],
    people: tuple[tuple[str, str], ...],
    asking: Asking,
) -> WeekPage:
    today = london_day(asking.at)
    ahead = tuple(day for day in days if day >= today)
    is_manager = asking.viewer.role is Role.MANAGER
    is_thinking = draft is not None and draft.is_open
    return WeekPage(
        first_on=days[0],
        today=today,
        earlier_on=days[0] - timedelta(days=7),
        later_on=days[0] + timedelta(days=7),
        board=drawn,
        draft=draft,
        unplaced=(),
        changes=(),
        summed_up="",
        costs=(),
        against=AGAINST,
        against_short="Agreed now",
        ways=ways,
        officers=people,
        scopes=SCOPES[:1] if is_manager else SCOPES,
        scope="team",
        day_choices=tuple((day.isoformat(), short_day(day)) for day in ahead),
        may_ask=bool(ahead) and not is_thinking,
        may_what_if=bool(ahead) and not is_thinking and bool(people) and _has_promises(drawn),
    )


def _has_promises(drawn: Board) -> bool:
    return any(piece.is_fixed for row in drawn.rows for line in row.lines for piece in line.day.pieces)


def _board(
    planned: tuple[OfficerDay, ...], days: tuple[date, ...], people: tuple[tuple[str, str], ...], asking: Asking
) -> Board:
    return board(people, days, planned, mine=asking.viewer.account_id)


def _unplaced(drafted: Drafted) -> tuple[NotPlaced, ...]:
    """Give what found no place, what may not be left out first; what the viewer may not know of is left out here."""
    found: list[NotPlaced] = []
    for one in sorted(drafted.draft.unplaced, key=lambda unplaced: not unplaced.is_mandatory):
        label = drafted.seen.labels.get(one.key)
        if label is None:
            continue
        may_offer = len(found) < WITH_SLOTS and drafted.request.state is RequestState.DONE
        found.append(
            NotPlaced(
                key=one.key,
                words=f"{label.initials}'s {label.what}",
                case_id=label.case_id,
                must=one.is_mandatory,
                reasons=tuple(_reason(because, drafted.seen) for because in one.because),
                slots=offers(drafted, one.key) if may_offer else (),
            )
        )
    return tuple(found)


def _reason(because: Because, seen: Seen) -> str:
    """Say why something found no place: whose day, which day, by how much, and what would have to give way."""
    whose = seen.name(because.account_id) if because.account_id else ""
    when = "" if because.on is None else short_day(because.on)
    about = ", ".join(part for part in (whose, when) if part)
    said = because.words.rstrip(".")
    if because.on is not None:
        said = DAY_BY_NUMBER.sub("", said)  # the planner counts days; people are told which
    if because.minutes and str(because.minutes) not in said:
        said += f": {because.minutes} minutes short"
    giving = [label for label in map(seen.label, because.gives) if label.initials]
    if giving:
        said += f"; {' and '.join(f'{one.initials}’s {one.what}' for one in giving)} would have to give way"
    return f"{about}: {said}." if about else f"{said[:1].upper()}{said[1:]}."


def _remarks(drafted: Drafted) -> list[str]:
    known = {label.case_id: label.initials for label in drafted.seen.labels.values()}
    said = []
    unseen = len(uncovered_unseen(drafted.facts))
    if unseen:
        what = "A promise" if unseen == 1 else f"{unseen} promises"
        said.append(f"{what} in a case that you may not see: {PASSED_ON}")
    for remark in drafted.facts.remarks:
        if not remark.case_id:
            said.append(remark.words)
        elif remark.case_id in known:
            said.append(f"{known[remark.case_id]}: {remark.words}")
    return list(dict.fromkeys(said))


def _view(request: PlanRequest, names: dict[str, str], asking: Asking) -> DraftView:
    state = request.state
    return DraftView(
        request_id=request.request_id,
        first_on=request.first_on,
        state=state.value,
        by=names.get(request.by_id, "Somebody").split(" ")[0],
        asked_at=request.asked_at,
        doing="Waiting for the planner …" if state is RequestState.WAITING else "Planning …",
        progress=_progress(request.progress, state),
        because=request.because,
        what_if=" and ".join(
            f"{names.get(away.account_id, 'somebody').split(' ')[0]} is away on {short_day(away.on)}"
            for away in request.away
        ),
        seen="" if request.plan is None else mark_of(request.plan),
        seconds=int(request.seconds),
        elapsed=min(int((asking.at - request.asked_at).total_seconds()), int(request.seconds)),
        decided_at=request.decided_at,
        may_decide=state is RequestState.DONE,
        has_plan=request.plan is not None,
    )


def _progress(progress: Progress, state: RequestState) -> str:
    if progress.first_cost is None:
        return "" if state is not RequestState.WORKING else "Looking for a first plan."
    if state is RequestState.WORKING:
        better = progress.first_cost - (progress.best_cost or progress.first_cost)
        share = 100 * better / progress.first_cost if progress.first_cost > 0 else 0
        found = f"{share:.0f} percent better since" if share >= 1 else "looking for a better one"
        return f"A first plan is there: {found}."
    if progress.is_proven:
        return "No better plan exists."
    gap = progress.gap
    return "" if gap is None else f"Within {100 * gap:.1f} percent of the best possible."
