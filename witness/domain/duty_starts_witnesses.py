"""Which time limits a witness starts: being warned, their special measures, their evidence, their age."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time

from witness.domain.aftercare import AfterKind, latest_each
from witness.domain.cases import CasePicture, Track
from witness.domain.countdown import measures_of
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.defendants import Turn
from witness.domain.duty_starts import Start, day_of, told_in_words
from witness.domain.duty_starts_aftercare import was_grown_by
from witness.domain.duty_starts_claims import CLAIM_IN, claim_is_in
from witness.domain.duty_starts_hearings import NOT_APPLIED
from witness.domain.evidence import EventState
from witness.domain.hearings import KIND_IN_WORDS
from witness.domain.measures import MEASURE_DECIDED, MEASURE_IN_WORDS, Measure, MeasureKind, MeasureState, MeasureStep
from witness.domain.people import Requirement, Witness

DECISIONS: dict[MeasureState, str] = {
    MeasureState.GRANTED: "granted",
    MeasureState.PARTLY: "partly granted",
    MeasureState.REFUSED: "refused",
}


def starts_of_witnesses(picture: CasePicture) -> Iterator[Start]:
    """Give what each witness starts."""
    for witness in picture.witnesses:
        yield from _warned(picture, witness)
        yield from _application(picture, witness)
        yield from _applied(picture, witness)
        yield from _decided(picture, witness)
        yield from _attended(picture, witness)
        yield from _compensation(picture, witness)


def _warned(picture: CasePicture, witness: Witness) -> Iterator[Start]:
    told, initials = told_in_words(picture, [witness]), picture.person(witness.person_id).initials
    warnings = [(n, s) for n, s in enumerate(witness.steps, start=1) if s.requirement is Requirement.WARNED]
    moot = "" if witness.is_expected else "This witness is not expected at court."
    for number, step in warnings:
        yield Start(
            word="warned",
            about=f"{witness.label}:{number}",
            at=step.at,
            because=f"{initials} was warned to give evidence on {day_of(step.at)}",
            ask=f"whether {told} that {initials} must give evidence",
            moot=moot,
        )
    for _, step in warnings[:1]:
        yield Start(
            word="needs",
            about=witness.label,
            at=step.at,
            because=f"{initials} was first warned on {day_of(step.at)}",
            ask=f"whether {initials} has had a full needs assessment",
            moot=moot,
        )


def _application(picture: CasePicture, witness: Witness) -> Iterator[Start]:
    """The prosecutor's time from the first plea of not guilty, while this witness wants measures or had them."""
    pleas = [s.at for d in picture.case.defendants for s in d.steps if s.turn is Turn.PLEADED_NOT_GUILTY]
    measures = list(measures_of(picture, witness.witness_id))
    open_still = [m for m in measures if m.state in NOT_APPLIED]
    applied = [s.at for m in measures for s in m.steps if s.state is MeasureState.APPLIED]
    if not pleas or not (open_still or applied):
        return
    initials = picture.person(witness.person_id).initials
    yield Start(
        word="not_guilty_crown" if picture.case.track is Track.CROWN else "not_guilty_magistrates",
        about=witness.label,
        at=min(pleas),
        because=f"the first plea of not guilty was on {day_of(min(pleas))} and {initials} wants special measures",
        ask=f"whether the special measures for {initials} have been applied for",
        settled_at=None if open_still else max(applied),
        moot="" if witness.is_expected else "This witness is not expected at court.",
    )


def _applied(picture: CasePicture, witness: Witness) -> Iterator[Start]:
    initials = picture.person(witness.person_id).initials
    days = _by_day(picture, witness, frozenset({MeasureState.APPLIED}))
    for (day, is_recording), found in days.items():
        pending = [m for m, _ in found if m.state not in MEASURE_DECIDED and m.state is not MeasureState.LAPSED]
        decided = [s.at for m, _ in found for s in m.steps if s.state in DECISIONS]
        yield Start(
            word="s28_applied" if is_recording else "measure_applied",
            about=f"{witness.label}:{'s28:' if is_recording else ''}{day.isoformat()}",
            at=max(step.at for _, step in found),
            because=f"{_listed(found)} for {initials} was applied for on {day_of(day)}",
            settled_at=None if pending else max(decided, default=None),
            moot="" if pending or decided else "It has been decided.",
        )


def _decided(picture: CasePicture, witness: Witness) -> Iterator[Start]:
    initials = picture.person(witness.person_id).initials
    days: dict[date, list[tuple[Measure, MeasureStep]]] = defaultdict(list)
    for (day, _), found in _by_day(picture, witness, frozenset(DECISIONS)).items():
        days[day] += found
    for day, decided in sorted(days.items()):
        said = " and ".join(f"{MEASURE_IN_WORDS[m.kind]} ({DECISIONS[s.state]})" for m, s in decided)
        told = [_told_after(m, s.at) for m, s in decided]
        known = [at for at in told if at is not None]
        yield Start(
            word="measure_decided",
            about=f"{witness.label}:{day.isoformat()}",
            at=max(step.at for _, step in decided),
            because=f"the court decided for {initials} on {day_of(day)}: {said}",
            ask=f"whether {told_in_words(picture, [witness])} what the court decided: {said}",
            settled_at=max(known) if len(known) == len(told) else None,
        )


def _attended(picture: CasePicture, witness: Witness) -> Iterator[Start]:
    for event in picture.events:
        if event.witness_id != witness.witness_id or event.state is not EventState.GIVEN or event.settled_at is None:
            continue
        kind = KIND_IN_WORDS[picture.hearing(event.hearing_id).kind]
        initials = picture.person(witness.person_id).initials
        yield Start(
            word="attended",
            about=f"{witness.label}:{event.hearing_id}",
            at=event.settled_at,
            because=f"{initials} gave evidence ({kind}) on {day_of(event.settled_at)}",
            hearing_id=event.hearing_id,
            moot=CLAIM_IN if claim_is_in(picture, witness.witness_id, event.hearing_id) else "",
        )


def _compensation(picture: CasePicture, witness: Witness) -> Iterator[Start]:
    person, began_on = picture.person(witness.person_id), picture.case.support_began_on
    if person.born_on is None or not person.is_child_on(began_on):
        return
    if any(
        was_grown_by(picture, f) for f in latest_each(picture.aftercare, AfterKind.REPORTED) if f.about == witness.label
    ):
        return  # another rule counts from the report
    yield Start(
        word="child",
        about=witness.label,
        at=moment_in_london(began_on, time(0, 0)),
        because=f"{person.initials} was under 18 when our support began on {day_of(began_on)}",
        counts_from=person.born_on,
    )


def _by_day(
    picture: CasePicture, witness: Witness, states: frozenset[MeasureState]
) -> dict[tuple[date, bool], list[tuple[Measure, MeasureStep]]]:
    """Steps by London day, the recorded cross-examination apart: what one hearing decided is one piece of news."""
    days: dict[tuple[date, bool], list[tuple[Measure, MeasureStep]]] = defaultdict(list)
    for measure in measures_of(picture, witness.witness_id):
        for step in measure.steps:
            if step.state in states:
                days[(london_day(step.at), measure.kind is MeasureKind.S28_RECORDING)].append((measure, step))
    return days


def _told_after(measure: Measure, at: datetime) -> datetime | None:
    told = [step.at for step in measure.steps if step.state is MeasureState.TOLD and step.at >= at]
    return min(told, default=None)


def _listed(found: list[tuple[Measure, MeasureStep]]) -> str:
    return " and ".join(MEASURE_IN_WORDS[measure.kind] for measure, _ in found)
