"""The dates of a case: each with the road it has come, and who believes what about it."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import zip_longest

from witness.domain.beliefs import Belief, BeliefState, beliefs_about, joined_at, reason_to_tell
from witness.domain.cases import CasePicture
from witness.domain.change_log import who_heard
from witness.domain.court_time import london_day
from witness.domain.hearings import KIND_IN_WORDS, Hearing, HearingState, Revision, undo_until
from witness.domain.outcome_codes import reason_in_words
from witness.domain.rules import Rules
from witness.domain.story import moved_in_words
from witness.domain.what_to_say import what_to_say
from witness.questions.case_cards import HeardRow, HearingCard, RevisionRow, ToldCell, ToldGrid, ToldRow
from witness.questions.to_tell import changed_at, limit_for
from witness.store import Desk


def hearing_cards(
    desk: Desk, picture: CasePicture, names: dict[str, str], rules: Rules, now: datetime
) -> Iterator[HearingCard]:
    """Give the hearings of a case, what is soonest first, what is over last."""
    for hearing in _in_order(picture):
        slot = hearing.now.slot
        yield HearingCard(
            hearing_id=hearing.hearing_id,
            what=KIND_IN_WORDS[hearing.kind],
            when=_when(hearing.now),
            state=hearing.now.state,
            moved=moved_in_words(hearing),
            court=desk.courts.name_of(slot.court_code) if slot.court_code else "",
            room=slot.room,
            revisions=tuple(_revisions(picture, hearing, names)),
            undo_until=undo_until(hearing, rules.hold, now),
            reason=reason_to_tell(hearing),
            to_say=what_to_say(hearing),
        )


def told_grid(picture: CasePicture, rules: Rules, now: datetime) -> ToldGrid:
    """Give what each person believes about each date that is not over."""
    today = london_day(now)
    dates = [
        h
        for h in _in_order(picture)
        if h.now.state is not HearingState.HELD and (h.now.slot.last_day or today) >= today
    ]
    beliefs = [{b.person_id: b for b in beliefs_about(picture, hearing)} for hearing in dates]
    # A date that concerns nobody of the family would only be an empty column.
    columns = [(hearing, held) for hearing, held in zip(dates, beliefs, strict=True) if held]
    people = sorted({person_id for _, held in columns for person_id in held}, key=picture.called)
    return ToldGrid(
        columns=tuple(_column(hearing) for hearing, _ in columns),
        rows=tuple(
            ToldRow(
                person_id,
                picture.called(person_id),
                tuple(_cell(picture, hearing, held.get(person_id), rules, now) for hearing, held in columns),
            )
            for person_id in people
        ),
    )


def _column(hearing: Hearing) -> str:
    moved = moved_in_words(hearing)
    return f"{KIND_IN_WORDS[hearing.kind].capitalize()}: {_when(hearing.now)}{f' ({moved})' if moved else ''}"


def _cell(
    picture: CasePicture, hearing: Hearing, belief: Belief | None, rules: Rules, now: datetime
) -> ToldCell | None:
    if belief is None:
        return None
    unknown = belief.state is BeliefState.NOT_TOLD or belief.told is None
    open_still = belief.state is not BeliefState.KNOWS
    learnt_at = changed_at(hearing, belief, joined_at(picture, belief.person_id))
    limit = limit_for(learnt_at, rules) if open_still else None
    return ToldCell(
        hearing_id=belief.hearing_id,
        state=belief.state,
        believes="" if unknown or belief.told is None else _when(belief.told),
        via=belief.via,
        told_at=belief.told_at,
        since=belief.wrong_since,
        delivered=belief.delivered,
        acknowledged_at=belief.acknowledged_at,
        reason_given=belief.reason_given,
        must_know_by=limit,
        is_late=limit is not None and limit <= now,
        is_beyond=open_still and limit is None,
        tried_at=_tried_at(picture, belief, learnt_at) if open_still else None,
    )


def _tried_at(picture: CasePicture, belief: Belief, since: datetime) -> datetime | None:
    """When somebody last rang in vain about what they have yet to know."""
    tries = [
        entry.at
        for entry in picture.contact_log
        if (entry.person_id, entry.hearing_id) == (belief.person_id, belief.hearing_id)
        and not entry.from_family
        and not entry.reached
        and entry.at >= since
    ]
    return max(tries, default=None)


def _in_order(picture: CasePicture) -> list[Hearing]:
    over = HearingState.HELD
    return sorted(
        picture.hearings, key=lambda h: (h.now.state is over, h.now.slot.on or date.max, h.kind.value, h.hearing_id)
    )


def _revisions(picture: CasePicture, hearing: Hearing, names: dict[str, str]) -> Iterator[RevisionRow]:
    taken_back = {r.undoes for r in hearing.revisions if r.undoes is not None}
    newest_first = hearing.revisions[::-1]
    for revision, before in zip_longest(newest_first, newest_first[1:]):
        yield RevisionRow(
            before="" if before is None else _when(before),
            after=_when(revision),
            source=revision.source,
            learnt_at=revision.learnt_at,
            by=names.get(revision.recorded_by or "", ""),
            reason=revision.reason,
            is_undone=revision.number in taken_back,
            is_undoing=revision.undoes is not None,
            recorded_at=revision.recorded_at,
            heard=tuple(_heard(picture, hearing, revision)),
            outcome=_outcome(revision),
        )


def _heard(picture: CasePicture, hearing: Hearing, revision: Revision) -> Iterator[HeardRow]:
    has_reason = bool(revision.reason) and revision.number > 1
    for line in who_heard(picture, hearing, revision.number):
        yield HeardRow(
            called=picture.called(line.person_id),
            at=line.at,
            via=line.via,
            with_reason=line.reason_given if has_reason and line.at is not None else None,
            is_past=line.is_past,
        )


def _outcome(revision: Revision) -> str:
    took_place = "took place" if revision.state is HearingState.HELD else ""
    return reason_in_words(revision.effectiveness, revision.outcome_code) or took_place


def _when(revision: Revision) -> str:
    if revision.state is HearingState.VACATED:
        return "off"
    if revision.state is HearingState.UNCONFIRMED:
        return f"{revision.slot.in_words()} (not confirmed)"
    return revision.slot.in_words()
