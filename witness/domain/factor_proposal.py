"""A further table that a manager may look at and adopt: other weights, tried on invented lives only.

It moves points from what the court did to what is missing now. How often a date moved and how long the wait has been
is true of half of all witnesses, and nobody here can clear it: as large as the published weights, it hides those who
have stopped answering. The points were fitted to invented lives, other ones than those they are measured on
(`docs/concern.md`), and rounded by hand; that is no evidence about families. What a child lives through (missing, a
move, a crisis, a tie, strain at home) keeps its published points: nobody should look away from it because an invention
says so.
"""

from dataclasses import replace

from witness.domain.factor_table import FIRST_TABLE, Code, Factor, FactorTable

SOURCE = "proposed: fitted to invented lives, unverified on families"
WHY = "What is missing now counts more, what the court did counts less: proposed from invented lives, to be checked."
POINTS: dict[Code, tuple[int, ...]] = {
    Code.AMBIVALENT: (30,),
    Code.PRACTICAL_CLASH: (50,),
    Code.NOT_CONFIRMED: (15, 25),
    Code.NO_TWO_WAY_CONTACT: (2, 4, 6),  # whoever does not answer is counted by what they did not answer
    Code.MISSED_CONTACTS: (20,),
    Code.PTV_NOT_DONE: (20,),
    Code.NO_SUPPORTER: (25,),
    Code.TRANSPORT_OPEN: (25, 35),
    Code.PRIOR_CHANGES: (2, 4, 6),
    Code.LONG_WAIT: (1, 2, 3),
    Code.UNCERTAIN_LISTING: (2,),
    Code.CHANGE_UNEXPLAINED: (3,),
    Code.DEFENDANT_NEAR: (5,),
    Code.UNSURE: (1, 10, 20),  # "think so" is what most of those who come say too; "would rather not" keeps its points
}
WATCH_FROM, ACT_FROM = 15, 30


def proposed_after(standing: FactorTable) -> FactorTable:
    """Give the table that stands with the proposed points and bands. Names, owners and limits stay as they are."""
    rows = tuple(
        row if POINTS.get(row.code, row.points) == row.points else replace(row, points=POINTS[row.code], source=SOURCE)
        for row in standing.factors
    )
    return replace(standing, factors=rows, watch_from=WATCH_FROM, act_from=ACT_FROM, why=WHY, written_at=None, by="")


PROPOSED_TABLE = proposed_after(FIRST_TABLE)


def source_of(row: Factor, standing: FactorTable) -> str | None:
    """Give where the points of a row come from when they are the proposed ones; None when they are not."""
    proposed = proposed_after(standing).row(row.code)
    return proposed.source if proposed.source == SOURCE and replace(row, source=SOURCE) == proposed else None
