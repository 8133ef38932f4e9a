"""Time limits in England and Wales, reasoned by hand from the published bank holidays of 2012 to 2028.

One row is: start, how many, unit, the last day of the limit; then why. A start is a London day or a UTC instant. Units:
w working, b business, c calendar days, m months, y years. The rows were written down before the code that counts was
run on them; the test beside this file derives each a second time from a list of holidays typed in by hand.
"""

from datetime import date, datetime
from typing import NamedTuple

from witness.domain.duties import DayUnit


class Row(NamedTuple):
    start: date | datetime
    count: int
    unit: DayUnit
    ends_on: date
    why: str


UNITS = {
    "w": DayUnit.WORKING,
    "b": DayUnit.BUSINESS,
    "c": DayUnit.CALENDAR,
    "m": DayUnit.MONTHS,
    "y": DayUnit.YEARS,
}

EASTER = """
2012-04-05 1 w 2012-04-10 Maundy Thursday: Good Friday 6, Monday 9 April
2012-04-04 2 w 2012-04-10 Wednesday: Thursday, then the Tuesday
2012-04-06 1 w 2012-04-10 received on Good Friday itself
2012-04-09 1 w 2012-04-10 received on Easter Monday
2012-04-05 5 w 2012-04-16 Tuesday to Friday are four, Monday the fifth
2012-04-10 -1 w 2012-04-05 one back over Easter
2013-03-28 1 w 2013-04-02 Maundy Thursday: Good Friday 29 March, Monday 1 April
2013-03-27 2 w 2013-04-02 Thursday, then the Tuesday
2013-03-29 1 w 2013-04-02 received on Good Friday
2013-04-01 1 w 2013-04-02 received on Easter Monday
2013-03-28 5 w 2013-04-08 four days of the week after, then Monday
2013-04-02 -1 w 2013-03-28 one back over Easter
2014-04-17 1 w 2014-04-22 Maundy Thursday: Good Friday 18, Monday 21 April
2014-04-16 2 w 2014-04-22 Thursday, then the Tuesday
2014-04-18 1 w 2014-04-22 received on Good Friday
2014-04-21 1 w 2014-04-22 received on Easter Monday
2014-04-17 5 w 2014-04-28 four days, then Monday
2014-04-22 -1 w 2014-04-17 one back over Easter
2015-04-02 1 w 2015-04-07 Maundy Thursday: Good Friday 3, Monday 6 April
2015-04-01 2 w 2015-04-07 Thursday, then the Tuesday
2015-04-03 1 w 2015-04-07 received on Good Friday
2015-04-06 1 w 2015-04-07 received on Easter Monday
2015-04-02 5 w 2015-04-13 four days, then Monday
2015-04-07 -1 w 2015-04-02 one back over Easter
2016-03-24 1 w 2016-03-29 Maundy Thursday: Good Friday 25, Monday 28 March
2016-03-23 2 w 2016-03-29 Thursday, then the Tuesday
2016-03-25 1 w 2016-03-29 received on Good Friday
2016-03-28 1 w 2016-03-29 received on Easter Monday
2016-03-24 5 w 2016-04-04 four days, then Monday
2016-03-29 -1 w 2016-03-24 one back over Easter
2017-04-13 1 w 2017-04-18 Maundy Thursday: Good Friday 14, Monday 17 April
2017-04-12 2 w 2017-04-18 Thursday, then the Tuesday
2017-04-14 1 w 2017-04-18 received on Good Friday
2017-04-17 1 w 2017-04-18 received on Easter Monday
2017-04-13 5 w 2017-04-24 four days, then Monday
2017-04-18 -1 w 2017-04-13 one back over Easter
2018-03-29 1 w 2018-04-03 Maundy Thursday: Good Friday 30 March, Monday 2 April
2018-03-28 2 w 2018-04-03 Thursday, then the Tuesday
2018-03-30 1 w 2018-04-03 received on Good Friday
2018-04-02 1 w 2018-04-03 received on Easter Monday
2018-03-29 5 w 2018-04-09 four days, then Monday
2018-04-03 -1 w 2018-03-29 one back over Easter
2019-04-18 1 w 2019-04-23 Maundy Thursday: Good Friday 19, Monday 22 April
2019-04-17 2 w 2019-04-23 Thursday, then the Tuesday
2019-04-19 1 w 2019-04-23 received on Good Friday
2019-04-22 1 w 2019-04-23 received on Easter Monday
2019-04-18 5 w 2019-04-29 four days, then Monday
2019-04-23 -1 w 2019-04-18 one back over Easter
2020-04-09 1 w 2020-04-14 Maundy Thursday: Good Friday 10, Monday 13 April
2020-04-08 2 w 2020-04-14 Thursday, then the Tuesday
2020-04-10 1 w 2020-04-14 received on Good Friday
2020-04-13 1 w 2020-04-14 received on Easter Monday
2020-04-09 5 w 2020-04-20 four days, then Monday
2020-04-14 -1 w 2020-04-09 one back over Easter
2021-04-01 1 w 2021-04-06 Maundy Thursday: Good Friday 2, Monday 5 April
2021-03-31 2 w 2021-04-06 Thursday, then the Tuesday
2021-04-02 1 w 2021-04-06 received on Good Friday
2021-04-05 1 w 2021-04-06 received on Easter Monday
2021-04-01 5 w 2021-04-12 four days, then Monday
2021-04-06 -1 w 2021-04-01 one back over Easter
2022-04-14 1 w 2022-04-19 Maundy Thursday: Good Friday 15, Monday 18 April
2022-04-13 2 w 2022-04-19 Thursday, then the Tuesday
2022-04-15 1 w 2022-04-19 received on Good Friday
2022-04-18 1 w 2022-04-19 received on Easter Monday
2022-04-14 5 w 2022-04-25 four days, then Monday
2022-04-19 -1 w 2022-04-14 one back over Easter
2023-04-06 1 w 2023-04-11 Maundy Thursday: Good Friday 7, Monday 10 April
2023-04-05 2 w 2023-04-11 Thursday, then the Tuesday
2023-04-07 1 w 2023-04-11 received on Good Friday
2023-04-10 1 w 2023-04-11 received on Easter Monday
2023-04-06 5 w 2023-04-17 four days, then Monday
2023-04-11 -1 w 2023-04-06 one back over Easter
2024-03-28 1 w 2024-04-02 Maundy Thursday: Good Friday 29 March, Monday 1 April
2024-03-27 2 w 2024-04-02 Thursday, then the Tuesday
2024-03-29 1 w 2024-04-02 received on Good Friday
2024-04-01 1 w 2024-04-02 received on Easter Monday
2024-03-28 5 w 2024-04-08 four days, then Monday
2024-04-02 -1 w 2024-03-28 one back over Easter
2025-04-17 1 w 2025-04-22 Maundy Thursday: Good Friday 18, Monday 21 April
2025-04-16 2 w 2025-04-22 Thursday, then the Tuesday
2025-04-18 1 w 2025-04-22 received on Good Friday
2025-04-21 1 w 2025-04-22 received on Easter Monday
2025-04-17 5 w 2025-04-28 four days, then Monday
2025-04-22 -1 w 2025-04-17 one back over Easter
2026-04-02 1 w 2026-04-07 Maundy Thursday: Good Friday 3, Monday 6 April
2026-04-01 2 w 2026-04-07 Thursday, then the Tuesday
2026-04-03 1 w 2026-04-07 received on Good Friday
2026-04-06 1 w 2026-04-07 received on Easter Monday
2026-04-02 5 w 2026-04-13 four days, then Monday
2026-04-07 -1 w 2026-04-02 one back over Easter
2027-03-25 1 w 2027-03-30 Maundy Thursday: Good Friday 26, Monday 29 March
2027-03-24 2 w 2027-03-30 Thursday, then the Tuesday
2027-03-26 1 w 2027-03-30 received on Good Friday
2027-03-29 1 w 2027-03-30 received on Easter Monday
2027-03-25 5 w 2027-04-05 four days, then Monday
2027-03-30 -1 w 2027-03-25 one back over Easter
2028-04-13 1 w 2028-04-18 Maundy Thursday: Good Friday 14, Monday 17 April
2028-04-12 2 w 2028-04-18 Thursday, then the Tuesday
2028-04-14 1 w 2028-04-18 received on Good Friday
2028-04-17 1 w 2028-04-18 received on Easter Monday
2028-04-13 5 w 2028-04-24 four days, then Monday
2028-04-18 -1 w 2028-04-13 one back over Easter
"""

