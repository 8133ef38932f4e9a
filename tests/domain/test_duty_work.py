"""Questions and clocks as work: when each appears and goes, how neutrally it is worded, and that it is asked once."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    CALENDAR,
    TRIAL,
    a_case,
    a_defendant,
    a_hearing,
    a_person,
    a_picture,
    a_revision,
    a_slot,
    an_event,
)
from tests.domain.duty_builders import a_notice, a_turn, after, at, learnt, one_who
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.defendants import Turn
from witness.domain.duty_rules import DUTY_RULES
from witness.domain.duty_work import DutyTask, duty_tasks
from witness.domain.evidence import EventState
from witness.domain.hearings import HearingState, Listing
from witness.domain.people import CasePart, Part
from witness.domain.tasks import FROM_FACTS, TaskKind
from witness.domain.tasks_wanted import tasks_wanted

# What no question to others may say.
HARSH = re.compile(r"fail|breach|fault|blame|violat|non-compl|neglect|must have|should have|overdue|late\b", re.I)


def work(picture: CasePicture, now: datetime) -> tuple[DutyTask, ...]:
    return duty_tasks(picture, DUTY_RULES, CALENDAR, now=now)


def keys(picture: CasePicture, now: datetime) -> list[str]:
    return [task.reason_key for task in work(picture, now)]


LISTED = a_picture(hearings=(learnt(at(date(2027, 3, 25)), on=(date(2027, 6, 7),)),))
CHASE = f"chase:case-1:hearing_told:{TRIAL}:1"


@pytest.mark.parametrize(
    ("now", "asked"),
    [
        (datetime(2027, 3, 30, 22, 59, 59, tzinfo=UTC), False),
        (datetime(2027, 3, 30, 23, 0, tzinfo=UTC), True),
        (at(date(2027, 4, 13)), True),  # the tenth working day after
        (at(date(2027, 4, 14)), False),
    ],
)
def test_a_question_is_asked_from_the_end_of_the_limit_for_ten_working_days(now: datetime, asked: bool) -> None:
    assert (CHASE in keys(LISTED, now)) is asked


def test_the_question_is_neutral_and_says_what_it_is_about() -> None:
    (task,) = (t for t in work(LISTED, at(date(2027, 3, 31))) if t.reason_key == CHASE)

    assert task.words == (
        "Ask witness care whether J.F.'s family has been told that the trial was listed for Monday 7 June 2027 at 10am"
    )
    assert task.asks
    assert task.due_at == datetime(2027, 3, 31, 16, 0, tzinfo=UTC)
    assert task.hearing_id == TRIAL


def test_the_familys_word_ends_the_question() -> None:
    told = replace(LISTED, notices=(a_notice("hearing_told", f"{TRIAL}:1", at(date(2027, 3, 26))),))

    assert keys(told, at(date(2027, 3, 31))) == []


def test_nobody_is_asked_about_what_was_before_our_support_or_in_a_closed_case() -> None:
    later = replace(LISTED, case=a_case(support_began_on=date(2027, 3, 31)))
    closed = replace(LISTED, case=a_case(closed_on=date(2027, 3, 31)))

    assert keys(later, at(date(2027, 4, 1))) == []
    assert keys(closed, at(date(2027, 4, 1))) == []


def test_two_families_are_both_named_by_initials() -> None:
    friend = a_person("person-s", household_id="household-k", initials="S.K.")
    two = replace(
        LISTED,
        people=(*LISTED.people, friend),
        parts=(*LISTED.parts, CasePart("person-s", Part.WITNESS)),
        witnesses=(*LISTED.witnesses, replace(LISTED.witnesses[0], witness_id="w2", person_id="person-s", label="W2")),
    )

    (task,) = work(two, at(date(2027, 3, 31)))

    assert "whether the families of J.F. and S.K. have been told" in task.words


def vacated_on(moment: datetime, **changes: object) -> CasePicture:
    off = a_revision(2, state=HearingState.VACATED, learnt_at=moment, recorded_at=moment, **changes)
    return a_picture(hearings=(a_hearing(revisions=[a_revision(1), off]),))


def test_a_trial_taken_out_without_a_reason_is_asked_about_on_the_next_working_day() -> None:
    evening_before = at(date(2026, 12, 4), 17, 10)  # a Friday; the trial was to begin on Monday
    picture = vacated_on(evening_before)
    key = f"chase:case-1:reason_told:{TRIAL}:2"

    assert key not in keys(picture, evening_before)
    assert key not in keys(picture, at(date(2026, 12, 6)))
    (task,) = (t for t in work(picture, at(date(2026, 12, 7), 9)) if t.reason_key == key)
    assert task.words.startswith("Ask witness care why the trial was taken out of the list")
    assert task.due_at == datetime(2026, 12, 7, 17, 0, tzinfo=UTC)
    assert key not in keys(vacated_on(evening_before, reason="the judge is ill"), at(date(2026, 12, 7), 9))


def test_a_window_that_becomes_a_day_needs_no_reason() -> None:
    window = a_slot(date(2026, 12, 7), listing=Listing.WARNED_LIST, at=None, until=date(2026, 12, 18))
    narrowed = [a_revision(1, window), a_revision(2, a_slot(date(2026, 12, 9)), learnt_at=at(date(2026, 11, 24)))]

    picture = a_picture(hearings=(a_hearing(revisions=narrowed),))

    assert not [key for key in keys(picture, at(date(2026, 11, 25))) if "reason" in key]


# The sentence that may be looked at again

FRIDAY = at(date(2026, 11, 20), 16)
SENTENCED = after(a_turn(Turn.SENTENCED, FRIDAY))


def uls(picture: CasePicture, now: datetime) -> DutyTask | None:
    found = [task for task in work(picture, now) if ":uls:" in task.reason_key]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("day", "mark"),
    [(0, None), (6, None), (7, 7), (13, 7), (14, 14), (21, 21), (24, 21), (25, 25), (28, 25), (29, None)],
)
def test_a_sentence_warns_on_day_7_14_21_and_25_until_the_safe_day(day: int, mark: int | None) -> None:
    task = uls(SENTENCED, at(date(2026, 11, 20) + timedelta(days=day), 9))

    assert (None if task is None else int(task.reason_key.rpartition(":")[2])) == mark
    if task is not None and mark is not None:
        assert not task.asks
        assert "Friday 18 December 2026" in task.words
        assert f"day {mark} of 28" in task.words
        assert london_day(task.due_at) == date(2026, 11, 20) + timedelta(days=mark)


def test_after_five_on_the_safe_day_it_is_too_late_to_warn() -> None:
    assert uls(SENTENCED, datetime(2026, 12, 18, 17, 0, tzinfo=UTC)) is not None
    assert uls(SENTENCED, datetime(2026, 12, 18, 17, 0, 1, tzinfo=UTC)) is None


def test_what_the_family_says_settles_one_mark_and_the_next_asks_again() -> None:
    told = replace(SENTENCED, notices=(a_notice("uls", "D1:1", at(date(2026, 11, 30))),))

    assert uls(told, at(date(2026, 12, 1))) is None
    assert uls(told, at(date(2026, 12, 4))) is not None


def test_a_mark_on_a_weekend_is_met_on_the_friday_before() -> None:
    tuesday = after(a_turn(Turn.SENTENCED, at(date(2026, 11, 17), 12)))  # day 25 is Saturday 12 December

    task = uls(tuesday, at(date(2026, 12, 11), 9))

    assert task is not None
    assert task.reason_key.endswith(":25")
    assert task.due_at == datetime(2026, 12, 11, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize("turn", [Turn.ACQUITTED, Turn.DIRECTED_ACQUITTAL, Turn.DISCONTINUED])
def test_no_acquittal_warns_of_a_sentence(turn: Turn) -> None:
    picture = after(a_turn(turn, FRIDAY))

    assert not [d for d in range(30) if uls(picture, FRIDAY + timedelta(days=d))]


# The other clocks


def days_of(code: str, picture: CasePicture, first: date, last: date) -> list[date]:
    """The days on which a clock is work, at nine in the morning."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if any(f":{code}:" in key for key in keys(picture, at(day, 9)))]


