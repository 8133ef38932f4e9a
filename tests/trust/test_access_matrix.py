"""Who gets what by which address and method, against a table that was written down by hand and knows no policy.

Every request runs in a transaction that is taken back, so that each meets the same case.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed

import witness.store
from tests.trust.figures import Figure
from tests.visitor import Visitor
from tests.web.clients import an_app, signed_in
from tests.web.test_case_doors import DOORS
from tests.worlds import STAFF, World, a_world
from witness.domain.access import CaseGround, Deed, Role, Tie, Viewer, may
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.break_glass import LASTS, Opening, Reason
from witness.identifiers import new_id
from witness.kit import Kit
from witness.store import Desk, Store
from witness.store.audit import Audit

METHODS = ("GET", "POST", "PUT", "DELETE")
NEVER = "0" * 26
SEE, CHANGE, READY, RECORD, ASK, KEPT = "see", "change", "readiness", "record", "ask", "kept"
NOTES, WELLBEING, POLICE = "notes", "wellbeing", "police"
# What an address of one case needs, where it is not: GET sees the case, POST changes it. Written by hand.
NEEDS: dict[tuple[str, str], str] = {
    ("liaison.case", "GET"): READY,
    ("liaison.record", "GET"): RECORD,
    ("liaison.record", "POST"): RECORD,
    **{(f"liaison.{name}", method): ASK for name in ("ask", "case_questions", "question") for method in METHODS[:2]},
    ("liaison.withdraw", "POST"): ASK,
    **{(f"officer.{name}", "GET"): CHANGE for name in ("calendar", "family_places", "join")},
    ("officer.case_notes", "GET"): NOTES,
    ("officer.say_wellbeing", "POST"): WELLBEING,
    ("officer.pass_on", "POST"): POLICE,
    ("officer.came_back", "POST"): POLICE,
    ("officer.kept", "GET"): KEPT,
    ("officer.kept_handled", "POST"): KEPT,
    ("officer.officer_told", "POST"): KEPT,
}
EVERYTHING = frozenset({SEE, CHANGE, READY, ASK, KEPT, NOTES, WELLBEING, POLICE})
AS_A_COLLEAGUE = EVERYTHING - {KEPT, WELLBEING, POLICE}
AS_ASSIGNED = AS_A_COLLEAGUE | {WELLBEING}
AS_THE_CPS = frozenset({READY, RECORD, ASK})
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scene:
    """Ties of a case, and what each of the staff may do with it. open_to: who has it open in an emergency."""

    name: str
    may: dict[str, frozenset[str]]
    ties: tuple[tuple[str, Tie], ...] = ()
    open_to: tuple[str, ...] = ()


PLAIN = {
    "olu": EVERYTHING,
    "olivia": AS_A_COLLEAGUE,
    "mo": EVERYTHING,
    "otis": NOTHING,
    "leigh": AS_THE_CPS,
    "lena": NOTHING,
    "ada": NOTHING,
}
RESTRICTED = {who: NOTHING for who in PLAIN} | {"olu": EVERYTHING}
SCENES = (
    Scene("plain", PLAIN),
    Scene("assigned elsewhere", PLAIN | {"otis": AS_ASSIGNED}, (("otis", Tie.ASSIGNED),)),
    Scene("restricted", RESTRICTED | {"olivia": AS_A_COLLEAGUE}, (("olivia", Tie.RESTRICTED_TO),)),
    Scene(
        "restricted to the CPS too",
        RESTRICTED | {"leigh": AS_THE_CPS},
        (("leigh", Tie.RESTRICTED_TO), ("ada", Tie.RESTRICTED_TO)),
    ),
    Scene("all excluded", {who: NOTHING for who in PLAIN}, tuple((who, Tie.EXCLUDED) for who in PLAIN)),
    Scene(
        "excluded though assigned and named",
        RESTRICTED,
        tuple((who, tie) for who in PLAIN if who != "olu" for tie in Tie),
    ),
    Scene(
        "open in an emergency",
        PLAIN | {"otis": frozenset({SEE})},
        open_to=("otis", "lena", "ada"),
    ),
    Scene(
        "open in an emergency past a restriction",
        RESTRICTED | {"mo": frozenset({SEE}), "olivia": frozenset({SEE}), "otis": frozenset({SEE})},
        (("olu", Tie.RESTRICTED_TO),),
        open_to=("mo", "olivia", "otis"),
    ),
    Scene(
        "excluded while it is open in an emergency",
        {who: NOTHING for who in PLAIN} | {"leigh": AS_THE_CPS},
        tuple((who, Tie.EXCLUDED) for who in PLAIN if who != "leigh"),
        open_to=("olu", "olivia", "mo", "otis", "leigh", "ada"),
    ),
)


@dataclass(frozen=True)
class Address:
    """One address of one case."""

    endpoint: str
    rule: str
    methods: frozenset[str]


@dataclass
class Found:
    """How many requests were made, and which did not end as the table says."""

    asked: int = 0
    wrong: list[str] = field(default_factory=list)


def addresses(app: Flask) -> list[Address]:
    rules = [rule for rule in app.url_map.iter_rules() if "case_id" in rule.arguments]
    found = [Address(rule.endpoint, rule.rule, frozenset(rule.methods or ())) for rule in rules]
    return sorted(found, key=lambda address: (address.endpoint, address.rule))


def path_of(address: Address, world: World, case_id: str) -> str:
    known = {
        "case_id": case_id,
        "person_id": world.mother,
        "hearing_id": world.hearing,
        "witness_id": world.witness,
        "contact_id": world.mobile,
        "side": "people",
        "label": "D1",
        "to": "school",
    }
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda name: known.get(name[1], NEVER), address.rule)


def endpoint_of(app: Flask, path: str, method: str) -> str:
    """Which view answers: two may share a path, each with a method of its own; "" when none has this one."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(path, method=method)
    except MethodNotAllowed:
        return ""
    return str(endpoint)


