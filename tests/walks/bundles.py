"""Whole cases as bundles, the smallest that tell a scenario: J.F., their mother, a trial at Leeds, Officer Olu."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask

Json = dict[str, Any]
REF = "WS-27-900"


def step(state: str, at: str, **more: Any) -> Json:
    return {"state": state, "at": at, **more}


def planned(state: str, recorded_at: str, on: str | None, at: str | None = None, of: int = 1) -> Json:
    return {"state": state, "recorded_at": recorded_at, "on": on, "at": at, "of_revision": of}


def revision(number: int, on: str | None, recorded_at: str, **changes: Any) -> Json:
    made = {
        "number": number,
        "state": "listed",
        "listing": "fixture",
        "on": on,
        "until": None,
        "at": None if on is None else "10:00",
        "court": "429",
        "room": "",
        "source": "Call from the list office",
        "reason": "",
        "learnt_at": recorded_at,
        "recorded_at": recorded_at,
        "layer": None,
        "undoes": None,
    }
    return {**made, **changes}


def hearing(name: str, kind: str, *revisions: Json) -> Json:
    return {"id": name, "kind": kind, "running": False, "revisions": list(revisions)}


def expected(name: str, hearing: str, *, witness: str = "w1", state: str = "expected", **more: Any) -> Json:
    return {"id": name, "witness": witness, "hearing": hearing, "state": state, **more}


def person(name: str, initials: str, born_on: str | None = None, **more: Any) -> Json:
    made = {
        "id": name,
        "household": "farah",
        "name": f"{name.title()} Farah",
        "initials": initials,
        "born_on": born_on,
        "language": "en",
        "contacts": [],
    }
    return {**made, **more}


def phone(name: str = "phone", **changes: Any) -> Json:
    made = {
        "id": name,
        "channel": "sms",
        "value": "+447700900301",
        "tier": 1,
        "state": "usable",
        "reviewed_on": "2027-03-20",
        "signed_as": "Olu",
        "language": "en",
        "safe_days": [0, 1, 2, 3, 4, 5],
        "safe_from": "09:00",
        "safe_until": "19:00",
        "seen_by": "",
        "whose": "her own",
        "wants_calendar": False,
    }
    return {**made, **changes}


def part(person: str, part: str, **more: Any) -> Json:
    return {"person": person, "part": part, "relation": "", "for": None, **more}


def witness(name: str = "w1", who: str = "jude", label: str = "W1", **changes: Any) -> Json:
    made = {
        "id": name,
        "person": who,
        "label": label,
        "requirement": "warned",
        "direct_contact": False,
        "measures": [],
        "needs": [],
    }
    return {**made, **changes}


def measure(kind: str, *steps: Json, basis: str = "age") -> Json:
    return {
        "kind": kind,
        "state": steps[-1]["state"],
        "since": steps[-1]["at"][:10],
        "basis": basis,
        "steps": list(steps),
    }


def defendant(label: str, plea: str, outcome: str, *steps: tuple[str, str], custody: str = "bail", **more: Any) -> Json:
    return {
        "label": label,
        "custody": custody,
        "plea": plea,
        "outcome": outcome,
        "steps": [{"turn": turn, "at": at, **more.get(turn, {})} for turn, at in steps],
    }


def a_bundle(**changes: Any) -> Json:
    """A trial on Monday 12 April 2027, told by voice; nothing else. changes: sections that take the place of these."""
    made: Json = {
        "format": "case-bundle/1",
        "case": {
            "id": None,
            "ref": REF,
            "track": "crown",
            "team": "Calder",
            "owner": "olu@support.example",
            "cps_team": "CPS",
            "court": "429",
            "charged_on": "2026-09-01",
            "support_began_on": "2026-09-20",
            "restricted": False,
            "closed_on": None,
        },
        "references": [{"kind": "t_number", "value": "T20277900"}],
        "defendants": [{"label": "D1", "custody": "bail", "plea": "not_guilty", "outcome": "none"}],
        "people": [
            person("jude", "J.F.", "2012-05-05"),
            person("amina", "A.F.", "1985-02-01", contacts=[phone()]),
        ],
        "parts": [part("jude", "witness"), part("amina", "parent_carer", relation="mother", **{"for": "jude"})],
        "witnesses": [witness()],
        "hearings": [hearing("trial", "trial", revision(1, "2027-04-12", "2027-02-01T10:00:00Z"))],
        "evidence": [expected("e1", "trial")],
        "told": [
            {
                "person": "amina",
                "hearing": "trial",
                "revision": 1,
                "via": "voice",
                "at": "2027-02-01T15:00:00Z",
                "acknowledged_at": "2027-02-01T15:00:00Z",
            }
        ],
        "answers": [],
        "happenings": [],
    }
    return deepcopy({**made, **changes})


class Desktop:
    """The command line of one installation, as a person at a keyboard uses it."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self._app, self._folder = app, folder

    def run(self, *words: str) -> Result:
        return self._app.test_cli_runner().invoke(args=list(words))

    def take_in(self, bundle: Json) -> None:
        file = self._folder / f"{bundle['case']['ref']}.json"
        file.write_text(json.dumps(bundle), encoding="utf-8")
        done = self.run("cases", "import", str(file))
        assert done.exit_code == 0, done.output

    def show(self, at: str, ref: str = REF) -> Json:
        shown = self.run("cases", "show", ref, "--at", at, "--json")
        assert shown.exit_code == 0, shown.output
        found: Json = json.loads(shown.stdout)
        return found
