"""The time limits we start with: rows with their source and whether anybody has checked them, never constants in code.

Verified means that the figure was seen in the source on the day the reference was compiled. "From memory" and "our own
standard" stand in the note, and pages mark such rows. The draft Victims' Code of 2026 is not seeded: an administrator
adds versions with the day from which it holds (docs/rules.md).
"""

from witness.domain.duties import DayUnit, DutyRule
from witness.domain.duty_rows import (
    BY_RIGHT_6,
    BY_RIGHT_8,
    BY_RIGHT_9,
    BY_S28,
    CARE,
    CHARTER,
    CHARTER_2013,
    CODE,
    COURT,
    CPS,
    DEFENCE,
    FROM_MEMORY,
    IN_2020,
    IN_2025,
    MEMORY,
    POLICE,
    RIGHT_6,
    RIGHT_8,
    RIGHT_9,
    RULES_2020,
    RULES_IN_2020,
    RULES_IN_2025,
    S28_GUIDE,
    SEEN_ON,
    B,
    C,
    W,
    row,
)
from witness.domain.duty_rules_after_trial import AFTER_TRIAL

FROM_WHEN_HEARD = (
    "From the day witness care heard. While nobody has said when that was, from the result itself, which is early: the "
    "court has five working days to tell them."
)

# Victims' Code: domain reference §2.1, in its order.
VICTIMS_CODE: tuple[DutyRule, ...] = (
    row(
        "needs_assessed",
        "Needs assessed at report, and a referral to support offered",
        (CODE, "GOV.UK page on victims' rights, and memory", None),
        ("reported", POLICE),
        (2, W),
        note=f"{FROM_MEMORY} Counted from the day of the report, where somebody has put it in.",
        version=2,
    ),
    row(
        "suspect_told",
        "A suspect was arrested, interviewed, released or bailed, or bail changed before charge",
        (RIGHT_6, BY_RIGHT_6, SEEN_ON),
        ("suspect", POLICE),
        (5, W, 1),
    ),
    row(
        "not_investigated",
        "Decision not to investigate, with reasons",
        (RIGHT_6, BY_RIGHT_6, SEEN_ON),
        ("not_investigated", POLICE),
        (5, W, 1),
        note="Counted from the decision, where somebody has put it in.",
        version=2,
    ),
    row(
        "charge_told",
        "Charge, first hearing date and bail conditions",
        (CODE, MEMORY, None),
        ("charged", POLICE),
        (5, W, 1),
        note=FROM_MEMORY,
    ),
    row(
        "stopped_told",
        "Decision to stop or greatly change the case, and how to ask for a review",
        (CODE, MEMORY, None),
        ("stopped", CPS),
        (5, W, 1),
        note=f"{FROM_MEMORY} The police or the CPS, whoever decided.",
    ),
    row(
        "hearing_told",
        "Time, date and place of a hearing",
        (RIGHT_8, f"{BY_RIGHT_8}; Ministry of Justice, written answer 127092 (2026)", SEEN_ON),
        ("hearing", CARE),
        (1, W, 1),
        note="Counted from the day we learnt it: we do not see when witness care did.",
    ),
    row(
        "bail_told",
        "Outcome of a bail hearing, a change of bail or a warrant",
        (RIGHT_8, BY_RIGHT_8, SEEN_ON),
        ("bail", CARE),
        (5, W, 1),
        note="Counted from the day it happened; the court has five working days to tell witness care.",
    ),
    row(
        "must_give_evidence",
        "That the witness has to give evidence",
        (RIGHT_8, BY_RIGHT_8, SEEN_ON),
        ("warned", CARE),
        (1, W, 1),
    ),
    row(
        "full_needs_assessed",
        "Full needs assessment, with the offer of the Witness Service and a court visit",
        (f"{RIGHT_8}; {CHARTER}", f"{BY_RIGHT_8}; Staffordshire Police, Witness Care", None),
        ("needs", CARE),
        (10, W),
        note="The duty is seen, a number of days is not: ten working days is our own standard for asking.",
    ),
    row(
        "measure_told",
        "Outcome of a special-measures application",
        (RIGHT_8, BY_RIGHT_8, None),
        ("measure_decided", CARE),
        (1, W),
        note="The duty is seen, a number of days is not: one working day is our own standard.",
    ),
    row(
        "outcome_told",
        "Verdict or other outcome, with a summary of reasons",
        (RIGHT_9, BY_RIGHT_9, SEEN_ON),
        ("outcome", CARE),
        (1, W, 1),
        note=FROM_WHEN_HEARD,
        version=2,
    ),
    row(
        "sentence_told",
        "Sentence and what it means, and the scheme for unduly lenient sentences",
        (RIGHT_9, BY_RIGHT_9, SEEN_ON),
        ("sentenced", CARE),
        (1, W, 1),
        note=FROM_WHEN_HEARD,
        version=2,
    ),
    row(
        "result_to_witness_care",
        "The court gives a result to witness care",
        (RIGHT_9, BY_RIGHT_9, SEEN_ON),
        ("result_given", COURT),
        (5, W),
        note="We do not see this pass: put in under Afterwards when witness care say that they heard.",
        version=2,
    ),
    row(
        "appeal_told",
        "An appeal, its hearing or its outcome",
        (RIGHT_9, MEMORY, None),
        ("appeal", CARE),
        (1, W),
        note=FROM_MEMORY,
    ),
    row(
        "vcs_referral",
        "Referral to the Victim Contact Scheme",
        (f"{CODE}; Victim Contact Scheme", "helpforvictims.co.uk; GOV.UK information on the scheme, 2022", SEEN_ON),
        ("vcs_sentence", CARE),
        (20, W),
        note="Twelve months or more for a specified offence. The Victims and Courts Act 2026 redraws who qualifies.",
    ),
    row(
        "expenses_paid",
        "Expenses of coming to court are paid",
        (CODE, "CPS, Witness Expenses and Allowances", SEEN_ON),
        ("attended", CPS),
        (10, W),
        note="Ten working days from a valid claim. Until one is recorded, we count from the day evidence was over.",
        version=2,
    ),
    row(
        "claim_paid",
        "A claim for expenses that was sent is paid",
        (CODE, "CPS, Witness Expenses and Allowances", SEEN_ON),
        ("claim_sent", CPS),
        (10, W),
        note="Ten working days from a valid claim: a query of the CPS may begin them anew.",
    ),
)

