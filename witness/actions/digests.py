"""Wants the mail of each working morning for every colleague, once, and counts what waits for them when it goes."""

from dataclasses import asdict
from datetime import datetime

from witness.domain.accounts import Account
from witness.domain.audit import AuditOutcome, Entry
from witness.domain.court_time import london_day
from witness.domain.digests import Digest, Due, digest_from, is_due
from witness.domain.rules import Rules
from witness.store import Desk, Store

# What the reason of such a mail begins with.
DIGEST = "digest:"


def plan_digests(store: Store, *, rules: Rules, now: datetime) -> int:
    """Want this morning's mail for everybody who is to have one and has none yet; gives how many are new.

    It is wanted for each of them, whether or not anything waits: what begins to wait at eleven is no news of the
    morning. When it goes and nothing waits, nothing is sent.
    """
    with store.reading() as desk:
        due = _due(desk, rules, now)
        known = desk.staffing.known_reasons(_reason(account, now) for account in due)
    new = [account for account in due if _reason(account, now) not in known]
    if not new:
        return 0
    with store.changing() as desk:
        return sum(desk.staffing.plan_notice(_reason(account, now), account.id, now) for account in new)


def digest_of(desk: Desk, account: Account, now: datetime) -> Digest:
    """Count the open work of somebody, on the cases that they may see."""
    lines = desk.boards.tasks(account.viewer, owner_id=account.id)
    return digest_from((Due(line.task.due_at, line.task.owner_id != account.id) for line in lines), now)


def choose_digest(store: Store, account: Account, *, wants: bool, now: datetime, request_id: str = "") -> None:
    """Record whether somebody wants the mail of each working morning."""
    with store.changing() as desk:
        desk.accounts.set_digest(account.id, wants=wants)
        desk.audit.record(
            Entry(
                at=now,
                deed="digest.choose",
                outcome=AuditOutcome.ALLOWED,
                account_id=account.id,
                role=account.role.value,
                request_id=request_id,
            )
        )


def numbers_of(digest: Digest) -> dict[str, str]:
    """Give the fields of the mail: numbers, and nothing else."""
    return {name: str(number) for name, number in asdict(digest).items()}


def with_address(body: str, first_page: str) -> str:
    """Add where one's first page is: our own address, the same for everybody."""
    return f"{body}\n{first_page}\n" if first_page else body


def _due(desk: Desk, rules: Rules, now: datetime) -> tuple[Account, ...]:
    absences = desk.staffing.absences(london_day(now))
    everyone = desk.accounts.everyone()
    hours = {team_id: desk.staffing.hours_of(team_id) for team_id in {account.team_id for account in everyone}}
    return tuple(a for a in everyone if is_due(a, hours[a.team_id], absences, now, rules.calendar))


def _reason(account: Account, now: datetime) -> str:
    return f"{DIGEST}{london_day(now)}:{account.id}"
