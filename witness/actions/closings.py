"""Closes a case: an officer asks when nothing is left to do, and a manager who is not that officer looks and agrees."""

from collections.abc import Iterable

from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed, Role
from witness.domain.aftercare import LONGEST_WORDS, AfterFact, AfterKind, closing_asked
from witness.domain.case_closing import CHECK_IN_WORDS, Check, in_the_way, still_to_check
from witness.domain.court_time import london_day
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Desk, Store


class StillOpen(Refused):
    """A case cannot be closed yet. obstacles: what is left, as sentences."""

    def __init__(self, obstacles: tuple[str, ...]) -> None:
        """Keep what is in the way."""
        super().__init__(" ".join(("This case cannot be closed yet.", *obstacles)))
        self.obstacles = obstacles


def ask_to_close(store: Store, case_id: str, *, rules: Rules, asking: Asking) -> None:
    """Ask for a case to be closed. It stays open, and everything goes on, until a manager has looked.

    Raises:
        StillOpen: something is promised, expected, believed wrongly or left to do, or an offer of it waits.
        SomebodyElseChangedThis: it is closed already, or somebody has asked already.
        NotFound: there is no such case for this officer.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="case.close_asked") as desk:
        if _waiting(desk, case_id) is not None:
            raise SomebodyElseChangedThis("Somebody has asked for this already: a manager looks at it.")
        _refuse_while_open(desk, case_id, asking)
        _keep(desk, case_id, AfterKind.CLOSING_ASKED, "Asked for the case to be closed.", asking)
        put_right(desk, case_id, rules, now=asking.at)


def close_case(store: Store, case_id: str, looked_at: Iterable[Check], *, rules: Rules, asking: Asking) -> None:
    """Agree to a closing and close the case: what is planned to be sent is taken back, and its retention clock starts.

    Raises:
        StillOpen: something has come up since it was asked for.
        Refused: not everything was looked at, or whoever asked would agree with themselves.
        SomebodyElseChangedThis: it is closed already, or nobody asks for it any more.
        NotFound: there is no such case for this person, or they are no manager.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="case.close") as desk:
        asked = _asked(desk, case_id, asking)
        missing = still_to_check(looked_at)
        if missing:
            raise Refused(f"Look at each of these before you agree: {'; '.join(CHECK_IN_WORDS[c] for c in missing)}.")
        _refuse_while_open(desk, case_id, asking)
        _keep(desk, case_id, AfterKind.CLOSING_AGREED, "Case closed: our support has ended.", asking, asked)
        desk.cases.set_closed(case_id, london_day(asking.at))
        put_right(desk, case_id, rules, now=asking.at)


def send_back(store: Store, case_id: str, why: str, *, rules: Rules, asking: Asking) -> None:
    """Send a closing back to whoever asked, with what is missing. The history says that it was, never why.

    Raises:
        Refused: nothing is said about what is missing, or too much.
        SomebodyElseChangedThis: nobody asks for it any more.
        NotFound: there is no such case for this person, or they are no manager.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="case.close_back") as desk:
        asked = _asked(desk, case_id, asking)
        if not why.strip() or len(why.strip()) > LONGEST_WORDS:
            raise Refused(f"Say what is missing, in {LONGEST_WORDS} characters or fewer.")
        words = "The closing was sent back: something is missing."
        _keep(desk, case_id, AfterKind.CLOSING_SENT_BACK, words, asking, asked, why.strip())
        put_right(desk, case_id, rules, now=asking.at)


def _waiting(desk: Desk, case_id: str) -> AfterFact | None:
    picture = desk.cases.known_picture(case_id)
    if picture.case.closed_on is not None:
        raise SomebodyElseChangedThis("This case is closed already.")
    return closing_asked(picture.aftercare)


def _asked(desk: Desk, case_id: str, asking: Asking) -> str:
    """Give the id of the request that a manager answers."""
    if asking.viewer.role is not Role.MANAGER:
        raise NotFound("Only a manager agrees to a closing.")
    waiting = _waiting(desk, case_id)
    if waiting is None:
        raise SomebodyElseChangedThis("Nobody asks for this case to be closed any more.")
    by_id, _ = desk.aftercare.who_recorded(case_id).get(waiting.fact_id, ("", ""))
    if by_id == asking.viewer.account_id:
        raise Refused("Whoever asks for a closing does not agree to it: another manager has to look.")
    return waiting.fact_id


def _refuse_while_open(desk: Desk, case_id: str, asking: Asking) -> None:
    picture = desk.cases.known_picture(case_id)
    to_do = [task.words for task in desk.tasks.open_of_case(case_id)]
    offered = desk.handovers.open_of(case_id) is not None
    obstacles = in_the_way(picture, to_do, is_offered=offered, today=london_day(asking.at))
    if obstacles:
        raise StillOpen(obstacles)


def _keep(
    desk: Desk, case_id: str, kind: AfterKind, words: str, asking: Asking, about: str = "", why: str = ""
) -> None:
    by_id = asking.viewer.account_id
    fact = AfterFact(new_id(), kind, london_day(asking.at), asking.at, about, words=why)
    desk.aftercare.add(case_id, [fact], by_id=by_id)
    desk.cases.happened(case_id, at=asking.at, kind="closed", words=words, by_id=by_id)
    desk.cases.touch(case_id)
