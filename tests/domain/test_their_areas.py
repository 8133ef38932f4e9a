"""What leads where the defendant's side may be is said, and what could not be compared is said too."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.builders import BEGAN_ON, J, a_case, a_defendant, a_hearing, a_picture, noon
from tests.plan_builders import a_trip, a_visit
from tests.week_builders import HOME, MONDAY, THURSDAY, TUESDAY, by_kind, facts_of, in_week
from witness.domain.cases import CasePicture
from witness.domain.defendants import DefendantStep, Turn
from witness.domain.hearings import HearingKind
from witness.domain.picture_at import picture_at
from witness.domain.places import MeetingPlace, PlaceSaid
from witness.domain.their_areas import near_them, not_compared, visit_near_them
from witness.domain.trip_light import light_of
from witness.domain.trips import Direction, Mode, PickUp, Trip, TripEvent, TripFact
from witness.domain.visit_rules import check_trip
from witness.domain.visits import VisitKind

NOW = noon(date(2026, 11, 20))


def said(place: MeetingPlace, code: str, on: date = BEGAN_ON) -> PlaceSaid:
    return PlaceSaid(HOME, place, code, noon(on))


def known(*areas: str, places: tuple[PlaceSaid, ...] = (), **changes: object) -> CasePicture:
    case = a_case(defendants=(a_defendant(areas=areas),))
    return a_picture(case=case, places=places, **changes)


def out(**changes: object) -> Trip:
    return replace(a_trip(J, pick_up=PickUp.SAFE_POINT), **changes)  # type: ignore[arg-type]


POINT = (said(MeetingPlace.SAFE_POINT, "QX4"),)


def test_a_meeting_point_in_their_district_is_warned_of_before_it_is_arranged_and_keeps_the_light_amber() -> None:
    picture = known("QX4", places=POINT)

    (words,) = near_them(picture, out())
    assert words.startswith("They wait at the safe meeting point in QX4, where D1's side is known to be.")
    assert words in check_trip(picture, out(), NOW)
    assert words in light_of(picture, out(), NOW).reasons
    looked = out(facts=(TripFact(TripEvent.LOOKED_AGAIN, NOW, NOW),))
    assert words not in light_of(picture, looked, NOW).reasons


@pytest.mark.parametrize(
    ("areas", "places", "changes"),
    [
        (("QX5",), POINT, {}),
        (("QX4",), (*POINT, said(MeetingPlace.SAFE_POINT, "QX1", MONDAY)), {}),  # another was agreed since
        (("QX4",), POINT, {"direction": Direction.BACK, "pick_up": PickUp.COURT}),
    ],
)
def test_what_is_known_to_be_elsewhere_is_not_warned_of(
    areas: tuple[str, ...], places: tuple[PlaceSaid, ...], changes: dict[str, object]
) -> None:
    assert near_them(known(*areas, places=places), out(**changes)) == ()


@pytest.mark.parametrize("mode", [Mode.WALK, Mode.BUS, Mode.TRAIN])
def test_nobody_walks_or_waits_at_a_stop_there_without_being_warned(mode: Mode) -> None:
    picture = known("QX4")

    assert any("Choose a car" in words for words in near_them(picture, out(mode=mode, districts=("QX4",))))
    assert not any("Choose a car" in words for words in near_them(picture, out(districts=("QX4",))))


def test_what_nobody_has_said_is_never_nothing() -> None:
    unknown = not_compared(known("QX4"), out())
    assert any("Nobody has said in which district the safe meeting point is" in words for words in unknown)
    assert any("Nobody has said" in words for words in check_trip(known("QX4"), out(), NOW))
    (silent,) = not_compared(known(), out())
    assert "in which districts D1's side is" in silent
    assert not_compared(known("QX4", places=POINT), out(districts=("QX1",))) == ()


def test_a_mark_that_they_may_be_near_asks_for_the_district() -> None:
    near = DefendantStep(Turn.BAILED, NOW, near_family=True)
    case = a_case(defendants=(a_defendant(steps=(near,)),))

    (words,) = near_them(a_picture(case=case), out())
    assert "may live or move near the family since Fri 20 Nov" in words


def test_a_court_visit_is_not_on_the_day_of_another_hearing_of_the_case() -> None:
    mention = replace(a_hearing(MONDAY), hearing_id="mention", kind=HearingKind.MENTION)
    picture = a_picture(hearings=(a_hearing(), mention))

    days = {span.on for span in by_kind(facts_of(in_week(picture)).tasks)["court_visit"].starts}
    before = {span.on for span in by_kind(facts_of(in_week(a_picture())).tasks)["court_visit"].starts}
    assert days == before - {MONDAY}
    assert MONDAY in before
    (words,) = visit_near_them(picture, a_visit(VisitKind.COURT_VISIT, MONDAY))
    assert "The mention of this case is at that court on that day" in words
    assert visit_near_them(picture, a_visit(VisitKind.COURT_VISIT, TUESDAY)) == ()


def test_a_week_says_what_leads_there_and_only_to_whoever_may_know_of_the_case() -> None:
    ride = out(mode=Mode.STAFF_CAR, steps=(replace(a_trip().steps[0], on=THURSDAY, at=time(8, 0)),))
    picture = known("QX4", "QX5", places=POINT, hearings=(a_hearing(THURSDAY),), trips=(ride,))

    remarks = [remark.words for remark in facts_of(in_week(picture)).remarks]
    assert any(words.startswith("Ride on Thu 26 Nov: They wait at") for words in remarks)
    assert any(words.startswith("The court is in QX5") for words in remarks)
    hidden = facts_of(in_week(picture, is_open=False)).remarks
    assert not any("QX" in remark.words for remark in hidden)


def test_a_place_agreed_later_was_not_known_before() -> None:
    picture = known("QX4", places=(said(MeetingPlace.SAFE_POINT, "QX4", MONDAY),))

    before = picture_at(picture, NOW, now=noon(THURSDAY))
    assert before.outcode_of(HOME, MeetingPlace.SAFE_POINT) == ""
    assert picture.outcode_of(HOME, MeetingPlace.SAFE_POINT) == "QX4"
