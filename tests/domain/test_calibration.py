"""The light is held against what happened by what it said at the time, and no figure is about one child."""

from datetime import date, datetime, time, timedelta

import pytest

from tests.builders import CALENDAR
from witness.domain.attended import Came
from witness.domain.calibration import DID, DID_NOT, NO_BAND, PastDay, band_before, calibration_of, first_act
from witness.domain.calibration_factors import FactorTold, told_by_factors
from witness.domain.concern_history import ConcernDay, FactorThen
from witness.domain.court_time import moment_in_london
from witness.domain.small_numbers import ALL

DAY = date(2026, 6, 15)


def said(lead: int, band: str, on: date = DAY, code: str = "LONG_WAIT", hearing: str | None = "h") -> ConcernDay:
    """What was said so many working days before a day."""
    day = CALENDAR.add(on, -lead)
    at: datetime = moment_in_london(day, time(9, 0))
    return ConcernDay("w", "c", day, at, 10, band, (FactorThen(code, 10),), 1, lead, hearing)


def a_day(number: int, came: Came, band: str, *, on: date = DAY, lead: int = 30, court: str = "Leeds") -> PastDay:
    return PastDay(f"witness-{number}", on, came, (said(lead, band, on),), {"court": court})


def many(count: int, came: Came, band: str, **more: object) -> list[PastDay]:
    return [a_day(n, came, band, **more) for n in range(count)]  # type: ignore[arg-type]


def test_the_band_is_the_one_that_stood_at_the_lead_not_what_came_after() -> None:
    day = PastDay("w", DAY, Came.ABSENT, (said(12, "low"), said(8, "act")))

    assert [band_before(day, lead, CALENDAR) for lead in (20, 10, 5)] == [NO_BAND, "low", "act"]


def test_what_was_said_on_the_day_itself_is_no_warning() -> None:
    assert first_act(PastDay("w", DAY, Came.ABSENT, (said(0, "act"),)), CALENDAR) is None
    assert first_act(PastDay("w", DAY, Came.ABSENT, (said(9, "act"), said(17, "act"))), CALENDAR) == 17


def test_while_nothing_lay_ahead_nothing_was_said() -> None:
    day = PastDay("w", DAY, Came.GAVE, (said(12, "act", hearing=None),))

    assert band_before(day, 10, CALENDAR) == NO_BAND


def test_band_is_set_against_who_came() -> None:
    days = [*many(40, Came.GAVE, "low"), *many(8, Came.NOT_HEARD, "act"), *many(9, Came.ABSENT, "act"),
            *many(6, Came.ABSENT, "low")]  # fmt: skip
    report = calibration_of(days, CALENDAR)

    table = report.by_band[10]
    assert (table.words(column="act", ending=DID_NOT), table.words(column="act", ending=DID)) == ("9", "8")
    assert table.words(column="low", ending=DID_NOT) == "6"
    assert report.endings.words(DID_NOT) == "15 of 63"
    assert (report.never, report.low_to_the_end, report.lead) == ("6 of 15", "6 of 15", 30)
    assert told_by_factors(days, CALENDAR)[0].did_not == "all but fewer than 5 of 15"


def test_days_that_say_nothing_of_support_do_not_arrive_here_and_few_are_not_split() -> None:
    days = [*many(30, Came.GAVE, "low"), *many(3, Came.ABSENT, "act")]
    report = calibration_of(days, CALENDAR)

    assert report.endings.words(DID_NOT) == "fewer than 5 of 33"
    assert (report.never, report.lead) == ("too few to say", None)
    assert report.by_band[10].words(column="act") == "fewer than 5"
    assert report.by_band[10].words(column="low") == "not shown"
    assert told_by_factors(days, CALENDAR)[0].came == "too few to say"


def test_months_with_few_days_are_told_together() -> None:
    spring = [*many(12, Came.GAVE, "low", on=date(2026, 3, 2)), *many(2, Came.GAVE, "low", on=date(2026, 4, 1))]
    rest = [*many(9, Came.GAVE, "low", on=date(2026, 5, 1)), *many(1, Came.GAVE, "low", on=date(2026, 6, 1))]

    assert calibration_of(spring + rest, CALENDAR).by_month.rows == ("2026-03", "2026-04 to 2026-06")


