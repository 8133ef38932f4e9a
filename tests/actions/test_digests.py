"""The mail of the morning in a real database: once for each colleague, in numbers, and only when something waits."""

from datetime import date, time
from typing import Any

import pytest

from tests.actions.talking import clock_of
from tests.worlds import MOBILE, T_NUMBER, World, a_world
from witness.actions import staff_notices
from witness.actions.digests import choose_digest, plan_digests
from witness.actions.staff_notices import send_notices
from witness.domain.court_time import moment_in_london
from witness.domain.tasks import TaskKind, WantedTask
from witness.kit import Kit
from witness.store.staffing import Staffing

PAGE = "https://support.example/today"
WORDS = "Ring Jude Farah's mother: the trial in Leeds on Tue 1 Dec"
PLANTED = ("Farah", "J.F.", "Jude", "mother", "1 Dec", "Tue", "Leeds", "WS-26", T_NUMBER, MOBILE, "trial", "Ring")


@pytest.fixture
def world(live: Kit) -> World:
    made = a_world(live)
    clock_of(live).at = moment_in_london(date(2026, 11, 24), time(9, 0))
    with live.store.changing() as desk:
        wanted = WantedTask("undelivered:x", TaskKind.UNDELIVERED, WORDS, "", live.clock.now(), made.mother)
        desk.tasks.raise_(made.case, made.viewers["olu"].account_id, wanted, live.clock.now())
    return made


def planned(live: Kit) -> int:
    return plan_digests(live.store, rules=live.rules(), now=live.clock.now())


def sent(live: Kit) -> list[Any]:
    before = len(live.mail.handed)  # type: ignore[attr-defined]
    send_notices(live.store, live.post(), first_page=PAGE)
    return list(live.mail.handed[before:])  # type: ignore[attr-defined]


def says_nothing(mails: list[Any]) -> bool:
    said = " ".join(f"{mail.subject} {mail.body}" for mail in mails)
    return not [word for word in PLANTED if word in said]


def test_whoever_has_work_gets_numbers_and_one_address_and_whoever_has_none_gets_nothing(
    live: Kit, world: World
) -> None:
    now = live.clock.now()
    with live.store.reading() as desk:
        tasks = desk.tasks.open_of_case(world.case)
    waiting, late = len(tasks), sum(task.due_at < now for task in tasks)
    planned(live)

    mails = sent(live)

    assert [mail.to for mail in mails] == ["olu@support.example"]
    body = mails[0].body
    assert f"Waiting for you: {waiting}. Late: {late}. Due: {waiting - late}. " in body
    assert (body.count("http"), body.rstrip().endswith(PAGE)) == (1, True)
    assert says_nothing(mails)


def test_a_mail_that_names_a_child_is_found(live: Kit, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    del world
    monkeypatch.setattr(staff_notices, "with_address", lambda body, page: f"{body}{WORDS}\n{page}")
    planned(live)

    assert not says_nothing(sent(live))


def test_it_goes_once_a_day_however_many_workers_want_it(
    live: Kit, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    del world
    planned(live)
    again = planned(live)
    # A second worker that had looked before the first wrote.
    monkeypatch.setattr(Staffing, "known_reasons", lambda *_: frozenset())
    at_once = planned(live)
    mails = sent(live)

    assert (again, at_once, len(mails), sent(live)) == (0, 0, 1, [])
    clock_of(live).forward(days=1)
    planned(live)
    assert len(sent(live)) == 1


def test_whoever_does_not_want_it_has_none_even_when_it_was_wanted_a_minute_before(live: Kit, world: World) -> None:
    planned(live)
    with live.store.reading() as desk:
        olu = desk.accounts.get(world.viewers["olu"].account_id)

    choose_digest(live.store, olu, wants=False, now=live.clock.now())

    assert sent(live) == []
