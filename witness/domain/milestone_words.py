"""Somebody's word about a milestone: when it may be given, what becomes of an old step, and when it is taken back."""

from datetime import date

from witness.domain.cases import CasePicture
from witness.domain.errors import Refused
from witness.domain.markers import Said
from witness.domain.milestone_rows import ROW_OF, MilestoneWord, Settled
from witness.domain.milestone_sight import settled_word, word_that_holds
from witness.domain.milestones import MET, EarlyWarning, Reached


def check_word(picture: CasePicture, warning: EarlyWarning, word: MilestoneWord, today: date) -> None:
    """Look at a word that is to be kept. warning: how the witness stands now.

    Raises:
        Refused: other facts show this milestone, the ladder is closed, the day lies ahead, it was said already, or
            there is nothing to take back.
    """
    row = ROW_OF[word.code]
    reached = next((one for one in warning.reached if one.row.code is word.code), None)
    settles = isinstance(word.said, Settled) or (reached is not None and reached.settled is not None)
    if not row.said and (word.said is Said.YES or not settles):
        raise Refused("This shows by itself once it is recorded where it belongs.")
    if warning.hearing is None or reached is None:
        raise Refused("Nothing is asked about this now: no date is ahead, or it is over.")
    if isinstance(word.said, Settled):
        _check_settled(warning, reached, word, today)
        return
    if word.on > today:
        raise Refused("That day has not come yet: record it when it has happened.")
    said = word_that_holds(picture.milestones, word.witness_id, word.code, row.holds, warning.hearing)
    if word.said is Said.YES and said is not None:
        raise Refused("That is recorded already.")
    if word.said is Said.YES and not reached.sayable:
        raise Refused("Other facts speak of this. Change them where they are recorded.")
    settled = settled_word(picture.milestones, word.witness_id, word.code, warning.hearing)
    if word.said is not Said.YES and said is None and settled is None:
        raise Refused("There is nothing recorded that could be taken back.")


def _check_settled(warning: EarlyWarning, reached: Reached, word: MilestoneWord, today: date) -> None:
    if not reached.before_us:
        raise Refused("This was not due before the case came to us: record it when it is done.")
    if reached.standing in MET and reached.settled is None:
        raise Refused("This is done already.")
    last = None if warning.hearing is None else warning.hearing.now.slot.on
    if word.said is Settled.DO_BY and (word.on < today or (last is not None and word.on > last)):
        raise Refused("Choose a day from today on, and not after the day on which they give evidence.")
