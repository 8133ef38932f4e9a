"""The words of the page that a family takes home: plain, and below the highest level without a word of the courts."""

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
