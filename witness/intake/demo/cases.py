"""The cases of the demo world, as case bundles: each tells one thing that happens to families and officers."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from witness.domain.court_time import moment_in_london
from witness.domain.working_days import WorkingCalendar
from witness.intake.demo.afterwards import afterwards
from witness.intake.demo.countdowns import CAME_LATELY, countdown_words
from witness.intake.demo.families import Family
from witness.intake.demo.plans import Plans
from witness.intake.demo.roads import Roads
from witness.intake.demo.support import support_of
from witness.intake.demo.sureness import sure_answers
from witness.intake.demo.tales import (
    OLIVIA,
    OONA,
    ORDINARY,
    OSRIC,
    SPECS,
    WALK,
    WALK_T_NUMBER,
    WALK_URN,
    Spec,
)
from witness.intake.demo.team import CPS

# Everything in a bundle was known before the lived days begin, in working days before today.
TOLD_BEFORE, ANSWERED_BEFORE, NEWEST_BEFORE, CHECKED_BEFORE = 10, 9, 12, 10
# Courts say when a hearing will be some weeks before it, and that it will not be some days before.
LISTED_BEFORE, MOVED_BEFORE, SAID_BEFORE = 10, 3, 8
EVIDENCE = frozenset({"trial", "retrial", "s28", "newton", "appeal"})


# reference of the case: kind, what was said, how many days ago
MARKERS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "WS-26-018": (("engaged", "yes", 20), ("parent_supported", "yes", 12), ("threat", "no", 12)),
    "WS-26-026": (("tie", "yes", 16), ("named_contact", "yes", 10), ("engaged", "no", 16)),
    "WS-26-033": (("missing", "yes", 16), ("missing", "no", 14), ("move", "yes", 13)),
    "WS-26-034": (("strain", "yes", 9), ("cost", "yes", 9)),
}


def demo_cases(
    today: date, calendar: WorkingCalendar, *, seed: int = 1, cases: int = len(SPECS), late: time = time(14, 0)
) -> Iterator[dict[str, Any]]:
    """Give case bundles as JSON values: the tales first, then ordinary cases until there are enough.

    late: the court hour of whoever has not arrived on the day of loading.
    """
    chance = random.Random(seed)  # noqa: S311 - invents names, guards nothing
    for number in range(cases):
        spec = SPECS[number] if number < len(SPECS) else _ordinary(number, chance)
        spec = replace(spec, hour=f"{late:%H:%M}") if spec.hour == "late" else spec
        # No court sits on such a day: whoever would be there today is so on the next.
        spec = replace(spec, on=1) if spec.on == 0 and not calendar.is_working(today) else spec
        yield _Maker(spec, number, today, calendar).bundle()


def _ordinary(number: int, chance: random.Random) -> Spec:
    owners = ("olu@support.example", OLIVIA, OONA, OSRIC)
    like = chance.choice(ORDINARY)
    ahead = chance.randint(2, 120)
    return replace(
        like,
        ref=f"WS-26-{200 + number:03d}",
        owner=chance.choice(owners),
        court=chance.choice(("902", "904", "905")) if like.track == "crown" else like.court,
        on=ahead if like.on is not None and like.on > 0 else like.on,
        charged_months=max(like.charged_months, chance.randint(2, 24)),
    )


class _Maker:
    """Makes the bundle of one case."""

    def __init__(self, spec: Spec, number: int, today: date, calendar: WorkingCalendar) -> None:
        self._spec, self._number, self._today, self._calendar = spec, number, today, calendar
        self._roads = Roads(spec, self._months_ago(spec.charged_months), calendar.add(today, -NEWEST_BEFORE), calendar)

    def _came_on(self) -> date:
        """Give the day since which the case is with us: from the beginning, but for what another team handed over."""
        lately = CAME_LATELY.get(self._spec.ref)
        began = self._months_ago(max(self._spec.charged_months - 1, 0))
        return began if lately is None else self._calendar.add(self._today, -lately)

    def bundle(self) -> dict[str, Any]:
        spec = self._spec
        family = Family(spec, self._number, self._today, self._checked_on(-CHECKED_BEFORE), self._phone_checked_on())
        children = [f"child{n}" for n in range(1, spec.children + 1)]
        others = [self._other(n, *extra) for n, extra in enumerate(spec.extra, start=1)]
        main = self._main()
        own = [] if spec.own_day is None else [self._own_day(spec.own_day)]
        hearings = [main, *others, *own, *self._first_steps()]
        plans = Plans(spec, main, self._today, self._calendar)
        witnesses = [self._witness(child, n) for n, child in enumerate(children, start=1)]
        if spec.mother_is_witness:
            witnesses.append(self._witness("mother", len(children) + 1))
        recorded = any(kind == "s28" for kind, _, _ in spec.extra)
        gives_evidence = spec.kind in EVIDENCE and not recorded
        defendants = self._roads.defendants(self._over_on(), self._sentenced_on())
        return {
            "format": "case-bundle/1",
            "case": {
                "id": None,
                "ref": spec.ref,
                "track": spec.track,
                "team": spec.team,
                "owner": spec.owner,
                "cps_team": CPS,
                "court": spec.court,
                "charged_on": self._months_ago(spec.charged_months).isoformat(),
                "support_began_on": self._months_ago(max(spec.charged_months - 1, 0)).isoformat(),
                "came_on": self._came_on().isoformat(),
                "restricted": spec.restricted,
                "closed_on": None if spec.closed_months is None else self._months_ago(spec.closed_months).isoformat(),
            },
            "references": self._references(),
            "defendants": defendants,
            "people": [self._with_days_off(person) for person in family.people(children)],
            "parts": [
                *({"person": c, "part": "witness", "relation": "", "for": None} for c in children),
                *(
                    [{"person": "mother", "part": "witness", "relation": "", "for": None}]
                    if spec.mother_is_witness
                    else []
                ),
                *({"person": "mother", "part": "parent_carer", "relation": spec.carer, "for": c} for c in children),
            ],
            "witnesses": witnesses,
            "hearings": hearings,
            "evidence": [
                *(
                    {"id": f"e{n}", "witness": w["id"], "hearing": "main", "state": self._event_state()}
                    for n, w in enumerate(witnesses, start=1)
                    if gives_evidence and not (own and n == len(witnesses))
                ),
                *({"id": "own", "witness": witnesses[-1]["id"], "hearing": "own", "state": "expected"} for _ in own),
                *(
                    {"id": f"{other['id']}-{n}", "witness": w["id"], "hearing": other["id"], "state": "given"}
                    for other in others
                    for n, w in enumerate(witnesses, start=1)
                    if other["kind"] in EVIDENCE
                ),
            ],
            "visits": plans.visits(witnesses),
            "trips": plans.trips(children),
            "bookings": plans.bookings(witnesses),
            "promises": plans.promises(),
            "duty_notices": list(self._notices(hearings)),
            "told": self._told(),
            "answers": self._answers(),
            "markers": list(self._markers()),
            **support_of(spec.ref, self._today),
            "aftercare": list(afterwards(spec, defendants, self._today, self._calendar)),
            "milestones": list(countdown_words(spec, witnesses, len(main["revisions"]), self._today, self._calendar)),
            "sureness": list(sure_answers(spec, witnesses, len(main["revisions"]), self._today, self._calendar)),
            "happenings": self._happenings(),
        }

    def _happenings(self) -> list[dict[str, Any]]:
        began = self._months_ago(max(self._spec.charged_months - 1, 0))
        found = [
            (began, time(11), "support_began", "Support began."),
            (
                began + timedelta(days=6),
                time(16),
                "preparation",
                "First visit at home: what comes next, and who helps.",
            ),
            (self._phone_checked_on(), time(14), "contact", "Safe contact was gone through by voice."),
        ]
        return [
            {"at": self._at(on, at), "kind": kind, "words": words, "hearing": None}
            for on, at, kind, words in sorted(found)
        ]

    def _notices(self, hearings: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Give what the family says it was told in time: of the charge, of bail, and of every date."""
        charged = self._months_ago(self._spec.charged_months)
        told = [
            ("charge_told", "D1:1", self._at(charged, time(18, 0))),
            ("bail_told", "D1:2", self._at(charged, time(18, 5))),
        ]
        for hearing in hearings:
            told += [("hearing_told", f"{hearing['id']}:{r['number']}", r["recorded_at"]) for r in hearing["revisions"]]
        for number, (code, about, at) in enumerate(told, start=1):
            yield {
                "id": f"notice{number}",
                "code": code,
                "about": about,
                "person": "mother",
                "told_at": at,
                "via": "voice",
                "by": "witness care",
                "recorded_at": at,
            }

    def _markers(self) -> Iterator[dict[str, Any]]:
        for number, (kind, said, days_ago) in enumerate(MARKERS.get(self._spec.ref, ()), start=1):
            on = self._today - timedelta(days=days_ago)
            yield {
                "id": f"marker{number}",
                "witness": "w1",
                "kind": kind,
                "said": said,
                "since": on.isoformat(),
                "recorded_at": self._at(on, time(11)),
            }

    def _over_on(self) -> date | None:
        """The last day of the trial whose outcome is known: the main hearing, or one that came before it."""
        days = [on for kind, on, state in self._spec.extra if kind in EVIDENCE - {"s28"} and state == "held"]
        if self._spec.kind in EVIDENCE and self._spec.state == "held" and self._spec.on is not None:
            days.append(self._spec.on)
        return self._calendar.add(self._today, max(days)) if days else None

    def _sentenced_on(self) -> date | None:
        days = [on for kind, on, state in self._spec.extra if kind == "sentence" and state == "held"]
        return self._calendar.add(self._today, max(days)) if days else None

    def _with_days_off(self, person: dict[str, Any]) -> dict[str, Any]:
        if self._spec.avoid is None or person["id"] != "child1":
            return person
        first, last, why = self._spec.avoid
        off = {
            "id": "off",
            "first_on": self._calendar.add(self._today, first).isoformat(),
            "last_on": self._calendar.add(self._today, last).isoformat(),
            "why": why,
            "recorded_at": self._at(self._calendar.add(self._today, -NEWEST_BEFORE), time(11, 0)),
        }
        return {**person, "availability": [off]}

    def _phone_checked_on(self) -> date:
        return self._checked_on(self._spec.phone.get("reviewed", -CHECKED_BEFORE))

    def _checked_on(self, working_days: int) -> date:
        closed = self._spec.closed_months
        return self._calendar.add(self._today if closed is None else self._months_ago(closed), working_days)

    def _references(self) -> list[dict[str, str]]:
        if self._spec.ref == WALK:
            return [{"kind": "t_number", "value": WALK_T_NUMBER}, {"kind": "urn", "value": WALK_URN}]
        urn = {"kind": "urn", "value": f"13WS{self._number:05d}26"}
        if self._spec.track != "crown":
            return [urn]
        return [{"kind": "t_number", "value": f"T2026{8000 + self._number}"}, urn]

    def _witness(self, person: str, n: int) -> dict[str, Any]:
        spec = self._spec
        day = self._today - timedelta(days=30)
        since = day.isoformat()
        return {
            "id": f"w{n}",
            "person": person,
            "label": f"W{n}",
            "requirement": spec.requirement,
            "direct_contact": spec.direct and person != "mother",
            "steps": self._roads.requirement(),
            "measures": [
                self._roads.measure(kind, state, day, basis="s17" if person == "mother" else "age")
                for kind, state in spec.measures
            ],
            "needs": [
                {"kind": kind, "state": state, "whose": whose, "since": since, "due_on": None}
                for kind, state, whose in spec.needs
            ],
        }

    def _main(self) -> dict[str, Any]:
        spec = self._spec
        days = [*spec.changes, *([spec.on] if spec.on is not None else [])]
        slots = [self._slot(day) for day in days]
        if spec.state in ("vacated", "held"):
            slots.append({**slots[-1], "state": spec.state})
        if not slots:
            slots = [{**self._slot(0), "on": None, "at": None, "listing": "to_be_confirmed"}]
        slots[-1]["state"] = spec.state
        revisions = self._revisions(slots)
        if spec.has_news:
            revisions = revisions[: spec.told]
        return {"id": "main", "kind": spec.kind, "running": spec.running, "revisions": revisions}

    def _other(self, n: int, kind: str, on: int, state: str) -> dict[str, Any]:
        slot = {**self._slot(on), "listing": "fixture", "until": None}
        slots = [slot, {**slot, "state": state}]
        return {"id": f"other{n}", "kind": kind, "running": False, "revisions": self._revisions(slots)}

    def _own_day(self, on: int) -> dict[str, Any]:
        slot = {**self._slot(on), "listing": "fixture", "until": None}
        return {"id": "own", "kind": "s28", "running": False, "revisions": self._revisions([slot])}

    def _first_steps(self) -> list[dict[str, Any]]:
        """Give the hearings that come before all others and at which no witness is needed, where they have been."""
        spec, charged = self._spec, self._months_ago(self._spec.charged_months)
        steps = [("first_hearing", 28, f"M{spec.court}1" if spec.track == "crown" else spec.court)]
        if spec.track == "crown":
            steps.append(("ptph", 56, spec.court))
        found = []
        for kind, days, court in steps:
            on = self._calendar.next_working(charged + timedelta(days=days))
            if kind == spec.kind or on >= self._calendar.add(self._today, -NEWEST_BEFORE):
                break
            slot = {"state": "listed", "listing": "fixture", "on": on.isoformat(), "until": None, "at": "10:00",
                    "court": court, "room": "2"}  # fmt: skip
            revisions = self._revisions([slot, {**slot, "state": "held"}])
            found.append({"id": kind, "kind": kind, "running": False, "revisions": revisions})
        return found

    def _slot(self, working_days: int) -> dict[str, Any]:
        spec = self._spec
        on = self._calendar.add(self._today, working_days)
        is_window = spec.listing in ("warned_list", "week_commencing")
        until = self._calendar.add(on, spec.window) if spec.window and is_window else None
        return {
            "state": "listed",
            "listing": spec.listing,
            "on": on.isoformat(),
            "until": None if until is None else until.isoformat(),
            "at": None if is_window else spec.hour or ("10:00", "10:00", "10:30")[self._number % 3],
            "court": spec.court,
            "room": "" if is_window or spec.listing == "floater" else str(1 + self._number % 9),
        }

    def _known_on(self, number: int, slots: list[dict[str, Any]]) -> date:
        """Give the day on which a revision became known: well before its own day, and before the day it replaces."""
        if slots[number - 1]["state"] == "held":
            return date.fromisoformat(slots[number - 1]["on"])
        known = self._calendar.add(self._today, -NEWEST_BEFORE) - timedelta(days=40 * (len(slots) - number))
        replaced = slots[number - 2]["on"] if number > 1 else None
        for written, ahead in ((slots[number - 1]["on"], LISTED_BEFORE), (replaced, MOVED_BEFORE)):
            on = self._today if written is None else date.fromisoformat(written)
            known = min(known, self._calendar.add(on, -ahead)) if on < self._today else known
        return known

    def _revisions(self, slots: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [self._revision(number, slots) for number in range(1, len(slots) + 1)]

    def _revision(self, number: int, slots: list[dict[str, Any]]) -> dict[str, Any]:
        slot, known = slots[number - 1], self._known_on(number, slots)
        source = "Notice from the court" if number == 1 else "Call from the list office"
        moved = number % 2 == 0 and slot["state"] == "listed"
        return {
            **slot,
            "number": number,
            "source": "Result from the court" if slot["state"] == "held" else source,
            "reason": "The judge was needed in another trial." if moved else "",
            "learnt_at": self._at(known, time(16, 32)),
            "recorded_at": self._at(known, time(16, 35)),
            "layer": None,
            "undoes": None,
        }

    def _told(self) -> list[dict[str, Any]]:
        spec = self._spec
        if not spec.told or spec.kind not in EVIDENCE:
            return []
        # Who was told of a hearing that is over was told before it.
        # Most families hear within a working day, some a day too late.
        said_before = TOLD_BEFORE if self._number % 4 == 0 else NEWEST_BEFORE - 1
        working_days = -said_before if spec.on is None else min(-said_before, spec.on - SAID_BEFORE)
        at = self._at(self._calendar.add(self._today, working_days), time(14, 30))
        return [
            {
                "person": "mother",
                "hearing": "main",
                "revision": spec.told,
                "via": "voice",
                "at": at,
                "acknowledged_at": at,
            }
        ]

    def _answers(self) -> list[dict[str, Any]]:
        spec = self._spec
        if not spec.answer:
            return []
        at = self._at(self._calendar.add(self._today, -ANSWERED_BEFORE), time(12, 10))
        return [
            {
                "id": "a1",
                "person": "mother",
                "hearing": "main",
                "revision": len(self._main()["revisions"]),
                "answer": spec.answer,
                "via": "text",
                "at": at,
                "settled_at": at if spec.answer == "coming" else None,
            }
        ]

    def _event_state(self) -> str:
        if self._spec.state == "held" or self._spec.requirement == "released":
            return "given"
        return "expected"

    def _months_ago(self, months: int) -> date:
        return self._today - timedelta(days=30 * months + 25 + self._number * 5 % 27)

    def _at(self, day: date, at: time) -> str:
        return moment_in_london(day, at).isoformat().replace("+00:00", "Z")
