"""Whole cases in and out: all of one, or nothing; what comes out goes in again byte for byte."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy import text as statement

from tests.live import MONDAY, a_live_kit
from tests.worlds import a_world
from witness.actions.bundles import Imported, import_bundle
from witness.domain.audit import first_fault
from witness.domain.errors import NotFound, Refused
from witness.domain.tasks import TaskKind
from witness.intake.bundles import SCHEMA, BadBundle, read_bundle, write_bundle
from witness.intake.demo import COURTS, demo_cases
from witness.intake.demo.past import past_cases
from witness.kit import Kit
from witness.questions.bundles import export_bundle
from witness.store.migrate import upgrade
from witness.store.tables.cases import CaseRow, DefendantRow, HappeningRow, ReferenceRow
from witness.store.tables.contact import SafeContactRow
from witness.store.tables.hearings import RevisionRow
from witness.store.tables.people import CasePersonRow, PersonRow, WitnessRow

Json = dict[str, Any]


@pytest.fixture
def bundle(lite: Kit) -> Json:
    """The first case of the demo world, which is a sound bundle."""
    made = next(demo_cases(date(2026, 11, 23), lite.calendar()))
    made["case"] |= {"team": "Calder", "owner": "olu@support.example", "cps_team": "CPS", "ref": "WS-26-500"}
    return made


def take(live: Kit, bundle: Json | bytes, **changed: Any) -> Imported:
    raw = bundle if isinstance(bundle, bytes) else json.dumps(bundle).encode()
    return import_bundle(live.store, read_bundle(raw), rules=live.rules(), now=live.clock.now(), **changed)


def give(live: Kit, ref: str) -> bytes:
    with live.store.reading() as desk:
        return write_bundle(export_bundle(desk, desk.cases.id_of(ref) or ""))


def counts(url: str) -> dict[str, int]:
    """The number of rows of every table."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table: connection.execute(statement(f'SELECT count(*) FROM "{table}"')).scalar_one()  # noqa: S608
            for table in inspect(engine).get_table_names()
        }
    engine.dispose()
    return found


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"team": "Nobody's team"}, "team"),
        ({"team": "CPS"}, "team"),
        ({"owner": "ghost@support.example"}, "owner"),
        ({"owner": "leigh@cps.example"}, "owner"),
        ({"cps_team": "Nobody's unit"}, "cps_team"),
        ({"cps_team": "Calder"}, "cps_team"),
        ({"court": "000"}, "court"),
        ({"ref": "WS-26-014"}, "ref"),
    ],
)
def test_a_case_that_cannot_be_placed_leaves_nothing_behind(
    live: Kit, database_url: str, bundle: Json, change: Json, where: str
) -> None:
    a_world(live)
    with live.store.changing() as desk:
        desk.courts.replace(COURTS)
    before = counts(database_url)
    bundle["case"] |= change

    with pytest.raises(Refused, match=rf"^\$\.case\.{where}: .*{next(iter(change.values()))}"):
        take(live, bundle)

    assert counts(database_url) == before


def test_everything_unknown_is_named_at_once(live: Kit, bundle: Json) -> None:
    with live.store.changing() as desk:
        desk.courts.replace(COURTS)
    bundle["hearings"][0]["revisions"][-1]["court"] = "000"

    with pytest.raises(Refused) as refused:
        take(live, bundle)

    places = [line.partition(": ")[0] for line in str(refused.value).splitlines()]
    assert places == ["$.case.team", "$.case.owner", "$.case.cps_team", "$.hearings[0].revisions[0].court"]


def test_a_dry_run_does_everything_and_keeps_nothing(live: Kit, database_url: str, bundle: Json) -> None:
    a_world(live)
    before = counts(database_url)

    done = take(live, bundle, dry_run=True)

    assert (done.people, done.witnesses, done.hearings) == (2, 1, len(bundle["hearings"]))
    assert counts(database_url) == before


def test_an_import_is_on_the_record_with_who_did_it(live: Kit, bundle: Json) -> None:
    world = a_world(live)

    done = take(live, bundle, by=world.viewers["mo"])

    with live.store.reading() as desk:
        entry = desk.audit.of_case(done.case_id)[0].entry
        assert (entry.deed, entry.account_id, entry.role) == ("case.import", world.viewers["mo"].account_id, "manager")
        assert first_fault(desk.audit.chain()) == ""


def test_what_is_due_is_planned_at_once(live: Kit, bundle: Json) -> None:
    a_world(live)

    done = take(live, bundle)

    with live.store.reading() as desk:
        assert desk.messages.of_case(done.case_id)
        assert desk.evidence.standing_of(done.case_id)


