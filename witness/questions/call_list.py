"""Whom to ring: one row for a person with every reason under it, the gate's instructions first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from witness.domain.access import Asking
from witness.domain.call_results import RESULTS, CallResult, tries_count_from, tries_of
from witness.domain.calling import Ringing
from witness.domain.contact import REVIEW_AFTER
from witness.domain.contact_log import ContactEntry
from witness.domain.court_time import london_day
from witness.domain.rules import Rules
from witness.questions.how_to_ring import RingCard, how_to_ring
from witness.store import Desk
from witness.store.call_boards import CallLine, CheckLine
from witness.store.call_claims import CallClaim
from witness.store.message_boards import Sieve

CHECK = "check"
# So long before a check runs out it is worth a call of its own.
CHECK_AHEAD = timedelta(days=3)
# The log is read from where tries count.
NO_LIMIT = datetime.min.replace(tzinfo=UTC)
NEVER_LATE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CallReason:
    """One reason to ring somebody. kind: of the task; "check" for a phone to be checked."""

    kind: str
    words: str
    due_at: datetime | None
    hearing_id: str
    clears_when: str


@dataclass(frozen=True, slots=True)
class CallRow:
    """Somebody to ring. ringing: of the phone that is best rung now. last_try: how the last call in vain ended.

    claimed_by: a colleague who rings them just now, "" when nobody does; is_mine: it is the reader.
    """

    case_id: str
    case_ref: str
    person_id: str
    called: str
    owner_name: str
    cards: tuple[RingCard, ...]
    ringing: Ringing
    reasons: tuple[CallReason, ...]
    hearing_on: date | None
    tries: int
    last_try: str
    last_try_at: datetime | None
    claimed_by: str
    is_mine: bool

    @property
    def card(self) -> RingCard | None:
        """The phone to ring first."""
        return self.cards[0] if self.cards else None

    @property
    def hearing_id(self) -> str:
        """The date that the most urgent reason is about."""
        return next((reason.hearing_id for reason in self.reasons if reason.hearing_id), "")


@dataclass(frozen=True, slots=True)
class CallList:
    """Everybody to ring: now, later because of their safe hours, and whom no phone reaches."""

    now: tuple[CallRow, ...]
    later: tuple[CallRow, ...]
    never: tuple[CallRow, ...]

    @property
    def with_work(self) -> int:
        """How many of them have to be rung for more than a check of their phone."""
        rows = (*self.now, *self.later, *self.never)
        return sum(any(reason.kind != CHECK for reason in row.reasons) for row in rows)


def call_list(desk: Desk, sieve: Sieve, rules: Rules, asking: Asking) -> CallList:
    """Give the list in six statements, whatever the number of cases; in each part the soonest to be late first."""
    boards, today = desk.call_boards, london_day(asking.at)
    lines = boards.calls(asking.viewer, sieve=sieve)
    checks = boards.checks(asking.viewer, today - REVIEW_AFTER + CHECK_AHEAD, sieve=sieve)
    people: dict[tuple[str, str], list[CallLine | CheckLine]] = {}
    for line in lines:
        people.setdefault((line.task.case_id, line.task.person_id or ""), []).append(line)
    for check in checks:
        people.setdefault((check.case_id, check.person_id), []).append(check)
    cases = {case_id for case_id, _ in people}
    phones = boards.phones(person_id for _, person_id in people)
    called = boards.called(cases)
    log = desk.contact_log.calls_of(cases, tries_count_from(asking.at, rules.calendar))
    claims = desk.call_claims.on(cases, asking.at)
    tried = _by_person(log)
    rows = [
        _row(
            key,
            found,
            tuple(how_to_ring(c, speaks=_speaks(found), now=asking.at) for c in phones.get(key[1], ())),
            called.get(key, ""),
            tried.get(key[1], ()),
            claims.get(key),
            asking,
        )
        for key, found in people.items()
    ]
    rows.sort(key=lambda row: _order(row, today))
    return CallList(*(tuple(row for row in rows if row.ringing is ringing) for ringing in Ringing))


def _order(row: CallRow, today: date) -> tuple[bool, datetime, str]:
    """What can still be put right comes first: a day that is over cannot."""
    over = row.hearing_on is not None and row.hearing_on < today
    due_at = min((reason.due_at for reason in row.reasons if reason.due_at is not None), default=NEVER_LATE)
    return over, due_at, f"{row.case_ref} {row.called}"


def _row(
    key: tuple[str, str],
    found: list[CallLine | CheckLine],
    cards: tuple[RingCard, ...],
    called: str,
    log: Iterable[ContactEntry],
    claim: CallClaim | None,
    asking: Asking,
) -> CallRow:
    first = found[0]
    tries = tries_of(log, key[1], since=NO_LIMIT, now=asking.at)
    order = list(Ringing)
    cards = tuple(sorted(cards, key=lambda card: order.index(card.ringing)))
    days = [line.hearing_on for line in found if isinstance(line, CallLine) and line.hearing_on is not None]
    ahead = [day for day in days if day >= london_day(asking.at)]
    return CallRow(
        case_id=key[0],
        case_ref=first.case_ref,
        person_id=key[1],
        called=called or first.initials,
        owner_name=first.owner_name,
        cards=cards,
        ringing=cards[0].ringing if cards else Ringing.NEVER,
        reasons=_reasons(found),
        hearing_on=min(ahead) if ahead else max(days, default=None),
        tries=len(tries),
        last_try=_ended(tries[-1]) if tries else "",
        last_try_at=tries[-1].at if tries else None,
        claimed_by="" if claim is None else claim.name,
        is_mine=claim is not None and claim.account_id == asking.viewer.account_id,
    )


def _reasons(found: list[CallLine | CheckLine]) -> tuple[CallReason, ...]:
    """Give the reasons, the most urgent first; what several tasks say alike is said once."""
    said: dict[str, CallReason] = {}
    for line in found:
        reason = _reason(line)
        said.setdefault(reason.words, reason)
    return tuple(said.values())


def _reason(line: CallLine | CheckLine) -> CallReason:
    if isinstance(line, CheckLine):
        words = "Check by voice how they may be reached"
        return CallReason(CHECK, words, None, "", "you have confirmed it on their page")
    task = line.task
    return CallReason(task.kind.value, task.words, task.due_at, task.hearing_id or "", task.clears_when)


def _ended(entry: ContactEntry) -> str:
    known = {result.value: rule.words for result, rule in RESULTS.items()}
    return known.get(entry.result, RESULTS[CallResult.NOT_REACHED].words)


def _speaks(found: list[CallLine | CheckLine]) -> str:
    return found[0].language


def _by_person(log: tuple[ContactEntry, ...]) -> dict[str, tuple[ContactEntry, ...]]:
    found: dict[str, list[ContactEntry]] = {}
    for entry in log:
        found.setdefault(entry.person_id, []).append(entry)
    return {person_id: tuple(entries) for person_id, entries in found.items()}
