"""Five roads from a verdict to the end, with the days on which each clock must end, reasoned by hand.

Bank holidays on the way: Good Friday 26 March and Easter Monday 29 March 2027, 3 and 31 May 2027, the substitutes for
Christmas on 27 and 28 December 2027 (the 25th is a Saturday), 3 January 2028, Good Friday 14 April and Easter Monday
17 April 2028, 1 May 2028. London is an hour ahead from 28 March 2027.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.builders import CALENDAR, a_case, a_defendant, a_picture, an_event
from tests.domain.duty_builders import a_turn, at
from witness.domain.aftercare import AfterFact, AfterKind
from witness.domain.cases import CasePicture, Track
from witness.domain.court_time import london_day
from witness.domain.defendant_road import take
from witness.domain.defendants import DefendantStep, Plea, Turn
from witness.domain.duties import DutyRule
from witness.domain.duty_clocks import duties_of
from witness.domain.duty_rules import DUTY_RULES
from witness.domain.duty_work import duty_tasks
from witness.domain.evidence import EventState
from witness.domain.picture_at import picture_at
from witness.domain.working_days import WorkingCalendar

_K, _T = AfterKind, Turn
BEGINS, LASTS = date(2027, 3, 15), 760
END = at(BEGINS + timedelta(days=LASTS))


def a_fact(kind: AfterKind, on: date, about: str = "", recorded_on: date | None = None) -> AfterFact:
    made = at(recorded_on or on, 8)
    return AfterFact(f"{kind}-{about}-{on}", kind, on, made, about)


@dataclass(frozen=True, slots=True)
class Road:
    """One road. due: each clock by its code and what it is about, with its last day. work: the first day of its work.

    silent: codes of which nothing may run.
    """

    name: str
    turns: tuple[DefendantStep, ...]
    facts: tuple[AfterFact, ...]
    due: dict[str, date]
    work: dict[str, date]
    silent: frozenset[str]
    track: Track = Track.CROWN

    @property
    def picture(self) -> CasePicture:
        defendant = a_defendant(plea=Plea.NONE)
        before: tuple[DefendantStep, ...] = (a_turn(_T.CHARGED, at(date(2026, 6, 1))),)
        if self.track is Track.CROWN:
            before += (a_turn(_T.SENT, at(date(2026, 6, 29))), a_turn(_T.PLEADED_NOT_GUILTY, at(date(2026, 8, 3))))
        else:
            before += (a_turn(_T.APPEARED, at(date(2026, 6, 15))), a_turn(_T.PLEADED_NOT_GUILTY, at(date(2026, 6, 29))))
        for step in (*before, a_turn(_T.TRIAL_BEGAN, at(date(2027, 3, 15))), *self.turns):
            defendant = take(defendant, step, self.track)
        given = an_event(state=EventState.GIVEN, settled_at=at(date(2027, 3, 16), 15))
        case = a_case(track=self.track, defendants=(defendant,))
        return a_picture(case=case, events=(given,), aftercare=self.facts)


def ends(
    picture: CasePicture,
    rules: tuple[DutyRule, ...] = DUTY_RULES,
    calendar: WorkingCalendar = CALENDAR,
    now: datetime = END,
) -> dict[str, date]:
    """Give the last London day of each clock that had begun by then."""
    found = duties_of(picture, rules, calendar, now)
    return {f"{d.code} {d.about}": london_day(d.due_at) for d in found if d.due_at is not None}


@dataclass(frozen=True, slots=True)
class Lived:
    """What two years brought. due: the last day of each clock as it was known last; work: the first day of its work."""

    due: dict[str, date]
    work: dict[str, date]


def live(picture: CasePicture) -> Lived:
    """Go through the days, each at nine in the morning, with what was known then."""
    due: dict[str, date] = {}
    work: dict[str, date] = {}
    for day in range(LASTS):
        now = at(BEGINS + timedelta(days=day), 9)
        known = picture_at(picture, now, now=END)
        if day % 7 == 0:
            due |= ends(known, now=now)
        for task in duty_tasks(known, DUTY_RULES, CALENDAR, now=now):
            _, _, code, about = task.reason_key.split(":", 3)
            work.setdefault(f"{code} {about}", london_day(now))
    return Lived(due, work)


# Trial from Monday 15 March 2027; evidence on Tuesday the 16th. Verdicts on the Thursday before Good Friday.
EVE = date(2027, 3, 25)

CONVICTED = Road(
    "conviction",
    (
        a_turn(_T.CONVICTED, at(EVE)),
        a_turn(_T.SENTENCED, at(date(2027, 4, 30)), custody_months=36),
    ),
    (
        a_fact(_K.CARE_HEARD, date(2027, 3, 31), "D1:5"),
        a_fact(_K.CARE_HEARD, date(2027, 5, 4), "D1:6"),
        a_fact(_K.REPORTED, date(2026, 5, 1), "W1", date(2027, 3, 15)),
        a_fact(_K.ORDER_ENDS, date(2028, 7, 31), "D1", date(2027, 4, 30)),
        a_fact(_K.PAROLE_HEARING, date(2028, 5, 9), "D1", date(2028, 2, 1)),
        a_fact(_K.RELEASE_EXPECTED, date(2028, 5, 2), "D1", date(2028, 2, 1)),
        a_fact(_K.ANNIVERSARY, date(2024, 6, 6), "", date(2027, 4, 30)),
    ),
    due={
        # The court has Tuesday to Thursday after Easter, Friday and Monday.
        "result_to_witness_care D1:5": date(2027, 4, 5),
        "outcome_told D1:5": date(2027, 4, 1),  # witness care heard on Wednesday 31 March
        "post_trial_call 2027-03-25": date(2027, 3, 27),
        "appeal_crown D1:5": date(2027, 4, 22),
        "expenses_paid W1:hearing-1": date(2027, 4, 1),  # ten from Tuesday 16 March, Easter left out
        "sentence_told D1:6": date(2027, 5, 5),  # heard on Tuesday 4 May, after the bank holiday
        "uls D1:6": date(2027, 5, 28),
        "appeal_crown D1:6": date(2027, 5, 28),
        "vcs_referral D1:6": date(2027, 6, 1),  # twenty from Friday 30 April, without 3 and 31 May
        "post_trial_call 2027-04-30": date(2027, 5, 2),
        "review_1_week case": date(2027, 5, 7),
        "review_6_weeks case": date(2027, 6, 11),
        "review_12_weeks case": date(2027, 7, 23),
        "custody_yearly D1:6:1": date(2028, 4, 30),
        "order_ending D1:2028-07-31": date(2028, 7, 3),
        "parole_statement D1:2028-05-09": date(2028, 4, 6),  # without 1 May and Easter
        "release_prepared D1:2028-05-02": date(2028, 4, 24),  # without 1 May
        "release_after D1:2028-05-02": date(2028, 5, 3),
        "anniversary 2024-06-06:2027": date(2027, 6, 6),
        "anniversary 2024-06-06:2028": date(2028, 6, 6),
        "cica W1": date(2032, 5, 4),
    },
    work={
        "outcome_told D1:5": date(2027, 4, 2),
        "uls D1:6:7": date(2027, 5, 7),
        "vcs_referral D1:6": date(2027, 6, 1),
        "review_1_week case": date(2027, 5, 3),
        "release_after D1:2028-05-02": date(2028, 5, 3),
        "anniversary 2024-06-06:2028": date(2028, 6, 2),
    },
    silent=frozenset({"vrr_ask", "vrr_last", "stopped_told", "appeal_magistrates", "retrial_decided", "appeal_told"}),
)
ACQUITTED = Road(
    "acquittal",
    (a_turn(_T.ACQUITTED, at(date(2027, 12, 23))),),
    (a_fact(_K.CARE_HEARD, date(2027, 12, 24), "D1:5"),),
    due={
        "result_to_witness_care D1:5": date(2028, 1, 4),  # 24, 29, 30, 31 December and 4 January
        "outcome_told D1:5": date(2027, 12, 29),  # heard on Christmas Eve
        "post_trial_call 2027-12-23": date(2027, 12, 25),
        "review_1_week case": date(2027, 12, 30),
        "review_6_weeks case": date(2028, 2, 3),
        "review_12_weeks case": date(2028, 3, 16),
    },
    work={"outcome_told D1:5": date(2027, 12, 30), "post_trial_call 2027-12-23": date(2027, 12, 24)},
    silent=frozenset({"uls", "appeal_crown", "vcs_referral", "custody_yearly", "vrr_ask", "sentence_told"}),
)
RETRIED = Road(
    "retrial",
    (
        a_turn(_T.HUNG_JURY, at(EVE)),
        a_turn(_T.RETRIAL_ORDERED, at(date(2027, 4, 1))),
        a_turn(_T.TRIAL_BEGAN, at(date(2027, 10, 25))),
        a_turn(_T.ACQUITTED, at(date(2027, 10, 29))),
    ),
    (),
    due={
        "outcome_told D1:5": date(2027, 3, 30),  # Tuesday after Easter Monday
        "result_to_witness_care D1:5": date(2027, 4, 5),
        "retrial_decided D1:5": date(2027, 4, 1),
        "post_trial_call 2027-03-25": date(2027, 3, 27),
        "outcome_told D1:6": date(2027, 4, 2),
        "outcome_told D1:8": date(2027, 11, 1),
        "post_trial_call 2027-10-29": date(2027, 10, 31),
        "review_1_week case": date(2027, 11, 5),  # from the end of the retrial, and no day before it
        "review_6_weeks case": date(2027, 12, 10),
        "review_12_weeks case": date(2028, 1, 21),
    },
    work={"outcome_told D1:5": date(2027, 3, 31), "review_1_week case": date(2027, 11, 1)},
    silent=frozenset({"uls", "appeal_crown", "vcs_referral", "vrr_ask", "sentence_told"}),
)
APPEALED = Road(
    "appeal",
    (
        a_turn(_T.CONVICTED, at(date(2027, 3, 18))),
        a_turn(_T.SENTENCED, at(date(2027, 3, 18), 15)),
        a_turn(_T.APPEAL_LODGED, at(EVE)),
        a_turn(_T.APPEAL_REFUSED, at(date(2027, 7, 2))),
    ),
    (),
    due={
        "outcome_told D1:5": date(2027, 3, 19),
        "sentence_told D1:6": date(2027, 3, 19),
        "appeal_magistrates D1:6": date(2027, 4, 12),  # fifteen business days over Easter
        "appeal_told D1:7": date(2027, 3, 30),
        "appeal_told D1:8": date(2027, 7, 5),
        "post_trial_call 2027-03-18": date(2027, 3, 20),
        "post_trial_call 2027-07-02": date(2027, 7, 4),
        "review_1_week case": date(2027, 7, 9),  # what the appeal decided begins them again
        "review_6_weeks case": date(2027, 8, 13),
        "review_12_weeks case": date(2027, 9, 24),
    },
    work={"appeal_told D1:7": date(2027, 3, 31), "review_1_week case": date(2027, 3, 21)},
    silent=frozenset({"uls", "appeal_crown", "vrr_ask", "vcs_referral", "retrial_decided"}),
    track=Track.MAGISTRATES,
)
STOPPED = Road(
    "discontinuance",
    (a_turn(_T.NO_EVIDENCE_OFFERED, at(date(2027, 3, 30))),),
    (
        a_fact(_K.NO_EVIDENCE_PLANNED, date(2027, 3, 30), "D1", date(2027, 3, 22)),
        a_fact(_K.DECISION_LETTER, date(2027, 4, 1), "D1:5"),
    ),
    due={
        "no_evidence_warned D1:2027-03-30": EVE,  # the working day before is the Thursday before Good Friday
        "stopped_told D1:5": date(2027, 3, 31),
        "vrr_ask D1:5": date(2027, 4, 15),  # ten from the letter of Thursday 1 April
        "vrr_last D1:5": date(2027, 7, 1),
        "post_trial_call 2027-03-30": date(2027, 4, 1),
        "review_1_week case": date(2027, 4, 6),
        "review_6_weeks case": date(2027, 5, 11),
        "review_12_weeks case": date(2027, 6, 22),
    },
    work={
        "no_evidence_warned D1:2027-03-30": date(2027, 3, 22),
        "vrr_ask D1:5": date(2027, 3, 31),
        "vrr_last D1:5": date(2027, 6, 17),
    },
    silent=frozenset({"uls", "appeal_crown", "vcs_referral", "sentence_told", "result_to_witness_care"}),
)
ROADS = (CONVICTED, ACQUITTED, RETRIED, APPEALED, STOPPED)
