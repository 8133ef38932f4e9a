"""Who looked at what, for a manager: looked for, on the record itself, and taken away with a purpose."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from witness.domain.access import Asking, Deed, Role, may
from witness.domain.audit_kinds import LoggedAs
from witness.domain.audit_search import FAMILY_PAGE, NOBODY, FoundEntry, Period, Purpose, Sought
from witness.domain.audit_words import logged_as, sentence_of, who_of
from witness.domain.court_time import moment_in_london
from witness.store import Desk, Store

PAGE_OF = 50
# More than anybody reads; whoever needs the whole record has it from the command line.
MOST_TAKEN_AWAY = 10_000


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An entry as it is shown. case_id "": it is about no single case."""

    seq: int
    at: datetime
    who: str
    sentence: str
    role: str
    logged_as: LoggedAs
    is_refused: bool
    case_id: str
    case_ref: str
    request_id: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """What was found. older: the number before which the next page begins; None when this is the last.

    people: (value of the form, name) of everybody who can be asked for. case_ref: of the case that was asked for.
    """

    lines: tuple[AuditLine, ...]
    older: int | None
    people: tuple[tuple[str, str], ...]
    case_ref: str


def audit_page(store: Store, sought: Sought, *, asking: Asking) -> AuditPage:
    """Look through the record.

    Raises:
        NotFound: there is no such case for this person.
    """
    with _opened(store, sought, asking, "audit.read") as desk:
        names = {account.id: account.name for account in desk.accounts.everyone()}
        found = desk.audit_search.find(asking.viewer, sought, period_of(sought), PAGE_OF + 1)
        people = tuple(
            (account.id, account.name)
            for account in sorted(desk.accounts.everyone(), key=lambda account: account.name)
            if account.viewer.team_id == asking.viewer.team_id or account.role is Role.LIAISON
        )
        shown = found[:PAGE_OF]
        return AuditPage(
            lines=tuple(_lines(shown, names)),
            older=shown[-1].seq if len(found) > PAGE_OF else None,
            people=(*people, (FAMILY_PAGE, "Families, on their page"), (NOBODY, "The worker and the command line")),
            case_ref=_ref_of(desk, sought.case_id),
        )


def audit_taken_away(store: Store, sought: Sought, purpose: Purpose, *, asking: Asking) -> tuple[AuditLine, ...]:
    """Take what was found away, at most MOST_TAKEN_AWAY entries; that, and for what, is on the record.

    Raises:
        NotFound: there is no such case for this person.
    """
    with _opened(store, sought, asking, "audit.export", f"for {purpose.value}") as desk:
        names = {account.id: account.name for account in desk.accounts.everyone()}
        found = desk.audit_search.find(asking.viewer, sought, period_of(sought), MOST_TAKEN_AWAY)
        return tuple(_lines(found, names))


def case_with(store: Store, ref: str, *, asking: Asking) -> str:
    """Give the opaque name of the case with our reference; "" when there is none for this person."""
    with store.board_for(asking, doing="audit.read", about="a reference") as desk:
        case_id = desk.cases.id_of(ref.strip().upper())
        ground = None if case_id is None else desk.access.ground_of(case_id)
        return "" if ground is None or not may(asking.viewer, Deed.SEE_CASE, ground) else ground.case_id


def period_of(sought: Sought) -> Period:
    """Give the instants between which London's days lie."""
    first, last = sought.first_on, sought.last_on
    return Period(
        None if first is None else moment_in_london(first, time()),
        None if last is None else moment_in_london(last + timedelta(days=1), time()),
    )


def _ref_of(desk: Desk, case_id: str) -> str:
    case = desk.cases.get(case_id) if case_id else None
    return "" if case is None else case.ref


def _opened(
    store: Store, sought: Sought, asking: Asking, doing: str, about: str = "search"
) -> AbstractContextManager[Desk]:
    if sought.case_id:
        return store.case_for(asking, Deed.SEE_CASE, sought.case_id, doing=doing, about=about)
    return store.board_for(asking, doing=doing, about=about)


def _lines(found: tuple[FoundEntry, ...], names: dict[str, str]) -> Iterator[AuditLine]:
    for one in found:
        entry = one.entry
        yield AuditLine(
            seq=one.seq,
            at=entry.at,
            who=who_of(entry, names),
            sentence=sentence_of(entry, names),
            role=entry.role,
            logged_as=logged_as(entry),
            is_refused=entry.outcome.value == "denied",
            case_id=(entry.case_id or "") if one.case_ref else "",
            case_ref=one.case_ref,
            request_id=entry.request_id,
        )
