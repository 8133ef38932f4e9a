"""One witness's way up the ladder: what the rungs are counted from, and which visits count for which of them."""

from dataclasses import dataclass
from datetime import date

from witness.domain.cases import CasePicture
from witness.domain.court_time import london_day
from witness.domain.defendants import Turn
from witness.domain.hearings import Certainty, Hearing, HearingState
from witness.domain.ladder_gates import court_visit_again, slot_planned_for
from witness.domain.ladder_rules import LADDER, NEED_A_DAY, CountsFrom, RungRule
from witness.domain.ladder_windows import Window
from witness.domain.people import Requirement
from witness.domain.plans import PlanState
from witness.domain.visits import Visit, VisitKind
from witness.domain.working_days import BeyondTheCalendar, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Climb:
    """The picture seen from one witness. hearing: at which they give evidence; None when no date stands."""

    picture: CasePicture
    witness_id: str
    calendar: WorkingCalendar
    today: date
    hearing: Hearing | None

    @property
    def day(self) -> date | None:
        """The day of evidence, or the first day on which it may be."""
        return None if self.hearing is None else self.hearing.now.slot.on

    @property
    def day_is_named(self) -> bool:
        """Whether the court has named one day, not a period."""
        return self.hearing is not None and self.hearing.now.slot.certainty not in (Certainty.WINDOW, Certainty.NONE)

    @property
    def has_come(self) -> bool:
        """Whether the day of evidence is here."""
        return self.day is not None and self.day_is_named and self.today >= self.day

    @property
    def rules(self) -> tuple[RungRule, ...]:
        """The rows that are meant for this witness: a child's ladder has more rungs."""
        person = self.picture.person(self.picture.witness(self.witness_id).person_id)
        is_child = person.is_child_on(self.day or self.today)
        return tuple(rule for rule in LADDER if (rule.for_child if is_child else rule.for_adult))

    def booked(self, kind: VisitKind) -> Visit | None:
        """Give the soonest visit of a kind that is still ahead."""
        own = [v for v in self.picture.visits if v.witness_id == self.witness_id and v.kind is kind and v.is_active]
        return min(own, key=lambda v: v.now.on or date.max, default=None)

    def made(self, kind: VisitKind) -> Visit | None:
        """Give the newest visit of a kind that has taken place."""
        own = [v for v in self.picture.visits if v.witness_id == self.witness_id and v.kind is kind]
        done = [v for v in own if v.now.state is PlanState.DONE]
        return max(done, key=lambda v: v.now.on or date.min, default=None)

    def fulfilled(self, rule: RungRule) -> Visit | None:
        """Give the visit that has fulfilled a rung for the date as it stands, or None."""
        visit = self.made(rule.kind)
        if visit is None or self.hearing is None or not rule.hangs_on_date:
            return visit
        if rule.kind is VisitKind.COURT_VISIT:
            return None if court_visit_again(self.picture, visit, self.hearing) else visit
        slot = slot_planned_for(self.picture, visit)
        same = visit.hearing_id == self.hearing.hearing_id and slot is not None and slot.on == self.day
        return visit if same else None

    def why_again(self, rule: RungRule) -> str:
        """Say why a rung that was climbed before has to be climbed again; "" when it never was."""
        visit = self.made(rule.kind)
        if visit is None or self.hearing is None or not rule.hangs_on_date:
            return ""
        if rule.kind is VisitKind.COURT_VISIT:
            why = court_visit_again(self.picture, visit, self.hearing)
            return f"Again. {why}" if why else ""
        return "It was done for an earlier date."

    def warned_on(self) -> date:
        """Give the day on which it became clear that they may be needed: a plea of not guilty, or a warning."""
        witness = self.picture.witness(self.witness_id)
        moments = [step.at for step in witness.steps if step.requirement is Requirement.WARNED]
        for defendant in self.picture.case.defendants:
            moments += [step.at for step in defendant.steps if step.turn is Turn.PLEADED_NOT_GUILTY]
        began = self.picture.case.support_began_on
        return max(began, london_day(min(moments))) if moments else began

    def known_since(self) -> date:
        """Give the day since which this day of evidence has stood: from then on there was time to prepare for it."""
        began = self.picture.case.support_began_on
        if self.hearing is None:
            return began
        first = self.hearing.now
        for revision in reversed(self.hearing.revisions):
            if revision.slot.on != first.slot.on or revision.state is HearingState.VACATED:
                break
            first = revision
        return max(london_day(first.learnt_at), began)

    def forward(self, rule: RungRule, day: date | None) -> Window | None:
        """Give the window of a rung that counts forward from a day; None when it cannot be counted."""
        if day is None:
            return None
        try:
            return Window(self.calendar.add(day, rule.opens), self.calendar.add(day, rule.closes))
        except BeyondTheCalendar:
            return None

    def spaced(self, rule: RungRule, window: Window, before: Visit | None) -> Window:
        """Keep the least space after the rung before, as far as the window lets it, and never less than a day."""
        if before is None or before.now.on is None or self.day is None or rule.kind not in NEED_A_DAY:
            return window
        try:
            wanted = self.calendar.add(before.now.on, rule.apart)
            next_day = self.calendar.add(before.now.on, 1)
            eve = self.calendar.add(self.day, -1)
        except BeyondTheCalendar:
            return window
        first = max(window.first, next_day, min(wanted, window.last))
        first = max(window.first, min(first, eve))
        return Window(first, max(first, window.last))


def counts_back(rule: RungRule) -> bool:
    """Whether the window of a rung is counted back from the day of evidence."""
    return rule.counts_from is CountsFrom.EVIDENCE
