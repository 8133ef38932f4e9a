"""One case: where are we, what is next, who acts?"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from witness.domain.access import Asking, CaseGround, Deed, Viewer
from witness.domain.audit import ChainedEntry
from witness.domain.beliefs import BeliefState
from witness.domain.cases import CasePicture
from witness.domain.concern import assess
from witness.domain.court_time import london_day
from witness.domain.hearings import next_of
from witness.domain.note_rules import FREE_STREAMS, STREAM_IN_WORDS
from witness.domain.notes import Stream
from witness.domain.notes_access import NoteDeed, may_note
from witness.domain.readiness import judge
from witness.domain.rules import Rules
from witness.domain.story import Pending, Work, journey_of, where_we_are, who_acts
from witness.domain.tasks import ABOUT_MARKERS, ABOUT_MEASURES, FROM_FACTS, TICKED, TaskKind
from witness.messaging.wording import Wording
from witness.questions import (
    case_concern,
    case_dates,
    case_frame,
    case_measures,
    case_people,
    case_plan,
    case_preparation,
    case_threads,
)
from witness.questions.case_cards import CaseStory, Look, TaskCard, ToldGrid, WitnessCard
from witness.questions.case_duties import duty_board
from witness.questions.case_roads import roads_of
from witness.store import Desk, Store
from witness.store.tasks import Task

NOTES_IN_WORDS = {
    f"notes.{deed}:{stream.value}": f"{words} ({STREAM_IN_WORDS[stream].lower()})"
    for stream in Stream
    for deed, words in (("read", "read notes"), ("write", "wrote a note"), ("amend", "corrected a note"))
}
DEEDS_IN_WORDS = {
    "case.read": "looked at the case",
    "proposal.read": "looked at a proposed change",
    "proposal.accept": "accepted a change of date",
    "proposal.dismiss": "dismissed a proposed change",
    "hearing.propose": "entered a new date",
    "hearing.undo": "undid a change of date",
    "hearing.add": "added a hearing",
    "hearing.outcome": "recorded what became of a hearing",
    "defendant.turn": "recorded what happened to a defendant",
    "witness.require": "changed what is required of a witness",
    "witness.expect": "recorded that a witness is to give evidence",
    "witness.release": "recorded that a witness need not give evidence",
    "call.record": "recorded a call",
    "task.done": "finished a task",
    "contact.checked": "confirmed a safe-contact check",
    "contact.unsafe": "marked a phone as unsafe",
    "contact.read": "looked at how somebody may be reached",
    "contact.changed": "changed what was agreed about a phone",
    "contact.recorded": "recorded a number or address",
    "contact.cleared": "found that a phone may be used again",
    "contact.code_word": "looked at a code word",
    "contact.code": "made a code to tell by voice",
    "contact.read_back": "took a code that was read back",
    "contact.happened": "recorded that something had happened to the family",
    "need.set": "changed what is arranged",
    "marker.record": "recorded a marker",
    "milestone.say": "recorded a step of the countdown",
    "measure.set": "changed a special measure",
    "measure.basis": "changed what a special measure rests on",
    "availability.avoid": "entered days on which somebody cannot come",
    "reply.read": "read a text",
    "readiness.case": "looked at readiness",
    "questions.case": "looked at the questions",
    "question.read": "looked at a question",
    "question.words": "tried words of a question",
    "question.ask": "put a question",
    "question.answer": "answered a question",
    "question.withdraw": "took a question back",
    "question.seen": "saw the answer to a question",
    "case.open": "opened the case",
    "case.close": "closed the case",
    "case.reopen": "opened the case again",
    "handover.read": "looked at the handover",
    "handover.offer": "offered the case to a colleague",
    "handover.accept": "took the case over",
    "handover.decline": "did not take the case over",
    "handover.withdraw": "took an offer of the case back",
    "household.read": "looked at the household",
    "visit.book": "booked a visit",
    "visit.move": "moved a visit",
    "visit.confirm": "confirmed a visit",
    "visit.cancel": "called a visit off",
    "visit.miss": "recorded that a visit did not take place",
    "visit.report": "recorded what came of a visit",
    "visit.officer_told": "recorded that the officer in the case was told",
    "refresh.wish": "recorded a wish about memory refreshing",
    "trip.arrange": "arranged a trip",
    "trip.step": "recorded how far a trip has got",
    "booking.book": "asked for something for the day",
    "booking.step": "recorded how far a booking has got",
    "promise.make": "recorded a promise",
    "promise.keep": "recorded that a promise was kept",
    **NOTES_IN_WORDS,
    "person.join": "added somebody to the case",
    "person.leave": "recorded that somebody left the case",
    "person.joining": "looked at what somebody has missed",
    "messages.hold": "held planned messages",
    "messages.skip": "skipped a planned message",
    "messages.hours": "chose the hours of a planned message",
    "messages.plain": "chose plainer words for a planned message",
    "messages.undo": "took back a choice about messages",
    "call.claim": "said that they ring somebody now",
    "call.read": "looked at how to ring somebody",
    "contact.reveal": "was given a number to ring",
    "thread.read": "looked at what was said with one person",
    "reply.quarantined": "opened a text that is kept from others",
    "reply.officer_told": "recorded that the officer in the case was told of a text",
    "reply.handled": "acted on a text that is kept from others",
    "duty.notice": "recorded what the family was told",
    "aftercare.read": "looked at what comes after an outcome",
    "aftercare.record": "recorded a day around an outcome",
    "aftercare.take_back": "took back a day around an outcome",
    "case.close_asked": "asked to close the case",
    "case.close_back": "sent a closing back",
}


def case_story(store: Store, case_id: str, *, rules: Rules, wording: Wording, asking: Asking) -> CaseStory:
    """Tell a case to somebody who may see it.

    Raises:
        NotFound: there is no such case for this person.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="case.read") as desk:
        picture = desk.cases.known_picture(case_id)
        return story_of(desk, picture, rules, wording, asking)


