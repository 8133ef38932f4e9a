"""An emergency: who hears of it, how it ends, what it leaves behind; and that hidden and never-was are one path."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from tests.worlds import World, a_world
from witness.actions.break_glass import finish, open_case, review
from witness.actions.tasks import finish as finish_task
from witness.domain.access import Asking, Deed, Role, Tie
from witness.domain.accounts import Account, AccountState
from witness.domain.break_glass import LASTS, REVIEW_KEY, Finding, Reason
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.tasks import TaskKind
from witness.identifiers import new_id
from witness.kit import Kit

WORDS = "Her aunt rang us from the street and knows nobody else to ask"


def opened(kit: Kit, world: World, who: str = "otis", typed: str = "WS-26-014") -> str:
    return open_case(
        kit.store,
        typed,
        Reason.DANGER,
        WORDS,
        rules=kit.rules(),
        asking=world.asking(who, kit),
        also_told="lena@cps.example",
    )


def can_read(kit: Kit, world: World, who: str, deed: Deed = Deed.SEE_CASE) -> bool:
    try:
        with kit.store.case_for(world.asking(who, kit), deed, world.case, doing="case.read"):
            return True
    except NotFound:
        return False


def shut_out(kit: Kit, world: World, who: str) -> None:
    with kit.store.changing() as desk:
        desk.access.tie(world.case, world.viewers[who].account_id, Tie.EXCLUDED, because="test", now=kit.clock.now())


@contextmanager
def statements(kit: Kit) -> Iterator[list[str]]:
    """The statements that the database is given meanwhile, by their first two words."""
    engine, said = kit.store._engine, []  # noqa: SLF001

    def note(_connection, _cursor, statement, *_rest) -> None:  # type: ignore[no-untyped-def]
        said.append(" ".join(statement.split()[:2]) + f" {len(statement)}")

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_a_case_is_read_for_an_hour_and_those_who_have_it_hear_of_it(live: Kit) -> None:
    world = a_world(live)
    assert not can_read(live, world, "otis")

    assert opened(live, world, typed="ws26014") == world.case

    assert can_read(live, world, "otis")
    assert not can_read(live, world, "otis", Deed.CHANGE_CASE)
    with live.store.changing() as desk:
        tasks = [task for task in desk.tasks.open_of_case(world.case) if task.kind is TaskKind.EMERGENCY_LOOK]
        told = {notice.account_id for notice in desk.staffing.notices_due(live.clock.now())}
        (entry, *_) = [e.entry for e in desk.audit.of_case(world.case) if e.entry.deed == "break_glass.open"]
        history = " ".join(line.words for line in desk.cases.history(world.case))
        assert desk.access.visible_case_ids(world.viewers["otis"], Deed.SEE_CASE) == ()
    owner, manager, officer = (world.viewers[who].account_id for who in ("olu", "mo", "lena"))
    assert {(task.owner_id, task.reason_key.startswith(REVIEW_KEY)) for task in tasks} == {
        (owner, False),
        (manager, True),
    }
    assert told == {owner, manager, officer}
    assert (entry.outcome.value, entry.subject) == ("allowed", "danger")
    assert "Otis Crane opened this case in an emergency, to read it until 11:00" in history
    assert "aunt" not in history + "".join(task.words for task in tasks)
    live.clock.forward(minutes=LASTS.total_seconds() / 60)  # type: ignore[attr-defined]
    assert not can_read(live, world, "otis")


def test_whoever_has_finished_or_is_shut_out_meanwhile_reads_no_more(lite: Kit) -> None:
    world = a_world(lite)
    opened(lite, world)
    with lite.store.reading() as desk:
        (now_open,) = desk.break_glass.open_of(world.viewers["otis"].account_id, lite.clock.now())
    with pytest.raises(NotFound):
        finish(lite.store, now_open.opening_id, asking=world.asking("olu", lite))
    finish(lite.store, now_open.opening_id, asking=world.asking("otis", lite))
    assert not can_read(lite, world, "otis")

    opened(lite, world)
    shut_out(lite, world, "otis")

    assert not can_read(lite, world, "otis")
    with lite.store.reading() as desk:
        assert desk.break_glass.open_of(world.viewers["otis"].account_id, lite.clock.now()) == ()


def test_hidden_and_never_was_are_one_answer_by_one_path(live: Kit) -> None:
    world = a_world(live)
    shut_out(live, world, "otis")
    can_read(live, world, "olu")  # the first entry of an audit takes a statement more
    paths, answers = [], []
    for typed in ("WS-26-014", "WS-99-999"):
        with statements(live) as said, pytest.raises(NotFound) as refused:
            opened(live, world, typed=typed)
        paths.append(said)
        answers.append(str(refused.value))

    assert paths[0] == paths[1] != []
    assert answers[0] == answers[1]
    with live.store.reading() as desk:
        assert [e.entry.outcome.value for e in desk.audit.of_case(world.case)] == ["denied", "allowed"]


def test_a_fourth_case_in_a_day_is_refused_and_the_next_day_is_another(lite: Kit) -> None:
    world = a_world(lite)
    for _ in range(3):
        opened(lite, world)
        lite.clock.forward(hours=2)  # type: ignore[attr-defined]

    with pytest.raises(Refused, match="in a day"):
        opened(lite, world)
    lite.clock.forward(hours=24)  # type: ignore[attr-defined]
    opened(lite, world)


def test_a_manager_says_once_whether_it_was_right_and_never_of_their_own(lite: Kit) -> None:
    world = a_world(lite)
    mia = Account(new_id(), "mia@support.example", "Mia Hart", Role.MANAGER, world.viewers["otis"].team_id)
    mia = replace(mia, state=AccountState.ACTIVE)
    with lite.store.changing() as desk:
        desk.accounts.add(mia, created_at=lite.clock.now())
    asking = replace(world.asking("mo", lite))
    open_case(lite.store, "WS-26-014", Reason.DANGER, WORDS, rules=lite.rules(), asking=Asking(mia.viewer, asking.at))
    with lite.store.reading() as desk:
        (line,) = desk.break_glass.all_since(asking.at - LASTS)
        (task,) = [t for t in desk.tasks.open_of_case(world.case) if t.reason_key.startswith(REVIEW_KEY)]
    assert (line.case_ref, line.by_name, line.by_team, line.opening.words) == (
        "WS-26-014",
        "Mia Hart",
        "Airedale",
        WORDS,
    )

    def say(finding: Finding, by: Asking) -> None:
        review(lite.store, line.opening.opening_id, finding, "I spoke with her and with Olu", asking=by)

    with pytest.raises(NotFound):
        say(Finding.JUSTIFIED, Asking(mia.viewer, asking.at))
    with pytest.raises(Refused, match="Access"):
        finish_task(lite.store, task.task_id, outcome="", rules=lite.rules(), asking=asking)
    with pytest.raises(Refused, match="right"):
        say(Finding.OPEN, asking)
    say(Finding.NOT_JUSTIFIED, asking)
    with pytest.raises(SomebodyElseChangedThis):
        say(Finding.JUSTIFIED, asking)
    with lite.store.reading() as desk:
        (line,) = desk.break_glass.all_since(asking.at - LASTS)
        assert [t for t in desk.tasks.open_of_case(world.case) if t.reason_key.startswith(REVIEW_KEY)] == []
    assert (line.opening.finding, line.reviewed_by_name) == (Finding.NOT_JUSTIFIED, "Mo Ellis")
