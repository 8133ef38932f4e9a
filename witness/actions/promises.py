"""Promises: what we told a family we would do. The history says that there was one, never what it was."""

from dataclasses import dataclass
from datetime import date

from witness.actions.plans import Happened, finish, insist_on_confirmation
from witness.domain.access import Asking, Deed
from witness.domain.court_time import london_day, short_day
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.notes_lint import warnings_about
from witness.domain.promises import Promise
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Store

LONGEST = 200


@dataclass(frozen=True, slots=True)
class NewPromise:
    """Something that we tell a family we will do. person_id: to whom, "" for all of them."""

    case_id: str
    words: str
    due_on: date
    person_id: str = ""


def promise(store: Store, new: NewPromise, *, confirmed: bool, rules: Rules, asking: Asking) -> str:
    """Make a promise, owned by whoever makes it; gives its id.

    Raises:
        PleaseConfirm: its words may speak of what happened, and nobody has confirmed that they do not.
        Refused: there are no words, too many, or its day has passed.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, new.case_id, doing="promise.make") as desk:
        picture = desk.cases.known_picture(new.case_id)
        words = new.words.strip()
        if not words or len(words) > LONGEST:
            raise Refused(f"Say what we will do, in {LONGEST} characters or fewer.")
        if new.due_on < london_day(asking.at):
            raise Refused("That day has passed.")
        if new.person_id and not any(p.person_id == new.person_id for p in picture.people):
            raise NotFound("There is no such person in this case.")
        insist_on_confirmation(warnings_about(words), confirmed=confirmed)
        made = Promise(
            promise_id=new_id(),
            words=words,
            owner_id=asking.viewer.account_id,
            due_on=new.due_on,
            made_at=asking.at,
            person_id=new.person_id or None,
        )
        desk.plans.promise(new.case_id, [made])
        whom = picture.called(new.person_id) if new.person_id else "the family"
        happened = Happened("promise", f"Something was promised to {whom} by {short_day(new.due_on)}.")
        finish(desk, new.case_id, happened, rules=rules, asking=asking)
    return made.promise_id


def keep(store: Store, case_id: str, promise_id: str, *, rules: Rules, asking: Asking) -> None:
    """Record that a promise has been kept.

    Raises:
        NotFound: the case has no such promise.
        SomebodyElseChangedThis: that was recorded before.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="promise.keep") as desk:
        picture = desk.cases.known_picture(case_id)
        found = next((p for p in picture.promises if p.promise_id == promise_id), None)
        if found is None:
            raise NotFound("There is no such promise in this case.")
        if not desk.plans.kept(case_id, promise_id, asking.at):
            raise SomebodyElseChangedThis("That this promise was kept has been recorded already.")
        late = ", later than promised" if london_day(asking.at) > found.due_on else ""
        whom = picture.called(found.person_id) if found.person_id else "the family"
        finish(desk, case_id, Happened("promise", f"A promise to {whom} was kept{late}."), rules=rules, asking=asking)
