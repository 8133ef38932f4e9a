"""What happens around and after an outcome in one case: who wants to hear it how, what to say, what is recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from witness.domain.access import Asking, Deed
from witness.domain.after_words import scripts_for
from witness.domain.aftercare import (
    AFTER_ROWS,
    NEWS_WAY_IN_WORDS,
    ROW_OF,
    About,
    AfterFact,
    AfterKind,
    bad_news_for,
    known_abouts,
    standing,
)
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, short_day
from witness.domain.defendants import Turn
from witness.domain.duty_starts_defendants import OUTCOMES, REVIEWABLE, SAID
from witness.domain.rules import Rules
from witness.messaging.wording import Wording
from witness.questions.case_cards import CaseStory
from witness.questions.cases import story_of
from witness.store import Store

# What is asked at intake and again before a verdict. Whoever has not been asked for so long is asked anew (judgement).
STALE_AFTER_DAYS = 90
HEARD_ABOUT = OUTCOMES | {Turn.SENTENCED}


@dataclass(frozen=True, slots=True)
class Wish:
    """How one person wants to hear bad news. way: "" while nobody has asked. is_old: it should be asked again."""

    person_id: str
    called: str
    way: str
    words: str
    asked_on: date | None
    is_old: bool
    fact_id: str


@dataclass(frozen=True, slots=True)
class Line:
    """One fact that is recorded. by: who recorded it, "" when it came with the case."""

    fact_id: str
    words: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class AfterPage:
    """The page. choices: (value, words) of what may be recorded, the value being kind and what it is about."""

    story: CaseStory
    wishes: tuple[Wish, ...]
    scripts: tuple[tuple[str, tuple[str, ...]], ...]
    lines: tuple[Line, ...]
    choices: tuple[tuple[str, str], ...]


def after_page(store: Store, case_id: str, *, rules: Rules, wording: Wording, asking: Asking) -> AfterPage:
    """Show the time around and after an outcome of a case, to somebody who may see the case.

    Raises:
        NotFound: there is no such case for this person.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="aftercare.read") as desk:
        picture = desk.cases.known_picture(case_id)
        by = desk.aftercare.who_recorded(case_id)
        return AfterPage(
            story=story_of(desk, picture, rules, wording, asking),
            wishes=tuple(_wishes(picture, london_day(asking.at))),
            scripts=scripts_for(picture.case.defendants),
            lines=tuple(_lines(picture, by)),
            choices=tuple(_choices(picture)),
        )


def _wishes(picture: CasePicture, today: date) -> Iterator[Wish]:
    seen: set[str] = set()
    for witness in picture.witnesses:
        own = [picture.person(witness.person_id)] if witness.direct_contact else []
        for person in (*picture.carers_of(witness.person_id), *own):
            if person.person_id in seen:
                continue
            seen.add(person.person_id)
            yield _wish(picture, person.person_id, bad_news_for(picture.aftercare, person.person_id), today)


def _wish(picture: CasePicture, person_id: str, said: AfterFact | None, today: date) -> Wish:
    called = picture.called(person_id)
    if said is None or said.way is None:
        return Wish(person_id, called, "", "", None, is_old=False, fact_id="")
    is_old = (today - said.on).days > STALE_AFTER_DAYS
    return Wish(person_id, called, NEWS_WAY_IN_WORDS[said.way], said.words, said.on, is_old, said.fact_id)


def _lines(picture: CasePicture, by: dict[str, tuple[str, str]]) -> Iterator[Line]:
    for fact in reversed(standing(picture.aftercare)):
        row = ROW_OF[fact.kind]
        if not row.by_form or fact.kind is AfterKind.BAD_NEWS:
            continue
        about = _about_in_words(picture, row.about, fact.about)
        words = f"{row.words[0].upper()}{row.words[1:]}{f': {about}' if about else ''}"
        yield Line(fact.fact_id, words, fact.on, by.get(fact.fact_id, ("", ""))[1])


def _choices(picture: CasePicture) -> Iterator[tuple[str, str]]:
    roads = {d.label: len(d.steps) for d in picture.case.defendants}
    for row in AFTER_ROWS:
        if not row.by_form or row.kind is AfterKind.BAD_NEWS:
            continue
        for about in sorted(known_abouts(row, roads, [w.label for w in picture.witnesses])):
            if row.about is About.RESULT and not _can_be_about(picture, row.kind, about):
                continue
            words = _about_in_words(picture, row.about, about)
            yield f"{row.kind.value}|{about}", f"{row.words[0].upper()}{row.words[1:]}{f': {words}' if words else ''}"


def _can_be_about(picture: CasePicture, kind: AfterKind, about: str) -> bool:
    turn = _step(picture, about)[1]
    return turn in (REVIEWABLE if kind is AfterKind.DECISION_LETTER else HEARD_ABOUT)


def _about_in_words(picture: CasePicture, kind: About, about: str) -> str:
    if kind is About.RESULT:
        label, turn, on = _step(picture, about)
        return f"{label} {SAID.get(turn, turn.value)}, {short_day(on)} {on.year}"
    if kind is About.WITNESS:
        return next((picture.person(w.person_id).initials for w in picture.witnesses if w.label == about), about)
    return about


def _step(picture: CasePicture, about: str) -> tuple[str, Turn, date]:
    label, number = about.split(":")
    (defendant,) = (d for d in picture.case.defendants if d.label == label)
    step = defendant.steps[int(number) - 1]
    return label, step.turn, london_day(step.at)
