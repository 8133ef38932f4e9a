"""What may be recorded of a visit: closed topics of process, how they were, and whether evidence was mentioned.

There is no field for a story, on purpose. Nobody may train or coach a witness (R v Momodou [2005] EWCA Crim 177); what
a supporter writes down of somebody's memory can be asked for by the defence, and can undo the evidence.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from witness.domain.cases import CasePicture
from witness.domain.court_time import end_of_london_day, london_day, moment_in_london, short_day
from witness.domain.errors import Refused
from witness.domain.tasks import TaskKind, WantedTask
from witness.domain.visits import VISIT_IN_WORDS, Visit, VisitKind, VisitReport

BANNER = "Do not record or discuss what happened."
STOP_SCRIPT = (
    "“I'm going to stop you there, because I'm not allowed to talk about what happened. It isn't that I don't care. "
    "The right person to tell is the officer, and I'll let them know today that you may want to.”"
)
STOP_WHY = (
    "Do not ask anything more, and write down nothing here of what was said. The words go on the police form only "
    "(R v Momodou [2005] EWCA Crim 177)."
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the approved checklist."""

    code: str
    words: str


_SAFE = Topic("safe_contact", "Safe contact checked: whose phone, when, who else sees it")
_EXPENSES = Topic("expenses", "Expenses and how to claim them")
_WORRIES = Topic("worries", "Worries about coming, and who helps with each")
_NEXT = Topic("next_dates", "What comes next, and when they hear from us")
_SUPPORT = Topic("support", "Support that is there for them, for parents too")

# Domain reference §3.3, design proposal: process only. A kind without topics has nothing to tick.
CHECKLIST: dict[VisitKind, tuple[Topic, ...]] = {
    VisitKind.WELCOME: (
        _SAFE,
        Topic("availability", "Days to avoid: exams, holidays, medical, faith"),
        _WORRIES,
        Topic("supporter", "Who sits beside them on the day"),
        Topic("needs", "What they need: senses, health, language, breaks"),
        Topic("also_witness", "Who in the family is a witness too"),
        Topic("no_talk", "Why we never talk about what happened"),
    ),
    VisitKind.HOW_COURT_WORKS: (
        Topic("roles", "Who is who in the room"),
        Topic("promise", "The promise to tell the truth"),
        Topic("dont_understand", "Saying “I don't understand” or “I don't know”"),
        Topic("breaks", "Asking for a break"),
        Topic("link_or_screen", "Live link or screen, and their choice"),
        Topic("dates_move", "Why dates move, and how they hear of it"),
    ),
    VisitKind.COURT_VISIT: (
        Topic("building", "The building and the quiet door"),
        Topic("waiting_room", "The waiting room, toilets and food"),
        Topic("tried_link", "Tried the live link or the screen"),
        Topic("met_people", "Met who will be there on the day"),
        Topic("way_out", "The way out, and who is met on the way"),
    ),
    VisitKind.MEMORY_REFRESH: (),
    VisitKind.READINESS_CALL: (
        Topic("way_there", "The way there and back"),
        Topic("food_clothes", "Food, clothes, something to hold"),
        Topic("who_meets", "Who meets whom, where and when"),
        Topic("phones", "Telephones and social media on the day"),
    ),
    VisitKind.EVE_CALL: (
        Topic("final_time", "The final time and the door"),
        Topic("what_if", "What we do if it moves"),
    ),
    VisitKind.DAY_SUPPORT: (
        Topic("waited", "Waited apart from the other side"),
        Topic("hourly_news", "News every hour"),
        Topic("breaks_given", "Breaks, food and drink"),
        Topic("parent", "A parent was looked after"),
        Topic("safe_exit", "Left by the safe way"),
    ),
    VisitKind.DEBRIEF: (Topic("wellbeing", "How they are"), _EXPENSES, _NEXT, _SUPPORT),
    VisitKind.AFTERCARE: (Topic("wellbeing", "How they are"), _SUPPORT, _NEXT),
    VisitKind.OTHER: (_WORRIES, _NEXT, _SUPPORT),
}

MOODS: dict[str, str] = {
    "calm": "calm",
    "hopeful": "hopeful",
    "tired": "tired",
    "worried": "worried",
    "upset": "upset",
    "angry": "angry",
    "withdrawn": "quiet, hard to reach",
    "not_sure": "hard to say",
}


def asks_mood(kind: VisitKind) -> bool:
    """Whether a report says how they were. Of memory refreshing we keep the day, the place and the length only."""
    return kind is not VisitKind.MEMORY_REFRESH


def check_report(visit: Visit, report: VisitReport) -> None:
    """Look at a report before it is kept.

    Raises:
        Refused: it names a topic or a word that is not in the tables, or does not say whether the talk was stopped.
    """
    known = {topic.code for topic in CHECKLIST[visit.kind]}
    if not set(report.covered) <= known:
        raise Refused("Choose from the list what was gone through.")
    if asks_mood(visit.kind) and report.mood not in MOODS:
        raise Refused("Choose how they were.")
    if not asks_mood(visit.kind) and report.mood:
        raise Refused("Of memory refreshing only the day, the place and the length are kept.")
    if report.evidence_mentioned and report.stopped is None:
        raise Refused("Say whether the talk was stopped.")
    if not report.evidence_mentioned and report.stopped is not None:
        raise Refused("Say that evidence was mentioned, or leave the rest of that question empty.")


def oic_key(visit_id: str) -> str:
    """Give the reason key of the task to tell the officer in the case; it names the visit."""
    return f"{TaskKind.EVIDENCE_MENTIONED.value}:oic:{visit_id}"


def visit_of_key(reason_key: str) -> str | None:
    """Give the visit that a task to tell the officer in the case is about, or None for any other task."""
    start = oic_key("")
    return reason_key.removeprefix(start) if reason_key.startswith(start) else None


def escalation(picture: CasePicture, visit: Visit, now: datetime) -> tuple[WantedTask, WantedTask]:
    """Give the two tasks that follow when evidence was mentioned: tell the officer today, and the lead is to know.

    Neither holds anything of what was said.
    """
    who = picture.called(picture.witness(visit.witness_id).person_id)
    when = short_day(visit.now.on or london_day(now))
    where = f"the {VISIT_IN_WORDS[visit.kind]} with {who} on {when}"
    tell = WantedTask(
        reason_key=oic_key(visit.visit_id),
        kind=TaskKind.EVIDENCE_MENTIONED,
        words=f"Tell the officer in the case that evidence was mentioned at {where}. The words go on the police form",
        clears_when="the officer in the case knows the day, and the form has gone",
        due_at=_today(now, hours=1),
        hearing_id=visit.hearing_id,
    )
    lead = WantedTask(
        reason_key=f"{TaskKind.EVIDENCE_MENTIONED.value}:lead:{visit.visit_id}",
        kind=TaskKind.EVIDENCE_MENTIONED,
        words=f"As lead, see that the officer in the case is told today: evidence was mentioned at {where}",
        clears_when="you know that the officer in the case has been told",
        due_at=_today(now, hours=2),
        hearing_id=visit.hearing_id,
    )
    return tell, lead


def _today(now: datetime, *, hours: int) -> datetime:
    """Give an hour or two after 4pm, or from now when that is later, and never another day."""
    day = london_day(now)
    soonest = max(moment_in_london(day, time(16 + hours, 0)), now + timedelta(hours=hours))
    return min(soonest, end_of_london_day(day) - timedelta(minutes=1))
