"""A handover as giver and receiver see it: the six things that must not be lost, drawn from the case itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from witness.domain.access import Asking, Deed
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.handover import TICK_IN_WORDS, Handover, Tick, may_give, who_could_take
from witness.domain.messages import MessageState
from witness.domain.rules import Rules
from witness.domain.story import where_we_are
from witness.domain.visits import VISIT_IN_WORDS
from witness.questions import case_dates, case_people
from witness.questions.case_cards import ContactCard, ToldGrid
from witness.questions.case_threads import PURPOSE_IN_WORDS
from witness.store import Desk, Store
from witness.store.tasks import Task

MOST_AHEAD = 5
CHANNEL_IN_WORDS = {Channel.SMS: "text", Channel.EMAIL: "e-mail"}


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A promise that has not been kept yet. to: as they are called, "" for the whole family."""

    words: str
    to: str
    due_on: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """How the family next hears from us."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """The page. to_name "": nobody has been asked. choices: (account, name) of who could take the case.

    phones: whose, as they are called, and how each may be used; the number is masked. initials: of all in the case.
    """

    case_id: str
    ref: str
    owner_name: str
    to_name: str
    offered_at: datetime | None
    is_receiver: bool
    may_give: bool
    choices: tuple[tuple[str, str], ...]
    stage: str
    phones: tuple[tuple[str, ContactCard], ...]
    promises: tuple[OpenPromise, ...]
    ahead: tuple[Ahead, ...]
    told: ToldGrid
    initials: tuple[str, ...]
    ticks: tuple[tuple[Tick, str], ...]


def handover_page(store: Store, case_id: str, *, rules: Rules, asking: Asking) -> HandoverPage:
    """Give what a handover of a case is about.

    Raises:
        NotFound: there is no such case for this officer.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="handover.read") as desk:
        picture = desk.cases.known_picture(case_id)
        waiting = desk.handovers.open_of(case_id)
        return _page(desk, picture, waiting, rules, asking)


def _page(desk: Desk, picture: CasePicture, waiting: Handover | None, rules: Rules, asking: Asking) -> HandoverPage:
    case, today = picture.case, london_day(asking.at)
    everyone = desk.accounts.everyone()
    names = {account.id: account.name for account in everyone}
    ground = desk.access.ground_of(case.case_id)
    able = who_could_take(everyone, ground) if ground else ()
    return HandoverPage(
        case_id=case.case_id,
        ref=case.ref,
        owner_name=names.get(case.owner_id, "nobody"),
        to_name="" if waiting is None else names.get(waiting.to_id, "somebody"),
        offered_at=None if waiting is None else waiting.offered_at,
        is_receiver=waiting is not None and waiting.to_id == asking.viewer.account_id,
        may_give=may_give(asking.viewer, case.owner_id),
        choices=tuple((account.id, account.name) for account in able),
        stage=where_we_are(picture, today),
        phones=tuple(
            (person.called, way)
            for person in case_people.people_of(picture, today)
            for way in person.contacts
            if way.is_phone
        ),
        promises=tuple(_promises(picture, today)),
        ahead=tuple(sorted(_ahead(picture, desk.tasks.open_of_case(case.case_id), today), key=lambda a: a.at))[
            :MOST_AHEAD
        ],
        told=case_dates.told_grid(picture, rules, asking.at),
        initials=tuple(sorted({person.initials for person in picture.people})),
        ticks=tuple(TICK_IN_WORDS.items()),
    )


def _promises(picture: CasePicture, today: date) -> Iterator[OpenPromise]:
    for promise in picture.promises:
        if promise.kept_at is None:
            to = "" if promise.person_id is None else picture.called(promise.person_id)
            yield OpenPromise(promise.words, to, promise.due_on, promise.due_on < today)


def _ahead(picture: CasePicture, tasks: tuple[Task, ...], today: date) -> Iterator[Ahead]:
    for task in tasks:
        if task.person_id is not None:
            yield Ahead(task.due_at, task.words)
    for visit in picture.visits:
        on = visit.now.on
        if visit.is_active and on is not None and on >= today:
            yield Ahead(moment_in_london(on, visit.now.at or time(12, 0)), VISIT_IN_WORDS[visit.kind])
    for message in picture.messages:
        if message.state is MessageState.PLANNED:
            to = picture.called(message.person_id)
            yield Ahead(
                message.not_before, f"{CHANNEL_IN_WORDS[message.channel]} to {to}: {PURPOSE_IN_WORDS[message.purpose]}"
            )
