"""Which time limits the hearings of a case start: told of a date, told why it moved, the plea before a recording."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from witness.domain.beliefs import same_promise
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.defendants import Turn
from witness.domain.duty_starts import Start, day_of, family_in_words, told_in_words
from witness.domain.hearings import KIND_IN_WORDS, Hearing, HearingKind, HearingState, Revision
from witness.domain.measures import MeasureKind, MeasureState

DAY_BEGINS = time(0, 0)
BAIL_TURNS = frozenset(
    {
        Turn.BAILED,
        Turn.BAIL_VARIED,
        Turn.REMANDED,
        Turn.RELEASED_FROM_CUSTODY,
        Turn.ABSCONDED,
        Turn.ARRESTED_ON_WARRANT,
    }
)
NOT_APPLIED = frozenset({MeasureState.NEEDED, MeasureState.VIEWS, MeasureState.ASKED})


def starts_of_hearings(picture: CasePicture, now: datetime) -> Iterator[Start]:
    """Give what each hearing starts."""
    for hearing in picture.hearings:
        yield from _told_of(picture, hearing, now)
        yield from _bail_heard(picture, hearing)
        yield from _recording_before_plea(picture, hearing, london_day(now))


def _told_of(picture: CasePicture, hearing: Hearing, now: datetime) -> Iterator[Start]:
    known = [r for r in _kept(hearing) if r.learnt_at <= now]
    changes = [r for n, r in enumerate(known) if _is_news(r, known[n - 1] if n else None)]
    for revision in changes:
        is_latest = revision is changes[-1]
        what = _what_became(hearing, revision, is_first=revision is known[0])
        moot = _moot(hearing, is_latest=is_latest, today=london_day(now))
        yield Start(
            word="hearing",
            about=f"{hearing.hearing_id}:{revision.number}",
            at=revision.learnt_at,
            because=f"{what}, learnt {day_of(revision.learnt_at)}",
            ask=f"whether {told_in_words(picture)} that {what}",
            moot=moot,
            hearing_id=hearing.hearing_id,
        )
        if revision is not known[0] and is_latest and _needs_a_reason(picture, hearing, revision):
            yield _reason(picture, hearing, revision, what, moot)


def _reason(picture: CasePicture, hearing: Hearing, revision: Revision, what: str, moot: str) -> Start:
    return Start(
        word="no_reason",
        about=f"{hearing.hearing_id}:{revision.number}",
        at=revision.learnt_at,
        because=f"{what}, learnt {day_of(revision.learnt_at)}, and no reason is known",
        ask=f"why {what}, so that {family_in_words(picture)} can be told",
        settled_at=_reason_since(picture, hearing, revision),
        moot=moot,
        hearing_id=hearing.hearing_id,
    )


def _kept(hearing: Hearing) -> list[Revision]:
    taken_back = {r.undoes for r in hearing.revisions if r.undoes is not None}
    return [r for r in hearing.revisions if r.number not in taken_back and r.undoes is None]


def _is_news(revision: Revision, before: Revision | None) -> bool:
    """Whether a family has to hear of it: not a court room alone, not a doubt, not a first entry without a date."""
    if revision.state in (HearingState.UNCONFIRMED, HearingState.HELD):
        return False
    if before is None:
        return revision.slot.on is not None and revision.state is HearingState.LISTED
    return not same_promise(before, revision)


def _what_became(hearing: Hearing, revision: Revision, *, is_first: bool) -> str:
    kind = f"the {KIND_IN_WORDS[hearing.kind]}"
    if revision.state is HearingState.VACATED:
        return f"{kind} was taken out of the list ({revision.slot.in_words()})"
    if revision.slot.on is None:
        return f"{kind} has lost its date"
    return f"{kind} was {'listed for' if is_first else 'moved to'} {revision.slot.in_words()}"


def _moot(hearing: Hearing, *, is_latest: bool, today: date) -> str:
    last_day = hearing.now.slot.last_day
    if not is_latest:
        return "A later change has taken its place."
    if hearing.now.state is HearingState.HELD or (last_day is not None and last_day < today):
        return "The day has passed."
    return ""


def _needs_a_reason(picture: CasePicture, hearing: Hearing, revision: Revision) -> bool:
    """Only where somebody planned for the date, and a plan was broken: a window that narrows breaks none."""
    planned = bool(picture.audience_of(hearing.hearing_id)) or any(
        told.hearing_id == hearing.hearing_id for told in picture.told
    )
    broke = revision.state is HearingState.VACATED or revision in hearing.moves
    return planned and broke and not revision.reason


def _reason_since(picture: CasePicture, hearing: Hearing, revision: Revision) -> datetime | None:
    """When the reason came after all: in a later revision of the same promise, or told to somebody."""
    later = [r.recorded_at for r in hearing.revisions[revision.number :] if r.reason and same_promise(r, revision)]
    told = [
        t.at
        for t in picture.told
        if t.hearing_id == hearing.hearing_id and t.revision >= revision.number and t.reason_given
    ]
    return min([*later, *told], default=None)


def _bail_heard(picture: CasePicture, hearing: Hearing) -> Iterator[Start]:
    """A bail hearing that has been held, where no defendant's step of that day says what came of it."""
    on = hearing.now.slot.on
    if hearing.kind is not HearingKind.BAIL or hearing.now.state is not HearingState.HELD or on is None:
        return
    if any(s.turn in BAIL_TURNS and london_day(s.at) == on for d in picture.case.defendants for s in d.steps):
        return
    yield Start(
        word="bail",
        about=f"{hearing.hearing_id}:{hearing.now.number}",
        at=moment_in_london(on, hearing.now.slot.at or DAY_BEGINS),
        because=f"a bail hearing was held on {day_of(on)}",
        ask=f"whether {told_in_words(picture)} what came of the bail hearing on {day_of(on)}",
        hearing_id=hearing.hearing_id,
    )


def _recording_before_plea(picture: CasePicture, hearing: Hearing, today: date) -> Iterator[Start]:
    recordings = [m for m in picture.measures if m.kind is MeasureKind.S28_RECORDING]
    wanted = [m for m in recordings if m.state in NOT_APPLIED]
    applied = [s.at for m in recordings for s in m.steps if s.state is MeasureState.APPLIED]
    on = hearing.now.slot.on
    if hearing.kind is not HearingKind.PTPH or on is None or hearing.now.state is HearingState.VACATED:
        return
    if not wanted and not applied:
        return
    yield Start(
        word="s28_ptph",
        about=f"{hearing.hearing_id}:{hearing.now.number}",
        at=hearing.now.learnt_at,
        because=f"the {KIND_IN_WORDS[hearing.kind]} is on {day_of(on)}",
        ask="whether a section 28 recording has been applied for",
        counts_from=on,
        settled_at=None if wanted else max(applied),
        moot="The plea hearing has passed." if on + timedelta(days=1) <= today else "",
        hearing_id=hearing.hearing_id,
    )
