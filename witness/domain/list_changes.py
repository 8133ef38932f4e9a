"""What changes between the slot we hold and the slot a court list shows, and the slot to hold once it is accepted."""

from dataclasses import replace
from datetime import date, time

from witness.domain.hearings import NOT_SURE_TO_START, WINDOWS, Certainty, Slot
from witness.domain.list_pairing import days_apart, days_of
from witness.domain.lists import Change, HeldHearing, Layer

MOVED_TIME_MINUTES = 15

RANK: dict[Layer, int] = {Layer.DAILY: 3, Layer.FIRM: 2, Layer.WARNED: 1}

# (how certain we hold it, how certain the list has it) -> (change where the days overlap, change where they do not)
DAY_CHANGES: dict[tuple[Certainty, Certainty], tuple[Change | None, Change]] = {
    (Certainty.NONE, Certainty.DAY): (Change.FIRMED, Change.FIRMED),
    (Certainty.NONE, Certainty.MAYBE): (Change.NO_ROOM, Change.NO_ROOM),
    (Certainty.NONE, Certainty.WINDOW): (Change.WARNED, Change.WARNED),
    (Certainty.WINDOW, Certainty.DAY): (Change.FIRMED, Change.MOVED_DATE),
    (Certainty.WINDOW, Certainty.MAYBE): (Change.NO_ROOM, Change.MOVED_DATE),
    (Certainty.WINDOW, Certainty.WINDOW): (Change.WARNED, Change.MOVED_DATE),
    (Certainty.MAYBE, Certainty.DAY): (Change.FIRMED, Change.MOVED_DATE),
    (Certainty.MAYBE, Certainty.MAYBE): (None, Change.MOVED_DATE),
    (Certainty.MAYBE, Certainty.WINDOW): (Change.WARNED, Change.WARNED),
    (Certainty.DAY, Certainty.DAY): (None, Change.MOVED_DATE),
    (Certainty.DAY, Certainty.MAYBE): (Change.NO_ROOM, Change.MOVED_DATE),
    (Certainty.DAY, Certainty.WINDOW): (Change.WARNED, Change.WARNED),
}


def slot_after(before: Slot, said: Slot, layer: Layer) -> Slot:
    """Give the slot to hold once a list is accepted.

    Where the list is silent, ours stays: the building always, the room and the hour only for the same day in the same
    building, because they belong to it. An hour that differs by less than a quarter of an hour stays ours too.
    """
    court = said.court_code or before.court_code
    if said.listing in WINDOWS:
        return replace(said, court_code=court, at=None, room="")
    same_place = is_single(before) and before.on == said.on and court == before.court_code
    if not same_place:
        return replace(said, court_code=court)
    room = said.room or ("" if said.listing in NOT_SURE_TO_START else before.room)
    kept = replace(before, at=_hour(before.at, said.at), room=room)
    # A warned list knows the day and nothing else: it cannot say that a floater has been given a room.
    return kept if layer is Layer.WARNED else replace(kept, listing=said.listing)


def changes(before: Slot, after: Slot) -> tuple[Change, ...]:
    """Give what differs, the weightiest first."""
    day = _day_change(before, after)
    court = Change.MOVED_COURT if _differ(before.court_code, after.court_code) else None
    found = (day, court, *(_same_day_changes(before, after) if is_single(before) and before.on == after.on else ()))
    return tuple(dict.fromkeys(change for change in found if change))


def is_outranked(layer: Layer, ours: HeldHearing, said_on: date | None) -> bool:
    """Say whether what we hold stands on something stronger than a list of this layer.

    A person's fixed date outranks a warned list only. A day that had passed when the list was published binds nothing:
    said_on is that day, or None when the list does not say when it was published.
    """
    if not is_single(ours.slot) or _had_passed(ours.slot, said_on):
        return False
    if ours.layer is None:
        return layer is Layer.WARNED
    return RANK[layer] < RANK[ours.layer]


def is_single(slot: Slot) -> bool:
    """Say whether a slot names a day, rather than a window or nothing."""
    return _certainty(slot) in (Certainty.DAY, Certainty.MAYBE)


def room_key(room: str) -> str:
    """Give a court room in one spelling: "3" for "Court 3", "COURTROOM 03" and "3"."""
    words = room.upper().replace("COURTROOM", " ").replace("COURT", " ").replace("ROOM", " ").split()
    return " ".join(word.lstrip("0") or word for word in words)


def _certainty(slot: Slot) -> Certainty:
    return Certainty.DAY if slot.certainty is Certainty.TIME else slot.certainty


def _day_change(before: Slot, after: Slot) -> Change | None:
    """Give the change of days, None when they are the same."""
    if _certainty(before) is _certainty(after) is Certainty.WINDOW and days_of(before) == days_of(after):
        return None
    overlapping, apart = DAY_CHANGES[_certainty(before), _certainty(after)]
    return overlapping if days_apart(before, after) == 0 else apart


def _same_day_changes(before: Slot, after: Slot) -> tuple[Change | None, ...]:
    """Give the changes of hour and room on one day."""
    if before.court_code and before.court_code != after.court_code:
        return (_hour_change(before.at, after.at),)
    return (_hour_change(before.at, after.at), _room_change(before.room, after.room))


def _hour_change(before: time | None, after: time | None) -> Change | None:
    if before is None or after is None:
        return Change.FIRMED if after else None
    return Change.MOVED_TIME if before != after else None


def _room_change(before: str, after: str) -> Change | None:
    return Change.ROOM if after and room_key(before) != room_key(after) else None


def _hour(before: time | None, said: time | None) -> time | None:
    """Keep our hour where the list has none, or one that differs too little to tell anybody."""
    if before is None or said is None:
        return before or said
    apart = abs(_minutes(before) - _minutes(said))
    return said if apart >= MOVED_TIME_MINUTES else before


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _differ(before: str, after: str) -> bool:
    """Say whether two courts are both known and not the same."""
    return bool(before and after and before != after)


def _had_passed(slot: Slot, said_on: date | None) -> bool:
    return said_on is not None and slot.last_day is not None and slot.last_day < said_on
