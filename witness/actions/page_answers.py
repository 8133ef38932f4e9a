"""What a family does on its private page: the same facts and the same work as if they had texted it."""

from datetime import datetime

from witness.actions.contact import said_to_be_unsafe
from witness.actions.page_doors import ask_to_ring
from witness.actions.reconcile import put_right
from witness.actions.replies import log_from_family, take_answer
from witness.actions.reply_senders import Sender
from witness.domain.court_time import london_day
from witness.domain.evidence import ANSWER_IN_WORDS, AnswerKind
from witness.domain.private_page import Door, call_key
from witness.domain.rules import Rules
from witness.store import Desk, Store
from witness.store.page_stays import contact_behind, door_of, put_on_record

PAGE = "page"
# What may be answered there. That they cannot come is for a voice, never for a button.
OFFERED = frozenset({AnswerKind.COMING, AnswerKind.HELP, AnswerKind.WORRIED})
UNSAFE_BECAUSE = "they said on their private page that it is no longer safe"


def answer(store: Store, key: str, kind: AnswerKind, *, rules: Rules, now: datetime, request_id: str = "") -> bool:
    """Take an answer in; says whether whoever gave it was in.

    About their date it is kept as a text's would be. With no date it is work for the owner of the case all the same.
    """
    if kind not in OFFERED:
        return False
    with store.changing() as desk:
        found = door_of(desk, key, now)
        if found is None:
            return False
        door, picture, language = found
        _see(desk, door, language, f"page.{kind.value}", now, request_id)
        sender = Sender(contact_behind(picture, door), door.case_id, door.hearing_id, door.revision)
        log_from_family(desk, sender, now)
        who = picture.called(door.person_id)
        if door.hearing_id:
            take_answer(desk, picture, sender, kind, now, via=PAGE)
        elif kind is not AnswerKind.COMING:
            ask_to_ring(desk, picture, door, call_key(kind, london_day(now)), asked_in_words(kind), rules, now)
        words = f"{who} answered on their private page: {ANSWER_IN_WORDS[kind]}."
        desk.cases.happened(door.case_id, at=now, kind="reply", words=words, hearing_id=door.hearing_id or None)
        put_right(desk, door.case_id, rules, now=now)
    return True


def no_longer_safe(store: Store, key: str, *, rules: Rules, now: datetime, request_id: str = "") -> bool:
    """Take it in that this phone is no longer safe: at once nothing goes to it, and the page is shut."""
    with store.changing() as desk:
        found = door_of(desk, key, now)
        if found is None:
            return False
        door, picture, language = found
        _see(desk, door, language, "page.unsafe", now, request_id)
        words = f"{picture.called(door.person_id)} said on their private page that their phone is no longer safe."
        desk.cases.happened(door.case_id, at=now, kind="contact", words=words)
        said_to_be_unsafe(desk, contact_behind(picture, door), UNSAFE_BECAUSE, rules=rules, now=now)
        desk.private_pages.leave(key)
    return True


def asked_in_words(kind: AnswerKind) -> str:
    """Say why somebody without a date is to be rung."""
    return f"they answered “{ANSWER_IN_WORDS[kind]}” on their page"


def _see(desk: Desk, door: Door, language: str, deed: str, now: datetime, request_id: str) -> None:
    desk.private_pages.see(door.link_id, now, language)
    put_on_record(desk, door, deed, now, request_id)
