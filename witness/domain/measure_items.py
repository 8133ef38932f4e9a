"""What readiness says of special measures: the broken link of each chain, in words of the closed list."""

from collections.abc import Iterator
from dataclasses import replace

from witness.domain.countdown import chain_in, measures_of
from witness.domain.evidence import NeedKind, Side
from witness.domain.measures import MeasureKind, MeasureState
from witness.domain.measures_chain import (
    ENDED,
    MEASURE_DECIDED_BY,
    Chain,
    Lapse,
    LinkStanding,
    MeasureLink,
    due_on,
)
from witness.domain.primary_rule import Answered, primary_rule
from witness.domain.readiness_items import ReadinessItem, State, View

_L = MeasureLink

BEFORE_A_DECISION: dict[MeasureLink, State] = {
    _L.VIEWS: State.MEASURE_NEEDED,
    _L.ASKED: State.MEASURE_VIEWS,
    _L.APPLIED: State.MEASURE_ASKED,
    _L.DECIDED: State.MEASURE_APPLIED,
}
LAPSED: dict[Lapse, State] = {Lapse.AHEAD: State.MEASURE_LAPSES, Lapse.DONE: State.MEASURE_LAPSED}
ENDED_AS: dict[MeasureState, State] = {
    MeasureState.NOT_WANTED: State.MEASURE_NOT_WANTED,
    MeasureState.USED: State.MEASURE_USED,
}


def measure_items(view: View) -> Iterator[ReadinessItem]:
    """Give an item for each recorded measure, and one for each that the primary rule expects and nobody asked about."""
    for measure in measures_of(view.picture, view.witness_id):
        chain = chain_in(view.picture, measure, view.hearing)
        last = chain.broken or chain.link(_L.TOLD)
        owner = Side.CPS if chain.lapse else last.owner
        missing = chain.broken is not None
        yield ReadinessItem(
            chain.kind, state_of(chain), owner, due_on(last, chain, view.hearing, view.calendar), measure.since, missing
        )
    for expected in primary_rule(view.picture, view.witness_id, view.hearing):
        if expected.answered is Answered.MISSING:
            by = view.before(MEASURE_DECIDED_BY)
            yield ReadinessItem(expected.kind, State.MEASURE_EXPECTED, Side.SUPPORT, by, missing=True)


def with_lapsed_supporter(view: View, item: ReadinessItem) -> ReadinessItem:
    """Mark the supporter beside the witness as lapsed with the live link, whose direction carries them (s.24(1A))."""
    if item.what is not NeedKind.SUPPORTER or item.missing:
        return item
    links = [m for m in measures_of(view.picture, view.witness_id) if m.kind is MeasureKind.LIVE_LINK]
    if not any(chain_in(view.picture, measure, view.hearing).lapse for measure in links):
        return item
    return replace(item, state=State.SUPPORTER_LAPSES, whose=Side.CPS, missing=True)


def state_of(chain: Chain) -> State:
    """Say how far a measure has got, by its first broken link."""
    if chain.lapse is not None:
        return LAPSED[chain.lapse]
    if chain.state in ENDED:
        return ENDED_AS[chain.state]
    if chain.broken is None:
        return _whole(chain)
    if chain.broken.link in BEFORE_A_DECISION:
        varied = chain.state is MeasureState.VARIATION
        return State.MEASURE_VARIATION if varied else BEFORE_A_DECISION[chain.broken.link]
    return {_L.ARRANGED: _to_arrange, _L.TOLD: _to_tell, _L.TESTED: _to_test}[chain.broken.link](chain)


def _whole(chain: Chain) -> State:
    if chain.decision is MeasureState.REFUSED:
        return State.MEASURE_REFUSED
    if chain.link(_L.TESTED).standing is LinkStanding.DONE:
        return State.MEASURE_TESTED
    arranged = chain.link(_L.ARRANGED).standing is LinkStanding.DONE
    return State.MEASURE_ARRANGED if arranged else State.MEASURE_DECIDED


def _to_arrange(chain: Chain) -> State:
    if chain.link(_L.ARRANGED).for_old_date:
        return State.MEASURE_OLD_DATE_UNTOLD if chain.is_untold else State.MEASURE_OLD_DATE
    if chain.decision is MeasureState.PARTLY:
        return State.MEASURE_PARTLY_UNTOLD if chain.is_untold else State.MEASURE_PARTLY
    return State.MEASURE_GRANTED_UNTOLD if chain.is_untold else State.MEASURE_GRANTED


def _to_tell(chain: Chain) -> State:
    if chain.decision is MeasureState.REFUSED:
        return State.MEASURE_REFUSED_UNTOLD
    if chain.decision is MeasureState.PARTLY:
        return State.MEASURE_PARTLY_UNTOLD
    arranged = chain.link(_L.ARRANGED).standing is LinkStanding.DONE
    return State.MEASURE_ARRANGED_UNTOLD if arranged else State.MEASURE_DECIDED_UNTOLD


def _to_test(chain: Chain) -> State:
    return State.MEASURE_OLD_TEST if chain.link(_L.TESTED).for_old_date else State.MEASURE_UNTESTED
