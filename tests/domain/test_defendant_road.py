"""The road of a defendant: a complete table, absent pairs refused, and wrong tables found out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_defendant
from witness.domain.cases import Track
from witness.domain.defendant_road import (
    MAY_BE_NEAR,
    OVER,
    SAYS_WHERE,
    STAGE_IN_WORDS,
    TURNS,
    DefendantStage,
    allowed_turns,
    near_family_since,
    take,
    walk,
    where_is,
)
from witness.domain.defendant_ways import (
    CROWN_ONLY,
    LOWER,
    STAGE_OF_OUTCOME,
    STAGE_OF_PLEA,
    WAYS,
    Table,
    Way,
)
from witness.domain.defendant_words import ACT_IN_WORDS, FIRST, TURN_IN_WORDS
from witness.domain.defendants import Custody, Defendant, DefendantOutcome, DefendantStep, Plea, Turn
from witness.domain.errors import Refused

S, T = DefendantStage, Turn
START = datetime(2026, 1, 5, 10, tzinfo=UTC)
JURY_TURNS = {T.JURY_RETIRED, T.HUNG_JURY, T.JURY_DISCHARGED}
GUILT = {T.PLEADED_GUILTY, T.PLEA_ACCEPTED, T.CONVICTED}
VERDICTS = {T.CONVICTED, T.ACQUITTED, T.DIRECTED_ACQUITTAL, T.HUNG_JURY}


def uncharged() -> Defendant:
    return a_defendant(plea=Plea.NONE, custody=Custody.OTHER)


def along(*turns: Turn, track: Track = Track.CROWN, of: Defendant | None = None, table: Table = TURNS) -> Defendant:
    """A defendant who has taken these turns, a day apart."""
    defendant = of or uncharged()
    begun = len(defendant.steps)
    for number, turn in enumerate(turns, start=begun):
        defendant = take(defendant, DefendantStep(turn, START + timedelta(days=number)), track, table)
    return defendant


TO_TRIAL = {
    Track.CROWN: (T.CHARGED, T.APPEARED, T.SENT, T.APPEARED, T.PLEADED_NOT_GUILTY, T.TRIAL_BEGAN),
    Track.MAGISTRATES: (T.CHARGED, T.APPEARED, T.ALLOCATED, T.PLEADED_NOT_GUILTY, T.TRIAL_BEGAN),
    Track.YOUTH: (T.CHARGED, T.APPEARED, T.PLEADED_NOT_GUILTY, T.TRIAL_BEGAN),
}


def steps(*turns: Turn) -> tuple[DefendantStep, ...]:
    return tuple(DefendantStep(turn, START + timedelta(days=n)) for n, turn in enumerate(turns))


# The table, against laws that it does not know of itself


Node = tuple[DefendantStage, DefendantStage, Track, bool, bool]


def roads(table: Table, track: Track) -> Iterator[tuple[Node, Turn, Node]]:
    """Every turn of every road from before the charge: stage, stage before absconding, track, guilt, trial."""
    first: Node = (S.REFERRED_PRECHARGE, S.REFERRED_PRECHARGE, track, False, False)
    seen, waiting = {first}, [first]
    while waiting:
        node = waiting.pop()
        stage, before, on, guilty, tried = node
        for (start, turn), way in table.items():
            if start is not stage or on not in way.tracks:
                continue
            to = before if way.back else way.to or stage
            after: Node = (
                to,
                stage if turn is T.ABSCONDED else before,
                Track.CROWN if turn is T.SENT else on,
                (guilty or turn in GUILT) and turn not in (T.RETRIAL_ORDERED, T.PLEA_NOT_ACCEPTED),
                tried or turn is T.TRIAL_BEGAN,
            )
            yield node, turn, after
            if after not in seen:
                seen.add(after)
                waiting.append(after)


def faults_of(table: Table) -> set[str]:
    """What is wrong with a table of turns."""
    faults: set[str] = set()
    used: set[tuple[DefendantStage, Turn, Track]] = set()
    for track in Track:
        walked = list(roads(table, track))
        used |= {(stage, turn, on) for (stage, _, on, _, _), turn, _ in walked}
        reached = {after[0] for _, _, after in walked} | {S.REFERRED_PRECHARGE}
        faults |= {f"{stage} is never reached from {track}" for stage in set(S) - reached}
        faults |= {f"{turn} is never used from {track}" for turn in set(T) - {turn for _, turn, _ in walked}}
        for (stage, _, on, guilty, tried), turn, after in walked:
            if turn is T.SENTENCED and not guilty:
                faults.add(f"a sentence without guilt at {stage}")
            if turn in VERDICTS and not tried:
                faults.add(f"{turn} without a trial")
            if on in LOWER and (turn in JURY_TURNS or after[0] in CROWN_ONLY - {S.SENT}):
                faults.add(f"a jury or an arraignment below: {turn}")
            if stage in OVER and turn not in {T.APPEAL_LODGED, T.DIED, T.RELEASED_FROM_CUSTODY}:
                faults.add(f"{turn} after the end")
    exists = {(stage, turn, track) for (stage, turn), way in table.items() for track in way.tracks}
    faults |= {f"nobody can ever take {turn} at {stage} on {track}" for stage, turn, track in exists - used}
    return faults


def test_the_table_is_complete_and_keeps_the_law() -> None:
    assert faults_of(TURNS) == set()


def without(*pairs: tuple[DefendantStage, Turn]) -> Table:
    return {pair: way for pair, way in TURNS.items() if pair not in pairs}


def with_way(stage: DefendantStage, turn: Turn, to: DefendantStage, *tracks: Track) -> Table:
    return {**TURNS, (stage, turn): Way(turn, frozenset({stage}), to, frozenset(tracks or Track))}


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (without((S.REFERRED_PRECHARGE, T.OUT_OF_COURT), (S.CHARGED, T.OUT_OF_COURT)), "out_of_court is never reached"),
        (without((S.AWAITING_SENTENCE, T.NEWTON_ORDERED)), "awaiting_newton is never reached"),
        (without((S.ABSCONDED, T.ARRESTED_ON_WARRANT)), "arrested_on_warrant is never used"),
        (with_way(S.AWAITING_TRIAL, T.SENTENCED, S.SENTENCED), "a sentence without guilt at awaiting_trial"),
        (with_way(S.AWAITING_TRIAL, T.CONVICTED, S.AWAITING_SENTENCE), "convicted without a trial"),
        (with_way(S.TRIAL_IN_PROGRESS, T.JURY_RETIRED, S.JURY_OUT), "a jury or an arraignment below"),
        (with_way(S.ACQUITTED, T.TRIAL_BEGAN, S.TRIAL_IN_PROGRESS), "trial_began after the end"),
        (with_way(S.JURY_OUT, T.PART_HEARD, S.PART_HEARD), "nobody can ever take part_heard at jury_out"),
    ],
)
def test_a_wrong_table_is_found_out(wrong: Table, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults_of(wrong))


def test_no_pair_stands_in_two_rows() -> None:
    pairs = [(stage, way.turn, track) for way in WAYS for stage in way.start for track in way.tracks]

    assert len(pairs) == len(set(pairs))
    # Rows that share a pair on different tracks would hide each other in the table.
    assert len({(stage, way.turn) for way in WAYS for stage in way.start}) == sum(len(way.start) for way in WAYS)


def test_every_turn_and_every_stage_has_words() -> None:
    assert set(TURN_IN_WORDS) == set(ACT_IN_WORDS) == set(FIRST) == set(Turn)
    assert set(STAGE_IN_WORDS) == set(DefendantStage)


@lru_cache
def walked_everywhere(track: Track) -> dict[tuple[DefendantStage, Track], Defendant]:
    """A defendant at each stage, on the road that their turns now belong to, by a shortest walk."""
    found: dict[tuple[DefendantStage, Track], Defendant] = {}
    waiting = [along(T.CHARGED, track=track), along(T.OUT_OF_COURT, track=track)]
    while waiting:
        defendant = waiting.pop(0)
        road = Track.CROWN if any(step.turn is T.SENT for step in defendant.steps) else track
        here = (walk(defendant, track), road)
        if here in found:
            continue
        found[here] = defendant
        waiting += [along(turn, track=track, of=defendant) for turn in allowed_turns(defendant, track)]
    return found


@pytest.mark.parametrize("track", Track)
def test_each_stage_can_be_walked_to(track: Track) -> None:
    assert {stage for stage, _ in walked_everywhere(track)} == set(S) - {S.REFERRED_PRECHARGE}


@pytest.mark.parametrize("track", Track)
@pytest.mark.parametrize("turn", Turn)
def test_every_pair_is_taken_or_refused_in_words(turn: Turn, track: Track) -> None:
    for (stage, road), standing in walked_everywhere(track).items():
        way = TURNS.get((stage, turn))
        on_bail = replace(standing, custody=Custody.BAIL)
        step = DefendantStep(turn, standing.steps[-1].at)
        if way is None or road not in way.tracks:
            with pytest.raises(Refused, match=r"^D1 cannot [a-z].*: .+\.$"):
                take(on_bail, step, track)
            assert turn not in allowed_turns(on_bail, track)
        else:
            assert turn in allowed_turns(on_bail, track)
            assert way.back or walk(take(on_bail, step, track), track) is (way.to or stage)


# Roads


@pytest.mark.parametrize("track", Track)
def test_the_ordinary_road_to_a_trial(track: Track) -> None:
    defendant = along(*TO_TRIAL[track], track=track)

    assert walk(defendant, track) is S.TRIAL_IN_PROGRESS
    assert (T.JURY_RETIRED in allowed_turns(defendant, track)) is (track is Track.CROWN)


def test_a_road_from_charge_to_appeal_carries_plea_custody_and_outcome_along() -> None:
    defendant = along(*TO_TRIAL[Track.CROWN], T.REMANDED, T.JURY_RETIRED, T.CONVICTED)
    assert (defendant.plea, defendant.custody, defendant.outcome) == (
        Plea.NOT_GUILTY,
        Custody.REMAND,
        DefendantOutcome.CONVICTED,
    )

    sentence = DefendantStep(T.SENTENCED, START + timedelta(days=90), "the court", custody_months=30, vcs=True)
    sentenced = take(defendant, sentence, Track.CROWN)
    assert (walk(sentenced, Track.CROWN), sentenced.custody) == (S.SENTENCED, Custody.OTHER)

    appealing = along(T.APPEAL_LODGED, of=replace(sentenced, steps=sentenced.steps[:-1] + steps(T.SENTENCED)))
    assert walk(appealing, Track.CROWN) is S.APPEAL
    assert walk(along(T.RETRIAL_ORDERED, of=appealing), Track.CROWN) is S.AWAITING_RETRIAL


def test_a_hung_jury_leads_to_a_decision_and_perhaps_to_a_retrial() -> None:
    hung = along(*TO_TRIAL[Track.CROWN], T.JURY_RETIRED, T.HUNG_JURY)
    again = along(T.RETRIAL_ORDERED, of=hung)

    assert (walk(hung, Track.CROWN), hung.outcome) == (S.AWAITING_RETRIAL_DECISION, DefendantOutcome.HUNG_JURY)
    assert (walk(again, Track.CROWN), again.outcome) == (S.AWAITING_RETRIAL, DefendantOutcome.NONE)
    assert along(T.NO_RETRIAL, of=hung).outcome is DefendantOutcome.NO_EVIDENCE_OFFERED


def test_a_newton_hearing_lies_between_the_plea_and_the_sentence() -> None:
    pleaded = along(T.CHARGED, T.SENT, T.PLEADED_GUILTY, T.NEWTON_ORDERED)

    assert (walk(pleaded, Track.CROWN), pleaded.plea) == (S.AWAITING_NEWTON, Plea.GUILTY)
    with pytest.raises(Refused, match="cannot be sentenced"):
        along(T.SENTENCED, of=pleaded)
    assert walk(along(T.NEWTON_DECIDED, T.SENTENCED, of=pleaded), Track.CROWN) is S.SENTENCED


def test_whoever_absconds_comes_back_to_where_they_were() -> None:
    fled = along(*TO_TRIAL[Track.CROWN][:-1], T.ABSCONDED)
    caught = along(T.ARRESTED_ON_WARRANT, of=fled)

    assert (walk(fled, Track.CROWN), fled.outcome) == (S.ABSCONDED, DefendantOutcome.ABSCONDED)
    assert (walk(caught, Track.CROWN), caught.outcome, caught.custody) == (
        S.AWAITING_TRIAL,
        DefendantOutcome.NONE,
        Custody.REMAND,
    )


def test_sending_a_magistrates_case_makes_the_rest_a_crown_road() -> None:
    sent = along(T.CHARGED, T.APPEARED, T.ALLOCATED, T.SENT, T.PLEADED_NOT_GUILTY, T.TRIAL_BEGAN, track=Track.YOUTH)

    assert T.JURY_RETIRED in allowed_turns(sent, Track.YOUTH)
    assert walk(sent, Track.YOUTH) is walk(sent, Track.CROWN) is S.TRIAL_IN_PROGRESS


# Refusals, in the words that an officer reads


@pytest.mark.parametrize(
    ("before", "turn", "track", "words"),
    [
        (
            TO_TRIAL[Track.CROWN],
            T.SENTENCED,
            Track.CROWN,
            "D1 cannot be sentenced: there is no plea of guilty and no conviction yet.",
        ),
        (
            TO_TRIAL[Track.YOUTH],
            T.JURY_RETIRED,
            Track.YOUTH,
            "D1 cannot have a jury retire: that does not exist in a youth court.",
        ),
        (
            (T.CHARGED, T.DISCONTINUED),
            T.TRIAL_BEGAN,
            Track.CROWN,
            "D1 cannot go on trial: the case against them is over (case discontinued).",
        ),
        ((T.CHARGED,), T.BAIL_VARIED, Track.CROWN, "D1 cannot have the bail varied: they are not on bail."),
    ],
)
def test_a_refusal_says_why(before: tuple[Turn, ...], turn: Turn, track: Track, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        along(turn, track=track, of=along(*before, track=track))

    assert str(refusal.value) == words


def test_a_step_may_not_lie_before_the_newest_one_but_may_share_its_instant() -> None:
    charged = along(T.CHARGED)

    with pytest.raises(Refused, match="the step before it, “was charged”, is later"):
        take(charged, DefendantStep(T.APPEARED, START - timedelta(minutes=1)), Track.CROWN)
    assert walk(take(charged, DefendantStep(T.APPEARED, START), Track.CROWN), Track.CROWN) is S.FIRST_HEARING


@pytest.mark.parametrize(
    "step",
    [
        DefendantStep(T.APPEARED, START, custody_months=3),
        DefendantStep(T.APPEARED, START, vcs=False),
        DefendantStep(T.APPEARED, START, near_family=True),
    ],
)
def test_a_step_says_only_what_such_a_step_can_say(step: DefendantStep) -> None:
    with pytest.raises(Refused):
        take(along(T.CHARGED), step, Track.CROWN)


# Records from before steps were kept


@pytest.mark.parametrize("plea", Plea)
@pytest.mark.parametrize("outcome", DefendantOutcome)
def test_a_record_without_steps_has_a_stage_and_goes_on_from_it(plea: Plea, outcome: DefendantOutcome) -> None:
    old = a_defendant(plea=plea, outcome=outcome)
    stage = walk(old, Track.CROWN)

    assert stage is (STAGE_OF_OUTCOME[outcome] or STAGE_OF_PLEA[plea])
    for turn in allowed_turns(old, Track.CROWN):
        after = take(old, DefendantStep(turn, START), Track.CROWN)
        if turn is T.CHARGED:  # the first thing written down of somebody of whom nothing was known
            assert where_is(after, Track.CROWN) is S.CHARGED
            continue
        way = TURNS[(stage, turn)]
        assert way.back or where_is(after, Track.CROWN) is (way.to or stage)


def test_the_tables_of_old_records_are_complete() -> None:
    assert set(STAGE_OF_OUTCOME) == set(DefendantOutcome)
    assert set(STAGE_OF_PLEA) == set(Plea)


def test_a_record_that_begins_in_the_middle_is_followed_from_there() -> None:
    tried = replace(a_defendant(outcome=DefendantOutcome.CONVICTED), steps=steps(T.TRIAL_BEGAN, T.CONVICTED))

    assert walk(tried, Track.CROWN) is S.AWAITING_SENTENCE


def test_a_record_with_a_gap_is_refused_by_the_walk_and_read_by_its_plea() -> None:
    gap = replace(a_defendant(plea=Plea.GUILTY), steps=steps(T.CHARGED, T.SENTENCED))

    with pytest.raises(Refused, match="cannot follow what came before"):
        walk(gap, Track.CROWN)
    assert where_is(gap, Track.CROWN) is S.AWAITING_SENTENCE


def test_steps_that_stop_short_of_the_recorded_plea_do_not_hide_it() -> None:
    short = replace(a_defendant(plea=Plea.NOT_GUILTY), steps=steps(T.CHARGED, T.SENT))

    assert where_is(short, Track.CROWN) is S.AWAITING_TRIAL


# Near the family


def test_bail_near_the_family_counts_until_something_else_is_said() -> None:
    bailed = take(along(T.CHARGED), DefendantStep(T.BAILED, START), Track.CROWN)
    near = take(bailed, DefendantStep(T.BAIL_VARIED, START, near_family=True), Track.CROWN)
    gone = take(near, DefendantStep(T.REMANDED, START), Track.CROWN)

    assert near_family_since(bailed) is None
    assert near_family_since(near) == (3, near.steps[-1])
    assert near_family_since(take(near, DefendantStep(T.APPEARED, START), Track.CROWN)) is not None
    assert near_family_since(gone) is None
    assert SAYS_WHERE & MAY_BE_NEAR


# Any road


@given(track=st.sampled_from(Track), choices=st.lists(st.integers(0, 200), max_size=25))
def test_any_road_of_allowed_turns_walks_to_where_each_turn_led(track: Track, choices: list[int]) -> None:
    defendant = along(T.CHARGED, track=track)
    for number, choice in enumerate(choices, start=2):
        turns = allowed_turns(defendant, track)
        if not turns:
            break
        stage = walk(defendant, track)
        turn = turns[choice % len(turns)]
        defendant = take(defendant, DefendantStep(turn, START + timedelta(days=number)), track)
        way = TURNS[(stage, turn)]
        assert way.back or walk(defendant, track) is (way.to or stage)
        assert where_is(defendant, track) is walk(defendant, track)
