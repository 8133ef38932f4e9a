"""The stage of a case: it always answers, the least advanced defendant decides, and evidence events say the rest."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    TRIAL_DAY,
    a_case,
    a_defendant,
    a_hearing,
    a_picture,
    a_revision,
    a_slot,
    a_witness,
    an_event,
    noon,
)
from tests.domain.test_defendant_road import steps, walked_everywhere
from witness.domain.case_stage import (
    CASE_STAGE_IN_WORDS,
    JUST_DECIDED,
    ONCE_HELD,
    PREPARED,
    PREPARES,
    REACHED_BY,
    SAME,
    CaseStage,
    stage_of,
    tribunal_of,
)
from witness.domain.cases import USUAL_TRIBUNAL, CasePicture, Track, Tribunal
from witness.domain.defendant_road import OVER, DefendantStage, where_is
from witness.domain.defendants import Defendant, DefendantOutcome, Plea, Turn
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import Effectiveness, Hearing, HearingKind, HearingState

C, D, K, T = CaseStage, DefendantStage, HearingKind, Turn
TODAY = date(2026, 11, 24)
CHARGED_ON = date(2026, 1, 5)


def a_date(
    kind: HearingKind, on: date | None = TRIAL_DAY, state: HearingState = HearingState.LISTED, **changes: object
) -> Hearing:
    hearing = a_hearing(revisions=[a_revision(slot=a_slot(on), state=state)])
    return replace(hearing, hearing_id=f"{kind.value}-{on}", kind=kind, **changes)


def expected(hearing: Hearing, state: EventState = EventState.EXPECTED, **changes: object) -> EvidenceEvent:
    return an_event(event_id=f"event-{hearing.hearing_id}", hearing_id=hearing.hearing_id, state=state, **changes)


def stage(
    *hearings: Hearing,
    defendants: tuple[Defendant, ...] = (a_defendant(),),
    events: tuple[EvidenceEvent, ...] = (),
    track: Track = Track.CROWN,
    on: date = TODAY,
    **changes: object,
) -> CaseStage:
    case = a_case(charged_on=CHARGED_ON, defendants=defendants, track=track)
    return stage_of(a_picture(case=case, hearings=hearings, events=events, **changes), noon(on))


def at(where: DefendantStage, label: str = "D1") -> Defendant:
    found = next(d for (stage_, _), d in walked_everywhere(Track.CROWN).items() if stage_ is where)
    return replace(found, label=label)


# It always answers


WALKED = sorted(set(D) - {D.REFERRED_PRECHARGE})


def test_every_stage_of_a_defendant_has_its_row() -> None:
    further = {D.AWAITING_SENTENCE}
    assert set(SAME) | set(PREPARED) | further | OVER == set(D)
    assert not set(SAME) & set(PREPARED)
    assert set(CASE_STAGE_IN_WORDS) == set(CaseStage)
    assert set(ONCE_HELD) | set(PREPARES) <= set(REACHED_BY)


@pytest.mark.parametrize("one", WALKED)
def test_it_answers_for_every_two_and_three_stages_and_the_least_advanced_decides(one: DefendantStage) -> None:
    order = list(D)
    for two, three in combinations_with_replacement(WALKED, 2):
        stages = (one, two, three)
        answer = stage(defendants=tuple(at(s, f"D{n}") for n, s in enumerate(stages, start=1)), on=date(2026, 1, 20))
        live = [s for s in stages if s not in OVER and s is not D.ABSCONDED]
        if live:
            least = min(live, key=order.index)
            assert answer is stage(defendants=(at(least),), on=date(2026, 1, 20)), stages
        else:
            assert answer in {C.ABSCONDED, C.SENTENCED, C.VERDICT, C.POST}, stages


@given(
    defendants=st.lists(st.sampled_from(WALKED), max_size=3),
    hearings=st.lists(
        st.tuples(
            st.sampled_from(K),
            st.sampled_from(HearingState),
            st.none() | st.dates(date(2026, 1, 1), date(2027, 6, 1)),
            st.sampled_from(EventState),
            st.booleans(),
        ),
        max_size=4,
        unique_by=lambda h: (h[0], h[2]),
    ),
    track=st.sampled_from(Track),
    day=st.dates(date(2026, 1, 1), date(2027, 6, 1)),
)
def test_it_answers_whatever_is_on_record(
    defendants: list[DefendantStage],
    hearings: list[tuple[HearingKind, HearingState, date | None, EventState, bool]],
    track: Track,
    day: date,
) -> None:
    dates = [a_date(kind, on, state, running=running) for kind, state, on, _, running in hearings]
    events = tuple(expected(h, given_[3]) for h, given_ in zip(dates, hearings, strict=True))
    people = tuple(at(s, f"D{n}") for n, s in enumerate(defendants, start=1))

    assert stage(*dates, defendants=people, events=events, track=track, on=day) in set(CaseStage)


@pytest.mark.parametrize(("plea", "outcome"), list(product(Plea, DefendantOutcome)))
def test_it_answers_for_records_without_steps(plea: Plea, outcome: DefendantOutcome) -> None:
    assert stage(defendants=(a_defendant(plea=plea, outcome=outcome),)) in set(CaseStage)


# The road


GRH, S28, TRIAL = a_date(K.GRH, date(2026, 11, 30)), a_date(K.S28, date(2026, 12, 2)), a_date(K.TRIAL)


@pytest.mark.parametrize(
    ("hearings", "answer"),
    [
        ((), C.PTPH),
        ((TRIAL,), C.LISTED),
        ((a_date(K.TRIAL, None),), C.PTPH),
        ((TRIAL, GRH), C.AWAITING_GRH),
        ((TRIAL, a_date(K.GRH, TODAY)), C.GRH),
        ((TRIAL, a_date(K.PTR, TODAY)), C.PTR),
        ((TRIAL, a_date(K.PTR, date(2026, 12, 1))), C.LISTED),
        ((a_date(K.FCMH, date(2026, 9, 1), HearingState.HELD),), C.FCMH),
        ((a_date(K.CTR, date(2026, 9, 1), HearingState.HELD),), C.CTR),
        ((a_date(K.TRIAL, running=True),), C.TRIAL_IN_PROGRESS),
        ((a_date(K.TRIAL, date(2026, 11, 2), HearingState.HELD),), C.VERDICT),
        ((a_date(K.TRIAL, date(2026, 11, 2), HearingState.VACATED),), C.PTPH),
    ],
)
def test_a_trial_that_is_waited_for_says_how_far_it_is_prepared(
    hearings: tuple[Hearing, ...], answer: CaseStage
) -> None:
    assert stage(*hearings) is answer


def test_a_day_that_came_to_nothing_is_no_end() -> None:
    failed = a_revision(state=HearingState.HELD, effectiveness=Effectiveness.INEFFECTIVE, slot=a_slot(TODAY))

    assert stage(a_hearing(revisions=[failed])) is C.PTPH


def test_below_there_is_no_plea_and_trial_preparation_hearing() -> None:
    assert stage(track=Track.YOUTH) is C.ALLOCATION
    assert stage(TRIAL, track=Track.MAGISTRATES) is C.LISTED


def test_a_recording_is_waited_for_then_made_and_the_trial_stays_to_come() -> None:
    made = a_date(K.S28, date(2026, 5, 11), HearingState.HELD)
    to_trial = expected(TRIAL)

    assert stage(TRIAL, S28, events=(expected(S28), to_trial)) is C.AWAITING_S28
    assert stage(TRIAL, S28, GRH, events=(expected(S28), to_trial)) is C.AWAITING_GRH
    assert stage(TRIAL, made, events=(expected(made, EventState.GIVEN), to_trial)) is C.S28_RECORDED


def test_a_recording_of_one_witness_leaves_the_trial_listed_for_another() -> None:
    made = a_date(K.S28, date(2026, 5, 11), HearingState.HELD)
    other = expected(TRIAL, witness_id="witness-2")
    witnesses = (a_witness(), a_witness(witness_id="witness-2", label="W2"))

    assert stage(TRIAL, made, events=(expected(made, EventState.GIVEN), other), witnesses=witnesses) is C.LISTED


def test_a_newton_hearing_is_waited_for_after_the_plea() -> None:
    guilty = a_defendant(plea=Plea.GUILTY)

    assert stage(defendants=(guilty,)) is C.AWAITING_SENTENCE
    assert stage(a_date(K.NEWTON), defendants=(guilty,)) is C.AWAITING_NEWTON
    assert stage(defendants=(at(D.AWAITING_NEWTON),)) is C.AWAITING_NEWTON


@pytest.mark.parametrize(
    ("turns", "soon", "late"),
    [
        ((T.CHARGED, T.SENT, T.PLEADED_GUILTY, T.SENTENCED), C.SENTENCED, C.POST),
        ((T.CHARGED, T.SENT, T.PLEADED_NOT_GUILTY, T.TRIAL_BEGAN, T.ACQUITTED), C.VERDICT, C.POST),
        ((T.CHARGED, T.DISCONTINUED), C.POST, C.POST),
    ],
)
def test_what_has_ended_is_just_decided_for_a_while(turns: tuple[Turn, ...], soon: CaseStage, late: CaseStage) -> None:
    taken = steps(*turns)
    ended = a_defendant(plea=Plea.NONE, steps=taken)
    ended_on = taken[-1].at.date()

    assert stage(defendants=(ended,), on=ended_on + JUST_DECIDED) is soon
    assert stage(defendants=(ended,), on=ended_on + JUST_DECIDED + timedelta(days=1)) is late


def test_a_closed_case_is_closed_from_its_day_on() -> None:
    picture = a_picture(case=a_case(closed_on=TODAY, charged_on=CHARGED_ON))

    assert stage_of(picture, noon(TODAY)) is C.CLOSED
    assert stage_of(picture, noon(TODAY - timedelta(days=1))) is not C.CLOSED


# Where no defendant says anything, the hearings do


@pytest.mark.parametrize("defendants", [(), (a_defendant(plea=Plea.NONE),)])
@pytest.mark.parametrize(
    ("hearings", "answer"),
    [
        ((), C.CHARGED),
        ((a_date(K.FIRST_HEARING),), C.CHARGED),
        ((a_date(K.FIRST_HEARING, CHARGED_ON, HearingState.HELD),), C.FIRST_HEARING),
        ((a_date(K.PTPH),), C.SENT),
        ((a_date(K.PTPH, CHARGED_ON, HearingState.HELD),), C.PTPH),
        ((TRIAL,), C.LISTED),
        ((a_date(K.SENTENCE),), C.AWAITING_SENTENCE),
        ((a_date(K.APPEAL),), C.APPEAL),
    ],
)
def test_hearings_say_how_far_a_case_has_got(
    defendants: tuple[Defendant, ...], hearings: tuple[Hearing, ...], answer: CaseStage
) -> None:
    assert stage(*hearings, defendants=defendants) is answer


def test_before_a_charge_there_is_no_court() -> None:
    picture: CasePicture = a_picture(case=a_case(), hearings=(), events=())

    assert stage_of(picture, datetime(2026, 11, 24, tzinfo=UTC)) is C.REFERRED_PRECHARGE


def test_somebody_charged_later_holds_the_case_back_until_they_catch_up() -> None:
    late = a_defendant("D2", plea=Plea.NONE, steps=steps(T.CHARGED))

    assert stage(TRIAL, defendants=(a_defendant(), late)) is C.CHARGED
    assert where_is(late, Track.CROWN) is D.CHARGED


# Who decides


@pytest.mark.parametrize("track", Track)
def test_who_decides_is_as_recorded_else_as_usual(track: Track) -> None:
    assert tribunal_of(a_case(track=track)) is USUAL_TRIBUNAL[track]
    assert tribunal_of(a_case(track=track, tribunal=Tribunal.CROWN_JUDGE_ALONE)) is Tribunal.CROWN_JUDGE_ALONE
