"""Three mail programs: independent parsers of iCalendar, each under a few lines of RFC 5546's rules for a guest.

`ical.js` is what Thunderbird's calendar reads with; `node-ical` and `vobject` share no code with it nor with ours.
"""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import vobject

HERE = Path(__file__).parent / "readers"
# Far from London and from UTC: a reader that falls back on its machine's own zone is found out.
SOMEWHERE = "Pacific/Auckland"

Read = Callable[[list[bytes]], list[dict[str, Any]]]


def node() -> str:
    """The machine's node, or the one of the package that set-up installs where there is none."""
    found = shutil.which("node", path=f"{os.environ.get('PATH', '')}{os.pathsep}{HERE.parents[2] / '.venv' / 'bin'}")
    assert found is not None, "node is needed: `make setup` gets it"
    return found


def _with_node(script: str) -> Read:
    def read(objects: list[bytes]) -> list[dict[str, Any]]:
        done = subprocess.run(
            [node(), str(HERE / script)],
            input=json.dumps([base64.b64encode(one).decode() for one in objects]),
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
            env={**os.environ, "TZ": SOMEWHERE},
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return list(json.loads(done.stdout))

    return read


def _with_vobject(objects: list[bytes]) -> list[dict[str, Any]]:
    return [_vobject(one) for one in objects]


def _vobject(raw: bytes) -> dict[str, Any]:
    calendar = vobject.readOne(raw.decode())
    return {"method": calendar.method.value, "events": [_vobject_event(e) for e in calendar.vevent_list]}


def _vobject_event(event: Any) -> dict[str, Any]:
    return {
        "uid": event.uid.value,
        "sequence": int(event.sequence.value),
        "title": event.summary.value,
        "place": event.location.value if hasattr(event, "location") else "",
        "starts": _moment(event.dtstart.value),
        "ends": _moment(event.dtend.value),
        "free": event.transp.value == "TRANSPARENT",
        "status": event.status.value,
        "organizer": event.organizer.value.replace("mailto:", ""),
        "attendees": [a.value.replace("mailto:", "") for a in event.attendee_list],
        "rings": [-a.trigger.value.total_seconds() / 60 for a in getattr(event, "valarm_list", [])],
        "names": [child.name for child in event.getChildren() if child.name != "VALARM"],
    }


def _moment(value: date | datetime) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.tzinfo is None:
        return "floating"
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


READERS: dict[str, Read] = {
    "ical.js": _with_node("ical_js.mjs"),
    "node-ical": _with_node("node_ical.cjs"),
    "vobject": _with_vobject,
}


@dataclass(slots=True)
class GuestCalendar:
    """A guest's calendar by RFC 5546 §3.2: one event for a UID, the higher SEQUENCE wins, CANCEL takes it out.

    mailbox: whose it is. Only the organizer of an event may move it or take it out.
    """

    mailbox: str
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    _seen: dict[str, tuple[int, str]] = field(default_factory=dict)

    def apply(self, objects: Iterable[dict[str, Any]]) -> None:
        """Take in invitations as a mail program does, in the order in which they arrive."""
        for read in objects:
            for event in read["events"]:
                self._apply(read["method"], event)

    def _apply(self, method: str, event: dict[str, Any]) -> None:
        uid, sequence, organizer = event["uid"], int(event["sequence"]), event["organizer"]
        before, owner = self._seen.get(uid, (-1, organizer))
        if event["attendees"] != [self.mailbox] or organizer != owner or sequence <= before:
            return
        self._seen[uid] = (sequence, organizer)
        if method == "REQUEST":
            self.events[uid] = event
        elif method == "CANCEL" and event["status"] == "CANCELLED":
            self.events.pop(uid, None)
