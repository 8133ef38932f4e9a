"""Where a case is, what is next and who acts, as the first sentences of its page say it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import (
    TRIAL_DAY,
    a_case,
    a_defendant,
    a_hearing,
    a_picture,
    a_revision,
    a_slot,
    a_witness,
    an_event,
    moved,
)
from witness.domain.defendants import DefendantOutcome, Plea
from witness.domain.evidence import EventState, NeedKind, Side
from witness.domain.hearings import HearingKind, HearingState, Listing, Slot
from witness.domain.measures import MeasureKind
from witness.domain.people import Requirement
from witness.domain.readiness_items import ReadinessItem, State
from witness.domain.story import Pending, StepState, Work, journey_of, moved_in_words, where_we_are, who_acts

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 40, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
LIFT = ReadinessItem(NeedKind.TRANSPORT, State.NEED_NEEDED, Side.SUPPORT, date(2026, 12, 1), missing=True)
LINK = ReadinessItem(MeasureKind.LIVE_LINK, State.MEASURE_ASKED, Side.CPS, date(2026, 11, 25), missing=True)


def acting(*words: str, missing: tuple[ReadinessItem, ...] = (), mine: bool = True, due_at: datetime = LATER) -> str:
    pending = Pending(work=tuple(Work(w, due_at) for w in words), missing=missing)
    return who_acts(pending, owner="Olu", mine=mine, now=NOW)


def test_a_trial_that_has_moved_twice_says_so() -> None:
    picture = a_picture(hearings=(moved(date(2026, 10, 5), date(2026, 11, 9), TRIAL_DAY),))

    assert where_we_are(picture, TODAY) == (
        "The trial is planned for Monday 7 December 2026 at 10am. It has moved twice."
    )


@pytest.mark.parametrize(
    ("slot", "words"),
    [
        (
            Slot(Listing.WARNED_LIST, date(2026, 11, 30), date(2026, 12, 11)),
            "The trial may start on any day from Monday 30 November 2026 to Friday 11 December 2026.",
        ),
        (
            Slot(Listing.FLOATER, TRIAL_DAY),
            "The trial may be on Monday 7 December 2026, if a court room is free.",
        ),
    ],
)
def test_a_date_that_is_not_certain_is_not_told_as_certain(slot: Slot, words: str) -> None:
    assert where_we_are(a_picture(hearings=(a_hearing(revisions=[a_revision(slot=slot)]),)), TODAY) == words


def test_a_hearing_that_a_list_leaves_out_is_being_asked_about() -> None:
    doubted = a_hearing(revisions=[a_revision(), a_revision(2, state=HearingState.UNCONFIRMED)])

    assert where_we_are(a_picture(hearings=(doubted,)), TODAY).endswith(
        "but a court list does not show it. We are asking the court."
    )


def test_a_hearing_without_evidence_asks_nobody_to_come() -> None:
    plea = a_hearing(kind=HearingKind.PTPH)

    assert where_we_are(a_picture(hearings=(plea,)), TODAY).endswith("The family does not have to come.")


def test_without_a_date_it_says_why() -> None:
    gone = a_hearing(revisions=[a_revision(), a_revision(2, state=HearingState.VACATED)])

    assert where_we_are(a_picture(hearings=(gone,)), TODAY).startswith("The last date was taken out.")
    assert where_we_are(a_picture(hearings=()), TODAY) == "The court has not given a date yet."


def test_a_closed_case_is_closed() -> None:
    closed = a_picture(case=a_case(closed_on=date(2026, 11, 1)))

    assert where_we_are(closed, TODAY) == "This case is closed. Our support has ended."


@pytest.mark.parametrize(
    ("task", "sentence"),
    [
        ("Ring J.F.'s mother: is worried and asked for a call", "who is worried and asked for a call"),
        ("Ring J.F.'s mother: says they will not come", "who says they will not come"),
        ("Ring J.F.'s mother: needs help getting there", "who needs help getting there"),
    ],
)
def test_what_somebody_answered_is_said_of_them(task: str, sentence: str) -> None:
    assert acting(task) == f"You act: ring J.F.'s mother, {sentence}."


@pytest.mark.parametrize(
    ("task", "sentence"),
    [
        ("Ring J.F.'s mother: no answer yet about Monday", "ring J.F.'s mother. Why: no answer yet about Monday."),
        ("Ring the court: is Monday still right?", "ring the court and ask: is Monday still right?"),
        ("Read the text from J.F.'s mother", "read the text from J.F.'s mother."),
        ("J.F.'s mother: the last message did not arrive", "J.F.'s mother: the last message did not arrive."),
    ],
)
def test_a_task_is_said_as_what_somebody_does(task: str, sentence: str) -> None:
    assert acting(task) == f"You act: {sentence}"


def test_the_most_urgent_work_is_named_with_its_owner_and_its_lateness() -> None:
    work = (Work("Read the text", LATER), Work("Ring the school", NOW - timedelta(days=1)))

    assert who_acts(Pending(work=work, missing=(LINK,)), owner="Olu", mine=False, now=NOW) == (
        "Olu acts: ring the school. It is late: it was due on Mon 23 Nov."
    )


def test_without_a_task_the_soonest_missing_thing_is_next_and_names_whose_move_it_is() -> None:
    assert acting(missing=(LIFT, LINK)) == (
        "Next by Wed 25 Nov: live link (asked for, application to be made). The CPS acts."
    )
    assert acting(missing=(LIFT,)) == "Next by Tue 1 Dec: a lift to court (needed, not yet asked for). You act."
    assert acting() == "Nothing is waiting to be done."


def test_nobody_is_at_rest_while_somebody_believes_the_old_date_or_has_not_answered() -> None:
    unaware = Pending(missing=(LINK,), unaware=("J.F.'s mother", "J.F.'s father"))
    silent = Pending(silent=("J.F.'s mother",))

    assert who_acts(unaware, owner="Olu", mine=True, now=NOW) == (
        "You act: J.F.'s mother and J.F.'s father must hear of the change."
    )
    assert who_acts(silent, owner="Olu", mine=True, now=NOW) == "We wait for an answer from J.F.'s mother."


def test_the_road_goes_from_charge_to_after() -> None:
    plea = replace(
        a_hearing(date(2026, 3, 2), kind=HearingKind.PTPH, hearing_id="plea"),
        revisions=(a_revision(state=HearingState.HELD, slot=a_slot(date(2026, 3, 2))),),
    )
    off = a_hearing(revisions=[a_revision(slot=a_slot(date(2026, 9, 7)), state=HearingState.VACATED)], hearing_id="off")
    picture = a_picture(case=a_case(charged_on=date(2026, 1, 5)), hearings=(a_hearing(), off, plea))

    road = [(step.what, step.when, step.state) for step in journey_of(picture, TODAY)]

    assert road == [
        ("charge", "Jan 2026", StepState.DONE),
        ("plea and trial preparation hearing", "2 Mar 2026", StepState.DONE),
        ("trial", "7 Sep 2026", StepState.OFF),
        ("trial", "7 Dec 2026", StepState.NOW),
        ("after", "", StepState.AHEAD),
    ]


def test_a_date_that_never_moved_says_nothing() -> None:
    assert moved_in_words(a_hearing()) == ""
    assert moved_in_words(moved(date(2026, 10, 5), TRIAL_DAY)) == "moved once"


@pytest.mark.parametrize(
    ("slot", "words"),
    [
        (a_slot(), "Mon 7 Dec at 10am"),
        (a_slot(date(2027, 1, 22)), "Fri 22 Jan 2027 at 10am"),
        (Slot(Listing.WARNED_LIST, date(2026, 11, 30), date(2026, 12, 11)), "any day Mon 30 Nov to Fri 11 Dec"),
        (Slot(Listing.FLOATER, TRIAL_DAY), "Mon 7 Dec, if a court room is free"),
        (Slot(Listing.TO_BE_CONFIRMED), "no date yet"),
    ],
)
def test_a_slot_in_brief_says_the_year_only_when_it_is_another(slot: Slot, words: str) -> None:
    assert slot.in_brief(TODAY) == words


# What the roads of defendants and the evidence add


def test_a_trial_at_which_nobody_is_needed_says_so() -> None:
    admitted = a_picture(case=a_case(defendants=(a_defendant(plea=Plea.GUILTY),)))
    released = a_picture(events=(an_event(state=EventState.RELEASED),))

    for picture in (admitted, released, a_picture(witnesses=(a_witness(requirement=Requirement.DE_WARNED),))):
        assert where_we_are(picture, TODAY).endswith("Nobody whom we support has to come.")
    assert "Nobody" not in where_we_are(a_picture(), TODAY)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (DefendantOutcome.HUNG_JURY, "There was no verdict. It is to be decided whether there is another trial."),
        (DefendantOutcome.ABSCONDED, "The defendant has absconded. Nothing goes on until they are found."),
        (DefendantOutcome.NONE, "The court has not given a date yet."),
    ],
)
def test_without_a_date_the_road_of_a_defendant_says_what_is_awaited(outcome: DefendantOutcome, words: str) -> None:
    case = a_case(defendants=(a_defendant(outcome=outcome),), charged_on=date(2026, 1, 5))

    assert where_we_are(a_picture(case=case, hearings=(), events=()), TODAY) == words
