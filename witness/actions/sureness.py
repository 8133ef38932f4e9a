"""Records how sure somebody says they are to come, and what would make it hard: codes and a day, and nothing they told.

What they name becomes work at once, and a need where nobody has recorded any.
"""

from dataclasses import dataclass
from datetime import date

from witness.actions.evidence import Whom, witness_of
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.countdown import hearing_ahead
from witness.domain.court_time import london_day
from witness.domain.errors import Refused
from witness.domain.evidence import Need, NeedState, Side
from witness.domain.needs import need_for
from witness.domain.rules import Rules
from witness.domain.sureness import Hard, Sure, SureAnswer, check_answer, in_order
from witness.domain.sureness_help import may_be_asked, needs_named
from witness.identifiers import new_id
from witness.store import Store


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said. on: the London day on which they were asked, None for today."""

    person_id: str
    sure: Sure
    hard: tuple[Hard, ...] = ()
    on: date | None = None


def record(store: Store, whom: Whom, said: Said, *, rules: Rules, asking: Asking) -> None:
    """Keep an answer, for the date as it stands.

    Raises:
        NotFound: there is no such witness for this officer.
        Refused: no evidence is ahead, the day lies ahead, or it is not agreed to ask this person.
    """
    today = london_day(asking.at)
    with store.case_for(asking, Deed.CHANGE_CASE, whom.case_id, doing="sureness.record") as desk:
        witness = witness_of(desk, whom)
        picture = desk.cases.known_picture(whom.case_id)
        ahead = hearing_ahead(picture, whom.witness_id, today)
        if ahead is None:
            raise Refused("Nothing is asked now: no evidence is ahead for this witness.")
        answer = SureAnswer(
            answer_id=new_id(),
            witness_id=whom.witness_id,
            person_id=said.person_id,
            sure=said.sure,
            on=said.on or today,
            recorded_at=asking.at,
            hearing_id=ahead[1].hearing_id,
            of_revision=ahead[1].now.number,
            hard=() if said.sure is Sure.MISTAKE else in_order(said.hard),
        )
        people = [person.person_id for person in may_be_asked(picture, whom.witness_id, today)]
        check_answer(picture.sureness, answer, people, today)
        desk.sureness.add(whom.case_id, [answer], by_id=asking.viewer.account_id)
        for kind in needs_named(picture, answer):
            need = Need(whom.witness_id, kind, NeedState.NEEDED, Side.SUPPORT, today)
            desk.evidence.put_need(whom.case_id, need_for(picture, need, today))
        # The history is read by more people than this: it does not say who was asked, nor what they said.
        desk.cases.happened(
            whom.case_id,
            at=asking.at,
            kind="sureness",
            words=f"{witness.label}: it was asked what would help them to come.",
            by_id=asking.viewer.account_id,
        )
        put_right(desk, whom.case_id, rules, now=asking.at)
