"""The cases of the demo world, as case bundles: each tells one thing that happens to families and officers."""

import random
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from witness.domain.court_time import moment_in_london
from witness.domain.working_days import WorkingCalendar
from witness.intake.demo.tales import (
    HALF,
    OLIVIA,
    OONA,
    OSRIC,
    READY,
    SPECS,
    WALK,
    WALK_T_NUMBER,
    WALK_URN,
    Spec,
)
from witness.intake.demo.team import CPS

FIRST = ("Jo", "Amari", "Bea", "Caz", "Dev", "Esme", "Finn", "Gia", "Hal", "Ivy", "Kit", "Lux", "Mina", "Ned", "Orla",
         "Pip", "Quin", "Rae", "Sol", "Tess", "Una", "Vik", "Wren", "Yas", "Zed")  # fmt: skip
LAST = ("Fernley", "Brackenby", "Coldstone", "Dunnock", "Elderwick", "Fieldfare", "Goosander", "Hawkswell", "Inkpen",
        "Jackdaw", "Kestrelby", "Linnet", "Merlinson", "Nuthatch", "Ouzel", "Pipitson", "Quailby")  # fmt: skip
ALL_WEEK = list(range(7))
# Ofcom keeps 07700 900000 to 900999 for drama. These three have a fate in the sandbox, and 123 is the walk's.
ENDINGS = tuple(f"{n:03d}" for n in (*range(200, 1000), *range(200)) if n not in (123, 404, 503, 999))
# Everything in a bundle was known before the lived days begin, in working days before today.
TOLD_BEFORE, ANSWERED_BEFORE, NEWEST_BEFORE, CHECKED_BEFORE = 10, 9, 12, 10
EVIDENCE = frozenset({"trial", "retrial", "s28", "newton", "appeal"})


def demo_cases(
    today: date, calendar: WorkingCalendar, *, seed: int = 1, cases: int = len(SPECS)
) -> Iterator[dict[str, Any]]:
    """Give case bundles as JSON values: the tales first, then ordinary cases until there are enough."""
    chance = random.Random(seed)  # noqa: S311 - invents names, guards nothing
    for number in range(cases):
        spec = SPECS[number] if number < len(SPECS) else _ordinary(number, chance)
        yield _Maker(spec, number, today, calendar, chance).bundle()


def _ordinary(number: int, chance: random.Random) -> Spec:
    owners = ("olu@support.example", OLIVIA, OONA, OSRIC)
    return Spec(
        f"WS-26-{200 + number:03d}",
        "ordinary",
        owner=chance.choice(owners),
        court=chance.choice(("902", "904", "905")),
        on=chance.randint(2, 120),
        needs=chance.choice((READY, HALF, ())),
        charged_months=chance.randint(2, 24),
    )


