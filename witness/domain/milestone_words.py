"""Somebody's word that a milestone is reached: when it may be given, and when it can be taken back."""

from datetime import date

from witness.domain.cases import CasePicture
from witness.domain.errors import Refused
from witness.domain.markers import Said
from witness.domain.milestone_rows import ROW_OF, MilestoneWord
from witness.domain.milestone_sight import word_that_holds
from witness.domain.milestones import EarlyWarning


def check_word(picture: CasePicture, warning: EarlyWarning, word: MilestoneWord, today: date) -> None:
    """Look at a word that is to be kept. warning: how the witness stands now.

    Raises:
        Refused: other facts show this milestone, the ladder is closed, the day lies ahead, it was said already, or
            there is nothing to take back.
    """
    row = ROW_OF[word.code]
    if not row.said:
        raise Refused("This shows by itself once it is recorded where it belongs.")
    reached = next((one for one in warning.reached if one.row.code is word.code), None)
    if warning.hearing is None or reached is None:
        raise Refused("Nothing is asked about this now: no date is ahead, or it is over.")
    if word.on > today:
        raise Refused("That day has not come yet: record it when it has happened.")
    said = word_that_holds(picture.milestones, word.witness_id, word.code, row.holds, warning.hearing)
    if word.said is Said.YES and said is not None:
        raise Refused("That is recorded already.")
    if word.said is Said.YES and not reached.sayable:
        raise Refused("Other facts speak of this. Change them where they are recorded.")
    if word.said is not Said.YES and said is None:
        raise Refused("There is nothing recorded that could be taken back.")
