"""What to say at this stage of a case, in words that two people stand behind, and what is known of the court building.

`explanations_for` and `court_card` are for every page that speaks to a family: they take a desk and no case.
"""

from dataclasses import dataclass

from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.court_cards import FACT_HINTS, FACT_WORDS, CardLine, card_of
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.explanation_words import ENGLISH
from witness.domain.explanation_words_cy import BECAUSE, CHECKED, WELSH
from witness.domain.explanations import TOPIC_NAMES, Explanation, Reader, Topic, in_use, may_be_used, topics_for
from witness.domain.rules import Rules
from witness.messaging.wording import Wording
from witness.questions.case_cards import CaseStory
from witness.questions.cases import story_of
from witness.store import Desk, Store

SHIPPED = (*ENGLISH, *(WELSH if CHECKED else ()))


@dataclass(frozen=True, slots=True)
class ToSay:
    """One topic. words: what to say, None when nobody has approved any in that language."""

    topic: Topic
    name: str
    words: str | None


@dataclass(frozen=True, slots=True)
class CourtCard:
    """What is known of a court building by looking. name: "" when the directory does not know it."""

    code: str
    name: str
    lines: tuple[CardLine, ...]

    def called(self, line: CardLine) -> str:
        """Name a fact."""
        return FACT_WORDS[line.fact]

    def hint(self, line: CardLine) -> str:
        """Say what belongs into a fact."""
        return FACT_HINTS[line.fact]


@dataclass(frozen=True, slots=True)
class ExplainPage:
    """What to say about a case, to one kind of reader in one language. because: why words are missing, else ""."""

    reader: Reader
    language: str
    topics: tuple[ToSay, ...]
    because: str
    card: CourtCard


@dataclass(frozen=True, slots=True)
class VersionRow:
    """Words that wait for a second person, or count. may_approve: whether whoever looks may stand behind them."""

    version_id: str
    name: str
    reader: Reader
    language: str
    words: str
    by: str
    is_used: bool
    may_approve: bool


def explanations_for(
    desk: Desk, picture: CasePicture, reader: Reader, language: str, *, asking: Asking, witness_id: str | None = None
) -> tuple[ToSay, ...]:
    """Give what to say to a family at this stage: of one witness, or of all for None."""
    versions = desk.explanations.all()
    said = ((t, in_use(t, reader, language, SHIPPED, versions)) for t in topics_for(picture, asking.at, witness_id))
    return tuple(ToSay(topic, TOPIC_NAMES[topic], None if e is None else e.words) for topic, e in said)


def court_card(desk: Desk, court_code: str, asking: Asking) -> CourtCard:
    """Give the fact card of a court. Only lines that `may_be_told` are for a family."""
    known = desk.court_cards.of_court(court_code)
    return CourtCard(court_code, desk.courts.place_of(court_code), card_of(known, london_day(asking.at)))


def explain_page(
    store: Store, case_id: str, reader: Reader, language: str, *, rules: Rules, wording: Wording, asking: Asking
) -> tuple[CaseStory, ExplainPage]:
    """Show what to say at this stage of a case, to somebody who may see it.

    Raises:
        NotFound: there is no such case for this person.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="case.read") as desk:
        picture = desk.cases.known_picture(case_id)
        topics = explanations_for(desk, picture, reader, language, asking=asking)
        missing = any(t.words is None for t in topics)
        because = (BECAUSE if language == "cy" else "nobody has approved them yet") if missing else ""
        card = court_card(desk, picture.case.court_code, asking)
        return story_of(desk, picture, rules, wording, asking), ExplainPage(reader, language, topics, because, card)


def card_page(store: Store, court_code: str, *, asking: Asking) -> CourtCard:
    """Show the card of a court of the directory, to be kept up.

    Raises:
        NotFound: the directory has no such court.
    """
    with store.board_for(asking, doing="courts.read", about=court_code) as desk:
        if not desk.court_cards.has_court(court_code):
            raise NotFound("There is no such court in the directory.")
        return court_card(desk, court_code, asking)


def all_explanations(store: Store, *, asking: Asking) -> tuple[tuple[Explanation, ...], tuple[VersionRow, ...]]:
    """Give the product's own words, drafts included, and those written here, newest first."""
    with store.board_for(asking, doing="explanations.read") as desk:
        names = {account.id: account.name for account in desk.accounts.everyone()}
        versions = desk.explanations.all()
    me = asking.viewer.account_id
    rows = [
        VersionRow(
            version_id=v.version_id,
            name=TOPIC_NAMES[v.topic],
            reader=v.reader,
            language=v.language,
            words=v.words,
            by=names.get(v.written_by_id, ""),
            is_used=may_be_used(v),
            may_approve=not may_be_used(v) and v.written_by_id != me,
        )
        for v in reversed(versions)
    ]
    return (*ENGLISH, *WELSH), tuple(rows)
