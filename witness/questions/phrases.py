"""The table of phrases by which texts are understood, as a manager reads it."""

from dataclasses import dataclass

from witness.domain.disclosures import PHRASES as ALARM_PHRASES
from witness.domain.disclosures import Alarm
from witness.domain.reply_phrases import LANGUAGES, Meaning, TableLanguage, phrase_rows

WHAT_HAPPENS: dict[Meaning, str] = {
    Meaning.COMING: "Recorded as coming. Nobody has to read it.",
    Meaning.HELP: "Recorded; a task to arrange the way there.",
    Meaning.WORRIED: "Recorded; a task to ring.",
    Meaning.CANNOT: "Recorded as not coming; a task to ring. Nothing is cancelled.",
    Meaning.LATE: "A person rings within half an hour.",
    Meaning.QUESTION: "A person reads it.",
    Meaning.OTHER_TIME: "Two plain times behind it: an officer takes one by a click. Else a person rings.",
    Meaning.WHO_LOOKED: "A person rings and says who looked.",
    Meaning.WHAT_WE_SAID: "A person rings and says it again.",
    Meaning.STOP: "Texts stop at once; a task to offer calls.",
    Meaning.STOP_ASKING: "No more checks of how they are; all other texts go on. With no such plan, all texts stop.",
    Meaning.START: "Texts start again, if they were stopped by a text.",
    Meaning.WRONG_NUMBER: "The number is shut off everywhere; a privacy incident is opened.",
    Meaning.DISTRESS: "Kept from the case; the owner, a manager and whoever is on call act at once.",
    Meaning.SAFEGUARDING: "Kept from the case; the owner, a manager and whoever is on call act at once.",
}
TITLES: dict[Meaning, str] = {
    Meaning.COMING: "Coming",
    Meaning.HELP: "Help getting there",
    Meaning.WORRIED: "Call me",
    Meaning.CANNOT: "Not coming",
    Meaning.LATE: "Late, or on the way",
    Meaning.QUESTION: "A question",
    Meaning.OTHER_TIME: "Another time",
    Meaning.WHO_LOOKED: "Who looked",
    Meaning.WHAT_WE_SAID: "What we told them",
    Meaning.STOP: "Stop",
    Meaning.STOP_ASKING: "Stop asking how they are",
    Meaning.START: "Start again",
    Meaning.WRONG_NUMBER: "Wrong number",
    Meaning.DISTRESS: "Distress",
    Meaning.SAFEGUARDING: "Danger",
}
ALARM_OF = {Meaning.DISTRESS: Alarm.DISTRESS, Meaning.SAFEGUARDING: Alarm.SAFEGUARDING}


@dataclass(frozen=True, slots=True)
class PhraseCell:
    """The phrases of one meaning in one language. words: a pattern where the table holds patterns."""

    language: TableLanguage
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhraseGroup:
    """One meaning with its phrases in every language."""

    title: str
    what_happens: str
    cells: tuple[PhraseCell, ...]
    are_patterns: bool


@dataclass(frozen=True, slots=True)
class PhrasesPage:
    """The whole table."""

    groups: tuple[PhraseGroup, ...]
    unchecked: tuple[str, ...]
    count: int


def phrases_page() -> PhrasesPage:
    """Give the table; it is the same for everybody and holds nothing of any case."""
    rows = phrase_rows()
    groups = []
    for meaning, title in TITLES.items():
        if meaning in ALARM_OF:
            by_language = {code: words for code, words in ALARM_PHRASES[ALARM_OF[meaning]].items()}
        else:
            by_language = {
                language.code: tuple(r.words for r in rows if r.meaning is meaning and r.language == language.code)
                for language in LANGUAGES
            }
        cells = tuple(PhraseCell(lang, by_language.get(lang.code, ())) for lang in LANGUAGES)
        groups.append(PhraseGroup(title, WHAT_HAPPENS[meaning], cells, meaning in ALARM_OF))
    return PhrasesPage(
        tuple(groups),
        tuple(lang.name for lang in LANGUAGES if not lang.checked_by),
        sum(len(cell.words) for group in groups for cell in group.cells),
    )
