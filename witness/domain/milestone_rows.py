"""The early-warning ladder as a table: what must be true by when before a day of evidence, who acts, who hears next.

Not the preparation ladder (`ladder_rules`): that one says which visits a witness is due, this one asks whether
everything around the day is in place. Leads are working days before the day on which this witness gives evidence. The
rungs and terms are domain reference §5.3, a design proposal that nobody has measured; what is further judgement says so
in its row.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from witness.domain.evidence import Side
from witness.domain.markers import Said
from witness.domain.tasks import OFFICE_CLOSES, TaskKind

SOURCE = "early-warning ladder, design proposal (domain reference §5.3)"


class Milestone(StrEnum):
    """One thing that must be true by its rung. The order is the order of importance within a rung."""

    OFFICER_NAMED = "officer_named"
    CARE_NAMED = "care_named"
    NEEDS_ASSESSED = "needs_assessed"
    MEASURES_VIEWS = "measures_views"
    INTERPRETER_DECLARED = "interpreter_declared"
    INTERMEDIARY_DECLARED = "intermediary_declared"
    DATES_SENT = "dates_sent"
    MEASURES_APPLIED = "measures_applied"
    COURT_VISIT_ASKED = "court_visit_asked"
    SUPPORTER_CHOSEN = "supporter_chosen"
    WELLBEING_OFFERED = "wellbeing_offered"
    MEASURES_DECIDED = "measures_decided"
    COURT_VISIT_DATED = "court_visit_dated"
    TRANSPORT_DRAFTED = "transport_drafted"
    LETTERS_SENT = "letters_sent"
    INTERPRETER_BOOKED = "interpreter_booked"
    INTERMEDIARY_BOOKED = "intermediary_booked"
    LINK_ROOM_BOOKED = "link_room_booked"
    REMOTE_SITE_BOOKED = "remote_site_booked"
    ATTENDANCE_CONFIRMED = "attendance_confirmed"
    SUPPORTER_CONFIRMED = "supporter_confirmed"
    TRANSPORT_CONFIRMED = "transport_confirmed"
    COURT_VISIT_DONE = "court_visit_done"
    MONEY_SORTED = "money_sorted"
    ENTRANCE_AGREED = "entrance_agreed"
    CALL_MADE = "call_made"
    REFRESH_BOOKED = "refresh_booked"
    DRIVER_CONFIRMED = "driver_confirmed"
    MEETING_POINT = "meeting_point"
    FALLBACK = "fallback"
    LIST_CHECKED = "list_checked"
    TOLD_BY_VOICE = "told_by_voice"
    ARRIVED = "arrived"
    OUTCOME_TOLD = "outcome_told"
    DEBRIEF_DONE = "debrief_done"
    EXPENSES_CLAIMED = "expenses_claimed"
    SURENESS_ASKED = "sureness_asked"


class Holds(StrEnum):
    """For how long somebody's word that a milestone is reached counts."""

    ALWAYS = "always"
    HEARING = "hearing"  # for this hearing, whatever its day
    DAY = "day"  # for this hearing on this day: when it moves, it is asked anew


class Listed(StrEnum):
    """For which kinds of listing a row is asked."""

    ANY = "any"
    NAMED_DAY = "named_day"  # the court has named one day, though a room may not be free: they come on it
    SURE_DAY = "sure_day"  # and it is sure to start
    EACH_DAY = "each_day"  # on each day on which the hearing may be, as long as nobody knows


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """One row.

    lead: working days before the day of evidence; below 0, after it. words: what must be true. ask: what to do when it
    is not. acts: whose move it is; our officer asks the others. within_days: working days for it, 0 for the same day,
    by `by`. then: who hears of it next. side: of the case, where it is done. after: asked only once that one is
    reached, so that one thing is asked for once. covered: work that asks for the same. said: what somebody may record
    by their word while no fact shows it either way, "" for nothing. judgement: what in this row goes beyond the source.
    """

    code: Milestone
    lead: int
    words: str
    ask: str
    acts: Side
    within_days: int
    then: str
    side: str
    after: Milestone | None = None
    covered: tuple[TaskKind, ...] = ()
    said: str = ""
    holds: Holds = Holds.DAY
    listed: Listed = Listed.ANY
    by: time = OFFICE_CLOSES
    source: str = SOURCE
    judgement: str = ""


