"""Every change of a date with what the family heard of it: who was told, how and when, and whether with the reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from witness.domain.beliefs import beliefs_about, same_promise
from witness.domain.cases import CasePicture
from witness.domain.evidence import Told
from witness.domain.hearings import Hearing, HearingState, Revision


@dataclass(frozen=True, slots=True)
class Version:
    """A revision that says something new to a family, and the revision that took its place for them, if any did."""

    revision: Revision
    next: Revision | None

    def is_told_by(self, told: Told) -> bool:
        """Whether a telling speaks of this version: of its own number, or a later one until it changed again."""
        until = None if self.next is None else self.next.number
        return self.revision.number <= told.revision and (until is None or told.revision < until)


@dataclass(frozen=True, slots=True)
class Heard:
    """What one person heard of one version of a date.

    at: None when nobody has told them. is_past: it had changed again before anybody did.
    """

    person_id: str
    at: datetime | None
    via: str = ""
    reason_given: bool = False
    is_past: bool = False


def versions_of(hearing: Hearing) -> tuple[Version, ...]:
    """Give the versions of a date that a family had to hear of, oldest first.

    A court room or a doubt is not news for them, and neither is a date that comes back as it was.
    """
    news = list(_news(hearing))
    following = [*news[1:], None]
    return tuple(Version(one, after) for one, after in zip(news, following, strict=True))


def who_heard(picture: CasePicture, hearing: Hearing, number: int) -> tuple[Heard, ...]:
    """Say of everybody whom revision `number` of a date concerned whether they heard of it; () when it was no news."""
    version = next((v for v in versions_of(hearing) if v.revision.number == number), None)
    if version is None:
        return ()
    lines = [_heard(picture, hearing, version, belief.person_id) for belief in beliefs_about(picture, hearing)]
    return tuple(line for line in lines if line is not None)


def _news(hearing: Hearing) -> Iterator[Revision]:
    held: Revision | None = None
    for revision in hearing.revisions:
        if revision.state not in (HearingState.LISTED, HearingState.VACATED):
            continue
        if held is None or not same_promise(held, revision):
            yield revision
        held = revision


def _heard(picture: CasePicture, hearing: Hearing, version: Version, person_id: str) -> Heard | None:
    own = [t for t in picture.told if t.person_id == person_id and t.hearing_id == hearing.hearing_id]
    told = [t for t in own if version.is_told_by(t)]
    if told:
        first = min(told, key=lambda t: t.at)
        return Heard(person_id, first.at, first.via, any(t.reason_given for t in told))
    if version.next is None:
        return Heard(person_id, None)
    # Nobody had to hear of what was over before they had heard anything at all.
    before = any(t.revision < version.revision.number for t in own)
    return Heard(person_id, None, is_past=True) if before else None