class _Maker:
    """Makes the bundle of one case."""

    def __init__(self, spec: Spec, number: int, today: date, calendar: WorkingCalendar, chance: random.Random) -> None:
        self._spec, self._number, self._today, self._calendar = spec, number, today, calendar
        self._surname = "Farah" if spec.ref == WALK else LAST[number % len(LAST)]
        self._chance = chance

    def bundle(self) -> dict[str, Any]:
        spec = self._spec
        children = [f"child{n}" for n in range(1, spec.children + 1)]
        hearings = [self._main(), *(self._other(n, *extra) for n, extra in enumerate(spec.extra, start=1))]
        witnesses = [self._witness(child, n) for n, child in enumerate(children, start=1)]
        if spec.mother_is_witness:
            witnesses.append(self._witness("mother", len(children) + 1))
        recorded = any(kind == "s28" for kind, _, _ in spec.extra)
        gives_evidence = spec.kind in EVIDENCE and not recorded
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
                "restricted": spec.restricted,
                "closed_on": None if spec.closed_months is None else self._months_ago(spec.closed_months).isoformat(),
            },
            "references": self._references(),
            "defendants": [
                {"label": f"D{n}", "custody": custody, "plea": plea, "outcome": outcome}
                for n, (custody, plea, outcome) in enumerate(spec.defendants, start=1)
            ],
            "people": [*(self._child(c, n) for n, c in enumerate(children)), self._mother()],
            "parts": [
                *({"person": c, "part": "witness", "relation": "", "for": None} for c in children),
                *(
                    [{"person": "mother", "part": "witness", "relation": "", "for": None}]
                    if spec.mother_is_witness
                    else []
                ),
                *({"person": "mother", "part": "parent_carer", "relation": "mother", "for": c} for c in children),
            ],
            "witnesses": witnesses,
            "hearings": hearings,
            "evidence": [
                {"id": f"e{n}", "witness": w["id"], "hearing": "main", "state": self._event_state()}
                for n, w in enumerate(witnesses, start=1)
                if gives_evidence
            ],
            "told": self._told(),
            "answers": self._answers(),
            "happenings": [
                {
                    "at": self._at(self._months_ago(max(spec.charged_months - 1, 0)), time(11)),
                    "kind": "support_began",
                    "words": "Support began.",
                    "hearing": None,
                }
            ],
        }

    def _references(self) -> list[dict[str, str]]:
        if self._spec.ref == WALK:
            return [{"kind": "t_number", "value": WALK_T_NUMBER}, {"kind": "urn", "value": WALK_URN}]
        urn = {"kind": "urn", "value": f"13WS{self._number:05d}26"}
        if self._spec.track != "crown":
            return [urn]
        return [{"kind": "t_number", "value": f"T2026{8000 + self._number}"}, urn]

    def _child(self, local: str, n: int) -> dict[str, Any]:
        name = "Jude" if self._spec.ref == WALK else FIRST[(self._number + n * 7) % len(FIRST)]
        born = self._today - timedelta(days=int(self._spec.age * 365.25) - n * 700 + 20)
        return self._person(local, name, born, [])

    def _mother(self) -> dict[str, Any]:
        spec, phone = self._spec, self._spec.phone
        ending = "123" if spec.ref == WALK else phone.get("ending", ENDINGS[self._number % len(ENDINGS)])
        reviewed = self._calendar.add(self._today, phone.get("reviewed", -CHECKED_BEFORE))
        number = f"+447700900{ending}"
        signed = spec.owner.split("@")[0].capitalize()
        common = {
            "state": phone.get("state", "usable"),
            "reviewed_on": reviewed.isoformat(),
            "signed_as": signed,
            "language": "en",
            "safe_days": ALL_WEEK,
            "safe_from": "09:00",
            "safe_until": "19:00",
            "seen_by": phone.get("seen_by", ""),
        }
        contacts = [
            {
                **common,
                "id": "mobile",
                "channel": "sms",
                "value": number,
                "tier": phone.get("tier", 1),
                "whose": "own phone",
                "wants_calendar": False,
            }
        ]
        if self._number % 3 == 0:
            address = f"{self._surname.lower()}{self._number}@home.example"
            contacts.append(
                {
                    **common,
                    "state": "usable",
                    "reviewed_on": self._calendar.add(self._today, -CHECKED_BEFORE).isoformat(),
                    "seen_by": "",
                    "id": "mail",
                    "channel": "email",
                    "value": address,
                    "tier": 1,
                    "whose": "own address",
                    "wants_calendar": True,
                }
            )
        born = date(self._today.year - 40, 4, 2)
        return self._person("mother", FIRST[(self._number + 11) % len(FIRST)], born, contacts)

    def _person(self, local: str, name: str, born: date, contacts: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "id": local,
            "household": "home",
            "name": f"{name} {self._surname}",
            "initials": f"{name[0]}.{self._surname[0]}.",
            "born_on": born.isoformat(),
            "language": "en",
            "contacts": contacts,
        }

    def _witness(self, person: str, n: int) -> dict[str, Any]:
        spec = self._spec
        since = (self._today - timedelta(days=30)).isoformat()
        return {
            "id": f"w{n}",
            "person": person,
            "label": f"W{n}",
            "requirement": spec.requirement,
            "direct_contact": False,
            "measures": [{"kind": kind, "state": state, "since": since} for kind, state in spec.measures],
            "needs": [
                {"kind": kind, "state": state, "whose": whose, "since": since, "due_on": None}
                for kind, state, whose in spec.needs
            ],
        }

    def _main(self) -> dict[str, Any]:
        spec = self._spec
        days = [*spec.changes, *([spec.on] if spec.on is not None else [])]
        slots = [self._slot(day) for day in days]
        if spec.state == "vacated":
            slots.append({**slots[-1], "state": "vacated"})
        if not slots:
            slots = [{**self._slot(0), "on": None, "at": None, "listing": "to_be_confirmed"}]
        slots[-1]["state"] = spec.state
        revisions = [self._revision(n, slot, len(slots)) for n, slot in enumerate(slots, start=1)]
        if spec.has_news:
            revisions = revisions[: spec.told]
        return {"id": "main", "kind": spec.kind, "running": spec.running, "revisions": revisions}

    def _other(self, n: int, kind: str, on: int, state: str) -> dict[str, Any]:
        slot = {**self._slot(on), "state": state, "listing": "fixture", "until": None}
        return {"id": f"other{n}", "kind": kind, "running": False, "revisions": [self._revision(1, slot, 1)]}

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
            "at": None if is_window else "10:00",
            "court": spec.court,
            "room": "" if is_window or spec.listing == "floater" else str(1 + self._number % 9),
        }

    def _revision(self, number: int, slot: dict[str, Any], count: int) -> dict[str, Any]:
        known = self._calendar.add(self._today, -NEWEST_BEFORE) - timedelta(days=40 * (count - number))
        return {
            **slot,
            "number": number,
            "source": "Call from the list office" if number > 1 else "Notice from the court",
            "reason": "The judge was needed in another trial." if number % 2 == 0 else "",
            "learnt_at": self._at(known, time(10, 2)),
            "recorded_at": self._at(known, time(10, 5)),
            "layer": None,
            "undoes": None,
        }

    def _told(self) -> list[dict[str, Any]]:
        spec = self._spec
        if not spec.told or spec.kind not in EVIDENCE:
            return []
        at = self._at(self._calendar.add(self._today, -TOLD_BEFORE), time(14, 30))
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
        return self._today - timedelta(days=30 * months + 5)

    def _at(self, day: date, at: time) -> str:
        return moment_in_london(day, at).isoformat().replace("+00:00", "Z")
