"""A warned list: no day is promised, no reminder names one, and each day's list is looked at (scenario 3)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import CALENDAR, a_calendar, a_case, a_defendant, a_hearing, a_picture, a_revision, a_witness, noon
from witness.domain.cases import CasePicture
from witness.domain.court_time import moment_in_london
from witness.domain.defendants import Custody, DefendantStep, Turn
from witness.domain.hearings import WINDOWS, Hearing, HearingState, Listing, Slot
from witness.domain.messages import Purpose
from witness.domain.people import Requirement
from witness.domain.planned_messages import messages_wanted
from witness.domain.standby import LOOK_AT, watch_of
from witness.domain.tasks import TaskKind, WantedTask
from witness.domain.tasks_wanted import tasks_wanted

OPENS, CLOSES = date(2026, 11, 30), date(2026, 12, 11)  # Monday to the Friday of the week after
WINDOW = Slot(Listing.WARNED_LIST, OPENS, CLOSES)


def listed(slot: Slot = WINDOW, state: HearingState = HearingState.LISTED) -> Hearing:
    return a_hearing(revisions=[a_revision(slot=slot, state=state)])


def watches(picture: CasePicture, now: datetime) -> list[WantedTask]:
    return [t for t in tasks_wanted(picture, (), CALENDAR, now=now) if t.kind is TaskKind.LIST_WATCH]


def on_standby(hearing: Hearing | None = None) -> CasePicture:
    return a_picture(hearings=(hearing or listed(),))


@pytest.mark.parametrize("days", range(-5, 15))
def test_the_list_is_looked_at_on_each_working_day_of_the_window_and_the_one_before(days: int) -> None:
    day = OPENS + timedelta(days=days)
    found = watches(on_standby(), noon(day))
    due = CALENDAR.is_working(day) and date(2026, 11, 27) <= day <= CLOSES

    assert len(found) == due
    if due:
        assert found[0].due_at == moment_in_london(day, LOOK_AT)
        assert ("was it reached?" in found[0].words) is (day == CLOSES)


def test_the_question_names_the_next_working_day_over_a_weekend() -> None:
    (friday,) = watches(on_standby(), noon(date(2026, 12, 4)))

    assert friday.words == "Look at tomorrow's list: is the trial reached on Mon 7 Dec?"


def test_half_past_four_is_london_time_in_summer_too() -> None:
    summer = Slot(Listing.WARNED_LIST, date(2026, 7, 6), date(2026, 7, 17))
    (task,) = watches(on_standby(listed(summer)), noon(date(2026, 7, 7)))

    assert task.due_at == datetime(2026, 7, 7, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize("listing", Listing)
def test_only_a_window_is_watched_on_its_days(listing: Listing) -> None:
    slot = replace(WINDOW, listing=listing)

    assert bool(watches(on_standby(listed(slot)), noon(date(2026, 12, 1)))) is (listing in WINDOWS)


@pytest.mark.parametrize("days", range(-6, 2))
def test_the_list_of_a_named_day_is_looked_at_on_the_working_day_before_friday_for_monday(days: int) -> None:
    monday = listed(Slot(Listing.FIXTURE, date(2026, 12, 7)))
    found = watches(on_standby(monday), noon(date(2026, 12, 7) + timedelta(days=days)))

    expected = ["Look at the list for Mon 7 Dec: is the trial there, and at what time?"] if days == -3 else []
    assert [task.words for task in found] == expected


def test_the_eve_of_the_first_day_after_a_bank_holiday_is_the_last_day_before_it() -> None:
    after = listed(Slot(Listing.FIXTURE, date(2026, 12, 29)))

    assert len(watches(on_standby(after), noon(date(2026, 12, 24)))) == 1
    assert watches(on_standby(after), noon(date(2026, 12, 28))) == []


@pytest.mark.parametrize("state", HearingState)
def test_only_a_window_that_stands_is_watched(state: HearingState) -> None:
    found = watches(on_standby(listed(state=state)), noon(date(2026, 12, 1)))

    assert bool(found) is (state is HearingState.LISTED)


def test_a_day_that_is_fixed_or_a_witness_who_is_not_expected_ends_the_watch() -> None:
    fixed = a_hearing(revisions=[a_revision(slot=WINDOW), a_revision(2, Slot(Listing.FIXTURE, date(2026, 12, 9)))])
    de_warned = replace(on_standby(), witnesses=(a_witness(requirement=Requirement.DE_WARNED),))

    assert watches(on_standby(fixed), noon(date(2026, 12, 1))) == []
    assert watches(de_warned, noon(date(2026, 12, 1))) == []


def test_beyond_the_known_bank_holidays_no_look_is_asked_for() -> None:
    short = a_calendar(known_until=date(2026, 11, 29))

    assert watch_of(listed(), short, date(2026, 12, 1)) is None


@pytest.mark.parametrize("listing", sorted(WINDOWS))
def test_no_text_about_a_window_names_a_day_or_an_hour_on_which_to_come(listing: Listing) -> None:
    picture = on_standby(listed(replace(WINDOW, listing=listing)))
    for days in range(-60, 12):
        now = noon(OPENS + timedelta(days=days))
        wanted = messages_wanted(picture, now=now, hold=timedelta(minutes=15), languages=frozenset({"en"}))
        assert {m.purpose for m in wanted.messages} <= {Purpose.KEEP_FREE, Purpose.INVITATION}
        assert all(m.fields["time"] == "" for m in wanted.messages)


def test_the_same_check_finds_the_reminders_of_a_day() -> None:
    picture = on_standby(listed(Slot(Listing.FIXTURE, OPENS)))
    wanted = messages_wanted(
        picture, now=noon(OPENS - timedelta(days=30)), hold=timedelta(minutes=15), languages=frozenset({"en"})
    )

    assert Purpose.REMINDER in {m.purpose for m in wanted.messages}


# Bail near the family (scenario 9)


def test_bail_near_the_family_is_work_for_a_person_each_time_anew() -> None:
    at = datetime(2026, 11, 23, 15, tzinfo=UTC)
    bailed = DefendantStep(Turn.BAILED, at)
    near = DefendantStep(Turn.BAIL_VARIED, at, near_family=True)

    def bail_tasks(*taken: DefendantStep) -> list[WantedTask]:
        case = a_case(defendants=(a_defendant(custody=Custody.BAIL, steps=taken),))
        found = tasks_wanted(a_picture(case=case), (), CALENDAR, now=noon(date(2026, 11, 24)))
        return [t for t in found if t.kind is TaskKind.BAIL_NEAR]

    assert bail_tasks(bailed) == []
    (first,) = bail_tasks(bailed, near)
    assert first.words == (
        "D1 may be near the family since Mon 23 Nov: look again at transport, entrance and waiting, "
        "and tell the police of any concern"
    )
    (again,) = bail_tasks(bailed, near, near)
    assert first.reason_key != again.reason_key
    assert bail_tasks(bailed, near, DefendantStep(Turn.REMANDED, at)) == []