CHRISTMAS = """
2012-12-24 1 w 2012-12-27 Christmas is Tuesday, Boxing Day Wednesday
2012-12-24 2 w 2012-12-28 Thursday, Friday
2012-12-24 3 w 2012-12-31 then Monday
2012-12-24 4 w 2013-01-02 New Year's Day is Tuesday
2013-12-24 1 w 2013-12-27 Christmas Wednesday, Boxing Day Thursday
2013-12-24 2 w 2013-12-30 Friday, Monday
2013-12-24 3 w 2013-12-31 then Tuesday
2013-12-24 4 w 2014-01-02 New Year's Day is Wednesday
2014-12-24 1 w 2014-12-29 Christmas Thursday, Boxing Day Friday, a weekend
2014-12-24 2 w 2014-12-30 Monday, Tuesday
2014-12-24 3 w 2014-12-31 then Wednesday
2014-12-24 4 w 2015-01-02 New Year's Day is Thursday
2015-12-24 1 w 2015-12-29 Christmas Friday; Boxing Day is Saturday, so Monday 28
2015-12-24 2 w 2015-12-30 Tuesday, Wednesday
2015-12-24 3 w 2015-12-31 then Thursday
2015-12-24 4 w 2016-01-04 New Year's Day is Friday, a weekend
2016-12-23 1 w 2016-12-28 Christmas is Sunday: Monday is Boxing Day, Tuesday 27 the substitute
2016-12-23 2 w 2016-12-29 Wednesday, Thursday
2016-12-23 3 w 2016-12-30 then Friday
2016-12-23 4 w 2017-01-03 New Year's Day is Sunday: Monday 2 January
2017-12-22 1 w 2017-12-27 Christmas Monday, Boxing Day Tuesday
2017-12-22 2 w 2017-12-28 Wednesday, Thursday
2017-12-22 3 w 2017-12-29 then Friday
2017-12-22 4 w 2018-01-02 New Year's Day is Monday
2018-12-24 1 w 2018-12-27 Christmas Tuesday, Boxing Day Wednesday
2018-12-24 2 w 2018-12-28 Thursday, Friday
2018-12-24 3 w 2018-12-31 then Monday
2018-12-24 4 w 2019-01-02 New Year's Day is Tuesday
2019-12-24 1 w 2019-12-27 Christmas Wednesday, Boxing Day Thursday
2019-12-24 2 w 2019-12-30 Friday, Monday
2019-12-24 3 w 2019-12-31 then Tuesday
2019-12-24 4 w 2020-01-02 New Year's Day is Wednesday
2020-12-24 1 w 2020-12-29 Christmas Friday; Boxing Day is Saturday, so Monday 28
2020-12-24 2 w 2020-12-30 Tuesday, Wednesday
2020-12-24 3 w 2020-12-31 then Thursday
2020-12-24 4 w 2021-01-04 New Year's Day is Friday
2021-12-24 1 w 2021-12-29 Christmas is Saturday: Monday 27 and Tuesday 28 are substitutes
2021-12-24 2 w 2021-12-30 Wednesday, Thursday
2021-12-24 3 w 2021-12-31 then Friday
2021-12-24 4 w 2022-01-04 New Year's Day is Saturday: Monday 3 January
2022-12-23 1 w 2022-12-28 Christmas is Sunday: Monday is Boxing Day, Tuesday 27 the substitute
2022-12-23 2 w 2022-12-29 Wednesday, Thursday
2022-12-23 3 w 2022-12-30 then Friday
2022-12-23 4 w 2023-01-03 New Year's Day is Sunday: Monday 2 January
2023-12-22 1 w 2023-12-27 Christmas Monday, Boxing Day Tuesday
2023-12-22 2 w 2023-12-28 Wednesday, Thursday
2023-12-22 3 w 2023-12-29 then Friday
2023-12-22 4 w 2024-01-02 New Year's Day is Monday
2024-12-24 1 w 2024-12-27 Christmas Wednesday, Boxing Day Thursday
2024-12-24 2 w 2024-12-30 Friday, Monday
2024-12-24 3 w 2024-12-31 then Tuesday
2024-12-24 4 w 2025-01-02 New Year's Day is Wednesday
2025-12-24 1 w 2025-12-29 Christmas Thursday, Boxing Day Friday, a weekend
2025-12-24 2 w 2025-12-30 Monday, Tuesday
2025-12-24 3 w 2025-12-31 then Wednesday
2025-12-24 4 w 2026-01-02 New Year's Day is Thursday; 2 January is a holiday in Scotland only
2026-12-24 1 w 2026-12-29 Christmas Friday; Boxing Day is Saturday, so Monday 28
2026-12-24 2 w 2026-12-30 Tuesday, Wednesday
2026-12-24 3 w 2026-12-31 then Thursday
2026-12-24 4 w 2027-01-04 New Year's Day is Friday
2027-12-24 1 w 2027-12-29 Christmas is Saturday: Monday 27 and Tuesday 28 are substitutes
2027-12-24 2 w 2027-12-30 Wednesday, Thursday
2027-12-24 3 w 2027-12-31 then Friday
2027-12-24 4 w 2028-01-04 New Year's Day is Saturday: Monday 3 January
2028-12-22 1 w 2028-12-27 Christmas Monday, Boxing Day Tuesday
2028-12-22 2 w 2028-12-28 Wednesday, Thursday
2028-12-22 3 w 2028-12-29 then Friday, the last working day that is known
2016-12-26 1 w 2016-12-28 received on Boxing Day, the substitute follows
2021-12-25 1 w 2021-12-29 received on Christmas Day, a Saturday
2021-12-27 1 w 2021-12-29 received on the first substitute
2021-12-28 1 w 2021-12-29 received on the second substitute
2027-12-26 1 w 2027-12-29 received on Sunday, Boxing Day
2020-12-26 1 w 2020-12-29 received on Saturday, Boxing Day
2026-12-28 1 w 2026-12-29 received on the substitute for Boxing Day
2017-01-01 1 w 2017-01-03 received on New Year's Day, a Sunday
2022-01-01 1 w 2022-01-04 received on New Year's Day, a Saturday
2027-01-04 -5 w 2026-12-23 back: 31, 30, 29, 24, 23 December
2016-12-28 -1 w 2016-12-23 back over Christmas, a weekend and its substitute
"""

