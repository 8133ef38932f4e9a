"""Records what somebody found out about a court building. It is no fact of a case: every team sees it."""

from datetime import date

from witness.domain.access import Asking
from witness.domain.court_cards import CourtFact, CourtFactSaid, check_fact
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.store import Store


def say_fact(
    store: Store, court_code: str, fact: CourtFact, words: str, *, checked_on: date | None, asking: Asking
) -> None:
    """Record a fact, or that it was looked at again. checked_on: None for today. words: "" takes it out.

    Raises:
        NotFound: the directory has no such court.
        Refused: it is too long, speaks of people or a case, or the day lies ahead.
    """
    today = london_day(asking.at)
    with store.board_for(asking, doing="courts.fact", about=court_code) as desk:
        if not desk.court_cards.has_court(court_code):
            raise NotFound("There is no such court in the directory.")
        on = checked_on or today
        check_fact(words.strip(), on, today)
        said = CourtFactSaid(court_code, fact, " ".join(words.split()), on, asking.at)
        desk.court_cards.say(said, by_id=asking.viewer.account_id)
