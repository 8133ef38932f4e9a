"""How sure somebody says they are that they will come, and what would make it hard: asked, never pressed.

Whoever is asked may say nothing, and "would rather not" is theirs to say: it brings help, never a reproach.
Kept are a step of a scale, reasons of a closed list and a day. There is no field for words: what somebody says about
the evidence must not stand here, and a note of it could be asked for by the defence. Only the case team sees it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from witness.domain.errors import Refused


class Sure(StrEnum):
    """What they said to how sure they are. Nothing is ever changed: a mistake is taken back by saying so."""

    SURE = "sure"
    THINK_SO = "think_so"
    NOT_SURE = "not_sure"
    RATHER_NOT = "rather_not"
    DID_NOT_SAY = "did_not_say"
    MISTAKE = "mistake"


class Hard(StrEnum):
    """What would make it hard to come. A closed list; the order is that of the form."""

    SOMEBODY = "somebody"
    COURT = "court"
    NOT_BELIEVED = "not_believed"
    SCHOOL_WORK = "school_work"
    CARE = "care"
    JOURNEY = "journey"
    HEALTH = "health"
    FAMILY = "family"
    DOES_NOT_WANT = "does_not_want"
    OTHER = "other"
    RATHER_NOT_SAY = "rather_not_say"


SURE_IN_WORDS: dict[Sure, str] = {
    Sure.SURE: "sure",
    Sure.THINK_SO: "think so",
    Sure.NOT_SURE: "not sure",
    Sure.RATHER_NOT: "would rather not",
    Sure.DID_NOT_SAY: "did not say",
    Sure.MISTAKE: "taken back",
}
HARD_IN_WORDS: dict[Hard, str] = {
    Hard.SOMEBODY: "afraid of somebody",
    Hard.COURT: "afraid of the court",
    Hard.NOT_BELIEVED: "afraid of not being believed",
    Hard.SCHOOL_WORK: "school, an exam or work",
    Hard.CARE: "care of others",
    Hard.JOURNEY: "the journey",
    Hard.HEALTH: "health",
    Hard.FAMILY: "the family is against it",
    Hard.DOES_NOT_WANT: "does not want to",
    Hard.OTHER: "something else",
    Hard.RATHER_NOT_SAY: "would rather not say",
}
# What may be chosen on the form: a mistake has a button of its own.
SCALE = (Sure.SURE, Sure.THINK_SO, Sure.NOT_SURE, Sure.RATHER_NOT, Sure.DID_NOT_SAY)
# Working days before the day at which it is asked: with the calls of the countdown (judgement).
ASKED_AT = (20, 10, 5, 1)
# Below this age it is asked in shorter words (judgement; what they can follow is for whoever knows them to say).
SHORT_WORDS_UNDER = 12

CHOICE_FIRST = "You may say nothing, and you may change your mind. Nothing bad follows from what you answer."
ASK = "How sure are you that you will come on the day?"
ASK_SHORT = "Do you think you will come to court?"
ASK_CARER = "How sure are you yourself that they and you will come on the day?"
ASK_HARD = "Is there anything that would make it hard? I can read out a list, and you say yes or no."
NEVER = (
    "Do not persuade, do not ask why, and write down nothing about what happened. If they would rather not, thank them "
    "for saying it, ask what would help, and say that they can have somebody speak with the CPS about what they want."
)


@dataclass(frozen=True, slots=True)
class SureAnswer:
    """What one person said on a London day, for the date of a hearing as it then stood. Never changed afterwards.

    hard: in the order of the list, () when nothing was named. of_revision: of the hearing. by: who asked, "" when not
    known; it stays in the service that asked.
    """

    answer_id: str
    witness_id: str
    person_id: str
    sure: Sure
    on: date
    recorded_at: datetime
    hearing_id: str
    of_revision: int
    hard: tuple[Hard, ...] = ()
    by: str = field(default="", compare=False)

    @property
    def says_something(self) -> bool:
        """Whether it says how sure they are, or what would make it hard."""
        return self.sure is not Sure.DID_NOT_SAY or any(reason is not Hard.RATHER_NOT_SAY for reason in self.hard)

    @property
    def reasons(self) -> tuple[Hard, ...]:
        """What was named, of which something can be done."""
        return tuple(reason for reason in self.hard if reason is not Hard.RATHER_NOT_SAY)


def in_order(hard: Iterable[Hard]) -> tuple[Hard, ...]:
    """Give reasons each once, in the order of the list."""
    chosen = set(hard)
    return tuple(reason for reason in Hard if reason in chosen)


def that_stand(answers: Iterable[SureAnswer], witness_id: str, person_id: str, today: date) -> tuple[SureAnswer, ...]:
    """Give what one person said about one witness, oldest first, without what was taken back or lies ahead."""
    own = [a for a in answers if (a.witness_id, a.person_id) == (witness_id, person_id) and a.on <= today]
    standing: list[SureAnswer] = []
    for answer in sorted(own, key=lambda a: (a.recorded_at, a.sure is Sure.MISTAKE, a.answer_id)):
        if answer.sure is not Sure.MISTAKE:
            standing.append(answer)
        elif standing:
            standing.pop()
    return tuple(sorted(standing, key=lambda a: (a.on, a.recorded_at, a.answer_id)))


def newest_said(
    answers: Iterable[SureAnswer], witness_id: str, person_ids: Iterable[str], today: date
) -> tuple[SureAnswer, ...]:
    """Give the newest answer of each person that says something, in the order of the people.

    Whoever later chooses to say nothing takes nothing back by it.
    """
    known = tuple(answers)
    said = ([a for a in that_stand(known, witness_id, who, today) if a.says_something] for who in person_ids)
    return tuple(own[-1] for own in said if own)


def asked_on(answers: Iterable[SureAnswer], witness_id: str, person_ids: Iterable[str], today: date) -> date | None:
    """Give the day on which any of them was last asked, whatever they said; None when nobody ever was."""
    known = tuple(answers)
    return max((a.on for who in person_ids for a in that_stand(known, witness_id, who, today)), default=None)


def check_answer(answers: Iterable[SureAnswer], answer: SureAnswer, may_be_asked: Iterable[str], today: date) -> None:
    """Look at what is to be recorded.

    Raises:
        Refused: the day lies ahead, nobody has agreed to ask this person, or there is nothing to take back.
    """
    if answer.on > today:
        raise Refused("That day has not come yet: record it when they have been asked.")
    if answer.person_id not in set(may_be_asked):
        raise Refused("It is not agreed that this person is asked. Ask a parent or carer, or agree it first.")
    if answer.sure is Sure.MISTAKE and not that_stand(answers, answer.witness_id, answer.person_id, today):
        raise Refused("There is nothing recorded that could be taken back.")
