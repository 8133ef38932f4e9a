"""The words of the page that a family takes home: plain, and below the highest level without a word of the courts."""

from collections.abc import Mapping
from dataclasses import dataclass

from witness.domain.trips import Entrance, Mode, PickUp, Waiting

# They drive, ride or walk themselves: the hour of the trip is when they leave.
BY_THEMSELVES = frozenset({Mode.OWN_CAR, Mode.TRAIN, Mode.BUS, Mode.WALK})
# "A police car" says what the day is about, so it is a car.
PLAIN_MODE: dict[Mode, str] = {
    Mode.STAFF_CAR: "our car",
    Mode.VOLUNTEER_CAR: "a volunteer's car",
    Mode.TAXI: "a taxi",
    Mode.TRAIN: "the train",
    Mode.BUS: "the bus",
    Mode.OWN_CAR: "your own car",
    Mode.POLICE: "a car",
    Mode.WALK: "on foot",
}
PLAIN_PICK_UP: dict[PickUp, str] = {
    PickUp.HOME: "at home",
    PickUp.SAFE_POINT: "at the place we agreed",
    PickUp.SCHOOL: "at school",
    PickUp.STATION: "at the station",
    PickUp.COURT: "at the place we agreed",
}
# (as it may be said at every level, as it is said at the highest). "" while nothing is agreed.
PLAIN_ENTRANCE: dict[Entrance, tuple[str, str]] = {
    Entrance.UNKNOWN: ("", ""),
    Entrance.MAIN: ("the main door", "the main entrance"),
    Entrance.SEPARATE: ("the door that we agreed", "the separate entrance that was agreed with the court"),
}
PLAIN_WAITING: dict[Waiting, tuple[str, str]] = {
    Waiting.UNKNOWN: ("", ""),
    Waiting.WITNESS_ROOM: ("a quiet room, with others who wait", "the witness waiting room"),
    Waiting.OWN_ROOM: ("a room of your own", "a room of your own"),
    Waiting.REMOTE: ("a room in another building", "a room in another building, by live link"),
    Waiting.PUBLIC: ("where everybody waits, with us beside you", "the public area, with us beside you"),
}
BRING = (
    "something to eat and drink",
    "any medicine you may need, and glasses if you wear them",
    "a phone and its charger",
    "something quiet to do: there is a lot of waiting",
    "something that makes you feel safe",
    "tickets and receipts for the way",
)
THE_DAY: dict[bool, tuple[str, ...]] = {
    False: (
        "We meet, and go in together.",
        "We wait in a quiet room. It can take long, and that is nobody's fault.",
        "Somebody comes to say when it is time. You can ask for a break whenever you want one.",
        "Afterwards we see that you get home.",
    ),
    True: (
        "We meet, and go in together by the door that was agreed.",
        "We wait in a room of our own. It can take long, and that is nobody's fault.",
        "Somebody from the court comes to say when it is time to give evidence. You can ask for a break.",
        "When the court has let you go, we see that you get home. Nobody talks about the evidence that day.",
    ),
}


@dataclass(frozen=True, slots=True)
class PackWords:
    """All fixed words of the page in one language. because: why somebody has to go through them by voice, "" for not.

    entrance, waiting: as at every level, and as at the highest. the_day: at the highest level under True. said: labels
    and sentences by name, with {sender}, {phone}, {time}, {place}, {way}, {when}, {first} and {last} in them.
    """

    language: str
    because: str
    mode: Mapping[Mode, str]
    pick_up: Mapping[PickUp, str]
    entrance: Mapping[Entrance, tuple[str, str]]
    waiting: Mapping[Waiting, tuple[str, str]]
    bring: tuple[str, ...]
    the_day: Mapping[bool, tuple[str, ...]]
    said: Mapping[str, str]


SAID: dict[str, str] = {
    "title": "Your day",
    "what": "What",
    "agreed": "What we agreed",
    "how_it_goes": "How the day goes",
    "to_bring": "What to bring",
    "if_worried": "If anything changes, or you are worried",
    "which_day": "Which day",
    "which_day_told": "{sender} rings you when it is known",
    "certain": "Certain?",
    "certain_not": "Not quite: it can move on the day. {sender} rings you the evening before",
    "keep_free": "Keep free: any day from {first} to {last}",
    "way_there": "How you get there",
    "leave_by": "Leave by",
    "ready": "When to be ready",
    "ready_at": "Be ready at",
    "fetched": "You are fetched",
    "fetched_at": "{time}, {place}",
    "meet": "When we meet",
    "who": "Who meets you",
    "who_open": "{sender}, or somebody {sender} tells you of",
    "where": "Where",
    "where_agreed": "the place we agreed",
    "door": "Which door",
    "wait": "Where you wait",
    "way_home": "How you get home",
    "home": "{way}, {when}",
    "home_soon": "as soon as you may go",
    "home_at": "at {time}",
    "open": "Not agreed yet: ask {sender}",
    "quiet": "Please ring {sender}. We go through everything together, by voice.",
    "ring": "Ring {sender} on {phone}. Ring whatever it is about.",
    "ring_ask": "Ring {sender}. Ring whatever it is about.",
    "by_text": "You can also text back, in these words: “what did you tell me”, “who looked” (at what we keep about "
    "you), or “another time” with two times that suit you for a visit. A person rings you.",
    "differ": "If a call and this page differ, the call is right. In danger, ring 999.",
}
ENGLISH_WORDS = PackWords(
    "en", "", PLAIN_MODE, PLAIN_PICK_UP, PLAIN_ENTRANCE, PLAIN_WAITING, BRING, THE_DAY, SAID
)  # fmt: skip
