"""What is planned around the demo's hearings: visits, rides, bookings, promises and days on which nobody can come."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from witness.domain.court_time import moment_in_london
from witness.domain.hearings import EVIDENCE_KINDS
from witness.domain.working_days import WorkingCalendar
from witness.intake.demo.tales import Spec

Json = dict[str, Any]

# The rungs of the ladder as the demo's officers keep them: kind, place, minutes, working days before the evidence.
RUNGS = (("welcome", "home", 60, 50), ("how_court_works", "home", 60, 32), ("court_visit", "court", 90, 14),
         ("memory_refresh", "agreed", 60, 3))  # fmt: skip
EVIDENCE = frozenset(kind.value for kind in EVIDENCE_KINDS)
PICKED_UP_AT = time(8, 0)
THERE_AT = time(9, 0)
ON_THE_ROAD = 25


class Plans:
    """Makes what is planned around the main hearing of one case."""

    def __init__(self, spec: Spec, main: Json, today: date, calendar: WorkingCalendar) -> None:
        """Take the case's tale and its main hearing as the bundle has it."""
        self._spec, self._main, self._today, self._calendar = spec, main, today, calendar
        self._now = main["revisions"][-1]
        self._needs = {kind: state for kind, state, _ in spec.needs}

    def visits(self, witnesses: list[Json]) -> list[Json]:
        """Give the visits of every child who is to give evidence: those that have been, and those that are booked."""
        if not self._has_a_day:
            return []
        children = [w for w in witnesses if w["person"] != "mother"]
        return [visit for n, w in enumerate(children) for visit in self._ladder(w, n)]

    def trips(self, children: list[str]) -> list[Json]:
        """Give the ride out and the ride home of a family whose lift is confirmed."""
        if not self._has_a_day or self._needs.get("transport") != "confirmed" or self._is_over:
            return []
        on, together = self._on, [children[0], "mother"] if not self._spec.mother_is_witness else [children[0]]
        cancel_by = moment_in_london(self._calendar.add(on, -1), time(17))
        by_taxi = bool(self._spec.charged_months % 2)
        return [
            {
                "id": f"trip-{direction}",
                "direction": direction,
                "mode": "taxi" if by_taxi else "volunteer_car",
                "pick_up": "safe_point" if direction == "out" else "court",
                "provider": "Aire Cars" if by_taxi else "",
                "passengers": together,
                "hearing": "main",
                "visit": None,
                "cancel_by": _written(cancel_by) if by_taxi else None,
                "other_way": "trip-back" if direction == "out" else "trip-out",
                "meeting": "by the clock in the station hall" if direction == "out" else "",
                "arrive_by": f"{THERE_AT:%H:%M}" if direction == "out" else None,
                "travel_minutes": ON_THE_ROAD if direction == "out" else None,
                "entrance": "separate" if direction == "out" else "",
                "waits": "own_room" if direction == "out" else "",
                "ways": _ways(by_taxi=by_taxi),
                **self._course(PICKED_UP_AT if direction == "out" else None),
            }
            for direction in ("out", "back")
        ]

    def _course(self, at: time | None) -> Json:
        """Give the steps and facts of a ride: settled, or with a driver who could not come and another who agreed."""
        kept = {**self._step("shared", self._on, None), "at": None if at is None else f"{at:%H:%M}"}
        first = datetime.fromisoformat(kept["recorded_at"])
        facts = [_fact("accepted", first), _fact("family_told", first, "call"), _fact("driver_told", first, "mail"),
                 _fact("approved", first, "cps", by="wcu")]  # fmt: skip
        if not self._spec.fallback:
            return {"steps": [kept], "facts": facts}
        fell, agreed = first + timedelta(days=2), first + timedelta(days=2, hours=3)
        because = "no driver, room or person was free"
        steps = [
            kept,
            {**kept, "state": "needed", "recorded_at": _written(fell), "because": because},
            {**kept, "state": "confirmed", "recorded_at": _written(agreed)},
        ]
        facts += [_fact("fell_through", fell, "provider", by="driver"),
                  _fact("advanced", fell, "provider", by="driver", option=1),
                  _fact("accepted", agreed, option=1), _fact("driver_told", agreed, "call", option=1)]  # fmt: skip
        return {"steps": steps, "facts": facts}

    def bookings(self, witnesses: list[Json]) -> list[Json]:
        """Give what is booked for the day: the supporter, an interpreter, the school's letter."""
        if not self._has_a_day or self._is_over:
            return []
        return [
            {
                "id": f"{kind}-{w['id']}",
                "witness": w["id"],
                "kind": kind,
                "hearing": "main",
                "whose": whose,
                "cancel_by": None,
                "steps": [self._step(state, self._on, None)],
            }
            for w in witnesses[:1]
            for kind, state, whose in self._booked()
        ]

    def promises(self) -> list[Json]:
        """Give what the officer has promised this family."""
        spec = self._spec
        if not spec.promise:
            return []
        words, due = spec.promise
        return [
            {
                "id": "promise",
                "words": words,
                "owner": spec.owner,
                "due_on": self._calendar.add(self._today, due).isoformat(),
                "made_at": _written(moment_in_london(self._calendar.add(self._today, -9), time(15, 20))),
                "person": "mother",
                "kept_at": None,
            }
        ]

    @property
    def _has_a_day(self) -> bool:
        now = self._now
        return self._spec.kind in EVIDENCE and now["on"] is not None and now["state"] in ("listed", "held")

    @property
    def _on(self) -> date:
        return date.fromisoformat(self._now["on"])

    @property
    def _is_over(self) -> bool:
        return self._now["state"] == "held" or self._on < self._today

    def _booked(self) -> Iterator[tuple[str, str, str]]:
        if self._needs.get("supporter") == "confirmed":
            yield "supporter", "confirmed", "support"
        if "interpreter" in self._needs:
            yield "interpreter", "needed", "court"
        if self._spec.answer == "coming" and self._now["listing"] == "fixture":
            yield "school_letter", "done", "support"

    def _ladder(self, witness: Json, n: int) -> Iterator[Json]:
        began = self._today - timedelta(days=30 * max(self._spec.charged_months - 1, 0))
        for kind, place, minutes, ahead in RUNGS:
            on = self._calendar.add(self._on, -ahead)
            is_past = on < self._calendar.add(self._today, -10)
            if kind == "court_visit":
                done = self._needs.get("court_visit") == "done"
                booked = self._needs.get("court_visit") == "requested" and on > self._today
            else:
                done, booked = is_past and on > began, False
            if not (done or booked) or (kind == "memory_refresh" and not self._is_over):
                continue
            on = min(on, self._calendar.add(self._today, -11)) if done else on
            # Brothers and sisters each have an hour of their own.
            at = time(14 + n, 0)
            yield self._visit(witness, kind, place, minutes, on, at, done=done)

    def _visit(self, witness: Json, kind: str, place: str, minutes: int, on: date, at: time, *, done: bool) -> Json:
        steps = [self._step("confirmed", on, at)]
        report = None
        if done:
            over = moment_in_london(on, time(at.hour + 1, 30))
            steps.append({**steps[0], "state": "done", "recorded_at": _written(over)})
            report = {"recorded_at": _written(over), "covered": [], "mood": "", "evidence_mentioned": False,
                      "stopped": None, "oic_told_at": None}  # fmt: skip
        return {
            "id": f"{kind}-{witness['id']}",
            "witness": witness["id"],
            "kind": kind,
            "place": place,
            "minutes": minutes,
            "hearing": "main" if steps[0]["of_revision"] else None,
            "officer": self._spec.owner,
            "steps": steps,
            "report": report,
        }

    def _revision_at(self, recorded: datetime) -> int:
        """Give the revision that was known then; 0 for a visit from before there was a date."""
        known = [r["number"] for r in self._main["revisions"] if datetime.fromisoformat(r["recorded_at"]) <= recorded]
        return max(known, default=0)

    def _step(self, state: str, on: date, at: time | None) -> Json:
        known = datetime.fromisoformat(self._now["recorded_at"]) + timedelta(hours=18)
        recorded = min(known, moment_in_london(self._calendar.add(min(on, self._today), -1), time(11)))
        recorded = min(recorded, moment_in_london(self._calendar.add(self._today, -9), time(11)))
        return {
            "state": state,
            "recorded_at": _written(recorded),
            "on": on.isoformat(),
            "at": None if at is None else f"{at:%H:%M}",
            "of_revision": self._revision_at(recorded),
            "because": "",
            "change": "",
        }


def _ways(*, by_taxi: bool) -> list[Json]:
    taxi = {"mode": "taxi", "provider": "Aire Cars", "seats": 4, "has": []}
    volunteer = {"mode": "volunteer_car", "provider": "", "seats": 3, "has": []}
    ours = {"mode": "staff_car", "provider": "", "seats": 4, "has": [], "until_minutes": None}
    first, second = (taxi, volunteer) if by_taxi else (volunteer, taxi)
    return [{**first, "until_minutes": 18 * 60}, {**second, "until_minutes": 2 * 60}, ours]


def _fact(event: str, at: datetime, word: str = "", *, by: str = "", option: int = 0) -> Json:
    written = _written(at)
    return {"event": event, "happened_at": written, "recorded_at": written, "option": option, "word": word, "by": by,
            "amount": 0}  # fmt: skip


def _written(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")
