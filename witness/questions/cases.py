"""One case: where are we, what is next, who acts?"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from witness.domain.access import Asking, CaseGround, Deed, Viewer
from witness.domain.audit import ChainedEntry
from witness.domain.audit_words import logged_as, sentence_of
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
from witness.domain.task_sides import side_of
from witness.domain.tasks import FROM_FACTS, TICKED, TaskKind
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
        side=side_of(task.kind, task.reason_key),
    )


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
    said = (((sentence_of(one.entry, names), logged_as(one.entry)), one.entry.at) for one in entries)
    for (words, word), same in groupby(said, key=lambda pair: pair[0]):
        instants = [at for _, at in same]
        yield Look(instants[0], words, len(instants), word)
