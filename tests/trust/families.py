"""Thousands of families in a real database, each with one text that is due, without an hour of setting up.

One family of each kind is made as an officer would make it and put right by the product; the others are copies of its
rows, with names, numbers and seals of their own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Engine, Table, insert, select

from tests.kits import FIELD_KEYS
from tests.live import MONDAY, TalkingClock, a_live_kit
from tests.worlds import TRIAL, _staff, a_record
from witness.actions.reconcile import put_right
from witness.domain.access import Viewer
from witness.domain.cases import Case, Reference, Track
from witness.domain.contact import Channel
from witness.domain.defendants import Custody, Defendant, DefendantOutcome, Plea
from witness.domain.evidence import EventState, EvidenceEvent, Told
from witness.domain.hearings import NO_SLOT, Hearing, HearingKind, HearingState, Revision
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.identifiers import ALPHABET, LENGTH, new_id
from witness.kit import Kit
from witness.store import Desk, Store
from witness.store.engine import open_engine
from witness.store.types import Base
from witness.store.vault import Vault, read_keys

# What a family is texted about: a first date, a reminder, a date that moved, a hearing that is off, and one that is off
# on the very day, which is a matter of safety.
KINDS = ("set", "reminder", "moved", "off", "safety")
# Drama numbers with two digits too many: no phone anywhere can have one.
NUMBER = "+44770090000000"
REF, T_NUMBER = "WS-26-00000", "T202600000"
# A name somewhere in a longer text, as in a reason key.
NAME = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
TEXTS = "message"


@dataclass(frozen=True)
class RecordingVault(Vault):
    """A vault that remembers what it sealed, so that a copied row can be sealed anew in its own name."""

    sealed: dict[bytes, tuple[str, str, str]] = field(default_factory=dict)
    indexed: dict[str, tuple[str, str]] = field(default_factory=dict)

    def seal(self, place: str, row_id: str, text: str) -> bytes:
        made = Vault.seal(self, place, row_id, text)
        self.sealed[made] = (place, row_id, text)
        return made

    def index_of(self, place: str, text: str) -> str:
        made = Vault.index_of(self, place, text)
        self.indexed[made] = (place, text)
        return made


@dataclass(frozen=True)
class Family:
    """The names of the first family of a kind; those of its copies follow from them."""

    case: str = field(default_factory=new_id)
    child: str = field(default_factory=new_id)
    mother: str = field(default_factory=new_id)
    witness: str = field(default_factory=new_id)
    hearing: str = field(default_factory=new_id)
    event: str = field(default_factory=new_id)
    mobile: str = field(default_factory=new_id)
    home: str = field(default_factory=new_id)


def settle_families(url: str, counts: Mapping[str, int]) -> None:
    """Fill the migrated database at `url` with so many families of each kind."""
    keys = read_keys(FIELD_KEYS)
    vault = RecordingVault(keys.current, keys.keys, keys.index_key)
    engine = open_engine(url)
    bare = a_live_kit(url)
    bare.store.close()
    kit = replace(bare, store=Store(engine, vault), clock=TalkingClock(MONDAY))
    with kit.store.changing() as desk:
        viewers = _staff(desk)
    originals = {}
    for kind in counts:
        before = _all_rows(engine)
        family = _first_family(kit, viewers, kind)
        originals[kind] = family, _new_rows(engine, before)
        _take_out(engine, originals[kind][1])
    first = 1  # the family that the others are copied from is number 0
    for kind, count in counts.items():
        _copy(engine, vault, *originals[kind], range(first, first + count))
        first += count
    kit.store.close()


def _first_family(kit: Kit, viewers: Mapping[str, Viewer], kind: str) -> Family:
    family = Family()
    with kit.store.changing() as desk:
        _people_of(desk, family, viewers)
        _dates_of(desk, family, kind)
        put_right(desk, family.case, kit.rules(), now=kit.clock.now())
    return family


def _people_of(desk: Desk, family: Family, viewers: Mapping[str, Viewer]) -> None:
    olu, leigh = viewers["olu"], viewers["leigh"]
    desk.cases.add(
        Case(
            family.case, REF, Track.CROWN, olu.team_id, olu.account_id, leigh.team_id, "429", date(2026, 1, 12),
            "", "", charged_on=date(2025, 12, 1), references=(Reference("t_number", T_NUMBER),),
            defendants=(Defendant("D1", Custody.BAIL, Plea.NOT_GUILTY, DefendantOutcome.NONE),),
        )
    )  # fmt: skip
    desk.people.add(Person(family.child, family.home, "Jude Farah", "J.F.", date(2012, 5, 5)))
    desk.people.add(Person(family.mother, family.home, "Amina Farah", "A.F.", date(1985, 1, 1)))
    desk.people.give_part(family.case, CasePart(family.child, Part.WITNESS))
    desk.people.give_part(family.case, CasePart(family.mother, Part.PARENT_CARER, "mother", family.child))
    desk.people.add_witness(family.case, Witness(family.witness, family.child, "W1", Requirement.WARNED))
    safe_all_day = {"safe_until": time(22, 0)}
    desk.contacts.add(a_record(family.mobile, family.mother, Channel.SMS, NUMBER, safe_all_day))


def _dates_of(desk: Desk, family: Family, kind: str) -> None:
    known, lately = datetime(2026, 9, 1, 9, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC)
    day = {"reminder": date(2026, 12, 7), "safety": date(2026, 11, 23)}.get(kind, date(2026, 12, 1))
    first = Revision(1, HearingState.LISTED, replace(TRIAL, on=day), "Notice from the court", known, known)
    news = replace(first, number=2, reason="the judge is ill", learnt_at=lately, recorded_at=lately)
    vacated = replace(news, slot=NO_SLOT, state=HearingState.VACATED)
    later = {
        "moved": (replace(news, slot=replace(TRIAL, on=date(2026, 12, 10))),),
        "off": (vacated,),
        "safety": (vacated,),
    }.get(kind, ())
    desk.hearings.add(Hearing(family.hearing, family.case, HearingKind.TRIAL, (first, *later)))
    desk.evidence.expect(family.case, EvidenceEvent(family.event, family.witness, family.hearing, EventState.EXPECTED))
    if kind != "set":
        desk.evidence.told(family.case, Told(family.mother, family.hearing, 1, "call", known))


Rows = dict[Table, list[dict[str, Any]]]


def _all_rows(engine: Engine) -> Rows:
    with engine.connect() as connection:
        return {
            table: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }


def _new_rows(engine: Engine, before: Rows) -> Rows:
    after = _all_rows(engine)
    return {table: new for table, rows in after.items() if (new := [row for row in rows if row not in before[table]])}


def _take_out(engine: Engine, rows_of: Rows) -> None:
    with engine.begin() as connection:
        for table in reversed(list(rows_of)):
            key = next(iter(table.primary_key))
            connection.execute(table.delete().where(key.in_([row[key.name] for row in rows_of[table]])))


def _copy(engine: Engine, vault: RecordingVault, family: Family, rows_of: Rows, numbers: range) -> None:
    """Put copies of a family into the tables, in their order of dependence."""
    own = {family.home} | {
        row[key.name] for table, rows in rows_of.items() for key in table.primary_key for row in rows
    }
    names = [_names(own, number) for number in numbers]
    with engine.begin() as connection:
        for table, rows in rows_of.items():
            copies = [copy for called in names for copy in _copies(rows, vault, called)]
            if copies:
                connection.execute(insert(table), copies)


def _names(own: set[Any], number: int) -> dict[str, str]:
    """What is called otherwise in a copy: every name of a row, the telephone number, the references."""
    names = {name: f"{name[: LENGTH - 4]}{_in_letters(number)}" for name in own if len(str(name)) == LENGTH}
    return names | {NUMBER: number_of(number), REF: f"WS-26-{number:05}", T_NUMBER: f"T2026{number:05}"}


def number_of(number: int) -> str:
    """The telephone number of the family of this number."""
    return f"{NUMBER[:-5]}{number:05}"


def _in_letters(number: int) -> str:
    return "".join(ALPHABET[number // 32**place % 32] for place in (3, 2, 1, 0))


def _copies(rows: list[dict[str, Any]], vault: RecordingVault, names: dict[str, str]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {name: _copied(value, vault, names) for name, value in row.items()}


def _copied(value: Any, vault: RecordingVault, names: dict[str, str]) -> Any:
    if isinstance(value, bytes):
        if value not in vault.sealed:
            return value
        place, row_id, text = vault.sealed[value]
        return Vault.seal(vault, place, _renamed(row_id, names), _renamed(text, names))
    if isinstance(value, str) and value in vault.indexed:
        place, text = vault.indexed[value]
        return Vault.index_of(vault, place, _renamed(text, names))
    if isinstance(value, str):
        return _renamed(value, names)
    if isinstance(value, dict):
        return {name: _copied(item, vault, names) for name, item in value.items()}
    if isinstance(value, list):
        return [_copied(item, vault, names) for item in value]
    return value


def _renamed(text: str, names: dict[str, str]) -> str:
    if text in names or len(text) <= LENGTH:
        return names.get(text, text)
    return NAME.sub(lambda found: names.get(found[0], found[0]), text)