MAY_AND_SUMMER = """
2012-05-04 1 w 2012-05-08 early May is Monday 7
2012-05-07 1 w 2012-05-08 received on the holiday
2013-05-03 1 w 2013-05-07 early May is Monday 6
2013-05-06 1 w 2013-05-07 received on the holiday
2014-05-02 1 w 2014-05-06 early May is Monday 5
2014-05-05 1 w 2014-05-06 received on the holiday
2015-05-01 1 w 2015-05-05 early May is Monday 4
2015-05-04 1 w 2015-05-05 received on the holiday
2016-04-29 1 w 2016-05-03 early May is Monday 2
2016-05-02 1 w 2016-05-03 received on the holiday
2017-04-28 1 w 2017-05-02 early May is Monday 1
2017-05-01 1 w 2017-05-02 received on the holiday
2018-05-04 1 w 2018-05-08 early May is Monday 7
2018-05-07 1 w 2018-05-08 received on the holiday
2019-05-03 1 w 2019-05-07 early May is Monday 6
2019-05-06 1 w 2019-05-07 received on the holiday
2020-05-01 1 w 2020-05-04 the first Monday of May 2020 was an ordinary one
2020-05-04 1 w 2020-05-05 and so counts
2020-05-07 1 w 2020-05-11 early May was moved to Friday 8, the day the war had ended
2020-05-08 1 w 2020-05-11 received on that Friday
2021-04-30 1 w 2021-05-04 early May is Monday 3
2021-05-03 1 w 2021-05-04 received on the holiday
2022-04-29 1 w 2022-05-03 early May is Monday 2
2022-05-02 1 w 2022-05-03 received on the holiday
2023-04-28 1 w 2023-05-02 early May is Monday 1
2023-05-01 1 w 2023-05-02 received on the holiday
2024-05-03 1 w 2024-05-07 early May is Monday 6
2024-05-06 1 w 2024-05-07 received on the holiday
2025-05-02 1 w 2025-05-06 early May is Monday 5
2025-05-05 1 w 2025-05-06 received on the holiday
2026-05-01 1 w 2026-05-05 early May is Monday 4
2026-05-04 1 w 2026-05-05 received on the holiday
2027-04-30 1 w 2027-05-04 early May is Monday 3
2027-05-03 1 w 2027-05-04 received on the holiday
2028-04-28 1 w 2028-05-02 early May is Monday 1
2028-05-01 1 w 2028-05-02 received on the holiday
2013-05-24 1 w 2013-05-28 spring is Monday 27
2014-05-23 1 w 2014-05-27 spring is Monday 26
2015-05-22 1 w 2015-05-26 spring is Monday 25
2016-05-27 1 w 2016-05-31 spring is Monday 30
2017-05-26 1 w 2017-05-30 spring is Monday 29
2018-05-25 1 w 2018-05-29 spring is Monday 28
2019-05-24 1 w 2019-05-28 spring is Monday 27
2020-05-22 1 w 2020-05-26 spring is Monday 25
2021-05-28 1 w 2021-06-01 spring is Monday 31
2023-05-26 1 w 2023-05-30 spring is Monday 29
2024-05-24 1 w 2024-05-28 spring is Monday 27
2025-05-23 1 w 2025-05-27 spring is Monday 26
2026-05-22 1 w 2026-05-26 spring is Monday 25
2027-05-28 1 w 2027-06-01 spring is Monday 31
2028-05-26 1 w 2028-05-30 spring is Monday 29
2012-08-24 1 w 2012-08-28 summer is Monday 27
2013-08-23 1 w 2013-08-27 summer is Monday 26
2014-08-22 1 w 2014-08-26 summer is Monday 25
2015-08-28 1 w 2015-09-01 summer is Monday 31
2016-08-26 1 w 2016-08-30 summer is Monday 29
2017-08-25 1 w 2017-08-29 summer is Monday 28
2018-08-24 1 w 2018-08-28 summer is Monday 27
2019-08-23 1 w 2019-08-27 summer is Monday 26
2020-08-28 1 w 2020-09-01 summer is Monday 31
2021-08-27 1 w 2021-08-31 summer is Monday 30
2022-08-26 1 w 2022-08-30 summer is Monday 29
2023-08-25 1 w 2023-08-29 summer is Monday 28
2024-08-23 1 w 2024-08-27 summer is Monday 26
2025-08-22 1 w 2025-08-26 summer is Monday 25
2026-08-28 1 w 2026-09-01 summer is Monday 31
2027-08-27 1 w 2027-08-31 summer is Monday 30
2028-08-25 1 w 2028-08-29 summer is Monday 28
2012-08-24 5 w 2012-09-03 four days and the Monday after
2015-08-28 5 w 2015-09-07 four days and the Monday after
2020-08-28 5 w 2020-09-07 four days and the Monday after
2026-08-28 5 w 2026-09-07 four days and the Monday after
2028-08-25 5 w 2028-09-04 four days and the Monday after
"""

