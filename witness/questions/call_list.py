"""Whom to ring: one row for a person with every reason under it, the gate's instructions first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from witness.domain.access import Asking
from witness.domain.call_results import RESULTS, CallResult, tries_count_from, tries_of
from witness.domain.calling import Ringing
from witness.domain.contact_log import ContactEntry
from witness.domain.court_time import london_day
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind
from witness.questions.how_to_ring import RingCard, how_to_ring
from witness.store import Desk
from witness.store.call_boards import CallLine
from witness.store.call_claims import CallClaim
from witness.store.message_boards import Sieve

CHECK = TaskKind.CHECK_CONTACT.value
# The log is read from where tries count.
NO_LIMIT = datetime.min.replace(tzinfo=UTC)
NEVER_LATE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CallReason:
    """One reason to ring somebody. kind: of the task."""

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
    """Give the list in eight statements, whatever the number of cases; in each part the soonest to be late first."""
    boards, today = desk.call_boards, london_day(asking.at)
    people: dict[tuple[str, str], list[CallLine]] = {}
    for line in boards.calls(asking.viewer, sieve=sieve):
        people.setdefault((line.task.case_id, line.task.person_id or ""), []).append(line)
    cases = {case_id for case_id, _ in people}
    called = boards.called(cases)
    tried = _by_person(desk.contact_log.calls_of(cases, tries_count_from(asking.at, rules.calendar)))
    claims = desk.call_claims.on(cases, asking.at)
    cards = _cards(desk, people, rules, asking)
    rows = [
        _row(key, found, cards[key], called.get(key, ""), tried.get(key[1], ()), claims.get(key), asking)
        for key, found in people.items()
    ]
    rows.sort(key=lambda row: _order(row, today))
    return CallList(*(tuple(row for row in rows if row.ringing is ringing) for ringing in Ringing))


def _cards(
    desk: Desk, people: Mapping[tuple[str, str], list[CallLine]], rules: Rules, asking: Asking
) -> dict[tuple[str, str], tuple[RingCard, ...]]:
    """Give how to ring each of these people, in four statements."""
    phones = desk.contacts.phones_of(person_id for _, person_id in people)
    checked_by = desk.contacts.checked_by(phone.contact_id for own in phones.values() for phone in own)
    homes = desk.call_boards.homes(case_id for case_id, _ in people)
    return {
        (case_id, person_id): tuple(
            how_to_ring(
                homes[case_id],
                phone,
                speaks=found[0].language,
                checked_by=checked_by.get(phone.contact_id, ""),
                now=asking.at,
                calendar=rules.calendar,
            )
            for phone in phones.get(person_id, ())
        )
        for (case_id, person_id), found in people.items()
    }


def _order(row: CallRow, today: date) -> tuple[bool, datetime, str]:
    """What can still be put right comes first: a day that is over cannot."""
    over = row.hearing_on is not None and row.hearing_on < today
    due_at = min((reason.due_at for reason in row.reasons if reason.due_at is not None), default=NEVER_LATE)
    return over, due_at, f"{row.case_ref} {row.called}"


def _row(
    key: tuple[str, str],
    found: list[CallLine],
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
    days = [line.hearing_on for line in found if line.hearing_on is not None]
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


def _reasons(found: list[CallLine]) -> tuple[CallReason, ...]:
    """Give the reasons, the most urgent first; what several tasks say alike is said once."""
    said: dict[str, CallReason] = {}
    for line in found:
        reason = _reason(line)
        said.setdefault(reason.words, reason)
    return tuple(said.values())


def _reason(line: CallLine) -> CallReason:
    task = line.task
    return CallReason(task.kind.value, task.words, task.due_at, task.hearing_id or "", task.clears_when)


def _ended(entry: ContactEntry) -> str:
    known = {result.value: rule.words for result, rule in RESULTS.items()}
    return known.get(entry.result, RESULTS[CallResult.NOT_REACHED].words)


def _by_person(log: tuple[ContactEntry, ...]) -> dict[str, tuple[ContactEntry, ...]]:
    found: dict[str, list[ContactEntry]] = {}
    for entry in log:
        found.setdefault(entry.person_id, []).append(entry)
    return {person_id: tuple(entries) for person_id, entries in found.items()}
