"""Where families are met and how long ways take, on both databases: half a postcode is all that is ever kept."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.intake.road_server import road_server
from tests.worlds import World, a_world
from witness.actions import places
from witness.actions.roads import learn_ways
from witness.domain.courts import OutcodeArea
from witness.domain.errors import NotFound, Refused
from witness.domain.places import HouseholdCare, MeetingPlace
from witness.domain.travel import BY_ROAD, FELL_BACK
from witness.intake.road_service import RoadService
from witness.kit import Kit

AREAS = {"QX1": OutcodeArea(53.0, -1.5, 2.0), "QX2": OutcodeArea(53.1, -1.5, 2.0), "QX3": OutcodeArea(53.3, -1.5, 2.0)}


@pytest.fixture
def lived(live: Kit) -> World:
    with live.store.changing() as desk:
        desk.travel.replace_outcodes(AREAS)
    return a_world(live)


def household_of(live: Kit, world: World) -> str:
    with live.store.reading() as desk:
        (household,) = desk.households.of_case(world.case)
    return household


def set_place(live: Kit, world: World, entered: str, who: str = "olu") -> None:
    household = household_of(live, world)
    places.set_family_place(
        live.store, world.case, household, MeetingPlace.HOME, entered, asking=world.asking(who, live)
    )


def home_of(live: Kit, world: World) -> str:
    household = household_of(live, world)
    with live.store.reading() as desk:
        return desk.travel.areas_of([household]).of(household, MeetingPlace.HOME)


def test_half_a_postcode_is_kept_of_a_whole_one(live: Kit, lived: World) -> None:
    set_place(live, lived, "qx2 4ab")

    assert home_of(live, lived) == "QX2"


def test_the_newest_counts_and_it_can_be_taken_back(live: Kit, lived: World) -> None:
    for entered, kept in (("QX1", "QX1"), ("QX3", "QX3"), ("", "")):
        live.clock.forward(minutes=1)
        set_place(live, lived, entered)
        assert home_of(live, lived) == kept


@pytest.mark.parametrize(
    ("entered", "why"), [("12 High Street", "first half"), ("QX7", "no QX7"), ("QX", "first half")]
)
def test_what_is_no_postcode_of_the_directory_is_refused(live: Kit, lived: World, entered: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        set_place(live, lived, entered)


def test_without_a_directory_every_outward_code_is_taken(live: Kit, lived: World) -> None:
    with live.store.changing() as desk:
        desk.travel.replace_outcodes({})

    set_place(live, lived, "LS12")

    assert home_of(live, lived) == "LS12"


def test_whoever_may_not_know_of_the_case_cannot_say_where_it_lives(live: Kit, lived: World) -> None:
    with pytest.raises(NotFound):
        set_place(live, lived, "QX1", who="otis")
    with pytest.raises(NotFound):
        places.set_family_place(
            live.store, lived.case, "another", MeetingPlace.HOME, "QX1", asking=lived.asking("olu", live)
        )


def test_where_a_family_lives_does_not_lie_open_in_the_file(lite: Kit, sqlite_url: str) -> None:
    world = a_world(lite)
    household = household_of(lite, world)
    with lite.store.changing() as desk:
        desk.travel.set_area(household, MeetingPlace.HOME, "ZQ77", by_id=None, now=lite.clock.now())
    lite.store.close()

    path = Path(sqlite_url.removeprefix("sqlite:///"))
    kept = b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))

    assert household.encode() in kept
    assert b"ZQ77" not in kept


def test_a_manager_says_where_the_office_is_and_an_officer_does_not(live: Kit, lived: World) -> None:
    places.set_office(live.store, "QX1", asking=lived.asking("mo", live))

    team = lived.viewers["mo"].team_id
    with live.store.reading() as desk:
        assert desk.travel.areas_of([team]).of(team, MeetingPlace.OFFICE) == "QX1"
    with pytest.raises(NotFound):
        places.set_office(live.store, "QX1", asking=lived.asking("olu", live))


def test_what_a_visit_asks_of_whoever_goes_is_kept_in_closed_words(live: Kit, lived: World) -> None:
    household = household_of(live, lived)
    care = HouseholdCare(household, two_go=True, skills=frozenset({"polish"}))

    places.set_care(live.store, lived.case, care, asking=lived.asking("olu", live))

    with live.store.reading() as desk:
        assert desk.travel.care_of([household]) == {household: care}
    wordy = HouseholdCare(household, skills=frozenset({"her brother is violent"}))
    with pytest.raises(Refused, match="from the list"):
        places.set_care(live.store, lived.case, wordy, asking=lived.asking("olu", live))


def test_what_the_road_service_says_is_asked_once_and_kept(live: Kit, lived: World) -> None:
    now: datetime = live.clock.now()
    with road_server() as roads:
        service = RoadService(roads.url)
        first = learn_ways(live.store, service, ["QX1", "QX2", ""], now=now)
        again = learn_ways(live.store, service, ["QX1", "QX2"], now=now)
        more = learn_ways(live.store, service, ["QX1", "QX2", "QX3"], now=now)

    assert len(roads.asked) == 2
    assert first.between("QX1", "QX2").minutes == again.between("QX1", "QX2").minutes == 5
    assert more.by_road["QX3", "QX1"] == 300
    with live.store.reading() as desk:  # a page finds it without the service
        kept = desk.travel.ways(["QX1", "QX2", "QX3"])
    assert kept.by_road == more.by_road
    assert kept.label() == BY_ROAD


def test_when_the_road_service_is_silent_straight_lines_stand_in_and_say_so(live: Kit, lived: World) -> None:
    ways = learn_ways(live.store, RoadService("http://127.0.0.1:9"), ["QX1", "QX2"], now=live.clock.now())

    assert ways.label() == FELL_BACK
    assert ways.between("QX1", "QX2").is_approximate


def test_a_new_directory_of_postcodes_takes_the_old_ways_with_it(live: Kit, lived: World) -> None:
    with live.store.changing() as desk:
        desk.travel.keep_ways({("QX1", "QX2"): 600}, live.clock.now())
        desk.travel.keep_ways({("QX1", "QX2"): 660}, live.clock.now())
    with live.store.changing() as desk:
        assert desk.travel.ways(["QX1", "QX2"]).by_road == {("QX1", "QX2"): 660}
        desk.travel.replace_outcodes(AREAS)
        assert desk.travel.ways(["QX1", "QX2"]).by_road == {}