def test_a_letter_about_victim_contact_is_asked_about_twenty_working_days_after_the_sentence() -> None:
    picture = after(a_turn(Turn.SENTENCED, FRIDAY, custody_months=36))

    days = days_of("vcs_referral", picture, date(2026, 11, 20), date(2027, 1, 31))

    assert days[0] == date(2026, 12, 18)
    assert days[-1] == date(2027, 1, 6)  # 21 to 24 December, 29 to 31, and three in January


def test_expenses_are_asked_about_after_ten_working_days() -> None:
    picture = a_picture(events=(an_event(state=EventState.GIVEN, settled_at=at(date(2026, 12, 8), 15)),))

    days = days_of("expenses_paid", picture, date(2026, 12, 8), date(2027, 1, 31))

    assert (days[0], days[-1]) == (
        date(2026, 12, 22),
        date(2027, 1, 10),
    )  # until the Sunday after the tenth working day


def test_a_review_is_offered_at_once_and_again_before_its_last_day() -> None:
    picture = after(a_turn(Turn.DISCONTINUED, at(date(2026, 11, 24), 8)))

    best = days_of("vrr_ask", picture, date(2026, 11, 24), date(2027, 3, 1))
    last = days_of("vrr_last", picture, date(2026, 11, 24), date(2027, 3, 1))

    assert (best[0], best[-1]) == (date(2026, 11, 24), date(2026, 12, 8))
    assert (last[0], last[-1]) == (date(2027, 2, 10), date(2027, 2, 24))