ONCE_ONLY = """
2012-05-25 1 w 2012-05-28 the last Monday of May 2012 was an ordinary one
2012-06-01 1 w 2012-06-06 spring moved to Monday 4 June, the Diamond Jubilee on Tuesday 5
2012-06-01 2 w 2012-06-07 Wednesday, Thursday
2012-06-04 1 w 2012-06-06 received on the moved holiday
2012-06-05 1 w 2012-06-06 received on the Jubilee
2012-05-31 2 w 2012-06-06 Friday, then Wednesday
2012-06-06 -1 w 2012-06-01 one back over the Jubilee
2022-05-27 1 w 2022-05-30 the last Monday of May 2022 was an ordinary one
2022-06-01 1 w 2022-06-06 spring moved to Thursday 2 June, the Platinum Jubilee on Friday 3
2022-06-01 2 w 2022-06-07 Monday, Tuesday
2022-06-02 1 w 2022-06-06 received on the moved holiday
2022-06-03 1 w 2022-06-06 received on the Jubilee
2022-05-31 2 w 2022-06-06 Wednesday, then Monday
2022-06-06 -1 w 2022-06-01 one back over the Jubilee
2022-09-16 1 w 2022-09-20 the State Funeral on Monday 19 September
2022-09-15 2 w 2022-09-20 Friday, then Tuesday
2022-09-19 1 w 2022-09-20 received on that day
2022-09-12 5 w 2022-09-20 Tuesday to Friday are four, Monday is none
2022-09-20 -1 w 2022-09-16 one back over it
2021-09-17 1 w 2021-09-20 the same Monday a year before is an ordinary one
2023-09-15 1 w 2023-09-18 and a year after
2023-05-05 1 w 2023-05-09 the Coronation: Monday 8 May
2023-05-04 2 w 2023-05-09 Friday, then Tuesday
2023-05-08 1 w 2023-05-09 received on that day
2023-04-27 5 w 2023-05-05 28; 2, 3, 4 and 5 May, for 1 May is a holiday
2023-04-27 6 w 2023-05-09 and then Tuesday, for 8 May is one too
2023-05-09 -1 w 2023-05-05 one back over it
2024-05-10 1 w 2024-05-13 the second Monday of May is an ordinary one elsewhere
"""

