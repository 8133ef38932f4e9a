"""What officers of the demo world found out about its court buildings: some of it lately, some too long ago."""

from datetime import datetime, timedelta

from witness.domain.court_cards import CourtFact, CourtFactSaid
from witness.domain.court_time import london_day
from witness.store import Store

KEPT_BY = "olu@support.example"
# court, fact, what was found, how many days ago
FACTS: tuple[tuple[str, CourtFact, str, int], ...] = (
    (
        "902",
        CourtFact.ENTRANCE,
        "Side door in Vane Street, apart from the front steps. Ring and say your first name.",
        20,
    ),
    ("903", CourtFact.WAITING, "Second floor, blue door. A volunteer meets you at the lift.", 20),
    ("903", CourtFact.FOOD, "A drinks machine only. You may bring your own food.", 20),
    ("903", CourtFact.STEP_FREE, "Lift from the side door to all floors.", 200),
    ("903", CourtFact.PARKING, "None. A drop-off at the side door is allowed.", 400),
    ("903", CourtFact.REMOTE_ROOM, "Room 4 on the second floor, beside the waiting room.", 210),
)


def add_court_facts(store: Store, now: datetime) -> None:
    """Keep what the tales say, each looked at so many days before `now`."""
    with store.changing() as desk:
        officer = desk.accounts.with_email(KEPT_BY)
        if officer is None:
            return
        for court, fact, words, days in FACTS:
            at = now - timedelta(days=days)
            said = CourtFactSaid(court, fact, words, london_day(at), at)
            desk.court_cards.say(said, by_id=officer.id)
