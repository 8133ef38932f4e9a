"""Special measures as a chain: eight links from need to trying it out, the first broken one, and whose move it is."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from witness.domain.court_time import london_day
from witness.domain.evidence import Side
from witness.domain.hearings import Hearing
from witness.domain.lapse import SETTLES_THE_BASIS, decision_of, lapses
from witness.domain.measures import Measure, MeasureKind, MeasureState, steps_of
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

# Working days before the evidence (domain reference §5.3, design proposal).
MEASURE_DECIDED_BY = 20
MEASURE_ARRANGED_BY = 10
# Working days after the decision by which the family hears of it (domain reference §2.1, design proposal).
TOLD_WITHIN = 1


class MeasureLink(StrEnum):
    """One link of the chain, in the order in which they are closed."""

    NEED = "need"
    VIEWS = "views"
    ASKED = "asked"
    APPLIED = "applied"
    DECIDED = "decided"
    ARRANGED = "arranged"
    TOLD = "told"
    TESTED = "tested"


LINK_IN_WORDS: dict[MeasureLink, str] = {
    MeasureLink.NEED: "need",
    MeasureLink.VIEWS: "views heard",
    MeasureLink.ASKED: "asked for",
    MeasureLink.APPLIED: "applied for",
    MeasureLink.DECIDED: "decided",
    MeasureLink.ARRANGED: "arranged at court",
    MeasureLink.TOLD: "family told",
    MeasureLink.TESTED: "tried out",
}


@dataclass(frozen=True, slots=True)
class LinkRule:
    """Who closes a link, and so many working days before the evidence at the latest."""

    owner: Side
    by: int


LINK_RULES: dict[MeasureLink, LinkRule] = {
    MeasureLink.NEED: LinkRule(Side.SUPPORT, MEASURE_DECIDED_BY),
    MeasureLink.VIEWS: LinkRule(Side.SUPPORT, MEASURE_DECIDED_BY),
    MeasureLink.ASKED: LinkRule(Side.SUPPORT, MEASURE_DECIDED_BY),
    MeasureLink.APPLIED: LinkRule(Side.CPS, MEASURE_DECIDED_BY),
    MeasureLink.DECIDED: LinkRule(Side.COURT, MEASURE_DECIDED_BY),
    MeasureLink.ARRANGED: LinkRule(Side.COURT, MEASURE_ARRANGED_BY),
    MeasureLink.TOLD: LinkRule(Side.SUPPORT, MEASURE_ARRANGED_BY),
    MeasureLink.TESTED: LinkRule(Side.SUPPORT, MEASURE_ARRANGED_BY),
}

_L = MeasureLink
_SAID = frozenset({_L.NEED, _L.VIEWS, _L.ASKED, _L.APPLIED, _L.DECIDED, _L.TOLD})
# The court only has to say some of them: there is no room, link or person to book. Nobody rehearses a recording.
LINKS_OF: dict[MeasureKind, frozenset[MeasureLink]] = {
    MeasureKind.SCREEN: frozenset(_L),
    MeasureKind.LIVE_LINK: frozenset(_L),
    MeasureKind.PRIVATE: _SAID,
    MeasureKind.NO_WIGS: _SAID,
    MeasureKind.VIDEO_INTERVIEW: _SAID,
    MeasureKind.S28_RECORDING: _SAID | {_L.ARRANGED},
    MeasureKind.INTERMEDIARY: _SAID | {_L.ARRANGED},
    MeasureKind.AIDS: frozenset(_L),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a state says about the links: its own, those it implies, and those that are open again from then on."""

    own: MeasureLink | None
    implies: tuple[MeasureLink, ...] = ()
    opens: tuple[MeasureLink, ...] = ()


