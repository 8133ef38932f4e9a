"""Troubles in an invented life: when they begin and end, what they bring about, and what of them is told and marked."""

from __future__ import annotations

from random import Random

from tests.bench.life_rates import TROUBLES, Rates, Trouble
from tests.bench.life_records import Life, Mark, Truth
from witness.domain.markers import MARKER_WORDS, MarkerKind, Said

ASKED_AGAIN = 40
"""Working days after which the markers are gone through again: the product asks again after eight weeks."""

BY_ITSELF = 0.3
"""Of the share that is told when it is asked for, what comes up in a talk about something else. Judgement."""

STILL_TOLD = 20
"""Working days for which a move, which is over in a day, is still told of."""

LONG_AGO = 1000


class Troubles:
    """The troubles of one life while it is lived."""

    def __init__(self, life: Life, truth: Truth, chance: Random, rates: Rates) -> None:
        self.life, self.truth, self.chance, self.rates = life, truth, chance, rates
        self.untold: dict[MarkerKind, int] = {}
        self.told_at: dict[MarkerKind, int] = {}
        self.asked_at = LONG_AGO

    def begin(self, at: int) -> None:
        """Let begin what was there from the first day."""
        for row in TROUBLES:
            if self._is(row.at_first) or (row.kind is MarkerKind.STRAIN and self.truth.torn):
                self._starts(row, at)

    def a_week(self, at: int) -> tuple[float, float]:
        """Let a week pass. Gives the chances, of 1, that contact slips and that fear comes up because of it."""
        stays_close, is_calm = 1.0, 1.0
        for row in TROUBLES:
            goes_on = row.kind in self.truth.troubles
            if goes_on and self._is(row.ends_a_week):
                self._ends(row, at)
            elif goes_on:
                stays_close *= 1 - row.slips_a_week
                is_calm *= 1 - row.fears_a_week
            elif self._is(row.a_week):
                self._starts(row, at)
                stays_close *= 1 - row.slips
                is_calm *= 1 - row.fears
        return 1 - stays_close, 1 - is_calm

    def ask(self, at: int, written: int) -> None:
        """Speak with the family: what goes on is told when it is asked for, and now and then by itself."""
        is_round = self.asked_at - at >= ASKED_AGAIN
        if is_round:
            self.asked_at = at
            self._misread(at, written)
        for row in TROUBLES:
            since = self.truth.troubles.get(row.kind, self.untold.get(row.kind))
            if since is None or not (row.kind in self.truth.troubles or self._lately(row, since, at)):
                continue
            told = self.told_at.get(row.kind)
            is_anew = told is not None and told <= since
            if is_anew and not is_round:
                continue
            if self._is(row.told if is_round else row.told * BY_ITSELF):
                self._mark(row, at if is_anew else since, at, written)

    def ask_of(self, kind: MarkerKind, at: int, written: int) -> None:
        """Ask about one marker, because what it is about was named: then it is told as at a round."""
        row = next(row for row in TROUBLES if row.kind is kind)
        since = self.truth.troubles.get(kind)
        told = self.told_at.get(kind)
        if since is None:
            self.life.marks.append(Mark(written, at, kind, Said.NO))
        elif (told is None or told > since) and self._is(row.told):
            self._mark(row, since, at, written)

    def _misread(self, at: int, written: int) -> None:
        """A parent who is only tired is taken for one who is torn, until somebody asks again."""
        row = next(row for row in TROUBLES if row.kind is MarkerKind.STRAIN)
        if row.kind in self.truth.troubles:
            return
        if row.kind in self.told_at:
            del self.told_at[row.kind]
            self.life.marks.append(Mark(written, at, row.kind, Said.NO))
        elif self._is(self.rates.strain_misread):
            self._mark(row, at, at, written)

    def _lately(self, row: Trouble, since: int, at: int) -> bool:
        return MARKER_WORDS[row.kind].once and since - at <= STILL_TOLD

    def _starts(self, row: Trouble, at: int) -> None:
        self.truth.troubles[row.kind] = self.untold[row.kind] = at
        if self._is(row.by_others):
            self._mark(row, at, at, max(0, at - 1))

    def _ends(self, row: Trouble, at: int) -> None:
        since = self.truth.troubles.pop(row.kind)
        if self.told_at.get(row.kind, since + 1) <= since and self._is(row.ended):
            self.life.marks.append(Mark(max(0, at - 1), at, row.kind, Said.NO))

    def _mark(self, row: Trouble, on: int, at: int, written: int) -> None:
        self.told_at[row.kind] = at
        self.untold.pop(row.kind, None)
        self.life.marks.append(Mark(written, on, row.kind, Said.YES))

    def _is(self, share: float) -> bool:
        return self.chance.random() < share
