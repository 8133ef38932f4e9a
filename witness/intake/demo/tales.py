"""The tales of the demo world: what happens to families and officers, one line for each case."""

from dataclasses import dataclass, field
from typing import Any

from witness.intake.demo.team import AIREDALE, CALDER

WALK = "WS-26-014"
WALK_T_NUMBER, WALK_URN = "T20269014", "13WS0090114"


@dataclass(frozen=True, slots=True)
class Spec:
    """What makes a case: numbers are working days from today; None means that it is not there.

    changes: earlier days of the trial, oldest first, as working days from today. told: which revision the mother was
    last told; 0 for none. What she was not told of several revisions is news: it is left out of the bundle, and is
    entered while the last days are lived. answer: what she answered about the newest revision in the bundle.
    carer: what the "mother" is to the child. direct: we write to the child too.
    promise: what we said we would do, and in how many working days it is due. avoid: the first and last working day
    on which the child cannot come, and why. own_day: the second child gives evidence on a day of their own.
    fallback: whoever was to drive them could not, and the family does not know yet who does.
    hour: the court hour; "" for one by turns, "late" for the one of whoever is late on the day of loading.
    """

    ref: str
    tale: str
    owner: str = "olu@support.example"
    court: str = "901"
    track: str = "crown"
    kind: str = "trial"
    on: int | None = 30
    window: int = 0
    listing: str = "fixture"
    state: str = "listed"
    changes: tuple[int, ...] = ()
    told: int = 1
    answer: str = ""
    age: float = 14
    charged_months: int = 10
    requirement: str = "warned"
    phone: dict[str, Any] = field(default_factory=dict)
    measures: tuple[tuple[str, str], ...] = (("video_interview", "told"), ("live_link", "applied"))
    needs: tuple[tuple[str, str, str], ...] = ()
    children: int = 1
    carer: str = "mother"
    language: str = "en"
    direct: bool = False
    mother_is_witness: bool = False
    defendants: tuple[tuple[str, str, str], ...] = (("bail", "not_guilty", "none"),)
    closed_months: int | None = None
    restricted: bool = False
    team: str = CALDER
    extra: tuple[tuple[str, int, str], ...] = ()
    running: bool = False
    promise: tuple[str, int] | None = None
    avoid: tuple[int, int, str] | None = None
    own_day: int | None = None
    fallback: bool = False
    hour: str = ""

    @property
    def revisions(self) -> int:
        """How many revisions the main hearing has, with the news."""
        return max(len(self.changes) + (self.on is not None) + (self.state == "vacated"), 1)

    @property
    def has_news(self) -> bool:
        """Whether the newest revision has not reached the family."""
        return 0 < self.told < self.revisions


READY = (
    ("transport", "confirmed", "support"),
    ("court_visit", "done", "support"),
    ("supporter", "confirmed", "support"),
    ("memory_refresh", "requested", "police"),
)
BY_THEMSELVES = (
    ("transport", "not_needed", "support"),
    ("court_visit", "done", "support"),
    ("supporter", "confirmed", "support"),
)
HALF = (
    ("transport", "needed", "support"),
    ("court_visit", "requested", "support"),
    ("supporter", "confirmed", "support"),
)
# A family with whom everything was gone through while the day is still far: what is wanted is asked for.
ASKED = (
    ("transport", "requested", "support"),
    ("court_visit", "requested", "support"),
    ("supporter", "confirmed", "support"),
    ("memory_refresh", "requested", "police"),
)
# The same family in the last weeks: they have seen the court.
SEEN_THE_COURT = (
    ("transport", "requested", "support"),
    ("court_visit", "done", "support"),
    ("supporter", "confirmed", "support"),
    ("memory_refresh", "requested", "police"),
)
REFRESHED = (("memory_refresh", "done", "police"),)
ALL_DONE = (("video_interview", "told"), ("live_link", "tested"))
DECIDED = (("video_interview", "told"), ("live_link", "told"))
IN_PLACE = (("video_interview", "told"), ("live_link", "arranged"))
OLIVIA, OONA, OSRIC = "olivia@support.example", "oona@support.example", "osric@support.example"

