"""Readiness: a prosecutor sees who is ready and what is missing from whom, and never who or where anybody is."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, time
from typing import get_type_hints

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.builders import steps
from tests.web.clients import Another, an_app, page_of, post, signed_in
from tests.worlds import COURT, World, a_world
from witness.actions.demo import load
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Role, Viewer
from witness.domain.cases import Reference
from witness.domain.contact import Channel, ContactState, SafeContact, Tier
from witness.domain.evidence import Need, NeedKind, NeedState, Side
from witness.domain.hearings import Listing, Slot
from witness.domain.measures import Measure, MeasureKind, MeasureState
from witness.domain.people import CasePart, Part, Person
from witness.identifiers import new_id
from witness.kit import Kit
from witness.questions.readiness import CaseReadiness, Item, ReadinessBoard, ReadinessLine, WitnessReadiness
from witness.questions.readiness import readiness_board as board_of

CANARY = "canary"
FORBIDDEN = {
    "name",
    "initials",
    "phone",
    "number",
    "address",
    "email",
    "note",
    "notes",
    "relation",
    "contact",
    "called",
}


@pytest.fixture
def world(lite: Kit) -> World:
    made = a_world(lite)
    with lite.store.changing() as desk:
        aunt = new_id()
        desk.people.add(Person(aunt, "home", f"{CANARY} name", "C.N.", date(1980, 1, 1)))
        desk.people.give_part(made.case, CasePart(aunt, Part.PARENT_CARER, f"{CANARY} aunt", made.child))
        desk.contacts.add(
            SafeContact(
                new_id(),
                aunt,
                Channel.SMS,
                "+447700900777",
                Tier.L1,
                ContactState.USABLE,
                date(2026, 11, 10),
                f"{CANARY} signature",
                seen_by=f"{CANARY} neighbour",
                whose=f"{CANARY} lodger",
            )
        )
        desk.cases.happened(made.case, at=lite.clock.now(), kind="note", words=f"{CANARY} note")
        put_right(desk, made.case, lite.rules(), now=lite.clock.now())
    return made


@pytest.fixture
def leigh(lite: Kit, world: World) -> FlaskClient:
    return signed_in(an_app(lite), lite, "leigh")


def everything(client: FlaskClient, world: World) -> str:
    paths = ("/readiness", "/readiness?weeks=26", "/readiness.csv", f"/readiness/{world.case}")
    return "".join(page_of(client, path) for path in paths)


def test_the_board_says_who_is_ready_what_is_missing_whose_it_is_and_by_when(leigh: FlaskClient) -> None:
    page = page_of(leigh, "/readiness")

    for words in ("T20267001", "13AB3456726", "W1", "Not ready", "6 working days left", "Tuesday 1 December"):
        assert words in page, words
    for words in ("Live link", "granted, to be arranged at court", "court", "changed since Monday"):
        assert words in page, words


@pytest.mark.parametrize("secret", [CANARY, "Farah", "Jude", "Amina", "J.F.", "A.F.", "C.N.", "mother", "7700", "0113"])
def test_a_liaison_sees_nobodys_name_number_relation_or_note(leigh: FlaskClient, world: World, secret: str) -> None:
    assert secret.casefold() not in everything(leigh, world).casefold()


def test_the_search_for_secrets_would_find_one(lite: Kit, world: World) -> None:
    olu = signed_in(an_app(lite), lite, "olu")

    assert CANARY in page_of(olu, f"/cases/{world.case}/people").casefold()


def test_no_type_of_readiness_has_a_field_that_could_hold_a_secret() -> None:
    names = {
        f.name for kind in (ReadinessBoard, ReadinessLine, Item, CaseReadiness, WitnessReadiness) for f in fields(kind)
    }
    types = {str(hint) for kind in (ReadinessLine, Item, CaseReadiness) for hint in get_type_hints(kind).values()}

    assert names & FORBIDDEN == set()
    assert not [hint for hint in types if "Person" in hint or "SafeContact" in hint or "CasePicture" in hint]


@pytest.mark.parametrize(
    ("who", "sees"), [("olu", True), ("mo", True), ("leigh", True), ("lena", False), ("otis", False)]
)
def test_the_board_holds_the_cases_of_ones_own_unit_or_team(lite: Kit, world: World, who: str, sees: bool) -> None:
    client = signed_in(an_app(lite), lite, who)

    assert ("T20267001" in page_of(client, "/readiness")) is sees
    assert ("T20267001" in page_of(client, "/readiness.csv")) is sees
    assert client.get(f"/readiness/{world.case}").status_code == (200 if sees else 404)


def test_an_administrator_has_no_readiness(lite: Kit, world: World) -> None:
    client = signed_in(an_app(lite), lite, "ada")

    assert client.get("/readiness").status_code == 404
    assert client.get(f"/readiness/{world.case}").status_code == 404


def test_a_look_at_a_case_is_on_the_record_and_a_refused_one_too(lite: Kit, world: World, leigh: FlaskClient) -> None:
    page_of(leigh, f"/readiness/{world.case}")
    signed_in(an_app(lite), lite, "lena").get(f"/readiness/{world.case}")

    with lite.store.reading() as desk:
        looks = [(e.entry.deed, e.entry.outcome.value) for e in reversed(desk.audit.of_case(world.case))]
    assert looks == [("readiness.case", "allowed"), ("readiness.case", "denied")]


def test_court_and_weeks_narrow_the_board(lite: Kit, leigh: FlaskClient) -> None:
    with lite.store.reading() as desk:
        court = desk.courts.names.get(COURT, COURT)

    assert "T20267001" in page_of(leigh, f"/readiness?court={court}")
    assert "T20267001" not in page_of(leigh, "/readiness?court=Elsewhere")
    # The trial is eight days ahead.
    assert "T20267001" not in page_of(leigh, "/readiness?weeks=1")


@pytest.mark.parametrize("weeks", ["0", "-1", "9999999999", "two", "²", "١", ""])
def test_a_number_of_weeks_that_makes_no_sense_breaks_nothing(leigh: FlaskClient, weeks: str) -> None:
    assert leigh.get(f"/readiness?weeks={weeks}").status_code == 200


def test_a_change_since_monday_is_counted(lite: Kit, world: World, leigh: FlaskClient) -> None:
    assert "changed since Monday: 0" in page_of(leigh, "/readiness")
    lite.clock.forward(minutes=10)  # type: ignore[attr-defined]
    with lite.store.changing() as desk:
        whole = steps(MeasureState.GRANTED, MeasureState.ARRANGED, MeasureState.TOLD, MeasureState.TESTED)
        link = Measure(world.witness, MeasureKind.LIVE_LINK, MeasureState.TESTED, date(2026, 11, 23), steps=whole)
        desk.evidence.put_measure(world.case, link)
        put_right(desk, world.case, lite.rules(), now=lite.clock.now())

    page = page_of(leigh, "/readiness")

    assert "changed since Monday: 1" in page
    assert "live link: settled" in page


def test_the_csv_has_a_line_for_each_thing_that_is_missing(leigh: FlaskClient) -> None:
    answer = leigh.get("/readiness.csv")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))

    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert len(rows) > 2
    assert {row["Witness"] for row in rows} == {"W1"}
    assert "live link" in {row["Missing"].casefold() for row in rows}


def test_no_cell_of_the_csv_is_a_formula(another: Another) -> None:
    kit, _ = another(ref="=1+1", references=(Reference("urn", "@SUM(1,2)"), Reference("t_number", "-2+3 cmd")))

    sheet = signed_in(an_app(kit), kit, "leigh").get("/readiness.csv").get_data(as_text=True)

    cells = [cell for row in csv.reader(io.StringIO(sheet)) for cell in row]
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n")] == []
    assert "'=1+1" in cells


def test_a_window_that_has_begun_is_still_on_the_board(another: Another) -> None:
    kit, _ = another(slot=Slot(Listing.WARNED_LIST, date(2026, 11, 16), date(2026, 11, 27), None, COURT, ""))

    assert "T20267001" in page_of(signed_in(an_app(kit), kit, "leigh"), "/readiness")


def test_a_trial_that_is_over_is_not_on_the_board(another: Another) -> None:
    kit, _ = another(slot=Slot(Listing.FIXTURE, date(2026, 11, 20), None, time(10, 0), COURT, "1"))

    assert "T20267001" not in page_of(signed_in(an_app(kit), kit, "leigh"), "/readiness?weeks=26")


def test_the_board_takes_as_many_statements_for_many_cases_as_for_few(lite: Kit) -> None:
    kit = lite
    load(kit.store, kit.post(), now=kit.clock.now(), cases=24, seed=1)
    with kit.store.reading() as desk:
        account = desk.accounts.with_email("leigh@cps.example")
    assert account is not None
    assert account.role is Role.LIAISON

    # Once before counting: what is read once for each process is read now.
    board_of(kit.store, rules=kit.rules(), asking=asking(account.viewer, kit))
    with counted(kit) as few:
        short = board_of(kit.store, rules=kit.rules(), asking=asking(account.viewer, kit), weeks=1)
    with counted(kit) as many:
        long = board_of(kit.store, rules=kit.rules(), asking=asking(account.viewer, kit), weeks=26)

    assert len(long.lines) > len(short.lines) + 3
    assert len(many) == len(few) <= 15


def asking(viewer: Viewer, kit: Kit) -> Asking:
    return Asking(viewer, kit.clock.now(), "test")


@contextmanager
def counted(kit: Kit) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    ran: list[str] = []
    engine = kit.store._engine  # noqa: SLF001

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        ran.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield ran
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_what_is_marked_as_seen_is_seen_by_nobody_else_and_the_next_change_is_shown(lite: Kit, world: World) -> None:
    app = an_app(lite)
    leigh, olu = signed_in(app, lite, "leigh"), signed_in(app, lite, "olu")
    mark = re.search(r'name="mark" value="(\w+)"', page_of(leigh, "/readiness"))
    assert mark
    assert post(leigh, "/readiness/seen", "/readiness", mark="stale").status_code == 409
    assert post(leigh, "/readiness/seen", "/readiness", mark=mark.group(1)).status_code == 303
    assert "changed since you last looked" in page_of(leigh, "/readiness")
    assert "T20267001" not in page_of(leigh, "/readiness?changed=1")

    with lite.store.changing() as desk:
        need = Need(world.witness, NeedKind.COURT_VISIT, NeedState.DONE, Side.SUPPORT, date(2026, 11, 23))
        desk.evidence.put_need(world.case, need)
        put_right(desk, world.case, lite.rules(), now=lite.clock.now())

    changed = page_of(leigh, "/readiness?changed=1")
    assert "Changed: court visit: settled" in changed
    assert "T20267001" in changed
    assert "changed since Monday" in page_of(olu, "/readiness")


def test_a_prosecutor_records_a_decision_on_the_page_and_an_officer_has_no_such_page(
    lite: Kit, world: World, leigh: FlaskClient
) -> None:
    there = f"/readiness/{world.case}/record"
    half = post(leigh, there, there, outcome="granted", witness=world.witness, heard="the court's order")
    typed = post(leigh, there, there, outcome="granted", witness=world.witness, measure="screen", heard="his mother")
    fields = {"outcome": "granted", "witness": world.witness, "measure": "screen", "heard": "the court's order"}
    whole = post(leigh, there, there, **fields)
    filed = post(leigh, there, there, outcome="certificate-defence", heard="said in court")

    assert [answer.status_code for answer in (half, typed, whole, filed)] == [422, 422, 303, 303]
    assert "Choose the measure that was decided" in half.text
    page = page_of(leigh, f"/readiness/{world.case}")
    assert "Certificate of trial readiness filed: defence" in page
    assert "Screen" in page
    assert signed_in(an_app(lite), lite, "olu").get(there).status_code == 404
