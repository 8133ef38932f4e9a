"""Nothing is handed over outside a person's safe hours, and nothing that a carrier may still deliver outside them.

The judge knows London's clock by its rule alone (the last Sundays of March and October, one in the morning in UTC) and
looks at the wall, as the person does. It shares no line with the product.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import pytest

from tests.builders import a_contact, a_picture
from tests.trust.figures import Figure
from witness.domain.contact import Channel, SafeContact, Tier
from witness.domain.messages import Purpose
from witness.domain.sending import Go, LastFacts, Later, Limits, NotThisWay, TooLate, Urgency, decide
from witness.messaging.twilio_sms import LONGEST_VALIDITY_SECONDS

SEED = 20_261_025
FULL, REDUCED = 200_000, 12_000
LONGEST_WAIT = timedelta(days=15)
HOUR = timedelta(hours=1)
ROOM, LEAST = Limits().room_without_validity, Limits().least_validity
LANGUAGES = frozenset({"en"})
PICTURE = a_picture()

# The six nights on which the clocks change, two years around the cases of the other tests.
CHANGES = tuple(
    datetime(*day, 1, 0, tzinfo=UTC)
    for day in ((2026, 3, 29), (2026, 10, 25), (2027, 3, 28), (2027, 10, 31), (2028, 3, 26), (2028, 10, 29))
)


@cache
def last_sunday(year: int, month: int) -> date:
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def on_the_wall(instant: datetime) -> datetime:
    """London's wall clock at an instant, without a zone."""
    spring, autumn = (last_sunday(instant.year, month) for month in (3, 10))
    at_one = time(1, 0, tzinfo=UTC)
    is_summer = datetime.combine(spring, at_one) <= instant < datetime.combine(autumn, at_one)
    return instant.replace(tzinfo=None) + (HOUR if is_summer else timedelta(0))


def is_safe(contact: SafeContact, first: datetime, last: datetime) -> bool:
    """Whether the wall shows a safe hour of one safe day from the first instant up to the last."""
    day = on_the_wall(first).date()
    # At the last instant itself the carrier has dropped it: on one night of the year the wall shows two o'clock then.
    moments = [first, max(first, last - timedelta(microseconds=1))]
    for change in CHANGES:
        if first < change < last:
            # On each side the wall only runs on, so that these two and the ends are all that matters.
            moments += [change - timedelta(microseconds=1), change]
    return day.weekday() in contact.safe_days and all(
        on_the_wall(moment).date() == day and contact.safe_from <= on_the_wall(moment).time() <= contact.safe_until
        for moment in moments
    )


@dataclass(frozen=True)
class Instant:
    """A text to one person that somebody wants to hand over now. holds_validity: whether its carrier does."""

    contact: SafeContact
    now: datetime
    not_after: datetime
    holds_validity: bool = True

    @property
    def room(self) -> timedelta:
        return LEAST if self.holds_validity else ROOM


def some_hours(dice: random.Random) -> tuple[time, time]:
    """Most people's days, and windows as short and as near to the change of the clocks as there are."""
    kind = dice.random()
    if kind < 0.3:
        return time(dice.choice((7, 8, 9, 16))), time(dice.choice((17, 19, 21)))
    begin = dice.randrange(0, 4 * 60) if kind < 0.6 else dice.randrange(0, 24 * 60 - 6)
    length = dice.choice((5, 6, 10, 30, 59, 60, 61, 90, 240)) if kind < 0.8 else dice.randrange(5, 24 * 60)
    end = min(begin + length, 24 * 60 - 1)
    return time(*divmod(begin, 60)), time(*divmod(max(end, begin + 5), 60))


def instants(count: int, seed: int) -> Iterable[Instant]:
    dice = random.Random(seed)  # noqa: S311
    for _ in range(count):
        change = dice.choice(CHANGES)
        near = timedelta(hours=3) if dice.random() < 0.4 else timedelta(days=2)
        now = change + timedelta(seconds=dice.uniform(-1, 1) * near.total_seconds())
        if dice.random() < 0.2:
            now = now.replace(minute=dice.choice((0, 29, 30, 59)), second=dice.choice((0, 59)), microsecond=0)
        safe_from, safe_until = some_hours(dice)
        days = frozenset(dice.sample(range(7), dice.randrange(1, 8)))
        contact = a_contact(
            safe_days=days,
            safe_from=safe_from,
            safe_until=safe_until,
            reviewed_on=on_the_wall(now).date() - timedelta(days=dice.randrange(0, 10)),
        )
        # Half of the texts are of use for some minutes or hours only, the others for longer than any wait.
        use = (
            timedelta(minutes=dice.randrange(1, 600)) if dice.random() < 0.5 else timedelta(days=dice.randrange(1, 30))
        )
        yield Instant(contact, now, now + use, holds_validity=dice.random() < 0.75)


@dataclass(frozen=True)
class Answer:
    """What sending would do. valid_for: how long the carrier may still deliver it; None: it is not handed over."""

    valid_for: timedelta | None = None
    wait_until: datetime | None = None
    is_over: bool = False


