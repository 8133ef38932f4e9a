"""What was due before a case came to us is one look, never late, never done, and is spread three a day."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from tests.builders import (
    CALENDAR,
    TRIAL_DAY,
    WITNESS,
    a_case,
    a_picture,
    moved,
    needs_met,
    noon,
)
from tests.domain.milestone_causes import a_word
from witness.domain.before_us import Left, left_of, spread
from witness.domain.cases import CasePicture
from witness.domain.concern import assess
from witness.domain.court_time import london_day
from witness.domain.errors import Refused
from witness.domain.escalation import REACH
from witness.domain.markers import Said
from witness.domain.milestone_days import A_DAY
from witness.domain.milestone_rows import Milestone, Settled
from witness.domain.milestone_words import check_word
from witness.domain.milestones import MET, EarlyWarning, Standing, early_warning_of
from witness.domain.readiness import judge
from witness.domain.tasks import TaskKind, WantedTask
from witness.domain.tasks_wanted import tasks_wanted

CAME = CALENDAR.add(TRIAL_DAY, -12)
NOW = noon(CAME)


def live(came_on: date | None = CAME, **changes: object) -> CasePicture:
    """A trial that has been known for months, of which nothing is prepared, on the day on which it comes to us."""
    return a_picture(case=a_case(came_on=came_on), **changes)


def seen(picture: CasePicture, now: object = NOW) -> EarlyWarning:
    return early_warning_of(picture, WITNESS, CALENDAR, now)  # type: ignore[arg-type]


def standing(picture: CasePicture, code: Milestone, now: object = NOW) -> Standing:
    return next(r.standing for r in seen(picture, now).reached if r.row.code is code)


def work(picture: CasePicture, now: object = NOW) -> list[WantedTask]:
    found = tasks_wanted(picture, (), CALENDAR, now=now)  # type: ignore[arg-type]
    return [task for task in found if task.kind in (TaskKind.MILESTONE, TaskKind.BEFORE_US)]


def settled(picture: CasePicture, code: Milestone, said: Settled | Said, on: date = CAME) -> CasePicture:
    word = a_word(code, said, on=on, recorded_at=NOW)  # type: ignore[arg-type]
    return replace(picture, milestones=(*picture.milestones, word))


def test_a_case_that_comes_live_has_one_look_and_no_late_row() -> None:
    old, new = work(live(came_on=None)), work(live())
    late = [task for task in old if london_day(task.due_at) < CAME]

    assert len(late) > 5
    assert [task for task in new if london_day(task.due_at) < CAME] == []
    (look,) = [task for task in new if task.kind is TaskKind.BEFORE_US]
    assert (
        look.words == f"W1: look through {len(left_of(seen(live())))} steps that were due before WS-26-001 came to us"
    )
    assert look.clears_when
    assert TaskKind.BEFORE_US in REACH


def test_what_is_due_from_that_day_on_is_ordinary_work() -> None:
    codes = {r.row.code for r in left_of(seen(live()))}
    later = [r for r in seen(live()).reached if r.due_at is not None and london_day(r.due_at) >= CAME]

    assert later
    assert not codes & {r.row.code for r in later}
    assert left_of(seen(live(came_on=None))) == ()


def test_a_step_from_before_us_is_never_done_and_readiness_and_concern_do_not_hear_of_it() -> None:
    plain, came = live(came_on=None), live()
    waved = came
    for reached in left_of(seen(came)):
        waved = settled(waved, reached.row.code, Settled.NOT_NEEDED)

    assert not {r.standing for r in left_of(seen(came))} & MET
    assert left_of(seen(waved)) == ()
    for picture in (came, waved):
        assert judge(picture, WITNESS, CALENDAR, NOW) == judge(plain, WITNESS, CALENDAR, NOW)
        assert assess(picture, WITNESS, CALENDAR, NOW) == assess(plain, WITNESS, CALENDAR, NOW)


@pytest.mark.parametrize(("days_ahead", "within"), [(5, 1), (10, 1), (11, 3), (30, 3), (31, 5)])
def test_the_nearer_the_trial_the_sooner_they_are_looked_through(days_ahead: int, within: int) -> None:
    came = CALENDAR.add(TRIAL_DAY, -days_ahead)
    (look,) = [task for task in work(live(came), noon(came)) if task.kind is TaskKind.BEFORE_US]

    assert london_day(look.due_at) == CALENDAR.add(came, within)
    # It does not run away from whoever waits.
    later = noon(CALENDAR.add(came, 2))
    assert [t.due_at for t in work(live(came), later) if t.kind is TaskKind.BEFORE_US] == [look.due_at]


def test_each_answer_takes_a_step_out_of_the_look() -> None:
    code, day = Milestone.WELLBEING_OFFERED, CALENDAR.add(CAME, 4)
    assert standing(live(), code) is Standing.BEFORE_US

    done = settled(live(), code, Said.YES)
    not_needed = settled(live(), code, Settled.NOT_NEEDED)
    planned = settled(live(), code, Settled.DO_BY, day)

    assert standing(done, code) is Standing.DONE
    assert standing(not_needed, code) is Standing.NOT_NEEDED
    assert standing(planned, code) is Standing.OPEN
    assert [london_day(t.due_at) for t in work(planned) if f":{code.value}:" in t.reason_key] == [day]
    for answered in (done, not_needed, planned):
        (look,) = [task for task in work(answered) if task.kind is TaskKind.BEFORE_US]
        assert f"{len(left_of(seen(live()))) - 1} steps" in look.words
    assert standing(settled(planned, code, Said.MISTAKE), code) is Standing.BEFORE_US


def test_what_is_not_done_by_its_day_is_late_like_anything_else() -> None:
    day = CALENDAR.add(CAME, 1)
    planned = settled(live(), Milestone.WELLBEING_OFFERED, Settled.DO_BY, day)
    (task,) = [t for t in work(planned, noon(CALENDAR.add(CAME, 3))) if ":wellbeing_offered:" in t.reason_key]

    assert london_day(task.due_at) == day


def test_when_the_date_moves_no_old_answer_holds() -> None:
    waved = settled(live(), Milestone.WELLBEING_OFFERED, Settled.NOT_NEEDED)
    elsewhere = replace(waved, hearings=(moved(TRIAL_DAY, CALENDAR.add(TRIAL_DAY, 3)),))

    assert standing(waved, Milestone.WELLBEING_OFFERED) is Standing.NOT_NEEDED
    assert standing(elsewhere, Milestone.WELLBEING_OFFERED) not in MET


def test_a_fact_ends_a_step_without_a_word() -> None:
    codes = {r.row.code for r in left_of(seen(live()))}
    met = {r.row.code for r in left_of(seen(live(needs=needs_met())))}

    assert Milestone.SUPPORTER_CHOSEN in codes - met


@pytest.mark.parametrize(
    ("code", "said", "on", "why"),
    [
        (Milestone.CALL_MADE, Settled.NOT_NEEDED, CAME, "not due before"),
        (Milestone.WELLBEING_OFFERED, Settled.DO_BY, CALENDAR.add(CAME, -1), "from today on"),
        (Milestone.WELLBEING_OFFERED, Settled.DO_BY, CALENDAR.add(TRIAL_DAY, 1), "not after the day"),
        (Milestone.COURT_VISIT_ASKED, Said.YES, CAME, "shows by itself"),
        (Milestone.COURT_VISIT_ASKED, Said.MISTAKE, CAME, "shows by itself"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(code: Milestone, said: Settled | Said, on: date, why: str) -> None:
    with pytest.raises(Refused, match=why):
        check_word(live(), seen(live()), a_word(code, said, on=on), CAME)  # type: ignore[arg-type]


def test_what_is_left_is_spread_three_a_day_the_nearest_trial_first_and_each_before_its_own() -> None:
    warning, near = seen(live()), CALENDAR.add(CAME, 3)
    far = [Left("w-far", r, TRIAL_DAY) for r in left_of(warning)]
    soon = [Left("w-near", r, near) for r in left_of(warning)[:4]]
    busy = {CALENDAR.add(CAME, 1): A_DAY - 1}

    days = spread([*far, *soon], busy, CAME, CALENDAR)
    loads = Counter(day for _, day in days) + Counter(busy)

    assert [step.witness_id for step, _ in days[:4]] == ["w-near"] * 4
    assert all(CAME < day < step.on and CALENDAR.is_working(day) for step, day in days)
    assert max(loads.values()) == A_DAY
    assert len(days) == len(far) + len(soon)


def test_where_there_is_no_room_before_the_trial_days_take_more_and_the_last_of_all_is_today() -> None:
    steps = [Left("w", r, CALENDAR.add(CAME, 2)) for r in left_of(seen(live()))]

    assert {day for _, day in spread(steps, {}, CAME, CALENDAR)} == {CALENDAR.add(CAME, 1)}
    tomorrow = [replace(step, on=CALENDAR.add(CAME, 1)) for step in steps[:1]]
    assert [day for _, day in spread(tomorrow, {}, CAME, CALENDAR)] == [CAME]


def test_answers_that_wait_for_one_another_keep_their_order() -> None:
    asked = settled(live(), Milestone.COURT_VISIT_ASKED, Settled.DO_BY, CALENDAR.add(CAME, 1))
    dated = settled(asked, Milestone.COURT_VISIT_DATED, Settled.DO_BY, CALENDAR.add(CAME, 2))

    assert standing(live(), Milestone.COURT_VISIT_DATED) is Standing.BEFORE_US
    assert standing(asked, Milestone.COURT_VISIT_DATED) is Standing.BEFORE_US
    assert standing(dated, Milestone.COURT_VISIT_DATED) is Standing.WAITS