def test_the_brier_score_of_a_light_that_knows_is_better_than_saying_the_same_of_everybody() -> None:
    def year(knows: bool) -> list[PastDay]:
        days = []
        for n in range(40):
            absent = n % 4 == 0
            band = ("act" if absent else "low") if knows else ("act" if n % 3 else "low")
            came = Came.ABSENT if absent else Came.GAVE
            days.append(a_day(n, came, band, on=CALENDAR.add(date(2026, 3, 2), 2 * n)))
        return days

    knowing, guessing = calibration_of(year(True), CALENDAR).brier, calibration_of(year(False), CALENDAR).brier

    assert knowing is not None
    assert guessing is not None
    assert knowing.light < 0.1 < knowing.everybody
    assert guessing.light > guessing.everybody
    assert knowing.everybody == pytest.approx(guessing.everybody)


def test_a_days_own_ending_is_no_part_of_what_it_is_scored_by() -> None:
    one_day = many(30, Came.ABSENT, "act")

    assert calibration_of(one_day, CALENDAR).brier is None


def test_groups_show_where_the_light_misses_more_and_hide_the_few() -> None:
    leeds = [*many(20, Came.GAVE, "low"), *many(10, Came.ABSENT, "act"), *many(5, Came.ABSENT, "low")]
    york = [*many(20, Came.GAVE, "low", court="York"), *many(5, Came.ABSENT, "act", court="York"),
            *many(10, Came.ABSENT, "low", court="York"), *many(2, Came.GAVE, "low", court="Hull")]  # fmt: skip

    table = calibration_of(leeds + york, CALENDAR).groups["court"]

    assert table.words("Leeds", "act", DID_NOT) in ("10", "not shown")
    assert table.words("Hull", ALL, ALL) == "fewer than 5"
    assert table.words("Hull", "low", DID) == "fewer than 5"


def test_nothing_recorded_yet_is_a_report_too() -> None:
    report = calibration_of([], CALENDAR)

    assert (report.days, report.brier, report.lead, report.by_month.rows) == (0, None, None, ())


def test_order_does_not_matter() -> None:
    days = [*many(12, Came.GAVE, "low"), *many(11, Came.ABSENT, "act", on=DAY + timedelta(days=30))]

    assert calibration_of(days, CALENDAR) == calibration_of(days[::-1], CALENDAR)


TELLS, MISLEADS, PROTECTS = "MISSED_CONTACTS", "LONG_WAIT", "RECONFIRMED"


def quarters(*starts: date, absent: int = 10) -> list[PastDay]:
    """In each quarter: what tells holds among half of the absent, what misleads among half of those who came."""
    days = []
    for on in starts:
        for number in range(20 + absent):
            came = number < 20
            code = (MISLEADS if came else TELLS) if number % 2 else PROTECTS if came else "PTV_NOT_DONE"
            ending = Came.GAVE if came else Came.ABSENT
            days.append(PastDay(f"w-{on}-{number}", on, ending, (said(10, "watch", on, code),)))
    return days


FOUR = (date(2025, 9, 1), date(2025, 11, 3), date(2026, 2, 2), date(2026, 5, 5))


def told(days: list[PastDay]) -> dict[str, FactorTold]:
    return {one.code: one for one in told_by_factors(days, CALENDAR)}


def test_a_factor_that_held_among_those_who_came_in_most_quarters_is_named_and_what_protects_is_not() -> None:
    found = told(quarters(*FOUR))

    assert [code for code, one in found.items() if one.points_the_wrong_way] == [MISLEADS]
    assert (found[MISLEADS].quarters, found[MISLEADS].wrong_way, found[TELLS].wrong_way) == (4, 4, 0)
    assert found[PROTECTS].wrong_way == 0


def test_two_quarters_are_chance_and_quarters_with_few_are_not_counted() -> None:
    assert not told(quarters(*FOUR[:2]))[MISLEADS].points_the_wrong_way
    assert told(quarters(*FOUR, absent=9))[MISLEADS].quarters == 0


def test_how_many_times_as_often_is_said_only_where_all_four_numbers_may_be() -> None:
    both = [*many(20, Came.GAVE, "low"), *many(10, Came.ABSENT, "low")]
    mixed = [*both, *many(20, Came.GAVE, "low", lead=5), *many(5, Came.ABSENT, "low", lead=5)]

    assert told(mixed)["LONG_WAIT"].times == pytest.approx((10 / 15) / (20 / 40))
    assert told(both)["LONG_WAIT"].times is None
