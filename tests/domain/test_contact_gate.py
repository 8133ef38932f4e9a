"""The gate with all that was agreed: for every record and instant, what may go is safe, and what waits comes to an end.

A wrong gate fails the same properties: the last tests show that they bite.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import MOTHER, J, a_contact, a_picture
from tests.domain.test_safe_hours import weeks
from witness.domain.contact import Blocked, ContactState, May, SafeContact, Tier, Wait, may_reach
from witness.domain.contact_answers import Belongs, Incident, Previews, Reading
from witness.domain.contact_days import reach
from witness.domain.court_time import london_day, london_time, moment_in_london
from witness.domain.people import AvoidWhy, DatesToAvoid
from witness.domain.safe_hours import QuietDays, QuietWhy
from witness.domain.working_days import WorkingCalendar

Gate = Callable[..., May | Wait | Blocked]
# Six clock changes lie in it, and holidays beside them.
FIRST, LAST = date(2026, 3, 1), date(2028, 12, 31)
HOLIDAYS = frozenset({date(2026, 3, 27), date(2026, 3, 30), date(2026, 10, 26), date(2026, 12, 25), date(2027, 3, 29)})
CALENDAR = WorkingCalendar(FIRST, LAST, HOLIDAYS)
LANGUAGES = frozenset({"en", "cy"})
CHANGES = (
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2027, 3, 28),
    date(2027, 10, 31),
    date(2028, 3, 26),
    date(2028, 10, 29),
)
NEAR_A_CHANGE = st.sampled_from(CHANGES).flatmap(lambda day: st.integers(-30, 3).map(lambda n: day + timedelta(days=n)))
ANY_DAY = st.one_of(NEAR_A_CHANGE, st.dates(date(2026, 3, 2), date(2027, 3, 30)))


@st.composite
def quiet_days(draw: st.DrawFn, around: date) -> QuietDays:
    first = around + timedelta(days=draw(st.integers(-20, 20)))
    last = draw(st.one_of(st.none(), st.integers(0, 40).map(lambda n: first + timedelta(days=n))))
    return QuietDays(
        first,
        last,
        draw(st.sampled_from(QuietWhy)),
        draw(st.frozensets(st.integers(0, 6), min_size=1)),
        draw(st.integers(1, 2)),
        draw(st.booleans()),
    )


@st.composite
def records(draw: st.DrawFn) -> SafeContact:
    reviewed_on = draw(ANY_DAY)
    expired = draw(st.sampled_from([None] * 6 + [0, 3, 12, 30]))
    urgent = draw(st.sampled_from([(None, None), (time(6), time(21)), (time(0, 30), time(1, 40)), (time(22), time(6))]))
    return a_contact(
        state=draw(st.sampled_from([ContactState.USABLE] * 20 + list(ContactState))),
        tier=draw(st.sampled_from(Tier)),
        reviewed_on=reviewed_on,
        language=draw(st.sampled_from(["en"] * 8 + ["cy", "pl"])),
        safe_days=frozenset(),
        other_hours=draw(weeks()),
        on_holidays=draw(st.booleans()),
        urgent_from=urgent[0],
        urgent_until=urgent[1],
        quiet=tuple(draw(st.lists(quiet_days(reviewed_on), max_size=3))),
        seen_by=draw(st.sampled_from([""] * 4 + ["her sister"])),
        belongs=draw(st.sampled_from(Belongs)),
        previews=draw(st.sampled_from(Previews)),
        may_text=draw(st.sampled_from([True] * 12 + [False])),
        reading=draw(st.sampled_from([Reading.USUAL] * 6 + list(Reading))),
        opted_in_on=draw(st.sampled_from([None, reviewed_on, reviewed_on])),
        expired_at=None if expired is None else moment_in_london(reviewed_on + timedelta(days=expired), time(12)),
        expired_because=None if expired is None else Incident.MOVED,
    )


@st.composite
def avoided(draw: st.DrawFn, around: date) -> tuple[DatesToAvoid, ...]:
    found = []
    for number in range(draw(st.integers(0, 2))):
        first = around + timedelta(days=draw(st.integers(-3, 25)))
        last = first + timedelta(days=draw(st.integers(0, 5)))
        why = draw(st.sampled_from(AvoidWhy))
        found.append(DatesToAvoid(f"a{number}", MOTHER, first, last, why, datetime(2026, 1, 1, tzinfo=UTC)))
    return tuple(found)


@st.composite
def questions(draw: st.DrawFn) -> tuple[SafeContact, dict[str, Any]]:
    contact = draw(records())
    days, minutes = draw(st.integers(-1, 29)), draw(st.integers(0, 24 * 60))
    now = moment_in_london(contact.reviewed_on + timedelta(days=days), time(0)) + timedelta(minutes=minutes)
    if draw(st.booleans()):  # half of them where they are near a yes
        span = draw(st.sampled_from(contact.hours))
        now += timedelta(days=(span.day - london_day(now).weekday()) % 7)
        now = moment_in_london(london_day(now), max(span.opens, time(2))) + timedelta(minutes=draw(st.integers(-2, 90)))
    asked = {
        "tier": draw(st.sampled_from([Tier.L0, Tier.L0, Tier.L0, *Tier])),
        "now": now,
        "languages": LANGUAGES,
        "calendar": CALENDAR,
        "avoid": draw(avoided(contact.reviewed_on)),
        "is_safety": draw(st.booleans()),
    }
    return contact, asked


@dataclass(frozen=True)
class Try:
    """One question to the gate and its yes, as the oracle looks at them: by the wall clock, without any window."""

    contact: SafeContact
    now: datetime
    tier: Tier
    avoid: tuple[DatesToAvoid, ...]
    is_safety: bool
    until: datetime

    @property
    def day(self) -> date:
        return london_day(self.now)

    @property
    def at(self) -> time:
        return london_time(self.now)

    @property
    def last(self) -> datetime:
        return self.until - timedelta(seconds=1)

    @property
    def quiet(self) -> list[QuietDays]:
        return [q for q in self.contact.quiet if q.covers(self.day)]

    @property
    def off(self) -> set[AvoidWhy]:
        return {d.why for d in self.avoid if d.first_on <= self.day <= d.last_on}

    @property
    def is_urgent(self) -> bool:
        """Whether it is a warning, at an hour that was agreed for warnings, where it may be read."""
        begins, ends = self.contact.urgent_from, self.contact.urgent_until
        if not self.is_safety or begins is None or ends is None or any(q.why is QuietWhy.AWAY for q in self.quiet):
            return False
        return self.within(begins, ends)

    def within(self, begins: time, ends: time) -> bool:
        if self.day in CHANGES:  # at 1am the clocks skip an hour, or an hour comes twice
            return begins.hour <= self.at.hour <= ends.hour
        return begins <= self.at < ends

    @property
    def is_private(self) -> bool:
        return self.contact.opted_in_on is not None and self.contact.belongs in (Belongs.OWN, Belongs.WORK)


# What makes a yes wrong.
WRONGS: dict[str, Callable[[Try], bool]] = {
    "it is blocked": lambda t: t.contact.state is not ContactState.USABLE,
    "they did not agree": lambda t: not t.contact.may_text or t.contact.reading is Reading.BY_VOICE,
    "nobody has checked it for 28 days": lambda t: (t.day - t.contact.reviewed_on).days >= 28,
    "something has happened": lambda t: t.contact.expired_at is not None and t.day >= london_day(t.contact.expired_at),
    "somebody else sees it": lambda t: t.tier > Tier.L0 and bool(t.contact.seen_by),
    "nobody asked for more": lambda t: t.tier > Tier.L1 and not t.is_private,
    "everything needs previews off": lambda t: (
        t.tier > Tier.L2 and (t.contact.belongs is not Belongs.OWN or t.contact.previews is not Previews.OFF)
    ),
    "not these words": lambda t: t.tier > t.contact.tier or t.contact.language not in LANGUAGES,
    "another day": lambda t: london_day(t.last) != t.day,
    "less than five minutes": lambda t: t.until < t.now + timedelta(minutes=5),
    "a quiet day": lambda t: not t.is_urgent and any(not q.morning_only for q in t.quiet),
    "a day of faith": lambda t: not t.is_urgent and bool(t.off & {AvoidWhy.FAITH, AvoidWhy.ANNIVERSARY}),
    "a quiet morning": lambda t: not t.is_urgent and t.at < time(12) and bool(t.quiet or AvoidWhy.EXAM in t.off),
    "a bank holiday": lambda t: not t.is_urgent and t.day in HOLIDAYS and not t.contact.on_holidays,
    "outside the safe hours": lambda t: (
        not t.is_urgent and not any(t.within(s.opens, s.closes) for s in t.contact.hours if s.day == t.day.weekday())
    ),
    "it may arrive outside them": lambda t: (
        not t.is_safety
        and t.day not in CHANGES
        and not any(
            s.opens <= t.at and london_time(t.last) < s.closes for s in t.contact.hours if s.day == t.day.weekday()
        )
    ),
}


def what_is_wrong(contact: SafeContact, asked: dict[str, Any], verdict: May | Wait | Blocked) -> list[str]:
    if not isinstance(verdict, May):
        return []
    tried = Try(contact, asked["now"], asked["tier"], asked["avoid"], asked["is_safety"], verdict.until)
    return [words for words, is_wrong in WRONGS.items() if is_wrong(tried)]


def check(gate: Gate, contact: SafeContact, asked: dict[str, Any]) -> None:
    verdict = gate(contact, **asked)
    assert what_is_wrong(contact, asked, verdict) == []
    if isinstance(verdict, Wait):
        assert not isinstance(gate(contact, **{**asked, "now": verdict.until}), Wait)


@pytest.mark.trust
@settings(max_examples=400, deadline=None)
@given(questions())
def test_what_may_go_is_safe_and_what_waits_comes_to_an_end(asked: tuple[SafeContact, dict[str, Any]]) -> None:
    check(may_reach, *asked)


@given(questions())
@settings(deadline=None)
def test_a_safety_message_is_never_held_back_where_an_ordinary_one_may_go(
    asked: tuple[SafeContact, dict[str, Any]],
) -> None:
    contact, given_ = asked
    ordinary = may_reach(contact, **{**given_, "is_safety": False})  # type: ignore[arg-type]
    warning = may_reach(contact, **{**given_, "is_safety": True})  # type: ignore[arg-type]

    assert isinstance(warning, May) or not isinstance(ordinary, May)


# Wrong gates


def forgets_holidays(contact: SafeContact, **asked: object) -> May | Wait | Blocked:
    return may_reach(contact, **{**asked, "calendar": None})  # type: ignore[arg-type]


def forgets_exams(contact: SafeContact, **asked: object) -> May | Wait | Blocked:
    return may_reach(contact, **{**asked, "avoid": ()})  # type: ignore[arg-type]


def forgets_quiet_days(contact: SafeContact, **asked: object) -> May | Wait | Blocked:
    return may_reach(replace(contact, quiet=()), **asked)  # type: ignore[arg-type]


def forgets_what_happened(contact: SafeContact, **asked: object) -> May | Wait | Blocked:
    return may_reach(replace(contact, expired_at=None), **asked)  # type: ignore[arg-type]


def forgets_who_sees_it(contact: SafeContact, **asked: object) -> May | Wait | Blocked:
    return may_reach(replace(contact, seen_by=""), **asked)  # type: ignore[arg-type]


def takes_any_phone_for_private(contact: SafeContact, **asked: object) -> May | Wait | Blocked:
    own = replace(contact, belongs=Belongs.OWN, previews=Previews.OFF, opted_in_on=contact.reviewed_on)
    return may_reach(own, **asked)  # type: ignore[arg-type]


def keeps_winter_time(contact: SafeContact, **asked: object) -> May | Wait | Blocked:
    now = asked["now"]
    assert isinstance(now, datetime)
    summer = timedelta(hours=1) if date(2026, 3, 29) <= london_day(now) < date(2026, 10, 25) else timedelta(0)
    verdict = may_reach(contact, **{**asked, "now": now - summer})  # type: ignore[arg-type]
    return replace(verdict, until=verdict.until + summer) if isinstance(verdict, May) else verdict


@pytest.mark.parametrize(
    "wrong",
    [
        forgets_holidays,
        forgets_exams,
        forgets_quiet_days,
        forgets_what_happened,
        forgets_who_sees_it,
        takes_any_phone_for_private,
        keeps_winter_time,
    ],
)
def test_a_wrong_gate_does_not_pass(wrong: Gate) -> None:
    day = date(2026, 6, 8)
    exam = DatesToAvoid("a", MOTHER, day, day, AvoidWhy.EXAM, datetime(2026, 1, 1, tzinfo=UTC))
    holiday = date(2026, 10, 26)
    usual = {"languages": LANGUAGES, "calendar": CALENDAR, "avoid": (), "is_safety": False}
    plain = a_contact(reviewed_on=day, tier=Tier.L3)
    tries: list[tuple[SafeContact, dict[str, Any]]] = [
        (a_contact(reviewed_on=holiday), {"now": moment_in_london(holiday, time(12)), "tier": Tier.L0}),
        (plain, {"now": moment_in_london(day, time(10)), "tier": Tier.L0, "avoid": (exam,)}),
        (
            replace(plain, quiet=(QuietDays(day, day, QuietWhy.ANNIVERSARY),)),
            {"now": moment_in_london(day, time(10)), "tier": Tier.L0},
        ),
        (
            replace(plain, expired_at=moment_in_london(day, time(9)), expired_because=Incident.MOVED),
            {"now": moment_in_london(day, time(10)), "tier": Tier.L0},
        ),
        (replace(plain, seen_by="her sister"), {"now": moment_in_london(day, time(10)), "tier": Tier.L1}),
        (replace(plain, belongs=Belongs.BORROWED), {"now": moment_in_london(day, time(10)), "tier": Tier.L3}),
        (plain, {"now": moment_in_london(day, time(19, 30)), "tier": Tier.L0}),
    ]
    for contact, asked in tries:
        check(may_reach, contact, {**usual, **asked})

    caught = 0
    for contact, asked in tries:
        try:
            check(wrong, contact, {**usual, **asked})
        except AssertionError:
            caught += 1
    assert caught


# What is said


MONDAY = date(2026, 11, 23)


def at(day: date, hour: int) -> datetime:
    return moment_in_london(day, time(hour))


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"may_text": False}, "they did not agree to be written to"),
        ({"reading": Reading.BY_VOICE}, "they do not read: tell them by voice"),
        (
            {"expired_at": at(MONDAY, 9), "expired_because": Incident.MOVED},
            "the safe-contact check ran out on Monday 23 November 2026: the family has moved",
        ),
        (
            {"quiet": (QuietDays(MONDAY, None, QuietWhy.AWAY),)},
            "nothing goes on that day: at a place where nothing may come, and no safe time follows before somebody has "
            "to look at it again",
        ),
    ],
)
def test_a_block_says_why_and_what_would_clear_it(changes: dict[str, Any], because: str) -> None:
    found = may_reach(a_contact(**changes), tier=Tier.L0, now=at(MONDAY, 12), languages=LANGUAGES)

    assert found == Blocked(because)
    assert isinstance(found, Blocked)
    assert found.clears


def test_an_exam_of_the_daughter_keeps_the_morning_of_her_mother_quiet() -> None:
    exam = DatesToAvoid("a", J, MONDAY, MONDAY, AvoidWhy.EXAM, datetime(2026, 1, 1, tzinfo=UTC))
    picture = a_picture(availability=(exam,))

    found = reach(picture, a_contact(), tier=Tier.L1, now=at(MONDAY, 10), languages=LANGUAGES, calendar=None)

    assert found == Wait(at(MONDAY, 12), "nothing goes before noon on that day: an exam")


def test_beyond_the_bank_holidays_that_are_known_nothing_goes() -> None:
    day = LAST + timedelta(days=4)
    found = may_reach(a_contact(reviewed_on=day), tier=Tier.L0, now=at(day, 12), languages=LANGUAGES, calendar=CALENDAR)

    assert isinstance(found, Blocked)
    assert found.because.startswith("the bank holidays of 2029 are not known")


def test_what_is_agreed_for_warnings_holds_for_nothing_else() -> None:
    contact = a_contact(urgent_from=time(6), urgent_until=time(21))
    sunday = date(2026, 11, 29)
    asked = {"tier": Tier.L0, "now": at(sunday, 7), "languages": LANGUAGES, "calendar": CALENDAR}

    assert isinstance(may_reach(contact, **asked), Wait)  # type: ignore[arg-type]
    assert may_reach(contact, **asked, is_safety=True) == May(at(sunday, 21))  # type: ignore[arg-type]
