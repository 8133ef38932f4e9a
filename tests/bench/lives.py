"""An invented witness's life from half a year before the day to the day itself: what happens, and what is written down.

The cause comes first and the record second: a family drifts, is afraid or has no lift, and what an officer sees of that
is late, partial and sometimes wrong. Who somebody is has no part in it. Time counts in working days before the day.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from random import Random

from tests.bench.life_asking import Asking
from tests.bench.life_causes import chances_of
from tests.bench.life_rates import ENGAGED_TIMES, RATES, Rates
from tests.bench.life_records import Life, Said, Talk, Truth
from tests.bench.life_troubles import Troubles
from witness.domain.evidence import AnswerKind, NeedKind, NeedState
from witness.domain.hearings import Listing
from witness.domain.markers import MarkerKind

BEGINS = 120
WEEK = 5
TEXTS_AT = (60, 40, 20, 10, 5, 3)
ASKS_FROM = 25
"""From here on an officer who reaches the family asks whether they are coming."""

ASKS_AGAIN_FROM = 20
"""From here on readiness names what nobody has asked."""

JUDGED_AT = 10
"""Working days before the day on which everybody is looked at."""

ENGAGED, SLIPPING, QUIET = 0, 1, 2


def live(chance: Random, rates: Rates = RATES) -> Life:
    """Live one life."""
    return _Living(chance, rates).lived()


class _Living:
    """A life while it is lived."""

    def __init__(self, chance: Random, rates: Rates) -> None:
        self.chance, self.rates = chance, rates
        self.life, self.truth = Life(), Truth()
        self.troubles = Troubles(self.life, self.truth, chance, rates)
        self.asking = Asking(self.life, self.truth, self.troubles, chance, rates)
        self._meet_the_court()
        self._meet_the_service()
        self.next_ring = BEGINS - chance.randrange(8)
        self.tries_left = rates.tries_again[self.truth.stretched]

    def lived(self) -> Life:
        for at in range(BEGINS, -1, -1):
            self._court_moves(at)
            if at % WEEK == 0 and at:
                self._a_week(at)
            if at and at <= self.next_ring:
                self._ring(at)
            if at in TEXTS_AT:
                self._text(at)
            if at == JUDGED_AT:
                self.life.when_judged = deepcopy(self.truth)
        self.life.on_the_day = self.truth
        self.life.causes = [cause for cause, share in chances_of(self.life, self.truth, self.rates).items()
                            if self._is(share)]  # fmt: skip
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
        self.troubles.begin(BEGINS)
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
                self.asking.a_date_moved()
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
        times = (rates.torn_times if truth.torn else 1.0) * (
            ENGAGED_TIMES if MarkerKind.ENGAGED in truth.troubles else 1.0
        )
        slips, fears = self.troubles.a_week(at)
        self._slip(slips)
        self._fear(fears)
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
                self._settle(AnswerKind.HELP, at)
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
        is_away = MarkerKind.MISSING in truth.troubles
        reached = not truth.phone_dead and not is_away and self._is(rates.reached[truth.contact])
        late = self.chance.randint(1, 4) if self._is(rates.late_logged) else 0
        written = None if self._is(rates.not_logged) else max(0, at - late)
        self.life.talks.append(Talk(at, reached, written))
        self._when_to_ring_again(at, reached=reached)
        if not reached:
            return
        if truth.contact != ENGAGED:
            truth.contact -= self._is(rates.returns_when_reached)
        if written is not None:
            self._answers(at, "voice")
            self._ask_what_is_open(at, written)
            self.asking.ask(at, written)
        self._eased(at)

    def _when_to_ring_again(self, at: int, *, reached: bool) -> None:
        """A call that reached nobody stays on the call list for a few days."""
        if not reached and self.tries_left:
            self.tries_left -= 1
            self.next_ring = at - 1
            return
        self.tries_left = self.rates.tries_again[self.truth.stretched]
        self.next_ring = at - self._until_next_ring(at)

    def _ask_what_is_open(self, at: int, written: int) -> None:
        self.troubles.ask(at, written)
        if at > ASKS_AGAIN_FROM:
            return
        for kind in (NeedKind.COURT_VISIT, NeedKind.SUPPORTER, NeedKind.TRANSPORT):
            has_it = kind is not NeedKind.TRANSPORT or self.truth.lift_open
            if has_it and kind not in self.life.needs and self._is(self.rates.asked_late):
                self.life.needs[kind] = [(written, NeedState.NEEDED)]

    def _eased(self, at: int) -> None:
        fear = self.truth.fear
        eased = fear > 0 and self._is(self.rates.fear_eased[fear - 1])
        if eased:
            self.truth.fear -= 1
        for said in self.life.said:
            waits = said.settled is None and said.at > at and said.kind is not AnswerKind.HELP
            if waits and (eased or self._is(self.rates.settled_wrongly)):
                said.settled = at

    def _text(self, at: int) -> None:
        arrived = not self.truth.phone_dead
        self.life.texts.append((at, arrived))
        if not arrived or not self._is(self.rates.answers_text[self.truth.contact]):
            return
        self._answers(at, "text")
        newest = self.life.said[-1] if self.life.said else None
        wants_a_call = newest is not None and newest.at == at and newest.kind is not AnswerKind.COMING
        if wants_a_call and self._is(self.rates.rings_back[self.truth.stretched]):
            self.next_ring = at - 1

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
            # Coming needs no dealing with; a request for a lift is open until there is one, and becomes a need.
            self.life.said.append(Said(at, kind, via, at if kind is AnswerKind.COMING else None))
            if kind is AnswerKind.HELP and NeedKind.TRANSPORT not in self.life.needs:
                self.life.needs[NeedKind.TRANSPORT] = [(max(0, at - 1), NeedState.NEEDED)]

        return say

    def _settle(self, kind: AnswerKind, at: int) -> None:
        for said in self.life.said:
            if said.kind is kind and said.settled is None:
                said.settled = at


__all__ = ["BEGINS", "JUDGED_AT", "live"]
