"""The words of the private page, for whoever looks after words: in which languages they stand, and why in others not.

They lie in files and are approved as a whole: a page is a sum of short sentences that only make sense together.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from witness.domain.access import Asking
from witness.domain.wording import ENGLISH, Language
from witness.messaging.page_words import PageWords
from witness.questions.wording import insist_on_a_writer


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """The words in one language, each beside the English. is_used: families may see them; because: why not."""

    language: Language
    is_used: bool
    because: str
    lines: tuple[tuple[str, str], ...]


def page_languages(found: Mapping[str, PageWords], *, asking: Asking) -> tuple[PageLanguage, ...]:
    """Give the words of the private page in every language, English first.

    Raises:
        NotFound: words are not this person's business.
    """
    insist_on_a_writer(asking)
    english = found[ENGLISH]
    return tuple(
        PageLanguage(
            words.language,
            words.approved,
            words.because,
            tuple((english.words[key], words.words[key]) for key in english.words),
        )
        for _, words in sorted(found.items(), key=lambda pair: (pair[0] != ENGLISH, pair[0]))
    )
