"""What nobody has asked about a witness: it adds no points, and is no good news either."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from witness.domain.countdown import measures_of
from witness.domain.evidence import NEED_IN_WORDS, NeedKind
from witness.domain.gaps import Facts
from witness.domain.gaps_in_markers import contact_known_since, last_spoken_with
from witness.domain.keep_apart import supporters_of
from witness.domain.markers import MARKER_WORDS, MarkerKind
from witness.domain.sureness_help import asks_now, last_asked

# A "no" is believed for so long, then it is asked again (judgement). What happens once is not asked again by itself.
ASK_AGAIN_AFTER_DAYS = 56
ASKED_AGAIN = tuple(kind for kind in MarkerKind if not MARKER_WORDS[kind].once)
_NEEDS = (NeedKind.TRANSPORT, NeedKind.COURT_VISIT, NeedKind.SUPPORTER, NeedKind.INTERPRETER)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that nobody knows. kind: the marker that would answer it, None for a fact of another sort.

    asked_on: when it was last asked, None when never.
    """

    words: str
    kind: MarkerKind | None = None
    asked_on: date | None = None


def unknowns(facts: Facts) -> tuple[Unknown, ...]:
    """Give what has not been asked yet, or too long ago."""
    return (*_facts(facts), *_markers(facts))


def _facts(facts: Facts) -> Iterator[Unknown]:
    if facts.last_heard is None:
        yield Unknown("Nobody has had an answer from the family yet")
    if asks_now(facts.picture, facts.witness_id, facts.hearing, facts.calendar, facts.today):
        asked = last_asked(facts.picture, facts.witness_id, facts.today)
        yield Unknown("How sure they are to come, and what would make it hard", asked_on=asked)
    for kind in _NEEDS:
        if kind is NeedKind.SUPPORTER and supporters_of(facts.picture, facts.witness_id):
            continue
        if facts.need(kind) is None:
            yield Unknown(f"Whether they need: {NEED_IN_WORDS[kind]}")
    if not any(measures_of(facts.picture, facts.witness_id)):
        yield Unknown("Which special measures they want")
    if facts.picture.case.charged_on is None:
        yield Unknown("How long the wait has been: the day of the charge is not recorded")
    if last_spoken_with(facts) is None and contact_known_since(facts) is None:
        yield Unknown(MARKER_WORDS[MarkerKind.NAMED_CONTACT].asks, MarkerKind.NAMED_CONTACT)


def _markers(facts: Facts) -> Iterator[Unknown]:
    for kind in ASKED_AGAIN:
        stands = facts.marker(kind)
        if stands.asked_on is None or (facts.today - stands.asked_on).days > ASK_AGAIN_AFTER_DAYS:
            yield Unknown(MARKER_WORDS[kind].asks, kind, stands.asked_on)
