"""A meeting that does not suit a family: they ask for two other times, an officer accepts one, a text says so."""

from dataclasses import replace
from datetime import datetime, timedelta

from witness.actions.plans import Which, add_step
from witness.actions.reconcile import put_right
from witness.actions.visits import put_at, visit_in
from witness.domain.access import Asking, Deed
from witness.domain.asked_times import two_times_in
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, SafeContact, Tier
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, SomebodyElseChangedThis
from witness.domain.messages import Purpose
from witness.domain.other_times import Asked, Chosen, OtherTime, are_times, may_be_asked
from witness.domain.planned_messages import WantedMessage
from witness.domain.plans import PlanState
from witness.domain.private_page import own_witnesses
from witness.domain.rules import Rules
from witness.domain.spoken_dates import day_in, hour_in
from witness.domain.tasks import TaskKind, WantedTask, soon_by_the_office
from witness.domain.visits import VISIT_IN_WORDS
from witness.identifiers import new_id
from witness.store import Desk, Store
from witness.store.page_stays import door_of, put_on_record

ANSWER_WITHIN = 8  # office hours
TEXT_STAYS_USEFUL = timedelta(days=2)


def ask(
    store: Store,
    key: str,
    visit_id: str,
    first: OtherTime,
    second: OtherTime,
    *,
    rules: Rules,
    now: datetime,
    request_id: str = "",
) -> bool | None:
    """Take in that a family asks for one of two other times. None: they are not in; False: these cannot be asked for.

    A newer wish about the same meeting takes the place of an older one. Nothing moves before an officer accepts.
    """
    with store.changing() as desk:
        found = door_of(desk, key, now)
        if found is None:
            return None
        door, picture, language = found
        desk.private_pages.see(door.link_id, now, language)
        own = own_witnesses(picture, door.person_id)
        visit = next((v for v in picture.visits if v.visit_id == visit_id), None)
        if visit is None or not may_be_asked(visit, own, london_day(now)) or not are_times(first, second, now):
            return False
        asked = Asked(
            new_id(), door.case_id, visit_id, door.person_id, door.contact_id, len(visit.steps), first, second, now
        )
        _take_in(desk, picture, asked, VISIT_IN_WORDS[visit.kind], "on their private page", rules, now)
        put_on_record(desk, door, "page.other_time", now, request_id)
        put_right(desk, door.case_id, rules, now=now)
    return True


def ask_by_text(
    desk: Desk, picture: CasePicture, contact: SafeContact, text: str, *, rules: Rules, now: datetime
) -> bool:
    """Take in two other times that were texted, as if they had been asked for on the page; says whether it was plain.

    It is not where no two times can be read, where one is past or too far off, or where several meetings of theirs are
    ahead: then a person reads the text.
    """
    today = london_day(now)
    own = own_witnesses(picture, contact.person_id)
    ahead = [visit for visit in picture.visits if may_be_asked(visit, own, today)]
    times = two_times_in(text, today)
    if len(ahead) != 1 or times is None or not are_times(*times, now):
        return False
    visit = ahead[0]
    case_id, seen = picture.case.case_id, len(visit.steps)
    asked = Asked(new_id(), case_id, visit.visit_id, contact.person_id, contact.contact_id, seen, *times, now)
    _take_in(desk, picture, asked, VISIT_IN_WORDS[visit.kind], "by text", rules, now)
    return True


