"""The rows that trips are planned by: margins, the time in which a driver must have answered, and closed words.

All minutes here are judgement, to be confirmed by the service, but for the stagger of domain reference §4 rule 2 and
the two instants at which the next way is tried (18 hours and 2 hours before the pick-up).
"""

from dataclasses import dataclass
from datetime import time, timedelta

from witness.domain.trips import Mode

# Added to the road: a taxi that is late, a train that is missed, a child who will not leave the house.
MARGIN_MINUTES: dict[Mode, int] = {
    Mode.STAFF_CAR: 15,
    Mode.VOLUNTEER_CAR: 15,
    Mode.TAXI: 20,
    Mode.TRAIN: 30,
    Mode.BUS: 30,
    Mode.OWN_CAR: 20,
    Mode.POLICE: 15,
    Mode.WALK: 10,
}
# The car may stand at the meeting point for so long before they have to leave.
PICK_UP_WINDOW = timedelta(minutes=10)
# Those who give evidence arrive so long before the defendant's side, or by another door (domain reference §4 rule 2).
STAGGER = timedelta(minutes=60)
# Two witnesses of one case are never at one door within this time of each other.
APART_AT_THE_DOOR = timedelta(minutes=30)
# How long before the pick-up each way must have been accepted; a fourth is tried only on a report.
TRIED_UNTIL_MINUTES: tuple[int | None, ...] = (18 * 60, 2 * 60, None, None)
LETTERS = "ABCD"
MOST_WAYS = len(LETTERS)
# What an open way home is counted from, when nothing says when they will be released.
COURT_RISES = time(16, 30)
# By then everybody is home, or somebody asks; so long after it the next person asks.
HOME_BY = time(19, 0)
ASK_THE_NEXT = timedelta(hours=1)
# The working days before the last free moment at which somebody decides whether a ride is still needed.
DECIDE_AHEAD = 1
# A ride that is not settled is told about this many working days ahead.
SETTLED_BY = 1

# Nobody drives whom we would have to tell.
WITHOUT_A_DRIVER = frozenset({Mode.TRAIN, Mode.BUS, Mode.OWN_CAR, Mode.WALK})
OUR_VEHICLE = frozenset({Mode.STAFF_CAR, Mode.VOLUNTEER_CAR, Mode.TAXI, Mode.POLICE})

NO_RETURN: dict[str, str] = {
    "collected": "a relative collects them",
    "stays": "they stay the night",
    "verdict": "the way home of a verdict day has a plan of its own",
    "onward": "they go on to another place",
}
HOW_TOLD: dict[str, str] = {
    "call": "by a call",
    "text": "by a text",
    "in_person": "in person",
    "mail": "by mail",
}
WHO_APPROVES: dict[str, str] = {
    "manager": "our manager",
    "wcu": "the Witness Care Unit",
    "cps": "the CPS",
    "oic": "the officer in the case",
}
WHO_PAYS: dict[str, str] = {
    "us": "we pay",
    "cps": "the CPS pays",
    "police": "the police pay",
    "court": "the court pays",
    "family": "the family pay and claim it back",
}
WHO_REPORTS: dict[str, str] = {
    "driver": "the driver or company",
    "family": "the family",
    "us": "one of us",
    "court": "the court or the police",
    "clock": "time ran out",
}
WHO_KEEPS_APART: dict[str, str] = {
    "wcu": "the Witness Care Unit agreed",
    "oic": "the officer in the case agreed",
    "manager": "our manager answers for it",
}
WHY_TOGETHER: dict[str, str] = {
    "one_heard": "one of them has given evidence and is released",
    "escorted": "an officer sits between them and the talk is watched",
    "no_other": "there is no other way to get them there in safety",
    "mistaken": "they are not at the same place at the same time after all",
}


@dataclass(frozen=True, slots=True)
class Spending:
    """What can be spent on a trip. per_mile: its amount is tenths of a mile, else pence."""

    words: str
    per_mile: bool = False


SPENDING: dict[str, Spending] = {
    "mileage": Spending("miles driven", per_mile=True),
    "parking": Spending("parking"),
    "taxi": Spending("taxi"),
    "fare": Spending("tickets"),
}