class Settled(StrEnum):
    """What is said of a step that was due before the case came to us, where it is not done. Holds for one date."""

    NOT_NEEDED = "not_needed"
    DO_BY = "do_by"


@dataclass(frozen=True, slots=True)
class MilestoneWord:
    """That somebody says a milestone is reached, since a London day; or that it was a mistake. Never changed.

    Of a step that was due before the case came to us it may also say that it is not needed, or by which day (`on`) we
    do it. hearing_id, of_revision: the date that it was said for; None and 0 when none was ahead.
    """

    word_id: str
    witness_id: str
    code: Milestone
    said: Said | Settled
    on: date
    recorded_at: datetime
    hearing_id: str | None = None
    of_revision: int = 0


_M, _S, _K = Milestone, Side, TaskKind
_RINGING = (_K.CALL_FIRST, _K.TELL_BY_VOICE, _K.CALL_BEFORE, _K.NO_ANSWER, _K.WORRIED, _K.CALL_BACK)
_EVENING = time(18, 30)  # the desk is there until the list has been read and the family rung

MILESTONES: tuple[MilestoneRow, ...] = (
    MilestoneRow(
        _M.OFFICER_NAMED, 60, "The officer in the case is named", "Ask who the officer in the case is, and add them",
        _S.POLICE, 5, "witness care", "people", said="We know who it is", holds=Holds.ALWAYS,
        judgement="Whoever is not kept among the people of the case may be known all the same: a word counts.",
    ),
    MilestoneRow(
        _M.CARE_NAMED, 60, "The witness care officer is named", "Ask who the witness care officer is, and add them",
        _S.POLICE, 5, "witness care", "people", said="We know who it is", holds=Holds.ALWAYS,
    ),
    MilestoneRow(
        _M.NEEDS_ASSESSED, 60, "Needs are assessed: each has been asked about", "Ask about each need, and record it",
        _S.SUPPORT, 5, "witness care", "preparation",
    ),
    MilestoneRow(
        _M.MEASURES_VIEWS, 60, "Views on special measures are sent",
        "Hear what they want of special measures, and send it on",
        _S.SUPPORT, 5, "witness care", "measures", covered=(_K.LAPSE,),
        said="They were asked, and want no special measure", holds=Holds.ALWAYS,
    ),
    MilestoneRow(
        _M.INTERPRETER_DECLARED, 60, "It is said whether an interpreter is needed",
        "Ask whether an interpreter is needed, and record it",
        _S.SUPPORT, 5, "witness care", "countdown", said="No interpreter is needed", holds=Holds.ALWAYS,
    ),
    MilestoneRow(
        _M.INTERMEDIARY_DECLARED, 60, "It is said whether an intermediary is needed",
        "Ask whether an intermediary is needed, and record it",
        _S.SUPPORT, 5, "witness care", "countdown", said="No intermediary is needed", holds=Holds.ALWAYS,
    ),
    MilestoneRow(
        _M.DATES_SENT, 60, "Dates to avoid are sent to the CPS", "Send the family's dates to avoid to the CPS",
        _S.SUPPORT, 5, "witness care", "countdown", said="Dates to avoid were sent, or there are none",
        holds=Holds.HEARING, judgement="Asked anew for each hearing, not for each move of its date.",
    ),
    MilestoneRow(
        _M.MEASURES_APPLIED, 40, "Special measures are applied for",
        "Ask the CPS whether special measures are applied for",
        _S.CPS, 3, "witness care, and the CPS lead", "measures", _M.MEASURES_VIEWS, (_K.LAPSE,),
    ),
    MilestoneRow(
        _M.COURT_VISIT_ASKED, 40, "The court visit is asked for", "Ask the Witness Service for a court visit",
        _S.SUPPORT, 3, "witness care", "preparation", _M.NEEDS_ASSESSED,
    ),
    MilestoneRow(
        _M.SUPPORTER_CHOSEN, 40, "The supporter is chosen", "Ask whom they want beside them, and record it",
        _S.SUPPORT, 3, "witness care", "people", _M.NEEDS_ASSESSED,
    ),
    MilestoneRow(
        _M.WELLBEING_OFFERED, 40, "Therapy or other help with wellbeing is offered",
        "Offer therapy or other help with wellbeing",
        _S.SUPPORT, 3, "witness care", "countdown", said="It was offered", holds=Holds.ALWAYS,
        judgement="Only that it was offered, and on which day: never what came of it.",
    ),
    MilestoneRow(
        _M.MEASURES_DECIDED, 20, "Special measures are decided",
        "Ask the CPS what the court has decided on special measures",
        _S.COURT, 2, "our lead; the CPS liaison sees it", "measures", _M.MEASURES_APPLIED, (_K.LAPSE,),
    ),
    MilestoneRow(
        _M.COURT_VISIT_DATED, 20, "The court visit has a date", "Agree a date for the court visit",
        _S.SUPPORT, 2, "our lead; the CPS liaison sees it", "plan", _M.COURT_VISIT_ASKED,
    ),
    MilestoneRow(
        _M.TRANSPORT_DRAFTED, 20, "The way to court is drafted", "Draft how they get to court and home",
        _S.SUPPORT, 2, "our lead; the CPS liaison sees it", "plan", _M.NEEDS_ASSESSED, (_K.HELP, _K.RIDE),
    ),
    MilestoneRow(
        _M.LETTERS_SENT, 20, "Letters to school and work are out",
        "Write to the school and the employer, if they want it",
        _S.SUPPORT, 2, "our lead; the CPS liaison sees it", "countdown", said="Letters are out, or none is wanted",
    ),
    MilestoneRow(
        _M.SURENESS_ASKED, 20, "They were asked how sure they are, and what would make it hard",
        "Ask how sure they are to come, and what would make it hard; they may say nothing",
        _S.SUPPORT, 2, "our lead", "countdown", covered=_RINGING,
        source="an addition to the ladder", judgement="Asked anew at each later call; only the first is a step.",
    ),
    MilestoneRow(
        _M.INTERPRETER_BOOKED, 15, "The interpreter is confirmed", "Ask witness care to confirm the interpreter",
        _S.POLICE, 1, "witness care and the CPS", "preparation", _M.INTERPRETER_DECLARED,
    ),
    MilestoneRow(
        _M.INTERMEDIARY_BOOKED, 15, "The intermediary is confirmed", "Ask the CPS to confirm the intermediary",
        _S.CPS, 1, "witness care and the CPS", "measures", _M.INTERMEDIARY_DECLARED,
    ),
    MilestoneRow(
        _M.LINK_ROOM_BOOKED, 15, "The link room is confirmed", "Ask witness care to confirm the link room",
        _S.COURT, 1, "witness care and the CPS", "measures", _M.MEASURES_DECIDED,
    ),
    MilestoneRow(
        _M.REMOTE_SITE_BOOKED, 15, "It is confirmed from where the link is",
        "Ask from where the link is, and have it confirmed",
        _S.COURT, 1, "witness care and the CPS", "countdown", _M.MEASURES_DECIDED,
        said="The link is from the court itself",
    ),
    MilestoneRow(
        _M.ATTENDANCE_CONFIRMED, 10, "They have said that they are coming", "Ring them and ask whether they are coming",
        _S.SUPPORT, 0, "our lead, the same day; readiness tells the CPS", "dates", covered=_RINGING,
    ),
    MilestoneRow(
        _M.SUPPORTER_CONFIRMED, 10, "The supporter is confirmed", "Have the supporter for the day confirmed",
        _S.SUPPORT, 0, "our lead, the same day; readiness tells the CPS", "people", _M.SUPPORTER_CHOSEN,
    ),
    MilestoneRow(
        _M.TRANSPORT_CONFIRMED, 10, "The way to court is confirmed", "Have the way to court confirmed",
        _S.SUPPORT, 0, "our lead, the same day; readiness tells the CPS", "plan", _M.TRANSPORT_DRAFTED,
        (_K.HELP, _K.RIDE), listed=Listed.NAMED_DAY, judgement="Nobody can drive on a day that is not named.",
    ),
    MilestoneRow(
        _M.COURT_VISIT_DONE, 10, "The court visit is done",
        "See that the court visit is made, or agreed not to be wanted",
        _S.SUPPORT, 0, "our lead, the same day; readiness tells the CPS", "plan", _M.COURT_VISIT_DATED,
    ),
    MilestoneRow(
        _M.MONEY_SORTED, 10, "Money for the journey is sorted out", "Ask whether they need travel money in advance",
        _S.SUPPORT, 0, "our lead, the same day; readiness tells the CPS", "countdown",
        said="No money is needed in advance",
    ),
    MilestoneRow(
        _M.ENTRANCE_AGREED, 5, "Entrance and waiting are agreed with the court",
        "Agree with the court by which door they come in, and where they wait",
        _S.SUPPORT, 0, "our lead and witness care, the same day", "countdown", covered=(_K.BAIL_NEAR,),
        said="Entrance and waiting are agreed with the court",
    ),
    MilestoneRow(
        _M.CALL_MADE, 5, "Somebody has spoken with them this week", "Ring them and ask how they are and what they need",
        _S.SUPPORT, 0, "our lead and witness care, the same day", "dates", covered=_RINGING,
        judgement="A call in the seven working days before the day counts.",
    ),
    MilestoneRow(
        _M.REFRESH_BOOKED, 5, "Memory refreshing is booked", "Ask the police when memory refreshing is",
        _S.POLICE, 0, "our lead and witness care, the same day", "preparation",
        judgement="Only while the day is sure: nobody watches an interview for a day that then moves.",
        listed=Listed.SURE_DAY,
    ),
    MilestoneRow(
        _M.DRIVER_CONFIRMED, 3, "Vehicle and driver have accepted", "Have the vehicle and the driver confirmed",
        _S.SUPPORT, 0, "the duty manager, the same day", "plan", _M.TRANSPORT_CONFIRMED, (_K.RIDE, _K.HELP),
        listed=Listed.NAMED_DAY,
    ),
    MilestoneRow(
        _M.MEETING_POINT, 3, "Hour and meeting point are set, and the family knows",
        "Set the hour and the meeting point, and tell the family",
        _S.SUPPORT, 0, "the duty manager, the same day", "plan", _M.TRANSPORT_CONFIRMED, (_K.RIDE, _K.HELP),
        listed=Listed.NAMED_DAY,
    ),
    MilestoneRow(
        _M.FALLBACK, 3, "There is another way if the driver falls through",
        "Arrange another way in case the driver falls through",
        _S.SUPPORT, 0, "the duty manager, the same day", "plan", _M.TRANSPORT_CONFIRMED, (_K.RIDE, _K.HELP),
        said="Another way is agreed with the family", listed=Listed.NAMED_DAY,
    ),
    MilestoneRow(
        _M.LIST_CHECKED, 1, "The list was looked at after 4pm", "Look at the list after 4pm",
        _S.SUPPORT, 0, "the duty desk, by 6.30pm", "dates", covered=(_K.LIST_WATCH,), listed=Listed.EACH_DAY,
        by=_EVENING,
    ),
    MilestoneRow(
        _M.TOLD_BY_VOICE, 1, "Time and place are confirmed by voice", "Ring them after the list is out: time and place",
        _S.SUPPORT, 0, "the duty desk, by 6.30pm", "dates", covered=_RINGING, listed=Listed.NAMED_DAY, by=_EVENING,
    ),
    MilestoneRow(
        _M.ARRIVED, 0, "They have arrived", "Ask where they are", _S.SUPPORT, 0,
        "the ring tree: supporter, parent, witness care, the officer in the case and the CPS", "plan",
        covered=(_K.NOT_ARRIVED,), listed=Listed.NAMED_DAY,
    ),
    MilestoneRow(
        _M.OUTCOME_TOLD, -1, "They heard the outcome from a person", "Tell them the outcome yourself, never by text",
        _S.SUPPORT, 1, "our lead", "countdown", covered=(_K.CLOCK,), said="They were told, person to person",
        holds=Holds.ALWAYS,
    ),
    MilestoneRow(
        _M.DEBRIEF_DONE, -1, "The debrief is done",
        "Speak with them after their evidence: how they are, what comes next",
        _S.SUPPORT, 1, "our lead", "plan",
    ),
    MilestoneRow(
        _M.EXPENSES_CLAIMED, -1, "The claim for expenses is in", "Help them to claim their expenses",
        _S.SUPPORT, 1, "our lead", "countdown", covered=(_K.CLOCK,), said="The claim is in, or there is none",
        holds=Holds.HEARING,
    ),
)  # fmt: skip
ROW_OF: dict[Milestone, MilestoneRow] = {row.code: row for row in MILESTONES}
# Of the limits that others ask about by a clock: which milestone each of them stands for.
CLOCK_OF: dict[Milestone, str] = {
    Milestone.OUTCOME_TOLD: "post_trial_call",
    Milestone.EXPENSES_CLAIMED: "expenses_paid",
}