# The story of a careful phone: no voicemail, 10 to 2 on working days and Saturday morning, a code word.
CAREFUL: dict[str, Any] = {
    "whose": "own phone, kept in the van",
    "voicemail": "never",
    "code_use": "they_ask",
    "code_word": "kingfisher",
    "alias": "Sam about the boiler",
    "safe_days": [0, 1, 2, 3, 4],
    "safe_from": "10:00",
    "safe_until": "14:00",
    "other_hours": [{"day": 5, "opens": "09:00", "closes": "12:00"}],
    "prefers": "call",
}

SPECS: tuple[Spec, ...] = (
    Spec(WALK,
         "the walk: a trial in six working days, alone at its court, so that a short list of it is a whole one",
         court="903", on=6, measures=(("video_interview", "told"), ("live_link", "arranged"), ("screen",
         "refused")), needs=HALF, told=0, promise=("Ask the school for a quiet room after the day", 1)),
    Spec("WS-26-015", "a trial on the next working day, all in place", on=1, needs=READY[:3] + REFRESHED,
         measures=ALL_DONE, answer="coming"),
    Spec("WS-26-016", "a trial next week, no lift", on=5,
         needs=(("transport", "needed", "support"), *SEEN_THE_COURT[1:]), measures=IN_PLACE,
         carer="father", promise=("Ring back about the taxi money", -2), phone=CAREFUL),
    Spec("WS-26-017", "a warned list over two weeks", on=4, window=9, listing="warned_list", needs=BY_THEMSELVES,
         measures=IN_PLACE, answer="coming"),
    Spec("WS-26-018", "a floater", on=9, listing="floater", court="902", needs=READY, measures=IN_PLACE,
         phone={"checked_ago": 25}, fallback=True),
    Spec("WS-26-019", "section 28 ahead", kind="s28", on=12, measures=(("video_interview", "told"),
         ("live_link", "arranged"), ("s28_recording", "granted"), ("intermediary", "granted")),
         needs=SEEN_THE_COURT, age=11, carer="foster carer"),
    Spec("WS-26-020", "section 28 recorded; the trial goes on without the child", on=25, extra=(("s28", -40,
         "held"),), measures=(("s28_recording", "arranged"),), told=0),
    Spec("WS-26-021", "turns eighteen during the wait", on=40, age=17.9, measures=(("live_link", "told"),),
         changes=(-60,), told=2, charged_months=16, direct=True),
    Spec("WS-26-022", "two children of one household in one trial", on=18, children=2, needs=HALF, measures=DECIDED,
         phone={"quiet": ((-3, None, "away", (4, 5, 6), 2), (12, 12, "anniversary", range(7), 1))}),
    Spec("WS-26-023", "the mother is a witness too", on=22, needs=ASKED, mother_is_witness=True),
    Spec("WS-26-024", "three defendants, one has pleaded guilty", on=28, court="902", needs=ASKED,
         defendants=(("remand", "guilty", "convicted"), ("bail", "not_guilty", "none"),
                     ("bail", "not_guilty", "none")), phone={"tier": 3, "opted_in_ago": 20}),
    Spec("WS-26-025", "a vacated trial", on=None, state="vacated", changes=(-30, 8), told=2),
    Spec("WS-26-026", "told the old date", court="902", on=10, changes=(3,), told=1, needs=BY_THEMSELVES,
         measures=IN_PLACE, phone={"reviewed": -45}),
    Spec("WS-26-027", "an unsafe phone, and told the old date", on=15, changes=(9,), needs=BY_THEMSELVES,
         measures=DECIDED, phone={"state": "unsafe", "seen_by": "an ex-partner"}, told=1),
    Spec("WS-26-028", "the safe-contact check has run out", on=11, changes=(5,), needs=BY_THEMSELVES, measures=IN_PLACE,
         phone={"reviewed": -45}, told=1),
    Spec("WS-26-029", "only words that ask to ring", on=14, needs=BY_THEMSELVES, measures=IN_PLACE,
         carer="grandmother", phone={"tier": 0, "seen_by":
         "her sister", "belongs": "shared", "whose": "the phone in the kitchen", "previews": "on", "voicemail": "never",
         "alias": "Jo from the dentist"}, told=0),
    Spec("WS-26-030", "a dead number", court="902", on=8, needs=BY_THEMSELVES, measures=IN_PLACE,
         carer="aunt", phone={"ending": "404"}),
    Spec("WS-26-031", "not confirmed by a list, and the family has moved", court="903", on=3,
         needs=BY_THEMSELVES + REFRESHED, measures=IN_PLACE,
         phone={"happened": (1, "moved")}),
    Spec("WS-26-032", "moved three times", on=16, changes=(-90, -45, -10), told=4, needs=ASKED,
         charged_months=25, carer="father"),
    Spec("WS-26-033", "worried", on=7, needs=BY_THEMSELVES, measures=IN_PLACE),
    Spec("WS-26-034", "will not come", on=13, needs=SEEN_THE_COURT, measures=IN_PLACE, owner=OLIVIA),
    Spec("WS-26-035", "de-warned", court="902", on=20, requirement="de_warned", owner=OLIVIA),
    Spec("WS-26-036", "youth court", kind="trial", track="youth", court="M9011", on=9, restricted=True,
         needs=BY_THEMSELVES, measures=IN_PLACE,
         owner=OLIVIA, charged_months=3),
    Spec("WS-26-037", "plea hearing ahead", kind="ptph", on=17, owner=OLIVIA, charged_months=1, told=0,
         carer="foster carer"),
    Spec("WS-26-038", "charged last month", kind="first_hearing", track="magistrates", court="M9021", on=6,
         owner=OLIVIA, charged_months=0, told=0),
    Spec("WS-26-039", "an appeal, heard again", kind="appeal", on=26, needs=ASKED, owner=OLIVIA, charged_months=20),
    Spec("WS-26-040", "a magistrates' trial", track="magistrates", court="M9011", on=10, owner=OLIVIA,
         charged_months=4, needs=BY_THEMSELVES, measures=IN_PLACE,
         carer="father", phone={"belongs": "work", "whose": "the firm's phone",
         "previews": "on", "safe_days": [0, 1, 2, 3, 4], "safe_from": "12:00", "safe_until": "13:30"}),
    Spec("WS-26-041", "a trial that is running", on=-1, owner=OLIVIA, running=True, needs=READY, answer="coming",
         window=6),
    Spec("WS-26-042", "a retrial", kind="retrial", on=35, needs=ASKED, owner=OLIVIA, told=0, charged_months=22,
         extra=(("trial", -120, "held"),)),
    Spec("WS-26-043", "a Newton hearing", kind="newton", on=19, needs=ASKED, owner=OONA, court="902", told=0,
         phone={"ending": "999"}),
    Spec("WS-26-044", "sentence next week", kind="sentence", on=5, owner=OONA, requirement="released", told=0,
         extra=(("trial", -25, "held"),), defendants=(("remand", "not_guilty", "convicted"),)),
    Spec("WS-26-045", "week commencing", on=30, window=4, listing="week_commencing", owner=OONA,
         needs=(*ASKED, ("interpreter", "not_needed", "court")),
         language="cy", phone={"reading": "easy", "prefers": "call"}),
    Spec("WS-26-046", "an interpreter is needed, for words too", on=14, owner=OONA, language="pl", told=0,
         measures=IN_PLACE,
         needs=(("interpreter", "needed", "court"), *READY[:3])),
    Spec("WS-26-050", "an exam on the day of the trial", on=24, owner=OONA, avoid=(23, 25, "exam"), needs=HALF,
         age=15.5),
    Spec("WS-26-051", "sentenced last week: the clocks after it run", on=-30, state="held", owner=OONA,
         requirement="released", told=0, charged_months=14, extra=(("sentence", -7, "held"),),
         defendants=(("other", "not_guilty", "sentenced"),), promise=("Explain the sentence at home", 3)),
    Spec("WS-26-047", "two children on two days, ready early; texts about one of them are stopped", on=23, own_day=27,
         owner=OONA, children=2, needs=READY, measures=ALL_DONE, answer="coming",
         phone={"tier": 2, "opted_in_ago": 20, "urgent_from": "06:30", "urgent_until": "21:00", "on_holidays": True}),
    Spec("WS-26-048", "ground rules hearing", kind="grh", on=4, owner=OSRIC, told=0),
    Spec("WS-26-049", "another team's case", owner="otis@support.example", on=6, team=AIREDALE, court="902",
         needs=BY_THEMSELVES, measures=IN_PLACE, answer="coming"),
    Spec("WS-25-101", "sentenced a year ago", on=-250, state="held", owner=OSRIC, closed_months=6,
         requirement="released", charged_months=30, extra=(("sentence", -230, "held"),),
         defendants=(("other", "not_guilty", "sentenced"),)),
    Spec("WS-25-102", "sentenced two years ago", on=-480, state="held", owner=OSRIC, closed_months=18,
         requirement="released", charged_months=40, extra=(("sentence", -480, "held"),),
         defendants=(("other", "guilty_not_accepted", "sentenced"),)),
    Spec("WS-25-103", "acquitted; support goes on", on=-40, state="held", owner=OSRIC, requirement="released",
         charged_months=24, defendants=(("other", "not_guilty", "acquitted"),)),
    Spec("WS-25-104", "waits for a date", on=None, listing="to_be_confirmed", owner=OSRIC, charged_months=9, told=0),
    Spec("WS-26-052", "at court today, and has waited for long", court="902", on=0, needs=READY[:3] + REFRESHED,
         measures=ALL_DONE,
         answer="coming", charged_months=12),
    Spec("WS-26-053", "at court today, and has not arrived", on=0, owner=OLIVIA, needs=BY_THEMSELVES + REFRESHED,
         measures=ALL_DONE,
         answer="coming", carer="father", charged_months=13, hour="late"),
    Spec("WS-26-054", "gave evidence this morning and is home safe", on=0, owner=OSRIC, needs=BY_THEMSELVES + REFRESHED,
         measures=ALL_DONE, answer="coming", charged_months=14, age=15.5, hour="09:30"),
)  # fmt: skip

# What the cases beyond the tales are like; their days, owners and courts are drawn.
ORDINARY: tuple[Spec, ...] = (
    Spec("", "a trial", needs=READY, answer="coming"),
    Spec("", "a trial, much to do", needs=HALF, carer="father"),
    Spec("", "a trial, nothing asked yet", carer="grandmother"),
    Spec("", "a trial that moved", changes=(-20,), told=2, needs=HALF),
    Spec("", "a warned list", window=9, listing="warned_list", needs=HALF),
    Spec("", "a floater", listing="floater", needs=READY),
    Spec("", "section 28", kind="s28", measures=(("s28_recording", "granted"),), needs=HALF, age=10),
    Spec("", "a plea hearing", kind="ptph", told=0, carer="foster carer"),
    Spec("", "a magistrates' trial", track="magistrates", court="M9041", needs=HALF, carer="aunt"),
    Spec("", "no date yet", on=None, listing="to_be_confirmed", told=0),
    Spec("", "sentenced and closed", on=-200, state="held", closed_months=4, requirement="released", charged_months=26,
         extra=(("sentence", -180, "held"),), defendants=(("other", "not_guilty", "sentenced"),)),
)  # fmt: skip
