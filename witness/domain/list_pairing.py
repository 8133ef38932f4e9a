"""Which of our hearings a row of a court list speaks of: the same kind, then the nearest date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from witness.domain.hearings import EVIDENCE_KINDS, WINDOWS, HearingKind, HearingState, Slot
from witness.domain.list_rows import Run, family_of, runs
from witness.domain.list_sentences import twice_in_words
from witness.domain.lists import HeldHearing, ListRow

# These come several times in one case, so that one listed weeks away from ours is another one.
RECURRING = frozenset({HearingKind.MENTION, HearingKind.BAIL, HearingKind.FCMH, HearingKind.OTHER})
RECURRING_WITHIN_DAYS = 28
UNDATED_DAYS = 10_000
WEEK_DAYS = 4  # Monday to Friday, where a window has no last day

STANDING = frozenset({HearingState.LISTED, HearingState.UNCONFIRMED})


@dataclass(frozen=True, slots=True)
class Pair:
    """A hearing as a list shows it beside ours; `ours` is None when we hold nothing like it."""

    said: Run
    ours: HeldHearing | None


def pair_case(rows: Sequence[ListRow], held: Sequence[HeldHearing]) -> tuple[Pair, ...]:
    """Pair the rows of one case with the hearings we hold of it, whatever state those are in.

    A row for a hearing that has already taken place on that day has nothing to say and is left out. An application to
    break a fixture is paired with the hearing that it threatens.
    """
    breaks = [Pair(Run(row, row.slot.on), _threatened(row, held)) for row in rows if row.break_fixture]
    rows = [row for row in rows if not row.break_fixture]
    listed = [run for kind in _families(rows) for run in runs(row for row in rows if family_of(row.kind) is kind)]
    standing = [hearing for hearing in held if hearing.state in STANDING]
    pairs = _nearest(listed, standing, _same_family)
    listed, standing = _left(listed, standing, pairs)
    pairs += _nearest(listed, standing, _same_day)
    listed, standing = _left(listed, standing, pairs)
    pairs, listed = _in_doubt_together(pairs, listed)
    over = [hearing for hearing in held if hearing.state is HearingState.HELD]
    fresh = (run for run in listed if not any(_took_place(hearing, run) for hearing in over))
    return (*breaks, *pairs, *(Pair(run, None) for run in fresh))


def days_of(slot: Slot) -> tuple[date, date] | None:
    """Give the first and last day of a slot, or None when it has none."""
    if slot.on is None:
        return None
    if slot.listing in WINDOWS and slot.until is None:
        return slot.on, slot.on + timedelta(days=WEEK_DAYS)
    return slot.on, slot.until or slot.on


def days_apart(one: Slot, other: Slot) -> int:
    """Count the days between two slots; 0 when they overlap, very many when one has no day."""
    first, second = days_of(one), days_of(other)
    if first is None or second is None:
        return UNDATED_DAYS
    return max((second[0] - first[1]).days, (first[0] - second[1]).days, 0)


def _threatened(row: ListRow, held: Sequence[HeldHearing]) -> HeldHearing | None:
    """Give the next hearing of the case to which witnesses come, None when we hold none."""
    ahead = [
        hearing
        for hearing in held
        if hearing.state in STANDING and hearing.kind in EVIDENCE_KINDS and not hearing.running
        if hearing.slot.last_day is None or row.slot.on is None or hearing.slot.last_day >= row.slot.on
    ]
    return min(ahead, key=lambda hearing: days_apart(hearing.slot, row.slot), default=None)


def _families(rows: Sequence[ListRow]) -> tuple[HearingKind, ...]:
    return tuple(dict.fromkeys(family_of(row.kind) for row in rows))


def _same_family(run: Run, hearing: HeldHearing) -> bool:
    """Say whether both are of one kind and near enough to be one hearing."""
    if family_of(run.row.kind) is not family_of(hearing.kind):
        return False
    apart = days_apart(run.row.slot, hearing.slot)
    return hearing.kind not in RECURRING or apart <= RECURRING_WITHIN_DAYS or apart == UNDATED_DAYS


def _same_day(run: Run, hearing: HeldHearing) -> bool:
    """Say whether both are on one day, so that a hearing of another kind stands where ours should.

    A listed trial never stands for a mention of ours: witnesses come to it, so it is new.
    """
    if run.row.kind in EVIDENCE_KINDS and hearing.kind not in EVIDENCE_KINDS:
        return False
    single = run.row.slot.listing not in WINDOWS and hearing.slot.listing not in WINDOWS
    return single and days_apart(run.row.slot, hearing.slot) == 0


def _nearest(
    listed: Sequence[Run], standing: Sequence[HeldHearing], fits: Callable[[Run, HeldHearing], bool]
) -> list[Pair]:
    """Pair what fits, the nearest dates first; each is paired once."""
    candidates = sorted(
        (days_apart(run.row.slot, hearing.slot), here, there)
        for here, run in enumerate(listed)
        for there, hearing in enumerate(standing)
        if fits(run, hearing)
    )
    pairs: dict[int, int] = {}
    for _, here, there in candidates:
        if here not in pairs and there not in pairs.values():
            pairs[here] = there
    return [Pair(listed[here], standing[there]) for here, there in pairs.items()]


def _left(
    listed: Sequence[Run], standing: Sequence[HeldHearing], pairs: Sequence[Pair]
) -> tuple[list[Run], list[HeldHearing]]:
    """Give what has not been paired yet."""
    rows = [run for run in listed if all(run is not pair.said for pair in pairs)]
    hearings = [hearing for hearing in standing if all(hearing is not pair.ours for pair in pairs)]
    return rows, hearings


def _in_doubt_together(pairs: Sequence[Pair], left: Sequence[Run]) -> tuple[list[Pair], list[Run]]:
    """Put a trial in doubt where the list shows the same trial at another date as well.

    One case has one trial at a time: a second one in the same list is a contradiction, not a new trial.
    """
    spare = [run for run in left if _is_trial(run)]
    doubted = [_doubted(pair, spare) if spare and _is_trial(pair.said) else pair for pair in pairs]
    has_trial = any(_is_trial(pair.said) for pair in pairs)
    return doubted, [run for run in left if not (has_trial and _is_trial(run))]


def _doubted(pair: Pair, spare: Sequence[Run]) -> Pair:
    """Put one pair in doubt because of further rows."""
    slots = (pair.said.row.slot, *(run.row.slot for run in spare))
    row = replace(pair.said.row, in_doubt=twice_in_words(slots))
    return Pair(replace(pair.said, row=row), pair.ours)


def _is_trial(run: Run) -> bool:
    return family_of(run.row.kind) is HearingKind.TRIAL


def _took_place(hearing: HeldHearing, run: Run) -> bool:
    """Say whether this row is about a hearing that is over."""
    same = family_of(hearing.kind) is family_of(run.row.kind) or run.row.kind is HearingKind.OTHER
    return same and days_apart(hearing.slot, run.row.slot) == 0
