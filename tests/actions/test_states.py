"""What happens to defendants, witnesses and days in court, and what follows from it, on both databases."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.live import TalkingClock
from tests.worlds import TRIAL, World, a_world
from witness.actions.defendants import record_turn
from witness.actions.evidence import Whom
from witness.actions.messages import deliver_due
from witness.actions.outcomes_at_court import NewHearing, add_hearing, record_outcome
from witness.actions.reconcile import look_at_cases
from witness.actions.tasks import finish
from witness.actions.witnesses import expect, release, require
from witness.domain.case_stage import CaseStage, stage_of
from witness.domain.cases import CasePicture, Track
from witness.domain.concern import assess
from witness.domain.countdown import Closed, closed_because, counts_down
from witness.domain.court_days import DayInCourt
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.defendants import Custody, Defendant, DefendantOutcome, DefendantStep, Plea, Turn
from witness.domain.errors import NotFound, Refused
from witness.domain.evidence import EventState, Told
from witness.domain.factor_table import Code
from witness.domain.hearings import Effectiveness, HearingKind, HearingState, Listing, Slot
from witness.domain.messages import MessageState, Purpose
from witness.domain.people import CasePart, Part, Person, Requirement, RequirementStep
from witness.domain.tasks import TaskKind
from witness.identifiers import new_id
from witness.kit import Kit
from witness.store.tasks import Task

E, K, R, T = Effectiveness, HearingKind, Requirement, Turn


@pytest.fixture
def world(live: Kit) -> World:
    return a_world(live)


def picture_of(kit: Kit, world: World) -> CasePicture:
    with kit.store.reading() as desk:
        picture = desk.cases.picture(world.case)
    assert picture is not None
    return picture


def tasks_of(kit: Kit, world: World, kind: TaskKind) -> list[Task]:
    with kit.store.reading() as desk:
        return [task for task in desk.tasks.open_of_case(world.case) if task.kind is kind]


def at(kit: Kit, when: datetime) -> None:
    assert isinstance(kit.clock, TalkingClock)
    kit.clock.at = when


def turn(kit: Kit, world: World, what: Turn, label: str = "D1", **changes: object) -> None:
    step = DefendantStep(what, changes.pop("at", kit.clock.now()), "the court", **changes)  # type: ignore[arg-type]
    record_turn(kit.store, world.case, label, step, rules=kit.rules(), asking=world.asking("olu", kit))


def requires(kit: Kit, world: World, requirement: Requirement, source: str = "the WCU") -> None:
    step = RequirementStep(requirement, kit.clock.now(), source)
    whom = Whom(world.case, world.witness)
    require(kit.store, whom, step, rules=kit.rules(), asking=world.asking("olu", kit))


def outcome(kit: Kit, world: World, hearing_id: str, effectiveness: Effectiveness, **changes: object) -> None:
    day = DayInCourt(effectiveness, "the usher", **changes)  # type: ignore[arg-type]
    record_outcome(kit.store, hearing_id, day, rules=kit.rules(), asking=world.asking("olu", kit))


def add(kit: Kit, world: World, kind: HearingKind, on: date) -> str:
    new = NewHearing(world.case, kind, Slot(Listing.FIXTURE, on, at=time(10)), "Call from the list office")
    return add_hearing(kit.store, new, rules=kit.rules(), asking=world.asking("olu", kit))


def told_of_the_trial(kit: Kit, world: World) -> None:
    with kit.store.changing() as desk:
        desk.evidence.told(world.case, Told(world.mother, world.hearing, 1, "voice", kit.clock.now(), kit.clock.now()))


def with_more_defendants(kit: Kit, world: World, *labels: str) -> None:
    with kit.store.changing() as desk:
        for label in labels:
            desk.defendants.add(world.case, Defendant(label, Custody.BAIL, Plea.NOT_GUILTY, DefendantOutcome.NONE))


def planned(kit: Kit, world: World) -> list[Purpose]:
    return [m.purpose for m in picture_of(kit, world).messages if m.state is MessageState.PLANNED]


# Defendants


def test_a_turn_is_kept_with_what_follows_from_it(live: Kit, world: World) -> None:
    turn(live, world, T.TRIAL_BEGAN)
    turn(live, world, T.JURY_RETIRED)

    (defendant,) = picture_of(live, world).case.defendants
    assert [(s.turn, s.source) for s in defendant.steps] == [
        (T.TRIAL_BEGAN, "the court"),
        (T.JURY_RETIRED, "the court"),
    ]
    assert stage_of(picture_of(live, world), live.clock.now()) is CaseStage.JURY_OUT
    with live.store.reading() as desk:
        assert desk.cases.history(world.case)[0].words == "D1 saw the jury retire. Source: the court."


def test_what_lies_ahead_or_out_of_order_is_refused_and_nothing_is_written(live: Kit, world: World) -> None:
    now = live.clock.now()
    with pytest.raises(Refused, match="That lies ahead"):
        turn(live, world, T.TRIAL_BEGAN, at=now + timedelta(minutes=1))
    with pytest.raises(Refused, match="no plea of guilty and no conviction yet"):
        turn(live, world, T.SENTENCED)
    turn(live, world, T.TRIAL_BEGAN)
    with pytest.raises(Refused, match="is later"):
        turn(live, world, T.CONVICTED, at=now - timedelta(minutes=1))
    turn(live, world, T.CONVICTED, at=now)

    assert [s.turn for s in picture_of(live, world).case.defendants[0].steps] == [T.TRIAL_BEGAN, T.CONVICTED]


def test_what_one_may_not_know_of_does_not_exist(live: Kit, world: World) -> None:
    step = DefendantStep(T.TRIAL_BEGAN, live.clock.now())
    for case_id, label, who in ((world.case, "D9", "olu"), (world.case, "D1", "otis"), (new_id(), "D1", "olu")):
        with pytest.raises(NotFound):
            record_turn(live.store, case_id, label, step, rules=live.rules(), asking=world.asking(who, live))


def test_sending_a_case_to_the_crown_court_changes_its_road(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        desk.cases.take_road(world.case, Track.YOUTH)
        desk.defendants.add(world.case, Defendant("D2", Custody.BAIL, Plea.NONE, DefendantOutcome.NONE))
    turn(live, world, T.CHARGED, "D2")
    turn(live, world, T.SENT, "D2")

    assert picture_of(live, world).case.track is Track.CROWN


def test_one_plea_of_three_closes_nothing_all_three_do_and_a_newton_opens_it_again(live: Kit, world: World) -> None:
    """Domain reference §10.1, scenario 8."""
    with_more_defendants(live, world, "D2", "D3")
    told_of_the_trial(live, world)
    today = london_day(live.clock.now())

    turn(live, world, T.PLEADED_GUILTY, "D1")
    turn(live, world, T.PLEA_NOT_ACCEPTED, "D2")
    turn(live, world, T.PLEADED_GUILTY, "D3")
    assert counts_down(picture_of(live, world), world.witness, today) is not None
    assert tasks_of(live, world, TaskKind.TELL) == []

    turn(live, world, T.PLEA_ACCEPTED, "D2")
    assert closed_because(picture_of(live, world), world.witness, today) is Closed.ADMITTED
    assert planned(live, world) == []
    (tell,) = tasks_of(live, world, TaskKind.TELL)
    assert tell.words == ("Tell J.F.'s mother that they need not come to the trial, Tuesday 1 December 2026 at 10am")

    turn(live, world, T.NEWTON_ORDERED, "D1")
    newton = add(live, world, K.NEWTON, date(2027, 1, 18))
    event = counts_down(picture_of(live, world), world.witness, today)
    assert event is not None
    assert event.hearing_id == newton
    assert stage_of(picture_of(live, world), live.clock.now()) is CaseStage.AWAITING_NEWTON
    assert Purpose.DATE_SET in planned(live, world)


def test_bail_varied_to_near_the_family_is_work_and_a_concern(live: Kit, world: World) -> None:
    """Scenario 9."""
    turn(live, world, T.BAIL_VARIED, near_family=True)

    (task,) = tasks_of(live, world, TaskKind.BAIL_NEAR)
    concern = assess(picture_of(live, world), world.witness, live.rules().calendar, live.clock.now())
    assert Code.DEFENDANT_NEAR in {factor.code for factor in concern.factors}

    finish(live.store, task.task_id, outcome="looked", rules=live.rules(), asking=world.asking("olu", live))
    turn(live, world, T.TRIAL_BEGAN)
    assert tasks_of(live, world, TaskKind.BAIL_NEAR) == []
    turn(live, world, T.BAIL_VARIED, near_family=True)
    assert len(tasks_of(live, world, TaskKind.BAIL_NEAR)) == 1


# Witnesses


def a_supporter(kit: Kit, world: World, part: Part, *, informed: bool) -> str:
    person = Person(new_id(), "elsewhere", "Robin Vale", "R.V.")
    with kit.store.changing() as desk:
        desk.people.add(person)
        desk.people.give_part(world.case, CasePart(person.person_id, part, "", world.child, informed=informed))
    return person.person_id


def test_de_warned_between_queue_and_send_the_text_is_stopped_and_the_supporter_told(live: Kit, world: World) -> None:
    """Scenario 7."""
    supporter = a_supporter(live, world, Part.SUPPORTER, informed=False)
    adviser = a_supporter(live, world, Part.ADVISER, informed=True)
    a_supporter(live, world, Part.ADVISER, informed=False)
    assert Purpose.DATE_SET in planned(live, world)

    requires(live, world, R.DE_WARNED)
    at(live, live.clock.now() + timedelta(hours=2))
    deliver_due(live.store, live.post(), worker="w")

    assert live.texts.handed == []  # type: ignore[attr-defined]
    messages = picture_of(live, world).messages
    assert {m.state for m in messages} == {MessageState.CANCELLED}
    assert all(m.because for m in messages)
    # Nobody of the family had been told to come yet, so nobody of the family has to be told otherwise.
    assert {t.person_id for t in tasks_of(live, world, TaskKind.TELL)} == {supporter, adviser}


def test_whoever_had_been_told_to_come_is_told_that_they_need_not(live: Kit, world: World) -> None:
    told_of_the_trial(live, world)

    requires(live, world, R.DE_WARNED)

    assert [t.person_id for t in tasks_of(live, world, TaskKind.TELL)] == [world.mother]


def test_a_change_of_requirement_that_frees_nobody_tells_nobody(live: Kit, world: World) -> None:
    told_of_the_trial(live, world)
    a_supporter(live, world, Part.SUPPORTER, informed=True)

    requires(live, world, R.CONFIRMED)

    assert tasks_of(live, world, TaskKind.TELL) == []
    witness = picture_of(live, world).witness(world.witness)
    assert [(s.requirement, s.source) for s in witness.steps] == [(R.CONFIRMED, "the WCU")]


def test_a_requirement_that_cannot_follow_is_refused_and_nothing_is_written(live: Kit, world: World) -> None:
    with pytest.raises(Refused, match="cannot become “giving evidence”"):
        requires(live, world, R.GIVING_EVIDENCE)

    assert picture_of(live, world).witness(world.witness).steps == ()


def test_a_single_witness_is_released_and_asked_back(live: Kit, world: World) -> None:
    whom, asking = Whom(world.case, world.witness), world.asking("olu", live)
    told_of_the_trial(live, world)
    release(live.store, whom, world.hearing, rules=live.rules(), asking=asking)
    assert closed_because(picture_of(live, world), world.witness, date(2026, 11, 24)) is Closed.RELEASED
    with pytest.raises(Refused, match="not expected there"):
        release(live.store, whom, world.hearing, rules=live.rules(), asking=asking)

    expect(live.store, whom, world.hearing, rules=live.rules(), asking=asking)
    assert closed_because(picture_of(live, world), world.witness, date(2026, 11, 24)) is None
    with pytest.raises(Refused, match="expected there already"):
        expect(live.store, whom, world.hearing, rules=live.rules(), asking=asking)


def test_nobody_gives_evidence_at_a_pre_trial_review(live: Kit, world: World) -> None:
    review = add(live, world, K.PTR, date(2026, 11, 27))

    assert {e.hearing_id for e in picture_of(live, world).events} == {world.hearing}
    with pytest.raises(Refused, match="Nobody gives evidence"):
        expect(
            live.store,
            Whom(world.case, world.witness),
            review,
            rules=live.rules(),
            asking=world.asking("olu", live),
        )


# Days in court


def test_a_child_who_was_recorded_in_may_hears_nothing_of_a_trial_in_november_that_cracks(
    live: Kit, world: World
) -> None:
    """Scenario 1, played from the recording to the day on which the trial cracks."""
    recording = add(live, world, K.S28, date(2026, 11, 25))
    told_of_the_trial(live, world)
    at(live, moment_in_london(date(2026, 11, 25), time(13)))
    outcome(live, world, recording, E.EFFECTIVE, given=frozenset({world.witness}))

    picture = picture_of(live, world)
    assert stage_of(picture, live.clock.now()) is CaseStage.S28_RECORDED
    assert closed_because(picture, world.witness, date(2026, 11, 25)) is Closed.GIVEN
    assert planned(live, world) == []
    assert [t.hearing_id for t in tasks_of(live, world, TaskKind.TELL)] == [world.hearing]

    for days in range(6):
        at(live, moment_in_london(date(2026, 11, 26) + timedelta(days=days), time(16)))
        look_at_cases(live.store, live.rules(), now=live.clock.now(), every=timedelta(minutes=1))
        assert planned(live, world) == []
        assert assess(picture_of(live, world), world.witness, live.rules().calendar, live.clock.now()).points == 0

    outcome(live, world, world.hearing, E.CRACKED, code="A")
    turn(live, world, T.PLEADED_GUILTY)
    (trial_event,) = (e for e in picture_of(live, world).events if e.hearing_id == world.hearing)
    assert trial_event.state is EventState.RELEASED
    assert trial_event.settled_at == live.clock.now()
    assert stage_of(picture_of(live, world), live.clock.now()) is CaseStage.AWAITING_SENTENCE


def test_a_direction_asks_a_recorded_witness_back_to_the_trial(live: Kit, world: World) -> None:
    recording = add(live, world, K.S28, date(2026, 11, 24))
    at(live, moment_in_london(date(2026, 11, 24), time(13)))
    outcome(live, world, recording, E.EFFECTIVE, given=frozenset({world.witness}))

    expect(
        live.store,
        Whom(world.case, world.witness),
        world.hearing,
        recalled=True,
        rules=live.rules(),
        asking=world.asking("olu", live),
    )

    event = counts_down(picture_of(live, world), world.witness, date(2026, 11, 24))
    assert event is not None
    assert (event.hearing_id, event.recalled) == (world.hearing, True)


def test_a_window_that_is_not_reached_is_watched_closed_and_followed_by_the_next(live: Kit) -> None:
    """Scenario 3."""
    window = Slot(Listing.WARNED_LIST, date(2026, 11, 30), date(2026, 12, 11), court_code="429")
    world = a_world(live, slot=window)
    assert set(planned(live, world)) <= {Purpose.KEEP_FREE, Purpose.INVITATION}
    assert tasks_of(live, world, TaskKind.LIST_WATCH) == []

    watched = []
    for days in range(18):
        day = date(2026, 11, 24) + timedelta(days=days)
        at(live, moment_in_london(day, time(16)))
        look_at_cases(live.store, live.rules(), now=live.clock.now(), every=timedelta(minutes=1))
        watched += [day for task in tasks_of(live, world, TaskKind.LIST_WATCH) if london_day(task.due_at) == day]
        assert len(tasks_of(live, world, TaskKind.LIST_WATCH)) <= 1
    workdays = [date(2026, 11, 27), *(date(2026, 11, 30) + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11))]
    assert watched == workdays

    then = Slot(Listing.WARNED_LIST, date(2027, 1, 11), date(2027, 1, 22))
    outcome(live, world, world.hearing, E.INEFFECTIVE, code="W3", then=then)
    (hearing,) = picture_of(live, world).hearings
    assert [r.state for r in hearing.revisions] == [
        HearingState.LISTED,
        HearingState.VACATED,
        HearingState.LISTED,
    ]
    assert (hearing.times_moved, hearing.now.slot.court_code) == (1, "429")
    assert hearing.now.reason == "The court did not get to the case in time."
    assert tasks_of(live, world, TaskKind.LIST_WATCH) == []


def test_whoever_was_at_court_is_not_texted_that_it_is_off_but_is_rung(live: Kit, world: World) -> None:
    told_of_the_trial(live, world)
    at(live, moment_in_london(date(2026, 12, 1), time(12)))
    look_at_cases(live.store, live.rules(), now=live.clock.now(), every=timedelta(minutes=1))

    outcome(live, world, world.hearing, E.INEFFECTIVE, code="W1")

    assert Purpose.CALLED_OFF not in planned(live, world)
    rung = {ring.words for ring in tasks_of(live, world, TaskKind.CALL_FIRST)}
    assert rung == {"Ring J.F.'s mother now: they were told Tuesday 1 December 2026 at 10am, now there is no date yet"}


def test_a_trial_that_goes_on_is_running_until_it_is_over(live: Kit, world: World) -> None:
    at(live, moment_in_london(date(2026, 12, 1), time(16)))
    outcome(live, world, world.hearing, E.EFFECTIVE, goes_on_until=date(2026, 12, 4))
    picture = picture_of(live, world)
    assert (picture.hearings[0].running, picture.hearings[0].times_moved) == (True, 0)
    assert stage_of(picture, live.clock.now()) is CaseStage.TRIAL_IN_PROGRESS
    assert counts_down(picture, world.witness, date(2026, 12, 3)) is not None

    at(live, moment_in_london(date(2026, 12, 3), time(16)))
    outcome(live, world, world.hearing, E.EFFECTIVE, given=frozenset({world.witness}))
    picture = picture_of(live, world)
    assert not picture.hearings[0].running
    assert closed_because(picture, world.witness, date(2026, 12, 3)) is Closed.GIVEN


def test_an_outcome_that_cannot_be_is_refused_and_nothing_is_written(live: Kit, world: World) -> None:
    with pytest.raises(Refused, match="has not come yet"):
        outcome(live, world, world.hearing, E.EFFECTIVE)
    at(live, moment_in_london(date(2026, 12, 1), time(16)))
    with pytest.raises(Refused, match="not a reason for a day that was cracked"):
        outcome(live, world, world.hearing, E.CRACKED, code="W3")
    with pytest.raises(NotFound):
        outcome(live, world, new_id(), E.EFFECTIVE)

    assert len(picture_of(live, world).hearings[0].revisions) == 1


def test_a_hearing_that_is_added_by_hand_is_in_the_cases_court_and_may_not_have_passed(live: Kit, world: World) -> None:
    added = add(live, world, K.RETRIAL, date(2027, 3, 1))
    hearing = picture_of(live, world).hearing(added)
    assert hearing.now.slot.court_code == TRIAL.court_code
    (event,) = (e for e in picture_of(live, world).events if e.hearing_id == added)
    assert event.expected_at == live.clock.now()

    with pytest.raises(Refused, match="has passed"):
        add(live, world, K.MENTION, date(2026, 11, 1))
    assert live.clock.now().tzinfo is UTC
