"""Markers: yes or no, since which day. They say that somebody needs support now, and hold no word of why.

There is no field for a story, on purpose: what a supporter writes down can be asked for by the defence, and a list of
what has gone wrong in a child's life is nobody's business but theirs. Markers are for the officers on a case alone:
no liaison, text, log or history names one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.errors import Refused


class MarkerKind(StrEnum):
    """What may be marked (domain reference §5.2). A closed list."""

    THREAT = "threat"
    MISSING = "missing"
    TIE = "tie"
    CRISIS = "crisis"
    MOVE = "move"
    STRAIN = "strain"
    COST = "cost"
    NAMED_CONTACT = "named_contact"
    ENGAGED = "engaged"
    PARENT_SUPPORTED = "parent_supported"


class Said(StrEnum):
    """What is recorded of a marker. Nothing is ever changed: a mistake is taken back by saying so."""

    YES = "yes"
    NO = "no"
    MISTAKE = "mistake"


@dataclass(frozen=True, slots=True)
class MarkerWords:
    """How a marker is asked and shown. once: it happens on a day and lasts no longer, so that it is never cleared.

    today: what to do at once when it is yes, "" for nothing.
    """

    asks: str
    is_yes: str
    clears: str
    once: bool = False
    today: str = ""


# "999" and the like are said where somebody records it: nobody looks for a procedure then.
MARKER_WORDS: dict[MarkerKind, MarkerWords] = {
    MarkerKind.THREAT: MarkerWords(
        "Has anybody on the defendant's side threatened, approached or messaged them?",
        "They were threatened or approached.",
        "The police know and there is a plan for their safety",
        today=(
            "If anybody is in danger now, ring 999. Else tell the officer in the case today, by voice, and witness "
            "care. Do not ask what was said: the police ask."
        ),
    ),
    MarkerKind.MISSING: MarkerWords(
        "Is the young person missing now?",
        "They are missing.",
        "They are back",
        today=(
            "Make sure that the police know: 999 if in danger, else 101. Tell their social worker or the emergency "
            "duty team today. Hold all texts to their telephone: somebody else may have it."
        ),
    ),
    MarkerKind.TIE: MarkerWords(
        "Is there still contact, a tie or a debt to the other side?",
        "There is still a tie to the other side.",
        "The tie has ended, or they have support to keep away",
    ),
    MarkerKind.CRISIS: MarkerWords(
        "Has their wellbeing been in crisis?",
        "Their wellbeing is in crisis.",
        "They have the help they need",
    ),
    MarkerKind.MOVE: MarkerWords(
        "Have they moved home, placement or school?",
        "They moved home, placement or school.",
        "",
        once=True,
    ),
    MarkerKind.STRAIN: MarkerWords(
        "Is the parent or carer against it, overwhelmed or without support?",
        "The parent or carer has too much to carry.",
        "The parent or carer has support and goes along with it",
    ),
    MarkerKind.COST: MarkerWords(
        "Can they not pay the journey until it is paid back?",
        "They cannot pay the journey in advance.",
        "An advance, a ticket or a paid lift is agreed",
    ),
    MarkerKind.NAMED_CONTACT: MarkerWords(
        "Has witness care or the officer in the case spoken with them?",
        "Witness care or the officer in the case spoke with them.",
        "",
        once=True,
    ),
    MarkerKind.ENGAGED: MarkerWords(
        "Are they in touch with an ISVA, CHISVA or young witness supporter?",
        "They are in touch with a supporter of their own.",
        "They are no longer in touch",
    ),
    MarkerKind.PARENT_SUPPORTED: MarkerWords(
        "Is the parent or carer getting support from us?",
        "The parent or carer is getting support.",
        "The support has ended",
    ),
}
# These ask for action the same day.
SAME_DAY = (MarkerKind.THREAT, MarkerKind.MISSING)


@dataclass(frozen=True, slots=True)
class Marker:
    """One thing that was recorded: that a marker was so, or was not, from a London day on. Never changed afterwards."""

    marker_id: str
    witness_id: str
    kind: MarkerKind
    said: Said
    on: date
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Episode:
    """A time during which a marker was so. until: the day from which it no longer was, None while it is."""

    marker_id: str
    since: date
    until: date | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MarkerStanding:
    """How a marker stands on a day. asked_on: when it was last recorded either way, None when nobody ever has.

    episodes: oldest first; the last is open when the marker is so now. ignored: what cannot be, in words.
    """

    kind: MarkerKind
    asked_on: date | None
    episodes: tuple[Episode, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def open(self) -> Episode | None:
        """The time that has not ended, if there is one."""
        return self.episodes[-1] if self.episodes and self.episodes[-1].until is None else None


def marker_standing(markers: Iterable[Marker], witness_id: str, kind: MarkerKind, today: date) -> MarkerStanding:
    """Say how a marker of a witness stands, in the order in which things were recorded.

    What lies in the future, and a "no" from before the "yes" that it would end, is named and left out.
    """
    own = [m for m in markers if m.witness_id == witness_id and m.kind is kind]
    episodes: list[Episode] = []
    ignored: list[str] = []
    asked_on: date | None = None
    # Of what was recorded at one instant, what ends or takes back follows what it is about.
    for marker in sorted(own, key=lambda m: (m.recorded_at, list(Said).index(m.said), m.marker_id)):
        if marker.on > today:
            ignored.append("It is dated in the future.")
            continue
        running = episodes and episodes[-1].until is None
        if marker.said is Said.MISTAKE:
            episodes = episodes[:-1]
            asked_on = episodes[-1].since if episodes else None
        elif marker.said is Said.YES:
            asked_on = marker.on
            if not running or MARKER_WORDS[kind].once:
                episodes.append(Episode(marker.marker_id, marker.on, None, marker.recorded_at))
        elif running and marker.on < episodes[-1].since:
            ignored.append("It is said to have ended before it began.")
        else:
            asked_on = marker.on
            if running:
                last = episodes[-1]
                episodes[-1] = Episode(last.marker_id, last.since, marker.on, last.recorded_at)
    return MarkerStanding(kind, asked_on, tuple(episodes), tuple(ignored))


def check_marker(markers: Iterable[Marker], marker: Marker, today: date) -> None:
    """Look at what is to be recorded of a marker.

    Raises:
        Refused: the day lies ahead, it was said for that day already, or it would end before it began.
    """
    if marker.on > today:
        raise Refused("That day has not come yet: record it when it has happened.")
    stands = marker_standing(markers, marker.witness_id, marker.kind, today)
    once = MARKER_WORDS[marker.kind].once
    if marker.said is Said.MISTAKE and not stands.episodes:
        raise Refused("There is nothing recorded that could be taken back.")
    if marker.said is Said.YES and stands.open and not once and marker.on <= (stands.asked_on or stands.open.since):
        raise Refused("That is recorded already. Record when it ends, or take it back as a mistake.")
    if marker.said is Said.NO and stands.open:
        if once:
            raise Refused("That happened on a day and does not end. Take it back as a mistake if it never was.")
        if marker.on < stands.open.since:
            raise Refused("It cannot have ended before it began.")
