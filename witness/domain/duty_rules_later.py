"""The time limits of the long time after: custody and release, days of each year, how long records are kept."""

from witness.domain.duties import DayUnit, DutyRule
from witness.domain.duty_rows import (
    BY_VRR,
    CPS,
    FAMILY,
    FROM_MEMORY,
    MEMORY,
    NO_SOURCE,
    OURS,
    OWN_STANDARD,
    SCHEME_2012,
    SEEN_ON,
    SUPPORT,
    C,
    W,
    row,
)

LATER: tuple[DutyRule, ...] = (
    row(
        "bad_news_asked",
        "We ask again how each of the family wants to hear the outcome: how, when, and with whom",
        (OURS, NO_SOURCE, None),
        ("trial_began", SUPPORT),
        (1, W),
        note=OWN_STANDARD,
    ),
    row(
        "retrial_decided",
        "The CPS says whether there will be a retrial",
        ("Practice after a jury that could not agree", MEMORY, None),
        ("hung", CPS),
        (7, C),
        note=f"{FROM_MEMORY} About a week is usual; no rule was seen.",
    ),
    row(
        "no_evidence_warned",
        "We tell the family before the hearing that no evidence will be offered",
        (OURS, BY_VRR, None),
        ("no_evidence_planned", SUPPORT),
        (-1, W),
        note="Our own standard. Afterwards a review can explain and apologise: the case cannot start again.",
    ),
    row(
        "cica_grown",
        "Claim criminal injuries compensation: reported when already 18 or older",
        ("Criminal Injuries Compensation Scheme 2012", "abusecompensation.co.uk; simpsonmillar.co.uk", SEEN_ON),
        ("reported_grown", FAMILY),
        (2, DayUnit.YEARS),
        stands=(SCHEME_2012, None),
        note=(
            "Two years from the report, if it happened before 18. For somebody who was grown then it is two years from "
            "the day itself, which we do not hold. Take legal advice."
        ),
    ),
    row(
        "custody_yearly",
        "Ask what the year brings: licence conditions, parole, whom the family may speak to",
        ("Victim Contact Scheme", NO_SOURCE, None),
        ("custody_year", SUPPORT),
        (1, DayUnit.YEARS),
        note="Our own standard: once in each year of the sentence.",
    ),
    row(
        "parole_statement",
        "We ask the family about a statement to the Parole Board, and licence conditions they want",
        (OURS, NO_SOURCE, None),
        ("parole", SUPPORT),
        (-20, W),
        note=f"{OWN_STANDARD} The victim liaison officer names the day by which it must be in.",
    ),
    row(
        "release_prepared",
        "We speak with the family before an expected release",
        (OURS, NO_SOURCE, None),
        ("release", SUPPORT),
        (-5, W),
        note=OWN_STANDARD,
    ),
    row(
        "release_after",
        "We ring the family after an expected release",
        (OURS, NO_SOURCE, None),
        ("release", SUPPORT),
        (1, W),
        note=OWN_STANDARD,
    ),
    row(
        "order_ending",
        "We tell the family before a restraining order ends, and what can be asked for",
        (OURS, NO_SOURCE, None),
        ("order_ends", SUPPORT),
        (-20, W),
        note=f"{OWN_STANDARD} Whether it can be made longer is a question for the police and the CPS.",
    ),
    row(
        "anniversary",
        "We think of the family on a day they named",
        (OURS, NO_SOURCE, None),
        ("anniversary", SUPPORT),
        (0, C),
        note=f"{OWN_STANDARD} By voice: no text goes on a day of the year that was entered as one to avoid.",
    ),
    row(
        "retention_looked_at",
        "We look at what of this case still has to be kept",
        (OURS, NO_SOURCE, None),
        ("closed", SUPPORT),
        (1, DayUnit.YEARS),
        note=(
            "Not agreed yet: the schedule is for the data protection officer. Nothing goes while an appeal, victim "
            "contact, a claim or a hold is open."
        ),
    ),
)
