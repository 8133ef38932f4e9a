"""Settles steps that were due before a case came to us: done, not needed, or by which day; and spreads what is left."""

from collections import Counter
from collections.abc import Sequence

from witness.actions.evidence import Whom, witness_of
from witness.actions.milestones import Given, word_of
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.before_us import Left, left_of, spread
from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.errors import Refused
from witness.domain.milestone_rows import MilestoneWord, Settled
from witness.domain.milestone_words import check_word
from witness.domain.milestones import EarlyWarning, early_warning_of
from witness.domain.rules import Rules
from witness.domain.tasks import TaskKind
from witness.domain.working_days import BeyondTheCalendar
from witness.store import Desk, Store


class CannotSettle(Refused):
    """Some of what was said cannot be. faults: (code of the step, what is wrong with it). Nothing is kept."""

    def __init__(self, faults: tuple[tuple[str, str], ...]) -> None:
        """Keep what is wrong; there is at least one."""
        super().__init__("; ".join(words for _, words in faults))
        self.faults = faults


def look_through(store: Store, whom: Whom, answers: Sequence[Given], *, rules: Rules, asking: Asking) -> None:
    """Keep what is said of each step, all of it or nothing.

    Raises:
        NotFound: there is no such witness for this officer.
        CannotSettle: see `check_word`.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, whom.case_id, doing="milestone.say") as desk:
        witness = witness_of(desk, whom)
        picture = desk.cases.known_picture(whom.case_id)
        warning = early_warning_of(picture, whom.witness_id, rules.calendar, asking.at)
        words = [word_of(warning, given, asking) for given in answers]
        faults = tuple(_faults(picture, warning, words, asking))
        if faults:
            raise CannotSettle(faults)
        if words:
            _keep(desk, whom.case_id, words, f"{witness.label}: looked through {_counted(words)}", rules, asking)


def spread_left(store: Store, case_id: str, *, rules: Rules, asking: Asking) -> int:
    """Give each step that is left a day, three a day over all cases of whoever has this one; gives how many.

    Raises:
        NotFound: there is no such case for this officer.
        Refused: the bank holidays of the days that are needed are not known.
    """
    today = london_day(asking.at)
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="milestone.say") as desk:
        picture = desk.cases.known_picture(case_id)
        warnings = {
            w.witness_id: early_warning_of(picture, w.witness_id, rules.calendar, asking.at) for w in picture.witnesses
        }
        left = [
            Left(witness_id, reached, warning.hearing.now.slot.on)
            for witness_id, warning in warnings.items()
            for reached in left_of(warning)
            if warning.hearing is not None and warning.hearing.now.slot.on is not None
        ]
        due = desk.tasks.due_of_owner(picture.case.owner_id, TaskKind.MILESTONE)
        try:
            days = spread(left, Counter(london_day(at) for at in due), today, rules.calendar)
        except BeyondTheCalendar as beyond:
            raise Refused(str(beyond)) from None
        words = [
            word_of(warnings[step.witness_id], Given(step.reached.row.code, Settled.DO_BY, day), asking)
            for step, day in days
        ]
        if words:
            _keep(desk, case_id, words, f"A day was set for {_counted(words)}", rules, asking)
    return len(words)


def _faults(
    picture: CasePicture, warning: EarlyWarning, words: Sequence[MilestoneWord], asking: Asking
) -> list[tuple[str, str]]:
    found = []
    for word in words:
        try:
            check_word(picture, warning, word, london_day(asking.at))
        except Refused as refused:
            found.append((word.code.value, str(refused)))
    return found


def _counted(words: Sequence[MilestoneWord]) -> str:
    several = len(words) != 1
    return (
        f"{len(words)} step{'s' if several else ''} that {'were' if several else 'was'} due before the case came to us"
    )


def _keep(desk: Desk, case_id: str, words: Sequence[MilestoneWord], what: str, rules: Rules, asking: Asking) -> None:
    desk.milestones.add(case_id, words, by_id=asking.viewer.account_id)
    desk.cases.happened(case_id, at=asking.at, kind="milestone", words=f"{what}.", by_id=asking.viewer.account_id)
    put_right(desk, case_id, rules, now=asking.at)
