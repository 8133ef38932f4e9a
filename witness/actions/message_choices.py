"""Holds, skips and edits planned messages, and takes that back. Each is a fact, on the record and in the history."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from witness.actions.plans import Happened, finish
from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, moment_in_london, short_day, spoken_time
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.message_choices import (
    LONGEST_HOLD,
    NEVER_SKIPPED,
    ChoiceKind,
    ChoiceWhy,
    MessageChoice,
    choice_in_words,
    in_force,
    what_of,
)
from witness.domain.messages import Purpose
from witness.domain.planned_messages import WantedMessage, messages_wanted
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Desk, Store

LEAST_HOURS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class About:
    """What a choice is about: one planned message by its reason key; else, with "", all that goes to a person.

    person_id "": to everybody in the case.
    """

    case_id: str
    person_id: str = ""
    reason_key: str = ""


def hold(store: Store, about: About, until_on: date, why: ChoiceWhy, *, rules: Rules, asking: Asking) -> str:
    """Let nothing go before a day; gives the id of the choice.

    Whoever believes what is no longer so is rung at once: a hold is no reason to let anybody travel for nothing.

    Raises:
        NotFound: there is no such case or person.
        SomebodyElseChangedThis: the message is not planned any more.
        Refused: the day is not ahead, is too far ahead, or the message would then come too late.
    """
    today = london_day(asking.at)
    if not today < until_on <= today + LONGEST_HOLD:
        raise Refused(
            f"Choose a day from {short_day(today + timedelta(days=1))} to {short_day(today + LONGEST_HOLD)}. "
            "For longer, agree another way to reach them."
        )
    with store.case_for(asking, Deed.CHANGE_CASE, about.case_id, doing="messages.hold") as desk:
        picture = desk.cases.known_picture(about.case_id)
        if about.reason_key:
            message = _planned(picture, about, rules, asking)
            if message.purpose is Purpose.REMINDER and until_on > london_day(message.not_before):
                raise Refused(f"By {short_day(until_on)} this reminder would come too late. Skip it instead.")
        return _choose(desk, picture, about, _new(ChoiceKind.HOLD, why, asking, until_on=until_on), rules, asking)


def skip(store: Store, about: About, why: ChoiceWhy, *, rules: Rules, asking: Asking) -> str:
    """Let one message not go at all; gives the id of the choice. News that is skipped becomes a call.

    Raises:
        NotFound: there is no such case or person.
        SomebodyElseChangedThis: the message is not planned any more.
        Refused: it keeps a calendar true.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, about.case_id, doing="messages.skip") as desk:
        picture = desk.cases.known_picture(about.case_id)
        message = _planned(picture, about, rules, asking)
        if message.purpose in NEVER_SKIPPED:
            raise Refused("A calendar entry is kept true and cannot be skipped. It can be held.")
        return _choose(desk, picture, about, _new(ChoiceKind.SKIP, why, asking), rules, asking)


def at_hours(
    store: Store, about: About, hours: tuple[time, time], why: ChoiceWhy, *, rules: Rules, asking: Asking
) -> str:
    """Let a reminder go between two London hours of its day; gives the id of the choice.

    Raises:
        NotFound: there is no such case or person.
        SomebodyElseChangedThis: the message is not planned any more.
        Refused: it is no reminder, or the hours are not within the safe hours of that phone, too few, or over.
    """
    opens, closes = hours
    with store.case_for(asking, Deed.CHANGE_CASE, about.case_id, doing="messages.hours") as desk:
        picture = desk.cases.known_picture(about.case_id)
        message = _planned(picture, about, rules, asking)
        if message.purpose is not Purpose.REMINDER:
            raise Refused("Only a reminder has an hour to choose. News goes as soon as it safely can, or is held.")
        contact = next(c for c in picture.contacts if c.contact_id == message.contact_id)
        day = london_day(message.not_before)
        if moment_in_london(day, closes) - moment_in_london(day, opens) < LEAST_HOURS:
            raise Refused("Leave at least half an hour between the two hours.")
        if opens < contact.safe_from or closes > contact.safe_until:
            safe = f"{spoken_time(contact.safe_from)} to {spoken_time(contact.safe_until)}"
            raise Refused(f"Choose hours within the safe hours of this phone: {safe}.")
        if moment_in_london(day, closes) <= asking.at:
            raise Refused("Those hours are over.")
        made = _new(ChoiceKind.HOURS, why, asking)
        return _choose(desk, picture, about, replace(made, hours_from=opens, hours_until=closes), rules, asking)


