"""A small world in a real database: one team, one case, the Farah family."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from tests.kept_rows import again
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Role, TeamKind, Viewer
from witness.domain.accounts import Account, AccountState, Team
from witness.domain.cases import Case, Reference, Track
from witness.domain.contact import Channel, ContactState, SafeContact, Tier
from witness.domain.contact_answers import Belongs
from witness.domain.defendants import Custody, Defendant, DefendantOutcome, Plea
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import Hearing, HearingKind, HearingState, Listing, Revision, Slot
from witness.domain.measures import Measure, MeasureKind, MeasureState
from witness.domain.people import CasePart, Part, Person, Requirement, Witness
from witness.identifiers import new_id
from witness.kit import Kit
from witness.store import Desk

MOBILE, MAIL = "+447700900123", "amina@home.example"
T_NUMBER, URN = "T20267001", "13AB3456726"
COURT = "429"
TRIAL = Slot(Listing.FIXTURE, date(2026, 12, 1), None, time(10, 0), COURT, "1")

STAFF = {
    "olu": ("Olu Adeyemi", Role.OFFICER, "Calder"),
    "olivia": ("Olivia Birch", Role.OFFICER, "Calder"),
    "otis": ("Otis Crane", Role.OFFICER, "Airedale"),
    "mo": ("Mo Ellis", Role.MANAGER, "Calder"),
    "leigh": ("Leigh Garner", Role.LIAISON, "CPS"),
    "lena": ("Lena Holt", Role.LIAISON, "CPS South"),
    "ada": ("Ada Firth", Role.ADMIN, "Calder"),
}


@dataclass(frozen=True)
class World:
    """The names of everything in it."""

    case: str
    child: str
    mother: str
    witness: str
    hearing: str
    event: str
    mobile: str
    mail: str
    viewers: dict[str, Viewer]

    def asking(self, who: str, kit: Kit) -> Asking:
        return Asking(self.viewers[who], kit.clock.now(), "test")


def a_world(kit: Kit, **changes: Any) -> World:
    """Put the world into a kit's database: J.F., 14, her mother, a trial on 1 December, Officer Olu."""
    if changes:
        return _made(kit, changes)
    world: World = again(kit, lambda: _made(kit, changes))
    return replace(world, viewers=dict(world.viewers))


def _made(kit: Kit, changes: dict[str, Any]) -> World:
    with kit.store.changing() as desk:
        viewers = _staff(desk)
        world = World(*(new_id() for _ in range(8)), viewers=viewers)  # type: ignore[arg-type]
        _case(desk, world, changes)
        put_right(desk, world.case, kit.rules(), now=kit.clock.now())
    return world


def another_case(kit: Kit, world: World, nth: int, **changes: Any) -> World:
    """Put a further case beside the first: the same staff and dates, a family alike. household: "home" by default."""
    with kit.store.changing() as desk:
        other = World(*(new_id() for _ in range(8)), viewers=world.viewers)  # type: ignore[arg-type]
        references = (Reference("t_number", f"T2026{7100 + nth}"),)
        alike = {"ref": f"WS-26-{100 + nth}", "references": references}
        _case(desk, other, alike | changes)
        put_right(desk, other.case, kit.rules(), now=kit.clock.now())
    return other


def _staff(desk: Desk) -> dict[str, Viewer]:
    teams: dict[str, Team] = {}
    for name, kind in (
        ("Calder", TeamKind.SUPPORT),
        ("Airedale", TeamKind.SUPPORT),
        ("CPS", TeamKind.CPS),
        ("CPS South", TeamKind.CPS),
    ):
        teams[name] = Team(new_id(), name, kind, "0113 496 0100")
        desk.accounts.add_team(teams[name])
    viewers = {}
    for short, (name, role, team) in STAFF.items():
        account = Account(
            id=new_id(),
            email=f"{short}@{'cps' if role is Role.LIAISON else 'support'}.example",
            name=name,
            role=role,
            team_id=teams[team].id,
            state=AccountState.ACTIVE,
            desk_phone="0113 496 0123",
            generation=1,
        )
        desk.accounts.add(account, created_at=datetime(2026, 1, 1, tzinfo=UTC))
        viewers[short] = account.viewer
    return viewers


