"""A letter for a school or an employer as the officer sees it before it is printed, and what of it may not leave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from witness.domain.absence_letters import (
    LANGUAGES,
    UNCHECKED,
    AbsenceLetter,
    LetterTo,
    letter_for,
    letters_due,
)
from witness.domain.access import Asking, Deed
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.spoken_dates import ENGLISH
from witness.messaging.lint import betrayed_by
from witness.questions.case_money import LETTER_STATE
from witness.store import Store


@dataclass(frozen=True, slots=True)
class WhichLetter:
    """Which letter is asked for. language: "" for that of the person, English where there are no words in it."""

    hearing_id: str
    person_id: str
    to: LetterTo
    language: str = ""


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter with what only the officer is shown. betrays: words in it that would say what it is about.

    is_checked: whether somebody who speaks the language has read the words.
    """

    case_id: str
    case_ref: str
    who: str
    letter: AbsenceLetter
    letterhead: str
    languages: tuple[tuple[str, str], ...]
    is_checked: bool
    betrays: tuple[str, ...]
    state: str
    since: date | None


def letter_page(
    store: Store, case_id: str, which: WhichLetter, letterhead: str, dial: Callable[[str], str], *, asking: Asking
) -> LetterPage:
    """Give a letter about one person. dial: how a number is written for people.

    Raises:
        NotFound: there is no such case for this reader, or no such letter is wanted in it.
        NoLetter: there are no words in that language.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="letter.read") as desk:
        picture = desk.cases.known_picture(case_id)
    today = london_day(asking.at)
    wanted = (which.hearing_id, which.person_id, which.to)
    due = next((d for d in letters_due(picture, today) if (d.hearing_id, d.person_id, d.to) == wanted), None)
    if due is None:
        raise NotFound("There is no such letter.")
    person = picture.person(due.person_id)
    language = which.language or (person.language if person.language in LANGUAGES else ENGLISH)
    letter = letter_for(picture, due, language, dial(picture.case.support_phone), today)
    return LetterPage(
        case_id=case_id,
        case_ref=picture.case.ref,
        who=picture.called(due.person_id),
        letter=letter,
        letterhead=letterhead,
        languages=tuple(LANGUAGES.items()),
        is_checked=language not in UNCHECKED,
        betrays=betrayed(letter, letterhead, person.name),
        state="" if due.booking is None else LETTER_STATE.get(due.booking.now.state, ""),
        since=None if due.booking is None else london_day(due.booking.now.recorded_at),
    )


def betrayed(letter: AbsenceLetter, letterhead: str, name: str) -> tuple[str, ...]:
    """Give the words that would show what a letter is about. Nobody chooses their own name: it is left out."""
    printed = (letterhead, letter.title, letter.dated, *letter.lines, letter.ring)
    return tuple(dict.fromkeys(word for text in printed for word in betrayed_by(text.replace(name, ""))))
