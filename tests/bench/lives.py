"""An invented witness's life from half a year before the day to the day itself: what happens, and what is written down.

The cause comes first and the record second: a family drifts, is afraid or has no lift, and what an officer sees of that
is late, partial and sometimes wrong. Who somebody is has no part in it. Time counts in working days before the day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from tests.bench.life_rates import RATES, Rates
from witness.domain.evidence import AnswerKind, NeedKind, NeedState
from witness.domain.hearings import Listing

BEGINS = 120
WEEK = 5
TEXTS_AT = (60, 40, 20, 10, 5, 3)
ASKS_FROM = 25
"""From here on an officer who reaches the family asks whether they are coming."""

ENGAGED, SLIPPING, QUIET = 0, 1, 2


class Cause(StrEnum):
    """What kept somebody away."""

    SILENCE = "drifted out of contact"
    FEAR = "fear or second thoughts"
    LIFT = "no way to get there"
    MEASURES = "special measures missing"
    CLASH = "not free that day"
    PHONE = "the last word did not reach them"
    CHANCE = "chance, without a trace"


@dataclass(frozen=True, slots=True)
class Talk:
    """A try to speak with the family. written: when it was put in the log, None for never."""

    at: int
    reached: bool
    written: int | None


@dataclass(slots=True)
class Said:
    """An answer of the family. settled: when it was dealt with, None while it waits."""

    at: int
    kind: AnswerKind
    via: str
    settled: int | None = None


@dataclass(slots=True)
class Life:
    """One witness. Lists hold what is on record and when; `causes` is what kept them away, empty when they came."""

    months_waited: float = 0.0
    listing: Listing = Listing.FIXTURE
    changes: list[tuple[int, bool]] = field(default_factory=list)  # when, and whether with a reason
    near: int | None = None
    measures: bool = False
    decided: int | None = None
    talks: list[Talk] = field(default_factory=list)
    texts: list[tuple[int, bool]] = field(default_factory=list)  # when, and whether it arrived
    said: list[Said] = field(default_factory=list)
    needs: dict[NeedKind, list[tuple[int, NeedState]]] = field(default_factory=dict)
    clash: int | None = None
    clash_over: int | None = None
    causes: list[Cause] = field(default_factory=list)

    @property
    def comes(self) -> bool:
        return not self.causes


@dataclass(slots=True)
class _Truth:
    """What is so, whether or not anybody knows."""

    contact: int = ENGAGED
    torn: bool = False
    fear: int = 0
    phone_dead: bool = False
    lift_open: bool = False
    clash: bool = False
    stretched: bool = False
    calmed: bool = False


def live(chance: Random, rates: Rates = RATES) -> Life:
    """Live one life."""
    return _Living(chance, rates).lived()


class _Living:
    """A life while it is lived."""

    def __init__(self, chance: Random, rates: Rates) -> None:
        self.chance, self.rates = chance, rates
        self.life, self.truth = Life(), _Truth()
        self._meet_the_court()
        self._meet_the_service()

    def lived(self) -> Life:
        next_ring = BEGINS - self.chance.randrange(8)
        for at in range(BEGINS, -1, -1):
            self._court_moves(at)
            if at % WEEK == 0 and at:
                self._a_week(at)
            if at and at <= next_ring:
                self._ring(at)
                next_ring = at - self._until_next_ring(at)
            if at in TEXTS_AT:
                self._text(at)
        self._the_day()
        return self.life

    def _is(self, share: float) -> bool:
        return self.chance.random() < share

    # -- what is given --------------------------------------------------------------------------------------------

    def _meet_the_court(self) -> None:
        life, rates, chance = self.life, self.rates, self.chance
        life.months_waited = chance.triangular(*rates.months_waited)
        kinds = (Listing.WARNED_LIST, Listing.FLOATER, Listing.FIXTURE)
        life.listing = chance.choices(kinds, (rates.window, rates.floater, 1 - rates.window - rates.floater))[0]
        times = chance.choices(range(len(rates.changes)), rates.changes)[0]
        moments = sorted((chance.randint(12, 250) for _ in range(times)), reverse=True)
        life.changes = [(at, not self._is(rates.change_unexplained)) for at in moments]
        life.near = chance.randint(10, BEGINS) if self._is(rates.defendant_near) else None
        life.measures = self._is(rates.measures_wanted)
        if life.measures:
            late = self._is(rates.measures_late)
            life.decided = chance.randint(11, 80) if not late else chance.randint(1, 9)
            if late and self._is(rates.measures_never):
                life.decided = None

    def _meet_the_service(self) -> None:
        life, rates, truth = self.life, self.rates, self.truth
        truth.stretched, truth.torn = self._is(rates.stretched), self._is(rates.torn_parent)
        truth.contact = self.chance.choices((ENGAGED, SLIPPING, QUIET), rates.begins)[0]
        self._slip(rates.wears_a_year * max(0.0, life.months_waited / 12 - 1))
        for _, explained in (change for change in life.changes if change[0] > BEGINS):
            self._slip(rates.slips_at_change[not explained])
        truth.lift_open = self._is(rates.needs_lift)
        wanted = [NeedKind.COURT_VISIT, NeedKind.SUPPORTER] + [NeedKind.TRANSPORT] * truth.lift_open
        for kind in wanted:
            if not self._is(rates.need_unasked):
                life.needs[kind] = [(self.chance.randint(70, BEGINS), NeedState.NEEDED)]
        truth.clash = self._is(rates.clash)
        if truth.clash and self._is(rates.clash_told):
            life.clash = self.chance.randint(4, 60)

    # -- week by week ---------------------------------------------------------------------------------------------

    def _court_moves(self, at: int) -> None:
        for moved, explained in self.life.changes:
            if moved == at:
                self._slip(self.rates.slips_at_change[not explained])
                self._fear(self.rates.fear_at_change)
                # What was booked was booked for another day; the court visit is not lost.
                self._undo(NeedKind.TRANSPORT, at)
                self._undo(NeedKind.SUPPORTER, at)
        if self.life.clash is not None and at == max(0, self.life.clash - 5) and self._is(self.rates.clash_solved):
            self.truth.clash, self.life.clash_over = False, at

    def _undo(self, kind: NeedKind, at: int) -> None:
        steps = self.life.needs.get(kind, [])
        if steps and steps[-1][1] is NeedState.CONFIRMED:
            steps.append((at, NeedState.REQUESTED))
        if kind is NeedKind.TRANSPORT and self._had_lift:
            self.truth.lift_open = True

    @property
    def _had_lift(self) -> bool:
        return any(state is NeedState.CONFIRMED for _, state in self.life.needs.get(NeedKind.TRANSPORT, []))

    def _a_week(self, at: int) -> None:
        rates, truth, life = self.rates, self.truth, self.life
        times = rates.torn_times if truth.torn else 1.0
        if truth.contact == QUIET:
            truth.contact -= self._is(rates.returns_a_week / 2)
        elif truth.contact == SLIPPING:
            truth.contact += self._is(rates.goes_quiet_a_week * times) or -self._is(rates.returns_a_week)
        else:
            self._slip(rates.slips_a_week * times)
        near = life.near is not None and at <= life.near
        undecided = life.measures and at <= 20 and (life.decided is None or life.decided < at)
        risk = rates.fear_a_week + rates.fear_near * near + rates.fear_no_decision * undecided
        self._fear(risk + rates.fear_when_slipping * (truth.contact != ENGAGED))
        if truth.fear == 1:
            truth.fear += self._is(rates.fear_grows_a_week)
        dies = rates.phone_dies_when_quiet if truth.contact == QUIET else rates.phone_dies_a_week
        truth.phone_dead = not self._is(rates.phone_mended_a_week) if truth.phone_dead else self._is(dies)
        if at <= 40:
            self._arrange(at)

    def _slip(self, share: float) -> None:
        self.truth.contact += self.truth.contact == ENGAGED and self._is(share)

    def _fear(self, share: float) -> None:
        eased = self.rates.visit_calms if self.truth.calmed else 1.0
        if self.truth.fear == 0 and self._is(share * eased):
            self.truth.fear = 1

    def _arrange(self, at: int) -> None:
        """Arranging needs the family: with those gone quiet nothing can be settled."""
        willing = (1.0, 0.6, 0.1)[self.truth.contact] * (self.rates.hurries if at <= 10 else 1.0)
        for kind, steps in self.life.needs.items():
            if steps[-1][1] in (NeedState.CONFIRMED, NeedState.DONE):
                continue
            if not self._is(self.rates.arranged_a_week[self.truth.stretched] * willing):
                continue
            if kind is NeedKind.TRANSPORT:
                self.truth.lift_open = False
            else:
                self.truth.calmed = True
            if not self._is(self.rates.arranged_unrecorded):
                steps.append((at, NeedState.DONE if kind is NeedKind.COURT_VISIT else NeedState.CONFIRMED))

    # -- talking --------------------------------------------------------------------------------------------------

    def _until_next_ring(self, at: int) -> int:
        far, middle, close = self.rates.rings_every
        days = far if at > 60 else middle if at > 20 else close
        return max(1, round(days * (1.8 if self.truth.stretched else 1.0) * self.chance.uniform(0.6, 1.4)))

    def _ring(self, at: int) -> None:
        rates, truth = self.rates, self.truth
        reached = not truth.phone_dead and self._is(rates.reached[truth.contact])
        late = self.chance.randint(1, 4) if self._is(rates.late_logged) else 0
        written = None if self._is(rates.not_logged) else max(0, at - late)
        self.life.talks.append(Talk(at, reached, written))
        if not reached:
            return
        if truth.contact != ENGAGED:
            truth.contact -= self._is(rates.returns_when_reached)
        if written is not None:
            self._answers(at, "voice")
        self._eased(at)

    def _eased(self, at: int) -> None:
        fear = self.truth.fear
        eased = fear > 0 and self._is(self.rates.fear_eased[fear - 1])
        if eased:
            self.truth.fear -= 1
        for said in self.life.said:
            waits = said.settled is None and said.at > at
            if waits and (eased or self._is(self.rates.settled_wrongly)):
                said.settled = at

    def _text(self, at: int) -> None:
        arrived = not self.truth.phone_dead
        self.life.texts.append((at, arrived))
        if arrived and self._is(self.rates.answers_text[self.truth.contact]):
            self._answers(at, "text")

    def _answers(self, at: int, via: str) -> None:
        rates, truth, say = self.rates, self.truth, self._say(at, via)
        if truth.fear and self._is(rates.voiced[truth.fear - 1]):
            say(AnswerKind.CANNOT if truth.fear == 2 and self._is(rates.says_no) else AnswerKind.WORRIED)
        elif at > ASKS_FROM:
            return
        elif truth.lift_open and self._is(rates.asks_for_help):
            say(AnswerKind.HELP)
        elif self._is(rates.says_coming[truth.contact]):
            say(AnswerKind.COMING)

    def _say(self, at: int, via: str) -> Callable[[AnswerKind], None]:
        def say(kind: AnswerKind) -> None:
            # Coming needs no dealing with, and a request for a lift is dealt with once there is one.
            settled = at if kind is AnswerKind.COMING else max(0, at - 4) if kind is AnswerKind.HELP else None
            self.life.said.append(Said(at, kind, via, settled))

        return say

    # -- the day --------------------------------------------------------------------------------------------------

    def _the_day(self) -> None:
        rates, truth, life = self.rates, self.truth, self.life
        chances = {
            Cause.SILENCE: rates.by_silence[truth.contact],
            Cause.FEAR: rates.by_fear[truth.fear],
            Cause.LIFT: rates.by_lift * truth.lift_open,
            Cause.MEASURES: rates.by_measures * (life.measures and life.decided is None),
            Cause.CLASH: rates.by_clash * truth.clash,
            Cause.PHONE: rates.by_dead_phone * truth.phone_dead,
            Cause.CHANCE: rates.by_chance,
        }
        life.causes = [cause for cause, share in chances.items() if self._is(share)]
