"""Cases: the list of them, and one case: where are we, what is next, who acts?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from witness.domain.access import Asking, Deed
from witness.domain.audit import ChainedEntry
from witness.domain.beliefs import BeliefState
from witness.domain.cases import CasePicture
from witness.domain.concern import assess
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound
from witness.domain.hearings import KIND_IN_WORDS, Hearing, HearingState, next_of
from witness.domain.readiness import judge
from witness.domain.rules import Rules
from witness.domain.story import Pending, Work, journey_of, moved_in_words, where_we_are, who_acts
from witness.domain.tasks import FROM_FACTS, MAY_BE_TICKED
from witness.messaging.wording import Wording
from witness.questions import case_dates, case_people, case_preparation, case_threads
from witness.questions.case_cards import CaseStory, Look, TaskCard, ToldGrid, WitnessCard
from witness.questions.case_roads import roads_of
from witness.store import Desk, Store
from witness.store.boards import CaseLine
from witness.store.tasks import Task

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
    "need.set": "changed what is arranged",
    "measure.set": "changed a special measure",
    "reply.read": "read a text",
    "readiness.case": "looked at readiness",
}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list. who: the witnesses by initials; band: the highest of them; doubt: why the date is in doubt."""

    line: CaseLine
    court: str
    who: str
    next_what: str
    next_when: str
    doubt: str
    moved: str
    band: str


def case_story(store: Store, case_id: str, *, rules: Rules, wording: Wording, asking: Asking) -> CaseStory:
    """Tell a case to somebody who may see it.

    Raises:
        NotFound: there is no such case for this person.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="case.read") as desk:
        picture = desk.cases.picture(case_id)
        if picture is None:
            raise NotFound("There is no such case.")
        return _story(desk, picture, rules, wording, asking)


def case_list(store: Store, *, asking: Asking, mine: bool) -> tuple[CaseRow, ...]:
    """List the cases that somebody may see, by what is soonest."""
    today = london_day(asking.at)
    with store.board_for(asking, doing="cases.read") as desk:
        lines = desk.boards.cases(asking.viewer, mine=mine)
        standings = desk.boards.standings(asking.viewer, Deed.SEE_CASE)
        hearings = desk.hearings.of_cases([line.case_id for line in lines])
        names = desk.courts.names
    of_case = {
        case_id: tuple(own)
        for case_id, own in groupby(
            sorted(standings, key=lambda s: (s.standing.case_id, s.label)), key=lambda s: s.standing.case_id
        )
    }
    rows: list[tuple[date, CaseRow]] = []
    for line in lines:
        own = of_case.get(line.case_id, ())
        upcoming = next_of(hearings.get(line.case_id, ()), today)
        row = CaseRow(
            line=line,
            court=names.get(line.court_code, line.court_code),
            who=", ".join(s.initials for s in own),
            next_what="" if upcoming is None else KIND_IN_WORDS[upcoming.kind],
            next_when="" if upcoming is None else upcoming.now.slot.in_brief(today),
            doubt=_doubt(upcoming, hearings.get(line.case_id, ())),
            moved="" if upcoming is None else moved_in_words(upcoming),
            band=_worst(tuple(s.standing.band for s in own)),
        )
        rows.append((date.max if upcoming is None else upcoming.now.slot.on or date.max, row))
    rows.sort(key=lambda pair: (pair[1].line.closed_on is not None, pair[0], pair[1].line.ref))
    return tuple(row for _, row in rows)


def _story(desk: Desk, picture: CasePicture, rules: Rules, wording: Wording, asking: Asking) -> CaseStory:
    case, today = picture.case, london_day(asking.at)
    names = {account.id: account.name for account in desk.accounts.everyone()}
    tasks = desk.tasks.open_of_case(case.case_id)
    upcoming = next_of(picture.hearings, today)
    witnesses = tuple(_witnesses(picture, rules, asking.at))
    told = case_dates.told_grid(picture, today)
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
        tasks=tuple(_task_card(task) for task in tasks),
        proposals=desk.lists.open_proposals((case.case_id,), asking.at),
        people=case_people.people_of(picture, today),
        whom=case_people.whom_to_ring(picture, today),
        witnesses=witnesses,
        hearings=tuple(case_dates.hearing_cards(desk, picture, names, rules, asking.at)),
        told=told,
        threads=case_threads.threads_of(desk, picture, wording),
        replies=case_threads.replies_of(desk, picture),
        history=desk.cases.history(case.case_id),
        looks=tuple(_looks(desk.audit.of_case(case.case_id), names)),
        next_hearing_id="" if upcoming is None else upcoming.hearing_id,
        roads=roads_of(picture, asking.at),
    )


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
        work=tuple(Work(task.words, task.due_at) for task in tasks),
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
        by_facts=task.kind in FROM_FACTS - MAY_BE_TICKED,
    )


def _witnesses(picture: CasePicture, rules: Rules, now: datetime) -> Iterator[WitnessCard]:
    for witness in picture.witnesses:
        readiness = judge(picture, witness.witness_id, rules.calendar, now)
        yield WitnessCard(
            witness_id=witness.witness_id,
            label=witness.label,
            initials=picture.person(witness.person_id).initials,
            concern=assess(picture, witness.witness_id, rules.calendar, now),
            readiness=readiness,
            rows=case_preparation.rows_of(picture, witness.witness_id, readiness),
            others=case_preparation.measures_not_asked(picture, witness.witness_id),
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


def _doubt(upcoming: Hearing | None, hearings: tuple[Hearing, ...]) -> str:
    if upcoming is not None:
        return "not confirmed: ask the court" if upcoming.now.state is HearingState.UNCONFIRMED else ""
    if any(h.now.state is HearingState.VACATED for h in hearings):
        return "Taken out, no new date yet"
    return "No date yet" if not any(h.now.state is HearingState.HELD for h in hearings) else "No further date"


def _worst(bands: tuple[str, ...]) -> str:
    return next((band for band in ("act", "watch", "low") if band in bands), "")