def say_plainly(store: Store, about: About, why: ChoiceWhy, *, rules: Rules, asking: Asking) -> str:
    """Let a text say only "please ring me", in the approved words of the same purpose; gives the id of the choice.

    Raises:
        NotFound: there is no such case or person.
        SomebodyElseChangedThis: the message is not planned any more.
        Refused: it is an e-mail.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, about.case_id, doing="messages.plain") as desk:
        picture = desk.cases.known_picture(about.case_id)
        message = _planned(picture, about, rules, asking)
        if message.purpose in NEVER_SKIPPED:
            raise Refused("A calendar entry has no other wording.")
        return _choose(desk, picture, about, _new(ChoiceKind.PLAIN, why, asking), rules, asking)


def undo(store: Store, case_id: str, choice_id: str, *, rules: Rules, asking: Asking) -> None:
    """Take a choice back: what it kept from going is planned as if it had never been made, if it is still of use.

    Raises:
        NotFound: the case has no such choice.
        SomebodyElseChangedThis: it was taken back before.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="messages.undo") as desk:
        picture = desk.cases.known_picture(case_id)
        made = {choice.choice_id: choice for choice in picture.choices if choice.kind is not ChoiceKind.UNDO}
        if choice_id not in made:
            raise NotFound("There is no such choice in this case.")
        if choice_id not in {choice.choice_id for choice in in_force(picture.choices)}:
            raise SomebodyElseChangedThis("That has been taken back already.")
        undone = made[choice_id]
        taken_back = MessageChoice(new_id(), ChoiceKind.UNDO, asking.at, person_id=undone.person_id, undoes=choice_id)
        desk.message_choices.add(case_id, [taken_back], by_id=asking.viewer.account_id)
        whom = _whom(picture, undone.person_id or "")
        said = f"No longer so: {_which(undone)} to {whom} {choice_in_words(undone)}."
        happened = Happened("message_choice", said, undone.hearing_id)
        finish(desk, case_id, happened, rules=rules, asking=asking)


def _planned(picture: CasePicture, about: About, rules: Rules, asking: Asking) -> WantedMessage:
    """Find a message that is to go, held ones included; one that was skipped is not there to choose about."""
    known = {message.reason_key: message for message in picture.messages}
    wanted = messages_wanted(
        picture, now=asking.at, hold=rules.hold, languages=rules.languages, calendar=rules.calendar
    )
    for message in wanted.messages:
        standing = known.get(message.reason_key)
        waits = standing is None or (standing.state.value in ("planned", "cancelled") and standing.attempt == 0)
        if message.reason_key == about.reason_key and message.person_id == about.person_id and waits:
            return message
    raise SomebodyElseChangedThis("This message is not planned any more: it has gone, or the date has changed.")


def _new(kind: ChoiceKind, why: ChoiceWhy, asking: Asking, *, until_on: date | None = None) -> MessageChoice:
    return MessageChoice(new_id(), kind, asking.at, why, until_on=until_on)


def _choose(desk: Desk, picture: CasePicture, about: About, choice: MessageChoice, rules: Rules, asking: Asking) -> str:
    if about.person_id and about.person_id not in {person.person_id for person in picture.people}:
        raise NotFound("There is no such person in this case.")
    choice = replace(choice, person_id=about.person_id or None)
    if about.reason_key:
        hearing_id, number, *_ = about.reason_key.split(":")
        choice = replace(choice, hearing_id=hearing_id, revision=int(number), what=what_of(about.reason_key))
    desk.message_choices.add(picture.case.case_id, [choice], by_id=asking.viewer.account_id)
    said = f"{_which(choice)} to {_whom(picture, about.person_id)}: {choice_in_words(choice)}."
    happened = Happened("message_choice", said[:1].upper() + said[1:], choice.hearing_id)
    finish(desk, picture.case.case_id, happened, rules=rules, asking=asking)
    return choice.choice_id


def _whom(picture: CasePicture, person_id: str) -> str:
    return picture.called(person_id) if person_id else "everybody in the case"


def _which(choice: MessageChoice) -> str:
    if not choice.is_for_one:
        return "everything"
    what, _, days = choice.what.partition("-")
    if what == Purpose.REMINDER.value:
        return f"the reminder {days} {'day' if days == '1' else 'days'} before"
    return WHAT_IN_WORDS.get(what, "a message")


WHAT_IN_WORDS: dict[str, str] = {
    Purpose.DATE_SET.value: "the text with the date",
    Purpose.KEEP_FREE.value: "the text with days to keep free",
    Purpose.DATE_CHANGED.value: "the text with the new date",
    Purpose.CALLED_OFF.value: "the text that it is off",
    Purpose.INVITATION.value: "the calendar entry",
    Purpose.INVITATION_OFF.value: "the mail that takes out the calendar entry",
}
