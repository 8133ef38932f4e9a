"""Whatever opens a door is random through and through: no token comes twice, and none of its signs is likelier."""

import itertools
import random
from base64 import urlsafe_b64decode
from collections import Counter
from collections.abc import Callable

import pytest

from tests.trust.figures import Figure
from witness.domain.accounts import new_token
from witness.identifiers import ALPHABET, LENGTH, new_id

# Of a chi square with 255 (31) degrees of freedom, less than one in a thousand million lies above: nobody's build
# fails by chance.
MOST_OF_256, MOST_OF_32 = 420.0, 110.0


def chi_square(values: list[int], kinds: int) -> float:
    expected, counts = len(values) / kinds, Counter(values)
    return sum((counts[kind] - expected) ** 2 / expected for kind in range(kinds))


def bytes_of(token: str) -> list[int]:
    return list(urlsafe_b64decode(token + "=" * (-len(token) % 4)))


def signs_of(name: str) -> list[int]:
    return [ALPHABET.index(sign) for sign in name]


def faults(
    make: Callable[[], str], values_of: Callable[[str], list[int]], kinds: int, most: float, count: int
) -> set[str]:
    made = [make() for _ in range(count)]
    found = {"twice"} if len(set(made)) < count else set()
    if chi_square([value for token in made for value in values_of(token)], kinds) > most:
        found.add("uneven")
    # One place at a time: a token that counts upwards is even over all its places and not in each.
    places = [
        [values_of(token)[place] for token in made] for place in range(min(len(values_of(token)) for token in made))
    ]
    if any(chi_square(place, kinds) > most for place in places):
        found.add("a place that is not random")
    return found


@pytest.mark.trust
def test_tokens_and_names_are_random_in_every_place(full_size: bool, figure: Figure) -> None:
    count = 60_000 if full_size else 3_000

    assert len(bytes_of(new_token())) >= 16
    assert LENGTH * 5 >= 128
    assert faults(new_token, bytes_of, 256, MOST_OF_256, count) == set()
    assert faults(new_id, signs_of, 32, MOST_OF_32, count) == set()
    figure("web battery, tokens", cases=2 * count, seed="the system's", result="0 twice, no place uneven")


def test_a_token_that_counts_or_comes_from_a_small_choice_is_found() -> None:
    upwards = itertools.count(1 << 200)
    small = random.Random(1)  # noqa: S311 - it is the wrong one

    def counted() -> str:
        number = next(upwards)
        return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH))

    def chosen() -> str:
        return "".join(random.Random(small.randrange(5_000)).choices(ALPHABET, k=LENGTH))  # noqa: S311

    assert "a place that is not random" in faults(counted, signs_of, 32, MOST_OF_32, 3_000)
    assert "twice" in faults(chosen, signs_of, 32, MOST_OF_32, 3_000)