# Witness Charter: domain reference §2.2.
WITNESS_CHARTER: tuple[DutyRule, ...] = (
    row(
        "waiting_at_court",
        "A witness waits no longer than two hours where possible",
        (CHARTER, "CPS guidance on the Witness Charter 2008; Lincolnshire Police", SEEN_ON),
        ("arrived", COURT),
        (2, DayUnit.HOURS),
        stands=(CHARTER_2013, None),
        note="An aim, not a right. Counted from the door to being called or let go, as the day at court recorded it.",
        version=2,
    ),
)

# Special measures and recorded cross-examination: domain reference §1.1, §3.2.
MEASURES: tuple[DutyRule, ...] = (
    *(
        row(
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
        row(
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
    row(
        "s28_before_ptph",
        "Application for a section 28 recording, with the interview's transcript",
        (S28_GUIDE, BY_S28, SEEN_ON),
        ("s28_ptph", CPS),
        (-7, C),
        stands=(RULES_2020, None),
    ),
    row(
        "s28_answered",
        "The defence answers a section 28 application",
        (S28_GUIDE, BY_S28, SEEN_ON),
        ("s28_applied", DEFENCE),
        (14, C),
        stands=(RULES_2020, None),
    ),
)

DUTY_RULES: tuple[DutyRule, ...] = (*VICTIMS_CODE, *WITNESS_CHARTER, *MEASURES, *AFTER_TRIAL)
