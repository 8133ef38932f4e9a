"""Special measures as a chain: which links exist, what a state says about them, and the first broken one."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    CALENDAR,
    TRIAL_DAY,
    WITNESS,
    a_hearing,
    a_measure,
    a_revision,
    a_slot,
    a_whole_measure,
    noon,
    steps,
)
from witness.domain.errors import Refused
from witness.domain.evidence import Side
from witness.domain.hearings import Hearing
from witness.domain.lapse import decision_of
from witness.domain.measure_turns import BEGINNINGS, STATE_IN_WORDS, TURNS, begin, step, turns_again, turns_of
from witness.domain.measures import Measure, MeasureKind, MeasureState, MeasureStep, steps_of
from witness.domain.measures_chain import (
    EFFECTS,
    ENDED,
    FOR_A_DATE,
    LINK_IN_WORDS,
    LINK_RULES,
    LINKS_OF,
    Chain,
    LinkStanding,
    MeasureLink,
    chain_of,
    due_on,
)

L, S = MeasureLink, MeasureState
NEVER_IMPLIED = (L.TOLD, L.TESTED)


def with_steps(*states: MeasureState, kind: MeasureKind = MeasureKind.LIVE_LINK) -> Measure:
    return replace(a_measure(kind, states[-1]), steps=steps(*states))


def chain(measure: Measure, hearing: Hearing | None = None) -> Chain:
    return chain_of(measure, hearing or a_hearing(), None)


def done(measure: Measure, hearing: Hearing | None = None) -> set[MeasureLink]:
    return {link.link for link in chain(measure, hearing).links if link.standing is LinkStanding.DONE}


def first_broken(measure: Measure, hearing: Hearing | None = None) -> tuple[MeasureLink, Side] | None:
    broken = chain(measure, hearing).broken
    return None if broken is None else (broken.link, broken.owner)


def moved_at(at: datetime) -> Hearing:
    return a_hearing(revisions=[a_revision(1), a_revision(2, a_slot(date(2026, 12, 14)), recorded_at=at)])


def test_every_link_and_every_state_stands_in_the_tables() -> None:
    assert set(LINK_RULES) == set(LINK_IN_WORDS) == set(MeasureLink)
    assert set(EFFECTS) == set(TURNS) == set(STATE_IN_WORDS) == set(MeasureState)
    assert set(LINKS_OF) == set(MeasureKind)


@pytest.mark.parametrize(
    ("kind", "arranged", "tried"),
    [
        (MeasureKind.LIVE_LINK, True, True),
        (MeasureKind.SCREEN, True, True),
        (MeasureKind.AIDS, True, True),
        (MeasureKind.S28_RECORDING, True, False),
        (MeasureKind.INTERMEDIARY, True, False),
        (MeasureKind.PRIVATE, False, False),
        (MeasureKind.NO_WIGS, False, False),
        (MeasureKind.VIDEO_INTERVIEW, False, False),
    ],
)
def test_what_the_court_only_has_to_say_is_neither_arranged_nor_tried_out(
    kind: MeasureKind, arranged: bool, tried: bool
) -> None:
    assert (L.ARRANGED in LINKS_OF[kind], L.TESTED in LINKS_OF[kind]) == (arranged, tried)
    assert [link.link for link in chain(a_measure(kind)).links] == list(MeasureLink)


@pytest.mark.parametrize(
    ("state", "broken"),
    [
        (S.NEEDED, (L.VIEWS, Side.SUPPORT)),
        (S.VIEWS, (L.ASKED, Side.SUPPORT)),
        (S.ASKED, (L.APPLIED, Side.CPS)),
        (S.APPLIED, (L.DECIDED, Side.COURT)),
        (S.GRANTED, (L.ARRANGED, Side.COURT)),
        (S.PARTLY, (L.ARRANGED, Side.COURT)),
        (S.ARRANGED, (L.TOLD, Side.SUPPORT)),
        (S.TESTED, (L.TOLD, Side.SUPPORT)),
        (S.REFUSED, (L.TOLD, Side.SUPPORT)),
        (S.VARIATION, (L.ASKED, Side.SUPPORT)),
        (S.LAPSED, (L.APPLIED, Side.CPS)),
        (S.NOT_WANTED, None),
        (S.USED, None),
    ],
)
def test_the_first_broken_link_and_its_owner(state: MeasureState, broken: tuple[MeasureLink, Side] | None) -> None:
    assert first_broken(a_measure(state=state)) == broken


def test_granted_but_nobody_told_the_family_is_a_broken_link_of_ours() -> None:
    arranged = with_steps(S.GRANTED, S.ARRANGED)

    assert first_broken(arranged) == (L.TOLD, Side.SUPPORT)
    assert chain(arranged).is_untold
    assert first_broken(with_steps(S.GRANTED, S.ARRANGED, S.TOLD)) == (L.TESTED, Side.SUPPORT)
    assert first_broken(a_whole_measure()) is None


def test_a_new_decision_has_to_be_told_anew() -> None:
    again = with_steps(S.GRANTED, S.ARRANGED, S.TOLD, S.TESTED, S.VARIATION, S.APPLIED, S.PARTLY)

    assert L.TOLD not in done(again)
    assert first_broken(again) == (L.ARRANGED, Side.COURT)


def test_a_change_that_the_court_refuses_leaves_standing_what_it_had_granted() -> None:
    assert decision_of(with_steps(S.GRANTED, S.VARIATION, S.APPLIED, S.REFUSED)) is S.GRANTED
    assert decision_of(with_steps(S.APPLIED, S.REFUSED)) is S.REFUSED
    assert decision_of(with_steps(S.GRANTED, S.REFUSED)) is S.REFUSED  # misheard, and put right
    assert decision_of(with_steps(S.GRANTED, S.LAPSED)) is None


@given(st.lists(st.sampled_from(MeasureState), min_size=1, max_size=12))
def test_telling_and_trying_out_are_never_implied(states: list[MeasureState]) -> None:
    found = done(with_steps(*states))

    assert L.TOLD not in found or S.TOLD in states
    assert L.TESTED not in found or S.TESTED in states


@given(st.sampled_from(MeasureKind), st.lists(st.sampled_from(MeasureState), min_size=1, max_size=12))
def test_the_broken_link_is_the_first_open_one_and_all_before_it_are_closed(
    kind: MeasureKind, states: list[MeasureState]
) -> None:
    found = chain(with_steps(*states, kind=kind))
    standings = [link.standing for link in found.links if link.standing is not LinkStanding.NONE]

    assert standings.count(LinkStanding.BROKEN) <= 1
    if found.broken:
        assert set(standings[: standings.index(LinkStanding.BROKEN)]) <= {LinkStanding.DONE}
    elif found.state not in ENDED:
        assert set(standings) == {LinkStanding.DONE}


# A date that moves


def test_what_was_arranged_before_the_date_moved_was_arranged_for_the_old_date() -> None:
    hearing = moved_at(noon(date(2026, 3, 9)))
    measure = a_whole_measure()

    assert first_broken(measure, hearing) == (L.ARRANGED, Side.COURT)
    assert {link.link for link in chain(measure, hearing).links if link.for_old_date} == FOR_A_DATE
    assert {L.DECIDED, L.TOLD} <= done(measure, hearing)


def test_the_same_check_fails_where_the_move_is_not_looked_at() -> None:
    def careless(measure: Measure, hearing: Hearing) -> Chain:
        return chain_of(measure, replace(hearing, revisions=hearing.revisions[-1:]), None)

    assert careless(a_whole_measure(), moved_at(noon(date(2026, 3, 9)))).broken is None


def test_an_arrangement_after_the_move_and_a_move_that_was_taken_back_both_hold() -> None:
    after = moved_at(noon(date(2026, 3, 1)))
    undone = a_hearing(
        revisions=[
            a_revision(1),
            a_revision(2, a_slot(date(2026, 12, 14)), recorded_at=noon(date(2026, 3, 9))),
            a_revision(3, undoes=2, recorded_at=noon(date(2026, 3, 9))),
        ]
    )

    assert first_broken(a_whole_measure(), after) is None
    assert first_broken(a_whole_measure(), undone) is None


def test_arranging_it_again_leaves_only_the_trying_out() -> None:
    hearing = moved_at(noon(date(2026, 3, 9)))
    again = step(a_whole_measure(), MeasureStep(S.ARRANGED, noon(date(2026, 3, 10))))

    assert first_broken(again, hearing) == (L.TESTED, Side.SUPPORT)
    tried = step(again, MeasureStep(S.TESTED, noon(date(2026, 3, 11))))
    assert first_broken(tried, hearing) is None


def test_an_arrangement_whose_hour_nobody_knows_never_counts_as_newer_than_a_move_of_the_same_day() -> None:
    older = replace(a_measure(state=S.ARRANGED), since=date(2026, 3, 9))

    assert first_broken(older, moved_at(noon(date(2026, 3, 9)))) == (L.ARRANGED, Side.COURT)


def test_days_count_back_from_the_evidence_and_a_decision_is_told_within_a_working_day() -> None:
    def due(measure: Measure) -> date | None:
        found = chain(measure)
        assert found.broken is not None
        return due_on(found.broken, found, a_hearing(), CALENDAR)

    assert due(a_measure(state=S.ASKED)) == CALENDAR.add(TRIAL_DAY, -20)
    assert due(with_steps(S.GRANTED)) == CALENDAR.add(TRIAL_DAY, -10)
    told_late = replace(a_measure(), steps=steps(S.GRANTED, S.ARRANGED, on=date(2026, 4, 2)))  # before Easter
    assert due(told_late) == date(2026, 4, 7)


# Steps


def test_of_an_older_measure_the_first_step_is_kept_from_its_state() -> None:
    older = a_measure(state=S.ASKED)
    applied = step(older, MeasureStep(S.APPLIED, noon(date(2026, 3, 4)), "e-mail"))

    assert [(taken.state, taken.at.date()) for taken in applied.steps] == [
        (S.ASKED, date(2026, 3, 2)),
        (S.APPLIED, date(2026, 3, 4)),
    ]
    assert (applied.state, applied.since, older.steps) == (S.APPLIED, date(2026, 3, 4), ())


@pytest.mark.parametrize(
    ("state", "turn", "words"),
    [
        (S.GRANTED, S.ASKED, "The live link is “granted”. It cannot become “asked for: the CPS has it” from there."),
        (S.NEEDED, S.ARRANGED, "The live link is “needed”. It cannot become “arranged at court” from there."),
        (S.GRANTED, S.NOT_WANTED, "It cannot become “not wanted by the witness” from there."),
    ],
)
def test_a_turn_that_the_table_does_not_have_is_refused_in_words(
    state: MeasureState, turn: MeasureState, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        step(a_measure(state=state), MeasureStep(turn, noon(date(2026, 3, 9))))

    assert str(refused.value).endswith(words)


def test_a_step_before_the_last_one_is_refused_and_one_on_its_day_comes_after_it() -> None:
    measure = a_whole_measure()
    with pytest.raises(Refused, match="The last step was on Mon 2 Mar"):
        step(measure, MeasureStep(S.VARIATION, noon(date(2026, 3, 1))))

    same_day = step(measure, MeasureStep(S.VARIATION, noon(date(2026, 3, 2)) - timedelta(hours=11)))
    assert same_day.steps[-1].at == measure.steps[-1].at


def test_nothing_is_arranged_that_was_not_granted_and_nothing_tried_that_cannot_be() -> None:
    with pytest.raises(Refused, match="Nothing is recorded of the screen yet"):
        begin(WITNESS, MeasureKind.SCREEN, MeasureStep(S.TESTED, noon(date(2026, 3, 2))))
    assert S.ARRANGED not in turns_of(a_measure(MeasureKind.NO_WIGS, S.GRANTED))
    assert S.TESTED not in turns_of(a_measure(MeasureKind.S28_RECORDING, S.ARRANGED))
    assert turns_of(with_steps(S.REFUSED, S.TOLD)) == (S.ASKED, S.APPLIED, S.GRANTED, S.PARTLY)


@given(st.data(), st.sampled_from(MeasureKind), st.integers(1, 12))
def test_any_walk_along_the_table_keeps_every_step_and_ends_in_a_chain(
    data: st.DataObject, kind: MeasureKind, length: int
) -> None:
    at = noon(date(2026, 3, 2))
    measure = begin(WITNESS, kind, MeasureStep(data.draw(st.sampled_from(BEGINNINGS)), at))
    for n in range(length):
        turns = (*turns_of(measure), *turns_again(measure))
        before = measure.steps
        taken = MeasureStep(data.draw(st.sampled_from(turns)), at + timedelta(days=n))
        measure = step(measure, taken)
        assert measure.steps[:-1] == before
    assert steps_of(measure) == measure.steps
    assert measure.state is measure.steps[-1].state
    assert len(chain(measure).links) == len(MeasureLink)
