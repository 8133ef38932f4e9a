"""The people who work in the demo world."""

from dataclasses import dataclass

from witness.domain.access import Role, TeamKind

CALDER = "Calder Valley Witness Support"
AIREDALE = "Airedale Witness Support"
CPS = "CPS Yorkshire"

# name, kind, telephone
TEAMS: tuple[tuple[str, TeamKind, str], ...] = (
    (CALDER, TeamKind.SUPPORT, "0113 496 0100"),
    (AIREDALE, TeamKind.SUPPORT, "0113 496 0200"),
    (CPS, TeamKind.CPS, "0113 496 0300"),
)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody who works in the demo world."""

    email: str
    name: str
    role: Role
    team: str
    desk_phone: str = ""


STAFF: tuple[DemoAccount, ...] = (
    DemoAccount("olu@support.example", "Olu Adeyemi", Role.OFFICER, CALDER, "0113 496 0123"),
    DemoAccount("olivia@support.example", "Olivia Birch", Role.OFFICER, CALDER, "0113 496 0124"),
    DemoAccount("oona@support.example", "Oona Dale", Role.OFFICER, CALDER, "0113 496 0125"),
    DemoAccount("osric@support.example", "Osric Finn", Role.OFFICER, CALDER, "0113 496 0126"),
    DemoAccount("mo@support.example", "Mo Ellis", Role.MANAGER, CALDER, "0113 496 0120"),
    DemoAccount("ada@support.example", "Ada Firth", Role.ADMIN, CALDER),
    DemoAccount("otis@support.example", "Otis Crane", Role.OFFICER, AIREDALE, "0113 496 0223"),
    DemoAccount("leigh@cps.example", "Leigh Garner", Role.LIAISON, CPS),
    DemoAccount("lena@cps.example", "Lena Holt", Role.LIAISON, CPS),
)