_TO_ASKED = (_L.NEED, _L.VIEWS)
_TO_APPLIED = (*_TO_ASKED, _L.ASKED)
_TO_DECIDED = (*_TO_APPLIED, _L.APPLIED)
_TO_ARRANGED = (*_TO_DECIDED, _L.DECIDED)
_AFTER_DECIDED = (_L.ARRANGED, _L.TOLD, _L.TESTED)
# Telling the family and trying it out are never implied: what nobody has recorded has not been done.
EFFECTS: dict[MeasureState, Effect] = {
    MeasureState.NEEDED: Effect(_L.NEED),
    MeasureState.VIEWS: Effect(_L.VIEWS, (_L.NEED,)),
    MeasureState.NOT_WANTED: Effect(_L.VIEWS, (_L.NEED,)),
    MeasureState.ASKED: Effect(_L.ASKED, _TO_ASKED),
    MeasureState.APPLIED: Effect(_L.APPLIED, _TO_APPLIED),
    MeasureState.GRANTED: Effect(_L.DECIDED, _TO_DECIDED, (_L.TOLD,)),
    MeasureState.PARTLY: Effect(_L.DECIDED, _TO_DECIDED, (_L.TOLD,)),
    MeasureState.REFUSED: Effect(_L.DECIDED, _TO_DECIDED, (_L.TOLD,)),
    MeasureState.ARRANGED: Effect(_L.ARRANGED, _TO_ARRANGED),
    MeasureState.TOLD: Effect(_L.TOLD, _TO_ARRANGED),
    MeasureState.TESTED: Effect(_L.TESTED, (*_TO_ARRANGED, _L.ARRANGED)),
    MeasureState.USED: Effect(None, (*_TO_ARRANGED, _L.ARRANGED)),
    MeasureState.VARIATION: Effect(None, _TO_ASKED, (_L.ASKED, _L.APPLIED, _L.DECIDED, *_AFTER_DECIDED)),
    MeasureState.LAPSED: Effect(None, _TO_APPLIED, (_L.APPLIED, _L.DECIDED, *_AFTER_DECIDED)),
}
# There is nothing more to do: they do not want it, or it has served.
ENDED = frozenset({MeasureState.NOT_WANTED, MeasureState.USED})
# A measure that lapsed is on its way again, or given up, with one of these.
NEWLY_ON_ITS_WAY = SETTLES_THE_BASIS | {MeasureState.REFUSED, MeasureState.NOT_WANTED}
# These hold for one date only.
FOR_A_DATE = frozenset({_L.ARRANGED, _L.TESTED})
FROM_DECISION_ON = frozenset({_L.APPLIED, _L.DECIDED, *_AFTER_DECIDED})


class LinkStanding(StrEnum):
    """Where a link stands."""

    DONE = "done"
    BROKEN = "broken"  # the first that is not closed: it is somebody's move now
    AHEAD = "ahead"
    NONE = "none"  # this measure has no such link


class Lapse(StrEnum):
    """Whether eighteen ends a measure."""

    AHEAD = "ahead"  # on or before the day of evidence
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link. since: when it was closed, None when only a later one says so. for_old_date: it was, before a move."""

    link: MeasureLink
    standing: LinkStanding
    owner: Side
    by: int
    since: date | None = None
    for_old_date: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The eight links of one measure, in order. decision: the one in force, None while there is none."""

    kind: MeasureKind
    state: MeasureState
    links: tuple[ChainLink, ...]
    decision: MeasureState | None
    lapse: Lapse | None = None

    @property
    def broken(self) -> ChainLink | None:
        """The first broken link, None when the chain is whole or ended."""
        return next((link for link in self.links if link.standing is LinkStanding.BROKEN), None)

    @property
    def is_untold(self) -> bool:
        """Whether there is a decision that the family has not been told (Victims' Code 2021, Right 8)."""
        told = self.link(MeasureLink.TOLD)
        decided = self.link(MeasureLink.DECIDED).standing is LinkStanding.DONE
        return decided and told.standing in (LinkStanding.BROKEN, LinkStanding.AHEAD)

    def link(self, link: MeasureLink) -> ChainLink:
        """Give one link by its name."""
        return next(found for found in self.links if found.link is link)


LAPSE_IN_WORDS: dict[Lapse, str] = {
    Lapse.AHEAD: "Ends at 18, before the evidence, unless it rests on more than age: a fresh application is needed.",
    Lapse.DONE: "Ended at 18: a fresh application is needed.",
}
SUPPORTER_ENDS = "The supporter beside the witness (s.24(1A)) ends with the live link."