def _case(desk: Desk, world: World, changes: dict[str, Any]) -> None:
    olu, leigh = world.viewers["olu"], world.viewers["leigh"]
    desk.cases.add(
        Case(
            world.case,
            changes.get("ref", "WS-26-014"),
            Track.CROWN,
            olu.team_id,
            olu.account_id,
            leigh.team_id,
            COURT,
            date(2026, 1, 12),
            "",
            "",
            charged_on=date(2025, 12, 1),
            references=changes.get("references", (Reference("t_number", T_NUMBER), Reference("urn", URN))),
            came_on=changes.get("came_on"),
            defendants=(Defendant("D1", Custody.BAIL, Plea.NOT_GUILTY, DefendantOutcome.NONE),),
        )
    )
    home = changes.get("household", "home")
    desk.people.add(Person(world.child, home, "Jude Farah", "J.F.", date(2012, 5, 5)))
    desk.people.add(Person(world.mother, home, "Amina Farah", "A.F.", date(1985, 1, 1)))
    desk.people.give_part(world.case, CasePart(world.child, Part.WITNESS))
    desk.people.give_part(world.case, CasePart(world.mother, Part.PARENT_CARER, "mother", world.child))
    requirement = changes.get("requirement", Requirement.WARNED)
    desk.people.add_witness(world.case, Witness(world.witness, world.child, "W1", requirement))
    desk.contacts.add(a_record(world.mobile, world.mother, Channel.SMS, changes.get("number", MOBILE), changes))
    desk.contacts.add(a_record(world.mail, world.mother, Channel.EMAIL, MAIL, changes.get("mailbox", {})))
    known = datetime(2026, 9, 1, 9, tzinfo=UTC)
    slot = changes.get("slot", TRIAL)
    revision = Revision(1, HearingState.LISTED, slot, "Notice from the court", known, known)
    desk.hearings.add(Hearing(world.hearing, world.case, HearingKind.TRIAL, (revision,)))
    desk.evidence.expect(world.case, EvidenceEvent(world.event, world.witness, world.hearing, EventState.EXPECTED))
    desk.evidence.put_measure(
        world.case, Measure(world.witness, MeasureKind.LIVE_LINK, MeasureState.GRANTED, date(2026, 10, 1))
    )


def a_record(contact_id: str, person_id: str, channel: Channel, value: str, changes: dict[str, Any]) -> SafeContact:
    return SafeContact(
        contact_id,
        person_id,
        channel,
        value,
        changes.get("tier", Tier.L1),
        changes.get("contact_state", ContactState.USABLE),
        changes.get("reviewed_on", date(2026, 11, 10)),
        "Olu",
        language=changes.get("language", "en"),
        safe_days=frozenset(range(7)),
        safe_until=changes.get("safe_until", time(19, 0)),
        wants_calendar=channel is Channel.EMAIL,
        opted_in_on=changes.get("opted_in_on"),
        belongs=changes.get("belongs", Belongs.NOT_ASKED),
    )


def a_firm_list(
    *days: tuple[date, str], number: str = T_NUMBER, urn: str = URN, version: str = "v2", room: int = 5
) -> dict[str, Any]:
    """A firm list with one trial at our court on each of these days: (day, "10:00:00")."""
    house = {"CourtHouseCode": int(COURT), "CourtHouseName": "Leeds"}
    on = [day for day, _ in days]
    return {
        "FirmList": {
            "DocumentID": {"UniqueID": "X", "DocumentType": "FL"},
            "ListHeader": {
                "StartDate": min(on).isoformat(),
                "EndDate": max(on).isoformat(),
                "Version": version,
                "PublishedTime": "2026-11-23T16:04:00Z",
            },
            "CrownCourt": {"CourtHouseType": "Crown Court", **house},
            "CourtLists": [
                {
                    "SittingDate": day.isoformat(),
                    "CourtHouse": house,
                    "Sittings": [
                        {
                            "CourtRoomNumber": room,
                            "SittingAt": at,
                            "SittingPriority": "T",
                            "Hearings": [
                                {
                                    "HearingSequenceNumber": 1,
                                    "HearingDetails": {
                                        "HearingDescription": "For Trial",
                                        "HearingType": "TRL",
                                        "HearingDate": day.isoformat(),
                                    },
                                    "CaseNumber": number,
                                    "CaseNumberCaTH": number,
                                    "Defendants": [
                                        {
                                            "PersonalDetails": {"Name": {"CitizenNameSurname": "CANARYMAN"}},
                                            "URN": urn,
                                        }
                                    ],
                                }
                            ],
                        }
                    ],
                }
                for day, at in days
            ],
        }
    }
