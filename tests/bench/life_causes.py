"""What keeps somebody away on the day: each cause that is there does so by itself, with a chance of its own."""

from __future__ import annotations

from math import prod

from tests.bench.life_rates import RATES, Rates
from tests.bench.life_records import Cause, Life, Truth


def chances_of(life: Life, truth: Truth, rates: Rates = RATES) -> dict[Cause, float]:
    """Give the chance, of 1, that each cause keeps them away, as things are."""
    return {
        Cause.SILENCE: rates.by_silence[truth.contact],
        Cause.FEAR: rates.by_fear[truth.fear],
        Cause.LIFT: rates.by_lift * truth.lift_open,
        Cause.MEASURES: rates.by_measures * (life.measures and life.decided is None),
        Cause.CLASH: rates.by_clash * truth.clash,
        Cause.PHONE: rates.by_dead_phone * truth.phone_dead,
        Cause.CHANCE: rates.by_chance,
    }


def chance_of_absence(life: Life, truth: Truth, rates: Rates = RATES) -> float:
    """Give the chance, of 1, that they do not come, as things are. Nobody in the lives knows it."""
    return 1 - prod(1 - share for share in chances_of(life, truth, rates).values())
