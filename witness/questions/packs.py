"""The page that a family takes home before a day at court, as the officer sees and prints it."""

from dataclasses import dataclass
from datetime import datetime

from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.hearings import KIND_IN_WORDS
from witness.domain.pack_words import ENGLISH_WORDS
from witness.domain.packs import PACK_WORDS, Around, Pack, pack_for
from witness.domain.wording import LANGUAGES
from witness.questions.how_to_ring import LANGUAGE_IN_WORDS
from witness.store import Store


@dataclass(frozen=True, slots=True)
class PackPage:
    """A page of a family with what only the officer is shown.

    language: theirs in words, "" when they read English. others: further languages it can be printed in, (code, name).
    """

    case_id: str
    case_ref: str
    hearing: str
    called: str
    pack: Pack
    language: str
    others: tuple[tuple[str, str], ...]
    printed_at: datetime

    @property
    def direction(self) -> str:
        """How the page says its direction: "ltr" or "rtl"."""
        return LANGUAGES[self.pack.language].direction


def pack_page(
    store: Store, case_id: str, hearing_id: str, person_id: str, *, asking: Asking, language: str = ""
) -> PackPage:
    """Give the page of one person for one hearing. language: "" for theirs; English where there are no words in it.

    Raises:
        NotFound: there is no such case for this reader, or no such hearing or person in it.
        NoPack: this person gets no page about that day.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="pack.read") as desk:
        picture = desk.cases.known_picture(case_id)
        _must_be_here(picture, hearing_id, person_id)
        staff = desk.accounts.everyone()
        slot = picture.hearing(hearing_id).now.slot
        venue = desk.courts.place_of(slot.court_code or picture.case.court_code)
    around = Around({a.id: a.viewer.first_name for a in staff}, venue, london_day(asking.at))
    theirs = picture.person(person_id).language
    words = PACK_WORDS.get(language or theirs, ENGLISH_WORDS)
    offered = dict.fromkeys(("en", theirs))
    return PackPage(
        case_id=case_id,
        case_ref=picture.case.ref,
        hearing=KIND_IN_WORDS[picture.hearing(hearing_id).kind],
        called=picture.called(person_id),
        pack=pack_for(picture, hearing_id, person_id, around, words),
        language="" if theirs in ("en", "") else LANGUAGE_IN_WORDS.get(theirs, theirs),
        others=tuple(
            (code, LANGUAGES[code].english) for code in offered if code in PACK_WORDS and code != words.language
        ),
        printed_at=asking.at,
    )


def _must_be_here(picture: CasePicture, hearing_id: str, person_id: str) -> None:
    hearing = any(h.hearing_id == hearing_id for h in picture.hearings)
    if not hearing or not any(p.person_id == person_id for p in picture.people):
        raise NotFound("There is no such page.")
