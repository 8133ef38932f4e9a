"""Two times for a meeting, as families text them: what is plain is read, and everything else is a person's to read."""

from datetime import date, time

import pytest

from witness.domain.asked_times import two_times_in
from witness.domain.other_times import OtherTime

TODAY = date(2026, 11, 25)  # a Wednesday
TUESDAY, THURSDAY = OtherTime(date(2026, 12, 1), time(15)), OtherTime(date(2026, 12, 3), time(10, 30))


@pytest.mark.parametrize(
    "text",
    [
        "Another time please: Tue 1 Dec 3pm or Thu 3 Dec 10.30am",
        "not then. 1/12 15:00, 3/12 10:30",
        "Different time tuesday 1st december 3 pm and thursday 3rd of december 10:30 am x",
        "1 Dec Tue 3pm / 3 Dec Thu 10.30am",
        "other time 1 Dec 2026 15.00 or 03/12/2026 10.30",
        "Amser arall: Maw 1 Rhag 3yp neu dydd Iau 3 Rhagfyr 10.30yb",
        "Inny termin: wt 1 gru 15:00 albo czw 3 gru 10:30",
        "دوسرا وقت: منگل ۱ دسمبر دوپہر ۳ بجے یا جمعرات ۳ دسمبر صبح ۱۰:۳۰ بجے",
        "another time tuesday 3pm or next 3 dec 10.30am",
    ],
)
def test_two_plain_times_are_read_in_every_language_with_words(text: str) -> None:
    assert two_times_in(text, TODAY) == (TUESDAY, THURSDAY)


def test_two_hours_of_one_day_are_two_times_and_a_weekday_alone_is_the_next_of_its_name() -> None:
    wednesday = date(2026, 12, 2)  # today is one too: whoever writes "Wednesday" does not mean today

    assert two_times_in("wed 3pm or 5pm", TODAY) == (OtherTime(wednesday, time(15)), OtherTime(wednesday, time(17)))
    january = two_times_in("4 jan 12pm or 5 jan 12am", TODAY)
    assert january == (OtherTime(date(2027, 1, 4), time(12)), OtherTime(date(2027, 1, 5), time(0)))


@pytest.mark.parametrize(
    "text",
    [
        "", "another time", "another time tue or thu", "tue 1 dec 3pm", "tue 3pm or thu 3", "tue 3.30 or thu 4.30",
        "wed 1 dec 3pm or thu 3 dec 4pm", "1 dec wed 3pm or 3 dec 4pm", "31/2 15:00 or 3/12 10:30",
        "tue 3pm or tue 3pm",
        "tue 3pm or thu 4pm or fri 5pm", "3pm or 5pm", "tue 13pm or thu 4pm", "tue 25:00 or thu 4pm",
        "tue 3pm or thu 4pm room 12", "tue 3pm for 2 of us or thu 4pm", "tue 3pm thu 4pm ring 07700900123",
        "1/12/2026/3 15:00 or 3/12 10:30", "sunny 3pm or monthly 4pm", "wt 15 albo czw 16",
    ],
)  # fmt: skip
def test_what_is_not_two_plain_times_is_read_by_a_person(text: str) -> None:
    assert two_times_in(text, TODAY) is None
