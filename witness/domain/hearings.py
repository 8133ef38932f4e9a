"""What a hearing is: its kind, the slot it is known to have, and how certain that slot is.

A date is often not a date. `Listing` says what kind of promise the court has made; pages, texts and plans ask
`Slot.certainty` before they name a day or an hour.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from witness.domain.court_time import london_day, london_time, short_day, spoken_day, spoken_time


class HearingKind(StrEnum):
    """Kinds of hearing, in the courts' own vocabulary."""

    FIRST_HEARING = "first_hearing"
    PTPH = "ptph"
    FCMH = "fcmh"
    GRH = "grh"
    S28 = "s28"
    PTR = "ptr"
    CTR = "ctr"
    MENTION = "mention"
    TRIAL = "trial"
    RETRIAL = "retrial"
    NEWTON = "newton"
    SENTENCE = "sentence"
    APPEAL = "appeal"
    BAIL = "bail"
    OTHER = "other"


KIND_IN_WORDS: dict[HearingKind, str] = {
    HearingKind.FIRST_HEARING: "first hearing",
    HearingKind.PTPH: "plea and trial preparation hearing",
    HearingKind.FCMH: "further case management hearing",
    HearingKind.GRH: "ground rules hearing",
    HearingKind.S28: "section 28 recording",
    HearingKind.PTR: "pre-trial review",
    HearingKind.CTR: "certificate of trial readiness",
    HearingKind.MENTION: "mention",
    HearingKind.TRIAL: "trial",
    HearingKind.RETRIAL: "retrial",
    HearingKind.NEWTON: "Newton hearing",
    HearingKind.SENTENCE: "sentence",
    HearingKind.APPEAL: "appeal hearing",
    HearingKind.BAIL: "bail hearing",
    HearingKind.OTHER: "hearing",
}

# A witness may be asked to give evidence at these (domain reference §1.0). At the others nobody is asked to come.
EVIDENCE_KINDS = frozenset(
    {HearingKind.S28, HearingKind.TRIAL, HearingKind.RETRIAL, HearingKind.NEWTON, HearingKind.APPEAL}
)


class Listing(StrEnum):
    """What the court has promised about the date (domain reference §1.2)."""

    FIXTURE = "fixture"
    PRIORITY_FIXTURE = "priority_fixture"
    FLOATER = "floater"
    BACKER = "backer"
    WARNED_LIST = "warned_list"
    WEEK_COMMENCING = "week_commencing"
    RESERVE = "reserve"
    TO_BE_CONFIRMED = "to_be_confirmed"


class Certainty(StrEnum):
    """How much of a date may be told to a family as settled."""

    TIME = "time"  # the day and the hour
    DAY = "day"  # the day, not the hour
    MAYBE = "maybe"  # the day, but it may not be reached: floater, backer
    WINDOW = "window"  # any day between two days
    NONE = "none"  # nothing yet


WINDOWS = frozenset({Listing.WARNED_LIST, Listing.WEEK_COMMENCING, Listing.RESERVE})
# Crown Courts sit from 10 or 10.30: what is assumed where nobody has said.
USUAL_COURT_HOUR = time(10, 0)
NOT_SURE_TO_START = frozenset({Listing.FLOATER, Listing.BACKER})


@dataclass(frozen=True, slots=True)
class Slot:
    """When and where a hearing is, as known at one moment. London wall-clock values.

    on: the day, or the first day of a window; None when nothing is known.
    until: the last day of a window; None for a single day.
    at: the court hour; None when it is not known, and always None in a window.
    court_code: the court directory's code of the building; "" when not known.
    room: as the court writes it, "" when none has been given.
    """

    listing: Listing
    on: date | None = None
    until: date | None = None
    at: time | None = None
    court_code: str = ""
    room: str = ""

    @property
    def certainty(self) -> Certainty:
        """How much of this slot may be told as settled."""
        if self.on is None or self.listing is Listing.TO_BE_CONFIRMED:
            return Certainty.NONE
        if self.listing in WINDOWS:
            return Certainty.WINDOW
        if self.listing in NOT_SURE_TO_START:
            return Certainty.MAYBE
        return Certainty.DAY if self.at is None else Certainty.TIME

    @property
    def last_day(self) -> date | None:
        """The last day on which this hearing may be, or None when no day is known."""
        if self.on is not None and self.until is None and self.certainty is Certainty.WINDOW:
            # A week that is given by its first day only ends on its Friday.
            return self.on + timedelta(days=4)
        return self.until or self.on

    def covers(self, other: "Slot") -> bool:
        """Whether somebody who kept this slot's days free can come on every day of `other`."""
        if self.on is None or other.on is None:
            return False
        return self.on <= other.on and (other.last_day or other.on) <= (self.last_day or self.on)

    def is_within_a_day(self, now: datetime) -> bool:
        """Whether somebody who believes this slot may set off within 24 hours of an aware instant."""
        if self.on is None or (self.last_day or self.on) < london_day(now):
            return False
        day = max(self.on, london_day(now))
        # Wall clocks are compared, so that an hour which the clocks skip cannot get in the way.
        wall = datetime.combine(london_day(now), london_time(now))
        return datetime.combine(day, self.at or USUAL_COURT_HOUR) - wall <= timedelta(hours=24)

    def keeps(self, other: "Slot") -> bool:
        """Whether a plan made for this slot holds for `other`: a trial that runs on still began when it was said to."""
        runs_on = self.on == other.on and Certainty.WINDOW not in (self.certainty, other.certainty)
        return runs_on or self.covers(other)

    def in_words(self) -> str:
        """Say the slot in one phrase: "Tuesday 1 December 2026 at 10am", "any day from … to …"."""
        if self.on is None:
            return "no date yet"
        if self.certainty is Certainty.WINDOW:
            return f"any day from {spoken_day(self.on)} to {spoken_day(self.last_day or self.on)}"
        words = spoken_day(self.on)
        if self.at is not None:
            words += f" at {spoken_time(self.at)}"
        return words + (", if a court room is free" if self.certainty is Certainty.MAYBE else "")

    def in_brief(self, today: date) -> str:
        """Say the slot for a row of a list: "Tue 1 Dec at 10am"; the year is said when it is not this year."""
        if self.on is None:
            return "no date yet"
        if self.certainty is Certainty.WINDOW:
            return f"any day {_brief_day(self.on, today)} to {_brief_day(self.last_day or self.on, today)}"
        words = _brief_day(self.on, today)
        if self.at is not None:
            words += f" at {spoken_time(self.at)}"
        return words + (", if a court room is free" if self.certainty is Certainty.MAYBE else "")


