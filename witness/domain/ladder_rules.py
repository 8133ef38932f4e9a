"""The rungs of the preparation ladder, as a table: what is done with a witness before and after evidence, and when.

Offsets are working days before the day of evidence. The table is domain reference §3.3, drawn from practice research
and not from law; its numbers are a design proposal, unverified. Only two rows rest on guidance: memory is refreshed by
the police or the CPS, and as far as possible on a day before the evidence.
"""

from dataclasses import dataclass
from enum import StrEnum

from witness.domain.visits import Place, VisitKind

SOURCE = "domain reference §3.3, design proposal"


class Leads(StrEnum):
    """Who leads a rung. The values are the words."""

    SUPPORT = "supporter"
    WITNESS_SERVICE = "Witness Service"
    POLICE = "police or CPS only"


class CountsFrom(StrEnum):
    """What the window of a rung is counted from."""

    WARNING = "warning"  # from the day on which it became clear that the witness may be needed, forward
    EVIDENCE = "evidence"  # back from the day of evidence
    AFTER = "after"  # from the day on which the evidence was given, forward


@dataclass(frozen=True, slots=True)
class RungRule:
    """One row. opens, closes: working days before what it counts from; for WARNING and AFTER, working days after.

    apart: the fewest working days after the rung before it. for_child, for_adult: whom it is meant for.
    hangs_on_date: falls when the date is taken away; what does not stays useful without one.
    says: what it is about, process only.
    """

    step: str
    kind: VisitKind
    counts_from: CountsFrom
    opens: int
    closes: int
    leads: Leads
    minutes: int
    place: Place
    apart: int
    for_child: bool
    for_adult: bool
    hangs_on_date: bool
    says: str
    source: str = SOURCE


_WARNING, _EVIDENCE, _AFTER = CountsFrom.WARNING, CountsFrom.EVIDENCE, CountsFrom.AFTER
_SUPPORT, _SERVICE, _POLICE = Leads.SUPPORT, Leads.WITNESS_SERVICE, Leads.POLICE

LADDER: tuple[RungRule, ...] = (
    RungRule(
        "P0", VisitKind.WELCOME, _WARNING, 0, 10, _SUPPORT, 60, Place.HOME, 0, True, True, False,
        "safe contact, days to avoid, worries, who sits beside them, what they need, who is a witness too",
    ),
    RungRule(
        "P1", VisitKind.HOW_COURT_WORKS, _EVIDENCE, 40, 30, _SUPPORT, 60, Place.SCHOOL, 5, True, False, False,
        "who is who, the promise to tell the truth, saying “I don't understand”, breaks, link or screen, moved dates",
    ),
    RungRule(
        "P2", VisitKind.COURT_VISIT, _EVIDENCE, 20, 10, _SERVICE, 90, Place.COURT, 5, True, True, True,
        "the building, the quiet door, the waiting room, trying the link or the screen, meeting who will be there",
    ),
    RungRule(
        "P3", VisitKind.MEMORY_REFRESH, _EVIDENCE, 5, 1, _POLICE, 60, Place.AGREED, 2, True, True, True,
        "we keep the day, the place and how long it took, and nothing else",
        "guidance on evidence interviews; not the same day as far as possible, never while the jury watches",
    ),
    RungRule(
        "P4", VisitKind.READINESS_CALL, _EVIDENCE, 5, 5, _SUPPORT, 20, Place.PHONE, 0, True, True, True,
        "the way there, food, clothes, something to hold, who meets whom, telephones",
    ),
    RungRule(
        "P5", VisitKind.EVE_CALL, _EVIDENCE, 1, 1, _SUPPORT, 15, Place.PHONE, 0, True, True, True,
        "after the list is out, about 4.30pm: the time, the door, what we do if it moves",
    ),
    RungRule(
        "P6", VisitKind.DAY_SUPPORT, _EVIDENCE, 0, 0, _SERVICE, 420, Place.COURT, 0, True, True, True,
        "waiting, news every hour, breaks, the way out; a parent is looked after too",
    ),
    RungRule(
        "P7", VisitKind.DEBRIEF, _AFTER, 0, 2, _SUPPORT, 30, Place.PHONE, 0, True, True, True,
        "how they are, expenses, what comes next",
    ),
)  # fmt: skip
# What follows when the ladder is behind them: whenever the family wants it.
AFTERCARE = RungRule(
    "after", VisitKind.AFTERCARE, CountsFrom.AFTER, 0, 0, Leads.SUPPORT, 45, Place.AGREED, 0, True, True, False,
    "how everybody is, what the family wants from us now", "domain reference §8, design proposal",
)  # fmt: skip

RULE_OF: dict[VisitKind, RungRule] = {rule.kind: rule for rule in (*LADDER, AFTERCARE)}

# The first rung that counts back from the day opens here: with less time than this the ladder is compressed.
FULL_LENGTH = 40
# From here on a date is near enough that windows no longer shrink: they are only cut.
LAST_STRETCH = 5
# These need a day each, in this order. When days are short, the first of LEFT_OUT_FIRST gives way first.
NEED_A_DAY = (VisitKind.HOW_COURT_WORKS, VisitKind.COURT_VISIT, VisitKind.MEMORY_REFRESH)
LEFT_OUT_FIRST = (VisitKind.HOW_COURT_WORKS, VisitKind.COURT_VISIT)
INSTEAD: dict[VisitKind, str] = {
    VisitKind.HOW_COURT_WORKS: "Say it at the court visit, or in the readiness call.",
    VisitKind.COURT_VISIT: "Ask the court for a look at the room and the link before the witness is called.",
}

# A court visit is shown again when the date has moved by more than this since (eight weeks), or to another building.
VISIT_STAYS_FRESH_DAYS = 56


@dataclass(frozen=True, slots=True)
class LeastVisits:
    """How many visits a witness should have had at least: meetings to prepare, and visits to the court."""

    meetings: int
    court_visits: int


# A policy that a service may set; design proposal, domain reference §3.3.
LEAST_FOR_A_CHILD = LeastVisits(2, 1)
LEAST_FOR_AN_ADULT = LeastVisits(1, 1)
MEETINGS = frozenset({VisitKind.WELCOME, VisitKind.HOW_COURT_WORKS, VisitKind.OTHER})
