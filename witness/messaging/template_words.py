"""What templates and their fields are called and are for, in the words of those who look after them."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache

from witness.domain.spoken_dates import day_in, hour_in
from witness.messaging.gsm7 import BASIC, EXTENDED


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """title: what a manager calls it. when: when a family gets it. group: the purpose it is shown under."""

    title: str
    when: str
    group: str


@dataclass(frozen=True, slots=True)
class SlotWords:
    """What a field holds. example: a usual value in English, for the pages."""

    means: str
    example: str


FIRST, CHANGED, OFF, REMIND = "A date", "A date that moved", "A date that is off", "A reminder"
RING, THANKS, ANSWERS, CALENDAR, OTHER = "Please ring", "Thanks for an answer", "Other answers", "Calendar", "Others"
GROUPS = (FIRST, CHANGED, OFF, REMIND, RING, THANKS, ANSWERS, CALENDAR, OTHER)

_TIER_WORDS = (
    ("_l2", ", with a place nickname", " For a phone that may get a nickname, when one is recorded."),
    ("_l3", ", in full", " For an adult who asked for full details on a private phone."),
)

_BASE: dict[str, TemplateWords] = {
    "date_set": TemplateWords("A date", "They are told of a day for the first time.", FIRST),
    "date_set_maybe": TemplateWords("A date that may move", "The first time, when the day is not firm.", FIRST),
    "keep_free": TemplateWords("Days to keep free", "It will be one day of a period.", FIRST),
    "date_changed": TemplateWords("Another date", "The day or the hour they were told of has changed.", CHANGED),
    "date_changed_maybe": TemplateWords(
        "Another date, that may move", "As before, to a day that is not firm.", CHANGED
    ),
    "date_changed_window": TemplateWords("From a day to a period", "A firm day became one of several.", CHANGED),
    "called_off": TemplateWords("Called off", "The day they were told of is off, and it is not near.", OFF),
    "called_off_again": TemplateWords(
        "Called off, sent again", "Nothing shows that the first text arrived. Sent once at most.", OFF
    ),
    "dont_set_off": TemplateWords("Do not set off", "The day is off and they may be about to travel.", OFF),
    "dont_set_off_again": TemplateWords(
        "Do not set off, sent again", "Nothing shows that the first text arrived. Sent once at most.", OFF
    ),
    "reminder": TemplateWords("Reminder", "28, 14 and 3 days before, and on the eve.", REMIND),
    "reminder_maybe": TemplateWords(
        "Reminder of a date that may move", "As the reminder, when it is not firm.", REMIND
    ),
    "ride_changed": TemplateWords(
        "Please ring, another ride", "Whoever was to drive them cannot, and another is being found.", CHANGED
    ),
    "still_waiting": TemplateWords(
        "Still waiting", "An officer asked for it on the day: nothing is wrong, and when we write again.", OTHER
    ),
    "still_waiting_plain": TemplateWords(
        "Still waiting, without an hour", "As before, on a phone that may get no day and no hour.", OTHER
    ),
    "ring": TemplateWords("Please ring", "There is news, and this phone may get no day and no hour.", RING),
    "ring_changed": TemplateWords(
        "Please ring, the plan changed", "News of a change, on a phone that may get no day.", RING
    ),
    "thanks_coming": TemplateWords("Thanks: they are coming", "They answered 1.", THANKS),
    "thanks_help": TemplateWords("Thanks: help getting there", "They answered 2.", THANKS),
    "thanks_worried": TemplateWords(
        "Thanks: they are worried", "They answered 3, or wrote that they are worried.", THANKS
    ),
    "thanks_other": TemplateWords("Thanks: anything else", "They wrote something that a person has to read.", THANKS),
    "thanks_not_asking": TemplateWords(
        "Thanks: no more checks", "They wrote STOP ASKING: all other texts go on.", THANKS
    ),
    "check_in": TemplateWords(
        "How are you?", "To a parent who agreed to it, as often as they chose. For their support alone.", OTHER
    ),
    "feedback": TemplateWords("How was it?", "Once, three weeks after the outcome was told.", OTHER),
    "feedback_child": TemplateWords("How was it? For a child", "As before, to a witness under 18.", OTHER),
    "time_agreed": TemplateWords("Another time is agreed", "They asked for another time, and one was taken.", THANKS),
    "page_link": TemplateWords(
        "The link to a private page", "An officer made one on the telephone, and told them the code by voice.", OTHER
    ),
    "away": TemplateWords("Out of hours", "They wrote when nobody is at work. Sent once in 12 hours at most.", ANSWERS),
    "away_plain": TemplateWords(
        "Out of hours, without a day", "As before, on a phone that may get no day and no hour.", ANSWERS
    ),
    "stop_done": TemplateWords("Texts have stopped", "They asked us to stop.", ANSWERS),
    "stop_which": TemplateWords("Stop for which child", "They asked to stop, and the number serves several.", ANSWERS),
    "stop_one": TemplateWords("Texts about one child have stopped", "They chose one of several children.", ANSWERS),
    "started": TemplateWords("Texts have begun again", "They asked for texts again.", ANSWERS),
    "invitation": TemplateWords(
        "Calendar entry", "A mail with the day, for those who want it in a calendar.", CALENDAR
    ),
    "staff_notice": TemplateWords("To a colleague: sign in", "Something waits for them. It holds no case.", OTHER),
    "staff_digest": TemplateWords("To a colleague: what waits", "Once a working day. Numbers, and no case.", OTHER),
    "staff_account": TemplateWords("To a colleague: their account", "A new browser, password, code or key.", OTHER),
    "staff_link": TemplateWords("To a colleague: a link", "They were invited, or forgot their password.", OTHER),
    "invitation_window": TemplateWords("Calendar entry for a period", "Days to keep free, if they can.", CALENDAR),
    "invitation_off": TemplateWords("Calendar entry taken back", "The day of a calendar entry is off.", CALENDAR),
}

# Stands in a text for an address until the text leaves: no template, no field and no record holds one.
LINK_HERE = "(link)"

SLOTS: dict[str, SlotWords] = {
    "sender": SlotWords("the first name the family knows us by", "Olu"),
    "phone": SlotWords("the number to ring", "0113 496 0123"),
    "day": SlotWords("the day", "Mon 7 Dec"),
    "time": SlotWords("the hour at which we meet, when it is known", "9am"),
    "old_day": SlotWords("what they were told before and is no longer so", "Tue 1 Dec"),
    "first_day": SlotWords("the first day of a period", "Mon 7 Dec"),
    "last_day": SlotWords("the last day of a period", "Fri 18 Dec"),
    "place": SlotWords("the nickname the family chose for the place", "the quiet door"),
    "choices": SlotWords("the days of the children's next dates, each with its number", "1 Tue 1 Dec, 2 Mon 7 Dec"),
    "title": SlotWords("the title they chose for their calendar, else an appointment with who signs", "Dentist"),
    "until": SlotWords("the last day of a period that is off", "Fri 18 Dec"),
    "waiting": SlotWords("how much waits for them", "12"),
    "late": SlotWords("how much of it is past its time", "3"),
    "due": SlotWords("how much of it is due before the day ends", "5"),
    "passed_on": SlotWords("how much others have not said they have", "1"),
    "what": SlotWords("what happened to their account", "Your password was changed"),
    "when": SlotWords("the day and the hour", "Monday 7 December 2026, 9am"),
    "link": SlotWords("where the address of their page will stand; it is put in as the text leaves", LINK_HERE),
    "venue": SlotWords("the name of the building, for full details only", "Leeds Crown Court"),
}
UNKNOWN_SLOT = SlotWords("a value of this message", "one")
_LONGEST_NAMES = {"sender": "Christopher", "place": "round the back by the tree", "venue": "Bradford Combined Court"}
# An address has some 70 signs.
_LONGEST_NAMES["link"] = f"({'-' * 70})"
_LONGEST_NAMES["choices"] = "1 Wed 23 Sep, 2 Wed 30 Sep, 3 Wed 16 Dec"
_DAYS = {"day": date(2026, 12, 7), "old_day": date(2026, 12, 1), "first_day": date(2026, 12, 7)}
_DAYS["last_day"] = date(2026, 12, 18)


# What stands in a calendar when the person chose nothing else, by language.
_TITLES = {"en": "Appointment with {}", "cy": "Apwyntiad gyda {}", "pl": "Spotkanie: {}", "ur": "{} کے ساتھ ملاقات"}


def usual_title(language: str, sender: str) -> str:
    """Give the title of a calendar entry for somebody who chose none."""
    return _TITLES.get(language, _TITLES["en"]).format(sender)


def words_for(name: str) -> TemplateWords:
    """Give what a template is called and is for; of one without a row, what its name says."""
    for suffix, title, when in _TIER_WORDS:
        base = _BASE.get(name.removesuffix(suffix)) if name.endswith(suffix) else None
        if base is not None:
            return TemplateWords(base.title + title, base.when + when, base.group)
    return _BASE.get(name) or TemplateWords(name.replace("_", " ").capitalize(), "", OTHER)


@cache
def usual_values(language: str) -> dict[str, str]:
    """Give a usual value of every field, in a language."""
    values = {name: slot.example for name, slot in SLOTS.items()}
    return (
        values | {name: day_in(language, day) for name, day in _DAYS.items()} | {"time": hour_in(language, time(9, 0))}
    )


@cache
def longest_values(language: str) -> dict[str, str]:
    """Give the longest value that every field will really have, in a language: the longest day, the longest hour."""
    every_day = [date(2028, 1, 1) + timedelta(days=ahead) for ahead in range(366)]
    day = max((day_in(language, each) for each in every_day), key=_room)
    hour = max((hour_in(language, time(at, minute)) for at in range(7, 20) for minute in (0, 15, 30)), key=_room)
    return usual_values(language) | _LONGEST_NAMES | dict.fromkeys(_DAYS, day) | {"time": hour}


def _room(value: str) -> tuple[int, bool]:
    return len(value), not set(value) <= BASIC | EXTENDED
