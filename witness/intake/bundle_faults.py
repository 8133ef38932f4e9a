"""Finds everything that is wrong with the JSON of a bundle beyond its shape, each fault with its JSON path.

A part whose shape is wrong is passed over here: its shape is the fault to mend first. All other parts are looked at.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import partial
from typing import Any, TypeVar

from witness.domain.court_time import NoSuchMoment, moment_in_london
from witness.domain.references import normalise_reference
from witness.intake.bundle_aftercare import faults_in_aftercare
from witness.intake.bundle_choices import faults_in_choices
from witness.intake.bundle_contact_faults import faults_in_contacts
from witness.intake.bundle_day_taps import faults_in_day_taps
from witness.intake.bundle_enquiries import faults_in_enquiries
from witness.intake.bundle_pages import faults_in_pages
from witness.intake.bundle_parents import faults_in_parents
from witness.intake.bundle_places import faults_in_places
from witness.intake.bundle_step_faults import Sound, faults_in_plans, faults_in_steps

Json = dict[str, Any]
Fault = tuple[str, str]
Day = TypeVar("Day", date, datetime)

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")

# section, key, and the section in which what it names must stand
POINTERS = (
    ("parts", "person", "people"),
    ("parts", "for", "people"),
    ("witnesses", "person", "people"),
    ("evidence", "witness", "witnesses"),
    ("evidence", "hearing", "hearings"),
    ("told", "person", "people"),
    ("told", "hearing", "hearings"),
    ("answers", "person", "people"),
    ("answers", "hearing", "hearings"),
    ("happenings", "hearing", "hearings"),
    ("visits", "witness", "witnesses"),
    ("visits", "hearing", "hearings"),
    ("trips", "hearing", "hearings"),
    ("trips", "visit", "visits"),
    ("trips", "other_way", "trips"),
    ("bookings", "witness", "witnesses"),
    ("bookings", "hearing", "hearings"),
    ("promises", "person", "people"),
    ("contact_log", "person", "people"),
    ("stops", "witness", "witnesses"),
    ("contact_log", "hearing", "hearings"),
    ("duty_notices", "person", "people"),
    ("message_choices", "person", "people"),
    ("message_choices", "hearing", "hearings"),
    ("message_choices", "undoes", "message_choices"),
    ("day_taps", "witness", "witnesses"),
    ("day_taps", "hearing", "hearings"),
    ("day_taps", "person", "people"),
    ("day_taps", "undoes", "day_taps"),
    ("markers", "witness", "witnesses"),
    ("questions", "witness", "witnesses"),
    ("milestones", "witness", "witnesses"),
    ("milestones", "hearing", "hearings"),
    ("claims", "witness", "witnesses"),
    ("claims", "person", "people"),
    ("claims", "hearing", "hearings"),
    ("claims", "visit", "visits"),
    ("parent_offers", "person", "people"),
    ("police_passings", "person", "people"),
    ("wellbeing_checks", "person", "people"),
    ("feedback", "person", "people"),
    ("aftercare", "person", "people"),
    ("aftercare", "of", "aftercare"),
    ("sureness", "witness", "witnesses"),
    ("sureness", "person", "people"),
    ("sureness", "hearing", "hearings"),
    ("other_times", "visit", "visits"),
    ("other_times", "person", "people"),
    ("page_calls", "person", "people"),
)
# section, and the keys that together stand for one thing only
UNIQUE = (
    ("people", ("id",)),
    ("witnesses", ("id",)),
    ("witnesses", ("label",)),
    ("witnesses", ("person",)),
    ("hearings", ("id",)),
    ("evidence", ("id",)),
    ("evidence", ("witness", "hearing")),
    ("answers", ("id",)),
    ("defendants", ("label",)),
    ("parts", ("person", "part", "for")),
    ("visits", ("id",)),
    ("trips", ("id",)),
    ("bookings", ("id",)),
    ("promises", ("id",)),
    ("contact_log", ("id",)),
    ("duty_notices", ("id",)),
    ("stops", ("id",)),
    ("message_choices", ("id",)),
    ("day_taps", ("id",)),
    ("markers", ("id",)),
    ("places", ("household", "place", "recorded_at")),
    ("care", ("household", "recorded_at")),
    ("questions", ("id",)),
    ("milestones", ("id",)),
    ("claims", ("id",)),
    ("claims", ("person", "on")),
    ("parent_offers", ("id",)),
    ("police_passings", ("id",)),
    ("wellbeing_checks", ("id",)),
    ("feedback", ("id",)),
    ("feedback", ("person",)),
    ("aftercare", ("id",)),
    ("sureness", ("id",)),
    ("page_choices", ("contact", "recorded_at")),
    ("other_times", ("id",)),
    ("other_times", ("visit",)),
    ("page_calls", ("person", "asked", "on")),
)
DAYS = frozenset({"acknowledged_on", "ask_again_on", "born_on", "came_on", "charged_on", "closed_on", "due_on",
                  "fed_back_on", "first_on", "last_on", "on", "opted_in_on", "passed_on", "reviewed_on", "second_on",
                  "since", "support_began_on", "until", "until_on"})  # fmt: skip
INSTANTS = frozenset({"acknowledged_at", "asked_at", "cancel_by", "delivered_at", "device_at", "due_at",
                      "expected_at", "expired_at", "fed_back_at", "happened_at", "joined_at", "kept_at", "learnt_at",
                      "left_at", "made_at", "oic_told_at", "received_at", "recorded_at", "sent_at", "settled_at",
                      "since_at", "told_at", "until_at"})  # fmt: skip
# The sections in which days, hours and instants stand.
DATED = ("aftercare", "answers", "bookings", "care", "claims", "contact_log", "day_taps", "defendants",
         "duty_notices", "evidence", "feedback", "happenings", "hearings", "markers", "message_choices", "milestones",
         "other_times", "page_calls", "page_choices", "parent_offers", "parts", "people", "places",
         "police_passings", "promises", "questions", "stops", "sureness", "told", "trips", "visits",
         "wellbeing_checks", "witnesses")  # fmt: skip
HOURS = frozenset({"arrive_by", "closes", "first_at", "hours_from", "hours_until", "opens", "safe_from",
                   "safe_until", "second_at", "urgent_from", "urgent_until"})  # fmt: skip
# Nothing of a case lies outside these years, and days are counted onwards from all of them.
YEARS = range(1900, 2200)
# The first ends a text for some databases; the others are halves of a letter.
NO_LETTERS = re.compile("[\\x00\\ud800-\\udfff]")


def faults_in(document: Json, broken: tuple[str, ...] = ()) -> tuple[Fault, ...]:
    """Give every fault in a document that is an object. broken: JSON paths at which its shape is wrong."""
    sound = Sound(document, broken)
    finders = (
        _unwritable,
        _impossible,
        _dangling,
        _twice,
        _revisions,
        _told_of,
        _contacts,
        faults_in_contacts,
        _arrangements,
        faults_in_plans,
        faults_in_steps,
        faults_in_choices,
        faults_in_day_taps,
        faults_in_places,
        faults_in_enquiries,
        faults_in_parents,
        faults_in_aftercare,
        faults_in_pages,
    )
    return tuple(fault for find in finders for fault in find(sound))


def _unwritable(sound: Sound) -> Iterator[Fault]:
    """Find texts that no database and no page can hold."""
    # A list of what is still to be looked at, not a call within a call: a part may be nested as deeply as it likes.
    waiting: list[tuple[str, object]] = [("$", sound.document)]
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{where}.{key}", inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{where}[{number}]", inner) for number, inner in enumerate(value)]
        elif isinstance(value, str) and NO_LETTERS.search(value):
            yield where, "holds a character that cannot be written"


def _dangling(sound: Sound) -> Iterator[Fault]:
    """Find names that point at nothing."""
    for section, key, target in POINTERS:
        known = sound.ids(target)
        for where, item in sound.items(section):
            if item.get(key) is not None and item[key] not in known:
                yield f"{where}.{key}", f"points at {item[key]!r}, which is not among the {target}"


def _twice(sound: Sound) -> Iterator[Fault]:
    """Find names and labels that stand for two things."""
    for section, keys in UNIQUE:
        yield from _repeated(((f"{where}.{keys[0]}", tuple(item[k] for k in keys)) for where, item in
                              sound.items(section)))  # fmt: skip
    yield from _repeated((f"{w}.value", (normalise_reference(i["value"]),)) for w, i in sound.items("references"))
    contacts = ((f"{w}.contacts[{n}].id", (c["id"],)) for w, p in sound.items("people") for n, c in
                enumerate(p["contacts"]))  # fmt: skip
    yield from _repeated(contacts)
    choices = ((f"{w}.calendar[{n}].id", (c["id"],)) for w, p in sound.items("people") for n, c in
               enumerate(p.get("calendar", ())))  # fmt: skip
    yield from _repeated(choices)


def _repeated(values: Iterator[tuple[str, tuple[Any, ...]]]) -> Iterator[Fault]:
    first: dict[tuple[Any, ...], str] = {}
    for where, value in values:
        earlier = first.setdefault(value, where)
        if earlier != where:
            said = " and ".join(str(part) for part in value if part is not None)
            yield where, f"{said!r} stands here a second time, first at {earlier}"


def _impossible(sound: Sound) -> Iterator[Fault]:
    """Find days, hours and instants that cannot be."""
    case = sound.document.get("case")
    if isinstance(case, dict) and not any(path.startswith("$.case") for path in sound.broken):
        yield from _times("$.case", case)
    for section in DATED:
        for where, item in sound.items(section):
            yield from _times(where, item)


def _times(where: str, item: Json) -> Iterator[Fault]:
    for key, value in item.items():
        if isinstance(value, list):
            for number, inner in enumerate(value):
                if isinstance(inner, dict):
                    yield from _times(f"{where}.{key}[{number}]", inner)
        elif isinstance(value, dict):
            yield from _times(f"{where}.{key}", value)
        elif isinstance(value, str):
            read = _reader_of(key, item)
            fault = "" if read is None else _refusal(partial(read, value))
            if fault:
                yield f"{where}.{key}", f"{value!r} cannot be: {fault}"


def _reader_of(key: str, item: Json) -> Callable[[str], object] | None:
    if key in DAYS:
        return _day
    # Where something says when it was recorded, its `at` is the hour of its day.
    if key in HOURS or (key == "at" and "recorded_at" in item):
        return time.fromisoformat
    return _instant if key in INSTANTS or key == "at" else None


def _day(text: str) -> date:
    return _in_reach(date.fromisoformat(text))


def _instant(text: str) -> datetime:
    return _in_reach(datetime.fromisoformat(text))


def _in_reach(day: Day) -> Day:
    if day.year not in YEARS:
        raise ValueError(f"the year is not between {YEARS[0]} and {YEARS[-1]}")
    return day


def _refusal(read: Callable[[], object]) -> str:
    try:
        read()
    except ValueError as wrong:
        return str(wrong)
    return ""


def _revisions(sound: Sound) -> Iterator[Fault]:
    """Find revisions out of order, windows that end before they begin, and hours that the clocks skip."""
    for place, hearing in sound.items("hearings"):
        for number, revision in enumerate(hearing["revisions"], start=1):
            where = f"{place}.revisions[{number - 1}]"
            if revision["number"] != number:
                yield f"{where}.number", f"is {revision['number']}, and must be {number}: revisions count from 1"
            if revision["undoes"] is not None and not 0 < revision["undoes"] < number:
                yield f"{where}.undoes", f"is {revision['undoes']}, which is no earlier revision"
            if revision["until"] and (not revision["on"] or revision["until"] < revision["on"]):
                yield f"{where}.until", "the window ends before it begins"
            skipped = _skipped_hour(revision)
            if skipped:
                yield f"{where}.at", skipped


def _skipped_hour(revision: Json) -> str:
    try:
        if revision["on"] and revision["at"]:
            moment_in_london(date.fromisoformat(revision["on"]), time.fromisoformat(revision["at"]))
    except NoSuchMoment as skipped:
        return str(skipped)
    except ValueError:
        return ""  # said by `_impossible`
    return ""


def _told_of(sound: Sound) -> Iterator[Fault]:
    """Find tellings and answers about revisions that never were."""
    counts = {hearing["id"]: len(hearing["revisions"]) for _, hearing in sound.items("hearings")}
    for section in ("told", "answers", "message_choices", "sureness"):
        for where, item in sound.items(section):
            count = counts.get(item.get("hearing"))
            if count is not None and item.get("revision", 0) > count:
                yield f"{where}.revision", f"is {item['revision']}, and the hearing has {count}"


def _contacts(sound: Sound) -> Iterator[Fault]:
    """Find numbers and addresses that no carrier would take."""
    for place, person in sound.items("people"):
        for number, contact in enumerate(person["contacts"]):
            where, value = f"{place}.contacts[{number}]", contact["value"]
            if contact["channel"] == "sms" and not E164.fullmatch(value):
                yield f"{where}.value", "is not a number in E.164, such as +447700900123"
            if contact["channel"] == "email" and not ADDRESS.fullmatch(value):
                yield f"{where}.value", "is not an e-mail address"
    known = {contact["id"] for _, person in sound.items("people") for contact in person["contacts"]}
    if not any(path.startswith("$.people") for path in sound.broken):
        for where, stop in sound.items("stops"):
            if stop["contact"] not in known:
                yield f"{where}.contact", f"points at {stop['contact']!r}, which is not among the contacts"


def _arrangements(sound: Sound) -> Iterator[Fault]:
    """Find measures and needs that a witness has twice, and witnesses who play no part in the case."""
    parts = {part["person"] for _, part in sound.items("parts")}
    whole = not any(path.startswith("$.parts") for path in sound.broken)
    for place, witness in sound.items("witnesses"):
        for section in ("measures", "needs"):
            inner = enumerate(witness[section])
            yield from _repeated((f"{place}.{section}[{n}].kind", (item["kind"],)) for n, item in inner)
        if whole and witness["person"] not in parts:
            yield f"{place}.person", f"{witness['person']!r} plays no part in the case: it is missing in $.parts"
