"""What a plan is judged by, as rows: how much each thing weighs, in minutes on the road, and why. Judgements all."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WeightRow:
    """One measure of the planner and its weight. says: what it keeps a plan from."""

    measure: str
    weight: float
    says: str
    source: str = "judgement, not verified"


# An even share of the work is not among them: with it no plan could be proven to be the best, and the board shows it.
WEIGHTS: tuple[WeightRow, ...] = (
    WeightRow("travel", 1.0, "time on the road"),
    WeightRow("wait", 0.1, "waiting between two visits"),
    WeightRow("overtime", 3.0, "a day that ends late"),
    WeightRow("unserved", 1.0, "a visit that is due and finds no place"),
    WeightRow("preference", 1.0, "somebody else than the owner of the case"),
    WeightRow("non_preferred", 25.0, "somebody whom the family has not met"),
    WeightRow("continuity", 20.0, "several faces for one family in one week"),
)
# A repair disturbs as little as it can: telling a family of another face or another hour weighs far more than the road,
# and more than finding one visit more a place: 120 and 1 moved up to a third more visits than the absence itself did.
REPAIR_WEIGHTS: tuple[WeightRow, ...] = (
    *WEIGHTS,
    WeightRow("change_officer", 300.0, "another person than was promised"),
    WeightRow("change_start", 15.0, "each minute earlier or later than was promised"),
)
# Of two who promised to go, or of a ride, whoever was named and can still go stays, for so many minutes of travel.
# Judgement, not verified: as much as a repair gives for it.
WAS_PROMISED = 120.0
# Somebody who knows the family, but does not own the case: minutes of travel that the owner may cost more.
NOT_THE_OWNER = 10.0

# What it costs to leave out a visit that is due, in minutes of travel.
LATE = 900.0
LAST_DAYS = 600.0
CAN_WAIT = 200.0
# A call can be made between two visits, or from the car park: nobody is planned round it.
OF_A_CALL = 0.5
