"""A draft against the facts of now: whatever it does not fit any more is named, and what it fits is left in peace."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.builders import WITNESS
from tests.week_builders import OLIVIA, OLU, TUESDAY, WEDNESDAY, facts_of
from witness.domain.week import Moment, Span, TaskKind, WeekFacts, WeekTask
from witness.domain.week_drafts import Draft, DraftStop, Placement, Round
from witness.domain.week_moved import (
    GONE,
    NEW_PROMISE,
    NO_LONGER_WORKS,
    NOT_THEM,
    OTHER_HOUR,
    TOO_FEW,
    TOO_TIGHT,
    changes_in,
    what_moved,
)

WELCOME = f"due:{WITNESS}:welcome"
AT = 15 * 60 + 45


def a_draft() -> Draft:
    """Olu meets them at home on Tuesday after school, and is on the road from three."""
    stop = DraftStop(WELCOME, "visit", AT - 5)
    return Draft(
        placements=(Placement(WELCOME, (OLU,), TUESDAY, AT),),
        rounds=(Round(OLU, TUESDAY, 15 * 60, 17 * 60 + 30, (stop,)),),
        unplaced=(),
        known=((WELCOME, "case-1"),),
    )


def changed(facts: WeekFacts, **changes: object) -> WeekFacts:
    """The same week, but for the welcome visit."""
    tasks = tuple(replace(task, **changes) if task.key == WELCOME else task for task in facts.tasks)  # type: ignore[arg-type]
    return replace(facts, tasks=tasks)


def without_it(facts: WeekFacts) -> WeekFacts:
    return replace(facts, tasks=tuple(task for task in facts.tasks if task.key != WELCOME))


def at_another_hour(facts: WeekFacts) -> WeekFacts:
    return changed(facts, starts=(Span(TUESDAY, AT + 5, AT + 60), Span(WEDNESDAY, AT, AT)))


def not_for_olu(facts: WeekFacts) -> WeekFacts:
    return changed(facts, allowed=frozenset({OLIVIA}))


def for_two(facts: WeekFacts) -> WeekFacts:
    return changed(facts, people=2)


def in_polish(facts: WeekFacts) -> WeekFacts:
    return changed(facts, skills=frozenset({"polish"}))


def longer(facts: WeekFacts) -> WeekFacts:
    return changed(facts, minutes=120)


def farther(facts: WeekFacts) -> WeekFacts:
    return replace(facts, ways=dict.fromkeys(facts.ways, 90))


def with_olus_tuesday(facts: WeekFacts, **changes: int) -> WeekFacts:
    officers = tuple(
        replace(one, days=tuple(replace(d, **changes) if d.on == TUESDAY else d for d in one.days))
        if one.account_id == OLU
        else one
        for one in facts.officers
    )
    return replace(facts, officers=officers)


def begun_too_late(facts: WeekFacts) -> WeekFacts:
    return with_olus_tuesday(facts, starts=15 * 60 + 1)


def over_too_soon(facts: WeekFacts) -> WeekFacts:
    return with_olus_tuesday(facts, ends=17 * 60 + 29)


def without_olu(facts: WeekFacts) -> WeekFacts:
    return replace(facts, officers=tuple(one for one in facts.officers if one.account_id != OLU))


def promised(facts: WeekFacts, minute: int) -> WeekFacts:
    plain = next(task for task in facts.tasks if task.key == WELCOME)
    other: WeekTask = replace(
        plain, key="visit:new", kind=TaskKind.PROMISED, with_whom=frozenset({OLU}), at=Moment(TUESDAY, minute)
    )
    return replace(facts, tasks=(*facts.tasks, other))


def with_a_promise(facts: WeekFacts) -> WeekFacts:
    return promised(facts, 17 * 60)


@pytest.mark.parametrize(
    ("moves", "words"),
    [
        (without_it, GONE),
        (at_another_hour, OTHER_HOUR),
        (not_for_olu, NOT_THEM),
        (for_two, TOO_FEW),
        (in_polish, TOO_FEW),
        (longer, TOO_TIGHT),
        (farther, TOO_TIGHT),
        (begun_too_late, NO_LONGER_WORKS),
        (over_too_soon, NO_LONGER_WORKS),
        (without_olu, NO_LONGER_WORKS),
        (with_a_promise, NEW_PROMISE),
    ],
)
def test_what_moved_is_named(moves: Callable[[WeekFacts], WeekFacts], words: str) -> None:
    found = what_moved(a_draft(), moves(facts_of()))

    assert [one.words for one in found] == [f"Tue 24 Nov: {words}"]
    assert found[0].case_id == "case-1" or found[0].account_id == OLU


def test_what_did_not_move_is_left_in_peace() -> None:
    facts = facts_of()

    assert what_moved(a_draft(), facts) == ()
    assert what_moved(a_draft(), promised(facts, 10 * 60)) == ()  # a promise at another hour


def test_what_is_new_is_booked_and_what_stands_is_not_touched() -> None:
    facts = facts_of()
    assert [task.key for task, _ in changes_in(a_draft(), facts.tasks)] == [WELCOME]

    stands = changed(
        facts, kind=TaskKind.PROMISED, was_with=frozenset({OLU}), was_at=Moment(TUESDAY, AT), at=Moment(TUESDAY, AT)
    )
    assert changes_in(a_draft(), stands.tasks) == ()
    for moved in ({"was_with": frozenset({OLIVIA})}, {"was_at": Moment(TUESDAY, AT + 5)}):
        assert len(changes_in(a_draft(), changed(stands, **moved).tasks)) == 1
    assert changes_in(a_draft(), changed(stands, kind=TaskKind.BUSY).tasks) == ()