def _brief_day(day: date, today: date) -> str:
    return short_day(day) if day.year == today.year else f"{short_day(day)} {day.year}"


NO_SLOT = Slot(Listing.TO_BE_CONFIRMED)


class HearingState(StrEnum):
    """Whether the newest revision of a hearing still stands."""

    LISTED = "listed"
    UNCONFIRMED = "unconfirmed"  # a list that should show it does not: ask the court, tell nobody that it is off
    VACATED = "vacated"
    HELD = "held"  # it has taken place


class Effectiveness(StrEnum):
    """What became of a day in court (domain reference §1.3)."""

    EFFECTIVE = "effective"
    CRACKED = "cracked"  # it ended that day and no further trial is needed
    INEFFECTIVE = "ineffective"  # it did not go ahead, and a further listing is needed
    VACATED = "vacated"  # it was taken out before the day


@dataclass(frozen=True, slots=True)
class Revision:
    """What was known about a hearing from one moment on.

    learnt_at: when we learnt it; recorded_at: when it was put in.
    layer: the court list's layer, or None when a person entered it. reason: words that may be told to the family.
    undoes: the number of the revision that this one takes back, or None.
    effectiveness, outcome_code: what became of the day, with the court's own code for why; None and "" until known.
    """

    number: int
    state: HearingState
    slot: Slot
    source: str
    learnt_at: datetime
    recorded_at: datetime
    layer: str | None = None
    reason: str = ""
    recorded_by: str | None = None
    proposal_id: str | None = None
    undoes: int | None = None
    effectiveness: Effectiveness | None = None
    outcome_code: str = ""


@dataclass(frozen=True, slots=True)
class Hearing:
    """A hearing with all its revisions, oldest first; there is at least one."""

    hearing_id: str
    case_id: str
    kind: HearingKind
    revisions: tuple[Revision, ...]
    running: bool = False

    @property
    def now(self) -> Revision:
        """What is known today."""
        return self.revisions[-1]

    def revision(self, number: int) -> Revision:
        """Give one revision by its number, which counts from 1."""
        return self.revisions[number - 1]

    @property
    def moves(self) -> tuple[Revision, ...]:
        """The revisions that broke a plan people may have made; what was taken back does not count.

        A window that narrows, or becomes a day inside it, breaks no plan: those who kept it free are right.
        """
        taken_back = {r.undoes for r in self.revisions if r.undoes is not None}
        kept = [r for r in self.revisions if r.number not in taken_back and r.undoes is None]
        dated = [r for r in kept if r.slot.on is not None]
        return tuple(later for earlier, later in pairwise(dated) if not earlier.slot.keeps(later.slot))

    @property
    def times_moved(self) -> int:
        """How often a day that people may have planned for has changed."""
        return len(self.moves)


def next_revision(
    hearing: Hearing, after: Slot | None, *, by_list: bool, learnt_at: datetime, now: datetime
) -> Revision:
    """Give the revision that accepting a change would add. after None: the change takes the date away.

    A list never says that a hearing is off: its silence only means that the court has to be asked. A person who has
    spoken with the court may say so.
    """
    without_a_date = HearingState.UNCONFIRMED if by_list else HearingState.VACATED
    state = without_a_date if after is None else HearingState.LISTED
    return Revision(
        number=hearing.now.number + 1,
        state=state,
        slot=after or hearing.now.slot,
        source="",
        learnt_at=learnt_at,
        recorded_at=now,
    )


def undo_until(hearing: Hearing, hold: timedelta, now: datetime) -> datetime | None:
    """Say until when the newest change of a hearing can be taken back: while its messages are held.

    None when there is nothing to take back, or its messages have been let go. What became of a day in court, and the
    new date that came with it, is a matter of record: a further change corrects it.
    """
    newest = hearing.now
    is_first_or_undone = newest.number == 1 or newest.undoes is not None
    if is_first_or_undone or any(r.effectiveness is not None for r in hearing.revisions[-2:]):
        return None
    held_until = newest.recorded_at + hold
    return held_until if now < held_until else None


def next_of(hearings: Iterable[Hearing], today: date) -> Hearing | None:
    """Give the listed hearing whose day comes soonest from `today` on, or None."""
    ahead = [
        (hearing.now.slot.on, hearing)
        for hearing in hearings
        if hearing.now.state in (HearingState.LISTED, HearingState.UNCONFIRMED)
        and hearing.now.slot.on is not None
        and (hearing.now.slot.last_day or hearing.now.slot.on) >= today
    ]
    return min(ahead, key=lambda pair: pair[0])[1] if ahead else None
