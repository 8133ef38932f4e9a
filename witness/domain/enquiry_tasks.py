"""What questions ask of the support team: answer the CPS in time, and ask again when the CPS has not answered."""

from collections.abc import Iterator
from datetime import datetime

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day, short_day
from witness.domain.enquiries import Enquiry
from witness.domain.evidence import Side
from witness.domain.labels import plain_label
from witness.domain.tasks import TaskKind, WantedTask, soon_by_the_office
from witness.domain.working_days import WorkingCalendar

ASK_AGAIN_WITHIN = 2  # office hours after their clock ran out; a judgement


def enquiry_tasks(picture: CasePicture, calendar: WorkingCalendar, now: datetime) -> Iterator[WantedTask]:
    """Give a task for each question that waits for us, and for each that the CPS has left beyond its clock."""
    for enquiry in picture.enquiries:
        if enquiry.is_open and enquiry.row.to is Side.SUPPORT:
            yield _task(
                picture,
                enquiry,
                "answer",
                "Answer the CPS",
                "you have answered, or they withdraw the question",
                enquiry.due_at,
            )
        elif enquiry.is_open and now >= enquiry.due_at:
            yield _task(
                picture,
                enquiry,
                "again",
                f"Ring the CPS, no answer since {short_day(london_day(enquiry.asked_at))}",
                "they answer, or you withdraw the question",
                soon_by_the_office(enquiry.due_at, ASK_AGAIN_WITHIN, calendar),
            )


def _task(
    picture: CasePicture, enquiry: Enquiry, what: str, begin: str, clears_when: str, due_at: datetime
) -> WantedTask:
    # The few words beside the template stay on its page: a list of work is seen over a shoulder.
    about = "the trial" if enquiry.witness_id is None else plain_label(picture.witness(enquiry.witness_id).label)
    asked = enquiry.in_words[:1].lower() + enquiry.in_words[1:]
    return WantedTask(
        reason_key=f"question:{enquiry.enquiry_id}:{what}",
        kind=TaskKind.QUESTION,
        words=f"{begin}: {asked} ({about})",
        clears_when=clears_when,
        due_at=due_at,
    )
