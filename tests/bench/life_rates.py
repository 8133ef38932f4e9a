"""How often things happen in an invented witness's life: every figure is invented, and says what it leans on.

Nothing here was measured on families. Where the domain reference (§5.1) has a figure, the comment gives it; the rest
is judgement about life. Together they were scaled so that about one in ten does not come: of rape prosecutions, 7.9 to
11.2 % stop because the victim no longer supports them. Whoever doubts one changes it and runs again. Officers write
down what the product asks them for, no more and no less; nothing here was chosen so that a promise is kept.
"""

from dataclasses import dataclass

from witness.domain.markers import MarkerKind
from witness.domain.sureness import Sure


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares are of 1; "a week" is five working days; states of contact are engaged, slipping, gone quiet."""

    # -- the court -----------------------------------------------------------------------------------------------
    # 48 % had a date changed, and 26 % of those four times or more (Victims' Commissioner 2025, n about 70).
    changes: tuple[float, ...] = (0.52, 0.20, 0.10, 0.055, 0.125)
    change_unexplained: float = 0.36  # the same survey
    # About a third of such open cases are older than a year, and the day comes later than that: two in five.
    months_waited: tuple[float, float, float] = (3, 26, 6)  # since the charge: shortest, longest, most often
    window: float = 0.18  # warned list or week commencing until the last week
    floater: float = 0.12
    defendant_near: float = 0.12
    measures_wanted: float = 0.85
    measures_late: float = 0.10  # undecided ten working days before
    measures_never: float = 0.4  # of those, still undecided on the day

    # -- the service: a stretched officer rings half as often, and arranges more slowly ------------------------------
    stretched: float = 0.25
    rings_every: tuple[int, int, int] = (11, 8, 4)  # working days between tries: far off, from T-60, from T-20
    not_logged: float = 0.08  # a contact that nobody writes down
    late_logged: float = 0.25  # written down one to four working days later
    need_unasked: float = 0.12  # a need that nobody has asked about so far: the light cannot know it
    # Work that the product itself asks for. Readiness names what nobody has asked as missing from T-20 on; a call
    # that reached nobody stays on the call list; whoever writes that they are worried is to be rung in four hours.
    asked_late: float = 0.5  # in a talk from T-20 on
    tries_again: tuple[int, int] = (2, 1)  # on the next working days, by an officer with time, by a stretched one
    rings_back: tuple[float, float] = (0.9, 0.6)  # the next working day
    arranged_a_week: tuple[float, float] = (0.55, 0.30)  # by an officer with time, by a stretched one
    hurries: float = 2.0  # times as quick in the last two weeks
    arranged_unrecorded: float = 0.06

    # -- contact: a named worker keeps families engaged (No Witness No Justice; ISVA studies) ------------------------
    begins: tuple[float, float, float] = (0.90, 0.08, 0.02)
    wears_a_year: float = 0.08  # for every year beyond the first: a further share begins slipping
    torn_parent: float = 0.22  # caregiver support is a consistent predictor; told or not like other troubles
    strain_misread: float = 0.05  # recorded of a parent who is not torn, each time that it is asked
    slips_a_week: float = 0.0055  # 0.007 before what the field names as reasons had a row of its own below
    goes_quiet_a_week: float = 0.025
    torn_times: float = 2.0
    returns_a_week: float = 0.05
    returns_when_reached: float = 0.18
    slips_at_change: tuple[float, float] = (0.10, 0.18)  # explained, unexplained
    reached: tuple[float, float, float] = (0.80, 0.42, 0.10)
    answers_text: tuple[float, float, float] = (0.60, 0.22, 0.03)
    says_coming: tuple[float, float, float] = (0.80, 0.45, 0.20)
    phone_dies_a_week: float = 0.0015
    phone_dies_when_quiet: float = 0.012
    phone_mended_a_week: float = 0.25

    # -- fear and second thoughts: voiced only sometimes ------------------------------------------------------------
    fear_a_week: float = 0.006  # 0.008 before some of it had a name (see `TROUBLES`)
    fear_near: float = 0.012
    fear_no_decision: float = 0.012  # in the last four weeks, while measures are undecided
    fear_when_slipping: float = 0.010
    fear_at_change: float = 0.03
    fear_grows_a_week: float = 0.10
    fear_eased: tuple[float, float] = (0.30, 0.15)  # by a talk: doubts, fear
    visit_calms: float = 0.6  # of the risk that is left after the court visit or with a supporter
    voiced: tuple[float, float] = (0.40, 0.60)  # in a talk or an answer: doubts, fear
    says_no: float = 0.20  # of fear voiced: says outright that they will not come
    settled_wrongly: float = 0.15  # ticked off though nothing was put right

    # -- getting there ------------------------------------------------------------------------------------------------
    needs_lift: float = 0.45
    asks_for_help: float = 0.5  # in an answer, while the lift is open
    clash: float = 0.04  # exam, work, illness that is known of
    clash_told: float = 0.65
    clash_solved: float = 0.6

    # -- how sure they say they are ---------------------------------------------------------------------------------
    # What people intend tells of what they do, and far from surely: over 422 studies the two go together with r = 0.53
    # (Sheeran 2002); of 29,403 people asked on the telephone, 13 % of those nearly certain to vote did not, and 29 to
    # 56 % of those who said that they would not did (Rogers and Aida 2013). Nobody has measured it on witnesses: every
    # rate below is judgement, chosen before anything was measured with it, and meant to lie below r = 0.53.
    asks_sure: float = 0.8  # of the talks in which the countdown asks for it; 0: a service that does not ask
    guarded: float = 0.3  # keep all of it to themselves, whatever is asked, and answer as if all were well
    says_nothing: tuple[float, float, float] = (0.06, 0.15, 0.25)  # without fear, with doubts, with fear
    names_fear: tuple[float, float] = (0.35, 0.50)  # doubts, fear
    fear_of: tuple[float, float, float] = (0.5, 0.3, 0.2)  # the court, not being believed, somebody
    names_when_sure: float = 0.5  # of what makes it hard, by those who say that they are sure
    names_nerves: float = 0.12  # afraid of the court, and comes all the same
    names_clash: float = 0.65  # as often as a clash is told unasked in half a year
    names_journey: float = 0.6  # a little more often than it is asked for in an answer
    names_family: float = 0.25  # half as often as strain at home is told
    names_health: float = 0.35
    names_other: float = 0.06  # something that keeps nobody away
    helps_at_once: float = 0.7  # of what is named, what is followed up in the same talk or the next hours

    # -- the day: each cause that is still there keeps them away by itself with this chance ----------------------------
    by_silence: tuple[float, float, float] = (0.0, 0.05, 0.70)
    by_fear: tuple[float, float, float] = (0.0, 0.05, 0.55)
    by_lift: float = 0.25  # most find some way
    by_measures: float = 0.25
    by_clash: float = 0.45
    by_dead_phone: float = 0.20  # the last word about time and place did not reach them
    by_chance: float = 0.010  # illness in the night, a missed train: no trace anywhere


RATES = Rates()


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that goes on in a life and has a marker. Shares are of 1.

    at_first: of all lives, from the beginning. a_week, ends_a_week: how often it begins and ends. slips, fears: the
    chance when it begins that contact slips or fear comes up; slips_a_week, fears_a_week: for as long as it lasts.
    told: in a talk in which it is asked for; by_others: at once, by the police or a social worker. ended: the share of
    endings that are written down. leans_on: what of the domain reference (§5.1) it rests on; the figures are judgement.
    """

    kind: MarkerKind
    leans_on: str
    at_first: float = 0.0
    a_week: float = 0.0
    ends_a_week: float = 0.0
    slips: float = 0.0
    fears: float = 0.0
    slips_a_week: float = 0.0
    fears_a_week: float = 0.0
    told: float = 0.0
    by_others: float = 0.0
    ended: float = 0.0


