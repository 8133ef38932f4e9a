"""Time limits in a real database: the first rows, further versions, what families say, and what comes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.live import MONDAY, TalkingClock
from tests.worlds import World, a_world, another_case
from witness.actions.duties import Said, change_rule, record_notice, seed_rules
from witness.actions.reconcile import put_right
from witness.domain.audit import AuditOutcome
from witness.domain.court_time import london_day
from witness.domain.defendants import Custody, Defendant, DefendantOutcome, DefendantStep, Plea, Turn
from witness.domain.duties import DutyRule, rule_on
from witness.domain.duty_rules import DUTY_RULES
from witness.domain.errors import NotFound, Refused
from witness.domain.hearings import HearingState, Revision
from witness.domain.tasks import TaskKind
from witness.kit import Kit
from witness.store.tasks import Task

HEARING_TOLD = next(rule for rule in DUTY_RULES if rule.code == "hearing_told")


def clock_of(live: Kit) -> TalkingClock:
    assert isinstance(live.clock, TalkingClock)
    return live.clock


def tasks(live: Kit, world: World, *kinds: TaskKind) -> list[Task]:
    with live.store.reading() as desk:
        return [task for task in desk.tasks.open_of_case(world.case) if task.kind in kinds]


def look(live: Kit, world: World) -> None:
    with live.store.changing() as desk:
        put_right(desk, world.case, live.rules(), now=live.clock.now())


def move_trial(live: Kit, world: World, *, reason: str = "") -> None:
    """The court moves the trial from 1 to 8 December, and we learn it now."""
    now = live.clock.now()
    with live.store.changing() as desk:
        hearing = desk.hearings.get(world.hearing)
        assert hearing is not None
        slot = replace(hearing.now.slot, on=date(2026, 12, 8))
        desk.hearings.revise(
            world.hearing, Revision(2, HearingState.LISTED, slot, "List office", now, now, reason=reason)
        )
        put_right(desk, world.case, live.rules(), now=now)


def said(world: World, told_at: datetime, **changes: object) -> Said:
    return replace(
        Said(world.case, "hearing_told", f"{world.hearing}:2", told_at, "voice", "the witness care officer"),
        **changes,  # type: ignore[arg-type]
    )


# Rules


def test_the_first_rows_are_kept_once_and_stand_in_until_then(live: Kit) -> None:
    assert live.rules().duties == DUTY_RULES

    assert seed_rules(live.store, MONDAY) == len(DUTY_RULES)
    assert seed_rules(live.store, MONDAY) == 0

    with live.store.reading() as desk:
        kept = desk.duties.rules()
    assert set(kept) == set(DUTY_RULES)
    assert live.rules().duties == kept


def test_an_administrator_adds_a_version_and_edits_none(live: Kit) -> None:
    world = a_world(live)
    wanted = replace(
        HEARING_TOLD, days=2, effective_from=date(2027, 6, 1), verified_on=None, right="Victims' Code 2026"
    )

    added = change_rule(live.store, wanted, world.asking("ada", live))

    rules = live.rules().duties
    assert added.version == 2
    # The table was empty: it holds all the others too.
    assert set(DUTY_RULES) < set(rules)
    assert rule_on(rules, "hearing_told", date(2027, 5, 31)) == HEARING_TOLD
    assert rule_on(rules, "hearing_told", date(2027, 6, 1)) == added
    # A later release that brings its first rows again changes nothing.
    assert seed_rules(live.store, MONDAY) == 0
    assert live.rules().duties == rules


def test_a_limit_that_nobody_had_is_counted_from_its_first_day(live: Kit) -> None:
    world = a_world(live)
    new = replace(HEARING_TOLD, code="child_told", days=3, enhanced_days=None, effective_from=date(2026, 8, 1))

    assert change_rule(live.store, new, world.asking("ada", live)).version == 1
    assert rule_on(live.rules().duties, "child_told", date(2026, 9, 1)) is not None


@pytest.mark.parametrize("who", ["olu", "mo", "leigh"])
def test_nobody_else_changes_a_rule(live: Kit, who: str) -> None:
    world = a_world(live)

    with pytest.raises(NotFound):
        change_rule(live.store, HEARING_TOLD, world.asking(who, live))

    assert live.rules().duties == DUTY_RULES


FAULTS: list[tuple[dict[str, object], str]] = [
    ({"source": " "}, "needs a code"),
    ({"trigger": "full_moon"}, "starts the clock"),
    ({"holder": "the butler"}, "who must act"),
    ({"code": "drop table"}, "A code is"),
    ({"days": 99999}, "at most"),
    ({"effective_until": date(2020, 1, 1)}, "end before it begins"),
    ({"verified_on": date(2027, 1, 1)}, "checked in the future"),
    ({"effective_from": date(2150, 1, 1)}, "too far off"),
]


@pytest.mark.parametrize(("changes", "words"), FAULTS)
def test_a_row_that_cannot_be_is_refused_and_nothing_is_kept(live: Kit, changes: dict[str, object], words: str) -> None:
    world = a_world(live)
    rule: DutyRule = replace(HEARING_TOLD, **changes)  # type: ignore[arg-type]

    with pytest.raises(Refused, match=words):
        change_rule(live.store, rule, world.asking("ada", live))

    with live.store.reading() as desk:
        assert desk.duties.rules() == ()


# Notices and the work they end


def test_a_change_is_asked_about_once_its_limit_has_passed_and_until_the_family_has_said(live: Kit) -> None:
    world = a_world(live)
    move_trial(live, world, reason="the judge is not free")
    assert tasks(live, world, TaskKind.CHASE) == []

    clock_of(live).forward(days=2)
    look(live, world)

    (task,) = tasks(live, world, TaskKind.CHASE)
    assert task.words.startswith("Ask witness care whether J.F.'s family has been told that the trial was moved to")
    record_notice(
        live.store, said(world, MONDAY + timedelta(hours=5)), rules=live.rules(), asking=world.asking("olu", live)
    )
    assert tasks(live, world, TaskKind.CHASE) == []
    with live.store.reading() as desk:
        (notice,) = desk.duties.notices_of(world.case)
        newest = desk.cases.history(world.case)[0]
    assert (notice.told_at, notice.by) == (MONDAY + timedelta(hours=5), "the witness care officer")
    assert newest.words == (
        "The family said when they were told, Mon 23 Nov 2026, by telephone: time, date and place of a hearing."
    )


def test_looking_twice_asks_once(live: Kit) -> None:
    world = a_world(live)
    move_trial(live, world)
    clock_of(live).forward(days=2)

    look(live, world)
    look(live, world)

    words = [task.words for task in tasks(live, world, TaskKind.CHASE)]
    assert len(words) == 2
    assert sum(text.startswith("Ask witness care why the trial was moved") for text in words) == 1


def test_two_cases_with_the_same_labels_have_their_own_questions(live: Kit) -> None:
    world = a_world(live)
    other = another_case(live, world, 1)
    for each in (world, other):
        sentence(live, each)
    clock_of(live).forward(days=7)
    for each in (world, other):
        look(live, each)

    assert all(tasks(live, each, TaskKind.CLOCK) for each in (world, other))


def sentence(live: Kit, world: World) -> None:
    now = live.clock.now()
    sentenced = DefendantStep(Turn.SENTENCED, now, "the court", custody_months=36)
    after = Defendant("D1", Custody.REMAND, Plea.NOT_GUILTY, DefendantOutcome.SENTENCED, (sentenced,))
    with live.store.changing() as desk:
        desk.defendants.step(world.case, after, by_id=None)


def test_a_friday_sentence_warns_of_its_safe_day_four_times(live: Kit) -> None:
    clock_of(live).at = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    world = a_world(live)
    sentence(live, world)

    seen: dict[int, str] = {}
    for day in range(30):
        clock_of(live).at = datetime(2026, 11, 20, 16, 0, tzinfo=UTC) + timedelta(days=day)
        look(live, world)
        for task in tasks(live, world, TaskKind.CLOCK):
            if ":uls:" in task.reason_key:
                seen.setdefault(int(task.reason_key.rpartition(":")[2]), f"{day} {task.words}")

    assert {mark: int(words.split(" ")[0]) for mark, words in seen.items()} == {7: 7, 14: 14, 21: 21, 25: 25}
    assert all("Friday 18 December 2026" in words for words in seen.values())
    assert not [t for t in tasks(live, world, TaskKind.CLOCK) if ":uls:" in t.reason_key]


def test_having_heard_before_us_is_kept_and_said(live: Kit) -> None:
    world = a_world(live)
    move_trial(live, world)

    earlier = said(world, MONDAY - timedelta(days=3), person_id=world.mother, via="text", by="")
    record_notice(live.store, earlier, rules=live.rules(), asking=world.asking("olu", live))

    with live.store.reading() as desk:
        newest = desk.cases.history(world.case)[0]
    assert newest.words.endswith("That is before we learnt of it.")
    assert newest.words.startswith("J.F.'s mother said")
    assert "Amina" not in newest.words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"told_at": MONDAY + timedelta(seconds=1)}, "future"),
        ({"via": "pigeon"}, "how they were told"),
        ({"by": "x" * 81}, "80 characters"),
    ],
)
def test_what_cannot_be_is_refused(live: Kit, changes: dict[str, object], words: str) -> None:
    world = a_world(live)
    move_trial(live, world)

    with pytest.raises(Refused, match=words):
        record_notice(
            live.store, replace(said(world, MONDAY), **changes), rules=live.rules(), asking=world.asking("olu", live)
        )  # type: ignore[arg-type]

    with live.store.reading() as desk:
        assert desk.duties.notices_of(world.case) == ()


@pytest.mark.parametrize("changes", [{"about": "elsewhere:1"}, {"code": "uls"}, {"person_id": "nobody"}])
def test_what_does_not_run_in_this_case_cannot_be_said(live: Kit, changes: dict[str, object]) -> None:
    world = a_world(live)
    move_trial(live, world)

    with pytest.raises(NotFound):
        record_notice(
            live.store, replace(said(world, MONDAY), **changes), rules=live.rules(), asking=world.asking("olu", live)
        )  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["otis", "leigh", "ada"])
def test_another_team_cannot_say_it_and_the_try_is_on_the_record(live: Kit, who: str) -> None:
    world = a_world(live)
    move_trial(live, world)

    with pytest.raises(NotFound):
        record_notice(live.store, said(world, MONDAY), rules=live.rules(), asking=world.asking(who, live))

    with live.store.reading() as desk:
        denied = [e.entry.deed for e in desk.audit.of_case(world.case) if e.entry.outcome is AuditOutcome.DENIED]
    assert denied == ["duty.notice"]
    assert london_day(MONDAY) == date(2026, 11, 23)
