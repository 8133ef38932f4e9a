"""What changes of visits, trips and bookings have in common: a further step, seen by nobody else in between."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed, may
from witness.domain.accounts import AccountState
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.errors import PleaseConfirm, Refused, SomebodyElseChangedThis
from witness.domain.evidence import NeedKind
from witness.domain.plan_needs import need_after
from witness.domain.plans import NEXT, PLAN_STATE_IN_WORDS, REASONS, WANT_A_REASON, PlanState, PlanStep
from witness.domain.rules import Rules
from witness.store import Desk
from witness.store.plans import ItemStep


@dataclass(frozen=True, slots=True)
class Which:
    """One visit, trip or booking of a case, with the number of steps that whoever changes it has seen."""

    case_id: str
    item_id: str
    seen: int


@dataclass(frozen=True, slots=True)
class Happened:
    """What the history is told: past tense, nobody's name. hearing_id: the date it hangs on, None for none."""

    kind: str
    words: str
    hearing_id: str | None = None


def insist_on_seen(steps: tuple[PlanStep, ...], seen: int) -> None:
    """Refuse to change what somebody else has changed since the form was shown.

    Raises:
        SomebodyElseChangedThis: there are more steps, or fewer, than were seen.
    """
    if len(steps) != seen:
        now = PLAN_STATE_IN_WORDS[steps[-1].state]
        raise SomebodyElseChangedThis(f"Somebody else changed this while you were at it: it is now {now}. Look again.")


def take_step(desk: Desk, which: Which, now: PlanStep, state: PlanState, reason: str, asking: Asking) -> PlanStep:
    """Add the next step of a visit, trip or booking on the day that it has; gives it. now: its newest step.

    Raises:
        Refused: it cannot get there from where it is, or it needs a reason from the list.
    """
    if state not in NEXT[now.state]:
        raise Refused(f"It is {PLAN_STATE_IN_WORDS[now.state]}, and cannot become {PLAN_STATE_IN_WORDS[state]}.")
    if state in WANT_A_REASON and reason not in REASONS:
        raise Refused("Choose why.")
    because = REASONS[reason] if state in WANT_A_REASON else ""
    step = replace(now, state=state, recorded_at=asking.at, because=because, change="")
    add_step(desk, which, step, asking)
    return step


def step_in_words(step: PlanStep) -> str:
    """Say how far a trip or a booking has got, with the reason where there is one."""
    return f"{PLAN_STATE_IN_WORDS[step.state]}{f' ({step.because})' if step.because else ''}"


def insist_on_confirmation(warnings: tuple[str, ...], *, confirmed: bool) -> None:
    """Ask once more before something that rules warn of is done.

    Raises:
        PleaseConfirm: there are warnings, and nobody has confirmed them.
    """
    if warnings and not confirmed:
        raise PleaseConfirm(warnings)


def insist_on_colleague(desk: Desk, case_id: str, account_id: str) -> str:
    """Give the name of somebody who may work on a case.

    Raises:
        Refused: there is no such officer, or they may not know of this case.
    """
    account, ground = desk.accounts.find(account_id), desk.access.ground_of(case_id)
    fit = account is not None and ground is not None and account.state is AccountState.ACTIVE
    if account is None or ground is None or not fit or not may(account.viewer, Deed.CHANGE_CASE, ground):
        raise Refused("Choose somebody of the team who may work on this case.")
    return account.name


def add_step(desk: Desk, which: Which, step: PlanStep, asking: Asking) -> None:
    """Add a step after those that were seen."""
    desk.plans.step(which.case_id, [ItemStep(which.item_id, which.seen + 1, step)], by_id=asking.viewer.account_id)


def keep_needs(
    desk: Desk,
    case_id: str,
    hearing_id: str | None,
    needs: Iterable[tuple[str, NeedKind]],
    asking: Asking,
    *,
    picture: CasePicture | None = None,
) -> None:
    """Bring what is recorded of needs in line with what is planned for a hearing. needs: (witness, kind).

    picture: the case with all that is planned now, where whoever calls has it already.
    """
    wanted = tuple(needs)
    if hearing_id is None or not wanted:
        return
    picture = picture or desk.cases.known_picture(case_id)
    for witness_id, kind in wanted:
        need = need_after(picture, witness_id, kind, hearing_id, london_day(asking.at))
        if need is not None:
            desk.evidence.put_need(case_id, need)


def finish(desk: Desk, case_id: str, happened: Happened, *, rules: Rules, asking: Asking) -> None:
    """Write the history and put the case right, at the end of a change."""
    desk.cases.happened(
        case_id,
        at=asking.at,
        kind=happened.kind,
        words=happened.words,
        by_id=asking.viewer.account_id,
        hearing_id=happened.hearing_id,
    )
    desk.cases.touch(case_id)
    put_right(desk, case_id, rules, now=asking.at)
