"""Which evidence is still awaited: what a recording, a plea or an ending closes, and what it leaves open.

Here, below the picture of a case, because everything that asks "who still has to come?" asks this.
"""

from collections.abc import Collection, Iterable, Mapping

from witness.domain.defendants import Defendant, DefendantOutcome, Plea
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import HearingKind

# At these the question is guilt. A Newton hearing or an appeal may need the witness after a plea of guilty.
ABOUT_GUILT = frozenset({HearingKind.TRIAL, HearingKind.RETRIAL, HearingKind.S28})

# Evidence that was recorded is played here instead of the witness coming, unless a further direction asks them back
# (Youth Justice and Criminal Evidence Act 1999 s.28(5)). An appeal from a magistrates' court is heard anew.
PLAYED_AT = frozenset({HearingKind.TRIAL, HearingKind.RETRIAL, HearingKind.NEWTON})

# The case against such a defendant went away without a verdict.
DROPPED = frozenset(
    {
        DefendantOutcome.DISCONTINUED,
        DefendantOutcome.NO_EVIDENCE_OFFERED,
        DefendantOutcome.LIES_ON_FILE,
        DefendantOutcome.STAYED,
        DefendantOutcome.DIED,
        DefendantOutcome.OUT_OF_COURT,
    }
)

# For such a defendant nobody has to decide on guilt any more. One who is unfit to plead may face a trial of the facts,
# one who has absconded a trial in absence, and a jury without a verdict leaves everything open.
GUILT_DECIDED = DROPPED | {
    DefendantOutcome.CONVICTED,
    DefendantOutcome.ACQUITTED,
    DefendantOutcome.SENTENCED,
    DefendantOutcome.DIRECTED_ACQUITTAL,
}


def guilt_is_decided(defendants: Iterable[Defendant]) -> bool:
    """Whether no trial is to come for anybody: each has pleaded guilty, was found guilty or not, or is out of it.

    One of several is not enough. Where no defendant is recorded, nothing has been decided.
    """
    known = list(defendants)
    return bool(known) and all(d.plea is Plea.GUILTY or d.outcome in GUILT_DECIDED for d in known)


def everybody_admitted(defendants: Iterable[Defendant]) -> bool:
    """Whether every defendant whose case was not dropped has pleaded guilty, and the pleas were accepted."""
    answering = [d for d in defendants if d.outcome not in DROPPED or d.plea is Plea.GUILTY]
    return bool(answering) and all(d.plea is Plea.GUILTY for d in answering)


def awaited_of(
    events: Collection[EvidenceEvent], kinds: Mapping[str, HearingKind], defendants: Iterable[Defendant]
) -> tuple[EvidenceEvent, ...]:
    """Give the events of a case at which evidence is still to be given, whatever their dates.

    kinds: of each hearing, by its id.
    """
    decided = guilt_is_decided(defendants)
    recorded = {
        event.witness_id
        for event in events
        if event.state is EventState.GIVEN and kinds[event.hearing_id] is HearingKind.S28
    }
    return tuple(
        event
        for event in events
        if event.state is EventState.EXPECTED
        and not (decided and kinds[event.hearing_id] in ABOUT_GUILT)
        and not (event.witness_id in recorded and kinds[event.hearing_id] in PLAYED_AT and not event.recalled)
    )