def a_brothers_case(live: Kit, bundle: Json) -> tuple[Json, Json]:
    """A case as it is kept, and another case of the same family as a bundle."""
    a_world(live)
    take(live, bundle)
    own: Json = json.loads(give(live, "WS-26-500"))
    text = json.dumps(own)
    own_things = ("witnesses", "hearings", "evidence", "visits", "trips", "bookings", "promises", "contact_log",
                  "duty_notices", "milestones", "parent_offers", "police_passings", "wellbeing_checks",
                  "feedback", "aftercare", "sureness")  # fmt: skip
    for section in own_things:
        for number, item in enumerate(own[section]):
            text = text.replace(item["id"], f"new-{section}-{number}")
    other: Json = json.loads(text.replace(own["case"]["id"], "the other case"))
    other["case"]["ref"] = "WS-26-501"
    return own, other


def test_somebody_known_from_another_case_is_kept_once(live: Kit, database_url: str, bundle: Json) -> None:
    own, brothers = a_brothers_case(live, bundle)
    before = counts(database_url)

    done = take(live, brothers)

    after = counts(database_url)
    assert after["court_case"] == before["court_case"] + 1
    assert (after["person"], after["safe_contact"]) == (before["person"], before["safe_contact"])
    with live.store.reading() as desk:
        assert desk.people.cases_of(own["people"][0]["id"]) == tuple(sorted((own["case"]["id"], done.case_id)))


def other_initials(bundle: Json) -> None:
    bundle["people"][0]["initials"] = "X.Y."


def another_birthday(bundle: Json) -> None:
    bundle["people"][0]["born_on"] = "2001-01-01"


def signed_otherwise(bundle: Json) -> None:
    for person in bundle["people"]:
        for contact in person["contacts"]:
            contact["signed_as"] = "Somebody"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (other_initials, r"^\$\.people\[0\]: .* other facts"),
        (another_birthday, r"^\$\.people\[0\]: .* other facts"),
        (signed_otherwise, r"^\$\.people\[[01]\]\.contacts\[0\]: .* other facts"),
    ],
)
def test_somebody_known_under_other_facts_is_a_fault(
    live: Kit, database_url: str, bundle: Json, change: Callable[[Json], None], where: str
) -> None:
    _, brothers = a_brothers_case(live, bundle)
    before = counts(database_url)
    change(brothers)

    with pytest.raises(Refused, match=where):
        take(live, brothers)

    assert counts(database_url) == before


@pytest.mark.parametrize("section", ["witnesses", "hearings", "evidence"])
def test_what_belongs_to_another_case_is_not_taken_from_it(live: Kit, bundle: Json, section: str) -> None:
    own, brothers = a_brothers_case(live, bundle)
    theirs = json.loads(json.dumps(brothers).replace(brothers[section][0]["id"], own[section][0]["id"]))

    with pytest.raises(Refused, match=rf"^\$\.{section}: .* belongs to another case"):
        take(live, theirs)


def test_a_case_that_is_not_there_cannot_be_exported(live: Kit) -> None:
    with live.store.reading() as desk, pytest.raises(NotFound):
        export_bundle(desk, "ghost")


@pytest.mark.xdist_group("the demo world")
def test_every_case_of_the_demo_world_goes_out_in_and_out_again_byte_for_byte(demo_url: str, tmp_path: Path) -> None:
    live = a_live_kit(demo_url)
    told = [made["case"]["ref"] for made in demo_cases(MONDAY.date(), live.calendar())]
    past = [one.ref for one in past_cases(MONDAY.date(), live.calendar())]
    refs = [*told, *past[:3]]  # those of the past year are all made alike
    out = {ref: give(live, ref) for ref in refs}
    with live.store.reading() as desk:
        assert desk.cases.count() == len(told) + len(past)
        assert len(told) > 40

    url = f"sqlite:///{tmp_path}/empty.db"
    upgrade(url)
    empty = a_live_kit(url)
    with live.store.reading() as old, empty.store.changing() as new:
        for team in old.accounts.teams():
            new.accounts.add_team(team)
        for account in old.accounts.everyone():
            new.accounts.add(account, created_at=live.clock.now())
    for raw in out.values():
        take(empty, raw)

    assert {ref: give(empty, ref) for ref in refs} == out
    empty.store.close()
    live.store.close()


COLUMNS = {
    "case.ref": CaseRow.ref,
    "case.court": CaseRow.court_code,
    "references.kind": ReferenceRow.kind,
    "references.value": ReferenceRow.value,
    "defendants.label": DefendantRow.label,
    "people.initials": PersonRow.initials,
    "people.language": PersonRow.language,
    "people.contacts.signed_as": SafeContactRow.signed_as,
    "people.contacts.seen_by": SafeContactRow.seen_by,
    "people.contacts.whose": SafeContactRow.whose,
    "people.contacts.language": SafeContactRow.language,
    "parts.relation": CasePersonRow.relation,
    "witnesses.label": WitnessRow.label,
    "hearings.revisions.court": RevisionRow.court_code,
    "hearings.revisions.room": RevisionRow.room,
    "hearings.revisions.source": RevisionRow.source,
    "hearings.revisions.reason": RevisionRow.reason,
    "happenings.kind": HappeningRow.kind,
    "happenings.words": HappeningRow.words,
}