ORDINARY = """
2026-06-05 1 w 2026-06-08 Friday, Monday
2026-06-06 1 w 2026-06-08 Saturday, Monday
2026-06-07 1 w 2026-06-08 Sunday, Monday
2026-06-08 1 w 2026-06-09 Monday, Tuesday
2026-06-08 0 w 2026-06-08 none at all
2026-06-01 5 w 2026-06-08 a week
2026-06-01 10 w 2026-06-15 two weeks
2026-06-01 20 w 2026-06-29 four weeks without a holiday
2026-06-12 10 w 2026-06-26 two weeks from a Friday
2026-06-13 10 w 2026-06-26 two weeks from a Saturday end on a Friday too
2026-06-14 10 w 2026-06-26 and from a Sunday
2026-11-30 1 w 2026-12-01 St Andrew's Day is a holiday in Scotland only
2026-03-16 1 w 2026-03-17 St Patrick's Day is one in Northern Ireland only
2026-07-10 1 w 2026-07-13 the Battle of the Boyne too
2026-01-01 1 w 2026-01-02 2 January is a holiday in Scotland only
2026-08-03 1 w 2026-08-04 Scotland's summer holiday is ours at the end of the month
2026-12-01 20 w 2026-12-31 3, 5, 5, then 4 before Christmas and 29, 30, 31
2026-12-04 20 w 2027-01-06 5, 5, 4, then 29 to 31, then 4, 5, 6 January
2026-11-02 20 b 2026-11-30 four weeks
2026-12-01 10 b 2026-12-15 two weeks
2026-12-14 10 b 2026-12-30 15 to 18 are four, 21 to 24 eight, 29 nine, 30 ten
2026-04-02 1 b 2026-04-07 business days leave Easter out too
2026-12-24 1 b 2026-12-29 and Christmas with its substitute
2026-04-20 10 b 2026-05-05 21 to 24 are four, the week after nine, 4 May is a holiday
2026-05-18 20 b 2026-06-16 19 to 22 are four, 26 to 29 eight, then 13, 18, and Monday, Tuesday
2026-03-30 20 b 2026-04-29 31, 1, 2 are three; 7 to 10 seven; 12; 17; then 27, 28, 29
2027-03-22 10 b 2027-04-07 23, 24, 25 are three; 30, 31, 1, 2 seven; then 5, 6, 7
2028-02-28 1 w 2028-02-29 a leap day is a Tuesday and counts
2028-02-28 2 w 2028-03-01 and Wednesday after it
2028-02-29 1 w 2028-03-01 received on the leap day
2028-03-01 -1 w 2028-02-29 back onto it
2024-02-28 1 w 2024-02-29 a leap day on Thursday
2024-02-29 1 w 2024-03-01 then Friday
2024-02-29 2 w 2024-03-04 then Monday
2020-02-28 1 w 2020-03-02 a leap day on Saturday counts for nothing
2016-02-26 1 w 2016-02-29 a leap day on Monday
2012-02-28 1 w 2012-02-29 a leap day on Wednesday
2027-02-26 1 w 2027-03-01 no leap day: Friday, Monday
2023-02-28 1 w 2023-03-01 no leap day
"""

