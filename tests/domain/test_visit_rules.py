"""What may be booked: times that can be, the gate of memory refreshing, and witnesses of one case kept apart."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time

import pytest

from tests.builders import (
    CALENDAR,
    MOTHER,
    TRIAL_DAY,
    WITNESS,
    J,
    a_hearing,
    a_person,
    a_picture,
    a_revision,
    a_slot,
    a_witness,
    an_event,
    days_before,
    noon,
)
from tests.plan_builders import SECOND_WITNESS, SISTER, a_step, a_trip, a_visit, siblings
from witness.domain.cases import CasePicture
from witness.domain.errors import Refused
from witness.domain.evidence import EventState
from witness.domain.hearings import HearingState, Listing
from witness.domain.keep_apart import may_ride_together
from witness.domain.people import AvoidWhy, DatesToAvoid, Requirement, Witness
from witness.domain.plans import PlanState
from witness.domain.trips import Mode
from witness.domain.visit_reports import CHECKLIST, MOODS, check_report, escalation, oic_key, visit_of_key
from witness.domain.visit_rules import check_trip, check_visit
from witness.domain.visits import Place, Visit, VisitKind, VisitReport

NOW = days_before(18)
DAY = date(2026, 11, 18)


def refused(picture: CasePicture, visit: Visit, now: datetime = NOW) -> str:
    with pytest.raises(Refused) as refusal:
        check_visit(picture, visit, CALENDAR, now)
    return str(refusal.value)


def test_a_visit_in_its_days_is_booked_without_a_word() -> None:
    assert check_visit(a_picture(), a_visit(on=DAY), CALENDAR, NOW) == ()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"on": date(2026, 11, 2)}, "have passed"),
        ({"at": None}, "Enter the day and the time."),
        ({"on": TRIAL_DAY}, "before that day"),
        ({"minutes": 0}, "how many minutes"),
        ({"minutes": 601}, "how many minutes"),
    ],
)
def test_a_time_that_cannot_be_is_refused(changes: dict[str, object], says: str) -> None:
    assert says in refused(a_picture(), a_visit(**{"on": DAY, **changes}))  # type: ignore[arg-type]


def test_an_hour_that_the_clocks_skip_is_refused() -> None:
    visit = a_visit(VisitKind.OTHER, date(2027, 3, 28), at=time(1, 30))

    assert "does not exist" in refused(a_picture(), visit)


@pytest.mark.parametrize(
    ("visit", "says"),
    [
        (a_visit(on=date(2026, 12, 3)), "outside the ladder"),
        (a_visit(on=date(2026, 11, 15)), "not a working day"),
        (a_visit(on=date(2026, 11, 17)), "an exam"),
    ],
)
def test_a_time_that_is_only_unwise_is_warned_of(visit: Visit, says: str) -> None:
    exam = DatesToAvoid("avoid-1", J, date(2026, 11, 17), date(2026, 11, 17), AvoidWhy.EXAM, noon(date(2026, 3, 1)))

    assert any(says in words for words in check_visit(a_picture(availability=(exam,)), visit, CALENDAR, NOW))


def test_memory_refreshing_is_refused_with_an_explanation_while_the_listing_is_not_confirmed() -> None:
    visit = a_visit(VisitKind.MEMORY_REFRESH, date(2026, 12, 2), officer_id=None)
    assert check_visit(a_picture(), visit, CALENDAR, NOW) == ()

    floater = a_picture(hearings=(a_hearing(revisions=[a_revision(slot=a_slot(listing=Listing.FLOATER))]),))
    unconfirmed = a_picture(hearings=(a_hearing(revisions=[a_revision(state=HearingState.UNCONFIRMED)]),))
    for picture in (floater, unconfirmed):
        words = refused(picture, visit)
        assert words.startswith("Memory refreshing cannot be booked")
        assert "a day that then moves helps nobody" in words


def test_memory_refreshing_is_neither_on_the_day_nor_led_by_us() -> None:
    kind = VisitKind.MEMORY_REFRESH

    assert "not be on the day" in refused(a_picture(), a_visit(kind, TRIAL_DAY, officer_id=None))
    assert "led by the police" in refused(a_picture(), a_visit(kind, date(2026, 12, 2), officer_id="olu"))


def test_what_hangs_on_a_date_needs_one() -> None:
    off = a_picture(hearings=(a_hearing(revisions=[a_revision(), a_revision(2, state=HearingState.VACATED)]),))

    assert "no date" in refused(off, a_visit(on=DAY, hearing_id=None))


def test_two_sisters_are_never_at_one_place_at_one_time() -> None:
    group = a_visit(on=DAY, visit_id="group", witness_id=SECOND_WITNESS)
    for other in (group, replace(group, steps=(a_step(on=DAY, at=time(14, 59)),))):
        words = refused(siblings(visits=(a_visit(on=DAY),)), other)
        assert "never seen together" in words
    elsewhere = replace(group, place=Place.SCHOOL, officer_id="olivia")
    assert check_visit(siblings(visits=(a_visit(on=DAY),)), elsewhere, CALENDAR, NOW) == ()
    after = replace(group, steps=(a_step(on=DAY, at=time(15, 10)),))
    assert any("must not meet" in w for w in check_visit(siblings(visits=(a_visit(on=DAY),)), after, CALENDAR, NOW))
    much_later = replace(group, steps=(a_step(on=DAY, at=time(15, 30)),))
    assert check_visit(siblings(visits=(a_visit(on=DAY),)), much_later, CALENDAR, NOW) == ()


def test_one_call_with_both_is_a_group_too_but_two_calls_by_two_officers_are_not() -> None:
    first = a_visit(VisitKind.OTHER, DAY, place=Place.PHONE)
    second = replace(first, visit_id="second", witness_id=SECOND_WITNESS)

    assert "never seen together" in refused(siblings(visits=(first,)), second)
    assert check_visit(siblings(visits=(first,)), replace(second, officer_id="olivia"), CALENDAR, NOW) == ()


def test_one_home_is_one_place_and_two_homes_are_not() -> None:
    first = a_visit(VisitKind.OTHER, DAY, place=Place.HOME)
    second = replace(first, visit_id="second", witness_id=SECOND_WITNESS, officer_id="olivia")
    together = siblings(visits=(first,))
    placed = replace(together, people=tuple(replace(p, household_id=p.person_id) for p in together.people))

    assert "never seen together" in refused(together, second)
    assert check_visit(placed, second, CALENDAR, NOW) == ()


def test_a_visit_that_was_called_off_is_in_nobodys_way() -> None:
    off = a_visit(on=DAY, state=PlanState.CANCELLED)

    assert check_visit(siblings(visits=(off,)), a_visit(on=DAY, witness_id=SECOND_WITNESS), CALENDAR, NOW) == ()


def test_nobody_is_at_two_meetings_at_once() -> None:
    other = a_visit(VisitKind.OTHER, DAY, place=Place.SCHOOL, visit_id="other")

    assert "Something else is booked" in refused(a_picture(visits=(a_visit(on=DAY),)), other)


def test_a_mother_who_is_a_witness_may_not_be_in_the_room() -> None:
    picture = a_picture(witnesses=(a_witness(), Witness("witness-m", MOTHER, "W2", Requirement.WARNED)))

    warnings = check_visit(picture, a_visit(on=DAY), CALENDAR, NOW)

    assert any("J.F.'s mother is a witness too" in words for words in warnings)


def test_brothers_and_sisters_or_a_mother_who_is_a_witness_never_share_a_car() -> None:
    mother_too = a_picture(witnesses=(a_witness(), Witness("witness-m", MOTHER, "W2", Requirement.WARNED)))
    for picture, people in ((siblings(), (J, SISTER)), (siblings(), (MOTHER, J, SISTER)), (mother_too, (J, MOTHER))):
        assert "cannot share a vehicle" in may_ride_together(picture, people)
        with pytest.raises(Refused, match="witnesses in one case: they cannot share a vehicle"):
            check_trip(picture, a_trip(*people), NOW)
    for picture, people in ((a_picture(), (J, MOTHER)), (siblings(), (SISTER, MOTHER)), (mother_too, (MOTHER,))):
        assert may_ride_together(picture, people) == ""
        assert check_trip(picture, a_trip(*people), NOW) == ()


def test_when_everybody_has_given_evidence_a_family_may_go_home_together() -> None:
    over = siblings()
    over = replace(over, events=tuple(replace(e, state=EventState.GIVEN) for e in over.events))

    assert may_ride_together(over, (J, SISTER)) == ""
    still = replace(over, events=(an_event(state=EventState.GIVEN), siblings().events[1]))
    assert may_ride_together(still, (J, SISTER)) != ""


@pytest.mark.parametrize(
    ("trip", "says"),
    [
        (a_trip("person-stranger"), "not part of this case"),
        (a_trip(J, J), "not part of this case"),
        (replace(a_trip(), passengers=()), "Choose who travels."),
        (a_trip(on=date(2026, 11, 2)), "has passed"),
        (replace(a_trip(), steps=(a_step(),)), "Enter the day"),
    ],
)
def test_a_trip_that_cannot_be_is_refused(trip: object, says: str) -> None:
    with pytest.raises(Refused, match=says):
        check_trip(a_picture(), trip, NOW)  # type: ignore[arg-type]


def test_two_cars_at_one_moment_and_a_child_alone_are_warned_of() -> None:
    own = a_trip(MOTHER, J, mode=Mode.STAFF_CAR)
    sisters = a_trip(SISTER, mode=Mode.STAFF_CAR, trip_id="trip-2")

    assert any("must not be the same car" in w for w in check_trip(siblings(trips=(own,)), sisters, NOW))
    assert check_trip(a_picture(), a_trip(J), NOW) == ("A child travels without an adult.",)
    grown = a_picture(people=(a_person(J, born_on=date(1990, 1, 1)), a_person(MOTHER)))
    assert check_trip(grown, a_trip(J), NOW) == ()


FREE_WORDS = {"text", "note", "notes", "narrative", "account", "words", "what_happened", "detail", "details", "comment"}


def test_a_visit_and_its_report_have_no_field_for_a_story() -> None:
    """R v Momodou: what is not there cannot be filled in. Every field is a closed word, a number, a day or a yes."""
    assert {f.name for f in fields(VisitReport)} == {
        "recorded_at",
        "covered",
        "mood",
        "evidence_mentioned",
        "stopped",
        "oic_told_at",
    }
    for made in (VisitReport, Visit):
        assert not free_words_in(made)


def free_words_in(made: type) -> set[str]:
    """The fields of a type that could hold a story, by their names or as words without a table."""
    tables = {"mood", "visit_id", "witness_id", "hearing_id", "officer_id"}
    words = {f.name for f in fields(made) if f.type in (str, "str", "str | None") and f.name not in tables}
    return words | FREE_WORDS & {f.name for f in fields(made)}


def test_a_report_with_a_story_in_it_would_be_noticed() -> None:
    @dataclass(frozen=True)
    class WithStory(VisitReport):
        impressions: str = ""

    assert free_words_in(WithStory) == {"impressions"}


def test_a_report_takes_only_words_of_the_tables() -> None:
    visit, at = a_visit(on=DAY), noon(DAY)
    check_report(visit, VisitReport(at, ("building", "tried_link"), "calm"))
    for bad in (
        VisitReport(at, ("she told me everything",), "calm"),
        VisitReport(at, (), "he touched her"),
        VisitReport(at, (), ""),
        VisitReport(at, (), "calm", evidence_mentioned=True),
        VisitReport(at, (), "calm", evidence_mentioned=False, stopped=True),
    ):
        with pytest.raises(Refused):
            check_report(visit, bad)


def test_of_memory_refreshing_only_day_place_and_length_are_kept() -> None:
    visit = a_visit(VisitKind.MEMORY_REFRESH, date(2026, 12, 2), officer_id=None)

    assert CHECKLIST[VisitKind.MEMORY_REFRESH] == ()
    check_report(visit, VisitReport(noon(DAY)))
    with pytest.raises(Refused, match="only the day"):
        check_report(visit, VisitReport(noon(DAY), mood="upset"))


def test_every_kind_of_visit_has_a_checklist_and_every_word_is_plain() -> None:
    assert set(CHECKLIST) == set(VisitKind)
    for topics in CHECKLIST.values():
        assert len({topic.code for topic in topics}) == len(topics)
    assert all(words and len(words) < 40 for words in MOODS.values())


@pytest.mark.parametrize(("hour", "due", "checked"), [(9, 17, 18), (16, 17, 18), (18, 19, 20), (22, 23, 23)])
def test_the_officer_in_the_case_is_told_the_same_day(hour: int, due: int, checked: int) -> None:
    now = datetime(2026, 11, 18, hour, tzinfo=noon(DAY).tzinfo)

    tell, lead = escalation(a_picture(), a_visit(on=DAY), now)

    assert (tell.due_at.hour, lead.due_at.hour) == (due, checked)
    assert tell.due_at.date() == lead.due_at.date() == DAY
    assert visit_of_key(tell.reason_key) == a_visit(on=DAY).visit_id
    assert visit_of_key(lead.reason_key) is None
    assert tell.reason_key == oic_key(a_visit(on=DAY).visit_id)
    assert WITNESS not in tell.words
    assert "Farah" not in tell.words + lead.words
    assert len(tell.words) <= 300
