"""What stands in a name never becomes a property: three independent parsers see the same properties as ever."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trust.mail_programs import READERS
from witness.messaging.calendar import Invitation, invitation_file, uid_for

HONEST = Invitation(
    uid=uid_for("h1", "p1"),
    sequence=3,
    cancelled=False,
    title="Appointment with Olu",
    on=date(2026, 12, 7),
    until=None,
    at=time(9, 30),
    minutes=60,
    organizer="Olu <olu@support.example>",
    attendee="mum@home.example",
    stamped_at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
    place="the blue door",
    alarms=(30,),
)
BEGINNING = "x\r\nATTENDEE:mailto:spy@elsewhere.example"
TRICKS = [
    BEGINNING,
    "x\nATTENDEE:mailto:spy@elsewhere.example",
    "x\rATTACH:https://elsewhere.example/a",
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:other",
    "x\r\n URL:https://elsewhere.example",
    "x\u2028ATTENDEE:mailto:spy@elsewhere.example",
    "x\x85ATTENDEE:mailto:spy@elsewhere.example",
    "x\x0bATTENDEE:mailto:spy@elsewhere.example\x0c",
    'a;b,c:d"e\\nf\\,g',
    "\\nATTENDEE:mailto:spy@elsewhere.example",
    "x" * 5000,
    "ŵ" * 5000,
    "\u202egnitaert\u202c \u2066x\u2069 \u200b",
    "x\x00ATTENDEE:mailto:spy@elsewhere.example",
    "^n^'ATTENDEE",
    "BEGIN:VALARM",
]


def tricked(trick: str) -> list[bytes]:
    """The entry with the trick as its title, its place, its organizer's name, and in one that is taken out."""
    wrong = replace(HONEST, title=trick, place=trick)
    name = "".join(sign for sign in trick if sign.isprintable() and sign not in "<>")[:1000]
    return [
        invitation_file(wrong),
        invitation_file(replace(wrong, cancelled=True)),
        invitation_file(replace(HONEST, organizer=f"{name} <olu@support.example>")),
    ]


def seen(name: str, objects: list[bytes]) -> list[tuple[object, ...]]:
    found = []
    for read in READERS[name](objects):
        (event,) = read["events"]
        named = sorted(set(event["names"]) - {"LOCATION", "ALARMS"})
        found.append((event["uid"], event["sequence"], event["attendees"], event["organizer"], named))
    return found


@pytest.mark.parametrize("name", READERS)
def test_no_trick_adds_a_property_an_event_or_a_guest(name: str) -> None:
    objects = [one for trick in TRICKS for one in tricked(trick)]

    results = seen(name, [invitation_file(HONEST), *objects])

    assert [result for result in results[1:] if result != results[0]] == []


def test_without_cleaning_and_escaping_a_trick_would_be_seen() -> None:
    """The judge above bites: the same words put in raw do add a guest."""
    raw = invitation_file(HONEST).replace(b"SUMMARY:Appointment with Olu", b"SUMMARY:" + BEGINNING.encode())

    for name in READERS:
        assert seen(name, [raw]) != seen(name, [invitation_file(HONEST)]), name


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_whatever_is_typed_stays_inside_one_line_of_at_most_75_octets(words: str) -> None:
    written = invitation_file(replace(HONEST, title=words, place=words))

    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in written.replace(b"\r\n", b"")
    for line in lines:
        line.decode()  # no sign of several octets is cut in two
    assert seen("vobject", [written]) == seen("vobject", [invitation_file(HONEST)])
