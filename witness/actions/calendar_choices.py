"""Changes what a person's calendar shows: each choice is kept as a step, and their calendar is told at once."""

from dataclasses import replace

from witness.actions.people import RefusedField
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.calendars import (
    ALARMS,
    LONGEST_NICKNAME,
    LONGEST_TITLE,
    MOST_ALARMS,
    MOST_PLACE,
    PLACE_NEEDS,
    CalendarChoice,
    Place,
    choice_of,
)
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel
from witness.domain.errors import NotFound
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.messaging.cover_words import fault_in
from witness.store import Store


def choose(store: Store, case_id: str, chosen: CalendarChoice, *, rules: Rules, asking: Asking) -> bool:
    """Keep what a person chose for their calendar; says whether it differs from before.

    chosen: its number and instant are given here.

    Raises:
        NotFound: there is no such case or person for whoever asks.
        RefusedField: names the field, and what is wrong with it.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="calendar.choose") as desk:
        picture = desk.cases.known_picture(case_id)
        checked(picture, chosen)
        before = choice_of(picture.calendar_choices, chosen.person_id)
        if same_choice(before, chosen) and before.number:
            return False
        step = replace(chosen, number=before.number + 1, at=asking.at, choice_id=new_id())
        desk.calendars.choose([step], by_id=asking.viewer.account_id)
        desk.cases.happened(
            case_id,
            at=asking.at,
            kind="contact",
            words=f"What the calendar of {picture.called(chosen.person_id)} shows was agreed with them.",
            by_id=asking.viewer.account_id,
        )
        for own in desk.people.cases_of(chosen.person_id):
            put_right(desk, own, rules, now=asking.at)
    return True


def same_choice(one: CalendarChoice, other: CalendarChoice) -> bool:
    """Whether two choices say the same, whenever they were made."""
    unmarked = (replace(choice, number=0, at=None, choice_id="") for choice in (one, other))
    first, second = unmarked
    return first == second


def checked(picture: CasePicture, chosen: CalendarChoice) -> None:
    """Refuse what may not stand in this person's calendar.

    Raises:
        NotFound: there is no such person in the case.
        RefusedField: names the field, and what is wrong with it.
    """
    if all(person.person_id != chosen.person_id for person in picture.people):
        raise NotFound("There is no such person in this case.")
    boxes = picture.contacts_of(chosen.person_id, Channel.EMAIL)
    if not boxes:
        raise RefusedField("contact_id", "They have no e-mail address on record: add one first")
    if chosen.contact_id and all(box.contact_id != chosen.contact_id for box in boxes):
        raise RefusedField("contact_id", "Choose one of their mailboxes")
    names = [person.name for person in picture.people]
    if fault := fault_in(chosen.title, longest=LONGEST_TITLE, names=names):
        raise RefusedField("title", _sentence(fault))
    if fault := fault_in(chosen.nickname, longest=LONGEST_NICKNAME, names=names):
        raise RefusedField("nickname", _sentence(fault))
    _check_place(picture, chosen)
    if set(chosen.alarms) - set(ALARMS) or len(set(chosen.alarms)) > MOST_ALARMS:
        raise RefusedField("alarms", f"Choose at most {MOST_ALARMS} of the times shown")


def _check_place(picture: CasePicture, chosen: CalendarChoice) -> None:
    if chosen.place not in MOST_PLACE[chosen.whose]:
        raise RefusedField("place", "Others may see this calendar, so it may not show that much of the place")
    if chosen.place is Place.NICKNAME and not chosen.nickname:
        raise RefusedField("nickname", "Enter the words for the place that you agreed with them")
    boxes = picture.contacts_of(chosen.person_id, Channel.EMAIL)
    used = [box for box in boxes if chosen.contact_id in ("", box.contact_id)]
    if all(box.tier < PLACE_NEEDS[chosen.place] for box in used):
        needed = int(PLACE_NEEDS[chosen.place])
        raise RefusedField("place", f"Their mailbox may get level L{int(used[0].tier)} words; this needs L{needed}")


def _sentence(fault: str) -> str:
    return fault[:1].upper() + fault[1:]
