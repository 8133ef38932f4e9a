"""Takes in what an imported case says of private pages: for whom they are on, and what was asked for and waits."""

from datetime import datetime

from witness.actions.other_times import ask_to_decide
from witness.actions.owner_rings import owner_rings
from witness.actions.page_answers import asked_in_words
from witness.domain.cases import CasePicture
from witness.domain.private_page import call_key
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind
from witness.domain.visits import VISIT_IN_WORDS
from witness.intake.bundle_pages import PageFile
from witness.store import Desk


def add_pages(desk: Desk, picture: CasePicture, pages: PageFile, rules: Rules, now: datetime) -> None:
    """Keep all of it, and raise the work it leaves. picture: with its owner.

    A phone may be known from another case, and what was chosen for it with it. No link comes back.
    """
    known = desk.private_pages.choices_of(choice.contact_id for choice in pages.choices)
    for choice in pages.choices:
        if choice not in known:
            desk.private_pages.choose(choice, by_id=None)
    visits = {visit.visit_id: visit for visit in picture.visits}
    for wish in pages.wishes:
        desk.other_times.ask(wish)
        ask_to_decide(desk, picture, wish, VISIT_IN_WORDS[visits[wish.visit_id].kind], rules, now)
    for call in pages.calls:
        key = f"page:{picture.case.case_id}{call.person_id}:{call_key(call.asked, call.on)}"
        owner_rings(
            desk,
            picture,
            call.person_id,
            asked_in_words(call.asked),
            kind=TaskKind.PRIVATE_PAGE,
            reason_key=key,
            due_at=call.due_at,
            now=now,
        )
