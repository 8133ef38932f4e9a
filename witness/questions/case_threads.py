"""What was said to a family and what they wrote, person by person."""

from datetime import datetime, timedelta

from witness.domain.access import Asking, Deed, may
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel
from witness.domain.errors import Refused
from witness.domain.messages import HANDED_OVER, MessageState, Purpose
from witness.messaging.wording import Wording
from witness.questions.case_cards import ComingLine, MessageCard, ReplyCard, Thread
from witness.questions.message_fates import reason_in_words
from witness.store import Desk
from witness.store.messages import OutboxMessage
from witness.store.replies import FEEDBACK, FOR_SUPPORT, WELLBEING, Reply

PURPOSE_IN_WORDS: dict[Purpose, str] = {
    Purpose.DATE_SET: "the date",
    Purpose.KEEP_FREE: "days to keep free",
    Purpose.DATE_CHANGED: "the new date",
    Purpose.CALLED_OFF: "it is off",
    Purpose.REMINDER: "reminder",
    Purpose.THANKS: "answer to their text",
    Purpose.AWAY: "nobody reads this now",
    Purpose.STOP_DONE: "we have stopped",
    Purpose.STOP_WHICH: "we have stopped, and which child",
    Purpose.STARTED: "texts are on again",
    Purpose.RIDE_CHANGED: "another ride",
    Purpose.STILL_WAITING: "how it stands",
    Purpose.CHECK_IN: "how they are",
    Purpose.FEEDBACK: "how it was",
    Purpose.INVITATION: "calendar entry",
    Purpose.INVITATION_OFF: "calendar entry taken out",
    Purpose.PAGE_LINK: "link to their page",
}
MEANING_IN_WORDS = {
    "coming": "coming",
    "help": "needs help getting there",
    "worried": "worried, wants a call",
    "stop": "asked us to stop",
    "start": "asked us to start again",
    "unclear": "a person has to read it",
    "cannot": "says they will not come",
    "late": "on the way, or late",
    "question": "asks something",
    "other_time": "asks for another time",
    "who_looked": "asks who looked at their record",
    "what_we_said": "asks what we told them",
    "stop_asking": "no more checks of how they are",
    WELLBEING: "says how they are",
    FEEDBACK: "says how it was",
}


def threads_of(desk: Desk, picture: CasePicture, wording: Wording) -> tuple[Thread, ...]:
    """Give all messages to each person, newest first."""
    languages = {contact.contact_id: contact.language for contact in picture.contacts}
    threads: dict[str, list[MessageCard]] = {}
    for message in desk.messages.of_case(picture.case.case_id):
        text = message.text or _as_it_will_read(message, languages.get(message.contact_id, "en"), wording)
        threads.setdefault(message.person_id, []).append(_card(message, text))
    return tuple(
        Thread(picture.called(person_id), tuple(cards))
        for person_id, cards in sorted(threads.items(), key=lambda pair: picture.called(pair[0]))
    )


def coming_of(picture: CasePicture, now: datetime) -> dict[str, tuple[ComingLine, ...]]:
    """Give what is planned for everybody in the next 30 days, by person, the soonest first."""
    planned = [
        m for m in picture.messages if m.state is MessageState.PLANNED and m.not_before <= now + timedelta(days=30)
    ]
    planned.sort(key=lambda m: (m.not_before, m.message_id))
    return {
        person.person_id: tuple(
            ComingLine(m.not_before, PURPOSE_IN_WORDS[m.purpose], m.because)
            for m in planned
            if m.person_id == person.person_id
        )
        for person in picture.people
    }


def replies_of(desk: Desk, picture: CasePicture, asking: Asking) -> tuple[ReplyCard, ...]:
    """Give the texts from a family, newest first; of the quarantined, only that somebody is acting on them."""
    texts = desk.replies.of_case(picture.case.case_id)
    any_kept = any(reply.is_quarantined for reply in texts)
    handled_by, may_open = who_handles(desk, picture.case.case_id, asking) if any_kept else ("", False)
    return tuple(
        ReplyCard(
            reply_id=reply.reply_id,
            called=picture.called(reply.person_id),
            text=words_of(reply),
            received_at=reply.received_at,
            meaning="" if reply.is_quarantined else MEANING_IN_WORDS.get(reply.meaning, ""),
            is_read=reply.state == "read" or reply.is_quarantined,
            handled_by=handled_by if reply.is_quarantined else "",
            may_open=reply.is_quarantined and may_open,
        )
        for reply in reversed(texts)
        if reply.person_id is not None
    )


def words_of(reply: Reply) -> str:
    """Give the words of a text; of an answer about how they are only where it stands: it is for fewer people."""
    return "(It stands under Parents, for those who support them.)" if reply.meaning in FOR_SUPPORT else reply.text


def who_handles(desk: Desk, case_id: str, asking: Asking) -> tuple[str, bool]:
    """Name who acts on the texts of a case that are kept from others, and say whether the reader may open them."""
    ground = desk.access.ground_of(case_id)
    if ground is None:
        return "", False
    owner = desk.accounts.find(ground.owner_id)
    return "" if owner is None else owner.name, may(asking.viewer, Deed.SEE_DISCLOSURE, ground)


def _card(message: OutboxMessage, text: str) -> MessageCard:
    return MessageCard(
        what=PURPOSE_IN_WORDS[message.purpose],
        is_mail=message.channel is Channel.EMAIL,
        state=message.state,
        text=text,
        at=message.handed_over_at or message.not_before,
        has_left=message.state in HANDED_OVER,
        because=reason_in_words(message.because),
    )


def _as_it_will_read(message: OutboxMessage, language: str, wording: Wording) -> str:
    if message.state is not MessageState.PLANNED or message.channel is Channel.EMAIL:
        return ""
    try:
        return wording.text(message.wording, language, message.fields, message.tier).body
    except Refused:
        return ""
