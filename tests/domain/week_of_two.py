"""A small invented week for tests of boards and moves: two officers, three families, two days."""

from dataclasses import replace
from datetime import date
from typing import Any

from witness.domain.travel import BufferRow
from witness.domain.visits import VisitKind
from witness.domain.week import (
    Apart,
    Cost,
    Moment,
    Remark,
    Span,
    Spot,
    TaskKind,
    WeekFacts,
    WeekOfficer,
    WeekRide,
    WeekTask,
    WorkDay,
)
from witness.domain.week_days import Label, Seen
from witness.domain.week_drafts import Because, Draft, Unplaced
from witness.domain.week_moves import Where, put

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
NINE, TEN, NOON, TWO, FIVE = 540, 600, 720, 840, 1020
BOTH = frozenset({"olu", "oona"})
BASE, HOME, COURT = Spot("base:olu", "HX1"), Spot("home:h1", "HX3"), Spot("court:429", "LS1")
MINUTES = {("base:olu", "home:h1"): 20, ("base:olu", "court:429"): 30, ("court:429", "home:h1"): 25}
SEEN = Seen(
    labels={
        "due:w1:welcome": Label("J.F.", "welcome visit", "at home", "c1"),
        "due:w2:court_visit": Label("N.C.", "court visit", "at court", "c2"),
        "visit:v1": Label("A.B.", "debrief", "at home", "c3"),
        "ride:t1": Label("J.F.", "ride", "", "c1"),
    },
    names={"olu": "Olu", "oona": "Oona"},
)


def both_days(first: int = NINE, last: int = FIVE - 60) -> tuple[Span, ...]:
    return (Span(MONDAY, first, last), Span(TUESDAY, first, last))


def a_task(key: str, **changes: Any) -> WeekTask:
    given = WeekTask(key, TaskKind.DUE, HOME, 60, both_days(), BOTH, Cost(200.0, "it can wait"), owner="olu")
    return replace(given, **{"visit_kind": VisitKind.WELCOME, "case_id": "c1", "family": "h1", **changes})


def an_officer(account_id: str, *days: date, **changes: Any) -> WeekOfficer:
    hours = tuple(WorkDay(day, NINE, FIVE, FIVE - NINE - 30, 20) for day in days)
    return replace(WeekOfficer(account_id, BASE, hours, seats=4), **changes)


WELCOME = a_task("due:w1:welcome", buffer=BufferRow(5, 10, "park"))
COURT_VISIT = a_task(
    "due:w2:court_visit", spot=COURT, case_id="c2", family="h2", owner="oona", known=frozenset({"olu"})
)
PROMISED = a_task(
    "visit:v1",
    kind=TaskKind.PROMISED,
    starts=(Span(MONDAY, TWO, TWO),),
    cost=Cost(None, "it was agreed"),
    with_whom=frozenset({"olu"}),
    at=Moment(MONDAY, TWO),
    was_with=frozenset({"olu"}),
    was_at=Moment(MONDAY, TWO),
    visit_id="v1",
    case_id="c3",
)
RIDE = WeekRide(
    "ride:t1", "c1", "t1", HOME, COURT, both_days(NINE, NOON), both_days(NINE, NOON), 120, 3, BOTH,
    Cost(None, "it was promised"), owner="olu", family="h1",
)  # fmt: skip


def a_week(*more: WeekTask, apart: tuple[Apart, ...] = (), **changes: Any) -> WeekFacts:
    spots = ("base:olu", "home:h1", "court:429")
    ways = {(a, b): 0 if a == b else MINUTES.get((a, b)) or MINUTES[b, a] for a in spots for b in spots}
    given = WeekFacts(
        first_on=MONDAY,
        last_on=TUESDAY,
        officers=(an_officer("olu", MONDAY, TUESDAY), an_officer("oona", MONDAY, seats=0)),
        tasks=(WELCOME, COURT_VISIT, PROMISED, *more),
        rides=(RIDE,),
        apart=apart,
        ways=ways,
        ways_say="Travel times are approximate.",
        remarks=(Remark("Something to know.", "c1"),),
    )
    return replace(given, **changes)


def a_draft(facts: WeekFacts, **placed: tuple[str, Where]) -> Draft:
    """A draft in which nothing is placed but the promise, and whatever is named: `a=("key", Where(...))`."""
    keys = [task.key for task in (*facts.tasks, *facts.rides)]
    draft = Draft((), (), tuple(Unplaced(key, False, (Because("no room"),)) for key in keys), (), ())
    for key, where in (("visit:v1", Where(("olu",), MONDAY, TWO)), *placed.values()):
        draft = put(facts, draft, key, where)
    return draft
