"""Need to know: who may see or change which case. The whole policy, asked by every action and question.

Assignment or team membership opens a case; a restriction narrows it to named people; an exclusion closes it, and
nothing opens it again: for an excluded person the case does not exist. Somebody outside may open one case in an
emergency (`domain.break_glass`), to read it for a short time: that passes a restriction and never an exclusion.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What somebody signs in as."""

    OFFICER = "officer"
    MANAGER = "manager"
    LIAISON = "liaison"
    ADMIN = "admin"


class TeamKind(StrEnum):
    """Which side of the work a team is on."""

    SUPPORT = "support"
    CPS = "cps"


class Deed(StrEnum):
    """What somebody wants to do with a case."""

    SEE_CASE = "see_case"
    CHANGE_CASE = "change_case"
    SEE_READINESS = "see_readiness"
    RECORD_DECISIONS = "record_decisions"  # what the court decided or asked, as the prosecution knows it
    ASK_AND_ANSWER = "ask_and_answer"  # put a question to the other side, and answer theirs
    SEE_DISCLOSURE = "see_disclosure"  # words of a family that are kept from everybody but those who must act


class Tie(StrEnum):
    """A named tie between an account and a case."""

    ASSIGNED = "assigned"
    RESTRICTED_TO = "restricted_to"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who has signed in."""

    account_id: str
    role: Role
    team_id: str
    name: str

    @property
    def first_name(self) -> str:
        """The name by which a family knows them."""
        return self.name.split(" ")[0]


@dataclass(frozen=True, slots=True)
class CaseGround:
    """What the policy needs to know about a case, and nothing else about it.

    acting: those who were given a kept text of it to act on, on call or as cover, and have not said that they have.
    opened_to: those who have it open in an emergency at the instant for which the ground was read.
    """

    case_id: str
    team_id: str
    cps_team_id: str | None
    owner_id: str
    assigned: frozenset[str] = frozenset()
    restricted_to: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    acting: frozenset[str] = frozenset()
    opened_to: frozenset[str] = frozenset()


SUPPORT_DEEDS = frozenset(
    {Deed.SEE_CASE, Deed.CHANGE_CASE, Deed.SEE_READINESS, Deed.ASK_AND_ANSWER, Deed.SEE_DISCLOSURE}
)

DEEDS_OF: dict[Role, frozenset[Deed]] = {
    Role.OFFICER: SUPPORT_DEEDS,
    Role.MANAGER: SUPPORT_DEEDS,
    Role.LIAISON: frozenset({Deed.SEE_READINESS, Deed.RECORD_DECISIONS, Deed.ASK_AND_ANSWER}),
    # Administrators manage accounts and rules, not cases.
    Role.ADMIN: frozenset(),
}


# Reading, and nothing else: no change, no text, no kept words of a family, and no list in which the case would stand.
EMERGENCY_DEEDS = frozenset({Deed.SEE_CASE})


def sees_cases(role: Role) -> bool:
    """Say whether anybody of this role may see cases at all."""
    return Deed.SEE_CASE in DEEDS_OF[role]


def may(viewer: Viewer, deed: Deed, ground: CaseGround) -> bool:
    """Say whether `viewer` may do `deed` with the case that `ground` describes."""
    if viewer.account_id in ground.excluded or deed not in DEEDS_OF[viewer.role]:
        return False
    if deed in EMERGENCY_DEEDS and viewer.account_id in ground.opened_to:
        return True
    must_act = viewer.account_id == ground.owner_id or viewer.account_id in ground.acting
    if deed is Deed.SEE_DISCLOSURE and viewer.role is not Role.MANAGER and not must_act:
        return False
    named = viewer.account_id == ground.owner_id or viewer.account_id in ground.assigned | ground.restricted_to
    if ground.restricted_to:
        return named
    if viewer.role is Role.LIAISON:
        return viewer.team_id == ground.cps_team_id
    return named or viewer.team_id == ground.team_id


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody asking for something now: what a door hands to every action and question.

    at: aware UTC. request_id: ties what is recorded to one request in the logs.
    """

    viewer: Viewer
    at: datetime
    request_id: str = ""