def story_of(desk: Desk, picture: CasePicture, rules: Rules, wording: Wording, asking: Asking) -> CaseStory:
    """Tell a case in a transaction that somebody who may see it has opened."""
    case, today = picture.case, london_day(asking.at)
    staff = desk.accounts.everyone()
    names = {account.id: account.name for account in staff}
    tasks = desk.tasks.open_of_case(case.case_id)
    upcoming = next_of(picture.hearings, today)
    witnesses = tuple(_witnesses(desk, picture, rules, asking.at))
    told = case_dates.told_grid(picture, rules, asking.at)
    return CaseStory(
        case_id=case.case_id,
        ref=case.ref,
        court=desk.courts.name_of(case.court_code),
        owner=names.get(case.owner_id, "nobody"),
        support_began_on=case.support_began_on,
        closed_on=case.closed_on,
        references=tuple(reference.value for reference in case.references),
        defendants=tuple(f"{d.label}: {d.custody.value}, {d.plea.value.replace('_', ' ')}" for d in case.defendants),
        where=where_we_are(picture, today),
        next_act=_next_act(picture, tasks, witnesses, told, asking),
        steps=journey_of(picture, today),
        # A broken promise comes first, and whoever waits for an answer before what was foreseen.
        tasks=tuple(
            _task_card(task)
            for task in sorted(tasks, key=lambda t: (t.kind is TaskKind.MILESTONE, not _is_broken(t, asking.at)))
        ),
        proposals=desk.lists.open_proposals((case.case_id,), asking.at),
        people=case_people.people_of(picture, today),
        whom=case_people.whom_to_ring(picture, today),
        witnesses=witnesses,
        hearings=tuple(case_dates.hearing_cards(desk, picture, names, rules, asking.at)),
        told=told,
        threads=case_threads.threads_of(desk, picture, wording),
        replies=case_threads.replies_of(desk, picture, asking),
        history=desk.cases.history(case.case_id),
        looks=tuple(_looks(desk.audit.of_case(case.case_id), names)),
        next_hearing_id="" if upcoming is None else upcoming.hearing_id,
        frame=case_frame.frame_of(desk, picture, names, asking),
        plan=case_plan.plan_of(picture, staff, rules, asking.at),
        note_streams=_note_streams(desk.access.ground_of(case.case_id), asking.viewer),
        measures=tuple(case_measures.measures_side(picture, rules.calendar, today)),
        away=case_people.away_of(picture, today),
        coming=case_threads.coming_of(picture, asking.at),
        duties=duty_board(picture, rules, asking.at, today),
        roads=roads_of(picture, asking.at),
    )


