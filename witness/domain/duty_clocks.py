"""Which time limits run in a case, since when, until when, and whether the family has said that it was told.

Pure: facts, rules, a calendar and an instant in, duties out. We hold none of these duties but our own; where a limit
cannot be counted it has no day, and says why.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, spoken_day
from witness.domain.day_counts import due_after, in_words, last_day
from witness.domain.duties import DayUnit, Duty, DutyNotice, DutyRule, DutyState, Holder, rule_on
from witness.domain.duty_starts import Start
from witness.domain.duty_starts_aftercare import starts_of_aftercare
from witness.domain.duty_starts_claims import starts_of_claims
from witness.domain.duty_starts_defendants import starts_of_defendants
from witness.domain.duty_starts_hearings import starts_of_hearings
from witness.domain.duty_starts_witnesses import starts_of_witnesses
from witness.domain.people import ADULT_AT
from witness.domain.plans import PlanState
from witness.domain.visits import VisitKind
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar

# A look-in counts for a review when it came no more than a week before its day.
REVIEW_FROM = timedelta(days=7)
LOOKED_IN = frozenset({"ended", "anniversary"})
# Their time running out, or the defence's, is nobody's omission.
RUNS_OUT = frozenset({Holder.FAMILY.value, Holder.DEFENCE.value})


def duties_of(
    picture: CasePicture, rules: tuple[DutyRule, ...], calendar: WorkingCalendar, now: datetime
) -> tuple[Duty, ...]:
    """Give every time limit that the facts known by `now` have started, oldest fact first.

    Of each rule the version counts that stood on the London day of the fact (`duties.rule_on`).
    """
    codes: dict[str, list[str]] = {}
    for rule in rules:
        named = codes.setdefault(rule.trigger, [])
        if rule.code not in named:
            named.append(rule.code)
    found = []
    for start in starts_of(picture, now):
        standing = (rule_on(rules, code, london_day(start.at)) for code in codes.get(start.word, ()))
        # A version may have given a limit another start.
        found += [
            _duty(picture, start, rule, calendar, now)
            for rule in standing
            if rule is not None and rule.trigger == start.word
        ]
    return tuple(sorted(found, key=lambda duty: (duty.started_at, duty.code, duty.about)))


def starts_of(picture: CasePicture, now: datetime) -> tuple[Start, ...]:
    """Give every fact known by `now` that starts a clock."""
    found = [*starts_of_hearings(picture, now), *starts_of_defendants(picture), *starts_of_witnesses(picture)]
    found += starts_of_claims(picture)
    found += starts_of_aftercare(picture, now)
    return tuple(start for start in found if start.at <= now)


def has_enhanced_rights(picture: CasePicture, day: date) -> bool:
    """Whether the shorter limits hold: always, unless every witness is known to be an adult on that day.

    Every victim under 18 qualifies (from memory). We do not record who is a victim and who is only a witness, nor
    the offence, so a family is asked about by the shorter limit when in doubt.
    """
    ages = [picture.person(witness.person_id).age_on(day) for witness in picture.witnesses]
    return not ages or any(age is None or age < ADULT_AT for age in ages)


def _duty(picture: CasePicture, start: Start, rule: DutyRule, calendar: WorkingCalendar, now: datetime) -> Duty:
    is_enhanced = rule.enhanced_days is not None and has_enhanced_rights(picture, london_day(start.at))
    count = rule.enhanced_days if is_enhanced and rule.enhanced_days is not None else rule.days
    due_at, remark = _due(start, count, rule.unit, calendar)
    told_at = _told_at(picture, start, rule, due_at)
    return Duty(
        code=rule.code,
        version=rule.version,
        words=rule.words,
        because=f"Because {start.because}.",
        right=rule.right,
        source=rule.source,
        verified_on=rule.verified_on,
        holder=rule.holder,
        limit=in_words(count, rule.unit) + (", with Enhanced Rights" if is_enhanced else ""),
        started_at=start.at,
        due_at=due_at,
        state=_state(picture, start, rule, due_at, told_at, now),
        about=start.about,
        owner=picture.case.signed_as,
        ask=start.ask,
        note=" ".join(part for part in (remark, start.moot, rule.note) if part),
        told_at=told_at,
        hearing_id=start.hearing_id,
    )


def _due(start: Start, count: int, unit: DayUnit, calendar: WorkingCalendar) -> tuple[datetime | None, str]:
    """Give the end of the limit and what is to be said about it."""
    begins = start.at if start.counts_from is None else start.counts_from
    try:
        due_at = due_after(begins, count, unit, calendar)
    except BeyondTheCalendar as edge:
        return None, f"The last day cannot be named: {edge}"
    if unit is DayUnit.CALENDAR_OFFICE:
        return due_at, _office_day(last_day(begins, count, unit, calendar), calendar)
    return due_at, ""


def _office_day(day: date, calendar: WorkingCalendar) -> str:
    try:
        if calendar.is_working(day):
            return ""
        return f"Offices are closed on that day: the last working day before it is {spoken_day(calendar.add(day, -1))}."
    except BeyondTheCalendar:
        return "Whether offices are open on that day is not known yet."


def _told_at(picture: CasePicture, start: Start, rule: DutyRule, due_at: datetime | None) -> datetime | None:
    said = [notice.told_at for notice in notices_about(picture, rule.code, start.about)]
    if start.settled_at is not None:
        said.append(start.settled_at)
    if start.word in LOOKED_IN and due_at is not None:
        said += _looked_in(picture, due_at - REVIEW_FROM)
    return min(said, default=None)


def notices_about(picture: CasePicture, code: str, about: str) -> tuple[DutyNotice, ...]:
    """Give what the family has said about one duty, oldest first."""
    return tuple(n for n in picture.notices if (n.code, n.about) == (code, about))


def _looked_in(picture: CasePicture, since: datetime) -> Iterator[datetime]:
    yield from (c.at for c in picture.contact_log if c.reached and c.at >= since)
    for visit in picture.visits:
        if visit.kind is VisitKind.AFTERCARE and visit.now.state is PlanState.DONE:
            yield from (step.recorded_at for step in visit.steps[-1:] if step.recorded_at >= since)


def _state(
    picture: CasePicture, start: Start, rule: DutyRule, due_at: datetime | None, told_at: datetime | None, now: datetime
) -> DutyState:
    if told_at is not None and told_at <= now:
        return DutyState.TOLD if due_at is None or told_at <= due_at else DutyState.TOLD_LATE
    # How long records are kept runs when all else is over.
    if start.moot or (picture.case.closed_on is not None and start.word != "closed"):
        return DutyState.OVER
    if due_at is None or now <= due_at:
        return DutyState.WAITING
    before_us = london_day(due_at) < picture.case.support_began_on
    return DutyState.OVER if rule.holder in RUNS_OUT or before_us else DutyState.CHASE