@dataclass(frozen=True, slots=True)
class Says:
    """What somebody says to how sure they are, of 1, who says anything. All judgement (see `asks_sure`)."""

    says: dict[Sure, float]


def _says(sure: float, think_so: float, not_sure: float, rather_not: float) -> Says:
    scale = (Sure.SURE, Sure.THINK_SO, Sure.NOT_SURE, Sure.RATHER_NOT)
    return Says(dict(zip(scale, (sure, think_so, not_sure, rather_not), strict=True)))


SAYS: dict[str, Says] = {
    "afraid": _says(0.25, 0.25, 0.30, 0.20),
    "clash": _says(0.30, 0.35, 0.30, 0.05),
    "quiet": _says(0.40, 0.30, 0.22, 0.08),
    "doubts": _says(0.50, 0.32, 0.15, 0.03),
    "slipping": _says(0.60, 0.28, 0.10, 0.02),
    "no lift": _says(0.65, 0.28, 0.06, 0.01),
    "calm": _says(0.80, 0.17, 0.025, 0.005),
}

# What they bring about was chosen once, before anything was measured with it. They are rarer than what has no name:
# some three in ten of those who become afraid, and one in four of those who drift, do so after one of these.
TROUBLES: tuple[Trouble, ...] = (
    Trouble(MarkerKind.TIE, "exploiter attachment and continuing contact make witnesses withdraw",
            at_first=0.08, a_week=0.001, ends_a_week=0.01, slips_a_week=0.006, fears_a_week=0.010,
            told=0.35, ended=0.5),
    Trouble(MarkerKind.MISSING, "missing episodes are named among the reasons, without a figure",
            a_week=0.006, ends_a_week=0.8, slips=0.20, fears=0.08, by_others=0.9, ended=0.95),
    Trouble(MarkerKind.MOVE, "placement moves are named among the reasons, without a figure",
            a_week=0.005, ends_a_week=1.0, slips=0.12, fears=0.03, told=0.6),
    Trouble(MarkerKind.CRISIS, "distress is among the reasons found by the systematic review",
            a_week=0.005, ends_a_week=0.25, slips=0.05, fears=0.20, told=0.4, ended=0.5),
    Trouble(MarkerKind.THREAT, "intimidation is named among the reasons, without a figure",
            a_week=0.0025, ends_a_week=0.2, slips=0.05, fears=0.40, told=0.5, ended=0.8),
    Trouble(MarkerKind.STRAIN, "caregiver support is one of the few consistent predictors (500 cases)", told=0.5),
    Trouble(MarkerKind.ENGAGED, "with an adviser of their own about half as many again stay engaged",
            at_first=0.25, told=0.6),
)  # fmt: skip
ENGAGED_TIMES = 0.6  # of the slipping that is left with an adviser of their own
