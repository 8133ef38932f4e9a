"""What is done about what would make it hard to come: for each reason the help, by when, and the fact that shows it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.cases import CasePicture
from witness.domain.countdown import family_of, hearing_ahead
from witness.domain.court_time import london_day
from witness.domain.evidence import Need, NeedKind, NeedState
from witness.domain.hearings import Hearing
from witness.domain.markers import MarkerKind, Said
from witness.domain.milestone_rows import Milestone
from witness.domain.needs import as_it_stands
from witness.domain.parents import OfferState
from witness.domain.people import Person
from witness.domain.sureness import ASKED_AT, Hard, Sure, SureAnswer, asked_on, newest_said
from witness.domain.tasks import TaskKind, WantedTask, soon_by_the_office
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

Shown = Callable[[CasePicture, SureAnswer], bool]
MET = frozenset({NeedState.CONFIRMED, NeedState.DONE, NeedState.NOT_NEEDED})
AGAIN = "they are asked again and no longer name it"


@dataclass(frozen=True, slots=True)
class Help:
    """What helps with one reason. does: what the officer does. clears_when: what shows that it was done.

    hours: working hours until it is to be done, judgement. side: where in a case. need: what it becomes, None for none.
    """

    does: str
    clears_when: str
    hours: int
    side: str
    shown: Shown
    need: NeedKind | None = None


def _need_met(kind: NeedKind) -> Shown:
    """A need that was met before they named it is no help with it."""

    def shown(picture: CasePicture, answer: SureAnswer) -> bool:
        need = _need(picture, answer.witness_id, kind)
        return need is not None and need.state in MET and need.since >= answer.on

    return shown


def _need(picture: CasePicture, witness_id: str, kind: NeedKind) -> Need | None:
    own = (n for n in picture.needs if n.witness_id == witness_id and n.kind is kind)
    need = next(own, None)
    return None if need is None else as_it_stands(picture, need)


def _marker_asked(*kinds: MarkerKind) -> Shown:
    def shown(picture: CasePicture, answer: SureAnswer) -> bool:
        return any(
            m.witness_id == answer.witness_id and m.kind in kinds and m.said is not Said.MISTAKE and m.on >= answer.on
            for m in picture.markers
        )

    return shown


def _days_or_letters(picture: CasePicture, answer: SureAnswer) -> bool:
    """Their days were asked for, or letters to the school or the employer are out."""
    family = {person.person_id for person in family_of(picture, answer.witness_id)}
    days = any(d.person_id in family and london_day(d.recorded_at) >= answer.on for d in picture.availability)
    letters = any(
        word.witness_id == answer.witness_id
        and word.code is Milestone.LETTERS_SENT
        and word.said is Said.YES
        and word.on >= answer.on
        for word in picture.milestones
    )
    return days or letters


def _offered(picture: CasePicture, answer: SureAnswer) -> bool:
    """Something was offered to a parent or carer, whatever they said to it."""
    family = {person.person_id for person in family_of(picture, answer.witness_id)}
    return any(
        step.person_id in family and step.state is not OfferState.MISTAKE and step.on >= answer.on
        for step in picture.offers
    )


def _days_or_offer(picture: CasePicture, answer: SureAnswer) -> bool:
    return _days_or_letters(picture, answer) or _offered(picture, answer)


def _strain_or_offer(picture: CasePicture, answer: SureAnswer) -> bool:
    return _marker_asked(MarkerKind.STRAIN)(picture, answer) or _offered(picture, answer)


def _never(_picture: CasePicture, _answer: SureAnswer) -> bool:
    return False


_WANTS = Help(
    "would rather not come: hear what they want, without persuading. Offer support and special measures, and with "
    "their leave tell the CPS what they want",
    AGAIN,
    8,
    "countdown",
    _never,
)
HELP: dict[Hard, Help] = {
    # Fear of somebody may be a threat: that is asked the same day, and what was said is for the police to ask.
    Hard.SOMEBODY: Help(
        "is afraid of somebody: ask today whether anybody has threatened or approached them, and record yes or no; "
        "in danger, 999",
        "the marker about threats is asked anew",
        4,
        "preparation",
        _marker_asked(MarkerKind.THREAT),
    ),
    Hard.COURT: Help(
        "is afraid of the court: offer the court visit, and ask again about special measures",
        "the court visit is confirmed or done since then, or " + AGAIN,
        16,
        "plan",
        _need_met(NeedKind.COURT_VISIT),
        NeedKind.COURT_VISIT,
    ),
    Hard.NOT_BELIEVED: Help(
        "is afraid of not being believed: offer a supporter of their own, and a talk with witness care",
        "a supporter is confirmed since then, or they are in touch with an adviser of their own",
        16,
        "preparation",
        lambda p, a: _need_met(NeedKind.SUPPORTER)(p, a) or _marker_asked(MarkerKind.ENGAGED)(p, a),
        NeedKind.SUPPORTER,
    ),
    Hard.SCHOOL_WORK: Help(
        "has school, an exam or work: ask on which days, and offer letters that give days and not the reason",
        "their days or the letters are recorded, or " + AGAIN,
        8,
        "people",
        _days_or_letters,
    ),
    Hard.CARE: Help(
        "has others to care for: ask on which days, and offer help with who looks after them",
        "their days or an offer is recorded, or " + AGAIN,
        16,
        "parents",
        _days_or_offer,
    ),
    Hard.JOURNEY: Help(
        "finds the journey hard: arrange a lift or the money for it",
        "the lift is confirmed since then, or not needed",
        16,
        "plan",
        _need_met(NeedKind.TRANSPORT),
        NeedKind.TRANSPORT,
    ),
    Hard.HEALTH: Help(
        "names their health: ask which help they have, and what the court should know; never what it is",
        "the marker about their wellbeing is asked anew, or their days are recorded",
        16,
        "preparation",
        lambda p, a: _marker_asked(MarkerKind.CRISIS)(p, a) or _days_or_letters(p, a),
    ),
    Hard.FAMILY: Help(
        "says that the family is against it: speak with the parent or carer, apart, about what they would need",
        "the marker about strain is asked anew, or an offer to the parent is recorded",
        8,
        "parents",
        _strain_or_offer,
    ),
    Hard.DOES_NOT_WANT: _WANTS,
    Hard.OTHER: Help("names something else: ask what would help", AGAIN, 16, "countdown", _never),
}


def may_be_asked(picture: CasePicture, witness_id: str, today: date) -> tuple[Person, ...]:
    """Give whom one may ask: carers, and the witness when grown up or when it is agreed that we speak with them."""
    witness = picture.witness(witness_id)
    own, *carers = family_of(picture, witness_id)
    return (own, *carers) if witness.direct_contact or not own.is_child_on(today) else tuple(carers)


def said_lately(picture: CasePicture, witness_id: str, today: date) -> tuple[SureAnswer, ...]:
    """Give the newest answer of each of the family that says something."""
    family = [person.person_id for person in family_of(picture, witness_id)]
    return newest_said(picture.sureness, witness_id, family, today)


def last_asked(picture: CasePicture, witness_id: str, today: date) -> date | None:
    """Give the day on which any of the family was last asked; None when nobody ever was."""
    return asked_on(picture.sureness, witness_id, [p.person_id for p in family_of(picture, witness_id)], today)


def open_reasons(picture: CasePicture, answer: SureAnswer) -> tuple[Hard, ...]:
    """Give what was named and nothing was done about."""
    return tuple(reason for reason in answer.reasons if not HELP[reason].shown(picture, answer))


def asks_now(picture: CasePicture, witness_id: str, hearing: Hearing, calendar: WorkingCalendar, today: date) -> bool:
    """Whether a call of the countdown has come at which it is to be asked, and nobody has asked since."""
    day = hearing.now.slot.on
    if day is None:
        return False
    try:
        rungs = [calendar.add(day, -lead) for lead in ASKED_AT]
    except BeyondTheCalendar:
        return False
    reached = max((rung for rung in rungs if rung <= today), default=None)
    asked = last_asked(picture, witness_id, today)
    return reached is not None and today <= day and (asked is None or asked < reached)


def needs_named(picture: CasePicture, answer: SureAnswer) -> tuple[NeedKind, ...]:
    """Give the needs that the reasons become, where nobody has recorded any need of the kind yet."""
    kinds = [HELP[reason].need for reason in answer.reasons]
    return tuple(kind for kind in kinds if kind is not None and _need(picture, answer.witness_id, kind) is None)


def sureness_tasks(picture: CasePicture, calendar: WorkingCalendar, now: datetime) -> Iterator[WantedTask]:
    """Give the work that answers call for, while evidence is ahead. It stays until it is done, however old it gets."""
    today = london_day(now)
    for witness in picture.witnesses:
        if hearing_ahead(picture, witness.witness_id, today) is None or not witness.is_expected:
            continue
        for answer in said_lately(picture, witness.witness_id, today):
            for reason in _work_of(picture, answer):
                helps = HELP[reason]
                yield WantedTask(
                    reason_key=f"sureness:{answer.answer_id}:{reason.value}",
                    kind=TaskKind.SURENESS,
                    words=f"{witness.label}: {picture.called(answer.person_id)} {helps.does}",
                    clears_when=helps.clears_when,
                    due_at=soon_by_the_office(answer.recorded_at, helps.hours, calendar),
                    hearing_id=answer.hearing_id,
                )


def _work_of(picture: CasePicture, answer: SureAnswer) -> tuple[Hard, ...]:
    """Whoever would rather not come is heard, named reason or not."""
    found = open_reasons(picture, answer)
    unheard = answer.sure is Sure.RATHER_NOT and Hard.DOES_NOT_WANT not in found
    return (*found, Hard.DOES_NOT_WANT) if unheard else found
