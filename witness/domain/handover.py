"""Handing a case over: offered by one officer, and theirs only when the other has looked at six things and accepts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from witness.domain.access import CaseGround, Deed, Role, Viewer, may
from witness.domain.accounts import Account, AccountState


class Tick(StrEnum):
    """What the receiver must have looked at."""

    STAGE = "stage"
    SAFE_CONTACT = "safe_contact"
    PROMISES = "promises"
    NEXT_CONTACT = "next_contact"
    TOLD = "told"
    NOBODY_I_KNOW = "nobody_i_know"


# In the order of the page. The families' own stories of lost handovers are the source (peers reference, S19).
TICK_IN_WORDS: dict[Tick, str] = {
    Tick.STAGE: "I know where the case is and what comes next",
    Tick.SAFE_CONTACT: "I know which phone is safe, when, and what may be said on it",
    Tick.PROMISES: "I take over every open promise",
    Tick.NEXT_CONTACT: "I know when the family next hears from us",
    Tick.TOLD: "I know what the family was told, and what they believe",
    # Trust reference §2.5: asked on each new case, while only initials are seen.
    Tick.NOBODY_I_KNOW: "I know nobody in this case, am related to none and live near none",
}


RECEIVERS = frozenset({Role.OFFICER, Role.MANAGER})


class HandoverState(StrEnum):
    """What became of an offer."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Handover:
    """An offer of a case. ticked: what the receiver has looked at, empty until it is decided."""

    handover_id: str
    case_id: str
    from_id: str
    to_id: str
    offered_at: datetime
    state: HandoverState = HandoverState.OFFERED
    decided_at: datetime | None = None
    ticked: tuple[Tick, ...] = ()


def still_to_tick(ticked: Iterable[Tick]) -> tuple[Tick, ...]:
    """Give what has not been looked at yet, in the order of the page."""
    looked_at = frozenset(ticked)
    return tuple(tick for tick in TICK_IN_WORDS if tick not in looked_at)


def may_give(viewer: Viewer, owner_id: str) -> bool:
    """Whether somebody who may change a case may also offer it: its owner, or a manager."""
    return viewer.role is Role.MANAGER or viewer.account_id == owner_id


def who_could_take(accounts: Iterable[Account], ground: CaseGround) -> tuple[Account, ...]:
    """Give who could take a case: active officers and managers who may change it already, but for its owner."""
    return tuple(
        account
        for account in accounts
        if account.role in RECEIVERS
        and account.state is AccountState.ACTIVE
        and account.id != ground.owner_id
        and may(account.viewer, Deed.CHANGE_CASE, ground)
    )
