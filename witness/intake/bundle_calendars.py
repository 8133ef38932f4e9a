"""What people chose for their calendars, as a bundle carries it: every choice, oldest first."""

from collections.abc import Iterator
from typing import Any

from witness.domain.calendars import CalendarChoice, CalendarOf, Place
from witness.domain.cases import CasePicture
from witness.intake.bundle_names import Names, an_instant, written_instant

Json = dict[str, Any]


def calendar_choices_from(data: Json, names: Names) -> tuple[CalendarChoice, ...]:
    """Make the choices of everybody in a bundle that has been checked."""
    return tuple(
        CalendarChoice(
            person_id=names.of("p", person["id"]),
            number=number,
            wanted=c["wanted"],
            contact_id=names.maybe("c", c["mailbox"]) or "",
            title=c["title"],
            place=Place(c["place"]),
            nickname=c["nickname"],
            alarms=tuple(c["alarms"]),
            busy=c["busy"],
            whose=CalendarOf(c["whose"]),
            at=an_instant(c["at"]),
            choice_id=names.of("choice", c["id"]),
        )
        for person in data["people"]
        for number, c in enumerate(person.get("calendar", ()), start=1)
    )


def calendar_choices_to(picture: CasePicture, person_id: str) -> list[Json]:
    """Write the choices of one person, oldest first."""
    own = [choice for choice in picture.calendar_choices if choice.person_id == person_id]
    return [
        {
            "id": c.choice_id,
            "at": written_instant(c.at),
            "wanted": c.wanted,
            "mailbox": c.contact_id or None,
            "title": c.title,
            "place": c.place.value,
            "nickname": c.nickname,
            "alarms": list(c.alarms),
            "busy": c.busy,
            "whose": c.whose.value,
        }
        for c in sorted(own, key=lambda c: c.number)
    ]


def faults_in_calendars(place: str, person: Json) -> Iterator[tuple[str, str]]:
    """Find choices that name no mailbox of the person, or that come before the one they follow."""
    boxes = {contact["id"] for contact in person["contacts"] if contact["channel"] == "email"}
    before = None
    for number, choice in enumerate(person.get("calendar", ())):
        where = f"{place}.calendar[{number}]"
        if choice["mailbox"] is not None and choice["mailbox"] not in boxes:
            yield f"{where}.mailbox", f"points at {choice['mailbox']!r}, which is not among their mailboxes"
        at = an_instant(choice["at"])
        if before is not None and at < before:
            yield f"{where}.at", "lies before the choice that it follows"
        before = at
