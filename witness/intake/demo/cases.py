"""The cases of the demo world, as case bundles: each tells one thing that happens to families and officers."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from witness.domain.court_time import moment_in_london
from witness.domain.working_days import WorkingCalendar
from witness.intake.demo.team import AIREDALE, CALDER, CPS

WALK = "WS-26-014"
WALK_T_NUMBER, WALK_URN = "T20269014", "13WS0090114"

FIRST = ("Jo", "Amari", "Bea", "Caz", "Dev", "Esme", "Finn", "Gia", "Hal", "Ivy", "Kit", "Lux", "Mina", "Ned", "Orla",
         "Pip", "Quin", "Rae", "Sol", "Tess", "Una", "Vik", "Wren", "Yas", "Zed")  # fmt: skip
LAST = ("Fernley", "Brackenby", "Coldstone", "Dunnock", "Elderwick", "Fieldfare", "Goosander", "Hawkswell", "Inkpen",
        "Jackdaw", "Kestrelby", "Linnet", "Merlinson", "Nuthatch", "Ouzel", "Pipitson", "Quailby")  # fmt: skip
ALL_WEEK = list(range(7))
EVIDENCE = frozenset({"trial", "retrial", "s28", "newton", "appeal"})


@dataclass(frozen=True, slots=True)
class Spec:
    """What makes a case: numbers are working days from today; None means that it is not there.

    changes: earlier days of the trial, oldest first, as working days from today. told: which revision the mother was
    last told; 0 for none. answer: what she answered about that revision.
    """

    ref: str
    tale: str
    owner: str = "olu@support.example"
    court: str = "901"
    track: str = "crown"
    kind: str = "trial"
    on: int | None = 30
    window: int = 0
    listing: str = "fixture"
    state: str = "listed"
    changes: tuple[int, ...] = ()
    told: int = 1
    answer: str = ""
    age: float = 14
    charged_months: int = 10
    requirement: str = "warned"
    phone: dict[str, Any] = field(default_factory=dict)
    measures: tuple[tuple[str, str], ...] = (("video_interview", "granted"), ("live_link", "applied"))
    needs: tuple[tuple[str, str, str], ...] = ()
    children: int = 1
    mother_is_witness: bool = False
    defendants: tuple[tuple[str, str, str], ...] = (("bail", "not_guilty", "none"),)
    closed_months: int | None = None
    restricted: bool = False
    team: str = CALDER
    extra: tuple[tuple[str, int, str], ...] = ()
    running: bool = False


READY = (
    ("transport", "confirmed", "support"),
    ("court_visit", "done", "support"),
    ("supporter", "confirmed", "support"),
    ("memory_refresh", "requested", "police"),
)
HALF = (
    ("transport", "needed", "support"),
    ("court_visit", "requested", "support"),
    ("supporter", "confirmed", "support"),
)
OLIVIA, OONA, OSRIC = "olivia@support.example", "oona@support.example", "osric@support.example"

SPECS: tuple[Spec, ...] = (
    Spec(
        WALK,
        "the walk: a trial in six working days",
        on=6,
        measures=(("video_interview", "granted"), ("live_link", "granted"), ("screen", "refused")),
        needs=HALF,
        answer="coming",
    ),
    Spec(
        "WS-26-015",
        "a trial on the next working day, all in place",
        on=1,
        needs=READY,
        measures=(("live_link", "arranged"),),
        answer="coming",
    ),
    Spec(
        "WS-26-016", "a trial next week, no lift", on=5, needs=HALF, measures=(("live_link", "granted"),), answer="help"
    ),
    Spec("WS-26-017", "a warned list over two weeks", on=4, window=9, listing="warned_list", needs=HALF),
    Spec("WS-26-018", "a floater", on=9, listing="floater", court="902", needs=READY),
    Spec(
        "WS-26-019",
        "section 28 ahead",
        kind="s28",
        on=12,
        measures=(("s28_recording", "granted"), ("intermediary", "applied")),
        needs=HALF,
        age=11,
    ),
    Spec(
        "WS-26-020",
        "section 28 recorded; the trial goes on without the child",
        on=25,
        extra=(("s28", -40, "held"),),
        measures=(("s28_recording", "arranged"),),
        told=0,
    ),
    Spec(
        "WS-26-021",
        "turns eighteen during the wait",
        on=40,
        age=17.9,
        measures=(("live_link", "granted"),),
        changes=(-60,),
        charged_months=16,
    ),
    Spec("WS-26-022", "two children of one household in one trial", on=18, children=2, needs=HALF),
    Spec("WS-26-023", "the mother is a witness too", on=22, mother_is_witness=True),
    Spec(
        "WS-26-024",
        "three defendants, one has pleaded guilty",
        on=28,
        court="902",
        defendants=(("remand", "guilty", "convicted"), ("bail", "not_guilty", "none"), ("bail", "not_guilty", "none")),
    ),
    Spec("WS-26-025", "a vacated trial", on=None, state="vacated", changes=(-30, 8), told=2),
    Spec("WS-26-026", "told the old date", on=10, changes=(3,), told=1),
    Spec("WS-26-027", "an unsafe phone", on=15, phone={"state": "unsafe", "seen_by": "an ex-partner"}, told=0),
    Spec("WS-26-028", "the safe-contact check has run out", on=11, phone={"reviewed": -45}, told=1),
    Spec("WS-26-029", 'only "please ring" words', on=14, phone={"tier": 0, "seen_by": "her sister"}, told=0),
    Spec("WS-26-030", "a dead number", on=8, phone={"ending": "999"}, told=0),
    Spec("WS-26-031", "not confirmed by a list", on=3, state="unconfirmed", needs=HALF),
    Spec("WS-26-032", "moved three times", on=16, changes=(-90, -45, -10), told=4, charged_months=25),
    Spec("WS-26-033", "worried", on=7, needs=HALF, answer="worried", measures=(("live_link", "granted"),)),
    Spec("WS-26-034", "will not come", on=13, answer="cannot", owner=OLIVIA),
    Spec("WS-26-035", "de-warned", on=20, requirement="de_warned", owner=OLIVIA),
    Spec(
        "WS-26-036",
        "youth court",
        kind="trial",
        track="youth",
        court="M9011",
        on=9,
        restricted=True,
        owner=OLIVIA,
        charged_months=3,
    ),
    Spec("WS-26-037", "plea hearing ahead", kind="ptph", on=17, owner=OLIVIA, charged_months=1, told=0),
    Spec(
        "WS-26-038",
        "charged last week",
        kind="first_hearing",
        track="magistrates",
        court="M9021",
        on=6,
        owner=OLIVIA,
        charged_months=0,
        told=0,
    ),
    Spec("WS-26-039", "an appeal, heard again", kind="appeal", on=26, owner=OLIVIA, charged_months=20),
    Spec(
        "WS-26-040",
        "a magistrates' trial",
        track="magistrates",
        court="M9011",
        on=10,
        owner=OLIVIA,
        charged_months=4,
        needs=HALF,
    ),
    Spec(
        "WS-26-041",
        "a trial that is running",
        on=-1,
        owner=OLIVIA,
        running=True,
        needs=READY,
        answer="coming",
        window=6,
    ),
    Spec(
        "WS-26-042",
        "a retrial",
        kind="retrial",
        on=35,
        owner=OLIVIA,
        charged_months=22,
        extra=(("trial", -120, "held"),),
    ),
    Spec("WS-26-043", "a Newton hearing", kind="newton", on=19, owner=OONA, court="902"),
    Spec(
        "WS-26-044",
        "sentence next week",
        kind="sentence",
        on=5,
        owner=OONA,
        requirement="released",
        told=0,
        extra=(("trial", -25, "held"),),
    ),
    Spec("WS-26-045", "week commencing", on=30, window=4, listing="week_commencing", owner=OONA),
    Spec(
        "WS-26-046",
        "an interpreter is needed",
        on=14,
        owner=OONA,
        needs=(("interpreter", "needed", "court"), ("transport", "confirmed", "support")),
    ),
    Spec(
        "WS-26-047",
        "ready early",
        on=21,
        owner=OONA,
        needs=READY,
        measures=(("live_link", "arranged"),),
        answer="coming",
    ),
    Spec("WS-26-048", "ground rules hearing", kind="grh", on=4, owner=OSRIC, told=0),
    Spec("WS-26-049", "another team's case", owner="otis@support.example", on=6, team=AIREDALE, court="902"),
    Spec(
        "WS-25-101",
        "sentenced a year ago",
        on=-250,
        state="held",
        owner=OSRIC,
        closed_months=6,
        requirement="released",
        charged_months=30,
    ),
    Spec(
        "WS-25-102",
        "sentenced two years ago",
        on=-480,
        state="held",
        owner=OSRIC,
        closed_months=18,
        requirement="released",
        charged_months=40,
    ),
    Spec(
        "WS-25-103",
        "acquitted; support goes on",
        on=-40,
        state="held",
        owner=OSRIC,
        requirement="released",
        charged_months=24,
    ),
    Spec("WS-25-104", "waits for a date", on=None, listing="to_be_confirmed", owner=OSRIC, charged_months=9, told=0),
)


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
        court=chance.choice(("901", "902", "903")),
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
        ending = "123" if spec.ref == WALK else phone.get("ending", f"{100 + self._number:03d}")
        reviewed = (
            self._calendar.add(self._today, phone["reviewed"])
            if "reviewed" in phone
            else self._today - timedelta(days=12)
        )
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
                    "reviewed_on": (self._today - timedelta(days=12)).isoformat(),
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
        known = self._today - timedelta(days=30 * (count - number) + (60 if number == 1 else 12))
        if number == count and count > 1 and self._spec.told < count:
            known = self._calendar.add(self._today, -1)  # news that has not reached the family
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
        at = self._at(self._today - timedelta(days=11), time(14, 30))
        return [
            {
                "person": "mother",
                "hearing": "main",
                "revision": min(spec.told, len(self._main()["revisions"])),
                "via": "voice",
                "at": at,
                "acknowledged_at": at,
            }
        ]

    def _answers(self) -> list[dict[str, Any]]:
        spec = self._spec
        if not spec.answer:
            return []
        at = self._at(self._calendar.add(self._today, -2), time(12, 10))
        settled = at if spec.answer == "coming" else None
        return [
            {
                "id": "a1",
                "person": "mother",
                "hearing": "main",
                "revision": len(self._main()["revisions"]),
                "answer": spec.answer,
                "via": "text",
                "at": at,
                "settled_at": settled,
            }
        ]

    def _event_state(self) -> str:
        if self._spec.state == "held" or self._spec.requirement == "released":
            return "given"
        return "expected"

    def _months_ago(self, months: int) -> date:
        return self._today - timedelta(days=30 * months + 5)

    def _at(self, day: date, at: time) -> str:
        moment: datetime = moment_in_london(day, at)
        return moment.isoformat().replace("+00:00", "Z")
