"""What had been said at an instant, what was planned to be said, what could not be, and the work that followed."""

from datetime import datetime
from typing import Any

from witness.domain.asking_texts import asks_wanted
from witness.domain.cases import CasePicture
from witness.domain.contact import Blocked, Channel, SafeContact, Tier, Wait
from witness.domain.contact_days import reach
from witness.domain.court_time import london_time, spoken_time
from witness.domain.errors import Refused
from witness.domain.messages import HANDED_OVER, IN_THE_AIR, MessageState
from witness.domain.planned_messages import DONT_SET_OFF, Hindered, WantedMessage, messages_wanted
from witness.domain.rules import Rules
from witness.domain.tasks import FROM_FACTS, WantedTask
from witness.domain.tasks_wanted import tasks_wanted
from witness.messaging.gsm7 import encoding_of, segments_of
from witness.messaging.wording import Wording
from witness.questions.plain import in_json
from witness.store import Desk
from witness.store.messages import OutboxMessage
from witness.store.tasks import Task

Json = dict[str, Any]
# Not planned any more, and not said either: they are shown with their reason.
ENDED = frozenset({MessageState.UNDELIVERED, MessageState.REJECTED, MessageState.BLOCKED, MessageState.EXPIRED})


def messages_at(
    desk: Desk, picture: CasePicture, at: datetime, *, rules: Rules, wording: Wording, now: datetime
) -> list[Json]:
    """Give what had left by then, then what was planned, then what only a voice could say."""
    languages = wording.languages()
    wanted = messages_wanted(picture, now=at, hold=rules.hold, languages=languages, calendar=rules.calendar)
    asks = asks_wanted(picture, now=at, languages=languages, calendar=rules.calendar)
    kept = {m.message_id: m for m in desk.messages.of_case(picture.case.case_id)}
    had_left = [m for m in picture.messages if m.state in HANDED_OVER | IN_THE_AIR | ENDED]
    said = {m.reason_key for m in had_left}
    contacts = {contact.contact_id: contact for contact in picture.contacts}
    left = [_left(picture, kept[m.message_id], contacts.get(m.contact_id)) for m in had_left]
    planned = [
        _planned(picture, message, contacts[message.contact_id], at, rules, wording)
        for message in (*wanted.messages, *asks)
        if message.reason_key not in said
    ]
    return [*left, *planned, *(_hindered(picture, item) for item in wanted.hindered)]


def tasks_at(desk: Desk, picture: CasePicture, at: datetime, *, rules: Rules) -> list[Json]:
    """Give the work that the facts called for, then what events had raised and nobody had closed."""
    wanted = messages_wanted(picture, now=at, hold=rules.hold, languages=rules.languages, calendar=rules.calendar)
    called_for = tasks_wanted(
        picture, wanted.hindered, rules.calendar, now=at, duties=rules.duties, languages=rules.languages
    )
    keys = {task.reason_key for task in called_for}
    raised = [
        task
        for task in desk.tasks.of_case(picture.case.case_id)
        if task.kind not in FROM_FACTS
        and task.reason_key not in keys
        and task.raised_at <= at
        and (task.done_at is None or task.done_at > at)
    ]
    return [*map(_task, called_for), *map(_task, raised)]


def _task(task: WantedTask | Task) -> Json:
    return {
        "kind": task.kind.value,
        "reason_key": task.reason_key,
        "words": task.words,
        "clears_when": task.clears_when,
        "due_at": in_json(task.due_at),
    }


def _left(picture: CasePicture, message: OutboxMessage, contact: SafeContact | None) -> Json:
    return {
        "to": picture.called(message.person_id),
        "channel": message.channel.value,
        "purpose": message.purpose.value,
        "not_before": in_json(message.not_before),
        "not_after": in_json(message.not_after),
        "handed_over_at": in_json(message.handed_over_at),
        "tier": int(message.tier),
        "language": "" if contact is None else contact.language,
        "text": message.text,
        **_measured(message.text),
        "state": message.state.value,
        "held_because": message.because,
    }


def _planned(
    picture: CasePicture, message: WantedMessage, contact: SafeContact, at: datetime, rules: Rules, wording: Wording
) -> Json:
    text, refused = _words(message, contact, wording)
    state, because = _gate(picture, message, contact, at, rules)
    return {
        "to": picture.called(message.person_id),
        "channel": message.channel.value,
        "purpose": message.purpose.value,
        "not_before": in_json(message.not_before),
        "not_after": in_json(message.not_after),
        "handed_over_at": None,
        "tier": int(message.tier),
        "language": contact.language,
        "text": text,
        **_measured(text),
        "state": "blocked" if refused else state,
        "held_because": refused or because,
    }


def _measured(text: str) -> Json:
    return {"encoding": encoding_of(text), "segments": segments_of(text) if text else 0}


def _gate(
    picture: CasePicture, message: WantedMessage, contact: SafeContact, at: datetime, rules: Rules
) -> tuple[str, str]:
    """Say how the gate would answer when the message's time comes."""
    goes_at = max(message.not_before, at)
    verdict = reach(
        picture,
        contact,
        tier=Tier(message.tier),
        now=goes_at,
        languages=rules.languages,
        calendar=rules.calendar,
        is_safety=message.wording == DONT_SET_OFF,
    )
    if isinstance(verdict, Blocked):
        return "blocked", verdict.because
    if isinstance(verdict, Wait):
        return "held", verdict.because
    if message.choice and message.not_before > at:
        return "held", message.because
    if message.not_before > at and message.not_before - at <= rules.hold:
        return "held", f"so that the change can be undone, until {spoken_time(london_time(message.not_before))}"
    return "planned", ""


def _words(message: WantedMessage, contact: SafeContact, wording: Wording) -> tuple[str, str]:
    try:
        if message.channel is Channel.EMAIL:
            return wording.mail(message.wording, contact.language, message.fields)[0], ""
        return wording.text(message.wording, contact.language, message.fields, Tier(message.tier)).body, ""
    except Refused as refused:
        return "", str(refused)


def _hindered(picture: CasePicture, item: Hindered) -> Json:
    return {
        "to": picture.called(item.person_id),
        "channel": Channel.SMS.value,
        "purpose": item.purpose.value,
        "not_before": None,
        "not_after": None,
        "handed_over_at": None,
        "tier": 0,
        "language": "",
        "text": "",
        **_measured(""),
        "state": "blocked",
        "held_because": item.because,
    }
