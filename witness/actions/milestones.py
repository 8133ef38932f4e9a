"""Records somebody's word that a milestone of the early-warning ladder is reached, or that this was a mistake."""

from dataclasses import dataclass
from datetime import date

from witness.actions.evidence import Whom, witness_of
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.court_time import london_day
from witness.domain.markers import Said
from witness.domain.milestone_rows import Milestone, MilestoneWord, Settled
from witness.domain.milestone_words import check_word
from witness.domain.milestones import EarlyWarning, early_warning_of
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Store


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of a milestone. on: since which London day, None for today; or by which it is to be done."""

    code: Milestone
    said: Said | Settled
    on: date | None = None


def say(store: Store, whom: Whom, given: Given, *, rules: Rules, asking: Asking) -> None:
    """Keep somebody's word for the date as it stands, so that it is asked anew when the date moves.

    Raises:
        NotFound: there is no such witness for this officer.
        Refused: see `check_word`.
    """
    today = london_day(asking.at)
    with store.case_for(asking, Deed.CHANGE_CASE, whom.case_id, doing="milestone.say") as desk:
        witness = witness_of(desk, whom)
        picture = desk.cases.known_picture(whom.case_id)
        warning = early_warning_of(picture, whom.witness_id, rules.calendar, asking.at)
        word = word_of(warning, given, asking)
        check_word(picture, warning, word, today)
        desk.milestones.add(whom.case_id, [word], by_id=asking.viewer.account_id)
        what = "recorded" if given.said is Said.YES else "taken back"
        desk.cases.happened(
            whom.case_id,
            at=asking.at,
            kind="milestone",
            words=f"{witness.label}: a step of the countdown was {what}.",
            by_id=asking.viewer.account_id,
        )
        put_right(desk, whom.case_id, rules, now=asking.at)


def word_of(warning: EarlyWarning, given: Given, asking: Asking) -> MilestoneWord:
    """Make somebody's word of what they said, about the date as it stands."""
    hearing = warning.hearing
    return MilestoneWord(
        word_id=new_id(),
        witness_id=warning.witness_id,
        code=given.code,
        said=given.said,
        on=given.on or london_day(asking.at),
        recorded_at=asking.at,
        hearing_id=None if hearing is None else hearing.hearing_id,
        of_revision=0 if hearing is None else hearing.now.number,
    )
