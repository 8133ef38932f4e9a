"""How a row of a time limit is written down: its instruments, its sources, and the days they are known from."""

from datetime import date

from witness.domain.duties import DayUnit, DutyRule, Holder

SEEN_ON = date(2026, 11, 23)
CODE_2021 = date(2021, 4, 1)  # the Victims' Code of twelve rights
RULES_2020, RULES_2025 = date(2020, 10, 5), date(2025, 10, 6)  # Criminal Procedure Rules; those of 2025 follow them
CHARTER_2013 = date(2013, 12, 1)
VRR_2013 = date(2013, 6, 5)
SCHEME_2012 = date(2012, 11, 27)
ULS_1989 = date(1989, 2, 1)

W, B, C = DayUnit.WORKING, DayUnit.BUSINESS, DayUnit.CALENDAR

RIGHT_6 = "Victims' Code 2021, Right 6"
RIGHT_8 = "Victims' Code 2021, Right 8"
RIGHT_9 = "Victims' Code 2021, Right 9"
CODE = "Victims' Code 2021"
CHARTER = "Witness Charter (not statutory)"
RULES_IN_2020 = "Criminal Procedure Rules 2020, Part 18"
RULES_IN_2025 = "Criminal Procedure Rules 2025, Part 18"
S28_GUIDE = "Criminal Practice Directions, section 28"
OURS = "Our own standard"

BY_RIGHT_6 = "Bedfordshire Police and Crime Commissioner, page on Right 6"
BY_RIGHT_8 = "Bedfordshire Police and Crime Commissioner, page on Right 8"
BY_RIGHT_9 = "Bedfordshire Police and Crime Commissioner, page on Right 9; House of Lords Hansard"
BY_S28 = "Youth Justice Legal Centre on section 28 directions; [2017] EWCA Crim 1076"
BY_VRR = "CPS guidance on the Victims' Right to Review, 2021"
MEMORY = "Not seen: from memory"
NO_SOURCE = "None: decided here"

FROM_MEMORY = "From memory."
OWN_STANDARD = "Our own standard; no rule gives a number."


def row(
    code: str,
    words: str,
    where: tuple[str, str, date | None],
    runs: tuple[str, Holder],
    limit: tuple[int, DayUnit] | tuple[int, DayUnit, int],
    stands: tuple[date, date | None] = (CODE_2021, None),
    note: str = "",
    version: int = 1,
) -> DutyRule:
    """Write a row: where is (right, source, verified on); runs is (what starts it, who must act)."""
    right, source, verified_on = where
    trigger, holder = runs
    return DutyRule(
        code=code,
        version=version,
        words=words,
        right=right,
        trigger=trigger,
        holder=holder.value,
        days=limit[0],
        unit=limit[1],
        enhanced_days=limit[2] if len(limit) > 2 else None,
        effective_from=stands[0],
        effective_until=stands[1],
        source=source,
        verified_on=verified_on,
        note=note,
    )


POLICE, CARE, CPS, COURT = Holder.POLICE, Holder.WITNESS_CARE, Holder.CPS, Holder.COURT
DEFENCE, FAMILY, SUPPORT = Holder.DEFENCE, Holder.FAMILY, Holder.SUPPORT
IN_2020, IN_2025 = (RULES_2020, date(2025, 10, 5)), (RULES_2025, None)
