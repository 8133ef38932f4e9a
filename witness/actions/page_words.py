"""Stands behind the words of the private page in a language: two people, and somebody who speaks it, before families.

The words lie in files and are one page; so they are approved as a whole. A file that changes begins anew.
"""

from witness.domain.access import Asking
from witness.domain.errors import NotFound, Refused
from witness.domain.wording import WRITERS
from witness.messaging.page_words import PageWords
from witness.store import Store


def stand_behind(store: Store, words: PageWords, *, read_by_a_speaker: bool, asking: Asking) -> None:
    """Record that this person has had every line read by somebody who speaks the language.

    Raises:
        NotFound: words are not this person's business.
        Refused: nobody who speaks it has read them, or they came approved.
        SomebodyElseChangedThis: they stand behind these words already.
    """
    if asking.viewer.role not in WRITERS:
        raise NotFound("There is no such page.")
    if words.approved:
        raise Refused("These words came approved.")
    if not read_by_a_speaker:
        raise Refused("Say that somebody who speaks the language has read every line.")
    code = words.language.code
    with store.board_for(asking, doing="page_words.approve", about=code) as desk:
        desk.page_words.stand_behind(code, words.digest, by_id=asking.viewer.account_id, at=asking.at)
