"""What a parent's own plan asks of us: make an offer once more, and ask the police for an answer that is due.

Work of the day is seen over a shoulder: its words name neither the offer nor the form.
"""

from collections.abc import Iterator
from datetime import datetime

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, moment_in_london, short_day
from witness.domain.parents import to_ask_again
from witness.domain.people import Part
from witness.domain.tasks import OFFICE_CLOSES, TaskKind, WantedTask


def parent_tasks(picture: CasePicture, now: datetime) -> Iterator[WantedTask]:
    """Give what is to be asked again of parents and carers, and of the police, by today."""
    today = london_day(now)
    for person_id, stands in to_ask_again(picture.offers, parents_in(picture), today):
        again_on, said_on = stands.ask_again_on or today, short_day(stands.since or today)
        yield WantedTask(
            reason_key=f"offer:{picture.case.case_id}:{person_id}:{stands.offer.value}:{again_on}",
            kind=TaskKind.PARENT_OFFER,
            words=f"Ask {picture.called(person_id)} again about something we offered on {said_on}",
            clears_when="what they said is recorded on the page for parents",
            due_at=moment_in_london(again_on, OFFICE_CLOSES),
            person_id=person_id,
        )
    for passing in picture.passings:
        if passing.fed_back_on is None and passing.due_on <= today:
            yield WantedTask(
                reason_key=f"passed:{passing.passing_id}",
                kind=TaskKind.POLICE_ANSWER,
                words=f"Ask the police for the answer that was due on {short_day(passing.due_on)}",
                clears_when="their answer is recorded on the page for parents",
                due_at=moment_in_london(passing.due_on, OFFICE_CLOSES),
            )


def parents_in(picture: CasePicture) -> tuple[str, ...]:
    """Give the parents and carers who are still part of a case, each once, in the order of their parts."""
    own = (p.person_id for p in picture.parts if p.part is Part.PARENT_CARER and p.left_at is None)
    return tuple(dict.fromkeys(own))