CALENDAR_DAYS = """
2026-12-04 28 c 2027-01-01 Friday to Friday; it ends on New Year's Day and is not moved
2026-11-27 28 c 2026-12-25 Friday to Friday, Christmas Day
2026-06-05 28 c 2026-07-03 Friday to Friday
2026-06-05 7 c 2026-06-12 one week
2026-06-05 14 c 2026-06-19 two
2026-06-05 21 c 2026-06-26 three
2026-06-05 25 c 2026-06-30 and four days: a Tuesday
2026-02-02 28 c 2026-03-02 February of 28 days
2028-02-02 28 c 2028-03-01 February of 29
2024-02-01 28 c 2024-02-29 onto a leap day
2023-02-01 28 c 2023-03-01 the same without one
2026-12-31 1 c 2027-01-01 over the year's end
2027-12-31 28 c 2028-01-28 over the year's end by four weeks
2026-03-28 1 c 2026-03-29 onto the short night
2026-03-20 28 c 2026-04-17 over Easter and the clocks: still a Friday
2026-10-02 28 c 2026-10-30 over the long night
2026-10-24 1 c 2026-10-25 onto the long night
2026-04-03 0 c 2026-04-03 none at all
2026-12-07 -7 c 2026-11-30 a week before
2027-01-04 -7 c 2026-12-28 a week before, on a bank holiday: calendar days do not mind
2026-03-06 -7 c 2026-02-27 back over February's end
2028-03-06 -7 c 2028-02-28 back over a leap day
2012-12-07 28 c 2013-01-04 Friday to Friday
2016-02-05 28 c 2016-03-04 over a leap day
2020-04-17 28 c 2020-05-15 over the moved holiday
2022-09-02 28 c 2022-09-30 over the State Funeral
2031-05-02 28 c 2031-05-30 calendar days need no bank holidays, so no edge stops them
2026-06-03 14 c 2026-06-17 two weeks
2026-06-03 42 c 2026-07-15 six weeks
2026-06-03 84 c 2026-08-26 twelve weeks: 27 left in June, 31 in July, 26
2026-12-11 84 c 2027-03-05 20 in December, 31, 28, then 5
"""

