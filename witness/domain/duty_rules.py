"""The time limits we start with: rows with their source and whether anybody has checked them, never constants in code.

Verified means that the figure was seen in the source on the day the reference was compiled. "From memory" and "our own
standard" stand in the note, and pages mark such rows. The draft Victims' Code of 2026 is not seeded: an administrator
adds versions with the day from which it holds (docs/rules.md).
"""

from datetime import date

from witness.domain.duties import NOT_IN_FORCE, DayUnit, DutyRule, Holder

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


def _row(
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

# Victims' Code: domain reference §2.1, in its order.
VICTIMS_CODE: tuple[DutyRule, ...] = (
    _row(
        "needs_assessed",
        "Needs assessed at report, and a referral to support offered",
        (CODE, "GOV.UK page on victims' rights, and memory", None),
        ("reported", POLICE),
        (2, W),
        note=f"{FROM_MEMORY} We hold no day of report, so nothing starts this clock.",
    ),
    _row(
        "suspect_told",
        "A suspect was arrested, interviewed, released or bailed, or bail changed before charge",
        (RIGHT_6, BY_RIGHT_6, SEEN_ON),
        ("suspect", POLICE),
        (5, W, 1),
    ),
    _row(
        "not_investigated",
        "Decision not to investigate, with reasons",
        (RIGHT_6, BY_RIGHT_6, SEEN_ON),
        ("not_investigated", POLICE),
        (5, W, 1),
        note="We hold no such decision, so nothing starts this clock.",
    ),
    _row(
        "charge_told",
        "Charge, first hearing date and bail conditions",
        (CODE, MEMORY, None),
        ("charged", POLICE),
        (5, W, 1),
        note=FROM_MEMORY,
    ),
    _row(
        "stopped_told",
        "Decision to stop or greatly change the case, and how to ask for a review",
        (CODE, MEMORY, None),
        ("stopped", CPS),
        (5, W, 1),
        note=f"{FROM_MEMORY} The police or the CPS, whoever decided.",
    ),
    _row(
        "hearing_told",
        "Time, date and place of a hearing",
        (RIGHT_8, f"{BY_RIGHT_8}; Ministry of Justice, written answer 127092 (2026)", SEEN_ON),
        ("hearing", CARE),
        (1, W, 1),
        note="Counted from the day we learnt it: we do not see when witness care did.",
    ),
    _row(
        "bail_told",
        "Outcome of a bail hearing, a change of bail or a warrant",
        (RIGHT_8, BY_RIGHT_8, SEEN_ON),
        ("bail", CARE),
        (5, W, 1),
        note="Counted from the day it happened; the court has five working days to tell witness care.",
    ),
    _row(
        "must_give_evidence",
        "That the witness has to give evidence",
        (RIGHT_8, BY_RIGHT_8, SEEN_ON),
        ("warned", CARE),
        (1, W, 1),
    ),
    _row(
        "full_needs_assessed",
        "Full needs assessment, with the offer of the Witness Service and a court visit",
        (f"{RIGHT_8}; {CHARTER}", f"{BY_RIGHT_8}; Staffordshire Police, Witness Care", None),
        ("needs", CARE),
        (10, W),
        note="The duty is seen, a number of days is not: ten working days is our own standard for asking.",
    ),
    _row(
        "measure_told",
        "Outcome of a special-measures application",
        (RIGHT_8, BY_RIGHT_8, None),
        ("measure_decided", CARE),
        (1, W),
        note="The duty is seen, a number of days is not: one working day is our own standard.",
    ),
    _row(
        "outcome_told",
        "Verdict or other outcome, with a summary of reasons",
        (RIGHT_9, BY_RIGHT_9, SEEN_ON),
        ("outcome", CARE),
        (1, W, 1),
        note="One working day from when witness care hear it; the court has five to tell them.",
    ),
    _row(
        "sentence_told",
        "Sentence and what it means, and the scheme for unduly lenient sentences",
        (RIGHT_9, BY_RIGHT_9, SEEN_ON),
        ("sentenced", CARE),
        (1, W, 1),
        note="One working day from when witness care hear it; the court has five to tell them.",
    ),
    _row(
        "result_to_witness_care",
        "The court gives a result to witness care",
        (RIGHT_9, BY_RIGHT_9, SEEN_ON),
        ("result_given", COURT),
        (5, W),
        note="We do not see this pass, so nothing starts this clock.",
    ),
    _row(
        "appeal_told",
        "An appeal, its hearing or its outcome",
        (RIGHT_9, MEMORY, None),
        ("appeal", CARE),
        (1, W),
        note=FROM_MEMORY,
    ),
    _row(
        "vcs_referral",
        "Referral to the Victim Contact Scheme",
        (f"{CODE}; Victim Contact Scheme", "helpforvictims.co.uk; GOV.UK information on the scheme, 2022", SEEN_ON),
        ("vcs_sentence", CARE),
        (20, W),
        note="Twelve months or more for a specified offence. The Victims and Courts Act 2026 redraws who qualifies.",
    ),
    _row(
        "expenses_paid",
        "Expenses of coming to court are paid",
        (CODE, "CPS, Witness Expenses and Allowances", SEEN_ON),
        ("attended", CPS),
        (10, W),
        note="Ten working days from a valid claim. We hold no claim, and count from the day evidence was over.",
    ),
)

# Witness Charter: domain reference §2.2.
WITNESS_CHARTER: tuple[DutyRule, ...] = (
    _row(
        "waiting_at_court",
        "A witness waits no longer than two hours where possible",
        (CHARTER, "CPS guidance on the Witness Charter 2008; Lincolnshire Police", SEEN_ON),
        ("arrived", COURT),
        (2, DayUnit.HOURS),
        stands=(CHARTER_2013, None),
        note="An aim, not a right. The hours of the day in court are not recorded yet, so nothing starts this clock.",
    ),
)

# Special measures and recorded cross-examination: domain reference §1.1, §3.2.
MEASURES: tuple[DutyRule, ...] = (
    *(
        _row(
            f"measures_applied_{court}",
            f"Application for special measures, {where}",
            (right, MEMORY, None),
            (f"not_guilty_{court}", CPS),
            (days, B),
            stands,
            note=f"{FROM_MEMORY} Late applications can be made.",
            version=version,
        )
        for court, where, days in (("magistrates", "magistrates' or youth court", 20), ("crown", "Crown Court", 10))
        for version, right, stands in ((1, RULES_IN_2020, IN_2020), (2, RULES_IN_2025, IN_2025))
    ),
    *(
        _row(
            "measures_answered",
            "Objections to an application for special measures",
            (right, MEMORY, None),
            ("measure_applied", DEFENCE),
            (10, B),
            stands,
            note=FROM_MEMORY,
            version=version,
        )
        for version, right, stands in ((1, RULES_IN_2020, IN_2020), (2, RULES_IN_2025, IN_2025))
    ),
    _row(
        "s28_before_ptph",
        "Application for a section 28 recording, with the interview's transcript",
        (S28_GUIDE, BY_S28, SEEN_ON),
        ("s28_ptph", CPS),
        (-7, C),
        stands=(RULES_2020, None),
    ),
    _row(
        "s28_answered",
        "The defence answers a section 28 application",
        (S28_GUIDE, BY_S28, SEEN_ON),
        ("s28_applied", DEFENCE),
        (14, C),
        stands=(RULES_2020, None),
    ),
)

# After the trial: domain reference §1.5.
AFTER_TRIAL: tuple[DutyRule, ...] = (
    _row(
        "uls",
        "Ask the Attorney General to look at a sentence again: the safe day",
        ("Criminal Justice Act 1988, section 36", "House of Lords Hansard, 7 February and 30 April 2024", SEEN_ON),
        ("sentenced_crown", FAMILY),
        (28, DayUnit.CALENDAR_OFFICE),
        stands=(ULS_1989, None),
        note="Only for some Crown Court offences. It must arrive in office hours with time to consider it.",
    ),
    _row(
        "uls_victim",
        "Ask the Attorney General to look at a sentence again: the longer time of victims",
        ("Victims and Courts Act 2026", "Announced April 2026; the section and its first day were not seen", None),
        ("sentenced_crown", FAMILY),
        (6, DayUnit.MONTHS),
        stands=(NOT_IN_FORCE, None),
        note="Not in force as far as we know: add a version with its first day. Until then the safe day alone counts.",
    ),
    _row(
        "appeal_crown",
        "The defendant may ask for leave to appeal from the Crown Court",
        ("Criminal Appeal Act 1968, section 18", MEMORY, None),
        ("decided_crown", DEFENCE),
        (28, C),
        stands=(RULES_2020, None),
        note=FROM_MEMORY,
    ),
    _row(
        "appeal_magistrates",
        "The defendant may appeal from the magistrates' or youth court: a full rehearing",
        ("Criminal Procedure Rules, Part 34", MEMORY, None),
        ("decided_magistrates", DEFENCE),
        (15, B),
        stands=(RULES_2020, None),
        note=FROM_MEMORY,
    ),
    _row(
        "vrr_ask",
        "Ask for the decision to be reviewed (Victims' Right to Review)",
        ("Victims' Right to Review", BY_VRR, SEEN_ON),
        ("reviewable", FAMILY),
        (10, W),
        stands=(VRR_2013, None),
        note="Ideally within this time. After no evidence was offered the case cannot start again.",
    ),
    _row(
        "vrr_last",
        "Ask for the decision to be reviewed: the last day",
        ("Victims' Right to Review", BY_VRR, SEEN_ON),
        ("reviewable", FAMILY),
        (3, DayUnit.MONTHS),
        stands=(VRR_2013, None),
        note="After no evidence was offered the case cannot start again.",
    ),
    _row(
        "cica",
        "Claim criminal injuries compensation, if they are a victim",
        ("Criminal Injuries Compensation Scheme 2012", "abusecompensation.co.uk; simpsonmillar.co.uk", SEEN_ON),
        ("child", FAMILY),
        (20, DayUnit.YEARS),
        stands=(SCHEME_2012, None),
        note="The 20th birthday, if it was reported before 18; otherwise two years from the report. Take legal advice.",
    ),
    _row(
        "post_trial_call",
        "We ring the family after the outcome",
        (OURS, NO_SOURCE, None),
        ("outcome_day", SUPPORT),
        (48, DayUnit.HOURS),
        note=OWN_STANDARD,
    ),
    *(
        _row(
            f"review_{weeks}_weeks",
            f"We look in on the family {weeks} weeks after the end",
            (OURS, NO_SOURCE, None),
            ("ended", SUPPORT),
            (7 * weeks, C),
            note=OWN_STANDARD,
        )
        for weeks in (2, 6, 12)
    ),
    _row(
        "reason_told",
        "Why a hearing was moved or taken out",
        (OURS, NO_SOURCE, None),
        ("no_reason", CARE),
        (1, W),
        note=OWN_STANDARD,
    ),
)

DUTY_RULES: tuple[DutyRule, ...] = (*VICTIMS_CODE, *WITNESS_CHARTER, *MEASURES, *AFTER_TRIAL)
