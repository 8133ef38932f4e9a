"""How the demo's defendants, witnesses and special measures came to be where they are, step by step."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from witness.domain.court_time import moment_in_london
from witness.domain.working_days import WorkingCalendar
from witness.intake.demo.tales import Spec

Json = dict[str, Any]

# Days after the charge on which each thing usually happens (domain reference §1.1, from memory).
FIRST_HEARING, SENT, ARRAIGNED, TRIED, SENTENCED = 28, 28, 56, 200, 235
CUSTODY_TURN = {"bail": "bailed", "remand": "remanded"}
PLEA_TURN = {"not_guilty": "pleaded_not_guilty", "guilty": "pleaded_guilty", "guilty_not_accepted": "plea_not_accepted"}
# The road of a special measure, and how many days after the first visit each step was taken.
MEASURE_ROAD = (("needed", 0), ("views", 0), ("asked", 6), ("applied", 16), ("granted", 40), ("told", 41),
                ("arranged", 60), ("tested", 66))  # fmt: skip
# Nothing has to be arranged, or tried out, for these.
_SAID_ONLY = frozenset({"arranged", "tested"})
NOT_ON_THE_ROAD = {"video_interview": _SAID_ONLY, "private": _SAID_ONLY, "no_wigs": _SAID_ONLY,
                   "s28_recording": frozenset({"tested"}), "intermediary": frozenset({"tested"})}  # fmt: skip


class Roads:
    """Makes the steps of one case, none of them later than `known_until`, the last day that a bundle speaks of."""

    def __init__(self, spec: Spec, charged: date, known_until: date, calendar: WorkingCalendar) -> None:
        """Take the case's tale, the day of the charge and the last day that is known."""
        self._spec, self._charged, self._until, self._calendar = spec, charged, known_until, calendar

    def defendants(self, over_on: date | None, sentenced_on: date | None) -> list[Json]:
        """Give the defendants with their roads. over_on: the day on which the trial ended, None while it has not."""
        return [
            self._defendant(f"D{n}", custody, plea, outcome, over_on, sentenced_on)
            for n, (custody, plea, outcome) in enumerate(self._spec.defendants, start=1)
        ]

    def requirement(self) -> list[Json]:
        """Give how the court came to require a witness, or no longer to."""
        steps = [("statement_taken", 5), ("named", 40)]
        if self._spec.requirement not in ("statement_taken", "named"):
            steps.append(("warned", 70))
        if self._spec.requirement not in ("statement_taken", "named", "warned"):
            steps.append((self._spec.requirement, 90))
        return [
            {"requirement": word, "at": self._at(self._charged + timedelta(days=days), time(11, n)), "source": ""}
            for n, (word, days) in enumerate(steps)
        ]

    def measure(self, kind: str, state: str, since: date, *, basis: str) -> Json:
        """Give a special measure with its road, which ends on `since`."""
        whole = [step for step in MEASURE_ROAD if step[0] not in NOT_ON_THE_ROAD.get(kind, ())]
        words = [word for word, _ in whole]
        road = whole[: words.index(state) + 1] if state in words else [*whole[:4], (state, 40), ("told", 41)]
        last = road[-1][1]
        days = [(word, since - timedelta(days=last - ahead)) for word, ahead in road]
        steps = [
            {"state": word, "at": _written(on, time(10, 20 + n)), "source": ""} for n, (word, on) in enumerate(days)
        ]
        return {"kind": kind, "state": days[-1][0], "since": since.isoformat(), "basis": basis, "steps": steps}

    def _defendant(
        self, label: str, custody: str, plea: str, outcome: str, over_on: date | None, sentenced_on: date | None
    ) -> Json:
        road = [*self._to_the_pleas(custody, plea), *self._from_the_trial(plea, outcome, over_on, sentenced_on)]
        taken = [
            {
                "turn": turn,
                "at": self._at(on, at),
                "source": "Notice from the court",
                "custody_months": 54 if turn == "sentenced" else None,
                "near_family": False,
                "vcs": True if turn == "sentenced" else None,
            }
            for turn, on, at in road
        ]
        return {"label": label, "custody": custody, "plea": plea, "outcome": outcome, "steps": taken}

    def _to_the_pleas(self, custody: str, plea: str) -> Iterator[tuple[str, date, time]]:
        yield "charged", self._charged, time(15, 0)
        if custody in CUSTODY_TURN:
            yield CUSTODY_TURN[custody], self._charged, time(15, 30)
        appeared = self._working(FIRST_HEARING)
        if appeared > self._until:
            return
        yield "appeared", appeared, time(10, 0)
        if self._spec.track == "crown":
            yield "sent", appeared, time(10, 30)
        elif plea != "none":
            yield "allocated", appeared, time(10, 30)
        if plea in PLEA_TURN and self._working(ARRAIGNED) <= self._until:
            yield PLEA_TURN[plea], self._working(ARRAIGNED), time(11, 0)

    def _from_the_trial(
        self, plea: str, outcome: str, over_on: date | None, sentenced_on: date | None
    ) -> Iterator[tuple[str, date, time]]:
        if plea == "guilty" or outcome == "none" or over_on is None:
            return
        yield "trial_began", over_on - timedelta(days=2), time(10, 30)
        yield ("acquitted" if outcome == "acquitted" else "convicted"), over_on, time(15, 0)
        if outcome == "sentenced":
            yield "sentenced", sentenced_on or over_on + timedelta(days=21), time(16, 0)

    def _working(self, days: int) -> date:
        return self._calendar.next_working(self._charged + timedelta(days=days))

    def _at(self, on: date, at: time) -> str:
        return _written(min(on, self._until), at)


def _written(on: date, at: time) -> str:
    return moment_in_london(on, at).isoformat().replace("+00:00", "Z")
