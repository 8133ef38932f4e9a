"""What each person had to be told of a date, version by version, and when they were: what time-to-tell sums up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from witness.domain.change_log import Version, versions_of
from witness.domain.court_time import end_of_london_day
from witness.domain.evidence import Told
from witness.domain.hearings import Hearing, HearingState
from witness.domain.time_to_tell import News, Right, Way

WAY_OF = {"voice": Way.VOICE, "text": Way.TEXT}


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody who must know of a hearing, or was told of it. told: everything they were told, in any order."""

    person_id: str
    joined_at: datetime | None = None
    told: tuple[Told, ...] = ()


def news_for(hearing: Hearing, listener: Listener) -> Iterator[News]:
    """Give what one person had to be told about a hearing. What was over before they joined is none of it."""
    taken_back = {r.undoes for r in hearing.revisions if r.undoes is not None}
    for version in versions_of(hearing):
        told = [t for t in listener.told if version.is_told_by(t)]
        unheard_slip = version.revision.number in taken_back and not told
        if unheard_slip or not _concerns(version, listener):
            continue
        begins = max(_known_at(version), listener.joined_at or _known_at(version))
        ended = _ended_at(version)
        if ended is not None and ended <= begins and not told:
            continue
        yield _news(hearing, version, begins, ended, told)


def _concerns(version: Version, listener: Listener) -> bool:
    """That a date is off, or back as it was, concerns only those who had been told of the one before."""
    revision = version.revision
    if revision.undoes is not None:
        return any(t.revision == revision.undoes for t in listener.told)
    if revision.state is HearingState.VACATED:
        return any(t.revision < revision.number for t in listener.told)
    return True


def _news(hearing: Hearing, version: Version, begins: datetime, ended: datetime | None, told: list[Told]) -> News:
    first = min(told, key=lambda t: t.at, default=None)
    answers = [t.at if t.via == "voice" else t.acknowledged_at for t in told]
    knew = [at for at in answers if at is not None]
    return News(
        case_id=hearing.case_id,
        right=_right(version),
        learnt_at=begins,
        told_at=None if first is None else max(first.at, begins),
        acknowledged_at=max(begins, min(knew)) if knew else None,
        way=Way.NOBODY if first is None else WAY_OF.get(first.via, Way.OTHER),
        until=ended,
    )


def _right(version: Version) -> Right:
    if version.revision.state is HearingState.VACATED:
        return Right.OFF
    return Right.FIRST_DATE if version.revision.number == 1 else Right.CHANGED


def _known_at(version: Version) -> datetime:
    revision = version.revision
    return revision.learnt_at if revision.undoes is None else revision.recorded_at


def _ended_at(version: Version) -> datetime | None:
    """When it stopped mattering: it changed again, or its last day is over."""
    last_day = version.revision.slot.last_day
    over = None if last_day is None else end_of_london_day(last_day)
    changed = None if version.next is None else _known_at(Version(version.next, None))
    moments = [at for at in (over, changed) if at is not None]
    return min(moments, default=None)
