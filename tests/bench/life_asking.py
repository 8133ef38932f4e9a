"""How sure somebody in an invented life says they are to come, and what they name: by what is hidden, and not always.

It is asked as the product asks it: in the first talk after each call of the countdown has come, by most officers. Some
keep it all to themselves and say "sure"; some say nothing; and some who would come are not sure.
"""

from __future__ import annotations

from random import Random

from tests.bench.life_rates import SAYS, Rates
from tests.bench.life_records import Answered, Life, Truth
from tests.bench.life_troubles import Troubles
from witness.domain.evidence import NeedState
from witness.domain.markers import MarkerKind
from witness.domain.sureness import ASKED_AT, Hard, Sure, in_order
from witness.domain.sureness_help import HELP

FEARS = (Hard.COURT, Hard.NOT_BELIEVED, Hard.SOMEBODY)
# What is asked about with a marker when it is named.
MARKED = {Hard.SOMEBODY: MarkerKind.THREAT, Hard.FAMILY: MarkerKind.STRAIN, Hard.HEALTH: MarkerKind.CRISIS}


class Asking:
    """The asking of one life while it is lived."""

    def __init__(self, life: Life, truth: Truth, troubles: Troubles, chance: Random, rates: Rates) -> None:
        self.life, self.truth, self.troubles = life, truth, troubles
        self.chance, self.rates = chance, rates
        self.asked_at: int | None = None
        self.is_guarded = bool(rates.asks_sure) and self._is(rates.guarded)

    def a_date_moved(self) -> None:
        """What was said was of another day: it is asked anew."""
        self.asked_at = None

    def ask(self, at: int, written: int) -> None:
        """Speak with the family, and ask when a call of the countdown has come since it was last asked."""
        if not self.rates.asks_sure or at > ASKED_AT[0]:
            return
        rung = min(lead for lead in ASKED_AT if lead >= at)
        if (self.asked_at is not None and self.asked_at <= rung) or not self._is(self.rates.asks_sure):
            return
        self.asked_at = at
        sure = self._sure()
        hard = () if sure is Sure.DID_NOT_SAY else in_order(self._named(sure))
        self.life.sure.append(Answered(at, written, sure, hard))
        for reason in hard:
            self._helps(reason, at, written)

    def _sure(self) -> Sure:
        fear = self.truth.fear
        if self._is(self.rates.says_nothing[max(fear, 1) if self.is_guarded else fear]):
            return Sure.DID_NOT_SAY
        row = SAYS["calm" if self.is_guarded else self._state()]
        return self.chance.choices(tuple(row.says), tuple(row.says.values()))[0]

    def _state(self) -> str:
        """The gravest of what is so, by how much it shows when one is asked."""
        truth = self.truth
        states = {
            "afraid": truth.fear == 2,
            "clash": truth.clash,
            "quiet": truth.contact == 2,
            "doubts": truth.fear == 1,
            "slipping": truth.contact == 1,
            "no lift": truth.lift_open,
        }
        return next((name for name, is_so in states.items() if is_so), "calm")

    def _named(self, sure: Sure) -> list[Hard]:
        rates, truth, troubles = self.rates, self.truth, self.truth.troubles
        less = rates.names_when_sure if sure is Sure.SURE else 1.0
        named = []
        if truth.fear and not self.is_guarded and self._is(rates.names_fear[truth.fear - 1] * less):
            of_somebody = MarkerKind.THREAT in troubles or MarkerKind.TIE in troubles
            named.append(Hard.SOMEBODY if of_somebody else self.chance.choices(FEARS, rates.fear_of)[0])
        elif self._is(rates.names_nerves * less):
            named.append(Hard.COURT)
        if truth.clash and self._is(rates.names_clash):
            named.append(Hard.SCHOOL_WORK)
        if truth.lift_open and self._is(rates.names_journey):
            named.append(Hard.JOURNEY)
        if truth.torn and not self.is_guarded and self._is(rates.names_family):
            named.append(Hard.FAMILY)
        if MarkerKind.CRISIS in troubles and not self.is_guarded and self._is(rates.names_health):
            named.append(Hard.HEALTH)
        if self._is(rates.names_other):
            named.append(self.chance.choice((Hard.CARE, Hard.HEALTH, Hard.SCHOOL_WORK, Hard.OTHER)))
        return named

    def _helps(self, reason: Hard, at: int, written: int) -> None:
        """What the product asks for when something is named: a need, a marker, their days. It changes no cause."""
        need = HELP[reason].need
        if need is not None and need not in self.life.needs:
            self.life.needs[need] = [(written, NeedState.NEEDED)]
        if not self._is(self.rates.helps_at_once):
            return
        if reason is Hard.SCHOOL_WORK and self.truth.clash and self.life.clash is None:
            self.life.clash = written
        if reason in MARKED:
            self.troubles.ask_of(MARKED[reason], at, written)

    def _is(self, share: float) -> bool:
        return self.chance.random() < share
