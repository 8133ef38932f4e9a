"""Time limits of one case, for who looks after it: from whom, why, until when, and what the family has said."""

from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.cases import CasePicture
from witness.domain.duties import Duty, DutyNotice, DutyState, Holder
from witness.domain.duty_clocks import duties_of, has_enhanced_rights, notices_about
from witness.domain.duty_starts import family_in_words
from witness.domain.rules import Rules

FROM_WHOM: dict[str, str] = {
    Holder.POLICE.value: "From the police by",
    Holder.WITNESS_CARE.value: "From witness care by",
    Holder.CPS.value: "From the CPS by",
    Holder.COURT.value: "From the court by",
    Holder.PROBATION.value: "From probation by",
    Holder.DEFENCE.value: "The defence's time ends on",
    Holder.FAMILY.value: "The family's own time ends on",
    Holder.SUPPORT.value: "From us by",
}
OTHERS = frozenset({Holder.POLICE, Holder.WITNESS_CARE, Holder.CPS, Holder.COURT, Holder.PROBATION})


@dataclass(frozen=True, slots=True)
class Said:
    """What the family has said about one limit. is_early: before we had learnt of it. whose: "" for nobody."""

    told_at: datetime
    via: str
    by: str
    whose: str
    is_early: bool


@dataclass(frozen=True, slots=True)
class DutyCard:
    """One time limit. record: what the button beside it says, "" when nothing can be put in.

    verified_on: None is shown as not verified. tone: the colour of its tag. from_whom: "From witness care by", before
    the day.
    """

    code: str
    about: str
    words: str
    because: str
    right: str
    source: str
    verified_on: date | None
    from_whom: str
    limit: str
    due_at: datetime | None
    state: DutyState
    state_words: str
    tone: str
    note: str
    told_at: datetime | None
    said: tuple[Said, ...]
    record: str
    owner: str


@dataclass(frozen=True, slots=True)
class DutyBoard:
    """The limits of a case. to_ask: passed, and nobody has said; running: the soonest first; over: the newest first.

    enhanced: why the shorter or the longer limits are used, a sentence.
    """

    to_ask: tuple[DutyCard, ...]
    running: tuple[DutyCard, ...]
    settled: tuple[DutyCard, ...]
    over: tuple[DutyCard, ...]
    enhanced: str

    def card(self, code: str, about: str) -> DutyCard | None:
        """Give the card of one limit, or None."""
        every = (*self.to_ask, *self.running, *self.settled, *self.over)
        return next((card for card in every if (card.code, card.about) == (code, about)), None)


def duty_board(picture: CasePicture, rules: Rules, now: datetime, today: date) -> DutyBoard:
    """Give the time limits of a case as its page shows them."""
    found = duties_of(picture, rules.duties, rules.calendar, now)
    by_due = sorted(found, key=lambda d: (d.due_at is None, d.due_at or d.started_at))
    newest_first = sorted(found, key=lambda d: d.started_at, reverse=True)
    told = (DutyState.TOLD, DutyState.TOLD_LATE)
    return DutyBoard(
        to_ask=tuple(_card(picture, d) for d in by_due if d.state is DutyState.CHASE),
        running=tuple(_card(picture, d) for d in by_due if d.state is DutyState.WAITING),
        settled=tuple(_card(picture, d) for d in newest_first if d.state in told),
        over=tuple(_card(picture, d) for d in newest_first if d.state is DutyState.OVER),
        enhanced=_enhanced(picture, today),
    )


def _enhanced(picture: CasePicture, today: date) -> str:
    if has_enhanced_rights(picture, today):
        return (
            f"The shorter limits of Enhanced Rights are used for {family_in_words(picture)}: every victim under 18 has "
            "them. We hold no record of who is a victim, so they are used unless every witness is known to be an adult."
        )
    return "Every witness is known to be an adult, so the standard limits are used."


def _card(picture: CasePicture, duty: Duty) -> DutyCard:
    state_words, tone = _state(duty)
    return DutyCard(
        code=duty.code,
        about=duty.about,
        words=duty.words,
        because=duty.because,
        right=duty.right,
        source=duty.source,
        verified_on=duty.verified_on,
        from_whom=FROM_WHOM.get(duty.holder, f"From {duty.holder} by"),
        limit=duty.limit,
        due_at=duty.due_at,
        state=duty.state,
        state_words=state_words,
        tone=tone,
        note=duty.note,
        told_at=duty.told_at,
        said=tuple(_said(picture, duty, notice) for notice in notices_about(picture, duty.code, duty.about)),
        record=_record(picture, duty),
        owner=duty.owner,
    )


def _said(picture: CasePicture, duty: Duty, notice: DutyNotice) -> Said:
    whose = "" if notice.person_id is None else picture.called(notice.person_id)
    return Said(notice.told_at, notice.via, notice.by, whose, notice.told_at < duty.started_at)


def _state(duty: Duty) -> tuple[str, str]:
    """Say where a limit stands, and in which colour: of ours, that it is to be done; of others, that we may ask."""
    is_theirs = duty.holder in OTHERS
    if duty.holder == Holder.COURT and duty.state in (DutyState.TOLD, DutyState.TOLD_LATE):
        is_late = duty.state is DutyState.TOLD_LATE
        return ("Longer than the limit", "yellow") if is_late else ("Within the limit", "green")
    words: dict[DutyState, tuple[str, str]] = {
        DutyState.CHASE: ("Ask", "red") if is_theirs else ("To be done", "red"),
        DutyState.WAITING: ("Running", "blue"),
        DutyState.TOLD: ("Told in time", "green") if is_theirs else ("Done", "green"),
        DutyState.TOLD_LATE: ("Told after the limit", "yellow") if is_theirs else ("Done after the limit", "yellow"),
        DutyState.OVER: ("Over", "grey"),
    }
    return words[duty.state]


def _record(picture: CasePicture, duty: Duty) -> str:
    if picture.case.closed_on is not None or duty.holder in (Holder.DEFENCE, Holder.COURT):
        return ""
    if duty.holder == Holder.SUPPORT:
        return "We have done this"
    return "The family knows" if duty.holder == Holder.FAMILY else "The family says they were told"
