"""What causes each factor: a quiet case eight working days before the trial, and one small change of it for each code.

A cause is put in by a function of the picture, so that any two can be put in together and either taken away again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tests.builders import (
    MOTHER,
    TRIAL_DAY,
    J,
    a_defendant,
    a_marker,
    a_message,
    a_need,
    a_picture,
    a_revision,
    a_sure_answer,
    a_told,
    a_whole_measure,
    an_answer,
    days_before,
    needs_met,
    noon,
    unsettled,
)
from witness.domain.cases import CasePicture
from witness.domain.concern import Code
from witness.domain.defendants import DefendantStep, Plea, Turn
from witness.domain.evidence import AnswerKind, NeedKind, NeedState
from witness.domain.hearings import Hearing, Listing, Revision
from witness.domain.markers import MarkerKind, Said
from witness.domain.measures import MeasureKind, MeasureState, MeasureStep
from witness.domain.messages import MessageState
from witness.domain.people import AvoidWhy, DatesToAvoid
from witness.domain.plans import PlanState, PlanStep
from witness.domain.sureness import Hard, Sure
from witness.domain.visits import Place, Visit, VisitKind, VisitReport

Cause = Callable[[CasePicture], CasePicture]
NOW = days_before(8)
LATELY, LONG_AGO = date(2026, 11, 20), date(2026, 10, 12)
SPOKEN = days_before(10)


def quiet() -> CasePicture:
    """Nothing speaks against their coming, and nothing for it either: everything is arranged, and was a while ago."""
    return a_picture(
        measures=(a_whole_measure(),),
        needs=needs_met(),
        answers=(an_answer(at=days_before(18)),),
        told=(a_told(via="voice", at=SPOKEN),),
    )


def marked(*kinds: MarkerKind, said: Said = Said.YES, on: date = LATELY) -> Cause:
    return lambda p: replace(p, markers=p.markers + tuple(a_marker(kind, said, on) for kind in kinds))


def open_need(kind: NeedKind) -> Cause:
    def put_in(p: CasePicture) -> CasePicture:
        others = tuple(n for n in p.needs if n.kind is not kind)
        return replace(p, needs=(*others, a_need(kind, NeedState.NEEDED)))

    return put_in


def trial(change: Callable[[Hearing], Hearing]) -> Cause:
    return lambda p: replace(p, hearings=tuple(change(h) for h in p.hearings))


def _said(kind: AnswerKind) -> Cause:
    # An answer that nobody has dealt with waits, whatever was said after it.
    return lambda p: replace(p, answers=(unsettled(kind, at=noon(date(2026, 10, 1))), *p.answers))


def _date_moved(p: CasePicture) -> CasePicture:
    # Nobody has to be told again and nothing to be arranged anew: the day was another one long before all that.
    slot = p.hearings[0].now.slot
    before = a_revision(1, replace(slot, on=date(2026, 12, 1), until=None))
    now = a_revision(2, slot, reason="the judge is not free")
    hearings = (replace(p.hearings[0], revisions=(before, now)),)
    answers = tuple(replace(a, revision=2) for a in p.answers)
    return replace(p, hearings=hearings, answers=answers, told=tuple(replace(t, revision=2) for t in p.told))


def _unexplained(p: CasePicture) -> CasePicture:
    moved_first = p if p.hearings[0].moves else _date_moved(p)
    hearing = moved_first.hearings[0]
    revisions = (*hearing.revisions[:-1], replace(hearing.now, reason=""))
    return replace(moved_first, hearings=(replace(hearing, revisions=revisions),))


def _window(hearing: Hearing) -> Hearing:
    def uncertain(revision: Revision) -> Revision:
        on = revision.slot.on or TRIAL_DAY
        slot = replace(revision.slot, listing=Listing.WARNED_LIST, at=None, until=on + timedelta(days=4))
        return replace(revision, slot=slot)

    return replace(hearing, revisions=tuple(uncertain(r) for r in hearing.revisions))


def _not_confirmed(p: CasePicture) -> CasePicture:
    return replace(p, answers=tuple(a for a in p.answers if a.answer is not AnswerKind.COMING))


def _silence(p: CasePicture) -> CasePicture:
    told = tuple(replace(t, at=noon(date(2026, 9, 1))) for t in p.told)
    # Settled answers of long ago; the newest still says that they come.
    return replace(p, told=told, answers=tuple(replace(a, at=min(a.at, noon(LONG_AGO))) for a in p.answers))


def _unanswered(p: CasePicture) -> CasePicture:
    # After the last word of theirs, whichever that was.
    texts = tuple(a_message(on=on) for on in (date(2026, 11, 24), date(2026, 11, 25)))
    return replace(p, messages=p.messages + texts)


def _undelivered(p: CasePicture) -> CasePicture:
    failed = a_message(MessageState.UNDELIVERED, on=date(2026, 11, 25), person_id=J, message_id="message-failed")
    return replace(p, messages=(*p.messages, failed))


def _undecided(p: CasePicture) -> CasePicture:
    screen = replace(
        a_whole_measure(MeasureKind.SCREEN),
        state=MeasureState.APPLIED,
        steps=(MeasureStep(MeasureState.APPLIED, noon(LONG_AGO)),),
    )
    return replace(p, measures=(*p.measures, screen))


def _not_applied(p: CasePicture) -> CasePicture:
    plea = DefendantStep(Turn.PLEADED_NOT_GUILTY, noon(date(2026, 3, 2)))
    pleaded = a_defendant("D1", Plea.NOT_GUILTY, steps=(plea,))
    asked = replace(
        a_whole_measure(MeasureKind.NO_WIGS),
        state=MeasureState.ASKED,
        steps=(MeasureStep(MeasureState.ASKED, noon(LONG_AGO)),),
    )
    return replace(p, case=replace(p.case, defendants=(*p.case.defendants, pleaded)), measures=(*p.measures, asked))


def _near(p: CasePicture) -> CasePicture:
    step = DefendantStep(Turn.BAIL_VARIED, noon(LONG_AGO), near_family=True)
    near = a_defendant("D9", Plea.NOT_GUILTY, steps=(step,))
    return replace(p, case=replace(p.case, defendants=(*p.case.defendants, near)))


def _away(p: CasePicture) -> CasePicture:
    avoided = DatesToAvoid("avoid-1", MOTHER, TRIAL_DAY, TRIAL_DAY + timedelta(days=6), AvoidWhy.EXAM, noon(LONG_AGO))
    return replace(p, availability=(avoided,))


def _well_after_the_visit(p: CasePicture) -> CasePicture:
    step = PlanStep(PlanState.DONE, noon(LATELY), LATELY)
    report = VisitReport(noon(LATELY), mood="hopeful")
    visit = Visit(
        "visit-1", p.witnesses[0].witness_id, VisitKind.COURT_VISIT, Place.COURT, 60, None, None, (step,), report
    )
    return replace(p, visits=(visit,))


def _reconfirmed(p: CasePicture) -> CasePicture:
    revision = p.hearings[0].now.number
    again = an_answer(answer_id="answer-again", at=days_before(10), revision=revision)
    return replace(p, answers=(*p.answers, again))


def _says(sure: Sure, *hard: Hard, who: str = MOTHER) -> Cause:
    def put_in(p: CasePicture) -> CasePicture:
        # Of the day as it stands, whatever moved before.
        said = a_sure_answer(sure, *hard, who=who, revision=p.hearings[0].now.number)
        return replace(p, sureness=(*p.sureness, said))

    return put_in


CAUSES: dict[Code, Cause] = {
    Code.HARD_WITHDRAWAL: _said(AnswerKind.CANNOT),
    Code.HARD_INTIMIDATION: marked(MarkerKind.THREAT),
    Code.HARD_MISSING: marked(MarkerKind.MISSING),
    Code.HARD_SM_GAP: _undecided,
    Code.AMBIVALENT: _said(AnswerKind.WORRIED),
    Code.SM_NOT_APPLIED: _not_applied,
    Code.PRACTICAL_CLASH: _away,
    Code.NOT_CONFIRMED: _not_confirmed,
    Code.NO_TWO_WAY_CONTACT: _silence,
    Code.MISSED_CONTACTS: _unanswered,
    Code.UNDELIVERED: _undelivered,
    Code.PRIOR_CHANGES: _date_moved,
    Code.CHANGE_UNEXPLAINED: _unexplained,
    Code.LONG_WAIT: lambda p: replace(p, case=replace(p.case, charged_on=date(2025, 11, 3))),
    Code.UNCERTAIN_LISTING: trial(_window),
    Code.NO_NAMED_CONTACT: marked(MarkerKind.NAMED_CONTACT, on=LONG_AGO),
    Code.LANGUAGE_UNMET: open_need(NeedKind.INTERPRETER),
    Code.PTV_NOT_DONE: open_need(NeedKind.COURT_VISIT),
    Code.NO_SUPPORTER: open_need(NeedKind.SUPPORTER),
    Code.TRANSPORT_OPEN: open_need(NeedKind.TRANSPORT),
    Code.UP_FRONT_COST: marked(MarkerKind.COST),
    Code.DEFENDANT_NEAR: _near,
    Code.ONGOING_TIE: marked(MarkerKind.TIE),
    Code.RECENT_MISSING: lambda p: replace(
        p,
        markers=(
            a_marker(MarkerKind.MISSING, on=date(2026, 11, 10)),
            a_marker(MarkerKind.MISSING, Said.NO, on=date(2026, 11, 12)),
            *p.markers,
        ),
    ),
    Code.PLACEMENT_MOVE: marked(MarkerKind.MOVE),
    Code.WELLBEING_CRISIS: marked(MarkerKind.CRISIS),
    Code.PARENT_STRAIN: marked(MarkerKind.STRAIN),
    Code.SUPPORTER_ENGAGED: marked(MarkerKind.ENGAGED),
    Code.VISIT_POSITIVE: _well_after_the_visit,
    Code.PARENT_SUPPORTED: marked(MarkerKind.PARENT_SUPPORTED),
    Code.RECONFIRMED: _reconfirmed,
    Code.UNSURE: _says(Sure.THINK_SO),
    Code.HARD_TO_COME: _says(Sure.DID_NOT_SAY, Hard.OTHER, who=J),
    Code.SAID_SURE: _says(Sure.SURE),
}

# What the causes of a code bring along: an unexplained change is a change.
# What nobody has applied for is not decided either.
BRINGS: dict[Code, frozenset[Code]] = {
    Code.CHANGE_UNEXPLAINED: frozenset({Code.PRIOR_CHANGES}),
    Code.SM_NOT_APPLIED: frozenset({Code.HARD_SM_GAP}),
}

# These cannot both be so, by what they mean.
NEVER_TOGETHER = (
    {Code.NOT_CONFIRMED, Code.RECONFIRMED},  # whoever has confirmed anew has confirmed
    {Code.NO_TWO_WAY_CONTACT, Code.RECONFIRMED},  # an answer is contact
    {Code.UNSURE, Code.SAID_SURE},  # the newest answer of somebody, and the graver of two people
    {Code.PTV_NOT_DONE, Code.VISIT_POSITIVE},  # a visit that still stands has been done
)
# The step on which each stands in the quiet case.
STEPS: dict[Code, int] = {Code.NO_TWO_WAY_CONTACT: 2}
