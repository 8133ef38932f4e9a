"""The support gap score: its table, bands and ends, and nothing about who a person is in the sum."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    CALENDAR,
    MOTHER,
    TRIAL_DAY,
    J,
    a_calendar,
    a_case,
    a_defendant,
    a_hearing,
    a_marker,
    a_measure,
    a_message,
    a_need,
    a_person,
    a_picture,
    a_ready_picture,
    a_revision,
    a_slot,
    a_told,
    a_witness,
    an_answer,
    an_event,
    concern_at,
    days_before,
    moved,
    noon,
    unsettled,
)
from witness.domain.cases import CasePicture
from witness.domain.concern import FACTORS, FINDERS, Band, Code, Concern, assess
from witness.domain.countdown import Closed
from witness.domain.defendants import DefendantOutcome, Plea
from witness.domain.evidence import AnswerKind, EventState, NeedKind, NeedState
from witness.domain.gaps_in_sureness import IN_SURENESS
from witness.domain.hearings import HearingKind, HearingState, Listing
from witness.domain.markers import MarkerKind
from witness.domain.measures import MeasureState
from witness.domain.messages import MessageState
from witness.domain.people import NOT_EXPECTED, Part, Requirement

FAR = noon(date(2026, 2, 16))


# The table


def test_every_code_has_one_row_and_one_finder() -> None:
    assert [factor.code for factor in FACTORS] == list(Code)
    assert set(FINDERS) == set(Code)


@pytest.mark.parametrize("factor", FACTORS, ids=lambda f: f.code.value)
def test_every_weight_says_that_it_is_judgement_and_what_would_clear_it(factor: Any) -> None:
    assert factor.verified is False
    added = factor.code in IN_SURENESS
    assert factor.source.startswith("an addition" if added else "design proposal, domain reference §5.2")
    assert factor.words
    assert factor.clears_when
    assert list(factor.points) == sorted(factor.points)


def test_a_complete_picture_raises_no_concern() -> None:
    found = concern_at(noon(date(2026, 11, 24)), a_ready_picture())

    assert (found.points, found.band, found.working_days_left, found.because) == (0, Band.LOW, 9, "")
    assert [factor.code for factor in found.factors] == [Code.RECONFIRMED]


def delivered(*days: date, **changes: Any) -> tuple[Any, ...]:
    return tuple(a_message(on=day, **changes) for day in days)


NOV_16, NOV_18, NOV_20 = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 20)


# Bands


@pytest.mark.parametrize(
    ("answer", "moves", "points", "band"),
    [
        (None, 1, 10, Band.LOW),
        (None, 2, 20, Band.WATCH),
        (AnswerKind.WORRIED, 1, 30, Band.WATCH),
        (AnswerKind.WORRIED, 2, 40, Band.ACT),
    ],
)
def test_the_band_follows_the_sum(answer: AnswerKind | None, moves: int, points: int, band: Band) -> None:
    days = [date(2026, 12, day) for day in (1, 2, 3)][: moves + 1]
    picture = a_picture(
        hearings=(moved(*days),),
        answers=(unsettled(answer, at=FAR),) if answer else (),
        told=(a_told(via="voice", at=FAR),),
    )
    found = concern_at(FAR, picture)

    assert (found.points, found.band) == (points, band)


def test_two_unanswered_texts_and_an_open_lift_six_days_before_are_watched_with_reasons() -> None:
    now = days_before(6)
    heard = noon(CALENDAR.add(TRIAL_DAY, -11))
    picture = a_picture(
        needs=(a_need(NeedKind.TRANSPORT, NeedState.NEEDED),),
        messages=delivered(NOV_20 + timedelta(days=3), NOV_20 + timedelta(days=5)),
        told=(a_told(via="voice", at=heard),),
    )
    found = concern_at(now, picture)

    assert (found.points, found.band) == (35, Band.WATCH)
    assert [f.code for f in found.factors] == [Code.MISSED_CONTACTS, Code.NOT_CONFIRMED, Code.TRANSPORT_OPEN]
    called = concern_at(now, replace(picture, answers=(an_answer(via="voice", at=now),)))
    assert [f.code for f in called.factors] == [Code.TRANSPORT_OPEN, Code.RECONFIRMED]


def test_the_gravest_factor_stands_first() -> None:
    picture = a_picture(
        answers=(unsettled(AnswerKind.CANNOT, at=FAR), unsettled(AnswerKind.WORRIED, at=FAR)),
        hearings=(moved(date(2026, 12, 1), TRIAL_DAY),),
    )

    assert [f.code for f in concern_at(FAR, picture).factors] == [
        Code.HARD_WITHDRAWAL,
        Code.AMBIVALENT,
        Code.PRIOR_CHANGES,
    ]


# What closes the risk


def alarming(**changes: Any) -> CasePicture:
    return a_picture(**{"answers": (unsettled(AnswerKind.WORRIED),), **changes})


@pytest.mark.parametrize("requirement", sorted(NOT_EXPECTED))
def test_a_witness_who_is_not_expected_raises_no_concern(requirement: Requirement) -> None:
    found = concern_at(days_before(3), alarming(witnesses=(a_witness(requirement=requirement),)))

    assert found == Concern(0, Band.LOW, because=Closed.NOT_EXPECTED)


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"events": (an_event(state=EventState.GIVEN),)}, Closed.GIVEN),
        ({"events": (an_event(state=EventState.RELEASED),)}, Closed.RELEASED),
        ({"events": ()}, Closed.NOTHING_AHEAD),
        ({"hearings": (a_hearing(revisions=[a_revision(state=HearingState.VACATED)]),)}, Closed.NOTHING_AHEAD),
        ({"hearings": (a_hearing(date(2026, 11, 2)),)}, Closed.NOTHING_AHEAD),
    ],
)
def test_with_no_evidence_to_give_there_is_no_concern_and_the_reason_is_said(
    changes: dict[str, Any], because: Closed
) -> None:
    assert concern_at(days_before(3), alarming(**changes)) == Concern(0, Band.LOW, because=because)


def test_only_accepted_pleas_of_every_defendant_close_the_risk() -> None:
    def band(*pleas: Plea, kind: HearingKind = HearingKind.TRIAL) -> str:
        defendants = tuple(a_defendant(f"D{n}", plea) for n, plea in enumerate(pleas))
        return concern_at(
            days_before(3), alarming(case=a_case(defendants=defendants), hearings=(a_hearing(kind=kind),))
        ).because

    assert band(Plea.GUILTY, Plea.GUILTY) == Closed.ADMITTED
    assert band(Plea.GUILTY, Plea.NOT_GUILTY, Plea.NOT_GUILTY) == ""
    assert band(Plea.GUILTY, Plea.GUILTY_NOT_ACCEPTED) == ""
    assert band(Plea.GUILTY, kind=HearingKind.NEWTON) == ""


def test_a_defendant_against_whom_the_case_was_dropped_keeps_nothing_open() -> None:
    dropped = a_defendant("D2", outcome=DefendantOutcome.DISCONTINUED)
    case = a_case(defendants=(a_defendant("D1", Plea.GUILTY), dropped))

    assert concern_at(days_before(3), alarming(case=case)).because == Closed.ADMITTED


def test_a_recorded_cross_examination_leaves_only_what_is_still_to_come() -> None:
    recording = a_hearing(date(2026, 6, 1), hearing_id="hearing-s28", kind=HearingKind.S28)
    given_event = an_event(event_id="event-s28", hearing_id="hearing-s28", state=EventState.GIVEN)
    picture = alarming(hearings=(recording, a_hearing()), events=(given_event,))

    assert concern_at(days_before(3), picture).because == Closed.GIVEN


# Where nothing can be counted


def test_beyond_the_calendar_the_rest_is_counted_and_the_page_can_say_what_was_not() -> None:
    picture = a_picture(
        hearings=(moved(TRIAL_DAY, date(2029, 1, 8)),),
        needs=(a_need(NeedKind.TRANSPORT, NeedState.NEEDED),),
        measures=(a_measure(state=MeasureState.ASKED),),
    )
    found = assess(picture, "witness-1", a_calendar(known_until=date(2028, 12, 31)), noon(date(2028, 12, 28)))

    assert found.working_days_left is None
    assert found.because == (
        "The working days to Monday 8 January 2029 cannot be counted: the bank holidays are not known."
    )
    assert {f.code for f in found.factors} == {Code.NO_TWO_WAY_CONTACT, Code.PRIOR_CHANGES}


def test_an_answer_from_before_the_calendar_does_not_protect_and_breaks_nothing() -> None:
    picture = a_picture(answers=(an_answer(at=noon(date(2026, 3, 2))),))
    short = a_calendar(known_from=date(2026, 11, 1))

    assert assess(picture, "witness-1", short, noon(date(2026, 11, 24))).working_days_left == 9


def test_without_a_date_what_needs_no_date_still_counts() -> None:
    picture = alarming(hearings=(a_hearing(None),), answers=(unsettled(AnswerKind.WORRIED, at=FAR),))
    found = concern_at(FAR, picture)

    assert found.working_days_left is None
    assert found.because == "No date is known yet, so no working days were counted."
    assert [f.code for f in found.factors] == [Code.AMBIVALENT]


def test_inside_a_window_no_working_day_is_left() -> None:
    window = a_slot(date(2026, 11, 30), until=date(2026, 12, 11), at=None, listing=Listing.WARNED_LIST)
    picture = a_picture(hearings=(a_hearing(revisions=[a_revision(slot=window)]),))

    assert concern_at(noon(date(2026, 12, 2)), picture).working_days_left == 0


# Nothing about who a person is


def troubled() -> CasePicture:
    return a_picture(
        people=(a_person(J), a_person(MOTHER)),
        hearings=(moved(date(2026, 12, 1), TRIAL_DAY, reason=""),),
        answers=(unsettled(AnswerKind.WORRIED),),
        needs=tuple(a_need(kind, NeedState.NEEDED) for kind in NeedKind),
        measures=(a_measure(state=MeasureState.ASKED),),
        messages=(a_message(MessageState.UNDELIVERED),),
        markers=tuple(a_marker(kind) for kind in MarkerKind),
    )


def as_somebody_else(picture: CasePicture, who: dict[str, Any]) -> CasePicture:
    people = tuple(replace(person, **who) for person in picture.people)
    parts = tuple(replace(p, relation=who["name"]) if p.part is Part.PARENT_CARER else p for p in picture.parts)
    contacts = tuple(replace(c, language=who["language"], whose=who["name"]) for c in picture.contacts)
    return replace(picture, people=people, parts=parts, contacts=contacts)


SOMEBODY = st.fixed_dictionaries(
    {
        "name": st.text(max_size=30),
        "initials": st.text(max_size=6),
        "household_id": st.text(max_size=10),
        "language": st.sampled_from(["en", "cy", "pl", "ur", "so", "bsl"]),
        # Nobody here turns 18 between the measure and the trial: that alone may change something, by law.
        "born_on": st.none()
        | st.dates(date(1930, 1, 1), date(2008, 3, 2))
        | st.dates(date(2008, 12, 8), date(2025, 1, 1)),
    }
)

Assess = Callable[[CasePicture], Concern]


def differs_by_who_they_are(assess_it: Assess, who: dict[str, Any]) -> bool:
    return assess_it(as_somebody_else(troubled(), who)) != assess_it(troubled())


@settings(deadline=None)
@given(who=SOMEBODY, left=st.sampled_from([3, 5, 10, 15, 40]))
def test_changing_who_the_person_is_changes_nothing(who: dict[str, Any], left: int) -> None:
    assert not differs_by_who_they_are(lambda picture: concern_at(days_before(left), picture), who)


@pytest.mark.parametrize(
    ("field", "value"), [("language", "pl"), ("born_on", date(1990, 1, 1)), ("initials", "Z.Z."), ("household_id", "x")]
)
def test_the_same_check_catches_a_sum_that_looks_at_who_they_are(field: str, value: Any) -> None:
    def unfair(picture: CasePicture) -> Concern:
        honest = concern_at(days_before(10), picture)
        child = picture.person(J)
        return replace(honest, points=honest.points + (getattr(child, field) != getattr(a_person(J), field)))

    who = {"name": "N", "initials": "J.F.", "household_id": "household-farah", "language": "en", "born_on": None}

    assert differs_by_who_they_are(unfair, {**who, "born_on": date(2012, 5, 4), field: value})


def test_no_reason_names_anybody() -> None:
    found = concern_at(days_before(3), troubled())
    words = " ".join(factor.reason for factor in found.factors)

    assert len(found.factors) >= 9
    assert not any(name in words for name in ("Farah", "Jude", "Amina", "J.F.", "A.F.", "mother"))
