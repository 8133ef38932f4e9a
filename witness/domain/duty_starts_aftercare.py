"""Which time limits the facts after an outcome start: results on their way, what is to come, days of each year."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from witness.domain.aftercare import AfterFact, AfterKind, latest_each, newest, of_kind
from witness.domain.at_court import DayStep
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.defendants import Turn
from witness.domain.duty_starts import Start, day_of, family_in_words, told_in_words
from witness.domain.people import ADULT_AT

# A day of each year becomes work a week before (judgement), so that its limit begins then.
YEARLY_FROM = timedelta(days=7)

# What was asked so lately before a trial need not be asked again (judgement).
STILL_FRESH = timedelta(days=14)
VERDICTS = frozenset(
    {Turn.CONVICTED, Turn.ACQUITTED, Turn.DIRECTED_ACQUITTAL, Turn.HUNG_JURY, Turn.JURY_DISCHARGED, Turn.PLEADED_GUILTY}
)

# What is to come: the word of its start, and how it is said.
AHEAD: dict[AfterKind, tuple[str, str]] = {
    AfterKind.NO_EVIDENCE_PLANNED: ("no_evidence_planned", "no evidence will be offered against {about} on {day}"),
    AfterKind.ORDER_ENDS: ("order_ends", "the restraining order on {about} ends on {day}"),
    AfterKind.RELEASE_EXPECTED: ("release", "{about} is expected to be released on {day}"),
    AfterKind.PAROLE_HEARING: ("parole", "the Parole Board looks at {about} on {day}"),
}


def starts_of_aftercare(picture: CasePicture, now: datetime) -> Iterator[Start]:
    """Give what the facts after an outcome start."""
    yield from _reported(picture)
    yield from _ahead(picture)
    yield from _yearly(picture, london_day(now))
    yield from _arrived(picture)
    yield from _trials(picture)
    if picture.case.closed_on is not None:
        on = picture.case.closed_on
        yield Start("closed", "case", day_begins(on), because=f"the case was closed on {day_of(on)}")


def day_begins(day: date) -> datetime:
    """Give the instant at which a London day begins."""
    return moment_in_london(day, time(0, 0))


def _reported(picture: CasePicture) -> Iterator[Start]:
    for fact in latest_each(picture.aftercare, AfterKind.REPORTED):
        yield Start(
            word="reported",
            about=fact.about,
            at=day_begins(fact.on),
            because=f"it was reported to the police on {day_of(fact.on)}",
            ask=f"whether the needs of {family_in_words(picture)} were looked at, and support was offered",
        )
        if was_grown_by(picture, fact):
            yield Start(
                word="reported_grown",
                about=fact.about,
                at=day_begins(fact.on),
                because=f"{fact.about} was 18 or older when it was reported on {day_of(fact.on)}",
            )
    for fact in of_kind(picture.aftercare, AfterKind.NOT_INVESTIGATED):
        yield Start(
            word="not_investigated",
            about=f"case:{fact.on.isoformat()}",
            at=day_begins(fact.on),
            because=f"the police decided not to investigate on {day_of(fact.on)}",
            ask=f"whether {told_in_words(picture)} of the decision not to investigate, and why",
        )


def was_grown_by(picture: CasePicture, fact: AfterFact) -> bool:
    """Whether the witness that a report is about was known to be of age on its day."""
    for witness in picture.witnesses:
        if witness.label == fact.about:
            age = picture.person(witness.person_id).age_on(fact.on)
            return age is not None and age >= ADULT_AT
    return False


def _ahead(picture: CasePicture) -> Iterator[Start]:
    for kind, (word, said) in AHEAD.items():
        for fact in latest_each(picture.aftercare, kind):
            yield Start(
                word=word,
                about=f"{fact.about}:{fact.on.isoformat()}",
                at=fact.recorded_at,
                because=said.format(about=fact.about, day=day_of(fact.on)),
                counts_from=fact.on,
            )


def _yearly(picture: CasePicture, today: date) -> Iterator[Start]:
    for fact in of_kind(picture.aftercare, AfterKind.ANNIVERSARY):
        # The newest that has begun is asked about: one that was missed is not made good a year later.
        years = range(max(fact.on.year, london_day(fact.recorded_at).year), today.year + 2)
        days = [_in_year(fact.on, year) for year in years]
        begun = [on for on in days if on - YEARLY_FROM <= today and on >= london_day(fact.recorded_at)]
        for on in begun[-1:]:
            yield Start(
                word="anniversary",
                about=f"{fact.on.isoformat()}:{on.year}",
                at=max(fact.recorded_at, day_begins(on - YEARLY_FROM)),
                because=f"the family named {on.day} {on:%B} as a day on which they want to hear from us",
                counts_from=on,
            )


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _arrived(picture: CasePicture) -> Iterator[Start]:
    """The clock of waiting, as the day itself recorded it: from the door to being called or let go."""
    undone = {tap.undoes for tap in picture.day_taps if tap.undoes is not None}
    taps = [tap for tap in picture.day_taps if tap.tap_id not in undone and tap.undoes is None]
    for witness in picture.witnesses:
        own = [tap for tap in taps if tap.witness_id == witness.witness_id]
        for on in sorted({tap.on for tap in own if tap.step is DayStep.ARRIVED}):
            came = min(tap.at for tap in own if tap.step is DayStep.ARRIVED and tap.on == on)
            ends = (DayStep.CALLED, DayStep.RELEASED, DayStep.SENT_HOME)
            over = [tap.at for tap in own if tap.on == on and tap.step in ends and tap.at >= came]
            initials = picture.person(witness.person_id).initials
            yield Start(
                word="arrived",
                about=f"{witness.label}:{on.isoformat()}",
                at=came,
                because=f"{initials} arrived at court on {day_of(on)}",
                settled_at=min(over, default=None),
            )


def _trials(picture: CasePicture) -> Iterator[Start]:
    """What somebody wants is asked again before a verdict: what was right at intake may be wrong a year later."""
    began = {london_day(s.at): s.at for d in picture.case.defendants for s in d.steps if s.turn is Turn.TRIAL_BEGAN}
    for day, at in sorted(began.items()):
        asked = [f.recorded_at for f in of_kind(picture.aftercare, AfterKind.BAD_NEWS) if f.on >= day - STILL_FRESH]
        over = [s.at for d in picture.case.defendants for s in d.steps if s.turn in VERDICTS and s.at >= at]
        yield Start(
            word="trial_began",
            about=f"case:{day.isoformat()}",
            at=at,
            because=f"the trial began on {day_of(day)}",
            settled_at=min(asked, default=None),
            moot="There has been an outcome." if over else "",
        )


def result_heard(picture: CasePicture, about: str) -> AfterFact | None:
    """Give when witness care heard a result, "D1:3", or None while nobody has said."""
    return newest(picture.aftercare, AfterKind.CARE_HEARD, about)


def letter_of(picture: CasePicture, about: str) -> AfterFact | None:
    """Give the letter with a decision to stop, or None while nobody has said."""
    return newest(picture.aftercare, AfterKind.DECISION_LETTER, about)
