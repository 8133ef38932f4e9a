"""The ripple: what hangs on a proposed date, before anybody accepts it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from witness.domain.access import Asking, Deed
from witness.domain.beliefs import BeliefState, beliefs_about
from witness.domain.cases import CasePicture
from witness.domain.concern import assess
from witness.domain.contact import Channel, Tier, Wait
from witness.domain.contact_days import reach
from witness.domain.errors import NotFound, Refused
from witness.domain.evidence import EventState, EvidenceEvent
from witness.domain.hearings import (
    EVIDENCE_KINDS,
    KIND_IN_WORDS,
    Hearing,
    HearingState,
    Revision,
    next_revision,
)
from witness.domain.messages import HANDED_OVER, MessageState, Purpose
from witness.domain.planned_messages import DONT_SET_OFF, Hindered, WantedMessage, changes_to, messages_wanted
from witness.domain.readiness import judge
from witness.domain.ripple import waiting_on, with_steps
from witness.domain.ripple_table import Choice
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind, WantedTask
from witness.domain.tasks_wanted import tasks_wanted
from witness.messaging.gsm7 import length_hint
from witness.messaging.wording import Wording
from witness.questions.ripple_tree import Branch, branches_of, in_short, items_ahead, measures_ahead, needs_again
from witness.store import Store
from witness.store.lists import Proposal

NEW_HEARING = "new"
# The page names these calls on their own, with whom and why.
CALLS = frozenset({TaskKind.CALL_FIRST, TaskKind.TELL_BY_VOICE})


@dataclass(frozen=True, slots=True)
class TextAhead:
    """A text that would be planned: to whom, when at the earliest, and its words as they will be read.

    hint: what is to be known of its length, "" when it is one segment of plain letters. language: of its words.
    """

    to: str
    purpose: Purpose
    at: datetime
    words: str
    segments: int
    refused: str = ""
    hint: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class CallAhead:
    """Somebody who would believe what is no longer so. by: until when they should be rung, None without a deadline."""

    person_id: str
    called: str
    believes: str
    by: datetime | None


@dataclass(frozen=True, slots=True)
class WitnessAhead:
    """How a witness stands before and would stand after."""

    label: str
    initials: str
    points_before: int
    points_after: int
    band_after: str
    verdict_before: str
    verdict_after: str
    new_reasons: tuple[str, ...]
    gone_reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ripple:
    """Everything that hangs on a proposal.

    is_list_silence: accepting does not take the date away, it doubts it. by_voice: whom no text may tell, and why.
    tasks, tasks_gone: work that would appear and disappear, beside the calls that are named on their own.
    shown_revision: the hearing's revision that this was computed from, 0 for a new hearing.
    planned: how many things were planned, in short. branches: each thing with what may become of it.
    waiting: what stays while the date is in doubt.
    measures: what to do about special measures; needs_again: what was met for the old date only.
    is_at_once: somebody may set off within a day, so that a colleague is asked to ring as well.
    """

    proposal: Proposal
    case_ref: str
    what: str
    before: str
    after: str
    source: str
    received_at: datetime | None
    version: str
    is_open: bool
    still_applies: bool
    is_list_silence: bool
    texts: tuple[TextAhead, ...]
    later_texts: int
    cancelled_texts: int
    invitations: tuple[str, ...]
    call_first: tuple[CallAhead, ...]
    tasks: tuple[str, ...]
    tasks_gone: tuple[str, ...]
    by_voice: tuple[str, ...]
    witnesses: tuple[WitnessAhead, ...]
    times_moved: int
    hold_minutes: int
    shown_revision: int = 0
    planned: str = ""
    branches: tuple[Branch, ...] = ()
    waiting: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    needs_again: tuple[str, ...] = ()
    is_at_once: bool = False


def ripple_of(
    store: Store,
    proposal_id: str,
    *,
    rules: Rules,
    wording: Wording,
    asking: Asking,
    choices: Mapping[str, Choice] = MappingProxyType({}),
) -> Ripple:
    """Compute what accepting a proposal would do. Nothing is written but that somebody looked.

    choices: by visit, ride or booking, what somebody has chosen so far.

    Raises:
        NotFound: there is no such proposal for this person.
    """
    with store.reading() as desk:
        found = desk.lists.proposal(proposal_id)
    if found is None:
        raise NotFound("There is no such proposal.")
    with store.case_for(asking, Deed.SEE_CASE, found.case_id, doing="proposal.read") as desk:
        picture = desk.cases.picture(found.case_id)
        if picture is None:
            raise NotFound("There is no such proposal.")
        publication = None if found.publication_id is None else desk.lists.publication(found.publication_id)
    hearing = next((h for h in picture.hearings if h.hearing_id == found.hearing_id), None)
    ahead = _picture_after(picture, found, hearing, asking.at)
    hearing_id = NEW_HEARING if hearing is None else hearing.hearing_id
    items = items_ahead(ahead, hearing_id, choices, rules, asking.at)
    ahead = with_steps(ahead, tuple(item.further for item in items))
    truth = ahead.hearing(hearing_id)
    wanted = messages_wanted(ahead, now=asking.at, hold=rules.hold, languages=rules.languages, calendar=rules.calendar)
    changes = changes_to(picture.messages, wanted, now=asking.at)
    soon = [m for m in changes.add if m.channel is Channel.SMS and m.purpose is not Purpose.REMINDER]
    tasks_before, tasks_after = _tasks(picture, rules, asking.at), _tasks(ahead, rules, asking.at)
    return Ripple(
        proposal=found,
        case_ref=picture.case.ref,
        what=KIND_IN_WORDS[found.kind],
        before="not known yet" if hearing is None else hearing.now.slot.in_words(),
        after=_after_words(found),
        source=publication.court if publication else found.place,
        received_at=publication.received_at if publication else found.raised_at,
        version=f"{publication.layer} list, {publication.version}" if publication else "",
        is_open=found.state == "open",
        still_applies=hearing is None or hearing.now.number == found.of_revision,
        is_list_silence=found.after is None and found.publication_id is not None,
        texts=tuple(_text_ahead(ahead, message, rules, wording, asking.at) for message in soon),
        later_texts=sum(m.purpose is Purpose.REMINDER for m in changes.add),
        cancelled_texts=sum(m.channel is Channel.SMS and m.state is MessageState.PLANNED for m in changes.withdraw),
        invitations=tuple(_invitation_words(picture, m) for m in changes.add if m.channel is Channel.EMAIL),
        call_first=_call_first(ahead, hearing, tasks_after),
        tasks=_only_in(tasks_after, tasks_before),
        tasks_gone=_only_in(tasks_before, tasks_after),
        by_voice=tuple(f"{ahead.called(h.person_id)}: {h.because}" for h in wanted.hindered if _is_new(picture, h)),
        witnesses=_witnesses(picture, ahead, rules, asking.at),
        times_moved=0 if hearing is None else hearing.times_moved,
        hold_minutes=int(rules.hold.total_seconds() // 60),
        shown_revision=0 if hearing is None else hearing.now.number,
        planned=in_short(items),
        branches=branches_of(items),
        waiting=waiting_on(ahead, hearing_id, asking.at) if truth.now.state is HearingState.UNCONFIRMED else (),
        measures=tuple(measures_ahead(picture, ahead, truth)),
        needs_again=needs_again(picture, ahead),
        is_at_once=any(task.for_backup for task in tasks_after if task.hearing_id == hearing_id),
    )


def _picture_after(picture: CasePicture, proposal: Proposal, hearing: Hearing | None, now: datetime) -> CasePicture:
    if hearing is None:
        return _with_new_hearing(picture, proposal, now)
    revision = next_revision(
        hearing, proposal.after, by_list=proposal.publication_id is not None, learnt_at=proposal.raised_at, now=now
    )
    changed = replace(hearing, kind=proposal.kind, revisions=(*hearing.revisions, revision))
    others = [h for h in picture.hearings if h.hearing_id != hearing.hearing_id]
    return replace(picture, hearings=(*others, changed))


def _with_new_hearing(picture: CasePicture, proposal: Proposal, now: datetime) -> CasePicture:
    if proposal.after is None:
        raise Refused("A new hearing needs a date.")
    revision = Revision(1, HearingState.LISTED, proposal.after, "", proposal.raised_at, now)
    added = Hearing(NEW_HEARING, picture.case.case_id, proposal.kind, (revision,))
    events = (
        tuple(
            EvidenceEvent(f"{NEW_HEARING}-{w.witness_id}", w.witness_id, NEW_HEARING, EventState.EXPECTED)
            for w in picture.witnesses
            if w.is_expected
        )
        if proposal.kind in EVIDENCE_KINDS
        else ()
    )
    return replace(picture, hearings=(*picture.hearings, added), events=(*picture.events, *events))


def _text_ahead(
    picture: CasePicture, message: WantedMessage, rules: Rules, wording: Wording, now: datetime
) -> TextAhead:
    contact = next(c for c in picture.contacts if c.contact_id == message.contact_id)
    at = max(message.not_before, now)
    verdict = reach(
        picture,
        contact,
        tier=Tier(message.tier),
        now=at,
        languages=wording.languages(),
        calendar=rules.calendar,
        is_safety=message.wording == DONT_SET_OFF,
    )
    if isinstance(verdict, Wait):
        at = verdict.until  # outside their safe hours
    to = picture.called(message.person_id)
    try:
        rendered = wording.text(message.wording, contact.language, message.fields, message.tier)
    except Refused as refusal:
        return TextAhead(to, message.purpose, at, "", 0, refused=str(refusal))
    return TextAhead(
        to=to,
        purpose=message.purpose,
        at=at,
        words=rendered.body,
        segments=rendered.segments,
        hint=length_hint(rendered.body),
        language=contact.language,
    )


def _invitation_words(picture: CasePicture, message: WantedMessage) -> str:
    holds_one = any(
        m.purpose is Purpose.INVITATION and m.state in HANDED_OVER and m.hearing_id == message.hearing_id
        for m in picture.messages
        if m.contact_id == message.contact_id
    )
    verb = "moves in" if holds_one else "is put into"
    if message.purpose is Purpose.INVITATION_OFF:
        verb = "is taken out of"
    return f"The appointment {verb} the calendar of {picture.called(message.person_id)}"


def _call_first(picture: CasePicture, hearing: Hearing | None, tasks: tuple[WantedTask, ...]) -> tuple[CallAhead, ...]:
    if hearing is None:
        return ()
    due = {t.person_id: t.due_at for t in tasks if t.hearing_id == hearing.hearing_id and t.kind in CALLS}
    return tuple(
        CallAhead(b.person_id, picture.called(b.person_id), b.told.slot.in_words(), due.get(b.person_id))
        for b in beliefs_about(picture, picture.hearing(hearing.hearing_id))
        if b.state is BeliefState.STALE and b.told is not None
    )


def _only_in(these: tuple[WantedTask, ...], those: tuple[WantedTask, ...]) -> tuple[str, ...]:
    """Give the words of the tasks that only the first have; the same words are no change."""
    known = {(t.kind, t.words) for t in those}
    return tuple(t.words for t in these if t.kind not in CALLS and (t.kind, t.words) not in known)


def _tasks(picture: CasePicture, rules: Rules, now: datetime) -> tuple[WantedTask, ...]:
    wanted = messages_wanted(picture, now=now, hold=rules.hold, languages=rules.languages, calendar=rules.calendar)
    return tasks_wanted(
        picture, wanted.hindered, rules.calendar, now=now, duties=rules.duties, languages=rules.languages
    )


def _is_new(picture: CasePicture, hindered: Hindered) -> bool:
    known = next((h for h in picture.hearings if h.hearing_id == hindered.hearing_id), None)
    return known is None or known.now.number < hindered.revision


def _witnesses(before: CasePicture, after: CasePicture, rules: Rules, now: datetime) -> tuple[WitnessAhead, ...]:
    rows = []
    for witness in before.witnesses:
        was, will = (assess(p, witness.witness_id, rules.calendar, now, rules.factors) for p in (before, after))
        known, left = ({factor.code for factor in concern.factors} for concern in (was, will))
        rows.append(
            WitnessAhead(
                label=witness.label,
                initials=before.person(witness.person_id).initials,
                points_before=was.points,
                points_after=will.points,
                band_after=will.band.value,
                verdict_before=judge(before, witness.witness_id, rules.calendar, now).verdict.value,
                verdict_after=judge(after, witness.witness_id, rules.calendar, now).verdict.value,
                new_reasons=tuple(f.reason for f in will.factors if f.code not in known),
                gone_reasons=tuple(f.reason for f in was.factors if f.code not in left),
            )
        )
    return tuple(rows)


def _after_words(proposal: Proposal) -> str:
    if proposal.after is not None:
        return proposal.after.in_words()
    return "off, with no new date" if proposal.publication_id is None else "not confirmed: the list does not show it"
