"""Facts that cannot be so: dated in the future, or against each other. They are named and not counted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from witness.domain.cases import CasePicture
from witness.domain.countdown import family_of
from witness.domain.court_time import london_day
from witness.domain.evidence import AnswerKind
from witness.domain.hearings import Hearing
from witness.domain.markers import MarkerKind, marker_standing
from witness.domain.people import Requirement

Fact = TypeVar("Fact")
GOES_AGAINST_COMING = frozenset({Requirement.REFUSES, Requirement.UNAVAILABLE})


def without_the_future(picture: CasePicture, now: datetime) -> tuple[CasePicture, tuple[str, ...]]:
    """Give the picture without what is dated after now, and a sentence for each sort of fact that was left out."""
    today = london_day(now)
    named: list[str] = []

    def past(what: str, facts: tuple[Fact, ...], is_past: Callable[[Fact], bool]) -> tuple[Fact, ...]:
        kept = tuple(fact for fact in facts if is_past(fact))
        if len(kept) < len(facts):
            named.append(f"{_count(len(facts) - len(kept), what)} dated in the future: not counted.")
        return kept

    charged_on = picture.case.charged_on
    if charged_on is not None and charged_on > today:
        named.append("The day of the charge lies in the future: the wait is not counted.")
        picture = replace(picture, case=replace(picture.case, charged_on=None))
    sound = replace(
        picture,
        answers=past("answer", picture.answers, lambda a: a.at <= now),
        told=past("telling", picture.told, lambda t: t.at <= now),
        contact_log=past("contact", picture.contact_log, lambda e: e.at <= now),
        notices=past("notice", picture.notices, lambda n: n.told_at <= now),
        needs=past("need", picture.needs, lambda n: n.since <= today),
        markers=past("marker", picture.markers, lambda m: m.on <= today and m.recorded_at <= now),
        sureness=past(
            "answer to how sure they are", picture.sureness, lambda a: a.on <= today and a.recorded_at <= now
        ),
    )
    return sound, tuple(named)


def against_each_other(picture: CasePicture, witness_id: str, hearing: Hearing, now: datetime) -> tuple[str, ...]:
    """Name what cannot both be so. Whichever is the worse is counted, and what would protect is not."""
    named = [COMING_IN_DOUBT] if coming_is_in_doubt(picture, witness_id, hearing) else []
    for kind in MarkerKind:
        stands = marker_standing(picture.markers, witness_id, kind, london_day(now))
        named += [f"A marker cannot be: {words[0].lower()}{words[1:]} It is not counted." for words in stands.ignored]
    return tuple(dict.fromkeys(named))


COMING_IN_DOUBT = "Somebody says that they come, and somebody or something recorded says no: coming is not counted."


def coming_is_in_doubt(picture: CasePicture, witness_id: str, hearing: Hearing) -> bool:
    """Whether the newest word of one of the family is that they come, and another's, or the court's record, is no."""
    newest = [picture.answered_last(person.person_id, hearing.hearing_id) for person in family_of(picture, witness_id)]
    said = {answer.answer for answer in newest if answer is not None}
    if AnswerKind.COMING not in said:
        return False
    return AnswerKind.CANNOT in said or picture.witness(witness_id).requirement in GOES_AGAINST_COMING


def _count(number: int, what: str) -> str:
    return f"One {what} is" if number == 1 else f"{number} {what}s are"