def _note_streams(ground: CaseGround | None, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Give the streams of free words in which somebody may write, for a form that offers them."""
    return tuple(
        (stream.value, STREAM_IN_WORDS[stream])
        for stream in Stream
        if stream in FREE_STREAMS and ground is not None and may_note(viewer, NoteDeed.WRITE, stream, ground)
    )


def _is_broken(task: Task, now: datetime) -> bool:
    return task.kind is TaskKind.PROMISE and task.due_at < now


def _next_act(
    picture: CasePicture,
    tasks: tuple[Task, ...],
    witnesses: tuple[WitnessCard, ...],
    told: ToldGrid,
    asking: Asking,
) -> str:
    if picture.case.closed_on is not None:
        return ""
    pending = Pending(
        work=tuple(Work(task.words, task.due_at) for task in tasks if task.kind is not TaskKind.MILESTONE),
        steps=tuple(Work(task.words, task.due_at) for task in tasks if task.kind is TaskKind.MILESTONE),
        missing=tuple(item for card in witnesses for item in card.readiness.missing),
        unaware=told.who_is(BeliefState.STALE),
        silent=told.who_is(BeliefState.TOLD_NOT_ANSWERED),
    )
    return who_acts(
        pending,
        owner=picture.case.signed_as,
        mine=picture.case.owner_id == asking.viewer.account_id,
        now=asking.at,
    )


def _task_card(task: Task) -> TaskCard:
    return TaskCard(
        task_id=task.task_id,
        words=task.words,
        clears_when=task.clears_when,
        due_at=task.due_at,
        person_id=task.person_id,
        hearing_id=task.hearing_id,
        by_facts=task.kind in FROM_FACTS - TICKED or task.kind is TaskKind.SAFEGUARDING,
        side=_side_of(task.kind),
    )


def _side_of(kind: TaskKind) -> str:
    """Give the side of the case on which something is put right, when nobody has to be rung."""
    if kind in ABOUT_MEASURES:
        return "measures"
    if kind in ABOUT_MARKERS:
        return "preparation"
    if kind is TaskKind.MILESTONE:
        return "countdown"
    if kind is TaskKind.CHECK_CONTACT:
        return "people"
    return "messages" if kind is TaskKind.SAFEGUARDING else "dates"


def _witnesses(desk: Desk, picture: CasePicture, rules: Rules, now: datetime) -> Iterator[WitnessCard]:
    kept = desk.concern_history.of_case(picture.case.case_id)
    by = desk.markers.who_recorded(picture.case.case_id)
    for witness in picture.witnesses:
        concern = assess(picture, witness.witness_id, rules.calendar, now, rules.factors)
        readiness = judge(picture, witness.witness_id, rules.calendar, now, rules.factors)
        yield WitnessCard(
            witness_id=witness.witness_id,
            label=witness.label,
            initials=picture.person(witness.person_id).initials,
            concern=concern,
            readiness=readiness,
            rows=case_preparation.rows_of(picture, witness.witness_id, readiness),
            measures_in_words=case_preparation.measures_in_words(readiness),
            why=case_concern.concern_side(
                picture, witness.witness_id, concern, kept.get(witness.witness_id, ()), by, rules=rules, now=now
            ),
        )


def _looks(entries: tuple[ChainedEntry, ...], names: dict[str, str]) -> Iterator[Look]:
    """Tell the audit as sentences, newest first; what somebody did several times in a row is said once."""
    said = ((_look(entry, names), entry.entry.at) for entry in entries)
    for words, same in groupby(said, key=lambda pair: pair[0]):
        instants = [at for _, at in same]
        yield Look(instants[0], words, len(instants))


def _look(entry: ChainedEntry, names: dict[str, str]) -> str:
    who = names.get(entry.entry.account_id or "", "The worker")
    what = DEEDS_IN_WORDS.get(entry.entry.deed, entry.entry.deed)
    return f"{who} was refused: they {what}" if entry.entry.outcome.value == "denied" else f"{who} {what}"