def test_compensation_is_work_in_the_last_half_year_only() -> None:
    days = days_of("cica", a_picture(), date(2031, 10, 1), date(2032, 6, 1))

    assert (days[0], days[-1]) == (date(2031, 11, 3), date(2032, 5, 4))


def test_a_call_follows_an_outcome_at_once_and_the_reviews_in_their_weeks() -> None:
    picture = after(a_turn(Turn.ACQUITTED, at(date(2026, 11, 24), 8)))

    assert days_of("post_trial_call", picture, date(2026, 11, 23), date(2026, 11, 26)) == [
        date(2026, 11, 24),
        date(2026, 11, 25),
        date(2026, 11, 26),
    ]
    assert days_of("review_1_week", picture, date(2026, 11, 24), date(2027, 3, 1))[0] == date(2026, 11, 27)


# As tasks of a case


def test_questions_and_clocks_are_tasks_that_the_facts_clear() -> None:
    wanted = tasks_wanted(SENTENCED, (), CALENDAR, now=at(date(2026, 11, 30)), duties=DUTY_RULES)
    kinds = {task.kind for task in wanted}

    assert {TaskKind.CHASE, TaskKind.CLOCK} <= kinds
    assert {TaskKind.CHASE, TaskKind.CLOCK} <= FROM_FACTS
    assert not {TaskKind.CHASE, TaskKind.CLOCK} & {
        task.kind for task in tasks_wanted(SENTENCED, (), CALENDAR, now=at(date(2026, 11, 30)))
    }


@given(st.lists(st.sampled_from(list(Turn)), min_size=1, max_size=5), st.integers(0, 120))
def test_every_piece_of_work_is_neutral_short_and_there_once(turns: list[Turn], later: int) -> None:
    began = datetime(2026, 6, 1, 9, tzinfo=UTC)
    steps = [a_turn(turn, began + timedelta(days=7 * n), custody_months=24) for n, turn in enumerate(turns)]
    picture = a_picture(case=a_case(defendants=(one_who(*steps), a_defendant("D2"))))

    found = work(picture, began + timedelta(days=later))

    assert len({task.reason_key for task in found}) == len(found)
    assert not [task.words for task in found if HARSH.search(task.words) or HARSH.search(task.clears_when)]
    assert all(len(task.words) <= 300 and len(task.reason_key) <= 200 for task in found)
    assert not [name for task in found for name in ("Jude", "Amina", "Farah") if name in task.words]


def test_the_guard_against_harsh_words_does_find_them() -> None:
    assert HARSH.search("Witness care failed to tell the family")
    assert HARSH.search("This is a breach")