def the_product(wanted: Instant) -> Answer:
    facts = LastFacts(
        message_id="message-1",
        person_id=wanted.contact.person_id,
        hearing_id="hearing-1",
        revision=1,
        purpose=Purpose.DATE_SET,
        urgency=Urgency.FIRST,
        channel=Channel.SMS,
        tier=Tier.L1,
        not_before=wanted.now,
        not_after=wanted.not_after,
        picture=PICTURE,
        contact=wanted.contact,
        room=wanted.room,
    )
    decision = decide(facts, now=wanted.now, languages=LANGUAGES, calendar=None)
    match decision:
        case Go(until):
            whole = int((until - wanted.now).total_seconds())
            limited = timedelta(seconds=max(1, min(LONGEST_VALIDITY_SECONDS, whole)))
            # A carrier that takes no limit is given the room that was left for it.
            return Answer(valid_for=limited if wanted.holds_validity else ROOM)
        case Later(until, _):
            return Answer(wait_until=until)
        case TooLate() | NotThisWay():
            return Answer(is_over=True)
    raise AssertionError(f"{decision} is no answer to this")


def faults_of(wanted: Instant, answer: Answer, ask: Callable[[Instant], Answer]) -> list[str]:
    if answer.valid_for is not None:
        return handed_over(wanted, answer.valid_for)
    if answer.wait_until is None:
        return []
    later = answer.wait_until
    if not wanted.now < later <= wanted.now + LONGEST_WAIT:
        return ["waits too long or not at all"]
    if later >= wanted.not_after:
        return ["waits for when it is of no use"]
    again = replace(wanted, now=later)
    then = ask(again)
    if then.valid_for is None:
        return [] if wanted.not_after - later < max(wanted.room, timedelta(minutes=5)) else ["waits for no safe moment"]
    return [f"after waiting: {fault}" for fault in handed_over(again, then.valid_for)]


def handed_over(wanted: Instant, valid_for: timedelta) -> list[str]:
    last = wanted.now + valid_for
    if not is_safe(wanted.contact, wanted.now, wanted.now):
        return ["handed over outside the safe hours"]
    if not is_safe(wanted.contact, wanted.now, last):
        return ["may be delivered outside the safe hours"]
    return ["may be delivered when it is of no use"] if last > wanted.not_after else []


def judged(count: int, seed: int, ask: Callable[[Instant], Answer]) -> tuple[Counter[str], Counter[str]]:
    """Put every instant to `ask`. Gives what went wrong, and how often each kind of answer was given."""
    faults: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for wanted in instants(count, seed):
        answer = ask(wanted)
        kinds["goes" if answer.valid_for else "waits" if answer.wait_until else "over"] += 1
        faults.update(faults_of(wanted, answer, ask))
    return faults, kinds


@pytest.mark.trust
def test_nothing_is_handed_over_or_delivered_outside_the_safe_hours(full_size: bool, figure: Figure) -> None:
    count = FULL if full_size else REDUCED
    faults, kinds = judged(count, SEED, the_product)

    said = ", ".join(f"{number:,} {kind}" for kind, number in sorted(kinds.items()))
    figure("safe hours over six clock changes", cases=count, seed=SEED, result=f"{faults.total()} outside ({said})")
    assert faults == Counter()
    assert all(kinds[kind] > count // 20 for kind in ("goes", "waits", "over")), "every kind of answer was looked at"


def with_a_fixed_offset(wanted: Instant) -> Answer:
    """Keeps London's hours as they were some days ago: right for all of the year but the days after a change."""
    then = wanted.now - timedelta(days=3)
    offset = on_the_wall(then) - then.replace(tzinfo=None)
    wall = wanted.now.replace(tzinfo=None) + offset
    contact = wanted.contact
    closes = datetime.combine(wall.date(), contact.safe_until)
    open_now = wall.weekday() in contact.safe_days and contact.safe_from <= wall.time()
    left = min(closes - wall, wanted.not_after - wanted.now)
    if open_now and left >= max(wanted.room, timedelta(minutes=5)):
        return Answer(valid_for=left if wanted.holds_validity else ROOM)
    return Answer(is_over=True)


def always_valid_for_ten_hours(wanted: Instant) -> Answer:
    """What a carrier does that is not told otherwise."""
    answer = the_product(wanted)
    return replace(answer, valid_for=timedelta(hours=10)) if answer.valid_for is not None else answer


def without_room(wanted: Instant) -> Answer:
    """Hands over to a carrier without time limits as if it had them."""
    answer = the_product(replace(wanted, holds_validity=True))
    return replace(answer, valid_for=ROOM) if answer.valid_for is not None and not wanted.holds_validity else answer


@pytest.mark.trust
@pytest.mark.parametrize("wrong", [with_a_fixed_offset, always_valid_for_ten_hours, without_room])
def test_a_wrong_version_is_found_out(wrong: Callable[[Instant], Answer], full_size: bool, figure: Figure) -> None:
    count = 20_000 if full_size else 2_000
    faults, _ = judged(count, SEED, wrong)

    name = wrong.__name__.replace("_", " ")
    figure.wrong(f"safe hours, {name}", cases=count, seed=SEED, result=f"{faults.total()} outside")
    assert faults.total() > count // 100


def test_the_judge_knows_londons_wall() -> None:
    summer, winter = datetime(2026, 7, 1, 8, 0, tzinfo=UTC), datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    assert (on_the_wall(summer).hour, on_the_wall(winter).hour) == (9, 8)
    for change in CHANGES:
        before, after = (on_the_wall(change + by) for by in (timedelta(seconds=-1), timedelta(0)))
        assert (before.hour, after.hour) in {(0, 2), (1, 1)}
    doubled = a_contact(safe_days=frozenset(range(7)), safe_from=time(1, 30), safe_until=time(3, 0))
    night = datetime(2026, 10, 25, tzinfo=UTC)
    assert is_safe(doubled, night + timedelta(minutes=90), night + timedelta(hours=3))
    assert not is_safe(doubled, night + timedelta(minutes=40), night + timedelta(hours=3)), "one o'clock comes twice"
