"""What a manager reads of the light: the same from both databases, of their cases, in a fixed number of statements."""

from datetime import timedelta

from tests.past_days import days_gone_by
from tests.questions.counting import statements_of
from tests.worlds import a_world
from witness.domain.at_court import DayStep, DayTap
from witness.domain.attended import Came, DayRecorded, what_became
from witness.domain.concern_history import ConcernDay, standing_on
from witness.domain.court_time import london_day
from witness.identifiers import new_id
from witness.kit import Kit
from witness.questions.calibration import light
from witness.store import Desk

MOST_STATEMENTS = 13


def test_what_was_said_is_held_against_who_came(live: Kit) -> None:
    world = a_world(live)
    days_gone_by(live, world, came="l" * 20 + "a" * 5, absent="a" * 9 + "l" * 5)
    asking = world.asking("mo", live)

    with statements_of(live.store) as sent:
        page = light(live.store, days=365, rules=live.rules(), asking=asking)
    elsewhere = light(live.store, days=365, rules=live.rules(), asking=world.asking("otis", live))

    assert page.days == 39
    assert "Under “act” 10 working days before, of those who did not come: 9 of 14." in page.sentences
    assert "Missed, “low” to the last working day before, of those who did not come: 5 of 14." in page.sentences
    judged = {row.band: row for row in dict(page.by_band)[10]}
    assert (judged["act"].count, judged["act"].absent, judged["low"].absent) == ("14", "9", "5")
    told = page.factors[0]
    assert (told.words, told.points, told.absent, told.times) == (
        "no two-way contact",
        "10, 15, 20",
        "9 of 14",
        "3.2 times",
    )
    assert {row.of for row in dict(page.groups)["Age on the day"]} == {"14 to 17", "under 14"}
    assert elsewhere.days == 0
    assert len(sent) <= MOST_STATEMENTS


def test_a_few_rows_for_each_day_say_what_the_whole_history_says(live: Kit) -> None:
    world = a_world(live)
    days_gone_by(live, world, came="l", absent="a")
    asking, calendar = world.asking("mo", live), live.rules().calendar
    first, last = asking.at.date() - timedelta(days=365), asking.at.date()
    with live.store.changing() as desk:
        lines = desk.past_days.lines(asking.viewer, first, last)
        for line in lines:
            keep_many(desk, line.day)
    cuts = [(line.day.on, calendar.add(line.day.on, -lead)) for line in lines for lead in (20, 10, 5, 1)]
    with live.store.reading() as desk:
        said = desk.past_days.said_before(asking.viewer, first, last, cuts, since=first - timedelta(days=400))
        whole = {line.day.witness_id: desk.concern_history.of_witness(line.day.witness_id) for line in lines}

    assert len(lines) == 2
    for line in lines:
        own, every = said[line.day.witness_id, line.day.on], whole[line.day.witness_id]
        assert len(every) > 60
        assert len(own) <= 5
        before = [cut for on, cut in cuts if on == line.day.on]
        assert [standing_on(own, cut) for cut in before] == [standing_on(every, cut) for cut in before]
        acted = [min(d.on for d in days if d.band == "act" and d.on < line.day.on) for days in (own, every)]
        assert acted[0] == acted[1]


def test_who_was_seen_at_court_came_and_a_tap_that_was_taken_back_says_nothing(live: Kit) -> None:
    world = a_world(live)
    days_gone_by(live, world, absent="aaa")
    asking = world.asking("mo", live)
    first, last = asking.at.date() - timedelta(days=365), asking.at.date()
    with live.store.changing() as desk:
        seen, undone, missing = (line.day for line in desk.past_days.lines(asking.viewer, first, last))
        desk.at_court.add(world.case, [a_tap(seen, DayStep.SENT_HOME), a_tap(missing, DayStep.NOT_COME)])
        mistake = a_tap(undone, DayStep.ARRIVED)
        desk.at_court.add(world.case, [mistake, a_tap(undone, DayStep.UNDONE, undoes=mistake.tap_id)])
    with live.store.reading() as desk:
        days = [line.day for line in desk.past_days.lines(asking.viewer, first, last)]

    assert [day.seen_there for day in days] == [True, False, False]
    assert [day.seen_missing for day in days] == [False, False, True]
    assert [what_became(day) for day in days] == [Came.NOT_HEARD, Came.ABSENT, Came.ABSENT]


def keep_many(desk: Desk, day: DayRecorded) -> None:
    """Say something of a witness twice a day for weeks: the second word of a day is the one that stood."""
    days: list[ConcernDay] = []
    for before in range(2, 40):
        at = day.recorded_at - timedelta(days=before)
        for moment, band in ((at, "low"), (at + timedelta(hours=3), "act" if before % 3 else "watch")):
            on, where = london_day(moment), day.hearing_id
            days.append(ConcernDay(day.witness_id, day.case_id, on, moment, before, band, (), 1, 3, where))
    desk.concern_history.keep(days)


def a_tap(day: DayRecorded, step: DayStep, *, undoes: str | None = None) -> DayTap:
    return DayTap(new_id(), day.witness_id, day.on, step, day.recorded_at, day.recorded_at, day.recorded_at,
                  day.recorded_at, day.hearing_id, undoes=undoes)  # fmt: skip
