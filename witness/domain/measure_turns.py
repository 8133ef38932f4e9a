"""How a special measure moves on: the table of allowed turns, and a step taken along it."""

from dataclasses import replace

from witness.domain.court_time import london_day, short_day
from witness.domain.errors import Refused
from witness.domain.lapse import decision_of
from witness.domain.measures import MEASURE_IN_WORDS, Measure, MeasureKind, MeasureState, MeasureStep, steps_of
from witness.domain.measures_chain import LINKS_OF, MeasureLink

STATE_IN_WORDS: dict[MeasureState, str] = {
    MeasureState.NEEDED: "needed",
    MeasureState.VIEWS: "wanted: the witness's view is recorded",
    MeasureState.NOT_WANTED: "not wanted by the witness",
    MeasureState.ASKED: "asked for: the CPS has it",
    MeasureState.APPLIED: "applied for",
    MeasureState.GRANTED: "granted",
    MeasureState.PARTLY: "granted in part",
    MeasureState.REFUSED: "refused",
    MeasureState.ARRANGED: "arranged at court",
    MeasureState.TOLD: "family told",
    MeasureState.TESTED: "tried out",
    MeasureState.USED: "used",
    MeasureState.VARIATION: "to be changed",
    MeasureState.LAPSED: "lapsed at 18",
}

_S = MeasureState
_DECISIONS = (_S.GRANTED, _S.PARTLY, _S.REFUSED)
_AFTER_A_GRANT = (_S.ARRANGED, _S.TOLD, _S.TESTED, _S.USED, _S.VARIATION, _S.LAPSED)
# News may reach us late and out of the middle, so links may be left out on the way; they are never gone back on.
# A decision that was misheard is put right by the next step.
# A direction binds (YJCEA 1999 s.20): what was granted is not simply unwanted again, it has to be varied.
TURNS: dict[MeasureState, tuple[MeasureState, ...]] = {
    _S.NEEDED: (_S.VIEWS, _S.NOT_WANTED, _S.ASKED, _S.APPLIED, *_DECISIONS),
    _S.VIEWS: (_S.NOT_WANTED, _S.ASKED, _S.APPLIED, *_DECISIONS),
    _S.NOT_WANTED: (_S.VIEWS, _S.ASKED, _S.APPLIED, *_DECISIONS),
    _S.ASKED: (_S.NOT_WANTED, _S.APPLIED, *_DECISIONS),
    _S.APPLIED: (_S.NOT_WANTED, *_DECISIONS),
    _S.GRANTED: (*_AFTER_A_GRANT, _S.PARTLY, _S.REFUSED),
    _S.PARTLY: (*_AFTER_A_GRANT, _S.GRANTED, _S.REFUSED),
    _S.REFUSED: (_S.TOLD, _S.ASKED, _S.APPLIED, _S.GRANTED, _S.PARTLY),
    _S.ARRANGED: _AFTER_A_GRANT,
    _S.TOLD: _AFTER_A_GRANT,
    _S.TESTED: _AFTER_A_GRANT,
    _S.USED: (_S.TOLD, _S.ARRANGED, _S.TESTED, _S.VARIATION, _S.LAPSED),
    _S.VARIATION: (_S.ASKED, _S.APPLIED, *_DECISIONS, _S.LAPSED),
    _S.LAPSED: (_S.ASKED, _S.APPLIED, *_DECISIONS, _S.NOT_WANTED),
}
# What a measure may begin with: support may join long after it was asked for.
BEGINNINGS: tuple[MeasureState, ...] = (_S.NEEDED, *TURNS[_S.NEEDED])
NEEDS_A_LINK: dict[MeasureState, MeasureLink] = {
    _S.ARRANGED: MeasureLink.ARRANGED,
    _S.TESTED: MeasureLink.TESTED,
}


def turns_of(measure: Measure) -> tuple[MeasureState, ...]:
    """Give the states that a measure may come to next, in the order of the chain."""
    state = measure.state
    if state is _S.TOLD and decision_of(measure) is _S.REFUSED:
        state = _S.REFUSED
    return tuple(turn for turn in TURNS[state] if _has(measure.kind, turn) and turn is not measure.state)


def turns_again(measure: Measure) -> tuple[MeasureState, ...]:
    """Give what may be recorded again though the measure is in that state: an arrangement, when the date has moved."""
    return (measure.state,) if measure.state in NEEDS_A_LINK else ()


def begin(witness_id: str, kind: MeasureKind, taken: MeasureStep) -> Measure:
    """Give a measure of which nothing was recorded before.

    Raises:
        Refused: nothing can begin with that.
    """
    if taken.state not in BEGINNINGS:
        words = f"Nothing is recorded of the {MEASURE_IN_WORDS[kind]} yet"
        raise Refused(f"{words}: record the decision before “{STATE_IN_WORDS[taken.state]}”.")
    return Measure(witness_id, kind, taken.state, london_day(taken.at), steps=(taken,))


def step(measure: Measure, taken: MeasureStep) -> Measure:
    """Give the measure with one step more. Of a measure recorded without steps, the first is kept from its state.

    A step on the day of the last one is taken to come after it.

    Raises:
        Refused: the table does not have that turn, or the step lies before the last one.
    """
    if taken.state not in (*turns_of(measure), *turns_again(measure)):
        what, now, then = MEASURE_IN_WORDS[measure.kind], STATE_IN_WORDS[measure.state], STATE_IN_WORDS[taken.state]
        raise Refused(f"The {what} is “{now}”. It cannot become “{then}” from there.")
    steps = steps_of(measure)
    last = steps[-1]
    if london_day(taken.at) < london_day(last.at):
        raise Refused(f"The last step was on {short_day(london_day(last.at))}: a step before that cannot be added.")
    at = max(taken.at, last.at)
    newest = MeasureStep(taken.state, at, taken.source)
    return replace(measure, state=taken.state, since=london_day(at), steps=(*steps, newest))


def _has(kind: MeasureKind, turn: MeasureState) -> bool:
    return turn not in NEEDS_A_LINK or NEEDS_A_LINK[turn] in LINKS_OF[kind]
