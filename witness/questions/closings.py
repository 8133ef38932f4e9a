"""The end of support in one case: what is in the way, who has asked, and what a manager looks at."""

from dataclasses import dataclass
from datetime import date, datetime

from witness.domain.access import Asking, Deed, Role
from witness.domain.aftercare import closing_asked, closing_sent_back
from witness.domain.case_closing import CHECK_IN_WORDS, Check, in_the_way
from witness.domain.court_time import london_day
from witness.domain.duties import DutyState
from witness.domain.duty_clocks import duties_of
from witness.domain.rules import Rules
from witness.store import Store

KEPT = "retention_looked_at"


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """What stands in the way of closing a case; closed_on: when it was closed.

    asked_by, asked_on: who waits for a manager's word, "" and None for nobody. may_agree: this viewer is that manager.
    sent_back: what was missing when a manager sent it back last, "" when nothing was. runs: time limits that go on.
    kept_until: when somebody looks at what is kept; None while it is open. checks: what a manager looks at.
    """

    case_id: str
    ref: str
    closed_on: date | None
    obstacles: tuple[str, ...]
    asked_by: str
    asked_on: date | None
    may_agree: bool
    sent_back: str
    runs: tuple[tuple[str, datetime], ...]
    kept_until: datetime | None
    kept_note: str
    checks: tuple[tuple[Check, str], ...]


def closing_page(store: Store, case_id: str, *, rules: Rules, asking: Asking) -> ClosingPage:
    """Say what keeps a case open, or who looks at its closing.

    Raises:
        NotFound: there is no such case for this officer.
    """
    with store.case_for(asking, Deed.SEE_CASE, case_id, doing="case.read") as desk:
        picture = desk.cases.known_picture(case_id)
        to_do = [task.words for task in desk.tasks.open_of_case(case_id)]
        offered = desk.handovers.open_of(case_id) is not None
        by = desk.aftercare.who_recorded(case_id)
        waiting = closing_asked(picture.aftercare)
        asker_id, asked_by = ("", "") if waiting is None else by.get(waiting.fact_id, ("", "somebody"))
        sent_back = closing_sent_back(picture.aftercare)
        found = duties_of(picture, rules.duties, rules.calendar, asking.at)
        kept = next((duty for duty in found if duty.code == KEPT), None)
        return ClosingPage(
            case_id=case_id,
            ref=picture.case.ref,
            closed_on=picture.case.closed_on,
            obstacles=in_the_way(picture, to_do, is_offered=offered, today=london_day(asking.at)),
            asked_by=asked_by,
            asked_on=None if waiting is None else waiting.on,
            may_agree=asking.viewer.role is Role.MANAGER and asker_id != asking.viewer.account_id,
            sent_back="" if sent_back is None else sent_back.words,
            runs=tuple((d.words, d.due_at) for d in found if d.state is DutyState.WAITING and d.due_at is not None),
            kept_until=None if kept is None else kept.due_at,
            kept_note="" if kept is None else kept.note,
            checks=tuple(CHECK_IN_WORDS.items()),
        )
