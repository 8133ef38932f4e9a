"""Who may see what, as people look at it: what is open in an emergency, what managers decide, what one may declare."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from witness.domain.access import DEEDS_OF, Asking, Deed, Role, Viewer
from witness.domain.accounts import AccountState
from witness.domain.break_glass import FINDING_IN_WORDS, REASON_IN_WORDS, Finding, Opening, reviewers
from witness.domain.conflicts import MINE_IN_WORDS, THEIRS_IN_WORDS, Closeness, ConflictState, may_decide
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.recertification import due, quarter_of
from witness.store import Desk, Store
from witness.store.break_glass import Opened, OpenNow
from witness.store.conflicts import NamedLine

LOOK_BACK = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """A case that was opened in an emergency. looks: how often something of it was read meanwhile."""

    opening: Opening
    case_ref: str
    by_name: str
    by_team: str
    reason: str
    looks: int
    is_late: bool
    finding: str
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class ConflictCard:
    """Somebody who must not know of a case. may_decide: this manager may say that it stands, or lift it."""

    conflict_id: str
    case_id: str
    case_ref: str
    name: str
    because: str
    at: datetime
    waits: bool
    may_decide: bool


@dataclass(frozen=True, slots=True)
class AccessPage:
    """What a manager decides about who may see what. named: of restricted cases, in the quarter, to be confirmed."""

    to_review: tuple[OpeningLine, ...]
    reviewed: tuple[OpeningLine, ...]
    conflicts: tuple[ConflictCard, ...]
    named: tuple[NamedLine, ...]
    confirmed: int
    quarter: str
    me: str


@dataclass(frozen=True, slots=True)
class CaseByInitials:
    """A case before anybody reads a name of it. why: how it comes to this person, "" for their own."""

    case_id: str
    case_ref: str
    initials: tuple[str, ...]
    why: str = ""


def open_in_emergency(store: Store, viewer: Viewer, now: datetime) -> tuple[OpenNow, ...]:
    """Give what somebody has open in an emergency just now, for the banner on every page."""
    with store.reading() as desk:
        return desk.break_glass.open_of(viewer.account_id, now)


def access_page(store: Store, *, asking: Asking) -> AccessPage:
    """Answer for a manager.

    Raises:
        NotFound: somebody else asks.
    """
    viewer, today = asking.viewer, london_day(asking.at)
    if viewer.role is not Role.MANAGER:
        raise NotFound("This is for managers.")
    with store.board_for(asking, doing="access.read") as desk:
        lines = tuple(_openings(desk, asking))
        conflicts = tuple(_conflicts(desk, asking))
        named = desk.conflicts.named_in_restricted(viewer)
    waiting = {(name.case_id, name.account_id) for name in due((line.named for line in named), today)}
    unconfirmed = tuple(line for line in named if (line.named.case_id, line.named.account_id) in waiting)
    return AccessPage(
        to_review=tuple(line for line in lines if line.opening.finding is Finding.OPEN),
        reviewed=tuple(line for line in lines if line.opening.finding is not Finding.OPEN),
        conflicts=conflicts,
        named=unconfirmed,
        confirmed=len(named) - len(unconfirmed),
        quarter=quarter_of(today),
        me=viewer.account_id,
    )


def to_declare(store: Store, *, asking: Asking) -> tuple[CaseByInitials, ...]:
    """Give the cases that come to somebody by an offer or as cover: by initials, so that they can still say no."""
    viewer, today = asking.viewer, london_day(asking.at)
    with store.board_for(asking, doing="conflict.list") as desk:
        offers = desk.handovers.waiting_for(viewer)
        away = [a.account_id for a in desk.staffing.absences(today) if a.cover_id == viewer.account_id]
        covered = desk.conflicts.open_cases_of(viewer, away)
        initials = desk.conflicts.initials_of([*(o.case_id for o in offers), *(c[0] for c in covered)])
    offered = (
        CaseByInitials(o.case_id, o.case_ref, initials.get(o.case_id, ()), f"{o.from_name} offers it to you")
        for o in offers
    )
    stood_in = (
        CaseByInitials(case_id, ref, initials.get(case_id, ()), f"you stand in for {owner}")
        for case_id, ref, owner in covered
    )
    return (*offered, *stood_in)


def before_names(store: Store, case_id: str, *, asking: Asking) -> CaseByInitials:
    """Give one case by initials.

    Raises:
        NotFound: there is no such case for this person.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="conflict.read") as desk:
        case = desk.cases.get(case_id)
        initials = desk.conflicts.initials_of([case_id])
    return CaseByInitials(case_id, "" if case is None else case.ref, initials.get(case_id, ()))


def colleagues(store: Store, *, asking: Asking) -> tuple[tuple[str, str], ...]:
    """Give (account, name) of those whom a manager may shut out when told; nobody for anybody else."""
    if asking.viewer.role is not Role.MANAGER:
        return ()
    with store.reading() as desk:
        everyone = desk.accounts.everyone()
    return tuple(
        (account.id, account.name)
        for account in everyone
        if account.state is AccountState.ACTIVE and account.id != asking.viewer.account_id and DEEDS_OF[account.role]
    )


def kinds() -> tuple[tuple[Closeness, str], ...]:
    """Give what somebody can say of themselves, in the order of the page."""
    return tuple(MINE_IN_WORDS.items())


def _openings(desk: Desk, asking: Asking) -> Iterator[OpeningLine]:
    everyone = desk.accounts.everyone()
    for opened in desk.break_glass.all_since(asking.at - LOOK_BACK):
        ground = desk.access.ground_of(opened.opening.case_id)
        able = () if ground is None else reviewers(everyone, opened.opening.account_id, ground)
        if asking.viewer.account_id in {account.id for account in able}:
            yield _line(desk, opened, asking.at)


def _line(desk: Desk, opened: Opened, now: datetime) -> OpeningLine:
    opening = opened.opening
    return OpeningLine(
        opening=opening,
        case_ref=opened.case_ref,
        by_name=opened.by_name,
        by_team=opened.by_team,
        reason=REASON_IN_WORDS[opening.reason],
        looks=desk.audit.count_looks(
            opening.case_id, opening.account_id, opening.at, opening.ended_at or opening.ends_at
        ),
        is_late=opening.finding is Finding.OPEN and opening.review_due_at < now,
        finding=FINDING_IN_WORDS[opening.finding],
        reviewed_by=opened.reviewed_by_name,
    )


def _conflicts(desk: Desk, asking: Asking) -> Iterator[ConflictCard]:
    for line in desk.conflicts.standing_of(asking.viewer):
        conflict, ground = line.conflict, desk.access.ground_of(line.conflict.case_id)
        yield ConflictCard(
            conflict_id=conflict.conflict_id,
            case_id=conflict.case_id,
            case_ref=line.case_ref,
            name=line.name,
            because=THEIRS_IN_WORDS[conflict.kind],
            at=conflict.at,
            waits=conflict.state is ConflictState.WAITS,
            may_decide=ground is not None and may_decide(asking.viewer, conflict, ground),
        )