@pytest.mark.parametrize("path", COLUMNS)
def test_no_text_that_the_schema_lets_in_is_too_long_for_its_column(path: str) -> None:
    part = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for step in path.split("."):
        part = part["properties"][step]
        part = part.get("items", part)

    assert part["maxLength"] == COLUMNS[path].type.length


def with_a_stop(bundle: Json, **changes: Any) -> Json:
    mother = next(person for person in bundle["people"] if person["id"] == "mother")
    phone, witness = mother["contacts"][0]["id"], bundle["witnesses"][0]["id"]
    stop = {"id": "stop1", "contact": phone, "witness": witness, "since_at": "2026-11-02T09:00:00Z"}
    bundle["stops"] = [{**stop, **changes}]
    return bundle


def two_go(bundle: Json, second: str) -> int:
    """Send somebody along to the first visit that has an officer; gives its place."""
    n, visit = next((n, one) for n, one in enumerate(bundle["visits"]) if one["officer"])
    visit["officer"], visit["second"] = "olu@support.example", second
    return n


def test_who_goes_along_to_a_visit_goes_with_the_case_byte_for_byte(lite: Kit, bundle: Json) -> None:
    a_world(lite)
    two_go(bundle, "olivia@support.example")
    take(lite, bundle)

    out = give(lite, "WS-26-500")

    (visit,) = (one for one in json.loads(out)["visits"] if "second" in one)
    assert (visit["officer"], visit["second"]) == ("olu@support.example", "olivia@support.example")
    assert write_bundle(read_bundle(out)) == out


def test_a_case_is_with_us_from_the_import_unless_it_says_since_when(lite: Kit, bundle: Json) -> None:
    a_world(lite)
    del bundle["case"]["came_on"]
    take(lite, bundle)
    out = json.loads(give(lite, "WS-26-500"))

    assert out["case"]["came_on"] == lite.clock.now().date().isoformat()
    assert write_bundle(read_bundle(json.dumps(out).encode())) == give(lite, "WS-26-500")


def test_nobody_goes_along_with_themselves(lite: Kit, bundle: Json) -> None:
    a_world(lite)
    n = two_go(bundle, "olu@support.example")

    with pytest.raises(Refused, match=rf"visits\[{n}\].second: whoever goes along"):
        take(lite, bundle)


def test_what_somebody_asked_us_to_stop_goes_with_the_case(live: Kit, bundle: Json, tmp_path: Path) -> None:
    a_world(live)
    take(live, with_a_stop(bundle))
    given = give(live, "WS-26-500")

    (stop,) = json.loads(given)["stops"]
    assert (stop["since_at"], stop["by_carrier"], stop["until_at"]) == ("2026-11-02T09:00:00Z", False, None)
    address = f"sqlite:///{tmp_path / 'other.db'}"
    upgrade(address)
    other = a_live_kit(address)
    a_world(other)
    take(other, given)
    assert give(other, "WS-26-500") == given
    with other.store.reading() as desk:
        picture = desk.cases.known_picture(desk.cases.id_of("WS-26-500") or "")
    assert [s.witness_id for s in picture.stops] == [picture.witnesses[0].witness_id]
    other.store.close()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"contact": "nowhere"}, "$.stops[0].contact"),
        ({"witness": "nobody"}, "$.stops[0].witness"),
        ({"since_at": "2026-02-30T09:00:00Z"}, "$.stops[0].since_at"),
    ],
)
def test_a_stop_that_points_at_nothing_is_refused_with_its_place(bundle: Json, change: Json, where: str) -> None:
    with pytest.raises(BadBundle) as refused:
        read_bundle(json.dumps(with_a_stop(bundle, **change)).encode())

    assert [place for place, _ in refused.value.faults] == [where]


def a_choice(**changed: Any) -> Json:
    return {
        "id": "choice-1",
        "at": "2026-11-02T09:00:00Z",
        "wanted": True,
        "mailbox": None,
        "title": "Dentist",
        "place": "none",
        "nickname": "",
        "alarms": [60],
        "busy": False,
        "whose": "own",
        **changed,
    }


