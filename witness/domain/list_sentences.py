"""The sentences that say how a court list differs from what we hold, for an officer who has ten seconds."""

from dataclasses import dataclass
from datetime import date

from witness.domain.court_time import london_day, spoken_time
from witness.domain.courts import CourtsKnown
from witness.domain.hearings import KIND_IN_WORDS, NO_SLOT, Certainty, HearingKind, Listing, Slot
from witness.domain.list_rows import room_in_words
from witness.domain.lists import LAYER_OF, Change, CourtList, Layer, ListKind, ListRow

CROWN_LISTS = frozenset({ListKind.CROWN_DAILY, ListKind.CROWN_FIRM, ListKind.CROWN_WARNED})

SENTENCES: dict[Change, str] = {
    Change.NEW: "{list} shows {a_kind} {after}, which we do not hold.",
    Change.FIRMED: "{list} now shows this {kind} {after}; we hold {before}.",
    Change.WARNED: "{list} says that this {kind} may be called {after}; we hold {before}.",
    Change.MOVED_DATE: "{list} shows this {kind} {after}; we hold {before}.",
    Change.MOVED_TIME: "{list} shows this {kind} {after}; we hold {before}.",
    Change.MOVED_COURT: "{list} shows this {kind} {after}; we hold {before}.",
    Change.ROOM: "{list} shows this {kind} in {after_room}; we hold {before_room}.",
    Change.NO_ROOM: "{list} shows this {kind} {after}; we hold {before}.",
    Change.CONTINUES: "{list} shows this {kind} going on {after_last}; we hold it {before_on}.",
    Change.CONFLICT: "{list} shows this {kind} {after}, but {source} {before}: ask the list office which stands.",
    Change.ABSENT: (
        "{list} does not show this {kind}, which we hold {before_on}: "
        "ask the list office, and tell nobody that it is off."
    ),
    Change.WITHDRAWN: "{list} has been withdrawn, and our {kind} {before_on} rests on it: ask the list office.",
}
NO_WITNESSES = "{list} shows this {kind} as needing no witnesses, {after}: check before anybody is told not to come."
OTHER_KIND = "{list} shows {a_said} {after}, where we hold {a_kind}."
BREAK_FIXTURE = "{list} shows an application to break the fixture {after}: the {kind} we hold {before_on} may move."
CONFIRMED = "{list} shows this {kind} again {after}: what we hold is confirmed."
TWICE = "{list} shows this {kind} more than once, {doubt}: ask the list office which is right."
NEW_IN_DOUBT = "{list} shows {a_kind} {after}, which we do not hold, and shows it more than once, {doubt}."
FINISHED = "{list} no longer shows this {kind}, which began {before_on}: it may have finished."

SOURCES: dict[Layer | None, str] = {
    None: "an officer recorded",
    Layer.DAILY: "a daily list gave",
    Layer.FIRM: "a firm list gave",
    Layer.WARNED: "a warned list gave",
}

SURE_TO_START: dict[Listing, str] = {
    Listing.FLOATER: " without a court room",
    Listing.BACKER: " behind another trial",
    Listing.RESERVE: " in reserve",
}


def list_in_words(court_list: CourtList, courts: CourtsKnown) -> str:
    """Name a list as an officer would: "Leeds Crown Court's firm list of 23 November"."""
    code = courts.code_of(court_list.court_code, court_list.court_name)
    court = courts.name_of(code, court_list.court_name) or "The court"
    sort = f"{LAYER_OF[court_list.kind]} list" if court_list.kind in CROWN_LISTS else "list"
    if court_list.published_at is None:
        return f"{court}'s {sort} for {_day_of_month(court_list.coverage.starts_on)}"
    return f"{court}'s {sort} of {_day_of_month(london_day(court_list.published_at))}"


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence is about. `source` is the layer of the list that set `before`."""

    list_name: str
    kind: HearingKind
    before: Slot | None = None
    after: Slot | None = None
    row: ListRow | None = None
    source: Layer | None = None


def sentence(pattern: str, told: Told, courts: CourtsKnown) -> str:
    """Fill one of the patterns of this module."""
    before, after = told.before or NO_SLOT, told.after or NO_SLOT
    with_court = bool(before.court_code and after.court_code and before.court_code != after.court_code)
    with_year = len({day.year for slot in (before, after) for day in (slot.on, slot.last_day) if day}) > 1
    say = _Saying(courts, with_court, with_year, told.row.court_name if told.row else "")
    return pattern.format(
        list=told.list_name,
        kind=KIND_IN_WORDS[told.kind],
        a_kind=_a(KIND_IN_WORDS[told.kind]),
        a_said=_a(KIND_IN_WORDS[told.row.kind]) if told.row else "",
        before=say.held(before),
        before_on=say.slot(before),
        after=say.slot(after, from_list=True),
        after_last="on " + say.day(after.last_day) if after.last_day else "",
        before_room=room_in_words(before.room) or "no room",
        after_room=room_in_words(after.room) or "no room",
        doubt=told.row.in_doubt if told.row else "",
        source=SOURCES[told.source],
    )


def twice_in_words(slots: tuple[Slot, ...]) -> str:
    """Say that a list shows one hearing at several times: "on Monday 7 December and on Monday 14 December"."""
    with_court = len({slot.court_code for slot in slots}) > 1
    say = _Saying(CourtsKnown(), with_court=with_court, with_year=False, list_court="")
    return " and ".join(say.slot(slot) for slot in slots)


@dataclass(frozen=True, slots=True)
class _Saying:
    """How slots are said in one sentence: with the court where two differ, with the year where two differ."""

    courts: CourtsKnown
    with_court: bool
    with_year: bool
    list_court: str

    def held(self, slot: Slot) -> str:
        """Say what we hold: "no date", "Tuesday 1 December at 10am"."""
        return "no date" if slot.on is None else self.slot(slot).removeprefix("on ")

    def slot(self, slot: Slot, *, from_list: bool = False) -> str:
        """Say when and, where it matters, in which building."""
        if slot.on is None:
            return "without a date"
        where = ""
        if self.with_court:
            otherwise = self.list_court if from_list else f"court {slot.court_code}"
            where = " at " + self.courts.name_of(slot.court_code, otherwise or f"court {slot.court_code}")
        return self._when(slot) + where

    def _when(self, slot: Slot) -> str:
        if slot.certainty is Certainty.WINDOW and slot.on != slot.last_day:
            reserve = "in reserve " if slot.listing is Listing.RESERVE else ""
            return f"{reserve}on any day from {self.day(slot.on)} to {self.day(slot.last_day)}"
        at = f" at {spoken_time(slot.at)}" if slot.at else ""
        return f"on {self.day(slot.on)}{at}{SURE_TO_START.get(slot.listing, '')}"

    def day(self, day: date | None) -> str:
        """Say a day: "Monday 7 December"."""
        if day is None:
            return "no date"
        return f"{day:%A} {_day_of_month(day)}" + (f" {day.year}" if self.with_year else "")


def _day_of_month(day: date) -> str:
    """Say a day of a month: "23 November"."""
    return f"{day.day} {day:%B}"


def _a(noun: str) -> str:
    """Put "a" or "an" before a noun."""
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"
