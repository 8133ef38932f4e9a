"""The words of the private page, for whoever looks after words: in which languages they stand, and why in others not.

They lie in files and are approved as a whole: a page is a sum of short sentences that only make sense together.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from witness.domain.access import Asking
from witness.domain.wording import ENGLISH, Language
from witness.messaging.page_words import PageWords
from witness.questions.wording import insist_on_a_writer, names_of_staff
from witness.store import Store


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """The words in one language, each beside the English. is_used: families may see them; because: why not.

    came_approved: with the product. behind: who stands behind them. may_stand: whether whoever looks may too.
    """

    language: Language
    is_used: bool
    came_approved: bool
    because: str
    behind: tuple[str, ...]
    may_stand: bool
    lines: tuple[tuple[str, str], ...]


def page_languages(store: Store, found: Mapping[str, PageWords], *, asking: Asking) -> tuple[PageLanguage, ...]:
    """Give the words of the private page in every language, English first.

    Raises:
        NotFound: words are not this person's business.
    """
    insist_on_a_writer(asking)
    with store.reading() as desk:
        readers, names = desk.page_words.readers(), names_of_staff(desk)
    english = found[ENGLISH]
    languages = []
    for code, words in sorted(found.items(), key=lambda pair: (pair[0] != ENGLISH, pair[0])):
        behind = readers.get((code, words.digest), frozenset())
        languages.append(
            PageLanguage(
                words.language,
                words.may_be_shown(readers),
                words.approved,
                words.because,
                tuple(sorted(names.get(one, "") for one in behind)),
                not words.approved and asking.viewer.account_id not in behind,
                tuple((english.words[key], words.words[key]) for key in english.words),
            )
        )
    return tuple(languages)