MONTHS_AND_YEARS = """
2026-11-23 3 m 2027-02-23 three months
2026-11-30 3 m 2027-02-28 there is no 30 February
2027-11-30 3 m 2028-02-29 but a 29 February in a leap year
2026-08-31 3 m 2026-11-30 November has 30 days
2026-12-31 6 m 2027-06-30 June has 30 days
2026-10-15 3 m 2027-01-15 over the year's end
2026-12-01 12 m 2027-12-01 a year
2026-05-29 3 m 2026-08-29 a Saturday is not moved
2026-03-31 -6 m 2025-09-30 six months back: September has 30 days
2027-02-28 3 m 2027-05-28 the day of the month stays, not the end of it
2012-05-04 20 y 2032-05-04 a twentieth birthday
2008-02-29 20 y 2028-02-29 a leap day's child, twenty in a leap year
2008-02-29 18 y 2026-03-01 and eighteen in another: 1 March
2007-12-25 20 y 2027-12-25 on Christmas Day
2010-01-01 20 y 2030-01-01 beyond every known bank holiday
"""

AROUND_MIDNIGHT = """
2026-06-05T22:59:59Z 1 w 2026-06-08 one second before midnight in London, Friday
2026-06-05T23:00:00Z 1 w 2026-06-08 midnight in London: Saturday
2026-06-07T22:59:59Z 1 w 2026-06-08 still Sunday
2026-06-07T23:00:00Z 1 w 2026-06-09 already Monday, though UTC says Sunday
2026-06-08T22:30:00Z 1 w 2026-06-09 Monday, late
2026-06-08T23:30:00Z 1 w 2026-06-10 Tuesday by half an hour
2026-07-01T23:15:00Z 1 c 2026-07-03 2 July in London
2026-07-01T22:45:00Z 1 c 2026-07-02 1 July in London
2026-11-24T23:59:59Z 1 w 2026-11-25 in winter both clocks agree: Tuesday
2026-11-25T00:00:00Z 1 w 2026-11-26 Wednesday
2026-04-02T22:59:00Z 1 w 2026-04-07 Maundy Thursday, late
2026-04-02T23:00:00Z 1 w 2026-04-07 Good Friday in London
2026-04-01T23:30:00Z 1 w 2026-04-07 Maundy Thursday in London, though UTC says Wednesday
2026-04-01T22:30:00Z 1 w 2026-04-02 Wednesday
2026-04-06T22:59:00Z 1 w 2026-04-07 Easter Monday, late
2026-04-06T23:00:00Z 1 w 2026-04-08 Tuesday, though UTC says Easter Monday
2026-03-28T23:59:00Z 1 c 2026-03-29 Saturday, in winter time
2026-03-29T00:30:00Z 1 w 2026-03-30 Sunday, before the clocks go forward
2026-03-29T01:00:00Z 1 w 2026-03-30 the moment they go forward
2026-03-29T22:59:00Z 1 w 2026-03-30 Sunday, in summer time
2026-03-29T23:00:00Z 1 w 2026-03-31 Monday, though UTC says Sunday
2026-10-23T23:30:00Z 1 w 2026-10-26 Saturday in London
2026-10-24T22:59:00Z 1 c 2026-10-25 Saturday, in summer time
2026-10-24T23:00:00Z 1 c 2026-10-26 Sunday in London
2026-10-25T00:30:00Z 1 w 2026-10-26 half past one, the first time
2026-10-25T01:30:00Z 1 w 2026-10-26 half past one, the second time
2026-10-25T23:30:00Z 1 w 2026-10-26 Sunday, in winter time
2026-10-26T00:00:00Z 1 w 2026-10-27 Monday
2012-03-25T23:30:00Z 1 w 2012-03-27 Monday in London: the clocks had gone forward that day
2016-03-27T23:30:00Z 1 w 2016-03-29 Easter Monday in London
2013-03-31T22:30:00Z 1 w 2013-04-02 Easter Sunday, clocks forward
2024-03-31T23:30:00Z 1 w 2024-04-02 Easter Monday in London
2027-03-28T23:00:00Z 1 w 2027-03-30 Easter Monday in London
2027-10-31T23:59:00Z 1 w 2027-11-01 Sunday, clocks back
2028-10-28T23:00:00Z 1 c 2028-10-30 Sunday in London
2028-02-28T23:59:59Z 1 w 2028-02-29 in winter onto the leap day
2028-02-29T00:00:00Z 1 w 2028-03-01 received on the leap day
2026-12-31T23:59:59Z 1 w 2027-01-04 the last second of the year
2027-01-01T00:00:00Z 1 w 2027-01-04 the first of the next
2022-06-01T22:30:00Z 1 w 2022-06-06 Wednesday before the Jubilee
2022-06-01T23:30:00Z 1 w 2022-06-06 the holiday itself, in London
2022-09-18T23:30:00Z 1 w 2022-09-20 the day of the State Funeral in London
2023-05-07T23:30:00Z 1 w 2023-05-09 the Coronation's Monday in London
2020-05-07T22:30:00Z 1 w 2020-05-11 Thursday before the moved holiday
2020-05-06T23:30:00Z 1 w 2020-05-11 Thursday too, though UTC says Wednesday
2026-06-05T15:00:00Z 28 c 2026-07-03 sentenced on a Friday at four in the afternoon
2026-12-04T16:00:00Z 28 c 2027-01-01 the same in winter
2026-12-04T16:00:00Z 25 c 2026-12-29 its twenty-fifth day
"""

# Known bank holidays end with 2028; nothing beyond is guessed. Without a last day, for there is none.
REFUSED = """
2028-12-22 4 w the fourth would lie in 2029
2028-12-29 1 w a Friday at the very edge: what Monday 1 January 2029 is, nobody has published
2028-12-31 1 w the last known day
2029-01-02 1 b beyond it
2011-12-28 5 w before the first known year
2012-01-03 -1 w back over the first known day
"""


def _rows(block: str) -> list[Row]:
    rows = []
    for line in block.strip().splitlines():
        start, count, unit, ends_on, why = line.split(" ", 4)
        rows.append(Row(_start(start), int(count), UNITS[unit], date.fromisoformat(ends_on), why))
    return rows


def _start(written: str) -> date | datetime:
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


ROWS = [
    row
    for block in (
        EASTER,
        CHRISTMAS,
        MAY_AND_SUMMER,
        ONCE_ONLY,
        ORDINARY,
        CALENDAR_DAYS,
        MONTHS_AND_YEARS,
        AROUND_MIDNIGHT,
    )
    for row in _rows(block)
]
BEYOND = [
    (_start(start), int(count), UNITS[unit], why)
    for start, count, unit, why in (line.split(" ", 3) for line in REFUSED.strip().splitlines())
]
