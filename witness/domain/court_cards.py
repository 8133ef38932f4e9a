"""The fact card of a court: which door, where to wait, what there is to eat, and who last checked each of it, when.

A family is told only what somebody has looked at lately: a wrong door is worse than none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.errors import Refused
from witness.domain.notes_lint import warnings_about


class CourtFact(StrEnum):
    """What a family wants to know of a court building. A closed list, in the order in which it is read."""

    ENTRANCE = "entrance"
    WAITING = "waiting"
    FOOD = "food"
    STEP_FREE = "step_free"
    PARKING = "parking"
    REMOTE_ROOM = "remote_room"


FACT_WORDS: dict[CourtFact, str] = {
    CourtFact.ENTRANCE: "Way in",
    CourtFact.WAITING: "Where to wait",
    CourtFact.FOOD: "Food and drink",
    CourtFact.STEP_FREE: "Step-free way",
    CourtFact.PARKING: "Parking",
    CourtFact.REMOTE_ROOM: "Live link room",
}
FACT_HINTS: dict[CourtFact, str] = {
    CourtFact.ENTRANCE: "Which door witnesses use, and whether it is apart from the other side.",
    CourtFact.WAITING: "The room or floor, and who meets them there.",
    CourtFact.FOOD: "What there is inside, and whether they may bring their own.",
    CourtFact.STEP_FREE: "Lift, ramp, toilets.",
    CourtFact.PARKING: "The nearest, and whether a drop-off at the door is allowed.",
    CourtFact.REMOTE_ROOM: "Where the room for evidence by live link is, at the court or elsewhere.",
}
# Months after which a fact counts as not known until somebody looks again. A judgement: nobody has measured how fast
# they change; doors and caterers change soonest.
FRESH_MONTHS: dict[CourtFact, int] = {
    CourtFact.ENTRANCE: 6,
    CourtFact.WAITING: 6,
    CourtFact.FOOD: 6,
    CourtFact.STEP_FREE: 12,
    CourtFact.PARKING: 12,
    CourtFact.REMOTE_ROOM: 6,
}
LONGEST = 160


@dataclass(frozen=True, slots=True)
class CourtFactSaid:
    """What somebody found out about a court, or looked at again. words: "" for taken out. by_name: who checked it."""

    court_code: str
    fact: CourtFact
    words: str
    checked_on: date
    recorded_at: datetime
    by_name: str = ""


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line of the card. words: "" when nobody has said. is_stale: it was checked too long ago to be told."""

    fact: CourtFact
    words: str
    checked_on: date | None
    by_name: str
    is_stale: bool

    @property
    def may_be_told(self) -> bool:
        """Whether a family may be told it."""
        return bool(self.words) and not self.is_stale


def card_of(said: Iterable[CourtFactSaid], today: date) -> tuple[CardLine, ...]:
    """Give the card of one court, a line for each fact: the newest word on it counts."""
    newest: dict[CourtFact, CourtFactSaid] = {}
    for each in sorted(said, key=lambda s: s.recorded_at):
        newest[each.fact] = each
    return tuple(_line(fact, newest.get(fact), today) for fact in CourtFact)


def _line(fact: CourtFact, said: CourtFactSaid | None, today: date) -> CardLine:
    if said is None or not said.words:
        return CardLine(fact, "", None, "", is_stale=False)
    return CardLine(fact, said.words, said.checked_on, said.by_name, is_stale=today >= stale_from(said))


def stale_from(said: CourtFactSaid) -> date:
    """Give the day from which a fact is no longer told: so many months after it was checked."""
    months = said.checked_on.year * 12 + said.checked_on.month - 1 + FRESH_MONTHS[said.fact]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(said.checked_on.day, 28))


def check_fact(words: str, checked_on: date, today: date) -> None:
    """Look at a fact before it is kept.

    Raises:
        Refused: it is too long, was checked on a day ahead, or speaks of a case instead of a building.
    """
    if checked_on > today:
        raise Refused("That day has not come yet.")
    if len(words) > LONGEST:
        raise Refused(f"Use {LONGEST} characters or fewer.")
    doubts: Mapping[str, None] = dict.fromkeys(warnings_about(words))
    if doubts:
        raise Refused("This card is about the building and is seen by every family: leave people and cases out.")