def test_what_somebody_chose_for_their_calendar_goes_with_the_case(live: Kit, bundle: Json) -> None:
    a_world(live)
    later = a_choice(id="choice-2", at="2026-11-09T09:00:00Z", wanted=False, title="", alarms=[])
    bundle["people"][1]["calendar"] = [a_choice(), later]

    take(live, bundle)

    given = json.loads(give(live, "WS-26-500"))
    (chosen,) = [p["calendar"] for p in given["people"] if p["calendar"]]
    assert [{**c, "id": ""} for c in chosen] == [{**c, "id": ""} for c in (a_choice(), later)]
    assert write_bundle(read_bundle(give(live, "WS-26-500"))) == give(live, "WS-26-500")


def test_a_choice_that_belongs_to_another_history_is_refused(live: Kit, bundle: Json) -> None:
    a_world(live)
    bundle["people"][1]["calendar"] = [a_choice()]
    take(live, bundle)
    mother = next(p for p in json.loads(give(live, "WS-26-500"))["people"] if p["calendar"])
    known = mother["id"]
    # The same mother in another case, with another first choice: her own name stands wherever "mother" did.
    given = json.loads(json.dumps(bundle).replace('"mother"', f'"{known}"'))
    given["case"]["ref"] = "WS-26-501"
    given["people"][1]["household"] = mother["household"]

    with pytest.raises(Refused, match=r"calendar\[0\]: another choice is known in its place"):
        take(live, given)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"mailbox": "nowhere"}, r"\$\.people\[1\]\.calendar\[0\]\.mailbox"),
        ({"alarms": [7]}, r"\$\.people\[1\]\.calendar\[0\]\.alarms"),
        ({"title": "x" * 41}, r"\$\.people\[1\]\.calendar\[0\]\.title"),
        ({"whose": "everybody"}, r"\$\.people\[1\]\.calendar\[0\]\.whose"),
    ],
)
def test_a_choice_that_cannot_be_is_named(live: Kit, bundle: Json, changed: Json, where: str) -> None:
    bundle["people"][1]["calendar"] = [a_choice(**changed)]

    with pytest.raises(Refused, match=where):
        take(live, bundle)


def test_where_a_family_is_met_goes_with_the_case_byte_for_byte(live: Kit, bundle: Json, tmp_path: Path) -> None:
    a_world(live)
    household = {"household": bundle["people"][0]["household"], "recorded_at": "2026-11-02T10:00:00Z"}
    bundle["places"] = [{**household, "place": "safe_point", "outcode": "HX1"}]
    bundle["care"] = [{**household, "two_go": True, "skills": ["child_seat"]}]
    take(live, bundle)
    given = give(live, "WS-26-500")

    assert [said["outcode"] for said in json.loads(given)["places"]] == ["HX1"]
    address = f"sqlite:///{tmp_path / 'other.db'}"
    upgrade(address)
    other = a_live_kit(address)
    a_world(other)
    take(other, given)
    assert give(other, "WS-26-500") == given
    with other.store.reading() as desk:
        picture = desk.cases.known_picture(desk.cases.id_of("WS-26-500") or "")
        (care,) = desk.travel.care_of([picture.people[0].household_id]).values()
    assert (care.two_go, care.skills) == (True, {"child_seat"})
    other.store.close()


def test_what_waits_on_a_private_page_comes_back_byte_for_byte_and_opens_nothing(lite: Kit, bundle: Json) -> None:
    a_world(lite)
    mother = next(p for p in bundle["people"] if p["id"] == "mother")
    phone = next(c["id"] for c in mother["contacts"] if c["channel"] == "sms")
    at = "2026-11-20T10:00:00Z"
    times = {"first_on": "2026-11-30", "first_at": "15:00", "second_on": "2026-12-01", "second_at": "16:30"}
    wish = {"id": "wish", "visit": bundle["visits"][0]["id"], "person": "mother", "contact": phone, "seen": 1}
    bundle["page_choices"] = [{"contact": phone, "is_on": True, "because": "she asked", "recorded_at": at}]
    bundle["other_times"] = [{**wish, **times, "recorded_at": at}]
    bundle["page_calls"] = [{"person": "mother", "asked": "worried", "on": "2026-11-20", "due_at": at}]

    done = take(lite, bundle)

    with lite.store.reading() as desk:
        (choice,) = desk.private_pages.choices_of(c.contact_id for c in desk.contacts.of_case(done.case_id))
        kinds = {task.kind for task in desk.tasks.open_of_case(done.case_id)}
        assert desk.private_pages.is_on(choice.contact_id)
        assert desk.private_pages.of_contact(choice.contact_id) == ()
    assert {TaskKind.OTHER_TIME, TaskKind.PRIVATE_PAGE} <= kinds
    written = give(lite, "WS-26-500")
    again = json.loads(written)
    sections = ("page_choices", "other_times", "page_calls")
    assert [len(again[section]) for section in sections] == [1, 1, 1]
    assert write_bundle(read_bundle(written)) == written
