"""When a special measure ends at eighteen: a direction that rests on age alone does, unless evidence has begun.

Youth Justice and Criminal Evidence Act 1999 s.21(8)-(9) and s.22, from the text in force in March 2026.
"""

from datetime import date

from witness.domain.court_time import london_day
from witness.domain.hearings import Hearing, HearingKind
from witness.domain.measures import Basis, Measure, MeasureKind, MeasureState, steps_of

# A direction on one of these stands whatever the birthday. What nobody has said is taken for the worse: age.
OUTLIVES_CHILDHOOD = frozenset({Basis.S17, Basis.S16_OTHER})
# From these on a court has been asked, or has said, on what it rests.
SETTLES_THE_BASIS = frozenset({MeasureState.APPLIED, MeasureState.GRANTED, MeasureState.PARTLY})
GRANTS = frozenset({MeasureState.GRANTED, MeasureState.PARTLY})
# Nobody arranges, tries out or changes what was not granted.
IMPLY_A_GRANT = frozenset({MeasureState.ARRANGED, MeasureState.TESTED, MeasureState.USED, MeasureState.VARIATION})


def lapses(measure: Measure, hearing: Hearing, turns_18: date | None) -> bool:
    """Whether a measure will end on or before the last day of the hearing because the witness turns 18.

    turns_18: None when the birthday is not known or no longer matters, because evidence had begun before it. A
    measure that is already recorded as lapsed gives False: it has ended. What was set up after the birthday cannot
    rest on age, unless somebody has recorded that it does.
    """
    last_day = hearing.now.slot.last_day
    if turns_18 is None or last_day is None or last_day < turns_18:
        return False
    if measure.basis in OUTLIVES_CHILDHOOD or not _is_to_be_lost(measure) or _outlives(measure, hearing):
        return False
    return measure.basis is Basis.AGE or settled_on(measure) < turns_18


def settled_on(measure: Measure) -> date:
    """Give the day on which it was last settled on what a measure rests: the newest application or decision.

    Arranging, telling and trying out come after it and change nothing about it.
    """
    steps = steps_of(measure)
    settling = [step for step in steps if step.state in SETTLES_THE_BASIS]
    return london_day((settling or steps)[-1].at)


def decision_of(measure: Measure) -> MeasureState | None:
    """Give the decision in force: granted, partly or refused; None while there is none, or none any more.

    A change that the court refuses leaves standing what it had granted.
    """
    decision: MeasureState | None = None
    varying = False
    for state in (step.state for step in steps_of(measure)):
        if state in GRANTS or state is MeasureState.REFUSED:
            stands = varying and state is MeasureState.REFUSED
            decision, varying = (decision if stands else state), False
        elif state is MeasureState.LAPSED:
            decision = None
        elif state in IMPLY_A_GRANT:
            decision = decision or MeasureState.GRANTED
            varying = varying or state is MeasureState.VARIATION
    return decision


def _is_to_be_lost(measure: Measure) -> bool:
    over = (MeasureState.NOT_WANTED, MeasureState.LAPSED)
    return measure.state not in over and decision_of(measure) is not MeasureState.REFUSED


def _outlives(measure: Measure, hearing: Hearing) -> bool:
    """The recorded interview outlives the birthday, and so does a cross-examination recorded before it."""
    recorded = measure.kind is MeasureKind.S28_RECORDING and hearing.kind is not HearingKind.S28
    return measure.kind is MeasureKind.VIDEO_INTERVIEW or recorded