def expected(scene: Scene, who: str, endpoint: str, method: str) -> bool:
    """Whether somebody gets past the check of the case, by the tables alone."""
    if STAFF[who][1].value not in DOORS[endpoint]:
        return False
    if endpoint == "manager.confirm_named":
        return CHANGE in scene.may[who]
    if endpoint == "officer.conflict":
        # One declares what one may read; a colleague is entered by whoever may change.
        return SEE in scene.may[who]
    return NEEDS.get((endpoint, method), SEE if method == "GET" else CHANGE) in scene.may[who]


@contextmanager
def taken_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Entry]]:
    """Every change is taken back; what would be on the record is given."""
    entries: list[Entry] = []
    record = Audit.record

    @contextmanager
    def changing(store: Store) -> Iterator[Desk]:
        with store._engine.connect() as connection:  # noqa: SLF001
            transaction = connection.begin()
            try:
                yield Desk(connection, store._vault)  # noqa: SLF001
            finally:
                transaction.rollback()

    def noted(audit: Audit, entry: Entry) -> None:
        entries.append(entry)
        record(audit, entry)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "changing", changing)
        patch.setattr(Audit, "record", noted)
        yield entries


def set_scene(kit: Kit, world: World, scene: Scene) -> None:
    now = kit.clock.now()
    with kit.store.changing() as desk:
        for who in STAFF:
            account_id = world.viewers[who].account_id
            desk.break_glass.end_all_of(account_id, now)
            for tie in Tie:
                desk.access.untie(world.case, account_id, tie)
                if (who, tie) in scene.ties:
                    desk.access.tie(world.case, account_id, tie, because="test", now=now)
            if who in scene.open_to:
                opening = Opening(new_id(), world.case, account_id, Reason.DANGER, "x", now, now + LASTS, now)
                desk.break_glass.add(opening)


def plain(text: str, case_id: str) -> str:
    return re.sub(r'(nonce|value)="[^"]*"', "", text).replace(case_id, "CASE")


def ask(client: Visitor, address: Address, world: World, case_id: str, method: str, token: str) -> tuple[int, str]:
    data = {"csrf_token": token} if method == "POST" else None
    answer = client.open(path_of(address, world, case_id), method=method, data=data)
    return answer.status_code, plain(answer.get_data().decode(errors="replace"), case_id)


def judge(
    kit: Kit,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    nth: Callable[[int], bool],
    scenes: tuple[Scene, ...] = SCENES,
    only: str = "",
) -> Found:
    app, found, number = an_app(kit), Found(), 0
    rows = [address for address in addresses(app) if only in ("", address.endpoint)]
    clients = {who: signed_in(app, kit, who) for who in STAFF}
    tokens = {who: client.token("/account") for who, client in clients.items()}
    for scene in scenes:
        set_scene(kit, world, scene)
        with taken_back(monkeypatch) as entries:
            for address in rows:
                for who in STAFF:
                    for method in METHODS:
                        number += 1
                        if not nth(number):
                            continue
                        entries.clear()
                        fault = _fault(clients[who], address, world, scene, who, method, tokens[who], entries)
                        found.asked += 1
                        if fault:
                            found.wrong.append(f"{scene.name}: {who} {method} {address.endpoint}: {fault}")
    return found