def decide(
    store: Store, case_id: str, asked_id: str, chosen: Chosen, *, confirmed: bool, rules: Rules, asking: Asking
) -> None:
    """Accept one of two times, or neither. The meeting moves and is agreed, and a text says so through the outbox.

    With neither, nothing moves and nothing is sent: the officer rings.

    Raises:
        NotFound: nothing of the kind waits.
        SomebodyElseChangedThis: the meeting was changed since they asked.
        PleaseConfirm: the rules warn of something, and nobody has confirmed it.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="visit.other_time") as desk:
        asked = next((a for a in desk.other_times.open_of_case(case_id) if a.asked_id == asked_id), None)
        if asked is None:
            raise NotFound("Nobody waits for this any more.")
        picture = desk.cases.known_picture(case_id)
        if chosen is not Chosen.NEITHER:
            _move(desk, picture, asked, asked.time_of(chosen), confirmed=confirmed, rules=rules, asking=asking)
        if not _settle(desk, asked, chosen, asking.viewer.account_id, asking.at):
            raise SomebodyElseChangedThis("Somebody else has just decided this.")
        put_right(desk, case_id, rules, now=asking.at)


def _move(
    desk: Desk,
    picture: CasePicture,
    asked: Asked,
    to: OtherTime,
    *,
    confirmed: bool,
    rules: Rules,
    asking: Asking,
) -> None:
    visit = visit_in(picture, Which(asked.case_id, asked.visit_id, asked.seen))
    moved = put_at(desk, picture, visit, to.on, to.at, confirmed=confirmed, rules=rules, asking=asking)
    # They named the time themselves and the officer takes it: both sides have said yes.
    agreed = replace(moved.now, state=PlanState.CONFIRMED)
    add_step(desk, Which(asked.case_id, asked.visit_id, len(moved.steps)), agreed, asking)
    who, what = picture.called(asked.person_id), VISIT_IN_WORDS[visit.kind]
    words = f"{picture.witness(visit.witness_id).label}: {what} moved to {to.in_words}, which {who} asked for."
    desk.cases.happened(asked.case_id, at=asking.at, kind="visit", words=words, hearing_id=visit.hearing_id)
    _say_so(desk, picture, asked, to, asking.at)


def _say_so(desk: Desk, picture: CasePicture, asked: Asked, to: OtherTime, now: datetime) -> None:
    """Plan the text. Whether, when and in how many words it may go is for the gate, as with every other."""
    contact = next((c for c in picture.contacts if c.contact_id == asked.contact_id), None)
    if contact is None or contact.channel is not Channel.SMS:
        return
    desk.messages.plan(
        asked.case_id,
        WantedMessage(
            reason_key=f"other_time:{asked.asked_id}",
            person_id=asked.person_id,
            contact_id=asked.contact_id,
            hearing_id="",  # it says nothing of any court date
            revision=0,
            purpose=Purpose.THANKS,
            channel=Channel.SMS,
            tier=min(Tier.L1, contact.tier),
            wording="time_agreed",
            fields={
                "sender": contact.signed_as or picture.case.signed_as,
                "phone": picture.case.support_phone,
                "day": day_in(contact.language, to.on),
                "time": hour_in(contact.language, to.at),
            },
            not_before=now,
            not_after=now + TEXT_STAYS_USEFUL,
        ),
        now,
    )


def _settle(desk: Desk, asked: Asked, chosen: Chosen, by_id: str | None, now: datetime) -> bool:
    was_open = desk.other_times.settle(asked.asked_id, chosen, by_id=by_id, now=now)
    waits = any(a.person_id == asked.person_id for a in desk.other_times.open_of_case(asked.case_id))
    for task in () if waits or by_id is None else desk.tasks.open_of_case(asked.case_id):
        if task.kind is TaskKind.OTHER_TIME and task.person_id == asked.person_id:
            outcome = "neither time was taken" if chosen is Chosen.NEITHER else "one of the times was taken"
            desk.tasks.done(task.task_id, by_id=by_id or "", outcome=outcome, now=now)
    return was_open


def _take_in(
    desk: Desk, picture: CasePicture, asked: Asked, what: str, where: str, rules: Rules, now: datetime
) -> None:
    """Keep a wish in the place of an older one about the same meeting; whoever asks twice is one piece of work."""
    older = [a for a in desk.other_times.open_of_case(asked.case_id) if a.visit_id == asked.visit_id]
    for wish in older:
        _settle(desk, wish, Chosen.NEITHER, None, now)
    desk.other_times.ask(asked)
    if not older:
        ask_to_decide(desk, picture, asked, what, rules, now)
        words = f"{picture.called(asked.person_id)} asked {where} for another time ({what})."
        desk.cases.happened(asked.case_id, at=now, kind="reply", words=words)


def ask_to_decide(desk: Desk, picture: CasePicture, asked: Asked, what: str, rules: Rules, now: datetime) -> None:
    """Make it work for the owner of the case to take one of two times. what: the meeting in words."""
    who = picture.called(asked.person_id)
    desk.tasks.raise_(
        asked.case_id,
        picture.case.owner_id,
        WantedTask(
            reason_key=f"other_time:{asked.asked_id}",
            kind=TaskKind.OTHER_TIME,
            words=f"{who} asks for another time of a meeting ({what}). Take one of two times that they named, or ring",
            clears_when="you have taken one of the times, or have agreed another by voice",
            due_at=soon_by_the_office(now, ANSWER_WITHIN, rules.calendar),
            person_id=asked.person_id,
        ),
        now,
    )
