"""Turning eighteen in the wait: found at once when a date moves, and never overlooked because of a later step."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.builders import (
    CALENDAR,
    MOTHER,
    TRIAL,
    WITNESS,
    J,
    a_hearing,
    a_measure,
    a_person,
    a_picture,
    a_revision,
    a_slot,
    a_witness,
    days_before,
    needs_met,
    noon,
    points_of,
    reason_of,
    steps,
)
from witness.domain.cases import CasePicture
from witness.domain.concern import Code, assess
from witness.domain.countdown import chain_in, lapses_at_18
from witness.domain.court_time import london_day
from witness.domain.evidence import NeedKind, Side
from witness.domain.hearings import Hearing, HearingKind
from witness.domain.measures import Basis, Measure, MeasureKind, MeasureState, MeasureStep
from witness.domain.measures_chain import Lapse, MeasureLink, lapse_in_words
from witness.domain.people import Requirement, RequirementStep
from witness.domain.readiness import State, Verdict, judge
from witness.domain.tasks import FROM_FACTS, TaskKind, WantedTask
from witness.domain.tasks_wanted import tasks_wanted

NOW = noon(date(2026, 11, 24))
BIRTHDAY = date(2026, 12, 5)
BEFORE_IT, AFTER_IT = date(2026, 12, 1), date(2026, 12, 7)
S = MeasureState


def on_age(kind: MeasureKind = MeasureKind.LIVE_LINK, basis: Basis = Basis.AGE) -> Measure:
    whole = steps(S.GRANTED, S.ARRANGED, S.TOLD, S.TESTED)
    return replace(a_measure(kind, S.TESTED), steps=whole, basis=basis)


def seventeen(hearing: Hearing, *measures: Measure, **changes: Any) -> CasePicture:
    people = (a_person(J, born_on=date(2008, 12, 5)), a_person(MOTHER))
    return a_picture(people=people, hearings=(hearing,), measures=measures, needs=needs_met(), **changes)


def refixed(day: date = AFTER_IT) -> Hearing:
    """A trial before the birthday that has been given a later day."""
    return a_hearing(revisions=[a_revision(1, a_slot(BEFORE_IT)), a_revision(2, a_slot(day), recorded_at=NOW)])


def tasks_of(picture: CasePicture, now: datetime = NOW) -> list[WantedTask]:
    return [task for task in tasks_wanted(picture, (), CALENDAR, now=now) if task.kind is TaskKind.LAPSE]


def test_turning_eighteen_in_the_wait_is_found_at_once_when_a_date_moves_past_the_birthday() -> None:
    before, after = seventeen(a_hearing(BEFORE_IT), on_age()), seventeen(refixed(), on_age())
    assert points_of(Code.HARD_SM_GAP, NOW, before) is None
    assert tasks_of(before) == []

    flags = assess(after, WITNESS, CALENDAR, NOW).flags
    assert [(flag.code, flag.owner) for flag in flags] == [(Code.HARD_SM_GAP, Side.CPS)]
    (task,) = tasks_of(after)
    assert task.words == (
        "Ask the CPS for a fresh application under section 17: W1 (J.F.) turns 18 on Sat 5 Dec 2026, before the "
        "evidence, which ends live link (and with it the supporter beside them)"
    )
    assert task.due_at == datetime.fromisoformat("2026-11-24T17:00+00:00")
    assert (task.person_id, task.hearing_id) == (None, TRIAL)
    assert TaskKind.LAPSE in FROM_FACTS

    items = {item.what: item for item in judge(after, WITNESS, CALENDAR, NOW).items}
    assert items[MeasureKind.LIVE_LINK].state is State.MEASURE_LAPSES
    assert items[NeedKind.SUPPORTER].state is State.SUPPORTER_LAPSES
    assert {items[what].whose for what in (MeasureKind.LIVE_LINK, NeedKind.SUPPORTER)} == {Side.CPS}
    assert judge(after, WITNESS, CALENDAR, NOW).verdict is Verdict.AT_RISK


def test_the_chain_of_a_lapsing_link_breaks_at_the_application_and_names_the_supporter() -> None:
    chain = chain_in(seventeen(refixed(), on_age()), on_age(), refixed())

    assert chain.lapse is Lapse.AHEAD
    assert chain.broken is not None
    assert (chain.broken.link, chain.broken.owner) == (MeasureLink.APPLIED, Side.CPS)
    assert "The supporter beside the witness (s.24(1A)) ends with the live link." in lapse_in_words(chain)
    screen = chain_in(seventeen(refixed()), on_age(MeasureKind.SCREEN), refixed())
    assert "supporter" not in lapse_in_words(screen)
    assert not any(letter.isdigit() for letter in lapse_in_words(screen).replace("18", ""))


LapseRule = Callable[[CasePicture, Measure, Hearing], bool]


def ignoring_the_basis(picture: CasePicture, measure: Measure, hearing: Hearing) -> bool:
    return lapses_at_18(picture, replace(measure, basis=Basis.UNKNOWN), hearing)


def ignoring_the_move(picture: CasePicture, measure: Measure, hearing: Hearing) -> bool:
    return lapses_at_18(picture, measure, replace(hearing, revisions=hearing.revisions[:1]))


def is_right(rule: LapseRule) -> bool:
    expected = {Basis.AGE: True, Basis.UNKNOWN: True, Basis.S17: False, Basis.S16_OTHER: False}
    picture = seventeen(refixed())
    return {basis: rule(picture, on_age(basis=basis), refixed()) for basis in Basis} == expected


def test_what_rests_on_more_than_age_stands_and_what_nobody_knows_is_taken_for_the_worse() -> None:
    assert is_right(lapses_at_18)


@pytest.mark.parametrize("wrong", [ignoring_the_basis, ignoring_the_move])
def test_a_rule_that_ignores_the_basis_or_the_move_would_be_noticed(wrong: LapseRule) -> None:
    assert not is_right(wrong)


def test_later_steps_do_not_hide_a_direction_that_was_given_on_age() -> None:
    """Arranging and telling after the birthday must not make the direction look as if it were newer than it."""
    given_on_age = replace(
        a_measure(state=S.TOLD),
        since=date(2026, 12, 6),
        steps=(*steps(S.GRANTED), MeasureStep(S.ARRANGED, NOW), MeasureStep(S.TOLD, noon(date(2026, 12, 6)))),
    )
    picture = seventeen(refixed(date(2026, 12, 14)), given_on_age)

    assert lapses_at_18(picture, given_on_age, picture.hearings[0])
    granted_since = replace(given_on_age, steps=(*given_on_age.steps, MeasureStep(S.GRANTED, noon(date(2026, 12, 7)))))
    assert not lapses_at_18(picture, replace(granted_since, state=S.GRANTED), picture.hearings[0])


@pytest.mark.parametrize(
    ("began_on", "lapsing"),
    [(date(2026, 12, 4), False), (date(2026, 12, 5), True), (date(2026, 11, 2), True)],
    ids=["the day before the birthday", "on the birthday", "at an earlier hearing"],
)
def test_a_witness_who_had_begun_their_evidence_keeps_the_measure(began_on: date, lapsing: bool) -> None:
    hearing = a_hearing(revisions=[a_revision(slot=a_slot(date(2026, 12, 3), until=date(2026, 12, 11)))])
    begun = RequirementStep(Requirement.GIVING_EVIDENCE, noon(began_on))
    witness = a_witness(requirement=Requirement.GIVING_EVIDENCE, steps=(begun,))
    picture = seventeen(hearing, on_age(), witnesses=(witness,))

    assert lapses_at_18(picture, on_age(), hearing) is lapsing


@pytest.mark.parametrize(
    ("kind", "hearing_kind", "lapsing"),
    [
        (MeasureKind.VIDEO_INTERVIEW, HearingKind.TRIAL, False),
        (MeasureKind.S28_RECORDING, HearingKind.TRIAL, False),
        (MeasureKind.S28_RECORDING, HearingKind.S28, True),
        (MeasureKind.SCREEN, HearingKind.TRIAL, True),
    ],
)
def test_what_has_been_recorded_outlives_the_birthday(
    kind: MeasureKind, hearing_kind: HearingKind, lapsing: bool
) -> None:
    hearing = replace(refixed(), kind=hearing_kind)

    assert lapses_at_18(seventeen(hearing), on_age(kind), hearing) is lapsing


# A measure that is recorded as lapsed


def lapsed(*after: MeasureStep, basis: Basis = Basis.UNKNOWN) -> Measure:
    taken = (*steps(S.GRANTED), MeasureStep(S.LAPSED, NOW), *after)
    return replace(a_measure(state=taken[-1].state), steps=taken, basis=basis, since=london_day(taken[-1].at))


def test_recording_the_lapse_keeps_the_flag_and_the_task_until_there_is_a_fresh_application() -> None:
    picture = seventeen(refixed(), lapsed())

    assert points_of(Code.HARD_SM_GAP, NOW, picture) == 0
    assert "no fresh application" in reason_of(Code.HARD_SM_GAP, NOW, picture)
    assert len(tasks_of(picture)) == 1

    fresh = seventeen(refixed(), lapsed(MeasureStep(S.APPLIED, NOW), basis=Basis.S17))
    assert points_of(Code.HARD_SM_GAP, noon(date(2026, 11, 16)), fresh) is None
    assert tasks_of(fresh) == []
    again_on_age = seventeen(refixed(), lapsed(MeasureStep(S.APPLIED, NOW), basis=Basis.AGE))
    assert len(tasks_of(again_on_age)) == 1


def test_it_is_raised_at_once_and_again_sixty_and_thirty_days_before() -> None:
    far = a_hearing(date(2027, 3, 1))
    picture = seventeen(far, on_age())
    days = [date(2026, 11, 24), date(2026, 12, 29), date(2026, 12, 31), date(2027, 1, 29), date(2027, 2, 1)]
    keys = [tasks_of(picture, noon(day))[0].reason_key for day in days]

    assert [key.split(":")[3] for key in keys] == ["found", "found", "60", "60", "30"]


def test_once_the_cps_has_been_asked_it_is_their_move_until_the_next_rung() -> None:
    asked = seventeen(a_hearing(date(2027, 3, 1)), lapsed(MeasureStep(S.ASKED, NOW)))

    assert tasks_of(asked, noon(date(2026, 11, 25))) == []
    assert len(tasks_of(asked, noon(date(2027, 1, 4)))) == 1


def test_a_task_found_out_of_hours_is_due_by_the_end_of_the_next_working_day() -> None:
    picture = seventeen(refixed(), on_age())

    assert [t.due_at.day for t in tasks_of(picture, datetime.fromisoformat("2026-11-27T18:00+00:00"))] == [30]


def test_nothing_is_raised_for_a_witness_who_need_not_come() -> None:
    picture = seventeen(refixed(), on_age(), witnesses=(a_witness(requirement=Requirement.DE_WARNED),))

    assert tasks_of(picture) == []
    assert points_of(Code.HARD_SM_GAP, days_before(5), picture) is None