def _fault(
    client: Visitor, address: Address, world: World, scene: Scene, who: str, method: str, token: str,
    entries: list[Entry],
) -> str:  # fmt: skip
    status, text = ask(client, address, world, world.case, method, token)
    endpoint = endpoint_of(client.application, path_of(address, world, world.case), method)
    if not endpoint:
        return "" if status == 405 else f"a method that it does not have: {status}"
    allowed = any(e.outcome is AuditOutcome.ALLOWED and e.case_id == world.case for e in entries)
    denied = any(e.outcome is AuditOutcome.DENIED for e in entries)
    if expected(scene, who, endpoint, method):
        return f"is refused ({status})" if denied and not allowed else ""
    if allowed and SEE in scene.may[who]:
        # Whoever may only read is shown the form that they sent wrongly, and nothing is done.
        return "" if status == 422 else f"is let in to change ({status})"
    if SEE in scene.may[who]:
        return ""  # it is no secret from them that the case is there
    if allowed:
        return f"is let in ({status})"
    if (status, text) != ask(client, address, world, NEVER, method, token):
        return f"differs from a case that never was ({status})"
    return ""


@pytest.mark.trust
def test_every_address_of_a_case_answers_as_the_table_says(
    lite: Kit, monkeypatch: pytest.MonkeyPatch, full_size: bool, figure: Figure
) -> None:
    world = a_world(lite)

    every = 5 if full_size else 173
    found = judge(lite, world, monkeypatch, lambda number: number % every == 0)

    figure("access matrix", cases=found.asked, seed="-", result=f"{len(found.wrong)} wrong")
    assert not found.wrong, "\n".join(found.wrong)
    assert found.asked >= (2_000 if full_size else 120)


def past_exclusions(viewer: Viewer, deed: Deed, ground: CaseGround) -> bool:
    return may(viewer, deed, replace(ground, excluded=frozenset()))


def past_restrictions(viewer: Viewer, deed: Deed, ground: CaseGround) -> bool:
    return may(viewer, deed, replace(ground, restricted_to=frozenset()))


def emergencies_for_all_deeds(viewer: Viewer, deed: Deed, ground: CaseGround) -> bool:
    return viewer.account_id in ground.opened_to or may(viewer, deed, ground)


def emergencies_past_exclusions(viewer: Viewer, deed: Deed, ground: CaseGround) -> bool:
    return may(viewer, deed, replace(ground, excluded=ground.excluded - ground.opened_to))


def every_unit_of_the_cps(viewer: Viewer, deed: Deed, ground: CaseGround) -> bool:
    unit = viewer.team_id if viewer.role is Role.LIAISON else ground.cps_team_id
    return may(viewer, deed, replace(ground, cps_team_id=unit))


@pytest.mark.trust
@pytest.mark.parametrize(
    ("wrong", "scene", "endpoint"),
    [
        (past_exclusions, "all excluded", "officer.closing"),
        (past_restrictions, "restricted", "officer.closing"),
        (emergencies_for_all_deeds, "open in an emergency", "officer.handover_decline"),
        (emergencies_past_exclusions, "excluded while it is open in an emergency", "officer.closing"),
        (every_unit_of_the_cps, "plain", "liaison.case"),
    ],
)
def test_a_wrong_policy_does_not_answer_as_the_table_says(
    lite: Kit, monkeypatch: pytest.MonkeyPatch, wrong: Any, scene: str, endpoint: str, figure: Figure
) -> None:
    world = a_world(lite)
    monkeypatch.setattr(witness.store, "may", wrong)

    scenes = tuple(one for one in SCENES if one.name == scene)
    found = judge(
        lite, world, monkeypatch, lambda number: METHODS[(number - 1) % 4] in ("GET", "POST"), scenes, endpoint
    )

    figure.wrong(f"access matrix, {wrong.__name__}", cases=found.asked, seed="-", result=f"{len(found.wrong)} wrong")
    assert found.wrong