def lapse_in_words(chain: Chain) -> str:
    """Say what eighteen does to a measure, without a date; "" when nothing."""
    if chain.lapse is None:
        return ""
    also = f" {SUPPORTER_ENDS}" if chain.kind is MeasureKind.LIVE_LINK else ""
    return LAPSE_IN_WORDS[chain.lapse] + also


def chain_of(measure: Measure, hearing: Hearing | None, turns_18: date | None) -> Chain:
    """Give the chain of a measure for a hearing; None: no date is ahead, so nothing can be for an old one.

    turns_18: the birthday, None when it is not known or evidence had begun before it.
    """
    lapse = _lapse_of(measure, hearing, turns_18)
    closed, own = _closed(measure)
    if lapse is Lapse.AHEAD:
        closed = {link: at for link, at in closed.items() if link not in FROM_DECISION_ON}
    decision = None if lapse else decision_of(measure)
    old = _for_an_old_date(closed, hearing)
    has = _links_in(measure.kind, decision)
    open_links = [link for link in MeasureLink if link in has and (link not in closed or link in old)]
    over = measure.state in ENDED and lapse is None
    first = None if over or not open_links else open_links[0]
    links = []
    for link in MeasureLink:
        rule = LINK_RULES[link]
        standing = _standing(link, has, open_links, first)
        since = own.get(link) if standing is LinkStanding.DONE else None
        links.append(
            ChainLink(link, standing, rule.owner, rule.by, None if since is None else london_day(since), link in old)
        )
    return Chain(measure.kind, measure.state, tuple(links), decision, lapse)


def due_on(link: ChainLink, chain: Chain, hearing: Hearing, calendar: WorkingCalendar) -> date | None:
    """Give the day by which a link is to be closed; None when no day can be named.

    A family hears of a decision within a working day of it, everything else counts back from the evidence.
    """
    decided = chain.link(MeasureLink.DECIDED).since
    try:
        if link.link is MeasureLink.TOLD and decided is not None:
            return calendar.add(decided, TOLD_WITHIN)
        on = hearing.now.slot.on
        return None if on is None else calendar.add(on, -link.by)
    except BeyondTheCalendar:
        return None


def _lapse_of(measure: Measure, hearing: Hearing | None, turns_18: date | None) -> Lapse | None:
    taken = [step.state for step in steps_of(measure)]
    if MeasureState.LAPSED in taken:
        after = taken[len(taken) - taken[::-1].index(MeasureState.LAPSED) :]
        if not set(after) & NEWLY_ON_ITS_WAY:
            return Lapse.DONE
    return Lapse.AHEAD if hearing is not None and lapses(measure, hearing, turns_18) else None


def _closed(measure: Measure) -> tuple[dict[MeasureLink, datetime], dict[MeasureLink, datetime]]:
    """Walk the steps. Gives the links that are closed, with the newest step that says so, and each link's own step."""
    closed: dict[MeasureLink, datetime] = {}
    own: dict[MeasureLink, datetime] = {}
    for taken in steps_of(measure):
        effect = EFFECTS[taken.state]
        for link in effect.opens:
            closed.pop(link, None)
            own.pop(link, None)
        closed.update(dict.fromkeys(effect.implies, taken.at))
        if effect.own is not None:
            closed[effect.own] = own[effect.own] = taken.at
    return closed, own


def _for_an_old_date(closed: dict[MeasureLink, datetime], hearing: Hearing | None) -> frozenset[MeasureLink]:
    if hearing is None or not hearing.moves:
        return frozenset()
    moved_at = max(move.recorded_at for move in hearing.moves)
    return frozenset(link for link in FOR_A_DATE if link in closed and closed[link] < moved_at)


def _links_in(kind: MeasureKind, decision: MeasureState | None) -> frozenset[MeasureLink]:
    has = LINKS_OF[kind]
    return has - FOR_A_DATE if decision is MeasureState.REFUSED else has


def _standing(
    link: MeasureLink, has: frozenset[MeasureLink], still_open: list[MeasureLink], first: MeasureLink | None
) -> LinkStanding:
    if link not in has:
        return LinkStanding.NONE
    if link not in still_open:
        return LinkStanding.DONE
    return LinkStanding.BROKEN if link is first else LinkStanding.AHEAD
