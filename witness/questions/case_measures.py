"""The special measures of a case's witnesses as chains: what is done, what is broken, and what may be recorded next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from witness.domain.availability import clash_of
from witness.domain.cases import CasePicture
from witness.domain.countdown import chain_in, closed_because, eighteenth_birthday, hearing_ahead, measures_of
from witness.domain.court_time import london_day
from witness.domain.evidence import Side
from witness.domain.hearings import KIND_IN_WORDS, Hearing
from witness.domain.keep_apart import apart_from, may_support, second_adult_needed
from witness.domain.measure_items import state_of
from witness.domain.measure_turns import BEGINNINGS, STATE_IN_WORDS, turns_again, turns_of
from witness.domain.measures import MEASURE_IN_WORDS, Measure, MeasureState, steps_of
from witness.domain.measures_chain import LINK_IN_WORDS, Chain, Lapse, due_on, lapse_in_words
from witness.domain.people import Part, Witness
from witness.domain.primary_rule import Answered, Expected, primary_rule, prompt_of
from witness.domain.working_days import WorkingCalendar

Choices = tuple[tuple[str, str], ...]
BEGINNINGS_IN_WORDS: Choices = tuple((state.value, STATE_IN_WORDS[state]) for state in BEGINNINGS)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link. standing: "done", "broken", "ahead" or "none"; since: its day; for_old_date: done before a move."""

    words: str
    standing: str
    since: date | None
    for_old_date: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step that was recorded, in words, its day and who told us."""

    words: str
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """One measure. whose, by: who closes the broken link and until when; None when nothing is open.

    lapse: what eighteen does to it, "" when nothing. turns: what may be recorded next, (word, in words).
    """

    word: str
    what: str
    state: str
    links: tuple[LinkRow, ...]
    whose: Side | None
    by: date | None
    is_late: bool
    lapse: str
    basis: str
    turns: Choices
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class PromptRow:
    """What the primary rule expects. word: the measure to be recorded, "" when there is nothing to record."""

    word: str
    words: str


@dataclass(frozen=True, slots=True)
class WitnessMeasures:
    """The special measures of one witness.

    evidence: what they count down to, in words. turns_18: only when that ends a measure, else None.
    apart: who is kept apart from them and why; second_adult: whether another adult must be found.
    away: on which days of the hearing the family cannot come, "" when on none.
    """

    witness_id: str
    label: str
    initials: str
    evidence: str
    turns_18: date | None
    measures: tuple[MeasureCard, ...]
    prompts: tuple[PromptRow, ...]
    others: Choices
    apart: tuple[str, ...]
    second_adult: bool
    away: str


def measures_side(picture: CasePicture, calendar: WorkingCalendar, today: date) -> Iterator[WitnessMeasures]:
    """Give the special measures of every witness of a case."""
    for witness in picture.witnesses:
        ahead = hearing_ahead(picture, witness.witness_id, today)
        closed = closed_because(picture, witness.witness_id, today)
        hearing = None if ahead is None or closed is not None else ahead[1]
        yield _of_witness(picture, witness, hearing, str(closed or ""), calendar, today)


def _of_witness(
    picture: CasePicture,
    witness: Witness,
    hearing: Hearing | None,
    closed: str,
    calendar: WorkingCalendar,
    today: date,
) -> WitnessMeasures:
    own = list(measures_of(picture, witness.witness_id))
    chains = [(measure, chain_in(picture, measure, hearing)) for measure in own]
    cards = tuple(_card(measure, chain, hearing, calendar, today) for measure, chain in chains)
    known = {measure.kind for measure in own}
    person = picture.person(witness.person_id)
    clash = None if hearing is None else clash_of(picture, witness.witness_id, hearing, calendar)
    return WitnessMeasures(
        witness_id=witness.witness_id,
        label=witness.label,
        initials=person.initials,
        evidence=closed if hearing is None else f"{_begin(KIND_IN_WORDS[hearing.kind])}, {hearing.now.slot.in_words()}",
        turns_18=eighteenth_birthday(person) if any(chain.lapse for _, chain in chains) else None,
        measures=tuple(sorted(cards, key=lambda card: (not card.lapse, card.whose is None, card.by or date.max))),
        prompts=() if hearing is None else _prompts(primary_rule(picture, witness.witness_id, hearing)),
        others=tuple((kind.value, words) for kind, words in MEASURE_IN_WORDS.items() if kind not in known),
        apart=tuple(_apart(picture, witness)),
        second_adult=hearing is not None and second_adult_needed(picture, witness.witness_id),
        away="" if clash is None else clash.in_words(),
    )


def _card(
    measure: Measure, chain: Chain, hearing: Hearing | None, calendar: WorkingCalendar, today: date
) -> MeasureCard:
    broken = chain.broken
    by = None if broken is None or hearing is None else due_on(broken, chain, hearing, calendar)
    turns = [*turns_of(measure), *turns_again(measure)]
    # Where eighteen ends it, that comes first: only then can it be asked for anew.
    turns.sort(key=lambda turn: chain.lapse is not Lapse.AHEAD or turn is not MeasureState.LAPSED)
    return MeasureCard(
        word=measure.kind.value,
        what=MEASURE_IN_WORDS[measure.kind],
        state=state_of(chain).value,
        links=links_of(chain),
        whose=None if broken is None else broken.owner,
        by=by,
        is_late=by is not None and by < today,
        lapse=lapse_in_words(chain),
        basis=measure.basis.value,
        turns=tuple((turn.value, STATE_IN_WORDS[turn]) for turn in turns),
        steps=tuple(StepRow(STATE_IN_WORDS[s.state], london_day(s.at), s.source) for s in reversed(steps_of(measure))),
    )


def links_of(chain: Chain) -> tuple[LinkRow, ...]:
    """Give the eight links for a page."""
    return tuple(
        LinkRow(LINK_IN_WORDS[link.link], link.standing.value, link.since, link.for_old_date) for link in chain.links
    )


def _prompts(expected: tuple[Expected, ...]) -> tuple[PromptRow, ...]:
    rows = ((found, prompt_of(found)) for found in expected)
    return tuple(PromptRow(_to_record(found), words) for found, words in rows if words)


def _to_record(expected: Expected) -> str:
    return expected.kind.value if expected.answered is Answered.MISSING else ""


def _apart(picture: CasePicture, witness: Witness) -> Iterator[str]:
    for other in apart_from(picture, witness.person_id):
        who = picture.called(other)
        yield f"Kept apart from {who}, a witness too: no shared vehicle, no shared waiting place, never side by side."
    for part in picture.parts:
        if part.part is Part.SUPPORTER and part.for_person_id == witness.person_id:
            refused = may_support(picture, part.person_id, witness.witness_id)
            if refused:
                yield f"Named as supporter, and must not be: {refused}"


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]
