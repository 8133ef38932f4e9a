"""Conflicts of interest: somebody says that they know, are related to or live near somebody, and is shut out at once.

Only the kind is kept: whom they mean and how is nobody's business, and a word about it would be one about a family.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from witness.domain.access import CaseGround, Deed, Role, Viewer, may
from witness.domain.accounts import Account
from witness.domain.handover import who_could_take


class Closeness(StrEnum):
    """What somebody has to do with a case outside their work."""

    KNOWS = "knows"
    RELATED = "related"
    NEAR = "near"
    OTHER = "other"


# As whoever says it reads it, and as a manager does.
MINE_IN_WORDS: dict[Closeness, str] = {
    Closeness.KNOWS: "I know, or may know, somebody in this case",
    Closeness.RELATED: "I am related to somebody in this case",
    Closeness.NEAR: "I live, or my family lives, near somebody in this case",
    Closeness.OTHER: "There is another reason why it should not be me",
}
THEIRS_IN_WORDS: dict[Closeness, str] = {
    Closeness.KNOWS: "knows, or may know, somebody in it",
    Closeness.RELATED: "is related to somebody in it",
    Closeness.NEAR: "lives near somebody in it",
    Closeness.OTHER: "should not have it, for a reason of their own",
}


class ConflictState(StrEnum):
    """What a manager made of it. It shuts out from the first moment, and until it is lifted."""

    WAITS = "waits"
    STANDS = "stands"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody must not know of a case. by_id: who said so, mostly themselves."""

    conflict_id: str
    case_id: str
    account_id: str
    kind: Closeness
    at: datetime
    by_id: str
    state: ConflictState = ConflictState.WAITS
    decided_by: str | None = None
    decided_at: datetime | None = None


def without(ground: CaseGround, account_id: str) -> CaseGround:
    """Give the ground as it is once somebody is shut out: every other tie of theirs is gone."""
    return replace(
        ground,
        assigned=ground.assigned - {account_id},
        restricted_to=ground.restricted_to,
        excluded=ground.excluded | {account_id},
        acting=ground.acting - {account_id},
        opened_to=ground.opened_to - {account_id},
    )


def who_is_told(accounts: Iterable[Account], ground: CaseGround) -> Account | None:
    """Give who hears of it and takes the case over from an owner: a manager who may change it, else a colleague.

    ground: as it is without whoever is shut out. None when nobody else may have the case.
    """
    able = who_could_take(accounts, ground)
    return min(able, key=lambda account: account.role is not Role.MANAGER, default=None)


def may_decide(viewer: Viewer, conflict: Conflict, ground: CaseGround) -> bool:
    """Whether a manager may say that it stands, or lift it: never whom it is about, nor whoever entered it."""
    is_about_them = viewer.account_id in {conflict.account_id, conflict.by_id}
    return viewer.role is Role.MANAGER and not is_about_them and may(viewer, Deed.CHANGE_CASE, ground)
