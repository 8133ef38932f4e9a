"""The table of concern: what counts, with how many points, who acts and what clears it. A value with a version.

Every weight, limit and band here is judgement, and the table says so of each row. A service may write versions of its
own; the rules walk whichever one stands.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from witness.domain.evidence import Side


class Code(StrEnum):
    """What may be counted (domain reference §5.2; the last three are added to it).

    Which facts feed each is fixed; how much it counts is not.
    """

    HARD_WITHDRAWAL = "HARD_WITHDRAWAL"
    HARD_INTIMIDATION = "HARD_INTIMIDATION"
    HARD_MISSING = "HARD_MISSING"
    HARD_SM_GAP = "HARD_SM_GAP"
    AMBIVALENT = "AMBIVALENT"
    SM_NOT_APPLIED = "SM_NOT_APPLIED"
    PRACTICAL_CLASH = "PRACTICAL_CLASH"
    NOT_CONFIRMED = "NOT_CONFIRMED"
    NO_TWO_WAY_CONTACT = "NO_TWO_WAY_CONTACT"
    MISSED_CONTACTS = "MISSED_CONTACTS"
    UNDELIVERED = "UNDELIVERED"
    PRIOR_CHANGES = "PRIOR_CHANGES"
    CHANGE_UNEXPLAINED = "CHANGE_UNEXPLAINED"
    LONG_WAIT = "LONG_WAIT"
    UNCERTAIN_LISTING = "UNCERTAIN_LISTING"
    NO_NAMED_CONTACT = "NO_NAMED_CONTACT"
    LANGUAGE_UNMET = "LANGUAGE_UNMET"
    PTV_NOT_DONE = "PTV_NOT_DONE"
    NO_SUPPORTER = "NO_SUPPORTER"
    TRANSPORT_OPEN = "TRANSPORT_OPEN"
    UP_FRONT_COST = "UP_FRONT_COST"
    DEFENDANT_NEAR = "DEFENDANT_NEAR"
    ONGOING_TIE = "ONGOING_TIE"
    RECENT_MISSING = "RECENT_MISSING"
    PLACEMENT_MOVE = "PLACEMENT_MOVE"
    WELLBEING_CRISIS = "WELLBEING_CRISIS"
    PARENT_STRAIN = "PARENT_STRAIN"
    SUPPORTER_ENGAGED = "SUPPORTER_ENGAGED"
    VISIT_POSITIVE = "VISIT_POSITIVE"
    PARENT_SUPPORTED = "PARENT_SUPPORTED"
    RECONFIRMED = "RECONFIRMED"
    UNSURE = "UNSURE"
    HARD_TO_COME = "HARD_TO_COME"
    SAID_SURE = "SAID_SURE"


class Counted(StrEnum):
    """In what the limits of a row are counted. Their values are the words beside them."""

    BEFORE = "working days before the day"
    SILENT = "days without contact: far off, within 60 working days, within 19"
    MONTHS = "months since the charge"
    TIMES = "times"
    DAYS = "days back"
    WORKING_DAYS_BACK = "working days back"
    NOTHING = ""


@dataclass(frozen=True, slots=True)
class Factor:
    """One row of the table.

    points: of each step, the mildest first. limits: where the steps begin, counted in `counted`; one for each step,
    () where no number decides. hard: asks for action whatever the sum. verified: whether anybody has measured that the
    weight is right. Nobody has: they are judgement.
    """

    code: Code
    words: str
    points: tuple[int, ...]
    owner: Side
    clears_when: str
    hard: bool = False
    verified: bool = False
    source: str = "design proposal, domain reference §5.2"
    limits: tuple[int, ...] = ()
    counted: Counted = Counted.NOTHING


@dataclass(frozen=True, slots=True)
class FactorTable:
    """All rows, and from how many points on a person should look. One version stands at a time.

    written_at, by, why: who let it stand and for what reason; None and "" for the one that the product begins with.
    """

    version: int
    factors: tuple[Factor, ...]
    watch_from: int = 20
    act_from: int = 40
    written_at: datetime | None = None
    by: str = ""
    why: str = ""

    def row(self, code: Code) -> Factor:
        """Give the row of a code."""
        return next(factor for factor in self.factors if factor.code is code)


_S = Side.SUPPORT
_BEFORE, _BACK = Counted.BEFORE, Counted.DAYS
# The published table has no row for what people say themselves when they are asked.
_ADDED = "an addition to the published table; judgement, unverified"

FACTORS: tuple[Factor, ...] = (
    Factor(Code.HARD_WITHDRAWAL, "does not want to come", (0,), _S,
           "somebody has spoken with them, told witness care, and settled the answer", hard=True),
    Factor(Code.HARD_INTIMIDATION, "threatened or approached", (0,), Side.POLICE,
           "the police know and a plan for their safety is recorded", hard=True),
    Factor(Code.HARD_MISSING, "missing now", (0,), Side.POLICE, "it is recorded that they are back", hard=True),
    Factor(Code.HARD_SM_GAP, "special measures not safe for the day", (0,), Side.CPS,
           "the court has decided on every measure, for the day itself", hard=True, limits=(10,), counted=_BEFORE),
    Factor(Code.AMBIVALENT, "doubts voiced", (20,), _S, "somebody has rung and settled the answer"),
    Factor(Code.SM_NOT_APPLIED, "special measures not applied for", (10,), Side.CPS,
           "an application is recorded, or the witness no longer wants it"),
    Factor(Code.PRACTICAL_CLASH, "not free on the date", (10,), _S,
           "the clash is solved, or the court has been told"),
    Factor(Code.NOT_CONFIRMED, "attendance not confirmed", (10, 20), _S,
           "the family answers that they are coming on the date as it stands", limits=(10, 5), counted=_BEFORE),
    Factor(Code.NO_TWO_WAY_CONTACT, "no two-way contact", (10, 15, 20), _S,
           "the family answers, or somebody speaks with them", limits=(42, 21, 7), counted=Counted.SILENT),
    Factor(Code.MISSED_CONTACTS, "messages or calls unanswered", (15,), _S,
           "the family answers, or somebody speaks with them", limits=(2,), counted=Counted.TIMES),
    Factor(Code.UNDELIVERED, "messages do not arrive", (15,), _S,
           "a message is delivered, or a working number is recorded"),
    Factor(Code.PRIOR_CHANGES, "date changed before", (10, 20, 30), Side.COURT,
           "evidence is given: it measures what the family has been through", limits=(1, 2, 3), counted=Counted.TIMES),
    Factor(Code.CHANGE_UNEXPLAINED, "last change not explained", (5,), _S,
           "a reason that may be told is asked for, told and recorded"),
    Factor(Code.LONG_WAIT, "long wait since charge", (5, 10, 15), Side.COURT, "evidence is given",
           limits=(12, 18, 24), counted=Counted.MONTHS),
    Factor(Code.UNCERTAIN_LISTING, "date is not certain", (10,), Side.COURT, "the court fixes a day"),
    Factor(Code.NO_NAMED_CONTACT, "no contact with witness care or police", (10,), Side.POLICE,
           "it is recorded that witness care or the officer in the case spoke with them", limits=(28,), counted=_BACK),
    Factor(Code.LANGUAGE_UNMET, "interpreter not confirmed", (15,), Side.COURT, "the interpreter is confirmed",
           limits=(15,), counted=_BEFORE),
    Factor(Code.PTV_NOT_DONE, "court visit not done", (10,), _S, "the visit has taken place",
           limits=(10,), counted=_BEFORE),
    Factor(Code.NO_SUPPORTER, "no supporter for the day", (10,), _S, "a supporter is named and confirmed",
           limits=(10,), counted=_BEFORE),
    Factor(Code.TRANSPORT_OPEN, "lift not arranged", (10, 20), _S, "the lift is confirmed and the family knows",
           limits=(10, 3), counted=_BEFORE),
    Factor(Code.UP_FRONT_COST, "cannot pay the journey in advance", (5,), _S,
           "an advance, a ticket or a paid lift is recorded as agreed"),
    Factor(Code.DEFENDANT_NEAR, "a defendant may be near", (10,), Side.POLICE,
           "the court or the police say that the defendant is no longer near"),
    Factor(Code.ONGOING_TIE, "a tie to the other side", (15,), _S,
           "it is recorded that the tie has ended, or that they have support to keep away"),
    Factor(Code.RECENT_MISSING, "missing lately", (15,), _S, "the days pass without another time missing",
           limits=(28,), counted=_BACK),
    Factor(Code.PLACEMENT_MOVE, "moved lately", (10,), _S, "the days pass; ask again what they need there",
           limits=(28,), counted=_BACK),
    Factor(Code.WELLBEING_CRISIS, "wellbeing in crisis", (15,), _S,
           "it is recorded that they have the help they need, or the days pass", limits=(28,), counted=_BACK),
    Factor(Code.PARENT_STRAIN, "parent or carer under strain", (15,), _S,
           "it is recorded that the parent has support and goes along with it"),
    Factor(Code.SUPPORTER_ENGAGED, "a supporter of their own", (-10,), _S,
           "it counts while it is said anew now and then", limits=(56,), counted=_BACK),
    Factor(Code.VISIT_POSITIVE, "court visit done and it went well", (-5,), _S,
           "it counts while that visit still stands for the date"),
    Factor(Code.PARENT_SUPPORTED, "parent supported", (-5,), _S,
           "it counts while it is said anew now and then", limits=(56,), counted=_BACK),
    Factor(Code.RECONFIRMED, "attendance confirmed lately", (-5,), _S, "five working days pass",
           limits=(5,), counted=Counted.WORKING_DAYS_BACK),
    Factor(Code.UNSURE, "not sure of coming, in their own words", (5, 15, 20), _S,
           "they are asked again and are sure, or the days pass", source=_ADDED, limits=(28,), counted=_BACK),
    Factor(Code.HARD_TO_COME, "something makes it hard to come", (10, 15), _S,
           "what helps with it is recorded, or they no longer name it", source=_ADDED, limits=(28,), counted=_BACK),
    Factor(Code.SAID_SURE, "sure of coming, in their own words", (-5,), _S,
           "it counts while it is said anew now and then", source=_ADDED,
           limits=(10,), counted=Counted.WORKING_DAYS_BACK),
)  # fmt: skip

# The version that the product begins with.
FIRST_TABLE = FactorTable(1, FACTORS)


def completed(table: FactorTable) -> FactorTable:
    """Give a table in the order of the codes; a row that an earlier release did not know is taken from the first."""
    kept = {factor.code: factor for factor in table.factors}
    return replace(table, factors=tuple(kept.get(row.code, row) for row in FACTORS))
