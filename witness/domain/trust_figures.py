"""What the product promises about safety, beside what was last measured of each promise.

A promise of which nothing was measured says so; it never borrows the colour of one that held.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

WRONG = "wrong: "


class Standing(StrEnum):
    """How a promise stands by the last measurement."""

    HELD = "held"
    FAILED = "failed"
    NEVER = "never measured here"


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of a measurement. cases: how many were tried. held: whether its test passed.

    name: as the test gives it; that of a version that is wrong on purpose begins with `WRONG`, and held means there
    that it was caught. database: "-" where none has a part in it. seconds: how long it took.
    """

    name: str
    database: str
    cases: int
    seconds: float
    seed: str
    result: str
    held: bool

    @property
    def is_wrong_version(self) -> bool:
        """Whether the line is about a version that is wrong on purpose."""
        return self.name.startswith(WRONG)

    @property
    def about(self) -> str:
        """What it is about, for either kind of line."""
        return self.name.removeprefix(WRONG)


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run of all figures. failed: tests that ended badly and left no line. machine: what it ran on, in words."""

    ended_at: datetime
    machine: str
    lines: tuple[Measured, ...]
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised and how it is tried. begins: how the names of its lines begin."""

    title: str
    aim: str
    how: str
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise with what was found. caught: how many versions that are wrong on purpose were caught."""

    promise: Promise
    standing: Standing
    lines: tuple[Measured, ...] = ()
    caught: int = 0


@dataclass(frozen=True, slots=True)
class TrustTable:
    """Every promise as it stands. others: lines that belong to none of them."""

    rows: tuple[PromiseRow, ...]
    others: tuple[Measured, ...] = ()

    def count(self, standing: Standing) -> int:
        """Give how many promises stand so."""
        return sum(row.standing is standing for row in self.rows)


PROMISES: tuple[Promise, ...] = (
    Promise(
        "No text is lost, sent twice, or believed sent when it was not",
        "0 of 10,000",
        "Workers are killed and frozen at random while they send to a carrier that refuses, delays and lies.",
        ("T1 kill storm", "kill storm", "T4 network", "state machine", "two texts alike", "marks afterwards",
         "lease, send, mark", "a lost answer", "believes another"),
    ),
    Promise(
        "A crash at any step leaves every text accounted for",
        "every point of failure, with every answer",
        "The process dies, stalls or finds its database shut at each named step, for each answer of the carrier.",
        ("T2",),
    ),
    Promise(
        "Nothing is handed over outside the hours in which a phone is safe",
        "0 of 200,000 instants around six changes of the clocks",
        "A judge that works out London's wall clock by itself looks at each text and how long the carrier may wait.",
        ("safe hours", "wall time", "soak", "one text a household"),
    ),
    Promise(
        "A no counts at once: cancelled, stopped, held, or another number",
        "0 texts later than ten seconds after it",
        "A no is saved while a text is due, again and again, at every order of the two.",
        ("races",),
    ),
    Promise(
        "After an outage nothing stale is sent, and a person hears of it",
        "0 stale, each with a task",
        "The worker is away for hours or days, over nights and hearings, and comes back.",
        ("outages",),
    ),
    Promise(
        "A clock that jumps makes nothing go early or twice",
        "0 wrong",
        "The machine's clock goes forwards and back by hours and days, also while a text is under way.",
        ("clock jumps",),
    ),
    Promise(
        "When all is well a text leaves within ten seconds",
        "19 of 20 within 10 seconds, with 5,000 due at once",
        "Thousands of texts fall due in one moment.",
        ("T12", "sends one after the other"),
    ),
    Promise(
        "Each colleague gets exactly what their part in a case allows",
        "0 wrong of 2,000 or more",
        "Every role asks for every address of a case by every method, against a table that was written by hand.",
        ("access matrix",),
    ),
    Promise(
        "No name, number or note turns up where it may not",
        "0 of 200 planted words in 11 places",
        "Words that stand nowhere else are planted, then looked for in pages, files, logs, databases and copies.",
        ("canar", "planted"),
    ),
    Promise(
        "No look and no change without an entry in the record",
        "0 without, also when the process is killed",
        "Processes are killed while colleagues read and change; then looks, changes and entries are counted.",
        ("record under kills", "entry a moment later", "record complete"),
    ),
    Promise(
        "Whoever changes the record afterwards is found out",
        "12 of 12 kinds, at the very entry; a million entries within 5 seconds",
        "A copy is damaged in each known way, and a program that stands alone looks at it.",
        ("record changed", "record checked"),
    ),
    Promise(
        "An emergency opens one case and passes no exclusion",
        "40 of 40 scenes; excluded and never was cannot be told apart",
        "Scenes of roles, ties and times, with the clock moved on while a case is open.",
        ("break-glass", "emergenc", "exclusion"),
    ),
    Promise(
        "Nobody guesses a family's link or code",
        "at most 5 in a million for each link",
        "Links and codes are tried by the thousand, with several web processes.",
        ("link", "family page"),
    ),
    Promise(
        "Guessing at the sign-in tells nothing and shuts out nobody",
        "no difference to be seen; the right password works throughout; what is spent stays dead",
        "Known and unknown addresses are compared by time, a thousand guesses made, old sessions and codes replayed.",
        ("known or unknown", "guessing", "replayed"),
    ),
    Promise(
        "The known attacks on web pages find nothing",
        "0 got through",
        "Formulas, templates, false hosts, odd methods, swapped names, oversized and nested files, forged callbacks.",
        ("web battery",),
    ),
    Promise(
        "Bringing back a copy texts nobody and brings nobody back",
        "0 texts, 0 lost opt-outs, 0 revived links, 0 erased people; within 60 seconds for 300 MB",
        "An older copy is restored over a working installation, on both databases.",
        ("restore", "backup"),
    ),
    Promise(
        "A new version never leaves the database half-way",
        "every earlier form becomes today's with nothing lost; 20 kills",
        "Databases of every earlier form are brought up to date, and killed while they are.",
        ("migration",),
    ),
    Promise(
        "Keys can be changed while people work",
        "5,000 fields, 0 errors, 20 kills; the old key is needed no more",
        "Sealed fields are sealed anew under a new key while others read them.",
        ("key rotation", "keys"),
    ),
    Promise(
        "Everybody can use every page",
        "0 faults that an automatic check finds, no rule switched off",
        "Pages are opened in a browser at three widths, with and without scripts. A check finds some faults, not all.",
        ("accessib", "axe"),
    ),
    Promise(
        "A family's page is light and its words are plain",
        "30 KB or less, no script, no forbidden word",
        "Pages and texts are weighed, and their words read by rule.",
        ("family words", "page weight", "invitations"),
    ),
)  # fmt: skip


def trust_table(lines: Iterable[Measured]) -> TrustTable:
    """Lay what was measured beside the promises. No lines: nothing was ever measured."""
    left = list(lines)
    rows = tuple(_row(promise, [line for line in left if _belongs(line, promise)]) for promise in PROMISES)
    placed = {line for row in rows for line in row.lines}
    others = tuple(line for line in left if line not in placed and not any(_belongs(line, p) for p in PROMISES))
    return TrustTable(rows, others)


def _belongs(line: Measured, promise: Promise) -> bool:
    return line.about.startswith(promise.begins)


def _row(promise: Promise, found: list[Measured]) -> PromiseRow:
    own = tuple(line for line in found if not line.is_wrong_version)
    wrong = [line for line in found if line.is_wrong_version]
    if any(not line.held for line in found):
        return PromiseRow(promise, Standing.FAILED, own, sum(line.held for line in wrong))
    # That a wrong version was caught says that the test bites, and nothing about ours.
    return PromiseRow(promise, Standing.HELD if own else Standing.NEVER, own, len(wrong))
